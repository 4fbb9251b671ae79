#pragma once
// What Python is told: from the one catalogue, in the language of the environment.
#include <pybind11/pybind11.h>

#include "libplan/problem.hpp"

namespace libplan::bindings {

namespace py = pybind11;

/// LIBPLAN_LANG, else the locale: English only if it says so. The environment is asked each time and nothing is
/// remembered; only errors and what a notebook shows depend on it.
Language spoken_language();

template <class... Arguments>
std::string spoken(Phrase phrase, Arguments&&... arguments) {
    return say(spoken_language(), phrase, std::forward<Arguments>(arguments)...);
}

/// Words as a Python string; bytes that are not UTF-8, as a name on disk may hold, show as replacement characters.
py::str shown(const std::string& words);

/// The KeyError of an id that is not among those known; it names the nearest.
py::key_error no_such_id(std::string_view id, Phrase kind, const std::vector<std::string>& known);

/// The ValueError of a word that is not among the choices; it holds the word as ``choice``, so that who knows the call
/// can tell which argument it was given for.
class NoSuchChoice : public py::value_error {
public:
    NoSuchChoice(py::str given, const Message& choices);
    void set_error() const override;

private:
    py::str given_;
};

/// A value as an error quotes it, cut where it is long.
std::string quoted(const py::handle& given);

}  // namespace libplan::bindings
