#pragma once
// Private: days and periods that are written in another way than files have them.
#include <string_view>

#include "libplan/problem.hpp"

namespace libplan {

/// What is wrong with a text that is no day, and how it should be written where that is plain: 2018/3/4, 2018年3月4日.
Message no_day(std::string_view text);
/// The same of a period: 2018年, 2018年上半年, 2018年3季度, 2018年9月.
Message no_period(std::string_view text);

}  // namespace libplan
