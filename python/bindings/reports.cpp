#include <pybind11/functional.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "bindings/record.hpp"
#include "reports/detail.hpp"
#include "reports/text.hpp"
#include "reports/write.hpp"

namespace libplan {

template <>
std::span<const Word<Packing>> words_for<Packing>() {
    static constexpr Word<Packing> all[] = {{"own", Packing::own}, {"library", Packing::library}};
    return all;
}

}  // namespace libplan

namespace pybind11::detail {

template <>
struct type_caster<libplan::Packing> : word_caster<libplan::Packing> {};

}  // namespace pybind11::detail

namespace libplan::bindings {
namespace {

using Files = std::vector<std::filesystem::path>;

/// Ctrl-C is heard, and whoever watches is told of each file once.
std::function<void(std::size_t, std::size_t)> watching(const py::object& progress) {
    return [&progress, told = std::size_t{0}](std::size_t done, std::size_t total) mutable {
        const py::gil_scoped_acquire acquire;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (done == std::exchange(told, done) || progress.is_none()) return;
        progress(done, total);
    };
}

Files write(const PlanFolder& folder, const YearResults& results, const std::filesystem::path& out, Language language,
            const ReportNumbers& numbers, int threads, const py::object& progress, Packing packing) {
    const py::gil_scoped_release release;
    return write_reports(folder, results, out, {language, numbers, threads, watching(progress), packing});
}

Files write_cards(const PlanFolder& folder, const YearResults& results, const std::filesystem::path& out,
                  const std::optional<std::string>& scheme, Language language, const ReportNumbers& numbers,
                  int threads, const py::object& progress, Packing packing) {
    std::vector<std::string> known;
    for (const Assessment& assessment : results.assessments) known.push_back(assessment.scheme->id);
    if (scheme && std::find(known.begin(), known.end(), *scheme) == known.end())
        throw py::key_error(text(unknown_id(*scheme, Phrase::kind_scheme, known), spoken_language()));
    const py::gil_scoped_release release;
    return write_scorecards(folder, results, out, scheme.value_or(""),
                            {language, numbers, threads, watching(progress), packing});
}

void write_rows(const Assessment& assessment, const std::filesystem::path& file, Language language,
                std::size_t rows_per_sheet, const py::object& progress, Packing packing) {
    const py::gil_scoped_release release;
    write_detail(assessment, file, {language, rows_per_sheet, watching(progress), packing});
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
    module.def("assess_year", &assess_year, py::arg("folder"), py::kw_only(), py::arg("year"),
               py::call_guard<py::gil_scoped_release>(),
               "check, measure, track, gather and assess one year of a plan folder.");
    module.def("write_reports", &write, py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("out"),
               py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{}, py::arg("threads") = 0,
               py::arg("progress") = py::none(), py::arg("packing") = "own",
               "Writes one workbook per unit and the summary into ``out`` and returns their paths.\n\n"
               "As ``write_scorecards`` does: each file is written aside, synced and renamed.");
    module.def(
        "write_scorecards", &write_cards, py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("out"),
        py::arg("scheme") = py::none(), py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{},
        py::arg("threads") = 0, py::arg("progress") = py::none(), py::arg("packing") = "own",
        "Writes one workbook per unit into ``out``, of all schemes or of the one with that id, and returns their "
        "paths.\n\n"
        "``numbers`` says how percentages are rounded. ``threads``: how many write at once, 0 for one per "
        "processor; the bytes are the same. ``progress(done, total)`` is called here, after each file; what it "
        "raises, and Ctrl-C, ends the work after the files at hand. Each file is written aside "
        "(``NAME.xlsx.part``), synced and renamed, so that a name always leads to a whole file. Names are safe on "
        "Windows. ``packing=\"library\"`` leaves the packing to libxlsxwriter: slower, the same parts.\n"
        "Where some files fail the others are written, then one error names all: OSError, or InputError where a "
        "workbook cannot hold what should go into it. KeyError for an unknown scheme.");
    module.def(
        "write_detail", &write_rows, py::arg("assessment"), py::arg("file"), py::kw_only(), py::arg("language") = "zh",
        py::arg("rows_per_sheet") = 1048576, py::arg("progress") = py::none(), py::arg("packing") = "own",
        "Writes a row for every unit and item of an assessment: ids and titles, group, full points, points, points "
        "lost\nand state. As .xlsx or .csv, by the name of the file; in memory that does not grow with the "
        "rows.\n\n"
        "Rows beyond ``rows_per_sheet`` (heads included, at most 1,048,576) go on to further sheets. A .csv is "
        "UTF-8 with a mark that Excel knows it by; its texts that a spreadsheet program would take for formulas "
        "have an apostrophe in front. ``progress(rows, total)`` is called now and then; what it raises, and "
        "Ctrl-C, ends the work and leaves nothing.\n"
        "OSError if the file cannot be written, InputError for text that a workbook cannot hold and for another kind "
        "of file.");
    module.def("packs_workbooks", &packs_workbooks,
               "Whether ``packing=\"own\"`` takes effect in this process; else libxlsxwriter packs, several times "
               "slower.\n\n"
               "It does not where another extension module had loaded libxlsxwriter before.");
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
