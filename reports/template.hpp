#pragma once
#include <filesystem>
#include <functional>

#include "libplan/read.hpp"
#include "reports/layout.hpp"

namespace libplan {

struct TemplateOptions {
    Language language = Language::zh;
    std::vector<Scorer> scorers{};  ///< whose marks are asked for; none: the unit's own and those that count
    std::string scheme{};           ///< the only one whose marks and figures are asked for; empty: all that assess it
};

/// The sheets of a workbook in which a unit fills in what the plan asks of it for a year: marks, supplied figures,
/// evidence, and how its tasks stand. Throws InputError for a unit, a scheme or a year that is not there.
std::vector<Sheet> layout_template(const PlanFolder& folder, std::string_view unit, int year,
                                   const TemplateOptions& options = {});

/// The ids of the bodies that a scheme of the folder assesses, or the one scheme of the options.
std::vector<std::string> template_units(const PlanFolder& folder, const TemplateOptions& options = {});

/// Writes a workbook to be filled in for each of these units into a folder, which is made if needed. `done(i, n)` is
/// told after each file.
std::vector<std::filesystem::path> write_templates(const PlanFolder& folder, const std::vector<std::string>& units,
                                                   int year, const std::filesystem::path& out,
                                                   const TemplateOptions& options = {},
                                                   const std::function<void(std::size_t, std::size_t)>& done = {});

}  // namespace libplan
