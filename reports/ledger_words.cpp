#include "reports/ledger_words.hpp"

#include <algorithm>
#include <utility>

#include "reports/ledger_rows.hpp"
#include "reports/plan_workbook.hpp"

namespace libplan {

std::string head_of(const LedgerHeads& heads, const std::string& key) {
    for (std::size_t i = 0; i < heads.heads.size(); ++i) {
        const std::string_view own = heads.form->columns[i].key;
        if (!heads.heads[i].empty() && (own == key || own.ends_with('.' + key))) return heads.heads[i];
    }
    for (const LedgerSheet& sheet : ledger_sheets())
        for (const LedgerColumn& column : sheet.columns)
            for (const LedgerKey& choice : column.keys)
                if (choice.key == key) return std::string(shown(choice, heads.language));
    return key;
}

namespace {

bool is_chinese(char byte) { return static_cast<unsigned char>(byte) >= 0x80; }

/// Takes the blank off that stands between Chinese and what is to follow.
void drop_blank(std::string& told) {
    if (told.size() > 1 && told.back() == ' ' && is_chinese(told[told.size() - 2])) told.pop_back();
}
bool is_blank_before_chinese(std::string_view text) { return text.size() > 1 && text[0] == ' ' && is_chinese(text[1]); }

/// A cure that names the file, and beside it the sheet of a workbook, with the sheet alone.
std::string of_the_sheet(std::string words, Language language) {
    const std::string_view sheet = language == Language::zh ? "，工作簿" : ", or ";
    const std::string_view opening = language == Language::zh ? "（" : "(";
    const std::size_t at = language == Language::zh
                               ? words.find(sheet)
                               : std::min(words.find(", or on the sheet"), words.find(", or the sheet"));
    const std::size_t from = at == std::string::npos ? at : words.rfind(opening, at);
    if (from == std::string::npos) return words;
    std::size_t to = at + sheet.size();
    if (constexpr std::string_view of = "的"; words.compare(to, of.size(), of) == 0) to += of.size();
    return words.erase(from + opening.size(), to - from - opening.size());
}

/// A text that names keys of the files, in the words of a sheet; what stands in quotes is the user's own.
class SheetWords {
public:
    /// `of_schemes`: keys of other sheets of schemes are called as these call them.
    SheetWords(const LedgerHeads& heads, Language language, bool of_schemes = false)
        : heads_(heads), language_(language), of_schemes_(of_schemes) {}

    std::string operator()(std::string_view text) {
        std::string told;
        bool is_quoted = false;
        for (std::size_t at = 0; at < text.size();) {
            const std::string_view rest = text.substr(at);
            is_quoted = rest.starts_with("“") || (is_quoted && !rest.starts_with("”"));
            if (rest.front() == '"') is_own_ = !is_own_;
            const std::size_t length = is_letter(rest.front()) ? word_length(rest) : 0;
            if (length == 0) {
                told += text[at++];
                continue;
            }
            const std::string word(rest.substr(0, length));
            const std::string name = is_quoted || is_own_ ? word : named(word, rest.substr(length), told);
            at += length + (std::exchange(is_heading_, false) ? 2 : 0);
            at += put(told, name, text.substr(at));
        }
        return told;
    }

    /// A key as the sheets call it, in quotes; else the key itself.
    std::string called(const std::string& key) {
        std::string before;
        return named(key, " = ", before);
    }

private:
    /// Puts a name behind what was told, and returns how much of what follows goes: in Chinese there are no blanks
    /// around heads in quotes, and a word before one that says the same is not said twice.
    std::size_t put(std::string& told, const std::string& name, std::string_view after) const {
        if (language_ == Language::en || !name.starts_with("“")) {
            told += name;
            return 0;
        }
        drop_blank(told);
        const std::string plain = name.substr(3, name.size() - 6);
        std::size_t taken = 0;
        if (told.ends_with(plain + "（") && after.starts_with("）")) {
            told.resize(told.size() - plain.size() - 3);
            taken = 3;
        } else if (told.ends_with(plain)) {
            told.resize(told.size() - plain.size());
        }
        told += name;
        after.remove_prefix(taken);
        if (!after.starts_with(" = ")) return taken + (is_blank_before_chinese(after) ? 1 : 0);
        told += "＝";
        return taken + 3;
    }

    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
    static std::size_t word_length(std::string_view text) {
        const auto end = std::find_if(text.begin(), text.end(),
                                      [](char c) { return !is_letter(c) && !(c >= '0' && c <= '9') && c != '.'; });
        auto length = static_cast<std::size_t>(end - text.begin());
        while (text[length - 1] == '.') --length;
        return length;
    }

    /// `before` is what was told already: of a heading in brackets the first two are taken off.
    std::string named(const std::string& word, std::string_view after, std::string& before) {
        for (const LedgerSheet& sheet : ledger_sheets()) {
            if (sheet.list != word) continue;
            const bool is_heading = before.ends_with("[[") && after.starts_with("]]");
            if (!is_heading && word.find(".csv") == std::string::npos) continue;
            if (is_heading) before.resize(before.size() - 2);
            is_heading_ = is_heading;
            return quoted(std::string(sheet.title(heads_.language)));
        }
        if (language_ == Language::zh && (word == "true" || word == "false"))
            return say(heads_.language, word == "true" ? Phrase::ledger_yes : Phrase::ledger_no);
        // In English a key is often a word like any other.
        const bool is_key = language_ == Language::zh || word.find('_') != std::string::npos ||
                            after.starts_with(" = ") || (before.ends_with('(') && after.starts_with(')'));
        std::string head = is_key ? head_of(heads_, word) : word;
        if (is_key && of_schemes_ && head == word) head = head_in_schemes(word);
        return head == word ? word : quoted(head);
    }

    std::string head_in_schemes(const std::string& key) const {
        for (const LedgerColumn& column : heads_.form->columns)
            for (const LedgerWord& choice : column.words)
                if (choice.word == key) return std::string(shown(choice, heads_.language));
        for (const LedgerSheet& sheet : schemes_ledger())
            for (const LedgerColumn& column : sheet.columns)
                if (column.key == key || column.key.ends_with('.' + key))
                    return std::string(title_of(column, heads_.language));
        for (const LedgerSheet& sheet : schemes_ledger())
            for (const LedgerColumn& column : sheet.columns)
                for (const LedgerWord& choice : column.words)
                    if (choice.word == key) return std::string(shown(choice, heads_.language));
        return key;
    }

    std::string quoted(const std::string& words) const {
        return language_ == Language::zh ? "“" + words + "”" : '"' + words + '"';
    }

    const LedgerHeads& heads_;
    Language language_;
    const bool of_schemes_;
    bool is_own_ = false, is_heading_ = false;
};

/// What a finding says of a sheet's records: the words of its phrases in those of the sheet, never the user's own.
class FindingWords {
public:
    explicit FindingWords(const LedgerSheet& sheet, Language language) {
        heads_.form = &sheet;
        heads_.language = language;
        for (const LedgerColumn& column : sheet.columns) heads_.heads.emplace_back(title_of(column, language));
    }

    void put(Message& message) const {
        const std::string zh = told(message, Language::zh), en = told(message, Language::en);
        if (zh != text(message, Language::zh) || en != text(message, Language::en))
            message = {Phrase::ledger_told, {zh, en}};
    }

    /// "cap = 30", or a key alone, in the words and the language of the sheet; else the words themselves.
    std::string of_setting(const std::string& words) const {
        const auto& columns = heads_.form->columns;
        const bool is_key = std::any_of(columns.begin(), columns.end(), [&](const LedgerColumn& column) {
            return column.key == words || column.key.ends_with('.' + words);
        });
        if (is_key) return called(words, heads_.language);
        // Of a condition its subject stands before.
        const std::size_t blank = words.rfind(' ', words.find(" = ") - 1);
        if (words.find(" = ") == std::string::npos || blank == std::string::npos)
            return setting_in(words, heads_.language);
        const std::string setting = setting_in(words.substr(blank + 1), heads_.language);
        std::string subject = words.substr(0, blank + 1);
        if (setting.starts_with("“")) drop_blank(subject);
        return subject + setting;
    }

private:
    std::string told(const Message& message, Language language) const {
        if (message.phrase == Phrase::verbatim) return setting_in(message.words, language);
        const std::string words = words_of(message.phrase, language);
        std::string filled;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool is_slot = words[i] == '{' && i + 2 < words.size() && words[i + 1] >= '0' && words[i + 1] <= '9';
            const std::size_t end = is_slot ? words.find('}', i) : i;
            if (!is_slot) {
                filled += words[i];
                continue;
            }
            const auto index = static_cast<std::size_t>(words[i + 1] - '0');
            const std::string argument = index < message.arguments.size()
                                             ? named(message.phrase, told(message.arguments[index], language), language)
                                             : std::string();
            i = end;
            if (words[end - 1] == 's') {
                filled += argument == "1" ? "" : "s";
                continue;
            }
            const bool is_chosen =
                filled.ends_with("= ") || filled.ends_with("= \"") || filled.ends_with("＝") || filled.ends_with("＝“");
            const bool is_key = words.compare(end + 1, 3, " = ") == 0;
            const std::string name = is_chosen ? value_of(argument, language)
                                     : is_key  ? called(argument, language)
                                               : argument;
            if (language == Language::zh && name.starts_with("“")) drop_blank(filled);
            filled += name;
            const std::string_view after = std::string_view(words).substr(end + 1);
            if (language == Language::en || !name.starts_with("“")) continue;
            if (is_key) filled += "＝";
            i += is_key ? 3 : name.ends_with("”") && is_blank_before_chinese(after) ? 1 : 0;
        }
        return filled;
    }

    /// The pattern of a phrase, but for its arguments.
    std::string words_of(Phrase phrase, Language language) const {
        const Phrase own = phrase == Phrase::cure_penalty_adds ? Phrase::ledger_penalty_adds
                           : phrase == Phrase::cure_no_unless  ? Phrase::ledger_no_unless
                                                               : phrase;
        const std::string words = of_the_sheet(std::string(pattern(own, language)), language);
        return in_heads(ranges_in(choices_in(words, language)), language);
    }

    /// An argument that is a key or a choice of the files.
    std::string named(Phrase of, const std::string& argument, Language language) const {
        static constexpr Phrase of_steps[] = {Phrase::question_order,     Phrase::follows_order,
                                              Phrase::cure_order,         Phrase::question_order_late,
                                              Phrase::follows_order_late, Phrase::cure_order_late};
        if (of == Phrase::cure_group_limit) return called(argument, language);
        const bool is_step = std::find(std::begin(of_steps), std::end(of_steps), of) != std::end(of_steps);
        return is_step ? chosen(argument) : argument;
    }

    std::string in_heads(const std::string& words, Language language) const {
        return SheetWords(heads_, language, true)(words);
    }

    std::string called(const std::string& key, Language language) const {
        return SheetWords(heads_, language, true).called(key);
    }

    /// "at_least = 3", as rules are quoted; other words are the user's own.
    std::string setting_in(const std::string& words, Language language) const {
        const std::size_t equals = words.find(" = ");
        if (equals == std::string::npos || words.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") != equals)
            return words;
        std::string value = words.substr(equals + 3);
        if (value.size() > 1 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        const std::string key = words.substr(0, equals);
        const std::string head = called(key, language);
        if (head == key) return words;
        return head + (language == Language::zh ? "＝" : " = ") + chosen(value);
    }

    /// What stands behind an equals sign: a choice, or itself a key such as per_death.
    std::string value_of(const std::string& word, Language language) const {
        return word.find('_') == std::string::npos || chosen(word) != word ? chosen(word) : called(word, language);
    }

    /// [3, 5] is 3至5 in a cell, and [10] is 10.
    std::string ranges_in(std::string words) const {
        for (std::size_t from = words.find("= ["); from != std::string::npos; from = words.find("= [", from + 1)) {
            const std::size_t to = words.find(']', from);
            if (to == std::string::npos) break;
            words.erase(to, 1);
            words.erase(from + 2, 1);
            if (const std::size_t comma = words.find(", ", from); comma < to)
                words.replace(comma, 2, range_sign(heads_.language));
        }
        return words;
    }

    /// Words of the files in quotes, as the sheet has them.
    std::string choices_in(std::string words, Language language) const {
        for (std::size_t from = words.find('"'); from != std::string::npos; from = words.find('"', from + 1)) {
            const std::size_t to = words.find('"', from + 1);
            if (to == std::string::npos) break;
            const std::string word = words.substr(from + 1, to - from - 1);
            const std::string choice = chosen(word);
            if (choice != word || language == Language::zh)
                words.replace(from, to + 1 - from, "“" + choice + "”");
            else
                from = to;
            const std::size_t behind = from + choice.size() + 6;
            if (language == Language::zh && is_blank_before_chinese(std::string_view(words).substr(behind)))
                words.erase(behind, 1);
        }
        return words;
    }

    std::string chosen(const std::string& word) const {
        if (word == "true") return say(heads_.language, Phrase::ledger_yes);
        if (word == "false") return say(heads_.language, Phrase::ledger_no);
        const auto in = [&](const LedgerSheet& sheet) -> std::string_view {
            for (const LedgerColumn& column : sheet.columns)
                for (const LedgerWord& choice : column.words)
                    if (choice.word == word) return shown(choice, heads_.language);
            return {};
        };
        if (const std::string_view own = in(*heads_.form); !own.empty()) return std::string(own);
        for (const LedgerSheet& sheet : ledger_sheets())
            if (const std::string_view other = in(sheet); !other.empty()) return std::string(other);
        return word;
    }

    LedgerHeads heads_;
};

/// The words of the sheet that a figure stands in; nothing if that is none of a plan's workbook.
std::optional<FindingWords> words_of_sheet(const Figure& figure) {
    if (!is_workbook(figure.place.file)) return std::nullopt;
    for (const LedgerSheet& sheet : ledger_sheets())
        for (const Language language : {Language::zh, Language::en})
            if (sheet.title(language) == figure.place.sheet) return FindingWords(sheet, language);
    return std::nullopt;
}

void put_in_sheet_words(Finding& finding) {
    std::optional<FindingWords> of_first;
    for (Figure& figure : finding.figures)
        if (const auto words = words_of_sheet(figure)) {
            figure.printed = words->of_setting(figure.printed);
            if (!of_first) of_first = words;
        }
    if (!of_first) return;
    for (Message* message : {&finding.title, &finding.printed, &finding.follows, &finding.cure})
        of_first->put(*message);
}

}  // namespace

std::string in_sheet_words(std::string_view text, const LedgerHeads& heads, Language language) {
    return SheetWords(heads, language)(text);
}

std::vector<Finding> in_sheet_words(std::vector<Finding> findings) {
    for (Finding& finding : findings) put_in_sheet_words(finding);
    return findings;
}

}  // namespace libplan
