#pragma once
#include "reports/layout.hpp"

namespace libplan {

/// The sheet as text for a terminal; no line is wider than `width` columns (CJK count two), long cells wrap within
/// their column. In `colour` titles and heads are bold, and what is good, bad or made up shows it, by ANSI codes.
std::string paint_text(const Sheet& sheet, int width = 80, bool colour = false);

/// Text as lines of at most `width` columns. Punctuation clings to the Chinese character it follows; only a word that
/// is wider than a line is cut.
/// `whole`: words in it that are never broken, such as a place that is to be searched or copied.
std::vector<std::string> wrapped(const std::string& text, int width, std::string_view whole = {});

}  // namespace libplan
