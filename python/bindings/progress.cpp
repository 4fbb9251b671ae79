#include "libplan/progress.hpp"

#include <pybind11/numpy.h>

#include "bindings/given.hpp"
#include "bindings/known.hpp"
#include "bindings/watching.hpp"

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
py::array column_view(const py::object& self, Column<Number> ProgressColumns::*column, ColumnKind kind) {
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

py::tuple column_parts(const ProgressColumns& columns) {
    py::list parts;
    for (const int number : {columns.first_year, columns.last_year}) parts.append(number);
    parts.append(to_python(columns.indicators));
    parts.append(to_python(columns.bodies));
    each_column([&](const char*, auto member, ColumnKind, const char*) {
        const auto& column = columns.*member;
        parts.append(py::bytes(reinterpret_cast<const char*>(column.data()), column.size() * sizeof column[0]));
    });
    return py::tuple(parts);
}

ProgressColumns columns_of(const py::tuple& parts) {
    ProgressColumns columns;
    columns.first_year = parts[0].cast<int>();
    columns.last_year = parts[1].cast<int>();
    columns.indicators = parts[2].cast<std::vector<std::string>>();
    columns.bodies = parts[3].cast<std::vector<std::string>>();
    std::size_t at = 4;
    each_column([&](const char*, auto member, ColumnKind, const char*) {
        auto& column = columns.*member;
        const std::string_view bytes = py::reinterpret_borrow<py::bytes>(parts[at++]);
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
    refuse_to_construct(type, "ProgressColumns", "measure_columns(plan, observations, first_year=..., last_year=...)");
    type.def_readonly("first_year", &ProgressColumns::first_year, "The first year judged.")
        .def_readonly("last_year", &ProgressColumns::last_year, "The last year judged.")
        .def_property_readonly(
            "indicators", [](const ProgressColumns& all) { return to_python(all.indicators); },
            "Ids of the indicators.")
        .def_property_readonly(
            "bodies", [](const ProgressColumns& all) { return to_python(all.bodies); },
            "Ids of the bodies; \"\" is the whole area.")
        .def_property_readonly(
            "states", [](const ProgressColumns&) { return all_words<State>(); }, "What the codes of ``state`` mean.")
        .def_property_readonly(
            "statuses", [](const ProgressColumns&) { return all_words<Status>(); },
            "What the codes of ``status`` mean.")
        .def_property_readonly(
            "reasons", [](const ProgressColumns&) { return all_words<Reason>(); }, "What the codes of ``reason`` mean.")
        .def("__repr__", [](const ProgressColumns& self) {
            return "<ProgressColumns " + std::to_string(self.first_year) + "–" + std::to_string(self.last_year) + ": " +
                   std::to_string(self.series()) + " series>";
        });
    compare_by_content(type);
    copy_as_itself(type);
    pickle_by(type, "ProgressColumns", &column_parts, &columns_of);
    type.attr("__hash__") = py::none();
    each_column([&](const char* name, auto member, ColumnKind kind, const char* documentation) {
        type.def_property_readonly(
            name, [member, kind](const py::object& self) { return column_view(self, member, kind); }, documentation);
    });
}

Observations observations_of(const std::vector<Observation>& rows) {
    Observations observations;
    for (const Observation& row : rows) observations.add(row);
    return observations;
}

py::object rows_of(const Observations& observations) {
    std::vector<Observation> rows;
    for (std::size_t row = 0; row < observations.size(); ++row) rows.push_back(observations[row]);
    return to_python(rows);
}

/// A figure by its place, also from the end, or the figures of a slice.
py::object picked(const Observations& self, const py::object& row) {
    const auto size = static_cast<py::ssize_t>(self.size());
    if (py::isinstance<py::slice>(row)) {
        Observations some;
        for (const py::handle at : py::module_::import("builtins").attr("range")(size)[row])
            some.add(self[at.cast<std::size_t>()]);
        return py::cast(std::move(some));
    }
    if (!PyIndex_Check(row.ptr()))
        throw py::type_error(
            spoken(Phrase::field_type, "Observations[…]", Message(Phrase::type_or, {"int", "slice"}), quoted(row)));
    const auto at = row.attr("__index__")().cast<py::ssize_t>();
    if (at < -size || at >= size)
        throw py::index_error(spoken(Phrase::row_beyond, std::to_string(at), std::to_string(size)));
    return py::cast(self[static_cast<std::size_t>(at < 0 ? at + size : at)]);
}

void bind_observations(py::module_& module) {
    py::class_<Observations> type(module, "Observations",
                                  "Figures, held in columns; a sequence of Observation. Made of these, or of a table "
                                  "as ``observations`` takes it."
                                  R"(

>>> figures = libplan.Observations([libplan.Observation("loans", 2022, 33.1)])
>>> len(figures), figures[0].value
(1, 33.1))");
    struct Parts {
        Observations rows;
    };
    struct RowsField final : ValueField<Observations> {
        RowsField() : ValueField("rows", &Parts::rows) {}
        void set(void* parts, const py::handle& given) const override {
            of(parts) = *Figures({py::reinterpret_borrow<py::object>(given)}, nullptr);
        }
    };
    construct_by<Parts>(type, "Observations", {positional(std::make_shared<RowsField>())},
                        [](Parts parts) { return std::move(parts.rows); });
    type.def("__len__", &Observations::size)
        .def(
            "__getitem__", [](const Observations& self, const py::object& row) { return picked(self, row); },
            py::arg("row"))
        .def("__repr__", [](const Observations& self) { return "<Observations: " + std::to_string(self.size()) + ">"; })
        .def("__hash__", [](const Observations& self) {  // equal figures have equal values; 0.0 and -0.0 are equal
            std::size_t hash = self.size();
            for (const double value : self.values()) hash = hash * 1'000'003 ^ std::hash<double>()(value);
            return hash;
        });
    compare_by_content(type);
    copy_as_itself(type);
    pickle_by(
        type, "Observations", [](const Observations& self) { return py::make_tuple(rows_of(self)); },
        [](const py::tuple& parts) { return observations_of(parts[0].cast<std::vector<Observation>>()); });
}

/// A KeyError names the indicator, or the body if the indicator is there for others.
const Reading& found_reading(const Progress& progress, const std::string& indicator, const std::string& body) {
    if (const Reading* reading = progress.find(indicator, body)) return *reading;
    std::vector<std::string> indicators, bodies;
    for (const Reading& reading : progress.readings) {
        indicators.push_back(reading.indicator);
        if (reading.indicator == indicator) bodies.push_back(reading.body);
    }
    if (bodies.empty()) throw no_such_id(indicator, Phrase::kind_indicator, indicators);
    throw no_such_id(body, Phrase::kind_body, bodies);
}

}  // namespace

void bind_progress(py::module_& module) {
    bind_value<Observation>(
        module, "Observation",
        "One figure. ``body`` empty is the whole area; ``places`` are the decimals as printed; ``unit`` empty is the "
        "indicator's."
        R"(

>>> figure = libplan.Observation("loans", "2022H1", 16.2)
>>> figure.state
'value'
>>> libplan.Observation("loans", 2023, state="not_scored").state
'not_scored')",
        required("indicator", &Observation::indicator, "Id of the indicator."),
        required("period", &Observation::period, "The period the figure is of."),
        stated_value<Observation>(
            "In ``unit``; None unless the state is \"value\". A value that is given makes the state \"value\"."),
        field("state", &Observation::state,
              "\"value\", \"missing\", \"not_applicable\" (不涉及) or \"not_scored\" (未评); \"missing\" unless a "
              "value is given."),
        field("body", &Observation::body, "Id of the body; empty: the whole area."),
        field("places", &Observation::places, "Decimals as printed."),
        field("unit", &Observation::unit, "The unit of the value; empty: the indicator's."),
        field("source", &Observation::source, "Where the figure comes from, e.g. a yearbook."),
        field("basis", &Observation::basis, "What the figure covers (口径); empty: the indicator's."),
        field("as_of", &Observation::as_of,
              "The day it was published; the latest known figure counts. None: known all along."),
        field("text_line", &Observation::text_line,
              "Line of the plan's text it is printed on, counted from 1; 0: none."),
        field("provisional", &Observation::provisional, "True: to be revised (初步数)."),
        field("illustrative", &Observation::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Observation::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_observations(module);
    bind_value<Interval>(module, "Interval",
                         "The values that meet a target; an open side excludes its limit."
                         R"(

>>> 94.5 in libplan.Interval(95, 100)
False
>>> str(libplan.Interval(95, 100))
'[95, 100]')",
                         positional("lower", &Interval::lower, "The lower limit; -inf: none."),
                         positional("upper", &Interval::upper, "The upper limit; inf: none."),
                         field("lower_open", &Interval::lower_open, "True: the lower limit itself does not meet it."),
                         field("upper_open", &Interval::upper_open, "True: the upper limit itself does not meet it."))
        .def("__contains__", [](const Interval& interval, double value) { return interval.contains(value); })
        .def("__str__", [](const Interval& interval) { return to_string(interval); });
    bind_value<CourseYear>(
        module, "CourseYear", "One year on an indicator's way from its baseline to its last target.",
        required("year", &CourseYear::year, "The year."),
        field("value", &CourseYear::value,
              "What is known of it, up to the year measured; of a cumulative target the sum so far. None: nothing."),
        field("required", &CourseYear::required, "What the path through the milestones asks of it; None: no path."),
        field("admissible", &CourseYear::admissible, "What is asked of it; None: nothing, or undecidable."));
    bind_value<Reading>(
        module, "Reading",
        "Where one indicator of one body stands in a year. ``completion`` and ``time_gone`` are shares (1.0 is all); "
        "``met`` is None where it cannot be decided, and ``reason`` says why.",
        required("indicator", &Reading::indicator, "Id of the indicator."),
        field("body", &Reading::body, "Id of the body; empty: the whole area."),
        field("year", &Reading::year, "The year measured."),
        field("state", &Reading::state, "Whether there is a value for the year, and why not."),
        field("value", &Reading::value,
              "Of the year, in ``unit``; of a cumulative target the sum since the plan began. None without one."),
        field("admissible", &Reading::admissible,
              "What is asked of this year: common to all targets stated for it, else to the final ones. None: "
              "undecidable."),
        field("stated", &Reading::stated, "True: the plan states a target for this very year."),
        field("final_interval", &Reading::final_interval, "What the last target asks; None: undecidable."),
        field("met", &Reading::met,
              "Whether the value lies inside ``admissible``; None: undecidable, and ``reason`` says why."),
        field("required", &Reading::required,
              "What the path through the milestones asks of the year, in ``unit``; None: no path."),
        field("goal", &Reading::goal,
              "Where the path leads: the last level, or the total of a sum, in the indicator's unit; None: no single "
              "level."),
        field("time_gone", &Reading::time_gone,
              "Share of the time from the baseline to the target's year that is gone, 0 to 1."),
        field("completion", &Reading::completion,
              "Share of the way from the baseline to the target, unclipped: 1.0 is all of it, negative is backwards."),
        field("ratio_to_target", &Reading::ratio_to_target,
              "Value over target; of a reduction (1 - r') / (1 - r), where below 1 is better. None: undecidable."),
        field("status", &Reading::status, "\"achieved_early\", \"ahead\", \"on_track\", \"behind\" or \"unknown\"."),
        field("reason", &Reading::reason, "Why the status is what it is, with its figures, in both languages."),
        field("provisional", &Reading::provisional, "True: rests on figures to be revised (初步数)."),
        field("illustrative", &Reading::illustrative, "True: rests on made-up figures (示例)."),
        field("place", &Reading::place, "Where the indicator stands in the plan folder; takes no part in equality."),
        field("title", &Reading::title, "The indicator's name, so that a reading can be read without its plan."),
        field("unit", &Reading::unit, "The indicator's unit."),
        field("course", &Reading::course,
              "Year by year from the baseline, or the plan's first year, to its last: what a chart of it shows."));
    bind_value<Progress>(module, "Progress", "Where every indicator with a target stands in a year, in plan order.",
                         required("year", &Progress::year, "The year measured."),
                         field("readings", &Progress::readings, "In plan order, the whole area before bodies."))
        .def("reading", &found_reading, py::arg("indicator"), py::arg("body") = "",
             "The reading of an indicator, of the whole area or of a body; KeyError names the nearest id.");
    bind_columns(module);
    module.def(
        "measure_columns",
        [](const Plan& plan, const GivenFigures& observations, int first_year, int last_year,
           const std::optional<Date>& as_of) {
            for (const int year : {first_year, last_year}) require_year(plan, year);
            const Figures figures(observations, plan, as_of);
            const Released released;
            return measure_columns(plan, *figures, first_year, last_year, as_of);
        },
        py::arg("plan"), py::arg("observations"), py::kw_only(), py::arg("first_year"), py::arg("last_year"),
        py::arg("as_of") = py::none(),
        "Where every series stands in each year, in columns: what ``measure`` tells, for tens of thousands of "
        "series at once. InputError for years outside the plan, or reversed."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> columns = libplan.measure_columns(
...     folder.plan, folder.observations, first_year=2016, last_year=2018
... )
>>> columns
<ProgressColumns 2016–2018: 148 series>
>>> columns.value.shape
(3, 148)
>>> series = [
...     (columns.indicators[indicator], columns.bodies[body])
...     for indicator, body in zip(columns.indicator, columns.body)
... ]
>>> of_the_area = columns.status[:, series.index(("vehicle_online", ""))]
>>> [columns.statuses[code] for code in of_the_area]
['ahead', 'ahead', 'behind'])");
    module.def(
        "measure",
        [](const Plan& plan, const GivenFigures& observations, int year, const std::optional<Date>& as_of) {
            require_year(plan, year);
            const Figures figures(observations, plan, as_of);
            const Released released;
            return measure(plan, *figures, year, as_of);
        },
        py::arg("plan"), py::arg("observations"), py::kw_only(), py::arg("year"), py::arg("as_of") = py::none(),
        "Where every indicator stands in ``year``, by what was known on ``as_of`` (None: all that is known): "
        "value, admissible interval, required value on the path, "
        "status and reason. InputError for a year outside the plan."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> progress = libplan.measure(folder.plan, folder.observations, year=2018)
>>> reading = progress.reading("vehicle_online")
>>> reading.value, reading.met, reading.status
(77.0, False, 'behind')
>>> print(reading.reason)
实际77%，应达79.02%，完成48%，时间过去60%)");
    module.def(
        "value_of",
        [](const Plan& plan, const GivenFigures& observations, const Indicator& indicator, const GivenPeriod& period,
           const std::string& body, const std::optional<Date>& as_of) -> std::optional<double> {
            if (!body.empty() && !plan.find_body(body)) throw none_of(plan->bodies, body, Phrase::kind_body);
            const Figures figures(observations, &plan);
            const Taken taken = value_of(plan, *figures, indicator, body, period.period, as_of);
            return taken.state == State::value ? std::optional(taken.value) : std::nullopt;
        },
        py::arg("plan"), py::arg("observations"), py::arg("indicator"), py::arg("period"), py::kw_only(),
        py::arg("body") = "", py::arg("as_of") = py::none(),
        "An indicator's figure for a period: its own, else added up from finer periods that tile it exactly (a mean "
        "weighs them by their months), computed as a ratio, or "
        "rolled up from the bodies below; None where one of them is missing. KeyError for a body that is not in the "
        "plan."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> accidents = folder.plan.indicator("accidents")
>>> libplan.value_of(folder.plan, folder.observations, accidents, 2018)
315.0)");
    module.def(
        "required_value",
        [](const Plan& plan, const Indicator& indicator, int year) {
            require_year(plan, year);
            return required_value(plan, indicator, year);
        },
        py::arg("plan"), py::arg("indicator"), py::arg("year"),
        "The value that the path from the baseline through the milestones asks of a year; None without a path. "
        "InputError for a year outside the plan."
        R"(

>>> plan = libplan.read("examples/qingxin").plan
>>> libplan.required_value(plan, plan.indicator("road_hazard_control"), 2019)
90.28804514474344)");
}

}  // namespace libplan::bindings
