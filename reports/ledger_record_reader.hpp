#pragma once
// Private: the rows of a ledger's sheets as records, with the cell behind every value.
#include "reports/ledger_read.hpp"
#include "reports/ledger_sheet.hpp"

namespace libplan {

/// A record being made of a row, before it is put where it belongs.
struct Record {
    const LedgerRow* row = nullptr;
    std::vector<std::string> links;  ///< the ids of the rows it belongs to
    TomlTable table;
    std::string list;  ///< of an identity, its kind
    std::string id;
};

namespace ledger {

/// The table under a key, made if needed.
TomlTable& inner_table(TomlTable& table, std::string_view key);
/// The table that a key with points leads to, and the last word of the key.
std::pair<TomlTable*, std::string> place_for(TomlTable& table, std::string_view path);
bool holds(const TomlTable& table, std::string_view key);
/// Puts a record into the list under a key, which may lie in an inner table.
void append(TomlTable& table, std::string_view path, TomlValue record);

}  // namespace ledger

class RecordReader {
public:
    explicit RecordReader(const StoredWorkbook& book) : book_(book) { files_.origins.emplace_back(); }

protected:
    std::vector<Record> records(const LedgerSheetRead& from);
    /// Whether a row is no record, which is told: it sums up those above it, or holds a few words and nothing else.
    bool tells_no_record(const LedgerSheetRead& from, const LedgerRow& row);
    /// What a cell holds; nothing if it is empty or wrong, which is told.
    std::optional<TomlValue> value(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at);
    LedgerCellRead read(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at) const;
    static std::string head(const LedgerSheetRead& from, std::size_t at);
    /// A number for the place of a cell.
    int origin(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at);
    void tell(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at, std::string code, Message message);

    const StoredWorkbook& book_;
    LedgerFiles files_;

private:
    bool tells_sum_row(const LedgerSheetRead& from, const LedgerRow& row);
    bool tells_lone_words(const LedgerSheetRead& from, const LedgerRow& row);
    bool has_id(LedgerSheetName sheet, const std::string& id) const;
    Record record(const LedgerSheetRead& from, const LedgerRow& row);
    static void add_value(Record& made, const LedgerSheet& form, const LedgerColumn& column, TomlValue value);
    static void add_empty(Record& made, const LedgerColumn& column, int origin);
    void add_chosen(Record& made, const LedgerSheetRead& from, const LedgerRow& row, std::size_t at,
                    const LedgerKey* key);
    void tell_idle(const LedgerSheetRead& from, const LedgerRow& row, std::size_t at);
};

}  // namespace libplan
