#pragma once
// Private: how the total and the grade of a unit come about, in words.
#include <vector>

#include "libplan/assess.hpp"

namespace libplan {

std::vector<ScorecardStep> total_steps(const Assessment& assessment, std::size_t unit, Language language);

}  // namespace libplan
