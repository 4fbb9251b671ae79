#pragma once
#include "reports/layout.hpp"

namespace libplan {

/// The sheet as text for a terminal; no line is wider than `width` columns (CJK count two), long cells wrap within
/// their column.
std::string paint_text(const Sheet& sheet, int width = 80);

}  // namespace libplan
