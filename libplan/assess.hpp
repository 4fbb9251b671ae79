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
};

struct Mark {
    std::string item, body;
    Scorer scorer = Scorer::team;
    double value = 0;
    State state = State::missing;
    std::string note;
    bool illustrative = false;
    Place place;
};

/// Everything an assessment is gathered from besides the measured indicators.
struct Records {
    Observations controls;
    std::vector<Event> events;
    std::vector<TaskReport> reports;
    std::vector<Mark> marks;
};

/// A fact for every unit: numbers beside states.
struct FactColumn {
    std::string id;
    std::vector<double> values;
    std::vector<State> states;
};

/// What is known of every unit of a scheme, in columns. Marks are facts too, named "item.self", "item.department",
/// "item.team"; an occurrences rule counts by class in facts named "fact/class".
struct Facts {
    int year = 0;
    std::vector<std::string> units;  ///< body ids
    std::vector<FactColumn> columns;
    bool illustrative = false;
    const FactColumn* find(std::string_view id) const;
};

/// Gathers the facts of a year for all bodies that the scheme assesses.
Facts gather(const Plan& plan, const Scheme& scheme, const Progress& progress, const Records& records, int year);

/// Exact points of every unit, in columns.
struct Assessment {
    Scheme scheme;
    Facts facts;
    std::vector<std::string> unit_titles, unit_classes;
    struct ItemColumn {
        std::vector<Points> points;
        std::vector<State> states;
    };
    std::vector<ItemColumn> items;            ///< in the order of the scheme's items, groups flattened
    std::vector<std::vector<Points>> groups;  ///< per group, per unit: exact sums of item points
    std::vector<Points> scored, applicable;   ///< per unit: points got and full marks of applicable items
    std::vector<Points> totals;               ///< after rescaling, rounded; meaningful where complete
    std::vector<bool> complete;               ///< no item is missing or not yet scored
    std::vector<int> grades;                  ///< index into scheme grades, -1 while open
    std::vector<std::vector<int>> vetoes;     ///< per unit: vetoes that apply
    std::vector<int> ranks;                   ///< competition ranking within a class, 0 while open
};

Assessment assess(const Plan& plan, const Scheme& scheme, const Facts& facts);

/// One line of a scorecard.
struct ScorecardLine {
    const Item* item = nullptr;  ///< in the assessment's scheme, which must outlive the card
    State state = State::value;
    Points points, full, lost;
    std::vector<std::pair<std::string, double>> inputs;  ///< fact id and value, in the order the rule reads them
    std::vector<State> input_states;
    std::optional<double> self_mark, department_mark, team_mark;
    std::string words;  ///< the rule applied, with its figures
};

/// One unit's self-contained story.
struct Scorecard {
    std::string unit, title, unit_class;
    std::size_t index = 0;
    std::vector<ScorecardLine> lines;
    Points total, scored, applicable;
    bool complete = false;
    std::string grade, grade_without_veto;
    std::vector<std::string> vetoes;  ///< in words, with clause
    int rank = 0, ranked = 0;
    bool tied = false;
};
Scorecard scorecard(const Assessment& assessment, std::size_t unit, Language language);

}  // namespace libplan
