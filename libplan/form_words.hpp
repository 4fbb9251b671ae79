#pragma once
// Private: what a target asks for, in words.
#include "libplan/plan.hpp"

namespace libplan {

/// "提高10%"; another indicator that it names is called by its title in the plan, if that is given.
Message form_words(const TargetForm& form, const Plan* plan);

}  // namespace libplan
