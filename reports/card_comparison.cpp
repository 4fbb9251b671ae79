#include "reports/card_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "reports/cell_values.hpp"

namespace libplan {
namespace {

bool is_empty(const StoredCell* cell) { return !cell || (!cell->is_formula && text_in(*cell).empty()); }

bool same_value(const Cell& expected, const StoredCell& found) {
    if (const auto* value = std::get_if<double>(&expected.value)) {
        const auto* there = std::get_if<double>(&found.value);
        // Points have six decimals; the order of losses tells rows apart by some billionths.
        return there && std::abs(*there - *value) <= std::max(1e-7, 1e-9 * std::abs(*value));
    }
    return !std::holds_alternative<double>(found.value) && text_in(found) == plain_text(expected);
}

/// The laid-out cell at a place, if one begins there.
const Cell* cell_in(const Sheet& sheet, CellAt at) {
    if (at.row >= static_cast<int>(sheet.rows.size())) return nullptr;
    for (const auto& [column, cell] : placed(sheet.rows[static_cast<std::size_t>(at.row)]))
        if (column == at.column) return cell;
    return nullptr;
}

/// Cells that were found wrong, sheet by sheet, and names that mean other cells now.
class WrongCells {
public:
    void add(const StoredSheet& sheet, CellAt at) { cells_[&sheet].push_back(at); }
    void add_row(const StoredSheet& sheet, int row) { add_all(sheet, row, &StoredCell::row); }
    void add_column(const StoredSheet& sheet, int column) { add_all(sheet, column, &StoredCell::column); }
    void add_name(std::string name) { names_.insert(std::move(name)); }

    bool any_in(const StoredSheet& sheet, CellAt first, CellAt last) const {
        const auto found = cells_.find(&sheet);
        return found != cells_.end() && std::any_of(found->second.begin(), found->second.end(), [&](CellAt at) {
                   return at.row >= first.row && at.row <= last.row && at.column >= first.column &&
                          at.column <= last.column;
               });
    }
    bool has(const std::string& name) const { return names_.contains(name); }

private:
    void add_all(const StoredSheet& sheet, int line, int StoredCell::*of) {
        for (const StoredCell& cell : sheet.cells)
            if (cell.*of == line) add(sheet, {cell.row, cell.column});
    }

    std::map<const StoredSheet*, std::vector<CellAt>> cells_;
    std::set<std::string> names_;
};

class CardComparison {
public:
    CardComparison(const FoundSheets& sheets, const std::vector<Sheet>& before, Language language,
                   Reconciliation& result)
        : sheets_(sheets), before_(before), language_(language), result_(result) {}

    void operator()() {
        std::vector<Departure> structure = sheets_.departures();
        is_restructured_ = !structure.empty();
        result_.departures.insert(result_.departures.begin(), structure.begin(), structure.end());
        for (const FoundSheet& found : sheets_.all()) {
            if (!found.stored) continue;
            found_ = &found;
            for (const Lines::Odd& odd : found.alignment.rows.odd) wrong_.add_row(*found.stored, odd.stored);
            for (const Lines::Odd& odd : found.alignment.columns.odd) wrong_.add_column(*found.stored, odd.stored);
            compare_cells();
            compare_names();
        }
        const auto cells = static_cast<std::ptrdiff_t>(structure.size());
        tell_what_follows();
        sort(result_.departures.begin() + cells, result_.departures.end());
        sort(result_.consequences.begin(), result_.consequences.end());
    }

private:
    /// In the order of the file.
    template <class Iterator>
    void sort(Iterator first, Iterator last) const {
        const auto& sheets = sheets_.book().sheets;
        const auto place = [&](const Departure& own) {
            const auto sheet = std::find_if(sheets.begin(), sheets.end(),
                                            [&](const StoredSheet& each) { return each.name == own.place.sheet; });
            return std::tuple(sheet - sheets.begin(), own.place.line, own.place.column);
        };
        std::stable_sort(first, last, [&](const Departure& a, const Departure& b) { return place(a) < place(b); });
    }

    // ---- words ----

    std::string shown(std::string words) const {
        return words.empty() ? say(language_, Phrase::departs_empty) : std::move(words);
    }
    std::string shown(const StoredCell* cell) const { return shown(cell ? text_in(*cell) : std::string()); }
    std::string shown(const Cell& cell) const { return shown(plain_text(cell)); }

    Departure departure(std::string code, CellAt at, std::string expected, std::string found, Message message) const {
        return {std::move(code), sheets_.place(*found_, at), std::move(expected), std::move(found), std::move(message)};
    }
    void depart(std::string code, CellAt at, std::string expected, std::string found, Message message) {
        wrong_.add(*found_->stored, at);
        result_.departures.push_back(
            departure(std::move(code), at, std::move(expected), std::move(found), std::move(message)));
    }
    void follow(std::string code, CellAt at, std::string expected, std::string found, Message message) {
        wrong_.add(*found_->stored, at);
        result_.consequences.push_back(
            departure(std::move(code), at, std::move(expected), std::move(found), std::move(message)));
    }

    // ---- cell by cell ----

    void compare_cells() {
        std::vector<std::pair<int, int>> laid_out;
        const auto& rows = found_->sheet->rows;
        for (int i = 0; i < static_cast<int>(rows.size()); ++i)
            for (const auto& [column, cell] : placed(rows[static_cast<std::size_t>(i)])) {
                const auto at = found_->place_of({i, column});
                if (!at) continue;
                laid_out.emplace_back(at->row, at->column);
                // Whatever stands in an input was taken, and what stood there was asked for.
                if (cell->extras().fact.empty() && cell->extras().kept_fact.empty())
                    compare_cell(*cell, {i, column}, *at);
            }
        std::sort(laid_out.begin(), laid_out.end());
        for (const StoredCell& cell : found_->stored->cells) tell_if_extra(cell, laid_out);
    }

    void tell_if_extra(const StoredCell& cell, const std::vector<std::pair<int, int>>& laid_out) {
        if (is_empty(&cell) || std::binary_search(laid_out.begin(), laid_out.end(), std::pair(cell.row, cell.column)) ||
            found_->alignment.rows.is_odd(cell.row) || found_->alignment.columns.is_odd(cell.column))
            return;
        depart("extra", {cell.row, cell.column}, "", shown(&cell), {Phrase::departs_extra, {shown(&cell)}});
    }

    void compare_cell(const Cell& cell, CellAt own, CellAt at) {
        const StoredCell* found = found_->stored->find(at.row, at.column);
        const bool nothing_expected = cell.formula.empty() && plain_text(cell).empty();
        if (nothing_expected && is_empty(found)) return;
        ++result_.cells;
        const std::string should = shown(cell), is = shown(found);
        if (!cell.formula.empty())
            compare_formula(cell, found, at);
        else if (found && found->is_formula)
            depart("formula", at, should, is, {Phrase::departs_formula_added, {should, std::string(found->formula)}});
        else if (nothing_expected && !stands_as_written(own, found))
            depart("extra", at, "", is, {Phrase::departs_extra, {is}});
        else if (!found || !same_value(cell, *found))
            compare_constant(cell, found, own, at);
    }

    void compare_constant(const Cell& cell, const StoredCell* found, CellAt own, CellAt at) {
        const std::string should = shown(cell), is = shown(found);
        if (stands_as_written(own, found))
            return follow("stale", at, should, is, {Phrase::departs_stale, {should, is}});
        if (const int other = column_headed(is); cell.look == Look::header && other >= 0)
            return depart("head", at, should, is, {Phrase::departs_head, {should, is, found_->column_letter(other)}});
        const bool is_number = std::holds_alternative<double>(cell.value);
        depart(is_number ? "result" : "words", at, should, is,
               {is_number ? Phrase::departs_result : Phrase::departs_words, {should, is}});
    }

    /// A constant that did not follow the inputs.
    bool stands_as_written(CellAt own, const StoredCell* found) const {
        const Cell* was = before(own);
        if (!was || !was->formula.empty()) return false;
        return is_empty(found) ? plain_text(*was).empty() : same_value(*was, *found);
    }

    const Cell* before(CellAt own) const {
        for (const Sheet& sheet : before_)
            if (sheet.name == found_->sheet->name) return cell_in(sheet, own);
        return nullptr;
    }

    /// The column whose head has these words, or −1.
    int column_headed(const std::string& words) const {
        if (found_->sheet->header_row < 0) return -1;
        for (const auto& [column, cell] :
             placed(found_->sheet->rows[static_cast<std::size_t>(found_->sheet->header_row)]))
            if (plain_text(*cell) == words) return column;
        return -1;
    }

    // ---- formulas ----

    /// A formula that is as it should be, and gives another result: it may only follow from others.
    struct OtherResult {
        const FoundSheet* found;
        CellAt at;
        std::string should, is;
        std::vector<FormulaPiece> reads;
    };

    void compare_formula(const Cell& cell, const StoredCell* found, CellAt at) {
        const std::string should = shown(cell), is = shown(found);
        if (!found || !found->is_formula)
            return depart("typed-over", at, should, is, {Phrase::departs_typed_over, {should, is}});
        const auto moved = sheets_.moved(cell.formula, *found_);
        const std::string& wanted = moved ? *moved : cell.formula;
        const std::string stored(found->formula);
        const bool is_shared = stored.empty();  // written beside another cell
        const bool is_right = is_shared || (moved && bare(stored) == bare(wanted));
        const bool has_result = !std::holds_alternative<std::monostate>(found->value);
        result_.without_results += has_result ? 0 : 1;
        if (!is_right && is_restructured_ && (!moved || bare(stored) == bare(cell.formula)))
            return follow("formula-unmoved", at, wanted, stored, {Phrase::departs_unmoved, {wanted, stored}});
        if (!is_right) return depart("formula", at, wanted, stored, {Phrase::departs_formula, {wanted, stored}});
        if (has_result && !same_value(cell, *found))
            other_results_.push_back({found_, at, should, is, pieces_of(wanted)});
    }

    void compare_names() {
        for (const auto& [name, refers_to] : found_->sheet->names) {
            const std::string own = refers_to.substr(1);  // without "="
            const std::string wanted = sheets_.moved(own, *found_).value_or(own);
            named_[name] = pieces_of(wanted);
            const auto& names = sheets_.book().names;
            const auto stored = std::find_if(
                names.begin(), names.end(), [&, &own_name = name](const auto& each) { return each.first == own_name; });
            const std::string is = stored == names.end() ? std::string() : stored->second;
            if (bare(is) == bare(wanted)) continue;
            wrong_.add_name(name);
            const std::vector<FormulaPiece> cell = pieces_of(wanted);
            const CellAt at = cell.empty() ? CellAt{} : cell.front().first;
            auto& told = is_restructured_ && bare(is) == bare(own) ? result_.consequences : result_.departures;
            told.push_back(departure("name", at, wanted, is, {Phrase::departs_name, {name, wanted, shown(is)}}));
        }
    }

    // ---- what is wrong only because other cells are ----

    void tell_what_follows() {
        for (std::vector<OtherResult> left = std::move(other_results_); !left.empty();) {
            const auto following = take(left, [&](const OtherResult& own) { return reads_wrong(own, wrong_); });
            for (const OtherResult& own : following) {
                found_ = own.found;
                follow("follows", own.at, own.should, own.is, {Phrase::departs_follows, {own.should, own.is}});
            }
            if (!following.empty()) continue;
            // Nothing that they read is wrong: the results themselves are, first those that read no other of them.
            WrongCells these;
            for (const OtherResult& own : left) these.add(*own.found->stored, own.at);
            auto causes = take(left, [&](const OtherResult& own) { return !reads_wrong(own, these); });
            if (causes.empty()) causes.swap(left);
            for (const OtherResult& own : causes) {
                found_ = own.found;
                depart("result", own.at, own.should, own.is, {Phrase::departs_result, {own.should, own.is}});
            }
        }
    }

    template <class Wanted>
    static std::vector<OtherResult> take(std::vector<OtherResult>& from, const Wanted& wanted) {
        const auto rest = std::stable_partition(from.begin(), from.end(), wanted);
        std::vector<OtherResult> taken(std::make_move_iterator(from.begin()), std::make_move_iterator(rest));
        from.erase(from.begin(), rest);
        return taken;
    }

    bool reads_wrong(const OtherResult& own, const WrongCells& wrong) const {
        return is_any_wrong(own.reads, *own.found->stored, wrong);
    }

    bool is_any_wrong(const std::vector<FormulaPiece>& reads, const StoredSheet& on, const WrongCells& wrong) const {
        return std::any_of(reads.begin(), reads.end(), [&](const FormulaPiece& piece) {
            if (piece.kind == FormulaPiece::Kind::name) {
                const auto named = named_.find(piece.text);
                return wrong.has(piece.text) || (named != named_.end() && is_any_wrong(named->second, on, wrong));
            }
            if (piece.kind != FormulaPiece::Kind::cells) return false;
            const StoredSheet* there = piece.sheet.empty() ? &on : sheets_.book().find(piece.sheet);
            return there && wrong.any_in(*there, piece.first, piece.last);
        });
    }

    const FoundSheets& sheets_;
    const std::vector<Sheet>& before_;
    Language language_;
    Reconciliation& result_;
    const FoundSheet* found_ = nullptr;
    WrongCells wrong_;
    std::map<std::string, std::vector<FormulaPiece>> named_;  ///< the cells that names mean
    std::vector<OtherResult> other_results_;
    bool is_restructured_ = false;
};

}  // namespace

void compare_card(const FoundSheets& sheets, const std::vector<Sheet>& before, Language language,
                  Reconciliation& result) {
    CardComparison(sheets, before, language, result)();
}

}  // namespace libplan
