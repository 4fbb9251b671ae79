// Everything that takes or gives vectors is inlined, so no calling convention can differ.
#pragma GCC diagnostic ignored "-Wpsabi"

#include "libplan/item_kernel.hpp"

#include <array>
#include <cstring>

#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/wide.hpp"

namespace libplan {

/// The columns of a block from one unit on, loaded where the rule reads them; notes the lanes whose values lie outside
/// the ranges that are taken for granted.
template <class Lanes>
struct WideInputs {
    using Math = WideMath<Lanes>;
    const double* const* columns;
    const Range* ranges;
    bool divides;  ///< the rule divides by its second input
    std::size_t at;
    typename Math::Mask& outside;
    LIBPLAN_INLINE typename Math::Double operator[](std::size_t input) const {
        const typename Math::Double loaded = Math::load(columns[input] + at);
        const typename Math::Double size = Math::magnitude(loaded);
        outside |= ~Math::at_most(size, Math::wide(ranges[input].most));  // NaN is not at most anything
        if (divides && input == 1)
            outside |= Math::above(size, Math::wide(0)) & Math::below(size, Math::wide(ranges[input].least));
        return loaded;
    }
};
template <class Lanes>
struct InputsOf<Wide<Lanes>> {
    using Type = WideInputs<Lanes>;
};

namespace {

/// What the inputs of a unit in doubt must be a multiple of, for it to be settled by that.
constexpr int few_decimals = 4;
constexpr std::size_t doubles_in_a_line = 8;  // of the cache

/// Exact numbers with so many decimals lie so far apart that one within the error of an edge, itself such a number,
/// must be the edge.
bool tells_edges(double error, int decimals) {
    constexpr double steps[] = {1,    1e-1, 1e-2,  1e-3,  1e-4,  1e-5,  1e-6, 1e-7,
                                1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14};
    return decimals < static_cast<int>(std::size(steps)) && error < 0.25 * steps[decimals];
}

// ---- points ----

/// Bands as vectors read them.
struct Lines {
    std::span<const BandLine> lines;
    bool interpolated;
};

template <class Lanes>
LIBPLAN_INLINE typename WideMath<Lanes>::Double unrounded(Wide<Lanes>&, const Lines& bands, double,
                                                          const WideInputs<Lanes>& inputs) {
    using Math = WideMath<Lanes>;
    const auto value = inputs[0];
    auto points = Math::wide(bands.lines[0].points);
    if (!bands.interpolated) {
        for (const BandLine& line : bands.lines.subspan(1))
            points = Math::choose(Math::at_least(value, Math::wide(line.from)), Math::wide(line.points), points);
        return points;
    }
    auto start = Math::wide(bands.lines[0].start);
    auto slope = Math::wide(bands.lines[0].slope);
    for (const BandLine& line : bands.lines.subspan(1)) {
        const auto here = Math::at_least(value, Math::wide(line.from));
        points = Math::choose(here, Math::wide(line.points), points);
        start = Math::choose(here, Math::wide(line.start), start);
        slope = Math::choose(here, Math::wide(line.slope), slope);
    }
    return points + slope * (value - start);
}

/// Where whole groups of lanes are read: in the columns, then what is left in copies of their ends.
struct Run {
    const double* const* columns;
    std::size_t first, size;
};

/// Points before rounding, in a room that is seen to hold nothing the rule is read from: its numbers stay in registers.
template <class Lanes>
struct Values {
    alignas(sizeof(typename Lanes::Double)) std::array<double, largest_block> points;
    std::array<std::uint8_t, largest_block / Lanes::lanes + 1>
        doubts;  ///< where it is not clear how many steps are whole; only of rules that count steps
    bool inside, steps_in_doubt;
};

template <class Lanes, class Rule>
LIBPLAN_INLINE void value_with(const Rule& rule, const ItemBlock& block, Values<Lanes>& values) {
    using Math = WideMath<Lanes>;
    constexpr std::size_t lanes = Lanes::lanes;
    const std::size_t whole = block.size / lanes * lanes;
    std::array<std::array<double, lanes>, most_inputs> ends;
    std::array<const double*, most_inputs> end_columns;
    if (whole < block.size)
        for (std::size_t i = 0; i < block.inputs.size(); ++i) {
            ends[i].fill(0);
            std::memcpy(ends[i].data(), block.inputs[i] + whole, (block.size - whole) * sizeof(double));
            end_columns[i] = ends[i].data();
        }
    const Run runs[] = {{block.inputs.data(), 0, whole},
                        {end_columns.data(), whole, (block.size - whole + lanes - 1) / lanes * lanes}};
    const double full = block.item.full;
    const double steps_error = block.bound.steps;
    constexpr bool has_steps = std::is_same_v<Rule, PerUnitRule>;
    typename Math::Mask outside{};
    typename Math::Mask in_doubt{};
    for (const Run& run : runs)
        for (std::size_t at = 0; at < run.size; at += lanes) {
            if (at % doubles_in_a_line == 0)
                for (const double* next : block.next) __builtin_prefetch(next + at);
            Wide<Lanes> a(steps_error);
            const typename Math::Double points = unrounded(
                a, rule, full,
                WideInputs<Lanes>{run.columns, block.ranges.data(), std::is_same_v<Rule, ShareRule>, at, outside});
            Math::store(&values.points[run.first + at], points);
            if constexpr (has_steps) {
                in_doubt |= a.doubt;
                values.doubts[(run.first + at) / lanes] = static_cast<std::uint8_t>(Math::bits(a.doubt));
            }
        }
    values.inside = Math::bits(outside) == 0;
    values.steps_in_doubt = Math::bits(in_doubt) != 0;
}

// The same code for each width of vector the processor may have. All of it is inlined here, so that no digit can come
// from code compiled for another; std::visit would call through a table.
template <class Lanes>
LIBPLAN_INLINE void value(const ItemBlock& block, Values<Lanes>& values) {
    const Rule& rule = block.item.rule;
    switch (rule.index()) {
        case 0:
            return value_with<Lanes>(*std::get_if<0>(&rule), block, values);
        case 1:
            return value_with<Lanes>(*std::get_if<1>(&rule), block, values);
        case 2:
            return value_with<Lanes>(*std::get_if<2>(&rule), block, values);
        case 3:
            return value_with<Lanes>(*std::get_if<3>(&rule), block, values);
        case 4:
            return value_with<Lanes>(Lines{block.bands, std::get_if<4>(&rule)->interpolate}, block, values);
        default:
            break;
    }
    static_assert(std::variant_size_v<Rule> == 6);
    return value_with<Lanes>(*std::get_if<5>(&rule), block, values);
}

// ---- rounding ----

/// Scaled numbers rounded to whole ones, as if those within the error bound of an edge were on it; notes their lanes.
template <class Math, Rounding rounding>
LIBPLAN_INLINE typename Math::Double rounded(const typename Math::Double& scaled, double off,
                                             typename Math::Mask& doubt) {
    using Double = typename Math::Double;
    const Double size = Math::magnitude(scaled);
    if constexpr (rounding == Rounding::half_up) {
        const Double whole = Math::floor(size + Math::wide(0.5 + off));
        doubt = Math::at_least(whole - size, Math::wide(0.5 - off));
        return Math::signed_as(whole, scaled);
    }
    const Double below = Math::floor(size);
    const Double rest = size - below;
    Double whole;
    if constexpr (rounding == Rounding::half_even) {
        const auto tie = Math::at_most(Math::magnitude(rest - Math::wide(0.5)), Math::wide(off));
        whole = Math::choose(Math::at_least(rest, Math::wide(0.5 - off)), below + Math::wide(1), below);
        const Double half = below * Math::wide(0.5);
        whole = Math::choose(tie & Math::equal(Math::floor(half), half), below, whole);
        doubt = tie;
    } else {
        const auto raise =
            rounding == Rounding::up ? Math::above(rest, Math::wide(off)) : Math::at_least(rest, Math::wide(1 - off));
        whole = Math::choose(raise, below + Math::wide(1), below);
        doubt = Math::at_most(rest, Math::wide(off)) | Math::at_least(rest, Math::wide(1 - off));
    }
    return Math::signed_as(whole, scaled);
}

/// Which lanes have few decimals, of all values that the rule reads.
template <class Math>
LIBPLAN_INLINE unsigned few(const ItemBlock& block, std::size_t at) {
    const double power = static_cast<double>(powers_of_ten[few_decimals]);
    typename Math::Mask all = ~typename Math::Mask{};
    for (const double* column : block.inputs) {
        const typename Math::Double value = Math::load(column + at);
        const typename Math::Double scaled = Math::nearest(value * Math::wide(power));
        all = all & Math::equal(scaled / Math::wide(power), value) &
              Math::below(Math::magnitude(scaled), Math::wide(1e15));
    }
    return Math::bits(all);
}

/// What of the points of a block may be in doubt.
enum class Doubts { none, roundings, roundings_and_steps };

/// Returns whether any doubt is left.
template <class Lanes, Rounding rounding, Doubts doubts>
LIBPLAN_INLINE bool round_with(const ItemBlock& block, const Values<Lanes>& values, const BlockPoints& to) {
    using Math = WideMath<Lanes>;
    using Integer = typename Math::Integer;
    constexpr std::size_t lanes = Lanes::lanes;
    const double scale = static_cast<double>(powers_of_ten[block.places]);
    const double unit = static_cast<double>(powers_of_ten[6 - block.places]);
    const double off = block.bound.off;
    std::uint8_t* const marks = to.doubts;
    std::array<std::uint16_t, largest_block / lanes> doubted;
    std::size_t count = 0;
    const auto round = [&](std::size_t at, std::int64_t* units, std::int64_t* sums,
                           bool streams) LIBPLAN_INLINE_LAMBDA {
        const typename Math::Double points = Math::load(&values.points[at]);
        typename Math::Mask doubt{};
        const Integer whole =
            Math::integers(rounded<Math, rounding>(points * Math::wide(scale), off, doubt) * Math::wide(unit));
        if (streams)
            Math::stream(units, whole);
        else
            Math::store(units, whole);
        Integer sum = Math::load(sums);
        sum += whole;
        Math::store(sums, sum);
        if constexpr (doubts != Doubts::none) {
            unsigned bits = Math::bits(doubt);
            if constexpr (doubts == Doubts::roundings_and_steps) bits |= values.doubts[at / lanes];
            marks[at / lanes] = static_cast<std::uint8_t>(bits);
            doubted[count] = static_cast<std::uint16_t>(at / lanes);
            count += bits != 0 ? 1 : 0;
        }
    };
    const std::size_t whole = block.size / lanes * lanes;
    const auto round_all = [&](std::int64_t* units, std::int64_t* sums, bool streams) LIBPLAN_INLINE_LAMBDA {
        for (std::size_t at = 0; at < whole; at += lanes) round(at, units + at, sums + at, streams);
    };
    if (to.streams)
        round_all(to.units, to.sums, true);
    else
        round_all(to.units, to.sums, false);
    bool left = count > 0 && !block.bound.settles;
    if (block.bound.settles)
        for (std::size_t i = 0; i < count; ++i) {
            std::uint8_t& mark = marks[doubted[i]];
            mark = static_cast<std::uint8_t>(mark & ~few<Math>(block, doubted[i] * lanes));
            left = left || mark != 0;
        }
    if (whole == block.size) return left;
    std::array<std::int64_t, lanes> last_units{};
    std::array<std::int64_t, lanes> last_sums{};
    const std::size_t rest = block.size - whole;
    std::memcpy(last_sums.data(), to.sums + whole, rest * sizeof(std::int64_t));
    count = 0;
    round(whole, last_units.data(), last_sums.data(), false);
    std::memcpy(to.units + whole, last_units.data(), rest * sizeof(std::int64_t));
    std::memcpy(to.sums + whole, last_sums.data(), rest * sizeof(std::int64_t));
    return left || count > 0;
}

template <class Lanes, Rounding rounding>
LIBPLAN_INLINE bool round_to(const ItemBlock& block, const Values<Lanes>& values, const BlockPoints& to) {
    if (values.steps_in_doubt) return round_with<Lanes, rounding, Doubts::roundings_and_steps>(block, values, to);
    if (block.bound.off != 0) return round_with<Lanes, rounding, Doubts::roundings>(block, values, to);
    return round_with<Lanes, rounding, Doubts::none>(block, values, to);
}

template <class Lanes>
LIBPLAN_INLINE bool round(const ItemBlock& block, const Values<Lanes>& values, const BlockPoints& to) {
    switch (block.rounding) {
        case Rounding::half_up:
            return round_to<Lanes, Rounding::half_up>(block, values, to);
        case Rounding::half_even:
            return round_to<Lanes, Rounding::half_even>(block, values, to);
        case Rounding::truncate:
            return round_to<Lanes, Rounding::truncate>(block, values, to);
        case Rounding::up:
            break;
    }
    return round_to<Lanes, Rounding::up>(block, values, to);
}

struct KernelScored : BlockScored {
    bool doubts_left;
};

template <class Lanes>
LIBPLAN_INLINE KernelScored score(const ItemBlock& block, const BlockPoints& to, bool asks) {
    Values<Lanes> values;
    value(block, values);
    const BlockScored scored{values.inside, values.steps_in_doubt};
    if (asks && !values.inside) return {scored, false};
    if (to.unrounded) std::memcpy(to.unrounded, values.points.data(), block.size * sizeof(double));
    return {scored, round(block, values, to)};
}

// ---- looking ----

template <class Lanes>
LIBPLAN_INLINE Range look_at(std::span<const double> values, bool& known) {
    using Math = WideMath<Lanes>;
    using Double = typename Math::Double;
    constexpr std::size_t lanes = Lanes::lanes;
    const double infinite = std::numeric_limits<double>::infinity();
    Double most{};
    Double least = Math::wide(infinite);
    typename Math::Mask parts{};
    typename Math::Mask unknown{};
    const auto look = [&](const double* at) LIBPLAN_INLINE_LAMBDA {
        const Double value = Math::load(at);
        const Double size = Math::magnitude(value);
        const typename Math::Mask is_known = Math::equal(value, value);
        most = Math::choose(Math::above(size, most), size, most);
        least = Math::choose(Math::above(size, Math::wide(0)) & Math::below(size, least), size, least);
        parts |= is_known & (Math::at_least(size, Math::wide(0x1p51)) | ~Math::equal(Math::floor(size), size));
        unknown |= ~is_known;
    };
    std::size_t at = 0;
    for (; at + lanes <= values.size(); at += lanes) look(values.data() + at);
    if (at < values.size()) {
        std::array<double, lanes> last{};  // zeros bound nothing
        std::memcpy(last.data(), values.data() + at, (values.size() - at) * sizeof(double));
        look(last.data());
    }
    Range range{0, infinite, 0};
    for (int lane = 0; lane < Lanes::lanes; ++lane) {
        range.most = std::max(range.most, most[lane]);
        range.least = std::min(range.least, least[lane]);
    }
    if (std::isinf(range.least)) range.least = 0;
    const bool has_parts = Math::bits(parts) != 0;
    if (has_parts) range.error = range.most * ulp;
    range.decimals = has_parts ? few_decimals : 0;  // shown where it matters, lane by lane
    known = known && Math::bits(unknown) == 0;
    return range;
}

// ---- the kernel of this processor ----

struct Kernel {
    std::size_t lanes;
    KernelScored (*score)(const ItemBlock&, const BlockPoints&, bool);
    Range (*look)(std::span<const double>, bool&);
};

#define LIBPLAN_KERNEL(name, target, Lanes)                                                                         \
    target KernelScored score_##name(const ItemBlock& block, const BlockPoints& to, bool asks) {                    \
        return score<Lanes>(block, to, asks);                                                                       \
    }                                                                                                               \
    target Range look_##name(std::span<const double> column, bool& known) { return look_at<Lanes>(column, known); } \
    constexpr Kernel name{Lanes::lanes, score_##name, look_##name};

LIBPLAN_KERNEL(plain, , PortableLanes<TwoVectors>)
#ifdef LIBPLAN_X86
LIBPLAN_KERNEL(avx2, [[gnu::target("avx2")]], PairedLanes<Avx2Lanes>)
LIBPLAN_KERNEL(avx512, [[gnu::target("avx512f,avx512dq,avx512vl")]], Avx512Lanes)
Kernel widest() {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return avx512;
    return __builtin_cpu_supports("avx2") ? avx2 : plain;
}
#else
Kernel widest() { return plain; }
#endif

const Kernel& kernel() {
    static const Kernel chosen = widest();
    return chosen;
}

/// Settles one unit whose rounding is in doubt: what the vectors made of it holds if its inputs have few decimals.
/// Returns what its points change by.
std::uint64_t settle(const ItemBlock& block, std::size_t unit, std::int64_t& units) {
    std::array<double, most_inputs> inputs{};
    bool known = true;
    bool few = block.bound.settles;
    for (std::size_t i = 0; i < block.inputs.size(); ++i) {
        inputs[i] = block.inputs[i][unit];
        known = known && !std::isnan(inputs[i]);
        few = few && whole_at(inputs[i], static_cast<double>(powers_of_ten[few_decimals]));
    }
    if (few || !known) return 0;
    const std::int64_t before = units;
    units = points_of(block.item, {inputs.data(), block.inputs.size()}, block.places, block.rounding).units;
    return static_cast<std::uint64_t>(units) - static_cast<std::uint64_t>(before);
}

}  // namespace

std::vector<BandLine> band_lines(const Item& item) {
    const auto* rule = std::get_if<BandsRule>(&item.rule);
    if (!rule) return {};
    Plain a;
    const double lowest = rule->below.value_or(points_of_band(a, *rule, 0, item.full));
    std::vector<BandLine> lines{{0, lowest, rule->bands[0].edge.from, 0}};
    for (std::size_t i = 0; i < rule->bands.size(); ++i) {
        const Edge& edge = rule->bands[i].edge;
        const double from = edge.above ? std::nextafter(edge.from, std::numeric_limits<double>::infinity()) : edge.from;
        lines.push_back(
            {from, points_of_band(a, *rule, i, item.full), edge.from, slope_of_band(a, *rule, i, item.full)});
    }
    return lines;
}

ItemBound bound_of(const Item& item, std::span<const Range> ranges, int places) {
    Bound of_rule;
    const Range range =
        std::visit([&](const auto& rule) { return unrounded(of_rule, rule, item.full, ranges); }, item.rule);
    const double scale = static_cast<double>(powers_of_ten[places]);
    const bool whole = range.error == 0 && range.most * scale < 0x1p51;
    ItemBound bound;
    bound.error = range.error;
    bound.steps = of_rule.steps_error;
    // Scaling is off by half an ulp, and so is adding what is rounded up.
    bound.off = whole ? 0 : ((range.error + range.most * ulp) * scale + ulp) * bound_slack;
    bound.usable = range.most * 1e6 < 0x1p50 && bound.off < 0.25;
    bound.settles = bound.usable && tells_edges(bound.off / scale, std::max(range.decimals, places + 1)) &&
                    tells_edges(bound.steps, of_rule.steps_decimals);
    return bound;
}

BlockScored score_block(const ItemBlock& block, const BlockPoints& to, bool asks) {
    const std::size_t lanes = kernel().lanes;
    const KernelScored scored = kernel().score(block, to, asks);
    if (asks && !scored.inside) return scored;
    if (!block.bound.usable) std::fill_n(to.doubts, (block.size + lanes - 1) / lanes, std::uint8_t{0xff});
    if (scored.doubts_left || !block.bound.usable)
        for (std::size_t unit = 0; unit < block.size; ++unit)
            if ((to.doubts[unit / lanes] >> unit % lanes & 1) != 0) {
                const std::uint64_t change = settle(block, unit, to.units[unit]);
                to.sums[unit] = static_cast<std::int64_t>(static_cast<std::uint64_t>(to.sums[unit]) + change);
            }
    return scored;
}

void finish_streaming() {
#ifdef LIBPLAN_X86
    __builtin_ia32_sfence();
#endif
}

Range range_of(std::span<const double> values, bool& known) { return kernel().look(values, known); }

Range widened(const Range& range) {
    const auto power_over = [](double size) {
        int exponent = 0;
        std::frexp(size, &exponent);
        return size > 0 ? std::ldexp(1, exponent) : 0;
    };
    Range wider{power_over(range.most), power_over(range.least) / 2, 0, few_decimals};
    wider.error = wider.most * ulp;
    return wider;
}

}  // namespace libplan
