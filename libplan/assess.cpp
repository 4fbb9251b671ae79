#include "libplan/assess.hpp"

#include <algorithm>

#include "libplan/exact_unit.hpp"
#include "libplan/outcome.hpp"
#include "libplan/rules.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

std::optional<double> mark_of(const Facts& facts, const std::string& id, std::size_t unit) {
    const FactColumn* column = facts.find(id);
    if (!column || column->states[unit] != State::value) return std::nullopt;
    return column->values[unit];
}

const FactColumn& required_column(const Facts& facts, const std::string& id) {
    const FactColumn* column = facts.find(id);
    if (!column) throw std::invalid_argument("scorecard: facts lack the column '" + id + "'");
    return *column;
}

std::string fact_title(const Scheme& scheme, const Item& item, const std::string& id) {
    const FactDefinition* fact = scheme.find_fact(id.substr(0, id.find('/')));
    return fact ? fact->title : item.title;
}

std::string unit_of(const Scheme& scheme, const Item& item) {
    const FactDefinition* fact = scheme.find_fact(item.fact);
    return fact ? fact->unit : std::string();
}

std::string line_words(const Assessment& assessment, const ScorecardLine& line, Language language) {
    const Scheme& scheme = assessment.scheme;
    if (line.state == State::not_applicable && not_applicable_of(line.item, scheme->outcome).rescale)
        return say(language, Phrase::words_not_applicable);
    if (line.state == State::not_applicable)
        return say(language, Phrase::words_not_applicable_share, to_string(line.points));
    if (line.state == State::not_scored) return say(language, Phrase::words_not_scored);
    if (line.state == State::missing) {
        std::string titles;
        for (std::size_t i = 0; i < line.inputs.size(); ++i)
            if (line.input_states[i] == State::missing)
                titles += (titles.empty() ? "" : "、") + fact_title(scheme, line.item, line.inputs[i].first);
        return say(language,
                   missing_of(line.item, scheme->outcome) == WhenMissing::zero ? Phrase::words_missing_zero
                                                                               : Phrase::words_missing,
                   titles);
    }
    std::vector<double> inputs;
    for (const auto& input : line.inputs) inputs.push_back(input.second);
    return words_of(line.item, inputs, unit_of(scheme, line.item), line.points, language);
}

ScorecardLine scorecard_line(const Assessment& assessment, const Item& item, std::size_t index, std::size_t unit,
                             Language language) {
    const Facts& facts = assessment.facts;
    const Outcome& outcome = assessment.scheme->outcome;
    ScorecardLine line;
    line.item = item;
    line.state = assessment.items[index].state(unit);
    line.points = assessment.items[index].points[unit];
    line.full = exact_points(item.full);
    const bool open = leaves_open(line.state, missing_of(item, outcome));
    const bool left_out = line.state == State::not_applicable && not_applicable_of(item, outcome).rescale;
    line.lost = open || left_out ? Points{} : line.full - line.points;
    for (const std::string& id : inputs_of(item)) {
        const FactColumn& column = required_column(facts, id);
        line.inputs.emplace_back(id, column.values[unit]);
        line.input_states.push_back(column.states[unit]);
    }
    for (const Word<Scorer>& scorer : words_for<Scorer>())
        if (const auto mark = mark_of(facts, item.id + "." + std::string(scorer.word), unit))
            line.marks.emplace_back(scorer.value, *mark);
    line.words = line_words(assessment, line, language);
    return line;
}

std::string subject_words(const Scheme& scheme, const Condition& condition, Language language) {
    static constexpr Phrase subjects[] = {Phrase::verbatim,           Phrase::subject_points, Phrase::subject_rate,
                                          Phrase::subject_applicable, Phrase::subject_lowest, Phrase::subject_total};
    if (condition.subject == Condition::Subject::total) return say(language, Phrase::subject_total);
    if (condition.subject == Condition::Subject::fact) {
        const FactDefinition* fact = scheme.find_fact(condition.of);
        return fact ? fact->title : condition.of;
    }
    const auto node = node_numbers(scheme).find(condition.of)->second;
    return say(language, subjects[static_cast<int>(condition.subject)],
               node.group ? scheme.groups()[node.index]->title : scheme.items()[node.index]->title);
}

/// "死亡人数3人，达到1人"
std::string condition_words(const Assessment& assessment, const Condition& condition, std::size_t unit,
                            Language language) {
    static constexpr Phrase compared[] = {Phrase::condition_at_least, Phrase::condition_at_most,
                                          Phrase::condition_above, Phrase::condition_below, Phrase::condition_equals};
    const Scheme& scheme = assessment.scheme;
    const FactDefinition* fact = scheme.find_fact(condition.of);
    const std::string measure = condition.subject == Condition::Subject::fact && fact ? fact->unit : std::string();
    std::string figure;
    if (condition.subject == Condition::Subject::fact)
        figure = decimal_text(required_column(assessment.facts, condition.of).values[unit]) + measure;
    if (condition.subject == Condition::Subject::total) figure = to_string(assessment.totals[unit]);
    std::string limit;
    if (const auto* id = std::get_if<std::string>(&condition.limit))
        limit = decimal_text(required_column(assessment.facts, *id).values[unit]) + measure;
    else
        limit = decimal_text(std::get<double>(condition.limit)) + measure;
    if (condition.times != 1) limit = say(language, Phrase::condition_times, limit, decimal_text(condition.times));
    return say(language, compared[static_cast<int>(condition.comparison)], subject_words(scheme, condition, language),
               figure, limit);
}

std::string veto_words(const Assessment& assessment, const Veto& veto, std::size_t unit, Language language) {
    static constexpr Phrase effects[] = {Phrase::effect_grade, Phrase::effect_zero, Phrase::effect_bar_top,
                                         Phrase::effect_one_down};
    std::vector<Message> conditions;
    for (const Condition& condition : veto.when)
        conditions.emplace_back(condition_words(assessment, condition, unit, language));
    return say(language, Phrase::words_veto, veto.title, text(joined(Phrase::listed, std::move(conditions)), language),
               say(language, effects[static_cast<int>(veto.effect)],
                   veto.effect == Veto::Effect::bar_top ? assessment.scheme->grades.front().title : veto.grade));
}

/// What the open items of a unit make possible: each at its fewest or its most points.
class PossibleTotals {
public:
    PossibleTotals(const Assessment& assessment, std::size_t unit)
        : assessment_(assessment), unit_(unit), tree_(assessment.scheme) {}

    PossibleRange operator()() const {
        bool unlimited = false;
        const double worst = total_at(false, unlimited);
        const double best = total_at(true, unlimited);
        // A condition may void a group for having many points.
        const auto [lowest, highest] = std::minmax(worst, best);
        return {lowest, unlimited ? std::numeric_limits<double>::infinity() : highest};
    }

private:
    double total_at(bool best, bool& unlimited) const {
        const Outcome& outcome = assessment_.scheme->outcome;
        ExactUnit own(tree_, assessment_, unit_);
        for (std::size_t i = 0; i < tree_.items().size(); ++i) {
            const Item& item = *tree_.items()[i];
            if (!leaves_open(own.states[i], missing_of(item, outcome))) continue;
            const auto [fewest, most] = points_range(item);
            unlimited = unlimited || (best && std::isinf(most));
            own.points[i] = decimal_reading(best && !std::isinf(most) ? most : fewest) * Points::per_point;
            own.states[i] = State::value;
        }
        Exact exact;
        Tree::Total<Exact> total;
        const UnitItems<Exact> items = own.view(!best);
        tree_.evaluate(exact, items, total);
        if (total.applicable.units == 0) return 0;
        const Rational value = tree_.total_of(exact, total.base, total.applicable, total.bonus, total.penalty);
        const Points published = exact.round_units(value, outcome.places, outcome.rounding);
        return is_zeroed(exact, items, total, published) ? 0 : published.value();
    }

    /// Vetoes whose facts are not known hold at worst and not at best.
    bool is_zeroed(Exact& exact, const UnitItems<Exact>& items, const Tree::Total<Exact>& total,
                   Points published) const {
        const Unit& unit = assessment_.facts.units[unit_];
        UnitItems<Exact> as_known = items;
        as_known.open_holds = false;  // a finding switches off once it is recorded
        bool known = true;
        const auto hold = [&](const Conditions& conditions, const UnitItems<Exact>& of) {
            return tree_.all_hold(exact, conditions, of, total, published, known);
        };
        const auto& vetoes = assessment_.scheme->vetoes;
        return std::any_of(vetoes.begin(), vetoes.end(), [&](const Veto& veto) {
            return veto.effect == Veto::Effect::zero &&
                   (veto.only_for.empty() || names_unit(veto.only_for, unit.id, unit.rank_class)) &&
                   hold(veto.when, items) &&
                   std::none_of(veto.unless.begin(), veto.unless.end(),
                                [&](const Conditions& conditions) { return hold(conditions, as_known); });
        });
    }

    const Assessment& assessment_;
    std::size_t unit_;
    Tree tree_;
};

}  // namespace

Phrase phrase_of(Scorer scorer) {
    static constexpr Phrase phrases[] = {Phrase::scorer_self,   Phrase::scorer_department, Phrase::scorer_team,
                                         Phrase::scorer_judges, Phrase::scorer_peers,      Phrase::scorer_review};
    return phrases[static_cast<int>(scorer)];
}

Assessment assess(const Scheme& scheme, const Facts& facts, const ScoringOptions& options) {
    Assessment assessment(scheme, facts);
    static_cast<Scores&>(assessment) = score(assessment.scheme, view_of(assessment.facts), options);
    return assessment;
}

PossibleRange possible_range(const Assessment& assessment, std::size_t unit) {
    return PossibleTotals(assessment, unit)();
}

Scorecard scorecard(const Assessment& assessment, std::size_t unit, Language language) {
    const Scheme& scheme = assessment.scheme;
    Scorecard card;
    card.unit = assessment.facts.units.at(unit);
    card.index = unit;
    card.scheme = scheme->title;
    card.year = assessment.facts.year;
    card.full = scheme->full;
    card.illustrative = assessment.facts.illustrative;
    const auto items = scheme.items();
    for (std::size_t i = 0; i < items.size(); ++i)
        card.lines.push_back(scorecard_line(assessment, *items[i], i, unit, language));
    card.total = assessment.totals[unit];
    card.scored = assessment.scored[unit];
    card.applicable = assessment.applicable[unit];
    card.unrounded = assessment.unrounded[unit];
    card.complete = assessment.complete[unit] != 0;
    if (!card.complete && card.applicable.units != 0) card.possible = possible_range(assessment, unit);
    if (const int grade = assessment.grades[unit]; grade >= 0)
        card.grade = scheme->grades[static_cast<std::size_t>(grade)].title;
    if (card.complete && !scheme->grades.empty())
        card.grade_without_veto =
            scheme->grades[static_cast<std::size_t>(grade_index(scheme, assessment.earned[unit]))].title;
    for (std::size_t i = 0; i < scheme->vetoes.size(); ++i)
        if (assessment.vetoes[unit] >> i & 1)
            card.vetoes.push_back(veto_words(assessment, scheme->vetoes[i], unit, language));
    card.rank = assessment.ranks[unit];
    int same = 0;
    for (std::size_t other = 0; other < assessment.ranks.size(); ++other) {
        if (assessment.facts.units[other].rank_class != card.unit.rank_class || assessment.ranks[other] == 0) continue;
        ++card.ranked;
        same += assessment.ranks[other] == card.rank;
    }
    card.tied = card.rank > 0 && same > 1;
    return card;
}

}  // namespace libplan
