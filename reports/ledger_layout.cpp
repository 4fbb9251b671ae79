#include "reports/ledger_layout.hpp"

#include <algorithm>

#include "libplan/points.hpp"
#include "reports/cells.hpp"
#include "reports/ledger_rows.hpp"

namespace libplan {
namespace {

constexpr double narrowest = 8, widest = 36;

int decimals_of_number(double value) {
    const std::string digits = decimal_text(value);
    const auto point = digits.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

Cell cell_of(const LedgerCell& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return words(*text, Look::text);
    if (const auto* given = std::get_if<double>(&value))
        return number(*given, Look::number, decimals_of_number(*given));
    return words("", Look::text);
}

double width_of(const LedgerCell& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return display_width(*text) + 3;
    if (const auto* given = std::get_if<double>(&value)) return static_cast<double>(decimal_text(*given).size()) + 3;
    return 0;
}

Sheet layout_rows(const LedgerRows& rows, Language language) {
    const LedgerSheet& form = *rows.sheet;
    Sheet sheet;
    sheet.name = form.title(language);
    sheet.landscape = true;
    sheet.header_row = 0;
    Row heads;
    for (const LedgerColumn& column : form.columns) {
        const std::string title(title_of(column, language));
        sheet.widths.push_back(std::max(narrowest, display_width(title) + 3.0));
        Cell head = words(title, Look::header);
        head.comment = note_of(column, language);
        heads.cells.push_back(std::move(head));
    }
    sheet.rows.push_back(std::move(heads));
    for (const auto& row : rows.rows) {
        Row laid;
        for (std::size_t i = 0; i < row.size(); ++i) {
            laid.cells.push_back(cell_of(row[i]));
            sheet.widths[i] = std::clamp(width_of(row[i]), sheet.widths[i], std::max(sheet.widths[i], widest));
        }
        sheet.rows.push_back(std::move(laid));
    }
    return sheet;
}

}  // namespace

std::vector<Sheet> layout_ledger(const PlanFolder& folder, Language language) {
    std::vector<Sheet> sheets;
    for (const LedgerRows& rows : ledger_rows(folder, language)) sheets.push_back(layout_rows(rows, language));
    return sheets;
}

}  // namespace libplan
