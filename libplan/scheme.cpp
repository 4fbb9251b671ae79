#include "libplan/scheme.hpp"

#include <algorithm>
#include <map>

#include "libplan/words.hpp"

namespace libplan {
namespace {

class Validating {
public:
    Validating(const SchemeParts& parts, const PlanParts* plan) : parts_(parts), plan_(plan) {
        for (const FactDefinition& fact : parts.facts) facts_.push_back(fact.id);
    }

    std::vector<Problem> operator()() {
        if (plan_ && std::none_of(plan_->bodies.begin(), plan_->bodies.end(),
                                  [&](const Body& body) { return body.kind == parts_.units; }))
            add("no-units", parts_.place, {Phrase::no_units, {word_of(parts_.units)}});
        unique(parts_.facts);
        unique(parts_.groups);
        unique_items();
        check_points();
        for (const FactDefinition& fact : parts_.facts) check(fact);
        for (const Group& group : parts_.groups)
            for (const Item& item : group.items) check(item);
        check_grades();
        for (const Veto& veto : parts_.vetoes) check(veto);
        return std::move(problems_);
    }

private:
    void add(std::string code, const Place& place, Message message) {
        problems_.push_back({std::move(code), place, std::move(message), {}});
    }

    template <class Record>
    void unique(const std::vector<Record>& records) {
        std::map<std::string_view, const Record*> seen;
        for (const Record& record : records) duplicate(seen, record);
    }

    template <class Record>
    void duplicate(std::map<std::string_view, const Record*>& seen, const Record& record) {
        if (record.id.empty()) return;  // told when it was read
        const auto [first, added] = seen.try_emplace(record.id, &record);
        if (!added)
            add("duplicate-id", record.place, {Phrase::duplicate_id, {record.id, to_string(first->second->place)}});
    }

    void unique_items() {
        std::map<std::string_view, const Item*> seen;
        for (const Group& group : parts_.groups)
            for (const Item& item : group.items) duplicate(seen, item);
    }

    static std::optional<Points> exact(double value) {
        try {
            return exact_points(value);
        } catch (const std::range_error&) {
            return std::nullopt;
        }
    }

    /// Points printed for a whole must be the sum of the points of its parts, exactly.
    template <class Parts>
    void sums(const std::string& title, double full, const Parts& parts, const Place& place) {
        Points sum;
        bool known = true;
        for (const auto& part : parts) {
            const auto points = exact(part.full);
            if (!points) add("decimals", part.place, {Phrase::too_many_decimals, {decimal_text(part.full)}});
            known = known && points;
            sum += points.value_or(Points{});
        }
        if (known && exact(full) != sum)
            add("points-sum", place, {Phrase::points_do_not_sum, {title, decimal_text(full), to_string(sum)}});
    }

    void check_points() {
        sums(parts_.title, parts_.full, parts_.groups, parts_.place);
        for (const Group& group : parts_.groups) sums(group.title, group.full, group.items, group.place);
    }

    void known_fact(const std::string& id, const Place& place) {
        if (id.empty()) return;  // told when it was read
        if (std::find(facts_.begin(), facts_.end(), id) != facts_.end()) return;
        const std::string near = nearest(id, facts_);
        add("unknown-fact", place,
            near.empty() ? Message{Phrase::unknown_fact, {id}} : Message{Phrase::unknown_fact_near, {id, near}});
    }

    void check(const FactDefinition& fact) {
        if (!plan_) return;
        std::string indicator;
        if (const auto* from = std::get_if<IndicatorFact>(&fact.source)) indicator = from->indicator;
        if (const auto* from = std::get_if<ControlFact>(&fact.source)) indicator = from->indicator;
        if (indicator.empty()) return;  // told when it was read
        std::vector<std::string> ids;
        for (const Indicator& known : plan_->indicators) ids.push_back(known.id);
        if (std::find(ids.begin(), ids.end(), indicator) != ids.end()) return;
        add("unknown-id", fact.place, unknown_id(indicator, Phrase::kind_indicator, ids));
    }

    void check(const Reference& reference, const Place& place) {
        if (const auto* id = std::get_if<std::string>(&reference)) known_fact(*id, place);
    }

    void check(const Item& item) {
        if (!std::holds_alternative<MarksRule>(item.rule)) known_fact(item.fact, item.place);
        if (const auto* rule = std::get_if<AllOrNothingRule>(&item.rule)) check(rule->limit, item.place);
        if (const auto* rule = std::get_if<ShareRule>(&item.rule)) check(rule->target, item.place);
        if (const auto* rule = std::get_if<PerUnitRule>(&item.rule)) {
            check(rule->reference, item.place);
            if (rule->per <= 0) add("per", item.place, {Phrase::per_not_positive, {item.title}});
        }
        if (const auto* rule = std::get_if<BandsRule>(&item.rule)) check_bands(item, *rule);
        if (const auto* rule = std::get_if<OccurrencesRule>(&item.rule); rule && rule->cap > 0)
            add("cap", item.place, {Phrase::cap_positive, {item.title}});
    }

    void check_bands(const Item& item, const BandsRule& rule) {
        if (rule.bands.empty()) return add("bands", item.place, {Phrase::bands_empty, {item.title}});
        if (rule.bands.front().from > 0)
            add("bands-hole", item.place, {Phrase::bands_hole, {item.title, decimal_text(rule.bands.front().from)}});
        for (std::size_t i = 1; i < rule.bands.size(); ++i)
            if (rule.bands[i].from == rule.bands[i - 1].from)
                add("bands-overlap", item.place,
                    {Phrase::bands_overlap, {item.title, decimal_text(rule.bands[i].from)}});
        for (const Band& band : rule.bands)
            if (band.points > item.full)
                add("bands-points", item.place,
                    {Phrase::bands_points, {item.title, decimal_text(band.points), decimal_text(item.full)}});
    }

    void check_grades() {
        if (parts_.grades.empty()) return add("grades", parts_.place, {Phrase::grades_missing, {parts_.title}});
        for (std::size_t i = 1; i < parts_.grades.size(); ++i)
            if (parts_.grades[i].from >= parts_.grades[i - 1].from)
                add("grades-order", parts_.grades[i].place,
                    {Phrase::grades_order, {parts_.grades[i].title, parts_.grades[i - 1].title}});
        if (parts_.grades.back().from > 0)
            add("grades-hole", parts_.grades.back().place,
                {Phrase::grades_hole, {decimal_text(parts_.grades.back().from)}});
    }

    void check(const Veto& veto) {
        known_fact(veto.fact, veto.place);
        std::vector<Message> titles;
        for (const Grade& grade : parts_.grades) {
            if (grade.title == veto.grade) return;
            titles.emplace_back(grade.title);
        }
        add("unknown-grade", veto.place,
            {Phrase::unknown_grade, {veto.grade, joined(Phrase::listed, std::move(titles))}});
    }

    const SchemeParts& parts_;
    const PlanParts* plan_;
    std::vector<std::string> facts_;
    std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> problems_of(const SchemeParts& parts, const PlanParts* plan) { return Validating(parts, plan)(); }

Scheme::Scheme(SchemeParts parts) : parts_(std::move(parts)) {
    if (auto problems = problems_of(parts_, nullptr); !problems.empty()) throw InputError(std::move(problems));
}

const FactDefinition* Scheme::find_fact(std::string_view id) const {
    const auto found = std::find_if(parts_.facts.begin(), parts_.facts.end(),
                                    [&](const FactDefinition& fact) { return fact.id == id; });
    return found == parts_.facts.end() ? nullptr : &*found;
}

}  // namespace libplan
