#include <numeric>

#include "libplan/exact.hpp"

namespace libplan {
namespace {

bool times(std::int64_t a, std::int64_t b, std::int64_t& product) { return !__builtin_mul_overflow(a, b, &product); }

/// a / b as whole numbers without a common factor.
void reduce(std::int64_t& a, std::int64_t& b) {
    const std::int64_t common = std::gcd(a, b);
    a /= common;
    b /= common;
}

}  // namespace

Fraction::Fraction(std::int64_t numerator, std::int64_t denominator)
    : numerator_(numerator), denominator_(denominator) {}

Fraction Fraction::reading(double value) {
    std::int64_t power = 1;
    for (int places = 0; places <= 9; ++places, power *= 10)
        if (const auto whole = whole_at(value, static_cast<double>(power))) return {*whole, power};
    return Fraction(decimal_reading(value));
}

Rational Fraction::rational() const { return any_ ? *any_ : Rational(numerator_, denominator_); }

Fraction operator+(const Fraction& a, const Fraction& b) {
    std::int64_t left = a.numerator_;
    std::int64_t right = b.numerator_;
    std::int64_t denominator = a.denominator_;
    bool fits = !a.any_ && !b.any_;
    if (fits && a.denominator_ % b.denominator_ == 0) {
        fits = times(right, a.denominator_ / b.denominator_, right);
    } else if (fits && b.denominator_ % a.denominator_ == 0) {
        fits = times(left, b.denominator_ / a.denominator_, left);
        denominator = b.denominator_;
    } else if (fits) {
        fits = times(left, b.denominator_, left) && times(right, a.denominator_, right) &&
               times(a.denominator_, b.denominator_, denominator);
    }
    if (fits && !__builtin_add_overflow(left, right, &left)) return {left, denominator};
    return Fraction(Rational(a.rational() + b.rational()));
}

Fraction operator-(const Fraction& a, const Fraction& b) { return a + b * Fraction(-1); }

Fraction operator*(const Fraction& a, const Fraction& b) {
    Fraction product;
    if (a.any_ || b.any_) return Fraction(Rational(a.rational() * b.rational()));
    if (times(a.numerator_, b.numerator_, product.numerator_) &&
        times(a.denominator_, b.denominator_, product.denominator_))
        return product;
    Fraction left(a.numerator_, b.denominator_);
    Fraction right(b.numerator_, a.denominator_);
    reduce(left.numerator_, left.denominator_);
    reduce(right.numerator_, right.denominator_);
    if (times(left.numerator_, right.numerator_, product.numerator_) &&
        times(left.denominator_, right.denominator_, product.denominator_))
        return product;
    return Fraction(Rational(a.rational() * b.rational()));
}

Fraction operator/(const Fraction& a, const Fraction& b) {
    if (b.any_ || b.numerator_ == std::numeric_limits<std::int64_t>::min())
        return Fraction(Rational(a.rational() / b.rational()));
    return a * (b.numerator_ < 0 ? Fraction(-b.denominator_, -b.numerator_) : Fraction(b.denominator_, b.numerator_));
}

std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
    std::int64_t left = 0;
    std::int64_t right = 0;
    if (!a.any_ && !b.any_ && times(a.numerator_, b.denominator_, left) && times(b.numerator_, a.denominator_, right))
        return left <=> right;
    const int order = a.rational().compare(b.rational());
    return order < 0   ? std::strong_ordering::less
           : order > 0 ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
}

Fraction Fraction::floor() const {
    if (any_) {
        const Rational whole(round_scaled(*any_, 0, Rounding::truncate));
        return Fraction(whole > *any_ ? Rational(whole - 1) : whole);
    }
    const std::int64_t whole = numerator_ / denominator_;
    return numerator_ % denominator_ < 0 ? whole - 1 : whole;
}

double Fraction::nearest() const {
    // A quotient of whole numbers that doubles hold is rounded once.
    constexpr std::int64_t held = std::int64_t{1} << 53;
    const auto fits = [](std::int64_t a, std::int64_t b) { return a >= -held && a <= held && b <= held; };
    if (!any_ && fits(numerator_, denominator_))
        return static_cast<double>(numerator_) / static_cast<double>(denominator_);
    if (any_) return to_double(*any_);
    std::int64_t a = numerator_;
    std::int64_t b = denominator_;
    reduce(a, b);
    return fits(a, b) ? static_cast<double>(a) / static_cast<double>(b) : to_double(rational());
}

}  // namespace libplan
