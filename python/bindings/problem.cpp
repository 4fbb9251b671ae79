#include "libplan/problem.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {
namespace {

/// The Python class InputError, kept for the translator.
py::handle input_error;

void raise_input_error(const InputError& error) {
    py::object value = input_error(error.what());
    value.attr("problems") = to_python(error.problems());
    PyErr_SetObject(input_error.ptr(), value.ptr());
}

void raise_file_error(const FileError& error) {
    py::object value =
        py::reinterpret_borrow<py::object>(PyExc_OSError)(error.code().value(), text(error.message(), Language::zh));
    value.attr("message") = py::cast(error.message());
    PyErr_SetObject(py::type::of(value).ptr(), value.ptr());
}

}  // namespace

void bind_problem(py::module_& module) {
    py::class_<Message>(module, "Message", "Words in both languages; ``str()`` gives the Chinese.")
        .def(py::init<std::string>(), py::arg("words"))
        .def_property_readonly("zh", [](const Message& message) { return text(message, Language::zh); })
        .def_property_readonly("en", [](const Message& message) { return text(message, Language::en); })
        .def("__str__", [](const Message& message) { return text(message, Language::zh); })
        .def("__repr__", [](const Message& message) { return py::repr(py::str(text(message, Language::zh))); })
        .def("__bool__", [](const Message& message) { return !text(message, Language::zh).empty(); })
        .def("__eq__",
             [](const Message& message, const py::object& other) -> py::object {
                 if (!py::isinstance<Message>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
                 return py::bool_(message == other.cast<const Message&>());
             })
        .def("__hash__", [](const Message& message) { return py::hash(py::str(text(message, Language::zh))); })
        .def(py::pickle(
            [](const Message& message) {
                return py::make_tuple(pickle_version, std::string(phrase_name(message.phrase)), message.words,
                                      to_python(message.arguments));
            },
            [](const py::tuple& state) {
                const auto phrase = phrase_named(state[1].cast<std::string>());
                if (state[0].cast<int>() != pickle_version || !phrase)
                    throw py::value_error("Message: pickled by another version of libplan");
                Message message(*phrase, state[3].cast<std::vector<Message>>());
                message.words = state[2].cast<std::string>();
                return message;
            }));

    py::class_<Place>(module, "Place", "Where a record stands: file, line and column, counted from 1; 0 is unknown.")
        .def(py::init([](std::string file, int line, int column) {
                 return Place{std::move(file), line, column};
             }),
             py::arg("file") = "", py::arg("line") = 0, py::arg("column") = 0)
        .def_readonly("file", &Place::file)
        .def_readonly("line", &Place::line)
        .def_readonly("column", &Place::column)
        .def("__str__", [](const Place& place) { return to_string(place); })
        .def("__repr__", [](const Place& place) { return "Place('" + to_string(place) + "')"; })
        .def("__eq__",
             [](const Place& place, const py::object& other) -> py::object {
                 if (!py::isinstance<Place>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
                 return py::bool_(to_string(place) == to_string(other.cast<const Place&>()));
             })
        .def("__hash__", [](const Place& place) { return py::hash(py::str(to_string(place))); })
        .def(py::pickle([](const Place& place) { return py::make_tuple(place.file, place.line, place.column); },
                        [](const py::tuple& state) {
                            return Place{state[0].cast<std::string>(), state[1].cast<int>(), state[2].cast<int>()};
                        }));

    bind_value<Problem>(module, "Problem", "One thing that is wrong with the input.", required("code", &Problem::code),
                        field("place", &Problem::place), field("message", &Problem::message),
                        field("source_line", &Problem::source_line))
        .def(
            "text", [](const Problem& problem, Language language) { return to_string(problem, language); },
            py::arg("language") = "zh", "file:line:column, what is wrong and the cure; then the line and a caret.");

    input_error = py::exception<InputError>(module, "InputError", PyExc_ValueError).release();
    input_error.attr("__doc__") =
        "Everything that is wrong with the input, told at once. ``problems`` is a tuple of Problem.";
    py::register_exception_translator([](std::exception_ptr pointer) {
        try {
            if (pointer) std::rethrow_exception(pointer);
        } catch (const InputError& error) {
            raise_input_error(error);
        } catch (const FileError& error) {
            raise_file_error(error);
        }
    });

    module.def(
        "message",
        [](const std::string& name, const std::vector<std::string>& arguments) {
            const auto phrase = phrase_named(name);
            if (!phrase) throw py::key_error(name);
            return Message(*phrase, {arguments.begin(), arguments.end()});
        },
        py::arg("phrase"), py::arg("arguments") = std::vector<std::string>(),
        "A phrase of the catalogue by name, in both languages.");
    module.def(
        "say",
        [](const std::string& name, const std::vector<std::string>& arguments, Language language) {
            const auto phrase = phrase_named(name);
            if (!phrase) throw py::key_error(name);
            return text(Message(*phrase, {arguments.begin(), arguments.end()}), language);
        },
        py::arg("phrase"), py::arg("arguments") = std::vector<std::string>(), py::kw_only(), py::arg("language") = "zh",
        "A phrase of the catalogue by name.");
    module.def(
        "display_width", [](const std::string& words) { return display_width(words); }, py::arg("words"),
        "Columns that words take on a terminal; a Chinese character takes two.");
}

}  // namespace libplan::bindings
