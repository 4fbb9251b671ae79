#include "libplan/write_csv.hpp"

#include <algorithm>

#include "libplan/interrupt.hpp"
#include "libplan/points.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

/// A figure with the decimals it is printed with, or the word for its state.
std::string value_text(State state, double value, int places = 0) {
    if (state == State::missing) return {};
    if (state == State::not_applicable) return "不涉及";
    if (state == State::not_scored) return "未评";
    std::string text = decimal_text(value);
    const auto point = text.find('.');
    const auto decimals = point == std::string::npos ? 0 : text.size() - point - 1;
    if (static_cast<std::size_t>(places) > decimals) {
        if (point == std::string::npos) text += '.';
        text.append(static_cast<std::size_t>(places) - decimals, '0');
    }
    return text;
}

std::string joined_by_semicolons(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) text += (i > 0 ? ";" : "") + words[i];
    return text;
}

std::string number_unless_zero(double number) { return number == 0 ? std::string() : decimal_text(number); }
std::string flag_text(bool flag, const char* word) { return flag ? word : ""; }
constexpr const char* made_up = "示例";

}  // namespace

std::string csv_cell(const std::string& cell) {
    if (cell.find_first_of(",\"") == std::string::npos) return cell;
    std::string text = "\"";
    for (const char c : cell) text.append(c == '"' ? 2 : 1, c);
    return text + '"';
}

Grid figures_grid(const Observations& figures) {
    Grid grid{{"indicator", "body", "period", "value", "unit", "source", "basis", "as_of", "line", "provisional",
               "illustrative"},
              4,
              {}};
    grid.rows.reserve(figures.size());
    for (std::size_t row = 0; row < figures.size(); ++row) {
        Interruptible::heed();
        const Observation o = figures[row];
        grid.rows.push_back({o.indicator, o.body, to_string(o.period), value_text(o.state, o.value, o.places), o.unit,
                             o.source, o.basis, o.as_of ? to_string(*o.as_of) : "", number_unless_zero(o.text_line),
                             flag_text(o.provisional, "初步"), flag_text(o.illustrative, made_up)});
    }
    return grid;
}

Grid events_grid(const std::vector<Event>& events) {
    Grid grid{{"id", "date", "kind", "class", "bodies", "deaths", "injuries", "fault", "counts_in", "matter", "title",
               "illustrative"},
              5,
              {}};
    for (const Event& event : events)
        grid.rows.push_back(
            {event.id, to_string(event.date), event.kind, event.severity, joined_by_semicolons(event.bodies),
             number_unless_zero(event.deaths), number_unless_zero(event.injuries), joined_by_semicolons(event.faults),
             number_unless_zero(event.counts_in), event.matter, event.title, flag_text(event.illustrative, made_up)});
    return grid;
}

Grid reports_grid(const std::vector<TaskReport>& reports) {
    Grid grid{{"task", "body", "date", "status", "percent", "evidence", "note", "illustrative"}, 4, {}};
    for (const TaskReport& report : reports)
        grid.rows.push_back({report.task, report.body, to_string(report.date), std::string(word_of(report.status)),
                             number_unless_zero(report.percent), report.evidence, report.note,
                             flag_text(report.illustrative, made_up)});
    return grid;
}

Grid marks_grid(const std::vector<Mark>& marks) {
    Grid grid{{"item", "body", "year", "scorer", "value", "note", "illustrative"}, 5, {}};
    for (const Mark& mark : marks)
        grid.rows.push_back({mark.item, mark.body, std::to_string(mark.year), std::string(word_of(mark.scorer)),
                             value_text(mark.state, mark.value), mark.note, flag_text(mark.illustrative, made_up)});
    return grid;
}

Grid supplied_grid(const std::vector<SuppliedFigure>& figures) {
    Grid grid{{"fact", "body", "year", "value", "source", "illustrative"}, 4, {}};
    for (const SuppliedFigure& figure : figures)
        grid.rows.push_back({figure.fact, figure.body, std::to_string(figure.year),
                             value_text(figure.state, figure.value), figure.source,
                             flag_text(figure.illustrative, made_up)});
    return grid;
}

std::string csv_text(const Grid& grid, const std::string& file, std::vector<Problem>& problems) {
    std::vector<std::size_t> kept;
    for (std::size_t column = 0; column < grid.heads.size(); ++column)
        if (column < grid.required ||
            std::any_of(grid.rows.begin(), grid.rows.end(), [&](const auto& row) { return !row[column].empty(); }))
            kept.push_back(column);
    std::string text;
    const auto add_row = [&](const std::vector<std::string>& row) {
        for (const std::size_t column : kept) {
            if (column != kept.front()) text += ',';
            text += csv_cell(row[column]);
        }
        text += '\n';
    };
    add_row(grid.heads);
    for (std::size_t row = 0; row < grid.rows.size(); ++row) {
        Interruptible::heed();
        for (std::size_t column = 0; column < grid.heads.size(); ++column)
            if (grid.rows[row][column].find_first_of("\r\n") != std::string::npos)
                problems.push_back({"line-break",
                                    {file, static_cast<int>(row + 2), 0},
                                    {Phrase::line_break, {grid.heads[column], grid.rows[row][column]}},
                                    {}});
        add_row(grid.rows[row]);
    }
    return text;
}

}  // namespace libplan
