#pragma once
// Private: the totals that a scheme can give at all.
#include <set>

#include "libplan/check_scheme.hpp"

namespace libplan::questioning {

/// Every total a unit can be published with, from all that its items can give and with any of them left out; empty
/// where they are too many to be listed.
std::set<Points> attainable_totals(const Questions& questions);

}  // namespace libplan::questioning
