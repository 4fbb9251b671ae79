#pragma once
#include "libplan/assess.hpp"

namespace libplan {

/// What is to be reached: a grade by its title (or a better one), or a rank within the class.
using Goal = std::variant<std::string, int>;

/// A fact that has to change.
struct FactMove {
    std::string fact, title;
    double from = 0, to = 0;
    bool operator==(const FactMove&) const = default;
};

/// Changes of facts that reach the goal, confirmed by scoring them.
struct Way {
    std::string item, title;  ///< the item whose facts change; empty where those of several do
    std::vector<FactMove> moves;
    Points total, gained;  ///< the published total then, and over now
    std::string words;
    bool operator==(const Way&) const = default;
};

/// Where an item still has points to give.
struct ItemRoom {
    std::string item, title;
    Points points, full;
    Points lost;  ///< negative: gained
    Points open;  ///< not decided yet
    bool operator==(const ItemRoom&) const = default;
};

/// What it would take.
struct Attainment {
    Unit unit;
    int year = 0;
    std::string scheme;  ///< its title
    std::string grade;   ///< the goal; empty: a rank
    int rank = 0;        ///< the goal; 0: a grade
    bool reached = false;
    std::optional<Points> total;   ///< published, none while open
    std::optional<Points> needed;  ///< the lowest published total that reaches it while no veto applies; none: no total
    std::vector<ItemRoom> items;   ///< every item, in the order of the table
    std::vector<Way> alone;        ///< for each item that reaches it by its own facts: their smallest change
    std::optional<Way> together;   ///< where no item does alone
    std::vector<std::string> obstacles;  ///< why nothing does
    bool illustrative = false;
    bool operator==(const Attainment&) const = default;
};

/// What it would take a unit to reach a grade, or a rank within its class (at most rank − 1 others stand before it;
/// units that are still open are not counted), all else staying as it is.
///
/// What moves: the facts that items read for this unit, each in steps of the precision its column is printed in
/// (completions and percentages: two decimals; marks: the step of the rule, up to the full marks), in either direction;
/// what is not negative does not become so. What does not: references, targets, control figures, facts of conditions
/// only, and what is not a value. Figures drawn from others (class means, brackets) stay as they are.
///
/// An item alone: the fewest steps of one of its facts, else several of its facts. Several: facts are taken to their
/// best value, the one that gives the most first, until the goal is reached; then, last taken first, each is put back
/// as far as the goal allows. That is greedy: it aims at the fewest facts, and no step of any one of them can be
/// spared, but another choice of facts might do with fewer. Every answer has been scored.
///
/// Throws std::out_of_range for a unit or a grade that does not exist, std::invalid_argument for a rank under 1.
Attainment reach(const Assessment& assessment, std::size_t unit, const Goal& goal, Language language);

}  // namespace libplan
