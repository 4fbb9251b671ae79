#include <algorithm>
#include <queue>

#include "libplan/interrupt.hpp"
#include "libplan/match.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

/// Arithmetic over ranges of exact numbers: a result holds whatever its operands can make it.
class Ranges {
    using BigInteger = boost::multiprecision::cpp_int;

public:
    struct Number {
        Rational least, most;
    };
    struct PointsRange {
        Points least, most;
    };
    static constexpr bool certain = true;
    bool holds_in_doubt = false;  ///< whether a comparison holds that can go either way
    Rational step = 0;            ///< groups have whole multiples of it; 0: any points

    static Number read(double value) { return exactly(decimal_reading(value)); }
    static Number of(Points points) { return exactly(Rational(points.units)); }
    static Number of(const PointsRange& range) { return {Rational(range.least.units), Rational(range.most.units)}; }
    static Number exactly(Rational value) { return {value, value}; }
    static Number add(const Number& a, const Number& b) { return {a.least + b.least, a.most + b.most}; }
    static Number subtract(const Number& a, const Number& b) { return {a.least - b.most, a.most - b.least}; }
    static Number multiply(const Number& a, const Number& b) {
        return hull({a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most});
    }
    /// Only full marks and weights divide, which are single numbers.
    static Number divide(const Number& a, const Number& b) {
        return hull({a.least / b.least, a.least / b.most, a.most / b.least, a.most / b.most});
    }
    static Number minimum(const Number& a, const Number& b) {
        return {std::min(a.least, b.least), std::min(a.most, b.most)};
    }
    static Number maximum(const Number& a, const Number& b) {
        return {std::max(a.least, b.least), std::max(a.most, b.most)};
    }
    static Number either(const Number& a, const Number& b) {
        return {std::min(a.least, b.least), std::max(a.most, b.most)};
    }
    /// The points of a group that conditions do not void, where they look at those points alone.
    Number spared(const Group& group, const Conditions& conditions, const NodePoints<Ranges>& node) const {
        using Subject = Condition::Subject;
        const Condition& condition = conditions.front();
        const auto* constant = std::get_if<double>(&condition.limit);
        const bool own =
            condition.of == group.id && (condition.subject == Subject::points || condition.subject == Subject::rate);
        if (conditions.size() != 1 || !constant || !own) return node.points;
        Rational limit = decimal_reading(*constant) * decimal_reading(condition.times);
        limit *= condition.subject == Subject::points ? Rational(Points::per_point) : Rational(node.full.units) / 100;
        Number left = node.points;
        const bool strict = condition.comparison == Comparison::at_least || condition.comparison == Comparison::at_most;
        if (condition.comparison == Comparison::at_least || condition.comparison == Comparison::above)
            left.most = std::min(left.most, Rational(-next(-limit, strict)));
        if (condition.comparison == Comparison::at_most || condition.comparison == Comparison::below)
            left.least = std::max(left.least, next(limit, strict));
        return left.least > left.most ? of(Points{}) : left;
    }
    bool holds(Comparison comparison, const Number& a, const Number& b) const {
        if (comparison == Comparison::equals)
            return holds_in_doubt ? a.least <= b.most && b.least <= a.most : a.least == b.most && a.most == b.least;
        const bool rising = comparison == Comparison::at_least || comparison == Comparison::above;
        return rising == holds_in_doubt ? compared(comparison, a.most, b.least) : compared(comparison, a.least, b.most);
    }
    static PointsRange round_units(const Number& a, int places, Rounding rounding) {
        return {Exact::round_units(a.least, places, rounding), Exact::round_units(a.most, places, rounding)};
    }

private:
    /// The first multiple of the step from a limit on, or beyond it.
    Rational next(const Rational& limit, bool beyond) const {
        if (step == 0) return limit;
        const Rational steps = limit / step;
        BigInteger whole = numerator(steps) / denominator(steps);  // towards zero
        while (Rational(whole) < steps || (beyond && Rational(whole) == steps)) ++whole;
        return Rational(whole) * step;
    }
    static Number hull(std::initializer_list<Rational> values) {
        const auto [least, most] = std::minmax(values);
        return {least, most};
    }
};

/// The points an open item can give, in millionths and rising: a list, or steps from the fewest on.
struct Reachable {
    std::vector<Rational> list{};
    Rational fewest = 0, step = 0;
    std::int64_t count = 0;
    bool between = false;  ///< and whatever lies between the steps

    Rational at(std::int64_t i) const {
        if (!list.empty()) return list[static_cast<std::size_t>(i)];
        return fewest + step * i;
    }
};

/// Which of an item's points are left, from the first to the last.
struct Span {
    std::int64_t first = 0, last = 0;
};
struct Box {
    std::vector<Span> spans;  ///< of each open item
    PossibleRange totals;
    int number = 0;  ///< later ones are smaller
};

constexpr double unlimited = 1e7;         // points that stand for no ceiling
constexpr std::int64_t longest = 10'000;  // reachable points listed one by one
constexpr int most_boxes = 2000;          // looked at before a bound is taken as it is

/// What the open items of a unit make possible. More points seldom mean a lower total, but a condition may void a group
/// for having many. So the total is bounded over all that the open items can give, and where the bound is not reached,
/// the range of an item that conditions look at is halved, until it is.
///
/// The ends are reached if each open item can give its points whatever the others get, as marks do. They are a bound,
/// never too narrow, where several open items or conditions read one missing fact, where the known figures of an item
/// already limit it (points between whole units included), and where a search of 2000 parts does not settle conditions
/// on sums. An item that turns out not to apply is not foreseen.
class PossibleTotals {
public:
    PossibleTotals(const Assessment& assessment, std::size_t unit)
        : assessment_(assessment), unit_(unit), tree_(assessment.scheme.ready().tree) {
        const Outcome& outcome = assessment.scheme->outcome;
        for (std::size_t i = 0; i < tree_.items().size(); ++i) {
            states_.push_back(assessment.items[i].state(unit));
            points_.push_back(Ranges::of(assessment.items[i].points[unit]));
            if (leaves_open(states_[i], missing_of(*tree_.items()[i], outcome))) {
                states_[i] = State::value;
                open_.push_back(i);
            } else if (states_[i] == State::value && outcome.rounded_at != RoundedAt::item) {
                points_[i] = Ranges::exactly(exact_points_of(*tree_.items()[i], inputs(i)) * Points::per_point);
            }
        }
        take_facts();
        find_deciding();
        find_step();
    }

    PossibleRange operator()() {
        reach(unlimited);
        PossibleRange range{furthest<false>(), furthest<true>()};
        if (!has_unlimited_) return range;
        reach(2 * unlimited);  // what still rises has no end
        if (furthest<true>() > range.highest) range.highest = std::numeric_limits<double>::infinity();
        if (furthest<false>() < range.lowest) range.lowest = -std::numeric_limits<double>::infinity();
        return range;
    }

private:
    const FactColumn& column(const std::string& id) const {
        const FactColumn* found = assessment_.facts.find(id);
        if (!found) throw column_error({Phrase::column_missing, {id}});
        return *found;
    }
    std::vector<double> inputs(std::size_t item) const {
        std::vector<double> values;
        for (const std::string& id : inputs_of(*tree_.items()[item])) values.push_back(column(id).values[unit_]);
        return values;
    }
    void take_facts() {
        for (const std::string& id : tree_.facts()) {
            facts_.push_back(column(id).values[unit_]);
            fact_states_.push_back(state_of(column(id), unit_));
        }
    }
    bool names(const std::vector<std::string>& ids) const {
        const Unit& unit = assessment_.facts.units[unit_];
        return names_unit(ids, unit.id, unit.rank_class);
    }

    // ---- what conditions look at: only there more points can mean a lower total ----

    void find_deciding() {
        deciding_.assign(open_.size(), false);
        for (const Group* group : tree_.groups())
            for (const Conditions& conditions : group->zero_when) mark_deciding(conditions);
        for (const Veto& veto : assessment_.scheme->vetoes) {
            if (veto.effect != Veto::Effect::zero) continue;
            mark_deciding(veto.when);
            for (const Conditions& conditions : veto.unless) mark_deciding(conditions);
        }
    }
    void mark_deciding(const Conditions& conditions) {
        for (const Condition& condition : conditions) {
            if (condition.subject == Condition::Subject::fact) continue;
            if (condition.subject == Condition::Subject::total) {
                deciding_.assign(open_.size(), true);
                continue;
            }
            const NodeNumber node = tree_.numbers().find(condition.of)->second;
            for (std::size_t i = 0; i < open_.size(); ++i)
                deciding_[i] = deciding_[i] || (node.group ? stands_in(open_[i], node.index) : open_[i] == node.index);
        }
    }
    bool stands_in(std::size_t item, std::size_t group) const {
        for (std::size_t own = 0; own < tree_.groups().size(); ++own) {
            const std::size_t first = tree_.first_item(own);
            if (item < first || item >= first + tree_.groups()[own]->items.size()) continue;
            for (std::optional<std::size_t> at = own; at; at = tree_.parent_of_group(*at))
                if (*at == group) return true;
        }
        return false;
    }

    /// Sums of rounded items are whole steps of the last place.
    void find_step() {
        const Outcome& outcome = assessment_.scheme->outcome;
        const std::int64_t step = powers_of_ten[6 - outcome.places];
        const auto whole = [&](const std::optional<double>& limit) {
            return !limit || exact_points(*limit).units % step == 0;
        };
        const bool sums = std::all_of(tree_.groups().begin(), tree_.groups().end(), [&](const Group* group) {
            return group->combine == Combine::sum && !group->rescale && whole(group->floor) && whole(group->cap);
        });
        const bool values =
            std::all_of(states_.begin(), states_.end(), [](State state) { return state != State::not_applicable; });
        if (sums && values && outcome.rounded_at == RoundedAt::item) step_ = step;
    }

    // ---- the points of each open item ----

    void reach(double ceiling) {
        reachable_.clear();
        for (const std::size_t item : open_) reachable_.push_back(reachable_points(*tree_.items()[item], ceiling));
    }

    /// Of several scorers those who have marked limit what the others can make of the points.
    std::pair<double, double> range_of(const Item& item) const {
        const auto* rule = std::get_if<MarksRule>(&item.rule);
        if (!rule || rule->scorers.empty()) return points_range(item);
        std::vector<double> lowest;
        std::vector<double> highest;
        for (const std::string& id : inputs_of(item)) {
            const FactColumn& marks = column(id);
            const bool known = state_of(marks, unit_) == State::value;
            lowest.push_back(known ? marks.values[unit_] : 0);
            highest.push_back(known ? marks.values[unit_] : highest_of(*rule, item.full));
        }
        return std::minmax({to_double(exact_points_of(item, lowest)), to_double(exact_points_of(item, highest))});
    }

    Reachable reachable_points(const Item& item, double ceiling) {
        const Outcome& outcome = assessment_.scheme->outcome;
        const bool rounds = outcome.rounded_at == RoundedAt::item;
        const auto points = [&](const Rational& exact) -> Rational {
            if (!rounds) return exact * Points::per_point;
            return Rational(round_points(exact, outcome.places, outcome.rounding).units);
        };
        auto [fewest, most] = range_of(item);
        has_unlimited_ = has_unlimited_ || std::isinf(fewest) || std::isinf(most);
        fewest = std::max(fewest, -ceiling);
        most = std::min(most, ceiling);
        Reachable reachable{.list = listed(item, fewest, most), .fewest = points(decimal_reading(fewest))};
        if (!reachable.list.empty()) {
            for (Rational& value : reachable.list) value = points(value);
            std::sort(reachable.list.begin(), reachable.list.end());
            reachable.list.erase(std::unique(reachable.list.begin(), reachable.list.end()), reachable.list.end());
            reachable.count = static_cast<std::int64_t>(reachable.list.size());
            return reachable;
        }
        reachable.between = !rounds;
        reachable.step = rounds ? powers_of_ten[6 - outcome.places] : 1;
        const Rational steps = (points(decimal_reading(most)) - reachable.fewest) / reachable.step;
        reachable.count = static_cast<std::int64_t>(round_scaled(steps, 0, Rounding::up)) + 1;
        return reachable;
    }

    /// Points that are few enough to be listed; nothing: any between the fewest and the most.
    static std::vector<Rational> listed(const Item& item, double fewest, double most) {
        const Rational full = decimal_reading(item.full);
        std::vector<Rational> points;
        const auto steps = [&](const Rational& from, double by) {
            if (by == 0) return true;
            for (Rational at = from; at >= decimal_reading(fewest) && at <= decimal_reading(most);
                 at += decimal_reading(by)) {
                if (points.size() > longest) return false;
                points.push_back(at);
            }
            return true;
        };
        const bool all = std::visit(
            Match{
                [&](const MarksRule& rule) {
                    return rule.step > 0 && rule.scorers.empty() && !rule.deduct_from && steps(0, rule.step);
                },
                [&](const AllOrNothingRule&) {
                    points = {0, full};
                    return true;
                },
                [&](const BandsRule& rule) {
                    if (rule.interpolate) return false;
                    for (const Band& band : rule.bands)
                        points.push_back(decimal_reading(band.points) * (rule.coefficients ? full : Rational(1)));
                    if (rule.below) points.push_back(decimal_reading(*rule.below));
                    return true;
                },
                [&](const PerUnitRule& rule) {
                    const Rational start = decimal_reading(rule.start.value_or(item.full));
                    return counts_steps(rule) && steps(start, rule.over) && steps(start, rule.under);
                },
                [&](const auto&) { return false; },
            },
            item.rule);
        if (!all) return {};
        points.push_back(decimal_reading(fewest));
        points.push_back(decimal_reading(most));
        return points;
    }

    // ---- totals of a box: whatever each item gives within its span ----

    PossibleRange totals_of(const std::vector<Span>& spans) {
        for (std::size_t i = 0; i < open_.size(); ++i)
            points_[open_[i]] = {reachable_[i].at(spans[i].first), reachable_[i].at(spans[i].last)};
        const Outcome& outcome = assessment_.scheme->outcome;
        Ranges ranges;
        ranges.step = step_;
        const UnitItems<Ranges> items{states_, points_, facts_, fact_states_};
        tree_.evaluate(ranges, items, total_);
        if (total_.applicable.units == 0) return {};
        const Ranges::Number value =
            tree_.total_of(ranges, total_.base, total_.applicable, total_.bonus, total_.penalty);
        const Ranges::PointsRange published = ranges.round_units(value, outcome.places, outcome.rounding);
        PossibleRange range{published.least.value(), published.most.value()};
        bool zeroed = false;
        for (const Veto& veto : assessment_.scheme->vetoes) {
            if (veto.effect != Veto::Effect::zero || (!veto.only_for.empty() && !names(veto.only_for))) continue;
            const auto [may, must] = veto_holds(ranges, veto, items, Ranges::of(published));
            zeroed = zeroed || must;
            if (may) range = {std::min(range.lowest, 0.0), std::max(range.highest, 0.0)};
        }
        return zeroed ? PossibleRange{} : range;
    }

    /// Whether a veto may apply, and whether it must.
    std::pair<bool, bool> veto_holds(Ranges& ranges, const Veto& veto, const UnitItems<Ranges>& items,
                                     const Ranges::Number& published) const {
        const auto any = [&](const auto& holds) { return std::any_of(veto.unless.begin(), veto.unless.end(), holds); };
        const bool is_off =
            any([&](const Conditions& finding) { return tree_.must_hold(ranges, finding, items, total_, published); });
        const bool may_be_off =
            any([&](const Conditions& finding) { return tree_.may_hold(ranges, finding, items, total_, published); });
        return {tree_.may_hold(ranges, veto.when, items, total_, published) && !is_off,
                tree_.must_hold(ranges, veto.when, items, total_, published) && !may_be_off};
    }

    // ---- the furthest total ----

    /// Splits the box whose bound reaches furthest until one of its corners gets there.
    template <bool up>
    double furthest() {
        const auto beyond = [](double a, double b) { return up ? a > b : a < b; };
        const auto end_of = [](const PossibleRange& range) { return up ? range.highest : range.lowest; };
        const auto nearer = [&](const Box& a, const Box& b) {
            if (end_of(a.totals) != end_of(b.totals)) return beyond(end_of(b.totals), end_of(a.totals));
            return a.number < b.number;
        };
        std::priority_queue<Box, std::vector<Box>, decltype(nearer)> boxes(nearer);
        double reached = up ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
        int looked = 0;
        const auto look_at = [&](std::vector<Span> spans) {
            ++looked;
            Interruptible::heed(64);
            const PossibleRange totals = totals_of(spans);
            std::vector<Span> corner = spans;
            for (Span& span : corner) span = up ? Span{span.last, span.last} : Span{span.first, span.first};
            const double own = end_of(totals_of(corner));
            if (beyond(own, reached)) reached = own;
            if (beyond(end_of(totals), reached)) boxes.push({std::move(spans), totals, looked});
        };
        std::vector<Span> all;
        for (const Reachable& reachable : reachable_) all.push_back({0, reachable.count - 1});
        look_at(std::move(all));
        while (!boxes.empty() && beyond(end_of(boxes.top().totals), reached)) {
            const Box box = boxes.top();
            const auto widest = widest_of(box.spans);
            if (!widest || looked > most_boxes) return end_of(box.totals);
            boxes.pop();
            for (const Span& half : halves(box.spans[*widest], reachable_[*widest].between)) {
                std::vector<Span> spans = box.spans;
                spans[*widest] = half;
                look_at(std::move(spans));
            }
        }
        return reached;
    }

    static std::array<Span, 2> halves(const Span& span, bool between) {
        const std::int64_t middle = span.first + (span.last - span.first) / 2;
        return {Span{span.first, middle}, Span{middle + (between ? 0 : 1), span.last}};
    }

    /// The open item that conditions look at with the most points between its ends.
    std::optional<std::size_t> widest_of(const std::vector<Span>& spans) const {
        std::optional<std::size_t> widest;
        Rational most = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (!deciding_[i] || spans[i].last - spans[i].first < (reachable_[i].between ? 2 : 1)) continue;
            Rational width = reachable_[i].at(spans[i].last) - reachable_[i].at(spans[i].first);
            if (width <= most) continue;
            most = std::move(width);
            widest = i;
        }
        return widest;
    }

    const Assessment& assessment_;
    std::size_t unit_;
    const Tree& tree_;
    std::vector<State> states_;
    std::vector<Ranges::Number> points_;
    std::vector<std::size_t> open_;     ///< items
    std::vector<bool> deciding_;        ///< of the open items: a condition looks at its points
    std::vector<Reachable> reachable_;  ///< of the open items
    bool has_unlimited_ = false;
    Rational step_ = 0;
    std::vector<double> facts_;
    std::vector<State> fact_states_;
    Tree::Total<Ranges> total_;
};

}  // namespace

PossibleRange possible_range(const Assessment& assessment, std::size_t unit) {
    return PossibleTotals(assessment, unit)();
}

}  // namespace libplan
