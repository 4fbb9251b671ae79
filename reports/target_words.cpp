#include "reports/target_words.hpp"

#include <algorithm>
#include <cmath>

namespace libplan {
namespace {

std::string form_words(const ReducePercent& form, const Plan*, Language language) {
    return say(language, Phrase::target_reduce, decimal_text(form.percent));
}
std::string form_words(const Reach& form, const Plan*, Language language) {
    return say(language, Phrase::target_reach, decimal_text(form.level));
}
std::string form_words(const AtMost& form, const Plan*, Language language) {
    return say(language, form.strict ? Phrase::target_below : Phrase::target_at_most, decimal_text(form.limit));
}
std::string form_words(const AtLeast& form, const Plan*, Language language) {
    return say(language, form.strict ? Phrase::target_above : Phrase::target_at_least, decimal_text(form.limit));
}
std::string within_tolerance(const std::string& words, const std::optional<double>& tolerance, Language language) {
    return tolerance ? say(language, Phrase::with_detail, words, "±" + decimal_text(*tolerance)) : words;
}

std::string form_words(const Hold& form, const Plan*, Language language) {
    return within_tolerance(say(language, Phrase::target_hold), form.tolerance, language);
}
std::string form_words(const Zero&, const Plan*, Language language) { return say(language, Phrase::target_zero); }
std::string form_words(const Within& form, const Plan*, Language language) {
    return say(language, Phrase::target_within, decimal_text(form.lower), decimal_text(form.upper));
}
std::string form_words(const Cumulative& form, const Plan*, Language language) {
    return say(language, Phrase::target_cumulative, decimal_text(form.total));
}

std::string form_words(const RaisePercent& form, const Plan*, Language language) {
    return say(language, Phrase::target_raise, decimal_text(form.percent));
}
std::string form_words(const ReducePoints& form, const Plan*, Language language) {
    return say(language, Phrase::target_reduce_points, decimal_text(form.points));
}
std::string form_words(const RaisePoints& form, const Plan*, Language language) {
    return say(language, Phrase::target_raise_points, decimal_text(form.points));
}
std::string form_words(const About& form, const Plan*, Language language) {
    return within_tolerance(say(language, Phrase::target_about, decimal_text(form.level)), form.tolerance, language);
}
std::string form_words(const StepPerYear& form, const Plan*, Language language) {
    return say(language, form.step < 0 ? Phrase::target_step_down : Phrase::target_step_up,
               decimal_text(std::abs(form.step)));
}
std::string form_words(const Keeps& form, const Plan*, Language language) {
    return say(language, form.direction == Direction::down ? Phrase::target_keeps_down : Phrase::target_keeps_up);
}
std::string form_words(const GrowthPerYear& form, const Plan*, Language language) {
    return say(language, Phrase::target_growth, decimal_text(form.percent));
}
std::string form_words(const ComparedWith& form, const Plan* plan, Language language) {
    const Indicator* other = plan ? plan->find_indicator(form.indicator) : nullptr;
    return say(language, form.faster ? Phrase::target_faster : Phrase::target_in_step,
               other ? other->title : form.indicator);
}
std::string form_words(const SetLater&, const Plan*, Language language) {
    return say(language, Phrase::target_set_later);
}

/// Whether a form asks for a change from the baseline, so that its limit does not stand in its words.
bool relative(const TargetForm& form) {
    return std::holds_alternative<ReducePercent>(form) || std::holds_alternative<RaisePercent>(form) ||
           std::holds_alternative<ReducePoints>(form) || std::holds_alternative<RaisePoints>(form) ||
           std::holds_alternative<Hold>(form);
}

/// Whether all numbers of a form can be reckoned with; a plan has no others, but an indicator by itself may.
bool finite(const TargetForm& form) {
    return std::visit(
        [](const auto& given) {
            bool all = true;
            const auto see = [&](double number) { all = all && std::isfinite(number); };
            if constexpr (requires { given.percent; }) see(given.percent);
            if constexpr (requires { given.points; }) see(given.points);
            if constexpr (requires { given.level; }) see(given.level);
            if constexpr (requires { given.limit; }) see(given.limit);
            if constexpr (requires { given.total; }) see(given.total);
            if constexpr (requires { given.step; }) see(given.step);
            if constexpr (requires { given.tolerance; }) see(given.tolerance.value_or(0));
            if constexpr (requires { given.lower; }) {
                see(given.lower);
                see(given.upper);
            }
            return all;
        },
        form);
}

std::string dated(const std::string& words, const Target& target, Language language) {
    return target.every_year ? say(language, Phrase::target_every_year, words)
                             : say(language, Phrase::target_by_year, std::to_string(target.year), words);
}

}  // namespace

std::string target_words(const Plan* plan, const Target& target, Language language) {
    return dated(std::visit([&](const auto& form) { return form_words(form, plan, language); }, target.form), target,
                 language);
}

std::optional<Interval> interval_of(const Indicator& indicator, const Target& target) {
    const auto baseline = chosen_baseline(indicator);
    if (!finite(target.form) || !std::isfinite(baseline.value_or(0))) return std::nullopt;
    constexpr int longest = 100;  // no plan grows for longer
    int years = 0;
    for (const Baseline& each : indicator.baselines)
        if (each.value == baseline) years = std::clamp(target.year - std::clamp(each.year, 0, 9999), 0, longest);
    return admissible_interval(indicator, target, {.baseline = baseline, .years = years});
}

std::string target_words(const Plan* plan, const Indicator& indicator, const Target& target, Language language) {
    std::string words = std::visit([&](const auto& form) { return form_words(form, plan, language); }, target.form);
    if (relative(target.form))
        if (const auto interval = interval_of(indicator, target))
            words = say(language, Phrase::with_detail, words, to_string(*interval));
    return dated(words, target, language);
}

}  // namespace libplan
