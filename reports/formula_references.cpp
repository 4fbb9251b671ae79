#include "reports/formula_references.hpp"

#include <charconv>

#include "libplan/problem.hpp"
#include "libplan/utf8.hpp"

namespace libplan {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool begins_word(char c) { return is_letter(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80; }
bool is_in_word(char c) { return begins_word(c) || is_digit(c) || c == '.'; }

/// "C7", "$C$7".
std::optional<CellAt> cell_of(std::string_view word) {
    std::size_t at = 0;
    const auto skip_dollar = [&] { at += at < word.size() && word[at] == '$'; };
    skip_dollar();
    int column = 0;
    const std::size_t letters = at;
    for (; at < word.size() && is_letter(word[at]) && at - letters < 3; ++at)
        column = column * 26 + ((word[at] & ~0x20) - 'A' + 1);
    if (at == letters) return std::nullopt;
    skip_dollar();
    int row = 0;
    const auto [end, error] = std::from_chars(word.data() + at, word.data() + word.size(), row);
    if (error != std::errc() || end != word.data() + word.size() || row < 1) return std::nullopt;
    return CellAt{row - 1, column - 1};
}

class Scanner {
public:
    explicit Scanner(std::string_view formula) : formula_(formula) {}

    std::vector<FormulaPiece> operator()() {
        while (at_ < formula_.size()) {
            const char c = formula_[at_];
            if (c == '"')
                skip_quoted('"');
            else if (c == '\'')
                take_quoted_sheet();
            else if (is_digit(c))
                skip_number();
            else if (begins_word(c))
                take_word();
            else
                ++at_;
        }
        end_text(at_);
        return std::move(pieces_);
    }

private:
    void skip_quoted(char quote) {
        const auto end = formula_.find(quote, at_ + 1);
        at_ = end == std::string_view::npos ? formula_.size() : end + 1;
    }

    void skip_number() {
        while (at_ < formula_.size() && (is_digit(formula_[at_]) || formula_[at_] == '.')) ++at_;
        const bool has_exponent = at_ + 1 < formula_.size() && (formula_[at_] == 'E' || formula_[at_] == 'e') &&
                                  (is_digit(formula_[at_ + 1]) || formula_[at_ + 1] == '-' || formula_[at_ + 1] == '+');
        if (!has_exponent) return;
        at_ += 2;
        while (at_ < formula_.size() && is_digit(formula_[at_])) ++at_;
    }

    std::string_view word() {
        const std::size_t start = at_;
        while (at_ < formula_.size() && is_in_word(formula_[at_])) ++at_;
        return formula_.substr(start, at_ - start);
    }
    bool next_is(char c) const { return at_ < formula_.size() && formula_[at_] == c; }

    /// 'Sheet ''1'''!A1
    void take_quoted_sheet() {
        const std::size_t start = at_;
        std::string sheet;
        for (++at_; at_ < formula_.size(); ++at_) {
            if (formula_[at_] == '\'' && !(at_ + 1 < formula_.size() && formula_[at_ + 1] == '\'')) break;
            if (formula_[at_] == '\'') ++at_;
            sheet += formula_[at_];
        }
        at_ = std::min(at_ + 1, formula_.size());
        if (next_is('!')) take_cells(start, std::move(sheet));
    }

    void take_word() {
        const std::size_t start = at_;
        const std::string_view found = word();
        if (next_is('!')) return take_cells(start, std::string(found));
        if (next_is('(')) return;  // a function
        at_ = start;
        if (cell_of(found)) return take_range(start, {});
        at_ = start + found.size();
        add(start, {FormulaPiece::Kind::name, std::string(found), {}, {}, {}});
    }

    void take_cells(std::size_t start, std::string sheet) {
        ++at_;
        take_range(start, std::move(sheet));
    }

    void take_range(std::size_t start, std::string sheet) {
        const auto first = cell_of(word());
        if (!first) return;
        auto last = first;
        const std::size_t end = at_;
        if (next_is(':')) {
            ++at_;
            last = cell_of(word());
            if (!last) at_ = end, last = first;
        }
        add(start, {FormulaPiece::Kind::cells, {}, std::move(sheet), *first, *last});
    }

    void end_text(std::size_t end) {
        if (end > text_)
            pieces_.push_back({FormulaPiece::Kind::text, std::string(formula_.substr(text_, end - text_)), {}, {}, {}});
        text_ = end;
    }
    void add(std::size_t start, FormulaPiece piece) {
        end_text(start);
        piece.text = formula_.substr(start, at_ - start);
        pieces_.push_back(std::move(piece));
        text_ = at_;
    }

    std::string_view formula_;
    std::size_t at_ = 0, text_ = 0;
    std::vector<FormulaPiece> pieces_;
};

/// The name of a cell with the dollars of another one.
std::string named_like(std::string_view old, CellAt cell) {
    std::string name = cell_reference(cell.row + 1, cell.column + 1);
    const std::size_t digits = name.find_first_of("0123456789");
    if (old.find('$', 1) != std::string_view::npos) name.insert(digits, "$");
    return old.starts_with('$') ? "$" + name : name;
}

}  // namespace

std::vector<FormulaPiece> pieces_of(std::string_view formula) { return Scanner(formula)(); }

std::optional<std::string> moved_formula(std::string_view formula, const Moved& moved,
                                         const std::function<std::string(const std::string&)>& renamed) {
    std::string result;
    for (const FormulaPiece& piece : pieces_of(formula)) {
        if (piece.kind != FormulaPiece::Kind::cells) {
            result += piece.text;
            continue;
        }
        const auto first = moved(piece.sheet, piece.first), last = moved(piece.sheet, piece.last);
        if (!first || !last) return std::nullopt;
        if (!piece.sheet.empty()) result += "'" + renamed(piece.sheet) + "'!";
        std::string_view cells = piece.text;
        cells.remove_prefix(cells.rfind('!') + 1);
        const std::size_t colon = cells.find(':');
        result += named_like(cells, *first);
        if (colon != std::string_view::npos) result += ":" + named_like(cells.substr(colon + 1), *last);
    }
    return result;
}

}  // namespace libplan
