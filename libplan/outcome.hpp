#pragma once
// Private: what is done with totals across units: grades, demotions, quotas, ranks.
#include "libplan/tree.hpp"

namespace libplan {

/// Zeroes, grades, demotes, holds to quotas and ranks, in the order of the scheme.
void publish(const Tree& tree, const FactsView& facts, Scores& scores);

/// Where grades begin, made ready for many totals.
class GradeEdges {
public:
    explicit GradeEdges(const SchemeParts& scheme);
    /// The index of the grade a total falls into; the lowest if it falls under all limits.
    int of(Points total) const;

private:
    std::vector<Points> lowest_;  ///< of each grade, highest grade first
};

/// The grade after a veto that applies; −1 is open. Grades stand highest first. Only the lowest grade, set by a veto,
/// holds while the total is open: it cannot be worse.
std::int32_t grade_after(const SchemeParts& scheme, const Veto& veto, std::int32_t grade);
/// The grade while it is not known of some vetoes whether they apply: open, unless they would not change it.
std::int32_t grade_in_doubt(const SchemeParts& scheme, std::uint64_t open_vetoes, std::int32_t grade);
/// What a veto does, in words.
Message effect_of(const SchemeParts& scheme, const Veto& veto);
/// How many units of a class of some size may have the grade of a quota.
std::size_t places_of(const Quota& quota, std::size_t units_in_class);
/// How quotas took a unit from one grade to another: "“优秀”名额1个，没有排上，下调1级：良好".
std::string quota_words(const Assessment& assessment, std::size_t unit, int before, int after, Language language);
/// The same as the published grade tells it; nothing where no quota lowered it.
std::string quota_words(const Assessment& assessment, std::size_t unit, Language language);
/// The index of a grade by its title, or −1.
int grade_named(const SchemeParts& scheme, std::string_view title);

}  // namespace libplan
