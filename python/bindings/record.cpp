#include "bindings/record.hpp"

#include <algorithm>

#include "libplan/utf8.hpp"
#include "libplan/written_dates.hpp"

namespace libplan::bindings {

namespace {

/// Texts that no workbook and no folder can hold, also in a sequence.
void refuse_unheld(const py::handle& given, const std::string& place) {
    if (py::isinstance<py::list>(given) || py::isinstance<py::tuple>(given)) {
        py::ssize_t at = 0;
        for (const py::handle each : given) refuse_unheld(each, place + "[" + std::to_string(at++) + "]");
    }
    if (!py::isinstance<py::str>(given)) return;
    for (py::ssize_t at = 0; at < PyUnicode_GET_LENGTH(given.ptr()); ++at)
        if (const char32_t character = PyUnicode_READ_CHAR(given.ptr(), at); !can_be_held(character))
            throw py::value_error(
                spoken(Phrase::field_choice, place,
                       Message(Phrase::control_character_at, {std::to_string(at + 1), code_point(character)})));
}

/// Refuses names that a record does not have.
void refuse_unknown(const std::string& name, const Fields& fields, const py::kwargs& kwargs) {
    std::vector<std::string> names;
    for (const FieldPointer& field : fields) names.emplace_back(field->name);
    for (const auto& [key, value] : kwargs) {
        const auto given = key.cast<std::string>();
        if (std::find(names.begin(), names.end(), given) != names.end()) continue;
        const std::string near = nearest(given, names);
        throw py::type_error(near.empty() ? spoken(Phrase::field_unknown, name, given)
                                          : spoken(Phrase::field_unknown_near, name, given, near));
    }
}

py::type_error wrong_type(const std::string& place, const Field& field, const py::handle& given) {
    return py::type_error(spoken(Phrase::field_type, place, field.type(), quoted(given)));
}

void take(void* record, const Field& field, const std::string& name, const py::handle& given) {
    const std::string place = name + "." + field.name;
    if (py::isinstance<py::anyset>(given))
        throw py::type_error(spoken(Phrase::field_without_order, place, quoted(given)));
    refuse_unheld(given, place);
    try {
        field.set(record, given);
    } catch (const py::cast_error&) {
        throw wrong_type(place, field, given);
    } catch (const py::reference_cast_error&) {  // of None
        throw wrong_type(place, field, given);
    } catch (const py::value_error& error) {
        throw py::value_error(spoken(Phrase::field_choice, place, error.what()));
    }
}

bool is_named(const Field& field, std::string_view name) { return field.name == name; }

/// Options are named, so that a reader need not know their order.
void refuse_too_many(const std::string& name, const Fields& fields, std::size_t given) {
    const auto unnamed = static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [](const FieldPointer& field) { return !field->by_name; }));
    if (given <= unnamed) return;
    const std::string most = std::to_string(unnamed), count = std::to_string(given);
    throw py::type_error(unnamed < fields.size()
                             ? spoken(Phrase::fields_too_many, name, most, count, fields[unnamed]->name)
                             : spoken(Phrase::fields_too_many_at_all, name, most, count));
}

}  // namespace

Clause from_python(const py::handle& given, const Clause*) {
    if (py::isinstance<py::str>(given)) return {0, given.cast<std::string>()};
    return given.cast<Clause>();
}

Period from_python(const py::handle& given, const Period*) {
    const bool is_whole = py::isinstance<py::float_>(given) && given.attr("is_integer")().cast<bool>();
    if (!is_whole && PyIndex_Check(given.ptr()) == 0 && !py::isinstance<py::str>(given)) return given.cast<Period>();
    const auto words =
        is_whole ? std::to_string(static_cast<long>(given.cast<double>())) : py::str(given).cast<std::string>();
    if (const auto period = parse_period(words)) return *period;
    throw py::value_error(text(no_period(words), spoken_language()));
}

Target from_python(const py::handle& given, const Target*) {
    if (py::isinstance<Target>(given)) return given.cast<Target>();
    return Target{.form = given.cast<TargetForm>()};
}

Conditions from_python(const py::handle& given, const Conditions*) {
    if (py::isinstance<Condition>(given)) return {given.cast<Condition>()};
    return given.cast<Conditions>();
}

std::vector<Band> from_python(const py::handle& given, const std::vector<Band>*) {
    auto bands = given.cast<std::vector<Band>>();
    std::stable_sort(bands.begin(), bands.end(),
                     [](const Band& a, const Band& b) { return a.edge.from < b.edge.from; });
    return bands;
}

void fill(void* record, const std::string& name, const Fields& fields, const py::args& args, const py::kwargs& kwargs) {
    refuse_unknown(name, fields, kwargs);
    refuse_too_many(name, fields, args.size());
    for (std::size_t at = 0; at < fields.size(); ++at) {
        const Field& field = *fields[at];
        const bool has_name = kwargs.contains(field.name);
        if (at < args.size() && has_name) throw py::type_error(spoken(Phrase::field_twice, name + "." + field.name));
        if (at < args.size())
            take(record, field, name, args[at]);
        else if (has_name)
            take(record, field, name, kwargs[field.name]);
        else if (field.required)
            throw py::type_error(spoken(Phrase::field_missing, name, field.name));
    }
}

void restore(void* record, const std::string& name, const Fields& fields, const py::tuple& parts) {
    if (parts.size() != fields.size()) throw other_pickle(name);
    for (std::size_t at = 0; at < fields.size(); ++at) take(record, *fields[at], name, parts[at]);
}

void change(void* record, const std::string& name, const Fields& fields, const py::kwargs& changes) {
    refuse_unknown(name, fields, changes);
    for (const FieldPointer& field : fields)
        if (changes.contains(field->name)) take(record, *field, name, changes[field->name]);
}

py::tuple tuple_of(const void* record, const Fields& fields) {
    py::tuple all(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) all[i] = fields[i]->get(record);
    return all;
}

py::ssize_t hash_of(const void* record, const Fields& fields) {
    py::tuple all(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (is_named(*fields[i], "id")) return py::hash(fields[i]->get(record));
        all[i] = is_named(*fields[i], "place") ? py::object(py::none()) : fields[i]->get(record);
    }
    return py::hash(all);
}

std::string representation(const void* record, const void* plain, const std::string& name, const Fields& fields) {
    std::string words;
    for (const FieldPointer& field : fields) {
        if (is_named(*field, "place") || (!field->required && field->same(record, plain))) continue;
        std::string value = py::repr(field->get(record)).cast<std::string>();
        if (const auto size = field->size(record); size && display_width(value) > 60)
            value = "<" + std::to_string(*size) + ">";
        words += (words.empty() ? "" : ", ") + std::string(field->name) + "=" + value;
    }
    return name + "(" + words + ")";
}

std::string signature_of(const Fields& fields) {
    std::string words;
    bool named = false;
    for (const FieldPointer& field : fields) {
        words += words.empty() ? "" : ", ";
        if (field->by_name && !named) words += "*, ";
        named = field->by_name;
        words += field->name + std::string(field->required ? "" : "=...");
    }
    return words;
}

bool is_given(const std::string& name, const Fields& fields, const py::args& args, const py::kwargs& kwargs) {
    for (std::size_t at = 0; at < fields.size(); ++at) {
        if (!is_named(*fields[at], name)) continue;
        if (at < args.size()) return !args[at].is_none();
        return kwargs.contains(name) && !kwargs[name.c_str()].is_none();
    }
    return false;
}

void define_equality(const py::object& type, Equals equals) {
    def_shared(
        type, "__eq__",
        [equals](const py::handle& self, const py::handle& other) -> py::object {
            const std::optional<bool> equal = equals(self, other);
            if (!equal) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
            return py::bool_(*equal);
        },
        py::arg("other"));
    // As of a class that says how it compares and not how it hashes.
    if (!type.attr("__dict__").contains("__hash__")) type.attr("__hash__") = py::none();
}

void copy_as_itself(const py::object& type) {
    const auto itself = [](const py::object& self) { return self; };
    def_shared(type, "__copy__", itself);
    def_shared(
        type, "__deepcopy__", [](const py::object& self, const py::dict&) { return self; }, py::arg("memo"));
}

void describe_record(const py::object& type, const std::shared_ptr<const RecordType>& record) {
    type.attr("_takes") = signature_of(record->fields);
    const py::object property = py::module_::import("builtins").attr("property");
    for (const FieldPointer& field : record->fields)
        type.attr(field->name) = property(
            py::cpp_function(
                [field, record_of = record->record_of](const py::handle& self) { return field->get(record_of(self)); },
                py::is_method(type)),
            py::none(), py::none(), field->documentation);
    def_shared(type, "__hash__",
               [record](const py::handle& self) { return hash_of(record->record_of(self), record->fields); });
    def_shared(type, "__repr__", [record](const py::handle& self) {
        return representation(record->record_of(self), record->plain, record->name, record->fields);
    });
    def_shared(
        type, "replace",
        [record](const py::handle& self, const py::kwargs& changes) { return record->changed(*record, self, changes); },
        "A copy with some fields changed, by keyword: ``replace(title=\"...\")``.");
}

py::value_error other_pickle(const std::string& name) { return py::value_error(spoken(Phrase::other_pickle, name)); }

py::tuple opened_pickle(const std::string& name, const py::tuple& state) {
    const bool ours = state.size() == 2 && py::isinstance<py::int_>(state[0]) && py::isinstance<py::tuple>(state[1]) &&
                      py::object(state[0]).equal(py::int_(pickle_version));
    if (!ours) throw other_pickle(name);
    return state[1];
}

}  // namespace libplan::bindings
