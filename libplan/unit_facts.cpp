#include "libplan/unit_facts.hpp"

#include <algorithm>

#include "libplan/match.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

bool is_reference(const FactDefinition& fact) {
    return std::visit(Match{
                          [](const ControlFact&) { return true; },
                          [](const ClassFact& source) { return !source.is_place(); },
                          [](const BracketFact&) { return true; },
                          [](const IndicatorFact& source) { return source.take == IndicatorFact::Take::target; },
                          [](const auto&) { return false; },
                      },
                      fact.source);
}

const std::string* reference_of(const Rule& rule) {
    const Reference* reference =
        std::visit(Match{
                       [](const AllOrNothingRule& own) -> const Reference* { return &own.limit; },
                       [](const ShareRule& own) -> const Reference* { return &own.target; },
                       [](const PerUnitRule& own) -> const Reference* { return &own.reference; },
                       [](const auto&) -> const Reference* { return nullptr; },
                   },
                   rule);
    return reference ? std::get_if<std::string>(reference) : nullptr;
}

const FactDefinition* definition_of(const Scheme& scheme, const std::string& column) {
    return scheme.find_fact(column.substr(0, column.find('/')));
}

/// The item and the scorer of a column of marks, "item.team".
std::optional<std::string> marks_title(const Scheme& scheme, const std::string& id, Language language) {
    const auto dot = id.rfind('.');
    if (dot == std::string::npos) return std::nullopt;
    for (const Item* item : scheme.items())
        if (item->id == id.substr(0, dot))
            for (const Word<Scorer>& scorer : words_for<Scorer>())
                if (scorer.word == id.substr(dot + 1))
                    return say(language, Phrase::column_part, item->title, say(language, phrase_of(scorer.value)));
    return std::nullopt;
}

}  // namespace

FactsView view_of(const Facts& facts) {
    FactsView view;
    view.size = facts.units.size();
    view.units = facts.units;
    for (const FactColumn& column : facts.columns) view.columns.push_back({column.id, column.values, column.states});
    return view;
}

InputError infinite_value(std::string_view column, std::span<const double> values) {
    const auto infinite = std::find_if(values.begin(), values.end(), [](double value) { return std::isinf(value); });
    return column_error(
        {Phrase::column_not_finite, {std::string(column), std::to_string(infinite - values.begin() + 1)}});
}

Facts facts_of_unit(const Facts& facts, std::size_t unit) {
    Facts own{.year = facts.year, .units = {facts.units.at(unit)}, .columns = {}, .illustrative = facts.illustrative};
    for (const FactColumn& column : facts.columns)
        own.columns.push_back({column.id, {column.values[unit]}, {state_of(column, unit)}});
    return own;
}

std::set<std::string, std::less<>> reference_facts(const Scheme& scheme) {
    std::set<std::string, std::less<>> references;
    const auto add_limits = [&](const Conditions& conditions) {
        for (const Condition& condition : conditions)
            if (const auto* id = std::get_if<std::string>(&condition.limit)) references.insert(*id);
    };
    for (const FactDefinition& fact : scheme->facts)
        if (is_reference(fact)) references.insert(fact.id);
    for (const Item* item : scheme.items())
        if (const std::string* id = reference_of(item->rule)) references.insert(*id);
    for (const Group* group : scheme.groups())
        for (const Conditions& conditions : group->zero_when) add_limits(conditions);
    for (const Veto& veto : scheme->vetoes) {
        add_limits(veto.when);
        for (const Conditions& conditions : veto.unless) add_limits(conditions);
    }
    return references;
}

std::string column_title(const Scheme& scheme, const std::string& id, Language language) {
    if (const FactDefinition* fact = definition_of(scheme, id)) {
        const auto slash = id.find('/');
        if (slash == std::string::npos) return fact->title;
        std::string part = id.substr(slash + 1);
        if (const auto deaths = part.rfind("/deaths"); deaths != std::string::npos)
            part = say(language, Phrase::column_deaths, part.substr(0, deaths));
        return say(language, Phrase::column_part, fact->title, part);
    }
    return marks_title(scheme, id, language).value_or(id);
}

std::string figure_words(const Scheme& scheme, const std::string& id, double value, State state, Language language) {
    if (state != State::value) return say(language, phrase_of(state));
    if (id.ends_with("/deaths")) return say(language, Phrase::figure_deaths, decimal_text(value));
    const FactDefinition* fact = definition_of(scheme, id);
    return decimal_text(value) + (fact ? fact->unit : std::string());
}

}  // namespace libplan
