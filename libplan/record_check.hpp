#pragma once
// Private: records that were built in code, held against their plan and its schemes.
#include <set>
#include <string>

#include "libplan/read.hpp"

namespace libplan {

/// Throws InputError for records that the files of these names ("marks.csv") could not hold: unknown ids, marks beyond
/// their item, figures that stand twice. Places are rows, counted from 1. Of more than `most_rows_checked` figures only
/// the ids are looked at.
void check_records(const PlanFolder& folder, const std::set<std::string>& files);
inline constexpr std::size_t most_rows_checked = 200'000;

}  // namespace libplan
