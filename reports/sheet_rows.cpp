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

/// Where the first of some elements stands.
std::size_t place_of(std::string_view part, std::initializer_list<std::string_view> elements) {
    for (const std::string_view element : elements)
        if (const std::size_t at = part.find(element); at != std::string_view::npos) return at;
    throw std::logic_error(std::string(*elements.begin()));
}

void append_list(std::string& out, std::string_view name, std::size_t count, std::string_view elements) {
    if (count == 0) return;
    out.append("<").append(name).append(" count=\"").append(std::to_string(count)).append("\">");
    out.append(elements).append("</").append(name) += '>';
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

std::string with_figures(const std::string& part, const std::vector<std::vector<ChartedValue>>& figures) {
    std::string xml;
    std::size_t from = 0;
    for (const std::vector<ChartedValue>& values : figures) {
        static constexpr std::string_view behind = "</c:f>";
        const std::size_t at = part.find(behind, from) + behind.size();
        const bool in_words = part.compare(at, 11, "</c:strRef>") == 0;
        xml.append(part, from, at - from);
        xml += in_words ? "<c:strCache>" : "<c:numCache><c:formatCode>General</c:formatCode>";
        xml.append("<c:ptCount val=\"").append(std::to_string(values.size())).append("\"/>");
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!values[i].text && !values[i].number) continue;
            xml.append("<c:pt idx=\"").append(std::to_string(i)).append("\"><c:v>");
            values[i].text ? append_xml(xml, *values[i].text) : append_number(xml, *values[i].number);
            xml += "</c:v></c:pt>";
        }
        xml += in_words ? "</c:strCache>" : "</c:numCache>";
        from = at;
    }
    return xml.append(part, from);
}

std::size_t SharedTexts::number_of(std::string_view text) {
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

void SheetRows::add_validation(const Sheet::Validation& validation) {
    static constexpr std::string_view types[] = {"list", "decimal", "date", "custom"};
    ++validation_count_;
    std::string& xml = validations_;
    xml += "<dataValidation";
    append_attribute(xml, "type", types[static_cast<int>(validation.kind)]);
    xml += " allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\"";
    append_attribute(xml, "errorTitle", shortened(validation.title, longest_prompt_title));
    append_attribute(xml, "error", shortened(validation.error, longest_prompt));
    append_attribute(xml, "promptTitle", shortened(validation.title, longest_prompt_title));
    append_attribute(xml, "prompt", shortened(validation.prompt, longest_prompt));
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

void SheetRows::append_data(std::string& xml, bool of_2010) const {
    if (rows_.empty()) {
        xml += "<sheetData/>";
        return;
    }
    xml += "<sheetData>";
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
    xml += "</sheetData>";
}

std::string SheetRows::dimension() const {
    std::string range, last;
    append_cell(range, rows_.empty() ? 0 : rows_.front().number, std::max(first_column_, 0));
    append_cell(last, rows_.empty() ? 0 : rows_.back().number, std::max(last_column_, 0));
    return range == last ? range : range + ":" + last;
}

std::string SheetRows::put_into(const std::string& part, bool of_2010) const {
    // What is put in stands where the order of a sheet's elements has it (ECMA-376 part 1, 18.3.1.99).
    const std::size_t range = place_of(part, {"<dimension ref=\""}), end_of_range = part.find("/>", range);
    const std::size_t data = place_of(part, {"<sheetData"});
    const std::string_view data_end = part.compare(data, 12, "<sheetData/>") == 0 ? "/>" : "</sheetData>";
    const std::size_t end_of_data = part.find(data_end, data) + data_end.size();
    const std::size_t validations = place_of(part, {"<hyperlinks", "<printOptions"});
    const std::size_t merges = part.find("<conditionalFormatting");
    const std::size_t end_of_merges = std::min(merges, validations);
    std::string xml;
    xml.reserve(part.size() + cells_.size() + rows_.size() * 96 + merges_.size() + validations_.size() + 200);
    xml.append(part, 0, range).append("<dimension ref=\"").append(dimension()).append("\"");
    xml.append(part, end_of_range, data - end_of_range);
    append_data(xml, of_2010);
    xml.append(part, end_of_data, end_of_merges - end_of_data);
    append_list(xml, "mergeCells", merge_count_, merges_);
    xml.append(part, end_of_merges, validations - end_of_merges);
    append_list(xml, "dataValidations", validation_count_, validations_);
    return xml.append(part, validations);
}

}  // namespace libplan
