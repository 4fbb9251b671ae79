#pragma once
// Private: the cells and names that a formula of a spreadsheet refers to.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace libplan {

struct CellAt {
    int row = 0, column = 0;  ///< from 0
};

/// A piece of a formula; put together again in their order the pieces are the formula.
struct FormulaPiece {
    enum class Kind { text, cells, name } kind = Kind::text;
    std::string text;    ///< as it stands there
    std::string sheet;   ///< of cells: where they are; empty: beside the formula
    CellAt first, last;  ///< of cells: a range, or twice the one
};

std::vector<FormulaPiece> pieces_of(std::string_view formula);

/// Where a cell of a sheet has gone; nothing if it is no more.
using Moved = std::function<std::optional<CellAt>(const std::string& sheet, CellAt cell)>;
/// The formula with its references moved, sheets by the names that `renamed` gives them; nothing where one is no more.
std::optional<std::string> moved_formula(std::string_view formula, const Moved& moved,
                                         const std::function<std::string(const std::string&)>& renamed);

}  // namespace libplan
