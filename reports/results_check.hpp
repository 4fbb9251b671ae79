#pragma once
#include "reports/write.hpp"

namespace libplan {

/// Throws InputError (other-results) if a board tells of tasks, indicators or bodies that a plan does not have: it was
/// tracked with another one.
void require_board_of(const Plan& plan, const TaskBoard& board);

/// The same of all results of a year, and of the schemes that assessed it.
void require_results_of(const PlanFolder& folder, const YearResults& results);

}  // namespace libplan
