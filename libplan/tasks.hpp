#pragma once
#include "libplan/assess.hpp"

namespace libplan {

/// Where a task stands; the most pressing first.
enum class Standing { overdue, at_risk, not_started, in_progress, continuing, done };
Phrase phrase_of(Standing standing);

/// What a body is to a task: 首位牵头, 共同牵头, 配合, 属地.
enum class Role { first_lead, joint_lead, support, territorial };
Phrase phrase_of(Role role);

/// One body's part in a task. A lead's part stands by its own reports; whoever supports or is territorial sees how the
/// whole task stands.
struct TaskPart {
    std::string task, body;
    Role role = Role::support;
    Standing standing = Standing::not_started;
    std::optional<TaskReport> report;  ///< the body's last one
    double percent = 0;
    Message reason{};
    bool illustrative = false;
    bool operator==(const TaskPart&) const = default;
};

/// A task as a whole: as far as the lead that is furthest behind.
struct TrackedTask {
    std::string task;
    Standing standing = Standing::not_started;
    std::optional<TaskReport> report;  ///< the last one of that lead; of the last lead to finish, if all are done
    double percent = 0;                ///< of that lead; without a report 0
    std::optional<int> days_left;      ///< to the deadline, from the as-of date or the day it was done; negative: late
    Message reason{};
    std::vector<TaskPart> parts;  ///< leads, support, territorial; each body once, in its strongest role
    bool illustrative = false;
    std::string title{};  ///< of the task, so that a board can be read without its plan
    bool operator==(const TrackedTask&) const = default;
};

/// How many tasks a body carries in each role; done, overdue and at risk are counted among those it leads, by its own
/// part.
struct BodyLoad {
    std::string body;
    int first_lead = 0, joint_lead = 0, support = 0, territorial = 0;
    int done = 0, overdue = 0, at_risk = 0;
    std::string title{};  ///< of the body
    int tasks() const { return first_lead + joint_lead + support + territorial; }
    bool operator==(const BodyLoad&) const = default;
};

struct TaskBoard {
    Date as_of{};
    int at_risk_days = 90;
    std::vector<TrackedTask> tasks;              ///< plan order
    std::vector<BodyLoad> loads;                 ///< of every body, plan order
    std::vector<std::string> orphan_tasks;       ///< no lead
    std::vector<std::string> orphan_indicators;  ///< a target, but no body and no task
    std::vector<std::string> idle_bodies;        ///< without any task
    bool illustrative = false;
    const TrackedTask* find(std::string_view task) const;
    /// The parts of one body: what it leads first, the most pressing first within a role.
    std::vector<TaskPart> parts_of(std::string_view body) const;
    bool operator==(const TaskBoard&) const = default;
};

/// Where every task stands at the end of the day `as_of`; later reports are left out, of several of a day the last in
/// the file counts.
///
/// - done: every lead, the first and the joint ones, has last reported it done. Each lead must report, because each
///   answers for its own part and is scored on its own report; a task that one of nine towns has finished is not
///   finished. Bodies that support or are territorial need not report, because they do not answer for the task. A task
///   without a lead is never done: nobody answers for it.
/// - overdue: not done, and the deadline is `as_of` or earlier; the day itself is over, as in the scored fact
/// "overdue".
/// - at risk: not done, and the deadline is at most `at_risk_days` ahead, or the percentage reported is behind the
/// share
///   of the time gone since the plan began by more than the plan's margin.
/// - not started: no lead has reported a start. In progress: one has, and there is a deadline; continuing: there is
///   none, so that it cannot be late.
TaskBoard track(const Plan& plan, const std::vector<TaskReport>& reports, Date as_of, int at_risk_days = 90);

/// Tasks that no body leads, in plan order.
std::vector<std::string> orphan_tasks(const Plan& plan);

/// Indicators with targets that no body is responsible for and no task serves, in plan order.
std::vector<std::string> orphan_indicators(const Plan& plan);

}  // namespace libplan
