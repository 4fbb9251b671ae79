#include "reports/reconcile.hpp"

#include <algorithm>

#include "libplan/derived_facts.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/utf8.hpp"
#include "libplan/words.hpp"
#include "reports/card_comparison.hpp"
#include "reports/card_inputs.hpp"
#include "reports/cell_values.hpp"
#include "reports/form_reader.hpp"
#include "reports/indicator_facts.hpp"
#include "reports/items_page.hpp"
#include "reports/summary.hpp"

namespace libplan {
namespace {

/// What a scorecard or a summary says that it is, in hidden cells beside a title.
struct CardIdentity {
    std::string plan, scheme, unit, year;  ///< of a summary neither scheme nor unit
    Language language = Language::zh;

    bool is_summary() const { return unit.empty(); }
};

Language language_of(const std::string& said) {
    for (const Word<Language>& word : words_for<Language>())
        if (word.word == said) return word.value;
    return Language::zh;
}

CardIdentity identify(const StoredWorkbook& book) {
    if (const MarkedCell summary = find_mark(book, summary_mark))
        return {summary.words(0, 1), {}, {}, summary.words(0, 2), language_of(summary.words(0, 3))};
    const MarkedCell mark = find_mark(book, scorecard_mark);
    if (!mark) {
        const bool is_form = static_cast<bool>(find_mark(book, fill_in_mark));
        throw InputError({{"no-scorecard",
                           {book.file, 0, 0, {}},
                           is_form ? Phrase::reconcile_form : Phrase::reconcile_unknown,
                           {}}});
    }
    return {mark.words(0, 1), mark.words(0, 2), mark.words(0, 3), mark.words(0, 4), language_of(mark.words(0, 5))};
}

// ---- inputs ----

/// What a figure is, and why if it is none.
struct CardFigure {
    double value = 0;
    State state = State::missing;
    bool operator==(const CardFigure&) const = default;
};

/// What the formulas of a scorecard make of a cell: words that are no state of its language count as nothing, and so
/// do blanks around them; capital and small letters are the same.
CardFigure figure_in(const StoredCell* cell, Language language) {
    if (!cell) return {};
    if (const auto* value = std::get_if<double>(&cell->value)) return {*value, State::value};
    const auto* typed = std::get_if<std::string_view>(&cell->value);
    const std::string words = small_letters(typed ? *typed : std::string_view());
    const auto is = [&](Phrase phrase, std::string_view word) {
        return words == small_letters(say(language, phrase)) || words == word;
    };
    if (is(Phrase::state_not_applicable, "n/a")) return {0, State::not_applicable};
    return {0, is(Phrase::state_not_scored, "pending") ? State::not_scored : State::missing};
}

/// As a spreadsheet sees it: 3 and "3" are not the same, an empty cell and one with an empty text are.
bool same_cell(const StoredCell* a, const StoredCell* b) {
    const auto text = [](const StoredCell* cell) { return cell ? text_in(*cell) : std::string(); };
    const auto is_number = [](const StoredCell* cell) { return cell && std::holds_alternative<double>(cell->value); };
    return text(a) == text(b) && is_number(a) == is_number(b);
}

/// The facts of one unit with those that a workbook holds in their place.
class UnitFacts {
public:
    UnitFacts(const Assessment& assessment, std::size_t unit)
        : scheme_(assessment.scheme), facts_(assessment.facts), unit_(unit) {}

    std::optional<CardFigure> find(const std::string& id) const {
        const FactColumn* column = facts_.find(id);
        return column ? std::optional(CardFigure{column->values[unit_], column->states[unit_]}) : std::nullopt;
    }
    void set(const std::string& id, const CardFigure& figure) {
        for (FactColumn& column : facts_.columns)
            if (column.id == id) {
                column.states[unit_] = figure.state;
                column.values[unit_] = figure.value;
            }
    }
    /// Facts that follow from others follow from the new ones.
    Assessment scored(const std::vector<FollowingFact>& following) && {
        for (const FollowingFact& one : following)
            if (const auto figure = find(one.figure().id)) set(one.fact().id, following_from(*figure, one));
        return assess(scheme_, made_anew(scheme_, std::move(facts_)));
    }

private:
    static CardFigure following_from(const CardFigure& figure, const FollowingFact& fact) {
        if (figure.state != State::value) return {0, figure.state};
        const auto value = fact.value_of(figure.value);
        return value ? CardFigure{*value, State::value} : CardFigure{};
    }

    const Scheme& scheme_;
    Facts facts_;
    std::size_t unit_;
};

class Reconciler {
public:
    Reconciler(const std::filesystem::path& workbook, const PlanFolder& folder, const YearResults& results,
               const ReportNumbers& numbers)
        : book_(read_workbook(workbook)), folder_(folder), results_(results), numbers_(numbers) {}

    Reconciliation operator()() {
        const CardIdentity identity = identify(book_);
        language_ = identity.language;
        result_.file = book_.file;
        result_.scheme = identity.scheme;
        result_.unit = identity.unit;
        result_.year = results_.progress.year;
        require_plan_and_year(identity);
        const MarkNotes notes = notes_of(folder_.records.marks, result_.year);
        ReportInputs inputs{folder_.plan,    folder_.observations,   results_.progress, results_.findings, language_,
                            &results_.tasks, &results_.side_by_side, numbers_,          nullptr,           &notes};
        if (identity.is_summary())
            compare_summary(inputs);
        else
            compare_scorecard(inputs, identity);
        return std::move(result_);
    }

private:
    /// All that it shows follows from the folder.
    void compare_summary(ReportInputs& inputs) {
        const std::vector<Assessment> last_year = assess_last_year(folder_, result_.year);
        inputs.last_year = &last_year;
        const std::vector<Sheet> laid_out = layout_summary(inputs, results_.assessments);
        compare_card(FoundSheets(book_, laid_out), {}, language_, result_);
    }

    void compare_scorecard(const ReportInputs& inputs, const CardIdentity& identity) {
        const auto [assessment, unit] = find(identity);
        following_ = following_facts(folder_.plan, folder_.observations, results_.progress, *assessment, unit);
        UnitFacts now(*assessment, unit), before(*assessment, unit);
        const std::vector<Sheet> of_folder = layout_scorecard(inputs, *assessment, unit);
        const FoundSheets found(book_, of_folder);
        for (const FoundSheet& sheet : found.all())
            if (sheet.stored) take_inputs(sheet, *assessment, now, before);
        const std::vector<Sheet> laid_out = layout_scorecard(inputs, scored(std::move(now)), unit, changed_);
        const std::vector<Sheet> as_written =
            changed_.empty() ? std::vector<Sheet>()
                             : layout_scorecard(inputs, std::move(before).scored(following_), unit);
        std::vector<Departure> of_inputs = std::exchange(result_.departures, {});
        compare_card(FoundSheets(book_, laid_out), as_written, language_, result_);
        std::move(of_inputs.begin(), of_inputs.end(), std::back_inserter(result_.departures));
    }

    [[noreturn]] void refuse(std::string code, Message message) const {
        throw InputError({{std::move(code), {book_.file, 0, 0, {}}, std::move(message), {}}});
    }
    void require_plan_and_year(const CardIdentity& identity) const {
        if (identity.plan != folder_.plan->id)
            refuse("form-plan", {Phrase::reconcile_plan, {identity.plan, folder_.plan->id}});
        if (identity.year != std::to_string(result_.year))
            refuse("form-year", {Phrase::reconcile_year, {identity.year, std::to_string(result_.year)}});
    }
    std::pair<const Assessment*, std::size_t> find(const CardIdentity& identity) const {
        for (const Assessment& assessment : results_.assessments) {
            const auto& units = assessment.facts.units;
            for (std::size_t i = 0; i < units.size() && assessment.scheme->id == identity.scheme; ++i)
                if (units[i].id == identity.unit) return {&assessment, i};
        }
        refuse("unknown-id", {Phrase::reconcile_unit, {identity.unit, identity.scheme}});
    }

    /// Scores what was typed in; where the scheme refuses what is missing, that is told with the cells that lack it.
    Assessment scored(UnitFacts facts) const {
        try {
            return std::move(facts).scored(following_);
        } catch (const InputError& refused) {
            std::vector<Problem> problems;
            for (const Departure& own : result_.departures) problems.push_back({own.code, own.place, own.message, {}});
            problems.insert(problems.end(), refused.problems().begin(), refused.problems().end());
            throw InputError(std::move(problems));
        }
    }

    // ---- inputs ----

    /// What stands in the input cells of a sheet, and what stood there when it was written.
    void take_inputs(const FoundSheet& sheet, const Assessment& assessment, UnitFacts& now, UnitFacts& before) {
        std::map<std::string, const StoredCell*> typed;
        for (const auto& [id, at] : cells_with(sheet, &CellExtras::fact)) {
            const StoredCell* cell = sheet.stored->find(at.row, at.column);
            take_input(id, cell, book_.place(*sheet.stored, at.row, at.column), assessment, now);
            typed[id] = cell;
        }
        for (const auto& [id, at] : cells_with(sheet, &CellExtras::kept_fact)) {
            const StoredCell* kept = sheet.stored->find(at.row, at.column);
            const auto own = typed.find(id);
            if (own != typed.end() && !same_cell(own->second, kept)) {
                changed_.insert(id);
                tell_if_kept_otherwise(id, kept, book_.place(*sheet.stored, at.row, at.column), assessment, before);
            }
            before.set(id, figure_in(kept, language_));
        }
    }

    /// What the card was written with, where it is neither what stands in the input nor what the folder holds.
    void tell_if_kept_otherwise(const std::string& id, const StoredCell* kept, const Place& place,
                                const Assessment& assessment, const UnitFacts& of_folder) {
        const auto known = of_folder.find(id);
        if (!known || *known == figure_in(kept, language_)) return;
        const std::string in_folder = shown(*known), here = shown_as_typed(kept);
        result_.departures.push_back(
            {"kept",
             place,
             in_folder,
             here,
             {Phrase::departs_kept, {column_title(assessment.scheme, id, language_), in_folder, here}}});
    }

    static std::vector<std::pair<std::string, CellAt>> cells_with(const FoundSheet& sheet,
                                                                  std::string CellExtras::*fact) {
        std::vector<std::pair<std::string, CellAt>> cells;
        for (int i = 0; i < static_cast<int>(sheet.sheet->rows.size()); ++i)
            for (const auto& [column, cell] : placed(sheet.sheet->rows[static_cast<std::size_t>(i)]))
                if (!(cell->extras().*fact).empty())
                    if (const auto at = sheet.place_of({i, column})) cells.emplace_back(cell->extras().*fact, *at);
        return cells;
    }

    void take_input(const std::string& id, const StoredCell* cell, const Place& place, const Assessment& assessment,
                    UnitFacts& now) {
        const auto known = now.find(id);
        if (!known) return;
        const std::string title = column_title(assessment.scheme, id, language_);
        const CardFigure figure = figure_in(cell, language_);
        const bool same = known->state == figure.state && (figure.state != State::value || *known == figure);
        if (cell) tell_fault(id, *cell, figure, same, place, title, assessment.scheme);
        if (!same) {
            const std::string in_folder = shown(*known), here = shown_as_typed(cell);
            result_.inputs.push_back(
                {"input", place, in_folder, here, {Phrase::departs_input, {title, in_folder, here}}});
        }
        now.set(id, figure);
    }

    /// What no plan folder could hold, and what formulas do not take for what a reader does.
    void tell_fault(const std::string& id, const StoredCell& cell, const CardFigure& figure, bool is_of_folder,
                    const Place& place, const std::string& title, const Scheme& scheme) {
        const Admissible takes = admissible_inputs(scheme, folder_.plan, id);
        const std::string expected = text(takes.words(), language_), words = text_in(cell);
        const std::string shown_words = words.empty() ? say(language_, Phrase::departs_empty) : words;
        const auto tell = [&](std::string code, Message message) {
            result_.departures.push_back({std::move(code), place, expected, shown_words, std::move(message)});
        };
        if (cell.is_formula)
            tell("input-formula", {Phrase::input_formula, {title, std::string(cell.formula), shown_words}});
        else if (figure.state == State::value && !is_of_folder && !takes.holds(figure.value))
            tell("input-range", {Phrase::input_not_admitted, {title, takes.words(), words}});
        else if (figure.state == State::value && cell.format != CellFormat::general && cell.format != CellFormat::text)
            tell("input-format", {Phrase::input_shown_otherwise, {title, words}});
        else if (figure.state == State::missing && number_in(cell, takes.unit))
            tell("input-text", {Phrase::input_as_text, {title, words}});
        else if (figure.state == State::missing && !words.empty())
            tell("input-words", {Phrase::input_no_number, {title, takes.words(), words}});
    }

    /// Words that are no figure count as nothing, but there they stand.
    std::string shown_as_typed(const StoredCell* cell) const {
        const CardFigure figure = figure_in(cell, language_);
        const std::string words = cell ? text_in(*cell) : std::string();
        return figure.state == State::missing && !words.empty() ? say(language_, Phrase::departs_typed, words)
                                                                : shown(figure);
    }

    std::string shown(const CardFigure& figure) const {
        static constexpr Phrase names[] = {Phrase::verbatim, Phrase::departs_empty, Phrase::state_not_applicable,
                                           Phrase::state_not_scored};
        return figure.state == State::value ? decimal_text(figure.value)
                                            : say(language_, names[static_cast<int>(figure.state)]);
    }

    StoredWorkbook book_;
    const PlanFolder& folder_;
    const YearResults& results_;
    const ReportNumbers& numbers_;
    Language language_ = Language::zh;
    std::vector<FollowingFact> following_;
    std::set<std::string> changed_;  ///< inputs that are no longer those that the workbook was written with
    Reconciliation result_;
};

}  // namespace

Reconciliation reconcile(const std::filesystem::path& workbook, const PlanFolder& folder, const YearResults& results,
                         const ReportNumbers& numbers) {
    return Reconciler(workbook, folder, results, numbers)();
}

Reconciliation reconcile(const std::filesystem::path& workbook, const PlanFolder& folder,
                         const ReportNumbers& numbers) {
    const auto identity = identify(read_workbook(workbook));
    const int year = std::atoi(identity.year.c_str());
    // Of another plan the year says nothing; what is wrong is told where all is known.
    const bool is_in_plan = year >= folder.plan->first_year && year <= folder.plan->last_year;
    return reconcile(workbook, folder, assess_year(folder, is_in_plan ? year : folder.plan->last_year), numbers);
}

}  // namespace libplan
