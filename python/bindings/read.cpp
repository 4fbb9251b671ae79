#include "libplan/read.hpp"

#include "bindings/given.hpp"
#include "libplan/write_folder.hpp"
#include "reports/plan_workbook.hpp"

namespace libplan::bindings {
namespace {

/// What a plan folder is built from in Python; only the plan must be given.
struct FolderParts {
    std::optional<Plan> plan;
    Observations figures, observations;
    std::vector<Scheme> schemes;
    Records records;
    GivenSources tables;  ///< what is given as tables instead; read once all else is known
};

/// Figures, or the table of their file.
Field figures_field(const char* name, Observations FolderParts::*member, const char* file) {
    Field made = field(name, member);
    made.set = [member, file](void* parts, const py::handle& given) {
        auto& own = *static_cast<FolderParts*>(parts);
        if (py::isinstance<Observations>(given))
            own.*member = given.cast<Observations>();
        else
            own.tables.add(file, given);
    };
    return made;
}

/// Records, or a dict of tables by the names of their files.
Field records_field() {
    Field made = field("records", &FolderParts::records);
    made.set = [](void* parts, const py::handle& given) {
        auto& own = *static_cast<FolderParts*>(parts);
        if (!py::isinstance<py::dict>(given)) {
            own.records = given.cast<Records>();
            return;
        }
        for (const auto& [name, table] : py::reinterpret_borrow<py::dict>(given))
            own.tables.add(record_file(name.cast<std::string>()), table);
    };
    return made;
}

/// Puts what tables say where it belongs; the others stay as they are.
void take_tables(FolderParts& parts) {
    TableRecords read = parts.tables.read({&*parts.plan, parts.schemes, !parts.schemes.empty()});
    const auto take = [&](const char* file, auto& own, auto& given) {
        if (parts.tables.contains(file)) own = std::move(given);
    };
    take("figures.csv", parts.figures, read.figures);
    take("observations.csv", parts.observations, read.observations);
    take("controls.csv", parts.records.controls, read.records.controls);
    take("events.csv", parts.records.events, read.records.events);
    take("reports.csv", parts.records.reports, read.records.reports);
    take("marks.csv", parts.records.marks, read.records.marks);
    take("facts.csv", parts.records.figures, read.records.figures);
}

const Fields& folder_fields() {
    static const Fields fields{required("plan", &FolderParts::plan),
                               figures_field("figures", &FolderParts::figures, "figures.csv"),
                               figures_field("observations", &FolderParts::observations, "observations.csv"),
                               field("schemes", &FolderParts::schemes), records_field()};
    return fields;
}

PlanFolder folder_of(FolderParts parts) {
    if (!parts.plan) throw py::type_error(spoken(Phrase::field_type, "PlanFolder.plan", "Plan", "None"));
    take_tables(parts);
    return {std::move(*parts.plan), std::move(parts.figures), std::move(parts.observations), std::move(parts.schemes),
            std::move(parts.records)};
}

PlanFolder built(const py::args& args, const py::kwargs& kwargs) {
    FolderParts parts;
    fill(&parts, "PlanFolder", folder_fields(), args, kwargs);
    return folder_of(std::move(parts));
}

py::tuple parts_of(const PlanFolder& folder) {
    return py::make_tuple(folder.plan, folder.figures, folder.observations, to_python(folder.schemes), folder.records);
}

void bind_folder(py::module_& module) {
    py::class_<PlanFolder> type(
        module, "PlanFolder",
        "Everything a plan folder holds; read from files, or built in code from a plan and "
        "what else there is. ``figures`` and ``observations`` may be tables (see ``observations``), "
        "and ``records`` a dict of tables: {\"marks\": …, \"events\": …}; their ids and years are "
        "held against the plan and its schemes.");
    type.def(py::init(&built))
        .def_property_readonly(
            "plan", [](const PlanFolder& folder) { return folder.plan; }, "The plan itself.")
        .def_property_readonly(
            "figures", [](const PlanFolder& folder) { return folder.figures; },
            "Figures as the plan prints them (figures.csv), which ``check`` holds against each other.")
        .def_property_readonly(
            "observations", [](const PlanFolder& folder) { return folder.observations; },
            "Later figures (observations.csv), by which ``measure`` tells where the indicators stand.")
        .def_property_readonly(
            "schemes", [](const PlanFolder& folder) { return to_python(folder.schemes); },
            "The scoring schemes (schemes/*.toml), by file name.")
        .def_property_readonly(
            "records", [](const PlanFolder& folder) { return folder.records; },
            "Control figures, events, task reports and marks, of which the assessed facts are gathered.")
        .def("__hash__", [](const PlanFolder& folder) { return py::hash(parts_of(folder)); })
        .def("__repr__",
             [](const PlanFolder& folder) {
                 return "<PlanFolder " + folder.plan->id + ": " + std::to_string(folder.plan->indicators.size()) +
                        " indicators, " + std::to_string(folder.plan->tasks.size()) + " tasks, " +
                        std::to_string(folder.schemes.size()) + " schemes>";
             })
        .def(
            "replace",
            [](const PlanFolder& folder, const py::kwargs& changes) {
                py::dict all = changes.attr("copy")();
                const py::tuple parts = parts_of(folder);
                std::size_t index = 0;
                for (const Field& own : folder_fields()) {
                    if (!all.contains(own.name)) all[own.name] = parts[index];
                    ++index;
                }
                return built(py::args(), py::reinterpret_borrow<py::kwargs>(all));
            },
            "A copy with some fields changed, by keyword: ``replace(observations=...)``.");
    compare_by_content(type);
    copy_as_itself(type);
    pickle_by(type, "PlanFolder", &parts_of,
              [](const py::tuple& parts) { return built(py::reinterpret_borrow<py::args>(parts), py::kwargs()); });
}

}  // namespace

void bind_read(py::module_& module) {
    bind_folder(module);
    module.def(
        "read", &read_plan, py::arg("folder"), py::kw_only(), py::arg("encoding") = "utf-8",
        py::call_guard<py::gil_scoped_release>(),
        "Reads a plan folder, or a workbook (.xlsx) that holds a plan. InputError tells all problems of all files "
        "or cells; OSError what cannot be opened.\n\n"
        "``encoding=\"gbk\"`` also reads files in GBK, as Excel saves them.");
    module.def("write_folder", &write_folder, py::arg("folder"), py::arg("to"),
               py::call_guard<py::gil_scoped_release>(),
               "Writes a plan folder whose files read back as an equal one, as a person would write them.\n\n"
               "It is there as a whole or not at all. OSError if there is something already (an empty folder is "
               "welcome) or it cannot be written; InputError for what no file can hold, such as a line break in a "
               "table.");
    module.def(
        "write_workbook", &write_plan_workbook, py::arg("folder"), py::arg("file"), py::kw_only(),
        py::arg("language") = "zh", py::call_guard<py::gil_scoped_release>(),
        "Writes or replaces a workbook (.xlsx) that holds what a plan folder holds, a sheet for each kind of record, "
        "with explanations and drop-downs; ``read`` reads it back as an equal one.\n\n"
        "OSError if it cannot be written; InputError for what it cannot hold.");
    module.def(
        "write_plan",
        [](const Plan& plan, const std::filesystem::path& to) {
            write_folder({plan, {}, {}, {}, {}}, to);
        },
        py::arg("plan"), py::arg("to"), py::call_guard<py::gil_scoped_release>(),
        "Writes a plan as a folder of its own: plan.toml and, where needed, overlay.toml, identities.toml and "
        "plan.txt.\n\nErrors as of ``write_folder``.");
    module.def("write_scheme", &write_scheme, py::arg("scheme"), py::arg("file"),
               py::call_guard<py::gil_scoped_release>(),
               "Writes or replaces the file of one scheme, such as schemes/towns.toml of a plan folder.\n\n"
               "OSError if it cannot be written; InputError for what no file can hold.");
}

}  // namespace libplan::bindings
