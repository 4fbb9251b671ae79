#pragma once
#include <span>

#include "libplan/progress.hpp"

namespace libplan {

/// How a series moves against what it needs, by the compound annual growth rate (the CAGR method of official
/// statistics, Open SDG): growth g = (a/b)^(1/years) − 1, needed = (T/b)^(1/years to go) − 1, ratio = d·g/|needed|.
enum class PaceClass {
    achieved,       ///< the target is reached
    on_track,       ///< ratio ≥ 95 %; without a target ≥ 1.5 % a year
    accelerate,     ///< 60–95 %; without a target 0.5–1.5 %
    limited,        ///< 0–60 %; without a target 0–0.5 %
    deterioration,  ///< the wrong way
    undefined       ///< a value of zero or below: no growth rate exists
};
Phrase phrase_of(PaceClass pace);

/// One series from a baseline to a value, on the way to a target or just in a direction.
struct Series {
    Direction direction = Direction::down;
    int baseline_year = 0;
    double baseline = 0;
    int year = 0;
    double value = 0;
    std::optional<double> target;
    int target_year = 0;          ///< with a target
    std::optional<double> limit;  ///< a natural limit (100 %), which no series can pass
    bool strict = false;          ///< the target met exactly is not reached (高于, 低于)
    bool operator==(const Series&) const = default;
};

struct Pace {
    std::optional<double> growth;  ///< a year, 0.02 is 2 %
    std::optional<double> needed;  ///< a year; with a target
    std::optional<double> ratio;   ///< of the growth to what is needed; with a target
    PaceClass compound = PaceClass::undefined;
    std::optional<double> linear_ratio;       ///< the same on a straight path; with a target
    PaceClass linear = PaceClass::undefined;  ///< without a target by the plain mean of the yearly changes
    std::optional<double> score;              ///< −5 to +5
    Message reason{};                         ///< why the class is undefined; else empty
    bool agree() const { return compound == linear; }
    bool operator==(const Pace&) const = default;
};
/// Throws InputError for what is no number, and for a target whose year is not later than the baseline's.
Pace pace_of(const Series& series);

/// Several series as one: achieved only if all are, else by the mean of their scores; undefined if one is.
struct JointPace {
    PaceClass compound = PaceClass::undefined;
    std::optional<double> score;
    bool operator==(const JointPace&) const = default;
};
JointPace pace_of(std::span<const Series> series);

/// Where a yearly control figure stands during the year, against the share of its months gone (时序进度). It is a limit
/// (over_pace, over), but of an indicator of which more is better it is a task (behind_pace, under).
enum class ControlStanding { within_pace, over_pace, behind_pace, reached, over, under, unknown };
Phrase phrase_of(ControlStanding standing);

struct ControlReading {
    std::string indicator, body;
    int months_gone = 0;              ///< whole months ended by the day
    std::optional<double> actual{};   ///< of the months gone
    std::optional<double> control{};  ///< nothing of rival control figures
    ControlStanding standing = ControlStanding::unknown;
    Message reason{};
    bool illustrative = false;
    std::string title{}, body_title{}, unit{};  ///< so that a reading can be read without its plan
    /// The share of the control figure that is used up; nothing of zero, or where one of them is no number.
    std::optional<double> used() const;
    /// The share of the year's months gone (时序进度): 0.5 in June.
    double time_gone() const { return months_gone / 12.0; }
    bool operator==(const ControlReading&) const = default;
};
/// Totals grow through the year; levels, means and rates do not.
bool grows_through_year(const Indicator& indicator);

/// All bodies with control figures for a year (none: the year of the day, or the plan's last), in the order of their
/// first rows, by what was known at the end of a day (none: the whole year, by all that is known): of revised control
/// figures the latest. What has been reached by then is the figure of the months gone (see `value_of`), however they
/// were reported. Levels, means and rates do not grow through the year, so they are held against the control figure
/// alone.
std::vector<ControlReading> against_controls(const Plan& plan, const Observations& observations,
                                             const Observations& controls, const std::optional<Date>& as_of,
                                             std::optional<int> year = {});

/// 水平法: the first twelve months on end, also across the turn of a year, that reach a level: their sum (or mean) lies
/// within the interval, or each of them does where the indicator adds up to its last figure. Nothing without monthly
/// figures. A level is reached then, whatever its calendar year says.
std::optional<Period> twelve_months_within(const Plan& plan, const Observations& observations,
                                           const Indicator& indicator, std::string_view body, const Interval& interval,
                                           const Period& during, const std::optional<Date>& as_of = {});

}  // namespace libplan
