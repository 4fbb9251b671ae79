#pragma once
// Private: a plan folder as the rows of a workbook's sheets.
#include <variant>

#include "libplan/read.hpp"
#include "reports/ledger.hpp"
#include "reports/plan_workbook.hpp"

namespace libplan {

using LedgerCell = std::variant<std::monostate, std::string, double>;

struct LedgerRows {
    const LedgerSheet* sheet = nullptr;
    std::vector<std::vector<LedgerCell>> rows;  ///< as many cells as the sheet has columns
};

/// Every sheet of the ledger with what the folder has for it. The words of choices are in the language.
std::vector<LedgerRows> ledger_rows(const PlanFolder& folder, Language language);

/// The rows of a plan alone, and of one scheme, valid or not.
std::vector<LedgerRows> ledger_rows(const PlanParts& plan, Language language);
std::vector<LedgerRows> ledger_rows(const SchemeParts& scheme, Language language);

/// Every sheet of the ledger without records, but for the one row of the plan, in which stands what is known of it.
std::vector<LedgerRows> empty_ledger_rows(const PlanStart& known);

/// What stands between the two numbers of a range, and between the words of a list.
std::string_view range_sign(Language language);
std::string_view list_sign(Language language);

}  // namespace libplan
