#pragma once
// Private: how the total and the grade of a unit come about, in words.
#include <vector>

#include "libplan/workings.hpp"

namespace libplan {

std::vector<ScorecardStep> total_steps(const Assessment& assessment, std::size_t unit, const Workings& workings,
                                       Language language);

}  // namespace libplan
