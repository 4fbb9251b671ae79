#pragma once
#include <filesystem>

#include "reports/layout.hpp"

namespace libplan {

/// Who puts the parts of a workbook into its file; the parts are the same.
enum class Packing {
    own,     ///< in memory, several times faster; where that cannot be (packs_workbooks), the library
    library  ///< libxlsxwriter, by temporary files
};

struct WorkbookOptions {
    std::string title;
    std::string author;
    Date created{std::chrono::year{2000}, std::chrono::January,
                 std::chrono::day{1}};  ///< equal input gives equal bytes
    Packing packing = Packing::own;
    Language language = Language::zh;  ///< of the page numbers
    bool operator==(const WorkbookOptions&) const = default;
};

/// Writes the sheets aside and renames. Throws InputError with all that a workbook cannot hold (NaN, bad UTF-8, sheet
/// names), each with its sheet and cell, and FileError.
void write_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets,
                    const WorkbookOptions& options);

/// Whether Packing::own takes effect in this process: seen once, from a workbook that is written for that.
bool packs_workbooks();

}  // namespace libplan
