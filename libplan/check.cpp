#include "libplan/check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "libplan/analysis.hpp"
#include "libplan/exact.hpp"
#include "libplan/match.hpp"
#include "libplan/tasks.hpp"

namespace libplan {
namespace {

Rational power_of_ten(int exponent) {
    Rational power = 1;
    for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
    return exponent < 0 ? Rational(1 / power) : power;
}

/// How many of a base unit one unit is: 万元 is ten thousand 元. Units of different bases cannot be compared.
struct UnitScale {
    std::string_view unit, base;
    int exponent;
};
constexpr UnitScale unit_scales[] = {{"元", "元", 0}, {"千元", "元", 3}, {"万元", "元", 4},   {"亿元", "元", 8},
                                     {"人", "人", 0}, {"万人", "人", 4}, {"人次", "人次", 0}, {"万人次", "人次", 4},
                                     {"米", "米", 0}, {"公里", "米", 3}, {"千米", "米", 3},   {"%", "%", 0},
                                     {"吨", "吨", 0}, {"万吨", "吨", 4}, {"册", "册", 0},     {"万册", "册", 4},
                                     {"起", "起", 0}, {"亩", "亩", 0},   {"万亩", "亩", 4}};

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

std::string shown(const Rational& value) { return decimal_text(round_decimal(to_double(value), 6)); }

/// A printed figure and its exact value in the indicator's own unit.
struct Printed {
    std::size_t row = 0;
    Observation observation;
    const Indicator* indicator = nullptr;
    Rational value;  ///< in the indicator's unit
    Rational as_if;  ///< the printed number read in the indicator's unit, whatever unit is printed
    Rational scale;  ///< one printed unit in the indicator's
    bool odd_unit = false;
};

struct Term {
    std::size_t figure = 0;
    int sign = 1;
};

/// Signed figures that should add up to zero; the first is the total.
struct Relation {
    enum class Kind { sum, span, text_table } kind = Kind::sum;
    std::vector<Term> terms;
};

class Checking {
public:
    Checking(const Plan& plan, const Observations& figures) : plan_(plan) {
        for (std::size_t row = 0; row < figures.size(); ++row) add_figure(row, figures[row]);
    }

    std::vector<Finding> operator()() {
        relate_sources();
        relate_spans();
        for (const Identity& identity : plan_->identities)
            if (const auto* sum = std::get_if<Sum>(&identity.form)) relate_sum(*sum, identity);
        find_unit_slips();
        find_jumps();
        for (std::size_t i = 0; i < relations_.size(); ++i)
            if (violated_[i] && !explained_[i]) tell_relation(i);
        for (const Identity& identity : plan_->identities) check_identity(identity);
        for (const Indicator& indicator : plan_->indicators) check_targets(indicator);
        check_responsibilities();
        std::stable_sort(findings_.begin(), findings_.end(),
                         [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
        return std::move(findings_);
    }

private:
    // ---- figures ----

    void add_figure(std::size_t row, const Observation& observation) {
        const Indicator* indicator = plan_.find_indicator(observation.indicator);
        if (!indicator || observation.state != State::value) return;
        const Rational number = decimal_reading(observation.value);
        const auto factor = conversion(observation.unit, indicator->unit);
        const bool odd = !observation.unit.empty() && observation.unit != indicator->unit;
        if (!factor) return tell_unknown_unit({row, observation, indicator, number, number, 1, odd});
        figures_.push_back({row, observation, indicator, number * *factor, number, *factor, odd});
    }

    const Printed* find(std::string_view indicator, std::string_view body, const Period& period,
                        std::string_view source) const {
        const auto found = std::find_if(figures_.begin(), figures_.end(), [&](const Printed& f) {
            return f.indicator->id == indicator && f.observation.body == body && f.observation.period == period &&
                   f.observation.source == source;
        });
        return found == figures_.end() ? nullptr : &*found;
    }

    std::size_t index_of(const Printed* figure) const { return static_cast<std::size_t>(figure - figures_.data()); }

    static std::string period_text(const Period& period) {
        const std::string words = to_string(period);
        const auto slash = words.find('/');
        return slash == std::string::npos ? words : words.substr(0, slash) + "—" + words.substr(slash + 1);
    }

    static Message title_of(const Printed& figure) {
        return title_of(period_text(figure.observation.period), *figure.indicator, figure.observation.source);
    }
    /// "2013年 受伤人数（表）"
    static Message title_of(const std::string& period, const Indicator& indicator, std::string_view remark) {
        return {Phrase::figure_title,
                {period, indicator.title, remark.empty() ? Message() : Message(Phrase::figure_source, {remark})}};
    }
    static Message printed_title(const Printed& figure) {
        return {Phrase::figure_printed, {title_of(figure), printed_of(figure)}};
    }

    /// The number with the decimals and the unit it was printed with.
    static std::string printed_of(const Printed& figure) {
        std::string number = decimal_text(figure.observation.value);
        const int places = figure.observation.places;
        const auto point = number.find('.');
        int have = point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
        if (places > have && point == std::string::npos) number += '.';
        for (; have < places; ++have) number += '0';
        return number + std::string(figure.observation.unit.empty() ? std::string_view(figure.indicator->unit)
                                                                    : figure.observation.unit);
    }

    static Figure figure_of(const Printed& figure) {
        return {title_of(figure), printed_of(figure), figure.observation.text_line, figure.observation.place};
    }

    static std::string with_unit(const Rational& value, const Printed& figure) {
        return shown(value) + figure.indicator->unit;
    }

    /// Half a unit in the last printed place, in the indicator's unit: 1.61亿元 may be 50万元 more or less. Counts are
    /// exact, unless printed in a larger unit.
    static Rational precision(const Printed& figure, bool reread) {
        const bool exact_count = figure.indicator->count && !figure.odd_unit;
        if (exact_count || figure.observation.places == 0) return 0;
        return power_of_ten(-figure.observation.places) / 2 * (reread ? Rational(1) : figure.scale);
    }

    // ---- relations that add up to zero ----

    void relate_sources() {
        for (std::size_t a = 0; a < figures_.size(); ++a)
            for (std::size_t b = a + 1; b < figures_.size(); ++b) {
                const Observation& first = figures_[a].observation;
                const Observation& second = figures_[b].observation;
                const bool same = figures_[a].indicator == figures_[b].indicator && first.body == second.body &&
                                  first.period == second.period && first.basis == second.basis &&
                                  first.as_of == second.as_of;
                if (same) add_relation({Relation::Kind::text_table, {{a, 1}, {b, -1}}});
            }
    }

    void relate_spans() {
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const Observation& total = figures_[i].observation;
            const int first = static_cast<int>(total.period.first.year());
            const int last = total.period.year();
            if (first == last || figures_[i].indicator->adds_up != Accumulation::sum) continue;
            // Another source is asked only for years that the total's own does not print.
            if (relate_span(i, first, last, total.source)) continue;
            for (const std::string& source : sources()) relate_span(i, first, last, source);
        }
    }

    bool relate_span(std::size_t total, int first, int last, const std::string& source) {
        Relation relation{Relation::Kind::span, {{total, 1}}};
        for (int year = first; year <= last; ++year) {
            const Printed* figure =
                find(figures_[total].indicator->id, figures_[total].observation.body, year_period(year), source);
            if (!figure) return false;
            relation.terms.push_back({index_of(figure), -1});
        }
        add_relation(std::move(relation));
        return true;
    }

    void relate_sum(const Sum& sum, const Identity& identity) {
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const Observation& total = figures_[i].observation;
            if (figures_[i].indicator->id != sum.total || (identity.period && total.period != *identity.period))
                continue;
            Relation relation{Relation::Kind::sum, {{i, 1}}};
            for (const std::string& part : sum.parts)
                if (const Printed* figure = find(part, total.body, total.period, total.source))
                    relation.terms.push_back({index_of(figure), -1});
            if (relation.terms.size() == sum.parts.size() + 1) add_relation(std::move(relation));
        }
    }

    std::set<std::string> sources() const {
        std::set<std::string> all;
        for (const Printed& figure : figures_) all.emplace(figure.observation.source);
        return all;
    }

    void add_relation(Relation relation) {
        violated_.push_back(!holds(relation));
        explained_.push_back(false);
        relations_.push_back(std::move(relation));
    }

    /// `reread`: a figure whose printed unit is ignored.
    Rational imbalance(const Relation& relation, std::size_t reread = npos) const {
        Rational rest = 0;
        for (const Term& term : relation.terms)
            rest += term.sign * (term.figure == reread ? figures_[term.figure].as_if : figures_[term.figure].value);
        return rest;
    }

    bool holds(const Relation& relation, std::size_t reread = npos) const {
        Rational tolerance = 0;
        // The same figure printed twice must be the same; a sum of rounded parts may differ by their roundings.
        if (relation.kind != Relation::Kind::text_table)
            for (const Term& term : relation.terms)
                tolerance += precision(figures_[term.figure], term.figure == reread);
        return abs(imbalance(relation, reread)) <= tolerance;
    }

    // ---- a unit that makes everything agree ----

    void find_unit_slips() {
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            if (!figures_[i].odd_unit) continue;
            std::vector<std::size_t> cured;
            for (std::size_t r = 0; r < relations_.size(); ++r)
                if (violated_[r] && involves(relations_[r], i) && holds(relations_[r], i)) cured.push_back(r);
            if (!cured.empty()) tell_unit_slip(i, cured);
        }
    }

    static bool involves(const Relation& relation, std::size_t figure) {
        return std::any_of(relation.terms.begin(), relation.terms.end(),
                           [&](const Term& term) { return term.figure == figure; });
    }

    void tell_unit_slip(std::size_t i, const std::vector<std::size_t>& cured) {
        const Printed& figure = figures_[i];
        std::vector<Figure> involved{figure_of(figure)};
        std::vector<Message> equations;
        for (const std::size_t r : cured) {
            explained_[r] = true;
            equations.emplace_back(equation(relations_[r], i));
            for (const Term& term : relations_[r].terms)
                if (term.figure != i) involved.push_back(figure_of(figures_[term.figure]));
        }
        slips_.insert(i);
        findings_.push_back({"unit",
                             Severity::error,
                             {Phrase::finding_unit, {title_of(figure)}},
                             std::move(involved),
                             printed_of(figure),
                             {Phrase::follows_unit,
                              {decimal_text(figure.observation.value) + figure.indicator->unit,
                               joined(Phrase::semicolon, std::move(equations))}},
                             {Phrase::cure_unit, {std::string(figure.observation.unit), figure.indicator->unit}},
                             figure.observation.illustrative});
    }

    void tell_unknown_unit(const Printed& figure) {
        findings_.push_back({"unit",
                             Severity::error,
                             {Phrase::finding_unit_unknown, {title_of(figure)}},
                             {figure_of(figure)},
                             printed_of(figure),
                             {Phrase::follows_unit_unknown, {}},
                             {Phrase::cure_unit_unknown, {figure.indicator->unit}},
                             figure.observation.illustrative});
    }

    // ---- which figure is likely wrong ----

    /// Relations that speak against a figure less those that speak for it.
    int suspicion(std::size_t figure) const {
        int score = 0;
        for (std::size_t r = 0; r < relations_.size(); ++r)
            if (involves(relations_[r], figure) && !explained_[r]) score += violated_[r] ? 1 : -1;
        return score;
    }

    /// The one figure that at least two relations more speak against than for, and more than against any other.
    std::optional<std::size_t> suspect(const Relation& relation) const {
        std::vector<std::pair<int, std::size_t>> scores;
        for (const Term& term : relation.terms) scores.emplace_back(suspicion(term.figure), term.figure);
        std::sort(scores.rbegin(), scores.rend());
        if (scores[0].first < 2 || scores[0].first == scores[1].first) return std::nullopt;
        return scores[0].second;
    }

    /// "936人 = 209人 + 147人 + 34人"; `reread`: a figure whose printed unit is ignored.
    std::string equation(const Relation& relation, std::size_t reread = npos) const {
        std::string words;
        for (std::size_t i = 0; i < relation.terms.size(); ++i) {
            const std::size_t at = relation.terms[i].figure;
            const Printed& figure = figures_[at];
            words += i == 0 ? "" : i == 1 ? " = " : " + ";
            words +=
                at == reread ? decimal_text(figure.observation.value) + figure.indicator->unit : printed_of(figure);
        }
        return words;
    }

    /// A figure with the sums that bear it out: "2013年 受伤人数（正文） 271人，有 271人 = 268人 + 3人 印证".
    Message with_support(std::size_t figure) const {
        std::vector<Message> equations;
        for (std::size_t r = 0; r < relations_.size(); ++r)
            if (relations_[r].kind != Relation::Kind::text_table && involves(relations_[r], figure) && !violated_[r])
                equations.emplace_back(equation(relations_[r]));
        if (equations.empty()) return {Phrase::follows_unsupported, {printed_title(figures_[figure])}};
        return {Phrase::follows_supported,
                {printed_title(figures_[figure]), joined(Phrase::listed, std::move(equations))}};
    }

    /// The value of one figure that would make the relation hold.
    Rational implied(const Relation& relation, std::size_t figure) const {
        const auto term = std::find_if(relation.terms.begin(), relation.terms.end(),
                                       [&](const Term& t) { return t.figure == figure; });
        return figures_[figure].value - term->sign * imbalance(relation);
    }

    void tell_relation(std::size_t index) {
        static constexpr std::pair<const char*, Phrase> kinds[] = {
            {"sum", Phrase::finding_sum}, {"span", Phrase::finding_span}, {"text-table", Phrase::finding_text_table}};
        const Relation& relation = relations_[index];
        const auto& [code, title] = kinds[static_cast<int>(relation.kind)];
        const Printed& total = figures_[relation.terms.front().figure];
        Finding finding{code, Severity::error, {title, {title_of(total)}}, {}, {}, {}, {}, false};
        std::vector<Message> printed;
        for (const Term& term : relation.terms) {
            const Printed& figure = figures_[term.figure];
            finding.figures.push_back(figure_of(figure));
            finding.illustrative |= figure.observation.illustrative;
            printed.push_back(printed_title(figure));
        }
        finding.printed = joined(Phrase::semicolon, std::move(printed));
        explain(relation, finding);
        findings_.push_back(std::move(finding));
    }

    void explain(const Relation& relation, Finding& finding) const {
        const auto wrong = suspect(relation);
        const std::size_t subject = wrong.value_or(relation.terms.front().figure);
        const Printed& figure = figures_[subject];
        const std::string implied_value = with_unit(implied(relation, subject), figure);
        finding.follows = {Phrase::follows_value, {title_of(figure), implied_value}};
        finding.cure = wrong ? Message{Phrase::cure_suspect, {title_of(figure), printed_of(figure), implied_value}}
                             : Message{Phrase::cure_one_wrong, {}};
        if (!wrong && relation.kind == Relation::Kind::text_table)
            finding.follows = joined(Phrase::semicolon,
                                     {with_support(relation.terms[0].figure), with_support(relation.terms[1].figure)});
    }

    // ---- identities of other shapes ----

    void check_identity(const Identity& identity) {
        std::visit(Match{[](const Sum&) {}, [&](const auto& form) { check_form(form, identity); }}, identity.form);
    }

    Figure claim_of(const Identity& identity, Message title) const {
        const std::string words = identity.clause.text.empty() ? std::string() : "“" + identity.clause.text + "”";
        return {std::move(title), words, identity.clause.line, identity.place};
    }

    void check_form(const Subset& subset, const Identity& identity) {
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const Printed& part = figures_[i];
            if (part.indicator->id != subset.part || (identity.period && part.observation.period != *identity.period))
                continue;
            const Printed* whole =
                find(subset.whole, part.observation.body, part.observation.period, part.observation.source);
            if (!whole || part.value <= whole->value || slips_.count(index_of(whole)) || slips_.count(i)) continue;
            findings_.push_back({"subset",
                                 Severity::error,
                                 {Phrase::finding_subset, {title_of(part)}},
                                 {figure_of(part), figure_of(*whole)},
                                 joined(Phrase::semicolon, {printed_title(part), printed_title(*whole)}),
                                 {Phrase::follows_at_most, {title_of(part), printed_of(*whole)}},
                                 {Phrase::cure_one_wrong, {}},
                                 part.observation.illustrative || whole->observation.illustrative});
        }
    }

    void check_form(const Share& share, const Identity& identity) {
        for (const std::string& source : sources()) {
            const Period period = identity.period.value_or(Period{});
            const Printed* part = find(share.part, "", period, source);
            const Printed* whole = find(share.whole, "", period, source);
            if (!part || !whole || whole->value == 0) continue;
            const Rational actual = part->value / whole->value * 100;
            const int places = decimals(share.percent_text);
            // Bulletins round or truncate; both are accepted at the printed precision.
            if (abs(actual - decimal_reading(share.percent)) < power_of_ten(-places)) return;
            const std::string computed = decimal_text(round_decimal(to_double(actual), std::max(places, 1)));
            const Message claim{Phrase::printed_share,
                                {part->indicator->title, whole->indicator->title, share.percent_text}};
            findings_.push_back({"share",
                                 Severity::error,
                                 {Phrase::finding_share, {title_of(*part)}},
                                 {claim_of(identity, claim), figure_of(*part), figure_of(*whole)},
                                 claim,
                                 {Phrase::follows_share, {printed_of(*part), printed_of(*whole), computed}},
                                 {Phrase::cure_share, {computed}},
                                 part->observation.illustrative || whole->observation.illustrative});
            return;
        }
    }

    static int decimals(const std::string& number) {
        const auto point = number.find('.');
        return point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
    }

    void check_form(const Ratio& ratio, const Identity& identity) {
        for (const Printed& result : figures_) {
            if (result.indicator->id != ratio.result ||
                (identity.period && result.observation.period != *identity.period))
                continue;
            const Printed* a =
                find(ratio.numerator, result.observation.body, result.observation.period, result.observation.source);
            const Printed* b =
                find(ratio.denominator, result.observation.body, result.observation.period, result.observation.source);
            if (!a || !b || b->value == 0) continue;
            const Rational actual = a->value / b->value * decimal_reading(ratio.factor);
            if (abs(actual - result.value) < power_of_ten(-result.observation.places)) continue;
            const std::string computed =
                decimal_text(round_decimal(to_double(actual), std::max(result.observation.places, 2))) +
                result.indicator->unit;
            findings_.push_back(
                {"ratio",
                 Severity::error,
                 {Phrase::finding_ratio, {title_of(result)}},
                 {figure_of(result), figure_of(*a), figure_of(*b)},
                 printed_title(result),
                 {Phrase::follows_ratio, {printed_of(*a), printed_of(*b), decimal_text(ratio.factor), computed}},
                 {Phrase::cure_ratio, {computed}},
                 result.observation.illustrative});
        }
    }

    /// A printed change in percent against the figures of its two years, at the precision it is printed with.
    void check_form(const Change& change, const Identity& identity) {
        for (const std::string& source : sources()) {
            const Printed* before = find(change.indicator, "", year_period(change.from), source);
            const Printed* after = find(change.indicator, "", year_period(change.to), source);
            if (!before || !after || before->value == 0) continue;
            const Rational actual = (after->value - before->value) / before->value * 100;
            const int places = decimals(decimal_text(change.percent));
            if (abs(actual - decimal_reading(change.percent)) < power_of_ten(-places)) return;
            const std::string computed = decimal_text(round_decimal(to_double(actual), std::max(places, 1)));
            const Message claim{Phrase::printed_change,
                                {after->indicator->title, std::to_string(change.from), std::to_string(change.to),
                                 decimal_text(change.percent)}};
            findings_.push_back({"change",
                                 Severity::error,
                                 {Phrase::finding_change, {title_of(*after)}},
                                 {claim_of(identity, claim), figure_of(*before), figure_of(*after)},
                                 claim,
                                 {Phrase::follows_change, {printed_of(*before), printed_of(*after), computed}},
                                 {Phrase::cure_change, {computed}},
                                 before->observation.illustrative || after->observation.illustrative});
            return;
        }
    }

    // ---- figures that jump ----

    /// Between neighbouring years of one series: a figure ten times the one before, or a tenth, is likely a slip.
    void find_jumps() {
        for (const Printed& before : figures_) {
            if (!before.observation.period.is_year() || before.value == 0) continue;
            const int year = before.observation.period.year();
            const Printed* after =
                find(before.indicator->id, before.observation.body, year_period(year + 1), before.observation.source);
            if (!after || after->value == 0 || slips_.count(index_of(&before)) || slips_.count(index_of(after)))
                continue;
            const Rational factor = abs(after->value / before.value);
            if (factor < 10 && factor > Rational(1, 10)) continue;
            // Small counts jump by nature: 1 to 10 accidents is no misprint.
            if (before.indicator->count && abs(after->value) + abs(before.value) < 100) continue;
            findings_.push_back({"jump",
                                 Severity::warning,
                                 {Phrase::finding_jump, {title_of(*after)}},
                                 {figure_of(before), figure_of(*after)},
                                 joined(Phrase::semicolon, {printed_title(before), printed_title(*after)}),
                                 {Phrase::follows_jump, {shown(factor)}},
                                 {Phrase::cure_jump, {}},
                                 before.observation.illustrative || after->observation.illustrative});
        }
    }

    // ---- claims about a trend ----

    static Phrase phrase_of_claim(Claim claim) {
        static constexpr Phrase phrases[] = {Phrase::claim_rising, Phrase::claim_falling, Phrase::claim_zero,
                                             Phrase::claim_not_rising, Phrase::claim_not_falling};
        return phrases[static_cast<int>(claim)];
    }

    static bool follows(Claim claim, const Rational& before, const Rational& after) {
        switch (claim) {
            case Claim::rising:
                return after > before;
            case Claim::falling:
                return after < before;
            case Claim::not_rising:
                return after <= before;
            case Claim::not_falling:
                return after >= before;
            case Claim::zero:
                return true;
        }
        return true;
    }

    /// A claim is tested on each source that has all its years; one source against it is enough, and the one that
    /// speaks for it most is told.
    void check_form(const Trend& trend, const Identity& identity) {
        std::vector<const Printed*> figures;
        std::vector<Message> broken;
        for (const std::string& source : sources()) {
            std::vector<const Printed*> years;
            for (int year = trend.from; year <= trend.to; ++year)
                years.push_back(find(trend.indicator, "", year_period(year), source));
            if (std::find(years.begin(), years.end(), nullptr) != years.end()) continue;
            auto steps = broken_steps(trend, years);
            if (steps.empty() || (!broken.empty() && broken.size() <= steps.size())) continue;
            figures = std::move(years);
            broken = std::move(steps);
        }
        if (!broken.empty()) tell_trend(trend, identity, figures, std::move(broken));
    }

    static std::vector<Message> broken_steps(const Trend& trend, const std::vector<const Printed*>& years) {
        std::vector<Message> steps;
        for (std::size_t i = 0; i < years.size(); ++i) {
            const std::string year = period_text(years[i]->observation.period);
            if (trend.claim == Claim::zero && years[i]->value != 0)
                steps.push_back({Phrase::follows_not_zero, {year, printed_of(*years[i])}});
            if (i == 0 || follows(trend.claim, years[i - 1]->value, years[i]->value)) continue;
            steps.push_back({Phrase::follows_trend,
                             {period_text(years[i - 1]->observation.period), printed_of(*years[i - 1]), year,
                              printed_of(*years[i])}});
        }
        return steps;
    }

    void tell_trend(const Trend& trend, const Identity& identity, const std::vector<const Printed*>& years,
                    std::vector<Message> broken) {
        const Indicator& indicator = *years.front()->indicator;
        const Message claim{
            Phrase::printed_claim,
            {indicator.title, std::to_string(trend.from), std::to_string(trend.to), phrase_of_claim(trend.claim)}};
        Finding finding{"trend",
                        Severity::error,
                        {Phrase::finding_trend, {indicator.title}},
                        {claim_of(identity, claim)},
                        claim,
                        joined(Phrase::semicolon, std::move(broken)),
                        {},
                        false};
        std::vector<double> x;
        std::vector<double> y;
        for (const Printed* figure : years) {
            finding.figures.push_back(figure_of(*figure));
            finding.illustrative |= figure->observation.illustrative;
            x.push_back(figure->observation.period.year());
            y.push_back(to_double(figure->value));
        }
        const double slope = x.size() > 1 ? round_decimal(least_squares_slope(x, y), 2) : 0;
        finding.cure = {Phrase::cure_trend, {(slope > 0 ? "+" : "") + decimal_text(slope), indicator.unit}};
        findings_.push_back(std::move(finding));
    }

    // ---- baselines and milestones ----

    void check_targets(const Indicator& indicator) {
        if (indicator.targets.empty()) return;
        const bool relative = std::any_of(indicator.targets.begin(), indicator.targets.end(), [](const Target& target) {
            return std::holds_alternative<ReducePercent>(target.form) || std::holds_alternative<Hold>(target.form) ||
                   std::holds_alternative<RaisePercent>(target.form) ||
                   std::holds_alternative<ReducePoints>(target.form) ||
                   std::holds_alternative<RaisePoints>(target.form);
        });
        const auto baseline = chosen_baseline(indicator);
        if (!indicator.baselines.empty() && !baseline) tell_rivals(indicator);
        if (relative && indicator.baselines.empty())
            tell_target(indicator, "no-baseline", Severity::note, Phrase::finding_no_baseline,
                        Phrase::follows_no_baseline, Phrase::cure_no_baseline);
        if (baseline && *baseline == 0 && std::holds_alternative<ReducePercent>(indicator.targets.back().form))
            tell_target(indicator, "zero-base", Severity::warning, Phrase::finding_zero_base,
                        Phrase::follows_no_baseline, Phrase::cure_zero_base);
        check_milestones(indicator);
        for (const Target& target : indicator.targets) {
            check_direction(indicator, target);
            check_dates(indicator, target);
            if (baseline) check_looseness(indicator, target, *baseline);
        }
    }

    static bool says(std::string_view words, std::initializer_list<std::string_view> any) {
        return std::any_of(any.begin(), any.end(),
                           [&](std::string_view word) { return words.find(word) != words.npos; });
    }

    /// Which way a form moves the indicator, if it says so.
    static std::optional<Direction> way_of(const TargetForm& form) {
        if (std::holds_alternative<ReducePercent>(form) || std::holds_alternative<ReducePoints>(form))
            return Direction::down;
        if (std::holds_alternative<RaisePercent>(form) || std::holds_alternative<RaisePoints>(form))
            return Direction::up;
        if (const auto* keeps = std::get_if<Keeps>(&form)) return keeps->direction;
        if (const auto* step = std::get_if<StepPerYear>(&form)) return step->step < 0 ? Direction::down : Direction::up;
        return std::nullopt;
    }

    /// A misprint of direction: the target moves against what the indicator calls better, or against its own clause.
    void check_direction(const Indicator& indicator, const Target& target) {
        const auto way = way_of(target.form);
        if (!way) return;
        const std::string& words = target.clause.text;
        const bool says_down = says(words, {"下降", "减少", "降低", "压减", "削减"});
        const bool says_up = says(words, {"提高", "增加", "上升", "增长", "提升"});
        const bool against_words = says_down != says_up && says_down != (*way == Direction::down);
        if (*way == indicator.direction && !against_words) return;
        tell_one(indicator, target, "direction", Severity::warning, Phrase::finding_direction,
                 {*way == Direction::down ? Phrase::follows_goes_down : Phrase::follows_goes_up,
                  {indicator.direction == Direction::down ? Phrase::better_down : Phrase::better_up}},
                 Phrase::cure_direction);
    }

    /// A target that the baseline already meets asks for nothing (domain: 0.06 → ≤0.17).
    void check_looseness(const Indicator& indicator, const Target& target, double baseline) {
        const bool states_a_level = std::holds_alternative<Reach>(target.form) ||
                                    std::holds_alternative<AtMost>(target.form) ||
                                    std::holds_alternative<AtLeast>(target.form);
        if (!states_a_level || target.every_year) return;
        const auto interval = admissible_interval(indicator, target, {.baseline = baseline});
        const bool looser =
            interval && interval->contains(baseline) && baseline != interval->lower && baseline != interval->upper;
        if (!looser) return;
        tell_one(
            indicator, target, "looser", Severity::note, Phrase::finding_looser,
            {Phrase::follows_looser, {decimal_text(baseline) + indicator.unit, to_string(*interval) + indicator.unit}},
            Phrase::cure_looser);
    }

    void check_dates(const Indicator& indicator, const Target& target) {
        for (const Baseline& baseline : indicator.baselines)
            if (baseline.year >= target.year)
                tell_one(indicator, target, "dates", Severity::error, Phrase::finding_dates,
                         {Phrase::follows_dates, {std::to_string(baseline.year), std::to_string(target.year)}},
                         Phrase::cure_dates);
    }

    void tell_one(const Indicator& indicator, const Target& target, const char* code, Severity severity, Phrase title,
                  Message follows, Phrase cure) {
        findings_.push_back({code,
                             severity,
                             {title, {title_of(std::to_string(target.year), indicator, {})}},
                             {target_figure(indicator, target)},
                             clause_or_form(indicator, target),
                             std::move(follows),
                             {cure, {}},
                             indicator.illustrative || target.illustrative});
    }

    static std::string clause_or_form(const Indicator& indicator, const Target& target) {
        if (!target.clause.text.empty()) return target.clause.text;
        if (const auto* reduce = std::get_if<ReducePercent>(&target.form))
            return "-" + decimal_text(reduce->percent) + "%";
        return indicator.clause.text;
    }

    static Figure target_figure(const Indicator& indicator, const Target& target) {
        return {title_of(std::to_string(target.year), indicator, {}), clause_or_form(indicator, target),
                target.clause.line ? target.clause.line : indicator.clause.line, target.place};
    }

    void tell_target(const Indicator& indicator, const char* code, Severity severity, Phrase title, Phrase follows,
                     Phrase cure) {
        const Target& last = indicator.targets.back();
        findings_.push_back({code,
                             severity,
                             {title, {indicator.title}},
                             {target_figure(indicator, last)},
                             clause_or_form(indicator, last),
                             {follows, {}},
                             {cure, {}},
                             indicator.illustrative});
    }

    void tell_rivals(const Indicator& indicator) {
        Finding finding{"rival-baselines",
                        Severity::warning,
                        {Phrase::finding_rival_baselines, {indicator.title}},
                        {},
                        {},
                        {},
                        {Phrase::cure_rival, {}},
                        false};
        const Target& last = indicator.targets.back();
        std::vector<Message> printed;
        std::vector<Message> demands;
        for (const Baseline& baseline : indicator.baselines) {
            const std::string value = decimal_text(baseline.value) + indicator.unit;
            finding.figures.push_back({title_of(std::to_string(baseline.year), indicator, baseline.basis), value,
                                       baseline.clause.line, baseline.place});
            finding.illustrative |= baseline.illustrative;
            printed.push_back({Phrase::figure_printed, {baseline.basis, value}});
            if (const auto interval = admissible_interval(
                    indicator, last, {.baseline = baseline.value, .years = last.year - baseline.year}))
                demands.push_back({Phrase::follows_demand,
                                   {value, std::to_string(last.year), to_string(*interval) + indicator.unit}});
        }
        finding.printed = joined(Phrase::semicolon, std::move(printed));
        finding.follows = {Phrase::follows_rival, {joined(Phrase::semicolon, std::move(demands))}};
        findings_.push_back(std::move(finding));
    }

    /// A change from the baseline as a form prints it, in percent or in percentage points; sign −1 is down.
    struct PrintedChange {
        double number = 0;
        bool percent = true;
        double sign = 1;
    };

    static std::optional<PrintedChange> printed_change(const TargetForm& form) {
        using Result = std::optional<PrintedChange>;
        return std::visit(Match{
                              [](const ReducePercent& f) -> Result {
                                  return PrintedChange{f.percent, true, -1};
                              },
                              [](const RaisePercent& f) -> Result {
                                  return PrintedChange{f.percent, true, 1};
                              },
                              [](const ReducePoints& f) -> Result {
                                  return PrintedChange{f.points, false, -1};
                              },
                              [](const RaisePoints& f) -> Result {
                                  return PrintedChange{f.points, false, 1};
                              },
                              [](const auto&) -> Result { return std::nullopt; },
                          },
                          form);
    }

    /// What a straight and a geometric path ask for after a share of the time to the last change; the geometric one is
    /// nothing through zero or a change of sign.
    static std::pair<double, std::optional<double>> on_paths(const PrintedChange& last, double baseline, double share) {
        const double from = last.percent ? 100 : baseline;
        const double to = from + last.sign * last.number;
        const double straight = last.number * share;
        if (from * to <= 0) return {straight, std::nullopt};
        return {straight, last.sign * from * (std::pow(to / from, share) - 1)};
    }

    /// A change stated for a year before the last should lie on one path or the other to the last, at the precision it
    /// is printed with. Levels are stated for their own sake (90 %, then 100 %) and lie where they lie.
    void check_milestones(const Indicator& indicator) {
        const Target& end = indicator.targets.back();
        const auto last = printed_change(end.form);
        const auto baseline = chosen_baseline(indicator);
        if (!last || end.every_year || (!baseline && !last->percent)) return;
        const int start = indicator.baselines.empty() ? plan_->baseline_year : indicator.baselines.front().year;
        for (const Target& target : indicator.targets) {
            const auto change = printed_change(target.form);
            const bool comparable = change && change->percent == last->percent && change->sign == last->sign;
            if (!comparable || target.every_year || target.year >= end.year) continue;
            const double share = static_cast<double>(target.year - start) / (end.year - start);
            check_milestone(indicator, target, *change, on_paths(*last, baseline.value_or(100), share));
        }
    }

    void check_milestone(const Indicator& indicator, const Target& target, const PrintedChange& change,
                         const std::pair<double, std::optional<double>>& paths) {
        const int places = decimals(decimal_text(change.number));
        const double precision = 0.5 * std::pow(10, -places) + 1e-9;
        const auto gives_it = [&](double expected) { return std::abs(expected - change.number) <= precision; };
        const auto& [straight, geometric] = paths;
        if (gives_it(straight) || (geometric && gives_it(*geometric))) return;
        const auto told = [&](double expected) -> Message {
            const std::string number = decimal_text(round_decimal(expected, std::max(places + 1, 2)));
            return change.percent ? Message(number + "%") : Message(Phrase::points_of_percent, {number});
        };
        const std::string year = std::to_string(target.year);
        tell_milestone(indicator, target,
                       geometric ? Message{Phrase::follows_paths, {year, told(straight), told(*geometric)}}
                                 : Message{Phrase::follows_straight, {year, told(straight)}});
    }

    static Message dated(const Indicator& indicator, const Target& target) {
        return {Phrase::dated, {std::to_string(target.year), clause_or_form(indicator, target)}};
    }

    void tell_milestone(const Indicator& indicator, const Target& target, Message follows) {
        const Target& last = indicator.targets.back();
        findings_.push_back({"off-path",
                             Severity::warning,
                             {Phrase::finding_off_path, {indicator.title, std::to_string(target.year)}},
                             {target_figure(indicator, target), target_figure(indicator, last)},
                             joined(Phrase::semicolon, {dated(indicator, target), dated(indicator, last)}),
                             std::move(follows),
                             {Phrase::cure_off_path, {}},
                             indicator.illustrative || target.illustrative || last.illustrative});
    }

    // ---- who carries what ----

    /// A plan to which nobody has been assigned yet says so once; indicators without a body are told together.
    void check_responsibilities() {
        const auto tasks = orphan_tasks(plan_);
        if (!tasks.empty() && plan_->responsibilities.empty())
            tell_no_responsibility();
        else
            for (const std::string& task : tasks) tell_no_lead(*plan_.find_task(task));
        const auto indicators = orphan_indicators(plan_);
        if (!indicators.empty() && !plan_->bodies.empty()) tell_no_body(indicators);
    }

    void tell_no_responsibility() {
        const Message printed{Phrase::printed_tasks, {std::to_string(plan_->tasks.size())}};
        findings_.push_back({"no-lead",
                             Severity::note,
                             {Phrase::finding_no_responsibility, {}},
                             {{printed, plan_->title, 0, plan_->place}},
                             printed,
                             {Phrase::follows_no_responsibility, {}},
                             {Phrase::cure_no_responsibility, {}},
                             false});
    }

    void tell_no_lead(const Task& task) {
        const Responsibility* responsibility = plan_.responsibility_for(task.id);
        const std::string& words = task.clause.text.empty() ? task.title : task.clause.text;
        findings_.push_back(
            {"no-lead",
             Severity::warning,
             {Phrase::finding_no_lead, {task.title}},
             {{task.title, words, task.clause.line, responsibility ? responsibility->place : task.place}},
             words,
             {Phrase::follows_no_lead, {}},
             {Phrase::cure_no_lead, {task.id}},
             task.illustrative || (responsibility && responsibility->illustrative)});
    }

    void tell_no_body(const std::vector<std::string>& indicators) {
        Finding finding{"no-body",
                        Severity::note,
                        {Phrase::finding_no_body, {std::to_string(indicators.size())}},
                        {},
                        {},
                        {Phrase::follows_no_body, {}},
                        {Phrase::cure_no_body, {}},
                        false};
        std::vector<Message> titles;
        for (const std::string& id : indicators) {
            const Indicator& indicator = *plan_.find_indicator(id);
            const Target& last = indicator.targets.back();
            Figure figure = target_figure(indicator, last);
            if (figure.printed.empty()) figure.printed = indicator.title;
            figure.place = indicator.place;
            finding.figures.push_back(std::move(figure));
            finding.illustrative |= indicator.illustrative;
            titles.emplace_back(indicator.title);
        }
        finding.printed = joined(Phrase::semicolon, std::move(titles));
        findings_.push_back(std::move(finding));
    }

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    const Plan& plan_;
    std::vector<Printed> figures_;
    std::vector<Relation> relations_;
    std::vector<bool> violated_, explained_;
    std::set<std::size_t> slips_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check(const Plan& plan, const Observations& figures) { return Checking(plan, figures)(); }

}  // namespace libplan
