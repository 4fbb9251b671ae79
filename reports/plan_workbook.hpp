#pragma once
#include <filesystem>

#include "libplan/check.hpp"
#include "libplan/read.hpp"

namespace libplan {

/// A plan kept in a workbook: a sheet for each kind of record, with Chinese or English heads, a record a row, a key a
/// column. It holds what a plan folder holds and reads to the same values.

/// Whether a path is to be read or written as a workbook: it ends in .xlsx.
bool is_workbook(const std::filesystem::path& path);

/// Reads a workbook. Throws InputError with all problems, each with its workbook, sheet and cell; FileError if it
/// cannot be opened.
PlanFolder read_plan_workbook(const std::filesystem::path& file);

/// Reads a plan folder or a workbook.
PlanFolder read_plan(const std::filesystem::path& path, Encoding encoding = Encoding::utf8, const Pulse& pulse = {});

/// What is found about a plan that is kept in a workbook, in the words of its sheets: keys are called by the heads of
/// their columns, words of the files by the choices there. Other findings stay as they are.
std::vector<Finding> in_sheet_words(std::vector<Finding> findings);

/// Writes or replaces a workbook that reads as an equal plan folder, with drop-downs and explanations. Throws
/// InputError for what it cannot hold, FileError for what the system refuses.
void write_plan_workbook(const PlanFolder& folder, const std::filesystem::path& file, Language language = Language::zh);

/// What is known of a plan whose workbook is still to be filled in.
struct PlanStart {
    std::string title;
    std::optional<int> first_year, last_year;
};

/// Writes a workbook to be filled in: heads, drop-downs and explanations as of any other, and no records but for what
/// is known of the plan. Throws as write_plan_workbook does.
void write_empty_plan_workbook(const PlanStart& known, const std::filesystem::path& file,
                               Language language = Language::zh);

}  // namespace libplan
