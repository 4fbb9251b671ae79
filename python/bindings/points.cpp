#include "libplan/points.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_points(py::module_& module) {
    module.def("round_decimal", &round_decimal, py::arg("value"), py::arg("places"), py::kw_only(),
               py::arg("rounding") = "half_up",
               "Rounds the shortest decimal that reads back as ``value``: round_decimal(2.675, 2) is 2.68.\n\n"
               "``half_up`` rounds halves away from zero, ``half_even`` is GB/T 8170.");
    module.def("decimal_text", &decimal_text, py::arg("value"), "The shortest decimal that reads back as ``value``.");
}

}  // namespace libplan::bindings
