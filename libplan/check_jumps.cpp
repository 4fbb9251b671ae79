#include <algorithm>
#include <set>
#include <tuple>

#include "libplan/check_parts.hpp"
#include "libplan/interrupt.hpp"

namespace libplan::checking {
namespace {

/// What may jump: a figure, a baseline or a control figure.
struct Step {
    Period period;
    Rational value;
    std::string source;
    std::optional<Date> as_of;
    const Indicator* indicator = nullptr;
    Message title;
    Figure figure;
    bool illustrative = false;
};

/// Figures of one kind in the order of their periods.
using Series = std::vector<Step>;

/// Ten times another, or a tenth of it, is likely a slip. Small counts jump by nature: 1 to 10 accidents is none.
bool is_far(const Rational& factor, const Step& before, const Step& after) {
    if (factor < 10 && factor > Rational(1, 10)) return false;
    return !before.indicator->count || abs(after.value) + abs(before.value) >= 100;
}

class Jumps {
public:
    Jumps(const Plan& plan, const Figures& figures, const Figures& controls, std::vector<Finding>& findings)
        : findings_(findings) {
        for (const Printed& figure : figures) {
            Interruptible::heed(16);
            if (!figure.wrong_unit) add(figures_, figure, title_of(figure));
        }
        for (const Printed& control : controls) add(controls_, control, title_of_control(control));
        for (const Indicator& indicator : plan->indicators) add_baseline(indicator);
        for (auto* all : {&figures_, &controls_})
            for (auto& [key, series] : *all)
                std::stable_sort(series.begin(), series.end(),
                                 [](const Step& a, const Step& b) { return a.period.first < b.period.first; });
    }

    void operator()() {
        for (const std::string& key : order_) {
            Interruptible::heed(16);
            compare_neighbours(figures_[key]);
        }
        for (const auto& [key, series] : controls_) compare_neighbours(series);
        for (const auto& [key, series] : controls_) compare_with_actuals(series, figures_.find(key));
    }

private:
    using All = std::map<std::string, Series>;

    /// Only periods of a kind are compared: years with years, months with months.
    static std::string kind_of(const Period& period) {
        if (period.is_year()) return "year";
        const std::string words = to_string(period);
        if (words.find('/') != std::string::npos) return {};
        return words.find('H') != std::string::npos   ? "half"
               : words.find('Q') != std::string::npos ? "quarter"
                                                      : "month";
    }

    static std::string key_of(const Indicator& indicator, std::string_view body, const std::string& basis,
                              const std::string& kind) {
        // Figures without a basis are on the indicator's own.
        return indicator.id + '\n' + std::string(body) + '\n' + (basis.empty() ? indicator.basis : basis) + '\n' + kind;
    }

    void add(All& all, const Printed& figure, Message title) {
        const Observation& o = figure.observation;
        const std::string kind = kind_of(o.period);
        if (kind.empty() || figure.value == 0) return;
        Step step{o.period, figure.value, o.source, o.as_of, figure.indicator, std::move(title), {}, o.illustrative};
        step.figure = figure_of(figure);
        step.figure.title = step.title;
        const std::string key = key_of(*figure.indicator, o.body, o.basis, kind);
        Series& series = all[key];
        if (series.empty() && &all == &figures_) order_.push_back(key);
        const auto same = std::find_if(series.begin(), series.end(), [&](const Step& other) {
            return other.period == step.period && other.source == step.source;
        });
        if (same == series.end())
            series.push_back(std::move(step));
        else if (same->as_of < step.as_of)
            *same = std::move(step);  // a revision
    }

    /// A baseline opens its series, unless the figure of its year is there.
    void add_baseline(const Indicator& indicator) {
        const auto value = chosen_baseline(indicator);
        if (!value || *value == 0) return;
        const auto baseline = std::find_if(indicator.baselines.begin(), indicator.baselines.end(),
                                           [&](const Baseline& b) { return b.value == *value; });
        const auto found = figures_.find(key_of(indicator, "", indicator.basis, "year"));
        if (found == figures_.end()) return;
        const Period year = year_period(baseline->year);
        if (std::any_of(found->second.begin(), found->second.end(), [&](const Step& s) { return s.period == year; }))
            return;
        const Message title = title_of(words_of(year), indicator, {Message(Phrase::head_baseline)});
        found->second.push_back({year,
                                 decimal_reading(*value),
                                 {},
                                 {},
                                 &indicator,
                                 title,
                                 {title, decimal_text(*value) + indicator.unit, baseline->clause.line, baseline->place},
                                 baseline->illustrative});
    }

    /// Each figure with the last ones before it: that of its own source, else the first.
    void compare_neighbours(const Series& series) {
        auto before = series.begin();
        auto last = series.begin();
        for (auto step = series.begin(); step != series.end(); ++step) {
            if (step->period != last->period) {
                before = last;
                last = step;
            }
            if (before == last) continue;
            const auto own = std::find_if(before, last, [&](const Step& s) { return s.source == step->source; });
            compare(own == last ? *before : *own, *step);
        }
    }

    /// The first control figure of a series with the last actual figure of its year or before.
    void compare_with_actuals(const Series& controls, All::const_iterator actuals) {
        if (actuals == figures_.end()) return;
        const Step* before = nullptr;
        for (const Step& actual : actuals->second)
            if (actual.period.first <= controls.front().period.first) before = &actual;
        if (before) compare(*before, controls.front());
    }

    void compare(const Step& before, const Step& after) {
        const Rational factor = abs(after.value / before.value);
        if (!is_far(factor, before, after)) return;
        if ((before.value < 0) != (after.value < 0)) return tell_sign(before, after);
        tell(before, after, {Phrase::finding_jump, {after.title}},
             {Phrase::follows_jump, {shown(factor), before.title}}, Phrase::cure_jump);
    }

    /// Of a figure below zero beside one above it there is no "times". It is told once, not at both its neighbours.
    void tell_sign(const Step& before, const Step& after) {
        const auto& [negative, positive] = before.value < 0 ? std::tie(before, after) : std::tie(after, before);
        if (!told_negative_.insert(&negative).second) return;
        tell(before, after, {Phrase::finding_below_zero, {negative.title}},
             {Phrase::follows_below_zero, {negative.title, positive.title}}, Phrase::cure_below_zero);
    }

    void tell(const Step& before, const Step& after, Message title, Message follows, Phrase cure) {
        const auto printed = [](const Step& step) {
            return Message(Phrase::figure_printed, {step.title, step.figure.printed});
        };
        findings_.push_back({"jump",
                             Severity::warning,
                             std::move(title),
                             {before.figure, after.figure},
                             joined(Phrase::semicolon, {printed(before), printed(after)}),
                             std::move(follows),
                             {cure, {}},
                             before.illustrative || after.illustrative});
    }

    std::vector<Finding>& findings_;
    std::set<const Step*> told_negative_;
    All figures_, controls_;
    std::vector<std::string> order_;  ///< of series, as their first figures stand
};

}  // namespace

void check_jumps(const Plan& plan, const Figures& figures, const Figures& controls, std::vector<Finding>& findings) {
    Jumps(plan, figures, controls, findings)();
}

}  // namespace libplan::checking
