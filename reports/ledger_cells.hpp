#pragma once
// Private: what the cells of a ledger mean, in the words of the plan's files.
#include "libplan/toml_tree.hpp"
#include "reports/ledger.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {

/// A cell of a ledger, with what is needed to say where it stands and what its column is called there.
struct LedgerCellRead {
    const StoredCell& cell;
    std::string head;  ///< as it stands in the workbook
    Place place;
    Language language;  ///< of the sheet
    bool dates_from_1904 = false;
};

/// What a cell holds, in its kind; nothing if it is empty or wrong, which is told.
std::optional<TomlValue> meant_value(const LedgerCellRead& read, LedgerKind kind, std::span<const LedgerWord> words,
                                     std::vector<Problem>& problems);

/// The key that a cell names; nothing if it is empty or wrong, which is told.
const LedgerKey* meant_key(const LedgerCellRead& read, std::span<const LedgerKey> keys, std::vector<Problem>& problems);

/// What a cell of a table of records holds, as its CSV file says it; empty if it is empty or wrong, which is told.
/// `unit` is what a number of a figure is counted in.
std::string meant_text(const LedgerCellRead& read, const LedgerColumn& column, std::string_view unit,
                       std::vector<Problem>& problems);

/// A text that begins or ends with blanks stands in quotes: others lose theirs, which mostly are slips. Texts that look
/// so stand in quotes too. And back again.
std::string kept_text(const std::string& text);
std::string own_text(const StoredCell& cell);

/// The parts of a list in a cell; a part in quotes is taken as it is. Empty parts are kept.
std::vector<std::string> parts_of_list(std::string_view text);

/// Whether a cell holds nothing but blanks.
bool is_blank(const StoredCell& cell);

}  // namespace libplan
