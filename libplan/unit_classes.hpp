#pragma once
// Private: which class each unit is ranked in, as numbers.
#include <algorithm>
#include <map>

#include "libplan/assess.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {

/// Refuses what a view that somebody else owns says of its units where it would be read beyond its end.
inline void check_units(const FactsView& facts) {
    const std::string size = std::to_string(facts.size);
    if (!facts.units.empty() && facts.units.size() != facts.size)
        throw column_error({Phrase::units_length, {std::to_string(facts.units.size()), size}});
    if (facts.classes.empty()) return;
    if (facts.classes.size() != facts.size)
        throw column_error({Phrase::classes_length, {std::to_string(facts.classes.size()), size}});
    const std::size_t count = std::max<std::size_t>(facts.class_names.size(), 1);
    const auto beyond = std::find_if(facts.classes.begin(), facts.classes.end(),
                                     [count](std::uint32_t number) { return number >= count; });
    if (beyond != facts.classes.end())
        throw column_error({Phrase::class_beyond,
                            {std::to_string(beyond - facts.classes.begin() + 1), std::to_string(*beyond),
                             std::to_string(facts.class_names.size())}});
}

/// The classes of a view, or those of its units, numbered in the order of their first unit.
class UnitClasses {
public:
    explicit UnitClasses(const FactsView& facts) : numbers_(facts.classes), names_(facts.class_names) {
        if (facts.units.empty() || !numbers_.empty()) return;
        std::map<std::string_view, std::uint32_t> known;
        own_.reserve(facts.units.size());
        for (const Unit& unit : facts.units) {
            const auto [entry, added] = known.try_emplace(unit.rank_class, static_cast<std::uint32_t>(names_.size()));
            if (added) names_.push_back(unit.rank_class);
            own_.push_back(entry->second);
        }
        numbers_ = own_;
    }
    UnitClasses(const UnitClasses&) = delete;
    UnitClasses& operator=(const UnitClasses&) = delete;

    std::uint32_t of(std::size_t unit) const { return numbers_.empty() ? 0 : numbers_[unit]; }
    std::string_view name(std::uint32_t number) const { return number < names_.size() ? names_[number] : ""; }
    std::size_t count() const { return std::max<std::size_t>(names_.size(), 1); }

private:
    std::vector<std::uint32_t> own_;
    std::span<const std::uint32_t> numbers_;
    std::vector<std::string_view> names_;
};

}  // namespace libplan
