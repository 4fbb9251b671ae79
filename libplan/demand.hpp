#pragma once
// Private: what a plan asks of an indicator, resolved exactly once for all bodies.
#include "libplan/exact.hpp"
#include "libplan/progress.hpp"

namespace libplan {

/// Judged in each year on its own, against the year before or beside another indicator.
bool holds_every_year(const Target& target);
/// Its interval rests on the body's figure of the year before.
bool rests_on_last_year(const Target& target);
/// Its interval rests on figures, so it may differ from body to body.
bool rests_on_figures(const Target& target);
/// Holding and staying at zero are never done early: they last as long as the plan.
bool reaches_a_level(const Target& target);

/// What is asked of an indicator in one year.
struct Demand {
    int year = 0;
    const Target* stated = nullptr;            ///< for this very year
    std::optional<Interval> admissible{};      ///< unless it rests on figures
    std::optional<Interval> final_interval{};  ///< unless it rests on figures
    std::optional<Fraction> required{};        ///< on the path
    double time_gone = 0;
};

/// What is asked of one indicator that has targets.
class Demands {
public:
    Demands(const Plan& plan, const Indicator& indicator);
    Demand in(int year) const;

    /// What a target asks of a body in a year, given the figures that it rests on.
    std::optional<Interval> interval(const Target& target, int year, Footing footing) const;
    /// The year that the last target is judged for: each year has its own turn, others are due once.
    int due(int year) const { return holds_every_year(last()) ? year : last().year; }
    /// A target that the baseline met already (from 0.06 to at most 0.17) has no pace: only its level is tested.
    bool looser_than_baseline(const std::optional<Interval>& final_interval) const;
    /// Where the way to the last target starts and ends; nothing where there is no way.
    std::optional<std::pair<double, double>> way(const std::optional<Interval>& final_interval) const;
    /// A total is set for the whole area; what part of it falls to one body the plan does not say. But 杜绝 and
    /// "每镇2—3人" bind each body.
    bool binds(std::string_view body) const { return body.empty() || binds_each_; }
    /// Why a target cannot be decided.
    Reason undecidable(const Demand& demand) const;

    const Indicator& indicator() const { return indicator_; }
    const Target& last() const { return indicator_.targets.back(); }
    const Cumulative* cumulative() const { return std::get_if<Cumulative>(&last().form); }
    const std::optional<double>& baseline() const { return baseline_; }
    int baseline_year() const { return baseline_year_; }
    /// Where the last target leads: its total, or its level if it has one.
    std::optional<double> goal() const;
    bool has_rival_baselines() const { return !baseline_ && !indicator_.baselines.empty(); }

private:
    std::optional<Fraction> required(int year, const Target* stated) const;
    Fraction required_sum(int year) const;
    Fraction between(const Fraction& from, const Fraction& to, int gone, int years) const;

    const Plan& plan_;
    const Indicator& indicator_;
    std::optional<double> baseline_;
    int baseline_year_;
    std::vector<std::optional<double>> levels_;  ///< of the targets
    std::optional<Interval> last_interval_;      ///< unless it rests on figures
    bool binds_each_;
};

/// What a target that rests on figures is measured from, for a body and a year.
Footing footing_of(const Plan& plan, const Observations& observations, const Demands& demands, const Target& target,
                   std::string_view body, int year, const std::optional<Date>& as_of);

}  // namespace libplan
