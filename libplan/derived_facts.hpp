#pragma once
// Private: facts made of another fact of the same units.
#include "libplan/unit_classes.hpp"

namespace libplan {

/// The facts a definition is made of: a figure of the class, by bracket, a ratio; none of what is read off elsewhere.
std::vector<std::string_view> made_of(const FactDefinition& fact);

/// One such fact from the columns of those.
FactColumn derived_fact(const FactDefinition& fact, std::span<const FactsView::Column> of, const UnitClasses& classes,
                        WhenMissing missing);

/// The facts with those that are made of others made anew, as far as what they are made of is there.
Facts made_anew(const Scheme& scheme, Facts facts);

}  // namespace libplan
