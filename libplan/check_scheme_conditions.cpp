#include <algorithm>
#include <cmath>

#include "libplan/check_scheme.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

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

const Group* group_named(const Questions& questions, std::string_view id) {
    for (const Group* group : questions.scheme.groups())
        if (group->id == id) return group;
    return nullptr;
}
const Item* item_named(const Questions& questions, std::string_view id) {
    for (const Item* item : questions.scheme.items())
        if (item->id == id) return item;
    return nullptr;
}

Span in_percent_of(Span points, double full) {
    if (full <= 0) return {-infinite, infinite};
    return {points.low / full * 100, points.high / full * 100};
}

/// As little as the worst of its items, as much as the best, if only that one applies.
Span lowest_of(const Questions& questions, const Group& group) {
    Span lowest{infinite, -infinite};
    for (const Item& item : group.items) {
        const Span points = points_of(questions, item);
        lowest = {std::min(lowest.low, points.low), std::max(lowest.high, points.high)};
    }
    return lowest;
}

Span possible(const Questions& questions, const Condition& condition) {
    using Subject = Condition::Subject;
    if (condition.subject == Subject::fact) return values_of(questions, condition.of);
    if (condition.subject == Subject::total) return totals_of(questions, true);
    const Group* group = group_named(questions, condition.of);
    const Item* item = item_named(questions, condition.of);
    if (condition.subject == Subject::points && group) return points_of(questions, *group);
    if (condition.subject == Subject::points && item) return points_of(questions, *item);
    if (condition.subject == Subject::rate && item) return in_percent_of(points_of(questions, *item), item->full);
    if (condition.subject == Subject::lowest && group && !group->items.empty()) return lowest_of(questions, *group);
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

bool same_subject(const Condition& a, const Condition& b) { return a.subject == b.subject && a.of == b.of; }

/// Whether one condition cannot hold without the other.
bool condition_implies(const Condition& a, const Condition& b) {
    if (a == b) return true;
    if (!same_subject(a, b)) return false;
    const auto narrow = asked(a);
    const auto wide = asked(b);
    return narrow && wide && narrow->low >= wide->low && narrow->high <= wide->high;
}

/// What counts whole things is never 1.5.
bool is_between_counts(const Questions& questions, const Condition& condition, const Span& wanted) {
    return wanted.low == wanted.high && wanted.low != std::floor(wanted.low) &&
           condition.subject == Condition::Subject::fact && is_count(questions, condition.of);
}

}  // namespace

Message words_of(const Questions& questions, const Conditions& conditions) {
    std::vector<Message> all;
    for (const Condition& condition : conditions)
        all.emplace_back(Phrase::question_condition,
                         std::vector<Message>{subject_of(questions, condition), limit_words(condition)});
    return joined(Phrase::semicolon, std::move(all));
}

bool implies(const Conditions& all, const Conditions& those) {
    return std::all_of(those.begin(), those.end(), [&](const Condition& asked_for) {
        return std::any_of(all.begin(), all.end(),
                           [&](const Condition& given) { return condition_implies(given, asked_for); });
    });
}

bool is_impossible(const Questions& questions, const Conditions& conditions) {
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        const auto wanted = asked(conditions[i]);
        if (!wanted) continue;
        const Span values = possible(questions, conditions[i]);
        if (wanted->low > values.high || wanted->high < values.low) return true;
        if (is_between_counts(questions, conditions[i], *wanted)) return true;
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

/// "fact = …" by itself means at least 1, which no percentage is asked for.
void check_condition_limits(Questions& questions) {
    const auto look = [&](const Conditions& all, const std::string& title, const Place& place) {
        for (const Condition& condition : all) {
            const FactDefinition* fact = questions.scheme.find_fact(condition.of);
            const auto* limit = std::get_if<double>(&condition.limit);
            if (condition.subject != Condition::Subject::fact || !fact || fact->unit != "%" ||
                condition.comparison != Comparison::at_least || !limit || *limit != 1 || condition.times != 1)
                continue;
            const Message words = words_of(questions, {condition});
            questions.tell("condition-limit", Severity::warning, {Phrase::question_condition_limit, {title}},
                           {figure(title, limit_words(condition), place)}, words,
                           {Phrase::follows_condition_limit, {fact->unit}}, {Phrase::cure_condition_limit, {}});
        }
    };
    for (const Group* group : questions.scheme.groups())
        for (const Conditions& all : group->zero_when) look(all, group->title, group->place);
    for (const Veto& veto : questions.scheme->vetoes) {
        look(veto.when, veto.title, veto.place);
        for (const Conditions& all : veto.unless) look(all, veto.title, veto.place);
    }
}

std::string node_title(const Questions& questions, std::string_view id) {
    if (const Group* group = group_named(questions, id)) return group->title;
    if (const Item* item = item_named(questions, id)) return item->title;
    return title_of(questions, id);
}

}  // namespace libplan::questioning
