#pragma once
#include "libplan/progress.hpp"

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

/// Figures that contradict each other.
struct Finding {
    std::string code;  ///< stable, e.g. "sum", "text-table", "share", "trend", "unit", "rival-baselines", "off-path"
    Severity severity = Severity::error;
    Message title;
    std::vector<Figure> figures;  ///< all figures involved
    Message printed;              ///< what is printed
    Message follows;              ///< what follows from the others
    Message cure;
    bool illustrative = false;
    bool operator==(const Finding&) const = default;
};

/// Contradictions between the printed figures of a plan, errors first.
std::vector<Finding> check(const Plan& plan, const Observations& figures);

}  // namespace libplan
