#include "bindings/given_columns.hpp"

#include <cmath>
#include <unordered_map>

#include "libplan/arrow_abi.hpp"

namespace libplan::bindings {
namespace {

template <class Structure>
Structure& in_capsule(const py::handle& capsule, const char* name) {
    auto* structure = static_cast<Structure*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (!structure) throw py::error_already_set();
    return *structure;
}

/// A method of a frame of pandas fails where pyarrow is missing, or cells of a column are of several types.
bool is_of_pandas(const py::object& given) {
    const auto module = py::type::of(given).attr("__module__").cast<std::string>();
    return module == "pandas" || module.starts_with("pandas.");
}

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
        const py::object written = py::module_::import("libplan.tables").attr("written");
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
        column_.add_null();
        problems_.push_back({"cell-type", {table_, row_, 0, head_}, {Phrase::cell_strange, {head_, quoted(cell)}}, {}});
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

}  // namespace

std::shared_ptr<const void> kept(py::object object) {
    return {new py::object(std::move(object)), [](const void* held) {
                if (!Py_IsInitialized()) return;  // Python and all its memory are gone
                const py::gil_scoped_acquire gil;
                delete static_cast<const py::object*>(held);
            }};
}

std::optional<GivenTable> arrow_table(const py::object& given, const std::string& name) {
    try {
        if (py::hasattr(given, "__arrow_c_stream__")) {
            const py::object capsule = given.attr("__arrow_c_stream__")();
            return table_of(in_capsule<ArrowArrayStream>(capsule, "arrow_array_stream"), name);
        }
        if (!py::hasattr(given, "__arrow_c_array__")) return std::nullopt;
        const py::tuple capsules = given.attr("__arrow_c_array__")();
        return table_of(in_capsule<ArrowSchema>(capsules[0], "arrow_schema"),
                        in_capsule<ArrowArray>(capsules[1], "arrow_array"), name);
    } catch (py::error_already_set& error) {
        if (!is_of_pandas(given) || !error.matches(PyExc_Exception)) refuse_unreadable(error, name);
        return std::nullopt;
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
    const py::object ahead = py::module_::import("libplan.tables").attr("ahead_of_utc");
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

GivenColumn column_of(const std::string& head, const py::handle& cells, const std::string& table,
                      std::vector<Problem>& problems) {
    const py::object object = py::reinterpret_borrow<py::object>(cells);
    if (py::hasattr(object, "__arrow_c_stream__")) {
        const py::object capsule = object.attr("__arrow_c_stream__")();
        return libplan::column_of(in_capsule<ArrowArrayStream>(capsule, "arrow_array_stream"), head, table);
    }
    if (py::hasattr(object, "__arrow_c_array__")) {
        const py::tuple capsules = object.attr("__arrow_c_array__")();
        return libplan::column_of(in_capsule<ArrowSchema>(capsules[0], "arrow_schema"),
                                  in_capsule<ArrowArray>(capsules[1], "arrow_array"), head);
    }
    if (auto part = borrowed(cells)) return {head, {std::move(*part)}};
    const py::object plain = py::module_::import("libplan.tables").attr("cells_of")(object);
    if (plain.is_none()) {
        problems.push_back({"column-type", {table, 0, 0}, {Phrase::column_cells, {head, quoted(cells)}}, {}});
        return {head, {}};
    }
    return {head, {CellByCell(head, table, problems)(plain)}};
}

std::size_t size_of(const GivenColumn& column) {
    std::size_t size = 0;
    for (const ColumnPart& part : column.parts) size += part.size;
    return size;
}

}  // namespace libplan::bindings
