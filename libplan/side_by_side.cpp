#include "libplan/side_by_side.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/body_titles.hpp"

namespace libplan {
namespace {

/// The same indicators on the other path. Tasks and text take no part in measuring.
Plan on_path(const Plan& plan, Path path) {
    PlanParts parts;
    parts.id = plan->id;
    parts.title = plan->title;
    parts.first_year = plan->first_year;
    parts.last_year = plan->last_year;
    parts.baseline_year = plan->baseline_year;
    parts.path = path;
    parts.margin = plan->margin;
    parts.bodies = plan->bodies;
    parts.indicators = plan->indicators;
    for (Indicator& indicator : parts.indicators) indicator.responsible.clear();
    return Plan(std::move(parts));
}

bool well(Status status) {
    return status == Status::achieved_early || status == Status::ahead || status == Status::on_track;
}
bool well(PaceClass pace) { return pace == PaceClass::achieved || pace == PaceClass::on_track; }
bool badly(PaceClass pace) { return pace == PaceClass::limited || pace == PaceClass::deterioration; }

class Judging {
public:
    Judging(const Plan& plan, const Observations& observations, int year, const std::optional<Date>& as_of)
        : plan_(plan), titles_(plan), observations_(observations), year_(year), as_of_(as_of) {}

    Judgement operator()(const Reading& reading, Status linear, Status geometric) const {
        const Indicator& indicator = *plan_.find_indicator(reading.indicator);
        Judgement judgement{.reading = reading, .linear = linear, .geometric = geometric};
        if (!reading.body.empty()) judgement.body_title = titles_.of(reading.body);
        const Target* aim = aim_of(indicator);
        judgement.reduction = aim && std::holds_alternative<ReducePercent>(aim->form);
        judge_pace(indicator, aim, judgement);
        if (reading.final_interval && !is_cumulative(indicator))
            judgement.twelve_months = twelve_months_within(plan_, observations_, indicator, reading.body,
                                                           *reading.final_interval, so_far(), as_of_);
        return judgement;
    }

private:
    /// From the first day of the plan to the last of the year, or to the day.
    Period so_far() const {
        Period period{year_period(plan_->first_year).first, year_period(year_).last};
        if (as_of_ && *as_of_ < period.last) period.last = *as_of_;
        return period;
    }

    void judge_pace(const Indicator& indicator, const Target* aim, Judgement& judgement) const {
        const Reading& reading = judgement.reading;
        const auto baseline = chosen_baseline(indicator);
        if (!reading.value || (!reading.body.empty() && !reading.final_interval))
            judgement.pace_reason = reading.reason;
        else if (is_cumulative(indicator))
            judgement.pace_reason = {Phrase::pace_of_sum, {}};
        else if (!baseline)
            judgement.pace_reason = {
                indicator.baselines.empty() ? Phrase::reason_no_baseline : Phrase::pace_rival_baselines, {}};
        else if (!reading.final_interval && !aim && has<About>(indicator))
            judgement.pace_reason = reading.reason;
        else if (reading.final_interval && is_range(*reading.final_interval))
            judgement.pace_reason = {Phrase::pace_of_interval, {to_string(*reading.final_interval)}};
        else {
            judgement.series = series_of(indicator, reading, *baseline, aim);
            judgement.pace = pace_of(*judgement.series);
            judgement.pace_reason = judgement.pace->reason;
        }
    }

    /// Limited on both sides.
    static bool is_range(const Interval& asked) {
        return std::isfinite(asked.lower) && std::isfinite(asked.upper) && asked.lower < asked.upper;
    }
    template <class Form>
    static bool has(const Indicator& indicator) {
        return std::any_of(indicator.targets.begin(), indicator.targets.end(),
                           [](const Target& target) { return std::holds_alternative<Form>(target.form); });
    }

    /// The way to go is that of the target: an upper limit asks to go down.
    Series series_of(const Indicator& indicator, const Reading& reading, double baseline, const Target* aim) const {
        Series series;
        series.direction = indicator.direction;
        series.baseline_year = indicator.baselines.front().year;
        series.baseline = baseline;
        series.year = year_;
        series.value = *reading.value;
        series.limit = indicator.limit;
        if (!aim && has<Zero>(indicator)) {
            series.target = 0;  // 杜绝
            series.target_year = std::max(plan_->last_year, series.baseline_year + 1);
            series.direction = Direction::down;
            return series;
        }
        const auto level = aim ? required_value(plan_, indicator, aim->year) : std::nullopt;
        if (!level || aim->year <= series.baseline_year) return series;
        series.target = level;
        series.target_year = aim->year;
        const auto asked =
            admissible_interval(indicator, *aim, {.baseline = baseline, .years = aim->year - series.baseline_year});
        if (!asked) return series;
        if (std::isfinite(asked->lower) != std::isfinite(asked->upper))
            series.direction = std::isfinite(asked->upper) ? Direction::down : Direction::up;
        if (std::holds_alternative<Hold>(aim->form))  // its tolerance belongs to it
            series.target = std::isfinite(asked->upper) ? asked->upper : asked->lower;
        series.strict = asked->lower_open || asked->upper_open;
        return series;
    }

    const Plan& plan_;
    BodyTitles titles_;
    const Observations& observations_;
    int year_;
    const std::optional<Date>& as_of_;
};

std::vector<JointJudgement> joint_of(const std::vector<Judgement>& judgements) {
    std::vector<JointJudgement> joint;
    for (auto first = judgements.begin(); first != judgements.end();) {
        const auto last = std::find_if(first, judgements.end(), [&](const Judgement& each) {
            return each.reading.indicator != first->reading.indicator;
        });
        JointJudgement one{.indicator = first->reading.indicator, .title = first->reading.title};
        std::vector<Series> all;
        for (; first != last; ++first) {
            if (first->reading.body.empty() || !first->series) continue;
            all.push_back(*first->series);
            one.illustrative |= first->reading.illustrative;
        }
        one.series = static_cast<int>(all.size());
        one.pace = pace_of(all);
        if (one.series > 1) joint.push_back(std::move(one));
    }
    return joint;
}

}  // namespace

std::vector<Disagreement> Judgement::disagreements() const {
    std::vector<Disagreement> found;
    if (linear != geometric) found.push_back(Disagreement::paths);
    if (!pace || pace->compound == PaceClass::undefined) return found;
    if (pace->linear != PaceClass::undefined && !pace->agree()) found.push_back(Disagreement::growth);
    const bool apart =
        (well(reading.status) && badly(pace->compound)) || (reading.status == Status::behind && well(pace->compound));
    if (apart) found.push_back(Disagreement::verdict);
    return found;
}

int SideBySide::disagreements() const {
    return static_cast<int>(std::count_if(judgements.begin(), judgements.end(), [](const Judgement& judgement) {
        return !judgement.disagreements().empty();
    }));
}

SideBySide side_by_side(const Plan& plan, const Observations& observations, const Observations& controls, int year,
                        const std::optional<Date>& as_of) {
    SideBySide all{.year = year, .as_of = as_of};
    const bool straight = plan->path == Path::linear;
    const Progress own = measure(plan, observations, year, as_of);
    const Progress other = measure(on_path(plan, straight ? Path::geometric : Path::linear), observations, year, as_of);
    const Judging judged(plan, observations, year, as_of);
    for (std::size_t i = 0; i < own.readings.size(); ++i) {
        const Status mine = own.readings[i].status;
        const Status theirs = other.readings[i].status;
        all.judgements.push_back(judged(own.readings[i], straight ? mine : theirs, straight ? theirs : mine));
    }
    all.joint = joint_of(all.judgements);
    all.controls = against_controls(plan, observations, controls, as_of, year);
    return all;
}

}  // namespace libplan
