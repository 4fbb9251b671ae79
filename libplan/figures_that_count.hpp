#pragma once
// Private: the way of a large table of figures into measuring.
#include "libplan/given_table.hpp"
#include "libplan/progress.hpp"

namespace libplan {

/// Of a table of figures those that count on a day: for each series and period the latest revision, found by codes,
/// without a record for each row. Measuring comes to the same with them as with all rows. Nothing where that would not
/// be so plain (several bases or sources, provisional figures, other units, values that are texts) or where a cell is
/// wrong: then the table has to be read row by row.
std::optional<Observations> figures_that_count(const GivenTable& table, const std::string& name, const Plan& plan,
                                               const std::optional<Date>& as_of);

}  // namespace libplan
