#include <pybind11/numpy.h>

#include "bindings/given.hpp"
#include "bindings/given_columns.hpp"
#include "bindings/scores.hpp"
#include "bindings/watching.hpp"
#include "libplan/arrow_abi.hpp"
#include "libplan/result_tables.hpp"
#include "libplan/table_columns.hpp"

namespace libplan::bindings {
namespace {

using SharedTable = std::shared_ptr<Table>;

SharedTable shared(Table table) { return std::make_shared<Table>(std::move(table)); }

/// A C++ value that lives as long as its Python object, which the result keeps.
template <class Value>
std::shared_ptr<const Value> value_in(const py::object& self) {
    return {kept(self), &self.cast<const Value&>()};
}

// ---- cells and columns for Python ----

py::object cell(const TableColumn& column, std::size_t row) {
    if (column.is_null(row)) return py::none();
    if (column.words) return py::str(std::string(column.words->text(column.code(row))));
    if (column.format == "U") return py::str(std::string(column.text(row)));
    if (column.format == "b") return py::bool_(column.number<std::uint8_t>(row / 8) >> (row % 8) & 1);
    if (column.format == "g") return py::float_(column.number<double>(row));
    if (column.format == "l") return py::int_(column.number<std::int64_t>(row));
    if (column.format == "L") return py::int_(column.number<std::uint64_t>(row));
    if (column.format == "i") return py::int_(column.number<std::int32_t>(row));
    if (column.format == "tdD")
        return py::cast(Date(std::chrono::sys_days(std::chrono::days(column.number<std::int32_t>(row)))));
    return py::cast(Points{column.number<std::int64_t>(2 * row)});  // as wide as two
}

py::list first_cells(const TableColumn& column, std::size_t rows) {
    py::list all(std::min(column.size, rows));
    for (std::size_t row = 0; row < all.size(); ++row) all[row] = cell(column, row);
    return all;
}

py::list cells(const TableColumn& column) { return first_cells(column, column.size); }

const TableColumn& column_in(const Table& table, const std::string& name) {
    if (const TableColumn* column = table.find(name)) return *column;
    std::vector<std::string> names;
    for (const TableColumn& column : table.columns) names.push_back(column.name);
    const std::string near = nearest(name, names);
    throw py::key_error(
        near.empty() ? spoken(Phrase::table_no_column, name, joined(Phrase::listed, {names.begin(), names.end()}))
                     : spoken(Phrase::unknown_column_near, name, near));
}

template <class Number>
py::array table_view(const SharedTable& table, const TableColumn& column) {
    auto* owner = new SharedTable(table);
    const py::capsule alive(owner, [](void* held) { delete static_cast<SharedTable*>(held); });
    py::array_t<Number> array(static_cast<py::ssize_t>(column.size), static_cast<const Number*>(column.values), alive);
    array.attr("setflags")(py::arg("write") = false);
    return std::move(array);
}

/// Numbers, or the codes of words, without a copy; None of other columns.
py::object table_array(const SharedTable& table, const std::string& name) {
    const TableColumn& column = column_in(*table, name);
    if (column.format == "g") return table_view<double>(table, column);
    if (column.format == "l") return table_view<std::int64_t>(table, column);
    if (column.format == "L") return table_view<std::uint64_t>(table, column);
    if (column.format == "i") return table_view<std::int32_t>(table, column);
    if (column.format == "I") return table_view<std::uint32_t>(table, column);
    if (column.format == "C") return table_view<std::uint8_t>(table, column);
    return py::none();
}

py::object valid_of(const Table& table, const std::string& name) {
    const TableColumn& column = column_in(table, name);
    if (!column.validity) return py::none();
    py::array_t<bool> valid(static_cast<py::ssize_t>(column.size));
    for (std::size_t row = 0; row < column.size; ++row) valid.mutable_at(row) = !column.is_null(row);
    return std::move(valid);
}

py::object words_of_column(const Table& table, const std::string& name) {
    const TableColumn& column = column_in(table, name);
    return column.words ? py::object(cells(*column.words)) : py::none();
}

// ---- pickles: the buffers of each column as bytes ----

py::bytes bytes_of(const void* buffer, std::size_t size) {
    return {static_cast<const char*>(buffer), buffer ? size : 0};
}

py::tuple packed(const TableColumn& column) {
    const std::size_t texts =
        column.format == "U" ? static_cast<std::size_t>(static_cast<const std::int64_t*>(column.values)[column.size])
                             : 0;
    return py::make_tuple(column.name, column.format, column.size, bytes_of(column.values, bytes_of_values(column)),
                          bytes_of(column.bytes, texts), bytes_of(column.validity.get(), column.size / 8 + 1),
                          column.nulls, column.words ? py::object(packed(*column.words)) : py::none());
}

py::tuple packed(const Table& table) {
    py::list columns;
    for (const TableColumn& column : table.columns) columns.append(packed(column));
    return py::make_tuple(table.size, py::tuple(columns));
}

TableColumn unpacked_column(const py::tuple& parts) {
    struct Room {
        std::string values, bytes;
    };
    const auto room = std::make_shared<const Room>(Room{parts[3].cast<std::string>(), parts[4].cast<std::string>()});
    TableColumn column{parts[0].cast<std::string>(),
                       parts[1].cast<std::string>(),
                       parts[2].cast<std::size_t>(),
                       room->values.data(),
                       room->bytes.data(),
                       {},
                       parts[6].cast<std::size_t>(),
                       {},
                       {room}};
    if (const auto bits = parts[5].cast<std::string>(); !bits.empty()) {
        auto validity = std::make_shared<std::uint8_t[]>(bits.size());
        std::copy(bits.begin(), bits.end(), validity.get());
        column.validity = std::move(validity);
    }
    if (!parts[7].is_none())
        column.words = std::make_shared<const TableColumn>(unpacked_column(parts[7].cast<py::tuple>()));
    return column;
}

Table unpacked(const py::tuple& parts) {
    Table table{parts[0].cast<std::size_t>(), {}};
    for (const py::handle column : parts[1].cast<py::tuple>())
        table.columns.push_back(unpacked_column(column.cast<py::tuple>()));
    return table;
}

// ---- capsules ----

template <class Structure>
py::capsule capsule_of(Structure* structure, const char* name) {
    return py::reinterpret_steal<py::capsule>(PyCapsule_New(structure, name, [](PyObject* capsule) {
        auto* held = static_cast<Structure*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
        if (held->release) held->release(held);
        delete held;
    }));
}

void bind_table(py::module_& module) {
    const auto by_helper = [](const char* name) {
        return [name](const py::object& self) { return py::module_::import("libplan.tables").attr(name)(self); };
    };
    py::class_<Table, SharedTable> type(
        module, "Table",
        "Results as a table: any library that speaks Arrow takes it as it is (``polars.DataFrame(table)``, "
        "``pyarrow.table(table)``, ``duckdb.from_arrow(table)``), without a copy of its numbers, which live as long as "
        "anybody uses them. Choices are words (dictionaries), exact points decimals of 128 bits with six places, days "
        "dates; null is nothing.");
    refuse_to_construct(type, "Table", "progress.table(), assessment.by_unit(), ...");
    type.def("__len__", [](const Table& table) { return table.size; })
        .def(
            "__eq__",
            [](const Table& self, const py::object& other) -> py::object {
                if (!py::isinstance<Table>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
                return py::bool_(self == other.cast<const Table&>());
            },
            py::arg("other"))
        .def(py::pickle([](const Table& table) { return py::make_tuple(pickle_version, packed(table)); },
                        [](const py::tuple& state) {
                            try {
                                return shared(unpacked(opened_pickle("Table", state)));
                            } catch (const py::cast_error&) {
                                throw other_pickle("Table");
                            }
                        }))
        .def_property_readonly(
            "columns",
            [](const Table& table) {
                std::vector<std::string> names;
                for (const TableColumn& column : table.columns) names.push_back(column.name);
                return to_python(names);
            },
            "The names of the columns.")
        .def(
            "__getitem__",
            [](const Table& table, const py::object& name) {
                if (!py::isinstance<py::str>(name))
                    throw py::type_error(spoken(Phrase::field_type, "Table[…]", "str", quoted(name)));
                return cells(column_in(table, name.cast<std::string>()));
            },
            py::arg("column"))
        .def("__repr__",
             [](const Table& table) {
                 std::string names;
                 for (const TableColumn& column : table.columns) names += (names.empty() ? "" : ", ") + column.name;
                 return "<Table: " + std::to_string(table.size) + " × " + std::to_string(table.columns.size()) + ": " +
                        names + ">";
             })
        .def(
            "__arrow_c_stream__",
            [](const SharedTable& table, const py::object&) {
                auto* stream = new ArrowArrayStream{};
                export_table(table, *stream);
                return capsule_of(stream, "arrow_array_stream");
            },
            py::arg("requested_schema") = py::none(), "The table by the Arrow C stream interface.")
        .def(
            "__arrow_c_schema__",
            [](const Table& table) {
                auto* schema = new ArrowSchema{};
                export_schema(table, *schema);
                return capsule_of(schema, "arrow_schema");
            },
            "Its types by the Arrow C data interface.")
        .def(
            "to_dict",
            [](const Table& table) {
                py::dict all;
                for (const TableColumn& column : table.columns) all[py::str(column.name)] = cells(column);
                return all;
            },
            "A dict of lists, with None for nothing and Decimal for points.")
        .def("to_pandas", by_helper("to_pandas"),
             "A pandas.DataFrame: words as categories, points as Decimal; pyarrow is not needed. ImportError without "
             "pandas.")
        .def("to_polars", by_helper("to_polars"), "A polars.DataFrame. ImportError without polars.")
        .def("to_arrow", by_helper("to_arrow"), "A pyarrow.Table. ImportError without pyarrow.")
        .def(
            "to_csv",
            [](const py::object& self, const py::object& path) {
                return py::module_::import("libplan.tables").attr("to_csv")(self, path);
            },
            py::arg("path") = py::none(),
            "Text of a CSV file: empty for nothing, points exactly, dates as 2018-12-31. ``path``: written there as "
            "well, in UTF-8; OSError if it cannot be.")
        .def(
            "text",
            [](const py::object& self, const std::optional<std::vector<std::string>>& columns, int rows,
               std::optional<int> width) {
                return py::module_::import("libplan.tables")
                    .attr("to_text")(self, py::arg("columns") = columns, py::arg("rows") = rows,
                                     py::arg("width") = width);
            },
            py::kw_only(), py::arg("columns") = py::none(), py::arg("rows") = 20, py::arg("width") = py::none(),
            "The first ``rows`` as ``print`` shows them, in as many columns as fit in ``width`` (None: of the "
            "terminal), or in all of ``columns``; what is left out is named. KeyError for a column that is not there.")
        .def("__str__", by_helper("to_text"), "As ``text()``.")
        .def("_repr_html_", by_helper("to_html"), "The first rows.")
        .def("_array", &table_array, py::arg("column"))
        .def("_valid", &valid_of, py::arg("column"))
        .def(
            "_format", [](const Table& table, const std::string& name) { return column_in(table, name).format; },
            py::arg("column"))
        .def(
            "_first",
            [](const Table& table, const std::string& name, std::size_t rows) {
                return first_cells(column_in(table, name), rows);
            },
            py::arg("column"), py::arg("rows"))
        .def("_words", &words_of_column, py::arg("column"));
}

// ---- the results that come as tables ----

/// Adds a method to a class that is bound elsewhere.
template <class Value, class Call, class... Extra>
void method(const char* name, const Call& call, const Extra&... extra) {
    const py::object type = py::type::of<Value>();
    type.attr(name) = py::cpp_function(call, py::name(name), py::is_method(type), extra...);
}

template <class Value, class Make>
auto in_language(const Make& make) {
    return [make](const Value& value, Language language) { return shared(make(value, language)); };
}

/// The titles of grades as a sentence lists them.
Message listed_grades(const std::vector<std::string>& titles) {
    return joined(Phrase::listed, {titles.begin(), titles.end()});
}

void require_grades_of(const Scheme& scheme, const GradedScores& scores) {
    std::vector<std::string> titles;
    for (const Grade& grade : scheme->grades) titles.push_back(grade.title);
    if (titles == scores.grade_titles) return;
    throw InputError({{"other-results",
                       {},
                       {Phrase::scores_of_other_grades, {listed_grades(scores.grade_titles), listed_grades(titles)}},
                       {}}});
}

void put_units_first(Table& table, const py::object& facts) {
    const GivenTable given = given_table(facts, "facts");
    if (given.size != table.size)
        throw InputError({{"other-results",
                           {"facts", 0, 0},
                           {Phrase::facts_of_others, {std::to_string(given.size), std::to_string(table.size)}},
                           {}}});
    const GivenColumn* units = given.find("unit");
    if (!units) return;
    TextColumnBuilder texts;
    std::string room;
    std::vector<bool> named;
    for (const ColumnPart& part : units->parts)
        for (std::size_t row = 0; row < part.size; ++row) {
            texts.add(part.written(row, room));
            named.push_back(!part.written(row, room).empty());
        }
    TableColumn column = std::move(texts).column("unit");
    tell_nulls(column, [&](std::size_t row) { return named[row]; });
    table.columns.insert(table.columns.begin(), std::move(column));
}

void bind_results() {
    const auto language = py::arg("language") = "zh";
    method<Progress>("table", in_language<Progress>([](const Progress& all, Language l) { return table_of(all, l); }),
                     py::kw_only(), language,
                     "A row for each reading. ``lower`` and ``upper`` are the admissible values.");
    method<ProgressColumns>(
        "table", [](const py::object& self) { return shared(table_of(value_in<ProgressColumns>(self))); },
        "A row for each year and series; the numbers are those of the columns, without a copy.");
    method<Assessment>(
        "by_unit",
        [](const py::object& self) {
            const auto assessment = value_in<Assessment>(self);
            const auto rows = [&] {
                const Released released;
                return by_unit(assessment);
            };
            return shared(rows());
        },
        "A row for each unit: total, grade, rank, and the lowest and highest total still possible while it is open.");
    method<Assessment>(
        "by_item", [](const py::object& self) { return shared(by_item(value_in<Assessment>(self))); },
        "A row for each unit and item, with its points; null while they are open.");
    method<Assessment>(
        "ranking", [](const py::object& self) { return shared(ranking(value_in<Assessment>(self))); },
        "The units with a total, class by class and the best first.");
    method<GradedScores>(
        "table",
        [](const py::object& self, const Scheme& scheme, const py::object& facts) {
            const auto scores = value_in<GradedScores>(self);
            require_grades_of(scheme, *scores);
            Table table = table_of(std::shared_ptr<const Scores>(scores), scores->grade_titles);
            if (!facts.is_none()) put_units_first(table, facts);
            return shared(std::move(table));
        },
        py::arg("scheme"), py::kw_only(), py::arg("facts") = py::none(),
        "A row for each unit. Points are in whole millionths as they are kept, so that no column of numbers is "
        "copied; ``scheme``, the one that scored, gives the grades their names, and the column \"unit\" of ``facts``, "
        "the table that was scored, comes first. InputError for a scheme of other grades, and for facts of another "
        "length.");
    method<TaskBoard>("table",
                      in_language<TaskBoard>([](const TaskBoard& all, Language l) { return table_of(all, l); }),
                      py::kw_only(), language, "A row for each task and body that carries it.");
    method<TaskBoard>(
        "load_table", [](const TaskBoard& board) { return shared(load_table(board)); },
        "A row for each body: how many tasks it carries in each role.");
    method<TotalChange>(
        "table", [](const TotalChange& change) { return shared(table_of(change)); },
        "A row for each item: its points on both sides and how they came about.");
    method<TotalChange>(
        "cause_table", [](const TotalChange& change) { return shared(cause_table(change)); },
        "A row for each cause; they add up to the difference.");
    method<SideBySide>("table",
                       in_language<SideBySide>([](const SideBySide& all, Language l) { return table_of(all, l); }),
                       py::kw_only(), language, "A row for each reading, judged in every way.");
    method<SideBySide>("control_table",
                       in_language<SideBySide>([](const SideBySide& all, Language l) { return control_table(all, l); }),
                       py::kw_only(), language, "A row for each yearly control figure.");
}

// ---- tables of records into records ----

TableContext context_of(const std::optional<Plan>& plan, const std::vector<Scheme>& schemes) {
    return {plan ? &*plan : nullptr, schemes, !schemes.empty()};
}

Observations observations(const py::object& table, const std::optional<Plan>& plan, Encoding encoding,
                          const py::object& progress) {
    Watching watching(progress, Phrase::bar_read);
    return *Figures({table}, plan ? &*plan : nullptr, "observations.csv", encoding, watching.pulse());
}

Records records(const py::object& controls, const py::object& events, const py::object& reports,
                const py::object& marks, const py::object& facts, const std::optional<Plan>& plan,
                const std::vector<Scheme>& schemes, Encoding encoding, const py::object& progress) {
    Watching watching(progress, Phrase::bar_read);
    GivenSources sources;
    for (const auto& [file, given] : {std::pair{"controls.csv", controls},
                                      {"events.csv", events},
                                      {"reports.csv", reports},
                                      {"marks.csv", marks},
                                      {"facts.csv", facts}})
        if (!given.is_none() && !holds_nothing(given)) sources.add(file, given);
    return sources.read(context_of(plan, schemes), encoding, watching.pulse()).records;
}

void bind_reading(py::module_& module) {
    module.def(
        "observations", &observations, py::arg("table"), py::kw_only(), py::arg("plan") = py::none(),
        py::arg("encoding") = "utf-8", py::arg("progress") = py::none(),
        "Figures of a table with the columns of observations.csv: an Arrow table, a data frame, a dict of columns, a "
        "list of records, or the path of a .csv, .xlsx or .parquet file.\n\n"
        "With ``plan`` its ids and years are checked too. ``encoding=\"gbk\"`` reads a .csv file as Excel saves it. "
        "``progress(done, total)`` is called now and then, in rows, of a .csv file in bytes; True shows a bar. "
        "InputError tells all wrong columns and cells."
        R"(

>>> figures = libplan.observations({"indicator": ["loans"], "period": [2022], "value": [33.1]})
>>> figures[0].value
33.1)");
    module.def(
        "records", &records, py::kw_only(), py::arg("controls") = py::none(), py::arg("events") = py::none(),
        py::arg("reports") = py::none(), py::arg("marks") = py::none(), py::arg("facts") = py::none(),
        py::arg("plan") = py::none(), py::arg("schemes") = std::vector<Scheme>(), py::arg("encoding") = "utf-8",
        py::arg("progress") = py::none(),
        "Records of tables with the columns of controls.csv, events.csv, reports.csv, marks.csv and facts.csv, as "
        "``observations`` takes them.\n\n"
        "Lists of records such as ``Event`` are tables too. With ``plan``, and with all its ``schemes``, they are "
        "checked "
        "as in a plan folder. ``encoding=\"gbk\"`` reads .csv files as Excel saves them, and ``progress`` is as there. "
        "InputError tells all "
        "wrong columns and cells of all of them."
        R"(

>>> drill = {"item": "t_drill", "body": "taihe", "year": 2018, "scorer": "team", "value": 1.5}
>>> libplan.records(marks=[drill]).marks[0].value
1.5)");
    module.def(
        "findings_table",
        [](const std::vector<Finding>& findings, Language language) { return shared(table_of(findings, language)); },
        py::arg("findings"), py::kw_only(), py::arg("language") = "zh",
        "A row for each finding, as ``check`` and ``check_scheme`` give them."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> libplan.findings_table(libplan.check(folder.plan, folder.figures)).to_dict()["code"][:2]
['unit', 'text-table'])");
}

}  // namespace

void bind_tables(py::module_& module) {
    bind_table(module);
    bind_results();
    bind_reading(module);
}

}  // namespace libplan::bindings
