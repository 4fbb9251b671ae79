#include "reports/ledger_places.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "reports/cell_values.hpp"
#include "reports/plan_workbook.hpp"

namespace libplan {
namespace {

/// Replaces all words of a message of the user's own, at any depth.
template <class Change>
void change_words(Message& message, const Change& change) {
    if (message.phrase == Phrase::verbatim) message.words = change(message.words);
    for (Message& argument : message.arguments) change_words(argument, change);
}

/// "plan.toml:12:1" as a place, if it is one of a file.
std::optional<Place> place_said(const LedgerFiles& files, const std::string& words) {
    const auto colon = words.find(':');
    if (colon == std::string::npos || !files.marks.contains(words.substr(0, colon))) return std::nullopt;
    Place place{words.substr(0, colon), 0, 0};
    const char* const end = words.data() + words.size();
    const auto [line_end, error] = std::from_chars(words.data() + colon + 1, end, place.line);
    if (error != std::errc()) return std::nullopt;
    if (line_end != end) std::from_chars(line_end + 1, end, place.column);
    return place;
}

/// What a sheet calls a key of the files: the head of its column, or a choice of one; else the key itself.
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

/// The head of the column in which one of these keys is chosen; nothing if there is none.
std::string head_of_choice(const LedgerHeads& heads, const Message& keys) {
    if (!keys.arguments.empty()) return head_of_choice(heads, keys.arguments.front());
    for (std::size_t i = 0; i < heads.heads.size(); ++i)
        for (const LedgerKey& choice : heads.form->columns[i].keys)
            if (choice.key == keys.words) return heads.heads[i];
    return {};
}

bool names_keys(Phrase phrase) {
    static constexpr Phrase all[] = {
        Phrase::missing_key,  Phrase::wrong_type, Phrase::wrong_word,   Phrase::empty_value, Phrase::only_true,
        Phrase::bad_number,   Phrase::empty_cell, Phrase::count_needed, Phrase::bad_flag,    Phrase::wrong_unit,
        Phrase::wrong_number, Phrase::one_of,     Phrase::only_one_of};
    return std::find(std::begin(all), std::end(all), phrase) != std::end(all);
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
            told += name;
            at += length + (std::exchange(is_heading_, false) ? 2 : 0);
        }
        return told;
    }

private:
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
        const bool is_key =
            language_ == Language::zh || word.find('_') != std::string::npos || after.starts_with(" = ");
        std::string head = is_key ? head_of(heads_, word) : word;
        if (is_key && of_schemes_ && head == word) head = head_in_schemes(word);
        return head == word ? word : quoted(head);
    }

    std::string head_in_schemes(const std::string& key) const {
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

/// The same message, its keys called as the sheet calls them.
Message in_sheet_words(const Message& message, const LedgerHeads& heads) {
    std::vector<Message> told;
    bool same = true;
    for (const Language language : {Language::zh, Language::en}) {
        const std::string words = text(message, language);
        told.emplace_back(SheetWords(heads, language)(words));
        same = same && told.back().words == words;
    }
    return same ? message : Message{Phrase::ledger_told, std::move(told)};
}

/// What a file refers to by its kind stands on a sheet.
void name_sheets(Message& message, const LedgerFiles& files) {
    if (message.phrase == Phrase::type_reference)
        message = {Phrase::ledger_reference, {files.sheet_name(LedgerSheetName::facts)}};
    for (Message& argument : message.arguments) name_sheets(argument, files);
}

std::string cell_said(const StoredWorkbook& book, const Place& place) {
    const StoredSheet* sheet = book.find(place.sheet);
    const StoredCell* cell = sheet ? sheet->find(place.line - 1, place.column - 1) : nullptr;
    return cell ? text_in(*cell) : std::string();
}

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

private:
    std::string told(const Message& message, Language language) const {
        if (message.phrase == Phrase::verbatim) return setting_in(message.words, language);
        const std::string words = in_heads(choices_in(std::string(pattern(message.phrase, language))), language);
        std::string filled;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool is_slot = words[i] == '{' && i + 2 < words.size() && words[i + 1] >= '0' && words[i + 1] <= '9';
            const std::size_t end = is_slot ? words.find('}', i) : i;
            if (!is_slot) {
                filled += words[i];
                continue;
            }
            const auto index = static_cast<std::size_t>(words[i + 1] - '0');
            const std::string argument =
                index < message.arguments.size() ? told(message.arguments[index], language) : std::string();
            const bool is_chosen = filled.ends_with("= ") || filled.ends_with("= \"");
            const bool is_key = words.compare(end + 1, 3, " = ") == 0;
            if (words[end - 1] != 's')
                filled += is_chosen ? chosen(argument) : is_key ? key_of_setting(argument, language) : argument;
            else if (argument != "1")
                filled += 's';
            i = end;
        }
        return filled;
    }

    std::string in_heads(const std::string& words, Language language) const {
        return SheetWords(heads_, language, true)(words);
    }

    std::string key_of_setting(const std::string& key, Language language) const {
        constexpr std::string_view equals = " = ";
        std::string told = in_heads(key + std::string(equals), language);
        return told.substr(0, told.size() - equals.size());
    }

    /// "at_least = 3", as rules are quoted; other words are the user's own.
    std::string setting_in(const std::string& words, Language language) const {
        const std::size_t equals = words.find(" = ");
        if (equals == std::string::npos || words.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") != equals)
            return words;
        std::string value = words.substr(equals + 3);
        if (value.size() > 1 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        const std::string key = words.substr(0, equals);
        const std::string head = key_of_setting(key, language);
        return head == key ? words : head + " = " + chosen(value);
    }

    /// Words of the files in quotes, as the sheet has them.
    std::string choices_in(std::string words) const {
        for (std::size_t from = words.find('"'); from != std::string::npos; from = words.find('"', from + 1)) {
            const std::size_t to = words.find('"', from + 1);
            if (to == std::string::npos) break;
            const std::string word = words.substr(from + 1, to - from - 1);
            if (const std::string choice = chosen(word); choice != word)
                words.replace(from, to + 1 - from, "“" + choice + "”");
            else
                from = to;
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

/// The words of the sheet that a finding's first figure stands in; nothing if that is none of a plan's workbook.
std::optional<FindingWords> words_for(const Finding& finding) {
    for (const Figure& figure : finding.figures) {
        if (!is_workbook(figure.place.file)) continue;
        for (const LedgerSheet& sheet : ledger_sheets())
            for (const Language language : {Language::zh, Language::en})
                if (sheet.title(language) == figure.place.sheet) return FindingWords(sheet, language);
    }
    return std::nullopt;
}

/// What is missing in a file is an empty cell under a head.
void put_as_empty(Problem& problem, const LedgerHeads& heads, const std::string& head) {
    problem.code = "empty-cell";
    problem.message = {Phrase::empty_cell, {head}};
    for (std::size_t i = 0; i < heads.heads.size(); ++i)
        if (heads.heads[i] == head) problem.place.column = heads.columns[i] + 1;
}

/// In the words of a workbook: what is missing in a file is an empty cell there, and an unknown key one that is idle.
void put_in_words(Problem& problem, const LedgerFiles& files, const LedgerHeads& heads, const std::string& cell) {
    Message& message = problem.message;
    const auto head = [&](const std::string& key) { return head_of(heads, key); };
    switch (message.phrase) {
        case Phrase::unknown_key:
        case Phrase::unknown_key_near:
            problem.code = "idle-cell";
            message = {Phrase::ledger_idle, {head(message.arguments.at(0).words), cell}};
            return;
        case Phrase::unknown_fact:
        case Phrase::unknown_fact_near:
            message.phrase =
                message.phrase == Phrase::unknown_fact ? Phrase::ledger_no_row : Phrase::ledger_no_row_near;
            message.arguments.insert(message.arguments.begin(), Message(files.sheet_name(LedgerSheetName::facts)));
            return;
        case Phrase::report_not_carried:
            message.phrase = Phrase::ledger_not_carried;
            message.arguments.emplace_back(files.sheet_name(LedgerSheetName::responsibilities));
            return;
        case Phrase::deduct_range:
            message = {Phrase::ledger_deduct, {head("deduct"), message.arguments.at(0)}};
            return;
        case Phrase::fault_count:
            message = {Phrase::ledger_fault_count,
                       {head("fault"), message.arguments.at(0), head("bodies"), message.arguments.at(1)}};
            return;
        case Phrase::duplicate_figure:
            message = {Phrase::ledger_figure_twice, {message.arguments.at(0), head("as_of")}};
            return;
        case Phrase::grades_missing:
            message = {Phrase::ledger_no_grades, {message.arguments.at(0), files.sheet_name(LedgerSheetName::grades)}};
            return;
        case Phrase::no_units:
            message = {Phrase::ledger_no_units, {files.sheet_name(LedgerSheetName::bodies)}};
            return;
        case Phrase::missing_steps:
            put_as_empty(problem, heads, head("steps"));
            return;
        case Phrase::missing_key:
            put_as_empty(problem, heads, head(message.arguments.at(0).words));
            return;
        case Phrase::wrong_number:
            change_words(message.arguments.at(1), head);
            return;
        case Phrase::one_of:
            if (const std::string choice = head_of_choice(heads, message); !choice.empty())
                put_as_empty(problem, heads, choice);
            else
                change_words(message, head);
            return;
        case Phrase::only_one_of:
            change_words(message, head);
            return;
        default:
            if (names_keys(message.phrase)) change_words(message.arguments.at(0), head);
    }
}

class Places {
public:
    explicit Places(const LedgerFiles& files) : files_(files) {}

    PlanParts moved(PlanParts parts) const {
        move(parts);
        for (Body& body : parts.bodies) move(body);
        for (Indicator& indicator : parts.indicators) {
            move(indicator);
            for (Baseline& baseline : indicator.baselines) move(baseline);
            for (Target& target : indicator.targets) move(target);
        }
        for (Task& task : parts.tasks) move(task);
        for (Responsibility& responsibility : parts.responsibilities) move(responsibility);
        for (Identity& identity : parts.identities) move(identity);
        return parts;
    }

    SchemeParts moved(SchemeParts parts) const {
        move(parts);
        for (FactDefinition& fact : parts.facts) move(fact);
        for (Group& group : parts.groups) move_all(group);
        for (Grade& grade : parts.grades) move(grade);
        for (Veto& veto : parts.vetoes) move(veto);
        for (Quota& quota : parts.outcome.quotas) move(quota);
        for (TieBreak& tie_break : parts.outcome.tie_breaks) move(tie_break);
        return parts;
    }

    Records moved(Records records) const {
        records.controls = moved(records.controls);
        for (Event& event : records.events) move(event);
        for (TaskReport& report : records.reports) move(report);
        for (Mark& mark : records.marks) move(mark);
        for (SuppliedFigure& figure : records.figures) move(figure);
        return records;
    }

    Observations moved(const Observations& figures) const {
        Observations all;
        for (std::size_t row = 0; row < figures.size(); ++row) {
            Observation figure = figures[row];
            move(figure);
            all.add(figure);
        }
        return all;
    }

private:
    template <class Record>
    void move(Record& record) const {
        record.place = files_.place(record.place);
    }
    void move_all(Group& group) const {
        move(group);
        for (Item& item : group.items) move(item);
        for (Group& inner : group.groups) move_all(inner);
    }

    const LedgerFiles& files_;
};

}  // namespace

Problem in_workbook(const LedgerFiles& files, const StoredWorkbook& book, const Problem& problem) {
    Problem moved = problem;
    moved.place = files.place(problem.place);
    moved.source_line.clear();
    change_words(moved.message, [&](const std::string& words) {
        const auto place = place_said(files, words);
        return place ? to_string(files.place(*place)) : words;
    });
    if (const auto heads = files.heads.find(moved.place.sheet); heads != files.heads.end()) {
        put_in_words(moved, files, heads->second, cell_said(book, moved.place));
        name_sheets(moved.message, files);
        moved.message = in_sheet_words(moved.message, heads->second);
    }
    return moved;
}

std::vector<Finding> in_sheet_words(std::vector<Finding> findings) {
    for (Finding& finding : findings)
        if (const auto words = words_for(finding))
            for (Message* message : {&finding.title, &finding.printed, &finding.follows, &finding.cure})
                words->put(*message);
    return findings;
}

PlanFolder with_places_of(const LedgerFiles& files, PlanFolder folder) {
    const Places places(files);
    std::vector<Scheme> schemes;
    for (const Scheme& scheme : folder.schemes) schemes.emplace_back(places.moved(scheme.parts()));
    return {Plan(places.moved(folder.plan.parts())), places.moved(folder.figures), places.moved(folder.observations),
            std::move(schemes), places.moved(std::move(folder.records))};
}

}  // namespace libplan
