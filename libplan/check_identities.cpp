#include <algorithm>

#include "libplan/analysis.hpp"
#include "libplan/check_parts.hpp"
#include "libplan/match.hpp"
#include "libplan/units.hpp"

namespace libplan::checking {
namespace {

/// Bulletins round or truncate; both are accepted at the printed precision.
bool agrees(const Rational& actual, double claimed, int places) {
    return abs(actual - decimal_reading(claimed)) < power_of_ten(-places);
}

Phrase phrase_of(Claim claim) {
    static constexpr Phrase phrases[] = {Phrase::claim_rising, Phrase::claim_falling, Phrase::claim_zero,
                                         Phrase::claim_not_rising, Phrase::claim_not_falling};
    return phrases[static_cast<int>(claim)];
}

bool follows(Claim claim, const Rational& before, const Rational& after) {
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

class Identities {
public:
    Identities(const Figures& figures, std::vector<Finding>& findings)
        : figures_(figures), sources_(figures.sources()), findings_(findings) {}

    void operator()(const Identity& identity) {
        std::visit(Match{[](const Sum&) {}, [&](const auto& form) { check(form, identity); }}, identity.form);
    }

private:
    using Years = std::vector<const Printed*>;

    const Printed* find(std::string_view indicator, std::string_view body, const Period& period,
                        std::string_view source) const {
        const std::size_t at = figures_.find(indicator, body, period, source);
        return at == Figures::npos ? nullptr : &figures_[at];
    }
    /// The figure of another indicator that was printed beside one.
    const Printed* beside(const Printed& figure, std::string_view indicator) const {
        return find(indicator, figure.observation.body, figure.observation.period, figure.observation.source);
    }

    static Figure claim_of(const Identity& identity, Message title) {
        const std::string words = identity.clause.text.empty() ? std::string() : "“" + identity.clause.text + "”";
        return {std::move(title), words, identity.clause.line, identity.place};
    }

    static bool speaks_of(const Identity& identity, const Printed& figure) {
        return !identity.period || figure.observation.period == *identity.period;
    }

    void check(const Subset& subset, const Identity& identity) {
        for (const std::size_t at : figures_.of(subset.part)) {
            const Printed& part = figures_[at];
            const Printed* whole = speaks_of(identity, part) ? beside(part, subset.whole) : nullptr;
            if (!whole || part.value <= whole->value || whole->wrong_unit || part.wrong_unit) continue;
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

    /// A share is said of the whole area, or of each body where only bodies have figures; one source that bears it out
    /// is enough.
    void check(const Share& share, const Identity& identity) {
        using Claimed = std::pair<std::string, std::string>;  ///< body and period
        std::map<Claimed, std::vector<std::pair<const Printed*, const Printed*>>> claims;
        bool of_area = false;
        for (const std::size_t at : figures_.of(share.part)) {
            const Printed& part = figures_[at];
            const Printed* whole = speaks_of(identity, part) ? beside(part, share.whole) : nullptr;
            if (!whole || whole->value == 0) continue;
            of_area |= part.observation.body.empty();
            claims[{part.observation.body, to_string(part.observation.period)}].emplace_back(&part, whole);
        }
        for (const auto& [about, pairs] : claims)
            if (!of_area || about.first.empty()) check_share(share, identity, pairs);
    }

    void check_share(const Share& share, const Identity& identity,
                     const std::vector<std::pair<const Printed*, const Printed*>>& pairs) {
        const std::string& percent = share.percent_text;
        const int places = decimals(percent);
        const auto actual = [](const auto& pair) { return Rational(pair.first->value / pair.second->value * 100); };
        if (std::any_of(pairs.begin(), pairs.end(),
                        [&](const auto& pair) { return agrees(actual(pair), share.percent, places); }))
            return;
        // The sources in their own order, so that the same one is told whatever the order of rows.
        const auto& [part, whole] = *std::min_element(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
            return a.first->observation.source < b.first->observation.source;
        });
        const std::string computed =
            decimal_text(round_decimal(to_double(part->value / whole->value * 100), std::max(places, 1)));
        const Message claim{Phrase::printed_share, {part->indicator->title, whole->indicator->title, percent}};
        findings_.push_back({"share",
                             Severity::error,
                             {Phrase::finding_share, {title_of(*part)}},
                             {claim_of(identity, claim), figure_of(*part), figure_of(*whole)},
                             claim,
                             {Phrase::follows_share, {printed_of(*part), printed_of(*whole), computed}},
                             {Phrase::cure_share, {computed}},
                             part->observation.illustrative || whole->observation.illustrative});
    }

    void check(const Ratio& ratio, const Identity& identity) {
        for (const std::size_t at : figures_.of(ratio.result)) {
            const Printed& result = figures_[at];
            if (!speaks_of(identity, result)) continue;
            const Printed* a = beside(result, ratio.numerator);
            const Printed* b = beside(result, ratio.denominator);
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
    void check(const Change& change, const Identity& identity) {
        const std::string& percent = change.percent_text;
        const int places = decimals(percent);
        for (const std::string& source : sources_) {
            const Printed* before = find(change.indicator, "", year_period(change.from), source);
            const Printed* after = find(change.indicator, "", year_period(change.to), source);
            if (!before || !after || before->value == 0) continue;
            const Rational actual = (after->value - before->value) / before->value * 100;
            if (agrees(actual, change.percent, places)) return;
            const std::string computed = decimal_text(round_decimal(to_double(actual), std::max(places, 1)));
            const Message claim{
                Phrase::printed_change,
                {after->indicator->title, std::to_string(change.from), std::to_string(change.to), percent}};
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

    /// A claim is tested on each source that has all its years; one source against it is enough, and the one that
    /// speaks for it most is told.
    void check(const Trend& trend, const Identity& identity) {
        Years figures;
        std::vector<Message> broken;
        for (const std::string& source : sources_) {
            Years years;
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

    static std::vector<Message> broken_steps(const Trend& trend, const Years& years) {
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

    void tell_trend(const Trend& trend, const Identity& identity, const Years& years, std::vector<Message> broken) {
        const Indicator& indicator = *years.front()->indicator;
        const Message claim{
            Phrase::printed_claim,
            {indicator.title, std::to_string(trend.from), std::to_string(trend.to), phrase_of(trend.claim)}};
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

    const Figures& figures_;
    std::vector<std::string> sources_;
    std::vector<Finding>& findings_;
};

}  // namespace

void check_identities(const Plan& plan, const Figures& figures, std::vector<Finding>& findings) {
    Identities check(figures, findings);
    for (const Identity& identity : plan->identities) check(identity);
}

}  // namespace libplan::checking
