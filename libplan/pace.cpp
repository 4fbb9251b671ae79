#include "libplan/pace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "libplan/exact.hpp"

namespace libplan {
namespace {

struct Knot {
    double at, score;
};

/// Straight lines between the knots, flat outside them.
double piecewise(std::span<const Knot> knots, double at) {
    if (at <= knots.front().at) return knots.front().score;
    for (std::size_t i = 1; i < knots.size(); ++i)
        if (at <= knots[i].at)
            return knots[i - 1].score +
                   (knots[i].score - knots[i - 1].score) * (at - knots[i - 1].at) / (knots[i].at - knots[i - 1].at);
    return knots.back().score;
}

double sign_of(Direction direction) { return direction == Direction::up ? 1 : -1; }

/// Growth a year, or nothing through zero or a change of sign.
std::optional<double> growth(double from, double to, int years) {
    if (years <= 0 || from == 0 || to == 0 || (from < 0) != (to < 0)) return std::nullopt;
    return std::pow(to / from, 1.0 / years) - 1;
}

bool reached(const Series& series) {
    if (series.value == *series.target) return !series.strict;
    return (series.value > *series.target) == (series.direction == Direction::up);
}

PaceClass class_of(double ratio) {
    const double percent = round_decimal(ratio * 100, 9);
    return percent >= 95   ? PaceClass::on_track
           : percent >= 60 ? PaceClass::accelerate
           : percent >= 0  ? PaceClass::limited
                           : PaceClass::deterioration;
}

Pace toward_target(const Series& series) {
    static constexpr std::array<Knot, 3> scores{{{-0.6, -5}, {0.6, 0}, {1.3, 5}}};
    Pace pace;
    pace.growth = growth(series.baseline, series.value, series.year - series.baseline_year);
    pace.needed = growth(series.baseline, *series.target, series.target_year - series.baseline_year);
    const double way = *series.target - series.baseline;
    const double gone = static_cast<double>(series.year - series.baseline_year) /
                        std::max(1, series.target_year - series.baseline_year);
    if (way != 0 && gone > 0) pace.linear_ratio = (series.value - series.baseline) / (way * gone);
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
        pace.score = piecewise(scores, *pace.ratio);
    }
    return pace;
}

/// Near a natural limit less growth is possible, so the thresholds above zero shrink.
double room_left(const Series& series) {
    if (!series.limit || *series.limit == 0) return 1;
    const double limit = *series.limit;
    if (series.direction == Direction::up)
        return series.baseline <= limit ? 1 - std::pow(series.baseline / limit, 4.44) : 1;
    return series.baseline < 2 * limit ? 1 - std::pow((2 * limit - series.baseline) / limit, 4.44) : 1;
}

Pace without_target(const Series& series) {
    Pace pace;
    pace.growth = growth(series.baseline, series.value, series.year - series.baseline_year);
    if (!pace.growth) return pace;
    const double room = room_left(series);
    const double percent = round_decimal(sign_of(series.direction) * *pace.growth * 100, 9);
    const std::array<Knot, 5> scores{{{-2, -5}, {0, -2.5}, {0.5 * room, 0}, {1.5 * room, 2.5}, {2 * room, 5}}};
    pace.compound = percent >= 1.5 * room   ? PaceClass::on_track
                    : percent >= 0.5 * room ? PaceClass::accelerate
                    : percent >= 0          ? PaceClass::limited
                                            : PaceClass::deterioration;
    pace.linear = pace.compound;
    pace.score = piecewise(scores, percent);
    return pace;
}

ControlStanding standing_of(double actual, double control, int months) {
    if (actual > control) return ControlStanding::over;
    if (actual == control && control > 0) return ControlStanding::reached;
    return decimal_reading(actual) * 12 > decimal_reading(control) * months ? ControlStanding::over_pace
                                                                            : ControlStanding::within_pace;
}

std::string percent(double share) { return decimal_text(round_decimal(round_decimal(share, 3) * 100, 1)); }

class Controls {
public:
    Controls(const Plan& plan, const Observations& observations, const Date& as_of, int year)
        : plan_(plan), observations_(observations), as_of_(as_of), year_(year) {
        for (months_ = 12; months_ > 0 && month_period(year_, months_).last > as_of; --months_) {
        }
    }

    ControlReading operator()(const Observation& control) const {
        ControlReading reading{.indicator = control.indicator, .body = control.body, .months_gone = months_};
        reading.control = control.value;
        reading.illustrative = control.illustrative;
        const Indicator* indicator = plan_.find_indicator(control.indicator);
        if (indicator) {
            reading.title = indicator->title;
            reading.unit = indicator->unit;
            take_actual(*indicator, reading);
        }
        if (const Body* body = plan_.find_body(control.body)) reading.body_title = body->title;
        if (!reading.actual) {
            reading.reason = {Phrase::reason_no_months, {std::to_string(year_), std::to_string(months_)}};
            return reading;
        }
        reading.standing = standing_of(*reading.actual, control.value, months_);
        const auto share = reading.used();
        reading.reason = {
            Phrase::reason_control,
            {decimal_text(*reading.actual) + indicator->unit, decimal_text(control.value) + indicator->unit,
             share ? percent(*share) + "%" : "—", percent(reading.time_gone())}};
        return reading;
    }

private:
    /// The months gone, each by itself; or quarters, halves or the whole year, where they end with the months.
    void take_actual(const Indicator& indicator, ControlReading& reading) const {
        static constexpr std::pair<int, Period (*)(int, int)> divisions[] = {
            {1, month_period}, {3, quarter_period}, {6, half_period}, {12, [](int year, int) {
                                                                           return year_period(year);
                                                                       }}};
        for (const auto& [months, part_of] : divisions)
            if (months_ % months == 0 && add_up(indicator, reading, months_ / months, part_of)) return;
    }

    bool add_up(const Indicator& indicator, ControlReading& reading, int parts, Period (*part_of)(int, int)) const {
        Rational sum = 0;
        bool illustrative = reading.illustrative;
        for (int part = 1; part <= parts; ++part) {
            const Taken taken = value_of(plan_, observations_, indicator, reading.body, part_of(year_, part), as_of_);
            if (taken.state != State::value) return false;
            illustrative |= taken.illustrative;
            sum += decimal_reading(taken.value);
        }
        reading.illustrative = illustrative;
        reading.actual = to_double(sum);
        return true;
    }

    const Plan& plan_;
    const Observations& observations_;
    Date as_of_;
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

std::optional<double> ControlReading::used() const {
    if (!actual || control == 0) return std::nullopt;
    return to_double(decimal_reading(*actual) / decimal_reading(control));
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
    static constexpr Phrase phrases[] = {Phrase::control_within_pace, Phrase::control_over_pace,
                                         Phrase::control_reached, Phrase::control_over, Phrase::status_unknown};
    return phrases[static_cast<int>(standing)];
}

Pace pace_of(const Series& series) { return series.target ? toward_target(series) : without_target(series); }

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
                                             const Observations& controls, const Date& as_of, std::optional<int> year) {
    const int of = year.value_or(static_cast<int>(as_of.year()));
    const Controls reading(plan, observations, as_of, of);
    const Period whole = year_period(of);
    std::vector<ControlReading> readings;
    for (std::size_t row = 0; row < controls.size(); ++row)
        if (const Observation control = controls[row]; control.state == State::value && control.period == whole)
            readings.push_back(reading(control));
    return readings;
}

}  // namespace libplan
