#pragma once
// Private: problems and records of a plan's files, said of the workbook that these were made of.
#include "reports/ledger_read.hpp"

namespace libplan {

/// A problem of a file, at the cell it is about, with columns called as they are there.
Problem in_workbook(const LedgerFiles& files, const StoredWorkbook& book, const Problem& problem);

/// The same folder, whose records stand in the workbook.
PlanFolder with_places_of(const LedgerFiles& files, PlanFolder folder);

}  // namespace libplan
