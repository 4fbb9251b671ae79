#pragma once
// Private: the sheets of a workbook in which a plan is kept. A row is a record, a column a key of its file; what a file
// nests stands on a sheet of its own, whose first columns name the row it belongs to.
#include <span>
#include <string_view>

#include "libplan/phrases.hpp"

namespace libplan {

/// A choice: the word that stands in files, and in Chinese workbooks.
struct FormWord {
    std::string_view word, zh;
};

enum class FormKind {
    text,
    number,
    written,  ///< a number with its decimals as printed: "17.50"
    whole,
    year,
    flag,         ///< 是, 否 or nothing
    made_up,      ///< 示例 or nothing
    provisional,  ///< 初步 or nothing
    word,         ///< one of the words
    texts,        ///< several, with 、 between them
    word_list,    ///< several of the words
    range,        ///< one number or two: 3至5
    reference,    ///< a number, or the id of a fact
    word_or_number,
    value,  ///< a number, 不涉及, 未评 or nothing
    date,
    period,
    month_day,
    which,     ///< names the key that the next column gives the value of
    of_which,  ///< that value; its kind goes by the key
    link,      ///< the id of the row of another sheet to which this one belongs
};

/// One of the keys that a `which` column may name.
struct FormKey {
    std::string_view key, zh;
    FormKind kind = FormKind::number;  ///< of its value; flag: it has none
    std::span<const FormWord> words{};
};

struct FormColumn {
    std::string_view key;  ///< with a point for an inner table: "clause.line"
    std::string_view zh, en;
    FormKind kind = FormKind::text;
    bool required = false;
    std::span<const FormWord> words{};
    std::span<const FormKey> keys{};  ///< of `which`
    std::string_view note_zh{}, note_en{};
    std::string_view when{};  ///< means something only where this key stands in the same table

    constexpr FormColumn(std::string_view in_file, std::string_view chinese, std::string_view english,
                         FormKind of_kind = FormKind::text)
        : key(in_file), zh(chinese), en(english), kind(of_kind) {}
    constexpr FormColumn needed() const { return with(&FormColumn::required, true); }
    constexpr FormColumn of(std::span<const FormWord> choices) const { return with(&FormColumn::words, choices); }
    constexpr FormColumn of(std::span<const FormKey> choices) const { return with(&FormColumn::keys, choices); }
    constexpr FormColumn noted(std::string_view chinese, std::string_view english) const {
        return with(&FormColumn::note_zh, chinese).with(&FormColumn::note_en, english);
    }
    constexpr FormColumn where(std::string_view other) const { return with(&FormColumn::when, other); }

private:
    template <class Value>
    constexpr FormColumn with(Value FormColumn::*field, Value value) const {
        FormColumn changed = *this;
        changed.*field = value;
        return changed;
    }
};

/// In the order of the sheets.
enum class FormSheetName {
    plan,
    indicators,
    baselines,
    targets,
    tasks,
    bodies,
    responsibilities,
    identities,
    figures,
    observations,
    controls,
    events,
    reports,
    schemes,
    facts,
    faults,
    brackets,
    groups,
    items,
    bands,
    occurrences,
    scorers,
    grades,
    vetoes,
    conditions,
    quotas,
    tie_breaks,
    marks,
    supplied,
    text,
};

struct FormSheet {
    FormSheetName name;
    std::string_view zh, en;
    std::string_view list;  ///< the key of its records in the table they belong to, or the file of its rows
    std::span<const FormColumn> columns;
    std::string_view note_zh, note_en;  ///< what it holds

    std::string_view title(Language language) const { return language == Language::zh ? zh : en; }
};

std::string_view title_of(const FormColumn& column, Language language);
std::string_view note_of(const FormColumn& column, Language language);
std::string_view note_of(const FormSheet& sheet, Language language);
/// The Chinese word or, in an English workbook, the word of the files.
std::string_view shown(const FormWord& word, Language language);
std::string_view shown(const FormKey& key, Language language);

/// The sheets of the plan itself, of records and of schemes.
std::span<const FormSheet> plan_form();
std::span<const FormSheet> records_form();
std::span<const FormSheet> schemes_form();

/// All sheets in their order, which is that of their names.
std::span<const FormSheet> form_sheets();
const FormSheet& form_sheet(FormSheetName name);

}  // namespace libplan
