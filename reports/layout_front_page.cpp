#include <algorithm>
#include <cmath>

#include "libplan/match.hpp"
#include "libplan/outcome.hpp"
#include "libplan/rules.hpp"
#include "libplan/veto_words.hpp"
#include "libplan/workings.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

enum FrontColumn { col_label, col_of, col_asked, col_got, col_taken, col_rate, front_columns };

/// The page that is signed: figures at a glance, groups with a chart, and where points were lost.
class FrontPage {
public:
    explicit FrontPage(const ItemsPage& items)
        : items_(items), card_(items.card), scheme_(items.scheme), language_(items.language) {}

    Sheet operator()() {
        sheet_.name = say(language_, Phrase::sheet_card);
        sheet_.fit_one_page = true;
        sheet_.widths = {30, 15, 15, 12, 12, 15};
        sheet_.rows.push_back(title_row(
            say(language_, Phrase::card_title, card_.unit.title, std::to_string(items_.assessment.facts.year)),
            front_columns));
        sheet_.rows.push_back({{words(scheme_->title, Look::subtitle, front_columns)}, 18});
        sheet_.rows.push_back(notice_row(items_.assessment.facts.illustrative, front_columns, language_));
        add_key_figures();
        add_vetoes();
        add_quota();
        add_notice();
        add_open();
        add_groups();
        add_losses();
        add_signatures();
        return std::move(sheet_);
    }

private:
    int next_row() const { return static_cast<int>(sheet_.rows.size()); }
    std::string there(const std::string& cells) const { return "'" + items_.sheet.name + "'!" + cells; }
    std::string there(int row, int column) const { return there(cell_name(row, column)); }
    const Cell& cell_there(int row, int column) const {
        const std::vector<Cell>& cells = items_.sheet.rows[static_cast<std::size_t>(row)].cells;
        return cells[static_cast<std::size_t>(column - cells.front().span + 1)];
    }
    /// The same as a cell of the items, as it looks here; what is empty there is empty here.
    Cell same_as(int row, int column, Look look) const {
        Cell cell = cell_there(row, column);
        const auto* text = std::get_if<std::string>(&cell.value);
        const std::string address = there(row, column);
        if (text && text->empty() && cell.formula.empty()) return words("", look);
        cell.formula = column == col_lost ? "IF(" + address + "=\"\",\"\"," + address + ")" : address;
        cell.look = text && look == Look::points ? Look::centered : look;
        return cell;
    }

    // ---- at a glance ----

    void add_key_figures() {
        Row labels;
        for (const std::string& label :
             {say(language_, Phrase::head_total), say(language_, Phrase::head_rate), say(language_, Phrase::head_grade),
              class_label(), say(language_, Phrase::head_veto)})
            labels.cells.push_back(words(label, Look::label));
        labels.cells[key_rank].span = 2;
        labels.height = 20;
        sheet_.rows.push_back(std::move(labels));
        const int row = key_row_ = next_row();
        sheet_.rows.push_back(
            {{same_as(items_.total_row, col_points, Look::figure), rate_cell(),
              same_as(items_.grade_row, col_points, Look::figure), words(rank_words(), Look::figure, 2), veto_cell()},
             38});
        sheet_.highlights.push_back(
            {row, row, front_columns - 1,
             cell_name(row, front_columns - 1) + "=" + quoted(say(language_, Phrase::veto_some))});
    }

    static constexpr int key_grade = 2, key_rank = 3;  // cells of the key figures

    /// How many units of the class take part, and of how many of these the total is open.
    std::string class_label() const {
        const RankClass own = rank_class_of(items_.assessment, card_.index);
        const std::string all = std::to_string(own.units);
        return own.open > 0 ? say(language_, Phrase::rank_among_open, all, std::to_string(own.open))
                            : say(language_, Phrase::rank_among, all);
    }

    /// While others are open, they may still come before this unit.
    std::string rank_words() const {
        if (card_.rank == 0) return say(language_, phrase_of_unknown(card_.state));
        const std::string rank = std::to_string(card_.rank);
        if (rank_class_of(items_.assessment, card_.index).open > 0)
            return say(language_, card_.tied ? Phrase::rank_tied_so_far : Phrase::rank_so_far, rank);
        return card_.tied ? say(language_, Phrase::rank_tied, rank) : rank;
    }

    Cell rate_cell() const {
        const std::string total = there(items_.total_row, col_points);
        const double full = published_full();
        const auto* value = std::get_if<double>(&cell_there(items_.total_row, col_points).value);
        Cell rate = value ? percentage(rounded_rate(*value / full), Look::figure, 1)
                          : words(say(language_, phrase_of_unknown(card_.state)), Look::figure);
        rate.formula =
            "IF(ISNUMBER(" + total + "),ROUND(ROUND(" + total + "/" + decimal_text(full) + ",10),4)," + total + ")";
        return rate;
    }

    /// The first rounding takes away what a quotient of doubles is off, as in the formula.
    static double rounded_rate(double rate) { return round_decimal(round_decimal(rate, 10), 4); }

    /// Full marks of the published total: those of the scheme unless its order converts them.
    double published_full() const {
        for (const StepWorking& step : items_.workings.steps)
            if (step.step == Step::convert && scheme_->outcome.convert_to) return *scheme_->outcome.convert_to;
        return scheme_->full;
    }

    Cell veto_cell() const {
        Cell cell = words(say(language_, !card_.vetoes.empty()        ? Phrase::veto_some
                                         : !card_.open_vetoes.empty() ? Phrase::open
                                                                      : Phrase::veto_none),
                          Look::figure);
        const auto any = [&](Phrase verdict) {
            std::string tests;
            for (const int row : items_.veto_rows)
                tests += (tests.empty() ? "" : ",") + there(row, col_points) + "=" + quoted(say(language_, verdict));
            return "OR(" + tests + ")";
        };
        if (!items_.veto_rows.empty())
            cell.formula = "IF(" + any(Phrase::yes) + "," + quoted(say(language_, Phrase::veto_some)) + ",IF(" +
                           any(Phrase::open) + "," + quoted(say(language_, Phrase::open)) + "," +
                           quoted(say(language_, Phrase::veto_none)) + "))";
        return cell;
    }

    /// A line for every veto that concerns the unit: what triggered it, or that nothing did.
    void add_vetoes() {
        const int first = next_row();
        std::size_t told = 0;
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i) {
            if (!items_.workings.vetoes[i].concerns_unit) continue;
            const std::size_t own = static_cast<std::size_t>(next_row() - first);
            const bool applies = items_.workings.vetoes[i].applies;
            add_veto(scheme_->vetoes[i], own, applies ? card_.vetoes[told++] : std::string());
        }
        if (next_row() == first) return;
        const auto begins = [&](Phrase phrase) {
            const std::string words = say(language_, phrase, std::string());
            return "LEFT($" + cell_name(first, 0) + ",LEN(" + quoted(words) + "))<>" + quoted(words);
        };
        sheet_.highlights.push_back({first, next_row() - 1, 0,
                                     "AND(" + begins(Phrase::veto_not) + "," + begins(Phrase::veto_in_doubt) + ")",
                                     front_columns - 1, Look::bad});
    }

    /// What other units decide is told as it was when this was written.
    void add_quota() {
        std::string told = quota_words(items_.assessment, card_.index, language_);
        if (told.empty()) return;
        quota_row_ = next_row();
        sheet_.rows.push_back({{words(std::move(told), Look::wrapped, front_columns)}, 18});
    }

    void add_veto(const Veto& veto, std::size_t own, std::string triggered) {
        const int row = items_.veto_rows[own];
        const std::string verdict = there(row, col_points);
        const auto is = [&](Phrase phrase) { return verdict + "=" + quoted(say(language_, phrase)); };
        const std::string unknown = say(language_, Phrase::veto_in_doubt, veto.title);
        const std::string not_triggered = say(language_, Phrase::veto_not, veto.title);
        const auto* now = std::get_if<std::string>(&cell_there(row, col_points).value);
        Cell cell = words(std::move(triggered), Look::wrapped, front_columns);
        if (std::get<std::string>(cell.value).empty())
            cell.value = now && *now == say(language_, Phrase::open) ? unknown : not_triggered;
        cell.formula = "IF(" + is(Phrase::yes) + "," + veto_formula(veto, items_.veto_condition_rows[own]) + ",IF(" +
                       is(Phrase::open) + "," + quoted(unknown) + "," + quoted(not_triggered) + "))";
        sheet_.rows.push_back({{std::move(cell)}, height_of(veto)});
    }

    /// As much as its words take once it is triggered.
    double height_of(const Veto& veto) const {
        const std::vector<ConditionFigures> figures(veto.when.size(), {"100.5", "100.5"});
        const int width = printed_width(veto_words(scheme_, veto, figures, language_));
        constexpr int line = 92;  // characters across the page
        return 18 + 14.0 * std::min(3, width / line);
    }

    /// The words of a veto with its figures taken from the cells of its conditions.
    std::string veto_formula(const Veto& veto, int first_row) const {
        constexpr char mark = '\x01';  // around the cells in the words
        std::vector<ConditionFigures> cells;
        for (const Condition& condition : veto.when) {
            const int row = first_row + static_cast<int>(cells.size());
            std::string value = there(row, col_actual);
            if (condition.subject != Condition::Subject::fact)
                value = "ROUND(" + value + "," + std::to_string(told_places) + ")";
            cells.push_back({mark + value + mark, mark + there(row, col_reference) + mark});
        }
        const std::string words = veto_words(scheme_, veto, cells, language_);
        std::string formula;
        for (std::size_t at = 0, number = 0; at <= words.size(); ++number) {
            const std::size_t end = std::min(words.find(mark, at), words.size());
            const std::string part = words.substr(at, end - at);
            const bool is_cell = number % 2 == 1;
            if (!part.empty()) formula += (formula.empty() ? "" : "&") + (is_cell ? part : quoted(part));
            at = end + 1;
        }
        return formula;
    }

    // ---- what inputs that were changed leave behind ----

    /// A row that is empty until then.
    void add_notice() {
        notice_ = cell_name(next_row(), 0, true);
        const std::string told = there(ItemsPage::notice_row, ItemsPage::changed_column);
        const bool has_inputs = !items_.readers.empty();
        Cell notice =
            words(has_inputs && !items_.changed.empty() ? items_.changed_words() : "", Look::notice, front_columns);
        if (has_inputs) notice.formula = "IF(" + told + "=\"\",\"\"," + told + ")";
        sheet_.rows.push_back({{std::move(notice)}, 16});
        if (!has_inputs) return;
        mark_stale(key_row_, key_rank);
        if (!scheme_->outcome.quotas.empty()) mark_stale(key_row_, key_grade);
        if (quota_row_ > 0) mark_stale(quota_row_, 0, front_columns - 1);
    }

    // ---- what is open ----

    /// Why there is no total yet; what stood open when this was written stands in a hidden cell of the items.
    void add_open() {
        const Cell& written = items_.cell_at(items_.sum_row, col_open_words);
        const std::string& why = std::get<std::string>(written.value);
        const bool is_changed = !items_.readers.empty() && !items_.changed.empty();
        const bool is_open = card_.state == State::missing || card_.state == State::not_scored;
        const std::string later = say(language_, Phrase::open_changed);
        Cell cell = words(!is_open     ? std::string()
                          : is_changed ? later
                                       : why,
                          why.empty() ? Look::plain : Look::wrapped, front_columns);
        cell.formula = "IF(" + there(items_.total_row, col_points) + "=" + quoted(say(language_, Phrase::open)) +
                       ",IF(" + notice_ + "<>\"\"," + quoted(later) + "," + there(items_.sum_row, col_open_words) +
                       "),\"\")";
        sheet_.rows.push_back({{std::move(cell)}, why.empty() ? 16.0 : 0});
    }

    void mark_stale(int row, int column, int last_column = -1) {
        sheet_.highlights.push_back({row, row, column, notice_ + "<>\"\"", last_column, Look::muted});
    }

    // ---- groups ----

    static constexpr int row_pixels = 20;
    static constexpr int deepest = 1;  // a page holds top groups and those in them

    void add_groups() {
        sheet_.rows.push_back(header_row({Phrase::head_group, Phrase::head_full, Phrase::head_applicable,
                                          Phrase::head_points, Phrase::head_lost, Phrase::head_rate},
                                         language_));
        const int first = next_row();
        std::vector<std::string> lost_cells;
        double lost = 0;
        for (std::size_t i = 0; i < items_.group_rows.size(); ++i) {
            if (items_.group_depths[i] > deepest) continue;
            const bool adds = items_.group_depths[i] == 0 && scheme_.groups()[i]->kind == GroupKind::base;
            const Cell& own = cell_there(items_.group_rows[i], col_lost);
            if (adds) lost_cells.push_back(cell_name(next_row(), col_taken));
            if (const auto* value = std::get_if<double>(&own.value); adds && value) lost += *value;
            sheet_.rows.push_back(group_row(i));
        }
        const int last = next_row() - 1;
        sheet_.rows.push_back(sum_row("SUM(" + cell_list(lost_cells) + ")", lost));
        add_steps();
        sheet_.data_bars.push_back({first, last, col_rate});
        add_chart(first, last);
    }

    Row group_row(std::size_t i) const {
        const int row = items_.group_rows[i];
        const std::string indent(static_cast<std::size_t>(items_.group_depths[i]) * 3, ' ');
        const PartWorking& result = items_.workings.groups[i].result;
        const std::string title = indent + scheme_.groups()[i]->title;
        return {{words(title, Look::wrapped), same_as(row, col_full, Look::points),
                 same_as(row, col_applicable, Look::points), points_of(result, row, Look::points),
                 unless_open(same_as(row, col_lost, Look::points), result, row, Look::points),
                 rate_of(result, row, Look::points)},
                height_of_row(title)};
    }

    /// By content where the words in front take more than a line.
    double height_of_row(const std::string& title) const {
        constexpr double usual = 22, of_bold = 1.15;  // letters are wider than what they count
        return printed_width(title) * of_bold < sheet_.widths[col_label] - 2 ? usual : 0;
    }

    Row sum_row(const std::string& lost_formula, double lost) const {
        const Workings& workings = items_.workings;
        const PartWorking base{workings.base, workings.applicable, true, workings.open};
        const double told = round_decimal(lost, 10);
        Cell lost_cell = number(told, Look::total_points, items_.places_shown(told), lost_formula);
        return {{sum_label(), same_as(items_.sum_row, col_full, Look::total_points),
                 same_as(items_.sum_row, col_applicable, Look::total_points),
                 points_of(base, items_.sum_row, Look::total_points),
                 unless_open(std::move(lost_cell), base, items_.sum_row, Look::total_points),
                 rate_of(base, items_.sum_row, Look::total_points)},
                height_of_row(label_there(items_.sum_row))};
    }

    /// As among the items: what the sum is of.
    Cell sum_label() const { return words(label_there(items_.sum_row), Look::total); }
    std::string label_there(int row) const {
        return std::get<std::string>(items_.sheet.rows[static_cast<std::size_t>(row)].cells.front().value);
    }

    /// From the sum to the total: what is rescaled, converted, added, taken off and limited. Of what is open none of it
    /// is known.
    void add_steps() {
        const PartWorking all{0, 0, true, items_.workings.open};
        const auto step = [&](int row, int column) {
            Cell cell = same_as(row, column, Look::points);
            const bool is_limit = column == col_reference && cell_there(row, column).formula.empty();
            return is_limit ? cell : unless_open(std::move(cell), all, items_.sum_row, Look::points);
        };
        for (const int row : items_.step_rows)
            sheet_.rows.push_back(
                {{words(label_there(row), Look::wrapped), step(row, col_reference), words("", Look::centered),
                  step(row, col_points), words("", Look::centered), words("", Look::centered)},
                 height_of_row(label_there(row))});
        if (items_.step_rows.empty()) return;
        Cell rate = rate_cell();
        rate.look = Look::total_points;
        const double full = published_full();
        sheet_.rows.push_back(
            {{words(say(language_, Phrase::head_total), Look::total),
              number(full, Look::total_points, items_.places_of_full), words("", Look::total),
              same_as(items_.total_row, col_points, Look::total_points), words("", Look::total), std::move(rate)},
             22});
    }

    /// What counts so far says nothing of what is still open.
    Cell points_of(const PartWorking& part, int row, Look look) const {
        return unless_open(same_as(row, col_points, look), part, row, look);
    }
    Cell unless_open(Cell cell, const PartWorking& part, int row, Look look) const {
        if (cell.formula.empty()) return cell;
        if (part.open) {
            cell.value = say(language_, Phrase::open);
            cell.look = look == Look::points ? Look::centered : look;
        }
        cell.formula =
            "IF(N(" + there(row, col_open) + ")>0," + quoted(say(language_, Phrase::open)) + "," + cell.formula + ")";
        return cell;
    }

    /// Bonus and penalty blocks without full marks have no rate.
    Cell rate_of(const PartWorking& part, int row, Look look) const {
        const bool has_rate = std::holds_alternative<double>(cell_there(row, col_applicable).value) && part.full != 0;
        Cell rate = has_rate ? percentage(rounded_rate(part.points / part.full), look, 1) : words("—", look);
        if (!has_rate) rate.look = look == Look::points ? Look::centered : look;
        rate.formula = "IF(N(" + there(row, col_applicable) + ")=0,\"—\",ROUND(ROUND(" + there(row, col_points) + "/" +
                       there(row, col_applicable) + ",10),4))";
        return unless_open(std::move(rate), part, row, look);
    }

    void add_chart(int first, int last) {
        Chart chart;
        chart.title = say(language_, Phrase::chart_rates);
        chart.row = next_row() + 1;
        chart.width = pixels_of(sheet_.widths);
        chart.height = std::max(250, 80 + 22 * (last - first + 1));  // a label for every bar
        chart.description = chart.title;
        chart.series = {{say(language_, Phrase::head_rate), col_label, col_rate, first, last, {}, false}};
        const int chart_height = chart.height;
        sheet_.charts.push_back(std::move(chart));
        for (int i = 0; i * row_pixels < chart_height + 30; ++i) sheet_.rows.push_back({});
    }

    // ---- losses ----

    struct Loss {
        int row;
        double order;
    };

    std::vector<Loss> losses() const {
        std::vector<Loss> all;
        for (const int row : items_.item_rows)
            if (const auto* order = std::get_if<double>(&cell_there(row, col_loss_order).value))
                all.push_back({row, *order});
        std::stable_sort(all.begin(), all.end(), [](const Loss& a, const Loss& b) { return a.order > b.order; });
        return all;
    }

    /// Whether what items lose is what the total loses: not where groups weigh them or take the best of them.
    bool adds_up() const {
        const auto groups = scheme_.groups();
        return std::all_of(groups.begin(), groups.end(),
                           [](const Group* group) { return group->combine == Combine::sum; });
    }

    void add_losses() {
        if (items_.item_rows.empty()) return;
        const auto column = [&](int at) {
            return there(cell_name(items_.item_rows.front(), at, true) + ":" +
                         cell_name(items_.item_rows.back(), at, true));
        };
        const auto all = losses();
        const auto head = [&](Phrase some, const std::string& none, int span) {
            Cell cell = words(all.empty() ? none : say(language_, some), Look::group, span);
            cell.formula =
                "IF(COUNT(" + column(col_loss_order) + ")=0," + quoted(none) + "," + quoted(say(language_, some)) + ")";
            return cell;
        };
        Cell of_points = head(Phrase::head_lost, {}, 1);
        of_points.look = Look::group_points;
        const Phrase losses = adds_up() ? Phrase::top_losses : Phrase::top_losses_apart;
        constexpr double usual = 20;
        sheet_.rows.push_back({{head(losses, say(language_, Phrase::no_losses), 1), std::move(of_points),
                                head(Phrase::head_reason, {}, front_columns - 2)},
                               height_of_row(say(language_, losses)) > 0 ? usual : 0});
        for (std::size_t i = 0; i < std::min<std::size_t>(5, items_.item_rows.size()); ++i) {
            const std::string order = column(col_loss_order);
            const auto of = [&](Cell cell, int at) {
                cell.formula = "IFERROR(INDEX(" + column(at) + ",MATCH(LARGE(" + order + "," + std::to_string(i + 1) +
                               ")," + order + ",0)),\"\")";
                return cell;
            };
            const auto shown_of = [&](int at) {
                return i < all.size() ? cell_there(all[i].row, at) : words("", Look::text);
            };
            Cell item = shown_of(col_item);
            Cell lost = shown_of(col_lost);
            Cell reason = shown_of(col_reason);
            item.look = reason.look = Look::wrapped;
            lost.look = Look::points;
            reason.span = front_columns - 2;
            if (!items_.readers.empty()) mark_stale(next_row(), 2, front_columns - 1);
            sheet_.rows.push_back({{of(item, col_item), of(lost, col_lost), of(reason, col_reason)}});
        }
    }

    void add_signatures() {
        sheet_.rows.push_back({});
        sheet_.rows.push_back({{words(say(language_, Phrase::sign_unit), Look::plain, 1),
                                words(say(language_, Phrase::sign_team), Look::plain, 2),
                                words(say(language_, Phrase::sign_head), Look::plain, 2),
                                words(say(language_, Phrase::sign_date), Look::plain)},
                               30});
    }

    const ItemsPage& items_;
    const Scorecard& card_;
    const Scheme& scheme_;
    Language language_;
    Sheet sheet_;
    int key_row_ = 0, quota_row_ = 0;
    std::string notice_;
};

}  // namespace

Sheet layout_front_page(const ItemsPage& items) { return FrontPage(items)(); }

}  // namespace libplan
