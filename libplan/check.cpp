#include "libplan/check.hpp"

#include <algorithm>

#include "libplan/check_parts.hpp"

namespace libplan {

std::vector<Finding> check(const Plan& plan, const Observations& figures, const Observations& observations,
                           const Observations& controls, std::span<const TaskReport> reports) {
    using namespace checking;
    std::vector<Finding> findings;
    Figures all;
    Figures control_figures;
    all.add(plan, figures, findings);
    all.add(plan, observations, findings);
    control_figures.add(plan, controls, findings);
    check_sums(plan, all, findings);
    check_jumps(plan, all, control_figures, findings);
    check_identities(plan, all, findings);
    check_natural_limits(plan, all, control_figures, findings);
    check_counts(plan, all, control_figures, findings);
    for (const Indicator& indicator : plan->indicators) {
        check_targets(plan, indicator, findings);
        check_milestones(plan, indicator, findings);
    }
    check_cycles(plan, findings);
    check_dates(plan, all, findings);
    check_responsibilities(plan, findings);
    check_reports(plan, reports, findings);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    return findings;
}

}  // namespace libplan
