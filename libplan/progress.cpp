#include "libplan/progress.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/demand.hpp"

namespace libplan {
namespace {

std::string shown(double value) { return decimal_text(round_decimal(value, 2)); }
std::string percent(double share) { return decimal_text(round_decimal(share * 100, 2)); }

std::optional<double> known(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

std::optional<Interval> interval_at(const ProgressColumns& columns, std::size_t at) {
    if (std::isnan(columns.lower[at])) return std::nullopt;
    return Interval{columns.lower[at], columns.upper[at], columns.lower_open[at] != 0, columns.upper_open[at] != 0};
}

/// The years of a plan around one, not more than a drawing can show.
std::pair<int, int> years_around(const Plan& plan, int year) {
    constexpr int most = 25;  // on either side
    return {std::min(year, std::max(plan->first_year, year - most)),
            std::max(year, std::min(plan->last_year, year + most))};
}

/// Tells the readings of one indicator from the columns of one year.
class Telling {
public:
    Telling(const Plan& plan, const Observations& observations, const ProgressColumns& columns,
            const Indicator& indicator, const std::optional<Date>& as_of)
        : plan_(plan),
          observations_(observations),
          columns_(columns),
          as_of_(as_of),
          indicator_(indicator),
          of_area_(plan, indicator, Demands::Scope::area),
          of_bodies_(plan, indicator, Demands::Scope::bodies),
          year_(columns.first_year) {}

    Reading operator()(std::size_t at) const {
        Reading reading;
        reading.indicator = indicator_.id;
        reading.body = columns_.bodies[columns_.body[at]];
        reading.year = year_;
        reading.place = indicator_.place;
        reading.title = indicator_.title;
        reading.unit = indicator_.unit;
        reading.state = columns_.state[at];
        reading.value = known(columns_.value[at]);
        reading.admissible = interval_at(columns_, at);
        if (columns_.met[at] >= 0) reading.met = columns_.met[at] != 0;
        reading.required = known(columns_.required[at]);
        reading.completion = known(columns_.completion[at]);
        reading.status = columns_.status[at];
        reading.provisional = columns_.provisional[at] != 0;
        reading.illustrative = columns_.illustrative[at] != 0;
        const Demands& demands = reading.body.empty() ? of_area_ : of_bodies_;
        if (!demands.none()) tell_demand(demands, reading);
        const Reason reason = columns_.reason[at];
        const bool before_due = reason == Reason::met && !reading.stated;
        reading.reason = {before_due ? Phrase::reason_met_before_due : phrase_of(reason),
                          arguments(demands, reason, reading)};
        return reading;
    }

    /// The way of a series through the years of the plan; nothing where nothing is asked.
    std::vector<CourseYear> course(const ProgressColumns& years, std::size_t of_series) const {
        const Demands& demands = years.bodies[years.body[of_series]].empty() ? of_area_ : of_bodies_;
        std::vector<CourseYear> course;
        if (demands.none()) return course;
        if (demands.baseline() && demands.baseline_year() < years.first_year)
            course.push_back({demands.baseline_year(), demands.baseline(), demands.baseline(), {}});
        for (int year = years.first_year; year <= years.last_year; ++year) {
            const std::size_t at = years.at(of_series, year);
            course.push_back({year, year <= year_ ? known(years.value[at]) : std::nullopt, known(years.required[at]),
                              interval_at(years, at)});
        }
        return course;
    }

private:
    /// What the columns leave out because it is the same for all bodies, or seldom asked for.
    void tell_demand(const Demands& demands, Reading& reading) const {
        const Demand demand = demands.in(year_);
        reading.stated = demand.stated;
        reading.time_gone = demand.time_gone;
        reading.final_interval = demands
                                     .finally_asked(year_,
                                                    [&](const Target& target) {
                                                        return footing_of(plan_, observations_, indicator_, target,
                                                                          reading.body, year_, as_of_);
                                                    })
                                     .interval;
        reading.goal = demands.goal();
        if (reading.value && reading.goal && *reading.goal != 0)
            reading.ratio_to_target = (Fraction::reading(*reading.value) / Fraction::reading(*reading.goal)).nearest();
    }

    /// Of a year that asks nothing itself: the year whose targets it is held against. Where every year until a last one
    /// is asked, that one.
    static int year_asked(const Demands& demands) {
        return demands.final_year() ? *demands.final_year() : demands.final_targets().back()->year;
    }

    std::vector<Message> arguments(const Demands& demands, Reason reason, const Reading& reading) const {
        const auto value = [&] { return decimal_text(*reading.value) + indicator_.unit; };
        switch (reason) {
            case Reason::no_observation:
            case Reason::not_scored:
                return {std::to_string(year_without_value(reading.body))};
            case Reason::before_plan:
                return {std::to_string(plan_->first_year)};
            case Reason::rival_bases:
            case Reason::rival_sources:
            case Reason::rival_totals:
            case Reason::other_unit: {
                const Period year = year_period(year_without_value(reading.body));
                return arguments_of(value_of(plan_, observations_, indicator_, reading.body, year, as_of_), year,
                                    indicator_);
            }
            case Reason::no_last_year:
                return {std::to_string(year_ - 1)};
            case Reason::rival_baselines:
                return {rivals()};
            case Reason::no_other:
                return {compared_with(demands).title};
            case Reason::met:
                if (!reading.stated)
                    return {value(), std::to_string(year_asked(demands)), to_string(*reading.admissible)};
                [[fallthrough]];
            case Reason::missed:
                return {value(), to_string(*reading.admissible)};
            case Reason::early:
                return {value(), std::to_string(*demands.final_year()), to_string(*reading.final_interval)};
            case Reason::pace:
            case Reason::met_pace: {
                std::vector<Message> words{value(), shown(*reading.required) + indicator_.unit,
                                           percent(*reading.completion), percent(reading.time_gone)};
                if (reason == Reason::met_pace) words.push_back(to_string(*reading.admissible));
                return words;
            }
            case Reason::not_due:
            case Reason::no_path:
                return {to_string(*reading.final_interval)};
            default:
                return {};
        }
    }

    /// The year that leaves the value unknown: of a sum, the first without a figure.
    int year_without_value(const std::string& body) const {
        if (is_cumulative(indicator_))
            for (int year = plan_->first_year; year < year_; ++year) {
                const State state = value_of(plan_, observations_, indicator_, body, year_period(year), as_of_).state;
                if (state == State::missing || state == State::not_scored) return year;
            }
        return year_;
    }

    std::string rivals() const {
        std::string words;
        for (const Baseline& baseline : indicator_.baselines)
            words += (words.empty() ? "" : " / ") + decimal_text(baseline.value) + indicator_.unit +
                     (baseline.basis.empty() ? "" : " " + baseline.basis);
        return words;
    }

    const Indicator& compared_with(const Demands& demands) const {
        for (const Target* target : demands.in(year_).targets)
            if (const auto* compared = std::get_if<ComparedWith>(&target->form))
                return *plan_.find_indicator(compared->indicator);
        return indicator_;
    }

    const Plan& plan_;
    const Observations& observations_;
    const ProgressColumns& columns_;
    const std::optional<Date>& as_of_;
    const Indicator& indicator_;
    Demands of_area_, of_bodies_;
    int year_;
};

}  // namespace

bool Interval::contains(double value) const {
    const bool above = lower_open ? value > lower : value >= lower;
    const bool below = upper_open ? value < upper : value <= upper;
    return above && below;
}

Interval common_part(const Interval& a, const Interval& b) {
    Interval both = a;
    if (b.lower > a.lower || (b.lower == a.lower && b.lower_open)) {
        both.lower = b.lower;
        both.lower_open = b.lower_open;
    }
    if (b.upper < a.upper || (b.upper == a.upper && b.upper_open)) {
        both.upper = b.upper;
        both.upper_open = b.upper_open;
    }
    return both;
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

Phrase phrase_of(State state) {
    static constexpr Phrase phrases[] = {Phrase::state_value, Phrase::state_missing, Phrase::state_not_applicable,
                                         Phrase::state_not_scored};
    return phrases[static_cast<int>(state)];
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

Phrase phrase_of(Reason reason) {
    static constexpr Phrase phrases[] = {Phrase::reason_no_observation, Phrase::reason_not_applicable,
                                         Phrase::reason_not_scored,     Phrase::reason_not_shared_out,
                                         Phrase::reason_set_later,      Phrase::reason_no_tolerance,
                                         Phrase::reason_no_last_year,   Phrase::reason_zero_base,
                                         Phrase::reason_negative_base,  Phrase::reason_rival_baselines,
                                         Phrase::reason_no_baseline,    Phrase::reason_no_other,
                                         Phrase::reason_rival_bases,    Phrase::reason_rival_sources,
                                         Phrase::reason_rival_totals,   Phrase::reason_other_unit,
                                         Phrase::reason_missed,         Phrase::reason_early,
                                         Phrase::reason_pace,           Phrase::reason_met,
                                         Phrase::reason_met_pace,       Phrase::reason_not_due,
                                         Phrase::reason_no_path,        Phrase::reason_before_plan};
    return phrases[static_cast<std::size_t>(reason)];
}

const Reading* Progress::find(std::string_view indicator, std::string_view body) const {
    const auto found = std::find_if(readings.begin(), readings.end(),
                                    [&](const Reading& r) { return r.indicator == indicator && r.body == body; });
    return found == readings.end() ? nullptr : &*found;
}

Progress measure(const Plan& plan, const Observations& observations, int year, const std::optional<Date>& as_of) {
    const ProgressColumns columns = measure_columns(plan, observations, year, year, as_of);
    const auto [first, last] = years_around(plan, year);
    const ProgressColumns years = measure_columns(plan, observations, first, last, as_of);
    Progress progress{.year = year, .readings = {}};
    progress.readings.reserve(columns.series());
    for (std::size_t at = 0; at < columns.series();) {
        const std::uint32_t indicator = columns.indicator[at];
        const Telling tell(plan, observations, columns, *plan.find_indicator(columns.indicators[indicator]), as_of);
        for (; at < columns.series() && columns.indicator[at] == indicator; ++at) {
            progress.readings.push_back(tell(at));
            progress.readings.back().course = tell.course(years, at);
        }
    }
    return progress;
}

}  // namespace libplan
