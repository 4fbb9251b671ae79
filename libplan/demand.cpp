#include "libplan/demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

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

/// The level a target leads to, for the path; nothing for forms without a single level.
std::optional<double> level_of(const Target& target, const Footing& footing) {
    using Level = std::optional<double>;
    const auto& base = footing.baseline;
    const auto from_base = [&](auto&& level) { return base ? Level(level(*base)) : std::nullopt; };
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
            [&](const StepPerYear& form) {
                return from_base([&](double b) {
                    return (Fraction::reading(b) + Fraction::reading(form.step) * footing.years).nearest();
                });
            },
            [&](const GrowthPerYear& form) {
                return from_base([&](double b) -> Level {
                    return b > 0 ? Level(grown(b, form.percent, footing.years).nearest()) : std::nullopt;
                });
            },
            [](const auto&) -> Level { return std::nullopt; },
        },
        target.form);
}

/// Which way a target limits the figures; nothing if both ways, or as its indicator goes.
std::optional<Direction> way_of(const Target& target) {
    if (is_one_of<ReducePercent, ReducePoints, AtMost>(target.form)) return Direction::down;
    if (is_one_of<RaisePercent, RaisePoints, AtLeast>(target.form)) return Direction::up;
    return std::nullopt;
}

/// It leads to one level by its year, so that there is a way there.
bool leads_to_level(const Target& target) {
    return is_one_of<ReducePercent, RaisePercent, ReducePoints, RaisePoints, Reach, AtMost, AtLeast, Hold, StepPerYear,
                     GrowthPerYear>(target.form);
}

bool is_total(const Indicator& indicator) {
    return indicator.count || is_cumulative(indicator) || across_bodies(indicator) == AcrossBodies::sum;
}

bool is_set_later(const Target* target) { return std::holds_alternative<SetLater>(target->form); }

/// Of a placeholder: whether another target has filled it since.
bool is_given(const Target* target, const std::vector<const Target*>& targets, int year) {
    return std::any_of(targets.begin(), targets.end(), [&](const Target* other) {
        if (is_set_later(other)) return false;
        return holds_every_year(*other) ? other->every_year && holds_every_year(*target) : other->year == year;
    });
}

/// Without the placeholders that another target has filled.
void leave_out_given(std::vector<const Target*>& targets, int year) {
    if (std::none_of(targets.begin(), targets.end(), is_set_later)) return;
    const auto all = targets;
    std::erase_if(targets, [&](const Target* target) { return is_set_later(target) && is_given(target, all, year); });
}

/// 杜绝 and "每镇2—3人" bind each body.
bool binds_each_body(const Target& target) { return is_one_of<Zero, Within>(target.form); }

/// What is asked of one year's figure, as a limit on the sum since the plan began.
Interval beyond_sum(const Interval& of_year, double sum_before) {
    Interval moved = of_year;
    if (std::isfinite(moved.lower)) moved.lower = sum_of(moved.lower, sum_before);
    if (std::isfinite(moved.upper)) moved.upper = sum_of(moved.upper, sum_before);
    return moved;
}

}  // namespace

int baseline_year_of(const Plan& plan, const Indicator& indicator) {
    return indicator.baselines.empty() ? plan->baseline_year : indicator.baselines.front().year;
}

bool holds_every_year(const Target& target) {
    return target.every_year || is_one_of<Hold, Zero, StepPerYear, Keeps, ComparedWith>(target.form);
}

bool rests_on_last_year(const Target& target) {
    return is_one_of<StepPerYear, Keeps>(target.form) ||
           (is_one_of<GrowthPerYear, ComparedWith>(target.form) && target.every_year);
}

bool rests_on_figures(const Indicator& indicator, const Target& target) {
    return rests_on_last_year(target) || is_one_of<ComparedWith>(target.form) ||
           (is_cumulative(indicator) && !is_one_of<Cumulative>(target.form));
}

const Target* aim_of(const Indicator& indicator) {
    const auto baseline = chosen_baseline(indicator);
    const int baseline_year = indicator.baselines.empty() ? 0 : indicator.baselines.front().year;
    const double sign = indicator.direction == Direction::up ? 1 : -1;
    const auto is_sided = [&](const Target& target) {
        return way_of(target).value_or(indicator.direction) == indicator.direction;
    };
    /// The more a target asks for, the more; what has no level asks for least.
    const auto asks_for = [&](const Target& target) {
        if (const auto* sum = std::get_if<Cumulative>(&target.form)) return sum->total;
        const auto level = level_of(target, {.baseline = baseline, .years = target.year - baseline_year});
        return level ? sign * *level : -std::numeric_limits<double>::infinity();
    };
    const auto best = [&](const auto& belongs) {
        const Target* found = nullptr;
        const auto rank = [&](const Target& target) {
            return std::tuple(is_sided(target), holds_every_year(target) ? 0 : target.year, asks_for(target));
        };
        for (const Target& target : indicator.targets)
            if (belongs(target) && (!found || rank(*found) < rank(target))) found = &target;
        return found;
    };
    if (const Target* sum = best([](const Target& target) { return is_one_of<Cumulative>(target.form); })) return sum;
    const Target* once = best([](const Target& t) { return leads_to_level(t) && !holds_every_year(t); });
    const Target* each = best([](const Target& t) { return leads_to_level(t) && holds_every_year(t); });
    if (!once || !each) return once ? once : each;
    // What every year asks goes first where it asks for more than the target due once, or the other only guards.
    const bool covers = each->year >= once->year && is_sided(*each);
    return covers && (!is_sided(*once) || asks_for(*each) > asks_for(*once)) ? each : once;
}

Demands::Demands(const Plan& plan, const Indicator& indicator, Scope scope)
    : plan_(plan),
      indicator_(indicator),
      baseline_(chosen_baseline(indicator)),
      baseline_year_(baseline_year_of(plan, indicator)) {
    find_targets(scope);
    if (none()) return;
    if (targets_.size() == indicator.targets.size()) aim_ = aim_of(indicator);  // what binds each body has no level
    find_milestones();
    find_way();
}

bool Demands::bind_each_body() const {
    return !is_total(indicator_) ||
           std::all_of(targets_.begin(), targets_.end(), [](const Target* target) { return binds_each_body(*target); });
}

void Demands::find_targets(Scope scope) {
    const bool whole = scope == Scope::area || !is_total(indicator_);
    for (const Target& target : indicator_.targets)
        if (whole || binds_each_body(target)) targets_.push_back(&target);
    for (const Target* target : targets_)
        if (!holds_every_year(*target)) final_year_ = target->year;
    for (const Target* target : targets_) {
        const bool still_holds = final_year_ && holds_every_year(*target) && target->year >= *final_year_ &&
                                 !rests_on_figures(indicator_, *target);
        if (!final_year_ || still_holds || (!holds_every_year(*target) && target->year == *final_year_))
            final_.push_back(target);
    }
    if (final_year_) leave_out_given(final_, *final_year_);
    if (!rest_on_figures(final_)) finally_asked_ = asked(final_, final_year_.value_or(plan_->last_year));
}

/// The levels that are due once, in the order of years; of several for one year the one that asks for most.
void Demands::find_milestones() {
    if (!aim_ || holds_every_year(*aim_) || is_one_of<Cumulative>(aim_->form)) return;
    const bool up = indicator_.direction == Direction::up;
    for (const Target& target : indicator_.targets) {
        if (holds_every_year(target) || !leads_to_level(target)) continue;
        const Direction ours = way_of(*aim_).value_or(indicator_.direction);
        if (way_of(target).value_or(ours) != ours) continue;
        const auto level = level_at(target, target.year);
        if (milestones_.empty() || milestones_.back().year != target.year)
            milestones_.push_back({target.year, level});
        else if (level && (!milestones_.back().level || (*level > *milestones_.back().level) == up))
            milestones_.back().level = level;
    }
}

void Demands::find_way() {
    if (!aim_) return;
    const auto* sum = std::get_if<Cumulative>(&aim_->form);
    goal_ = sum                   ? std::optional(sum->total)
            : milestones_.empty() ? level_at(*aim_, aim_->year)
                                  : milestones_.back().level;
    const auto start = sum ? std::optional(0.0) : baseline_;
    if (!start || !goal_ || *start == *goal_) return;
    if (!sum && !rests_on_figures(indicator_, *aim_)) {
        const auto interval =
            admissible_interval(indicator_, *aim_, {.baseline = baseline_, .years = aim_->year - baseline_year_});
        looser_ = interval && interval->contains(*start);
    }
    if (!looser_) way_ = std::pair(*start, *goal_);
}

std::optional<double> Demands::level_at(const Target& target, int year) const {
    return level_of(target, {.baseline = baseline_, .years = year - baseline_year_});
}

Demand Demands::in(int year) const {
    Demand demand{.year = year};
    for (const Target* target : targets_)
        if (holds_every_year(*target) ? year <= target->year : year == target->year) demand.targets.push_back(target);
    leave_out_given(demand.targets, year);
    demand.stated = !demand.targets.empty();
    if (!demand.stated) demand.targets = final_;
    demand.milestone = std::any_of(demand.targets.begin(), demand.targets.end(), [&](const Target* target) {
        return demand.stated && !holds_every_year(*target) &&
               (is_one_of<Cumulative>(target->form) || (!is_cumulative(indicator_) && leads_to_level(*target)));
    });
    demand.required = required(year);
    const int start = is_cumulative(indicator_) ? plan_->first_year - 1 : baseline_year_;
    const int end = aim_ ? aim_->year : targets_.back()->year;
    demand.time_gone = std::clamp(static_cast<double>(year - start) / std::max(1, end - start), 0.0, 1.0);
    return demand;
}

Asked Demands::asked(const std::vector<const Target*>& targets, int year, const Footings& footing_of) const {
    Asked asked;
    for (const Target* target : targets) {
        Footing footing = rests_on_figures(indicator_, *target) ? footing_of(*target) : Footing();
        footing.baseline = baseline_;
        footing.years = year - baseline_year_;
        auto interval = admissible_interval(indicator_, *target, footing);
        const bool of_year = is_cumulative(indicator_) && !is_one_of<Cumulative>(target->form);
        if (!interval && !asked.undecidable) asked.undecidable = undecidable(*target, footing);
        if (of_year && !footing.sum_before && !asked.undecidable) asked.undecidable = Reason::no_observation;
        if (of_year && interval)
            interval = footing.sum_before ? std::optional(beyond_sum(*interval, *footing.sum_before)) : std::nullopt;
        if (interval) asked.interval = asked.interval ? common_part(*asked.interval, *interval) : *interval;
    }
    return asked;
}

Asked Demands::asked(const std::vector<const Target*>& targets, int year) const {
    return asked(targets, year, [](const Target&) { return Footing(); });
}

Asked Demands::finally_asked(int year, const Footings& footing_of) const {
    return asked(final_, final_year_.value_or(year), footing_of);
}

bool Demands::rest_on_figures(const std::vector<const Target*>& targets) const {
    return std::any_of(targets.begin(), targets.end(),
                       [&](const Target* target) { return rests_on_figures(indicator_, *target); });
}

Reason Demands::undecidable(const Target& target, const Footing& footing) const {
    if (is_one_of<SetLater>(target.form)) return Reason::set_later;
    if (is_one_of<About>(target.form)) return Reason::no_tolerance;
    if (rests_on_last_year(target) && !footing.last_year) return Reason::no_last_year;
    const auto& start = rests_on_last_year(target) ? footing.last_year : baseline_;
    if (is_one_of<GrowthPerYear, ComparedWith>(target.form) && start && *start < 0) return Reason::negative_base;
    if (start && *start == 0) return Reason::zero_base;
    if (start) return Reason::no_other;
    return has_rival_baselines() ? Reason::rival_baselines : Reason::no_baseline;
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
        double most = form->total;  // of several for one year
        for (const Target& other : indicator_.targets)
            if (const auto* sum = std::get_if<Cumulative>(&other.form); sum && other.year == target.year)
                most = std::max(most, sum->total);
        const Fraction total = Fraction::reading(most);
        const int years = target.year - from_year;
        if (year <= target.year)
            return years == 0 ? total
                              : from + (total - from) * Fraction(std::max(0, year - from_year)) / Fraction(years);
        from = total;
        from_year = target.year;
    }
    return from;
}

std::optional<Fraction> Demands::required(int year) const {
    if (!aim_) return std::nullopt;
    if (is_one_of<Cumulative>(aim_->form)) return required_sum(year);
    const auto exact = [](const std::optional<double>& level) {
        return level ? std::optional(Fraction::reading(*level)) : std::nullopt;
    };
    if (milestones_.empty()) return exact(level_at(*aim_, year));
    auto from = exact(baseline_);
    int from_year = baseline_year_;
    for (const auto& [due, level] : milestones_) {
        const auto to = exact(level);
        if (year == due) return to;
        if (!from || !to) return std::nullopt;
        if (year < due) return between(*from, *to, year - from_year, due - from_year);
        from = to;
        from_year = due;
    }
    return from;
}

namespace {

/// The figures that a target of a body rests on.
class Resting {
public:
    Resting(const Plan& plan, const Observations& observations, std::string_view body, const std::optional<Date>& as_of)
        : plan_(plan), observations_(observations), body_(body), as_of_(as_of) {}

    std::optional<double> figure(const Indicator& indicator, int year) const {
        return figure_of(indicator, body_, year);
    }

    /// The year's figure, or the baseline where it is of that year.
    std::optional<double> figure_or_baseline(const Indicator& indicator, int year) const {
        if (const auto own = figure(indicator, year)) return own;
        return year == baseline_year_of(plan_, indicator) ? chosen_baseline(indicator) : std::nullopt;
    }

    /// Another indicator's value of an earlier year and its present one; of the whole area where the body has none.
    std::optional<std::pair<double, double>> growth(const std::string& id, int from, int to) const {
        const Indicator* other = plan_.find_indicator(id);
        if (!other) return std::nullopt;
        for (const std::string_view body : {body_, std::string_view()}) {
            const auto end = figure_of(*other, body, to);
            if (!end) continue;
            auto start = from == baseline_year_of(plan_, *other) ? chosen_baseline(*other) : std::nullopt;
            if (!start || from >= plan_->first_year)
                if (const auto reported = figure_of(*other, body, from)) start = reported;
            if (!start || *start <= 0) return std::nullopt;
            return std::pair(*start, *end);
        }
        return std::nullopt;
    }

    /// What the years of the plan before one came to.
    std::optional<double> sum_before(const Indicator& indicator, int year) const {
        Fraction sum;
        for (int before = plan_->first_year; before < year; ++before) {
            const Taken taken = value_of(plan_, observations_, indicator, body_, year_period(before), as_of_);
            if (taken.state == State::not_applicable) continue;
            if (taken.state != State::value) return std::nullopt;
            sum = sum + Fraction::reading(taken.value);
        }
        return sum.nearest();
    }

private:
    std::optional<double> figure_of(const Indicator& indicator, std::string_view body, int year) const {
        const Taken taken = value_of(plan_, observations_, indicator, body, year_period(year), as_of_);
        return taken.state == State::value ? std::optional(taken.value) : std::nullopt;
    }

    const Plan& plan_;
    const Observations& observations_;
    std::string_view body_;
    const std::optional<Date>& as_of_;
};

}  // namespace

Footing footing_of(const Plan& plan, const Observations& observations, const Indicator& indicator, const Target& target,
                   std::string_view body, int year, const std::optional<Date>& as_of) {
    const Resting resting(plan, observations, body, as_of);
    Footing footing;
    if (rests_on_last_year(target)) footing.last_year = resting.figure_or_baseline(indicator, year - 1);
    if (const auto* compared = std::get_if<ComparedWith>(&target.form))
        footing.other_values =
            resting.growth(compared->indicator, target.every_year ? year - 1 : baseline_year_of(plan, indicator), year);
    if (is_cumulative(indicator)) footing.sum_before = resting.sum_before(indicator, year);
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
            [&](const Hold& form) -> Result {
                if (!base) return std::nullopt;
                const double slack = form.tolerance.value_or(0);
                return toward(indicator.direction,
                              sum_of(*base, indicator.direction == Direction::down ? slack : -slack));
            },
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
                const double limit = sum_of(*before, form.step);
                if (form.step > 0) return at_least(limit);
                return at_most(indicator.count ? std::max(limit, 0.0) : limit);  // no count falls below zero
            },
            [&](const Keeps& form) -> Result {
                if (!before) return std::nullopt;
                // What is already zero cannot fall further.
                if (form.direction == Direction::down && *before == 0) return at_most(0);
                return form.direction == Direction::down ? at_most(*before, true) : at_least(*before, true);
            },
            [&](const GrowthPerYear& form) -> Result {
                const auto& start = target.every_year ? before : base;
                if (!start || *start <= 0) return std::nullopt;
                const Fraction limit = grown(*start, form.percent, target.every_year ? 1 : footing.years);
                return indicator.direction == Direction::down ? at_most(indicator, limit) : at_least(indicator, limit);
            },
            [&](const ComparedWith& form) -> Result {
                const auto& start = target.every_year ? before : base;
                if (!start || *start <= 0 || !footing.other_values) return std::nullopt;
                const auto& [earlier, now] = *footing.other_values;
                const Fraction limit = Fraction::reading(*start) * Fraction::reading(now) / Fraction::reading(earlier);
                if (form.tolerance) {
                    const Fraction slack = Fraction::reading(*start) * Fraction::reading(*form.tolerance) / 100;
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
    const auto required = Demands(plan, indicator, Demands::Scope::area).in(year).required;
    return required ? std::optional(required->nearest()) : std::nullopt;
}

}  // namespace libplan
