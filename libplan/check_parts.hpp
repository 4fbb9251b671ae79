#pragma once
// Private: what the checks share, and the checks by subject.
#include <map>

#include "libplan/check.hpp"
#include "libplan/exact.hpp"

namespace libplan::checking {

/// A printed figure and its exact value in the indicator's own unit.
struct Printed {
    Observation observation;
    const Indicator* indicator = nullptr;
    std::string body;  ///< its title; empty: the whole area
    Rational value;    ///< in the indicator's unit
    Rational as_if;    ///< the printed number read in the indicator's unit, whatever unit is printed
    Rational scale;    ///< one printed unit in the indicator's
    bool odd_unit = false;
    bool wrong_unit = false;  ///< told already, so that it is no evidence against other figures
};

/// Figures in their indicators' own units, in the order of their rows.
class Figures {
public:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// Adds rows; what cannot be converted into the indicator's unit is told and left out.
    void add(const Plan& plan, const Observations& rows, std::vector<Finding>& findings);

    std::size_t size() const { return all_.size(); }
    const Printed& operator[](std::size_t at) const { return all_[at]; }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }
    void tell_wrong_unit(std::size_t at) { all_[at].wrong_unit = true; }

    /// The figure of one source for a period, the latest if it was revised; npos if there is none.
    std::size_t find(std::string_view indicator, std::string_view body, const Period& period,
                     std::string_view source) const;
    std::vector<std::size_t> of(std::string_view indicator) const;
    std::vector<std::string> sources() const;

private:
    std::vector<Printed> all_;
    std::map<std::string, std::size_t> index_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> rows_;  ///< of each indicator
};

/// Digits behind the decimal point.
int decimals(const std::string& number);
std::string shown(const Rational& value);
/// Half a unit in the last printed place, in the indicator's unit: 1.61亿元 may be 50万元 more or less. Counts are
/// exact, unless printed in a larger unit. `reread`: a figure whose printed unit is ignored.
Rational precision(const Printed& figure, bool reread);

// How figures and targets are called in findings.
std::string period_text(const Period& period);
/// "2013年", "2013年第2季度", "2011—2015年"
Message words_of(const Period& period);
/// "2013年 受伤人数（表）"
Message title_of(Message period, const Indicator& indicator, std::vector<Message> remarks = {});
Message title_of(const Printed& figure);
Message title_of_control(const Printed& control);
/// The number with the decimals and the unit it was printed with.
std::string printed_of(const Printed& figure);
Message printed_title(const Printed& figure);
Figure figure_of(const Printed& figure);
std::string with_unit(const Rational& value, const Indicator& indicator);
/// A target as it is printed, else as its form says it.
Message printed_target(const Plan& plan, const Indicator& indicator, const Target& target);
Figure figure_of(const Indicator& indicator, const Target& target);
/// A finding about one target, with its clause as what is printed.
Finding finding_about(const Plan& plan, const Indicator& indicator, const Target& target, const char* code,
                      Severity severity, Phrase title, Message follows, Phrase cure);

// The checks, each adding what it finds.
/// Totals and parts, years and spans, the same figure in two places, units that make everything agree.
void check_sums(const Plan& plan, Figures& figures, std::vector<Finding>& findings);
/// Figures far from the one before them, baselines and control figures among them.
void check_jumps(const Plan& plan, const Figures& figures, const Figures& controls, std::vector<Finding>& findings);
/// Figures, baselines, targets and control figures beyond the natural limit of their indicator.
void check_natural_limits(const Plan& plan, const Figures& figures, const Figures& controls,
                          std::vector<Finding>& findings);
/// Subsets, shares, ratios, changes and trends that the plan prints.
void check_identities(const Plan& plan, const Figures& figures, std::vector<Finding>& findings);
/// Targets against their baselines, their direction and their years.
void check_targets(const Plan& plan, const Indicator& indicator, std::vector<Finding>& findings);
/// Milestones against the target they lead to.
void check_milestones(const Plan& plan, const Indicator& indicator, std::vector<Finding>& findings);
/// What is defined, compared or added up in a circle.
void check_cycles(const Plan& plan, std::vector<Finding>& findings);
/// Deadlines outside the plan, spans that end before they begin, figures known before their time.
void check_dates(const Plan& plan, const Figures& figures, std::vector<Finding>& findings);
/// Tasks and indicators that nobody answers for.
void check_responsibilities(const Plan& plan, std::vector<Finding>& findings);
/// Indicators in units of whole things that are not said to count.
void check_counts(const Plan& plan, const Figures& figures, const Figures& controls, std::vector<Finding>& findings);
/// Reports of tasks whose percentage may have been meant as a share.
void check_reports(const Plan& plan, std::span<const TaskReport> reports, std::vector<Finding>& findings);

}  // namespace libplan::checking
