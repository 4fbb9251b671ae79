#pragma once
// Private: many workbooks at once.
#include <functional>

#include "reports/workbook.hpp"

namespace libplan {

struct BatchFile {
    std::filesystem::path file;
    std::function<std::vector<Sheet>()> sheets;
};

/// Writes files by several threads (0: one for each processor). `progress(done, total)` is called in the calling thread
/// for each file that is finished, and again after a tenth of a second without one; what it throws ends the batch after
/// the files at hand. Files that fail are told together once all others are written: FileError, or InputError if a
/// workbook cannot hold what should go into it.
void write_batch(const std::vector<BatchFile>& files, const WorkbookOptions& options, int threads,
                 const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace libplan
