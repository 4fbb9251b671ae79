#pragma once
// Private: what a fill-in workbook says of itself on its hidden sheet: which form it is, and every row as it was sent
// out. By it a form can be read on its own, and what was edited in it is told with the words it had.
#include "reports/fill_in.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {

/// A cell with these words, wherever it stands.
struct MarkedCell {
    const StoredSheet* sheet = nullptr;
    int row = 0, column = 0;
    explicit operator bool() const { return sheet != nullptr; }

    /// The words of a cell beside it, so many rows below and columns to the right.
    std::string words(int below, int right) const;
};
MarkedCell find_mark(const StoredSheet& sheet, std::string_view words);
/// On the first sheet that has it.
MarkedCell find_mark(const StoredWorkbook& book, std::string_view words);

/// What identifies a workbook, its cells side by side.
enum IdentityColumn {
    identity_mark,
    identity_format,
    identity_plan,
    identity_unit,
    identity_unit_title,
    identity_year,
    identity_first_year,  ///< of the plan
    identity_last_year,
    identity_language,
    identity_scorers,
    identity_scheme,
    identity_version,
    identity_columns
};
constexpr std::string_view fill_in_mark = "libplan:fill-in", fill_in_format = "2";

/// The identity, then a row for each row of the form, from the top of the hidden sheet.
std::vector<Row> form_record(const FillIn& asked);

/// Reads them back. Nothing if they were changed or are not whole; the format is the reader's to check.
std::optional<FillIn> recorded_form(const MarkedCell& mark);

}  // namespace libplan
