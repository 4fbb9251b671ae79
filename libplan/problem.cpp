#include "libplan/problem.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iterator>

#include "libplan/utf8.hpp"

namespace libplan {
namespace {

/// Blanks as wide as the first `characters` characters; a tab stays a tab.
std::string blanks_under(std::string_view line, int characters) {
    std::string blanks;
    for (std::size_t at = 0; at < line.size() && characters > 0; --characters) {
        const auto character = next_character(line, at);
        if (!character) break;
        blanks += *character == U'\t' ? "\t" : std::string(static_cast<std::size_t>(width_of(*character)), ' ');
    }
    return blanks;
}

std::vector<char32_t> characters_of(std::string_view text) {
    std::vector<char32_t> characters;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = next_character(text, at);
        if (!character) break;
        characters.push_back(*character);
    }
    return characters;
}

/// With the plain form of full-width letters, digits and signs: what is typed in them is no other word.
std::vector<char32_t> plain_characters_of(std::string_view text) {
    std::vector<char32_t> characters = characters_of(text);
    for (char32_t& character : characters)
        if (character >= U'！' && character <= U'～') character -= U'！' - U'!';
    return characters;
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), each counting one.
std::size_t edit_distance(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

std::optional<char32_t> next_wide_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    const int extra = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    if (extra == 0 || first >= 0xF5 || at + static_cast<std::size_t>(extra) >= text.size()) return std::nullopt;
    char32_t character = first & (0x3F >> extra);
    for (int i = 1; i <= extra; ++i) {
        const unsigned char next = byte(at + static_cast<std::size_t>(i));
        if ((next & 0xC0) != 0x80) return std::nullopt;
        character = (character << 6) | (next & 0x3F);
    }
    const bool overlong = (extra == 2 && character < 0x800) || (extra == 3 && character < 0x10000);
    if (overlong || (character >= 0xD800 && character <= 0xDFFF) || character > 0x10FFFF) return std::nullopt;
    at += static_cast<std::size_t>(extra) + 1;
    return character;
}

bool can_be_held(char32_t character) {
    const bool is_half_a_pair = character >= 0xD800 && character <= 0xDFFF;  // in texts of Python
    return (character >= 0x20 && character != 0xFFFE && character != 0xFFFF && !is_half_a_pair) || character == U'\n' ||
           character == U'\t' || character == U'\r';
}

std::string code_point(char32_t character) {
    char name[16];
    std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(character));
    return name;
}

std::string small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

std::size_t byte_of(std::string_view line, int column) {
    std::size_t at = 0;
    for (int i = 1; i < column && at < line.size() && next_character(line, at); ++i) {
    }
    return at;
}

int column_of(std::string_view line, std::size_t byte) {
    int column = 1;
    for (std::size_t at = 0; at < byte && at < line.size() && next_character(line, at); ++column) {
    }
    return column;
}

int width_of(char32_t c) {
    if (c < 0x20 || (c >= 0x300 && c <= 0x36F)) return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

std::string cell_reference(int line, int column) {
    char letters[8], digits[12];
    char* first = std::end(letters);
    for (int rest = column; rest > 0; rest = (rest - 1) / 26) *--first = static_cast<char>('A' + (rest - 1) % 26);
    std::string name(first, std::end(letters));
    return name.append(digits, std::to_chars(digits, std::end(digits), line).ptr);
}

std::string to_string(const Place& place) {
    std::string words = place.file;
    if (!place.sheet.empty() && place.line > 0 && place.column == 0)
        return words + ":" + std::to_string(place.line) + ":" + place.sheet;
    if (!place.sheet.empty()) {
        words += "!" + place.sheet;
        return place.line > 0 && place.column > 0 ? words + "!" + cell_reference(place.line, place.column) : words;
    }
    if (place.line > 0) words += ":" + std::to_string(place.line);
    if (place.line > 0 && place.column > 0) words += ":" + std::to_string(place.column);
    return words;
}

std::string to_string(const Problem& problem, Language language) {
    std::string words = to_string(problem.place);
    if (!words.empty()) words += ": ";  // a problem of values built in code has no place
    words += say(language, Phrase::error) + "[" + problem.code + "] " + text(problem.message, language);
    if (problem.source_line.empty() || problem.place.column < 1) return words;
    return words + "\n    " + problem.source_line + "\n    " +
           blanks_under(problem.source_line, problem.place.column - 1) + "^";
}

std::string to_string(const std::vector<Problem>& problems, Language language) {
    constexpr std::size_t most = 100;  // a column that is wrong in a million rows is seen in the first
    std::string lines;
    for (std::size_t i = 0; i < std::min(problems.size(), most); ++i)
        lines += (i == 0 ? "" : "\n") + to_string(problems[i], language);
    if (problems.size() > most)
        lines += "\n" + say(language, Phrase::problems_more, std::to_string(problems.size() - most));
    return lines;
}

InputError::InputError(std::vector<Problem> problems, Language language)
    : std::invalid_argument(to_string(problems, language)), problems_(std::move(problems)) {}

ArgumentError::ArgumentError(Message message)
    : std::invalid_argument(text(message, Language::zh)), message_(std::move(message)) {}

FileError::FileError(std::error_code code, Message message)
    : std::system_error(code, text(message, Language::zh)), message_(std::move(message)) {}

int display_width(std::string_view utf8) {
    int width = 0;
    for (const char32_t character : characters_of(utf8)) width += width_of(character);
    return width;
}

int printed_width(std::string_view utf8) {
    static constexpr std::u32string_view wide_in_print = U"“”‘’—…";
    int width = 0;
    for (const char32_t character : characters_of(utf8))
        width += wide_in_print.find(character) == wide_in_print.npos ? width_of(character) : 2;
    return width;
}

Message unknown_id(std::string_view id, Phrase kind, const std::vector<std::string>& ids) {
    constexpr std::size_t few = 12;
    const std::string near = nearest(id, ids);
    if (!near.empty()) return {Phrase::unknown_id_near, {id, kind, near}};
    // Schemes are few: whoever asks for one that is not there sees those there are.
    if (kind != Phrase::kind_scheme || ids.empty() || ids.size() > few) return {Phrase::unknown_id, {id, kind}};
    return {Phrase::unknown_id_listed, {id, kind, joined(Phrase::listed, {ids.begin(), ids.end()})}};
}

std::size_t slips_between(std::string_view one, std::string_view other) {
    return edit_distance(characters_of(one), characters_of(other));
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    const auto wanted = plain_characters_of(word);
    const std::size_t most = std::max<std::size_t>(1, wanted.size() / 3);
    std::string best;
    std::size_t best_distance = most + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, plain_characters_of(candidate));
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace libplan
