#pragma once
// Private: the kinds of number a rule is computed in. Each rule is written once, as a template over them:
//   Wide   (wide.hpp) several units at once in plain doubles; notes the lanes whose rounding the error bound leaves in
//          doubt
//   Plain  a number in a plain double: the constants of Wide
//   Bound  how large and how far off the doubles of a block of units can be: the error bound of Wide
//   Small  fractions of 128-bit integers, which settle nearly every doubt quickly
//   Exact  fractions of any size, for the rest
//   Fast   one unit in doubles that carry their own error bound, for what follows from items
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "libplan/exact.hpp"
#include "libplan/scheme.hpp"

#define LIBPLAN_INLINE inline __attribute__((always_inline))
#define LIBPLAN_INLINE_LAMBDA __attribute__((always_inline))

namespace libplan {

inline constexpr double ulp = 0x1p-52;
inline constexpr double bound_slack = 1.0000001;  // covers the rounding of the bounds themselves
inline constexpr std::int64_t powers_of_ten[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000};

template <class Number>
LIBPLAN_INLINE auto compared(Comparison comparison, const Number& a, const Number& b) {
    switch (comparison) {
        case Comparison::at_least:
            return a >= b;
        case Comparison::at_most:
            return a <= b;
        case Comparison::above:
            return a > b;
        case Comparison::below:
            return a < b;
        case Comparison::equals:
            break;
    }
    return a == b;
}

// ---- Plain ----

class Plain {
public:
    using Number = double;
    using Input = double;
    static Input input(double value) { return value; }
    static Number read(double value) { return value; }
    static Number subtract(double a, double b) { return a - b; }
    static Number multiply(double a, double b) { return a * b; }
    static Number divide(double a, double b) { return a / b; }
    static Number pinned(double, double result, double = 1) { return result; }
};

// ---- Bound ----

inline constexpr int endless = 99;  ///< decimals

/// Every value of a block lies in ±most, none but zero nearer to zero than `least`, each within `error` of exact.
struct Range {
    double most = 0, least = 0, error = 0;
    int decimals = endless;  ///< the exact values have no more
    int inverse = endless;   ///< nor has one divided by any of them more than this
};

class Bound {
public:
    using Number = Range;
    using Input = Range;
    struct Bool {};
    double steps_error = 0;  ///< the error of a number of which whole steps were taken
    int steps_decimals = 0;  ///< and its decimals

    static Input input(double value) {
        const double size = std::abs(value);
        const bool whole = value == std::trunc(value) && size < 0x1p53;
        return {size, size, whole ? 0 : size * ulp, whole ? 0 : decimals_of(size), whole ? inverse_of(size) : endless};
    }
    static Number read(const Input& value) { return value; }
    static Number add(const Number& a, const Number& b) {
        return widened({a.most + b.most, 0, a.error + b.error, std::max(a.decimals, b.decimals)}, a, b);
    }
    static Number subtract(const Number& a, const Number& b) { return add(a, b); }
    static Number multiply(const Number& a, const Number& b) {
        return widened({a.most * b.most, a.least * b.least, a.most * b.error + b.most * a.error + a.error * b.error,
                        std::min(a.decimals + b.decimals, endless)},
                       a, b);
    }
    static Number divide(const Number& a, const Number& b) {
        const double divisor = b.least - b.error;
        if (!(divisor > 0)) return {infinity, 0, infinity};
        const double quotient = a.most / divisor;
        // A quotient of whole numbers is seldom whole.
        const double error = (a.error + quotient * b.error) / divisor + quotient * ulp;
        return {quotient, 0, error * bound_slack, std::min(a.decimals + b.inverse, endless)};
    }
    static Bool compares(Comparison, const Input&, const Input&) { return {}; }
    static Bool positive(const Number&) { return {}; }
    static Number choose(Bool, const Number& a, const Number& b) { return joined(a, b); }
    static Number minimum(const Number& a, const Number& b) { return joined(a, b); }
    static Number maximum(const Number& a, const Number& b) { return joined(a, b); }
    /// What was computed from constants has one size, near to a double. Only what has the factor `over` is divided by
    /// it.
    static Number pinned(double near, const Number& result, double over = 1) {
        return {
            std::abs(near) + result.error, std::abs(near) - result.error, result.error, result.decimals,
            result.error == 0 ? inverse_of(std::abs(near) / common_factor(std::abs(near), std::abs(over))) : endless};
    }
    Number whole(const Number& a, bool begun) {
        steps_error = a.error;
        steps_decimals = a.decimals;
        return {a.most + (begun ? 1 : 0), 0, 0, 0};
    }

private:
    static constexpr double infinity = std::numeric_limits<double>::infinity();
    static Number joined(const Number& a, const Number& b) {
        return {std::max(a.most, b.most), std::min(a.least, b.least), std::max(a.error, b.error),
                std::max(a.decimals, b.decimals), std::max(a.inverse, b.inverse)};
    }
    /// Whole numbers stay exact while they are small enough.
    static Number widened(Number result, const Number& a, const Number& b) {
        const bool exact = a.error == 0 && b.error == 0 && result.most < 0x1p53;
        result.error = exact ? 0 : (result.error + result.most * ulp) * bound_slack;
        return result;
    }
    static int decimals_of(double size) {
        for (int places = 1; places <= 6; ++places)
            if (whole_at(size, static_cast<double>(powers_of_ten[places]))) return places;
        return endless;
    }
    static double common_factor(double a, double b) {
        const auto small = [](double whole) { return whole >= 1 && whole < 1e9 && whole == std::trunc(whole); };
        if (!small(a) || !small(b)) return 1;
        return static_cast<double>(std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b)));
    }
    /// One divided by a whole number ends if nothing but twos and fives divide it.
    static int inverse_of(double whole) {
        if (!(whole >= 1 && whole < 1e9 && whole == std::trunc(whole))) return endless;
        auto rest = static_cast<std::int64_t>(whole);
        int twos = 0;
        int fives = 0;
        for (; rest % 2 == 0; rest /= 2) ++twos;
        for (; rest % 5 == 0; rest /= 5) ++fives;
        return rest == 1 ? std::max(twos, fives) : endless;
    }
};

// ---- Small ----

class Small {
public:
    __extension__ using Integer = __int128;
    struct Number {
        Integer over, under;  ///< under > 0
    };
    using Input = double;
    using Bool = bool;
    bool fits = true;

    static Input input(double value) { return value; }
    /// The decimal reading, if it has at most six decimals and fifteen digits: then it is the only such decimal that
    /// reads as this double.
    Number read(double value) {
        for (const std::int64_t power : powers_of_ten) {
            const double scaled = std::nearbyint(value * static_cast<double>(power));
            if (std::abs(scaled) >= 1e15) break;
            if (scaled / static_cast<double>(power) == value) return {static_cast<std::int64_t>(scaled), power};
        }
        fits = false;
        return {0, 1};
    }
    Number add(Number a, Number b) {
        if (a.under == b.under) return {sum(a.over, b.over), a.under};
        return {sum(product(a.over, b.under), product(b.over, a.under)), product(a.under, b.under)};
    }
    Number subtract(Number a, Number b) { return add(a, {-b.over, b.under}); }
    Number multiply(Number a, Number b) { return {product(a.over, b.over), product(a.under, b.under)}; }
    Number divide(Number a, Number b) {
        if (b.over == 0) fits = false;
        if (!fits) return {0, 1};
        return b.over > 0 ? Number{product(a.over, b.under), product(a.under, b.over)}
                          : Number{product(-a.over, b.under), product(a.under, -b.over)};
    }
    static Bool compares(Comparison comparison, double a, double b) { return compared(comparison, a, b); }
    static Bool positive(Number a) { return a.over > 0; }
    static Number choose(bool which, Number a, Number b) { return which ? a : b; }
    Number minimum(Number a, Number b) { return less(a, b) ? a : b; }
    Number maximum(Number a, Number b) { return less(a, b) ? b : a; }
    static Number pinned(double, Number result, double = 1) { return result; }
    static Number of(Points points) { return {points.units, 1}; }
    Number whole(Number a, bool begun) const {
        if (!fits) return {0, 1};
        const Integer rest = begun ? a.over % a.under : 0;
        return {a.over / a.under + (rest > 0) - (rest < 0), 1};
    }
    bool holds(Comparison comparison, Number a, Number b) {
        return compared(comparison, product(a.over, b.under), product(b.over, a.under));
    }
    /// Points of a number of points.
    Points round(Number a, int places, Rounding rounding) { return rounded(a.over, a.under, places, rounding); }
    /// Points of a number of millionths.
    Points round_units(Number a, int places, Rounding rounding) {
        return rounded(a.over, product(a.under, Points::per_point), places, rounding);
    }

private:
    Points rounded(Integer points, Integer under, int places, Rounding rounding) {
        const bool negative = points < 0;
        const Integer over = product(negative ? -points : points, powers_of_ten[places]);
        if (!fits) return {};
        Integer whole = over / under;
        const Integer rest = over % under;
        const Integer other = under - rest;
        const bool raise = rounding == Rounding::half_up     ? rest >= other
                           : rounding == Rounding::half_even ? rest > other || (rest == other && whole % 2 == 1)
                           : rounding == Rounding::up        ? rest != 0
                                                             : false;
        whole = product(whole + (raise ? 1 : 0), powers_of_ten[6 - places]);
        if (whole > std::int64_t{1} << 62) fits = false;
        if (!fits) return {};
        return {static_cast<std::int64_t>(negative ? -whole : whole)};
    }
    Integer sum(Integer a, Integer b) {
        Integer result = 0;
        if (__builtin_add_overflow(a, b, &result)) fits = false;
        return result;
    }
    Integer product(Integer a, Integer b) {
        Integer result = 0;
        if (__builtin_mul_overflow(a, b, &result)) fits = false;
        return result;
    }
    bool less(Number a, Number b) { return product(a.over, b.under) < product(b.over, a.under); }
};

// ---- Exact ----

class Exact {
public:
    using Number = Rational;
    using Input = double;
    using Bool = bool;
    static constexpr bool certain = true;
    static Input input(double value) { return value; }
    static Number read(double value) { return decimal_reading(value); }
    static Number of(Points points) { return Rational(points.units); }
    static Number add(const Number& a, const Number& b) { return a + b; }
    static Number subtract(const Number& a, const Number& b) { return a - b; }
    static Number multiply(const Number& a, const Number& b) { return a * b; }
    static Number divide(const Number& a, const Number& b) { return a / b; }
    static bool compares(Comparison comparison, double a, double b) { return compared(comparison, a, b); }
    static bool holds(Comparison comparison, const Number& a, const Number& b) { return compared(comparison, a, b); }
    static bool positive(const Number& a) { return a > 0; }
    static const Number& choose(bool which, const Number& a, const Number& b) { return which ? a : b; }
    static const Number& minimum(const Number& a, const Number& b) { return a < b ? a : b; }
    static const Number& maximum(const Number& a, const Number& b) { return a > b ? a : b; }
    static const Number& pinned(double, const Number& result, double = 1) { return result; }
    static Number whole(const Number& a, bool begun) {
        return Rational(round_scaled(a, 0, begun ? Rounding::up : Rounding::truncate));
    }
    static Points round(const Number& a, int places, Rounding rounding) { return round_points(a, places, rounding); }
    static Points round_units(const Number& a, int places, Rounding rounding) {
        return round_points(Rational(a / Points::per_point), places, rounding);
    }
};

// ---- Fast ----

struct Bounded {
    double value = 0;
    double error = 0;  ///< the exact value is within value ± error; infinite or NaN: anywhere
};

/// For what follows from items; all numbers are millionths of a point, so that rounded points are whole and exact.
class Fast {
public:
    using Number = Bounded;
    bool certain = true;

    static Number read(double value) { return {value, is_whole(value) ? 0 : std::abs(value) * ulp}; }
    static Number of(Points points) { return read(static_cast<double>(points.units)); }
    static Number add(Number a, Number b) { return widened(a.value + b.value, a.error + b.error); }
    static Number subtract(Number a, Number b) { return widened(a.value - b.value, a.error + b.error); }
    static Number multiply(Number a, Number b) {
        return widened(a.value * b.value,
                       std::abs(a.value) * b.error + std::abs(b.value) * a.error + a.error * b.error);
    }
    Number divide(Number a, Number b) {
        const double quotient = a.value / b.value;
        const double divisor = std::abs(b.value) - b.error;
        if (!(divisor > 0)) certain = false;
        return widened(quotient, (a.error + std::abs(quotient) * b.error) / divisor);
    }
    bool holds(Comparison comparison, Number a, Number b) {
        const double error = (a.error + b.error) * bound_slack;
        if (error != 0 && !(std::abs(a.value - b.value) > error)) certain = false;
        return compared(comparison, a.value, b.value);
    }
    static Number minimum(Number a, Number b) { return limited(a, b, a.value < b.value); }
    static Number maximum(Number a, Number b) { return limited(a, b, a.value > b.value); }
    Points round_units(Number a, int places, Rounding rounding) {
        const std::int64_t unit = powers_of_ten[6 - places];
        const Number scaled = divide(a, read(static_cast<double>(unit)));
        const double size = std::abs(scaled.value);
        const double below = std::floor(size);
        const bool halves = rounding == Rounding::half_up || rounding == Rounding::half_even;
        const double edge = halves ? below + 0.5 : std::round(size);
        const bool clear = scaled.error == 0 || std::abs(size - edge) > scaled.error * bound_slack;
        if (!(size < 0x1p45) || !clear) certain = false;
        if (!(size < 0x1p45)) return {};
        // In doubt, what is near to an edge is taken for it: a guess that does not depend on the error.
        const bool on_edge = clear ? size == edge : std::abs(size - edge) <= 1e-9 * std::max(1.0, size);
        auto whole = static_cast<std::int64_t>(on_edge && !halves ? edge : below);
        const bool raise = on_edge                    ? halves && (rounding == Rounding::half_up || whole % 2 == 1)
                           : rounding == Rounding::up ? size > below
                           : rounding == Rounding::truncate ? false
                                                            : size > edge;
        whole = (whole + (raise ? 1 : 0)) * unit;
        return {scaled.value < 0 ? -whole : whole};
    }

private:
    static bool is_whole(double value) { return value == std::trunc(value) && std::abs(value) < 0x1p53; }
    /// What follows from exact whole numbers and is whole itself is exact.
    static Number widened(double value, double error) {
        if (error == 0 && is_whole(value)) return {value, 0};
        return {value, (error + std::abs(value) * ulp) * bound_slack};
    }
    /// Of two numbers whose order is in doubt, either is within the errors of the other.
    static Number limited(Number a, Number b, bool first) {
        const bool clear = std::abs(a.value - b.value) > a.error + b.error;
        const Number chosen = first ? a : b;
        return {chosen.value, clear ? chosen.error : a.error + b.error};
    }
};

}  // namespace libplan
