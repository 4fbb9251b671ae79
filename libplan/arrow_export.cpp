#include <algorithm>
#include <cstring>

#include "libplan/arrow_abi.hpp"
#include "libplan/table.hpp"

namespace libplan {
namespace {

/// What a schema of the interface points to; it frees itself with the schema.
struct OwnSchema {
    std::string format, name;
    std::vector<ArrowSchema> inner;
    std::vector<ArrowSchema*> pointers;
    ArrowSchema words{};
};

template <class Structure>
void release_inner(Structure& structure) {
    for (std::int64_t i = 0; i < structure.n_children; ++i)
        if (structure.children[i]->release) structure.children[i]->release(structure.children[i]);
    if (structure.dictionary && structure.dictionary->release) structure.dictionary->release(structure.dictionary);
}

void release_schema(ArrowSchema* schema) {
    release_inner(*schema);
    delete static_cast<OwnSchema*>(schema->private_data);
    schema->release = nullptr;
}

ArrowSchema& begin_schema(ArrowSchema& schema, std::string format, std::string name, std::size_t children) {
    auto* own = new OwnSchema{std::move(format), std::move(name), std::vector<ArrowSchema>(children), {}};
    for (ArrowSchema& inner : own->inner) own->pointers.push_back(&inner);
    schema = {};
    schema.format = own->format.c_str();
    schema.name = own->name.c_str();
    schema.n_children = static_cast<std::int64_t>(children);
    schema.children = own->pointers.data();
    schema.release = &release_schema;
    schema.private_data = own;
    return schema;
}

void put_schema(const TableColumn& column, ArrowSchema& schema) {
    begin_schema(schema, column.format, column.name, 0).flags = ARROW_FLAG_NULLABLE;
    if (!column.words) return;
    schema.dictionary = &static_cast<OwnSchema*>(schema.private_data)->words;
    put_schema(*column.words, *schema.dictionary);
}

/// What an array of the interface points to; every array keeps the whole table, since children may be moved out.
struct OwnArray {
    std::shared_ptr<const Table> table;
    std::vector<const void*> buffers;
    std::vector<ArrowArray> inner;
    std::vector<ArrowArray*> pointers;
    ArrowArray words{};
};

void release_array(ArrowArray* array) {
    release_inner(*array);
    delete static_cast<OwnArray*>(array->private_data);
    array->release = nullptr;
}

OwnArray& begin_array(ArrowArray& array, const std::shared_ptr<const Table>& table, std::size_t size,
                      std::vector<const void*> buffers, std::size_t children) {
    auto* own = new OwnArray{table, std::move(buffers), std::vector<ArrowArray>(children), {}};
    for (ArrowArray& inner : own->inner) own->pointers.push_back(&inner);
    array = {};
    array.length = static_cast<std::int64_t>(size);
    array.n_buffers = static_cast<std::int64_t>(own->buffers.size());
    array.buffers = own->buffers.data();
    array.n_children = static_cast<std::int64_t>(children);
    array.children = own->pointers.data();
    array.release = &release_array;
    array.private_data = own;
    return *own;
}

void put_array(const TableColumn& column, const std::shared_ptr<const Table>& table, ArrowArray& array) {
    static constexpr std::int64_t no_text = 0;
    std::vector<const void*> buffers{column.validity.get(), column.values};
    if (column.format == "U") buffers = {column.validity.get(), column.values ? column.values : &no_text, column.bytes};
    OwnArray& own = begin_array(array, table, column.size, std::move(buffers), 0);
    array.null_count = static_cast<std::int64_t>(column.nulls);
    if (!column.words) return;
    array.dictionary = &own.words;
    put_array(*column.words, table, own.words);
}

struct OwnStream {
    std::shared_ptr<const Table> table;
    bool given = false;
};

OwnStream& own(ArrowArrayStream* stream) { return *static_cast<OwnStream*>(stream->private_data); }

int next_batch(ArrowArrayStream* stream, ArrowArray* array) {
    *array = {};
    if (own(stream).given) return 0;
    own(stream).given = true;
    const std::shared_ptr<const Table>& table = own(stream).table;
    OwnArray& all = begin_array(*array, table, table->size, {nullptr}, table->columns.size());
    for (std::size_t i = 0; i < table->columns.size(); ++i) put_array(table->columns[i], table, all.inner[i]);
    return 0;
}

}  // namespace

void export_schema(const Table& table, ArrowSchema& schema) {
    begin_schema(schema, "+s", "", table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) put_schema(table.columns[i], *schema.children[i]);
}

void export_table(const std::shared_ptr<const Table>& table, ArrowArrayStream& stream) {
    stream.get_schema = [](ArrowArrayStream* of, ArrowSchema* schema) {
        export_schema(*own(of).table, *schema);
        return 0;
    };
    stream.get_next = &next_batch;
    stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    stream.release = [](ArrowArrayStream* of) {
        delete &own(of);
        of->release = nullptr;
    };
    stream.private_data = new OwnStream{table};
}

std::string_view TableColumn::text(std::size_t row) const {
    const auto* const ends = static_cast<const std::int64_t*>(values) + row;
    return {bytes + ends[0], static_cast<std::size_t>(ends[1] - ends[0])};
}

std::size_t TableColumn::code(std::size_t row) const {
    return format == "C" ? number<std::uint8_t>(row) : number<std::uint32_t>(row);
}

namespace {

/// The bits of one cell: a flag is one, a number has the width of its column.
std::size_t bits_of_cell(const TableColumn& column) {
    if (column.format == "b") return 1;
    if (column.format == "C") return 8;
    if (column.format == "i" || column.format == "I" || column.format == "tdD") return 32;
    return column.format.starts_with("d:") ? 128 : 64;
}

bool same_cell(const TableColumn& a, const TableColumn& b, std::size_t row) {
    if (a.is_null(row) || b.is_null(row)) return a.is_null(row) == b.is_null(row);
    if (a.words) return a.words->text(a.code(row)) == b.words->text(b.code(row));
    if (a.format == "U") return a.text(row) == b.text(row);
    if (a.format == "g") return a.number<double>(row) == b.number<double>(row);
    if (a.format == "b")
        return ((a.number<std::uint8_t>(row / 8) ^ b.number<std::uint8_t>(row / 8)) >> (row % 8) & 1) == 0;
    const std::size_t width = bits_of_cell(a) / 8;
    const auto at = [&](const TableColumn& column) { return static_cast<const char*>(column.values) + row * width; };
    return std::memcmp(at(a), at(b), width) == 0;
}

}  // namespace

std::size_t bytes_of_values(const TableColumn& column) {
    const std::size_t cells = column.format == "U" ? column.size + 1 : column.size;  // where each text ends
    return (cells * bits_of_cell(column) + 7) / 8;
}

bool TableColumn::operator==(const TableColumn& other) const {
    const bool alike = name == other.name && size == other.size && (words == nullptr) == (other.words == nullptr) &&
                       (words || format == other.format);
    for (std::size_t row = 0; alike && row < size; ++row)
        if (!same_cell(*this, other, row)) return false;
    return alike;
}

const TableColumn* Table::find(std::string_view name) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const TableColumn& column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

}  // namespace libplan
