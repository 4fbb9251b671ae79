#pragma once
#include "libplan/plan.hpp"
#include "libplan/points.hpp"

namespace libplan {

/// Where the numbers of a fact come from.
struct IndicatorFact {
    std::string indicator;
    enum class Take { value, completion, met } take = Take::value;
    bool whole_area = false;
    bool operator==(const IndicatorFact&) const = default;
};
struct ControlFact {
    std::string indicator;
    bool operator==(const ControlFact&) const = default;
};
struct EventFact {
    std::string kind;
    enum class Count { events, deaths, injuries } count = Count::events;
    std::vector<std::string> severities;  ///< counted classes; none: all
    bool operator==(const EventFact&) const = default;
};
struct TaskFact {
    enum class Take { done_percent, overdue, due } take = Take::done_percent;
    bool operator==(const TaskFact&) const = default;
};
using FactSource = std::variant<IndicatorFact, ControlFact, EventFact, TaskFact>;

struct FactDefinition {
    std::string id, title, unit;
    FactSource source;
    Place place;
    bool last_year = false;  ///< the figure of the year before, to compare with
    bool operator==(const FactDefinition&) const = default;
};

/// A number written in the rule, or the id of a fact that supplies it.
using Reference = std::variant<double, std::string>;

/// An assessor's mark, 0 to full, in steps.
struct MarksRule {
    double step = 0;
    bool operator==(const MarksRule&) const = default;
};
/// Full points if the fact is on the right side of the limit, else nothing.
struct AllOrNothingRule {
    bool at_least = true;
    Reference limit;
    bool operator==(const AllOrNothingRule&) const = default;
};
/// Full points times fact / target, between nothing and full.
struct ShareRule {
    Reference target;
    bool operator==(const ShareRule&) const = default;
};
/// Points gained or lost per unit over or under a reference.
struct PerUnitRule {
    double per = 1;
    Reference reference;
    double over = 0, under = 0;
    double start = 0, floor = 0, ceiling = 0;
    bool whole_steps = false;
    bool operator==(const PerUnitRule&) const = default;
};
struct Band {
    double from = 0, points = 0;
    bool operator==(const Band&) const = default;
};
/// Points by band, lowest first; `from` belongs to its band; interpolated: straight lines between the bands' lower
/// limits.
struct BandsRule {
    std::vector<Band> bands;
    bool interpolate = false;
    bool operator==(const BandsRule&) const = default;
};
struct OccurrenceClass {
    std::string severity;
    double points = 0;
    bool operator==(const OccurrenceClass&) const = default;
};
/// Points lost (or gained) per occurrence by class; the loss is limited by cap (0: none), the result by floor and full.
struct OccurrencesRule {
    std::vector<OccurrenceClass> classes;
    double cap = 0;
    double floor = 0;
    bool operator==(const OccurrencesRule&) const = default;
};
using Rule = std::variant<MarksRule, AllOrNothingRule, ShareRule, PerUnitRule, BandsRule, OccurrencesRule>;

enum class Scorer { self, department, team };

struct Item {
    std::string id, title, clause, method;
    double full = 0;
    Scorer scorer = Scorer::team;
    std::string fact;
    Rule rule;
    std::vector<std::string> not_for;
    Place place;
    bool operator==(const Item&) const = default;
};

struct Group {
    std::string id, title;
    double full = 0;
    std::vector<Item> items;
    Place place;
    bool operator==(const Group&) const = default;
};

struct Grade {
    std::string title;
    double from = 0;
    Place place;
    bool operator==(const Grade&) const = default;
};
struct Veto {
    std::string title, fact;
    double at_least = 1;
    std::string grade, clause;
    Place place;
    bool operator==(const Veto&) const = default;
};

enum class WhenNotApplicable { rescale, full, zero };
enum class WhenMissing { open, zero };

struct Outcome {
    int places = 2;
    Rounding rounding = Rounding::half_up;
    WhenNotApplicable not_applicable = WhenNotApplicable::rescale;
    WhenMissing missing = WhenMissing::open;
    bool operator==(const Outcome&) const = default;
};

struct SchemeParts {
    std::string id, title;
    BodyKind units = BodyKind::department;
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

/// What is wrong with a scheme: unknown facts, points that do not sum, bands with a hole … With a plan, also whom and
/// what the scheme names there.
std::vector<Problem> problems_of(const SchemeParts& parts, const PlanParts* plan);

/// A valid scheme; constructing one from parts with problems throws InputError.
class Scheme {
public:
    explicit Scheme(SchemeParts parts);
    const SchemeParts* operator->() const { return &parts_; }
    const SchemeParts& parts() const { return parts_; }
    const FactDefinition* find_fact(std::string_view id) const;
    bool operator==(const Scheme&) const = default;

private:
    SchemeParts parts_;
};

}  // namespace libplan
