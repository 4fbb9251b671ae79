#pragma once
// Private: the pace of a series as spreadsheet formulas, so that a workbook recomputes what `pace_of` says.
#include <functional>
#include <string>

#include "libplan/pace.hpp"

namespace libplan {

/// Where the figures of a series stand: cells, or numbers.
struct PaceCells {
    std::string baseline, value;
    std::string target{};  ///< empty: the series has none
};

/// A number that there is only where a test holds.
struct PaceFormula {
    std::string defined, value;
};

struct PaceFormulas {
    PaceFormula growth, needed, ratio, score;  ///< not rounded
    std::string compound;                      ///< the words of the class
};

/// What stands in a formula for a class.
using PaceWords = std::function<std::string(PaceClass)>;

PaceFormulas formulas_of(const Series& series, const PaceCells& cells, const PaceWords& words_of);

}  // namespace libplan
