#pragma once
// Private: what a plan asks of an indicator, resolved exactly once for all bodies.
#include <functional>

#include "libplan/exact.hpp"
#include "libplan/progress.hpp"

namespace libplan {

template <class... Forms>
bool is_one_of(const TargetForm& form) {
    return (std::holds_alternative<Forms>(form) || ...);
}

int baseline_year_of(const Plan& plan, const Indicator& indicator);
/// Judged in each year on its own: what says so, what lasts as long as the plan (持平, 杜绝), and what is compared with
/// the year before or with another indicator.
bool holds_every_year(const Target& target);
/// Its interval rests on the body's figure of the year before.
bool rests_on_last_year(const Target& target);
/// Its interval rests on figures, so it may differ from body to body.
bool rests_on_figures(const Indicator& indicator, const Target& target);

/// What targets ask together: a figure meets all of them or misses one.
struct Asked {
    std::optional<Interval> interval{};   ///< common to those that can be decided; nothing if none can
    std::optional<Reason> undecidable{};  ///< why the first of the others cannot be
};

/// What is asked of an indicator in one year.
struct Demand {
    int year = 0;
    bool stated = false;                   ///< the targets are stated for this very year, else they are the final ones
    bool milestone = false;                ///< one of them is a point of the path
    std::vector<const Target*> targets{};  ///< judged together
    std::optional<Fraction> required{};    ///< on the path
    double time_gone = 0;
};

/// What is asked of one indicator that has targets: of the whole area, or of each body.
class Demands {
public:
    enum class Scope { area, bodies };
    /// A total is set for the whole area; what part of it falls to one body the plan does not say. But 杜绝 and
    /// "每镇2—3人" bind each body.
    Demands(const Plan& plan, const Indicator& indicator, Scope scope);
    /// The same is asked of the whole area and of each body.
    bool bind_each_body() const;
    /// Nothing is asked of a body.
    bool none() const { return targets_.empty(); }

    Demand in(int year) const;
    const std::vector<const Target*>& final_targets() const { return final_; }
    /// The year the final targets are due; what holds every year has its own turn each year.
    std::optional<int> final_year() const { return final_year_; }

    using Footings = std::function<Footing(const Target&)>;
    Asked asked(const std::vector<const Target*>& targets, int year, const Footings& footing_of) const;
    /// The same of targets that do not rest on figures.
    Asked asked(const std::vector<const Target*>& targets, int year) const;
    Asked finally_asked(int year, const Footings& footing_of) const;
    const Asked& finally_asked() const { return finally_asked_; }
    bool rest_on_figures(const std::vector<const Target*>& targets) const;

    /// What the path leads to, if anything.
    const Target* aim() const { return aim_; }
    /// A target that the baseline met already (from 0.06 to at most 0.17) has no pace: only its level is tested.
    bool looser_than_baseline() const { return looser_; }
    /// Where the way starts and ends; nothing where there is no way.
    const std::optional<std::pair<double, double>>& way() const { return way_; }
    /// Where the way leads: a total, or a level.
    const std::optional<double>& goal() const { return goal_; }
    const Indicator& indicator() const { return indicator_; }
    const std::optional<double>& baseline() const { return baseline_; }
    int baseline_year() const { return baseline_year_; }
    bool has_rival_baselines() const { return !baseline_ && !indicator_.baselines.empty(); }

private:
    struct Milestone {
        int year = 0;
        std::optional<double> level{};  ///< nothing where it follows from a baseline that is not known
    };
    /// Why a target cannot be decided.
    Reason undecidable(const Target& target, const Footing& footing) const;
    void find_targets(Scope scope);
    void find_milestones();
    void find_way();
    std::optional<double> level_at(const Target& target, int year) const;
    std::optional<Fraction> required(int year) const;
    Fraction required_sum(int year) const;
    Fraction between(const Fraction& from, const Fraction& to, int gone, int years) const;

    const Plan& plan_;
    const Indicator& indicator_;
    std::optional<double> baseline_;
    int baseline_year_;
    std::vector<const Target*> targets_;  ///< those that bind
    std::vector<const Target*> final_;
    std::optional<int> final_year_;
    Asked finally_asked_;  ///< unless it rests on figures
    const Target* aim_ = nullptr;
    std::vector<Milestone> milestones_;
    std::optional<double> goal_;
    bool looser_ = false;
    std::optional<std::pair<double, double>> way_;
};

/// What a target that rests on figures is measured from, for a body and a year.
Footing footing_of(const Plan& plan, const Observations& observations, const Indicator& indicator, const Target& target,
                   std::string_view body, int year, const std::optional<Date>& as_of);

}  // namespace libplan
