#pragma once
// Private: a table given in memory, in the layout of Arrow, whoever made it.
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libplan/source_file.hpp"

struct ArrowArray;
struct ArrowArrayStream;
struct ArrowSchema;

namespace libplan {

/// How the cells of a column lie in memory.
enum class Layout : std::uint8_t {
    nulls,
    boolean,
    int8,
    uint8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64,
    float16,
    float32,
    float64,
    decimal32,
    decimal64,
    decimal128,
    decimal256,
    date32,
    date64,
    timestamp,
    period,  ///< counted from that of 1970-01-01, as pandas does
    text32,  ///< offsets of 32 bits
    text64,
    text_view,
    list32,  ///< of texts
    list64
};
/// The bytes that a cell takes in `values`; 0 where that is no plain array.
std::size_t width_of(Layout layout);

/// Rows of a column that lie together.
struct ColumnPart {
    Layout layout = Layout::nulls;
    std::size_t size = 0, offset = 0;
    const std::uint8_t* validity = nullptr;     ///< a bit for each row; nothing: all are there
    const void* values = nullptr;               ///< numbers, bits, offsets, views or the codes of a dictionary
    const char* bytes = nullptr;                ///< what offsets count
    std::vector<const char*> more_bytes{};      ///< what views point into
    int scale = 0;                              ///< decimals of a decimal
    std::int64_t per_day = 0;                   ///< units of a timestamp
    std::string zone{};                         ///< of a timestamp, whose count is that of UTC; empty: UTC itself
    char period_unit = 0;                       ///< of a period: D, M, Q or Y
    std::shared_ptr<const ColumnPart> inner{};  ///< the dictionary, or the cells of a list
    bool is_dictionary = false;
    std::vector<bool> from_double{};      ///< of texts: the shortest decimals of doubles; empty: none is
    std::shared_ptr<const void> owner{};  ///< keeps the buffers

    bool is_null(std::size_t row) const {
        const std::size_t at = row + offset;
        return layout == Layout::nulls || (validity && (validity[at / 8] >> (at % 8) & 1) == 0);
    }
    template <class Number>
    Number number(std::size_t row) const {
        return static_cast<const Number*>(values)[row + offset];
    }
    /// The code of a dictionary.
    std::size_t code(std::size_t row) const;
    /// A cell of texts, without a copy.
    std::string_view text(std::size_t row) const;
    /// Any cell as a file would hold it; empty where it is null. `room` keeps what is made for it.
    std::string_view written(std::size_t row, std::string& room) const;
    bool is_double() const { return layout >= Layout::float16 && layout <= Layout::float64; }
};

struct GivenColumn {
    std::string name;
    std::vector<ColumnPart> parts;
    std::string strange{};  ///< the Arrow format, if it is none that can be read
    /// Words of the user's own and what files say for them.
    std::vector<std::pair<std::string_view, std::string_view>> words{};
};

struct GivenTable {
    std::size_t size = 0;  ///< rows
    std::vector<GivenColumn> columns;
    std::vector<Problem> problems{};  ///< of single cells, which are null: they are told once the rest is read
    const GivenColumn* find(std::string_view name) const;
};

/// Takes all of a stream, or a single batch; what is not released is moved out. Throws InputError for what cannot be
/// read.
GivenTable table_of(ArrowArrayStream& stream, const std::string& name);
GivenTable table_of(ArrowSchema& schema, ArrowArray& array, const std::string& name);

/// A single column by its own stream or array.
GivenColumn column_of(ArrowArrayStream& stream, const std::string& head, const std::string& table);
GivenColumn column_of(ArrowSchema& schema, ArrowArray& array, const std::string& head);

/// The rows of a table as cells of texts. The table must outlive it.
class GivenRows : public CellRows {
public:
    explicit GivenRows(const GivenTable& table);
    const std::vector<std::string>& heads() const override { return heads_; }
    std::size_t size() const override { return table_.size; }
    void read(std::size_t row, std::vector<CsvCell>& cells, std::deque<std::string>& texts) const override;

private:
    struct Start {
        std::size_t row = 0;  ///< of the part in the table
        const ColumnPart* part = nullptr;
    };
    const GivenTable& table_;
    std::vector<std::string> heads_;
    std::vector<std::vector<Start>> starts_;  ///< of each column
};

/// Whether the cells of a column may be lists: of the units of an event and their faults, which files part by ";".
bool holds_several(std::string_view table, std::string_view column);

/// Tells the cells that are lists where none may be; they are nothing from then on.
void refuse_lists(GivenTable& table, const std::string& name);

/// Throws InputError for columns that are of no use as cells.
void refuse_strange_columns(const GivenTable& table, const std::string& name);

}  // namespace libplan
