#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "libplan/check_parts.hpp"
#include "libplan/demand.hpp"

namespace libplan::checking {
namespace {

/// Measured from the baseline, so that without one it cannot be decided.
bool is_relative(const Target& target) {
    return is_one_of<ReducePercent, RaisePercent, ReducePoints, RaisePoints, Hold>(target.form) ||
           (is_one_of<GrowthPerYear, ComparedWith>(target.form) && !target.every_year);
}

/// Of these the last one.
template <class Test>
const Target* last_of(const std::vector<Target>& targets, Test test) {
    const auto found = std::find_if(targets.rbegin(), targets.rend(), test);
    return found == targets.rend() ? nullptr : &*found;
}

bool says(std::string_view words, std::initializer_list<std::string_view> any) {
    return std::any_of(any.begin(), any.end(), [&](std::string_view word) { return words.find(word) != words.npos; });
}

/// Which way words move or limit an indicator; nothing if they say neither or both.
std::optional<Direction> way_said(bool down, bool up) {
    if (down == up) return std::nullopt;
    return down ? Direction::down : Direction::up;
}

std::optional<Direction> way_of_change(std::string_view words) {
    return way_said(says(words, {"下降", "减少", "降低", "压减", "削减"}),
                    says(words, {"提高", "增加", "上升", "增长", "提升"}));
}

/// "下降到5以下", "不低于95%". Words that only name a class of accidents or firms ("死亡3人以上") limit nothing.
std::optional<Direction> way_of_limit(std::string words) {
    static constexpr std::array classes = {"较大及以上", "重大及以上", "较大以上", "重大以上", "规模以上",
                                           "限额以上",   "人以上",     "级以上",   "级及以上"};
    for (const std::string_view word : classes)
        for (auto at = words.find(word); at != words.npos; at = words.find(word)) words.erase(at, word.size());
    return way_said(
        says(words,
             {"以下", "以内", "不超过", "不高于", "不大于", "不多于", "下降到", "降低到", "降到", "降至", "减少到"}),
        says(words, {"以上", "不低于", "不少于", "不小于", "至少", "提高到", "上升到", "增加到", "提升到", "增长到"}));
}

/// Which way a form moves or limits the indicator, if it says so.
std::optional<Direction> way_of(const TargetForm& form) {
    if (is_one_of<ReducePercent, ReducePoints, AtMost>(form)) return Direction::down;
    if (is_one_of<RaisePercent, RaisePoints, AtLeast, Cumulative>(form)) return Direction::up;
    if (const auto* keeps = std::get_if<Keeps>(&form)) return keeps->direction;
    if (const auto* step = std::get_if<StepPerYear>(&form)) return step->step < 0 ? Direction::down : Direction::up;
    if (const auto* growth = std::get_if<GrowthPerYear>(&form))
        return growth->percent < 0 ? Direction::down : Direction::up;
    return std::nullopt;
}

class Targets {
public:
    Targets(const Plan& plan, const Indicator& indicator, std::vector<Finding>& findings)
        : plan_(plan), indicator_(indicator), findings_(findings) {}

    void operator()() {
        if (indicator_.targets.empty()) return;
        const auto baseline = chosen_baseline(indicator_);
        if (indicator_.baselines.empty()) check_no_baseline();
        if (!indicator_.baselines.empty() && !baseline) tell_rivals();
        if (baseline && *baseline == 0) check_zero_base();
        check_others();
        for (const Target& target : indicator_.targets) {
            check_direction(target);
            check_years(target);
            if (baseline) check_looseness(target, *baseline);
        }
        check_rivals(baseline);
    }

private:
    void check_no_baseline() {
        if (const Target* target = last_of(indicator_.targets, is_relative))
            tell_of(indicator_, *target, "no-baseline", Severity::note, Phrase::finding_no_baseline,
                    Phrase::cure_no_baseline);
    }

    void check_zero_base() {
        const auto percentage = [](const Target& target) {
            return is_relative(target) && !is_one_of<ReducePoints, RaisePoints, Hold>(target.form);
        };
        if (const Target* target = last_of(indicator_.targets, percentage))
            tell_of(indicator_, *target, "zero-base", Severity::warning, Phrase::finding_zero_base,
                    Phrase::cure_zero_base);
    }

    /// Growth compared with another indicator's needs that one's baseline too.
    void check_others() {
        for (const Target& target : indicator_.targets) {
            const auto* compared = std::get_if<ComparedWith>(&target.form);
            if (!compared || target.every_year) continue;
            const Indicator& other = *plan_.find_indicator(compared->indicator);
            const bool told = std::any_of(other.targets.begin(), other.targets.end(), is_relative);
            if (other.baselines.empty() && !told)
                tell_of(other, target, "no-baseline", Severity::note, Phrase::finding_no_baseline,
                        Phrase::cure_no_baseline);
        }
    }

    /// What leaves a target undecidable, told under the title of the indicator that lacks something.
    void tell_of(const Indicator& lacking, const Target& target, const char* code, Severity severity, Phrase title,
                 Phrase cure) {
        Finding finding =
            finding_about(plan_, indicator_, target, code, severity, title, {Phrase::follows_no_baseline, {}}, cure);
        finding.title = {title, {lacking.title}};
        findings_.push_back(std::move(finding));
    }

    /// A misprint of direction: the target moves against what the indicator calls better, or against its own clause.
    void check_direction(const Target& target) {
        const auto way = way_of(target.form);
        if (!way) return;
        const bool limits = is_one_of<AtMost, AtLeast>(target.form);
        if (limits && is_guard(target)) return;
        const auto said = limits ? way_of_limit(target.clause.text) : way_of_change(target.clause.text);
        if (*way == indicator_.direction && (!said || *said == *way)) return;
        const bool down = *way == Direction::down;
        const Phrase goes = limits ? (down ? Phrase::follows_limits_above : Phrase::follows_limits_below)
                                   : (down ? Phrase::follows_goes_down : Phrase::follows_goes_up);
        const Phrase better = indicator_.direction == Direction::down ? Phrase::better_down : Phrase::better_up;
        findings_.push_back(finding_about(plan_, indicator_, target, "direction", Severity::warning,
                                          Phrase::finding_direction, {goes, {better}}, Phrase::cure_direction));
    }

    /// The other side of a corridor, or a yearly limit beside a sum: another target says which way to go.
    bool is_guard(const Target& target) const {
        const auto way = way_of(target.form);
        if (!way || *way == indicator_.direction) return false;
        return std::any_of(indicator_.targets.begin(), indicator_.targets.end(), [&](const Target& other) {
            return way_of(other.form) == indicator_.direction && (other.year == target.year || target.every_year);
        });
    }

    /// A target that the baseline already meets asks for nothing (domain: 0.06 → ≤0.17).
    void check_looseness(const Target& target, double baseline) {
        if (!is_one_of<Reach, AtMost, AtLeast, Within>(target.form) || is_guard(target)) return;
        const auto interval = admissible_interval(indicator_, target, {.baseline = baseline});
        const bool looser =
            interval && interval->contains(baseline) && baseline != interval->lower && baseline != interval->upper;
        if (!looser) return;
        findings_.push_back(
            finding_about(plan_, indicator_, target, "looser", Severity::note, Phrase::finding_looser,
                          {Phrase::follows_looser,
                           {decimal_text(baseline) + indicator_.unit, to_string(*interval) + indicator_.unit}},
                          Phrase::cure_looser));
    }

    /// Two targets due in one year that limit the same side differently: both count, but hardly both are meant.
    void check_rivals(const std::optional<double>& baseline) {
        const auto interval_of = [&](const Target& target) {
            return admissible_interval(
                indicator_, target, {.baseline = baseline, .years = target.year - baseline_year_of(plan_, indicator_)});
        };
        const auto is_sum = [](const Target& target) { return std::holds_alternative<Cumulative>(target.form); };
        for (std::size_t i = 0; i < indicator_.targets.size(); ++i)
            for (std::size_t j = i + 1; j < indicator_.targets.size(); ++j) {
                const Target& one = indicator_.targets[i];
                const Target& other = indicator_.targets[j];
                const bool comparable = one.year == other.year && is_sum(one) == is_sum(other);
                const auto a = comparable ? interval_of(one) : std::nullopt;
                const auto b = a ? interval_of(other) : std::nullopt;
                if (b) check_rivals(one, *a, other, *b);
            }
    }

    void check_rivals(const Target& one, const Interval& a, const Target& other, const Interval& b) {
        const Interval both = common_part(a, b);
        const bool contradict =
            both.lower > both.upper || (both.lower == both.upper && (both.lower_open || both.upper_open));
        const auto differ = [](double x, bool x_open, double y, bool y_open) {
            return std::isfinite(x) && std::isfinite(y) && (x != y || x_open != y_open);
        };
        // What holds every year may well be looser than what is due in the end.
        if (!contradict && holds_every_year(one) != holds_every_year(other)) return;
        if (!contradict && !differ(a.lower, a.lower_open, b.lower, b.lower_open) &&
            !differ(a.upper, a.upper_open, b.upper, b.upper_open))
            return;
        const auto asked = [&](const Interval& interval) { return Message(to_string(interval) + indicator_.unit); };
        Finding finding = finding_about(
            plan_, indicator_, other, "rival-targets", contradict ? Severity::error : Severity::warning,
            Phrase::finding_rival_targets,
            contradict ? Message{Phrase::follows_no_value, {joined(Phrase::semicolon, {asked(a), asked(b)})}}
                       : Message{Phrase::follows_rival_targets, {asked(both)}},
            Phrase::cure_rival_targets);
        finding.title = {Phrase::finding_rival_targets, {indicator_.title, std::to_string(one.year)}};
        finding.figures.insert(finding.figures.begin(), figure_of(indicator_, one));
        finding.printed = joined(Phrase::semicolon,
                                 {printed_target(plan_, indicator_, one), printed_target(plan_, indicator_, other)});
        finding.illustrative |= one.illustrative;
        findings_.push_back(std::move(finding));
    }

    void check_years(const Target& target) {
        for (const Baseline& baseline : indicator_.baselines)
            if (baseline.year >= target.year)
                findings_.push_back(
                    finding_about(plan_, indicator_, target, "dates", Severity::error, Phrase::finding_dates,
                                  {Phrase::follows_dates, {std::to_string(baseline.year), std::to_string(target.year)}},
                                  Phrase::cure_dates));
    }

    /// Two baselines on one basis, or on none: to choose a basis chooses neither.
    bool is_rival_on_one_basis() const {
        const auto& all = indicator_.baselines;
        return std::any_of(all.begin(), all.end(), [&](const Baseline& one) {
            return std::any_of(all.begin(), all.end(), [&](const Baseline& other) {
                return other.basis == one.basis && other.value != one.value;
            });
        });
    }

    /// "2014、2015"
    Message years_of_baselines() const {
        std::set<int> years;
        for (const Baseline& baseline : indicator_.baselines) years.insert(baseline.year);
        std::vector<Message> words;
        for (const int year : years) words.emplace_back(std::to_string(year));
        return joined(Phrase::listed, std::move(words));
    }

    void tell_rivals() {
        const bool on_one_basis = is_rival_on_one_basis();
        Finding finding{"rival-baselines",
                        Severity::warning,
                        on_one_basis ? Message{Phrase::finding_two_baselines, {indicator_.title, years_of_baselines()}}
                                     : Message{Phrase::finding_rival_baselines, {indicator_.title}},
                        {},
                        {},
                        {},
                        {on_one_basis ? Phrase::cure_two_baselines : Phrase::cure_rival, {}},
                        false};
        const Target* aim = aim_of(indicator_);
        const Target& last = aim ? *aim : indicator_.targets.back();
        std::vector<Message> printed;
        std::vector<Message> demands;
        for (const Baseline& baseline : indicator_.baselines) {
            const std::string value = decimal_text(baseline.value) + indicator_.unit;
            std::vector<Message> basis;
            if (!baseline.basis.empty()) basis.emplace_back(baseline.basis);
            finding.figures.push_back({title_of(words_of(year_period(baseline.year)), indicator_, std::move(basis)),
                                       value, baseline.clause.line, baseline.place});
            finding.illustrative |= baseline.illustrative;
            printed.push_back(baseline.basis.empty() ? Message(value)
                                                     : Message{Phrase::figure_printed, {baseline.basis, value}});
            if (const auto interval = admissible_interval(
                    indicator_, last, {.baseline = baseline.value, .years = last.year - baseline.year}))
                demands.push_back({Phrase::follows_demand,
                                   {value, std::to_string(last.year), to_string(*interval) + indicator_.unit}});
        }
        finding.printed = joined(Phrase::semicolon, std::move(printed));
        finding.follows = {Phrase::follows_rival, {joined(Phrase::semicolon, std::move(demands))}};
        findings_.push_back(std::move(finding));
    }

    const Plan& plan_;
    const Indicator& indicator_;
    std::vector<Finding>& findings_;
};

}  // namespace

void check_targets(const Plan& plan, const Indicator& indicator, std::vector<Finding>& findings) {
    Targets(plan, indicator, findings)();
}

}  // namespace libplan::checking
