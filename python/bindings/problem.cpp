#include "libplan/problem.hpp"

#include "bindings/record.hpp"
#include "bindings/watching.hpp"
#include "reports/html_text.hpp"

namespace libplan::bindings {
namespace {

/// The Python class InputError, kept for the translator.
py::handle input_error;

void raise_input_error(const InputError& error) {
    py::object value = input_error(shown(to_string(error.problems(), spoken_language())));
    value.attr("problems") = to_python(error.problems());
    PyErr_SetObject(input_error.ptr(), value.ptr());
}

void raise_file_error(const FileError& error) {
    py::object value = py::reinterpret_borrow<py::object>(PyExc_OSError)(
        error.code().value(), shown(text(error.message(), spoken_language())));
    value.attr("message") = py::cast(error.message());
    PyErr_SetObject(py::type::of(value).ptr(), value.ptr());
}

void bind_message(py::module_& module) {
    const auto in = [](Language language) {
        return [language](const Message& message) { return shown(text(message, language)); };
    };
    py::class_<Message> type(module, "Message",
                             "Words in both languages; ``str()`` gives the Chinese, whatever the environment."
                             R"(

>>> folder = libplan.read("examples/qingxin")
>>> progress = libplan.measure(folder.plan, folder.observations, year=2018)
>>> print(progress.reading("all_accidents").reason.zh)
实际315起，达到当年要求<326
>>> print(progress.reading("all_accidents").reason.en)
actual 315起, meets this year's <326)");
    struct Words {
        std::string words;
    };
    construct_by<Words>(type, "Message", {required("words", &Words::words)},
                        [](Words given) { return Message(std::move(given.words)); });
    type.def_property_readonly("zh", in(Language::zh), "The words in Chinese.")
        .def_property_readonly("en", in(Language::en), "The words in English.")
        .def("__str__", in(Language::zh))
        .def("__repr__", [](const Message& message) { return py::repr(shown(text(message, Language::zh))); })
        .def("__bool__", [](const Message& message) { return !text(message, Language::zh).empty(); })
        .def("__hash__", [](const Message& message) { return py::hash(shown(text(message, Language::zh))); });
    compare_by_content(type);
    copy_as_itself(type);
    pickle_by(
        type, "Message",
        [](const Message& message) {
            return py::make_tuple(std::string(phrase_name(message.phrase)), message.words,
                                  to_python(message.arguments));
        },
        [](const py::tuple& parts) {
            const auto phrase = phrase_named(parts[0].cast<std::string>());
            if (!phrase) throw other_pickle("Message");
            Message message(*phrase, parts[2].cast<std::vector<Message>>());
            message.words = parts[1].cast<std::string>();
            return message;
        });
}

/// Unlike in records, of which it is no part, a place on its own is compared.
void bind_place(py::module_& module) {
    py::class_<Place> type(module, "Place",
                           "Where a record stands: file, line and column, counted from 1; 0 is unknown.\n\n"
                           "Of a workbook the sheet as well, with the row as line.");
    construct_by<Place>(type, "Place",
                        {positional("file", &Place::file), positional("line", &Place::line),
                         positional("column", &Place::column), positional("sheet", &Place::sheet)},
                        std::identity());
    type.def_readonly("file", &Place::file, "The file, relative to the plan folder; empty for values built in code.")
        .def_readonly("line", &Place::line, "The line, counted from 1; 0 is unknown.")
        .def_readonly("column", &Place::column, "The column in characters, counted from 1; 0 is unknown.")
        .def_readonly("sheet", &Place::sheet, "The sheet of a workbook; empty for other files.")
        .def("__str__", [](const Place& place) { return to_string(place); })
        .def("__repr__", [](const Place& place) { return "Place('" + to_string(place) + "')"; })
        .def(
            "__eq__",
            [](const Place& place, const py::object& other) -> py::object {
                if (!py::isinstance<Place>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
                return py::bool_(to_string(place) == to_string(other.cast<const Place&>()));
            },
            py::arg("other"))
        .def("__hash__", [](const Place& place) { return py::hash(py::str(to_string(place))); });
    copy_as_itself(type);
    pickle_by(
        type, "Place",
        [](const Place& place) { return py::make_tuple(place.file, place.line, place.column, place.sheet); },
        [](const py::tuple& parts) {
            return Place{parts[0].cast<std::string>(), parts[1].cast<int>(), parts[2].cast<int>(),
                         parts[3].cast<std::string>()};
        });
}

}  // namespace

void bind_problem(py::module_& module) {
    bind_message(module);
    bind_place(module);
    bind_value<Problem>(
        module, "Problem", "One thing that is wrong with the input.",
        required("code", &Problem::code, "A stable name for this kind of problem, e.g. \"unknown-id\"."),
        positional("place", &Problem::place, "Where it stands; without a file for values built in code."),
        positional("message", &Problem::message, "What is wrong and the cure, in both languages."),
        positional("source_line", &Problem::source_line,
                   "The line of the file, for the caret; empty if there is none."))
        .def(
            "text", [](const Problem& problem, Language language) { return to_string(problem, language); },
            py::arg("language") = "zh", "file:line:column, what is wrong and the cure; then the line and a caret.");

    input_error = py::exception<InputError>(module, "InputError", PyExc_ValueError).release();
    input_error.attr("__doc__") =
        "Everything that is wrong with the input, told at once. ``problems`` is a tuple of Problem."
        R"(

>>> try:
...     libplan.Plan("reading", "阅读规划", 2025, 2021)
... except libplan.InputError as error:
...     print(error)
...     print(error.problems[0].code)
...
错误[years] 规划起始年2025晚于结束年2021，请核对
years)";
    py::register_exception_translator([](std::exception_ptr pointer) {
        try {
            if (pointer) std::rethrow_exception(pointer);
        } catch (const InputError& error) {
            raise_input_error(error);
        } catch (const ArgumentError& error) {
            PyErr_SetObject(PyExc_ValueError, shown(text(error.message(), spoken_language())).ptr());
        } catch (const FileError& error) {
            raise_file_error(error);
        }
    });

    module.def(
        "unknown_id",
        [](const std::string& id, const std::string& kind, const std::vector<std::string>& known) {
            const auto phrase = phrase_named(kind);
            if (!phrase) throw py::key_error(kind);
            return unknown_id(id, *phrase, known);
        },
        py::arg("id"), py::arg("kind"), py::arg("known"),
        "That there is no such id, with the nearest of those known; ``kind`` is a phrase, e.g. \"kind_body\".");
    module.def(
        "message",
        [](const std::string& name, const std::vector<std::variant<Message, std::string>>& arguments) {
            const auto phrase = phrase_named(name);
            if (!phrase) throw py::key_error(name);
            Message message(*phrase);
            for (const auto& argument : arguments)
                message.arguments.push_back(std::visit([](const auto& words) { return Message(words); }, argument));
            return message;
        },
        py::arg("phrase"), py::arg("arguments") = py::tuple(), "A phrase of the catalogue by name, in both languages.");
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
        "problem_texts",
        [](const std::vector<Problem>& problems, Language language) { return shown(to_string(problems, language)); },
        py::arg("problems"), py::kw_only(), py::arg("language") = "zh",
        "The first hundred problems, one below the other, and how many more there are.");
    module.def("nearest", &nearest, py::arg("word"), py::arg("known"),
               "The one of those known that a mistyped word may have meant, or an empty text.");
    module.def(
        "log",
        [](const std::string& name, std::vector<std::string> arguments) {
            const auto phrase = phrase_named(name);
            if (!phrase) throw py::key_error(name);
            Log().info(*phrase, std::move(arguments));
        },
        py::arg("phrase"), py::arg("arguments") = std::vector<std::string>(),
        "A phrase of the catalogue to the logger \"libplan\", in the language of the environment.");
    module.def(
        "spoken_language", [] { return spoken_language(); },
        "The language of errors and of what notebooks show: LIBPLAN_LANG, else \"en\" in an English locale, else "
        "\"zh\".\n\n"
        "The environment is asked each time. Results and files depend on it nowhere.");
    module.def(
        "display_width", [](const std::string& words) { return display_width(words); }, py::arg("words"),
        "Columns that words take on a terminal; a Chinese character takes two.");
    module.def(
        "printed_width", [](const std::string& words) { return printed_width(words); }, py::arg("words"),
        "The same in a font for Chinese, on a sheet or in a picture: its quotes and dashes take two as well.");
    module.def(
        "html_text", [](const std::string& words) { return html_text(words); }, py::arg("words"),
        "Words as HTML shows them: escaped, what cannot be seen named by its code, at most 400 characters.");
    module.def(
        "plain_text", [](const std::string& words) { return plain_text(words, whole_text); }, py::arg("words"),
        "Words as a terminal may show them: what would move its cursor or turn the direction is named by its code.");
}

}  // namespace libplan::bindings
