#pragma once
// Private: facts that say how far an indicator is, where its figure is a fact of the same scheme: on a scorecard they
// follow the cell of the figure, so that nobody has to type one change twice.
#include "libplan/yardstick.hpp"
#include "reports/layout.hpp"

namespace libplan {

/// A fact of a unit that follows from another one, the figure of its indicator.
class FollowingFact {
public:
    FollowingFact(const FactDefinition& fact, const FactDefinition& figure, const Reading& reading, Yardstick yardstick)
        : fact_(&fact), figure_(&figure), reading_(&reading), yardstick_(std::move(yardstick)) {}

    const FactDefinition& fact() const { return *fact_; }
    const FactDefinition& figure() const { return *figure_; }
    /// What it comes to for a figure that is known; nothing: that cannot be told.
    std::optional<double> value_of(double figure) const;
    /// The same as a formula of the figure's cell.
    std::string formula(const std::string& cell) const;
    /// Whether it can be told at all.
    bool can_be_told() const;

private:
    using Take = IndicatorFact::Take;
    Take take() const { return std::get<IndicatorFact>(fact_->source).take; }

    const FactDefinition* fact_;
    const FactDefinition* figure_;
    const Reading* reading_;
    Yardstick yardstick_;
};

/// Those facts of a unit that agree with the figures they follow from.
std::vector<FollowingFact> following_facts(const Plan& plan, const Observations& observations, const Progress& progress,
                                           const Assessment& assessment, std::size_t unit);

}  // namespace libplan
