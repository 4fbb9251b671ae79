#pragma once
// Private: a plan folder laid out as the workbook in which it can be kept.
#include "reports/layout.hpp"
#include "reports/ledger_rows.hpp"

namespace libplan {

/// 说明, the sheets of the ledger, and the hidden lists that their drop-downs show.
std::vector<Sheet> layout_ledger(std::vector<LedgerRows> rows, const std::string& title, Language language);

}  // namespace libplan
