#include <algorithm>
#include <cmath>
#include <set>

#include "libplan/body_titles.hpp"
#include "libplan/yardstick.hpp"
#include "reports/progress_page.hpp"

namespace libplan {
namespace {

std::string title_of(const ReportInputs& inputs, const Reading& reading) {
    const Indicator* indicator = inputs.plan.find_indicator(reading.indicator);
    std::string title = indicator->title;
    if (!reading.body.empty())
        title = say(inputs.language, Phrase::with_detail, title, body_title(inputs.plan, reading.body));
    return of_reading(std::move(title), reading, inputs.language);
}

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

/// Where the indicator shall get: the single limit of the final targets, else the level that the path leads to.
std::optional<double> level_of(const Reading& reading) {
    if (!reading.final_interval) return reading.goal;
    const auto lower = finite(reading.final_interval->lower);
    const auto upper = finite(reading.final_interval->upper);
    if (lower && upper && *lower != *upper) return reading.goal;
    return upper ? upper : lower;
}

/// What a year up to the one that is reported came to; of a sum, all years until then.
std::optional<double> actual_of(const ReportInputs& inputs, const Reading& reading, int year) {
    if (year > reading.year) return std::nullopt;
    if (year == reading.year) return reading.value;
    const Indicator& indicator = *inputs.plan.find_indicator(reading.indicator);
    const int first = is_cumulative(indicator) ? inputs.plan->first_year : year;
    double sum = 0;
    for (int each = first; each <= year; ++each) {
        const Taken taken = value_of(inputs.plan, inputs.observations, indicator, reading.body, year_period(each));
        if (taken.state != State::value) return std::nullopt;
        sum = round_decimal(sum + taken.value, 9);
    }
    return sum;
}

/// The readings a chart tells most about: with a path and a figure, most years first; at most three, of as many
/// indicators.
std::vector<const Reading*> charted(const ReportInputs& inputs, const std::vector<const Reading*>& readings) {
    const auto years = [&](const Reading* reading) {
        int count = 0;
        for (int year = inputs.plan->first_year; year <= reading->year; ++year)
            count += actual_of(inputs, *reading, year).has_value();
        return count;
    };
    const auto has_path = [&](const Reading* reading) {
        const Indicator& indicator = *inputs.plan.find_indicator(reading->indicator);
        int count = 0;
        for (int year = inputs.plan->first_year; year <= inputs.plan->last_year; ++year)
            count += required_value(inputs.plan, indicator, year).has_value();
        return count > 1;
    };
    std::vector<const Reading*> chosen;
    std::set<std::string_view> indicators;
    for (const Reading* reading : readings)
        if (reading->required && reading->value && has_path(reading) && indicators.insert(reading->indicator).second)
            chosen.push_back(reading);
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](const Reading* a, const Reading* b) { return years(a) > years(b); });
    if (chosen.size() > 3) chosen.resize(3);
    return chosen;
}

/// A path without a milestone on the way, from the year it starts in to the one it ends in.
struct PlainPath {
    int start = 0, end = 0;
    Path kind = Path::linear;

    double at(const std::pair<double, double>& way, int year) const {
        const double part = static_cast<double>(year - start) / (end - start);
        return kind == Path::linear ? way.first + (way.second - way.first) * part
                                    : way.first * std::pow(way.second / way.first, part);
    }
    std::string formula(int year, const std::string& from, const std::string& to) const {
        const std::string part = std::to_string(year - start) + "/" + std::to_string(end - start);
        return kind == Path::linear ? from + "+(" + to + "-" + from + ")*" + part
                                    : from + "*(" + to + "/" + from + ")^(" + part + ")";
    }
};

/// The path of that kind that asks what the plan asks, in every year.
std::optional<PlainPath> plain_path(const Plan& plan, const Indicator& indicator,
                                    const std::pair<double, double>& way) {
    const auto is_milestone = [&](const Target& target) { return !target.every_year && target.year < plan->last_year; };
    if (way.first == way.second || std::any_of(indicator.targets.begin(), indicator.targets.end(), is_milestone))
        return std::nullopt;
    std::vector<int> starts{plan->first_year - 1};
    for (const Baseline& baseline : indicator.baselines)
        if (baseline.year < plan->first_year) starts.push_back(baseline.year);
    for (const int start : starts)
        for (const Path kind : {Path::linear, Path::geometric}) {
            const PlainPath path{start, plan->last_year, kind};
            bool all_fit = kind == Path::linear || (way.first > 0 && way.second > 0);
            for (int year = plan->first_year; all_fit && year <= plan->last_year; ++year) {
                const auto required = required_value(plan, indicator, year);
                all_fit = required && std::abs(*required - path.at(way, year)) <= 1e-12 * std::abs(*required);
            }
            if (all_fit) return path;
        }
    return std::nullopt;
}

constexpr int progress_header = 2;

/// Holds once a figure of a row is not the one that was written; before an address stands its sheet.
std::string figures_moved(const std::vector<Cell>& cells, int row, const std::string& sheet) {
    std::vector<std::string> tests;
    for (const ProgressColumn column :
         {progress_value, progress_baseline, progress_lower, progress_upper, progress_level}) {
        const std::string cell = sheet + cell_name(row, column);
        const auto* figure = std::get_if<double>(&cells[column].value);
        if (figure)
            tests.push_back(cell + "<>" + decimal_text(*figure));
        else if (column == progress_value)
            tests.push_back("ISNUMBER(" + cell + ")");
    }
    return any_holds(tests);
}

/// A row of the table: what is asked stands in cells, and what follows from them and the figure is a formula.
class ProgressRow {
public:
    /// Of a scorecard its figures follow the inputs, else whoever wants to may type over them.
    ProgressRow(const ReportInputs& inputs, const Reading& reading, const ProgressInputs& hangs_on, bool follows_inputs,
                int row)
        : inputs_(inputs),
          reading_(reading),
          hangs_on_(hangs_on),
          follows_inputs_(follows_inputs),
          indicator_(*inputs.plan.find_indicator(reading.indicator)),
          yardstick_(yardstick(inputs.plan, inputs.observations, reading)),
          // Of a target that is not broken down to the body the baseline is the whole area's.
          baseline_(reading.body.empty() || yardstick_ ? chosen_baseline(indicator_) : std::nullopt),
          level_(level_of(reading)),
          row_(row) {
        const auto& way = yardstick_ ? yardstick_->way : std::nullopt;
        const bool starts_here = way && (baseline_ ? *baseline_ == way->first : way->first == 0);
        if (starts_here && level_ == way->second) path_ = plain_path(inputs.plan, indicator_, *way);
    }

    Row operator()() const {
        const Cell value = value_cell();
        Row cells;
        cells.cells = {words(title_of(inputs_, reading_), Look::wrapped),
                       words(indicator_.unit, Look::centered),
                       shown(baseline_),
                       limit_cell(reading_.admissible ? finite(reading_.admissible->lower) : std::nullopt, false),
                       limit_cell(reading_.admissible ? finite(reading_.admissible->upper) : std::nullopt, true),
                       value,
                       required_cell(),
                       shown(level_)};
        const auto* figure = std::get_if<double>(&value.value);
        cells.cells.push_back(following(completion_cell(figure)));
        cells.cells.push_back(time_cell());
        cells.cells.push_back(following(met_cell(figure)));
        cells.cells.push_back(following(status_cell(figure)));
        add_words(cells);
        return cells;
    }

private:
    std::string say(Phrase phrase) const { return libplan::say(inputs_.language, phrase); }
    std::string literal(Phrase phrase) const { return quoted(say(phrase)); }
    std::string own(int column) const { return cell_name(row_, column); }

    static Cell shown(const std::optional<double>& value) {
        return optional_number(value, value ? std::min(decimals_of(*value), most_shown) : 0);
    }
    static constexpr int most_shown = 4;  // decimals: what follows from a growth rate has more

    // ---- figures that may stand in inputs ----

    /// The same as an input cell, as it looks here.
    static Cell same_as(const InputFigure& input) {
        Cell cell;
        cell.value = input.shown.value;
        cell.places = input.shown.places;
        cell.look = std::holds_alternative<double>(cell.value) ? Look::number : Look::centered;
        cell.formula = "IF(" + input.cell + "=\"\",\"\"," + input.cell + ")";
        return cell;
    }

    Cell value_cell() const {
        return hangs_on_.actual.cell.empty() ? shown(reading_.value) : same_as(hangs_on_.actual);
    }

    /// The one limit that facts call the target: the one that the indicator should get beyond.
    bool is_target(bool upper) const {
        if (!reading_.admissible) return false;
        const bool down = indicator_.direction == Direction::down;
        const bool has_wanted = std::isfinite(down ? reading_.admissible->upper : reading_.admissible->lower);
        return upper == (down == has_wanted);
    }

    /// What is asked only in the end is the target that stands in a cell of its own.
    Cell limit_cell(const std::optional<double>& limit, bool upper) const {
        if (!hangs_on_.limit.cell.empty() && is_target(upper)) return same_as(hangs_on_.limit);
        Cell cell = shown(limit);
        if (limit && !reading_.stated) cell.look = Look::muted;
        if (limit && limit == level_ && reading_.admissible == reading_.final_interval)
            cell.formula = own(progress_level);
        return cell;
    }

    Cell required_cell() const {
        Cell cell = optional_number(reading_.required, 2);
        if (reading_.required && path_) cell.formula = path_->formula(reading_.year, start(), end());
        const std::string moved = follows_inputs_ ? std::string() : ends_moved();
        if (!moved.empty())
            cell.formula =
                "IF(" + moved + "," + literal(Phrase::recompute) + "," + decimal_text(*reading_.required) + ")";
        return cell;
    }

    // ---- what follows from them ----

    /// A number of the way: the cell that shows it, if one does.
    std::string at_end_of_way(double value, const std::optional<double>& shown_value, int column) const {
        if (shown_value && *shown_value == value) return own(column);
        return value < 0 ? "(" + decimal_text(value) + ")" : decimal_text(value);
    }
    std::string start() const { return at_end_of_way(yardstick_->way->first, baseline_, progress_baseline); }
    std::string end() const { return at_end_of_way(yardstick_->way->second, level_, progress_level); }

    std::string of_number(const std::string& formula, const std::string& otherwise) const {
        return "IF(ISNUMBER(" + own(progress_value) + ")," + formula + "," + otherwise + ")";
    }

    Cell completion_cell(const double* value) const {
        if (!yardstick_ || !yardstick_->way) return words("", Look::centered);
        const std::string whole = yardstick_->way->first == 0
                                      ? own(progress_value) + "/" + end()
                                      : "(" + own(progress_value) + "-" + start() + ")/(" + end() + "-" + start() + ")";
        Cell share = percentage(value ? *yardstick_->completion(*value) : 0, inputs_.numbers, whole);
        share.formula = of_number(share.formula, "\"\"");
        if (!value) {
            share.value = std::string();
            share.look = Look::centered;
        }
        return share;
    }

    /// Without a target no time is set for it.
    Cell time_cell() const {
        if (reading_.time_gone == 0 && !reading_.required) return words("—", Look::centered);
        return percentage(reading_.time_gone, inputs_.numbers);
    }

    static std::string inside(const std::string& value, const Interval& interval, const std::string& lower,
                              const std::string& upper) {
        std::string tests;
        if (std::isfinite(interval.lower)) tests = value + (interval.lower_open ? ">" : ">=") + lower;
        if (std::isfinite(interval.upper))
            tests += (tests.empty() ? "" : ",") + value + (interval.upper_open ? "<" : "<=") + upper;
        return tests.empty() ? "TRUE" : "AND(" + tests + ")";
    }

    std::string is_met() const {
        return inside(own(progress_value), yardstick_->admissible, own(progress_lower), own(progress_upper));
    }

    Cell met_cell(const double* value) const {
        if (!yardstick_) return words("—", Look::centered);
        const auto met = value ? yardstick_->met(*value) : std::nullopt;
        Cell cell = words(met ? say(*met ? Phrase::yes : Phrase::no) : "—", Look::centered);
        const std::string yes = yardstick_->is_decided ? literal(Phrase::yes) : quoted("—");
        cell.formula = of_number("IF(" + is_met() + "," + yes + "," + literal(Phrase::no) + ")", quoted("—"));
        return cell;
    }

    /// The question as a formula; empty: no figure answers it with yes.
    std::string test(int question) const {
        if (question == Yardstick::is_met) return is_met();
        if (question == Yardstick::is_early) {
            if (!yardstick_->early) return {};
            const auto edge = [&](double limit) { return at_end_of_way(limit, level_, progress_level); };
            return inside(own(progress_value), *yardstick_->early, edge(yardstick_->early->lower),
                          edge(yardstick_->early->upper));
        }
        if (!yardstick_->required) return {};
        const bool ahead = question == Yardstick::is_ahead;
        const bool upward = yardstick_->way->second > yardstick_->way->first;
        const std::string lead =
            own(progress_value) + "-" + at_end_of_way(*yardstick_->required, reading_.required, progress_required);
        const std::string slack = "(" + end() + "-" + start() + ")*" + decimal_text(inputs_.plan->margin) + "/100";
        return "ROUND(" + lead + (ahead ? "-" : "+") + slack + ",10)" + (upward ? ">" : "<") + (ahead ? "0" : "=0");
    }

    /// The status where the questions before this one are answered.
    std::string status_after(std::size_t answers, int question) const {
        if (question == Yardstick::questions) return literal(phrase_of(yardstick_->statuses[answers]));
        const std::string no = status_after(answers, question + 1);
        const std::string asked = test(question);
        if (asked.empty()) return no;
        const std::string yes = status_after(answers | std::size_t{1} << question, question + 1);
        return yes == no ? yes : "IF(" + asked + "," + yes + "," + no + ")";
    }

    Cell status_cell(const double* value) const {
        const Status status = !yardstick_ || !value ? Status::unknown : yardstick_->status(*value);
        Cell cell = words(say(phrase_of(status)), Look::centered);
        if (yardstick_) cell.formula = of_number(status_after(0, 0), literal(phrase_of(Status::unknown)));
        const std::string moved = ends_moved();
        if (!moved.empty()) cell.formula = "IF(" + moved + "," + literal(Phrase::recompute) + "," + cell.formula + ")";
        return cell;
    }

    /// Whether an end of the way was typed over where what the path asks does not follow it; empty: it follows.
    std::string ends_moved() const {
        if (!reading_.required || path_ || !yardstick_ || !yardstick_->way) return {};
        std::string tests;
        for (const auto& [column, was] : {std::pair(progress_baseline, baseline_), std::pair(progress_level, level_)})
            if (was) tests += (tests.empty() ? "" : ",") + own(column) + "<>" + decimal_text(*was);
        return tests.empty() ? tests : "OR(" + tests + ")";
    }

    /// Does not follow where an input was computed before.
    Cell following(Cell cell) const {
        if (hangs_on_.results_changed.empty() || cell.formula.empty()) return cell;
        cell.formula = "IF(" + hangs_on_.results_changed + "," + literal(Phrase::recompute) + "," + cell.formula + ")";
        if (hangs_on_.are_results_changed) {
            cell.value = say(Phrase::recompute);
            if (cell.look == Look::number) cell.look = Look::centered;
        }
        return cell;
    }

    // ---- words ----

    void add_words(Row& cells) const {
        const std::string written = reason_of(reading_, inputs_.numbers, inputs_.language);
        if (!follows_inputs_) {
            Cell told = words(written, Look::wrapped);
            told.formula = "IF(" + figures_moved(cells.cells, row_, {}) + "," + literal(Phrase::recompute_words) + "," +
                           quoted(written) + ")";
            cells.cells.push_back(std::move(told));
            return;
        }
        if (hangs_on_.words_changed.empty()) {
            cells.cells.push_back(words(written, Look::wrapped));
            return;
        }
        Cell told = words(hangs_on_.are_words_changed ? say(Phrase::recompute_words) : written, Look::wrapped);
        told.formula = "IF(" + hangs_on_.words_changed + "," + literal(Phrase::recompute_words) + "," +
                       own(progress_written_words) + ")";
        cells.cells.push_back(std::move(told));
        cells.cells.push_back(words(written, Look::plain));
    }

    const ReportInputs& inputs_;
    const Reading& reading_;
    const ProgressInputs& hangs_on_;
    const bool follows_inputs_;
    const Indicator& indicator_;
    const std::optional<Yardstick> yardstick_;
    const std::optional<double> baseline_, level_;
    int row_;
    std::optional<PlainPath> path_{};  ///< what the path asks follows from its ends
};

/// How a status looks follows from its words.
void colour_statuses(Sheet& sheet, Language language) {
    const int first = progress_header + 1, last = static_cast<int>(sheet.rows.size()) - 1;
    if (last < first) return;
    const std::string cell = cell_name(first, progress_status);
    const auto is = [&](Phrase phrase) { return cell + "=" + quoted(say(language, phrase)); };
    const auto mark = [&](const std::string& formula, Look look) {
        sheet.highlights.push_back({first, last, progress_status, formula, progress_status, look});
    };
    mark(is(phrase_of(Status::behind)), Look::bad);
    mark("OR(" + is(phrase_of(Status::achieved_early)) + "," + is(phrase_of(Status::ahead)) + ")", Look::good);
    mark(is(Phrase::recompute), Look::muted);
}

Row notice_of(const CardProgress& card, bool illustrative, Language language) {
    if (card.notice.empty()) return notice_row(illustrative, progress_columns, language);
    Row row = notice_row(illustrative, progress_value, language);
    Cell changed = words(card.told, Look::notice, progress_columns - progress_value);
    changed.formula = "IF(" + card.notice + "=\"\",\"\"," + card.notice + ")";
    row.cells.push_back(std::move(changed));
    return row;
}

/// The cells of a reading in the table, which the charts refer to.
struct ReadingCells {
    std::string sheet;  ///< before an address: empty on the same sheet
    int row = 0;
    std::vector<Cell> cells{};

    std::string address(int column) const { return sheet + cell_name(row, column); }
    bool shows(int column, double value) const {
        const auto* shown = std::get_if<double>(&cells[static_cast<std::size_t>(column)].value);
        return shown && *shown == value;
    }
};

constexpr int chart_height = 236;  // pixels

/// Years down, required and actual across, and a line chart beside them.
void add_path(Sheet& sheet, const ReportInputs& inputs, const Reading& reading, const ReadingCells& table,
              int title_span) {
    const Language language = inputs.language;
    const Indicator& indicator = *inputs.plan.find_indicator(reading.indicator);
    sheet.rows.push_back({});
    const std::string title = say(language, Phrase::chart_path, title_of(inputs, reading), indicator.unit);
    sheet.rows.push_back({{words(title, Look::label, title_span)}});
    sheet.rows.push_back(header_row({Phrase::head_year, Phrase::head_required, Phrase::head_value}, language));
    const int first = static_cast<int>(sheet.rows.size());
    const auto judged = yardstick(inputs.plan, inputs.observations, reading);
    const auto way = judged ? judged->way : std::nullopt;
    const bool shows_ends =
        way && table.shows(progress_baseline, way->first) && table.shows(progress_level, way->second);
    const auto path = shows_ends ? plain_path(inputs.plan, indicator, *way) : std::nullopt;
    for (int year = inputs.plan->first_year; year <= inputs.plan->last_year; ++year) {
        Row row;
        row.cells.push_back(words(std::to_string(year), Look::centered));
        row.cells.push_back(optional_number(required_value(inputs.plan, indicator, year), 2));
        if (path)
            row.cells.back().formula =
                path->formula(year, table.address(progress_baseline), table.address(progress_level));
        const auto actual = actual_of(inputs, reading, year);
        row.cells.push_back(optional_number(actual, actual ? decimals_of(*actual) : 0));
        if (year == reading.year) {
            row.cells.back() = table.cells[progress_value];
            row.cells.back().formula = table.address(progress_value);
        }
        sheet.rows.push_back(std::move(row));
    }
    const int last = static_cast<int>(sheet.rows.size()) - 1;
    constexpr int height = chart_height, row_of_table = 27, empty_row = 20;  // pixels
    for (int room = height - row_of_table * (last - first + 2); room > 0; room -= empty_row) sheet.rows.push_back({});
    Chart chart;
    chart.kind = Chart::Kind::line;
    chart.title = indicator.title;
    chart.value_axis = indicator.unit;
    chart.row = first - 1;
    chart.column = 4;
    chart.width = 620;
    chart.height = height;
    chart.description = say(language, Phrase::chart_path, indicator.title, indicator.unit);
    chart.series = {{say(language, Phrase::head_required), 0, 1, first, last, {}, false},
                    {say(language, Phrase::head_value), 0, 2, first, last, {}, false}};
    sheet.charts.push_back(std::move(chart));
}

/// In print that can be read; then its charts stand below it, else they have a sheet of their own.
bool fits_one_page(const ReportInputs& inputs, const std::vector<const Reading*>& readings) {
    constexpr double page = 760, head = 100, row = 34, path = 0.75 * chart_height + 35;  // points, in full size
    const auto rows = static_cast<double>(readings.size()),
               paths = static_cast<double>(charted(inputs, readings).size());
    return head + rows * row + paths * path <= page;
}

ReadingCells cells_of(const Sheet& table, std::size_t reading, bool on_that_sheet) {
    const int row = progress_header + 1 + static_cast<int>(reading);
    return {on_that_sheet ? std::string() : "'" + table.name + "'!", row,
            table.rows[static_cast<std::size_t>(row)].cells};
}

std::size_t place_of(const std::vector<const Reading*>& readings, const Reading* reading) {
    return static_cast<std::size_t>(std::find(readings.begin(), readings.end(), reading) - readings.begin());
}

}  // namespace

Sheet progress_sheet(const ReportInputs& inputs, const std::vector<const Reading*>& readings,
                     const CardProgress* of_card) {
    static const ProgressInputs none;
    static const CardProgress no_card;
    const CardProgress& card = of_card ? *of_card : no_card;
    const Language language = inputs.language;
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_progress);
    sheet.landscape = true;
    sheet.widths = {34, 9, 8, 9, 9, 9, 9, 9, 10, 10, 9, 14, 44};
    if (language == Language::en) {  // as wide as its heads
        sheet.widths[progress_baseline] = sheet.widths[progress_required] = 10;
        sheet.widths[progress_completion] = sheet.widths[progress_time] = 12;
    }
    const bool illustrative =
        std::any_of(readings.begin(), readings.end(), [](const Reading* reading) { return reading->illustrative; });
    sheet.rows.push_back(
        title_row(say(language, Phrase::progress_title, std::to_string(inputs.progress.year)), progress_columns));
    sheet.rows.push_back(notice_of(card, illustrative, language));
    sheet.header_row = progress_header;
    sheet.rows.push_back(header_row(
        {Phrase::head_indicator, Phrase::head_measure, Phrase::head_baseline, Phrase::head_lower, Phrase::head_upper,
         Phrase::head_value, Phrase::head_required, Phrase::head_final, Phrase::head_completion, Phrase::head_time,
         Phrase::head_met, Phrase::head_status, Phrase::head_why},
        language));
    for (const Reading* reading : readings) {
        const auto hangs_on = card.rows.find(reading);
        sheet.rows.push_back(ProgressRow(inputs, *reading, hangs_on == card.rows.end() ? none : hangs_on->second,
                                         of_card != nullptr, static_cast<int>(sheet.rows.size()))());
    }
    if (!card.rows.empty()) {
        sheet.printed_columns = progress_columns;
        sheet.hidden_columns = {progress_written_words};
        sheet.widths.push_back(12);
    }
    colour_statuses(sheet, language);
    const auto asked_in_the_end = [](const Reading* reading) { return reading->admissible && !reading->stated; };
    if (std::any_of(readings.begin(), readings.end(), asked_in_the_end))
        sheet.rows.push_back({{words(say(language, Phrase::note_asked_finally), Look::plain, progress_columns)}});
    if (readings.empty())
        sheet.rows.push_back({{words(say(language, Phrase::no_readings), Look::wrapped, progress_columns)}});
    sheet.fit_one_page = fits_one_page(inputs, readings);
    if (sheet.fit_one_page)
        for (const Reading* reading : charted(inputs, readings))
            add_path(sheet, inputs, *reading, cells_of(sheet, place_of(readings, reading), true), progress_columns);
    return sheet;
}

Sheet paths_sheet(const ReportInputs& inputs, const std::vector<const Reading*>& readings, const Sheet& table) {
    const auto shown = charted(inputs, readings);
    Sheet sheet;
    if (shown.empty() || fits_one_page(inputs, readings)) return sheet;
    constexpr int columns = 14;  // as wide as the years and a chart
    sheet.name = say(inputs.language, Phrase::sheet_paths);
    sheet.fit_one_page = true;
    sheet.widths.assign(columns, 9);
    sheet.rows.push_back(title_row(sheet.name, columns));
    const bool illustrative =
        std::any_of(shown.begin(), shown.end(), [](const Reading* reading) { return reading->illustrative; });
    sheet.rows.push_back(notice_row(illustrative, columns, inputs.language));
    for (const Reading* reading : shown)
        add_path(sheet, inputs, *reading, cells_of(table, place_of(readings, reading), false), columns);
    return sheet;
}

std::string ProgressPlace::cell(ProgressColumn column) const {
    return "'" + table.name + "'!" + cell_name(progress_header + 1 + static_cast<int>(reading), column);
}

const Cell& ProgressPlace::shown(ProgressColumn column) const {
    return table.rows[static_cast<std::size_t>(progress_header) + 1 + reading].cells[column];
}

std::string ProgressPlace::moved() const {
    const int row = progress_header + 1 + static_cast<int>(reading);
    return figures_moved(table.rows[static_cast<std::size_t>(row)].cells, row, "'" + table.name + "'!");
}

}  // namespace libplan
