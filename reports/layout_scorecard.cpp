#include <algorithm>

#include "libplan/rules.hpp"
#include "reports/cells.hpp"

namespace libplan {
namespace {

enum Column {
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
    columns
};

std::string state_word(State state, Language language) {
    if (state == State::not_applicable) return say(language, Phrase::state_not_applicable);
    return say(language, state == State::missing ? Phrase::state_missing : Phrase::state_not_scored);
}

/// The items of one unit, with the addresses the front page refers to.
struct ItemsSheet {
    Sheet sheet;
    std::vector<int> group_rows;
    std::vector<std::pair<int, int>> group_items;  ///< first and last row of each group's items
    int sum_row = 0, applicable_row = 0, total_row = 0, grade_row = 0;
};

/// Whether sums of items and groups, rescaled, graded from inclusive limits and vetoed by single facts are all there is
/// to a scheme. Only then its scorecards are live; of others the engine's values are shown.
bool adds_up_plainly(const Scheme& scheme) {
    const Outcome& outcome = scheme->outcome;
    const auto plain_group = [](const Group& group) {
        return group.kind == GroupKind::base && group.combine == Combine::sum && group.groups.empty() && !group.floor &&
               !group.cap && !group.rescale && group.zero_when.empty() && group.not_for.empty() &&
               group.only_for.empty();
    };
    const auto plain_item = [](const Item* item) { return !item->not_applicable && !item->missing; };
    const auto plain_veto = [](const Veto& veto) {
        return veto.effect == Veto::Effect::grade && veto.unless.empty() && veto.only_for.empty() &&
               veto.when.size() == 1 && veto.when[0].subject == Condition::Subject::fact && veto.when[0].times == 1 &&
               veto.when[0].comparison == Comparison::at_least && std::holds_alternative<double>(veto.when[0].limit);
    };
    const auto items = scheme.items();
    return outcome.rounded_at == RoundedAt::item && outcome.order == Outcome{}.order && !outcome.convert_to &&
           !outcome.cap && outcome.floor == 0 && outcome.quotas.empty() &&
           std::all_of(scheme->groups.begin(), scheme->groups.end(), plain_group) &&
           std::all_of(items.begin(), items.end(), plain_item) &&
           std::none_of(scheme->grades.begin(), scheme->grades.end(), [](const Grade& g) { return g.edge.above; }) &&
           std::all_of(scheme->vetoes.begin(), scheme->vetoes.end(), plain_veto);
}

class ItemsLayout {
public:
    ItemsLayout(const ReportInputs& inputs, const Assessment& assessment, const Scorecard& card)
        : inputs_(inputs),
          assessment_(assessment),
          card_(card),
          language_(inputs.language),
          scheme_(assessment.scheme) {}

    ItemsSheet operator()() {
        Sheet& sheet = result_.sheet;
        sheet.name = say(language_, Phrase::sheet_items);
        sheet.landscape = true;
        sheet.widths = {6, 24, 42, 9, 9, 9, 9, 9, 11, 9, 46};
        sheet.header_row = 2;
        sheet.rows.push_back(title_row(
            say(language_, Phrase::items_title, card_.unit.title, std::to_string(assessment_.facts.year)), columns));
        sheet.rows.push_back(notice_row(assessment_.facts.illustrative, columns, language_));
        sheet.rows.push_back(
            header_row({Phrase::head_number, Phrase::head_item, Phrase::head_clause, Phrase::head_full,
                        Phrase::head_actual, Phrase::head_reference, Phrase::head_self, Phrase::head_department,
                        Phrase::head_points, Phrase::head_lost, Phrase::head_reason},
                       language_));
        std::size_t line = 0;
        const auto groups = scheme_.groups();
        for (std::size_t group = 0; group < groups.size(); ++group) add_group(*groups[group], group, line);
        add_totals();
        return std::move(result_);
    }

private:
    int next_row() const { return static_cast<int>(result_.sheet.rows.size()); }

    void add_group(const Group& group, std::size_t index, std::size_t& line) {
        const int group_row = next_row();
        result_.sheet.rows.emplace_back();
        const int first = next_row();
        for (std::size_t i = 0; i < group.items.size(); ++i) add_item(card_.lines[line++]);
        const int last = next_row() - 1;
        const auto sum = [&](Column column, double value) {
            return number(value, Look::group_points, places(), "SUM(" + range(first, last, column) + ")");
        };
        Row& row = result_.sheet.rows[static_cast<std::size_t>(group_row)];
        row.cells = {words(group.title, Look::group, 3), sum(col_full, group.full)};
        for (int column = col_actual; column < col_points; ++column) row.cells.push_back(words("", Look::group));
        const Points points = assessment_.groups[index][card_.index];
        row.cells.push_back(sum(col_points, points.value()));
        Points lost;
        for (std::size_t i = line - group.items.size(); i < line; ++i)
            if (shows_number(card_.lines[i])) lost += card_.lines[i].lost;
        row.cells.push_back(sum(col_lost, lost.value()));
        row.cells.push_back(words("", Look::group));
        result_.group_rows.push_back(group_row);
        result_.group_items.emplace_back(first, last);
    }

    int places() const { return scheme_->outcome.places; }

    /// Points of a state that the scheme turns into a number are shown as one; else the state is said in words.
    bool shows_number(const ScorecardLine& line) const {
        if (line.state == State::value) return true;
        if (line.state == State::missing)
            return line.item.missing.value_or(scheme_->outcome.missing) == WhenMissing::zero;
        const NotApplicable& instead =
            line.item.not_applicable ? *line.item.not_applicable : scheme_->outcome.not_applicable;
        return line.state == State::not_applicable && !instead.rescale;
    }

    Cell input_cell(const ScorecardLine& line, std::size_t i) const {
        if (line.input_states[i] != State::value)
            return words(state_word(line.input_states[i], language_), Look::centered);
        return number(line.inputs[i].second, Look::input, decimals_of(line.inputs[i].second));
    }

    static Cell mark_cell(const ScorecardLine& line, Scorer scorer) {
        for (const auto& [by, mark] : line.marks)
            if (by == scorer) return number(mark, Look::number, std::max(1, decimals_of(mark)));
        return words("", Look::centered);
    }

    void add_item(const ScorecardLine& line) {
        const int row = next_row();
        const auto* classes = std::get_if<OccurrencesRule>(&line.item.rule);
        Row cells;
        cells.cells = {words(std::to_string(++count_), Look::centered), words(line.item.title, Look::wrapped),
                       words(line.item.clause, Look::wrapped),
                       number(line.item.full, Look::points, decimals_of(line.item.full))};
        cells.cells.push_back(classes ? words("", Look::centered) : input_cell(line, 0));
        cells.cells.push_back(reference_cell(line, classes != nullptr));
        cells.cells.push_back(mark_cell(line, Scorer::self));
        cells.cells.push_back(mark_cell(line, Scorer::department));
        cells.cells.push_back(points_cell(line, row, classes != nullptr));
        cells.cells.push_back(lost_cell(line, row));
        cells.cells.push_back(words(line.words, Look::wrapped));
        result_.sheet.rows.push_back(std::move(cells));
        if (classes)
            for (std::size_t i = 0; i < classes->classes.size(); ++i) add_class(line, i, classes->classes[i].severity);
    }

    Cell reference_cell(const ScorecardLine& line, bool classes) const {
        if (!classes && line.inputs.size() > 1) return input_cell(line, 1);
        if (const auto* rule = std::get_if<PerUnitRule>(&line.item.rule)) return literal(rule->reference);
        if (const auto* rule = std::get_if<ShareRule>(&line.item.rule)) return literal(rule->target);
        if (const auto* rule = std::get_if<AllOrNothingRule>(&line.item.rule)) return literal(rule->limit);
        return words("", Look::centered);
    }

    static Cell literal(const Reference& reference) {
        const double* value = std::get_if<double>(&reference);
        return value ? number(*value, Look::number, decimals_of(*value)) : words("", Look::centered);
    }

    void add_class(const ScorecardLine& line, std::size_t i, const std::string& severity) {
        Row row;
        for (int column = 0; column < columns; ++column) row.cells.push_back(words("", Look::text));
        row.cells[col_item] = words(say(language_, Phrase::among, severity), Look::muted);
        row.cells[col_actual] = input_cell(line, i);
        result_.sheet.rows.push_back(std::move(row));
    }

    Cell points_cell(const ScorecardLine& line, int row, bool classes) const {
        if (!shows_number(line)) return words(state_word(line.state, language_), Look::centered);
        Cell cell = number(line.points.value(), line.lost.units > 0 ? Look::bad : Look::points, places());
        if (line.state != State::value) return cell;
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < line.inputs.size(); ++i)
            cells.push_back(classes ? cell_name(row + 1 + static_cast<int>(i), col_actual)
                                    : cell_name(row, col_actual + static_cast<int>(i)));
        cell.formula = formula_of(line.item, cells, cell_name(row, col_full), scheme_->outcome);
        return cell;
    }

    Cell lost_cell(const ScorecardLine& line, int row) const {
        if (!shows_number(line)) return words("", Look::centered);
        return number(line.lost.value(), Look::points, places(),
                      cell_name(row, col_full) + "-" + cell_name(row, col_points));
    }

    Row& total_line(Phrase label, Cell value, const std::string& argument = {}) {
        Row row;
        row.cells = {words(say(language_, label, argument), Look::total, 3)};
        for (int column = col_full; column < columns; ++column) row.cells.push_back(words("", Look::total));
        row.cells[1 + col_points - col_full] = std::move(value);
        result_.sheet.rows.push_back(std::move(row));
        return result_.sheet.rows.back();
    }

    std::string sum_of_groups(Column column) const {
        std::string formula;
        for (const int row : result_.group_rows) formula += (formula.empty() ? "" : "+") + cell_name(row, column);
        return formula;
    }

    void add_totals() {
        const int first = result_.group_rows.front();
        const int last = next_row() - 1;
        result_.sum_row = next_row();
        Row& sum = total_line(Phrase::sum_row,
                              number(card_.scored.value(), Look::total_points, places(), sum_of_groups(col_points)));
        sum.cells[1] = number(scheme_->full, Look::total_points, places(), sum_of_groups(col_full));
        result_.applicable_row = next_row();
        const std::string points = range(first, last, col_points);
        const auto words_count = [&](Phrase state) {
            return "COUNTIF(" + points + "," + quoted(say(language_, state)) + ")";
        };
        total_line(Phrase::applicable_row, number(card_.applicable.value(), Look::total_points, places(),
                                                  cell_name(result_.sum_row, col_full) + "-SUMIF(" + points + "," +
                                                      quoted(say(language_, Phrase::state_not_applicable)) + "," +
                                                      range(first, last, col_full) + ")"));
        result_.total_row = next_row();
        const std::string total =
            rounding_formula(cell_name(result_.sum_row, col_points) + "/" +
                                 cell_name(result_.applicable_row, col_points) + "*" + decimal_text(scheme_->full),
                             scheme_->outcome);
        Cell cell = card_.complete ? number(card_.total.value(), Look::total_points, places())
                                   : words(say(language_, Phrase::open), Look::total);
        cell.formula = "IF(OR(" + words_count(Phrase::state_missing) + "+" + words_count(Phrase::state_not_scored) +
                       ">0," + cell_name(result_.applicable_row, col_points) + "=0)," +
                       quoted(say(language_, Phrase::open)) + "," + total + ")";
        total_line(Phrase::total_row, std::move(cell),
                   decimal_text(scheme_->outcome.convert_to.value_or(scheme_->full)));
        add_grades();
    }

    /// Thresholds and vetoes stand in cells of their own; the grade follows from them.
    void add_grades() {
        const std::string total = cell_name(result_.total_row, col_points);
        std::string base = std::to_string(scheme_->grades.size());
        std::string titles;
        std::vector<int> rows;
        for (const Grade& grade : scheme_->grades) {
            rows.push_back(next_row());
            titles += "," + quoted(grade.title);
            total_line(Phrase::head_threshold, number(grade.edge.from, Look::points, decimals_of(grade.edge.from)))
                .cells[0] = words(
                say(language_, Phrase::head_grade) + " " + grade.title + " " + say(language_, Phrase::head_threshold),
                Look::text, 3);
            result_.sheet.names.emplace_back(
                "grade_" + std::to_string(rows.size()),
                "='" + result_.sheet.name + "'!" + cell_name(rows.back(), col_points, true));
        }
        for (std::size_t i = rows.size(); i-- > 0;)
            base =
                "IF(" + total + ">=" + cell_name(rows[i], col_points) + "," + std::to_string(i + 1) + "," + base + ")";
        std::string worst = "IF(ISNUMBER(" + total + ")," + base + ",0)";
        const bool plain = adds_up_plainly(scheme_);
        if (!plain)
            for (const std::string& veto : card_.vetoes) add_applied(veto);
        for (const Veto& veto : plain ? scheme_->vetoes : std::vector<Veto>())
            worst += ",IF(N(" + cell_name(next_row(), col_actual) + ")>=" + cell_name(next_row(), col_reference) + "," +
                     std::to_string(grade_number(veto.grade)) + ",0)",
                add_veto(veto);
        result_.grade_row = next_row();
        const std::string open = quoted(say(language_, Phrase::open));
        Cell grade = words(card_.grade.empty() ? say(language_, Phrase::open) : card_.grade, Look::total_points);
        grade.formula = "IF(MAX(" + worst + ")=0," + open + ",CHOOSE(MAX(" + worst + ")" + titles + "))";
        total_line(Phrase::grade_row, std::move(grade));
    }

    std::size_t grade_number(const std::string& title) const {
        const auto& grades = scheme_->grades;
        return static_cast<std::size_t>(
                   std::find_if(grades.begin(), grades.end(), [&](const Grade& g) { return g.title == title; }) -
                   grades.begin()) +
               1;
    }

    void add_applied(const std::string& veto) {
        Row row;
        row.cells = {words(say(language_, Phrase::head_veto) + "：" + veto, Look::wrapped, 3)};
        for (int column = col_full; column < columns; ++column) row.cells.push_back(words("", Look::text));
        result_.sheet.rows.push_back(std::move(row));
    }

    void add_veto(const Veto& veto) {
        const FactColumn* fact = assessment_.facts.find(veto.when.front().of);
        const double limit = std::get<double>(veto.when.front().limit);
        Row row;
        row.cells = {words(say(language_, Phrase::head_veto) + "：" + veto.title, Look::wrapped, 3),
                     words("", Look::text)};
        row.cells.push_back(fact->states[card_.index] == State::value
                                ? number(fact->values[card_.index], Look::input, 0)
                                : words(state_word(fact->states[card_.index], language_), Look::centered));
        row.cells.push_back(number(limit, Look::number, decimals_of(limit)));
        for (int column = col_self; column < col_reason; ++column) row.cells.push_back(words("", Look::text));
        row.cells.push_back(words(veto.clause, Look::wrapped));
        result_.sheet.rows.push_back(std::move(row));
    }

    const ReportInputs& inputs_;
    const Assessment& assessment_;
    const Scorecard& card_;
    Language language_;
    const Scheme& scheme_;
    ItemsSheet result_;
    int count_ = 0;
};

std::string rank_words(const Scorecard& card, Language language) {
    if (card.rank == 0) return say(language, Phrase::open);
    const std::string rank = std::to_string(card.rank);
    return card.tied ? say(language, Phrase::rank_tied, rank) : rank;
}

void add_key_figures(Sheet& sheet, const ItemsSheet& items, const Assessment& assessment, const Scorecard& card,
                     Language language) {
    const std::string there = "'" + items.sheet.name + "'!";
    const int places = assessment.scheme->outcome.places;
    Row labels;
    for (const std::string& label :
         {say(language, Phrase::head_total), say(language, Phrase::head_rate), say(language, Phrase::head_grade),
          say(language, Phrase::rank_among, std::to_string(card.ranked)), say(language, Phrase::head_veto)})
        labels.cells.push_back(words(label, Look::label));
    labels.height = 20;
    sheet.rows.push_back(std::move(labels));
    const std::string total_cell = there + cell_name(items.total_row, col_points);
    const std::string open = say(language, Phrase::open);
    Cell total =
        card.complete ? number(card.total.value(), Look::figure, places, total_cell) : words(open, Look::figure);
    total.formula = total_cell;
    const double rate = card.complete ? card.total.value() / assessment.scheme->full : 0;
    Cell share = card.complete ? percentage(round_decimal(rate, 4), Look::figure, 1) : words(open, Look::figure);
    share.formula = "IF(ISNUMBER(" + total_cell + "),ROUND(" + total_cell + "/" +
                    decimal_text(assessment.scheme->full) + ",4)," + quoted(open) + ")";
    Cell grade = words(card.grade.empty() ? open : card.grade, Look::figure);
    grade.formula = there + cell_name(items.grade_row, col_points);
    sheet.rows.push_back({{total, share, grade, words(rank_words(card, language), Look::figure),
                           words(say(language, card.vetoes.empty() ? Phrase::veto_none : Phrase::veto_some),
                                 card.vetoes.empty() ? Look::figure : Look::alarm)},
                          38});
    for (const std::string& veto : card.vetoes) sheet.rows.push_back({{words(veto, Look::bad, 5)}, 30});
}

void add_group_table(Sheet& sheet, const ItemsSheet& items, const Assessment& assessment, const Scorecard& card,
                     Language language) {
    const std::string there = "'" + items.sheet.name + "'!";
    const int places = assessment.scheme->outcome.places;
    sheet.rows.push_back({});
    sheet.rows.push_back(header_row(
        {Phrase::head_group, Phrase::head_full, Phrase::head_points, Phrase::head_lost, Phrase::head_rate}, language));
    const int first = static_cast<int>(sheet.rows.size());
    std::size_t line = 0;
    Points lost_in_all;
    for (std::size_t i = 0; i < items.group_rows.size(); ++i) {
        const Group& group = *assessment.scheme.groups()[i];
        const int row = static_cast<int>(sheet.rows.size());
        const auto here = [&](Column column) { return there + cell_name(items.group_rows[i], column); };
        const Points points = assessment.groups[i][card.index];
        Points left_out;
        Points lost;
        for (const Item& item : group.items) {
            const ScorecardLine& entry = card.lines[line++];
            const bool excluded =
                entry.state == State::not_applicable && assessment.scheme->outcome.not_applicable.rescale;
            if (excluded) left_out += exact_points(item.full);
            const bool open =
                entry.state == State::not_scored ||
                (entry.state == State::missing && assessment.scheme->outcome.missing == WhenMissing::open);
            if (!excluded && !open) lost += entry.lost;
        }
        lost_in_all += lost;
        const double applicable = group.full - left_out.value();
        const auto [first_item, last_item] = items.group_items[i];
        const std::string full_range = there + range(first_item, last_item, col_full);
        const std::string denominator = cell_name(row, 1) + "-SUMIF(" + there +
                                        range(first_item, last_item, col_points) + "," +
                                        quoted(say(language, Phrase::state_not_applicable)) + "," + full_range + ")";
        Cell rate = percentage(applicable > 0 ? round_decimal(points.value() / applicable, 4) : 0, Look::points, 1);
        rate.formula = "IF(" + denominator + "=0,0,ROUND(" + cell_name(row, 2) + "/(" + denominator + "),4))";
        sheet.rows.push_back({{words(group.title, Look::text), number(group.full, Look::points, places, here(col_full)),
                               number(points.value(), Look::points, places, here(col_points)),
                               number(lost.value(), Look::points, places, here(col_lost)), rate},
                              22});
    }
    const int last = static_cast<int>(sheet.rows.size()) - 1;
    const auto sum = [&](int column, double value) {
        return number(value, Look::total_points, places, "SUM(" + range(first, last, column) + ")");
    };
    Cell rate =
        percentage(card.applicable.units > 0 ? round_decimal(card.scored.value() / card.applicable.value(), 4) : 0,
                   Look::total_points, 1);
    const std::string applicable = there + cell_name(items.applicable_row, col_points);
    rate.formula = "IF(" + applicable + "=0,0,ROUND(" + cell_name(last + 1, 2) + "/" + applicable + ",4))";
    sheet.rows.push_back({{words(say(language, Phrase::sum_row), Look::total), sum(1, assessment.scheme->full),
                           sum(2, card.scored.value()), sum(3, lost_in_all.value()), rate},
                          22});
    sheet.data_bars.push_back({first, last, 4});
    Chart chart;
    chart.title = say(language, Phrase::chart_rates);
    chart.row = last + 3;
    chart.width = 640;
    chart.height = 250;
    chart.description = chart.title;
    chart.series = {{say(language, Phrase::head_rate), 0, 4, first, last, {}, false}};
    sheet.charts.push_back(std::move(chart));
    for (int i = 0; i < 14; ++i) sheet.rows.push_back({});
}

void add_losses(Sheet& sheet, const Scorecard& card, Language language) {
    std::vector<const ScorecardLine*> losses;
    for (const ScorecardLine& line : card.lines)
        if (line.state == State::value && line.lost.units > 0) losses.push_back(&line);
    std::stable_sort(losses.begin(), losses.end(), [](const auto* a, const auto* b) { return a->lost > b->lost; });
    sheet.rows.push_back(
        {{words(say(language, losses.empty() ? Phrase::no_losses : Phrase::top_losses), Look::group, 5)}, 20});
    for (std::size_t i = 0; i < std::min<std::size_t>(5, losses.size()); ++i)
        sheet.rows.push_back(
            {{words(losses[i]->item.title, Look::wrapped), number(losses[i]->lost.value(), Look::points, 2),
              words(losses[i]->words, Look::wrapped, 3)},
             32});
    sheet.rows.push_back({});
    sheet.rows.push_back(
        {{words(say(language, Phrase::sign_unit), Look::plain, 1),
          words(say(language, Phrase::sign_team), Look::plain, 2), words(say(language, Phrase::sign_head), Look::plain),
          words(say(language, Phrase::sign_date), Look::plain)},
         30});
}

/// The unit's own series first; a unit without any is shown the whole area's.
std::vector<const Reading*> readings_of(const ReportInputs& inputs, const std::string& unit) {
    std::vector<const Reading*> own;
    std::vector<const Reading*> area;
    for (const Reading& reading : inputs.progress.readings) {
        const auto& responsible = inputs.plan.find_indicator(reading.indicator)->responsible;
        const bool is_responsible = std::find(responsible.begin(), responsible.end(), unit) != responsible.end();
        if (reading.body == unit || (reading.body.empty() && is_responsible)) own.push_back(&reading);
        if (reading.body.empty()) area.push_back(&reading);
    }
    const bool has_path = std::any_of(own.begin(), own.end(), [](const Reading* r) { return r->required && r->value; });
    if (!has_path) own.insert(own.end(), area.begin(), area.end());
    return own;
}

}  // namespace

std::vector<Sheet> layout_scorecard(const ReportInputs& inputs, const Assessment& assessment, std::size_t unit) {
    const Language language = inputs.language;
    const Scorecard card = scorecard(assessment, unit, language);
    ItemsSheet items = ItemsLayout(inputs, assessment, card)();
    Sheet front;
    front.name = say(language, Phrase::sheet_card);
    front.fit_one_page = true;
    front.widths = {30, 15, 15, 17, 15};
    front.rows.push_back(
        title_row(say(language, Phrase::card_title, card.unit.title, std::to_string(assessment.facts.year)), 5));
    front.rows.push_back({{words(assessment.scheme->title, Look::subtitle, 5)}, 18});
    front.rows.push_back(notice_row(assessment.facts.illustrative, 5, language));
    add_key_figures(front, items, assessment, card, language);
    add_group_table(front, items, assessment, card, language);
    add_losses(front, card, language);
    if (!adds_up_plainly(assessment.scheme))
        for (Sheet* sheet : {&front, &items.sheet})
            for (Row& row : sheet->rows)
                for (Cell& cell : row.cells) cell.formula.clear();
    std::vector<Sheet> sheets;
    sheets.push_back(std::move(front));
    sheets.push_back(std::move(items.sheet));
    sheets.push_back(progress_sheet(inputs, readings_of(inputs, card.unit.id)));
    if (inputs.tasks) sheets.push_back(layout_tasks(inputs.plan, *inputs.tasks, card.unit.id, language));
    return sheets;
}

}  // namespace libplan
