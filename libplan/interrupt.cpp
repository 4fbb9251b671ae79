#include "libplan/interrupt.hpp"

#include <utility>

namespace libplan {

thread_local Interruptible* Interruptible::current = nullptr;

Interruptible::Interruptible(std::function<void()> ask) : ask_(std::move(ask)), outer_(std::exchange(current, this)) {}
Interruptible::~Interruptible() { current = outer_; }

}  // namespace libplan
