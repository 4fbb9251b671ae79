#include <gtest/gtest.h>

#include "libplan/reach.hpp"
#include "reports/layout.hpp"
#include "reports/text.hpp"
#include "tests/cpp/safety.hpp"

namespace libplan {
namespace {

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
    EXPECT_EQ(to_string(*answer.needed), "50.01");
    // Two deaths less would be enough to stand before east; one is not, for east had fewer.
    EXPECT_EQ(answer.alone[0].moves[0].to, 2);
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

TEST(Reach, RefusesWhatDoesNotExist) {
    EXPECT_THROW(reach(scored(), 0, "良好", Language::zh), std::out_of_range);
    EXPECT_THROW(reach(scored(), 9, "优秀", Language::zh), std::out_of_range);
    EXPECT_THROW(reach(scored(), 0, 0, Language::zh), std::invalid_argument);
}

TEST(Reach, ReadsAsATable) {
    const std::string words = paint_text(layout_reach(reach(scored(), 0, "优秀", Language::zh), Language::zh), 90);
    EXPECT_NE(words.find("west：怎样评为优秀"), words.npos) << words;
    EXPECT_NE(words.find("现有总分48分，需要54分"), words.npos) << words;
    EXPECT_NE(words.find("安全培训：培训率由80%变为100%"), words.npos) << words;
}

}  // namespace
}  // namespace libplan
