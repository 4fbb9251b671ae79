#pragma once
// Private: exact arithmetic behind published figures. Not part of the public interface.
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>

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

/// A sum of decimal readings, exactly. Millionths are counted in whole numbers, which is fast; what does not fit into
/// them is added up in fractions.
class ExactSum {
public:
    ExactSum& operator+=(double value);
    Rational value() const { return rest_ + Rational(millionths_, 1'000'000); }
    double nearest() const;

private:
    std::int64_t millionths_ = 0;
    Rational rest_ = 0;
    bool has_rest_ = false;
};

/// value × 10^places as a whole number, if the decimal reading of the value has no more decimals and the number stays
/// below 10^15. Fifteen digits always survive a double, so the division back proves the reading.
inline std::optional<std::int64_t> whole_at(double value, double power_of_ten) {
    const double scaled = std::nearbyint(value * power_of_ten);
    if (!(std::abs(scaled) < 1e15) || scaled / power_of_ten != value) return std::nullopt;
    return static_cast<std::int64_t>(scaled);
}

}  // namespace libplan
