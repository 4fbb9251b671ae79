#pragma once
#include "libplan/assess.hpp"

namespace libplan {

/// What moves a total from one assessment to another, in the order in which `compare` replaces it.
enum class Cause { revised_data, data, targets, rules, classes, vetoes };

/// 数据修订, 数据变化 …
Phrase phrase_of(Cause cause);

/// How much of a difference comes from one cause.
struct ChangePart {
    Cause cause = Cause::data;
    Points points;
    std::string words;  ///< what changed: figures the scheme reads, items, classes, vetoes
    bool operator==(const ChangePart&) const = default;
};

/// One item on both sides. Points are absent where the item is not in the table or still open there.
struct ItemChange {
    std::string item, title;  ///< as the later table has them
    std::optional<Points> before, after;
    std::optional<Points> difference;       ///< an item that one table lacks counts as nothing there
    std::string before_words, after_words;  ///< how the points came about
    Language language = Language::zh;       ///< of these words
    bool operator==(const ItemChange&) const = default;
};

/// Where the change of a unit's published total comes from.
struct TotalChange {
    Unit unit;  ///< as the later assessment has it
    int year_before = 0, year_after = 0;
    std::string scheme_before, scheme_after;                       ///< titles
    std::optional<Points> before, after;                           ///< published totals, none while open
    std::optional<PossibleRange> possible_before, possible_after;  ///< of a total that is open
    std::optional<Points> difference;
    std::vector<ChangePart> parts;  ///< one for each cause, in order; they add up to the difference; none while open
    std::vector<ItemChange> items;  ///< in the order of the later table, then those it no longer has
    /// What groups, rescaling, limits, rounding, vetoes and items that are still open add to the items' differences, so
    /// that all add up; none while a total is open.
    std::optional<Points> beyond_items;
    std::string open_words;  ///< which sides are open and within which they lie all the same, or empty
    bool illustrative = false;
    Language language = Language::zh;  ///< of its words
    bool operator==(const TotalChange&) const = default;
};

/// What one side of a comparison is called: its year, and 之前 or 之后 where both are of one year.
std::string side_of(Language language, int year_before, int year_after, bool after);

/// Splits the change of one unit's published total exactly, by sequential replacement: from the earlier assessment's
/// total before vetoes, one cause after the other is replaced by the later assessment's and the unit is scored again;
/// each part is the step it makes.
///
/// 1. revised data: the earlier year's facts as known now (`revised`), under the earlier scheme;
/// 2. data: the later facts that nothing is held against;
/// 3. targets: the later facts that others are held against: references of rules, limits of conditions, control
/// figures,
///    targets, class figures, brackets. A fact that is a reference anywhere in either scheme is one;
/// 4. rules and weights: the later scheme: its table, its rules, how its total is made;
/// 5. classes: the unit's later class, which decides what applies to it, and who else is in it now: until then the
/// later figures of a class are those of its earlier members;
/// 6. vetoes: what vetoes take from the published total, after less before.
///
/// Another order would split differently; the sum is the same. A column that one side lacks is taken from the other. A
/// later figure that is missing, and would leave the mixture without a total, comes with the scheme; a mixture that has
/// no total all the same gives its step to the next cause. A total that a veto made nothing while items were open is
/// published, and split too: before the veto what is open counts 0, also in the mixtures, so that supplying it is a
/// step of the data, and the vetoes' step is what they take from the rest. Throws
/// std::out_of_range for a unit that is not in both assessments, and in `revised` if given.
TotalChange compare(const Assessment& before, const Assessment& after, std::string_view unit, const Facts* revised,
                    Language language);

}  // namespace libplan
