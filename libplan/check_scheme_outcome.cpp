#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/exact.hpp"
#include "libplan/match.hpp"
#include "libplan/rules.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

Figure figure(const Message& title, std::string printed, const Place& place) {
    return {title, std::move(printed), 0, place};
}

// ---- grades ----

std::string edge_words(const Edge& edge) { return (edge.above ? "above = " : "from = ") + decimal_text(edge.from); }

/// The totals that have a grade, on the grid of printed totals; empty where low exceeds high.
Span totals_with(const SchemeParts& parts, std::size_t grade) {
    const double step = std::pow(10.0, -parts.outcome.places);
    const auto first = [&](const Edge& edge) {
        double least = round_decimal(edge.from, parts.outcome.places, Rounding::up);
        if (edge.above && least <= edge.from) least += step;
        return least;
    };
    const bool lowest = grade + 1 == parts.grades.size();
    return {lowest ? -infinite : first(parts.grades[grade].edge),
            grade == 0 ? infinite : first(parts.grades[grade - 1].edge) - step};
}

bool meets(const Span& a, const Span& b) {
    constexpr double tolerance = 1e-9;
    return a.low <= b.high + tolerance && b.low <= a.high + tolerance && a.low <= a.high + tolerance;
}

/// Grades that units fall to whatever their total: by a veto or beyond a quota.
std::set<std::size_t> fallen_to(const SchemeParts& parts) {
    std::set<std::size_t> grades;
    const std::size_t last = parts.grades.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        for (const Veto& veto : parts.vetoes) {
            const bool named = veto.effect == Veto::Effect::grade && veto.grade == parts.grades[i].title;
            const bool below_top = veto.effect == Veto::Effect::bar_top && i == std::min<std::size_t>(1, last);
            const bool down = veto.effect == Veto::Effect::one_down && i > 0;
            if (named || below_top || down || (veto.effect == Veto::Effect::zero && i == last)) grades.insert(i);
        }
        for (const Quota& quota : parts.outcome.quotas)
            if (i > 0 && quota.grade == parts.grades[i - 1].title) grades.insert(i);
    }
    return grades;
}

void tell_grade(Questions& questions, const Grade& grade, const char* code, Phrase title, Message follows) {
    questions.tell(
        code, Severity::warning, {title, {grade.title}}, {figure(grade.title, edge_words(grade.edge), grade.place)},
        {Phrase::printed_grade, {grade.title, edge_words(grade.edge)}}, std::move(follows), {Phrase::cure_grade, {}});
}

// ---- conditions ----

/// The values that a condition with a printed limit asks for; open ends stand a little inside.
std::optional<Span> asked(const Condition& condition) {
    const auto* number = std::get_if<double>(&condition.limit);
    if (!number) return std::nullopt;
    const double limit = *number * condition.times;
    const double near = 1e-6;
    switch (condition.comparison) {
        case Comparison::at_least:
            return Span{limit, infinite};
        case Comparison::above:
            return Span{limit + near, infinite};
        case Comparison::at_most:
            return Span{-infinite, limit};
        case Comparison::below:
            return Span{-infinite, limit - near};
        case Comparison::equals:
            return Span{limit, limit};
    }
    return std::nullopt;
}

Span possible(const Questions& questions, const Condition& condition) {
    using Subject = Condition::Subject;
    if (condition.subject == Subject::fact) return values_of(questions, condition.of);
    if (condition.subject == Subject::total) return totals_of(questions, true);
    for (const Group* group : questions.scheme.groups()) {
        if (condition.subject == Subject::points && group->id == condition.of) return points_of(questions, *group);
        for (const Item& item : group->items)
            if (condition.subject == Subject::points && item.id == condition.of) return points_of(questions, item);
    }
    return {condition.subject == Subject::applicable ? 0 : -infinite, infinite};
}

Message subject_of(const Questions& questions, const Condition& condition) {
    using Subject = Condition::Subject;
    static constexpr Phrase phrases[] = {Phrase::verbatim,           Phrase::subject_points, Phrase::subject_rate,
                                         Phrase::subject_applicable, Phrase::subject_lowest, Phrase::subject_total};
    if (condition.subject == Subject::fact) return title_of(questions, condition.of);
    return {phrases[static_cast<int>(condition.subject)], {condition.of}};
}

std::string limit_words(const Condition& condition) {
    const auto* id = std::get_if<std::string>(&condition.limit);
    return std::string(word_of(condition.comparison)) + " = " +
           (id ? *id : decimal_text(std::get<double>(condition.limit)));
}

Message words_of(const Questions& questions, const Conditions& conditions) {
    std::vector<Message> all;
    for (const Condition& condition : conditions)
        all.emplace_back(Phrase::question_condition,
                         std::vector<Message>{subject_of(questions, condition), limit_words(condition)});
    return joined(Phrase::semicolon, std::move(all));
}

bool same_subject(const Condition& a, const Condition& b) { return a.subject == b.subject && a.of == b.of; }

/// Whether one condition cannot hold without the other.
bool implies(const Condition& a, const Condition& b) {
    if (a == b) return true;
    if (!same_subject(a, b)) return false;
    const auto narrow = asked(a);
    const auto wide = asked(b);
    return narrow && wide && narrow->low >= wide->low && narrow->high <= wide->high;
}
bool implies(const Conditions& all, const Conditions& those) {
    return std::all_of(those.begin(), those.end(), [&](const Condition& asked_for) {
        return std::any_of(all.begin(), all.end(), [&](const Condition& given) { return implies(given, asked_for); });
    });
}

bool is_impossible(const Questions& questions, const Conditions& conditions) {
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        const auto wanted = asked(conditions[i]);
        if (!wanted) continue;
        const Span values = possible(questions, conditions[i]);
        if (wanted->low > values.high || wanted->high < values.low) return true;
        for (std::size_t j = 0; j < i; ++j) {
            const auto other = asked(conditions[j]);
            if (!other || !same_subject(conditions[i], conditions[j])) continue;
            if (wanted->low > other->high || other->low > wanted->high) return true;
        }
    }
    return false;
}

bool is_certain(const Questions& questions, const Conditions& conditions) {
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
        const auto wanted = asked(condition);
        const Span values = possible(questions, condition);
        return wanted && wanted->low <= values.low && wanted->high >= values.high;
    });
}

// ---- vetoes ----

void tell_veto(Questions& questions, const Veto& veto, const char* code, Phrase title, Message follows, Phrase cure) {
    const Message printed = veto.clause.empty() ? words_of(questions, veto.when) : Message(veto.clause);
    questions.tell(code, Severity::warning, {title, {veto.title}},
                   {figure(veto.title, text(printed, Language::zh), veto.place)}, printed, std::move(follows),
                   {cure, {}});
}

bool changes_nothing(const SchemeParts& parts, const Veto& veto) {
    if (veto.effect == Veto::Effect::grade) return veto.grade == parts.grades.front().title;
    return veto.effect != Veto::Effect::zero && parts.grades.size() == 1;
}

std::size_t grade_of(const SchemeParts& parts, const Veto& veto) {
    const auto found = std::find_if(parts.grades.begin(), parts.grades.end(),
                                    [&](const Grade& grade) { return grade.title == veto.grade; });
    return static_cast<std::size_t>(found - parts.grades.begin());
}

/// Whether nothing is left for the other veto to do.
bool is_as_strong(const SchemeParts& parts, const Veto& strong, const Veto& weak) {
    using Effect = Veto::Effect;
    const std::size_t last = parts.grades.size() - 1;
    if (strong.effect == Effect::zero) return true;
    if (weak.effect == Effect::zero) return false;
    if (strong.effect == Effect::bar_top) return weak.effect == Effect::bar_top;
    if (strong.effect == Effect::one_down) return false;
    if (weak.effect == Effect::grade) return grade_of(parts, strong) >= grade_of(parts, weak);
    return weak.effect == Effect::bar_top || grade_of(parts, strong) == last;
}

bool hides(const SchemeParts& parts, const Veto& strong, const Veto& weak) {
    const bool covers_units = strong.only_for.empty() || strong.only_for == weak.only_for;
    const bool stays_on = strong.unless.empty() || strong.unless == weak.unless;
    return covers_units && stays_on && implies(weak.when, strong.when) && is_as_strong(parts, strong, weak);
}

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
        if (const auto* from = std::get_if<ClassFact>(&fact.source)) used.insert(from->of);
        if (const auto* from = std::get_if<BracketFact>(&fact.source)) used.insert(from->of);
    }
    return used;
}

// ---- quotas ----

std::size_t units_of(const Scheme& scheme, const Plan& plan, const std::string& rank_class) {
    const auto belongs = [&](const Body& body) {
        const bool listed = scheme->classes.empty() || names_unit(scheme->classes, body.id, body.rank_class);
        return body.kind == scheme->units && listed && (rank_class.empty() || body.rank_class == rank_class);
    };
    return static_cast<std::size_t>(std::count_if(plan->bodies.begin(), plan->bodies.end(), belongs));
}

/// The largest and the smallest class a quota can meet.
Span class_sizes(const Scheme& scheme, const Plan& plan, const Quota& quota) {
    if (!quota.rank_class.empty()) {
        const auto size = static_cast<double>(units_of(scheme, plan, quota.rank_class));
        return {size, size};
    }
    std::set<std::string> classes;
    for (const Body& body : plan->bodies)
        if (body.kind == scheme->units) classes.insert(body.rank_class);
    Span sizes{infinite, 0};
    for (const std::string& name : classes) {
        const auto size = static_cast<double>(name.empty() && classes.size() == 1 ? units_of(scheme, plan, {})
                                                                                  : units_of(scheme, plan, name));
        if (size > 0) sizes = {std::min(sizes.low, size), std::max(sizes.high, size)};
    }
    return sizes;
}

void tell_quota(Questions& questions, const Quota& quota, const char* code, Phrase title, Message follows) {
    const std::string words = quota.count ? "count = " + std::to_string(*quota.count)
                                          : "percent = " + decimal_text(quota.percent.value_or(0));
    questions.tell(code, Severity::warning, {title, {quota.grade}}, {figure(quota.grade, words, quota.place)}, words,
                   std::move(follows), {Phrase::cure_quota, {}});
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
                const bool whole = rule.whole_steps ||
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

void check_group_limits(Questions& questions) {
    for (const Group* group : questions.scheme.groups()) {
        const Span points = points_of(questions, *group, true);
        const auto tell = [&](const char* code, Severity severity, Phrase title, Phrase follows, const char* key,
                              double limit) {
            const std::string words = std::string(key) + " = " + decimal_text(limit);
            const auto bound = [](double value) {
                return std::isinf(value) ? Message(Phrase::question_unlimited) : Message(decimal_text(value));
            };
            questions.tell(code, severity, {title, {group->title}}, {figure(group->title, words, group->place)}, words,
                           {follows, {bound(points.low), bound(points.high), words}},
                           {Phrase::cure_group_limit, {key}});
        };
        if (group->cap && points.low >= *group->cap)
            tell("limit-always", Severity::warning, Phrase::question_limit_always, Phrase::follows_cap_always, "cap",
                 *group->cap);
        else if (group->cap && points.high <= *group->cap)
            tell("limit-unused", Severity::note, Phrase::question_limit_unused, Phrase::follows_limit_unused, "cap",
                 *group->cap);
        if (group->floor && points.high <= *group->floor)
            tell("limit-always", Severity::warning, Phrase::question_limit_always, Phrase::follows_floor_always,
                 "floor", *group->floor);
        else if (group->floor && points.low >= *group->floor)
            tell("limit-unused", Severity::note, Phrase::question_limit_unused, Phrase::follows_limit_unused, "floor",
                 *group->floor);
    }
}

/// A grade's title may print its band: 良好（80–89分）. Totals in whole points leave no hole between 89 and 90.
void check_grade_ranges(Questions& questions) {
    const auto& grades = questions.scheme->grades;
    const double step = std::pow(10.0, -questions.scheme->outcome.places);
    for (std::size_t i = 1; i < grades.size(); ++i) {
        const auto upper = clause::ranges_in(grades[i - 1].title);
        const auto lower = clause::ranges_in(grades[i].title);
        if (upper.size() != 1 || lower.size() != 1) continue;
        const double gap = upper[0].from - lower[0].to;
        const bool hole = gap > step + 1e-9;
        if (!hole && gap >= 0) continue;
        questions.tell(hole ? "printed-hole" : "printed-overlap", Severity::warning,
                       {hole ? Phrase::question_printed_hole : Phrase::question_printed_overlap, {grades[i].title}},
                       {figure(grades[i].title, edge_words(grades[i].edge), grades[i].place),
                        figure(grades[i - 1].title, edge_words(grades[i - 1].edge), grades[i - 1].place)},
                       {Phrase::printed_two, {lower[0].words, upper[0].words}},
                       hole ? Message(Phrase::follows_printed_hole,
                                      {lower[0].words, upper[0].words, decimal_text((lower[0].to + upper[0].from) / 2)})
                            : Message(Phrase::follows_printed_overlap, {lower[0].words, upper[0].words}),
                       {Phrase::cure_printed, {}});
    }
}

void check_grades(Questions& questions) {
    const SchemeParts& parts = questions.scheme.parts();
    if (!has_step(questions.scheme, Step::grade)) return;
    const Span all = totals_of(questions, true);
    const Span own = totals_of(questions, false);
    const auto fallen = fallen_to(parts);
    const auto bound = [](double value) {
        return std::isinf(value) ? Message(Phrase::question_unlimited) : Message(decimal_text(value));
    };
    for (std::size_t i = 0; i < parts.grades.size(); ++i) {
        const Span totals = totals_with(parts, i);
        if (!meets(totals, all) && !fallen.contains(i))
            tell_grade(questions, parts.grades[i], "grade-unreachable", Phrase::question_grade_unreachable,
                       {Phrase::follows_totals, {bound(all.low), bound(all.high)}});
        else if (totals.low > own.high + 1e-9 && !fallen.contains(i))
            tell_grade(questions, parts.grades[i], "grade-bonus", Phrase::question_grade_bonus,
                       {Phrase::follows_without_bonus, {bound(own.high)}});
    }
}

void check_vetoes(Questions& questions) {
    for (const Veto& veto : questions.scheme->vetoes) {
        const Message when = words_of(questions, veto.when);
        const bool switched_off = std::any_of(veto.unless.begin(), veto.unless.end(),
                                              [&](const Conditions& unless) { return implies(veto.when, unless); });
        if (is_impossible(questions, veto.when))
            tell_veto(questions, veto, "veto-never", Phrase::question_veto_never, {Phrase::follows_veto_never, {when}},
                      Phrase::cure_veto_condition);
        else if (is_certain(questions, veto.when))
            tell_veto(questions, veto, "veto-always", Phrase::question_veto_always,
                      {Phrase::follows_veto_always, {when}}, Phrase::cure_veto_condition);
        else if (switched_off)
            tell_veto(questions, veto, "veto-never", Phrase::question_veto_never, {Phrase::follows_veto_unless, {when}},
                      Phrase::cure_veto_unless);
        if (changes_nothing(questions.scheme.parts(), veto))
            tell_veto(questions, veto, "veto-idle", Phrase::question_veto_idle,
                      {Phrase::follows_veto_idle, {questions.scheme->grades.front().title}}, Phrase::cure_veto_effect);
    }
}

void check_hidden_vetoes(Questions& questions) {
    const SchemeParts& parts = questions.scheme.parts();
    for (std::size_t weak = 0; weak < parts.vetoes.size(); ++weak)
        for (std::size_t strong = 0; strong < parts.vetoes.size(); ++strong) {
            if (strong == weak || !hides(parts, parts.vetoes[strong], parts.vetoes[weak])) continue;
            // Of two that hide each other the later one is told.
            if (strong > weak && hides(parts, parts.vetoes[weak], parts.vetoes[strong])) continue;
            const Veto& stronger = parts.vetoes[strong];
            tell_veto(questions, parts.vetoes[weak], "veto-hidden", Phrase::question_veto_hidden,
                      {Phrase::follows_veto_hidden, {stronger.title}}, Phrase::cure_veto_hidden);
            questions.findings.back().figures.push_back(figure(stronger.title, stronger.clause, stronger.place));
            break;
        }
}

void check_unused_facts(Questions& questions) {
    const auto used = used_facts(questions.scheme);
    for (const FactDefinition& fact : questions.scheme->facts)
        if (!used.contains(fact.id))
            questions.tell("fact-unused", Severity::note, {Phrase::question_fact_unused, {fact.title}},
                           {figure(fact.title, fact.id, fact.place)}, fact.id, Phrase::follows_fact_unused,
                           {Phrase::cure_fact_unused, {fact.id}});
}

void check_quotas(Questions& questions) {
    for (const Quota& quota : questions.scheme->outcome.quotas) {
        if (quota.percent && *quota.percent >= 100)
            tell_quota(questions, quota, "quota-loose", Phrase::question_quota_loose, Phrase::follows_quota_all);
        if (!questions.plan || (quota.percent && *quota.percent >= 100)) continue;
        const Span sizes = class_sizes(questions.scheme, *questions.plan, quota);
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

}  // namespace libplan::questioning
