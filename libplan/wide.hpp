#pragma once
// Private: four units at once in plain doubles; notes the lanes whose rounding the error bound leaves in doubt. The
// operators on vectors are GCC's and Clang's own, so that one text serves every width of vector a processor has.
#include "libplan/arithmetic.hpp"

namespace libplan {

typedef double WideDouble __attribute__((vector_size(lanes * sizeof(double))));
typedef std::int64_t WideInteger __attribute__((vector_size(lanes * sizeof(std::int64_t))));

LIBPLAN_INLINE WideDouble wide(double value) { return WideDouble{} + value; }
LIBPLAN_INLINE WideDouble magnitude_of(WideDouble value) { return value < 0 ? -value : value; }
/// Of magnitudes below 2^51.
LIBPLAN_INLINE WideDouble floor_of(WideDouble value) {
    const WideDouble magic = wide(0x1.8p52);
    const WideDouble nearest = (value + magic) - magic;
    return nearest > value ? nearest - 1.0 : nearest;
}

class Wide {
public:
    using Number = WideDouble;
    using Input = WideDouble;
    using Bool = WideInteger;
    /// `off` is how far off a number can be where it is truncated. What is near to a whole number is taken for it.
    LIBPLAN_INLINE explicit Wide(double off) : off_(off) {}
    WideInteger doubt{};

    static LIBPLAN_INLINE Input input(double value) { return wide(value); }
    static LIBPLAN_INLINE Number read(Input value) { return value; }
    static LIBPLAN_INLINE Number add(Number a, Number b) { return a + b; }
    static LIBPLAN_INLINE Number subtract(Number a, Number b) { return a - b; }
    static LIBPLAN_INLINE Number multiply(Number a, Number b) { return a * b; }
    static LIBPLAN_INLINE Number divide(Number a, Number b) { return a / b; }
    static LIBPLAN_INLINE Bool compares(Comparison comparison, Input a, Input b) { return compared(comparison, a, b); }
    static LIBPLAN_INLINE Bool positive(Number a) { return a > 0; }
    static LIBPLAN_INLINE Number choose(Bool which, Number a, Number b) { return which ? a : b; }
    static LIBPLAN_INLINE Number minimum(Number a, Number b) { return a < b ? a : b; }
    static LIBPLAN_INLINE Number maximum(Number a, Number b) { return a > b ? a : b; }
    static LIBPLAN_INLINE Number pinned(double, Number result, double = 1) { return result; }
    LIBPLAN_INLINE Number truncate(Number a) {
        const Number size = magnitude_of(a);
        const Number below = floor_of(size + (off_ < 0.25 ? off_ : 0));  // of what may be whole, the whole number
        const Number rest = magnitude_of(size - below);
        if (off_ > 0) doubt |= (rest <= off_) | (rest >= 1 - off_);
        return a < 0 ? -below : below;
    }

private:
    double off_;
};

}  // namespace libplan
