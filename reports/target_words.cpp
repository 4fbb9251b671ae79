#include "reports/target_words.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/form_words.hpp"

namespace libplan {
namespace {

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
    return dated(text(form_words(target.form, plan), language), target, language);
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
    std::string words = text(form_words(target.form, plan), language);
    if (relative(target.form))
        if (const auto interval = interval_of(indicator, target))
            words = say(language, Phrase::with_detail, words, to_string(*interval));
    return dated(words, target, language);
}

}  // namespace libplan
