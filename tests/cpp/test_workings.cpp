#include <gtest/gtest.h>

#include "libplan/read.hpp"
#include "libplan/workings.hpp"
#include "reports/write.hpp"

namespace libplan {
namespace {

const std::vector<Assessment>& every_assessment() {
    static const YearResults results = [] {
        const auto folder = std::filesystem::path(LIBPLAN_SOURCE_DIR) / "tests/data/every_rule";
        return assess_year(read_folder(folder), 2018);
    }();
    return results.assessments;
}

const Assessment& assessment_by(const std::string& scheme) {
    return *std::find_if(every_assessment().begin(), every_assessment().end(),
                         [&](const Assessment& each) { return each.scheme->id == scheme; });
}

std::size_t group_at(const Assessment& assessment, const std::string& id) {
    const auto groups = assessment.scheme.groups();
    return static_cast<std::size_t>(
        std::find_if(groups.begin(), groups.end(), [&](const Group* group) { return group->id == id; }) -
        groups.begin());
}

/// For each assessed unit of each scheme.
template <class Check>
void for_every_unit(Check&& check) {
    for (const Assessment& assessment : every_assessment())
        for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit) {
            SCOPED_TRACE(assessment.scheme->id + " " + assessment.facts.units[unit].id);
            check(assessment, workings(assessment, unit), unit);
        }
}

TEST(Workings, TellOfItemsAndGroupsWhatTheScoresSay) {
    for_every_unit([](const Assessment& assessment, const Workings& told, std::size_t unit) {
        for (std::size_t i = 0; i < told.items.size(); ++i)
            EXPECT_NEAR(told.items[i].points, assessment.items[i].points[unit].value(), 1e-6);
        for (std::size_t i = 0; i < told.groups.size(); ++i)
            EXPECT_NEAR(told.groups[i].result.points, assessment.groups[i][unit].value(), 1e-6);
    });
}

TEST(Workings, LeadToTheTotalAndTheGrade) {
    for_every_unit([](const Assessment& assessment, const Workings& told, std::size_t unit) {
        EXPECT_EQ(told.applicable, assessment.applicable[unit].value());
        EXPECT_EQ(told.earned, assessment.earned[unit].value());
        const State state = assessment.total_states[unit];
        EXPECT_EQ(told.state, state);
        const bool zeroed = std::any_of(told.vetoes.begin(), told.vetoes.end(), [&](const VetoWorking& veto) {
            const auto index = static_cast<std::size_t>(&veto - told.vetoes.data());
            return veto.applies && assessment.scheme->vetoes[index].effect == Veto::Effect::zero;
        });
        if (told.open && zeroed) {
            EXPECT_EQ(state, State::value);
        } else if (told.open) {
            EXPECT_TRUE(state == State::missing || state == State::not_scored);
        } else if (told.applicable == 0) {
            EXPECT_EQ(state, State::not_applicable);
        }
        ASSERT_FALSE(told.publishing.empty());
        EXPECT_EQ(told.publishing.back().total, assessment.totals[unit].value());
        EXPECT_EQ(told.publishing.back().grade - 1, assessment.grades[unit]);
    });
}

// What a share of full marks stands for is rounded like the points of any other item, and so added up.
TEST(Workings, ItemsThatDoNotApplyAreAddedUpAsTheyAreShown) {
    const Assessment& assessment = assessment_by("every");
    const Workings told = workings(assessment, 4);
    EXPECT_EQ(assessment.items[0].state(4), State::not_applicable);
    EXPECT_EQ(told.items[0].points, 12.01);  // 60.025 % of 20
    EXPECT_NEAR(told.groups[0].combined.points, 12.01 + told.items[1].points + told.items[2].points, 1e-9);
}

TEST(Workings, TellEachStepOfAGroup) {
    const Assessment& assessment = assessment_by("every");
    const std::size_t group = group_at(assessment, "accident_group");
    const GroupWorking first = workings(assessment, 0).groups[group];  // 20, 24 and 26 of 75
    EXPECT_EQ(first.combined.points, 70);
    EXPECT_EQ(first.capped.points, 70);
    EXPECT_EQ(first.zero_when[0].hold, Verdict::no);
    const GroupWorking last = workings(assessment, 5).groups[group];  // nothing, but not less than 5; then voided
    EXPECT_EQ(last.raised.points, last.combined.points < 5 ? 5 : last.combined.points);
    EXPECT_EQ(last.zero_when[1].hold, Verdict::yes);
    EXPECT_EQ(last.result.points, 0);
}

TEST(Workings, SayWhyAVetoIsNotKnown) {
    const Assessment& assessment = assessment_by("every");
    const Workings told = workings(assessment, 3);  // u4: whether there were problems of audit is missing
    const VetoWorking& audit = told.vetoes[4];
    EXPECT_EQ(audit.when.conditions[0].value_state, State::missing);
    EXPECT_EQ(audit.when.hold, Verdict::unknown);
    EXPECT_TRUE(audit.open);
}

TEST(Workings, KnowOnlyUnitsThatAreThere) { EXPECT_THROW(workings(every_assessment().front(), 99), std::out_of_range); }

}  // namespace
}  // namespace libplan
