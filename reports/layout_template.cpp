#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "libplan/mark_check.hpp"
#include "libplan/words.hpp"
#include "reports/cell_values.hpp"
#include "reports/cells.hpp"
#include "reports/form_record.hpp"

namespace libplan {
namespace {

using Validation = Sheet::Validation;

/// The hidden sheet: the record of the form, and below it the lists that drop-downs offer.
class Dictionary {
public:
    explicit Dictionary(const FillIn& asked) {
        sheet.name = say(asked.options.language, Phrase::form_sheet_lists);
        sheet.hidden = sheet.locked = true;
        sheet.rows = form_record(asked);
        sheet.rows.emplace_back();
        first_row_ = sheet.rows.size();
        std::size_t columns = 0;
        for (const Row& row : sheet.rows) columns = std::max(columns, row.cells.size());
        sheet.widths.assign(columns, 16);
    }

    /// The range of a list, which is written once.
    std::string range_of(const std::vector<Cell>& entries) {
        std::string key;
        for (const Cell& entry : entries) key += shown(entry) + "\n";
        const auto [known, added] = ranges_.try_emplace(key);
        if (!added) return known->second;
        const int column = static_cast<int>(ranges_.size()) - 1;
        if (column >= static_cast<int>(sheet.widths.size())) sheet.widths.push_back(16);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (first_row_ + i >= sheet.rows.size()) sheet.rows.emplace_back();
            std::vector<Cell>& cells = sheet.rows[first_row_ + i].cells;
            while (static_cast<int>(cells.size()) < column) cells.push_back(words("", Look::text));
            cells.push_back(entries[i]);
        }
        const int last = static_cast<int>(first_row_ + entries.size()) - 1;
        return known->second = "'" + sheet.name + "'!" + cell_name(static_cast<int>(first_row_), column, true) + ":" +
                               cell_name(last, column, true);
    }

    Sheet sheet;

private:
    std::size_t first_row_ = 0;
    std::map<std::string, std::string> ranges_;
};

/// A sheet to be filled in: marks and figures, or tasks.
class FormSheet {
public:
    FormSheet(const FillIn& asked, Dictionary& lists) : asked_(asked), lists_(lists) {
        sheet_.landscape = sheet_.locked = true;
        sheet_.header_row = fill_header_row;
        sheet_.printed_columns = fill_printed_columns;
        sheet_.hidden_columns = {fill_key};
        states_ = lists_.range_of(
            {words(say(Phrase::state_not_applicable), Look::text), words(say(Phrase::state_not_scored), Look::text)});
        std::vector<Cell> statuses;
        for (const Word<TaskStatus>& status : words_for<TaskStatus>())
            statuses.push_back(words(say(phrase_of(status.value)), Look::text));
        statuses_ = lists_.range_of(statuses);
    }

    Sheet of_marks() {
        sheet_.name = say(Phrase::form_sheet);
        sheet_.widths = {6, 24, 38, 11, 9, 19, 10, 13, 10, 17, 16, 19, 12};
        if (std::any_of(asked_.rows.begin(), asked_.rows.end(), is_of_span)) {
            sheet_.widths[fill_clause] -= span_width - sheet_.widths[fill_who];
            sheet_.widths[fill_who] = span_width;
        }
        start(Phrase::form_title, fill_heads(false), rows_mark);
        for (const FillRow& row : asked_.rows) row.kind == FillRow::Kind::group ? add_head(row) : add_figure(row);
        return finish();
    }

    Sheet of_tasks() {
        sheet_.name = say(Phrase::form_sheet_tasks);
        sheet_.widths = {6, 30, 34, 12, 10, 13, 12, 11, 10, 17, 17, 20, 12};
        start(Phrase::form_tasks_title, fill_heads(true), tasks_mark);
        for (const FillRow& row : asked_.tasks) add_task(row);
        return finish();
    }

private:
    template <class... Words>
    std::string say(Phrase phrase, Words&&... with) const {
        return libplan::say(asked_.options.language, phrase, std::forward<Words>(with)...);
    }
    int next_row() const { return static_cast<int>(sheet_.rows.size()); }

    void start(Phrase title, const std::vector<Phrase>& heads, std::string_view mark) {
        sheet_.rows.push_back(title_row(asked_.title(title), fill_printed_columns));
        sheet_.rows.push_back({{words(say(Phrase::form_hint), Look::plain, fill_evidence - 1),
                                words(asked_.illustrative ? say(Phrase::illustrative_notice) : std::string(),
                                      Look::notice, fill_printed_columns - fill_evidence + 1)},
                               20});
        sheet_.rows.emplace_back();  // how much is filled in, once the rows are there
        Row header = header_row(heads, asked_.options.language);
        header.height = 36;  // heads of two lines
        header.cells.push_back(words(std::string(mark), Look::aside));
        sheet_.rows.push_back(std::move(header));
    }

    // ---- rows ----

    void add_head(const FillRow& row) {
        sheet_.rows.push_back(
            {{words(row.title, Look::group, fill_printed_columns), words(row.key(), Look::aside)}, 22});
    }

    static constexpr double span_width = 16;  ///< "2022-12-01至" on a line of its own

    /// Whether it is asked for a span from day to day, which takes two lines.
    static bool is_of_span(const FillRow& row) {
        return row.kind == FillRow::Kind::observation && parse_period(row.period) &&
               !parse_period(row.period)->is_year();
    }

    Row words_of(const FillRow& row) {
        Row line;
        line.cells = {words(std::to_string(++number_), Look::centered), words(row.title, Look::wrapped),
                      words(row.clause, Look::wrapped),
                      row.kind == FillRow::Kind::mark
                          ? number(row.full_points, Look::number, decimals_of(row.full_points))
                          : words(row.full, Look::centered),
                      words(row.who, is_of_span(row) ? Look::wrapped : Look::centered)};
        return line;
    }

    static Cell input(Look look = Look::input, std::string format = {}) {
        Cell cell;
        cell.look = look;
        cell.set({.format = std::move(format)});
        return cell;
    }

    /// The check, the evidence, and what the row is recognised by.
    void add_rest(Row& line, const FillRow& row, const std::string& check, Phrase state) {
        Cell verdict = words(say(state), Look::centered);
        verdict.formula = check;
        line.cells.push_back(std::move(verdict));
        for (const std::string& text : {row.report ? row.report->evidence : std::string(), std::string(), row.remark}) {
            line.cells.push_back(input(Look::input_text, "@"));
            if (!text.empty()) line.cells.back().value = text;
        }
        line.cells.push_back(words(row.key(), Look::aside));
        sheet_.rows.push_back(std::move(line));
        ++asked_count_;
        filled_count_ += state == Phrase::form_filled;
    }

    void add_figure(const FillRow& row) {
        const int at = next_row();
        Row line = words_of(row);
        line.cells.push_back(words(row.allowed, Look::wrapped));
        Cell value = input(), state = input();
        if (row.value) value.value = *row.value;
        if (row.state == State::not_applicable) state.value = say(Phrase::state_not_applicable);
        if (row.state == State::not_scored) state.value = say(Phrase::state_not_scored);
        const Phrase known = row.state == State::missing                     ? Phrase::form_empty
                             : row.value && !could_be_typed(row, *row.value) ? Phrase::form_wrong
                                                                             : Phrase::form_filled;
        line.cells.push_back(std::move(value));
        line.cells.push_back(std::move(state));
        const std::string v = cell_name(at, fill_value), s = cell_name(at, fill_state);
        const std::string check = "IF(AND(" + v + "=\"\"," + s + "=\"\")," + literal(Phrase::form_empty) + ",IF(AND(" +
                                  v + "<>\"\"," + s + "<>\"\")," + literal(Phrase::form_both) + ",IF(" + s + "<>\"\"," +
                                  literal(Phrase::form_filled) + ",IF(" + is_valid(row, v) + "," +
                                  literal(Phrase::form_filled) + "," + literal(Phrase::form_wrong) + "))))";
        add_rest(line, row, check, known);
        add_value_validation(row, at);
        add_validation({.kind = Validation::Kind::list,
                        .first_row = at,
                        .last_row = at,
                        .column = fill_state,
                        .formula = states_,
                        .title = row.title,
                        .prompt = say(Phrase::form_prompt_state),
                        .error = say(Phrase::form_error_state)});
    }

    /// The latest report, for the next one to be written over it.
    std::array<Cell, 3> cells_of(const std::optional<KnownReport>& report) const {
        Cell date = input(Look::input, "yyyy-mm-dd"), status = input(), percent = input();
        if (report) {
            date.value = serial_of(report->date);
            status.value = say(phrase_of(report->status));
            percent.value = report->percent;
        }
        return {std::move(date), std::move(status), std::move(percent)};
    }

    void add_task(const FillRow& row) {
        const int at = next_row();
        Row line = words_of(row);
        for (Cell& cell : cells_of(row.report)) line.cells.push_back(std::move(cell));
        const std::string day = cell_name(at, fill_allowed), status = cell_name(at, fill_value);
        const std::string check = "IF(COUNTA(" + day + ":" + cell_name(at, fill_state) + ")=0," +
                                  literal(Phrase::form_empty) + ",IF(AND(ISNUMBER(" + day + ")," + status + "<>\"\")," +
                                  literal(Phrase::form_filled) + "," + literal(Phrase::form_wrong) + "))";
        add_rest(line, row, check, row.report ? Phrase::form_filled : Phrase::form_empty);
        const auto serial = [](int year, unsigned month, unsigned day_of_month) {
            return serial_of({std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day_of_month}});
        };
        add_validation({.kind = Validation::Kind::day,
                        .first_row = at,
                        .last_row = at,
                        .column = fill_allowed,
                        .lowest = serial(asked_.first_year, 1, 1),
                        .highest = serial(asked_.last_year, 12, 31),
                        .title = row.title,
                        .prompt = say(Phrase::form_prompt_date),
                        .error = say(Phrase::form_error_date)});
        add_validation({.kind = Validation::Kind::list,
                        .first_row = at,
                        .last_row = at,
                        .column = fill_value,
                        .formula = statuses_,
                        .title = row.title,
                        .prompt = say(Phrase::form_prompt_status),
                        .error = say(Phrase::form_error_status)});
        add_validation({.kind = Validation::Kind::number,
                        .first_row = at,
                        .last_row = at,
                        .column = fill_state,
                        .lowest = 0,
                        .highest = 100,
                        .title = row.title,
                        .prompt = say(Phrase::form_prompt_percent),
                        .error = say(Phrase::form_error_percent)});
    }

    // ---- what may be typed ----

    std::string literal(Phrase phrase) const { return quoted(say(phrase)); }
    void add_validation(Validation validation) { sheet_.validations.push_back(std::move(validation)); }

    /// What a plan holds need not be what it takes: a figure beyond the natural limit of its indicator.
    static bool could_be_typed(const FillRow& row, double value) {
        return row.kind == FillRow::Kind::mark || row.takes_figure(value);
    }

    static std::string tests_of_figure(const FillRow& row, const std::string& cell) {
        std::string tests;
        const auto add = [&](const std::string& test) { tests += (tests.empty() ? "" : ",") + test; };
        if (row.is_count) add(cell + ">=0," + cell + "=INT(" + cell + ")");
        if (row.lowest) add(cell + ">=" + decimal_text(*row.lowest));
        if (row.highest) add(cell + "<=" + decimal_text(*row.highest));
        return tests;
    }

    static std::string is_valid(const FillRow& row, const std::string& cell) {
        const std::string highest = decimal_text(row.highest.value_or(0));
        std::string tests = row.kind != FillRow::Kind::mark ? tests_of_figure(row, cell)
                            : row.deduct_from
                                ? "OR(" + cell + "=0,AND(" + cell + ">=" + decimal_text(*row.deduct_from) + "," + cell +
                                      "<=" + highest + "))"
                                : cell + ">=0," + cell + "<=" + highest;
        if (tests.empty()) return "ISNUMBER(" + cell + ")";
        if (row.step > 0) {
            const std::string steps = cell + "/" + decimal_text(row.step);
            tests += ",ABS(" + steps + "-ROUND(" + steps + ",0))<10^-9";
        }
        return "IF(ISNUMBER(" + cell + "),AND(" + tests + "),FALSE)";
    }

    static constexpr double most_choices = 21;  // more are no help in a drop-down list

    /// The marks that a stepped rule leaves, if they are few enough to choose from.
    static std::vector<Cell> choices_of(const FillRow& row) {
        std::vector<Cell> choices;
        const double highest = row.highest.value_or(0);
        if (row.step <= 0 || highest / row.step + 1 > most_choices + 1e-9) return choices;
        const Item item = row.item();
        for (int i = 0; i * row.step <= highest + 1e-9; ++i) {
            const double mark = round_decimal(i * row.step, 6);
            if (!fault_of_mark(item, mark, "")) choices.push_back(number(mark, Look::number, decimals_of(mark)));
        }
        return choices;
    }

    void add_value_validation(const FillRow& row, int at) {
        Validation validation{.first_row = at,
                              .last_row = at,
                              .column = fill_value,
                              .title = row.title,
                              .prompt = say(Phrase::form_prompt_value, row.allowed),
                              .error = say(Phrase::form_error_value, row.title, row.allowed)};
        const auto choices = choices_of(row);
        if (!choices.empty()) {
            validation.kind = Validation::Kind::list;
            validation.formula = lists_.range_of(choices);
        } else {
            validation.kind = Validation::Kind::formula;
            validation.formula = is_valid(row, cell_name(at, fill_value));
        }
        add_validation(std::move(validation));
    }

    // ---- how much is filled in ----

    Sheet finish() {
        const int first = fill_header_row + 1, last = next_row() - 1;
        const std::string filled =
            "COUNTIF(" + range(first, std::max(first, last), fill_check) + "," + literal(Phrase::form_filled) + ")";
        const std::string count = std::to_string(asked_count_);
        const double share = asked_count_ == 0 ? 1 : static_cast<double>(filled_count_) / asked_count_;
        Cell told = words(say(Phrase::form_progress, std::to_string(filled_count_), count), Look::text, 3);
        // The sentence around the number that changes.
        const std::string mark = "\x01";
        const std::string sentence = say(Phrase::form_progress, mark, count);
        const auto at = sentence.find(mark);
        told.formula = quoted(sentence.substr(0, at)) + "&" + filled + "&" + quoted(sentence.substr(at + mark.size()));
        Cell rate = percentage(round_decimal(share, 4), Look::number, 0,
                               "ROUND(" + filled + "/" + std::to_string(std::max(1, asked_count_)) + ",4)");
        if (asked_count_ == 0) rate.formula.clear();
        sheet_.rows[fill_header_row - 1] = {
            {std::move(told), std::move(rate), words("", Look::plain),
             words(say(Phrase::form_sign_unit), Look::plain, 3), words(say(Phrase::form_sign_person), Look::plain, 2),
             words(say(Phrase::form_sign_date), Look::plain, 2)},
            22};
        sheet_.data_bars.push_back({fill_header_row - 1, fill_header_row - 1, fill_full});
        if (last >= first) {
            const std::string check = cell_name(first, fill_check);
            sheet_.highlights.push_back({first, last, fill_check,
                                         "OR(" + check + "=" + literal(Phrase::form_both) + "," + check + "=" +
                                             literal(Phrase::form_wrong) + ")"});
        }
        return std::move(sheet_);
    }

    const FillIn& asked_;
    Dictionary& lists_;
    Sheet sheet_;
    std::string states_, statuses_;
    int number_ = 0, asked_count_ = 0, filled_count_ = 0;
};

Sheet help_sheet(const FillIn& asked) {
    const Language language = asked.options.language;
    Sheet sheet;
    sheet.name = say(language, Phrase::form_sheet_help);
    sheet.locked = true;
    sheet.widths = {14, 92};
    sheet.rows.push_back(title_row(sheet.name, 2));
    sheet.rows.push_back(notice_row(asked.illustrative, 2, language));
    for (const auto& [head, text] : {std::pair(Phrase::form_help_cells_head, Phrase::form_help_cells),
                                     {Phrase::form_help_states_head, Phrase::form_help_states},
                                     {Phrase::form_help_check_head, Phrase::form_help_check},
                                     {Phrase::form_help_evidence_head, Phrase::form_help_evidence},
                                     {Phrase::form_help_tasks_head, Phrase::form_help_tasks},
                                     {Phrase::form_help_keep_head, Phrase::form_help_keep},
                                     {Phrase::form_help_back_head, Phrase::form_help_back}})
        sheet.rows.push_back({{words(say(language, head), Look::label), words(say(language, text), Look::wrapped)}});
    return sheet;
}

}  // namespace

std::vector<Sheet> layout_template(const FillIn& asked) {
    Dictionary lists(asked);
    std::vector<Sheet> sheets;
    if (!asked.rows.empty() || asked.tasks.empty()) sheets.push_back(FormSheet(asked, lists).of_marks());
    if (!asked.tasks.empty()) sheets.push_back(FormSheet(asked, lists).of_tasks());
    sheets.push_back(help_sheet(asked));
    sheets.push_back(std::move(lists.sheet));
    return sheets;
}

}  // namespace libplan
