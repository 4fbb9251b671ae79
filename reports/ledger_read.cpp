#include "reports/ledger_read.hpp"

#include <algorithm>
#include <functional>

#include "libplan/interrupt.hpp"
#include "libplan/write_csv.hpp"
#include "reports/cell_values.hpp"
#include "reports/ledger_record_reader.hpp"

namespace libplan {
namespace {

using Name = LedgerSheetName;

class FileMaker : RecordReader {
public:
    explicit FileMaker(const StoredWorkbook& book) : RecordReader(book), sheets_(ledger_sheets_of(book)) {}

    LedgerFiles operator()() {
        for (const LedgerSheetRead& sheet : sheets_)
            if (sheet.stored)
                files_.heads[sheet.stored->name] = {sheet.form, sheet.heads, sheet.columns, sheet.language};
        for (const LedgerSheetRead& sheet : sheets_) note_titles(sheet);
        begin_plan();
        make_text();
        make_plan();
        make_overlay();
        make_identities();
        make_schemes();
        if (!files_.whole) tell_unknown_ids();
        find_wrong_items();
        for (const Name name : {Name::figures, Name::observations, Name::controls, Name::events, Name::reports,
                                Name::marks, Name::supplied})
            make_records(sheet(name));
        return std::move(files_);
    }

private:
    const LedgerSheetRead& sheet(Name name) const { return sheets_[static_cast<std::size_t>(name)]; }

    void note_titles(const LedgerSheetRead& from) {
        for (const LedgerRow& row : from.rows) {
            const std::string prefix = from.form->name == Name::schemes ? "scheme." : "";
            const std::string title = text_under(from, row, prefix + "title");
            if (!title.empty()) files_.ids[from.form->name].emplace(title, text_under(from, row, prefix + "id"));
        }
    }

    // ---- the plan ----

    void make_text() {
        const LedgerSheetRead& lines = sheet(Name::text);
        std::string text;
        int expected = 0;
        for (const LedgerRow& row : lines.rows) {
            ++expected;
            const auto number = value(lines, row, 0);
            if (number && std::get<TomlNumber>(number->value).digits != std::to_string(expected))
                tell(
                    lines, row, 0, "text-line",
                    {Phrase::ledger_text_line, {std::to_string(expected), std::get<TomlNumber>(number->value).digits}});
            if (const StoredCell* cell = row.cells[1]) {
                const auto* words = std::get_if<std::string_view>(&cell->value);
                const std::string line = words ? std::string(*words) : text_in(*cell);
                if (line.find_first_of("\r\n") != std::string::npos)
                    tell(lines, row, 1, "line-break", {Phrase::line_break, {lines.heads[1], line}});
                text += line;
            }
            text += '\n';
        }
        if (!lines.rows.empty()) files_.texts["plan.txt"] = text;
    }

    /// The plan has its row also where nothing stands in it yet: what to fill in there is told by its cells.
    void begin_plan() {
        LedgerSheetRead& heads = sheets_[static_cast<std::size_t>(Name::plan)];
        if (heads.rows.empty() && !heads.columns.empty())
            heads.rows.push_back({1, std::vector<const StoredCell*>(heads.columns.size(), nullptr)});
    }

    void make_plan() {
        TomlTable file;
        const LedgerSheetRead& heads = sheet(Name::plan);
        for (Record& head : records(heads)) {
            if (head.row != &heads.rows.front())
                tell(heads, *head.row, 0, "one-plan", {Phrase::ledger_one_plan, {std::string(heads.stored->name)}});
            if (ledger::holds(file, "plan")) continue;
            if (files_.texts.contains("plan.txt")) head.table.add("text", {std::string("plan.txt"), 0});
            file.add("plan", {std::move(head.table), 0});
        }
        std::vector<Record> indicators = records(sheet(Name::indicators));
        tell_twice(indicators, Name::indicators);
        put_into(indicators, Name::baselines);
        put_into(indicators, Name::targets);
        for (Record& indicator : indicators) ledger::append(file, "indicator", {std::move(indicator.table), 0});
        for (Record& task : records(sheet(Name::tasks))) ledger::append(file, "task", {std::move(task.table), 0});
        write("plan.toml", file);
    }

    void make_overlay() {
        TomlTable file;
        for (const Name name : {Name::bodies, Name::responsibilities}) {
            std::vector<Record> all = records(sheet(name));
            if (name == Name::bodies) tell_twice(all, name);
            for (Record& record : all) ledger::append(file, sheet(name).form->list, {std::move(record.table), 0});
        }
        if (!file.entries.empty()) write("overlay.toml", file);
    }

    void make_identities() {
        TomlTable file;
        for (Record& record : records(sheet(Name::identities)))
            if (!record.list.empty()) {
                TomlList list;
                list.push_back({std::move(record.table), 0});
                file.add(record.list, {std::move(list), 0});
            }
        if (!file.entries.empty()) write("identities.toml", file);
    }

    /// Told here: what belongs to the row that was overwritten is told as belonging to none.
    void tell_twice(const std::vector<Record>& all, Name name) {
        std::map<std::string_view, const Record*> first;
        for (const Record& record : all)
            if (const auto [known, added] = first.emplace(record.id, &record); !added && !record.id.empty())
                tell(sheet(name), *record.row, 0, "duplicate-id",
                     {Phrase::duplicate_id, {record.id, to_string(sheet(name).place(book_, *known->second->row, 0))}});
    }

    /// Puts the records of a sheet into the ones they name.
    void put_into(std::vector<Record>& owners, Name name) {
        const LedgerSheetRead& from = sheet(name);
        for (Record& record : records(from))
            if (Record* owner = owner_by_id(owners, from, record, 0)) put_into(*owner, from, std::move(record));
    }

    void put_into(Record& owner, const LedgerSheetRead& from, Record record) {
        const LedgerSheet& form = *from.form;
        if (form.name != Name::faults && form.name != Name::occurrences && form.name != Name::scorers)
            return ledger::append(owner.table, form.list, {std::move(record.table), 0});
        // A table whose keys are the user's own: the row's first entry is the key.
        const auto [table, key] = ledger::place_for(owner.table, form.list);
        TomlTable& entries = ledger::inner_table(*table, key);
        auto& own = record.table.entries;
        if (own.empty() || !std::holds_alternative<std::string>(own.front().value.value)) return;  // told
        const TomlEntry named = std::move(own.front());
        own.erase(own.begin());
        const std::string word = std::get<std::string>(named.value.value);
        for (const TomlEntry& entry : entries.entries)
            if (entry.key == word)
                return tell(from, *record.row, 0, "duplicate-row", {Phrase::ledger_row_twice, {word, line_of(entry)}});
        if (form.name == Name::occurrences)
            entries.add(word, {std::move(record.table), named.value.origin});
        else if (!own.empty())
            entries.add(word, std::move(own.front().value));
    }

    /// The row in which the value of an entry stands.
    std::string line_of(const TomlEntry& entry) const {
        return std::to_string(files_.origins[static_cast<std::size_t>(entry.value.origin)].line);
    }

    /// The row of another sheet that a record belongs to, by its scheme and id; nothing where it is not there, which is
    /// told, or where its link could not be read.
    Record* owner_by_id(std::vector<Record>& owners, const LedgerSheetRead& from, const Record& record,
                        std::size_t link) {
        const std::string& id = record.links[link];
        const bool in_scheme = from.form->name > Name::schemes;
        if (id.empty()) {  // told when it was read
            if (in_scheme) files_.whole = false;
            return nullptr;
        }
        std::vector<std::string> ids;
        for (Record& owner : owners) {
            if (link > 0 && owner.links[0] != record.links[0]) continue;
            if (owner.id == id) return &owner;
            ids.push_back(owner.id);
        }
        if (in_scheme) files_.whole = false;
        // What belongs to no scheme cannot be found in one, nor can it find anything.
        const Name owner = owner_name(from, record, link);
        const bool is_stray = strays_.contains(owner) || (in_scheme && link > 0 && !scheme_of(record));
        if (!is_stray) tell_no_row(from, *record.row, link_column(*from.form, link), owner, id, ids);
        return nullptr;
    }

    /// Where a record's links stand among its columns.
    static std::size_t link_column(const LedgerSheet& form, std::size_t link) {
        for (std::size_t i = 0; i < form.columns.size(); ++i)
            if (form.columns[i].kind == LedgerKind::link && link-- == 0) return i;
        return 0;
    }

    /// `of`: the sheet that has no such row, though it may have one of that title.
    void tell_no_row(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at, Name of, const std::string& id,
                     const std::vector<std::string>& ids) {
        const std::string name(sheet_called(of, from.language));
        const std::string titled = files_.id_of_title(of, id);
        const bool is_meant = std::find(ids.begin(), ids.end(), titled) != ids.end();
        const std::string near = is_meant ? titled : nearest(id, ids);
        tell(from, row, at, "unknown-id",
             near.empty() ? Message{Phrase::ledger_no_row, {name, id}}
                          : Message{Phrase::ledger_no_row_near, {name, id, near}});
    }

    /// The sheet that a link is about.
    static Name owner_name(const LedgerSheetRead& from, const Record& record, std::size_t link) {
        const std::string_view key = from.form->columns[link_column(*from.form, link)].key;
        return key == "scheme"                                ? Name::schemes
               : key == "indicator"                           ? Name::indicators
               : key == "fact"                                ? Name::facts
               : key == "item"                                ? Name::items
               : key == "group" || record.list == "zero_when" ? Name::groups
                                                              : Name::vetoes;
    }

    std::string_view sheet_called(Name name, Language language) const {
        const LedgerSheetRead& one = sheet(name);
        return one.stored ? std::string_view(one.stored->name) : one.form->title(language);
    }

    // ---- schemes ----

    void make_schemes() {
        schemes_ = records(sheet(Name::schemes));
        tell_twice(schemes_, Name::schemes);
        std::vector<Record> facts = scheme_records(Name::facts);
        put_into_scheme_rows(facts, {Name::faults, Name::brackets});
        std::vector<Record> items = scheme_records(Name::items);
        put_into_scheme_rows(items, {Name::bands, Name::occurrences, Name::scorers});
        std::vector<Record> groups = scheme_records(Name::groups);
        std::vector<Record> vetoes = scheme_records(Name::vetoes);
        put_conditions(groups, vetoes);
        for (Record& item : items)
            if (Record* group = owner_by_id(groups, sheet(Name::items), item, 1)) {
                item.table.headed = true;
                ledger::append(group->table, "item", {std::move(item.table), 0});
            }
        put_all(facts, Name::facts);
        put_groups(groups);
        std::vector<Record> grades = scheme_records(Name::grades), quotas = scheme_records(Name::quotas),
                            ties = scheme_records(Name::tie_breaks);
        put_all(grades, Name::grades);
        put_all(vetoes, Name::vetoes);
        put_all(quotas, Name::quotas);
        put_all(ties, Name::tie_breaks);
        for (std::size_t i = 0; i < schemes_.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            write("schemes/" + std::string(6 - std::min<std::size_t>(number.size(), 6), '0') + number + ".toml",
                  schemes_[i].table);
        }
    }

    /// What found no place is in no file, where the ids it names would be looked up.
    void tell_unknown_ids() {
        for (const LedgerSheet& form : schemes_ledger())
            for (std::size_t i = 0; i < form.columns.size(); ++i) {
                const LedgerColumn& column = form.columns[i];
                if (!column.ids_of || column.kind == LedgerKind::link) continue;
                const std::vector<std::string> ids = ids_on(*column.ids_of);
                for (const LedgerRow& row : sheet(form.name).rows)
                    if (row.cells[i]) tell_if_unknown(sheet(form.name), row, i, ids);
            }
    }

    std::vector<std::string> ids_on(Name name) const {
        std::vector<std::string> ids;
        for (const LedgerRow& row : sheet(name).rows)
            if (std::string id = text_under(sheet(name), row, "id"); !id.empty()) ids.push_back(std::move(id));
        return ids;
    }

    void tell_if_unknown(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at,
                         const std::vector<std::string>& ids) {
        const std::string id = own_text(*row.cells[at]);
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            tell_no_row(from, row, at, *from.form->columns[at].ids_of, id, ids);
    }

    /// The records of a sheet of schemes. Where there is one scheme only, it need not be named.
    std::vector<Record> scheme_records(Name name) {
        std::vector<Record> all = records(sheet(name));
        for (Record& record : all) {
            std::string& scheme = record.links[0];
            if (scheme.empty() && schemes_.size() == 1) scheme = schemes_.front().id;
            if (scheme.empty())
                tell(sheet(name), *record.row, 0, "empty-cell", {Phrase::empty_cell, {head(sheet(name), 0)}});
            if (!owner_by_id(schemes_, sheet(name), record, 0)) strays_.insert(name);
        }
        return all;
    }

    void put_into_scheme_rows(std::vector<Record>& owners, std::initializer_list<Name> names) {
        for (const Name name : names)
            for (Record& record : scheme_records(name))
                if (Record* owner = owner_by_id(owners, sheet(name), record, 1))
                    put_into(*owner, sheet(name), std::move(record));
    }

    void put_all(std::vector<Record>& all, Name name) {
        for (Record& record : all)
            if (Record* scheme = scheme_of(record))
                ledger::append(scheme->table, sheet(name).form->list, {std::move(record.table), 0});
    }

    /// The scheme of a record; one that is not there has been told.
    Record* scheme_of(const Record& record) {
        for (Record& scheme : schemes_)
            if (scheme.id == record.links[0]) return &scheme;
        return nullptr;
    }

    /// Groups stand in groups, to any depth.
    void put_groups(std::vector<Record>& groups) {
        std::vector<char> placed(groups.size());
        const std::function<TomlTable(std::size_t)> whole = [&](std::size_t at) {
            placed[at] = 1;
            TomlTable table = std::move(groups[at].table);
            table.headed = true;
            for (std::size_t i = 0; i < groups.size(); ++i)
                if (!placed[i] && groups[i].links[0] == groups[at].links[0] && groups[i].links[1] == groups[at].id &&
                    !groups[at].id.empty())
                    ledger::append(table, "group", {whole(i), 0});
            return table;
        };
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (!groups[i].links[1].empty() || placed[i]) continue;
            Record top{groups[i].row, groups[i].links, whole(i), {}, {}};
            if (Record* scheme = scheme_of(top)) ledger::append(scheme->table, "group", {std::move(top.table), 0});
        }
        for (std::size_t i = 0; i < groups.size(); ++i)
            if (!placed[i] && owner_by_id(groups, sheet(Name::groups), groups[i], 1) && in_circle(groups, i))
                tell(sheet(Name::groups), *groups[i].row, 1, "group-circle",
                     {Phrase::ledger_group_circle, {groups[i].id}});
    }

    static bool in_circle(const std::vector<Record>& groups, std::size_t start) {
        std::string above = groups[start].links[1];
        for (std::size_t steps = 0; steps <= groups.size(); ++steps) {
            if (above == groups[start].id) return true;
            const auto found = std::find_if(groups.begin(), groups.end(), [&](const Record& group) {
                return group.id == above && group.links[0] == groups[start].links[0];
            });
            if (found == groups.end()) return false;
            above = found->links[1];
        }
        return false;
    }

    void put_conditions(std::vector<Record>& groups, std::vector<Record>& vetoes) {
        const LedgerSheetRead& from = sheet(Name::conditions);
        for (Record& condition : scheme_records(Name::conditions)) {
            if (condition.list.empty()) continue;  // told when it was read
            Record* owner = owner_by_id(condition.list == "zero_when" ? groups : vetoes, from, condition, 1);
            if (!owner) continue;
            if (condition.list == "and") condition.id.clear();  // they all hold together
            together_.push_back({owner, condition.list, condition.id, std::move(condition.table)});
        }
        put_together();
    }

    /// Conditions with the same number make one list, where the first of them stands.
    void put_together() {
        for (std::size_t i = 0; i < together_.size(); ++i) {
            if (!together_[i].owner) continue;
            TomlList list;
            Record& owner = *together_[i].owner;
            const std::string use = together_[i].use, number = together_[i].number;
            for (std::size_t k = i; k < together_.size(); ++k)
                if (k == i || (!number.empty() && together_[k].owner == &owner && together_[k].use == use &&
                               together_[k].number == number)) {
                    list.push_back({std::move(together_[k].table), 0});
                    together_[k].owner = nullptr;
                }
            ledger::append(owner.table, use, number.empty() ? std::move(list.front()) : TomlValue{std::move(list), 0});
        }
        together_.clear();
    }

    /// Against what is left of a rule that could not be read no mark can be held.
    void find_wrong_items() {
        const LedgerSheetRead& items = sheet(Name::items);
        for (const LedgerRow& row : items.rows) {
            const Place own = items.place(book_, row, 0);
            const bool is_wrong =
                std::any_of(files_.problems.begin(), files_.problems.end(), [&](const Problem& problem) {
                    return problem.place.sheet == own.sheet && problem.place.line == own.line;
                });
            if (is_wrong) wrong_items_.insert(text_under(items, row, "id"));
        }
    }

    /// What a row says in a column; empty if it says nothing.
    static std::string text_under(const LedgerSheetRead& from, const LedgerRow& row, std::string_view key) {
        for (std::size_t i = 0; i < from.form->columns.size(); ++i)
            if (from.form->columns[i].key == key && row.cells[i]) return own_text(*row.cells[i]);
        return {};
    }

    // ---- tables of records ----

    void make_records(const LedgerSheetRead& from) {
        if (from.rows.empty()) return;
        const std::string name(from.form->list);
        std::vector<TomlText::Mark>& marks = files_.marks[name];
        std::string text;
        for (std::size_t i = 0; i < from.form->columns.size(); ++i)
            if (from.form->columns[i].key != "places")
                text += (i > 0 ? "," : "") + std::string(from.form->columns[i].key);
        text += '\n';
        int line = 2;
        for (const LedgerRow& row : from.rows) {
            if (tells_no_record(from, row)) continue;
            for (; line <= row.row; ++line) text += '\n';  // a line for each row of the sheet, so that they agree
            text += record_line(from, row, line, marks) + '\n';
            ++line;
        }
        files_.texts[name] = text;
    }

    std::string record_line(const LedgerSheetRead& from, const LedgerRow& row, int line,
                            std::vector<TomlText::Mark>& marks) {
        Interruptible::heed();
        std::string text;
        int column_in_file = 1;
        for (std::size_t i = 0; i < from.form->columns.size(); ++i) {
            const LedgerColumn& column = from.form->columns[i];
            if (column.key == "places") continue;
            if (column.required && !row.cells[i])
                tell(from, row, i, "empty-cell", {Phrase::empty_cell, {head(from, i)}});
            if (i > 0) text += ',', ++column_in_file;
            marks.push_back({line, column_in_file, origin(from, row, i)});
            std::string cell = row.cells[i]
                                   ? meant_text(read(from, row, i), column, unit_of(from, row), files_.problems)
                                   : std::string();
            if (column.kind == LedgerKind::value) add_decimals(cell, from, row);
            if (column.kind == LedgerKind::value && from.form->name == Name::marks &&
                wrong_items_.contains(text_under(from, row, "item")))
                cell.clear();
            if (cell.find_first_of("\r\n") != std::string::npos) {
                tell(from, row, i, "line-break", {Phrase::line_break, {head(from, i), cell}});
                cell.clear();
            }
            const std::string written = csv_cell(cell);
            text += written;
            for (std::size_t at = 0; at < written.size(); ++at)
                column_in_file += (static_cast<unsigned char>(written[at]) & 0xC0) != 0x80;
        }
        return text;
    }

    /// What a figure is counted in: as its row says, or its indicator.
    std::string unit_of(const LedgerSheetRead& from, const LedgerRow& row) {
        const std::string indicator = text_under(from, row, "indicator"), unit = text_under(from, row, "unit");
        if (!unit.empty() || indicator.empty()) return unit;
        if (units_.empty()) {
            const LedgerSheetRead& all = sheet(Name::indicators);
            for (const LedgerRow& one : all.rows)
                if (one.cells[0] && one.cells[2]) units_[own_text(*one.cells[0])] = own_text(*one.cells[2]);
        }
        const auto found = units_.find(indicator);
        return found == units_.end() ? std::string() : found->second;
    }

    void add_decimals(std::string& digits, const LedgerSheetRead& from, const LedgerRow& row) {
        if (digits.empty() || digits.find_first_not_of("-0123456789.") != std::string::npos) return;
        for (std::size_t i = 0; i < from.form->columns.size(); ++i) {
            if (from.form->columns[i].key != "places") continue;
            const auto places = value(from, row, i);
            if (!places) return;
            const auto wanted =
                static_cast<std::size_t>(std::min(12, std::atoi(std::get<TomlNumber>(places->value).digits.c_str())));
            auto point = digits.find('.');
            if (point == std::string::npos && wanted > 0) point = digits.size(), digits += '.';
            while (wanted > 0 && digits.size() - point - 1 < wanted) digits += '0';
        }
    }

    void write(const std::string& name, const TomlTable& table) {
        TomlText text = to_text(table);
        files_.texts[name] = std::move(text.text);
        files_.marks[name] = std::move(text.marks);
    }

    struct Together {
        Record* owner = nullptr;
        std::string use, number;
        TomlTable table;
    };

    std::vector<LedgerSheetRead> sheets_;
    std::vector<Record> schemes_;
    std::vector<Together> together_;
    std::set<std::string> wrong_items_;         ///< their ids
    std::set<Name> strays_;                     ///< sheets with records that belong to no scheme
    std::map<std::string, std::string> units_;  ///< of indicators
};

}  // namespace

Place LedgerFiles::place(const Place& in_file) const {
    const auto found = marks.find(in_file.file);
    if (found == marks.end()) return in_file;
    const auto after = std::upper_bound(
        found->second.begin(), found->second.end(), in_file, [](const Place& place, const TomlText::Mark& mark) {
            return std::pair(place.line, std::max(place.column, 1)) < std::pair(mark.line, mark.column);
        });
    if (after == found->second.begin())
        return after == found->second.end() ? in_file : origins[static_cast<std::size_t>(after->origin)];
    return origins[static_cast<std::size_t>(std::prev(after)->origin)];
}

bool LedgerFiles::follows(const Problem& problem) const {
    const auto sheet = heads.find(problem.place.sheet);
    const bool in_scheme = sheet != heads.end() && sheet->second.form->name >= LedgerSheetName::schemes &&
                           sheet->second.form->name != LedgerSheetName::text;
    if (in_scheme && !whole) return true;  // of what is left out nothing can be said
    const auto any = [&](const auto& is_source) { return std::any_of(problems.begin(), problems.end(), is_source); };
    // Whom a scheme assesses, of bodies and schemes that could not be read.
    if (problem.code == "not-assessed")
        return any([&](const Problem& told) {
            return told.place.sheet == sheet_name(LedgerSheetName::bodies) ||
                   told.place.sheet == sheet_name(LedgerSheetName::schemes);
        });
    const bool names_id = problem.code.starts_with("unknown-");
    return any([&](const Problem& told) {
        return told.place.sheet == problem.place.sheet && told.place.line == problem.place.line &&
               (!names_id || told.place.column == problem.place.column);
    });
}

std::string LedgerFiles::id_of_title(LedgerSheetName sheet, const std::string& written) const {
    const auto titles = ids.find(sheet);
    if (titles == ids.end()) return {};
    const auto found = titles->second.find(written);
    return found == titles->second.end() ? std::string() : found->second;
}

std::string LedgerFiles::sheet_name(LedgerSheetName name) const {
    bool english = false;
    for (const auto& [own, sheet] : heads) {
        if (sheet.form->name == name) return own;
        english = english || own == sheet.form->en;
    }
    return std::string(ledger_sheet(name).title(english ? Language::en : Language::zh));
}

LedgerFiles ledger_files(const StoredWorkbook& book) { return FileMaker(book)(); }

}  // namespace libplan
