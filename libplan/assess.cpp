#include "libplan/assess.hpp"

#include <algorithm>

#include "libplan/exact.hpp"
#include "libplan/rules.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

/// The columns an item reads, looked up once for all units.
struct ItemPlan {
    const Item* item = nullptr;
    std::vector<const FactColumn*> inputs;
    const FactColumn* decision = nullptr;  ///< the deciding scorer's marks: 不涉及 there leaves the item out
};

const FactColumn& required_column(const Facts& facts, const std::string& id) {
    const FactColumn* column = facts.find(id);
    if (!column) throw std::invalid_argument("assess: facts lack the column '" + id + "'");
    return *column;
}

std::string decision_column(const Item& item) { return item.id + "." + std::string(word_of(item.scorer)); }

ItemPlan plan_item(const Item& item, const Facts& facts) {
    ItemPlan plan{&item, {}, facts.find(decision_column(item))};
    for (const std::string& id : inputs_of(item)) plan.inputs.push_back(&required_column(facts, id));
    return plan;
}

State state_of(const ItemPlan& plan, std::size_t unit, const std::string& unit_id) {
    const auto& exempt = plan.item->not_for;
    if (std::find(exempt.begin(), exempt.end(), unit_id) != exempt.end()) return State::not_applicable;
    if (plan.decision && plan.decision->states[unit] == State::not_applicable) return State::not_applicable;
    State state = State::value;
    for (const FactColumn* input : plan.inputs) {
        if (input->states[unit] == State::not_applicable) return State::not_applicable;
        if (state == State::value) state = input->states[unit];
    }
    return state;
}

/// The kernel: one item, all units, columns in and columns out.
Assessment::ItemColumn score_item(const ItemPlan& plan, const Facts& facts, const Outcome& outcome) {
    const std::size_t units = facts.units.size();
    Assessment::ItemColumn column{std::vector<Points>(units), std::vector<State>(units)};
    std::vector<double> inputs(plan.inputs.size());
    const Points full = exact_points(plan.item->full);
    for (std::size_t unit = 0; unit < units; ++unit) {
        column.states[unit] = state_of(plan, unit, facts.units[unit].id);
        if (column.states[unit] == State::not_applicable && outcome.not_applicable == WhenNotApplicable::full)
            column.points[unit] = full;
        if (column.states[unit] != State::value) continue;
        for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = plan.inputs[i]->values[unit];
        column.points[unit] = points_of(*plan.item, inputs, outcome);
    }
    return column;
}

bool leaves_open(State state, const Outcome& outcome) {
    return state == State::not_scored || (state == State::missing && outcome.missing == WhenMissing::open);
}

void add_items(Assessment& assessment) {
    const Scheme& scheme = assessment.scheme;
    const std::size_t units = assessment.facts.units.size();
    assessment.scored.assign(units, {});
    assessment.applicable.assign(units, {});
    assessment.complete.assign(units, true);
    for (const Group& group : scheme->groups) {
        std::vector<Points> sums(units);
        for (const Item& item : group.items) {
            auto column = score_item(plan_item(item, assessment.facts), assessment.facts, scheme->outcome);
            const Points full = exact_points(item.full);
            for (std::size_t unit = 0; unit < units; ++unit) {
                sums[unit] += column.points[unit];
                const bool left_out = column.states[unit] == State::not_applicable &&
                                      scheme->outcome.not_applicable == WhenNotApplicable::rescale;
                if (!left_out) assessment.applicable[unit] += full;
                if (leaves_open(column.states[unit], scheme->outcome)) assessment.complete[unit] = false;
            }
            assessment.items.push_back(std::move(column));
        }
        for (std::size_t unit = 0; unit < units; ++unit) assessment.scored[unit] += sums[unit];
        assessment.groups.push_back(std::move(sums));
    }
}

/// 实得分 = 可评分项目实得分之和 ÷ 可评分项目应得分之和 × 满分, rounded once.
void total_units(Assessment& assessment) {
    const Outcome& outcome = assessment.scheme->outcome;
    const Rational full = decimal_reading(assessment.scheme->full);
    for (std::size_t unit = 0; unit < assessment.scored.size(); ++unit) {
        const Points applicable = assessment.applicable[unit];
        if (applicable.units == 0) {
            assessment.complete[unit] = false;
            assessment.totals.push_back({});
            continue;
        }
        const Rational total = to_rational(assessment.scored[unit]) * full / to_rational(applicable);
        assessment.totals.push_back(round_points(total, outcome.places, outcome.rounding));
    }
}

int grade_index(const Scheme& scheme, Points total) {
    for (std::size_t i = 0; i < scheme->grades.size(); ++i)
        if (total >= exact_points(scheme->grades[i].from)) return static_cast<int>(i);
    return static_cast<int>(scheme->grades.size()) - 1;
}

int grade_named(const Scheme& scheme, const std::string& title) {
    for (std::size_t i = 0; i < scheme->grades.size(); ++i)
        if (scheme->grades[i].title == title) return static_cast<int>(i);
    return -1;
}

void grade_units(Assessment& assessment) {
    const Scheme& scheme = assessment.scheme;
    for (std::size_t unit = 0; unit < assessment.totals.size(); ++unit) {
        std::vector<int> vetoes;
        int grade = assessment.complete[unit] ? grade_index(scheme, assessment.totals[unit]) : -1;
        for (std::size_t i = 0; i < scheme->vetoes.size(); ++i) {
            const Veto& veto = scheme->vetoes[i];
            const FactColumn& fact = required_column(assessment.facts, veto.fact);
            if (fact.states[unit] != State::value || fact.values[unit] < veto.at_least) continue;
            vetoes.push_back(static_cast<int>(i));
            grade =
                std::max(grade, grade_named(scheme, veto.grade));  // grades stand highest first: the worst one holds
        }
        assessment.grades.push_back(grade);
        assessment.vetoes.push_back(std::move(vetoes));
    }
}

/// Competition ranking (1, 2, 2, 4) within a class; units with an open total are not ranked.
void rank_units(Assessment& assessment) {
    const std::size_t units = assessment.totals.size();
    assessment.ranks.assign(units, 0);
    for (std::size_t a = 0; a < units; ++a) {
        if (!assessment.complete[a]) continue;
        int ahead = 0;
        for (std::size_t b = 0; b < units; ++b)
            ahead += assessment.complete[b] &&
                     assessment.facts.units[a].rank_class == assessment.facts.units[b].rank_class &&
                     assessment.totals[b] > assessment.totals[a];
        assessment.ranks[a] = ahead + 1;
    }
}

std::optional<double> mark_of(const Facts& facts, const std::string& id, std::size_t unit) {
    const FactColumn* column = facts.find(id);
    if (!column || column->states[unit] != State::value) return std::nullopt;
    return column->values[unit];
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
    if (line.state == State::not_applicable) return say(language, Phrase::words_not_applicable);
    if (line.state == State::not_scored) return say(language, Phrase::words_not_scored);
    if (line.state == State::missing) {
        std::string titles;
        for (std::size_t i = 0; i < line.inputs.size(); ++i)
            if (line.input_states[i] == State::missing)
                titles += (titles.empty() ? "" : "、") + fact_title(scheme, line.item, line.inputs[i].first);
        return say(language,
                   scheme->outcome.missing == WhenMissing::zero ? Phrase::words_missing_zero : Phrase::words_missing,
                   titles);
    }
    std::vector<double> inputs;
    for (const auto& input : line.inputs) inputs.push_back(input.second);
    return words_of(line.item, inputs, unit_of(scheme, line.item), line.points, language);
}

ScorecardLine scorecard_line(const Assessment& assessment, const Item& item, std::size_t index, std::size_t unit,
                             Language language) {
    const Facts& facts = assessment.facts;
    ScorecardLine line;
    line.item = item;
    line.state = assessment.items[index].states[unit];
    line.points = assessment.items[index].points[unit];
    line.full = exact_points(item.full);
    const bool open = line.state == State::not_scored ||
                      (line.state == State::missing && assessment.scheme->outcome.missing == WhenMissing::open);
    const bool left_out =
        line.state == State::not_applicable && assessment.scheme->outcome.not_applicable == WhenNotApplicable::rescale;
    line.lost = open || left_out ? Points{} : line.full - line.points;
    for (const std::string& id : inputs_of(item)) {
        const FactColumn& column = required_column(facts, id);
        line.inputs.emplace_back(id, column.values[unit]);
        line.input_states.push_back(column.states[unit]);
    }
    line.self_mark = mark_of(facts, item.id + ".self", unit);
    line.department_mark = mark_of(facts, item.id + ".department", unit);
    line.team_mark = mark_of(facts, item.id + ".team", unit);
    line.words = line_words(assessment, line, language);
    return line;
}

std::string veto_words(const Assessment& assessment, const Veto& veto, std::size_t unit, Language language) {
    const FactDefinition* fact = assessment.scheme.find_fact(veto.fact);
    const std::string measure = fact ? fact->unit : std::string();
    const FactColumn& column = required_column(assessment.facts, veto.fact);
    return say(language, Phrase::words_veto, veto.title, fact ? fact->title : veto.fact,
               decimal_text(column.values[unit]) + measure, decimal_text(veto.at_least) + measure, veto.grade);
}

}  // namespace

Assessment assess(const Scheme& scheme, const Facts& facts) {
    Assessment assessment(scheme, facts);
    add_items(assessment);
    total_units(assessment);
    grade_units(assessment);
    rank_units(assessment);
    return assessment;
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
    std::size_t index = 0;
    for (const Group& group : scheme->groups)
        for (const Item& item : group.items)
            card.lines.push_back(scorecard_line(assessment, item, index++, unit, language));
    card.total = assessment.totals[unit];
    card.scored = assessment.scored[unit];
    card.applicable = assessment.applicable[unit];
    card.complete = assessment.complete[unit];
    if (const int grade = assessment.grades[unit]; grade >= 0)
        card.grade = scheme->grades[static_cast<std::size_t>(grade)].title;
    if (card.complete && !scheme->grades.empty())
        card.grade_without_veto = scheme->grades[static_cast<std::size_t>(grade_index(scheme, card.total))].title;
    for (const int veto : assessment.vetoes[unit])
        card.vetoes.push_back(veto_words(assessment, scheme->vetoes[static_cast<std::size_t>(veto)], unit, language));
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
