#include "libplan/tree.hpp"

namespace libplan {

NodeNumbers node_numbers(const SchemeParts& parts) {
    NodeNumbers numbers;
    const auto items = items_of(parts);
    const auto groups = groups_of(parts);
    for (std::size_t i = 0; i < items.size(); ++i) numbers.emplace(items[i]->id, NodeNumber{false, i});
    for (std::size_t i = 0; i < groups.size(); ++i) numbers.emplace(groups[i]->id, NodeNumber{true, i});
    return numbers;
}

Tree::Tree(const SchemeParts& parts) : parts_(&parts), items_(items_of(parts)), groups_(groups_of(parts)) {
    for (const Item* item : items_) item_fulls_.push_back(exact_points(item->full));
    for (const Group& group : parts.groups) add_group(group, std::nullopt);
    for (std::size_t group = 0; group < groups_.size(); ++group)
        for (const Item& item : groups_[group]->items) add_instead(item, top_of_group(group).kind);
    for (const Veto& veto : parts.vetoes) {
        add_facts(veto.when);
        for (const Conditions& conditions : veto.unless) add_facts(conditions);
    }
    const bool names_nodes =
        !parts.vetoes.empty() || !parts.outcome.tie_breaks.empty() ||
        std::any_of(groups_.begin(), groups_.end(), [](const Group* group) { return !group->zero_when.empty(); });
    if (names_nodes) numbers_ = node_numbers(parts);
    for (const TieBreak& tie : parts.outcome.tie_breaks)
        if (!numbers_.contains(tie.of)) add_fact(tie.of);
    full_ = exact_points(parts.full);
    floor_ = exact_points(parts.outcome.floor);
    cap_ = exact_points(parts.outcome.cap.value_or(0));
    plain_ = plain_ && parts.outcome.rounded_at == RoundedAt::item;
}

/// Items come in the order of their groups.
void Tree::add_instead(const Item& item, GroupKind kind) {
    const Outcome& outcome = parts_->outcome;
    not_applicable_.push_back(not_applicable_of(item, kind, outcome));
    const NotApplicable& instead = not_applicable_.back();
    const Rational points = to_rational(item_fulls_[instead_.size()]) * decimal_reading(instead.share);
    const int places = outcome.rounded_at == RoundedAt::item ? outcome.places : 6;
    instead_.push_back(instead.rescale ? Points{} : round_points(points, places, outcome.rounding));
}

void Tree::add_group(const Group& group, std::optional<std::size_t> parent) {
    const std::size_t index = positions_.size();
    positions_[&group] = index;
    parents_.push_back(parent);
    tops_.push_back(parent ? tops_[*parent] : index);
    std::size_t first = 0;
    for (std::size_t before = 0; before < index; ++before) first += groups_[before]->items.size();
    first_items_.push_back(first);
    // Columns do not tell a group in which nothing applies from one without points: its limits must not matter.
    const bool nothing_is_within = group.floor.value_or(0) <= 0 && group.cap.value_or(0) >= 0;
    plain_ = plain_ && group.combine == Combine::sum && !group.rescale && group.zero_when.empty() && nothing_is_within;
    for (const Conditions& conditions : group.zero_when) add_facts(conditions);
    for (const Group& inner : group.groups) add_group(inner, index);
}

void Tree::add_fact(const std::string& id) {
    if (fact_numbers_.try_emplace(id, facts_.size()).second) facts_.push_back(id);
}

void Tree::add_facts(const Conditions& conditions) {
    for (const Condition& condition : conditions) {
        if (condition.subject == Condition::Subject::fact) add_fact(condition.of);
        if (const auto* id = std::get_if<std::string>(&condition.limit)) add_fact(*id);
    }
}

std::size_t Tree::fact_number(std::string_view id) const { return fact_numbers_.find(id)->second; }

}  // namespace libplan
