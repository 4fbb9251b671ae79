#pragma once
// Tables as Python gives them: Arrow, data frames, columns, records, files.
#include "bindings/record.hpp"
#include "libplan/given_table.hpp"
#include "libplan/read_tables.hpp"

namespace libplan::bindings {

/// A table of records and what keeps its cells alive.
class GivenSource {
public:
    /// Throws InputError for what is no table, OSError for files.
    GivenSource(const py::handle& given, const std::string& name);
    TableSource source() const { return {name_, rows_.get(), file_}; }
    const GivenTable* table() const { return table_.get(); }

private:
    std::string name_;
    std::unique_ptr<GivenTable> table_;
    std::unique_ptr<CellRows> rows_;
    std::filesystem::path file_;
};

/// An empty list of records: nothing to read, whatever its columns would be.
inline bool holds_nothing(const py::handle& given) {
    return (py::isinstance<py::list>(given) || py::isinstance<py::tuple>(given)) && py::len(given) == 0;
}

/// Tables by the file they stand for ("observations.csv"), read together.
class GivenSources {
public:
    void add(const std::string& file, const py::handle& given);
    bool contains(const std::string& file) const { return held_.contains(file); }
    TableRecords read(const TableContext& context = {}, Encoding encoding = Encoding::utf8,
                      const Pulse& pulse = {}) const;

private:
    std::map<std::string, GivenSource> held_;
};

/// The file that holds records of a name: "marks", "facts" (or "figures", as Records call them) … TypeError names the
/// nearest for any other.
std::string record_file(const std::string& name);

/// Records that may be given as a table, as an argument that a function resolves once it knows its plan.
template <class Kind>
struct Given {
    py::object object;
};
using GivenFigures = Given<Observations>;

/// Whether something is what a binding holds already: figures, or a sequence of records of one type.
template <class Record>
bool holds_only(const py::handle& given) {
    if (!py::isinstance<py::list>(given) && !py::isinstance<py::tuple>(given)) return false;
    for (const py::handle each : py::reinterpret_borrow<py::sequence>(given))
        if (!py::isinstance<Record>(each)) return false;
    return true;
}

/// The figures for a plan; a table is held against it. Of a table only those that count on a day, if one asks so.
class Figures {
public:
    Figures(const GivenFigures& given, const Plan* plan, const std::string& file = "observations.csv",
            Encoding encoding = Encoding::utf8, const Pulse& pulse = {});
    /// For measuring alone.
    Figures(const GivenFigures& given, const Plan& plan, const std::optional<Date>& as_of);
    const Observations& operator*() const { return borrowed_ ? *borrowed_ : own_; }

private:
    bool borrow(const GivenFigures& given);
    const Observations* borrowed_ = nullptr;
    Observations own_;
};

using GivenReports = Given<std::vector<TaskReport>>;

/// The records of one kind: given as such, or as the table of a file.
template <class Record>
std::vector<Record> records_of(const py::handle& given, std::vector<Record> Records::*kind, const std::string& file,
                               const TableContext& context = {}) {
    if (holds_only<Record>(given)) return given.cast<std::vector<Record>>();
    GivenSources sources;
    sources.add(file, given);
    return std::move(sources.read(context).records.*kind);
}
inline std::vector<TaskReport> records_of(const GivenReports& given, const Plan* plan) {
    return records_of(given.object, &Records::reports, "reports.csv", {.plan = plan});
}

GivenTable given_table(const py::handle& given, const std::string& name);

/// The table of facts that a scheme scores, a row for each unit, as arrays of numbers and of states; those that lie so
/// already are not copied. What units are called is left out, and so is what the scheme does not know, whatever it
/// holds. Throws InputError for cells that are no numbers, and for columns and units that stand twice.
struct GivenFacts {
    py::dict columns, states;
    std::vector<std::string> classes;  ///< of a column "rank_class"
    std::vector<std::string> units;    ///< their ids, of a column "unit"
};
GivenFacts facts_in(const py::handle& given, const Scheme& scheme);

void bind_tables(py::module_& module);

}  // namespace libplan::bindings

namespace pybind11::detail {

template <class Kind>
struct type_caster<libplan::bindings::Given<Kind>> {
    PYBIND11_TYPE_CASTER(libplan::bindings::Given<Kind>, const_name("typing.Any"));
    bool load(handle source, bool) {
        value.object = reinterpret_borrow<object>(source);
        return true;
    }
};

}  // namespace pybind11::detail
