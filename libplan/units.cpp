#include "libplan/units.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace libplan {
namespace {

struct UnitScale {
    std::string_view unit, base;
    int exponent;
};
constexpr UnitScale unit_scales[] = {{"元", "元", 0}, {"千元", "元", 3}, {"万元", "元", 4},   {"亿元", "元", 8},
                                     {"人", "人", 0}, {"万人", "人", 4}, {"人次", "人次", 0}, {"万人次", "人次", 4},
                                     {"米", "米", 0}, {"公里", "米", 3}, {"千米", "米", 3},   {"%", "%", 0},
                                     {"吨", "吨", 0}, {"万吨", "吨", 4}, {"册", "册", 0},     {"万册", "册", 4},
                                     {"起", "起", 0}, {"亩", "亩", 0},   {"万亩", "亩", 4}};

constexpr std::string_view counting_units[] = {"起", "起次", "次",    "人",     "人次",    "名",     "件",   "例",
                                               "宗", "户",   "家",    "个",     "处",      "项",     "份",   "台",
                                               "辆", "条",   "cases", "people", "persons", "events", "times"};

}  // namespace

Rational power_of_ten(int exponent) {
    Rational power = 1;
    for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
    return exponent < 0 ? Rational(1 / power) : power;
}

std::optional<Rational> conversion(std::string_view from, std::string_view to) {
    if (from == to || from.empty()) return Rational(1);
    const auto find = [](std::string_view unit) {
        return std::find_if(std::begin(unit_scales), std::end(unit_scales),
                            [&](const UnitScale& s) { return s.unit == unit; });
    };
    const auto a = find(from);
    const auto b = find(to);
    if (a == std::end(unit_scales) || b == std::end(unit_scales) || a->base != b->base) return std::nullopt;
    return power_of_ten(a->exponent - b->exponent);
}

bool counts_whole_things(std::string_view unit) {
    return std::find(std::begin(counting_units), std::end(counting_units), unit) != std::end(counting_units);
}

}  // namespace libplan
