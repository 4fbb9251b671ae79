#pragma once
// Private: a text file with its lines, and the problems found in reading it.
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libplan/problem.hpp"
#include "libplan/read.hpp"

namespace libplan {

/// A cell of a table, as its text.
struct CsvCell {
    std::string_view text;
    std::size_t start = 0;     ///< byte of the line
    bool from_double = false;  ///< the shortest decimal of a double, however long
};

/// Rows of cells that stand in no file: a table given in memory.
class CellRows {
public:
    CellRows() = default;
    CellRows(const CellRows&) = delete;
    CellRows& operator=(const CellRows&) = delete;
    virtual ~CellRows() = default;
    virtual const std::vector<std::string>& heads() const = 0;
    virtual std::size_t size() const = 0;
    /// The cells of a row; `texts` keeps what is made for it.
    virtual void read(std::size_t row, std::vector<CsvCell>& cells, std::deque<std::string>& texts) const = 0;
    /// Where a cell stands; rows and columns count from 1, 0 is none.
    virtual Place place(const std::string& name, int row, int column) const;
};

/// Tables by the name of the file they stand for ("marks.csv"): in memory, or files of their own.
struct TableSource {
    std::string name;  ///< how problems call it
    const CellRows* rows = nullptr;
    std::filesystem::path file{};  ///< else
};
using TableSources = std::map<std::string, TableSource>;

struct SourceFolder {
    std::filesystem::path path;
    Encoding encoding = Encoding::utf8;
    const FolderTexts* texts = nullptr;    ///< files in memory instead
    const TableSources* tables = nullptr;  ///< tables instead

    /// Where the answer is refused, opening the file will say so.
    bool exists(const std::string& name) const;
    bool has_folder(const std::string& name) const;
    /// The names of all schemes, in order.
    std::vector<std::string> schemes() const;
};

struct SourceFile {
    std::string name;                         ///< relative to the plan folder
    std::shared_ptr<const std::string> text;  ///< what the lines are views of; copies share it
    std::vector<std::string_view> lines;      ///< without line ends
    const CellRows* rows = nullptr;           ///< instead of text; the columns of problems are then cells

    Problem problem(std::string code, int line, int column, Message message) const;
};

/// Reads a file that must be clean UTF-8. What is wrong with it is added to `problems` and `readable` is false.
SourceFile read_source(const SourceFolder& folder, const std::string& name, std::vector<Problem>& problems,
                       bool& readable);

/// The ASCII character a Chinese input method slipped in full width ("＝" for "="), or 0.
char half_width(char32_t character);

/// A full-width character where its half-width twin belongs.
struct FullWidth {
    int column = 1;
    char32_t wide = 0;
    char plain = 0;
};

/// Every full-width character of a text that starts at a column.
std::vector<FullWidth> full_width_in(std::string_view text, int column = 1);

/// The text with those characters replaced; columns stay as they are.
std::string with_half_width(std::string_view text, const std::vector<FullWidth>& slips, int column = 1);

/// Each at its own column, or all at a cell.
void tell_full_width(const SourceFile& file, int line, const std::vector<FullWidth>& slips,
                     std::vector<Problem>& problems, std::optional<int> cell = {});

/// Tells every full-width character used as syntax in a TOML file, outside strings and comments, and returns the text
/// as it was meant, so that the rest of the file can be read as well.
std::string repair_full_width(const SourceFile& file, std::vector<Problem>& problems);

}  // namespace libplan
