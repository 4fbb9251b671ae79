#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "items.hpp"
#include "libplan/rules.hpp"

namespace libplan {
namespace {

using namespace testing;

// 每超1人扣2分,每少死亡1人加2分;扣完为止;加分不封顶 (18分), 控制数 10
TEST(Rules, PerUnitAroundAControlFigure) {
    const Item deaths = item(18, PerUnitRule{.reference = 10.0, .over = -2, .under = 2, .start = 18, .ceiling = 1000});
    EXPECT_EQ(points(deaths, {8}), 22);
    EXPECT_EQ(points(deaths, {12}), 14);
    EXPECT_EQ(points(deaths, {20}), 0);
}

// 15·(98.10−97.79)/(98.19−97.79) is exactly 11.625; binary arithmetic says 11.62.
TEST(Rules, InterpolationRoundsTheExactTie) {
    const Item rate = item(15, BandsRule{{{97.79, 0}, {98.19, 15}}, true});
    EXPECT_EQ(points(rate, {98.10}), 11.63);
}

TEST(Rules, BandsBelongToTheirLowerLimit) {
    const Item rate = item(5, BandsRule{{{0, 0}, {90, 1}, {95, 3}, {100, 5}}, false});
    EXPECT_EQ(points(rate, {95}), 3);
    EXPECT_EQ(points(rate, {94.99}), 1);
    EXPECT_EQ(points(rate, {100}), 5);
}

TEST(Rules, OccurrencesAreCapped) {
    const Item events = item(10, OccurrencesRule{.classes = {{"一般", -1}, {"较大", -6}}, .cap = -8});
    EXPECT_EQ(points(events, {1, 1}), 3);
    EXPECT_EQ(points(events, {3, 1}), 2);
}

TEST(Rules, WordsAndFormulaSayTheSame) {
    const Item deaths = item(18, PerUnitRule{.reference = 10.0, .over = -2, .under = 2, .start = 18, .ceiling = 18});
    const std::vector<double> inputs{12};
    EXPECT_EQ(
        words_of(deaths, inputs, "人", "", points_of(deaths, inputs, Outcome{}), {}, GroupKind::base, Language::zh),
        "参照值10人，实际12人，超2人，每1人扣2分，扣4分，得14分");
    const std::vector<std::string> cells{"E5"};
    EXPECT_EQ(formula_of(deaths, cells, "D5", Outcome{}),
              "ROUND(ROUND(MAX(0,MIN(18,18+IF(ROUND(E5-10,10)>0,(-2),(-2))*ROUND(E5-10,10)/1)),10),2)");
}

// A number of the rule may stand in a cell of its own, where a clerk sees it.
TEST(Rules, FormulasReferToTheCellOfALimitAndRoundOnlyWhereItemsAreRounded) {
    const Item done = item(10, AllOrNothingRule{Comparison::at_least, 80.0});
    const std::vector<std::string> cells{"E5", "F5"};
    Outcome outcome;
    EXPECT_EQ(formula_of(done, cells, "D5", outcome), "ROUND(ROUND(IF(E5>=F5,D5,0),10),2)");
    outcome.rounded_at = RoundedAt::total;
    EXPECT_EQ(formula_of(done, cells, "D5", outcome), "IF(E5>=F5,D5,0)");
}

TEST(Rules, MarksOfSeveralScorersAreToldOneAfterTheOther) {
    const Item marks = item(10, MarksRule{.scorers = {{Scorer::self, 0.3}, {Scorer::team, 0.7}}});
    const std::vector<double> inputs{10, 9};
    EXPECT_EQ(words_of(marks, inputs, "", "", points_of(marks, inputs, Outcome{}), {}, GroupKind::base, Language::zh),
              "自评评10分（权重0.3）；考核组评9分（权重0.7），扣0.7分，得9.3分");
}

std::string told(const Item& item, double input, GroupKind kind, Language language) {
    const std::vector<double> inputs{input};
    return words_of(item, inputs, "%", "", points_of(item, inputs, Outcome{}), {}, kind, language);
}

TEST(Rules, WhatIsAddedOrTakenOffSaysWhereItStarts) {
    const Item taken = item(0, PerUnitRule{.reference = 100.0, .under = -0.1, .floor = -4});
    EXPECT_EQ(told(taken, 70, GroupKind::penalty, Language::zh),
              "参照值100%，实际70%，低30个百分点，起评0分，每1个百分点扣0.1分，得-3分");
    EXPECT_EQ(told(taken, 70, GroupKind::penalty, Language::en),
              "reference 100%, actual 70%, under by 30 percentage points, starting from 0 points, 0.1 points off per 1 "
              "percentage point; -3 points scored");
    const Item given = item(5, PerUnitRule{.reference = 100.0, .over = 1, .start = 0});
    EXPECT_EQ(told(given, 101, GroupKind::bonus, Language::en),
              "reference 100%, actual 101%, over by 1 percentage point, starting from 0 points, 1 point added per 1 "
              "percentage point; 1 point scored");
    const Item based = item(5, PerUnitRule{.reference = 100.0, .under = -1});
    EXPECT_EQ(told(based, 99, GroupKind::base, Language::en),
              "reference 100%, actual 99%, under by 1 percentage point, 1 point off per 1 percentage point; 1 point "
              "lost, 4 scored");
}

// ---- points against whole-number arithmetic ----

__extension__ using Wide = __int128;

/// numerator / denominator rounded to `places` decimals, in whole numbers only.
Points rounded(Wide numerator, Wide denominator, int places, Rounding rounding) {
    Wide unit = Points::per_point;
    for (int i = 0; i < places; ++i) {
        numerator *= 10;
        unit /= 10;
    }
    const bool negative = (numerator < 0) != (denominator < 0);
    if (numerator < 0) numerator = -numerator;
    if (denominator < 0) denominator = -denominator;
    Wide whole = numerator / denominator;
    const Wide twice_rest = numerator % denominator * 2;
    const bool raise = rounding == Rounding::half_up ? twice_rest >= denominator
                       : rounding == Rounding::half_even
                           ? twice_rest > denominator || (twice_rest == denominator && whole % 2 == 1)
                       : rounding == Rounding::up ? twice_rest > 0
                                                  : false;
    if (raise) ++whole;
    const auto units = static_cast<std::int64_t>(whole * unit);
    return {negative ? -units : units};
}

constexpr Rounding roundings[] = {Rounding::half_up, Rounding::half_even, Rounding::truncate, Rounding::up};

void expect_exact(const Item& item, const std::vector<double>& inputs, Wide numerator, Wide denominator, int places) {
    for (const Rounding rounding : roundings) {
        Outcome outcome;
        outcome.places = places;
        outcome.rounding = rounding;
        ASSERT_EQ(points_of(item, inputs, outcome), rounded(numerator, denominator, places, rounding))
            << "inputs " << ::testing::PrintToString(inputs) << ", full " << item.full << ", places " << places
            << ", rounding " << static_cast<int>(rounding);
    }
}

bool is_tie(Wide numerator, Wide denominator, int places) {
    for (int i = 0; i < places; ++i) numerator *= 10;
    return (numerator * 2) % denominator == 0 && (numerator * 2 / denominator) % 2 != 0;
}

double hundredths(long value) { return static_cast<double>(value) / 100; }

class Dice {
public:
    long between(long lowest, long highest) {
        return lowest + static_cast<long>(random_() % static_cast<unsigned long>(highest - lowest + 1));
    }

private:
    std::mt19937_64 random_{20180101};
};

constexpr int ties_of_a_form = 5000;

TEST(ExactPoints, TheReferenceRoundsAsDeclared) {
    EXPECT_EQ(rounded(11625, 1000, 2, Rounding::half_up), exact_points(11.63));
    EXPECT_EQ(rounded(11625, 1000, 2, Rounding::half_even), exact_points(11.62));
    EXPECT_EQ(rounded(11635, 1000, 2, Rounding::half_even), exact_points(11.64));
    EXPECT_EQ(rounded(11629, 1000, 2, Rounding::truncate), exact_points(11.62));
    EXPECT_EQ(rounded(11621, 1000, 2, Rounding::up), exact_points(11.63));
    EXPECT_EQ(rounded(-5, 2, 0, Rounding::half_up), exact_points(-3));
    EXPECT_TRUE(is_tie(11625, 1000, 2));
    EXPECT_FALSE(is_tie(11624, 1000, 2));
}

// 15·(a−b)/(t−b): 3000·(a−b)/(t−b) is an odd whole number.
TEST(ExactPoints, TiesOfInterpolation) {
    Dice dice;
    for (int i = 0; i < ties_of_a_form; ++i) {
        const long odd = 2 * dice.between(0, 1499) + 1;
        const long common = std::gcd(odd, 3000L);
        const long stretch = dice.between(1, 8000 / (3000 / common));
        const long step = odd / common * stretch;
        const long run = 3000 / common * stretch;
        const long from = dice.between(0, 12000);
        ASSERT_TRUE(is_tie(15 * step, run, 2));
        const Item rate = item(15, BandsRule{{{hundredths(from), 0}, {hundredths(from + run), 15}}, true});
        expect_exact(rate, {hundredths(from + step)}, 15 * step, run, 2);
    }
}

// full·x/t: 2·full·x/t is an odd whole number of hundredths.
TEST(ExactPoints, TiesOfShares) {
    Dice dice;
    for (int i = 0; i < ties_of_a_form; ++i) {
        const long full = dice.between(50, 4000);
        const long odd = 2 * dice.between(0, full - 1) + 1;
        const long common = std::gcd(odd, 2 * full);
        const long stretch = dice.between(1, 9);
        const long value = odd / common * stretch;
        const long target = 2 * full / common * stretch;
        ASSERT_TRUE(is_tie(Wide(full) * value, Wide(100) * target, 2));
        const Item share = item(hundredths(full), ShareRule{"target"});
        expect_exact(share, {hundredths(value), hundredths(target)}, Wide(full) * value, Wide(100) * target, 2);
    }
}

TEST(ExactPoints, TiesOfRatesPerUnit) {
    Dice dice;
    for (int ties = 0; ties < ties_of_a_form;) {
        const long rate = dice.between(-900, 900);
        const long value = dice.between(0, 20000);
        const long reference = dice.between(0, 20000);
        const long start = dice.between(0, 3000);
        const Wide points = Wide(start) * 100 + Wide(rate) * (value - reference);  // ten-thousandths
        if (!is_tie(points, 10000, 2)) continue;
        ++ties;
        const Item per_unit = item(100, PerUnitRule{.reference = "reference",
                                                    .over = hundredths(rate),
                                                    .under = -hundredths(rate),
                                                    .start = hundredths(start),
                                                    .floor = -1000000,
                                                    .ceiling = 1000000});
        expect_exact(per_unit, {hundredths(value), hundredths(reference)}, points, 10000, 2);
    }
}

TEST(ExactPoints, TiesOfSums) {
    Dice dice;
    for (int ties = 0; ties < ties_of_a_form;) {
        OccurrencesRule rule{.classes = {}, .floor = -1000000};
        std::vector<double> inputs;
        Wide points = Wide(10000) * 1000;
        for (const char* severity : {"a", "b", "c"}) {
            const long count = dice.between(0, 5000);
            const long price = -dice.between(0, 900);
            points += Wide(count) * price;
            rule.classes.push_back({severity, hundredths(price)});
            inputs.push_back(hundredths(count));
        }
        if (!is_tie(points, 10000, 2)) continue;
        ++ties;
        expect_exact(item(1000, rule), inputs, points, 10000, 2);
    }
}

// Anything else, at other places: most of it is settled in doubles alone.
TEST(ExactPoints, WhatIsNoTie) {
    Dice dice;
    for (int i = 0; i < 2000; ++i) {
        const long run = dice.between(1, 9000);
        const long step = dice.between(0, run);
        const long from = dice.between(0, 12000);
        const Item rate = item(15, BandsRule{{{hundredths(from), 0}, {hundredths(from + run), 15}}, true});
        expect_exact(rate, {hundredths(from + step)}, 15 * step, run, static_cast<int>(dice.between(0, 6)));
    }
}

}  // namespace
}  // namespace libplan
