#pragma once
// Private: a CSV file as rows of cells with their places.
#include <map>
#include <optional>

#include "libplan/plan.hpp"
#include "libplan/progress.hpp"
#include "libplan/source_file.hpp"

namespace libplan {

struct CsvCell {
    std::string text;
    int column = 1;
};

/// One line below the header; cells are asked for by the name of their column.
class CsvRow {
public:
    CsvRow(const SourceFile& file, const std::map<std::string, std::size_t>& columns, std::vector<CsvCell> cells,
           int line, std::vector<Problem>& problems)
        : file_(file), columns_(columns), cells_(std::move(cells)), line_(line), problems_(problems) {}

    const std::string& text(const std::string& column) const;
    Place place(const std::string& column = {}) const;
    /// Tells a problem of a cell; `at` is the offending byte inside it.
    void problem(const std::string& column, std::string code, Message message, std::size_t at = 0) const;
    /// Tells that a cell is empty; false if it is not.
    bool tells_empty(const std::string& column) const;
    /// A decimal; problems for anything else. `places` receives the decimals printed.
    std::optional<double> number(const std::string& column, int* places = nullptr) const;
    /// A number or one of the words for the other states: empty, 不涉及 (N/A), 未评 (pending).
    State value(const std::string& column, double& value, int* places = nullptr) const;
    /// A whole number from 0; a problem for anything else.
    double count(const std::string& column) const;
    std::optional<Date> date(const std::string& column) const;
    /// Tells full-width characters in a cell that holds ids or words of the format; false if there are none.
    bool tells_full_width(const std::string& column) const;
    int line() const { return line_; }
    /// A cell that holds one word or nothing.
    bool flag(const std::string& column, std::string_view word) const;
    bool illustrative() const { return flag("illustrative", "示例"); }
    bool provisional() const { return flag("provisional", "初步"); }

private:
    const SourceFile& file_;
    const std::map<std::string, std::size_t>& columns_;
    std::vector<CsvCell> cells_;
    int line_;
    std::vector<Problem>& problems_;
};

struct CsvTable {
    SourceFile file;
    std::map<std::string, std::size_t> columns;
    std::vector<CsvRow> rows;
};

/// Reads a table whose header must name the required columns and may name the optional ones.
void read_csv(CsvTable& table, const SourceFolder& folder, const std::string& name,
              const std::vector<std::string>& required, const std::vector<std::string>& optional,
              std::vector<Problem>& problems);

}  // namespace libplan
