#pragma once
// A plain struct as an immutable Python value: keyword constructor, read-only properties, ==, hash, repr, copy, pickle.
#include <pybind11/pybind11.h>

#include <cmath>
#include <concepts>
#include <functional>
#include <memory>

#include "bindings/casters.hpp"
#include "libplan/assess.hpp"
#include "libplan/problem.hpp"

namespace libplan::bindings {

/// Pickles of another number are refused: the fields may mean something else.
inline constexpr int pickle_version = 2;

// ---- C++ to Python: sequences become tuples, so that nothing looks as if it could be changed in place ----

template <class Value>
py::object to_python(const Value& value) {
    return py::cast(value);
}
/// The subclass of tuple in which values of a kind come, so that a notebook can show them together; none: tuple itself.
/// notebook.cpp makes them.
template <class Value>
inline py::handle sequence_type{};

template <class Value>
py::object to_python(const std::vector<Value>& values) {
    py::tuple all(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) all[i] = to_python(static_cast<const Value&>(values[i]));
    return sequence_type<Value> ? sequence_type<Value>(all) : py::object(std::move(all));
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

// ---- Python to C++: what a plan says in few words may be given in few words ----

template <class Value>
Value from_python(const py::handle& given, const Value*) {
    return py::cast<Value>(given);
}
/// The words alone are a clause whose line is not known.
Clause from_python(const py::handle& given, const Clause*);
/// A year is a number, any period its words: 2018, "2018Q3".
Period from_python(const py::handle& given, const Period*);
/// A period that a function takes, as fields take it.
struct GivenPeriod {
    Period period;
};
/// A form alone is a target for the last year of the plan.
Target from_python(const py::handle& given, const Target*);
/// In whatever order the table prints them, lowest first.
std::vector<Band> from_python(const py::handle& given, const std::vector<Band>*);
/// A condition alone is one that need not hold together with others.
Conditions from_python(const py::handle& given, const Conditions*);
template <class Value>
requires std::same_as<Value, Target> || std::same_as<Value, Conditions> std::vector<Value> from_python(
    const py::handle& given, const std::vector<Value>*) {
    if (!py::isinstance<py::sequence>(given) || py::isinstance<py::str>(given)) throw py::cast_error();
    std::vector<Value> all;
    for (const py::handle& each : given) all.push_back(from_python(each, static_cast<const Value*>(nullptr)));
    return all;
}
template <class Value>
std::optional<Value> from_python(const py::handle& given, const std::optional<Value>*) {
    if (given.is_none()) return std::nullopt;
    return from_python(given, static_cast<const Value*>(nullptr));
}

// ---- what a field takes, in words ----

/// The number alone is an edge.
inline Message type_words(const Edge*) { return Message(Phrase::type_or, {"float", "Edge"}); }
template <class Value>
Message type_words(const Value*) {
    if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, std::string> ||
                  std::is_same_v<Value, std::chrono::month_day>)
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

// ---- a record's fields, without their types: what is done with them is written and compiled once, in record.cpp ----

/// A member that Python sees as a property, with what it means and in which unit.
struct Field {
    const char* name = "";
    const char* documentation = "";
    bool required = false;
    bool by_name = true;  ///< given by keyword alone
    std::function<py::object(const void* record)> get;
    /// Throws what Python's cast throws.
    std::function<void(void* record, const py::handle& given)> set;
    std::function<bool(const void* record, const void* other)> same;
    /// Of a sequence; nothing of anything else.
    std::function<std::optional<std::size_t>(const void* record)> size;
    std::function<Message()> type;  ///< what it takes, in words
};
using Fields = std::vector<Field>;

template <class Record, class Value>
Field field(const char* name, Value Record::*member, const char* documentation = "") {
    const auto of = [member](const void* record) -> const Value& {
        return static_cast<const Record*>(record)->*member;
    };
    Field made{.name = name,
               .documentation = documentation,
               .required = false,
               .by_name = true,
               .get = {},
               .set = {},
               .same = {},
               .size = {},
               .type = {}};
    made.get = [of](const void* record) { return to_python(of(record)); };
    made.set = [member](void* record, const py::handle& given) {
        static_cast<Record*>(record)->*member = from_python(given, static_cast<const Value*>(nullptr));
    };
    made.same = [of](const void* record, const void* other) { return of(record) == of(other); };
    made.size = [of](const void* record) -> std::optional<std::size_t> {
        if constexpr (requires { of(record).size(); } && !std::is_same_v<Value, std::string>) return of(record).size();
        return std::nullopt;
    };
    made.type = [] { return type_words(static_cast<const Value*>(nullptr)); };
    return made;
}
template <class Record, class Value>
Field required(const char* name, Value Record::*member, const char* documentation = "") {
    Field made = field(name, member, documentation);
    made.required = true;
    made.by_name = false;
    return made;
}
/// May be left out, and reads well without its name: the items of a group, the value of an observation.
template <class Record, class Value>
Field positional(const char* name, Value Record::*member, const char* documentation = "") {
    Field made = field(name, member, documentation);
    made.by_name = false;
    return made;
}

/// A number beside one of the four states of a fact.
template <class Record>
concept Stated = requires(Record& record) {
    { record.value } -> std::same_as<double&>;
    { record.state } -> std::same_as<State&>;
};

/// The number of a record that has a state: None where there is none.
template <Stated Record>
Field stated_value(const char* documentation) {
    Field made = positional("value", &Record::value, documentation);
    made.same = [](const void* record, const void* other) {  // as Python sees it: 0 is a value, nothing is none
        const auto& [one, two] = std::pair(static_cast<const Record*>(record), static_cast<const Record*>(other));
        return (one->state == State::value) == (two->state == State::value) && one->value == two->value;
    };
    made.get = [](const void* record) {
        const auto& own = *static_cast<const Record*>(record);
        return own.state == State::value ? to_python(own.value) : py::none();
    };
    made.set = [](void* record, const py::handle& given) {
        static_cast<Record*>(record)->value = given.is_none() ? 0 : py::cast<double>(given);
    };
    made.type = [] { return type_words(static_cast<const std::optional<double>*>(nullptr)); };
    return made;
}

/// Fills a record from positional and keyword arguments, or changes what keywords name.
void fill(void* record, const std::string& name, const Fields& fields, const py::args& args, const py::kwargs& kwargs);
void change(void* record, const std::string& name, const Fields& fields, const py::kwargs& changes);
py::tuple tuple_of(const void* record, const Fields& fields);
/// The id's hash, else that of all fields; places take no part in equality, so neither in hashes.
py::ssize_t hash_of(const void* record, const Fields& fields);
std::string representation(const void* record, const void* plain, const std::string& name, const Fields& fields);
/// What a record's constructor takes, as a signature says it: "id, title, *, unit=...".
std::string signature_of(const Fields& fields);
/// Whether a field was named or stands among the positional arguments, and is not None.
bool is_given(const std::string& field, const Fields& fields, const py::args& args, const py::kwargs& kwargs);
/// Fills a record from what `tuple_of` gave.
void restore(void* record, const std::string& name, const Fields& fields, const py::tuple& parts);

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

/// What gets a share of the points is not rescaled.
template <class Record, class Given>
void settle_share([[maybe_unused]] Record& record, [[maybe_unused]] const Given& given) {
    if constexpr (std::is_same_v<Record, NotApplicable>) {
        if (!given("share")) return;
        if (given("rescale") && record.rescale) throw py::value_error(spoken(Phrase::instead_both));
        record.rescale = false;
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

/// The constructor of a value that is no record: it takes fields as records do, and `make` makes the value of them.
template <class Parts, class Owner, class Make>
void construct_by(py::class_<Owner>& type, const std::string& name, const Fields& fields, Make make) {
    type.attr("_takes") = signature_of(fields);
    type.def(py::init([name, fields, make](const py::args& args, const py::kwargs& kwargs) -> Owner {
        Parts parts{};
        fill(&parts, name, fields, args, kwargs);
        return make(std::move(parts));
    }));
}

/// Whoever calls the class of a result is told by which call it comes.
template <class Owner, class... Options>
void refuse_to_construct(py::class_<Owner, Options...>& type, const char* name, const char* comes_by) {
    type.def(py::init([name, comes_by](const py::args&, const py::kwargs&) -> Owner* {
        throw py::type_error(spoken(Phrase::result_class, name, comes_by));
    }));
}

/// Binds Owner, whose data are a Record: the same type, or a class that is constructed from one and gives parts().
template <class Owner, class Record, std::same_as<Field>... Each>
py::class_<Owner> bind_record(py::module_& module, const char* name, const char* documentation, Each... each) {
    const auto fields = std::make_shared<const Fields>(Fields{std::move(each)...});
    const std::string title = name;
    const auto record_of = [](const Owner& owner) -> const Record& {
        if constexpr (std::is_same_v<Owner, Record>)
            return owner;
        else
            return owner.parts();
    };
    py::class_<Owner> type(module, name, documentation);
    type.attr("_takes") = signature_of(*fields);
    type.def(py::init([fields, title](const py::args& args, const py::kwargs& kwargs) {
        Record record{};
        fill(&record, title, *fields, args, kwargs);
        const auto given = [&](const char* name) { return is_given(name, *fields, args, kwargs); };
        settle_state(record, title, State::missing, given("value"), given("state"));
        settle_share(record, given);
        return Owner(std::move(record));
    }));
    for (const Field& one : *fields)
        type.def_property_readonly(
            one.name, [get = one.get, record_of](const Owner& owner) { return get(&record_of(owner)); },
            one.documentation);
    compare_by_content(type);
    type.def("__hash__", [fields, record_of](const Owner& owner) { return hash_of(&record_of(owner), *fields); });
    type.def("__repr__", [fields, title, record_of](const Owner& owner) {
        const Record plain{};
        return representation(&record_of(owner), &plain, title, *fields);
    });
    copy_as_itself(type);
    type.def(
        "replace",
        [fields, title, record_of](const Owner& owner, const py::kwargs& changes) {
            Record record = record_of(owner);
            // What is checked as a whole is told as built in code: its file may say something else.
            if constexpr (!std::is_same_v<Owner, Record>) record.place = {};
            change(&record, title, *fields, changes);
            State before = State::missing;
            if constexpr (Stated<Record>) {
                const bool had_value = record_of(owner).state == State::value;
                const bool has_none = changes.contains("value") && changes["value"].is_none();
                if (!has_none || !had_value) before = record_of(owner).state;
                if (has_none && had_value && !changes.contains("state")) record.state = State::missing;
            }
            const auto given = [&](const char* name) { return is_given(name, *fields, {}, changes); };
            settle_state(record, title, before, given("value"), given("state"));
            settle_share(record, given);
            return Owner(std::move(record));
        },
        "A copy with some fields changed, by keyword: ``replace(title=\"...\")``.");
    pickle_by(
        type, title, [fields, record_of](const Owner& owner) { return tuple_of(&record_of(owner), *fields); },
        [fields, title](const py::tuple& parts) {
            Record record{};
            restore(&record, title, *fields, parts);
            return Owner(std::move(record));
        });
    return type;
}

template <class Record, std::same_as<Field>... Each>
py::class_<Record> bind_value(py::module_& module, const char* name, const char* documentation, Each... fields) {
    return bind_record<Record, Record>(module, name, documentation, std::move(fields)...);
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
void bind_forms(py::module_& module);
void bind_notebook(py::module_& module);

}  // namespace libplan::bindings

template <>
struct pybind11::detail::type_caster<libplan::bindings::GivenPeriod> {
    PYBIND11_TYPE_CASTER(libplan::bindings::GivenPeriod, const_name("libplan._core.Period"));
    bool load(handle source, bool) {
        try {
            value.period = libplan::bindings::from_python(source, static_cast<const libplan::Period*>(nullptr));
            return true;
        } catch (const cast_error&) {
        } catch (const reference_cast_error&) {  // of None
        }
        return false;
    }
};
