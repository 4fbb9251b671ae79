#pragma once
#include "libplan/progress.hpp"
#include "libplan/scheme.hpp"

namespace libplan {

/// A yearly control figure given to a body is an observation of its own kind, in columns like the others.
struct Event {
    std::string id;
    Date date{};
    std::string kind, severity;
    std::vector<std::string> bodies;
    double deaths = 0, injuries = 0;
    std::string title;
    bool illustrative = false;
    Place place;
    bool operator==(const Event&) const = default;
};

enum class TaskStatus { not_started, in_progress, done };
struct TaskReport {
    std::string task, body;
    Date date{};
    TaskStatus status = TaskStatus::not_started;
    double percent = 0;
    std::string evidence, note;
    bool illustrative = false;
    Place place;
    bool operator==(const TaskReport&) const = default;
};

struct Mark {
    std::string item, body;
    int year = 0;
    Scorer scorer = Scorer::team;
    double value = 0;
    State state = State::missing;
    std::string note;
    bool illustrative = false;
    Place place;
    bool operator==(const Mark&) const = default;
};

/// Everything an assessment is gathered from besides the measured indicators.
struct Records {
    Observations controls;
    std::vector<Event> events;
    std::vector<TaskReport> reports;
    std::vector<Mark> marks;
    bool operator==(const Records&) const = default;
};

/// A fact for every unit: numbers beside states.
struct FactColumn {
    std::string id;
    std::vector<double> values;
    std::vector<State> states;
    bool operator==(const FactColumn&) const = default;
};

/// An assessed unit.
struct Unit {
    std::string id, title;
    std::string rank_class;  ///< units of different classes are ranked apart
    bool operator==(const Unit&) const = default;
};

/// What is known of every unit of a scheme, in columns. Marks are facts too, named "item.self", "item.department",
/// "item.team"; an occurrences rule counts by class in facts named "fact/class".
struct Facts {
    int year = 0;
    std::vector<Unit> units;
    std::vector<FactColumn> columns;
    bool illustrative = false;
    const FactColumn* find(std::string_view id) const;
    bool operator==(const Facts&) const = default;
};

/// Gathers the facts of a year for all bodies that the scheme assesses. `last_year` is measured for the year before;
/// without it, facts of that year that come from indicators are missing.
Facts gather(const Plan& plan, const Scheme& scheme, const Progress& progress, const Records& records, int year,
             const Progress& last_year = {});

/// Whether a scheme compares with the year before.
bool compares_with_last_year(const Scheme& scheme);

/// Exact points of every unit, in columns.
struct Assessment {
    Assessment(Scheme scheme_used, Facts facts_used) : scheme(std::move(scheme_used)), facts(std::move(facts_used)) {}
    Scheme scheme;
    Facts facts;
    struct ItemColumn {
        std::vector<Points> points;
        std::vector<State> states;
        bool operator==(const ItemColumn&) const = default;
    };
    std::vector<ItemColumn> items;            ///< in the order of the scheme's items, groups flattened
    std::vector<std::vector<Points>> groups;  ///< per group, per unit: exact sums of item points
    std::vector<Points> scored, applicable;   ///< per unit: points got and full marks of applicable items
    std::vector<Points> totals;               ///< after rescaling, rounded; meaningful where complete
    std::vector<bool> complete;               ///< no item is missing or not yet scored
    std::vector<int> grades;                  ///< index into scheme grades, -1 while open
    std::vector<std::vector<int>> vetoes;     ///< per unit: vetoes that apply
    std::vector<int> ranks;                   ///< competition ranking within a class, 0 while open
    bool operator==(const Assessment&) const = default;
};

/// Scores every unit. Throws std::invalid_argument if the facts lack a column that the scheme reads.
Assessment assess(const Scheme& scheme, const Facts& facts);

/// One line of a scorecard.
struct ScorecardLine {
    Item item;
    State state = State::value;
    Points points, full, lost;                           ///< nothing is lost of what is still open
    std::vector<std::pair<std::string, double>> inputs;  ///< fact id and value, in the order the rule reads them
    std::vector<State> input_states;
    std::optional<double> self_mark, department_mark, team_mark;
    std::string words;  ///< the rule applied, with its figures
    bool operator==(const ScorecardLine&) const = default;
};

/// One unit's self-contained story.
struct Scorecard {
    Unit unit;
    std::size_t index = 0;  ///< of the unit in the assessment's columns
    std::vector<ScorecardLine> lines;
    Points total, scored, applicable;
    bool complete = false;
    std::string grade, grade_without_veto;
    std::vector<std::string> vetoes;  ///< in words, with clause
    int rank = 0, ranked = 0;
    bool tied = false;
    std::string scheme;  ///< its title
    int year = 0;
    double full = 0;            ///< of the scheme
    bool illustrative = false;  ///< rests on made-up facts
    bool operator==(const Scorecard&) const = default;
};
/// Throws std::out_of_range for a unit that is not in the assessment.
Scorecard scorecard(const Assessment& assessment, std::size_t unit, Language language);

}  // namespace libplan
