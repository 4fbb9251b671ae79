#include "libplan/progress.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "libplan/exact.hpp"

namespace libplan {
namespace {

template <class... Cases>
struct Match : Cases... {
    using Cases::operator()...;
};

Rational floor_of(const Rational& value) {
    const Rational whole(round_scaled(value, 0, Rounding::truncate));
    return whole > value ? Rational(whole - 1) : whole;
}

/// The baseline less x percent, exactly: 50 less 34 % is 33.
Rational reduced(double baseline, double percent) {
    return decimal_reading(baseline) * (100 - decimal_reading(percent)) / 100;
}

Interval at_most(double limit, bool strict = false) { return {.upper = limit, .upper_open = strict}; }
Interval at_least(double limit, bool strict = false) { return {.lower = limit, .lower_open = strict}; }
Interval toward(Direction direction, double level) {
    return direction == Direction::down ? at_most(level) : at_least(level);
}

bool needs_baseline(const TargetForm& form) {
    return std::holds_alternative<ReducePercent>(form) || std::holds_alternative<Hold>(form);
}

/// The level a target leads to, for the path; nothing for forms without a single level.
std::optional<double> level_of(const Target& target, const std::optional<double>& baseline) {
    return std::visit(Match{
                          [&](const ReducePercent& form) -> std::optional<double> {
                              if (!baseline || *baseline == 0) return std::nullopt;
                              return to_double(reduced(*baseline, form.percent));
                          },
                          [](const Reach& form) -> std::optional<double> { return form.level; },
                          [](const AtMost& form) -> std::optional<double> { return form.limit; },
                          [](const AtLeast& form) -> std::optional<double> { return form.limit; },
                          [&](const Hold&) { return baseline; },
                          [](const Zero&) -> std::optional<double> { return 0.0; },
                          [](const Within&) -> std::optional<double> { return std::nullopt; },
                          [](const Cumulative&) -> std::optional<double> { return std::nullopt; },
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

/// The target stated for this very year, if any.
const Target* stated_target(const Indicator& indicator, int year) {
    for (const Target& target : indicator.targets)
        if (target.every_year || target.year == year) return &target;
    return nullptr;
}

std::string shown(double value) { return decimal_text(round_decimal(value, 2)); }
std::string percent(double share) { return decimal_text(round_decimal(share * 100, 1)); }

class Measuring {
public:
    Measuring(const Plan& plan, const Observations& observations, const Indicator& indicator, int year)
        : plan_(plan),
          observations_(observations),
          indicator_(indicator),
          year_(year),
          baseline_(chosen_baseline(indicator)) {}

    Reading operator()(const std::string& body) const {
        Reading reading;
        reading.indicator = indicator_.id;
        reading.body = body;
        reading.year = year_;
        reading.place = indicator_.place;
        reading.illustrative = indicator_.illustrative;
        for (const Baseline& baseline : indicator_.baselines) reading.illustrative |= baseline.illustrative;
        take_value(reading);
        take_demands(reading);
        judge(reading);
        return reading;
    }

private:
    void take_value(Reading& reading) const {
        if (cumulative_form(indicator_)) return take_sum(reading);
        const auto row = observations_.latest(indicator_.id, reading.body, year_period(year_));
        if (row == Observations::npos) return;
        const Observation observation = observations_[row];
        reading.state = observation.state;
        reading.illustrative |= observation.illustrative;
        if (observation.state == State::value) reading.value = observation.value;
    }

    /// What has been done since the plan began; a year without a figure leaves the sum unknown.
    void take_sum(Reading& reading) const {
        if (year_ < plan_->first_year) return;
        Rational sum = 0;
        for (int year = plan_->first_year; year <= year_; ++year) {
            const auto row = observations_.latest(indicator_.id, reading.body, year_period(year));
            if (row == Observations::npos) return;
            const Observation observation = observations_[row];
            reading.state = observation.state;
            reading.illustrative |= observation.illustrative;
            if (observation.state != State::value) return;
            sum += decimal_reading(observation.value);
        }
        reading.value = to_double(sum);
    }

    /// A total is set for the whole area; what part of it falls to one body the plan does not say.
    bool is_of_the_whole_area(const Reading& reading) const {
        return !reading.body.empty() &&
               (indicator_.count || indicator_.adds_up == Accumulation::sum || cumulative_form(indicator_) != nullptr);
    }

    void take_demands(Reading& reading) const {
        if (is_of_the_whole_area(reading)) return;
        const Target& last = indicator_.targets.back();
        reading.final_interval = admissible_interval(indicator_, last, baseline_);
        const Target* stated = stated_target(indicator_, year_);
        reading.stated = stated != nullptr;
        reading.admissible = stated ? admissible_interval(indicator_, *stated, baseline_) : reading.final_interval;
        if (reading.value && reading.admissible) reading.met = reading.admissible->contains(*reading.value);
        reading.required = required_value(plan_, indicator_, year_);
        take_pace(reading, last);
    }

    void take_pace(Reading& reading, const Target& last) const {
        if (const Cumulative* form = cumulative_form(indicator_)) {
            reading.time_gone =
                static_cast<double>(year_ - plan_->first_year + 1) / (last.year - plan_->first_year + 1);
            if (reading.value && form->total != 0) reading.completion = *reading.value / form->total;
            return;
        }
        const int start = baseline_year_of(plan_, indicator_);
        reading.time_gone = std::clamp(static_cast<double>(year_ - start) / std::max(1, last.year - start), 0.0, 1.0);
        const auto level = level_of(last, baseline_);
        if (reading.value && baseline_ && level && *level != *baseline_)
            reading.completion = to_double((decimal_reading(*reading.value) - decimal_reading(*baseline_)) /
                                           (decimal_reading(*level) - decimal_reading(*baseline_)));
    }

    std::optional<Message> undecidable(const Reading& reading) const {
        if (reading.admissible) return std::nullopt;
        if (is_of_the_whole_area(reading)) return Message{Phrase::reason_not_shared_out, {}};
        const TargetForm& form = indicator_.targets.back().form;
        if (baseline_ && *baseline_ == 0) return Message{Phrase::reason_zero_base, {}};
        if (!needs_baseline(form) || indicator_.baselines.empty()) return Message{Phrase::reason_no_baseline, {}};
        return Message{Phrase::reason_rival_baselines, {rivals()}};
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
            reading.reason = reading.state == State::not_applicable ? Message{Phrase::reason_not_applicable, {}}
                             : reading.state == State::not_scored
                                 ? Message{Phrase::reason_not_scored, {std::to_string(year_)}}
                                 : Message{Phrase::reason_no_observation, {std::to_string(year_)}};
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
        } else if (!last.every_year && year_ < last.year && reaches_a_level(last) &&
                   reading.final_interval->contains(*reading.value)) {
            reading.status = Status::achieved_early;
            reading.reason = {Phrase::reason_early,
                              {value, std::to_string(last.year), to_string(*reading.final_interval)}};
        } else if (reading.required && reading.completion && year_ < last.year && !last.every_year) {
            judge_pace(reading, value);
        } else if (reading.stated) {
            reading.status = Status::on_track;
            reading.reason = {Phrase::reason_met, {value, to_string(*reading.admissible)}};
        } else if (*reading.met) {
            reading.status = Status::on_track;
            reading.reason = {Phrase::reason_met, {value, to_string(*reading.admissible)}};
        } else if (!baseline_) {
            reading.reason = {Phrase::reason_no_path, {to_string(*reading.final_interval)}};
        } else {
            reading.status = Status::behind;
            reading.reason = {Phrase::reason_missed, {value, to_string(*reading.admissible)}};
        }
    }

    /// Holding and staying at zero are never done early: they last as long as the plan.
    static bool reaches_a_level(const Target& target) {
        return !std::holds_alternative<Hold>(target.form) && !std::holds_alternative<Zero>(target.form) &&
               !std::holds_alternative<Within>(target.form);
    }

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
        const double level = *level_of(indicator_.targets.back(), baseline_);
        return (required - *baseline_) / (level - *baseline_);
    }

    const Plan& plan_;
    const Observations& observations_;
    const Indicator& indicator_;
    int year_;
    std::optional<double> baseline_;
};

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

std::optional<Interval> admissible_interval(const Indicator& indicator, const Target& target,
                                            const std::optional<double>& baseline) {
    return std::visit(
        Match{
            [&](const ReducePercent& form) -> std::optional<Interval> {
                if (!baseline || *baseline == 0) return std::nullopt;
                const Rational limit = reduced(*baseline, form.percent);
                return at_most(to_double(indicator.count ? floor_of(limit) : limit));
            },
            [&](const Reach& form) -> std::optional<Interval> { return toward(indicator.direction, form.level); },
            [](const AtMost& form) -> std::optional<Interval> { return at_most(form.limit, form.strict); },
            [](const AtLeast& form) -> std::optional<Interval> { return at_least(form.limit, form.strict); },
            [&](const Hold&) -> std::optional<Interval> {
                if (!baseline) return std::nullopt;
                return toward(indicator.direction, *baseline);
            },
            [](const Zero&) -> std::optional<Interval> { return Interval{.lower = 0, .upper = 0}; },
            [](const Within& form) -> std::optional<Interval> {
                return Interval{.lower = form.lower, .upper = form.upper};
            },
            [](const Cumulative& form) -> std::optional<Interval> { return at_least(form.total); },
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
    const Target& last = indicator.targets.back();
    if (const Cumulative* form = cumulative_form(indicator)) {
        const int years = std::clamp(year - plan->first_year + 1, 0, last.year - plan->first_year + 1);
        return form->total * years / (last.year - plan->first_year + 1);
    }
    const auto baseline = chosen_baseline(indicator);
    if (const Target* stated = stated_target(indicator, year)) return level_of(*stated, baseline);
    if (!baseline) return std::nullopt;
    double from = *baseline;
    int from_year = baseline_year_of(plan, indicator);
    for (const Target& target : indicator.targets) {
        const auto level = level_of(target, baseline);
        if (!level) return std::nullopt;
        if (year <= target.year)
            return between(plan->path, from, *level, static_cast<double>(year - from_year) / (target.year - from_year));
        from = *level;
        from_year = target.year;
    }
    return from;
}

Progress measure(const Plan& plan, const Observations& observations, int year) {
    Progress progress{.year = year, .readings = {}};
    for (const Indicator& indicator : plan->indicators) {
        if (indicator.targets.empty()) continue;
        const Measuring reading(plan, observations, indicator, year);
        std::vector<std::string> bodies = observations.bodies_of(indicator.id);
        if (bodies.empty()) bodies.emplace_back();
        for (const std::string& body : bodies) progress.readings.push_back(reading(body));
    }
    return progress;
}

}  // namespace libplan
