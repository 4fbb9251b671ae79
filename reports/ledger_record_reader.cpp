#include "reports/ledger_record_reader.hpp"

#include <algorithm>

#include "libplan/interrupt.hpp"
#include "libplan/utf8.hpp"
#include "reports/cell_values.hpp"

namespace libplan {

namespace {

/// Whether a column means nothing beside the rule of its row; of a rule that could not be read nothing is said.
bool is_idle(const LedgerColumn& column, const LedgerKey* rule) {
    return !column.when.empty() && rule && rule->key != column.when;
}

/// Whether a column says what its row is called.
bool is_name(const LedgerColumn& column) {
    for (const std::string_view key : {"id", "title", "scheme.id", "scheme.title"})
        if (column.key == key) return true;
    return false;
}

/// "合计", "合 计：", "Total".
bool means_sum(const std::string& written) {
    std::string words = small_letters(written);
    for (const std::string_view idle : {" ", "　", "：", ":"})
        for (auto at = words.find(idle); at != std::string::npos; at = words.find(idle)) words.erase(at, idle.size());
    for (const std::string_view sum :
         {"合计", "总计", "小计", "共计", "总和", "total", "grandtotal", "subtotal", "sum"})
        if (words == sum) return true;
    return false;
}

}  // namespace

namespace ledger {

TomlTable& inner_table(TomlTable& table, std::string_view key) {
    for (TomlEntry& entry : table.entries)
        if (entry.key == key) return std::get<TomlTable>(entry.value.value);
    TomlTable inner;
    inner.origin = table.origin;
    table.add(std::string(key), {std::move(inner), table.origin});
    return std::get<TomlTable>(table.entries.back().value.value);
}

std::pair<TomlTable*, std::string> place_for(TomlTable& table, std::string_view path) {
    const auto point = path.find('.');
    if (point == std::string_view::npos) return {&table, std::string(path)};
    return place_for(inner_table(table, path.substr(0, point)), path.substr(point + 1));
}

bool holds(const TomlTable& table, std::string_view key) {
    return std::any_of(table.entries.begin(), table.entries.end(),
                       [&](const TomlEntry& entry) { return entry.key == key; });
}

void append(TomlTable& table, std::string_view path, TomlValue record) {
    const auto [inner, key] = place_for(table, path);
    for (TomlEntry& entry : inner->entries)
        if (entry.key == key)
            if (auto* list = std::get_if<TomlList>(&entry.value.value)) return list->push_back(std::move(record));
    TomlList list;
    list.push_back(std::move(record));
    inner->add(key, {std::move(list), 0});
}

}  // namespace ledger

std::vector<Record> RecordReader::records(const LedgerSheetRead& from) {
    std::vector<Record> all;
    for (const LedgerRow& row : from.rows)
        if (!tells_no_record(from, row)) all.push_back(record(from, row));
    return all;
}

bool RecordReader::tells_no_record(const LedgerSheetRead& from, const LedgerRow& row) {
    return tells_sum_row(from, row) || tells_lone_words(from, row);
}

/// As people end a table with. A record may be called so too, where it has all that it needs.
bool RecordReader::tells_sum_row(const LedgerSheetRead& from, const LedgerRow& row) {
    bool is_whole = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (!row.cells[i] && from.form->columns[i].required) is_whole = false;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const LedgerColumn& column = from.form->columns[i];
        if (!row.cells[i] || !(column.ids_of || is_name(column)) || !means_sum(text_in(*row.cells[i]))) continue;
        const std::string words = text_in(*row.cells[i]);
        if (column.ids_of ? has_id(*column.ids_of, words) : is_whole) continue;
        const bool may_be_whole_area = column.ids_of == LedgerSheetName::bodies && !column.required && is_whole;
        tell(from, row, i, "sum-row",
             {may_be_whole_area ? Phrase::ledger_sum_of_bodies : Phrase::ledger_sum_row, {words, head(from, i)}});
        return true;
    }
    return false;
}

bool RecordReader::has_id(LedgerSheetName sheet, const std::string& id) const {
    const auto known = files_.ids.find(sheet);
    return known != files_.ids.end() &&
           std::any_of(known->second.begin(), known->second.end(), [&](const auto& row) { return row.second == id; });
}

/// A remark beneath a table, or a record that was only begun: which of them cannot be known.
bool RecordReader::tells_lone_words(const LedgerSheetRead& from, const LedgerRow& row) {
    std::optional<std::size_t> only;
    std::vector<Message> needed;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i] && only) return false;
        if (row.cells[i]) only = i;
        if (!row.cells[i] && from.form->columns[i].required) needed.push_back({Phrase::ledger_head, {head(from, i)}});
    }
    if (!only || needed.empty() || !std::holds_alternative<std::string_view>(row.cells[*only]->value)) return false;
    tell(from, row, *only, "lone-words",
         {Phrase::ledger_lone_words, {text_in(*row.cells[*only]), joined(Phrase::listed, std::move(needed))}});
    return true;
}

Record RecordReader::record(const LedgerSheetRead& from, const LedgerRow& row) {
    Interruptible::heed();
    Record made;
    made.row = &row;
    made.table.origin = origin(from, row, 0);
    const LedgerKey* which = nullptr;
    const LedgerKey* rule = nullptr;
    for (std::size_t i = 0; i < from.form->columns.size(); ++i) {
        const LedgerColumn& column = from.form->columns[i];
        if (column.required && !row.cells[i]) tell(from, row, i, "empty-cell", {Phrase::empty_cell, {head(from, i)}});
        if (row.cells[i] && is_idle(column, rule)) {
            tell_idle(from, row, i);
        } else if (column.kind == LedgerKind::link) {
            made.links.push_back(row.cells[i] ? own_text(*row.cells[i]) : std::string());
        } else if (column.kind == LedgerKind::which) {
            which = row.cells[i] ? meant_key(read(from, row, i), column.keys, files_.problems) : nullptr;
            if (from.form->name == LedgerSheetName::identities && which) made.list = which->key;
            if (column.key == "rule" && column.when.empty()) rule = which;
        } else if (column.kind == LedgerKind::of_which) {
            add_chosen(made, from, row, i, which);
        } else if (auto given = value(from, row, i)) {
            add_value(made, *from.form, column, std::move(*given));
        } else if (!row.cells[i] && column.stands_empty) {
            add_empty(made, column, origin(from, row, i));
        }
    }
    return made;
}

/// Of an inner table only where something else stands in it.
void RecordReader::add_empty(Record& made, const LedgerColumn& column, int origin) {
    const auto point = column.key.find('.');
    if (point != std::string_view::npos && !ledger::holds(made.table, column.key.substr(0, point))) return;
    const auto [table, key] = ledger::place_for(made.table, column.key);
    if (column.kind == LedgerKind::texts)
        table->add(key, {TomlList{}, origin});
    else
        table->add(key, {std::string(), origin});
}

void RecordReader::add_value(Record& made, const LedgerSheet& form, const LedgerColumn& column, TomlValue value) {
    if (column.key == "id" || column.key == "scheme.id") made.id = std::get<std::string>(value.value);
    if (form.name == LedgerSheetName::vetoes && column.key == "id") return;  // it has none in its file
    if (form.name == LedgerSheetName::conditions && column.key == "use") {
        made.list = std::get<std::string>(value.value);
        return;
    }
    if (form.name == LedgerSheetName::conditions && column.key == "together") {
        made.id = std::get<TomlNumber>(value.value).digits;
        return;
    }
    const auto [table, key] = ledger::place_for(made.table, column.key);
    table->add(key, std::move(value));
}

void RecordReader::add_chosen(Record& made, const LedgerSheetRead& from, const LedgerRow& row, std::size_t at,
                              const LedgerKey* key) {
    const LedgerColumn& column = from.form->columns[at];
    if (!key) {
        if (row.cells[at] && !row.cells[at - 1] && !from.form->columns[at - 1].required)
            tell(from, row, at - 1, "empty-cell", {Phrase::empty_cell, {head(from, at - 1)}});
        return;
    }
    TomlTable& table = column.key.empty() ? made.table : ledger::inner_table(made.table, column.key);
    const int own = origin(from, row, at - 1);
    if (key->kind == LedgerKind::flag) {
        if (row.cells[at]) tell_idle(from, row, at);
        // The rows of another sheet fill these.
        if (key->key == "bands")
            table.add("bands", {TomlList{}, own});
        else if (key->key == "occurrences")
            ledger::inner_table(table, "occurrences");
        else
            table.add(std::string(key->key), {true, own});
        return;
    }
    if (!row.cells[at]) return tell(from, row, at, "empty-cell", {Phrase::empty_cell, {head(from, at)}});
    auto given = meant_value(read(from, row, at), key->kind, key->words, files_.problems);
    if (!given) return;
    given->origin = origin(from, row, at);
    table.add(std::string(key->key), std::move(*given));
}

std::optional<TomlValue> RecordReader::value(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at) {
    if (!row.cells[at]) return std::nullopt;
    const LedgerColumn& column = from.form->columns[at];
    auto given = meant_value(read(from, row, at), column.kind, column.words, files_.problems);
    if (given) given->origin = origin(from, row, at);
    return given;
}

LedgerCellRead RecordReader::read(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at) const {
    return {*row.cells[at], head(from, at), from.place(book_, row, at), from.language, book_.dates_from_1904};
}
std::string RecordReader::head(const LedgerSheetRead& from, std::size_t at) {
    return from.heads.empty() || from.heads[at].empty() ? std::string(title_of(from.form->columns[at], from.language))
                                                        : from.heads[at];
}
int RecordReader::origin(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at) {
    files_.origins.push_back(from.place(book_, row, at));
    return static_cast<int>(files_.origins.size() - 1);
}
void RecordReader::tell(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at, std::string code,
                        Message message) {
    files_.problems.push_back({std::move(code), from.place(book_, row, at), std::move(message), {}});
}
void RecordReader::tell_idle(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at) {
    tell(from, row, at, "idle-cell", {Phrase::ledger_idle, {head(from, at), text_in(*row.cells[at])}});
}

}  // namespace libplan
