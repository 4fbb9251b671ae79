#pragma once
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace libplan {

/// Room for a column whose every value is written before it is read, so that it need not be cleared first: of millions
/// of units that would take as long as scoring them. Large columns begin where the widest vectors of numbers do; what
/// they lay in, up to a gigabyte, is kept for the next ones, unless the system needs it.
void* column_room(std::size_t bytes);
void give_back_column_room(void* room, std::size_t bytes) noexcept;

template <class Value>
struct Uncleared {
    using value_type = Value;
    Uncleared() = default;
    template <class Other>
    Uncleared(const Uncleared<Other>&) {}
    Value* allocate(std::size_t count) { return static_cast<Value*>(column_room(count * sizeof(Value))); }
    void deallocate(Value* room, std::size_t count) noexcept { give_back_column_room(room, count * sizeof(Value)); }
    template <class Other>
    void construct(Other*) noexcept {}
    template <class Other, class First, class... Rest>
    void construct(Other* place, First&& first, Rest&&... rest) {
        ::new (static_cast<void*>(place)) Other(std::forward<First>(first), std::forward<Rest>(rest)...);
    }
    bool operator==(const Uncleared&) const = default;
};

/// A column of results. `resize` leaves new values undefined.
template <class Value>
using Column = std::vector<Value, Uncleared<Value>>;

}  // namespace libplan
