#pragma once
// Private: a workbook as libxlsxwriter is told of it.
#include "reports/aside.hpp"
#include "reports/workbook_formats.hpp"

namespace libplan {

class LibraryBook {
public:
    /// Tells the library of the frame. Then comes `paint`, or `leave_out_cells` where the cells are ours.
    LibraryBook(const Aside& file, const BookFrame& frame, const BookStyles& styles);
    ~LibraryBook();
    LibraryBook(const LibraryBook&) = delete;
    LibraryBook& operator=(const LibraryBook&) = delete;

    /// The numbers of the formats in the file.
    std::vector<int> format_numbers() const;
    /// Whether a sheet has what only Excel 2010 and later know.
    std::vector<bool> are_of_2010() const;
    /// Tells it what it must know of cells though they are ours: links, and one text, without which it writes no part
    /// for texts.
    void leave_out_cells();
    /// Tells it of all cells.
    void paint(const std::vector<Sheet>& sheets, const std::vector<SheetOutline>& outlines);
    /// Has it write the parts; the workbook is gone afterwards, whatever comes of it.
    void close();

private:
    [[noreturn]] void refuse(lxw_error error) const;
    void require(lxw_error error) const;
    void set_properties();
    lxw_worksheet* add_sheet(const BookFrame::Page& page);
    void set_page(const BookFrame::Page& page);
    void set_pages(const BookFrame::Page& page);
    void hide_column(const SheetSetup& setup, int column);
    void protect();
    void paint_bar(const SheetSetup::DataBar& bar);
    void paint_highlight(const SheetSetup::Highlight& highlight);
    lxw_format* highlight_format(Look look);
    void paint_chart(const Chart& chart, const std::string& sheet, const BookFrame::ChartTraits& traits);
    void paint_cell(const Cell& cell, lxw_row_t row, lxw_col_t column, lxw_format* format);
    void paint_value(const Cell& cell, lxw_row_t row, lxw_col_t column, lxw_format* format);
    void paint_link(const std::string& target, const std::string& words, lxw_row_t row, lxw_col_t column,
                    lxw_format* format);
    void paint_validation(const Sheet::Validation& validation);

    const Aside& file_;
    const BookFrame& frame_;
    lxw_workbook* book_;
    Formats kinds_;
    std::vector<Formats::Numbered> formats_;
    std::vector<lxw_worksheet*> sheets_;
    std::vector<lxw_chart_series*> series_;  ///< of all charts, sheet by sheet
    lxw_worksheet* sheet_ = nullptr;
    std::string place_;
};

}  // namespace libplan
