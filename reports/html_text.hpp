#pragma once
// Private: words as HTML, and as a terminal may show them.
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace libplan {

/// Words as HTML: escaped, cut if very long; hidden characters are named, bytes that are not UTF-8 become U+FFFD.
std::string html_text(std::string_view words);

constexpr std::size_t text_of_cell = 400;  ///< the most characters that one cell shows
constexpr std::size_t whole_text = std::numeric_limits<std::size_t>::max();

/// The same for a terminal, where nothing is escaped: what would move the cursor or turn the direction is named.
std::string plain_text(std::string_view words, std::size_t most_characters = text_of_cell);

}  // namespace libplan
