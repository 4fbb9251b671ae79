#include <algorithm>
#include <functional>

#include "libplan/rules.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

/// A group: its heading, its items and inner groups, and a row for each step from their points to its own.
class GroupRows {
public:
    GroupRows(ItemsPage& page, const Group& group, const GroupContext* parent, int depth, int& items)
        : page_(page),
          group_(group),
          parent_(parent ? &parent->group : nullptr),
          context_{group, parent ? parent->kind : group.kind,
                   concerns(group, page.card.unit) && (!parent || parent->concerns_unit)},
          depth_(depth),
          items_(items) {}

    /// Returns the points lost in it.
    std::optional<double> add() {
        index_ = page_.group_rows.size();
        row_ = page_.add_later();
        page_.sheet.rows[static_cast<std::size_t>(row_)].cells.clear();  // filled in last
        page_.group_rows.push_back(row_);
        page_.group_items.emplace_back(1, 0);
        page_.group_depths.push_back(depth_);
        add_parts();
        result_ = {row_, "", "", ""};
        if (has_steps())
            add_steps();
        else
            result_ = {row_, combined_points(), combined_applicable(), combined_open()};
        return add_heading();
    }

private:
    /// A row of the group and what its points, its applicable marks and its open flag follow from.
    struct Stage {
        int row;
        std::string points, applicable, open;
    };

    const GroupWorking& working() const { return page_.workings.groups[index_]; }
    const Outcome& outcome() const { return page_.scheme->outcome; }

    bool is_rounded() const { return !parent_ && outcome().rounded_at == RoundedAt::group; }
    bool has_steps() const {
        return group_.combine != Combine::sum || group_.rescale || group_.floor || group_.cap ||
               !group_.zero_when.empty() || is_rounded();
    }

    // ---- parts ----

    void add_parts() {
        const int first = page_.next_row();
        for (std::size_t i = 0; i < group_.items.size(); ++i) {
            add_item(page_, context_, ++items_);
            parts_.push_back(page_.item_rows.back());
            lost_.push_back(lost_in(page_.item_rows.back()));
        }
        if (!group_.items.empty()) page_.group_items[index_] = {first, page_.next_row() - 1};
        for (const Group& inner : group_.groups) {
            parts_.push_back(page_.next_row());
            lost_.push_back(GroupRows(page_, inner, &context_, depth_ + 1, items_).add());
        }
    }

    std::optional<double> lost_in(int row) const {
        const auto& cell = page_.sheet.rows[static_cast<std::size_t>(row)].cells[col_lost];
        const double* lost = std::get_if<double>(&cell.value);
        return lost ? std::optional(*lost) : std::nullopt;
    }

    /// "I5:I9,I12": the cells of all parts in a column.
    std::string cells_of_parts(int column) const {
        std::vector<std::string> cells;
        const auto [first, last] = page_.group_items[index_];
        if (last >= first) cells.push_back(range(first, last, column));
        for (std::size_t i = group_.items.size(); i < parts_.size(); ++i) cells.push_back(cell_name(parts_[i], column));
        return cell_list(cells);
    }

    std::string joined_parts(const std::function<std::string(int)>& text) const {
        std::string all;
        for (const int part : parts_) all += (all.empty() ? "" : "+") + text(part);
        return all;
    }

    // ---- combining ----

    std::string full() const { return cell_name(row_, col_full); }
    std::string left_out() const { return page_.literal(Phrase::state_not_applicable); }

    std::string combined_points() const {
        if (parts_.empty()) return left_out();
        const bool is_sum = group_.combine == Combine::sum;
        return "IF(COUNT(" + cells_of_parts(is_sum ? col_applicable : col_part) + ")=0," + left_out() + "," +
               combination() + ")";
    }

    std::string combination() const {
        const std::string rates = cells_of_parts(col_part);
        switch (group_.combine) {
            case Combine::sum:
                return "SUM(" + cells_of_parts(col_points) + ")";
            case Combine::weighted:
                return full() + "*(" + joined_parts([](int part) {
                           return cell_name(part, col_weight) + "*N(" + cell_name(part, col_part) + ")";
                       }) +
                       ")/(" + joined_parts([](int part) {
                           return cell_name(part, col_weight) + "*ISNUMBER(" + cell_name(part, col_part) + ")";
                       }) +
                       ")";
            case Combine::mean:
                return full() + "*AVERAGE(" + rates + ")";
            case Combine::highest:
                return full() + "*MAX(" + rates + ")";
            case Combine::lowest:
                return full() + "*MIN(" + rates + ")";
            case Combine::largest_loss:
                return full() + "-MAX(" + rates + ")";
        }
        return {};
    }

    std::string combined_applicable() const {
        if (parts_.empty()) return quoted("—");
        const bool is_sum = group_.combine == Combine::sum;
        const std::string cells = cells_of_parts(is_sum ? col_applicable : col_part);
        return "IF(COUNT(" + cells + ")=0,\"—\"," + (is_sum ? "SUM(" + cells + ")" : full()) + ")";
    }

    std::string combined_open() const {
        if (parts_.empty()) return "0";
        const bool is_sum = group_.combine == Combine::sum;
        return "IF(COUNT(" + cells_of_parts(is_sum ? col_applicable : col_part) + ")=0,0,MAX(" +
               cells_of_parts(col_open) + "))";
    }

    // ---- steps ----

    Phrase combine_label() const {
        static constexpr Phrase labels[] = {Phrase::step_sum,     Phrase::step_weighted, Phrase::step_mean,
                                            Phrase::step_highest, Phrase::step_lowest,   Phrase::step_largest_loss};
        return labels[static_cast<int>(group_.combine)];
    }

    /// The workings are not printed, but weights cannot be told from what is.
    std::string weights() const {
        if (group_.combine != Combine::weighted) return {};
        std::vector<Message> all;
        const auto add = [&](const std::string& title, double weight) {
            all.emplace_back(Phrase::weight_of, std::vector<Message>{title, decimal_text(weight)});
        };
        for (const Item& item : group_.items) add(item.title, item.weight);
        for (const Group& inner : group_.groups) add(inner.title, inner.weight);
        return say(page_.language, Phrase::step_weights, text(joined(Phrase::listed, std::move(all)), page_.language));
    }

    /// Adds a row for a step; what it does not change is taken from the row before it.
    Stage add_stage(const std::string& label, const PartWorking& part, const std::string& points,
                    const std::string& applicable, const std::string& open, const std::optional<double>& limit = {},
                    const std::string& remark = {}) {
        const int row = page_.next_row();
        // Behind inner groups a step says whose it is.
        Line line(
            indent() + (group_.groups.empty() ? label : say(page_.language, Phrase::task_detail, group_.title, label)),
            Look::step, Look::step);
        page_.set_part(line, part, Look::step);
        line[col_points].formula = points;
        line[col_applicable].formula = applicable;
        line[col_open].formula = open;
        std::string name;
        if (limit) line[col_reference] = page_.limit_cell("limit", *limit, row, col_reference, name);
        if (!remark.empty()) line[col_reason] = words(remark, Look::wrapped);
        page_.add(std::move(line));
        return {row, cell_name(row, col_points), cell_name(row, col_applicable), cell_name(row, col_open)};
    }

    /// A step that changes points only, where there are any; `expression` is of those before.
    Stage add_points_stage(const std::string& label, const PartWorking& part, const Stage& before,
                           const std::string& expression, const std::optional<double>& limit = {}) {
        return add_stage(label, part, "IF(ISNUMBER(" + before.points + ")," + expression + "," + before.points + ")",
                         before.applicable, before.open, limit);
    }

    /// Where the limit of a step will stand.
    std::string limit_of_next_row() const { return cell_name(page_.next_row(), col_reference); }

    void add_steps() {
        const std::string own_full = decimal_text(group_.full);
        Stage at = add_stage(say(page_.language, combine_label(), own_full), working().combined, combined_points(),
                             combined_applicable(), combined_open(), {}, weights());
        if (group_.rescale) {
            const std::string none = "IF(N(" + at.applicable + ")=0,";
            at = add_stage(say(page_.language, Phrase::step_rescale, own_full), working().rescaled,
                           none + at.points + "," + at.points + "/" + at.applicable + "*" + full() + ")",
                           none + at.applicable + "," + full() + ")", at.open);
        }
        if (group_.floor)
            at =
                add_points_stage(say(page_.language, Phrase::step_floor, decimal_text(*group_.floor)), working().raised,
                                 at, "MAX(" + at.points + "," + limit_of_next_row() + ")", group_.floor);
        if (group_.cap)
            at = add_points_stage(say(page_.language, Phrase::step_cap, decimal_text(*group_.cap)), working().capped,
                                  at, "MIN(" + at.points + "," + limit_of_next_row() + ")", group_.cap);
        if (!group_.zero_when.empty()) at = add_voiding(at);
        if (is_rounded())
            at = add_points_stage(
                say(page_.language, Phrase::step_round, phrase_of(outcome().rounding), std::to_string(page_.places())),
                working().result, at, rounding_formula(at.points, outcome()));
        result_ = at;
    }

    Stage add_voiding(const Stage& before) {
        const auto any = [](const std::vector<std::string>& cells, const std::string& word) {
            std::vector<std::string> tests;
            for (const std::string& cell : cells) tests.push_back(cell + "=" + word);
            return any_holds(tests);
        };
        std::vector<std::string> outcomes;
        for (std::size_t i = 0; i < group_.zero_when.size(); ++i)
            outcomes.push_back(
                add_conditions(page_, group_.zero_when[i], working().zero_when[i], Phrase::zero_condition, before.row));
        const std::string voided = any(outcomes, page_.literal(Phrase::yes));
        const std::string unknown = any(outcomes, page_.literal(Phrase::open));
        return add_stage(page_.say(Phrase::step_void), working().voided,
                         "IF(AND(ISNUMBER(" + before.points + ")," + voided + "),0," + before.points + ")",
                         before.applicable,
                         "IF(NOT(ISNUMBER(" + before.applicable + ")),0,IF(" + voided + ",0,IF(" + unknown + ",1," +
                             before.open + ")))");
    }

    // ---- heading ----

    std::string indent() const { return std::string(static_cast<std::size_t>(depth_) * 3, ' '); }

    std::optional<double> add_heading() {
        const PartWorking& part = working().result;
        Line line(indent() + group_.title, Look::group, Look::group);
        line[col_full] = full_cell();
        page_.set_part(line, part, Look::group_points);
        if (!part.applies) line[col_points].look = Look::group_points;
        line[col_points].formula = result_.points;
        line[col_applicable].formula = result_.applicable;
        line[col_open].formula = result_.open;
        if (parent_) set_combined(line, row_, part, parent_->combine, group_.weight);
        const auto lost = set_lost(line, part);
        if (!context_.concerns_unit) line[col_reason] = words(page_.say(Phrase::not_for_unit), Look::group);
        page_.sheet.rows[static_cast<std::size_t>(row_)] = std::move(line.row());
        return lost;
    }

    /// Of a sum the full marks are those of its parts, unless it is limited by its own.
    Cell full_cell() const {
        Points parts;
        for (const Item& item : group_.items) parts += exact_points(item.full);
        for (const Group& inner : group_.groups) parts += exact_points(inner.full);
        Cell cell = number(group_.full, Look::group_points, page_.places_of_full);
        if (group_.combine == Combine::sum && parts == exact_points(group_.full) && !parts_.empty())
            cell.formula = "SUM(" + cells_of_parts(col_full) + ")";
        if (context_.kind == GroupKind::bonus) cell.set({.format = format_of_bonus});
        return cell;
    }

    /// Where points simply add up, what is lost is what its parts lose; what is open loses nothing yet.
    std::optional<double> set_lost(Line& line, const PartWorking& part) const {
        if (context_.kind == GroupKind::bonus) return std::nullopt;
        std::optional<double> lost;
        std::string formula;
        if (!has_steps()) {
            lost = 0;
            for (const auto& own : lost_) *lost += own.value_or(0);
            formula = parts_.empty() ? "0" : "SUM(" + cells_of_parts(col_lost) + ")";
        } else {
            if (part.applies && !part.open) lost = part.full - part.points;
            formula = "IF(AND(ISNUMBER(" + cell_name(row_, col_points) + ")," + cell_name(row_, col_open) + "=0)," +
                      cell_name(row_, col_applicable) + "-" + cell_name(row_, col_points) + ",\"\")";
        }
        if (lost) lost = round_decimal(*lost, 10);
        line[col_lost] = lost ? number(*lost, Look::group_points, page_.places_shown(*lost)) : words("", Look::group);
        line[col_lost].formula = formula;
        return lost;
    }

    ItemsPage& page_;
    const Group& group_;
    const Group* parent_;
    GroupContext context_;
    int depth_;
    int& items_;
    std::size_t index_ = 0;
    int row_ = 0;
    std::vector<int> parts_;  ///< rows of items and inner groups
    std::vector<std::optional<double>> lost_;
    Stage result_{};
};

}  // namespace

void add_groups(ItemsPage& page) {
    int items = 0;
    const int first = page.next_row();
    for (const Group& group : page.scheme->groups) GroupRows(page, group, nullptr, 0, items).add();
    // Where an item lost points, they stand out.
    page.sheet.highlights.push_back(
        {first, page.next_row() - 1, col_points, "ISNUMBER($" + cell_name(first, col_loss_order) + ")"});
}

}  // namespace libplan
