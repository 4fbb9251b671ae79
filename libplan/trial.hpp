#pragma once
// Private: a unit whose facts are tried out against a goal.
#include <tuple>

#include "libplan/moves.hpp"
#include "libplan/reach.hpp"
#include "libplan/unit_classes.hpp"

namespace libplan {

using Row = std::vector<double>;  ///< a value for each movable fact; NaN: it stays missing

/// A unit among its class, whose facts can be tried out.
class Trial {
public:
    Trial(const Assessment& assessment, std::size_t unit, const Goal& goal, const std::vector<MovableFact>& facts);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    /// How a unit stands by itself; the smaller key stands better.
    struct Standing {
        bool open = false;  ///< its total
        int grade = 0;      ///< of a goal that is a grade: at least this one, whatever vetoes in doubt turn out to be
        Points behind;      ///< its rivals, where the facts of the unit move them
        Points total, earned;
        std::vector<double> ties;  ///< by which ties are broken: the smaller stands before
        std::uint64_t vetoes = 0;
        Points in_items;  ///< their sum, which may rise where the total does not yet
        using Key = std::tuple<bool, int, Points, Points, std::vector<double>, int, Points, Points>;
        Key key() const;
    };
    Standing standing(const Row& row) { return standings({row}).front(); }
    /// Many at once are scored together.
    std::vector<Standing> standings(const std::vector<Row>& rows);

    /// Whether the goal is reached. Without quotas and tie-breaks a unit's own standing tells.
    bool reaches(const Row& row) { return first_reaching({row}).has_value(); }
    /// The first of these that reaches the goal.
    std::optional<std::size_t> first_reaching(const std::vector<Row>& rows);
    /// Whether the goal is reached, scored among the class.
    bool reaches_in_class(const Row& row);

    /// The lowest published total that can reach the goal while no veto applies: tie-breaks that facts can change are
    /// taken to be won.
    const std::optional<Points>& needed() const { return needed_; }
    /// Whether that total reaches it only if tie-breaks are won.
    bool needs_ties() const { return needs_ties_; }

    /// Whether a veto alone keeps even the best total from the goal.
    bool blocks(std::size_t veto) const;
    /// No facts give a higher total; infinite where a bonus has no ceiling.
    double highest_possible() const;

    /// Whether the goal depends on totals of others that change with the facts of the unit: items read figures of the
    /// class.
    bool moves_others() const;

private:
    /// A fact that is made of others, which can move, and its column.
    struct Made {
        const FactDefinition* definition;
        std::size_t column;
        std::vector<std::size_t> of;
    };
    /// The class as it is, or with the tie-breaks that facts of the unit can change won by it.
    struct Ground {
        Facts facts;
        Scores scores;
        FactsView view;
        Ground(const Scheme& scheme, Facts of_class);
    };

    void put(const Row& row, std::size_t at, Facts& facts) const;
    void find_made();
    void put_in_class(const Row& row);
    bool may_reach(const Standing& alone) const;
    int sure_grade(const Scores& scores, std::size_t row) const;
    Standing standing_of(const Scores& scores, std::size_t row) const;
    Points behind_rivals() const;
    double tie_of(const TieBreak& tie, const Scores& scores, std::size_t row) const;
    void win_ties(Ground& ground) const;
    bool is_met(const Scores& scores) const;
    bool published_as(const Scheme& scheme, const Ground& ground, Points total, std::uint64_t vetoes) const;
    std::vector<Points> candidates(const Scores& scores) const;
    std::optional<Points> lowest_total(const Scheme& scheme, const Ground& ground) const;

    const Scheme& scheme_;
    Scheme lenient_;
    const Goal& goal_;
    const std::vector<MovableFact>& facts_;
    std::size_t place_ = 0;  ///< in its class
    Facts own_;              ///< the unit, as often as rows are scored together
    Facts class_;            ///< with the facts that are tried
    FactsView class_view_;
    UnitClasses one_class_;
    std::vector<Made> made_;  ///< in the order of their definitions
    /// Numbers of movable facts that count events of a class, with those that count the dead of these.
    std::vector<std::pair<std::size_t, std::size_t>> with_deaths_;
    int grade_ = -1;  ///< the goal; −1: a rank
    Ground now_;
    std::optional<Points> needed_, least_;
    bool needs_ties_ = false;
};

}  // namespace libplan
