#include "libplan/total_steps.hpp"

#include <algorithm>

#include "libplan/exact.hpp"
#include "libplan/outcome.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/veto_words.hpp"
#include "libplan/workings.hpp"

namespace libplan {
namespace {

class TotalSteps {
public:
    TotalSteps(const Assessment& assessment, std::size_t unit, const Workings& workings, Language language)
        : scheme_(assessment.scheme),
          assessment_(assessment),
          unit_(unit),
          workings_(workings),
          full_(exact_points(scheme_->full).value()),
          language_(language) {}

    std::vector<ScorecardStep> operator()() {
        for (const Group* group : scheme_.groups()) numbers_.push_back(group);
        for (const Item* item : scheme_.items()) items_.push_back(item);
        for (const Group& group : scheme_->groups) add_group(group);
        add_total();
        add_vetoes();
        add_grades();
        add_tie();
        return std::move(steps_);
    }

private:
    static constexpr std::size_t most_named = 5;

    std::string said(Phrase phrase, auto... values) const { return say(language_, phrase, values...); }
    void add(std::string words, std::optional<double> points = {}) {
        if (points) points = cut(*points);
        steps_.push_back({std::move(words), points});
    }
    /// To the millionth, as the points of items are where they are not rounded.
    double cut(double points) const { return round_decimal(points, unrounded_places, scheme_->outcome.rounding); }
    std::string told(double points) const { return decimal_text(cut(points)); }

    // ---- groups, inner ones first ----

    void add_group(const Group& group) {
        for (const Group& inner : group.groups) add_group(inner);
        const auto number = std::find(numbers_.begin(), numbers_.end(), &group) - numbers_.begin();
        const GroupWorking& working = workings_.groups[static_cast<std::size_t>(number)];
        if (!working.combined.applies) return add(of(group, said(Phrase::state_not_applicable)));
        const std::string full = decimal_text(group.full);
        add_part(group, combined_words(group), working.combined);
        add_change(group, said(Phrase::step_rescaled, full, told(working.combined.points), told(working.combined.full)),
                   working.combined, working.rescaled);
        if (group.floor)
            add_change(group, said(Phrase::step_floor, decimal_text(*group.floor)), working.rescaled, working.raised);
        if (group.cap)
            add_change(group, said(Phrase::step_cap, decimal_text(*group.cap)), working.raised, working.capped);
        for (std::size_t i = 0; i < group.zero_when.size(); ++i)
            if (working.zero_when[i].hold == Verdict::yes) {
                add_part(group,
                         said(Phrase::step_voided,
                              conditions_words(scheme_, group.zero_when[i], working.zero_when[i], language_)),
                         working.voided);
                break;
            }
        add_change(group, rounded(Phrase::step_round), working.voided, working.result);
    }
    /// A part of a group that takes part.
    struct Part {
        const std::string& title;
        double weight;
        const PartWorking& working;
    };
    std::vector<Part> parts_of(const Group& group) const {
        std::vector<Part> parts;
        const auto add = [&](const std::string& title, double weight, const PartWorking& working) {
            const bool has_rate = group.combine == Combine::sum || working.full != 0;
            if (working.applies && has_rate) parts.push_back({title, weight, working});
        };
        const auto number_of = [](const auto& all, const auto& one) {
            return static_cast<std::size_t>(std::find(all.begin(), all.end(), &one) - all.begin());
        };
        for (const Item& item : group.items) add(item.title, item.weight, workings_.items[number_of(items_, item)]);
        for (const Group& inner : group.groups)
            add(inner.title, inner.weight, workings_.groups[number_of(numbers_, inner)].result);
        return parts;
    }

    /// "加权：（日常 69.06÷100×0.3＋专项 43.8÷50×0.7）÷权重之和1×40"
    std::string combined_words(const Group& group) const {
        static constexpr Phrase labels[] = {Phrase::combined_sum,    Phrase::combined_weighted,
                                            Phrase::combined_mean,   Phrase::combined_highest,
                                            Phrase::combined_lowest, Phrase::combined_largest_loss};
        const Phrase told_as = group.combine == Combine::sum            ? Phrase::part_points
                               : group.combine == Combine::weighted     ? Phrase::part_weighted
                               : group.combine == Combine::largest_loss ? Phrase::part_loss
                                                                        : Phrase::part_rate;
        const std::vector<Part> parts = parts_of(group);
        std::vector<Message> words;
        double weights = 0;
        for (const Part& part : parts) {
            words.push_back(
                {told_as,
                 {part.title, part.working.open ? Message(Phrase::open) : Message(told(part.working.points)),
                  told(part.working.full), decimal_text(part.weight), told(part.working.full - part.working.points)}});
            weights += part.weight;
        }
        const bool adds =
            group.combine == Combine::sum || group.combine == Combine::weighted || group.combine == Combine::mean;
        const std::string all = text(joined(adds ? Phrase::plus : Phrase::listed, std::move(words)), language_);
        const double divisor = group.combine == Combine::mean ? static_cast<double>(parts.size()) : weights;
        return said(labels[static_cast<int>(group.combine)], decimal_text(group.full), all, told(divisor));
    }

    std::string of(const Group& group, const std::string& label) const {
        return said(Phrase::step_result, group.title, label);
    }
    void add_part(const Group& group, const std::string& label, const PartWorking& part) {
        if (part.open)
            add(of(group, said(Phrase::step_result, label, said(Phrase::open))));
        else
            add(of(group, label), part.points);
    }
    void add_change(const Group& group, const std::string& label, const PartWorking& before, const PartWorking& after) {
        if (!after.open && after.applies && after.points != before.points) add_part(group, label, after);
    }
    std::string rounded(Phrase phrase) const {
        return said(phrase, said(phrase_of(scheme_->outcome.rounding)), std::to_string(scheme_->outcome.places));
    }

    // ---- the total ----

    void add_total() {
        if (workings_.applicable == 0 && !workings_.open)
            return add(said(Phrase::step_result, said(Phrase::head_total), said(Phrase::state_not_applicable)));
        if (workings_.applicable != full_) add(said(Phrase::applicable_row), workings_.applicable);
        if (workings_.open) return add(said(Phrase::step_result, said(Phrase::head_total), said(Phrase::open)));
        add(said(Phrase::sum_row), workings_.base);
        double before = workings_.base;
        for (const StepWorking& step : workings_.steps) {
            if (step.total != before) add(words_of(step.step, before), step.total);
            before = step.total;
        }
        const Phrase last = scheme_->vetoes.empty() ? Phrase::total_rounded : Phrase::earned_row;
        add(rounded(last), workings_.earned);
    }
    std::string words_of(Step step, double before) const {
        const Outcome& outcome = scheme_->outcome;
        const std::string full = decimal_text(full_);
        switch (step) {
            case Step::rescale:
                return said(Phrase::step_rescaled, full, told(before), told(workings_.applicable));
            case Step::convert:
                return said(Phrase::step_convert, decimal_text(outcome.convert_to.value_or(full_)), full);
            case Step::bonus:
                return said(Phrase::step_bonus, told(workings_.bonus));
            case Step::penalty:
                return said(Phrase::step_penalty, told(workings_.penalty));
            default:
                break;
        }
        if (before < outcome.floor) return said(Phrase::step_floor, decimal_text(outcome.floor));
        return said(Phrase::step_cap, decimal_text(outcome.cap.value_or(full_)));
    }

    // ---- vetoes and grades ----

    void add_vetoes() {
        bool zero = false;
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i) {
            const Veto& veto = scheme_->vetoes[i];
            if (workings_.vetoes[i].when.hold == Verdict::yes) add_lifted(veto, workings_.vetoes[i]);
            if (!workings_.vetoes[i].applies) continue;
            zero = zero || veto.effect == Veto::Effect::zero;
            const std::string title = said(Phrase::step_result, said(Phrase::head_veto), veto.title);
            add(veto.clause.empty() ? title
                                    : said(Phrase::with_detail, title, said(Phrase::words_clause, veto.clause)));
        }
        if (zero) add(said(Phrase::step_zeroed), 0);
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i)
            if (workings_.vetoes[i].open) add(said(Phrase::veto_in_doubt, scheme_->vetoes[i].title));
        if (workings_.state != State::value && !workings_.open && workings_.applicable != 0)
            add(said(Phrase::total_known));
    }
    /// A veto whose conditions hold, were it not for what is recorded besides.
    void add_lifted(const Veto& veto, const VetoWorking& working) {
        if (!working.concerns_unit) return;
        for (std::size_t i = 0; i < veto.unless.size(); ++i)
            if (working.unless[i].hold == Verdict::yes)
                return add(said(Phrase::step_lifted, veto.title,
                                conditions_words(scheme_, veto.unless[i], working.unless[i], language_)));
    }

    /// What stands between units of the same total.
    void add_tie() {
        if (scheme_->outcome.tie_breaks.empty() || assessment_.ranks[unit_] == 0) return;
        const auto& order = scheme_->outcome.order;
        const bool zeroed_later =
            std::find(std::find(order.begin(), order.end(), Step::rank), order.end(), Step::veto) != order.end();
        const auto& totals = zeroed_later ? assessment_.earned : assessment_.totals;  // by which units are ranked
        std::vector<Message> level;
        const auto& units = assessment_.facts.units;
        for (std::size_t other = 0; other < units.size(); ++other)
            if (units[other].rank_class == units[unit_].rank_class && assessment_.ranks[other] > 0 &&
                totals[other] == totals[unit_] && assessment_.ranks[other] != assessment_.ranks[unit_])
                level.emplace_back(units[other].title);
        if (level.empty()) return;
        if (level.size() > most_named) {
            level.erase(level.begin() + most_named, level.end());
            level.emplace_back("…");
        }
        std::vector<Message> keys;
        for (const TieBreak& tie : scheme_->outcome.tie_breaks) keys.push_back(words_of(tie));
        add(said(Phrase::step_tie, joined(Phrase::listed, std::move(level)), joined(Phrase::listed, std::move(keys))));
    }
    /// "死亡人数2人（少者在前）"
    Message words_of(const TieBreak& tie) const {
        const NodeNumbers nodes = node_numbers(scheme_.parts());
        const Phrase order = tie.fewer ? Phrase::tie_fewer : Phrase::tie_more;
        const auto node = nodes.find(tie.of);
        if (node == nodes.end()) {
            const FactColumn* column = assessment_.facts.find(tie.of);
            const State state = column ? state_of(*column, unit_) : State::missing;
            const double value = column ? column->values[unit_] : 0;
            return {order,
                    {column_title(scheme_, tie.of, language_), figure_words(scheme_, tie.of, value, state, language_)}};
        }
        const std::size_t index = node->second.index;
        const Points points =
            node->second.group ? assessment_.groups[index][unit_] : assessment_.items[index].points[unit_];
        return {order, {node->second.group ? numbers_[index]->title : items_[index]->title, to_string(points)}};
    }

    void add_grades() {
        int before = 0;
        for (const StepWorking& step : workings_.publishing) {
            if (step.grade > 0 && step.grade != before) add(words_of_grade(step));
            if (step.step == Step::quota && step.grade > 0) add_places_left_open(step.grade - 1);
            before = step.grade;
        }
    }
    /// Where others may still take places of the grade, or leave them.
    void add_places_left_open(int grade) {
        const std::string& own_class = assessment_.facts.units[unit_].rank_class;
        const auto& quotas = scheme_->outcome.quotas;
        const bool holds_place = std::any_of(quotas.begin(), quotas.end(), [&](const Quota& quota) {
            return (quota.rank_class.empty() || quota.rank_class == own_class) &&
                   grade_named(scheme_.parts(), quota.grade) == grade;
        });
        if (!holds_place && workings_.lowered == 0) return;
        std::size_t open = 0;
        for (std::size_t other = 0; other < assessment_.facts.units.size(); ++other) {
            const bool is_open =
                assessment_.grades[other] < 0 && assessment_.total_states[other] != State::not_applicable;
            if (other != unit_ && is_open && assessment_.facts.units[other].rank_class == own_class) ++open;
        }
        if (open > 0) add(said(Phrase::step_quota_provisional, std::to_string(open)));
    }
    std::string words_of_grade(const StepWorking& step) const {
        const std::string& title = scheme_->grades[static_cast<std::size_t>(step.grade - 1)].title;
        if (step.step == Step::quota)
            return quota_words(assessment_, unit_, step.grade - 1 - workings_.lowered, step.grade - 1, language_);
        const Phrase label = step.step == Step::demote ? Phrase::grade_after_vetoes : Phrase::grade_by_points;
        return said(Phrase::step_result, said(label), title);
    }

    const Scheme& scheme_;
    const Assessment& assessment_;
    std::size_t unit_;
    const Workings& workings_;
    double full_;
    Language language_;
    std::vector<const Group*> numbers_;
    std::vector<const Item*> items_;
    std::vector<ScorecardStep> steps_;
};

}  // namespace

std::vector<ScorecardStep> total_steps(const Assessment& assessment, std::size_t unit, const Workings& workings,
                                       Language language) {
    return TotalSteps(assessment, unit, workings, language)();
}

}  // namespace libplan
