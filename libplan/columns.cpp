#include "libplan/columns.hpp"

#include <cstdint>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace libplan {
namespace {

constexpr std::size_t page = 4096;
constexpr std::align_val_t widest_vector{64};

/// Large columns are asked for in large pages: finding a small one for every 512 values takes longer than scoring them.
void ask_for_large_pages([[maybe_unused]] void* room, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
    const auto start = reinterpret_cast<std::uintptr_t>(room);
    const std::uintptr_t first = (start + page - 1) / page * page;
    const std::uintptr_t last = (start + bytes) / page * page;
    if (last > first + (std::uintptr_t{1} << 21))
        madvise(static_cast<char*>(room) + (first - start), last - first, MADV_HUGEPAGE);
#endif
}

}  // namespace

void* column_room(std::size_t bytes) {
    if (bytes < page) return ::operator new(bytes);
    void* room = ::operator new(bytes, widest_vector);
    ask_for_large_pages(room, bytes);
    return room;
}

void give_back_column_room(void* room, std::size_t bytes) noexcept {
    if (bytes < page)
        ::operator delete(room);
    else
        ::operator delete(room, widest_vector);
}

}  // namespace libplan
