#include <charconv>
#include <cstring>

#include "libplan/arrow_abi.hpp"
#include "libplan/given_table.hpp"

namespace libplan {
namespace {

/// What a column is, read once from its schema.
struct Shape {
    Layout layout = Layout::nulls;
    int scale = 0;
    std::int64_t per_day = 0;
    std::string zone{};
    char period_unit = 0;
    std::shared_ptr<const Shape> inner{};
    bool is_dictionary = false;
    std::optional<Layout> run_ends{};  ///< cells that lie in runs, told by where each ends
    std::string strange{};
};

/// "d:19,10" or "d:19,10,256".
Shape decimal_shape(std::string_view format) {
    int numbers[3] = {0, 0, 128};
    const char* at = format.data() + 2;
    for (int& number : numbers) {
        at = std::from_chars(at, format.data() + format.size(), number).ptr;
        if (at == format.data() + format.size()) break;
        ++at;
    }
    const Layout layout = numbers[2] == 32    ? Layout::decimal32
                          : numbers[2] == 64  ? Layout::decimal64
                          : numbers[2] == 256 ? Layout::decimal256
                                              : Layout::decimal128;
    return {.layout = layout, .scale = numbers[1]};
}

Shape timestamp_shape(std::string_view format) {
    std::int64_t per_second = 1;
    for (const char unit : std::string_view("smun")) {
        if (format[2] == unit) break;
        per_second *= 1000;
    }
    const std::string_view zone = format.substr(4);
    const bool is_utc = zone == "UTC" || zone == "Z" || zone == "+00:00";
    return {.layout = Layout::timestamp,
            .per_day = 86'400 * per_second,
            .zone = is_utc ? std::string() : std::string(zone)};
}

/// What the metadata of a schema say under a key: how many pairs there are, then the lengths and bytes of each.
std::string_view said_in(const char* metadata, std::string_view key) {
    if (!metadata) return {};
    const auto size = [&] {
        std::int32_t value = 0;
        std::memcpy(&value, metadata, sizeof value);
        metadata += sizeof value;
        return value;
    };
    const auto words = [&] {
        const auto length = static_cast<std::size_t>(size());
        const std::string_view text(metadata, length);
        metadata += length;
        return text;
    };
    for (std::int32_t left = size(); left > 0; --left) {
        const std::string_view name = words(), value = words();
        if (name == key) return value;
    }
    return {};
}

/// Periods of pandas come as plain counts, and only the metadata say of what: {"freq": "Q-DEC"}. Years that do not end
/// with December, weeks and the like have no name in files.
Shape period_shape(std::string_view metadata) {
    static constexpr std::pair<std::string_view, char> units[] = {
        {"D", 'D'}, {"M", 'M'}, {"Q", 'Q'}, {"Q-DEC", 'Q'}, {"Y", 'Y'}, {"Y-DEC", 'Y'}, {"A", 'Y'}, {"A-DEC", 'Y'}};
    const auto end = metadata.rfind('"');
    const auto begin = end == metadata.npos || end == 0 ? metadata.npos : metadata.rfind('"', end - 1);
    const std::string_view unit = begin == metadata.npos ? metadata : metadata.substr(begin + 1, end - begin - 1);
    for (const auto& [name, letter] : units)
        if (unit == name) return {.layout = Layout::period, .period_unit = letter};
    return {.strange = "pandas.period[" + std::string(unit) + "]"};
}

Shape shape_of(const ArrowSchema& schema) {
    static constexpr std::pair<std::string_view, Layout> plain[] = {
        {"n", Layout::nulls},    {"b", Layout::boolean}, {"c", Layout::int8},    {"C", Layout::uint8},
        {"s", Layout::int16},    {"S", Layout::uint16},  {"i", Layout::int32},   {"I", Layout::uint32},
        {"l", Layout::int64},    {"L", Layout::uint64},  {"e", Layout::float16}, {"f", Layout::float32},
        {"g", Layout::float64},  {"u", Layout::text32},  {"U", Layout::text64},  {"vu", Layout::text_view},
        {"tdD", Layout::date32}, {"tdm", Layout::date64}};
    const std::string_view format = schema.format;
    Shape shape{.strange = std::string(format)};
    for (const auto& [name, layout] : plain)
        if (format == name) shape = {.layout = layout};
    if (format.starts_with("d:")) shape = decimal_shape(format);
    if (format.starts_with("ts") && format.size() > 3) shape = timestamp_shape(format);
    if ((format == "+l" || format == "+L") && schema.n_children == 1)
        shape = {.layout = format == "+l" ? Layout::list32 : Layout::list64,
                 .inner = std::make_shared<const Shape>(shape_of(*schema.children[0]))};
    if (schema.dictionary) {
        shape.inner = std::make_shared<const Shape>(shape_of(*schema.dictionary));
        shape.is_dictionary = true;
    }
    if (format == "+r" && schema.n_children == 2)
        shape = {.layout = Layout::uint32,
                 .inner = std::make_shared<const Shape>(shape_of(*schema.children[1])),
                 .is_dictionary = true,
                 .run_ends = shape_of(*schema.children[0]).layout};
    if (shape.inner && !shape.inner->strange.empty()) shape.strange = shape.inner->strange;
    if (format == "l" && said_in(schema.metadata, "ARROW:extension:name") == "pandas.period")
        return period_shape(said_in(schema.metadata, "ARROW:extension:metadata"));
    return shape;
}

std::int64_t run_end(const Shape& shape, const ArrowArray& ends, std::int64_t run) {
    const std::int64_t at = ends.offset + run;
    const void* const numbers = ends.buffers[1];
    if (*shape.run_ends == Layout::int16) return static_cast<const std::int16_t*>(numbers)[at];
    if (*shape.run_ends == Layout::int32) return static_cast<const std::int32_t*>(numbers)[at];
    return static_cast<const std::int64_t*>(numbers)[at];
}

ColumnPart part_of(const Shape& shape, const ArrowArray& array, std::size_t from, std::size_t size,
                   const std::shared_ptr<const void>& owner);

/// Runs are a dictionary whose codes nobody has written: each row's is the number of its run.
ColumnPart part_of_runs(const Shape& shape, const ArrowArray& array, std::size_t from, std::size_t size,
                        const std::shared_ptr<const void>& owner) {
    const ArrowArray &ends = *array.children[0], &values = *array.children[1];
    struct Codes {
        std::vector<std::uint32_t> codes;
        std::vector<std::uint8_t> validity;
    };
    const auto held = std::make_shared<Codes>();
    held->codes.resize(size);
    held->validity.resize(size / 8 + 1);
    ColumnPart part{.layout = shape.layout,
                    .size = size,
                    .validity = held->validity.data(),
                    .values = held->codes.data(),
                    .is_dictionary = true,
                    .owner = held};
    if (!shape.strange.empty()) part.layout = Layout::nulls;
    part.inner = std::make_shared<const ColumnPart>(
        part_of(*shape.inner, values, 0, static_cast<std::size_t>(values.length), owner));
    std::int64_t run = 0;
    for (std::size_t row = 0; row < size; ++row) {
        const auto at = array.offset + static_cast<std::int64_t>(from + row);
        while (run < ends.length && run_end(shape, ends, run) <= at) ++run;
        if (run >= std::min(ends.length, values.length)) break;  // rows beyond the last run are nothing
        held->codes[row] = static_cast<std::uint32_t>(run);
        if (!part.inner->is_null(static_cast<std::size_t>(run)))
            held->validity[row / 8] = static_cast<std::uint8_t>(held->validity[row / 8] | 1U << (row % 8));
    }
    return part;
}

/// Rows `from` to `from + size` of an array.
ColumnPart part_of(const Shape& shape, const ArrowArray& array, std::size_t from, std::size_t size,
                   const std::shared_ptr<const void>& owner) {
    if (shape.run_ends) return part_of_runs(shape, array, from, size, owner);
    ColumnPart part{.layout = shape.layout,
                    .size = size,
                    .offset = static_cast<std::size_t>(array.offset) + from,
                    .scale = shape.scale,
                    .per_day = shape.per_day,
                    .zone = shape.zone,
                    .period_unit = shape.period_unit,
                    .is_dictionary = shape.is_dictionary,
                    .owner = owner};
    if (!shape.strange.empty()) part.layout = Layout::nulls;
    if (part.layout == Layout::nulls) return part;
    if (array.null_count != 0) part.validity = static_cast<const std::uint8_t*>(array.buffers[0]);
    part.values = array.buffers[1];
    if (shape.layout == Layout::text32 || shape.layout == Layout::text64)
        part.bytes = static_cast<const char*>(array.buffers[2]);
    if (shape.layout == Layout::text_view)
        for (std::int64_t i = 2; i + 1 < array.n_buffers; ++i)
            part.more_bytes.push_back(static_cast<const char*>(array.buffers[i]));
    const ArrowArray* inner = shape.is_dictionary ? array.dictionary : shape.inner ? array.children[0] : nullptr;
    if (inner)
        part.inner = std::make_shared<const ColumnPart>(
            part_of(*shape.inner, *inner, 0, static_cast<std::size_t>(inner->length), owner));
    return part;
}

/// A structure of the interface that releases itself.
template <class Structure>
struct Held : Structure {
    Held() : Structure{} {}
    explicit Held(Structure& taken) : Structure(taken) { taken.release = nullptr; }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() {
        if (this->release) this->release(this);
    }
};

/// Cells of rows that are null as a whole hold whatever lies there: they are nothing.
void hide_null_rows(ColumnPart& part, const ArrowArray& batch) {
    const auto* const rows = static_cast<const std::uint8_t*>(batch.buffers[0]);
    if (batch.null_count == 0 || !rows || part.layout == Layout::nulls) return;
    struct Hidden {
        std::vector<std::uint8_t> bits;
        std::shared_ptr<const void> owner;
    };
    const auto hidden = std::make_shared<Hidden>();
    hidden->bits.resize((part.offset + part.size) / 8 + 1);
    hidden->owner = part.owner;
    for (std::size_t row = 0; row < part.size; ++row) {
        const std::size_t in_batch = static_cast<std::size_t>(batch.offset) + row, at = part.offset + row;
        if ((rows[in_batch / 8] >> (in_batch % 8) & 1) != 0 && !part.is_null(row))
            hidden->bits[at / 8] = static_cast<std::uint8_t>(hidden->bits[at / 8] | 1U << (at % 8));
    }
    part.validity = hidden->bits.data();
    part.owner = hidden;
}

[[noreturn]] void refuse(const std::string& name, std::string_view why) {
    throw InputError({{"table", {name, 0, 0}, {Phrase::table_unreadable, {why}}, {}}});
}

class Import {
public:
    Import(const ArrowSchema& schema, const std::string& name) : name_(name) {
        if (std::string_view(schema.format) != "+s")
            throw InputError({{"table", {name, 0, 0}, {Phrase::table_kind, {Message(Phrase::a_column)}}, {}}});
        for (std::int64_t i = 0; i < schema.n_children; ++i) {
            const ArrowSchema& child = *schema.children[i];
            shapes_.push_back(shape_of(child));
            table_.columns.push_back({child.name ? child.name : "", {}, shapes_.back().strange});
        }
    }

    void add(const std::shared_ptr<const Held<ArrowArray>>& batch) {
        if (batch->length == 0) return;
        const auto size = static_cast<std::size_t>(batch->length);
        if (static_cast<std::size_t>(batch->n_children) != shapes_.size()) refuse(name_, "n_children");
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            ColumnPart& part = table_.columns[i].parts.emplace_back(
                part_of(shapes_[i], *batch->children[i], static_cast<std::size_t>(batch->offset), size, batch));
            hide_null_rows(part, *batch);
        }
        table_.size += size;
    }

    GivenTable table() { return std::move(table_); }

private:
    const std::string& name_;
    std::vector<Shape> shapes_;
    GivenTable table_;
};

/// All batches of a stream, one after another.
template <class Take>
void each_batch(ArrowArrayStream& stream, const std::string& name, const Take& take) {
    Held<ArrowArrayStream> held(stream);
    const auto check = [&](int status) {
        if (status == 0) return;
        const char* why = held.get_last_error(&held);
        refuse(name, why ? why : "get_next");
    };
    Held<ArrowSchema> schema;
    check(held.get_schema(&held, &schema));
    take(schema, nullptr);
    while (true) {
        ArrowArray next{};
        check(held.get_next(&held, &next));
        if (!next.release) return;
        take(schema, std::make_shared<const Held<ArrowArray>>(next));
    }
}

using Batch = std::shared_ptr<const Held<ArrowArray>>;

ColumnPart whole_part(const Shape& shape, const Batch& batch) {
    return part_of(shape, *batch, 0, static_cast<std::size_t>(batch->length), batch);
}

}  // namespace

GivenTable table_of(ArrowArrayStream& stream, const std::string& name) {
    std::optional<Import> import;
    each_batch(stream, name, [&](const ArrowSchema& schema, const Batch& batch) {
        if (!batch) import.emplace(schema, name);
        if (batch) import->add(batch);
    });
    return import->table();
}

GivenTable table_of(ArrowSchema& schema, ArrowArray& array, const std::string& name) {
    const Held<ArrowSchema> held(schema);
    const auto batch = std::make_shared<const Held<ArrowArray>>(array);
    Import import(held, name);
    import.add(batch);
    return import.table();
}

GivenColumn column_of(ArrowArrayStream& stream, const std::string& head, const std::string& table) {
    GivenColumn column{head, {}};
    Shape shape;
    each_batch(stream, table, [&](const ArrowSchema& schema, const Batch& batch) {
        if (!batch) shape = shape_of(schema);
        if (batch && batch->length > 0) column.parts.push_back(whole_part(shape, batch));
    });
    column.strange = shape.strange;
    return column;
}

GivenColumn column_of(ArrowSchema& schema, ArrowArray& array, const std::string& head) {
    const Held<ArrowSchema> held(schema);
    const auto batch = std::make_shared<const Held<ArrowArray>>(array);
    const Shape shape = shape_of(held);
    return {head, {whole_part(shape, batch)}, shape.strange};
}

}  // namespace libplan
