#include "libplan/columns.hpp"

#include <algorithm>
#include <array>
#include <mutex>

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

std::size_t in_large_pages(std::size_t bytes) { return (bytes + large_page - 1) / large_page * large_page; }

void* large_pages(std::size_t bytes) {
    void* room = ::operator new (bytes, std::align_val_t{large_page});
#ifdef __linux__
    madvise(room, bytes, MADV_HUGEPAGE);
#endif
    return room;
}

void give_back_large_pages(void* room) noexcept { ::operator delete (room, std::align_val_t{large_page}); }

#if defined(__linux__) && defined(MADV_FREE) && !defined(__SANITIZE_ADDRESS__)

/// The rooms of columns no longer used, for the next ones of the same size: what is scored again and again need not be
/// given cleared pages every time, which takes as long as a third of the scoring. The system may take their memory for
/// others whenever it wants to.
class SpareRooms {
public:
    /// None: nullptr.
    void* take(std::size_t bytes) noexcept {
        const std::unique_lock lock(mutex_, std::try_to_lock);
        if (!lock) return nullptr;
        const auto end = rooms_.begin() + count_;
        const auto found = std::find_if(rooms_.begin(), end, [&](const Room& room) { return room.bytes == bytes; });
        if (found == end) return nullptr;
        void* place = found->place;
        *found = rooms_[--count_];
        held_ -= bytes;
        return place;
    }
    /// False: there is no place for it.
    bool keep(void* place, std::size_t bytes) noexcept {
        const std::unique_lock lock(mutex_, std::try_to_lock);
        if (!lock || count_ == rooms_.size() || held_ + bytes > most_held) return false;
        if (madvise(place, bytes, MADV_FREE) != 0) return false;
        rooms_[count_++] = {place, bytes};
        held_ += bytes;
        return true;
    }

private:
    static constexpr std::size_t most_held = std::size_t{1} << 30;
    struct Room {
        void* place = nullptr;
        std::size_t bytes = 0;
    };
    std::mutex mutex_;
    std::array<Room, 256> rooms_;  // no memory is asked for while columns are given back
    std::size_t count_ = 0, held_ = 0;
};

#else

struct SpareRooms {
    void* take(std::size_t) noexcept { return nullptr; }
    bool keep(void*, std::size_t) noexcept { return false; }
};

#endif

SpareRooms& spare_rooms() {
    static auto& rooms = *new SpareRooms;  // columns may be given back while the program ends
    return rooms;
}

}  // namespace

void* column_room(std::size_t bytes) {
    if (bytes < page) return ::operator new(bytes);
    if (!takes_large_pages(bytes)) return ::operator new(bytes, widest_vector);
    const std::size_t whole = in_large_pages(bytes);
    void* spare = spare_rooms().take(whole);
    return spare ? spare : large_pages(whole);
}

void give_back_column_room(void* room, std::size_t bytes) noexcept {
    if (bytes < page) return ::operator delete(room);
    if (!takes_large_pages(bytes)) return ::operator delete(room, widest_vector);
    if (!spare_rooms().keep(room, in_large_pages(bytes))) give_back_large_pages(room);
}

}  // namespace libplan
