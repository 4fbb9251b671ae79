#include "reports/summary.hpp"

namespace libplan {
namespace {

constexpr int col_number = 0, col_title = 1, col_full = 2, col_rate = 3, first_unit = 4;
constexpr double low_rate = 0.6, fair_rate = 0.85;

class Matrix {
public:
    Matrix(const Assessment& assessment, std::size_t index, const RankingPlaces& ranking, Language language)
        : assessment_(assessment),
          scheme_(assessment.scheme),
          units_(assessment.facts.units),
          index_(index),
          ranking_(ranking),
          language_(language) {}

    Sheet operator()() {
        const int columns = static_cast<int>(units_.size()) + first_unit;
        sheet_.name = say(language_, Phrase::sheet_matrix) + std::to_string(index_ + 1);
        sheet_.landscape = true;
        sheet_.widths = {6, 30, 8, 10};
        sheet_.rows.push_back(title_row(
            say(language_, Phrase::matrix_title, scheme_->title, std::to_string(assessment_.facts.year)), columns));
        sheet_.rows.push_back(notice_row(assessment_.facts.illustrative, columns, language_));
        sheet_.header_row = next_row();
        Row heads =
            header_row({Phrase::head_number, Phrase::head_item, Phrase::head_full, Phrase::head_mean_rate}, language_);
        heads.height = 36;
        for (const Unit& unit : units_) {
            heads.cells.push_back(words(unit.title, Look::header));
            sheet_.widths.push_back(11);
        }
        sheet_.rows.push_back(std::move(heads));
        for (const Group& group : scheme_->groups) add_group(group, 0);
        shade();
        add_outcomes();
        sheet_.rows.push_back({{words(say(language_, Phrase::heat_note), Look::wrapped, columns)}});
        return std::move(sheet_);
    }

private:
    int next_row() const { return static_cast<int>(sheet_.rows.size()); }

    /// A group above its items and groups; what it is the plain sum of is added up there.
    void add_group(const Group& group, int depth) {
        const int row = next_row();
        const std::size_t own = groups_++;
        sheet_.rows.emplace_back();
        std::vector<int> parts;
        for (const Item& item : group.items) {
            parts.push_back(next_row());
            add_item(item, depth + 1);
        }
        for (const Group& inner : group.groups) {
            parts.push_back(next_row());
            add_group(inner, depth + 1);
        }
        sheet_.rows[static_cast<std::size_t>(row)] = group_row(group, own, row, parts, depth);
    }

    static std::string indented(const std::string& title, int depth) {
        std::string text;
        for (int i = 0; i < depth; ++i) text += "　";
        return text + title;
    }

    Row group_row(const Group& group, std::size_t own, int row, const std::vector<int>& parts, int depth) const {
        std::vector<Cell> points;
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
            const double value = assessment_.groups[own][unit].value();
            Cell cell = number(value, Look::group_points, scheme_->outcome.places);
            if (round_decimal(shown_sum(parts, unit), 6) == value) cell.formula = sum_of(parts, unit);
            points.push_back(std::move(cell));
        }
        return line(words("", Look::group), words(indented(group.title, depth), Look::group), group.full,
                    std::move(points), row, Look::group_points);
    }

    Cell cell_at(int row, std::size_t unit) const {
        return sheet_.rows[static_cast<std::size_t>(row)].cells[first_unit + unit];
    }

    double shown_sum(const std::vector<int>& parts, std::size_t unit) const {
        double sum = 0;
        for (const int part : parts)
            if (const Cell cell = cell_at(part, unit); const auto* value = std::get_if<double>(&cell.value))
                sum += *value;
        return sum;
    }

    static std::string sum_of(const std::vector<int>& parts, std::size_t unit) {
        std::string cells;
        for (const int part : parts)
            cells += (cells.empty() ? "" : ",") + cell_name(part, first_unit + static_cast<int>(unit));
        return "SUM(" + cells + ")";
    }

    void add_item(const Item& item, int depth) {
        const std::size_t own = items_++;
        std::vector<Cell> points;
        for (std::size_t unit = 0; unit < units_.size(); ++unit) points.push_back(points_cell(own, unit));
        sheet_.rows.push_back(line(number(static_cast<double>(own + 1), Look::centered, 0),
                                   words(indented(item.title, depth), Look::wrapped), item.full, std::move(points),
                                   next_row(), Look::points));
    }

    Cell points_cell(std::size_t item, std::size_t unit) const {
        const Scores::ItemColumn& column = assessment_.items[item];
        const State state = column.state(unit);
        if (state != State::value) return words(say(language_, phrase_of(state)), Look::muted);
        return number(column.points[unit].value(), Look::points, scheme_->outcome.places);
    }

    Row line(Cell first, Cell title, double full, std::vector<Cell> points, int row, Look look) const {
        Row line;
        line.cells = {std::move(first), std::move(title), number(full, look, decimals_of(full)),
                      mean_rate(full, points, row, look)};
        for (Cell& cell : points) line.cells.push_back(std::move(cell));
        return line;
    }

    /// Of the units that have points.
    Cell mean_rate(double full, const std::vector<Cell>& points, int row, Look look) const {
        double sum = 0;
        int count = 0;
        for (const Cell& cell : points)
            if (const auto* value = std::get_if<double>(&cell.value)) {
                sum += *value;
                ++count;
            }
        const std::string all =
            cell_name(row, first_unit) + ":" + cell_name(row, first_unit + static_cast<int>(units_.size()) - 1);
        const std::string whole = "COUNT(" + all + ")*" + cell_name(row, col_full);
        const std::string formula = "IF(" + whole + "=0,\"—\",SUM(" + all + ")/(" + whole + "))";
        Cell cell = count == 0 || full == 0 ? words("—", look) : percentage(sum / (count * full), look, 1);
        cell.formula = formula;
        return cell;
    }

    void shade() {
        const int first = sheet_.header_row + 1;
        const int last_column = first_unit + static_cast<int>(units_.size()) - 1;
        const std::string points = cell_name(first, first_unit);
        const std::string full = "$" + cell_name(first, col_full);
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
    std::size_t items_ = 0, groups_ = 0;
};

}  // namespace

Sheet layout_matrix(const Assessment& assessment, std::size_t index, const RankingPlaces& ranking, Language language) {
    return Matrix(assessment, index, ranking, language)();
}

}  // namespace libplan
