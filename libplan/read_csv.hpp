#pragma once
// Private: a CSV file as rows of cells with their places.
#include <deque>
#include <functional>
#include <optional>

#include "libplan/plan.hpp"
#include "libplan/progress.hpp"
#include "libplan/source_file.hpp"

namespace libplan {

/// Whether a cell says in words that there is no figure: 无, —. A zero in its place would be one that nobody gave.
bool says_there_is_none(std::string_view text);

/// A column of a table; one that the file does not have reads as empty cells.
struct CsvColumn {
    std::string_view name;
    std::size_t index = static_cast<std::size_t>(-1);
};

/// One line below the header, or one row of a table in memory. Its texts last until the next.
class CsvRow {
public:
    CsvRow(const SourceFile& file, int line, std::string_view words, std::span<const CsvCell> cells,
           std::vector<Problem>& problems)
        : file_(file), line_(line), words_(words), cells_(cells), problems_(problems) {}

    std::string_view text(const CsvColumn& column) const {
        return column.index < cells_.size() ? cells_[column.index].text : std::string_view();
    }
    Place place() const { return file_.rows ? file_.rows->place(file_.name, line_, 0) : Place{file_.name, line_, 1}; }
    /// Tells a problem of a cell; `at` is the offending byte inside it.
    void problem(const CsvColumn& column, std::string code, Message message, std::size_t at = 0) const;
    /// Tells that a cell is empty; false if it is not.
    bool tells_empty(const CsvColumn& column) const;
    /// A decimal; problems for anything else. `places` receives the decimals printed.
    std::optional<double> number(const CsvColumn& column, int* places = nullptr) const;
    /// A number or one of the words for the other states: empty, 不涉及 (N/A), 未评 (pending).
    State value(const CsvColumn& column, double& value, int* places = nullptr) const;
    /// A whole number from 0; a problem for anything else.
    double count(const CsvColumn& column) const;
    std::optional<Date> date(const CsvColumn& column) const;
    std::optional<Period> period(const CsvColumn& column) const;
    /// Tells a cell that is one of those meant but for full-width characters.
    bool tells_full_width(const CsvColumn& column, const std::function<bool(const std::string&)>& is_meant) const;
    int line() const { return line_; }
    const std::string& file() const { return file_.name; }
    /// A cell that holds one word or nothing.
    bool flag(const CsvColumn& column, std::string_view word) const;

private:
    int column_of_cell(const CsvColumn& column) const;
    void tell_slips(const CsvColumn& column, const std::vector<FullWidth>& slips) const;

    const SourceFile& file_;
    int line_;
    std::string_view words_;  ///< of the whole line, as it was meant
    std::span<const CsvCell> cells_;
    std::vector<Problem>& problems_;
};

/// A table whose header must name the required columns and may name the optional ones, read line by line. A full-width
/// slip in the header or between the cells is told and read as it was meant.
class CsvTable {
public:
    using Read = std::function<void(std::size_t)>;

    /// `read` is told now and then how many bytes of the file are read, or rows of a table in memory.
    CsvTable(const SourceFile& file, std::vector<std::string> required, std::vector<std::string> optional,
             std::vector<Problem>& problems, Read read = {});
    /// One of the columns it was made for.
    CsvColumn column(std::string_view name) const;
    /// The next line that has as many cells as the header, or nothing at the end.
    std::optional<CsvRow> next();
    std::size_t lines_left() const { return size() - at_; }

private:
    std::size_t size() const { return file_.rows ? file_.rows->size() : file_.lines.size(); }
    void tell(std::string code, int column, Message message);
    void find_header();
    bool read_header();
    /// Whether the heads that stand in cells_ are those wanted.
    bool check_heads();
    std::string column_meant(const std::string& name) const;
    Message unknown_head(const std::string& name, const std::string& near) const;
    /// Cuts a line into cells (RFC 4180); false if a quote is not closed, which is told.
    bool split(std::string_view line);
    bool split_row(std::string_view line);

    const SourceFile& file_;
    std::vector<std::string> required_, known_;
    std::vector<std::string_view> heads_;
    std::size_t at_ = 0;  ///< the line to be read next, from 0
    int line_ = 1;
    std::string_view words_;  ///< the line read last, as it was meant
    std::vector<CsvCell> cells_;
    std::deque<std::string> texts_;  ///< what does not stand in the file as it was meant
    std::vector<Problem>& problems_;
    Read read_;
};

}  // namespace libplan
