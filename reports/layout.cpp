#include "reports/layout.hpp"

#include <algorithm>
#include <cmath>

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

Cell optional_number(const std::optional<double>& value, int places) {
    return value ? number(*value, Look::number, places) : words("", Look::centered);
}

Cell percentage(double value, Look look, int places, std::string formula) {
    Cell cell = number(value, look, places, std::move(formula));
    cell.percent = true;
    return cell;
}

void require_places(const ReportNumbers& numbers) {
    if (numbers.places < 0 || numbers.places > 6)
        throw ArgumentError({Phrase::bad_places, {std::to_string(numbers.places)}});
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
    const bool is_level = reason.phrase == Phrase::reason_control_level;
    if (is_level || reason.phrase == Phrase::reason_control) {
        if (const auto used = reading.used()) reason.arguments[2] = percent(*used, numbers) + "%";
        if (!is_level) reason.arguments[3] = percent(reading.time_gone(), numbers);
    }
    return text(reason, language);
}

Look look_of(Status status) {
    if (status == Status::behind) return Look::bad;
    if (status == Status::unknown) return Look::muted;
    return status == Status::on_track ? Look::fair : Look::good;
}

Look look_of(Standing standing) {
    if (standing == Standing::overdue || standing == Standing::at_risk) return Look::bad;
    if (standing == Standing::not_started) return Look::muted;
    return standing == Standing::done ? Look::good : Look::fair;
}

std::string of_reading(std::string title, const Reading& reading, Language language) {
    if (reading.provisional) title = say(language, Phrase::tagged, title, say(language, Phrase::provisional));
    return marked(std::move(title), reading.illustrative, language);
}

MarkNotes notes_of(const std::vector<Mark>& marks, int year) {
    MarkNotes notes;
    // As where marks are gathered, a later row corrects an earlier one.
    for (const Mark& mark : marks)
        if (mark.year == year) notes[mark.body][mark.item][mark.scorer] = mark.note;
    return notes;
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

std::string marked(std::string title, bool illustrative, Language language) {
    return illustrative ? say(language, Phrase::tagged, title, say(language, Phrase::illustrative)) : title;
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
                                     Phrase::head_completion, Phrase::head_status, Phrase::head_why},
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
        const std::string asked = asked_words(reading, language);
        sheet.rows.push_back(
            {{words(of_reading(std::move(title), reading, language), Look::wrapped),
              reading.value ? number(*reading.value, Look::number, decimals_of(*reading.value))
                            : words(say(language, phrase_of(reading.state)), Look::muted),
              words(asked.empty() ? "—" : asked, Look::centered), optional_percentage(reading.completion, numbers),
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

std::string asked_words(const Reading& reading, Language language) {
    if (!reading.admissible) return {};
    const std::string asked = to_string(*reading.admissible);
    return reading.stated ? asked : say(language, Phrase::asked_finally, asked);
}

std::string findings_title(const std::vector<Finding>& findings, Language language) {
    const bool of_schemes = !findings.empty() && std::all_of(findings.begin(), findings.end(),
                                                             [](const Finding& each) { return !each.scheme.empty(); });
    return say(language, of_schemes ? Phrase::scheme_findings_title : Phrase::findings_title,
               std::to_string(findings.size()));
}

Sheet layout_findings(const std::vector<Finding>& findings, Language language) {
    static constexpr Phrase severities[] = {Phrase::severity_error, Phrase::severity_warning, Phrase::severity_note};
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_findings);
    sheet.widths = {12, 86};
    sheet.rows.push_back(title_row(findings_title(findings, language), 2));
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
