#include "libplan/exact_unit.hpp"

#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

const FactColumn& fact_column(const Assessment& assessment, const std::string& id) {
    const FactColumn* column = assessment.facts.find(id);
    if (!column) throw std::invalid_argument("facts lack the column '" + id + "'");
    return *column;
}

/// Points that are not rounded yet are kept only to the millionth; they follow again from the inputs.
Rational exact_item(const Assessment& assessment, const Item& item, std::size_t unit) {
    std::vector<double> inputs;
    for (const std::string& id : inputs_of(item)) inputs.push_back(fact_column(assessment, id).values[unit]);
    return exact_points_of(item, inputs) * Points::per_point;
}

}  // namespace

Rational unrounded_item(const Tree& tree, const Assessment& assessment, std::size_t item, std::size_t unit) {
    const Item& own = *tree.items()[item];
    switch (assessment.items[item].state(unit)) {
        case State::value:
            return exact_item(assessment, own, unit);
        case State::not_applicable:
            if (const NotApplicable& instead = tree.not_applicable(item); !instead.rescale)
                return Exact::of(tree.item_full(item)) * decimal_reading(instead.share);
            break;
        case State::missing:
        case State::not_scored:
            break;
    }
    return 0;
}

ExactUnit::ExactUnit(const Tree& tree, const Assessment& assessment, std::size_t unit) {
    const bool rounded = assessment.scheme->outcome.rounded_at == RoundedAt::item;
    for (std::size_t i = 0; i < tree.items().size(); ++i) {
        states.push_back(assessment.items[i].state(unit));
        points.push_back(rounded || states.back() != State::value ? Exact::of(assessment.items[i].points[unit])
                                                                  : exact_item(assessment, *tree.items()[i], unit));
    }
    for (const std::string& id : tree.facts()) {
        const FactColumn& column = fact_column(assessment, id);
        facts.push_back(column.values[unit]);
        fact_states.push_back(state_of(column, unit));
    }
}

}  // namespace libplan
