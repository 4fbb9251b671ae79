#pragma once
// Private: spreadsheet formulas of what rises step by step: bands, brackets, grades.
#include <span>
#include <string>

namespace libplan {

/// From where its test holds a step has its result.
struct FormulaStep {
    std::string holds, result;
};

/// The result of the last step that holds; each holds only where the one before it does.
std::string step_formula(std::span<const FormulaStep> steps, const std::string& otherwise);

}  // namespace libplan
