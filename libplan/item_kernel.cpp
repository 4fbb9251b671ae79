// Everything that takes or gives vectors is inlined, so no calling convention can differ.
#pragma GCC diagnostic ignored "-Wpsabi"

#include "libplan/item_kernel.hpp"

#include <array>
#include <cstring>

#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/wide.hpp"

namespace libplan {
namespace {

constexpr std::size_t most_inputs = 32;

/// What the error bound of a block says of rounding: numbers are scaled so that they are rounded to whole ones.
struct RoundingBound {
    double scale = 1;  ///< 10^places
    double unit = 1;   ///< millionths in a rounded step
    double off = 0;    ///< a scaled number is within this of exact
    double truncated = 0;
    bool usable = true;  ///< else every lane is in doubt
};

template <class Rule>
Range bound_of(const Rule& rule, const ItemBlock& block, double& truncated) {
    Bound bound;
    const Range range = unrounded(bound, rule, block.item.full, Inputs<Bound>(block.ranges));
    truncated = bound.truncated;
    return range;
}

template <class Rule>
RoundingBound rounding_bound(const Rule& rule, const ItemBlock& block) {
    RoundingBound bound;
    bound.scale = static_cast<double>(powers_of_ten[block.places]);
    bound.unit = static_cast<double>(powers_of_ten[6 - block.places]);
    const Range range = bound_of(rule, block, bound.truncated);
    const bool whole = range.error == 0 && range.most * bound.scale < 0x1p51;
    bound.off = whole ? 0 : (range.error + range.most * ulp) * bound.scale * slack;
    bound.usable = range.most * 1e6 < 0x1p50 && bound.off < 0.25;
    return bound;
}

LIBPLAN_INLINE WideDouble load(const double* values, std::size_t count) {
    WideDouble loaded{};
    if (count == lanes)
        std::memcpy(&loaded, values, sizeof loaded);
    else
        for (std::size_t lane = 0; lane < count; ++lane) loaded[static_cast<int>(lane)] = values[lane];
    return loaded;
}

template <class Vector, class Element>
LIBPLAN_INLINE void store(const Vector& vector, Element* values, std::size_t count) {
    if (count == lanes)
        std::memcpy(values, &vector, sizeof vector);
    else
        for (std::size_t lane = 0; lane < count; ++lane) values[lane] = vector[static_cast<int>(lane)];
}

/// Scaled numbers rounded to whole ones; notes the lanes that lie within the error bound of an edge.
LIBPLAN_INLINE WideDouble rounded(WideDouble scaled, Rounding rounding, double off, WideInteger& doubt) {
    const WideDouble size = magnitude_of(scaled);
    const WideDouble below = floor_of(size);
    const WideDouble rest = size - below;
    WideDouble whole = below;
    if (rounding == Rounding::half_up || rounding == Rounding::half_even) {
        whole = rest >= 0.5 ? below + 1.0 : below;
        if (off > 0 || rounding == Rounding::half_even) doubt |= magnitude_of(rest - 0.5) <= off;
    } else {
        if (rounding == Rounding::up) whole = rest > 0 ? below + 1.0 : below;
        if (off > 0) doubt |= (rest <= off) | (rest >= 1 - off);
    }
    return scaled < 0 ? -whole : whole;
}

/// Whole numbers below 2^51 as integers.
LIBPLAN_INLINE WideInteger integers(WideDouble whole) {
    const WideDouble magic = wide(0x1.8p52);
    WideDouble shifted = whole + magic;
    WideInteger bits;
    WideInteger zero;
    std::memcpy(&bits, &shifted, sizeof bits);
    std::memcpy(&zero, &magic, sizeof zero);
    return bits - zero;
}

template <class Rule>
LIBPLAN_INLINE WideDouble wide_points(Wide& a, const Rule& rule, const ItemBlock& block, std::size_t at,
                                      std::size_t count) {
    std::array<WideDouble, most_inputs> inputs;
    for (std::size_t i = 0; i < block.inputs.size(); ++i) inputs[i] = load(block.inputs[i] + at, count);
    return unrounded(a, rule, block.item.full, Inputs<Wide>(inputs.data(), block.inputs.size()));
}

template <class Rule>
LIBPLAN_INLINE bool score_with(const Rule& rule, const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    const RoundingBound bound = rounding_bound(rule, block);
    if (!bound.usable) {
        std::fill_n(doubts, block.size, std::int64_t{-1});
        return true;
    }
    WideInteger any{};
    for (std::size_t at = 0; at < block.size; at += lanes) {
        const std::size_t count = std::min<std::size_t>(lanes, block.size - at);
        Wide a(bound.truncated);
        const WideDouble points = wide_points(a, rule, block, at, count);
        const WideDouble whole = rounded(points * bound.scale, block.rounding, bound.off, a.doubt);
        const WideInteger scored = integers(whole * bound.unit);
        store(scored, units + at, count);
        std::memcpy(doubts + at, &a.doubt, sizeof a.doubt);
        any |= a.doubt;
    }
    std::int64_t all = 0;
    for (int lane = 0; lane < lanes; ++lane) all |= any[lane];
    return all != 0;
}

template <class Rule>
LIBPLAN_INLINE double values_with(const Rule& rule, const ItemBlock& block, double* points) {
    double truncated = 0;
    const Range range = bound_of(rule, block, truncated);
    WideInteger doubt{};
    for (std::size_t at = 0; at < block.size; at += lanes) {
        const std::size_t count = std::min<std::size_t>(lanes, block.size - at);
        Wide a(truncated);
        const WideDouble value = wide_points(a, rule, block, at, count);
        store(value, points + at, count);
        doubt |= a.doubt;
    }
    // A truncation in doubt leaves a whole step in doubt.
    for (int lane = 0; lane < lanes; ++lane)
        if (doubt[lane]) return std::numeric_limits<double>::infinity();
    return range.error;
}

// The same code for each width of vector the processor may have. All of it is inlined here, so that no digit can come
// from code compiled for another; std::visit would call through a table.
template <class Work>
LIBPLAN_INLINE auto for_rule(const Rule& rule, const Work& work) {
    switch (rule.index()) {
        case 0:
            return work(*std::get_if<0>(&rule));
        case 1:
            return work(*std::get_if<1>(&rule));
        case 2:
            return work(*std::get_if<2>(&rule));
        case 3:
            return work(*std::get_if<3>(&rule));
        case 4:
            return work(*std::get_if<4>(&rule));
        default:
            break;
    }
    static_assert(std::variant_size_v<Rule> == 6);
    return work(*std::get_if<5>(&rule));
}

struct ScoreWork {
    const ItemBlock& block;
    std::int64_t* units;
    std::int64_t* doubts;
    template <class Rule>
    LIBPLAN_INLINE bool operator()(const Rule& rule) const {
        return score_with(rule, block, units, doubts);
    }
};
struct ValueWork {
    const ItemBlock& block;
    double* points;
    template <class Rule>
    LIBPLAN_INLINE double operator()(const Rule& rule) const {
        return values_with(rule, block, points);
    }
};

LIBPLAN_INLINE Range look_at(std::span<const double> values, bool& known) {
    const WideDouble nothing{};
    const WideDouble infinite = wide(std::numeric_limits<double>::infinity());
    WideDouble most = nothing;
    WideDouble least = infinite;
    WideInteger parts{};
    WideInteger unknown{};
    for (std::size_t at = 0; at < values.size(); at += lanes) {
        const WideDouble value = load(values.data() + at, std::min<std::size_t>(lanes, values.size() - at));
        const WideDouble size = magnitude_of(value);
        most = size > most ? size : most;
        least = (size > 0) & (size < least) ? size : least;
        parts |= (value == value) & ((size >= 0x1p51) | (floor_of(size) != size));
        unknown |= value != value;
    }
    Range range{0, infinite[0], 0};
    std::int64_t all_parts = 0;
    std::int64_t all_unknown = 0;
    for (int lane = 0; lane < lanes; ++lane) {
        range.most = std::max(range.most, most[lane]);
        range.least = std::min(range.least, least[lane]);
        all_parts |= parts[lane];
        all_unknown |= unknown[lane];
    }
    if (std::isinf(range.least)) range.least = 0;
    if (all_parts != 0) range.error = range.most * ulp;
    known = known && all_unknown == 0;
    return range;
}

struct Kernel {
    bool (*score)(const ItemBlock&, std::int64_t*, std::int64_t*);
    Range (*look)(std::span<const double>, bool&);
};

Range look_plain(std::span<const double> values, bool& known) { return look_at(values, known); }
bool score_plain(const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    return for_rule(block.item.rule, ScoreWork{block, units, doubts});
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
[[gnu::target("avx2")]] bool score_avx2(const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    return for_rule(block.item.rule, ScoreWork{block, units, doubts});
}
[[gnu::target("avx2")]] Range look_avx2(std::span<const double> values, bool& known) { return look_at(values, known); }
Kernel widest() {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2")) return {score_avx2, look_avx2};
    return {score_plain, look_plain};
}
#else
Kernel widest() { return {score_plain, look_plain}; }
#endif

const Kernel& kernel() {
    static const Kernel chosen = widest();
    return chosen;
}

}  // namespace

void score_block(const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    if (!kernel().score(block, units, doubts)) return;
    std::array<double, most_inputs> inputs{};
    for (std::size_t unit = 0; unit < block.size; ++unit) {
        if (doubts[unit] == 0) continue;
        bool known = true;
        for (std::size_t i = 0; i < block.inputs.size(); ++i) {
            inputs[i] = block.inputs[i][unit];
            known = known && !std::isnan(inputs[i]);
        }
        const std::span<const double> row(inputs.data(), block.inputs.size());
        if (known) units[unit] = points_of(block.item, row, block.places, block.rounding).units;
    }
}

double value_block(const ItemBlock& block, double* points) {
    return for_rule(block.item.rule, ValueWork{block, points});
}

Range range_of(std::span<const double> values, bool& known) { return kernel().look(values, known); }

}  // namespace libplan
