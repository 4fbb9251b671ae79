#pragma once
#include "libplan/assess.hpp"

namespace libplan {

/// The facts a rule reads for an item, in order: the fact itself, then its reference; occurrences: one per class.
std::vector<std::string> inputs_of(const Item& item);

/// First face: points of one item, rounded once as the outcome says; exact on ties and thresholds.
Points points_of(const Item& item, std::span<const double> inputs, const Outcome& outcome);

/// Second face: "控制数10人，实际12人，超2人，每超1人扣2分，扣4分，得14分".
std::string words_of(const Item& item, std::span<const double> inputs, std::string_view unit, Points points,
                     Language language);

/// Third face: the spreadsheet expression (without "=") that recomputes the same points from the input cells and the
/// cell of full marks.
std::string formula_of(const Item& item, std::span<const std::string> cells, std::string_view full_cell,
                       const Outcome& outcome);

/// The spreadsheet's rounding of an expression, as the outcome rounds.
std::string rounding_formula(const std::string& expression, const Outcome& outcome);

}  // namespace libplan
