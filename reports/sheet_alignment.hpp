#pragma once
// Private: which rows and columns of a sheet in a file are those that were laid out, although some were inserted,
// deleted, moved or copied since.
#include <optional>
#include <vector>

#include "reports/layout.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {

/// Rows, or columns, of a sheet.
struct Lines {
    std::vector<int> stored;  ///< of each laid-out one: where it stands; −1: it was deleted
    struct Odd {              ///< one that does not stand where it was laid out
        enum class Kind { inserted, copied, moved } kind;
        int stored, laid_out;  ///< of a copy the original; of what was inserted −1
    };
    std::vector<Odd> odd;  ///< in the order of the file

    std::optional<int> of(int laid_out) const;
    bool is_odd(int stored) const;
};

struct Alignment {
    Lines rows, columns;
};

/// What is laid out is recognised by its words and figures, not by its inputs.
Alignment align(const Sheet& sheet, const StoredSheet& stored);

/// How much of a laid-out sheet stands in a stored one, wherever: 0 to 1.
double likeness(const Sheet& sheet, const StoredSheet& stored);

/// The cells of a laid-out row by column; where cells are merged, the first.
std::vector<std::pair<int, const Cell*>> placed(const Row& row);
/// What a reader sees, as text_in says it of a stored cell.
std::string plain_text(const Cell& cell);
/// A formula without what programs write differently: blanks, quotes around sheet names, small letters.
std::string bare(std::string_view formula);

}  // namespace libplan
