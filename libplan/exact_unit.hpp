#pragma once
// Private: one unit of an assessment in exact numbers, as the tree reads it.
#include "libplan/tree.hpp"

namespace libplan {

struct ExactUnit {
    std::vector<State> states, fact_states;
    std::vector<Rational> points;  ///< of each item, in millionths
    std::vector<double> facts;

    ExactUnit(const Tree& tree, const Assessment& assessment, std::size_t unit);
    /// With `open_holds`, conditions on facts not known hold.
    UnitItems<Exact> view(bool open_holds = false) const { return {states, points, facts, fact_states, open_holds}; }
};

/// The points of an item before any rounding, in millionths; nothing for what is missing or left out.
Rational unrounded_item(const Tree& tree, const Assessment& assessment, std::size_t item, std::size_t unit);

}  // namespace libplan
