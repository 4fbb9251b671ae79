#include "libplan/columns.hpp"

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace libplan {
namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::align_val_t widest_vector{64};

/// Large columns lie in large pages: finding a small one for every 512 values takes longer than scoring them.
bool takes_large_pages(std::size_t bytes) { return bytes >= 2 * large_page; }

std::align_val_t alignment_of(std::size_t bytes) {
    return takes_large_pages(bytes) ? std::align_val_t{large_page} : widest_vector;
}

}  // namespace

void* column_room(std::size_t bytes) {
    if (bytes < page) return ::operator new(bytes);
    if (!takes_large_pages(bytes)) return ::operator new(bytes, widest_vector);
    const std::size_t whole = (bytes + large_page - 1) / large_page * large_page;
    void* room = ::operator new(whole, alignment_of(bytes));
#ifdef __linux__
    madvise(room, whole, MADV_HUGEPAGE);
#endif
    return room;
}

void give_back_column_room(void* room, std::size_t bytes) noexcept {
    if (bytes < page)
        ::operator delete(room);
    else
        ::operator delete(room, alignment_of(bytes));
}

}  // namespace libplan
