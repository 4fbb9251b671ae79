#pragma once
#include <filesystem>

#include "reports/write.hpp"

namespace libplan {

/// A cell, row, column or sheet of a workbook that is not what libplan would write.
struct Departure {
    /// Of the workbook: sheet (missing), sheet-renamed, sheet-added. Of rows: row-inserted, row-copied, row-deleted,
    /// row-moved; the same of columns; head (exchanged). Of cells: typed-over, formula, result, words, extra, name. Of
    /// inputs: input (another one than in the plan folder), input-formula, input-text (a number stored as text),
    /// input-words, input-range, input-format. Of consequences: follows, stale, formula-unmoved.
    std::string code;
    Place place;
    std::string expected, found;  ///< as a reader sees them
    Message message;
    bool operator==(const Departure&) const = default;
};

/// A scorecard that was changed by hand, held against what its own inputs give; or a summary, against the plan folder:
/// its scheme and unit are empty.
struct Reconciliation {
    std::string file, scheme, unit;
    int year = 0;
    std::size_t cells = 0;                ///< examined
    std::size_t without_results = 0;      ///< formulas that were saved without their results
    std::vector<Departure> departures;    ///< from what libplan would write for these inputs
    std::vector<Departure> consequences;  ///< cells that are wrong only because of those, or did not follow the inputs
    std::vector<Departure> inputs;        ///< that are not those of the plan folder; no fault of the workbook
    bool operator==(const Reconciliation&) const = default;
};

/// Takes the input cells of a scorecard that write_reports wrote, scores them, and lists all that departs from what it
/// would write for them: rows and columns that were inserted, deleted or moved, typed-over formulas and results,
/// changed words, inputs that no plan folder could hold. A summary has no inputs: it is held against the folder. Throws
/// InputError for what is neither, or not of the folder and year, or cannot be read.
Reconciliation reconcile(const std::filesystem::path& workbook, const PlanFolder& folder, const YearResults& results,
                         const ReportNumbers& numbers = {});
/// The same for the year of the scorecard, which is assessed for it.
Reconciliation reconcile(const std::filesystem::path& workbook, const PlanFolder& folder,
                         const ReportNumbers& numbers = {});

}  // namespace libplan
