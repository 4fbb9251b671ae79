#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <unordered_map>

#include "libplan/body_titles.hpp"
#include "libplan/derived_facts.hpp"
#include "libplan/exact.hpp"
#include "libplan/fact_period.hpp"
#include "libplan/interrupt.hpp"
#include "libplan/rules.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"

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

/// The days that count for a year, and which year an event counts in.
class YearWindow {
public:
    YearWindow(const Window& window, int year) : window_(window), year_(year) {}

    Date last() const { return day(window_.last, year_); }
    bool holds(const Event& event) const { return year_of(event) == year_; }
    /// The whole of it, or a part of the year: "H1", "Q3", "09".
    Period part(const std::string& named) const {
        if (named.empty()) return is_calendar_year(window_) ? year_period(year_) : Period{first_of(year_), last()};
        const std::string dash = std::isdigit(static_cast<unsigned char>(named.front())) ? "-" : "";
        const auto in = [&](int year) {
            return parse_period(std::to_string(year) + dash + named).value_or(year_period(year));
        };
        // Of a year that begins before January, December is that of the calendar year before.
        const Period before = in(year_ - 1);
        return before.first >= first_of(year_) ? before : in(year_);
    }

private:
    static Date day(const std::chrono::month_day& at, int year) {
        const Date date{std::chrono::year{year}, at.month(), at.day()};
        return date.ok() ? date : Date{std::chrono::year{year} / at.month() / std::chrono::last};  // 29 February
    }
    /// A day before the last one is meant of the year after.
    Date carried_until(int year) const {
        return day(window_.carry_until, window_.carry_until < window_.last ? year + 1 : year);
    }
    Date first_of(int year) const { return day(window_.first, window_.first > window_.last ? year - 1 : year); }

    /// Each event counts in one year: what a year pulls back, the next one leaves out.
    int year_of(const Event& event) const {
        if (event.counts_in != 0) return event.counts_in;
        const int calendar = static_cast<int>(event.date.year());
        const int own = event.date >= first_of(calendar + 1) ? calendar + 1 : calendar;
        const bool carried = contains(window_.carry_back, event.severity) && event.date > day(window_.last, own - 1) &&
                             event.date <= carried_until(own - 1);
        return carried ? own - 1 : own;
    }

    const Window& window_;
    int year_;
};

/// Looks up one fact of one unit in everything that is known of a year.
class Source {
public:
    Source(const Gathering& from, const Scheme& scheme, const Progress& progress, int year)
        : from_(from),
          plan_(from.plan),
          progress_(progress),
          records_(from.records),
          scheme_(scheme),
          year_(year),
          window_(scheme->outcome.window, year) {
        for (const Body& body : plan_->bodies) parents_[body.id] = body.parent;
        for (const SuppliedFigure& figure : records_.figures)
            if (figure.year == year_)
                supplied_[{figure.fact, figure.body}] = {figure.value, figure.state, figure.illustrative};
    }

    /// Of the whole year or of a part of it.
    Value of(const FactDefinition& fact, const std::string& unit) const {
        part_ = fact.part;
        decimals_ = places_of(fact).value_or(0);
        return std::visit([&](const auto& source) { return (*this)(source, unit); }, fact.source);
    }

    Value operator()(const IndicatorFact& source, const std::string& unit) const {
        const Reading* reading = progress_.find(source.indicator, unit);
        // Progress knows calendar years of what has a target and is reported by the unit itself.
        if (!part_.empty() ||
            (source.take == IndicatorFact::Take::value && (!reading || !is_calendar_year(scheme_->outcome.window))))
            return observed_value(source, unit);
        if (!reading && source.whole_area) reading = progress_.find(source.indicator, "");
        if (!reading) return {};
        if (source.take == IndicatorFact::Take::target) return limit_of(*reading);
        if (!reading->value) return {0, reading->state, reading->illustrative};
        const auto percentage = [&](const std::optional<double>& share) -> Value {
            if (!share) return {0, State::missing, reading->illustrative};
            return known(as_printed(decimal_reading(*share) * 100), reading->illustrative);
        };
        switch (source.take) {
            case IndicatorFact::Take::completion:
                return percentage(reading->completion);
            case IndicatorFact::Take::ratio_to_target:
                return percentage(reading->ratio_to_target);
            case IndicatorFact::Take::met:
                if (!reading->met) return {0, State::missing, reading->illustrative};
                return known(*reading->met ? 1 : 0, reading->illustrative);
            case IndicatorFact::Take::value:
            case IndicatorFact::Take::target:
                break;
        }
        return known(*reading->value, reading->illustrative);
    }

    Value operator()(const ControlFact& source, const std::string& unit) const {
        const Indicator* indicator = plan_.find_indicator(source.indicator);
        if (!indicator) return {};
        Taken control = value_of(plan_, records_.controls, *indicator, unit, period());
        // 年度控制数 are handed out by the year, whatever days are assessed.
        if (control.state == State::missing && part_.empty())
            control = value_of(plan_, records_.controls, *indicator, unit, year_period(year_));
        return {control.value, control.state, control.illustrative};
    }

    Value operator()(const EventFact& source, const std::string& unit) const {
        return count(source, unit, [](const Event&) { return true; });
    }

    /// What an event fact counts of the events of one class of an occurrences rule; where a single event counts, of the
    /// one that weighs most. What the fact leaves out stays out.
    Value of_class(const FactDefinition& fact, const OccurrencesRule& rule, const OccurrenceClass& counted, bool deaths,
                   const std::string& unit) const {
        part_ = fact.part;
        EventFact source = std::get<EventFact>(fact.source);
        if (deaths) source.count = EventFact::Count::deaths;
        const bool by_matter = rule.counts == OccurrencesRule::Counts::matters;
        return count(
            source, unit,
            [&](const Event& event) {
                return is_of(counted, event) && (!by_matter || stands_for_its_matter(source, rule, event, unit));
            },
            !rule.adds_up() && !source.faults.empty());
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
            const bool is_due = task && task->deadline && *task->deadline <= window_.last();
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
        return known(as_printed(Rational(done * 100) / Rational(led)), illustrative);
    }

    /// How many years in a row the indicator moved the right way, as far as figures go back.
    Value operator()(const TrendFact& source, const std::string& unit) const {
        const Indicator* indicator = plan_.find_indicator(source.indicator);
        if (!indicator) return {};
        const auto value_in = [&](int year) {
            const Period period = YearWindow(scheme_->outcome.window, year).part("");
            Taken taken = value_of(plan_, from_.observations, *indicator, unit, period);
            if (taken.state != State::value && source.whole_area)
                taken = value_of(plan_, from_.observations, *indicator, "", period);
            return taken;
        };
        Taken later = value_in(year_);
        if (later.state != State::value) return {0, later.state, later.illustrative};
        bool illustrative = later.illustrative;
        int years = 0;
        for (;; ++years) {
            const Taken earlier = value_in(year_ - years - 1);
            // A gap among years that the plan covers leaves open how far it goes back.
            const bool is_gap = earlier.state == State::missing || earlier.state == State::not_scored;
            if (earlier.state != State::value)
                return years == 0 || (is_gap && year_ - years - 1 >= plan_->first_year)
                           ? Value{0, earlier.state, illustrative}
                           : known(years, illustrative);
            illustrative |= earlier.illustrative;
            const bool goes_on =
                source.direction == Direction::down ? later.value < earlier.value : later.value > earlier.value;
            if (!goes_on) return known(years, illustrative);
            later = earlier;
        }
    }

    Value operator()(const SuppliedFact&, const std::string&) const { return {}; }  // looked up by the fact's own id
    Value supplied(const std::string& fact, const std::string& unit) const {
        const auto found = supplied_.find({fact, unit});
        return found == supplied_.end() ? Value{} : found->second;
    }

    Value operator()(const SchemeFact& source, const std::string& unit) const {
        const Assessment& other = assessment_of(source.scheme);
        const auto& places = places_in(other).of_unit;
        const auto place = places.find(unit);
        if (place == places.end()) return {0, State::not_applicable, false};
        const State state = other.total_states[place->second];
        if (state != State::value) return {0, state, other.facts.illustrative};
        return known(other.totals[place->second].value(), other.facts.illustrative);
    }

    /// Of the units directly below to which the scheme applies; what is still open of one leaves the whole open.
    Value operator()(const BelowFact& source, const std::string& unit) const {
        const Assessment& other = assessment_of(source.scheme);
        int grade = -1;
        for (std::size_t i = 0; i < other.scheme->grades.size(); ++i)
            if (other.scheme->grades[i].title == source.grade) grade = static_cast<int>(i);
        double count = 0;
        double good = 0;
        Points sum;
        std::optional<Points> lowest;
        State open = State::value;
        const bool reads_grade = source.take == BelowFact::Take::percent || source.take == BelowFact::Take::count;
        const auto& below = places_in(other).below;
        const auto [first, end] = below.equal_range(unit);
        for (auto place = first; place != end; ++place) {
            const std::size_t i = place->second;
            const State state = other.total_states[i];
            if (state == State::not_applicable) continue;
            const bool lacks_grade = state == State::value && reads_grade && other.grades[i] < 0;
            open = more_open(open, lacks_grade ? State::missing : state);
            count += 1;
            good += other.grades[i] <= grade ? 1 : 0;
            sum += other.totals[i];
            lowest = std::min(lowest.value_or(other.totals[i]), other.totals[i]);
        }
        if (count == 0 || open != State::value)
            return {0, count == 0 ? State::not_applicable : open, other.facts.illustrative};
        switch (source.take) {
            case BelowFact::Take::percent:
                return known(as_printed(Rational(good * 100) / Rational(count)), other.facts.illustrative);
            case BelowFact::Take::count:
                return known(good, other.facts.illustrative);
            case BelowFact::Take::mean:
                return known(as_printed(to_rational(sum) / Rational(count)), other.facts.illustrative);
            case BelowFact::Take::lowest:
                break;
        }
        return known(lowest->value(), other.facts.illustrative);
    }

    // Made of other facts, once those are gathered.
    Value operator()(const ClassFact&, const std::string&) const { return {}; }
    Value operator()(const BracketFact&, const std::string&) const { return {}; }
    Value operator()(const RatioFact&, const std::string&) const { return {}; }

    /// Computed percentages and means are rounded as they are printed, so that anybody can recompute the points.
    double as_printed(const Rational& computed) const {
        return round_points(computed, decimals_, Rounding::half_up).value();
    }

private:
    Period period() const { return window_.part(part_); }

    Value observed_value(const IndicatorFact& source, const std::string& unit) const {
        const Indicator* indicator = plan_.find_indicator(source.indicator);
        if (!indicator || source.take != IndicatorFact::Take::value) return {};
        Taken taken = value_of(plan_, from_.observations, *indicator, unit, period());
        if (taken.state == State::missing && source.whole_area)
            taken = value_of(plan_, from_.observations, *indicator, "", period());
        return {taken.value, taken.state, taken.illustrative};
    }

    /// The one limit of what the plan asks of the year.
    /// Of two limits the one that the indicator should get beyond: the upper where lower is better.
    Value limit_of(const Reading& reading) const {
        if (!reading.admissible) return {0, State::missing, reading.illustrative};
        const Interval& asked = *reading.admissible;
        const bool down = plan_.find_indicator(reading.indicator)->direction == Direction::down;
        const auto [wanted, guard] = down ? std::pair(asked.upper, asked.lower) : std::pair(asked.lower, asked.upper);
        const double limit = std::isfinite(wanted) ? wanted : guard;
        return std::isfinite(limit) ? known(limit, reading.illustrative) : Value{};
    }

    template <class Counts>
    Value count(const EventFact& source, const std::string& unit, const Counts& counts, bool heaviest = false) const {
        if (year_ < plan_->first_year) return {};  // events are kept from the first year of the plan on
        Rational total = 0;
        bool illustrative = false;
        for (const Event& event : records_.events) {
            const double weight = counted_weight(source, event, unit);
            if (weight == 0 || !counts(event)) continue;
            illustrative |= event.illustrative;
            const double size = source.count == EventFact::Count::events   ? 1
                                : source.count == EventFact::Count::deaths ? event.deaths
                                                                           : event.injuries;
            const Rational own = decimal_reading(size) * decimal_reading(weight);
            total = heaviest ? std::max(total, own) : Rational(total + own);
        }
        return known(to_double(total), illustrative);
    }

    /// How much of an event counts against a unit in the period; 0 if it does not.
    double counted_weight(const EventFact& source, const Event& event, const std::string& unit) const {
        if (!counts_class(source, event.kind, event.severity) || !window_.holds(event)) return 0;
        if (!part_.empty() && (event.date < period().first || event.date > period().last)) return 0;
        return weight_of(source, event, unit);
    }

    static bool is_of(const OccurrenceClass& counted, const Event& event) {
        if (!counted.deaths_from) return event.severity == counted.severity;
        return event.deaths >= *counted.deaths_from && event.deaths <= counted.deaths_to.value_or(event.deaths);
    }

    /// Of the events of one matter that count against a unit the first of those worth most stands for all.
    bool stands_for_its_matter(const EventFact& source, const OccurrencesRule& rule, const Event& event,
                               const std::string& unit) const {
        if (event.matter.empty()) return true;
        const Rational own = worth(source, rule, event, unit);
        return std::none_of(records_.events.begin(), records_.events.end(), [&](const Event& other) {
            if (other.matter != event.matter || &other == &event) return false;
            const Rational rival = worth(source, rule, other, unit);
            return rival > own || (rival == own && rival != 0 && &other < &event);
        });
    }
    Rational worth(const EventFact& source, const OccurrencesRule& rule, const Event& event,
                   const std::string& unit) const {
        Rational points = 0;
        for (const OccurrenceClass& counted : rule.classes)
            if (is_of(counted, event))
                points += decimal_reading(counted.points) +
                          decimal_reading(counted.per_death) * decimal_reading(event.deaths);
        return abs(points) * decimal_reading(counted_weight(source, event, unit));
    }

    /// How much of an event counts against a unit: by its own finding of fault, or the heaviest of those below it.
    double weight_of(const EventFact& source, const Event& event, const std::string& unit) const {
        double weight = 0;
        for (std::size_t i = 0; i < event.bodies.size(); ++i)
            if (event.bodies[i] == unit || (source.with_below && lies_below(event.bodies[i], unit)))
                weight = std::max(weight, fault_weight(source, i < event.faults.size() ? event.faults[i] : ""));
        return weight;
    }
    static double fault_weight(const EventFact& source, const std::string& finding) {
        for (const FaultWeight& fault : source.faults)
            if (fault.finding == finding) return fault.weight;
        return 1;  // not found yet, or the scheme does not ask
    }
    bool lies_below(std::string body, const std::string& unit) const {
        for (int level = 0; level < 16; ++level) {
            const auto parent = parents_.find(body);
            if (parent == parents_.end() || parent->second.empty()) return false;
            if (parent->second == unit) return true;
            body = parent->second;
        }
        return false;
    }

    const TaskReport* latest_report(const std::string& task, const std::string& unit) const {
        const TaskReport* latest = nullptr;
        for (const TaskReport& report : records_.reports)
            if (report.task == task && report.body == unit && report.date <= window_.last() &&
                (!latest || report.date >= latest->date))
                latest = &report;
        return latest;
    }

    const Assessment& assessment_of(const std::string& scheme) const {
        for (const Assessment& other : from_.earlier)
            if (other.scheme->id == scheme) return other;
        throw InputError({{"scheme", {}, {Phrase::scheme_not_assessed, {scheme}}, {}}});
    }

    /// Where the units of another assessment stand in it: by their ids, and by the ids of the bodies above them.
    struct Places {
        std::unordered_map<std::string_view, std::size_t> of_unit;
        std::unordered_multimap<std::string_view, std::size_t> below;
    };
    const Places& places_in(const Assessment& other) const {
        const auto [known, added] = places_.try_emplace(&other);
        if (!added) return known->second;
        for (std::size_t i = 0; i < other.facts.units.size(); ++i) {
            const std::string& id = other.facts.units[i].id;
            known->second.of_unit.emplace(id, i);
            if (const auto parent = parents_.find(id); parent != parents_.end())
                known->second.below.emplace(parent->second, i);
        }
        return known->second;
    }

    const Gathering& from_;
    const Plan& plan_;
    const Progress& progress_;
    const Records& records_;
    const Scheme& scheme_;
    int year_;
    YearWindow window_;
    std::map<std::string, std::string> parents_;
    std::map<std::pair<std::string_view, std::string_view>, Value> supplied_;  ///< by fact and body
    mutable std::string part_;
    mutable int decimals_ = 0;
    mutable std::map<const Assessment*, Places> places_;
};

std::vector<Unit> units_of(const Plan& plan, const Scheme& scheme) {
    const BodyTitles titles(plan);
    std::vector<Unit> units;
    for (const Body& body : plan->bodies)
        if (assesses(scheme.parts(), body)) units.push_back({body.id, titles.of(body), body.rank_class});
    return units;
}

template <class Lookup>
FactColumn gathered_column(Facts& facts, const std::string& id, Lookup&& lookup) {
    FactColumn column{id, {}, {}};
    for (const Unit& unit : facts.units) {
        Interruptible::heed();
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
    const bool supplied = std::holds_alternative<SuppliedFact>(fact.source);
    facts.columns.push_back(gathered_column(facts, fact.id, [&](const std::string& unit) {
        return supplied ? source.supplied(fact.id, unit) : source.of(fact, unit);
    }));
}

/// An occurrences rule needs its events counted class by class.
void gather_classes(Facts& facts, const Sources& sources, const Scheme& scheme, const Item& item) {
    const auto* rule = std::get_if<OccurrencesRule>(&item.rule);
    const FactDefinition* fact = rule ? scheme.find_fact(item.fact) : nullptr;
    if (!fact || !std::holds_alternative<EventFact>(fact->source)) return;
    const Source& source = sources.of(*fact);
    for (const OccurrenceClass& counted : rule->classes)
        for (const bool deaths : {false, true}) {
            const std::string id = item.fact + "/" + counted.severity + (deaths ? "/deaths" : "");
            if (facts.find(id) || (deaths && counted.per_death == 0)) continue;
            facts.columns.push_back(gathered_column(facts, id, [&](const std::string& unit) {
                return source.of_class(*fact, *rule, counted, deaths, unit);
            }));
        }
}

using MarkKey = std::tuple<std::string, std::string, Scorer>;

void gather_marks(Facts& facts, const std::map<MarkKey, const Mark*>& marks, const Item& item) {
    for (const Word<Scorer>& scorer : words_for<Scorer>())
        facts.columns.push_back(
            gathered_column(facts, item.id + "." + std::string(scorer.word), [&](const std::string& unit) -> Value {
                const auto found = marks.find({item.id, unit, scorer.value});
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

Facts gather(const Gathering& from, const Scheme& scheme) {
    const auto measured = [&](const Progress* given, int year) {
        return given ? *given : measure(from.plan, from.observations, year);
    };
    const bool compares = std::any_of(scheme->facts.begin(), scheme->facts.end(),
                                      [](const FactDefinition& fact) { return fact.last_year; });
    const Progress progress = measured(from.progress, from.year);
    const Progress last_year = compares ? measured(from.last_year, from.year - 1) : Progress{};
    Facts facts{
        .year = from.year, .units = units_of(from.plan, scheme), .columns = {}, .illustrative = scheme->illustrative};
    const Sources sources{{from, scheme, progress, from.year}, {from, scheme, last_year, from.year - 1}};
    std::map<MarkKey, const Mark*> marks;
    for (const Mark& mark : from.records.marks) {
        Interruptible::heed();
        if (mark.year == from.year) marks[{mark.item, mark.body, mark.scorer}] = &mark;
    }

    const UnitClasses classes(view_of(facts));
    for (const FactDefinition& fact : scheme->facts)
        if (const auto ids = made_of(fact); !ids.empty()) {
            std::vector<FactsView::Column> of;
            for (const std::string_view id : ids) {
                const FactColumn& column = *facts.find(id);
                of.push_back({column.id, column.values, column.states});
            }
            facts.columns.push_back(derived_fact(fact, of, classes, scheme->outcome.missing));
        } else {
            gather_definition(facts, sources, fact);
        }
    for (const Item* item : scheme.items()) {
        gather_classes(facts, sources, scheme, *item);
        gather_marks(facts, marks, *item);
    }
    return facts;
}

Period fact_period(const FactDefinition& fact, const Window& window, int year) {
    return YearWindow(window, year).part(fact.part);
}

std::vector<std::size_t> assessment_order(std::span<const Scheme> schemes) {
    const auto reads = [](const Scheme& scheme, const std::string& other) {
        return std::any_of(scheme->facts.begin(), scheme->facts.end(), [&](const FactDefinition& fact) {
            const auto* own = std::get_if<SchemeFact>(&fact.source);
            const auto* below = std::get_if<BelowFact>(&fact.source);
            return (own && own->scheme == other) || (below && below->scheme == other);
        });
    };
    std::vector<std::size_t> order;
    const auto is_ready = [&](std::size_t i) {
        for (std::size_t other = 0; other < schemes.size(); ++other)
            if (reads(schemes[i], schemes[other]->id) && std::find(order.begin(), order.end(), other) == order.end())
                return false;
        return true;
    };
    while (order.size() < schemes.size()) {
        const std::size_t before = order.size();
        for (std::size_t i = 0; i < schemes.size(); ++i)
            if (std::find(order.begin(), order.end(), i) == order.end() && is_ready(i)) order.push_back(i);
        if (order.size() > before) continue;
        std::vector<Problem> problems;
        for (std::size_t i = 0; i < schemes.size(); ++i)
            if (std::find(order.begin(), order.end(), i) == order.end())
                problems.push_back({"scheme-cycle", schemes[i]->place, {Phrase::scheme_cycle, {schemes[i]->id}}, {}});
        throw InputError(std::move(problems));
    }
    return order;
}

}  // namespace libplan
