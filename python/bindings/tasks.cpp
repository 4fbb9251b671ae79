#include "libplan/tasks.hpp"

#include "bindings/record.hpp"
#include "reports/text.hpp"

namespace libplan::bindings {

void bind_tasks(py::module_& module) {
    bind_value<TaskPart>(
        module, "TaskPart",
        "One body's part in a task. A lead's part stands by its own reports; whoever supports or is territorial sees "
        "how the whole task stands. ``report`` is the body's last one.",
        required("task", &TaskPart::task), required("body", &TaskPart::body), required("role", &TaskPart::role),
        field("standing", &TaskPart::standing), field("report", &TaskPart::report),
        field("percent", &TaskPart::percent), field("reason", &TaskPart::reason),
        field("illustrative", &TaskPart::illustrative));
    bind_value<TrackedTask>(
        module, "TrackedTask",
        "A task as a whole: as far as the lead that is furthest behind, whose last ``report`` and ``percent`` are "
        "given. ``days_left`` to the deadline count from the as-of date or the day it was done; negative is late.",
        required("task", &TrackedTask::task), field("standing", &TrackedTask::standing),
        field("report", &TrackedTask::report), field("percent", &TrackedTask::percent),
        field("days_left", &TrackedTask::days_left), field("reason", &TrackedTask::reason),
        field("parts", &TrackedTask::parts), field("illustrative", &TrackedTask::illustrative));
    bind_value<BodyLoad>(module, "BodyLoad",
                         "How many tasks a body carries in each role; done, overdue and at risk count those it leads.",
                         required("body", &BodyLoad::body), field("first_lead", &BodyLoad::first_lead),
                         field("joint_lead", &BodyLoad::joint_lead), field("support", &BodyLoad::support),
                         field("territorial", &BodyLoad::territorial), field("done", &BodyLoad::done),
                         field("overdue", &BodyLoad::overdue), field("at_risk", &BodyLoad::at_risk));
    bind_value<TaskBoard>(
        module, "TaskBoard", "Where every task stands as of a date, and who carries them.",
        required("as_of", &TaskBoard::as_of), field("at_risk_days", &TaskBoard::at_risk_days),
        field("tasks", &TaskBoard::tasks), field("loads", &TaskBoard::loads),
        field("orphan_tasks", &TaskBoard::orphan_tasks), field("orphan_indicators", &TaskBoard::orphan_indicators),
        field("idle_bodies", &TaskBoard::idle_bodies), field("illustrative", &TaskBoard::illustrative))
        .def(
            "task",
            [](const TaskBoard& board, const std::string& id) {
                if (const TrackedTask* tracked = board.find(id)) return *tracked;
                std::vector<std::string> ids;
                for (const TrackedTask& tracked : board.tasks) ids.push_back(tracked.task);
                throw py::key_error(text(unknown_id(id, Phrase::kind_task, ids), Language::zh));
            },
            py::arg("id"), "How the task of that id stands; KeyError names the nearest one.")
        .def(
            "parts_of", [](const TaskBoard& board, const std::string& body) { return to_python(board.parts_of(body)); },
            py::arg("body"), "What a body has to do: what it leads first, the most pressing first.");
    module.def(
        "track", &track, py::arg("plan"), py::arg("reports"), py::kw_only(), py::arg("as_of"),
        py::arg("at_risk_days") = 90, py::call_guard<py::gil_scoped_release>(),
        "Where every task stands at the end of the day ``as_of``, and how many each body carries.\n\n"
        "Done: every lead has last reported it done, for each answers for its own part; supporting and\n"
        "territorial bodies need not. Overdue: not done, and the deadline is ``as_of`` or earlier. At risk: not\n"
        "done, and the deadline is at most ``at_risk_days`` ahead, or the percentage reported is behind the\n"
        "share of the time gone since the plan began by more than the plan's margin. Continuing: begun, without\n"
        "a deadline.");
    module.def(
        "tasks_text",
        [](const Plan& plan, const TaskBoard& board, bool all, int width, Language language) {
            return paint_text(layout_pressing(plan, board, language, all), width) + "\n" +
                   paint_text(layout_load(plan, board, language), width);
        },
        py::arg("plan"), py::arg("board"), py::kw_only(), py::arg("all") = false, py::arg("width") = 80,
        py::arg("language") = "zh",
        "Overdue tasks and those at risk (or ``all`` tasks), each with who supports it, where it is carried out, what "
        "is to come of it and the evidence reported; then the load per body: text for a terminal.");
}

}  // namespace libplan::bindings
