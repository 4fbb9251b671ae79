#include "libplan/trial.hpp"

#include <algorithm>
#include <bit>

#include "libplan/outcome.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

/// The scheme as far as it judges a unit by itself.
Scheme without_others(const Scheme& scheme) {
    SchemeParts parts = scheme.parts();
    parts.outcome.quotas.clear();
    parts.outcome.tie_breaks.clear();
    return Scheme(std::move(parts));
}

Facts facts_of_class(const Facts& facts, std::size_t unit, std::size_t& place) {
    Facts own{.year = facts.year, .units = {}, .columns = {}, .illustrative = facts.illustrative};
    std::vector<std::size_t> members;
    for (std::size_t other = 0; other < facts.units.size(); ++other) {
        if (facts.units[other].rank_class != facts.units[unit].rank_class) continue;
        if (other == unit) place = members.size();
        members.push_back(other);
        own.units.push_back(facts.units[other]);
    }
    for (const FactColumn& column : facts.columns) {
        FactColumn part{column.id, {}, {}};
        for (const std::size_t member : members) {
            part.values.push_back(column.values[member]);
            part.states.push_back(state_of(column, member));
        }
        own.columns.push_back(std::move(part));
    }
    return own;
}

}  // namespace

Trial::Trial(const Assessment& assessment, std::size_t unit, const Goal& goal, const std::vector<MovableFact>& facts)
    : scheme_(assessment.scheme),
      lenient_(without_others(assessment.scheme)),
      goal_(goal),
      facts_(facts),
      own_(facts_of_unit(assessment.facts, unit)),
      class_(facts_of_class(assessment.facts, unit, place_)),
      own_view_(view_of(own_)),
      class_view_(view_of(class_)) {
    if (const auto* title = std::get_if<std::string>(&goal)) grade_ = grade_named(scheme_.parts(), *title);
    needed_ = lowest_total(scheme_);
    least_ = lowest_total(lenient_);
}

std::tuple<bool, int, Points, int, Points> Trial::Standing::key() const {
    return {open, grade, -total, std::popcount(vetoes), -earned};
}

Trial::Standing Trial::standing(const Row& row) {
    for (std::size_t i = 0; i < facts_.size(); ++i) own_.columns[facts_[i].column].values[0] = row[i];
    const Scores scores = score(lenient_, own_view_, {.block = 8});
    return {.grade = grade_ >= 0 ? scores.grades[0] : 0,
            .total = scores.totals[0],
            .earned = scores.earned[0],
            .vetoes = scores.vetoes[0],
            .open = scores.total_states[0] != State::value || (grade_ >= 0 && scores.grades[0] < 0)};
}

bool Trial::reaches(const Row& row) {
    const Standing alone = standing(row);
    if (alone.open || !least_ || alone.total < *least_) return false;
    if (!scheme_->outcome.quotas.empty() || !scheme_->outcome.tie_breaks.empty()) return reaches_in_class(row);
    return grade_ < 0 || alone.grade <= grade_;
}

bool Trial::reaches_in_class(const Row& row) {
    for (std::size_t i = 0; i < facts_.size(); ++i) class_.columns[facts_[i].column].values[place_] = row[i];
    return is_met(score(scheme_, class_view_));
}

bool Trial::blocks(std::size_t veto) const {
    const Points best = candidates(now(scheme_)).back();
    return !published_as(scheme_, best, std::uint64_t{1} << veto);
}

bool Trial::is_met(const Scores& scores) const {
    if (scores.total_states[place_] != State::value) return false;
    if (grade_ >= 0) return scores.grades[place_] >= 0 && scores.grades[place_] <= grade_;
    return scores.ranks[place_] > 0 && scores.ranks[place_] <= std::get<int>(goal_);
}

Scores Trial::now(const Scheme& scheme) const { return score(scheme, class_view_); }

/// Whether the goal is reached with a total, all others as they are.
bool Trial::published_as(const Scheme& scheme, Points total, std::uint64_t vetoes) const {
    Scores scores = now(scheme);
    scores.totals = scores.earned;
    scores.totals[place_] = total;
    scores.vetoes[place_] = vetoes;
    scores.open_vetoes[place_] = 0;
    scores.total_states[place_] = State::value;
    publish(scheme.ready().tree, class_view_, scores);
    return is_met(scores);
}

/// Published totals at which something changes, lowest first.
std::vector<Points> Trial::candidates(const Scores& scores) const {
    const std::int64_t step = powers_of_ten[6 - scheme_->outcome.places];
    std::vector<Points> totals;
    const auto add = [&](Points limit) {
        const std::int64_t rest = (limit.units % step + step) % step;
        const Points up{limit.units + (rest == 0 ? 0 : step - rest)};
        totals.push_back(up);
        totals.push_back({up.units + step});
    };
    add(exact_points(scheme_->outcome.floor));
    for (const Grade& grade : scheme_->grades) add(exact_points(grade.edge.from));
    for (std::size_t other = 0; other < class_.units.size(); ++other)
        if (other != place_ && scores.total_states[other] == State::value) add(scores.totals[other]);
    std::sort(totals.begin(), totals.end());
    totals.erase(std::unique(totals.begin(), totals.end()), totals.end());
    return totals;
}

/// A higher total never stands worse, so the lowest is found by halving.
std::optional<Points> Trial::lowest_total(const Scheme& scheme) const {
    const std::vector<Points> totals = candidates(now(scheme));
    const auto found = std::partition_point(totals.begin(), totals.end(),
                                            [&](Points total) { return !published_as(scheme, total, 0); });
    return found == totals.end() ? std::nullopt : std::optional(*found);
}

}  // namespace libplan
