#include "libplan/form_words.hpp"

#include <cmath>

#include "libplan/points.hpp"

namespace libplan {
namespace {

Message within_tolerance(Message words, const std::optional<double>& tolerance) {
    return tolerance ? Message{Phrase::with_detail, {std::move(words), "±" + decimal_text(*tolerance)}} : words;
}

Message words_of(const ReducePercent& form, const Plan*) {
    return {Phrase::target_reduce, {decimal_text(form.percent)}};
}
Message words_of(const Reach& form, const Plan*) { return {Phrase::target_reach, {decimal_text(form.level)}}; }
Message words_of(const AtMost& form, const Plan*) {
    return {form.strict ? Phrase::target_below : Phrase::target_at_most, {decimal_text(form.limit)}};
}
Message words_of(const AtLeast& form, const Plan*) {
    return {form.strict ? Phrase::target_above : Phrase::target_at_least, {decimal_text(form.limit)}};
}
Message words_of(const Hold& form, const Plan*) { return within_tolerance({Phrase::target_hold, {}}, form.tolerance); }
Message words_of(const Zero&, const Plan*) { return {Phrase::target_zero, {}}; }
Message words_of(const Within& form, const Plan*) {
    return {Phrase::target_within, {decimal_text(form.lower), decimal_text(form.upper)}};
}
Message words_of(const Cumulative& form, const Plan*) {
    return {Phrase::target_cumulative, {decimal_text(form.total)}};
}
Message words_of(const RaisePercent& form, const Plan*) { return {Phrase::target_raise, {decimal_text(form.percent)}}; }
Message words_of(const ReducePoints& form, const Plan*) {
    return {Phrase::target_reduce_points, {decimal_text(form.points)}};
}
Message words_of(const RaisePoints& form, const Plan*) {
    return {Phrase::target_raise_points, {decimal_text(form.points)}};
}
Message words_of(const About& form, const Plan*) {
    return within_tolerance(Message{Phrase::target_about, {decimal_text(form.level)}}, form.tolerance);
}
Message words_of(const StepPerYear& form, const Plan*) {
    return {form.step < 0 ? Phrase::target_step_down : Phrase::target_step_up, {decimal_text(std::abs(form.step))}};
}
Message words_of(const Keeps& form, const Plan*) {
    return {form.direction == Direction::down ? Phrase::target_keeps_down : Phrase::target_keeps_up, {}};
}
Message words_of(const GrowthPerYear& form, const Plan*) {
    return {Phrase::target_growth, {decimal_text(form.percent)}};
}
Message words_of(const ComparedWith& form, const Plan* plan) {
    const Indicator* other = plan ? plan->find_indicator(form.indicator) : nullptr;
    return {form.faster ? Phrase::target_faster : Phrase::target_in_step, {other ? other->title : form.indicator}};
}
Message words_of(const SetLater&, const Plan*) { return {Phrase::target_set_later, {}}; }

}  // namespace

Message form_words(const TargetForm& form, const Plan* plan) {
    return std::visit([&](const auto& given) { return words_of(given, plan); }, form);
}

}  // namespace libplan
