#include "libplan/rules.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/exact.hpp"
#include "libplan/match.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

// Each rule is written once, over two kinds of number. `Fast` computes in doubles with an error bound and notes when a
// comparison or a rounding lies within it; `Exact` computes in fractions and settles those cases.

struct Bounded {
    double value = 0;
    double error = 0;  ///< the exact value is within value ± error
};

class Fast {
public:
    using Number = Bounded;
    bool certain = true;

    static Number read(double value) {
        const bool whole = value == std::trunc(value) && std::abs(value) < 0x1p53;
        return {value, whole ? 0 : std::abs(value) * ulp};
    }
    static Number add(Number a, Number b) { return widened(a.value + b.value, a.error + b.error); }
    static Number subtract(Number a, Number b) { return widened(a.value - b.value, a.error + b.error); }
    static Number multiply(Number a, Number b) {
        return widened(a.value * b.value,
                       std::abs(a.value) * b.error + std::abs(b.value) * a.error + a.error * b.error);
    }
    Number divide(Number a, Number b) {
        const double divisor = std::abs(b.value) - b.error;
        if (divisor <= 0) {
            certain = false;
            return {};
        }
        const double quotient = a.value / b.value;
        return widened(quotient, (a.error + std::abs(quotient) * b.error) / divisor);
    }
    bool less(Number a, Number b) {
        if (std::abs(a.value - b.value) <= (a.error + b.error) * slack && a.error + b.error > 0) certain = false;
        return a.value < b.value;
    }
    Number truncate(Number a) {
        if (std::abs(a.value - std::round(a.value)) <= a.error && a.error > 0) certain = false;
        return {std::trunc(a.value), 0};
    }
    Points round(Number a, int places, Rounding rounding) {
        static constexpr std::int64_t powers[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000};
        const Number scaled = multiply(a, read(static_cast<double>(powers[places])));
        const double magnitude = std::abs(scaled.value);
        const double below = std::floor(magnitude);
        const double edge =
            rounding == Rounding::half_up || rounding == Rounding::half_even ? below + 0.5 : std::round(magnitude);
        if (magnitude > 0x1p52 / 1e6 || std::abs(magnitude - edge) <= scaled.error * slack) certain = false;
        if (!certain) return {};
        const bool raise = rounding == Rounding::up         ? magnitude > below
                           : rounding == Rounding::truncate ? false
                                                            : magnitude > edge;
        const auto units = (static_cast<std::int64_t>(below) + (raise ? 1 : 0)) * (Points::per_point / powers[places]);
        return {scaled.value < 0 ? -units : units};
    }

private:
    static constexpr double ulp = 0x1p-52;
    static constexpr double slack = 1.0000001;  // covers the rounding of the bounds themselves
    static Number widened(double value, double error) { return {value, (error + std::abs(value) * ulp) * slack}; }
};

class Exact {
public:
    using Number = Rational;
    static Number read(double value) { return decimal_reading(value); }
    static Number add(const Number& a, const Number& b) { return a + b; }
    static Number subtract(const Number& a, const Number& b) { return a - b; }
    static Number multiply(const Number& a, const Number& b) { return a * b; }
    static Number divide(const Number& a, const Number& b) { return a / b; }
    static bool less(const Number& a, const Number& b) { return a < b; }
    static Number truncate(const Number& a) { return Rational(round_scaled(a, 0, Rounding::truncate)); }
    static Points round(const Number& a, int places, Rounding rounding) { return round_points(a, places, rounding); }
};

template <class Arithmetic>
using Number = typename Arithmetic::Number;

template <class A>
Number<A> clamp(A& a, const Number<A>& value, const Number<A>& lower, const Number<A>& upper) {
    if (a.less(value, lower)) return lower;
    if (a.less(upper, value)) return upper;
    return value;
}

/// The reference of a rule: a number of its own, or the second input.
double reference_value(const Reference& reference, std::span<const double> inputs) {
    return std::holds_alternative<double>(reference) ? std::get<double>(reference) : inputs[1];
}

template <class A>
Number<A> unrounded(A& a, const MarksRule&, double full, std::span<const double> inputs) {
    return clamp(a, a.read(inputs[0]), a.read(0), a.read(full));
}

template <class A>
Number<A> unrounded(A& a, const AllOrNothingRule& rule, double full, std::span<const double> inputs) {
    const double limit = reference_value(rule.limit, inputs);
    // Doubles stand in the same order as their decimal readings, so this comparison is exact.
    return a.read((rule.at_least ? inputs[0] >= limit : inputs[0] <= limit) ? full : 0);
}

template <class A>
Number<A> unrounded(A& a, const ShareRule& rule, double full, std::span<const double> inputs) {
    const double target = reference_value(rule.target, inputs);
    if (target <= 0) return a.read(inputs[0] >= target ? full : 0);
    const auto points = a.divide(a.multiply(a.read(full), a.read(inputs[0])), a.read(target));
    return clamp(a, points, a.read(0), a.read(full));
}

template <class A>
Number<A> unrounded(A& a, const PerUnitRule& rule, double, std::span<const double> inputs) {
    auto excess =
        a.divide(a.subtract(a.read(inputs[0]), a.read(reference_value(rule.reference, inputs))), a.read(rule.per));
    if (rule.whole_steps) excess = a.truncate(excess);
    const bool over = a.less(a.read(0), excess);
    const auto change = a.multiply(a.read(over ? rule.over : -rule.under), excess);
    return clamp(a, a.add(a.read(rule.start), change), a.read(rule.floor), a.read(rule.ceiling));
}

/// The band a value falls in; values below the lowest band belong to it.
std::size_t band_of(const BandsRule& rule, double value) {
    std::size_t index = 0;
    while (index + 1 < rule.bands.size() && value >= rule.bands[index + 1].from) ++index;
    return index;
}

template <class A>
Number<A> unrounded(A& a, const BandsRule& rule, double, std::span<const double> inputs) {
    const std::size_t index = band_of(rule, inputs[0]);
    const Band& band = rule.bands[index];
    if (!rule.interpolate || index + 1 == rule.bands.size() || inputs[0] <= band.from) return a.read(band.points);
    const Band& next = rule.bands[index + 1];
    const auto rise = a.subtract(a.read(next.points), a.read(band.points));
    const auto run = a.subtract(a.read(next.from), a.read(band.from));
    const auto step = a.subtract(a.read(inputs[0]), a.read(band.from));
    return a.add(a.read(band.points), a.divide(a.multiply(rise, step), run));
}

template <class A>
Number<A> unrounded(A& a, const OccurrencesRule& rule, double full, std::span<const double> inputs) {
    auto change = a.read(0);
    for (std::size_t i = 0; i < rule.classes.size(); ++i)
        change = a.add(change, a.multiply(a.read(inputs[i]), a.read(rule.classes[i].points)));
    if (rule.cap != 0 && a.less(change, a.read(rule.cap))) change = a.read(rule.cap);
    return clamp(a, a.add(a.read(full), change), a.read(rule.floor), a.read(full));
}

template <class A>
Points points_with(A& a, const Item& item, std::span<const double> inputs, const Outcome& outcome) {
    const auto value = std::visit([&](const auto& rule) { return unrounded(a, rule, item.full, inputs); }, item.rule);
    return a.round(value, outcome.places, outcome.rounding);
}

void add_reference(std::vector<std::string>& inputs, const Reference& reference) {
    if (const auto* fact = std::get_if<std::string>(&reference)) inputs.push_back(*fact);
}

// ---- formula ----

std::string reference_cell(const Reference& reference, std::span<const std::string> cells) {
    return std::holds_alternative<double>(reference) ? decimal_text(std::get<double>(reference)) : cells[1];
}

std::string signed_literal(double value) { return value < 0 ? "(" + decimal_text(value) + ")" : decimal_text(value); }

std::string limited(const std::string& expression, const std::string& lower, const std::string& upper) {
    return "MAX(" + lower + ",MIN(" + upper + "," + expression + "))";
}

struct FormulaOf {
    std::span<const std::string> cells;
    std::string full;

    std::string operator()(const MarksRule&) const { return limited(cells[0], "0", full); }
    std::string operator()(const AllOrNothingRule& rule) const {
        return "IF(" + cells[0] + (rule.at_least ? ">=" : "<=") + reference_cell(rule.limit, cells) + "," + full +
               ",0)";
    }
    std::string operator()(const ShareRule& rule) const {
        const std::string target = reference_cell(rule.target, cells);
        return "IF(" + target + "<=0,IF(" + cells[0] + ">=" + target + "," + full + ",0)," +
               limited(full + "*" + cells[0] + "/" + target, "0", full) + ")";
    }
    std::string operator()(const PerUnitRule& rule) const {
        std::string excess =
            "ROUND(" + cells[0] + "-" + reference_cell(rule.reference, cells) + ",10)/" + decimal_text(rule.per);
        if (rule.whole_steps) excess = "TRUNC(ROUND(" + excess + ",10))";
        return limited(decimal_text(rule.start) + "+IF(" + excess + ">0," + signed_literal(rule.over) + "," +
                           signed_literal(-rule.under) + ")*" + excess,
                       signed_literal(rule.floor), decimal_text(rule.ceiling));
    }
    std::string operator()(const BandsRule& rule) const {
        std::string formula = decimal_text(rule.bands.front().points);
        for (std::size_t i = 0; i < rule.bands.size(); ++i) {
            const Band& band = rule.bands[i];
            std::string points = decimal_text(band.points);
            if (rule.interpolate && i + 1 < rule.bands.size()) {
                const Band& next = rule.bands[i + 1];
                points += "+" + signed_literal(round_decimal(next.points - band.points, 10)) + "*ROUND(" + cells[0] +
                          "-" + signed_literal(band.from) + ",10)/" +
                          decimal_text(round_decimal(next.from - band.from, 10));
            }
            formula = "IF(" + cells[0] + ">=" + signed_literal(band.from) + "," + points + "," + formula + ")";
        }
        return formula;
    }
    std::string operator()(const OccurrencesRule& rule) const {
        std::string change;
        for (std::size_t i = 0; i < rule.classes.size(); ++i)
            change += (i ? "+" : "") + cells[i] + "*" + signed_literal(rule.classes[i].points);
        if (rule.cap != 0) change = "MAX(" + signed_literal(rule.cap) + "," + change + ")";
        return limited(full + "+" + change, signed_literal(rule.floor), full);
    }
};

// ---- words ----

struct WordsOf {
    const Item& item;
    std::span<const double> inputs;
    std::string unit;
    Language language;

    std::string figure(double value) const { return decimal_text(value) + unit; }
    std::string difference(double a, double b) const {
        return figure(to_double(abs(decimal_reading(a) - decimal_reading(b))));
    }
    static std::string magnitude(double value) { return decimal_text(std::abs(value)); }

    std::string operator()(const MarksRule&) const {
        return say(language, Phrase::words_marks, decimal_text(inputs[0]), decimal_text(item.full));
    }
    std::string operator()(const AllOrNothingRule& rule) const {
        const double limit = reference_value(rule.limit, inputs);
        const bool holds = rule.at_least ? inputs[0] >= limit : inputs[0] <= limit;
        return say(language, rule.at_least ? Phrase::words_at_least : Phrase::words_at_most, figure(limit),
                   figure(inputs[0])) +
               say(language, holds ? Phrase::words_holds : Phrase::words_fails);
    }
    std::string operator()(const ShareRule& rule) const {
        return say(language, Phrase::words_share, figure(reference_value(rule.target, inputs)), figure(inputs[0]),
                   decimal_text(item.full));
    }
    std::string operator()(const PerUnitRule& rule) const {
        const double reference = reference_value(rule.reference, inputs);
        std::string words = say(language, Phrase::words_reference, figure(reference), figure(inputs[0]));
        if (inputs[0] == reference) return words + say(language, Phrase::words_equal);
        const bool over = inputs[0] > reference;
        const double rate = over ? rule.over : rule.under;
        words += say(language, over ? Phrase::words_over : Phrase::words_under, difference(inputs[0], reference));
        if (rate == 0) return words + say(language, Phrase::words_no_change);
        words += say(language, rate < 0 ? Phrase::words_per_loss : Phrase::words_per_gain, figure(rule.per),
                     magnitude(rate));
        return words + (rule.whole_steps ? say(language, Phrase::words_whole_steps) : std::string());
    }
    std::string operator()(const BandsRule& rule) const {
        const std::size_t index = band_of(rule, inputs[0]);
        const Band& band = rule.bands[index];
        if (rule.interpolate && index + 1 < rule.bands.size() && inputs[0] > band.from) {
            const Band& next = rule.bands[index + 1];
            return say(language, Phrase::words_between, figure(inputs[0]), figure(band.from), decimal_text(band.points),
                       figure(next.from), decimal_text(next.points));
        }
        if (index == 0 && rule.interpolate)
            return say(language, Phrase::words_up_to_band, figure(inputs[0]), figure(band.from),
                       decimal_text(band.points));
        if (index == 0 && rule.bands.size() > 1)
            return say(language, Phrase::words_lowest_band, figure(inputs[0]), figure(rule.bands[1].from),
                       decimal_text(band.points));
        return say(language, Phrase::words_band, figure(inputs[0]), figure(band.from), decimal_text(band.points));
    }
    std::string operator()(const OccurrencesRule& rule) const {
        std::string words;
        Rational change = 0;
        for (std::size_t i = 0; i < rule.classes.size(); ++i) {
            if (inputs[i] == 0) continue;
            const OccurrenceClass& counted = rule.classes[i];
            if (!words.empty()) words += say(language, Phrase::semicolon);
            words += say(language, counted.points < 0 ? Phrase::words_occurred_loss : Phrase::words_occurred_gain,
                         counted.severity, figure(inputs[i]), unit.empty() ? say(language, Phrase::words_time) : unit,
                         magnitude(counted.points));
            change += decimal_reading(inputs[i]) * decimal_reading(counted.points);
        }
        if (words.empty()) return say(language, Phrase::words_no_occurrence);
        if (rule.cap != 0 && change < decimal_reading(rule.cap))
            words += say(language, Phrase::words_cap, magnitude(rule.cap));
        return words;
    }
};

/// Says when a floor or a ceiling decided: "扣完为止" is part of the arithmetic.
std::string limit_words(const Item& item, Points points, Language language) {
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    if (!rule) return {};
    if (points == exact_points(rule->floor)) return say(language, Phrase::words_floor, decimal_text(rule->floor));
    if (points == exact_points(rule->ceiling) && rule->ceiling != rule->start)
        return say(language, Phrase::words_ceiling, decimal_text(rule->ceiling));
    return {};
}

}  // namespace

std::vector<std::string> inputs_of(const Item& item) {
    std::vector<std::string> inputs;
    std::visit(Match{
                   [&](const MarksRule&) { inputs.push_back(item.id + "." + std::string(word_of(item.scorer))); },
                   [&](const AllOrNothingRule& rule) {
                       inputs.push_back(item.fact);
                       add_reference(inputs, rule.limit);
                   },
                   [&](const ShareRule& rule) {
                       inputs.push_back(item.fact);
                       add_reference(inputs, rule.target);
                   },
                   [&](const PerUnitRule& rule) {
                       inputs.push_back(item.fact);
                       add_reference(inputs, rule.reference);
                   },
                   [&](const BandsRule&) { inputs.push_back(item.fact); },
                   [&](const OccurrencesRule& rule) {
                       for (const OccurrenceClass& counted : rule.classes)
                           inputs.push_back(item.fact + "/" + counted.severity);
                   },
               },
               item.rule);
    return inputs;
}

Points points_of(const Item& item, std::span<const double> inputs, const Outcome& outcome) {
    Fast fast;
    const Points points = points_with(fast, item, inputs, outcome);
    if (fast.certain) return points;
    Exact exact;
    return points_with(exact, item, inputs, outcome);
}

std::string words_of(const Item& item, std::span<const double> inputs, std::string_view unit, Points points,
                     Language language) {
    std::string words = std::visit(WordsOf{item, inputs, std::string(unit), language}, item.rule);
    words += limit_words(item, points, language);
    const Points lost = exact_points(item.full) - points;
    if (lost.units > 0) return words + say(language, Phrase::words_lost, to_string(lost), to_string(points));
    if (lost.units < 0) return words + say(language, Phrase::words_gained, to_string(-lost), to_string(points));
    return words + say(language, Phrase::words_full, to_string(points));
}

std::string formula_of(const Item& item, std::span<const std::string> cells, std::string_view full_cell,
                       const Outcome& outcome) {
    return rounding_formula(std::visit(FormulaOf{cells, std::string(full_cell)}, item.rule), outcome);
}

// The inner ROUND removes what binary arithmetic left behind the tenth decimal.
std::string rounding_formula(const std::string& expression, const Outcome& outcome) {
    const std::string places = std::to_string(outcome.places);
    std::string inner = "ROUND(" + expression + ",10)";
    switch (outcome.rounding) {
        case Rounding::half_up:
            return "ROUND(" + inner + "," + places + ")";
        case Rounding::truncate:
            return "ROUNDDOWN(" + inner + "," + places + ")";
        case Rounding::up:
            return "ROUNDUP(" + inner + "," + places + ")";
        case Rounding::half_even: {
            const std::string scale = "10^" + places;
            const std::string scaled = "ROUND(ABS(" + expression + ")*" + scale + ",8)";
            return "SIGN(" + expression + ")*(ROUND(" + scaled + ",0)-IF(AND(MOD(" + scaled + ",1)=0.5,MOD(INT(" +
                   scaled + "),2)=0),1,0))/" + scale;
        }
    }
    return inner;
}

}  // namespace libplan
