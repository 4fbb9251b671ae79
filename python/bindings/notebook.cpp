// What a notebook and print() show of values, and the tuples in which some come so that they can be shown together.
#include "reports/notebook.hpp"

#include <pybind11/pybind11.h>

#include "bindings/record.hpp"
#include "bindings/scores.hpp"
#include "libplan/table.hpp"
#include "reports/html.hpp"

namespace libplan::bindings {
namespace {

/// A method given to a class that is there already.
template <class Function>
void add_method(const py::object& type, const char* name, Function function, const char* documentation) {
    type.attr(name) =
        py::cpp_function(std::move(function), py::name(name), py::is_method(type), py::doc(documentation));
}

/// What IPython prints: the table where the value stands alone, one line where it stands inside another.
void print_pretty(const py::object& value, const py::object& printer, bool cycle) {
    const bool alone = !cycle && py::len(printer.attr("stack")) <= 1;
    printer.attr("text")(alone ? py::str(value) : py::repr(value));
}

/// `of` gives the pages of a value in a language, or nothing.
template <class Pages_>
void show_by(const py::object& type, Pages_ of) {
    add_method(
        type, "_repr_html_",
        [of](const py::object& value) -> py::object {
            const Language language = spoken_language();
            const std::optional<Pages> pages = of(value, language);
            return pages ? py::object(py::str(paint_html(*pages, language))) : py::none();
        },
        "Tables for a notebook, in the language of the value or else of the environment: below 50 KB, without "
        "scripts.");
    add_method(
        type, "__str__",
        [of](const py::object& value) -> py::str {
            const Language language = spoken_language();
            const std::optional<Pages> pages = of(value, language);
            return pages ? py::str(text_of(*pages, language)) : py::repr(value);
        },
        "Tables for a terminal of 80 columns, in the language of the value or else of the environment; what is long is "
        "cut and counted.");
    add_method(type, "_repr_pretty_", &print_pretty, "What IPython prints.");
}

template <class Value>
void show() {
    show_by(py::type::of<Value>(), [](const py::object& value, [[maybe_unused]] Language language) {
        const auto& shown = value.cast<const Value&>();
        if constexpr (requires { pages_of(shown); })
            return std::optional(pages_of(shown));
        else
            return std::optional(pages_of(shown, language));
    });
}

/// A tuple of values of one kind that shows them in one table. Slices and sums are such tuples again.
template <class Value>
void bind_sequence(py::module_& module, const char* name, const char* documentation) {
    const auto tuple = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(&PyTuple_Type));
    py::dict members;
    members["__doc__"] = documentation;
    members["__module__"] = module.attr("__name__");
    members["__slots__"] = py::tuple();
    const py::object type = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(&PyType_Type))(
        name, py::make_tuple(tuple), members);
    module.attr(name) = type;
    show_by(type, [](const py::object& values, Language language) -> std::optional<Pages> {
        std::vector<Value> all;
        for (const py::handle value : values) {
            if (!py::isinstance<Value>(value)) return std::nullopt;
            all.push_back(value.cast<const Value&>());
        }
        return pages_of(all, language);
    });
    add_method(
        type, "__repr__",
        [name](const py::object& values) {
            return "<" + std::string(name) + ": " + std::to_string(py::len(values)) + ">";
        },
        "How many there are.");
    add_method(
        type, "__getitem__",
        [tuple](const py::object& values, const py::object& at) -> py::object {
            const py::object found = tuple.attr("__getitem__")(values, at);
            return py::isinstance<py::slice>(at) ? py::type::of(values)(found) : found;
        },
        "One of them, or a slice as such a tuple again.");
    add_method(
        type, "__add__",
        [tuple](const py::object& values, const py::object& others) {
            return py::type::of(values)(tuple.attr("__add__")(values, others));
        },
        "These and then the others.");
    sequence_type<Value> = py::object(type).release();
}

template <class... Values>
void show_each() {
    (show<Values>(), ...);
}

}  // namespace

void bind_notebook(py::module_& module) {
    show_each<Plan, PlanFolder, Indicator, Target, Task, Scheme>();
    show_each<Reading, Progress, SideBySide, ProgressColumns, Observations, Series, TaskBoard>();
    show_each<Assessment, GradedScores, Scorecard, TotalChange, ItemChange, Attainment, YearResults>();
    show_each<Finding, Problem, Notice, Collected, Reconciliation>();
    add_method(py::type::of<Table>(), "_repr_pretty_", &print_pretty, "What IPython prints.");
    bind_sequence<Finding>(module, "Findings", "Findings, as a tuple that a notebook and print() show as one table.");
    bind_sequence<Problem>(module, "Problems", "Problems, as a tuple that a notebook and print() show as one table.");
    bind_sequence<Notice>(module, "Notices", "Notices, as a tuple that a notebook and print() show as one table.");
    bind_sequence<Indicator>(module, "Indicators",
                             "Indicators, as a tuple that a notebook and print() show as one table.");
    bind_sequence<Task>(module, "Tasks", "Tasks, as a tuple that a notebook and print() show as one table.");
}

}  // namespace libplan::bindings
