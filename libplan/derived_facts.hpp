#pragma once
// Private: facts made of another fact of the same units.
#include "libplan/unit_classes.hpp"

namespace libplan {

/// The fact a definition is made of: a figure of the class, or by bracket; null for what is read off elsewhere.
const std::string* made_of(const FactDefinition& fact);

/// One such fact from the column of the other.
FactColumn derived_fact(const FactDefinition& fact, const FactsView::Column& of, const UnitClasses& classes,
                        WhenMissing missing);

}  // namespace libplan
