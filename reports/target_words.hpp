#pragma once
// Private: what a target asks, in words.
#include "libplan/points.hpp"
#include "libplan/progress.hpp"

namespace libplan {

/// "2018年下降7%"; without the plan an indicator that it is compared with is named by its id.
std::string target_words(const Plan* plan, const Target& target, Language language);

/// "2018年下降7%（≤318）": what a limit relative to the baseline comes to stands in brackets.
std::string target_words(const Plan* plan, const Indicator& indicator, const Target& target, Language language);

/// What a target admits by the indicator's own baseline; nothing where it rests on figures or cannot be decided.
std::optional<Interval> interval_of(const Indicator& indicator, const Target& target);

}  // namespace libplan
