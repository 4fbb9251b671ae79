#pragma once
// Private: what a mark for an item may be.
#include <optional>

#include "libplan/problem.hpp"
#include "libplan/scheme.hpp"

namespace libplan {

struct MarkFault {
    std::string code;
    Message message;
};

/// The highest mark, or of an item whose mark is what is taken off the most of that.
double highest_mark(const Item& item);

/// What is wrong with a mark, as it was written; nothing if it can be given.
std::optional<MarkFault> fault_of_mark(const Item& item, double mark, std::string_view words);

}  // namespace libplan
