#include <algorithm>
#include <cmath>

#include "reports/notebook.hpp"
#include "reports/notebook_parts.hpp"
#include "reports/target_words.hpp"

namespace libplan {
namespace {

/// What an interval asks of an indicator, as one number.
std::optional<double> level_of(const Interval& interval, Direction direction) {
    const double first = direction == Direction::down ? interval.upper : interval.lower;
    const double other = direction == Direction::down ? interval.lower : interval.upper;
    if (std::isfinite(first)) return first;
    return std::isfinite(other) ? std::optional(other) : std::nullopt;
}

/// From the baseline straight to each target: all that an indicator knows by itself.
std::shared_ptr<const Sketch> own_sketch(const Indicator& indicator) {
    Sketch sketch{{}, 0, indicator.unit, true, {}};
    const auto baseline = chosen_baseline(indicator);
    for (const Baseline& each : indicator.baselines)
        if (baseline == each.value && sketch.course.empty())
            sketch.course.push_back({each.year, each.value, each.value, {}});
    for (const Target& target : indicator.targets)
        if (const auto interval = interval_of(indicator, target))
            sketch.course.push_back({target.year, {}, level_of(*interval, indicator.direction), interval});
    return sketch.course.size() < 2 ? nullptr : std::make_shared<const Sketch>(std::move(sketch));
}

/// The rows that a plan holding only this would have.
std::vector<LedgerRows> rows_of(const Indicator& indicator, Language language) {
    PlanParts parts;
    parts.indicators.push_back(indicator);
    return ledger_rows(parts, language);
}

Row indicator_row(std::string year, std::string of, std::string admissible, const Clause& clause, Language language) {
    Row row{{words(std::move(year), Look::text), words(std::move(of), Look::wrapped),
             words(admissible.empty() ? "—" : std::move(admissible), Look::centered)}};
    row.cells[1].set({.comment = words_of(clause, language)});
    return row;
}

std::string baseline_words(const Indicator& indicator, const Baseline& baseline, Language language) {
    const std::string value = say(language, Phrase::rule_number, say(language, Phrase::head_baseline),
                                  decimal_text(baseline.value) + indicator.unit);
    return marked(baseline.basis.empty() ? value : say(language, Phrase::with_detail, value, baseline.basis),
                  baseline.illustrative, language);
}

/// Baselines and targets in one line each.
Row listed(const Indicator& indicator, Language language) {
    std::vector<Message> baselines;
    for (const Baseline& baseline : indicator.baselines)
        baselines.emplace_back(
            say(language, Phrase::baseline_of, decimal_text(baseline.value), std::to_string(baseline.year)));
    std::vector<Message> targets;
    for (const Target& target : indicator.targets)
        targets.emplace_back(target_words(nullptr, indicator, target, language));
    const auto all = [&](std::vector<Message> words) {
        return words.empty() ? "—" : text(joined(Phrase::semicolon, std::move(words)), language);
    };
    return {{words(marked(with_unit(indicator.title, indicator.unit, language), indicator.illustrative, language),
                   Look::wrapped),
             words(all(std::move(baselines)), Look::wrapped), words(all(std::move(targets)), Look::wrapped)}};
}

/// The last year of the plan that has a figure; the plan's first if none has.
int latest_year(const PlanFolder& folder) {
    int latest = folder.plan->first_year;
    const auto years = folder.observations.years();
    for (std::size_t row = 0; row < years.size(); ++row)
        if (folder.observations.states()[row] == State::value && years[row] <= folder.plan->last_year)
            latest = std::max<int>(latest, years[row]);
    return latest;
}

std::string counted_years(const Observations& figures, Language language) {
    int first = std::numeric_limits<int>::max();
    int last = std::numeric_limits<int>::min();
    for (const std::int16_t year : figures.years()) {
        if (year == Observations::no_year) continue;
        first = std::min<int>(first, year);
        last = std::max<int>(last, year);
    }
    const std::string count = std::to_string(figures.size());
    if (first == last)
        return say(language, Phrase::with_detail, say(language, Phrase::folder_rows, count),
                   say(language, Phrase::head_before, std::to_string(first)));
    return first > last ? say(language, Phrase::folder_rows, count)
                        : say(language, Phrase::folder_of_years, count, std::to_string(first), std::to_string(last));
}

/// Each kind of record by the name of its sheet in a workbook.
void add_contents(Sheet& page, const PlanFolder& folder, Language language) {
    const auto add = [&](LedgerSheetName name, const std::string& count, std::size_t rows) {
        if (rows > 0) add_entry(page, std::string(ledger_sheet(name).title(language)), count);
    };
    const auto add_rows = [&](LedgerSheetName name, std::size_t rows) {
        add(name, say(language, Phrase::folder_rows, std::to_string(rows)), rows);
    };
    add_part(page, say(language, Phrase::folder_contents), true);
    add(LedgerSheetName::figures, counted_years(folder.figures, language), folder.figures.size());
    add(LedgerSheetName::observations, counted_years(folder.observations, language), folder.observations.size());
    add(LedgerSheetName::controls, counted_years(folder.records.controls, language), folder.records.controls.size());
    add_rows(LedgerSheetName::events, folder.records.events.size());
    add_rows(LedgerSheetName::reports, folder.records.reports.size());
    add_rows(LedgerSheetName::marks, folder.records.marks.size());
    add_rows(LedgerSheetName::supplied, folder.records.figures.size());
    std::vector<Message> schemes;
    for (const Scheme& scheme : folder.schemes) schemes.emplace_back(scheme->title);
    add(LedgerSheetName::schemes, text(joined(Phrase::semicolon, std::move(schemes)), language), folder.schemes.size());
}

}  // namespace

Pages pages_of(const Plan& plan, Language language) { return {layout_plan(plan, language)}; }

Pages pages_of(const Indicator& indicator, Language language) {
    Sheet page = titled_page(with_unit(indicator.title, indicator.unit, language), {12, 60, 16}, indicator.illustrative,
                             language);
    const auto rows = rows_of(indicator, language);
    add_line(page, given_words(rows_of(rows, LedgerSheetName::indicators), 0,
                               {"id", "title", "unit", "clause.line", "clause.text"}, language));
    add_line(page, words_of(indicator.clause, language));
    if (const auto sketch = own_sketch(indicator)) {
        add_entry(page, say(language, Phrase::head_course), "");
        page.rows.back().cells.back().set({.sketch = sketch});
    }
    add_heads(page, {Phrase::head_year, Phrase::head_from, Phrase::head_admissible}, language);
    for (const Baseline& baseline : indicator.baselines)
        page.rows.push_back(indicator_row(std::to_string(baseline.year), baseline_words(indicator, baseline, language),
                                          "", baseline.clause, language));
    for (const Target& target : indicator.targets) {
        const auto interval = interval_of(indicator, target);
        page.rows.push_back(indicator_row(
            std::to_string(target.year), marked(target_words(nullptr, target, language), target.illustrative, language),
            interval ? to_string(*interval) : "", target.clause, language));
    }
    return {std::move(page)};
}

Pages pages_of(const std::vector<Indicator>& indicators, Language language) {
    Sheet page = titled_page(say(language, Phrase::indicators_title, std::to_string(indicators.size())), {40, 24, 40},
                             false, language);
    add_heads(page, {Phrase::head_indicator, Phrase::head_baseline, Phrase::head_target}, language);
    for (const Indicator& indicator : indicators) {
        if (page.rows.size() > most_shown) {
            page.left_out = indicators.size() - most_shown + 1;
            break;
        }
        page.rows.push_back(listed(indicator, language));
    }
    return {std::move(page)};
}

Pages pages_of(const Target& target, Language language) {
    PlanParts parts;
    parts.indicators.emplace_back().targets.push_back(target);
    Sheet page = titled_page(target_words(nullptr, target, language), {80}, target.illustrative, language);
    const auto rows = ledger_rows(parts, language);
    add_line(page, given_words(rows_of(rows, LedgerSheetName::targets), 0,
                               {"", "year", "every_year", "clause.line", "clause.text"}, language));
    add_line(page, words_of(target.clause, language));
    return {std::move(page)};
}

Pages pages_of(const Task& task, Language language) {
    PlanParts parts;
    parts.tasks.push_back(task);
    const auto rows = ledger_rows(parts, language);
    const LedgerRows& own = rows_of(rows, LedgerSheetName::tasks);
    Sheet page = titled_page(task.title, {16, 70}, task.illustrative, language);
    for (std::size_t i = 0; i < own.sheet->columns.size(); ++i) {
        const LedgerColumn& column = own.sheet->columns[i];
        const std::string given = shown(own.rows[0][i]);
        if (given.empty() || column.key == "title" || column.kind == LedgerKind::made_up) continue;
        add_entry(page, std::string(title_of(column, language)), given);
    }
    return {std::move(page)};
}

Pages pages_of(const std::vector<Task>& tasks, Language language) {
    Sheet page = titled_page(say(language, Phrase::tasks_list_title, std::to_string(tasks.size())), {60, 16, 40}, false,
                             language);
    add_heads(page, {Phrase::head_task, Phrase::head_deadline, Phrase::head_deliverable}, language);
    for (const Task& task : tasks) {
        if (page.rows.size() > most_shown) {
            page.left_out = tasks.size() - most_shown + 1;
            break;
        }
        page.rows.push_back(
            {{words(marked(task.title, task.illustrative, language), Look::wrapped),
              words(task.deadline ? to_string(*task.deadline) : say(language, Phrase::standing_continuing), Look::text),
              words(task.deliverable, Look::wrapped)}});
    }
    return {std::move(page)};
}

Pages pages_of(const PlanFolder& folder, Language language) {
    const int year = latest_year(folder);
    Sheet top = titled_page(say(language, Phrase::folder_title, folder.plan->title), {24, 70}, false, language);
    Pages pages = pages_of(measure(folder.plan, folder.observations, year), language);
    add_contents(top, folder, language);
    pages.insert(pages.begin(), std::move(top));
    return pages;
}

}  // namespace libplan
