#include "bindings/given.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <tuple>
#include <utility>

#include "bindings/given_columns.hpp"
#include "bindings/watching.hpp"
#include "libplan/arrow_abi.hpp"
#include "libplan/figures_that_count.hpp"
#include "libplan/file_failure.hpp"
#include "reports/sheet_table.hpp"

namespace libplan::bindings {
namespace {

bool has(const py::handle& given, const char* name) {
    return !py::isinstance<py::type>(given) && py::hasattr(given, name);
}

py::module_ helpers() { return py::module_::import("libplan.tables"); }

[[noreturn]] void refuse(const std::string& name, const char* code, Message message) {
    throw InputError({{code, {name, 0, 0}, std::move(message), {}}});
}

/// The columns that a Python object gives one by one: pairs of a name and cells. Wrong cells are kept, to be told
/// together with what else is wrong with the table.
GivenTable of_columns(const py::iterable& columns, const std::string& name) {
    GivenTable table;
    std::vector<Problem>& problems = table.problems;
    bool is_table = true;
    for (const py::handle each : columns) {
        const auto pair = py::reinterpret_borrow<py::sequence>(each);
        auto column = column_of(py::str(py::object(pair[0])).cast<std::string>(), pair[1], name, problems);
        is_table &= column.has_value();
        if (!column) continue;
        const std::size_t size = size_of(*column);
        if (table.columns.empty()) table.size = size;
        if (size != table.size) {
            is_table = false;
            problems.push_back(
                {"column-length",
                 {name, 0, 0},
                 {Phrase::columns_length,
                  {table.columns.front().name, std::to_string(table.size), column->name, std::to_string(size)}},
                 {}});
        }
        table.columns.push_back(std::move(*column));
    }
    if (!is_table) throw InputError(std::move(problems));
    return table;
}

/// What has no capsule: by its columns.
GivenTable by_columns(const py::handle& given, const std::string& name) {
    const py::object columns = helpers().attr("columns_of")(given);
    if (columns.is_none()) {
        const py::object dimensions = py::getattr(given, "ndim", py::none());
        const bool is_column = py::isinstance<py::int_>(dimensions) && dimensions.cast<int>() == 1;
        refuse(name, "table", {Phrase::table_kind, {is_column ? Message(Phrase::a_column) : Message(quoted(given))}});
    }
    if (py::isinstance<py::dict>(columns)) return of_columns(columns.attr("items")(), name);
    if (py::isinstance<py::list>(columns)) return of_columns(columns, name);
    if (auto arrow = arrow_table(columns, name)) return std::move(*arrow);
    refuse(name, "table", {Phrase::table_kind, {quoted(given)}});
}

bool is_path(const py::handle& given) { return py::isinstance<py::str>(given) || has(given, "__fspath__"); }

bool ends_in(const std::filesystem::path& path, std::string_view end) {
    std::string own = path.extension().string();
    for (char& c : own) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return own == end;
}

/// A frame of pandas is taken column by column: what pyarrow makes of the whole may be missing, loses the decimals of
/// objects, and fails where cells of a column are of several types.
GivenTable read_given(const py::object& given, const std::string& name) {
    if (py::isinstance<py::dict>(given)) return of_columns(given.attr("items")(), name);
    if (py::isinstance<py::type>(given)) refuse(name, "table", {Phrase::table_kind, {quoted(given)}});
    if (!helpers().attr("is_pandas")(given).cast<bool>())
        if (auto arrow = arrow_table(given, name)) return std::move(*arrow);
    return by_columns(given, name);
}

/// What is added to a frame that is not a column of it: the numbers of its rows.
void leave_out_index(GivenTable& table) {
    std::erase_if(table.columns, [](const GivenColumn& column) { return column.name.starts_with("__index_level_"); });
}

std::filesystem::path path_of(const py::handle& given) {
    return py::cast<std::filesystem::path>(py::reinterpret_borrow<py::object>(given));
}

py::object read_parquet(const std::filesystem::path& file, const std::string& name) {
    if (std::ifstream stream(file); !stream) fail_to_read(file, errno);
    try {
        return helpers().attr("read_parquet")(file);
    } catch (const py::error_already_set& error) {
        if (error.matches(PyExc_ImportError)) throw;
        refuse_unreadable(error, name);
    }
}

/// A table whose columns are a scheme's own, from a file.
GivenTable table_of_file(const std::filesystem::path& file, const std::string& name) {
    if (ends_in(file, ".parquet")) return read_given(read_parquet(file, name), name);
    if (!ends_in(file, ".csv")) refuse(name, "file-kind", {Phrase::columns_file_kind, {file.string()}});
    if (std::ifstream stream(file); !stream) fail_to_read(file, errno);
    try {
        return of_columns(helpers().attr("read_csv")(file), name);
    } catch (const py::error_already_set& error) {
        if (py::hasattr(error.value(), "problems")) throw;
        refuse_unreadable(error, name);
    }
}

/// Whoever gives a file to a function is not told of the options of a command.
std::vector<Problem> told_of_a_call(std::vector<Problem> problems) {
    for (Problem& problem : problems)
        if (problem.message.phrase == Phrase::gbk) problem.message = {Phrase::gbk_table, {}};
    return problems;
}

/// In the order of the rows of each table. Cells that are wrong in themselves read as empty, which is not told as well.
std::vector<Problem> told_together(std::vector<Problem> wrong_cells, const std::vector<Problem>& read) {
    std::set<std::string> places;
    for (const Problem& problem : wrong_cells) places.insert(to_string(problem.place));
    std::vector<Problem> all = std::move(wrong_cells);
    for (const Problem& problem : read)
        if (!places.contains(to_string(problem.place))) all.push_back(problem);
    std::stable_sort(all.begin(), all.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.place.file, a.place.line) < std::tie(b.place.file, b.place.line);
    });
    return all;
}

TableRecords read_sources(const TableSources& sources, const TableContext& context, Encoding encoding,
                          std::vector<Problem> wrong_cells, const Pulse& pulse = {}) {
    try {
        TableRecords records = read_tables(sources, context, encoding, pulse);
        if (wrong_cells.empty()) return records;
    } catch (const InputError& error) {
        if (wrong_cells.empty()) throw InputError(told_of_a_call(error.problems()));
        wrong_cells = told_together(std::move(wrong_cells), told_of_a_call(error.problems()));
    }
    throw InputError(std::move(wrong_cells));
}

}  // namespace

GivenTable given_table(const py::handle& given, const std::string& name) {
    GivenTable table =
        is_path(given) ? table_of_file(path_of(given), name) : read_given(helpers().attr("native")(given), name);
    show_in_own_zones(table);
    leave_out_index(table);
    for (GivenColumn& column : table.columns) {
        const std::string own = std::exchange(column.name, head_in_files(name, column.name));
        for (Problem& problem : table.problems)
            if (problem.place.sheet == own) problem.place.sheet = column.name;
        for (const LedgerWord& word : words_in_files(name, column.name)) column.words.emplace_back(word.zh, word.word);
    }
    refuse_lists(table, name);
    refuse_strange_columns(table, name);
    return table;
}

GivenSource::GivenSource(const py::handle& given, const std::string& name) : name_(name) {
    py::object object = py::reinterpret_borrow<py::object>(given);
    if (is_path(given)) {
        const std::filesystem::path path = path_of(given);
        name_ = path.filename().string();
        if (ends_in(path, ".csv")) {
            file_ = path;
            return;
        }
        if (ends_in(path, ".xlsx")) {
            rows_ = sheet_table(path, name);
            return;
        }
        if (!ends_in(path, ".parquet")) refuse(name_, "file-kind", {Phrase::file_kind_unknown, {path.string()}});
        object = read_parquet(path, name_);
    }
    table_ = std::make_unique<GivenTable>(given_table(object, name_));
    rows_ = std::make_unique<GivenRows>(*table_);
}

std::string record_file(const std::string& name) {
    static const std::vector<std::string> names{"controls", "events", "reports", "marks", "facts"};
    if (name == "figures") return "facts.csv";
    if (std::find(names.begin(), names.end(), name) != names.end()) return name + ".csv";
    const std::string near = nearest(name, names);
    throw py::type_error(near.empty() ? spoken(Phrase::field_unknown, "records", name)
                                      : spoken(Phrase::field_unknown_near, "records", name, near));
}

void GivenSources::add(const std::string& file, const py::handle& given) {
    held_.try_emplace(file, given, file.substr(0, file.find('.')));
}

TableRecords GivenSources::read(const TableContext& context, Encoding encoding, const Pulse& pulse) const {
    TableSources sources;
    std::vector<Problem> wrong_cells;
    if (held_.empty()) return {};
    for (const auto& [file, held] : held_) {
        sources.emplace(file, held.source());
        if (held.table())
            wrong_cells.insert(wrong_cells.end(), held.table()->problems.begin(), held.table()->problems.end());
    }
    const Released released;
    return read_sources(sources, context, encoding, std::move(wrong_cells), pulse);
}

namespace {

Observations figures_in(TableRecords records, const std::string& file) {
    return file == "figures.csv"    ? std::move(records.figures)
           : file == "controls.csv" ? std::move(records.records.controls)
                                    : std::move(records.observations);
}

}  // namespace

bool Figures::borrow(const GivenFigures& given) {
    if (py::isinstance<Observations>(given.object)) {
        borrowed_ = &given.object.cast<const Observations&>();
        return true;
    }
    if (!holds_only<Observation>(given.object)) return false;
    for (const py::handle each : given.object) own_.add(each.cast<const Observation&>());
    return true;
}

Figures::Figures(const GivenFigures& given, const Plan* plan, const std::string& file, Encoding encoding,
                 const Pulse& pulse) {
    if (borrow(given)) return;
    GivenSources sources;
    sources.add(file, given.object);
    own_ = figures_in(sources.read({.plan = plan}, encoding, pulse), file);
}

Figures::Figures(const GivenFigures& given, const Plan& plan, const std::optional<Date>& as_of) {
    if (borrow(given)) return;
    const std::string name = "observations";
    const GivenSource source(given.object, name);
    const Released released;
    if (source.table() && source.table()->problems.empty())
        if (auto counted = figures_that_count(*source.table(), name, plan, as_of)) {
            own_ = std::move(*counted);
            return;
        }
    own_ = read_sources({{"observations.csv", source.source()}}, {.plan = &plan}, Encoding::utf8,
                        source.table() ? source.table()->problems : std::vector<Problem>())
               .observations;
}

}  // namespace libplan::bindings
