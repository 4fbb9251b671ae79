#pragma once
// Private: a sheet of a ledger as it stands in a workbook: which column is which, and its rows.
#include "reports/ledger_cells.hpp"

namespace libplan {

struct LedgerRow {
    int row = 0;                           ///< from 0
    std::vector<const StoredCell*> cells;  ///< one for each column of the ledger; nullptr: empty
};

struct LedgerSheetRead {
    const LedgerSheet* form = nullptr;
    const StoredSheet* stored = nullptr;
    Language language = Language::zh;  ///< of its name
    std::vector<std::string> heads;    ///< as they stand there
    std::vector<int> columns;          ///< where each column of the ledger stands, -1: nowhere
    std::vector<LedgerRow> rows;       ///< those that hold something

    /// The place of a column of the ledger, or of the row's first cell.
    Place place(const StoredWorkbook& book, const LedgerRow& row, std::size_t column) const;
};

/// The sheets of a workbook that hold a plan, by LedgerSheetName; one that is not there has no `stored`. Throws
/// InputError for what is wrong with sheets and heads.
std::vector<LedgerSheetRead> ledger_sheets_of(const StoredWorkbook& book);

}  // namespace libplan
