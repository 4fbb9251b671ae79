#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "libplan/compare.hpp"
#include "libplan/derived_facts.hpp"
#include "libplan/unit_facts.hpp"
#include "reports/layout.hpp"
#include "reports/text.hpp"
#include "tests/cpp/safety.hpp"

namespace libplan {
namespace {

/// 2018 differs from 2017 in every cause.
SchemeParts later_parts() {
    SchemeParts parts = safety::parts();
    parts.groups[0].items[0].rule = PerUnitRule{.reference = "control", .over = -3};
    parts.groups[0].items[1].not_for = {"乙类"};
    parts.vetoes[0].effect = Veto::Effect::zero;
    parts.vetoes[0].grade.clear();
    return parts;
}

const Assessment assessed_before = assess(Scheme(safety::parts()), safety::facts(2017, {{"west", 3, 2, 80, 8}}));
const Assessment assessed_after =
    assess(Scheme(later_parts()), safety::facts(2018, {{"west", 4, 3, 90, 9, 1, "乙类"}}));

std::vector<std::string> parts_of(const TotalChange& change) {
    std::vector<std::string> parts;
    for (const ChangePart& part : change.parts) parts.push_back(to_string(part.points) + " " + part.words);
    return parts;
}

TEST(Compare, EachCauseIsTheStepItsReplacementMakes) {
    const Facts revised = safety::facts(2017, {{"west", 3, 2, 82, 8}});
    const TotalChange change = compare(assessed_before, assessed_after, "west", &revised, Language::zh);
    EXPECT_EQ(to_string(*change.before), "50");  // 18 + 24 + 8
    EXPECT_EQ(to_string(*change.after), "0");
    EXPECT_EQ(to_string(*change.difference), "-50");
    EXPECT_EQ(parts_of(change),
              (std::vector<std::string>{
                  "0.6 培训率由80%变为82%",  // 18 + 24.6 + 8
                  "1.4 死亡人数由3人变为4人；培训率由82%变为90%；现场检查（考核组）由8变为9；瞒报由0起变为1起",
                  "2 控制数由2人变为3人",                                           // 18 + 27 + 9
                  "-1 “死亡人数”的规则或分值有改动；“安全培训”的规则或分值有改动",  // 17
                  "-1 由“甲类”改为“乙类”",                                          // 26 of 30, of 60: 52
                  "-52 2018年：瞒报事故",
              }));
}

TEST(Compare, WithoutARevisionNothingIsRevised) {
    const TotalChange change = compare(assessed_before, assessed_after, "west", nullptr, Language::en);
    EXPECT_EQ(to_string(change.parts[0].points) + change.parts[0].words, "0unchanged");
    EXPECT_EQ(to_string(change.parts[1].points), "2");
    EXPECT_EQ(change.parts[5].words, "2018: 瞒报事故");
}

TEST(Compare, ItemsAddUpWithWhatLiesBeyondThem) {
    SchemeParts parts = later_parts();
    parts.groups[0].items[2].id = "inspection";
    Facts facts = safety::facts(2018, {{"west", 4, 3, 90, 9}});
    facts.columns[3].id = "inspection.team";
    const TotalChange change = compare(assessed_before, assess(Scheme(parts), facts), "west", nullptr, Language::zh);
    ASSERT_EQ(change.items.size(), 4U);
    EXPECT_EQ(change.items[2].item, "inspection");
    EXPECT_FALSE(change.items[2].before);
    EXPECT_EQ(to_string(*change.items[2].difference), "9");
    EXPECT_EQ(change.items[3].item, "site");
    EXPECT_FALSE(change.items[3].after);
    EXPECT_EQ(to_string(*change.items[3].difference), "-8");
    EXPECT_EQ(to_string(*change.beyond_items), "0");
    EXPECT_EQ(to_string(*change.difference), "3");  // 17 + 27 + 9 against 50
}

TEST(Compare, AnOpenSideHasNoParts) {
    Facts facts = safety::facts(2018, {{"west", 4, 3, 90, 9}});
    facts.columns[2].states[0] = State::missing;
    const TotalChange change =
        compare(assessed_before, assess(Scheme(safety::parts()), facts), "west", nullptr, Language::zh);
    EXPECT_FALSE(change.after);
    EXPECT_FALSE(change.difference);
    EXPECT_TRUE(change.parts.empty());
    EXPECT_EQ(change.open_words, "2018年的总分未定，可能在27至57之间；暂不能分解");
    EXPECT_FALSE(change.possible_before);
    EXPECT_EQ(change.possible_after, (PossibleRange{27, 57}));
    EXPECT_FALSE(change.items[1].after);
    EXPECT_EQ(to_string(*change.items[2].difference), "1");
}

/// West's total when the veto makes it nothing, with nobody's figure of the training.
Assessment zeroed_while_open(int year) {
    SchemeParts parts = safety::parts();
    parts.vetoes[0].effect = Veto::Effect::zero;
    parts.vetoes[0].grade.clear();
    Facts facts = safety::facts(year, {{"west", 3, 2, 0, 8, 1}});
    facts.columns[2].states[0] = State::missing;
    return assess(Scheme(parts), facts);
}

Assessment known(int year) {
    const Assessment zeroed = zeroed_while_open(year);
    return assess(zeroed.scheme, safety::facts(year, {{"west", 3, 2, 80, 8}}));
}

TEST(Compare, ATotalThatIsZeroedWhileItemsAreOpenIsSplit) {
    const TotalChange change = compare(zeroed_while_open(2017), known(2018), "west", nullptr, Language::zh);
    EXPECT_EQ(to_string(*change.difference), "50");
    EXPECT_TRUE(change.open_words.empty());
    EXPECT_EQ(parts_of(change), (std::vector<std::string>{
                                    "0 没有变化",
                                    "24 培训率由缺数据变为80%；瞒报由1起变为0起",
                                    "0 没有变化",
                                    "0 没有变化",
                                    "0 没有变化",
                                    "26 2017年：瞒报事故；2017年否决时尚有项目未定，未定的按0分计",
                                }));
    EXPECT_FALSE(change.items[1].difference);
    EXPECT_EQ(to_string(*change.beyond_items), "50");  // the items that are known are as before

    const TotalChange back = compare(known(2017), zeroed_while_open(2018), "west", nullptr, Language::zh);
    EXPECT_EQ(to_string(*back.difference), "-50");
    EXPECT_EQ(to_string(back.parts[1].points), "-24");
    EXPECT_EQ(back.parts[1].words, "培训率由80%变为缺数据；瞒报由0起变为1起");
    EXPECT_EQ(to_string(back.parts[5].points), "-26");
    EXPECT_EQ(back.parts[5].words, "2018年：瞒报事故；2018年否决时尚有项目未定，未定的按0分计");
}

TEST(Compare, TwoTotalsThatAreZeroedAlikeDoNotDiffer) {
    const TotalChange change = compare(zeroed_while_open(2018), zeroed_while_open(2018), "west", nullptr, Language::zh);
    EXPECT_EQ(to_string(*change.difference), "0");
    for (const ChangePart& part : change.parts) EXPECT_EQ(to_string(part.points), "0");
    const std::string words = paint_text(layout_change(change), 110);
    EXPECT_NE(words.find("之前0分，之后0分，相差0分"), words.npos) << words;
    EXPECT_EQ(change.parts[5].words,
              "之前：瞒报事故；之前否决时尚有项目未定，未定的按0分计；"
              "之后：瞒报事故；之后否决时尚有项目未定，未定的按0分计");
}

TEST(Compare, OpenTotalsOfOneYearAreBeforeAndAfter) {
    Facts facts = safety::facts(2018, {{"west", 4, 3, 90, 9}});
    facts.columns[2].states[0] = State::missing;
    const Assessment open = assess(Scheme(safety::parts()), facts);
    EXPECT_EQ(compare(open, open, "west", nullptr, Language::zh).open_words,
              "之前的总分未定，可能在27至57之间；之后的总分未定，可能在27至57之间；暂不能分解");
    EXPECT_EQ(compare(open, open, "west", nullptr, Language::en).open_words,
              "Before: the total is still open, from 27 to 57; After: the total is still open, from 27 to 57; "
              "it cannot be split yet");
}

/// Whatever is missing on either side: totals that are published are split to the last digit, others are not.
TEST(Compare, PartsAddUpWhateverIsOpenBeforeAVeto) {
    std::mt19937 draw;
    const auto drawn = [&](int year, const Scheme& scheme) {
        Facts facts = safety::facts(year, {{"west", 0, 2, 0, 0, 0, draw() % 2 == 0 ? "甲类" : "乙类"}});
        for (FactColumn& column : facts.columns) {
            column.values[0] = static_cast<double>(draw() % 10);
            if (draw() % 4 == 0) column.states[0] = draw() % 2 == 0 ? State::missing : State::not_scored;
        }
        return assess(scheme, facts);
    };
    SchemeParts earlier = later_parts();
    earlier.groups[0].items[0].full = 40;
    earlier.groups[0].full = earlier.full = 80;
    int zeroed = 0;
    for (int round = 0; round < 300; ++round) {
        SCOPED_TRACE(round);
        const Assessment before = drawn(2017, Scheme(earlier));
        const Assessment after = drawn(2018, Scheme(later_parts()));
        const TotalChange change = compare(before, after, "west", nullptr, Language::zh);
        const bool known = before.total_states[0] == State::value && after.total_states[0] == State::value;
        ASSERT_EQ(change.difference.has_value(), known);
        ASSERT_EQ(change.open_words.empty(), known);
        if (!known) continue;
        Points parts, items;
        for (const ChangePart& part : change.parts) parts += part.points;
        for (const ItemChange& item : change.items) items += item.difference.value_or(Points{});
        EXPECT_EQ(*change.difference, after.totals[0] - before.totals[0]);
        EXPECT_EQ(parts, *change.difference);
        EXPECT_EQ(items + *change.beyond_items, *change.difference);
        const bool open = std::any_of(change.items.begin(), change.items.end(),
                                      [](const ItemChange& item) { return !item.difference; });
        zeroed += open ? 1 : 0;
    }
    EXPECT_GT(zeroed, 50);
}

/// Only a total that is open itself cannot be split: here it is not known whether the veto applies.
TEST(Compare, AVetoInDoubtThatWouldZeroLeavesTheSideOpen) {
    Facts facts = safety::facts(2017, {{"west", 3, 2, 80, 8}});
    facts.columns[4].states[0] = State::missing;
    const TotalChange change = compare(assess(known(2017).scheme, facts), known(2018), "west", nullptr, Language::zh);
    EXPECT_FALSE(change.before);
    EXPECT_EQ(change.open_words, "2017年的总分未定，可能在0至50之间；暂不能分解");
}

/// The later table no longer asks for the figure, so nobody supplied it.
TEST(Compare, AFigureThatIsNoLongerSuppliedGoesWithTheScheme) {
    SchemeParts parts = safety::parts();
    parts.groups[0].items.erase(parts.groups[0].items.begin() + 1);
    parts.groups[0].full = parts.full = 30;
    parts.grades = {{"优秀", 25}, {"不合格", 0}};
    Facts facts = safety::facts(2018, {{"west", 3, 2, 0, 8}});
    facts.columns[2].states[0] = State::missing;
    const TotalChange change = compare(assessed_before, assess(Scheme(parts), facts), "west", nullptr, Language::zh);
    EXPECT_EQ(to_string(*change.difference), "-24");
    EXPECT_EQ(to_string(change.parts[1].points), "0");
    EXPECT_EQ(to_string(change.parts[3].points), "-24");
}

/// Units of classes, scored by how far each stands between the worst and the best of its own.
Assessment placed(int year, const std::vector<std::string>& classes) {
    SchemeParts parts;
    parts.id = parts.title = "s";
    parts.facts = {{"x", "人均值", "元", SuppliedFact{}, {}},
                   {"p", "位置", "", ClassFact{"x", ClassFact::Take::position}, {}}};
    Item item;
    item.id = item.title = "i";
    item.full = 100;
    item.fact = "p";
    item.rule = ShareRule{};
    Group group;
    group.id = group.title = "g";
    group.full = 100;
    group.items = {item};
    parts.groups = {group};
    parts.grades = {{"合格", 0, {}}};
    Facts facts{.year = year, .units = {}, .columns = {{"x", {5, 10, 0, 20}, {}}}};
    for (std::size_t unit = 0; unit < classes.size(); ++unit) {
        const std::string id(1, static_cast<char>('a' + unit));
        facts.units.push_back({id, id, classes[unit]});
    }
    const Scheme scheme(parts);
    for (FactColumn& made : derived_facts(scheme, view_of(facts))) facts.columns.push_back(std::move(made));
    return assess(scheme, facts);
}

/// The figures are the same in both years; only who is in which class is not.
TEST(Compare, WhoIsInAClassIsNoDataWhicheverUnitMoved) {
    const std::vector<std::string> unchanged(4, "0 没有变化");
    const auto expect_classes = [&](const TotalChange& change, const std::string& words) {
        std::vector<std::string> parts = unchanged;
        parts.push_back(words);
        parts.push_back("0 没有变化");
        EXPECT_EQ(parts_of(change), parts);
    };
    const Assessment apart = placed(2017, {"乙", "乙", "甲", "甲"});
    const Assessment together = placed(2018, {"甲", "甲", "甲", "甲"});  // nobody is left in 乙
    expect_classes(compare(apart, together, "a", nullptr, Language::zh), "25 由“乙”改为“甲”；位置由0变为25");
    const Assessment without = placed(2018, {"甲", "乙", "甲", "乙"});
    expect_classes(compare(together, without, "a", nullptr, Language::zh), "75 本类单位有增减；位置由25变为100");
}

TEST(Compare, AUnitOfOneSideOnlyIsRefused) {
    EXPECT_THROW(compare(assessed_before, assessed_after, "east", nullptr, Language::zh), std::out_of_range);
}

TEST(Compare, ReadsAsATable) {
    const TotalChange change = compare(assessed_before, assessed_after, "west", nullptr, Language::zh);
    const std::string words = paint_text(layout_change(change), 110);
    EXPECT_NE(words.find("west：2018年与2017年对比"), words.npos) << words;
    EXPECT_NE(words.find("2017年50分，2018年0分，相差-50分"), words.npos) << words;
    EXPECT_NE(words.find("规则和分值"), words.npos) << words;
}

}  // namespace
}  // namespace libplan
