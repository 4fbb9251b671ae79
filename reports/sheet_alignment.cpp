#include "reports/sheet_alignment.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <numeric>
#include <unordered_map>

#include "reports/cell_values.hpp"

namespace libplan {
namespace {

constexpr int most_rows = 5'000, most_columns = 200;  // of a file; what lies beyond is no scorecard

/// What a cell says, as numbers that are equal where it is; 0: nothing.
struct Said {
    int value = 0, formula = 0;
    int weight = 0;         ///< of the value
    bool is_input = false;  ///< whatever stands there tells nothing
    bool is_empty() const { return value == 0 && formula == 0; }
};

/// Words tell most: results may have followed other inputs, and formulas name rows that may have moved.
constexpr int weight_of_words = 20, weight_of_figures = 4, weight_of_formula = 2, weight_of_result = 1;
constexpr int weight_of_nothing = 1;

class SaidGrid {
public:
    SaidGrid(int rows, int columns) : rows_(rows), columns_(columns) {
        cells_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
    }
    Said& at(int row, int column) {
        return cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                      static_cast<std::size_t>(column)];
    }
    const Said& at(int row, int column) const { return const_cast<SaidGrid*>(this)->at(row, column); }
    int rows() const { return rows_; }
    int columns() const { return columns_; }
    bool is_empty_row(int row) const {
        for (int column = 0; column < columns_; ++column)
            if (!at(row, column).is_empty() || at(row, column).is_input) return false;
        return true;
    }

private:
    int rows_, columns_;
    std::vector<Said> cells_;
};

/// Texts by number.
class TextNumbers {
public:
    int of(const std::string& text) {
        if (text.empty()) return 0;
        return numbers_.try_emplace(text, static_cast<int>(numbers_.size()) + 1).first->second;
    }

private:
    std::unordered_map<std::string, int> numbers_;
};

/// A single character such as "—" stands in many places.
int weight_of(const std::string& text, bool is_words, bool is_result) {
    constexpr std::size_t single = 3;  // bytes
    if (is_result) return weight_of_result;
    return is_words && text.size() > single ? weight_of_words : weight_of_figures;
}

SaidGrid grid_of(const Sheet& sheet, TextNumbers& texts) {
    int columns = 1;
    for (const Row& row : sheet.rows) {
        const auto cells = placed(row);
        if (!cells.empty()) columns = std::max(columns, cells.back().first + 1);
    }
    SaidGrid grid(static_cast<int>(sheet.rows.size()), columns);
    for (int i = 0; i < grid.rows(); ++i)
        for (const auto& [column, cell] : placed(sheet.rows[static_cast<std::size_t>(i)])) {
            Said& said = grid.at(i, column);
            said.is_input = !cell->extras().fact.empty() || !cell->extras().kept_fact.empty();
            if (said.is_input) continue;
            const std::string text = plain_text(*cell);
            said.value = texts.of(text);
            said.formula = cell->formula.empty() ? 0 : texts.of("=" + bare(cell->formula));
            said.weight = weight_of(text, std::holds_alternative<std::string>(cell->value), !cell->formula.empty());
        }
    return grid;
}

SaidGrid grid_of(const StoredSheet& sheet, TextNumbers& texts) {
    int rows = 0, columns = 0;
    for (const StoredCell& cell : sheet.cells) {
        rows = std::max(rows, cell.row + 1);
        columns = std::max(columns, cell.column + 1);
    }
    SaidGrid grid(std::min(rows, most_rows), std::min(columns, most_columns));
    for (const StoredCell& cell : sheet.cells) {
        if (cell.row >= grid.rows() || cell.column >= grid.columns()) continue;
        Said& said = grid.at(cell.row, cell.column);
        const std::string text = text_in(cell);
        said.value = texts.of(text);
        said.formula = cell.is_formula ? texts.of("=" + bare(cell.formula)) : 0;
        said.weight = weight_of(text, std::holds_alternative<std::string_view>(cell.value), cell.is_formula);
    }
    return grid;
}

int alike(const Said& laid_out, const Said& stored) {
    if (laid_out.is_input || laid_out.is_empty()) return 0;
    if (laid_out.formula != 0 && laid_out.formula == stored.formula) return weight_of_formula;
    return laid_out.value != 0 && laid_out.value == stored.value ? laid_out.weight : 0;
}

// ---- two sequences ----

/// Pairs lines in their order so that they are alike as much as can be; what is left between two pairs is paired one by
/// one, as lines that were typed over.
template <class Like>
std::vector<int> paired(int laid_out, int stored, const Like& like) {
    const auto width = static_cast<std::size_t>(stored) + 1;
    std::vector<int> best((static_cast<std::size_t>(laid_out) + 1) * width);
    const auto at = [&](int i, int j) -> int& {
        return best[static_cast<std::size_t>(i) * width + static_cast<std::size_t>(j)];
    };
    for (int i = laid_out; i-- > 0;)
        for (int j = stored; j-- > 0;) {
            const int own = like(i, j);
            at(i, j) = std::max({at(i + 1, j), at(i, j + 1), own > 0 ? at(i + 1, j + 1) + own : 0});
        }
    std::vector<int> pairs(static_cast<std::size_t>(laid_out), -1);
    for (int i = 0, j = 0; i < laid_out && j < stored;) {
        const int own = like(i, j);
        if (own > 0 && at(i, j) == at(i + 1, j + 1) + own)
            pairs[static_cast<std::size_t>(i++)] = j++;
        else
            at(i + 1, j) >= at(i, j + 1) ? ++i : ++j;
    }
    int before = -1;
    for (int i = 0; i < laid_out; ++i) {
        int& own = pairs[static_cast<std::size_t>(i)];
        if (own < 0) {
            const auto next = std::find_if(pairs.begin() + i, pairs.end(), [](int pair) { return pair >= 0; });
            const int end = next == pairs.end() ? stored : *next;
            if (before + 1 < end) own = before + 1;
        }
        if (own >= 0) before = own;
    }
    return pairs;
}

/// What stands between the lines that were laid out: something moved, copied or inserted.
template <class Like, class Self>
Lines lines_of(int laid_out, int stored, const Like& like, const Self& self) {
    Lines lines{paired(laid_out, stored, like), {}};
    const int last = lines.stored.empty() ? -1 : *std::max_element(lines.stored.begin(), lines.stored.end());
    for (int j = 0; j < last; ++j) {
        if (std::find(lines.stored.begin(), lines.stored.end(), j) != lines.stored.end()) continue;
        Lines::Odd odd{Lines::Odd::Kind::inserted, j, -1};
        int most = weight_of_words - 1;
        for (int i = 0; i < laid_out; ++i) {
            const bool is_free = lines.stored[static_cast<std::size_t>(i)] < 0;
            const int own = 2 * like(i, j) + is_free;
            if (own <= 2 * most || 2 * like(i, j) < self(i)) continue;
            most = own / 2;
            odd.laid_out = i;
            odd.kind = is_free ? Lines::Odd::Kind::moved : Lines::Odd::Kind::copied;
        }
        if (odd.kind == Lines::Odd::Kind::moved) lines.stored[static_cast<std::size_t>(odd.laid_out)] = j;
        lines.odd.push_back(odd);
    }
    return lines;
}

/// What the cells of a column say, wherever they stand.
std::vector<std::pair<int, int>> said_in_column(const SaidGrid& grid, int column) {
    std::vector<std::pair<int, int>> said;  // what, and what it weighs
    for (int row = 0; row < grid.rows(); ++row) {
        const Said& own = grid.at(row, column);
        if (own.value != 0) said.emplace_back(own.value, own.weight);
        if (own.formula != 0) said.emplace_back(own.formula, weight_of_formula);
    }
    std::sort(said.begin(), said.end());
    return said;
}

int weight_of(const std::vector<std::pair<int, int>>& said) {
    return std::accumulate(said.begin(), said.end(), 0, [](int sum, const auto& own) { return sum + own.second; });
}

int common_weight(const std::vector<std::pair<int, int>>& a, const std::vector<std::pair<int, int>>& b) {
    int weight = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (i->first == j->first)
            weight += i->second, ++i, ++j;
        else
            i->first < j->first ? ++i : ++j;
    }
    return weight;
}

Lines columns_of(const SaidGrid& laid_out, const SaidGrid& stored) {
    std::vector<std::vector<std::pair<int, int>>> ours, theirs;
    for (int column = 0; column < laid_out.columns(); ++column) ours.push_back(said_in_column(laid_out, column));
    for (int column = 0; column < stored.columns(); ++column) theirs.push_back(said_in_column(stored, column));
    const auto like = [&](int i, int j) {
        const auto& own = ours[static_cast<std::size_t>(i)];
        const auto& there = theirs[static_cast<std::size_t>(j)];
        return own.empty() && there.empty() ? weight_of_nothing : common_weight(own, there);
    };
    return lines_of(laid_out.columns(), stored.columns(), like,
                    [&](int i) { return weight_of(ours[static_cast<std::size_t>(i)]); });
}

Lines rows_of(const SaidGrid& laid_out, const SaidGrid& stored, const Lines& columns) {
    const auto like = [&](int i, int j) {
        if (laid_out.is_empty_row(i)) return stored.is_empty_row(j) ? weight_of_nothing : 0;
        int sum = 0;
        for (int column = 0; column < laid_out.columns(); ++column)
            if (const auto there = columns.of(column); there && *there < stored.columns())
                sum += alike(laid_out.at(i, column), stored.at(j, *there));
        return sum;
    };
    // Of a row its words: its figures may have followed other inputs.
    const auto self = [&](int i) {
        int sum = 0;
        for (int column = 0; column < laid_out.columns(); ++column)
            if (const Said& own = laid_out.at(i, column); own.weight == weight_of_words) sum += own.weight;
        return sum;
    };
    return lines_of(laid_out.rows(), stored.rows(), like, self);
}

}  // namespace

std::optional<int> Lines::of(int laid_out) const {
    const auto at = static_cast<std::size_t>(laid_out);
    return at >= stored.size() || stored[at] < 0 ? std::nullopt : std::optional(stored[at]);
}

bool Lines::is_odd(int stored_line) const {
    return std::any_of(odd.begin(), odd.end(),
                       [&](const Odd& own) { return own.stored == stored_line && own.kind != Odd::Kind::moved; });
}

Alignment align(const Sheet& sheet, const StoredSheet& stored) {
    TextNumbers texts;
    const SaidGrid ours = grid_of(sheet, texts), theirs = grid_of(stored, texts);
    Alignment alignment;
    alignment.columns = columns_of(ours, theirs);
    alignment.rows = rows_of(ours, theirs, alignment.columns);
    return alignment;
}

double likeness(const Sheet& sheet, const StoredSheet& stored) {
    TextNumbers texts;
    const SaidGrid ours = grid_of(sheet, texts), theirs = grid_of(stored, texts);
    int all = 0, there = 0;
    for (int column = 0; column < ours.columns(); ++column) {
        const auto own = said_in_column(ours, column);
        all += weight_of(own);
        int most = 0;
        for (int other = 0; other < theirs.columns(); ++other)
            most = std::max(most, common_weight(own, said_in_column(theirs, other)));
        there += most;
    }
    return all == 0 ? 0 : static_cast<double>(there) / all;
}

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

namespace {

/// Numbers with the fifteen digits that spreadsheet programs keep.
std::string with_short_numbers(std::string_view formula) {
    constexpr std::ptrdiff_t most_digits = 15;
    std::string text;
    bool in_words = false, in_name = false;
    for (std::size_t at = 0; at < formula.size();) {
        const char c = formula[at];
        if (c == '"') in_words = !in_words;
        const bool is_digit = c >= '0' && c <= '9';
        double number = 0;
        const auto [end, error] = std::from_chars(formula.data() + at, formula.data() + formula.size(), number);
        const std::ptrdiff_t size = end - (formula.data() + at);
        if (!in_words && !in_name && is_digit && error == std::errc() && size > most_digits) {
            std::array<char, 32> digits{};
            text.append(digits.data(), static_cast<std::size_t>(std::snprintf(digits.data(), digits.size(), "%.*G",
                                                                              static_cast<int>(most_digits), number)));
            at += static_cast<std::size_t>(size);
            continue;
        }
        in_name = is_digit || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c == '.' || (c & 0x80) != 0;
        text += c;
        ++at;
    }
    return text;
}

}  // namespace

std::string bare(std::string_view formula) {
    std::string plain;
    bool in_words = false;
    for (const char c : formula) {
        if (c == '"') in_words = !in_words;
        if (!in_words && (c == ' ' || c == '\'')) continue;
        plain += !in_words && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    plain = with_short_numbers(plain);
    for (auto at = plain.find("_XLFN."); at != std::string::npos; at = plain.find("_XLFN.")) plain.erase(at, 6);
    return plain;
}

}  // namespace libplan
