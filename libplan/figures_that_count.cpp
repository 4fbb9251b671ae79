#include "libplan/figures_that_count.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <future>
#include <unordered_set>

#include "libplan/interrupt.hpp"
#include "libplan/threads.hpp"
#include "libplan/word_codes.hpp"

namespace libplan {
namespace {

constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
constexpr std::int32_t always = std::numeric_limits<std::int32_t>::min();  ///< the day of what has none
constexpr std::size_t block_size = 4096;
constexpr std::size_t rows_of_a_thread = 250'000;  ///< what fewer take is not worth another thread
constexpr std::size_t most_threads = 4;  ///< what they find is joined by one, and each keeps a table of all it finds

/// A table of numbers by two codes that grows in both directions.
class CodeGrid {
public:
    /// False if it would take more than `most` cells.
    bool make_room(std::size_t rows, std::size_t columns, std::size_t most) {
        if (columns > columns_) {
            const std::size_t wider = std::max(columns, 2 * columns_);
            if (wider * rows > most) return false;
            std::vector<std::uint32_t> cells(rows_ * wider, none);
            for (std::size_t row = 0; row < rows_; ++row)
                std::copy_n(cells_.begin() + static_cast<std::ptrdiff_t>(row * columns_), columns_,
                            cells.begin() + static_cast<std::ptrdiff_t>(row * wider));
            cells_ = std::move(cells);
            columns_ = wider;
        }
        if (rows * columns_ > most) return false;
        if (rows > rows_) cells_.resize(rows * columns_, none);
        rows_ = std::max(rows, rows_);
        return true;
    }
    std::uint32_t& at(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }
    std::uint32_t at(std::size_t row, std::size_t column) const { return cells_[row * columns_ + column]; }

private:
    std::size_t rows_ = 0, columns_ = 0;
    std::vector<std::uint32_t> cells_;
};

/// A column that is gone through row by row.
struct Walk {
    const GivenColumn* column = nullptr;
    std::size_t part = 0, begin = 0;  ///< the part the next row stands in, and the first row of that
    const ColumnPart& at(std::size_t row) {
        while (row - begin >= column->parts[part].size) begin += column->parts[part++].size;
        return column->parts[part];
    }
    const ColumnPart& anywhere(std::size_t row) {
        if (row < begin) part = begin = 0;
        return at(row);
    }
    std::size_t rows_left(std::size_t row) { return at(row).size - (row - begin); }
};

/// One column of a block as codes.
struct Coded {
    WordCodes words;
    Walk walk;
    std::vector<std::uint32_t> codes = std::vector<std::uint32_t>(block_size);
    std::uint32_t first = 0;  ///< of all rows that are gone through
    void take(std::size_t row, std::size_t count, bool is_first) {
        if (!walk.column) return;
        const ColumnPart& part = walk.at(row);
        words.code(part, row - walk.begin, count, codes.data());
        if (is_first) first = codes[0];
    }
    std::string_view first_word() const {
        return walk.column ? std::string_view(words.word(first)) : std::string_view();
    }
    /// The codes that another column's words have here.
    std::vector<std::uint32_t> codes_of(const Coded& other) {
        std::vector<std::uint32_t> own(std::max<std::size_t>(other.words.size(), 1), 0);
        for (std::uint32_t code = 0; code < other.words.size(); ++code) own[code] = words.code(other.words.word(code));
        return own;
    }
    /// Whether all rows of a block say what the first row of all says.
    bool is_one(std::size_t count) const {
        return !walk.column || std::all_of(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(count),
                                           [this](std::uint32_t code) { return code == first; });
    }
};

bool is_plain_number(const ColumnPart& part) {
    if (part.is_dictionary) return false;
    return part.layout == Layout::float64 || part.layout == Layout::float32 ||
           (part.layout >= Layout::int8 && part.layout <= Layout::uint32);
}

/// Says nothing: null, empty or false in every row.
bool is_blank(const GivenColumn& column) {
    std::string room;
    for (const ColumnPart& part : column.parts)
        for (std::size_t row = 0; part.layout != Layout::nulls && row < part.size; ++row)
            if (const auto text = part.written(row, room); !text.empty() && text != "false") return false;
    return true;
}

/// Whether no cell has to be looked at for what it says besides words and plain numbers.
bool is_plain(const GivenTable& table) {
    static constexpr std::string_view known[] = {"indicator", "body",  "period", "value",       "unit",        "basis",
                                                 "source",    "as_of", "line",   "provisional", "illustrative"};
    for (const GivenColumn& column : table.columns) {
        const auto same = [&](const GivenColumn& other) { return other.name == column.name; };
        if (std::find(std::begin(known), std::end(known), column.name) == std::end(known)) return false;
        if (std::count_if(table.columns.begin(), table.columns.end(), same) > 1) return false;
    }
    for (const std::string_view blank : {"line", "provisional"})
        if (const auto* column = table.find(blank); column && !is_blank(*column)) return false;
    const GivenColumn* value = table.find("value");
    if (!table.find("indicator") || !table.find("period") || !value || table.size >= none) return false;
    return std::all_of(value->parts.begin(), value->parts.end(), is_plain_number);
}

/// Finds what counts among some of the rows of a table.
class Counting {
public:
    Counting(const GivenTable& table, const Plan& plan, const std::optional<Date>& as_of)
        : table_(table), plan_(plan), as_of_(as_of) {
        for (const Indicator& indicator : plan->indicators) counts_ |= indicator.count;
        for (const Body& body : plan->bodies) bodies_.insert(body.id);
        for (const GivenColumn& column : table.columns) walks_.push_back({&column});
        for (auto& [name, column] : coded()) column->walk.column = table.find(name);
        value_.column = table.find("value");
    }

    /// Goes through rows; false where they are not plain, or when told to stop.
    bool count(std::size_t begin, std::size_t end, const std::atomic<bool>& is_stopped) {
        for (std::size_t row = begin; row < end;) {
            if (is_stopped) return false;
            std::size_t count = std::min(block_size, end - row);
            Interruptible::heed(count);
            for (Walk& walk : walks_) count = std::min(count, walk.rows_left(row));
            if (!take(row, count, row == begin)) return false;
            row += count;
        }
        return true;
    }

    /// Takes in what later rows came to, as if they had been gone through here; false if a figure stands there twice or
    /// all together is not plain.
    bool absorb(const Counting& later) {
        if (basis_.first_word() != later.basis_.first_word() || source_.first_word() != later.source_.first_word())
            return false;
        const auto days = as_ofs_.codes_of(later.as_ofs_);
        const auto own_series = series_of(later);
        return own_series && days_are_known() && absorb_cells(later, *own_series, days);
    }

    Observations counted(const std::string& name, std::size_t threads) {
        std::vector<Observations::SeriesRows> all;
        for (std::size_t series = 0; series < all_series_.size(); ++series) {
            const auto& [indicator, body] = all_series_[series];
            std::size_t rows = 0;
            for (std::uint32_t period = 0; period < period_.words.size(); ++period)
                rows += winner_of(series, period) ? 1 : 0;
            all.push_back({indicator_.words.word(indicator),
                           body == none ? std::string_view() : std::string_view(body_.words.word(body)), rows});
        }
        std::vector<CellReader> readers(threads, CellReader{value_, illustrative_.walk, {}});
        Observations counted;
        counted.fill(all, basis_.first_word(), name, threads,
                     [&](std::size_t thread, std::size_t series, std::vector<Observations::Figure>& figures) {
                         for (std::uint32_t period = 0; period < period_.words.size(); ++period)
                             if (const Winner* winner = winner_of(series, period))
                                 figures.push_back(figure_of(*periods_[period], *winner, readers[thread]));
                     });
        return counted;
    }

private:
    struct Series {
        std::uint32_t indicator, body;
    };
    struct Winner {
        std::uint32_t row = none;
        std::int32_t day = 0;
    };
    struct Asked {
        const Indicator* indicator = nullptr;
        bool counts = false;  ///< whole things
        bool looked_up = false;
    };

    std::vector<std::pair<std::string_view, Coded*>> coded() {
        return {
            {"indicator", &indicator_}, {"body", &body_},     {"period", &period_}, {"unit", &unit_},
            {"basis", &basis_},         {"source", &source_}, {"as_of", &as_ofs_},  {"illustrative", &illustrative_}};
    }

    bool take(std::size_t row, std::size_t count, bool is_first) {
        for (const auto& [name, column] : coded()) column->take(row, count, is_first);
        if (!values_are_plain(row, count) || !basis_.is_one(count) || !source_.is_one(count)) return false;
        if (!own_units(count) || !days_are_known() || !marks_are_known()) return false;
        if (!make_room_for_series() || !make_room_for_cells()) return false;
        return find_series(count) && find_cells(count) && let_count(row, count);
    }

    std::size_t most_cells() const { return 4 * table_.size + 1'000'000; }
    bool make_room_for_series() {
        return series_.make_room(indicator_.words.size(), body_.words.size() + 1, most_cells());
    }
    bool make_room_for_cells() { return cells_.make_room(all_series_.size(), period_.words.size(), most_cells()); }

    // Three passes over a block, on plain pointers.

    bool find_series(std::size_t count) {
        const std::uint32_t* const indicators = indicator_.codes.data();
        const std::uint32_t* const bodies = body_.codes.data();  // zeros without the column
        std::uint32_t* const numbers = series_of_rows_.data();
        for (std::size_t i = 0; i < count; ++i) {
            std::uint32_t& series = series_.at(indicators[i], bodies[i]);
            if (series == none) {
                if (!opens(i)) return false;
                series = static_cast<std::uint32_t>(all_series_.size() - 1);
            }
            numbers[i] = series;
        }
        return true;
    }

    bool find_cells(std::size_t count) {
        const std::uint32_t* const series = series_of_rows_.data();
        const std::uint32_t* const periods = period_.codes.data();
        std::uint32_t* const numbers = cells_of_rows_.data();
        for (std::size_t i = 0; i < count; ++i) {
            std::uint32_t& cell = cells_.at(series[i], periods[i]);
            if (cell == none) {
                if (!period_is_known(periods[i])) return false;
                cell = static_cast<std::uint32_t>(winners_.size());
                winners_.push_back({});
            }
            numbers[i] = cell;
        }
        return true;
    }

    /// Lets rows count that are the latest revision known so far; false if one stands there twice.
    bool let_count(std::size_t row, std::size_t count) {
        const std::uint32_t* const cells = cells_of_rows_.data();
        const std::uint32_t* const as_ofs = as_ofs_.codes.data();  // zeros without the column
        Winner* const winners = winners_.data();
        std::uint64_t* seen = nullptr;
        for (std::size_t i = 0; i < count; ++i) {
            if (i == 0 || as_ofs[i] != as_ofs[i - 1]) seen = seen_on(as_ofs[i]);
            const std::uint32_t cell = cells[i];
            const std::uint64_t bit = std::uint64_t{1} << (cell % 64);
            if ((seen[cell / 64] & bit) != 0) return false;
            seen[cell / 64] |= bit;
            const std::int32_t day = days_[as_ofs[i]];
            Winner& winner = winners[cell];
            if (day <= last_day_ && (winner.row == none || day > winner.day))
                winner = {static_cast<std::uint32_t>(row + i), day};
        }
        return true;
    }

    /// The cells that have a figure of a day, with a bit for each there is.
    std::uint64_t* seen_on(std::uint32_t as_of) {
        std::vector<std::uint64_t>& seen = seen_[as_of];
        if (seen.size() <= winners_.size() / 64) seen.resize(std::max(winners_.size() / 64 + 1, seen.size() * 2));
        return seen.data();
    }

    bool opens(std::size_t i) {
        const std::uint32_t indicator = indicator_.codes[i];
        if (!asked_of(indicator).indicator) return false;
        const std::string_view body = body_.walk.column ? body_.words.word(body_.codes[i]) : std::string_view();
        if (!body.empty() && !bodies_.contains(body)) return false;
        all_series_.push_back({indicator, body_.walk.column ? body_.codes[i] : none});
        return make_room_for_cells();
    }

    const Asked& asked_of(std::uint32_t indicator) {
        if (asked_.size() <= indicator) asked_.resize(indicator_.words.size());
        Asked& asked = asked_[indicator];
        if (!asked.looked_up) {
            const Indicator* known = plan_.find_indicator(indicator_.words.word(indicator));
            asked = {known, known && known->count && known->adds_up != Accumulation::mean, true};
        }
        return asked;
    }

    bool period_is_known(std::uint32_t code) {
        if (periods_.size() <= code) periods_.resize(period_.words.size());
        std::optional<Period>& period = periods_[code];
        if (!period) period = parse_period(period_.words.word(code));
        return period && period->year() <= plan_->last_year;
    }

    /// Days are numbered, and the earliest of all stands for none.
    bool days_are_known() {
        const auto number = [](const Date& date) {
            return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
        };
        if (days_.empty() && !as_ofs_.walk.column) days_.push_back(always);
        for (std::size_t code = days_.size(); code < as_ofs_.words.size(); ++code) {
            const std::string& word = as_ofs_.words.word(static_cast<std::uint32_t>(code));
            const auto day = parse_date(word);
            if (!day && !word.empty()) return false;
            days_.push_back(day ? number(*day) : always);
        }
        last_day_ = as_of_ ? number(*as_of_) : std::numeric_limits<std::int32_t>::max();
        seen_.resize(days_.size());
        return seen_.size() * winners_.size() / 8 <= 8 * table_.size + 1'000'000;
    }

    bool marks_are_known() {
        for (; marks_known_ < illustrative_.words.size(); ++marks_known_) {
            const std::string& mark = illustrative_.words.word(static_cast<std::uint32_t>(marks_known_));
            if (!mark.empty() && mark != "示例" && mark != "true" && mark != "false") return false;
        }
        return true;
    }

    /// Finite, and whole where whole things are counted.
    bool values_are_plain(std::size_t row, std::size_t count) {
        const ColumnPart& part = value_.at(row);
        const std::size_t first = row - value_.begin;
        if (part.layout == Layout::float64 && !counts_) {
            const auto* const values = static_cast<const double*>(part.values) + part.offset + first;
            constexpr std::uint64_t infinite = 0x7FF0'0000'0000'0000;
            std::uint64_t found = 0;
            for (std::size_t i = 0; i < count; ++i)
                found |= (std::bit_cast<std::uint64_t>(values[i]) << 1) == infinite << 1 ? 1U : 0U;
            if (found == 0) return true;  // else it may be one behind a null
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto value = number(part, first + i);
            if (!value) continue;
            if (std::isinf(*value)) return false;
            if (asked_of(indicator_.codes[i]).counts && (*value < 0 || *value != std::floor(*value))) return false;
        }
        return true;
    }

    static std::optional<double> number(const ColumnPart& part, std::size_t row) {
        if (part.is_null(row)) return std::nullopt;
        const auto read = [&]<class Number>(Number) { return static_cast<double>(part.number<Number>(row)); };
        switch (part.layout) {
            case Layout::float64: {
                const double value = part.number<double>(row);
                return std::isnan(value) ? std::nullopt : std::optional(value);
            }
            case Layout::int8:
                return read(std::int8_t{});
            case Layout::uint8:
                return read(std::uint8_t{});
            case Layout::int16:
                return read(std::int16_t{});
            case Layout::uint16:
                return read(std::uint16_t{});
            case Layout::int32:
                return read(std::int32_t{});
            case Layout::uint32:
                return read(std::uint32_t{});
            default: {  // the shortest decimal of a float of 32 bits
                std::string room;
                const std::string_view text = part.written(row, room);
                return text.empty() ? std::nullopt : std::optional(std::strtod(room.c_str(), nullptr));
            }
        }
    }

    /// Every figure is in its indicator's unit.
    bool own_units(std::size_t count) {
        if (!unit_.walk.column) return true;
        for (std::size_t i = 0; i < count; ++i) {
            const Indicator* indicator = asked_of(indicator_.codes[i]).indicator;
            const std::string& unit = unit_.words.word(unit_.codes[i]);
            if (!indicator || (!unit.empty() && unit != indicator->unit)) return false;
        }
        return true;
    }

    // What later rows came to.

    /// The numbers that the series of later rows have here.
    std::optional<std::vector<std::uint32_t>> series_of(const Counting& later) {
        const auto indicators = indicator_.codes_of(later.indicator_);
        const auto bodies = body_.codes_of(later.body_);
        if (!make_room_for_series()) return std::nullopt;
        std::vector<std::uint32_t> own;
        for (const Series& each : later.all_series_) {
            const std::uint32_t body = each.body == none ? none : bodies[each.body];
            std::uint32_t& series = series_.at(indicators[each.indicator], body == none ? 0 : body);
            if (series == none) {
                series = static_cast<std::uint32_t>(all_series_.size());
                all_series_.push_back({indicators[each.indicator], body});
            }
            own.push_back(series);
        }
        return own;
    }

    bool absorb_cells(const Counting& later, const std::vector<std::uint32_t>& own_series,
                      const std::vector<std::uint32_t>& days) {
        const auto periods = period_.codes_of(later.period_);
        if (!make_room_for_cells()) return false;
        periods_.resize(period_.words.size());
        for (std::size_t code = 0; code < later.periods_.size(); ++code)
            if (later.periods_[code]) periods_[periods[code]] = later.periods_[code];
        std::vector<std::uint32_t> own_cells(later.winners_.size());
        for (std::size_t series = 0; series < own_series.size(); ++series)
            for (std::size_t period = 0; period < later.period_.words.size(); ++period) {
                const std::uint32_t cell = later.cells_.at(series, period);
                if (cell == none) continue;
                std::uint32_t& own = cells_.at(own_series[series], periods[period]);
                if (own == none) {
                    own = static_cast<std::uint32_t>(winners_.size());
                    winners_.push_back({});
                }
                own_cells[cell] = own;
                if (const Winner& winner = later.winners_[cell];
                    winner.row != none && (winners_[own].row == none || winner.day > winners_[own].day))
                    winners_[own] = winner;
            }
        bool same_numbers = true;
        for (std::uint32_t cell = 0; cell < own_cells.size(); ++cell) same_numbers &= own_cells[cell] == cell;
        for (std::uint32_t day = 0; day < later.seen_.size(); ++day)
            if (!(same_numbers ? see_all(later.seen_[day], days[day]) : see(later.seen_[day], own_cells, days[day])))
                return false;
        return true;
    }

    /// The same where the cells of later rows have the same numbers here.
    bool see_all(const std::vector<std::uint64_t>& later, std::uint32_t day) {
        std::uint64_t* const seen = seen_on(day);
        const std::size_t size = std::min(later.size(), winners_.size() / 64 + 1);
        std::uint64_t twice = 0;
        for (std::size_t at = 0; at < size; ++at) {
            twice |= seen[at] & later[at];
            seen[at] |= later[at];
        }
        return twice == 0;
    }

    /// False if one of the cells has a figure of that day already.
    bool see(const std::vector<std::uint64_t>& later, const std::vector<std::uint32_t>& own_cells, std::uint32_t day) {
        std::uint64_t* const seen = seen_on(day);
        for (std::size_t at = 0; at < later.size(); ++at)
            for (std::uint64_t bits = later[at]; bits != 0; bits &= bits - 1) {
                const std::uint32_t cell = own_cells[at * 64 + static_cast<std::size_t>(std::countr_zero(bits))];
                const std::uint64_t bit = std::uint64_t{1} << (cell % 64);
                if ((seen[cell / 64] & bit) != 0) return false;
                seen[cell / 64] |= bit;
            }
        return true;
    }

    /// The row that counts for a period of a series; none: there is none.
    const Winner* winner_of(std::size_t series, std::uint32_t period) const {
        const std::uint32_t cell = cells_.at(series, period);
        return cell != none && winners_[cell].row != none ? &winners_[cell] : nullptr;
    }

    /// Where one thread reads.
    struct CellReader {
        Walk value, illustrative;
        std::string room{};
    };

    static Observations::Figure figure_of(const Period& period, const Winner& winner, CellReader& reader) {
        const ColumnPart& part = reader.value.anywhere(winner.row);
        const auto value = number(part, winner.row - reader.value.begin);
        Observations::Figure figure{.period = period,
                                    .value = value.value_or(0),
                                    .state = value ? State::value : State::missing,
                                    .line = static_cast<int>(winner.row + 1)};
        if (winner.day != always) figure.as_of = Date(std::chrono::sys_days(std::chrono::days(winner.day)));
        if (Walk& walk = reader.illustrative; walk.column) {
            const std::string_view mark = walk.anywhere(winner.row).written(winner.row - walk.begin, reader.room);
            figure.illustrative = !mark.empty() && mark != "false";
        }
        return figure;
    }

    const GivenTable& table_;
    const Plan& plan_;
    std::unordered_set<std::string_view> bodies_;  ///< of the plan, by id: there may be many thousands
    const std::optional<Date>& as_of_;
    bool counts_ = false;  ///< some indicator counts whole things
    std::vector<Walk> walks_;
    Walk value_;
    Coded indicator_, body_, period_, unit_, basis_, source_, as_ofs_, illustrative_;
    std::size_t marks_known_ = 0;
    std::vector<Asked> asked_;
    std::vector<std::optional<Period>> periods_;
    std::vector<std::int32_t> days_;
    std::int32_t last_day_ = 0;
    CodeGrid series_, cells_;  ///< numbers of series by indicator and body, of cells by series and period
    std::vector<Series> all_series_;
    std::vector<std::uint32_t> series_of_rows_ = std::vector<std::uint32_t>(block_size);  ///< of a block
    std::vector<std::uint32_t> cells_of_rows_ = std::vector<std::uint32_t>(block_size);
    Column<Winner> winners_;                        ///< of each cell
    std::vector<std::vector<std::uint64_t>> seen_;  ///< of each as-of date a bit for each cell
};

}  // namespace

std::optional<Observations> figures_that_count(const GivenTable& table, const std::string& name, const Plan& plan,
                                               const std::optional<Date>& as_of) {
    if (!is_plain(table)) return std::nullopt;
    const std::size_t most = std::min(thread_count(0), most_threads);
    const std::size_t threads = std::clamp<std::size_t>(table.size / rows_of_a_thread, 1, most);
    std::vector<Counting> shares(threads, Counting(table, plan, as_of));
    std::atomic<bool> is_stopped = false;
    const auto count = [&](std::size_t share) {
        const bool counts =
            shares[share].count(table.size * share / threads, table.size * (share + 1) / threads, is_stopped);
        if (!counts) is_stopped = true;
        return counts;
    };
    std::vector<std::future<bool>> later;  // they end before what they use does
    for (std::size_t share = 1; share < threads; ++share) later.push_back(std::async(std::launch::async, count, share));
    try {
        bool all_count = count(0);
        for (std::size_t share = 1; share < threads; ++share)
            all_count = later[share - 1].get() && all_count && shares[0].absorb(shares[share]);
        return all_count ? std::optional(shares[0].counted(name, threads)) : std::nullopt;
    } catch (...) {
        is_stopped = true;
        throw;
    }
}

}  // namespace libplan
