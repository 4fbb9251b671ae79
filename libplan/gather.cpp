#include <algorithm>
#include <map>

#include "libplan/assess.hpp"
#include "libplan/match.hpp"
#include "libplan/rules.hpp"

namespace libplan {
namespace {

struct Value {
    double value = 0;
    State state = State::missing;
    bool illustrative = false;
};

Value known(double value, bool illustrative) { return {value, State::value, illustrative}; }

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Computed percentages are taken with two decimals, as they are printed, so that anybody can recompute the points.
double as_printed(double percent) { return round_decimal(percent, 2); }

/// Looks up one fact of one unit in everything that is known of the year.
class Source {
public:
    Source(const Plan& plan, const Progress& progress, const Records& records, int year)
        : plan_(plan), progress_(progress), records_(records), year_(year), year_end_(year_period(year).last) {}

    Value operator()(const IndicatorFact& source, const std::string& unit) const {
        const Reading* reading = progress_.find(source.indicator, unit);
        if (!reading && source.whole_area) reading = progress_.find(source.indicator, "");
        if (!reading) return {};
        if (!reading->value) return {0, reading->state, reading->illustrative};
        switch (source.take) {
            case IndicatorFact::Take::value:
                return known(*reading->value, reading->illustrative);
            case IndicatorFact::Take::completion:
                if (!reading->completion) return {0, State::missing, reading->illustrative};
                return known(as_printed(*reading->completion * 100), reading->illustrative);
            case IndicatorFact::Take::met:
                if (!reading->met) return {0, State::missing, reading->illustrative};
                return known(*reading->met ? 1 : 0, reading->illustrative);
        }
        return {};
    }

    Value operator()(const ControlFact& source, const std::string& unit) const {
        const auto row = records_.controls.latest(source.indicator, unit, year_period(year_));
        if (row == Observations::npos) return {};
        const Observation control = records_.controls[row];
        return {control.value, control.state, control.illustrative};
    }

    Value operator()(const EventFact& source, const std::string& unit) const {
        return count(source, unit, source.severities);
    }

    Value count(const EventFact& source, const std::string& unit, const std::vector<std::string>& severities) const {
        if (year_ < plan_->first_year) return {};  // events are kept from the first year of the plan on
        Value total = known(0, false);
        for (const Event& event : records_.events) {
            const bool counts = event.kind == source.kind && static_cast<int>(event.date.year()) == year_ &&
                                (severities.empty() || contains(severities, event.severity)) &&
                                contains(event.bodies, unit);
            if (!counts) continue;
            total.illustrative |= event.illustrative;
            switch (source.count) {
                case EventFact::Count::events:
                    total.value += 1;
                    break;
                case EventFact::Count::deaths:
                    total.value += event.deaths;
                    break;
                case EventFact::Count::injuries:
                    total.value += event.injuries;
                    break;
            }
        }
        return total;
    }

    /// Of the tasks the unit leads: a task without any report counts as not done, but without a single report nothing
    /// is known.
    Value operator()(const TaskFact& source, const std::string& unit) const {
        double led = 0;
        double done = 0;
        double due = 0;
        double overdue = 0;
        bool reported = false;
        bool illustrative = false;
        for (const Responsibility& responsibility : plan_->responsibilities) {
            if (!contains(responsibility.lead, unit)) continue;
            const Task* task = plan_.find_task(responsibility.task);
            const TaskReport* report = latest_report(responsibility.task, unit);
            const bool is_done = report && report->status == TaskStatus::done;
            const bool is_due = task && task->deadline && *task->deadline <= year_end_;
            reported |= report != nullptr;
            illustrative |= responsibility.illustrative || (report && report->illustrative);
            led += 1;
            done += is_done ? 1 : 0;
            due += is_due ? 1 : 0;
            overdue += is_due && !is_done ? 1 : 0;
        }
        if (led == 0) return {0, State::not_applicable, illustrative};
        if (source.take == TaskFact::Take::due) return known(due, illustrative);
        if (!reported) return {0, State::missing, illustrative};
        if (source.take == TaskFact::Take::overdue) return known(overdue, illustrative);
        return known(as_printed(done / led * 100), illustrative);
    }

private:
    const TaskReport* latest_report(const std::string& task, const std::string& unit) const {
        const TaskReport* latest = nullptr;
        for (const TaskReport& report : records_.reports)
            if (report.task == task && report.body == unit && report.date <= year_end_ &&
                (!latest || report.date >= latest->date))
                latest = &report;
        return latest;
    }

    const Plan& plan_;
    const Progress& progress_;
    const Records& records_;
    int year_;
    Date year_end_;
};

std::vector<Unit> units_of(const Plan& plan, const Scheme& scheme) {
    std::vector<Unit> units;
    for (const Body& body : plan->bodies)
        if (body.kind == scheme->units) units.push_back({body.id, body.title, body.rank_class});
    return units;
}

template <class Lookup>
FactColumn column_of(Facts& facts, const std::string& id, Lookup&& lookup) {
    FactColumn column{id, {}, {}};
    for (const Unit& unit : facts.units) {
        const Value value = lookup(unit.id);
        column.values.push_back(value.value);
        column.states.push_back(value.state);
        facts.illustrative |= value.illustrative;
    }
    return column;
}

/// What is known of the year, and of the year before.
struct Sources {
    Source year, last_year;
    const Source& of(const FactDefinition& fact) const { return fact.last_year ? last_year : year; }
};

void gather_definition(Facts& facts, const Sources& sources, const FactDefinition& fact) {
    const Source& source = sources.of(fact);
    facts.columns.push_back(column_of(facts, fact.id, [&](const std::string& unit) {
        return std::visit([&](const auto& from) { return source(from, unit); }, fact.source);
    }));
}

/// An occurrences rule needs its events counted class by class.
void gather_classes(Facts& facts, const Sources& sources, const Scheme& scheme, const Item& item) {
    const auto* rule = std::get_if<OccurrencesRule>(&item.rule);
    const FactDefinition* fact = rule ? scheme.find_fact(item.fact) : nullptr;
    const auto* events = fact ? std::get_if<EventFact>(&fact->source) : nullptr;
    if (!events) return;
    const Source& source = sources.of(*fact);
    for (const OccurrenceClass& counted : rule->classes) {
        const std::string id = item.fact + "/" + counted.severity;
        if (facts.find(id)) continue;
        facts.columns.push_back(column_of(
            facts, id, [&](const std::string& unit) { return source.count(*events, unit, {counted.severity}); }));
    }
}

using MarkKey = std::tuple<std::string, std::string, Scorer>;

void gather_marks(Facts& facts, const std::map<MarkKey, const Mark*>& marks, const Item& item) {
    static constexpr std::pair<Scorer, const char*> scorers[] = {
        {Scorer::self, ".self"}, {Scorer::department, ".department"}, {Scorer::team, ".team"}};
    for (const auto& [scorer, suffix] : scorers)
        facts.columns.push_back(
            column_of(facts, item.id + suffix, [&, scorer = scorer](const std::string& unit) -> Value {
                const auto found = marks.find({item.id, unit, scorer});
                if (found == marks.end()) return {};
                return {found->second->value, found->second->state, found->second->illustrative};
            }));
}

}  // namespace

const FactColumn* Facts::find(std::string_view id) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const FactColumn& column) { return column.id == id; });
    return found == columns.end() ? nullptr : &*found;
}

bool compares_with_last_year(const Scheme& scheme) {
    return std::any_of(scheme->facts.begin(), scheme->facts.end(),
                       [](const FactDefinition& fact) { return fact.last_year; });
}

Facts gather(const Plan& plan, const Scheme& scheme, const Progress& progress, const Records& records, int year,
             const Progress& last_year) {
    Facts facts{.year = year, .units = units_of(plan, scheme), .columns = {}, .illustrative = scheme->illustrative};
    const Sources sources{{plan, progress, records, year}, {plan, last_year, records, year - 1}};
    std::map<MarkKey, const Mark*> marks;
    for (const Mark& mark : records.marks)
        if (mark.year == year) marks[{mark.item, mark.body, mark.scorer}] = &mark;

    for (const FactDefinition& fact : scheme->facts) gather_definition(facts, sources, fact);
    for (const Group& group : scheme->groups)
        for (const Item& item : group.items) {
            gather_classes(facts, sources, scheme, item);
            gather_marks(facts, marks, item);
        }
    return facts;
}

}  // namespace libplan
