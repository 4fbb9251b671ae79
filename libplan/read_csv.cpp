#include "libplan/read_csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "libplan/interrupt.hpp"
#include "libplan/points.hpp"
#include "libplan/utf8.hpp"
#include "libplan/written_dates.hpp"

namespace libplan {
namespace {

bool blank(std::string_view line) { return line.find_first_not_of(" \t,") == std::string_view::npos; }

/// The text of a quoted cell that starts at a byte, which moves to the comma behind it or the end of the line; nothing
/// if the quote is not closed.
std::optional<std::string> quoted_text(std::string_view line, std::size_t& at) {
    std::string text;
    for (++at;;) {
        const auto quote = line.find('"', at);
        if (quote == std::string_view::npos) return std::nullopt;
        text += line.substr(at, quote - at);
        at = quote + 1;
        if (at == line.size() || line[at] != '"') break;
        text += line[at++];
    }
    const auto comma = std::min(line.find(',', at), line.size());
    text += line.substr(at, comma - at);
    at = comma;
    return text;
}

/// What people write for a fact that is 1 or 0.
bool says_yes_or_no(std::string_view text) {
    static constexpr std::string_view words[] = {"是", "否", "有", "√", "×", "yes", "no", "true", "false", "Y", "N"};
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

}  // namespace

bool says_there_is_none(std::string_view text) {
    static constexpr std::string_view words[] = {"无",   "/",    "-",  "—",    "——",   "--",  "缺",  "缺失",
                                                 "暂无", "没有", "空", "未报", "待报", "nan", "NaN", "null",
                                                 "NULL", "None", "NA", "n/a",  "－",   "／"};
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

namespace {

std::string_view without_blanks(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool is_number(std::string_view text, double& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return !text.empty() && error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

/// What is wrong with a cell that should be a number.
Message no_number(std::string_view column, std::string_view cell) {
    double value = 0;
    const Phrase phrase = says_yes_or_no(cell)       ? Phrase::yes_or_no
                          : says_there_is_none(cell) ? Phrase::no_figure
                          : cell != without_blanks(cell) && is_number(without_blanks(cell), value)
                              ? Phrase::blanks_around
                              : Phrase::bad_number;
    return {phrase, {column, cell}};
}

constexpr std::ptrdiff_t most_digits = 15;

std::ptrdiff_t significant_digits(std::string_view number) {
    const auto digits = number.substr(std::min(number.find_first_of("123456789"), number.size()));
    if (static_cast<std::ptrdiff_t>(digits.size()) <= most_digits) return 0;  // as good as few
    return std::count_if(digits.begin(), digits.end(), [](char c) { return c != '.'; });
}

/// Without the zeros at the end of a decimal that only its many places have filled up: those of DECIMAL(38,18) are no
/// precision. Those of a number that people print are.
std::string_view exact_digits(std::string_view number) {
    const auto point = number.find('.');
    if (point == number.npos || number.find_first_not_of("-.0123456789") != number.npos) return number;
    if (significant_digits(number) <= most_digits) return number;
    const auto last = number.find_last_not_of('0');
    return number.substr(0, last == point ? point : last + 1);
}

/// Whether a number is kept as it is written: with more digits only if it is the shortest decimal of a double, as what
/// is computed in code is. Of any other the exact reading would be another number.
bool is_kept(std::string_view number, double value) {
    return significant_digits(number) <= most_digits || decimal_text(value) == number;
}

}  // namespace

CsvTable::CsvTable(const SourceFile& file, std::vector<std::string> required, std::vector<std::string> optional,
                   std::vector<Problem>& problems, Read read)
    : file_(file), required_(std::move(required)), known_(required_), problems_(problems), read_(std::move(read)) {
    known_.insert(known_.end(), optional.begin(), optional.end());
    if (!file_.rows) {
        find_header();
        return;
    }
    line_ = 0;
    for (const std::string& head : file_.rows->heads()) cells_.push_back({head});
    if (!check_heads()) at_ = size();
}

void CsvTable::find_header() {
    while (at_ < file_.lines.size() && blank(file_.lines[at_])) ++at_;
    line_ = static_cast<int>(at_ + 1);
    if (at_ == file_.lines.size()) {
        std::string heads;
        for (const std::string& column : required_) heads += (heads.empty() ? "" : ",") + column;
        problems_.push_back({"empty-file", {file_.name, 1, 1}, {Phrase::file_empty, {heads}}, {}});
    } else if (read_header()) {
        ++at_;
    } else {
        at_ = file_.lines.size();  // without heads the cells below have no meaning
    }
}

CsvColumn CsvTable::column(std::string_view name) const {
    const auto head = std::find(heads_.begin(), heads_.end(), name);
    return head == heads_.end() ? CsvColumn{name} : CsvColumn{name, static_cast<std::size_t>(head - heads_.begin())};
}

std::optional<CsvRow> CsvTable::next() {
    Interruptible::heed();
    constexpr std::size_t lines_between = 4096;
    if (file_.rows) {
        if (at_ == size()) return std::nullopt;
        if (read_ && at_ % lines_between == 0) read_(at_);
        cells_.clear();
        texts_.clear();
        file_.rows->read(at_++, cells_, texts_);
        line_ = static_cast<int>(at_);
        return CsvRow(file_, line_, words_, cells_, problems_);
    }
    while (at_ < file_.lines.size()) {
        const std::string_view line = file_.lines[at_++];
        if (read_ && at_ % lines_between == 0) read_(static_cast<std::size_t>(line.data() - file_.text->data()));
        line_ = static_cast<int>(at_);
        if (!blank(line) && split_row(line)) return CsvRow(file_, line_, words_, cells_, problems_);
    }
    return std::nullopt;
}

void CsvTable::tell(std::string code, int column, Message message) {
    problems_.push_back(file_.problem(std::move(code), line_, column, std::move(message)));
}

bool CsvTable::split(std::string_view line) {
    words_ = line;
    cells_.clear();
    for (std::size_t at = 0;; ++at) {
        CsvCell cell{{}, at};
        if (at < line.size() && line[at] == '"') {
            auto text = quoted_text(line, at);
            if (!text) {
                tell("open-quote", column_of(line, cell.start), {Phrase::open_quote, {}});
                return false;
            }
            cell.text = texts_.emplace_back(std::move(*text));
        } else {
            const auto comma = std::min(line.find(',', at), line.size());
            cell.text = line.substr(at, comma - at);
            at = comma;
        }
        cells_.push_back(cell);
        if (at >= line.size()) return true;
    }
}

bool CsvTable::read_header() {
    const std::string_view line = file_.lines[at_];
    const auto slips = full_width_in(line);
    tell_full_width(file_, line_, slips, problems_);
    if (!split(texts_.emplace_back(with_half_width(line, slips)))) return false;
    if (cells_.size() == 1 && cells_[0].text.find_first_of(";\t|") != std::string_view::npos) {
        tell("separator", 1, {Phrase::csv_separator, {}});
        return false;
    }
    return check_heads();
}

bool CsvTable::check_heads() {
    std::vector<std::string> meant;
    bool whole = true;
    int cell = 0;
    for (const CsvCell& head : cells_) {
        ++cell;
        const std::string name(head.text);
        const bool known = std::find(known_.begin(), known_.end(), name) != known_.end();
        const bool twice = known && std::find(heads_.begin(), heads_.end(), name) != heads_.end();
        heads_.push_back(head.text);
        if (known && !twice) continue;
        whole = false;
        const int column = file_.rows ? cell : column_of(words_, head.start);
        if (twice) {
            tell("duplicate-column", column, {Phrase::duplicate_column, {name}});
        } else if (name.empty()) {
            tell("unknown-column", column, {Phrase::empty_column, {}});
        } else {
            meant.push_back(column_meant(name));
            tell("unknown-column", column, unknown_head(name, meant.back()));
        }
    }
    for (const std::string& column : required_) {
        if (std::find(heads_.begin(), heads_.end(), column) != heads_.end()) continue;
        whole = false;
        if (std::find(meant.begin(), meant.end(), column) == meant.end())
            tell("missing-column", file_.rows ? 0 : 1, {Phrase::missing_column, {column}});
    }
    return whole;
}

/// The column that a head is nearest to, or that people call so.
std::string CsvTable::column_meant(const std::string& name) const {
    static constexpr std::pair<std::string_view, std::string_view> other_names[] = {
        {"year", "period"},        {"date", "period"},    {"年", "period"},
        {"年份", "period"},        {"年度", "period"},    {"时间", "period"},
        {"年份", "year"},          {"年度", "year"},      {"年", "year"},
        {"日期", "date"},          {"时间", "date"},      {"指标名称", "indicator"},
        {"指标代码", "indicator"}, {"name", "indicator"}, {"id", "indicator"},
        {"值", "value"},           {"数值", "value"},     {"得分", "value"},
        {"分数", "value"},         {"score", "value"},    {"地区", "body"},
        {"区县", "body"},          {"乡镇", "body"},      {"部门", "body"},
        {"region", "body"},        {"unit", "body"},      {"项目", "item"},
        {"任务名称", "task"},      {"进度", "percent"},   {"类别", "class"}};
    std::string near = nearest(name, known_);
    if (!near.empty()) return near;
    for (const auto& [other, column] : other_names)
        if (name == other && std::find(known_.begin(), known_.end(), column) != known_.end())
            return std::string(column);
    return {};
}

/// Of a table in memory all columns that it may have are told: there is no file that shows them.
Message CsvTable::unknown_head(const std::string& name, const std::string& near) const {
    const Message told =
        near.empty() ? Message{Phrase::unknown_column, {name}} : Message{Phrase::unknown_column_near, {name, near}};
    if (!file_.rows) return told;
    return {Phrase::columns_wanted, {told, joined(Phrase::listed, {known_.begin(), known_.end()})}};
}

/// Returns whether the line has as many cells as the header.
bool CsvTable::split_row(std::string_view line) {
    const auto stop = [&] { return at_ = file_.lines.size(), false; };  // what is inside a quote below, nobody knows
    if (!split(line)) return stop();
    if (cells_.size() < heads_.size()) {
        auto commas = full_width_in(line);
        std::erase_if(commas, [](const FullWidth& slip) { return slip.plain != ','; });
        const auto as_written = cells_;
        if (!split(texts_.emplace_back(with_half_width(line, commas)))) return stop();
        if (cells_.size() == heads_.size())
            tell_full_width(file_, line_, commas, problems_);
        else
            cells_ = as_written, words_ = line;
    }
    const auto count = [&](Phrase phrase) {
        return Message{phrase, {std::to_string(cells_.size()), std::to_string(heads_.size())}};
    };
    if (cells_.size() < heads_.size())
        tell("cell-count", column_of(line, line.size()), count(Phrase::too_few_cells));
    else if (cells_.size() > heads_.size())
        tell("cell-count", column_of(words_, cells_[heads_.size()].start), count(Phrase::too_many_cells));
    return cells_.size() == heads_.size();
}

int CsvRow::column_of_cell(const CsvColumn& column) const {
    if (file_.rows) return column.index < cells_.size() ? static_cast<int>(column.index + 1) : 0;
    return column.index < cells_.size() ? column_of(words_, cells_[column.index].start) : 1;
}

void CsvRow::tell_slips(const CsvColumn& column, const std::vector<FullWidth>& slips) const {
    tell_full_width(file_, line_, slips, problems_, file_.rows ? std::optional(column_of_cell(column)) : std::nullopt);
}

void CsvRow::problem(const CsvColumn& column, std::string code, Message message, std::size_t at) const {
    const int inside = file_.rows ? 0 : column_of(text(column), at) - 1;
    problems_.push_back(file_.problem(std::move(code), line_, column_of_cell(column) + inside, std::move(message)));
}

bool CsvRow::tells_empty(const CsvColumn& column) const {
    if (!text(column).empty()) return false;
    problem(column, "empty-cell", {Phrase::empty_cell, {column.name}});
    return true;
}

std::optional<double> CsvRow::number(const CsvColumn& column, int* places) const {
    const std::string_view cell = exact_digits(text(column));
    double value = 0;
    if (!is_number(cell, value)) {
        const auto slips = full_width_in(cell, column_of_cell(column));
        if (!slips.empty() && is_number(with_half_width(cell, slips, column_of_cell(column)), value))
            tell_slips(column, slips);
        else
            problem(column, "bad-number", no_number(column.name, cell));
        return std::nullopt;
    }
    const bool from_double = column.index < cells_.size() && cells_[column.index].from_double;
    if (!from_double && !is_kept(cell, value)) {
        problem(column, "long-number", {Phrase::number_too_long, {cell}});
        return std::nullopt;
    }
    const auto point = cell.find('.');
    if (places) *places = point == cell.npos ? 0 : static_cast<int>(cell.size() - point - 1);
    return value;
}

State CsvRow::value(const CsvColumn& column, double& value, int* places) const {
    const std::string_view cell = text(column);
    if (cell.empty()) return State::missing;
    if (cell == "不涉及" || cell == "N/A") return State::not_applicable;
    if (cell == "未评" || cell == "pending") return State::not_scored;
    const auto read = number(column, places);
    if (!read) return State::missing;
    value = *read;
    return State::value;
}

double CsvRow::count(const CsvColumn& column) const {
    const auto read = number(column);
    if (!read || (*read >= 0 && *read == std::trunc(*read))) return read.value_or(0);
    problem(column, "bad-count", {Phrase::count_needed, {column.name, text(column)}});
    return 0;
}

bool CsvRow::tells_full_width(const CsvColumn& column, const std::function<bool(const std::string&)>& is_meant) const {
    const std::string cell(text(column)), plain = with_half_width(cell, full_width_in(cell));
    if (plain == cell || !is_meant(plain)) return false;
    problem(column, "full-width", {Phrase::full_width, {cell, plain}});
    return true;
}

std::optional<Date> CsvRow::date(const CsvColumn& column) const {
    const auto date = parse_date(text(column));
    const auto is_date = [](const std::string& plain) { return parse_date(plain).has_value(); };
    if (!date && !tells_empty(column) && !tells_full_width(column, is_date))
        problem(column, "bad-date", no_day(text(column)));
    return date;
}

std::optional<Period> CsvRow::period(const CsvColumn& column) const {
    const auto period = parse_period(text(column));
    const auto is_period = [](const std::string& plain) { return parse_period(plain).has_value(); };
    if (!period && !tells_empty(column) && !tells_full_width(column, is_period))
        problem(column, "bad-period", no_period(text(column)));
    return period;
}

bool CsvRow::flag(const CsvColumn& column, std::string_view word) const {
    const std::string_view cell = text(column);
    if (!cell.empty() && cell != word)
        problem(column, std::string(column.name), {Phrase::bad_flag, {column.name, word, cell}});
    return !cell.empty();
}

}  // namespace libplan
