#include "libplan/workings.hpp"

#include "libplan/exact_unit.hpp"
#include "libplan/outcome.hpp"
#include "libplan/ready_scheme.hpp"

namespace libplan {
namespace {

double in_points(const Rational& millionths) { return to_double(Rational(millionths / Points::per_point)); }

PartWorking working_of(const NodePoints<Exact>& part) {
    return {in_points(part.points), part.full.value(), part.applies, part.open != State::value};
}

ConditionWorking working_of(const Judged<Exact>& judged) {
    ConditionWorking working;
    working.value_state = judged.value_state;
    working.limit_state = judged.limit_state;
    if (judged.value_state == State::value)
        working.value = judged.in_millionths ? in_points(judged.value) : to_double(judged.value);
    if (judged.limit_state == State::value) working.limit = to_double(judged.limit);
    working.holds = judged.holds ? Verdict::yes : judged.open != State::value ? Verdict::unknown : Verdict::no;
    return working;
}

ConditionsWorking working_of(const std::vector<Judged<Exact>>& judged) {
    ConditionsWorking working;
    working.hold = Verdict::yes;
    for (const Judged<Exact>& condition : judged) {
        working.conditions.push_back(working_of(condition));
        const Verdict holds = working.conditions.back().holds;
        if (holds == Verdict::no || (holds == Verdict::unknown && working.hold == Verdict::yes)) working.hold = holds;
    }
    return working;
}

GroupWorking working_of(const GroupSteps<Exact>& steps) {
    GroupWorking working{working_of(steps.combined),
                         working_of(steps.rescaled),
                         working_of(steps.raised),
                         working_of(steps.capped),
                         working_of(steps.voided),
                         working_of(steps.result),
                         {}};
    for (const auto& list : steps.zero_when) working.zero_when.push_back(working_of(list));
    return working;
}

class Working {
public:
    Working(const Assessment& assessment, std::size_t unit)
        : assessment_(assessment),
          scheme_(assessment.scheme),
          unit_(unit),
          tree_(assessment.scheme.ready().tree),
          exact_unit_(tree_, assessment, unit) {}

    Workings operator()() {
        evaluate();
        add_up();
        judge_vetoes();
        publish();
        return std::move(workings_);
    }

private:
    void evaluate() {
        std::vector<GroupSteps<Exact>> steps(tree_.groups().size());
        total_.steps = &steps;
        Exact exact;
        tree_.evaluate(exact, exact_unit_.view(), total_);
        total_.steps = nullptr;
        for (const auto& item : total_.items) workings_.items.push_back(working_of(item));
        for (const auto& group : steps) workings_.groups.push_back(working_of(group));
        workings_.base = in_points(total_.base);
        workings_.bonus = in_points(total_.bonus);
        workings_.penalty = in_points(total_.penalty);
        workings_.applicable = total_.applicable.value();
        workings_.open = total_.open != State::value;
        workings_.state = assessment_.total_states[unit_];
    }

    void add_up() {
        Exact exact;
        Rational total = total_.base;
        for (const Step step : scheme_->outcome.order) {
            if (is_published(step)) break;
            total = tree_.after_step(exact, step, total, total_.applicable, total_.bonus, total_.penalty);
            workings_.steps.push_back({step, in_points(total), 0, {}});
        }
        earned_ = exact.round_units(total, scheme_->outcome.places, scheme_->outcome.rounding);
        workings_.earned = earned_.value();
    }

    // ---- vetoes ----

    ConditionsWorking judged(const Conditions& conditions) {
        Exact exact;
        std::vector<Judged<Exact>> all;
        for (const Condition& condition : conditions)
            all.push_back(tree_.judge(exact, condition, exact_unit_.view(), total_, exact.of(earned_)));
        return working_of(all);
    }

    void judge_vetoes() {
        const Unit& own = assessment_.facts.units[unit_];
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i) {
            const Veto& veto = scheme_->vetoes[i];
            VetoWorking working;
            working.concerns_unit = veto.only_for.empty() || names_unit(veto.only_for, own.id, own.rank_class);
            working.when = judged(veto.when);
            for (const Conditions& conditions : veto.unless) working.unless.push_back(judged(conditions));
            working.applies = (assessment_.vetoes[unit_] >> i & 1) != 0;
            working.open = (assessment_.open_vetoes[unit_] >> i & 1) != 0;
            workings_.vetoes.push_back(std::move(working));
        }
    }

    // ---- after the total is rounded ----

    /// Which grades quotas took is not kept: it is what leads to the grade the unit ended with.
    void publish() {
        const auto most = static_cast<int>(scheme_->grades.size());
        for (workings_.lowered = 0; workings_.lowered < most; ++workings_.lowered)
            if (publish_with(workings_.lowered) == assessment_.grades[unit_]) return;
        throw std::logic_error("workings: no step leads to the grade");
    }

    std::int32_t publish_with(int lowered) {
        Points total = earned_;
        std::int32_t grade = -1;
        workings_.publishing.clear();
        for (const Step step : scheme_->outcome.order) {
            if (!is_published(step)) continue;
            std::vector<int> after_vetoes;
            if (step == Step::veto && is_zeroed()) total = {};
            if (step == Step::grade && workings_.state == State::value) grade = GradeEdges(scheme_.parts()).of(total);
            if (step == Step::demote) grade = demoted(grade, after_vetoes);
            if (step == Step::quota && grade >= 0) grade += lowered;
            workings_.publishing.push_back({step, total.value(), grade + 1, std::move(after_vetoes)});
        }
        return grade;
    }

    bool is_zeroed() const {
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i)
            if (workings_.vetoes[i].applies && scheme_->vetoes[i].effect == Veto::Effect::zero) return true;
        return false;
    }

    std::int32_t demoted(std::int32_t grade, std::vector<int>& after_vetoes) const {
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i) {
            if (workings_.vetoes[i].applies) grade = grade_after(scheme_.parts(), scheme_->vetoes[i], grade);
            after_vetoes.push_back(grade + 1);
        }
        return grade_in_doubt(scheme_.parts(), assessment_.open_vetoes[unit_], grade);
    }

    const Assessment& assessment_;
    const Scheme& scheme_;
    std::size_t unit_;
    const Tree& tree_;
    ExactUnit exact_unit_;
    Tree::Total<Exact> total_;
    Points earned_;
    Workings workings_;
};

}  // namespace

Workings workings(const Assessment& assessment, std::size_t unit) {
    if (unit >= assessment.facts.units.size()) throw std::out_of_range("workings: no such unit");
    return Working(assessment, unit)();
}

double unrounded_points(const Assessment& assessment, std::size_t item, std::size_t unit) {
    return in_points(unrounded_item(assessment.scheme.ready().tree, assessment, item, unit));
}

}  // namespace libplan
