#include "checking.hpp"
#include "libplan/side_by_side.hpp"
#include "libplan/words.hpp"
#include "parks.hpp"
#include "reports/layout.hpp"
#include "reports/text.hpp"

namespace libplan {
namespace {

using namespace testing;

Indicator indicator(double baseline, std::vector<Target> targets, Direction direction = Direction::down) {
    Indicator made;
    made.id = made.title = "n";
    made.unit = "起";
    made.direction = direction;
    made.baselines = {{2015, baseline, "", {}, false, {}}};
    made.targets = std::move(targets);
    return made;
}

PlanParts parts(Indicator of, Path path = Path::linear) {
    PlanParts made;
    made.id = made.title = "p";
    made.first_year = 2016;
    made.last_year = 2020;
    made.baseline_year = 2015;
    made.path = path;
    made.indicators = {std::move(of)};
    return made;
}

Observation figure(const std::string& period, double value, std::string body = "") {
    Observation made;
    made.indicator = "n";
    made.body = std::move(body);
    made.period = parse_period(period).value();
    made.value = value;
    made.state = State::value;
    return made;
}

Observations all_of(const std::vector<Observation>& figures) {
    Observations all;
    for (const Observation& each : figures) all.add(each);
    return all;
}

Judgement judged(const Indicator& of, double value, Path path = Path::linear) {
    return side_by_side(Plan(parts(of, path)), all_of({figure("2018", value)}), {}, 2018).judgements.at(0);
}

std::vector<std::string> disagreements(const Judgement& judgement) {
    std::vector<std::string> words;
    for (const Disagreement each : judgement.disagreements()) words.emplace_back(word_of(each));
    return words;
}

using Words = std::vector<std::string>;

// From 10 to 100 in five years: after three, 37 is on the geometric path (39.8) but far from the straight one (64).
TEST(SideBySide, BothPathsWhateverThePlansOwn) {
    const Indicator of = indicator(10, {due(2020, Reach{100})}, Direction::up);
    for (const Path path : {Path::linear, Path::geometric}) {
        const Judgement judgement = judged(of, 37, path);
        EXPECT_EQ(judgement.linear, Status::behind);
        EXPECT_EQ(judgement.geometric, Status::on_track);
        EXPECT_EQ(judgement.reading.status, path == Path::linear ? Status::behind : Status::on_track);
        EXPECT_EQ(judgement.pace->compound, PaceClass::accelerate);
        EXPECT_EQ(judgement.pace->linear, PaceClass::limited);
        EXPECT_EQ(disagreements(judgement), (Words{"paths", "growth"}));
    }
    EXPECT_EQ(disagreements(judged(of, 100)), Words{});
}

// A milestone missed is behind, though growth is fast enough for the target: 65 of 100 against 50 by 2020.
TEST(SideBySide, OppositeVerdicts) {
    const Indicator of = indicator(100, {due(2018, Reach{60}), due(2020, Reach{50})});
    const Judgement judgement = judged(of, 65);
    EXPECT_EQ(judgement.reading.status, Status::behind);
    EXPECT_EQ(judgement.pace->compound, PaceClass::on_track);
    EXPECT_EQ(disagreements(judgement), Words{"verdict"});
}

// 409 less 12.5 % is 357.875, of a count at most 357: the pace is judged toward the level, not the floored limit.
TEST(SideBySide, BothDegreesOfCompletionAndTheTextbooksForm) {
    Indicator of = indicator(409, {due(2020, ReducePercent{12.5})});
    of.count = true;
    const Judgement reduced = judged(of, 380);
    EXPECT_TRUE(reduced.reduction);
    EXPECT_EQ(*reduced.series->target, 357.875);
    EXPECT_NEAR(*reduced.reading.completion, 29 / 51.125, 1e-15);
    EXPECT_NEAR(*reduced.reading.ratio_to_target, (1 - 29.0 / 409) / (1 - 0.125), 1e-15);
    EXPECT_FALSE(judged(indicator(100, {due(2020, Reach{50})}), 80).reduction);
}

TEST(SideBySide, AStrictLimitMetExactlyIsReachedByNoMethod) {
    const Indicator of = indicator(70, {due(2020, AtLeast{77.3, true})}, Direction::up);
    EXPECT_TRUE(judged(of, 77.3).series->strict);
    EXPECT_NE(judged(of, 77.3).pace->compound, PaceClass::achieved);
    EXPECT_EQ(judged(of, 77.31).pace->compound, PaceClass::achieved);
}

TEST(SideBySide, SaysWhyThereIsNoPace) {
    const auto why = [](const Indicator& of, double value) {
        return text(judged(of, value).pace_reason, Language::zh);
    };
    EXPECT_EQ(why(indicator(100, {due(2020, Reach{50})}), 80), "");
    EXPECT_EQ(why(indicator(0, {due(2020, Reach{50})}, Direction::up), 20),
              "基数、实际或目标为零、为负或变号，没有增长率");
    EXPECT_EQ(why(indicator(-5, {due(2020, Reach{5})}, Direction::up), 1),
              "基数、实际或目标为零、为负或变号，没有增长率");
    EXPECT_EQ(why(indicator(100, {due(2020, Cumulative{5})}, Direction::up), 1), "没有2016年的数据");
    EXPECT_EQ(why(indicator(75, {due(2020, About{70, 1.0})}), 72), "目标是区间[69, 71]，增长率法不适用");
    Indicator of = indicator(100, {due(2020, Reach{50})});
    of.baselines.push_back({2015, 10, "别的", {}, false, {}});
    EXPECT_EQ(why(of, 80), "有多个基数，未选定口径，没有增长率");
    of.baselines.clear();
    EXPECT_EQ(why(of, 80), "规划没有给出基数，无法判断");
}

TEST(SideBySide, NeverHavingOneIsATargetOfZero) {
    const Indicator never = indicator(5, {due(2020, Zero{})});
    EXPECT_EQ(judged(never, 0).pace->compound, PaceClass::achieved);
    EXPECT_EQ(judged(never, 1).pace->compound, PaceClass::undefined);
}

TEST(SideBySide, ACorridorHasNoPaceAndAToleranceBelongsToTheTarget) {
    const Indicator corridor = indicator(50, {due(2020, AtLeast{60}), due(2020, AtMost{70})}, Direction::up);
    EXPECT_FALSE(judged(corridor, 75).pace);
    EXPECT_EQ(judged(indicator(5, {due(2020, Hold{1})}), 5.5).pace->compound, PaceClass::achieved);
}

TEST(SideBySide, WithoutANumericTargetTheNaturalLimitCounts) {
    Indicator of = indicator(90, {due(2020, Keeps{Direction::up})}, Direction::up);
    const double value = 90 * 1.006 * 1.006 * 1.006;  // 0.6 % a year
    EXPECT_EQ(judged(of, value).pace->compound, PaceClass::accelerate);
    of.limit = 100;
    EXPECT_EQ(judged(of, value).pace->compound, PaceClass::on_track);
}

TEST(SideBySide, BodiesTakenTogether) {
    PlanParts plan = parts(indicator(100, {due(2020, Reach{50})}));
    plan.bodies = {{"a", "甲镇", BodyKind::town, "", "", false, {}}, {"b", "乙镇", BodyKind::town, "", "", false, {}}};
    const auto with = [&](double a, double b) {
        return side_by_side(Plan(plan), all_of({figure("2018", a, "a"), figure("2018", b, "b")}), {}, 2018).joint.at(0);
    };
    EXPECT_EQ(with(40, 50).pace.compound, PaceClass::achieved);
    EXPECT_EQ(with(40, 50).series, 2);
    EXPECT_NEAR(*with(40, 100).pace.score, (5 - 2.5) / 2, 1e-9);
    EXPECT_EQ(with(40, 100).pace.compound, PaceClass::accelerate);
    EXPECT_TRUE(side_by_side(Plan(plan), all_of({figure("2018", 40, "a")}), {}, 2018).joint.empty());
}

TEST(SideBySide, ByWhatWasKnownOnADay) {
    Indicator of = indicator(100, {due(2020, Reach{50})});
    of.adds_up = Accumulation::sum;
    Observation late = figure("2018-01", 9);
    late.as_of = parse_date("2018-08-01");
    const Observations controls = all_of({figure("2018", 12), figure("2017", 99)});
    const Observations observations = all_of({figure("2018-01", 6), late, figure("2018-02", 1)});
    const auto on = [&](const char* day) {
        return side_by_side(Plan(parts(of)), observations, controls, 2018, parse_date(day)).controls.at(0);
    };
    EXPECT_EQ(*on("2018-02-28").actual, 7);
    EXPECT_EQ(on("2018-02-28").time_gone(), 2 / 12.0);
    EXPECT_EQ(*on("2018-02-28").used(), 7 / 12.0);
    EXPECT_EQ(on("2018-06-30").actual, std::nullopt);
    EXPECT_EQ(on("2019-03-01").months_gone, 12);  // the year's own control figure, whatever the day
    EXPECT_EQ(on("2017-03-01").months_gone, 0);
}

TEST(SideBySide, TwelveMonthsOnEndMeetTheTargetBeforeAnyYearDoes) {
    Indicator of = indicator(100, {due(2020, Reach{144})}, Direction::up);
    of.adds_up = Accumulation::sum;
    std::vector<Observation> figures;
    for (int month = 0; month < 36; ++month)
        figures.push_back(figure(to_string(month_period(2016 + month / 12, month % 12 + 1)),
                                 month < 15 ? 10 : (month < 27 ? 12 : 5)));
    const auto all = side_by_side(Plan(parts(of)), all_of(figures), {}, 2018);
    EXPECT_EQ(all.judgements.at(0).reading.met, false);
    EXPECT_EQ(to_string(all.judgements.at(0).twelve_months.value()), "2017-04-01/2018-03-31");
}

TEST(SideBySide, ToldInATerminal) {
    PlanParts plan = parts(indicator(10, {due(2020, Reach{100})}, Direction::up));
    plan.indicators[0].title = "覆盖率";
    const SideBySide all = side_by_side(Plan(plan), all_of({figure("2018", 37)}), all_of({figure("2018", 40)}), 2018);
    std::string told;
    for (const Sheet& sheet : layout_side_by_side_narrow(all, Language::zh)) told += paint_text(sheet) + "\n";
    EXPECT_EQ(told, R"(2018年进度比较
================================================================================
读数1条，判断不一致1条：直线与等比路径1条，复合与直线增速1条，状态与增速判断相反
0条

指标          实际  当年要求  完成程度  与目标之比  直线路径  等比路径
--------------------------------------------------------------------------
覆盖率（起）    37  ≥100        30.00%      37.00%  滞后      基本符合预期

2018年进度比较
================================================================================
读数1条，判断不一致1条：直线与等比路径1条，复合与直线增速1条，状态与增速判断相反
0条

指标          年均增速  所需增速  增速比  增速判断  增速分  不一致
--------------------------------------------------------------------------------
覆盖率（起）    54.67%    58.49%  93.47%  需要加快    2.39  直线滞后、等比基本符
                                                            合预期；复合增速需要
                                                            加快、直线增速进展有
                                                            限

2018年控制数进度
==========================================================================
控制数1个：未达全年控制数1个

指标          单位    累计实际  控制数  已用比例  时序进度  状态
--------------------------------------------------------------------------
覆盖率（起）  全区域        37      40    92.50%   100.00%  未达全年控制数

)");
}

}  // namespace
}  // namespace libplan
