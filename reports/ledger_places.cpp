#include "reports/ledger_places.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "reports/cell_values.hpp"
#include "reports/ledger_words.hpp"

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

/// The same message, its keys called as the sheet calls them.
Message in_sheet_words(const Message& message, const LedgerHeads& heads) {
    std::vector<Message> told;
    bool same = true;
    for (const Language language : {Language::zh, Language::en}) {
        const std::string words = text(message, language);
        told.emplace_back(in_sheet_words(words, heads, language));
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

/// What is missing in a file is an empty cell under a head.
void put_as_empty(Problem& problem, const LedgerHeads& heads, const std::string& head) {
    problem.code = "empty-cell";
    problem.message = {Phrase::empty_cell, {head}};
    for (std::size_t i = 0; i < heads.heads.size(); ++i)
        if (heads.heads[i] == head) problem.place.column = heads.columns[i] + 1;
}

/// The sheet whose ids a column takes.
std::optional<LedgerSheetName> ids_taken_at(const Place& place, const LedgerHeads& heads) {
    for (std::size_t i = 0; i < heads.columns.size(); ++i)
        if (heads.columns[i] + 1 == place.column) return heads.form->columns[i].ids_of;
    return std::nullopt;
}

/// A title that stands in place of an id, with the id.
bool put_as_title(Problem& problem, const LedgerFiles& files, const LedgerHeads& heads) {
    const Phrase phrase = problem.message.phrase;
    const auto sheet = ids_taken_at(problem.place, heads);
    if (!sheet || (phrase != Phrase::unknown_id && phrase != Phrase::unknown_fact)) return false;
    const std::string written = problem.message.arguments.at(0).words;
    const std::string meant = files.id_of_title(*sheet, written);
    if (!meant.empty()) problem.message = {Phrase::ledger_no_row_near, {files.sheet_name(*sheet), written, meant}};
    return !meant.empty();
}

/// In the words of a workbook: what is missing in a file is an empty cell there, and an unknown key one that is idle.
void put_in_words(Problem& problem, const LedgerFiles& files, const LedgerHeads& heads, const std::string& cell) {
    if (put_as_title(problem, files, heads)) return;
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
        if (moved.message.phrase != Phrase::full_width)  // what it quotes is the user's own
            moved.message = in_sheet_words(moved.message, heads->second);
    }
    return moved;
}

PlanFolder with_places_of(const LedgerFiles& files, PlanFolder folder) {
    const Places places(files);
    std::vector<Scheme> schemes;
    for (const Scheme& scheme : folder.schemes) schemes.emplace_back(places.moved(scheme.parts()));
    return {Plan(places.moved(folder.plan.parts())), places.moved(folder.figures), places.moved(folder.observations),
            std::move(schemes), places.moved(std::move(folder.records))};
}

}  // namespace libplan
