#include <algorithm>

#include "reports/items_page.hpp"

namespace libplan {
namespace {

/// The pale yellow cells: what they take, what stood in them when the workbook was written, and what no longer fits
/// once they are changed.
class InputCells {
public:
    explicit InputCells(ItemsPage& page) : page_(page), inputs_(page.input_cells) {
        std::sort(inputs_.begin(), inputs_.end(), [](const InputCell& a, const InputCell& b) {
            return std::pair(a.column, a.row) < std::pair(b.column, b.row);
        });
    }

    void add() {
        add_validations();
        for (const InputCell& input : inputs_) keep(input);
        for (const auto& [row, ids] : page_.readers) add_flag(row, ids);
        add_notice();
        mark_stale();
    }

private:
    using InputCell = ItemsPage::InputCell;

    // ---- what may be typed ----

    void add_validations() {
        for (std::size_t i = 0; i < inputs_.size();) {
            std::size_t end = i + 1;
            while (end < inputs_.size() && inputs_[end].column == inputs_[i].column &&
                   inputs_[end].row == inputs_[end - 1].row + 1 && inputs_[end].takes == inputs_[i].takes)
                ++end;
            add_validation(inputs_[i], inputs_[end - 1].row);
            i = end;
        }
    }

    void add_validation(const InputCell& first, int last_row) {
        const std::string cell = cell_name(first.row, first.column);
        const std::string full = "$" + cell_name(first.row, col_full);
        const std::string takes = text(first.takes.words(true), page_.language);
        page_.sheet.validations.push_back(
            {.kind = Sheet::Validation::Kind::formula,
             .first_row = first.row,
             .last_row = last_row,
             .column = first.column,
             .formula = concat("IF(ISNUMBER(", cell, "),", first.takes.formula(cell, full), ",OR(",
                               page_.is_not_applicable_cell(cell), ",", page_.is_pending(cell), "))"),
             .title = page_.say(Phrase::input_title),
             .prompt = say(page_.language, Phrase::input_prompt, takes),
             .error = say(page_.language, Phrase::input_error, takes)});
    }

    // ---- what was changed ----

    void keep(const InputCell& input) {
        Cell kept = page_.cell_at(input.row, input.column);
        kept.look = Look::plain;
        kept.set({.kept_fact = input.id});
        page_.hide(input.row, ItemsPage::kept_column(input.column), std::move(kept));
    }

    /// 1 if a figure that the row is scored by is no longer what it was.
    void add_flag(int row, const std::vector<std::string>& ids) {
        std::string same;
        bool changed = false;
        for (const std::string& id : ids)
            for (const InputCell* place : page_.inputs_behind(id)) {
                same += (same.empty() ? "" : "*") + ItemsPage::stands_as_written(*place);
                changed |= page_.changed.contains(place->id);
            }
        if (!same.empty()) page_.hide(row, col_changed, number(changed ? 1 : 0, Look::plain, 0, concat("1-", same)));
    }

    void add_notice() {
        if (page_.readers.empty()) return;
        const std::string flags = range(page_.sheet.header_row + 1, page_.next_row() - 1, col_changed);
        const std::string told = page_.changed_words();
        Cell& notice = page_.cell_at(ItemsPage::notice_row, ItemsPage::changed_column);
        notice.value = page_.changed.empty() ? std::string() : told;
        notice.formula = "IF(SUM(" + flags + ")=0,\"\"," + quoted(told) + ")";
    }

    void mark_stale() {
        const int first = page_.sheet.header_row + 1;
        const auto mark = [&](int first_row, int last_row, int column, std::string formula) {
            page_.sheet.highlights.push_back({first_row, last_row, column, std::move(formula), column, Look::muted});
        };
        mark(first, page_.next_row() - 1, col_reason, "N($" + cell_name(first, col_changed) + ")>0");
        const std::string any = cell_name(ItemsPage::notice_row, ItemsPage::changed_column, true) + "<>\"\"";
        for (const auto& [row, column] : page_.cells_of_others) mark(row, row, column, any);
    }

    ItemsPage& page_;
    std::vector<InputCell> inputs_;
};

}  // namespace

void add_input_cells(ItemsPage& page) { InputCells(page).add(); }

}  // namespace libplan
