#pragma once
// Private: several units at once in plain doubles; notes the lanes whose rounding the error bound leaves in doubt. The
// operators on vectors are GCC's and Clang's own, so that one text serves every width of vector a processor has; what
// they express badly is told apart here, operation by operation, with the same result in every bit.
#include "libplan/arithmetic.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define LIBPLAN_X86 1
#include <immintrin.h>  // declares the builtins
#endif

namespace libplan {

struct TwoVectors {
    static constexpr int lanes = 2;
    typedef double Double __attribute__((vector_size(lanes * sizeof(double))));
    typedef std::uint64_t Integer __attribute__((vector_size(lanes * sizeof(std::uint64_t))));
    typedef std::int64_t Mask __attribute__((vector_size(lanes * sizeof(std::int64_t))));
};
struct FourVectors {
    static constexpr int lanes = 4;
    typedef double Double __attribute__((vector_size(lanes * sizeof(double))));
    typedef std::uint64_t Integer __attribute__((vector_size(lanes * sizeof(std::uint64_t))));
    typedef std::int64_t Mask __attribute__((vector_size(lanes * sizeof(std::int64_t))));
};

/// What vectors of any width hold: numbers that lie one after the other, and of doubles the sign, their highest bit.
template <class Vectors>
struct Held : Vectors {
    using typename Vectors::Double;
    using typename Vectors::Integer;

    static LIBPLAN_INLINE Double load(const double* from) {
        Double values;
        std::memcpy(&values, from, sizeof values);
        return values;
    }
    static LIBPLAN_INLINE Integer load(const std::int64_t* from) {
        Integer values;
        std::memcpy(&values, from, sizeof values);
        return values;
    }
    static LIBPLAN_INLINE void store(double* to, const Double& values) { std::memcpy(to, &values, sizeof values); }
    static LIBPLAN_INLINE void store(std::int64_t* to, const Integer& values) {
        std::memcpy(to, &values, sizeof values);
    }
    static LIBPLAN_INLINE Double magnitude(const Double& value) {
        return reinterpret_cast<Double>(reinterpret_cast<Integer>(value) & ~sign());
    }
    /// A magnitude with the sign of another number.
    static LIBPLAN_INLINE Double signed_as(const Double& magnitude, const Double& other) {
        return reinterpret_cast<Double>(reinterpret_cast<Integer>(magnitude) |
                                        (reinterpret_cast<Integer>(other) & sign()));
    }

private:
    static LIBPLAN_INLINE Integer sign() { return Integer{} + (std::uint64_t{1} << 63); }
};

/// Lanes of any processor.
template <class Vectors>
struct PortableLanes : Held<Vectors> {
    using typename Vectors::Double;
    using typename Vectors::Integer;
    using typename Vectors::Mask;
    using Vectors::lanes;

    static LIBPLAN_INLINE Double wide(double value) { return value - Double{}; }
    static LIBPLAN_INLINE Mask compared(Comparison comparison, const Double& a, const Double& b) {
        return libplan::compared(comparison, a, b);
    }
    static LIBPLAN_INLINE Double choose(const Mask& which, const Double& a, const Double& b) { return which ? a : b; }
    static LIBPLAN_INLINE Double minimum(const Double& a, const Double& b) { return a < b ? a : b; }
    static LIBPLAN_INLINE Double maximum(const Double& a, const Double& b) { return a > b ? a : b; }
    /// Of magnitudes below 2^51.
    static LIBPLAN_INLINE Double nearest(const Double& value) {
        const Double magic = Double{} + 0x1.8p52;
        return (value + magic) - magic;
    }
    static LIBPLAN_INLINE Double floor(const Double& value) {
        const Double whole = nearest(value);
        return whole > value ? whole - 1.0 : whole;
    }
    /// Of whole numbers below 2^51.
    static LIBPLAN_INLINE Integer integers(const Double& whole) {
        const Double magic = Double{} + 0x1.8p52;
        return reinterpret_cast<Integer>(whole + magic) - reinterpret_cast<Integer>(magic);
    }
    /// To a place that vectors of this width can begin at.
    static LIBPLAN_INLINE void stream(std::int64_t* to, const Integer& values) { Held<Vectors>::store(to, values); }
    /// A bit for each lane, the first lane's lowest.
    static LIBPLAN_INLINE unsigned bits(const Mask& mask) {
        unsigned set = 0;
        for (int lane = 0; lane < lanes; ++lane) set |= static_cast<unsigned>(mask[lane]) & 1U << lane;
        return set;
    }
};

#ifdef LIBPLAN_X86
typedef double TwoDoubles __attribute__((vector_size(2 * sizeof(double))));

struct Avx2Lanes : PortableLanes<FourVectors> {
    static LIBPLAN_INLINE Double wide(double value) {
        return __builtin_ia32_vbroadcastsd_pd256(TwoDoubles{value, value});
    }
    static LIBPLAN_INLINE Double nearest(const Double& value) { return __builtin_ia32_roundpd256(value, 8); }
    static LIBPLAN_INLINE Double floor(const Double& value) { return __builtin_ia32_roundpd256(value, 9); }
    static LIBPLAN_INLINE void stream(std::int64_t* to, const Integer& values) {
        typedef long long Signed __attribute__((vector_size(sizeof(Integer))));
        __builtin_ia32_movntdq256(reinterpret_cast<Signed*>(to), reinterpret_cast<Signed>(values));
    }
    static LIBPLAN_INLINE unsigned bits(const Mask& mask) {
        return static_cast<unsigned>(__builtin_ia32_movmskpd256(reinterpret_cast<Double>(mask)));
    }
};

/// Twice the lanes, so that what is done once for all lanes is done half as often.
template <class Half>
struct PairedLanes {
    static constexpr int lanes = 2 * Half::lanes;
    struct Double {
        typename Half::Double low, high;
        LIBPLAN_INLINE double operator[](int lane) const {
            return lane < Half::lanes ? low[lane] : high[lane - Half::lanes];
        }
        friend LIBPLAN_INLINE Double operator+(const Double& a, const Double& b) {
            return {a.low + b.low, a.high + b.high};
        }
        friend LIBPLAN_INLINE Double operator-(const Double& a, const Double& b) {
            return {a.low - b.low, a.high - b.high};
        }
        friend LIBPLAN_INLINE Double operator*(const Double& a, const Double& b) {
            return {a.low * b.low, a.high * b.high};
        }
        friend LIBPLAN_INLINE Double operator/(const Double& a, const Double& b) {
            return {a.low / b.low, a.high / b.high};
        }
    };
    struct Integer {
        typename Half::Integer low, high;
        LIBPLAN_INLINE Integer& operator+=(const Integer& other) {
            low += other.low;
            high += other.high;
            return *this;
        }
    };
    struct Mask {
        typename Half::Mask low, high;
        friend LIBPLAN_INLINE Mask operator|(const Mask& a, const Mask& b) { return {a.low | b.low, a.high | b.high}; }
        friend LIBPLAN_INLINE Mask operator&(const Mask& a, const Mask& b) { return {a.low & b.low, a.high & b.high}; }
        friend LIBPLAN_INLINE Mask operator~(const Mask& a) { return {~a.low, ~a.high}; }
        LIBPLAN_INLINE Mask& operator|=(const Mask& other) { return *this = *this | other; }
    };

    static LIBPLAN_INLINE Double load(const double* from) { return {Half::load(from), Half::load(from + Half::lanes)}; }
    static LIBPLAN_INLINE Integer load(const std::int64_t* from) {
        return {Half::load(from), Half::load(from + Half::lanes)};
    }
    static LIBPLAN_INLINE void store(double* to, const Double& values) {
        Half::store(to, values.low);
        Half::store(to + Half::lanes, values.high);
    }
    static LIBPLAN_INLINE void store(std::int64_t* to, const Integer& values) {
        Half::store(to, values.low);
        Half::store(to + Half::lanes, values.high);
    }
    static LIBPLAN_INLINE Double wide(double value) { return {Half::wide(value), Half::wide(value)}; }
    static LIBPLAN_INLINE Mask compared(Comparison comparison, const Double& a, const Double& b) {
        return {Half::compared(comparison, a.low, b.low), Half::compared(comparison, a.high, b.high)};
    }
    static LIBPLAN_INLINE Double choose(const Mask& which, const Double& a, const Double& b) {
        return {Half::choose(which.low, a.low, b.low), Half::choose(which.high, a.high, b.high)};
    }
    static LIBPLAN_INLINE Double minimum(const Double& a, const Double& b) {
        return {Half::minimum(a.low, b.low), Half::minimum(a.high, b.high)};
    }
    static LIBPLAN_INLINE Double maximum(const Double& a, const Double& b) {
        return {Half::maximum(a.low, b.low), Half::maximum(a.high, b.high)};
    }
    static LIBPLAN_INLINE Double magnitude(const Double& value) {
        return {Half::magnitude(value.low), Half::magnitude(value.high)};
    }
    static LIBPLAN_INLINE Double signed_as(const Double& magnitude, const Double& other) {
        return {Half::signed_as(magnitude.low, other.low), Half::signed_as(magnitude.high, other.high)};
    }
    static LIBPLAN_INLINE Double nearest(const Double& value) {
        return {Half::nearest(value.low), Half::nearest(value.high)};
    }
    static LIBPLAN_INLINE Double floor(const Double& value) {
        return {Half::floor(value.low), Half::floor(value.high)};
    }
    static LIBPLAN_INLINE Integer integers(const Double& whole) {
        return {Half::integers(whole.low), Half::integers(whole.high)};
    }
    static LIBPLAN_INLINE void stream(std::int64_t* to, const Integer& values) {
        Half::stream(to, values.low);
        Half::stream(to + Half::lanes, values.high);
    }
    static LIBPLAN_INLINE unsigned bits(const Mask& mask) {
        return Half::bits(mask.low) | Half::bits(mask.high) << Half::lanes;
    }
};

struct EightVectors {
    static constexpr int lanes = 8;
    typedef double Double __attribute__((vector_size(lanes * sizeof(double))));
    typedef std::uint64_t Integer __attribute__((vector_size(lanes * sizeof(std::uint64_t))));
};

/// Masks of AVX-512 are bits in registers of their own, which the operators on vectors do not know.
struct Avx512Lanes : Held<EightVectors> {
    struct Mask {
        std::uint8_t held = 0;
        friend LIBPLAN_INLINE Mask operator|(Mask a, Mask b) { return {static_cast<std::uint8_t>(a.held | b.held)}; }
        friend LIBPLAN_INLINE Mask operator&(Mask a, Mask b) { return {static_cast<std::uint8_t>(a.held & b.held)}; }
        friend LIBPLAN_INLINE Mask operator~(Mask a) { return {static_cast<std::uint8_t>(~a.held)}; }
        LIBPLAN_INLINE Mask& operator|=(Mask other) { return *this = *this | other; }
    };

    static LIBPLAN_INLINE Double wide(double value) {
        return __builtin_ia32_broadcastsd512(TwoDoubles{value, value}, Double{}, all);
    }
    static LIBPLAN_INLINE Mask compared(Comparison comparison, const Double& a, const Double& b) {
        switch (comparison) {
            case Comparison::at_least:
                return {__builtin_ia32_cmppd512_mask(a, b, _CMP_GE_OS, all, current)};
            case Comparison::at_most:
                return {__builtin_ia32_cmppd512_mask(a, b, _CMP_LE_OS, all, current)};
            case Comparison::above:
                return {__builtin_ia32_cmppd512_mask(a, b, _CMP_GT_OS, all, current)};
            case Comparison::below:
                return {__builtin_ia32_cmppd512_mask(a, b, _CMP_LT_OS, all, current)};
            case Comparison::equals:
                break;
        }
        return {__builtin_ia32_cmppd512_mask(a, b, _CMP_EQ_OQ, all, current)};
    }
    static LIBPLAN_INLINE Double choose(Mask which, const Double& a, const Double& b) {
        return __builtin_ia32_blendmpd_512_mask(b, a, which.held);
    }
    static LIBPLAN_INLINE Double minimum(const Double& a, const Double& b) {
        return __builtin_ia32_minpd512_mask(a, b, Double{}, all, current);
    }
    static LIBPLAN_INLINE Double maximum(const Double& a, const Double& b) {
        return __builtin_ia32_maxpd512_mask(a, b, Double{}, all, current);
    }
    static LIBPLAN_INLINE Double nearest(const Double& value) {
        return __builtin_ia32_rndscalepd_mask(value, 8, value, all, current);
    }
    static LIBPLAN_INLINE Double floor(const Double& value) {
        return __builtin_ia32_rndscalepd_mask(value, 9, value, all, current);
    }
    static LIBPLAN_INLINE Integer integers(const Double& whole) {
        typedef long long Signed __attribute__((vector_size(sizeof(Integer))));
        return reinterpret_cast<Integer>(__builtin_ia32_cvtpd2qq512_mask(whole, Signed{}, all, current));
    }
    static LIBPLAN_INLINE void stream(std::int64_t* to, const Integer& values) {
        typedef long long Signed __attribute__((vector_size(sizeof(Integer))));
        __builtin_ia32_movntdq512(reinterpret_cast<Signed*>(to), reinterpret_cast<Signed>(values));
    }
    static LIBPLAN_INLINE unsigned bits(Mask mask) { return mask.held; }

private:
    static constexpr std::uint8_t all = 0xff;
    static constexpr int current = _MM_FROUND_CUR_DIRECTION;
};
#endif

/// What is computed lane by lane with any of the above.
template <class Lanes>
struct WideMath : Lanes {
    using typename Lanes::Double;
    using typename Lanes::Mask;

    static LIBPLAN_INLINE Mask at_least(const Double& a, const Double& b) {
        return Lanes::compared(Comparison::at_least, a, b);
    }
    static LIBPLAN_INLINE Mask at_most(const Double& a, const Double& b) {
        return Lanes::compared(Comparison::at_most, a, b);
    }
    static LIBPLAN_INLINE Mask above(const Double& a, const Double& b) {
        return Lanes::compared(Comparison::above, a, b);
    }
    static LIBPLAN_INLINE Mask below(const Double& a, const Double& b) {
        return Lanes::compared(Comparison::below, a, b);
    }
    static LIBPLAN_INLINE Mask equal(const Double& a, const Double& b) {
        return Lanes::compared(Comparison::equals, a, b);
    }
};

template <class Lanes>
class Wide {
public:
    using Math = WideMath<Lanes>;
    using Number = typename Math::Double;
    using Input = Number;
    using Bool = typename Math::Mask;
    /// `off` is how far off a number can be of which whole steps are taken. What is near to a whole number is taken for
    /// it.
    LIBPLAN_INLINE explicit Wide(double off) : off_(off) {}
    Bool doubt{};

    static LIBPLAN_INLINE Input input(double value) { return Math::wide(value); }
    static LIBPLAN_INLINE Number read(const Input& value) { return value; }
    static LIBPLAN_INLINE Number add(const Number& a, const Number& b) { return a + b; }
    static LIBPLAN_INLINE Number subtract(const Number& a, const Number& b) { return a - b; }
    static LIBPLAN_INLINE Number multiply(const Number& a, const Number& b) { return a * b; }
    static LIBPLAN_INLINE Number divide(const Number& a, const Number& b) { return a / b; }
    static LIBPLAN_INLINE Bool compares(Comparison comparison, const Input& a, const Input& b) {
        return Math::compared(comparison, a, b);
    }
    static LIBPLAN_INLINE Bool positive(const Number& a) { return Math::above(a, Number{}); }
    static LIBPLAN_INLINE Number choose(const Bool& which, const Number& a, const Number& b) {
        return Math::choose(which, a, b);
    }
    static LIBPLAN_INLINE Number minimum(const Number& a, const Number& b) { return Math::minimum(a, b); }
    static LIBPLAN_INLINE Number maximum(const Number& a, const Number& b) { return Math::maximum(a, b); }
    static LIBPLAN_INLINE Number pinned(double, const Number& result, double = 1) { return result; }
    LIBPLAN_INLINE Number whole(const Number& a, bool begun) {
        const Number size = Math::magnitude(a);
        // Of what may be whole, the whole number.
        const double near = off_ < 0.25 ? off_ : 0;
        const Number below = Math::floor(size + Math::wide(near));
        const Number rest = Math::magnitude(size - below);
        if (off_ > 0) doubt = Math::at_most(rest, Math::wide(off_)) | Math::at_least(rest, Math::wide(1 - off_));
        if (!begun) return Math::signed_as(below, a);
        return Math::signed_as(Math::choose(Math::above(rest, Math::wide(near)), below + Math::wide(1), below), a);
    }

private:
    double off_;
};

}  // namespace libplan
