#include "libplan/write_toml.hpp"

#include "libplan/match.hpp"
#include "libplan/toml_builder.hpp"

namespace libplan {
namespace {

TomlTable clause_table(const Clause& clause) {
    TomlBuilder build;
    if (clause == Clause{}) return build.take();
    if (clause.line != 0) build.number("line", clause.line);
    return build.required("text", clause.text).take();
}

/// A wording that the plan reads from the words it quotes need not be said.
template <class Record>
void add_wording(TomlBuilder& build, const Record& record, const std::string& quoted) {
    if (record.strength && record.strength != strength_of(quoted)) build.word("strength", *record.strength);
    if (record.extent && record.extent != extent_of(quoted)) build.word("extent", *record.extent);
}

TomlTable baseline_table(const Baseline& baseline) {
    return TomlBuilder()
        .number("year", baseline.year)
        .number("value", baseline.value)
        .text("basis", baseline.basis)
        .table("clause", clause_table(baseline.clause))
        .flag("illustrative", baseline.illustrative)
        .take();
}

void add_form(TomlBuilder& build, const TargetForm& form) {
    std::visit(
        Match{
            [&](const ReducePercent& f) { build.number("reduce_percent", f.percent); },
            [&](const RaisePercent& f) { build.number("raise_percent", f.percent); },
            [&](const ReducePoints& f) { build.number("reduce_points", f.points); },
            [&](const RaisePoints& f) { build.number("raise_points", f.points); },
            [&](const Reach& f) { build.number("reach", f.level); },
            [&](const AtMost& f) { build.number(f.strict ? "below" : "at_most", f.limit); },
            [&](const AtLeast& f) { build.number(f.strict ? "above" : "at_least", f.limit); },
            [&](const Hold& f) { build.flag("hold", true).number("tolerance", f.tolerance); },
            [&](const Zero&) { build.flag("zero", true); },
            [&](const Within& f) {
                build.value("within", {TomlList{{toml_number(f.lower), 0}, {toml_number(f.upper), 0}}, 0});
            },
            [&](const About& f) { build.number("about", f.level).number("tolerance", f.tolerance); },
            [&](const Cumulative& f) { build.number("cumulative", f.total); },
            [&](const StepPerYear& f) { build.number("step_per_year", f.step); },
            [&](const Keeps& f) { build.required("keeps", f.direction == Direction::up ? "rising" : "falling"); },
            [&](const GrowthPerYear& f) { build.number("growth_per_year", f.percent); },
            [&](const ComparedWith& f) {
                build.required(f.faster ? "faster_than" : "in_step_with", f.indicator).number("tolerance", f.tolerance);
            },
            [&](const SetLater&) { build.flag("set_later", true); }},
        form);
}

/// A target that quotes nothing itself is worded as its indicator is.
TomlTable target_table(const Target& target, const Clause& of_indicator) {
    TomlBuilder build;
    build.number("year", target.year);
    add_form(build, target.form);
    build.flag("every_year", target.every_year).table("clause", clause_table(target.clause));
    add_wording(build, target, target.clause.text.empty() ? of_indicator.text : target.clause.text);
    return build.flag("illustrative", target.illustrative).take();
}

TomlTable ratio_table(const RatioOf& ratio) {
    return TomlBuilder()
        .required("numerator", ratio.numerator)
        .required("denominator", ratio.denominator)
        .number_unless("factor", ratio.factor, 1)
        .take();
}

TomlTable indicator_table(const Indicator& indicator) {
    TomlBuilder build;
    build.required("id", indicator.id)
        .required("title", indicator.title)
        .text("unit", indicator.unit)
        .word("direction", indicator.direction);
    if (indicator.nature) build.word("nature", *indicator.nature);
    build.text("basis", indicator.basis).word_unless("adds_up", indicator.adds_up, Accumulation::last);
    if (indicator.over_bodies) build.word("over_bodies", *indicator.over_bodies);
    build.flag("count", indicator.count);
    if (indicator.ratio) build.table("ratio", ratio_table(*indicator.ratio));
    return build.number("limit", indicator.limit)
        .texts("responsible", indicator.responsible)
        .table("clause", clause_table(indicator.clause))
        .flag("illustrative", indicator.illustrative)
        .tables("baseline", indicator.baselines, baseline_table)
        .tables("target", indicator.targets,
                [&](const Target& target) { return target_table(target, indicator.clause); })
        .take();
}

TomlTable task_table(const Task& task) {
    TomlBuilder build;
    build.required("id", task.id).required("title", task.title).required("section", task.section);
    build.table("clause", clause_table(task.clause));
    if (task.deadline) build.required("deadline", to_string(*task.deadline));
    build.text("deliverable", task.deliverable).texts("serves", task.serves);
    add_wording(build, task, task.clause.text);
    return build.flag("illustrative", task.illustrative).take();
}

/// The kind of an identity and what is particular to it.
std::pair<std::string, TomlBuilder> identity_of(const Identity& identity) {
    TomlBuilder build;
    const auto written = [](const std::string& text, double percent) {
        return TomlValue{text.empty() ? toml_number(percent) : TomlNumber{text}, 0};
    };
    return std::visit(
        Match{[&](const Sum& sum) {
                  return std::pair("sum", build.required("total", sum.total).texts("parts", sum.parts));
              },
              [&](const Subset& subset) {
                  return std::pair("subset", build.required("part", subset.part).required("whole", subset.whole));
              },
              [&](const Share& share) {
                  build.required("part", share.part).required("whole", share.whole);
                  return std::pair("share", build.value("percent", written(share.percent_text, share.percent)));
              },
              [&](const Ratio& ratio) {
                  build.required("result", ratio.result)
                      .required("numerator", ratio.numerator)
                      .required("denominator", ratio.denominator);
                  return std::pair("ratio", build.number_unless("factor", ratio.factor, 1));
              },
              [&](const Change& change) {
                  build.required("indicator", change.indicator).number("from", change.from).number("to", change.to);
                  return std::pair("change", build.value("percent", written(change.percent_text, change.percent)));
              },
              [&](const Trend& trend) {
                  build.required("indicator", trend.indicator).number("from", trend.from).number("to", trend.to);
                  return std::pair("trend", build.word("claim", trend.claim));
              }},
        identity.form);
}

TomlTable body_table(const Body& body) {
    return TomlBuilder()
        .required("id", body.id)
        .required("title", body.title)
        .word("kind", body.kind)
        .text("parent", body.parent)
        .text("class", body.rank_class)
        .flag("illustrative", body.illustrative)
        .take();
}

TomlTable responsibility_table(const Responsibility& responsibility) {
    TomlBuilder build;
    build.required("task", responsibility.task);
    TomlList lead;
    for (const std::string& body : responsibility.lead) lead.push_back({body, 0});
    return build.value("lead", {std::move(lead), 0})
        .texts("support", responsibility.support)
        .texts("territorial", responsibility.territorial)
        .flag("illustrative", responsibility.illustrative)
        .take();
}

}  // namespace

TomlTable plan_table(const PlanParts& parts, const std::string& text_file) {
    TomlBuilder head;
    head.required("id", parts.id).required("title", parts.title).text("area", parts.area);
    head.number("first_year", parts.first_year).number("last_year", parts.last_year);
    head.number_unless("baseline_year", parts.baseline_year, parts.first_year - 1)
        .text("text", parts.text.empty() ? "" : text_file)
        .word_unless("path", parts.path, Path::linear)
        .number_unless("margin", parts.margin, 5);
    return TomlBuilder()
        .table("plan", head.take())
        .tables("indicator", parts.indicators, indicator_table)
        .tables("task", parts.tasks, task_table)
        .take();
}

TomlTable identities_table(const PlanParts& parts) {
    TomlBuilder file;
    for (const Identity& identity : parts.identities) {
        auto [kind, build] = identity_of(identity);
        if (identity.period) build.required("period", to_string(*identity.period));
        build.table("clause", clause_table(identity.clause));
        file.value(kind, {TomlList{{build.take(), 0}}, 0});
    }
    return file.take();
}

TomlTable overlay_table(const PlanParts& parts) {
    return TomlBuilder()
        .tables("body", parts.bodies, body_table)
        .tables("responsibility", parts.responsibilities, responsibility_table)
        .take();
}

}  // namespace libplan
