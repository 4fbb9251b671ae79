#pragma once
// Private: exact arithmetic behind published figures. Not part of the public interface.
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <compare>
#include <memory>

#include "libplan/points.hpp"

namespace libplan {

using Rational = boost::multiprecision::cpp_rational;

/// The shortest decimal that reads as a double: digits × 10^exponent.
struct Decimal {
    std::int64_t digits = 0;  ///< at most 17 of them
    int exponent = 0;
};
Decimal shortest_decimal(double value);

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

/// value × 10^places as a whole number, if the decimal reading of the value has no more decimals and the number stays
/// below 10^15. Fifteen digits always survive a double, so the division back proves the reading.
inline std::optional<std::int64_t> whole_at(double value, double power_of_ten) {
    const double scaled = std::nearbyint(value * power_of_ten);
    if (!(std::abs(scaled) < 1e15) || scaled / power_of_ten != value) return std::nullopt;
    return static_cast<std::int64_t>(scaled);
}

/// An exact fraction: two whole numbers of 64 bits while they suffice, which is fast, else of any length.
class Fraction {
public:
    Fraction(std::int64_t whole = 0) : numerator_(whole) {}
    Fraction(std::int64_t numerator, std::int64_t denominator);  ///< the denominator is positive
    explicit Fraction(Rational value) : any_(std::make_shared<const Rational>(std::move(value))) {}
    /// The decimal reading of a double.
    static Fraction reading(double value);

    friend Fraction operator+(const Fraction& a, const Fraction& b);
    friend Fraction operator-(const Fraction& a) { return a * Fraction(-1); }
    friend Fraction operator-(const Fraction& a, const Fraction& b);
    friend Fraction operator*(const Fraction& a, const Fraction& b);
    friend Fraction operator/(const Fraction& a, const Fraction& b);  ///< b is not zero
    friend std::strong_ordering operator<=>(const Fraction& a, const Fraction& b);
    friend bool operator==(const Fraction& a, const Fraction& b) { return (a <=> b) == 0; }

    Fraction floor() const;
    Rational rational() const;
    /// The nearest double.
    double nearest() const;

private:
    std::int64_t numerator_ = 0, denominator_ = 1;
    std::shared_ptr<const Rational> any_;  ///< in place of them
};

}  // namespace libplan
