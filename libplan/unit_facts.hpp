#pragma once
// Private: the facts of one unit by themselves, and what they are called.
#include <cmath>
#include <set>

#include "libplan/assess.hpp"

namespace libplan {

FactsView view_of(const Facts& facts);

/// A column may come without states; what is not a number is missing.
inline State state_of(const FactsView::Column& column, std::size_t unit) {
    const State state = column.states.empty() ? State::value : column.states[unit];
    return state == State::value && std::isnan(column.values[unit]) ? State::missing : state;
}
inline State state_of(const FactColumn& column, std::size_t unit) {
    return state_of(FactsView::Column{column.id, column.values, column.states}, unit);
}

/// What is wrong with a column.
inline InputError column_error(Message told) { return InputError({{"column", {}, std::move(told), {}}}); }
/// Of a column that holds an infinite value: names the first row that does, from 1.
InputError infinite_value(std::string_view column, std::span<const double> values);

/// The facts of one unit: a batch of one.
Facts facts_of_unit(const Facts& facts, std::size_t unit);

/// What is held against others: the references of rules, the limits of conditions, control figures, targets, class
/// figures and brackets. A fact that is one anywhere is one everywhere.
std::set<std::string, std::less<>> reference_facts(const Scheme& scheme);

/// "死亡人数", "事故（较大）", "安全培训（考核组）": what a column holds, in words.
std::string column_title(const Scheme& scheme, const std::string& id, Language language);

/// The figure of a column with its unit of measure, or what its state is called.
std::string figure_words(const Scheme& scheme, const std::string& id, double value, State state, Language language);

}  // namespace libplan
