#include "reports/text.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "libplan/utf8.hpp"
#include "reports/cells.hpp"
#include "reports/html_text.hpp"

namespace libplan {
namespace {

/// What a cell shows on a terminal: nothing in it moves the cursor or turns the direction.
std::string shown_plainly(const Cell& cell) { return plain_text(shown(cell), whole_text); }

bool holds_number(const Cell& cell) { return std::holds_alternative<double>(cell.value); }

bool opens(char32_t c) { return std::u32string_view(U"（〔“‘《【([").find(c) != std::u32string_view::npos; }
bool closes(char32_t c) {
    return std::u32string_view(U"，。、；：！？）〕”’》】,.;:!?)]%").find(c) != std::u32string_view::npos;
}

bool holds(std::string_view piece, std::string_view whole) {
    return !whole.empty() && piece.find(whole) != std::string_view::npos;
}

/// What a line never breaks inside: a word, a number, or a Chinese character with the punctuation that clings to it.
std::vector<std::string> unbreakable(const std::string& text, std::string_view whole) {
    std::vector<std::string> pieces;
    bool glued = false;  // to the character before
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (!whole.empty() && text.compare(at, whole.size(), whole) == 0) {
            if (!std::exchange(glued, false)) pieces.emplace_back();
            pieces.back() += whole;
            at += whole.size();
            continue;
        }
        const auto character = next_character(text, at);
        if (!character) break;
        const bool blank = *character == U' ' || *character == U'\n';
        const bool narrow = !blank && width_of(*character) < 2;
        if (!pieces.empty() && !blank && (glued || closes(*character)) && pieces.back() != " " && pieces.back() != "\n")
            pieces.back() += text.substr(start, at - start);
        else
            pieces.push_back(text.substr(start, at - start));
        // A narrow character holds on to narrow ones that follow, a digit to its unit, opening punctuation to anything.
        std::size_t ahead = at;
        const auto next = at < text.size() ? next_character(text, ahead) : std::nullopt;
        const bool digit = *character >= U'0' && *character <= U'9';
        glued = opens(*character) || (narrow && next && (digit || width_of(*next) < 2));
    }
    return pieces;
}

}  // namespace

std::vector<std::string> wrapped(const std::string& text, int width, std::string_view whole) {
    std::vector<std::string> lines(1);
    int used = 0;
    const auto put = [&](const std::string& piece, int columns) {
        if (used > 0 && used + columns > width) {
            while (!lines.back().empty() && lines.back().back() == ' ') lines.back().pop_back();
            lines.emplace_back();
            used = 0;
        }
        if (piece == " " && used == 0 && lines.size() > 1) return;
        lines.back() += piece;
        used += columns;
    };
    for (const std::string& piece : unbreakable(text, whole)) {
        const int columns = display_width(piece);
        if (piece == "\n") {
            lines.emplace_back();
            used = 0;
        } else if (columns <= width || holds(piece, whole)) {
            put(piece, columns);
        } else {
            for (std::size_t at = 0; at < piece.size();) {
                const std::size_t start = at;
                const auto character = next_character(piece, at);
                if (!character) break;
                put(piece.substr(start, at - start), width_of(*character));
            }
        }
    }
    return lines;
}

namespace {

/// The code that begins the look of a cell on a terminal; empty for plain text.
std::string_view code_of(Look look) {
    switch (look) {
        case Look::title:
        case Look::subtitle:
        case Look::header:
        case Look::group:
        case Look::group_points:
        case Look::total:
        case Look::total_points:
            return "\033[1m";
        case Look::notice:
            return "\033[33m";
        case Look::good:
            return "\033[32m";
        case Look::fair:
            return "\033[36m";
        case Look::bad:
        case Look::alarm:
            return "\033[31m";
        case Look::muted:
            return "\033[2m";
        default:
            return "";
    }
}

std::string coloured(const std::string& text, Look look) {
    const std::string_view code = code_of(look);
    return code.empty() || text.empty() ? text : std::string(code) + text + "\033[0m";
}

/// Each column as wide as its widest cell; what is too much is taken from the widest columns, down to one Chinese
/// character.
std::vector<int> fit(const Sheet& sheet, int width) {
    std::vector<int> widths(sheet.widths.size(), 1);
    for (const Row& row : sheet.rows) {
        std::size_t column = 0;
        for (const Cell& cell : row.cells) {
            if (cell.span == 1 && column < widths.size())
                widths[column] = std::max(widths[column], display_width(shown_plainly(cell)));
            column += static_cast<std::size_t>(cell.span);
        }
    }
    const int room = width - 2 * static_cast<int>(widths.size() - 1);
    int total = std::accumulate(widths.begin(), widths.end(), 0);
    for (auto widest = std::max_element(widths.begin(), widths.end()); total > room && *widest > 2;
         widest = std::max_element(widths.begin(), widths.end())) {
        --*widest;
        --total;
    }
    return widths;
}

/// How wide the table is, and the page: what stands over all columns may need more than they do.
struct Frame {
    int table, page;
};

Frame frame_of(const Sheet& sheet, const std::vector<int>& widths, int width) {
    const int table = std::accumulate(widths.begin(), widths.end(), 2 * static_cast<int>(widths.size() - 1));
    int over_all = 0;
    for (const Row& row : sheet.rows)
        if (row.cells.size() == 1 && row.cells.front().span >= static_cast<int>(widths.size()))
            over_all = std::max(over_all, display_width(shown_plainly(row.cells.front())));
    return {table, std::max(table, std::min(over_all, width))};
}

void paint_row(std::string& text, const Row& row, const std::vector<int>& widths, int page, bool colour) {
    std::vector<std::vector<std::string>> blocks;
    std::vector<int> spans;
    std::size_t column = 0;
    std::size_t height = 1;
    for (const Cell& cell : row.cells) {
        int span_width = -2;
        for (int i = 0; i < cell.span && column < widths.size(); ++i) span_width += widths[column++] + 2;
        const bool over_all = row.cells.size() == 1 && column == widths.size();
        spans.push_back(over_all ? page : std::max(span_width, 2));
        blocks.push_back(wrapped(shown_plainly(cell), spans.back()));
        height = std::max(height, blocks.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        std::string out;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const std::string words = line < blocks[i].size() ? blocks[i][line] : std::string();
            const std::string blanks(static_cast<std::size_t>(std::max(0, spans[i] - display_width(words))), ' ');
            const std::string shown = colour ? coloured(words, row.cells[i].look) : words;
            out += (i ? "  " : "") + (holds_number(row.cells[i]) ? blanks + shown : shown + blanks);
        }
        out.erase(out.find_last_not_of(' ') + 1);
        text += out + "\n";
    }
}

}  // namespace

std::string paint_text(const Sheet& sheet, int width, bool colour) {
    const std::vector<int> widths = fit(sheet, width);
    const Frame frame = frame_of(sheet, widths, width);
    std::string text;
    for (const Row& row : sheet.rows) {
        paint_row(text, row, widths, frame.page, colour);
        const Look look = row.cells.empty() ? Look::text : row.cells.front().look;
        if (look == Look::title) text += std::string(static_cast<std::size_t>(frame.page), '=') + "\n";
        if (look == Look::header) text += std::string(static_cast<std::size_t>(frame.table), '-') + "\n";
    }
    return text;
}

}  // namespace libplan
