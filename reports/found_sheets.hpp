#pragma once
// Private: a laid-out workbook found again in a file, whatever was inserted, moved or renamed in it.
#include "reports/formula_references.hpp"
#include "reports/reconcile.hpp"
#include "reports/sheet_alignment.hpp"

namespace libplan {

struct FoundSheet {
    const Sheet* sheet;
    const StoredSheet* stored;  ///< nothing if it is missing
    Alignment alignment;

    /// Where a laid-out cell stands; nothing if it was deleted.
    std::optional<CellAt> place_of(CellAt laid_out) const;
    const StoredCell* find(CellAt laid_out) const;
    /// What a row or a column is called: its first words, the head of the column.
    std::string row_title(int laid_out) const;
    std::string column_title(int laid_out) const;
    std::string column_letter(int laid_out) const;
};

class FoundSheets {
public:
    FoundSheets(const StoredWorkbook& book, const std::vector<Sheet>& sheets);

    const std::vector<FoundSheet>& all() const { return found_; }
    const StoredWorkbook& book() const { return book_; }
    const FoundSheet* find(std::string_view laid_out_name) const;

    /// A formula as it should stand in the file, from a sheet; nothing if it names what was deleted.
    std::optional<std::string> moved(std::string_view formula, const FoundSheet& from) const;

    /// Sheets, rows and columns that are not as laid out.
    std::vector<Departure> departures() const;
    Place place(const FoundSheet& found, CellAt stored) const {
        return book_.place(*found.stored, stored.row, stored.column);
    }

private:
    void tell_rows(const FoundSheet& found, std::vector<Departure>& told) const;
    void tell_columns(const FoundSheet& found, std::vector<Departure>& told) const;

    const StoredWorkbook& book_;
    std::vector<FoundSheet> found_;
};

}  // namespace libplan
