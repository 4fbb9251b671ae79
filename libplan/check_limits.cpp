#include <cmath>

#include "libplan/check_parts.hpp"
#include "libplan/demand.hpp"

namespace libplan::checking {
namespace {

/// What lies beyond the natural limit of one indicator: the upper end where more is better, else the lower one. All of
/// it is told together: where a limit stands on the wrong side, every figure lies beyond it.
class NaturalLimit {
public:
    NaturalLimit(const Plan& plan, const Indicator& indicator)
        : plan_(plan),
          indicator_(indicator),
          up_(indicator.direction == Direction::up),
          limit_(*indicator.limit),
          exact_(decimal_reading(limit_)) {}

    void look_at(const Printed& figure, bool is_control) {
        if (figure.wrong_unit || !(up_ ? figure.value > exact_ : figure.value < exact_)) return;
        Figure beyond = figure_of(figure);
        if (is_control) beyond.title = title_of_control(figure);
        add(std::move(beyond), figure.observation.illustrative);
    }

    void look_at(const Baseline& baseline) {
        if (!is_beyond(baseline.value)) return;
        const Message year = words_of(year_period(baseline.year));
        add({title_of(year, indicator_, {Message(Phrase::head_baseline)}),
             decimal_text(baseline.value) + indicator_.unit, baseline.clause.line, baseline.place},
            baseline.illustrative);
    }

    void look_at(const Target& target) {
        if (std::holds_alternative<Cumulative>(target.form)) return;  // a sum of years, not the figure of one
        const auto asked = admissible_interval(
            indicator_, target,
            {.baseline = chosen_baseline(indicator_), .years = target.year - baseline_year_of(plan_, indicator_)});
        if (!asked) return;
        const auto [wanted, guard] =
            up_ ? std::pair(asked->lower, asked->upper) : std::pair(asked->upper, asked->lower);
        // A tolerance may well reach beyond the limit, a level that is named may not.
        const bool is_named = is_one_of<Reach, AtMost, AtLeast, Within>(target.form);
        if (!is_beyond(wanted) && !(is_named && is_beyond(guard))) return;
        Figure beyond = figure_of(indicator_, target);
        beyond.printed = to_string(*asked) + indicator_.unit;
        add(std::move(beyond), target.illustrative);
    }

    void tell(std::vector<Finding>& findings) {
        if (beyond_.empty()) return;
        const std::string limit = decimal_text(limit_) + indicator_.unit;
        std::vector<Message> printed;
        for (const Figure& figure : beyond_)
            printed.push_back({Phrase::figure_printed, {figure.title, figure.printed}});
        const Message title = beyond_.size() == 1 ? beyond_.front().title : Message(indicator_.title);
        findings.push_back({"natural-limit",
                            Severity::error,
                            {Phrase::finding_natural_limit, {title, limit}},
                            std::move(beyond_),
                            joined(Phrase::semicolon, std::move(printed)),
                            {up_ ? Phrase::follows_upper_limit : Phrase::follows_lower_limit, {limit}},
                            {Phrase::cure_natural_limit, {}},
                            illustrative_});
    }

private:
    bool is_beyond(double value) const { return std::isfinite(value) && (up_ ? value > limit_ : value < limit_); }

    void add(Figure figure, bool illustrative) {
        beyond_.push_back(std::move(figure));
        illustrative_ |= illustrative || indicator_.illustrative;
    }

    const Plan& plan_;
    const Indicator& indicator_;
    bool up_ = false;
    double limit_ = 0;
    Rational exact_;
    std::vector<Figure> beyond_;
    bool illustrative_ = false;
};

}  // namespace

void check_natural_limits(const Plan& plan, const Figures& figures, const Figures& controls,
                          std::vector<Finding>& findings) {
    for (const Indicator& indicator : plan->indicators) {
        if (!indicator.limit) continue;
        NaturalLimit limit(plan, indicator);
        for (const std::size_t at : figures.of(indicator.id)) limit.look_at(figures[at], false);
        for (const Baseline& baseline : indicator.baselines) limit.look_at(baseline);
        for (const Target& target : indicator.targets) limit.look_at(target);
        for (const std::size_t at : controls.of(indicator.id)) limit.look_at(controls[at], true);
        limit.tell(findings);
    }
}

}  // namespace libplan::checking
