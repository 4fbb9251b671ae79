#pragma once
// Private: a workbook taken apart into what is the same in many workbooks and what is not.
#include <cstdint>

#include "reports/workbook.hpp"

namespace libplan {

/// What decides the format of a cell.
struct CellStyle {
    Look look = Look::text;
    int places = 0;
    bool percent = false;
    bool is_link = false;
    bool is_number = false;
    std::string written{};  ///< number format of its own
    auto operator<=>(const CellStyle&) const = default;
};

/// What decides the part for formats.
struct BookStyles {
    std::vector<CellStyle> formats;  ///< of all cells, sorted
    std::vector<Look> highlights;    ///< in the order of sheets
    bool has_comments = false;       ///< which have a font of their own
    bool operator==(const BookStyles&) const = default;
};

/// What decides the other parts that libxlsxwriter writes of a workbook whose cells are written by us. Scorecards of a
/// scheme have the same where they have as many rows on each sheet.
struct BookFrame {
    struct Link {
        int row, column;
        std::string target, words;
        bool operator==(const Link&) const = default;
    };
    struct Comment {
        int row, column;
        std::string words;
        bool operator==(const Comment&) const = default;
    };
    struct ChartTraits {
        bool passes_whole = false;   ///< of bars: a share is more than the whole
        std::vector<bool> in_words;  ///< of each series: whether its categories are words
        bool operator==(const ChartTraits&) const = default;
    };
    struct Page {
        SheetSetup setup;
        int print_area = 0;                           ///< rows, where not all cells are printed; 0: all are
        int pages_down = 0;                           ///< that it is squeezed onto; 0: as many as it takes
        std::vector<int> page_starts;                 ///< rows that begin a page; none: it is fitted to pages
        int print_percent = 100;                      ///< of a sheet with such rows
        std::vector<std::pair<int, double>> heights;  ///< of the rows by which charts and comments are placed
        std::vector<Link> links;
        std::vector<Comment> comments;
        std::vector<ChartTraits> charts;
        bool operator==(const Page&) const = default;
    };
    WorkbookOptions options;
    std::vector<Page> pages;
    bool has_texts = false;
    bool operator==(const BookFrame&) const = default;
};

/// What the cells of a sheet need besides their values.
struct SheetOutline {
    std::vector<double> heights;         ///< of each row; 0: the usual
    std::vector<std::uint16_t> formats;  ///< of each cell, row by row: its number among the styles
};

/// A workbook without the values in its cells.
struct Outline {
    BookFrame frame;
    BookStyles styles;
    std::vector<SheetOutline> sheets;
};

Outline outline_of(const std::vector<Sheet>& sheets, const WorkbookOptions& options);

/// What a cell gives a chart: a number, a text, or nothing.
struct ChartedValue {
    const double* number = nullptr;
    const std::string* text = nullptr;
};

/// Of a series, from its first row to the last. Categories are numbers where none of them is a text.
std::vector<ChartedValue> charted_categories(const Sheet& sheet, const Chart::Series& series);
std::vector<ChartedValue> charted_values(const Sheet& sheet, const Chart::Series& series);

/// How many columns of a sheet are printed.
std::size_t columns_printed(const SheetSetup& setup);

}  // namespace libplan
