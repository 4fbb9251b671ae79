#include "libplan/demand.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/match.hpp"

namespace libplan {
namespace {

/// The baseline changed by x percent of its size, exactly: 50 less 34 % is 33, −50 raised by 10 % is −45.
Fraction changed(double baseline, double percent) {
    return Fraction::reading(baseline) + Fraction::reading(std::abs(baseline)) * Fraction::reading(percent) / 100;
}

/// The baseline grown by x percent in each of some years, exactly.
Fraction grown(double baseline, double percent, int years) {
    Fraction value = Fraction::reading(baseline);
    const Fraction factor = (Fraction::reading(percent) + 100) / 100;
    for (int year = 0; year < years; ++year) value = value * factor;
    return value;
}

double sum_of(double a, double b) { return (Fraction::reading(a) + Fraction::reading(b)).nearest(); }

Interval at_most(double limit, bool strict = false) { return {.upper = limit, .upper_open = strict}; }
Interval at_least(double limit, bool strict = false) { return {.lower = limit, .lower_open = strict}; }
Interval toward(Direction direction, double level) {
    return direction == Direction::down ? at_most(level) : at_least(level);
}

/// A limit on a count that comes from a percentage is a whole number: floored above, ceiled below.
Interval at_most(const Indicator& indicator, const Fraction& limit) {
    return at_most((indicator.count ? limit.floor() : limit).nearest());
}
Interval at_least(const Indicator& indicator, const Fraction& limit) {
    return at_least((indicator.count ? -(-limit).floor() : limit).nearest());
}

template <class... Forms>
bool is_one_of(const TargetForm& form) {
    return (std::holds_alternative<Forms>(form) || ...);
}

/// The level a target leads to, for the path; nothing for forms without a single level.
std::optional<double> level_of(const Target& target, const Footing& footing) {
    using Level = std::optional<double>;
    const auto& base = footing.baseline;
    const auto from_base = [&](auto&& level) -> Level { return base ? Level(level(*base)) : std::nullopt; };
    const auto by_percent = [&](double percent) -> Level {
        return base && *base != 0 ? Level(changed(*base, percent).nearest()) : std::nullopt;
    };
    return std::visit(
        Match{
            [&](const ReducePercent& form) { return by_percent(-form.percent); },
            [&](const RaisePercent& form) { return by_percent(form.percent); },
            [&](const ReducePoints& form) { return from_base([&](double b) { return sum_of(b, -form.points); }); },
            [&](const RaisePoints& form) { return from_base([&](double b) { return sum_of(b, form.points); }); },
            [](const Reach& form) -> Level { return form.level; },
            [](const AtMost& form) -> Level { return form.limit; },
            [](const AtLeast& form) -> Level { return form.limit; },
            [&](const Hold&) -> Level { return base; },
            [](const Zero&) -> Level { return 0.0; },
            [](const About& form) -> Level { return form.level; },
            [&](const StepPerYear& form) {
                return from_base([&](double b) {
                    return (Fraction::reading(b) + Fraction::reading(form.step) * footing.years).nearest();
                });
            },
            [&](const GrowthPerYear& form) {
                return from_base([&](double b) { return grown(b, form.percent, footing.years).nearest(); });
            },
            [](const auto&) -> Level { return std::nullopt; },
        },
        target.form);
}

int baseline_year_of(const Plan& plan, const Indicator& indicator) {
    return indicator.baselines.empty() ? plan->baseline_year : indicator.baselines.front().year;
}

/// The target stated for this very year, if any: the year's own before one for every year, and of several the one given
/// last (what was to be set later is supplied so).
const Target* stated_target(const Indicator& indicator, int year) {
    const Target* every_year = nullptr;
    const Target* own = nullptr;
    for (const Target& target : indicator.targets) {
        if (holds_every_year(target)) every_year = &target;
        if (!holds_every_year(target) && target.year == year) own = &target;
    }
    return own ? own : every_year;
}

}  // namespace

bool holds_every_year(const Target& target) {
    return target.every_year || is_one_of<StepPerYear, Keeps, ComparedWith>(target.form);
}

bool rests_on_last_year(const Target& target) {
    return is_one_of<StepPerYear, Keeps>(target.form) || (is_one_of<GrowthPerYear>(target.form) && target.every_year);
}

bool rests_on_figures(const Target& target) {
    return rests_on_last_year(target) || is_one_of<ComparedWith>(target.form);
}

bool reaches_a_level(const Target& target) { return !is_one_of<Hold, Zero, Within, About>(target.form); }

Demands::Demands(const Plan& plan, const Indicator& indicator)
    : plan_(plan),
      indicator_(indicator),
      baseline_(chosen_baseline(indicator)),
      baseline_year_(baseline_year_of(plan, indicator)),
      binds_each_(is_one_of<Zero, Within>(last().form) ||
                  !(indicator.count || indicator.adds_up == Accumulation::sum || cumulative())) {
    for (const Target& target : indicator.targets)
        levels_.push_back(level_of(target, {.baseline = baseline_, .years = target.year - baseline_year_}));
    if (!rests_on_figures(last())) last_interval_ = interval(last(), due(last().year), {});
}

Demand Demands::in(int year) const {
    Demand demand{.year = year, .stated = stated_target(indicator_, year)};
    if (!rests_on_figures(last())) demand.final_interval = last_interval_;
    if (!demand.stated)
        demand.admissible = demand.final_interval;
    else if (!rests_on_figures(*demand.stated))
        demand.admissible = demand.stated == &last() ? last_interval_ : interval(*demand.stated, year, {});
    demand.required = required(year, demand.stated);
    const int start = cumulative() ? plan_->first_year - 1 : baseline_year_;
    demand.time_gone = std::clamp(static_cast<double>(year - start) / std::max(1, last().year - start), 0.0, 1.0);
    return demand;
}

std::optional<Interval> Demands::interval(const Target& target, int year, Footing footing) const {
    footing.baseline = baseline_;
    footing.years = year - baseline_year_;
    return admissible_interval(indicator_, target, footing);
}

bool Demands::looser_than_baseline(const std::optional<Interval>& final_interval) const {
    const auto& level = levels_.back();
    return baseline_ && level && *level != *baseline_ && final_interval && final_interval->contains(*baseline_);
}

std::optional<double> Demands::goal() const {
    const Cumulative* sum = cumulative();
    return sum ? std::optional(sum->total) : levels_.back();
}

std::optional<std::pair<double, double>> Demands::way(const std::optional<Interval>& final_interval) const {
    const auto end = goal();
    const auto start = cumulative() ? std::optional(0.0) : baseline_;
    if (!start || !end || *start == *end || looser_than_baseline(final_interval)) return std::nullopt;
    return std::pair(*start, *end);
}

Reason Demands::undecidable(const Demand& demand) const {
    const Target& target = demand.stated ? *demand.stated : last();
    if (is_one_of<SetLater>(target.form)) return Reason::set_later;
    if (is_one_of<About>(target.form)) return Reason::no_tolerance;
    if (rests_on_last_year(target)) return Reason::no_last_year;
    if (baseline_ && *baseline_ == 0) return Reason::zero_base;
    if (has_rival_baselines()) return Reason::rival_baselines;
    return baseline_ ? Reason::no_other : Reason::no_baseline;
}

/// Between two points of the path. A geometric path is not defined through zero or a change of sign; there it is
/// straight.
Fraction Demands::between(const Fraction& from, const Fraction& to, int gone, int years) const {
    if (years == 0) return to;
    if (plan_->path == Path::geometric && gone != 0 && gone != years) {
        const double start = from.nearest();
        const double end = to.nearest();
        if (start * end > 0) return Fraction::reading(start * std::pow(end / start, static_cast<double>(gone) / years));
    }
    return from + (to - from) * Fraction(gone, 1) / Fraction(years, 1);
}

/// A sum should grow evenly from nothing before the first year, through the milestones.
Fraction Demands::required_sum(int year) const {
    Fraction from = 0;
    int from_year = plan_->first_year - 1;
    for (const Target& target : indicator_.targets) {
        const auto* form = std::get_if<Cumulative>(&target.form);
        if (!form) continue;
        const Fraction total = Fraction::reading(form->total);
        const int years = target.year - from_year;
        if (year <= target.year)
            return years == 0 ? total
                              : from + (total - from) * Fraction(std::max(0, year - from_year)) / Fraction(years);
        from = total;
        from_year = target.year;
    }
    return from;
}

std::optional<Fraction> Demands::required(int year, const Target* stated) const {
    if (cumulative()) return required_sum(year);
    const auto exact = [](const std::optional<double>& level) {
        return level ? std::optional(Fraction::reading(*level)) : std::nullopt;
    };
    if (stated) return exact(level_of(*stated, {.baseline = baseline_, .years = year - baseline_year_}));
    if (!baseline_) return std::nullopt;
    Fraction from = Fraction::reading(*baseline_);
    int from_year = baseline_year_;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
        const Target& target = indicator_.targets[i];
        if (is_one_of<SetLater>(target.form)) continue;
        const auto level = exact(levels_[i]);
        if (!level) return std::nullopt;
        if (year <= target.year) return between(from, *level, year - from_year, target.year - from_year);
        from = *level;
        from_year = target.year;
    }
    return from;
}

namespace {

/// Another indicator's value over its baseline; of the whole area where the body has none of its own.
std::optional<double> growth_of(const Plan& plan, const Observations& observations, const std::string& id,
                                std::string_view body, int year, const std::optional<Date>& as_of) {
    const Indicator* other = plan.find_indicator(id);
    const auto base = other ? chosen_baseline(*other) : std::nullopt;
    if (!base || *base == 0) return std::nullopt;
    Taken taken = value_of(plan, observations, *other, body, year_period(year), as_of);
    if (taken.state != State::value) taken = value_of(plan, observations, *other, "", year_period(year), as_of);
    if (taken.state != State::value) return std::nullopt;
    return (Fraction::reading(taken.value) / Fraction::reading(*base)).nearest();
}

}  // namespace

Footing footing_of(const Plan& plan, const Observations& observations, const Demands& demands, const Target& target,
                   std::string_view body, int year, const std::optional<Date>& as_of) {
    Footing footing;
    if (rests_on_last_year(target)) {
        const Taken before = value_of(plan, observations, demands.indicator(), body, year_period(year - 1), as_of);
        if (before.state == State::value)
            footing.last_year = before.value;
        else if (year - 1 == demands.baseline_year())  // the year before the plan's first is the baseline's
            footing.last_year = demands.baseline();
    }
    if (const auto* compared = std::get_if<ComparedWith>(&target.form))
        footing.other_growth = growth_of(plan, observations, compared->indicator, body, year, as_of);
    return footing;
}

std::optional<Interval> admissible_interval(const Indicator& indicator, const Target& target, const Footing& footing) {
    using Result = std::optional<Interval>;
    const auto& base = footing.baseline;
    const auto& before = footing.last_year;
    const bool has_base = base && *base != 0;
    return std::visit(
        Match{
            [&](const ReducePercent& form) -> Result {
                if (!has_base) return std::nullopt;
                return at_most(indicator, changed(*base, -form.percent));
            },
            [&](const RaisePercent& form) -> Result {
                if (!has_base) return std::nullopt;
                return at_least(indicator, changed(*base, form.percent));
            },
            [&](const ReducePoints& form) -> Result {
                return base ? Result(at_most(sum_of(*base, -form.points))) : std::nullopt;
            },
            [&](const RaisePoints& form) -> Result {
                return base ? Result(at_least(sum_of(*base, form.points))) : std::nullopt;
            },
            [&](const Reach& form) -> Result { return toward(indicator.direction, form.level); },
            [](const AtMost& form) -> Result { return at_most(form.limit, form.strict); },
            [](const AtLeast& form) -> Result { return at_least(form.limit, form.strict); },
            [&](const Hold&) -> Result { return base ? Result(toward(indicator.direction, *base)) : std::nullopt; },
            [](const Zero&) -> Result { return Interval{.lower = 0, .upper = 0}; },
            [](const Within& form) -> Result { return Interval{.lower = form.lower, .upper = form.upper}; },
            [](const About& form) -> Result {
                if (!form.tolerance) return std::nullopt;
                return Interval{.lower = sum_of(form.level, -*form.tolerance),
                                .upper = sum_of(form.level, *form.tolerance)};
            },
            [](const Cumulative& form) -> Result { return at_least(form.total); },
            [&](const StepPerYear& form) -> Result {
                if (!before) return std::nullopt;
                return form.step < 0 ? at_most(sum_of(*before, form.step)) : at_least(sum_of(*before, form.step));
            },
            [&](const Keeps& form) -> Result {
                if (!before) return std::nullopt;
                // What is already zero cannot fall further.
                if (form.direction == Direction::down && *before == 0) return at_most(0);
                return form.direction == Direction::down ? at_most(*before, true) : at_least(*before, true);
            },
            [&](const GrowthPerYear& form) -> Result {
                if (target.every_year ? !before : !has_base) return std::nullopt;
                const Fraction limit =
                    target.every_year ? grown(*before, form.percent, 1) : grown(*base, form.percent, footing.years);
                return indicator.direction == Direction::down ? at_most(indicator, limit) : at_least(indicator, limit);
            },
            [&](const ComparedWith& form) -> Result {
                if (!has_base || !footing.other_growth) return std::nullopt;
                const Fraction limit = Fraction::reading(*base) * Fraction::reading(*footing.other_growth);
                if (form.tolerance) {
                    const Fraction slack = Fraction::reading(*base) * Fraction::reading(*form.tolerance) / 100;
                    return Interval{.lower = (limit - slack).nearest(), .upper = (limit + slack).nearest()};
                }
                return indicator.direction == Direction::down ? at_most(limit.nearest(), form.faster)
                                                              : at_least(limit.nearest(), form.faster);
            },
            [](const SetLater&) -> Result { return std::nullopt; },
        },
        target.form);
}

std::optional<double> chosen_baseline(const Indicator& indicator) {
    // The only value, of all baselines or of those on the indicator's basis.
    const auto only = [&](bool on_basis) -> std::optional<double> {
        std::optional<double> value;
        for (const Baseline& baseline : indicator.baselines) {
            if (on_basis && (indicator.basis.empty() || baseline.basis != indicator.basis)) continue;
            if (value && *value != baseline.value) return std::nullopt;
            value = baseline.value;
        }
        return value;
    };
    const auto on_basis = only(true);
    return on_basis ? on_basis : only(false);
}

std::optional<double> required_value(const Plan& plan, const Indicator& indicator, int year) {
    if (indicator.targets.empty()) return std::nullopt;
    const auto required = Demands(plan, indicator).in(year).required;
    return required ? std::optional(required->nearest()) : std::nullopt;
}

}  // namespace libplan
