#pragma once
// Private: words as HTML, and as a terminal may show them.
#include <string>
#include <string_view>

namespace libplan {

/// Words as HTML: escaped, cut if very long; hidden characters are named, bytes that are not UTF-8 become U+FFFD.
std::string html_text(std::string_view words);

/// The same for a terminal, where nothing is escaped: what would move the cursor or turn the direction is named.
std::string plain_text(std::string_view words);

}  // namespace libplan
