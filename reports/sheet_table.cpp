#include "reports/sheet_table.hpp"

#include <algorithm>

#include "reports/cell_values.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {
namespace {

const LedgerSheet* ledger_of(std::string_view table) {
    for (const LedgerSheet& sheet : records_ledger())
        if (sheet.list.substr(0, sheet.list.find('.')) == table) return &sheet;
    return nullptr;
}

bool is_called(const StoredSheet& sheet, std::string_view table) {
    const LedgerSheet* ledger = ledger_of(table);
    return sheet.name == table || (ledger && (sheet.name == ledger->zh || sheet.name == ledger->en));
}

/// Throws InputError unless there is one to take.
const StoredSheet& chosen_sheet(const StoredWorkbook& book, const std::string& table) {
    std::vector<const StoredSheet*> visible;
    std::vector<Message> names;
    for (const StoredSheet& sheet : book.sheets) {
        if (is_called(sheet, table)) return sheet;
        if (sheet.hidden) continue;
        visible.push_back(&sheet);
        names.emplace_back(sheet.name);
    }
    if (visible.size() == 1) return *visible.front();
    throw InputError({{"sheet",
                       {book.file, 0, 0},
                       {Phrase::sheet_choice, {book.file, joined(Phrase::listed, std::move(names)), table}},
                       {}}});
}

/// Rows below the first that hold something.
class StoredRows : public CellRows {
public:
    StoredRows(StoredWorkbook book, const std::string& table)
        : book_(std::move(book)), sheet_(chosen_sheet(book_, table)) {
        const int first = sheet_.cells.empty() ? 0 : sheet_.cells.front().row;
        for (const StoredCell& cell : sheet_.cells) {
            if (cell.row == first) {
                columns_.push_back(cell.column);
                heads_.push_back(head_in_files(table, text_in(cell)));
                words_.push_back(words_in_files(table, heads_.back()));
            } else if (rows_.empty() || rows_.back() != cell.row) {
                rows_.push_back(cell.row);
            }
        }
    }
    const std::vector<std::string>& heads() const override { return heads_; }
    std::size_t size() const override { return rows_.size(); }
    void read(std::size_t row, std::vector<CsvCell>& cells, std::deque<std::string>& texts) const override {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const StoredCell* cell = sheet_.find(rows_[row], columns_[i]);
            std::string& text = texts.emplace_back(cell ? words_of(*cell) : std::string());
            for (const LedgerWord& word : words_[i])
                if (text == word.zh) text = word.word;
            cells.push_back({text});
        }
    }
    Place place(const std::string&, int row, int column) const override {
        if (row < 1) return book_.place(sheet_);
        const int at = column > 0 ? columns_[static_cast<std::size_t>(column - 1)] : 0;
        return book_.place(sheet_, rows_[static_cast<std::size_t>(row - 1)], at);
    }

private:
    std::string words_of(const StoredCell& cell) const {
        const auto date = cell.format == CellFormat::date ? date_in(cell, book_.dates_from_1904) : std::nullopt;
        return date ? to_string(*date) : text_in(cell);
    }

    StoredWorkbook book_;
    const StoredSheet& sheet_;
    std::vector<std::string> heads_;
    std::vector<int> columns_, rows_;
    std::vector<std::span<const LedgerWord>> words_;
};

}  // namespace

std::string head_in_files(std::string_view table, const std::string& head) {
    if (const LedgerSheet* ledger = ledger_of(table))
        for (const LedgerColumn& column : ledger->columns)
            if (head == column.zh || head == column.en) return std::string(column.key);
    return head;
}

std::span<const LedgerWord> words_in_files(std::string_view table, std::string_view head) {
    if (const LedgerSheet* ledger = ledger_of(table))
        for (const LedgerColumn& column : ledger->columns)
            if (head == column.key) return column.words;
    return {};
}

std::unique_ptr<CellRows> sheet_table(const std::filesystem::path& file, const std::string& table) {
    return std::make_unique<StoredRows>(read_workbook(file), table);
}

}  // namespace libplan
