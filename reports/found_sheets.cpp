#include "reports/found_sheets.hpp"

#include <algorithm>

#include "reports/cell_values.hpp"

namespace libplan {
namespace {

bool is_only_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

/// What stands in a line of the file, for whoever looks for it.
std::string content(const StoredSheet& sheet, int line, int StoredCell::*of) {
    for (const StoredCell& cell : sheet.cells)
        if (cell.*of == line && !text_in(cell).empty()) return text_in(cell);
    return {};
}

bool says_something(const Cell& cell) { return !cell.formula.empty() || !plain_text(cell).empty(); }

/// The phrases and codes for rows and for columns.
struct Words {
    Phrase inserted, inserted_empty, copied, moved, deleted;
    std::string_view inserted_code, copied_code, moved_code, deleted_code;
};
constexpr Words row_words{Phrase::departs_row_inserted,
                          Phrase::departs_row_inserted_empty,
                          Phrase::departs_row_copied,
                          Phrase::departs_row_moved,
                          Phrase::departs_row_deleted,
                          "row-inserted",
                          "row-copied",
                          "row-moved",
                          "row-deleted"};
constexpr Words column_words{Phrase::departs_column_inserted,
                             Phrase::departs_column_inserted_empty,
                             Phrase::departs_column_copied,
                             Phrase::departs_column_moved,
                             Phrase::departs_column_deleted,
                             "column-inserted",
                             "column-copied",
                             "column-moved",
                             "column-deleted"};

Departure odd_line(const Words& words, Lines::Odd::Kind kind, Place place, std::string title, std::string original,
                   std::string content) {
    using Kind = Lines::Odd::Kind;
    if (kind == Kind::moved)
        return {std::string(words.moved_code), std::move(place), title, content, {words.moved, {title, original}}};
    if (kind == Kind::copied)
        return {std::string(words.copied_code), std::move(place), "", content, {words.copied, {title, original}}};
    Message message = content.empty() ? Message(words.inserted_empty) : Message{words.inserted, {content}};
    return {std::string(words.inserted_code), std::move(place), "", std::move(content), std::move(message)};
}

/// The sheet of another name that holds at least half of what it should.
const StoredSheet* take_renamed(const Sheet& sheet, std::vector<const StoredSheet*>& others) {
    auto best = others.end();
    double most = 0.5;
    for (auto other = others.begin(); other != others.end(); ++other)
        if (const double own = likeness(sheet, **other); own >= most) {
            most = own;
            best = other;
        }
    if (best == others.end()) return nullptr;
    const StoredSheet* found = *best;
    others.erase(best);
    return found;
}

/// Where a line that is missing belongs: behind the one before it.
int belongs_at(const Lines& lines, int laid_out) {
    for (int before = laid_out; before-- > 0;)
        if (const auto at = lines.of(before)) return *at + 1;
    return 0;
}

}  // namespace

std::optional<CellAt> FoundSheet::place_of(CellAt laid_out) const {
    const auto row = alignment.rows.of(laid_out.row), column = alignment.columns.of(laid_out.column);
    return row && column ? std::optional(CellAt{*row, *column}) : std::nullopt;
}

const StoredCell* FoundSheet::find(CellAt laid_out) const {
    const auto place = place_of(laid_out);
    return place ? stored->find(place->row, place->column) : nullptr;
}

std::string FoundSheet::row_title(int laid_out) const {
    for (const auto& [column, cell] : placed(sheet->rows[static_cast<std::size_t>(laid_out)])) {
        const bool is_label = cell->formula.empty() && cell->extras().fact.empty() && cell->extras().kept_fact.empty();
        if (!is_label || !std::holds_alternative<std::string>(cell->value)) continue;
        const std::string words = plain_text(*cell);
        if (!words.empty() && !is_only_digits(words)) return words;
    }
    return std::to_string(laid_out + 1);
}

std::string FoundSheet::column_title(int laid_out) const {
    if (sheet->header_row >= 0)
        for (const auto& [column, cell] : placed(sheet->rows[static_cast<std::size_t>(sheet->header_row)]))
            if (column == laid_out && !plain_text(*cell).empty()) return plain_text(*cell);
    return column_letter(laid_out);
}

std::string FoundSheet::column_letter(int laid_out) const {
    std::string name = cell_reference(1, laid_out + 1);
    name.pop_back();
    return name;
}

FoundSheets::FoundSheets(const StoredWorkbook& book, const std::vector<Sheet>& sheets) : book_(book) {
    const auto is_laid_out = [&](const StoredSheet& stored) {
        return std::any_of(sheets.begin(), sheets.end(), [&](const Sheet& sheet) { return sheet.name == stored.name; });
    };
    std::vector<const StoredSheet*> others;
    for (const StoredSheet& stored : book.sheets)
        if (!is_laid_out(stored)) others.push_back(&stored);
    for (const Sheet& sheet : sheets) {
        const StoredSheet* stored = book.find(sheet.name);
        if (!stored) stored = take_renamed(sheet, others);
        found_.push_back({&sheet, stored, stored ? align(sheet, *stored) : Alignment{}});
    }
}

const FoundSheet* FoundSheets::find(std::string_view laid_out_name) const {
    const auto found = std::find_if(found_.begin(), found_.end(),
                                    [&](const FoundSheet& own) { return own.sheet->name == laid_out_name; });
    return found == found_.end() ? nullptr : &*found;
}

std::optional<std::string> FoundSheets::moved(std::string_view formula, const FoundSheet& from) const {
    const auto sheet_of = [&](const std::string& name) { return name.empty() ? &from : find(name); };
    return moved_formula(
        formula,
        [&](const std::string& name, CellAt cell) -> std::optional<CellAt> {
            const FoundSheet* there = sheet_of(name);
            return there && there->stored ? there->place_of(cell) : std::nullopt;
        },
        [&](const std::string& name) {
            const FoundSheet* there = sheet_of(name);
            return there && there->stored ? there->stored->name : name;
        });
}

std::vector<Departure> FoundSheets::departures() const {
    std::vector<Departure> told;
    for (const FoundSheet& found : found_) {
        const std::string& name = found.sheet->name;
        if (!found.stored) {
            told.push_back({"sheet", {book_.file, 0, 0, name}, name, "", Phrase::departs_sheet});
            continue;
        }
        if (found.stored->name != name)
            told.push_back({"sheet-renamed",
                            book_.place(*found.stored),
                            name,
                            found.stored->name,
                            {Phrase::departs_sheet_renamed, {name, found.stored->name}}});
        tell_columns(found, told);
        tell_rows(found, told);
    }
    for (const StoredSheet& stored : book_.sheets)
        if (std::none_of(found_.begin(), found_.end(), [&](const FoundSheet& own) { return own.stored == &stored; }))
            told.push_back({"sheet-added", book_.place(stored), "", stored.name, Phrase::departs_sheet_added});
    return told;
}

void FoundSheets::tell_rows(const FoundSheet& found, std::vector<Departure>& told) const {
    const Lines& rows = found.alignment.rows;
    for (const Lines::Odd& odd : rows.odd)
        told.push_back(odd_line(row_words, odd.kind, place(found, {odd.stored, 0}),
                                odd.laid_out < 0 ? "" : found.row_title(odd.laid_out),
                                odd.laid_out < 0                       ? std::string()
                                : odd.kind == Lines::Odd::Kind::copied ? std::to_string(*rows.of(odd.laid_out) + 1)
                                                                       : std::to_string(odd.laid_out + 1),
                                content(*found.stored, odd.stored, &StoredCell::row)));
    for (int i = 0; i < static_cast<int>(found.sheet->rows.size()); ++i) {
        const auto cells = placed(found.sheet->rows[static_cast<std::size_t>(i)]);
        const bool is_there = rows.of(i) || std::none_of(cells.begin(), cells.end(),
                                                         [](const auto& own) { return says_something(*own.second); });
        if (is_there) continue;
        const std::string title = found.row_title(i);
        told.push_back({std::string(row_words.deleted_code),
                        place(found, {belongs_at(rows, i), 0}),
                        title,
                        "",
                        {row_words.deleted, {title}}});
    }
}

void FoundSheets::tell_columns(const FoundSheet& found, std::vector<Departure>& told) const {
    const Lines& columns = found.alignment.columns;
    const int head = std::max(0, found.sheet->header_row);
    const int row = found.alignment.rows.of(head).value_or(head);
    for (const Lines::Odd& odd : columns.odd) {
        const int original =
            odd.kind == Lines::Odd::Kind::copied ? *columns.of(odd.laid_out) : std::max(0, odd.laid_out);
        told.push_back(odd_line(column_words, odd.kind, place(found, {row, odd.stored}),
                                odd.laid_out < 0 ? "" : found.column_title(odd.laid_out), found.column_letter(original),
                                content(*found.stored, odd.stored, &StoredCell::column)));
    }
    for (int i = 0; i < static_cast<int>(columns.stored.size()); ++i) {
        if (columns.of(i)) continue;
        const bool says = std::any_of(found.sheet->rows.begin(), found.sheet->rows.end(), [&](const Row& own) {
            const auto cells = placed(own);
            return std::any_of(cells.begin(), cells.end(),
                               [&](const auto& cell) { return cell.first == i && says_something(*cell.second); });
        });
        if (!says) continue;
        const std::string title = found.column_title(i);
        told.push_back({std::string(column_words.deleted_code),
                        place(found, {row, belongs_at(columns, i)}),
                        title,
                        "",
                        {column_words.deleted, {title}}});
    }
}

}  // namespace libplan
