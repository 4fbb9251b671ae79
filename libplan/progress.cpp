#include "libplan/progress.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "libplan/exact.hpp"
#include "libplan/match.hpp"

namespace libplan {
namespace {

Rational floor_of(const Rational& value) {
    const Rational whole(round_scaled(value, 0, Rounding::truncate));
    return whole > value ? Rational(whole - 1) : whole;
}
Rational ceiling_of(const Rational& value) { return -floor_of(-value); }

/// The baseline changed by x percent, exactly: 50 less 34 % is 33.
Rational changed(double baseline, double percent) {
    return decimal_reading(baseline) * (100 + decimal_reading(percent)) / 100;
}

/// The baseline grown by x percent in each of some years, exactly.
Rational grown(double baseline, double percent, int years) {
    Rational value = decimal_reading(baseline);
    const Rational factor = (100 + decimal_reading(percent)) / 100;
    for (int year = 0; year < years; ++year) value *= factor;
    return value;
}

double sum_of(double a, double b) { return to_double(decimal_reading(a) + decimal_reading(b)); }

Interval at_most(double limit, bool strict = false) { return {.upper = limit, .upper_open = strict}; }
Interval at_least(double limit, bool strict = false) { return {.lower = limit, .lower_open = strict}; }
Interval toward(Direction direction, double level) {
    return direction == Direction::down ? at_most(level) : at_least(level);
}

/// A limit on a count that comes from a percentage is a whole number: floored above, ceiled below.
Interval at_most(const Indicator& indicator, const Rational& limit) {
    return at_most(to_double(indicator.count ? floor_of(limit) : limit));
}
Interval at_least(const Indicator& indicator, const Rational& limit) {
    return at_least(to_double(indicator.count ? ceiling_of(limit) : limit));
}

template <class... Forms>
bool is_one_of(const TargetForm& form) {
    return (std::holds_alternative<Forms>(form) || ...);
}

/// Judged in each year on its own, against the year before or beside another indicator.
bool holds_every_year(const Target& target) {
    return target.every_year || is_one_of<StepPerYear, Keeps, ComparedWith>(target.form);
}

/// The level a target leads to, for the path; nothing for forms without a single level.
std::optional<double> level_of(const Target& target, const Footing& footing) {
    using Level = std::optional<double>;
    const auto& base = footing.baseline;
    const auto from_base = [&](auto&& level) -> Level { return base ? Level(level(*base)) : std::nullopt; };
    const auto by_percent = [&](double percent) -> Level {
        return base && *base != 0 ? Level(to_double(changed(*base, percent))) : std::nullopt;
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
                    return to_double(decimal_reading(b) + decimal_reading(form.step) * footing.years);
                });
            },
            [&](const GrowthPerYear& form) {
                return from_base([&](double b) { return to_double(grown(b, form.percent, footing.years)); });
            },
            [](const auto&) -> Level { return std::nullopt; },
        },
        target.form);
}

int baseline_year_of(const Plan& plan, const Indicator& indicator) {
    return indicator.baselines.empty() ? plan->baseline_year : indicator.baselines.front().year;
}

/// Between two points of the path. A geometric path is not defined through zero or a change of sign; there it is
/// straight.
double between(Path path, double from, double to, double share) {
    if (path == Path::geometric && from * to > 0) return from * std::pow(to / from, share);
    return from + (to - from) * share;
}

const Cumulative* cumulative_form(const Indicator& indicator) {
    return indicator.targets.empty() ? nullptr : std::get_if<Cumulative>(&indicator.targets.back().form);
}

/// A sum should grow evenly from nothing before the first year, through the milestones.
double required_sum(const Plan& plan, const Indicator& indicator, int year) {
    double from = 0;
    int from_year = plan->first_year - 1;
    for (const Target& target : indicator.targets) {
        const auto* form = std::get_if<Cumulative>(&target.form);
        if (!form) continue;
        if (year <= target.year)
            return from + (form->total - from) * std::max(0, year - from_year) / (target.year - from_year);
        from = form->total;
        from_year = target.year;
    }
    return from;
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

std::string shown(double value) { return decimal_text(round_decimal(value, 2)); }
std::string percent(double share) { return decimal_text(round_decimal(share * 100, 1)); }

class Measuring {
public:
    Measuring(const Plan& plan, const Observations& observations, const Indicator& indicator, int year,
              const std::optional<Date>& as_of)
        : plan_(plan),
          observations_(observations),
          as_of_(as_of),
          indicator_(indicator),
          year_(year),
          baseline_(chosen_baseline(indicator)) {}

    Reading operator()(const std::string& body) const {
        Reading reading;
        reading.indicator = indicator_.id;
        reading.body = body;
        reading.year = year_;
        reading.place = indicator_.place;
        reading.title = indicator_.title;
        reading.unit = indicator_.unit;
        reading.illustrative = indicator_.illustrative;
        for (const Baseline& baseline : indicator_.baselines) reading.illustrative |= baseline.illustrative;
        take_value(reading);
        if (!is_of_the_whole_area(reading)) take_demands(reading);
        judge(reading);
        return reading;
    }

private:
    Taken take(const Indicator& indicator, std::string_view body, const Period& period) const {
        return value_of(plan_, observations_, indicator, body, period, as_of_);
    }

    void take_value(Reading& reading) const {
        if (cumulative_form(indicator_)) return take_sum(reading);
        const Taken taken = take(indicator_, reading.body, year_period(year_));
        note(reading, taken);
        if (taken.state == State::value) reading.value = taken.value;
    }

    static void note(Reading& reading, const Taken& taken) {
        reading.state = taken.state;
        reading.provisional |= taken.provisional;
        reading.illustrative |= taken.illustrative;
    }

    /// The year that leaves the value unknown: of a sum, the first without a figure.
    int year_without_value(const std::string& body) const {
        if (cumulative_form(indicator_))
            for (int year = plan_->first_year; year < year_; ++year)
                if (take(indicator_, body, year_period(year)).state != State::value) return year;
        return year_;
    }

    /// What has been done since the plan began; a year without a figure leaves the sum unknown.
    void take_sum(Reading& reading) const {
        if (year_ < plan_->first_year) return;
        Rational sum = 0;
        for (int year = plan_->first_year; year <= year_; ++year) {
            const Taken taken = take(indicator_, reading.body, year_period(year));
            note(reading, taken);
            if (taken.state != State::value) return;
            sum += decimal_reading(taken.value);
        }
        reading.value = to_double(sum);
    }

    /// A total is set for the whole area; what part of it falls to one body the plan does not say. But 杜绝 and
    /// "每镇2—3人" bind each body.
    bool is_of_the_whole_area(const Reading& reading) const {
        const bool binds_each = is_one_of<Zero, Within>(indicator_.targets.back().form);
        return !reading.body.empty() && !binds_each &&
               (indicator_.count || indicator_.adds_up == Accumulation::sum || cumulative_form(indicator_) != nullptr);
    }

    int baseline_year() const { return baseline_year_of(plan_, indicator_); }

    Footing footing_of(const Target& target, const std::string& body, int year) const {
        Footing footing{.baseline = baseline_, .years = year - baseline_year()};
        const bool against_last_year =
            is_one_of<StepPerYear, Keeps>(target.form) || (is_one_of<GrowthPerYear>(target.form) && target.every_year);
        if (against_last_year) {
            const Taken before = take(indicator_, body, year_period(year - 1));
            if (before.state == State::value) footing.last_year = before.value;
            // The year before the plan's first is the baseline's.
            else if (year - 1 == baseline_year())
                footing.last_year = baseline_;
        }
        if (const auto* compared = std::get_if<ComparedWith>(&target.form))
            footing.other_growth = growth_of(compared->indicator, body, year);
        return footing;
    }

    /// Another indicator's value over its baseline; of the whole area where the body has none of its own.
    std::optional<double> growth_of(const std::string& id, const std::string& body, int year) const {
        const Indicator* other = plan_.find_indicator(id);
        const auto base = other ? chosen_baseline(*other) : std::nullopt;
        if (!base || *base == 0) return std::nullopt;
        Taken taken = take(*other, body, year_period(year));
        if (taken.state != State::value) taken = take(*other, "", year_period(year));
        if (taken.state != State::value) return std::nullopt;
        return to_double(decimal_reading(taken.value) / decimal_reading(*base));
    }

    void take_demands(Reading& reading) const {
        const Target& last = indicator_.targets.back();
        reading.final_interval = admissible_interval(indicator_, last, footing_of(last, reading.body, due(last)));
        const Target* stated = stated_target(indicator_, year_);
        reading.stated = stated != nullptr;
        reading.admissible = stated ? admissible_interval(indicator_, *stated, footing_of(*stated, reading.body, year_))
                                    : reading.final_interval;
        if (reading.value && reading.admissible) reading.met = reading.admissible->contains(*reading.value);
        reading.time_gone = time_gone(last);
        if (!looser_than_baseline(reading) || reading.stated)
            reading.required = required_value(plan_, indicator_, year_);
        if (reading.value) take_completion(reading);
    }

    /// The year a target is judged for: each year has its own turn, others are due once.
    int due(const Target& target) const { return holds_every_year(target) ? year_ : target.year; }

    /// A target that the baseline met already (from 0.06 to at most 0.17) has no pace: only its level is tested.
    bool looser_than_baseline(const Reading& reading) const {
        const auto level = final_level();
        return baseline_ && level && *level != *baseline_ && reading.final_interval->contains(*baseline_);
    }

    double time_gone(const Target& last) const {
        const int start = cumulative_form(indicator_) ? plan_->first_year - 1 : baseline_year();
        return std::clamp(static_cast<double>(year_ - start) / std::max(1, last.year - start), 0.0, 1.0);
    }

    void take_completion(Reading& reading) const {
        const Cumulative* form = cumulative_form(indicator_);
        const auto level = form ? std::optional(form->total) : final_level();
        if (!level) return;
        const Rational value = decimal_reading(*reading.value);
        if (*level != 0) reading.ratio_to_target = to_double(value / decimal_reading(*level));
        if (form)
            reading.completion = reading.ratio_to_target;
        else if (baseline_ && *level != *baseline_ && !looser_than_baseline(reading))
            reading.completion = to_double((value - decimal_reading(*baseline_)) /
                                           (decimal_reading(*level) - decimal_reading(*baseline_)));
    }

    std::optional<double> final_level() const {
        const Target& last = indicator_.targets.back();
        return level_of(last, {.baseline = baseline_, .years = last.year - baseline_year()});
    }

    std::optional<Message> undecidable(const Reading& reading) const {
        if (reading.admissible) return std::nullopt;
        if (is_of_the_whole_area(reading)) return Message{Phrase::reason_not_shared_out, {}};
        const Target* stated = stated_target(indicator_, year_);
        const Target& target = stated ? *stated : indicator_.targets.back();
        if (is_one_of<SetLater>(target.form)) return Message{Phrase::reason_set_later, {}};
        if (is_one_of<About>(target.form)) return Message{Phrase::reason_no_tolerance, {}};
        const bool on_last_year =
            is_one_of<StepPerYear, Keeps>(target.form) || (is_one_of<GrowthPerYear>(target.form) && target.every_year);
        if (on_last_year) return Message{Phrase::reason_no_last_year, {std::to_string(year_ - 1)}};
        if (baseline_ && *baseline_ == 0) return Message{Phrase::reason_zero_base, {}};
        if (!baseline_ && !indicator_.baselines.empty()) return Message{Phrase::reason_rival_baselines, {rivals()}};
        if (!baseline_) return Message{Phrase::reason_no_baseline, {}};
        const auto& compared = std::get<ComparedWith>(target.form);
        return Message{Phrase::reason_no_other, {plan_.find_indicator(compared.indicator)->title}};
    }

    std::string rivals() const {
        std::string words;
        for (const Baseline& baseline : indicator_.baselines)
            words += (words.empty() ? "" : " / ") + decimal_text(baseline.value) + indicator_.unit +
                     (baseline.basis.empty() ? "" : " " + baseline.basis);
        return words;
    }

    void judge(Reading& reading) const {
        if (!reading.value) {
            const std::string year = std::to_string(year_without_value(reading.body));
            reading.reason = reading.state == State::not_applicable ? Message{Phrase::reason_not_applicable, {}}
                             : reading.state == State::not_scored   ? Message{Phrase::reason_not_scored, {year}}
                                                                    : Message{Phrase::reason_no_observation, {year}};
            // Why a target cannot be decided at all matters more than that this year's figure is missing.
            if (auto cause = undecidable(reading)) reading.reason = *cause;
            return;
        }
        if (auto cause = undecidable(reading)) {
            reading.reason = *cause;
            return;
        }
        judge_value(reading);
    }

    void judge_value(Reading& reading) const {
        const Target& last = indicator_.targets.back();
        const std::string value = decimal_text(*reading.value) + indicator_.unit;
        if (reading.stated && !*reading.met) {
            reading.status = Status::behind;
            reading.reason = {Phrase::reason_missed, {value, to_string(*reading.admissible)}};
        } else if (!holds_every_year(last) && year_ < last.year && reaches_a_level(last) &&
                   reading.final_interval->contains(*reading.value)) {
            reading.status = Status::achieved_early;
            reading.reason = {Phrase::reason_early,
                              {value, std::to_string(last.year), to_string(*reading.final_interval)}};
        } else if (reading.required && reading.completion && year_ < last.year && !holds_every_year(last)) {
            judge_pace(reading, value);
        } else if (reading.stated) {
            reading.status = Status::on_track;
            reading.reason = {Phrase::reason_met, {value, to_string(*reading.admissible)}};
        } else if (*reading.met) {
            reading.status = Status::on_track;
            reading.reason = {Phrase::reason_met, {value, to_string(*reading.admissible)}};
        } else if (is_one_of<Within, About>(last.form) && year_ < last.year) {
            reading.reason = {Phrase::reason_not_due, {to_string(*reading.final_interval)}};
        } else if (!baseline_ && !indicator_.baselines.empty()) {
            reading.reason = {Phrase::reason_rival_baselines, {rivals()}};
        } else if (!baseline_) {
            reading.reason = {Phrase::reason_no_path, {to_string(*reading.final_interval)}};
        } else {
            reading.status = Status::behind;
            reading.reason = {Phrase::reason_missed, {value, to_string(*reading.admissible)}};
        }
    }

    /// Holding and staying at zero are never done early: they last as long as the plan.
    static bool reaches_a_level(const Target& target) { return !is_one_of<Hold, Zero, Within, About>(target.form); }

    void judge_pace(Reading& reading, const std::string& value) const {
        const double expected = expected_completion(*reading.required);
        const double lead = round_decimal((*reading.completion - expected) * 100, 9);
        reading.status = lead > plan_->margin                       ? Status::ahead
                         : lead >= -plan_->margin || reading.stated ? Status::on_track
                                                                    : Status::behind;
        std::vector<Message> words{value, shown(*reading.required) + indicator_.unit, percent(*reading.completion),
                                   percent(reading.time_gone)};
        if (reading.stated) words.push_back(to_string(*reading.admissible));
        reading.reason = {reading.stated ? Phrase::reason_met_pace : Phrase::reason_pace, std::move(words)};
    }

    double expected_completion(double required) const {
        if (const Cumulative* form = cumulative_form(indicator_)) return required / form->total;
        return (required - *baseline_) / (*final_level() - *baseline_);
    }

    const Plan& plan_;
    const Observations& observations_;
    const std::optional<Date>& as_of_;
    const Indicator& indicator_;
    int year_;
    std::optional<double> baseline_;
};

/// The whole area, then the bodies that report the indicator, or the numerator it is made of.
std::vector<std::string> bodies_with(const Observations& observations, const Indicator& indicator) {
    std::vector<std::string> bodies = observations.bodies_of(indicator.id);
    if (bodies.empty() && indicator.ratio) bodies = observations.bodies_of(indicator.ratio->numerator);
    if (bodies.empty() || !bodies.front().empty()) bodies.insert(bodies.begin(), std::string());
    return bodies;
}

}  // namespace

bool Interval::contains(double value) const {
    const bool above = lower_open ? value > lower : value >= lower;
    const bool below = upper_open ? value < upper : value <= upper;
    return above && below;
}

std::string to_string(const Interval& interval) {
    const bool has_lower = std::isfinite(interval.lower);
    const bool has_upper = std::isfinite(interval.upper);
    if (has_lower && has_upper && interval.lower == interval.upper) return "=" + decimal_text(interval.lower);
    if (has_lower && has_upper)
        return (interval.lower_open ? "(" : "[") + decimal_text(interval.lower) + ", " + decimal_text(interval.upper) +
               (interval.upper_open ? ")" : "]");
    if (has_upper) return (interval.upper_open ? "<" : "≤") + decimal_text(interval.upper);
    if (has_lower) return (interval.lower_open ? ">" : "≥") + decimal_text(interval.lower);
    return "";
}

Phrase phrase_of(Status status) {
    switch (status) {
        case Status::achieved_early:
            return Phrase::status_achieved_early;
        case Status::ahead:
            return Phrase::status_ahead;
        case Status::on_track:
            return Phrase::status_on_track;
        case Status::behind:
            return Phrase::status_behind;
        case Status::unknown:
            break;
    }
    return Phrase::status_unknown;
}

const Reading* Progress::find(std::string_view indicator, std::string_view body) const {
    const auto found = std::find_if(readings.begin(), readings.end(),
                                    [&](const Reading& r) { return r.indicator == indicator && r.body == body; });
    return found == readings.end() ? nullptr : &*found;
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
                if (form.direction == Direction::down && indicator.count && *before == 0) return at_most(0);
                return form.direction == Direction::down ? at_most(*before, true) : at_least(*before, true);
            },
            [&](const GrowthPerYear& form) -> Result {
                if (target.every_year ? !before : !has_base) return std::nullopt;
                const Rational limit =
                    target.every_year ? grown(*before, form.percent, 1) : grown(*base, form.percent, footing.years);
                return indicator.direction == Direction::down ? at_most(indicator, limit) : at_least(indicator, limit);
            },
            [&](const ComparedWith& form) -> Result {
                if (!has_base || !footing.other_growth) return std::nullopt;
                const Rational growth = decimal_reading(*footing.other_growth);
                const Rational limit = decimal_reading(*base) * growth;
                if (form.tolerance) {
                    const Rational slack = decimal_reading(*base) * decimal_reading(*form.tolerance) / 100;
                    return Interval{.lower = to_double(limit - slack), .upper = to_double(limit + slack)};
                }
                return indicator.direction == Direction::down ? at_most(to_double(limit), form.faster)
                                                              : at_least(to_double(limit), form.faster);
            },
            [](const SetLater&) -> Result { return std::nullopt; },
        },
        target.form);
}

std::optional<double> chosen_baseline(const Indicator& indicator) {
    std::set<double> all;
    std::set<double> on_basis;
    for (const Baseline& baseline : indicator.baselines) {
        all.insert(baseline.value);
        if (!indicator.basis.empty() && baseline.basis == indicator.basis) on_basis.insert(baseline.value);
    }
    if (on_basis.size() == 1) return *on_basis.begin();
    if (all.size() == 1) return *all.begin();
    return std::nullopt;
}

std::optional<double> required_value(const Plan& plan, const Indicator& indicator, int year) {
    if (indicator.targets.empty()) return std::nullopt;
    if (cumulative_form(indicator)) return required_sum(plan, indicator, year);
    const auto baseline = chosen_baseline(indicator);
    const int baseline_year = baseline_year_of(plan, indicator);
    if (const Target* stated = stated_target(indicator, year))
        return level_of(*stated, {.baseline = baseline, .years = year - baseline_year});
    if (!baseline) return std::nullopt;
    double from = *baseline;
    int from_year = baseline_year;
    for (const Target& target : indicator.targets) {
        if (is_one_of<SetLater>(target.form)) continue;
        const auto level = level_of(target, {.baseline = baseline, .years = target.year - baseline_year});
        if (!level) return std::nullopt;
        if (year <= target.year)
            return between(plan->path, from, *level, static_cast<double>(year - from_year) / (target.year - from_year));
        from = *level;
        from_year = target.year;
    }
    return from;
}

Progress measure(const Plan& plan, const Observations& observations, int year, const std::optional<Date>& as_of) {
    Progress progress{.year = year, .readings = {}};
    for (const Indicator& indicator : plan->indicators) {
        if (indicator.targets.empty()) continue;
        const Measuring reading(plan, observations, indicator, year, as_of);
        for (const std::string& body : bodies_with(observations, indicator)) progress.readings.push_back(reading(body));
    }
    return progress;
}

}  // namespace libplan
