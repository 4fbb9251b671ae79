#pragma once
// Private: one lambda per alternative, for std::visit.

namespace libplan {

template <class... Cases>
struct Match : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;  // compilers before aggregate deduction (P1816) need it said

}  // namespace libplan
