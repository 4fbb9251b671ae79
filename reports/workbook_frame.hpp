#pragma once
// Private: a workbook taken apart into what is the same in many workbooks and what is not.
#include <array>
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

CellStyle style_of(const Cell& cell);

/// All that libxlsxwriter is told of a workbook whose cells are written by us. Of workbooks with the same frame it
/// writes the same parts: most scorecards of a scheme have the same.
struct BookFrame {
    struct Link {
        int row, column;
        std::size_t format;
        std::string target, words;
        bool operator==(const Link&) const = default;
    };
    struct Comment {
        int row, column;
        std::string words;
        bool operator==(const Comment&) const = default;
    };
    struct ChartScale {
        bool passes_whole = false;   ///< a share is more than the whole
        std::vector<bool> in_words;  ///< of each series: whether its categories are words
        bool operator==(const ChartScale&) const = default;
    };
    struct Page {
        SheetSetup setup;
        int printed_rows = 0;
        int pages_down = 0;                           ///< that it is squeezed onto; 0: as many as it takes
        std::vector<int> page_starts;                 ///< rows that begin a page; none: it is fitted to pages
        int print_percent = 100;                      ///< of a sheet with such rows
        std::vector<std::pair<int, double>> heights;  ///< of the rows by which charts and comments are placed
        std::vector<Link> links;
        std::vector<Comment> comments;
        std::vector<ChartScale> charts;
        bool operator==(const Page&) const = default;
    };
    WorkbookOptions options;
    std::vector<Page> pages;
    std::vector<CellStyle> formats;  ///< in the order in which cells need them
    bool has_texts = false;
    bool operator==(const BookFrame&) const = default;
};

/// What the cells of a sheet need besides their values.
struct SheetOutline {
    std::vector<double> heights;         ///< of each row; 0: the usual
    std::vector<std::uint16_t> formats;  ///< of each cell, row by row: its number in the frame
};

struct Outline {
    BookFrame frame;
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
