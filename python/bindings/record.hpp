#pragma once
// A plain struct as an immutable Python value: keyword constructor, read-only properties, ==, hash, repr, copy, pickle.
#include <pybind11/pybind11.h>

#include <cmath>

#include "bindings/casters.hpp"
#include "libplan/problem.hpp"

namespace libplan::bindings {

/// Pickles of another number are refused: the fields may mean something else.
inline constexpr int pickle_version = 2;

/// A member that Python sees as a property, with what it means and in which unit.
template <class Record, class Value>
struct Field {
    using value_type = Value;
    const char* name;
    Value Record::*member;
    const char* documentation = "";
    bool required = false;
};

template <class Record, class Value>
Field<Record, Value> field(const char* name, Value Record::*member, const char* documentation = "") {
    return {name, member, documentation, false};
}
template <class Record, class Value>
Field<Record, Value> required(const char* name, Value Record::*member, const char* documentation = "") {
    return {name, member, documentation, true};
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

// ---- what a field takes, in words ----

template <class Value>
Message type_words(const Value*) {
    if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, std::string>)
        return "str";
    else if constexpr (std::is_same_v<Value, bool>)
        return "bool";
    else if constexpr (std::is_integral_v<Value>)
        return "int";
    else if constexpr (std::is_floating_point_v<Value>)
        return "float";
    else if constexpr (std::is_same_v<Value, Date>)
        return "date";
    else if constexpr (std::is_same_v<Value, Points>)
        return "Decimal";
    else
        return py::type::of<Value>().attr("__name__").template cast<std::string>();
}
template <class... Forms>
Message type_words(const std::variant<Forms...>*) {
    return joined(Phrase::listed, {type_words(static_cast<const Forms*>(nullptr))...});
}
template <class First, class Second>
Message type_words(const std::pair<First, Second>*) {
    return "tuple";
}
template <class Value>
Message type_words(const std::optional<Value>*) {
    return Message(Phrase::type_or, {type_words(static_cast<const Value*>(nullptr)), "None"});
}
template <class Value>
Message type_words(const std::vector<Value>*) {
    return Message(Phrase::type_sequence, {type_words(static_cast<const Value*>(nullptr))});
}

// ---- Python to C++ ----

template <class Record, class Value>
void take(Record& record, const Field<Record, Value>& field, const std::string& name, const py::handle& given) {
    const std::string place = name + "." + field.name;
    try {
        record.*field.member = py::cast<Value>(given);
    } catch (const py::cast_error&) {
        throw py::type_error(
            spoken(Phrase::field_type, place, type_words(static_cast<const Value*>(nullptr)), quoted(given)));
    } catch (const py::value_error& error) {
        throw py::value_error(spoken(Phrase::field_choice, place, error.what()));
    }
}

template <class... Fields>
std::vector<std::string> names_of(const std::tuple<Fields...>& fields) {
    return std::apply([](const auto&... each) { return std::vector<std::string>{each.name...}; }, fields);
}

/// Refuses names that a record does not have.
void refuse_unknown(const std::string& name, const std::vector<std::string>& names, const py::kwargs& kwargs);

/// Fills a record from positional and keyword arguments.
template <class Record, class... Values>
Record build(const std::string& name, const std::tuple<Field<Record, Values>...>& fields, const py::args& args,
             const py::kwargs& kwargs) {
    Record record{};
    std::size_t index = 0;
    const auto visit = [&](const auto& field) {
        const std::size_t at = index++;
        const bool has_name = kwargs.contains(field.name);
        if (at < args.size() && has_name) throw py::type_error(spoken(Phrase::field_twice, name + "." + field.name));
        if (at < args.size())
            take(record, field, name, args[at]);
        else if (has_name)
            take(record, field, name, kwargs[field.name]);
        else if (field.required)
            throw py::type_error(spoken(Phrase::field_missing, name, field.name));
    };
    refuse_unknown(name, names_of(fields), kwargs);
    std::apply([&](const auto&... each) { (visit(each), ...); }, fields);
    if (args.size() > sizeof...(Values))
        throw py::type_error(
            spoken(Phrase::fields_too_many, name, std::to_string(sizeof...(Values)), std::to_string(args.size())));
    return record;
}

/// A number beside one of the four states of a fact.
template <class Record>
concept Stated = requires(Record& record) {
    { record.value } -> std::same_as<double&>;
    { record.state } -> std::same_as<State&>;
};

/// A value that is given is a value, unless a state is given, which must then agree. `before` is the state without
/// what is given now.
template <class Record>
void settle_state([[maybe_unused]] Record& record, [[maybe_unused]] const std::string& name,
                  [[maybe_unused]] State before, [[maybe_unused]] bool value_given, [[maybe_unused]] bool state_given) {
    if constexpr (Stated<Record>) {
        if (value_given && !std::isfinite(record.value))
            throw py::value_error(spoken(Phrase::value_not_finite, name + ".value", quoted(py::float_(record.value))));
        if (value_given && state_given && record.state != State::value)
            throw py::value_error(spoken(Phrase::value_and_state, name, word_of(record.state)));
        if (!value_given && record.state == State::value && before != State::value)
            throw py::value_error(spoken(Phrase::state_without_value, name));
        if (value_given) record.state = State::value;
        if (record.state != State::value) record.value = 0;
    }
}

// ---- what every value does, written once ----

template <class Owner>
void compare_by_content(py::class_<Owner>& type) {
    type.def(
        "__eq__",
        [](const Owner& self, const py::object& other) -> py::object {
            if (!py::isinstance<Owner>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
            return py::bool_(self == other.cast<const Owner&>());
        },
        py::arg("other"));
}

/// Nobody can change it, so that it is its own copy.
template <class Owner>
void copy_as_itself(py::class_<Owner>& type) {
    type.def("__copy__", [](const py::object& self) { return self; });
    type.def(
        "__deepcopy__", [](const py::object& self, const py::dict&) { return self; }, py::arg("memo"));
}

/// What a pickle holds; ValueError if another version of libplan wrote it.
py::tuple opened_pickle(const std::string& name, const py::tuple& state);
py::value_error other_pickle(const std::string& name);

/// Pickles as a version and the tuple that `pack` makes, from which `unpack` makes the value again.
template <class Owner, class Pack, class Unpack>
void pickle_by(py::class_<Owner>& type, const std::string& name, Pack pack, Unpack unpack) {
    type.def(py::pickle([pack](const Owner& owner) { return py::make_tuple(pickle_version, py::tuple(pack(owner))); },
                        [name, unpack](const py::tuple& state) -> Owner {
                            const py::tuple parts = opened_pickle(name, state);
                            try {
                                return unpack(parts);
                            } catch (const py::cast_error&) {
                                throw other_pickle(name);
                            }
                        }));
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
        Record record = build<Record>(title, fields, args, kwargs);
        const std::vector<std::string> names = names_of(fields);
        const auto given = [&](const char* field) {
            const auto at = std::find(names.begin(), names.end(), field) - names.begin();
            return static_cast<std::size_t>(at) < args.size() || kwargs.contains(field);
        };
        settle_state(record, title, State::missing, given("value"), given("state"));
        return Owner(std::move(record));
    }));
    (type.def_property_readonly(
         each.name,
         [member = each.member, record_of](const Owner& owner) { return to_python(record_of(owner).*member); },
         each.documentation),
     ...);
    compare_by_content(type);
    type.def("__hash__", [hashed_of, record_of](const Owner& owner) {
        if constexpr (requires { std::string(record_of(owner).id); })
            return py::hash(py::str(record_of(owner).id));
        else
            return py::hash(hashed_of(owner));
    });
    type.def("__repr__", [fields, title, record_of](const Owner& owner) {
        return representation(title, fields, record_of(owner));
    });
    copy_as_itself(type);
    type.def(
        "replace",
        [fields, title, record_of](const Owner& owner, const py::kwargs& changes) {
            refuse_unknown(title, names_of(fields), changes);
            Record record = record_of(owner);
            // What is checked as a whole is told as built in code: its file may say something else.
            if constexpr (!std::is_same_v<Owner, Record>) record.place = {};
            const auto change = [&](const auto& field) {
                if (changes.contains(field.name)) take(record, field, title, changes[field.name]);
            };
            std::apply([&](const auto&... one) { (change(one), ...); }, fields);
            State before = State::missing;
            if constexpr (Stated<Record>) before = record_of(owner).state;
            settle_state(record, title, before, changes.contains("value"), changes.contains("state"));
            return Owner(std::move(record));
        },
        "A copy with some fields changed, by keyword: ``replace(title=\"...\")``.");
    pickle_by(type, title, tuple_of, [fields, title](const py::tuple& parts) {
        return Owner(build<Record>(title, fields, py::reinterpret_borrow<py::args>(parts), py::kwargs()));
    });
    return type;
}

template <class Record, class... Values>
py::class_<Record> bind_value(py::module_& module, const char* name, const char* documentation,
                              Field<Record, Values>... fields) {
    return bind_record<Record, Record>(module, name, documentation, fields...);
}

// One function per header of the core; module.cpp calls them in order.
void bind_problem(py::module_& module);
void bind_points(py::module_& module);
void bind_plan(py::module_& module);
void bind_progress(py::module_& module);
void bind_check(py::module_& module);
void bind_scheme(py::module_& module);
void bind_assess(py::module_& module);
void bind_pace(py::module_& module);
void bind_tasks(py::module_& module);
void bind_read(py::module_& module);
void bind_reports(py::module_& module);

}  // namespace libplan::bindings
