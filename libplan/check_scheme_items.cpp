#include <algorithm>
#include <cmath>
#include <limits>

#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/exact.hpp"
#include "libplan/match.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

void never_bites(Questions& questions, const Item& item, Message what, Message why, Message cure) {
    questions.tell("never-bites", Severity::warning, item, Phrase::question_never_bites,
                   {Phrase::question_never_because, {std::move(what), std::move(why)}}, std::move(cure));
}

/// Points per unit on one side that the item's limits cut off altogether.
void check_side(Questions& questions, const Item& item, const PerUnitRule& rule, const char* key, double points) {
    const double start = start_of(rule.start, item.full);
    const double ceiling = ceiling_of(rule, item.full);
    if (points < 0 && start <= rule.floor)
        never_bites(questions, item, setting(key, points),
                    {Phrase::question_starts_at_floor, {decimal_text(start), decimal_text(rule.floor)}},
                    {Phrase::cure_floor, {}});
    if (points > 0 && start >= ceiling)
        never_bites(questions, item, setting(key, points),
                    {Phrase::question_starts_at_ceiling, {decimal_text(start), decimal_text(ceiling)}},
                    {Phrase::cure_ceiling, {}});
}

/// A reference at the end of what the fact can be leaves nothing on its other side.
void check_reach(Questions& questions, const Item& item, const PerUnitRule& rule) {
    const auto* reference = std::get_if<double>(&rule.reference);
    if (!reference) return;
    const Span values = values_of(questions, item.fact);
    const std::string title = title_of(questions, item.fact);
    if (rule.over != 0 && values.high <= *reference)
        never_bites(questions, item, setting("over", rule.over),
                    {Phrase::question_fact_at_most, {title, decimal_text(values.high)}}, {Phrase::cure_reference, {}});
    if (rule.under != 0 && values.low >= *reference)
        never_bites(questions, item, setting("under", rule.under),
                    {Phrase::question_fact_at_least, {title, decimal_text(values.low)}}, {Phrase::cure_reference, {}});
}

/// Whether the fact counts only classes of events that this is none of.
bool is_left_out(const Questions& questions, std::string_view id, const OccurrenceClass& counted) {
    const FactDefinition* fact = questions.scheme.find_fact(id);
    const auto* events = fact ? std::get_if<EventFact>(&fact->source) : nullptr;
    return events && !counted.deaths_from && !events->severities.empty() &&
           std::find(events->severities.begin(), events->severities.end(), counted.severity) ==
               events->severities.end();
}

/// "“一般事故”只计类别 一般"
Message classes_of(const Questions& questions, std::string_view id) {
    const FactDefinition& fact = *questions.scheme.find_fact(id);
    const auto& severities = std::get<EventFact>(fact.source).severities;
    return {Phrase::question_class_left_out,
            {fact.title, joined(Phrase::listed, {severities.begin(), severities.end()})}};
}

void check_occurrence_bites(Questions& questions, const Item& item, const OccurrencesRule& rule) {
    const double start = start_of(rule.start, item.full);
    const auto any = [&](auto holds) { return std::any_of(rule.classes.begin(), rule.classes.end(), holds); };
    const bool loses = any([](const OccurrenceClass& c) { return c.points < 0 || c.per_death < 0; });
    const bool gains = any([](const OccurrenceClass& c) { return c.points > 0 || c.per_death > 0; });
    const double loss = start - rule.floor;
    if (rule.cap != 0 && -rule.cap > loss && !gains)
        never_bites(questions, item, setting("cap", rule.cap), {Phrase::question_loses_up_to, {decimal_text(loss)}},
                    {Phrase::cure_group_limit, {"cap"}});
    for (const OccurrenceClass& counted : rule.classes) {
        const char* key = counted.severity.c_str();
        if (is_left_out(questions, item.fact, counted)) {
            never_bites(questions, item, setting(key, counted.points), classes_of(questions, item.fact),
                        Phrase::cure_class_left_out);
            continue;
        }
        if (counted.points > 0 && start >= item.full && !loses)
            never_bites(questions, item, setting(key, counted.points),
                        {Phrase::question_starts_at_ceiling, {decimal_text(start), decimal_text(item.full)}},
                        {Phrase::cure_start, {}});
        if (counted.points < 0 && start <= rule.floor && !gains)
            never_bites(questions, item, setting(key, counted.points),
                        {Phrase::question_starts_at_floor, {decimal_text(start), decimal_text(rule.floor)}},
                        {Phrase::cure_floor, {}});
        if ((counted.points > 0 && rule.counts == OccurrencesRule::Counts::worst) ||
            (counted.points < 0 && rule.counts == OccurrencesRule::Counts::highest))
            never_bites(questions, item, setting(key, counted.points),
                        {Phrase::question_only_one, {word_of(rule.counts)}}, {Phrase::cure_only_one, {}});
        if (counted.per_death != 0 && !rule.adds_up())
            never_bites(questions, item, {Phrase::question_setting, {key, "per_death"}},
                        {Phrase::question_only_each, {}}, {Phrase::cure_only_each, {}});
    }
}

/// What all-or-nothing gives whatever the fact, if the limit lies beyond everything it can be.
bool always_the_same(const Questions& questions, const Item& item, const AllOrNothingRule& rule) {
    const auto* limit = std::get_if<double>(&rule.limit);
    if (!limit) return false;
    const Span values = values_of(questions, item.fact);
    switch (rule.comparison) {
        case Comparison::at_least:
        case Comparison::below:
            return values.low >= *limit || values.high < *limit;
        case Comparison::at_most:
        case Comparison::above:
            return values.low > *limit || values.high <= *limit;
        case Comparison::equals:
            return *limit < values.low || *limit > values.high;
    }
    return false;
}

bool always_the_same(const Questions& questions, const Item& item) {
    const auto [low, high] = points_range(item);
    if (low == high) return true;
    return std::visit(Match{
                          [&](const AllOrNothingRule& rule) { return always_the_same(questions, item, rule); },
                          [&](const MarksRule& rule) { return rule.step > item.full; },
                          [&](const ShareRule& rule) {
                              const auto* target = std::get_if<double>(&rule.target);
                              // Of a target of nothing or less there are no shares: it is reached or not.
                              return target && *target <= std::max(0.0, values_of(questions, item.fact).low);
                          },
                          [](const auto&) { return false; },
                      },
                      item.rule);
}

/// Whether more of the fact gives more points somewhere, and whether it gives fewer somewhere.
struct Course {
    bool rises = false, falls = false;
};
Course course_of(const PerUnitRule& rule) { return {rule.over > 0 || rule.under < 0, rule.over < 0 || rule.under > 0}; }
Course course_of(const AllOrNothingRule& rule) {
    if (rule.comparison == Comparison::equals) return {};
    const bool rises = rule.comparison == Comparison::at_least || rule.comparison == Comparison::above;
    return {rises, !rises};
}
Course course_of(const BandsRule& rule) {
    Course course;
    std::optional<double> last = rule.below;
    for (const Band& band : rule.bands) {
        course.rises = course.rises || (last && band.points > *last);
        course.falls = course.falls || (last && band.points < *last);
        last = band.points;
    }
    return course;
}
/// That occurrences cost points is what they are counted for.
Course course_of(const OccurrencesRule& rule) {
    return {std::any_of(rule.classes.begin(), rule.classes.end(),
                        [](const OccurrenceClass& c) { return c.points > 0 || c.per_death > 0; })};
}
Course course_of(const ShareRule&) { return {true, false}; }
Course course_of(const MarksRule&) { return {}; }

/// A target between two limits, or about a level, is missed on either side.
bool has_two_sides(const Questions& questions, std::string_view id) {
    const FactDefinition* fact = questions.scheme.find_fact(id);
    const auto* from = fact ? std::get_if<IndicatorFact>(&fact->source) : nullptr;
    const Indicator* known = from && questions.plan ? questions.plan->find_indicator(from->indicator) : nullptr;
    return known && std::any_of(known->targets.begin(), known->targets.end(), [](const Target& target) {
               return std::holds_alternative<Within>(target.form) || std::holds_alternative<About>(target.form);
           });
}

/// Of what is known by its name only, more is better, but too much need not be.
bool is_supplied(const Questions& questions, std::string_view id) {
    const FactDefinition* fact = questions.scheme.find_fact(id);
    return fact && std::holds_alternative<SuppliedFact>(fact->source);
}

/// Where bands that rise and fall first do what they should not.
Message turn_of(const BandsRule& rule, const Item& item, bool up, const std::string& title) {
    std::optional<double> last = rule.below;
    for (const Band& band : rule.bands) {
        const double points = points_of(rule, band, item.full);
        if (last && (up ? points < *last : points > *last))
            return {up ? Phrase::follows_band_falls : Phrase::follows_band_rises,
                    {title, decimal_text(band.edge.from), decimal_text(*last), decimal_text(points)}};
        last = points;
    }
    return {};
}

/// Points of a band whose neighbours go the other way: a fall between two rises, a rise between two falls.
struct Turn {
    double at = 0, before = 0, after = 0;
};
std::optional<Turn> turn_between(const BandsRule& rule, const Item& item) {
    std::vector<Turn> moves;  // one for each run of rises or of falls, where it begins
    std::optional<double> last = rule.below;
    for (const Band& band : rule.bands) {
        const double points = points_of(rule, band, item.full);
        const bool moved = last && points != *last;
        const bool turned = moved && (moves.empty() || (moves.back().after > moves.back().before) != (points > *last));
        if (turned) moves.push_back({band.edge.from, *last, points});
        last = points;
    }
    // One peak or one trough may be meant.
    return moves.size() > 2 ? std::optional(moves[1]) : std::nullopt;
}

/// How a rule rewards getting worse.
Message worse_rewarded(const Item& item, const Course& course, bool up, const std::string& title) {
    if (course.rises != course.falls)
        return {up ? Phrase::follows_less_is_worse : Phrase::follows_more_is_worse, {title}};
    if (const auto* rule = std::get_if<BandsRule>(&item.rule)) return turn_of(*rule, item, up, title);
    return {up ? Phrase::follows_over_costs : Phrase::follows_under_costs, {title}};
}

/// The most an item can give, as far as its rule tells.
double best_of(const Questions& questions, const Item& item) {
    const auto* bands = std::get_if<BandsRule>(&item.rule);
    const auto* marks = std::get_if<MarksRule>(&item.rule);
    if (marks && marks->step > 0 && marks->scorers.empty() && !marks->deduct_to)
        return to_double(
            decimal_reading(marks->step) *
            Rational(round_scaled(decimal_reading(item.full) / decimal_reading(marks->step), 0, Rounding::truncate)));
    if (!bands) return points_range(item).second;
    const double highest = values_of(questions, item.fact).high;
    double best = bands->below.value_or(-std::numeric_limits<double>::infinity());
    for (const Band& band : bands->bands)
        if (band.edge.above ? band.edge.from < highest : band.edge.from <= highest)
            best = std::max(best, points_of(*bands, band, item.full));
    return best;
}

/// Whether something can be less than 0, by its name and its kind: 增速, 利润.
bool changes_sign(const Questions& questions, std::string_view id) {
    return values_of(questions, id).low < 0 &&
           clause::says_any(title_of(questions, id),
                            {"增速", "增长", "增幅", "增减", "同比", "环比", "变化率", "下降", "降幅", "降低", "利润"});
}

bool was_told(const Questions& questions, const Item& item, std::initializer_list<Phrase> titles) {
    return std::any_of(questions.findings.begin(), questions.findings.end(), [&](const Finding& finding) {
        return std::any_of(titles.begin(), titles.end(), [&](Phrase title) {
            return finding.title == Message{title, {item.title}};
        });
    });
}

}  // namespace

/// The lowest band does not hold the least value it seems to begin with.
void check_edges(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<BandsRule>(&item.rule);
    if (!rule || rule->below || rule->bands.empty() || !rule->bands.front().edge.above) return;
    const Band& lowest = rule->bands.front();
    questions.tell("band-edge", Severity::warning, item, Phrase::question_band_edge,
                   {Phrase::follows_band_edge,
                    {decimal_text(lowest.edge.from), decimal_text(points_of(*rule, lowest, item.full))}},
                   {Phrase::cure_band_edge, {decimal_text(lowest.edge.from)}});
}

/// What is less than 0 falls into a lowest band that begins there and gives points for getting that far.
void check_below_zero(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<BandsRule>(&item.rule);
    if (!rule || rule->below || rule->bands.size() < 2 || rule->bands.front().edge.from != 0) return;
    const double lowest = points_of(*rule, rule->bands.front(), item.full);
    const bool rises = lowest < points_of(*rule, rule->bands[1], item.full);
    if (lowest <= 0 || !rises || !changes_sign(questions, item.fact)) return;
    questions.tell("below-zero", Severity::warning, item, Phrase::question_below_zero,
                   {Phrase::follows_bands_below_zero, {title_of(questions, item.fact), decimal_text(lowest)}},
                   {Phrase::cure_bands_below_zero, {decimal_text(lowest)}});
}

void check_bites(Questions& questions, const Item& item) {
    if (const auto* rule = std::get_if<PerUnitRule>(&item.rule)) {
        check_side(questions, item, *rule, "over", rule->over);
        check_side(questions, item, *rule, "under", rule->under);
        check_reach(questions, item, *rule);
    }
    if (const auto* rule = std::get_if<OccurrencesRule>(&item.rule)) check_occurrence_bites(questions, item, *rule);
}

void check_constant(Questions& questions, const Item& item) {
    if (was_told(questions, item, {Phrase::question_never_bites}) || !always_the_same(questions, item)) return;
    questions.tell("constant", Severity::warning, item, Phrase::question_constant, {Phrase::follows_constant, {}},
                   {Phrase::cure_constant, {}});
}

/// The best facts should give full marks.
void check_best(Questions& questions, const Item& item) {
    if (was_told(questions, item, {Phrase::question_never_bites, Phrase::question_constant})) return;
    const double best = best_of(questions, item);
    if (item.full <= 0 || best >= item.full - 1e-9) return;
    questions.tell("full-unreachable", Severity::warning, item, Phrase::question_full_unreachable,
                   {Phrase::follows_best, {decimal_text(best), decimal_text(item.full)}}, {Phrase::cure_best, {}});
}

/// Bands that turn twice cannot be right, whichever direction is better.
void check_turns(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<BandsRule>(&item.rule);
    const auto turn = rule ? turn_between(*rule, item) : std::nullopt;
    if (!turn || was_told(questions, item, {Phrase::question_rewards_worse})) return;
    questions.tell(
        "rewards-worse", Severity::warning, item, Phrase::question_rewards_worse,
        {Phrase::follows_bands_turn, {decimal_text(turn->at), decimal_text(turn->before), decimal_text(turn->after)}},
        Phrase::cure_bands_turn);
}

void check_direction(Questions& questions, const Item& item) {
    const auto better = better_of(questions, item.fact);
    if (!better || clause_is_perverse(questions, item)) return;
    const Course course = std::visit([](const auto& rule) { return course_of(rule); }, item.rule);
    const bool up = *better == Direction::up;
    const bool both = course.rises && course.falls;
    if (!(up ? course.falls : course.rises)) return;
    if (both && has_two_sides(questions, item.fact)) return;
    const bool may_be_too_much = both || std::holds_alternative<PerUnitRule>(item.rule);
    if (up && may_be_too_much && is_supplied(questions, item.fact)) return;
    questions.tell("rewards-worse", Severity::warning, item, Phrase::question_rewards_worse,
                   worse_rewarded(item, course, up, title_of(questions, item.fact)), {Phrase::cure_rewards_worse, {}});
}

Phrase steps_words(Steps steps) {
    return steps == Steps::proportional ? Phrase::steps_proportional
           : steps == Steps::whole      ? Phrase::steps_whole
                                        : Phrase::steps_begun;
}

/// "每低1个百分点扣1分" leaves open what half a point costs; a count has no halves.
void check_clause_steps(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    if (!rule) return;
    const std::vector<Steps> said = clause::limits_in(item.clause).steps;
    const Steps counted = rule->steps.value_or(Steps::proportional);
    if (said.size() == 1 && said.front() != counted) {
        const Message of_clause(steps_words(said.front()));
        questions.tell("steps", Severity::error, item, Phrase::question_steps,
                       rule->steps ? Message{Phrase::follows_steps, {of_clause, steps_words(counted), word_of(counted)}}
                                   : Message{Phrase::follows_steps_unsaid, {of_clause}},
                       {Phrase::cure_steps, {word_of(said.front())}});
    }
    if ((rule->over == 0 && rule->under == 0) || !said.empty() || rule->steps) return;
    if (is_count(questions, item.fact) || clause::amounts_in(item.clause).empty()) return;
    const FactDefinition* fact = questions.scheme.find_fact(item.fact);
    if (fact && fact->unit == "%")
        questions.tell("steps", Severity::note, item, Phrase::question_steps_open, {Phrase::follows_steps_open, {}},
                       {Phrase::cure_steps_open, {}});
}

}  // namespace libplan::questioning
