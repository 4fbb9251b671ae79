#pragma once
#include "libplan/plan.hpp"
#include "libplan/problem.hpp"

namespace libplan {

/// "2018年下降7%（≤318）"; what a limit relative to the baseline comes to stands in brackets.
std::string target_words(const Plan& plan, const Indicator& indicator, const Target& target, Language language);

}  // namespace libplan
