#include "libplan/check_scheme.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/clause.hpp"
#include "libplan/match.hpp"
#include "libplan/rules.hpp"

namespace libplan {
namespace questioning {
namespace {

std::optional<Direction> direction_of(const Questions& questions, const std::string& indicator) {
    const Indicator* known = questions.plan ? questions.plan->find_indicator(indicator) : nullptr;
    return known ? std::optional(known->direction) : std::nullopt;
}

/// Of whole things there are none at the least, but a difference of two counts can be less.
bool may_be_negative(std::string_view words) {
    return clause::says_any(words, {"差", "增", "减", "净", "变化", "超", "同比", "环比", "升", "降"});
}

/// What nobody wants more of, by its name; what is done about it is wanted.
bool is_mishap(std::string_view words) {
    return clause::names_mishap(words) && !clause::says_any(words, {"下降", "减少"});
}

/// What everybody wants more of, by its name: 任务完成率, but not 未完成率 or the place it gives.
bool is_achievement(std::string_view title) {
    return clause::says_any(title, {"完成率", "合格率", "整改率", "达标率"}) &&
           !clause::says_any(title, {"未", "不", "差", "降", "减", "预算", "支出", "排名", "名次", "位次"});
}

Span summed(Span a, Span b) { return {a.low + b.low, a.high + b.high}; }

Span clamped(Span span, double low, double high) {
    return {std::clamp(span.low, low, high), std::clamp(span.high, low, high)};
}

/// Points of the parts of a group, each with its full points.
struct PartSpan {
    Span points;
    double full = 0;
};

Span combined(const Group& group, const std::vector<PartSpan>& parts) {
    Span span;
    if (group.combine == Combine::sum) {
        for (const PartSpan& part : parts) span = summed(span, part.points);
        return span;
    }
    if (parts.empty()) return span;
    if (group.combine == Combine::largest_loss) {
        Span loss{-infinite, -infinite};
        for (const PartSpan& part : parts)
            loss = {std::max(loss.low, part.full - part.points.high), std::max(loss.high, part.full - part.points.low)};
        return {group.full - loss.high, group.full - loss.low};
    }
    Span rate{infinite, -infinite};
    for (const PartSpan& part : parts)
        rate = {std::min(rate.low, part.points.low / part.full), std::max(rate.high, part.points.high / part.full)};
    return {rate.low * group.full, rate.high * group.full};
}

/// Where items may be left out, the rest counts for the whole: a total can be as good or bad as any single item.
Span rescaled(const Questions& questions, Span total) {
    for (const Group* group : questions.scheme.groups())
        for (const Item& item : group->items) {
            const NotApplicable& instead = item.not_applicable.value_or(questions.scheme->outcome.not_applicable);
            if (!instead.rescale || item.full <= 0) continue;
            const Span points = points_of(questions, item);
            total.low = std::min(total.low, points.low / item.full * questions.scheme->full);
            if (group->kind == GroupKind::base)
                total.high = std::max(total.high, points.high / item.full * questions.scheme->full);
        }
    return total;
}

using Check = void (*)(Questions&);
using ItemCheck = void (*)(Questions&, const Item&);

constexpr ItemCheck item_checks[] = {check_clause_amounts, check_clause_limits, check_clause_statements,
                                     check_clause_steps,   check_clause_shares, check_printed_ranges,
                                     check_edges,          check_bites,         check_constant,
                                     check_best,           check_direction,     check_scorer_weights,
                                     check_turns,          check_death_ranges,  check_graver_classes,
                                     check_below_zero};
constexpr Check scheme_checks[] = {check_group_limits,  check_group_kinds,     check_weights, check_zero_conditions,
                                   check_units,         check_grade_ranges,    check_grades,  check_vetoes,
                                   check_hidden_vetoes, check_unused_facts,    check_classes, check_carried_classes,
                                   check_quotas,        check_rounding,        check_order,   check_tie_breaks,
                                   check_zero_weights,  check_condition_limits};

std::vector<Finding> question(const Scheme& scheme, const Plan* plan, std::span<const Event> events) {
    Questions questions{scheme, plan, events};
    for (const Item* item : scheme.items())
        for (const ItemCheck check_item : item_checks) check_item(questions, *item);
    for (const Check check_scheme : scheme_checks) check_scheme(questions);
    std::stable_sort(questions.findings.begin(), questions.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    return std::move(questions.findings);
}

}  // namespace

void Questions::tell(const char* code, Severity severity, Message title, std::vector<Figure> figures, Message printed,
                     Message follows, Message cure) {
    findings.push_back({code, severity, std::move(title), std::move(figures), std::move(printed), std::move(follows),
                        std::move(cure), scheme->illustrative});
}

void Questions::tell(const char* code, Severity severity, const Item& item, Phrase title, Message follows,
                     Message cure) {
    const Message printed = item.clause.empty() ? Message(Phrase::question_no_clause) : Message(item.clause);
    tell(code, severity, {title, {item.title}}, {{item.title, text(printed, Language::zh), 0, item.place}}, printed,
         std::move(follows), std::move(cure));
}

std::string title_of(const Questions& questions, std::string_view fact) {
    const FactDefinition* found = questions.scheme.find_fact(fact);
    return found ? found->title : std::string(fact);
}

Span values_of(const Questions& questions, std::string_view id) {
    const FactDefinition* fact = questions.scheme.find_fact(id);
    if (!fact) return {-infinite, infinite};
    return std::visit(
        Match{
            [&](const IndicatorFact& from) {
                if (from.take == IndicatorFact::Take::met) return Span{0, 1};
                const Indicator* known = questions.plan ? questions.plan->find_indicator(from.indicator) : nullptr;
                const bool counts = known && known->count && from.take == IndicatorFact::Take::value;
                return Span{counts ? 0 : -infinite, infinite};
            },
            [](const EventFact&) {
                return Span{0, infinite};
            },
            [](const TaskFact& from) {
                return Span{0, from.take == TaskFact::Take::done_percent ? 100 : infinite};
            },
            [](const TrendFact&) {
                return Span{0, infinite};
            },
            [](const BelowFact& from) {
                if (from.take == BelowFact::Take::percent) return Span{0, 100};
                return Span{from.take == BelowFact::Take::count ? 0 : -infinite, infinite};
            },
            [](const BracketFact& from) {
                Span span{infinite, -infinite};
                for (const Bracket& bracket : from.brackets)
                    span = {std::min(span.low, bracket.value), std::max(span.high, bracket.value)};
                return span;
            },
            [&](const ClassFact& from) {
                if (from.take == ClassFact::Take::position) return Span{0, 100};
                return from.take == ClassFact::Take::rank ? Span{1, infinite} : values_of(questions, from.of);
            },
            [&](const auto&) {
                const bool counts = is_count(questions, id) && !may_be_negative(fact->title);
                return Span{counts ? 0 : -infinite, infinite};
            },
        },
        fact->source);
}

const EventFact* events_of(const Questions& questions, std::string_view id) {
    const FactDefinition* fact = questions.scheme.find_fact(id);
    return fact ? std::get_if<EventFact>(&fact->source) : nullptr;
}

const EventFact* events_of(const Questions& questions, const Condition& condition) {
    return condition.subject == Condition::Subject::fact ? events_of(questions, condition.of) : nullptr;
}

bool is_count(const Questions& questions, std::string_view id) {
    const FactDefinition* fact = questions.scheme.find_fact(id);
    if (!fact) return false;
    if (const auto* from = std::get_if<EventFact>(&fact->source)) return from->faults.empty();
    if (const auto* from = std::get_if<TaskFact>(&fact->source)) return from->take != TaskFact::Take::done_percent;
    if (const auto* from = std::get_if<BelowFact>(&fact->source)) return from->take == BelowFact::Take::count;
    if (std::holds_alternative<TrendFact>(fact->source)) return true;
    if (const auto* from = std::get_if<ClassFact>(&fact->source); from && from->take == ClassFact::Take::rank)
        return true;
    const auto* indicator = std::get_if<IndicatorFact>(&fact->source);
    if (indicator && indicator->take == IndicatorFact::Take::met) return true;
    if (indicator && indicator->take != IndicatorFact::Take::value) return false;
    const Indicator* known =
        indicator && questions.plan ? questions.plan->find_indicator(indicator->indicator) : nullptr;
    if (known && known->count) return true;
    const std::string& unit = fact->unit;
    return unit == "人" || unit == "起" || unit == "次" || unit == "件" || unit == "个" || unit == "项" || unit == "家";
}

std::optional<Direction> better_of(const Questions& questions, std::string_view id) {
    const FactDefinition* fact = questions.scheme.find_fact(id);
    if (!fact) return std::nullopt;
    using Better = std::optional<Direction>;
    return std::visit(Match{
                          [&](const IndicatorFact& from) -> Better {
                              using Take = IndicatorFact::Take;
                              if (from.take == Take::value) return direction_of(questions, from.indicator);
                              if (from.take == Take::completion || from.take == Take::met) return Direction::up;
                              return std::nullopt;
                          },
                          [&](const EventFact& from) -> Better {
                              if (from.count != EventFact::Count::events) return Direction::down;
                              return is_mishap(from.kind) || is_mishap(fact->title) ? Better(Direction::down)
                                                                                    : std::nullopt;
                          },
                          [](const TaskFact& from) -> Better {
                              if (from.take == TaskFact::Take::due) return std::nullopt;
                              return from.take == TaskFact::Take::overdue ? Direction::down : Direction::up;
                          },
                          [&](const TrendFact& from) -> Better {
                              const auto known = direction_of(questions, from.indicator);
                              if (!known) return std::nullopt;
                              return *known == from.direction ? Direction::up : Direction::down;
                          },
                          [](const SchemeFact&) -> Better { return Direction::up; },
                          [](const BelowFact&) -> Better { return Direction::up; },
                          [](const ClassFact& from) -> Better {
                              if (from.take == ClassFact::Take::position) return Direction::up;
                              return from.take == ClassFact::Take::rank ? Better(Direction::down) : std::nullopt;
                          },
                          [&](const SuppliedFact&) -> Better {
                              if (is_achievement(fact->title)) return Direction::up;
                              return is_mishap(fact->title) ? Better(Direction::down) : std::nullopt;
                          },
                          [](const auto&) -> Better { return std::nullopt; },
                      },
                      fact->source);
}

std::vector<const Body*> assessed_bodies(const Questions& questions) {
    std::vector<const Body*> bodies;
    if (!questions.plan) return bodies;
    const SchemeParts& scheme = questions.scheme.parts();
    for (const Body& body : (*questions.plan)->bodies)
        if (body.kind == scheme.units &&
            (scheme.classes.empty() || names_unit(scheme.classes, body.id, body.rank_class)))
            bodies.push_back(&body);
    return bodies;
}

Message bound_words(double value) {
    return std::isinf(value) ? Message(Phrase::question_unlimited) : Message(decimal_text(value));
}

Message setting(const char* key, double value) {
    return {Phrase::question_setting, {key, std::isinf(value) ? Message("none") : Message(decimal_text(value))}};
}

Span points_of(const Questions& questions, const Item& item) {
    auto [low, high] = points_range(item);
    const NotApplicable& instead = item.not_applicable.value_or(questions.scheme->outcome.not_applicable);
    const WhenMissing missing = item.missing.value_or(questions.scheme->outcome.missing);
    if (!instead.rescale) {
        low = std::min(low, instead.share * item.full);
        high = std::max(high, instead.share * item.full);
    }
    if (missing == WhenMissing::zero || !item.not_for.empty() || !item.only_for.empty()) low = std::min(low, 0.0);
    return {low, high};
}

Span points_of(const Questions& questions, const Group& group, bool unlimited) {
    std::vector<PartSpan> parts;
    for (const Item& item : group.items) parts.push_back({points_of(questions, item), item.full});
    for (const Group& inner : group.groups) parts.push_back({points_of(questions, inner), inner.full});
    Span span = combined(group, parts);
    if (unlimited) return span;
    span = clamped(span, group.floor.value_or(-infinite), group.cap.value_or(infinite));
    const bool may_be_nothing = !group.zero_when.empty() || !group.not_for.empty() || !group.only_for.empty();
    return may_be_nothing ? Span{std::min(span.low, 0.0), std::max(span.high, 0.0)} : span;
}

Span totals_of(const Questions& questions, bool with_bonus) {
    const SchemeParts& parts = questions.scheme.parts();
    Span total, bonus, penalty;
    for (const Group& group : parts.groups) {
        Span& block = group.kind == GroupKind::base ? total : group.kind == GroupKind::bonus ? bonus : penalty;
        block = summed(block, points_of(questions, group));
    }
    for (const Step step : parts.outcome.order) {
        if (step == Step::rescale) total = rescaled(questions, total);
        if (step == Step::convert && parts.outcome.convert_to && parts.full > 0) {
            const double factor = *parts.outcome.convert_to / parts.full;
            total = {total.low * factor, total.high * factor};
        }
        if (step == Step::bonus) total = with_bonus ? summed(total, bonus) : Span{total.low + bonus.low, total.high};
        if (step == Step::penalty) total = summed(total, penalty);
        if (step == Step::cap) total = clamped(total, parts.outcome.floor, parts.outcome.cap.value_or(infinite));
        if (step == Step::veto || step == Step::grade) break;
    }
    return total;
}

int decimals_of(double value) {
    const std::string text = decimal_text(value);
    const auto point = text.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

bool has_step(const Scheme& scheme, Step step) {
    const auto& order = scheme->outcome.order;
    return std::find(order.begin(), order.end(), step) != order.end();
}

}  // namespace questioning

std::vector<Finding> check(const Scheme& scheme) { return questioning::question(scheme, nullptr, {}); }
std::vector<Finding> check(const Scheme& scheme, const Plan& plan, std::span<const Event> events) {
    return questioning::question(scheme, &plan, events);
}

}  // namespace libplan
