#pragma once
// Private: facts made of another fact of the same units.
#include "libplan/unit_classes.hpp"

namespace libplan {

/// The facts a definition is made of: a figure of the class, by bracket, a ratio; none of what is read off elsewhere.
std::vector<std::string_view> made_of(const FactDefinition& fact);

/// One such fact from the columns of those.
FactColumn derived_fact(const FactDefinition& fact, std::span<const FactsView::Column> of, const UnitClasses& classes,
                        WhenMissing missing);

}  // namespace libplan
