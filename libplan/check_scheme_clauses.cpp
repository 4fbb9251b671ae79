#include <algorithm>
#include <cmath>
#include <numeric>

#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/clause_text.hpp"
#include "libplan/match.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/units.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

using clause::Amount;
using clause::Limits;
using clause::Range;

bool close(double a, double b) { return std::abs(a - b) < 1e-9; }

// ---- amounts: 每超1人扣2分 ----

/// What a rule gives or takes for so many units, under the key it stands under in the file.
struct Rate {
    std::string key;
    double points = 0;
    double per = 1;
    bool in_steps = false;  ///< not in proportion
};

bool same_rate(const Amount& amount, const Rate& rate, double scale) {
    const double per = rate.per * scale;
    if (rate.in_steps && !close(per, amount.per)) return false;
    return close(std::abs(rate.points) * amount.per, std::abs(amount.points) * per);
}
bool same_sign(const Amount& amount, const Rate& rate) {
    return amount.both_ways || (amount.points < 0) == (rate.points < 0);
}
/// A share of one may be printed in percent.
bool agrees(const Amount& amount, const Rate& rate) {
    return same_sign(amount, rate) &&
           (same_rate(amount, rate, 1) || (amount.in_percent && same_rate(amount, rate, 100)));
}

Message rate_words(const Rate& rate) {
    if (rate.per == 1) return {Phrase::question_setting, {rate.key, decimal_text(rate.points)}};
    return {Phrase::question_rate, {rate.key, decimal_text(rate.points), decimal_text(rate.per)}};
}

void tell_amount(Questions& questions, const Item& item, const Amount& amount, const Rate& rate) {
    const bool contrary = rate.points != 0 && !same_sign(amount, rate);
    const Severity severity = rate.points == 0 ? Severity::warning : Severity::error;
    questions.tell(contrary ? "clause-sign" : "clause-amount", severity, item,
                   contrary ? Phrase::question_sign : Phrase::question_amount,
                   {Phrase::follows_clause_says, {amount.words, rate_words(rate)}}, {Phrase::cure_clause, {}});
}

bool counts_people(std::string_view unit) { return unit.starts_with("人"); }
bool counts_cases(std::string_view unit) {
    return unit.starts_with("起") || unit.starts_with("件") || unit.starts_with("次");
}

/// What is said of each accident is not of the people in it, and the other way round.
std::vector<Amount> of_same_unit(const Questions& questions, const Item& item, std::vector<Amount> amounts) {
    const FactDefinition* fact = questions.scheme.find_fact(item.fact);
    const std::string unit = fact ? fact->unit : "";
    std::erase_if(amounts, [&](const Amount& amount) {
        return (counts_people(unit) && counts_cases(amount.counted)) ||
               (counts_cases(unit) && counts_people(amount.counted));
    });
    return amounts;
}

/// How many of the fact's unit one of what the amount counts is: 每少1亿元 of a fact in 万元. Nothing if words such as
/// 亿 stand before a unit that is not known.
std::optional<double> scale_of(const Questions& questions, const Item& item, const Amount& amount) {
    const FactDefinition* fact = questions.scheme.find_fact(item.fact);
    const std::string unit = fact ? fact->unit : "";
    const std::string_view counted = amount.counted;
    for (std::size_t size = counted.size(); size > 0; --size)
        if (const auto known = conversion(counted.substr(0, size), unit)) return to_double(*known);
    const bool is_scaled = clause::starts(counted, {"亿", "万", "千", "百"}) && !clause::starts(counted, {"百分点"});
    return is_scaled ? std::nullopt : std::optional(1.0);
}

/// The amounts per so many of the fact's unit.
std::vector<Amount> in_unit_of_fact(const Questions& questions, const Item& item, std::vector<Amount> amounts) {
    std::erase_if(amounts, [&](const Amount& amount) { return !scale_of(questions, item, amount); });
    for (Amount& amount : amounts) amount.per *= *scale_of(questions, item, amount);
    return amounts;
}

/// The clause is often quoted whole by items that carry out one part of it: one amount that agrees is enough.
void compare(Questions& questions, const Item& item, const std::vector<Amount>& amounts, const Rate& rate) {
    if (amounts.empty()) return;
    const auto agree = [&](const Amount& amount) { return agrees(amount, rate); };
    if (std::none_of(amounts.begin(), amounts.end(), agree)) tell_amount(questions, item, amounts.front(), rate);
}

void tell_silent(Questions& questions, const Item& item, const Rate& rate) {
    questions.tell("clause-silent", Severity::warning, item, Phrase::question_silent,
                   {Phrase::follows_silent, {rate_words(rate)}}, {Phrase::cure_clause, {}});
}

/// Less of what is bad takes points off, or more of it adds them: a misprint perhaps, and never ours to repair.
bool is_perverse(const Questions& questions, const Item& item, const Amount& amount) {
    if (amount.both_ways || amount.side == Amount::Side::none || amount.side == Amount::Side::both) return false;
    const bool bad = clause::names_mishap(amount.words);
    const auto better = bad ? std::optional(Direction::down) : better_of(questions, item.fact);
    if (!better) return false;
    // From a limit of its own on, more of what is good may be too much: 超过105%的，每超1个百分点扣1分.
    if (*better == Direction::up && amount.side == Amount::Side::over && amount.from) return false;
    const bool gains_with_more = (amount.side == Amount::Side::over) == (amount.points > 0);
    return gains_with_more == (*better == Direction::down);
}

/// The amounts of an item with their sides as its fact has them: more of a fall is less of what falls, and where the
/// rule counts falls below 0, a side that is not said of what falls may be either.
std::vector<Amount> amounts_of(const Questions& questions, const Item& item) {
    using Side = Amount::Side;
    std::vector<Amount> amounts = clause::amounts_in(item.clause);
    const Falls falls = falls_of(questions, item);
    for (Amount& amount : amounts) {
        if (amount.side != Side::over && amount.side != Side::under) continue;
        if (falls == Falls::as_positive && amount.falls)
            amount.side = amount.side == Side::over ? Side::under : Side::over;
        if (falls == Falls::below_zero && !amount.falls) amount.side = Side::none;
    }
    return amounts;
}

std::vector<Amount> sound_amounts(const Questions& questions, const Item& item) {
    std::vector<Amount> amounts = in_unit_of_fact(questions, item, amounts_of(questions, item));
    if (std::holds_alternative<PerUnitRule>(item.rule))
        std::erase_if(amounts, [&](const Amount& amount) { return is_perverse(questions, item, amount); });
    return amounts;
}

std::vector<Amount> on_side(const std::vector<Amount>& amounts, Amount::Side side, bool from_nothing) {
    std::vector<Amount> found;
    for (const Amount& amount : amounts) {
        // Nothing lies under nothing: 每少报1次 counts what was not reported.
        const bool here =
            from_nothing ? side == Amount::Side::over : amount.side == side || amount.side == Amount::Side::both;
        if (here) found.push_back(amount);
        if (here && amount.both_ways && side == Amount::Side::under) found.back().points = -amount.points;
    }
    return found;
}

void compare(Questions& questions, const Item& item, const PerUnitRule& rule) {
    const auto amounts = sound_amounts(questions, item);
    if (amounts.empty()) return;
    const bool from_nothing = counts_from_nothing(questions, item, rule);
    const Rate over{"over", rule.over, rule.per, counts_steps(rule)};
    const Rate under{"under", rule.under, rule.per_under.value_or(rule.per), counts_steps(rule)};
    const auto above = on_side(amounts, Amount::Side::over, from_nothing);
    const auto below = on_side(amounts, Amount::Side::under, from_nothing);
    compare(questions, item, of_same_unit(questions, item, above), over);
    compare(questions, item, of_same_unit(questions, item, below), under);
    std::vector<Amount> unsaid;  // 每缺1项: over or under
    for (const Amount& amount : amounts)
        if (amount.side == Amount::Side::none && !from_nothing) unsaid.push_back(amount);
    const auto agree = [&](const Amount& amount) { return agrees(amount, over) || agrees(amount, under); };
    const auto agrees_any = [&](const std::vector<Amount>& some) {
        return std::any_of(some.begin(), some.end(), agree);
    };
    // 每少1次扣1分；迟到的，每次扣0.5分: what is said of the rule's side agrees, the other is of another item.
    const auto& said = rule.over != 0 ? above : below;
    if (!unsaid.empty() && !agrees_any(unsaid) && !agrees_any(said))
        tell_amount(questions, item, unsaid.front(), rule.over != 0 ? over : under);
    const bool all_read = amounts.size() == clause::amounts_in(item.clause).size();
    if (!unsaid.empty() || !all_read) return;
    if (rule.over != 0 && above.empty()) tell_silent(questions, item, over);
    if (rule.under != 0 && below.empty() && !from_nothing) tell_silent(questions, item, under);
}

void tell_limit(Questions& questions, const Item& item, Message says, Message rule) {
    questions.tell("clause-limit", Severity::error, item, Phrase::question_limit,
                   {Phrase::follows_clause_says, {std::move(says), std::move(rule)}}, {Phrase::cure_clause, {}});
}

/// The group the item stands in.
const Group* group_of(const Questions& questions, const Item& item) {
    for (const Group* group : questions.scheme.groups())
        for (const Item& own : group->items)
            if (&own == &item) return group;
    return nullptr;
}

bool gains(const Item& item) {
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    if (rule) return rule->over > 0 || rule->under > 0;
    const auto* occurrences = std::get_if<OccurrencesRule>(&item.rule);
    return occurrences && std::any_of(occurrences->classes.begin(), occurrences->classes.end(),
                                      [](const OccurrenceClass& c) { return c.points > 0 || c.per_death > 0; });
}

/// 重大 is not meant by 特别重大.
bool names(std::string_view subject, std::string_view severity) {
    for (auto at = subject.find(severity); at != subject.npos; at = subject.find(severity, at + 1))
        if (!subject.substr(0, at).ends_with("特别")) return true;
    return false;
}

/// Whether an amount is for a class: by its deaths where the clause prints them, else by its name.
bool is_for(const Amount& amount, const OccurrenceClass& counted) {
    const auto people = counted.deaths_from ? clause::people_in(amount.subject) : std::nullopt;
    if (people) return people->from == *counted.deaths_from && people->to == counted.deaths_to.value_or(infinite);
    return names(amount.subject, counted.severity);
}

/// Whether an amount is for some class of its own: 较大事故每起扣5分.
bool names_class(const Amount& amount) {
    return clause::people_in(amount.subject) ||
           clause::says_any(amount.subject, {"一般", "较大", "重大", "特大", "国家", "省", "市", "县", "级", "伤"});
}

/// "国家5分、省3分、市1分": without 每, for a class that has no other amount.
void compare_worth(Questions& questions, const Item& item, const OccurrenceClass& counted) {
    if (const auto worth = clause::worth_of(item.clause, counted.severity); worth && counted.points != 0)
        compare(questions, item, std::vector{*worth}, {counted.severity, counted.points});
}

/// "≥10人全部扣完"
void compare_total_losses(Questions& questions, const Item& item, const OccurrencesRule& rule) {
    const double start = start_of(rule.start, item.full);
    for (Amount& amount : clause::total_losses_in(item.clause))
        for (const OccurrenceClass& counted : rule.classes) {
            const double left = start + counted.points + counted.per_death * counted.deaths_from.value_or(0);
            if (!is_for(amount, counted) || left <= std::max(rule.floor, 0.0) + 1e-9) continue;
            amount.points = -start;
            tell_amount(questions, item, amount, {counted.severity, counted.points});
        }
}

/// The deaths that amounts of the clause are printed for.
std::vector<Range> printed_deaths(const std::string& clause) {
    std::vector<Amount> amounts = clause::amounts_in(clause);
    for (Amount& amount : clause::total_losses_in(clause)) amounts.push_back(std::move(amount));
    std::vector<Range> deaths;
    for (const Amount& amount : amounts)
        if (auto people = clause::people_in(amount.subject)) deaths.push_back(std::move(*people));
    return deaths;
}

std::string deaths_setting(const OccurrenceClass& counted) {
    return "[" + decimal_text(*counted.deaths_from) +
           (counted.deaths_to ? ", " + decimal_text(*counted.deaths_to) : std::string()) + "]";
}

/// A class told by deaths against the deaths that the clause prints: "3–5人" and deaths = [3, 6].
void compare_deaths(Questions& questions, const Item& item, const OccurrenceClass& counted) {
    if (!counted.deaths_from) return;
    const double from = *counted.deaths_from;
    const double to = counted.deaths_to.value_or(infinite);
    const auto printed = printed_deaths(item.clause);
    const auto same = [&](const Range& range) { return range.from == from && range.to == to; };
    const auto alike = [&](const Range& range) {
        return std::isinf(range.to) == std::isinf(to) && range.from <= to && from <= range.to;
    };
    const auto other = std::find_if(printed.begin(), printed.end(), alike);
    if (other == printed.end() || std::any_of(printed.begin(), printed.end(), same)) return;
    tell_limit(questions, item, other->words + (std::isinf(other->to) ? "" : other->unit),
               {Phrase::question_setting, {counted.severity + " deaths", deaths_setting(counted)}});
}

/// 同一事项按最高级别计分: of repeats of the same only the highest counts.
bool is_of_the_same(std::string_view clause, std::string_view highest) {
    const std::string_view before = clause.substr(0, clause.find(highest));
    const std::size_t sentence = std::max({before.rfind("。") + 1, before.rfind("；") + 1, before.rfind(";") + 1});
    return clause::says_any(before.substr(sentence), {"同项", "同一", "同类", "同样", "同种", "相同"});
}

void compare_counts(Questions& questions, const Item& item, const OccurrencesRule& rule) {
    using Counts = OccurrencesRule::Counts;
    const Group* group = group_of(questions, item);
    if (!gains(item) || !group || group->combine != Combine::sum) return;
    const bool has_matters = events_of(questions, item.fact);  // what is supplied may be counted by matters already
    const auto is_said = [&](const char* words) {
        if (!clause::says_any(item.clause, {words})) return false;
        return is_of_the_same(item.clause, words) ? has_matters && rule.counts == Counts::each
                                                  : rule.counts == Counts::each || rule.counts == Counts::matters;
    };
    const auto tell = [&](std::string_view words, Severity severity) {
        questions.tell(
            "clause-counts", severity, item, Phrase::question_counts,
            {Phrase::follows_clause_says, {words, {Phrase::question_setting, {"counts", word_of(rule.counts)}}}},
            Phrase::cure_clause);
    };
    // Repeats of the same may have been left out where events are recorded.
    const auto severity_of = [&](const char* words) {
        return is_of_the_same(item.clause, words) ? Severity::warning : Severity::error;
    };
    for (const char* words : {"按最高级别计", "按最高等级计", "只计最高", "取最高级别", "按最高的计", "就高不就低"})
        if (is_said(words)) return tell(words, severity_of(words));
    // 国家5分，省3分，不重复计分: of what, the words leave open, but not that repeats count.
    for (const clause::Part& part : clause::parts_of(item.clause))
        for (const char* words : {"不重复加分", "不重复计分", "不重复奖励", "不重复计算"}) {
            const bool is_own = part.words.starts_with(words) || is_of_the_same(item.clause, words);
            if (is_own && part.words.find(words) != part.words.npos && has_matters && rule.counts == Counts::each)
                return tell(words, Severity::warning);
        }
}

/// A class called 死亡 counts who died, where 死亡事故 counts accidents.
bool counts_the_dead(const OccurrenceClass& counted) {
    return counted.per_death == 0 && clause::says_any(counted.severity, {"死亡"}) &&
           !clause::says_any(counted.severity, {"事故", "事件"});
}

void compare(Questions& questions, const Item& item, const OccurrencesRule& rule) {
    const auto amounts = clause::amounts_in(item.clause);
    for (const OccurrenceClass& counted : rule.classes) {
        const bool of_the_dead = counts_the_dead(counted);
        const auto named = [&](const Amount& amount) { return is_for(amount, counted); };
        std::vector<Amount> events, deaths;
        const bool is_only = rule.classes.size() == 1 && std::none_of(amounts.begin(), amounts.end(), named);
        for (const Amount& amount : amounts)
            if (named(amount) || (is_only && (amounts.size() == 1 || !names_class(amount))))
                (amount.of_deaths && !of_the_dead ? deaths : events).push_back(amount);
        const bool by_deaths = counted.per_death != 0 || amounts.size() == 1 || rule.classes.size() > 1;
        compare(questions, item, events, {counted.severity, counted.points});
        if (by_deaths) compare(questions, item, deaths, {counted.severity + " per_death", counted.per_death});
        if (events.empty() && deaths.empty()) compare_worth(questions, item, counted);
        compare_deaths(questions, item, counted);
    }
    compare_total_losses(questions, item, rule);
    compare_counts(questions, item, rule);
}

// ---- limits: 满分, 封顶, 扣完为止 ----

struct RuleLimits {
    double start = 0, floor = 0, ceiling = 0, most_loss = 0;
};

std::optional<RuleLimits> limits_of(const Item& item) {
    if (const auto* rule = std::get_if<PerUnitRule>(&item.rule)) {
        const double start = start_of(rule->start, item.full);
        return RuleLimits{start, rule->floor, ceiling_of(*rule, item.full), start - rule->floor};
    }
    if (const auto* rule = std::get_if<OccurrencesRule>(&item.rule)) {
        const double start = start_of(rule->start, item.full);
        const double loss = start - rule->floor;
        return RuleLimits{start, rule->floor, item.full, rule->cap != 0 ? std::min(-rule->cap, loss) : loss};
    }
    return std::nullopt;
}

void compare_ceilings(Questions& questions, const Item& item, const Limits& said, const RuleLimits& rule) {
    if (!gains(item)) return;
    if (said.no_ceiling && !std::isinf(rule.ceiling) && rule.ceiling > rule.start)
        tell_limit(questions, item, Phrase::said_no_ceiling, setting("ceiling", rule.ceiling));
    const Group* group = group_of(questions, item);
    const auto by_group = [&](double most) { return group && group->cap && close(*group->cap, most); };
    if (said.most_gain && !by_group(*said.most_gain) && !close(rule.ceiling, rule.start + *said.most_gain) &&
        !close(rule.ceiling, *said.most_gain))
        tell_limit(questions, item, {Phrase::said_most_gain, {decimal_text(*said.most_gain)}},
                   setting("ceiling", rule.ceiling));
    if (said.most_points && !by_group(*said.most_points) && !close(rule.ceiling, *said.most_points) &&
        !close(rule.ceiling, rule.start + *said.most_points))
        tell_limit(questions, item, {Phrase::said_most_points, {decimal_text(*said.most_points)}},
                   setting("ceiling", rule.ceiling));
    if (said.most_share && !close(rule.ceiling, round_decimal(*said.most_share * item.full, 10)))
        tell_limit(questions, item, {Phrase::said_most_share, {decimal_text(*said.most_share)}},
                   setting("ceiling", rule.ceiling));
}

/// "可倒扣，最多倒扣5分", "不倒扣": whether the points of an item may be less than nothing.
void compare_below_zero(Questions& questions, const Item& item, const Limits& said, const RuleLimits& rule) {
    if (item.full <= 0) return;
    const double least = rule.start - rule.most_loss;
    if (said.most_below_zero && !close(least, -*said.most_below_zero))
        tell_limit(questions, item, {Phrase::said_most_below_zero, {decimal_text(*said.most_below_zero)}},
                   setting("floor", rule.floor));
    else if (said.below_zero && !said.most_below_zero && least >= 0)
        tell_limit(questions, item, Phrase::said_below_zero, setting("floor", rule.floor));
    else if (said.not_below_zero && least < 0)
        tell_limit(questions, item, Phrase::said_not_below_zero, setting("floor", rule.floor));
}

void compare_losses(Questions& questions, const Item& item, const Limits& said, const RuleLimits& rule) {
    const Group* group = group_of(questions, item);
    const bool by_group = said.most_loss && group && group->floor && close(*group->floor, -*said.most_loss);
    if (said.most_loss && !by_group && !close(rule.most_loss, *said.most_loss))
        tell_limit(questions, item, {Phrase::said_most_loss, {decimal_text(*said.most_loss)}},
                   {Phrase::question_loses_up_to, {decimal_text(rule.most_loss)}});
    else if (said.until_nothing && !said.most_loss && item.full > 0 && !close(rule.floor, 0))
        tell_limit(questions, item, Phrase::said_until_nothing, setting("floor", rule.floor));
    const double least = rule.start - rule.most_loss;
    if (said.least && *said.least <= item.full && !close(least, *said.least))
        tell_limit(questions, item, "最低" + decimal_text(*said.least) + "分", setting("floor", rule.floor));
}

/// "满分15分，基准分10分": a condition asks for the 10 points, so that nothing starts from them.
bool is_pass_mark(const Questions& questions, double points) {
    const auto asks = [&](const Conditions& conditions) {
        return std::any_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
            const auto* limit = std::get_if<double>(&condition.limit);
            return condition.subject == Condition::Subject::points && limit && close(*limit, points);
        });
    };
    const auto& vetoes = questions.scheme->vetoes;
    const auto& groups = questions.scheme.groups();
    return std::any_of(vetoes.begin(), vetoes.end(), [&](const Veto& veto) { return asks(veto.when); }) ||
           std::any_of(groups.begin(), groups.end(), [&](const Group* group) {
               return std::any_of(group->zero_when.begin(), group->zero_when.end(), asks);
           });
}

/// "扣0.5—2分" against deduct = [0.5, 2].
void compare_deduction(Questions& questions, const Item& item, const Limits& said) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    if (!rule || !rule->deduct_from || !rule->deduct_to || !said.deduction) return;
    if (close(said.deduction->first, *rule->deduct_from) && close(said.deduction->second, *rule->deduct_to)) return;
    tell_limit(questions, item,
               {Phrase::said_deduction, {decimal_text(said.deduction->first), decimal_text(said.deduction->second)}},
               {Phrase::question_deduct, {decimal_text(*rule->deduct_from), decimal_text(*rule->deduct_to)}});
}

/// Items that share a clause carry out a part of it each; in a weighted group full points may be printed as a weight.
bool is_quoted_in_part(const Questions& questions, const Item& item) {
    const auto& items = questions.scheme.items();
    const Group* group = group_of(questions, item);
    return (group && group->combine == Combine::weighted) ||
           std::count_if(items.begin(), items.end(), [&](const Item* other) { return other->clause == item.clause; }) >
               1;
}

/// "在0—8分内评分", "满分15分"
void compare_full(Questions& questions, const Item& item, const Limits& said) {
    if (clause::says_any(item.clause, {"折", "换算"})) return;
    if (said.full && !close(*said.full, item.full) && !is_quoted_in_part(questions, item))
        tell_limit(questions, item, {Phrase::said_full, {decimal_text(*said.full)}}, setting("full", item.full));
    if (std::holds_alternative<ShareRule>(item.rule) && said.times_rate && !close(*said.times_rate, item.full) &&
        !is_quoted_in_part(questions, item))
        tell_limit(questions, item, {Phrase::said_times_rate, {decimal_text(*said.times_rate)}},
                   setting("full", item.full));
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    if (rule && !rule->deduct_to && said.marks && !close(said.marks->second, item.full))
        tell_limit(questions, item,
                   {Phrase::said_marks, {decimal_text(said.marks->first), decimal_text(said.marks->second)}},
                   setting("full", item.full));
}

/// "没有下达任务的：按基本分60%计"
void compare_instead(Questions& questions, const Item& item, const Limits& said) {
    const NotApplicable& instead = item.not_applicable.value_or(questions.scheme->outcome.not_applicable);
    if (!said.instead || instead.rescale || close(instead.share * 100, *said.instead)) return;
    tell_limit(questions, item, {Phrase::said_instead, {decimal_text(*said.instead)}},
               setting("not_applicable", instead.share));
}

/// "100分折算30分"
void compare_conversion(Questions& questions, const Item& item, const Limits& said) {
    const auto* rule = std::get_if<ShareRule>(&item.rule);
    const auto* target = rule ? std::get_if<double>(&rule->target) : nullptr;
    if (rule && said.rate_converted && !close(*said.rate_converted, item.full))
        return tell_limit(questions, item, said.conversion_words, setting("full", item.full));
    if (!target || !said.conversion) return;
    if (close(said.conversion->first, *target) && close(said.conversion->second, item.full)) return;
    tell_limit(questions, item, said.conversion_words,
               {Phrase::question_conversion, {decimal_text(*target), decimal_text(item.full)}});
}

/// Numbers as shares of their sum, the least first.
std::vector<double> as_shares(std::vector<double> numbers) {
    const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    for (double& number : numbers) number /= sum;
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// "系数0.3/0.2/0.3/0.2", "按3:7计算", in whatever order the scorers stand.
void compare_coefficients(Questions& questions, const Item& item, const Limits& said) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    if (!rule || rule->scorers.empty() || said.coefficients.size() != rule->scorers.size()) return;
    std::vector<double> own;
    for (const ScorerWeight& scorer : rule->scorers) own.push_back(scorer.weight);
    const auto printed = as_shares(said.coefficients);
    own = as_shares(std::move(own));
    if (std::equal(printed.begin(), printed.end(), own.begin(), close)) return;
    std::string words;
    for (const ScorerWeight& scorer : rule->scorers) words += (words.empty() ? "" : "/") + decimal_text(scorer.weight);
    questions.tell(
        "clause-weight", Severity::error, item, Phrase::question_weight,
        {Phrase::follows_clause_says, {said.coefficients_words, {Phrase::question_setting, {"scorers", words}}}},
        {Phrase::cure_clause, {}});
}

/// "2分+1分+1分". Of parts listed in words an item may be one, as where a clause is quoted whole.
void compare_parts(Questions& questions, const Item& item, const Limits& said) {
    const auto is_whole = [&](double part) { return close(part, item.full); };
    const bool is_one = std::any_of(said.parts.begin(), said.parts.end(), is_whole);
    if (said.parts_in_words && (is_one || !std::holds_alternative<MarksRule>(item.rule))) return;
    double sum = 0;
    for (const double part : said.parts) sum += part;
    const bool may_be_cut = said.parts_gained && sum > item.full;
    if (said.parts.empty() || close(sum, item.full) || may_be_cut) return;
    questions.tell("sub-points", Severity::error, item, Phrase::question_parts,
                   {Phrase::follows_parts, {said.parts_words, decimal_text(sum), decimal_text(item.full)}},
                   {Phrase::cure_clause, {}});
}

/// 合格的3–4分: what an assessor may give, not what something is worth.
bool is_discretion(const Item& item, const Range& range) {
    return std::holds_alternative<MarksRule>(item.rule) && range.unit == "分";
}

/// Whether a clause lets know which of two bands their common limit belongs to: "≤500; 500–1500; >1500".
bool says_which_side(std::string_view clause) {
    return clause::says_any(clause, {"含", "包括", "≤", "≥", "<", ">", "＜", "＞"});
}

// ---- shares: 自评占30% ----

/// Which scorer a share is printed for.
std::optional<Scorer> scorer_named(std::string_view words) {
    static constexpr std::pair<std::string_view, Scorer> names[] = {
        {"自评", Scorer::self},   {"部门", Scorer::department}, {"考核组", Scorer::team},
        {"评委", Scorer::judges}, {"互评", Scorer::peers},      {"复核", Scorer::review}};
    std::optional<Scorer> found;
    for (const auto& [name, scorer] : names)
        if (words.find(name) != words.npos) {
            if (found) return std::nullopt;
            found = scorer;
        }
    return found;
}

bool has_value_below_zero(const Rule& rule) {
    if (const auto* bands = std::get_if<BandsRule>(&rule))
        return std::any_of(bands->bands.begin(), bands->bands.end(),
                           [](const Band& band) { return band.edge.from < 0; });
    const Reference* reference = nullptr;
    if (const auto* limit = std::get_if<AllOrNothingRule>(&rule)) reference = &limit->limit;
    if (const auto* per_unit = std::get_if<PerUnitRule>(&rule)) reference = &per_unit->reference;
    const auto* number = reference ? std::get_if<double>(reference) : nullptr;
    return number && *number < 0;
}

}  // namespace

Falls falls_of(const Questions& questions, const Item& item) {
    if (has_value_below_zero(item.rule)) return clause::speaks_of_fall(item.clause) ? Falls::below_zero : Falls::no;
    return clause::speaks_of_fall(title_of(questions, item.fact)) ? Falls::as_positive : Falls::no;
}

bool counts_from_nothing(const Questions& questions, const Item& item, const PerUnitRule& rule) {
    const auto* reference = std::get_if<double>(&rule.reference);
    if (!reference || *reference != 0) return false;
    return rule.under == 0 || values_of(questions, item.fact).low >= 0;
}

void check_clause_shares(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    if (!rule) return;
    for (const clause::Share& share : clause::shares_in(item.clause)) {
        const auto named = scorer_named(share.words);
        const auto scorer = std::find_if(rule->scorers.begin(), rule->scorers.end(),
                                         [&](const ScorerWeight& one) { return one.scorer == named; });
        if (!named || scorer == rule->scorers.end()) continue;
        if (close(scorer->weight * 100, share.percent) || close(scorer->weight, share.percent)) continue;
        questions.tell(
            "clause-weight", Severity::error, item, Phrase::question_weight,
            {Phrase::follows_clause_says,
             {share.words, {Phrase::question_setting, {word_of(scorer->scorer), decimal_text(scorer->weight)}}}},
            {Phrase::cure_clause, {}});
    }
}

bool clause_is_perverse(const Questions& questions, const Item& item) {
    const auto amounts = amounts_of(questions, item);
    return std::holds_alternative<PerUnitRule>(item.rule) &&
           std::any_of(amounts.begin(), amounts.end(),
                       [&](const Amount& amount) { return is_perverse(questions, item, amount); });
}

void check_clause_amounts(Questions& questions, const Item& item) {
    if (const auto* rule = std::get_if<OccurrencesRule>(&item.rule)) return compare(questions, item, *rule);
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    if (!rule) return;
    for (const Amount& amount : amounts_of(questions, item)) {
        if (!is_perverse(questions, item, amount)) continue;
        const bool over = amount.side == Amount::Side::over;
        const Rate rate = over ? Rate{"over", rule->over, rule->per} : Rate{"under", rule->under, rule->per};
        questions.tell("misprint", Severity::warning, item, Phrase::question_misprint,
                       {amount.points < 0 ? Phrase::follows_misprint_loss : Phrase::follows_misprint_gain,
                        {amount.words, rate_words(rate)}},
                       {Phrase::cure_misprint, {}});
    }
    compare(questions, item, *rule);
}

void check_clause_limits(Questions& questions, const Item& item) {
    const Limits said = clause::limits_in(item.clause);
    compare_full(questions, item, said);
    compare_parts(questions, item, said);
    compare_deduction(questions, item, said);
    compare_instead(questions, item, said);
    compare_conversion(questions, item, said);
    compare_coefficients(questions, item, said);
    const auto rule = limits_of(item);
    if (!rule) return;
    if (said.start && !close(*said.start, rule->start) && !is_pass_mark(questions, *said.start))
        tell_limit(questions, item, {Phrase::said_start, {decimal_text(*said.start)}}, setting("start", rule->start));
    const double share = round_decimal(said.start_share.value_or(0) * item.full / 100, 10);
    if (said.start_share && !close(share, rule->start))
        tell_limit(questions, item, {Phrase::said_start_share, {decimal_text(*said.start_share)}},
                   setting("start", rule->start));
    compare_ceilings(questions, item, said, *rule);
    compare_below_zero(questions, item, said, *rule);
    compare_losses(questions, item, said, *rule);
}

void check_printed_ranges(Questions& questions, const Item& item) {
    const auto ranges = clause::ranges_in(item.clause);
    // Occurrences are told apart one by one: the deaths of one are whole, whatever share of it is blamed on a unit.
    const bool counts = is_count(questions, item.fact) || std::holds_alternative<OccurrencesRule>(item.rule);
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        const Range& lower = ranges[i - 1];
        const Range& upper = ranges[i];
        if (!lower.unit.empty() && !upper.unit.empty() && lower.unit != upper.unit) continue;
        if (std::isinf(lower.to) || is_discretion(item, lower) || is_discretion(item, upper)) continue;
        const bool shared = close(lower.to, upper.from);
        if (lower.to > upper.from && !shared)
            questions.tell("printed-overlap", Severity::warning, item, Phrase::question_printed_overlap,
                           {Phrase::follows_printed_overlap, {lower.words, upper.words}}, {Phrase::cure_printed, {}});
        else if (shared && !std::isinf(upper.to) && !says_which_side(item.clause))
            questions.tell("printed-overlap", Severity::note, item, Phrase::question_printed_overlap,
                           {Phrase::follows_printed_shared, {lower.words, upper.words, decimal_text(upper.from)}},
                           {Phrase::cure_printed, {}});
        else if (!shared && !(counts && upper.from - lower.to <= 1))
            questions.tell(
                "printed-hole", Severity::warning, item, Phrase::question_printed_hole,
                {Phrase::follows_printed_hole, {lower.words, upper.words, decimal_text((lower.to + upper.from) / 2)}},
                {Phrase::cure_printed, {}});
    }
}

}  // namespace libplan::questioning
