#pragma once
#include <filesystem>
#include <functional>

#include "libplan/read.hpp"
#include "reports/workbook.hpp"

namespace libplan {

/// A whole year's results for a plan folder.
struct YearResults {
    std::vector<Finding> findings;
    Progress progress;
    std::vector<Assessment> assessments;  ///< one per scheme
    TaskBoard tasks;                      ///< as of the last day of the year
    SideBySide side_by_side;              ///< by all that is known
    bool operator==(const YearResults&) const = default;
};

/// check, measure, compare, track, gather and assess, in one go. Throws InputError for a year outside the plan.
YearResults assess_year(const PlanFolder& folder, int year);

struct WriteOptions {
    Language language = Language::zh;
    ReportNumbers numbers{};
    int threads = 0;  ///< 0: one for each processor; changes no byte
    /// Told (done, total) in the calling thread for each file, and again after a tenth of a second without one. What it
    /// throws ends the work after the files at hand.
    std::function<void(std::size_t, std::size_t)> progress;
    Packing packing = Packing::own;
};

/// Writes one workbook per unit into a folder, which is made if needed: of one scheme, or of all (empty). Each is
/// written aside, synced and renamed. Where some fail all others are written, then FileError or InputError tells which;
/// std::out_of_range for a scheme that is not among the assessments, InputError (other-results) for results that
/// are none of this folder.
std::vector<std::filesystem::path> write_scorecards(const PlanFolder& folder, const YearResults& results,
                                                    const std::filesystem::path& out, std::string_view scheme = {},
                                                    const WriteOptions& options = {});

/// The scorecards of all schemes, and the summary.
std::vector<std::filesystem::path> write_reports(const PlanFolder& folder, const YearResults& results,
                                                 const std::filesystem::path& out, const WriteOptions& options = {});

/// "departments-police-区公安分局.xlsx" for each unit of each assessment: safe on Windows, no two alike.
std::vector<std::vector<std::string>> scorecard_file_names(const std::vector<Assessment>& assessments);

}  // namespace libplan
