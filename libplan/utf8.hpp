#pragma once
// Private: walking over UTF-8.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace libplan {

/// A character of more than one byte.
std::optional<char32_t> next_wide_character(std::string_view text, std::size_t& at);

/// The character that starts at `at`, which moves behind it; nothing if the bytes are not valid UTF-8.
inline std::optional<char32_t> next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const char32_t first = byte(0);
    if (first < 0x80) {
        ++at;
        return first;
    }
    // Most of Chinese: three bytes that can be no surrogate and no longer form of another.
    if (first > 0xE0 && first < 0xED && text.size() - at > 2 && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80) {
        const char32_t character = (first & 0x0F) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
        at += 3;
        return character;
    }
    return next_wide_character(text, at);
}

/// Where the character with a number (from 1) starts in a line, and the other way round.
std::size_t byte_of(std::string_view line, int column);
int column_of(std::string_view line, std::size_t byte);

/// Whether a text may hold a character: workbooks can, being XML, hold no controls but tabs and line ends, and neither
/// U+FFFE, U+FFFF nor surrogates.
bool can_be_held(char32_t character);
/// "U+0007"
std::string code_point(char32_t character);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// With the capital letters of ASCII made small. Windows and macOS fold others too, which names here do not differ by
/// alone.
std::string small_letters(std::string_view text);

/// Columns a character takes on a terminal.
int width_of(char32_t character);

}  // namespace libplan
