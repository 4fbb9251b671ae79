#pragma once
// Private: 指标进展 where it stands beside the inputs of a scorecard, so that no figure can be typed over in two
// places.
#include <map>

#include "reports/items_page.hpp"

namespace libplan {

enum ProgressColumn {
    progress_indicator,
    progress_measure,
    progress_baseline,
    progress_lower,
    progress_upper,
    progress_value,
    progress_required,
    progress_level,
    progress_completion,
    progress_time,
    progress_met,
    progress_status,
    progress_words,
    progress_columns,
    progress_written_words = progress_columns  // hidden
};

/// A figure of the page that stands in an input cell of the items.
struct InputFigure {
    std::string cell;  ///< "'评分明细'!E7"; empty: none
    Cell shown{};      ///< what stands there
};

/// How a row of the page hangs on the inputs of a scorecard.
struct ProgressInputs {
    InputFigure actual{}, limit{};
    std::string words_changed{};    ///< a formula that holds once its words are out of date; empty: never
    std::string results_changed{};  ///< the same of what follows from an input that was computed before it was assessed
    bool are_words_changed = false, are_results_changed = false;
};

struct CardProgress {
    std::map<const Reading*, ProgressInputs> rows{};
    std::string notice{};  ///< the cell that tells that inputs were changed
    std::string told{};    ///< what it says
};

/// What stands among the items of what the readings show.
CardProgress card_progress(const ItemsPage& items, const std::vector<const Reading*>& readings);
/// The full progress table of some readings; where that leaves room on its page, with a chart of actual against
/// required path for the first ones that have both. Of a scorecard its figures follow the inputs; elsewhere they may be
/// typed over, and words that no longer hold then say so.
Sheet progress_sheet(const ReportInputs& inputs, const std::vector<const Reading*>& readings,
                     const CardProgress* of_card = nullptr);
/// What the table shows of a reading, by its place among them, for formulas of other sheets.
struct ProgressPlace {
    const Sheet& table;
    std::size_t reading;

    std::string cell(ProgressColumn column) const;  ///< "'指标进展'!F4"
    const Cell& shown(ProgressColumn column) const;
    /// Holds once a figure of the row was typed over: its value, its baseline, a limit or where it shall get.
    std::string moved() const;
};
/// The charts that found no room in the table, on one page; nothing if there are none.
Sheet paths_sheet(const ReportInputs& inputs, const std::vector<const Reading*>& readings, const Sheet& table);

}  // namespace libplan
