#pragma once
// Private: where the rows of a large table go.
#include <memory>

#include "reports/aside.hpp"
#include "reports/workbook.hpp"

namespace libplan {

/// A cell of a large table: a number, or a text as the table encodes it; neither: empty.
struct Field {
    const std::string* text = nullptr;
    std::optional<double> number;
};

struct TableHeads {
    std::string title;                                    ///< of the sheets, which are numbered from the second on
    std::vector<std::pair<std::string, double>> columns;  ///< head and width
    std::vector<int> places;  ///< decimals shown of each column's numbers; −1: it holds text
    std::size_t rows = 0;
    std::size_t rows_per_sheet = 0;  ///< with the heads
    Date created{};
};

class DetailTable {
public:
    virtual ~DetailTable() = default;
    /// A text as it stands in the file; most stand there many times, and are encoded once.
    virtual std::string encoded(const std::string& text) const = 0;
    virtual void add(const std::vector<Field>& row) = 0;
    virtual void finish() = 0;
};

std::unique_ptr<DetailTable> csv_table(Aside& file, const TableHeads& heads);
/// A workbook whose rows libxlsxwriter writes.
std::unique_ptr<DetailTable> library_table(Aside& file, const TableHeads& heads);
/// The same workbook: libxlsxwriter writes all but the rows, which go between its parts as they come.
std::unique_ptr<DetailTable> packed_table(Aside& file, const TableHeads& heads);

}  // namespace libplan
