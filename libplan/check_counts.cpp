#include <algorithm>
#include <cmath>
#include <type_traits>

#include "libplan/check_parts.hpp"
#include "libplan/units.hpp"

namespace libplan::checking {
namespace {

bool is_whole(double value) { return value == std::floor(value); }

/// Whether a level has a fraction; percentages and other indicators say nothing of that.
bool has_fraction(const Target& target) {
    return std::visit(
        [](const auto& form) {
            using Form = std::decay_t<decltype(form)>;
            if constexpr (std::is_same_v<Form, Reach> || std::is_same_v<Form, About>) return !is_whole(form.level);
            if constexpr (std::is_same_v<Form, AtMost> || std::is_same_v<Form, AtLeast>) return !is_whole(form.limit);
            if constexpr (std::is_same_v<Form, Within>) return !is_whole(form.lower) || !is_whole(form.upper);
            return false;
        },
        target.form);
}

/// 每镇兼职监察人员, 人均…: how many of them to one of another thing.
bool is_share_by_title(std::string_view title) {
    static constexpr std::string_view words[] = {"每", "均", " per ", "average"};
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return title.find(word) != std::string_view::npos; });
}

/// A quotient, a mean and whatever has a fraction already are no counts, whatever their unit.
bool may_be_count(const Indicator& indicator, const Figures& figures, const Figures& controls) {
    if (indicator.count || indicator.ratio || indicator.adds_up == Accumulation::mean ||
        !counts_whole_things(indicator.unit) || is_share_by_title(indicator.title))
        return false;
    const auto any_fraction = [&](const Figures& rows) {
        for (const std::size_t at : rows.of(indicator.id))
            if (denominator(rows[at].value) != 1 || rows[at].observation.places > 0) return true;
        return false;
    };
    for (const Baseline& baseline : indicator.baselines)
        if (!is_whole(baseline.value)) return false;
    for (const Target& target : indicator.targets)
        if (has_fraction(target)) return false;
    return !any_fraction(figures) && !any_fraction(controls);
}

}  // namespace

/// All together: whoever leaves it out leaves it out of them all.
void check_counts(const Plan& plan, const Figures& figures, const Figures& controls, std::vector<Finding>& findings) {
    Finding finding{"count", Severity::note, {}, {}, {}, {Phrase::follows_count, {}}, {Phrase::cure_count, {}}};
    std::vector<Message> printed;
    for (const Indicator& indicator : plan->indicators) {
        if (!may_be_count(indicator, figures, controls)) continue;
        finding.figures.push_back({indicator.title, indicator.unit, indicator.clause.line, indicator.place});
        finding.illustrative |= indicator.illustrative;
        printed.push_back({Phrase::figure_printed, {indicator.title, indicator.unit}});
    }
    if (finding.figures.empty()) return;
    finding.title = {Phrase::finding_count, {std::to_string(finding.figures.size())}};
    finding.printed = joined(Phrase::semicolon, std::move(printed));
    findings.push_back(std::move(finding));
}

}  // namespace libplan::checking
