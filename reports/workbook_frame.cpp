#include "reports/workbook_frame.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "libplan/interrupt.hpp"

namespace libplan {
namespace {

CellStyle style_of(const Cell& cell) {
    return {cell.look,
            cell.places,
            cell.percent,
            !cell.extras().link.empty(),
            std::holds_alternative<double>(cell.value),
            cell.extras().format};
}

/// Numbers formats in the order in which cells need them.
class FormatNumbers {
public:
    explicit FormatNumbers(std::vector<CellStyle>& formats) : formats_(formats) {}

    std::uint16_t of(const Cell& cell) {
        const CellExtras& extras = cell.extras();
        if (!extras.format.empty() || cell.places < 0 || cell.places >= most_places) return found(style_of(cell));
        const bool is_number = std::holds_alternative<double>(cell.value);
        const auto place = static_cast<std::size_t>(cell.look) * most_places + static_cast<std::size_t>(cell.places);
        std::uint16_t& known = known_[place * 8 + cell.percent * 4u + !extras.link.empty() * 2u + is_number];
        if (known == 0) known = static_cast<std::uint16_t>(found(style_of(cell)) + 1);
        return static_cast<std::uint16_t>(known - 1);
    }

private:
    static constexpr int most_places = 12;

    std::uint16_t found(CellStyle format) {
        const auto at = std::find(formats_.begin(), formats_.end(), format);
        const auto number = static_cast<std::uint16_t>(at - formats_.begin());
        if (at == formats_.end()) formats_.push_back(std::move(format));
        return number;
    }

    std::vector<CellStyle>& formats_;
    std::array<std::uint16_t, (static_cast<std::size_t>(Look::aside) + 1) * most_places * 8> known_{};
};

bool wraps(Look look) {
    return look == Look::wrapped || look == Look::input_text || look == Look::bad || look == Look::group ||
           look == Look::total || look == Look::step;
}

/// Wrapped text needs rows of its own height; a CJK character counts two columns.
double height_of(const Sheet& sheet, const Cell& cell, int column) {
    constexpr double usual = 20, of_bold = 1.08;
    const auto* text = std::get_if<std::string>(&cell.value);
    if (!text || !wraps(cell.look)) return usual;
    double width = 0;
    for (int i = 0; i < cell.span && column + i < static_cast<int>(sheet.widths.size()); ++i)
        width += sheet.widths[static_cast<std::size_t>(column + i)];
    const double room = std::max(1.0, width - 1);
    if (static_cast<double>(text->size()) * of_bold <= room) return usual;  // no text is wider than its bytes
    return std::max(usual, 14.5 * std::ceil(printed_width(*text) * of_bold / room) + 5);
}

double height_of(const Sheet& sheet, const Row& row) {
    if (row.height != 0 || row.cells.empty()) return row.height;
    double height = 0;
    int column = 0;
    for (const Cell& cell : row.cells) {
        height = std::max(height, height_of(sheet, cell, column));
        column += cell.span;
    }
    return height;
}

/// The room on a page and what a sheet takes of it, in points of A4.
struct Room {
    double down, width = 0, scale;
    double safe_scale;  ///< puts all columns on a page also where a spreadsheet draws them wider than Excel

    explicit Room(const SheetSetup& sheet) {
        constexpr double long_side = 842, short_side = 595, margins_across = 72, margins_down = 94;
        constexpr double points_of_character = 5.25, points_of_column = 3.75;
        const double larger = sheet.on_a3 ? std::sqrt(2.0) : 1;
        const double across = (sheet.landscape ? long_side : short_side) * larger - margins_across;
        down = (sheet.landscape ? short_side : long_side) * larger - margins_down;
        const auto& hidden = sheet.hidden_columns;
        for (std::size_t i = 0; i < columns_printed(sheet) && i < sheet.widths.size(); ++i)
            if (std::find(hidden.begin(), hidden.end(), static_cast<int>(i)) == hidden.end())
                width += sheet.widths[i] * points_of_character + points_of_column;
        scale = std::min(1.0, across / std::max(1.0, width));
        constexpr double wider = 1.07;
        safe_scale = std::min(1.0, across / std::max(1.0, width * wider));
    }
};

constexpr double empty_row = 15;

double printed_height(double height) { return height == 0 ? empty_row : height; }

/// A head and what it stands above; lines with labels, which tell of one thing.
bool stay_together(const Row& above, const Row& below) {
    if (above.cells.empty() || below.cells.empty()) return false;
    const Cell& head = above.cells.front();
    const Cell& label = below.cells.front();
    return above.folds || head.look == Look::header || head.look == Look::subtitle || head.look == Look::notice ||
           (head.look == Look::label && head.span > 1) || (label.look == Look::label && label.span == 1);
}

/// Whether a sheet has chapters, or several tables.
bool has_parts(const Sheet& sheet) {
    int tables = 0;
    for (const Row& row : sheet.rows) {
        if (row.folds) return true;
        tables += !row.cells.empty() && row.cells.front().look == Look::header;
    }
    return tables > 1;
}

/// Where pages begin that are not left to the spreadsheet: the heads of chapters and tables never end a page.
std::vector<int> page_starts(const Sheet& sheet, const std::vector<double>& heights, std::size_t rows) {
    std::vector<int> starts;
    const bool breaks = has_parts(sheet) && sheet.pages_across == 1 && !sheet.fit_one_page;
    const Room page(sheet);
    const double room = 0.97 * page.down / page.safe_scale;          // rows may be drawn a little higher
    const auto header = static_cast<std::size_t>(sheet.header_row);  // none: beyond all rows
    const double repeated = header < heights.size() ? printed_height(heights[header]) : 0;
    double height = 0, kept = 0;  // of the page; of the rows at its end that stay together
    std::size_t first_kept = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const double own = printed_height(heights[row]);
        if (row == 0 || !stay_together(sheet.rows[row - 1], sheet.rows[row])) {
            first_kept = row;
            kept = 0;
        }
        kept += own;
        height += own;
        const bool is_full = breaks && height > room && height > kept;
        if (row == 0 || (!is_full && !sheet.rows[row].starts_page)) continue;
        starts.push_back(static_cast<int>(is_full ? first_kept : row));
        height = repeated + (is_full ? kept : own);
    }
    return starts;
}

/// The pages a sheet is squeezed onto so that a few rows have none of their own; 0: as many as it takes.
int pages_down(const SheetSetup& sheet, const std::vector<double>& heights, std::size_t rows) {
    if (sheet.fit_one_page) return 1;
    if (sheet.pages_across > 1) return 0;
    const Room room(sheet);
    double height = 0;
    for (std::size_t row = 0; row < rows; ++row) height += printed_height(heights[row]);
    const auto header = static_cast<std::size_t>(sheet.header_row);  // none: beyond all rows
    const double repeated = header < heights.size() ? printed_height(heights[header]) : 0;
    const double pages = (height - repeated) / std::max(1.0, room.down / room.scale - repeated);
    const double whole = std::floor(pages);
    constexpr double few_rows = 0.3, smallest = 0.88;  // of a page, of the print that it would have
    const bool spills = whole >= 1 && pages > whole && pages - whole < few_rows && whole / pages > smallest;
    return spills ? static_cast<int>(whole) : 0;
}

/// The heights that say where charts end and comments stand.
std::vector<std::pair<int, double>> placing_heights(const BookFrame::Page& page, const std::vector<double>& heights) {
    std::vector<bool> places(heights.size(), !page.comments.empty());
    constexpr double points_of_pixel = 0.75;
    for (const Chart& chart : page.setup.charts) {
        double covered = 0;  // pixels; the library counts whole ones of each row
        for (auto row = static_cast<std::size_t>(chart.row); row < heights.size() && covered <= chart.height; ++row) {
            covered += std::floor(printed_height(heights[row]) / points_of_pixel);
            places[row] = true;
        }
    }
    std::vector<std::pair<int, double>> found;
    for (std::size_t row = 0; row < heights.size(); ++row)
        if (places[row] && heights[row] != 0) found.emplace_back(static_cast<int>(row), heights[row]);
    return found;
}

std::vector<ChartedValue> charted(const Sheet& sheet, const Chart::Series& series, int column) {
    std::vector<ChartedValue> found;
    for (int row = series.first_row; row <= series.last_row; ++row) {
        ChartedValue& value = found.emplace_back();
        int at = 0;
        for (const Cell& cell : sheet.rows.at(static_cast<std::size_t>(row)).cells) {
            if (at == column) {
                value = {std::get_if<double>(&cell.value), std::get_if<std::string>(&cell.value)};
                if (value.text && value.text->empty()) value.text = nullptr;
            }
            at += cell.span;
        }
    }
    return found;
}

BookFrame::ChartTraits traits_of(const Sheet& sheet, const Chart& chart) {
    BookFrame::ChartTraits traits;
    for (const Chart::Series& series : chart.series) {
        if (chart.kind == Chart::Kind::bar)
            for (const ChartedValue& value : charted_values(sheet, series))
                traits.passes_whole |= value.number && *value.number > 1;
        const auto categories = charted_categories(sheet, series);
        traits.in_words.push_back(
            std::any_of(categories.begin(), categories.end(), [](const ChartedValue& value) { return value.text; }));
    }
    return traits;
}

/// The rows of the print area; none where all that is not hidden is printed.
int print_area(const Sheet& sheet, std::size_t rows) {
    const auto is_hidden = [&](std::size_t column) {
        const auto& hidden = sheet.hidden_columns;
        return std::find(hidden.begin(), hidden.end(), static_cast<int>(column)) != hidden.end();
    };
    bool leaves_out = rows < sheet.rows.size();
    for (std::size_t i = columns_printed(sheet); i < sheet.widths.size(); ++i) leaves_out |= !is_hidden(i);
    return leaves_out && !sheet.hidden ? static_cast<int>(rows) : 0;
}

/// Puts formats into an order of their own, so that workbooks with the same ones have the same part for them.
void sort_formats(Outline& outline) {
    std::vector<CellStyle>& formats = outline.styles.formats;
    std::vector<std::uint16_t> order(formats.size()), place(formats.size());
    std::iota(order.begin(), order.end(), std::uint16_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return formats[a] < formats[b]; });
    std::vector<CellStyle> sorted;
    for (const std::uint16_t number : order) {
        place[number] = static_cast<std::uint16_t>(sorted.size());
        sorted.push_back(std::move(formats[number]));
    }
    formats = std::move(sorted);
    for (SheetOutline& sheet : outline.sheets)
        for (std::uint16_t& number : sheet.formats) number = place[number];
}

}  // namespace

std::size_t columns_printed(const SheetSetup& setup) {
    return setup.printed_columns > 0 ? static_cast<std::size_t>(setup.printed_columns) : setup.widths.size();
}

std::vector<ChartedValue> charted_categories(const Sheet& sheet, const Chart::Series& series) {
    return charted(sheet, series, series.category_column);
}

std::vector<ChartedValue> charted_values(const Sheet& sheet, const Chart::Series& series) {
    std::vector<ChartedValue> values = charted(sheet, series, series.value_column);
    for (ChartedValue& value : values) value.text = nullptr;
    return values;
}

Outline outline_of(const std::vector<Sheet>& sheets, const WorkbookOptions& options) {
    Outline outline;
    BookFrame& frame = outline.frame;
    BookStyles& styles = outline.styles;
    frame.options = options;
    FormatNumbers numbers(styles.formats);
    for (const Sheet& sheet : sheets) {
        BookFrame::Page& page = frame.pages.emplace_back();
        page.setup = sheet;
        SheetOutline& cells = outline.sheets.emplace_back();
        for (int row = 0; row < static_cast<int>(sheet.rows.size()); ++row) {
            Interruptible::heed();
            const Row& each = sheet.rows[static_cast<std::size_t>(row)];
            int column = 0;
            for (const Cell& cell : each.cells) {
                cells.formats.push_back(numbers.of(cell));
                const auto* text = std::get_if<std::string>(&cell.value);
                const bool is_text = text && cell.formula.empty();
                frame.has_texts |= is_text && !text->empty();
                const CellExtras& extras = cell.extras();
                if (is_text && !extras.link.empty()) page.links.push_back({row, column, extras.link, *text});
                if (!extras.comment.empty()) page.comments.push_back({row, column, extras.comment});
                column += cell.span;
            }
            cells.heights.push_back(height_of(sheet, each));
        }
        const std::size_t printed = sheet.printed_rows > 0
                                        ? std::min(static_cast<std::size_t>(sheet.printed_rows), sheet.rows.size())
                                        : sheet.rows.size();
        page.print_area = print_area(sheet, printed);
        page.page_starts = page_starts(sheet, cells.heights, printed);
        if (page.page_starts.empty())
            page.pages_down = pages_down(sheet, cells.heights, printed);
        else
            page.print_percent = static_cast<int>(std::floor(100 * Room(sheet).safe_scale));
        page.heights = placing_heights(page, cells.heights);
        for (const Chart& chart : sheet.charts) page.charts.push_back(traits_of(sheet, chart));
        for (const SheetSetup::Highlight& highlight : sheet.highlights) styles.highlights.push_back(highlight.look);
        styles.has_comments |= !page.comments.empty();
    }
    sort_formats(outline);
    return outline;
}

}  // namespace libplan
