#include "libplan/derived_facts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "libplan/arithmetic.hpp"
#include "libplan/exact.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

/// The sum of the decimal readings of many doubles, as whole numbers beside each power of ten that occurs: exact, and
/// without a fraction for each of them.
class ExactSum {
public:
    void add(double value) {
        ++count_;
        if (const auto whole = whole_at(value, 1)) return add(*whole, 0);
        if (const auto hundredths = whole_at(value, 100)) return add(*hundredths, -2);
        const Decimal decimal = shortest_decimal(value);
        add(decimal.digits, decimal.exponent);
    }
    std::size_t count() const { return count_; }

    /// Rounded half up.
    double mean(int places) const {
        Rational sum = 0;
        for (const auto& [exponent, digits] : sums_) {
            const bool negative = digits < 0;
            const auto size = static_cast<Unsigned>(negative ? -digits : digits);
            const BigInteger whole =
                (BigInteger(static_cast<std::uint64_t>(size >> 64)) << 64) + static_cast<std::uint64_t>(size);
            const BigInteger power =
                boost::multiprecision::pow(BigInteger(10), static_cast<unsigned>(std::abs(exponent)));
            const Rational part = exponent < 0 ? Rational(whole, power) : Rational(whole * power);
            sum += negative ? Rational(-part) : part;
        }
        const Rational mean = sum / Rational(count_);
        return to_double(Rational(round_scaled(mean, places, Rounding::half_up), powers_[places]));
    }

private:
    using BigInteger = boost::multiprecision::cpp_int;
    __extension__ using Signed = __int128;
    __extension__ using Unsigned = unsigned __int128;
    static constexpr int powers_[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000};

    /// 17 digits leave room for more units than there are.
    void add(std::int64_t digits, int exponent) {
        for (auto& [known, sum] : sums_)
            if (known == exponent) {
                sum += digits;
                return;
            }
        sums_.emplace_back(exponent, digits);
    }

    std::vector<std::pair<int, Signed>> sums_;
    std::size_t count_ = 0;
};

/// What is computed in some kind of number, rounded half up: in small fractions, which do nearly always.
template <class Compute>
double rounded(const Compute& compute, int places) {
    Small small;
    const auto value = compute(small);
    if (const Points points = small.fits ? small.round(value, places, Rounding::half_up) : Points{};
        small.fits && std::abs(points.units) < std::int64_t{1} << 53)
        return points.value();
    Exact exact;
    return to_double(Rational(round_scaled(compute(exact), places, Rounding::half_up), powers_of_ten[places]));
}

/// The figure of one class as far as its units are gone through.
struct ClassFigure {
    double highest = -std::numeric_limits<double>::infinity(), lowest = -highest;
    ExactSum sum;
    void take(double value) {
        highest = std::max(highest, value);
        lowest = std::min(lowest, value);
    }
};

/// The units that have a place in their class. While a figure of the class is not known every place in it is open,
/// unless the scheme takes what is missing for nothing, and then it has no place.
std::vector<std::size_t> units_with_places(FactColumn& column, const FactsView::Column& of, const UnitClasses& classes,
                                           WhenMissing missing) {
    std::vector<State> open(classes.count(), State::value);
    std::vector<std::size_t> units;
    for (std::size_t unit = 0; unit < of.values.size(); ++unit) {
        const State state = column.states[unit] = state_of(of, unit);
        State& whole = open[classes.of(unit)];
        if (leaves_open(state, missing)) whole = more_open(whole, state);
        if (state == State::value) units.push_back(unit);
    }
    for (const std::size_t unit : units) column.states[unit] = open[classes.of(unit)];
    return units;
}

/// Competition ranking within a class: 1, 2, 2, 4.
void derive_ranks(FactColumn& column, Direction first, const FactsView::Column& of, const UnitClasses& classes,
                  WhenMissing missing) {
    std::vector<std::size_t> units = units_with_places(column, of, classes, missing);
    const auto value = [&](std::size_t unit) { return first == Direction::up ? -of.values[unit] : of.values[unit]; };
    std::sort(units.begin(), units.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(classes.of(a), value(a)) < std::pair(classes.of(b), value(b));
    });
    std::size_t start = 0;  // of the class
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::size_t unit = units[i];
        if (classes.of(unit) != classes.of(units[start])) start = i;
        const bool tied = i > start && value(units[i - 1]) == value(unit);
        column.values[unit] = tied ? column.values[units[i - 1]] : static_cast<double>(i - start + 1);
    }
}

/// The share of the way from the worst value of the class to the best, in percent, rounded half up; 100 where there is
/// no way.
void derive_positions(FactColumn& column, Direction better, const FactsView::Column& of, const UnitClasses& classes,
                      WhenMissing missing, int places) {
    const std::vector<std::size_t> units = units_with_places(column, of, classes, missing);
    std::vector<ClassFigure> figures(classes.count());
    for (const std::size_t unit : units) figures[classes.of(unit)].take(of.values[unit]);
    for (const std::size_t unit : units) {
        const ClassFigure& own = figures[classes.of(unit)];
        const auto [worst, best] =
            better == Direction::up ? std::pair(own.lowest, own.highest) : std::pair(own.highest, own.lowest);
        const auto share = [&, worst = worst, best = best](auto& a) {
            const auto start = a.read(worst);
            const auto way = a.subtract(a.read(best), start);
            return a.multiply(a.divide(a.subtract(a.read(of.values[unit]), start), way), a.read(100));
        };
        column.values[unit] = best == worst ? 100 : rounded(share, places);
    }
}

/// The highest, lowest or mean value of a class stands beside each of its units, whatever their own state. What is not
/// known yet of a unit could change it, unless the scheme takes what is missing for nothing; what does not apply could
/// not.
void derive(FactColumn& column, const ClassFact& source, const FactsView::Column& of, const UnitClasses& classes,
            WhenMissing missing, int places) {
    if (source.take == ClassFact::Take::rank) return derive_ranks(column, source.direction, of, classes, missing);
    if (source.take == ClassFact::Take::position)
        return derive_positions(column, source.direction, of, classes, missing, places);
    std::vector<ClassFigure> figures(classes.count());
    const bool takes_mean = source.take == ClassFact::Take::mean;
    std::vector<State> states(classes.count(), State::not_applicable);
    for (std::size_t unit = 0; unit < of.values.size(); ++unit) {
        const State state = state_of(of, unit);
        State& whole = states[classes.of(unit)];
        if (leaves_open(state, missing) && whole != State::missing) whole = state;
        if (state != State::value) continue;
        if (whole == State::not_applicable) whole = State::value;
        ClassFigure& own = figures[classes.of(unit)];
        own.take(of.values[unit]);
        if (takes_mean) own.sum.add(of.values[unit]);
    }
    std::vector<double> values(classes.count());
    for (std::size_t i = 0; i < figures.size(); ++i)
        if (states[i] == State::value)
            values[i] = source.take == ClassFact::Take::highest  ? figures[i].highest
                        : source.take == ClassFact::Take::lowest ? figures[i].lowest
                                                                 : figures[i].sum.mean(places);
    for (std::size_t unit = 0; unit < column.values.size(); ++unit) {
        const std::uint32_t own = classes.of(unit);
        column.values[unit] = values[own];
        column.states[unit] = states[own] == State::not_applicable ? State::missing : states[own];
    }
}

void derive(FactColumn& column, const BracketFact& source, const FactsView::Column& of) {
    for (std::size_t unit = 0; unit < column.values.size(); ++unit) {
        column.states[unit] = state_of(of, unit);
        if (column.states[unit] != State::value) continue;
        column.states[unit] = State::missing;  // until a bracket holds it
        for (const Bracket& bracket : source.brackets)
            if (bracket.edge.above ? of.values[unit] > bracket.edge.from : of.values[unit] >= bracket.edge.from) {
                column.values[unit] = bracket.value;
                column.states[unit] = State::value;
            }
    }
}

/// Rounded half up; over nothing there is no ratio, nor over less than nothing, where a larger loss would be the higher
/// percentage.
void derive(FactColumn& column, const RatioFact& source, const FactsView::Column& above, const FactsView::Column& below,
            int places) {
    for (std::size_t unit = 0; unit < column.values.size(); ++unit) {
        const State over = state_of(above, unit);
        const State under = state_of(below, unit);
        State& state = column.states[unit];
        state = over == State::not_applicable || under == State::not_applicable ? State::not_applicable
                                                                                : more_open(over, under);
        if (state == State::value && below.values[unit] <= 0) state = State::missing;
        if (state != State::value) continue;
        const auto ratio = [&](auto& a) {
            return a.multiply(a.divide(a.read(above.values[unit]), a.read(below.values[unit])), a.read(source.factor));
        };
        column.values[unit] = rounded(ratio, places);
    }
}

void check_readable(const FactsView::Column& column) {
    const std::string name(column.id);
    if (!column.states.empty() && column.states.size() != column.values.size())
        throw column_error({Phrase::column_states_length,
                            {name, std::to_string(column.states.size()), std::to_string(column.values.size())}});
    for (std::size_t unit = 0; unit < column.values.size(); ++unit)
        if (std::isinf(column.values[unit]) && state_of(column, unit) == State::value)
            throw infinite_value(column.id, column.values);
}

void refuse_given(const Scheme& scheme, const FactsView& facts) {
    std::vector<Problem> problems;
    for (const FactDefinition& fact : scheme->facts)
        if (const auto of = made_of(fact); !of.empty() && facts.find(fact.id))
            problems.push_back(
                {"fact-derived", fact.place, {Phrase::fact_derived, {fact.id, std::string(of.front())}}, {}});
    if (!problems.empty()) throw InputError(std::move(problems));
}

}  // namespace

std::vector<std::string_view> made_of(const FactDefinition& fact) {
    if (const auto* of_class = std::get_if<ClassFact>(&fact.source)) return {of_class->of};
    if (const auto* bracket = std::get_if<BracketFact>(&fact.source)) return {bracket->of};
    if (const auto* ratio = std::get_if<RatioFact>(&fact.source)) return {ratio->numerator, ratio->denominator};
    return {};
}

FactColumn derived_fact(const FactDefinition& fact, std::span<const FactsView::Column> of, const UnitClasses& classes,
                        WhenMissing missing) {
    for (const FactsView::Column& column : of) check_readable(column);
    const std::size_t size = of.front().values.size();
    const int places = places_of(fact).value_or(0);
    FactColumn column{fact.id, std::vector<double>(size), std::vector<State>(size)};
    if (const auto* of_class = std::get_if<ClassFact>(&fact.source))
        derive(column, *of_class, of[0], classes, missing, places);
    if (const auto* bracket = std::get_if<BracketFact>(&fact.source)) derive(column, *bracket, of[0]);
    if (const auto* ratio = std::get_if<RatioFact>(&fact.source)) derive(column, *ratio, of[0], of[1], places);
    return column;
}

std::vector<FactColumn> derived_facts(const Scheme& scheme, const FactsView& facts) {
    check_units(facts);
    refuse_given(scheme, facts);
    const UnitClasses classes(facts);
    const WhenMissing missing = scheme->outcome.missing;
    std::vector<FactColumn> derived;
    const auto find = [&](std::string_view id) -> std::optional<FactsView::Column> {
        for (const FactColumn& column : derived)
            if (column.id == id) return FactsView::Column{column.id, column.values, column.states};
        const FactsView::Column* given = facts.find(id);
        if (given && given->values.size() != facts.size)
            throw column_error({Phrase::column_length,
                                {std::string(id), std::to_string(given->values.size()), std::to_string(facts.size)}});
        return given ? std::optional(*given) : std::nullopt;
    };
    for (const FactDefinition& fact : scheme->facts) {
        std::vector<FactsView::Column> of;
        const auto ids = made_of(fact);
        for (const std::string_view id : ids)
            if (const auto column = find(id)) of.push_back(*column);
        if (!ids.empty() && of.size() == ids.size()) derived.push_back(derived_fact(fact, of, classes, missing));
    }
    return derived;
}

Facts made_anew(const Scheme& scheme, Facts facts) {
    const auto is_made = [&](const FactColumn& column) {
        const FactDefinition* fact = scheme.find_fact(column.id);
        return fact && !made_of(*fact).empty();
    };
    const auto made = std::stable_partition(facts.columns.begin(), facts.columns.end(), std::not_fn(is_made));
    const std::vector<FactColumn> before(std::make_move_iterator(made), std::make_move_iterator(facts.columns.end()));
    facts.columns.erase(made, facts.columns.end());
    for (FactColumn& column : derived_facts(scheme, view_of(facts))) facts.columns.push_back(std::move(column));
    for (const FactColumn& column : before)
        if (!facts.find(column.id)) facts.columns.push_back(column);
    return facts;
}

}  // namespace libplan
