#pragma once
// Private: a scorecard in a file, cell by cell against the one that is laid out for its inputs.
#include "reports/found_sheets.hpp"

namespace libplan {

/// Tells all that departs. `before`: the sheets as they were laid out when the file was written, for other inputs;
/// empty if no input was changed.
void compare_card(const FoundSheets& sheets, const std::vector<Sheet>& before, Language language,
                  Reconciliation& result);

}  // namespace libplan
