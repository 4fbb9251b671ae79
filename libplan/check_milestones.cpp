#include <algorithm>
#include <cmath>

#include "libplan/check_parts.hpp"
#include "libplan/demand.hpp"
#include "libplan/match.hpp"

namespace libplan::checking {
namespace {

/// The level that a target leads to, as it is printed: as such, as a change in percent or in points, or as a yearly
/// growth.
struct Level {
    enum class Kind { level, percent, points, growth, sum } kind = Kind::level;
    double number = 0;
    double sign = 1;  ///< −1: a reduction

    /// "20%", "3个百分点", "95家"
    Message printed(double value, const Indicator& indicator, int places) const {
        const std::string words = decimal_text(round_decimal(value, places));
        if (kind == Kind::percent || kind == Kind::growth) return words + "%";
        return kind == Kind::points ? Message(Phrase::points_of_percent, {words}) : Message(words + indicator.unit);
    }
    double value(double baseline, int years) const {
        if (kind == Kind::percent) return baseline * (1 + sign * number / 100);
        if (kind == Kind::points) return baseline + sign * number;
        return kind == Kind::growth ? baseline * std::pow(1 + number / 100, years) : number;
    }
    /// The number that would be printed for another value.
    double number_of(double value, double baseline, int years) const {
        if (kind == Kind::percent) return sign * (value / baseline - 1) * 100;
        if (kind == Kind::points) return sign * (value - baseline);
        return kind == Kind::growth ? (std::pow(value / baseline, 1.0 / years) - 1) * 100 : value;
    }
};

std::optional<Level> level_of(const Target& target) {
    using Result = std::optional<Level>;
    using Kind = Level::Kind;
    if (target.every_year) return std::nullopt;
    return std::visit(Match{
                          [](const ReducePercent& form) -> Result {
                              return Level{Kind::percent, form.percent, -1};
                          },
                          [](const RaisePercent& form) -> Result {
                              return Level{Kind::percent, form.percent, 1};
                          },
                          [](const ReducePoints& form) -> Result {
                              return Level{Kind::points, form.points, -1};
                          },
                          [](const RaisePoints& form) -> Result {
                              return Level{Kind::points, form.points, 1};
                          },
                          [](const Reach& form) -> Result {
                              return Level{Kind::level, form.level, 1};
                          },
                          [](const AtMost& form) -> Result {
                              return Level{Kind::level, form.limit, 1};
                          },
                          [](const AtLeast& form) -> Result {
                              return Level{Kind::level, form.limit, 1};
                          },
                          [](const About& form) -> Result {
                              return Level{Kind::level, form.level, 1};
                          },
                          [](const Cumulative& form) -> Result {
                              return Level{Kind::sum, form.total, 1};
                          },
                          [](const GrowthPerYear& form) -> Result {
                              return Level{Kind::growth, form.percent, 1};
                          },
                          [](const auto&) -> Result { return std::nullopt; },
                      },
                      target.form);
}

/// Where the indicator stands before the first target counts, and since when.
struct Start {
    double value = 0;
    int year = 0;
};

class Milestones {
public:
    Milestones(const Plan& plan, const Indicator& indicator, std::vector<Finding>& findings)
        : plan_(plan), indicator_(indicator), findings_(findings) {}

    void operator()() {
        for (std::size_t i = 0; i + 1 < indicator_.targets.size(); ++i) {
            const Target& milestone = indicator_.targets[i];
            const auto stated = level_of(milestone);
            if (!stated) continue;
            check_next(milestone, *stated, i + 1);
            check_path(milestone, *stated);
        }
    }

private:
    /// A start for both levels; sums begin at nothing, and percentages need no known baseline.
    std::optional<Start> start_of(const Level& a, const Level& b) const {
        using Kind = Level::Kind;
        if ((a.kind == Kind::sum) != (b.kind == Kind::sum)) return std::nullopt;
        if (a.kind == Kind::sum) return Start{0, plan_->first_year - 1};
        const int year = baseline_year_of(plan_, indicator_);
        if (const auto baseline = stated_baseline()) {
            const bool divides = a.kind == Kind::percent || a.kind == Kind::growth;
            return *baseline == 0 && divides ? std::nullopt : std::optional(Start{*baseline, year});
        }
        const auto is_percentage = [](const Level& l) { return l.kind == Kind::percent || l.kind == Kind::growth; };
        if (is_percentage(a) && is_percentage(b)) return Start{100, year};
        return std::nullopt;
    }

    /// A baseline that is made up says nothing about milestones that are not.
    std::optional<double> stated_baseline() const {
        const bool made_up =
            !indicator_.illustrative && std::any_of(indicator_.baselines.begin(), indicator_.baselines.end(),
                                                    [](const Baseline& baseline) { return baseline.illustrative; });
        return made_up ? std::nullopt : chosen_baseline(indicator_);
    }

    /// Levels are compared with one another even where no baseline is known.
    void check_next(const Target& milestone, const Level& stated, std::size_t next) {
        for (std::size_t i = next; i < indicator_.targets.size(); ++i) {
            const Target& later = indicator_.targets[i];
            const auto level = level_of(later);
            if (!level || later.year == milestone.year) continue;
            const bool both_levels = stated.kind == Level::Kind::level && level->kind == Level::Kind::level;
            const auto start = both_levels ? Start{} : start_of(stated, *level);
            if (!start) continue;
            const double before = stated.value(start->value, milestone.year - start->year);
            const double after = level->value(start->value, later.year - start->year);
            const bool falls = stated.kind != Level::Kind::sum && indicator_.direction == Direction::down;
            if (falls ? after > before : after < before) tell_weaker(milestone, stated, later, *level);
            return;
        }
    }

    void tell_weaker(const Target& milestone, const Level& stated, const Target& later, const Level& level) {
        const auto asked = [&](const Target& target, const Level& of) {
            return Message{Phrase::dated, {std::to_string(target.year), of.printed(of.number, indicator_, 15)}};
        };
        Finding finding = finding_about(plan_, indicator_, later, "looser", Severity::warning, Phrase::finding_weaker,
                                        {Phrase::follows_weaker, {asked(milestone, stated), asked(later, level)}},
                                        Phrase::cure_weaker);
        finding.figures.insert(finding.figures.begin(), figure_of(indicator_, milestone));
        finding.printed = joined(Phrase::semicolon, {dated(milestone), dated(later)});
        finding.illustrative |= milestone.illustrative;
        findings_.push_back(std::move(finding));
    }

    /// A milestone should lie on one path or the other, straight or geometric, to the last target, at the precision it
    /// is printed with.
    void check_path(const Target& milestone, const Level& stated) {
        const Target* aim = aim_of(indicator_);
        if (!aim || aim->year == milestone.year) return;
        const Target& end = *aim;
        const auto last = level_of(end);
        const auto start = last ? start_of(stated, *last) : std::nullopt;
        if (!start || milestone.year <= start->year || milestone.year >= end.year) return;
        const int years = milestone.year - start->year;
        const double share = static_cast<double>(years) / (end.year - start->year);
        const double to = last->value(start->value, end.year - start->year);
        const double straight = stated.number_of(start->value + (to - start->value) * share, start->value, years);
        std::optional<double> geometric;
        if (start->value * to > 0)
            geometric = stated.number_of(start->value * std::pow(to / start->value, share), start->value, years);
        const int places = decimals(decimal_text(stated.number));
        const double precision = 0.5 * std::pow(10, -places) + 1e-9;
        const auto gives_it = [&](double expected) { return std::abs(expected - stated.number) <= precision; };
        if (gives_it(straight) || (geometric && gives_it(*geometric))) return;
        const auto told = [&](double expected) {
            return stated.printed(expected, indicator_, std::max(places + 1, 2));
        };
        const std::string year = std::to_string(milestone.year);
        tell_off_path(milestone, end, stated,
                      geometric ? Message{Phrase::follows_paths, {year, told(straight), told(*geometric)}}
                                : Message{Phrase::follows_straight, {year, told(straight)}});
    }

    Message dated(const Target& target) const {
        return {Phrase::dated, {std::to_string(target.year), printed_target(plan_, indicator_, target)}};
    }

    /// Changes are computed from one another; levels (90 %, then 100 %) may be chosen for their own sake.
    void tell_off_path(const Target& milestone, const Target& end, const Level& stated, Message follows) {
        const bool is_level = stated.kind == Level::Kind::level || stated.kind == Level::Kind::sum;
        findings_.push_back({"off-path",
                             is_level ? Severity::note : Severity::warning,
                             {Phrase::finding_off_path, {indicator_.title, std::to_string(milestone.year)}},
                             {figure_of(indicator_, milestone), figure_of(indicator_, end)},
                             joined(Phrase::semicolon, {dated(milestone), dated(end)}),
                             std::move(follows),
                             {Phrase::cure_off_path, {}},
                             indicator_.illustrative || milestone.illustrative || end.illustrative});
    }

    const Plan& plan_;
    const Indicator& indicator_;
    std::vector<Finding>& findings_;
};

}  // namespace

void check_milestones(const Plan& plan, const Indicator& indicator, std::vector<Finding>& findings) {
    Milestones(plan, indicator, findings)();
}

}  // namespace libplan::checking
