#include "reports/ledger.hpp"

#include <algorithm>

namespace libplan {

std::string_view title_of(const LedgerColumn& column, Language language) {
    return language == Language::zh ? column.zh : column.en;
}
std::string_view note_of(const LedgerColumn& column, Language language) {
    return language == Language::zh ? column.note_zh : column.note_en;
}
std::string_view note_of(const LedgerSheet& sheet, Language language) {
    return language == Language::zh ? sheet.note_zh : sheet.note_en;
}
std::string_view shown(const LedgerWord& word, Language language) {
    return language == Language::zh ? word.zh : word.word;
}
std::string_view shown(const LedgerKey& key, Language language) { return language == Language::zh ? key.zh : key.key; }

std::span<const LedgerSheet> ledger_sheets() {
    static const std::vector<LedgerSheet> all = [] {
        std::vector<LedgerSheet> sheets;
        for (const auto part : {plan_ledger(), records_ledger(), schemes_ledger()})
            sheets.insert(sheets.end(), part.begin(), part.end());
        std::sort(sheets.begin(), sheets.end(),
                  [](const LedgerSheet& a, const LedgerSheet& b) { return a.name < b.name; });
        return sheets;
    }();
    return all;
}

const LedgerSheet& ledger_sheet(LedgerSheetName name) { return ledger_sheets()[static_cast<std::size_t>(name)]; }

}  // namespace libplan
