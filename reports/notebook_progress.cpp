#include <algorithm>
#include <cmath>
#include <map>

#include "reports/notebook.hpp"
#include "reports/notebook_parts.hpp"

namespace libplan {
namespace {

constexpr Status statuses[] = {Status::achieved_early, Status::ahead, Status::on_track, Status::behind,
                               Status::unknown};

/// Several figures, or one held against something: else there is nothing to see.
std::shared_ptr<const Sketch> sketch_of(const std::vector<CourseYear>& course, int judged, const std::string& unit,
                                        std::optional<Status> status, bool large = false) {
    const auto drawn =
        std::count_if(course.begin(), course.end(), [](const CourseYear& year) { return year.value || year.required; });
    const bool any =
        std::any_of(course.begin(), course.end(), [](const CourseYear& year) { return year.value.has_value(); });
    if (drawn < 2 || !any) return nullptr;
    return std::make_shared<const Sketch>(Sketch{course, judged, unit, large, status});
}

std::string status_words(const std::vector<const Reading*>& readings, Language language) {
    std::vector<std::pair<Phrase, std::size_t>> counts;
    for (const Status status : statuses)
        counts.emplace_back(phrase_of(status), static_cast<std::size_t>(std::count_if(
                                                   readings.begin(), readings.end(),
                                                   [&](const Reading* r) { return r->status == status; })));
    return say(language, Phrase::status_counts, std::to_string(readings.size()), counted(counts, language));
}

std::string figure_with_unit(double value, const std::string& unit) { return decimal_text(value) + unit; }

Cell value_cell(double value, State state, int places, Language language) {
    if (state != State::value) return words(say(language, phrase_of(state)), Look::muted);
    return number(value, Look::number, std::max(places, decimals_of(value)));
}

std::string source_of(const Observation& figure, Language language) {
    std::vector<Message> all;
    if (!figure.source.empty()) all.emplace_back(figure.source);
    if (figure.text_line > 0)
        all.emplace_back(Phrase::text_line, std::vector<Message>{std::to_string(figure.text_line)});
    if (figure.as_of) all.emplace_back(to_string(*figure.as_of));
    if (figure.provisional) all.emplace_back(Phrase::provisional, std::vector<Message>{});
    if (figure.illustrative && figure.source != say(language, Phrase::illustrative))
        all.emplace_back(Phrase::illustrative, std::vector<Message>{});
    return text(joined(Phrase::comma, std::move(all)), language);
}

/// The course of a series through the years of its columns.
std::vector<CourseYear> course_of(const ProgressColumns& columns, std::size_t series) {
    std::vector<CourseYear> course;
    const auto known = [](double value) { return std::isnan(value) ? std::nullopt : std::optional(value); };
    for (int year = columns.first_year; year <= columns.last_year; ++year) {
        const std::size_t at = columns.at(series, year);
        CourseYear each{year, known(columns.value[at]), known(columns.required[at]), {}};
        if (!std::isnan(columns.lower[at]))
            each.admissible = Interval{columns.lower[at], columns.upper[at], columns.lower_open[at] != 0,
                                       columns.upper_open[at] != 0};
        course.push_back(std::move(each));
    }
    return course;
}

/// The last year of which there is a figure; the last of all if there is none.
int latest_year(const ProgressColumns& columns) {
    for (std::size_t at = columns.state.size(); at > 0; --at)
        if (columns.state[at - 1] == State::value)
            return columns.first_year + static_cast<int>((at - 1) / columns.series());
    return columns.last_year;
}

std::string days_words(const TrackedTask& task, Language language) {
    if (!task.days_left) return say(language, Phrase::standing_continuing);
    return say(language, *task.days_left < 0 ? Phrase::days_late : Phrase::days_to_go,
               std::to_string(std::abs(*task.days_left)));
}

std::string first_lead(const TrackedTask& task, const std::map<std::string, std::string>& titles, Language language) {
    std::vector<std::string> leads;
    for (const TaskPart& part : task.parts)
        if (part.role == Role::first_lead || part.role == Role::joint_lead) {
            const auto title = titles.find(part.body);
            leads.push_back(title == titles.end() || title->second.empty() ? part.body : title->second);
        }
    if (leads.empty()) return say(language, Phrase::task_no_lead);
    return leads.size() == 1 ? leads.front()
                             : say(language, Phrase::lead_and_others, leads.front(), std::to_string(leads.size()));
}

void add_loads(Sheet& page, const TaskBoard& board, Language language) {
    page.rows.push_back(header_row(
        {Phrase::head_unit, Phrase::head_first_lead, Phrase::head_joint_lead, Phrase::head_done, Phrase::head_overdue},
        language));
    for (const BodyLoad& load : board.loads) {
        if (page.rows.size() > most_shown) {
            ++page.left_out;
            continue;
        }
        page.rows.push_back({{words(load.title.empty() ? load.body : load.title, Look::wrapped),
                              number(load.first_lead, Look::number, 0), number(load.joint_lead, Look::number, 0),
                              number(load.done, Look::number, 0),
                              number(load.overdue, load.overdue > 0 ? Look::bad : Look::number, 0)}});
    }
}

}  // namespace

Pages pages_of(const Reading& reading, Language language) {
    const std::string title = reading.title.empty() ? reading.indicator : reading.title;
    Sheet page = titled_page(with_unit(title, reading.unit, language), {16, 64}, reading.illustrative, language);
    const auto add = [&](Phrase label, std::string text, Look look = Look::wrapped) {
        add_entry(page, say(language, label), text.empty() ? "—" : std::move(text), look);
    };
    if (!reading.body.empty()) add(Phrase::head_unit, reading.body);
    add(Phrase::head_year, std::to_string(reading.year));
    add(Phrase::head_status, say(language, libplan::phrase_of(reading.status)), libplan::look_of(reading.status));
    add(Phrase::head_why, reason_of(reading, {}, language));
    add(Phrase::head_value,
        reading.value ? figure_with_unit(*reading.value, reading.unit) : say(language, phrase_of(reading.state)));
    add(Phrase::head_asked, asked_words(reading, language));
    add(Phrase::head_required,
        reading.required ? figure_with_unit(round_decimal(*reading.required, 2), reading.unit) : "");
    if (reading.completion)
        add(Phrase::head_completion, decimal_text(round_decimal(*reading.completion * 100, 2)) + "%");
    if (const auto sketch = sketch_of(reading.course, reading.year, reading.unit, reading.status, true)) {
        add_entry(page, say(language, Phrase::head_course), "");
        page.rows.back().cells.back().set({.sketch = sketch});
        add_line(page, say(language, Phrase::course_legend), Look::muted);
    }
    return {std::move(page)};
}

Pages pages_of(const Progress& progress, Language language) {
    Progress shown{progress.year, {}};
    std::size_t left_out = 0;
    std::vector<const Reading*> of_area;
    std::vector<std::shared_ptr<const Sketch>> sketches;
    bool any = false;
    for (const Reading& reading : progress.readings) {
        if (reading.body.empty()) of_area.push_back(&reading);
        if (reading.body.empty() && of_area.size() > most_shown) {
            ++left_out;
            continue;
        }
        if (reading.body.empty()) {
            sketches.push_back(sketch_of(reading.course, reading.year, reading.unit, reading.status));
            any |= sketches.back() != nullptr;
        }
        shown.readings.push_back(reading);
    }
    Sheet page = layout_progress(shown, language);
    const auto head = static_cast<std::size_t>(page.header_row);
    if (any) add_sketches(page, head, 4, sketches, language);
    page.left_out = left_out;
    const int columns = static_cast<int>(page.widths.size());
    page.rows.insert(page.rows.begin() + 1, {{words(status_words(of_area, language), Look::subtitle, columns)}});
    for (Sheet::DataBar& bar : page.data_bars) {
        ++bar.first_row;
        ++bar.last_row;
    }
    if (any) add_line(page, say(language, Phrase::course_legend));
    return {std::move(page)};
}

Pages pages_of(const SideBySide& all, Language language) {
    SideBySide shown = all;
    std::size_t left_out = 0;
    const auto cut = [&](auto& rows) {
        if (rows.size() <= most_shown) return;
        left_out += rows.size() - most_shown;
        rows.resize(most_shown);
    };
    cut(shown.judgements);
    cut(shown.joint);
    cut(shown.controls);
    Pages pages = layout_side_by_side_narrow(shown, language);
    constexpr double room = 16;  // which a terminal does not have
    for (Sheet& page : pages) page.widths.front() += room;
    pages.front().left_out = left_out;
    return pages;
}

Pages pages_of(const ProgressColumns& columns, Language language) {
    const int judged = latest_year(columns);
    const std::string last = std::to_string(judged);
    Sheet page = titled_page(
        say(language, Phrase::columns_title, std::to_string(columns.first_year), std::to_string(columns.last_year)),
        {34, 16, 18, 12, 16}, false, language);
    add_line(page, say(language, Phrase::columns_contents, std::to_string(columns.series()),
                       std::to_string(columns.years())));
    Row heads = header_row({Phrase::head_indicator, Phrase::head_unit, Phrase::head_course}, language);
    heads.cells.push_back(words(say(language, Phrase::head_value_of, last), Look::header));
    heads.cells.push_back(words(say(language, Phrase::head_status_of, last), Look::header));
    page.rows.push_back(std::move(heads));
    const std::size_t count = std::min(columns.series(), most_shown);
    for (std::size_t series = 0; series < count; ++series) {
        const std::size_t at = columns.at(series, judged);
        const std::string& body = columns.bodies[columns.body[series]];
        Row row{{words(columns.indicators[columns.indicator[series]], Look::wrapped),
                 words(body.empty() ? say(language, Phrase::supply_area) : body, Look::wrapped), words("", Look::text),
                 value_cell(columns.value[at], columns.state[at], 0, language),
                 words(say(language, libplan::phrase_of(columns.status[at])), libplan::look_of(columns.status[at]))}};
        row.cells[2].set({.sketch = sketch_of(course_of(columns, series), judged, "", columns.status[at])});
        page.rows.push_back(std::move(row));
    }
    page.left_out = columns.series() - count;
    return {std::move(page)};
}

Pages pages_of(const Observations& figures, Language language) {
    std::size_t with_value = 0;
    for (const State state : figures.states()) with_value += state == State::value;
    bool illustrative = false;
    for (const std::uint8_t flags : figures.flags()) illustrative |= (flags & Observations::illustrative) != 0;
    Sheet page = titled_page(say(language, Phrase::figures_title, std::to_string(figures.size())),
                             {30, 16, 14, 12, 10, 32}, illustrative, language);
    std::vector<std::pair<Phrase, std::size_t>> others;
    for (const State state : {State::missing, State::not_applicable, State::not_scored})
        others.emplace_back(phrase_of(state), static_cast<std::size_t>(
                                                  std::count(figures.states().begin(), figures.states().end(), state)));
    const std::string without = counted(others, language);
    add_line(page, say(language, Phrase::figures_contents, std::to_string(figures.series().size()),
                       std::to_string(with_value), without.empty() ? say(language, Phrase::nothing_there) : without));
    add_heads(page,
              {Phrase::head_indicator, Phrase::head_unit, Phrase::head_period, Phrase::head_figure,
               Phrase::head_measure, Phrase::head_source},
              language);
    const std::size_t count = std::min(figures.size(), most_shown);
    for (std::size_t i = 0; i < count; ++i) {
        const Observation figure = figures[i];
        page.rows.push_back(
            {{words(figure.indicator, Look::wrapped),
              words(figure.body.empty() ? say(language, Phrase::supply_area) : figure.body, Look::wrapped),
              words(to_string(figure.period), Look::text),
              value_cell(figure.value, figure.state, figure.places, language), words(figure.unit, Look::text),
              words(source_of(figure, language), Look::wrapped)}});
    }
    page.left_out = figures.size() - count;
    return {std::move(page)};
}

Pages pages_of(const Series& series, Language language) {
    std::string title = say(language, Phrase::series_title, std::to_string(series.baseline_year),
                            decimal_text(series.baseline), std::to_string(series.year), decimal_text(series.value));
    if (series.target)
        title =
            say(language, Phrase::with_detail, title,
                say(language, Phrase::series_goal, std::to_string(series.target_year), decimal_text(*series.target)));
    Sheet page = titled_page(title, {16, 64}, false, language);
    std::vector<CourseYear> course{{series.baseline_year, series.baseline, series.baseline, {}},
                                   {series.year, series.value, {}, {}}};
    if (series.target) {
        const double none = std::numeric_limits<double>::infinity();
        const Interval asked = series.direction == Direction::down
                                   ? Interval{-none, *series.target, false, series.strict}
                                   : Interval{*series.target, none, series.strict, false};
        course[1].required = series.baseline_year < series.year && series.year < series.target_year
                                 ? std::optional(series.baseline + (*series.target - series.baseline) *
                                                                       (series.year - series.baseline_year) /
                                                                       (series.target_year - series.baseline_year))
                                 : std::nullopt;
        course.push_back({series.target_year, {}, *series.target, asked});
    }
    add_entry(page, say(language, Phrase::head_course), "");
    page.rows.back().cells.back().set({.sketch = sketch_of(course, 0, "", {}, true)});
    return {std::move(page)};
}

Pages pages_of(const TaskBoard& board, Language language) {
    std::map<std::string, std::string> titles;
    for (const BodyLoad& load : board.loads) titles.emplace(load.body, load.title);
    std::map<Standing, std::vector<const TrackedTask*>> by_standing;
    for (const TrackedTask& task : board.tasks) by_standing[task.standing].push_back(&task);
    std::vector<std::pair<Phrase, std::size_t>> counts;
    for (const auto& [standing, tasks] : by_standing) counts.emplace_back(libplan::phrase_of(standing), tasks.size());
    Sheet page = titled_page(say(language, Phrase::board_title, to_string(board.as_of)), {46, 20, 12, 8, 14},
                             board.illustrative, language);
    add_line(page, say(language, Phrase::board_counts, std::to_string(board.tasks.size()), counted(counts, language)),
             Look::subtitle);
    for (const auto& [standing, tasks] : by_standing) {
        add_part(page, say(language, Phrase::standing_part, libplan::phrase_of(standing), std::to_string(tasks.size())),
                 standing == Standing::overdue || standing == Standing::at_risk);
        add_heads(
            page,
            {Phrase::head_task, Phrase::head_lead, Phrase::head_status, Phrase::head_percent, Phrase::head_deadline},
            language);
        std::size_t shown = 0;
        for (const TrackedTask* task : tasks) {
            if (++shown > most_shown) {
                ++page.left_out;
                continue;
            }
            Row row{{words(marked(task->title.empty() ? task->task : task->title, task->illustrative, language),
                           Look::wrapped),
                     words(first_lead(*task, titles, language), Look::wrapped),
                     words(say(language, libplan::phrase_of(standing)), look_of(standing)),
                     percentage(task->percent / 100, Look::number, 0), words(days_words(*task, language), Look::text)}};
            row.cells[0].set({.comment = text(task->reason, language)});
            page.rows.push_back(std::move(row));
        }
    }
    Sheet loads;
    loads.widths = {46, 14, 14, 13, 13};
    add_part(loads, say(language, Phrase::load_title, to_string(board.as_of)));
    add_loads(loads, board, language);
    return {std::move(page), std::move(loads)};
}

}  // namespace libplan
