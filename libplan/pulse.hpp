#pragma once
#include <cstddef>
#include <functional>

namespace libplan {

/// Told now and then, during long work and in the thread that asked for it, how much of how much is done. What it
/// throws ends the work and leaves nothing half done.
using Pulse = std::function<void(std::size_t done, std::size_t total)>;

}  // namespace libplan
