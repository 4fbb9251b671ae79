#include "reports/ledger_layout.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "libplan/interrupt.hpp"
#include "libplan/points.hpp"
#include "reports/cell_values.hpp"
#include "reports/cells.hpp"

namespace libplan {
namespace {

constexpr double narrowest_column = 8, widest_column = 36, widest_clause = 60;
constexpr int blank_rows = 20;                   ///< ready to be filled in below those that hold something
constexpr int checked_rows = 500;                ///< and so many are checked while they are typed
constexpr double largest = 999'999'999'999'999;  // the most digits a spreadsheet keeps

int decimals_of_number(double value) {
    const std::string digits = decimal_text(value);
    const auto point = digits.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

/// How what is typed is to be kept: a spreadsheet makes days of periods, and numbers of ids.
std::string format_of(LedgerKind kind) {
    switch (kind) {
        case LedgerKind::date:
            return "yyyy-mm-dd";
        case LedgerKind::text:
        case LedgerKind::texts:
        case LedgerKind::link:
        case LedgerKind::range:
        case LedgerKind::period:
        case LedgerKind::month_day:
            return "@";
        default:
            return {};
    }
}

Cell cell_of(const LedgerCell& value, const LedgerColumn& column) {
    Cell cell = words("", Look::text);
    if (const auto* given = std::get_if<double>(&value)) {
        cell = number(*given, Look::number, decimals_of_number(*given));
        return cell;
    }
    cell.set({.format = std::string(format_of(column.kind))});
    const auto* text = std::get_if<std::string>(&value);
    if (!text) return cell;
    const auto day = column.kind == LedgerKind::date ? parse_date(*text) : std::nullopt;
    if (day && serial_of(*day) > 60) {  // spreadsheets miscount the days before March 1900
        cell.look = Look::number;
        cell.value = serial_of(*day);
    } else {
        cell.value = *text;
    }
    return cell;
}

double cell_width(const LedgerCell& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return printed_width(*text) + 3;
    if (const auto* given = std::get_if<double>(&value)) return static_cast<double>(decimal_text(*given).size()) + 3;
    return 0;
}

class LedgerLayout {
public:
    LedgerLayout(std::vector<LedgerRows> all, const std::string& title, Language language)
        : language_(language), title_(title), rows_(std::move(all)) {
        lists_.push_back({std::string(ledger_mark)});
        for (const LedgerRows& rows : rows_) lists_.front().emplace_back(rows.sheet->title(language_));
    }

    std::vector<Sheet> operator()() {
        std::vector<Sheet> sheets{notes()};
        for (const LedgerRows& rows : rows_) sheets.push_back(layout(rows));
        sheets.push_back(lists());
        return sheets;
    }

private:
    std::string told(Phrase phrase) const { return say(language_, phrase); }

    // ---- 说明 ----

    Sheet notes() const {
        Sheet sheet;
        sheet.name = told(Phrase::ledger_notes);
        sheet.widths = {22, 60, 10};
        sheet.rows.push_back(title_row(title_.empty() ? told(Phrase::ledger_untitled) : title_, 3));
        if (is_empty()) sheet.rows.push_back({{words(told(Phrase::ledger_notes_first), Look::wrapped, 3)}});
        for (const Phrase phrase : {Phrase::ledger_notes_rows, Phrase::ledger_notes_ids, Phrase::ledger_notes_states,
                                    Phrase::ledger_notes_made_up, Phrase::ledger_notes_own, Phrase::ledger_notes_check})
            sheet.rows.push_back({{words(told(phrase), Look::wrapped, 3)}});
        sheet.rows.push_back(header_row(
            {Phrase::ledger_notes_sheet, Phrase::ledger_notes_holds, Phrase::ledger_notes_count}, language_));
        for (const LedgerRows& rows : rows_) {
            const std::string name(rows.sheet->title(language_));
            Cell link = words(name, Look::text);
            link.set({.link = "internal:'" + name + "'!A1"});
            sheet.rows.push_back({{std::move(link), words(std::string(note_of(*rows.sheet, language_)), Look::text),
                                   number(static_cast<double>(filled_rows(rows)), Look::number, 0)}});
        }
        return sheet;
    }

    /// Rows in which something stands: the plan has its row before it is filled in.
    static std::ptrdiff_t filled_rows(const LedgerRows& rows) {
        return std::count_if(rows.rows.begin(), rows.rows.end(), [](const std::vector<LedgerCell>& row) {
            return std::any_of(row.begin(), row.end(),
                               [](const LedgerCell& cell) { return !std::holds_alternative<std::monostate>(cell); });
        });
    }

    /// Whether there is nothing yet but, perhaps, the plan's own row.
    bool is_empty() const {
        return std::all_of(rows_.begin(), rows_.end(), [](const LedgerRows& rows) {
            return rows.rows.empty() || rows.sheet->name == LedgerSheetName::plan;
        });
    }

    // ---- the sheets of records ----

    Sheet layout(const LedgerRows& rows) {
        const LedgerSheet& form = *rows.sheet;
        Sheet sheet;
        sheet.name = form.title(language_);
        sheet.landscape = true;
        sheet.header_row = 0;
        sheet.rows.push_back(heads(form, sheet.widths));
        for (const auto& row : rows.rows) {
            Interruptible::heed();
            Row laid;
            for (std::size_t i = 0; i < row.size(); ++i) {
                laid.cells.push_back(cell_of(row[i], form.columns[i]));
                const double widest = form.columns[i].key == "clause.text" ? widest_clause : widest_column;
                sheet.widths[i] = std::clamp(cell_width(row[i]), sheet.widths[i], std::max(sheet.widths[i], widest));
            }
            sheet.rows.push_back(std::move(laid));
        }
        if (filled_rows(rows) == 0)  // room for what will stand there
            for (std::size_t i = 0; i < form.columns.size(); ++i)
                if (form.columns[i].key == "title" || form.columns[i].key == "clause.text")
                    sheet.widths[i] = widest_column;
        if (form.name == LedgerSheetName::text) sheet.widths[1] = 100;  // read, not looked up
        wrap_long(sheet);
        choose_paper(sheet, form);
        if (!rows.rows.empty()) sheet.printed_rows = static_cast<int>(sheet.rows.size());
        const bool one_row = form.name == LedgerSheetName::plan;
        for (int i = 0; i < (one_row ? 0 : blank_rows); ++i) {
            Row blank;
            for (const LedgerColumn& column : form.columns) blank.cells.push_back(cell_of({}, column));
            sheet.rows.push_back(std::move(blank));
        }
        const int last_row = one_row ? 1 : static_cast<int>(rows.rows.size()) + checked_rows;
        for (std::size_t i = 0; i < form.columns.size(); ++i)
            sheet.validations.push_back(check(form.columns, i, last_row));
        return sheet;
    }

    static void wrap_long(Sheet& sheet) {
        for (std::size_t row = 1; row < sheet.rows.size(); ++row)
            for (std::size_t i = 0; i < sheet.widths.size(); ++i) {
                Cell& cell = sheet.rows[row].cells[i];
                const auto* text = std::get_if<std::string>(&cell.value);
                if (text && printed_width(*text) + 3 > sheet.widths[i]) cell.look = Look::wrapped;
            }
    }

    /// What names a row stands on every page across.
    static void choose_paper(Sheet& sheet, const LedgerSheet& form) {
        const double width = std::accumulate(sheet.widths.begin(), sheet.widths.end(), 0.0);
        sheet.on_a3 = width > landscape_a4.characters;
        if (width <= landscape_a3.characters) return;
        const auto title = std::find_if(form.columns.begin(), form.columns.end(),
                                        [](const LedgerColumn& column) { return column.key == "title"; });
        const auto is_needed = [](const LedgerColumn& column) { return column.required; };
        const auto naming =
            title != form.columns.end() ? title : std::find_if(form.columns.begin(), form.columns.end(), is_needed);
        const auto repeated = std::min<std::ptrdiff_t>(naming - form.columns.begin() + 1, 4);
        const double beside = std::accumulate(sheet.widths.begin(), sheet.widths.begin() + repeated, 0.0);
        sheet.repeated_columns = static_cast<int>(repeated);
        sheet.pages_across = static_cast<int>(std::ceil((width - beside) / (landscape_a3.characters - beside)));
    }

    Row heads(const LedgerSheet& form, std::vector<double>& widths) const {
        Row row;
        for (const LedgerColumn& column : form.columns) {
            const std::string title(title_of(column, language_));
            widths.push_back(std::max(narrowest_column, printed_width(title) + 3.0));
            Cell head = words(title, column.required ? Look::header : Look::group_points);
            head.set({.comment = explained(column)});
            row.cells.push_back(std::move(head));
        }
        return row;
    }

    /// What a column takes, in a few lines.
    std::string explained(const LedgerColumn& column) const {
        std::string text = told(column.required ? Phrase::ledger_needed : Phrase::ledger_optional);
        const auto add = [&](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
        if (!note_of(column, language_).empty()) add(std::string(note_of(column, language_)));
        if (const auto choices = choices_of(column); !choices.empty()) add(choose(choices));
        return text;
    }

    std::vector<std::string> choices_of(const LedgerColumn& column) const {
        std::vector<std::string> choices;
        const bool zh = language_ == Language::zh;
        for (const LedgerWord& word : column.words) choices.emplace_back(shown(word, language_));
        for (const LedgerKey& key : column.keys) choices.emplace_back(shown(key, language_));
        if (column.kind == LedgerKind::flag)
            choices = zh ? std::vector<std::string>{"是", "否"} : std::vector<std::string>{"yes", "no"};
        if (column.kind == LedgerKind::made_up) choices = {zh ? "示例" : "illustrative"};
        if (column.kind == LedgerKind::provisional) choices = {zh ? "初步" : "provisional"};
        return choices;
    }

    std::string choose(const std::vector<std::string>& choices) const {
        return say(language_, Phrase::ledger_choose,
                   joined(Phrase::listed, std::vector<Message>(choices.begin(), choices.end())));
    }

    /// What may be typed into a column; where anything may, it is only explained.
    Sheet::Validation check(std::span<const LedgerColumn> columns, std::size_t at, int last_row) {
        const LedgerColumn& column = columns[at];
        using Kind = Sheet::Validation::Kind;
        Sheet::Validation validation{.kind = Kind::formula,
                                     .first_row = 1,
                                     .last_row = last_row,
                                     .column = static_cast<int>(at),
                                     .formula = "TRUE"};
        validation.title = title_of(column, language_);
        validation.prompt = explained(column);
        const auto choices = choices_of(column);
        const bool takes_several = column.kind == LedgerKind::word_list || column.kind == LedgerKind::word_or_number ||
                                   column.kind == LedgerKind::word_or_share;
        if (!choices.empty() && !takes_several) {
            validation.kind = Kind::list;
            validation.formula = list_of(choices);
            validation.error = choose(choices);
        } else if (column.ids_of) {
            validation.kind = Kind::list;
            validation.formula = ids_of(*column.ids_of);
            validation.error = note_of(column, language_);
        } else if (column.kind == LedgerKind::number || column.kind == LedgerKind::share ||
                   column.kind == LedgerKind::whole || column.kind == LedgerKind::year ||
                   column.kind == LedgerKind::percent) {
            validation.kind = Kind::number;
            validation.lowest = -largest;
            validation.highest = largest;
            validation.error = told(Phrase::ledger_type_number);
        } else if (column.kind == LedgerKind::date) {
            validation.kind = Kind::day;
            validation.lowest = serial_of(Date{std::chrono::year{1949} / 10 / 1});
            validation.highest = serial_of(Date{std::chrono::year{2199} / 12 / 31});
            validation.error = told(Phrase::ledger_type_date);
        }
        return validation;
    }

    /// The ids that a sheet holds, as many as there are.
    std::string ids_of(LedgerSheetName name) const {
        const LedgerSheet& form = ledger_sheet(name);
        const auto is_id = [](const LedgerColumn& column) { return column.key == "id" || column.key == "scheme.id"; };
        const auto at =
            static_cast<int>(std::find_if(form.columns.begin(), form.columns.end(), is_id) - form.columns.begin());
        const std::string sheet = "'" + std::string(form.title(language_)) + "'!";
        const std::string first = cell_name(1, at, true);
        const std::string column = "$" + cell_name(0, at).substr(0, cell_name(0, at).size() - 1);
        return "OFFSET(" + sheet + first + ",0,0,MAX(1,COUNTA(" + sheet + column + ":" + column + ")-1),1)";
    }

    // ---- 字典 ----

    /// The range of the hidden sheet on which choices stand.
    std::string list_of(const std::vector<std::string>& choices) {
        const auto known = std::find(lists_.begin(), lists_.end(), choices);
        const auto column = static_cast<int>(known - lists_.begin());
        if (known == lists_.end()) lists_.push_back(choices);
        return "'" + told(Phrase::ledger_lists) + "'!" + cell_name(0, column, true) + ":" +
               cell_name(static_cast<int>(choices.size()) - 1, column, true);
    }

    Sheet lists() const {
        Sheet sheet;
        sheet.name = told(Phrase::ledger_lists);
        sheet.hidden = true;
        std::size_t longest = 0;
        for (const auto& list : lists_) longest = std::max(longest, list.size());
        sheet.widths.assign(lists_.size(), 16);
        for (std::size_t row = 0; row < longest; ++row) {
            Row laid;
            for (const auto& list : lists_)
                laid.cells.push_back(words(row < list.size() ? list[row] : std::string(), Look::plain));
            sheet.rows.push_back(std::move(laid));
        }
        return sheet;
    }

    Language language_;
    std::string title_;
    std::vector<LedgerRows> rows_;
    std::vector<std::vector<std::string>> lists_;
};

}  // namespace

std::vector<Sheet> layout_ledger(std::vector<LedgerRows> rows, const std::string& title, Language language) {
    return LedgerLayout(std::move(rows), title, language)();
}

}  // namespace libplan
