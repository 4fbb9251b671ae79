#include "libplan/mark_check.hpp"

#include "libplan/exact.hpp"

namespace libplan {
namespace {

bool falls_on_a_step(const MarksRule* rule, double mark) {
    return !rule || rule->step <= 0 || denominator(Rational(decimal_reading(mark) / decimal_reading(rule->step))) == 1;
}

}  // namespace

double highest_mark(const Item& item) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    return rule && rule->deduct_to ? *rule->deduct_to : item.full;
}

std::optional<MarkFault> fault_of_mark(const Item& item, double mark, std::string_view words) {
    const auto* rule = std::get_if<MarksRule>(&item.rule);
    const double highest = highest_mark(item);
    const bool outside = mark > highest || mark < 0;
    if (rule && rule->deduct_from && (outside || (mark != 0 && mark < *rule->deduct_from)))
        return MarkFault{
            "mark-range",
            {Phrase::deduction_range, {item.title, decimal_text(*rule->deduct_from), decimal_text(highest), words}}};
    if (outside) return MarkFault{"mark-range", {Phrase::mark_range, {item.title, decimal_text(highest), words}}};
    if (!falls_on_a_step(rule, mark))
        return MarkFault{"mark-step", {Phrase::mark_step, {item.title, decimal_text(rule->step), words}}};
    return std::nullopt;
}

}  // namespace libplan
