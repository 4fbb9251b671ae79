#pragma once
// Private: the points of each rule before rounding, written once over the kinds of number of arithmetic.hpp.
#include <span>

#include "libplan/arithmetic.hpp"

namespace libplan {

inline double start_of(const std::optional<double>& start, double full) { return start.value_or(full); }
inline bool counts_steps(const PerUnitRule& rule) {
    return rule.steps.value_or(Steps::proportional) != Steps::proportional;
}
inline double ceiling_of(const PerUnitRule& rule, double full) { return rule.ceiling.value_or(full); }
/// The points that a band gives.
inline double points_of(const BandsRule& rule, const Band& band, double full) {
    return rule.coefficients ? to_double(decimal_reading(band.points) * decimal_reading(full)) : band.points;
}

/// The points of an item before they are rounded.
Rational exact_points_of(const Item& item, std::span<const double> inputs);

/// What a rule reads, by its number.
template <class A>
struct InputsOf {
    using Type = std::span<const typename A::Input>;
};
template <class A>
using Inputs = typename InputsOf<A>::Type;

/// The reference of a rule: a number of its own, or the second input.
template <class A>
LIBPLAN_INLINE typename A::Input reference_input(const Reference& reference, Inputs<A> inputs) {
    return std::holds_alternative<double>(reference) ? A::input(std::get<double>(reference)) : inputs[1];
}

template <class A>
LIBPLAN_INLINE typename A::Number constant(A& a, double value) {
    return a.read(A::input(value));
}

template <class A>
LIBPLAN_INLINE typename A::Number clamped(A& a, const typename A::Number& value, double lower, double upper) {
    const typename A::Number raised = a.maximum(value, constant(a, lower));
    return std::isinf(upper) ? raised : a.minimum(raised, constant(a, upper));
}

template <class A>
LIBPLAN_INLINE typename A::Number unrounded(A& a, const MarksRule& rule, double full, Inputs<A> inputs) {
    typename A::Number mark = a.read(inputs[0]);
    if (!rule.scorers.empty()) {
        mark = constant(a, 0);
        typename A::Number weights = constant(a, 0);
        for (std::size_t i = 0; i < rule.scorers.size(); ++i) {
            const auto weight = constant(a, rule.scorers[i].weight);
            mark = a.add(mark, a.multiply(weight, a.read(inputs[i])));
            weights = a.add(weights, weight);
        }
        double sum = 0;
        for (const ScorerWeight& scorer : rule.scorers) sum += scorer.weight;
        mark = a.divide(mark, a.pinned(sum, weights));
    }
    if (!rule.deduct_to) return clamped(a, mark, 0, full);
    // Of an item without points of its own, as in a penalty block, what is taken off is all there is.
    return clamped(a, a.subtract(constant(a, full), mark), full > 0 ? 0 : -*rule.deduct_to, full);
}

// Doubles stand in the same order as their decimal readings, so that comparing inputs is exact.
template <class A>
LIBPLAN_INLINE typename A::Number unrounded(A& a, const AllOrNothingRule& rule, double full, Inputs<A> inputs) {
    return a.choose(a.compares(rule.comparison, inputs[0], reference_input<A>(rule.limit, inputs)), constant(a, full),
                    constant(a, 0));
}

/// Against a target of nothing or less there is no share: it is reached or not.
template <class A>
LIBPLAN_INLINE typename A::Number unrounded(A& a, const ShareRule& rule, double full, Inputs<A> inputs) {
    const auto target = reference_input<A>(rule.target, inputs);
    const auto zero = A::input(0);
    const auto reached =
        a.choose(a.compares(Comparison::at_least, inputs[0], target), constant(a, full), constant(a, 0));
    const auto has_share = a.compares(Comparison::above, target, zero);
    const auto divisor = a.choose(has_share, a.read(target), constant(a, 1));
    const auto share = a.divide(a.multiply(constant(a, full), a.read(inputs[0])), divisor);
    return a.choose(has_share, clamped(a, share, 0, full), reached);
}

template <class A>
LIBPLAN_INLINE typename A::Number unrounded(A& a, const PerUnitRule& rule, double full, Inputs<A> inputs) {
    const auto excess = a.subtract(a.read(inputs[0]), a.read(reference_input<A>(rule.reference, inputs)));
    const auto over = a.positive(excess);
    auto steps = excess;
    if (rule.per_under && *rule.per_under != rule.per)
        steps = a.divide(excess, a.choose(over, constant(a, rule.per), constant(a, *rule.per_under)));
    else if (rule.per != 1)
        steps = a.divide(excess, constant(a, rule.per));
    if (counts_steps(rule)) steps = a.whole(steps, *rule.steps == Steps::begun);
    const auto change = a.multiply(a.choose(over, constant(a, rule.over), constant(a, -rule.under)), steps);
    return clamped(a, a.add(constant(a, start_of(rule.start, full)), change), rule.floor, ceiling_of(rule, full));
}

template <class A>
LIBPLAN_INLINE typename A::Bool reaches(A& a, const Edge& edge, const typename A::Input& value) {
    return a.compares(edge.above ? Comparison::above : Comparison::at_least, value, A::input(edge.from));
}

template <class A>
typename A::Number points_of_band(A& a, const BandsRule& rule, std::size_t band, double full) {
    const auto points = constant(a, rule.bands[band].points);
    return rule.coefficients ? a.multiply(points, constant(a, full)) : points;
}

/// Points per unit of the fact between a band's limit and the next.
template <class A>
typename A::Number slope_of_band(A& a, const BandsRule& rule, std::size_t band, double full) {
    if (band + 1 == rule.bands.size()) return constant(a, 0);
    const Band& own = rule.bands[band];
    const Band& next = rule.bands[band + 1];
    if (next.edge.from == own.edge.from) return constant(a, 0);
    const auto rise = a.subtract(points_of_band(a, rule, band + 1, full), points_of_band(a, rule, band, full));
    const auto run = a.subtract(constant(a, next.edge.from), constant(a, own.edge.from));
    return a.divide(rise,
                    a.pinned(next.edge.from - own.edge.from, run, rule.coefficients ? 1 : next.points - own.points));
}

template <class A>
LIBPLAN_INLINE typename A::Number unrounded(A& a, const BandsRule& rule, double full, Inputs<A> inputs) {
    const auto& value = inputs[0];
    typename A::Number points = rule.below ? constant(a, *rule.below) : points_of_band(a, rule, 0, full);
    if (!rule.interpolate) {
        for (std::size_t i = rule.below ? 0 : 1; i < rule.bands.size(); ++i)
            points = a.choose(reaches(a, rule.bands[i].edge, value), points_of_band(a, rule, i, full), points);
        return points;
    }
    // Between two limits: points + slope × (value − start); above the last, below the first and in a step from 30以上
    // to more than 30 there is no slope.
    auto start = constant(a, rule.bands[0].edge.from);
    auto slope = constant(a, 0);
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
        const auto here = reaches(a, rule.bands[i].edge, value);
        points = a.choose(here, points_of_band(a, rule, i, full), points);
        start = a.choose(here, constant(a, rule.bands[i].edge.from), start);
        slope = a.choose(here, slope_of_band(a, rule, i, full), slope);
    }
    return a.add(points, a.multiply(slope, a.subtract(a.read(value), start)));
}

template <class A>
LIBPLAN_INLINE typename A::Number unrounded(A& a, const OccurrencesRule& rule, double full, Inputs<A> inputs) {
    using Counts = OccurrencesRule::Counts;
    auto change = constant(a, 0);
    std::size_t input = 0;
    for (const OccurrenceClass& counted : rule.classes) {
        const auto& count = inputs[input++];
        const auto points = constant(a, counted.points);
        if (rule.adds_up()) {
            change = a.add(change, a.multiply(a.read(count), points));
            if (counted.per_death != 0)
                change = a.add(change, a.multiply(a.read(inputs[input++]), constant(a, counted.per_death)));
        } else {
            // One event counts: whole, or by its finding of fault.
            const auto own = a.multiply(a.minimum(a.read(count), constant(a, 1)), points);
            change = rule.counts == Counts::highest ? a.maximum(change, own) : a.minimum(change, own);
        }
    }
    if (rule.cap != 0) change = a.maximum(change, constant(a, rule.cap));
    return clamped(a, a.add(constant(a, start_of(rule.start, full)), change), rule.floor, full);
}

}  // namespace libplan
