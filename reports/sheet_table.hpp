#pragma once
// Private: a sheet of a workbook as a table of records, and the words by which ledgers call its columns.
#include <filesystem>
#include <memory>

#include "libplan/source_file.hpp"
#include "reports/ledger.hpp"

namespace libplan {

/// The column of the files that a head means: "期间" of observations is "period". Any other head stays as it is.
std::string head_in_files(std::string_view table, const std::string& head);
/// The words that a column of the files may hold, with what ledgers say for them; mostly none.
std::span<const LedgerWord> words_in_files(std::string_view table, std::string_view head);

/// The one visible sheet of a workbook, or of several the one that is called as ledgers call the table ("marks": 评分).
/// Its first row holds the heads. Throws InputError for a workbook that cannot be read or has no such sheet.
std::unique_ptr<CellRows> sheet_table(const std::filesystem::path& file, const std::string& table);

}  // namespace libplan
