#include "libplan/source_file.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>

#include "libplan/file_failure.hpp"
#include "libplan/utf8.hpp"

namespace libplan {
namespace {

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        lines.push_back(line.ends_with('\r') ? line.substr(0, end - 1) : line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Whether eight bytes follow that are all ASCII and no controls.
bool eight_plain_bytes(std::string_view text, std::size_t at) {
    std::uint64_t bytes = 0;
    if (text.size() - at < sizeof bytes) return false;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    // A byte from 32 to 127 has no high bit, neither itself nor less 32.
    return ((bytes | (bytes - 0x2020202020202020)) & 0x8080808080808080) == 0;
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

/// Tells the first byte that is no text, and before it of each line the first character that no text may hold: a
/// workbook could not be written with it.
void check_encoding(const std::string& name, std::string_view text, std::vector<Problem>& problems) {
    int line = 1, told = 0;
    std::size_t begin = 0;  // of the line
    const auto tell = [&](const char* code, std::size_t at, Message message) {
        problems.push_back({code, {name, line, column_of(text.substr(begin), at - begin)}, std::move(message), {}});
        told = line;
    };
    for (std::size_t at = 0; at < text.size();) {
        if (eight_plain_bytes(text, at)) {
            at += 8;
            continue;
        }
        const std::size_t start = at;
        const auto character = next_character(text, at);
        if (!character)
            return looks_like_gbk(text) ? tell("gbk", start, Phrase::gbk) : tell("bad-utf8", start, Phrase::bad_utf8);
        if (*character == U'\0') return tell("nul", start, Phrase::nul);
        if (*character == U'\n')
            ++line, begin = at;
        else if (!can_be_held(*character) && told != line)
            tell("control-character", start, {Phrase::control_character, {code_point(*character)}});
    }
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (!next_character(text, at)) return false;
    return true;
}

/// GBK as UTF-8, by the system's converter (GB18030 holds all of GBK), as far as it goes: `bad` is told whether it
/// stopped at bytes that are not GBK.
std::string utf8_from_gbk(const std::string& text, bool& bad) {
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    bad = converter == iconv_t(-1);
    if (bad) return {};
    std::string converted(text.size() * 4, '\0');
    std::string source = text;
    char* in = source.data();
    char* out = converted.data();
    std::size_t in_left = source.size();
    std::size_t out_left = converted.size();
    bad = iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1);
    iconv_close(converter);
    converted.resize(converted.size() - out_left);
    return converted;
}

/// Text that may be GBK or UTF-8 as UTF-8; a byte of neither is told.
std::string as_utf8(std::string text, const std::string& name, std::vector<Problem>& problems) {
    if (is_utf8(text)) return text;
    bool bad = false;
    std::string converted = utf8_from_gbk(text, bad);
    if (bad) {
        const auto [line, column] = position(converted, converted.size());
        problems.push_back({"bad-gbk", {name, line, column}, {Phrase::bad_gbk, {}}, {}});
    }
    return converted;
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

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) fail_to_read(file, errno);
    std::string text(static_cast<std::size_t>(std::max<std::streamoff>(stream.tellg(), 0)), '\0');
    stream.seekg(0);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

}  // namespace

Place CellRows::place(const std::string& name, int row, int column) const {
    const auto cell = static_cast<std::size_t>(column - 1);
    return {name, row, 0, row > 0 && column > 0 && cell < heads().size() ? heads()[cell] : std::string()};
}

Problem SourceFile::problem(std::string code, int line, int column, Message message) const {
    if (rows) return {std::move(code), rows->place(name, line, column), std::move(message), {}};
    const bool inside = line >= 1 && line <= static_cast<int>(lines.size());
    return {std::move(code),
            {name, line, column},
            std::move(message),
            inside ? std::string(lines[static_cast<std::size_t>(line - 1)]) : std::string()};
}

bool SourceFolder::exists(const std::string& name) const {
    if (texts) return texts->contains(name);
    if (tables) return tables->contains(name);
    std::error_code error;
    return std::filesystem::status(path / name, error).type() != std::filesystem::file_type::not_found;
}

bool SourceFolder::has_folder(const std::string& name) const {
    std::error_code error;
    return !texts && std::filesystem::is_directory(path / name, error);
}

std::vector<std::string> SourceFolder::schemes() const {
    const std::string below = "schemes/", end = ".toml";
    std::vector<std::string> names;
    if (texts) {
        for (const auto& [name, text] : *texts)
            if (name.starts_with(below) && name.ends_with(end)) names.push_back(name);
        return names;
    }
    std::error_code error;
    const std::filesystem::directory_iterator entries(path / "schemes", error);
    if (error && exists("schemes")) fail_to_read(path / "schemes", error.value());
    for (const auto& entry : entries)
        if (entry.path().extension() == end) names.push_back(below + entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

SourceFile read_source(const SourceFolder& folder, const std::string& name, std::vector<Problem>& problems,
                       bool& readable) {
    readable = false;
    std::error_code error;
    if (folder.tables) {
        const TableSource& table = folder.tables->at(name);
        if (!table.rows)
            return read_source({table.file.parent_path(), folder.encoding}, table.name, problems, readable);
        readable = true;
        return {table.name, nullptr, {}, table.rows};
    }
    if (!folder.texts && std::filesystem::is_directory(folder.path / name, error)) {
        problems.push_back({"not-a-file", {name, 0, 0}, {Phrase::not_a_file, {name}}, {}});
        return {name, nullptr, {}, nullptr};
    }
    std::string text = folder.texts ? folder.texts->at(name) : content_of(folder.path / name);
    // The mark hides nothing, so the rest of the file is read all the same.
    if (text.starts_with("\xEF\xBB\xBF")) {
        problems.push_back({"bom", {name, 1, 1}, {Phrase::bom, {}}, {}});
        text.erase(0, 3);
    }
    const std::size_t before = problems.size();
    if (folder.encoding == Encoding::gbk) text = as_utf8(std::move(text), name, problems);
    check_encoding(name, text, problems);
    readable = problems.size() == before;
    if (!readable) return {name, nullptr, {}, nullptr};
    SourceFile file{name, std::make_shared<const std::string>(std::move(text)), {}, nullptr};
    file.lines = split_lines(*file.text);
    return file;
}

char half_width(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
    if (c == 0x3000) return ' ';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c == 0x2018 || c == 0x2019) return '\'';
    if (c == 0x3001) return ',';
    if (c == 0x3010) return '[';
    if (c == 0x3011) return ']';
    if (c == 0x2212 || c == 0x2013) return '-';  // the minus sign and the dash of typography
    return 0;
}

void tell_full_width(const SourceFile& file, int line, const std::vector<FullWidth>& slips,
                     std::vector<Problem>& problems, std::optional<int> cell) {
    const auto in_number_or_name = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
               c == '_';
    };
    for (std::size_t i = 0; i < slips.size();) {
        const int column = slips[i].column;
        std::string wide = utf8_of(slips[i].wide);
        std::string plain(1, slips[i].plain);
        // "１２．５" is one slip, not four.
        for (++i; i < slips.size() && slips[i].column == slips[i - 1].column + 1 &&
                  in_number_or_name(slips[i - 1].plain) && in_number_or_name(slips[i].plain);
             ++i) {
            wide += utf8_of(slips[i].wide);
            plain += slips[i].plain;
        }
        problems.push_back(file.problem(
            "full-width", line, cell.value_or(column),
            plain == " " ? Message{Phrase::full_width_space, {}} : Message{Phrase::full_width, {wide, plain}}));
    }
}

std::vector<FullWidth> full_width_in(std::string_view text, int column) {
    std::vector<FullWidth> slips;
    for (std::size_t at = 0; at < text.size(); ++column) {
        const auto character = next_character(text, at);
        if (!character) break;
        if (const char plain = half_width(*character)) slips.push_back({column, *character, plain});
    }
    return slips;
}

std::string with_half_width(std::string_view text, const std::vector<FullWidth>& slips, int column) {
    std::string repaired;
    auto slip = slips.begin();
    for (std::size_t at = 0; at < text.size(); ++column) {
        const std::size_t start = at;
        if (!next_character(text, at)) break;
        if (slip != slips.end() && slip->column == column)
            repaired += (slip++)->plain;
        else
            repaired += text.substr(start, at - start);
    }
    return repaired;
}

namespace {

/// Walks over the lines of a TOML file, telling what is syntax from what stands in strings and comments.
class FullWidthInToml {
public:
    std::vector<FullWidth> in_line(std::string_view text) {
        const State before = state_;
        std::set<int> closing;  // columns where a full-width quote was meant to end a string
        while (true) {
            state_ = before;
            const auto slips = scan(text, closing);
            if (state_.quote == 0 || state_.triple) return slips;
            state_.quote = 0;  // other strings end with their line
            if (!closing_.has_value() || !closing.insert(*closing_).second) return slips;
        }
    }

private:
    struct State {
        char quote = 0;  ///< inside a string that this character ends
        bool triple = false;
    };

    std::vector<FullWidth> scan(std::string_view text, const std::set<int>& closing) {
        std::vector<FullWidth> slips;
        char wide = 0;  // between full-width quotes the words are the user's text, not syntax
        int pairs = 0;  // full-width quotes opened inside a string
        closing_.reset();
        int column = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t start = at;
            const auto character = next_character(text, at);
            if (!character) break;
            ++column;
            const char32_t c = *character;
            const bool thrice = text.substr(start, 3) == std::string(3, static_cast<char>(c));
            if (state_.quote != 0) {
                if (c == U'\\' && state_.quote == '"' && at < text.size()) {
                    next_character(text, at);
                    ++column;
                } else if (c == static_cast<char32_t>(state_.quote) && (!state_.triple || thrice)) {
                    if (state_.triple) at += 2, column += 2;
                    state_ = {};
                } else if (closing.contains(column)) {
                    slips.push_back({column, c, state_.quote});
                    state_ = {};
                } else if (c == U'“') {
                    ++pairs;
                } else if (c == U'”' && pairs-- <= 0) {
                    pairs = 0;
                    if (!closing_) closing_ = column;
                }
            } else if (c == U'"' || c == U'\'') {
                if (wide != 0) {
                    if (c == static_cast<char32_t>(wide)) wide = 0;
                    continue;
                }
                state_ = {static_cast<char>(c), thrice};
                if (thrice) at += 2, column += 2;
                pairs = 0;
            } else if (c == U'#' && wide == 0) {
                break;
            } else if (const char plain = c == U'：' ? '=' : half_width(c); plain != 0) {
                const bool quotes = plain == '"' || plain == '\'';
                if (wide != 0 && plain != wide) continue;
                if (quotes) wide = wide == 0 ? plain : '\0';
                slips.push_back({column, c, plain});
            }
        }
        return slips;
    }

    State state_;
    std::optional<int> closing_;  ///< the first full-width quote that closes nothing, in the line scanned last
};

}  // namespace

std::string repair_full_width(const SourceFile& file, std::vector<Problem>& problems) {
    FullWidthInToml walk;
    std::string repaired;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto slips = walk.in_line(file.lines[i]);
        tell_full_width(file, static_cast<int>(i + 1), slips, problems);
        repaired += with_half_width(file.lines[i], slips);
        // A file that breaks off stays so.
        if (i + 1 < file.lines.size() || file.text->ends_with('\n')) repaired += '\n';
    }
    return repaired;
}

}  // namespace libplan
