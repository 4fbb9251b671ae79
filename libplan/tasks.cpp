#include "libplan/tasks.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "libplan/body_titles.hpp"
#include "libplan/interrupt.hpp"

namespace libplan {
namespace {

/// Who carries each task, from all responsibilities that name it; a body counts once, in its strongest role.
class Carriers {
public:
    explicit Carriers(const Plan& plan) {
        for (const Responsibility& responsibility : plan->responsibilities) {
            Carried& carried = carried_[responsibility.task];
            carried.lead.insert(carried.lead.end(), responsibility.lead.begin(), responsibility.lead.end());
            carried.support.insert(carried.support.end(), responsibility.support.begin(), responsibility.support.end());
            carried.territorial.insert(carried.territorial.end(), responsibility.territorial.begin(),
                                       responsibility.territorial.end());
            carried.illustrative |= responsibility.illustrative;
        }
    }

    bool has_lead(const std::string& task) const {
        const auto found = carried_.find(task);
        return found != carried_.end() && !found->second.lead.empty();
    }

    std::vector<TaskPart> parts_of(const std::string& task) const {
        std::vector<TaskPart> parts;
        const auto found = carried_.find(task);
        if (found == carried_.end()) return parts;
        std::set<std::string_view> seen;
        const auto add = [&](const std::vector<std::string>& bodies, Role role) {
            for (const std::string& body : bodies)
                if (seen.insert(body).second) {
                    parts.push_back({.task = task,
                                     .body = body,
                                     .role = parts.empty() || role != Role::first_lead ? role : Role::joint_lead,
                                     .report = std::nullopt,
                                     .illustrative = found->second.illustrative});
                }
        };
        add(found->second.lead, Role::first_lead);
        add(found->second.support, Role::support);
        add(found->second.territorial, Role::territorial);
        return parts;
    }

private:
    struct Carried {
        std::vector<std::string> lead, support, territorial;
        bool illustrative = false;
    };
    std::map<std::string, Carried> carried_;
};

/// The reports of one body on one task up to a day.
struct History {
    const TaskReport* last = nullptr;
    std::optional<Date> done_since;  ///< since when it has been reported done without a break
};

int days_between(Date from, Date to) {
    return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

bool is_lead(const TaskPart& part) { return part.role == Role::first_lead || part.role == Role::joint_lead; }

/// Tells where tasks stand on one day.
class Tracking {
public:
    Tracking(const Plan& plan, const std::vector<TaskReport>& reports, Date as_of, int at_risk_days)
        : plan_(plan), titles_(plan), carriers_(plan), as_of_(as_of), at_risk_days_(at_risk_days) {
        std::vector<const TaskReport*> ordered;
        for (const TaskReport& report : reports)
            if (report.date <= as_of) ordered.push_back(&report);
        std::stable_sort(ordered.begin(), ordered.end(),
                         [](const TaskReport* a, const TaskReport* b) { return a->date < b->date; });
        for (const TaskReport* report : ordered) {
            History& history = histories_[{report->task, report->body}];
            history.last = report;
            if (report->status != TaskStatus::done)
                history.done_since.reset();
            else if (!history.done_since)
                history.done_since = report->date;
        }
    }

    TrackedTask operator()(const Task& task) const {
        TrackedTask tracked;
        tracked.task = task.id;
        tracked.title = task.title;
        tracked.parts = carriers_.parts_of(task.id);
        tracked.illustrative = task.illustrative;
        std::vector<const TaskPart*> leads;
        for (TaskPart& part : tracked.parts) {
            if (const History* history = history_of(part)) part.report = *history->last;
            part.illustrative |= task.illustrative || (part.report && part.report->illustrative);
            tracked.illustrative |= part.illustrative;
            if (!is_lead(part)) continue;
            leads.push_back(&part);
            const Verdict own = verdict(task, {&part});
            part.standing = own.standing;
            part.percent = own.percent;
            part.reason = own.reason;
        }
        const Verdict whole = verdict(task, leads);
        tracked.standing = whole.standing;
        tracked.percent = whole.percent;
        tracked.days_left = whole.days_left;
        tracked.reason = whole.reason;
        if (whole.decisive) tracked.report = whole.decisive->report;
        for (TaskPart& part : tracked.parts) {
            if (is_lead(part)) continue;
            part.standing = whole.standing;
            part.percent = whole.percent;
            part.reason = whole.reason;
        }
        return tracked;
    }

private:
    struct Verdict {
        Standing standing = Standing::not_started;
        double percent = 0;
        std::optional<int> days_left;
        const TaskPart* decisive = nullptr;
        Message reason;
    };

    const History* history_of(const TaskPart& part) const {
        const auto found = histories_.find({part.task, part.body});
        return found == histories_.end() ? nullptr : &found->second;
    }
    bool is_done(const TaskPart& part) const {
        const History* history = history_of(part);
        return history && history->done_since;
    }
    double percent_of(const TaskPart& part) const {
        if (is_done(part)) return 100;
        return part.report ? part.report->percent : 0;
    }
    std::string title_of(const TaskPart& part) const { return titles_.of(part.body); }

    Verdict verdict(const Task& task, const std::vector<const TaskPart*>& leads) const {
        Verdict verdict;
        if (!leads.empty() && std::all_of(leads.begin(), leads.end(), [&](const auto* lead) { return is_done(*lead); }))
            return done(task, leads);
        for (const TaskPart* lead : leads)
            if (!is_done(*lead) && (!verdict.decisive || percent_of(*lead) < percent_of(*verdict.decisive)))
                verdict.decisive = lead;
        if (verdict.decisive) verdict.percent = percent_of(*verdict.decisive);
        const bool started = std::any_of(leads.begin(), leads.end(), [](const TaskPart* lead) {
            return lead->report && lead->report->status != TaskStatus::not_started;
        });
        const Message progress = progress_words(leads, verdict.decisive);
        if (!task.deadline) {
            verdict.standing = started ? Standing::continuing : Standing::not_started;
            verdict.reason = joined(Phrase::semicolon, {{Phrase::task_no_deadline, {}}, progress});
            return verdict;
        }
        const int days = days_between(as_of_, *task.deadline);
        verdict.days_left = days;
        std::vector<Message> reasons{{days > 0    ? Phrase::task_days_left
                                      : days == 0 ? Phrase::task_due_today
                                                  : Phrase::task_days_late,
                                      {to_string(*task.deadline), std::to_string(std::abs(days))}},
                                     progress};
        const double gone = time_gone(*task.deadline);
        const bool behind = verdict.percent + plan_->margin < 100 * gone;
        if (days <= 0) {
            verdict.standing = Standing::overdue;
        } else if (behind || days <= at_risk_days_) {
            verdict.standing = Standing::at_risk;
            if (behind)
                reasons.emplace_back(Phrase::task_time_gone,
                                     std::vector<Message>{decimal_text(round_decimal(100 * gone, 1))});
        } else {
            verdict.standing = started ? Standing::in_progress : Standing::not_started;
        }
        verdict.reason = joined(Phrase::semicolon, std::move(reasons));
        return verdict;
    }

    Verdict done(const Task& task, const std::vector<const TaskPart*>& leads) const {
        const TaskPart* last = leads.front();
        for (const TaskPart* lead : leads)
            if (*history_of(*last)->done_since < *history_of(*lead)->done_since) last = lead;
        const Date date = *history_of(*last)->done_since;
        Verdict verdict{Standing::done, 100, std::nullopt, last, {}};
        verdict.reason = leads.size() == 1 ? Message(Phrase::task_done, {title_of(*last), to_string(date)})
                                           : Message(Phrase::task_all_done,
                                                     {std::to_string(leads.size()), title_of(*last), to_string(date)});
        if (!task.deadline) return verdict;
        verdict.days_left = days_between(date, *task.deadline);
        if (*verdict.days_left < 0)
            verdict.reason =
                joined(Phrase::semicolon,
                       {std::move(verdict.reason),
                        {Phrase::task_done_late, {to_string(*task.deadline), std::to_string(-*verdict.days_left)}}});
        return verdict;
    }

    /// How far the lead is that is furthest behind, and how many others there are.
    Message progress_words(const std::vector<const TaskPart*>& leads, const TaskPart* decisive) const {
        if (!decisive) return {Phrase::task_no_lead, {}};
        Message words{Phrase::task_unreported, {title_of(*decisive)}};
        if (decisive->report) {
            const std::string date = to_string(decisive->report->date);
            words =
                decisive->report->status == TaskStatus::not_started
                    ? Message(Phrase::task_not_started, {title_of(*decisive), date})
                    : Message(Phrase::task_percent, {title_of(*decisive), decimal_text(percent_of(*decisive)), date});
        }
        if (leads.size() == 1) return words;
        const auto done =
            std::count_if(leads.begin(), leads.end(), [&](const TaskPart* lead) { return is_done(*lead); });
        return {Phrase::task_among, {std::to_string(leads.size()), std::to_string(done), words}};
    }

    /// The share of the days from the plan's first to the deadline that are over; 0 where the plan does not say when it
    /// begins.
    double time_gone(Date deadline) const {
        if (plan_->first_year == 0) return 0;
        const Date first = year_period(plan_->first_year).first;
        const int gone = days_between(first, as_of_) + 1;
        const int all = days_between(first, deadline) + 1;
        return gone <= 0 || all <= 0 ? 0 : static_cast<double>(gone) / all;
    }

    const Plan& plan_;
    BodyTitles titles_;
    Carriers carriers_;
    Date as_of_;
    int at_risk_days_;
    std::map<std::pair<std::string_view, std::string_view>, History> histories_;  ///< by task and body
};

void count(BodyLoad& load, const TaskPart& part) {
    switch (part.role) {
        case Role::first_lead:
            ++load.first_lead;
            break;
        case Role::joint_lead:
            ++load.joint_lead;
            break;
        case Role::support:
            ++load.support;
            break;
        case Role::territorial:
            ++load.territorial;
            break;
    }
    if (!is_lead(part)) return;
    load.done += part.standing == Standing::done;
    load.overdue += part.standing == Standing::overdue;
    load.at_risk += part.standing == Standing::at_risk;
}

}  // namespace

Phrase phrase_of(Standing standing) {
    static constexpr Phrase phrases[] = {Phrase::standing_overdue,     Phrase::standing_at_risk,
                                         Phrase::standing_not_started, Phrase::standing_in_progress,
                                         Phrase::standing_continuing,  Phrase::standing_done};
    return phrases[static_cast<std::size_t>(standing)];
}

Phrase phrase_of(Role role) {
    static constexpr Phrase phrases[] = {Phrase::role_first_lead, Phrase::role_joint_lead, Phrase::role_support,
                                         Phrase::role_territorial};
    return phrases[static_cast<std::size_t>(role)];
}

const TrackedTask* TaskBoard::find(std::string_view task) const {
    const auto found =
        std::find_if(tasks.begin(), tasks.end(), [&](const TrackedTask& tracked) { return tracked.task == task; });
    return found == tasks.end() ? nullptr : &*found;
}

std::vector<TaskPart> TaskBoard::parts_of(std::string_view body) const {
    std::vector<TaskPart> parts;
    for (const TrackedTask& tracked : tasks)
        for (const TaskPart& part : tracked.parts)
            if (part.body == body) parts.push_back(part);
    std::stable_sort(parts.begin(), parts.end(), [](const TaskPart& a, const TaskPart& b) {
        return std::pair(a.role, a.standing) < std::pair(b.role, b.standing);
    });
    return parts;
}

TaskBoard track(const Plan& plan, const std::vector<TaskReport>& reports, Date as_of, int at_risk_days) {
    const BodyTitles titles(plan);
    if (at_risk_days < 0) throw ArgumentError({Phrase::at_risk_days_negative, {std::to_string(at_risk_days)}});
    TaskBoard board{as_of, at_risk_days, {}, {}, orphan_tasks(plan), orphan_indicators(plan), {}, false};
    const Tracking tracking(plan, reports, as_of, at_risk_days);
    std::map<std::string, BodyLoad> loads;
    for (const Task& task : plan->tasks) {
        board.tasks.push_back(tracking(task));
        board.illustrative |= board.tasks.back().illustrative;
        for (const TaskPart& part : board.tasks.back().parts) count(loads[part.body], part);
    }
    for (const Body& body : plan->bodies) {
        Interruptible::heed();
        BodyLoad load = loads[body.id];
        load.body = body.id;
        load.title = titles.of(body);
        if (load.tasks() == 0) board.idle_bodies.push_back(body.id);
        board.loads.push_back(std::move(load));
        board.illustrative |= body.illustrative;
    }
    return board;
}

std::vector<std::string> orphan_tasks(const Plan& plan) {
    const Carriers carriers(plan);
    std::vector<std::string> orphans;
    for (const Task& task : plan->tasks)
        if (!carriers.has_lead(task.id)) orphans.push_back(task.id);
    return orphans;
}

std::vector<std::string> orphan_indicators(const Plan& plan) {
    std::set<std::string_view> served;
    for (const Task& task : plan->tasks) served.insert(task.serves.begin(), task.serves.end());
    std::vector<std::string> orphans;
    for (const Indicator& indicator : plan->indicators)
        if (!indicator.targets.empty() && indicator.responsible.empty() && !served.contains(indicator.id))
            orphans.push_back(indicator.id);
    return orphans;
}

}  // namespace libplan
