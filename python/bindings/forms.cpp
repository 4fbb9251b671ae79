#include "bindings/record.hpp"
#include "bindings/watching.hpp"
#include "reports/collect.hpp"
#include "reports/reconcile.hpp"
#include "reports/template.hpp"

namespace libplan::bindings {
namespace {

TemplateOptions options_of(std::vector<Scorer> scorers, const std::optional<std::string>& scheme, Language language) {
    return {language, std::move(scorers), scheme.value_or("")};
}

std::vector<std::filesystem::path> write(const PlanFolder& folder, int year, const std::filesystem::path& out,
                                         const std::optional<std::vector<std::string>>& units,
                                         std::vector<Scorer> scorers, const std::optional<std::string>& scheme,
                                         Language language, const py::object& progress) {
    const TemplateOptions options = options_of(std::move(scorers), scheme, language);
    const Log log;
    Watching watching(progress, Phrase::bar_templates);
    std::vector<std::filesystem::path> files;
    {
        const py::gil_scoped_release release;
        files = write_templates(folder, units ? *units : template_units(folder, options), year, out, options,
                                watching.pulse());
    }
    for (const std::filesystem::path& file : files) log.debug(file.string());
    log.info(Phrase::log_wrote_files, {out.string(), std::to_string(files.size())});
    return files;
}

/// A folder or a file, or several files.
std::vector<std::filesystem::path> files_of(const py::object& place) {
    if (py::isinstance<py::str>(place) || py::hasattr(place, "__fspath__"))
        return workbooks_in(place.cast<std::filesystem::path>());
    return place.cast<std::vector<std::filesystem::path>>();
}

Collected read(const py::object& place, const PlanFolder& folder, int year, unsigned threads,
               const py::object& progress) {
    const auto files = files_of(place);
    const Log log;
    Watching watching(progress, Phrase::bar_collect);
    Collected collected;
    {
        const py::gil_scoped_release release;
        collected = read_workbooks(files, folder, year, threads, watching.pulse());
    }
    int asked = 0, filled = 0;
    for (const FilledForm& form : collected.forms) asked += form.asked, filled += form.filled;
    log.info(Phrase::log_forms,
             {std::to_string(collected.forms.size()), std::to_string(asked), std::to_string(filled)});
    return collected;
}

Reconciliation reconcile_card(const std::filesystem::path& workbook, const PlanFolder& folder,
                              const YearResults& results, const ReportNumbers& numbers) {
    const Log log;
    Reconciliation found = [&] {
        const py::gil_scoped_release release;
        return reconcile(workbook, folder, results, numbers);
    }();
    log.info(Phrase::log_reconciled,
             {found.file, std::to_string(found.cells), std::to_string(found.departures.size())});
    return found;
}

void bind_forms_read(py::module_& module) {
    bind_value<Evidence>(module, "Evidence", "What a unit gives as evidence beside a mark, a figure or a task.",
                         required("of", &Evidence::of, "The id of the item, fact or task."),
                         required("body", &Evidence::body, "The unit."),
                         required("year", &Evidence::year, "The year of the mark or the figure."),
                         field("file", &Evidence::file, "The name of a file."),
                         field("link", &Evidence::link, "An address that begins with http:// or https://."),
                         field("remark", &Evidence::remark, "What else the unit says."),
                         field("place", &Evidence::place, "Where it stands in the form."));
    bind_value<Notice>(module, "Notice", "Something to know of a form that is read all the same.",
                       required("code", &Notice::code, "A stable name, e.g. \"row-moved\"."),
                       field("place", &Notice::place, "The workbook, the sheet and the cell."),
                       field("message", &Notice::message, "What there is to know, in both languages."));
    bind_value<FilledForm>(module, "FilledForm", "A form that was read.",
                           required("file", &FilledForm::file, "The workbook."),
                           required("body", &FilledForm::body, "The unit that filled it in."),
                           field("asked", &FilledForm::asked, "How many marks, figures and reports it asks for."),
                           field("filled", &FilledForm::filled, "How many of them are filled in."));
    bind_value<Collected>(
        module, "Collected", "What forms say that were filled in, in the order of the files and of their rows.",
        field("forms", &Collected::forms, "The forms themselves."),
        field("marks", &Collected::marks, "Marks, as marks.csv holds them; the note tells the evidence."),
        field("figures", &Collected::figures, "Figures, as facts.csv holds them; the source tells the evidence."),
        field("reports", &Collected::reports, "Reports on tasks, as reports.csv holds them."),
        field("evidence", &Collected::evidence, "The evidence by itself."),
        field("missing", &Collected::missing, "What is not filled in yet."),
        field("notices", &Collected::notices, "Rows that were moved, sheets that were renamed and the like."));
}

void bind_reconciliation(py::module_& module) {
    bind_value<Departure>(
        module, "Departure", "A cell, row, column or sheet of a workbook that is not what libplan would write.",
        required(
            "code", &Departure::code,
            "Of the workbook \"sheet\" (missing), \"sheet-renamed\", \"sheet-added\"; of rows \"row-inserted\", "
            "\"row-copied\", \"row-deleted\", \"row-moved\", of columns the same, \"head\" (exchanged); of cells "
            "\"typed-over\", \"formula\", \"result\", \"words\", \"extra\", \"name\"; of inputs \"input\" (another "
            "than in the plan folder), \"input-formula\", \"input-text\" (a number stored as text), "
            "\"input-words\", \"input-range\", \"input-format\"; of consequences \"follows\", \"stale\", "
            "\"formula-unmoved\"."),
        field("place", &Departure::place, "The workbook, the sheet and the cell."),
        field("expected", &Departure::expected, "What libplan would write; of an input what the plan folder says."),
        field("found", &Departure::found, "What stands there."),
        field("message", &Departure::message, "Both in words, in both languages."));
    bind_value<Reconciliation>(
        module, "Reconciliation", "A scorecard that was changed by hand, held against what its own inputs give.",
        required("file", &Reconciliation::file, "The workbook."),
        required("scheme", &Reconciliation::scheme, "The scheme it scores by."),
        required("unit", &Reconciliation::unit, "The unit it is about."),
        required("year", &Reconciliation::year, "The assessed year."),
        field("cells", &Reconciliation::cells, "How many cells were examined."),
        field("without_results", &Reconciliation::without_results,
              "Formulas that were saved without their results, by no spreadsheet program."),
        field("departures", &Reconciliation::departures, "Cells that depart from what libplan would write."),
        field("consequences", &Reconciliation::consequences,
              "Cells that are wrong only because of those, or that did not follow changed inputs."),
        field("inputs", &Reconciliation::inputs, "Inputs that are not those of the plan folder."));
}

}  // namespace

void bind_forms(py::module_& module) {
    bind_forms_read(module);
    bind_reconciliation(module);
    module.def(
        "write_templates", &write, py::arg("folder"), py::kw_only(), py::arg("year"), py::arg("out"),
        py::arg("units") = py::none(), py::arg("scorers") = std::vector<Scorer>(), py::arg("scheme") = py::none(),
        py::arg("language") = "zh", py::arg("progress") = py::none(),
        "Writes a form for each unit to fill in into ``out`` and returns their paths.\n\n"
        "A form asks for marks, supplied figures and reports on tasks, each with a place for evidence, and holds "
        "what is known already. ``units`` are ids, all that the schemes assess if left out; ``scorers`` limits "
        "the marks to theirs, ``scheme`` all to one scheme. ``progress(done, total)`` is called after each "
        "file, True shows a bar; what it raises, and Ctrl-C, ends the work after the file at hand. InputError for a "
        "unit, a scheme or a year that is not there; OSError if a file cannot be "
        "written."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> files = libplan.write_templates(folder, year=2019, out="forms", units=["taihe"])
>>> [file.name for file in files]
['填报-taihe-太和镇-2019.xlsx'])");
    module.def("read_workbooks", &read, py::arg("files"), py::arg("folder"), py::kw_only(), py::arg("year"),
               py::arg("threads") = 0, py::arg("progress") = py::none(),
               "Reads forms that were filled in: the workbooks of a folder, one of them, or several.\n\n"
               "``threads`` at a time, 0 for as many as there are processors; ``progress(done, total)`` is called "
               "after each, True shows a bar; what it raises, and Ctrl-C, ends the work. Rows are found by what they "
               "are, not by where they stand. InputError with every "
               "fault of all forms by workbook, sheet and cell: no number, out of range, an old form, changed words, "
               "deleted or copied rows, two forms of one unit; OSError for a file that cannot be opened."
               R"(

>>> folder = libplan.read("examples/qingxin")
>>> forms = libplan.write_templates(folder, year=2019, out="forms", units=["taihe"])
>>> collected = libplan.read_workbooks(forms, folder, year=2019)
>>> collected.forms[0].asked, collected.forms[0].filled
(50, 0))");
    module.def("reconcile", &reconcile_card, py::arg("workbook"), py::arg("folder"), py::arg("results"), py::kw_only(),
               py::arg("numbers") = ReportNumbers{},
               "Scores the inputs of a scorecard that was changed by hand and lists all that departs from what "
               "libplan would write for them: rows and columns that were inserted, deleted, copied or moved, formulas "
               "that were typed over, changed words, inputs that no plan folder could hold.\n\n"
               "``results`` are those of the plan folder for the year. InputError for what is no scorecard of the "
               "folder and year; OSError for a file that cannot be opened."
               R"(

>>> folder = libplan.read("examples/qingxin")
>>> results = libplan.assess_year(folder, year=2018)
>>> card = libplan.write_scorecards(folder, results, out="cards", scheme="towns")[0]
>>> found = libplan.reconcile(card, folder, results)
>>> found.unit, found.departures
('taihe', ()))");
}

}  // namespace libplan::bindings
