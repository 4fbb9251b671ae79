#pragma once
#include "libplan/pace.hpp"

namespace libplan {

/// Where ways of judging one reading disagree.
enum class Disagreement {
    paths,   ///< the status on the straight path is not the one on the geometric path
    growth,  ///< the class by compound growth is not the one on a straight line
    verdict  ///< one calls it well (on track or better), the other badly: the plan's path against the CAGR method
};

/// One reading judged in every way there is.
struct Judgement {
    Reading reading{};  ///< on the plan's own path
    std::string body_title{};
    bool reduction = false;  ///< the ratio to the target is the textbook form of a reduction, (1 − r′) / (1 − r)
    Status linear = Status::unknown, geometric = Status::unknown;
    std::optional<Series> series{};  ///< what the pace is judged from: the plan's baseline, the value, the final level
    std::optional<Pace> pace{};
    Message pace_reason{};                  ///< why there is no pace, or no growth rate
    std::optional<Period> twelve_months{};  ///< 水平法: the first twelve months on end that meet the final target
    std::vector<Disagreement> disagreements() const;
    bool operator==(const Judgement&) const = default;
};

/// One indicator over the bodies that report it, each a series of its own (see JointPace).
struct JointJudgement {
    std::string indicator, title;
    int series = 0;
    JointPace pace{};
    bool illustrative = false;
    bool operator==(const JointJudgement&) const = default;
};

/// A year's progress judged in every way, side by side, and the control figures of that year.
struct SideBySide {
    int year = 0;
    std::optional<Date> as_of{};
    std::vector<Judgement> judgements{};  ///< in the order of measure()
    std::vector<JointJudgement> joint{};  ///< indicators with at least two bodies' series
    std::vector<ControlReading> controls{};
    /// How many readings are judged differently in some way.
    int disagreements() const;
    bool operator==(const SideBySide&) const = default;
};

/// Judges a year by what was known at the end of a day (none: all that is known). Control figures are held against the
/// months of the year that are over by that day.
SideBySide side_by_side(const Plan& plan, const Observations& observations, const Observations& controls, int year,
                        const std::optional<Date>& as_of = {});

}  // namespace libplan
