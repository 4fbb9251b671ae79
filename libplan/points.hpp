#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace libplan {

/// How a score is rounded; half_up rounds halves away from zero, half_even is GB/T 8170.
enum class Rounding { half_up, half_even, truncate, up };

/// Exact points: whole millionths of a point, so that sums never drift.
struct Points {
    static constexpr std::int64_t per_point = 1'000'000;
    std::int64_t units = 0;

    auto operator<=>(const Points&) const = default;
    Points& operator+=(Points other) {
        units += other.units;
        return *this;
    }
    friend Points operator+(Points a, Points b) { return {a.units + b.units}; }
    friend Points operator-(Points a, Points b) { return {a.units - b.units}; }
    friend Points operator-(Points a) { return {-a.units}; }

    /// The double nearest to these points, for display and for workbooks.
    double value() const { return static_cast<double>(units) / per_point; }
};

/// Points written as a decimal with at most six decimals; nothing for anything else.
std::optional<Points> parse_points(std::string_view text);

/// Points as printed, without trailing zeros: 12.5, 18, -0.25.
std::string to_string(Points points);

/// The shortest decimal that reads back as the same double: the decimal reading of a figure.
std::string decimal_text(double value);

/// A value as Points if it has at most six decimals; throws std::range_error otherwise.
Points exact_points(double value);

/// Rounds the decimal reading of a double: round_decimal(2.675, 2, half_up) is 2.68.
double round_decimal(double value, int places, Rounding rounding = Rounding::half_up);

/// The parts' shares of their sum in percent, rounded so that they sum to exactly 100: each is cut to `places`
/// decimals, and the largest remainders, the first of equal ones, get one unit more. Throws std::invalid_argument for a
/// negative part or a sum of zero. (Method of the largest remainder, Hare–Niemeyer.)
std::vector<double> shares_of_100(std::span<const double> parts, int places = 2);

}  // namespace libplan
