#include "reports/indicator_facts.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/exact.hpp"
#include "libplan/fact_period.hpp"
#include "libplan/unit_facts.hpp"
#include "reports/cells.hpp"

namespace libplan {
namespace {

std::string number_text(double value) { return value < 0 ? "(" + decimal_text(value) + ")" : decimal_text(value); }

/// Of the whole year that is assessed, as the progress of the plan reads it.
const IndicatorFact* source_in(const FactDefinition& fact) {
    return fact.last_year || !fact.part.empty() ? nullptr : std::get_if<IndicatorFact>(&fact.source);
}

const Reading* reading_for(const IndicatorFact& source, const Progress& progress, const std::string& unit) {
    const Reading* reading = progress.find(source.indicator, unit);
    return reading || !source.whole_area ? reading : progress.find(source.indicator, "");
}

/// What stands beside a unit follows from its figure, or is as little known.
bool agrees(const FollowingFact& following, const Facts& facts, std::size_t unit) {
    const FactColumn* own = facts.find(following.fact().id);
    const FactColumn* figure = facts.find(following.figure().id);
    if (!own || !figure) return false;
    const State state = state_of(*figure, unit);
    if (state != State::value) return state_of(*own, unit) == state;
    const auto value = following.value_of(figure->values[unit]);
    if (!value) return state_of(*own, unit) == State::missing;
    return state_of(*own, unit) == State::value && own->values[unit] == *value;
}

}  // namespace

bool FollowingFact::can_be_told() const {
    if (take() == Take::completion) return yardstick_.way.has_value();
    if (take() == Take::ratio_to_target) return reading_->goal && *reading_->goal != 0;
    return take() == Take::met;
}

std::optional<double> FollowingFact::value_of(double figure) const {
    const auto printed = [&](double share) {
        return round_points(decimal_reading(share) * 100, places_of(*fact_).value_or(0), Rounding::half_up).value();
    };
    if (take() == Take::completion) {
        const auto share = yardstick_.completion(figure);
        return share ? std::optional(printed(*share)) : std::nullopt;
    }
    if (take() == Take::ratio_to_target)
        return printed(to_double(decimal_reading(figure) / decimal_reading(*reading_->goal)));
    const auto met = yardstick_.met(figure);
    return met ? std::optional(*met ? 1.0 : 0.0) : std::nullopt;
}

std::string FollowingFact::formula(const std::string& cell) const {
    std::string told;
    if (take() == Take::met) {
        const Interval& asked = yardstick_.admissible;
        std::string tests;
        if (std::isfinite(asked.lower)) tests = cell + (asked.lower_open ? ">" : ">=") + number_text(asked.lower);
        if (std::isfinite(asked.upper))
            tests += (tests.empty() ? "" : ",") + cell + (asked.upper_open ? "<" : "<=") + number_text(asked.upper);
        told = "IF(" + (tests.empty() ? "TRUE" : "AND(" + tests + ")") + "," + (yardstick_.is_decided ? "1" : "\"\"") +
               ",0)";
    } else {
        std::string share = cell + "/" + number_text(reading_->goal.value_or(1));
        if (take() == Take::completion) {
            const auto& [start, end] = *yardstick_.way;
            share = "(" + cell + "-" + number_text(start) + ")/(" + number_text(end) + "-" + number_text(start) + ")";
        }
        told = "ROUND(ROUND(" + share + "*100,10)," + std::to_string(places_of(*fact_).value_or(0)) + ")";
    }
    return "IF(ISNUMBER(" + cell + ")," + told + ",IF(" + cell + "=\"\",\"\"," + cell + "))";
}

std::vector<FollowingFact> following_facts(const Plan& plan, const Observations& observations, const Progress& progress,
                                           const Assessment& assessment, std::size_t unit) {
    std::vector<FollowingFact> all;
    const std::string& id = assessment.facts.units[unit].id;
    if (!is_calendar_year(assessment.scheme->outcome.window)) return all;
    for (const FactDefinition& fact : assessment.scheme->facts) {
        const IndicatorFact* source = source_in(fact);
        if (!source || source->take == IndicatorFact::Take::value || source->take == IndicatorFact::Take::target)
            continue;
        const Reading* reading = reading_for(*source, progress, id);
        const auto is_figure = [&](const FactDefinition& other) {
            const IndicatorFact* own = source_in(other);
            return own && own->take == IndicatorFact::Take::value && reading_for(*own, progress, id) == reading;
        };
        const auto& facts = assessment.scheme->facts;
        const auto figure = reading ? std::find_if(facts.begin(), facts.end(), is_figure) : facts.end();
        if (figure == facts.end()) continue;
        auto judged = yardstick(plan, observations, *reading);
        if (!judged) continue;
        const FollowingFact following(fact, *figure, *reading, std::move(*judged));
        if (following.can_be_told() && agrees(following, assessment.facts, unit)) all.push_back(following);
    }
    return all;
}

}  // namespace libplan
