#include "libplan/scheme.hpp"

#include "bindings/known.hpp"
#include "bindings/record.hpp"
#include "libplan/rules.hpp"

namespace libplan::bindings {
namespace {

// ---- a part of a scheme by its id, and a scheme in which that part is another ----

void visit_items(std::vector<Group>& groups, const std::function<void(Item&)>& visit) {
    for (Group& group : groups) {
        for (Item& item : group.items) visit(item);
        visit_items(group.groups, visit);
    }
}

void visit_groups(std::vector<Group>& groups, const std::function<void(Group&)>& visit) {
    for (Group& group : groups) {
        visit(group);
        visit_groups(group.groups, visit);
    }
}

template <class Part>
std::vector<Part*> parts_of(SchemeParts& parts) {
    std::vector<Part*> all;
    const auto add = [&all](Part& part) { all.push_back(&part); };
    if constexpr (std::is_same_v<Part, Item>)
        visit_items(parts.groups, add);
    else if constexpr (std::is_same_v<Part, Group>)
        visit_groups(parts.groups, add);
    else
        for (FactDefinition& fact : parts.facts) add(fact);
    return all;
}

template <class Part>
constexpr Phrase part_kind = Phrase::kind_fact_of_scheme;
template <>
constexpr Phrase part_kind<Item> = Phrase::kind_item;
template <>
constexpr Phrase part_kind<Group> = Phrase::kind_group;

template <class Part>
Part& part_of(SchemeParts& parts, const std::string& id) {
    std::vector<Part*> all = parts_of<Part>(parts);
    const auto at = std::find_if(all.begin(), all.end(), [&](const Part* part) { return part->id == id; });
    if (at != all.end()) return **at;
    std::vector<Part> known;
    for (const Part* part : all) known.push_back(*part);
    throw none_of(known, id, part_kind<Part>);
}

template <class Part>
Part part_by_id(const Scheme& scheme, const std::string& id) {
    SchemeParts parts = scheme.parts();
    return part_of<Part>(parts, id);
}

template <class Part>
Scheme replacing_part(const Scheme& scheme, const std::string& id, const py::kwargs& changes) {
    SchemeParts parts = scheme.parts();
    parts.place = {};  // its file says something else
    Part& part = part_of<Part>(parts, id);
    part = py::cast(part).attr("replace")(**changes).template cast<Part>();
    return Scheme(std::move(parts));
}

void bind_sources(py::module_& module) {
    bind_value<IndicatorFact>(module, "IndicatorFact", "A fact read off a measured indicator.",
                              required("indicator", &IndicatorFact::indicator, "Id of the indicator."),
                              field("take", &IndicatorFact::take,
                                    "\"value\", \"completion\" and \"ratio_to_target\" in percent, "
                                    "\"met\" (1 or 0), or \"target\", the limit the plan asks of the year."),
                              field("whole_area", &IndicatorFact::whole_area,
                                    "True: the whole area's figure where the unit has none of its own."));
    bind_value<ControlFact>(
        module, "ControlFact", "The control figure given to a body for the year.",
        required("indicator", &ControlFact::indicator, "Id of the indicator whose yearly control figure it is."));
    bind_value<FaultWeight>(
        module, "FaultWeight", "How much of an event counts, by the finding of fault.",
        required("finding", &FaultWeight::finding, "The finding of fault, as in events.csv."),
        required("weight", &FaultWeight::weight, "How much of an event counts: 1 whole, 0 not at all."));
    bind_value<EventFact>(
        module, "EventFact", "Counted events, their deaths or injuries.",
        required("kind", &EventFact::kind, "The kind of event, as in events.csv."),
        field("count", &EventFact::count, "\"events\", \"deaths\" or \"injuries\"."),
        field("severities", &EventFact::severities, "Classes that count; none: all."),
        field("faults", &EventFact::faults, "What each finding of fault counts; none: every event counts whole."),
        field("with_below", &EventFact::with_below, "True: events of the bodies below count too."));
    bind_value<TaskFact>(
        module, "TaskFact", "How the tasks that a body leads stand.",
        field("take", &TaskFact::take, "\"done_percent\" of the tasks it leads, \"overdue\" or \"due\" ones."));
    bind_value<SuppliedFact>(module, "SuppliedFact", "Supplied for each unit and year in facts.csv.");
    bind_value<TrendFact>(
        module, "TrendFact", "How many years in a row an indicator fell or rose.",
        required("indicator", &TrendFact::indicator, "Id of the indicator."),
        field("direction", &TrendFact::direction, "\"down\": years in a row that it fell; \"up\": that it rose."),
        field("whole_area", &TrendFact::whole_area,
              "True: the whole area's figure where the unit has none of its own."));
    bind_value<SchemeFact>(module, "SchemeFact", "The total of the same unit in another scheme.",
                           required("scheme", &SchemeFact::scheme, "Id of the other scheme."));
    bind_value<BelowFact>(
        module, "BelowFact", "How the units directly below stand in another scheme.",
        required("scheme", &BelowFact::scheme, "Id of the scheme that assesses the units below."),
        field("take", &BelowFact::take,
              "\"percent\" or \"count\" of units with the grade or a better one, \"mean\" or \"lowest\" total."),
        field("grade", &BelowFact::grade, "The grade counted."));
    bind_value<ClassFact>(
        module, "ClassFact",
        "Another fact's highest, lowest or mean value in the unit's class, or the unit's place in it by that fact.",
        required("of", &ClassFact::of, "Id of the fact it is taken of."),
        field(
            "take", &ClassFact::take,
            "\"highest\", \"lowest\" or \"mean\" of the class; the unit's \"rank\" in it: 1, 2, 2, 4; or its "
            "\"position\" "
            "in percent of the way from the worst value of the class to the best (min-max normalization, OECD, "
            "Handbook on Constructing Composite Indicators, 2008; 极值法的功效系数): 100 for all where all are equal."),
        field("direction", &ClassFact::direction,
              "Of a rank or a position: \"up\", the highest is the best; \"down\", the lowest."));
    bind_value<RatioFact>(module, "RatioFact", "One fact over another, times a factor; over 0 or less it is missing.",
                          required("numerator", &RatioFact::numerator, "Id of the fact above."),
                          required("denominator", &RatioFact::denominator, "Id of the fact below."),
                          field("factor", &RatioFact::factor, "Multiplies the quotient; 100 makes a percentage."));
    bind_value<Edge>(module, "Edge", "A limit; it belongs to what it begins unless ``above``.",
                     required("from_value", &Edge::from, "The limit, in the unit of what is compared."),
                     field("above", &Edge::above, "True: the limit itself does not belong (以上不含本数)."));
    // A plain number is a limit that belongs to what it begins: Grade("优秀", 90).
    py::implicitly_convertible<py::int_, Edge>();
    py::implicitly_convertible<py::float_, Edge>();
    bind_value<Bracket>(module, "Bracket", "A number from a size on.",
                        required("edge", &Bracket::edge, "From which size on."),
                        required("value", &Bracket::value, "The number that holds from there on."));
    bind_value<BracketFact>(module, "BracketFact", "A number by the size of another fact, lowest bracket first.",
                            required("of", &BracketFact::of, "Id of the fact it is taken of."),
                            required("brackets", &BracketFact::brackets, "Lowest first."));
    bind_value<FactDefinition>(
        module, "FactDefinition", "Where the numbers of a fact come from.",
        required("id", &FactDefinition::id, "Its id, by which other records name it."),
        required("title", &FactDefinition::title, "Its name as shown."),
        required("source", &FactDefinition::source, "Where its numbers come from."),
        field("unit", &FactDefinition::unit, "The unit of its values, e.g. \"人\"."),
        field("last_year", &FactDefinition::last_year, "True: the figure of the year before, to compare with."),
        field("part", &FactDefinition::part,
              "Of this part of the year alone: \"H1\", \"Q3\", \"09\"; empty: the whole year."),
        field("places", &FactDefinition::places,
              "Decimals, 0 to 6, that a computed percentage or ratio (None: two) or a mean of the class (None: four) "
              "is rounded "
              "to, half up, before it is used."),
        field("place", &FactDefinition::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Condition>(
        module, "Condition",
        "One comparison: a fact, or the points, the rate, what applies or the lowest item of a node, "
        "or the total."
        R"(

>>> libplan.Condition("fact", "deaths", "above", "control", times=1.2)
Condition(subject='fact', of='deaths', comparison='above', limit='control', times=1.2))",
        required("subject", &Condition::subject,
                 "\"fact\", \"points_of\", \"rate_of\" (percent), \"applicable_of\", \"lowest_of\" or \"total\"."),
        required("of", &Condition::of, "Id of the fact, item or group it is taken of."),
        positional("comparison", &Condition::comparison,
                   "\"at_least\", \"at_most\", \"above\", \"below\" or \"equals\"."),
        positional("limit", &Condition::limit, "A number, or the id of a fact."),
        field("times", &Condition::times, "The limit is so many times that number."));
}

void bind_rules(py::module_& module) {
    bind_value<ScorerWeight>(module, "ScorerWeight", "How much a scorer's mark weighs.",
                             required("scorer", &ScorerWeight::scorer,
                                      "\"self\", \"department\", \"team\", \"judges\", \"peers\" or \"review\"."),
                             required("weight", &ScorerWeight::weight, "Its share of the sum of all weights."));
    bind_value<MarksRule>(
        module, "MarksRule",
        "An assessor's mark, or several scorers' by their weights."
        R"(

>>> judges = libplan.MarksRule(
...     scorers=[libplan.ScorerWeight("self", 0.3), libplan.ScorerWeight("team", 0.7)]
... )
>>> libplan.points_of(libplan.Item("plan", "年度计划", 10, judges), [10, 8])
Decimal('8.6'))",
        field("step", &MarksRule::step, "Marks are multiples of it; 0: any."),
        field("scorers", &MarksRule::scorers, "Several scorers and their weights; none: the item's scorer alone."),
        field("deduct_from", &MarksRule::deduct_from, "The mark is what is taken off: at least this, or nothing."),
        field("deduct_to", &MarksRule::deduct_to, "At most this is taken off."));
    bind_value<AllOrNothingRule>(
        module, "AllOrNothingRule",
        "Full points where the fact compares so, else none."
        R"(

>>> rule = libplan.AllOrNothingRule("at_least", 100)
>>> item = libplan.Item("training_item", "轮训率", 4, rule, fact="training")
>>> libplan.points_of(item, [100]), libplan.points_of(item, [99.9])
(Decimal('4'), Decimal('0')))",
        required("comparison", &AllOrNothingRule::comparison, "How the fact must compare with the limit."),
        required("limit", &AllOrNothingRule::limit, "A number, or the id of a fact."));
    bind_value<ShareRule>(module, "ShareRule",
                          "Full points × fact / target, between none and full."
                          R"(

>>> item = libplan.Item("t", "任务完成率", 10, libplan.ShareRule(100), fact="done")
>>> libplan.points_of(item, [40.91])
Decimal('4.09'))",
                          required("target", &ShareRule::target, "A number, or the id of a fact."));
    bind_value<PerUnitRule>(
        module, "PerUnitRule",
        "Points gained or lost per unit over or under a reference."
        R"(

>>> rule = libplan.PerUnitRule("control", over=-2, under=1, ceiling=12)
>>> item = libplan.Item("deaths_item", "死亡人数", 10, rule, fact="deaths")
>>> [str(libplan.points_of(item, [deaths, 10])) for deaths in (10, 8, 7, 13, 20)]
['10', '12', '12', '4', '0'])",
        required("reference", &PerUnitRule::reference, "A number, or the id of a fact, that is compared with."),
        field("per", &PerUnitRule::per, "Size of a unit."),
        field("per_under", &PerUnitRule::per_under, "Size of a unit under the reference; None: the same."),
        field("over", &PerUnitRule::over, "Points for each unit over the reference, negative off."),
        field("under", &PerUnitRule::under, "Points for each unit under the reference, negative off."),
        field("start", &PerUnitRule::start, "Points at the reference; None: full."),
        field("floor", &PerUnitRule::floor, "Not fewer points."),
        field("ceiling", &PerUnitRule::ceiling, "Not more points; None: full; math.inf: no ceiling (不封顶)."),
        field("steps", &PerUnitRule::steps,
              "What is made of a part of a unit: \"proportional\", \"whole\" (only whole units count) or \"begun\" (it "
              "counts as a whole one); None: not said, and counted in proportion. Where a unit is not 1 it has to be "
              "said."));
    bind_value<Band>(
        module, "Band", "Points from a limit on.", required("edge", &Band::edge, "From which value on."),
        required("points", &Band::points, "The points, or with coefficients the share of the full points."));
    bind_value<BandsRule>(
        module, "BandsRule",
        "Points by band, or on straight lines between the bands' limits."
        R"(

>>> rule = libplan.BandsRule([libplan.Band(100, 5), libplan.Band(95, 3), libplan.Band(0, 0)])
>>> item = libplan.Item("risk_item", "重大风险源管控率", 5, rule, fact="risk")
>>> [str(libplan.points_of(item, [rate])) for rate in (100, 99.9, 95, 80)]
['5', '3', '3', '0'])",
        required("bands", &BandsRule::bands, "Lowest first, whatever the order given."),
        field("interpolate", &BandsRule::interpolate, "True: straight lines between the limits (功效系数法)."),
        field("coefficients", &BandsRule::coefficients, "True: bands give shares of the full points."),
        field("below", &BandsRule::below, "Points under the lowest band; None: those of the lowest."));
    bind_value<OccurrenceClass>(
        module, "OccurrenceClass", "Points per occurrence of a class, and per death in it.",
        required("severity", &OccurrenceClass::severity, "The class, as in events.csv."),
        required("points", &OccurrenceClass::points, "Points for each occurrence, negative off."),
        field("per_death", &OccurrenceClass::per_death, "And for each death in it."),
        field("deaths_from", &OccurrenceClass::deaths_from,
              "The class is told by deaths, from this number on; None: by name."),
        field("deaths_to", &OccurrenceClass::deaths_to, "Up to this number; None: no upper limit."));
    bind_value<OccurrencesRule>(
        module, "OccurrencesRule",
        "Points per counted occurrence, with a cap on the loss."
        R"(

>>> rule = libplan.OccurrencesRule(
...     [libplan.OccurrenceClass("迟报", -0.5), libplan.OccurrenceClass("漏报", -1)]
... )
>>> item = libplan.Item("late_item", "信息报送", 4, rule, fact="late")
>>> libplan.points_of(item, [1, 2])
Decimal('1.5'))",
        required("classes", &OccurrencesRule::classes, "In the order of the table."),
        field("counts", &OccurrencesRule::counts,
              "\"each\" occurrence, of the occurrences of each of the \"matters\" the one worth most, only the "
              "\"highest\" class, or only the \"worst\"."),
        field("cap", &OccurrencesRule::cap, "At most so much is lost (negative); 0: no limit."),
        field("start", &OccurrencesRule::start, "Points without any occurrence; None: full."),
        field("floor", &OccurrencesRule::floor, "Not fewer points."));
}

void bind_scoring_table(py::module_& module) {
    bind_value<NotApplicable>(module, "NotApplicable",
                              "What becomes of an item that does not apply: left out, or a share of its full points.",
                              field("rescale", &NotApplicable::rescale, "True: left out, and the rest rescaled."),
                              field("share", &NotApplicable::share, "Else this share of the full points, 0 to 1."));
    bind_value<Item>(module, "Item",
                     "One line of a scoring table: clause, fact, rule and full marks."
                     R"(

>>> rule = libplan.MarksRule(step=0.5)
>>> item = libplan.Item("fire", "微型消防站", 4, rule, clause="由考核组评分")
>>> libplan.points_of(item, [3.5])
Decimal('3.5'))",
                     required("id", &Item::id, "Its id, by which other records name it."),
                     required("title", &Item::title, "Its name as shown."),
                     required("full", &Item::full, "Full points."),
                     required("rule", &Item::rule, "How facts become points."),
                     field("fact", &Item::fact, "Id of the fact it reads; empty for marks."),
                     field("clause", &Item::clause, "The words of the scheme or plan behind it."),
                     field("method", &Item::method, "How it is examined (考评方式)."),
                     field("scorer", &Item::scorer, "Whose mark decides."),
                     field("not_for", &Item::not_for, "Ids or classes of units it does not apply to."),
                     field("only_for", &Item::only_for, "Ids or classes of the only units it applies to; none: all."),
                     field("weight", &Item::weight, "In a weighted group."),
                     field("not_applicable", &Item::not_applicable,
                           "What happens where it does not apply; None: as the scheme says."),
                     field("missing", &Item::missing,
                           "\"open\", \"zero\" or \"refuse\" where a fact is missing; None: as the scheme says."),
                     field("place", &Item::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Group>(
        module, "Group",
        "A heading of the scoring table: items, then groups."
        R"(

>>> sheet = libplan.Group(
...     "sheet", "检查评分表", 100,
...     zero_when=[libplan.Condition("points_of", "guarantee", "below", 40)],
... )
>>> sheet.zero_when[0][0].limit
40.0)",
        required("id", &Group::id, "Its id, by which other records name it."),
        required("title", &Group::title, "Its name as shown."), required("full", &Group::full, "Full points."),
        positional("items", &Group::items, "Its own items, before its groups."),
        field("groups", &Group::groups, "Groups inside it."),
        field("kind", &Group::kind, "\"base\", \"bonus\" or \"penalty\"; the latter stand outside the full marks."),
        field("combine", &Group::combine,
              "\"sum\", \"weighted\", \"mean\", \"highest\", \"lowest\" or \"largest_loss\"."),
        field("weight", &Group::weight, "In a weighted group."),
        field("floor", &Group::floor, "Not fewer points; None: no limit."),
        field("cap", &Group::cap, "Not more points; None: no limit."),
        field("rescale", &Group::rescale, "True: what does not apply is made up for inside the group."),
        field("zero_when", &Group::zero_when,
              "Any of these, each a sequence of conditions that all hold, voids the group."),
        field("not_for", &Group::not_for, "Ids or classes of units it does not apply to."),
        field("only_for", &Group::only_for, "Ids or classes of the only units it applies to; none: all."),
        field("place", &Group::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Grade>(module, "Grade",
                      "A grade from a total on."
                      R"(

>>> libplan.Grade("优秀", libplan.Edge(90, above=True))
Grade(title='优秀', edge=Edge(from_value=90.0, above=True)))",
                      required("title", &Grade::title, "Its name as shown."),
                      required("edge", &Grade::edge, "From which total on."),
                      field("place", &Grade::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Veto>(module, "Veto",
                     "What happens whatever the points (一票否决)."
                     R"(

>>> veto = libplan.Veto(
...     "发生较大及以上事故", libplan.Condition("fact", "larger", "at_least", 1), grade="不合格"
... )
>>> veto.when[0].of
'larger')",
                     required("title", &Veto::title, "Its name as shown."),
                     required("when", &Veto::when, "All of these conditions hold."),
                     field("effect", &Veto::effect, "\"grade\", \"zero\", \"bar_top\" or \"one_down\"."),
                     field("grade", &Veto::grade, "The grade it sets."),
                     field("unless", &Veto::unless, "Any of these switches it off."),
                     field("clause", &Veto::clause, "The words of the scheme or plan behind it."),
                     field("only_for", &Veto::only_for, "Ids or classes of the only units it applies to; none: all."),
                     field("place", &Veto::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Quota>(module, "Quota", "At most so many units of a class may have a grade.",
                      required("grade", &Quota::grade, "The grade that is limited."),
                      field("rank_class", &Quota::rank_class, "Of this class; empty: of each."),
                      field("count", &Quota::count, "At most so many units."),
                      field("percent", &Quota::percent, "At most so many percent of the class, whole units only."),
                      field("place", &Quota::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<TieBreak>(
        module, "TieBreak", "Decides between equal totals.",
        required("of", &TieBreak::of, "Id of the fact, item or group it is taken of."),
        field("fewer", &TieBreak::fewer, "True: the smaller value stands first."),
        field("place", &TieBreak::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Window>(
        module, "Window", "The days whose events and reports count for a year.",
        field("first", &Window::first, "First day, \"12-01\"; after ``last`` it is of the year before."),
        field("last", &Window::last, "Last day."),
        field("carry_back", &Window::carry_back, "Classes of events that still count until ``carry_until``."),
        field("carry_until", &Window::carry_until, "Last day they do."));
    bind_value<Outcome>(
        module, "Outcome", "How points become a total, a grade and a rank.",
        field("places", &Outcome::places, "Decimals points are rounded to, 0 to 6."),
        field("rounding", &Outcome::rounding, "\"half_up\", \"half_even\", \"truncate\" or \"up\"."),
        field("rounded_at", &Outcome::rounded_at, "\"item\", \"group\" or \"total\": where points are rounded, once."),
        field("not_applicable", &Outcome::not_applicable, "What happens to items that do not apply."),
        field("missing", &Outcome::missing, "\"open\", \"zero\" or \"refuse\" where a fact is missing."),
        field("convert_to", &Outcome::convert_to, "Full marks of the published total (折算); None: the scheme's own."),
        field("floor", &Outcome::floor,
              "Not a lower total, at the step \"cap\": what ``order`` puts behind it can go below."),
        field("cap", &Outcome::cap, "Not a higher total, at that step; None: no cap."),
        field("order", &Outcome::order, "What is done to the sum of the groups, in this order."),
        field("quotas", &Outcome::quotas, "Limits on grades."),
        field("tie_breaks", &Outcome::tie_breaks, "What decides between equal totals, in this order."),
        field("window", &Outcome::window, "The days that count for a year."));
}

/// As many figures as the rule of an item reads.
void require_inputs(const Item& item, const std::vector<double>& inputs) {
    const std::vector<std::string> ids = inputs_of(item);
    if (inputs.size() == ids.size()) return;
    throw py::value_error(spoken(Phrase::field_type, "inputs", std::string(py::str(py::cast(ids))),
                                 std::string(py::str(py::cast(inputs)))));
}

}  // namespace

void bind_scheme(py::module_& module) {
    bind_sources(module);
    bind_rules(module);
    bind_scoring_table(module);
    bind_record<Scheme, SchemeParts>(
        module, "Scheme",
        "A valid scoring scheme. Raises InputError with every problem of its parts."
        R"(

>>> scheme = libplan.Scheme(
...     "towns", "镇阅读考核", "town",
...     [
...         libplan.Group("service", "一、服务", 100, [
...             libplan.Item(
...                 "loans_item", "图书外借", 100, libplan.ShareRule(35),
...                 fact="loans", clause="按外借量与35万册之比计分",
...             )
...         ])
...     ],
...     [libplan.Grade("优秀", 90), libplan.Grade("合格", 0)],
...     facts=[libplan.FactDefinition("loans", "图书外借", libplan.IndicatorFact("loans"))],
... )
>>> scheme.item("loans_item").full
100.0
>>> scheme.replace_item("loans_item", rule=libplan.ShareRule(40)).item("loans_item").rule
ShareRule(target=40.0))",
        required("id", &SchemeParts::id, "Its id, by which other records name it."),
        required("title", &SchemeParts::title, "Its name as shown."),
        required("units", &SchemeParts::units, "The kind of bodies it assesses."),
        required("groups", &SchemeParts::groups, "The scoring table."),
        required("grades", &SchemeParts::grades, "Highest first."), field("full", &SchemeParts::full, "Full points."),
        field("classes", &SchemeParts::classes, "Only units of these classes; none: all."),
        field("facts", &SchemeParts::facts, "What it reads of every unit."),
        field("outcome", &SchemeParts::outcome, "How points become a total, a grade and a rank."),
        field("vetoes", &SchemeParts::vetoes, "一票否决."),
        field("illustrative", &SchemeParts::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &SchemeParts::place, "Where it stands in the plan folder; takes no part in equality."))
        .def(
            "items",
            [](const Scheme& scheme) {
                py::list items;
                for (const Item* item : scheme.items()) items.append(py::cast(*item));
                return py::tuple(items);
            },
            "Every item, in the order of the table: a group's own, then those of the groups in it.")
        .def("item", &part_by_id<Item>, py::arg("id"), "The item of that id; KeyError names the nearest one.")
        .def("group", &part_by_id<Group>, py::arg("id"),
             "The group of that id, wherever in the table it stands; KeyError names the nearest one.")
        .def("fact", &part_by_id<FactDefinition>, py::arg("id"), "The fact of that id; KeyError names the nearest one.")
        .def("replace_item", &replacing_part<Item>, py::arg("which"), py::pos_only(),
             "A copy in which the item of that id has some fields changed, by keyword; KeyError names the nearest.")
        .def("replace_group", &replacing_part<Group>, py::arg("which"), py::pos_only(),
             "A copy in which the group of that id has some fields changed, by keyword; KeyError names the nearest.")
        .def("replace_fact", &replacing_part<FactDefinition>, py::arg("which"), py::pos_only(),
             "A copy in which the fact of that id has some fields changed, by keyword; KeyError names the nearest.");

    module.def(
        "points_of",
        [](const Item& item, const std::vector<double>& inputs, const Outcome& outcome) {
            require_inputs(item, inputs);
            return points_of(item, inputs, outcome.places, outcome.rounding);
        },
        py::arg("item"), py::arg("inputs"), py::kw_only(), py::arg("outcome") = Outcome{},
        "The exact points of one item: the fact first, then its reference; occurrences: one count per class.\n\n"
        "ValueError if there are more or fewer inputs than the item reads."
        R"(

>>> item = libplan.read("examples/qingxin").scheme("towns").item("t_deaths")
>>> libplan.points_of(item, [12, 10])
Decimal('6'))");
    module.def(
        "words_of",
        [](const Item& item, const std::vector<double>& inputs, const std::string& unit, const std::string& reference,
           const Outcome& outcome, GroupKind kind, Language language) {
            require_inputs(item, inputs);
            return words_of(item, inputs, unit, reference, points_of(item, inputs, outcome.places, outcome.rounding),
                            outcome, kind, language);
        },
        py::arg("item"), py::arg("inputs"), py::kw_only(), py::arg("unit") = "", py::arg("reference") = "",
        py::arg("outcome") = Outcome{}, py::arg("kind") = "base", py::arg("language") = "zh",
        "How the points of one item come about, in words; ``reference`` is what the figure it is compared with is "
        "called, ``kind`` that of the group it stands in; errors as of ``points_of``."
        R"(

>>> item = libplan.read("examples/qingxin").scheme("towns").item("t_deaths")
>>> print(libplan.words_of(item, [12, 10], unit="人"))
参照值10人，实际12人，超2人，每1人扣2分，扣4分，得6分)");
}

}  // namespace libplan::bindings
