#pragma once
// Private: the limits and scores of the CAGR method, for the engine and for the formulas of a workbook.
#include <array>

namespace libplan {

/// From which percent a class begins.
struct ClassLimits {
    double on_track, accelerate;
};
/// Of the growth that is needed; of the growth a year where none is asked.
inline constexpr ClassLimits limits_of_ratio{95, 60}, limits_of_growth{1.5, 0.5};

struct Knot {
    double at, score;
};
inline constexpr std::array<Knot, 3> scores_of_ratio{{{-0.6, -5}, {0.6, 0}, {1.3, 5}}};
/// By percent a year; those above zero shrink with the room that is left.
inline constexpr std::array<Knot, 5> scores_of_growth{{{-2, -5}, {0, -2.5}, {0.5, 0}, {1.5, 2.5}, {2, 5}}};
/// How fast the room shrinks near a natural limit.
inline constexpr double crowding = 4.44;

}  // namespace libplan
