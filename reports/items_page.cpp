#include "reports/items_page.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "libplan/derived_facts.hpp"
#include "libplan/step_formula.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_classes.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"

namespace libplan {

Line::Line(Look look) {
    row_.cells.reserve(col_open_words + 1);
    for (int column = 0; column < printed_columns; ++column) row_.cells.push_back(words("", look));
    for (int column = printed_columns; column < items_columns; ++column) row_.cells.push_back(words("", Look::aside));
}

Line::Line(std::string label, Look label_look, Look look) : Line(look) {
    merged_ = true;
    row_.cells.erase(row_.cells.begin(), row_.cells.begin() + 2);
    row_.cells.front() = words(std::move(label), label_look, 3);
}

namespace {

int most_decimals_of_full(const Scheme& scheme) {
    int most = std::max(decimals_of(scheme->full), decimals_of(scheme->outcome.convert_to.value_or(0)));
    for (const Item* item : scheme.items()) most = std::max(most, decimals_of(item->full));
    for (const Group* group : scheme.groups()) most = std::max(most, decimals_of(group->full));
    return most == 0 ? 0 : std::max(most, scheme->outcome.places);
}

}  // namespace

ItemsPage::ItemsPage(const ReportInputs& report, const Assessment& all, const Scorecard& own, const Workings& steps,
                     const std::set<std::string>& changed_inputs)
    : inputs(report),
      assessment(all),
      card(own),
      workings(steps),
      scheme(all.scheme),
      language(report.language),
      places_of_full(most_decimals_of_full(scheme)),
      changed(changed_inputs),
      following_(following_facts(report.plan, report.observations, report.progress, all, own.index)) {
    sheet.name = say(Phrase::sheet_items);
    sheet.landscape = true;
    const bool in_english = language == Language::en;  // whose heads are wider
    const double reference = in_english ? 11 : 9, department = in_english ? 12 : 9;
    sheet.widths = {5, 26, 30, 7, 9, reference, 9, department, 10, 8, 40, 9, 8, 13, 8, 10, 16};
    sheet.printed_columns = printed_columns;
    sheet.header_row = 2;
    sheet.rows.push_back(title_row(
        libplan::say(language, Phrase::items_title, card.unit.title, std::to_string(all.facts.year)), printed_columns));
    add_identity();
    sheet.rows.push_back(libplan::notice_row(all.facts.illustrative, changed_column, language));
    sheet.rows.back().cells.push_back(words("", Look::notice, printed_columns - changed_column));
    sheet.rows.back().cells.push_back(words(say(Phrase::head_workings), Look::aside, items_columns - printed_columns));
    Row heads = header_row({Phrase::head_number, Phrase::head_item, Phrase::head_clause, Phrase::head_full,
                            Phrase::head_actual, Phrase::head_reference, Phrase::head_self, Phrase::head_department,
                            Phrase::head_points, Phrase::head_lost, Phrase::head_reason},
                           language);
    for (const Phrase head :
         {Phrase::head_applicable, Phrase::head_open, Phrase::head_part, Phrase::head_weight, Phrase::head_loss_order})
        heads.cells.push_back(words(say(head), Look::aside));
    heads.cells.push_back(words(
        rounds_apart()
            ? libplan::say(language, Phrase::step_round, phrase_of(scheme->outcome.rounding), std::to_string(places()))
            : std::string(),
        Look::aside));
    sheet.rows.push_back(std::move(heads));
}

/// What the workbook is, in hidden cells beside the title, for whoever reads it back.
void ItemsPage::add_identity() {
    std::vector<Cell>& cells = sheet.rows.back().cells;
    for (int column = printed_columns; column < items_columns; ++column) cells.push_back(words("", Look::plain));
    for (const std::string& part : {std::string(scorecard_mark), inputs.plan->id, scheme->id, card.unit.id,
                                    std::to_string(assessment.facts.year), std::string(word_of(language))}) {
        sheet.hidden_columns.push_back(static_cast<int>(sheet.widths.size()));
        sheet.widths.push_back(12);
        cells.push_back(words(part, Look::plain));
    }
}

int ItemsPage::add(Line line) {
    sheet.rows.push_back(std::move(line.row()));
    return next_row() - 1;
}

int ItemsPage::add_later() {
    sheet.rows.emplace_back();
    return next_row() - 1;
}

const std::string& ItemsPage::literal(Phrase phrase) const {
    std::string& literal = literals_[phrase];
    if (literal.empty()) literal = quoted(say(phrase));
    return literal;
}

std::string ItemsPage::new_name(const std::string& kind) { return kind + "_" + std::to_string(++names_[kind]); }

std::string ItemsPage::add_threshold(const std::string& kind, const std::string& of, const Edge& edge) {
    thresholds.push_back({new_name(kind), of, edge});
    return thresholds.back().name;
}

std::string ItemsPage::name_cell(const std::string& kind, int row, int column) {
    std::string name = new_name(kind);
    sheet.names.emplace_back(name, "='" + sheet.name + "'!" + cell_name(row, column, true));
    return name;
}

Cell ItemsPage::limit_cell(const std::string& kind, double value, int row, int column, std::string& name) {
    name = name_cell(kind, row, column);
    return number(value, Look::number, decimals_of(value));
}

// ---- figures ----

State ItemsPage::state_of_figure(const std::string& id) const {
    const FactColumn* column = assessment.facts.find(id);
    return column ? state_of(*column, card.index) : State::missing;
}

const std::map<Scorer, std::string>& ItemsPage::notes_of(const std::string& item) const {
    static const std::map<Scorer, std::string> none;
    if (!inputs.notes) return none;
    const auto own = inputs.notes->find(card.unit.id);
    if (own == inputs.notes->end()) return none;
    const auto found = own->second.find(item);
    return found == own->second.end() ? none : found->second;
}

void ItemsPage::leave_out_if_empty(int column) {
    const bool is_used = std::any_of(item_rows.begin(), item_rows.end(), [&](int row) {
        const Cell& cell = cell_at(row, column);
        const auto* text = std::get_if<std::string>(&cell.value);
        return !cell.formula.empty() || !text || !text->empty();
    });
    if (is_used) return;
    sheet.hidden_columns.push_back(column);
    sheet.widths[col_reason] += sheet.widths[static_cast<std::size_t>(column)];
}

Cell ItemsPage::plain_figure(const std::string& id) const {
    const State state = state_of_figure(id);
    if (state == State::not_applicable) return words(say(Phrase::state_not_applicable), Look::centered);
    if (state == State::not_scored) return words(say(Phrase::state_not_scored), Look::centered);
    if (state == State::missing) return words("", Look::centered);
    const double value = assessment.facts.find(id)->values[card.index];
    return number(value, Look::number, decimals_of(value));
}

Cell ItemsPage::figure(const std::string& id, int row, int column, const Item* marked) {
    Cell cell = plain_figure(id);
    const auto [place, first] = figures_.try_emplace(id, Figure{row, column, std::nullopt, nullptr});
    if (!first) {
        const std::string there = cell_name(place->second.row, place->second.column);
        cell.formula = concat("IF(", there, "=\"\",\"\",", there, ")");
        return cell;
    }
    const FactDefinition* fact = marked ? nullptr : scheme.find_fact(id.substr(0, id.find('/')));
    if (fact && is_of_others(*fact)) {
        cells_of_others.emplace_back(row, column);
        shows_facts_of_others_ = true;
    } else if (fact && (!made_of(*fact).empty() || following(fact->id))) {
        made_.push_back({row, column, fact});
        // A mean that is whole today may have decimals tomorrow.
        if (std::holds_alternative<ClassFact>(fact->source)) cell.set({.format = "General"});
        place->second.made = fact;
    } else {
        cell.look = Look::input;
        cell.set({.fact = id});
        place->second.input = input_cells.size();
        input_cells.push_back(
            {id, row, column, marked ? admissible_marks(*marked) : admissible_figures(fact, inputs.plan)});
    }
    return cell;
}

std::vector<const ItemsPage::InputCell*> ItemsPage::inputs_behind(std::string_view id) const {
    const auto found = figures_.find(id);
    if (found == figures_.end()) return {};
    std::vector<const InputCell*> behind;
    if (found->second.made)
        for (const std::string_view of : sources_of(*found->second.made))
            for (const InputCell* input : inputs_behind(of)) behind.push_back(input);
    else if (found->second.input)
        behind.push_back(&input_cells[*found->second.input]);
    return behind;
}

std::string ItemsPage::stands_as_written(const InputCell& input, const std::string& sheet) {
    const std::string now = sheet + cell_name(input.row, input.column);
    const std::string before = sheet + cell_name(input.row, kept_column(input.column));
    return concat("EXACT(", now, ",", before, ")*(ISNUMBER(", now, ")=ISNUMBER(", before, "))");
}

void ItemsPage::hide(int row, int column, Cell cell) {
    std::vector<Cell>& cells = sheet.rows[static_cast<std::size_t>(row)].cells;
    int next = 0;
    for (const Cell& each : cells) next += each.span;
    for (; next <= column; ++next) cells.push_back(words("", Look::plain));
    cell_at(row, column) = std::move(cell);
}

std::string ItemsPage::bracket_formula(const std::string& title, const BracketFact& source, const std::string& of) {
    std::vector<FormulaStep> steps;
    for (const Bracket& bracket : source.brackets)
        steps.push_back({of + (bracket.edge.above ? ">" : ">=") + add_threshold("bracket", title, bracket.edge),
                         decimal_text(bracket.value)});
    return "IF(ISNUMBER(" + of + ")," + step_formula(steps, "\"\"") + ",IF(" + of + "=\"\",\"\"," + of + "))";
}

const FollowingFact* ItemsPage::following(std::string_view id) const {
    const auto found = std::find_if(following_.begin(), following_.end(),
                                    [&](const FollowingFact& one) { return one.fact().id == id; });
    return found == following_.end() ? nullptr : &*found;
}

std::vector<std::string_view> ItemsPage::sources_of(const FactDefinition& fact) const {
    const FollowingFact* own = following(fact.id);
    return own ? std::vector<std::string_view>{own->figure().id} : made_of(fact);
}

std::string ItemsPage::made_formula(const FactDefinition& fact, const std::vector<std::string>& of) {
    if (const FollowingFact* own = following(fact.id)) return own->formula(of[0]);
    if (const auto* brackets = std::get_if<BracketFact>(&fact.source))
        return bracket_formula(fact.title, *brackets, of[0]);
    if (const auto* of_class = std::get_if<ClassFact>(&fact.source)) return class_formula(fact, *of_class, of[0]);
    const auto& ratio = std::get<RatioFact>(fact.source);
    const std::string quotient = of[0] + "*" + decimal_text(ratio.factor) + "/" + of[1];
    const std::string rounded = "ROUND(ROUND(" + quotient + ",10)," + std::to_string(*places_of(fact)) + ")";
    const auto is_out = [this](const std::string& cell) { return "OR(" + is_not_applicable_cell(cell) + ")"; };
    return "IF(COUNT(" + of[0] + "," + of[1] + ")=2,IF(" + of[1] + "<=0,\"\"," + rounded + "),IF(OR(" + is_out(of[0]) +
           "," + is_out(of[1]) + ")," + literal(Phrase::state_not_applicable) + ",IF(OR(" + is_pending(of[0]) + "," +
           is_pending(of[1]) + ")," + literal(Phrase::state_not_scored) + ",\"\")))";
}

/// As the engine derives it. Of the class only the unit's own figure follows its cell.
std::string ItemsPage::class_formula(const FactDefinition& fact, const ClassFact& source, const std::string& own) {
    const std::string& others = figures_of_class(source.of);
    const std::string all = concat(own, ",", others);
    const std::string highest = concat("MAX(", all, ")"), lowest = concat("MIN(", all, ")");
    const auto& not_scored = literal(Phrase::state_not_scored);
    const auto any_other = [&](Phrase state) { return concat("COUNTIF(", others, ",", literal(state), ")>0"); };
    const auto rounded = [&](const std::string& value) {
        return concat("ROUND(ROUND(", value, ",10),", std::to_string(*places_of(fact)), ")");
    };
    const bool up = source.direction == Direction::up;
    std::string value;
    switch (source.take) {
        case ClassFact::Take::highest:
            value = highest;
            break;
        case ClassFact::Take::lowest:
            value = lowest;
            break;
        case ClassFact::Take::mean:
            value = rounded(concat("AVERAGE(", all, ")"));
            break;
        case ClassFact::Take::rank:
            value = concat("1+SUMPRODUCT(ISNUMBER(", others, ")*(", others, up ? ">" : "<", own, "))");
            break;
        case ClassFact::Take::position:
            value = concat("IF(", highest, "=", lowest, ",100,",
                           rounded(concat("(", up ? concat(own, "-", lowest) : concat(highest, "-", own), ")*100/(",
                                          highest, "-", lowest, ")")),
                           ")");
            break;
    }
    const bool missing_opens = leaves_open(State::missing, scheme->outcome.missing);
    if (source.is_place()) {
        if (missing_opens) value = concat("IF(", any_other(Phrase::state_missing), ",\"\",", value, ")");
        return concat("IF(ISNUMBER(", own, "),IF(", any_other(Phrase::state_not_scored), ",", not_scored, ",", value,
                      "),IF(OR(", is_not_applicable_cell(own), "),", literal(Phrase::state_not_applicable), ",IF(",
                      is_pending(own), ",", not_scored, ",\"\")))");
    }
    value = concat("IF(OR(", is_pending(own), ",", any_other(Phrase::state_not_scored), "),", not_scored, ",IF(COUNT(",
                   all, ")=0,\"\",", value, "))");
    if (!missing_opens) return value;
    return concat("IF(OR(", any_other(Phrase::state_missing), ",NOT(OR(ISNUMBER(", own, "),",
                  is_not_applicable_cell(own), ",", is_pending(own), "))),\"\",", value, ")");
}

/// The cells with the figure of each other unit of the class, in order of size so that they name nobody; one without a
/// figure if there is no other.
const std::string& ItemsPage::figures_of_class(const std::string& id) {
    const auto [known, added] = class_ranges_.try_emplace(id);
    if (!added) return known->second;
    constexpr int first = 2;
    std::vector<Row>& rows = class_sheet.rows;
    if (rows.empty()) {
        class_sheet.name = say(Phrase::sheet_class);
        class_sheet.hidden = true;
        class_sheet.header_row = first - 1;
        rows.push_back({{words(say(Phrase::class_title), Look::plain)}});
        rows.push_back({});
    }
    const FactsView facts = view_of(assessment.facts);
    const UnitClasses classes(facts);
    const FactColumn* of = assessment.facts.find(id);
    std::vector<std::pair<State, double>> figures;
    for (std::size_t unit = 0; unit < facts.size; ++unit) {
        if (unit == card.index || classes.of(unit) != classes.of(card.index)) continue;
        const State state = of ? state_of(*of, unit) : State::missing;
        figures.emplace_back(state, state == State::value ? of->values[unit] : 0);
    }
    std::sort(figures.begin(), figures.end());
    const int column = static_cast<int>(class_sheet.widths.size());
    const int last = first + std::max(static_cast<int>(figures.size()), 1) - 1;
    class_sheet.widths.push_back(16);
    rows[first - 1].cells.push_back(words(column_title(scheme, id, language), Look::header));
    rows.resize(static_cast<std::size_t>(last) + 1);
    if (figures.empty()) rows[first].cells.push_back(words("—", Look::centered));
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const auto [state, value] = figures[i];
        rows[first + i].cells.push_back(state == State::value ? number(value, Look::number, decimals_of(value))
                                                              : words(say(phrase_of(state)), Look::centered));
    }
    return known->second =
               concat("'", class_sheet.name, "'!", cell_name(first, column, true), ":", cell_name(last, column, true));
}

bool ItemsPage::is_of_others(const FactDefinition& fact) const {
    if (const auto* of_class = std::get_if<ClassFact>(&fact.source)) return moves_with_others(of_class->of);
    return std::holds_alternative<SchemeFact>(fact.source) || std::holds_alternative<BelowFact>(fact.source);
}

bool ItemsPage::moves_with_others(std::string_view id) const {
    const FactDefinition* fact = scheme.find_fact(id.substr(0, id.find('/')));
    if (!fact) return false;
    const auto of = made_of(*fact);
    return std::holds_alternative<ClassFact>(fact->source) || is_of_others(*fact) ||
           std::any_of(of.begin(), of.end(), [&](std::string_view own) { return moves_with_others(own); });
}

void ItemsPage::add_other_figures() {
    bool any = false;
    for (std::size_t i = 0; i < made_.size(); ++i) {  // a fact may be made of one that is made itself
        std::vector<std::string> of;
        for (const std::string_view id : sources_of(*made_[i].fact)) of.push_back(cell_of_made(id, any));
        const Made& made = made_[i];
        cell_at(made.row, made.column).formula = made_formula(*made.fact, of);
    }
}

/// Where a fact stands that another one is made of; below all items if none of them reads it.
std::string ItemsPage::cell_of_made(std::string_view id, bool& any) {
    if (!figures_.contains(id)) {
        if (!any) add(Line(say(Phrase::other_figures), Look::group, Look::group));
        any = true;
        const std::string of(id);
        Line line(column_title(scheme, of, language), Look::text, Look::text);
        line[col_actual] = figure(of, next_row(), col_actual);
        add(std::move(line));
    }
    const Figure& source = figures_.find(id)->second;
    return cell_name(source.row, source.column);
}

const Cell& ItemsPage::cell_at(int row, int column) const {
    const std::vector<Cell>& cells = sheet.rows[static_cast<std::size_t>(row)].cells;
    std::size_t i = 0;
    for (int at = cells[0].span; at <= column; at += cells[i].span) ++i;
    return cells[i];
}

Cell& ItemsPage::cell_at(int row, int column) { return const_cast<Cell&>(std::as_const(*this).cell_at(row, column)); }

// ---- words ----

std::string ItemsPage::changed_words() const {
    return say(shows_facts_of_others_ ? Phrase::card_changed_facts : Phrase::card_changed);
}

std::string ItemsPage::is_not_applicable(const std::string& range) const {
    return concat("COUNTIF(", range, ",", literal(Phrase::state_not_applicable), ")+COUNTIF(", range, ",\"N/A\")>0");
}

std::string ItemsPage::is_not_applicable_cell(const std::string& cell) const {
    return concat(cell, "=", literal(Phrase::state_not_applicable), ",", cell, "=\"N/A\"");
}

std::string ItemsPage::is_pending(const std::string& cell) const {
    static constexpr std::string_view plain = "\"pending\"";
    const std::string& own = literal(Phrase::state_not_scored);
    return own == plain ? concat(cell, "=", plain) : concat("OR(", cell, "=", own, ",", cell, "=", plain, ")");
}

Cell ItemsPage::or_words(bool has_number, double value, const std::string& otherwise, Look look) const {
    return has_number ? number(value, look, places_shown(value)) : words(otherwise, Look::centered);
}

Cell ItemsPage::verdict(Verdict verdict, std::string formula) const {
    static constexpr Phrase phrases[] = {Phrase::no, Phrase::yes, Phrase::open};
    Cell cell = words(say(phrases[static_cast<int>(verdict)]), Look::centered);
    cell.formula = std::move(formula);
    return cell;
}

void ItemsPage::set_part(Line& line, const PartWorking& part, Look look) const {
    line[col_points] = or_words(part.applies, part.points, say(Phrase::state_not_applicable), look);
    line[col_applicable] = part.applies ? number(part.full, Look::aside, places_of_full) : words("—", Look::aside);
    line[col_open] = number(part.applies && part.open ? 1 : 0, Look::aside, 0);
}

}  // namespace libplan
