#include "libplan/read_csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "libplan/utf8.hpp"

namespace libplan {
namespace {

int characters_in(std::string_view text) {
    int count = 0;
    for (std::size_t at = 0; at < text.size() && next_character(text, at); ++count) {
    }
    return count;
}

/// RFC 4180 on one line; quoted cells may hold commas and doubled quotes.
std::optional<std::vector<CsvCell>> split(const std::string& line) {
    std::vector<CsvCell> cells;
    std::size_t at = 0;
    std::size_t counted = 0;
    int column = 1;
    while (true) {
        column += characters_in(std::string_view(line).substr(counted, at - counted));
        counted = at;
        CsvCell cell{{}, column};
        if (at < line.size() && line[at] == '"') {
            for (++at;; ++at) {
                if (at >= line.size()) return std::nullopt;
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
        ++at;
    }
}

/// Full-width characters in a header or a number, each with its replacement.
bool tell_full_width(const SourceFile& file, const std::string& text, int line, int column,
                     std::vector<Problem>& problems) {
    bool found = false;
    for (std::size_t at = 0; at < text.size(); ++column) {
        const auto character = next_character(text, at);
        if (!character) break;
        const char plain = half_width(*character);
        if (plain == 0) continue;
        problems.push_back(file.problem("full-width", line, column,
                                        {Phrase::full_width, {utf8_of(*character), std::string(1, plain)}}));
        found = true;
    }
    return found;
}

void read_header(CsvTable& table, const std::vector<CsvCell>& heads, const std::vector<std::string>& required,
                 const std::vector<std::string>& optional, std::vector<Problem>& problems) {
    std::vector<std::string> known = required;
    known.insert(known.end(), optional.begin(), optional.end());
    bool slipped = false;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const CsvCell& head = heads[i];
        const auto tell = [&](std::string code, Message message) {
            problems.push_back(table.file.problem(std::move(code), 1, head.column, std::move(message)));
        };
        if (std::find(known.begin(), known.end(), head.text) != known.end()) {
            if (!table.columns.try_emplace(head.text, i).second)
                tell("duplicate-column", {Phrase::duplicate_column, {head.text}});
        } else if (tell_full_width(table.file, head.text, 1, head.column, problems)) {
            slipped = true;
        } else {
            const std::string near = nearest(head.text, known);
            tell("unknown-column", near.empty() ? Message{Phrase::unknown_column, {head.text}}
                                                : Message{Phrase::unknown_column_near, {head.text, near}});
        }
    }
    if (slipped) return;  // the missing columns are hidden in the slip
    for (const std::string& column : required)
        if (!table.columns.contains(column))
            problems.push_back(table.file.problem("missing-column", 1, 1, {Phrase::missing_column, {column}}));
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

void CsvRow::problem(const std::string& column, std::string code, Message message) const {
    problems_.push_back(file_.problem(std::move(code), line_, place(column).column, std::move(message)));
}

std::optional<double> CsvRow::number(const std::string& column, int* places) const {
    const std::string& cell = text(column);
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value, std::chars_format::fixed);
    if (cell.empty() || error != std::errc() || end != cell.data() + cell.size() ||
        cell.find_first_of("ni") != std::string::npos) {
        if (!tell_full_width(file_, cell, line_, place(column).column, problems_))
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
    return tell_full_width(file_, text(column), line_, place(column).column, problems_);
}

std::optional<Date> CsvRow::date(const std::string& column) const {
    const auto date = parse_date(text(column));
    if (!date && !tells_full_width(column)) problem(column, "bad-date", {Phrase::bad_date, {text(column)}});
    return date;
}

bool CsvRow::illustrative() const {
    const std::string& cell = text("illustrative");
    if (!cell.empty() && cell != "示例") problem("illustrative", "illustrative", {Phrase::bad_illustrative, {cell}});
    return !cell.empty();
}

void read_csv(CsvTable& table, const std::filesystem::path& folder, const std::string& name,
              const std::vector<std::string>& required, const std::vector<std::string>& optional,
              std::vector<Problem>& problems) {
    bool readable = false;
    table.file = read_source(folder, name, problems, readable);
    if (!readable) return;
    if (table.file.lines.empty()) {
        std::string heads;
        for (const std::string& column : required) heads += (heads.empty() ? "" : ",") + column;
        problems.push_back({"empty-file", {name, 1, 1}, {Phrase::file_empty, {heads}}, {}});
        return;
    }
    for (std::size_t i = 0; i < table.file.lines.size(); ++i) {
        const int line = static_cast<int>(i + 1);
        if (table.file.lines[i].empty()) continue;
        auto cells = split(table.file.lines[i]);
        if (!cells) {
            problems.push_back(table.file.problem("open-quote", line, 1, {Phrase::open_quote, {}}));
            return;
        }
        if (i == 0) {
            const std::size_t before = problems.size();
            read_header(table, *cells, required, optional, problems);
            if (problems.size() != before) return;  // without a header the cells have no meaning
        } else if (cells->size() != table.columns.size()) {
            const std::string& words = table.file.lines[i];
            if (cells->size() < table.columns.size() && words.find("，") != std::string::npos &&
                tell_full_width(table.file, words, line, 1, problems))
                continue;
            problems.push_back(table.file.problem(
                "cell-count", line, 1,
                {Phrase::cell_count, {std::to_string(cells->size()), std::to_string(table.columns.size())}}));
        } else {
            table.rows.emplace_back(table.file, table.columns, std::move(*cells), line, problems);
        }
    }
}

}  // namespace libplan
