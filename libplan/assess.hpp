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
    std::vector<std::string> faults;  ///< finding of fault of each body; none: not found yet, counts whole
    double deaths = 0, injuries = 0;
    int counts_in = 0;   ///< the year it counts in, if not that of its date: concealed cases found later
    std::string matter;  ///< what it is about: a rule may count only the one worth most of the events of one matter
    std::string title;
    bool illustrative = false;
    Place place;
    bool operator==(const Event&) const = default;
};

/// How a total, a grade or a rank is told that is not known: open, or not applicable.
Phrase phrase_of_unknown(State state_of_total);

/// 自评, 部门评分, 考核组评分 …
Phrase phrase_of(Scorer scorer);
Phrase phrase_of(Rounding rounding);

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

/// A figure supplied for a fact of one body and year.
struct SuppliedFigure {
    std::string fact, body;
    int year = 0;
    double value = 0;
    State state = State::missing;
    std::string source;
    bool illustrative = false;
    Place place;
    bool operator==(const SuppliedFigure&) const = default;
};

/// Everything an assessment is gathered from besides the measured indicators.
struct Records {
    Observations controls;
    std::vector<Event> events;
    std::vector<TaskReport> reports;
    std::vector<Mark> marks;
    std::vector<SuppliedFigure> figures;
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
/// "item.team" …; an occurrences rule counts by class in facts named "fact/class" and "fact/class/deaths".
struct Facts {
    int year = 0;
    std::vector<Unit> units;
    std::vector<FactColumn> columns;
    bool illustrative = false;
    const FactColumn* find(std::string_view id) const;
    bool operator==(const Facts&) const = default;
};

struct Assessment;

/// What is gathered from besides the plan and its records.
struct Gathering {
    const Plan& plan;
    const Observations& observations;
    const Records& records;
    int year = 0;
    std::span<const Assessment> earlier{};  ///< assessments of other schemes of the year, which facts may read
    const Progress* progress = nullptr;     ///< of the year, if measured already
    const Progress* last_year = nullptr;    ///< of the year before, if measured already
};

/// Gathers the facts of a year for all bodies that the scheme assesses. Throws std::invalid_argument if a fact reads a
/// scheme that is not among the earlier assessments.
Facts gather(const Gathering& from, const Scheme& scheme);

/// The schemes in an order in which each comes after those it reads. Throws InputError where they read each other.
std::vector<std::size_t> assessment_order(std::span<const Scheme> schemes);

/// Columns of facts that somebody else owns: what the kernel reads, without a copy.
struct FactsView {
    struct Column {
        std::string_view id;
        std::span<const double> values;  ///< NaN: missing
        std::span<const State> states;   ///< empty: all are values
    };
    std::size_t size = 0;  ///< units
    std::vector<Column> columns;
    std::span<const std::uint32_t> classes;  ///< of each unit, numbers of class_names; empty: all of one class
    std::vector<std::string_view> class_names;
    std::span<const Unit> units;  ///< where rules name units by id; may be empty
    const Column* find(std::string_view id) const;
};

/// The facts that a scheme makes of others of the same units (figures of the class, brackets), computed from columns
/// that hold those; what is made of a column not given is left out. Throws InputError if the columns hold such a fact
/// themselves: two figures could contradict each other; std::invalid_argument if a column is too short or not finite.
std::vector<FactColumn> derived_facts(const Scheme& scheme, const FactsView& facts);

struct ScoringOptions {
    int threads = 1;           ///< 0: one per processor
    std::size_t block = 2048;  ///< units scored together; changes no digit
    bool keep_items = true;    ///< keep the points of every item, not only totals
};

/// Exact points of every unit, in columns.
struct Scores {
    struct ItemColumn {
        Column<Points> points;      ///< rounded at the total: to the millionth, while the sums are exact
        std::vector<State> states;  ///< empty: all are values
        State state(std::size_t unit) const { return states.empty() ? State::value : states[unit]; }
        bool operator==(const ItemColumn&) const = default;
    };
    std::vector<ItemColumn> items;       ///< in the order of Scheme::items; empty unless kept
    std::vector<Column<Points>> groups;  ///< in the order of Scheme::groups; empty unless kept
    Column<Points> scored, applicable;   ///< per unit: points got and full marks of what applies, base groups
    Column<Points> totals;               ///< published: rounded, after vetoes; meaningful where it is a value
    Column<double> unrounded;            ///< before the total was rounded
    Column<Points> earned;               ///< rounded, before vetoes; what is open of a total that is zeroed counts 0
    /// Of the totals; one that a veto zeroes is a value whatever else is open. Open is what rests on something not yet
    /// scored or missing, which is told in this order; not applicable is the total of a unit to which nothing applies.
    Column<State> total_states;
    Column<std::int32_t> grades;        ///< index into scheme grades, −1 while open
    Column<std::uint64_t> vetoes;       ///< a bit for each veto that applies
    Column<std::uint64_t> open_vetoes;  ///< a bit for each of which it is not known: they leave the grade open
    Column<std::int32_t> ranks;         ///< competition ranking within a class, 0 while open
    bool operator==(const Scores&) const = default;

    // Compiled with the library: where code is optimised less, giving up millions of points would look at each of them.
    Scores();
    Scores(const Scores&);
    Scores(Scores&&) noexcept;
    Scores& operator=(const Scores&);
    Scores& operator=(Scores&&) noexcept;
    ~Scores();
};

/// Scores columns of facts; the same digits for any number of threads and any block size. Throws std::invalid_argument
/// if the facts lack a column that the scheme reads, or one is too short or not finite, or a unit's class has no name,
/// or threads is below 0; InputError if a fact is missing that the scheme refuses to miss.
Scores score(const Scheme& scheme, const FactsView& facts, const ScoringOptions& options = {});

/// Scores together with what they follow from.
struct Assessment : Scores {
    Assessment(Scheme scheme_used, Facts facts_used) : scheme(std::move(scheme_used)), facts(std::move(facts_used)) {}
    Scheme scheme;
    Facts facts;
    bool operator==(const Assessment&) const = default;
};

/// Scores every unit.
Assessment assess(const Scheme& scheme, const Facts& facts, const ScoringOptions& options = {});

/// The vetoes that apply to a unit in words: what they rest on, and what they do.
std::vector<std::string> vetoes_of(const Assessment& assessment, std::size_t unit, Language language);
/// The titles of those of which it is not known whether they apply.
std::vector<std::string> open_vetoes_of(const Assessment& assessment, std::size_t unit);

/// The lowest and highest total that what is open leaves possible, infinite where a bonus has no ceiling: reached where
/// the open items are scored apart from each other, else a bound that is never too narrow (possible.cpp says when).
struct PossibleRange {
    double lowest = 0, highest = 0;
    bool operator==(const PossibleRange&) const = default;
};
PossibleRange possible_range(const Assessment& assessment, std::size_t unit);

/// One line of a scorecard.
struct ScorecardLine {
    Item item;
    State state = State::value;
    /// Lost is what is missing to the full points, in bonus and penalty blocks to none; below zero it is gained.
    /// Nothing is lost of what is still open.
    Points points, full, lost;
    std::vector<std::pair<std::string, double>> inputs;  ///< fact id and value, in the order the rule reads them
    std::vector<State> input_states;
    std::vector<std::pair<Scorer, double>> marks;  ///< of every scorer who gave one
    std::string words;                             ///< the rule applied, with its figures
    bool operator==(const ScorecardLine&) const = default;
};

/// A step from the points of the items to the total and the grade.
struct ScorecardStep {
    std::string words;
    /// After it, to the millionth as the scheme rounds, like the points of items; none where it gives a grade, or they
    /// are open or do not apply.
    std::optional<double> points;
    bool operator==(const ScorecardStep&) const = default;
};

/// One unit's self-contained story.
struct Scorecard {
    Unit unit;
    std::size_t index = 0;  ///< of the unit in the assessment's columns
    std::vector<ScorecardLine> lines;
    std::vector<ScorecardStep> steps;  ///< in order; what changes nothing is left out
    Points total, scored, applicable;
    double unrounded = 0;                   ///< the total before rounding
    State state = State::missing;           ///< of the total
    std::optional<PossibleRange> possible;  ///< of the total, while it is open
    std::string grade, grade_without_veto;
    std::vector<std::string> vetoes;       ///< in words, with clause
    std::vector<std::string> open_vetoes;  ///< titles of those of which it is not known whether they apply
    int rank = 0, ranked = 0;
    bool tied = false;
    std::string scheme;  ///< its title
    int year = 0;
    double full = 0;                   ///< of the published total
    bool illustrative = false;         ///< rests on made-up facts
    Language language = Language::zh;  ///< of its words
    bool operator==(const Scorecard&) const = default;
};
/// Throws std::out_of_range for a unit that is not in the assessment.
Scorecard scorecard(const Assessment& assessment, std::size_t unit, Language language);

}  // namespace libplan
