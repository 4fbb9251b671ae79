#include "libplan/rules.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/match.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/step_formula.hpp"
#include "libplan/words.hpp"
#include "libplan/workings.hpp"

namespace libplan {
namespace {

template <class A>
typename A::Number unrounded_points(A& a, const Item& item, std::span<const double> inputs) {
    return std::visit([&](const auto& rule) { return unrounded(a, rule, item.full, inputs); }, item.rule);
}

/// The reference of a rule: a number of its own, or the second input.
double reference_value(const Reference& reference, std::span<const double> inputs) {
    return std::holds_alternative<double>(reference) ? std::get<double>(reference) : inputs[1];
}

bool reaches(const Edge& edge, double value) { return edge.above ? value > edge.from : value >= edge.from; }

/// The band a value falls in, or nothing below the lowest.
std::optional<std::size_t> band_of(const BandsRule& rule, double value) {
    std::optional<std::size_t> index;
    for (std::size_t i = 0; i < rule.bands.size() && reaches(rule.bands[i].edge, value); ++i) index = i;
    return index;
}

void add_reference(std::vector<std::string>& inputs, const Reference& reference) {
    if (const auto* fact = std::get_if<std::string>(&reference)) inputs.push_back(*fact);
}

// ---- formula ----

std::string signed_literal(double value) { return value < 0 ? "(" + decimal_text(value) + ")" : decimal_text(value); }

/// A reference that is a number of the rule may stand in a cell too.
std::string reference_cell(const Reference& reference, std::span<const std::string> cells) {
    return cells.size() > 1 ? cells[1] : signed_literal(std::get<double>(reference));
}

std::string limited(const std::string& expression, const std::string& lower, const std::string& upper) {
    return "MAX(" + lower + ",MIN(" + upper + "," + expression + "))";
}

std::string comparison_sign(Comparison comparison) {
    static constexpr const char* signs[] = {">=", "<=", ">", "<", "="};
    return signs[static_cast<int>(comparison)];
}

struct FormulaOf {
    std::span<const std::string> cells;
    std::string full;
    double full_points;
    std::span<const std::string> limits;  ///< names of the cells where bands begin

    std::string operator()(const MarksRule& rule) const {
        std::string mark = cells[0];
        if (!rule.scorers.empty()) {
            std::string sum;
            double weights = 0;
            for (std::size_t i = 0; i < rule.scorers.size(); ++i) {
                sum += (i ? "+" : "") + signed_literal(rule.scorers[i].weight) + "*" + cells[i];
                weights += rule.scorers[i].weight;
            }
            mark = "ROUND(" + sum + ",10)/" + decimal_text(round_decimal(weights, 10));
        }
        const bool only_takes = rule.deduct_to && full_points == 0;
        return limited(rule.deduct_to ? full + "-" + mark : mark, only_takes ? signed_literal(-*rule.deduct_to) : "0",
                       full);
    }
    std::string operator()(const AllOrNothingRule& rule) const {
        return "IF(" + cells[0] + comparison_sign(rule.comparison) + reference_cell(rule.limit, cells) + "," + full +
               ",0)";
    }
    std::string operator()(const ShareRule& rule) const {
        const std::string target = reference_cell(rule.target, cells);
        return "IF(" + target + "<=0,IF(" + cells[0] + ">=" + target + "," + full + ",0)," +
               limited(full + "*" + cells[0] + "/" + target, "0", full) + ")";
    }
    std::string operator()(const PerUnitRule& rule) const {
        const std::string difference = "ROUND(" + cells[0] + "-" + reference_cell(rule.reference, cells) + ",10)";
        std::string per = decimal_text(rule.per);
        if (rule.per_under) per = "IF(" + difference + ">0," + per + "," + decimal_text(*rule.per_under) + ")";
        std::string steps = difference + "/" + per;
        if (counts_steps(rule))
            steps = (*rule.steps == Steps::begun ? "ROUNDUP(ROUND(" : "ROUNDDOWN(ROUND(") + steps + ",10),0)";
        const std::string points = (rule.start ? signed_literal(*rule.start) : full) + "+IF(" + difference + ">0," +
                                   signed_literal(rule.over) + "," + signed_literal(-rule.under) + ")*" + steps;
        if (rule.ceiling && std::isinf(*rule.ceiling)) return "MAX(" + signed_literal(rule.floor) + "," + points + ")";
        return limited(points, signed_literal(rule.floor), rule.ceiling ? signed_literal(*rule.ceiling) : full);
    }
    std::string operator()(const BandsRule& rule) const {
        const auto points_text = [&](std::size_t i) {
            const std::string own = signed_literal(rule.bands[i].points);
            return rule.coefficients ? own + "*" + full : own;
        };
        std::vector<FormulaStep> steps;
        for (std::size_t i = 0; i < rule.bands.size(); ++i) {
            const Band& band = rule.bands[i];
            std::string points = points_text(i);
            const bool flat = i + 1 == rule.bands.size() || rule.bands[i + 1].edge.from == band.edge.from;
            if (rule.interpolate && !flat) {
                const Band& next = rule.bands[i + 1];
                const std::string width = limits.empty()
                                              ? decimal_text(round_decimal(next.edge.from - band.edge.from, 10))
                                              : "ROUND(" + limits[i + 1] + "-" + limits[i] + ",10)";
                points += "+" + signed_literal(round_decimal(next.points - band.points, 10)) +
                          (rule.coefficients ? "*" + full : "") + "*ROUND(" + cells[0] + "-" + limit_of(rule, i) +
                          ",10)/" + width;
            }
            steps.push_back({cells[0] + (band.edge.above ? ">" : ">=") + limit_of(rule, i), std::move(points)});
        }
        return step_formula(steps, rule.below ? signed_literal(*rule.below) : points_text(0));
    }
    std::string limit_of(const BandsRule& rule, std::size_t band) const {
        return limits.empty() ? signed_literal(rule.bands[band].edge.from) : limits[band];
    }
    std::string operator()(const OccurrencesRule& rule) const {
        using Counts = OccurrencesRule::Counts;
        std::string change;
        std::size_t input = 0;
        for (const OccurrenceClass& counted : rule.classes) {
            const std::string& count = cells[input++];
            const std::string points = signed_literal(counted.points);
            if (!change.empty()) change += rule.adds_up() ? "+" : ",";
            change += rule.adds_up() ? count + "*" + points : "MIN(1," + count + ")*" + points;
            if (rule.adds_up() && counted.per_death != 0)
                change += "+" + cells[input++] + "*" + signed_literal(counted.per_death);
        }
        if (!rule.adds_up()) change = (rule.counts == Counts::highest ? "MAX(0," : "MIN(0,") + change + ")";
        if (rule.cap != 0) change = "MAX(" + signed_literal(rule.cap) + "," + change + ")";
        return limited((rule.start ? signed_literal(*rule.start) : full) + "+" + change, signed_literal(rule.floor),
                       full);
    }
};

// ---- words ----

constexpr double beyond_points = 1e9;

/// What a rule comes to without the item's limits.
template <class A>
typename A::Number without_limits(A& a, double full, OccurrencesRule rule, std::span<const double> inputs) {
    rule.start = start_of(rule.start, full);
    rule.floor = -beyond_points;
    return unrounded(a, rule, beyond_points, inputs);
}
template <class A>
typename A::Number without_limits(A& a, double full, PerUnitRule rule, std::span<const double> inputs) {
    rule.floor = -beyond_points;
    rule.ceiling = std::numeric_limits<double>::infinity();
    return unrounded(a, rule, full, inputs);
}

/// What a rule does beside its limits.
enum class Beside { below, within, above };

template <class A, class Limited>
Beside beside_limits(A& a, double full, const Limited& rule, double ceiling, std::span<const double> inputs) {
    const auto whole = without_limits(a, full, rule, inputs);
    if (a.holds(Comparison::below, whole, constant(a, rule.floor))) return Beside::below;
    return !std::isinf(ceiling) && a.holds(Comparison::above, whole, constant(a, ceiling)) ? Beside::above
                                                                                           : Beside::within;
}

struct WordsOf {
    const Item& item;
    std::span<const double> inputs;
    std::string unit;
    std::string reference;  ///< what the reference is called, empty where it is a number of the rule
    GroupKind kind;         ///< of the block the item stands in
    Language language;

    std::string figure(double value) const { return decimal_text(value) + unit; }
    std::string reference_figure(double value, Phrase plain) const {
        const std::string title = reference.empty() ? say(language, plain) : spaced(reference);
        return title + figure(value);
    }
    /// A title that is read as a word of its own before a figure.
    std::string spaced(const std::string& title) const { return language == Language::en ? title + " " : title; }
    /// Of percentages it is one in percentage points.
    std::string distance(double value) const {
        return unit == "%" ? say(language, Phrase::points_of_percent, decimal_text(value)) : figure(value);
    }
    std::string difference(double a, double b) const {
        return distance(to_double(abs(decimal_reading(a) - decimal_reading(b))));
    }
    static std::string magnitude(double value) { return decimal_text(std::abs(value)); }
    /// Full points go without saying where an item loses them; what is added or taken off has a start of its own.
    std::string start_words(const std::optional<double>& start) const {
        const double from = start_of(start, item.full);
        if (kind == GroupKind::base && from == item.full) return {};
        return say(language, Phrase::words_start, decimal_text(from));
    }

    std::string operator()(const MarksRule& rule) const {
        std::string words;
        for (std::size_t i = 0; i < rule.scorers.size(); ++i)
            words += (i ? say(language, Phrase::semicolon) : std::string()) +
                     say(language, Phrase::words_scorer, say(language, phrase_of(rule.scorers[i].scorer)),
                         decimal_text(inputs[i]), decimal_text(rule.scorers[i].weight));
        if (!rule.scorers.empty() && !is_whole(rule))
            words += say(language, Phrase::words_weights_sum, weights_of(rule));
        if (rule.deduct_to)
            return words + (words.empty() ? std::string() : say(language, Phrase::semicolon)) +
                   say(language, Phrase::words_deducted, decimal_text(deducted(rule)));
        if (!words.empty()) return words;
        return say(language, Phrase::words_marks, decimal_text(inputs[0]), decimal_text(item.full));
    }
    static std::string weights_of(const MarksRule& rule) {
        Rational sum = 0;
        for (const ScorerWeight& scorer : rule.scorers) sum += decimal_reading(scorer.weight);
        return decimal_text(to_double(sum));
    }
    static bool is_whole(const MarksRule& rule) { return weights_of(rule) == "1" || weights_of(rule) == "100"; }
    double deducted(const MarksRule& rule) const {
        if (rule.scorers.empty()) return inputs[0];
        Rational sum = 0;
        Rational weights = 0;
        for (std::size_t i = 0; i < rule.scorers.size(); ++i) {
            sum += decimal_reading(inputs[i]) * decimal_reading(rule.scorers[i].weight);
            weights += decimal_reading(rule.scorers[i].weight);
        }
        return round_decimal(to_double(Rational(sum / weights)), unrounded_places);
    }
    std::string operator()(const AllOrNothingRule& rule) const {
        static constexpr Phrase asked[] = {Phrase::words_at_least, Phrase::words_at_most, Phrase::words_above,
                                           Phrase::words_below, Phrase::words_equals};
        const double limit = reference_value(rule.limit, inputs);
        const bool holds = compared(rule.comparison, inputs[0], limit);
        const std::string told = reference.empty() ? figure(limit) : spaced(reference) + figure(limit);
        return say(language, asked[static_cast<int>(rule.comparison)], told, figure(inputs[0])) +
               say(language, holds ? Phrase::words_holds : Phrase::words_fails);
    }
    std::string operator()(const ShareRule& rule) const {
        const double target = reference_value(rule.target, inputs);
        return say(language, target > 0 ? Phrase::words_share : Phrase::words_no_target,
                   reference_figure(target, Phrase::words_target_plain), figure(inputs[0]), decimal_text(item.full));
    }
    std::string operator()(const PerUnitRule& rule) const {
        const double reference_of_unit = reference_value(rule.reference, inputs);
        std::string words = say(language, Phrase::words_reference,
                                reference_figure(reference_of_unit, Phrase::words_reference_plain), figure(inputs[0]));
        if (inputs[0] == reference_of_unit) return words + say(language, Phrase::words_equal) + start_words(rule.start);
        const bool over = inputs[0] > reference_of_unit;
        const double rate = over ? rule.over : rule.under;
        words +=
            say(language, over ? Phrase::words_over : Phrase::words_under, difference(inputs[0], reference_of_unit));
        words += start_words(rule.start);
        if (rate == 0) return words + say(language, Phrase::words_no_change);
        const double per = over ? rule.per : rule.per_under.value_or(rule.per);
        words +=
            say(language, rate < 0 ? Phrase::words_per_loss : Phrase::words_per_gain, distance(per), magnitude(rate));
        if (!counts_steps(rule)) return words;
        return words +
               say(language, *rule.steps == Steps::begun ? Phrase::words_begun_steps : Phrase::words_whole_steps);
    }
    std::string operator()(const BandsRule& rule) const {
        const auto points_text = [&](std::size_t i) {
            const Rational own = decimal_reading(rule.bands[i].points);
            return decimal_text(to_double(rule.coefficients ? Rational(own * decimal_reading(item.full)) : own));
        };
        const auto index = band_of(rule, inputs[0]);
        const std::size_t at = index.value_or(0);
        const Edge& edge = rule.bands[at].edge;
        if (!index && rule.below)
            return say(language, Phrase::words_under_bands, figure(inputs[0]), figure(edge.from),
                       decimal_text(*rule.below));
        if (rule.interpolate && index && at + 1 < rule.bands.size() && inputs[0] > edge.from)
            return say(language, Phrase::words_between, figure(inputs[0]), figure(edge.from), points_text(at),
                       figure(rule.bands[at + 1].edge.from), points_text(at + 1));
        if (at == 0 && rule.interpolate)
            return say(language, Phrase::words_up_to_band, figure(inputs[0]), figure(edge.from), points_text(0));
        if (at == 0 && rule.bands.size() > 1 && !rule.below)
            return say(language, rule.bands[1].edge.above ? Phrase::words_up_to_band : Phrase::words_lowest_band,
                       figure(inputs[0]), figure(rule.bands[1].edge.from), points_text(0));
        return say(language, edge.above ? Phrase::words_band_above : Phrase::words_band, figure(inputs[0]),
                   figure(edge.from), points_text(at));
    }
    std::string operator()(const OccurrencesRule& rule) const {
        using Counts = OccurrencesRule::Counts;
        const std::string each = unit.empty() ? say(language, Phrase::words_time) : unit;
        std::string words;
        std::size_t input = 0;
        for (const OccurrenceClass& counted : rule.classes) {
            const double count = inputs[input++];
            const bool deaths_count = rule.adds_up() && counted.per_death != 0;
            const double deaths = deaths_count ? inputs[input++] : 0;
            if (count == 0) continue;
            if (!words.empty()) words += say(language, Phrase::semicolon);
            words += say(language, counted.points < 0 ? Phrase::words_occurred_loss : Phrase::words_occurred_gain,
                         counted.severity, language == Language::zh ? decimal_text(count) + each : figure(count), each,
                         magnitude(counted.points));
            if (deaths_count)
                words +=
                    say(language, Phrase::words_occurred_deaths, decimal_text(deaths), magnitude(counted.per_death));
        }
        if (words.empty()) return say(language, Phrase::words_no_occurrence) + start_words(rule.start);
        if (rule.counts == Counts::matters) words += say(language, Phrase::words_by_matter);
        if (rule.counts == Counts::highest) words += say(language, Phrase::words_only_highest);
        if (rule.counts == Counts::worst) words += say(language, Phrase::words_only_worst);
        if (is_capped(rule)) words += say(language, Phrase::words_cap, magnitude(rule.cap));
        return words + start_words(rule.start);
    }
    /// Whether more would be lost without the cap.
    bool is_capped(OccurrencesRule rule) const {
        const Rational cap = decimal_reading(rule.cap);
        if (cap == 0) return false;
        rule.start = rule.cap = 0;
        Exact exact;
        return without_limits(exact, item.full, rule, inputs) < cap;
    }
};

/// Says when a floor or a ceiling decided: "扣完为止" is part of the arithmetic.
template <class Limited>
std::string limit_words(const Item& item, const Limited& rule, double ceiling, std::span<const double> inputs,
                        Language language) {
    Small small;
    Beside beside = beside_limits(small, item.full, rule, ceiling, inputs);
    if (!small.fits) {
        Exact exact;
        beside = beside_limits(exact, item.full, rule, ceiling, inputs);
    }
    if (beside == Beside::below) return say(language, Phrase::words_floor, decimal_text(rule.floor));
    if (beside == Beside::above) return say(language, Phrase::words_ceiling, decimal_text(ceiling));
    return {};
}
std::string limit_words(const Item& item, std::span<const double> inputs, Language language) {
    if (const auto* counted = std::get_if<OccurrencesRule>(&item.rule))
        return limit_words(item, *counted, item.full, inputs, language);
    if (const auto* rule = std::get_if<PerUnitRule>(&item.rule))
        return limit_words(item, *rule, ceiling_of(*rule, item.full), inputs, language);
    return {};
}

/// What the arithmetic gave, where rounding changed it.
std::string rounding_words(const Item& item, std::span<const double> inputs, Points points, const Outcome& outcome,
                           Language language) {
    if (outcome.rounded_at != RoundedAt::item) return {};
    Small small;
    const auto millionths = small.multiply(unrounded_points(small, item, inputs), Small::of({Points::per_point}));
    const bool same = small.holds(Comparison::equals, millionths, Small::of(points));
    if (small.fits && same) return {};
    const Rational exact = exact_points_of(item, inputs);
    if (exact * Points::per_point == points.units) return {};
    const Points told = round_points(exact, unrounded_places, Rounding::truncate);
    const bool has_more = exact * Points::per_point != told.units;
    return say(language, Phrase::words_rounded, to_string(told) + (has_more ? "…" : ""), phrase_of(outcome.rounding),
               std::to_string(outcome.places));
}

/// Not from full points, so that what is missing to them is not what the rule took off.
bool starts_elsewhere(const Item& item) {
    const auto other = [&](const std::optional<double>& start) { return start && *start != item.full; };
    return std::visit(Match{
                          [](const MarksRule& rule) { return rule.deduct_to.has_value(); },
                          [&](const PerUnitRule& rule) { return other(rule.start); },
                          [&](const OccurrencesRule& rule) { return other(rule.start); },
                          [](const auto&) { return false; },
                      },
                      item.rule);
}

/// The most that occurrences take off, and the most they add.
std::pair<double, double> change_of(const OccurrencesRule& rule) {
    using Counts = OccurrencesRule::Counts;
    constexpr double endless = std::numeric_limits<double>::infinity();
    double worst = 0;
    double best = 0;
    for (const OccurrenceClass& counted : rule.classes)
        for (const double points : {counted.points, rule.adds_up() ? counted.per_death : 0}) {
            worst = std::min(worst, rule.adds_up() && points < 0 ? -endless : points);
            best = std::max(best, rule.adds_up() && points > 0 ? endless : points);
        }
    if (rule.counts == Counts::highest) worst = 0;
    if (rule.counts == Counts::worst) best = 0;
    return {rule.cap == 0 ? worst : std::max(worst, rule.cap), best};
}

}  // namespace

Phrase phrase_of(Rounding rounding) {
    static constexpr Phrase phrases[] = {Phrase::rounding_half_up, Phrase::rounding_half_even,
                                         Phrase::rounding_truncate, Phrase::rounding_up};
    return phrases[static_cast<int>(rounding)];
}

const std::string* reference_fact_of(const Item& item) {
    const auto fact_of = [](const Reference& reference) { return std::get_if<std::string>(&reference); };
    return std::visit(Match{
                          [&](const AllOrNothingRule& rule) { return fact_of(rule.limit); },
                          [&](const ShareRule& rule) { return fact_of(rule.target); },
                          [&](const PerUnitRule& rule) { return fact_of(rule.reference); },
                          [](const auto&) { return static_cast<const std::string*>(nullptr); },
                      },
                      item.rule);
}

std::vector<std::string> inputs_of(const Item& item) {
    std::vector<std::string> inputs;
    std::visit(Match{
                   [&](const MarksRule& rule) {
                       const auto mark = [&](Scorer scorer) { return item.id + "." + std::string(word_of(scorer)); };
                       for (const ScorerWeight& scorer : rule.scorers) inputs.push_back(mark(scorer.scorer));
                       if (rule.scorers.empty()) inputs.push_back(mark(item.scorer));
                   },
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
                       for (const OccurrenceClass& counted : rule.classes) {
                           inputs.push_back(item.fact + "/" + counted.severity);
                           if (rule.adds_up() && counted.per_death != 0)
                               inputs.push_back(item.fact + "/" + counted.severity + "/deaths");
                       }
                   },
               },
               item.rule);
    return inputs;
}

Points points_of(const Item& item, std::span<const double> inputs, int places, Rounding rounding) {
    Small small;
    const Small::Number value = unrounded_points(small, item, inputs);
    const Points points = small.fits ? small.round(value, places, rounding) : Points{};
    return small.fits ? points : round_points(exact_points_of(item, inputs), places, rounding);
}

Rational exact_points_of(const Item& item, std::span<const double> inputs) {
    Exact exact;
    return unrounded_points(exact, item, inputs);
}

double highest_of(const MarksRule& rule, double full) {
    const double highest = rule.deduct_to.value_or(full);
    if (rule.step <= 0) return highest;
    const Rational step = decimal_reading(rule.step);
    return to_double(Rational(step * Rational(round_scaled(decimal_reading(highest) / step, 0, Rounding::truncate))));
}

std::pair<double, double> points_range(const Item& item) {
    const double full = item.full;
    return std::visit(Match{
                          [&](const MarksRule& rule) {
                              const double most = highest_of(rule, full);
                              return rule.deduct_to ? std::pair(full - most, full) : std::pair(0.0, most);
                          },
                          [&](const PerUnitRule& rule) {
                              const double start = start_of(rule.start, full);
                              const double ceiling = ceiling_of(rule, full);
                              const bool gains = rule.over > 0 || rule.under > 0;
                              const bool loses = rule.over < 0 || rule.under < 0;
                              return std::pair(loses ? rule.floor : std::min(start, ceiling),
                                               gains ? ceiling : std::max(rule.floor, std::min(start, ceiling)));
                          },
                          [&](const BandsRule& rule) {
                              std::vector<double> points;
                              for (const Band& band : rule.bands) points.push_back(points_of(rule, band, full));
                              if (rule.below) points.push_back(*rule.below);
                              const auto [low, high] = std::minmax_element(points.begin(), points.end());
                              return std::pair(*low, *high);
                          },
                          [&](const OccurrencesRule& rule) {
                              const auto [worst, best] = change_of(rule);
                              const double start = start_of(rule.start, full);
                              const auto limited = [&](double points) {
                                  return std::min(std::max(points, rule.floor), full);
                              };
                              return std::pair(limited(start + worst), limited(start + best));
                          },
                          [&](const auto&) { return std::pair(0.0, full); },
                      },
                      item.rule);
}

std::string words_of(const Item& item, std::span<const double> inputs, std::string_view unit,
                     std::string_view reference, Points points, const Outcome& outcome, GroupKind kind,
                     Language language) {
    std::string words =
        std::visit(WordsOf{item, inputs, std::string(unit), std::string(reference), kind, language}, item.rule);
    words += limit_words(item, inputs, language);
    words += rounding_words(item, inputs, points, outcome, language);
    if (kind != GroupKind::base || starts_elsewhere(item))
        return words + say(language, Phrase::words_scored, to_string(points));
    const Points lost = exact_points(item.full) - points;
    if (lost.units > 0) return words + say(language, Phrase::words_lost, to_string(lost), to_string(points));
    if (lost.units < 0) return words + say(language, Phrase::words_gained, to_string(-lost), to_string(points));
    return words + say(language, Phrase::words_full, to_string(points));
}

std::string formula_of(const Item& item, std::span<const std::string> cells, std::string_view full_cell,
                       const Outcome& outcome, std::span<const std::string> limits) {
    const std::string points = std::visit(FormulaOf{cells, std::string(full_cell), item.full, limits}, item.rule);
    return outcome.rounded_at == RoundedAt::item ? rounding_formula(points, outcome) : points;
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
