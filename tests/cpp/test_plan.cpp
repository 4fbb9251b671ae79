#include <cmath>

#include "checking.hpp"
#include "libplan/points.hpp"

namespace libplan {
namespace {

using namespace testing;

/// All problems of a plan, one a line.
std::string problems(const PlanParts& parts, Language language = Language::zh) {
    std::string words;
    for (const Problem& problem : problems_of(parts)) words += to_string(problem, language) + "\n";
    return words;
}

PlanParts with_form(TargetForm form) {
    Indicator made = indicator("n", "起");
    made.targets.push_back({.year = 2020, .form = std::move(form)});
    return parts({made});
}

TEST(PlanParts, NumbersThatMeanNothingAreToldWithTheirRecord) {
    const double nan = std::nan("");
    const double infinity = std::numeric_limits<double>::infinity();
    const auto told = [](TargetForm form) { return problems(with_form(std::move(form))); };
    EXPECT_EQ(told(ReducePercent{150}), "错误[number] 指标“n”的 reduce_percent 应大于0且不超过100，写的是 150\n");
    EXPECT_EQ(told(ReducePercent{-5}), "错误[number] 指标“n”的 reduce_percent 应大于0且不超过100，写的是 -5\n");
    EXPECT_EQ(told(RaisePercent{0}), "错误[number] 指标“n”的 raise_percent 应大于0，写的是 0\n");
    EXPECT_EQ(told(ReducePoints{-1}), "错误[number] 指标“n”的 reduce_points 应大于0，写的是 -1\n");
    EXPECT_EQ(told(RaisePoints{-1}), "错误[number] 指标“n”的 raise_points 应大于0，写的是 -1\n");
    EXPECT_EQ(told(Reach{nan}), "错误[number] 指标“n”的 reach 应是有限的数，写的是 nan\n");
    EXPECT_EQ(told(AtMost{infinity}), "错误[number] 指标“n”的 at_most 应是有限的数，写的是 inf\n");
    EXPECT_EQ(told(AtMost{infinity, true}), "错误[number] 指标“n”的 below 应是有限的数，写的是 inf\n");
    EXPECT_EQ(told(AtLeast{-infinity}), "错误[number] 指标“n”的 at_least 应是有限的数，写的是 -inf\n");
    EXPECT_EQ(told(Within{5, 2}), "错误[limits] 指标“n”的 within 下限5大于上限2\n");
    EXPECT_EQ(told(About{5, -1}), "错误[number] 指标“n”的 tolerance 应不小于0，写的是 -1\n");
    EXPECT_EQ(told(Cumulative{0}), "错误[number] 指标“n”的 cumulative 应大于0，写的是 0\n");
    EXPECT_EQ(told(StepPerYear{0}), "错误[number] 指标“n”的 step_per_year 应不等于0，写的是 0\n");
    EXPECT_EQ(told(GrowthPerYear{nan}), "错误[number] 指标“n”的 growth_per_year 应是有限的数，写的是 nan\n");
    EXPECT_EQ(problems(with_form(About{5, -1}), Language::en),
              "error[number] tolerance of indicator \"n\" should be 0 or more, not -1\n");
    EXPECT_EQ(problems(with_form(Within{5, 2}), Language::en),
              "error[limits] within of indicator \"n\": the lower limit 5 is above the upper, 2\n");
    EXPECT_EQ(problems(with_form(ReducePercent{150}), Language::en),
              "error[number] reduce_percent of indicator \"n\" should be above 0 and at most 100, not 150\n");
    for (const TargetForm& form : {TargetForm(ReducePercent{100}), TargetForm(About{5, 0.0}), TargetForm(About{5, {}}),
                                   TargetForm(Within{2, 2}), TargetForm(GrowthPerYear{-3}), TargetForm(AtMost{-1})})
        EXPECT_EQ(told(form), "");
}

TEST(PlanParts, SoAreBaselinesFactorsAndMargins) {
    Indicator made = indicator("n", "起");
    made.baselines.push_back({2015, std::nan(""), "", {}, false, {}});
    EXPECT_EQ(problems(parts({made})), "错误[number] 指标“n”的 value 应是有限的数，写的是 nan\n");
    made.count = true;
    for (const double number : {3.5, -3.0}) {
        made.baselines.front().value = number;
        EXPECT_EQ(problems(parts({made})),
                  "错误[number] 指标“n”的 value 应是不小于0的整数，写的是 " + decimal_text(number) + "\n");
    }
    EXPECT_EQ(problems(parts({made}), Language::en),
              "error[number] value of indicator \"n\" should be a whole number from 0, not -3\n");
    made.baselines.clear();
    made.ratio = RatioOf{"a", "b", 0};
    PlanParts plan = parts({made, indicator("a", ""), indicator("b", "")});
    plan.margin = -5;
    EXPECT_EQ(problems(plan),
              "错误[number] 规划“p”的 margin 应不小于0，写的是 -5\n错误[number] 指标“n”的 factor 应大于0，写的是 0\n");
    plan.margin = std::nan("");
    plan.indicators.front().ratio.reset();
    plan.identities = {identity(Ratio{"n", "a", "b", 0}), identity(Change{"n", 2014, 2015, std::nan(""), ""})};
    EXPECT_EQ(problems(plan, Language::en),
              "error[number] margin of plan \"p\" should be a finite number, not nan\n"
              "error[number] factor of identity \"n\" should be above 0, not 0\n"
              "error[number] percent of identity \"n\" should be a finite number, not nan\n");
}

TEST(PlanParts, EveryRecordHasAnIdAndEveryTargetAYearOfThePlan) {
    Indicator made = indicator("", "起");
    made.targets.push_back({.year = 0, .form = Reach{5}});
    PlanParts plan = parts({made});
    plan.id = "";
    plan.bodies.emplace_back();
    plan.tasks.emplace_back();
    EXPECT_EQ(problems(plan),
              "错误[empty-id] 规划没有编号（id），请补上\n错误[empty-id] 指标没有编号（id），请补上\n"
              "错误[empty-id] 单位没有编号（id），请补上\n错误[empty-id] 任务没有编号（id），请补上\n"
              "错误[year] 0年不在规划期2016—2020年内\n");
    EXPECT_EQ(problems(plan, Language::en).substr(0, 48), "error[empty-id] plan without an id: give it one\n");
}

TEST(PlanParts, ATaskIsHandedOutOnceAndNamesEachBodyOnce) {
    PlanParts plan = parts({});
    for (const char* id : {"a", "b"}) {
        Body body;
        body.id = id;
        plan.bodies.push_back(body);
    }
    Task task;
    task.id = "t";
    plan.tasks.push_back(task);
    plan.responsibilities.push_back({"t", {"a", "a"}, {"b"}, {"b"}, false, {}});
    EXPECT_EQ(problems(plan), "错误[duplicate-body] 单位“a”在任务“t”的同一栏里写了两次，请删去一个\n");
    EXPECT_EQ(problems(plan, Language::en),
              "error[duplicate-body] body \"a\" stands twice in one list of task \"t\": remove one\n");
    plan.responsibilities = {{"t", {"a"}, {}, {}, false, {}}, {"t", {"b"}, {}, {}, false, {}}};
    EXPECT_EQ(problems(plan), "错误[duplicate-responsibility] 任务“t”的责任分工写了两处，请合成一处\n");
    EXPECT_EQ(problems(plan, Language::en),
              "error[duplicate-responsibility] the responsibility for task \"t\" stands twice: make it one\n");
    plan.tasks.push_back(task);
    EXPECT_EQ(problems(plan).substr(0, 41), "错误[duplicate-id] 编号“t”重复\n");
}

TEST(Plan, FillsInTheYearBeforeTheFirstAsTheYearOfBaselines) {
    PlanParts plan = parts({});
    plan.baseline_year = 0;
    EXPECT_EQ(Plan(plan)->baseline_year, 2015);
    plan.baseline_year = 2010;
    EXPECT_EQ(Plan(plan)->baseline_year, 2010);
}

TEST(Plan, ReadsStrengthAndExtentFromClausesUnlessTheyAreGiven) {
    Indicator made = indicator("n", "起");
    made.clause = {1, "坚决遏制重特大火灾"};
    made.targets = {{.year = 2018, .form = Zero{}, .clause = {1, "预防和杜绝较大火灾"}},
                    {.year = 2019, .form = Zero{}},
                    {.year = 2020, .form = Zero{}, .clause = {1, "减少"}, .strength = Strength::strive}};
    PlanParts parts_of_plan = parts({made});
    Task task;
    task.id = "t";
    task.clause = {1, "逐步关闭，防止发生事故"};
    parts_of_plan.tasks.push_back(task);
    const Plan plan(parts_of_plan);
    const auto& targets = plan->indicators.front().targets;
    EXPECT_EQ(targets[0].strength, Strength::eliminate);
    EXPECT_EQ(targets[1].strength, Strength::curb_firmly);  // its indicator's
    EXPECT_EQ(targets[2].strength, Strength::strive);
    EXPECT_EQ(plan->tasks.front().strength, Strength::prevent);
    EXPECT_EQ(plan->tasks.front().extent, Extent::gradually);
}

TEST(Wording, StrengthIsThatOfTheStrongestWord) {
    EXPECT_EQ(strength_of("预防和杜绝较大火灾事故"), Strength::eliminate);
    EXPECT_EQ(strength_of("坚决遏制重特大火灾"), Strength::curb_firmly);
    EXPECT_EQ(strength_of("有效遏制重特大水上交通事故发生"), Strength::curb);
    EXPECT_EQ(strength_of("防范较大事故，减少一般事故"), Strength::prevent);
    for (const char* clause : {"预防火灾", "防止发生重特大事故", "防范风险"})
        EXPECT_EQ(strength_of(clause), Strength::prevent);
    for (const char* clause : {"减少一般事故", "降低死亡率", "持续下降"})
        EXPECT_EQ(strength_of(clause), Strength::reduce);
    for (const char* clause : {"力争建成", "争取引进"}) EXPECT_EQ(strength_of(clause), Strength::strive);
    for (const char* clause : {"探索建立", "先行试点"}) EXPECT_EQ(strength_of(clause), Strength::explore);
    EXPECT_EQ(strength_of("覆盖率达到100%"), std::nullopt);
}

TEST(Wording, ExtentIsThatOfTheStrongestWord) {
    for (const char* clause : {"全部淘汰", "在所有镇建立", "监管全覆盖", "基本达到100%"})
        EXPECT_EQ(extent_of(clause), Extent::all);
    EXPECT_EQ(extent_of("基本实现有效控制"), Extent::mostly);
    EXPECT_EQ(extent_of("逐步推进改革"), Extent::gradually);
    for (const char* clause : {"推动建设", "推进建设"}) EXPECT_EQ(extent_of(clause), Extent::promote);
    EXPECT_EQ(extent_of("坚持基本原则，完善基本公共服务"), std::nullopt);
}

}  // namespace
}  // namespace libplan
