#include "reports/card_inputs.hpp"

#include <cmath>

#include "libplan/exact.hpp"
#include "libplan/mark_check.hpp"
#include "libplan/match.hpp"
#include "libplan/words.hpp"

namespace libplan {

bool Admissible::holds(double value) const {
    if (value < lowest || value > highest || (least > 0 && value != 0 && value < least)) return false;
    return step == 0 || denominator(Rational(decimal_reading(value) / decimal_reading(step))) == 1;
}

Message Admissible::words(bool name_full) const {
    const bool has_lowest = std::isfinite(lowest), has_highest = std::isfinite(highest);
    const std::string least_of = decimal_text(lowest), most = decimal_text(highest);
    if (marks) {
        Message range = least > 0           ? Message{Phrase::form_deduction, {decimal_text(least), most}}
                        : full && name_full ? Message(Phrase::takes_up_to_full)
                                            : Message{Phrase::form_range, {most}};
        if (step == 0) return range;
        return {Phrase::sequence, {std::move(range), "", Message{Phrase::form_step, {decimal_text(step)}}}};
    }
    if (has_lowest && has_highest)
        return step == 1 && highest == 1 ? Message(Phrase::takes_met)
                                         : Message{Phrase::takes_between, {least_of, most}};
    if (has_lowest && lowest == 0) return step == 1 ? Phrase::takes_count : Phrase::takes_from_zero;
    if (has_lowest) return {Phrase::takes_down_to, {least_of}};
    if (has_highest) return {Phrase::takes_up_to, {most}};
    return unit.empty() ? Message(Phrase::form_number_plain) : Message{Phrase::form_number_in, {unit}};
}

std::string Admissible::formula(const std::string& cell, const std::string& full_cell) const {
    std::string tests;
    const auto add = [&](const std::string& test) { tests += (tests.empty() ? "" : ",") + test; };
    if (std::isfinite(lowest)) add(cell + ">=" + decimal_text(lowest));
    if (std::isfinite(highest)) add(cell + "<=" + (full ? full_cell : decimal_text(highest)));
    if (least > 0) add("OR(" + cell + "=0," + cell + ">=" + decimal_text(least) + ")");
    const std::string steps = step == 1 ? cell : cell + "/" + decimal_text(step);
    if (step > 0) add("ABS(" + steps + "-ROUND(" + steps + ",0))<10^-9");
    return tests.empty() ? "TRUE" : "AND(" + tests + ")";
}

Admissible admissible_marks(const Item& item) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    Admissible marks;
    marks.marks = true;
    marks.lowest = 0;
    marks.highest = highest_mark(item);
    if (rule && rule->deduct_from) marks.least = *rule->deduct_from;
    if (rule) marks.step = rule->step;
    marks.full = marks.highest == item.full && marks.least == 0;
    return marks;
}

namespace {

/// Whole things are counted in whole numbers, and no share passes its natural limit.
Admissible admissible_values(const Indicator* indicator, Admissible any) {
    if (!indicator) return any;
    if (indicator->count && indicator->adds_up != Accumulation::mean) any.lowest = 0, any.step = 1;
    if (indicator->limit) (indicator->direction == Direction::up ? any.highest : any.lowest) = *indicator->limit;
    return any;
}

Admissible between(double lowest, double highest, double step) {
    Admissible numbers;
    numbers.lowest = lowest;
    numbers.highest = highest;
    numbers.step = step;
    return numbers;
}

}  // namespace

Admissible admissible_figures(const FactDefinition* fact, const Plan& plan) {
    Admissible any;
    if (!fact) return any;
    any.unit = fact->unit;
    const Admissible count = between(0, any.highest, 1);
    return std::visit(
        Match{
            // Weighed by the finding of fault, an event may count in part.
            [&](const EventFact& source) { return source.faults.empty() ? count : between(0, any.highest, 0); },
            [&](const TaskFact& source) {
                return source.take == TaskFact::Take::done_percent ? between(0, 100, 0) : count;
            },
            [&](const TrendFact&) { return count; },
            [&](const IndicatorFact& source) {
                using Take = IndicatorFact::Take;
                if (source.take == Take::met) return between(0, 1, 1);
                return source.take == Take::value ? admissible_values(plan.find_indicator(source.indicator), any) : any;
            },
            [&](const auto&) { return any; },
        },
        fact->source);
}

Admissible admissible_inputs(const Scheme& scheme, const Plan& plan, const std::string& id) {
    for (const Item* item : scheme.items())
        if (id.starts_with(item->id + ".")) return admissible_marks(*item);
    return admissible_figures(scheme.find_fact(id.substr(0, id.find('/'))), plan);
}

}  // namespace libplan
