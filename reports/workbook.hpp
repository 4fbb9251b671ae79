#pragma once
#include <filesystem>

#include "reports/layout.hpp"

namespace libplan {

struct WorkbookOptions {
    std::string title;
    std::string author;
    Date created{std::chrono::year{2000}, std::chrono::January,
                 std::chrono::day{1}};  ///< equal input gives equal bytes
};

/// Writes the sheets aside and renames; throws FileError, or std::invalid_argument for what a workbook cannot
/// hold (NaN, bad UTF-8, sheet names).
void write_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets,
                    const WorkbookOptions& options);

}  // namespace libplan
