// Everything that takes or gives vectors is inlined, so no calling convention can differ.
#pragma GCC diagnostic ignored "-Wpsabi"

#include "libplan/item_kernel.hpp"

#include <array>
#include <cstring>

#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/wide.hpp"

namespace libplan {

LIBPLAN_INLINE WideDouble load(const double* values, std::size_t count) {
    WideDouble loaded{};
    if (count == lanes)
        std::memcpy(&loaded, values, sizeof loaded);
    else
        for (std::size_t lane = 0; lane < count; ++lane) loaded[static_cast<int>(lane)] = values[lane];
    return loaded;
}

/// The columns of a block from one unit on, loaded where the rule reads them.
struct WideInputs {
    const double* const* columns;
    std::size_t at, count;
    LIBPLAN_INLINE WideDouble operator[](std::size_t input) const { return load(columns[input] + at, count); }
};
template <>
struct InputsOf<Wide> {
    using Type = WideInputs;
};

namespace {

constexpr std::size_t most_inputs = 32;

/// How the lanes in doubt are settled: there are none, by showing that their inputs have few decimals, or exactly.
enum class Doubts { none, few_decimals, exact };

/// What the error bound of a block says of rounding: numbers are scaled so that they are rounded to whole ones.
struct RoundingBound {
    double scale = 1;  ///< 10^places
    double unit = 1;   ///< millionths in a rounded step
    double off = 0;    ///< a scaled number is within this of exact
    double truncated = 0;
    bool usable = true;    ///< else every lane is in doubt
    bool settles = false;  ///< a number this near to an edge lies on it, if the inputs have few decimals
};

/// What the inputs of a lane in doubt must be a multiple of, for the lane to be settled by that.
constexpr int few_decimals = 4;
constexpr std::size_t doubles_in_a_line = 8;  // of the cache

template <class Rule>
Range bound_of(const Rule& rule, const ItemBlock& block, Bound& bound) {
    return unrounded(bound, rule, block.item.full, Inputs<Bound>(block.ranges));
}

/// Exact numbers with so many decimals lie so far apart that one within the error of an edge, itself such a number,
/// must be the edge.
bool tells_edges(double error, int decimals) {
    constexpr double steps[] = {1,    1e-1, 1e-2,  1e-3,  1e-4,  1e-5,  1e-6, 1e-7,
                                1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14};
    return decimals < static_cast<int>(std::size(steps)) && error < 0.25 * steps[decimals];
}

template <class Rule>
RoundingBound rounding_bound(const Rule& rule, const ItemBlock& block) {
    RoundingBound bound;
    bound.scale = static_cast<double>(powers_of_ten[block.places]);
    bound.unit = static_cast<double>(powers_of_ten[6 - block.places]);
    Bound of_rule;
    const Range range = bound_of(rule, block, of_rule);
    bound.truncated = of_rule.truncated;
    const bool whole = range.error == 0 && range.most * bound.scale < 0x1p51;
    bound.off = whole ? 0 : (range.error + range.most * ulp) * bound.scale * slack;
    bound.usable = range.most * 1e6 < 0x1p50 && bound.off < 0.25;
    bound.settles = tells_edges(bound.off / bound.scale, std::max(range.decimals, block.places + 1)) &&
                    tells_edges(bound.truncated, of_rule.truncated_decimals);
    return bound;
}

template <class Vector, class Element>
LIBPLAN_INLINE void store(const Vector& vector, Element* values, std::size_t count) {
    if (count == lanes)
        std::memcpy(values, &vector, sizeof vector);
    else
        for (std::size_t lane = 0; lane < count; ++lane) values[lane] = vector[static_cast<int>(lane)];
}

/// Scaled numbers rounded to whole ones, as if those within the error bound of an edge were on it; notes their lanes.
template <Rounding rounding>
LIBPLAN_INLINE WideDouble rounded(WideDouble scaled, double off, WideInteger& doubt) {
    const WideDouble size = magnitude_of(scaled);
    const WideDouble below = floor_of(size);
    const WideDouble rest = size - below;
    WideDouble whole = below;
    if constexpr (rounding == Rounding::half_up || rounding == Rounding::half_even) {
        whole = rest >= 0.5 - off ? below + 1.0 : below;
        const WideInteger tie = magnitude_of(rest - 0.5) <= off;
        if constexpr (rounding == Rounding::half_even) {
            const WideDouble half = below * 0.5;
            whole = tie & (floor_of(half) == half) ? below : whole;
        }
        if (off > 0) doubt |= tie;
    } else {
        whole = rounding == Rounding::up ? (rest > off ? below + 1.0 : below) : (rest >= 1 - off ? below + 1.0 : below);
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
    return unrounded(a, rule, block.item.full, WideInputs{block.inputs.data(), at, count});
}

/// Calls for whole vectors, then for what is left: in the loop the number of lanes is known.
template <class Step>
LIBPLAN_INLINE void for_lanes(std::size_t size, const Step& step) {
    std::size_t at = 0;
    for (; at + lanes <= size; at += lanes) step(at, std::size_t{lanes});
    if (at < size) step(at, size - at);
}

/// `units` and `doubts` hold nothing that the rule is read from.
template <Rounding rounding, class Rule>
LIBPLAN_INLINE WideInteger round_block(const Rule& rule, const ItemBlock& block, const RoundingBound& bound,
                                       std::int64_t* __restrict units, std::int64_t* __restrict doubts) {
    WideInteger any{};
    const double scale = bound.scale;
    const double unit = bound.unit;
    const double off = bound.off;
    const double truncated = bound.truncated;
    for_lanes(block.size, [&](std::size_t at, std::size_t count) LIBPLAN_INLINE_LAMBDA {
        Wide a(truncated);
        const WideDouble points = wide_points(a, rule, block, at, count);
        const WideDouble whole = rounded<rounding>(points * scale, off, a.doubt);
        store(integers(whole * unit), units + at, count);
        std::memcpy(doubts + at, &a.doubt, sizeof a.doubt);
        any |= a.doubt;
    });
    return any;
}

template <class Rule>
LIBPLAN_INLINE Doubts score_with(const Rule& rule, const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    const RoundingBound bound = rounding_bound(rule, block);
    if (!bound.usable) {
        std::fill_n(doubts, (block.size + lanes - 1) / lanes * lanes, std::int64_t{-1});
        return Doubts::exact;
    }
    WideInteger any{};
    switch (block.rounding) {
        case Rounding::half_up:
            any = round_block<Rounding::half_up>(rule, block, bound, units, doubts);
            break;
        case Rounding::half_even:
            any = round_block<Rounding::half_even>(rule, block, bound, units, doubts);
            break;
        case Rounding::truncate:
            any = round_block<Rounding::truncate>(rule, block, bound, units, doubts);
            break;
        case Rounding::up:
            any = round_block<Rounding::up>(rule, block, bound, units, doubts);
            break;
    }
    std::int64_t all = 0;
    for (int lane = 0; lane < lanes; ++lane) all |= any[lane];
    return all == 0 ? Doubts::none : bound.settles ? Doubts::few_decimals : Doubts::exact;
}

template <class Rule>
LIBPLAN_INLINE double values_with(const Rule& rule, const ItemBlock& block, double* points) {
    Bound bound;
    const Range range = bound_of(rule, block, bound);
    WideInteger doubt{};
    for_lanes(block.size, [&](std::size_t at, std::size_t count) LIBPLAN_INLINE_LAMBDA {
        Wide a(bound.truncated);
        store(wide_points(a, rule, block, at, count), points + at, count);
        doubt |= a.doubt;
    });
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
    LIBPLAN_INLINE Doubts operator()(const Rule& rule) const {
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

/// Meanwhile the processor fetches what is looked at next, from `next` on: it does not foresee another column.
LIBPLAN_INLINE Range look_at(std::span<const double> values, const double* next, bool& known) {
    const WideDouble nothing{};
    const WideDouble infinite = wide(std::numeric_limits<double>::infinity());
    WideDouble most = nothing;
    WideDouble least = infinite;
    WideInteger parts{};
    WideInteger unknown{};
    for_lanes(values.size(), [&](std::size_t at, std::size_t count) LIBPLAN_INLINE_LAMBDA {
        if (at % doubles_in_a_line == 0) __builtin_prefetch(next + at);
        const WideDouble value = load(values.data() + at, count);
        const WideDouble size = magnitude_of(value);
        most = size > most ? size : most;
        least = (size > 0) & (size < least) ? size : least;
        parts |= (value == value) & ((size >= 0x1p51) | (floor_of(size) != size));
        unknown |= value != value;
    });
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
    range.decimals = all_parts == 0 ? 0 : few_decimals;  // shown where it matters, lane by lane
    known = known && all_unknown == 0;
    return range;
}

struct Kernel {
    Doubts (*score)(const ItemBlock&, std::int64_t*, std::int64_t*);
    Range (*look)(std::span<const double>, const double*, bool&);
};

Range look_plain(std::span<const double> values, const double* next, bool& known) {
    return look_at(values, next, known);
}
Doubts score_plain(const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    return for_rule(block.item.rule, ScoreWork{block, units, doubts});
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
[[gnu::target("avx2")]] Doubts score_avx2(const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    return for_rule(block.item.rule, ScoreWork{block, units, doubts});
}
[[gnu::target("avx2")]] Range look_avx2(std::span<const double> values, const double* next, bool& known) {
    return look_at(values, next, known);
}
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

namespace {

/// Settles one unit whose rounding is in doubt: what the vectors made of it holds if its inputs have few decimals.
void settle(const ItemBlock& block, std::size_t unit, bool few_settle, std::int64_t* units) {
    std::array<double, most_inputs> inputs{};
    bool known = true;
    bool few = few_settle;
    for (std::size_t i = 0; i < block.inputs.size(); ++i) {
        inputs[i] = block.inputs[i][unit];
        known = known && !std::isnan(inputs[i]);
        few = few && whole_at(inputs[i], static_cast<double>(powers_of_ten[few_decimals]));
    }
    if (few || !known) return;
    const std::span<const double> row(inputs.data(), block.inputs.size());
    units[unit] = points_of(block.item, row, block.places, block.rounding).units;
}

}  // namespace

void score_block(const ItemBlock& block, std::int64_t* units, std::int64_t* doubts) {
    const Doubts settled = kernel().score(block, units, doubts);
    if (settled == Doubts::none) return;
    for (std::size_t at = 0; at < block.size; at += lanes) {
        static_assert(lanes == 4);
        if ((doubts[at] | doubts[at + 1] | doubts[at + 2] | doubts[at + 3]) == 0) continue;
        for (std::size_t unit = at; unit < std::min(at + lanes, block.size); ++unit)
            if (doubts[unit] != 0) settle(block, unit, settled == Doubts::few_decimals, units);
    }
}

double value_block(const ItemBlock& block, double* points) {
    return for_rule(block.item.rule, ValueWork{block, points});
}

Range range_of(std::span<const double> values, const double* next, bool& known) {
    return kernel().look(values, next, known);
}

}  // namespace libplan
