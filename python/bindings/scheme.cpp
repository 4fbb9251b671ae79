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
    bind_value<EventFact>(module, "EventFact", "Counted events, their deaths or injuries.",
                          required("kind", &EventFact::kind), field("count", &EventFact::count),
                          field("severities", &EventFact::severities));
    bind_value<TaskFact>(module, "TaskFact", "How the tasks that a body leads stand.", field("take", &TaskFact::take));
    bind_value<FactDefinition>(module, "FactDefinition", "Where the numbers of a fact come from.",
                               required("id", &FactDefinition::id), required("title", &FactDefinition::title),
                               required("source", &FactDefinition::source), field("unit", &FactDefinition::unit),
                               field("last_year", &FactDefinition::last_year), field("place", &FactDefinition::place));
}

void bind_rules(py::module_& module) {
    bind_value<MarksRule>(module, "MarksRule", "An assessor's mark, 0 to full, in steps.",
                          field("step", &MarksRule::step));
    bind_value<AllOrNothingRule>(module, "AllOrNothingRule", "Full points on the right side of a limit, else none.",
                                 required("at_least", &AllOrNothingRule::at_least),
                                 required("limit", &AllOrNothingRule::limit));
    bind_value<ShareRule>(module, "ShareRule", "Full points × fact / target, between none and full.",
                          required("target", &ShareRule::target));
    bind_value<PerUnitRule>(module, "PerUnitRule", "Points gained or lost per unit over or under a reference.",
                            required("reference", &PerUnitRule::reference), field("per", &PerUnitRule::per),
                            field("over", &PerUnitRule::over), field("under", &PerUnitRule::under),
                            field("start", &PerUnitRule::start), field("floor", &PerUnitRule::floor),
                            field("ceiling", &PerUnitRule::ceiling), field("whole_steps", &PerUnitRule::whole_steps));
    bind_value<Band>(module, "Band", "Points from a lower limit, which belongs to the band.",
                     required("from_value", &Band::from), required("points", &Band::points));
    bind_value<BandsRule>(module, "BandsRule", "Points by band, or on straight lines between the bands' lower limits.",
                          required("bands", &BandsRule::bands), field("interpolate", &BandsRule::interpolate));
    bind_value<OccurrenceClass>(module, "OccurrenceClass", "Points per occurrence of a class.",
                                required("severity", &OccurrenceClass::severity),
                                required("points", &OccurrenceClass::points));
    bind_value<OccurrencesRule>(module, "OccurrencesRule", "Points per counted occurrence, with a cap on the loss.",
                                required("classes", &OccurrencesRule::classes), field("cap", &OccurrencesRule::cap),
                                field("floor", &OccurrencesRule::floor));
}

}  // namespace

void bind_scheme(py::module_& module) {
    bind_sources(module);
    bind_rules(module);
    bind_value<Item>(module, "Item", "One line of a scoring table: clause, fact, rule and full marks.",
                     required("id", &Item::id), required("title", &Item::title), required("full", &Item::full),
                     required("rule", &Item::rule), field("fact", &Item::fact), field("clause", &Item::clause),
                     field("method", &Item::method), field("scorer", &Item::scorer), field("not_for", &Item::not_for),
                     field("place", &Item::place));
    bind_value<Group>(module, "Group", "Items under one heading.", required("id", &Group::id),
                      required("title", &Group::title), required("full", &Group::full),
                      required("items", &Group::items), field("place", &Group::place));
    bind_value<Grade>(module, "Grade", "A grade from a total on; the limit is included.",
                      required("title", &Grade::title), required("from_points", &Grade::from),
                      field("place", &Grade::place));
    bind_value<Veto>(module, "Veto", "A fact that decides the grade whatever the total (一票否决).",
                     required("title", &Veto::title), required("fact", &Veto::fact), required("grade", &Veto::grade),
                     field("at_least", &Veto::at_least), field("clause", &Veto::clause), field("place", &Veto::place));
    bind_value<Outcome>(module, "Outcome", "How points become a total: rounding, and what is done without a fact.",
                        field("places", &Outcome::places), field("rounding", &Outcome::rounding),
                        field("not_applicable", &Outcome::not_applicable), field("missing", &Outcome::missing));
    bind_record<Scheme, SchemeParts>(
        module, "Scheme", "A valid scoring scheme. Raises InputError with every problem of its parts.",
        required("id", &SchemeParts::id), required("title", &SchemeParts::title),
        required("units", &SchemeParts::units), required("groups", &SchemeParts::groups),
        required("grades", &SchemeParts::grades), field("full", &SchemeParts::full),
        field("facts", &SchemeParts::facts), field("outcome", &SchemeParts::outcome),
        field("vetoes", &SchemeParts::vetoes), field("illustrative", &SchemeParts::illustrative),
        field("place", &SchemeParts::place));

    module.def(
        "points_of",
        [](const Item& item, const std::vector<double>& inputs, const Outcome& outcome) {
            if (inputs.size() != inputs_of(item).size()) throw py::value_error("points_of: " + item.id);
            return points_of(item, inputs, outcome);
        },
        py::arg("item"), py::arg("inputs"), py::arg("outcome") = Outcome{},
        "The exact points of one item: the fact first, then its reference; occurrences: one count per class.");
    module.def(
        "words_of",
        [](const Item& item, const std::vector<double>& inputs, const std::string& unit, const Outcome& outcome,
           Language language) {
            if (inputs.size() != inputs_of(item).size()) throw py::value_error("words_of: " + item.id);
            return words_of(item, inputs, unit, points_of(item, inputs, outcome), language);
        },
        py::arg("item"), py::arg("inputs"), py::kw_only(), py::arg("unit") = "", py::arg("outcome") = Outcome{},
        py::arg("language") = "zh", "How the points of one item come about, in words.");
}

}  // namespace libplan::bindings
