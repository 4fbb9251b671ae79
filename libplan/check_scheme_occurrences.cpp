#include <algorithm>
#include <cmath>

#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/severity.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

// ---- how grave a class is ----

/// A class told by deaths: from so many to so many, both included.
struct DeathRange {
    const OccurrenceClass* counted = nullptr;
    Span deaths;
};

/// The classes told by deaths, the fewest first.
std::vector<DeathRange> death_ranges(const OccurrencesRule& rule) {
    std::vector<DeathRange> ranges;
    for (const OccurrenceClass& counted : rule.classes)
        if (counted.deaths_from)
            ranges.push_back(
                {&counted, {std::ceil(*counted.deaths_from), std::floor(counted.deaths_to.value_or(infinite))}});
    std::stable_sort(ranges.begin(), ranges.end(),
                     [](const DeathRange& a, const DeathRange& b) { return a.deaths.low < b.deaths.low; });
    return ranges;
}

bool costs(const OccurrenceClass& counted) { return counted.points < 0 || counted.per_death < 0; }

/// What one occurrence with so many deaths takes off; nothing takes more than there is.
double loss_of(const Item& item, const OccurrencesRule& rule, const OccurrenceClass& counted, double deaths) {
    const bool by_death = rule.adds_up() && counted.per_death != 0;
    const double loss = -counted.points - (by_death ? counted.per_death * deaths : 0);
    const double most = start_of(rule.start, item.full) - rule.floor;
    return std::min({loss, most, rule.cap != 0 ? -rule.cap : infinite});
}

// ---- what else counts an accident ----

/// Classes of which one may hold an accident with so many deaths; what is no grade of severity may hold any.
bool may_hold(std::string_view severity, double deaths) {
    const auto rank = severity_rank(severity);
    return !rank || most_deaths(*rank) >= deaths;
}

bool may_hold(const OccurrenceClass& counted, double deaths) {
    if (!counted.deaths_from) return may_hold(counted.severity, deaths);
    return deaths >= *counted.deaths_from && deaths <= counted.deaths_to.value_or(infinite);
}

/// A fact of some classes only leaves out accidents that are too grave for them.
bool may_hold(const EventFact& events, double deaths) {
    return events.severities.empty() ||
           std::any_of(events.severities.begin(), events.severities.end(),
                       [&](const std::string& severity) { return may_hold(severity, deaths); });
}

/// Whether this item or another one may count an accident with so many deaths by its class.
bool is_counted(const Questions& questions, const std::string& kind, double deaths) {
    const auto& items = questions.scheme.items();
    return std::any_of(items.begin(), items.end(), [&](const Item* item) {
        const EventFact* events = events_of(questions, item->fact);
        const auto* rule = std::get_if<OccurrencesRule>(&item->rule);
        return events && rule && events->kind == kind && may_hold(*events, deaths) &&
               std::any_of(rule->classes.begin(), rule->classes.end(),
                           [&](const OccurrenceClass& counted) { return may_hold(counted, deaths); });
    });
}

/// The gravest accidents are often left to a veto or a condition that voids a group.
bool is_vetoed(const Questions& questions, const std::string& kind) {
    const auto asks = [&](const Conditions& conditions) {
        return std::any_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
            const EventFact* events = events_of(questions, condition);
            return events && events->kind == kind;
        });
    };
    const auto& vetoes = questions.scheme->vetoes;
    const auto& groups = questions.scheme.groups();
    return std::any_of(vetoes.begin(), vetoes.end(), [&](const Veto& veto) { return asks(veto.when); }) ||
           std::any_of(groups.begin(), groups.end(), [&](const Group* group) {
               return std::any_of(group->zero_when.begin(), group->zero_when.end(), asks);
           });
}

// ---- findings ----

/// "6", "6—8"; of numbers without an end the first.
Message deaths_words(const Span& deaths) {
    if (deaths.low == deaths.high || std::isinf(deaths.high)) return decimal_text(deaths.low);
    return {Phrase::deaths_span, {decimal_text(deaths.low), decimal_text(deaths.high)}};
}

/// Of events without a matter each is one of its own: 同项内容按最高级别计分 then does nothing.
void check_matters(Questions& questions, const Item& item, const OccurrencesRule& rule, const EventFact& events) {
    if (rule.counts != OccurrencesRule::Counts::matters) return;
    const auto lacking = std::count_if(questions.events.begin(), questions.events.end(), [&](const Event& event) {
        return event.matter.empty() && counts_class(events, event.kind, event.severity);
    });
    if (lacking > 1)
        questions.tell("no-matter", Severity::note, item, Phrase::question_no_matter,
                       {Phrase::follows_no_matter, {std::to_string(lacking)}}, {Phrase::cure_no_matter, {}});
}

void check_hole(Questions& questions, const Item& item, const EventFact& events, const DeathRange& lower,
                const DeathRange& upper) {
    const Span hole{lower.deaths.high + 1, upper.deaths.low - 1};
    if (hole.low > hole.high || !costs(*lower.counted) || !costs(*upper.counted)) return;
    if (is_counted(questions, events.kind, hole.low) || !may_hold(events, hole.low)) return;
    questions.tell(
        "deaths-hole", Severity::warning, item, Phrase::question_deaths_hole,
        {Phrase::follows_deaths_hole, {deaths_words(hole), lower.counted->severity, upper.counted->severity}},
        Phrase::cure_deaths);
}

/// Ranges one inside the other may add to each other if the clause says so: 较大事故另扣5分.
bool adds_up(const Item& item, const DeathRange& lower, const DeathRange& upper) {
    return lower.deaths.high >= upper.deaths.high &&
           clause::says_any(item.clause, {"另扣", "另行扣", "再扣", "同时扣", "叠加", "累加"});
}

void check_overlap(Questions& questions, const Item& item, const DeathRange& lower, const DeathRange& upper) {
    const Span shared{upper.deaths.low, std::min(lower.deaths.high, upper.deaths.high)};
    if (shared.low > shared.high || !costs(*lower.counted) || !costs(*upper.counted)) return;
    if (adds_up(item, lower, upper)) return;
    questions.tell(
        "deaths-overlap", Severity::warning, item, Phrase::question_deaths_overlap,
        {Phrase::follows_deaths_overlap, {deaths_words(shared), lower.counted->severity, upper.counted->severity}},
        Phrase::cure_deaths);
}

void check_open_end(Questions& questions, const Item& item, const EventFact& events, const DeathRange& gravest) {
    const double more = gravest.deaths.high + 1;
    if (std::isinf(more) || !costs(*gravest.counted) || !may_hold(events, more)) return;
    if (is_counted(questions, events.kind, more) || is_vetoed(questions, events.kind)) return;
    questions.tell("deaths-open", Severity::warning, item, Phrase::question_deaths_open,
                   {Phrase::follows_deaths_open, {decimal_text(more)}},
                   {Phrase::cure_deaths_open, {decimal_text(gravest.deaths.low)}});
}

void tell_graver(Questions& questions, const Item& item, Message follows) {
    questions.tell("rewards-worse", Severity::warning, item, Phrase::question_rewards_worse, std::move(follows),
                   Phrase::cure_graver);
}

/// Whether the accident that is just graver costs less.
void check_more_deaths(Questions& questions, const Item& item, const OccurrencesRule& rule, const DeathRange& lower,
                       const DeathRange& upper) {
    if (lower.deaths.high >= upper.deaths.low || !costs(*lower.counted) || !costs(*upper.counted)) return;
    const double less = loss_of(item, rule, *upper.counted, upper.deaths.low);
    const double more = loss_of(item, rule, *lower.counted, lower.deaths.high);
    if (less < more)
        tell_graver(questions, item,
                    {Phrase::follows_more_deaths_cost_less,
                     {decimal_text(upper.deaths.low), decimal_text(less), decimal_text(lower.deaths.high),
                      decimal_text(more)}});
}

/// Of two grades of severity the graver costs less for each occurrence, and no more for each death.
void check_graver(Questions& questions, const Item& item, const OccurrencesRule& rule, const OccurrenceClass& light,
                  const OccurrenceClass& grave) {
    if (light.points >= 0 || grave.points >= 0 || grave.per_death < light.per_death) return;
    const double less = loss_of(item, rule, grave, 0);
    const double more = loss_of(item, rule, light, 0);
    if (less < more)
        tell_graver(questions, item,
                    {Phrase::follows_graver_costs_less,
                     {grave.severity, light.severity, decimal_text(less), decimal_text(more)}});
}

/// The classes called by a grade of severity, the lightest first.
std::vector<const OccurrenceClass*> grades_of_severity(const OccurrencesRule& rule) {
    std::vector<const OccurrenceClass*> grades;
    for (const OccurrenceClass& counted : rule.classes)
        if (!counted.deaths_from && severity_rank(counted.severity)) grades.push_back(&counted);
    std::stable_sort(grades.begin(), grades.end(), [](const OccurrenceClass* a, const OccurrenceClass* b) {
        return severity_rank(a->severity) < severity_rank(b->severity);
    });
    return grades;
}

}  // namespace

/// Every number of deaths should belong to one class, and to one only.
void check_death_ranges(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<OccurrencesRule>(&item.rule);
    const EventFact* events = events_of(questions, item.fact);
    if (!rule || !events) return;
    check_matters(questions, item, *rule, *events);
    const auto ranges = death_ranges(*rule);
    if (ranges.empty()) return;
    const DeathRange* furthest = &ranges.front();
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        check_hole(questions, item, *events, *furthest, ranges[i]);
        if (rule->adds_up()) check_overlap(questions, item, *furthest, ranges[i]);
        if (ranges[i].deaths.high > furthest->deaths.high) furthest = &ranges[i];
    }
    check_open_end(questions, item, *events, *furthest);
}

void check_graver_classes(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<OccurrencesRule>(&item.rule);
    if (!rule) return;
    const auto ranges = death_ranges(*rule);
    for (std::size_t i = 1; i < ranges.size(); ++i) check_more_deaths(questions, item, *rule, ranges[i - 1], ranges[i]);
    const auto grades = grades_of_severity(*rule);
    for (std::size_t i = 1; i < grades.size(); ++i)
        if (severity_rank(grades[i - 1]->severity) < severity_rank(grades[i]->severity))
            check_graver(questions, item, *rule, *grades[i - 1], *grades[i]);
}

}  // namespace libplan::questioning
