#include <algorithm>
#include <future>
#include <tuple>

#include "libplan/points.hpp"
#include "libplan/progress.hpp"
#include "libplan/units.hpp"

namespace libplan {
namespace {

std::uint64_t series_key(std::uint32_t indicator, std::uint32_t body) {
    return (static_cast<std::uint64_t>(indicator) << 32) | body;
}

std::uint8_t flags_of(bool provisional, bool illustrative, bool has_basis, bool has_as_of) {
    using Flag = Observations::Flag;
    return static_cast<std::uint8_t>((provisional ? Flag::provisional : 0) | (illustrative ? Flag::illustrative : 0) |
                                     (has_basis ? Flag::has_basis : 0) | (has_as_of ? Flag::has_as_of : 0));
}

}  // namespace

std::uint32_t Observations::code(std::string_view word) {
    if (const auto known = codes_.find(word); known != codes_.end()) return known->second;
    words_.emplace_back(word);
    return codes_.emplace(word, static_cast<std::uint32_t>(words_.size() - 1)).first->second;
}

/// Neighbouring rows mostly say the same.
void Observations::extend(Column<std::uint32_t>& column, std::string_view word) {
    column.push_back(!column.empty() && words_[column.back()] == word ? column.back() : code(word));
}

std::uint32_t Observations::series_for(std::uint32_t indicator, std::uint32_t body) {
    const auto number = static_cast<std::uint32_t>(series_.size());
    const auto [known, added] = series_numbers_.try_emplace(series_key(indicator, body), number);
    if (added) {
        series_.push_back({.indicator = indicator, .body = body});
        indicator_series_[indicator].push_back(number);
    }
    return known->second;
}

void Observations::reserve(std::size_t rows) {
    const auto reserve = [rows](auto&... each) { (each.reserve(rows), ...); };
    reserve(series_of_rows_, units_, sources_, bases_, files_, sheets_, next_, periods_, years_, values_, states_,
            places_, as_of_, text_lines_, lines_, flags_);
}

void Observations::fill(std::span<const SeriesRows> all, std::string_view basis, std::string_view file,
                        std::size_t threads,
                        const std::function<void(std::size_t, std::size_t, std::vector<Figure>&)>& figures_of) {
    std::vector<std::size_t> begins{0};
    std::vector<std::uint32_t> numbers;
    const std::uint32_t none = code(""), own_basis = code(basis), own_file = code(file);
    for (const SeriesRows& each : all) {
        numbers.push_back(series_for(code(each.indicator), code(each.body)));
        begins.push_back(begins.back() + each.rows);
        if (each.rows == 0) continue;
        Series& own = series_[numbers.back()];
        own.first = begins[begins.size() - 2];
        own.last = begins.back() - 1;
        own.unit = none;
    }
    const std::size_t rows = begins.back();
    const auto resize = [rows](auto&... column) { (column.resize(rows), ...); };
    resize(series_of_rows_, units_, sources_, bases_, files_, sheets_, next_, periods_, years_, values_, states_,
           places_, as_of_, text_lines_, lines_, flags_);
    const auto fill_some = [&](std::size_t thread) {
        const std::size_t from = rows * thread / threads, to = rows * (thread + 1) / threads;
        std::vector<Figure> figures;
        for (std::size_t series = 0; series < all.size(); ++series) {
            const std::size_t begin = begins[series], end = begins[series + 1];
            if (begin == end || begin < from || begin >= to) continue;
            figures.clear();
            figures_of(thread, series, figures);
            for (std::size_t row = begin; row < end; ++row) {
                const Figure& figure = figures[row - begin];
                series_of_rows_[row] = numbers[series];
                units_[row] = sources_[row] = sheets_[row] = none;
                bases_[row] = own_basis;
                files_[row] = own_file;
                next_[row] = row + 1 < end ? row + 1 : npos;
                periods_[row] = figure.period;
                years_[row] = figure.period.is_year() ? static_cast<std::int16_t>(figure.period.year()) : no_year;
                values_[row] = figure.value;
                states_[row] = figure.state;
                places_[row] = 0;
                as_of_[row] = figure.as_of;
                text_lines_[row] = 0;
                lines_[row] = figure.line;
                flags_[row] = flags_of(false, figure.illustrative, !basis.empty(), figure.as_of.has_value());
            }
        }
    };
    std::vector<std::future<void>> others;
    for (std::size_t thread = 1; thread < threads; ++thread)
        others.push_back(std::async(std::launch::async, fill_some, thread));
    fill_some(0);
    for (std::future<void>& other : others) other.get();
}

Observations::Observations() = default;
Observations::Observations(const Observations&) = default;
Observations::Observations(Observations&&) noexcept = default;
Observations& Observations::operator=(const Observations&) = default;
Observations& Observations::operator=(Observations&&) noexcept = default;
Observations::~Observations() = default;

void Observations::add(const Row& row) {
    const Series* before = series_of_rows_.empty() ? nullptr : &series_[series_of_rows_.back()];
    const bool goes_on = before && words_[before->indicator] == row.indicator && words_[before->body] == row.body;
    series_of_rows_.push_back(goes_on ? series_of_rows_.back() : series_for(code(row.indicator), code(row.body)));
    extend(units_, row.unit);
    extend(sources_, row.source);
    extend(bases_, row.basis);
    extend(files_, row.file);
    extend(sheets_, row.sheet);
    const std::size_t number = size();
    Series& own = series_[series_of_rows_.back()];
    (own.first == npos ? own.first : next_[own.last]) = number;
    own.last = number;
    next_.push_back(npos);
    if (own.first == number) own.unit = units_.back();
    own.one_unit &= own.unit == units_.back();
    periods_.push_back(row.period);
    years_.push_back(row.period.is_year() ? static_cast<std::int16_t>(row.period.year()) : no_year);
    values_.push_back(row.value);
    states_.push_back(row.state);
    places_.push_back(static_cast<std::int8_t>(row.places));
    as_of_.push_back(row.as_of);
    text_lines_.push_back(row.text_line);
    lines_.push_back(row.line);
    flags_.push_back(flags_of(row.provisional, row.illustrative, !row.basis.empty(), row.as_of.has_value()));
}

/// What is printed has no fewer decimals than its value needs.
void Observations::add(const Observation& o) {
    const std::string digits = o.state == State::value ? decimal_text(o.value) : std::string();
    const auto point = digits.find('.');
    const int needed =
        point == std::string::npos ? 0 : static_cast<int>(std::min<std::size_t>(digits.size() - point - 1, 100));
    add(Row{o.indicator, o.body, o.period, o.value, o.state, o.state == State::value ? std::max(o.places, needed) : 0,
            o.unit, o.source, o.basis, o.as_of, o.text_line, o.provisional, o.illustrative, o.place.file, o.place.line,
            o.place.sheet});
}

Observation Observations::operator[](std::size_t row) const {
    const Series& own = series_[series_of_rows_[row]];
    return {words_[own.indicator],
            words_[own.body],
            periods_[row],
            values_[row],
            states_[row],
            places_[row],
            words_[units_[row]],
            words_[sources_[row]],
            words_[bases_[row]],
            as_of_[row],
            text_lines_[row],
            (flags_[row] & provisional) != 0,
            (flags_[row] & illustrative) != 0,
            {words_[files_[row]], lines_[row], words_[sheets_[row]].empty() ? 0 : 1, words_[sheets_[row]]}};
}

bool Observations::operator==(const Observations& other) const {
    if (size() != other.size()) return false;
    for (std::size_t row = 0; row < size(); ++row)
        if (!((*this)[row] == other[row])) return false;
    return true;
}

std::optional<std::uint32_t> Observations::code_of(std::string_view word) const {
    const auto known = codes_.find(word);
    return known == codes_.end() ? std::nullopt : std::optional(known->second);
}

std::span<const std::uint32_t> Observations::series_of(std::string_view indicator) const {
    const auto code = code_of(indicator);
    const auto numbers = code ? indicator_series_.find(*code) : indicator_series_.end();
    if (numbers == indicator_series_.end()) return {};
    return numbers->second;
}

std::vector<std::string> Observations::bodies_of(std::string_view indicator) const {
    std::vector<std::string> bodies;
    for (const std::uint32_t number : series_of(indicator)) bodies.push_back(words_[series_[number].body]);
    std::stable_partition(bodies.begin(), bodies.end(), [](const std::string& body) { return body.empty(); });
    return bodies;
}

const Observations::Series* Observations::find_series(std::string_view indicator, std::string_view body) const {
    const auto indicator_code = code_of(indicator);
    const auto body_code = code_of(body);
    if (!indicator_code || !body_code) return nullptr;
    const auto number = series_numbers_.find(series_key(*indicator_code, *body_code));
    return number == series_numbers_.end() ? nullptr : &series_[number->second];
}

bool Observations::counts(std::size_t row, std::string_view basis, const std::optional<Date>& as_of) const {
    const std::string& own_basis = words_[bases_[row]];
    const bool other_basis = !basis.empty() && !own_basis.empty() && own_basis != basis;
    return !other_basis && !(as_of && as_of_[row] && *as_of_[row] > *as_of);
}

bool Observations::newer(std::size_t row, std::size_t than) const {
    const auto is_final = [&](std::size_t of) { return (flags_[of] & provisional) == 0; };
    const auto is_given = [&](std::size_t of) { return states_[of] != State::missing; };
    if (than == npos) return true;
    if (as_of_[row] != as_of_[than]) return as_of_[row] > as_of_[than];  // none is less than any day
    if (is_final(row) != is_final(than)) return is_final(row);
    const bool corrects = bases_[row] == bases_[than] && sources_[row] == sources_[than];
    return !corrects && is_given(row) != is_given(than) ? is_given(row) : row > than;
}

/// 3万元 and 30000元 are the same.
bool Observations::same_value(std::size_t a, std::size_t b) const {
    if (units_[a] == units_[b]) return values_[a] == values_[b];
    const auto factor = conversion(words_[units_[a]], words_[units_[b]]);
    return decimal_reading(values_[a]) * factor.value_or(1) == decimal_reading(values_[b]);
}

/// Of the rows that belong the one that counts.
template <class Belongs>
std::size_t Observations::best_of(std::span<const std::size_t> rows, Belongs belongs) const {
    std::size_t best = npos;
    for (const std::size_t row : rows)
        if (belongs(row) && newer(row, best)) best = row;
    if (best != npos && (flags_[best] & provisional) != 0)
        for (const std::size_t row : rows)
            if (belongs(row) && !as_of_[row] && (flags_[row] & provisional) == 0) best = row;
    return best;
}

/// A row that differs from the best one and is as good as it: the best of another basis, or one from another source
/// that is as good as the best of its own. To give no basis or no source is to give another one: the order of rows
/// tells nothing.
std::size_t Observations::rival_of(std::size_t best, std::span<const std::size_t> rows, bool any_basis) const {
    if (states_[best] == State::missing) return npos;
    for (const std::size_t row : rows) {
        const bool same = states_[row] == states_[best] && (states_[row] != State::value || same_value(row, best));
        const bool own_basis = bases_[row] == bases_[best];
        if (same || states_[row] == State::missing || !(own_basis || any_basis)) continue;
        const std::size_t first =
            own_basis ? best : best_of(rows, [&](std::size_t other) { return bases_[other] == bases_[row]; });
        const bool as_good = as_of_[row] == as_of_[first] && ((flags_[row] ^ flags_[first]) & provisional) == 0;
        if (row == first || (as_good && sources_[row] != sources_[first])) return row;
    }
    return npos;
}

Observations::Chosen Observations::choose(std::span<const std::size_t> rows, std::string_view basis) const {
    if (rows.size() == 1) return {rows.front()};
    const auto own = [&](std::size_t row) { return !basis.empty() && words_[bases_[row]] == basis; };
    const bool has_own = std::any_of(rows.begin(), rows.end(), own);
    const std::size_t best = best_of(rows, [&](std::size_t row) { return !has_own || own(row); });
    if (best == npos) return {};
    const std::size_t rival = rival_of(best, rows, basis.empty());
    return {best, rival, rival != npos && bases_[rival] != bases_[best]};
}

Observations::Chosen Observations::chosen(std::string_view indicator, std::string_view body, const Period& period,
                                          std::string_view basis, const std::optional<Date>& as_of) const {
    const Series* own = find_series(indicator, body);
    std::vector<std::size_t> rows;
    for (std::size_t row = own ? own->first : npos; row != npos; row = next_[row])
        if (periods_[row] == period && counts(row, basis, as_of)) rows.push_back(row);
    return choose(rows, basis);
}

std::size_t Observations::latest(std::string_view indicator, std::string_view body, const Period& period,
                                 std::string_view basis, const std::optional<Date>& as_of) const {
    return chosen(indicator, body, period, basis, as_of).row;
}

std::vector<Observations::Chosen> Observations::chosen_within(std::string_view indicator, std::string_view body,
                                                              const Period& period, std::string_view basis,
                                                              const std::optional<Date>& as_of) const {
    const Series* own = find_series(indicator, body);
    std::vector<std::size_t> rows;
    for (std::size_t row = own ? own->first : npos; row != npos; row = next_[row]) {
        const Period& part = periods_[row];
        if (part == period || part.first < period.first || part.last > period.last) continue;
        if (counts(row, basis, as_of)) rows.push_back(row);
    }
    const auto days = [&](std::size_t row) { return std::tie(periods_[row].first, periods_[row].last); };
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return days(a) < days(b); });
    std::vector<Chosen> all;
    for (auto begin = rows.begin(); begin != rows.end();) {
        const auto end =
            std::find_if(begin, rows.end(), [&](std::size_t row) { return periods_[row] != periods_[*begin]; });
        all.push_back(choose({begin, end}, basis));
        begin = end;
    }
    return all;
}

}  // namespace libplan
