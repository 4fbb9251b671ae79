#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct ArrowArrayStream;
struct ArrowSchema;

namespace libplan {

/// A column of results in the layout of Arrow; what it does not own itself its keepers keep.
struct TableColumn {
    std::string name;
    std::string format;  ///< of Arrow; of words the format of their codes
    std::size_t size = 0;
    const void* values = nullptr;                      ///< numbers, bits, codes, or the ends of texts
    const char* bytes = nullptr;                       ///< of texts
    std::shared_ptr<const std::uint8_t[]> validity{};  ///< a bit for each row; nothing: all are there
    std::size_t nulls = 0;
    std::shared_ptr<const TableColumn> words{};  ///< what codes stand for
    std::vector<std::shared_ptr<const void>> keepers{};

    bool is_null(std::size_t row) const { return validity && (validity[row / 8] >> (row % 8) & 1) == 0; }
    template <class Number>
    Number number(std::size_t row) const {
        return static_cast<const Number*>(values)[row];
    }
    std::string_view text(std::size_t row) const;
    /// The code of a word, whatever its width.
    std::size_t code(std::size_t row) const;
    /// By what the cells say: the bytes below a null, and how words are numbered, mean nothing.
    bool operator==(const TableColumn& other) const;
};

/// The bytes that `values` takes.
std::size_t bytes_of_values(const TableColumn& column);

/// Results as a table. Columns that results hold as numbers are not copied.
struct Table {
    std::size_t size = 0;  ///< rows
    std::vector<TableColumn> columns;
    const TableColumn* find(std::string_view name) const;
    bool operator==(const Table& other) const = default;
};

/// By the Arrow C stream interface, as one batch that keeps the table until it is released.
void export_table(const std::shared_ptr<const Table>& table, ArrowArrayStream& stream);
void export_schema(const Table& table, ArrowSchema& schema);

}  // namespace libplan
