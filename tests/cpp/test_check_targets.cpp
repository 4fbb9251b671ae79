#include "checking.hpp"

namespace libplan {
namespace {

using namespace testing;
using Told = std::vector<std::string>;

Observations rows(const std::vector<Observation>& all) {
    Observations observations;
    for (const Observation& one : all) observations.add(one);
    return observations;
}

// ---- milestones ----

std::string off_path(std::optional<double> baseline, const TargetForm& milestone, const TargetForm& end,
                     Path path = Path::linear, Language language = Language::zh) {
    Indicator made = indicator("n", "起");
    if (baseline) made.baselines.push_back({2015, *baseline, "", {}, false, {}});
    made.targets.push_back(Target{.year = 2018, .form = milestone});
    made.targets.push_back(Target{.year = 2020, .form = end});
    PlanParts plan = parts({made});
    plan.path = path;
    for (const Finding& finding : check_figures(plan, {}))
        if (finding.code == "off-path") return text(finding.follows, language);
    return {};
}

// 7/20/3.6 % by 2018 on the way to 11/31/6 % by 2020: geometric 6.75/19.96/3.64, linear 6.6/18.6/3.6.
TEST(CheckMilestones, MilestonesOfTheWorkedPlanAreOffNoPath) {
    for (const Path path : {Path::linear, Path::geometric})
        for (const auto baseline : {std::optional<double>(), std::optional(342.0)}) {
            EXPECT_EQ(off_path(baseline, ReducePercent{7}, ReducePercent{11}, path), "");
            EXPECT_EQ(off_path(baseline, ReducePercent{20}, ReducePercent{31}, path), "");  // on the geometric one only
            EXPECT_EQ(off_path(baseline, ReducePercent{19}, ReducePercent{31}, path), "");  // on the linear one only
            EXPECT_EQ(off_path(baseline, ReducePercent{3.6}, ReducePercent{6}, path), "");
        }
}

TEST(CheckMilestones, AMilestoneOffEveryPathSaysWhatEachGives) {
    EXPECT_EQ(off_path(100, ReducePercent{8}, ReducePercent{11}), "2018年按直线路径应为 6.6%，按等比路径应为 6.75%");
    EXPECT_EQ(off_path({}, ReducePercent{17}, ReducePercent{31}), "2018年按直线路径应为 18.6%，按等比路径应为 19.96%");
    EXPECT_EQ(off_path(100, ReducePercent{3.5}, ReducePercent{6}, Path::geometric, Language::en),
              "in 2018 a linear path gives 3.6%, a geometric path 3.64%");
    EXPECT_EQ(off_path(100, RaisePercent{20}, RaisePercent{40}), "2018年按直线路径应为 24%，按等比路径应为 22.37%");
    EXPECT_EQ(off_path(50, RaisePoints{3}, RaisePoints{10}),
              "2018年按直线路径应为 6个百分点，按等比路径应为 5.78个百分点");
    EXPECT_EQ(off_path(50, ReducePoints{3}, ReducePoints{10}),
              "2018年按直线路径应为 6个百分点，按等比路径应为 6.27个百分点");
    EXPECT_EQ(off_path(100, ReducePercent{50}, ReducePercent{100}), "2018年按直线路径应为 60%（过零，没有等比路径）");
}

TEST(CheckMilestones, LevelsAndSumsAreHeldAgainstPathsToo) {
    EXPECT_EQ(off_path(10, Reach{99}, Reach{100}), "2018年按直线路径应为 64起，按等比路径应为 39.81起");
    EXPECT_EQ(off_path(10, AtLeast{40}, AtLeast{100}), "");  // on the geometric one
    EXPECT_EQ(off_path(10, AtLeast{64}, Reach{100}), "");    // on the straight one
    EXPECT_EQ(off_path(80, Reach{95}, Reach{90}), "2018年按直线路径应为 86起，按等比路径应为 85.86起");
    EXPECT_EQ(off_path({}, Reach{90}, Reach{100}), "");  // nowhere to start from
    EXPECT_EQ(off_path(100, RaisePercent{1}, RaisePercent{50}), "2018年按直线路径应为 30%，按等比路径应为 27.54%");
    EXPECT_EQ(off_path(50, RaisePoints{1}, RaisePoints{50}),
              "2018年按直线路径应为 30个百分点，按等比路径应为 25.79个百分点");
    EXPECT_EQ(off_path({}, Cumulative{1}, Cumulative{50}), "2018年按直线路径应为 30起（过零，没有等比路径）");
    EXPECT_EQ(off_path({}, Cumulative{30}, Cumulative{50}), "");
    EXPECT_EQ(off_path(100, Reach{80}, ReducePercent{50}), "2018年按直线路径应为 70起，按等比路径应为 65.98起");
    EXPECT_EQ(off_path(100, GrowthPerYear{5}, GrowthPerYear{5}), "");
    EXPECT_EQ(off_path(100, GrowthPerYear{2}, GrowthPerYear{5}), "2018年按直线路径应为 5.25%，按等比路径应为 5%");
    EXPECT_EQ(off_path(50, RaisePoints{6}, RaisePoints{10}), "");
    EXPECT_EQ(off_path({}, RaisePoints{3}, RaisePoints{10}), "");
    EXPECT_EQ(off_path(100, ReducePercent{60}, ReducePercent{100}), "");
}

Finding finding_of(const Indicator& made, std::string_view code) {
    for (const Finding& finding : check_figures(parts({made}), {}))
        if (finding.code == code) return finding;
    return {};
}

Indicator with_targets(std::optional<double> baseline, std::vector<Target> targets,
                       Direction direction = Direction::down) {
    Indicator made = indicator("n", "起");
    made.direction = direction;
    if (baseline) made.baselines.push_back({2015, *baseline, "", {}, false, {}});
    made.targets = std::move(targets);
    return made;
}

TEST(CheckMilestones, LevelsOffAPathAreNotesAndChangesAreWarnings) {
    const auto severity = [](TargetForm a, TargetForm b) {
        return finding_of(with_targets(100, {{.year = 2018, .form = a}, {.year = 2020, .form = b}}), "off-path")
            .severity;
    };
    EXPECT_EQ(severity(Reach{40}, Reach{50}), Severity::note);
    EXPECT_EQ(severity(ReducePercent{8}, ReducePercent{11}), Severity::warning);
}

TEST(CheckMilestones, AMadeUpBaselineSaysNothingAboutThem) {
    Indicator made =
        with_targets(10, {{.year = 2018, .form = Reach{99}}, {.year = 2020, .form = Reach{100}}}, Direction::up);
    EXPECT_EQ(finding_of(made, "off-path").code, "off-path");
    made.baselines.front().illustrative = true;
    EXPECT_EQ(finding_of(made, "off-path").code, "");
    made.illustrative = true;
    EXPECT_TRUE(finding_of(made, "off-path").illustrative);
}

TEST(CheckMilestones, ALaterTargetThatAsksForLessIsTold) {
    const auto weaker = [](TargetForm a, TargetForm b, Direction direction, Language language = Language::zh) {
        Indicator made = with_targets({}, {{.year = 2018, .form = a}, {.year = 2020, .form = b}}, direction);
        return told(check_figures(parts({made}), {}), "looser", language);
    };
    EXPECT_EQ(weaker(ReducePercent{20}, ReducePercent{10}, Direction::down),
              Told{"2020年 n：目标比之前的目标还宽松 | 2018年：-20%；2020年：-10% | 先要求 2018年：20%，后来只要求 "
                   "2020年：10% "
                   "| 请核对两个目标的数字和年份"});
    EXPECT_EQ(weaker(Reach{95}, Reach{90}, Direction::up, Language::en),
              Told{"n, 2020: the target asks for less than the one before it | 2018: ≥95起; 2020: ≥90起 | first 2018: "
                   "95起, then "
                   "only 2020: 90起 | check the numbers and years of both targets"});
    EXPECT_EQ(weaker(Cumulative{30}, Cumulative{20}, Direction::up).size(), 1U);
    EXPECT_EQ(weaker(AtMost{5}, AtMost{7}, Direction::down).size(), 1U);
    EXPECT_EQ(weaker(Reach{90}, Reach{95}, Direction::up), Told());
    EXPECT_EQ(weaker(ReducePercent{10}, ReducePercent{20}, Direction::down), Told());
}

TEST(CheckTargets, TwoLimitsForOneYearAreTold) {
    const auto rivals = [](TargetForm a, TargetForm b, Language language = Language::zh) {
        Indicator made = with_targets(100, {{.year = 2020, .form = a}, {.year = 2020, .form = b}}, Direction::down);
        return told(check_figures(parts({made}), {}), "rival-targets", language);
    };
    EXPECT_EQ(rivals(AtMost{70}, ReducePercent{20}),
              Told{"n：2020年的目标不止一个，限值不同 | ≤70起；-20% | 各目标须同时达到，即 ≤70起 | "
                   "请核对数字和年份；只有一个算数时，删去另一个"});
    EXPECT_EQ(rivals(AtMost{70}, AtLeast{80}, Language::en),
              Told{"n: several targets for 2020 with different limits | ≤70起; ≥80起 | no value meets them all: ≤70起; "
                   "≥80起 | "
                   "check the numbers and years; if only one counts, delete the other"});
    EXPECT_EQ(rivals(AtMost{80}, AtMost{80, true}).size(), 1U);
    EXPECT_EQ(rivals(AtMost{80}, AtLeast{70}), Told());
    EXPECT_EQ(rivals(Hold{}, AtMost{60}), Told());  // what holds every year may be looser than what is due in the end
    EXPECT_EQ(rivals(Cumulative{80}, Cumulative{70}).size(), 1U);
    EXPECT_EQ(rivals(AtMost{80}, ReducePercent{20}), Told());
}

// ---- single targets ----

TEST(CheckTargets, ACorridorIsNotQuestioned) {
    const Indicator corridor =
        with_targets(70, {{.year = 2020, .form = AtLeast{80}}, {.year = 2020, .form = AtMost{90}}}, Direction::up);
    for (const char* code : {"direction", "looser", "rival-targets"})
        EXPECT_EQ(told(check_figures(parts({corridor}), {}), code, Language::zh), Told()) << code;
}

TEST(CheckTargets, WhatTheBaselineAlreadyMeetsAsksForNothing) {
    const auto follows = [](double baseline, const Target& target) {
        return text(finding_of(with_targets(baseline, {target}), "looser").follows, Language::zh);
    };
    EXPECT_EQ(follows(0.06, {.year = 2020, .form = AtMost{0.17}}), "基数 0.06起 已在目标 ≤0.17起 之内");
    EXPECT_EQ(follows(0.06, {.year = 2020, .every_year = true, .form = AtMost{0.17}}),
              "基数 0.06起 已在目标 ≤0.17起 之内");
    EXPECT_EQ(follows(6, {.year = 2020, .form = Within{2, 30}}), "基数 6起 已在目标 [2, 30]起 之内");
    EXPECT_EQ(follows(6, {.year = 2020, .form = Within{2, 6}}), "");
    EXPECT_EQ(follows(0, {.year = 2020, .every_year = true, .form = Zero{}}), "");
}

TEST(CheckTargets, FormsAndWordsThatPointTheWrongWayAreTold) {
    const auto follows = [](TargetForm form, Direction direction, const char* clause = "",
                            Language language = Language::zh) {
        const Target target{.year = 2020, .form = std::move(form), .clause = {0, clause}};
        return text(finding_of(with_targets({}, {target}, direction), "direction").follows, language);
    };
    EXPECT_EQ(follows(AtMost{5}, Direction::up), "目标是上限，而该指标以高为好（或原文另有说法）");
    EXPECT_EQ(follows(AtLeast{5}, Direction::down), "目标是下限，而该指标以低为好（或原文另有说法）");
    EXPECT_EQ(follows(AtLeast{5}, Direction::down, "", Language::en),
              "the target limits from below, but for this indicator lower is better (or its clause says otherwise)");
    EXPECT_EQ(follows(AtMost{5}, Direction::up, "", Language::en),
              "the target limits from above, but for this indicator higher is better (or its clause says otherwise)");
    EXPECT_EQ(follows(GrowthPerYear{5}, Direction::down), "目标要求上升，而该指标以低为好（或原文另有说法）");
    EXPECT_EQ(follows(GrowthPerYear{-5}, Direction::down), "");
    EXPECT_EQ(follows(Cumulative{100}, Direction::down), "目标要求上升，而该指标以低为好（或原文另有说法）");
    EXPECT_EQ(follows(AtLeast{5}, Direction::up, "下降到5以下"), "目标是下限，而该指标以高为好（或原文另有说法）");
    EXPECT_EQ(follows(AtMost{5}, Direction::down, "下降到5以下"), "");
    EXPECT_EQ(follows(AtLeast{95}, Direction::up, "隐患整改率不低于95%"), "");
    EXPECT_EQ(follows(AtMost{1}, Direction::down, "较大以上事故不超过1起"), "");
    EXPECT_EQ(follows(AtMost{1}, Direction::down, "死亡3人以上事故控制在1起"), "");
    EXPECT_EQ(follows(AtMost{1}, Direction::down, "限制增加"), "");
}

TEST(CheckTargets, GrowthNeedsABaselineThatIsNotZero) {
    const auto codes = [](std::optional<double> baseline, const Target& target) {
        Told all;
        Indicator other = indicator("gdp", "亿元");
        other.direction = Direction::up;
        other.baselines.push_back({2015, 100, "", {}, false, {}});
        Indicator grows = with_targets(baseline, {target}, Direction::up);
        grows.unit = "亿元";
        for (const Finding& finding : check_figures(parts({grows, other}), {})) all.push_back(finding.code);
        return all;
    };
    const Target growth{.year = 2020, .form = GrowthPerYear{5}};
    const Target compared{.year = 2020, .form = ComparedWith{"gdp", true, std::nullopt}};
    const Target raised{.year = 2020, .form = RaisePercent{5}};
    for (const Target& target : {growth, compared, raised}) {
        EXPECT_EQ(codes({}, target), Told{"no-baseline"});
        EXPECT_EQ(codes(0, target), Told{"zero-base"});
        EXPECT_EQ(codes(10, target), Told());
    }
    EXPECT_EQ(codes({}, {.year = 2020, .every_year = true, .form = GrowthPerYear{5}}), Told());
}

TEST(CheckTargets, TheOtherIndicatorOfAComparisonNeedsOneToo) {
    Indicator made = with_targets(10, {{.year = 2020, .form = ComparedWith{"gdp", true, std::nullopt}}}, Direction::up);
    EXPECT_EQ(told(check_figures(parts({made, indicator("gdp", "亿元")}), {}), "no-baseline"),
              Told{"gdp：目标以基数为准，但没有给出基数 | 增长快于“gdp” | 目标值无法算出 | 请补充基数（plan.toml 或 "
                   "overlay.toml 的 baseline，工作簿的“基数”表）"});
}

// ---- the plan as a whole ----

Indicator compared_with(std::string id, std::string other, bool faster) {
    Indicator made = indicator(std::move(id), "元");
    made.targets.push_back({.year = 2020, .form = ComparedWith{std::move(other), faster, std::nullopt}});
    return made;
}

Indicator ratio_of(std::string id, std::string above, std::string below) {
    Indicator made = indicator(std::move(id), "");
    made.ratio = RatioOf{std::move(above), std::move(below), 1};
    return made;
}

TEST(CheckCycles, AreToldOnceEach) {
    const auto ratios =
        check_figures(parts({ratio_of("a", "b", "c"), ratio_of("b", "a", "c"), indicator("c", "")}), {});
    EXPECT_EQ(told(ratios, "cycle"),
              Told{"a：比率绕成了圈 | a → b → a | 每个都要先算出另一个，所以都算不出 | 请核对 ratio 的分子和分母"});
    EXPECT_EQ(told(ratios, "cycle", Language::en),
              Told{"a: ratios in a circle | a → b → a | each needs another first, so none can be computed | check the "
                   "numerators and denominators of these ratios"});
    const auto sums = check_figures(parts({indicator("a", ""), indicator("b", ""), indicator("c", "")},
                                          {identity(Sum{"a", {"c", "b"}}), identity(Sum{"b", {"c", "a"}})}),
                                    {});
    EXPECT_EQ(told(sums, "cycle"),
              Told{"a：合计与分项绕成了圈 | a → b → a | 合计成了自己的分项 | 请核对 [[sum]] 的 total 和 parts"});
    EXPECT_EQ(
        told(sums, "cycle", Language::en),
        Told{"a: totals and parts in a circle | a → b → a | a total is a part of itself | check total and parts of "
             "[[sum]]"});
}

TEST(CheckCycles, NobodyIsFasterThanWhoeverIsFaster) {
    const auto compared = [](bool a, bool b) {
        return check_figures(parts({compared_with("x", "y", a), compared_with("y", "x", b)}), {});
    };
    EXPECT_EQ(told(compared(true, true), "cycle"),
              Told{"x：互相要求快于对方 | x → y → x | 不可能同时做到 | 请核对 faster_than、in_step_with 里的指标"});
    EXPECT_EQ(told(compared(true, false), "cycle", Language::en),
              Told{"x: each should grow faster than the other | x → y → x | they cannot all be met | check the "
                   "indicators of faster_than and in_step_with"});
    EXPECT_EQ(told(compared(false, false), "cycle"), Told());
}

TEST(CheckDates, DeadlinesLieInThePlan) {
    const auto with_deadline = [](const char* day) {
        PlanParts plan = parts({});
        Task task;
        task.id = "t";
        task.title = "建站";
        task.deadline = parse_date(day);
        plan.tasks.push_back(task);
        return check(Plan(plan), {});
    };
    EXPECT_EQ(told(with_deadline("1990-12-31"), "dates"),
              Told{"建站：期限不在规划期内 | 建站 | 期限是1990-12-31，规划期是2016—2020年 | "
                   "请核对期限（deadline）；长期任务写 continuing"});
    EXPECT_EQ(with_deadline("1990-12-31").front().severity, Severity::error);
    EXPECT_EQ(
        told(with_deadline("2031-12-31"), "dates", Language::en),
        Told{"建站: the deadline is outside the plan | 建站 | the deadline is 2031-12-31, the plan runs from 2016 to "
             "2020 | check the deadline; a task without end is \"continuing\""});
    EXPECT_EQ(with_deadline("2031-12-31").front().severity, Severity::warning);
    EXPECT_EQ(told(with_deadline("2020-12-31"), "dates"), Told());
}

TEST(CheckDates, SpansBeginBeforeTheyEnd) {
    const auto findings = check_figures(
        parts({indicator("n", "起", true)},
              {identity(Trend{"n", 2013, 2012, Claim::rising}), identity(Change{"n", 2015, 2010, -11, "-11"})}),
        {});
    EXPECT_EQ(told(findings, "dates"),
              (Told{"n：年份先后颠倒 | n | 从2013年到2012年，起始年应早于结束年 | 请核对 from 和 to",
                    "n：年份先后颠倒 | n | 从2015年到2010年，起始年应早于结束年 | 请核对 from 和 to"}));
    EXPECT_EQ(
        told(findings, "dates", Language::en).front(),
        "n: years out of order | n | from 2013 to 2012: the first year should be the earlier one | check from and "
        "to");
}

TEST(CheckDates, NoFigureIsKnownBeforeItsPeriodBegins) {
    Observation figure = printed("n", "2018", 5);
    figure.as_of = parse_date("2010-01-31");
    const Plan plan(parts({indicator("n", "起", true)}));
    EXPECT_EQ(told(check(plan, {}, rows({figure})), "dates"),
              Told{"2018年 n（正文）：数据日期早于所属期间 | 5起 | 该期间从2018-01-01开始，数据日期却是2010-01-31 | "
                   "请核对 as_of "
                   "和 period 两列"});
    EXPECT_EQ(told(check(plan, {}, rows({figure})), "dates", Language::en),
              Told{"n, 2018 (正文): known before its time | 5起 | the period begins on 2018-01-01, the figure is as of "
                   "2010-01-31 | check as_of and period"});
    figure.as_of = parse_date("2018-01-01");
    EXPECT_EQ(told(check(plan, {}, rows({figure})), "dates"), Told());
}

TEST(CheckTargets, TwoBaselinesOnOneBasisAreNotSaidToDifferInIt) {
    const auto rivals = [](const std::vector<Baseline>& baselines, Language language = Language::zh) {
        Indicator made = with_targets({}, {{.year = 2020, .form = RaisePoints{5}}}, Direction::up);
        made.unit = "%";
        made.baselines = baselines;
        return told(check_figures(parts({made}), {}), "rival-baselines", language);
    };
    const auto of = [](int year, double value, std::string basis = "") {
        return Baseline{year, value, std::move(basis), {}, false, {}};
    };
    const std::string follows = "各基数推出的要求不同：以82.5%为基数，2020年应≥87.5%；以80%为基数，2020年应≥85%";
    const std::string cure =
        "请只留一个基数；两个都要时，给每个写明口径（基数的 basis，工作簿“基数”表的“口径”），再为指标写明用哪个口径";
    EXPECT_EQ(rivals({of(2015, 82.5), of(2015, 80)}),
              Told{"n：2015年的基数不止一个，没有分清口径 | 82.5%；80% | " + follows + " | " + cure});
    EXPECT_EQ(rivals({of(2015, 82.5), of(2015, 80)}, Language::en),
              Told{"n: several baselines for 2015, not told apart by a basis | 82.5%; 80% | the baselines lead to "
                   "different demands: from 82.5%, 2020 should be ≥87.5%; from 80%, 2020 should be ≥85% | keep one of "
                   "them; if both are wanted, give each its basis (basis of the baseline, or on the sheet of "
                   "baselines), and then the indicator the one that counts"});
    EXPECT_EQ(rivals({of(2014, 82.5, "国控"), of(2015, 80, "国控")}),
              Told{"n：2014、2015年的基数不止一个，没有分清口径 | 国控 82.5%；国控 80% | " + follows + " | " + cure});
    EXPECT_EQ(rivals({of(2015, 82.5, "国控"), of(2015, 80)}),
              Told{"n：基数有多个，口径不同 | 国控 82.5%；80% | " + follows +
                   " | 请为该指标写明口径（plan.toml 的 basis，工作簿“指标”表的“口径”），选定一个基数"});
}

// ---- later figures and control figures ----

PlanParts with_town(Indicator made) {
    PlanParts plan = parts({std::move(made)});
    Body town;
    town.id = "east";
    town.title = "东镇";
    plan.bodies.push_back(town);
    return plan;
}

Observation of_body(Observation figure, std::string body) {
    figure.body = std::move(body);
    return figure;
}

Told jumps(const std::vector<Observation>& figures, const std::vector<Observation>& observations,
           const std::vector<Observation>& controls = {}, std::optional<double> baseline = {}) {
    Indicator made = with_targets(baseline, {});
    Told titles;
    for (const Finding& finding : check(Plan(with_town(made)), rows(figures), rows(observations), rows(controls)))
        if (finding.code == "jump")
            titles.push_back(text(finding.title, Language::zh) + "：" + text(finding.follows, Language::zh));
    return titles;
}

TEST(CheckJumps, AreFoundInFiguresAndObservationsAlike) {
    const Told jump{"2018年 n（正文）：与前后数字相差悬殊：是 2017年 n（正文） 的 12 倍"};
    EXPECT_EQ(jumps({printed("n", "2017", 100), printed("n", "2018", 1200)}, {}), jump);
    EXPECT_EQ(jumps({}, {printed("n", "2017", 100), printed("n", "2018", 1200)}), jump);
    EXPECT_EQ(jumps({printed("n", "2017", 100)}, {printed("n", "2018", 1200)}), jump);
    EXPECT_EQ(jumps({}, {printed("n", "2017", 100), printed("n", "2018", 900)}), Told());
}

TEST(CheckJumps, AreFoundOverGapsBetweenMonthsAndFromTheBaseline) {
    EXPECT_EQ(jumps({}, {printed("n", "2016", 100), printed("n", "2018", 12000)}),
              Told{"2018年 n（正文）：与前后数字相差悬殊：是 2016年 n（正文） 的 120 倍"});
    EXPECT_EQ(jumps({}, {printed("n", "2018-03", 100), printed("n", "2018-04", 5)}),
              Told{"2018年4月 n（正文）：与前后数字相差悬殊：是 2018年3月 n（正文） 的 0.05 倍"});
    EXPECT_EQ(jumps({}, {printed("n", "2018Q1", 100), printed("n", "2018Q2", 1000)}),
              Told{"2018年第2季度 n（正文）：与前后数字相差悬殊：是 2018年第1季度 n（正文） 的 10 倍"});
    EXPECT_EQ(jumps({}, {printed("n", "2016", 5000)}, {}, 100),
              Told{"2016年 n（正文）：与前后数字相差悬殊：是 2015年 n（基数） 的 50 倍"});
    EXPECT_EQ(jumps({}, {printed("n", "2017", 100), printed("n", "2018-01", 5)}), Told());  // a year and a month
}

TEST(CheckJumps, AFigureBelowZeroIsToldWithoutARatio) {
    const Told below{"2018年 n（正文）：为负数，与前后数字不同号：2018年 n（正文） 为负数，2017年 n（正文） 为正数"};
    EXPECT_EQ(jumps({}, {printed("n", "2017", 155), printed("n", "2018", -5)}), below);
    // It is told once, not again at the figure behind it.
    EXPECT_EQ(jumps({}, {printed("n", "2017", 155), printed("n", "2018", -5), printed("n", "2019", 150)}), below);
    EXPECT_EQ(jumps({}, {printed("n", "2017", -5), printed("n", "2018", 155)}),
              Told{"2017年 n（正文）：为负数，与前后数字不同号：2017年 n（正文） 为负数，2018年 n（正文） 为正数"});
    EXPECT_EQ(jumps({}, {printed("n", "2017", -5), printed("n", "2018", -155)}),
              Told{"2018年 n（正文）：与前后数字相差悬殊：是 2017年 n（正文） 的 31 倍"});
    EXPECT_EQ(jumps({}, {printed("n", "2017", 3), printed("n", "2018", -1)}), Told());  // rates do that
    const auto all =
        check(Plan(parts({with_targets({}, {})})), {}, rows({printed("n", "2017", 155), printed("n", "2018", -5)}));
    EXPECT_EQ(told(all, "jump"),
              Told{"2018年 n（正文）：为负数，与前后数字不同号 | 2017年 n（正文） 155起；2018年 n（正文） -5起 | "
                   "2018年 n（正文） 为负数，2017年 n（正文） 为正数 | 请核对正负号；无误则不必改"});
    EXPECT_EQ(
        told(all, "jump", Language::en),
        Told{"n, 2018 (正文): below zero, unlike the figure beside it | n, 2017 (正文) 155起; n, 2018 (正文) -5起 "
             "| n, 2018 (正文) is below zero, n, 2017 (正文) is above | check the sign; keep it if it is right"});
}

TEST(CheckJumps, BelongToOneBodyAndOneBasis) {
    const Observation area = printed("n", "2017", 1000);
    EXPECT_EQ(jumps({}, {area, of_body(printed("n", "2018", 10), "east")}), Told());
    EXPECT_EQ(jumps({}, {of_body(area, "east"), of_body(printed("n", "2018", 10), "east")}),
              Told{"2018年 n（东镇，正文）：与前后数字相差悬殊：是 2017年 n（东镇，正文） 的 0.01 倍"});
    Observation other = printed("n", "2018", 10);
    other.basis = "另一口径";
    EXPECT_EQ(jumps({}, {area, other}), Told());
}

// ---- whole things ----

std::vector<Finding> asked_to_count(const Indicator& made, const std::vector<Observation>& figures = {}) {
    std::vector<Finding> found;
    for (Finding& finding : check_figures(parts({made}), figures))
        if (finding.code == "count") found.push_back(std::move(finding));
    return found;
}

TEST(CheckCounts, AUnitOfWholeThingsIsAskedAbout) {
    const auto asked = asked_to_count(with_targets(50, {due(2020, AtMost{40})}), {printed("n", "2018", 47)});
    EXPECT_EQ(told(asked, "count"),
              Told{"数的是整件吗：1项指标没有写明是计数 | n 起 | "
                   "没有写明时，填报和读取都接受小数，由百分数推出的限值也不取整 | "
                   "是的，请写明计数（plan.toml 的 count = true，工作簿“指标”表的“计数”）；有小数的，不必改动"});
    EXPECT_EQ(told(asked, "count", Language::en),
              Told{"counted in whole numbers? 1 indicator not said to be so | n 起 | unless that is said decimals are "
                   "taken, and limits that follow from percentages are not rounded to whole numbers | if so, say that "
                   "it counts (count = true in plan.toml, or yes under count on the sheet of indicators); if it has "
                   "decimals, leave it"});
    EXPECT_EQ(asked.at(0).severity, Severity::note);
}

TEST(CheckCounts, WhatCountsOrHasFractionsIsNot) {
    const Indicator made = with_targets(50, {due(2020, AtMost{40})});
    const auto changed = [&](auto change) {
        Indicator other = made;
        change(other);
        return asked_to_count(other).size();
    };
    EXPECT_EQ(changed([](Indicator&) {}), 1u);
    EXPECT_EQ(changed([](Indicator& one) { one.count = true; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.unit = "万人"; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.unit = "起/万人"; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.title = "每镇兼职监察人员"; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.title = "人均借阅次数"; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.adds_up = Accumulation::mean; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.baselines[0].value = 50.5; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.targets = {due(2020, AtMost{0.5})}; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.targets = {due(2020, Within{2, 3.5})}; }), 0u);
    EXPECT_EQ(changed([](Indicator& one) { one.targets = {due(2020, ReducePercent{2.5})}; }), 1u);
    EXPECT_EQ(asked_to_count(made, {printed("n", "2018", 47.5, 1)}).size(), 0u);
    EXPECT_EQ(asked_to_count(made, {printed("n", "2018", 47, 1)}).size(), 0u);
}

// ---- natural limits ----

Indicator limited(Direction direction, double limit, std::vector<Target> targets = {}) {
    Indicator made = with_targets({}, std::move(targets), direction);
    made.unit = "%";
    made.limit = limit;
    return made;
}

std::vector<Finding> beyond_limits(const Indicator& made, const std::vector<Observation>& figures,
                                   const std::vector<Observation>& observations = {},
                                   const std::vector<Observation>& controls = {}) {
    std::vector<Finding> found;
    for (Finding& finding : check(Plan(with_town(made)), rows(figures), rows(observations), rows(controls)))
        if (finding.code == "natural-limit") found.push_back(std::move(finding));
    return found;
}

const std::string limit_cure =
    "请核对数字和单位；数字无误时，请改正或删去自然界限（plan.toml 的 limit，工作簿“指标”表的“自然界限”），并核对 "
    "direction";

TEST(CheckLimits, WhateverLiesBeyondTheNaturalLimitIsTold) {
    const Indicator made = limited(Direction::up, 100);
    Observation observed = of_body(printed("n", "2018", 180), "east");
    observed.place = {"observations.csv", 7};
    const auto one = beyond_limits(made, {}, {observed});
    EXPECT_EQ(told(one, "natural-limit"),
              Told{"2018年 n（东镇，正文）：越过自然界限 100% | 2018年 n（东镇，正文） 180% | "
                   "该指标以高为好，界限是上限：不可能高于 100% | " +
                   limit_cure});
    EXPECT_EQ(
        told(one, "natural-limit", Language::en),
        Told{"n, 2018 (东镇, 正文): beyond the natural limit 100% | n, 2018 (东镇, 正文) 180% | higher is better, "
             "so that the limit is an upper one: nothing can be above 100% | check the figures and their units; "
             "if they are right, correct or remove the natural limit (limit in plan.toml, or on the sheet of "
             "indicators), and check direction"});
    EXPECT_EQ(one.at(0).severity, Severity::error);
    EXPECT_EQ(to_string(one.at(0).figures.at(0).place), "observations.csv:7");
    Indicator all = limited(Direction::up, 100, {{.year = 2020, .form = Reach{120}}});
    all.baselines.push_back({2015, 101, "", {}, false, {}});
    EXPECT_EQ(told(beyond_limits(all, {printed("n", "2017", 100.5, 1)}, {printed("n", "2018", 100)},
                                 {of_body(printed("n", "2018", 130, 0, "", ""), "east")}),
                   "natural-limit"),
              Told{"n：越过自然界限 100% | 2017年 n（正文） 100.5%；2015年 n（基数） 101%；2020年 n ≥120%；"
                   "2018年 n（东镇，控制数） 130% | 该指标以高为好，界限是上限：不可能高于 100% | " +
                   limit_cure});
}

TEST(CheckLimits, WhereLowerIsBetterTheLimitIsALowerOne) {
    const Indicator made = limited(Direction::down, 0);
    EXPECT_EQ(beyond_limits(made, {}, {printed("n", "2018", 180)}).size(), 0u);
    EXPECT_EQ(told(beyond_limits(made, {}, {printed("n", "2018", -1)}), "natural-limit"),
              Told{"2018年 n（正文）：越过自然界限 0% | 2018年 n（正文） -1% | "
                   "该指标以低为好，界限是下限：不可能低于 0% | " +
                   limit_cure});
}

TEST(CheckLimits, TargetsThatOnlyTheirToleranceCarriesBeyondAreNone) {
    const auto count = [](TargetForm form, std::optional<double> baseline = {}) {
        Indicator made = limited(Direction::up, 100, {{.year = 2020, .form = std::move(form)}});
        if (baseline) made.baselines.push_back({2015, *baseline, "", {}, false, {}});
        return beyond_limits(made, {}).size();
    };
    EXPECT_EQ(count(Reach{100}), 0u);
    EXPECT_EQ(count(AtLeast{100.1}), 1u);
    EXPECT_EQ(count(Within{90, 110}), 1u);
    EXPECT_EQ(count(About{99, 2}), 0u);
    EXPECT_EQ(count(Cumulative{250}), 0u);
    EXPECT_EQ(count(RaisePercent{10}, 95), 1u);
    EXPECT_EQ(count(RaisePercent{10}, 90), 0u);
    EXPECT_EQ(count(RaisePercent{10}), 0u);
}

TEST(CheckJumps, OfRevisedFiguresTheLastCounts) {
    Observation first = printed("n", "2018", 1200);
    first.as_of = parse_date("2019-01-31");
    Observation revised = printed("n", "2018", 120);
    revised.as_of = parse_date("2019-06-30");
    EXPECT_EQ(jumps({}, {printed("n", "2017", 100), first, revised}), Told());
}

TEST(CheckJumps, ControlFiguresAreComparedAmongThemselvesAndWithTheFigures) {
    EXPECT_EQ(jumps({}, {}, {printed("n", "2017", 100), printed("n", "2018", 1000)}),
              Told{"2018年 n（控制数）：与前后数字相差悬殊：是 2017年 n（控制数） 的 10 倍"});
    EXPECT_EQ(jumps({}, {printed("n", "2017", 100)}, {printed("n", "2018", 1000)}),
              Told{"2018年 n（控制数）：与前后数字相差悬殊：是 2017年 n（正文） 的 10 倍"});
    EXPECT_EQ(jumps({}, {printed("n", "2017", 100)}, {printed("n", "2018", 95)}), Told());
}

TEST(CheckLaterFigures, AreHeldAgainstOneAnotherToo) {
    const Plan plan(parts({indicator("all", "起", true), indicator("a", "起", true), indicator("b", "起", true)},
                          {identity(Sum{"all", {"a", "b"}})}));
    EXPECT_EQ(
        told(check(plan, {}, rows({printed("all", "2018", 10), printed("a", "2018", 4), printed("b", "2018", 5)})),
             "sum"),
        Told{"2018年 all（正文）：合计与分项之和不符 | 2018年 all（正文） 10起；2018年 a（正文） 4起；2018年 b（正文） "
             "5起 | "
             "由其余数字推得 2018年 all（正文） 应为 9起 | 至少一处有误，请核对原始资料后更正"});
    EXPECT_EQ(check(plan, {}, rows({printed("a", "2018", 3, 0, "", "统计局"), printed("a", "2018", 30, 0, "", "公报")}))
                  .front()
                  .code,
              "text-table");
    Observation revised = printed("a", "2018", 30);
    revised.as_of = parse_date("2019-06-30");
    EXPECT_EQ(check(plan, {}, rows({printed("a", "2018", 28), revised})).size(), 0U);
    EXPECT_EQ(check(plan, {}, rows({printed("a", "2018", 3, 0, "吨")})).front().code, "unit");
}

// ---- decimals and bodies of printed claims ----

TEST(CheckClaims, AChangeIsHeldToTheDecimalsItIsWrittenWith) {
    const auto findings = [](double percent, const char* words) {
        return check_figures(parts({indicator("n", "起", true)}, {identity(Change{"n", 2014, 2015, percent, words})}),
                             {printed("n", "2014", 1000), printed("n", "2015", 885)});
    };
    EXPECT_EQ(findings(-11, "-11").size(), 0U);  // −11.5 cut off
    EXPECT_EQ(told(findings(-11.0, "-11.0"), "change"),
              Told{"2015年 n（正文）：增减幅度与数字不符 | n 2015年比2014年变动-11.0% | 1000起 → 885起，变动 -11.5% | "
                   "请核对两年的数字；按所列数字应为 -11.5%"});
    EXPECT_EQ(findings(-11.4, "").size(), 1U);  // built in code
}

TEST(CheckClaims, AShareMayBeOfEveryPeriodOrOfBodies) {
    const auto findings = [](const std::vector<Observation>& figures) {
        PlanParts plan = with_town(indicator("all", "起", true));
        plan.indicators.push_back(indicator("a", "起", true));
        plan.identities.push_back(identity(Share{"a", "all", 50, ""}));
        return check_figures(plan, figures).size();
    };
    EXPECT_EQ(findings({printed("all", "2015", 100), printed("a", "2015", 50)}), 0U);
    EXPECT_EQ(findings({printed("all", "2015", 100), printed("a", "2015", 60)}), 1U);
    EXPECT_EQ(findings({of_body(printed("all", "2015", 100), "east"), of_body(printed("a", "2015", 60), "east")}), 1U);
    // What is said of the area is not said of each town.
    EXPECT_EQ(findings({printed("all", "2015", 100), printed("a", "2015", 50),
                        of_body(printed("all", "2015", 10), "east"), of_body(printed("a", "2015", 6), "east")}),
              0U);
}

}  // namespace
}  // namespace libplan
