#pragma once
// Private: from the points of items to the total of one unit, over a kind of number of arithmetic.hpp.
#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "libplan/arithmetic.hpp"
#include "libplan/assess.hpp"

namespace libplan {

/// Where an item or a group stands in the scheme's lists.
struct NodeNumber {
    bool group = false;
    std::size_t index = 0;
};
using NodeNumbers = std::map<std::string_view, NodeNumber, std::less<>>;
NodeNumbers node_numbers(const SchemeParts& parts);

/// What an item that does not apply to a unit gets, by itself or by the scheme; of bonus and penalty blocks nothing,
/// unless the item says otherwise.
inline NotApplicable not_applicable_of(const Item& item, GroupKind kind, const Outcome& outcome) {
    if (item.not_applicable) return *item.not_applicable;
    return kind == GroupKind::base ? outcome.not_applicable : NotApplicable{};
}
inline WhenMissing missing_of(const Item& item, const Outcome& outcome) {
    return item.missing.value_or(outcome.missing);
}
/// Steps that work with the published total: what stands after them changes it no more.
inline bool is_published(Step step) {
    return step == Step::veto || step == Step::grade || step == Step::demote || step == Step::quota ||
           step == Step::rank;
}
/// Whether totals are zeroed before anything is made of them: then one that is zeroed is settled, whatever is open.
inline bool zeroes_first(const Outcome& outcome) {
    const auto step = std::find_if(outcome.order.begin(), outcome.order.end(), is_published);
    return step != outcome.order.end() && *step == Step::veto;
}
/// Of what a sum rests on: while something is not yet scored, that is told; then what is missing.
inline State more_open(State one, State other) { return std::max(one, other); }
/// Whether a state leaves the total open.
inline bool leaves_open(State state, WhenMissing missing) {
    return state == State::not_scored || (state == State::missing && missing != WhenMissing::zero);
}

/// The points of one node; what does not apply takes no part.
template <class A>
struct NodePoints {
    typename A::Number points{};
    Points full{};  ///< of what applies
    bool applies = true;
    State open = State::value;  ///< else it rests on something missing or not yet scored
};

/// A condition with what it compares.
template <class A>
struct Judged {
    typename A::Number value{}, limit{};
    bool in_millionths = false;  ///< the value; whole numbers stay exact so
    State value_state = State::value, limit_state = State::value;
    bool holds = false;
    State open = State::value;  ///< else it rests on something not known, which decides nothing
    bool has_values() const { return value_state == State::value && limit_state == State::value; }
};

/// A group after each step that may be asked of it.
template <class A>
struct GroupSteps {
    NodePoints<A> combined, rescaled, raised, capped, voided, result;
    std::vector<std::vector<Judged<A>>> zero_when;
};

/// What the tree reads of one unit.
template <class A>
struct UnitItems {
    std::span<const State> states;               ///< of each item
    std::span<const typename A::Number> points;  ///< of each item that is a value, in millionths
    std::span<const double> facts;               ///< of each fact that conditions read
    std::span<const State> fact_states;
    bool open_holds = false;  ///< conditions on facts not known hold
};

/// A scheme made ready: facts of conditions by number, nodes by number.
class Tree {
public:
    /// The parts must outlive it and stay where they are.
    explicit Tree(const SchemeParts& parts);
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    const SchemeParts& parts() const { return *parts_; }
    const std::vector<const Item*>& items() const { return items_; }
    const std::vector<const Group*>& groups() const { return groups_; }
    /// The facts that conditions and tie-breaks read.
    const std::vector<std::string>& facts() const { return facts_; }
    std::size_t fact_number(std::string_view id) const;
    const NodeNumbers& numbers() const { return numbers_; }
    Points item_full(std::size_t item) const { return item_fulls_[item]; }
    const NotApplicable& not_applicable(std::size_t item) const { return not_applicable_[item]; }
    /// What an item that does not apply gets where points are rounded item by item, and what is shown of it elsewhere.
    Points instead_of(std::size_t item) const { return instead_[item]; }
    Points full() const { return full_; }
    /// Only sums of rounded items, with limits: what the kernel adds up in columns.
    bool plain() const { return plain_; }
    std::size_t first_item(std::size_t group) const { return first_items_[group]; }
    /// The group a group stands in; none at the top.
    std::optional<std::size_t> parent_of_group(std::size_t group) const { return parents_[group]; }
    const Group& top_of_group(std::size_t group) const { return *groups_[tops_[group]]; }
    Points floor() const { return floor_; }
    Points cap() const { return cap_; }

    template <class A>
    struct Total {
        std::vector<NodePoints<A>> items, groups;
        typename A::Number base{}, bonus{}, penalty{};
        Points applicable{};
        State open = State::value;
        std::vector<GroupSteps<A>>* steps = nullptr;  ///< one for each group, if they are wanted
    };
    /// `total` is overwritten; given again, its room is reused.
    template <class A>
    void evaluate(A& a, const UnitItems<A>& unit, Total<A>& total) const;

    /// The total before it is rounded, in millionths, from the points of the blocks.
    template <class A>
    typename A::Number total_of(A& a, const typename A::Number& base, Points applicable,
                                const typename A::Number& bonus, const typename A::Number& penalty) const;

    /// The total after one more step.
    template <class A>
    typename A::Number after_step(A& a, Step step, const typename A::Number& total, Points applicable,
                                  const typename A::Number& bonus, const typename A::Number& penalty) const;

    template <class A>
    Judged<A> judge(A& a, const Condition& condition, const UnitItems<A>& unit, const Total<A>& total,
                    const typename A::Number& published) const;

    /// Whether all conditions hold; `open` tells why a fact that decides is not known, where one is not.
    template <class A>
    bool all_hold(A& a, const Conditions& conditions, const UnitItems<A>& unit, const Total<A>& total,
                  const typename A::Number& published, State& open) const;
    /// Over numbers that are ranges: whether all may hold, and whether they must, wherever in its range each number
    /// lies and whatever the facts not known turn out to be.
    template <class A>
    bool may_hold(A& a, const Conditions& conditions, UnitItems<A> unit, const Total<A>& total,
                  const typename A::Number& published) const {
        return hold_if(a, conditions, unit, total, published, true);
    }
    template <class A>
    bool must_hold(A& a, const Conditions& conditions, UnitItems<A> unit, const Total<A>& total,
                   const typename A::Number& published) const {
        return hold_if(a, conditions, unit, total, published, false);
    }

private:
    template <class A>
    bool hold_if(A& a, const Conditions& conditions, UnitItems<A> unit, const Total<A>& total,
                 const typename A::Number& published, bool in_doubt) const {
        State open = State::value;
        unit.open_holds = in_doubt;
        a.holds_in_doubt = in_doubt;
        return all_hold(a, conditions, unit, total, published, open);
    }
    template <class A>
    NodePoints<A> item_points(A& a, std::size_t item, const UnitItems<A>& unit) const;
    template <class A>
    NodePoints<A> group_points(A& a, const Group& group, const UnitItems<A>& unit, Total<A>& total) const;
    /// A group whose conditions hold has no points.
    template <class A>
    void void_group(A& a, const Group& group, const UnitItems<A>& unit, const Total<A>& total,
                    NodePoints<A>& node) const;
    template <class A>
    std::vector<std::vector<Judged<A>>> judged_zeros(A& a, const Group& group, const UnitItems<A>& unit,
                                                     const Total<A>& total) const;
    template <class A>
    void judge_subject(A& a, const Condition& condition, const UnitItems<A>& unit, const Total<A>& total,
                       const typename A::Number& published, Judged<A>& judged) const;
    template <class A>
    State read_fact(A& a, const std::string& id, const UnitItems<A>& unit, typename A::Number& value) const;
    void add_instead(const Item& item, GroupKind kind);
    void add_group(const Group& group, std::optional<std::size_t> parent);
    void add_fact(const std::string& id);
    void add_facts(const Conditions& conditions);

    const SchemeParts* parts_;
    std::vector<const Item*> items_;
    std::vector<const Group*> groups_;
    std::vector<Points> item_fulls_, instead_;
    std::vector<NotApplicable> not_applicable_;
    std::map<const void*, std::size_t> positions_;
    std::vector<std::size_t> first_items_, tops_;
    std::vector<std::optional<std::size_t>> parents_;
    std::vector<std::string> facts_;
    std::map<std::string, std::size_t, std::less<>> fact_numbers_;
    NodeNumbers numbers_;
    Points full_{}, floor_{}, cap_{};
    bool plain_ = true;
};

/// A number of points in millionths.
template <class A>
typename A::Number millionths(A& a, double points) {
    return a.multiply(a.read(points), a.read(static_cast<double>(Points::per_point)));
}

template <class A>
NodePoints<A> Tree::item_points(A& a, std::size_t index, const UnitItems<A>& unit) const {
    const Outcome& outcome = parts_->outcome;
    const Item& item = *items_[index];
    NodePoints<A> node{a.of(Points{}), item_fulls_[index]};
    switch (unit.states[index]) {
        case State::value:
            node.points = unit.points[index];
            break;
        case State::not_applicable:
            if (const NotApplicable& instead = not_applicable(index); instead.rescale)
                node.applies = false;
            else if (outcome.rounded_at == RoundedAt::item)
                node.points = a.of(instead_[index]);
            else
                node.points = a.multiply(a.of(item_fulls_[index]), a.read(instead.share));
            if (outcome.rounded_at == RoundedAt::item)
                node.points = a.of(a.round_units(node.points, outcome.places, outcome.rounding));
            break;
        case State::missing:
        case State::not_scored:
            if (leaves_open(unit.states[index], missing_of(item, outcome))) node.open = unit.states[index];
            break;
    }
    return node;
}

/// Combines the parts of a group, one after the other.
template <class A>
class Combining {
public:
    using Number = typename A::Number;
    Combining(A& a, const Group& group) : a_(a), group_(group), points_(a.of(Points{})), weights_(a.read(0)) {}

    void add(const NodePoints<A>& part, double weight) {
        if (!part.applies) return;
        open_ = more_open(open_, part.open);
        if (group_.combine != Combine::sum && part.full.units == 0) return;  // it has no rate
        const bool first = !applies_;
        applies_ = true;
        switch (group_.combine) {
            case Combine::sum:
                points_ = a_.add(points_, part.points);
                full_ += part.full;
                break;
            case Combine::weighted:
            case Combine::mean: {
                const Number share = a_.read(group_.combine == Combine::mean ? 1 : weight);
                points_ = a_.add(points_, a_.multiply(share, rate(part)));
                weights_ = a_.add(weights_, share);
                break;
            }
            case Combine::highest:
                points_ = first ? rate(part) : a_.maximum(points_, rate(part));
                break;
            case Combine::lowest:
                points_ = first ? rate(part) : a_.minimum(points_, rate(part));
                break;
            case Combine::largest_loss: {
                const Number loss = a_.subtract(a_.of(part.full), part.points);
                points_ = first ? loss : a_.maximum(points_, loss);
                break;
            }
        }
    }

    NodePoints<A> result() {
        if (!applies_ || group_.combine == Combine::sum) return {points_, full_, applies_, open_};
        const Number full = millionths(a_, group_.full);
        if (group_.combine == Combine::largest_loss)
            points_ = a_.subtract(full, points_);
        else if (group_.combine == Combine::weighted || group_.combine == Combine::mean)
            points_ = a_.divide(a_.multiply(points_, full), weights_);
        else
            points_ = a_.multiply(points_, full);
        return {points_, exact_points(group_.full), true, open_};
    }

private:
    Number rate(const NodePoints<A>& part) { return a_.divide(part.points, a_.of(part.full)); }

    A& a_;
    const Group& group_;
    Number points_, weights_;
    Points full_{};
    bool applies_ = false;
    State open_ = State::value;
};

template <class A>
NodePoints<A> Tree::group_points(A& a, const Group& group, const UnitItems<A>& unit, Total<A>& total) const {
    const std::size_t index = positions_.at(&group);
    Combining<A> combining(a, group);
    for (std::size_t i = 0; i < group.items.size(); ++i) {
        const std::size_t item = first_items_[index] + i;
        total.items[item] = item_points(a, item, unit);
        combining.add(total.items[item], group.items[i].weight);
    }
    for (const Group& inner : group.groups) combining.add(group_points(a, inner, unit, total), inner.weight);
    NodePoints<A> node = combining.result();
    GroupSteps<A>* steps = total.steps ? &(*total.steps)[index] : nullptr;
    if (steps) steps->combined = node;
    if (node.applies && group.rescale && node.full.units != 0 && node.full != exact_points(group.full)) {
        node.points = a.divide(a.multiply(node.points, millionths(a, group.full)), a.of(node.full));
        node.full = exact_points(group.full);
    }
    if (steps) steps->rescaled = node;
    if (group.floor) node.points = a.maximum(node.points, millionths(a, *group.floor));
    if (steps) steps->raised = node;
    if (group.cap) node.points = a.minimum(node.points, millionths(a, *group.cap));
    if (steps) steps->capped = node;
    total.groups[index] = node;  // conditions may ask for the group itself
    if (steps) steps->zero_when = judged_zeros(a, group, unit, total);
    void_group(a, group, unit, total, node);
    if (steps) steps->voided = steps->result = node;
    total.groups[index] = node;
    return node;
}

template <class A>
void Tree::void_group(A& a, const Group& group, const UnitItems<A>& unit, const Total<A>& total,
                      NodePoints<A>& node) const {
    const typename A::Number nothing = a.of(Points{});
    for (const Conditions& conditions : group.zero_when) {
        State unknown = State::value;
        if constexpr (requires { a.holds_in_doubt; }) {  // numbers that are ranges: it may be voided, or must be
            if (!may_hold(a, conditions, unit, total, nothing)) continue;
            node.points = must_hold(a, conditions, unit, total, nothing)
                              ? nothing
                              : a.either(a.spared(group, conditions, node), nothing);
        } else {
            const bool voids = all_hold(a, conditions, unit, total, nothing, unknown);
            if (voids) node.points = nothing;
            // Nothing that is open can lift a voided group.
            node.open = voids ? State::value : more_open(node.open, unknown);
            if (voids) break;
        }
    }
}

template <class A>
std::vector<std::vector<Judged<A>>> Tree::judged_zeros(A& a, const Group& group, const UnitItems<A>& unit,
                                                       const Total<A>& total) const {
    std::vector<std::vector<Judged<A>>> lists;
    for (const Conditions& conditions : group.zero_when) {
        lists.emplace_back();
        for (const Condition& condition : conditions)
            lists.back().push_back(judge(a, condition, unit, total, a.of(Points{})));
    }
    return lists;
}

template <class A>
void Tree::evaluate(A& a, const UnitItems<A>& unit, Total<A>& total) const {
    const Outcome& outcome = parts_->outcome;
    total.open = State::value;
    total.applicable = {};
    total.items.resize(items_.size());
    total.groups.resize(groups_.size());
    total.base = total.bonus = total.penalty = a.of(Points{});
    for (const Group& group : parts_->groups) {
        NodePoints<A> node = group_points(a, group, unit, total);
        if (outcome.rounded_at == RoundedAt::group) {
            node.points = a.of(a.round_units(node.points, outcome.places, outcome.rounding));
            total.groups[positions_.at(&group)] = node;
            if (total.steps) (*total.steps)[positions_.at(&group)].result = node;
        }
        if (!node.applies) continue;
        total.open = more_open(total.open, node.open);
        auto& block = group.kind == GroupKind::base    ? total.base
                      : group.kind == GroupKind::bonus ? total.bonus
                                                       : total.penalty;
        block = a.add(block, node.points);
        if (group.kind == GroupKind::base) total.applicable += node.full;
    }
}

template <class A>
typename A::Number Tree::total_of(A& a, const typename A::Number& base, Points applicable,
                                  const typename A::Number& bonus, const typename A::Number& penalty) const {
    auto total = base;
    for (const Step step : parts_->outcome.order) {
        if (is_published(step)) break;
        total = after_step(a, step, total, applicable, bonus, penalty);
    }
    return total;
}

template <class A>
typename A::Number Tree::after_step(A& a, Step step, const typename A::Number& total, Points applicable,
                                    const typename A::Number& bonus, const typename A::Number& penalty) const {
    const Outcome& outcome = parts_->outcome;
    switch (step) {
        case Step::rescale:
            if (applicable == full_ || applicable.units == 0) return total;
            return a.divide(a.multiply(total, a.of(full_)), a.of(applicable));
        case Step::convert:
            if (!outcome.convert_to) return total;
            return a.divide(a.multiply(total, a.read(*outcome.convert_to)), a.read(parts_->full));
        case Step::bonus:
            return a.add(total, bonus);
        case Step::penalty:
            return a.add(total, penalty);
        case Step::cap: {
            const auto raised = a.maximum(total, millionths(a, outcome.floor));
            if (!outcome.cap) return raised;
            return a.minimum(raised, millionths(a, *outcome.cap));
        }
        case Step::veto:
        case Step::grade:
        case Step::demote:
        case Step::quota:
        case Step::rank:
            break;
    }
    return total;
}

template <class A>
State Tree::read_fact(A& a, const std::string& id, const UnitItems<A>& unit, typename A::Number& value) const {
    const std::size_t number = fact_number(id);
    if (unit.fact_states[number] == State::value) value = a.read(unit.facts[number]);
    return unit.fact_states[number];
}

template <class A>
void Tree::judge_subject(A& a, const Condition& condition, const UnitItems<A>& unit, const Total<A>& total,
                         const typename A::Number& published, Judged<A>& judged) const {
    using Subject = Condition::Subject;
    const auto node = [&]() -> NodePoints<A> {
        const NodeNumber number = numbers_.find(condition.of)->second;
        return number.group ? total.groups[number.index] : total.items[number.index];
    };
    const auto set_state = [&](bool applies, State open) {
        judged.value_state = applies ? open : State::not_applicable;
        judged.open = applies ? open : State::value;
    };
    judged.in_millionths = condition.subject != Subject::fact && condition.subject != Subject::rate;
    switch (condition.subject) {
        case Subject::fact:
            judged.value_state = read_fact(a, condition.of, unit, judged.value);
            break;
        case Subject::points: {
            const NodePoints<A> part = node();
            judged.value = part.points;
            set_state(part.applies, part.open);
            break;
        }
        case Subject::applicable:
            judged.value = a.of(node().applies ? node().full : Points{});
            break;
        case Subject::rate: {
            const NodePoints<A> part = node();
            set_state(part.applies && part.full.units != 0, part.open);
            if (judged.value_state == State::value)
                judged.value = a.divide(a.multiply(part.points, a.read(100)), a.of(part.full));
            break;
        }
        case Subject::lowest: {
            const NodeNumber number = numbers_.find(condition.of)->second;
            bool any = false;
            State open = State::value;
            for (std::size_t i = 0; i < groups_[number.index]->items.size(); ++i) {
                const NodePoints<A>& part = total.items[first_items_[number.index] + i];
                if (!part.applies) continue;
                open = more_open(open, part.open);
                if (part.open != State::value) continue;
                judged.value = any ? a.minimum(judged.value, part.points) : part.points;
                any = true;
            }
            // What is open can only lower the lowest.
            const bool falls = condition.comparison == Comparison::at_most || condition.comparison == Comparison::below;
            const bool some = any || open != State::value;
            judged.value_state = !some ? State::not_applicable : any && falls ? State::value : open;
            judged.open = open;
            break;
        }
        case Subject::total:
            judged.value = published;
            set_state(total.applicable.units != 0, total.open);
            break;
    }
}

template <class A>
Judged<A> Tree::judge(A& a, const Condition& condition, const UnitItems<A>& unit, const Total<A>& total,
                      const typename A::Number& published) const {
    Judged<A> judged;
    judged.value = judged.limit = a.read(0);
    judge_subject(a, condition, unit, total, published, judged);
    if (const auto* id = std::get_if<std::string>(&condition.limit))
        judged.limit_state = read_fact(a, *id, unit, judged.limit);
    else
        judged.limit = a.read(std::get<double>(condition.limit));
    const WhenMissing missing = parts_->outcome.missing;
    const auto open_of = [&](State state) { return leaves_open(state, missing) ? state : State::value; };
    // What does not apply does not hold, whatever it is held against.
    const bool decided = judged.value_state == State::not_applicable || judged.limit_state == State::not_applicable;
    if (condition.subject == Condition::Subject::fact) judged.open = open_of(judged.value_state);
    judged.open = decided ? State::value : more_open(judged.open, open_of(judged.limit_state));
    if (!judged.has_values()) return judged;
    auto limit = condition.times == 1 ? judged.limit : a.multiply(judged.limit, a.read(condition.times));
    if (judged.in_millionths) limit = a.multiply(limit, a.read(static_cast<double>(Points::per_point)));
    judged.holds = a.holds(condition.comparison, judged.value, limit);
    return judged;
}

template <class A>
bool Tree::all_hold(A& a, const Conditions& conditions, const UnitItems<A>& unit, const Total<A>& total,
                    const typename A::Number& published, State& open) const {
    bool all = true;
    bool decided = false;  // by something that does not hold
    State unknown = State::value;
    for (const Condition& condition : conditions) {
        const Judged<A> judged = judge(a, condition, unit, total, published);
        if (judged.open != State::value && !judged.has_values() && unit.open_holds) continue;
        if (!judged.holds) {
            decided = decided || judged.open == State::value;
            unknown = more_open(unknown, judged.open);
        }
        all = all && judged.holds;
    }
    if (!decided && !all) open = more_open(open, unknown);
    return all;
}

}  // namespace libplan
