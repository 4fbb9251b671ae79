#pragma once
// Items by themselves, for tests of rules.
#include "libplan/rules.hpp"

namespace libplan::testing {

inline Item item(double full, Rule rule, std::string id = "i") {
    Item made;
    made.id = made.title = std::move(id);
    made.full = full;
    made.rule = std::move(rule);
    return made;
}

/// The points of an item as an outcome rounds them by default.
inline double points(const Item& item, const std::vector<double>& inputs) {
    return points_of(item, inputs, Outcome{}).value();
}

}  // namespace libplan::testing
