#include "bindings/spoken.hpp"

#include <cstdlib>

namespace libplan::bindings {
namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

Language spoken_language() {
    const std::string_view asked = environment("LIBPLAN_LANG");
    if (asked == "zh") return Language::zh;
    if (asked == "en") return Language::en;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const auto locale = environment(name); !locale.empty())
            return locale.starts_with("en") ? Language::en : Language::zh;
    return Language::zh;
}

py::str shown(const std::string& words) {
    PyObject* decoded = PyUnicode_DecodeUTF8(words.data(), static_cast<py::ssize_t>(words.size()), "replace");
    if (!decoded) throw py::error_already_set();
    return py::reinterpret_steal<py::str>(decoded);
}

py::key_error no_such_id(std::string_view id, Phrase kind, const std::vector<std::string>& known) {
    return py::key_error(text(unknown_id(id, kind, known), spoken_language()));
}

NoSuchChoice::NoSuchChoice(py::str given, const Message& choices)
    : py::value_error(spoken(Phrase::cli_choice, given.cast<std::string>(), choices)), given_(std::move(given)) {}

void NoSuchChoice::set_error() const {
    const py::object error = py::handle(PyExc_ValueError)(what());
    error.attr("choice") = given_;
    PyErr_SetObject(PyExc_ValueError, error.ptr());
}

std::string quoted(const py::handle& given) {
    const py::str words = py::repr(given);
    constexpr std::size_t most = 60;
    if (py::len(words) <= most) return words.cast<std::string>();
    return py::str(words[py::slice(0, most - 1, 1)]).cast<std::string>() + "…";
}

}  // namespace libplan::bindings
