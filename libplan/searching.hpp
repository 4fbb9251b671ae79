#pragma once
// Private: which facts of a unit to move, and how far, so that a goal is reached.
#include <map>

#include "libplan/trial.hpp"

namespace libplan {

/// A fact that moves, and where to.
struct Placed {
    std::size_t fact = 0;
    std::int64_t position = 0;
    bool operator==(const Placed&) const = default;
};

class Searching {
public:
    Searching(std::vector<MovableFact>& facts, Trial& trial);

    const Row& start() const { return start_; }
    Row moved(const std::vector<Placed>& taken) const;

    /// One of these facts alone, the one with the fewest steps; else several of them.
    std::optional<std::vector<Placed>> fewest_steps(const std::vector<std::size_t>& facts);
    /// Several of these facts: taken one after the other to their best, then in so many combinations.
    std::optional<std::vector<Placed>> combined(const std::vector<std::size_t>& facts, std::size_t most_combinations);

    /// Whether no fewer steps of this fact would do, the others as they are: all were tried, or it follows.
    bool is_nearest(const Placed& placed) const;
    /// The best of all that was tried.
    const Trial::Standing& best() const { return *best_; }
    /// Whether all combinations of stops were among the last ones.
    bool was_complete() const { return complete_; }

private:
    struct Choice {
        std::size_t fact = 0;
        std::int64_t position = 0;
        Trial::Standing::Key key;
    };
    struct Climb {
        Row row;
        std::vector<Placed> taken;
        bool reached = false;
    };
    enum class Grid { stops, between };

    double value(std::size_t fact, std::int64_t position) const { return facts_[fact].at(position); }
    std::int64_t steps(std::size_t fact, std::int64_t position) const;
    void count_missing_from_worst();

    std::optional<std::int64_t> smallest(std::size_t fact, const Row& row);
    std::optional<std::int64_t> nearest(std::size_t fact, const Row& row);
    std::optional<std::int64_t> smallest_towards(std::size_t fact, Row row, bool up);
    std::int64_t first_between(std::size_t fact, std::int64_t misses, std::int64_t hits, Row& row);

    std::vector<Choice> best_choices(const std::vector<std::size_t>& facts, const Row& row, Grid grid);
    std::vector<std::int64_t> positions(std::size_t fact, Grid grid, std::size_t most) const;
    void climb(Climb& climb, const std::vector<std::size_t>& facts, Grid grid);
    Climb supplied(const std::vector<std::size_t>& facts) const;
    std::vector<Climb> promising(const std::vector<std::size_t>& facts, std::size_t most, const Climb& from);
    Climb at_stops(const std::vector<std::size_t>& facts, const std::vector<std::size_t>& stops, Climb from) const;
    void take(Climb& climb, Placed placed) const;
    void put_back(Climb& climb);
    std::vector<Placed> with_fewer(std::vector<Placed> taken, std::vector<std::size_t> facts);
    bool put_back_once(Climb& climb);
    void note(const Trial::Standing& standing);

    std::vector<MovableFact>& facts_;
    Trial& trial_;
    Row start_;
    std::optional<Trial::Standing> best_;
    bool complete_ = false;
    std::map<std::size_t, std::optional<std::int64_t>> alone_;
};

}  // namespace libplan
