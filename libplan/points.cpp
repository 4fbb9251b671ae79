#include "libplan/points.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "libplan/exact.hpp"

namespace libplan {
namespace {

using Integer = boost::multiprecision::cpp_int;

Integer whole_power_of_ten(int exponent) {
    return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

}  // namespace

/// "1.25e-3" is 125 × 10^-5.
Decimal shortest_decimal(double value) {
    if (!std::isfinite(value)) throw std::range_error("decimal_reading: not a finite number");
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    const std::string_view shortest(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto e = shortest.find('e');
    const char* exponent_digits = shortest.data() + e + 1;
    if (*exponent_digits == '+') ++exponent_digits;
    Decimal decimal;
    std::from_chars(exponent_digits, end, decimal.exponent);
    bool after_point = false;
    for (const char c : shortest.substr(0, e)) {
        if (c == '.') {
            after_point = true;
        } else if (c != '-') {
            decimal.digits = decimal.digits * 10 + (c - '0');
            if (after_point) --decimal.exponent;
        }
    }
    if (value < 0) decimal.digits = -decimal.digits;
    return decimal;
}

Rational decimal_reading(double value) {
    const Decimal decimal = shortest_decimal(value);
    if (decimal.exponent >= 0) return Rational(decimal.digits * whole_power_of_ten(decimal.exponent));
    return Rational(Integer(decimal.digits), whole_power_of_ten(-decimal.exponent));
}

Integer round_scaled(const Rational& value, int places, Rounding rounding) {
    const Rational scaled = boost::multiprecision::abs(value) * whole_power_of_ten(places);
    const Integer numerator = boost::multiprecision::numerator(scaled);
    const Integer denominator = boost::multiprecision::denominator(scaled);
    Integer whole;
    Integer rest;
    boost::multiprecision::divide_qr(numerator, denominator, whole, rest);
    const Integer twice = rest * 2;
    switch (rounding) {
        case Rounding::half_up:
            if (twice >= denominator) ++whole;
            break;
        case Rounding::half_even:
            if (twice > denominator || (twice == denominator && whole % 2 == 1)) ++whole;
            break;
        case Rounding::truncate:
            break;
        case Rounding::up:
            if (rest != 0) ++whole;
            break;
    }
    return value < 0 ? Integer(-whole) : whole;
}

Points round_points(const Rational& value, int places, Rounding rounding) {
    const Integer units = round_scaled(value, places, rounding) * whole_power_of_ten(6 - places);
    if (boost::multiprecision::abs(units) > Integer(std::int64_t{1} << 62))
        throw std::range_error("points out of range");
    return {static_cast<std::int64_t>(units)};
}

Rational to_rational(Points points) { return {points.units, Points::per_point}; }

double to_double(const Rational& value) { return value.convert_to<double>(); }

std::string to_string(Points points) { return decimal_text(points.value()); }

std::string decimal_text(double value) {
    if (value == 0) return "0";
    std::array<char, 400> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr;
    return {buffer.data(), end};
}

Points exact_points(double value) {
    if (const auto millionths = whole_at(value, Points::per_point)) return Points{*millionths};
    const Rational exact = decimal_reading(value);
    const Points points = round_points(exact, 6, Rounding::truncate);
    if (to_rational(points) != exact) throw std::range_error("more than six decimals: " + decimal_text(value));
    return points;
}

double round_decimal(double value, int places, Rounding rounding) {
    if (!std::isfinite(value)) return value;
    // What has no more decimals stays as it is, without a fraction; + 0.0: no negative zero.
    if (places >= 0 && places < 15 && whole_at(value, std::pow(10, places))) return value + 0.0;
    return to_double(Rational(round_scaled(decimal_reading(value), places, rounding), whole_power_of_ten(places)));
}

std::optional<Points> parse_points(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    std::string decimals(point < text.size() ? text.substr(point + 1) : std::string_view());
    while (decimals.size() > 6 && decimals.back() == '0') decimals.pop_back();
    if (decimals.size() > 6) return std::nullopt;
    decimals.resize(6, '0');
    const std::string digits = std::string(whole) + decimals;
    std::int64_t units = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), units);
    if (whole.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return Points{negative ? -units : units};
}

std::vector<double> shares_of_100(std::span<const double> parts, int places) {
    Rational sum = 0;
    for (const double part : parts) {
        if (part < 0) throw std::invalid_argument("shares_of_100: a negative part");
        sum += decimal_reading(part);
    }
    if (sum == 0) throw std::invalid_argument("shares_of_100: the parts sum to zero");
    const Integer unit = whole_power_of_ten(places);
    std::vector<Integer> units;
    std::vector<std::pair<Rational, std::size_t>> remainders;
    Integer left = 100 * unit;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Rational share = decimal_reading(parts[i]) / sum * 100;
        units.push_back(round_scaled(share, places, Rounding::truncate));
        remainders.emplace_back(Rational(share * unit) - Rational(units.back()), i);
        left -= units.back();
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; left > 0; ++i, --left) ++units[remainders[i].second];
    std::vector<double> shares;
    for (const Integer& share : units) shares.push_back(to_double(Rational(share, unit)));
    return shares;
}

}  // namespace libplan
