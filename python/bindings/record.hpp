#pragma once
// A plain struct as an immutable Python value: keyword constructor, read-only properties, ==, hash, repr, copy, pickle.
#include <pybind11/pybind11.h>

#include "bindings/casters.hpp"
#include "libplan/assess.hpp"
#include "libplan/problem.hpp"

namespace libplan::bindings {

namespace py = pybind11;

/// Pickles of another number are refused: the fields may mean something else.
inline constexpr int pickle_version = 1;

template <class Record, class Value>
struct Field {
    using value_type = Value;
    const char* name;
    Value Record::*member;
    bool required = false;
};

template <class Record, class Value>
Field<Record, Value> field(const char* name, Value Record::*member) {
    return {name, member, false};
}
template <class Record, class Value>
Field<Record, Value> required(const char* name, Value Record::*member) {
    return {name, member, true};
}

// ---- C++ to Python: sequences become tuples, so that nothing looks as if it could be changed in place ----

template <class Value>
py::object to_python(const Value& value) {
    return py::cast(value);
}
template <class Value>
py::object to_python(const std::vector<Value>& values) {
    py::tuple all(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) all[i] = to_python(static_cast<const Value&>(values[i]));
    return all;
}
inline py::object to_python(const std::vector<bool>& values) {
    py::tuple all(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) all[i] = py::bool_(values[i]);
    return all;
}
template <class Value>
py::object to_python(const std::optional<Value>& value) {
    return value ? to_python(*value) : py::none();
}

// ---- Python to C++ ----

template <class Record, class Value>
void take(Record& record, const Field<Record, Value>& field, const std::string& name, const py::handle& given) {
    try {
        record.*field.member = py::cast<Value>(given);
    } catch (const py::cast_error&) {
        throw py::type_error(name + "." + field.name + ": " + py::repr(given).cast<std::string>());
    } catch (const py::value_error& error) {
        throw py::value_error(name + "." + field.name + ": " + error.what());
    }
}

/// Fills a record from positional and keyword arguments.
template <class Record, class... Values>
Record build(const std::string& name, const std::tuple<Field<Record, Values>...>& fields, const py::args& args,
             const py::kwargs& kwargs) {
    Record record{};
    std::size_t index = 0;
    std::size_t named = 0;
    std::vector<std::string> names;
    const auto visit = [&](const auto& field) {
        names.emplace_back(field.name);
        const std::size_t at = index++;
        const bool has_name = kwargs.contains(field.name);
        named += has_name ? 1 : 0;
        if (at < args.size() && has_name) throw py::type_error(name + "." + field.name + ": given twice");
        if (at < args.size())
            take(record, field, name, args[at]);
        else if (has_name)
            take(record, field, name, kwargs[field.name]);
        else if (field.required)
            throw py::type_error(name + "() needs " + field.name);
    };
    std::apply([&](const auto&... each) { (visit(each), ...); }, fields);
    if (args.size() > sizeof...(Values)) throw py::type_error(name + "() takes fewer arguments");
    if (named == kwargs.size()) return record;
    for (const auto& [key, value] : kwargs) {
        const auto given = key.template cast<std::string>();
        if (std::find(names.begin(), names.end(), given) != names.end()) continue;
        const std::string near = nearest(given, names);
        throw py::type_error(name + "() has no " + given + (near.empty() ? "" : "; did you mean " + near + "?"));
    }
    return record;
}

template <class Record, class... Values>
std::string representation(const std::string& name, const std::tuple<Field<Record, Values>...>& fields,
                           const Record& record) {
    const Record plain{};
    std::string words;
    const auto visit = [&](const auto& field) {
        if (std::string_view(field.name) == "place" || (!field.required && record.*field.member == plain.*field.member))
            return;
        std::string value = py::repr(to_python(record.*field.member)).template cast<std::string>();
        if constexpr (requires { (record.*field.member).size(); })
            if (display_width(value) > 60 && !std::is_same_v<std::decay_t<decltype(record.*field.member)>, std::string>)
                value = "<" + std::to_string((record.*field.member).size()) + ">";
        words += (words.empty() ? "" : ", ") + std::string(field.name) + "=" + value;
    };
    std::apply([&](const auto&... each) { (visit(each), ...); }, fields);
    return name + "(" + words + ")";
}

/// Binds Owner, whose data are a Record: the same type, or a class that is constructed from one and gives parts().
template <class Owner, class Record, class... Values>
py::class_<Owner> bind_record(py::module_& module, const char* name, const char* documentation,
                              Field<Record, Values>... each) {
    const std::tuple fields{each...};
    const std::string title = name;
    const auto record_of = [](const Owner& owner) -> const Record& {
        if constexpr (std::is_same_v<Owner, Record>)
            return owner;
        else
            return owner.parts();
    };
    const auto tuple_of = [fields, record_of](const Owner& owner) {
        return std::apply(
            [&](const auto&... one) { return py::make_tuple(to_python(record_of(owner).*one.member)...); }, fields);
    };
    // Places take no part in equality, so neither in hashes.
    const auto hashed_of = [fields, record_of](const Owner& owner) {
        const auto hashed = [&](const auto& one) -> py::object {
            if (std::string_view(one.name) == "place") return py::none();
            return to_python(record_of(owner).*one.member);
        };
        return std::apply([&](const auto&... one) { return py::make_tuple(hashed(one)...); }, fields);
    };
    py::class_<Owner> type(module, name, documentation);
    type.def(py::init([fields, title](const py::args& args, const py::kwargs& kwargs) {
        return Owner(build<Record>(title, fields, args, kwargs));
    }));
    (type.def_property_readonly(each.name, [member = each.member, record_of](
                                               const Owner& owner) { return to_python(record_of(owner).*member); }),
     ...);
    type.def("__eq__", [](const Owner& a, const py::object& other) -> py::object {
        if (!py::isinstance<Owner>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
        return py::bool_(a == other.cast<const Owner&>());
    });
    type.def("__hash__", [hashed_of, record_of](const Owner& owner) {
        if constexpr (requires { std::string(record_of(owner).id); })
            return py::hash(py::str(record_of(owner).id));
        else
            return py::hash(hashed_of(owner));
    });
    type.def("__repr__", [fields, title, record_of](const Owner& owner) {
        return representation(title, fields, record_of(owner));
    });
    type.def("__copy__", [](const py::object& self) { return self; });
    type.def(
        "__deepcopy__", [](const py::object& self, const py::dict&) { return self; }, py::arg("memo"));
    type.def(
        "replace",
        [fields, title, record_of](const Owner& owner, const py::kwargs& changes) {
            py::dict all;
            std::apply([&](const auto&... one) { ((all[one.name] = to_python(record_of(owner).*one.member)), ...); },
                       fields);
            for (const auto& [key, value] : changes) all[key] = value;
            return Owner(build<Record>(title, fields, py::args(), py::reinterpret_borrow<py::kwargs>(all)));
        },
        "A copy with some fields changed.");
    type.def(py::pickle([tuple_of](const Owner& owner) { return py::make_tuple(pickle_version, tuple_of(owner)); },
                        [fields, title](const py::tuple& state) {
                            if (state.size() != 2 || state[0].cast<int>() != pickle_version)
                                throw py::value_error(title + ": pickled by another version of libplan");
                            return Owner(
                                build<Record>(title, fields, py::reinterpret_borrow<py::args>(state[1]), py::kwargs()));
                        }));
    return type;
}

template <class Record, class... Values>
py::class_<Record> bind_value(py::module_& module, const char* name, const char* documentation,
                              Field<Record, Values>... fields) {
    return bind_record<Record, Record>(module, name, documentation, fields...);
}

/// The place of a unit by its id; KeyError names the nearest one.
std::size_t unit_index(const Facts& facts, const std::string& id);

// One function per header of the core; module.cpp calls them in order.
void bind_problem(py::module_& module);
void bind_points(py::module_& module);
void bind_plan(py::module_& module);
void bind_progress(py::module_& module);
void bind_check(py::module_& module);
void bind_scheme(py::module_& module);
void bind_assess(py::module_& module);
void bind_compare(py::module_& module);
void bind_reach(py::module_& module);
void bind_pace(py::module_& module);
void bind_tasks(py::module_& module);
void bind_read(py::module_& module);
void bind_reports(py::module_& module);

}  // namespace libplan::bindings
