#include "libplan/searching.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace libplan {
namespace {

constexpr std::size_t most_choices = 20'000;  ///< of one look along all facts
constexpr std::size_t most_between = 100;     ///< positions looked at between two stops
constexpr std::size_t most_promising = 3;     ///< combinations from which to go on
constexpr std::size_t rows_at_once = 1024;
constexpr std::size_t few_rows = 32;       ///< to begin with where the answer may be near
constexpr std::int64_t most_steps = 4096;  ///< either way, tried one after the other

/// The few values with the smallest keys; of equals those that came first.
template <class Key, class Value>
class Ranking {
public:
    explicit Ranking(std::size_t most) : most_(most) {}

    void add(const Key& key, Value value) {
        if (ranked_.size() == most_ && !(key < ranked_.back().first)) return;
        const auto at = std::upper_bound(ranked_.begin(), ranked_.end(), key,
                                         [](const Key& own, const auto& other) { return own < other.first; });
        ranked_.emplace(at, key, std::move(value));
        if (ranked_.size() > most_) ranked_.pop_back();
    }

    std::vector<Value> values() && {
        std::vector<Value> values;
        for (auto& [key, value] : ranked_) values.push_back(std::move(value));
        return values;
    }

private:
    std::size_t most_;
    std::vector<std::pair<Key, Value>> ranked_;
};

/// Whether all stops of some facts can be combined with each other in so many ways.
bool few_combinations(const std::vector<std::size_t>& facts, const std::vector<MovableFact>& all, std::size_t most) {
    std::size_t combinations = 1;
    for (const std::size_t fact : facts) {
        combinations *= all[fact].stops.size() + 1;  // or it stays as it is
        if (combinations > most) return false;
    }
    return true;
}

}  // namespace

Searching::Searching(std::vector<MovableFact>& facts, Trial& trial) : facts_(facts), trial_(trial) {
    for (const MovableFact& fact : facts)
        start_.push_back(fact.from.value_or(std::numeric_limits<double>::quiet_NaN()));
    note(trial_.standing(start_));
    count_missing_from_worst();
}

Row Searching::moved(const std::vector<Placed>& taken) const {
    Row row = start_;
    for (const Placed& one : taken) row[one.fact] = value(one.fact, one.position);
    return row;
}

std::int64_t Searching::steps(std::size_t fact, std::int64_t position) const {
    const MovableFact& own = facts_[fact];
    return position >= own.ceil ? position - own.floor : own.ceil - position;
}

/// Its steps lead away from the figure that is worth least, which itself is a step.
void Searching::count_missing_from_worst() {
    for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
        MovableFact& own = facts_[fact];
        if (own.from || own.stops.empty()) continue;
        std::vector<Row> rows(own.stops.size(), start_);
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i][fact] = value(fact, own.stops[i]);
        const auto standings = trial_.standings(rows);
        const auto worst = std::max_element(standings.begin(), standings.end(),
                                            [](const auto& a, const auto& b) { return a.key() < b.key(); });
        own.ceil = own.stops[static_cast<std::size_t>(worst - standings.begin())];
        own.floor = own.ceil - 1;
    }
}

// ---- one fact ----

std::optional<std::vector<Placed>> Searching::fewest_steps(const std::vector<std::size_t>& facts) {
    constexpr std::size_t most_combinations = 2'000;
    std::optional<Placed> best;
    for (const std::size_t fact : facts) {
        const auto [entry, added] = alone_.try_emplace(fact);
        if (added) entry->second = smallest(fact, start_);
        if (entry->second && (!best || steps(fact, *entry->second) < steps(best->fact, best->position)))
            best = Placed{fact, *entry->second};
    }
    if (best) return std::vector{*best};
    return facts.size() > 1 ? combined(facts, most_combinations) : std::nullopt;
}

bool Searching::is_nearest(const Placed& placed) const {
    return facts_[placed.fact].is_straight || steps(placed.fact, placed.position) <= most_steps;
}

/// The fewest steps of one fact that reach the goal, the others as in the row; as far as `is_nearest` says.
std::optional<std::int64_t> Searching::smallest(std::size_t fact, const Row& row) {
    if (!facts_[fact].is_straight)
        if (const auto position = nearest(fact, row)) return position;
    const auto up = smallest_towards(fact, row, true);
    const auto down = smallest_towards(fact, row, false);
    if (!up || !down) return up ? up : down;
    return steps(fact, *up) < steps(fact, *down) ? up : down;
}

/// Step by step, of two as near the lower: where several items or a condition pull it both ways, the goal may begin and
/// end anywhere.
std::optional<std::int64_t> Searching::nearest(std::size_t fact, const Row& row) {
    const MovableFact& own = facts_[fact];
    std::size_t at_once = few_rows;
    for (std::int64_t away = 1; away <= most_steps; at_once = std::min(2 * at_once, rows_at_once)) {
        std::vector<std::int64_t> tried;
        std::vector<Row> rows;
        for (; away <= most_steps && rows.size() < at_once; ++away)
            for (const std::int64_t position : {own.ceil - away, own.floor + away}) {
                if (!own.may_help(position)) continue;
                tried.push_back(position);
                rows.push_back(row);
                rows.back()[fact] = value(fact, position);
            }
        if (const auto first = trial_.first_reaching(rows)) return tried[*first];
    }
    return std::nullopt;
}

/// Of a fact that is not straight, beyond what was tried step by step.
std::optional<std::int64_t> Searching::smallest_towards(std::size_t fact, Row row, bool up) {
    const MovableFact& own = facts_[fact];
    const std::int64_t tried = own.is_straight ? 0 : most_steps;
    std::int64_t before = up ? own.floor + tried : own.ceil - tried;
    std::vector<std::int64_t> stops;
    for (const std::int64_t stop : positions(fact, own.is_straight ? Grid::stops : Grid::between, most_choices))
        if (up ? stop > before : stop < before) stops.push_back(stop);
    if (!up) std::reverse(stops.begin(), stops.end());
    for (const std::int64_t stop : stops) {
        row[fact] = value(fact, stop);
        if (trial_.reaches(row)) return first_between(fact, before, stop, row);
        before = stop;
    }
    return std::nullopt;
}

/// Halving finds where the goal begins: of a straight fact the one place there is, else one of them.
std::int64_t Searching::first_between(std::size_t fact, std::int64_t misses, std::int64_t hits, Row& row) {
    while (std::abs(hits - misses) > 1) {
        const std::int64_t middle = misses + (hits - misses) / 2;
        row[fact] = value(fact, middle);
        (facts_[fact].exists(middle) && trial_.reaches(row) ? hits : misses) = middle;
    }
    return hits;
}

// ---- several facts ----

std::optional<std::vector<Placed>> Searching::combined(const std::vector<std::size_t>& facts,
                                                       std::size_t most_combinations) {
    complete_ = false;
    const auto reaches = [&](Climb& from, Grid grid) {
        climb(from, facts, grid);
        if (from.reached) put_back(from);
        return from.reached;
    };
    Climb first{start_, {}, false};
    if (reaches(first, Grid::stops)) return with_fewer(first.taken, facts);
    Climb second = supplied(facts);
    if (!second.taken.empty() && reaches(second, Grid::stops)) return with_fewer(second.taken, facts);
    if (most_combinations == 0) return std::nullopt;
    std::vector<Climb> others = promising(facts, most_combinations, first);
    others.push_back(std::move(first));
    others.push_back(std::move(second));
    for (Climb& other : others)
        if (reaches(other, Grid::between)) return other.taken;
    return std::nullopt;
}

/// Fewer facts, if some of them can be done without: what gives most by itself may be spared once others are there.
std::vector<Placed> Searching::with_fewer(std::vector<Placed> taken, std::vector<std::size_t> facts) {
    constexpr std::size_t most_taken = 8;
    for (std::size_t i = 0; taken.size() > 2 && taken.size() <= most_taken && i < taken.size();) {
        std::vector<std::size_t> others = facts;
        std::erase(others, taken[i].fact);
        Climb without{start_, {}, false};
        climb(without, others, Grid::stops);
        if (without.reached) put_back(without);
        if (without.reached && without.taken.size() < taken.size()) {
            taken = std::move(without.taken);
            facts = std::move(others);
            i = 0;
        } else {
            ++i;
        }
    }
    return taken;
}

/// Takes the facts that give most first, each at its best, until the goal is reached or none is better any more.
void Searching::climb(Climb& climb, const std::vector<std::size_t>& facts, Grid grid) {
    Trial::Standing::Key key = trial_.standing(climb.row).key();
    climb.reached = trial_.reaches(climb.row);
    for (bool better = true; better && !climb.reached;) {
        better = false;
        std::vector<Choice> order = best_choices(facts, climb.row, grid);
        std::erase_if(order, [&](const Choice& choice) { return !(choice.key < key); });
        std::stable_sort(order.begin(), order.end(), [](const Choice& a, const Choice& b) { return a.key < b.key; });
        for (const Choice& before : order) {
            // The facts that went before may have changed what is best.
            const std::vector<Choice> best = best_choices({before.fact}, climb.row, grid);
            if (best.empty() || !(best[0].key < key)) continue;
            key = best[0].key;
            take(climb, {before.fact, best[0].position});
            better = true;
            climb.reached = trial_.reaches(climb.row);
            if (climb.reached) break;
        }
    }
    note(trial_.standing(climb.row));
}

void Searching::take(Climb& climb, Placed placed) const {
    climb.row[placed.fact] = value(placed.fact, placed.position);
    std::erase_if(climb.taken, [&](const Placed& before) { return before.fact == placed.fact; });
    climb.taken.push_back(placed);
}

/// The best position of each fact that can move at all, the others as in the row; of equals the fewest steps.
std::vector<Searching::Choice> Searching::best_choices(const std::vector<std::size_t>& facts, const Row& row,
                                                       Grid grid) {
    std::vector<Placed> tried;
    std::vector<Row> rows;
    for (const std::size_t fact : facts)
        for (const std::int64_t position : positions(fact, grid, most_choices / facts.size())) {
            tried.push_back({fact, position});
            rows.push_back(row);
            rows.back()[fact] = value(fact, position);
        }
    const std::vector<Trial::Standing> standings = trial_.standings(rows);
    std::vector<Choice> best;
    for (std::size_t i = 0; i < tried.size(); ++i) {
        const auto [fact, position] = tried[i];
        Trial::Standing::Key key = standings[i].key();
        if (best.empty() || best.back().fact != fact) {
            best.push_back({fact, position, std::move(key)});
        } else if (key < best.back().key ||
                   (key == best.back().key && steps(fact, position) < steps(fact, best.back().position))) {
            best.back() = {fact, position, std::move(key)};
        }
    }
    return best;
}

/// Its stops, or also what lies between them, evenly spread where that is too much.
std::vector<std::int64_t> Searching::positions(std::size_t fact, Grid grid, std::size_t most) const {
    const MovableFact& own = facts_[fact];
    if (grid == Grid::stops || own.stops.size() < 2) return own.stops;
    const std::size_t parts = std::clamp(most / own.stops.size(), std::size_t{1}, most_between);
    std::vector<std::int64_t> all;
    for (std::size_t i = 0; i + 1 < own.stops.size(); ++i) {
        const std::int64_t from = own.stops[i];
        const std::int64_t to = own.stops[i + 1];
        const bool gap = from >= 0 && to <= own.gap_to;
        const std::int64_t by =
            gap ? to - from : std::max<std::int64_t>(1, (to - from) / static_cast<std::int64_t>(parts));
        for (std::int64_t position = from; position < to; position += by) all.push_back(position);
    }
    all.push_back(own.stops.back());
    return all;
}

/// Everything missing supplied, whatever the figure: an item may need several of them.
Searching::Climb Searching::supplied(const std::vector<std::size_t>& facts) const {
    Climb all{start_, {}, false};
    for (const std::size_t fact : facts) {
        if (facts_[fact].from || facts_[fact].stops.empty()) continue;
        take(all, {fact, facts_[fact].ceil});
    }
    return all;
}

/// The combinations of stops that stand best: of all, or of some drawn without favour, always the same.
std::vector<Searching::Climb> Searching::promising(const std::vector<std::size_t>& facts, std::size_t most,
                                                   const Climb& from) {
    complete_ = few_combinations(facts, facts_, most);
    std::mt19937 draw;
    std::vector<std::size_t> stops(facts.size());  // beyond the last: it stays
    const auto next_of_all = [&] {
        for (std::size_t i = 0; i < facts.size(); ++i) {
            stops[i] = (stops[i] + 1) % (facts_[facts[i]].stops.size() + 1);
            if (stops[i] != 0) return true;
        }
        return false;
    };
    const auto any = [&](bool near) {
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const std::size_t count = facts_[facts[i]].stops.size();
            stops[i] = near && draw() % 2 == 0 ? count : draw() % (count + 1);
        }
        return true;
    };
    Ranking<Trial::Standing::Key, Climb> best(most_promising);
    // Where conditions punish many points, the way leads back from the most.
    Ranking<std::pair<Points, Trial::Standing::Key>, Climb> most_points(1);
    std::size_t tried = 0;
    for (bool more = true; more && tried < most;) {
        std::vector<Climb> climbs;
        std::vector<Row> rows;
        while (more && rows.size() < rows_at_once && tried < most) {
            // Every other draw leaves about half of the facts where the climb has brought them.
            const bool near = !complete_ && tried % 2 == 1;
            more = complete_ ? next_of_all() : any(near);
            climbs.push_back(at_stops(facts, stops, near ? from : Climb{start_, {}, false}));
            rows.push_back(climbs.back().row);
            ++tried;
        }
        const auto standings = trial_.standings(rows);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Trial::Standing::Key key = standings[i].key();
            most_points.add({-standings[i].in_items, key}, climbs[i]);
            best.add(key, std::move(climbs[i]));
        }
    }
    std::vector<Climb> promising = std::move(best).values();
    for (Climb& climb : std::move(most_points).values()) promising.push_back(std::move(climb));
    return promising;
}

Searching::Climb Searching::at_stops(const std::vector<std::size_t>& facts, const std::vector<std::size_t>& stops,
                                     Climb from) const {
    for (std::size_t i = 0; i < facts.size(); ++i)
        if (stops[i] < facts_[facts[i]].stops.size()) take(from, {facts[i], facts_[facts[i]].stops[stops[i]]});
    return from;
}

/// Until no step of any fact can be spared.
void Searching::put_back(Climb& climb) {
    while (put_back_once(climb)) continue;
}

/// Last taken first, each as far back as the goal allows.
bool Searching::put_back_once(Climb& climb) {
    bool changed = false;
    for (std::size_t i = climb.taken.size(); i-- > 0;) {
        const auto [fact, before] = climb.taken[i];
        climb.row[fact] = start_[fact];
        if (trial_.reaches(climb.row)) {
            climb.taken.erase(climb.taken.begin() + static_cast<std::ptrdiff_t>(i));
            changed = true;
            continue;
        }
        if (const auto position = smallest(fact, climb.row); position && steps(fact, *position) < steps(fact, before)) {
            climb.taken[i].position = *position;
            changed = true;
        }
        climb.row[fact] = value(fact, climb.taken[i].position);
    }
    return changed;
}

void Searching::note(const Trial::Standing& standing) {
    if (!best_ || standing.key() < best_->key()) best_ = standing;
}

}  // namespace libplan
