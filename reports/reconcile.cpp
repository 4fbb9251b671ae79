#include "reports/reconcile.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/derived_facts.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"
#include "reports/cell_values.hpp"
#include "reports/cells.hpp"
#include "reports/form_reader.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

/// What a scorecard says that it is, in hidden cells beside the title of its items.
struct Identity {
    const StoredSheet* items = nullptr;
    std::string plan, scheme, unit, year;
    Language language = Language::zh;
};

Identity identify(const StoredWorkbook& book) {
    const MarkedCell mark = find_mark(book, scorecard_mark);
    if (!mark) {
        const bool is_form = static_cast<bool>(find_mark(book, fill_in_mark));
        throw InputError({{"no-scorecard",
                           {book.file, 0, 0, {}},
                           is_form ? Phrase::reconcile_form : Phrase::reconcile_unknown,
                           {}}});
    }
    const auto part = [&](int number) {
        const StoredCell* cell = mark.sheet->find(mark.row, mark.column + number);
        return cell ? text_in(*cell) : std::string();
    };
    Identity identity{mark.sheet, part(1), part(2), part(3), part(4)};
    for (const Word<Language>& word : words_for<Language>())
        if (word.word == part(5)) identity.language = word.value;
    return identity;
}

/// The cells of a laid-out row by column; where cells are merged, the first.
std::vector<std::pair<int, const Cell*>> placed(const Row& row) {
    std::vector<std::pair<int, const Cell*>> cells;
    int column = 0;
    for (const Cell& cell : row.cells) {
        cells.emplace_back(column, &cell);
        column += cell.span;
    }
    return cells;
}

std::string plain_text(const Cell& cell) {
    StoredCell stored;
    if (const auto* text = std::get_if<std::string>(&cell.value)) stored.value = std::string_view(*text);
    if (const auto* value = std::get_if<double>(&cell.value)) stored.value = *value;
    return text_in(stored);
}

// ---- rows that belong together, although some were inserted or deleted ----

/// For each laid-out row the stored one: at the same place as long as most labels are there, else in the longest common
/// sequence of labels.
class RowPairs {
public:
    RowPairs(const Sheet& sheet, const StoredSheet& stored) : stored_(stored), pairs_(sheet.rows.size(), -1) {
        for (const Row& row : sheet.rows) labels_.push_back(label_of(row));
        const int rows = static_cast<int>(labels_.size());
        int known = 0, elsewhere = 0;
        for (int i = 0; i < rows; ++i) {
            known += labels_[static_cast<std::size_t>(i)].second.empty() ? 0 : 1;
            elsewhere += labels_[static_cast<std::size_t>(i)].second.empty() || is_at(i, i) ? 0 : 1;
        }
        if (elsewhere * 4 <= known)
            for (int i = 0; i < rows; ++i) pairs_[static_cast<std::size_t>(i)] = i;
        else
            pair_common(rows);
    }

    /// The stored row (from 0); nothing if it is not there.
    std::optional<int> of(std::size_t row) const { return pairs_[row] < 0 ? std::nullopt : std::optional(pairs_[row]); }
    bool has(int stored_row) const { return std::find(pairs_.begin(), pairs_.end(), stored_row) != pairs_.end(); }

private:
    using Label = std::pair<int, std::string>;  ///< column and words

    /// The first words of a row that are neither a result nor an input.
    static Label label_of(const Row& row) {
        for (const auto& [column, cell] : placed(row)) {
            const bool is_label = cell->formula.empty() && cell->fact.empty();
            if (!is_label || !std::holds_alternative<std::string>(cell->value)) continue;
            std::string words = plain_text(*cell);
            const bool is_number = words.find_first_not_of("0123456789") == std::string::npos;  // of the row itself
            if (!is_number) return {column, std::move(words)};
        }
        return {0, ""};
    }

    bool is_at(int row, int stored_row) const {
        const auto& [column, words] = labels_[static_cast<std::size_t>(row)];
        const StoredCell* cell = stored_.find(stored_row, column);
        return !words.empty() && cell && text_in(*cell) == words;
    }

    void pair_common(int rows) {
        constexpr int most_rows = 5'000;
        const int there = stored_.cells.empty() ? 0 : std::min(most_rows, stored_.cells.back().row + 1);
        std::vector<std::vector<int>> common(static_cast<std::size_t>(rows) + 1,
                                             std::vector<int>(static_cast<std::size_t>(there) + 1));
        const auto at = [&](int i, int j) -> int& {
            return common[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        };
        for (int i = rows; i-- > 0;)
            for (int j = there; j-- > 0;)
                at(i, j) = is_at(i, j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        for (int i = 0, j = 0; i < rows && j < there;) {
            if (is_at(i, j))
                pairs_[static_cast<std::size_t>(i++)] = j++;
            else
                at(i + 1, j) >= at(i, j + 1) ? ++i : ++j;
        }
        // A row without words of its own stands behind the one before it.
        for (int i = 1; i < rows; ++i) {
            const int before = pairs_[static_cast<std::size_t>(i - 1)];
            int& own = pairs_[static_cast<std::size_t>(i)];
            if (own < 0 && before >= 0 && before + 1 < there && !has(before + 1)) own = before + 1;
        }
    }

    const StoredSheet& stored_;
    std::vector<Label> labels_;
    std::vector<int> pairs_;
};

// ---- cells ----

/// A formula without what programs write differently: blanks, quotes around sheet names, small letters.
std::string bare(std::string_view formula) {
    std::string plain;
    bool in_words = false;
    for (const char c : formula) {
        if (c == '"') in_words = !in_words;
        if (!in_words && (c == ' ' || c == '\'')) continue;
        plain += !in_words && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    for (auto at = plain.find("_XLFN."); at != std::string::npos; at = plain.find("_XLFN.")) plain.erase(at, 6);
    return plain;
}

bool is_empty(const StoredCell* cell) { return !cell || (!cell->is_formula && text_in(*cell).empty()); }

bool same_value(const Cell& expected, const StoredCell& found) {
    if (const auto* value = std::get_if<double>(&expected.value)) {
        const auto* there = std::get_if<double>(&found.value);
        return there && std::abs(*there - *value) <= 1e-9 * std::max(1.0, std::abs(*value));
    }
    return !std::holds_alternative<double>(found.value) && text_in(found) == plain_text(expected);
}

class Comparison {
public:
    Comparison(const StoredWorkbook& book, Language language, Reconciliation& result)
        : book_(book), language_(language), result_(result) {}

    void compare(const Sheet& sheet) {
        stored_ = book_.find(sheet.name);
        if (!stored_) {
            result_.departures.push_back({"sheet", {book_.file, 0, 0, sheet.name}, "", "", Phrase::departs_sheet});
            return;
        }
        const RowPairs pairs(sheet, *stored_);
        std::vector<std::pair<int, int>> expected;
        for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
            const auto row = pairs.of(i);
            for (const auto& [column, cell] : placed(sheet.rows[i])) {
                if (row) expected.emplace_back(*row, column);
                compare_cell(*cell, row, row.value_or(static_cast<int>(i)), column, row == static_cast<int>(i));
            }
        }
        std::sort(expected.begin(), expected.end());
        for (const StoredCell& cell : stored_->cells)
            if (!std::binary_search(expected.begin(), expected.end(), std::pair(cell.row, cell.column)) &&
                !is_empty(&cell))
                depart("extra", cell.row, cell.column, "", shown(&cell), {Phrase::departs_extra, {shown(&cell)}});
    }

private:
    std::string empty() const { return say(language_, Phrase::departs_empty); }
    std::string shown(const StoredCell* cell) const {
        std::string words = cell ? text_in(*cell) : std::string();
        return words.empty() ? empty() : words;
    }
    std::string shown(const Cell& cell) const {
        std::string words = plain_text(cell);
        return words.empty() ? empty() : words;
    }

    void depart(std::string code, int row, int column, std::string expected, std::string found, Message message) {
        result_.departures.push_back({std::move(code), book_.place(*stored_, row, column), std::move(expected),
                                      std::move(found), std::move(message)});
    }

    void compare_cell(const Cell& cell, std::optional<int> row, int at, int column, bool in_place) {
        if (!cell.fact.empty()) return;  // whatever stands there was taken as input
        const StoredCell* found = row ? stored_->find(*row, column) : nullptr;
        const bool nothing_expected = cell.formula.empty() && plain_text(cell).empty();
        if (nothing_expected && is_empty(found)) return;
        ++result_.cells;
        const std::string should = shown(cell), is = shown(found);
        if (!row)
            depart("row", at, column, should, is, {Phrase::departs_result, {should, is}});
        else if (!cell.formula.empty())
            compare_formula(cell, found, at, column, in_place);
        else if (found && found->is_formula)
            depart("formula", at, column, should, is,
                   {Phrase::departs_formula_added, {should, std::string(found->formula)}});
        else if (nothing_expected)
            depart("extra", at, column, "", is, {Phrase::departs_extra, {is}});
        else if (!found || !same_value(cell, *found))
            std::holds_alternative<double>(cell.value)
                ? depart("result", at, column, should, is, {Phrase::departs_result, {should, is}})
                : depart("words", at, column, should, is, {Phrase::departs_words, {should, is}});
    }

    void compare_formula(const Cell& cell, const StoredCell* found, int at, int column, bool in_place) {
        const std::string should = shown(cell), is = shown(found);
        if (!found || !found->is_formula)
            return depart("typed-over", at, column, should, is, {Phrase::departs_typed_over, {should, is}});
        const bool has_result = !std::holds_alternative<std::monostate>(found->value);
        result_.without_results += has_result ? 0 : 1;
        if (has_result && !same_value(cell, *found))
            return depart("result", at, column, should, is, {Phrase::departs_result, {should, is}});
        // Of rows that were moved the formulas name other cells.
        if (in_place && !found->formula.empty() && bare(found->formula) != bare(cell.formula))
            depart("formula", at, column, cell.formula, std::string(found->formula),
                   {Phrase::departs_formula, {cell.formula, std::string(found->formula)}});
    }

    const StoredWorkbook& book_;
    Language language_;
    Reconciliation& result_;
    const StoredSheet* stored_ = nullptr;
};

// ---- inputs ----

struct Input {
    double value = 0;
    State state = State::missing;
};

class Reconciler {
public:
    Reconciler(const std::filesystem::path& workbook, const PlanFolder& folder, const YearResults& results,
               const ReportNumbers& numbers)
        : book_(read_workbook(workbook)), folder_(folder), results_(results), numbers_(numbers) {}

    Reconciliation operator()() {
        const Identity identity = identify(book_);
        result_.file = book_.file;
        const auto [assessment, unit] = find(identity);
        const ReportInputs inputs{folder_.plan,      folder_.observations, results_.progress,      results_.findings,
                                  identity.language, &results_.tasks,      &results_.side_by_side, numbers_};
        const std::vector<Sheet> written = layout_scorecard(inputs, *assessment, unit);
        Facts facts = assessment->facts;
        for (const Sheet& sheet : written) take_inputs(sheet, facts, unit, *assessment, identity.language);
        if (!problems_.empty()) throw InputError(std::move(problems_));
        const Assessment anew = assess(assessment->scheme, with_derived(assessment->scheme, std::move(facts)));
        Comparison comparison(book_, identity.language, result_);
        for (const Sheet& sheet : layout_scorecard(inputs, anew, unit)) comparison.compare(sheet);
        return std::move(result_);
    }

private:
    std::pair<const Assessment*, std::size_t> find(const Identity& identity) {
        const auto refuse = [&](std::string code, Message message) {
            throw InputError({{std::move(code), {book_.file, 0, 0, {}}, std::move(message), {}}});
        };
        result_.scheme = identity.scheme;
        result_.unit = identity.unit;
        result_.year = results_.progress.year;
        if (identity.plan != folder_.plan->id)
            refuse("form-plan", {Phrase::reconcile_plan, {identity.plan, folder_.plan->id}});
        if (identity.year != std::to_string(result_.year))
            refuse("form-year", {Phrase::reconcile_year, {identity.year, std::to_string(result_.year)}});
        for (const Assessment& assessment : results_.assessments) {
            const auto& units = assessment.facts.units;
            for (std::size_t i = 0; i < units.size() && assessment.scheme->id == identity.scheme; ++i)
                if (units[i].id == identity.unit) return {&assessment, i};
        }
        refuse("unknown-id", {Phrase::reconcile_unit, {identity.unit, identity.scheme}});
        return {};
    }

    /// What is typed into the input cells of a sheet, in place of what the folder says.
    void take_inputs(const Sheet& sheet, Facts& facts, std::size_t unit, const Assessment& assessment,
                     Language language) {
        const StoredSheet* stored = book_.find(sheet.name);
        if (!stored) return;
        const RowPairs pairs(sheet, *stored);
        for (std::size_t i = 0; i < sheet.rows.size(); ++i)
            for (const auto& [column, cell] : placed(sheet.rows[i])) {
                if (cell->fact.empty()) continue;
                const auto row = pairs.of(i);
                if (!row) {
                    problems_.push_back(
                        {"rows",
                         book_.place(*stored, static_cast<int>(i), column),
                         {Phrase::reconcile_rows, {column_title(assessment.scheme, cell->fact, language)}},
                         {}});
                    continue;
                }
                const StoredCell* found = stored->find(*row, column);
                const auto input = input_of(found);
                const std::string title = column_title(assessment.scheme, cell->fact, language);
                if (!input) {
                    problems_.push_back({"input",
                                         book_.place(*stored, *row, column),
                                         {Phrase::reconcile_input, {title, text_in(*found)}},
                                         {}});
                    continue;
                }
                take(facts, unit, *cell, *input, book_.place(*stored, *row, column), title, language);
            }
    }

    static std::optional<Input> input_of(const StoredCell* cell) {
        if (is_empty(cell)) return Input{};
        const std::string words = text_in(*cell);
        if (const auto state = state_named(words)) return Input{0, *state};
        const auto* value =
            std::get_if<double>(&cell->value);  // formulas hold what is a number, not what is read as one
        return value ? std::optional(Input{*value, State::value}) : std::nullopt;
    }

    void take(Facts& facts, std::size_t unit, const Cell& cell, const Input& input, Place place,
              const std::string& title, Language language) {
        const auto column = std::find_if(facts.columns.begin(), facts.columns.end(),
                                         [&](const FactColumn& own) { return own.id == cell.fact; });
        if (column == facts.columns.end()) return;
        State& state = column->states[unit];
        double& value = column->values[unit];
        const bool same = state == input.state && (state != State::value || value == input.value);
        if (!same) {
            const auto words = [&](State of, double number) {
                static constexpr Phrase names[] = {Phrase::verbatim, Phrase::departs_empty,
                                                   Phrase::state_not_applicable, Phrase::state_not_scored};
                return of == State::value ? decimal_text(number) : say(language, names[static_cast<int>(of)]);
            };
            std::string before = words(state, value), now = words(input.state, input.value);
            Message message{Phrase::departs_input, {title, before, now}};
            result_.inputs.push_back(
                {"input", std::move(place), std::move(before), std::move(now), std::move(message)});
        }
        state = input.state;
        value = input.value;
    }

    /// Facts that follow from others follow from the new ones.
    static Facts with_derived(const Scheme& scheme, Facts facts) {
        std::erase_if(facts.columns, [&](const FactColumn& column) {
            const FactDefinition* fact = scheme.find_fact(column.id);
            return fact && made_of(*fact);
        });
        std::vector<FactColumn> derived = derived_facts(scheme, view_of(facts));
        std::move(derived.begin(), derived.end(), std::back_inserter(facts.columns));
        return facts;
    }

    StoredWorkbook book_;
    const PlanFolder& folder_;
    const YearResults& results_;
    const ReportNumbers& numbers_;
    std::vector<Problem> problems_;
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
