#include <gtest/gtest.h>

#include "libplan/check.hpp"
#include "libplan/tasks.hpp"
#include "reports/text.hpp"

namespace libplan {
namespace {

Date day(const char* text) { return *parse_date(text); }

Task task(std::string id, std::string title, const char* deadline = nullptr) {
    Task made;
    made.id = std::move(id);
    made.title = std::move(title);
    if (deadline) made.deadline = day(deadline);
    made.place = {"plan.toml", 9, 1};
    return made;
}

Responsibility carried(std::string task, std::vector<std::string> lead, std::vector<std::string> support = {},
                       std::vector<std::string> territorial = {}) {
    return {std::move(task),        std::move(lead), std::move(support),
            std::move(territorial), false,           {"overlay.toml", 4, 1}};
}

TaskReport report(std::string task, std::string body, const char* date, TaskStatus status, double percent) {
    TaskReport made;
    made.task = std::move(task);
    made.body = std::move(body);
    made.date = day(date);
    made.status = status;
    made.percent = percent;
    made.evidence = "台账";
    return made;
}

/// 2016 to 2020; a police bureau, two towns and a body that carries nothing.
PlanParts small_plan() {
    PlanParts parts;
    parts.id = "p";
    parts.title = "规划";
    parts.first_year = 2016;
    parts.last_year = 2020;
    for (const auto& [id, title] :
         {std::pair("police", "公安分局"), {"east", "东镇"}, {"west", "西镇"}, {"idle", "档案局"}}) {
        Body body;
        body.id = id;
        body.title = title;
        parts.bodies.push_back(body);
    }
    parts.tasks = {task("patrol", "加强巡查"), task("platform", "建成平台", "2018-12-31"),
                   task("stations", "建站", "2019-12-31")};
    parts.responsibilities = {carried("patrol", {"police"}, {"east"}), carried("platform", {"police"}, {}, {"west"}),
                              carried("stations", {"east", "west"}, {"police"})};
    return parts;
}

std::string reason(const TaskBoard& board, std::string_view task, Language language = Language::zh) {
    return text(board.find(task)->reason, language);
}

constexpr auto done = TaskStatus::done;
constexpr auto in_progress = TaskStatus::in_progress;
constexpr auto not_started = TaskStatus::not_started;

TEST(Tasks, AreOverdueFromTheEndOfTheDayOfTheDeadline) {
    const Plan plan(small_plan());
    const std::vector<TaskReport> reports{report("platform", "police", "2018-06-30", in_progress, 80)};
    const TaskBoard before = track(plan, reports, day("2018-12-30"));
    EXPECT_EQ(before.find("platform")->standing, Standing::at_risk);
    EXPECT_EQ(reason(before, "platform"), "离期限2018-12-31还有1天；公安分局完成80%（2018-06-30报告）；时间已过99.9%");
    const TaskBoard on_the_day = track(plan, reports, day("2018-12-31"));
    EXPECT_EQ(on_the_day.find("platform")->standing, Standing::overdue);
    EXPECT_EQ(on_the_day.find("platform")->days_left, 0);
    EXPECT_EQ(reason(on_the_day, "platform"), "期限2018-12-31当天没有完成；公安分局完成80%（2018-06-30报告）");
    const TaskBoard after = track(plan, reports, day("2019-01-30"));
    EXPECT_EQ(after.find("platform")->days_left, -30);
    EXPECT_EQ(after.find("platform")->report->evidence, "台账");
    EXPECT_EQ(reason(after, "platform"), "期限2018-12-31已过30天；公安分局完成80%（2018-06-30报告）");
    EXPECT_EQ(reason(after, "platform", Language::en),
              "days past the deadline 2018-12-31: 30; 公安分局 is 80% done (reported 2018-06-30)");
}

TEST(Tasks, ReportsAfterTheDateAreLeftOut) {
    const Plan plan(small_plan());
    const std::vector<TaskReport> reports{report("platform", "police", "2019-02-01", done, 100),
                                          report("platform", "police", "2018-11-30", not_started, 0)};
    EXPECT_EQ(reason(track(plan, reports, day("2019-01-31")), "platform"),
              "期限2018-12-31已过31天；公安分局尚未开始（2018-11-30报告）");
    const TaskBoard later = track(plan, reports, day("2019-12-31"));
    EXPECT_EQ(later.find("platform")->standing, Standing::done);
    EXPECT_EQ(later.find("platform")->days_left, -32);
    EXPECT_EQ(reason(later, "platform"), "公安分局已报告完成（2019-02-01）；比期限2018-12-31晚32天");
}

TEST(Tasks, DoneAgainIsNotDoneLate) {
    const Plan plan(small_plan());
    const std::vector<TaskReport> reports{report("platform", "police", "2018-11-30", done, 100),
                                          report("platform", "police", "2019-11-30", done, 100)};
    const TaskBoard board = track(plan, reports, day("2019-12-31"));
    EXPECT_EQ(reason(board, "platform"), "公安分局已报告完成（2018-11-30）");
    EXPECT_EQ(board.find("platform")->days_left, 31);
}

TEST(Tasks, EachLeadMustReportAndTheSlowestTellsHowFarTheTaskIs) {
    const Plan plan(small_plan());
    std::vector<TaskReport> reports{report("stations", "east", "2018-11-30", done, 100),
                                    report("stations", "police", "2018-11-30", done, 100)};
    TaskBoard board = track(plan, reports, day("2018-12-31"));
    EXPECT_EQ(board.find("stations")->standing, Standing::at_risk);
    EXPECT_EQ(board.find("stations")->percent, 0);
    EXPECT_EQ(reason(board, "stations"),
              "离期限2019-12-31还有365天；2家牵头单位中1家已完成，最慢的一家：西镇没有报告进展；时间已过75%");
    // The east has done its part; the police only support, and see the whole.
    EXPECT_EQ(board.find("stations")->parts[0].standing, Standing::done);
    EXPECT_EQ(board.find("stations")->parts[1].standing, Standing::at_risk);
    EXPECT_EQ(board.find("stations")->parts[2].standing, Standing::at_risk);
    reports.push_back(report("stations", "west", "2018-12-15", in_progress, 75));
    board = track(plan, reports, day("2018-12-31"));
    EXPECT_EQ(board.find("stations")->standing, Standing::in_progress);
    EXPECT_EQ(reason(board, "stations"),
              "离期限2019-12-31还有365天；2家牵头单位中1家已完成，最慢的一家：西镇完成75%（2018-12-15报告）");
    reports.push_back(report("stations", "west", "2018-12-20", done, 100));
    EXPECT_EQ(reason(track(plan, reports, day("2018-12-31")), "stations"),
              "2家牵头单位都已报告完成，最后一家是西镇（2018-12-20）");
}

TEST(Tasks, AreAtRiskNearTheDeadlineOrBehindTheTimeByMoreThanTheMargin) {
    PlanParts parts = small_plan();
    parts.responsibilities[2] = carried("stations", {"east"});
    const auto standing = [&](double percent, const char* as_of, int days = 90) {
        const Plan plan(parts);
        return track(plan, {report("stations", "east", "2016-01-01", in_progress, percent)}, day(as_of), days)
            .find("stations")
            ->standing;
    };
    EXPECT_EQ(standing(70.1, "2018-12-31"),
              Standing::in_progress);  // 1096 of 1461 days are 75.02%, less the margin of 5
    EXPECT_EQ(standing(70, "2018-12-31"), Standing::at_risk);
    parts.margin = 0;
    EXPECT_EQ(standing(75, "2018-12-31"), Standing::at_risk);
    EXPECT_EQ(standing(100, "2019-10-01"), Standing::in_progress);  // 91 days left
    EXPECT_EQ(standing(100, "2019-10-02"), Standing::at_risk);      // 90
    EXPECT_EQ(standing(100, "2019-10-02", 30), Standing::in_progress);
}

TEST(Tasks, WithoutADeadlineCannotBeLate) {
    const Plan plan(small_plan());
    const TaskBoard silent = track(plan, {}, day("2030-12-31"));
    EXPECT_EQ(silent.find("patrol")->standing, Standing::not_started);
    EXPECT_EQ(silent.find("patrol")->days_left, std::nullopt);
    EXPECT_EQ(reason(silent, "patrol"), "没有期限；公安分局没有报告进展");
    const TaskBoard board = track(plan, {report("patrol", "police", "2018-12-10", in_progress, 60)}, day("2018-12-31"));
    EXPECT_EQ(board.find("patrol")->standing, Standing::continuing);
    EXPECT_EQ(reason(board, "patrol"), "没有期限；公安分局完成60%（2018-12-10报告）");
}

TEST(Tasks, LoadCountsRolesAndWhatEachLeadHasReported) {
    const Plan plan(small_plan());
    const TaskBoard board = track(plan,
                                  {report("stations", "east", "2018-11-30", done, 100),
                                   report("platform", "police", "2018-11-30", in_progress, 90)},
                                  day("2018-12-31"));
    EXPECT_EQ(board.loads[0], (BodyLoad{"police", 2, 0, 1, 0, 0, 1, 0, "公安分局"}));
    EXPECT_EQ(board.loads[1], (BodyLoad{"east", 1, 0, 1, 0, 1, 0, 0, "东镇"}));
    EXPECT_EQ(board.loads[2], (BodyLoad{"west", 0, 1, 0, 1, 0, 0, 1, "西镇"}));
    EXPECT_EQ(board.idle_bodies, std::vector<std::string>{"idle"});
    EXPECT_EQ(board.parts_of("police").front().task, "platform");  // overdue
}

TEST(Tasks, ABodyCountsOnceInItsStrongestRole) {
    PlanParts parts = small_plan();
    parts.responsibilities = {carried("patrol", {"police"}, {"police", "east"}, {"east"})};
    const TaskBoard board = track(Plan(parts), {}, day("2018-12-31"));
    EXPECT_EQ(board.loads[0].tasks(), 1);
    EXPECT_EQ(board.loads[0].first_lead, 1);
    EXPECT_EQ(board.loads[1].support, 1);
    EXPECT_EQ(board.loads[1].territorial, 0);
}

std::string told(const Finding& finding) {
    std::string words = finding.code + ": " + text(finding.title, Language::zh);
    for (const Figure& figure : finding.figures) words += " @" + to_string(figure.place);
    return words;
}

TEST(Tasks, WhatNobodyCarriesIsFound) {
    PlanParts parts = small_plan();
    Indicator indicator;
    indicator.id = "rate";
    indicator.title = "覆盖率";
    indicator.unit = "%";
    indicator.place = {"plan.toml", 5, 1};
    Target target;
    target.year = 2020;
    target.form = Reach{100};
    indicator.targets = {target};
    parts.indicators = {indicator};
    parts.responsibilities[0].lead.clear();
    parts.responsibilities.pop_back();
    std::vector<std::string> findings;
    for (const Finding& finding : check(Plan(parts), {})) findings.push_back(told(finding));
    EXPECT_EQ(findings, (std::vector<std::string>{"no-lead: 加强巡查：任务没有牵头单位 @overlay.toml:4:1",
                                                  "no-lead: 建站：任务没有牵头单位 @plan.toml:9:1",
                                                  "no-body: 1项有目标的指标没有责任单位 @plan.toml:5:1"}));
    const TaskBoard board = track(Plan(parts), {}, day("2018-12-31"));
    EXPECT_EQ(board.orphan_tasks, (std::vector<std::string>{"patrol", "stations"}));
    EXPECT_EQ(board.orphan_indicators, std::vector<std::string>{"rate"});
    EXPECT_EQ(reason(board, "stations"), "离期限2019-12-31还有365天；没有牵头单位；时间已过75%");

    parts.tasks[0].serves = {"rate"};
    EXPECT_EQ(check(Plan(parts), {}).back().code, "no-lead");
}

TEST(Tasks, PercentagesBelowOneAreAskedAbout) {
    std::vector<TaskReport> reports{report("patrol", "police", "2018-06-30", in_progress, 0.6),
                                    report("stations", "east", "2018-06-30", in_progress, 1),
                                    report("stations", "west", "2018-06-30", not_started, 0),
                                    report("platform", "police", "2018-07-01", in_progress, 0.35)};
    const Plan plan(small_plan());
    const std::vector<Finding> findings = check(plan, {}, {}, {}, reports);
    ASSERT_EQ(findings.size(), 1u);
    const Finding& asked = findings.front();
    EXPECT_EQ(asked.code, "report-share");
    EXPECT_EQ(asked.severity, Severity::warning);
    EXPECT_EQ(asked.figures.size(), 2u);
    const auto told = [&](Language language) {
        std::string all;
        for (const Message* each : {&asked.title, &asked.printed, &asked.follows, &asked.cure})
            all += text(*each, language) + "\n";
        return all;
    };
    EXPECT_EQ(told(Language::zh),
              "任务报告的进度：2处可能把百分数写成了小数\n"
              "“加强巡查”（公安分局，2018-06-30） 0.6%；“建成平台”（公安分局，2018-07-01） 0.35%\n"
              "写 0.6 的按 0.6% 读，不到1%\n是 60% 的请写 60；确实是 0.6% 的不必改\n");
    EXPECT_EQ(told(Language::en),
              "percentages in task reports: 2 may be written as decimals\n"
              "\"加强巡查\" (公安分局, 2018-06-30) 0.6%; \"建成平台\" (公安分局, 2018-07-01) 0.35%\n"
              "0.6 is read as 0.6%, less than 1%\nwrite 60 for 60%; leave it if 0.6% is meant\n");
    reports = {reports[1], reports[2]};
    EXPECT_TRUE(check(plan, {}, {}, {}, reports).empty());
}

TEST(Tasks, APlanWithoutAnyResponsibilitySaysSoOnce) {
    PlanParts parts = small_plan();
    parts.responsibilities.clear();
    parts.place = {"plan.toml", 1, 1};
    const auto findings = check(Plan(parts), {});
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].severity, Severity::note);
    EXPECT_EQ(told(findings[0]), "no-lead: 任务都没有责任分工 @plan.toml:1:1");
    EXPECT_EQ(text(findings[0].printed, Language::zh), "列出任务3项");
    parts.tasks.clear();
    EXPECT_TRUE(check(Plan(parts), {}).empty());
}

TEST(Tasks, TerritorialBodiesMustBeKnown) {
    PlanParts parts = small_plan();
    parts.responsibilities[0].territorial = {"eest"};
    const auto problems = problems_of(parts);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(text(problems[0].message, Language::zh), "没有编号为“eest”的单位，您是否想写“east”？");
}

TEST(Tasks, PressingOnesArePaintedWithLeadDeadlineAndReason) {
    const Plan plan(small_plan());
    const TaskBoard board =
        track(plan, {report("platform", "police", "2018-11-30", in_progress, 90)}, day("2018-12-31"));
    EXPECT_EQ(paint_text(layout_pressing(plan, board, Language::zh)),
              R"(超期1项，有风险1项（截至2018-12-31）
================================================================================
任务      牵头单位   期限        状态    说明
--------------------------------------------------------------------------------
建成平台  公安分局   2018-12-31  已超期  期限2018-12-31当天没有完成；公安分局完
                                         成90%（2018-11-30报告）
  属地：西镇
  佐证材料：台账
建站      东镇等2家  2019-12-31  有风险  离期限2019-12-31还有365天；2家牵头单位
                                         中0家已完成，最慢的一家：东镇没有报告进
                                         展；时间已过75%
  共同牵头：西镇
  配合：公安分局
)");
    EXPECT_EQ(paint_text(layout_load(plan, board, Language::zh)),
              R"(各单位任务分工（截至2018-12-31）
==========================================================================
单位                首位牵头  共同牵头  配合  属地  已完成  已超期  有风险
--------------------------------------------------------------------------
公安分局                   2         0     1     0       0       1       0
东镇                       1         0     1     0       0       0       1
西镇                       0         1     0     1       0       0       1
档案局                     0         0     0     0       0       0       0
合计                       3         1     2     1       0       1       2
“已完成”“已超期”“有风险”只数牵头的任务，按本单位的报告判定
没有牵头单位的任务  无
没有责任单位的指标  无
没有任务的单位      档案局
)");
    EXPECT_EQ(paint_text(layout_tasks(plan, board, "idle", Language::zh)).find("没有承担任务") == std::string::npos,
              false);
}

}  // namespace
}  // namespace libplan
