#pragma once
// Private: small builders that the layouts share.
#include "reports/layout.hpp"

namespace libplan {

/// Decimals to show of a figure: its own, at most four.
int decimals_of(double value);
Cell words(std::string text, Look look, int span = 1);
Cell number(double value, Look look, int places, std::string formula = {});
/// An empty cell where there is none.
Cell optional_number(const std::optional<double>& value, int places);
/// A share shown as a percentage.
Cell percentage(double value, Look look, int places, std::string formula = {});
/// Throws std::invalid_argument for decimals that a report cannot show.
void require_places(const ReportNumbers& numbers);
/// A share rounded as the report says.
double rounded_share(double share, const ReportNumbers& numbers);
/// A rounded share shown as a percentage; the formula is of the share before rounding.
Cell percentage(double share, const ReportNumbers& numbers, const std::string& formula = {});
Cell optional_percentage(const std::optional<double>& share, const ReportNumbers& numbers,
                         const std::string& formula = {});
/// What is asked of the year: marked where it is asked only in the end; empty: nothing.
std::string asked_words(const Reading& reading, Language language);
/// A reason whose percentages are rounded as the report says.
std::string reason_of(const Reading& reading, const ReportNumbers& numbers, Language language);
std::string reason_of(const ControlReading& reading, const ReportNumbers& numbers, Language language);
Look look_of(Status status);
Look look_of(Standing standing);
/// A title with 〔示例〕 behind it if what it names is made up.
std::string marked(std::string title, bool illustrative, Language language);
/// A title with what there is to say of the reading's figures.
std::string of_reading(std::string title, const Reading& reading, Language language);
Row title_row(std::string text, int columns);
Row notice_row(bool illustrative, int columns, Language language);
Row header_row(const std::vector<Phrase>& heads, Language language);
/// The units that a unit is ranked among; what does not apply to a unit ranks it nowhere.
struct RankClass {
    int units = 0;
    int open = 0;  ///< without a total, which may come before any other
};
RankClass rank_class_of(const Assessment& assessment, std::size_t unit);
/// "I5:I9"
std::string range(int first_row, int last_row, int column);
/// "I5,I9": cells as arguments of a function. It takes 255 of them; more are joined, many to one reference.
std::string cell_list(const std::vector<std::string>& cells);
/// "OR(…)", of more than 255 tests too.
std::string any_holds(const std::vector<std::string>& tests);
/// How wide columns are together, as spreadsheets count: seven pixels a character and five around them.
int pixels_of(const std::vector<double>& widths);
/// What a reader sees in a cell, the same on a terminal and in a notebook.
std::string shown(const Cell& cell);
/// A text literal of a formula.
std::string quoted(const std::string& text);
/// One text of several: formulas are long, and adding them up piece by piece moves them again and again.
template <class... Parts>
std::string concat(const Parts&... parts) {
    const std::string_view views[] = {parts...};
    std::size_t size = 0;
    for (const std::string_view view : views) size += view.size();
    std::string all;
    all.reserve(size);
    for (const std::string_view view : views) all += view;
    return all;
}
/// A phrase as a formula that joins its words with the formulas of its arguments.
std::string phrase_formula(Language language, Phrase phrase, const std::vector<std::string>& arguments);

}  // namespace libplan
