#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <system_error>

#include "reports/text.hpp"
#include "reports/write.hpp"

namespace py = pybind11;
using namespace libplan;

namespace {

/// One place turns C++ errors into Python's: InputError with its problems, file trouble as OSError.
void register_errors(py::module_& module) {
    static py::handle input_error = py::exception<InputError>(module, "InputError", PyExc_ValueError).release();
    py::register_exception_translator([](std::exception_ptr pointer) {
        try {
            if (pointer) std::rethrow_exception(pointer);
        } catch (const InputError& error) {
            py::list problems;
            for (const Problem& problem : error.problems()) problems.append(to_string(problem, Language::zh));
            py::object value = input_error(error.what());
            value.attr("problems") = py::tuple(problems);
            PyErr_SetObject(input_error.ptr(), value.ptr());
        } catch (const std::system_error& error) {
            const std::string words = error.what();
            py::object value = py::reinterpret_borrow<py::object>(PyExc_OSError)(error.code().value(),
                                                                                 words.substr(0, words.rfind(": ")));
            PyErr_SetObject(PyExc_OSError, value.ptr());
        }
    });
}

template <class Value>
py::object maybe(const std::optional<Value>& value) {
    return value ? py::cast(*value) : py::none();
}

py::dict finding_dict(const Finding& finding, Language language) {
    static constexpr const char* severities[] = {"error", "warning", "note"};
    py::list figures;
    for (const Figure& figure : finding.figures) {
        using namespace py::literals;
        figures.append(py::dict("title"_a = text(figure.title, language), "printed"_a = figure.printed,
                                "text_line"_a = figure.text_line, "place"_a = to_string(figure.place)));
    }
    using namespace py::literals;
    return py::dict("code"_a = finding.code, "severity"_a = severities[static_cast<int>(finding.severity)],
                    "title"_a = text(finding.title, language), "printed"_a = text(finding.printed, language),
                    "follows"_a = text(finding.follows, language), "cure"_a = text(finding.cure, language),
                    "figures"_a = py::tuple(figures), "illustrative"_a = finding.illustrative);
}

py::dict reading_dict(const Reading& reading, Language language) {
    using namespace py::literals;
    return py::dict("indicator"_a = reading.indicator, "body"_a = reading.body, "year"_a = reading.year,
                    "value"_a = maybe(reading.value),
                    "admissible"_a = reading.admissible ? py::cast(to_string(*reading.admissible)) : py::none(),
                    "met"_a = maybe(reading.met), "required"_a = maybe(reading.required),
                    "time_gone"_a = reading.time_gone, "completion"_a = maybe(reading.completion),
                    "status"_a = say(language, phrase_of(reading.status)), "reason"_a = text(reading.reason, language),
                    "illustrative"_a = reading.illustrative);
}

py::dict card_dict(const Assessment& assessment, std::size_t unit, Language language) {
    static constexpr const char* states[] = {"value", "missing", "not_applicable", "not_scored"};
    using namespace py::literals;
    const Scorecard card = scorecard(assessment, unit, language);
    py::list items;
    for (const ScorecardLine& line : card.lines) {
        const bool known = line.state == State::value;
        items.append(py::dict("id"_a = line.item->id, "title"_a = line.item->title, "full"_a = line.full.value(),
                              "state"_a = states[static_cast<int>(line.state)],
                              "points"_a = known ? py::cast(line.points.value()) : py::none(), "words"_a = line.words,
                              "clause"_a = line.item->clause));
    }
    return py::dict("scheme"_a = assessment.scheme->id, "unit"_a = card.unit, "title"_a = card.title,
                    "total"_a = card.complete ? py::cast(card.total.value()) : py::none(),
                    "grade"_a = card.grade.empty() ? py::none() : py::cast(card.grade),
                    "rank"_a = card.rank ? py::cast(card.rank) : py::none(), "tied"_a = card.tied,
                    "vetoes"_a = py::tuple(py::cast(card.vetoes)), "items"_a = py::tuple(items),
                    "illustrative"_a = assessment.facts.illustrative);
}

}  // namespace

PYBIND11_MODULE(_core, module) {
    module.attr("__version__") = LIBPLAN_VERSION;
    register_errors(module);
    using Release = py::call_guard<py::gil_scoped_release>;

    py::class_<PlanFolder>(module, "PlanFolder", "Everything a plan folder holds.")
        .def_property_readonly("title", [](const PlanFolder& folder) { return folder.plan->title; })
        .def_property_readonly("first_year", [](const PlanFolder& folder) { return folder.plan->first_year; })
        .def_property_readonly("last_year", [](const PlanFolder& folder) { return folder.plan->last_year; })
        .def("__repr__", [](const PlanFolder& folder) { return "<PlanFolder " + folder.plan->id + ">"; });

    py::class_<YearResults>(module, "YearResults", "Findings, progress and assessments of one year.")
        .def_property_readonly("findings",
                               [](const YearResults& results) {
                                   py::list all;
                                   for (const Finding& finding : results.findings)
                                       all.append(finding_dict(finding, Language::zh));
                                   return py::tuple(all);
                               })
        .def_property_readonly("progress",
                               [](const YearResults& results) {
                                   py::list all;
                                   for (const Reading& reading : results.progress.readings)
                                       all.append(reading_dict(reading, Language::zh));
                                   return py::tuple(all);
                               })
        .def_property_readonly("scorecards",
                               [](const YearResults& results) {
                                   py::list all;
                                   for (const Assessment& assessment : results.assessments)
                                       for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit)
                                           all.append(card_dict(assessment, unit, Language::zh));
                                   return py::tuple(all);
                               })
        .def("__repr__",
             [](const YearResults& results) { return "<YearResults " + std::to_string(results.progress.year) + ">"; });

    module.def("read", &read_folder, py::arg("folder"), Release(),
               "Reads a plan folder. InputError tells all problems of all files; OSError a missing folder.");
    module.def("assess_year", &assess_year, py::arg("folder"), py::kw_only(), py::arg("year"), Release(),
               "Checks, measures and assesses one year.");
    module.def(
        "check",
        [](const PlanFolder& folder) {
            py::list all;
            for (const Finding& finding : check(folder.plan, folder.figures))
                all.append(finding_dict(finding, Language::zh));
            return py::tuple(all);
        },
        py::arg("folder"), "Contradictions between the printed figures, as dicts, errors first.");
    module.def(
        "write_reports",
        [](const PlanFolder& folder, const YearResults& results, const std::filesystem::path& out,
           const std::function<void(std::size_t, std::size_t)>& progress) {
            return write_reports(folder, results, out, Language::zh, progress);
        },
        py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("out"), py::arg("progress") = py::none(),
        Release(), "Writes one workbook per unit and the summary; returns their paths.");
    module.def(
        "findings_text",
        [](const PlanFolder& folder, int width) {
            return paint_text(layout_findings(check(folder.plan, folder.figures), folder.plan, Language::zh), width);
        },
        py::arg("folder"), py::kw_only(), py::arg("width") = 80, "The findings as text for a terminal.");
    module.def(
        "results_text",
        [](const PlanFolder& folder, const YearResults& results, int width) {
            const ReportInputs inputs{folder.plan, folder.observations, results.progress, results.findings,
                                      Language::zh};
            std::string words = paint_text(layout_progress(inputs), width);
            for (const Assessment& assessment : results.assessments)
                words += "\n" + paint_text(layout_ranking(assessment, Language::zh), width);
            return words;
        },
        py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("width") = 80,
        "Progress and rankings as text for a terminal.");
    module.def(
        "say",
        [](const std::string& name, const std::vector<std::string>& arguments) {
            for (std::size_t i = 0; i < phrase_count(); ++i)
                if (phrase_name(static_cast<Phrase>(i)) == name)
                    return text({static_cast<Phrase>(i), arguments}, Language::zh);
            throw py::key_error(name);
        },
        py::arg("phrase"), py::arg("arguments") = std::vector<std::string>(), "A phrase of the catalogue by name.");
}
