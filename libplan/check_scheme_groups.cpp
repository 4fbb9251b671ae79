#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "libplan/check_scheme.hpp"

namespace libplan::questioning {
namespace {

/// About a group, with one of its settings as what is printed.
void tell_group(Questions& questions, const Group& group, const char* code, Phrase title, Message printed,
                Message follows, Message cure) {
    questions.tell(code, Severity::warning, {title, {group.title}},
                   {figure(group.title, text(printed, Language::zh), group.place)}, printed, std::move(follows),
                   std::move(cure));
}

// ---- weights ----

bool is_whole(double sum) { return std::abs(sum - 1) < 1e-9 || std::abs(sum - 100) < 1e-9; }

/// Weights that need no question: equal ones, shares of 1 or 100, ratios such as 2:1.
bool are_sound(const std::vector<double>& weights) {
    constexpr double largest_ratio = 10;
    const auto all = [&](const auto& holds) { return std::all_of(weights.begin(), weights.end(), holds); };
    return all([&](double weight) { return weight == weights.front(); }) ||
           all([](double weight) { return weight == std::floor(weight) && weight < largest_ratio; }) ||
           is_whole(std::accumulate(weights.begin(), weights.end(), 0.0));
}

/// A part of a weighted group.
struct WeightedPart {
    double weight = 0;
    const std::vector<std::string>*not_for, *only_for;
    bool is_for(const Body& body) const {
        return (only_for->empty() || names_unit(*only_for, body.id, body.rank_class)) &&
               !names_unit(*not_for, body.id, body.rank_class);
    }
};

std::vector<WeightedPart> weighted_parts(const Group& group) {
    std::vector<WeightedPart> parts;
    for (const Item& item : group.items) parts.push_back({item.weight, &item.not_for, &item.only_for});
    for (const Group& inner : group.groups) parts.push_back({inner.weight, &inner.not_for, &inner.only_for});
    return parts;
}

std::vector<double> weights_of(const std::vector<WeightedPart>& parts) {
    std::vector<double> weights;
    for (const WeightedPart& part : parts) weights.push_back(part.weight);
    return weights;
}

double sum_of(const std::vector<WeightedPart>& parts) {
    double sum = 0;
    for (const WeightedPart& part : parts) sum += part.weight;
    return round_decimal(sum, 6);
}

/// Equal weights are a mean, whatever they sum to; parts that are for some units only sum for each of them.
bool sums_to_whole(const Questions& questions, const std::vector<WeightedPart>& parts) {
    if (are_sound(weights_of(parts))) return true;
    const bool limited = std::any_of(parts.begin(), parts.end(), [](const WeightedPart& part) {
        return !part.not_for->empty() || !part.only_for->empty();
    });
    if (!limited) return false;
    const auto bodies = assessed_bodies(questions);
    return std::all_of(bodies.begin(), bodies.end(), [&](const Body* body) {
        std::vector<WeightedPart> own;
        for (const WeightedPart& part : parts)
            if (part.is_for(*body)) own.push_back(part);
        return is_whole(sum_of(own));
    });
}

/// "0.4 + 0.5"
std::string added(const std::vector<double>& weights) {
    std::string words;
    for (const double weight : weights) words += (words.empty() ? "" : " + ") + decimal_text(weight);
    return words;
}

// ---- whom a part is for ----

bool is_for(const std::vector<std::string>& only_for, const std::vector<std::string>& not_for, const Body& body) {
    return (only_for.empty() || names_unit(only_for, body.id, body.rank_class)) &&
           !names_unit(not_for, body.id, body.rank_class);
}

void tell_nobody(Questions& questions, const Group& group) {
    tell_group(questions, group, "nobody", Phrase::question_nobody, Phrase::printed_names, Phrase::follows_nobody,
               Phrase::cure_names);
}
void tell_nobody(Questions& questions, const Item& item) {
    questions.tell("nobody", Severity::warning, item, Phrase::question_nobody, Phrase::follows_nobody,
                   Phrase::cure_names);
}

/// Whoever is let in by only_for is sent out by not_for, whatever units there are.
bool excludes_all(const auto& part) {
    return !part.only_for.empty() &&
           std::all_of(part.only_for.begin(), part.only_for.end(), [&](const std::string& name) {
               return std::find(part.not_for.begin(), part.not_for.end(), name) != part.not_for.end();
           });
}

void check_names(Questions& questions, const Group& group) {
    if (excludes_all(group)) return tell_nobody(questions, group);
    for (const Item& item : group.items)
        if (excludes_all(item)) tell_nobody(questions, item);
    for (const Group& inner : group.groups) check_names(questions, inner);
}

/// Told of the outermost part that nobody is left for.
void check_anybody(Questions& questions, const Group& group, std::vector<const Body*> bodies) {
    const auto keep = [&](const auto& part, std::vector<const Body*> left) {
        std::erase_if(left, [&](const Body* body) { return !is_for(part.only_for, part.not_for, *body); });
        return left;
    };
    bodies = keep(group, std::move(bodies));
    if (bodies.empty()) return tell_nobody(questions, group);
    for (const Item& item : group.items)
        if (keep(item, bodies).empty()) tell_nobody(questions, item);
    for (const Group& inner : group.groups) check_anybody(questions, inner, bodies);
}

}  // namespace

void check_group_limits(Questions& questions) {
    for (const Group* group : questions.scheme.groups()) {
        const Span points = points_of(questions, *group, true);
        const auto tell = [&](const char* code, Severity severity, Phrase title, Phrase follows, const char* key,
                              double limit) {
            const std::string words = std::string(key) + " = " + decimal_text(limit);
            questions.tell(code, severity, {title, {group->title}}, {figure(group->title, words, group->place)}, words,
                           {follows, {bound_words(points.low), bound_words(points.high), words}},
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

/// A penalty that can add points, and a bonus that can only take them.
void check_group_kinds(Questions& questions) {
    for (const Group& group : questions.scheme->groups) {
        const Span points = points_of(questions, group);
        const Message follows{Phrase::follows_block, {bound_words(points.low), bound_words(points.high)}};
        if (group.kind == GroupKind::penalty && points.high > 0)
            tell_group(questions, group, "penalty-adds", Phrase::question_penalty_adds, "kind = \"penalty\"", follows,
                       Phrase::cure_penalty_adds);
        if (group.kind == GroupKind::bonus && points.high <= 0 && points.low < 0)
            tell_group(questions, group, "bonus-deducts", Phrase::question_bonus_deducts, "kind = \"bonus\"", follows,
                       Phrase::cure_bonus_deducts);
    }
}

/// A part without weight beside others that have some counts for nothing.
void check_zero_weights(Questions& questions) {
    for (const Group* group : questions.scheme.groups()) {
        if (group->combine != Combine::weighted || sum_of(weighted_parts(*group)) <= 0) continue;
        const Message follows{Phrase::follows_weight_zero, {group->title}};
        for (const Item& item : group->items)
            if (item.weight == 0)
                questions.tell("weight-zero", Severity::warning, item, Phrase::question_weight_zero, follows,
                               Phrase::cure_weight_zero);
        for (const Group& inner : group->groups)
            if (inner.weight == 0)
                tell_group(questions, inner, "weight-zero", Phrase::question_weight_zero, Phrase::printed_weight_zero,
                           follows, Phrase::cure_weight_zero);
    }
}

/// Whether parts of different full points all have the weight 1, which is what a weight is that is not written.
bool forgets_weights(const Group& group) {
    std::set<double> fulls;
    bool all_one = true;
    const auto add = [&](double full, double weight) {
        fulls.insert(full);
        all_one = all_one && weight == 1;
    };
    for (const Item& item : group.items) add(item.full, item.weight);
    for (const Group& inner : group.groups) add(inner.full, inner.weight);
    return all_one && fulls.size() > 1;
}

/// Weights that do not sum to 1 or 100 are made to; perhaps one is a slip.
void check_weights(Questions& questions) {
    for (const Group* group : questions.scheme.groups()) {
        const auto parts = weighted_parts(*group);
        if (group->combine == Combine::weighted && forgets_weights(*group))
            tell_group(questions, *group, "weights", Phrase::question_no_weights,
                       {Phrase::printed_weights, {added(weights_of(parts))}}, Phrase::follows_no_weights,
                       Phrase::cure_no_weights);
        if (group->combine != Combine::weighted || parts.empty() || sums_to_whole(questions, parts)) continue;
        tell_group(questions, *group, "weights", Phrase::question_weights,
                   {Phrase::printed_weights, {added(weights_of(parts))}},
                   {Phrase::follows_weights, {decimal_text(sum_of(parts))}}, Phrase::cure_weights);
    }
}

void check_scorer_weights(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    if (!rule || rule->scorers.empty()) return;
    std::vector<double> weights;
    for (const ScorerWeight& scorer : rule->scorers) weights.push_back(scorer.weight);
    if (are_sound(weights)) return;
    const double sum = round_decimal(std::accumulate(weights.begin(), weights.end(), 0.0), 6);
    questions.tell("weights", Severity::warning, item, Phrase::question_weights,
                   {Phrase::follows_scorer_weights, {added(weights), decimal_text(sum)}}, Phrase::cure_weights);
}

/// Conditions that void a group always, or never.
void check_zero_conditions(Questions& questions) {
    for (const Group* group : questions.scheme.groups())
        for (const Conditions& conditions : group->zero_when) {
            const Message words = words_of(questions, conditions);
            if (is_impossible(questions, conditions))
                tell_group(questions, *group, "zero-never", Phrase::question_zero_never, words,
                           {Phrase::follows_veto_never, {words}}, Phrase::cure_veto_condition);
            else if (is_certain(questions, conditions))
                tell_group(questions, *group, "zero-always", Phrase::question_zero_always, words,
                           {Phrase::follows_veto_always, {words}}, Phrase::cure_veto_condition);
        }
}

void check_units(Questions& questions) {
    const auto bodies = assessed_bodies(questions);
    for (const Group& group : questions.scheme->groups)
        if (bodies.empty())
            check_names(questions, group);
        else
            check_anybody(questions, group, bodies);
}

}  // namespace libplan::questioning
