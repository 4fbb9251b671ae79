#include "libplan/read_csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "libplan/utf8.hpp"

namespace libplan {
namespace {

int characters_in(std::string_view text) { return column_of(text, text.size()) - 1; }

/// RFC 4180 on one line; quoted cells may hold commas and doubled quotes. `open` is the column of a quote that is not
/// closed, or 0.
std::vector<CsvCell> split(std::string_view line, int& open) {
    std::vector<CsvCell> cells;
    open = 0;
    std::size_t counted = 0;
    int column = 1;
    for (std::size_t at = 0;; ++at) {
        column += characters_in(line.substr(counted, at - counted));
        counted = at;
        CsvCell cell{{}, column};
        if (at < line.size() && line[at] == '"') {
            for (++at;; ++at) {
                if (at >= line.size()) {
                    open = cell.column;
                    return cells;
                }
                if (line[at] != '"') {
                    cell.text += line[at];
                } else if (at + 1 < line.size() && line[at + 1] == '"') {
                    cell.text += line[++at];
                } else {
                    ++at;
                    break;
                }
            }
            while (at < line.size() && line[at] != ',') cell.text += line[at++];
        } else {
            const auto comma = std::min(line.find(',', at), line.size());
            cell.text = line.substr(at, comma - at);
            at = comma;
        }
        cells.push_back(std::move(cell));
        if (at >= line.size()) return cells;
    }
}

bool blank(std::string_view line) { return line.find_first_not_of(" \t,") == std::string_view::npos; }

/// Reads a table line by line. A full-width slip in the header or between the cells is told and read as it was meant.
class CsvReader {
public:
    CsvReader(CsvTable& table, std::vector<Problem>& problems) : table_(table), problems_(problems) {}

    void operator()(const std::vector<std::string>& required, const std::vector<std::string>& optional) {
        const auto& lines = table_.file.lines;
        std::size_t at = 0;
        while (at < lines.size() && blank(lines[at])) ++at;
        line_ = static_cast<int>(at + 1);
        if (at == lines.size()) {
            std::string heads;
            for (const std::string& column : required) heads += (heads.empty() ? "" : ",") + column;
            problems_.push_back({"empty-file", {table_.file.name, 1, 1}, {Phrase::file_empty, {heads}}, {}});
        } else if (read_header(lines[at], required, optional)) {
            for (++at; at < lines.size(); ++at) {
                line_ = static_cast<int>(at + 1);
                if (!blank(lines[at]) && !read_row(lines[at])) return;
            }
        }
    }

private:
    void tell(std::string code, int column, Message message) {
        problems_.push_back(table_.file.problem(std::move(code), line_, column, std::move(message)));
    }

    /// Returns whether the cells below have a meaning.
    bool read_header(const std::string& line, const std::vector<std::string>& required,
                     const std::vector<std::string>& optional) {
        const auto slips = full_width_in(line);
        tell_full_width(table_.file, line_, slips, problems_);
        int open = 0;
        const auto heads = split(with_half_width(line, slips), open);
        if (open != 0) return tell("open-quote", open, {Phrase::open_quote, {}}), false;
        if (heads.size() == 1 && heads[0].text.find_first_of(";\t|") != std::string::npos)
            return tell("separator", 1, {Phrase::csv_separator, {}}), false;
        std::vector<std::string> known = required;
        known.insert(known.end(), optional.begin(), optional.end());
        std::vector<std::string> meant;
        bool whole = true;
        for (std::size_t i = 0; i < heads.size(); ++i) {
            const CsvCell& head = heads[i];
            if (std::find(known.begin(), known.end(), head.text) != known.end()) {
                if (table_.columns.try_emplace(head.text, i).second) continue;
                tell("duplicate-column", head.column, {Phrase::duplicate_column, {head.text}});
            } else if (head.text.empty()) {
                tell("unknown-column", head.column, {Phrase::empty_column, {}});
            } else {
                const std::string near = nearest(head.text, known);
                meant.push_back(near);
                tell("unknown-column", head.column,
                     near.empty() ? Message{Phrase::unknown_column, {head.text}}
                                  : Message{Phrase::unknown_column_near, {head.text, near}});
            }
            whole = false;
        }
        for (const std::string& column : required) {
            if (table_.columns.contains(column)) continue;
            whole = false;
            if (std::find(meant.begin(), meant.end(), column) == meant.end())
                tell("missing-column", 1, {Phrase::missing_column, {column}});
        }
        return whole;
    }

    /// Returns whether the lines below can be read.
    bool read_row(const std::string& line) {
        int open = 0;
        auto cells = split(line, open);
        const auto expected = table_.columns.size();
        if (open == 0 && cells.size() < expected) {
            std::vector<FullWidth> commas = full_width_in(line);
            std::erase_if(commas, [](const FullWidth& slip) { return slip.plain != ','; });
            auto meant = split(with_half_width(line, commas), open);
            if (open == 0 && meant.size() == expected) {
                tell_full_width(table_.file, line_, commas, problems_);
                cells = std::move(meant);
            }
        }
        if (open != 0) return tell("open-quote", open, {Phrase::open_quote, {}}), false;
        const auto count = [&](Phrase phrase) {
            return Message{phrase, {std::to_string(cells.size()), std::to_string(expected)}};
        };
        if (cells.size() < expected)
            tell("cell-count", characters_in(line) + 1, count(Phrase::too_few_cells));
        else if (cells.size() > expected)
            tell("cell-count", cells[expected].column, count(Phrase::too_many_cells));
        else
            table_.rows.emplace_back(table_.file, table_.columns, std::move(cells), line_, problems_);
        return true;
    }

    CsvTable& table_;
    std::vector<Problem>& problems_;
    int line_ = 1;
};

bool is_number(std::string_view text, double& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return !text.empty() && error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

}  // namespace

const std::string& CsvRow::text(const std::string& column) const {
    static const std::string empty;
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= cells_.size() ? empty : cells_[found->second].text;
}

Place CsvRow::place(const std::string& column) const {
    const auto found = columns_.find(column);
    return {file_.name, line_, found == columns_.end() ? 1 : cells_[found->second].column};
}

void CsvRow::problem(const std::string& column, std::string code, Message message, std::size_t at) const {
    const int before = characters_in(std::string_view(text(column)).substr(0, at));
    problems_.push_back(file_.problem(std::move(code), line_, place(column).column + before, std::move(message)));
}

bool CsvRow::tells_empty(const std::string& column) const {
    if (!text(column).empty()) return false;
    problem(column, "empty-cell", {Phrase::empty_cell, {column}});
    return true;
}

std::optional<double> CsvRow::number(const std::string& column, int* places) const {
    const std::string& cell = text(column);
    double value = 0;
    if (!is_number(cell, value)) {
        const auto slips = full_width_in(cell, place(column).column);
        if (!slips.empty() && is_number(with_half_width(cell, slips, place(column).column), value))
            tell_full_width(file_, line_, slips, problems_);
        else
            problem(column, "bad-number", {Phrase::bad_number, {column, cell}});
        return std::nullopt;
    }
    const auto first = cell.find_first_of("123456789");
    const auto digits = first == std::string::npos ? 0
                                                   : std::count_if(cell.begin() + static_cast<std::ptrdiff_t>(first),
                                                                   cell.end(), [](char c) { return c != '.'; });
    if (digits > 15) {
        problem(column, "long-number", {Phrase::number_too_long, {cell}});
        return std::nullopt;
    }
    const auto point = cell.find('.');
    if (places) *places = point == std::string::npos ? 0 : static_cast<int>(cell.size() - point - 1);
    return value;
}

State CsvRow::value(const std::string& column, double& value, int* places) const {
    const std::string& cell = text(column);
    if (cell.empty()) return State::missing;
    if (cell == "不涉及" || cell == "N/A") return State::not_applicable;
    if (cell == "未评" || cell == "pending") return State::not_scored;
    const auto read = number(column, places);
    if (!read) return State::missing;
    value = *read;
    return State::value;
}

double CsvRow::count(const std::string& column) const {
    const auto read = number(column);
    if (!read || (*read >= 0 && *read == std::trunc(*read))) return read.value_or(0);
    problem(column, "bad-count", {Phrase::count_needed, {column, text(column)}});
    return 0;
}

bool CsvRow::tells_full_width(const std::string& column) const {
    const auto slips = full_width_in(text(column), place(column).column);
    tell_full_width(file_, line_, slips, problems_);
    return !slips.empty();
}

std::optional<Date> CsvRow::date(const std::string& column) const {
    const auto date = parse_date(text(column));
    if (!date && !tells_empty(column) && !tells_full_width(column))
        problem(column, "bad-date", {Phrase::bad_date, {text(column)}});
    return date;
}

bool CsvRow::flag(const std::string& column, std::string_view word) const {
    const std::string& cell = text(column);
    if (!cell.empty() && cell != word) problem(column, column, {Phrase::bad_flag, {column, word, cell}});
    return !cell.empty();
}

void read_csv(CsvTable& table, const SourceFolder& folder, const std::string& name,
              const std::vector<std::string>& required, const std::vector<std::string>& optional,
              std::vector<Problem>& problems) {
    bool readable = false;
    table.file = read_source(folder, name, problems, readable);
    if (readable) CsvReader(table, problems)(required, optional);
}

}  // namespace libplan
