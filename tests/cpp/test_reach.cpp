#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "libplan/reach.hpp"
#include "libplan/unit_facts.hpp"
#include "reports/layout.hpp"
#include "reports/text.hpp"
#include "tests/cpp/safety.hpp"

namespace libplan {
namespace {

/// Random cases take some fifty times longer under the sanitizers, which therefore run the first sixth of them.
#ifdef LIBPLAN_SANITIZED
constexpr unsigned cases_divided_by = 6;
#else
constexpr unsigned cases_divided_by = 1;
#endif

/// west has 16 + 24 + 8 = 48 points, east 20 + 24 + 6 = 50.
Assessment scored(SchemeParts parts = safety::parts(), double concealed = 0) {
    return assess(Scheme(std::move(parts)), safety::facts(2018, {{"west", 4, 2, 80, 8, concealed},
                                                                 {"east", 1, 2, 80, 6},
                                                                 {"other", 0, 0, 100, 10, 0, "乙类"}}));
}

std::vector<std::string> ways(const Attainment& answer) {
    std::vector<std::string> words;
    for (const Way& way : answer.alone) words.push_back(way.item + ": " + way.words);
    return words;
}

TEST(Reach, AGradeByOneItemAlone) {
    const Attainment answer = reach(scored(), 0, "优秀", Language::zh);
    EXPECT_FALSE(answer.reached);
    EXPECT_EQ(to_string(*answer.needed), "54");
    EXPECT_EQ(ways(answer), (std::vector<std::string>{"training_item: 培训率由80%变为100%，总分由48变为54"}));
    EXPECT_EQ(to_string(answer.alone[0].gained), "6");
    EXPECT_FALSE(answer.together);
    EXPECT_TRUE(answer.obstacles.empty());
    EXPECT_EQ(to_string(answer.items[0].lost), "4");
}

TEST(Reach, ARankInItsClassWithTheSmallestChangeOfEachItem) {
    const Attainment answer = reach(scored(), 0, 1, Language::zh);
    EXPECT_EQ(to_string(*answer.needed), "50");  // beside east
    EXPECT_EQ(ways(answer), (std::vector<std::string>{
                                "deaths_item: 死亡人数由4人变为3人，总分由48变为50",
                                "training_item: 培训率由80%变为87%，总分由48变为50.1",
                                "site: 现场检查（考核组）由8变为10，总分由48变为50",
                            }));
    EXPECT_TRUE(reach(scored(), 0, 2, Language::zh).reached);
    EXPECT_TRUE(reach(scored(), 2, 1, Language::zh).reached);
}

TEST(Reach, ATieThatIsBrokenTheOtherWayNeedsMore) {
    SchemeParts parts = safety::parts();
    parts.outcome.tie_breaks = {{"deaths", true, {}}};
    const Attainment answer = reach(scored(parts), 0, 1, Language::zh);
    EXPECT_EQ(to_string(*answer.needed), "50");
    EXPECT_EQ(answer.notes, (std::vector<std::string>{"总分50分与别的单位相同，先后还要看：死亡人数"}));
    // Two deaths less would be enough to stand before east; one is not, for east had fewer.
    EXPECT_EQ(answer.alone[0].moves[0].to, 2);
}

/// What decides between equal totals does not move here, so that more than east has is needed.
TEST(Reach, ATieThatCannotBeWonNeedsMore) {
    SchemeParts parts = safety::parts();
    parts.outcome.tie_breaks = {{"concealed", false, {}}};
    const Assessment assessed =
        assess(Scheme(parts), safety::facts(2018, {{"west", 4, 2, 80, 8}, {"east", 1, 2, 80, 6, 1}}));
    const Attainment answer = reach(assessed, 0, 1, Language::zh);
    EXPECT_EQ(to_string(*answer.needed), "50.01");
    EXPECT_EQ(
        answer.notes,
        (std::vector<std::string>{"总分50分时与east相同，名次再看瞒报，这些不能改，本单位排在后面，所以要50.01分"}));
}

/// A grade begins where it begins, whoever stands just below.
TEST(Reach, TheLimitOfAGradeIsNoTieThatIsLost) {
    SchemeParts parts = safety::parts();
    parts.outcome.tie_breaks = {{"concealed", false, {}}};
    parts.grades[0].edge.from = 50.01;
    const Assessment assessed =
        assess(Scheme(parts), safety::facts(2018, {{"west", 4, 2, 80, 8}, {"east", 1, 2, 80, 6, 1}}));
    const Attainment answer = reach(assessed, 0, parts.grades[0].title, Language::zh);
    EXPECT_EQ(to_string(*answer.needed), "50.01");
    EXPECT_TRUE(answer.notes.empty());
}

/// East has full marks: no more can be needed.
TEST(Reach, BesideFullMarksATieBreakIsWon) {
    SchemeParts parts = safety::parts();
    parts.outcome.tie_breaks = {{"training", false, {}}};
    const Assessment assessed =
        assess(Scheme(parts), safety::facts(2018, {{"west", 2, 2, 80, 10}, {"east", 2, 2, 100, 10}}));
    const Attainment answer = reach(assessed, 0, 1, Language::zh);
    EXPECT_EQ(to_string(*answer.needed), "60");
    EXPECT_EQ(ways(answer), (std::vector<std::string>{"training_item: 培训率由80%变为100%，总分由54变为60"}));
}

TEST(Reach, SeveralItemsTogetherWithNoStepToSpare) {
    SchemeParts parts = safety::parts();
    parts.grades[0] = {"优秀", 57};
    const Attainment answer = reach(scored(parts), 0, "优秀", Language::zh);
    EXPECT_TRUE(answer.alone.empty());
    ASSERT_TRUE(answer.together);
    EXPECT_EQ(answer.together->words, "培训率由80%变为97%；死亡人数由4人变为2人，总分由48变为57.1");
}

TEST(Reach, AVetoThatMustFallIsNamedWithItsLimit) {
    const Attainment answer = reach(scored(safety::parts(), 1), 0, "优秀", Language::zh);
    EXPECT_TRUE(answer.alone.empty());
    EXPECT_FALSE(answer.together);
    ASSERT_EQ(answer.obstacles.size(), 1U);
    EXPECT_EQ(answer.obstacles[0], "必须先解除一票否决——瞒报事故：瞒报1起，达到一票否决线1起，等级定为不合格");
}

/// A veto on what an item counts falls with it.
TEST(Reach, AVetoOnTheFactOfAnItemFallsWithIt) {
    SchemeParts parts = safety::parts();
    parts.grades[0] = {"优秀", 48};
    parts.vetoes[0].when[0].of = "deaths";
    parts.vetoes[0].when[0].limit = 3.0;
    const Attainment answer = reach(scored(parts), 0, "优秀", Language::zh);
    EXPECT_EQ(ways(answer), (std::vector<std::string>{"deaths_item: 死亡人数由4人变为2人，总分由48变为52"}));
}

TEST(Reach, FullMarksEverywhereAreNotEnough) {
    SchemeParts parts = safety::parts();
    parts.outcome.cap = 56;
    parts.grades[0] = {"优秀", 58};
    const Attainment answer = reach(scored(parts), 0, "优秀", Language::zh);
    EXPECT_EQ(answer.obstacles, (std::vector<std::string>{"各项数据都改到最好也只有56分，还差2分"}));
}

TEST(Reach, AQuotaWithoutAPlaceIsTold) {
    SchemeParts parts = safety::parts();
    parts.outcome.quotas = {{.grade = "优秀", .rank_class = {}, .count = 0, .percent = {}, .place = {}}};
    const Attainment answer = reach(scored(parts), 0, "优秀", Language::zh);
    EXPECT_FALSE(answer.needed);
    EXPECT_EQ(answer.obstacles, (std::vector<std::string>{"无论多少分都达不到：名额或排位已满"}));
}

TEST(Reach, AQuotaRaisesWhatIsNeeded) {
    SchemeParts parts = safety::parts();
    parts.grades[0] = {"优秀", 48};
    parts.outcome.quotas = {{.grade = "优秀", .rank_class = {}, .count = 1, .percent = {}, .place = {}}};
    const Attainment answer = reach(scored(parts), 0, "优秀", Language::zh);
    EXPECT_EQ(to_string(*answer.needed), "50.01");  // beside east both would fall
    EXPECT_EQ(answer.alone[0].moves[0].to, 2);
}

/// Past 90 a figure pays less again.
TEST(Reach, ARuleThatRewardsLessIsSearchedBothWays) {
    SchemeParts parts = safety::parts();
    parts.groups[0].items[1].rule = BandsRule{.bands = {{0, 30}, {70, 24}, {85, 30}, {90, 10}}};
    const Attainment answer = reach(scored(parts), 0, "优秀", Language::zh);
    EXPECT_EQ(answer.alone[0].moves[0].to, 85);  // 5 steps up; 11 down to 69
}

TEST(Reach, AnOpenTotalSaysSo) {
    Facts facts = safety::facts(2018, {{"west", 4, 2, 80, 8}});
    facts.columns[3].states[0] = State::not_scored;
    const Assessment open = assess(Scheme(safety::parts()), facts);
    EXPECT_EQ(reach(open, 0, std::string("合格"), Language::zh).obstacles,
              (std::vector<std::string>{"总分未定（可能在40与50之间），缺的数据和评分补齐以后才能回答"}));
    const Attainment hopeless = reach(open, 0, "优秀", Language::en);
    EXPECT_EQ(hopeless.obstacles,
              (std::vector<std::string>{"the total is open, but at most 50, which is short of 54"}));
    EXPECT_EQ(to_string(hopeless.items[2].open), "10");
}

std::string shown(const Attainment& answer) { return paint_text(layout_reach(answer), 90); }

TEST(Reach, AUnitThatIsOpenIsNotToldToHaveATotal) {
    Facts facts = safety::facts(2018, {{"west", 4, 2, 80, 8}});
    facts.columns[3].states[0] = State::not_scored;
    const Attainment answer = reach(assess(Scheme(safety::parts()), facts), 0, std::string("合格"), Language::zh);
    EXPECT_TRUE(answer.open);
    EXPECT_EQ(answer.state, State::not_scored);
    EXPECT_NE(shown(answer).find("总分未定，需要36分"), std::string::npos) << shown(answer);
    EXPECT_NE(shown(answer).find("暂时不能回答的原因"), std::string::npos) << shown(answer);
}

TEST(Reach, AUnitToWhichNothingAppliesHasNoTotal) {
    Facts facts = safety::facts(2018, {{"west", 4, 2, 80, 8}});
    for (FactColumn& column : facts.columns) column.states[0] = State::not_applicable;
    const Attainment answer = reach(assess(Scheme(safety::parts()), facts), 0, std::string("合格"), Language::zh);
    EXPECT_FALSE(answer.open);
    EXPECT_EQ(answer.obstacles, (std::vector<std::string>{"办法的各项对这个单位都不适用，没有总分"}));
    EXPECT_NE(shown(answer).find("没有总分，需要36分"), std::string::npos) << shown(answer);
}

/// The total is known; whether the veto applies is not.
TEST(Reach, AVetoInDoubtLeavesTheAnswerOpen) {
    Facts facts = safety::facts(2018, {{"west", 4, 2, 80, 8}});
    facts.columns[4].states[0] = State::missing;
    const Assessment assessed = assess(Scheme(safety::parts()), facts);
    const Attainment answer = reach(assessed, 0, std::string("合格"), Language::zh);
    EXPECT_TRUE(answer.open);
    EXPECT_FALSE(answer.reached);
    EXPECT_EQ(to_string(*answer.total), "48");
    EXPECT_EQ(answer.obstacles,
              (std::vector<std::string>{"是否一票否决待查明：瞒报事故", "查明都不适用的，按现有总分48分评为合格"}));
    EXPECT_NE(shown(answer).find("现有总分48分，需要36分"), std::string::npos) << shown(answer);
    EXPECT_NE(shown(answer).find("暂时不能回答的原因"), std::string::npos) << shown(answer);
    const Attainment lowest = reach(assessed, 0, std::string("不合格"), Language::zh);
    EXPECT_TRUE(lowest.reached);  // whether it applies or not
    EXPECT_EQ(lowest.notes, answer.obstacles);
}

/// A veto that also asks for what an item counts can be settled by it.
TEST(Reach, AVetoInDoubtIsSettledByAFactThatMoves) {
    SchemeParts parts = safety::parts();
    parts.vetoes[0].when.push_back({.of = "deaths", .comparison = Comparison::at_least, .limit = 3.0});
    Facts facts = safety::facts(2018, {{"west", 4, 2, 80, 8}});
    facts.columns[4].states[0] = State::missing;
    const Attainment answer = reach(assess(Scheme(parts), facts), 0, std::string("合格"), Language::zh);
    EXPECT_FALSE(answer.open);
    EXPECT_EQ(ways(answer), (std::vector<std::string>{"deaths_item: 死亡人数由4人变为2人，总分由48变为52"}));
    EXPECT_EQ(answer.notes,
              (std::vector<std::string>{"是否一票否决待查明：瞒报事故", "查明都不适用的，按现有总分48分评为合格"}));
}

TEST(Reach, ARankSaysWhoIsNotCounted) {
    Facts facts = safety::facts(2018, {{"west", 4, 2, 80, 8}, {"east", 1, 2, 80, 6}});
    facts.columns[3].states[1] = State::not_scored;
    const Attainment answer = reach(assess(Scheme(safety::parts()), facts), 0, 1, Language::zh);
    EXPECT_TRUE(answer.reached);
    EXPECT_EQ(answer.notes,
              (std::vector<std::string>{"同类还有1个单位的总分未定（east），没有计入，定分以后可能排到前面"}));
    EXPECT_NE(shown(answer).find("现有总分48分，总分多少都够"), std::string::npos) << shown(answer);
}

/// What counts for nothing because it is missing can be supplied.
TEST(Reach, AMissingFactIsSupplied) {
    SchemeParts parts = safety::parts();
    parts.outcome.missing = WhenMissing::zero;
    Facts facts = safety::facts(2018, {{"west", 2, 2, 80, 10}});
    facts.columns[2].states[0] = State::missing;
    const Attainment answer = reach(assess(Scheme(parts), facts), 0, "优秀", Language::zh);
    EXPECT_EQ(ways(answer), (std::vector<std::string>{"training_item: 培训率由缺数据补报为80%，总分由30变为54"}));
    EXPECT_FALSE(answer.alone[0].moves[0].from);
    facts.columns[0].states[0] = State::missing;  // of two, the first is at its best when it is at its limit
    const Attainment both = reach(assess(Scheme(parts), facts), 0, "优秀", Language::zh);
    ASSERT_TRUE(both.together);
    EXPECT_EQ(both.together->moves.size(), 2U);
}

// ---- facts that help only together ----

/// Two shares of 100, at 20 each.
SchemeParts two_shares(double full) {
    SchemeParts parts;
    parts.id = parts.title = "s";
    Group group;
    group.id = "g";
    group.title = "组";
    group.full = 100;
    for (const char* id : {"x", "y"}) {
        Item item;
        item.id = std::string("i") + id;
        item.title = id;
        item.full = full;
        item.fact = id;
        item.rule = ShareRule{100.0};
        group.items.push_back(item);
        parts.facts.push_back({id, id, "%", SuppliedFact{}, {}});
    }
    parts.groups = {group};
    parts.grades = {{"合格", 60}, {"不合格", 0}};
    return parts;
}

std::string together(const SchemeParts& parts) {
    Facts facts{.year = 2022, .units = {{"a", "甲", ""}}, .columns = {}};
    for (const char* id : {"x", "y"}) facts.columns.push_back({id, {20}, {State::value}});
    const Attainment answer = reach(assess(Scheme(parts), facts), 0, "合格", Language::zh);
    return answer.together ? answer.together->words : "";
}

TEST(Reach, TheLowestOfSeveralMustAllRise) {
    for (const Combine combine : {Combine::lowest, Combine::largest_loss}) {
        SchemeParts parts = two_shares(100);
        parts.groups[0].combine = combine;
        EXPECT_EQ(together(parts), "x由20%变为60%；y由20%变为60%，总分由20变为60");
    }
}

TEST(Reach, AGroupThatIsVoidedComesBackWhenAllItsItemsRise) {
    SchemeParts parts = two_shares(50);
    Condition low;
    low.subject = Condition::Subject::lowest;
    low.of = "g";
    low.comparison = Comparison::below;
    low.limit = 15.0;
    parts.groups[0].zero_when = {{low}};
    EXPECT_EQ(together(parts), "x由20%变为90%；y由20%变为30%，总分由0变为60");
}

/// A condition may punish many points: 80 is the best x, for 40 of its points are allowed.
TEST(Reach, WhatIsPunishedForManyPointsIsLeftBelowThem) {
    SchemeParts parts = two_shares(50);
    Condition many;
    many.subject = Condition::Subject::points;
    many.of = "ix";
    many.comparison = Comparison::above;
    many.limit = 40.0;
    parts.groups[0].zero_when = {{many}};
    parts.grades[0] = {"合格", 90};
    EXPECT_EQ(together(parts), "y由20%变为100%；x由20%变为80%，总分由20变为90");
}

// ---- facts that several items read, or that conditions pull back ----

/// The more cases, the fewer points of the first item, and where it has no more than 2 left the whole group is nothing:
/// up to 56 cases are good, and none at all is not, for then the second item is nothing.
Assessment opposed(double cases) {
    SchemeParts parts = two_shares(0);
    Group& group = parts.groups[0];
    group.combine = Combine::largest_loss;
    group.items[0].full = 40;
    group.items[0].rule = BandsRule{.bands = {{0, 40}, {60, 0}}, .interpolate = true};
    group.items[1].full = 10;
    group.items[1].fact = "x";
    group.items[1].rule = ShareRule{90.0};
    Condition low;
    low.subject = Condition::Subject::lowest;
    low.of = "g";
    low.comparison = Comparison::at_most;
    low.limit = 2.0;
    group.zero_when = {{low}};
    return assess(Scheme(parts), {.year = 2022,
                                  .units = {{"a", "甲", ""}},
                                  .columns = {{"x", {cases}, {State::value}}, {"y", {0}, {State::value}}}});
}

TEST(Reach, AFactOfTwoItemsMovesAloneAndNoFartherThanItMust) {
    const Attainment answer = reach(opposed(100), 0, "合格", Language::zh);
    EXPECT_EQ(ways(answer), (std::vector<std::string>{"ix: x由100%变为56%，总分由0变为62.67",
                                                      "iy: x由100%变为56%，总分由0变为62.67"}));
    EXPECT_FALSE(answer.together);
    EXPECT_TRUE(answer.notes.empty());
}

TEST(Reach, WhatIsTooFarToBeTriedStepByStepIsNotCalledTheSmallest) {
    const Attainment answer = reach(opposed(10'000), 0, "合格", Language::zh);
    ASSERT_EQ(answer.alone.size(), 2U);
    EXPECT_LE(answer.alone[0].moves[0].to, 56);
    EXPECT_EQ(answer.notes, (std::vector<std::string>{"x要改的步数太多，没有逐步试完，所列的改法未必是最小的"}));
}

/// Two facts, three items: at least two of them read the same.
class SharedCase {
public:
    explicit SharedCase(unsigned seed) : draw_(seed) {
        parts_.id = parts_.title = "s";
        Group group;
        group.id = "g";
        group.title = "组";
        group.combine = one_of({Combine::sum, Combine::sum, Combine::mean, Combine::lowest, Combine::largest_loss});
        for (const char* id : {"ia", "ib", "ic"}) group.items.push_back(item(id));
        group.full = parts_.full = group.combine == Combine::sum ? 60 : 20;
        for (const char* id : {"f", "g0"}) parts_.facts.push_back({id, id, "", SuppliedFact{}, {}});
        if (one_of({true, false}))
            group.zero_when = {{condition(Condition::Subject::lowest, "g", Comparison::at_most)}};
        if (one_of({true, false, false}))
            group.zero_when.push_back({condition(Condition::Subject::points, "ia", Comparison::above)});
        parts_.groups = {group};
        parts_.grades = {{"甲", 0.9 * parts_.full}, {"乙", 0.6 * parts_.full}, {"丙", 0}};
        outcome_of(parts_.outcome);
        own_ = {static_cast<double>(draw_() % 80), static_cast<double>(draw_() % 80)};
        grade_ = one_of({0, 1});
    }

    std::string goal() const { return parts_.grades[static_cast<std::size_t>(grade_)].title; }
    Assessment now() const { return scored({own_}); }

    /// Whether each of these figures reaches the goal.
    std::vector<bool> reached(const std::vector<std::vector<double>>& rows) const {
        const Assessment all = scored(rows);
        std::vector<bool> reached;
        for (std::size_t row = 0; row < rows.size(); ++row)
            reached.push_back(all.grades[2 * row] >= 0 && all.grades[2 * row] <= grade_);
        return reached;
    }

    std::vector<double> moved(const std::vector<FactMove>& moves, const FactMove* one_less = nullptr) const {
        std::vector<double> row = own_;
        for (const FactMove& move : moves) {
            double& own = row[move.fact == "f" ? 0 : 1];
            const double back = move.to > own ? -1 : 1;
            own = move.to + (&move == one_less ? back : 0);
        }
        return row;
    }

    /// The fewest steps of one fact that reach the goal, of so many; 0: none do.
    double fewest(std::size_t fact, double most) const {
        std::vector<std::vector<double>> rows;
        std::vector<double> steps;
        for (double step = 1; step <= most; ++step)
            for (const double by : {-step, step}) {
                if (own_[fact] + by < 0) continue;
                rows.push_back(own_);
                rows.back()[fact] += by;
                steps.push_back(step);
            }
        const std::vector<bool> reached = this->reached(rows);
        const auto first = std::find(reached.begin(), reached.end(), true);
        return first == reached.end() ? 0 : steps[static_cast<std::size_t>(first - reached.begin())];
    }
    const std::vector<Item>& items() const { return parts_.groups[0].items; }
    double own(std::size_t fact) const { return own_[fact]; }

private:
    template <class Value>
    Value one_of(std::initializer_list<Value> values) {
        return values.begin()[draw_() % values.size()];
    }

    Item item(const char* id) {
        Item item;
        item.id = item.title = id;
        item.full = 20;
        item.fact = one_of({"f", "f", "g0"});
        item.rule = one_of<Rule>(
            {ShareRule{60.0}, PerUnitRule{.per = 7, .reference = 10.0, .over = -2.5, .steps = Steps::whole},
             PerUnitRule{.per = 3, .reference = 40.0, .over = 1, .under = -1, .start = 8.0, .steps = Steps::whole},
             BandsRule{.bands = {{0, 20}, {60, 0}}, .interpolate = true},
             BandsRule{.bands = {{0, 4}, {20, 20}, {45, 9}}}, AllOrNothingRule{Comparison::at_most, 35.0}});
        return item;
    }

    Condition condition(Condition::Subject subject, const char* of, Comparison comparison) {
        return {.subject = subject, .of = of, .comparison = comparison, .limit = one_of({2.0, 6.0, 15.0})};
    }

    void outcome_of(Outcome& outcome) {
        outcome.places = one_of({0, 2});
        outcome.rounded_at = one_of({RoundedAt::item, RoundedAt::total});
        if (one_of({true, false, false}))
            outcome.quotas = {{.grade = "甲", .rank_class = {}, .count = 1, .percent = {}, .place = {}}};
        if (one_of({true, false, false})) outcome.tie_breaks = {{one_of({"f", "ia"}), one_of({true, false}), {}}};
    }

    /// Each beside the same rival, in a class of their own.
    Assessment scored(const std::vector<std::vector<double>>& rows) const {
        Facts facts{.year = 2022, .units = {}, .columns = {{"f", {}, {}}, {"g0", {}, {}}}};
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (const auto& figures : {rows[row], std::vector<double>{30, 30}}) {
                const std::string id = std::to_string(facts.units.size());
                facts.units.push_back({id, id, std::to_string(row)});
                for (std::size_t fact = 0; fact < 2; ++fact) {
                    facts.columns[fact].values.push_back(figures[fact]);
                    facts.columns[fact].states.push_back(State::value);
                }
            }
        return assess(Scheme(parts_), facts);
    }

    std::mt19937 draw_;
    SchemeParts parts_;
    std::vector<double> own_;
    int grade_ = 0;
};

void expect_smallest_alone(const SharedCase& each, const Attainment& answer) {
    const double steps[] = {each.fewest(0, 100), each.fewest(1, 100)};
    for (const Item& item : each.items()) {
        const std::size_t fact = item.fact == "f" ? 0 : 1;
        const auto way =
            std::find_if(answer.alone.begin(), answer.alone.end(), [&](const Way& one) { return one.item == item.id; });
        ASSERT_EQ(way != answer.alone.end(), steps[fact] > 0) << item.id << " " << steps[fact];
        if (way == answer.alone.end()) continue;
        EXPECT_EQ(std::abs(way->moves[0].to - each.own(fact)), steps[fact]) << way->words;
    }
}

void expect_no_step_to_spare(const SharedCase& each, const Way& together) {
    EXPECT_GT(together.moves.size(), 1U);
    std::vector<std::vector<double>> rows{each.moved(together.moves)};
    for (const FactMove& move : together.moves) rows.push_back(each.moved(together.moves, &move));
    const std::vector<bool> reached = each.reached(rows);
    EXPECT_TRUE(reached[0]) << together.words;
    EXPECT_EQ(std::count(reached.begin(), reached.end(), true), 1) << together.words;
}

/// One fact is never told as several, the change told is the smallest, and no step of several can be spared.
TEST(Reach, IsTheSmallestChangeOfFactsThatSeveralItemsRead) {
    unsigned alone = 0;
    unsigned together = 0;
    for (unsigned seed = 0; seed < 60 / cases_divided_by; ++seed) {
        SCOPED_TRACE(seed);
        const SharedCase each(seed);
        const Attainment answer = reach(each.now(), 0, each.goal(), Language::zh);
        if (answer.reached) continue;
        expect_smallest_alone(each, answer);
        if (answer.together) expect_no_step_to_spare(each, *answer.together);
        alone += answer.alone.empty() ? 0 : 1;
        together += answer.together ? 1 : 0;
    }
    EXPECT_GT(alone, 10 / cases_divided_by);
    EXPECT_GT(together, 2 / cases_divided_by);
}

// ---- facts made of others: the base figure moves, and the class with it ----

/// Units with figures x, y and z: a rank by x, the position of y within the class, a share of z over w.
class ClassCase {
public:
    explicit ClassCase(unsigned seed) : draw_(seed) {
        parts_.id = parts_.title = "s";
        for (const char* id : {"x", "y", "z", "w"}) parts_.facts.push_back({id, id, "", SuppliedFact{}, {}});
        const Direction better = one_of({Direction::up, Direction::down});
        parts_.facts.push_back({"rank", "名次", "", ClassFact{"x", ClassFact::Take::rank, better}, {}});
        parts_.facts.push_back({"place", "位置", "%", ClassFact{"y", ClassFact::Take::position, better}, {}});
        parts_.facts.push_back({"ratio", "完成率", "%", RatioFact{"z", "w"}, {}});
        Group group;
        group.id = group.title = "g";
        const auto add = [&](const char* id, const char* fact, Rule rule) {
            Item item;
            item.id = item.title = id;
            item.full = 20;
            item.fact = fact;
            item.rule = std::move(rule);
            group.items.push_back(std::move(item));
        };
        add("ix", "rank", PerUnitRule{.reference = 1.0, .over = -6});
        add("iy", "place", ShareRule{100.0});
        add("iz", "ratio", PerUnitRule{.per = 10, .reference = 100.0, .over = 1, .under = -2, .steps = Steps::begun});
        group.full = parts_.full = 60;
        parts_.groups = {group};
        parts_.grades = {{"甲", 50}, {"乙", 36}, {"丙", 0}};
        if (one_of({true, false, false}))
            parts_.outcome.quotas = {{.grade = "甲", .rank_class = {}, .count = 1, .percent = {}, .place = {}}};
        for (int unit = 0; unit < 4; ++unit)
            class_.push_back({figure(), figure(), figure(), static_cast<double>(8 + draw_() % 3)});
        if (one_of({true, false}))
            goal_ = static_cast<int>(1 + draw_() % 2);
        else
            goal_ = one_of({std::string("甲"), std::string("乙")});
    }

    const Goal& goal() const { return goal_; }
    Assessment now() const { return scored({class_[0]}); }
    const std::vector<double>& own() const { return class_[0]; }
    std::vector<bool> reached(const std::vector<std::vector<double>>& rows) const {
        const Assessment all = scored(rows);
        std::vector<bool> reached;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const std::size_t unit = row * class_.size();
            if (const int* rank = std::get_if<int>(&goal_))
                reached.push_back(all.ranks[unit] > 0 && all.ranks[unit] <= *rank);
            else
                reached.push_back(all.grades[unit] >= 0 && all.grades[unit] <= (std::get<std::string>(goal_) == "乙"));
        }
        return reached;
    }
    static std::size_t number(std::string_view fact) { return fact == "x" ? 0 : fact == "y" ? 1 : 2; }
    std::vector<double> moved(const std::vector<FactMove>& moves) const {
        std::vector<double> row = own();
        for (const FactMove& move : moves) row[number(move.fact)] = move.to;
        return row;
    }

private:
    double figure() { return static_cast<double>(draw_() % 12); }
    template <class Value>
    Value one_of(std::initializer_list<Value> values) {
        return values.begin()[draw_() % values.size()];
    }

    /// Each with the other units in a class of their own.
    Assessment scored(const std::vector<std::vector<double>>& rows) const {
        Facts facts{.year = 2022, .units = {}, .columns = {{"x", {}, {}}, {"y", {}, {}}, {"z", {}, {}}, {"w", {}, {}}}};
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t unit = 0; unit < class_.size(); ++unit) {
                const std::string id = std::to_string(facts.units.size());
                facts.units.push_back({id, id, std::to_string(row)});
                for (std::size_t fact = 0; fact < 4; ++fact) {
                    facts.columns[fact].values.push_back(unit == 0 ? rows[row][fact] : class_[unit][fact]);
                    facts.columns[fact].states.push_back(State::value);
                }
            }
        const Scheme scheme(parts_);
        for (FactColumn& column : derived_facts(scheme, view_of(facts))) facts.columns.push_back(std::move(column));
        return assess(scheme, facts);
    }

    std::mt19937 draw_;
    SchemeParts parts_;
    std::vector<std::vector<double>> class_;
    Goal goal_ = 1;
};

constexpr int most_figure = 19;

/// The fewest steps of each of three figures alone that reach the goal, as far as 19; 0: none do.
std::vector<double> fewest_alone(const ClassCase& each) {
    std::vector<double> fewest;
    for (std::size_t fact = 0; fact < 3; ++fact) {
        std::vector<std::vector<double>> rows;
        for (int figure = 0; figure <= most_figure; ++figure) {
            rows.push_back(each.own());
            rows.back()[fact] = figure;
        }
        const std::vector<bool> reached = each.reached(rows);
        double& least = fewest.emplace_back(0);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const double steps = std::abs(rows[row][fact] - each.own()[fact]);
            if (reached[row] && steps > 0 && (least == 0 || steps < least)) least = steps;
        }
    }
    return fewest;
}

/// Whether any three figures reach the goal, as far as 19.
bool any_reaches(const ClassCase& each) {
    std::vector<std::vector<double>> rows;
    for (int x = 0; x <= most_figure; ++x)
        for (int y = 0; y <= most_figure; ++y)
            for (int z = 0; z <= most_figure; ++z) rows.push_back({double(x), double(y), double(z), each.own()[3]});
    const std::vector<bool> reached = each.reached(rows);
    return std::find(reached.begin(), reached.end(), true) != reached.end();
}

TEST(Reach, MovesWhatARankAPositionOrARatioIsMadeOf) {
    unsigned alone = 0, together = 0;
    for (unsigned seed = 0; seed < 24 / cases_divided_by; ++seed) {
        SCOPED_TRACE(seed);
        const ClassCase each(seed);
        const Attainment answer = reach(each.now(), 0, each.goal(), Language::zh);
        if (answer.reached) continue;
        std::vector<double> told(3, 0);
        for (const Way& way : answer.alone) {
            ASSERT_EQ(way.moves.size(), 1U) << way.words;
            const std::size_t fact = ClassCase::number(way.moves[0].fact);
            if (way.moves[0].to <= most_figure) told[fact] = std::abs(way.moves[0].to - each.own()[fact]);
            EXPECT_TRUE(each.reached({each.moved(way.moves)})[0]) << way.words;
        }
        EXPECT_EQ(told, fewest_alone(each));
        if (answer.together) {
            EXPECT_TRUE(each.reached({each.moved(answer.together->moves)})[0]) << answer.together->words;
        }
        const bool found = !answer.alone.empty() || answer.together;
        EXPECT_TRUE(found || !any_reaches(each));
        alone += !answer.alone.empty();
        together += answer.together.has_value();
    }
    EXPECT_GT(alone, 5 / cases_divided_by);
    EXPECT_GT(together, 2 / cases_divided_by);
}

// ---- random tables against every combination of their figures ----

struct RandomCase {
    SchemeParts parts;
    std::vector<double> own, rival;  ///< x, y, z; NaN: missing
    std::vector<std::vector<double>> figures;
    Goal goal;
};

class Drawing {
public:
    explicit Drawing(unsigned seed) : draw_(seed) {}

    RandomCase operator()() {
        const bool adds = one_in(2);
        made_.parts = parts_of(adds ? Combine::sum : static_cast<Combine>(2 + below(4)));
        for (std::size_t fact = 0; fact < 3; ++fact) add_item(fact);
        add_conditions();
        add_vetoes();
        Outcome& outcome = made_.parts.outcome;
        if (one_in(4)) outcome.quotas = {{.grade = "甲", .rank_class = {}, .count = 1, .percent = {}, .place = {}}};
        if (one_in(3)) outcome.tie_breaks = {{one_in(2) ? "x" : "iy", one_in(2), {}}};
        if (one_in(4)) {
            outcome.missing = WhenMissing::zero;
            made_.own[below(3)] = std::nan("");
        }
        if (one_in(3))
            made_.goal = 1;
        else
            made_.goal = std::string(one_in(2) ? "甲" : "乙");
        return std::move(made_);
    }

private:
    std::size_t below(std::size_t limit) { return draw_() % limit; }
    bool one_in(std::size_t chances) { return below(chances) == 0; }

    static SchemeParts parts_of(Combine combine) {
        SchemeParts parts;
        parts.id = parts.title = "s";
        parts.full = combine == Combine::sum ? 30 : 10;
        Group group;
        group.id = "g";
        group.title = "组";
        group.full = parts.full;
        group.combine = combine;
        parts.groups = {group};
        parts.grades = {{"甲", 0.8 * parts.full}, {"乙", 0.5 * parts.full}, {"丙", 0}};
        return parts;
    }

    void add_item(std::size_t fact) {
        static const Rule rules[] = {
            ShareRule{100.0},
            PerUnitRule{.reference = 2.0, .over = -3},
            AllOrNothingRule{Comparison::at_least, 5.0},
            BandsRule{.bands = {{0, 4}, {2, 10}, {4, 6}}},
            BandsRule{.bands = {{0, 0}, {3, 10}, {5, 2}}},
        };
        const std::size_t rule = below(std::size(rules));
        std::vector<double> figures;
        for (int figure = 0; figure <= 6; ++figure) figures.push_back(rule == 0 ? figure * 100.0 / 5 : figure);
        const std::string id(1, static_cast<char>('x' + fact));
        Item item;
        item.id = "i" + id;
        item.title = "项目" + id;
        item.full = 10;
        item.fact = id;
        item.rule = rules[rule];
        made_.parts.groups[0].items.push_back(item);
        made_.parts.facts.push_back({id, id, "", SuppliedFact{}, {}});
        made_.own.push_back(figures[below(figures.size())]);
        made_.rival.push_back(figures[below(figures.size())]);
        made_.figures.push_back(std::move(figures));
    }

    static Condition condition(Condition::Subject subject, const char* of, Comparison comparison, double limit) {
        return {.subject = subject, .of = of, .comparison = comparison, .limit = limit};
    }

    void add_conditions() {
        using Subject = Condition::Subject;
        auto& zero_when = made_.parts.groups[0].zero_when;
        if (one_in(4)) zero_when.push_back({condition(Subject::lowest, "g", Comparison::below, 3)});
        if (one_in(5))
            zero_when.push_back({condition(Subject::fact, "x", Comparison::above, 3),
                                 condition(Subject::fact, "y", Comparison::below, 2)});
        if (one_in(6)) zero_when.push_back({condition(Subject::points, "ix", Comparison::above, 8)});
        if (one_in(6)) zero_when.push_back({condition(Subject::rate, "g", Comparison::above, 90)});
    }

    void add_vetoes() {
        using Subject = Condition::Subject;
        const auto add = [&](Conditions when, std::vector<Conditions> unless, Veto::Effect effect) {
            Veto veto;
            veto.title = "否决" + std::to_string(made_.parts.vetoes.size());
            veto.when = std::move(when);
            veto.unless = std::move(unless);
            veto.effect = effect;
            if (effect == Veto::Effect::grade) veto.grade = "丙";
            made_.parts.vetoes.push_back(std::move(veto));
        };
        if (one_in(4)) add({condition(Subject::fact, "z", Comparison::at_least, 3)}, {}, Veto::Effect::grade);
        if (one_in(5))
            add({condition(Subject::rate, "g", Comparison::below, 95)},
                {{condition(Subject::fact, "x", Comparison::at_least, 1),
                  condition(Subject::fact, "y", Comparison::at_least, 1)}},
                Veto::Effect::one_down);
        if (one_in(6)) add({condition(Subject::points, "iy", Comparison::below, 4)}, {}, Veto::Effect::zero);
    }

    std::mt19937 draw_;
    RandomCase made_;
};

/// A unit with these figures beside its rival, each pair a class of its own.
Facts beside_rival(const RandomCase& each, const std::vector<std::vector<double>>& rows) {
    Facts facts{.year = 2022, .units = {}, .columns = {}};
    for (const char* id : {"x", "y", "z"}) facts.columns.push_back({id, {}, {}});
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (const auto* figures : {&rows[row], &each.rival}) {
            const std::string id = (figures == &each.rival ? "b" : "a") + std::to_string(row);
            facts.units.push_back({id, id, "组" + std::to_string(row)});
            for (std::size_t fact = 0; fact < 3; ++fact) {
                facts.columns[fact].values.push_back((*figures)[fact]);
                facts.columns[fact].states.push_back(std::isnan((*figures)[fact]) ? State::missing : State::value);
            }
        }
    return facts;
}

bool is_reached(const RandomCase& each, const Assessment& assessed, std::size_t unit) {
    if (std::holds_alternative<int>(each.goal)) return assessed.ranks[unit] == 1;
    const int grade = std::get<std::string>(each.goal) == "甲" ? 0 : 1;
    return assessed.grades[unit] >= 0 && assessed.grades[unit] <= grade;
}

/// Whether any combination of the figures reaches the goal, those that are now included.
bool any_reaches(const RandomCase& each) {
    std::vector<std::vector<double>> rows;
    auto figures = each.figures;
    for (std::size_t fact = 0; fact < 3; ++fact) figures[fact].push_back(each.own[fact]);
    for (const double x : figures[0])
        for (const double y : figures[1])
            for (const double z : figures[2]) rows.push_back({x, y, z});
    const Assessment assessed = assess(Scheme(each.parts), beside_rival(each, rows));
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (is_reached(each, assessed, 2 * row)) return true;
    return false;
}

std::vector<double> moved(const RandomCase& each, const std::vector<FactMove>& moves) {
    std::vector<double> row = each.own;
    for (const FactMove& move : moves) row[static_cast<std::size_t>(move.fact[0] - 'x')] = move.to;
    return row;
}

void expect_ways_reach(const RandomCase& each, const Way& way) {
    std::vector<std::vector<double>> rows{moved(each, way.moves)};
    for (const FactMove& spared : way.moves) {
        auto others = way.moves;
        std::erase(others, spared);
        rows.push_back(moved(each, others));
    }
    const Assessment assessed = assess(Scheme(each.parts), beside_rival(each, rows));
    EXPECT_TRUE(is_reached(each, assessed, 0)) << way.words;
    EXPECT_EQ(assessed.totals[0], way.total) << way.words;
    for (std::size_t row = 1; row < rows.size(); ++row)
        EXPECT_FALSE(is_reached(each, assessed, 2 * row)) << way.words << " without " << way.moves[row - 1].fact;
}

/// That nothing reaches a goal is never said where something does, and what is told does.
TEST(Reach, IsRightOfRandomTables) {
    unsigned found = 0;
    for (unsigned seed = 0; seed < 300 / cases_divided_by; ++seed) {
        SCOPED_TRACE(seed);
        const RandomCase each = Drawing(seed)();
        const Assessment assessed = assess(Scheme(each.parts), beside_rival(each, {each.own}));
        const Attainment answer = reach(assessed, 0, each.goal, Language::zh);
        const bool has_way = !answer.alone.empty() || answer.together;
        EXPECT_EQ(answer.reached, is_reached(each, assessed, 0));
        if (!answer.reached && !has_way) {
            EXPECT_FALSE(any_reaches(each)) << (answer.obstacles.empty() ? "" : answer.obstacles[0]);
        }
        EXPECT_NE(answer.reached || has_way, !answer.obstacles.empty());
        for (const Way& way : answer.alone) expect_ways_reach(each, way);
        if (answer.together) expect_ways_reach(each, *answer.together);
        found += has_way ? 1 : 0;
    }
    EXPECT_GT(found, 100 / cases_divided_by);
}

/// An item of 60 points on a figure beside marks of 40, which are full; 优秀 takes 90.
SchemeParts with_figure(Rule rule, std::string unit = "%") {
    SchemeParts parts;
    parts.id = parts.title = "s";
    parts.facts = {{"f", "变化率", std::move(unit), SuppliedFact{}, {}}};
    Item figure, marked;
    figure.id = figure.title = "i";
    figure.full = 60;
    figure.fact = "f";
    figure.rule = std::move(rule);
    marked.id = marked.title = "m";
    marked.full = 40;
    marked.rule = MarksRule{};
    Group group;
    group.id = group.title = "g";
    group.full = 100;
    group.items = {figure, marked};
    parts.groups = {group};
    parts.grades = {{"优秀", 90, {}}, {"合格", 0, {}}};
    return parts;
}

/// Where nothing is, the figure is missing and counts for nothing.
Attainment reach_top(SchemeParts parts, std::optional<double> figure, double of_another = 1) {
    parts.outcome.missing = WhenMissing::zero;
    return reach(assess(Scheme(parts), {.year = 2018,
                                        .units = {{"a", "a", ""}, {"b", "b", ""}},
                                        .columns = {{"f",
                                                     {figure.value_or(0), of_another},
                                                     {figure ? State::value : State::missing, State::value}},
                                                    {"m.team", {40, 40}, {}}}}),
                 0, "优秀", Language::zh);
}

TEST(Reach, AFigureFallsBelowZeroWhereARuleSaysThatItCan) {
    const auto only_way = [](const Attainment& answer) {
        EXPECT_EQ(answer.obstacles, std::vector<std::string>());
        return answer.alone.empty() ? std::string() : answer.alone[0].words;
    };
    const Rule falls = AllOrNothingRule{Comparison::at_most, -3.0};
    EXPECT_EQ(only_way(reach_top(with_figure(falls), 0.5)), "变化率由0.5%变为-3%，总分由40变为100");
    EXPECT_EQ(only_way(reach_top(with_figure(falls), 0)), "变化率由0%变为-3%，总分由40变为100");
    EXPECT_EQ(only_way(reach_top(with_figure(falls), std::nullopt)), "变化率由缺数据补报为-3%，总分由40变为100");
    EXPECT_EQ(only_way(reach_top(with_figure(AllOrNothingRule{Comparison::below, 0.0}), 1)),
              "变化率由1%变为-1%，总分由40变为100");
    EXPECT_EQ(only_way(reach_top(with_figure(PerUnitRule{.reference = -3.0, .over = -10}), 1)),
              "变化率由1%变为-2%，总分由60变为90");
    EXPECT_EQ(only_way(reach_top(with_figure(PerUnitRule{.reference = 0.0, .under = 20, .start = 0}), 1)),
              "变化率由1%变为-3%，总分由40变为100");
    EXPECT_EQ(only_way(reach_top(with_figure(BandsRule{.bands = {{-100, 60}, {{-10, true}, 30}, {{0, true}, 0}}}), 2)),
              "变化率由2%变为-10%，总分由40变为100");
    EXPECT_EQ(only_way(reach_top(with_figure(BandsRule{.bands = {{0, 0}}, .below = 60}), 2)),
              "变化率由2%变为-1%，总分由40变为100");
    EXPECT_EQ(only_way(reach_top(with_figure(BandsRule{.bands = {{-10, 60}, {10, 0}}, .interpolate = true}), 2)),
              "变化率由2%变为-7%，总分由64变为91");
    SchemeParts ratio = with_figure(falls);
    ratio.facts = {{"x", "增量", "万元", SuppliedFact{}, {}},
                   {"y", "上年", "万元", SuppliedFact{}, {}},
                   {"f", "增速", "%", RatioFact{"x", "y"}, {}}};
    const Assessment of_ratio =
        assess(Scheme(ratio), {.year = 2018,
                               .units = {{"a", "a", ""}},
                               .columns = {{"x", {5}, {}}, {"y", {200}, {}}, {"f", {2.5}, {}}, {"m.team", {40}, {}}}});
    EXPECT_EQ(only_way(reach(of_ratio, 0, "优秀", Language::zh)), "增量由5万元变为-6万元，总分由40变为100");
}

/// Fewer than no deaths are never proposed. What may be negative without showing it is tried down to 0, which proves
/// nothing.
TEST(Reach, AFigureThatNothingShowsToBeNegativeStaysAboveZero) {
    const Rule gains = PerUnitRule{.reference = 5.0, .under = 1, .start = 40, .ceiling = 60};
    const Attainment deaths = reach_top(with_figure(gains, "人"), 3);
    EXPECT_EQ(deaths.obstacles, (std::vector<std::string>{"各项数据都改到最好也只有85分，还差5分"}));
    EXPECT_TRUE(deaths.notes.empty());
    const Attainment rate = reach_top(with_figure(gains), 3);
    EXPECT_EQ(rate.obstacles,
              (std::vector<std::string>{"试过的改法中，最好的总分85分，仍然达不到；没有全部试完，不能断定达不到"}));
    EXPECT_EQ(rate.notes, (std::vector<std::string>{"变化率只试到0：没有数据或规则表明它可以是负数"}));
    const Attainment known = reach_top(with_figure(gains), 3, -2);  // another unit's is negative
    ASSERT_EQ(known.alone.size(), 1U);
    EXPECT_EQ(known.alone[0].words, "变化率由3%变为-5%，总分由82变为90");
}

/// East's total falls when west passes it, so that less is enough than east has now.
TEST(Reach, WhatPushesARivalDownIsSeen) {
    SchemeParts parts = with_figure(PerUnitRule{.reference = 1.0, .over = -20});
    parts.facts = {{"x", "产值", "万元", SuppliedFact{}, {}},
                   {"f", "名次", "", ClassFact{"x", ClassFact::Take::rank}, {}}};
    parts.grades[0].edge.from = 80;
    parts.outcome.quotas = {{.grade = "优秀", .rank_class = {}, .count = 1, .percent = {}, .place = {}}};
    const auto facts = [](double west, double marks) {
        const bool first = west > 8;
        return Facts{
            .year = 2018,
            .units = {{"west", "west", ""}, {"east", "east", ""}},
            .columns = {
                {"x", {west, 8}, {}}, {"f", {first ? 1.0 : 2.0, first ? 2.0 : 1.0}, {}}, {"m.team", {marks, 40}, {}}}};
    };
    const Attainment answer = reach(assess(Scheme(parts), facts(7, 10)), 0, "优秀", Language::zh);
    EXPECT_EQ(to_string(*answer.needed), "100.01");  // as east stands now
    EXPECT_TRUE(answer.obstacles.empty());
    ASSERT_TRUE(answer.together);
    EXPECT_EQ(answer.together->words, "m（考核组）由10变为21；产值由7万元变为9万元，总分由50变为81");
    const Assessment then = assess(Scheme(parts), facts(9, 21));
    EXPECT_EQ(std::pair(then.grades[0], then.grades[1]), std::pair(0, 1));
}

TEST(Reach, RefusesWhatDoesNotExist) {
    EXPECT_THROW(reach(scored(), 0, "良好", Language::zh), std::out_of_range);
    EXPECT_THROW(reach(scored(), 9, "优秀", Language::zh), std::out_of_range);
    EXPECT_THROW(reach(scored(), 9, 1, Language::zh), std::out_of_range);
    EXPECT_THROW(reach(scored(), 0, 0, Language::zh), ArgumentError);
    EXPECT_THROW(reach(scored(), 0, 9, Language::zh), ArgumentError);
}

TEST(Reach, ReadsAsATable) {
    const std::string words = paint_text(layout_reach(reach(scored(), 0, "优秀", Language::zh)), 90);
    EXPECT_NE(words.find("west：怎样评为优秀"), words.npos) << words;
    EXPECT_NE(words.find("现有总分48分，需要54分"), words.npos) << words;
    EXPECT_NE(words.find("安全培训：培训率由80%变为100%"), words.npos) << words;
}

}  // namespace
}  // namespace libplan
