#include "libplan/scheme.hpp"

#include "bindings/record.hpp"
#include "libplan/rules.hpp"

namespace libplan::bindings {
namespace {

void bind_sources(py::module_& module) {
    bind_value<IndicatorFact>(module, "IndicatorFact", "A fact read off a measured indicator.",
                              required("indicator", &IndicatorFact::indicator), field("take", &IndicatorFact::take),
                              field("whole_area", &IndicatorFact::whole_area));
    bind_value<ControlFact>(module, "ControlFact", "The control figure given to a body for the year.",
                            required("indicator", &ControlFact::indicator));
    bind_value<FaultWeight>(module, "FaultWeight", "How much of an event counts, by the finding of fault.",
                            required("finding", &FaultWeight::finding), required("weight", &FaultWeight::weight));
    bind_value<EventFact>(module, "EventFact", "Counted events, their deaths or injuries.",
                          required("kind", &EventFact::kind), field("count", &EventFact::count),
                          field("severities", &EventFact::severities), field("faults", &EventFact::faults),
                          field("with_below", &EventFact::with_below));
    bind_value<TaskFact>(module, "TaskFact", "How the tasks that a body leads stand.", field("take", &TaskFact::take));
    bind_value<SuppliedFact>(module, "SuppliedFact", "Supplied for each unit and year in facts.csv.");
    bind_value<TrendFact>(module, "TrendFact", "How many years in a row an indicator fell or rose.",
                          required("indicator", &TrendFact::indicator), field("direction", &TrendFact::direction),
                          field("whole_area", &TrendFact::whole_area));
    bind_value<SchemeFact>(module, "SchemeFact", "The total of the same unit in another scheme.",
                           required("scheme", &SchemeFact::scheme));
    bind_value<BelowFact>(module, "BelowFact", "How the units directly below stand in another scheme.",
                          required("scheme", &BelowFact::scheme), field("take", &BelowFact::take),
                          field("grade", &BelowFact::grade));
    bind_value<ClassFact>(module, "ClassFact", "Another fact's highest, lowest or mean value in the unit's class.",
                          required("of", &ClassFact::of), field("take", &ClassFact::take));
    bind_value<Edge>(module, "Edge", "A limit; it belongs to what it begins unless ``above``.",
                     required("from_value", &Edge::from), field("above", &Edge::above));
    // A plain number is a limit that belongs to what it begins: Grade("优秀", 90).
    py::implicitly_convertible<py::int_, Edge>();
    py::implicitly_convertible<py::float_, Edge>();
    bind_value<Bracket>(module, "Bracket", "A number from a size on.", required("edge", &Bracket::edge),
                        required("value", &Bracket::value));
    bind_value<BracketFact>(module, "BracketFact", "A number by the size of another fact, lowest bracket first.",
                            required("of", &BracketFact::of), required("brackets", &BracketFact::brackets));
    bind_value<FactDefinition>(module, "FactDefinition", "Where the numbers of a fact come from.",
                               required("id", &FactDefinition::id), required("title", &FactDefinition::title),
                               required("source", &FactDefinition::source), field("unit", &FactDefinition::unit),
                               field("last_year", &FactDefinition::last_year), field("part", &FactDefinition::part),
                               field("place", &FactDefinition::place));
    bind_value<Condition>(module, "Condition",
                          "One comparison: a fact, or the points, the rate, what applies or the lowest item of a node, "
                          "or the total.",
                          required("subject", &Condition::subject), required("of", &Condition::of),
                          field("comparison", &Condition::comparison), field("limit", &Condition::limit),
                          field("times", &Condition::times));
}

void bind_rules(py::module_& module) {
    bind_value<ScorerWeight>(module, "ScorerWeight", "How much a scorer's mark weighs.",
                             required("scorer", &ScorerWeight::scorer), required("weight", &ScorerWeight::weight));
    bind_value<MarksRule>(module, "MarksRule", "An assessor's mark, or several scorers' by their weights.",
                          field("step", &MarksRule::step), field("scorers", &MarksRule::scorers),
                          field("deduct_from", &MarksRule::deduct_from), field("deduct_to", &MarksRule::deduct_to));
    bind_value<AllOrNothingRule>(module, "AllOrNothingRule", "Full points where the fact compares so, else none.",
                                 required("comparison", &AllOrNothingRule::comparison),
                                 required("limit", &AllOrNothingRule::limit));
    bind_value<ShareRule>(module, "ShareRule", "Full points × fact / target, between none and full.",
                          required("target", &ShareRule::target));
    bind_value<PerUnitRule>(module, "PerUnitRule", "Points gained or lost per unit over or under a reference.",
                            required("reference", &PerUnitRule::reference), field("per", &PerUnitRule::per),
                            field("per_under", &PerUnitRule::per_under), field("over", &PerUnitRule::over),
                            field("under", &PerUnitRule::under), field("start", &PerUnitRule::start),
                            field("floor", &PerUnitRule::floor), field("ceiling", &PerUnitRule::ceiling),
                            field("whole_steps", &PerUnitRule::whole_steps),
                            field("steps_stated", &PerUnitRule::steps_stated));
    bind_value<Band>(module, "Band", "Points from a limit on.", required("edge", &Band::edge),
                     required("points", &Band::points));
    bind_value<BandsRule>(module, "BandsRule", "Points by band, or on straight lines between the bands' limits.",
                          required("bands", &BandsRule::bands), field("interpolate", &BandsRule::interpolate),
                          field("coefficients", &BandsRule::coefficients), field("below", &BandsRule::below));
    bind_value<OccurrenceClass>(
        module, "OccurrenceClass", "Points per occurrence of a class, and per death in it.",
        required("severity", &OccurrenceClass::severity), required("points", &OccurrenceClass::points),
        field("per_death", &OccurrenceClass::per_death), field("deaths_from", &OccurrenceClass::deaths_from),
        field("deaths_to", &OccurrenceClass::deaths_to));
    bind_value<OccurrencesRule>(module, "OccurrencesRule", "Points per counted occurrence, with a cap on the loss.",
                                required("classes", &OccurrencesRule::classes),
                                field("counts", &OccurrencesRule::counts), field("cap", &OccurrencesRule::cap),
                                field("start", &OccurrencesRule::start), field("floor", &OccurrencesRule::floor));
}

void bind_table(py::module_& module) {
    bind_value<NotApplicable>(module, "NotApplicable",
                              "What becomes of an item that does not apply: left out, or a share of its full points.",
                              field("rescale", &NotApplicable::rescale), field("share", &NotApplicable::share));
    bind_value<Item>(module, "Item", "One line of a scoring table: clause, fact, rule and full marks.",
                     required("id", &Item::id), required("title", &Item::title), required("full", &Item::full),
                     required("rule", &Item::rule), field("fact", &Item::fact), field("clause", &Item::clause),
                     field("method", &Item::method), field("scorer", &Item::scorer), field("not_for", &Item::not_for),
                     field("only_for", &Item::only_for), field("weight", &Item::weight),
                     field("not_applicable", &Item::not_applicable), field("missing", &Item::missing),
                     field("place", &Item::place));
    bind_value<Group>(module, "Group", "A heading of the scoring table: items, then groups.",
                      required("id", &Group::id), required("title", &Group::title), required("full", &Group::full),
                      field("items", &Group::items), field("groups", &Group::groups), field("kind", &Group::kind),
                      field("combine", &Group::combine), field("weight", &Group::weight), field("floor", &Group::floor),
                      field("cap", &Group::cap), field("rescale", &Group::rescale),
                      field("zero_when", &Group::zero_when), field("not_for", &Group::not_for),
                      field("only_for", &Group::only_for), field("place", &Group::place));
    bind_value<Grade>(module, "Grade", "A grade from a total on.", required("title", &Grade::title),
                      required("edge", &Grade::edge), field("place", &Grade::place));
    bind_value<Veto>(module, "Veto", "What happens whatever the points (一票否决).", required("title", &Veto::title),
                     required("when", &Veto::when), field("effect", &Veto::effect), field("grade", &Veto::grade),
                     field("unless", &Veto::unless), field("clause", &Veto::clause), field("only_for", &Veto::only_for),
                     field("place", &Veto::place));
    bind_value<Quota>(module, "Quota", "At most so many units of a class may have a grade.",
                      required("grade", &Quota::grade), field("rank_class", &Quota::rank_class),
                      field("count", &Quota::count), field("percent", &Quota::percent), field("place", &Quota::place));
    bind_value<TieBreak>(module, "TieBreak", "Decides between equal totals.", required("of", &TieBreak::of),
                         field("fewer", &TieBreak::fewer), field("place", &TieBreak::place));
    bind_value<Window>(module, "Window", "The days whose events and reports count for a year.",
                       field("first", &Window::first), field("last", &Window::last),
                       field("carry_back", &Window::carry_back), field("carry_until", &Window::carry_until));
    bind_value<Outcome>(module, "Outcome", "How points become a total, a grade and a rank.",
                        field("places", &Outcome::places), field("rounding", &Outcome::rounding),
                        field("rounded_at", &Outcome::rounded_at), field("not_applicable", &Outcome::not_applicable),
                        field("missing", &Outcome::missing), field("convert_to", &Outcome::convert_to),
                        field("floor", &Outcome::floor), field("cap", &Outcome::cap), field("order", &Outcome::order),
                        field("quotas", &Outcome::quotas), field("tie_breaks", &Outcome::tie_breaks),
                        field("window", &Outcome::window));
}

}  // namespace

void bind_scheme(py::module_& module) {
    bind_sources(module);
    bind_rules(module);
    bind_table(module);
    bind_record<Scheme, SchemeParts>(
        module, "Scheme", "A valid scoring scheme. Raises InputError with every problem of its parts.",
        required("id", &SchemeParts::id), required("title", &SchemeParts::title),
        required("units", &SchemeParts::units), required("groups", &SchemeParts::groups),
        required("grades", &SchemeParts::grades), field("full", &SchemeParts::full),
        field("classes", &SchemeParts::classes), field("facts", &SchemeParts::facts),
        field("outcome", &SchemeParts::outcome), field("vetoes", &SchemeParts::vetoes),
        field("illustrative", &SchemeParts::illustrative), field("place", &SchemeParts::place));

    module.def(
        "points_of",
        [](const Item& item, const std::vector<double>& inputs, const Outcome& outcome) {
            if (inputs.size() != inputs_of(item).size()) throw py::value_error("points_of: " + item.id);
            return points_of(item, inputs, outcome.places, outcome.rounding);
        },
        py::arg("item"), py::arg("inputs"), py::arg("outcome") = Outcome{},
        "The exact points of one item: the fact first, then its reference; occurrences: one count per class.");
    module.def(
        "words_of",
        [](const Item& item, const std::vector<double>& inputs, const std::string& unit, const Outcome& outcome,
           Language language) {
            if (inputs.size() != inputs_of(item).size()) throw py::value_error("words_of: " + item.id);
            return words_of(item, inputs, unit, points_of(item, inputs, outcome.places, outcome.rounding), language);
        },
        py::arg("item"), py::arg("inputs"), py::kw_only(), py::arg("unit") = "", py::arg("outcome") = Outcome{},
        py::arg("language") = "zh", "How the points of one item come about, in words.");
}

}  // namespace libplan::bindings
