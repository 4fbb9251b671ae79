#include <map>

#include "libplan/exact.hpp"
#include "libplan/progress.hpp"

namespace libplan {
namespace {

class Taking {
public:
    Taking(const Plan& plan, const Observations& observations, const std::optional<Date>& as_of)
        : plan_(plan), observations_(observations), as_of_(as_of) {}

    Taken operator()(const Indicator& indicator, std::string_view body, const Period& period, int depth = 0) const {
        const auto row = observations_.latest(indicator.id, body, period, indicator.basis, as_of_);
        if (row != Observations::npos) {
            const Observation own = observations_[row];
            return {own.state, own.value, own.provisional, own.illustrative};
        }
        // Ratios of ratios end somewhere, and so do trees of bodies.
        if (depth > max_depth) return {};
        if (const Taken parts = over_parts_of_year(indicator, body, period); parts.state != State::missing)
            return parts;
        if (indicator.ratio) return ratio(indicator, body, period, depth);
        return rolled_up(indicator, body, period, depth);
    }

private:
    static constexpr int max_depth = 16;

    /// Quotients are published, and judged, with four decimals.
    static Rational rounded(const Rational& quotient) {
        return Rational(round_scaled(quotient, 4, Rounding::half_up), 10'000);
    }

    /// Some figures as one. What does not apply is left out; a missing one leaves the whole unknown.
    static Taken combined(const std::vector<Taken>& parts, Accumulation how) {
        Taken all;
        Rational sum = 0;
        int count = 0;
        for (const Taken& part : parts) {
            all.provisional |= part.provisional;
            all.illustrative |= part.illustrative;
            if (part.state == State::not_applicable) continue;
            if (part.state != State::value) return {.state = part.state};
            sum += decimal_reading(part.value);
            all.value = part.value;
            ++count;
        }
        if (count == 0) return {.state = parts.empty() ? State::missing : State::not_applicable};
        all.state = State::value;
        if (how == Accumulation::sum) all.value = to_double(sum);
        if (how == Accumulation::mean) all.value = to_double(rounded(sum / count));
        return all;
    }

    /// A year from its halves, quarters or months, whichever are all there; the last of them is enough for a level.
    Taken over_parts_of_year(const Indicator& indicator, std::string_view body, const Period& period) const {
        if (!period.is_year() || indicator.ratio) return {};
        static constexpr std::pair<int, Period (*)(int, int)> divisions[] = {
            {2, half_period}, {4, quarter_period}, {12, month_period}};
        for (const auto& [number, part_of] : divisions) {
            std::vector<Taken> parts;
            for (int part = indicator.adds_up == Accumulation::last ? number : 1; part <= number; ++part) {
                const auto row =
                    observations_.latest(indicator.id, body, part_of(period.year(), part), indicator.basis, as_of_);
                if (row == Observations::npos) break;
                const Observation own = observations_[row];
                parts.push_back({own.state, own.value, own.provisional, own.illustrative});
            }
            const auto needed = static_cast<std::size_t>(indicator.adds_up == Accumulation::last ? 1 : number);
            if (parts.size() == needed) return combined(parts, indicator.adds_up);
        }
        return {};
    }

    /// Sums of the numerator over sums of the denominator, each taken for itself.
    Taken ratio(const Indicator& indicator, std::string_view body, const Period& period, int depth) const {
        const Indicator* above = plan_.find_indicator(indicator.ratio->numerator);
        const Indicator* below = plan_.find_indicator(indicator.ratio->denominator);
        if (!above || !below) return {};
        const Taken numerator = (*this)(*above, body, period, depth + 1);
        const Taken denominator = (*this)(*below, body, period, depth + 1);
        if (numerator.state != State::value) return {.state = numerator.state};
        if (denominator.state != State::value) return {.state = denominator.state};
        if (denominator.value == 0) return {};
        const Rational value = decimal_reading(numerator.value) / decimal_reading(denominator.value) *
                               decimal_reading(indicator.ratio->factor);
        return {State::value, to_double(rounded(value)), numerator.provisional || denominator.provisional,
                numerator.illustrative || denominator.illustrative};
    }

    /// Totals and means over the bodies directly below, of the first kind of body that has all reported.
    Taken rolled_up(const Indicator& indicator, std::string_view body, const Period& period, int depth) const {
        if (indicator.adds_up == Accumulation::last) return {};
        std::map<BodyKind, std::vector<Taken>> kinds;
        for (const Body& child : plan_->bodies)
            if (child.parent == body && child.id != body)
                kinds[child.kind].push_back((*this)(indicator, child.id, period, depth + 1));
        for (const auto& [kind, parts] : kinds)
            if (Taken all = combined(parts, indicator.adds_up); all.state == State::value) return all;
        return {};
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

}  // namespace libplan
