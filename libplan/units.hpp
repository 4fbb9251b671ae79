#pragma once
// Private: units that figures are printed in.
#include <optional>
#include <string_view>

#include "libplan/exact.hpp"

namespace libplan {

Rational power_of_ten(int exponent);

/// How many of one unit another is: 万元 is ten thousand 元. No unit is the same unit; nothing if they cannot be
/// compared.
std::optional<Rational> conversion(std::string_view from, std::string_view to);

/// Whether whole things are counted in the unit, of which there are none at the least.
bool counts_whole_things(std::string_view unit);

}  // namespace libplan
