#include "reports/html_text.hpp"

#include "libplan/utf8.hpp"

namespace libplan {
namespace {

/// Characters that cannot be seen but change how the rest is read: controls, and those that turn the direction.
bool hidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

std::string code_of(char32_t character) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string code = "[U+0000]";
    for (std::size_t i = 0; i < 4; ++i) code[6 - i] = digits[(character >> (4 * i)) & 15];
    return code;
}

/// What stands for a character that HTML gives a meaning; empty: itself.
std::string_view entity(char32_t c) {
    switch (c) {
        case U'&':
            return "&amp;";
        case U'<':
            return "&lt;";
        case U'>':
            return "&gt;";
        case U'"':
            return "&quot;";
        case U'\n':
            return "<br>";
        default:
            return {};
    }
}

template <class Special>
std::string visible(std::string_view words, std::size_t most_characters, Special special) {
    std::string text;
    std::size_t count = 0;
    for (std::size_t at = 0; at < words.size();) {
        if (count++ == most_characters) return text + "…";
        const std::size_t start = at;
        const auto character = next_character(words, at);
        if (!character) {
            at = start + 1;
            text += "\uFFFD";
        } else if (const std::string_view instead = special(*character); !instead.empty()) {
            text += instead;
        } else if (hidden(*character)) {
            text += code_of(*character);
        } else {
            text += words.substr(start, at - start);
        }
    }
    return text;
}

}  // namespace

std::string html_text(std::string_view words) { return visible(words, text_of_cell, entity); }

std::string plain_text(std::string_view words, std::size_t most_characters) {
    return visible(words, most_characters, [](char32_t c) -> std::string_view { return c == U'\n' ? "\n" : ""; });
}

}  // namespace libplan
