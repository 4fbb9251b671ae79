#include "bindings/given_columns.hpp"

#include <pybind11/numpy.h>

#include <cmath>
#include <unordered_map>

#include "libplan/arrow_abi.hpp"
#include "reports/sheet_table.hpp"

namespace libplan::bindings {
namespace {

/// What a capsule holds; InputError if it was taken out before.
template <class Structure>
Structure& in_capsule(const py::handle& capsule, const char* kind, const std::string& table) {
    auto* structure = static_cast<Structure*>(PyCapsule_GetPointer(capsule.ptr(), kind));
    if (!structure) throw py::error_already_set();
    if (!structure->release) throw InputError({{"table", {table, 0, 0}, {Phrase::table_consumed, {}}, {}}});
    return *structure;
}

ArrowArrayStream& stream_of(const py::object& given, py::object& capsule, const std::string& table) {
    capsule = given.attr("__arrow_c_stream__")();
    return in_capsule<ArrowArrayStream>(capsule, "arrow_array_stream", table);
}

/// A schema and an array, with what keeps them.
struct ArrayOfCapsules {
    ArrayOfCapsules(const py::object& given, const std::string& table)
        : capsules(given.attr("__arrow_c_array__")()),
          schema(in_capsule<ArrowSchema>(capsules[0], "arrow_schema", table)),
          array(in_capsule<ArrowArray>(capsules[1], "arrow_array", table)) {}
    py::tuple capsules;
    ArrowSchema& schema;
    ArrowArray& array;
};

py::module_ tables_module() { return py::module_::import("libplan.tables"); }

/// Texts that are made one after another.
class TextColumn {
public:
    void add(std::string_view text) {
        bytes_ += text;
        end(true);
    }
    void add_null() { end(false); }
    void add_double(double value, std::string& room) {
        from_double_.resize(size_ + 1, false);
        from_double_[size_] = true;
        const ColumnPart one{.layout = Layout::float64, .size = 1, .values = &value};
        add(one.written(0, room));
    }
    ColumnPart part() && {
        struct Room {
            std::string bytes;
            std::vector<std::int64_t> ends;
            std::vector<std::uint8_t> validity;
        };
        const auto room = std::make_shared<const Room>(Room{std::move(bytes_), std::move(ends_), std::move(validity_)});
        return {.layout = Layout::text64,
                .size = size_,
                .validity = room->validity.data(),
                .values = room->ends.data(),
                .bytes = room->bytes.data(),
                .from_double = std::move(from_double_),
                .owner = room};
    }

private:
    void end(bool there) {
        if (size_ % 8 == 0) validity_.push_back(0);
        if (there) validity_.back() = static_cast<std::uint8_t>(validity_.back() | 1 << (size_ % 8));
        ends_.push_back(static_cast<std::int64_t>(bytes_.size()));
        ++size_;
    }
    std::size_t size_ = 0;
    std::string bytes_;
    std::vector<std::int64_t> ends_{0};
    std::vector<std::uint8_t> validity_;
    std::vector<bool> from_double_;
};

/// A column of cells that are objects: what is no text or number of Python itself is put into words there.
class CellByCell {
public:
    CellByCell(const std::string& head, const std::string& table, std::vector<Problem>& problems)
        : head_(head), table_(table), problems_(problems) {}

    ColumnPart operator()(const py::handle& cells) {
        const py::object written = tables_module().attr("written");
        for (const py::handle cell : cells) {
            ++row_;
            add(cell, written);
        }
        return std::move(column_).part();
    }

private:
    void add(const py::handle& cell, const py::object& written) {
        if (cell.is_none()) return column_.add_null();
        if (PyFloat_CheckExact(cell.ptr())) {
            const double value = PyFloat_AS_DOUBLE(cell.ptr());
            return std::isnan(value) ? column_.add_null() : column_.add_double(value, room_);
        }
        if (PyUnicode_CheckExact(cell.ptr())) return add_text(cell);
        const py::object text = written(cell);
        if (text.is_none()) return column_.add_null();
        if (PyFloat_Check(text.ptr())) return column_.add_double(text.cast<double>(), room_);
        if (py::isinstance<py::str>(text)) return add_text(text);
        if (py::isinstance<py::list>(text)) return add_list(text, cell);
        column_.add_null();
        problems_.push_back({"cell-type", {table_, row_, 0, head_}, {Phrase::cell_strange, {head_, quoted(cell)}}, {}});
    }

    /// What several stand in is written as files write it.
    void add_list(const py::object& texts, const py::handle& cell) {
        if (holds_several(table_, head_in_files(table_, head_))) return add_text(py::str(";").attr("join")(texts));
        column_.add_null();
        problems_.push_back({"cell-type", {table_, row_, 0, head_}, {Phrase::cell_list, {head_, quoted(cell)}}, {}});
    }

    void add_text(const py::handle& text) {
        Py_ssize_t size = 0;
        const char* bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
        if (bytes) return column_.add({bytes, static_cast<std::size_t>(size)});
        PyErr_Clear();
        column_.add_null();
        problems_.push_back({"cell-text", {table_, row_, 0, head_}, {Phrase::cell_broken, {head_, quoted(text)}}, {}});
    }

    const std::string& head_;
    const std::string& table_;
    std::vector<Problem>& problems_;
    TextColumn column_;
    std::string room_;
    int row_ = 0;
};

/// The layout of numbers in a buffer; nothing if they lie otherwise.
std::optional<Layout> layout_of(const py::buffer_info& info) {
    static constexpr std::pair<char, std::array<Layout, 4>> whole[] = {
        {'i', {Layout::int8, Layout::int16, Layout::int32, Layout::int64}},
        {'u', {Layout::uint8, Layout::uint16, Layout::uint32, Layout::uint64}},
        {'f', {Layout::nulls, Layout::float16, Layout::float32, Layout::float64}}};
    if (info.ndim != 1 || (info.shape[0] > 1 && info.strides[0] != info.itemsize) || info.format.size() != 1)
        return std::nullopt;
    const char letter = info.format[0];
    const char kind = std::string_view("bhilq").find(letter) != std::string_view::npos   ? 'i'
                      : std::string_view("BHILQ").find(letter) != std::string_view::npos ? 'u'
                      : std::string_view("efd").find(letter) != std::string_view::npos   ? 'f'
                                                                                         : ' ';
    const int power = info.itemsize == 1 ? 0 : info.itemsize == 2 ? 1 : info.itemsize == 4 ? 2 : 3;
    for (const auto& [own, layouts] : whole)
        if (own == kind && layouts[static_cast<std::size_t>(power)] != Layout::nulls)
            return layouts[static_cast<std::size_t>(power)];
    return std::nullopt;
}

std::optional<ColumnPart> borrowed(const py::handle& cells) {
    if (!PyObject_CheckBuffer(cells.ptr()) || py::isinstance<py::bytes>(cells)) return std::nullopt;
    Py_buffer view;
    if (PyObject_GetBuffer(cells.ptr(), &view, PyBUF_STRIDES | PyBUF_FORMAT) != 0) {  // dates of NumPy have none
        PyErr_Clear();
        return std::nullopt;
    }
    auto info = std::make_shared<py::buffer_info>(new Py_buffer(view));
    const auto layout = layout_of(*info);
    if (!layout) return std::nullopt;
    ColumnPart part{.layout = *layout, .size = static_cast<std::size_t>(info->shape[0]), .values = info->ptr};
    part.owner = kept(py::reinterpret_borrow<py::object>(cells));  // NumPy does not move what it shows
    return part;
}

/// The numbers of an array of which some are masked: these are nothing.
std::optional<ColumnPart> borrowed_unmasked(const py::handle& cells) {
    const py::module_ masks = py::module_::import("numpy.ma");
    const py::object numbers = masks.attr("getdata")(cells);
    auto part = borrowed(numbers);
    if (!part) return std::nullopt;
    struct Shown {
        std::vector<std::uint8_t> bits;
        std::shared_ptr<const void> numbers;
    };
    const auto shown = std::make_shared<Shown>(Shown{std::vector<std::uint8_t>(part->size / 8 + 1), part->owner});
    const auto hidden = masks.attr("getmaskarray")(cells).cast<py::array_t<bool>>();
    for (std::size_t row = 0; row < part->size; ++row)
        if (!hidden.at(static_cast<py::ssize_t>(row)))
            shown->bits[row / 8] = static_cast<std::uint8_t>(shown->bits[row / 8] | 1U << (row % 8));
    part->validity = shown->bits.data();
    part->owner = shown;
    return part;
}

}  // namespace

bool is_masked(const py::handle& cells) {
    // A plain array is none, which is told without asking Python: this is done for every column of a call.
    const std::string_view type = Py_TYPE(cells.ptr())->tp_name;
    return type != "numpy.ndarray" && tables_module().attr("is_masked")(cells).cast<bool>();
}

std::shared_ptr<const void> kept(py::object object) {
    return {new py::object(std::move(object)), [](const void* held) {
                if (!Py_IsInitialized()) return;  // Python and all its memory are gone
                const py::gil_scoped_acquire gil;
                delete static_cast<const py::object*>(held);
            }};
}

std::optional<GivenTable> arrow_table(const py::object& given, const std::string& name) {
    try {
        if (py::object capsule; py::hasattr(given, "__arrow_c_stream__"))
            return table_of(stream_of(given, capsule, name), name);
        if (!py::hasattr(given, "__arrow_c_array__")) return std::nullopt;
        const ArrayOfCapsules held(given, name);
        return table_of(held.schema, held.array, name);
    } catch (py::error_already_set& error) {
        refuse_unreadable(error, name);
    }
}

void refuse_unreadable(const py::error_already_set& error, const std::string& name) {
    if (!error.matches(PyExc_Exception) || error.matches(PyExc_MemoryError)) throw error;
    auto words = py::str(error.value()).cast<std::string>();
    words.resize(std::min(words.find('\n'), words.size()));
    throw InputError({{"table", {name, 0, 0}, {Phrase::table_unreadable, {words}}, {}}});
}

namespace {

/// The part with each count moved by how far the clocks of its zone were ahead of UTC then.
ColumnPart in_own_zone(const ColumnPart& part) {
    const py::object ahead = tables_module().attr("ahead_of_utc");
    struct Moved {
        std::vector<std::int64_t> counts;
        std::vector<std::uint8_t> validity;
    };
    const auto moved = std::make_shared<Moved>();
    moved->counts.resize(part.size);
    moved->validity.resize(part.size / 8 + 1);
    std::unordered_map<std::int64_t, std::int64_t> known;
    for (std::size_t row = 0; row < part.size; ++row) {
        if (part.is_null(row)) continue;
        const auto count = part.number<std::int64_t>(row);
        const auto [entry, added] = known.try_emplace(count);
        if (added) entry->second = count + ahead(part.zone, count, part.per_day).cast<std::int64_t>();
        moved->counts[row] = entry->second;
        moved->validity[row / 8] = static_cast<std::uint8_t>(moved->validity[row / 8] | 1U << (row % 8));
    }
    return {.layout = Layout::timestamp,
            .size = part.size,
            .validity = moved->validity.data(),
            .values = moved->counts.data(),
            .per_day = part.per_day,
            .owner = moved};
}

}  // namespace

void show_in_own_zones(GivenTable& table) {
    const auto has_zone = [](const ColumnPart& part) {
        return part.layout == Layout::timestamp && !part.zone.empty() && !part.is_dictionary;
    };
    for (GivenColumn& column : table.columns)
        for (ColumnPart& part : column.parts)
            if (has_zone(part)) part = in_own_zone(part);
}

namespace {

std::optional<GivenColumn> plain_column(const std::string& head, const py::object& cells, const std::string& table,
                                        std::vector<Problem>& problems) {
    if (py::object capsule; py::hasattr(cells, "__arrow_c_stream__"))
        return libplan::column_of(stream_of(cells, capsule, table), head, table);
    if (py::hasattr(cells, "__arrow_c_array__")) {
        const ArrayOfCapsules held(cells, table);
        return libplan::column_of(held.schema, held.array, head);
    }
    if (auto part = is_masked(cells) ? borrowed_unmasked(cells) : borrowed(cells))
        return GivenColumn{head, {std::move(*part)}};
    const py::object each = tables_module().attr("cells_of")(cells);
    if (each.is_none()) {
        problems.push_back({"column-type", {table, 0, 0}, {Phrase::column_cells, {head, quoted(cells)}}, {}});
        return std::nullopt;
    }
    return GivenColumn{head, {CellByCell(head, table, problems)(each)}};
}

}  // namespace

std::optional<GivenColumn> column_of(const std::string& head, const py::handle& cells, const std::string& table,
                                     std::vector<Problem>& problems) {
    const py::tuple unwrapped = tables_module().attr("unwrapped_column")(cells);
    auto column = plain_column(head, unwrapped[0], table, problems);
    const py::object in_objects = unwrapped[1];
    if (!column || column->strange.empty() || in_objects.is_none()) return column;
    return plain_column(head, in_objects(), table, problems);
}

std::size_t size_of(const GivenColumn& column) {
    std::size_t size = 0;
    for (const ColumnPart& part : column.parts) size += part.size;
    return size;
}

}  // namespace libplan::bindings
