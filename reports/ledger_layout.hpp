#pragma once
// Private: a plan folder laid out as the workbook in which it can be kept.
#include "libplan/read.hpp"
#include "reports/layout.hpp"

namespace libplan {

/// 说明, the sheets of the ledger, and the hidden lists that their drop-downs show.
std::vector<Sheet> layout_ledger(const PlanFolder& folder, Language language);

}  // namespace libplan
