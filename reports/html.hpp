#pragma once
#include "reports/layout.hpp"

namespace libplan {

/// Sheets as one block of HTML for a notebook: tables and small inline drawings, no script, nothing fetched, colours of
/// the light or dark theme around it. Chapters can be folded away. What would make it larger than `most_bytes` is left
/// out, from the longest chapters first, and counted.
std::string paint_html(const std::vector<Sheet>& sheets, Language language = Language::zh,
                       std::size_t most_bytes = 50'000);

}  // namespace libplan
