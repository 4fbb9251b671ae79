#pragma once
#include <filesystem>
#include <functional>
#include <optional>

#include "libplan/read.hpp"
#include "reports/layout.hpp"

namespace libplan {

struct TemplateOptions {
    Language language = Language::zh;
    std::vector<Scorer> scorers{};  ///< whose marks are asked for, and of the unit itself (self, or none named) figures
                                    ///< and tasks too; none: the unit's own and those that count
    std::string scheme{};           ///< the only one whose marks and figures are asked for; empty: all that assess it
};

/// The sheets of a workbook in which a unit fills in what the plan asks of it for a year: marks, supplied figures,
/// figures of indicators, evidence, and how its tasks stand. Throws InputError for a unit, a scheme or a year that is
/// not there.
std::vector<Sheet> layout_template(const PlanFolder& folder, std::string_view unit, int year,
                                   const TemplateOptions& options = {});

/// The ids of the bodies that a scheme of the folder assesses, or the one scheme of the options.
std::vector<std::string> template_units(const PlanFolder& folder, const TemplateOptions& options = {});

/// Writes a workbook to be filled in for each of these units into a folder, which is made if needed; without units for
/// all that the schemes assess and that are asked for anything. `progress(done, total)` is called in the calling
/// thread, as by write_scorecards; threads = 0: as many as there are processors.
std::vector<std::filesystem::path> write_templates(const PlanFolder& folder,
                                                   const std::optional<std::vector<std::string>>& units, int year,
                                                   const std::filesystem::path& out,
                                                   const TemplateOptions& options = {}, int threads = 0,
                                                   const std::function<void(std::size_t, std::size_t)>& progress = {});

/// The one form in which a unit fills in what a scheme asks of it.
std::filesystem::path write_template(const PlanFolder& folder, std::string_view scheme, const std::string& unit,
                                     int year, const std::filesystem::path& out, const TemplateOptions& options = {});

}  // namespace libplan
