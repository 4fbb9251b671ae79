#pragma once
// A plain struct as an immutable Python value: keyword constructor, read-only properties, ==, hash, repr, copy, pickle.
#include <pybind11/pybind11.h>

#include <cmath>
#include <concepts>
#include <cstddef>
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

/// A member that Python sees as a property, with what it means and in which unit. Records are void: what depends on
/// the type of the member alone is compiled once, however many records have such a member.
struct Field {
    Field(const char* name, const char* documentation = "") : name(name), documentation(documentation) {}
    virtual ~Field() = default;
    Field(const Field&) = delete;
    Field& operator=(const Field&) = delete;

    virtual py::object get(const void* record) const = 0;
    /// Throws what Python's cast throws.
    virtual void set(void* record, const py::handle& given) const = 0;
    virtual bool same(const void* record, const void* other) const = 0;
    /// Of a sequence; nothing of anything else.
    virtual std::optional<std::size_t> size(const void* record) const = 0;
    virtual Message type() const = 0;  ///< what it takes, in words

    const char* name;
    const char* documentation;
    bool required = false;
    bool by_name = true;  ///< given by keyword alone
};
using FieldPointer = std::shared_ptr<Field>;
using Fields = std::vector<FieldPointer>;

/// A record of which nothing was said.
template <class Record>
const Record& plain_record() {
    static const Record plain{};
    return plain;
}

template <class Value>
struct ValueField : Field {
    template <class Record>
    ValueField(const char* name, Value Record::*member, const char* documentation = "")
        : Field(name, documentation),
          offset(reinterpret_cast<const std::byte*>(&(plain_record<Record>().*member)) -
                 reinterpret_cast<const std::byte*>(&plain_record<Record>())) {}

    const Value& of(const void* record) const {
        return *reinterpret_cast<const Value*>(static_cast<const std::byte*>(record) + offset);
    }
    Value& of(void* record) const { return *reinterpret_cast<Value*>(static_cast<std::byte*>(record) + offset); }

    py::object get(const void* record) const override { return to_python(of(record)); }
    void set(void* record, const py::handle& given) const override {
        of(record) = from_python(given, static_cast<const Value*>(nullptr));
    }
    bool same(const void* record, const void* other) const override { return of(record) == of(other); }
    std::optional<std::size_t> size(const void* record) const override {
        if constexpr (requires(const Value& value) { value.size(); } && !std::is_same_v<Value, std::string>)
            return of(record).size();
        return std::nullopt;
    }
    Message type() const override { return type_words(static_cast<const Value*>(nullptr)); }

    std::ptrdiff_t offset;  ///< of the member in its record
};

template <class Record, class Value>
FieldPointer field(const char* name, Value Record::*member, const char* documentation = "") {
    return std::make_shared<ValueField<Value>>(name, member, documentation);
}
inline FieldPointer required(FieldPointer field) {
    field->required = true;
    field->by_name = false;
    return field;
}
template <class Record, class Value>
FieldPointer required(const char* name, Value Record::*member, const char* documentation = "") {
    return required(field(name, member, documentation));
}
/// May be left out, and reads well without its name: the items of a group, the value of an observation.
inline FieldPointer positional(FieldPointer field) {
    field->by_name = false;
    return field;
}
template <class Record, class Value>
FieldPointer positional(const char* name, Value Record::*member, const char* documentation = "") {
    return positional(field(name, member, documentation));
}

/// A number beside one of the four states of a fact.
template <class Record>
concept Stated = requires(Record& record) {
    { record.value } -> std::same_as<double&>;
    { record.state } -> std::same_as<State&>;
};

/// The number of a record that has a state: None where there is none.
template <Stated Record>
struct StatedField final : ValueField<double> {
    explicit StatedField(const char* documentation) : ValueField("value", &Record::value, documentation) {}
    py::object get(const void* record) const override {
        return static_cast<const Record*>(record)->state == State::value ? to_python(of(record)) : py::none();
    }
    void set(void* record, const py::handle& given) const override {
        of(record) = given.is_none() ? 0 : py::cast<double>(given);
    }
    bool same(const void* record, const void* other) const override {  // as Python sees it: 0 is a value
        const auto& [one, two] = std::pair(static_cast<const Record*>(record), static_cast<const Record*>(other));
        return (one->state == State::value) == (two->state == State::value) && one->value == two->value;
    }
    Message type() const override { return type_words(static_cast<const std::optional<double>*>(nullptr)); }
};
template <Stated Record>
FieldPointer stated_value(const char* documentation) {
    return positional(std::make_shared<StatedField<Record>>(documentation));
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

// ---- what every value does, written once; of pybind11's templates as little as can be for each class ----

/// A method that takes whatever it is called on: compiled once for all classes that have it.
template <class Function, class... Extra>
void def_shared(const py::object& type, const char* name, Function function, const Extra&... extra) {
    type.attr(name) = py::cpp_function(std::move(function), py::name(name), py::is_method(type), extra...);
}

/// What Python holds as an Owner; of anything else pybind11 says what the method takes.
template <class Owner>
const Owner& owner_in(const py::handle& self) {
    py::detail::make_caster<Owner> held;
    if (!held.load(self, false)) throw py::reference_cast_error();
    return py::detail::cast_op<const Owner&>(held);
}

/// Whether two values are equal; nothing if the other is of another class.
using Equals = std::optional<bool> (*)(const py::handle& self, const py::handle& other);
void define_equality(const py::object& type, Equals equals);

template <class Owner>
void compare_by_content(const py::class_<Owner>& type) {
    define_equality(type, [](const py::handle& self, const py::handle& other) -> std::optional<bool> {
        if (!py::isinstance<Owner>(other)) return std::nullopt;
        return owner_in<Owner>(self) == owner_in<Owner>(other);
    });
}

/// Nobody can change it, so that it is its own copy.
void copy_as_itself(const py::object& type);

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

/// A class of records, without its type.
struct RecordType {
    std::string name;
    Fields fields;
    const void* plain;  ///< a record of which nothing was said
    const void* (*record_of)(const py::handle& self);
    py::object (*changed)(const RecordType& type, const py::handle& self, const py::kwargs& changes);
};
/// Properties, hash, repr, replace.
void describe_record(const py::object& type, const std::shared_ptr<const RecordType>& record);

template <class Owner, class Record>
const Record& record_in(const Owner& owner) {
    if constexpr (std::is_same_v<Owner, Record>)
        return owner;
    else
        return owner.parts();
}

template <class Owner, class Record>
Owner built(const RecordType& type, const py::args& args, const py::kwargs& kwargs) {
    Record record{};
    fill(&record, type.name, type.fields, args, kwargs);
    const auto given = [&](const char* name) { return is_given(name, type.fields, args, kwargs); };
    settle_state(record, type.name, State::missing, given("value"), given("state"));
    settle_share(record, given);
    return Owner(std::move(record));
}

template <class Owner, class Record>
py::object changed(const RecordType& type, const py::handle& self, const py::kwargs& changes) {
    const Record& before = record_in<Owner, Record>(owner_in<Owner>(self));
    Record record = before;
    // What is checked as a whole is told as built in code: its file may say something else.
    if constexpr (!std::is_same_v<Owner, Record>) record.place = {};
    change(&record, type.name, type.fields, changes);
    State state = State::missing;
    if constexpr (Stated<Record>) {
        const bool had_value = before.state == State::value;
        const bool has_none = changes.contains("value") && changes["value"].is_none();
        if (!has_none || !had_value) state = before.state;
        if (has_none && had_value && !changes.contains("state")) record.state = State::missing;
    }
    const auto given = [&](const char* name) { return is_given(name, type.fields, {}, changes); };
    settle_state(record, type.name, state, given("value"), given("state"));
    settle_share(record, given);
    return py::cast(Owner(std::move(record)));
}

/// Binds Owner, whose data are a Record: the same type, or a class that is constructed from one and gives parts().
template <class Owner, class Record, std::convertible_to<FieldPointer>... Each>
py::class_<Owner> bind_record(py::module_& module, const char* name, const char* documentation, Each... each) {
    const auto record_of = [](const py::handle& self) -> const void* {
        return &record_in<Owner, Record>(owner_in<Owner>(self));
    };
    const auto record = std::make_shared<const RecordType>(name, Fields{std::move(each)...}, &plain_record<Record>(),
                                                           record_of, &changed<Owner, Record>);
    py::class_<Owner> type(module, name, documentation);
    describe_record(type, record);
    type.def(py::init([record](const py::args& args, const py::kwargs& kwargs) {
        return built<Owner, Record>(*record, args, kwargs);
    }));
    compare_by_content(type);
    copy_as_itself(type);
    pickle_by(
        type, name, [record](const Owner& owner) { return tuple_of(&record_in<Owner, Record>(owner), record->fields); },
        [record](const py::tuple& parts) {
            Record restored{};
            restore(&restored, record->name, record->fields, parts);
            return Owner(std::move(restored));
        });
    return type;
}

template <class Record, std::convertible_to<FieldPointer>... Each>
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
