#include "libplan/points.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {
namespace {

void refuse_not_finite(double value) {
    if (!std::isfinite(value)) throw py::value_error(spoken(Phrase::not_finite, quoted(py::float_(value))));
}

void refuse_places(int places) {
    if (places < 0 || places > 15)
        throw py::value_error(spoken(Phrase::field_type, "places", "0–15", std::to_string(places)));
}

double rounded(double value, int places, Rounding rounding) {
    refuse_not_finite(value);
    refuse_places(places);
    return round_decimal(value, places, rounding);
}

std::vector<double> shares(const std::vector<double>& parts, int places) {
    for (const double part : parts) {
        refuse_not_finite(part);
        if (part < 0) throw py::value_error(spoken(Phrase::share_negative, decimal_text(part)));
    }
    if (std::none_of(parts.begin(), parts.end(), [](double part) { return part > 0; }))
        throw py::value_error(spoken(Phrase::share_of_nothing));
    refuse_places(places);
    return shares_of_100(parts, places);
}

std::string decimal(double value) {
    refuse_not_finite(value);
    return decimal_text(value);
}

}  // namespace

void bind_points(py::module_& module) {
    module.def(
        "round_decimal", &rounded, py::arg("value"), py::arg("places"), py::kw_only(), py::arg("rounding") = "half_up",
        "Rounds the shortest decimal that reads back as ``value``: round_decimal(2.675, 2) is 2.68.\n\n"
        "``half_up`` rounds halves away from zero, ``half_even`` is GB/T 8170. ValueError for a value that is not "
        "finite or places beyond 0 to 15."
        R"(

>>> libplan.round_decimal(2.675, 2), round(2.675, 2)
(2.68, 2.67)
>>> libplan.round_decimal(2.5, 0, rounding="half_even")
2.0)");
    module.def(
        "shares_of_100", &shares, py::arg("parts"), py::kw_only(), py::arg("places") = 2,
        "Shares of a sum in percent, rounded so that they sum to exactly 100 (largest remainder, Hare-Niemeyer).\n\n"
        "ValueError for a negative part, a sum of zero or places beyond 0 to 15."
        R"(

>>> libplan.shares_of_100([1, 1, 1], places=1)
[33.4, 33.3, 33.3])");
    module.def("decimal_text", &decimal, py::arg("value"),
               "The shortest decimal that reads back as ``value``: what its score is computed from.");
}

}  // namespace libplan::bindings
