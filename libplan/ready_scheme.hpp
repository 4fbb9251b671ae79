#pragma once
// Private: what scoring makes of a scheme once, however often it is used.
#include <deque>
#include <unordered_map>

#include "libplan/item_kernel.hpp"
#include "libplan/tree.hpp"

namespace libplan {

/// The units a line of the table is for.
struct UnitNames {
    const std::vector<std::string>*not_for, *only_for;
    bool limited() const { return !not_for->empty() || !only_for->empty(); }
    bool hold(std::string_view id, std::string_view rank_class) const {
        return (only_for->empty() || names_unit(*only_for, id, rank_class)) && !names_unit(*not_for, id, rank_class);
    }
};

/// An item with the numbers of the columns it reads.
struct ReadyItem {
    const Item* item = nullptr;
    std::size_t group = 0;
    std::vector<std::size_t> inputs;
    std::size_t first_input = 0;  ///< where its inputs begin among those of all items
    std::size_t decision = 0;     ///< the deciding scorer's marks, if given: 不涉及 there leaves the item out
    std::vector<UnitNames> limits;
    std::vector<BandLine> bands;
    ItemBound usual;  ///< while all its inputs lie in the usual range
};

/// Immutable, and never moved: the tree points into the parts.
struct ReadyScheme {
    explicit ReadyScheme(SchemeParts given);
    ReadyScheme(const ReadyScheme&) = delete;
    ReadyScheme& operator=(const ReadyScheme&) = delete;

    /// Figures of schemes are hardly ever larger; those that are get a bound of their own.
    static Range usual_range() { return widened({65535, 0, 0}); }

    const SchemeParts parts;
    const Tree tree;
    std::vector<ReadyItem> items;
    std::vector<UnitNames> groups;  ///< whom each group is for
    std::size_t input_count = 0;    ///< of all items together
    struct Column {
        std::string id;
        bool required = false;  ///< else it is read if it is given
    };
    std::deque<Column> columns;
    std::unordered_map<std::string_view, std::size_t> column_numbers;  ///< by id
    std::vector<std::size_t> condition_columns;
    bool adds_up = false;      ///< in columns
    bool facts_only = false;   ///< vetoes ask for nothing but facts
    bool reads_items = false;  ///< what is done to a unit, besides adding up
    bool stays_whole = false;  ///< totals are whole steps of the last place

private:
    std::size_t column_number(const std::string& id, bool required);
    void add_item(const Item& item, std::size_t group);
    bool all_limits_are_whole() const;
};

}  // namespace libplan
