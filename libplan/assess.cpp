#include "libplan/assess.hpp"

#include <algorithm>
#include <unordered_map>

#include "libplan/derived_facts.hpp"
#include "libplan/exact_unit.hpp"
#include "libplan/fact_period.hpp"
#include "libplan/outcome.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/rules.hpp"
#include "libplan/total_steps.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/veto_words.hpp"
#include "libplan/words.hpp"
#include "libplan/workings.hpp"

namespace libplan {
namespace {

/// The columns of facts by id: a scorecard asks for each mark that might have been given.
using ColumnsById = std::unordered_map<std::string_view, const FactColumn*>;

ColumnsById columns_by_id(const Facts& facts) {
    ColumnsById columns(facts.columns.size());
    for (const FactColumn& column : facts.columns) columns.try_emplace(column.id, &column);
    return columns;
}

std::optional<double> mark_of(const ColumnsById& columns, const std::string& id, std::size_t unit) {
    const auto column = columns.find(id);
    if (column == columns.end() || state_of(*column->second, unit) != State::value) return std::nullopt;
    return column->second->values[unit];
}

const FactColumn& required_column(const Facts& facts, const std::string& id) {
    const FactColumn* column = facts.find(id);
    if (!column) throw column_error({Phrase::column_missing, {id}});
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

/// What an input is called; several scorers are told apart.
std::string input_title(const Scheme& scheme, const Item& item, const std::string& id, Language language) {
    const std::string title = fact_title(scheme, item, id);
    for (const Word<Scorer>& scorer : words_for<Scorer>())
        if (id == item.id + "." + std::string(scorer.word))
            return say(language, Phrase::with_detail, title, say(language, phrase_of(scorer.value)));
    return title;
}

/// What a reference is called, with where it comes from if the scheme makes it of another fact.
std::string reference_words(const Assessment& assessment, const ColumnsById& columns, const Item& item,
                            std::size_t unit, Language language) {
    const std::string* id = reference_fact_of(item);
    const FactDefinition* fact = id ? assessment.scheme.find_fact(*id) : nullptr;
    if (!fact) return {};
    if (const auto* of_class = std::get_if<ClassFact>(&fact->source)) {
        static constexpr Phrase takes[] = {Phrase::words_of_highest, Phrase::words_of_lowest, Phrase::words_of_mean,
                                           Phrase::words_of_rank, Phrase::words_of_position};
        return fact->title + say(language, takes[static_cast<int>(of_class->take)]);
    }
    const auto* bracket = std::get_if<BracketFact>(&fact->source);
    const auto column = bracket ? columns.find(bracket->of) : columns.end();
    if (column == columns.end()) return fact->title;
    const FactDefinition* size = assessment.scheme.find_fact(bracket->of);
    return fact->title + say(language, Phrase::words_of_bracket, size ? size->title : bracket->of,
                             figure_words(assessment.scheme, bracket->of, column->second->values[unit],
                                          state_of(*column->second, unit), language));
}

/// What the figure that an item is scored by is made of, so that anybody can make it again.
std::string made_words(const Assessment& assessment, const ColumnsById& columns, const std::string& id,
                       std::size_t unit, Language language) {
    const Scheme& scheme = assessment.scheme;
    const FactDefinition* fact = scheme.find_fact(id);
    if (!fact) return {};
    const auto title = [&](const std::string& of) { return column_title(scheme, of, language); };
    const auto figure = [&](const std::string& of, std::size_t at) {
        const auto column = columns.find(of);
        return column == columns.end()
                   ? std::string()
                   : figure_words(scheme, of, column->second->values[at], state_of(*column->second, at), language);
    };
    if (const auto* ratio = std::get_if<RatioFact>(&fact->source))
        return say(language, Phrase::words_made_ratio, title(ratio->numerator), figure(ratio->numerator, unit),
                   title(ratio->denominator), figure(ratio->denominator, unit),
                   ratio->factor == 1 ? std::string()
                                      : say(language, Phrase::words_times_factor, decimal_text(ratio->factor)));
    const auto* place = std::get_if<ClassFact>(&fact->source);
    if (!place || !place->is_place() || !columns.contains(place->of)) return {};
    if (place->take == ClassFact::Take::rank)
        return say(language, Phrase::words_made_rank, title(place->of), figure(place->of, unit));
    const FactColumn& of = *columns.at(place->of);
    std::size_t lowest = unit, highest = unit;
    for (std::size_t other = 0; other < of.values.size(); ++other) {
        if (state_of(of, other) != State::value ||
            assessment.facts.units[other].rank_class != assessment.facts.units[unit].rank_class)
            continue;
        if (of.values[other] < of.values[lowest]) lowest = other;
        if (of.values[other] > of.values[highest]) highest = other;
    }
    const bool up = place->direction == Direction::up;
    return say(language, Phrase::words_made_position, title(place->of), figure(place->of, unit),
               figure(place->of, up ? lowest : highest), figure(place->of, up ? highest : lowest), figure(id, unit));
}

/// Marks of several scorers, some of whom have given theirs.
std::string scorer_words(const ScorecardLine& line, const MarksRule& rule, Language language) {
    std::vector<Message> all;
    for (std::size_t i = 0; i < rule.scorers.size(); ++i) {
        const Message scorer = phrase_of(rule.scorers[i].scorer);
        if (line.input_states[i] == State::value)
            all.push_back({Phrase::words_scorer,
                           {scorer, decimal_text(line.inputs[i].second), decimal_text(rule.scorers[i].weight)}});
        else
            all.push_back({Phrase::words_scorer_open, {scorer}});
    }
    return text(joined(Phrase::semicolon, std::move(all)), language);
}

/// What an input that is missing lacks: of a figure that is made of others, whichever of them is missing; with the days
/// that a figure has to be of where they are not the calendar year.
std::string missing_input(const Assessment& assessment, const ColumnsById& columns, const Item& item,
                          const std::string& id, std::size_t unit, Language language) {
    const Scheme& scheme = assessment.scheme;
    const std::string title = input_title(scheme, item, id, language);
    const FactDefinition* fact = scheme.find_fact(id);
    std::string lacking;
    for (const std::string_view of : fact ? made_of(*fact) : std::vector<std::string_view>()) {
        const auto column = columns.find(std::string(of));
        if (column == columns.end() || state_of(*column->second, unit) != State::missing) continue;
        lacking += (lacking.empty() ? std::string() : say(language, Phrase::listed)) +
                   missing_input(assessment, columns, item, std::string(of), unit, language);
    }
    if (!lacking.empty()) return lacking;
    if (const auto* ratio = fact ? std::get_if<RatioFact>(&fact->source) : nullptr)
        if (const auto under = columns.find(ratio->denominator); under != columns.end())
            return say(language, Phrase::with_detail, title,
                       say(language, Phrase::divisor_not_positive, column_title(scheme, ratio->denominator, language),
                           figure_words(scheme, ratio->denominator, under->second->values[unit],
                                        state_of(*under->second, unit), language)));
    if (const auto* of_class = fact ? std::get_if<ClassFact>(&fact->source) : nullptr)
        return say(language, Phrase::with_detail, title,
                   say(language, Phrase::class_lacks, column_title(scheme, of_class->of, language)));
    const auto* figure = fact ? std::get_if<IndicatorFact>(&fact->source) : nullptr;
    const bool is_of_days = fact && ((figure && figure->take == IndicatorFact::Take::value) ||
                                     std::holds_alternative<TrendFact>(fact->source));
    if (!is_of_days) return title;
    const Period days = fact_period(*fact, scheme->outcome.window, assessment.facts.year);
    return days == year_period(assessment.facts.year) ? title
                                                      : say(language, Phrase::with_detail, title, to_string(days));
}

std::string line_words(const Assessment& assessment, const ColumnsById& columns, const ScorecardLine& line,
                       std::size_t unit, GroupKind kind, Language language) {
    const Scheme& scheme = assessment.scheme;
    if (line.state == State::not_applicable && not_applicable_of(line.item, kind, scheme->outcome).rescale)
        return say(language, Phrase::words_not_applicable);
    if (line.state == State::not_applicable)
        return say(language, Phrase::words_not_applicable_share, to_string(line.points));
    if (line.state == State::not_scored) {
        const auto* marks = std::get_if<MarksRule>(&line.item.rule);
        const bool some =
            std::find(line.input_states.begin(), line.input_states.end(), State::value) != line.input_states.end();
        return marks && some ? scorer_words(line, *marks, language) : say(language, Phrase::words_not_scored);
    }
    if (line.state == State::missing) {
        std::string titles;
        for (std::size_t i = 0; i < line.inputs.size(); ++i)
            if (line.input_states[i] == State::missing)
                titles += (titles.empty() ? std::string() : say(language, Phrase::listed)) +
                          missing_input(assessment, columns, line.item, line.inputs[i].first, unit, language);
        return say(language,
                   missing_of(line.item, scheme->outcome) == WhenMissing::zero ? Phrase::words_missing_zero
                                                                               : Phrase::words_missing,
                   titles);
    }
    std::vector<double> inputs;
    for (const auto& input : line.inputs) inputs.push_back(input.second);
    return made_words(assessment, columns, line.item.fact, unit, language) +
           words_of(line.item, inputs, unit_of(scheme, line.item),
                    reference_words(assessment, columns, line.item, unit, language), line.points, scheme->outcome, kind,
                    language);
}

ScorecardLine scorecard_line(const Assessment& assessment, const ColumnsById& columns, const Item& item,
                             std::size_t index, std::size_t unit, Language language) {
    const Facts& facts = assessment.facts;
    const Outcome& outcome = assessment.scheme->outcome;
    ScorecardLine line;
    line.item = item;
    line.state = assessment.items[index].state(unit);
    line.points = assessment.items[index].points[unit];
    line.full = exact_points(item.full);
    const bool open = leaves_open(line.state, missing_of(item, outcome));
    const ReadyScheme& ready = assessment.scheme.ready();
    const bool left_out = line.state == State::not_applicable && ready.tree.not_applicable(index).rescale;
    const GroupKind kind = ready.tree.top_of_group(ready.items[index].group).kind;
    // What a bonus did not give is not lost; what a penalty took is.
    const Points expected = kind == GroupKind::base ? line.full : Points{};
    line.lost = open || left_out ? Points{} : expected - line.points;
    for (const std::string& id : inputs_of(item)) {
        const FactColumn& column = required_column(facts, id);
        line.inputs.emplace_back(id, column.values[unit]);
        line.input_states.push_back(state_of(column, unit));
    }
    for (const Word<Scorer>& scorer : words_for<Scorer>())
        if (const auto mark = mark_of(columns, item.id + "." + std::string(scorer.word), unit))
            line.marks.emplace_back(scorer.value, *mark);
    line.words = line_words(assessment, columns, line, unit, kind, language);
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
    const auto node = node_numbers(scheme.parts()).find(condition.of)->second;
    return say(language, subjects[static_cast<int>(condition.subject)],
               node.group ? scheme.groups()[node.index]->title : scheme.items()[node.index]->title);
}

/// "死亡人数3人，达到一票否决线1人"; `at_least` says whose line that is.
std::string condition_words(const Scheme& scheme, const Condition& condition, const ConditionFigures& figures,
                            Language language, Phrase at_least = Phrase::condition_at_least) {
    const Phrase compared[] = {at_least, Phrase::condition_at_most, Phrase::condition_above, Phrase::condition_below,
                               Phrase::condition_equals};
    const FactDefinition* fact = scheme.find_fact(condition.of);
    std::string measure;
    if (condition.subject == Condition::Subject::fact && fact) measure = fact->unit;
    if (condition.subject == Condition::Subject::rate) measure = "%";
    std::string limit = figures.limit + measure;
    if (condition.times != 1) limit = say(language, Phrase::condition_times, limit, decimal_text(condition.times));
    return say(language, compared[static_cast<int>(condition.comparison)], subject_words(scheme, condition, language),
               figures.value + measure, limit);
}

/// What the conditions of a veto that applies compare; only figures of facts can be read, others are worked out.
std::vector<ConditionFigures> figures_of(const Assessment& assessment, std::size_t index, std::size_t unit) {
    const Veto& veto = assessment.scheme->vetoes[index];
    const bool all_facts = std::all_of(veto.when.begin(), veto.when.end(), [](const Condition& condition) {
        return condition.subject == Condition::Subject::fact;
    });
    std::vector<ConditionWorking> worked;
    if (!all_facts) worked = workings(assessment, unit).vetoes[index].when.conditions;
    const auto of_fact = [&](const std::string& id) {
        return decimal_text(required_column(assessment.facts, id).values[unit]);
    };
    std::vector<ConditionFigures> figures;
    for (const Condition& condition : veto.when) {
        ConditionFigures own;
        if (condition.subject == Condition::Subject::fact)
            own.value = of_fact(condition.of);
        else if (const auto& value = worked[figures.size()].value)
            own.value = decimal_text(round_decimal(*value, told_places));
        const auto* id = std::get_if<std::string>(&condition.limit);
        own.limit = id ? of_fact(*id) : decimal_text(std::get<double>(condition.limit));
        figures.push_back(std::move(own));
    }
    return figures;
}

}  // namespace

std::string veto_words(const Scheme& scheme, const Veto& veto, std::span<const ConditionFigures> figures,
                       Language language) {
    std::vector<Message> conditions;
    for (std::size_t i = 0; i < veto.when.size(); ++i)
        conditions.emplace_back(condition_words(scheme, veto.when[i], figures[i], language));
    return say(language, Phrase::words_veto, veto.title, text(joined(Phrase::listed, std::move(conditions)), language),
               text(effect_of(scheme.parts(), veto), language));
}

std::string conditions_words(const Scheme& scheme, const Conditions& conditions, const ConditionsWorking& working,
                             Language language) {
    const auto told = [](const std::optional<double>& value) {
        return value ? decimal_text(round_decimal(*value, told_places)) : std::string();
    };
    std::vector<Message> all;
    for (std::size_t i = 0; i < conditions.size(); ++i)
        all.emplace_back(condition_words(scheme, conditions[i],
                                         {told(working.conditions[i].value), told(working.conditions[i].limit)},
                                         language, Phrase::condition_reached));
    return text(joined(Phrase::listed, std::move(all)), language);
}

Phrase phrase_of_unknown(State state_of_total) {
    return state_of_total == State::not_applicable ? Phrase::state_not_applicable : Phrase::open;
}

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

std::vector<std::string> vetoes_of(const Assessment& assessment, std::size_t unit, Language language) {
    const Scheme& scheme = assessment.scheme;
    std::vector<std::string> all;
    for (std::size_t i = 0; i < scheme->vetoes.size(); ++i)
        if (assessment.vetoes[unit] >> i & 1)
            all.push_back(veto_words(scheme, scheme->vetoes[i], figures_of(assessment, i, unit), language));
    return all;
}

std::vector<std::string> open_vetoes_of(const Assessment& assessment, std::size_t unit) {
    const auto& vetoes = assessment.scheme->vetoes;
    std::vector<std::string> all;
    for (std::size_t i = 0; i < vetoes.size(); ++i)
        if (assessment.open_vetoes[unit] >> i & 1) all.push_back(vetoes[i].title);
    return all;
}

Scorecard scorecard(const Assessment& assessment, std::size_t unit, Language language) {
    return scorecard(assessment, unit, workings(assessment, unit), language);
}

Scorecard scorecard(const Assessment& assessment, std::size_t unit, const Workings& workings, Language language) {
    const Scheme& scheme = assessment.scheme;
    Scorecard card;
    card.language = language;
    card.unit = assessment.facts.units.at(unit);
    card.index = unit;
    card.scheme = scheme->title;
    card.year = assessment.facts.year;
    card.full = scheme->outcome.convert_to.value_or(scheme->full);
    card.illustrative = assessment.facts.illustrative;
    const auto items = scheme.items();
    const ColumnsById columns = columns_by_id(assessment.facts);
    for (std::size_t i = 0; i < items.size(); ++i)
        card.lines.push_back(scorecard_line(assessment, columns, *items[i], i, unit, language));
    card.total = assessment.totals[unit];
    card.scored = assessment.scored[unit];
    card.applicable = assessment.applicable[unit];
    card.unrounded = assessment.unrounded[unit];
    card.steps = total_steps(assessment, unit, workings, language);
    card.state = assessment.total_states[unit];
    if (card.state == State::missing || card.state == State::not_scored)
        card.possible = possible_range(assessment, unit);
    if (const int grade = assessment.grades[unit]; grade >= 0)
        card.grade = scheme->grades[static_cast<std::size_t>(grade)].title;
    // Of a total that is zeroed while items are open it is not known what it would be otherwise.
    if (card.state == State::value && !workings.open && !scheme->grades.empty())
        card.grade_without_veto =
            scheme->grades[static_cast<std::size_t>(GradeEdges(scheme.parts()).of(assessment.earned[unit]))].title;
    card.vetoes = vetoes_of(assessment, unit, language);
    card.open_vetoes = open_vetoes_of(assessment, unit);
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
