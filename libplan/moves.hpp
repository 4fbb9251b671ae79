#pragma once
// Private: which facts of a unit can move, in which steps, and where a rule or a condition bends on the way.
#include <cstdint>
#include <set>

#include "libplan/arithmetic.hpp"
#include "libplan/assess.hpp"

namespace libplan {

/// A fact on a grid: position × step. Positions below `gap_to` other than 0 do not exist.
struct MovableFact {
    std::string id;
    std::size_t column = 0;      ///< in the facts
    std::optional<double> from;  ///< none: missing, which counts for nothing
    Rational step = 1;
    /// Positions on either side of `from`, equal on the grid; of a missing fact those its steps are counted from.
    std::int64_t floor = 0, ceil = 0;
    std::int64_t lowest = 0, highest = 0, gap_to = 0;
    std::vector<std::int64_t> stops;  ///< sorted: between two of them no rule changes its direction
    /// It is tried down to 0 only, though less than nothing would gain points: nothing shows that it can be negative.
    bool stops_at_zero = false;
    bool rewards_points = false;  ///< neither a condition nor a tie-break turns against the points of what reads it
    /// Between two stops the unit stands ever better or ever worse: the fact serves one item alone, whose points are
    /// rewarded.
    bool is_straight = false;

    double at(std::int64_t position) const { return to_double(Rational(position) * step); }
    bool exists(std::int64_t position) const {
        return position >= lowest && position <= highest && (position <= 0 || position >= gap_to);
    }
    /// Beyond the outermost stops points are only lost.
    bool may_help(std::int64_t position) const {
        const bool is_beyond = stops.empty() || position < stops.front() || position > stops.back();
        return exists(position) && !(rewards_points && is_beyond);
    }
};

/// The facts that a unit can change behind the items: those they read, without references; of a figure that is made of
/// others (a rank, a ratio) what it is made of.
class Changeable {
public:
    explicit Changeable(const Scheme& scheme);
    std::vector<std::string> behind(const Item& item) const;

private:
    const Scheme& scheme_;
    std::set<std::string, std::less<>> references_;
};

/// The facts of one unit that can be changed behind the items which apply to it: values, and what is missing where that
/// counts for nothing.
std::vector<MovableFact> movable_facts(const Assessment& assessment, std::size_t unit);

/// The fact that counts the dead of the events that another one counts.
std::optional<std::size_t> deaths_of(std::size_t count, const std::vector<MovableFact>& facts);

/// Whether a unit never stands worse for having more points in an item, all facts of conditions being the same; it may
/// where ties are broken by fewer points.
bool rewards_points(const Scheme& scheme);

}  // namespace libplan
