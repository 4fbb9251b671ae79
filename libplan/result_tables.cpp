#include "libplan/result_tables.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "libplan/table_columns.hpp"

namespace libplan {
namespace {

using Keeper = std::shared_ptr<const void>;

std::string joined_words(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : "；") + word;
    return all;
}

/// Bytes that are 0 or 1 as bits.
template <class Flags, class There>
TableColumn bits_of(std::string name, const Flags& flags, const There& is_there) {
    std::vector<std::uint8_t> bits(flags.size() / 8 + 1);
    for (std::size_t row = 0; row < flags.size(); ++row)
        bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | (flags[row] == 1 ? 1U : 0U) << (row % 8));
    TableColumn column = owned(std::move(name), std::move(bits));
    column.format = "b";
    column.size = flags.size();
    tell_nulls(column, is_there);
    return column;
}

template <class Flags>
TableColumn bits_of(std::string name, const Flags& flags) {
    return bits_of(std::move(name), flags, [](std::size_t) { return true; });
}

/// Doubles in which NaN is nothing.
TableColumn doubles(std::string name, const Column<double>& numbers, const Keeper& keeper) {
    TableColumn column = borrowed(std::move(name), numbers, keeper);
    tell_nulls(column, [&](std::size_t row) { return !std::isnan(numbers[row]); });
    return column;
}

template <class Choice>
TableColumn choices(std::string name, const Column<Choice>& codes, const Keeper& keeper) {
    return with_words(borrowed(std::move(name), codes, keeper), words_of_choice<Choice>());
}

/// The codes of series, once for each year.
TableColumn of_series(std::string name, const Column<std::uint32_t>& codes, std::size_t years,
                      const std::vector<std::string>& words) {
    std::vector<std::uint32_t> all;
    all.reserve(codes.size() * years);
    for (std::size_t year = 0; year < years; ++year) all.insert(all.end(), codes.begin(), codes.end());
    return with_words(owned(std::move(name), std::move(all)), words);
}

TableColumn years_of(const ProgressColumns& columns) {
    std::vector<std::int32_t> all;
    all.reserve(columns.series() * columns.years());
    for (int year = columns.first_year; year <= columns.last_year; ++year)
        all.insert(all.end(), columns.series(), year);
    return owned("year", std::move(all));
}

std::vector<std::size_t> numbers_to(std::size_t size) {
    std::vector<std::size_t> all(size);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

std::optional<Points> possible(const Assessment& assessment, std::size_t unit, double PossibleRange::*side) {
    const State state = assessment.total_states[unit];
    if (state == State::value || state == State::not_applicable) return std::nullopt;
    const double limit = possible_range(assessment, unit).*side;
    return std::isfinite(limit) ? std::optional(exact_points(limit)) : std::nullopt;
}

std::vector<std::string> grade_titles(const Scheme& scheme) {
    std::vector<std::string> titles;
    for (const Grade& grade : scheme->grades) titles.push_back(grade.title);
    return titles;
}

/// The grades of units as words; those that are open have none.
TableColumn grade_column(const Scores& scores, const std::vector<std::string>& titles, const Keeper& keeper) {
    TableColumn column = with_words(borrowed("grade", scores.grades, keeper), titles);
    tell_nulls(column, [&](std::size_t unit) { return scores.grades[unit] >= 0; });
    return column;
}

TableColumn rank_column(const Scores& scores, const Keeper& keeper) {
    TableColumn column = borrowed("rank", scores.ranks, keeper);
    tell_nulls(column, [&](std::size_t unit) { return scores.ranks[unit] > 0; });
    return column;
}

/// What rounding made the totals of; of a unit without a total it is nothing.
TableColumn unrounded_column(const Scores& scores, const Keeper& keeper) {
    TableColumn column = borrowed("unrounded", scores.unrounded, keeper);
    tell_nulls(column, [&](std::size_t unit) { return scores.total_states[unit] == State::value; });
    return column;
}

/// The title of the group in which each item stands.
std::map<const Item*, std::string> groups_of_items(const SchemeParts& scheme) {
    std::map<const Item*, std::string> all;
    for (const Group* group : groups_of(scheme))
        for (const Item& item : group->items) all.emplace(&item, group->title);
    return all;
}

std::string veto_words(const Assessment& assessment, std::size_t unit) {
    std::vector<std::string> words;
    const auto& vetoes = assessment.scheme->vetoes;
    for (std::size_t at = 0; at < vetoes.size(); ++at)
        if ((assessment.vetoes[unit] >> at & 1) != 0) words.push_back(vetoes[at].title);
    return joined_words(words);
}

Table units_of(const Assessment& assessment, const std::vector<std::size_t>& units) {
    const auto unit = [&](auto member) {
        return
            [&assessment, member](std::size_t at) -> const std::string& { return assessment.facts.units[at].*member; };
    };
    const auto open = [&](auto value) {
        return [&assessment, value](std::size_t at) {
            return assessment.total_states[at] == State::value ? std::optional(value(at)) : std::nullopt;
        };
    };
    TableOf rows(units);
    rows.column("unit", unit(&Unit::id))
        .column("title", unit(&Unit::title))
        .column("rank_class", unit(&Unit::rank_class));
    rows.column("total", open([&](std::size_t at) { return assessment.totals[at]; }));
    return rows.table();
}

}  // namespace

Table table_of(const Progress& progress, Language language) {
    TableOf rows(progress.readings);
    const auto limit = [](double Interval::*side) {
        return [side](const Reading& r) { return r.admissible ? std::optional((*r.admissible).*side) : std::nullopt; };
    };
    const auto open = [](bool Interval::*side) {
        return [side](const Reading& r) { return r.admissible ? std::optional((*r.admissible).*side) : std::nullopt; };
    };
    rows.column("indicator", [](const Reading& r) { return r.indicator; })
        .column("title", [](const Reading& r) { return r.title; })
        .column("body", [](const Reading& r) { return r.body; })
        .column("year", [](const Reading& r) { return r.year; })
        .column("unit", [](const Reading& r) { return r.unit; })
        .column("state", [](const Reading& r) { return r.state; })
        .column("value", [](const Reading& r) { return r.value; })
        .column("lower", limit(&Interval::lower))
        .column("upper", limit(&Interval::upper))
        .column("lower_open", open(&Interval::lower_open))
        .column("upper_open", open(&Interval::upper_open))
        .column("stated", [](const Reading& r) { return r.stated; })
        .column("met", [](const Reading& r) { return r.met; })
        .column("required", [](const Reading& r) { return r.required; })
        .column("goal", [](const Reading& r) { return r.goal; })
        .column("time_gone", [](const Reading& r) { return r.time_gone; })
        .column("completion", [](const Reading& r) { return r.completion; })
        .column("ratio_to_target", [](const Reading& r) { return r.ratio_to_target; })
        .column("status", [](const Reading& r) { return r.status; })
        .column("reason", [&](const Reading& r) { return text(r.reason, language); })
        .column("provisional", [](const Reading& r) { return r.provisional; })
        .column("illustrative", [](const Reading& r) { return r.illustrative; });
    return rows.table();
}

Table table_of(const std::shared_ptr<const ProgressColumns>& held) {
    const ProgressColumns& all = *held;
    Table table{all.series() * all.years(), {}};
    const auto decided = [&](std::size_t row) { return !std::isnan(all.lower[row]); };
    table.columns = {of_series("indicator", all.indicator, all.years(), all.indicators),
                     of_series("body", all.body, all.years(), all.bodies),
                     years_of(all),
                     choices("state", all.state, held),
                     doubles("value", all.value, held),
                     doubles("lower", all.lower, held),
                     doubles("upper", all.upper, held),
                     bits_of("lower_open", all.lower_open, decided),
                     bits_of("upper_open", all.upper_open, decided),
                     bits_of("met", all.met, [&](std::size_t row) { return all.met[row] >= 0; }),
                     doubles("required", all.required, held),
                     doubles("completion", all.completion, held),
                     choices("status", all.status, held),
                     choices("reason", all.reason, held),
                     bits_of("provisional", all.provisional),
                     bits_of("illustrative", all.illustrative)};
    return table;
}

Table by_unit(const std::shared_ptr<const Assessment>& held) {
    const Assessment& all = *held;
    const auto units = numbers_to(all.totals.size());
    Table table = units_of(all, units);
    TableOf rows(units);
    table.columns.push_back(grade_column(all, grade_titles(all.scheme), held));
    table.columns.push_back(rank_column(all, held));
    table.columns.push_back(choices("state", all.total_states, held));
    rows.column("scored", [&](std::size_t at) { return all.scored[at]; }).column("applicable", [&](std::size_t at) {
        return all.applicable[at];
    });
    for (TableColumn& column : rows.table().columns) table.columns.push_back(std::move(column));
    table.columns.push_back(unrounded_column(all, held));
    TableOf more(units);
    more.column("lowest", [&](std::size_t at) { return possible(all, at, &PossibleRange::lowest); })
        .column("highest", [&](std::size_t at) { return possible(all, at, &PossibleRange::highest); })
        .column("vetoes", [&](std::size_t at) { return veto_words(all, at); });
    for (TableColumn& column : more.table().columns) table.columns.push_back(std::move(column));
    return table;
}

Table ranking(const std::shared_ptr<const Assessment>& held) {
    const Assessment& all = *held;
    std::vector<std::size_t> units;
    for (const std::size_t unit : numbers_to(all.totals.size()))
        if (all.ranks[unit] > 0) units.push_back(unit);
    const auto place = [&](std::size_t unit) { return std::tie(all.facts.units[unit].rank_class, all.ranks[unit]); };
    std::stable_sort(units.begin(), units.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
    const auto titles = grade_titles(all.scheme);
    TableOf rows(units);
    rows.column("rank_class", [&](std::size_t at) { return all.facts.units[at].rank_class; })
        .column("rank", [&](std::size_t at) { return all.ranks[at]; })
        .column("unit", [&](std::size_t at) { return all.facts.units[at].id; })
        .column("title", [&](std::size_t at) { return all.facts.units[at].title; })
        .column("total", [&](std::size_t at) { return all.totals[at]; })
        .column("grade", [&](std::size_t at) {
            return all.grades[at] < 0 ? std::nullopt : std::optional(titles[static_cast<std::size_t>(all.grades[at])]);
        });
    return rows.table();
}

Table by_item(const std::shared_ptr<const Assessment>& held) {
    const Assessment& all = *held;
    const auto items = items_of(all.scheme.parts());
    const std::size_t size = all.totals.size() * items.size();
    const auto rows = numbers_to(size);
    const auto codes = [&](std::string name, const auto& words, bool of_unit) {
        std::vector<std::uint32_t> numbers;
        numbers.reserve(size);
        for (const std::size_t row : rows)
            numbers.push_back(static_cast<std::uint32_t>(of_unit ? row / items.size() : row % items.size()));
        return with_words(owned(std::move(name), std::move(numbers)), words);
    };
    std::vector<std::string> units, unit_titles, ids, titles, groups;
    for (const Unit& unit : all.facts.units) {
        units.push_back(unit.id);
        unit_titles.push_back(unit.title);
    }
    const auto group_of = groups_of_items(all.scheme.parts());
    for (const Item* item : items) {
        ids.push_back(item->id);
        titles.push_back(item->title);
        groups.push_back(group_of.at(item));
    }
    Table table{size,
                {codes("unit", units, true), codes("unit_title", unit_titles, true), codes("group", groups, false),
                 codes("item", ids, false), codes("item_title", titles, false)}};
    const auto item = [&](std::size_t row) -> const Scores::ItemColumn& { return all.items[row % items.size()]; };
    const auto state = [&](std::size_t row) { return item(row).state(row / items.size()); };
    TableOf more(rows);
    more.column("points",
                [&](std::size_t row) {
                    return state(row) == State::value || state(row) == State::not_applicable
                               ? std::optional(item(row).points[row / items.size()])
                               : std::nullopt;
                })
        .column("full", [&](std::size_t row) { return exact_points(items[row % items.size()]->full); })
        .column("state", state);
    for (TableColumn& column : more.table().columns) table.columns.push_back(std::move(column));
    return table;
}

Table table_of(const std::shared_ptr<const Scores>& held, const std::vector<std::string>& grades) {
    const Scores& all = *held;
    const auto last = std::max_element(all.grades.begin(), all.grades.end());
    if (last != all.grades.end() && *last >= static_cast<std::int32_t>(grades.size()))
        throw std::invalid_argument("table_of: scores of another scheme, which has more grades");
    const auto known = [&](std::size_t unit) { return all.total_states[unit] == State::value; };
    const auto points = [&](std::string name, const Column<Points>& column) {
        return borrowed(std::move(name), column, held);
    };
    TableColumn totals = points("total_millionths", all.totals);
    tell_nulls(totals, known);
    TableColumn earned = points("earned_millionths", all.earned);
    tell_nulls(earned, known);
    Table table{all.totals.size(),
                {std::move(totals), grade_column(all, grades, held), rank_column(all, held),
                 choices("state", all.total_states, held), std::move(earned), points("scored_millionths", all.scored),
                 points("applicable_millionths", all.applicable), unrounded_column(all, held),
                 borrowed("vetoes", all.vetoes, held)}};
    return table;
}

Table table_of(const std::vector<Finding>& findings, Language language) {
    const auto said = [&](Message Finding::*words) {
        return [words, language](const Finding& finding) { return text(finding.*words, language); };
    };
    const auto listed = [&](const auto& tell) {
        return [tell](const Finding& finding) {
            std::vector<std::string> words;
            for (const Figure& figure : finding.figures) words.push_back(tell(figure));
            return joined_words(words);
        };
    };
    TableOf rows(findings);
    rows.column("code", [](const Finding& finding) { return finding.code; })
        .column("severity", [](const Finding& finding) { return finding.severity; })
        .column("title", said(&Finding::title))
        .column("printed", said(&Finding::printed))
        .column("follows", said(&Finding::follows))
        .column("cure", said(&Finding::cure))
        .column("figures",
                listed([&](const Figure& figure) { return text(figure.title, language) + " " + figure.printed; }))
        .column("places", listed([](const Figure& figure) { return to_string(figure.place); }))
        .column("illustrative", [](const Finding& finding) { return finding.illustrative; });
    return rows.table();
}

Table table_of(const TaskBoard& board, Language language) {
    struct Part {
        const TrackedTask& task;
        const TaskPart* part;
    };
    std::vector<Part> parts;
    for (const TrackedTask& task : board.tasks) {
        for (const TaskPart& part : task.parts) parts.push_back({task, &part});
        if (task.parts.empty()) parts.push_back({task, nullptr});
    }
    const auto reported = [](auto member) {
        return [member](const Part& row) {
            return row.part && row.part->report ? std::optional((*row.part->report).*member) : std::nullopt;
        };
    };
    TableOf rows(parts);
    rows.column("task", [](const Part& row) { return row.task.task; })
        .column("standing", [](const Part& row) { return row.task.standing; })
        .column("percent", [](const Part& row) { return row.task.percent; })
        .column("days_left", [](const Part& row) { return row.task.days_left; })
        .column("reason", [&](const Part& row) { return text(row.task.reason, language); })
        .column("body", [](const Part& row) { return row.part ? std::optional(row.part->body) : std::nullopt; })
        .column("role", [](const Part& row) { return row.part ? std::optional(row.part->role) : std::nullopt; })
        .column("body_standing",
                [](const Part& row) { return row.part ? std::optional(row.part->standing) : std::nullopt; })
        .column("body_percent",
                [](const Part& row) { return row.part ? std::optional(row.part->percent) : std::nullopt; })
        .column("reported_on", reported(&TaskReport::date))
        .column("evidence", reported(&TaskReport::evidence))
        .column("illustrative", [](const Part& row) { return row.task.illustrative; });
    return rows.table();
}

Table load_table(const TaskBoard& board) {
    TableOf rows(board.loads);
    rows.column("body", [](const BodyLoad& load) { return load.body; })
        .column("first_lead", [](const BodyLoad& load) { return load.first_lead; })
        .column("joint_lead", [](const BodyLoad& load) { return load.joint_lead; })
        .column("support", [](const BodyLoad& load) { return load.support; })
        .column("territorial", [](const BodyLoad& load) { return load.territorial; })
        .column("done", [](const BodyLoad& load) { return load.done; })
        .column("overdue", [](const BodyLoad& load) { return load.overdue; })
        .column("at_risk", [](const BodyLoad& load) { return load.at_risk; });
    return rows.table();
}

Table table_of(const TotalChange& change) {
    TableOf rows(change.items);
    rows.column("item", [](const ItemChange& item) { return item.item; })
        .column("title", [](const ItemChange& item) { return item.title; })
        .column("before", [](const ItemChange& item) { return item.before; })
        .column("after", [](const ItemChange& item) { return item.after; })
        .column("difference", [](const ItemChange& item) { return item.difference; })
        .column("before_words", [](const ItemChange& item) { return item.before_words; })
        .column("after_words", [](const ItemChange& item) { return item.after_words; });
    return rows.table();
}

Table cause_table(const TotalChange& change) {
    TableOf rows(change.parts);
    rows.column("cause", [](const ChangePart& part) { return part.cause; })
        .column("points", [](const ChangePart& part) { return part.points; })
        .column("words", [](const ChangePart& part) { return part.words; });
    return rows.table();
}

Table table_of(const SideBySide& judged, Language language) {
    const auto pace = [](auto tell) {
        return [tell](const Judgement& one) {
            return one.pace ? std::optional(tell(*one.pace)) : std::optional<decltype(tell(*one.pace))>();
        };
    };
    const auto number = [](std::optional<double> Pace::*member) {
        return [member](const Judgement& one) { return one.pace ? (*one.pace).*member : std::nullopt; };
    };
    TableOf rows(judged.judgements);
    rows.column("indicator", [](const Judgement& one) { return one.reading.indicator; })
        .column("title", [](const Judgement& one) { return one.reading.title; })
        .column("body", [](const Judgement& one) { return one.reading.body; })
        .column("year", [](const Judgement& one) { return one.reading.year; })
        .column("value", [](const Judgement& one) { return one.reading.value; })
        .column("unit", [](const Judgement& one) { return one.reading.unit; })
        .column("status", [](const Judgement& one) { return one.reading.status; })
        .column("linear", [](const Judgement& one) { return one.linear; })
        .column("geometric", [](const Judgement& one) { return one.geometric; })
        .column("completion", [](const Judgement& one) { return one.reading.completion; })
        .column("ratio_to_target", [](const Judgement& one) { return one.reading.ratio_to_target; })
        .column("compound_pace", pace([](const Pace& of) { return of.compound; }))
        .column("linear_pace", pace([](const Pace& of) { return of.linear; }))
        .column("growth", number(&Pace::growth))
        .column("needed", number(&Pace::needed))
        .column("score", number(&Pace::score))
        .column("disagrees", [](const Judgement& one) { return !one.disagreements().empty(); })
        .column("reason", [&](const Judgement& one) { return text(one.reading.reason, language); })
        .column("illustrative", [](const Judgement& one) { return one.reading.illustrative; });
    return rows.table();
}

Table control_table(const SideBySide& judged, Language language) {
    TableOf rows(judged.controls);
    rows.column("indicator", [](const ControlReading& one) { return one.indicator; })
        .column("title", [](const ControlReading& one) { return one.title; })
        .column("body", [](const ControlReading& one) { return one.body; })
        .column("unit", [](const ControlReading& one) { return one.unit; })
        .column("months_gone", [](const ControlReading& one) { return one.months_gone; })
        .column("actual", [](const ControlReading& one) { return one.actual; })
        .column("control", [](const ControlReading& one) { return one.control; })
        .column("used", [](const ControlReading& one) { return one.used(); })
        .column("time_gone", [](const ControlReading& one) { return one.time_gone(); })
        .column("standing", [](const ControlReading& one) { return one.standing; })
        .column("reason", [&](const ControlReading& one) { return text(one.reason, language); })
        .column("illustrative", [](const ControlReading& one) { return one.illustrative; });
    return rows.table();
}

}  // namespace libplan
