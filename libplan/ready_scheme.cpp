#include "libplan/ready_scheme.hpp"

#include <algorithm>

#include "libplan/rules.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

bool asks_for_facts_only(const Veto& veto) {
    const auto asks = [](const Conditions& conditions) {
        return std::all_of(conditions.begin(), conditions.end(), [](const Condition& condition) {
            return condition.subject == Condition::Subject::fact && condition.times == 1;
        });
    };
    return asks(veto.when) && std::all_of(veto.unless.begin(), veto.unless.end(), asks);
}

}  // namespace

ReadyScheme::ReadyScheme(SchemeParts given) : parts(std::move(given)), tree(parts) {
    for (std::size_t group = 0; group < tree.groups().size(); ++group)
        for (const Item& item : tree.groups()[group]->items) add_item(item, group);
    for (const Group* group : tree.groups()) groups.push_back({&group->not_for, &group->only_for});
    for (const std::string& id : tree.facts()) condition_columns.push_back(column_number(id, true));
    facts_only = std::all_of(parts.vetoes.begin(), parts.vetoes.end(), asks_for_facts_only);
    stays_whole = all_limits_are_whole();
    adds_up = tree.plain();
    reads_items = !adds_up || !facts_only;
}

std::size_t ReadyScheme::column_number(const std::string& id, bool required) {
    auto found = column_numbers.find(id);
    if (found == column_numbers.end()) {
        columns.push_back({id, false});
        found = column_numbers.emplace(columns.back().id, columns.size() - 1).first;
    }
    Column& column = columns[found->second];
    column.required = column.required || required;
    return found->second;
}

void ReadyScheme::add_item(const Item& item, std::size_t group) {
    ReadyItem ready;
    ready.item = &item;
    ready.group = group;
    ready.bands = band_lines(item);
    ready.first_input = input_count;
    for (const std::string& id : inputs_of(item)) ready.inputs.push_back(column_number(id, true));
    input_count += ready.inputs.size();
    ready.decision = column_number(item.id + "." + std::string(word_of(item.scorer)), false);
    const auto add_limit = [&](const UnitNames& names) {
        if (names.limited()) ready.limits.push_back(names);
    };
    add_limit({&item.not_for, &item.only_for});
    // What stands in a group is for no other units than the group.
    for (std::optional<std::size_t> at = group; at; at = tree.parent_of_group(*at))
        add_limit({&tree.groups()[*at]->not_for, &tree.groups()[*at]->only_for});
    const std::vector<Range> ranges(ready.inputs.size(), usual_range());
    ready.usual = bound_of(item, ranges, parts.outcome.places);
    items.push_back(std::move(ready));
}

/// Sums of rounded items are whole steps of the last place, and so is the total if no limit lies between them.
bool ReadyScheme::all_limits_are_whole() const {
    const Outcome& outcome = parts.outcome;
    const auto whole = [&](Points points) { return points.units % powers_of_ten[6 - outcome.places] == 0; };
    const auto limit = [&](const std::optional<double>& points) { return !points || whole(exact_points(*points)); };
    bool all = whole(tree.floor()) && limit(outcome.cap);
    for (const Group* group : tree.groups()) all = all && limit(group->floor) && limit(group->cap);
    for (std::size_t item = 0; item < tree.items().size(); ++item) all = all && whole(tree.item_full(item));
    return all;
}

}  // namespace libplan
