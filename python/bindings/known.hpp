#pragma once
// The KeyError of an id that none of the records has.
#include "bindings/spoken.hpp"

namespace libplan::bindings {

/// It names the nearest id; whoever writes a title where an id belongs is told the id.
template <class Records>
py::key_error none_of(const Records& records, const std::string& id, Phrase kind) {
    std::vector<std::string> ids;
    for (const auto& record : records) {
        if (record.title == id)
            return py::key_error(say(spoken_language(), Phrase::unknown_id_near, id, kind, record.id));
        ids.push_back(record.id);
    }
    return no_such_id(id, kind, ids);
}

}  // namespace libplan::bindings
