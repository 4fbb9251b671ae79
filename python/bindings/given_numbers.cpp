#include <pybind11/numpy.h>

#include <charconv>
#include <cmath>
#include <set>
#include <unordered_map>

#include "bindings/given.hpp"
#include "libplan/derived_facts.hpp"
#include "libplan/ready_scheme.hpp"

namespace libplan::bindings {
namespace {

bool names_units(std::string_view column) {
    static constexpr std::string_view words[] = {"unit", "title", "rank_class"};
    return std::find(std::begin(words), std::end(words), column) != std::end(words);
}

template <class Value, class Keeper>
py::array array_of(const Value* values, std::size_t size, std::shared_ptr<const Keeper> keeper) {
    auto* owner = new std::shared_ptr<const Keeper>(std::move(keeper));
    const py::capsule alive(owner, [](void* held) { delete static_cast<std::shared_ptr<const Keeper>*>(held); });
    return py::array_t<Value>(static_cast<py::ssize_t>(size), values, alive);
}

template <class Value>
py::array array_of(std::vector<Value> values) {
    const auto held = std::make_shared<const std::vector<Value>>(std::move(values));
    return array_of(held->data(), held->size(), held);
}

/// One column of facts: numbers, and states where a cell says that there is none.
class Numbers {
public:
    Numbers(const GivenColumn& column, const std::string& table, std::vector<Problem>& problems)
        : column_(column), table_(table), problems_(problems) {}

    void read() {
        for (const ColumnPart& part : column_.parts)
            for (std::size_t row = 0; row < part.size; ++row) add(part, row);
    }
    std::vector<double> values;
    std::vector<std::uint8_t> states;
    bool has_states = false;

private:
    void add(const ColumnPart& part, std::size_t row) {
        if (part.layout == Layout::float64 && !part.is_dictionary)
            return put(part.is_null(row) ? std::nan("") : part.number<double>(row), State::value);
        const std::string_view text = part.written(row, room_);
        if (text.empty()) return put(std::nan(""), State::value);  // NaN is missing
        if (text == "不涉及" || text == "N/A") return put(0, State::not_applicable);
        if (text == "未评" || text == "pending") return put(0, State::not_scored);
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
            problems_.push_back({"bad-number",
                                 {table_, static_cast<int>(values.size() + 1), 0, column_.name},
                                 {Phrase::bad_number, {column_.name, text}},
                                 {}});
        put(value, State::value);
    }
    void put(double value, State state) {
        values.push_back(value);
        states.push_back(static_cast<std::uint8_t>(state));
        has_states |= state != State::value;
    }

    const GivenColumn& column_;
    const std::string& table_;
    std::vector<Problem>& problems_;
    std::string room_;
};

bool lies_as_wanted(const GivenColumn& column) {
    return column.parts.size() == 1 && column.parts[0].layout == Layout::float64 && !column.parts[0].is_dictionary &&
           !column.parts[0].validity;
}

std::vector<std::string> texts_of(const GivenColumn& column) {
    std::vector<std::string> texts;
    std::string room;
    for (const ColumnPart& part : column.parts)
        for (std::size_t row = 0; row < part.size; ++row) texts.emplace_back(part.written(row, room));
    return texts;
}

/// The columns of facts that mean something to a scheme.
class Asked {
public:
    explicit Asked(const Scheme& scheme) {
        for (const ReadyScheme::Column& column : scheme.ready().columns) {
            known_.insert(column.id);
            if (column.required) required_.insert(column.id);
        }
        for (const FactDefinition& fact : scheme->facts) {
            known_.insert(fact.id);
            for (const std::string_view of : made_of(fact)) {
                known_.emplace(of);
                required_.erase(fact.id);
            }
        }
    }
    bool knows(const std::string& column) const { return known_.contains(column); }
    /// Some column that is needed is not there: then the others are of interest, since one may be a misprint of it.
    bool lacks_some_of(const GivenTable& table) const {
        return std::any_of(required_.begin(), required_.end(),
                           [&](const std::string& column) { return !table.find(column); });
    }

private:
    std::set<std::string> known_, required_;
};

/// Wrong cells of columns that mean something.
std::vector<Problem> problems_in(const GivenTable& table, const Asked& asked) {
    std::vector<Problem> problems;
    for (const Problem& problem : table.problems)
        if (asked.knows(problem.place.sheet) || names_units(problem.place.sheet)) problems.push_back(problem);
    return problems;
}

void tell_columns_twice(const GivenTable& table, const std::string& name, std::vector<Problem>& problems) {
    std::set<std::string> before;
    for (const GivenColumn& column : table.columns)
        if (!before.insert(column.name).second)
            problems.push_back({"duplicate-column", {name, 0, 0}, {Phrase::duplicate_column, {column.name}}, {}});
}

void tell_units_twice(const std::vector<std::string>& units, const std::string& name, std::vector<Problem>& problems) {
    std::unordered_map<std::string_view, std::size_t> rows;
    for (std::size_t row = 0; row < units.size(); ++row) {
        if (units[row].empty()) continue;
        const auto [first, added] = rows.try_emplace(units[row], row);
        if (!added)
            problems.push_back({"duplicate-row",
                                {name, static_cast<int>(row + 1), 0, "unit"},
                                {Phrase::duplicate_unit, {units[row], std::to_string(first->second + 1)}},
                                {}});
    }
}

}  // namespace

GivenFacts facts_in(const py::handle& given, const Scheme& scheme) {
    const std::string name = "facts";
    const auto table = std::make_shared<const GivenTable>(given_table(given, name));
    const Asked asked(scheme);
    const bool looks_for_misprints = asked.lacks_some_of(*table);
    GivenFacts facts;
    std::vector<Problem> problems = problems_in(*table, asked);
    tell_columns_twice(*table, name, problems);
    for (const GivenColumn& column : table->columns) {
        if (column.name == "rank_class") facts.classes = texts_of(column);
        if (column.name == "unit") facts.units = texts_of(column);
        if (names_units(column.name)) continue;
        if (!asked.knows(column.name)) {
            if (looks_for_misprints) facts.columns[py::str(column.name)] = array_of(std::vector<double>(table->size));
            continue;
        }
        if (lies_as_wanted(column)) {
            const ColumnPart& part = column.parts[0];
            facts.columns[py::str(column.name)] =
                array_of(static_cast<const double*>(part.values) + part.offset, part.size, table);
            continue;
        }
        Numbers numbers(column, name, problems);
        numbers.read();
        facts.columns[py::str(column.name)] = array_of(std::move(numbers.values));
        if (numbers.has_states) facts.states[py::str(column.name)] = array_of(std::move(numbers.states));
    }
    tell_units_twice(facts.units, name, problems);
    if (!problems.empty()) throw InputError(std::move(problems));
    return facts;
}

}  // namespace libplan::bindings
