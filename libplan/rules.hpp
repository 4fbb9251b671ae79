#pragma once
#include "libplan/assess.hpp"

namespace libplan {

/// The facts a rule reads for an item, in order: the fact itself, then its reference; marks: one per scorer;
/// occurrences: one per class, each followed by its deaths where they count.
std::vector<std::string> inputs_of(const Item& item);

/// First face: points of one item, rounded once to some places (at most six); exact on ties and thresholds.
Points points_of(const Item& item, std::span<const double> inputs, int places, Rounding rounding);

inline Points points_of(const Item& item, std::span<const double> inputs, const Outcome& outcome) {
    return points_of(item, inputs, outcome.places, outcome.rounding);
}

/// The highest mark that can be given, or taken off, in whole steps.
double highest_of(const MarksRule& rule, double full);

/// The fewest and the most points an item can give, whatever the facts; infinite without a ceiling.
std::pair<double, double> points_range(const Item& item);

/// Second face: "控制数10人，实际12人，超2人，每超1人扣2分，扣4分，得14分". Of bonus and penalty blocks, and where a
/// rule does not start from full points, nothing is said of what is missing to those. `reference` is what a fact that
/// the rule compares with is called.
std::string words_of(const Item& item, std::span<const double> inputs, std::string_view unit,
                     std::string_view reference, Points points, const Outcome& outcome, GroupKind kind,
                     Language language);
/// The fact that a rule compares with or takes as its target; none where that is a number of the rule.
const std::string* reference_fact_of(const Item& item);

/// Third face: the spreadsheet expression (without "=") that recomputes the same points from the input cells and the
/// cell of full marks, rounded if the outcome rounds items. Behind the inputs may stand the cell of a reference that is
/// a number of the rule; `limits` are the names of the cells where bands begin, lowest first, if they have any.
std::string formula_of(const Item& item, std::span<const std::string> cells, std::string_view full_cell,
                       const Outcome& outcome, std::span<const std::string> limits = {});

/// The spreadsheet's rounding of an expression, as the outcome rounds.
std::string rounding_formula(const std::string& expression, const Outcome& outcome);

}  // namespace libplan
