#pragma once
// Private: the rows of a sheet, what goes with its cells and the texts they share, written as libxlsxwriter writes
// them. It keeps a tree of cells, each allocated by itself, and prints them one by one: most of the time a workbook
// takes once packing is fast. Texts are given as they are; what XML and spreadsheets would take for something else is
// escaped here.
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reports/workbook_frame.hpp"

namespace libplan {

/// The texts of a workbook, each once. They are not copied: whoever has them keeps them meanwhile.
class SharedTexts {
public:
    std::size_t number_of(std::string_view text);
    /// The part xl/sharedStrings.xml.
    std::string part() const;

private:
    std::unordered_map<std::string_view, std::size_t> numbers_;
    std::string items_;
    std::size_t used_ = 0;
};

/// Cells come row by row, each row from left to right; `style` is the number of a format.
class SheetRows {
public:
    explicit SheetRows(SharedTexts& texts) : texts_(texts) {}

    void add_blank(int row, int column, int style);
    void add_number(int row, int column, int style, double number);
    void add_text(int row, int column, int style, const std::string& text);
    void add_formula(int row, int column, int style, const std::string& formula, double result);
    void add_formula(int row, int column, int style, const std::string& formula, const std::string& result);
    void set_height(int row, double height);
    /// Cells of one row that are shown as one; each is added besides.
    void add_merge(int row, int first_column, int last_column);

    void add_validation(const Sheet::Validation& validation);

    /// The part of a sheet that the library has written without all this, with it.
    std::string put_into(const std::string& part, bool of_2010) const;

private:
    struct Row {
        int number = 0, first = -1, last = -1;  ///< columns
        double height = 0;
        std::size_t end = 0;  ///< of its cells
    };
    Row& row_of(int number);
    void begin_cell(int row, int column, int style);
    void append_data(std::string& xml, bool of_2010) const;
    std::string dimension() const;

    SharedTexts& texts_;
    std::string cells_, merges_, validations_;
    std::size_t merge_count_ = 0, validation_count_ = 0;
    std::vector<Row> rows_;
    int first_column_ = -1, last_column_ = -1;
};

/// The part of a chart that the library has written without figures, with those of each series: categories, then
/// values.
std::string with_figures(const std::string& part, const std::vector<std::vector<ChartedValue>>& figures);

/// Appends a number as "%.16G" prints it, whatever the locale.
void append_number(std::string& out, double number);
/// Appends text as it stands in an element.
void append_xml(std::string& out, std::string_view text);

}  // namespace libplan
