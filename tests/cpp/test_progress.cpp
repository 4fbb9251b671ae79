#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <set>

#include "checking.hpp"
#include "libplan/progress.hpp"
#include "parks.hpp"

namespace libplan {
namespace {

using namespace testing;

Target each_year(TargetForm form) {
    Target made = due(2020, std::move(form));
    made.every_year = true;
    return made;
}

Baseline baseline(double value, std::string basis = "") { return {2015, value, std::move(basis), {}, false, {}}; }

Indicator indicator(std::vector<Baseline> baselines, std::vector<Target> targets,
                    Direction direction = Direction::down) {
    Indicator made;
    made.id = made.title = "n";
    made.unit = "起";
    made.direction = direction;
    made.baselines = std::move(baselines);
    made.targets = std::move(targets);
    return made;
}

Indicator counted(Indicator made) {
    made.count = true;
    return made;
}

Plan plan(const Indicator& of, Path path = Path::linear) {
    PlanParts parts;
    parts.id = parts.title = "p";
    parts.first_year = 2016;
    parts.last_year = 2020;
    parts.baseline_year = 2015;
    parts.path = path;
    parts.indicators = {of};
    return Plan(parts);
}

Observation figure(int year, double value, State state = State::value) {
    Observation made;
    made.indicator = "n";
    made.period = year_period(year);
    made.value = value;
    made.state = state;
    return made;
}

Reading reading(const Indicator& of, int year, const std::vector<Observation>& figures, Path path = Path::linear) {
    Observations all;
    for (const Observation& observation : figures) all.add(observation);
    return measure(plan(of, path), all, year).readings.at(0);
}

const std::vector<Observation> no_figures;

Reading reading(const Indicator& of, int year, double value) { return reading(of, year, {figure(year, value)}); }

std::string status(const Reading& reading) {
    return say(Language::zh, phrase_of(reading.status)) + "：" + text(reading.reason, Language::zh);
}

std::string admissible(const Indicator& of) {
    const auto interval = admissible_interval(of, of.targets.back(), {.baseline = chosen_baseline(of)});
    return interval ? to_string(*interval) : "无";
}

// ---- admissible intervals ----

TEST(AdmissibleInterval, LimitsOnCountsAreFlooredInDecimals) {
    EXPECT_EQ(admissible(counted(indicator({baseline(50)}, {due(2020, ReducePercent{34})}))), "≤33");  // doubles: 32
    EXPECT_EQ(admissible(counted(indicator({baseline(409)}, {due(2020, ReducePercent{12.5})}))), "≤357");
    EXPECT_EQ(admissible(counted(indicator({baseline(342)}, {due(2020, ReducePercent{7})}))), "≤318");
    EXPECT_EQ(admissible(counted(indicator({baseline(31)}, {due(2020, ReducePercent{11})}))), "≤27");
    EXPECT_EQ(admissible(indicator({baseline(409)}, {due(2020, ReducePercent{12.5})})), "≤357.875");
    EXPECT_EQ(admissible(indicator({baseline(0.1)}, {due(2020, ReducePercent{10})})), "≤0.09");
}

TEST(AdmissibleInterval, EveryForm) {
    EXPECT_EQ(admissible(indicator({}, {due(2020, Reach{20})})), "≤20");
    EXPECT_EQ(admissible(indicator({}, {due(2020, Reach{20})}, Direction::up)), "≥20");
    EXPECT_EQ(admissible(indicator({}, {due(2020, AtMost{0.17})})), "≤0.17");
    EXPECT_EQ(admissible(indicator({}, {due(2020, AtMost{0.2, true})})), "<0.2");
    EXPECT_EQ(admissible(indicator({}, {due(2020, AtLeast{90})})), "≥90");
    EXPECT_EQ(admissible(indicator({}, {due(2020, AtLeast{77.3, true})})), ">77.3");
    EXPECT_EQ(admissible(indicator({baseline(3)}, {due(2020, Hold{})})), "≤3");
    EXPECT_EQ(admissible(indicator({baseline(3)}, {due(2020, Hold{})}, Direction::up)), "≥3");
    EXPECT_EQ(admissible(indicator({}, {due(2020, Zero{})})), "=0");
    EXPECT_EQ(admissible(indicator({}, {due(2020, Within{2, 3})})), "[2, 3]");
    EXPECT_EQ(admissible(indicator({}, {due(2020, Cumulative{2200})})), "≥2200");
}

TEST(AdmissibleInterval, NothingWithoutTheBaselineItRestsOn) {
    EXPECT_EQ(admissible(indicator({}, {due(2020, ReducePercent{31})})), "无");
    EXPECT_EQ(admissible(indicator({}, {due(2020, Hold{})})), "无");
    EXPECT_EQ(admissible(indicator({baseline(0)}, {due(2020, ReducePercent{31})})), "无");
    EXPECT_EQ(admissible(indicator({baseline(342, "a"), baseline(10, "b")}, {due(2020, ReducePercent{7})})), "无");
}

TEST(AdmissibleInterval, EdgesBelongUnlessStrict) {
    const Interval pair{.lower = 2, .upper = 3};
    EXPECT_TRUE(pair.contains(2));
    EXPECT_TRUE(pair.contains(3));
    EXPECT_FALSE(pair.contains(1.99));
    EXPECT_FALSE(pair.contains(3.01));
    const Interval open{.lower = 2, .upper = 3, .lower_open = true, .upper_open = true};
    EXPECT_FALSE(open.contains(2));
    EXPECT_FALSE(open.contains(3));
    EXPECT_EQ(to_string(open), "(2, 3)");
    EXPECT_EQ(to_string(Interval{}), "");
}

TEST(ChosenBaseline, IsTheOnlyOneOrTheOneOnTheIndicatorsBasis) {
    Indicator rivals = indicator({baseline(342, "各类"), baseline(10, "经营性")}, {});
    EXPECT_EQ(chosen_baseline(rivals), std::nullopt);
    rivals.basis = "经营性";
    EXPECT_EQ(chosen_baseline(rivals), 10);
    rivals.basis = "别的";
    EXPECT_EQ(chosen_baseline(rivals), std::nullopt);
    EXPECT_EQ(chosen_baseline(indicator({baseline(31, "各类"), baseline(31, "经营性")}, {})), 31);
    EXPECT_EQ(chosen_baseline(indicator({}, {})), std::nullopt);
}

// ---- the path ----

double required(const Indicator& of, Path path, int year) { return *required_value(plan(of, path), of, year); }

// 7/20/3.6 % by 2018 were set for 11/31/6 % by 2020.
TEST(RequiredValue, OnAStraightAndOnAGeometricPath) {
    const auto fall = [](double percent, Path path) {
        const Indicator of = indicator({baseline(100)}, {due(2020, ReducePercent{percent})});
        return round_decimal(100 - required(of, path, 2018), 2);
    };
    EXPECT_EQ(fall(11, Path::geometric), 6.75);
    EXPECT_EQ(fall(31, Path::geometric), 19.96);
    EXPECT_EQ(fall(6, Path::geometric), 3.64);
    EXPECT_EQ(fall(11, Path::linear), 6.6);
    EXPECT_EQ(fall(31, Path::linear), 18.6);
    EXPECT_EQ(fall(6, Path::linear), 3.6);
}

TEST(RequiredValue, LeadsThroughTheMilestones) {
    const Indicator of = indicator({baseline(100)}, {due(2018, ReducePercent{7}), due(2020, ReducePercent{11})});
    EXPECT_EQ(required(of, Path::linear, 2015), 100);
    EXPECT_NEAR(required(of, Path::linear, 2016), 100 - 7.0 / 3, 1e-12);
    EXPECT_EQ(required(of, Path::linear, 2018), 93);
    EXPECT_EQ(required(of, Path::linear, 2019), 91);
    EXPECT_EQ(required(of, Path::linear, 2020), 89);
    EXPECT_EQ(required(of, Path::linear, 2021), 89);
    EXPECT_EQ(required(of, Path::geometric, 2018), 93);
    EXPECT_NEAR(required(of, Path::geometric, 2019), std::sqrt(93.0 * 89.0), 1e-12);
    EXPECT_EQ(required(of, Path::geometric, 2020), 89);
}

TEST(RequiredValue, AGeometricPathThroughZeroIsStraight) {
    const Indicator down = indicator({baseline(10)}, {due(2020, Reach{0})});
    EXPECT_EQ(required(down, Path::geometric, 2018), 4);
    const Indicator up = indicator({baseline(0)}, {due(2020, Reach{10})}, Direction::up);
    EXPECT_EQ(required(up, Path::geometric, 2018), 6);
}

TEST(RequiredValue, SumsGrowEvenlyThroughTheirMilestones) {
    const Indicator plain = indicator({}, {due(2020, Cumulative{2200})}, Direction::up);
    EXPECT_EQ(required(plain, Path::geometric, 2015), 0);
    EXPECT_EQ(required(plain, Path::geometric, 2016), 440);
    EXPECT_EQ(required(plain, Path::geometric, 2020), 2200);
    EXPECT_EQ(required(plain, Path::geometric, 2021), 2200);
    const Indicator staged = indicator({}, {due(2018, Cumulative{1000}), due(2020, Cumulative{2200})}, Direction::up);
    EXPECT_EQ(required(staged, Path::linear, 2018), 1000);
    EXPECT_EQ(required(staged, Path::linear, 2019), 1600);
}

TEST(RequiredValue, NothingWithoutABaselineOrALevel) {
    const auto undefined = [](const Indicator& of) { return required_value(plan(of), of, 2018) == std::nullopt; };
    EXPECT_TRUE(undefined(indicator({}, {due(2020, ReducePercent{11})})));
    EXPECT_TRUE(undefined(indicator({}, {due(2020, Reach{11})})));
    EXPECT_TRUE(undefined(indicator({baseline(0)}, {due(2020, ReducePercent{11})})));
    EXPECT_TRUE(undefined(indicator({baseline(5)}, {due(2020, Within{2, 3})})));
    EXPECT_TRUE(undefined(indicator({baseline(5)}, {})));
}

TEST(TimeGone, RunsFromTheBaselineToTheTarget) {
    const Indicator level = indicator({baseline(100)}, {due(2020, Reach{50})});
    EXPECT_EQ(reading(level, 2015, 100).time_gone, 0);
    EXPECT_EQ(reading(level, 2016, 100).time_gone, 0.2);
    EXPECT_EQ(reading(level, 2018, 100).time_gone, 0.6);
    EXPECT_EQ(reading(level, 2020, 100).time_gone, 1);
    EXPECT_EQ(reading(level, 2022, 100).time_gone, 1);
    const Indicator sum = indicator({}, {due(2018, Cumulative{300})}, Direction::up);
    EXPECT_NEAR(reading(sum, 2016, 100).time_gone, 1.0 / 3, 1e-15);
    EXPECT_EQ(reading(sum, 2018, 100).time_gone, 1);
    EXPECT_EQ(reading(sum, 2020, 100).time_gone, 1);
}

// ---- statuses ----

TEST(Status, EachWithItsReason) {
    const Indicator fall = indicator({baseline(100)}, {due(2020, Reach{50})});
    EXPECT_EQ(status(reading(fall, 2018, 50)), "提前实现：实际50起，已达到2020年目标≤50");
    EXPECT_EQ(status(reading(fall, 2018, 60)), "快于预期：实际60起，应达70起，完成80%，时间过去60%");
    EXPECT_EQ(status(reading(fall, 2018, 70)), "基本符合预期：实际70起，应达70起，完成60%，时间过去60%");
    EXPECT_EQ(status(reading(fall, 2018, 80)), "滞后：实际80起，应达70起，完成40%，时间过去60%");
    EXPECT_EQ(status(reading(fall, 2018, 110)), "滞后：实际110起，应达70起，完成-20%，时间过去60%");
    EXPECT_EQ(status(reading(fall, 2020, 50)), "基本符合预期：实际50起，达到当年要求≤50");
    EXPECT_EQ(status(reading(fall, 2020, 51)), "滞后：实际51起，未达到当年要求≤50");
    EXPECT_EQ(status(reading(fall, 2018, no_figures)), "未知：没有2018年的数据");
    EXPECT_EQ(status(reading(fall, 2018, {figure(2018, 0, State::missing)})), "未知：没有2018年的数据");
    EXPECT_EQ(status(reading(fall, 2018, {figure(2018, 0, State::not_applicable)})), "未知：不涉及");
    EXPECT_EQ(status(reading(fall, 2018, {figure(2018, 0, State::not_scored)})), "未知：2018年的数据尚未评定");
}

TEST(Status, TheMarginBelongsToOnTrack) {
    const Indicator fall = indicator({baseline(100)}, {due(2020, Reach{50})});
    EXPECT_EQ(reading(fall, 2018, 67.5).status, Status::on_track);  // 65 % against 60 %
    EXPECT_EQ(reading(fall, 2018, 67.49).status, Status::ahead);
    EXPECT_EQ(reading(fall, 2018, 72.5).status, Status::on_track);  // 55 %
    EXPECT_EQ(reading(fall, 2018, 72.51).status, Status::behind);
}

TEST(Status, StatedMilestonesDecideBeforePace) {
    const Indicator fall = indicator({baseline(100)}, {due(2018, Reach{70}), due(2020, Reach{50})});
    EXPECT_EQ(status(reading(fall, 2018, 70)),
              "基本符合预期：达到当年要求≤70；实际70起，应达70起，完成60%，时间过去60%");
    EXPECT_EQ(status(reading(fall, 2018, 60)), "快于预期：达到当年要求≤70；实际60起，应达70起，完成80%，时间过去60%");
    EXPECT_EQ(status(reading(fall, 2018, 70.1)), "滞后：实际70.1起，未达到当年要求≤70");
    EXPECT_TRUE(reading(fall, 2018, 70).stated);
    EXPECT_FALSE(reading(fall, 2017, 70).stated);
}

TEST(Status, AStrictLimitMetExactlyIsNotMet) {
    const Indicator rise = indicator({baseline(70)}, {due(2020, AtLeast{77.3, true})}, Direction::up);
    EXPECT_EQ(status(reading(rise, 2020, 77.3)), "滞后：实际77.3起，未达到当年要求>77.3");
    EXPECT_EQ(status(reading(rise, 2020, 77.31)), "基本符合预期：实际77.31起，达到当年要求>77.3");
    EXPECT_EQ(reading(rise, 2018, 77.3).status, Status::ahead);
    EXPECT_EQ(reading(rise, 2018, 77.31).status, Status::achieved_early);
}

TEST(Status, ATargetLooserThanTheBaselineTestsOnlyTheLevel) {
    const Indicator loose = indicator({baseline(0.06)}, {due(2020, AtMost{0.17})});
    EXPECT_EQ(status(reading(loose, 2018, 0.1)), "提前实现：实际0.1起，已达到2020年目标≤0.17");
    EXPECT_EQ(status(reading(loose, 2018, 0.17)), "提前实现：实际0.17起，已达到2020年目标≤0.17");
    EXPECT_EQ(status(reading(loose, 2018, 0.2)), "滞后：实际0.2起，未达到当年要求≤0.17");
    EXPECT_EQ(status(reading(loose, 2020, 0.17)), "基本符合预期：实际0.17起，达到当年要求≤0.17");
    EXPECT_EQ(reading(loose, 2018, 0.1).required, std::nullopt);
    EXPECT_EQ(reading(loose, 2018, 0.1).completion, std::nullopt);
}

TEST(Status, HoldingOnAZeroBaselineMeansZero) {
    const Indicator hold = indicator({baseline(0)}, {due(2018, Hold{}), due(2020, Hold{})});
    EXPECT_EQ(status(reading(hold, 2018, 0)), "基本符合预期：实际0起，达到当年要求≤0");
    EXPECT_EQ(status(reading(hold, 2018, 0.12)), "滞后：实际0.12起，未达到当年要求≤0");
    EXPECT_EQ(status(reading(hold, 2017, 0)), "基本符合预期：实际0起，达到当年要求≤0");
    EXPECT_EQ(reading(hold, 2017, 1).status, Status::behind);
}

TEST(Status, ZeroAndWithinEveryYear) {
    const Indicator zero = indicator({}, {each_year(Zero{})});
    EXPECT_EQ(status(reading(zero, 2017, 0)), "基本符合预期：实际0起，达到当年要求=0");
    EXPECT_EQ(status(reading(zero, 2017, 1)), "滞后：实际1起，未达到当年要求=0");
    const Indicator within = indicator({}, {each_year(Within{2, 3})}, Direction::up);
    EXPECT_EQ(status(reading(within, 2017, 2)), "基本符合预期：实际2起，达到当年要求[2, 3]");
    EXPECT_EQ(status(reading(within, 2017, 4)), "滞后：实际4起，未达到当年要求[2, 3]");
}

// 累计法: 2240/2200 = 101.8 %
TEST(Status, SumsOverThePlan) {
    const Indicator sum = indicator({}, {due(2020, Cumulative{2200})}, Direction::up);
    const std::vector<Observation> years = {figure(2016, 500), figure(2017, 500), figure(2018, 320), figure(2019, 420),
                                            figure(2020, 500)};
    EXPECT_EQ(status(reading(sum, 2016, years)), "基本符合预期：实际500起，应达440起，完成22.73%，时间过去20%");
    EXPECT_EQ(status(reading(sum, 2017, years)), "快于预期：实际1000起，应达880起，完成45.45%，时间过去40%");
    const Reading last = reading(sum, 2020, years);
    EXPECT_EQ(last.value, 2240);
    EXPECT_EQ(last.met, true);
    EXPECT_EQ(round_decimal(*last.completion * 100, 1), 101.8);
    EXPECT_EQ(status(last), "基本符合预期：实际2240起，达到当年要求≥2200");
}

TEST(Status, SumsOfDecimalsAreExact) {
    const Indicator sum = indicator({}, {due(2018, Cumulative{0.6})}, Direction::up);
    const Reading tenths = reading(sum, 2018, {figure(2016, 0.1), figure(2017, 0.2), figure(2018, 0.3)});
    EXPECT_EQ(tenths.value, 0.6);
    EXPECT_EQ(tenths.met, true);
}

TEST(Status, ASumWithAYearMissingIsMissing) {
    const Indicator sum = indicator({}, {due(2020, Cumulative{2200})}, Direction::up);
    const Reading gap = reading(sum, 2018, {figure(2016, 500), figure(2018, 500)});
    EXPECT_EQ(gap.value, std::nullopt);
    EXPECT_EQ(gap.state, State::missing);
    EXPECT_EQ(status(gap), "未知：没有2017年的数据");
    EXPECT_EQ(status(reading(sum, 2018, {figure(2016, 500), figure(2017, 500)})), "未知：没有2018年的数据");
}

TEST(Status, UndecidableSaysWhy) {
    EXPECT_EQ(status(reading(indicator({}, {due(2020, ReducePercent{31})}), 2018, 1)),
              "未知：规划没有给出基数，无法判断");
    EXPECT_EQ(status(reading(indicator({baseline(0)}, {due(2020, ReducePercent{31})}), 2018, 1)),
              "未知：基数为零，百分比降幅没有意义，无法判断");
    const Indicator rivals = indicator({baseline(31, "各类"), baseline(10, "经营性")}, {due(2020, ReducePercent{7})});
    EXPECT_EQ(status(reading(rivals, 2018, 9)),
              "未知：有多个相互矛盾的基数（31起 各类 / 10起 经营性），未选定口径，无法判断");
    EXPECT_EQ(status(reading(rivals, 2018, no_figures)),
              "未知：有多个相互矛盾的基数（31起 各类 / 10起 经营性），未选定口径，无法判断");
    const Indicator open = indicator({}, {due(2020, Reach{100})}, Direction::up);
    EXPECT_EQ(status(reading(open, 2018, 99)), "未知：没有基数，期末目标≥100尚未到期，无法判断快慢");
    EXPECT_EQ(status(reading(open, 2018, 100)), "提前实现：实际100起，已达到2020年目标≥100");
}

TEST(Status, ACountOfOneBodyIsNotHeldAgainstTheWholeAreasTarget) {
    Observation town = figure(2018, 3);
    town.body = "town";
    const Indicator count = counted(indicator({baseline(100)}, {due(2020, Reach{50})}));
    PlanParts parts = plan(count).parts();
    parts.bodies.push_back({"town", "镇", BodyKind::town, "", "", false, {}});
    Observations all;
    all.add(town);
    EXPECT_EQ(status(measure(Plan(parts), all, 2018).readings.at(1)),
              "未知：目标是整个地区的总数，没有分解到本单位，无法判断");
}

// ---- figures ----

TEST(Observations, TheLatestAsOfDateCountsThenTheLaterRow) {
    const auto as_of = [](double value, const char* date) {
        Observation made = figure(2018, value);
        made.as_of = parse_date(date);
        return made;
    };
    const Indicator level = indicator({}, {due(2020, Reach{50})});
    const auto value = [&](const std::vector<Observation>& figures) { return reading(level, 2018, figures).value; };
    EXPECT_EQ(value({as_of(1, "2019-05-01"), as_of(2, "2019-02-01")}), 1);
    EXPECT_EQ(value({as_of(1, "2019-02-01"), as_of(2, "2019-02-01")}), 2);
    EXPECT_EQ(value({figure(2018, 1), as_of(2, "2019-02-01")}), 2);
    EXPECT_EQ(value({as_of(2, "2019-02-01"), figure(2018, 1)}), 2);
    EXPECT_EQ(value({figure(2018, 1), figure(2018, 3)}), 3);
}

TEST(Parks, StatusesOf2022) {
    const PlanFolder folder = read_folder(parks_folder);
    const Progress progress = measure(folder.plan, folder.observations, 2022);
    const auto of = [&](const char* id, const char* body) { return status(*progress.find(id, body)); };
    EXPECT_EQ(of("complaints", ""),
              "未知：有多个相互矛盾的基数（420件 12345热线 / 150件 园林部门受理），未选定口径，无法判断");
    EXPECT_EQ(of("water", ""), "未知：规划没有给出基数，无法判断");
    EXPECT_EQ(of("accidents", ""), "未知：基数为零，百分比降幅没有意义，无法判断");
    EXPECT_EQ(of("energy", ""), "快于预期：实际460万千瓦时，应达483.33万千瓦时，完成40%，时间过去40%");
    EXPECT_EQ(of("new_parks", ""), "基本符合预期：实际19个，应达20个，完成38%，时间过去40%");
    EXPECT_EQ(of("coverage", "west"), "提前实现：实际92.5%，已达到2025年目标≥90");
    EXPECT_EQ(of("coverage", "marsh"), "滞后：实际66.1%，应达81%，完成-59.33%，时间过去40%");
    EXPECT_EQ(of("budget", "west"), "滞后：实际79.99%，未达到当年要求≥80");
    EXPECT_EQ(progress.find("coverage", "nowhere"), nullptr);
    for (const Reading& reading : progress.readings) EXPECT_TRUE(reading.illustrative || !reading.value);
}

// ---- further forms ----

std::string admissible(const Indicator& of, const Footing& footing) {
    const auto interval = admissible_interval(of, of.targets.back(), footing);
    return interval ? to_string(*interval) : "无";
}

TEST(AdmissibleInterval, RaisingPointsAboutAndGrowth) {
    const auto of = [](TargetForm form, Direction direction = Direction::up) {
        return indicator({}, {due(2020, std::move(form))}, direction);
    };
    EXPECT_EQ(admissible(counted(of(RaisePercent{10})), {.baseline = 7}), "≥8");  // 7.7: a lower limit is ceiled
    EXPECT_EQ(admissible(counted(of(RaisePercent{34})), {.baseline = 50}), "≥67");
    EXPECT_EQ(admissible(of(RaisePercent{10}), {.baseline = 7}), "≥7.7");
    EXPECT_EQ(admissible(of(ReducePoints{2.5}, Direction::down), {.baseline = 12.6}), "≤10.1");
    EXPECT_EQ(admissible(of(RaisePoints{2.5}), {.baseline = 12.6}), "≥15.1");
    EXPECT_EQ(admissible(of(About{70, 2.0}), {}), "[68, 72]");
    EXPECT_EQ(admissible(of(About{70, std::nullopt}), {}), "无");
    EXPECT_EQ(admissible(of(GrowthPerYear{10}), {.baseline = 100, .years = 3}), "≥133.1");
    EXPECT_EQ(admissible(of(GrowthPerYear{-10}, Direction::down), {.baseline = 100, .years = 2}), "≤81");
}

TEST(AdmissibleInterval, AgainstTheYearBefore) {
    const auto of = [](TargetForm form) { return indicator({}, {due(2020, std::move(form))}); };
    EXPECT_EQ(admissible(of(StepPerYear{-0.5}), {.last_year = 6}), "≤5.5");
    EXPECT_EQ(admissible(of(StepPerYear{0.3}), {.last_year = 0.6}), "≥0.9");
    EXPECT_EQ(admissible(of(Keeps{Direction::down}), {.last_year = 6}), "<6");
    EXPECT_EQ(admissible(of(Keeps{Direction::up}), {.last_year = 6}), ">6");
    EXPECT_EQ(admissible(counted(of(Keeps{Direction::down})), {.last_year = 0}), "≤0");
    EXPECT_EQ(admissible(of(StepPerYear{-0.5}), {}), "无");
    EXPECT_EQ(admissible(indicator({}, {each_year(GrowthPerYear{5})}, Direction::up), {.last_year = 200}), "≥210");
}

TEST(AdmissibleInterval, BesideAnotherIndicator) {
    const Footing grown{.baseline = 100, .other_values = std::pair(100.0, 110.0)};
    const auto of = [](ComparedWith form) { return indicator({}, {due(2020, std::move(form))}, Direction::up); };
    EXPECT_EQ(admissible(of({"gdp", true, {}}), grown), ">110");
    EXPECT_EQ(admissible(of({"gdp", false, {}}), grown), "≥110");
    EXPECT_EQ(admissible(of({"gdp", false, 1.0}), grown), "[109, 111]");
    EXPECT_EQ(admissible(of({"gdp", true, {}}), {.baseline = 100}), "无");
}

TEST(Status, FormsOfEachYearSayWhatTheyLack) {
    const Indicator falling = indicator({}, {due(2020, Keeps{Direction::down})});
    EXPECT_EQ(status(reading(falling, 2018, {figure(2017, 9), figure(2018, 8)})),
              "基本符合预期：实际8起，达到当年要求<9");
    EXPECT_EQ(status(reading(falling, 2018, {figure(2017, 9), figure(2018, 9)})), "滞后：实际9起，未达到当年要求<9");
    EXPECT_EQ(status(reading(falling, 2018, 9)), "未知：没有2017年的数据可比，无法判断");
    // The year before the first is the baseline's.
    const Indicator from_baseline = indicator({baseline(10)}, {due(2020, Keeps{Direction::down})});
    EXPECT_EQ(status(reading(from_baseline, 2016, 9)), "基本符合预期：实际9起，达到当年要求<10");
    EXPECT_EQ(status(reading(indicator({}, {due(2020, About{70, {}})}), 2020, 70)),
              "未知：“左右”没有写明容差（tolerance），无法判断");
    EXPECT_EQ(status(reading(indicator({}, {due(2018, SetLater{})}), 2018, 70)),
              "未知：目标由各年度另行确定，尚未给出，无法判断");
    // What was left open is supplied later, for the same year.
    EXPECT_EQ(status(reading(indicator({}, {due(2018, SetLater{}), due(2018, AtMost{75})}), 2018, 70)),
              "基本符合预期：实际70起，达到当年要求≤75");
    EXPECT_EQ(status(reading(indicator({baseline(70.5)}, {due(2020, About{70, 1.0})}), 2018, 71.3)),
              "未知：期末目标[69, 71]尚未到期，当年没有要求，无法判断快慢");
}

TEST(Status, DegreesOfCompletionByName) {
    // domain.md: reduce by r: from the baseline r'/r, as a ratio to the target (1 − r') / (1 − r), below 1 is better.
    const Reading reduced = reading(indicator({baseline(100)}, {due(2020, ReducePercent{20})}), 2018, 85);
    EXPECT_EQ(*reduced.completion, 0.75);
    EXPECT_EQ(*reduced.ratio_to_target, 1.0625);
    EXPECT_EQ(*reading(indicator({}, {due(2020, Cumulative{2200})}, Direction::up), 2016, 2240).ratio_to_target,
              2240.0 / 2200);
}

// domain.md §2, the table: a/t and (a − b)/(t − b) for a rise, (b − a)/(b − t) for a fall; both kept beyond 100 %.
TEST(Status, DegreesOfCompletionOfLevels) {
    const Indicator rise = indicator({baseline(40)}, {due(2020, Reach{80})}, Direction::up);
    EXPECT_EQ(*reading(rise, 2018, 60).completion, 0.5);
    EXPECT_EQ(*reading(rise, 2018, 60).ratio_to_target, 0.75);
    EXPECT_EQ(*reading(rise, 2018, 100).completion, 1.5);  // overshoot: the raw figure
    EXPECT_EQ(*reading(rise, 2018, 100).ratio_to_target, 1.25);
    EXPECT_EQ(*reading(rise, 2018, 30).completion, -0.25);
    const Indicator fall = indicator({baseline(80)}, {due(2020, Reach{40})});
    EXPECT_EQ(*reading(fall, 2018, 50).completion, 0.75);
    EXPECT_EQ(*reading(fall, 2018, 50).ratio_to_target, 1.25);
}

TEST(Status, ThroughAChangeOfSign) {
    const Indicator rise = indicator({baseline(-5)}, {due(2020, Reach{5})}, Direction::up);
    EXPECT_EQ(*reading(rise, 2018, {figure(2018, 1)}, Path::geometric).required, 1);  // straight there
    EXPECT_EQ(status(reading(rise, 2018, 1)), "基本符合预期：实际1起，应达1起，完成60%，时间过去60%");
}

TEST(Status, PercentagePointsAreNotPercent) {
    const Reading points = reading(indicator({baseline(12.6)}, {due(2020, ReducePoints{2.5})}), 2020, 10.2);
    const Reading percent = reading(indicator({baseline(12.6)}, {due(2020, ReducePercent{2.5})}), 2020, 10.2);
    EXPECT_EQ(status(points), "滞后：实际10.2起，未达到当年要求≤10.1");
    EXPECT_EQ(status(percent), "基本符合预期：实际10.2起，达到当年要求≤12.285");
}

TEST(Status, ACapOfEveryYearHoldsInEachOnItsOwn) {
    const Indicator cap = indicator({}, {each_year(AtMost{0.24})});
    EXPECT_EQ(status(reading(cap, 2017, 0.24)), "基本符合预期：实际0.24起，达到当年要求≤0.24");
    EXPECT_EQ(status(reading(cap, 2018, 0.25)), "滞后：实际0.25起，未达到当年要求≤0.24");
}

TEST(Status, AStepAYearAndAverageGrowth) {
    const Indicator step = indicator({}, {due(2020, StepPerYear{-0.5})});
    EXPECT_EQ(status(reading(step, 2018, {figure(2017, 6), figure(2018, 5.5)})),
              "基本符合预期：实际5.5起，达到当年要求≤5.5");
    EXPECT_EQ(status(reading(step, 2018, {figure(2017, 6), figure(2018, 5.6)})), "滞后：实际5.6起，未达到当年要求≤5.5");
    const Indicator growth = indicator({baseline(100)}, {due(2020, GrowthPerYear{10})}, Direction::up);
    EXPECT_EQ(status(reading(growth, 2020, 161.051)), "基本符合预期：实际161.051起，达到当年要求≥161.051");
    EXPECT_EQ(status(reading(growth, 2020, 161.05)), "滞后：实际161.05起，未达到当年要求≥161.051");
}

TEST(Status, FasterThanAnotherIndicator) {
    Indicator of = indicator({baseline(100)}, {due(2020, ComparedWith{"gdp", true, {}})}, Direction::up);
    Indicator gdp = indicator({baseline(200)}, {}, Direction::up);
    gdp.id = gdp.title = "gdp";
    PlanParts parts = plan(indicator({}, {})).parts();
    parts.indicators = {of, gdp};
    const auto at = [&](double value) {
        Observations all;
        all.add(figure(2018, value));
        Observation other = figure(2018, 220);  // grown by a tenth
        other.indicator = "gdp";
        all.add(other);
        return status(measure(Plan(parts), all, 2018).readings.at(0));
    };
    EXPECT_EQ(at(111), "基本符合预期：实际111起，达到当年要求>110");
    EXPECT_EQ(at(110), "滞后：实际110起，未达到当年要求>110");
}

/// How an indicator with a target beside "gdp" stands in 2018; figures of "gdp" by year.
std::string beside(Target target, std::vector<Baseline> own, const std::vector<Observation>& figures,
                   std::vector<Baseline> others, const std::vector<std::pair<int, double>>& gdp_figures) {
    Indicator gdp = indicator(std::move(others), {}, Direction::up);
    gdp.id = gdp.title = "gdp";
    PlanParts parts = plan(indicator({}, {})).parts();
    parts.indicators = {indicator(std::move(own), {std::move(target)}, Direction::up), gdp};
    Observations all;
    for (const Observation& one : figures) all.add(one);
    for (const auto& [year, value] : gdp_figures) {
        Observation other = figure(year, value);
        other.indicator = "gdp";
        all.add(other);
    }
    return status(measure(Plan(parts), all, 2018).readings.at(0));
}

TEST(Status, GrowthOfEveryYearIsSinceTheYearBefore) {
    const Target faster = each_year(ComparedWith{"gdp", true, {}});
    const std::vector<std::pair<int, double>> gdp{{2017, 300}, {2018, 330}};
    // 20 % since the year before beside 10 %; since the baseline it would be slower.
    EXPECT_EQ(beside(faster, {baseline(100)}, {figure(2017, 50), figure(2018, 60)}, {baseline(200)}, gdp),
              "基本符合预期：实际60起，达到当年要求>55");
    EXPECT_EQ(beside(faster, {}, {figure(2018, 60)}, {}, gdp), "未知：没有2017年的数据可比，无法判断");
    EXPECT_EQ(beside(faster, {}, {figure(2017, 50), figure(2018, 60)}, {}, {{2018, 330}}),
              "未知：没有“gdp”的增长可比，无法判断");
}

TEST(Status, BothGrowthsAreOverTheSameYears) {
    const Target faster = due(2020, ComparedWith{"gdp", true, {}});
    const Baseline of_2014{2014, 200, "", {}, false, {}};
    EXPECT_EQ(beside(faster, {baseline(100)}, {figure(2018, 111)}, {of_2014}, {{2018, 220}}),
              "未知：没有“gdp”的增长可比，无法判断");
    EXPECT_EQ(beside(faster, {baseline(100)}, {figure(2018, 111)}, {of_2014}, {{2015, 200}, {2018, 220}}),
              "基本符合预期：实际111起，达到当年要求>110");
}

TEST(Status, GrowthIsComparedExactly) {
    // 51 × 88 ÷ 85 is 52.8, 51 × 87 ÷ 85 is 52.2; in doubles neither is.
    EXPECT_EQ(beside(due(2020, ComparedWith{"gdp", false, {}}), {baseline(51)}, {figure(2018, 52.8)}, {baseline(85)},
                     {{2018, 88}}),
              "基本符合预期：实际52.8起，达到当年要求≥52.8");
    EXPECT_EQ(beside(due(2020, ComparedWith{"gdp", true, {}}), {baseline(51)}, {figure(2018, 52.2)}, {baseline(85)},
                     {{2018, 87}}),
              "滞后：实际52.2起，未达到当年要求>52.2");
}

TEST(Status, AboutALevelHasNoDegree) {
    const Indicator about = indicator({baseline(95)}, {due(2020, About{97, 1.0})}, Direction::up);
    EXPECT_EQ(status(reading(about, 2018, 96)), "基本符合预期：实际96起，已符合2020年的要求[96, 98]，当年没有单列要求");
    EXPECT_EQ(text(reading(about, 2018, 96).reason, Language::en),
              "actual 96起, already within what is asked of 2020: [96, 98]; nothing is asked of this year");
    EXPECT_EQ(status(reading(about, 2020, 96)), "基本符合预期：实际96起，达到当年要求[96, 98]");
    EXPECT_FALSE(reading(about, 2018, 96).completion);
}

TEST(Status, WhatEveryYearAskedUntilALastOneIsNamedByIt) {
    Target until_2018 = each_year(AtMost{12});
    until_2018.year = 2018;
    const Indicator limited = indicator({}, {until_2018});
    EXPECT_EQ(status(reading(limited, 2018, 10)), "基本符合预期：实际10起，达到当年要求≤12");
    EXPECT_EQ(status(reading(limited, 2019, 10)), "基本符合预期：实际10起，已符合2018年的要求≤12，当年没有单列要求");
}

TEST(Status, NoCountFallsBelowZero) {
    const Indicator step = counted(indicator({baseline(3)}, {due(2020, StepPerYear{-2})}));
    EXPECT_EQ(status(reading(step, 2018, {figure(2017, 1), figure(2018, 0)})), "基本符合预期：实际0起，达到当年要求≤0");
}

TEST(Status, WhatIsNegativeHasNoGrowth) {
    const Reading negative =
        reading(indicator({baseline(-100)}, {due(2020, GrowthPerYear{5})}, Direction::up), 2018, 1);
    EXPECT_FALSE(negative.completion || negative.required || negative.goal);

    EXPECT_EQ(beside(due(2020, ComparedWith{"gdp", true, {}}), {baseline(-5)}, {figure(2018, 1)}, {baseline(200)},
                     {{2018, 220}}),
              "未知：基数为负数，增长率没有意义，无法判断");
    EXPECT_EQ(beside(due(2018, GrowthPerYear{5}), {baseline(-5)}, {figure(2018, 1)}, {}, {}),
              "未知：基数为负数，增长率没有意义，无法判断");
    EXPECT_EQ(beside(due(2020, ComparedWith{"gdp", true, {}}), {baseline(5)}, {figure(2018, 1)}, {baseline(-200)},
                     {{2018, 220}}),
              "未知：没有“gdp”的增长可比，无法判断");
}

// ---- several targets ----

TEST(Targets, OfOneYearAreJudgedTogether) {
    const Indicator corridor = indicator({}, {due(2020, AtLeast{60}), due(2020, AtMost{80})});
    EXPECT_EQ(status(reading(corridor, 2020, 70)), "基本符合预期：实际70起，达到当年要求[60, 80]");
    EXPECT_EQ(status(reading(corridor, 2020, 81)), "滞后：实际81起，未达到当年要求[60, 80]");
    EXPECT_EQ(status(reading(corridor, 2020, 59)), "滞后：实际59起，未达到当年要求[60, 80]");
    const Indicator strict = indicator({}, {due(2020, AtMost{80}), due(2020, AtMost{80, true})});
    EXPECT_EQ(*reading(strict, 2020, 80).met, false);
}

TEST(Targets, WhatHoldsEveryYearHoldsBesideTheFinalOne) {
    const std::vector<Target> cap_then_level{each_year(AtMost{5}), due(2020, Reach{3})};
    const std::vector<Target> level_then_cap{due(2020, Reach{3}), each_year(AtMost{5})};
    for (const auto& targets : {cap_then_level, level_then_cap}) {
        const Indicator of = indicator({baseline(5)}, targets);
        EXPECT_EQ(status(reading(of, 2018, 5.5)), "滞后：实际5.5起，未达到当年要求≤5");
        EXPECT_EQ(status(reading(of, 2018, 4.9)), "滞后：达到当年要求≤5；实际4.9起，应达3.8起，完成5%，时间过去60%");
        EXPECT_EQ(status(reading(of, 2018, 3.7)),
                  "基本符合预期：达到当年要求≤5；实际3.7起，应达3.8起，完成65%，时间过去60%");
        EXPECT_EQ(status(reading(of, 2018, 3)), "提前实现：实际3起，已达到2020年目标≤3");
        EXPECT_EQ(status(reading(of, 2020, 3.5)), "滞后：实际3.5起，未达到当年要求≤3");
        EXPECT_EQ(*reading(of, 2018, 4).goal, 3);
    }
}

TEST(Targets, TheWayLeadsWhereTheIndicatorShallGo) {
    for (const bool guard_first : {true, false}) {
        std::vector<Target> targets{due(2020, AtLeast{60}), due(2020, AtMost{80})};
        if (!guard_first) std::swap(targets[0], targets[1]);
        const Reading at = reading(indicator({baseline(100)}, targets), 2018, 88);
        EXPECT_EQ(*at.goal, 80);
        EXPECT_EQ(*at.completion, 0.6);
    }
    const Indicator two = indicator({baseline(100)}, {due(2020, Reach{80}), due(2020, ReducePercent{30})});
    EXPECT_EQ(*reading(two, 2018, 88).goal, 70);  // of two levels for one year the one that asks for more
}

TEST(Targets, AnUndecidableOneLeavesOpenOnlyWhatTheOthersDoNotDecide) {
    const Indicator of = indicator({}, {due(2020, AtMost{80}), due(2020, About{70, {}})});
    EXPECT_EQ(status(reading(of, 2020, 81)), "滞后：实际81起，未达到当年要求≤80");
    const Reading inside = reading(of, 2020, 79);
    EXPECT_EQ(status(inside), "未知：“左右”没有写明容差（tolerance），无法判断");
    EXPECT_FALSE(inside.met.has_value());
    EXPECT_EQ(to_string(*inside.admissible), "≤80");
}

TEST(Targets, AYearlyCapBesideASumLimitsTheSum) {
    for (const bool cap_first : {true, false}) {
        std::vector<Target> targets{each_year(AtMost{500}), due(2020, Cumulative{2000})};
        if (!cap_first) std::swap(targets[0], targets[1]);
        const Indicator of = indicator({}, targets, Direction::up);
        const auto after = [&](double of_2018) {
            return reading(of, 2018, {figure(2016, 400), figure(2017, 450), figure(2018, of_2018)});
        };
        EXPECT_EQ(status(after(501)), "滞后：实际1351起，未达到当年要求≤1350");
        EXPECT_EQ(status(after(500)), "快于预期：达到当年要求≤1350；实际1350起，应达1200起，完成67.5%，时间过去60%");
        EXPECT_EQ(status(after(200)), "滞后：达到当年要求≤1350；实际1050起，应达1200起，完成52.5%，时间过去60%");
    }
}

TEST(Targets, TheirOrderDoesNotMatter) {
    const auto both_ways = [](const Target& a, const Target& b, Direction direction, double baseline_value,
                              const std::vector<Observation>& figures) {
        Reading one = reading(indicator({baseline(baseline_value)}, {a, b}, direction), 2018, figures);
        const Reading other = reading(indicator({baseline(baseline_value)}, {b, a}, direction), 2018, figures);
        EXPECT_EQ(status(one), status(other));
        EXPECT_EQ(one.goal, other.goal);
        EXPECT_EQ(one.completion, other.completion);
        EXPECT_EQ(one.met, other.met);
        return one;
    };
    const auto later = both_ways(each_year(SetLater{}), due(2020, Hold{}), Direction::down, 70, {figure(2018, 30)});
    EXPECT_EQ(status(later), "未知：目标由各年度另行确定，尚未给出，无法判断");
    both_ways(each_year(SetLater{}), each_year(AtMost{40}), Direction::down, 70, {figure(2018, 30)});
    const std::vector<Observation> sums{figure(2016, 22), figure(2017, 22), figure(2018, 22)};
    EXPECT_EQ(*both_ways(due(2020, Cumulative{100}), due(2020, Cumulative{125}), Direction::up, 0, sums).goal, 125);
    EXPECT_EQ(*both_ways(each_year(AtMost{60}), due(2020, Hold{}), Direction::down, 70, {figure(2018, 66)}).goal, 60);
}

TEST(Targets, WhatEveryYearAsksIsAskedInTheEndToo) {
    const Indicator of = indicator({baseline(70)}, {each_year(AtMost{50}), due(2020, AtMost{60})});
    const Reading early = reading(of, 2018, 45);
    EXPECT_EQ(to_string(*early.final_interval), "≤50");
    EXPECT_EQ(*early.goal, 50);
    EXPECT_EQ(status(early), "提前实现：实际45起，已达到2020年目标≤50");
    EXPECT_EQ(*reading(indicator({baseline(70)}, {due(2020, AtLeast{50}), each_year(AtMost{40})}), 2018, 45).goal, 40);
}

TEST(Targets, OnlyThoseThatBindABodyAreHeldAgainstIt) {
    const Indicator of = counted(indicator({baseline(50)}, {due(2020, ReducePercent{20}), each_year(Within{2, 3})}));
    PlanParts parts = plan(of).parts();
    parts.bodies = {{"a", "a", BodyKind::town, "", "", false, {}}};
    Observations all;
    Observation town = figure(2018, 3);
    town.body = "a";
    all.add(town);
    const Progress progress = measure(Plan(parts), all, 2018);
    EXPECT_EQ(status(*progress.find("n", "a")), "基本符合预期：实际3起，达到当年要求[2, 3]");
    EXPECT_EQ(to_string(*progress.find("n", "a")->final_interval), "[2, 3]");
}

TEST(Targets, ABodyHasNoPathToTheWholeAreasSum) {
    PlanParts parts = plan(indicator({}, {due(2020, Cumulative{100}), due(2020, Zero{})}, Direction::up)).parts();
    parts.bodies = {{"a", "a", BodyKind::town, "", "", false, {}}};
    Observations all;
    for (const int year : {2016, 2017, 2018}) {
        Observation town = figure(year, 0);
        town.body = "a";
        all.add(town);
    }
    const Progress progress = measure(Plan(parts), all, 2018);
    const Reading& town = *progress.find("n", "a");
    EXPECT_EQ(status(town), "基本符合预期：实际0起，达到当年要求=0");
    EXPECT_FALSE(town.required || town.goal || town.completion);
}

TEST(Status, NeverHavingOneHasNoDegree) {
    const Indicator never = indicator({baseline(4)}, {due(2020, Zero{})});
    const Reading once = reading(never, 2018, 1);
    EXPECT_EQ(status(once), "滞后：实际1起，未达到当年要求=0");
    EXPECT_FALSE(once.completion || once.required || once.goal);
    EXPECT_EQ(status(reading(never, 2018, 0)), "基本符合预期：实际0起，达到当年要求=0");
    EXPECT_EQ(*reading(indicator({baseline(4)}, {due(2020, Reach{0})}), 2018, 1).completion, 0.75);
}

TEST(Status, HoldingWithinATolerance) {
    const Indicator hold = indicator({baseline(10)}, {due(2020, Hold{0.5})});
    EXPECT_EQ(status(reading(hold, 2018, 10.5)), "基本符合预期：实际10.5起，达到当年要求≤10.5");
    EXPECT_EQ(status(reading(hold, 2018, 10.6)), "滞后：实际10.6起，未达到当年要求≤10.5");
    EXPECT_EQ(admissible(indicator({baseline(10)}, {due(2020, Hold{0.5})}, Direction::up)), "≥9.5");
}

// ---- units ----

TEST(Units, FiguresAreConvertedExactly) {
    Indicator of = indicator({}, {due(2018, AtMost{35000})});
    of.unit = "元";
    const auto in = [&](double value, const char* unit) {
        Observation made = figure(2018, value);
        made.unit = unit;
        return reading(of, 2018, {made});
    };
    EXPECT_EQ(status(in(3.5, "万元")), "基本符合预期：实际35000元，达到当年要求≤35000");
    EXPECT_EQ(*in(0.07, "亿元").value, 7000000);
    EXPECT_EQ(*in(35000, "").value, 35000);
    EXPECT_EQ(status(in(3, "人")), "未知：2018年的数据 3人 不能换算成“元”，无法判断：请按“元”填写");
}

TEST(Units, OneFigureInTwoUnitsIsNoContradiction) {
    Indicator of = indicator({}, {due(2018, AtMost{35000})});
    of.unit = "元";
    Observation yuan = figure(2018, 35000);
    yuan.unit = "元";
    yuan.source = "a";
    Observation more = figure(2018, 3.5);
    more.unit = "万元";
    more.source = "b";
    EXPECT_EQ(*reading(of, 2018, {yuan, more}).value, 35000);
    more.value = 3.6;
    EXPECT_EQ(status(reading(of, 2018, {yuan, more})),
              "未知：2018年不同来源的数据不一致（3.6万元 b / 35000元 a），无法判断");
}

// ---- periods, bodies and ratios ----

Observation part(std::string period, double value, std::string body = "", std::string id = "n") {
    Observation made = figure(2018, value);
    made.indicator = std::move(id);
    made.period = parse_period(period).value();
    made.body = std::move(body);
    return made;
}

double taken(const Indicator& of, const std::vector<Observation>& figures, const Plan& in,
             const std::string& period = "2018") {
    Observations all;
    for (const Observation& observation : figures) all.add(observation);
    const Taken value = value_of(in, all, of, "", parse_period(period).value());
    return value.state == State::value ? value.value : -1;
}

TEST(Periods, AYearAddsUpFromItsParts) {
    Indicator sum = indicator({}, {});
    sum.adds_up = Accumulation::sum;
    Indicator mean = sum;
    mean.adds_up = Accumulation::mean;
    const Indicator last = indicator({}, {});
    const std::vector<Observation> halves{part("2018H1", 0.1), part("2018H2", 0.2)};
    EXPECT_EQ(taken(sum, halves, plan(sum)), 0.3);  // exactly, not 0.30000000000000004
    EXPECT_EQ(taken(mean, halves, plan(mean)), 0.15);
    EXPECT_EQ(taken(last, halves, plan(last)), 0.2);
    EXPECT_EQ(taken(sum, {part("2018Q1", 1), part("2018Q2", 2), part("2018Q4", 4)}, plan(sum)), -1);
    std::vector<Observation> months;
    for (int month = 1; month <= 12; ++month) months.push_back(part(to_string(month_period(2018, month)), month));
    EXPECT_EQ(taken(sum, months, plan(sum)), 78);
    EXPECT_EQ(taken(last, months, plan(last)), 12);
    months.push_back(part("2018", 80));  // the year's own figure counts before its parts
    EXPECT_EQ(taken(sum, months, plan(sum)), 80);
}

TEST(Periods, AnySpanAddsUpFromThePeriodsThatTileIt) {
    Indicator sum = indicator({}, {});
    sum.adds_up = Accumulation::sum;
    const Indicator last = indicator({}, {});
    const auto added = [&](const std::vector<Observation>& figures, const std::string& period) {
        return taken(sum, figures, plan(sum), period);
    };
    // An assessment window that runs from December to November.
    std::vector<Observation> months{part("2017-12", 100)};
    for (int month = 1; month <= 11; ++month) months.push_back(part(to_string(month_period(2018, month)), month));
    EXPECT_EQ(added(months, "2017-12-01/2018-11-30"), 166);
    EXPECT_EQ(taken(last, months, plan(last), "2017-12-01/2018-11-30"), 11);
    EXPECT_EQ(added(months, "2018"), -1);  // December 2018 is not known
    EXPECT_EQ(added(months, "2018Q3"), 24);
    EXPECT_EQ(added(months, "2018H1"), 21);
    // Several years; one of them by its halves.
    EXPECT_EQ(
        added({part("2016", 1), part("2017", 2), part("2018", 4), part("2019", 8), part("2020", 16)}, "2016/2020"), 31);
    EXPECT_EQ(added({part("2016", 1), part("2017H1", 2), part("2017H2", 3)}, "2016/2017"), 6);
    // A year from two spans that tile it, but not from spans that overlap or leave a day out.
    EXPECT_EQ(added({part("2018-01-01/2018-02-14", 5), part("2018-02-15/2018-12-31", 7)}, "2018"), 12);
    EXPECT_EQ(added({part("2018-01-01/2018-02-14", 5), part("2018-02-14/2018-12-31", 7)}, "2018"), -1);
    EXPECT_EQ(added({part("2018-01-01/2018-02-14", 5), part("2018-02-16/2018-12-31", 7)}, "2018"), -1);
}

TEST(Periods, TheCoarsestPartsOfEqualLengthCount) {
    Indicator sum = indicator({}, {});
    sum.adds_up = Accumulation::sum;
    std::vector<Observation> figures{part("2018H1", 10)};
    for (const char* quarter : {"2018Q1", "2018Q2", "2018Q3", "2018Q4"}) figures.push_back(part(quarter, 6));
    EXPECT_EQ(taken(sum, figures, plan(sum)), 24);  // one half and two quarters would be 22
    figures.push_back(part("2018H2", 11));
    EXPECT_EQ(taken(sum, figures, plan(sum)), 21);
    EXPECT_EQ(taken(sum, {part("2018H1", 10), part("2018Q3", 6), part("2018Q4", 6)}, plan(sum)), 22);
    // An empty cell says nothing; one that is not yet scored leaves the whole so.
    figures.back().state = State::missing;
    EXPECT_EQ(taken(sum, figures, plan(sum)), 24);
}

TEST(Periods, AMeanWeighsPartsByTheirMonths) {
    Indicator mean = indicator({}, {});
    mean.adds_up = Accumulation::mean;
    const auto averaged = [&](const std::vector<Observation>& figures, const std::string& period = "2018") {
        return taken(mean, figures, plan(mean), period);
    };
    EXPECT_EQ(averaged({part("2018H1", 10), part("2018Q3", 20), part("2018Q4", 40)}), 20);  // (60 + 60 + 120) / 12
    EXPECT_EQ(averaged({part("2018-01", 10), part("2018-02-01/2018-12-31", 22)}), 21);
    EXPECT_EQ(averaged({part("2016", 10), part("2017", 11)}, "2016/2017"), 10.5);
    // Parts that are not whole months have no such weight.
    EXPECT_EQ(averaged({part("2018-01-01/2018-02-14", 5), part("2018-02-15/2018-12-31", 7)}), -1);
}

/// What goes through all rows at once comes to the same as looking at one year of one series.
TEST(Periods, ColumnsAddUpAsOneFigureDoes) {
    std::mt19937 chance(2018);
    const auto pick = [&](int choices) { return std::uniform_int_distribution(0, choices - 1)(chance); };
    int whole = 0;
    for (int round = 0; round < 600; ++round) {
        Indicator of = indicator({}, {due(2020, Reach{1})});
        of.adds_up = std::array{Accumulation::sum, Accumulation::last, Accumulation::mean}[std::size_t(pick(3))];
        const int months = std::array{1, 3, 6, 1, 1}[std::size_t(pick(5))];
        std::vector<Observation> figures;
        for (int first = 1; first <= 12; first += months) {
            Observation made = part("2018", pick(4) != 0 ? pick(2'000'000) / 1000.0 - 500 : pick(9) / 3.0);
            made.period = {month_period(2018, first).first, month_period(2018, first + months - 1).last};
            made.provisional = pick(20) == 0;
            made.illustrative = pick(20) == 0;
            figures.push_back(made);
        }
        // In half of the rounds something is not as simple as that.
        Observation odd = figures[std::size_t(pick(int(figures.size())))];
        switch (pick(14)) {
            case 0:
                figures.erase(figures.begin() + pick(int(figures.size())));
                break;
            case 1:
                figures[std::size_t(pick(int(figures.size())))].state =
                    std::array{State::missing, State::not_applicable, State::not_scored}[std::size_t(pick(3))];
                break;
            case 2:
                odd.value += 1;
                odd.as_of = Date{std::chrono::year{2019} / 2 / 1};
                figures.push_back(odd);
                break;
            case 3:
                odd.period = half_period(2018, 2);
                figures.push_back(odd);
                break;
            case 4:
                odd.period = parse_period("2018-03-02/2018-05-07").value();
                figures.push_back(odd);
                break;
            case 5:
                odd.period = parse_period("2017-12-01/2018-05-31").value();
                figures.push_back(odd);
                break;
            case 6:
                figures.push_back(part("2018", 80));
                break;
            case 7:
                figures.front().value = 9e15;
                break;
            default:
                break;
        }
        std::shuffle(figures.begin(), figures.end(), chance);
        Observations all;
        for (const Observation& observation : figures) all.add(observation);
        const Plan in = plan(of);
        const Taken one = value_of(in, all, of, "", year_period(2018));
        const ProgressColumns columns = measure_columns(in, all, 2018, 2018);
        ASSERT_EQ(columns.state[0], one.state) << round;
        if (one.state != State::value) continue;
        ++whole;
        ASSERT_EQ(columns.value[0], one.value) << round;
        ASSERT_EQ(columns.provisional[0] != 0, one.provisional) << round;
        ASSERT_EQ(columns.illustrative[0] != 0, one.illustrative) << round;
    }
    EXPECT_GT(whole, 400);
}

TEST(Periods, AreReadAndWritten) {
    for (const char* words : {"2018", "2018H2", "2018Q3", "2018-09", "2011/2015", "2017-12-01/2018-11-30"})
        EXPECT_EQ(to_string(parse_period(words).value()), words);
    for (const char* words : {"2018H3", "2018Q0", "2018-13", "18", "2018-9", "2018h1"})
        EXPECT_FALSE(parse_period(words)) << words;
    EXPECT_EQ(to_string(month_period(2016, 2).last), "2016-02-29");
}

TEST(Bodies, TotalsRollUpOnceAllHaveReported) {
    Indicator sum = indicator({}, {});
    sum.adds_up = Accumulation::sum;
    PlanParts parts = plan(sum).parts();
    parts.bodies = {{"area", "区", BodyKind::district, "", "", false, {}},
                    {"a", "甲镇", BodyKind::town, "area", "", false, {}},
                    {"b", "乙镇", BodyKind::town, "area", "", false, {}}};
    const Plan in(parts);
    EXPECT_EQ(taken(sum, {part("2018", 3, "a"), part("2018", 4, "b")}, in), 7);
    EXPECT_EQ(taken(sum, {part("2018", 3, "a")}, in), -1);
    const Indicator level = indicator({}, {});  // levels of two towns make no level of the area
    EXPECT_EQ(taken(level, {part("2018", 3, "a"), part("2018", 4, "b")}, in), -1);
}

/// An area with two towns, a department and an enterprise, none of which is part of another.
Plan area_of(const Indicator& of) {
    PlanParts parts = plan(of).parts();
    parts.bodies = {{"e", "局", BodyKind::department, "", "", false, {}},
                    {"a", "甲镇", BodyKind::town, "", "", false, {}},
                    {"b", "乙镇", BodyKind::town, "", "", false, {}},
                    {"f", "厂", BodyKind::enterprise, "", "", false, {}}};
    return Plan(parts);
}

TEST(Bodies, AStockIsTheLastOfTheYearAndTheSumOfTheTowns) {
    Indicator stock = indicator({}, {due(2018, AtMost{13})});
    PlanParts parts = plan(stock).parts();
    parts.bodies = {{"a", "a", BodyKind::town, "", "", false, {}}, {"b", "b", BodyKind::town, "", "", false, {}}};
    const std::vector<Observation> figures{part("2018-11", 5, "a"), part("2018-12", 4, "a"), part("2018", 9, "b")};
    const auto over = [&](std::optional<AcrossBodies> across, Accumulation periods = Accumulation::last) {
        stock.over_bodies = across;
        stock.adds_up = periods;
        parts.indicators = {stock};
        return taken(stock, figures, Plan(parts));
    };
    EXPECT_EQ(over({}), -1);
    EXPECT_EQ(over(AcrossBodies::sum), 13);
    EXPECT_EQ(over(AcrossBodies::mean), 6.5);
    EXPECT_EQ(over(AcrossBodies::none, Accumulation::sum), -1);
    stock.over_bodies = AcrossBodies::sum;
    stock.adds_up = Accumulation::last;
    parts.indicators = {stock};
    Observations all;
    for (const Observation& one : figures) all.add(one);
    const Progress progress = measure(Plan(parts), all, 2018);
    EXPECT_EQ(status(*progress.find("n", "")), "基本符合预期：实际13起，达到当年要求≤13");
    EXPECT_EQ(status(*progress.find("n", "b")), "未知：目标是整个地区的总数，没有分解到本单位，无法判断");
}

TEST(Bodies, ATotalIsThatOfTheTowns) {
    Indicator sum = indicator({}, {due(2020, AtMost{40})});
    sum.adds_up = Accumulation::sum;
    const Plan in = area_of(sum);
    EXPECT_EQ(taken(sum, {part("2018", 10, "a"), part("2018", 20, "b")}, in), 30);
    EXPECT_EQ(taken(sum, {part("2018", 10, "a"), part("2018", 20, "b"), part("2018", 30, "e")}, in), 30);
    EXPECT_EQ(taken(sum, {part("2018", 10, "a"), part("2018", 7, "e")}, in), -1);  // a town is missing
    EXPECT_EQ(taken(sum, {part("2018", 7, "e")}, in), 7);                          // no town reports this
}

TEST(Bodies, TotalsOfTwoKindsThatDisagreeAreTold) {
    Indicator sum = indicator({}, {due(2020, AtMost{40})});
    sum.adds_up = Accumulation::sum;
    Observations all;
    for (const auto& [body, value] : {std::pair("a", 10.0), {"b", 20.0}, {"e", 7.0}})
        all.add(part("2018", value, body));
    const Reading area = measure(area_of(sum), all, 2018).readings.at(0);
    EXPECT_EQ(area.value, std::nullopt);
    EXPECT_EQ(status(area), "未知：2018年下属各类单位的合计不一致（30起 / 7起），无法判断");
    EXPECT_EQ(text(area.reason, Language::en),
              "totals for 2018 of different kinds of bodies disagree (30起 / 7起), undecidable");
}

Observation from(double value, std::string source, std::string basis = "", const char* as_of = "") {
    Observation made = figure(2018, value);
    made.source = std::move(source);
    made.basis = std::move(basis);
    made.as_of = parse_date(as_of);
    return made;
}

TEST(Observations, TheIndicatorsOwnBasisGoesBeforeNone) {
    Indicator of = indicator({}, {due(2020, AtMost{8})});
    of.basis = "A";
    EXPECT_EQ(reading(of, 2018, {from(300, "", "A"), from(3, "")}).value, 300);
    EXPECT_EQ(reading(of, 2018, {from(3, ""), from(300, "", "A")}).value, 300);
    EXPECT_EQ(reading(of, 2018, {from(300, "", "A", "2019-01-01"), from(3, "", "", "2019-05-01")}).value, 300);
    EXPECT_EQ(reading(of, 2018, {from(3, ""), from(30, "", "B")}).value, 3);
}

TEST(Observations, TwoBasesAreNotResolvedSilently) {
    const Indicator of = indicator({}, {due(2020, AtMost{8})});
    const Reading told = reading(of, 2018, {from(9, "", "A"), from(30, "", "B")});
    EXPECT_EQ(told.value, std::nullopt);
    EXPECT_EQ(status(told), "未知：2018年有不同口径的数据（30起 B / 9起 A），未选定口径，无法判断");
    EXPECT_EQ(text(told.reason, Language::en),
              "figures for 2018 on different bases (30起 B / 9起 A) and no basis chosen, undecidable");
    EXPECT_EQ(reading(of, 2018, {from(9, "", "A"), from(9, "", "B")}).value, 9);
}

/// What a year comes to with its figures in every order they can stand in: "未定" is no value.
std::set<std::string> in_every_order(const Indicator& of, std::vector<Observation> figures) {
    std::vector<std::size_t> order(figures.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::set<std::string> told;
    do {
        std::vector<Observation> ordered;
        for (const std::size_t i : order) ordered.push_back(figures[i]);
        const auto value = reading(of, 2018, ordered).value;
        told.insert(value ? decimal_text(*value) : "未定");
    } while (std::next_permutation(order.begin(), order.end()));
    return told;
}

TEST(Observations, TheOrderOfRowsTellsNothing) {
    using ToldInAnyOrder = std::set<std::string>;
    const Indicator of = indicator({}, {due(2020, AtMost{8})});
    EXPECT_EQ(in_every_order(of, {from(91, ""), from(95, "", "国控断面")}), ToldInAnyOrder{"未定"});
    EXPECT_EQ(in_every_order(of, {from(91, ""), from(95, "公报")}), ToldInAnyOrder{"未定"});
    EXPECT_EQ(in_every_order(of, {from(95, ""), from(95, "", "国控断面"), from(95, "公报")}), ToldInAnyOrder{"95"});
    EXPECT_EQ(in_every_order(of, {from(9, "甲", "A"), from(10, "乙", "A"), from(9, "甲", "B")}),
              ToldInAnyOrder{"未定"});
    // A revision of one basis is no contradiction of another, in whatever order they stand.
    EXPECT_EQ(in_every_order(
                  of, {from(5, "", "A", "2019-01-01"), from(9, "", "A", "2019-06-01"), from(9, "", "B", "2019-06-01")}),
              ToldInAnyOrder{"9"});
    // A cell that is still empty says nothing against one that is filled.
    Observation empty = figure(2018, 0, State::missing);
    EXPECT_EQ(in_every_order(of, {empty, from(95, "", "国控断面")}), ToldInAnyOrder{"95"});
    Indicator chosen = of;
    chosen.basis = "国控断面";
    EXPECT_EQ(in_every_order(chosen, {from(91, ""), from(95, "", "国控断面")}), ToldInAnyOrder{"95"});
    EXPECT_EQ(status(reading(of, 2018, {from(91, ""), from(95, "", "国控断面")})),
              "未知：2018年有不同口径的数据（95起 国控断面 / 91起），未选定口径，无法判断");
    EXPECT_EQ(status(reading(of, 2018, {from(95, "公报"), from(91, "")})),
              "未知：2018年不同来源的数据不一致（91起 / 95起 公报），无法判断");
}

TEST(Observations, OfTwoSourcesTheLaterOneCountsAndOtherwiseBothAreTold) {
    const Indicator of = indicator({}, {due(2020, AtMost{8})});
    EXPECT_EQ(reading(of, 2018, {from(3, "统计局", "", "2019-05-01"), from(30, "公报", "", "2019-02-01")}).value, 3);
    EXPECT_EQ(reading(of, 2018, {from(3, "统计局"), from(4, "统计局")}).value, 4);  // corrected
    EXPECT_EQ(reading(of, 2018, {from(3, "统计局"), from(3, "公报")}).value, 3);
    const Reading told = reading(of, 2018, {from(3, "统计局"), from(30, "公报")});
    EXPECT_EQ(told.value, std::nullopt);
    EXPECT_EQ(status(told), "未知：2018年不同来源的数据不一致（30起 公报 / 3起 统计局），无法判断");
    EXPECT_EQ(text(told.reason, Language::en), "sources disagree on 2018 (30起 公报 / 3起 统计局), undecidable");
}

TEST(Observations, AFinalFigureBeatsAProvisionalOne) {
    const Indicator of = indicator({}, {due(2020, AtMost{8})});
    const auto provisional = [](Observation made) {
        made.provisional = true;
        return made;
    };
    const auto value = [&](const std::vector<Observation>& figures) { return reading(of, 2018, figures).value; };
    EXPECT_EQ(value({provisional(from(3, "", "", "2019-02-01")), from(30, "")}), 30);
    EXPECT_EQ(value({from(30, ""), provisional(from(3, "", "", "2019-02-01"))}), 30);
    EXPECT_EQ(value({from(12, ""), provisional(from(10, ""))}), 12);
    EXPECT_EQ(value({from(12, "", "", "2019-02-01"), provisional(from(10, "", "", "2019-02-01"))}), 12);
    EXPECT_EQ(value({from(12, "", "", "2019-02-01"), provisional(from(10, ""))}), 12);
    EXPECT_EQ(value({from(12, "", "", "2019-02-01"), provisional(from(10, "", "", "2019-05-01"))}), 10);
}

TEST(Ratios, AreSumsOverSums) {
    Indicator deaths = indicator({}, {});
    deaths.id = "deaths";
    deaths.adds_up = Accumulation::sum;
    Indicator output = deaths;
    output.id = "output";
    Indicator rate = indicator({}, {});
    rate.ratio = RatioOf{"deaths", "output", 100};
    PlanParts parts = plan(deaths).parts();
    parts.indicators = {deaths, output, rate};
    const std::vector<Observation> figures{part("2018H1", 1, "", "deaths"), part("2018H2", 2, "", "deaths"),
                                           part("2018H1", 200, "", "output"), part("2018H2", 250, "", "output")};
    EXPECT_EQ(taken(rate, figures, Plan(parts)), 0.6667);  // 3 / 450 × 100, not the mean of 0.5 and 0.8
    // Over a window the sums of both run over that window.
    std::vector<Observation> window{part("2017-12-01/2018-05-31", 1, "", "deaths"),
                                    part("2018-06-01/2018-11-30", 3, "", "deaths"),
                                    part("2017-12-01/2018-11-30", 500, "", "output")};
    EXPECT_EQ(taken(rate, window, Plan(parts), "2017-12-01/2018-11-30"), 0.8);
}

TEST(Observations, WhatWasKnownOnADayAndOnWhichBasis) {
    Observation first = part("2018", 7.1);
    first.as_of = parse_date("2019-02-01");
    first.provisional = true;
    Observation revised = part("2018", 7.4);
    revised.as_of = parse_date("2019-09-01");
    Observation comparable = part("2018", 8.3);
    comparable.basis = "可比口径";
    comparable.as_of = parse_date("2019-10-01");
    Observations all;
    for (const Observation& each : {first, revised, comparable}) all.add(each);
    Indicator of = indicator({baseline(10)}, {due(2020, AtMost{8})});
    of.basis = "年报口径";
    const Plan in = plan(of);
    const Reading early = measure(in, all, 2018, parse_date("2019-03-01")).readings.at(0);
    EXPECT_EQ(*early.value, 7.1);
    EXPECT_TRUE(early.provisional);
    EXPECT_EQ(*measure(in, all, 2018).readings.at(0).value, 7.4);
    of.basis = "可比口径";
    EXPECT_EQ(*measure(plan(of), all, 2018).readings.at(0).value, 8.3);
}

TEST(Observations, AContradictionInOneYearLeavesTheSumUnknown) {
    const Indicator sum = indicator({}, {due(2020, Cumulative{5000})}, Direction::up);
    Observation one = figure(2016, 100);
    Observation other = figure(2016, 200);
    one.source = "甲";
    other.source = "乙";
    const Reading told = reading(sum, 2018, {one, other, figure(2017, 5), figure(2018, 5)});
    EXPECT_EQ(told.value, std::nullopt);
    EXPECT_EQ(status(told), "未知：2016年不同来源的数据不一致（200起 乙 / 100起 甲），无法判断");
    // What is missing first is told, not a contradiction of later years.
    one.period = other.period = year_period(2017);
    EXPECT_EQ(status(reading(sum, 2017, {one, other})), "未知：没有2016年的数据");
}

TEST(Status, WhatIsZeroNeedNotFallFurther) {
    const Indicator rate = indicator({}, {due(2020, Keeps{Direction::down})});
    EXPECT_EQ(reading(rate, 2018, {figure(2017, 0), figure(2018, 0)}).met, true);
    EXPECT_EQ(reading(rate, 2018, {figure(2017, 0), figure(2018, 0.1)}).met, false);
}

TEST(Status, AYearThatDoesNotApplyIsLeftOutOfASum) {
    const Indicator sum = indicator({}, {due(2020, Cumulative{200})}, Direction::up);
    const Observation skipped = figure(2016, 0, State::not_applicable);
    EXPECT_EQ(reading(sum, 2018, {skipped, figure(2017, 60), figure(2018, 60)}).value, 120);
    EXPECT_EQ(reading(sum, 2016, {skipped}).state, State::not_applicable);
    EXPECT_EQ(reading(sum, 2018, {skipped, figure(2018, 60)}).value, std::nullopt);
    EXPECT_EQ(status(reading(sum, 2018, {skipped, figure(2018, 60)})), "未知：没有2017年的数据");
}

TEST(AdmissibleInterval, PercentagesOfANegativeBaselineAreOfItsSize) {
    const auto on_deficit = [](TargetForm form) { return indicator({baseline(-50)}, {due(2020, std::move(form))}); };
    EXPECT_EQ(admissible(on_deficit(RaisePercent{10})), "≥-45");
    EXPECT_EQ(admissible(on_deficit(ReducePercent{10})), "≤-55");
}

TEST(Status, NothingIsAskedOfYearsBeforeThePlan) {
    const Reading early = reading(indicator({baseline(100)}, {due(2020, ReducePercent{10})}), 2015, 80);
    EXPECT_EQ(early.value, 80);
    EXPECT_EQ(status(early), "未知：规划自2016年起，此前年份没有要求，无法判断");
    EXPECT_EQ(text(early.reason, Language::en),
              "the plan begins in 2016 and asks nothing of earlier years, undecidable");
}

TEST(Strength, IsThatOfTheStrongestWord) {
    EXPECT_EQ(strength_of("坚决遏制重特大火灾"), Strength::curb_firmly);
    EXPECT_EQ(strength_of("预防和杜绝较大火灾事故"), Strength::eliminate);
    EXPECT_EQ(strength_of("防范较大事故，减少一般事故"), Strength::prevent);
    EXPECT_EQ(strength_of("覆盖率达到100%"), std::nullopt);
}

}  // namespace
}  // namespace libplan
