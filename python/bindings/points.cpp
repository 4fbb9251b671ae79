#include "libplan/points.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_points(py::module_& module) {
    module.def("round_decimal", &round_decimal, py::arg("value"), py::arg("places"), py::kw_only(),
               py::arg("rounding") = "half_up",
               "Rounds the shortest decimal that reads back as ``value``: round_decimal(2.675, 2) is 2.68.\n\n"
               "``half_up`` rounds halves away from zero, ``half_even`` is GB/T 8170.");
    module.def(
        "shares_of_100", [](const std::vector<double>& parts, int places) { return shares_of_100(parts, places); },
        py::arg("parts"), py::kw_only(), py::arg("places") = 2,
        "Shares of a sum in percent, rounded so that they sum to exactly 100 (largest remainder, Hare-Niemeyer).\n\n"
        "ValueError for a negative part or a sum of zero.");
    module.def("decimal_text", &decimal_text, py::arg("value"), "The shortest decimal that reads back as ``value``.");
}

}  // namespace libplan::bindings
