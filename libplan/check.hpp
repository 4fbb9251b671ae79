#pragma once
#include <span>

#include "libplan/assess.hpp"
#include "libplan/progress.hpp"
#include "libplan/scheme.hpp"

namespace libplan {

enum class Severity { error, warning, note };

/// A figure that takes part in a finding, and where it stands.
struct Figure {
    Message title;        ///< "2013年 受伤人数（表）"
    std::string printed;  ///< as printed, with its unit
    int text_line = 0;    ///< line of the plan's text
    Place place;          ///< in the plan folder
    bool operator==(const Figure&) const = default;
};

/// Figures that contradict each other, or something that nobody answers for.
struct Finding {
    std::string code;  ///< stable, e.g. "sum", "text-table", "share", "trend", "unit", "rival-baselines", "off-path",
                       ///< "no-lead", "no-body"
    Severity severity = Severity::error;
    Message title;
    std::vector<Figure> figures;  ///< all figures involved
    Message printed;              ///< what is printed
    Message follows;              ///< what follows from the others
    Message cure;
    bool illustrative = false;
    std::string scheme{};  ///< id of the scheme it asks about, once told among others; empty: the plan and its figures
    bool operator==(const Finding&) const = default;
};

/// What contradicts itself in a plan and its figures; errors first.
///
/// Among figures: totals against parts, years against spans and their own parts, the same figure in two places, units,
/// jumps, natural limits, and what the plan claims of them (shares, changes, trends). Among targets: baselines that are
/// missing, rival or zero, directions, years, targets that ask for nothing or for less than their milestones,
/// milestones off every path. Of the whole: definitions in a circle, dates out of order, tasks without a lead,
/// indicators without a body, reports that may say a share where a percentage belongs. `observations` are later
/// figures, `controls` yearly control figures; all but the plan and its figures may be left out.
std::vector<Finding> check(const Plan& plan, const Observations& figures, const Observations& observations = {},
                           const Observations& controls = {}, std::span<const TaskReport> reports = {});

/// What a scheme should be asked about before anybody is scored by it; errors first. Errors are clauses whose words
/// contradict the numbers of their rule; warnings are rules, grades, vetoes and quotas that cannot do what they seem
/// made for, and rules that reward getting worse; notes are what nothing uses. Nothing is repaired. With the plan, the
/// direction of its indicators and the number of its units are known too; with the events, the classes they have.
std::vector<Finding> check(const Scheme& scheme);
std::vector<Finding> check(const Scheme& scheme, const Plan& plan, std::span<const Event> events = {});

}  // namespace libplan
