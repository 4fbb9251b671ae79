#pragma once
// Private: how many threads work is shared among.
#include <algorithm>
#include <string>
#include <thread>

#include "libplan/problem.hpp"

namespace libplan {

/// As many as asked for; 0 stands for one per processor. Throws ArgumentError below 0.
inline std::size_t thread_count(int asked) {
    if (asked < 0) throw ArgumentError({Phrase::threads_negative, {std::to_string(asked)}});
    return asked != 0 ? static_cast<std::size_t>(asked) : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace libplan
