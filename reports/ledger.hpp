#pragma once
// Private: the sheets of a workbook in which a plan is kept. A row is a record, a column a key of its file; what a file
// nests stands on a sheet of its own, whose first columns name the row it belongs to.
#include <optional>
#include <span>
#include <string_view>

#include "libplan/phrases.hpp"

namespace libplan {

/// A choice: the word that stands in files, and in Chinese workbooks.
struct LedgerWord {
    std::string_view word, zh;
};

enum class LedgerKind {
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
    share,     ///< a number of which a percentage is the part it names: 50% is 0.5
    word_or_share,
    percent,  ///< a number in percent: 30% is 30
};

/// In the order of the sheets.
enum class LedgerSheetName {
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

/// One of the keys that a `which` column may name.
struct LedgerKey {
    std::string_view key, zh;
    LedgerKind kind = LedgerKind::number;  ///< of its value; flag: it has none
    std::span<const LedgerWord> words{};
};

struct LedgerColumn {
    std::string_view key;  ///< with a point for an inner table: "clause.line"
    std::string_view zh, en;
    LedgerKind kind = LedgerKind::text;
    bool required = false;
    bool stands_empty = false;  ///< an empty cell is an empty text or list: its file wants the key all the same
    std::span<const LedgerWord> words{};
    std::span<const LedgerKey> keys{};  ///< of `which`
    std::string_view note_zh{}, note_en{};
    std::string_view when{};                  ///< means something only where this key stands in the same table
    std::optional<LedgerSheetName> ids_of{};  ///< takes an id of that sheet

    constexpr LedgerColumn(std::string_view in_file, std::string_view chinese, std::string_view english,
                           LedgerKind of_kind = LedgerKind::text)
        : key(in_file), zh(chinese), en(english), kind(of_kind) {}

private:
    template <class Value>
    constexpr LedgerColumn with(Value LedgerColumn::*field, Value value) const {
        LedgerColumn changed = *this;
        changed.*field = value;
        return changed;
    }

public:  // Clang 14 wants what a constant is made of to stand before it
    constexpr LedgerColumn needed() const { return with(&LedgerColumn::required, true); }
    constexpr LedgerColumn or_empty() const { return with(&LedgerColumn::stands_empty, true); }
    constexpr LedgerColumn of(std::span<const LedgerWord> choices) const { return with(&LedgerColumn::words, choices); }
    constexpr LedgerColumn of(std::span<const LedgerKey> choices) const { return with(&LedgerColumn::keys, choices); }
    constexpr LedgerColumn noted(std::string_view chinese, std::string_view english) const {
        return with(&LedgerColumn::note_zh, chinese).with(&LedgerColumn::note_en, english);
    }
    constexpr LedgerColumn from(LedgerSheetName sheet) const {
        return with(&LedgerColumn::ids_of, std::optional(sheet));
    }
    constexpr LedgerColumn where(std::string_view other) const { return with(&LedgerColumn::when, other); }
};

struct LedgerSheet {
    LedgerSheetName name;
    std::string_view zh, en;
    std::string_view list;  ///< the key of its records in the table they belong to, or the file of its rows
    std::span<const LedgerColumn> columns;
    std::string_view note_zh, note_en;  ///< what it holds

    std::string_view title(Language language) const { return language == Language::zh ? zh : en; }
};

/// Heads the list of its sheets that a workbook written by us keeps on its hidden sheet.
constexpr std::string_view ledger_mark = "libplan:ledger";

std::string_view title_of(const LedgerColumn& column, Language language);
std::string_view note_of(const LedgerColumn& column, Language language);
std::string_view note_of(const LedgerSheet& sheet, Language language);
/// The Chinese word or, in an English workbook, the word of the files.
std::string_view shown(const LedgerWord& word, Language language);
std::string_view shown(const LedgerKey& key, Language language);

/// The sheets of the plan itself, of records and of schemes.
std::span<const LedgerSheet> plan_ledger();
std::span<const LedgerSheet> records_ledger();
std::span<const LedgerSheet> schemes_ledger();

/// All sheets in their order, which is that of their names.
std::span<const LedgerSheet> ledger_sheets();
const LedgerSheet& ledger_sheet(LedgerSheetName name);

}  // namespace libplan
