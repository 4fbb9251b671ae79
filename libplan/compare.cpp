#include "libplan/compare.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "libplan/derived_facts.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/rules.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/workings.hpp"
#include "libplan/write_toml.hpp"

namespace libplan {
namespace {

std::size_t index_of(const Facts& facts, std::string_view id) {
    for (std::size_t unit = 0; unit < facts.units.size(); ++unit)
        if (facts.units[unit].id == id) return unit;
    throw std::out_of_range("compare: there is no unit '" + std::string(id) + "'");
}

/// The columns that decide a total under a scheme.
std::set<std::string> columns_read(const Scheme& scheme) {
    const Tree& tree = scheme.ready().tree;
    std::set<std::string> columns(tree.facts().begin(), tree.facts().end());
    for (const Item* item : tree.items())
        for (const std::string& id : inputs_of(*item)) columns.insert(id);
    return columns;
}

/// A unit between two assessments: its total before vetoes, with some things as they were and some as they are.
class Replacing {
public:
    Replacing(const Assessment& before, const Assessment& after, std::string_view unit, Language language)
        : before_(before),
          after_(after),
          old_(index_of(before.facts, unit)),
          new_(index_of(after.facts, unit)),
          language_(language),
          facts_(facts_of_unit(before.facts, old_)),
          later_(facts_of_unit(in_old_classes(), new_)),
          old_scheme_(without_vetoes(before.scheme)),
          new_scheme_(without_vetoes(after.scheme)),
          was_open_(workings(before, old_).open),
          is_open_(workings(after, new_).open),
          total_(before.earned[old_]) {
        references_ = reference_facts(before.scheme);
        references_.merge(reference_facts(after.scheme));
    }

    std::vector<ChangePart> operator()(const Facts* revised) {
        if (revised) {
            const Facts known = facts_of_unit(*revised, index_of(*revised, facts_.units.front().id));
            replace_facts(Cause::revised_data, known, [](const std::string&) { return true; });
        } else {
            add(Cause::revised_data, total_, {});
        }
        const auto alike = [this](const std::string& id) { return is_counted_alike(id); };
        replace_facts(Cause::data, later_,
                      [&](const std::string& id) { return !references_.contains(id) && alike(id); });
        replace_facts(Cause::targets, later_,
                      [&](const std::string& id) { return references_.contains(id) && alike(id); });
        replace_scheme();
        std::vector<std::string> moved = figure_changes(after_.scheme, later_, facts_of_unit(after_.facts, new_));
        std::vector<std::string> words = class_words(!moved.empty());
        words.insert(words.end(), moved.begin(), moved.end());
        add(Cause::classes, after_.earned[new_], std::move(words));
        add(Cause::vetoes, total_ + veto_effect(after_, new_) - veto_effect(before_, old_), veto_words());
        return std::move(parts_);
    }

private:
    /// The later facts as they would be if all units had stayed in their classes: what is made of a class follows from
    /// who is in it.
    Facts in_old_classes() const {
        std::map<std::string_view, std::string_view> classes;  // by unit
        for (const Unit& unit : before_.facts.units) classes.emplace(unit.id, unit.rank_class);
        Facts facts = after_.facts;
        for (Unit& unit : facts.units)
            if (const auto was = classes.find(unit.id); was != classes.end()) unit.rank_class = was->second;
        return facts.units == after_.facts.units ? after_.facts : made_anew(after_.scheme, std::move(facts));
    }

    static Points veto_effect(const Assessment& assessment, std::size_t unit) {
        return assessment.totals[unit] - assessment.earned[unit];
    }

    void add(Cause cause, Points total, std::vector<std::string> words) {
        std::vector<Message> all(words.begin(), words.end());
        parts_.push_back({cause, total - total_,
                          all.empty() ? say(language_, Phrase::cause_same)
                                      : text(joined(Phrase::semicolon, std::move(all)), language_)});
        total_ = total;
    }

    /// Whether both schemes make a figure of the data in the same way; else it changes with the rules.
    bool is_counted_alike(const std::string& id) const {
        const std::string fact = id.substr(0, id.find('/'));
        const FactDefinition* was = before_.scheme.find_fact(fact);
        const FactDefinition* is = after_.scheme.find_fact(fact);
        if (!was || !is) return true;
        if (!(was->source == is->source) || was->part != is->part || was->last_year != is->last_year ||
            was->places != is->places)
            return false;
        for (const std::string_view of : made_of(*is))
            if (!is_counted_alike(std::string(of))) return false;
        const auto* events = std::get_if<EventFact>(&is->source);
        const bool weighs = events && !events->faults.empty();
        return fact == id ||
               ways_of_counting(before_.scheme, fact, weighs) == ways_of_counting(after_.scheme, fact, weighs);
    }

    /// How the occurrences rules of a fact tell its events apart. Only where faults are weighed a single event counts
    /// otherwise than all of them.
    static std::vector<OccurrencesRule> ways_of_counting(const Scheme& scheme, const std::string& fact, bool weighs) {
        std::vector<OccurrencesRule> ways;
        for (const Item* item : scheme.items())
            if (const auto* rule = std::get_if<OccurrencesRule>(&item->rule); rule && item->fact == fact) {
                OccurrencesRule way{.classes = rule->classes, .counts = rule->counts};
                if (way.counts != OccurrencesRule::Counts::matters)  // there points tell which of a matter counts
                    for (OccurrenceClass& counted : way.classes) counted.points = counted.per_death = 0;
                if (!weighs && way.counts != OccurrencesRule::Counts::matters)
                    way.counts = OccurrencesRule::Counts::each;
                ways.push_back(std::move(way));
            }
        return ways;
    }

    static Scheme without_vetoes(const Scheme& scheme) {
        SchemeParts parts = scheme.parts();
        parts.vetoes.clear();
        return Scheme(std::move(parts));
    }

    /// The total before vetoes, or nothing where this mixture has none. Beside a total that a veto settled while items
    /// were open, what is open counts 0 as it does there.
    std::optional<Points> total_of(const Scheme& scheme, const Facts& facts) const {
        try {
            const Scores scores = score(scheme, view_of(facts), {.block = 8});
            const State state = scores.total_states.front();
            const bool counts_open = (was_open_ || is_open_) && leaves_open(state, WhenMissing::open);
            if (state == State::value || counts_open) return scores.earned.front();
        } catch (const InputError&) {
        }
        return std::nullopt;
    }

    template <class Chosen>
    static Facts with(Facts facts, const Facts& others, Chosen chosen, bool unknown_too) {
        for (FactColumn& column : facts.columns) {
            const FactColumn* other = chosen(column.id) ? others.find(column.id) : nullptr;
            if (!other) continue;
            const State state = other->states.front();
            if (!unknown_too && (state == State::missing || state == State::not_scored)) continue;
            column.values = other->values;
            column.states = other->states;
        }
        return facts;
    }

    template <class Chosen>
    void replace_facts(Cause cause, const Facts& others, Chosen chosen) {
        Facts mixed = with(facts_, others, chosen, true);
        std::optional<Points> total = total_of(old_scheme_, mixed);
        if (!total) {
            mixed = with(facts_, others, chosen, false);
            total = total_of(old_scheme_, mixed);
        }
        auto words = figure_changes(before_.scheme, facts_, mixed);
        facts_ = std::move(mixed);
        add(cause, total.value_or(total_), std::move(words));
    }

    void replace_scheme() {
        auto words = rule_changes();
        for (std::string& late : figure_changes(after_.scheme, facts_, later_)) words.push_back(std::move(late));
        Facts mixed = later_;
        mixed.units.front().rank_class = before_.facts.units[old_].rank_class;
        add(Cause::rules, total_of(new_scheme_, mixed).value_or(total_), std::move(words));
    }

    // ---- words ----

    std::vector<std::string> figure_changes(const Scheme& scheme, const Facts& from, const Facts& to) const {
        const std::set<std::string> read = columns_read(scheme);
        std::vector<std::string> words;
        for (const FactColumn& now : to.columns) {
            const FactColumn* was = from.find(now.id);
            if (!was || !read.contains(now.id) ||
                (was->states == now.states && (was->values == now.values || now.states[0] != State::value)))
                continue;
            words.push_back(say(language_, Phrase::figure_moved, column_title(scheme, now.id, language_),
                                figure_words(scheme, now.id, was->values.front(), was->states.front(), language_),
                                figure_words(scheme, now.id, now.values.front(), now.states.front(), language_)));
        }
        return words;
    }

    std::vector<std::string> rule_changes() const {
        const auto find = [](const std::vector<const Item*>& items, const std::string& id) -> const Item* {
            const auto found =
                std::find_if(items.begin(), items.end(), [&](const Item* item) { return item->id == id; });
            return found == items.end() ? nullptr : *found;
        };
        const auto was = before_.scheme.items();
        const auto is = after_.scheme.items();
        std::vector<std::string> words;
        for (const Item* item : is) {
            const Item* old = find(was, item->id);
            if (!old) words.push_back(say(language_, Phrase::item_added, item->title));
            if (old && !(*old == *item)) words.push_back(item_words(*old, *item));
        }
        for (const Item* item : was)
            if (!find(is, item->id)) words.push_back(say(language_, Phrase::item_dropped, item->title));
        for (const FactDefinition& fact : after_.scheme->facts)
            if (const FactDefinition* old = before_.scheme.find_fact(fact.id); old && !is_counted_alike(fact.id))
                words.push_back(say(language_, Phrase::fact_changed, fact.title));
        for (std::string& changed : group_words()) words.push_back(std::move(changed));
        if (words.empty() && !(before_.scheme->groups == after_.scheme->groups))
            words.push_back(say(language_, Phrase::groups_changed));
        if (!(before_.scheme->outcome == after_.scheme->outcome))
            words.push_back(say(language_, Phrase::outcome_changed));
        return words;
    }

    /// "“死亡”：满分由20改为25，规则由 { … } 改为 { … }"
    std::string item_words(const Item& was, const Item& is) const {
        std::vector<Message> told;
        tell_number(told, Phrase::head_full, was.full, is.full);
        tell_number(told, Phrase::setting_weight, was.weight, is.weight);
        const std::string rule_was = rule_text(was.rule);
        const std::string rule_is = rule_text(is.rule);
        if (rule_was != rule_is && !rule_was.empty() && !rule_is.empty())
            tell_change(told, Phrase::setting_rule, rule_was, rule_is);
        return changed_words(is.title, std::move(told), Phrase::item_changed);
    }

    /// Of groups that are in both: what can be told in numbers.
    std::vector<std::string> group_words() const {
        std::vector<std::string> words;
        for (const Group* is : after_.scheme.groups())
            for (const Group* was : before_.scheme.groups()) {
                if (was->id != is->id) continue;
                std::vector<Message> told;
                tell_number(told, Phrase::head_full, was->full, is->full);
                tell_number(told, Phrase::setting_weight, was->weight, is->weight);
                tell_limit(told, Phrase::setting_floor, was->floor, is->floor);
                tell_limit(told, Phrase::setting_cap, was->cap, is->cap);
                if (!told.empty()) words.push_back(changed_words(is->title, std::move(told), Phrase::groups_changed));
            }
        return words;
    }

    static void tell_change(std::vector<Message>& told, Phrase setting, std::string was, std::string is) {
        told.emplace_back(Phrase::setting_changed, std::vector<Message>{{setting}, std::move(was), std::move(is)});
    }
    static void tell_number(std::vector<Message>& told, Phrase setting, double was, double is) {
        if (was != is) tell_change(told, setting, decimal_text(was), decimal_text(is));
    }
    static void tell_limit(std::vector<Message>& told, Phrase setting, const std::optional<double>& was,
                           const std::optional<double>& is) {
        const auto shown = [](const std::optional<double>& limit) { return limit ? decimal_text(*limit) : "—"; };
        if (was != is) tell_change(told, setting, shown(was), shown(is));
    }
    std::string changed_words(const std::string& title, std::vector<Message> told, Phrase otherwise) const {
        if (told.empty()) return say(language_, otherwise, title);
        return say(language_, Phrase::changed_of, title, text(joined(Phrase::listed, std::move(told)), language_));
    }

    std::vector<std::string> class_words(bool others_moved) const {
        const std::string& was = before_.facts.units[old_].rank_class;
        const std::string& is = after_.facts.units[new_].rank_class;
        if (was != is) return {say(language_, Phrase::class_changed, was, is)};
        if (others_moved) return {say(language_, Phrase::class_members_changed)};
        return {};
    }

    std::vector<std::string> veto_words() const {
        std::vector<std::string> words;
        const auto tell = [&](const Assessment& assessment, std::size_t unit, bool open, bool is_after) {
            const std::string side = side_of(language_, before_.facts.year, after_.facts.year, is_after);
            for (std::size_t i = 0; i < assessment.scheme->vetoes.size(); ++i)
                if (assessment.vetoes[unit] >> i & 1)
                    words.push_back(say(language_, Phrase::field_choice, side, assessment.scheme->vetoes[i].title));
            if (open) words.push_back(say(language_, Phrase::zeroed_while_open, side));
        };
        tell(before_, old_, was_open_, false);
        tell(after_, new_, is_open_, true);
        return words;
    }

    const Assessment& before_;
    const Assessment& after_;
    std::size_t old_, new_;
    Language language_;
    Facts facts_, later_;
    std::set<std::string, std::less<>> references_;
    Scheme old_scheme_, new_scheme_;  ///< without vetoes
    bool was_open_, is_open_;         ///< items, while a veto settled the total
    Points total_;                    ///< as far as replaced
    std::vector<ChangePart> parts_;
};

/// The points of a line, none while open.
std::optional<Points> points_of_line(const Assessment& assessment, const ScorecardLine& line) {
    if (leaves_open(line.state, missing_of(line.item, assessment.scheme->outcome))) return std::nullopt;
    return line.points;
}

const ScorecardLine* find_line(const Scorecard& card, const std::string& item) {
    const auto found = std::find_if(card.lines.begin(), card.lines.end(),
                                    [&](const ScorecardLine& line) { return line.item.id == item; });
    return found == card.lines.end() ? nullptr : &*found;
}

ItemChange change_of(const Assessment& before, const ScorecardLine* was, const Assessment& after,
                     const ScorecardLine* is, Language language) {
    ItemChange change;
    change.language = language;
    const Item& item = is ? is->item : was->item;
    change.item = item.id;
    change.title = item.title;
    if (was) {
        change.before = points_of_line(before, *was);
        change.before_words = was->words;
    }
    if (is) {
        change.after = points_of_line(after, *is);
        change.after_words = is->words;
    }
    const bool known = (!was || change.before) && (!is || change.after);
    if (known) change.difference = change.after.value_or(Points{}) - change.before.value_or(Points{});
    return change;
}

std::vector<ItemChange> item_changes(const Assessment& before, const Scorecard& was, const Assessment& after,
                                     const Scorecard& is) {
    std::vector<ItemChange> changes;
    for (const ScorecardLine& line : is.lines)
        changes.push_back(change_of(before, find_line(was, line.item.id), after, &line, is.language));
    for (const ScorecardLine& line : was.lines)
        if (!find_line(is, line.item.id)) changes.push_back(change_of(before, &line, after, nullptr, is.language));
    return changes;
}

/// That a card has no published total, and within which it lies all the same.
Message without_total(const Scorecard& card, const std::string& side) {
    if (!card.possible) return {Phrase::change_without_total, {side}};
    const auto [lowest, highest] = *card.possible;
    if (std::isinf(highest)) return {Phrase::change_open_at_least, {side, decimal_text(lowest)}};
    return {Phrase::change_open_between, {side, decimal_text(lowest), decimal_text(highest)}};
}

}  // namespace

Phrase phrase_of(Cause cause) {
    static constexpr Phrase phrases[] = {Phrase::cause_revised_data, Phrase::cause_data,    Phrase::cause_targets,
                                         Phrase::cause_rules,        Phrase::cause_classes, Phrase::cause_vetoes};
    return phrases[static_cast<int>(cause)];
}

std::string side_of(Language language, int year_before, int year_after, bool after) {
    if (year_before == year_after) return say(language, after ? Phrase::change_to : Phrase::change_from);
    return say(language, Phrase::head_before, std::to_string(after ? year_after : year_before));
}

TotalChange compare(const Assessment& before, const Assessment& after, std::string_view unit, const Facts* revised,
                    Language language) {
    const Scorecard was = scorecard(before, index_of(before.facts, unit), language);
    const Scorecard is = scorecard(after, index_of(after.facts, unit), language);
    TotalChange change;
    change.language = language;
    change.unit = is.unit;
    change.year_before = was.year;
    change.year_after = is.year;
    change.scheme_before = was.scheme;
    change.scheme_after = is.scheme;
    change.illustrative = was.illustrative || is.illustrative || (revised && revised->illustrative);
    change.items = item_changes(before, was, after, is);
    if (was.state == State::value) change.before = was.total;
    if (is.state == State::value) change.after = is.total;
    change.possible_before = was.possible;
    change.possible_after = is.possible;
    if (!change.before || !change.after) {
        std::vector<Message> sides;
        for (const Scorecard* card : {&was, &is})
            if (card->state != State::value)
                sides.push_back(without_total(*card, side_of(language, was.year, is.year, card == &is)));
        change.open_words = say(language, Phrase::change_unsplit, joined(Phrase::semicolon, std::move(sides)));
        return change;
    }
    change.difference = is.total - was.total;
    change.parts = Replacing(before, after, unit, language)(revised);
    change.beyond_items =
        std::accumulate(change.items.begin(), change.items.end(), *change.difference,
                        [](Points rest, const ItemChange& item) { return rest - item.difference.value_or(Points{}); });
    return change;
}

}  // namespace libplan
