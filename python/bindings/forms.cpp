#include "bindings/record.hpp"
#include "bindings/watching.hpp"
#include "reports/collect.hpp"
#include "reports/reconcile.hpp"
#include "reports/results_check.hpp"
#include "reports/template.hpp"

namespace libplan::bindings {
namespace {

using Paths = std::vector<std::filesystem::path>;

Paths write_forms(const PlanFolder& folder, int year, const std::filesystem::path& out,
                  const std::optional<std::vector<std::string>>& units, std::vector<Scorer> scorers,
                  const std::optional<std::string>& scheme, Language language, int threads,
                  const py::object& progress) {
    const Log log;
    Watching watching(progress, Phrase::bar_templates);
    Paths files;
    {
        const Released released;
        files = write_templates(folder, units, year, out, {language, std::move(scorers), scheme.value_or("")}, threads,
                                watching.pulse());
    }
    for (const std::filesystem::path& file : files) log.debug(file.string());
    log.info(Phrase::log_wrote_files, {out.string(), std::to_string(files.size())});
    return files;
}

std::filesystem::path write_one(const PlanFolder& folder, const std::string& scheme, const std::string& unit, int year,
                                const std::filesystem::path& out, std::vector<Scorer> scorers, Language language) {
    const Released released;
    return write_template(folder, scheme, unit, year, out, {language, std::move(scorers), scheme});
}

/// A folder or a file, or several files.
Collected read(const std::variant<std::filesystem::path, Paths>& place, const PlanFolder* folder,
               std::optional<int> year, int threads, const py::object& progress) {
    const auto* single = std::get_if<std::filesystem::path>(&place);
    const Paths files = single ? workbooks_in(*single) : std::get<Paths>(place);
    const Log log;
    Watching watching(progress, Phrase::bar_collect);
    Collected collected;
    {
        const Released released;
        collected = read_workbooks(files, {folder, year, threads, watching.pulse()});
        const auto notices = single ? passed_over(*single) : std::vector<Notice>();
        collected.notices.insert(collected.notices.end(), notices.begin(), notices.end());
    }
    int asked = 0, filled = 0;
    for (const FilledForm& form : collected.forms) asked += form.asked, filled += form.filled;
    log.info(Phrase::log_forms,
             {std::to_string(collected.forms.size()), std::to_string(asked), std::to_string(filled)});
    return collected;
}

Reconciliation reconcile_card(const std::filesystem::path& workbook, const PlanFolder& folder,
                              const YearResults* results, const ReportNumbers& numbers) {
    const Log log;
    Reconciliation found = [&] {
        const Released released;
        if (results) require_results_of(folder, *results);
        return results ? reconcile(workbook, folder, *results, numbers) : reconcile(workbook, folder, numbers);
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
    bind_value<FilledForm>(
        module, "FilledForm", "A form that was read.", required("file", &FilledForm::file, "The workbook."),
        required("body", &FilledForm::body, "The unit that filled it in."),
        field("title", &FilledForm::title, "The unit's name."), field("plan", &FilledForm::plan, "The id of the plan."),
        field("year", &FilledForm::year, "The assessed year."),
        field("scheme", &FilledForm::scheme, "The only scheme it asks for; empty: all."),
        field("scorers", &FilledForm::scorers,
              "The only scorers whose marks it asks for; empty: the unit's own and those that count."),
        field("asked", &FilledForm::asked, "How many marks, figures and reports it asks for."),
        field("filled", &FilledForm::filled, "How many of them are filled in."));
    bind_value<Collected>(
        module, "Collected", "What forms say that were filled in, in the order of the files and of their rows.",
        field("forms", &Collected::forms, "The forms themselves."),
        field("marks", &Collected::marks, "Marks, as marks.csv holds them; the note tells the evidence."),
        field("figures", &Collected::figures, "Figures, as facts.csv holds them; the source tells the evidence."),
        field("observations", &Collected::observations,
              "Figures of indicators, as observations.csv holds them; the source tells the evidence."),
        field("reports", &Collected::reports,
              "Reports on tasks, as reports.csv holds them; without those that stand as they were sent out."),
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
        "write_templates", &write_forms, py::arg("folder"), py::kw_only(), py::arg("year"), py::arg("out"),
        py::arg("units") = py::none(), py::arg("scorers") = std::vector<Scorer>(), py::arg("scheme") = py::none(),
        py::arg("language") = "zh", py::arg("threads") = 0, py::arg("progress") = py::none(),
        "Writes a form for each unit to fill in into ``out`` and returns their paths.\n\n"
        "A form asks for marks, supplied figures, figures of the indicators that the schemes read of the unit, and "
        "reports on tasks, each with a place for evidence, and holds what is known already. ``units`` are ids, all "
        "that the schemes assess if left out; ``scorers`` limits it to their marks, and figures and tasks to forms "
        "for the unit itself (\"self\"); ``scheme`` limits it to one scheme. ``threads`` write at once, 0 for as many "
        "as there are processors; ``progress(done, total)`` is called after each file, True shows a bar; "
        "what it raises, and Ctrl-C, ends the work after the files at hand. A form that is there already is "
        "never overwritten. InputError for a unit, a scheme or a year that is not there, ValueError for ``threads`` "
        "below 0; OSError if a file cannot be written: the others are, and one error names all."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> files = libplan.write_templates(folder, year=2019, out="forms", units=["taihe"])
>>> [file.name for file in files]
['填报-taihe-太和镇-2019.xlsx'])");
    module.def("write_template", &write_one, py::arg("folder"), py::arg("scheme"), py::arg("unit"), py::kw_only(),
               py::arg("year"), py::arg("out"), py::arg("scorers") = std::vector<Scorer>(), py::arg("language") = "zh",
               "Writes the form in which one unit fills in what one scheme asks of it into the folder ``out`` and "
               "returns its path.\n\n"
               "InputError and OSError as of ``write_templates``, and for a unit that the scheme does not assess."
               R"(

>>> folder = libplan.read("examples/qingxin")
>>> libplan.write_template(folder, "towns", "taihe", year=2019, out="forms").name
'填报-taihe-太和镇-2019-towns.xlsx')");
    module.def(
        "read_workbooks", &read, py::arg("files"), py::arg("folder") = py::none(), py::kw_only(),
        py::arg("year") = py::none(), py::arg("threads") = 0, py::arg("progress") = py::none(),
        "Reads forms that were filled in: the workbooks of a folder, one of them, or several.\n\n"
        "A form says itself what it asks for, and is held against what it was when it was sent out; with ``folder``, a "
        "PlanFolder, also against what the plan asks now, and with ``year`` against the year. ``threads`` at a time, 0 "
        "for as many as there are processors; ``progress(done, total)`` is called after each, True shows a bar; what "
        "it raises, and Ctrl-C, ends the work. Rows are found by "
        "what they are, not by where they stand. InputError with every fault of all forms by workbook, sheet and cell: "
        "no number, out of range, an old form, changed words, deleted or copied rows, merged cells, two forms of one "
        "unit for the same scorer, two that differ, a file that cannot be opened; OSError if it is the only one."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> forms = libplan.write_templates(folder, year=2019, out="forms", units=["taihe"])
>>> collected = libplan.read_workbooks(forms, folder, year=2019)
>>> collected.forms[0].asked, collected.forms[0].filled
(56, 22))");
    module.def("reconcile", &reconcile_card, py::arg("workbook"), py::arg("folder"), py::arg("results") = py::none(),
               py::kw_only(), py::arg("numbers") = ReportNumbers{},
               "Scores the inputs of a scorecard that was changed by hand and lists all that departs from what "
               "libplan would write for them: rows and columns that were inserted, deleted, copied or moved, formulas "
               "that were typed over, changed words, inputs that no plan folder could hold. A summary, which has no "
               "inputs, is held against the results.\n\n"
               "``results`` are those of the plan folder for the year, assessed anew for the year of the scorecard if "
               "left out. InputError for what is neither of the folder and year; OSError for a file that cannot "
               "be opened."
               R"(

>>> folder = libplan.read("examples/qingxin")
>>> results = libplan.assess_year(folder, year=2018)
>>> card = libplan.write_scorecards(folder, results, out="cards", scheme="towns")[0]
>>> found = libplan.reconcile(card, folder, results)
>>> found.unit, found.departures
('taihe', ()))");
}

}  // namespace libplan::bindings
