#include "reports/layout.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/body_titles.hpp"
#include "libplan/rules.hpp"
#include "reports/cells.hpp"

namespace libplan {

int decimals_of(double value) {
    const std::string number = decimal_text(value);
    const auto point = number.find('.');
    const auto decimals = point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
    return std::min(decimals, 4);
}

Cell words(std::string text, Look look, int span) {
    Cell cell;
    cell.value = std::move(text);
    cell.look = look;
    cell.span = span;
    return cell;
}

Cell number(double value, Look look, int places, std::string formula) {
    Cell cell;
    cell.value = value;
    cell.look = look;
    cell.places = places;
    cell.formula = std::move(formula);
    return cell;
}

Cell percentage(double value, Look look, int places, std::string formula) {
    Cell cell = number(value, look, places, std::move(formula));
    cell.percent = true;
    return cell;
}

void require_places(const ReportNumbers& numbers) {
    if (numbers.places < 0 || numbers.places > 6)
        throw std::invalid_argument(say(Language::zh, Phrase::bad_places, std::to_string(numbers.places)));
}

double rounded_share(double share, const ReportNumbers& numbers) {
    require_places(numbers);
    return round_decimal(share, numbers.places + 2, numbers.rounding);
}

Cell percentage(double share, const ReportNumbers& numbers, const std::string& formula) {
    Outcome outcome;
    outcome.places = numbers.places + 2;
    outcome.rounding = numbers.rounding;
    return percentage(rounded_share(share, numbers), Look::number, numbers.places,
                      formula.empty() ? formula : rounding_formula(formula, outcome));
}

Cell optional_percentage(const std::optional<double>& share, const ReportNumbers& numbers, const std::string& formula) {
    return share && std::isfinite(*share) ? percentage(*share, numbers, formula) : words("—", Look::centered);
}

namespace {

std::string percent(double share, const ReportNumbers& numbers) {
    return decimal_text(round_decimal(rounded_share(share, numbers) * 100, numbers.places));
}

}  // namespace

std::string reason_of(const Reading& reading, const ReportNumbers& numbers, Language language) {
    Message reason = reading.reason;
    const bool of_pace = reason.phrase == Phrase::reason_pace || reason.phrase == Phrase::reason_met_pace;
    if (of_pace && reading.completion && reason.arguments.size() > 3) {
        reason.arguments[2] = percent(*reading.completion, numbers);
        reason.arguments[3] = percent(reading.time_gone, numbers);
    }
    return text(reason, language);
}

std::string reason_of(const ControlReading& reading, const ReportNumbers& numbers, Language language) {
    Message reason = reading.reason;
    if (reason.phrase == Phrase::reason_control && reason.arguments.size() > 3) {
        if (const auto used = reading.used()) reason.arguments[2] = percent(*used, numbers) + "%";
        reason.arguments[3] = percent(reading.time_gone(), numbers);
    }
    return text(reason, language);
}

Look look_of(Status status) {
    if (status == Status::behind) return Look::bad;
    if (status == Status::unknown) return Look::muted;
    return status == Status::on_track ? Look::fair : Look::good;
}

std::string of_reading(std::string title, const Reading& reading, Language language) {
    if (reading.provisional) title = say(language, Phrase::tagged, title, say(language, Phrase::provisional));
    return marked(std::move(title), reading.illustrative, language);
}

Row title_row(std::string text, int columns) { return {{words(std::move(text), Look::title, columns)}, 34}; }

Row notice_row(bool illustrative, int columns, Language language) {
    return {{words(illustrative ? say(language, Phrase::illustrative_notice) : std::string(), Look::notice, columns)},
            18};
}

Row header_row(const std::vector<Phrase>& heads, Language language) {
    Row row;
    row.height = 24;
    for (const Phrase head : heads) row.cells.push_back(words(say(language, head), Look::header));
    return row;
}

std::string range(int first_row, int last_row, int column) {
    return cell_name(first_row, column) + ":" + cell_name(last_row, column);
}

std::string quoted(const std::string& text) {
    constexpr std::size_t most = 255;  // UTF-16 units in a literal; longer ones are joined
    std::string literal = "\"";
    std::size_t units = 0;
    bool joined = false;
    for (const char c : text) {
        const auto lead = static_cast<unsigned char>(c);
        const std::size_t own = (lead & 0xC0) == 0x80 ? 0 : lead >= 0xF0 ? 2 : 1;
        if (units + own > most) {
            literal += "\"&\"";
            joined = true;
            units = 0;
        }
        units += own;
        literal += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    literal += "\"";
    return joined ? "(" + literal + ")" : literal;
}

std::string marked(std::string title, bool illustrative, Language language) {
    return illustrative ? say(language, Phrase::tagged, title, say(language, Phrase::illustrative)) : title;
}

namespace {

Cell optional_number(const std::optional<double>& value, int places) {
    return value ? number(*value, Look::number, places) : words("", Look::centered);
}

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

std::string met_formula(const Reading& reading, int row, Language language) {
    std::string test;
    const std::string value = cell_name(row, 5);
    const auto add = [&](const std::string& part) { test += (test.empty() ? "" : ",") + part; };
    if (std::isfinite(reading.admissible->lower))
        add(value + (reading.admissible->lower_open ? ">" : ">=") + cell_name(row, 3));
    if (std::isfinite(reading.admissible->upper))
        add(value + (reading.admissible->upper_open ? "<" : "<=") + cell_name(row, 4));
    return "IF(AND(" + test + ")," + quoted(say(language, Phrase::yes)) + "," + quoted(say(language, Phrase::no)) + ")";
}

Row progress_row(const ReportInputs& inputs, const Reading& reading, int row) {
    const Language language = inputs.language;
    const Indicator& indicator = *inputs.plan.find_indicator(reading.indicator);
    const auto baseline = chosen_baseline(indicator);
    const auto level = level_of(reading);
    const auto lower = reading.admissible ? finite(reading.admissible->lower) : std::nullopt;
    const auto upper = reading.admissible ? finite(reading.admissible->upper) : std::nullopt;
    const auto shown = [](const std::optional<double>& value) {
        return optional_number(value, value ? decimals_of(*value) : 0);
    };
    Row cells;
    cells.cells = {words(title_of(inputs, reading), Look::wrapped),
                   words(indicator.unit, Look::centered),
                   shown(baseline),
                   shown(lower),
                   shown(upper),
                   shown(reading.value),
                   optional_number(reading.required, 2),
                   shown(level)};
    if (reading.value) cells.cells[5].look = Look::input;
    Cell completion = words("", Look::centered);
    if (reading.completion) {
        std::string formula;
        const std::string value = cell_name(row, 5);
        const std::string start = cell_name(row, 2);
        const std::string end = cell_name(row, 7);
        // A floored limit is not the level the path leads to; then the percentage is given, not recomputed.
        if (level != reading.goal)
            formula.clear();
        else if (is_cumulative(indicator))
            formula = value + "/" + end;
        else
            formula = "(" + value + "-" + start + ")/(" + end + "-" + start + ")";
        completion = percentage(*reading.completion, inputs.numbers, formula);
    }
    cells.cells.push_back(std::move(completion));
    cells.cells.push_back(percentage(reading.time_gone, inputs.numbers));
    Cell met = words(reading.met ? say(language, *reading.met ? Phrase::yes : Phrase::no) : "—", Look::centered);
    if (reading.met) met.formula = met_formula(reading, row, language);
    cells.cells.push_back(std::move(met));
    cells.cells.push_back(words(say(language, phrase_of(reading.status)), look_of(reading.status)));
    cells.cells.push_back(words(reason_of(reading, inputs.numbers, language), Look::wrapped));
    return cells;
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

/// The readings a chart tells most about: with a path and a figure, most years first; at most three.
std::vector<const Reading*> charted(const ReportInputs& inputs, const std::vector<const Reading*>& readings) {
    const auto years = [&](const Reading* reading) {
        int count = 0;
        for (int year = inputs.plan->first_year; year <= reading->year; ++year)
            count += actual_of(inputs, *reading, year).has_value();
        return count;
    };
    std::vector<const Reading*> chosen;
    for (const Reading* reading : readings)
        if (reading->required && reading->value) chosen.push_back(reading);
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](const Reading* a, const Reading* b) { return years(a) > years(b); });
    if (chosen.size() > 3) chosen.resize(3);
    return chosen;
}

/// Years down, required and actual across, and a line chart beside them.
void add_path(Sheet& sheet, const ReportInputs& inputs, const Reading& reading) {
    const Language language = inputs.language;
    const Indicator& indicator = *inputs.plan.find_indicator(reading.indicator);
    sheet.rows.push_back({});
    sheet.rows.push_back(
        {{words(say(language, Phrase::chart_path, title_of(inputs, reading), indicator.unit), Look::label, 6)}});
    sheet.rows.push_back(header_row({Phrase::head_year, Phrase::head_required, Phrase::head_value}, language));
    const int first = static_cast<int>(sheet.rows.size());
    for (int year = inputs.plan->first_year; year <= inputs.plan->last_year; ++year) {
        Row row;
        row.cells.push_back(words(std::to_string(year), Look::centered));
        row.cells.push_back(optional_number(required_value(inputs.plan, indicator, year), 2));
        const auto value = actual_of(inputs, reading, year);
        row.cells.push_back(optional_number(value, value ? decimals_of(*value) : 0));
        sheet.rows.push_back(std::move(row));
    }
    const int last = static_cast<int>(sheet.rows.size()) - 1;
    for (int i = 0; i < 8; ++i) sheet.rows.push_back({});
    Chart chart;
    chart.kind = Chart::Kind::line;
    chart.title = indicator.title;
    chart.value_axis = indicator.unit;
    chart.row = first - 1;
    chart.column = 4;
    chart.width = 620;
    chart.height = 260;
    chart.description = say(language, Phrase::chart_path, title_of(inputs, reading), indicator.unit);
    chart.series = {{say(language, Phrase::head_required), 0, 1, first, last, {}, false},
                    {say(language, Phrase::head_value), 0, 2, first, last, {}, false}};
    sheet.charts.push_back(std::move(chart));
}

/// Then its charts stand below it; else they have a sheet of their own, so that no page breaks between them.
bool fits_one_page(const std::vector<const Reading*>& readings) { return readings.size() <= 15; }

}  // namespace

Sheet progress_sheet(const ReportInputs& inputs, const std::vector<const Reading*>& readings) {
    const Language language = inputs.language;
    constexpr int columns = 13;
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_progress);
    sheet.landscape = true;
    sheet.widths = {34, 9, 8, 9, 9, 9, 9, 9, 10, 10, 9, 14, 44};
    bool illustrative = false;
    for (const Reading* reading : readings) illustrative |= reading->illustrative;
    sheet.rows.push_back(
        title_row(say(language, Phrase::progress_title, std::to_string(inputs.progress.year)), columns));
    sheet.rows.push_back(notice_row(illustrative, columns, language));
    sheet.header_row = 2;
    sheet.rows.push_back(header_row(
        {Phrase::head_indicator, Phrase::head_measure, Phrase::head_baseline, Phrase::head_lower, Phrase::head_upper,
         Phrase::head_value, Phrase::head_required, Phrase::head_final, Phrase::head_completion, Phrase::head_time,
         Phrase::head_met, Phrase::head_status, Phrase::head_reason},
        language));
    for (const Reading* reading : readings)
        sheet.rows.push_back(progress_row(inputs, *reading, static_cast<int>(sheet.rows.size())));
    sheet.fit_one_page = fits_one_page(readings);
    if (sheet.fit_one_page)
        for (const Reading* reading : charted(inputs, readings)) add_path(sheet, inputs, *reading);
    return sheet;
}

Sheet paths_sheet(const ReportInputs& inputs, const std::vector<const Reading*>& readings) {
    const auto shown = charted(inputs, readings);
    Sheet sheet;
    if (shown.empty() || fits_one_page(readings)) return sheet;
    constexpr int columns = 14;  // as wide as the years and a chart
    sheet.name = say(inputs.language, Phrase::sheet_paths);
    sheet.fit_one_page = true;
    sheet.widths.assign(columns, 9);
    sheet.rows.push_back(title_row(sheet.name, columns));
    const bool illustrative =
        std::any_of(shown.begin(), shown.end(), [](const Reading* reading) { return reading->illustrative; });
    sheet.rows.push_back(notice_row(illustrative, columns, inputs.language));
    for (const Reading* reading : shown) add_path(sheet, inputs, *reading);
    return sheet;
}

Sheet layout_progress(const Progress& progress, Language language, const ReportNumbers& numbers) {
    constexpr int columns = 6;
    constexpr int completion_column = 3;
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_progress);
    sheet.widths = {24, 9, 10, 10, 14, 40};
    bool illustrative = false;
    for (const Reading& reading : progress.readings) illustrative |= reading.illustrative;
    sheet.rows.push_back(title_row(say(language, Phrase::progress_title, std::to_string(progress.year)), columns));
    if (illustrative) sheet.rows.push_back(notice_row(true, columns, language));
    sheet.header_row = static_cast<int>(sheet.rows.size());
    sheet.rows.push_back(header_row({Phrase::head_indicator, Phrase::head_value, Phrase::head_asked,
                                     Phrase::head_completion, Phrase::head_status, Phrase::head_reason},
                                    language));
    const int first = sheet.header_row + 1;
    std::size_t of_bodies = 0;
    for (const Reading& reading : progress.readings) {
        if (!reading.body.empty()) {
            ++of_bodies;
            continue;
        }
        std::string title = reading.title.empty() ? reading.indicator : reading.title;
        if (!reading.unit.empty()) title = say(language, Phrase::with_detail, title, reading.unit);
        sheet.rows.push_back({{words(of_reading(std::move(title), reading, language), Look::wrapped),
                               optional_number(reading.value, reading.value ? decimals_of(*reading.value) : 0),
                               words(reading.admissible ? to_string(*reading.admissible) : "—", Look::centered),
                               optional_percentage(reading.completion, numbers),
                               words(say(language, phrase_of(reading.status)), look_of(reading.status)),
                               words(reason_of(reading, numbers, language), Look::wrapped)}});
    }
    const int last = static_cast<int>(sheet.rows.size()) - 1;
    if (last >= first) sheet.data_bars.push_back({first, last, completion_column});
    if (of_bodies > 0)
        sheet.rows.push_back(
            {{words(say(language, Phrase::readings_of_bodies, std::to_string(of_bodies)), Look::muted, columns)}});
    return sheet;
}

Sheet layout_findings(const std::vector<Finding>& findings, Language language) {
    static constexpr Phrase severities[] = {Phrase::severity_error, Phrase::severity_warning, Phrase::severity_note};
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_findings);
    sheet.widths = {12, 86};
    sheet.rows.push_back(title_row(say(language, Phrase::findings_title, std::to_string(findings.size())), 2));
    if (std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.illustrative; }))
        sheet.rows.push_back(notice_row(true, 2, language));
    int index = 0;
    for (const Finding& finding : findings) {
        const std::string severity = say(language, severities[static_cast<int>(finding.severity)]);
        sheet.rows.push_back({{words(marked(std::to_string(++index) + ". " + severity + "[" + finding.code + "] " +
                                                text(finding.title, language),
                                            finding.illustrative, language),
                                     Look::group, 2)},
                              0,
                              true});
        const auto add = [&](Phrase label, const std::string& words_of) {
            sheet.rows.push_back({{words(say(language, label), Look::label), words(words_of, Look::wrapped)}});
        };
        add(Phrase::finding_printed, text(finding.printed, language));
        add(Phrase::finding_follows, text(finding.follows, language));
        bool first = true;
        for (const Figure& figure : finding.figures) {
            std::vector<Message> places;  // none of what was built in code
            if (const std::string place = to_string(figure.place); !place.empty()) places.emplace_back(place);
            if (figure.text_line > 0)
                places.emplace_back(Phrase::text_line, std::vector<Message>{std::to_string(figure.text_line)});
            const std::string told =
                places.empty()
                    ? text(figure.title, language) + " " + text(figure.printed, language)
                    : say(language, Phrase::figure_at, figure.title, figure.printed, joined(Phrase::comma, places));
            sheet.rows.push_back({{words(first ? say(language, Phrase::finding_figures) : "", Look::label),
                                   words(told, Look::wrapped)}});
            first = false;
        }
        add(Phrase::finding_cure, text(finding.cure, language));
    }
    return sheet;
}

}  // namespace libplan
