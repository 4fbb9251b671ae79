#include "libplan/tasks.hpp"

#include "bindings/given.hpp"
#include "bindings/watching.hpp"
#include "reports/results_check.hpp"
#include "reports/text.hpp"

namespace libplan::bindings {

void bind_tasks(py::module_& module) {
    bind_value<TaskPart>(
        module, "TaskPart",
        "One body's part in a task. A lead's part stands by its own reports; whoever supports or is territorial sees "
        "how the whole task stands. ``report`` is the body's last one.",
        required("task", &TaskPart::task, "Id of the task."), required("body", &TaskPart::body, "Id of the body."),
        required("role", &TaskPart::role,
                 "\"first_lead\" (首位牵头), \"joint_lead\" (共同牵头), \"support\" (配合) or \"territorial\" (属地)."),
        field("standing", &TaskPart::standing,
              "\"overdue\", \"at_risk\", \"not_started\", \"in_progress\", \"continuing\" or \"done\"."),
        field("report", &TaskPart::report, "The body's last report; None: it has not reported."),
        field("percent", &TaskPart::percent, "How much is done, 0 to 100."),
        field("reason", &TaskPart::reason, "Why it stands so, in both languages."),
        field("illustrative", &TaskPart::illustrative, "True: rests on made-up records (示例)."));
    bind_value<TrackedTask>(
        module, "TrackedTask",
        "A task as a whole: as far as the lead that is furthest behind, whose last ``report`` and ``percent`` are "
        "given. ``days_left`` to the deadline count from the as-of date or the day it was done; negative is late.",
        required("task", &TrackedTask::task, "Id of the task."),
        field("standing", &TrackedTask::standing,
              "\"overdue\", \"at_risk\", \"not_started\", \"in_progress\", \"continuing\" or \"done\"."),
        field("report", &TrackedTask::report,
              "The last report of the lead that is furthest behind; None: it has not reported."),
        field("percent", &TrackedTask::percent, "How much that lead has done, 0 to 100; 0 without a report."),
        field("days_left", &TrackedTask::days_left,
              "Days to the deadline, from the as-of date or the day it was done; negative is late. None: no deadline."),
        field("reason", &TrackedTask::reason, "Why it stands so, in both languages."),
        field("parts", &TrackedTask::parts, "Leads, support, territorial; each body once, in its strongest role."),
        field("illustrative", &TrackedTask::illustrative, "True: rests on made-up records (示例)."),
        field("title", &TrackedTask::title, "The task's words, so that a board can be read without its plan."));
    bind_value<BodyLoad>(
        module, "BodyLoad",
        "How many tasks a body carries in each role; done, overdue and at risk count those it leads.",
        required("body", &BodyLoad::body, "Id of the body."),
        field("first_lead", &BodyLoad::first_lead, "Number of tasks it leads first (首位牵头)."),
        field("joint_lead", &BodyLoad::joint_lead, "Number of tasks it leads jointly (共同牵头)."),
        field("support", &BodyLoad::support, "Number of tasks it supports (配合)."),
        field("territorial", &BodyLoad::territorial, "Number of tasks carried out on its ground (属地)."),
        field("done", &BodyLoad::done, "Number of tasks, of those it leads, whose own part is done."),
        field("overdue", &BodyLoad::overdue, "Number of tasks, of those it leads, whose own part is overdue."),
        field("at_risk", &BodyLoad::at_risk, "Number of tasks, of those it leads, whose own part is at risk."),
        field("title", &BodyLoad::title, "The body's name."));
    bind_value<TaskBoard>(
        module, "TaskBoard", "Where every task stands as of a date, and who carries them.",
        required("as_of", &TaskBoard::as_of, "The day at whose end the tasks stand so."),
        field("at_risk_days", &TaskBoard::at_risk_days, "Days ahead of the deadline that count as at risk."),
        field("tasks", &TaskBoard::tasks, "Every task, in plan order."),
        field("loads", &TaskBoard::loads, "Of every body, in plan order."),
        field("orphan_tasks", &TaskBoard::orphan_tasks, "Ids of the tasks that no body leads."),
        field("orphan_indicators", &TaskBoard::orphan_indicators,
              "Ids of the indicators with targets that no body and no task looks after."),
        field("idle_bodies", &TaskBoard::idle_bodies, "Ids of the bodies without any task."),
        field("illustrative", &TaskBoard::illustrative, "True: rests on made-up records (示例)."))
        .def(
            "task",
            [](const TaskBoard& board, const std::string& id) {
                if (const TrackedTask* tracked = board.find(id)) return *tracked;
                std::vector<std::string> ids;
                for (const TrackedTask& tracked : board.tasks) ids.push_back(tracked.task);
                throw no_such_id(id, Phrase::kind_task, ids);
            },
            py::arg("id"), "How the task of that id stands; KeyError names the nearest one.")
        .def(
            "parts_of", [](const TaskBoard& board, const std::string& body) { return to_python(board.parts_of(body)); },
            py::arg("body"), "What a body has to do: what it leads first, the most pressing first.");
    module.def(
        "track",
        [](const Plan& plan, const GivenReports& reports, const Date& as_of, int at_risk_days) {
            const std::vector<TaskReport> all = records_of(reports, &plan);
            const Released released;
            return track(plan, all, as_of, at_risk_days);
        },
        py::arg("plan"), py::arg("reports"), py::kw_only(), py::arg("as_of"), py::arg("at_risk_days") = 90,
        "Where every task stands at the end of the day ``as_of``, and how many each body carries.\n\n"
        "Done: every lead has last reported it done, for each answers for its own part; supporting and\n"
        "territorial bodies need not. Overdue: not done, and the deadline is ``as_of`` or earlier. At risk: not\n"
        "done, and the deadline is at most ``at_risk_days`` ahead, or the percentage reported is behind the\n"
        "share of the time gone since the plan began by more than the plan's margin. Continuing: begun, without\n"
        "a deadline. ValueError for a negative number of days."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> board = libplan.track(folder.plan, folder.records.reports, as_of="2018-12-31")
>>> sum(task.standing == "at_risk" for task in board.tasks)
1
>>> slow = next(task for task in board.tasks if task.standing == "at_risk")
>>> print(slow.reason)
离期限2020-12-31还有731天；区安全生产监督管理局尚未开始（2018-12-10报告）；时间已过60%)");
    module.def(
        "tasks_text",
        [](const Plan& plan, const TaskBoard& board, bool all, int width, Language language, bool colour) {
            require_board_of(plan, board);
            return paint_text(layout_pressing(plan, board, language, all), width, colour) + "\n" +
                   paint_text(layout_load(plan, board, language), width, colour);
        },
        py::arg("plan"), py::arg("board"), py::kw_only(), py::arg("all") = false, py::arg("width") = 80,
        py::arg("language") = "zh", py::arg("colour") = false,
        "Overdue tasks and those at risk (or ``all`` tasks), each with who supports it, where it is carried out, what "
        "is to come of it and the evidence reported; then the load per body: text for a terminal. InputError for a "
        "board of another plan."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> board = libplan.track(folder.plan, folder.records.reports, as_of="2018-12-31")
>>> print(libplan.tasks_text(folder.plan, board).splitlines()[0])
超期0项，有风险1项（截至2018-12-31）)");
}

}  // namespace libplan::bindings
