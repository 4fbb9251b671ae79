#include "bindings/record.hpp"

namespace libplan::bindings {

void refuse_unknown(const std::string& name, const std::vector<std::string>& names, const py::kwargs& kwargs) {
    for (const auto& [key, value] : kwargs) {
        const auto given = key.cast<std::string>();
        if (std::find(names.begin(), names.end(), given) != names.end()) continue;
        const std::string near = nearest(given, names);
        throw py::type_error(near.empty() ? spoken(Phrase::field_unknown, name, given)
                                          : spoken(Phrase::field_unknown_near, name, given, near));
    }
}

py::value_error other_pickle(const std::string& name) { return py::value_error(spoken(Phrase::other_pickle, name)); }

py::tuple opened_pickle(const std::string& name, const py::tuple& state) {
    const bool ours = state.size() == 2 && py::isinstance<py::int_>(state[0]) && py::isinstance<py::tuple>(state[1]) &&
                      py::object(state[0]).equal(py::int_(pickle_version));
    if (!ours) throw other_pickle(name);
    return state[1];
}

}  // namespace libplan::bindings
