#include "libplan/read.hpp"

#include "bindings/record.hpp"
#include "libplan/interrupt.hpp"
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
};

const Fields& folder_fields() {
    static const Fields fields{required("plan", &FolderParts::plan), field("figures", &FolderParts::figures),
                               field("observations", &FolderParts::observations),
                               field("schemes", &FolderParts::schemes), field("records", &FolderParts::records)};
    return fields;
}

PlanFolder folder_of(FolderParts parts) {
    if (!parts.plan) throw py::type_error(spoken(Phrase::field_type, "PlanFolder.plan", "Plan", "None"));
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

/// Ctrl-C is heard while it reads.
PlanFolder read_heeding(const std::filesystem::path& path, Encoding encoding) {
    const py::gil_scoped_release release;
    const Interruptible reading([] {
        const py::gil_scoped_acquire acquire;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    });
    return read_plan(path, encoding);
}

void bind_folder(py::module_& module) {
    py::class_<PlanFolder> type(module, "PlanFolder",
                                "Everything a plan folder holds; read from files, or built in code from a plan and "
                                "what else there is.");
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
        "read", &read_heeding, py::arg("folder"), py::kw_only(), py::arg("encoding") = "utf-8",
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
