#pragma once
// Private: what the checks of a scheme share, and the checks by subject.
#include <limits>

#include "libplan/check.hpp"
#include "libplan/scheme.hpp"

namespace libplan::questioning {

/// From the least to the most something can be; infinite where nothing limits it.
struct Span {
    double low = 0, high = 0;
    bool operator==(const Span&) const = default;
};

inline constexpr double infinite = std::numeric_limits<double>::infinity();

/// A scheme that is questioned, and what is found.
struct Questions {
    const Scheme& scheme;
    const Plan* plan = nullptr;  ///< without it less is known of the facts
    std::span<const Event> events{};
    std::vector<Finding> findings{};

    void tell(const char* code, Severity severity, Message title, std::vector<Figure> figures, Message printed,
              Message follows, Message cure);
    /// About an item, with its clause as what is printed; where the clause is empty, its rule's words in the file.
    void tell(const char* code, Severity severity, const Item& item, Phrase title, Message follows, Message cure);
};

// ---- what is known of a scheme's numbers ----

/// The values a fact can take, whatever the unit.
Span values_of(const Questions& questions, std::string_view fact);
/// Whether it counts whole things.
bool is_count(const Questions& questions, std::string_view fact);
/// The events that a fact counts, or the fact of a condition; null of any other.
const EventFact* events_of(const Questions& questions, std::string_view fact);
const EventFact* events_of(const Questions& questions, const Condition& condition);
/// Which direction is an improvement, if the plan or the kind of fact tells.
std::optional<Direction> better_of(const Questions& questions, std::string_view fact);
/// Whether a rule counts what there is, so that nothing lies under its reference. What can be negative, such as a
/// growth rate, has two sides of 0 if the rule gives or takes points under it.
bool counts_from_nothing(const Questions& questions, const Item& item, const PerUnitRule& rule);
/// How a rule holds what falls: not at all, as values below 0 (a growth rate of -3), or as how far it falls.
enum class Falls { no, below_zero, as_positive };
Falls falls_of(const Questions& questions, const Item& item);
/// What a fact is called; an unknown one by its id.
std::string title_of(const Questions& questions, std::string_view fact);

/// What an item, a group or a fact is called.
std::string node_title(const Questions& questions, std::string_view id);
/// The bodies that the scheme assesses; none where the plan is not known.
std::vector<const Body*> assessed_bodies(const Questions& questions);

/// The points an item or a group can give; `unlimited`: before the group's floor and cap.
Span points_of(const Questions& questions, const Item& item);
Span points_of(const Questions& questions, const Group& group, bool unlimited = false);
/// The totals a unit can reach, with or without what bonus blocks add.
Span totals_of(const Questions& questions, bool with_bonus);
/// The decimals a number is written with.
int decimals_of(double value);
/// Whether a unit is assessed with the step of the outcome.
bool has_step(const Scheme& scheme, Step step);

// ---- how findings put it ----

inline Figure figure(const Message& title, std::string printed, const Place& place) {
    return {title, std::move(printed), 0, place};
}
/// A number, or that there is no limit.
Message bound_words(double value);
/// A number as a key of the file has it: ceiling = 12, or ceiling = none.
Message setting(const char* key, double value);

// ---- conditions ----

Message words_of(const Questions& questions, const Conditions& conditions);
/// Whether the first cannot hold without the others.
bool implies(const Conditions& all, const Conditions& those);
bool is_impossible(const Questions& questions, const Conditions& conditions);
bool is_certain(const Questions& questions, const Conditions& conditions);

// ---- the checks, each adding what it finds ----

void check_clause_amounts(Questions& questions, const Item& item);
void check_clause_limits(Questions& questions, const Item& item);
void check_clause_statements(Questions& questions, const Item& item);
void check_clause_steps(Questions& questions, const Item& item);
void check_clause_shares(Questions& questions, const Item& item);
void check_scorer_weights(Questions& questions, const Item& item);
void check_printed_ranges(Questions& questions, const Item& item);
void check_edges(Questions& questions, const Item& item);
void check_below_zero(Questions& questions, const Item& item);
void check_bites(Questions& questions, const Item& item);
void check_constant(Questions& questions, const Item& item);
void check_best(Questions& questions, const Item& item);
void check_direction(Questions& questions, const Item& item);
void check_turns(Questions& questions, const Item& item);
void check_death_ranges(Questions& questions, const Item& item);
void check_graver_classes(Questions& questions, const Item& item);
/// Whether an amount of the clause takes points off for what is better, or adds them for what is worse.
bool clause_is_perverse(const Questions& questions, const Item& item);

void check_group_limits(Questions& questions);
void check_group_kinds(Questions& questions);
void check_weights(Questions& questions);
void check_zero_weights(Questions& questions);
void check_zero_conditions(Questions& questions);
void check_condition_limits(Questions& questions);
void check_units(Questions& questions);
void check_grade_ranges(Questions& questions);
void check_grades(Questions& questions);
void check_vetoes(Questions& questions);
void check_hidden_vetoes(Questions& questions);
void check_unused_facts(Questions& questions);
void check_classes(Questions& questions);
void check_carried_classes(Questions& questions);
void check_quotas(Questions& questions);
void check_rounding(Questions& questions);
void check_order(Questions& questions);
void check_tie_breaks(Questions& questions);

}  // namespace libplan::questioning
