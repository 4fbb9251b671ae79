#pragma once
// Private: a plan folder as the rows of a workbook's sheets.
#include <variant>

#include "libplan/read.hpp"
#include "reports/form.hpp"

namespace libplan {

using FormCell = std::variant<std::monostate, std::string, double>;

struct FormRows {
    const FormSheet* sheet = nullptr;
    std::vector<std::vector<FormCell>> rows;  ///< as many cells as the sheet has columns
};

/// Every sheet of the form with what the folder has for it. The words of choices are in the language.
std::vector<FormRows> form_rows(const PlanFolder& folder, Language language);

/// What stands between the two numbers of a range, and between the words of a list.
std::string_view range_sign(Language language);
std::string_view list_sign(Language language);

}  // namespace libplan
