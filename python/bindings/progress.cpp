#include "libplan/progress.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_progress(py::module_& module) {
    bind_value<Observation>(
        module, "Observation",
        "One figure. ``body`` empty is the whole area; ``places`` are the decimals as printed; ``unit`` empty is the "
        "indicator's.",
        required("indicator", &Observation::indicator), required("period", &Observation::period),
        field("value", &Observation::value), field("state", &Observation::state), field("body", &Observation::body),
        field("places", &Observation::places), field("unit", &Observation::unit), field("source", &Observation::source),
        field("basis", &Observation::basis), field("as_of", &Observation::as_of),
        field("text_line", &Observation::text_line), field("provisional", &Observation::provisional),
        field("illustrative", &Observation::illustrative), field("place", &Observation::place));
    py::class_<Observations>(module, "Observations", "Figures, held in columns.")
        .def(py::init([](const std::vector<Observation>& rows) {
                 Observations observations;
                 for (const Observation& row : rows) observations.add(row);
                 return observations;
             }),
             py::arg("rows") = std::vector<Observation>())
        .def("__len__", &Observations::size)
        .def("__getitem__",
             [](const Observations& observations, std::size_t row) {
                 if (row >= observations.size()) throw py::index_error();
                 return observations[row];
             })
        .def("__eq__",
             [](const Observations& self, const py::object& other) -> py::object {
                 if (!py::isinstance<Observations>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
                 return py::bool_(self == other.cast<const Observations&>());
             })
        .def("__repr__", [](const Observations& self) { return "<Observations: " + std::to_string(self.size()) + ">"; })
        .def(py::pickle(
            [](const Observations& self) {
                std::vector<Observation> rows;
                for (std::size_t row = 0; row < self.size(); ++row) rows.push_back(self[row]);
                return py::make_tuple(pickle_version, to_python(rows));
            },
            [](const py::tuple& state) {
                Observations observations;
                for (const Observation& row : state[1].cast<std::vector<Observation>>()) observations.add(row);
                return observations;
            }));
    bind_value<Interval>(module, "Interval", "The values that meet a target; an open side excludes its limit.",
                         field("lower", &Interval::lower), field("upper", &Interval::upper),
                         field("lower_open", &Interval::lower_open), field("upper_open", &Interval::upper_open))
        .def("__contains__", [](const Interval& interval, double value) { return interval.contains(value); })
        .def("__str__", [](const Interval& interval) { return to_string(interval); });
    bind_value<Reading>(
        module, "Reading",
        "Where one indicator of one body stands in a year. ``completion`` and ``time_gone`` are shares (1.0 is all); "
        "``met`` is None where it cannot be decided, and ``reason`` says why.",
        required("indicator", &Reading::indicator), field("body", &Reading::body), field("year", &Reading::year),
        field("state", &Reading::state), field("value", &Reading::value), field("admissible", &Reading::admissible),
        field("stated", &Reading::stated), field("final_interval", &Reading::final_interval),
        field("met", &Reading::met), field("required", &Reading::required), field("time_gone", &Reading::time_gone),
        field("completion", &Reading::completion), field("ratio_to_target", &Reading::ratio_to_target),
        field("status", &Reading::status), field("reason", &Reading::reason),
        field("provisional", &Reading::provisional), field("illustrative", &Reading::illustrative),
        field("place", &Reading::place), field("title", &Reading::title), field("unit", &Reading::unit));
    bind_value<Progress>(module, "Progress", "Where every indicator with a target stands in a year, in plan order.",
                         required("year", &Progress::year), field("readings", &Progress::readings))
        .def(
            "reading",
            [](const Progress& progress, const std::string& indicator, const std::string& body) {
                const Reading* reading = progress.find(indicator, body);
                if (!reading) throw py::key_error(indicator + (body.empty() ? "" : ", " + body));
                return *reading;
            },
            py::arg("indicator"), py::arg("body") = "", "The reading of an indicator; KeyError if there is none.");
    module.def("measure", &measure, py::arg("plan"), py::arg("observations"), py::kw_only(), py::arg("year"),
               py::arg("as_of") = py::none(), py::call_guard<py::gil_scoped_release>(),
               "Where every indicator stands in ``year``, by what was known on ``as_of`` (None: all that is known): "
               "value, admissible interval, required value on the path, "
               "status and reason.");
    module.def(
        "value_of",
        [](const Plan& plan, const Observations& observations, const Indicator& indicator, const Period& period,
           const std::string& body, const std::optional<Date>& as_of) -> std::optional<double> {
            const Taken taken = value_of(plan, observations, indicator, body, period, as_of);
            return taken.state == State::value ? std::optional(taken.value) : std::nullopt;
        },
        py::arg("plan"), py::arg("observations"), py::arg("indicator"), py::arg("period"), py::kw_only(),
        py::arg("body") = "", py::arg("as_of") = py::none(),
        "An indicator's figure for a period: its own, else added up from finer periods that tile it exactly (a mean "
        "weighs them by their months), computed as a ratio, or "
        "rolled up from the bodies below; None where one of them is missing.");
    module.def("required_value", &required_value, py::arg("plan"), py::arg("indicator"), py::arg("year"),
               "The value that the path from the baseline through the milestones asks of a year; None without a path.");
}

}  // namespace libplan::bindings
