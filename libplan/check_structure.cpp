#include <algorithm>
#include <set>

#include "libplan/check_parts.hpp"
#include "libplan/tasks.hpp"

namespace libplan::checking {
namespace {

/// What one indicator is made of or compared with, and the record that says so.
struct Link {
    const Indicator* to = nullptr;
    bool strict = true;  ///< a circle of links that are all not strict contradicts nothing
    Figure said;
};

/// What a circle is told with.
struct Circle {
    Phrase title, follows, cure;
};

/// Indicators and their links; each circle is told once, at the first of its indicators in plan order.
class Links {
public:
    explicit Links(const Plan& plan) : plan_(plan) {}

    void add(const Indicator& from, std::string_view to, Figure said, bool strict = true) {
        links_[&from].push_back({plan_.find_indicator(to), strict, std::move(said)});
    }

    void tell_circles(const Circle& circle, std::vector<Finding>& findings) {
        for (const Indicator& start : plan_->indicators) follow(start, circle, findings);
    }

private:
    void follow(const Indicator& at, const Circle& circle, std::vector<Finding>& findings) {
        if (done_.count(&at)) return;
        way_.push_back(&at);
        for (const Link& link : links_[&at]) {
            taken_.push_back(&link);
            const auto loop = std::find(way_.begin(), way_.end(), link.to);
            if (loop == way_.end())
                follow(*link.to, circle, findings);
            else
                tell(static_cast<std::size_t>(loop - way_.begin()), circle, findings);
            taken_.pop_back();
        }
        way_.pop_back();
        done_.insert(&at);
    }

    void tell(std::size_t from, const Circle& circle, std::vector<Finding>& findings) const {
        if (std::none_of(taken_.begin() + static_cast<std::ptrdiff_t>(from), taken_.end(),
                         [](const Link* link) { return link->strict; }))
            return;
        Finding finding{"cycle",
                        Severity::error,
                        {circle.title, {way_[from]->title}},
                        {},
                        {},
                        {circle.follows, {}},
                        {circle.cure, {}},
                        false};
        std::string words;
        for (std::size_t i = from; i < way_.size(); ++i) {
            finding.figures.push_back(taken_[i]->said);
            finding.illustrative |= way_[i]->illustrative;
            words += way_[i]->title + " → ";
        }
        finding.printed = words + way_[from]->title;
        findings.push_back(std::move(finding));
    }

    const Plan& plan_;
    std::map<const Indicator*, std::vector<Link>> links_;
    std::vector<const Indicator*> way_;
    std::vector<const Link*> taken_;  ///< between the indicators of the way
    std::set<const Indicator*> done_;
};

Figure mention_of(const Indicator& indicator) {
    return {indicator.title, indicator.clause.text, indicator.clause.line, indicator.place};
}

Finding dates_finding(Severity severity, Message title, Figure figure, Message follows, Phrase cure,
                      bool illustrative) {
    const Message printed = figure.printed.empty() ? figure.title : Message(figure.printed);
    return {"dates", severity,           std::move(title), {std::move(figure)},
            printed, std::move(follows), {cure, {}},       illustrative};
}

void check_deadline(const Plan& plan, const Task& task, std::vector<Finding>& findings) {
    if (!task.deadline) return;
    const int year = static_cast<int>(task.deadline->year());
    if (year >= plan->first_year && year <= plan->last_year) return;
    findings.push_back(dates_finding(
        year < plan->first_year ? Severity::error : Severity::warning, {Phrase::finding_deadline, {task.title}},
        {task.title, task.clause.text, task.clause.line, task.place},
        {Phrase::follows_deadline,
         {to_string(*task.deadline), std::to_string(plan->first_year), std::to_string(plan->last_year)}},
        Phrase::cure_deadline, task.illustrative));
}

void check_span(const Plan& plan, const Identity& identity, const std::string& id, int from, int to,
                std::vector<Finding>& findings) {
    if (from < to) return;
    const Indicator& indicator = *plan.find_indicator(id);
    findings.push_back(dates_finding(Severity::error, {Phrase::finding_dates, {indicator.title}},
                                     {indicator.title, identity.clause.text, identity.clause.line, identity.place},
                                     {Phrase::follows_span, {std::to_string(from), std::to_string(to)}},
                                     Phrase::cure_span, false));
}

Finding no_responsibility(const Plan& plan) {
    const Message printed{Phrase::printed_tasks, {std::to_string(plan->tasks.size())}};
    return {"no-lead",
            Severity::note,
            {Phrase::finding_no_responsibility, {}},
            {{printed, plan->title, 0, plan->place}},
            printed,
            {Phrase::follows_no_responsibility, {}},
            {Phrase::cure_no_responsibility, {}},
            false};
}

Finding no_lead(const Plan& plan, const Task& task) {
    const Responsibility* responsibility = plan.responsibility_for(task.id);
    const std::string& words = task.clause.text.empty() ? task.title : task.clause.text;
    return {"no-lead",
            Severity::warning,
            {Phrase::finding_no_lead, {task.title}},
            {{task.title, words, task.clause.line, responsibility ? responsibility->place : task.place}},
            words,
            {Phrase::follows_no_lead, {}},
            {Phrase::cure_no_lead, {task.id}},
            task.illustrative || (responsibility && responsibility->illustrative)};
}

Finding no_body(const Plan& plan, const std::vector<std::string>& indicators) {
    Finding finding{"no-body",
                    Severity::note,
                    {Phrase::finding_no_body, {std::to_string(indicators.size())}},
                    {},
                    {},
                    {Phrase::follows_no_body, {}},
                    {Phrase::cure_no_body, {}},
                    false};
    std::vector<Message> titles;
    for (const std::string& id : indicators) {
        const Indicator& indicator = *plan.find_indicator(id);
        Figure figure = figure_of(indicator, indicator.targets.back());
        if (figure.printed.empty()) figure.printed = indicator.title;
        figure.place = indicator.place;
        finding.figures.push_back(std::move(figure));
        finding.illustrative |= indicator.illustrative;
        titles.emplace_back(indicator.title);
    }
    finding.printed = joined(Phrase::semicolon, std::move(titles));
    return finding;
}

}  // namespace

void check_cycles(const Plan& plan, std::vector<Finding>& findings) {
    Links ratios(plan);
    Links compared(plan);
    Links sums(plan);
    for (const Indicator& indicator : plan->indicators) {
        if (indicator.ratio)
            for (const std::string& id : {indicator.ratio->numerator, indicator.ratio->denominator})
                ratios.add(indicator, id, mention_of(indicator));
        for (const Target& target : indicator.targets)
            if (const auto* form = std::get_if<ComparedWith>(&target.form))
                compared.add(indicator, form->indicator, figure_of(indicator, target), form->faster);
    }
    for (const Identity& identity : plan->identities)
        if (const auto* sum = std::get_if<Sum>(&identity.form)) {
            const Indicator& total = *plan.find_indicator(sum->total);
            for (const std::string& part : sum->parts)
                sums.add(total, part, {total.title, identity.clause.text, identity.clause.line, identity.place});
        }
    ratios.tell_circles({Phrase::finding_cycle_ratio, Phrase::follows_cycle_ratio, Phrase::cure_cycle_ratio}, findings);
    compared.tell_circles({Phrase::finding_cycle_compared, Phrase::follows_cycle_compared, Phrase::cure_cycle_compared},
                          findings);
    sums.tell_circles({Phrase::finding_cycle_sum, Phrase::follows_cycle_sum, Phrase::cure_cycle_sum}, findings);
}

void check_dates(const Plan& plan, const Figures& figures, std::vector<Finding>& findings) {
    for (const Task& task : plan->tasks) check_deadline(plan, task, findings);
    for (const Identity& identity : plan->identities) {
        if (const auto* trend = std::get_if<Trend>(&identity.form))
            check_span(plan, identity, trend->indicator, trend->from, trend->to, findings);
        if (const auto* change = std::get_if<Change>(&identity.form))
            check_span(plan, identity, change->indicator, change->from, change->to, findings);
    }
    for (const Printed& figure : figures) {
        const Observation& o = figure.observation;
        if (!o.as_of || *o.as_of >= o.period.first) continue;
        findings.push_back(dates_finding(Severity::error, {Phrase::finding_as_of, {title_of(figure)}},
                                         figure_of(figure),
                                         {Phrase::follows_as_of, {to_string(o.period.first), to_string(*o.as_of)}},
                                         Phrase::cure_as_of, o.illustrative));
    }
}

/// A plan to which nobody has been assigned yet says so once; indicators without a body are told together.
void check_responsibilities(const Plan& plan, std::vector<Finding>& findings) {
    const auto tasks = orphan_tasks(plan);
    if (!tasks.empty() && plan->responsibilities.empty())
        findings.push_back(no_responsibility(plan));
    else
        for (const std::string& task : tasks) findings.push_back(no_lead(plan, *plan.find_task(task)));
    const auto indicators = orphan_indicators(plan);
    if (!indicators.empty() && !plan->bodies.empty()) findings.push_back(no_body(plan, indicators));
}

}  // namespace libplan::checking
