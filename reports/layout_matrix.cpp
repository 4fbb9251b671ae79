#include <algorithm>
#include <cmath>
#include <numeric>

#include "libplan/workings.hpp"
#include "reports/summary.hpp"

namespace libplan {
namespace {

constexpr int matrix_number = 0, matrix_title = 1, matrix_full = 2, matrix_rate = 3, first_unit = 4;
constexpr std::size_t most_columns = 16384;  // of a sheet
constexpr double low_rate = 0.6, fair_rate = 0.85;

class Matrix {
public:
    Matrix(const Assessment& assessment, std::size_t index, const RankingPlaces& ranking, Language language)
        : assessment_(assessment),
          scheme_(assessment.scheme),
          units_(assessment.facts.units),
          index_(index),
          ranking_(ranking),
          language_(language) {
        if (!has_room()) return;
        for (std::size_t unit = 0; unit < units_.size(); ++unit) workings_.push_back(workings(assessment, unit));
    }

    Sheet operator()() {
        sheet_.name = say(language_, Phrase::sheet_matrix) + std::to_string(index_ + 1);
        sheet_.landscape = true;
        if (!has_room()) return without_room();
        sheet_.widths = {6, 30, 8, 10};
        const double width = language_ == Language::en ? 16 : 11;  // "not applicable" on one line, in bold too
        const int columns = columns_of_first_page(width);
        sheet_.rows.push_back(title_row(
            say(language_, Phrase::matrix_title, scheme_->title, std::to_string(assessment_.facts.year)), columns));
        sheet_.rows.push_back(notice_row(assessment_.facts.illustrative, columns, language_));
        sheet_.header_row = next_row();
        Row heads =
            header_row({Phrase::head_number, Phrase::head_item, Phrase::head_full, Phrase::head_mean_rate}, language_);
        constexpr double line = 14;
        heads.height = 36;
        for (const Unit& unit : units_) {
            heads.cells.push_back(words(unit.title, Look::header));
            sheet_.widths.push_back(width);
            heads.height =
                std::max(heads.height, line * (std::ceil(1.08 * printed_width(unit.title) / (width - 2)) + 1));
        }
        add_applicable_heads(heads);
        sheet_.rows.push_back(std::move(heads));
        for (const Group& group : scheme_->groups) add_group(group, 0);
        shade();
        add_outcomes();
        sheet_.rows.push_back({{words(say(language_, Phrase::heat_note), Look::wrapped, columns)}});
        choose_paper();
        return std::move(sheet_);
    }

private:
    /// What spans the sheet spans these, so that no page cuts it.
    int columns_of_first_page(double width_of_unit) {
        const double beside = std::accumulate(sheet_.widths.begin(), sheet_.widths.end(), 0.0);
        const double units_of_a_page = std::floor((landscape_a3.characters - beside) / width_of_unit);
        const double units = static_cast<double>(units_.size());
        sheet_.pages_across = std::max(1, static_cast<int>(std::ceil(units / units_of_a_page)));
        if (sheet_.pages_across > 1) sheet_.repeated_columns = first_unit;
        sheet_.on_a3 = beside + units * width_of_unit > landscape_a4.characters;
        return first_unit + static_cast<int>(std::floor(units / sheet_.pages_across));
    }

    /// One page if it can be read there: rows are compared with one another, and with the totals below.
    void choose_paper() {
        double rows = 0;
        for (const Row& row : sheet_.rows) rows += lines_of(row);
        sheet_.on_a3 = sheet_.on_a3 || rows > landscape_a4.rows;
        sheet_.fit_one_page = sheet_.pages_across == 1 && rows <= landscape_a3.rows;
    }

    /// Titles of items may take several.
    double lines_of(const Row& row) const {
        constexpr double line = 0.75;  // of a row
        const auto* title =
            row.cells.size() > matrix_title ? std::get_if<std::string>(&row.cells[matrix_title].value) : nullptr;
        const double lines = title ? std::ceil(printed_width(*title) / (sheet_.widths[matrix_title] - 3)) : 1;
        return 1 + line * std::max(0.0, lines - 1);
    }

    static constexpr std::size_t most_units = (most_columns - first_unit) / 2;
    bool has_room() const { return units_.size() <= most_units; }

    Sheet without_room() {
        constexpr int columns = 1;
        sheet_.widths = {120};
        const std::string year = std::to_string(assessment_.facts.year);
        sheet_.rows.push_back(title_row(say(language_, Phrase::matrix_title, scheme_->title, year), columns));
        sheet_.rows.push_back(notice_row(assessment_.facts.illustrative, columns, language_));
        sheet_.rows.push_back({{words(
            say(language_, Phrase::matrix_too_wide, std::to_string(units_.size()), std::to_string(most_units), year),
            Look::wrapped)}});
        return std::move(sheet_);
    }

    int next_row() const { return static_cast<int>(sheet_.rows.size()); }
    int column_of(std::size_t unit) const { return first_unit + static_cast<int>(unit); }
    /// Beside the table: what applies to each unit, whatever is typed into it.
    int applicable_column_of(std::size_t unit) const { return column_of(unit) + static_cast<int>(units_.size()); }

    void add_applicable_heads(Row& heads) {
        sheet_.printed_columns = column_of(units_.size());
        for (const Unit& unit : units_) {
            heads.cells.push_back(
                words(say(language_, Phrase::with_detail, unit.title, say(language_, Phrase::heat_full)), Look::aside));
            sheet_.hidden_columns.push_back(static_cast<int>(sheet_.widths.size()));
            sheet_.widths.push_back(11);
        }
    }

    /// An item or a group within a group: its row, and its place among all items or groups.
    struct Part {
        int row = 0;
        std::size_t index = 0;
        bool is_group = false;
    };

    static bool has_points(const PartWorking& part) { return part.applies && !part.open; }

    /// A group above its items and groups. What it is the plain sum of is added up there; else its points are given.
    void add_group(const Group& group, int depth) {
        const int row = next_row();
        const std::size_t own = groups_++;
        sheet_.rows.emplace_back();
        std::vector<Part> parts;
        for (const Item& item : group.items) {
            parts.push_back({next_row(), items_, false});
            add_item(item, depth + 1);
        }
        for (const Group& inner : group.groups) {
            parts.push_back({next_row(), groups_, true});
            add_group(inner, depth + 1);
        }
        sheet_.rows[static_cast<std::size_t>(row)] = group_row(group, own, row, parts, depth);
    }

    static std::string indented(const std::string& title, int depth) {
        std::string text;
        for (int i = 0; i < depth; ++i) text += "　";
        return text + title;
    }

    Row group_row(const Group& group, std::size_t own, int row, const std::vector<Part>& parts, int depth) const {
        std::vector<Cell> points;
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
            const PartWorking& result = workings_[unit].groups[own].result;
            const double value = has_points(result) ? assessment_.groups[own][unit].value() : 0;
            Cell cell = has_points(result)
                            ? number(value, Look::group_points, scheme_->outcome.places)
                            : words(say(language_, result.applies ? Phrase::open : Phrase::state_not_applicable),
                                    Look::group_points);
            const bool adds_up = !has_points(result) || round_decimal(shown_sum(parts, unit), 6) == value;
            if (is_sum(group, depth) && result.applies && adds_up) cell.formula = sum_of(parts, unit);
            points.push_back(std::move(cell));
        }
        std::vector<double> full;
        for (const Workings& of_unit : workings_) full.push_back(of_unit.groups[own].result.full);
        Row shown = line(words("", Look::group), words(indented(group.title, depth), Look::group), group.full,
                         std::move(points), full, row, Look::group_points);
        for (std::size_t unit = 0; unit < units_.size(); ++unit)
            follow_parts(shown.cells[beside(unit)], group, parts, unit, row);
        return shown;
    }

    /// What applies of a group that adds up is what applies of its parts.
    void follow_parts(Cell& applicable, const Group& group, const std::vector<Part>& parts, std::size_t unit,
                      int row) const {
        if (group.combine != Combine::sum || group.rescale) return;
        double sum = 0;
        std::string cells;
        for (const Part& part : parts) {
            const Cell& own = sheet_.rows[static_cast<std::size_t>(part.row)].cells[beside(unit)];
            if (const auto* full = std::get_if<double>(&own.value)) sum += *full;
            cells += (cells.empty() ? "" : ",") + cell_name(part.row, applicable_column_of(unit));
        }
        if (const auto* full = std::get_if<double>(&applicable.value); full && round_decimal(sum, 6) == *full)
            applicable.formula = applicable_formula(unit, row, "SUM(" + cells + ")");
    }

    std::size_t beside(std::size_t unit) const { return static_cast<std::size_t>(applicable_column_of(unit)); }

    std::string applicable_formula(std::size_t unit, int row, const std::string& full) const {
        return "IF(EXACT(" + cell_name(row, column_of(unit)) + "," +
               quoted(say(language_, Phrase::state_not_applicable)) + "),\"\"," + full + ")";
    }

    /// Nothing comes between the points of the parts and those of the group.
    bool is_sum(const Group& group, int depth) const {
        const bool is_rounded = depth == 0 && scheme_->outcome.rounded_at == RoundedAt::group;
        return group.combine == Combine::sum && !group.rescale && !group.floor && !group.cap &&
               group.zero_when.empty() && !is_rounded;
    }

    Cell cell_at(int row, std::size_t unit) const {
        return sheet_.rows[static_cast<std::size_t>(row)].cells[first_unit + unit];
    }

    bool applies(const Cell& points) const {
        const auto* state = std::get_if<std::string>(&points.value);
        return !state || *state != say(language_, Phrase::state_not_applicable);
    }

    double shown_sum(const std::vector<Part>& parts, std::size_t unit) const {
        double sum = 0;
        for (const Part& part : parts)
            if (const Cell cell = cell_at(part.row, unit); const auto* value = std::get_if<double>(&cell.value))
                sum += *value;
        return sum;
    }

    /// Cells of a unit's column, those in rows that follow one another as one range.
    std::vector<std::string> ranges_of(const std::vector<int>& rows, std::size_t unit) const {
        std::vector<std::string> ranges;
        for (std::size_t at = 0, next = 0; at < rows.size(); at = next) {
            for (next = at + 1; next < rows.size() && rows[next] == rows[next - 1] + 1;) ++next;
            ranges.push_back(range(rows[at], rows[next - 1], column_of(unit)));
        }
        return ranges;
    }

    std::string not_applicable(const std::vector<std::string>& ranges) const {
        std::string count;
        for (const std::string& each : ranges)
            count += (count.empty() ? "COUNTIF(" : "+COUNTIF(") + each + "," +
                     quoted(say(language_, Phrase::state_not_applicable)) + ")";
        return count;
    }

    static std::string listed(const std::vector<std::string>& ranges) {
        std::string list;
        for (const std::string& each : ranges) list += (list.empty() ? "" : ",") + each;
        return list;
    }

    /// Open while any part that is to have points has none; what does not apply is left out.
    std::string sum_of(const std::vector<Part>& parts, std::size_t unit) const {
        std::vector<int> rows, awaited;
        for (const Part& part : parts) {
            const Workings& of_unit = workings_[unit];
            const PartWorking& own = part.is_group ? of_unit.groups[part.index].result : of_unit.items[part.index];
            const bool has_number = std::holds_alternative<double>(cell_at(part.row, unit).value);
            rows.push_back(part.row);
            if (own.applies && (own.open || has_number)) awaited.push_back(part.row);
        }
        const auto all = ranges_of(rows, unit), due = ranges_of(awaited, unit);
        std::string sum = "SUM(" + listed(all) + ")";
        if (!due.empty())
            sum = "IF(COUNT(" + listed(due) + ")+" + not_applicable(due) + "=" + std::to_string(awaited.size()) + "," +
                  sum + "," + quoted(say(language_, Phrase::open)) + ")";
        return "IF(" + not_applicable(all) + "=" + std::to_string(rows.size()) + "," +
               quoted(say(language_, Phrase::state_not_applicable)) + "," + sum + ")";
    }

    void add_item(const Item& item, int depth) {
        const std::size_t own = items_++;
        std::vector<Cell> points;
        for (std::size_t unit = 0; unit < units_.size(); ++unit) points.push_back(points_cell(own, unit));
        const int row = next_row();
        Row shown = line(number(static_cast<double>(own + 1), Look::centered, 0),
                         words(indented(item.title, depth), Look::wrapped), item.full, std::move(points),
                         std::vector<double>(units_.size(), item.full), row, Look::points);
        for (std::size_t unit = 0; unit < units_.size(); ++unit)
            shown.cells[beside(unit)].formula = applicable_formula(unit, row, cell_name(row, matrix_full));
        sheet_.rows.push_back(std::move(shown));
    }

    Cell points_cell(std::size_t item, std::size_t unit) const {
        const Scores::ItemColumn& column = assessment_.items[item];
        const State state = column.state(unit);
        if (state != State::value) return words(say(language_, phrase_of(state)), Look::muted);
        return number(column.points[unit].value(), Look::points, scheme_->outcome.places);
    }

    /// `applicable`: the full marks of what applies to each unit.
    Row line(Cell first, Cell title, double full, std::vector<Cell> points, const std::vector<double>& applicable,
             int row, Look look) const {
        Row line;
        line.cells = {std::move(first), std::move(title), number(full, look, decimals_of(full)),
                      mean_rate(points, applicable, row, look)};
        std::vector<Cell> beside;
        for (std::size_t unit = 0; unit < points.size(); ++unit)
            beside.push_back(applies(points[unit])
                                 ? number(applicable[unit], Look::aside, decimals_of(applicable[unit]))
                                 : words("", Look::aside));
        for (Cell& cell : points) line.cells.push_back(std::move(cell));
        for (Cell& cell : beside) line.cells.push_back(std::move(cell));
        return line;
    }

    /// Of the units that have points.
    Cell mean_rate(const std::vector<Cell>& points, const std::vector<double>& applicable, int row, Look look) const {
        if (points.empty()) return words("—", look);
        double sum = 0, whole = 0;
        for (std::size_t unit = 0; unit < points.size(); ++unit)
            if (const auto* value = std::get_if<double>(&points[unit].value)) {
                sum += *value;
                whole += applicable[unit];
            }
        const std::size_t last = units_.size() - 1;
        const std::string all = cell_name(row, column_of(0)) + ":" + cell_name(row, column_of(last));
        const std::string of = "SUMPRODUCT(--ISNUMBER(" + all + ")," + cell_name(row, applicable_column_of(0)) + ":" +
                               cell_name(row, applicable_column_of(last)) + ")";
        Cell cell = whole == 0 ? words("—", look) : percentage(sum / whole, look, 1);
        cell.formula = "IF(" + of + "=0,\"—\",SUM(" + all + ")/(" + of + "))";
        return cell;
    }

    void shade() {
        const int first = sheet_.header_row + 1;
        const int last_column = column_of(units_.size()) - 1;
        const std::string points = cell_name(first, first_unit);
        const std::string full = cell_name(first, applicable_column_of(0));
        const auto below = [&](double rate) {
            return "AND(ISNUMBER(" + points + ")," + points + "<ROUND(" + full + "*" + decimal_text(rate) + ",10))";
        };
        const int last = next_row() - 1;
        sheet_.highlights.push_back({first, last, first_unit, below(low_rate), last_column, Look::bad});
        sheet_.highlights.push_back({first, last, first_unit, below(fair_rate), last_column, Look::fair});
    }

    /// What the ranking says, so that the two cannot disagree.
    void add_outcomes() {
        const auto add = [&](Phrase head, RankingColumn column, const auto& shown) {
            Row row;
            row.cells = {words(say(language_, head), Look::total, first_unit)};
            for (std::size_t unit = 0; unit < units_.size(); ++unit) {
                row.cells.push_back(shown(unit));
                row.cells.back().formula = ranking_.cell(index_, unit, column);
            }
            sheet_.rows.push_back(std::move(row));
        };
        add(Phrase::head_total, ranking_total,
            [&](std::size_t unit) { return total_cell(assessment_, unit, Look::total_points, language_); });
        add(Phrase::head_grade, ranking_grade,
            [&](std::size_t unit) { return words(grade_title(assessment_, unit, language_), Look::total_points); });
        add(Phrase::head_rank, ranking_rank,
            [&](std::size_t unit) { return rank_cell(assessment_, unit, Look::total_points, language_); });
    }

    const Assessment& assessment_;
    const Scheme& scheme_;
    const std::vector<Unit>& units_;
    std::size_t index_;
    const RankingPlaces& ranking_;
    Language language_;
    Sheet sheet_;
    std::vector<Workings> workings_;  ///< of each unit
    std::size_t items_ = 0, groups_ = 0;
};

}  // namespace

Sheet layout_matrix(const Assessment& assessment, std::size_t index, const RankingPlaces& ranking, Language language) {
    return Matrix(assessment, index, ranking, language)();
}

}  // namespace libplan
