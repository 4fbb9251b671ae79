#include <gtest/gtest.h>

#include <array>
#include <limits>

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

TEST(Pace, AtTheLimitNothingMoreIsAsked) {
    const Pace there = pace_of(free_of_target(100, 100, 100));
    EXPECT_EQ(there.compound, PaceClass::on_track);
    EXPECT_EQ(there.score, 5);
    EXPECT_EQ(pace_of(free_of_target(100, 99, 100)).compound, PaceClass::deterioration);
}

TEST(Pace, WithoutATargetTheStraightPathIsTheMeanYearlyChange) {
    // From 100 to 107.6 in five years: 1.476 % a year compound, 1.52 % of the baseline a year.
    Series series = free_of_target(100, 107.6);
    series.baseline_year = 2013;
    const Pace pace = pace_of(series);
    EXPECT_EQ(pace.compound, PaceClass::accelerate);
    EXPECT_EQ(pace.linear, PaceClass::on_track);
    EXPECT_FALSE(pace.agree());
}

TEST(Pace, SaysWhyThereIsNone) {
    EXPECT_EQ(text(pace_of(toward(0, 2, 3)).reason, Language::zh), "基数、实际或目标为零、为负或变号，没有增长率");
    Series strict = toward(100, 100, 100);
    strict.strict = true;
    EXPECT_EQ(text(pace_of(strict).reason, Language::zh), "目标等于基数，没有需要的增速");
    Series now = free_of_target(100, 110);
    now.year = now.baseline_year;
    EXPECT_EQ(text(pace_of(now).reason, Language::en),
              "the figure is of 2017, not later than the baseline of 2017, so no growth rate");
    EXPECT_EQ(text(pace_of(toward(100, 110, 120)).reason, Language::zh), "");
}

TEST(Pace, NegativeValuesHaveNone) {
    EXPECT_EQ(pace_of(toward(-10, -8, -5)).compound, PaceClass::undefined);
    EXPECT_EQ(pace_of(free_of_target(-4, -5)).compound, PaceClass::undefined);
}

TEST(Pace, TheStraightPathKnowsTheDirectionToo) {
    const Pace worse = pace_of(toward(100, 115, 110, Direction::down));
    EXPECT_EQ(worse.linear, PaceClass::deterioration);
    EXPECT_EQ(*worse.linear_ratio, -2.5);
}

TEST(Pace, WhatIsNoNumberIsRefused) {
    EXPECT_THROW(pace_of(toward(100, std::numeric_limits<double>::quiet_NaN(), 110)), std::invalid_argument);
    EXPECT_THROW(pace_of(toward(std::numeric_limits<double>::infinity(), 1, 110)), std::invalid_argument);
}

TEST(Pace, ATargetHasAYearAfterTheBaselines) {
    Series series = toward(100, 110, 120);
    for (const int year : {0, 2015}) {
        series.target_year = year;
        try {
            pace_of(series);
            FAIL();
        } catch (const std::invalid_argument& error) {
            EXPECT_EQ(error.what(),
                      "错误[series] 有目标值（target）就要写目标年（target_year），且晚于基数的年份2015；写的是" +
                          std::to_string(year));
        }
    }
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

// Which of rival control figures counts is not known; it is not 0 either.
TEST(Controls, RivalsAreNoControlFigure) {
    Observations controls;
    Observation row;
    row.indicator = "deaths";
    row.period = year_period(2018);
    row.state = State::value;
    for (const auto& [source, value] : {std::pair("甲办", 10.0), std::pair("乙办", 12.0)}) {
        row.source = source;
        row.value = value;
        controls.add(row);
    }
    const auto reading = against_controls(plan_of_deaths(), {}, controls, parse_date("2018-06-30").value()).at(0);
    EXPECT_FALSE(reading.control);
    EXPECT_FALSE(reading.used());
    EXPECT_EQ(reading.standing, ControlStanding::unknown);
    EXPECT_NE(text(reading.reason, Language::zh).find("甲办"), std::string::npos) << text(reading.reason, Language::zh);
}

// 时序进度: 50 % in June, 66.7 % in August.
TEST(Controls, AgainstTheShareOfTheYearGone) {
    EXPECT_EQ(standing({1, 1, 1, 1, 1, 1}, "M", 12, "2018-06-30"),
              "在进度内：累计6人，全年控制数12人，占50%，时序进度50%");
    EXPECT_EQ(standing({1, 1, 1, 1, 1, 2}, "M", 12, "2018-06-30"),
              "超进度：累计7人，全年控制数12人，占58.33%，时序进度50%");
    EXPECT_EQ(standing({1, 1, 1, 1, 1, 1, 1, 1}, "M", 12, "2018-08-31"),
              "在进度内：累计8人，全年控制数12人，占66.67%，时序进度66.67%");
    EXPECT_EQ(standing({6, 6}, "Q", 12, "2018-07-20"), "达到全年控制数：累计12人，全年控制数12人，占100%，时序进度50%");
    EXPECT_EQ(standing({6, 7}, "Q", 12, "2018-06-30"),
              "超全年控制数：累计13人，全年控制数12人，占108.33%，时序进度50%");
    EXPECT_EQ(standing({0, 1}, "M", 0, "2018-02-28"), "超全年控制数：累计1人，全年控制数0人，占—，时序进度16.67%");
    EXPECT_EQ(standing({0, 0}, "M", 0, "2018-02-28"), "在进度内：累计0人，全年控制数0人，占—，时序进度16.67%");
    EXPECT_EQ(standing({1}, "M", 12, "2018-06-30"), "未知：2018年前6个月的数据不全，无法判断");
    EXPECT_EQ(standing({7}, "H", 12, "2018-06-30"), "超进度：累计7人，全年控制数12人，占58.33%，时序进度50%");
    EXPECT_EQ(standing({11}, "Y", 12, "2018-12-31"), "在进度内：累计11人，全年控制数12人，占91.67%，时序进度100%");
    EXPECT_EQ(standing({13}, "Y", 12, "2018-12-31"), "超全年控制数：累计13人，全年控制数12人，占108.33%，时序进度100%");
    EXPECT_EQ(standing({}, "M", 12, "2018-01-30"), "在进度内：累计0人，全年控制数12人，占0%，时序进度0%");
}

/// Where more is better the control figure is what is to be reached.
TEST(Controls, ATaskIsToBeReached) {
    const auto on = [](std::vector<double> months, const char* day, Accumulation how = Accumulation::sum) {
        PlanParts parts = plan_of_deaths().parts();
        parts.indicators[0].direction = Direction::up;
        parts.indicators[0].adds_up = how;
        Observations observations, controls;
        Observation row;
        row.indicator = "deaths";
        row.state = State::value;
        for (std::size_t i = 0; i < months.size(); ++i) {
            row.period = month_period(2018, static_cast<int>(i) + 1);
            row.value = months[i];
            observations.add(row);
        }
        row.period = year_period(2018);
        row.value = 12;
        controls.add(row);
        return against_controls(Plan(parts), observations, controls, parse_date(day).value()).at(0).standing;
    };
    const std::vector<double> ones(12, 1), slow(12, 0.5);
    EXPECT_EQ(on({1, 1, 1, 1, 1, 1}, "2018-06-30"), ControlStanding::within_pace);
    EXPECT_EQ(on({1, 1, 1, 1, 1, 0}, "2018-06-30"), ControlStanding::behind_pace);
    EXPECT_EQ(on({6, 7}, "2018-02-28"), ControlStanding::reached);
    EXPECT_EQ(on(ones, "2018-12-31"), ControlStanding::reached);
    EXPECT_EQ(on(slow, "2018-12-31"), ControlStanding::under);
    EXPECT_EQ(on({5}, "2018-01-31", Accumulation::last), ControlStanding::unknown);  // a level has the whole year
    EXPECT_EQ(on({12}, "2018-01-31", Accumulation::last), ControlStanding::reached);
}

struct Dated {
    const char* period;
    double value;
    const char* as_of = "";
    const char* source = "";
};

/// The same of an indicator of any kind, whose control figures were revised.
std::vector<std::string> standings(Accumulation how, const std::vector<Dated>& figures,
                                   const std::vector<Dated>& revisions, const char* day) {
    const auto rows = [](const std::vector<Dated>& all) {
        Observations observations;
        for (const Dated& one : all) {
            Observation row;
            row.indicator = "deaths";
            row.state = State::value;
            row.period = parse_period(one.period).value();
            row.value = one.value;
            row.as_of = parse_date(one.as_of);
            row.source = one.source;
            observations.add(row);
        }
        return observations;
    };
    PlanParts parts = plan_of_deaths().parts();
    parts.indicators[0].adds_up = how;
    std::vector<std::string> told;
    for (const ControlReading& reading :
         against_controls(Plan(parts), rows(figures), rows(revisions), parse_date(day).value()))
        told.push_back(say(Language::zh, phrase_of(reading.standing)) + "：" + text(reading.reason, Language::zh));
    return told;
}

TEST(Controls, RatesAndLevelsDoNotGrowThroughTheYear) {
    using Said = std::vector<std::string>;
    const std::vector<Dated> months{{"2018-01", 4}, {"2018-02", 5}, {"2018-03", 3}};
    EXPECT_EQ(standings(Accumulation::mean, months, {{"2018", 5}}, "2018-03-31"),
              Said{"在进度内：目前4人，控制数5人，占80%；水平和比率不随时间累计，不与时序进度比较"});
    EXPECT_EQ(standings(Accumulation::last, months, {{"2018", 2.5}}, "2018-03-31"),
              Said{"超全年控制数：目前3人，控制数2.5人，占120%；水平和比率不随时间累计，不与时序进度比较"});
    EXPECT_EQ(standings(Accumulation::mean, months, {{"2018", 5}}, "2018-01-15"),
              Said{"未知：2018年还没有满一个月，无法判断"});
}

TEST(Controls, PeriodsOfDifferentLengthAddUp) {
    EXPECT_EQ(standings(Accumulation::sum, {{"2018Q1", 3}, {"2018-04", 2}}, {{"2018", 12}}, "2018-04-30"),
              std::vector<std::string>{"超进度：累计5人，全年控制数12人，占41.67%，时序进度33.33%"});
}

TEST(Controls, OfRevisedControlFiguresTheLastKnownCounts) {
    const std::vector<Dated> revised{{"2018", 12, "2018-01-10"}, {"2018", 10, "2018-07-01"}};
    const auto on = [&](const char* day) {
        return standings(Accumulation::sum, {{"2018H1", 6}, {"2018-07", 0}}, revised, day);
    };
    EXPECT_EQ(on("2018-06-30"), std::vector<std::string>{"在进度内：累计6人，全年控制数12人，占50%，时序进度50%"});
    EXPECT_EQ(on("2018-07-31"), std::vector<std::string>{"超进度：累计6人，全年控制数10人，占60%，时序进度58.33%"});
    EXPECT_EQ(on("2018-01-05"), std::vector<std::string>());
}

TEST(Controls, SourcesThatDisagreeAreTold) {
    EXPECT_EQ(standings(Accumulation::sum, {{"2018H1", 6}},
                        {{"2018", 12, "", "市安委办"}, {"2018", 10, "", "区安委办"}}, "2018-06-30"),
              std::vector<std::string>{"未知：2018年不同来源的数据不一致（10人 区安委办 / 12人 市安委办），无法判断"});
    EXPECT_EQ(
        standings(Accumulation::sum, {{"2018H1", 6, "", "a"}, {"2018H1", 7, "", "b"}}, {{"2018", 12}}, "2018-06-30"),
        std::vector<std::string>{"未知：2018年不同来源的数据不一致（7人 b / 6人 a），无法判断"});
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
