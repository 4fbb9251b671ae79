#include "reports/form_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "libplan/mark_check.hpp"
#include "libplan/utf8.hpp"
#include "reports/cell_values.hpp"
#include "reports/items_page.hpp"
#include "reports/ledger.hpp"
#include "reports/summary.hpp"

namespace libplan {
namespace {

/// The cells of a row by column; nothing where one is empty.
struct FormLine {
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

/// Programs differ in how they keep blanks.
bool same_words(std::string_view one, std::string_view other) {
    const auto bare = [](std::string_view words) {
        std::string kept(words);
        std::erase_if(kept, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
        return kept;
    };
    return one == other || bare(one) == bare(other);
}

bool is_link(std::string_view text) {
    const std::string link = small_letters(text);
    return link.starts_with("http://") || link.starts_with("https://");
}

bool is_too_long(double number) {
    const std::string digits = decimal_text(number);
    const auto first = std::min(digits.find_first_of("123456789"), digits.size());
    return std::count_if(digits.begin() + static_cast<std::ptrdiff_t>(first), digits.end(),
                         [](char c) { return c >= '0' && c <= '9'; }) > 15;
}

/// What is written where there is no number.
bool says_none(std::string_view words) {
    static constexpr std::string_view none[] = {"-", "--", "—", "——", "–", "－", "/", "／", "\\", "无", "没有", "none"};
    return std::find(std::begin(none), std::end(none), small_letters(words)) != std::end(none);
}

/// Which of some rows were moved, by where they stand now: all but the longest run of them that is still in order.
std::vector<char> moved_of(const std::vector<int>& lines) {
    constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends, before(lines.size());  // of runs: by their length the one that ends first
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto longer = std::lower_bound(ends.begin(), ends.end(), lines[i],
                                             [&](std::size_t end, int line) { return lines[end] < line; });
        before[i] = longer == ends.begin() ? none : *std::prev(longer);
        if (longer == ends.end())
            ends.push_back(i);
        else
            *longer = i;
    }
    std::vector<char> moved(lines.size(), 1);
    for (std::size_t i = ends.empty() ? none : ends.back(); i != none; i = before[i]) moved[i] = 0;
    return moved;
}

class FormReader {
public:
    FormReader(const StoredWorkbook& book, const FillInSource* source, std::optional<int> year)
        : book_(book), source_(source), year_(year) {}

    ReadForm operator()() {
        if (identify()) {
            form_.file = book_.file;
            form_.plan = asked_.plan;
            form_.body = asked_.unit;
            form_.title = asked_.unit_title;
            form_.year = asked_.year;
            form_.scheme = asked_.options.scheme;
            form_.scorers = asked_.options.scorers;
            read_section(asked_.rows, now_.rows, rows_mark, Phrase::form_sheet, Phrase::form_title);
            read_section(asked_.tasks, now_.tasks, tasks_mark, Phrase::form_sheet_tasks, Phrase::form_tasks_title);
            note_other_sheets();
            read_.said.forms.push_back(form_);
        }
        read_.asked = std::move(asked_);
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
            return refuse("no-form", find_mark(book_, scorecard_mark) ? Phrase::filled_scorecard
                                     : find_mark(book_, summary_mark) ? Phrase::filled_summary
                                     : find_mark(book_, ledger_mark)  ? Phrase::filled_ledger
                                                                      : Phrase::filled_unknown),
                   false;
        }
        if (const std::string format = mark.words(0, identity_format); format != fill_in_format)
            return refuse("form-version", {Phrase::filled_format, {format, fill_in_format}}), false;
        std::optional<FillIn> recorded = recorded_form(mark);
        if (!recorded) return refuse("lists-changed", book_.place(*mark.sheet), Phrase::filled_lists), false;
        asked_ = std::move(*recorded);
        record_ = mark.sheet;
        const std::string year = std::to_string(asked_.year);
        if (source_ && asked_.plan != source_->folder().plan->id)
            refuse("form-plan", {Phrase::filled_plan, {asked_.plan, source_->folder().plan->id}});
        else if (year_ && asked_.year != *year_)
            refuse("form-year", {Phrase::filled_year, {year, std::to_string(*year_)}});
        else
            return !source_ || ask_now();
        return false;
    }

    bool ask_now() {
        try {
            now_ = source_->ask(asked_.unit, asked_.year, asked_.options);
            return true;
        } catch (const InputError& error) {
            for (const Problem& problem : error.problems()) refuse(problem.code, problem.message);
            return false;
        }
    }

    // ---- a sheet ----

    Place place(int row, int column) const { return book_.place(*sheet_, row, column); }
    void refuse_cell(std::string code, int row, int column, Message message) {
        refuse(std::move(code), place(row, column), std::move(message));
    }
    void note(std::string code, Place at, Message message) {
        read_.said.notices.push_back({std::move(code), std::move(at), std::move(message)});
    }
    std::string say(Phrase phrase) const { return libplan::say(asked_.options.language, phrase); }

    void read_section(const std::vector<FillRow>& rows, const std::vector<FillRow>& now, std::string_view mark,
                      Phrase name, Phrase title) {
        const StoredSheet* named = book_.find(say(name));  // not its copy, which programs put before it
        MarkedCell found = named ? find_mark(*named, mark) : MarkedCell();
        if (!found) found = find_mark(book_, mark);
        sheet_ = found ? found.sheet : named;
        if (!sheet_) {
            if (!rows.empty()) refuse("sheet-missing", {Phrase::filled_no_sheet, {say(name)}});
            return;
        }
        own_sheets_.push_back(sheet_);
        if (!found || found.column != fill_key)
            return refuse("columns-changed", book_.place(*sheet_), {Phrase::filled_columns, {say(name)}});
        if (sheet_->name != say(name))
            note("sheet-renamed", book_.place(*sheet_), {Phrase::filled_renamed, {say(name), sheet_->name}});
        refuse_other_title(found.row - fill_header_row, title);
        heads_ = fill_heads(mark == tasks_mark);
        if (!has_own_heads(found.row)) return;
        read_rows(rows, now, found.row);
        note_beside(found.row);
    }

    /// A form of one unit that was made out for another.
    void refuse_other_title(int row, Phrase phrase) {
        const std::string sent = asked_.title(phrase);
        const std::string now = row < 0 ? std::string() : text_at(row, 0);
        if (!same_words(now, sent))
            refuse_cell("title-edited", std::max(row, 0), 0, {Phrase::filled_title, {sent, now}});
    }

    std::string text_at(int row, int column) const {
        const StoredCell* cell = sheet_->find(row, column);
        return cell ? text_in(*cell) : std::string();
    }

    /// Under other heads nobody knows what a number says.
    bool has_own_heads(int row) {
        const std::size_t before = read_.problems.size();
        for (int column = 0; column < fill_printed_columns; ++column) {
            const std::string sent = say(heads_[static_cast<std::size_t>(column)]), now = text_at(row, column);
            if (!same_words(sent, now)) refuse_cell("heads-changed", row, column, {Phrase::filled_heads, {sent, now}});
        }
        return read_.problems.size() == before;
    }

    std::vector<FormLine> lines_below(int header) const {
        std::vector<FormLine> lines;
        for (const StoredCell& cell : sheet_->cells) {
            if (cell.row <= header || cell.column >= fill_columns) continue;
            if (lines.empty() || lines.back().row != cell.row) lines.push_back({cell.row, {}});
            lines.back().cells[static_cast<std::size_t>(cell.column)] = &cell;
        }
        return lines;
    }

    using RowsByKey = std::unordered_map<std::string, const FillRow*>;
    static RowsByKey by_key(const std::vector<FillRow>& rows) {
        RowsByKey all;
        for (const FillRow& row : rows) all.emplace(row.key(), &row);
        return all;
    }

    void read_rows(const std::vector<FillRow>& rows, const std::vector<FillRow>& now, int header) {
        const RowsByKey sent = by_key(rows), wanted = by_key(now);
        std::vector<int> seen(rows.size(), -1);
        int before = header;
        for (const FormLine& line : lines_below(header)) {
            const std::string key = line.text(fill_key);
            const bool after_gap = line.row > before + 1;
            before = line.row;
            const auto found = sent.find(key);
            if (found == sent.end()) {
                if (!refuse_merged(line.row)) refuse_inserted(line);
                continue;
            }
            const FillRow& row = *found->second;
            int& first = seen[static_cast<std::size_t>(&row - rows.data())];
            if (first >= 0) {
                refuse_cell("row-twice", line.row, fill_title,
                            {Phrase::filled_row_twice, {row.title, std::to_string(first + 1)}});
                continue;
            }
            first = line.row;
            if (after_gap) note("row-inserted", place(line.row, fill_title), Phrase::filled_inserted_empty);
            if (row.kind != FillRow::Kind::group && refuse_merged(line.row)) continue;
            if (is_wanted(line, row, wanted) && has_own_words(line, row) && row.kind != FillRow::Kind::group)
                read_row(line, row, source_ ? wanted.at(key) : nullptr);
        }
        note_moved(rows, seen);
        refuse_absent(rows, seen, sent, now, header);
    }

    /// In the order of the file.
    void note_moved(const std::vector<FillRow>& rows, const std::vector<int>& seen) {
        std::vector<int> lines;
        std::vector<const FillRow*> there;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (seen[i] >= 0) lines.push_back(seen[i]), there.push_back(&rows[i]);
        const std::vector<char> moved = moved_of(lines);
        std::map<int, const FillRow*> told;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (moved[i]) told.emplace(lines[i], there[i]);
        for (const auto& [line, row] : told)
            note("row-moved", place(line, fill_title), {Phrase::filled_moved, {row->title}});
    }

    /// Cells of a row that are merged, into one or with those of other rows: what was written in one may be meant for
    /// all, and programs may keep hidden what stood in the others.
    bool refuse_merged(int row) {
        bool is_merged = false;
        for (const MergedCells& merged : sheet_->merged) {
            if (row < merged.row || row > merged.last_row || merged.column >= fill_columns || is_head(merged)) continue;
            is_merged = true;
            if (told_merged_.insert(&merged).second)
                refuse_cell("merged", merged.row, merged.column, {Phrase::filled_merged, {merged.range}});
        }
        return is_merged;
    }

    /// Programs that move rows may leave the head of a group behind, over a row that still holds all its own cells.
    static bool is_head(const MergedCells& merged) {
        return merged.row == merged.last_row && merged.column == 0 && merged.last_column == fill_printed_columns - 1;
    }

    void refuse_inserted(const FormLine& line) {
        const auto first =
            std::find_if(line.cells.begin(), line.cells.end(), [](const StoredCell* cell) { return cell; });
        refuse_cell("row-inserted", line.row, static_cast<int>(first - line.cells.begin()), Phrase::filled_inserted);
    }

    /// Rows that were deleted, and those that are asked for only since; each is told where it should stand.
    void refuse_absent(const std::vector<FillRow>& rows, const std::vector<int>& seen, const RowsByKey& sent,
                       const std::vector<FillRow>& now, int header) {
        int below = header;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (seen[i] < 0 && rows[i].kind != FillRow::Kind::group)
                refuse_cell("row-deleted", below + 1, fill_title, {Phrase::filled_deleted, {rows[i].title}});
            below = std::max(below, seen[i]);
        }
        for (const FillRow& row : now)
            if (row.kind != FillRow::Kind::group && !sent.contains(row.key()))
                refuse_cell("form-old", below + 1, fill_title, {Phrase::filled_old_new, {row.title}});
    }

    /// Whether the plan still asks for the row as it did when the form was sent out.
    bool is_wanted(const FormLine& line, const FillRow& row, const RowsByKey& wanted) {
        if (!source_ || row.kind == FillRow::Kind::group) return true;
        const auto found = wanted.find(row.key());
        if (found == wanted.end()) {
            refuse_cell("form-old", line.row, fill_title, {Phrase::filled_old_gone, {row.title}});
            return false;
        }
        const FillRow& now = *found->second;
        if (now.print() == row.print()) return true;
        refuse_cell("form-old", line.row, fill_title,
                    {Phrase::filled_old_row,
                     {row.title, now.clause.empty() ? now.title : now.clause,
                      now.kind == FillRow::Kind::report ? Message(now.full) : now.takes}});
        return false;
    }

    /// Whether the row says what it said when it was sent out.
    bool has_own_words(const FormLine& line, const FillRow& row) {
        if (row.kind == FillRow::Kind::group) {
            if (!same_words(row.title, line.text(0))) refuse_edited(line, row, 0, Phrase::head_item, row.title);
            return true;
        }
        const std::size_t before = read_.problems.size();
        for (const FillColumn column : {fill_title, fill_clause, fill_full, fill_who, fill_allowed}) {
            if (column == fill_allowed && row.kind == FillRow::Kind::report) continue;  // filled in
            if (!same_words(row.words(column), line.text(column)))
                refuse_edited(line, row, column, heads_[static_cast<std::size_t>(column)], row.words(column));
        }
        return read_.problems.size() == before;
    }

    void refuse_edited(const FormLine& line, const FillRow& row, int column, Phrase head, const std::string& sent) {
        refuse_cell("row-edited", line.row, column,
                    {Phrase::filled_edited, {row.title, head, sent, line.text(column)}});
    }

    // ---- what is not read ----

    void note_beside(int header) {
        const StoredCell* first = nullptr;
        int count = 0;
        for (const StoredCell& cell : sheet_->cells)
            if (cell.row >= header && cell.column >= fill_columns && !text_in(cell).empty()) {
                if (!first) first = &cell;
                ++count;
            }
        if (first)
            note("beside-form", place(first->row, first->column),
                 {Phrase::filled_beside, {std::to_string(count), text_in(*first)}});
    }

    void note_other_sheets() {
        const std::string help = say(Phrase::form_sheet_help);
        for (const StoredSheet& sheet : book_.sheets) {
            const StoredCell* first = sheet.find(0, 0);
            const bool is_own = &sheet == record_ || sheet.name == help || (first && text_in(*first) == help) ||
                                std::find(own_sheets_.begin(), own_sheets_.end(), &sheet) != own_sheets_.end();
            if (!is_own && !sheet.cells.empty())
                note("sheet-extra", book_.place(sheet), {Phrase::filled_extra_sheet, {sheet.name}});
        }
    }

    // ---- a row ----

    /// A cell as whoever filled it in sees it.
    std::string shown(const FormLine& line, int column) const {
        const StoredCell* cell = line.cells[static_cast<std::size_t>(column)];
        return cell ? shown_in(*cell, book_.dates_from_1904) : std::string();
    }

    /// `now`: the row as it would be sent out now, if there is a plan.
    void read_row(const FormLine& line, const FillRow& row, const FillRow* now) {
        ++form_.asked;
        const std::size_t before = read_.problems.size();
        Evidence evidence{row.id,
                          asked_.unit,
                          asked_.year,
                          words_in(line, row, fill_evidence),
                          words_in(line, row, fill_link),
                          words_in(line, row, fill_remark),
                          place(line.row, fill_evidence)};
        if (row.kind != FillRow::Kind::observation) evidence.year = row.year;
        if (!evidence.link.empty() && !is_link(evidence.link))
            refuse_cell("link", line.row, fill_link, {Phrase::filled_link, {row.title, evidence.link}});
        const bool keeps_evidence = row.report && evidence.file == row.report->evidence;
        if (keeps_evidence) evidence.file.clear();  // it is not given anew
        if (row.kind == FillRow::Kind::report)
            read_report(line, row, now, evidence, keeps_evidence ? row.report->evidence : "");
        else
            read_figure(line, row, now, evidence);
        if (gives_some(row, evidence) && read_.problems.size() == before)
            read_.said.evidence.push_back(std::move(evidence));
    }

    static bool gives_some(const FillRow& row, const Evidence& evidence) {
        return !evidence.file.empty() || !evidence.link.empty() || evidence.remark != row.remark;
    }

    /// A text of the unit's own in one line.
    std::string words_in(const FormLine& line, const FillRow& row, int column) {
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

    /// The evidence, behind what else is said.
    std::string in_one_line(const Evidence& evidence, std::string words) const {
        const auto add = [&](Phrase phrase, const std::string& what) {
            if (what.empty()) return;
            if (!words.empty()) words += say(Phrase::semicolon);
            words += libplan::say(asked_.options.language, phrase, what);
        };
        add(Phrase::evidence_file, evidence.file);
        add(Phrase::evidence_link, evidence.link);
        return words;
    }

    /// Remark and evidence are kept with a number or a reason; by themselves they have no place.
    void note_words_alone(const FormLine& line, const FillRow& row, const Evidence& evidence) {
        const int first = !evidence.file.empty() ? fill_evidence : !evidence.link.empty() ? fill_link : fill_remark;
        if (gives_some(row, evidence))
            note("words-alone", place(line.row, first), {Phrase::filled_words_alone, {row.title}});
    }

    /// What the plan folder holds stays there, whatever was cleared in the form.
    static Message words_for_missing(const FillRow& row, const FillRow* now) {
        if (row.kind == FillRow::Kind::report) {
            if (!now || !now->report) return {Phrase::filled_missing_task, {row.title}};
            const KnownReport& held = *now->report;
            return {Phrase::filled_cleared_task,
                    {row.title, to_string(held.date),
                     Message{Phrase::collect_report, {phrase_of(held.status), decimal_text(held.percent)}}}};
        }
        const Message& what = row.kind == FillRow::Kind::mark ? row.by : row.takes;
        if (!now || now->state == State::missing) return {Phrase::filled_missing, {row.title, what}};
        const Message held = now->value                            ? Message(decimal_text(*now->value))
                             : now->state == State::not_applicable ? Phrase::state_not_applicable
                                                                   : Phrase::state_not_scored;
        return {Phrase::filled_cleared, {row.title, what, held}};
    }

    void note_missing(const FormLine& line, const FillRow& row, int column, Message message) {
        read_.missing_rows.push_back(row.key());
        read_.said.missing.push_back({"not-filled", place(line.row, column), std::move(message)});
    }

    void read_figure(const FormLine& line, const FillRow& row, const FillRow* now, const Evidence& evidence) {
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
            return note_missing(line, row, fill_value, words_for_missing(row, now));
        }
        double value = 0;
        if (!state) {
            const auto number = number_of(line, row);
            if (!number) return;
            value = *number;
            state = State::value;
        }
        // What was said of the figure that was sent out is not said of another.
        const bool is_other = row.state != State::missing && (*state != row.state || value != row.value.value_or(0));
        const bool says_of_it = !is_other || evidence.remark != row.remark;
        add_record(line, row, value, *state, in_one_line(evidence, says_of_it ? evidence.remark : ""));
    }

    /// The number of a row; nothing if there is none that can be, which is told.
    std::optional<double> number_of(const FormLine& line, const FillRow& row) {
        const bool is_mark = row.kind == FillRow::Kind::mark;
        const std::string_view unit = is_mark ? std::string_view("分") : std::string_view(row.full);
        const std::string words = shown(line, fill_value);
        const auto fail = [&](std::string code, Message message) {
            refuse_cell(std::move(code), line.row, fill_value, std::move(message));
            return std::nullopt;
        };
        const auto number = number_in(*line.cells[fill_value], unit);
        if (!number) {
            const bool is_large = unit.starts_with("万") || unit.starts_with("亿");
            if (is_large && (words.find("万") != std::string::npos || words.find("亿") != std::string::npos))
                return fail("number", {Phrase::filled_large_unit, {row.title, unit, words}});
            if (says_none(words)) return fail("none", {Phrase::filled_none, {row.title, words}});
            return fail("number", {Phrase::filled_number, {row.title, row.takes, words}});
        }
        if (is_too_long(*number)) return fail("long-number", {Phrase::filled_too_long, {row.title, words}});
        if (row.is_count && (*number < 0 || *number != std::floor(*number)))
            return fail("bad-count", {Phrase::filled_count, {row.title, words}});
        if (auto fault = is_mark ? fault_of_mark(row.item(), *number, words) : std::nullopt)
            return fail(fault->code, std::move(fault->message));
        if (!is_mark && !row.takes_figure(*number))
            return fail("natural-limit", {Phrase::filled_number, {row.title, row.takes, words}});
        if (unit == "%") note_unusual(line, row, *number);
        return number;
    }

    void note_unusual(const FormLine& line, const FillRow& row, double percent) {
        if (!row.may_be_below_one) note_small(line, row, fill_value, percent, Phrase::filled_small_percentage);
        if (!row.may_be_beyond_100 && is_beyond_percentages(percent))
            note("odd-percent", place(line.row, fill_value),
                 {Phrase::filled_beyond_percentage, {row.title, decimal_text(percent)}});
    }

    /// A percentage that may have been meant as a share.
    void note_small(const FormLine& line, const FillRow& row, int column, double percent, Phrase phrase) {
        if (percent > 0 && percent < 1)
            note("small-percent", place(line.row, column),
                 {phrase, {row.title, decimal_text(percent), decimal_text(round_decimal(percent * 100, 6))}});
    }

    void add_record(const FormLine& line, const FillRow& row, double value, State state, std::string words) {
        ++form_.filled;
        const Place at = place(line.row, fill_value);
        if (row.kind == FillRow::Kind::mark) {
            read_.said.marks.push_back(
                {row.id, asked_.unit, row.year, row.scorer, value, state, std::move(words), false, at});
        } else if (row.kind == FillRow::Kind::figure) {
            read_.said.figures.push_back({row.id, asked_.unit, row.year, value, state, std::move(words), false, at});
        } else {
            Observation figure;
            figure.indicator = row.id;
            figure.body = asked_.unit;
            figure.period = *parse_period(row.period);
            figure.value = value;
            figure.state = state;
            figure.source = std::move(words);
            figure.place = at;
            read_.said.observations.push_back(std::move(figure));
        }
    }

    // ---- tasks ----

    /// A report of a year after that of the form would be told before its time.
    void check_day(const FormLine& line, const FillRow& row, int year) {
        if (year > asked_.year && year <= asked_.last_year)
            refuse_cell("year", line.row, fill_allowed,
                        {Phrase::filled_late, {row.title, shown(line, fill_allowed), std::to_string(asked_.year)}});
        if (year < asked_.first_year || year > asked_.last_year)
            refuse_cell("year", line.row, fill_allowed,
                        {Phrase::year_outside,
                         {std::to_string(year), std::to_string(asked_.first_year), std::to_string(asked_.last_year)}});
    }

    /// `kept`: evidence that was sent out and stands there still.
    void read_report(const FormLine& line, const FillRow& row, const FillRow* now, const Evidence& evidence,
                     std::string kept) {
        const std::string day = line.text(fill_allowed), status = line.text(fill_value),
                          percent = line.text(fill_state);
        if (day.empty() && status.empty() && percent.empty())
            return note_missing(line, row, fill_value, words_for_missing(row, now));
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
            refuse_cell("date", line.row, fill_allowed, {Phrase::filled_date, {row.title, shown(line, fill_allowed)}});
        else
            check_day(line, row, static_cast<int>(date->year()));
        if (status.empty())
            refuse_cell("no-status", line.row, fill_value, {Phrase::filled_no_status, {row.title}});
        else if (!named)
            refuse_cell("status", line.row, fill_value, {Phrase::filled_status, {row.title, shown(line, fill_value)}});
        if (!percent.empty() && (!share || *share < 0 || *share > 100))
            refuse_cell("percent", line.row, fill_state,
                        {Phrase::filled_percent, {row.title, shown(line, fill_state)}});
        else if (share && named == TaskStatus::not_started && *share != 0)
            refuse_cell("percent", line.row, fill_state,
                        {Phrase::filled_percent_of_none, {row.title, shown(line, fill_state)}});
        else if (share && named == TaskStatus::done && *share != 100)
            refuse_cell("percent", line.row, fill_state,
                        {Phrase::filled_percent_of_done, {row.title, shown(line, fill_state)}});
        if (read_.problems.size() > before) return;
        if (share) note_small(line, row, fill_state, *share, Phrase::filled_percent_small);
        ++form_.filled;
        add_report(line, row, {*date, *named, share.value_or(named == TaskStatus::done ? 100 : 0), std::move(kept)},
                   evidence);
    }

    /// The report that was sent out is known, and what was said of it is not said of another.
    void add_report(const FormLine& line, const FillRow& row, KnownReport report, const Evidence& evidence) {
        if (row.report == report && !gives_some(row, evidence)) return;
        const bool is_other = row.report && std::tie(report.date, report.status, report.percent) !=
                                                std::tie(row.report->date, row.report->status, row.report->percent);
        if (is_other) report.evidence.clear();
        read_.said.reports.push_back({row.id, asked_.unit, report.date, report.status, report.percent,
                                      in_one_line(evidence, std::move(report.evidence)),
                                      is_other && evidence.remark == row.remark ? "" : evidence.remark, false,
                                      place(line.row, fill_value)});
    }

    const StoredWorkbook& book_;
    const FillInSource* source_;
    std::optional<int> year_;
    FillIn asked_;  ///< when the form was sent out
    FillIn now_;    ///< asked for now
    const StoredSheet* record_ = nullptr;
    std::vector<const StoredSheet*> own_sheets_;
    const StoredSheet* sheet_ = nullptr;
    std::vector<Phrase> heads_;
    std::set<const MergedCells*> told_merged_;
    FilledForm form_;
    ReadForm read_;
};

}  // namespace

ReadForm read_form(const StoredWorkbook& book, const FillInSource* source, std::optional<int> year) {
    return FormReader(book, source, year)();
}

}  // namespace libplan
