#pragma once
// Private: one form that was filled in.
#include "reports/collect.hpp"
#include "reports/form_record.hpp"

namespace libplan {

/// What one form says, and all that is wrong with it.
struct ReadForm {
    FillIn asked;
    Collected said;
    std::vector<std::string> missing_rows;  ///< the keys of the rows that are missing
    std::vector<Problem> problems;
};

/// Held against what the plan asks now, if there is one, and a year, if there is one.
ReadForm read_form(const StoredWorkbook& book, const FillInSource* source, std::optional<int> year);

}  // namespace libplan
