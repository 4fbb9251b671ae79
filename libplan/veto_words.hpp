#pragma once
// Private: how a veto is told, by the engine with its figures and by a workbook with cells in their place.
#include <span>
#include <string>

#include "libplan/scheme.hpp"
#include "libplan/workings.hpp"

namespace libplan {

/// What stands for the figures of a condition.
struct ConditionFigures {
    std::string value, limit;
};

/// Decimals of a figure that is computed for a condition (a rate, the points of a group), where words tell it.
constexpr int told_places = 4;

/// "有人死亡：死亡人数3人，达到一票否决线1人，等级定为不合格"; one pair of figures for each condition of the veto.
std::string veto_words(const Scheme& scheme, const Veto& veto, std::span<const ConditionFigures> figures,
                       Language language);

/// "提交报告0份，不超过0份": conditions that hold, with their figures.
std::string conditions_words(const Scheme& scheme, const Conditions& conditions, const ConditionsWorking& working,
                             Language language);

}  // namespace libplan
