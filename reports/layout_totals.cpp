#include <algorithm>

#include "libplan/match.hpp"
#include "libplan/rules.hpp"
#include "libplan/step_formula.hpp"
#include "libplan/tree.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

/// What follows the items: sums, the steps of the scheme's order, limits of grades, vetoes, and what these make of the
/// grade. Each line refers to the one before it.
class TotalRows {
public:
    explicit TotalRows(ItemsPage& page) : page_(page), scheme_(page.scheme), workings_(page.workings) {}

    void add() {
        list_top_groups();
        add_sums();
        for (const StepWorking& step : workings_.steps) add_step(step);
        add_rounded();
        add_thresholds();
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i)
            if (workings_.vetoes[i].concerns_unit) add_veto(i);
        add_known_total();
        for (const StepWorking& step : workings_.publishing) add_published(step);
        add_grade_row();
    }

private:
    const Outcome& outcome() const { return scheme_->outcome; }
    std::string text(Phrase phrase, const std::string& argument = {}) const {
        return say(page_.language, phrase, argument);
    }

    int add_line(const std::string& label, Look look, Cell points) {
        Line line(label, look, look);
        line[col_points] = std::move(points);
        return page_.add(std::move(line));
    }

    // ---- sums ----

    void list_top_groups() {
        std::size_t index = 0;
        for (const Group* group : scheme_.groups()) {
            if (page_.group_depths[index] == 0) top_[static_cast<int>(group->kind)].push_back(page_.group_rows[index]);
            ++index;
        }
    }

    std::string sum_of(GroupKind kind, int column) const {
        std::vector<std::string> cells;
        for (const int row : top_[static_cast<int>(kind)]) cells.push_back(cell_name(row, column));
        return cells.empty() ? "0" : "SUM(" + cell_list(cells) + ")";
    }

    void add_sums() {
        const bool of_base =
            !top_[static_cast<int>(GroupKind::bonus)].empty() || !top_[static_cast<int>(GroupKind::penalty)].empty();
        Line line(text(of_base ? Phrase::sum_row_of_base : Phrase::sum_row), Look::total, Look::total);
        const auto sum = [&](ItemsColumn column, double value, Look look, int places) {
            return number(value, look, places, sum_of(GroupKind::base, column));
        };
        line[col_full] = sum(col_full, scheme_->full, Look::total_points, page_.places_of_full);
        line[col_points] = sum(col_points, workings_.base, Look::total_points, page_.places_shown(workings_.base));
        line[col_applicable] = sum(col_applicable, workings_.applicable, Look::aside, page_.places_of_full);
        std::vector<std::string> all;
        for (const auto& rows : top_)
            for (const int row : rows) all.push_back(cell_name(row, col_open));
        line[col_open] = number(workings_.open ? 1 : 0, Look::aside, 0, "MAX(" + cell_list(all) + ")");
        page_.sum_row = page_.add(std::move(line));
        applicable_ = cell_name(page_.sum_row, col_applicable);
        add_line(
            text(Phrase::applicable_row), Look::total,
            number(workings_.applicable, Look::total_points, page_.places_shown(workings_.applicable), applicable_));
        total_ = cell_name(page_.sum_row, col_points);
        before_ = workings_.base;
    }

    // ---- steps to the rounded total ----

    void add_step(const StepWorking& step) {
        const std::string full = decimal_text(scheme_->full);
        switch (step.step) {
            case Step::rescale:
                return chain(text(Phrase::step_rescale, full), step.total,
                             "IF(" + applicable_ + "=0," + total_ + "," + total_ + "/" + applicable_ + "*" +
                                 cell_name(page_.sum_row, col_full) + ")");
            case Step::convert:
                if (outcome().convert_to)
                    chain(
                        say(page_.language, Phrase::step_convert, decimal_text(*outcome().convert_to), full),
                        step.total,
                        total_ + "*" + decimal_text(*outcome().convert_to) + "/" + cell_name(page_.sum_row, col_full));
                return;
            case Step::bonus:
                return add_block(GroupKind::bonus, Phrase::step_bonus, step.total);
            case Step::penalty:
                return add_block(GroupKind::penalty, Phrase::step_penalty, step.total);
            case Step::cap:
                return add_limits(step.total);
            default:
                return;
        }
    }

    void chain(const std::string& label, double value, const std::string& formula,
               const std::optional<double>& limit = {}) {
        Line line(label, Look::total, Look::total);
        std::string name;
        if (limit) {
            line[col_reference] = page_.limit_cell("limit", *limit, page_.next_row(), col_reference, name);
            line[col_reference].look = Look::total_points;
        }
        line[col_points] = number(value, Look::total_points, page_.places_shown(value), formula);
        add_step_row(std::move(line), value);
    }

    void add_step_row(Line line, double value) {
        page_.step_rows.push_back(page_.add(std::move(line)));
        total_ = cell_name(page_.step_rows.back(), col_points);
        before_ = value;
    }

    void add_block(GroupKind kind, Phrase label, double value) {
        if (top_[static_cast<int>(kind)].empty()) return;
        const double own = kind == GroupKind::bonus ? workings_.bonus : workings_.penalty;
        Line line(text(label), Look::total, Look::total);
        line[col_reference] = number(own, Look::total_points, page_.places_shown(own), sum_of(kind, col_points));
        const std::string block = cell_name(page_.next_row(), col_reference);
        line[col_points] = number(value, Look::total_points, page_.places_shown(value), total_ + "+" + block);
        add_step_row(std::move(line), value);
    }

    /// Sums of what cannot be negative need no line that says so.
    bool may_be_negative() const {
        const auto items = scheme_.items();
        const auto groups = scheme_.groups();
        return !top_[static_cast<int>(GroupKind::penalty)].empty() ||
               std::any_of(items.begin(), items.end(),
                           [](const Item* item) { return points_range(*item).first < 0; }) ||
               std::any_of(groups.begin(), groups.end(), [](const Group* group) {
                   return group->combine == Combine::largest_loss || group->cap.value_or(0) < 0;
               });
    }

    void add_limits(double value) {
        const auto limit = [&] { return cell_name(page_.next_row(), col_reference); };
        if (outcome().floor != 0 || may_be_negative())
            chain(text(Phrase::step_floor, decimal_text(outcome().floor)), std::max(before_, outcome().floor),
                  "MAX(" + total_ + "," + limit() + ")", outcome().floor);
        if (outcome().cap)
            chain(text(Phrase::step_cap, decimal_text(*outcome().cap)), value, "MIN(" + total_ + "," + limit() + ")",
                  outcome().cap);
    }

    // ---- the rounded total ----

    bool has_vetoes() const {
        return std::any_of(workings_.vetoes.begin(), workings_.vetoes.end(),
                           [](const VetoWorking& veto) { return veto.concerns_unit; });
    }

    Cell total_cell(State state, double value, std::string formula, Look look) const {
        Cell cell =
            state == State::value ? number(value, look, page_.places()) : words(text(phrase_of_unknown(state)), look);
        cell.formula = std::move(formula);
        return cell;
    }

    void add_rounded() {
        earned_state_ = workings_.open              ? State::missing
                        : workings_.applicable == 0 ? State::not_applicable
                                                    : State::value;
        const std::string open = cell_name(page_.sum_row, col_open);
        const std::string label = say(page_.language, has_vetoes() ? Phrase::earned_row : Phrase::total_rounded,
                                      phrase_of(outcome().rounding), std::to_string(page_.places()));
        page_.earned_row = page_.total_row =
            add_line(label, Look::total,
                     total_cell(earned_state_, workings_.earned,
                                "IF(" + open + ">0," + page_.literal(Phrase::open) + ",IF(" + applicable_ + "=0," +
                                    page_.literal(Phrase::state_not_applicable) + "," +
                                    rounding_formula(total_, outcome()) + "))",
                                Look::total_points));
    }

    void add_thresholds() {
        for (const Grade& grade : scheme_->grades) {
            std::string name;
            Line line(text(grade.edge.above ? Phrase::grade_above : Phrase::grade_from, grade.title), Look::text,
                      Look::text);
            line[col_points] = page_.limit_cell("grade", grade.edge.from, page_.next_row(), col_points, name);
            thresholds_.push_back(name);
            page_.add(std::move(line));
        }
    }

    // ---- vetoes ----

    /// A veto of one condition fits into one line.
    void add_veto(std::size_t index) {
        const Veto& veto = scheme_->vetoes[index];
        const VetoWorking& working = workings_.vetoes[index];
        const std::string title = text(Phrase::veto_title, veto.title);
        const bool simple = veto.when.size() == 1 && veto.unless.empty();
        const int row = page_.next_row();
        Line line(
            simple ? say(page_.language, Phrase::with_detail, title, condition_label(page_, veto.when[0])) : title,
            Look::wrapped, Look::text);
        line[col_reason] = words(veto.clause, Look::wrapped);
        if (simple) set_condition(page_, line, row, veto.when[0], working.when.conditions[0], std::nullopt);
        page_.add(std::move(line));
        if (!simple) add_conditions_of(veto, working, row);
        veto_cells_.emplace_back(index, cell_name(row, col_points));
        page_.veto_rows.push_back(row);
        page_.veto_condition_rows.push_back(simple ? row : row + 1);
    }

    void add_conditions_of(const Veto& veto, const VetoWorking& working, int row) {
        const std::string when = add_conditions(page_, veto.when, working.when, Phrase::veto_condition, std::nullopt);
        std::vector<std::string> lifted{when + "=" + page_.literal(Phrase::no)}, doubted;
        for (std::size_t i = 0; i < veto.unless.size(); ++i) {
            const std::string finding =
                add_conditions(page_, veto.unless[i], working.unless[i], Phrase::unless_condition, std::nullopt);
            lifted.push_back(finding + "=" + page_.literal(Phrase::yes));
            doubted.push_back(finding + "=" + page_.literal(Phrase::open));
        }
        std::string formula = when;
        if (!doubted.empty())
            formula = "IF(" + any_holds(lifted) + "," + page_.literal(Phrase::no) + ",IF(" + any_holds(doubted) + "," +
                      page_.literal(Phrase::open) + "," + when + "))";
        page_.cell_at(row, col_points) = page_.verdict(working.verdict(), formula);
    }

    std::string any_veto(Phrase outcome_of, const std::function<bool(const Veto&)>& wanted) const {
        std::string tests;
        for (const auto& [index, cell] : veto_cells_)
            if (wanted(scheme_->vetoes[index]))
                tests += (tests.empty() ? "" : ",") + cell + "=" + page_.literal(outcome_of);
        return tests.empty() ? tests : "OR(" + tests + ")";
    }

    std::string earned() const { return cell_name(page_.total_row, col_points); }

    /// The total is open while it is not known whether a veto makes it nothing.
    void add_known_total() {
        if (veto_cells_.empty()) return;
        std::string formula = earned();
        if (zeroes())
            formula = "IF(AND(ISNUMBER(" + formula + ")," + any_veto(Phrase::open, is_zeroing) + ",NOT(" +
                      any_veto(Phrase::yes, is_zeroing) + "))," + page_.literal(Phrase::open) + "," + formula + ")";
        page_.total_row = add_line(text(zeroes() ? Phrase::total_known : Phrase::head_total), Look::total,
                                   total_cell(before_zeroing(), workings_.earned, formula, Look::total_points));
    }

    State before_zeroing() const {
        if (earned_state_ != State::value || !zeroes()) return earned_state_;
        bool in_doubt = false;
        for (const auto& [index, cell] : veto_cells_) {
            if (!is_zeroing(scheme_->vetoes[index])) continue;
            if (workings_.vetoes[index].applies) return State::value;
            in_doubt = in_doubt || workings_.vetoes[index].open;
        }
        return in_doubt ? State::missing : State::value;
    }

    bool zeroes() const {
        const auto& order = outcome().order;
        return std::find(order.begin(), order.end(), Step::veto) != order.end() &&
               !any_veto(Phrase::yes, is_zeroing).empty();
    }
    static bool is_zeroing(const Veto& veto) { return veto.effect == Veto::Effect::zero; }

    // ---- grades ----

    void add_published(const StepWorking& step) {
        switch (step.step) {
            case Step::veto:
                return add_zeroing(step);
            case Step::grade:
                return add_grade_line(text(Phrase::grade_by_points), grade_of_points(), step.grade);
            case Step::demote:
                return add_demotions(step);
            case Step::quota:
                return add_quota(step);
            default:
                return;
        }
    }

    void add_zeroing(const StepWorking& step) {
        if (!zeroes()) return;
        const std::string counts = zeroes_first(outcome())
                                       ? earned() + "<>" + page_.literal(Phrase::state_not_applicable)
                                       : "ISNUMBER(" + earned() + ")";
        const std::string formula =
            "IF(AND(" + counts + "," + any_veto(Phrase::yes, is_zeroing) + "),0," + earned() + ")";
        page_.total_row = add_line(text(Phrase::step_zeroed), Look::total,
                                   total_cell(workings_.state, step.total, formula, Look::total_points));
    }

    /// Grades count from 1, the highest; 0 is open.
    std::string grade_of_points() const {
        std::vector<FormulaStep> steps;
        for (std::size_t i = scheme_->grades.size(); i-- > 0;)
            steps.push_back(
                {earned() + (scheme_->grades[i].edge.above ? ">" : ">=") + thresholds_[i], std::to_string(i + 1)});
        return "IF(ISNUMBER(" + earned() + ")," + step_formula(steps, std::to_string(scheme_->grades.size())) + ",0)";
    }

    /// What stands for a grade that is not known.
    std::string unknown() const {
        const std::string left_out = page_.literal(Phrase::state_not_applicable);
        return "IF(" + earned() + "=" + left_out + "," + left_out + "," + page_.literal(Phrase::open) + ")";
    }

    Cell grade_title(int grade, const std::string& number_cell, Look look) const {
        Cell cell = words(grade == 0 ? text(phrase_of_unknown(workings_.state))
                                     : scheme_->grades[static_cast<std::size_t>(grade - 1)].title,
                          look);
        cell.formula = "IF(" + number_cell + "=0," + unknown() + "," + title_formula(number_cell) + ")";
        return cell;
    }

    /// CHOOSE takes no more than 29 values in every spreadsheet program.
    std::string title_formula(const std::string& number_cell) const {
        const std::vector<Grade>& grades = scheme_->grades;
        std::string titles;
        for (const Grade& each : grades) titles += "," + quoted(each.title);
        if (grades.size() < 30) return "CHOOSE(" + number_cell + titles + ")";
        std::vector<FormulaStep> steps;
        for (std::size_t i = 1; i < grades.size(); ++i)
            steps.push_back({number_cell + ">" + std::to_string(i), quoted(grades[i].title)});
        return step_formula(steps, quoted(grades.front().title));
    }

    void add_grade_line(const std::string& label, const std::string& formula, int grade) {
        const int row = page_.next_row();
        Line line(label, Look::text, Look::text);
        line[col_part] = number(grade, Look::aside, 0, formula);
        grade_ = cell_name(row, col_part);
        grade_number_ = grade;
        line[col_points] = grade_title(grade, grade_, Look::centered);
        page_.add(std::move(line));
    }

    /// Vetoes that only set grades share a line; others act on what those before them left.
    void add_demotions(const StepWorking& step) {
        const std::string first = grade_.empty() ? "0" : grade_;
        std::string worst = first;
        int grade = grade_number_;
        for (std::size_t i = 0; i < veto_cells_.size(); ++i) {
            const auto& [index, cell] = veto_cells_[i];
            const Veto& veto = scheme_->vetoes[index];
            if (veto.effect == Veto::Effect::zero) continue;
            grade = step.grades_after_vetoes[index];
            const std::string applies = cell + "=" + page_.literal(Phrase::yes);
            if (veto.effect == Veto::Effect::grade) {
                // While the total is open only the lowest grade is sure.
                const int named = grade_number(veto.grade);
                const bool is_sure = named == static_cast<int>(scheme_->grades.size());
                worst += ",IF(" + (is_sure ? applies : "AND(" + applies + "," + first + ">0)") + "," +
                         std::to_string(named) + ",0)";
                continue;
            }
            add_worst(worst, step.grades_after_vetoes, index);
            add_demotion(veto, applies, grade);
            worst = grade_;
        }
        if (worst.find(',') != std::string::npos)
            add_grade_line(text(Phrase::grade_after_vetoes), "MAX(" + worst + ")", grade);
        add_doubt(step.grade);
    }

    /// The grade is open while it is not known of a veto whether it applies, unless it could not lower it.
    void add_doubt(int grade) {
        if (grade_.empty()) return;
        std::string tests;
        for (const auto& [index, cell] : veto_cells_) {
            const Veto& veto = scheme_->vetoes[index];
            if (veto.effect == Veto::Effect::zero) continue;
            tests += (tests.empty() ? "AND(" : ",AND(") + cell + "=" + page_.literal(Phrase::open) + "," + grade_ +
                     "<" + std::to_string(lowest_by(veto)) + ")";
        }
        if (!tests.empty()) add_grade_line(text(Phrase::grade_known), "IF(OR(" + tests + "),0," + grade_ + ")", grade);
    }

    /// The best grade that a veto which applies leaves.
    int lowest_by(const Veto& veto) const {
        const int last = static_cast<int>(scheme_->grades.size());
        if (veto.effect == Veto::Effect::grade) return grade_number(veto.grade);
        return veto.effect == Veto::Effect::bar_top ? std::min(2, last) : last;
    }

    void add_worst(const std::string& worst, const std::vector<int>& after, std::size_t index) {
        if (worst.find(',') == std::string::npos) return;
        add_grade_line(text(Phrase::grade_after_vetoes), "MAX(" + worst + ")",
                       index == 0 ? grade_number_ : after[index - 1]);
    }

    void add_demotion(const Veto& veto, const std::string& applies, int grade) {
        const std::string before = grade_.empty() ? "0" : grade_;
        const std::string last = std::to_string(scheme_->grades.size());
        const bool bars = veto.effect == Veto::Effect::bar_top;
        const std::string lower =
            bars ? "MAX(" + before + ",MIN(2," + last + "))" : "MIN(" + before + "+1," + last + ")";
        const std::string effect =
            bars ? text(Phrase::effect_bar_top, scheme_->grades.front().title) : text(Phrase::effect_one_down);
        add_grade_line(say(page_.language, Phrase::with_detail, veto.title, effect),
                       "IF(AND(" + applies + "," + before + ">0)," + lower + "," + before + ")", grade);
    }

    int grade_number(const std::string& title) const {
        int number = 1;
        for (const Grade& grade : scheme_->grades) {
            if (grade.title == title) break;
            ++number;
        }
        return number;
    }

    /// Quotas depend on all units: how far they lower this one is given, not computed.
    void add_quota(const StepWorking& step) {
        if (outcome().quotas.empty() || grade_.empty()) return;
        const int row = page_.next_row();
        const std::string last = std::to_string(scheme_->grades.size());
        Line line(text(Phrase::quota_row), Look::wrapped, Look::text);
        line[col_points] = number(workings_.lowered, Look::number, 0);
        page_.cells_of_others.emplace_back(row, col_points);
        line[col_part] =
            number(step.grade, Look::aside, 0,
                   "IF(" + grade_ + "=0,0,MIN(" + last + "," + grade_ + "+" + cell_name(row, col_points) + "))");
        page_.add(std::move(line));
        grade_ = cell_name(row, col_part);
        grade_number_ = step.grade;
    }

    void add_grade_row() {
        Line line(text(Phrase::grade_row), Look::total, Look::total);
        const std::string number_cell = grade_.empty() ? "0" : grade_;
        line[col_points] = grade_title(grade_number_, number_cell, Look::total_points);
        page_.grade_row = page_.add(std::move(line));
    }

    ItemsPage& page_;
    const Scheme& scheme_;
    const Workings& workings_;
    std::vector<int> top_[3];  ///< rows of the top groups, by kind
    std::string applicable_;
    std::string total_;  ///< the cell of the last step
    double before_ = 0;  ///< what it holds
    State earned_state_ = State::value;
    std::vector<std::string> thresholds_;
    std::vector<std::pair<std::size_t, std::string>> veto_cells_;
    std::string grade_;  ///< the cell of the grade's number so far
    int grade_number_ = 0;
};

}  // namespace

void add_totals(ItemsPage& page) { TotalRows(page).add(); }

}  // namespace libplan
