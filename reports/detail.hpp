#pragma once
#include <filesystem>
#include <functional>

#include "reports/workbook.hpp"

namespace libplan {

struct DetailOptions {
    Language language = Language::zh;
    std::size_t rows_per_sheet = 1048576;  ///< with the heads; what is more goes on to further sheets
    /// Told (rows written, rows in all) now and then; what it throws ends the work, and nothing is left.
    std::function<void(std::size_t, std::size_t)> progress;
    Packing packing = Packing::own;
};

/// Writes a row for every unit and item of an assessment, as .xlsx or .csv by the name of the file, in memory that does
/// not grow with the rows. Text of a .csv that a spreadsheet program would take for a formula (= + - @ at its start, or
/// a tab or line break) has an apostrophe in front. Throws FileError, and InputError for what a workbook cannot hold
/// or another kind of file.
void write_detail(const Assessment& assessment, const std::filesystem::path& file, const DetailOptions& options = {});

}  // namespace libplan
