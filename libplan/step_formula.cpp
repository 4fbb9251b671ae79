#include "libplan/step_formula.hpp"

namespace libplan {

// Spreadsheets nest functions 64 deep: of many steps, whether the middle one holds tells in which half the last is.
std::string step_formula(std::span<const FormulaStep> steps, const std::string& otherwise) {
    constexpr std::size_t most_nested = 32;
    const auto choice = [](const std::string& test, const std::string& yes, const std::string& no) {
        return "IF(" + test + "," + yes + "," + no + ")";
    };
    if (steps.size() > most_nested) {
        const std::size_t middle = steps.size() / 2;
        return choice(steps[middle].holds, step_formula(steps.subspan(middle + 1), steps[middle].result),
                      step_formula(steps.first(middle), otherwise));
    }
    std::string formula = otherwise;
    for (const FormulaStep& step : steps) formula = choice(step.holds, step.result, formula);
    return formula;
}

}  // namespace libplan
