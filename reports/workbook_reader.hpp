#pragma once
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "libplan/problem.hpp"

namespace libplan {

/// "#DIV/0!", "#N/A": what a formula says that has no result.
struct CellError {
    std::string_view code;
    bool operator==(const CellError&) const = default;
};

/// What the number format of a cell says its number is.
enum class CellFormat : std::uint8_t { general, text, percent, date };

/// A cell that holds something, as it is stored. What a person meant by it tells cell_values.hpp.
struct StoredCell {
    std::variant<std::monostate, std::string_view, double, bool, CellError> value;
    std::string_view formula;  ///< without "="; empty also where it is shared with another cell
    int row = 0, column = 0;   ///< from 0
    bool is_formula = false;   ///< then the value is the result it was saved with, if any
    CellFormat format = CellFormat::general;
};

/// Cells that are shown as one; only the first can hold something.
struct MergedCells {
    int row = 0, column = 0;            ///< of the first, from 0
    int last_row = 0, last_column = 0;  ///< of the last
    std::string range;                  ///< "D8:D9"
};

struct StoredSheet {
    std::string name;
    bool hidden = false;
    std::vector<MergedCells> merged;  ///< as many as are told
    std::vector<StoredCell> cells;    ///< row by row, from left to right
    /// The cell at a place (from 0), or nothing if it is empty.
    const StoredCell* find(int row, int column) const;
};

/// A workbook as it is stored in a file, whatever program wrote it. Copies share their texts.
struct StoredWorkbook {
    std::string file;
    std::vector<StoredSheet> sheets;                         ///< in their order
    std::vector<std::pair<std::string, std::string>> names;  ///< defined names: name, "Sheet!$A$1"
    bool dates_from_1904 = false;
    std::shared_ptr<const std::deque<std::string>> texts;  ///< what the cells are views of

    const StoredSheet* find(std::string_view sheet) const;
    /// The place of a cell (from 0), or of a whole sheet.
    Place place(const StoredSheet& sheet, int row, int column) const;
    Place place(const StoredSheet& sheet) const;
};

/// Reads an .xlsx file within bounded time and memory. Throws FileError if it cannot be opened, and InputError for what
/// is no workbook, or is damaged, encrypted, unreasonably large, holds macros or refers to other workbooks.
StoredWorkbook read_workbook(const std::filesystem::path& file);

/// The same of the bytes of a file; `name` stands for it in problems.
StoredWorkbook read_workbook(std::string_view bytes, std::string name);

}  // namespace libplan
