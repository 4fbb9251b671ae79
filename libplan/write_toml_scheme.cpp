#include <algorithm>
#include <cmath>

#include "libplan/match.hpp"
#include "libplan/toml_builder.hpp"
#include "libplan/write_toml.hpp"

namespace libplan {
namespace {

TomlValue toml_reference(const Reference& reference) {
    if (const auto* number = std::get_if<double>(&reference)) return {toml_number(*number), 0};
    return {std::get<std::string>(reference), 0};
}

void add_edge(TomlBuilder& build, const Edge& edge) { build.number(edge.above ? "above" : "from", edge.from); }

void add_not_applicable(TomlBuilder& build, const NotApplicable& given) {
    if (given.rescale)
        build.required("not_applicable", "rescale");
    else if (given.share == 0 || given.share == 1)
        build.required("not_applicable", given.share == 0 ? "zero" : "full");
    else
        build.number("not_applicable", given.share);
}

// ---- facts ----

void add_source(TomlBuilder& build, const IndicatorFact& fact) {
    build.required("indicator", fact.indicator)
        .word_unless("take", fact.take, IndicatorFact::Take::value)
        .flag("whole_area", fact.whole_area);
}
void add_source(TomlBuilder& build, const ControlFact& fact) { build.required("control", fact.indicator); }
void add_source(TomlBuilder& build, const EventFact& fact) {
    TomlBuilder faults;
    for (const FaultWeight& fault : fact.faults) faults.number(fault.finding, fault.weight);
    build.required("events", fact.kind)
        .word_unless("count", fact.count, EventFact::Count::events)
        .texts("class", fact.severities)
        .table("fault", faults.take())
        .flag("with_below", fact.with_below);
}
void add_source(TomlBuilder& build, const TaskFact& fact) { build.word("tasks", fact.take); }
void add_source(TomlBuilder& build, const SuppliedFact&) { build.flag("supplied", true); }
void add_source(TomlBuilder& build, const TrendFact& fact) {
    build.required("trend", fact.indicator).word("direction", fact.direction).flag("whole_area", fact.whole_area);
}
void add_source(TomlBuilder& build, const SchemeFact& fact) { build.required("scheme", fact.scheme); }
void add_source(TomlBuilder& build, const BelowFact& fact) {
    build.required("units_below", fact.scheme).word("take", fact.take).text("grade", fact.grade);
}
void add_source(TomlBuilder& build, const ClassFact& fact) {
    build.required("class_of", fact.of).word("take", fact.take).word_unless("direction", fact.direction, Direction::up);
}
void add_source(TomlBuilder& build, const RatioFact& fact) {
    build.required("ratio_of", fact.numerator).required("denominator", fact.denominator);
    if (fact.factor != RatioFact{}.factor) build.number("factor", fact.factor);
}
void add_source(TomlBuilder& build, const BracketFact& fact) {
    build.required("bracket_of", fact.of).tables("brackets", fact.brackets, [](const Bracket& bracket) {
        TomlBuilder own;
        add_edge(own, bracket.edge);
        return own.number("value", bracket.value).take();
    });
}

TomlTable fact_table(const FactDefinition& fact) {
    TomlBuilder build;
    build.required("id", fact.id).required("title", fact.title).text("unit", fact.unit);
    std::visit([&](const auto& source) { add_source(build, source); }, fact.source);
    build.flag("last_year", fact.last_year).text("part", fact.part);
    if (fact.places) build.number("places", *fact.places);
    return build.take();
}

// ---- conditions ----

void add_condition(TomlBuilder& build, const Condition& condition) {
    const std::string subject(word_of(condition.subject));
    if (condition.subject == Condition::Subject::total)
        build.flag(subject, true);
    else
        build.required(subject, condition.of);
    const bool happened = condition.subject == Condition::Subject::fact &&
                          condition.comparison == Comparison::at_least && condition.limit == Reference{1.0};
    if (!happened) build.value(std::string(word_of(condition.comparison)), toml_reference(condition.limit));
    build.number_unless("times", condition.times, 1);
}

TomlTable condition_table(const Condition& condition) {
    TomlBuilder build;
    add_condition(build, condition);
    return build.take();
}

void add_conditions(TomlBuilder& build, const std::string& key, const std::vector<Conditions>& all) {
    TomlList list;
    for (const Conditions& together : all) {
        TomlList inner;
        for (const Condition& condition : together) inner.push_back({condition_table(condition), 0});
        if (inner.size() == 1)
            list.push_back(std::move(inner.front()));
        else
            list.push_back({std::move(inner), 0});
    }
    if (!list.empty()) build.value(key, {std::move(list), 0});
}

// ---- rules ----

TomlTable rule_table(const MarksRule& rule) {
    TomlBuilder scorers;
    for (const ScorerWeight& scorer : rule.scorers) scorers.number(std::string(word_of(scorer.scorer)), scorer.weight);
    TomlBuilder build;
    build.flag("marks", true).number_unless("step", rule.step, 0).table("scorers", scorers.take());
    if (rule.deduct_from && rule.deduct_to)
        build.value("deduct", {TomlList{{toml_number(*rule.deduct_from), 0}, {toml_number(*rule.deduct_to), 0}}, 0});
    return build.take();
}

TomlTable rule_table(const AllOrNothingRule& rule) {
    return TomlBuilder()
        .flag("all_or_nothing", true)
        .value(std::string(word_of(rule.comparison)), toml_reference(rule.limit))
        .take();
}

TomlTable rule_table(const ShareRule& rule) {
    return TomlBuilder().value("share_of", toml_reference(rule.target)).take();
}

TomlTable rule_table(const PerUnitRule& rule) {
    TomlBuilder build;
    build.number("per", rule.per)
        .number("per_under", rule.per_under)
        .value("reference", toml_reference(rule.reference));
    build.number_unless("over", rule.over, 0).number_unless("under", rule.under, 0).number("start", rule.start);
    build.number_unless("floor", rule.floor, 0);
    if (rule.ceiling && std::isinf(*rule.ceiling))
        build.required("ceiling", "none");
    else
        build.number("ceiling", rule.ceiling);
    if (rule.steps) build.word("steps", *rule.steps);
    return build.take();
}

TomlTable rule_table(const BandsRule& rule) {
    return TomlBuilder()
        .tables("bands", rule.bands,
                [&](const Band& band) {
                    TomlBuilder build;
                    add_edge(build, band.edge);
                    return build.number(rule.coefficients ? "coefficient" : "points", band.points).take();
                })
        .flag("interpolate", rule.interpolate)
        .number("below", rule.below)
        .take();
}

TomlValue class_value(const OccurrenceClass& counted) {
    if (!counted.deaths_from && counted.per_death == 0) return {toml_number(counted.points), 0};
    TomlBuilder build;
    if (counted.deaths_from) {
        TomlList deaths{{toml_number(*counted.deaths_from), 0}};
        if (counted.deaths_to) deaths.push_back({toml_number(*counted.deaths_to), 0});
        build.value("deaths", {std::move(deaths), 0});
    }
    build.number("points", counted.points).number_unless("per_death", counted.per_death, 0);
    return {build.take(), 0};
}

TomlTable rule_table(const OccurrencesRule& rule) {
    TomlBuilder classes;
    for (const OccurrenceClass& counted : rule.classes) classes.value(counted.severity, class_value(counted));
    return TomlBuilder()
        .value("occurrences", {classes.take(), 0})
        .word_unless("counts", rule.counts, OccurrencesRule::Counts::each)
        .number_unless("cap", rule.cap, 0)
        .number("start", rule.start)
        .number_unless("floor", rule.floor, 0)
        .take();
}

// ---- the scoring table ----

TomlTable item_table(const Item& item) {
    TomlBuilder build;
    build.required("id", item.id).required("title", item.title).number("full", item.full);
    build.required("clause", item.clause).text("method", item.method).word_unless("scorer", item.scorer, Scorer::team);
    build.number_unless("weight", item.weight, 1).texts("not_for", item.not_for).texts("only_for", item.only_for);
    if (item.not_applicable) add_not_applicable(build, *item.not_applicable);
    if (item.missing) build.word("missing", *item.missing);
    build.text("fact", item.fact);
    build.table("rule", std::visit([](const auto& rule) { return rule_table(rule); }, item.rule));
    return build.take_headed();
}

TomlTable group_table(const Group& group) {
    TomlBuilder build;
    build.required("id", group.id).required("title", group.title).number("full", group.full);
    build.word_unless("kind", group.kind, GroupKind::base)
        .word_unless("combine", group.combine, Combine::sum)
        .number_unless("weight", group.weight, 1)
        .number("floor", group.floor)
        .number("cap", group.cap)
        .flag("rescale", group.rescale);
    add_conditions(build, "zero_when", group.zero_when);
    return build.texts("not_for", group.not_for)
        .texts("only_for", group.only_for)
        .tables("item", group.items, item_table)
        .tables("group", group.groups, group_table)
        .take_headed();
}

TomlTable grade_table(const Grade& grade) {
    TomlBuilder build;
    build.required("title", grade.title);
    add_edge(build, grade.edge);
    return build.take();
}

TomlTable veto_table(const Veto& veto) {
    TomlBuilder build;
    build.required("title", veto.title);
    if (!veto.when.empty()) add_condition(build, veto.when.front());
    const Conditions others(veto.when.begin() + (veto.when.empty() ? 0 : 1), veto.when.end());
    build.tables("and", others, condition_table);
    add_conditions(build, "unless", veto.unless);
    if (veto.effect == Veto::Effect::grade)
        build.required("grade", veto.grade);
    else
        build.flag(std::string(word_of(veto.effect)), true);
    return build.text("clause", veto.clause).texts("only_for", veto.only_for).take();
}

// ---- the outcome ----

TomlTable outcome_table(const Outcome& outcome) {
    TomlBuilder build;
    build.number("places", outcome.places).word("rounding", outcome.rounding).word("rounded_at", outcome.rounded_at);
    add_not_applicable(build, outcome.not_applicable);
    build.word("missing", outcome.missing)
        .number("convert_to", outcome.convert_to)
        .number_unless("floor", outcome.floor, 0)
        .number("cap", outcome.cap);
    std::vector<std::string> order;
    for (const Step step : outcome.order) order.emplace_back(word_of(step));
    if (outcome.order != Outcome{}.order) build.texts("order", order);
    return build.take();
}

std::string text_of(const std::chrono::month_day& day) {
    return to_string(Date{std::chrono::year{2000} / day}).substr(5);
}

TomlTable window_table(const Window& window) {
    TomlBuilder build;
    if (window == Window{}) return build.take();
    build.required("first", text_of(window.first)).required("last", text_of(window.last));
    build.texts("carry_back", window.carry_back);
    if (!window.carry_back.empty()) build.required("carry_until", text_of(window.carry_until));
    return build.take();
}

TomlTable quota_table(const Quota& quota) {
    TomlBuilder build;
    build.required("grade", quota.grade).text("class", quota.rank_class);
    if (quota.count) build.number("count", *quota.count);
    return build.number("percent", quota.percent).take();
}

TomlTable tie_break_table(const TieBreak& tie_break) {
    return TomlBuilder().required(tie_break.fewer ? "fewer" : "more", tie_break.of).take();
}

}  // namespace

std::string rule_text(const Rule& rule) {
    TomlTable line;
    line.add("rule", {std::visit([](const auto& own) { return rule_table(own); }, rule), 0});
    constexpr std::string_view key = "rule = ";
    const std::string text = to_text(line).text;
    const bool is_one_line = text.starts_with(key) && std::count(text.begin(), text.end(), '\n') == 1;
    return is_one_line ? text.substr(key.size(), text.size() - key.size() - 1) : std::string();
}

TomlTable scheme_table(const SchemeParts& parts) {
    TomlBuilder head;
    head.required("id", parts.id).required("title", parts.title).word("units", parts.units);
    head.texts("classes", parts.classes).number("full", parts.full).flag("illustrative", parts.illustrative);
    return TomlBuilder()
        .table("scheme", head.take())
        .table("outcome", outcome_table(parts.outcome))
        .table("window", window_table(parts.outcome.window))
        .tables("quota", parts.outcome.quotas, quota_table)
        .tables("tie_break", parts.outcome.tie_breaks, tie_break_table)
        .tables("fact", parts.facts, fact_table)
        .tables("group", parts.groups, group_table)
        .tables("grade", parts.grades, grade_table)
        .tables("veto", parts.vetoes, veto_table)
        .take();
}

}  // namespace libplan
