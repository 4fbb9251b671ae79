#pragma once
#include <memory>

#include "libplan/plan.hpp"
#include "libplan/points.hpp"

namespace libplan {

// ---- facts: what a scheme reads of every unit ----

/// A number written in the scheme, or the id of a fact that supplies it.
using Reference = std::variant<double, std::string>;

/// Read off a measured indicator. Completions are percentages; `target` is the limit that the plan
/// asks of the year.
struct IndicatorFact {
    std::string indicator;
    enum class Take { value, completion, ratio_to_target, met, target } take = Take::value;
    bool whole_area = false;
    bool operator==(const IndicatorFact&) const = default;
};
/// The control figure given to a body for the year.
struct ControlFact {
    std::string indicator;
    bool operator==(const ControlFact&) const = default;
};
/// How much of an event counts against a body, by the finding of fault recorded for it.
struct FaultWeight {
    std::string finding;
    double weight = 1;
    bool operator==(const FaultWeight&) const = default;
};
/// Counted events, their deaths or injuries.
struct EventFact {
    std::string kind;
    enum class Count { events, deaths, injuries } count = Count::events;
    std::vector<std::string> severities{};  ///< counted classes; none: all
    std::vector<FaultWeight> faults{};      ///< none: every event counts whole, whatever the finding
    bool with_below = false;                ///< events of the bodies below count too
    bool operator==(const EventFact&) const = default;
};
/// Whether the fact counts events of this kind and class.
bool counts_class(const EventFact& fact, std::string_view kind, std::string_view severity);
/// How the tasks that a body leads stand.
struct TaskFact {
    enum class Take { done_percent, overdue, due } take = Take::done_percent;
    bool operator==(const TaskFact&) const = default;
};
/// Supplied for each unit and year in facts.csv.
struct SuppliedFact {
    bool operator==(const SuppliedFact&) const = default;
};
/// How many years in a row, up to the assessed one, an indicator fell or rose.
struct TrendFact {
    std::string indicator;
    Direction direction = Direction::down;
    bool whole_area = false;
    bool operator==(const TrendFact&) const = default;
};
/// The total of the same unit in another scheme.
struct SchemeFact {
    std::string scheme;
    bool operator==(const SchemeFact&) const = default;
};
/// How the units directly below stand in another scheme.
struct BelowFact {
    std::string scheme;
    enum class Take { percent, count, mean, lowest } take = Take::percent;
    std::string grade;  ///< percent, count: of units with this grade or a better one
    bool operator==(const BelowFact&) const = default;
};
/// Another fact's highest, lowest or mean value among the units of the same class; the unit's rank by it: 1, 2, 2, 4;
/// or its position in percent of the way from the worst value of the class to the best (极值法的功效系数): where all
/// are equal all stand at 100.
struct ClassFact {
    std::string of;
    enum class Take { highest, lowest, mean, rank, position } take = Take::mean;
    Direction direction = Direction::up;  ///< of a rank or a position: the highest is the best; down: the lowest
    /// Whether it is the unit's own place among the others, not a figure that all of the class share.
    bool is_place() const { return take == Take::rank || take == Take::position; }
    bool operator==(const ClassFact&) const = default;
};
/// One fact over another, times a factor: of 100 a percentage. Over 0 or less it is missing.
struct RatioFact {
    std::string numerator, denominator;
    double factor = 100;
    bool operator==(const RatioFact&) const = default;
};
/// A limit from which something holds; it belongs to what it begins unless `above`.
struct Edge {
    double from = 0;
    bool above = false;  ///< 以上不含本数: the limit itself still belongs below
    Edge(double limit = 0, bool exclusive = false) : from(limit), above(exclusive) {}
    bool operator==(const Edge&) const = default;
};
struct Bracket {
    Edge edge;
    double value = 0;
    bool operator==(const Bracket&) const = default;
};
/// A number by the size of another fact: 债务≤500万应化减10%, 500–1500万8% …; lowest bracket first.
struct BracketFact {
    std::string of;
    std::vector<Bracket> brackets;
    bool operator==(const BracketFact&) const = default;
};
using FactSource = std::variant<IndicatorFact, ControlFact, EventFact, TaskFact, SuppliedFact, TrendFact, SchemeFact,
                                BelowFact, ClassFact, BracketFact, RatioFact>;

struct FactDefinition {
    std::string id, title, unit;
    FactSource source;
    Place place;
    bool last_year = false;  ///< the figure of the year before, to compare with
    std::string part{};      ///< of the year alone: "H1", "Q3", "09"; empty: the whole year
    /// Decimals that a computed percentage, ratio or mean is rounded to, half up, before it is used; none: as usual.
    std::optional<int> places{};
    bool operator==(const FactDefinition&) const = default;
};
/// Decimals of a fact that is a computed percentage or ratio (two unless it says otherwise) or a mean of the class
/// (four); none where nothing is rounded.
std::optional<int> places_of(const FactDefinition& fact);

// ---- conditions ----

enum class Comparison { at_least, at_most, above, below, equals };

/// One comparison; `subject` is a fact, or the points of an item or a group, their rate in percent of what applies,
/// what applies, the lowest points of one of its items, or the total.
struct Condition {
    enum class Subject { fact, points, rate, applicable, lowest, total } subject = Subject::fact;
    std::string of;
    Comparison comparison = Comparison::at_least;
    Reference limit = 1.0;
    double times = 1;  ///< the limit is so many times the reference: deaths of 1.2 times the control figure
    bool operator==(const Condition&) const = default;
};
/// All of these hold.
using Conditions = std::vector<Condition>;

// ---- rules: from facts to the points of one item ----

enum class Scorer { self, department, team, judges, peers, review };

struct ScorerWeight {
    Scorer scorer = Scorer::team;
    double weight = 1;
    bool operator==(const ScorerWeight&) const = default;
};
/// An assessor's mark, or several scorers' marks by their weights. With `deduct_from` the mark is what is taken off:
/// nothing, or between the two limits ("根据实际情况扣0.5—2分").
struct MarksRule {
    double step = 0;                      ///< marks are multiples of it; 0: any
    std::vector<ScorerWeight> scorers{};  ///< none: the item's scorer alone
    std::optional<double> deduct_from{}, deduct_to{};
    bool operator==(const MarksRule&) const = default;
};
/// Full points where the fact compares so, else nothing.
struct AllOrNothingRule {
    Comparison comparison = Comparison::at_least;
    Reference limit = 0.0;
    bool operator==(const AllOrNothingRule&) const = default;
};
/// Full points times fact / target, between nothing and full.
struct ShareRule {
    Reference target = 100.0;
    bool operator==(const ShareRule&) const = default;
};
/// What is made of a part of a unit: it counts in proportion, not at all, or as a whole one (不足1个按1个计).
enum class Steps { proportional, whole, begun };
/// Points gained or lost per unit over or under a reference.
struct PerUnitRule {
    double per = 1;                     ///< size of a unit
    std::optional<double> per_under{};  ///< size of a unit under the reference, if another
    Reference reference = 0.0;
    double over = 0, under = 0;     ///< points per unit
    std::optional<double> start{};  ///< points at the reference; none: full
    double floor = 0;
    std::optional<double> ceiling{};  ///< none: full; infinity: no ceiling (不封顶)
    std::optional<Steps> steps{};     ///< none: the scheme does not say, and they are proportional
    bool operator==(const PerUnitRule&) const = default;
};
struct Band {
    Edge edge;
    double points = 0;
    bool operator==(const Band&) const = default;
};
/// Points by band, lowest first; interpolated: straight lines between the bands' limits (功效系数法).
struct BandsRule {
    std::vector<Band> bands;
    bool interpolate = false;
    bool coefficients = false;      ///< the bands give shares of the full points
    std::optional<double> below{};  ///< points under the lowest band; none: those of the lowest
    bool operator==(const BandsRule&) const = default;
};
struct OccurrenceClass {
    std::string severity;
    double points = 0;                                 ///< for each occurrence
    double per_death = 0;                              ///< and for each death in it
    std::optional<double> deaths_from{}, deaths_to{};  ///< the class is told by deaths instead of by name
    bool operator==(const OccurrenceClass&) const = default;
};
/// Points per occurrence by class. `counts`: every occurrence; of the occurrences of one matter only the one worth most
/// (同项内容按最高级别计分); only the class that gains most of all, or only the one that loses most (就高不就低).
struct OccurrencesRule {
    std::vector<OccurrenceClass> classes;
    enum class Counts { each, matters, highest, worst } counts = Counts::each;
    double cap = 0;                 ///< at most so much is lost (negative); 0: no limit
    std::optional<double> start{};  ///< points without any occurrence; none: full
    double floor = 0;
    /// Whether what it counts adds up.
    bool adds_up() const { return counts == Counts::each || counts == Counts::matters; }
    bool operator==(const OccurrencesRule&) const = default;
};
using Rule = std::variant<MarksRule, AllOrNothingRule, ShareRule, PerUnitRule, BandsRule, OccurrencesRule>;

// ---- the scoring table ----

/// What becomes of an item that does not apply to a unit: left out and the rest rescaled, or a share of its full
/// points.
struct NotApplicable {
    bool rescale = true;
    double share = 0;
    bool operator==(const NotApplicable&) const = default;
};
/// What a missing fact does: leaves the total open with its possible range, counts as nothing, or is refused.
enum class WhenMissing { open, zero, refuse };

struct Item {
    std::string id, title, clause, method;
    double full = 0;
    Scorer scorer = Scorer::team;
    std::string fact;
    Rule rule;
    std::vector<std::string> not_for, only_for;  ///< ids or classes of units
    double weight = 1;                           ///< in a weighted group
    std::optional<NotApplicable> not_applicable{};
    std::optional<WhenMissing> missing{};
    Place place;
    bool operator==(const Item&) const = default;
};

/// How the points of a group follow from its parts.
enum class Combine {
    sum,
    weighted,      ///< rate of each part × its weight, as a share of the group's full points
    mean,          ///< mean rate of the parts that apply (同类多台取平均)
    highest,       ///< the part with the highest rate
    lowest,        ///< the part with the lowest rate
    largest_loss,  ///< full less the largest loss of one part (就高不就低，不累计)
};
enum class GroupKind { base, bonus, penalty };  ///< bonus and penalty blocks stand outside the full marks

/// A heading of the scoring table: items, then groups.
struct Group {
    std::string id, title;
    double full = 0;
    GroupKind kind = GroupKind::base;
    Combine combine = Combine::sum;
    double weight = 1;                     ///< in a weighted group
    std::optional<double> floor{}, cap{};  ///< limits of its points: 惩到零为止, 加分上限
    bool rescale = false;                  ///< what does not apply is made up for inside the group
    std::vector<Conditions> zero_when;     ///< any of these voids the group
    std::vector<std::string> not_for, only_for;
    std::vector<Item> items;
    std::vector<Group> groups;
    Place place;
    bool operator==(const Group&) const = default;
};

struct Grade {
    std::string title;
    Edge edge;
    Place place{};
    bool operator==(const Grade&) const = default;
};
/// 一票否决: what happens whatever the points. Of several, each acts on the grade that those before it left.
struct Veto {
    std::string title;
    Conditions when;                 ///< all hold
    std::vector<Conditions> unless;  ///< any of these switches it off, such as a recorded finding of no fault
    enum class Effect { grade, zero, bar_top, one_down } effect = Effect::grade;
    std::string grade;
    std::string clause;
    std::vector<std::string> only_for;
    Place place;
    bool operator==(const Veto&) const = default;
};
/// At most so many units of a class may have a grade; the others fall to the next one.
struct Quota {
    std::string grade;
    std::string rank_class;  ///< empty: of each class
    std::optional<int> count{};
    std::optional<double> percent{};  ///< of all units of the class, also those still open; whole units only
    Place place;
    bool operator==(const Quota&) const = default;
};
/// Decides between equal totals: a fact or the points of an item or a group; a smaller value first if `fewer`, and a
/// fact that has no value behind all that have.
struct TieBreak {
    std::string of;
    bool fewer = true;
    Place place;
    bool operator==(const TieBreak&) const = default;
};
/// The days whose events and reports count for a year; none: the calendar year.
struct Window {
    std::chrono::month_day first{std::chrono::January / 1};  ///< after `last`: of the year before
    std::chrono::month_day last{std::chrono::December / 31};
    std::vector<std::string> carry_back;  ///< classes of events that still count until …
    std::chrono::month_day carry_until{std::chrono::December / 31};
    Place place{};
    bool operator==(const Window&) const = default;
};

enum class RoundedAt { item, group, total };
/// What is done to the sum of the groups, in the order of the scheme.
enum class Step { rescale, convert, bonus, penalty, cap, veto, grade, demote, quota, rank };

struct Outcome {
    int places = 2;
    Rounding rounding = Rounding::half_up;
    RoundedAt rounded_at = RoundedAt::item;
    NotApplicable not_applicable{};
    WhenMissing missing = WhenMissing::open;
    std::optional<double> convert_to{};  ///< 折算: full marks of the published total
    double floor = 0;             ///< of the total, at the step `cap`: what the order puts behind it can go below
    std::optional<double> cap{};  ///< of the total, at that step; none: no cap
    std::vector<Step> order{Step::rescale, Step::convert, Step::bonus,  Step::penalty, Step::cap,
                            Step::veto,    Step::grade,   Step::demote, Step::quota,   Step::rank};
    std::vector<Quota> quotas{};
    std::vector<TieBreak> tie_breaks{};
    Window window{};
    bool operator==(const Outcome&) const = default;
};

struct SchemeParts {
    std::string id, title;
    BodyKind units = BodyKind::department;
    std::vector<std::string> classes;  ///< only units of these classes; none: all
    double full = 100;
    std::vector<FactDefinition> facts;
    std::vector<Group> groups;
    Outcome outcome;
    std::vector<Grade> grades;  ///< highest first
    std::vector<Veto> vetoes;
    bool illustrative = false;
    Place place;
    bool operator==(const SchemeParts&) const = default;
};
/// Whether a body is one of the units that a scheme assesses.
bool assesses(const SchemeParts& scheme, const Body& body);

/// Every item of a scoring table, in its order: a group's items, then those of the groups in it.
std::vector<const Item*> items_of(const SchemeParts& parts);
/// Every group, a parent before its parts.
std::vector<const Group*> groups_of(const SchemeParts& parts);

/// What is wrong with a scheme: unknown facts, points that do not sum, bands with a hole … With a plan, also whom and
/// what the scheme names there.
std::vector<Problem> problems_of(const SchemeParts& parts, const PlanParts* plan);

/// What the schemes of a plan say of each other and is not so: a scheme that is not there, a grade it does not have.
std::vector<Problem> problems_between(std::span<const SchemeParts* const> schemes);

struct ReadyScheme;

/// A valid scheme, made ready to score; constructing one from parts with problems throws InputError. Copies share it.
class Scheme {
public:
    explicit Scheme(SchemeParts parts);
    const SchemeParts* operator->() const { return parts_; }
    const SchemeParts& parts() const { return *parts_; }
    const FactDefinition* find_fact(std::string_view id) const;
    const std::vector<const Item*>& items() const;
    const std::vector<const Group*>& groups() const;
    const ReadyScheme& ready() const { return *ready_; }
    bool operator==(const Scheme& other) const { return parts_ == other.parts_ || *parts_ == *other.parts_; }

private:
    std::shared_ptr<const ReadyScheme> ready_;
    const SchemeParts* parts_;  ///< which it holds
};

/// Whether a list of ids or classes names a unit.
bool names_unit(const std::vector<std::string>& names, std::string_view id, std::string_view rank_class);

}  // namespace libplan
