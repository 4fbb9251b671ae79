#include <algorithm>
#include <random>

#include "items.hpp"
#include "libplan/assess.hpp"
#include "libplan/rules.hpp"
#include "libplan/words.hpp"
#include "parks.hpp"
#include "reports/text.hpp"

namespace libplan {
namespace {

using namespace testing;

// ---- steps to the total ----

std::vector<std::string> steps_of(const Assessment& assessed, std::size_t unit, Language language = Language::zh) {
    std::vector<std::string> told;
    for (const ScorecardStep& step : scorecard(assessed, unit, language).steps)
        told.push_back(step.points ? step.words + " → " + decimal_text(*step.points) : step.words);
    return told;
}

/// A base group of one mark, and a bonus of 0.5 for each 3 of a figure.
SchemeParts with_bonus() {
    SchemeParts parts;
    parts.id = parts.title = "s";
    Item mark = item(100, MarksRule{});
    mark.id = "m";
    mark.title = "评议";
    Item bonus =
        item(5, PerUnitRule{.per = 3, .reference = 0.0, .over = 0.5, .start = 0, .steps = Steps::proportional});
    bonus.id = "b";
    bonus.title = bonus.fact = "加";
    Group base;
    base.id = "g";
    base.title = "一、基本";
    base.full = 100;
    base.items = {mark};
    Group extra;
    extra.id = "p";
    extra.title = "二、加分";
    extra.full = 5;
    extra.kind = GroupKind::bonus;
    extra.items = {bonus};
    parts.groups = {base, extra};
    parts.facts = {{"加", "加", "", SuppliedFact{}, {}}};
    parts.grades = {{"优秀", 90}, {"良好", 80}, {"合格", 0}};
    return parts;
}

/// Units of one class with these marks; NaN: not yet marked.
Facts marked(const std::vector<double>& marks) {
    Facts facts{.year = 2018, .units = {}, .columns = {{"m.team", {}, {}}, {"加", {}, {}}}};
    for (const double mark : marks) {
        const std::string id = std::to_string(facts.units.size());
        facts.units.push_back({id, id, "甲类"});
        facts.columns[0].values.push_back(std::isnan(mark) ? 0 : mark);
        facts.columns[0].states.push_back(std::isnan(mark) ? State::not_scored : State::value);
        facts.columns[1].values.push_back(7);
        facts.columns[1].states.push_back(State::value);
    }
    return facts;
}

/// 7/3 of 0.5 points are 1.1666…: the line and every step print the same of it.
TEST(Steps, PrintUnroundedPointsAsTheirItemsDo) {
    for (const RoundedAt at : {RoundedAt::total, RoundedAt::group}) {
        SchemeParts parts = with_bonus();
        parts.outcome.rounding = Rounding::truncate;
        parts.outcome.rounded_at = at;
        parts.outcome.places = 2;
        const Assessment assessed = assess(Scheme(parts), marked({80}));
        EXPECT_EQ(scorecard(assessed, 0, Language::zh).lines[1].words,
                  "参照值0，实际7，超7，起评0分，每3加0.5分，得1.166666分");
        EXPECT_EQ(steps_of(assessed, 0)[1], "二、加分：小计：加 1.166666 → 1.166666");
        const std::string added = steps_of(assessed, 0)[at == RoundedAt::total ? 3 : 4];
        EXPECT_EQ(added, at == RoundedAt::total ? "加上加分1.166666 → 81.166666" : "加上加分1.16 → 81.16");
    }
}

TEST(Steps, AGradeOfAQuotaWaitsForUnitsThatAreOpen) {
    const std::string waits = "本类还有1个单位的总分或等级未定，等级名额暂按已定的单位计";
    SchemeParts parts = with_bonus();
    parts.outcome.quotas = {{.grade = "优秀", .rank_class = "甲类", .count = 1, .percent = {}, .place = {}}};
    const Facts facts = marked({95, 92, 70, std::nan("")});
    const Assessment assessed = assess(Scheme(parts), facts);
    EXPECT_EQ(steps_of(assessed, 0).back(), waits);  // holds the place
    EXPECT_EQ(steps_of(assessed, 1).back(), waits);  // has lost it
    EXPECT_EQ(steps_of(assessed, 1, Language::en).back(),
              "1 unit of the class still open: places in grades are counted among the others for now");
    EXPECT_EQ(steps_of(assessed, 2).back(), "按分数线的等级：合格");  // asks for none
    for (const std::string& step : steps_of(assessed, 3)) EXPECT_NE(step, waits);
    EXPECT_NE(steps_of(assess(Scheme(parts), marked({95, 92, 70})), 0).back(), waits);
    parts.outcome.quotas[0].rank_class = "乙类";
    EXPECT_NE(steps_of(assess(Scheme(parts), facts), 0).back(), waits);
}

/// Whether a veto applies is not known: the grade is open while the total is not.
TEST(Steps, AGradeOfAQuotaWaitsForGradesThatAreOpen) {
    SchemeParts parts = with_bonus();
    parts.outcome.quotas = {{.grade = "优秀", .rank_class = {}, .count = 1, .percent = {}, .place = {}}};
    parts.facts.push_back({"瞒报", "瞒报", "", SuppliedFact{}, {}});
    Veto veto;
    veto.title = "瞒报";
    veto.when = {{.of = "瞒报", .comparison = Comparison::at_least, .limit = 1.0}};
    veto.grade = "合格";
    parts.vetoes = {veto};
    Facts facts = marked({95, 92});
    facts.columns.push_back({"瞒报", {0, 0}, {State::value, State::missing}});
    EXPECT_EQ(steps_of(assess(Scheme(parts), facts), 0).back(),
              "本类还有1个单位的总分或等级未定，等级名额暂按已定的单位计");
}

// ---- rules as published schemes state them ----

/// "26.25 目标100%，实际87.5%，…": points and words of one item.
std::string scored(const Item& item, const std::vector<double>& inputs, std::string_view unit) {
    const Points points = points_of(item, inputs, Outcome{});
    return to_string(points) + " " + words_of(item, inputs, unit, "", points, {}, GroupKind::base, Language::zh);
}

// 实际发生数≤控制数得标准分；大于不得分（满分50）
TEST(PublishedRule, ControlFigureAllOrNothing) {
    const Item deaths = item(50, AllOrNothingRule{Comparison::at_most, 10.0});
    EXPECT_EQ(scored(deaths, {10}, "人"), "50 要求不超过10人，实际10人，符合，得满分50分");
    EXPECT_EQ(scored(deaths, {11}, "人"), "0 要求不超过10人，实际11人，不符合，不得分，扣50分，得0分");
    const Item rate = item(5, AllOrNothingRule{Comparison::at_least, 80.0});
    EXPECT_EQ(scored(rate, {79.99}, "%"), "0 要求不低于80%，实际79.99%，不符合，不得分，扣5分，得0分");
    EXPECT_EQ(points(rate, {80}), 5);
}

// 死亡人数不超得3分，每超1人扣0.5分
TEST(PublishedRule, PerUnitOverTheControlFigure) {
    const Item deaths = item(3, PerUnitRule{.reference = "control", .over = -0.5, .start = 3, .ceiling = 3});
    EXPECT_EQ(scored(deaths, {4, 4}, "人"), "3 参照值4人，实际4人，持平，得满分3分");
    EXPECT_EQ(scored(deaths, {3, 4}, "人"), "3 参照值4人，实际3人，低1人，不加不扣，得满分3分");
    EXPECT_EQ(scored(deaths, {5, 4}, "人"), "2.5 参照值4人，实际5人，超1人，每1人扣0.5分，扣0.5分，得2.5分");
    EXPECT_EQ(scored(deaths, {12, 4}, "人"), "0 参照值4人，实际12人，超8人，每1人扣0.5分，以0分为底，扣3分，得0分");
}

// 每超1人扣2分，每少死亡1人加2分；扣完该项基本分为止；控制目标加分不封顶（18分）
TEST(PublishedRule, TwoSidedWithUncappedBonus) {
    const Item deaths = item(18, PerUnitRule{.reference = 10.0, .over = -2, .under = 2, .start = 18, .ceiling = 1000});
    EXPECT_EQ(scored(deaths, {8}, "人"), "22 参照值10人，实际8人，低2人，每1人加2分，加4分，得22分");
    EXPECT_EQ(scored(deaths, {12}, "人"), "14 参照值10人，实际12人，超2人，每1人扣2分，扣4分，得14分");
    EXPECT_EQ(scored(deaths, {20}, "人"), "0 参照值10人，实际20人，超10人，每1人扣2分，以0分为底，扣18分，得0分");
    EXPECT_EQ(points(deaths, {0}), 38);
}

// 与上年同期比较：每多一起扣0.2分（30分）
TEST(PublishedRule, ComparedWithLastYear) {
    const Item accidents = item(30, PerUnitRule{.reference = "last_year", .over = -0.2, .start = 30, .ceiling = 30});
    EXPECT_EQ(points(accidents, {45, 42}), 29.4);
    EXPECT_EQ(points(accidents, {300, 42}), 0);
    EXPECT_EQ(points(accidents, {40, 42}), 30);
}

// 3—5人：每死亡1人扣1分，每起加扣6分；6—9人：每人1分，每起加扣10分；10人以上全部扣完（35分）
TEST(PublishedRule, CompoundEvents) {
    const Item severity =
        item(35, OccurrencesRule{.classes = {{"死亡", -1}, {"3—5人", -6}, {"6—9人", -10}, {"10人以上", -35}}});
    EXPECT_EQ(points(severity, {3, 1, 0, 0}), 26);
    EXPECT_EQ(points(severity, {5, 1, 0, 0}), 24);
    EXPECT_EQ(points(severity, {6, 0, 1, 0}), 19);
    EXPECT_EQ(points(severity, {9, 0, 1, 0}), 16);
    EXPECT_EQ(points(severity, {10, 2, 0, 0}), 13);
    EXPECT_EQ(points(severity, {15, 0, 2, 0}), 0);
    EXPECT_EQ(points(severity, {10, 0, 0, 1}), 0);
}

// 没有发生得基本分，发生1件扣12分/20分
TEST(PublishedRule, ZeroOccurrence) {
    const Item petitions = item(20, OccurrencesRule{.classes = {{"一般", -12}, {"重大", -20}}});
    EXPECT_EQ(scored(petitions, {0, 0}, "件"), "20 所列情形均未发生，得满分20分");
    EXPECT_EQ(scored(petitions, {1, 0}, "件"), "8 一般1件，每件扣12分，扣12分，得8分");
    EXPECT_EQ(scored(petitions, {1, 1}, "件"), "0 一般1件，每件扣12分；重大1件，每件扣20分，以0分为底，扣20分，得0分");
}

// 每缺1项扣0.25分，扣完1分为止
TEST(PublishedRule, PerOccurrenceDownToNothing) {
    const Item gaps = item(1, PerUnitRule{.reference = 0.0, .over = -0.25, .start = 1, .ceiling = 1});
    EXPECT_EQ(scored(gaps, {3}, "项"), "0.25 参照值0项，实际3项，超3项，每1项扣0.25分，扣0.75分，得0.25分");
    EXPECT_EQ(points(gaps, {4}), 0);
    EXPECT_EQ(scored(gaps, {5}, "项"), "0 参照值0项，实际5项，超5项，每1项扣0.25分，以0分为底，扣1分，得0分");
}

// 每1项自创活动计2分，计满7分为止
TEST(PublishedRule, CountedUpToACeiling) {
    const Item activities = item(7, PerUnitRule{.reference = 0.0, .over = 2, .start = 0, .ceiling = 7});
    EXPECT_EQ(scored(activities, {3}, "项"), "6 参照值0项，实际3项，超3项，起评0分，每1项加2分，得6分");
    EXPECT_EQ(scored(activities, {4}, "项"), "7 参照值0项，实际4项，超4项，起评0分，每1项加2分，以7分封顶，得7分");
}

// 未完成的按实际完成率乘以标准分计分
TEST(PublishedRule, ShareOfCompletion) {
    const Item tasks = item(30, ShareRule{100.0});
    EXPECT_EQ(scored(tasks, {87.5}, "%"), "26.25 目标100%，实际87.5%，按完成比例乘以30分，扣3.75分，得26.25分");
    EXPECT_EQ(points(tasks, {33.333}), 10);
    EXPECT_EQ(points(tasks, {120}), 30);
    EXPECT_EQ(points(tasks, {-5}), 0);
    const Item against_target = item(30, ShareRule{"target"});
    EXPECT_EQ(points(against_target, {3, 7}), 12.86);
    EXPECT_EQ(points(against_target, {0, 0}), 30);
}

// 每超过两个百分点加1分，加分10分封顶；每少一个百分点扣2分，扣完为止（基准分30）
TEST(PublishedRule, AsymmetricPerPercentagePoint) {
    const Item rate = item(30, PerUnitRule{.reference = 60.0, .over = 0.5, .under = -2, .start = 30, .ceiling = 40});
    EXPECT_EQ(scored(rate, {62}, "%"), "31 参照值60%，实际62%，超2个百分点，每1个百分点加0.5分，加1分，得31分");
    EXPECT_EQ(scored(rate, {90}, "%"),
              "40 参照值60%，实际90%，超30个百分点，每1个百分点加0.5分，以40分封顶，加10分，得40分");
    EXPECT_EQ(scored(rate, {59}, "%"), "28 参照值60%，实际59%，低1个百分点，每1个百分点扣2分，扣2分，得28分");
    EXPECT_EQ(points(rate, {61}), 30.5);
    EXPECT_EQ(points(rate, {45}), 0);
    EXPECT_EQ(points(rate, {10}), 0);
}

TEST(PublishedRule, WholeStepsOnly) {
    const Item rate = item(
        30,
        PerUnitRule{
            .per = 2, .reference = 60.0, .over = 1, .under = -4, .start = 30, .ceiling = 40, .steps = Steps::whole});
    EXPECT_EQ(points(rate, {61.99}), 30);
    EXPECT_EQ(points(rate, {62}), 31);
    EXPECT_EQ(points(rate, {63.9}), 31);
    EXPECT_EQ(points(rate, {58.01}), 30);
    EXPECT_EQ(scored(rate, {57}, "%"),
              "26 参照值60%，实际57%，低3个百分点，每2个百分点扣4分（不足一档不计），扣4分，得26分");
    // 0.3 − 0.1 is 0.19999999999999998 in doubles; it is two whole steps of 0.1.
    const Item steps = item(
        10, PerUnitRule{.per = 0.1, .reference = 0.1, .over = -1, .start = 10, .ceiling = 10, .steps = Steps::whole});
    EXPECT_EQ(points(steps, {0.3}), 8);
}

// 达到目标得80%标准分；每增减1个百分点±0.5分；不超过标准分的1.2倍
TEST(PublishedRule, StartsBelowFullMarks) {
    const Item rate = item(10, PerUnitRule{.reference = 95.0, .over = 0.5, .under = -0.5, .start = 8, .ceiling = 12});
    EXPECT_EQ(scored(rate, {95}, "%"), "8 参照值95%，实际95%，持平，起评8分，得8分");
    EXPECT_EQ(points(rate, {97}), 9);
    EXPECT_EQ(points(rate, {93}), 7);
    EXPECT_EQ(scored(rate, {105}, "%"),
              "12 参照值95%，实际105%，超10个百分点，起评8分，每1个百分点加0.5分，以12分封顶，得12分");
}

// ＞35%（A）；＞30%（B）；≤30%（C），at one decimal
TEST(PublishedRule, Bands) {
    const Item rate = item(10, BandsRule{{{0, 0}, {30.1, 6}, {35.1, 10}}, false});
    EXPECT_EQ(scored(rate, {30}, "%"), "0 实际30%，低于30.1%，该档0分，扣10分，得0分");
    EXPECT_EQ(scored(rate, {35}, "%"), "6 实际35%，达到30.1%档，该档6分，扣4分，得6分");
    EXPECT_EQ(scored(rate, {35.1}, "%"), "10 实际35.1%，达到35.1%档，该档10分，得满分10分");
}

// A/B/C/D → 系数4/3/2/1；低于最低级0；高于A按4；之间线性
TEST(PublishedRule, LinearBetweenBandLimits) {
    const Item level = item(4, BandsRule{{{0, 0}, {59.99, 0}, {60, 1}, {70, 2}, {80, 3}, {90, 4}}, true});
    EXPECT_EQ(scored(level, {65}, "%"), "1.5 实际65%，介于60%（1分）与70%（2分）之间，线性计分，扣2.5分，得1.5分");
    EXPECT_EQ(points(level, {77.7}), 2.77);
    EXPECT_EQ(points(level, {60}), 1);
    EXPECT_EQ(points(level, {59.99}), 0);
    EXPECT_EQ(points(level, {12}), 0);
    EXPECT_EQ(points(level, {90}), 4);
    EXPECT_EQ(points(level, {99}), 4);
}

// 功效系数法: 本档基础分+功效系数×(上档基础分−本档基础分)
TEST(PublishedRule, EfficacyCoefficient) {
    const Item profit = item(20, BandsRule{{{60, 8}, {70, 12}, {80, 16}, {90, 20}}, true});
    EXPECT_EQ(points(profit, {75}), 14);
    EXPECT_EQ(points(profit, {73.33}), 13.33);  // 12 + 0.333·4 = 13.332
}

TEST(PublishedRule, Marks) {
    const Item ledger = item(10, MarksRule{.step = 0.5});
    EXPECT_EQ(scored(ledger, {8.5}, ""), "8.5 评8.5分（满分10分），扣1.5分，得8.5分");
    EXPECT_EQ(scored(ledger, {10}, ""), "10 评10分（满分10分），得满分10分");
}

TEST(PublishedRule, CapsAreToldOnlyWhereTheyDecide) {
    const Item late = item(5, OccurrencesRule{.classes = {{"迟报", -0.1}, {"漏报", -1}}, .cap = -0.3});
    EXPECT_EQ(scored(late, {3, 0}, "次"), "4.7 迟报3次，每次扣0.1分，扣0.3分，得4.7分");
    EXPECT_EQ(scored(late, {4, 0}, "次"), "4.7 迟报4次，每次扣0.1分；累计扣分以0.3分为限，扣0.3分，得4.7分");
    EXPECT_EQ(scored(late, {0, 1}, "次"), "4.7 漏报1次，每次扣1分；累计扣分以0.3分为限，扣0.3分，得4.7分");
    const Item worst = item(10, OccurrencesRule{.classes = {{"一般", -3}, {"较大", -4}, {"重大", -9}},
                                                .counts = OccurrencesRule::Counts::worst,
                                                .cap = -5});
    EXPECT_EQ(scored(worst, {1, 1, 0}, "起"),
              "6 一般1起，每起扣3分；较大1起，每起扣4分，就高不就低，只按最重的扣，扣4分，得6分");
    EXPECT_EQ(scored(worst, {0, 0, 1}, "起"),
              "5 重大1起，每起扣9分，就高不就低，只按最重的扣；累计扣分以5分为限，扣5分，得5分");
}

/// Neither where rounding decided, nor where the rule comes to the limit by itself.
TEST(PublishedRule, FloorsAndCeilingsAreToldOnlyWhereTheyDecide) {
    const Item under = item(10, PerUnitRule{.reference = 100.0, .under = -1});
    EXPECT_EQ(scored(under, {90.004}, "%"),
              "0 参照值100%，实际90.004%，低9.996个百分点，每1个百分点扣1分，算得0.004分（四舍五入，保留2位小数），"
              "扣10分，得0分");
    EXPECT_EQ(scored(under, {90}, "%"), "0 参照值100%，实际90%，低10个百分点，每1个百分点扣1分，扣10分，得0分");
    EXPECT_EQ(scored(under, {89}, "%"),
              "0 参照值100%，实际89%，低11个百分点，每1个百分点扣1分，以0分为底，扣10分，得0分");
    const Item over = item(10, PerUnitRule{.reference = 90.0, .over = 0.5, .ceiling = 12});
    EXPECT_EQ(scored(over, {93.995}, "%"),
              "12 参照值90%，实际93.995%，超3.995个百分点，每1个百分点加0.5分，算得11.9975分（四舍五入，"
              "保留2位小数），加2分，得12分");
    EXPECT_EQ(scored(over, {95}, "%"),
              "12 参照值90%，实际95%，超5个百分点，每1个百分点加0.5分，以12分封顶，加2分，得12分");
    const Item bonus = item(5, PerUnitRule{.reference = 2.0, .over = 1, .start = 0});
    EXPECT_EQ(scored(bonus, {1}, "次"), "0 参照值2次，实际1次，低1次，起评0分，不加不扣，得0分");
    const Item begins_above = item(10, PerUnitRule{.reference = 2.0, .over = -1, .ceiling = 8});
    EXPECT_EQ(scored(begins_above, {2}, "次"), "8 参照值2次，实际2次，持平，以8分封顶，扣2分，得8分");
}

TEST(PublishedRule, WhatAnItemCanGiveEndsWhereItsRuleDoes) {
    using Counts = OccurrencesRule::Counts;
    const auto range = [](double full, Rule rule) { return points_range(item(full, std::move(rule))); };
    const std::vector<OccurrenceClass> losses{{"一般", -3}, {"重大", -10}};
    EXPECT_EQ(range(10, OccurrencesRule{.classes = losses, .counts = Counts::worst, .cap = -5}), std::pair(5.0, 10.0));
    EXPECT_EQ(range(10, OccurrencesRule{.classes = losses, .counts = Counts::worst}), std::pair(0.0, 10.0));
    EXPECT_EQ(range(10, OccurrencesRule{.classes = losses, .cap = -5}), std::pair(5.0, 10.0));
    const std::vector<OccurrenceClass> gains{{"省", 3}, {"市", 1}};
    EXPECT_EQ(range(5, OccurrencesRule{.classes = gains, .counts = Counts::highest, .start = 0}), std::pair(0.0, 3.0));
    EXPECT_EQ(range(5, OccurrencesRule{.classes = gains, .start = 0}), std::pair(0.0, 5.0));
    EXPECT_EQ(range(5, MarksRule{.step = 2}), std::pair(0.0, 4.0));
    EXPECT_EQ(range(5, MarksRule{.step = 2, .deduct_from = 2, .deduct_to = 5}), std::pair(1.0, 5.0));
}

// ---- from items to totals, grades and ranks ----

SchemeParts scheme_parts(std::vector<Item> items) {
    SchemeParts parts;
    parts.id = parts.title = "s";
    Group group;
    group.id = group.title = "g";
    for (const Item& one : items) group.full += one.full;
    group.items = std::move(items);
    parts.full = group.full;
    parts.groups = {group};
    parts.grades = {{"优秀", 90, {}}, {"良好", 80, {}}, {"合格", 60, {}}, {"不合格", 0, {}}};
    return parts;
}

struct FactCell {
    FactCell(double number) : value(number) {}
    FactCell(State other) : state(other) {}
    double value = 0;
    State state = State::value;
};

/// Facts column by column; units are named u0, u1 …
Facts facts_of(const std::vector<std::pair<std::string, std::vector<FactCell>>>& columns,
               const std::vector<std::string>& classes = {}) {
    Facts facts;
    facts.year = 2018;
    for (std::size_t i = 0; i < columns.front().second.size(); ++i) {
        const std::string id = "u" + std::to_string(i);
        facts.units.push_back({id, id, i < classes.size() ? classes[i] : std::string()});
    }
    for (const auto& [id, cells] : columns) {
        FactColumn column{id, {}, {}};
        for (const FactCell& cell : cells) {
            column.values.push_back(cell.value);
            column.states.push_back(cell.state);
        }
        facts.columns.push_back(std::move(column));
    }
    return facts;
}

const std::vector<Item> three_marks = {item(50, MarksRule{}, "a"), item(33, MarksRule{}, "b"),
                                       item(17, MarksRule{}, "c")};

Assessment assess_three(const Outcome& outcome, FactCell a, FactCell b, FactCell c) {
    SchemeParts parts = scheme_parts(three_marks);
    parts.outcome = outcome;
    return assess(Scheme(parts), facts_of({{"a.team", {a}}, {"b.team", {b}}, {"c.team", {c}}}));
}

/// "66.5/83 → 80.12 良好 1"
std::string result(const Assessment& assessment, std::size_t unit = 0) {
    const Scorecard card = scorecard(assessment, unit, Language::zh);
    return to_string(card.scored) + "/" + to_string(card.applicable) + " → " +
           (card.state == State::value ? to_string(card.total) : "未定") + " " +
           (card.grade.empty() ? "未定" : card.grade) + " " + std::to_string(card.rank);
}

// 实得分=可评分项目实得分之和÷可评分项目应得分之和×100
TEST(Assess, NotApplicableItemsRescaleTheRest) {
    EXPECT_EQ(result(assess_three({}, 40, 26.5, State::not_applicable)), "66.5/83 → 80.12 良好 1");
    EXPECT_EQ(result(assess_three({}, 40, 26.5, 10)), "76.5/100 → 76.5 合格 1");
    EXPECT_EQ(result(assess_three({.places = 1}, 40, 26.5, State::not_applicable)), "66.5/83 → 80.1 良好 1");
    EXPECT_EQ(result(assess_three({.places = 0, .rounding = Rounding::up}, 40, 26.5, State::not_applicable)),
              "67/83 → 81 良好 1");
}

TEST(Assess, NotApplicableItemsMayCountFullOrNothing) {
    EXPECT_EQ(result(assess_three({.not_applicable = {false, 1}}, 40, 26.5, State::not_applicable)),
              "83.5/100 → 83.5 良好 1");
    EXPECT_EQ(result(assess_three({.not_applicable = {false, 0}}, 40, 26.5, State::not_applicable)),
              "66.5/100 → 66.5 合格 1");
}

TEST(Assess, WhatIsMissingLeavesTheTotalOpen) {
    EXPECT_EQ(result(assess_three({}, 40, State::missing, 10)), "50/100 → 未定 未定 0");
    EXPECT_EQ(result(assess_three({.missing = WhenMissing::zero}, 40, State::missing, 10)), "50/100 → 50 不合格 1");
    EXPECT_EQ(result(assess_three({.missing = WhenMissing::zero}, 40, State::not_scored, 10)), "50/100 → 未定 未定 0");
    EXPECT_EQ(result(assess_three({}, State::not_applicable, State::not_applicable, State::not_applicable)),
              "0/0 → 未定 未定 0");
}

TEST(Assess, ZeroIsAValue) { EXPECT_EQ(result(assess_three({}, 0, 0, 0)), "0/100 → 0 不合格 1"); }

TEST(Assess, SaysTheStateOfAnItem) {
    const auto words = [](const Outcome& outcome, FactCell cell) {
        return scorecard(assess_three(outcome, cell, 1, 1), 0, Language::zh).lines.at(0).words;
    };
    EXPECT_EQ(words({}, State::missing), "缺少a（考核组）的数据，暂不能计分");
    EXPECT_EQ(words({.missing = WhenMissing::zero}, State::missing), "未提供a（考核组）的数据，不得分");
    EXPECT_EQ(words({}, State::not_scored), "尚未评分");
    EXPECT_EQ(words({}, State::not_applicable), "不涉及，不计入");
    EXPECT_EQ(words({.not_applicable = {false, 0}}, State::not_applicable), "不涉及，按办法计0分");
}

TEST(Assess, LinesSayWhatIsLost) {
    const Scorecard card = scorecard(assess_three({}, 40, State::missing, State::not_applicable), 0, Language::zh);
    EXPECT_EQ(to_string(card.lines.at(0).lost), "10");
    EXPECT_EQ(to_string(card.lines.at(1).lost), "0");  // still open: nothing is lost yet
    EXPECT_EQ(to_string(card.lines.at(2).lost), "0");
    const Outcome strict{.not_applicable = {false, 0}, .missing = WhenMissing::zero};
    const Scorecard closed =
        scorecard(assess_three(strict, 40, State::missing, State::not_applicable), 0, Language::zh);
    EXPECT_EQ(to_string(closed.lines.at(1).lost), "33");
    EXPECT_EQ(to_string(closed.lines.at(2).lost), to_string(closed.lines.at(2).full));
}

TEST(Assess, AnEdgeBelongsToTheHigherGrade) {
    const auto grade = [](double mark) {
        SchemeParts parts = scheme_parts({item(100, MarksRule{}, "a")});
        return scorecard(assess(Scheme(parts), facts_of({{"a.team", {mark}}})), 0, Language::zh).grade;
    };
    EXPECT_EQ(grade(100), "优秀");
    EXPECT_EQ(grade(90), "优秀");
    EXPECT_EQ(grade(89.99), "良好");
    EXPECT_EQ(grade(89.995), "优秀");  // 90 once rounded
    EXPECT_EQ(grade(80), "良好");
    EXPECT_EQ(grade(79.99), "合格");
    EXPECT_EQ(grade(60), "合格");
    EXPECT_EQ(grade(59.99), "不合格");
    EXPECT_EQ(grade(0), "不合格");
}

Assessment assess_with_vetoes(FactCell mark, FactCell deaths) {
    SchemeParts parts = scheme_parts({item(100, MarksRule{}, "a")});
    parts.facts.push_back({"deaths", "死亡人数", "人", EventFact{"accident", EventFact::Count::deaths, {}}, {}});
    const auto veto = [](const char* title, double limit, const char* grade) {
        Veto made;
        made.title = title;
        made.when = {{.of = "deaths", .limit = limit}};
        made.grade = grade;
        return made;
    };
    parts.vetoes = {veto("死亡3人以上", 3, "合格"), veto("死亡10人以上", 10, "不合格")};
    return assess(Scheme(parts), facts_of({{"a.team", {mark}}, {"deaths", {deaths}}}));
}

TEST(Assess, AVetoSetsTheGradeAndNeverLiftsIt) {
    EXPECT_EQ(result(assess_with_vetoes(95, 2)), "95/100 → 95 优秀 1");
    EXPECT_EQ(result(assess_with_vetoes(95, 3)), "95/100 → 95 合格 1");
    EXPECT_EQ(result(assess_with_vetoes(95, 10)), "95/100 → 95 不合格 1");
    EXPECT_EQ(result(assess_with_vetoes(50, 3)), "50/100 → 50 不合格 1");
    // Whether the vetoes apply is not known, so neither is the grade, unless it cannot be worse; the total is.
    EXPECT_EQ(result(assess_with_vetoes(95, State::missing)), "95/100 → 95 未定 1");
    EXPECT_EQ(result(assess_with_vetoes(50, State::missing)), "50/100 → 50 不合格 1");
    EXPECT_EQ(result(assess_with_vetoes(95, State::not_applicable)), "95/100 → 95 优秀 1");
    // While the total is open only the lowest grade is sure.
    EXPECT_EQ(result(assess_with_vetoes(State::missing, 3)), "0/100 → 未定 未定 0");
    EXPECT_EQ(result(assess_with_vetoes(State::missing, 10)), "0/100 → 未定 不合格 0");
    const Scorecard card = scorecard(assess_with_vetoes(95, 12), 0, Language::zh);
    EXPECT_EQ(card.grade_without_veto, "优秀");
    EXPECT_EQ(card.vetoes,
              (std::vector<std::string>{"死亡3人以上：死亡人数12人，达到一票否决线3人，等级定为合格",
                                        "死亡10人以上：死亡人数12人，达到一票否决线10人，等级定为不合格"}));
}

TEST(Assess, TiesShareARankWithinTheirClass) {
    const SchemeParts parts = scheme_parts({item(100, MarksRule{}, "a")});
    const Assessment all = assess(Scheme(parts), facts_of({{"a.team", {80, 90, 95, 90, 99, State::missing, 95}}},
                                                          {"镇", "镇", "镇", "镇", "街道", "街道", "街道"}));
    EXPECT_EQ(all.ranks, (Column<std::int32_t>{4, 2, 1, 2, 1, 0, 2}));
    const auto card = [&](std::size_t unit) { return scorecard(all, unit, Language::zh); };
    EXPECT_TRUE(card(1).tied);
    EXPECT_TRUE(card(3).tied);
    EXPECT_FALSE(card(0).tied);
    EXPECT_FALSE(card(6).tied);
    EXPECT_FALSE(card(5).tied);
    EXPECT_EQ(card(0).ranked, 4);
    EXPECT_EQ(card(4).ranked, 2);
}

// 0.1 + 0.2 and 0.3 are the same total.
TEST(Assess, TotalsTieExactly) {
    const SchemeParts parts = scheme_parts({item(50, MarksRule{}, "a"), item(50, MarksRule{}, "b")});
    const Assessment all = assess(Scheme(parts), facts_of({{"a.team", {0.1, 0.3}}, {"b.team", {0.2, 0}}}));
    EXPECT_EQ(all.ranks, (Column<std::int32_t>{1, 1}));
    EXPECT_EQ(to_string(all.totals[0]), "0.3");
}

TEST(Assess, TheScorerOfTheItemDecides) {
    std::vector<Item> items = {item(40, MarksRule{}, "a"), item(30, MarksRule{}, "b"), item(30, MarksRule{}, "c")};
    items[0].scorer = Scorer::self;
    items[1].scorer = Scorer::department;
    std::vector<std::pair<std::string, std::vector<FactCell>>> columns;
    for (const char* id : {"a", "b", "c"}) {
        columns.push_back({std::string(id) + ".self", {3}});
        columns.push_back({std::string(id) + ".department", {2}});
        columns.push_back({std::string(id) + ".team", {1}});
    }
    const Assessment all = assess(Scheme(scheme_parts(items)), facts_of(columns));
    EXPECT_EQ(result(all), "6/100 → 6 不合格 1");
    const ScorecardLine line = scorecard(all, 0, Language::zh).lines.at(1);
    EXPECT_EQ(line.inputs.at(0).first, "b.department");
    EXPECT_EQ(line.marks,
              (std::vector<std::pair<Scorer, double>>{{Scorer::self, 3}, {Scorer::department, 2}, {Scorer::team, 1}}));
}

TEST(Assess, AnItemCanBeLeftOutForAUnitByTheSchemeOrItsScorer) {
    std::vector<Item> items = three_marks;
    items[1].not_for = {"u1"};
    const Assessment all =
        assess(Scheme(scheme_parts(items)),
               facts_of({{"a.team", {50, 50}}, {"b.team", {33, 1}}, {"c.team", {State::not_applicable, 17}}}));
    EXPECT_EQ(result(all, 0), "83/83 → 100 优秀 1");
    EXPECT_EQ(result(all, 1), "67/67 → 100 优秀 1");
}

// 基准分100；三块上限55/35/10，扣到零为止
TEST(Assess, AHundredLessPenaltiesCappedByBlock) {
    SchemeParts parts = scheme_parts({});
    parts.groups.clear();
    parts.full = 100;
    for (const auto& [id, full] : {std::pair{"a", 55.0}, {"b", 35.0}, {"c", 10.0}}) {
        parts.facts.push_back({id, id, "次", EventFact{id, EventFact::Count::events, {}}, {}});
        Item block = item(full, OccurrencesRule{.classes = {{"一般", -3}}}, std::string("i_") + id);
        block.fact = id;
        Group group;
        group.id = group.title = id;
        group.full = full;
        group.items = {block};
        parts.groups.push_back(std::move(group));
    }
    const Assessment all =
        assess(Scheme(parts), facts_of({{"a/一般", {20, 1}}, {"b/一般", {1, 0}}, {"c/一般", {0, 3}}}));
    EXPECT_EQ(result(all, 0), "42/100 → 42 不合格 2");
    EXPECT_EQ(result(all, 1), "88/100 → 88 良好 1");
    EXPECT_EQ(to_string(all.groups[0][0]), "0");
    EXPECT_EQ(to_string(all.groups[1][0]), "32");
}

TEST(Assess, RefusesFactsWithoutAColumnItReads) {
    const Scheme scheme(scheme_parts(three_marks));
    EXPECT_THROW(assess(scheme, facts_of({{"a.team", {1}}, {"b.team", {1}}})), std::invalid_argument);
    EXPECT_THROW(scorecard(assess_three({}, 1, 1, 1), 1, Language::zh), std::out_of_range);
}

// ---- laws ----

std::vector<Item> every_rule() {
    return {item(10, MarksRule{.step = 0.5}),
            item(10, AllOrNothingRule{Comparison::at_least, 50.0}),
            item(10, ShareRule{80.0}),
            item(10, PerUnitRule{.reference = 50.0, .over = -0.7, .under = 0.3, .start = 8, .floor = 1, .ceiling = 12}),
            item(10, PerUnitRule{.per = 3,
                                 .reference = 50.0,
                                 .over = 0.7,
                                 .under = -0.3,
                                 .start = 8,
                                 .floor = -2,
                                 .ceiling = 12,
                                 .steps = Steps::whole}),
            item(10, BandsRule{{{0, 1}, {30, 4}, {60, 9}}, false}),
            item(10, BandsRule{{{0, 1}, {30, 4}, {60, 9}}, true}),
            item(10, OccurrencesRule{.classes = {{"一般", -0.5}, {"较大", -3}}, .cap = -7, .floor = 2})};
}

std::pair<double, double> limits(const Item& of) {
    if (const auto* rule = std::get_if<PerUnitRule>(&of.rule)) return {rule->floor, rule->ceiling.value_or(of.full)};
    if (const auto* rule = std::get_if<BandsRule>(&of.rule))
        return {rule->bands.front().points, rule->bands.back().points};
    if (std::holds_alternative<OccurrencesRule>(of.rule)) return {3, 10};  // 10 less the cap
    return {0, of.full};
}

TEST(Laws, PointsStayBetweenFloorAndCeiling) {
    std::mt19937 random(7);
    const auto value = [&] { return static_cast<double>(static_cast<int>(random() % 30001) - 10000) / 100; };
    for (const Item& of : every_rule()) {
        const auto [lowest, highest] = limits(of);
        for (int i = 0; i < 2000; ++i) {
            const std::vector<double> inputs = {value(), std::abs(value())};
            const bool occurrences = std::holds_alternative<OccurrencesRule>(of.rule);
            const double got = points(of, {occurrences ? std::abs(inputs[0]) : inputs[0], inputs[1]});
            EXPECT_GE(got, lowest);
            EXPECT_LE(got, highest);
        }
    }
}

/// A scheme of all rules with 40 units of random facts, some of them missing or not applicable.
Facts random_facts(std::size_t items, std::size_t units) {
    std::mt19937 random(11);
    std::vector<std::pair<std::string, std::vector<FactCell>>> columns;
    for (std::size_t i = 0; i < items; ++i)
        for (const char* suffix : {".team", "", "/一般", "/较大"}) {
            std::vector<FactCell> cells;
            for (std::size_t unit = 0; unit < units; ++unit)
                cells.push_back(random() % 11 == 0   ? FactCell(State::not_applicable)
                                : random() % 41 == 0 ? FactCell(State::missing)
                                                     : FactCell(static_cast<double>(random() % 1000) / 10));
            columns.push_back({"i" + std::to_string(i) + suffix, std::move(cells)});
        }
    return facts_of(columns, {"x", "y", "x", "y", "x", "y"});
}

std::vector<Item> named(std::vector<Item> items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i].id = items[i].title = "i" + std::to_string(i);
        items[i].fact = std::holds_alternative<MarksRule>(items[i].rule) ? "" : items[i].id;
    }
    return items;
}

Scheme scheme_of(const std::vector<Item>& items) {
    SchemeParts parts = scheme_parts(items);
    for (const Item& one : items)
        if (!one.fact.empty())
            parts.facts.push_back({one.fact, one.fact, "", EventFact{one.fact, EventFact::Count::events, {}}, {}});
    return Scheme(parts);
}

TEST(Laws, TheOrderOfItemsDoesNotMatterToTheTotal) {
    std::vector<Item> items = named(every_rule());
    const Facts facts = random_facts(items.size(), 40);
    const Assessment in_order = assess(scheme_of(items), facts);
    std::mt19937 random(3);
    for (int i = 0; i < 20; ++i) {
        std::shuffle(items.begin(), items.end(), random);
        const Assessment shuffled = assess(scheme_of(items), facts);
        EXPECT_EQ(shuffled.totals, in_order.totals);
        EXPECT_EQ(shuffled.total_states, in_order.total_states);
        EXPECT_EQ(shuffled.grades, in_order.grades);
        EXPECT_EQ(shuffled.ranks, in_order.ranks);
    }
}

TEST(Laws, OneUnitAloneScoresTheSameAsInABatch) {
    const std::vector<Item> items = named(every_rule());
    const Facts facts = random_facts(items.size(), 40);
    const Scheme scheme = scheme_of(items);
    const Assessment batch = assess(scheme, facts);
    const auto count = [&](State state) {
        return std::count(batch.total_states.begin(), batch.total_states.end(), state);
    };
    EXPECT_GT(count(State::value), 0);
    EXPECT_LT(count(State::value), 40);
    for (std::size_t unit = 0; unit < facts.units.size(); ++unit) {
        Facts alone = facts;
        alone.units = {facts.units[unit]};
        for (FactColumn& column : alone.columns) column = {column.id, {column.values[unit]}, {column.states[unit]}};
        const Assessment single = assess(scheme, alone);
        for (std::size_t i = 0; i < items.size(); ++i) {
            EXPECT_EQ(single.items[i].points[0], batch.items[i].points[unit]);
            EXPECT_EQ(single.items[i].state(0), batch.items[i].state(unit));
        }
        EXPECT_EQ(single.totals[0], batch.totals[unit]);
        EXPECT_EQ(single.total_states[0], batch.total_states[unit]);
        EXPECT_EQ(single.grades[0], batch.grades[unit]);
    }
}

// ---- tests/data/parks ----

struct Year {
    PlanFolder folder = read_folder(parks_folder);
    Assessment of(std::size_t scheme, int year = 2022) const {
        const Scheme& chosen = folder.schemes.at(scheme);
        return assess(chosen, gather({folder.plan, folder.observations, folder.records, year}, chosen));
    }
    Assessment departments = of(0), towns = of(1);
};

std::string fact(const Facts& facts, const std::string& id, std::string_view unit) {
    const FactColumn& column = *facts.find(id);
    for (std::size_t i = 0; i < facts.units.size(); ++i)
        if (facts.units[i].id == unit)
            return column.states[i] == State::value ? decimal_text(column.values[i])
                                                    : std::string(word_of(column.states[i]));
    return "?";
}

TEST(Parks, EventsAreCountedByYearClassAndBody) {
    const Year year;
    const Facts& facts = year.towns.facts;
    EXPECT_EQ(fact(facts, "accidents", "south"), "1");
    EXPECT_EQ(fact(facts, "accidents/一般", "south"), "1");
    EXPECT_EQ(fact(facts, "accidents/较大", "south"), "0");
    EXPECT_EQ(fact(facts, "accidents/较大", "lake"), "1");
    EXPECT_EQ(fact(facts, "larger", "lake"), "1");
    EXPECT_EQ(fact(facts, "larger", "south"), "0");
    EXPECT_EQ(fact(facts, "accidents", "north"), "0");  // the one of 2021 is another year's
    EXPECT_EQ(fact(year.of(1, 2021).facts, "accidents", "north"), "1");
    EXPECT_EQ(fact(year.of(1, 2021).facts, "accidents", "south"), "0");
}

TEST(Parks, ControlsTasksAndIndicatorsBecomeFacts) {
    const Year year;
    const Facts& towns = year.towns.facts;
    EXPECT_TRUE(towns.illustrative);
    EXPECT_EQ(fact(towns, "accidents_control", "marsh"), "3");
    EXPECT_EQ(fact(towns, "coverage", "hill"), "missing");
    EXPECT_EQ(fact(towns, "tasks_done", "east"), "50");   // one of two done, the last report counts
    EXPECT_EQ(fact(towns, "tasks_done", "south"), "50");  // the other was never reported
    EXPECT_EQ(fact(towns, "tasks_done", "marsh"), "0");
    EXPECT_EQ(fact(towns, "t_ledger.self", "east"), "9.5");
    EXPECT_EQ(fact(towns, "t_ledger.team", "east"), "10");  // the mark of 2021 is another year's
    EXPECT_EQ(fact(towns, "t_ledger.self", "west"), "missing");
    const Facts& departments = year.departments.facts;
    EXPECT_EQ(fact(departments, "new_parks", "garden"), "38");
    EXPECT_EQ(fact(departments, "overdue", "garden"), "1");  // a report of 2023 does not undo 2022
    EXPECT_EQ(fact(departments, "overdue", "housing"), "0");
    EXPECT_EQ(fact(departments, "overdue", "finance"), "not_applicable");
}

TEST(Parks, FactsOfEveryKind) {
    const Year year;
    SchemeParts parts = scheme_parts({item(100, MarksRule{}, "a")});
    parts.units = BodyKind::town;
    using Take = IndicatorFact::Take;
    using Count = EventFact::Count;
    parts.facts = {{"met", "", "", IndicatorFact{"budget", Take::met, false}, {}},
                   {"way", "", "", IndicatorFact{"coverage", Take::completion, false}, {}},
                   {"undecided", "", "", IndicatorFact{"water", Take::met, true}, {}},
                   {"nowhere", "", "", IndicatorFact{"energy", Take::value, false}, {}},
                   {"whole", "", "", IndicatorFact{"energy", Take::value, true}, {}},
                   {"deaths", "", "", EventFact{"accident", Count::deaths, {}}, {}},
                   {"injuries", "", "", EventFact{"accident", Count::injuries, {}}, {}},
                   {"due", "", "", TaskFact{TaskFact::Take::due}, {}},
                   {"overdue", "", "", TaskFact{TaskFact::Take::overdue}, {}},
                   {"control", "", "", ControlFact{"budget"}, {}}};
    const Facts facts = gather({year.folder.plan, year.folder.observations, year.folder.records, 2022}, Scheme(parts));
    EXPECT_EQ(fact(facts, "met", "east"), "1");
    EXPECT_EQ(fact(facts, "met", "west"), "0");
    EXPECT_EQ(fact(facts, "way", "east"), "100");
    EXPECT_EQ(fact(facts, "way", "lake"), "33.33");
    EXPECT_EQ(fact(facts, "undecided", "east"), "missing");
    EXPECT_EQ(fact(facts, "nowhere", "east"), "missing");
    EXPECT_EQ(fact(facts, "whole", "east"), "460");
    EXPECT_EQ(fact(facts, "deaths", "lake"), "1");
    EXPECT_EQ(fact(facts, "injuries", "lake"), "4");
    EXPECT_EQ(fact(facts, "injuries", "south"), "1");
    EXPECT_EQ(fact(facts, "due", "east"), "2");
    EXPECT_EQ(fact(facts, "overdue", "east"), "1");
    EXPECT_EQ(fact(facts, "overdue", "marsh"), "2");
    EXPECT_EQ(fact(facts, "control", "east"), "missing");
    EXPECT_EQ(fact(facts, "a.team", "east"), "missing");
}

// A sum over the plan of which a year is unknown is no zero.
TEST(Parks, AnUnknownSumIsMissingAndNotNothing) {
    const FolderCopy copy(parks_folder);
    copy.change({"observations.csv", "new_parks,,2022,10,示例\n", ""});
    const PlanFolder folder = read_folder(copy.path());
    const Scheme& scheme = folder.schemes.at(0);
    const Facts facts = gather({folder.plan, folder.observations, folder.records, 2022}, scheme);
    EXPECT_EQ(fact(facts, "new_parks", "garden"), "missing");
    EXPECT_EQ(result(assess(scheme, facts)), "48/100 → 未定 未定 0");
}

TEST(Parks, Towns) {
    const Year year;
    std::vector<std::string> results;
    for (std::size_t unit = 0; unit < year.towns.facts.units.size(); ++unit)
        results.push_back(year.towns.facts.units[unit].id + " " + result(year.towns, unit));
    EXPECT_EQ(results,
              (std::vector<std::string>{"east 81/90 → 90 优秀 2", "west 90/100 → 90 优秀 2", "south 60/100 → 60 合格 4",
                                        "north 98/100 → 98 优秀 1", "hill 85/100 → 未定 未定 0",
                                        "lake 82/100 → 82 不合格 1", "marsh 80.05/100 → 80.05 良好 2"}));
    EXPECT_EQ(scorecard(year.towns, 5, Language::zh).vetoes,
              std::vector<std::string>{"发生较大事故：较大事故1起，达到一票否决线1起，等级定为不合格"});
}

TEST(Parks, Departments) {
    const Year year;
    EXPECT_EQ(result(year.departments, 0), "86/100 → 86 合格 3");
    EXPECT_EQ(result(year.departments, 1), "93.5/100 → 93.5 优秀 2");
    EXPECT_EQ(result(year.departments, 2), "68/70 → 97.1 优秀 1");
}

TEST(Parks, ItemsInWords) {
    const Year year;
    const auto words = [&](std::size_t unit) {
        std::vector<std::string> all;
        for (const ScorecardLine& line : scorecard(year.towns, unit, Language::zh).lines) all.push_back(line.words);
        return all;
    };
    EXPECT_EQ(words(2),
              (std::vector<std::string>{
                  "公园事故控制数0起，实际1起，超1起，每1起扣5分，扣5分，得15分", "一般1起，每起扣2分，扣2分，得8分",
                  "实际75%，介于60%（0分）与90%（15分）之间，线性计分，扣7.5分，得7.5分",
                  "目标100%，实际50%，按完成比例乘以10分，扣5分，得5分", "要求不低于80%，实际100%，符合，得满分5分",
                  "实际85%，达到85%档，该档4分，扣6分，得4分", "评6分（满分10分），扣4分，得6分",
                  "评5.5分（满分10分），扣4.5分，得5.5分", "评4分（满分10分），扣6分，得4分"}));
    EXPECT_EQ(words(0).back(), "不涉及，不计入");
    EXPECT_EQ(words(4).at(2), "缺少公园服务半径覆盖率的数据，暂不能计分");
    EXPECT_EQ(words(6).at(0), "公园事故控制数3起，实际0起，低3起，每1起加1分，以22分封顶，加2分，得22分");
    EXPECT_EQ(scorecard(year.towns, 2, Language::en).lines.at(1).words,
              "一般: 1起, 2 points off each; 2 points lost, 8 scored");
}

TEST(Parks, AnOpenTotalIsNotShown) {
    const std::string ranking = paint_text(layout_ranking(Year().towns, Language::zh));
    EXPECT_NE(ranking.find("80.05"), std::string::npos);
    EXPECT_NE(ranking.find("98.00"), std::string::npos);
    EXPECT_NE(ranking.find("青山镇"), std::string::npos);
    EXPECT_EQ(ranking.find("85.00"), std::string::npos) << ranking;
}

}  // namespace
}  // namespace libplan
