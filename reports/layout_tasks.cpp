#include <algorithm>

#include "libplan/body_titles.hpp"
#include "reports/cells.hpp"

namespace libplan {
namespace {

Cell standing_cell(Standing standing, Language language) {
    return words(say(language, phrase_of(standing)), look_of(standing));
}

std::string task_title(const Task& task, bool illustrative, Language language) {
    return marked(task.title, illustrative, language);
}

/// The first lead, and how many there are.
std::string lead_of(const Plan& plan, const TrackedTask& tracked, Language language) {
    const auto leads = std::count_if(tracked.parts.begin(), tracked.parts.end(), [](const TaskPart& part) {
        return part.role == Role::first_lead || part.role == Role::joint_lead;
    });
    if (leads == 0) return say(language, Phrase::task_no_lead);
    const std::string first = body_title(plan, tracked.parts.front().body);
    return leads == 1 ? first : say(language, Phrase::lead_and_others, first, std::to_string(leads));
}

std::string deadline_of(const Task& task, Language language) {
    return task.deadline ? to_string(*task.deadline) : say(language, Phrase::standing_continuing);
}

std::string served_by(const Plan& plan, const Task& task, Language language) {
    std::vector<Message> titles;
    for (const std::string& id : task.serves) titles.emplace_back(plan.find_indicator(id)->title);
    return text(joined(Phrase::semicolon, std::move(titles)), language);
}

/// Tasks in the order of how pressing they are.
std::vector<const TrackedTask*> by_standing(const TaskBoard& board) {
    std::vector<const TrackedTask*> tasks;
    for (const TrackedTask& tracked : board.tasks) tasks.push_back(&tracked);
    std::stable_sort(tasks.begin(), tasks.end(), [](const TrackedTask* a, const TrackedTask* b) {
        return std::pair(a->standing, a->days_left.value_or(0)) < std::pair(b->standing, b->days_left.value_or(0));
    });
    return tasks;
}

/// One row of the full table: a task as a whole, or one body's part in it.
Row task_row(const Plan& plan, const TrackedTask& tracked, const TaskPart* part, int index, Language language) {
    const Task& task = *plan.find_task(tracked.task);
    const auto& report = part ? part->report : tracked.report;
    const Standing standing = part ? part->standing : tracked.standing;
    Row row;
    row.cells.push_back(number(index, Look::centered, 0));
    row.cells.push_back(
        words(task_title(task, part ? part->illustrative : tracked.illustrative, language), Look::wrapped));
    if (part) row.cells.push_back(words(say(language, phrase_of(part->role)), Look::centered));
    row.cells.push_back(words(lead_of(plan, tracked, language), Look::wrapped));
    row.cells.push_back(words(deadline_of(task, language), Look::centered));
    row.cells.push_back(words(task.deliverable, Look::wrapped));
    row.cells.push_back(words(served_by(plan, task, language), Look::wrapped));
    row.cells.push_back(standing_cell(standing, language));
    const double percent = part ? part->percent : tracked.percent;
    row.cells.push_back(percentage(percent / 100, Look::number, decimals_of(percent)));
    row.cells.push_back(words(report ? to_string(report->date) : "—", Look::centered));
    row.cells.push_back(words(report ? report->evidence : "", Look::wrapped));
    row.cells.push_back(words(text(part ? part->reason : tracked.reason, language), Look::wrapped));
    return row;
}

/// "配合：区教育局、太和镇", one row for each thing there is to say.
void add_details(Sheet& sheet, const Plan& plan, const TrackedTask& tracked, int columns, Language language) {
    const auto add = [&](Phrase what, std::vector<Message> all) {
        if (all.empty()) return;
        const std::string listed = text(joined(Phrase::listed, std::move(all)), language);
        sheet.rows.push_back(
            {{words("  " + say(language, Phrase::task_detail, what, listed), Look::wrapped, columns)}});
    };
    const auto carried_as = [&](Role role) {
        std::vector<Message> titles;
        for (const TaskPart& part : tracked.parts)
            if (part.role == role) titles.emplace_back(body_title(plan, part.body));
        return titles;
    };
    const auto said = [](const std::string& given) {
        return given.empty() ? std::vector<Message>() : std::vector<Message>{given};
    };
    add(Phrase::role_joint_lead, carried_as(Role::joint_lead));
    add(Phrase::role_support, carried_as(Role::support));
    add(Phrase::role_territorial, carried_as(Role::territorial));
    add(Phrase::head_deliverable, said(plan.find_task(tracked.task)->deliverable));
    add(Phrase::head_evidence, said(tracked.report ? tracked.report->evidence : std::string()));
}

/// Where something is left out: its label beside the first title, all others below.
void add_left_out(Sheet& sheet, Phrase label, const std::vector<std::string>& titles, std::size_t of, int columns,
                  Language language) {
    std::vector<std::string> lines = titles;
    if (titles.empty()) lines = {say(language, Phrase::none_of_them)};
    if (titles.size() > 1 && titles.size() == of)
        lines = {say(language, Phrase::all_of_them, std::to_string(titles.size()))};
    for (std::size_t i = 0; i < lines.size(); ++i)
        sheet.rows.push_back(
            {{words(i == 0 ? say(language, label) : "", Look::label), words(lines[i], Look::wrapped, columns - 1)}});
}

}  // namespace

Sheet layout_tasks(const Plan& plan, const TaskBoard& board, std::string_view body, Language language) {
    const std::string day = to_string(board.as_of);
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_tasks);
    sheet.landscape = true;
    sheet.widths = {6, 34, 20, 12, 18, 20, 11, 8, 12, 14, 46};
    std::vector<Phrase> heads{Phrase::head_number,   Phrase::head_task,        Phrase::head_lead,
                              Phrase::head_deadline, Phrase::head_deliverable, Phrase::head_serves,
                              Phrase::head_status,   Phrase::head_percent,     Phrase::head_report_date,
                              Phrase::head_evidence, Phrase::head_why};
    if (!body.empty()) {
        sheet.widths.insert(sheet.widths.begin() + 2, 10);
        heads.insert(heads.begin() + 2, Phrase::head_role);
    }
    const int columns = static_cast<int>(heads.size());
    sheet.rows.push_back(title_row(body.empty() ? say(language, Phrase::tasks_title, day)
                                                : say(language, Phrase::tasks_title_of, body_title(plan, body), day),
                                   columns));
    sheet.rows.push_back(notice_row(board.illustrative, columns, language));
    sheet.header_row = 2;
    sheet.rows.push_back(header_row(heads, language));
    int index = 0;
    if (body.empty())
        for (const TrackedTask* tracked : by_standing(board))
            sheet.rows.push_back(task_row(plan, *tracked, nullptr, ++index, language));
    else
        for (const TaskPart& part : board.parts_of(body))
            sheet.rows.push_back(task_row(plan, *board.find(part.task), &part, ++index, language));
    if (index == 0) sheet.rows.push_back({{words(say(language, Phrase::no_tasks), Look::wrapped, columns)}});
    sheet.fit_one_page = index <= 20;
    return sheet;
}

Sheet layout_pressing(const Plan& plan, const TaskBoard& board, Language language, bool all) {
    constexpr int columns = 5;
    const auto number_of = [&](Standing standing) {
        return std::to_string(std::count_if(board.tasks.begin(), board.tasks.end(),
                                            [&](const TrackedTask& tracked) { return tracked.standing == standing; }));
    };
    std::vector<const TrackedTask*> shown;
    for (const TrackedTask* tracked : by_standing(board))
        if (all || tracked->standing == Standing::overdue || tracked->standing == Standing::at_risk)
            shown.push_back(tracked);
    const std::string overdue = number_of(Standing::overdue);
    const std::string at_risk = number_of(Standing::at_risk);
    const std::string day = to_string(board.as_of);
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_tasks);
    sheet.widths = {30, 20, 12, 11, 40};
    sheet.rows.push_back(
        title_row(all ? say(language, Phrase::all_tasks_title, std::to_string(shown.size()), overdue, at_risk, day)
                      : say(language, Phrase::pressing_title, overdue, at_risk, day),
                  columns));
    if (board.illustrative) sheet.rows.push_back(notice_row(true, columns, language));
    if (shown.empty()) {
        sheet.rows.push_back({{words(say(language, Phrase::no_pressing), Look::wrapped, columns)}});
        return sheet;
    }
    sheet.header_row = static_cast<int>(sheet.rows.size());
    sheet.rows.push_back(
        header_row({Phrase::head_task, Phrase::head_lead, Phrase::head_deadline, Phrase::head_status, Phrase::head_why},
                   language));
    for (const TrackedTask* tracked : shown) {
        const Task& task = *plan.find_task(tracked->task);
        sheet.rows.push_back(
            {{words(task_title(task, tracked->illustrative, language), Look::wrapped),
              words(lead_of(plan, *tracked, language), Look::wrapped),
              words(deadline_of(task, language), Look::centered), standing_cell(tracked->standing, language),
              words(text(tracked->reason, language), Look::wrapped)}});
        add_details(sheet, plan, *tracked, columns, language);
    }
    return sheet;
}

Sheet layout_load(const Plan& plan, const TaskBoard& board, Language language) {
    const std::vector<Phrase> heads{Phrase::head_unit,    Phrase::head_first_lead,  Phrase::head_joint_lead,
                                    Phrase::head_support, Phrase::head_territorial, Phrase::head_done,
                                    Phrase::head_overdue, Phrase::head_at_risk};
    static constexpr int BodyLoad::*counts[] = {&BodyLoad::first_lead,  &BodyLoad::joint_lead, &BodyLoad::support,
                                                &BodyLoad::territorial, &BodyLoad::done,       &BodyLoad::overdue,
                                                &BodyLoad::at_risk};
    const int columns = static_cast<int>(heads.size());
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_load);
    sheet.landscape = true;
    sheet.widths = {30, 12, 12, 12, 12, 12, 12, 12};
    sheet.rows.push_back(title_row(say(language, Phrase::load_title, to_string(board.as_of)), columns));
    if (board.illustrative) sheet.rows.push_back(notice_row(true, columns, language));
    sheet.header_row = static_cast<int>(sheet.rows.size());
    sheet.rows.push_back(header_row(heads, language));
    const int first = static_cast<int>(sheet.rows.size());
    BodyLoad sum;
    for (const BodyLoad& load : board.loads) {
        Row row{{words(body_title(plan, load.body), Look::text)}};
        for (const auto count : counts) {
            sum.*count += load.*count;
            const bool late = load.*count > 0 && (count == &BodyLoad::overdue || count == &BodyLoad::at_risk);
            row.cells.push_back(number(load.*count, late ? Look::bad : Look::number, 0));
        }
        sheet.rows.push_back(std::move(row));
    }
    const int last = static_cast<int>(sheet.rows.size()) - 1;
    if (last >= first) {
        Row row{{words(say(language, Phrase::sum_row), Look::total)}};
        for (int i = 0; i < columns - 1; ++i)
            row.cells.push_back(
                number(sum.*counts[i], Look::total_points, 0, "SUM(" + range(first, last, i + 1) + ")"));
        sheet.rows.push_back(std::move(row));
    }
    sheet.rows.push_back({{words(say(language, Phrase::load_note), Look::wrapped, columns)}});
    std::vector<std::string> tasks;
    std::vector<std::string> indicators;
    std::vector<std::string> bodies;
    for (const std::string& id : board.orphan_tasks) tasks.push_back(plan.find_task(id)->title);
    for (const std::string& id : board.orphan_indicators) indicators.push_back(plan.find_indicator(id)->title);
    for (const std::string& id : board.idle_bodies) bodies.push_back(body_title(plan, id));
    add_left_out(sheet, Phrase::orphan_tasks, tasks, plan->tasks.size(), columns, language);
    add_left_out(sheet, Phrase::orphan_indicators, indicators, 0, columns, language);
    add_left_out(sheet, Phrase::idle_bodies, bodies, plan->bodies.size(), columns, language);
    sheet.fit_one_page = sheet.rows.size() <= 40;
    return sheet;
}

}  // namespace libplan
