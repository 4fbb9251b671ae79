#pragma once
// Private: walking over UTF-8.
#include <cstdint>
#include <optional>
#include <string_view>

namespace libplan {

/// The character that starts at `at`, which moves behind it; nothing if the bytes are not valid UTF-8.
std::optional<char32_t> next_character(std::string_view text, std::size_t& at);

/// Columns a character takes on a terminal.
int width_of(char32_t character);

}  // namespace libplan
