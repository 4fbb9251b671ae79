#include "libplan/source_file.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>

#include "libplan/utf8.hpp"

namespace libplan {
namespace {

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Bytes that would be well-formed GBK: lead 81–FE, trail 40–FE.
bool looks_like_gbk(std::string_view text) {
    bool pairs = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) continue;
        const auto trail = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        if (lead < 0x81 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) return false;
        pairs = true;
        ++i;
    }
    return pairs;
}

/// Line and column of a byte; the column counts characters.
std::pair<int, int> position(std::string_view text, std::size_t byte) {
    int line = 1;
    int column = 1;
    for (std::size_t at = 0; at < byte;) {
        if (text[at] == '\n') {
            ++line;
            column = 1;
            ++at;
        } else {
            if (!next_character(text, at)) break;
            ++column;
        }
    }
    return {line, column};
}

void check_encoding(const SourceFile& file, std::vector<Problem>& problems) {
    const std::string_view text = file.text;
    if (text.starts_with("\xEF\xBB\xBF")) problems.push_back({"bom", {file.name, 1, 1}, {Phrase::bom, {}}, {}});
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto character = next_character(text, at);
        if (character && *character != 0) continue;
        const auto [line, column] = position(text, start);
        if (character)
            problems.push_back({"nul", {file.name, line, column}, {Phrase::nul, {}}, {}});
        else if (looks_like_gbk(text))
            problems.push_back({"gbk", {file.name, line, column}, {Phrase::gbk, {}}, {}});
        else
            problems.push_back({"bad-utf8", {file.name, line, column}, {Phrase::bad_utf8, {}}, {}});
        return;
    }
}

}  // namespace

Problem SourceFile::problem(std::string code, int line, int column, Message message) const {
    const bool inside = line >= 1 && line <= static_cast<int>(lines.size());
    return {std::move(code),
            {name, line, column},
            std::move(message),
            inside ? lines[static_cast<std::size_t>(line - 1)] : std::string()};
}

SourceFile read_source(const std::filesystem::path& folder, const std::string& name, std::vector<Problem>& problems,
                       bool& readable) {
    std::ifstream stream(folder / name, std::ios::binary);
    if (!stream)
        throw FileError({errno, std::generic_category()}, {Phrase::file_unreadable, {(folder / name).string()}});
    std::ostringstream content;
    content << stream.rdbuf();
    SourceFile file{name, std::move(content).str(), {}};
    const std::size_t before = problems.size();
    check_encoding(file, problems);
    readable = problems.size() == before;
    if (readable) file.lines = split_lines(file.text);
    return file;
}

std::string utf8_of(char32_t c) {
    std::string text;
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            text += static_cast<char>(0xE0 | (c >> 12));
        } else {
            text += static_cast<char>(0xF0 | (c >> 18));
            text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        }
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    }
    return text + static_cast<char>(0x80 | (c & 0x3F));
}

char half_width(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
    if (c == 0x3000) return ' ';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c == 0x2018 || c == 0x2019) return '\'';
    if (c == 0x3001) return ',';
    if (c == 0x3010) return '[';
    if (c == 0x3011) return ']';
    return 0;
}

void find_full_width(const SourceFile& file, std::vector<Problem>& problems) {
    char quote = 0;
    for (std::size_t line = 0; line < file.lines.size(); ++line) {
        const std::string& text = file.lines[line];
        quote = 0;  // strings of this format stand on one line
        bool wide_quote = false;
        int column = 0;
        for (std::size_t at = 0; at < text.size();) {
            const auto character = next_character(text, at);
            if (!character) break;
            ++column;
            const char32_t c = *character;
            if (quote != 0) {
                if (c == U'\\' && quote == '"' && at < text.size()) {
                    next_character(text, at);
                    ++column;
                } else if (c == static_cast<char32_t>(quote)) {
                    quote = 0;
                }
                continue;
            }
            if (c == U'#' && !wide_quote) break;
            if (c == U'"' || c == U'\'') quote = static_cast<char>(c);
            const char plain = half_width(c);
            // Between full-width quotes the words are the user's text, not syntax.
            if (plain == 0 || (wide_quote && plain != '"')) continue;
            if (plain == '"') wide_quote = !wide_quote;
            problems.push_back(file.problem("full-width", static_cast<int>(line + 1), column,
                                            {Phrase::full_width, {utf8_of(c), std::string(1, plain)}}));
        }
    }
}

}  // namespace libplan
