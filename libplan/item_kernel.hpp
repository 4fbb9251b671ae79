#pragma once
// Private: the points of one item for a block of units at once.
#include <cstdint>
#include <span>

#include "libplan/arithmetic.hpp"

namespace libplan {

struct ItemBlock {
    const Item& item;
    std::span<const double* const> inputs;  ///< the columns the rule reads, from the first unit of the block on
    std::span<const Range> ranges;          ///< of the values in them
    std::size_t size = 0;                   ///< units, at most a block's
    int places = 2;
    Rounding rounding = Rounding::half_up;
};

inline constexpr std::size_t largest_block = 4096;  // units

/// Points in millionths, rounded; the lanes in doubt are settled exactly. `doubts` is room for `size` lanes, rounded up
/// to whole groups of lanes.
void score_block(const ItemBlock& block, std::int64_t* units, std::int64_t* doubts);

/// Points before rounding, and how far off they can be.
double value_block(const ItemBlock& block, double* points);

/// What bounds the values of a column; `known` becomes false where one is NaN, which is passed over. An infinite value
/// gives an infinite bound. `next` is what will be read afterwards; it is only fetched.
Range range_of(std::span<const double> values, const double* next, bool& known);

}  // namespace libplan
