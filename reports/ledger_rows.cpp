#include "reports/ledger_rows.hpp"

#include <algorithm>
#include <charconv>

#include "libplan/interrupt.hpp"
#include "libplan/points.hpp"
#include "libplan/write_csv.hpp"
#include "libplan/write_toml.hpp"
#include "reports/cell_values.hpp"
#include "reports/ledger_cells.hpp"

namespace libplan {
namespace {

double number_of(std::string_view digits) {
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool is_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

/// A number where a spreadsheet keeps all its digits and shows them so, else a text.
LedgerCell number_cell(const std::string& digits, bool as_printed = false) {
    const double value = number_of(digits);
    const auto count = std::count_if(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (count > 15 || (as_printed && decimal_text(value) != digits)) return digits;
    return value;
}

const TomlValue* find(const TomlTable& table, std::string_view path) {
    const auto point = path.find('.');
    const auto found = std::find_if(table.entries.begin(), table.entries.end(),
                                    [&](const TomlEntry& entry) { return entry.key == path.substr(0, point); });
    if (found == table.entries.end()) return nullptr;
    if (point == std::string_view::npos) return &found->value;
    const auto* inner = std::get_if<TomlTable>(&found->value.value);
    return inner ? find(*inner, path.substr(point + 1)) : nullptr;
}

const TomlTable& table_in(const TomlValue& value) { return std::get<TomlTable>(value.value); }
std::string text_in(const TomlTable& table, std::string_view path) {
    const TomlValue* value = find(table, path);
    return value ? std::get<std::string>(value->value) : std::string();
}

/// The records under a key, whether there is a list or one table.
std::vector<const TomlTable*> records(const TomlTable& table, std::string_view path) {
    std::vector<const TomlTable*> all;
    if (const TomlValue* value = find(table, path))
        for (const TomlValue& one : std::get<TomlList>(value->value)) all.push_back(&table_in(one));
    return all;
}

class RowMaker {
public:
    explicit RowMaker(Language language) : language_(language) {
        for (const LedgerSheet& sheet : ledger_sheets()) rows_.push_back({&sheet, {}});
    }

    std::vector<LedgerRows> operator()(const PlanParts& plan) {
        add_plan(plan);
        return std::move(rows_);
    }
    std::vector<LedgerRows> operator()(const SchemeParts& scheme) {
        add_scheme(scheme_table(scheme));
        return std::move(rows_);
    }
    std::vector<LedgerRows> operator()(const PlanFolder& folder) {
        add_plan(folder.plan.parts());
        for (const Scheme& scheme : folder.schemes) add_scheme(scheme_table(scheme.parts()));
        add_grid(LedgerSheetName::figures, figures_grid(folder.figures));
        add_grid(LedgerSheetName::observations, figures_grid(folder.observations));
        add_grid(LedgerSheetName::controls, figures_grid(folder.records.controls));
        add_grid(LedgerSheetName::events, events_grid(folder.records.events));
        add_grid(LedgerSheetName::reports, reports_grid(folder.records.reports));
        add_grid(LedgerSheetName::marks, marks_grid(folder.records.marks));
        add_grid(LedgerSheetName::supplied, supplied_grid(folder.records.figures));
        return std::move(rows_);
    }

private:
    void add_plan(const PlanParts& parts) {
        const TomlTable plan = plan_table(parts, "");
        add(LedgerSheetName::plan, table_in(*find(plan, "plan")));
        for (const TomlTable* indicator : records(plan, "indicator")) {
            add(LedgerSheetName::indicators, *indicator);
            const std::string id = text_in(*indicator, "id");
            for (const TomlTable* one : records(*indicator, "baseline")) add(LedgerSheetName::baselines, *one, {id});
            for (const TomlTable* one : records(*indicator, "target")) add(LedgerSheetName::targets, *one, {id});
        }
        for (const TomlTable* task : records(plan, "task")) add(LedgerSheetName::tasks, *task);
        const TomlTable overlay = overlay_table(parts);
        for (const TomlTable* body : records(overlay, "body")) add(LedgerSheetName::bodies, *body);
        for (const TomlTable* one : records(overlay, "responsibility")) add(LedgerSheetName::responsibilities, *one);
        // Of an identity the key of its list says what it is.
        for (const TomlEntry& kind : identities_table(parts).entries)
            for (const TomlValue& identity : std::get<TomlList>(kind.value.value)) {
                TomlTable record = table_in(identity);
                record.add(kind.key, {true, 0});
                add(LedgerSheetName::identities, record);
            }
        for (std::size_t line = 0; line < parts.text.size(); ++line)
            rows(LedgerSheetName::text).push_back({static_cast<double>(line + 1), text_cell(parts.text[line])});
    }

    void add_scheme(const TomlTable& scheme) {
        const std::string id = text_in(scheme, "scheme.id");
        add(LedgerSheetName::schemes, scheme);
        for (const TomlTable* fact : records(scheme, "fact")) {
            add(LedgerSheetName::facts, *fact, {id});
            const std::string own = text_in(*fact, "id");
            add_entries(LedgerSheetName::faults, find(*fact, "fault"), {id, own});
            for (const TomlTable* one : records(*fact, "brackets")) add(LedgerSheetName::brackets, *one, {id, own});
        }
        for (const TomlTable* group : records(scheme, "group")) add_group(*group, id, "");
        for (const TomlTable* grade : records(scheme, "grade")) add(LedgerSheetName::grades, *grade, {id});
        add_vetoes(scheme, id);
        for (const TomlTable* quota : records(scheme, "quota")) add(LedgerSheetName::quotas, *quota, {id});
        for (const TomlTable* tie : records(scheme, "tie_break")) add(LedgerSheetName::tie_breaks, *tie, {id});
    }

    void add_group(const TomlTable& group, const std::string& scheme, const std::string& above) {
        add(LedgerSheetName::groups, group, {scheme, above});
        const std::string id = text_in(group, "id");
        add_conditions(group, "zero_when", scheme, id);
        for (const TomlTable* item : records(group, "item")) {
            add(LedgerSheetName::items, *item, {scheme, id});
            const std::string own = text_in(*item, "id");
            for (const TomlTable* band : records(*item, "rule.bands"))
                add(LedgerSheetName::bands, *band, {scheme, own});
            add_entries(LedgerSheetName::occurrences, find(*item, "rule.occurrences"), {scheme, own});
            add_entries(LedgerSheetName::scorers, find(*item, "rule.scorers"), {scheme, own});
        }
        for (const TomlTable* inner : records(group, "group")) add_group(*inner, scheme, id);
    }

    /// A veto has no id in its file; here its conditions name it by its number.
    void add_vetoes(const TomlTable& scheme, const std::string& id) {
        int number = 0;
        for (const TomlTable* veto : records(scheme, "veto")) {
            const std::string own = std::to_string(++number);
            TomlTable record = *veto;
            record.entries.insert(record.entries.begin(), {"id", {own, 0}});
            add(LedgerSheetName::vetoes, record, {id});
            for (const TomlTable* condition : records(*veto, "and")) add_condition(*condition, "and", id, own, {});
            add_conditions(*veto, "unless", id, own);
        }
    }

    /// A list of conditions, some of which are lists of those that hold together.
    void add_conditions(const TomlTable& table, const std::string& use, const std::string& scheme,
                        const std::string& of) {
        const TomlValue* all = find(table, use);
        if (!all) return;
        double number = 0;
        for (const TomlValue& one : std::get<TomlList>(all->value)) {
            if (const auto* together = std::get_if<TomlList>(&one.value)) {
                ++number;
                for (const TomlValue& condition : *together)
                    add_condition(table_in(condition), use, scheme, of, number);
            } else {
                add_condition(table_in(one), use, scheme, of, {});
            }
        }
    }

    void add_condition(const TomlTable& condition, const std::string& use, const std::string& scheme,
                       const std::string& of, const std::optional<double>& together) {
        TomlTable record = condition;
        record.add("use", {use, 0});
        if (together) record.add("together", {toml_number(*together), 0});
        add(LedgerSheetName::conditions, record, {scheme, of});
    }

    /// A table whose keys are the user's own: each entry is a row, its key and its number or its table.
    void add_entries(LedgerSheetName name, const TomlValue* entries, const std::vector<std::string>& links) {
        if (!entries) return;
        const auto columns = ledger_sheet(name).columns;
        for (const TomlEntry& entry : table_in(*entries).entries) {
            std::vector<LedgerCell> cells;
            std::size_t link = 0;
            for (const LedgerColumn& column : columns)
                if (column.kind == LedgerKind::link)
                    cells.push_back(kept_cell(links[link++]));
                else if (cells.size() == links.size())
                    cells.push_back(column.words.empty() ? kept_cell(entry.key) : word_cell(column.words, entry.key));
                else if (const auto* inner = std::get_if<TomlTable>(&entry.value.value))
                    cells.push_back(cell_of(column, *inner));
                else if (column.key.empty() || column.key == "points")
                    cells.push_back(number_cell(std::get<TomlNumber>(entry.value.value).digits));
                else
                    cells.emplace_back();
            rows(name).push_back(std::move(cells));
        }
    }

    void add(LedgerSheetName name, const TomlTable& record, const std::vector<std::string>& links = {}) {
        const auto columns = ledger_sheet(name).columns;
        std::vector<LedgerCell> cells;
        std::size_t link = 0;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].kind == LedgerKind::link)
                cells.push_back(kept_cell(links[link++]));
            else if (columns[i].kind == LedgerKind::of_which)
                cells.push_back(chosen_value(columns[i - 1], record));
            else
                cells.push_back(cell_of(columns[i], record));
        rows(name).push_back(std::move(cells));
    }

    LedgerCell cell_of(const LedgerColumn& column, const TomlTable& record) const {
        if (column.kind == LedgerKind::which) {
            const LedgerKey* key = chosen(column, record);
            return key ? text_cell(std::string(shown(*key, language_))) : LedgerCell();
        }
        if (!column.when.empty() && !find(record, inner_path(column, column.when))) return {};
        const TomlValue* value = find(record, column.key);
        return value ? cell_of(*value, column.kind, column.words) : LedgerCell();
    }

    /// A key beside that of a column, in the same inner table.
    static std::string inner_path(const LedgerColumn& column, std::string_view key) {
        const bool names_table = column.kind == LedgerKind::which || column.kind == LedgerKind::of_which;
        std::string path(names_table ? column.key
                                     : column.key.substr(0, std::min(column.key.find('.'), column.key.size())));
        if (!path.empty()) path += '.';
        return path.append(key);
    }

    const LedgerKey* chosen(const LedgerColumn& column, const TomlTable& record) const {
        if (!column.when.empty() && !find(record, inner_path(column, column.when))) return nullptr;
        for (const LedgerKey& key : column.keys)
            if (find(record, inner_path(column, key.key))) return &key;
        return nullptr;
    }

    LedgerCell chosen_value(const LedgerColumn& column, const TomlTable& record) const {
        const LedgerKey* key = chosen(column, record);
        if (!key || key->kind == LedgerKind::flag) return {};
        return cell_of(*find(record, inner_path(column, key->key)), key->kind, key->words);
    }

    LedgerCell cell_of(const TomlValue& value, LedgerKind kind, std::span<const LedgerWord> words) const {
        if (const auto* list = std::get_if<TomlList>(&value.value)) return list_cell(*list, kind, words);
        if (const auto* flag = std::get_if<bool>(&value.value)) return flag_cell(*flag, kind);
        if (const auto* number = std::get_if<TomlNumber>(&value.value))
            return number_cell(number->digits, kind == LedgerKind::written);
        const auto& text = std::get<std::string>(value.value);
        if (!words.empty()) return word_cell(words, text);
        const bool is_quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
        if (kind == LedgerKind::reference && (is_number(text) || is_quoted || kept_text(text) != text))
            return '"' + text + '"';  // an id that looks like a number, or would lose something
        if (kind == LedgerKind::period && text.size() == 4) return number_of(text);
        return kept_cell(text);
    }

    LedgerCell flag_cell(bool flag, LedgerKind kind) const {
        const bool zh = language_ == Language::zh;
        if (kind == LedgerKind::made_up) return std::string(zh ? "示例" : "illustrative");
        if (zh) return std::string(flag ? "是" : "否");
        return std::string(flag ? "yes" : "no");
    }

    LedgerCell list_cell(const TomlList& list, LedgerKind kind, std::span<const LedgerWord> words) const {
        if (kind == LedgerKind::range && list.size() == 1)
            return number_cell(std::get<TomlNumber>(list[0].value).digits);
        std::string text;
        for (const TomlValue& one : list) {
            if (!text.empty()) text += kind == LedgerKind::range ? range_sign(language_) : list_sign(language_);
            if (const auto* number = std::get_if<TomlNumber>(&one.value))
                text += number->digits;
            else if (words.empty())
                text += listed(std::get<std::string>(one.value));
            else
                text += std::get<std::string>(word_cell(words, std::get<std::string>(one.value)));
        }
        return text_cell(text);
    }

    /// A word in a list, in quotes where it would read as several.
    static std::string listed(const std::string& word) {
        bool plain = !word.empty() && without_blanks(word) == word && word.find('"') == std::string::npos;
        for (const std::string_view sign : {"、", "，", "；", ",", ";", "\n", "“", "”"})
            plain = plain && word.find(sign) == std::string::npos;
        if (plain) return word;
        std::string quoted = "\"";
        for (const char c : word) quoted.append(c == '"' ? 2 : 1, c);
        return quoted + '"';
    }

    LedgerCell word_cell(std::span<const LedgerWord> words, const std::string& given) const {
        for (const LedgerWord& word : words)
            if (word.word == given) return std::string(shown(word, language_));
        return given;
    }

    static LedgerCell kept_cell(const std::string& text) { return text_cell(text.empty() ? text : kept_text(text)); }
    static LedgerCell text_cell(std::string text) { return text.empty() ? LedgerCell() : LedgerCell(std::move(text)); }

    // ---- tables of records ----

    void add_grid(LedgerSheetName name, const Grid& grid) {
        const auto columns = ledger_sheet(name).columns;
        std::vector<std::size_t> from;
        for (const LedgerColumn& column : columns)
            from.push_back(static_cast<std::size_t>(std::find(grid.heads.begin(), grid.heads.end(), column.key) -
                                                    grid.heads.begin()));
        const auto value =
            static_cast<std::size_t>(std::find(grid.heads.begin(), grid.heads.end(), "value") - grid.heads.begin());
        for (const auto& row : grid.rows) {
            Interruptible::heed();
            std::vector<LedgerCell> cells;
            for (std::size_t i = 0; i < columns.size(); ++i)
                if (columns[i].key == "places")
                    cells.push_back(decimals_cell(row[value]));
                else
                    cells.push_back(record_cell(columns[i], row[from[i]]));
            rows(name).push_back(std::move(cells));
        }
    }

    /// The decimals of a printed figure that a number does not show: 2 of "78.00".
    static LedgerCell decimals_cell(const std::string& printed) {
        if (!is_number(printed) || decimal_text(number_of(printed)) == printed) return {};
        return static_cast<double>(printed.size() - printed.find('.') - 1);
    }

    LedgerCell record_cell(const LedgerColumn& column, const std::string& text) const {
        if (text.empty()) return {};
        switch (column.kind) {
            case LedgerKind::word:
                return word_cell(column.words, text);
            case LedgerKind::made_up:
                return flag_cell(true, column.kind);
            case LedgerKind::provisional:
                return std::string(language_ == Language::zh ? "初步" : "provisional");
            case LedgerKind::texts:
                return split_list(text);
            case LedgerKind::value:
                if (is_number(text)) return number_cell(text);
                if (language_ == Language::en) return std::string(text == "未评" ? "pending" : "N/A");
                return text;
            case LedgerKind::number:
            case LedgerKind::whole:
            case LedgerKind::year:
            case LedgerKind::percent:
                return number_cell(text);
            case LedgerKind::period:
                return text.size() == 4 ? LedgerCell(number_of(text)) : LedgerCell(text);
            default:
                return kept_cell(text);
        }
    }

    LedgerCell split_list(std::string_view text) const {
        std::string listed_words;
        for (std::size_t at = 0; at <= text.size();) {
            const auto end = std::min(text.find(';', at), text.size());
            const std::string word(text.substr(at, end - at));
            if (at > 0) listed_words += list_sign(language_);
            if (!word.empty()) listed_words += listed(word);
            at = end + 1;
        }
        return listed_words;
    }

    std::vector<std::vector<LedgerCell>>& rows(LedgerSheetName name) {
        return rows_[static_cast<std::size_t>(name)].rows;
    }

    Language language_;
    std::vector<LedgerRows> rows_;
};

}  // namespace

std::vector<LedgerRows> empty_ledger_rows(const PlanStart& known) {
    std::vector<LedgerRows> all;
    for (const LedgerSheet& sheet : ledger_sheets()) all.push_back({&sheet, {}});
    LedgerRows& plan = all[static_cast<std::size_t>(LedgerSheetName::plan)];
    std::vector<LedgerCell>& row = plan.rows.emplace_back();
    for (const LedgerColumn& column : plan.sheet->columns) {
        LedgerCell& cell = row.emplace_back();
        if (column.key == "title" && !known.title.empty()) cell = kept_text(known.title);
        if (column.key == "first_year" && known.first_year) cell = static_cast<double>(*known.first_year);
        if (column.key == "last_year" && known.last_year) cell = static_cast<double>(*known.last_year);
    }
    return all;
}

std::string_view range_sign(Language language) { return language == Language::zh ? "至" : "~"; }
std::string_view list_sign(Language language) { return language == Language::zh ? "、" : ", "; }

std::vector<LedgerRows> ledger_rows(const PlanFolder& folder, Language language) { return RowMaker(language)(folder); }
std::vector<LedgerRows> ledger_rows(const PlanParts& plan, Language language) { return RowMaker(language)(plan); }
std::vector<LedgerRows> ledger_rows(const SchemeParts& scheme, Language language) { return RowMaker(language)(scheme); }

}  // namespace libplan
