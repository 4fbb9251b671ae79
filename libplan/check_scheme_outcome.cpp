#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "libplan/check_scheme.hpp"
#include "libplan/derived_facts.hpp"
#include "libplan/exact.hpp"
#include "libplan/match.hpp"
#include "libplan/problem.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/severity.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

// ---- facts ----

void add(std::set<std::string>& used, const Reference& reference) {
    if (const auto* fact = std::get_if<std::string>(&reference)) used.insert(*fact);
}
void add(std::set<std::string>& used, const Conditions& conditions) {
    for (const Condition& condition : conditions) {
        if (condition.subject == Condition::Subject::fact) used.insert(condition.of);
        add(used, condition.limit);
    }
}

std::set<std::string> used_facts(const Scheme& scheme) {
    std::set<std::string> used;
    for (const Item* item : scheme.items()) {
        used.insert(item->fact);
        for (const std::string& input : inputs_of(*item)) used.insert(input);
    }
    for (const Group* group : scheme.groups())
        for (const Conditions& conditions : group->zero_when) add(used, conditions);
    for (const Veto& veto : scheme->vetoes) {
        add(used, veto.when);
        for (const Conditions& conditions : veto.unless) add(used, conditions);
    }
    for (const TieBreak& tie : scheme->outcome.tie_breaks) used.insert(tie.of);
    for (const FactDefinition& fact : scheme->facts) {
        for (const std::string_view of : made_of(fact)) used.emplace(of);
    }
    return used;
}

// ---- classes of events ----

/// Classes that the scheme names for events of a kind.
std::set<std::string> named_classes(const Scheme& scheme, const std::string& kind) {
    std::set<std::string> named;
    for (const FactDefinition& fact : scheme->facts) {
        const auto* from = std::get_if<EventFact>(&fact.source);
        if (!from || from->kind != kind) continue;
        named.insert(from->severities.begin(), from->severities.end());
        for (const Item* item : scheme.items())
            if (const auto* rule = std::get_if<OccurrencesRule>(&item->rule); rule && item->fact == fact.id)
                for (const OccurrenceClass& counted : rule->classes) named.insert(counted.severity);
    }
    return named;
}

/// Classes that events of a kind have.
std::set<std::string> classes_of_events(std::span<const Event> events, const std::string& kind) {
    std::set<std::string> classes;
    for (const Event& event : events)
        if (event.kind == kind && !event.severity.empty()) classes.insert(event.severity);
    return classes;
}

// ---- quotas ----

std::size_t units_of(const Questions& questions, const std::string& rank_class) {
    const auto units = assessed_bodies(questions);
    return static_cast<std::size_t>(std::count_if(units.begin(), units.end(), [&](const Body* body) {
        return rank_class.empty() || body->rank_class == rank_class;
    }));
}

/// The largest and the smallest class a quota can meet.
Span class_sizes(const Questions& questions, const Quota& quota) {
    if (!quota.rank_class.empty()) {
        const auto size = static_cast<double>(units_of(questions, quota.rank_class));
        return {size, size};
    }
    std::set<std::string> classes;
    for (const Body* body : assessed_bodies(questions)) classes.insert(body->rank_class);
    Span sizes{infinite, 0};
    for (const std::string& name : classes) {
        const auto size = static_cast<double>(units_of(questions, name));
        sizes = {std::min(sizes.low, size), std::max(sizes.high, size)};
    }
    return sizes;
}

void tell_quota(Questions& questions, const Quota& quota, const char* code, Phrase title, Message follows,
                Message cure = {Phrase::cure_quota, {}}) {
    const std::string words = quota.count ? "count = " + std::to_string(*quota.count)
                                          : "percent = " + decimal_text(quota.percent.value_or(0));
    questions.tell(code, Severity::warning, {title, {quota.grade}}, {figure(quota.grade, words, quota.place)}, words,
                   std::move(follows), std::move(cure));
}

double places_of(const Quota& quota, double size) {
    if (quota.count) return std::max(0, *quota.count);
    return to_double(
        Rational(round_scaled(decimal_reading(size) * decimal_reading(*quota.percent) / 100, 0, Rounding::truncate)));
}

// ---- decimals ----

/// The decimals an item's points have of themselves; none where a division can give any number of them.
std::optional<int> item_decimals(const Questions& questions, const Item& item) {
    return std::visit(
        Match{
            [&](const MarksRule& rule) -> std::optional<int> {
                if (rule.step <= 0 || !rule.scorers.empty()) return std::nullopt;
                return std::max(decimals_of(rule.step), decimals_of(item.full));
            },
            [&](const AllOrNothingRule&) -> std::optional<int> { return decimals_of(item.full); },
            [](const ShareRule&) -> std::optional<int> { return std::nullopt; },
            [&](const PerUnitRule& rule) -> std::optional<int> {
                const bool whole = counts_steps(rule) ||
                                   (is_count(questions, item.fact) && rule.per == 1 && rule.per_under.value_or(1) == 1);
                if (!whole) return std::nullopt;
                int places = std::max(decimals_of(rule.over), decimals_of(rule.under));
                places = std::max({places, decimals_of(rule.floor), decimals_of(rule.start.value_or(item.full))});
                const double ceiling = rule.ceiling.value_or(item.full);
                return std::isinf(ceiling) ? places : std::max(places, decimals_of(ceiling));
            },
            [&](const BandsRule& rule) -> std::optional<int> {
                if (rule.interpolate) return std::nullopt;
                int places = decimals_of(rule.below.value_or(0));
                for (const Band& band : rule.bands)
                    places = std::max(places, decimals_of(rule.coefficients ? round_decimal(band.points * item.full, 10)
                                                                            : band.points));
                return places;
            },
            [&](const OccurrencesRule& rule) -> std::optional<int> {
                int places = std::max(
                    {decimals_of(rule.start.value_or(item.full)), decimals_of(rule.floor), decimals_of(rule.cap)});
                for (const OccurrenceClass& counted : rule.classes)
                    places = std::max({places, decimals_of(counted.points), decimals_of(counted.per_death)});
                return places;
            },
        },
        item.rule);
}

bool divides(const Scheme& scheme) {
    const auto groups = scheme.groups();
    const bool rescales = has_step(scheme, Step::rescale) && scheme->outcome.not_applicable.rescale;
    return rescales || scheme->outcome.convert_to || std::any_of(groups.begin(), groups.end(), [](const Group* g) {
               return g->combine != Combine::sum || g->rescale;
           });
}

// ---- order ----

void tell_step(Questions& questions, Step step, Message what) {
    questions.tell("order-step", Severity::warning, {Phrase::question_order, {word_of(step)}},
                   {figure(questions.scheme->title, "order", questions.scheme->place)}, std::move(what),
                   {Phrase::follows_order, {word_of(step)}}, {Phrase::cure_order, {word_of(step)}});
}

std::ptrdiff_t position(const Scheme& scheme, Step step) {
    const auto& order = scheme->outcome.order;
    return std::find(order.begin(), order.end(), step) - order.begin();
}

void tell_late(Questions& questions, Step step, Step before) {
    const Scheme& scheme = questions.scheme;
    if (!has_step(scheme, step) || !has_step(scheme, before) || position(scheme, before) < position(scheme, step))
        return;
    questions.tell("order-late", Severity::warning, {Phrase::question_order_late, {word_of(step), word_of(before)}},
                   {figure(scheme->title, "order", scheme->place)}, Phrase::printed_order,
                   {Phrase::follows_order_late, {word_of(step), word_of(before)}},
                   {Phrase::cure_order_late, {word_of(step), word_of(before)}});
}

}  // namespace

void check_unused_facts(Questions& questions) {
    const auto used = used_facts(questions.scheme);
    for (const FactDefinition& fact : questions.scheme->facts)
        if (!used.contains(fact.id))
            questions.tell("fact-unused", Severity::note, {Phrase::question_fact_unused, {fact.title}},
                           {figure(fact.title, fact.id, fact.place)}, fact.id, Phrase::follows_fact_unused,
                           {Phrase::cure_fact_unused, {fact.id}});
}

/// A class that no event has, beside events of nearly that name which the scheme does not know.
void check_classes(Questions& questions) {
    for (const FactDefinition& fact : questions.scheme->facts) {
        const auto* from = std::get_if<EventFact>(&fact.source);
        if (!from) continue;
        const auto named = named_classes(questions.scheme, from->kind);
        const auto present = classes_of_events(questions.events, from->kind);
        std::vector<std::string> unknown;
        std::set_difference(present.begin(), present.end(), named.begin(), named.end(), std::back_inserter(unknown));
        for (const std::string& severity : from->severities) {
            const std::string near = nearest(severity, unknown);
            // None of the grades of severity that everybody knows is a slip of another.
            if (near.empty() || present.contains(severity) || severity_rank(severity)) continue;
            questions.tell("class-near", Severity::warning, {Phrase::question_class_near, {fact.title}},
                           {figure(fact.title, severity, fact.place)}, {Phrase::question_setting, {"class", severity}},
                           {Phrase::follows_class_near, {severity, near}}, {Phrase::cure_class_near, {near}});
        }
    }
}

/// The same of the classes that are carried back, whatever kind of events they belong to.
void check_carried_classes(Questions& questions) {
    std::set<std::string> known;
    for (const FactDefinition& fact : questions.scheme->facts)
        if (const auto* from = std::get_if<EventFact>(&fact.source)) {
            known.merge(named_classes(questions.scheme, from->kind));
            known.merge(classes_of_events(questions.events, from->kind));
        }
    const Window& window = questions.scheme->outcome.window;
    for (const std::string& severity : window.carry_back) {
        const std::string near = nearest(severity, {known.begin(), known.end()});
        if (near.empty() || known.contains(severity) || severity_rank(severity)) continue;
        questions.tell("class-near", Severity::warning, {Phrase::question_class_near, {"window"}},
                       {figure("window", severity, window.place)}, {Phrase::question_setting, {"carry_back", severity}},
                       {Phrase::follows_carried_near, {severity, near}}, {Phrase::cure_class_near, {near}});
    }
}

void check_quotas(Questions& questions) {
    for (const Quota& quota : questions.scheme->outcome.quotas) {
        if (quota.percent && *quota.percent < 1) {
            const std::string percent = decimal_text(*quota.percent);
            tell_quota(questions, quota, "quota-share", Phrase::question_quota_share,
                       {Phrase::follows_quota_share, {percent}},
                       {Phrase::cure_percent_share, {percent, decimal_text(round_decimal(*quota.percent * 100, 9))}});
            continue;
        }
        if (quota.percent && *quota.percent >= 100)
            tell_quota(questions, quota, "quota-loose", Phrase::question_quota_loose, Phrase::follows_quota_all);
        if (!questions.plan || (quota.percent && *quota.percent >= 100)) continue;
        const Span sizes = class_sizes(questions, quota);
        if (sizes.high <= 0) continue;
        if (places_of(quota, sizes.high) >= sizes.high)
            tell_quota(questions, quota, "quota-loose", Phrase::question_quota_loose,
                       {Phrase::follows_quota_units, {decimal_text(sizes.high)}});
        if (places_of(quota, sizes.low) < 1)
            tell_quota(questions, quota, "quota-none", Phrase::question_quota_none,
                       {Phrase::follows_quota_none, {decimal_text(sizes.low)}});
    }
}

/// Rounding that never rounds, and rounding that changes every mark of a table.
void check_rounding(Questions& questions) {
    const Scheme& scheme = questions.scheme;
    const int places = scheme->outcome.places;
    int most = 0;
    bool known = !divides(scheme);
    for (const Item* item : scheme.items()) {
        const auto decimals = item_decimals(questions, *item);
        known = known && decimals;
        most = std::max(most, decimals.value_or(0));
        if (decimals && *decimals > places && scheme->outcome.rounded_at == RoundedAt::item)
            questions.tell("rounding", Severity::warning, *item, Phrase::question_rounding_coarse,
                           {Phrase::follows_rounding_coarse, {std::to_string(*decimals), std::to_string(places)}},
                           {Phrase::cure_rounding_coarse, {std::to_string(*decimals)}});
    }
    if (known && most < places)
        questions.tell("rounding", Severity::note, {Phrase::question_rounding_fine, {scheme->title}},
                       {figure(scheme->title, "places = " + std::to_string(places), scheme->place)},
                       "places = " + std::to_string(places), {Phrase::follows_rounding_fine, {std::to_string(most)}},
                       {Phrase::cure_rounding_fine, {std::to_string(most)}});
}

void check_order(Questions& questions) {
    const Scheme& scheme = questions.scheme;
    const auto has_kind = [&](GroupKind kind) {
        return std::any_of(scheme->groups.begin(), scheme->groups.end(),
                           [&](const Group& g) { return g.kind == kind; });
    };
    const auto has_effect = [&](bool zero) {
        return std::any_of(scheme->vetoes.begin(), scheme->vetoes.end(),
                           [&](const Veto& veto) { return (veto.effect == Veto::Effect::zero) == zero; });
    };
    const auto need = [&](bool needed, Step step, Phrase what) {
        if (needed && !has_step(scheme, step)) tell_step(questions, step, what);
    };
    need(has_kind(GroupKind::bonus), Step::bonus, Phrase::needs_bonus);
    need(has_kind(GroupKind::penalty), Step::penalty, Phrase::needs_penalty);
    need(scheme->outcome.convert_to.has_value(), Step::convert, Phrase::needs_convert);
    need(scheme->outcome.cap.has_value(), Step::cap, Phrase::needs_cap);
    need(has_effect(true), Step::veto, Phrase::needs_veto);
    need(has_effect(false), Step::demote, Phrase::needs_demote);
    need(!scheme->outcome.quotas.empty(), Step::quota, Phrase::needs_quota);
    need(!scheme->grades.empty(), Step::grade, Phrase::needs_grade);
    need(!scheme->outcome.tie_breaks.empty(), Step::rank, Phrase::needs_rank);
    if (has_effect(true)) tell_late(questions, Step::grade, Step::veto);
    if (has_effect(false)) tell_late(questions, Step::demote, Step::grade);
    if (!scheme->outcome.quotas.empty()) tell_late(questions, Step::quota, Step::grade);
}

/// What has decided once cannot decide again, the other way round or the same.
void check_tie_breaks(Questions& questions) {
    const auto& ties = questions.scheme->outcome.tie_breaks;
    const auto words = [](const TieBreak& tie) { return (tie.fewer ? "fewer = " : "more = ") + tie.of; };
    for (std::size_t later = 1; later < ties.size(); ++later)
        for (std::size_t first = 0; first < later; ++first) {
            if (ties[first].of != ties[later].of) continue;
            const std::string title = node_title(questions, ties[later].of);
            questions.tell("tie-idle", Severity::warning, {Phrase::question_tie_idle, {title}},
                           {figure(title, words(ties[later]), ties[later].place),
                            figure(title, words(ties[first]), ties[first].place)},
                           {Phrase::printed_two, {words(ties[first]), words(ties[later])}},
                           {Phrase::follows_tie_idle, {words(ties[first]), words(ties[later])}},
                           {Phrase::cure_tie_idle, {}});
            break;
        }
}

}  // namespace libplan::questioning
