#include "reports/html.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "reports/cells.hpp"
#include "reports/html_text.hpp"
#include "reports/sketch.hpp"

namespace libplan {
namespace {

/// Notebooks have rules of their own for tables, which ours outweigh by naming their class more than once.
/// Colours follow the theme of JupyterLab, VS Code, Colab or a page of documentation where there is one, and else the
/// system's. Each set of colours comes with its own paper, and stands at least 4.5 to 1 against it.
#define LIBPLAN_LIGHT                                                                     \
    "--lp-paper:var(--jp-layout-color0,var(--vscode-editor-background,#fff));"            \
    "--lp-ink:var(--jp-content-font-color1,var(--vscode-editor-foreground,#1f2328));"     \
    "--lp-good:#1a6b34;--lp-fair:#1f5fa8;--lp-bad:#b3261e;--lp-faint:#5f6670;--lp-mark:#" \
    "fff3cd"
#define LIBPLAN_DARK                                                                      \
    "--lp-paper:var(--jp-layout-color0,var(--vscode-editor-background,#15181c));"         \
    "--lp-ink:var(--jp-content-font-color1,var(--vscode-editor-foreground,#e3e6ea));"     \
    "--lp-good:#6cc788;--lp-fair:#83b6f2;--lp-bad:#ff8a80;--lp-faint:#a3abb5;--lp-mark:#" \
    "453a14"
constexpr std::string_view style_sheet =
    "<style>\n"
    ".libplan,[data-jp-theme-light=true] .libplan,.vscode-light .libplan,[data-theme=light] .libplan,"
    "[theme=light] .libplan{" LIBPLAN_LIGHT
    "}\n"
    "@media(prefers-color-scheme:dark){.libplan{" LIBPLAN_DARK
    "}}\n"
    "[data-jp-theme-light=false] .libplan,.vscode-dark .libplan,.vscode-high-contrast .libplan,"
    "[data-theme=dark] .libplan,[theme=dark] .libplan{" LIBPLAN_DARK
    "}\n"
    R"(.libplan{--lp-line:rgba(128,128,128,.35);--lp-soft:rgba(128,128,128,.13);background:var(--lp-paper);color:var(--lp-ink);font-size:13px;line-height:1.5;overflow-x:auto}
.libplan.libplan table{border-collapse:collapse;margin:0 0 8px;max-width:100%;color:inherit;font-size:inherit}
.libplan.libplan.libplan.libplan tr:nth-child(n){background:none}
.libplan.libplan th,.libplan.libplan td{padding:4px 10px;border:0;border-bottom:1px solid var(--lp-line);text-align:left;vertical-align:top;line-height:1.5;overflow-wrap:anywhere}
.libplan.libplan td[colspan]{border:0;padding-left:0}
.libplan.libplan th,.libplan.libplan td.libplan-group{font-weight:600;padding:4px 10px;background:var(--lp-soft)}
.libplan.libplan .libplan-n{text-align:right;font-variant-numeric:tabular-nums}
.libplan.libplan .libplan-c{text-align:center}
.libplan.libplan th,.libplan.libplan .libplan-n,.libplan.libplan .libplan-c,.libplan.libplan .libplan-s{white-space:nowrap}
.libplan.libplan .libplan-title{font-size:1.3em}
.libplan.libplan summary,.libplan.libplan .libplan-title,.libplan.libplan .libplan-subtitle,.libplan.libplan .libplan-total{font-weight:600}
.libplan.libplan td.libplan-l{padding-left:10px;color:var(--lp-faint)}
.libplan.libplan .libplan-muted{color:var(--lp-faint)}
.libplan.libplan .libplan-note{color:var(--lp-faint);font-size:.92em}
.libplan.libplan .libplan-good{color:var(--lp-good);font-weight:600}
.libplan.libplan .libplan-fair{color:var(--lp-fair)}
.libplan.libplan .libplan-bad,.libplan.libplan .libplan-notice{color:var(--lp-bad)}
.libplan.libplan .libplan-bad{font-weight:600}
.libplan.libplan .libplan-changed{font-weight:600;background:var(--lp-mark)}
.libplan.libplan .libplan-bar{display:block;margin:2px 0 0 auto;background:var(--lp-line);color:var(--lp-fair)}
.libplan.libplan .libplan-sketch{display:block;overflow:visible;color:var(--lp-ink)}
.libplan.libplan .libplan-open{fill:var(--lp-paper);color:var(--lp-faint)}
.libplan.libplan .libplan-band{color:var(--lp-fair)}
.libplan.libplan details>table{margin-left:14px}
.libplan.libplan summary{cursor:pointer;padding:3px 0}
.libplan.libplan summary:hover{color:var(--lp-fair)}
</style>)";
#undef LIBPLAN_LIGHT
#undef LIBPLAN_DARK

std::string class_of(const Cell& cell) {
    switch (cell.look) {
        case Look::title:
            return "title";
        case Look::subtitle:
        case Look::figure:
            return "subtitle";
        case Look::notice:
            return "notice";
        case Look::group:
        case Look::group_points:
            return "group";
        case Look::total:
        case Look::total_points:
            return "total";
        case Look::good:
            return "good";
        case Look::fair:
            return "fair";
        case Look::bad:
        case Look::alarm:
            return "bad";
        case Look::muted:
        case Look::aside:
            return "muted";
        case Look::label:
            return "l";
        case Look::changed:
            return "changed";
        case Look::header:
        case Look::centered:
        case Look::text:
        case Look::wrapped:
        case Look::plain:
        case Look::number:
        case Look::points:
        case Look::input:
        case Look::input_text:
        case Look::step:
            break;
    }
    return {};
}

/// A shape beside the words of a status, so that it is never told by colour alone.
std::string_view shape_of(const Cell& cell) {
    if (!std::holds_alternative<std::string>(cell.value)) return {};
    if (cell.look == Look::good) return "▲ ";
    if (cell.look == Look::fair) return "● ";
    if (cell.look == Look::bad || cell.look == Look::alarm) return "▼ ";
    if (cell.look == Look::changed) return "◆ ";
    return cell.look == Look::muted && cell.span == 1 ? "○ " : "";
}

/// A share as a small bar; it repeats the number beside it.
std::string bar(double share) {
    constexpr double length = 64;
    const double filled = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) * length : 0;
    return "<svg class=\"libplan-bar\" width=\"64\" height=\"4\" aria-hidden=\"true\"><rect width=\"" +
           decimal_text(round_decimal(filled, 1)) + "\" height=\"4\" fill=\"currentColor\"/></svg>";
}

/// Words stand left, numbers right; a head stands as what it heads.
std::string_view side_of(const Cell& cell) {
    if (cell.look == Look::centered) return "c";
    return std::holds_alternative<double>(cell.value) ? "n" : "";
}

std::string paint_cell(const Cell& cell, std::string_view side, bool with_bar, Language language) {
    const double* value = std::get_if<double>(&cell.value);
    std::string classes;
    const auto add = [&](std::string_view name) {
        if (!name.empty()) classes += (classes.empty() ? "libplan-" : " libplan-") + std::string(name);
    };
    add(class_of(cell));
    add(side);
    if (cell.span == 1 && !shape_of(cell).empty()) add("s");
    const std::string_view tag = cell.look == Look::header ? "th" : "td";
    std::string html = "<" + std::string(tag);
    if (tag == "th") html += " scope=\"col\"";
    if (cell.span > 1) html += " colspan=\"" + std::to_string(cell.span) + "\"";
    if (!classes.empty()) html += " class=\"" + classes + "\"";
    html += ">";
    const std::string words = shown(cell);
    if (!words.empty()) html += std::string(shape_of(cell)) + html_text(words);
    if (value && with_bar) html += bar(*value);
    if (cell.extras().sketch) html += paint_sketch(*cell.extras().sketch, language);
    if (const std::string& comment = cell.extras().comment; !comment.empty())
        html += "<div class=\"libplan-note\">" + html_text(comment) + "</div>";
    return html + "</" + std::string(tag) + ">";
}

/// The cell that stands below a cell of a head.
const Cell& headed(const Sheet& sheet, std::size_t row, std::size_t cell) {
    for (std::size_t below = row + 1; below < sheet.rows.size(); ++below)
        if (sheet.rows[below].cells.size() == sheet.rows[row].cells.size()) return sheet.rows[below].cells[cell];
    return sheet.rows[row].cells[cell];
}

std::string paint_row(const Sheet& sheet, std::size_t index, Language language) {
    const Row& row = sheet.rows[index];
    const int number = static_cast<int>(index);
    std::string html = "<tr>";
    int column = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Cell& cell = row.cells[i];
        const bool with_bar =
            std::any_of(sheet.data_bars.begin(), sheet.data_bars.end(), [&](const Sheet::DataBar& each) {
                return each.column == column && each.first_row <= number && number <= each.last_row;
            });
        html +=
            paint_cell(cell, side_of(cell.look == Look::header ? headed(sheet, index, i) : cell), with_bar, language);
        column += cell.span;
    }
    return html + "</tr>";
}

/// A table, alone or below the heading that folds it away.
struct Block {
    std::string open, close;
    std::vector<std::string> rows;
    int columns = 1;
    bool folds = false;
    std::size_t size = 0;      ///< of all this
    std::size_t left_out = 0;  ///< rows that were not even laid out
    std::size_t least = 0;     ///< of its frame, its first row and the line that counts the others
};

std::string more_row(std::size_t rows, int columns, Language language) {
    return "<tr><td class=\"libplan-muted\" colspan=\"" + std::to_string(columns) + "\">" +
           html_text(say(language, Phrase::rows_left_out, std::to_string(rows))) + "</td></tr>\n";
}

std::string html_table(const Sheet& sheet) {
    const double total = std::accumulate(sheet.widths.begin(), sheet.widths.end(), 0.0);
    std::string html = "<table style=\"width:" + decimal_text(round_decimal(total * 0.6, 0)) + "em\">";
    for (const double width : sheet.widths)
        html += "<col width=\"" + decimal_text(round_decimal(100 * width / std::max(total, 1.0), 0)) + "%\">";
    return html + "\n";
}

void add_blocks(std::vector<Block>& blocks, const Sheet& sheet, Language language) {
    const auto start = [&](const std::string& open, const std::string& close) {
        Block block;
        block.folds = !open.empty();
        block.open = open + html_table(sheet);
        block.close = "</table>" + close + "\n";
        block.columns = std::max(1, static_cast<int>(sheet.widths.size()));
        blocks.push_back(std::move(block));
    };
    start("", "");
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        const Row& row = sheet.rows[i];
        if (row.cells.empty()) continue;
        if (row.folds)
            start(std::string(row.open ? "<details open" : "<details") + "><summary>" +
                      html_text(shown(row.cells.front())) + "</summary>",
                  "</details>");
        else
            blocks.back().rows.push_back(paint_row(sheet, i, language));
    }
    blocks.back().left_out = sheet.left_out;
}

/// How many bytes each block may take of `room`: the least it needs, and of the rest as much as it wants up to a height
/// that is the same for all, so that only the longest are cut. Blocks that have no room even for the least get nothing.
std::vector<std::size_t> shared_out(const std::vector<Block>& blocks, std::size_t room) {
    std::vector<std::size_t> shares;
    std::vector<std::size_t> wants;
    for (const Block& block : blocks) {
        if (block.least > room) break;
        room -= block.least;
        shares.push_back(block.least);
        wants.push_back(block.size - block.least);
    }
    std::vector<std::size_t> ascending = wants;
    std::sort(ascending.begin(), ascending.end());
    std::size_t height = 0;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        height = std::min(ascending[i], room / (ascending.size() - i));
        room -= height;
        if (height < ascending[i]) break;
    }
    for (std::size_t i = 0; i < shares.size(); ++i) shares[i] += std::min(wants[i], height);
    shares.resize(blocks.size(), 0);
    return shares;
}

std::string paint_block(const Block& block, std::size_t share, Language language) {
    std::string html = block.open;
    std::size_t left_out = block.left_out;
    const bool whole = block.size <= share;
    std::size_t left = share - (whole ? 0
                                      : block.open.size() + block.close.size() +
                                            more_row(block.rows.size() + left_out, block.columns, language).size());
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        if (!whole && block.rows[i].size() > left) {
            left_out += block.rows.size() - i;
            break;
        }
        html += block.rows[i];
        left -= std::min(left, block.rows[i].size());
    }
    if (left_out > 0) html += more_row(left_out, block.columns, language);
    return html + block.close;
}

}  // namespace

std::string paint_html(const std::vector<Sheet>& sheets, Language language, std::size_t most_bytes) {
    std::vector<Block> blocks;
    for (const Sheet& sheet : sheets) add_blocks(blocks, sheet, language);
    std::erase_if(blocks, [](const Block& block) { return block.rows.empty() && !block.folds; });
    for (Block& block : blocks) {
        const std::size_t frame = block.open.size() + block.close.size();
        const std::size_t more = more_row(block.rows.size() + block.left_out, block.columns, language).size();
        block.size = frame + (block.left_out > 0 ? more : 0);
        for (const std::string& row : block.rows) block.size += row.size();
        const std::size_t first = block.rows.empty() ? 0 : block.rows.front().size();
        block.least = std::min(block.size, frame + first + more);
    }
    std::string html = "<div class=\"libplan\" lang=\"" + std::string(language == Language::zh ? "zh-CN" : "en") +
                       "\">\n" + std::string(style_sheet) + "\n";
    constexpr std::size_t end = 200;  // of the frame
    const std::size_t used = html.size() + end;
    const std::vector<std::size_t> shares = shared_out(blocks, most_bytes - std::min(most_bytes, used));
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (shares[i] == 0)
            left_out += blocks[i].rows.size() + blocks[i].left_out;
        else
            html += paint_block(blocks[i], shares[i], language);
    }
    if (left_out > 0)
        html += "<div class=\"libplan-muted\">" +
                html_text(say(language, Phrase::rows_left_out, std::to_string(left_out))) + "</div>\n";
    return html + "</div>\n";
}

}  // namespace libplan
