#pragma once
#include "libplan/assess.hpp"

namespace libplan {

/// What is to be reached: a grade by its title (or a better one), or a rank within the class.
using Goal = std::variant<std::string, int>;

/// A fact that has to change.
struct FactMove {
    std::string fact, title;
    std::optional<double> from;  ///< none: it is missing, and is to be supplied
    double to = 0;
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
    State state = State::value;   ///< of the total
    bool open = false;            ///< not to be told yet, for what the obstacles name
    std::optional<Points> total;  ///< published, none unless it is a value
    /// The lowest published total that can reach it while no veto applies, other units being as they are; with such a
    /// total tie-breaks may still have to be won. None: no total.
    std::optional<Points> needed;
    std::vector<ItemRoom> items;         ///< every item, in the order of the table
    std::vector<Way> alone;              ///< for each item that reaches it by its own facts: the smallest change
    std::optional<Way> together;         ///< where no item does alone
    std::vector<std::string> obstacles;  ///< why nothing does, or why it cannot be told yet
    std::vector<std::string> notes;      ///< what the answer rests on besides: tie-breaks, units that are still open
    bool illustrative = false;
    Language language = Language::zh;  ///< of its words
    bool operator==(const Attainment&) const = default;
};

/// What it would take a unit to reach a grade, or a rank within its class (at most rank − 1 others stand before it;
/// units that are still open are not counted, and named in the notes), all else staying as it is.
///
/// What moves: the facts that items read for this unit, each in steps of the precision its column is printed in
/// (computed percentages: as they are rounded; marks: the step of the rule, up to the full marks), in either direction.
/// What is counted, done or marked does not become negative; any other figure only where a limit that it is held
/// against, or the figure of some unit, is below zero. A missing fact that counts for nothing can be supplied; its
/// steps are counted from the figure that is worth least. What does not move: references, targets, control figures,
/// facts of conditions and tie-breaks only, and what does not apply or is not yet scored. Figures drawn from others
/// (class means, brackets) stay as they are.
///
/// An item alone: the fewest steps of one of its facts, else several of its facts; a change of one fact is told for
/// each item that reads it. A fact that serves several items, or whose points a condition or a tie-break punishes, is
/// tried step by step, 4096 steps either way; where it has to go farther a note says that less may do. Several: facts
/// are taken to their best value, the one that gives the most first, also where it shows only in the points of the
/// item, until the goal is reached; then, last taken first, each is put back as far as the goal allows. That is greedy:
/// it aims at the fewest facts, and no step of any one of them can be spared, but another choice of facts might do with
/// fewer. Where conditions make the best of each fact not the best of all, combinations of the values at which
/// something changes are tried too. Every answer has been scored; that nothing does is said only where it follows, else
/// that it was not found.
///
/// Throws std::out_of_range for a unit or a grade that does not exist, std::invalid_argument for a rank under 1.
Attainment reach(const Assessment& assessment, std::size_t unit, const Goal& goal, Language language);

}  // namespace libplan
