#pragma once
// Private: walking over UTF-8.
#include <cstdint>
#include <optional>
#include <string_view>

namespace libplan {

/// A character of more than one byte.
std::optional<char32_t> next_wide_character(std::string_view text, std::size_t& at);

/// The character that starts at `at`, which moves behind it; nothing if the bytes are not valid UTF-8.
inline std::optional<char32_t> next_character(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first >= 0x80) return next_wide_character(text, at);
    ++at;
    return first;
}

/// Columns a character takes on a terminal.
int width_of(char32_t character);

}  // namespace libplan
