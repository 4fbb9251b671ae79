#include <algorithm>

#include "libplan/progress.hpp"

namespace libplan {
namespace {

std::uint64_t series_key(std::uint32_t indicator, std::uint32_t body) {
    return (static_cast<std::uint64_t>(indicator) << 32) | body;
}

}  // namespace

std::uint32_t Observations::code(std::string_view word) {
    const auto [entry, added] = codes_.try_emplace(std::string(word), static_cast<std::uint32_t>(words_.size()));
    if (added) words_.emplace_back(word);
    return entry->second;
}

void Observations::add(const Observation& observation) {
    indicators_.push_back(code(observation.indicator));
    bodies_.push_back(code(observation.body));
    units_.push_back(code(observation.unit));
    sources_.push_back(code(observation.source));
    bases_.push_back(code(observation.basis));
    files_.push_back(code(observation.place.file));
    periods_.push_back(observation.period);
    values_.push_back(observation.value);
    states_.push_back(observation.state);
    places_.push_back(static_cast<std::int8_t>(observation.places));
    as_of_.push_back(observation.as_of);
    text_lines_.push_back(observation.text_line);
    lines_.push_back(observation.place.line);
    provisional_.push_back(observation.provisional);
    illustrative_.push_back(observation.illustrative);
    rows_[indicators_.back()].push_back(values_.size() - 1);
    series_[series_key(indicators_.back(), bodies_.back())].push_back(values_.size() - 1);
}

Observation Observations::operator[](std::size_t row) const {
    return {words_[indicators_[row]],
            words_[bodies_[row]],
            periods_[row],
            values_[row],
            states_[row],
            places_[row],
            words_[units_[row]],
            words_[sources_[row]],
            words_[bases_[row]],
            as_of_[row],
            text_lines_[row],
            provisional_[row] != 0,
            illustrative_[row] != 0,
            {words_[files_[row]], lines_[row], 0}};
}

bool Observations::operator==(const Observations& other) const {
    if (size() != other.size()) return false;
    for (std::size_t row = 0; row < size(); ++row)
        if (!((*this)[row] == other[row])) return false;
    return true;
}

std::vector<std::size_t> Observations::rows_of(std::string_view indicator) const {
    const auto word = codes_.find(std::string(indicator));
    const auto rows = word == codes_.end() ? rows_.end() : rows_.find(word->second);
    return rows == rows_.end() ? std::vector<std::size_t>() : rows->second;
}

std::vector<std::string> Observations::bodies_of(std::string_view indicator) const {
    std::vector<std::string> bodies;
    for (const std::size_t row : rows_of(indicator)) {
        const std::string& body = words_[bodies_[row]];
        if (std::find(bodies.begin(), bodies.end(), body) == bodies.end()) bodies.push_back(body);
    }
    std::stable_sort(bodies.begin(), bodies.end(),
                     [](const std::string& a, const std::string& b) { return a.empty() && !b.empty(); });
    return bodies;
}

std::size_t Observations::latest(std::string_view indicator, std::string_view body, const Period& period,
                                 std::string_view basis, const std::optional<Date>& as_of) const {
    const auto indicator_code = codes_.find(std::string(indicator));
    const auto body_code = codes_.find(std::string(body));
    if (indicator_code == codes_.end() || body_code == codes_.end()) return npos;
    const auto rows = series_.find(series_key(indicator_code->second, body_code->second));
    if (rows == series_.end()) return npos;
    std::size_t best = npos;
    for (const std::size_t row : rows->second) {
        const std::string& own_basis = words_[bases_[row]];
        const bool other_basis = !basis.empty() && !own_basis.empty() && own_basis != basis;
        if (periods_[row] != period || other_basis || (as_of && as_of_[row] && *as_of_[row] > *as_of)) continue;
        const bool newer = best == npos || !as_of_[best] || (as_of_[row] && *as_of_[row] >= *as_of_[best]);
        if (newer) best = row;
    }
    return best;
}

}  // namespace libplan
