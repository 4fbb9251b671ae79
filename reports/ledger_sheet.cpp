#include "reports/ledger_sheet.hpp"

#include <algorithm>
#include <set>

#include "reports/cell_values.hpp"
#include "reports/form_record.hpp"

namespace libplan {
namespace {

/// A sheet of the clerk's own notes, or of ours that explains the others.
bool is_notes(std::string_view name) {
    for (const std::string_view start : {"备注", "说明", "Notes", "notes"})
        if (name.starts_with(start)) return true;
    return false;
}

class SheetFinder {
public:
    explicit SheetFinder(const StoredWorkbook& book) : book_(book) {
        for (const LedgerSheet& form : ledger_sheets()) {
            found_.emplace_back();
            found_.back().form = &form;
        }
    }

    std::vector<LedgerSheetRead> operator()() {
        for (const StoredSheet& sheet : book_.sheets) match(sheet);
        for (const LedgerSheetName needed : {LedgerSheetName::plan, LedgerSheetName::indicators})
            if (!found_[static_cast<std::size_t>(needed)].stored)
                problems_.push_back({"missing-sheet",
                                     {book_.file, 0, 0},
                                     {Phrase::ledger_sheet_missing, {ledger_sheet(needed).title(language())}},
                                     {}});
        tell_deleted();
        for (LedgerSheetRead& sheet : found_)
            if (sheet.stored) read(sheet);
        if (!problems_.empty()) throw InputError(std::move(problems_));
        return std::move(found_);
    }

private:
    /// Of the sheets there are.
    Language language() const {
        const auto english = std::count_if(found_.begin(), found_.end(), [](const LedgerSheetRead& sheet) {
            return sheet.stored && sheet.language == Language::en;
        });
        return english > 0 ? Language::en : Language::zh;
    }

    /// A workbook of ours knows which sheets it had; one made by hand has those it needs.
    void tell_deleted() {
        const MarkedCell mark = find_mark(book_, ledger_mark);
        for (int below = 1; mark && !mark.words(below, 0).empty(); ++below) {
            const std::string title = mark.words(below, 0);
            for (const LedgerSheetRead& known : found_) {
                if (title != known.form->zh && title != known.form->en) continue;
                const bool is_told = known.form->name == LedgerSheetName::plan ||
                                     known.form->name == LedgerSheetName::indicators || renamed_.contains(title);
                if (!known.stored && !is_told)
                    problems_.push_back(
                        {"missing-sheet", {book_.file, 0, 0}, {Phrase::ledger_sheet_deleted, {title}}, {}});
            }
        }
    }

    void match(const StoredSheet& sheet) {
        for (LedgerSheetRead& known : found_) {
            if (sheet.name != known.form->zh && sheet.name != known.form->en) continue;
            if (known.stored)
                return tell("duplicate-sheet", sheet, {Phrase::ledger_sheet_twice, {sheet.name, known.stored->name}});
            known.stored = &sheet;
            known.language = sheet.name == known.form->zh ? Language::zh : Language::en;
            return;
        }
        if (sheet.hidden || is_notes(sheet.name) || sheet.cells.empty()) return;
        std::vector<std::string> names;
        for (const LedgerSheetRead& known : found_)
            for (const std::string_view name : {known.form->zh, known.form->en}) names.emplace_back(name);
        const std::string near = nearest(sheet.name, names);
        renamed_.insert(near);
        tell("unknown-sheet", sheet,
             near.empty() ? Message{Phrase::ledger_sheet_unknown, {sheet.name}}
                          : Message{Phrase::ledger_sheet_near, {sheet.name, near}});
    }

    void read(LedgerSheetRead& sheet) {
        std::vector<std::vector<const StoredCell*>> rows;
        for (const StoredCell& cell : sheet.stored->cells) {
            if (holds_nothing(sheet, cell)) continue;
            if (rows.empty() || rows.back().front()->row != cell.row) rows.emplace_back();
            rows.back().push_back(&cell);
        }
        if (rows.empty()) return;  // an empty sheet holds nothing
        const auto& merges = sheet.stored->merged;
        const bool merged_heads =
            known_heads(*sheet.form, rows.front()) > 0 &&
            std::any_of(merges.begin(), merges.end(), [](const MergedCells& merged) { return merged.row == 0; });
        if (!merged_heads && !read_heads(sheet, rows)) return;
        for (const MergedCells& merged : merges)
            problems_.push_back({"merged",
                                 book_.place(*sheet.stored, merged.row, merged.column),
                                 {Phrase::ledger_merged, {merged.range}},
                                 {}});
        if (!merges.empty()) return;  // what follows from that is not told as well
        for (std::size_t i = 1; i < rows.size(); ++i) add_row(sheet, rows[i]);
    }

    /// Of the plan's own text blanks count too.
    static bool holds_nothing(const LedgerSheetRead& sheet, const StoredCell& cell) {
        if (cell.is_formula) return false;
        return sheet.form->name == LedgerSheetName::text ? std::holds_alternative<std::monostate>(cell.value)
                                                         : is_blank(cell);
    }

    /// The column of a ledger that a head names, or as many as there are.
    static std::size_t column_named(const LedgerSheet& form, std::string_view head) {
        return static_cast<std::size_t>(
            std::find_if(form.columns.begin(), form.columns.end(),
                         [&](const LedgerColumn& column) { return head == column.zh || head == column.en; }) -
            form.columns.begin());
    }

    static std::size_t known_heads(const LedgerSheet& form, const std::vector<const StoredCell*>& row) {
        return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [&](const StoredCell* cell) {
            return column_named(form, text_in(*cell)) < form.columns.size();
        }));
    }

    bool read_heads(LedgerSheetRead& sheet, const std::vector<std::vector<const StoredCell*>>& rows) {
        const LedgerSheet& form = *sheet.form;
        const auto& heads = rows.front();
        if (heads.front()->row != 0 || known_heads(form, heads) == 0) return tell_no_heads(sheet, rows), false;
        const auto count = problems_.size();
        sheet.heads.resize(form.columns.size());
        sheet.columns.assign(form.columns.size(), -1);
        std::vector<std::string> meant;
        for (const StoredCell* cell : heads) {
            const std::string head = text_in(*cell);
            const std::size_t column = column_named(form, head);
            if (column == form.columns.size()) {
                tell_unknown(sheet, *cell, head, meant);
            } else if (sheet.columns[column] >= 0) {
                tell("duplicate-column", sheet, *cell, {Phrase::duplicate_column, {head}});
            } else {
                sheet.heads[column] = head;
                sheet.columns[column] = cell->column;
            }
        }
        for (std::size_t i = 0; i < form.columns.size(); ++i) {
            const std::string title(title_of(form.columns[i], sheet.language));
            if (form.columns[i].required && sheet.columns[i] < 0 &&
                std::find(meant.begin(), meant.end(), title) == meant.end())
                tell("missing-column", sheet, *heads.front(), {Phrase::missing_column, {title}});
        }
        return problems_.size() == count;
    }

    void tell_unknown(const LedgerSheetRead& sheet, const StoredCell& cell, const std::string& head,
                      std::vector<std::string>& meant) {
        std::vector<std::string> names;
        for (const LedgerColumn& column : sheet.form->columns) names.emplace_back(title_of(column, sheet.language));
        meant.push_back(nearest(head, names));
        tell("unknown-column", sheet, cell,
             meant.back().empty() ? Message{Phrase::unknown_column, {head}}
                                  : Message{Phrase::unknown_column_near, {head, meant.back()}});
    }

    /// Titles above the heads are a habit; which row holds the heads is then said.
    void tell_no_heads(const LedgerSheetRead& sheet, const std::vector<std::vector<const StoredCell*>>& rows) {
        const LedgerSheet& form = *sheet.form;
        const StoredCell& first = *rows.front().front();
        for (std::size_t i = 0; i < std::min<std::size_t>(rows.size(), 10); ++i) {
            const int row = rows[i].front()->row;
            if (row > 0 && known_heads(form, rows[i]) * 2 > rows[i].size())
                return tell("title-row", sheet, first,
                            {Phrase::ledger_title_row, {text_in(first), std::to_string(row + 1), std::to_string(row)}});
        }
        std::string some;
        for (std::size_t i = 0; i < std::min<std::size_t>(3, form.columns.size()); ++i)
            some += (i > 0 ? "、" : "") + std::string(title_of(form.columns[i], sheet.language));
        tell("no-heads", sheet, first, {Phrase::ledger_no_heads, {some}});
    }

    void add_row(LedgerSheetRead& sheet, const std::vector<const StoredCell*>& cells) {
        LedgerRow row{cells.front()->row, std::vector<const StoredCell*>(sheet.columns.size(), nullptr)};
        for (const StoredCell* cell : cells) {
            const auto column = std::find(sheet.columns.begin(), sheet.columns.end(), cell->column);
            if (column == sheet.columns.end())
                tell("no-head", sheet, *cell, {Phrase::ledger_no_head, {text_in(*cell)}});
            else
                row.cells[static_cast<std::size_t>(column - sheet.columns.begin())] = cell;
        }
        const bool is_read =
            std::any_of(row.cells.begin(), row.cells.end(), [](const StoredCell* cell) { return cell; });
        if (is_read) sheet.rows.push_back(std::move(row));
    }

    void tell(std::string code, const StoredSheet& sheet, Message message) {
        problems_.push_back({std::move(code), book_.place(sheet), std::move(message), {}});
    }
    void tell(std::string code, const LedgerSheetRead& sheet, const StoredCell& cell, Message message) {
        problems_.push_back(
            {std::move(code), book_.place(*sheet.stored, cell.row, cell.column), std::move(message), {}});
    }

    const StoredWorkbook& book_;
    std::vector<LedgerSheetRead> found_;
    std::set<std::string> renamed_;  ///< sheets that unknown ones were told to be
    std::vector<Problem> problems_;
};

}  // namespace

Place LedgerSheetRead::place(const StoredWorkbook& book, const LedgerRow& row, std::size_t column) const {
    return book.place(*stored, row.row, column < columns.size() ? std::max(columns[column], 0) : 0);
}

std::vector<LedgerSheetRead> ledger_sheets_of(const StoredWorkbook& book) { return SheetFinder(book)(); }

}  // namespace libplan
