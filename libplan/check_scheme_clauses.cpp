#include <algorithm>
#include <cmath>

#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/match.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
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
    bool whole_steps = false;
};

bool same_rate(const Amount& amount, const Rate& rate, double scale) {
    const double per = rate.per * scale;
    if (rate.whole_steps && !close(per, amount.per)) return false;
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
    const bool gains_with_more = (amount.side == Amount::Side::over) == (amount.points > 0);
    return gains_with_more == (*better == Direction::down);
}

std::vector<Amount> sound_amounts(const Questions& questions, const Item& item) {
    std::vector<Amount> amounts = clause::amounts_in(item.clause);
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
    const auto* reference = std::get_if<double>(&rule.reference);
    const bool from_nothing = reference && *reference == 0;
    const Rate over{"over", rule.over, rule.per, rule.whole_steps};
    const Rate under{"under", rule.under, rule.per_under.value_or(rule.per), rule.whole_steps};
    const auto above = on_side(amounts, Amount::Side::over, from_nothing);
    const auto below = on_side(amounts, Amount::Side::under, from_nothing);
    compare(questions, item, above, over);
    compare(questions, item, below, under);
    std::vector<Amount> unsaid;  // 每缺1项: over or under
    for (const Amount& amount : amounts)
        if (amount.side == Amount::Side::none && !from_nothing) unsaid.push_back(amount);
    const auto agree = [&](const Amount& amount) { return agrees(amount, over) || agrees(amount, under); };
    if (!unsaid.empty() && std::none_of(unsaid.begin(), unsaid.end(), agree))
        tell_amount(questions, item, unsaid.front(), rule.over != 0 ? over : under);
    const bool all_read = amounts.size() == clause::amounts_in(item.clause).size();
    if (!unsaid.empty() || !all_read) return;
    if (rule.over != 0 && above.empty()) tell_silent(questions, item, over);
    if (rule.under != 0 && below.empty() && !from_nothing) tell_silent(questions, item, under);
}

/// 重大 is not meant by 特别重大.
bool names(std::string_view subject, std::string_view severity) {
    for (auto at = subject.find(severity); at != subject.npos; at = subject.find(severity, at + 1))
        if (!subject.substr(0, at).ends_with("特别")) return true;
    return false;
}

void compare(Questions& questions, const Item& item, const OccurrencesRule& rule) {
    const auto amounts = clause::amounts_in(item.clause);
    for (const OccurrenceClass& counted : rule.classes) {
        std::vector<Amount> events, deaths;
        for (const Amount& amount : amounts)
            if (names(amount.subject, counted.severity) || (rule.classes.size() == 1 && amounts.size() == 1))
                (amount.of_deaths ? deaths : events).push_back(amount);
        compare(questions, item, events, {counted.severity, counted.points});
        compare(questions, item, deaths, {counted.severity + " per_death", counted.per_death});
    }
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

bool gains(const Item& item) {
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    if (rule) return rule->over > 0 || rule->under > 0;
    const auto* occurrences = std::get_if<OccurrencesRule>(&item.rule);
    return occurrences && std::any_of(occurrences->classes.begin(), occurrences->classes.end(),
                                      [](const OccurrenceClass& c) { return c.points > 0 || c.per_death > 0; });
}

void tell_limit(Questions& questions, const Item& item, Message says, Message rule) {
    questions.tell("clause-limit", Severity::error, item, Phrase::question_limit,
                   {Phrase::follows_clause_says, {std::move(says), std::move(rule)}}, {Phrase::cure_clause, {}});
}

Message setting(const char* key, double value) {
    return {Phrase::question_setting, {key, std::isinf(value) ? Message("none") : Message(decimal_text(value))}};
}

/// The cap of the group the item stands in.
std::optional<double> cap_of_group(const Questions& questions, const Item& item) {
    for (const Group* group : questions.scheme.groups())
        for (const Item& own : group->items)
            if (&own == &item) return group->cap;
    return std::nullopt;
}

void compare_ceilings(Questions& questions, const Item& item, const Limits& said, const RuleLimits& rule) {
    if (!gains(item)) return;
    if (said.no_ceiling && !std::isinf(rule.ceiling) && rule.ceiling > rule.start)
        tell_limit(questions, item, Phrase::said_no_ceiling, setting("ceiling", rule.ceiling));
    const auto cap = cap_of_group(questions, item);
    const bool by_group = said.most_gain && cap && close(*cap, *said.most_gain);
    if (said.most_gain && !by_group && !close(rule.ceiling, rule.start + *said.most_gain) &&
        !close(rule.ceiling, *said.most_gain))
        tell_limit(questions, item, {Phrase::said_most_gain, {decimal_text(*said.most_gain)}},
                   setting("ceiling", rule.ceiling));
    if (said.most_points && !close(rule.ceiling, *said.most_points) &&
        !close(rule.ceiling, rule.start + *said.most_points))
        tell_limit(questions, item, {Phrase::said_most_points, {decimal_text(*said.most_points)}},
                   setting("ceiling", rule.ceiling));
}

void compare_losses(Questions& questions, const Item& item, const Limits& said, const RuleLimits& rule) {
    if (said.most_loss && !close(rule.most_loss, *said.most_loss))
        tell_limit(questions, item, {Phrase::said_most_loss, {decimal_text(*said.most_loss)}},
                   {Phrase::question_loses_up_to, {decimal_text(rule.most_loss)}});
    else if (said.until_nothing && !said.most_loss && item.full > 0 && !close(rule.floor, 0))
        tell_limit(questions, item, Phrase::said_until_nothing, setting("floor", rule.floor));
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

void compare_full(Questions& questions, const Item& item, const Limits& said) {
    const bool converted = clause::says_any(item.clause, {"折", "换算"});
    if (said.full && !converted && !close(*said.full, item.full))
        tell_limit(questions, item, {Phrase::said_full, {decimal_text(*said.full)}}, setting("full", item.full));
    double sum = 0;
    for (const double part : said.parts) sum += part;
    if (said.parts.empty() || close(sum, item.full)) return;
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

}  // namespace

void check_clause_shares(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    if (!rule) return;
    for (const clause::Share& share : clause::shares_in(item.clause)) {
        const auto named = scorer_named(share.of);
        const auto scorer = std::find_if(rule->scorers.begin(), rule->scorers.end(),
                                         [&](const ScorerWeight& one) { return one.scorer == named; });
        if (!named || scorer == rule->scorers.end()) continue;
        if (close(scorer->weight * 100, share.percent) || close(scorer->weight, share.percent)) continue;
        questions.tell("clause-weight", Severity::error, item, Phrase::question_weight,
                       {Phrase::follows_clause_says,
                        {share.of + decimal_text(share.percent) + "%",
                         {Phrase::question_setting, {word_of(scorer->scorer), decimal_text(scorer->weight)}}}},
                       {Phrase::cure_clause, {}});
    }
}

bool clause_is_perverse(const Questions& questions, const Item& item) {
    const auto amounts = clause::amounts_in(item.clause);
    return std::holds_alternative<PerUnitRule>(item.rule) &&
           std::any_of(amounts.begin(), amounts.end(),
                       [&](const Amount& amount) { return is_perverse(questions, item, amount); });
}

void check_clause_amounts(Questions& questions, const Item& item) {
    if (const auto* rule = std::get_if<OccurrencesRule>(&item.rule)) return compare(questions, item, *rule);
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    if (!rule) return;
    for (const Amount& amount : clause::amounts_in(item.clause)) {
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
    compare_deduction(questions, item, said);
    const auto rule = limits_of(item);
    if (!rule) return;
    if (said.start && !close(*said.start, rule->start) && !is_pass_mark(questions, *said.start))
        tell_limit(questions, item, {Phrase::said_start, {decimal_text(*said.start)}}, setting("start", rule->start));
    compare_ceilings(questions, item, said, *rule);
    compare_losses(questions, item, said, *rule);
}

void check_printed_ranges(Questions& questions, const Item& item) {
    const auto ranges = clause::ranges_in(item.clause);
    const bool counts = is_count(questions, item.fact);
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
