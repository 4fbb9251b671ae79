#include <pybind11/functional.h>

#include "bindings/record.hpp"
#include "reports/html.hpp"
#include "reports/text.hpp"
#include "reports/write.hpp"

namespace libplan::bindings {
namespace {

/// Between files: Ctrl-C is heard, and whoever watches is told.
void pause(const py::object& progress, std::size_t done, std::size_t total) {
    const py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!progress.is_none()) progress(done, total);
}

std::vector<std::filesystem::path> write(const PlanFolder& folder, const YearResults& results,
                                         const std::filesystem::path& out, Language language,
                                         const py::object& progress) {
    const py::gil_scoped_release release;
    return write_reports(folder, results, out, language,
                         [&](std::size_t done, std::size_t total) { pause(progress, done, total); });
}

std::string results_text(const PlanFolder&, const YearResults& results, int width, Language language) {
    std::string words = paint_text(layout_progress(results.progress, language), width);
    for (const Assessment& assessment : results.assessments)
        words += "\n" + paint_text(layout_ranking(assessment, language), width);
    return words;
}

std::vector<Sheet> sheets_of(const YearResults& results) {
    std::vector<Sheet> sheets{layout_progress(results.progress, Language::zh)};
    for (const Assessment& assessment : results.assessments) sheets.push_back(layout_ranking(assessment, Language::zh));
    sheets.push_back(layout_findings(results.findings, Language::zh));
    return sheets;
}

/// What a notebook shows of a value.
template <class Value, class Layout>
void bind_html(const py::handle& type, Layout layout) {
    type.attr("_repr_html_") = py::cpp_function([layout](const Value& value) { return paint_html(layout(value)); },
                                                py::name("_repr_html_"), py::is_method(type));
}

template <class Value>
void bind_html(Sheet (*layout)(const Value&, Language)) {
    bind_html<Value>(py::type::of<Value>(),
                     [layout](const Value& value) { return std::vector<Sheet>{layout(value, Language::zh)}; });
}

/// A value as text; ``width`` in columns, a Chinese character takes two.
template <class Value>
void bind_text(py::module_& module, const char* name, Sheet (*layout)(const Value&, Language), const char* argument,
               const char* documentation) {
    module.def(
        name,
        [layout](const Value& value, int width, Language language) {
            return paint_text(layout(value, language), width);
        },
        py::arg(argument), py::kw_only(), py::arg("width") = 80, py::arg("language") = "zh", documentation);
}

}  // namespace

void bind_reports(py::module_& module) {
    py::class_<YearResults>(module, "YearResults", "Findings, progress and assessments of one year.")
        .def_property_readonly("findings", [](const YearResults& results) { return to_python(results.findings); })
        .def_property_readonly("progress", [](const YearResults& results) { return results.progress; })
        .def_property_readonly("assessments", [](const YearResults& results) { return to_python(results.assessments); })
        .def_property_readonly(
            "tasks", [](const YearResults& results) { return results.tasks; }, "As of the last day of the year.")
        .def("__repr__",
             [](const YearResults& results) { return "<YearResults " + std::to_string(results.progress.year) + ">"; });
    bind_html<Plan>(&layout_plan);
    bind_html<Progress>(&layout_progress);
    bind_html<Assessment>(&layout_ranking);
    bind_html<Scorecard>(&layout_losses);
    bind_html<TotalChange>(&layout_change);
    bind_html<Attainment>(&layout_reach);
    bind_html<YearResults>(py::type::of<YearResults>(), &sheets_of);
    module.def("assess_year", &assess_year, py::arg("folder"), py::kw_only(), py::arg("year"),
               py::call_guard<py::gil_scoped_release>(),
               "check, measure, track, gather and assess one year of a plan folder.");
    module.def("write_reports", &write, py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("out"),
               py::arg("language") = "zh", py::arg("progress") = py::none(),
               "Writes one workbook per unit and the summary into ``out`` and returns their paths.\n\n"
               "``progress(done, total)`` is called after each file. OSError if a file cannot be written.");
    module.def(
        "findings_text",
        [](const std::vector<Finding>& findings, int width, Language language) {
            return paint_text(layout_findings(findings, language), width);
        },
        py::arg("findings"), py::kw_only(), py::arg("width") = 80, py::arg("language") = "zh",
        "Findings as text for a terminal; ``width`` in columns, a Chinese character takes two.");
    bind_text<TotalChange>(module, "change_text", &layout_change, "change",
                           "Where the change of a total comes from, as text for a terminal.");
    bind_text<Attainment>(module, "reach_text", &layout_reach, "answer", "What it would take, as text for a terminal.");
    module.def("results_text", &results_text, py::arg("folder"), py::arg("results"), py::kw_only(),
               py::arg("width") = 80, py::arg("language") = "zh", "Progress and rankings as text for a terminal.");
}

}  // namespace libplan::bindings
