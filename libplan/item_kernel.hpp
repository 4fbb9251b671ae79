#pragma once
// Private: the points of one item for a block of units at once.
#include <cstdint>
#include <span>

#include "libplan/arithmetic.hpp"

namespace libplan {

inline constexpr std::size_t lane_group = 8;        ///< the most units at once: a vector of AVX-512, two of AVX2
inline constexpr std::size_t largest_block = 4096;  // units
inline constexpr std::size_t most_inputs = 64;      // of a rule

/// From `from` on a band gives points + slope × (value − start).
struct BandLine {
    double from = 0, points = 0, start = 0, slope = 0;
};
/// The bands of an item as vectors read them, the points under the lowest first; none of another rule.
std::vector<BandLine> band_lines(const Item& item);

/// What the error bound of an item says of its points, while the values it reads lie in certain ranges.
struct ItemBound {
    double error = 0;      ///< points before rounding are within this of exact
    double steps = 0;      ///< and so are numbers before whole steps are taken of them
    double off = 0;        ///< and so are points scaled so that they are rounded to whole numbers
    bool usable = false;   ///< else every unit is in doubt
    bool settles = false;  ///< a number this near to an edge lies on it, if the inputs have few decimals
};
/// Rounded to `places`.
ItemBound bound_of(const Item& item, std::span<const Range> ranges, int places);

struct ItemBlock {
    const Item& item;
    std::span<const BandLine> bands;
    std::span<const double* const> inputs;  ///< the columns the rule reads, from the first unit of the block on
    std::span<const Range> ranges;          ///< of the values in them
    const ItemBound& bound;                 ///< for these ranges
    std::size_t size = 0;                   ///< units, at most a block's
    int places = 2;
    Rounding rounding = Rounding::half_up;
    const double* next[2] = {};  ///< what is read afterwards: meanwhile it is fetched
};

/// Where the points of a block go; all but `doubts` have `size` places.
struct BlockPoints {
    double* unrounded;     ///< none: they are not kept
    std::int64_t* units;   ///< rounded, to millionths
    std::int64_t* sums;    ///< which they are added to
    std::uint8_t* doubts;  ///< room for the kernel: a mark for each group of lanes
    bool streams = false;  ///< units lie at a group of lanes and are written past the cache
};
/// What was written past the cache can be read by other threads from here on.
void finish_streaming();
struct BlockScored {
    bool inside;          ///< all values lie inside their ranges; NaN does not
    bool steps_in_doubt;  ///< the truncation of a value was, which leaves a whole step in doubt
};

/// Scores a block; what is in doubt is settled exactly. If `asks` for it, a block that does not lie inside its ranges
/// is not scored; else the points of what does not lie inside mean nothing.
BlockScored score_block(const ItemBlock& block, const BlockPoints& to, bool asks);

/// What bounds the values of a column; `known` becomes false where one is NaN, which is passed over. An infinite value
/// gives an infinite bound.
Range range_of(std::span<const double> values, bool& known);

/// A range for values like these: wider, and whatever their decimals.
Range widened(const Range& range);

}  // namespace libplan
