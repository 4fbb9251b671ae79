#include <gtest/gtest.h>

#include "libplan/rules.hpp"

namespace libplan {
namespace {

Item item(double full, Rule rule) {
    Item item;
    item.full = full;
    item.rule = std::move(rule);
    return item;
}

double points(const Item& item, std::vector<double> inputs) { return points_of(item, inputs, Outcome{}).value(); }

// 每超1人扣2分,每少死亡1人加2分;扣完为止;加分不封顶 (18分), 控制数 10
TEST(Rules, PerUnitAroundAControlFigure) {
    const Item deaths = item(18, PerUnitRule{1, 10.0, -2, 2, 18, 0, 1000, false});
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
    const Item events = item(10, OccurrencesRule{{{"一般", -1}, {"较大", -6}}, -8, 0});
    EXPECT_EQ(points(events, {1, 1}), 3);
    EXPECT_EQ(points(events, {3, 1}), 2);
}

TEST(Rules, WordsAndFormulaSayTheSame) {
    const Item deaths = item(18, PerUnitRule{1, 10.0, -2, 2, 18, 0, 18, false});
    const std::vector<double> inputs{12};
    EXPECT_EQ(words_of(deaths, inputs, "人", points_of(deaths, inputs, Outcome{}), Language::zh),
              "参照值10人，实际12人，超2人，每1人扣2分，扣4分，得14分");
    const std::vector<std::string> cells{"E5"};
    EXPECT_EQ(formula_of(deaths, cells, "D5", Outcome{}),
              "ROUND(ROUND(MAX(0,MIN(18,18+IF(ROUND(E5-10,10)/1>0,(-2),(-2))*ROUND(E5-10,10)/1)),10),2)");
}

}  // namespace
}  // namespace libplan
