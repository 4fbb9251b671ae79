#include <algorithm>
#include <functional>
#include <map>

#include "libplan/exact.hpp"
#include "libplan/progress.hpp"
#include "libplan/units.hpp"

namespace libplan {
namespace {

/// A period that a figure is known for.
struct FinerPeriod {
    Period period;
    Observations::Chosen chosen{};
};

/// How many months a period is long; 0 if it is not made of whole months.
int whole_months(const Period& period) {
    const auto& [first, last] = period;
    const bool whole = first.day() == std::chrono::day{1} && last == last.year() / last.month() / std::chrono::last;
    const auto months = last.year() / last.month() - first.year() / first.month();
    return whole ? static_cast<int>(months.count()) + 1 : 0;
}

/// The fewest of some periods, given in the order of days, that follow one another from the first day of a period to
/// its last; nothing if there are none.
std::vector<FinerPeriod> fewest_tiles(const std::vector<FinerPeriod>& finer, const Period& period) {
    using Day = std::chrono::sys_days;
    struct Way {
        int tiles = 0;
        const FinerPeriod* last = nullptr;
    };
    const Day start = period.first;
    const Day end = Day(period.last) + std::chrono::days{1};
    std::map<Day, Way> ways{{start, {}}};  // to all days before that one
    for (const FinerPeriod& tile : finer) {
        const auto before = ways.find(tile.period.first);
        if (before == ways.end()) continue;
        const int tiles = before->second.tiles + 1;
        const auto [way, found] = ways.try_emplace(Day(tile.period.last) + std::chrono::days{1}, Way{tiles, &tile});
        if (!found && tiles < way->second.tiles) way->second = {tiles, &tile};
    }
    std::vector<FinerPeriod> tiles;
    if (!ways.contains(end)) return tiles;
    for (Day day = end; day != start; day = tiles.back().period.first) tiles.push_back(*ways[day].last);
    std::reverse(tiles.begin(), tiles.end());
    return tiles;
}

/// Parts of equal length before others, and longer ones before shorter: halves before quarters before months.
std::vector<FinerPeriod> coarsest_tiling(const std::vector<FinerPeriod>& finer, const Period& period) {
    std::map<int, std::vector<FinerPeriod>, std::greater<>> lengths;
    for (const FinerPeriod& part : finer)
        if (const int months = whole_months(part.period); months != 0) lengths[months].push_back(part);
    for (const auto& [months, parts] : lengths)
        if (auto tiles = fewest_tiles(parts, period); !tiles.empty()) return tiles;
    return fewest_tiles(finer, period);
}

class Taking {
public:
    Taking(const Plan& plan, const Observations& observations, const std::optional<Date>& as_of)
        : plan_(plan), observations_(observations), as_of_(as_of) {}

    Taken operator()(const Indicator& indicator, std::string_view body, const Period& period, int depth = 0) const {
        const auto own = observations_.chosen(indicator.id, body, period, indicator.basis, as_of_);
        if (own.row != Observations::npos) return taken_from(indicator, own);
        // Ratios of ratios end somewhere, and so do trees of bodies.
        if (depth > max_depth) return {};
        Taken parts = over_finer_periods(indicator, body, period);
        if (parts.state != State::missing || parts.doubt) return parts;
        if (indicator.ratio) return ratio(indicator, body, period, depth);
        return rolled_up(indicator, body, period, depth);
    }

private:
    static constexpr int max_depth = 16;

    /// Quotients are published, and judged, with four decimals.
    static Rational rounded(const Rational& quotient) {
        return Rational(round_scaled(quotient, 4, Rounding::half_up), 10'000);
    }

    struct Part {
        Taken taken;
        int weight = 1;  ///< in a mean
    };

    /// The last of some figures, their sum, or their mean. What does not apply is left out; a missing one leaves the
    /// whole unknown.
    static Taken combined(const std::vector<Part>& parts, Accumulation how) {
        Taken all;
        Fraction sum;
        int weight = 0;
        bool applies = false;
        for (const auto& [part, own_weight] : parts) {
            all.provisional |= part.provisional;
            all.illustrative |= part.illustrative;
            if (part.state == State::not_applicable) continue;
            if (part.state != State::value) return unknown_like(part);
            applies = true;
            all.value = part.value;
            weight += own_weight;
            if (how == Accumulation::sum) sum = sum + Fraction::reading(part.value);
            if (how == Accumulation::mean) sum = sum + Fraction::reading(part.value) * own_weight;
        }
        if (!applies) return {.state = parts.empty() ? State::missing : State::not_applicable};
        all.state = State::value;
        if (how == Accumulation::sum) all.value = sum.nearest();
        if (how == Accumulation::mean) all.value = to_double(rounded((sum / weight).rational()));
        return all;
    }

    static Taken unknown_like(const Taken& part) {
        return {.state = part.state, .doubt = part.doubt, .rivals = part.rivals};
    }

    static Taken contradiction(Reason reason, const std::string& one, const std::string& other) {
        return {.doubt = reason, .rivals = one + " / " + other};
    }

    /// Two figures that cannot both be true, or that are on two bases.
    Taken rivals(const Indicator& indicator, std::size_t row, std::size_t other, bool by_basis) const {
        const auto shown = [&](const Observation& figure) {
            const std::string& whence = by_basis ? figure.basis : figure.source;
            const std::string& unit = figure.unit.empty() ? indicator.unit : figure.unit;
            return (figure.state == State::value ? decimal_text(figure.value) + unit : "—") +
                   (whence.empty() ? "" : " ") + whence;
        };
        return contradiction(by_basis ? Reason::rival_bases : Reason::rival_sources, shown(observations_[row]),
                             shown(observations_[other]));
    }

    Taken taken_from(const Indicator& indicator, const Observations::Chosen& chosen) const {
        if (const std::string& unit = observations_.unit(chosen.row);
            chosen.rival == Observations::npos && (unit.empty() || unit == indicator.unit)) {
            const std::uint8_t flags = observations_.flags()[chosen.row];
            return {observations_.states()[chosen.row],
                    observations_.values()[chosen.row],
                    (flags & Observations::provisional) != 0,
                    (flags & Observations::illustrative) != 0,
                    {},
                    {}};
        }
        if (chosen.rival != Observations::npos) return rivals(indicator, chosen.row, chosen.rival, chosen.by_basis);
        const Observation own = observations_[chosen.row];
        const auto value = in_unit_of(indicator, own);
        if (!value) return {.doubt = Reason::other_unit, .rivals = decimal_text(own.value) + own.unit};
        return {own.state, *value, own.provisional, own.illustrative, {}, {}};
    }

    /// 3.5万元 are 35000元; nothing if the units cannot be converted.
    static std::optional<double> in_unit_of(const Indicator& indicator, const Observation& figure) {
        if (figure.state != State::value || figure.unit.empty() || figure.unit == indicator.unit) return figure.value;
        const auto factor = conversion(figure.unit, indicator.unit);
        return factor ? std::optional(to_double(decimal_reading(figure.value) * *factor)) : std::nullopt;
    }

    /// A period from finer ones that tile it; the last of them is enough for a level.
    Taken over_finer_periods(const Indicator& indicator, std::string_view body, const Period& period) const {
        if (indicator.ratio) return {};
        std::vector<FinerPeriod> finer;
        for (const auto& part : observations_.chosen_within(indicator.id, body, period, indicator.basis, as_of_))
            if (observations_.states()[part.row] != State::missing)
                finer.push_back({observations_.period(part.row), part});
        if (indicator.adds_up == Accumulation::last) {
            const auto last = std::find_if(finer.begin(), finer.end(),
                                           [&](const FinerPeriod& part) { return part.period.last == period.last; });
            return last == finer.end() ? Taken{}
                                       : taken_from(indicator, last->chosen);  // the first of them is the longest
        }
        std::vector<Part> parts;
        const auto tiles = coarsest_tiling(finer, period);
        for (const FinerPeriod& part : tiles) {
            const std::size_t first = tiles.front().chosen.row;
            if (indicator.basis.empty() && observations_.basis_code(first) != observations_.basis_code(part.chosen.row))
                return rivals(indicator, first, part.chosen.row, true);
            const int months = whole_months(part.period);
            if (months == 0 && indicator.adds_up == Accumulation::mean) return {};
            parts.push_back({taken_from(indicator, part.chosen), months});
        }
        return combined(parts, indicator.adds_up);
    }

    /// Sums of the numerator over sums of the denominator, each taken for itself.
    Taken ratio(const Indicator& indicator, std::string_view body, const Period& period, int depth) const {
        const Indicator* above = plan_.find_indicator(indicator.ratio->numerator);
        const Indicator* below = plan_.find_indicator(indicator.ratio->denominator);
        if (!above || !below) return {};
        const Taken numerator = (*this)(*above, body, period, depth + 1);
        const Taken denominator = (*this)(*below, body, period, depth + 1);
        if (numerator.state != State::value) return unknown_like(numerator);
        if (denominator.state != State::value) return unknown_like(denominator);
        if (denominator.value == 0) return {};
        const Rational value = decimal_reading(numerator.value) / decimal_reading(denominator.value) *
                               decimal_reading(indicator.ratio->factor);
        return {State::value,
                to_double(rounded(value)),
                numerator.provisional || denominator.provisional,
                numerator.illustrative || denominator.illustrative,
                {},
                {}};
    }

    /// Kinds of bodies that share out an area among them come before those that may leave some of it out.
    static int precedence(BodyKind kind) {
        switch (kind) {
            case BodyKind::town:
                return 0;
            case BodyKind::district:
                return 1;
            case BodyKind::zone:
                return 2;
            case BodyKind::department:
                return 3;
            case BodyKind::enterprise:
                break;
        }
        return 4;
    }

    /// Totals and means over the bodies directly below, of the first kind of body that has reported anything.
    Taken rolled_up(const Indicator& indicator, std::string_view body, const Period& period, int depth) const {
        const AcrossBodies across = across_bodies(indicator);
        if (across == AcrossBodies::none) return {};
        const Accumulation how = across == AcrossBodies::sum ? Accumulation::sum : Accumulation::mean;
        std::map<int, std::vector<Part>> kinds;
        for (const Body& child : plan_->bodies)
            if (child.parent == body && child.id != body)
                kinds[precedence(child.kind)].push_back({(*this)(indicator, child.id, period, depth + 1)});
        std::optional<Taken> first;
        for (const auto& [kind, parts] : kinds) {
            const Taken all = combined(parts, how);
            if (!first && reported(parts)) {
                first = all;
                continue;
            }
            if (!first || first->state != State::value || all.state != State::value || all.value == first->value)
                continue;
            return contradiction(Reason::rival_totals, decimal_text(first->value) + indicator.unit,
                                 decimal_text(all.value) + indicator.unit);
        }
        return first && (first->state == State::value || first->doubt) ? *first : Taken{};
    }

    static bool reported(const std::vector<Part>& parts) {
        return std::any_of(parts.begin(), parts.end(), [](const Part& part) {
            return part.taken.state == State::value || part.taken.state == State::not_scored || part.taken.doubt;
        });
    }

    const Plan& plan_;
    const Observations& observations_;
    const std::optional<Date>& as_of_;
};

}  // namespace

Taken value_of(const Plan& plan, const Observations& observations, const Indicator& indicator, std::string_view body,
               const Period& period, const std::optional<Date>& as_of) {
    return Taking(plan, observations, as_of)(indicator, body, period);
}

std::vector<Message> arguments_of(const Taken& taken, const Period& period, const Indicator& indicator) {
    std::vector<Message> words{to_string(period), taken.rivals};
    if (taken.doubt == Reason::other_unit) words.emplace_back(indicator.unit);
    return words;
}

}  // namespace libplan
