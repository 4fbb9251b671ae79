#include "reports/sheet_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "libplan/interrupt.hpp"
#include "reports/workbook_check.hpp"

namespace libplan {
namespace {

void append_integer(std::string& out, long long number) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_column(std::string& out, int column) {
    char letters[4];
    int count = 0;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters[count++] = static_cast<char>('A' + (rest - 1) % 26);
    while (count > 0) out += letters[--count];
}

void append_cell(std::string& out, int row, int column) {
    append_column(out, column);
    append_integer(out, row + 1);
}

/// A carriage return is none: it is written as an escape.
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// Appends text of which some characters have to be written otherwise: `written` gives what, or nothing.
template <class Written>
void append_written(std::string& out, std::string_view text, Written written) {
    std::size_t plain = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view instead = written(text, at);
        if (instead.empty()) continue;
        out.append(text, plain, at - plain).append(instead);
        plain = at + 1;
    }
    out.append(text, plain);
}

std::string_view in_an_element(std::string_view text, std::size_t at) {
    switch (text[at]) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '\r':
            return escaped_carriage_return;
        case '_':
            return looks_like_an_escape(text, at) ? escaped_underscore : std::string_view();
        default:
            return {};
    }
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
    out.append(" ").append(name).append("=\"");
    append_written(out, value, [](std::string_view text, std::size_t at) -> std::string_view {
        if (text[at] == '"') return "&quot;";
        if (text[at] == '\n') return "&#xA;";
        return in_an_element(text, at);
    });
    out += '"';
}

constexpr double default_height = 15;
constexpr int rows_of_a_span = 16;  // the library tells the columns in use for so many rows at once

/// Replaces what stands from one mark to the end of the next other one.
void replace(std::string& part, std::string_view begin, std::string_view end, const std::string& by) {
    const std::size_t from = part.find(begin);
    const std::size_t to = from == std::string::npos ? from : part.find(end, from);
    if (to == std::string::npos) throw std::logic_error(std::string(begin));
    part.replace(from, to + end.size() - from, by);
}

/// Puts a list of elements in front of the first element that comes after it.
void insert_list(std::string& part, std::string_view name, std::size_t count, std::string_view elements) {
    static constexpr std::string_view order[] = {"mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks",
                                                 "printOptions"};
    std::size_t at = std::string::npos;
    for (auto next = std::find(std::begin(order), std::end(order), name); at == std::string::npos;) {
        if (++next == std::end(order)) throw std::logic_error(std::string(name));
        at = part.find("<" + std::string(*next));
    }
    std::string list = "<" + std::string(name) + " count=\"" + std::to_string(count) + "\">";
    list.append(elements).append("</").append(name) += '>';
    part.insert(at, list);
}

}  // namespace

void append_number(std::string& out, double number) {
    char digits[40];
    char* end;
    if (number == std::trunc(number) && std::abs(number) < 1e15 && !(number == 0 && std::signbit(number))) {
        end = std::to_chars(digits, digits + sizeof digits, static_cast<long long>(number)).ptr;
    } else {
        end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::general, 16).ptr;
        std::replace(digits, end, 'e', 'E');
    }
    out.append(digits, end);
}

void append_xml(std::string& out, std::string_view text) { append_written(out, text, in_an_element); }

std::size_t SharedTexts::number_of(const std::string& text) {
    ++used_;
    const auto [entry, added] = numbers_.try_emplace(text, numbers_.size());
    if (added) {
        items_ += is_space(text.front()) || is_space(text.back()) ? "<si><t xml:space=\"preserve\">" : "<si><t>";
        append_xml(items_, text);
        items_ += "</t></si>";
    }
    return entry->second;
}

std::string SharedTexts::part() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
           "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"" +
           std::to_string(used_) + "\" uniqueCount=\"" + std::to_string(numbers_.size()) + "\">" + items_ + "</sst>";
}

SheetRows::Row& SheetRows::row_of(int number) {
    if (rows_.empty() || rows_.back().number != number) rows_.push_back({number, -1, -1, 0, cells_.size()});
    return rows_.back();
}

void SheetRows::begin_cell(int row, int column, int style) {
    Row& at = row_of(row);
    if (at.first < 0) at.first = column;
    at.last = column;
    first_column_ = first_column_ < 0 ? column : std::min(first_column_, column);
    last_column_ = std::max(last_column_, column);
    cells_ += "<c r=\"";
    append_cell(cells_, row, column);
    cells_ += '"';
    if (style == 0) return;
    cells_ += " s=\"";
    append_integer(cells_, style);
    cells_ += '"';
}

void SheetRows::add_blank(int row, int column, int style) {
    begin_cell(row, column, style);
    cells_ += "/>";
    rows_.back().end = cells_.size();
}

void SheetRows::add_number(int row, int column, int style, double number) {
    begin_cell(row, column, style);
    cells_ += "><v>";
    append_number(cells_, number);
    cells_ += "</v></c>";
    rows_.back().end = cells_.size();
}

void SheetRows::add_text(int row, int column, int style, const std::string& text) {
    begin_cell(row, column, style);
    cells_ += " t=\"s\"><v>";
    append_integer(cells_, static_cast<long long>(texts_.number_of(text)));
    cells_ += "</v></c>";
    rows_.back().end = cells_.size();
}

void SheetRows::add_formula(int row, int column, int style, const std::string& formula, double result) {
    begin_cell(row, column, style);
    cells_ += "><f>";
    append_xml(cells_, formula);
    cells_ += "</f><v>";
    append_number(cells_, result);
    cells_ += "</v></c>";
    rows_.back().end = cells_.size();
}

void SheetRows::add_formula(int row, int column, int style, const std::string& formula, const std::string& result) {
    begin_cell(row, column, style);
    cells_ += " t=\"str\"><f>";
    append_xml(cells_, formula);
    cells_ += "</f><v>";
    append_xml(cells_, result);
    cells_ += "</v></c>";
    rows_.back().end = cells_.size();
}

void SheetRows::set_height(int row, double height) {
    row_of(row).height = height;
    // The library counts such a row from the first column in use.
    if (first_column_ < 0) first_column_ = 0;
    last_column_ = std::max(last_column_, first_column_);
}

void SheetRows::add_merge(int row, int first_column, int last_column) {
    ++merge_count_;
    merges_ += "<mergeCell ref=\"";
    append_cell(merges_, row, first_column);
    merges_ += ':';
    append_cell(merges_, row, last_column);
    merges_ += "\"/>";
}

void SheetRows::add_validation(const Validation& validation) {
    ++validation_count_;
    std::string& xml = validations_;
    xml += "<dataValidation";
    append_attribute(xml, "type", validation.type);
    xml += " allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\"";
    append_attribute(xml, "errorTitle", validation.title);
    append_attribute(xml, "error", validation.error);
    append_attribute(xml, "promptTitle", validation.title);
    append_attribute(xml, "prompt", validation.prompt);
    xml += " sqref=\"";
    append_cell(xml, validation.first_row, validation.column);
    if (validation.last_row > validation.first_row) {
        xml += ':';
        append_cell(xml, validation.last_row, validation.column);
    }
    xml += "\"><formula1>";
    if (validation.formula.empty()) {
        append_number(xml, validation.lowest);
        xml += "</formula1><formula2>";
        append_number(xml, validation.highest);
        xml += "</formula2>";
    } else {
        append_xml(xml, validation.formula);
        xml += "</formula1>";
    }
    xml += "</dataValidation>";
}

std::string SheetRows::data(bool of_2010) const {
    if (rows_.empty()) return "<sheetData/>";
    std::string xml = "<sheetData>";
    xml.reserve(cells_.size() + rows_.size() * 96);
    std::string spans;
    int block = -1;
    std::size_t from = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        Interruptible::heed();
        const Row& row = rows_[i];
        const bool has_cells = row.first >= 0;
        if (has_cells && row.number / rows_of_a_span > block) {
            block = row.number / rows_of_a_span;
            int first = row.first, last = row.last;
            for (std::size_t j = i + 1; j < rows_.size() && rows_[j].number / rows_of_a_span == block; ++j) {
                if (rows_[j].first < 0) continue;
                first = std::min(first, rows_[j].first);
                last = std::max(last, rows_[j].last);
            }
            spans = " spans=\"" + std::to_string(first + 1) + ":" + std::to_string(last + 1) + "\"";
        }
        xml += "<row r=\"";
        append_integer(xml, row.number + 1);
        xml += '"';
        if (has_cells) xml += spans;
        if (row.height > 0 && row.height != default_height) {
            xml += " ht=\"";
            append_number(xml, row.height);
            xml += "\" customHeight=\"1\"";
        }
        if (of_2010) xml += " x14ac:dyDescent=\"0.25\"";
        xml += has_cells ? ">" : "/>";
        xml.append(cells_, from, row.end - from);
        if (has_cells) xml += "</row>";
        from = row.end;
    }
    return xml + "</sheetData>";
}

std::string SheetRows::dimension() const {
    std::string range, last;
    append_cell(range, rows_.empty() ? 0 : rows_.front().number, std::max(first_column_, 0));
    append_cell(last, rows_.empty() ? 0 : rows_.back().number, std::max(last_column_, 0));
    return range == last ? range : range + ":" + last;
}

void SheetRows::put_into(std::string& part, bool of_2010) const {
    replace(part, "<dimension ref=\"", "\"/>", "<dimension ref=\"" + dimension() + "\"/>");
    // What is put in stands where the order of a sheet's elements has it (ECMA-376 part 1, 18.3.1.99).
    if (validation_count_ > 0) insert_list(part, "dataValidations", validation_count_, validations_);
    if (merge_count_ > 0) insert_list(part, "mergeCells", merge_count_, merges_);
    const bool is_empty = part.find("<sheetData/>") != std::string::npos;
    replace(part, "<sheetData", is_empty ? "/>" : "</sheetData>", data(of_2010));
}

}  // namespace libplan
