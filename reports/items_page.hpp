#pragma once
// Private: the sheet of items of a scorecard while it is laid out. Items, groups and totals are written onto it one
// after the other; every number that follows from cells is a formula of them and carries what the engine has.
#include <map>
#include <set>

#include "libplan/workings.hpp"
#include "reports/card_inputs.hpp"
#include "reports/cells.hpp"
#include "reports/indicator_facts.hpp"

namespace libplan {

/// How the full marks of what is in a bonus group are shown: "+5" may be added, and is no part of the full marks.
inline constexpr const char* format_of_bonus = "\"+\"General";

/// What begins the hidden cells that identify a scorecard: then plan, scheme, unit, year and language.
constexpr std::string_view scorecard_mark = "libplan:scorecard";

enum ItemsColumn {
    col_number,
    col_item,
    col_clause,
    col_full,
    col_actual,
    col_reference,
    col_self,
    col_department,
    col_points,
    col_lost,
    col_reason,
    printed_columns,
    // Workings beside the print area: what formulas need of each row besides its points.
    col_applicable = printed_columns,
    col_open,
    col_part,    ///< what a group combines: the rate of a part, or its loss; in the totals the number of a grade
    col_weight,  ///< in a weighted group
    col_loss_order,
    col_unrounded,  ///< of an item, where the formula that rounds it names its points more than once
    items_columns,
    // Hidden: whether an input was changed, and what stood there when the workbook was written.
    col_changed = items_columns,
    col_kept_actual,
    col_kept_reference,
    col_open_words  ///< of the sum: why the total was open then
};

/// The cells of a row by column, whatever is merged before them.
class Line {
public:
    explicit Line(Look look);                             ///< every column for itself
    Line(std::string label, Look label_look, Look look);  ///< the first three columns merged
    Cell& operator[](int column) { return row_.cells[static_cast<std::size_t>(merged_ ? column - 2 : column)]; }
    Row& row() { return row_; }

private:
    Row row_;
    bool merged_ = false;
};

class ItemsPage {
public:
    ItemsPage(const ReportInputs& report, const Assessment& all, const Scorecard& own, const Workings& steps,
              const std::set<std::string>& changed_inputs);

    const ReportInputs& inputs;
    const Assessment& assessment;
    const Scorecard& card;
    const Workings& workings;
    const Scheme& scheme;
    const Language language;
    const int places_of_full;  ///< decimals of full marks, the same all down a column: none where all are whole
    const std::set<std::string>& changed;  ///< inputs that were typed over since the workbook was written
    Sheet sheet;
    Sheet class_sheet;  ///< hidden: the figures of the other units of the class; without rows if no formula reads any

    // ---- filled in as the sheet grows, for whoever refers to it ----
    std::vector<int> item_rows, group_rows;        ///< in the order of Scheme::items and Scheme::groups
    std::vector<std::pair<int, int>> group_items;  ///< rows of each group's own items; last < first: none
    std::vector<int> group_depths;
    std::vector<int> veto_rows;            ///< of the vetoes that concern the unit, with their outcome
    std::vector<int> veto_condition_rows;  ///< the first condition of each
    std::vector<int> step_rows;            ///< between the sum and the rounded total
    int sum_row = 0, earned_row = 0, total_row = 0, grade_row = 0;

    int next_row() const { return static_cast<int>(sheet.rows.size()); }
    int add(Line line);
    /// A row that is put in once the rows below it are there.
    int add_later();
    Cell& cell_at(int row, int column);
    const Cell& cell_at(int row, int column) const;
    int places() const { return scheme->outcome.places; }
    /// Decimals of points: those that the scheme rounds to, and more where they are not rounded yet.
    int places_shown(double points) const { return std::max(places(), decimals_of(points)); }
    /// Half even has no function of its own: the formula names what it rounds several times, so that stands in a cell.
    bool rounds_apart() const {
        return scheme->outcome.rounded_at == RoundedAt::item && scheme->outcome.rounding == Rounding::half_even;
    }
    std::string say(Phrase phrase) const { return libplan::say(language, phrase); }
    const std::string& literal(Phrase phrase) const;
    /// Names a cell of the sheet; returns the name.
    std::string name_cell(const std::string& kind, int row, int column);
    /// Where a band or a bracket begins: the notes show it in a cell of this name, which formulas refer to.
    struct Threshold {
        std::string name, of;
        Edge edge;
    };
    std::vector<Threshold> thresholds;
    std::string add_threshold(const std::string& kind, const std::string& of, const Edge& edge);
    /// A limit in a named cell of its own.
    Cell limit_cell(const std::string& kind, double value, int row, int column, std::string& name);

    // ---- figures: each is filled in at one place, and others refer to it ----

    struct InputCell {
        std::string id;
        int row, column;
        Admissible takes;
    };
    std::vector<InputCell> input_cells;
    std::vector<std::pair<int, int>> cells_of_others;  ///< with what other units decide
    /// Rows with the figures that they are scored by.
    std::vector<std::pair<int, std::vector<std::string>>> readers;

    /// The cell of a fact or a mark at a place: to be filled in where it stands first, elsewhere a reference. Of a mark
    /// its item is given.
    Cell figure(const std::string& id, int row, int column, const Item* marked = nullptr);
    /// Facts that others are made of and that stand nowhere else yet.
    void add_other_figures();
    /// Where a fact follows from the figure of its indicator: how.
    const FollowingFact* following(std::string_view id) const;
    /// Whether a fact rests on what a changed input of this unit may change elsewhere: in another scheme, in units
    /// below, or in what the others of its class have by their place in it. It stays what it was.
    bool is_of_others(const FactDefinition& fact) const;
    State state_of_figure(const std::string& id) const;
    /// What scorers noted beside their marks for an item of this unit.
    const std::map<Scorer, std::string>& notes_of(const std::string& item) const;
    /// The input that a figure is, or is made of; nothing if it is none of this unit's.
    std::vector<const InputCell*> inputs_behind(std::string_view id) const;
    /// The hidden column of what stood in an input of a column when this was written.
    static int kept_column(int column) { return column == col_actual ? col_kept_actual : col_kept_reference; }
    /// 1 if that still stands there, else 0, as a formula; 3 and "3" are not the same. `sheet`: "'评分明细'!"
    /// elsewhere.
    static std::string stands_as_written(const InputCell& input, const std::string& sheet = {});
    /// Leaves out a column that no row uses; the reasons take its room.
    void leave_out_if_empty(int column);
    /// A cell in a hidden column.
    void hide(int row, int column, Cell cell);

    static constexpr int notice_row = 1, changed_column = col_reference;  ///< where it is told that inputs were changed

    /// What is told at the top once inputs were changed.
    std::string changed_words() const;

    // ---- words that cells hold instead of numbers ----

    std::string is_not_applicable(const std::string& range) const;  ///< of any cell in it
    std::string is_not_applicable_cell(const std::string& cell) const;
    std::string is_pending(const std::string& cell) const;
    Cell or_words(bool has_number, double value, const std::string& otherwise, Look look) const;
    Cell verdict(Verdict verdict, std::string formula) const;

    /// Points in the points column, what applies and what is open in the columns of workings.
    void set_part(Line& line, const PartWorking& part, Look look) const;

private:
    std::string new_name(const std::string& kind);
    struct Made {  ///< of a fact made of others
        int row, column;
        const FactDefinition* fact;
    };
    void add_identity();
    Cell plain_figure(const std::string& id) const;
    std::string cell_of_made(std::string_view id, bool& any);
    /// The facts that a fact is made of or follows from.
    std::vector<std::string_view> sources_of(const FactDefinition& fact) const;
    std::string made_formula(const FactDefinition& fact, const std::vector<std::string>& of);
    std::string class_formula(const FactDefinition& fact, const ClassFact& source, const std::string& own);
    const std::string& figures_of_class(const std::string& id);
    bool moves_with_others(std::string_view id) const;
    std::string bracket_formula(const std::string& title, const BracketFact& source, const std::string& of);

    struct Figure {  ///< where it stands first
        int row, column;
        std::optional<std::size_t> input;  ///< among the input cells
        const FactDefinition* made;        ///< what makes it of others
    };
    std::map<std::string, Figure, std::less<>> figures_;
    std::vector<Made> made_;
    std::map<std::string, std::string> class_ranges_;  ///< in the hidden sheet, by fact
    bool shows_facts_of_others_ = false;
    std::vector<FollowingFact> following_;
    std::map<std::string, int> names_;
    mutable std::map<Phrase, std::string> literals_;  ///< said again and again
};

/// Adds a row for each condition and, of several, one that says whether all hold; returns the cell that does.
std::string add_conditions(ItemsPage& page, const Conditions& conditions, const ConditionsWorking& working,
                           Phrase label, std::optional<int> own_group_row);
/// A condition in the cells of a row: what is compared, with what, and whether it holds.
void set_condition(ItemsPage& page, Line& line, int row, const Condition& condition, const ConditionWorking& working,
                   std::optional<int> own_group_row);
/// "死亡人数 ≥ 参照值"
std::string condition_label(const ItemsPage& page, const Condition& condition);

/// Whether a line of the scoring table is for a unit.
template <class Node>
bool concerns(const Node& node, const Unit& unit) {
    return (node.only_for.empty() || names_unit(node.only_for, unit.id, unit.rank_class)) &&
           !names_unit(node.not_for, unit.id, unit.rank_class);
}

/// What the lines in a group need to know of it.
struct GroupContext {
    const Group& group;
    GroupKind kind;      ///< of the top group
    bool concerns_unit;  ///< it and the groups it stands in
};

/// The next item of the scheme.
void add_item(ItemsPage& page, const GroupContext& context, int number);
/// The rate or the loss by which a group that is no sum combines a part of it.
void set_combined(Line& line, int row, const PartWorking& part, Combine combine, double weight);
/// Groups and items.
void add_groups(ItemsPage& page);
/// 成绩单: the page that is signed, once all rows of the items are there.
Sheet layout_front_page(const ItemsPage& items);
/// 说明与口径, with the thresholds that formulas name.
Sheet layout_card_notes(const ItemsPage& items);
/// Sums, steps to the total, grades and vetoes.
void add_totals(ItemsPage& page);
/// What input cells take and whether they were changed; once all rows are there.
void add_input_cells(ItemsPage& page);

}  // namespace libplan
