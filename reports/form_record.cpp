#include "reports/form_record.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "libplan/words.hpp"
#include "reports/cell_values.hpp"
#include "reports/cells.hpp"

namespace libplan {
namespace {

enum RecordColumn {
    record_key,
    record_title,
    record_clause,
    record_full,
    record_who,
    record_allowed,
    record_highest,
    record_full_points,
    record_step,
    record_deduct_from,
    record_is_count,
    record_remark,
    record_value,  ///< what was known; of a report its percentage
    record_state,  ///< of a report its status
    record_date,   ///< the other two of a report
    record_evidence,
    record_may_be_below_one,
    record_lowest,
    record_may_be_beyond_100
};

Cell recorded(const std::string& text) { return words(text, Look::text); }
Cell recorded(const std::optional<double>& value) { return recorded(value ? decimal_text(*value) : std::string()); }

std::array<std::string, 4> words_of_known(const FillRow& row) {
    if (row.report)
        return {decimal_text(row.report->percent), std::string(word_of(row.report->status)),
                to_string(row.report->date), row.report->evidence};
    return {row.value ? decimal_text(*row.value) : "", std::string(word_of(row.state)), "", ""};
}

Row record_of(const FillRow& row) {
    Row line;
    for (const std::string& text : {row.key(), row.title, row.clause, row.full, row.who, row.allowed})
        line.cells.push_back(recorded(text));
    if (row.kind == FillRow::Kind::group) return line;
    for (const std::optional<double>& limit :
         {row.highest, std::optional(row.full_points), std::optional(row.step), row.deduct_from})
        line.cells.push_back(recorded(limit));
    line.cells.push_back(recorded(row.is_count ? "1" : ""));
    line.cells.push_back(recorded(row.remark));
    for (const std::string& known : words_of_known(row)) line.cells.push_back(recorded(known));
    line.cells.push_back(recorded(row.may_be_below_one ? "1" : ""));
    line.cells.push_back(recorded(row.lowest));
    line.cells.push_back(recorded(row.may_be_beyond_100 ? "1" : ""));
    return line;
}

template <class Number>
std::optional<Number> number_of(const std::string& words) {
    Number number{};
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
    return error == std::errc() && end == words.data() + words.size() ? std::optional(number) : std::nullopt;
}

template <class Choice>
std::optional<Choice> choice_of(std::string_view word) {
    for (const Word<Choice>& one : words_for<Choice>())
        if (one.word == word) return one.value;
    return std::nullopt;
}

/// Takes what stands behind the last "|" off a key.
std::string take_last(std::string& key) {
    const auto sign = key.rfind('|');
    if (sign == std::string::npos) return {};
    std::string last = key.substr(sign + 1);
    key.erase(sign);
    return last;
}

/// Takes apart what FillRow::key puts together; an id may hold anything.
bool set_key(FillRow& row, std::string key) {
    static constexpr std::string_view kinds[] = {"group", "mark", "figure", "observation", "report"};
    const auto sign = std::min(key.find('|'), key.size());
    const auto kind = std::find(std::begin(kinds), std::end(kinds), std::string_view(key).substr(0, sign));
    if (kind == std::end(kinds)) return false;
    row.kind = static_cast<FillRow::Kind>(kind - std::begin(kinds));
    if (row.kind == FillRow::Kind::group) return row.id = key.substr(sign + 1), true;
    const std::string when = take_last(key);
    if (row.kind == FillRow::Kind::mark) {
        const auto scorer = choice_of<Scorer>(take_last(key));
        if (!scorer) return false;
        row.scorer = *scorer;
    }
    row.id = key.substr(std::min(sign + 1, key.size()));
    if (row.kind == FillRow::Kind::observation) return row.period = when, parse_period(when).has_value();
    const auto year = number_of<int>(when);
    row.year = year.value_or(0);
    return year.has_value();
}

std::vector<Scorer> scorers_named(const std::string& words) {
    std::vector<Scorer> scorers;
    for (const Word<Scorer>& one : words_for<Scorer>())
        if (("," + words + ",").find("," + std::string(one.word) + ",") != std::string::npos)
            scorers.push_back(one.value);
    return scorers;
}

void set_known(FillRow& row, const MarkedCell& mark, int below) {
    const auto value = number_of<double>(mark.words(below, record_value));
    const std::string state = mark.words(below, record_state);
    if (row.kind != FillRow::Kind::report) {
        row.value = value;
        row.state = choice_of<State>(state).value_or(State::missing);
        return;
    }
    const auto date = parse_date(mark.words(below, record_date));
    const auto status = choice_of<TaskStatus>(state);
    if (value && date && status) row.report = {*date, *status, *value, mark.words(below, record_evidence)};
}

std::optional<FillRow> row_recorded(const MarkedCell& mark, int below) {
    const auto word = [&](RecordColumn column) { return mark.words(below, column); };
    FillRow row;
    if (!set_key(row, word(record_key))) return std::nullopt;
    row.title = word(record_title);
    row.clause = word(record_clause);
    row.full = word(record_full);
    row.who = word(record_who);
    row.allowed = word(record_allowed);
    row.highest = number_of<double>(word(record_highest));
    row.full_points = number_of<double>(word(record_full_points)).value_or(0);
    row.step = number_of<double>(word(record_step)).value_or(0);
    row.deduct_from = number_of<double>(word(record_deduct_from));
    row.is_count = !word(record_is_count).empty();
    row.remark = word(record_remark);
    row.may_be_below_one = !word(record_may_be_below_one).empty();
    row.lowest = number_of<double>(word(record_lowest));
    row.may_be_beyond_100 = !word(record_may_be_beyond_100).empty();
    set_known(row, mark, below);
    if (row.kind == FillRow::Kind::mark && !row.highest) return std::nullopt;
    row.takes = row.kind == FillRow::Kind::report ? Message() : allowed_in(row);
    row.by = row.kind == FillRow::Kind::mark ? Message(phrase_of(row.scorer)) : Message(row.who);
    return row;
}

}  // namespace

std::string MarkedCell::words(int below, int right) const {
    const StoredCell* cell = sheet->find(row + below, column + right);
    return cell ? text_in(*cell) : std::string();
}

MarkedCell find_mark(const StoredSheet& sheet, std::string_view words) {
    for (const StoredCell& cell : sheet.cells)
        if (const auto* text = std::get_if<std::string_view>(&cell.value); text && *text == words)
            return {&sheet, cell.row, cell.column};
    return {};
}

MarkedCell find_mark(const StoredWorkbook& book, std::string_view words) {
    for (const StoredSheet& sheet : book.sheets)
        if (const MarkedCell found = find_mark(sheet, words)) return found;
    return {};
}

std::vector<Row> form_record(const FillIn& asked) {
    std::string scorers;
    for (const Scorer scorer : asked.options.scorers)
        scorers += (scorers.empty() ? "" : ",") + std::string(word_of(scorer));
    std::vector<Row> record(1);
    for (const std::string& word :
         {std::string(fill_in_mark), std::string(fill_in_format), asked.plan, asked.unit, asked.unit_title,
          std::to_string(asked.year), std::to_string(asked.first_year), std::to_string(asked.last_year),
          std::string(word_of(asked.options.language)), scorers, asked.options.scheme, asked.version()})
        record.front().cells.push_back(recorded(word));
    for (const auto* section : {&asked.rows, &asked.tasks})
        for (const FillRow& row : *section) record.push_back(record_of(row));
    return record;
}

std::optional<FillIn> recorded_form(const MarkedCell& mark) {
    const auto part = [&](IdentityColumn column) { return mark.words(0, column); };
    const auto year = number_of<int>(part(identity_year)), first = number_of<int>(part(identity_first_year)),
               last = number_of<int>(part(identity_last_year));
    const auto language = choice_of<Language>(part(identity_language));
    if (!year || !first || !last || !language) return std::nullopt;
    FillIn form;
    form.plan = part(identity_plan);
    form.unit = part(identity_unit);
    form.unit_title = part(identity_unit_title);
    form.year = *year;
    form.first_year = *first;
    form.last_year = *last;
    form.options.language = *language;
    form.options.scheme = part(identity_scheme);
    form.options.scorers = scorers_named(part(identity_scorers));
    for (int below = 1; !mark.words(below, record_key).empty(); ++below) {
        auto row = row_recorded(mark, below);
        if (!row) return std::nullopt;
        (row->kind == FillRow::Kind::report ? form.tasks : form.rows).push_back(std::move(*row));
    }
    return form.version() == part(identity_version) ? std::optional(std::move(form)) : std::nullopt;
}

}  // namespace libplan
