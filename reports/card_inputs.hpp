#pragma once
// Private: what the input cells of a scorecard take. The layout has the spreadsheet refuse anything else, and reconcile
// tells what was typed in all the same.
#include <limits>
#include <optional>

#include "libplan/plan.hpp"
#include "libplan/scheme.hpp"

namespace libplan {

/// The numbers that an input may be; of `marks`, `full`: up to the full marks of the item.
struct Admissible {
    double lowest = -std::numeric_limits<double>::infinity(), highest = std::numeric_limits<double>::infinity();
    double least = 0;  ///< of what is not zero
    double step = 0;   ///< 0: none
    bool marks = false, full = false;
    std::string unit{};
    bool operator==(const Admissible&) const = default;

    bool holds(double value) const;
    /// "0—5分，每档0.5分". In a workbook full marks may be named without their number, so that rows share the words.
    Message words(bool name_full = false) const;
    /// Whether the number in a cell is one of them, as a formula; `full_cell` holds the full marks.
    std::string formula(const std::string& cell, const std::string& full_cell) const;
};

/// Of the marks for an item; of a fact, also of its classes ("accident/一般").
Admissible admissible_marks(const Item& item);
Admissible admissible_figures(const FactDefinition* fact, const Plan& plan);
/// Of whatever a scorecard names by this id: a mark ("field.team") or a fact.
Admissible admissible_inputs(const Scheme& scheme, const Plan& plan, const std::string& id);

}  // namespace libplan
