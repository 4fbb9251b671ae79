#include "reports/form.hpp"

#include <algorithm>

namespace libplan {

std::string_view title_of(const FormColumn& column, Language language) {
    return language == Language::zh ? column.zh : column.en;
}
std::string_view note_of(const FormColumn& column, Language language) {
    return language == Language::zh ? column.note_zh : column.note_en;
}
std::string_view note_of(const FormSheet& sheet, Language language) {
    return language == Language::zh ? sheet.note_zh : sheet.note_en;
}
std::string_view shown(const FormWord& word, Language language) {
    return language == Language::zh ? word.zh : word.word;
}
std::string_view shown(const FormKey& key, Language language) { return language == Language::zh ? key.zh : key.key; }

std::span<const FormSheet> form_sheets() {
    static const std::vector<FormSheet> all = [] {
        std::vector<FormSheet> sheets;
        for (const auto part : {plan_form(), records_form(), schemes_form()})
            sheets.insert(sheets.end(), part.begin(), part.end());
        std::sort(sheets.begin(), sheets.end(), [](const FormSheet& a, const FormSheet& b) { return a.name < b.name; });
        return sheets;
    }();
    return all;
}

const FormSheet& form_sheet(FormSheetName name) { return form_sheets()[static_cast<std::size_t>(name)]; }

}  // namespace libplan
