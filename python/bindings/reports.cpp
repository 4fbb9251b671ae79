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
                                         const ReportNumbers& numbers, const py::object& progress) {
    const py::gil_scoped_release release;
    return write_reports(folder, results, out, language, numbers,
                         [&](std::size_t done, std::size_t total) { pause(progress, done, total); });
}

std::string results_text(const PlanFolder&, const YearResults& results, int width, Language language,
                         const ReportNumbers& numbers) {
    std::string words = paint_text(layout_progress(results.progress, language, numbers), width);
    for (const Assessment& assessment : results.assessments)
        words += "\n" + paint_text(layout_ranking(assessment, language), width);
    return words + "\n" + paint_text(layout_shares(results.progress, results.assessments, language, numbers), width);
}

std::string side_by_side_text(const SideBySide& all, int width, Language language, const ReportNumbers& numbers) {
    std::string words;
    for (const Sheet& sheet : layout_side_by_side_narrow(all, language, numbers))
        words += paint_text(sheet, width) + "\n";
    return words + words_of(numbers, language) + "\n";
}

std::vector<Sheet> sheets_of(const YearResults& results, Language language) {
    std::vector<Sheet> sheets{layout_progress(results.progress, language)};
    for (const Assessment& assessment : results.assessments) sheets.push_back(layout_ranking(assessment, language));
    sheets.push_back(layout_shares(results.progress, results.assessments, language));
    sheets.push_back(layout_findings(results.findings, language));
    return sheets;
}

/// What a notebook shows of a value, in the language of the environment.
template <class Value, class Layout>
void bind_html(Layout layout) {
    const auto type = py::type::of<Value>();
    type.attr("_repr_html_") = py::cpp_function(
        [layout](const Value& value) {
            const Language language = spoken_language();
            return paint_html(layout(value, language), language);
        },
        py::name("_repr_html_"), py::is_method(type));
}

template <class Value>
void bind_html(Sheet (*layout)(const Value&, Language)) {
    bind_html<Value>(
        [layout](const Value& value, Language language) { return std::vector<Sheet>{layout(value, language)}; });
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
    bind_value<ReportNumbers>(
        module, "ReportNumbers",
        "How a report shows the percentages and shares it computes: ``places`` decimals (0 to 6), ``rounding``, and "
        "whether\ncolumns of shares sum to exactly 100 (largest remainder). Scores are rounded by their scheme.",
        field("places", &ReportNumbers::places, "Decimals shown."),
        field("rounding", &ReportNumbers::rounding, "How they are rounded."),
        field("shares_of_100", &ReportNumbers::shares_of_100,
              "True: columns of shares sum to exactly 100 (largest remainder)."));
    bind_value<YearResults>(
        module, "YearResults", "Findings, progress, assessments and tasks of one year.",
        required("progress", &YearResults::progress, "Where the indicators stand in the year."),
        field("findings", &YearResults::findings, "What ``check`` finds between the printed figures, errors first."),
        field("assessments", &YearResults::assessments, "One per scheme, in their order."),
        field("tasks", &YearResults::tasks, "Where the tasks stand, as of the last day of the year."),
        field("side_by_side", &YearResults::side_by_side, "The year judged in every way, and its control figures."));
    bind_html<Plan>(&layout_plan);
    bind_html<Progress>([](const Progress& progress, Language language) {
        return std::vector<Sheet>{layout_progress(progress, language)};
    });
    bind_html<SideBySide>([](const SideBySide& all, Language language) { return layout_side_by_side(all, language); });
    bind_html<Assessment>(&layout_ranking);
    bind_html<Scorecard>(&layout_losses);
    bind_html<TotalChange>(&layout_change);
    bind_html<Attainment>(&layout_reach);
    bind_html<YearResults>(&sheets_of);
    module.def("assess_year", &assess_year, py::arg("folder"), py::kw_only(), py::arg("year"),
               py::call_guard<py::gil_scoped_release>(),
               "check, measure, track, gather and assess one year of a plan folder.");
    module.def("write_reports", &write, py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("out"),
               py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{}, py::arg("progress") = py::none(),
               "Writes one workbook per unit and the summary into ``out`` and returns their paths.\n\n"
               "``numbers`` says how percentages are rounded. ``progress(done, total)`` is called after each file.\n"
               "OSError if a file cannot be written.");
    module.def(
        "findings_text",
        [](const std::vector<Finding>& findings, int width, Language language) {
            return paint_text(layout_findings(findings, language), width);
        },
        py::arg("findings"), py::kw_only(), py::arg("width") = 80, py::arg("language") = "zh",
        "Findings as text for a terminal; ``width`` in columns, a Chinese character takes two.");
    bind_text<Plan>(
        module, "plan_text", &layout_plan, "plan",
        "A plan chapter by chapter, its indicators with their targets and its tasks, as text for a terminal.");
    bind_text<Scorecard>(module, "scorecard_text", &layout_losses, "scorecard",
                         "One unit's points and where they come from, what was lost first, as text for a terminal.");
    bind_text<TotalChange>(module, "change_text", &layout_change, "change",
                           "Where the change of a total comes from, as text for a terminal.");
    bind_text<Attainment>(module, "reach_text", &layout_reach, "answer", "What it would take, as text for a terminal.");
    module.def("results_text", &results_text, py::arg("folder"), py::arg("results"), py::kw_only(),
               py::arg("width") = 80, py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{},
               "Progress, rankings and shares as text for a terminal.");
    module.def("side_by_side_text", &side_by_side_text, py::arg("side_by_side"), py::kw_only(), py::arg("width") = 80,
               py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{},
               "Progress side by side and control figures as text for a terminal.");
}

}  // namespace libplan::bindings
