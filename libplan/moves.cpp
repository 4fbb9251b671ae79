#include "libplan/moves.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/derived_facts.hpp"
#include "libplan/match.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/units.hpp"

namespace libplan {
namespace {

constexpr std::int64_t far_away = std::int64_t{1} << 50;

std::int64_t floor_of(const Rational& value) {
    using boost::multiprecision::cpp_int;
    const cpp_int over = numerator(value);
    const cpp_int under = denominator(value);
    cpp_int whole = over / under;
    if (whole * under > over) --whole;
    return std::clamp(whole, cpp_int(-far_away), cpp_int(far_away)).convert_to<std::int64_t>();
}

int decimals_of(double value) {
    const std::string words = decimal_text(value);
    const auto point = words.find('.');
    return point == std::string::npos ? 0 : std::min(6, static_cast<int>(words.size() - point - 1));
}

/// A step of the precision in which the column is printed.
Rational printed_step(const FactColumn& column, int at_least) {
    int decimals = at_least;
    for (std::size_t unit = 0; unit < column.values.size(); ++unit)
        if (state_of(column, unit) == State::value) decimals = std::max(decimals, decimals_of(column.values[unit]));
    return Rational(1, powers_of_ten[decimals]);
}

/// Of what is counted, done or marked there is nothing at the least.
bool begins_at_zero(const FactDefinition* fact) {
    if (!fact) return true;  // marks, and events of a class
    return std::visit(Match{
                          [](const EventFact&) { return true; },
                          [](const TaskFact&) { return true; },
                          [](const TrendFact&) { return true; },
                          [](const IndicatorFact& from) { return from.take == IndicatorFact::Take::met; },
                          [](const BelowFact& from) {
                              return from.take == BelowFact::Take::percent || from.take == BelowFact::Take::count;
                          },
                          [](const auto&) { return false; },
                      },
                      fact->source);
}

/// One fact with everything that reads it.
class Building {
public:
    Building(const Assessment& assessment, std::size_t unit, std::size_t column)
        : scheme_(assessment.scheme), facts_(assessment.facts), unit_(unit) {
        const FactColumn& own = facts_.columns[column];
        fact_.id = own.id;
        fact_.column = column;
        if (state_of(own, unit) == State::value) fact_.from = own.values[unit];
        fact_.highest = far_away;
        definition_ = scheme_.find_fact(fact_.id.substr(0, fact_.id.find('/')));
        for (std::size_t other = 0; other < own.values.size(); ++other)
            if (state_of(own, other) == State::value && own.values[other] < 0) is_signed_ = true;
        set_step(own);
    }

    void add(const Item& item) {
        std::visit(Match{
                       [&](const MarksRule& rule) { add_marks(item, rule); },
                       [&](const AllOrNothingRule& rule) {
                           if (const auto limit = value_of(rule.limit))
                               add_limit(*limit, belongs_above(rule.comparison));
                       },
                       [&](const ShareRule& rule) {
                           if (const auto target = value_of(rule.target)) add_limit(*target, false);
                       },
                       [&](const PerUnitRule& rule) { add_per_unit(item, rule); },
                       [&](const BandsRule& rule) {
                           // The lowest band is all there is below it too, unless the rule says otherwise.
                           const bool rises_from_lowest = rule.interpolate && rule.bands.front().edge.from < 0;
                           for (std::size_t i = 0; i < rule.bands.size(); ++i)
                               add_edge(rule.bands[i].edge, i > 0 || rule.below || rises_from_lowest);
                       },
                       [&](const OccurrencesRule& rule) { add_occurrences(item, rule); },
                   },
                   item.rule);
    }

    /// An item that reads what is made of the fact.
    void add_through(const FactDefinition& made, const Item& item) {
        if (const auto* of_class = std::get_if<ClassFact>(&made.source)) {
            add_others();
            if (of_class->take != ClassFact::Take::rank) add_far();
        }
        if (const auto* bracket = std::get_if<BracketFact>(&made.source))
            for (std::size_t i = 0; i < bracket->brackets.size(); ++i) add_edge(bracket->brackets[i].edge, i > 0);
        const auto* ratio = std::get_if<RatioFact>(&made.source);
        const auto under = ratio ? value_of(Reference{ratio->denominator}) : std::nullopt;
        if (!under || *under <= 0) return;
        Building of_ratio(*this);
        of_ratio.bends_.clear();
        of_ratio.add(item);
        for (const double bend : of_ratio.bends_) bends_.push_back(bend / ratio->factor * *under);
        is_signed_ = of_ratio.is_signed_;
        gains_below_zero_ = of_ratio.gains_below_zero_;
    }

    void add(const Conditions& conditions) {
        for (const Condition& condition : conditions) {
            if (condition.subject != Condition::Subject::fact || condition.of != fact_.id) continue;
            if (const auto limit = value_of(condition.limit))
                add_limit(*limit * condition.times, belongs_above(condition.comparison));
        }
    }

    /// Where others of the class stand, if ties are broken by it.
    void add(const TieBreak& tie) {
        if (tie.of == fact_.id) add_others();
    }

    void add_others() {
        const FactColumn& column = facts_.columns[fact_.column];
        for (std::size_t other = 0; other < facts_.units.size(); ++other)
            if (facts_.units[other].rank_class == facts_.units[unit_].rank_class &&
                libplan::state_of(column, other) == State::value)
                bends_.push_back(column.values[other]);
    }

    MovableFact operator()() {
        fact_.lowest = is_signed_ ? -far_away : 0;
        fact_.stops_at_zero = !is_signed_ && gains_below_zero_ && !begins_at_zero(definition_) && !is_counted();
        const Rational start = decimal_reading(fact_.from.value_or(0)) / fact_.step;
        fact_.floor = floor_of(start);
        fact_.ceil = -floor_of(-start);
        fact_.lowest = std::min(fact_.lowest, fact_.floor);
        fact_.highest = std::max(fact_.highest, fact_.ceil);
        for (const double bend : bends_) add_stops(bend);
        for (const std::int64_t end : {fact_.lowest, fact_.highest, std::int64_t{0}, fact_.gap_to}) add_stop(end);
        std::sort(fact_.stops.begin(), fact_.stops.end());
        fact_.stops.erase(std::unique(fact_.stops.begin(), fact_.stops.end()), fact_.stops.end());
        return std::move(fact_);
    }

private:
    void set_step(const FactColumn& column) {
        int decimals = 0;
        double most = 0;  // none
        if (definition_) {
            decimals = places_of(*definition_).value_or(0);
            if (const auto* source = std::get_if<IndicatorFact>(&definition_->source)) {
                most = source->take == IndicatorFact::Take::met ? 1 : 0;
            } else if (const auto* tasks = std::get_if<TaskFact>(&definition_->source)) {
                most = tasks->take == TaskFact::Take::done_percent ? 100 : 0;
            } else if (const auto* below = std::get_if<BelowFact>(&definition_->source)) {
                most = below->take == BelowFact::Take::percent ? 100 : 0;
            } else if (std::holds_alternative<SchemeFact>(definition_->source)) {
                decimals = 2;
            }
        }
        fact_.step = printed_step(column, decimals);
        if (most > 0) limit(most);
    }

    void limit(double most) { fact_.highest = std::min(fact_.highest, floor_of(decimal_reading(most) / fact_.step)); }

    std::optional<double> value_of(const Reference& reference) const {
        if (const auto* number = std::get_if<double>(&reference)) return *number;
        const FactColumn* column = facts_.find(std::get<std::string>(reference));
        if (!column || libplan::state_of(*column, unit_) != State::value) return std::nullopt;
        return column->values[unit_];
    }

    bool is_counted() const { return definition_ && counts_whole_things(definition_->unit); }
    /// Whether the limit itself lies on the side of what is above it.
    static bool belongs_above(Comparison comparison) {
        return comparison == Comparison::at_least || comparison == Comparison::below;
    }

    /// A limit that has something below it, which shows that a figure can be negative: at most −3%, below 0.
    void add_limit(double limit, bool belongs_above) {
        bends_.push_back(limit);
        const bool has_negatives = limit < 0 || (limit == 0 && belongs_above && !is_counted());
        if (has_negatives && !begins_at_zero(definition_)) is_signed_ = true;
    }
    void add_edge(const Edge& edge, bool has_below) {
        if (has_below)
            add_limit(edge.from, !edge.above);
        else
            bends_.push_back(edge.from);
    }
    /// What others of the class get falls ever further with the distance from them.
    void add_far() {
        const auto [lowest, highest] = std::minmax_element(bends_.begin(), bends_.end());
        if (lowest == bends_.end()) return;
        const auto [low, high] = std::pair(*lowest, *highest);
        for (double away = std::max(high - low, 1.0), times = 1; times <= 1024; times *= 2) {
            bends_.push_back(low - away * times);
            bends_.push_back(high + away * times);
        }
    }

    void add_marks(const Item& item, const MarksRule& rule) {
        if (rule.step > 0) fact_.step = decimal_reading(rule.step);
        limit(rule.deduct_to.value_or(item.full));
        if (rule.deduct_from) fact_.gap_to = -floor_of(-decimal_reading(*rule.deduct_from) / fact_.step);
    }

    void add_per_unit(const Item& item, const PerUnitRule& rule) {
        const auto reference = value_of(rule.reference);
        if (!reference) return;
        const bool is_written = std::holds_alternative<double>(rule.reference);  // a control figure may be 0
        add_limit(*reference, is_written && rule.under != 0);
        const double start = start_of(rule.start, item.full);
        const double ceiling = ceiling_of(rule, item.full);
        // Without a ceiling the way is long enough when it gains what no total needs.
        const double enough = start + 10 * (std::abs(start) + scheme_->full);
        for (const double end : {rule.floor, std::isinf(ceiling) ? enough : ceiling}) {
            const double over = (end - start) / rule.over * rule.per;
            const double under = (end - start) / rule.under * rule.per_under.value_or(rule.per);
            if (rule.over != 0 && over > 0) bends_.push_back(*reference + over);
            if (rule.under != 0 && under > 0) bends_.push_back(*reference - under);
            gains_below_zero_ |= rule.under > 0 && *reference < under;
        }
    }

    void add_occurrences(const Item& item, const OccurrencesRule& rule) {
        for (const OccurrenceClass& counted : rule.classes)
            for (const double points : {counted.points, counted.per_death})
                if (points > 0) bends_.push_back((item.full - start_of(rule.start, item.full)) / points);
        bends_.push_back(1);
    }

    void add_stop(std::int64_t position) {
        if (fact_.exists(position) && std::abs(position) < far_away) fact_.stops.push_back(position);
    }

    /// A bend may lie between two positions, and belong to either side.
    void add_stops(double bend) {
        if (!std::isfinite(bend)) return;
        const std::int64_t position = floor_of(decimal_reading(bend) / fact_.step);
        for (const std::int64_t offset : {-1, 0, 1, 2}) add_stop(position + offset);
    }

    const Scheme& scheme_;
    const Facts& facts_;
    std::size_t unit_;
    const FactDefinition* definition_ = nullptr;
    MovableFact fact_;
    std::vector<double> bends_;
    bool is_signed_ = false;         ///< a figure of some unit is negative, or a limit that it is held against
    bool gains_below_zero_ = false;  ///< if it could be negative
};

/// More points of an item never make such conditions hold.
bool hold_for_few_points(const Conditions& conditions) {
    return std::all_of(conditions.begin(), conditions.end(), [](const Condition& condition) {
        return condition.subject == Condition::Subject::fact || condition.subject == Condition::Subject::applicable ||
               condition.comparison == Comparison::at_most || condition.comparison == Comparison::below;
    });
}

/// More points of an item never make such conditions fail.
bool hold_for_many_points(const Conditions& conditions) {
    return std::all_of(conditions.begin(), conditions.end(), [](const Condition& condition) {
        return condition.subject == Condition::Subject::fact || condition.subject == Condition::Subject::applicable ||
               condition.comparison == Comparison::at_least || condition.comparison == Comparison::above;
    });
}

/// Whether more points of the item that reads a fact may stand behind fewer in a tie, or the fact itself decides.
bool breaks_against_points(const TieBreak& tie, const std::string& fact, const NodeNumbers& nodes) {
    return nodes.contains(tie.of) ? tie.fewer : tie.of == fact;
}

/// What asks for facts besides items.
void add_conditions(Building& building, const Scheme& scheme) {
    for (const Group* group : scheme.groups())
        for (const Conditions& conditions : group->zero_when) building.add(conditions);
    for (const Veto& veto : scheme->vetoes) {
        building.add(veto.when);
        for (const Conditions& conditions : veto.unless) building.add(conditions);
    }
    for (const TieBreak& tie : scheme->outcome.tie_breaks) building.add(tie);
}

/// Whether facts change the points of an item: it has a value, or may get one.
bool is_movable(State item, WhenMissing missing) {
    return item == State::value || (item == State::missing && missing == WhenMissing::zero);
}

}  // namespace

Changeable::Changeable(const Scheme& scheme) : scheme_(scheme), references_(reference_facts(scheme)) {}

std::vector<std::string> Changeable::behind(const Item& item) const {
    std::vector<std::string> facts;
    for (std::string id : inputs_of(item)) {
        if (references_.contains(id)) continue;
        for (const FactDefinition* made = scheme_.find_fact(id); made && !made_of(*made).empty();
             made = scheme_.find_fact(id))
            id = made_of(*made).front();
        if (!references_.contains(id) && std::find(facts.begin(), facts.end(), id) == facts.end())
            facts.push_back(std::move(id));
    }
    return facts;
}

std::vector<MovableFact> movable_facts(const Assessment& assessment, std::size_t unit) {
    const Scheme& scheme = assessment.scheme;
    const Changeable changeable(scheme);
    const auto items = scheme.items();
    const bool rewarding = rewards_points(scheme);
    const NodeNumbers nodes = node_numbers(scheme.parts());
    std::vector<std::vector<std::string>> behind;  // each item
    for (const Item* item : items) behind.push_back(changeable.behind(*item));
    std::vector<MovableFact> facts;
    for (std::size_t column = 0; column < assessment.facts.columns.size(); ++column) {
        const FactColumn& own = assessment.facts.columns[column];
        const State state = state_of(own, unit);
        if (state != State::value && state != State::missing) continue;
        Building building(assessment, unit, column);
        int readers = 0;
        bool is_made_of = false;  // what some item reads
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!is_movable(assessment.items[i].state(unit), missing_of(*items[i], scheme->outcome))) continue;
            if (std::find(behind[i].begin(), behind[i].end(), own.id) == behind[i].end()) continue;
            const FactDefinition* read = scheme.find_fact(items[i]->fact);
            const bool is_through = read && !made_of(*read).empty();
            if (is_through)
                building.add_through(*read, *items[i]);
            else
                building.add(*items[i]);
            is_made_of |= is_through;
            ++readers;
        }
        if (readers == 0) continue;
        add_conditions(building, scheme);
        facts.push_back(building());
        const auto& ties = scheme->outcome.tie_breaks;
        facts.back().rewards_points =
            rewarding && !is_made_of && std::none_of(ties.begin(), ties.end(), [&](const TieBreak& tie) {
                return breaks_against_points(tie, own.id, nodes);
            });
        facts.back().is_straight = facts.back().rewards_points && readers == 1;
    }
    return facts;
}

std::optional<std::size_t> deaths_of(std::size_t count, const std::vector<MovableFact>& facts) {
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const MovableFact& fact) {
        return fact.id == facts[count].id + "/deaths" && fact.from;
    });
    return found == facts.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - facts.begin()));
}

bool rewards_points(const Scheme& scheme) {
    const auto groups = scheme.groups();
    return std::all_of(groups.begin(), groups.end(),
                       [](const Group* group) {
                           return std::all_of(group->zero_when.begin(), group->zero_when.end(), hold_for_few_points);
                       }) &&
           std::all_of(scheme->vetoes.begin(), scheme->vetoes.end(), [](const Veto& veto) {
               return hold_for_few_points(veto.when) &&
                      std::all_of(veto.unless.begin(), veto.unless.end(), hold_for_many_points);
           });
}

}  // namespace libplan
