#include "libplan/assess.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {
namespace {

std::size_t unit_index(const Assessment& assessment, const std::string& id) {
    std::vector<std::string> ids;
    for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit) {
        if (assessment.facts.units[unit].id == id) return unit;
        ids.push_back(assessment.facts.units[unit].id);
    }
    throw no_such_id(id, Phrase::kind_body, ids);
}

void bind_records(py::module_& module) {
    bind_value<Event>(
        module, "Event", "Something that happened and counts against bodies.", required("id", &Event::id),
        required("date", &Event::date), required("kind", &Event::kind), field("severity", &Event::severity),
        field("bodies", &Event::bodies), field("deaths", &Event::deaths), field("injuries", &Event::injuries),
        field("title", &Event::title), field("illustrative", &Event::illustrative), field("place", &Event::place));
    bind_value<TaskReport>(module, "TaskReport", "How a task stood on a day, as a body reported it; percent 0 to 100.",
                           required("task", &TaskReport::task), required("body", &TaskReport::body),
                           required("date", &TaskReport::date), field("status", &TaskReport::status),
                           field("percent", &TaskReport::percent), field("evidence", &TaskReport::evidence),
                           field("note", &TaskReport::note), field("illustrative", &TaskReport::illustrative),
                           field("place", &TaskReport::place));
    bind_value<Mark>(module, "Mark", "A scorer's mark for one item of one body.", required("item", &Mark::item),
                     required("body", &Mark::body), required("year", &Mark::year), required("scorer", &Mark::scorer),
                     field("value", &Mark::value), field("state", &Mark::state), field("note", &Mark::note),
                     field("illustrative", &Mark::illustrative), field("place", &Mark::place));
    bind_value<Records>(module, "Records", "What an assessment is gathered from besides measured indicators.",
                        field("controls", &Records::controls), field("events", &Records::events),
                        field("reports", &Records::reports), field("marks", &Records::marks));
}

void bind_facts(py::module_& module) {
    bind_value<Unit>(module, "Unit", "An assessed unit; units of different classes are ranked apart.",
                     required("id", &Unit::id), required("title", &Unit::title),
                     field("rank_class", &Unit::rank_class));
    bind_value<FactColumn>(module, "FactColumn", "A fact of every unit: numbers beside states.",
                           required("id", &FactColumn::id), required("values", &FactColumn::values),
                           required("states", &FactColumn::states));
    bind_value<Facts>(module, "Facts", "What is known of every unit of a scheme, in columns.",
                      required("year", &Facts::year), required("units", &Facts::units),
                      required("columns", &Facts::columns), field("illustrative", &Facts::illustrative));
}

void bind_scorecard(py::module_& module) {
    bind_value<ScorecardLine>(
        module, "ScorecardLine", "One item of a scorecard; ``words`` tell how the points came about.",
        field("item", &ScorecardLine::item), field("state", &ScorecardLine::state),
        field("points", &ScorecardLine::points), field("full", &ScorecardLine::full),
        field("lost", &ScorecardLine::lost), field("inputs", &ScorecardLine::inputs),
        field("input_states", &ScorecardLine::input_states), field("self_mark", &ScorecardLine::self_mark),
        field("department_mark", &ScorecardLine::department_mark), field("team_mark", &ScorecardLine::team_mark),
        field("words", &ScorecardLine::words));
    bind_value<Scorecard>(
        module, "Scorecard", "One unit's story: every item, the total, the grade and the rank.",
        field("unit", &Scorecard::unit), field("index", &Scorecard::index), field("lines", &Scorecard::lines),
        field("total", &Scorecard::total), field("scored", &Scorecard::scored),
        field("applicable", &Scorecard::applicable), field("complete", &Scorecard::complete),
        field("grade", &Scorecard::grade), field("grade_without_veto", &Scorecard::grade_without_veto),
        field("vetoes", &Scorecard::vetoes), field("rank", &Scorecard::rank), field("ranked", &Scorecard::ranked),
        field("tied", &Scorecard::tied), field("scheme", &Scorecard::scheme), field("year", &Scorecard::year),
        field("full", &Scorecard::full), field("illustrative", &Scorecard::illustrative));
}

}  // namespace

void bind_assess(py::module_& module) {
    bind_records(module);
    bind_facts(module);
    bind_scorecard(module);
    py::class_<Assessment> type(module, "Assessment", "Exact points of every unit, in columns.");
    type.def_property_readonly("scheme", [](const Assessment& assessment) { return assessment.scheme; })
        .def_property_readonly("facts", [](const Assessment& assessment) { return assessment.facts; })
        .def_property_readonly("units", [](const Assessment& assessment) { return to_python(assessment.facts.units); })
        .def_property_readonly(
            "totals",
            [](const Assessment& assessment) {
                py::list totals;
                for (std::size_t unit = 0; unit < assessment.totals.size(); ++unit)
                    totals.append(assessment.complete[unit] ? py::cast(assessment.totals[unit]) : py::none());
                return py::tuple(totals);
            },
            "Total of each unit as Decimal, None while open.")
        .def_property_readonly(
            "grades",
            [](const Assessment& assessment) {
                py::list grades;
                for (const int grade : assessment.grades)
                    grades.append(grade < 0
                                      ? py::none()
                                      : py::cast(assessment.scheme->grades[static_cast<std::size_t>(grade)].title));
                return py::tuple(grades);
            },
            "Grade of each unit after vetoes, None while open.")
        .def_property_readonly(
            "ranks",
            [](const Assessment& assessment) {
                py::list ranks;
                for (const int rank : assessment.ranks) ranks.append(rank ? py::cast(rank) : py::none());
                return py::tuple(ranks);
            },
            "Competition rank (1, 2, 2, 4) of each unit within its class, None while open.")
        .def(
            "scorecard",
            [](const Assessment& assessment, const std::string& unit, Language language) {
                return scorecard(assessment, unit_index(assessment, unit), language);
            },
            py::arg("unit"), py::kw_only(), py::arg("language") = "zh",
            "The scorecard of a unit by its id; KeyError names the nearest one.")
        .def("__repr__",
             [](const Assessment& self) {
                 return "<Assessment " + self.scheme->id + " " + std::to_string(self.facts.year) + ": " +
                        std::to_string(self.facts.units.size()) + ">";
             })
        .def("__hash__", [](const Assessment& self) { return py::hash(py::make_tuple(self.scheme, self.facts)); });
    compare_by_content(type);
    copy_as_itself(type);
    // An assessment follows from its scheme and its facts.
    pickle_by(
        type, "Assessment", [](const Assessment& self) { return py::make_tuple(self.scheme, self.facts); },
        [](const py::tuple& parts) { return assess(parts[0].cast<Scheme>(), parts[1].cast<Facts>()); });

    using Release = py::call_guard<py::gil_scoped_release>;
    module.def("gather", &gather, py::arg("plan"), py::arg("scheme"), py::arg("progress"), py::arg("records"),
               py::kw_only(), py::arg("year"), py::arg("last_year") = Progress{}, Release(),
               "The facts of a year for all bodies that the scheme assesses.\n\n"
               "``last_year`` is measured for the year before; without it, facts of that year that come from "
               "indicators are missing.");
    module.def("assess", &assess, py::arg("scheme"), py::arg("facts"), Release(),
               "Scores every unit. ValueError if the facts lack a column that the scheme reads.");
}

}  // namespace libplan::bindings
