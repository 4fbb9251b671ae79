#pragma once
// Private: which period of an indicator a fact reads.
#include "libplan/scheme.hpp"

namespace libplan {

/// In the assessed year: the part of it that the fact names, else the days that count for the year.
Period fact_period(const FactDefinition& fact, const Window& window, int year);

}  // namespace libplan
