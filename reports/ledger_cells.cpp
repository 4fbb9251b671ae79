#include "reports/ledger_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "libplan/points.hpp"
#include "libplan/read_csv.hpp"
#include "libplan/source_file.hpp"
#include "libplan/written_dates.hpp"
#include "reports/cell_values.hpp"

namespace libplan {
namespace {

std::string half_width_text(const std::string& text) { return with_half_width(text, full_width_in(text)); }

/// Digits as they are, so that no decimal is lost: "-17.50".
bool is_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const auto point = text.find('.');
    if (text.size() > 1 && text[0] == '0' && text[1] != '.') return false;
    return digits(text.substr(0, point)) && (point == std::string_view::npos || digits(text.substr(point + 1)));
}

class Meaning {
public:
    Meaning(const LedgerCellRead& read, std::vector<Problem>& problems)
        : read_(read), cell_(read.cell), problems_(problems) {}

    /// Whether the cell has something to be read; a fault of the cell itself is told.
    bool holds() {
        if (const auto* error = std::get_if<CellError>(&cell_.value))
            return tell("error-cell", {Phrase::ledger_error_cell, {error->code}}), false;
        if (is_blank(cell_) && cell_.is_formula) return tell("no-result", {Phrase::ledger_no_result, {}}), false;
        return !is_blank(cell_);
    }

    std::string text() const { return text_in(cell_); }

    std::optional<std::string> digits(std::string_view unit = {}) {
        const std::string plain = text();
        if (std::holds_alternative<std::string_view>(cell_.value) && is_decimal(plain)) return plain;
        if (cell_.format == CellFormat::percent && std::holds_alternative<double>(cell_.value) && unit != "%") {
            const std::string shown = decimal_text(number_in(cell_, "%").value_or(0));
            return tell("percent", {Phrase::ledger_percent, {read_.head, shown}}), std::nullopt;
        }
        if (told_as_date()) return std::nullopt;
        if (const auto number = number_in(cell_, unit); number && !multiplied_for_nobody(plain, unit))
            return decimal_text(*number);
        return tell("bad-number", {Phrase::ledger_number, {read_.head, plain}}), std::nullopt;
    }

    /// 50% of a weight is 0.5, as the spreadsheet itself counts it.
    std::optional<std::string> share() {
        if (const auto* number = std::get_if<double>(&cell_.value); number && cell_.format == CellFormat::percent)
            return decimal_text(*number);
        if (!half_width_text(text()).ends_with('%')) return digits();
        const auto hundredfold = digits("%");
        return hundredfold ? std::optional(decimal_text(round_decimal(std::stod(*hundredfold) / 100, 12)))
                           : std::nullopt;
    }

    std::optional<std::string> whole(std::string_view unit = {}) {
        const auto own = digits(unit);
        if (!own || own->find('.') == std::string::npos) return own;
        return tell("bad-whole", {Phrase::ledger_whole, {read_.head, text()}}), std::nullopt;
    }

    std::optional<bool> flag(std::span<const std::string_view> yes) {
        const std::string given = text();
        const auto says = [&](std::string_view word) { return given == word; };
        if (const auto* truth = std::get_if<bool>(&cell_.value)) return *truth;
        if (std::any_of(yes.begin(), yes.end(), says)) return true;
        for (const std::string_view no : {"否", "no", "false", "FALSE"})
            if (given == no) return false;
        return tell_word({yes[read_.language == Language::en && yes.size() > 1 ? 1 : 0],
                          read_.language == Language::zh ? "否" : "no"}),
               std::nullopt;
    }

    std::optional<std::string> word(std::span<const LedgerWord> words) {
        const std::string given = text();
        if (const auto found = word_in(words, given)) return found;
        std::vector<std::string_view> all;
        for (const LedgerWord& one : words) all.push_back(shown(one, read_.language));
        return tell_word(all), std::nullopt;
    }

    static std::optional<std::string> word_in(std::span<const LedgerWord> words, std::string_view given) {
        for (const LedgerWord& one : words)
            if (given == one.zh || given == one.word) return std::string(one.word);
        return std::nullopt;
    }

    std::optional<std::string> date() {
        if (const auto date = date_in(cell_, read_.dates_from_1904)) return to_string(*date);
        return tell("bad-date", no_day(text())), std::nullopt;
    }

    std::optional<std::string> period() {
        if (told_as_date()) return std::nullopt;
        return half_width_text(text());
    }

    /// 12-01, which a spreadsheet likes to take for a day of this year.
    std::string month_day() const {
        if (const auto date = date_in(cell_, read_.dates_from_1904)) return to_string(*date).substr(5);
        return half_width_text(text());
    }

    std::optional<TomlList> range() {
        std::string given = half_width_text(text());
        for (const std::string_view sign : {"至", "～", "—", "–"})
            for (auto at = given.find(sign); at != std::string::npos; at = given.find(sign))
                given.replace(at, sign.size(), "~");
        TomlList list;
        for (std::size_t at = 0; at <= given.size();) {
            const auto end = std::min(given.find('~', at), given.size());
            std::string part = given.substr(at, end - at);
            part.erase(0, part.find_first_not_of(' '));
            part.erase(part.find_last_not_of(' ') + 1);
            if (!part.empty() && is_decimal(part)) list.push_back({TomlNumber{part}, 0});
            if (!is_decimal(part) || list.size() > 2)
                return tell("bad-range", {Phrase::ledger_range, {read_.head, text()}}), std::nullopt;
            at = end + 1;
        }
        return list;
    }

    bool told_as_date() {
        if (cell_.format != CellFormat::date || !std::holds_alternative<double>(cell_.value)) return false;
        const auto date = date_in(cell_, read_.dates_from_1904);
        tell("date-cell", {Phrase::ledger_date_cell, {read_.head, date ? to_string(*date) : text()}});
        return true;
    }

    void tell(std::string code, Message message) {
        problems_.push_back({std::move(code), read_.place, std::move(message), {}});
    }
    void tell_word(const std::vector<std::string_view>& words) {
        std::vector<Message> all(words.begin(), words.end());
        tell("wrong-word", {Phrase::wrong_word, {read_.head, text(), joined(Phrase::listed, std::move(all))}});
    }

private:
    /// 3.5万 where nobody says what the number is counted in.
    static bool multiplied_for_nobody(const std::string& text, std::string_view unit) {
        return unit.empty() && (text.find("万") != std::string::npos || text.find("亿") != std::string::npos);
    }

    const LedgerCellRead& read_;
    const StoredCell& cell_;
    std::vector<Problem>& problems_;
};

constexpr std::array<std::string_view, 5> yes_words{"是", "yes", "true", "TRUE", "√"};
constexpr std::array<std::string_view, 5> made_up_words{"示例", "illustrative", "是", "yes", "true"};
constexpr std::array<std::string_view, 5> provisional_words{"初步", "provisional", "是", "yes", "true"};

std::optional<TomlValue> number_value(std::optional<std::string> digits) {
    if (!digits) return std::nullopt;
    if (digits->size() > 18 && digits->find('.') == std::string::npos) *digits += ".0";
    return TomlValue{TomlNumber{std::move(*digits)}, 0};
}
std::optional<TomlValue> text_value(std::optional<std::string> text) {
    return text ? std::optional(TomlValue{std::move(*text), 0}) : std::nullopt;
}

/// Whether a text stands in quotes for the sake of its blanks.
bool is_kept(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
    const std::string_view inner = text.substr(1, text.size() - 2);
    return without_blanks(inner) != inner || is_kept(inner);
}

/// A number, or what names one; in quotes an id that looks like a number.
std::optional<TomlValue> reference_value(Meaning& meaning, const StoredCell& cell) {
    const std::string given = meaning.text();
    if (!std::holds_alternative<std::string_view>(cell.value)) return number_value(meaning.digits());
    if (given.size() > 1 && given.front() == '"' && given.back() == '"')
        return TomlValue{given.substr(1, given.size() - 2), 0};
    const std::string plain = half_width_text(given);
    if (is_decimal(plain)) return TomlValue{TomlNumber{plain}, 0};
    return TomlValue{given, 0};
}

std::optional<TomlValue> list_value(Meaning& meaning, std::span<const LedgerWord> words) {
    TomlList list;
    for (const std::string& part : parts_of_list(meaning.text())) {
        if (part.empty()) continue;
        if (words.empty())
            list.push_back({part, 0});
        else if (const auto word = Meaning::word_in(words, part))
            list.push_back({*word, 0});
        else
            return meaning.word(words), std::nullopt;
    }
    return TomlValue{std::move(list), 0};
}

}  // namespace

bool is_blank(const StoredCell& cell) {
    return std::holds_alternative<std::monostate>(cell.value) || text_in(cell).empty();
}

std::string kept_text(const std::string& text) {
    return without_blanks(text) == text && !is_kept(text) ? text : '"' + text + '"';
}

std::string own_text(const StoredCell& cell) {
    std::string text = text_in(cell);
    return is_kept(text) ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::string> parts_of_list(std::string_view text) {
    static constexpr std::array<std::string_view, 6> signs{"、", "，", "；", ",", ";", "\n"};
    std::vector<std::string> parts(1);
    const auto trim = [](std::string& part) {
        part.erase(0, part.find_first_not_of(" \t\r"));
        part.erase(part.find_last_not_of(" \t\r") + 1);
    };
    bool quoted = false;
    for (std::size_t at = 0; at < text.size();) {
        std::string& part = parts.back();
        if (!quoted && text[at] == '"' && part.find_first_not_of(' ') == std::string::npos) {
            part.clear();
            for (++at; at < text.size(); ++at) {
                if (text[at] != '"') {
                    part += text[at];
                } else if (at + 1 < text.size() && text[at + 1] == '"') {
                    part += text[at++];
                } else {
                    ++at;
                    break;
                }
            }
            quoted = true;
            continue;
        }
        const auto sign = std::find_if(signs.begin(), signs.end(),
                                       [&](std::string_view one) { return text.substr(at).starts_with(one); });
        if (sign != signs.end()) {
            if (!quoted) trim(part);
            parts.emplace_back();
            quoted = false;
            at += sign->size();
        } else {
            if (!quoted) part += text[at];
            ++at;
        }
    }
    if (!quoted) trim(parts.back());
    return parts;
}

std::optional<TomlValue> meant_value(const LedgerCellRead& read, LedgerKind kind, std::span<const LedgerWord> words,
                                     std::vector<Problem>& problems) {
    Meaning meaning(read, problems);
    if (!meaning.holds()) return std::nullopt;
    switch (kind) {
        case LedgerKind::number:
            return number_value(meaning.digits());
        case LedgerKind::written:
        case LedgerKind::percent:
            return number_value(meaning.digits("%"));
        case LedgerKind::share:
            return number_value(meaning.share());
        case LedgerKind::whole:
            return number_value(meaning.whole());
        case LedgerKind::year:
            return number_value(meaning.whole("年"));
        case LedgerKind::flag: {
            const auto flag = meaning.flag(yes_words);
            return flag ? std::optional(TomlValue{*flag, 0}) : std::nullopt;
        }
        case LedgerKind::made_up: {
            const auto flag = meaning.flag(made_up_words);
            return flag && *flag ? std::optional(TomlValue{true, 0}) : std::nullopt;
        }
        case LedgerKind::word:
            return text_value(meaning.word(words));
        case LedgerKind::texts:
        case LedgerKind::word_list:
            return list_value(meaning, words);
        case LedgerKind::range: {
            auto list = meaning.range();
            return list ? std::optional(TomlValue{std::move(*list), 0}) : std::nullopt;
        }
        case LedgerKind::reference:
            return reference_value(meaning, read.cell);
        case LedgerKind::word_or_number:
            if (std::holds_alternative<double>(read.cell.value) || is_decimal(half_width_text(meaning.text())))
                return number_value(meaning.digits());
            return text_value(meaning.word(words));
        case LedgerKind::word_or_share: {
            const std::string given = half_width_text(meaning.text());
            if (std::holds_alternative<double>(read.cell.value) || is_decimal(given) || given.ends_with('%'))
                return number_value(meaning.share());
            return text_value(meaning.word(words));
        }
        case LedgerKind::date:
            if (meaning.text() == "长期" || meaning.text() == "continuing") return std::nullopt;
            return text_value(meaning.date());
        case LedgerKind::period:
            return text_value(meaning.period());
        case LedgerKind::month_day:
            return text_value(meaning.month_day());
        default:
            if (meaning.told_as_date()) return std::nullopt;
            return TomlValue{own_text(read.cell), 0};
    }
}

const LedgerKey* meant_key(const LedgerCellRead& read, std::span<const LedgerKey> keys,
                           std::vector<Problem>& problems) {
    Meaning meaning(read, problems);
    if (!meaning.holds()) return nullptr;
    const std::string given = meaning.text();
    for (const LedgerKey& key : keys)
        if (given == key.zh || given == key.key) return &key;
    std::vector<std::string_view> all;
    for (const LedgerKey& key : keys) all.push_back(shown(key, read.language));
    meaning.tell_word(all);
    return nullptr;
}

std::string meant_text(const LedgerCellRead& read, const LedgerColumn& column, std::string_view unit,
                       std::vector<Problem>& problems) {
    Meaning meaning(read, problems);
    if (!meaning.holds()) return {};
    switch (column.kind) {
        case LedgerKind::value: {
            const std::string given = meaning.text();
            for (const std::string_view word : {"不涉及", "N/A", "未评", "pending"})
                if (given == word) return given;
            if (says_there_is_none(given))
                return meaning.tell("bad-number", {Phrase::no_figure, {read.head, given}}), std::string();
            return meaning.digits(unit).value_or("");
        }
        case LedgerKind::provisional:
            return meaning.flag(provisional_words).value_or(false) ? "初步" : "";
        case LedgerKind::made_up:
            return meaning.flag(made_up_words).value_or(false) ? "示例" : "";
        case LedgerKind::texts: {
            std::string joined_parts;
            const auto parts = parts_of_list(meaning.text());
            for (std::size_t i = 0; i < parts.size(); ++i) joined_parts += (i > 0 ? ";" : "") + parts[i];
            return joined_parts;
        }
        default: {
            const auto value = meant_value(read, column.kind, column.words, problems);
            if (!value) return {};
            if (const auto* number = std::get_if<TomlNumber>(&value->value)) return number->digits;
            return std::get<std::string>(value->value);
        }
    }
}

}  // namespace libplan
