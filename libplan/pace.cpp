#include "libplan/pace.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "libplan/body_titles.hpp"
#include "libplan/exact.hpp"
#include "libplan/pace_scale.hpp"

namespace libplan {
namespace {

/// Straight lines between the knots, flat outside them; of knots that fall together the highest counts.
double piecewise(std::span<const Knot> knots, double at) {
    if (at < knots.front().at) return knots.front().score;
    for (std::size_t i = 1; i < knots.size(); ++i)
        if (at < knots[i].at)
            return knots[i - 1].score +
                   (knots[i].score - knots[i - 1].score) * (at - knots[i - 1].at) / (knots[i].at - knots[i - 1].at);
    return knots.back().score;
}

InputError wrong(Message told) { return InputError({{"series", {}, std::move(told), {}}}); }

double sign_of(Direction direction) { return direction == Direction::up ? 1 : -1; }

/// Growth a year, or nothing where a value is not above zero: of negative values it would tell the wrong way.
std::optional<double> growth(double from, double to, int years) {
    if (years <= 0 || from <= 0 || to <= 0) return std::nullopt;
    return std::pow(to / from, 1.0 / years) - 1;
}

bool reached(const Series& series) {
    if (series.value == *series.target) return !series.strict;
    return (series.value > *series.target) == (series.direction == Direction::up);
}

PaceClass class_at(double percent, const ClassLimits& limits, double room = 1) {
    return percent >= limits.on_track * room     ? PaceClass::on_track
           : percent >= limits.accelerate * room ? PaceClass::accelerate
           : percent >= 0                        ? PaceClass::limited
                                                 : PaceClass::deterioration;
}

PaceClass class_of(double ratio) { return class_at(round_decimal(ratio * 100, 9), limits_of_ratio); }

/// Why there is no growth rate to judge; empty if there is one.
Message why_undefined(const Series& series, const Pace& pace) {
    if (series.year <= series.baseline_year)
        return {Phrase::pace_no_time, {std::to_string(series.baseline_year), std::to_string(series.year)}};
    if (!pace.growth || (series.target && !pace.needed)) return {Phrase::pace_through_zero, {}};
    return {Phrase::pace_no_way, {}};
}

Pace toward_target(const Series& series) {
    if (series.target_year <= series.baseline_year)
        throw wrong(
            {Phrase::target_year_needed, {std::to_string(series.baseline_year), std::to_string(series.target_year)}});
    Pace pace;
    pace.growth = growth(series.baseline, series.value, series.year - series.baseline_year);
    pace.needed = growth(series.baseline, *series.target, series.target_year - series.baseline_year);
    const double way = *series.target - series.baseline;
    const double gone =
        static_cast<double>(series.year - series.baseline_year) / (series.target_year - series.baseline_year);
    if (way != 0 && gone > 0)
        pace.linear_ratio =
            sign_of(series.direction) * (series.value - series.baseline) / (std::abs(way) * gone) + 0.0;  // no −0
    if (pace.growth && pace.needed && *pace.needed != 0)
        pace.ratio = sign_of(series.direction) * *pace.growth / std::abs(*pace.needed);
    if (reached(series)) {
        pace.compound = pace.linear = PaceClass::achieved;
        pace.score = 5;
        return pace;
    }
    if (pace.linear_ratio) pace.linear = class_of(*pace.linear_ratio);
    if (pace.ratio) {
        pace.compound = class_of(*pace.ratio);
        pace.score = piecewise(scores_of_ratio, *pace.ratio);
    } else {
        pace.reason = why_undefined(series, pace);
    }
    return pace;
}

/// Near a natural limit less growth is possible, so the thresholds above zero shrink.
double room_left(const Series& series) {
    if (!series.limit || *series.limit == 0) return 1;
    const double limit = *series.limit;
    if (series.direction == Direction::up)
        return series.baseline <= limit ? 1 - std::pow(series.baseline / limit, crowding) : 1;
    return series.baseline < 2 * limit ? 1 - std::pow((2 * limit - series.baseline) / limit, crowding) : 1;
}

Pace without_target(const Series& series) {
    Pace pace;
    pace.growth = growth(series.baseline, series.value, series.year - series.baseline_year);
    if (!pace.growth) {
        pace.reason = why_undefined(series, pace);
        return pace;
    }
    const double room = room_left(series);
    const auto percent_of = [&](double growth) { return round_decimal(sign_of(series.direction) * growth * 100, 9); };
    const double percent = percent_of(*pace.growth);
    const double straight =
        (series.value - series.baseline) / std::abs(series.baseline) / (series.year - series.baseline_year);
    auto scores = scores_of_growth;
    for (Knot& knot : scores)
        if (knot.at > 0) knot.at *= room;
    pace.compound = class_at(percent, limits_of_growth, room);
    pace.linear = class_at(percent_of(straight), limits_of_growth, room);
    pace.score = piecewise(scores, percent);
    return pace;
}

std::string percent_of_share(double share) { return decimal_text(round_decimal(round_decimal(share, 4) * 100, 2)); }

/// How figures stand against the control figures of a year by the months of it that are over.
class Controls {
public:
    Controls(const Plan& plan, const Observations& observations, const Observations& controls,
             const std::optional<Date>& as_of, int year)
        : plan_(plan), titles_(plan), observations_(observations), controls_(controls), as_of_(as_of), year_(year) {
        for (months_ = 12; as_of && months_ > 0 && month_period(year_, months_).last > *as_of; --months_) {
        }
    }

    /// Nothing if no control figure of the body was known by the day.
    std::optional<ControlReading> operator()(const Indicator& indicator, const std::string& body) const {
        const Taken control = value_of(plan_, controls_, indicator, body, year_period(year_), as_of_);
        if (control.state != State::value && !control.doubt) return std::nullopt;
        ControlReading reading{.indicator = indicator.id,
                               .body = body,
                               .months_gone = months_,
                               .illustrative = control.illustrative,
                               .title = indicator.title,
                               .unit = indicator.unit};
        if (!body.empty()) reading.body_title = titles_.of(body);
        if (control.doubt) {
            reading.reason = told(control, indicator);
            return reading;
        }
        reading.control = control.value;
        const Taken actual = so_far(indicator, body);
        reading.illustrative |= actual.illustrative;
        if (actual.state != State::value)
            reading.reason = why_unknown(actual, indicator);
        else
            judge(indicator, actual.value, reading);
        return reading;
    }

private:
    Taken so_far(const Indicator& indicator, const std::string& body) const {
        if (months_ > 0)
            return value_of(plan_, observations_, indicator, body,
                            {year_period(year_).first, month_period(year_, months_).last}, as_of_);
        return grows_through_year(indicator) ? Taken{.state = State::value} : Taken{};
    }

    Message told(const Taken& doubtful, const Indicator& indicator) const {
        return {phrase_of(*doubtful.doubt), arguments_of(doubtful, year_period(year_), indicator)};
    }

    Message why_unknown(const Taken& actual, const Indicator& indicator) const {
        if (actual.doubt) return told(actual, indicator);
        if (months_ == 0) return {Phrase::reason_no_whole_month, {std::to_string(year_)}};
        return {Phrase::reason_no_months, {std::to_string(year_), std::to_string(months_)}};
    }

    void judge(const Indicator& indicator, double actual, ControlReading& reading) const {
        reading.actual = actual;
        const bool held_to_time = grows_through_year(indicator);
        const double control = *reading.control;
        const Rational lead = decimal_reading(actual) * 12 - decimal_reading(control) * months_;
        const double ahead = held_to_time ? to_double(lead) : 0;
        reading.standing = indicator.direction == Direction::up ? of_a_task(actual, ahead, held_to_time, control)
                                                                : of_a_limit(actual, ahead, control);
        const auto share = reading.used();
        std::vector<Message> words{decimal_text(actual) + indicator.unit, decimal_text(control) + indicator.unit,
                                   share ? percent_of_share(*share) + "%" : "—"};
        if (held_to_time) words.emplace_back(percent_of_share(reading.time_gone()));
        reading.reason = {held_to_time ? Phrase::reason_control : Phrase::reason_control_level, std::move(words)};
    }

    /// Where the control figure must not be exceeded.
    static ControlStanding of_a_limit(double actual, double ahead, double control) {
        if (actual > control) return ControlStanding::over;
        if (actual == control && control > 0) return ControlStanding::reached;
        return ahead > 0 ? ControlStanding::over_pace : ControlStanding::within_pace;
    }
    /// Where more is better: the control figure is what is to be reached (任务数). A level has the whole year for it.
    ControlStanding of_a_task(double actual, double ahead, bool held_to_time, double control) const {
        if (actual >= control) return ControlStanding::reached;
        if (months_ == 12) return ControlStanding::under;
        if (!held_to_time) return ControlStanding::unknown;
        return ahead < 0 ? ControlStanding::behind_pace : ControlStanding::within_pace;
    }

    const Plan& plan_;
    BodyTitles titles_;
    const Observations& observations_;
    const Observations& controls_;
    const std::optional<Date>& as_of_;
    int year_;
    int months_ = 0;
};

/// The months of a span, one after another, each looked up when it is needed.
class Months {
public:
    Months(const Plan& plan, const Observations& observations, const Indicator& indicator, std::string_view body,
           const Period& during, const std::optional<Date>& as_of)
        : plan_(plan), observations_(observations), indicator_(indicator), body_(body), as_of_(as_of) {
        first_ = index_of(during.first);
        if (period_of(first_).first < during.first) ++first_;
        end_ = index_of(during.last) + 1;
        if (period_of(end_ - 1).last > during.last) --end_;
    }

    int first() const { return first_; }
    int end() const { return end_; }
    static int january_from(int month) { return (month + 11) / 12 * 12; }

    /// Twelve months from one on.
    static Period year_from(int month) { return {period_of(month).first, period_of(month + 11).last}; }

    const std::optional<Rational>& operator[](int month) {
        const auto [entry, added] = values_.try_emplace(month);
        if (added)
            if (const Taken taken = value_of(plan_, observations_, indicator_, body_, period_of(month), as_of_);
                taken.state == State::value)
                entry->second = decimal_reading(taken.value);
        return entry->second;
    }

private:
    static int index_of(const Date& day) {
        return static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month())) - 1;
    }
    static Period period_of(int month) { return month_period(month / 12, month % 12 + 1); }

    const Plan& plan_;
    const Observations& observations_;
    const Indicator& indicator_;
    std::string_view body_;
    const std::optional<Date>& as_of_;
    int first_ = 0, end_ = 0;
    std::map<int, std::optional<Rational>> values_;
};

bool year_within(Months& months, int first, Accumulation how, const Interval& interval) {
    Rational sum = 0;
    for (int month = first; month < first + 12; ++month) {
        if (how == Accumulation::last && !interval.contains(to_double(*months[month]))) return false;
        sum += *months[month];
    }
    return how == Accumulation::last ||
           interval.contains(to_double(how == Accumulation::mean ? Rational(sum / 12) : sum));
}

}  // namespace

bool grows_through_year(const Indicator& indicator) {
    return indicator.adds_up == Accumulation::sum && !indicator.ratio;
}

std::optional<double> ControlReading::used() const {
    if (!actual || !control || *control == 0 || !std::isfinite(*actual) || !std::isfinite(*control))
        return std::nullopt;
    return to_double(decimal_reading(*actual) / decimal_reading(*control));
}

std::optional<Period> twelve_months_within(const Plan& plan, const Observations& observations,
                                           const Indicator& indicator, std::string_view body, const Interval& interval,
                                           const Period& during, const std::optional<Date>& as_of) {
    Months months(plan, observations, indicator, body, during, as_of);
    for (int start = months.first(); start + 12 <= months.end();) {
        // Twelve months on end hold one January, so a series without months is known by its Januaries.
        int gap = Months::january_from(start);
        if (months[gap])
            for (gap = start + 11; gap >= start && months[gap];) --gap;
        if (gap >= start) {
            start = gap + 1;
            continue;
        }
        if (year_within(months, start, indicator.adds_up, interval)) return Months::year_from(start);
        ++start;
    }
    return std::nullopt;
}

Phrase phrase_of(PaceClass pace) {
    static constexpr Phrase phrases[] = {Phrase::pace_achieved, Phrase::pace_on_track,      Phrase::pace_accelerate,
                                         Phrase::pace_limited,  Phrase::pace_deterioration, Phrase::pace_undefined};
    return phrases[static_cast<int>(pace)];
}

Phrase phrase_of(ControlStanding standing) {
    static constexpr Phrase phrases[] = {
        Phrase::control_within_pace, Phrase::control_over_pace, Phrase::control_behind_pace, Phrase::control_reached,
        Phrase::control_over,        Phrase::control_under,     Phrase::status_unknown};
    return phrases[static_cast<int>(standing)];
}

Pace pace_of(const Series& series) {
    for (const double value : {series.baseline, series.value, series.target.value_or(0), series.limit.value_or(0)})
        if (!std::isfinite(value))
            throw wrong({Phrase::not_finite, {std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf"}});
    return series.target ? toward_target(series) : without_target(series);
}

JointPace pace_of(std::span<const Series> series) {
    JointPace joint;
    if (series.empty()) return joint;
    double sum = 0;
    bool all_achieved = true;
    for (const Series& one : series) {
        const Pace pace = pace_of(one);
        if (!pace.score) return joint;
        sum += *pace.score;
        all_achieved = all_achieved && pace.compound == PaceClass::achieved;
    }
    joint.score = sum / static_cast<double>(series.size());
    // The mean score read back through the knots of a single series: 0 is a ratio of 60 %, 2.5 of 95 %.
    joint.compound = all_achieved           ? PaceClass::achieved
                     : *joint.score >= 2.5  ? PaceClass::on_track
                     : *joint.score >= 0    ? PaceClass::accelerate
                     : *joint.score >= -2.5 ? PaceClass::limited
                                            : PaceClass::deterioration;
    return joint;
}

std::vector<ControlReading> against_controls(const Plan& plan, const Observations& observations,
                                             const Observations& controls, const std::optional<Date>& as_of,
                                             std::optional<int> year) {
    const int of = year.value_or(as_of ? static_cast<int>(as_of->year()) : plan->last_year);
    const Controls reading_of(plan, observations, controls, as_of, of);
    std::vector<ControlReading> readings;
    for (const Observations::Series& series : controls.series())
        if (const Indicator* indicator = plan.find_indicator(controls.word(series.indicator)))
            if (auto reading = reading_of(*indicator, controls.word(series.body)))
                readings.push_back(std::move(*reading));
    return readings;
}

}  // namespace libplan
