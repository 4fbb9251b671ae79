#include "reports/workbook_check.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "libplan/interrupt.hpp"
#include "libplan/utf8.hpp"

namespace libplan {
namespace {

constexpr std::size_t longest_cell = 32767;
constexpr std::size_t longest_formula = 8191;  // behind its "="
constexpr std::size_t longest_sheet_name = 31;
constexpr std::size_t longest_property = 255;
constexpr std::size_t rows_of_a_sheet = 1'048'576;
constexpr int columns_of_a_sheet = 16'384;

/// The beginning of a text, for an error; bytes that are no UTF-8 become "?".
std::string excerpt(std::string_view text) {
    std::string beginning;
    int characters = 0;
    for (std::size_t at = 0; at < text.size() && characters < 40; ++characters) {
        const std::size_t from = at;
        const auto character = next_character(text, at);
        if (character)
            beginning += *character < 0x20 ? std::string(" ") : std::string(text.substr(from, at - from));
        else
            beginning += '?', ++at;
    }
    return characters == 40 ? beginning + "…" : beginning;
}

bool has_an_escape(std::string_view text) {
    for (std::size_t at = text.find("_x"); at != std::string_view::npos; at = text.find("_x", at + 1))
        if (looks_like_an_escape(text, at)) return true;
    return false;
}

/// A character of three bytes below those that cannot be held, as most of Chinese are.
bool is_plain_of_three(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    return byte(0) >= 0xE1 && byte(0) <= 0xEC && at + 3 <= text.size() && (byte(1) & 0xC0) == 0x80 &&
           (byte(2) & 0xC0) == 0x80;
}

/// Characters as Excel counts them: UTF-16 units.
std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (const char byte : text) {
        const auto lead = static_cast<unsigned char>(byte);
        units += (lead & 0xC0) == 0x80 ? 0 : lead >= 0xF0 ? 2 : 1;
    }
    return units;
}

bool is_allowed_link(std::string_view link) {
    for (const std::string_view scheme : {"http://", "https://", "mailto:", "internal:"})
        if (link.substr(0, scheme.size()) == scheme) return true;
    // A file beside this one: no path that leads elsewhere, no other program.
    if (link.substr(0, 9) != "external:") return false;
    return link.size() > 9 && link.substr(9).find_first_of(":/\\") == std::string_view::npos;
}

/// Whether a spreadsheet program takes a name for an address: "A1", "R1C1", "c".
bool is_cell_address(const std::string& name) {
    static constexpr std::string_view digits = "0123456789", latin = "abcdefghijklmnopqrstuvwxyz";
    const auto only_digits_from = [&](std::size_t at) {
        return name.find_first_not_of(digits, at) == std::string::npos;
    };
    const std::size_t letters = std::min(name.find_first_not_of(latin), name.size());
    if (letters >= 1 && letters <= 3 && letters < name.size() && only_digits_from(letters)) return true;
    if (name[0] == 'c') return only_digits_from(1);
    const std::size_t column = std::min(name.find_first_not_of(digits, 1), name.size());
    return name[0] == 'r' && (column == name.size() || (name[column] == 'c' && only_digits_from(column + 1)));
}

/// A name of a cell: letters of any script, digits, underscores and dots.
bool is_allowed_name(std::string_view name) {
    if (name.empty() || name.size() > 255 || (name[0] >= '0' && name[0] <= '9') || name[0] == '.') return false;
    const auto is_plain = [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
        return letter || (c >= '0' && c <= '9') || c == '_' || c == '.';
    };
    return std::all_of(name.begin(), name.end(), is_plain) && !text_fault(name) &&
           !is_cell_address(small_letters(name));
}

/// Looks at all that goes into a workbook; problems are in the order of sheets and cells.
class Inspection {
public:
    explicit Inspection(std::string file) : file_(std::move(file)) {}

    void properties(const WorkbookOptions& options) {
        place_ = say(Language::zh, Phrase::write_properties);
        check_text(options.title, longest_property);
        check_text(options.author, longest_property);
    }

    void sheet(const Sheet& sheet) {
        place_ = excerpt(sheet.name);
        check_name(sheet.name);
        int columns = 0;
        for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
            Interruptible::heed();
            int column = 0;
            for (const Cell& each : sheet.rows[row].cells) {
                row_ = static_cast<int>(row), column_ = column;
                cell(each);
                column += each.span;
            }
            columns = std::max(columns, column);
        }
        row_ = -1;
        if (sheet.rows.size() > rows_of_a_sheet || columns > columns_of_a_sheet)
            tell("sheet-size",
                 {Phrase::write_sheet_size, {std::to_string(sheet.rows.size()), std::to_string(columns)}});
        place_ = excerpt(sheet.name) + "!" + say(Language::zh, Phrase::write_chart);
        for (const Chart& each : sheet.charts) chart(each);
        place_ = excerpt(sheet.name);
        for (const Sheet::Validation& each : sheet.validations) validation(each);
        for (const auto& [name, formula] : sheet.names)
            if (!is_allowed_name(name)) tell("defined-name", {Phrase::write_defined_name, {excerpt(name)}});
    }

    std::vector<Problem> problems;

private:
    void tell(std::string code, Message message) {
        std::string place = file_ + "!" + place_;
        if (row_ >= 0) place += "!" + cell_name(row_, column_);
        problems.push_back({std::move(code), {std::move(place)}, std::move(message), {}});
    }

    void check_text(std::string_view text, std::size_t most) {
        if (auto fault = text_fault(text, most)) tell("cell-text", std::move(*fault));
    }

    void cell(const Cell& cell) {
        if (const auto* number = std::get_if<double>(&cell.value)) {
            if (!std::isfinite(*number))
                tell("cell-number", {Phrase::write_not_finite, {std::isnan(*number) ? "NaN" : "∞"}});
        } else if (const auto* text = std::get_if<std::string>(&cell.value)) {
            check_text(*text, longest_cell);
        }
        if (!cell.formula.empty()) formula(cell.formula);
        const CellExtras& extras = cell.extras();
        if (!extras.comment.empty()) check_text(extras.comment, longest_cell);
        if (!extras.link.empty()) link(extras.link);
    }

    void formula(const std::string& formula) {
        if (auto fault = text_fault(formula, formula.size())) return tell("cell-text", std::move(*fault));
        if (formula.size() <= longest_formula) return;
        if (const std::size_t units = utf16_units(formula); units > longest_formula)
            tell("cell-formula",
                 {Phrase::write_formula_too_long, {std::to_string(units), std::to_string(longest_formula)}});
    }

    void link(const std::string& link) {
        if (auto fault = text_fault(link, 2079))
            tell("link", std::move(*fault));
        else if (!is_allowed_link(link))
            tell("link", {Phrase::write_link, {excerpt(link)}});
    }

    void chart(const Chart& chart) {
        for (const std::string* text : {&chart.title, &chart.value_axis, &chart.description})
            check_text(*text, longest_cell);
        for (const Chart::Series& series : chart.series) check_text(series.name, longest_cell);
    }

    /// Longer ones are cut to what spreadsheets show.
    void validation(const Sheet::Validation& validation) {
        for (const std::string* text : {&validation.title, &validation.prompt, &validation.error})
            check_text(*text, longest_cell);
    }

    void check_name(const std::string& name) {
        static constexpr const char* code = "sheet-name";
        if (name.empty()) return tell(code, {Phrase::write_sheet_empty, {}});
        if (auto fault = text_fault(name, longest_sheet_name)) return tell(code, std::move(*fault));
        const bool refused = name.find_first_of("[]:*?/\\\n\t\r") != std::string::npos || name.front() == '\'' ||
                             name.back() == '\'' || has_an_escape(name);
        if (refused) tell(code, {Phrase::write_sheet_characters, {excerpt(name)}});
        if (small_letters(name) == "history") tell(code, {Phrase::write_sheet_reserved, {name}});
        if (!names_.insert(small_letters(name)).second) tell(code, {Phrase::write_sheet_twice, {name}});
    }

    std::string file_, place_;
    int row_ = -1, column_ = 0;
    std::set<std::string> names_;
};

}  // namespace

bool looks_like_an_escape(std::string_view text, std::size_t at) {
    if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return false;
    return text.substr(at + 2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::optional<Message> text_fault(std::string_view text, std::size_t most) {
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] >= 0x20) {  // plain ASCII, as most of a formula is
            ++at;
            continue;
        }
        if (is_plain_of_three(text, at)) {
            at += 3;
            continue;
        }
        const auto character = next_character(text, at);
        if (!character) return Message{Phrase::write_not_utf8, {excerpt(text)}};
        if (!can_be_held(*character)) return Message{Phrase::write_control, {code_point(*character), excerpt(text)}};
    }
    if (text.size() <= most) return std::nullopt;
    const std::size_t units = utf16_units(text);
    if (units <= most) return std::nullopt;
    return Message{Phrase::write_too_long, {std::to_string(units), std::to_string(most), excerpt(text)}};
}

std::string escaped(const std::string& text) {
    // A line feed is a line break in a cell; a carriage return would be taken for one by every reader of XML.
    if (text.find("_x") == std::string::npos && text.find('\r') == std::string::npos) return text;
    std::string written;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\r')
            written += escaped_carriage_return;
        else if (looks_like_an_escape(text, at))
            written += escaped_underscore;
        else
            written += text[at];
    }
    return written;
}

std::string_view shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto character = next_character(text, at);
        units += character && *character > 0xFFFF ? 2 : 1;
        if (units > most) return text.substr(0, start);
    }
    return text;
}

void check_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets,
                    const WorkbookOptions& options) {
    Inspection inspection(file.filename().string());
    inspection.properties(options);
    for (const Sheet& sheet : sheets) inspection.sheet(sheet);
    if (!inspection.problems.empty()) throw InputError(std::move(inspection.problems));
}

}  // namespace libplan
