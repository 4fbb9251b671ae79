#include "libplan/read.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_read(py::module_& module) {
    py::class_<PlanFolder>(module, "PlanFolder", "Everything a plan folder holds.")
        .def_property_readonly("plan", [](const PlanFolder& folder) { return folder.plan; })
        .def_property_readonly(
            "figures", [](const PlanFolder& folder) { return folder.figures; }, "Figures as the plan prints them.")
        .def_property_readonly(
            "observations", [](const PlanFolder& folder) { return folder.observations; }, "Later figures.")
        .def_property_readonly("schemes", [](const PlanFolder& folder) { return to_python(folder.schemes); })
        .def_property_readonly("records", [](const PlanFolder& folder) { return folder.records; })
        .def("__repr__", [](const PlanFolder& folder) {
            return "<PlanFolder " + folder.plan->id + ": " + std::to_string(folder.plan->indicators.size()) +
                   " indicators, " + std::to_string(folder.plan->tasks.size()) + " tasks, " +
                   std::to_string(folder.schemes.size()) + " schemes>";
        });
    module.def("read", &read_folder, py::arg("folder"), py::kw_only(), py::arg("encoding") = "utf-8",
               py::call_guard<py::gil_scoped_release>(),
               "Reads a plan folder. InputError tells all problems of all files; OSError what cannot be opened.\n\n"
               "``encoding=\"gbk\"`` also reads files in GBK, as Excel saves them.");
}

}  // namespace libplan::bindings
