#pragma once
// Small plans and figures for the checks.
#include <gtest/gtest.h>

#include "libplan/check.hpp"

namespace libplan::testing {

inline Target due(int year, TargetForm form) {
    Target made;
    made.year = year;
    made.form = std::move(form);
    return made;
}

inline Indicator indicator(std::string id, std::string unit, bool count = false) {
    Indicator made;
    made.id = made.title = std::move(id);
    made.unit = std::move(unit);
    made.count = count;
    return made;
}

inline PlanParts parts(std::vector<Indicator> indicators, std::vector<Identity> identities = {}) {
    PlanParts made;
    made.id = made.title = "p";
    made.first_year = 2016;
    made.last_year = 2020;
    made.baseline_year = 2015;
    made.indicators = std::move(indicators);
    made.identities = std::move(identities);
    return made;
}

inline Observation printed(std::string id, const std::string& period, double value, int places = 0,
                           std::string unit = "", std::string source = "正文") {
    Observation made;
    made.indicator = std::move(id);
    made.period = parse_period(period).value();
    made.value = value;
    made.state = State::value;
    made.places = places;
    made.unit = std::move(unit);
    made.source = std::move(source);
    return made;
}

inline std::vector<Finding> check_figures(const PlanParts& plan, const std::vector<Observation>& figures) {
    Observations all;
    for (const Observation& figure : figures) all.add(figure);
    return check(Plan(plan), all);
}

inline Identity identity(decltype(Identity::form) form, std::optional<Period> period = {}) {
    return {std::move(form), period, {}, {}};
}

/// The findings of one code, each as "title | printed | follows | cure".
inline std::vector<std::string> told(const std::vector<Finding>& findings, std::string_view code,
                                     Language language = Language::zh) {
    std::vector<std::string> all;
    for (const Finding& finding : findings)
        if (finding.code == code)
            all.push_back(text(finding.title, language) + " | " + text(finding.printed, language) + " | " +
                          text(finding.follows, language) + " | " + text(finding.cure, language));
    return all;
}

}  // namespace libplan::testing
