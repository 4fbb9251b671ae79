#pragma once
// Private: a unit whose facts are tried out against a goal.
#include <tuple>

#include "libplan/moves.hpp"
#include "libplan/reach.hpp"

namespace libplan {

using Row = std::vector<double>;  ///< a value for each movable fact

/// A unit among its class, whose facts can be tried out.
class Trial {
public:
    Trial(const Assessment& assessment, std::size_t unit, const Goal& goal, const std::vector<MovableFact>& facts);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    /// How a unit stands by itself; the smaller key stands better.
    struct Standing {
        int grade = 0;  ///< of a goal that is a grade
        Points total, earned;
        std::uint64_t vetoes = 0;
        bool open = false;
        std::tuple<bool, int, Points, int, Points> key() const;
    };
    Standing standing(const Row& row);

    /// Whether the goal is reached. Without quotas and tie-breaks a unit's own standing tells.
    bool reaches(const Row& row);
    /// Whether the goal is reached, scored among the class.
    bool reaches_in_class(const Row& row);

    /// The lowest published total that reaches the goal while no veto applies.
    const std::optional<Points>& needed() const { return needed_; }

    /// Whether a veto alone keeps even the best total from the goal.
    bool blocks(std::size_t veto) const;

private:
    bool is_met(const Scores& scores) const;
    Scores now(const Scheme& scheme) const;
    bool published_as(const Scheme& scheme, Points total, std::uint64_t vetoes) const;
    std::vector<Points> candidates(const Scores& scores) const;
    std::optional<Points> lowest_total(const Scheme& scheme) const;

    const Scheme& scheme_;
    Scheme lenient_;
    const Goal& goal_;
    const std::vector<MovableFact>& facts_;
    std::size_t place_ = 0;  ///< in its class
    Facts own_, class_;
    FactsView own_view_, class_view_;
    int grade_ = -1;  ///< the goal; −1: a rank
    std::optional<Points> needed_, least_;
};

}  // namespace libplan
