#pragma once
#include <span>

namespace libplan {

/// Slope of the least-squares straight line through (x, y); at least two different x. An aid to reading, not a
/// published figure.
double least_squares_slope(std::span<const double> x, std::span<const double> y);

}  // namespace libplan
