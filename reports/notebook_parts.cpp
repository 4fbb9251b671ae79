#include "reports/notebook_parts.hpp"

#include <algorithm>

#include "reports/html_text.hpp"
#include "reports/notebook.hpp"
#include "reports/sketch.hpp"
#include "reports/text.hpp"

namespace libplan {

Sheet titled_page(std::string title, std::vector<double> widths, bool illustrative, Language language) {
    Sheet page;
    page.widths = std::move(widths);
    const int columns = static_cast<int>(page.widths.size());
    page.rows.push_back(title_row(std::move(title), columns));
    if (illustrative) page.rows.push_back(notice_row(true, columns, language));
    return page;
}

void add_line(Sheet& page, std::string text, Look look) {
    if (!text.empty()) page.rows.push_back({{words(std::move(text), look, static_cast<int>(page.widths.size()))}});
}

void add_part(Sheet& page, std::string text, bool open) {
    page.rows.push_back({{words(std::move(text), Look::group, static_cast<int>(page.widths.size()))}, 0, true, open});
}

void add_heads(Sheet& page, const std::vector<Phrase>& heads, Language language) {
    page.rows.push_back(header_row(heads, language));
}

void add_entry(Sheet& page, std::string label, std::string text, Look look) {
    page.rows.push_back({{words(std::move(label), Look::label),
                          words(std::move(text), look, static_cast<int>(page.widths.size()) - 1)}});
}

std::string counted(const std::vector<std::pair<Phrase, std::size_t>>& counts, Language language) {
    std::vector<Message> words;
    for (const auto& [of, count] : counts)
        if (count > 0) words.emplace_back(Phrase::count_of, std::vector<Message>{of, std::to_string(count)});
    return text(joined(Phrase::comma, std::move(words)), language);
}

std::string words_of(const Clause& clause, Language language) {
    if (clause.text.empty()) return {};
    if (clause.line == 0) return say(language, Phrase::original_words, clause.text);
    return say(language, Phrase::original_words_at, std::to_string(clause.line), clause.text);
}

std::string with_unit(std::string title, const std::string& unit, Language language) {
    return unit.empty() ? title : say(language, Phrase::with_detail, title, unit);
}

std::string shown(const LedgerCell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) return decimal_text(*number);
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return {};
}

const LedgerRows& rows_of(const std::vector<LedgerRows>& all, LedgerSheetName name) {
    return all[static_cast<std::size_t>(name)];
}

std::string given_words(const LedgerRows& rows, std::size_t row, const std::vector<std::string_view>& without,
                        Language language) {
    std::vector<Message> all;
    const auto columns = rows.sheet->columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string given = shown(rows.rows[row][i]);
        const bool left_out = std::find(without.begin(), without.end(), columns[i].key) != without.end() ||
                              columns[i].kind == LedgerKind::link || columns[i].kind == LedgerKind::made_up;
        if (given.empty() || left_out) continue;
        all.emplace_back(Phrase::setting_of, std::vector<Message>{std::string(title_of(columns[i], language)), given});
    }
    return text(joined(Phrase::semicolon, std::move(all)), language);
}

void add_sketches(Sheet& page, std::size_t head_row, std::size_t before,
                  const std::vector<std::shared_ptr<const Sketch>>& sketches, Language language) {
    constexpr double width = 18;
    const std::size_t columns = page.widths.size();
    page.widths.insert(page.widths.begin() + static_cast<std::ptrdiff_t>(before), width);
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
        std::vector<Cell>& cells = page.rows[i].cells;
        if (cells.size() != columns) {
            if (!cells.empty()) ++cells.back().span;
            continue;
        }
        Cell cell = i == head_row ? words(say(language, Phrase::head_course), Look::header) : words("", Look::text);
        if (i > head_row && i - head_row - 1 < sketches.size()) cell.set({.sketch = sketches[i - head_row - 1]});
        cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(before), std::move(cell));
    }
    for (Sheet::DataBar& bar : page.data_bars)
        if (bar.column >= static_cast<int>(before)) ++bar.column;
}

namespace {

/// What is drawn is told in words, or left out where a whole column is drawn.
void put_into_words(Sheet& page, Language language) {
    const std::string head = say(language, Phrase::head_course);
    const std::string legend = say(language, Phrase::course_legend);
    std::erase_if(page.rows, [&](const Row& row) { return row.cells.size() == 1 && shown(row.cells[0]) == legend; });
    std::size_t drawn = page.widths.size();
    for (const Row& row : page.rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (row.cells[i].look == Look::header && shown(row.cells[i]) == head) drawn = i;
    const std::size_t columns = page.widths.size();
    for (Row& row : page.rows)
        if (drawn < columns && row.cells.size() == columns)
            row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(drawn));
        else
            for (Cell& cell : row.cells) {
                if (cell.extras().sketch) cell.value = words_of(*cell.extras().sketch, language);
                if (drawn < columns && cell.span > 1) --cell.span;
            }
    if (drawn < columns) page.widths.erase(page.widths.begin() + static_cast<std::ptrdiff_t>(drawn));
}

}  // namespace

std::string text_of(const Pages& pages, Language language, int width, std::size_t most_rows) {
    std::string all;
    std::size_t left_out = 0;
    for (Sheet page : pages) {
        left_out += page.left_out;
        if (page.rows.size() > most_rows) {
            left_out += page.rows.size() - most_rows;
            page.rows.resize(most_rows);
        }
        most_rows -= page.rows.size();
        if (page.rows.empty()) continue;
        put_into_words(page, language);
        for (Row& row : page.rows)
            for (Cell& cell : row.cells)
                if (auto* words = std::get_if<std::string>(&cell.value))
                    *words = (cell.look == Look::changed && !words->empty() ? "◆ " : "") + plain_text(*words);
        all += (all.empty() ? "" : "\n") + paint_text(page, width);
    }
    if (left_out > 0) all += say(language, Phrase::rows_left_out, std::to_string(left_out)) + "\n";
    while (!all.empty() && all.back() == '\n') all.pop_back();
    return all;
}

}  // namespace libplan
