#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>

#include "libplan/columns.hpp"
#include "libplan/plan.hpp"

namespace libplan {

/// The four states of a fact, never folded into one.
enum class State : std::uint8_t { value, missing, not_applicable, not_scored };
/// 缺数据, 不涉及, 未评; a value has its own words.
Phrase phrase_of(State state);

/// One figure.
struct Observation {
    std::string indicator, body;  ///< body empty: the whole area
    Period period;
    double value = 0;  ///< meaningful only in State::value
    State state = State::missing;
    int places = 0;  ///< decimals as printed
    std::string unit, source, basis;
    std::optional<Date> as_of;
    int text_line = 0;         ///< line of the plan's text
    bool provisional = false;  ///< 初步数: to be revised
    bool illustrative = false;
    Place place;
    bool operator==(const Observation&) const = default;
};

/// Finds words by views of them, without making a string first.
struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
};

/// Figures in columns: words are dictionary codes, numbers are plain arrays. The figures of one indicator and body are
/// a series; series are numbered in the order of their first figures.
class Observations {
public:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    /// An observation whose words stand elsewhere.
    struct Row {
        std::string_view indicator, body;
        Period period;
        double value = 0;
        State state = State::missing;
        int places = 0;
        std::string_view unit, source, basis;
        std::optional<Date> as_of;
        int text_line = 0;
        bool provisional = false, illustrative = false;
        std::string_view file;
        int line = 0;
        std::string_view sheet{};  ///< of a workbook
    };
    // Compiled with the library: where code is optimised less, giving up millions of rows would look at each of them.
    Observations();
    Observations(const Observations&);
    Observations(Observations&&) noexcept;
    Observations& operator=(const Observations&);
    Observations& operator=(Observations&&) noexcept;
    ~Observations();

    void add(const Row& row);
    void add(const Observation& observation);
    void reserve(std::size_t rows);

    /// A series, which may have no figures, and how many it has.
    struct SeriesRows {
        std::string_view indicator, body;
        std::size_t rows = 0;
    };
    /// What of a row is its own.
    struct Figure {
        Period period{};
        double value = 0;
        State state = State::missing;
        std::optional<Date> as_of{};
        int line = 0;
        bool illustrative = false;
    };
    /// Figures of one basis and file, series after series, where there are none yet. The figures of each series are
    /// asked for once, from several threads at the same time.
    void fill(std::span<const SeriesRows> all, std::string_view basis, std::string_view file, std::size_t threads,
              const std::function<void(std::size_t thread, std::size_t series, std::vector<Figure>&)>& figures_of);
    std::size_t size() const { return values_.size(); }
    Observation operator[](std::size_t row) const;
    std::span<const double> values() const { return values_; }
    const Period& period(std::size_t row) const { return periods_[row]; }
    const std::string& unit(std::size_t row) const { return words_[units_[row]]; }
    /// Rows on one basis have the same.
    std::uint32_t basis_code(std::size_t row) const { return bases_[row]; }
    /// Bodies that report an indicator, the whole area ("") first, else in order of appearance.
    std::vector<std::string> bodies_of(std::string_view indicator) const;
    /// The row that counts for a period, and one that contradicts it.
    struct Chosen {
        std::size_t row = npos;    ///< npos: none counts
        std::size_t rival = npos;  ///< another value, and nothing tells which to prefer
        bool by_basis = false;     ///< the rival is on another basis; else it is from another source
    };
    /// Figures on another basis than the one asked for, or of a later day than `as_of`, do not count. Of the others one
    /// on that basis goes before one on none; then a later as-of date before an earlier one and that before none; then
    /// a final figure before a provisional one, even an undated one; then the later row, which corrects an earlier one
    /// of the same source. Figures of two sources contradict each other, and so do those on two bases if no basis is
    /// asked for; a figure without a basis or a source is on a basis, or from a source, of its own.
    Chosen chosen(std::string_view indicator, std::string_view body, const Period& period, std::string_view basis = {},
                  const std::optional<Date>& as_of = {}) const;
    /// The chosen row alone.
    std::size_t latest(std::string_view indicator, std::string_view body, const Period& period,
                       std::string_view basis = {}, const std::optional<Date>& as_of = {}) const;
    /// What counts for each shorter period inside one, in the order of days.
    std::vector<Chosen> chosen_within(std::string_view indicator, std::string_view body, const Period& period,
                                      std::string_view basis = {}, const std::optional<Date>& as_of = {}) const;
    /// The same figures in the same order.
    bool operator==(const Observations& other) const;

    /// For whoever goes through all rows at once.
    struct Series {
        std::uint32_t indicator = 0, body = 0;  ///< codes of words
        std::size_t first = npos, last = npos;  ///< rows; those between are linked by `next`
        std::uint32_t unit = 0;                 ///< code of the first row's
        bool one_unit = true;                   ///< and of all others
    };
    enum Flag : std::uint8_t { provisional = 1, illustrative = 2, has_basis = 4, has_as_of = 8 };
    static constexpr std::int16_t no_year = std::numeric_limits<std::int16_t>::min();
    std::optional<std::uint32_t> code_of(std::string_view word) const;
    const std::string& word(std::uint32_t code) const { return words_[code]; }
    std::span<const Series> series() const { return series_; }
    /// The series of an indicator, in order of appearance.
    std::span<const std::uint32_t> series_of(std::string_view indicator) const;
    std::span<const std::uint32_t> series_of_rows() const { return series_of_rows_; }
    std::span<const std::int16_t> years() const { return years_; }  ///< no_year for periods that are not a year
    std::span<const State> states() const { return states_; }
    std::span<const std::uint8_t> flags() const { return flags_; }
    /// Whether a row counts for a basis and a day (see `latest`).
    bool counts(std::size_t row, std::string_view basis, const std::optional<Date>& as_of) const;

private:
    std::uint32_t code(std::string_view word);
    void extend(Column<std::uint32_t>& column, std::string_view word);
    std::uint32_t series_for(std::uint32_t indicator, std::uint32_t body);
    const Series* find_series(std::string_view indicator, std::string_view body) const;
    bool newer(std::size_t row, std::size_t than) const;
    Chosen choose(std::span<const std::size_t> rows, std::string_view basis) const;
    template <class Belongs>
    std::size_t best_of(std::span<const std::size_t> rows, Belongs belongs) const;
    bool same_value(std::size_t a, std::size_t b) const;
    std::size_t rival_of(std::size_t best, std::span<const std::size_t> rows, bool any_basis) const;

    std::vector<std::string> words_;
    std::unordered_map<std::string, std::uint32_t, WordHash, std::equal_to<>> codes_;
    std::vector<Series> series_;
    std::unordered_map<std::uint64_t, std::uint32_t> series_numbers_;                 ///< by indicator and body
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> indicator_series_;  ///< by indicator
    Column<std::uint32_t> series_of_rows_, units_, sources_, bases_, files_, sheets_;
    Column<std::size_t> next_;  ///< the next row of the same series
    Column<Period> periods_;
    Column<std::int16_t> years_;
    Column<double> values_;
    Column<State> states_;
    Column<std::int8_t> places_;
    Column<std::optional<Date>> as_of_;
    Column<std::int32_t> text_lines_, lines_;
    Column<std::uint8_t> flags_;
};

/// The values that meet a target: inside means met.
struct Interval {
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
    bool lower_open = false, upper_open = false;
    bool contains(double value) const;
    bool operator==(const Interval&) const = default;
};
/// What lies in both; reversed if nothing does.
Interval common_part(const Interval& a, const Interval& b);
/// "≤318", "[2, 3]", "<0.2", "=0".
std::string to_string(const Interval& interval);

enum class Status : std::uint8_t { achieved_early, ahead, on_track, behind, unknown };
Phrase phrase_of(Status status);

/// Why a status is what it is; a Reading's message says it with its figures.
enum class Reason : std::uint8_t {
    no_observation,
    not_applicable,
    not_scored,
    not_shared_out,  ///< a total is set for the whole area
    set_later,
    no_tolerance,
    no_last_year,
    zero_base,
    negative_base,  ///< no growth rate exists
    rival_baselines,
    no_baseline,
    no_other,       ///< the indicator it is compared with has no growth
    rival_bases,    ///< figures of one period on two bases, and no basis asked for
    rival_sources,  ///< figures of one period and day from two sources
    rival_totals,   ///< totals of bodies of two kinds
    other_unit,     ///< a figure in a unit that cannot be converted
    missed,
    early,
    pace,
    met,
    met_pace,  ///< the year's own target is met, and the pace tells the rest
    not_due,
    no_path,
    before_plan  ///< nothing is asked of years before the plan's first
};
Phrase phrase_of(Reason reason);

/// One year on an indicator's way from its baseline to its last target.
struct CourseYear {
    int year = 0;
    std::optional<double> value{};         ///< as far as known, up to the year measured; of a sum what it has come to
    std::optional<double> required{};      ///< on the path through the milestones
    std::optional<Interval> admissible{};  ///< what is asked of the year
    bool operator==(const CourseYear&) const = default;
};

/// Where one indicator of one body stands in one year.
struct Reading {
    std::string indicator, body;
    int year = 0;
    State state = State::missing;
    std::optional<double> value;         ///< of the year; cumulative targets: the sum since the plan began
    std::optional<Interval> admissible;  ///< what is asked of this year: common to all targets stated for it, or else
                                         ///< to the final ones
    bool stated = false;                 ///< the plan states a target for this very year
    std::optional<Interval> final_interval;
    std::optional<bool> met;                ///< value inside admissible; nothing if undecidable
    std::optional<double> required;         ///< on the path through the milestones
    std::optional<double> goal;             ///< where the path leads: the last level, or the total of a sum
    double time_gone = 0;                   ///< share of the time from baseline to the target's year, 0..1
    std::optional<double> completion;       ///< share of the way from the baseline to the target, unclipped
    std::optional<double> ratio_to_target;  ///< value / target; of a reduction (1 − r′) / (1 − r): below 1 is better
    Status status = Status::unknown;
    Message reason{};
    bool provisional = false;   ///< rests on figures to be revised
    bool illustrative = false;  ///< rests on made-up figures
    Place place;
    std::string title, unit;           ///< of the indicator, so that a reading can be read without its plan
    std::vector<CourseYear> course{};  ///< from the baseline, or the plan's first year, to its last
    bool operator==(const Reading&) const = default;
};

struct Progress {
    int year = 0;
    std::vector<Reading> readings;  ///< plan order, the whole area before bodies
    const Reading* find(std::string_view indicator, std::string_view body) const;
    bool operator==(const Progress&) const = default;
};

/// Where every series, an indicator of a body, stands in every year of a span. Columns hold year after year, and in
/// each year every series: element `at(series, year)`. NaN stands for nothing.
struct ProgressColumns {
    int first_year = 0, last_year = 0;
    std::vector<std::string> indicators, bodies;  ///< ids; what the codes of the series stand for
    Column<std::uint32_t> indicator, body;        ///< of each series: plan order, the whole area before bodies
    Column<State> state;
    Column<double> value;         ///< in the indicator's unit; cumulative targets: the sum since the plan began
    Column<double> lower, upper;  ///< of the admissible interval; infinite where open-ended
    Column<std::uint8_t> lower_open, upper_open;
    Column<std::int8_t> met;    ///< 1, 0, or -1 where undecidable
    Column<double> required;    ///< on the path through the milestones
    Column<double> completion;  ///< share of the way from the baseline to the target, unclipped
    Column<Status> status;
    Column<Reason> reason;
    Column<std::uint8_t> provisional, illustrative;

    std::size_t series() const { return indicator.size(); }
    std::size_t years() const { return static_cast<std::size_t>(last_year - first_year + 1); }
    std::size_t at(std::size_t of_series, int year) const {
        return static_cast<std::size_t>(year - first_year) * series() + of_series;
    }
    /// Equal in all columns; nothing equals nothing.
    bool operator==(const ProgressColumns& other) const;
};

/// What a relative target is measured from, for one year; what is unknown makes the forms that need it undecidable.
struct Footing {
    std::optional<double> baseline{};
    int years = 0;                      ///< from the baseline to the year in question
    std::optional<double> last_year{};  ///< the indicator's value of the year before
    /// ComparedWith: the other indicator's earlier value, above zero, and its present one.
    std::optional<std::pair<double, double>> other_values{};
    std::optional<double> sum_before{};  ///< of a sum since the plan began: what the years before came to
};

/// The admissible interval of a target, or nothing where it cannot be decided. Upper limits of counts that come from a
/// percentage are floored, lower ones ceiled, in decimals.
std::optional<Interval> admissible_interval(const Indicator& indicator, const Target& target, const Footing& footing);

/// The target that the required path leads to: of those with a level, or a total, the last that limits the way the
/// indicator should go; one due once before one that holds every year. Nothing if none has a level.
const Target* aim_of(const Indicator& indicator);

/// The one baseline to measure from: the only value, or the one on the indicator's own basis.
std::optional<double> chosen_baseline(const Indicator& indicator);

/// The value a path from the baseline through the milestones asks of a year.
std::optional<double> required_value(const Plan& plan, const Indicator& indicator, int year);

/// An indicator's figure for a period: its own, else added up from finer periods that tile it exactly (parts of equal
/// length before others, and longer before shorter; a mean weighs them by their months), else from the parts of its
/// ratio over the same period, else rolled up from the bodies below (totals and means): from the towns that have
/// reported, else from districts, zones, departments or enterprises; all bodies of the kind must have reported, and no
/// other kind whose bodies all have may come to another figure.
struct Taken {
    State state = State::missing;
    double value = 0;
    bool provisional = false, illustrative = false;
    std::optional<Reason> doubt{};  ///< missing because figures contradict one another
    std::string rivals{};           ///< those figures: "30起 / 7起"
    bool operator==(const Taken&) const = default;
};
/// What the phrase of a doubt about a period's figure says.
std::vector<Message> arguments_of(const Taken& taken, const Period& period, const Indicator& indicator);
Taken value_of(const Plan& plan, const Observations& observations, const Indicator& indicator, std::string_view body,
               const Period& period, const std::optional<Date>& as_of = {});

/// Where every indicator with a target stands in each of some years, by what was known on a day (none: all that is
/// known), in columns. Statuses and `met` are those of exact decimal arithmetic. Throws InputError if the
/// years are reversed or there are more than 1000.
ProgressColumns measure_columns(const Plan& plan, const Observations& observations, int first_year, int last_year,
                                const std::optional<Date>& as_of = {});

/// The same for one year, told in words: a batch of one.
Progress measure(const Plan& plan, const Observations& observations, int year, const std::optional<Date>& as_of = {});

}  // namespace libplan
