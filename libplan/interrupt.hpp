#pragma once
// Private: long work hears that it should stop.
#include <cstddef>
#include <functional>

namespace libplan {

/// While it lives, what its thread does asks again and again whether to go on; `ask` throws to stop.
class Interruptible {
public:
    explicit Interruptible(std::function<void()> ask);
    ~Interruptible();
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

    /// Asks once enough was done since it last asked; where nobody waits for an answer it does nothing. `work` is
    /// counted in rows of a table.
    static void heed(std::size_t work = 1) {
        if (!current || (current->done_ += work) < work_between) return;
        current->done_ = 0;
        current->ask_();
    }

private:
    static constexpr std::size_t work_between = 1024;
    static thread_local Interruptible* current;

    std::function<void()> ask_;
    std::size_t done_ = 0;
    Interruptible* outer_;
};

}  // namespace libplan
