#pragma once
// Private: how the total of one unit comes about, step by step. What stands between the items and the total is told
// exactly, as the engine holds it, so that a report shows the arithmetic without doing it again.
#include <optional>
#include <string>
#include <vector>

#include "libplan/assess.hpp"

namespace libplan {

/// Decimals of points that are not rounded yet, where words tell them.
inline constexpr int unrounded_places = 6;

enum class Verdict { no, yes, unknown };

/// The points of an item or a group, before any rounding that the scheme does not ask for.
struct PartWorking {
    double points = 0;
    double full = 0;      ///< of what applies
    bool applies = true;  ///< else it takes no part
    bool open = false;    ///< rests on something missing or not yet scored
};

/// What a condition compares; nothing where the figure is missing, not applicable or still open.
struct ConditionWorking {
    std::optional<double> value, limit;
    State value_state = State::value, limit_state = State::value;
    Verdict holds = Verdict::no;
};

/// All of a list of conditions hold, or some do not, or that is not known.
struct ConditionsWorking {
    std::vector<ConditionWorking> conditions;
    Verdict hold = Verdict::no;
};

/// A group after each step that its scheme may ask of it; a step that is not asked for changes nothing.
struct GroupWorking {
    PartWorking combined, rescaled, raised, capped, voided;
    PartWorking result;  ///< rounded, where the scheme rounds groups
    std::vector<ConditionsWorking> zero_when;
};

struct VetoWorking {
    bool concerns_unit = true;
    ConditionsWorking when;
    std::vector<ConditionsWorking> unless;
    bool applies = false;
    bool open = false;  ///< it is not known whether it applies
    /// What is recorded goes first: it switches off a veto even where it is not known whether the veto would apply.
    Verdict verdict() const {
        bool in_doubt = when.hold == Verdict::unknown;
        for (const ConditionsWorking& finding : unless) {
            if (finding.hold == Verdict::yes) return Verdict::no;
            in_doubt = in_doubt || finding.hold == Verdict::unknown;
        }
        return when.hold == Verdict::no ? Verdict::no : in_doubt ? Verdict::unknown : Verdict::yes;
    }
};

/// What stands after a step of the scheme's order. Grades count from 1, the highest; 0 is open.
struct StepWorking {
    Step step = Step::rescale;
    double total = 0;
    int grade = 0;
    std::vector<int> grades_after_vetoes;  ///< of the step `demote`: after each veto, in their order
};

struct Workings {
    std::vector<PartWorking> items;    ///< in the order of Scheme::items
    std::vector<GroupWorking> groups;  ///< in the order of Scheme::groups
    double base = 0, bonus = 0, penalty = 0, applicable = 0;
    bool open = false;                    ///< some item that counts is
    std::vector<StepWorking> steps;       ///< up to the first step that works with the rounded total
    double earned = 0;                    ///< the rounded total, before vetoes
    std::vector<VetoWorking> vetoes;      ///< in the order of the scheme
    State state = State::value;           ///< of the total, vetoes that would zero it included
    std::vector<StepWorking> publishing;  ///< the steps after that
    int lowered = 0;                      ///< grades that quotas took, as the final grade tells
};

/// Throws std::out_of_range for a unit that is not in the assessment.
Workings workings(const Assessment& assessment, std::size_t unit);

/// The points of an item before the scheme rounds them, if at all.
double unrounded_points(const Assessment& assessment, std::size_t item, std::size_t unit);

/// The scorecard of a unit whose workings are known already.
Scorecard scorecard(const Assessment& assessment, std::size_t unit, const Workings& workings, Language language);

}  // namespace libplan
