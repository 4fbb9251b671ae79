#include "libplan/derived_facts.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

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

/// The figure of one class as far as its units are gone through.
struct ClassFigure {
    double highest = -std::numeric_limits<double>::infinity(), lowest = -highest;
    ExactSum sum;
};

/// The highest, lowest or mean value of a class stands beside each of its units, whatever their own state. What is not
/// known yet of a unit could change it, unless the scheme takes what is missing for nothing; what does not apply could
/// not.
void derive(FactColumn& column, const ClassFact& source, const FactsView::Column& of, const UnitClasses& classes,
            WhenMissing missing, int places) {
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
        own.highest = std::max(own.highest, of.values[unit]);
        own.lowest = std::min(own.lowest, of.values[unit]);
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

void refuse_given(const Scheme& scheme, const FactsView& facts) {
    std::vector<Problem> problems;
    for (const FactDefinition& fact : scheme->facts)
        if (const std::string* of = made_of(fact); of && facts.find(fact.id))
            problems.push_back({"fact-derived", fact.place, {Phrase::fact_derived, {fact.id, *of}}, {}});
    if (!problems.empty()) throw InputError(std::move(problems));
}

}  // namespace

const std::string* made_of(const FactDefinition& fact) {
    if (const auto* of_class = std::get_if<ClassFact>(&fact.source)) return &of_class->of;
    if (const auto* bracket = std::get_if<BracketFact>(&fact.source)) return &bracket->of;
    return nullptr;
}

FactColumn derived_fact(const FactDefinition& fact, const FactsView::Column& of, const UnitClasses& classes,
                        WhenMissing missing) {
    const std::string name(of.id);
    if (!of.states.empty() && of.states.size() != of.values.size())
        throw column_error(
            {Phrase::column_states_length, {name, std::to_string(of.states.size()), std::to_string(of.values.size())}});
    for (std::size_t unit = 0; unit < of.values.size(); ++unit)
        if (std::isinf(of.values[unit]) && state_of(of, unit) == State::value)
            throw column_error({Phrase::column_not_finite, {name}});
    FactColumn column{fact.id, std::vector<double>(of.values.size()), std::vector<State>(of.values.size())};
    if (const auto* of_class = std::get_if<ClassFact>(&fact.source))
        derive(column, *of_class, of, classes, missing, places_of(fact).value_or(0));
    if (const auto* bracket = std::get_if<BracketFact>(&fact.source)) derive(column, *bracket, of);
    return column;
}

std::vector<FactColumn> derived_facts(const Scheme& scheme, const FactsView& facts) {
    refuse_given(scheme, facts);
    const UnitClasses classes(facts);
    const WhenMissing missing = scheme->outcome.missing;
    std::vector<FactColumn> derived;
    for (const FactDefinition& fact : scheme->facts) {
        const std::string* of = made_of(fact);
        if (!of) continue;
        const FactsView::Column* given = facts.find(*of);
        const auto earlier =
            std::find_if(derived.begin(), derived.end(), [&](const FactColumn& column) { return column.id == *of; });
        if (earlier != derived.end())
            derived.push_back(derived_fact(fact, {earlier->id, earlier->values, earlier->states}, classes, missing));
        else if (given && given->values.size() != facts.size)
            throw column_error(
                {Phrase::column_length, {*of, std::to_string(given->values.size()), std::to_string(facts.size)}});
        else if (given)
            derived.push_back(derived_fact(fact, *given, classes, missing));
    }
    return derived;
}

}  // namespace libplan
