#pragma once
// Private: exact arithmetic behind published figures. Not part of the public interface.
#include <boost/multiprecision/cpp_int.hpp>

#include "libplan/points.hpp"

namespace libplan {

using Rational = boost::multiprecision::cpp_rational;

/// The exact value of the decimal reading of a double: 0.1 is one tenth.
Rational decimal_reading(double value);

/// value × 10^places as a whole number, rounded.
boost::multiprecision::cpp_int round_scaled(const Rational& value, int places, Rounding rounding);

/// Rounds to `places` decimals (at most six).
Points round_points(const Rational& value, int places, Rounding rounding);

/// The exact points as a fraction.
Rational to_rational(Points points);

/// The double nearest to a fraction.
double to_double(const Rational& value);

}  // namespace libplan
