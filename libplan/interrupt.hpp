#pragma once
// Private: long work hears that it should stop.
#include <functional>

namespace libplan {

/// While it lives, what its thread does asks again and again whether to go on; `ask` throws to stop.
class Interruptible {
public:
    explicit Interruptible(std::function<void()> ask);
    ~Interruptible();
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

    /// Asks at every so many calls; where nobody waits for an answer it does nothing.
    static void heed() {
        if (current && ++current->calls_ % calls_between == 0) current->ask_();
    }

private:
    static constexpr unsigned calls_between = 1024;
    static thread_local Interruptible* current;

    std::function<void()> ask_;
    unsigned calls_ = 0;
    Interruptible* outer_;
};

}  // namespace libplan
