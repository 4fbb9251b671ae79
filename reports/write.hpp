#pragma once
#include <filesystem>
#include <functional>

#include "libplan/read.hpp"
#include "reports/layout.hpp"

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

/// Writes one workbook per unit and the summary into a folder, which is made if needed. `done(i, n)` is told after each
/// file.
std::vector<std::filesystem::path> write_reports(const PlanFolder& folder, const YearResults& results,
                                                 const std::filesystem::path& out, Language language = Language::zh,
                                                 const ReportNumbers& numbers = {},
                                                 const std::function<void(std::size_t, std::size_t)>& done = {});

/// The name of a file on any system: what Windows does not allow becomes "_".
std::string safe_file_name(std::string name);

/// "departments-police-区公安分局.xlsx", safe on Windows.
std::string scorecard_file_name(const Assessment& assessment, std::size_t unit);

}  // namespace libplan
