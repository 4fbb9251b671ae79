#include "libplan/progress.hpp"

#include <pybind11/numpy.h>

#include "bindings/record.hpp"

namespace libplan::bindings {
namespace {

enum class ColumnKind { of_series, numbers, flags };

/// All columns with their names and what they hold.
template <class Visit>
void each_column(Visit visit) {
    using All = ProgressColumns;
    using enum ColumnKind;
    visit("indicator", &All::indicator, of_series, "Of each series: its indicator, as an index into ``indicators``.");
    visit("body", &All::body, of_series,
          "Of each series: its body, as an index into ``bodies``; \"\" is the whole area.");
    visit("state", &All::state, numbers, "Codes: indices into ``states``.");
    visit("value", &All::value, numbers,
          "In the indicator's unit; of cumulative targets the sum since the plan began. NaN where there is none.");
    visit("lower", &All::lower, numbers,
          "Lower limit of the admissible values; -inf where there is none, NaN where that cannot be decided.");
    visit("upper", &All::upper, numbers,
          "Upper limit of the admissible values; inf where there is none, NaN where that cannot be decided.");
    visit("lower_open", &All::lower_open, flags, "Whether the lower limit itself is not admissible.");
    visit("upper_open", &All::upper_open, flags, "Whether the upper limit itself is not admissible.");
    visit("met", &All::met, numbers, "1 met, 0 not met, -1 undecidable.");
    visit("required", &All::required, numbers, "What the path through the milestones asks for; NaN without a path.");
    visit("completion", &All::completion, numbers,
          "Share of the way from the baseline to the target (1.0 is all, not clipped); NaN without a way.");
    visit("status", &All::status, numbers, "Codes: indices into ``statuses``.");
    visit("reason", &All::reason, numbers, "Codes: indices into ``reasons``.");
    visit("provisional", &All::provisional, flags, "Rests on figures to be revised.");
    visit("illustrative", &All::illustrative, flags, "Rests on made-up figures.");
}

template <class Number>
py::dtype dtype_of(ColumnKind kind) {
    if (kind == ColumnKind::flags) return py::dtype::of<bool>();
    if constexpr (std::is_enum_v<Number>)
        return py::dtype::of<std::underlying_type_t<Number>>();
    else
        return py::dtype::of<Number>();
}

/// A read-only view that keeps the columns alive.
template <class Number>
py::array view(const py::object& self, Column<Number> ProgressColumns::*column, ColumnKind kind) {
    const auto& columns = self.cast<const ProgressColumns&>();
    std::vector<std::size_t> shape{columns.series()};
    if (kind != ColumnKind::of_series) shape.insert(shape.begin(), columns.years());
    py::array all(dtype_of<Number>(kind), shape, (columns.*column).data(), self);
    all.attr("setflags")(py::arg("write") = false);
    return all;
}

template <class Choice>
py::tuple all_words() {
    std::vector<std::string> words;
    for (const auto& entry : words_for<Choice>()) words.emplace_back(entry.word);
    return to_python(words);
}

py::tuple state_of(const ProgressColumns& columns) {
    py::list state;
    for (const int number : {pickle_version, columns.first_year, columns.last_year}) state.append(number);
    state.append(to_python(columns.indicators));
    state.append(to_python(columns.bodies));
    each_column([&](const char*, auto member, ColumnKind, const char*) {
        const auto& column = columns.*member;
        state.append(py::bytes(reinterpret_cast<const char*>(column.data()), column.size() * sizeof column[0]));
    });
    return py::tuple(state);
}

ProgressColumns columns_of(const py::tuple& state) {
    if (state.empty() || state[0].cast<int>() != pickle_version)
        throw py::value_error("ProgressColumns: pickled by another version of libplan");
    ProgressColumns columns;
    columns.first_year = state[1].cast<int>();
    columns.last_year = state[2].cast<int>();
    columns.indicators = state[3].cast<std::vector<std::string>>();
    columns.bodies = state[4].cast<std::vector<std::string>>();
    std::size_t at = 5;
    each_column([&](const char*, auto member, ColumnKind, const char*) {
        auto& column = columns.*member;
        const std::string_view bytes = py::reinterpret_borrow<py::bytes>(state[at++]);
        column.resize(bytes.size() / sizeof column[0]);
        std::memcpy(column.data(), bytes.data(), column.size() * sizeof column[0]);
    });
    return columns;
}

void bind_columns(py::module_& module) {
    py::class_<ProgressColumns> type(
        module, "ProgressColumns",
        "Where every series, an indicator of a body, stands in every year of a span. The columns are read-only NumPy "
        "views of shape (years, series), without a copy; they need NumPy, which libplan itself does not.");
    type.def_readonly("first_year", &ProgressColumns::first_year)
        .def_readonly("last_year", &ProgressColumns::last_year)
        .def_property_readonly("indicators", [](const ProgressColumns& all) { return to_python(all.indicators); })
        .def_property_readonly("bodies", [](const ProgressColumns& all) { return to_python(all.bodies); })
        .def_property_readonly("states", [](const ProgressColumns&) { return all_words<State>(); })
        .def_property_readonly("statuses", [](const ProgressColumns&) { return all_words<Status>(); })
        .def_property_readonly("reasons", [](const ProgressColumns&) { return all_words<Reason>(); })
        .def("__eq__",
             [](const ProgressColumns& self, const py::object& other) -> py::object {
                 if (!py::isinstance<ProgressColumns>(other))
                     return py::reinterpret_borrow<py::object>(Py_NotImplemented);
                 return py::bool_(self == other.cast<const ProgressColumns&>());
             })
        .def("__repr__",
             [](const ProgressColumns& self) {
                 return "<ProgressColumns " + std::to_string(self.first_year) + "–" + std::to_string(self.last_year) +
                        ": " + std::to_string(self.series()) + " series>";
             })
        .def("__copy__", [](const py::object& self) { return self; })
        .def(
            "__deepcopy__", [](const py::object& self, const py::dict&) { return self; }, py::arg("memo"))
        .def(py::pickle(&state_of, &columns_of));
    type.attr("__hash__") = py::none();
    each_column([&](const char* name, auto member, ColumnKind kind, const char* documentation) {
        type.def_property_readonly(
            name, [member, kind](const py::object& self) { return view(self, member, kind); }, documentation);
    });
}

}  // namespace

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
    bind_columns(module);
    module.def("measure_columns", &measure_columns, py::arg("plan"), py::arg("observations"), py::kw_only(),
               py::arg("first_year"), py::arg("last_year"), py::arg("as_of") = py::none(),
               py::call_guard<py::gil_scoped_release>(),
               "Where every series stands in each year, in columns: what ``measure`` tells, for tens of thousands of "
               "series at once. ValueError if the years are reversed or more than 1000.");
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
