#include "libplan/scheme.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "libplan/derived_facts.hpp"
#include "libplan/fact_period.hpp"
#include "libplan/match.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

class SchemeValidation {
public:
    SchemeValidation(const SchemeParts& parts, const PlanParts* plan) : parts_(parts), plan_(plan) {
        for (const FactDefinition& fact : parts.facts) facts_.push_back(fact.id);
    }

    std::vector<Problem> operator()() {
        if (plan_ && std::none_of(plan_->bodies.begin(), plan_->bodies.end(),
                                  [&](const Body& body) { return body.kind == parts_.units; }))
            add("no-units", parts_.place, {Phrase::no_units, {word_of(parts_.units)}});
        unique(parts_.facts);
        unique_nodes();
        check_numbers(parts_.outcome);
        check_points();
        for (const FactDefinition& fact : parts_.facts) check(fact);
        for (const Group* group : groups_of(parts_)) check(*group);
        check_grades();
        if (parts_.vetoes.size() > most_vetoes)
            add("too-many", parts_.place, {Phrase::too_many_vetoes, {std::to_string(most_vetoes)}});
        for (const Veto& veto : parts_.vetoes) check(veto);
        check(parts_.outcome);
        check_shared_counts();
        return std::move(problems_);
    }

private:
    static constexpr std::size_t most_vetoes = 64;
    static constexpr std::size_t most_classes = 16;

    void add(std::string code, const Place& place, Message message) {
        problems_.push_back({std::move(code), place, std::move(message), {}});
    }

    template <class Record>
    void unique(const std::vector<Record>& records) {
        std::map<std::string_view, const Record*> seen;
        for (const Record& record : records) duplicate(seen, record);
    }

    void twice(const std::string& id, const Place& place, const Place& first) {
        const std::string before = to_string(first);  // none of what is built in code
        add("duplicate-id", place,
            before.empty() ? Message{Phrase::duplicate_id_unplaced, {id}}
                           : Message{Phrase::duplicate_id, {id, before}});
    }

    template <class Record>
    void duplicate(std::map<std::string_view, const Record*>& seen, const Record& record) {
        if (record.id.empty()) return;  // told when it was read
        const auto [first, added] = seen.try_emplace(record.id, &record);
        if (!added) twice(record.id, record.place, first->second->place);
    }

    /// Items and groups are named by the same conditions, so they share their ids.
    void unique_nodes() {
        std::map<std::string_view, Place> seen;
        const auto note = [&](const auto& record) {
            if (record.id.empty()) return;
            const auto [first, added] = seen.try_emplace(record.id, record.place);
            if (!added) twice(record.id, record.place, first->second);
        };
        for (const Group* group : groups_of(parts_)) {
            note(*group);
            groups_.push_back(group->id);
            for (const Item& item : group->items) {
                note(item);
                nodes_.push_back(item.id);
            }
        }
        nodes_.insert(nodes_.end(), groups_.begin(), groups_.end());
    }

    static std::optional<Points> exact(double value) {
        try {
            return exact_points(value);
        } catch (const std::range_error&) {
            return std::nullopt;
        }
    }

    std::optional<Points> points(double value, const Place& place) {
        const auto known = exact(value);
        if (!known) add("decimals", place, {Phrase::too_many_decimals, {decimal_text(value)}});
        return known;
    }

    /// Points printed for a whole must be the sum of the points of its parts, exactly.
    void sums(const std::string& title, double full, const std::vector<std::optional<Points>>& parts,
              const Place& place) {
        Points sum;
        for (const auto& part : parts) {
            if (!part) return;
            sum += *part;
        }
        if (exact(full) != sum)
            add("points-sum", place, {Phrase::points_do_not_sum, {title, decimal_text(full), to_string(sum)}});
    }

    void check_points() {
        std::vector<std::optional<Points>> blocks;
        for (const Group& group : parts_.groups)
            if (group.kind == GroupKind::base) blocks.push_back(points(group.full, group.place));
        sums(parts_.title, parts_.full, blocks, parts_.place);
        for (const Group& group : parts_.groups) {
            check_weight(group, nullptr);
            check_points(group, group.kind);
        }
        const Outcome& outcome = parts_.outcome;
        for (const auto& limit : {std::optional(outcome.floor), outcome.cap, outcome.convert_to})
            if (limit) points(*limit, parts_.place);
        for (const Grade& grade : parts_.grades) points(grade.edge.from, grade.place);
    }

    /// Only of a sum the parts total the whole; bonus and penalty blocks are limited by their cap.
    void check_points(const Group& group, GroupKind kind) {
        std::vector<std::optional<Points>> parts;
        for (const Item& item : group.items) parts.push_back(points(item.full, item.place));
        for (const Group& inner : group.groups) parts.push_back(points(inner.full, inner.place));
        for (const auto& limit : {group.floor, group.cap})
            if (limit) points(*limit, group.place);
        if (group.combine == Combine::sum && kind == GroupKind::base) sums(group.title, group.full, parts, group.place);
        if (group.combine != Combine::sum)
            for (const Item& item : group.items)
                if (item.full <= 0) add("no-rate", item.place, {Phrase::rate_needs_full, {item.title}});
        for (const Group& inner : group.groups) {
            if (inner.kind != GroupKind::base && inner.kind != kind)
                add("kind", inner.place, {Phrase::kind_inner, {inner.title}});
            check_points(inner, kind);
        }
    }

    void known_fact(const std::string& id, const Place& place) {
        if (id.empty()) return;  // told when it was read
        if (std::find(facts_.begin(), facts_.end(), id) != facts_.end()) return;
        const std::string near = nearest(id, facts_);
        add("unknown-fact", place,
            near.empty() ? Message{Phrase::unknown_fact, {id}} : Message{Phrase::unknown_fact_near, {id, near}});
    }

    /// Of what is built in code: a file tells it by the key.
    void check_places(int places, const Place& place) {
        if (places < 0 || places > 6) add("wrong-type", place, {Phrase::wrong_type, {"places", Phrase::type_places}});
    }

    static double lowest_of(const std::vector<Bracket>& brackets) {
        const auto lower = [](const Bracket& a, const Bracket& b) { return a.edge.from < b.edge.from; };
        return std::min_element(brackets.begin(), brackets.end(), lower)->edge.from;
    }

    /// What cannot be had of a part of a year or of the year before must not be asked for.
    void check_year(const FactDefinition& fact) {
        const auto made = made_of(fact);
        const bool of_scheme =
            std::holds_alternative<SchemeFact>(fact.source) || std::holds_alternative<BelowFact>(fact.source);
        if (fact.last_year && of_scheme) add("last-year", fact.place, {Phrase::last_year_of_scheme, {fact.title}});
        if (fact.last_year && !made.empty())
            add("last-year", fact.place, {Phrase::last_year_of_derived, {fact.title, std::string(made.front())}});
        const auto* indicator = std::get_if<IndicatorFact>(&fact.source);
        const bool has_parts = (indicator && indicator->take == IndicatorFact::Take::value) ||
                               std::holds_alternative<ControlFact>(fact.source) ||
                               std::holds_alternative<EventFact>(fact.source);
        if (!fact.part.empty() && !has_parts) add("part", fact.place, {Phrase::part_idle, {fact.title}});
    }

    void check(const FactDefinition& fact) {
        for (const std::string_view of : made_of(fact)) derived(fact, std::string(of));
        check_numbers(fact);
        check_year(fact);
        if (const auto* from = std::get_if<BracketFact>(&fact.source)) {
            if (from->brackets.empty())
                add("bands", fact.place, {Phrase::bands_empty, {fact.title}});
            else if (const double lowest = lowest_of(from->brackets); lowest > 0)
                add("brackets-hole", fact.place, {Phrase::brackets_hole, {fact.title, decimal_text(lowest)}});
            check_edges(fact.title, from->brackets, fact.place);
        }
        if (fact.places) check_places(*fact.places, fact.place);
        if (fact.places && !places_of(fact)) add("places", fact.place, {Phrase::places_idle, {fact.title}});
        if (!fact.part.empty() &&
            !parse_period("2000" + std::string(std::isdigit(fact.part[0]) ? "-" : "") + fact.part))
            add("bad-period", fact.place, {Phrase::bad_part, {fact.part}});
        else if (std::holds_alternative<EventFact>(fact.source) && !fact.part.empty())
            check_part(fact);
        if (!plan_) return;
        std::string indicator;
        if (const auto* from = std::get_if<IndicatorFact>(&fact.source)) indicator = from->indicator;
        if (const auto* from = std::get_if<ControlFact>(&fact.source)) indicator = from->indicator;
        if (const auto* from = std::get_if<TrendFact>(&fact.source)) indicator = from->indicator;
        if (indicator.empty()) return;  // told when it was read
        std::vector<std::string> ids;
        for (const Indicator& known : plan_->indicators) ids.push_back(known.id);
        if (std::find(ids.begin(), ids.end(), indicator) != ids.end()) return;
        add("unknown-id", fact.place, unknown_id(indicator, Phrase::kind_indicator, ids));
    }

    /// Events are counted in the year of the scheme alone.
    void check_part(const FactDefinition& fact) {
        constexpr int any_year = 2001;
        const Window& window = parts_.outcome.window;
        const Period part = fact_period(fact, window, any_year);
        FactDefinition all = fact;
        all.part.clear();
        const Period whole = fact_period(all, window, any_year);
        if (part.first >= whole.first && part.last <= whole.last) return;
        const auto day = [](const std::chrono::month_day& at) {
            const auto digits = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
            return digits(static_cast<unsigned>(at.month())) + "-" + digits(static_cast<unsigned>(at.day()));
        };
        add("part-outside", fact.place,
            {Phrase::part_outside, {fact.title, fact.part, day(window.first), day(window.last)}});
    }

    /// Items that count the events of one fact read the same columns of it, one for each class.
    void check_shared_counts() {
        std::vector<const Item*> counting;
        for (const Group* group : groups_of(parts_))
            for (const Item& item : group->items)
                if (std::holds_alternative<OccurrencesRule>(item.rule)) counting.push_back(&item);
        for (auto item = counting.begin(); item != counting.end(); ++item)
            for (auto other = counting.begin(); other != item; ++other)
                if ((*other)->fact == (*item)->fact) check_shared_counts(**other, **item);
    }

    void check_shared_counts(const Item& one, const Item& other) {
        const auto& rule = std::get<OccurrencesRule>(one.rule);
        const auto& other_rule = std::get<OccurrencesRule>(other.rule);
        const auto fact = std::find_if(parts_.facts.begin(), parts_.facts.end(),
                                       [&](const FactDefinition& known) { return known.id == one.fact; });
        const auto* events = fact == parts_.facts.end() ? nullptr : std::get_if<EventFact>(&fact->source);
        if (!events) return;
        const auto by_matters = [](const OccurrencesRule& own) {
            return own.counts == OccurrencesRule::Counts::matters;
        };
        if ((by_matters(rule) || by_matters(other_rule)) &&
            (rule.counts != other_rule.counts || rule.classes != other_rule.classes))
            add("matter-counts", other.place, {Phrase::matter_counts, {one.title, other.title, fact->title}});
        // Where a single event counts its finding of fault decides, which a sum of all of them does not show.
        if (!events->faults.empty() && rule.adds_up() != other_rule.adds_up())
            add("fault-counts", other.place, {Phrase::fault_counts, {one.title, other.title, fact->title}});
        for (const OccurrenceClass& counted : rule.classes)
            for (const OccurrenceClass& same : other_rule.classes)
                if (counted.severity == same.severity &&
                    (counted.deaths_from != same.deaths_from || counted.deaths_to != same.deaths_to))
                    add("class-ranges", other.place,
                        {Phrase::class_ranges, {one.title, other.title, fact->title, same.severity}});
    }

    /// A fact made of another one stands after it.
    void derived(const FactDefinition& fact, const std::string& of) {
        known_fact(of, fact.place);
        for (const FactDefinition& other : parts_.facts) {
            if (&other == &fact) return add("fact-order", fact.place, {Phrase::fact_order, {fact.id, of}});
            if (other.id == of) return;
        }
    }

    /// Of what is built in code; a comparison with what is no number would be lost in silence.
    struct Named {
        Phrase kind;
        const std::string& id;
        const Place& place;
    };
    void wrong_number(const Named& record, const char* key, Phrase needed, double value) {
        const std::string written = std::isfinite(value) ? decimal_text(value)
                                    : std::isnan(value)  ? "nan"
                                    : value > 0          ? "inf"
                                                         : "-inf";
        add("number", record.place,
            {Phrase::wrong_number, {{Phrase::named_record, {record.kind, record.id}}, key, needed, written}});
    }
    void finite(const Named& record, const char* key, const std::optional<double>& value) {
        if (value && !std::isfinite(*value)) wrong_number(record, key, Phrase::number_finite, *value);
    }
    void share(const Named& record, const NotApplicable& instead) {
        if (!instead.rescale && !(instead.share >= 0 && instead.share <= 1))
            wrong_number(record, "not_applicable", Phrase::number_share, instead.share);
    }
    void finite(const Named& record, const char* key, const Reference& value) {
        if (const auto* number = std::get_if<double>(&value)) finite(record, key, std::optional(*number));
    }

    void check_numbers(const FactDefinition& fact) {
        const Named own{Phrase::kind_fact_of_scheme, fact.id, fact.place};
        if (const auto* ratio = std::get_if<RatioFact>(&fact.source))
            finite(own, "factor", std::optional(ratio->factor));
        if (const auto* events = std::get_if<EventFact>(&fact.source))
            for (const FaultWeight& fault : events->faults) finite(own, "fault", std::optional(fault.weight));
        if (const auto* size = std::get_if<BracketFact>(&fact.source))
            for (const Bracket& bracket : size->brackets) {
                finite(own, "from", std::optional(bracket.edge.from));
                finite(own, "value", std::optional(bracket.value));
            }
    }

    void check_numbers(const Outcome& outcome) {
        const Named own{Phrase::kind_scheme, parts_.id, parts_.place};
        share(own, outcome.not_applicable);
        for (const Quota& quota : outcome.quotas) finite(own, "percent", quota.percent);
    }

    void check_numbers(const Item& item) {
        const Named record{Phrase::kind_item, item.id, item.place};
        const auto own = [&](const char* key, const auto& value) { finite(record, key, value); };
        if (item.not_applicable) share(record, *item.not_applicable);
        if (!(item.full >= 0) || std::isinf(item.full))
            wrong_number(record, "full", Phrase::number_not_negative, item.full);
        std::visit(Match{
                       [&](const MarksRule& rule) {
                           own("step", std::optional(rule.step));
                           own("deduct", rule.deduct_from);
                           own("deduct", rule.deduct_to);
                           for (const ScorerWeight& scorer : rule.scorers) own("scorers", std::optional(scorer.weight));
                       },
                       [&](const AllOrNothingRule& rule) { own("limit", rule.limit); },
                       [&](const ShareRule& rule) { own("share_of", rule.target); },
                       [&](const PerUnitRule& rule) {
                           own("reference", rule.reference);
                           own("per", std::optional(rule.per));
                           own("per_under", rule.per_under);
                           own("over", std::optional(rule.over));
                           own("under", std::optional(rule.under));
                           own("start", rule.start);
                           own("floor", std::optional(rule.floor));
                           if (rule.ceiling && !(*rule.ceiling > 0 && std::isinf(*rule.ceiling)))
                               own("ceiling", rule.ceiling);
                       },
                       [&](const BandsRule& rule) {
                           for (const Band& band : rule.bands) {
                               own("from", std::optional(band.edge.from));
                               own("points", std::optional(band.points));
                           }
                           own("below", rule.below);
                       },
                       [&](const OccurrencesRule& rule) {
                           for (const OccurrenceClass& counted : rule.classes) {
                               own("points", std::optional(counted.points));
                               own("per_death", std::optional(counted.per_death));
                           }
                           own("cap", std::optional(rule.cap));
                           own("start", rule.start);
                           own("floor", std::optional(rule.floor));
                       },
                   },
                   item.rule);
        own("weight", std::optional(item.weight));
    }

    void check(const Reference& reference, const Place& place) {
        if (const auto* id = std::get_if<std::string>(&reference)) known_fact(*id, place);
    }

    void check(const Group& group) {
        check_names(group.not_for, group.place);
        check_names(group.only_for, group.place);
        for (const Conditions& conditions : group.zero_when) check(conditions, group.place, &group);
        if (group.floor && group.cap && *group.floor > *group.cap)
            add("limits", group.place, {Phrase::cap_below_floor, {group.title}});
        for (const Item& item : group.items) check(item);
        if (group.combine == Combine::weighted) return;
        for (const Item& item : group.items) check_weight(item, &group);
        for (const Group& inner : group.groups) check_weight(inner, &group);
    }

    /// Weights mean nothing where parts are not combined by them.
    template <class Part>
    void check_weight(const Part& part, const Group* in) {
        if (part.weight == 1) return;
        add("weight", part.place,
            in ? Message{Phrase::weight_idle, {part.title, in->title}} : Message{Phrase::weight_at_top, {part.title}});
    }

    void check(const Item& item) {
        check_names(item.not_for, item.place);
        check_names(item.only_for, item.place);
        check_numbers(item);
        if (!std::holds_alternative<MarksRule>(item.rule)) known_fact(item.fact, item.place);
        if (const auto* rule = std::get_if<MarksRule>(&item.rule)) check_marks(item, *rule);
        if (const auto* rule = std::get_if<AllOrNothingRule>(&item.rule)) check(rule->limit, item.place);
        if (const auto* rule = std::get_if<ShareRule>(&item.rule)) check(rule->target, item.place);
        if (const auto* rule = std::get_if<PerUnitRule>(&item.rule)) {
            check(rule->reference, item.place);
            if ((rule->per != 1 || rule->per_under.value_or(1) != 1) && !rule->steps)
                add("missing-key", item.place, {Phrase::missing_steps, {}});
            for (const auto& limit : {rule->start, std::optional(rule->floor), rule->ceiling})
                if (limit && std::isfinite(*limit)) points(*limit, item.place);
            if (rule->per <= 0 || rule->per_under.value_or(1) <= 0)
                add("per", item.place, {Phrase::per_not_positive, {item.title}});
            if (rule->floor > rule->ceiling.value_or(item.full))
                add("limits", item.place, {Phrase::cap_below_floor, {item.title}});
        }
        if (const auto* rule = std::get_if<BandsRule>(&item.rule)) check_bands(item, *rule);
        if (const auto* rule = std::get_if<OccurrencesRule>(&item.rule)) check_occurrences(item, *rule);
    }

    void check_marks(const Item& item, const MarksRule& rule) {
        double weights = 0;
        for (const ScorerWeight& scorer : rule.scorers) {
            weights += scorer.weight;
            if (scorer.weight < 0) weights = -1e9;
        }
        if (!rule.scorers.empty() && weights <= 0)
            add("weights", item.place, {Phrase::weights_not_positive, {item.title}});
    }

    void check_occurrences(const Item& item, const OccurrencesRule& rule) {
        if (rule.cap > 0) add("cap", item.place, {Phrase::cap_positive, {item.title}});
        if (rule.classes.size() > most_classes)
            add("too-many", item.place, {Phrase::too_many_classes, {item.title, std::to_string(most_classes)}});
    }

    /// Ids and classes of units, as far as they are known.
    void check_names(const std::vector<std::string>& names, const Place& place) {
        if (!plan_) return;
        std::vector<std::string> known;
        for (const Body& body : plan_->bodies) {
            known.push_back(body.id);
            if (!body.rank_class.empty()) known.push_back(body.rank_class);
        }
        for (const std::string& name : names)
            if (std::find(known.begin(), known.end(), name) == known.end())
                add("unknown-id", place, unknown_id(name, Phrase::kind_body, known));
    }

    /// Conditions of a group may ask for its own parts, which are known by then; vetoes for everything.
    void check(const Conditions& conditions, const Place& place, const Group* inside) {
        for (const Condition& condition : conditions) {
            check(condition.limit, place);
            const Named own{Phrase::kind_scheme, parts_.id, place};
            finite(own, "limit", condition.limit);
            finite(own, "times", std::optional(condition.times));
            if (condition.subject == Condition::Subject::fact) known_fact(condition.of, place);
            if (condition.subject == Condition::Subject::fact) continue;
            if (condition.subject == Condition::Subject::total) {
                if (inside) add("condition-outside", place, {Phrase::condition_outside, {inside->title, "total"}});
                continue;
            }
            const auto& known = condition.subject == Condition::Subject::lowest ? groups_ : nodes_;
            if (std::find(known.begin(), known.end(), condition.of) == known.end())
                add("unknown-id", place, unknown_id(condition.of, Phrase::kind_item, known));
            else if (inside && !holds(*inside, condition.of))
                add("condition-outside", place, {Phrase::condition_outside, {inside->title, condition.of}});
        }
    }

    static bool holds(const Group& group, std::string_view id) {
        if (group.id == id) return true;
        for (const Item& item : group.items)
            if (item.id == id) return true;
        return std::any_of(group.groups.begin(), group.groups.end(), [&](const Group& g) { return holds(g, id); });
    }

    template <class Entries>
    void check_edges(const std::string& title, const Entries& entries, const Place& place) {
        for (std::size_t i = 1; i < entries.size(); ++i) {
            const Edge& lower = entries[i - 1].edge;
            const Edge& upper = entries[i].edge;
            if (upper.from < lower.from)
                add("bands-overlap", place,
                    {Phrase::edges_order, {title, decimal_text(upper.from), decimal_text(lower.from)}});
            else if ((upper.from == lower.from && !(upper.above && !lower.above)))
                add("bands-overlap", place, {Phrase::bands_overlap, {title, decimal_text(upper.from)}});
        }
    }

    /// It is a year, so that every event counts once.
    void check(const Window& window) {
        using namespace std::chrono;
        const sys_days first = year{2000} / window.first;  // which has a 29 February
        const year_month_day due(first - days{1});
        const bool leaves_leap_day = due == year{2000} / February / 29 && window.last == February / 28;
        if (window.last == due.month() / due.day() || leaves_leap_day) return;
        const auto told = [](const month_day& day) { return to_string(Date{year{2000} / day}).substr(5); };
        add("window", window.place,
            {Phrase::window_no_year, {told(window.first), told(window.last), to_string(due).substr(5)}});
    }

    void check(const Outcome& outcome) {
        check_places(outcome.places, parts_.place);
        check(outcome.window);
        for (const Quota& quota : outcome.quotas) {
            known_grade(quota.grade, quota.place);
            known_class(quota.rank_class, quota.place);
            if (quota.grade == (parts_.grades.empty() ? "" : parts_.grades.back().title))
                add("quota", quota.place, {Phrase::quota_of_lowest, {quota.grade}});
        }
        for (const TieBreak& tie : outcome.tie_breaks)
            if (std::find(nodes_.begin(), nodes_.end(), tie.of) == nodes_.end()) known_fact(tie.of, tie.place);
        std::vector<Step> seen;
        for (const Step step : outcome.order) {
            if (std::find(seen.begin(), seen.end(), step) != seen.end())
                add("order", parts_.place, {Phrase::order_twice, {word_of(step)}});
            const auto published = std::find_if(seen.begin(), seen.end(), is_published);
            if (!is_published(step) && published != seen.end())
                add("order", parts_.place, {Phrase::order_after_published, {word_of(step), word_of(*published)}});
            seen.push_back(step);
        }
        if (outcome.cap && *outcome.cap < outcome.floor)
            add("limits", parts_.place, {Phrase::cap_below_floor, {parts_.title}});
    }

    void check_bands(const Item& item, const BandsRule& rule) {
        if (rule.bands.empty()) return add("bands", item.place, {Phrase::bands_empty, {item.title}});
        const Edge& lowest = rule.bands.front().edge;
        if (lowest.from > 0 && !rule.below)
            add("bands-hole", item.place, {Phrase::bands_hole, {item.title, decimal_text(lowest.from)}});
        check_edges(item.title, rule.bands, item.place);
        for (const Band& band : rule.bands)
            if (rule.coefficients && band.points > 1)
                add("bands-points", item.place, {Phrase::bands_coefficient, {item.title, decimal_text(band.points)}});
            else if (!rule.coefficients && band.points > item.full)
                add("bands-points", item.place,
                    {Phrase::bands_points, {item.title, decimal_text(band.points), decimal_text(item.full)}});
    }

    void check_grades() {
        if (parts_.grades.empty()) return add("grades", parts_.place, {Phrase::grades_missing, {parts_.title}});
        std::set<std::string> titles;
        for (const Grade& grade : parts_.grades)
            if (!titles.insert(grade.title).second)
                add("grade-twice", grade.place, {Phrase::grade_twice, {grade.title}});
        for (std::size_t i = 1; i < parts_.grades.size(); ++i)
            if (!is_lower(parts_.grades[i].edge, parts_.grades[i - 1].edge))
                add("grades-order", parts_.grades[i].place,
                    {Phrase::grades_order, {parts_.grades[i].title, parts_.grades[i - 1].title}});
        const Edge& lowest = parts_.grades.back().edge;
        if (lowest.from > 0 || (lowest.from == 0 && lowest.above))
            add("grades-hole", parts_.grades.back().place, {Phrase::grades_hole, {decimal_text(lowest.from)}});
    }

    static bool is_lower(const Edge& lower, const Edge& upper) {
        return lower.from < upper.from || (lower.from == upper.from && upper.above && !lower.above);
    }

    void check(const Veto& veto) {
        if (veto.when.empty()) add("no-condition", veto.place, {Phrase::veto_without_condition, {veto.title}});
        check(veto.when, veto.place, nullptr);
        for (const Conditions& conditions : veto.unless) check(conditions, veto.place, nullptr);
        check_names(veto.only_for, veto.place);
        if (veto.effect == Veto::Effect::grade) known_grade(veto.grade, veto.place);
    }

    /// The class of a quota; one that no unit has would take nobody's grade.
    void known_class(const std::string& name, const Place& place) {
        if (!plan_ || name.empty()) return;
        std::set<std::string> classes(parts_.classes.begin(), parts_.classes.end());
        for (const Body& body : plan_->bodies) classes.insert(body.rank_class);
        classes.erase("");
        if (classes.contains(name)) return;
        if (classes.empty()) return add("unknown-class", place, {Phrase::no_classes, {name}});
        add("unknown-class", place,
            {Phrase::unknown_class, {name, joined(Phrase::listed, {classes.begin(), classes.end()})}});
    }

    void known_grade(const std::string& title, const Place& place) {
        std::vector<Message> titles;
        for (const Grade& grade : parts_.grades) {
            if (grade.title == title) return;
            titles.emplace_back(grade.title);
        }
        add("unknown-grade", place, {Phrase::unknown_grade, {title, joined(Phrase::listed, std::move(titles))}});
    }

    const SchemeParts& parts_;
    const PlanParts* plan_;
    std::vector<std::string> facts_, nodes_, groups_;  ///< ids
    std::vector<Problem> problems_;
};

/// What is wrong with a grade named by another scheme; nothing if it is there.
std::optional<Message> unknown_grade(const SchemeParts& scheme, const std::string& title) {
    std::vector<std::string> titles;
    for (const Grade& grade : scheme.grades) titles.push_back(grade.title);
    if (std::find(titles.begin(), titles.end(), title) != titles.end()) return std::nullopt;
    if (const std::string near = nearest(title, titles); !near.empty())
        return Message{Phrase::unknown_grade_of_near, {title, scheme.id, near}};
    std::vector<Message> known(titles.begin(), titles.end());
    return Message{Phrase::unknown_grade_of, {title, scheme.id, joined(Phrase::listed, std::move(known))}};
}

void list_items(const Group& group, std::vector<const Item*>& items) {
    for (const Item& item : group.items) items.push_back(&item);
    for (const Group& inner : group.groups) list_items(inner, items);
}
void list_groups(const Group& group, std::vector<const Group*>& groups) {
    groups.push_back(&group);
    for (const Group& inner : group.groups) list_groups(inner, groups);
}

}  // namespace

std::vector<Problem> problems_of(const SchemeParts& parts, const PlanParts* plan) {
    return SchemeValidation(parts, plan)();
}

std::vector<Problem> problems_between(std::span<const SchemeParts* const> schemes) {
    const auto find = [&](const std::string& id) {
        return std::find_if(schemes.begin(), schemes.end(), [&](const SchemeParts* other) { return other->id == id; });
    };
    std::vector<Problem> problems;
    for (const SchemeParts* scheme : schemes) {
        std::vector<std::string> others;  // none can read its own totals
        for (const SchemeParts* other : schemes)
            if (other != scheme) others.push_back(other->id);
        for (const FactDefinition& fact : scheme->facts) {
            const auto* own = std::get_if<SchemeFact>(&fact.source);
            const auto* below = std::get_if<BelowFact>(&fact.source);
            const std::string id = own ? own->scheme : below ? below->scheme : std::string();
            if (id.empty()) continue;  // of something else, or told when it was read
            const auto other = find(id);
            if (other == schemes.end())
                problems.push_back({"unknown-id", fact.place, unknown_id(id, Phrase::kind_scheme, others), {}});
            else if (below && !below->grade.empty())
                if (auto unknown = unknown_grade(**other, below->grade))
                    problems.push_back({"unknown-grade", fact.place, std::move(*unknown), {}});
        }
    }
    return problems;
}

Scheme::Scheme(SchemeParts parts) {
    if (auto problems = problems_of(parts, nullptr); !problems.empty()) throw InputError(std::move(problems));
    ready_ = std::make_shared<const ReadyScheme>(std::move(parts));
    parts_ = &ready_->parts;
}

const std::vector<const Item*>& Scheme::items() const { return ready_->tree.items(); }

const std::vector<const Group*>& Scheme::groups() const { return ready_->tree.groups(); }

const FactDefinition* Scheme::find_fact(std::string_view id) const {
    const auto found = std::find_if(parts_->facts.begin(), parts_->facts.end(),
                                    [&](const FactDefinition& fact) { return fact.id == id; });
    return found == parts_->facts.end() ? nullptr : &*found;
}

std::vector<const Item*> items_of(const SchemeParts& parts) {
    std::vector<const Item*> items;
    for (const Group& group : parts.groups) list_items(group, items);
    return items;
}

std::vector<const Group*> groups_of(const SchemeParts& parts) {
    std::vector<const Group*> groups;
    for (const Group& group : parts.groups) list_groups(group, groups);
    return groups;
}

std::optional<int> places_of(const FactDefinition& fact) {
    const auto usual =
        std::visit(Match{
                       [](const IndicatorFact& from) -> std::optional<int> {
                           using Take = IndicatorFact::Take;
                           if (from.take == Take::completion || from.take == Take::ratio_to_target) return 2;
                           return std::nullopt;
                       },
                       [](const TaskFact& from) -> std::optional<int> {
                           if (from.take == TaskFact::Take::done_percent) return 2;
                           return std::nullopt;
                       },
                       [](const BelowFact& from) -> std::optional<int> {
                           if (from.take == BelowFact::Take::percent || from.take == BelowFact::Take::mean) return 2;
                           return std::nullopt;
                       },
                       [](const ClassFact& from) -> std::optional<int> {
                           if (from.take == ClassFact::Take::position) return 2;
                           if (from.take == ClassFact::Take::mean) return 4;
                           return std::nullopt;
                       },
                       [](const RatioFact&) -> std::optional<int> { return 2; },
                       [](const auto&) -> std::optional<int> { return std::nullopt; },
                   },
                   fact.source);
    return usual && fact.places ? fact.places : usual;
}

bool assesses(const SchemeParts& scheme, const Body& body) {
    const auto& classes = scheme.classes;
    return body.kind == scheme.units &&
           (classes.empty() || std::find(classes.begin(), classes.end(), body.rank_class) != classes.end());
}

bool counts_class(const EventFact& fact, std::string_view kind, std::string_view severity) {
    const auto& counted = fact.severities;
    return fact.kind == kind &&
           (counted.empty() || std::find(counted.begin(), counted.end(), severity) != counted.end());
}

bool names_unit(const std::vector<std::string>& names, std::string_view id, std::string_view rank_class) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name == id || (!rank_class.empty() && name == rank_class);
    });
}

}  // namespace libplan
