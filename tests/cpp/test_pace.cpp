#include <gtest/gtest.h>

#include <array>

#include "libplan/pace.hpp"

namespace libplan {
namespace {

Series toward(double baseline, double value, double target, Direction direction = Direction::up) {
    return {direction, 2015, baseline, 2018, value, target, 2020, {}, false};
}
Series free_of_target(double baseline, double value, std::optional<double> limit = {}) {
    return {Direction::up, 2017, baseline, 2018, value, {}, 0, limit, false};
}

// domain.md, CAGR method: R = d·g/|needed|; on track from 95 %, scores through (−60 %, −5), (60 %, 0), (130 %, +5).
TEST(Pace, RatioOfGrowthToWhatIsNeeded) {
    const Pace even = pace_of(toward(100, 133.1, 161.051));  // 10 % a year, as needed
    EXPECT_NEAR(*even.growth, 0.1, 1e-12);
    EXPECT_NEAR(*even.needed, 0.1, 1e-12);
    EXPECT_NEAR(*even.ratio, 1, 1e-9);
    EXPECT_EQ(even.compound, PaceClass::on_track);
    EXPECT_NEAR(*even.score, 5 * 40 / 70.0, 1e-9);
    EXPECT_EQ(pace_of(toward(100, 100, 161.051)).compound, PaceClass::limited);
    EXPECT_NEAR(*pace_of(toward(100, 100, 161.051)).score, -2.5, 1e-9);
    EXPECT_EQ(pace_of(toward(100, 90, 161.051)).compound, PaceClass::deterioration);
    EXPECT_EQ(*pace_of(toward(100, 60, 161.051)).score, -5);
    EXPECT_EQ(pace_of(toward(161.051, 121, 100, Direction::down)).compound, PaceClass::on_track);
}

TEST(Pace, ATargetAlreadyReachedScoresFive) {
    const Pace reached = pace_of(toward(100, 170, 161.051));
    EXPECT_EQ(reached.compound, PaceClass::achieved);
    EXPECT_EQ(reached.linear, PaceClass::achieved);
    EXPECT_EQ(*reached.score, 5);
}

TEST(Pace, AStrictTargetMetExactlyIsNotReached) {
    Series strict = toward(70, 77.3, 77.3);
    strict.strict = true;
    EXPECT_NE(pace_of(strict).compound, PaceClass::achieved);
    strict.value = 77.31;
    EXPECT_EQ(pace_of(strict).compound, PaceClass::achieved);
    EXPECT_EQ(pace_of(toward(70, 77.3, 77.3)).compound, PaceClass::achieved);
}

// domain.md: on track R ≥ 95 %, acceleration needed 60–95 %, limited 0–60 %, deterioration R < 0.
TEST(Pace, TheEdgesBelongToTheBetterClass) {
    const auto at = [](double ratio) {  // needed 10 % a year over five years; the growth of one year
        return pace_of(Series{Direction::up, 2015, 100, 2016, 100 + 10 * ratio, 161.051, 2020, {}, false}).compound;
    };
    EXPECT_EQ(at(0.95), PaceClass::on_track);
    EXPECT_EQ(at(0.949), PaceClass::accelerate);
    EXPECT_EQ(at(0.60), PaceClass::accelerate);
    EXPECT_EQ(at(0.599), PaceClass::limited);
    EXPECT_EQ(at(0), PaceClass::limited);
    EXPECT_EQ(at(-0.001), PaceClass::deterioration);
}

TEST(Pace, ScoresBetweenTheKnotsAndClipped) {
    const auto at = [](double ratio) {
        return *pace_of(Series{Direction::up, 2015, 100, 2016, 100 + 10 * ratio, 161.051, 2020, {}, false}).score;
    };
    EXPECT_NEAR(at(-0.6), -5, 1e-6);
    EXPECT_NEAR(at(-2), -5, 1e-9);
    EXPECT_NEAR(at(0), -2.5, 1e-6);
    EXPECT_NEAR(at(0.6), 0, 1e-6);
    EXPECT_NEAR(at(0.95), 2.5, 1e-6);
    EXPECT_NEAR(at(1.3), 5, 1e-6);
    EXPECT_NEAR(at(3), 5, 1e-9);
}

TEST(Pace, CompoundAndStraightPathsMayDisagree) {
    // From 10 to 100 in five years: after three, 37 is three fifths of the way by growth but not in a straight line.
    const Pace pace = pace_of(toward(10, 37, 100));
    EXPECT_NEAR(*pace.ratio, 0.9347, 1e-4);
    EXPECT_EQ(pace.compound, PaceClass::accelerate);
    EXPECT_NEAR(*pace.linear_ratio, 0.5, 1e-12);
    EXPECT_EQ(pace.linear, PaceClass::limited);
    EXPECT_FALSE(pace.agree());
}

TEST(Pace, NoGrowthRateThroughZeroOrAChangeOfSign) {
    for (const Series& series : {toward(0, 5, 10), toward(-5, 5, 10), toward(5, 0, 10)}) {
        const Pace pace = pace_of(series);
        EXPECT_FALSE(pace.growth && pace.ratio);
        EXPECT_EQ(pace.compound, PaceClass::undefined);
        EXPECT_FALSE(pace.score);
    }
}

// Scores without a target go through (−2 %, −5), (0, −2.5), (0.5 %, 0), (1.5 %, 2.5), (2 %, 5).
TEST(Pace, WithoutATarget) {
    EXPECT_NEAR(*pace_of(free_of_target(100, 98)).score, -5, 1e-9);
    EXPECT_NEAR(*pace_of(free_of_target(100, 100)).score, -2.5, 1e-9);
    EXPECT_NEAR(*pace_of(free_of_target(100, 100.5)).score, 0, 1e-9);
    EXPECT_NEAR(*pace_of(free_of_target(100, 101.5)).score, 2.5, 1e-9);
    EXPECT_NEAR(*pace_of(free_of_target(100, 102)).score, 5, 1e-9);
    EXPECT_EQ(pace_of(free_of_target(100, 101.5)).compound, PaceClass::on_track);
    EXPECT_EQ(pace_of(free_of_target(100, 101)).compound, PaceClass::accelerate);
    EXPECT_EQ(pace_of(free_of_target(100, 100.2)).compound, PaceClass::limited);
    EXPECT_EQ(pace_of(free_of_target(100, 99)).compound, PaceClass::deterioration);
}

TEST(Pace, NearANaturalLimitLessIsAsked) {
    // 90 of 100: thresholds shrink by 1 − 0.9^4.44 = 0.3736…, so 0.6 % a year is enough for 1.5 %.
    EXPECT_EQ(pace_of(free_of_target(90, 90.54)).compound, PaceClass::accelerate);
    EXPECT_EQ(pace_of(free_of_target(90, 90.54, 100)).compound, PaceClass::on_track);
}

// A lower limit L shrinks them by 1 − ((2L − b)/L)^4.44 while b < 2L; beyond, and beyond an upper one, by nothing.
TEST(Pace, LimitsBelowAndOutOfReach) {
    const auto falling = [](double baseline, double percent, std::optional<double> limit) {
        return pace_of(
                   Series{Direction::down, 2017, baseline, 2018, baseline * (1 - percent / 100), {}, 0, limit, false})
            .compound;
    };
    EXPECT_EQ(falling(110, 0.6, {}), PaceClass::accelerate);
    EXPECT_EQ(falling(110, 0.6, 100), PaceClass::on_track);  // 1 − 0.9^4.44 = 0.3736…, as 90 of 100 above
    EXPECT_EQ(falling(200, 0.6, 100), PaceClass::accelerate);
    EXPECT_EQ(falling(250, 0.6, 100), PaceClass::accelerate);
    EXPECT_EQ(pace_of(free_of_target(120, 120.72, 100)).compound, PaceClass::accelerate);
}

TEST(Pace, SeveralSeriesByTheirMeanScore) {
    const std::array both{toward(100, 170, 161.051), toward(100, 100, 161.051)};  // +5 and −2.5
    EXPECT_NEAR(*pace_of(both).score, 1.25, 1e-9);
    EXPECT_EQ(pace_of(both).compound, PaceClass::accelerate);
    const std::array reached{toward(100, 170, 161.051), toward(1, 2, 1.5)};
    EXPECT_EQ(pace_of(reached).compound, PaceClass::achieved);
    const std::array undefined{toward(100, 170, 161.051), toward(0, 2, 3)};
    EXPECT_FALSE(pace_of(undefined).score);
}

// ---- control figures during the year ----

Plan plan_of_deaths() {
    PlanParts parts;
    parts.id = parts.title = "p";
    parts.first_year = 2016;
    parts.last_year = 2020;
    Indicator deaths;
    deaths.id = deaths.title = "deaths";
    deaths.unit = "人";
    deaths.adds_up = Accumulation::sum;
    parts.indicators = {deaths};
    return Plan(parts);
}

std::string standing(const std::vector<double>& by_part, const char* kind, double control, const char* day) {
    Observations observations;
    Observations controls;
    Observation row;
    row.indicator = "deaths";
    row.state = State::value;
    for (std::size_t i = 0; i < by_part.size(); ++i) {
        const int part = static_cast<int>(i) + 1;
        row.period = *kind == 'Q'   ? quarter_period(2018, part)
                     : *kind == 'H' ? half_period(2018, part)
                     : *kind == 'Y' ? year_period(2018)
                                    : month_period(2018, part);
        row.value = by_part[i];
        observations.add(row);
    }
    row.period = year_period(2018);
    row.value = control;
    controls.add(row);
    const auto readings = against_controls(plan_of_deaths(), observations, controls, parse_date(day).value());
    return say(Language::zh, phrase_of(readings.at(0).standing)) + "：" + text(readings.at(0).reason, Language::zh);
}

// 时序进度: 50 % in June, 66.7 % in August.
TEST(Controls, AgainstTheShareOfTheYearGone) {
    EXPECT_EQ(standing({1, 1, 1, 1, 1, 1}, "M", 12, "2018-06-30"),
              "在进度内：累计6人，全年控制数12人，占50%，时序进度50%");
    EXPECT_EQ(standing({1, 1, 1, 1, 1, 2}, "M", 12, "2018-06-30"),
              "超进度：累计7人，全年控制数12人，占58.3%，时序进度50%");
    EXPECT_EQ(standing({1, 1, 1, 1, 1, 1, 1, 1}, "M", 12, "2018-08-31"),
              "在进度内：累计8人，全年控制数12人，占66.7%，时序进度66.7%");
    EXPECT_EQ(standing({6, 6}, "Q", 12, "2018-07-20"), "达到全年控制数：累计12人，全年控制数12人，占100%，时序进度50%");
    EXPECT_EQ(standing({6, 7}, "Q", 12, "2018-06-30"), "超全年控制数：累计13人，全年控制数12人，占108.3%，时序进度50%");
    EXPECT_EQ(standing({0, 1}, "M", 0, "2018-02-28"), "超全年控制数：累计1人，全年控制数0人，占—，时序进度16.7%");
    EXPECT_EQ(standing({0, 0}, "M", 0, "2018-02-28"), "在进度内：累计0人，全年控制数0人，占—，时序进度16.7%");
    EXPECT_EQ(standing({1}, "M", 12, "2018-06-30"), "未知：2018年前6个月的数据不全，无法判断");
    EXPECT_EQ(standing({7}, "H", 12, "2018-06-30"), "超进度：累计7人，全年控制数12人，占58.3%，时序进度50%");
    EXPECT_EQ(standing({11}, "Y", 12, "2018-12-31"), "在进度内：累计11人，全年控制数12人，占91.7%，时序进度100%");
    EXPECT_EQ(standing({13}, "Y", 12, "2018-12-31"), "超全年控制数：累计13人，全年控制数12人，占108.3%，时序进度100%");
    EXPECT_EQ(standing({}, "M", 12, "2018-01-30"), "在进度内：累计0人，全年控制数12人，占0%，时序进度0%");
}

// ---- 水平法: reached when twelve consecutive months reach the level ----

std::string twelve_months(const std::vector<double>& months, Accumulation how, const Interval& interval,
                          const char* known = nullptr, std::size_t missing = 1000) {
    Observations observations;
    Observation row;
    row.indicator = "deaths";
    row.state = State::value;
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (i == missing) continue;
        row.period = month_period(2016 + static_cast<int>(i) / 12, static_cast<int>(i) % 12 + 1);
        row.value = months[i];
        observations.add(row);
    }
    PlanParts parts = plan_of_deaths().parts();
    parts.indicators[0].adds_up = how;
    const Plan plan(parts);
    Period during = parse_period("2016/2020").value();
    if (known) during.last = parse_date(known).value();
    const auto found = twelve_months_within(plan, observations, plan->indicators[0], "", interval, during);
    return found ? to_string(*found) : "无";
}

TEST(LevelMethod, TwelveMonthsAcrossTheTurnOfAYearReachTheLevel) {
    // 10 a month, then 12 from April 2017: neither 2016 (120) nor 2017 (138) has 144, April 2017 to March 2018 has.
    std::vector<double> months(15, 10);
    months.resize(30, 12);
    const Interval level{.lower = 144};
    EXPECT_EQ(twelve_months(months, Accumulation::sum, level), "2017-04-01/2018-03-31");
    EXPECT_EQ(twelve_months(months, Accumulation::sum, {.lower = 120}), "2016");
    EXPECT_EQ(twelve_months(months, Accumulation::sum, {.lower = 145}), "无");
    EXPECT_EQ(twelve_months(months, Accumulation::sum, level, "2018-03-31"), "2017-04-01/2018-03-31");
    EXPECT_EQ(twelve_months(months, Accumulation::sum, level, "2018-03-30"), "无");  // March is not over
}

TEST(LevelMethod, MeansAndLevelsOfMonths) {
    std::vector<double> months(15, 10);
    months.resize(30, 12);
    EXPECT_EQ(twelve_months(months, Accumulation::mean, {.lower = 11}), "2016-10-01/2017-09-30");
    EXPECT_EQ(twelve_months(months, Accumulation::last, {.lower = 11}), "2017-04-01/2018-03-31");       // each month
    EXPECT_EQ(twelve_months(std::vector<double>(12, 0.1), Accumulation::sum, {.lower = 1.2}), "2016");  // exactly
}

TEST(LevelMethod, AMissingMonthBreaksTheTwelve) {
    const std::vector<double> months(26, 12);
    EXPECT_EQ(twelve_months(months, Accumulation::sum, {.lower = 144}, nullptr, 6), "2016-08-01/2017-07-31");
    EXPECT_EQ(twelve_months(months, Accumulation::sum, {.lower = 144}, nullptr, 12), "2016");
    EXPECT_EQ(twelve_months(std::vector<double>(13, 12), Accumulation::sum, {.lower = 144}, nullptr, 6), "无");
    EXPECT_EQ(twelve_months({}, Accumulation::sum, {.lower = 144}), "无");
}

}  // namespace
}  // namespace libplan
