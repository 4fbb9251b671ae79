#include "reports/form_reader.hpp"

#include <algorithm>
#include <array>

#include "libplan/mark_check.hpp"
#include "libplan/words.hpp"
#include "reports/cell_values.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

/// The cells of a row by column; nothing where one is empty.
struct Line {
    int row = 0;
    std::array<const StoredCell*, fill_columns> cells{};

    std::string text(int column) const {
        const StoredCell* cell = cells[static_cast<std::size_t>(column)];
        return cell ? text_in(*cell) : std::string();
    }
    bool is_formula(int column) const {
        const StoredCell* cell = cells[static_cast<std::size_t>(column)];
        return cell && cell->is_formula;
    }
};

class FormReader {
public:
    FormReader(const StoredWorkbook& book, const FillInSource& source, int year)
        : book_(book), source_(source), year_(year) {}

    ReadForm operator()() {
        if (identify()) {
            form_.file = book_.file;
            form_.body = asked_.unit->id;
            read_section(asked_.rows, rows_mark, Phrase::form_sheet);
            read_section(asked_.tasks, tasks_mark, Phrase::form_sheet_tasks);
            read_.said.forms.push_back(form_);
        }
        return std::move(read_);
    }

private:
    void refuse(std::string code, Place place, Message message) {
        read_.problems.push_back({std::move(code), std::move(place), std::move(message), {}});
    }
    void refuse(std::string code, Message message) {
        refuse(std::move(code), {book_.file, 0, 0, {}}, std::move(message));
    }

    // ---- which form it is ----

    bool identify() {
        const MarkedCell mark = find_mark(book_, fill_in_mark);
        if (!mark) {
            const bool is_scorecard = static_cast<bool>(find_mark(book_, scorecard_mark));
            refuse("no-form", is_scorecard ? Phrase::filled_scorecard : Phrase::filled_unknown);
            return false;
        }
        const auto part = [&](IdentityColumn column) {
            const StoredCell* cell = mark.sheet->find(mark.row, mark.column + column);
            return cell ? text_in(*cell) : std::string();
        };
        const std::string& plan = source_.folder().plan->id;
        if (part(identity_format) != fill_in_format)
            refuse("form-version", {Phrase::filled_format, {part(identity_format), fill_in_format}});
        else if (part(identity_plan) != plan)
            refuse("form-plan", {Phrase::filled_plan, {part(identity_plan), plan}});
        else if (part(identity_year) != std::to_string(year_))
            refuse("form-year", {Phrase::filled_year, {part(identity_year), std::to_string(year_)}});
        else
            return ask(part(identity_unit), part(identity_language), part(identity_scorers), part(identity_scheme),
                       part(identity_version));
        return false;
    }

    bool ask(const std::string& unit, std::string_view language, std::string_view scorers, const std::string& scheme,
             const std::string& version) {
        TemplateOptions options;
        options.scheme = scheme;
        for (const Word<Language>& word : words_for<Language>())
            if (word.word == language) options.language = word.value;
        for (const Word<Scorer>& word : words_for<Scorer>())
            if (("," + std::string(scorers) + ",").find("," + std::string(word.word) + ",") != std::string::npos)
                options.scorers.push_back(word.value);
        try {
            asked_ = source_.ask(unit, year_, options);
        } catch (const InputError& error) {
            for (const Problem& problem : error.problems()) refuse(problem.code, problem.message);
            return false;
        }
        is_current_ = version == asked_.version();
        return true;
    }

    // ---- a sheet ----

    Place place(int row, int column) const { return book_.place(*sheet_, row, column); }
    void refuse_cell(std::string code, int row, int column, Message message) {
        refuse(std::move(code), place(row, column), std::move(message));
    }
    void note(std::string code, Place at, Message message) {
        read_.said.notices.push_back({std::move(code), std::move(at), std::move(message)});
    }

    void read_section(const std::vector<FillRow>& rows, std::string_view mark, Phrase name) {
        const MarkedCell found = find_mark(book_, mark);
        const std::string title = say(asked_.options.language, name);
        if (!found) {
            if (!rows.empty()) refuse("sheet-missing", {Phrase::filled_no_sheet, {title}});
            return;
        }
        sheet_ = found.sheet;
        if (found.column != fill_key)
            return refuse("columns-changed", book_.place(*sheet_), {Phrase::filled_columns, {title}});
        if (sheet_->name != title)
            note("sheet-renamed", book_.place(*sheet_), {Phrase::filled_renamed, {title, sheet_->name}});
        refuse_other_title(found.row - fill_header_row,
                           mark == rows_mark ? Phrase::form_title : Phrase::form_tasks_title);
        read_rows(rows, found.row);
    }

    /// A form of one unit that was made out for another.
    void refuse_other_title(int row, Phrase phrase) {
        const std::string sent = say(asked_.options.language, phrase, asked_.unit->title, std::to_string(asked_.year));
        const StoredCell* cell = row < 0 ? nullptr : sheet_->find(row, 0);
        const std::string now = cell ? text_in(*cell) : std::string();
        if (now != sent) refuse_cell("title-edited", std::max(row, 0), 0, {Phrase::filled_title, {sent, now}});
    }

    std::vector<Line> lines_below(int header) const {
        std::vector<Line> lines;
        for (const StoredCell& cell : sheet_->cells) {
            if (cell.row <= header || cell.column >= fill_columns) continue;
            if (lines.empty() || lines.back().row != cell.row) lines.push_back({cell.row, {}});
            lines.back().cells[static_cast<std::size_t>(cell.column)] = &cell;
        }
        return lines;
    }

    void read_rows(const std::vector<FillRow>& rows, int header) {
        std::unordered_map<std::string, std::size_t> by_key;
        for (std::size_t i = 0; i < rows.size(); ++i) by_key.emplace(rows[i].key(), i);
        std::vector<int> seen(rows.size(), -1);
        std::size_t furthest = 0;
        int before = header;
        for (const Line& line : lines_below(header)) {
            const std::string key = line.text(fill_key);
            const bool after_gap = line.row > before + 1;
            before = line.row;
            if (key.empty()) {
                refuse_inserted(line);
                continue;
            }
            const auto found = by_key.find(key);
            if (found == by_key.end()) {
                refuse_cell("form-old", line.row, fill_title, {Phrase::filled_old_gone, {line.text(fill_title)}});
                continue;
            }
            const FillRow& row = rows[found->second];
            int& first = seen[found->second];
            if (first >= 0) {
                refuse_cell("row-twice", line.row, fill_title,
                            {Phrase::filled_row_twice, {row.title, std::to_string(first + 1)}});
                continue;
            }
            first = line.row;
            if (after_gap) note("row-inserted", place(line.row, fill_title), Phrase::filled_inserted_empty);
            if (found->second < furthest)
                note("row-moved", place(line.row, fill_title), {Phrase::filled_moved, {row.title}});
            furthest = std::max(furthest, found->second);
            if (row.kind != FillRow::Kind::group && has_own_words(line, row)) read_row(line, row);
        }
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (seen[i] < 0 && rows[i].kind != FillRow::Kind::group) refuse_absent(rows[i]);
    }

    void refuse_inserted(const Line& line) {
        const auto first =
            std::find_if(line.cells.begin(), line.cells.end(), [](const StoredCell* cell) { return cell; });
        refuse_cell("row-inserted", line.row, static_cast<int>(first - line.cells.begin()), Phrase::filled_inserted);
    }

    void refuse_absent(const FillRow& row) {
        if (is_current_)
            refuse("row-deleted", book_.place(*sheet_), {Phrase::filled_deleted, {row.title}});
        else
            refuse("form-old", book_.place(*sheet_), {Phrase::filled_old_new, {row.title}});
    }

    /// Whether the row says what it said when it was sent out, and what the plan says now.
    bool has_own_words(const Line& line, const FillRow& row) {
        const std::string print = line.text(fill_print);
        const bool is_task = row.kind == FillRow::Kind::report;
        const std::string now = print_of(line.text(fill_title), line.text(fill_clause), line.text(fill_full),
                                         line.text(fill_who), is_task ? std::string() : line.text(fill_allowed));
        if (print == row.print() && print == now) return true;
        if (print == row.print() || is_current_)
            refuse_cell("row-edited", line.row, fill_title, {Phrase::filled_edited, {row.title}});
        else
            refuse_cell("form-old", line.row, fill_title,
                        {Phrase::filled_old_row,
                         {line.text(fill_title), row.clause.empty() ? row.title : row.clause,
                          row.allowed.empty() ? Message(row.full) : row.takes}});
        return false;
    }

    // ---- a row ----

    void read_row(const Line& line, const FillRow& row) {
        ++form_.asked;
        const std::size_t before = read_.problems.size();
        Evidence evidence{row.id,
                          asked_.unit->id,
                          row.year,
                          words_in(line, row, fill_evidence),
                          words_in(line, row, fill_link),
                          words_in(line, row, fill_remark),
                          place(line.row, fill_evidence)};
        if (!evidence.link.empty() && !evidence.link.starts_with("http://") && !evidence.link.starts_with("https://"))
            refuse_cell("link", line.row, fill_link, {Phrase::filled_link, {row.title, evidence.link}});
        if (row.kind == FillRow::Kind::report)
            read_report(line, row, evidence);
        else
            read_figure(line, row, evidence);
        const bool gives_some = !evidence.file.empty() || !evidence.link.empty() || evidence.remark != row.remark;
        if (gives_some && read_.problems.size() == before) read_.said.evidence.push_back(std::move(evidence));
    }

    /// A text of the unit's own in one line.
    std::string words_in(const Line& line, const FillRow& row, int column) {
        if (line.is_formula(column)) {
            refuse_cell("formula", line.row, column, {Phrase::filled_text_formula, {row.title}});
            return {};
        }
        std::string words = line.text(column);
        for (char& c : words) {
            if (c == '\n' || c == '\r' || c == '\t') c = ' ';
            if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) continue;
            refuse_cell("control-character", line.row, column, {Phrase::filled_control, {row.title}});
            return {};
        }
        return words;
    }

    std::string in_one_line(const Evidence& evidence, bool with_remark) const {
        const Language language = asked_.options.language;
        std::string words = with_remark ? evidence.remark : std::string();
        const auto add = [&](Phrase phrase, const std::string& what) {
            if (what.empty()) return;
            if (!words.empty()) words += say(language, Phrase::semicolon);
            words += say(language, phrase, what);
        };
        add(Phrase::evidence_file, evidence.file);
        add(Phrase::evidence_link, evidence.link);
        return words;
    }

    /// Remark and evidence are kept with a number or a reason; by themselves they have no place.
    void note_words_alone(const Line& line, const FillRow& row, const Evidence& evidence) {
        if (!evidence.file.empty() || !evidence.link.empty() || evidence.remark != row.remark)
            note("words-alone", place(line.row, fill_evidence), {Phrase::filled_words_alone, {row.title}});
    }

    void note_missing(const Line& line, int column, Message message) {
        read_.said.missing.push_back({"not-filled", place(line.row, column), std::move(message)});
    }

    void read_figure(const Line& line, const FillRow& row, const Evidence& evidence) {
        if (line.is_formula(fill_value))
            return refuse_cell("formula", line.row, fill_value, {Phrase::filled_formula, {row.title}});
        const std::string words = line.text(fill_value), reason = line.text(fill_state);
        auto state = reason.empty() ? state_named(words) : state_named(reason);
        if (!reason.empty() && !state)
            return refuse_cell("state", line.row, fill_state, {Phrase::filled_state, {row.title, reason}});
        if (!reason.empty() && !words.empty() && state != state_named(words))
            return refuse_cell("both", line.row, fill_value, {Phrase::filled_both, {row.title, reason}});
        if (words.empty() && !state) {
            note_words_alone(line, row, evidence);
            return note_missing(line, fill_value, {Phrase::filled_missing, {row.title, row.item ? row.by : row.takes}});
        }
        double value = 0;
        if (!state) {
            const std::string_view unit = row.fact ? std::string_view(row.fact->unit) : std::string_view("分");
            const auto number = number_in(*line.cells[fill_value], unit);
            if (!number)
                return refuse_cell("number", line.row, fill_value,
                                   {Phrase::filled_number, {row.title, row.takes, words}});
            if (row.item)
                if (auto fault = fault_of_mark(*row.item, *number, words))
                    return refuse_cell(fault->code, line.row, fill_value, std::move(fault->message));
            value = *number;
            state = State::value;
        }
        add_record(line, row, value, *state, in_one_line(evidence, true));
    }

    void add_record(const Line& line, const FillRow& row, double value, State state, std::string words) {
        ++form_.filled;
        const std::string& body = asked_.unit->id;
        if (row.kind == FillRow::Kind::mark)
            read_.said.marks.push_back({row.id, body, row.year, row.scorer, value, state, std::move(words), false,
                                        place(line.row, fill_value)});
        else
            read_.said.figures.push_back(
                {row.id, body, row.year, value, state, std::move(words), false, place(line.row, fill_value)});
    }

    // ---- tasks ----

    void check_year(const Line& line, int year) {
        const PlanParts& plan = source_.folder().plan.parts();
        if (year < plan.first_year || year > plan.last_year)
            refuse_cell("year", line.row, fill_allowed,
                        {Phrase::year_outside,
                         {std::to_string(year), std::to_string(plan.first_year), std::to_string(plan.last_year)}});
    }

    void read_report(const Line& line, const FillRow& row, const Evidence& evidence) {
        const std::string day = line.text(fill_allowed), status = line.text(fill_value),
                          percent = line.text(fill_state);
        if (day.empty() && status.empty() && percent.empty())
            return note_missing(line, fill_value, {Phrase::filled_missing_task, {row.title}});
        for (const int column : {fill_allowed, fill_value, fill_state})
            if (line.is_formula(column))
                return refuse_cell("formula", line.row, column, {Phrase::filled_formula, {row.title}});
        const auto date = day.empty() ? std::nullopt : date_in(*line.cells[fill_allowed], book_.dates_from_1904);
        const auto named = status_named(status);
        const auto share = percent.empty() ? std::nullopt : number_in(*line.cells[fill_state], "%");
        const std::size_t before = read_.problems.size();
        if (day.empty())
            refuse_cell("no-date", line.row, fill_allowed, {Phrase::filled_no_date, {row.title}});
        else if (!date)
            refuse_cell("date", line.row, fill_allowed, {Phrase::filled_date, {row.title, day}});
        else
            check_year(line, static_cast<int>(date->year()));
        if (status.empty())
            refuse_cell("no-status", line.row, fill_value, {Phrase::filled_no_status, {row.title}});
        else if (!named)
            refuse_cell("status", line.row, fill_value, {Phrase::filled_status, {row.title, status}});
        if (!percent.empty() && (!share || *share < 0 || *share > 100))
            refuse_cell("percent", line.row, fill_state, {Phrase::filled_percent, {row.title, percent}});
        else if (share && named == TaskStatus::not_started && *share != 0)
            refuse_cell("percent", line.row, fill_state, {Phrase::percent_not_started, {percent}});
        else if (share && named == TaskStatus::done && *share != 100)
            refuse_cell("percent", line.row, fill_state, {Phrase::percent_done, {percent}});
        if (read_.problems.size() > before) return;
        ++form_.filled;
        read_.said.reports.push_back({row.id, asked_.unit->id, *date, *named,
                                      share.value_or(named == TaskStatus::done ? 100 : 0), in_one_line(evidence, false),
                                      evidence.remark, false, place(line.row, fill_value)});
    }

    const StoredWorkbook& book_;
    const FillInSource& source_;
    int year_;
    FillIn asked_;
    bool is_current_ = false;  ///< asks what the plan asks now
    const StoredSheet* sheet_ = nullptr;
    FilledForm form_;
    ReadForm read_;
};

}  // namespace

MarkedCell find_mark(const StoredWorkbook& book, std::string_view words) {
    for (const StoredSheet& sheet : book.sheets)
        for (const StoredCell& cell : sheet.cells)
            if (const auto* text = std::get_if<std::string_view>(&cell.value); text && *text == words)
                return {&sheet, cell.row, cell.column};
    return {};
}

ReadForm read_form(const StoredWorkbook& book, const FillInSource& source, int year) {
    return FormReader(book, source, year)();
}

}  // namespace libplan
