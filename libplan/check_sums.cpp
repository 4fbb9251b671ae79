#include <algorithm>
#include <set>
#include <tuple>

#include "libplan/check_parts.hpp"
#include "libplan/interrupt.hpp"

namespace libplan::checking {
namespace {

struct Term {
    std::size_t figure = 0;
    int sign = 1;
};

/// Signed figures that should add up to zero; the first is the total. Of some parts of a year all that is known is that
/// they come to no more than the year.
struct Relation {
    enum class Kind { sum, span, parts, some_parts, text_table } kind = Kind::sum;
    std::vector<Term> terms;
    bool violated = false;
    bool explained = false;  ///< by a unit written wrongly
};

class Sums {
public:
    Sums(const Plan& plan, Figures& figures, std::vector<Finding>& findings)
        : plan_(plan), figures_(figures), findings_(findings) {}

    void operator()() {
        relate_sources();
        relate_spans();
        relate_parts();
        for (const Identity& identity : plan_->identities)
            if (const auto* sum = std::get_if<Sum>(&identity.form)) relate_sum(*sum, identity);
        find_unit_slips();
        weigh_sources();
        weigh_relations();
        for (const Relation& relation : relations_) {
            Interruptible::heed(16);
            if (relation.violated && !relation.explained) tell(relation);
        }
    }

private:
    // ---- relations that add up to zero ----

    /// A figure printed in several places. Revisions are no contradiction, nor are figures on different bases. Of many
    /// sources each other number is told once, against the first: pairs of all would be too many to read, and to find.
    void relate_sources() {
        using Same = std::tuple<const Indicator*, std::string, std::string, std::string, std::optional<Date>, bool>;
        std::map<Same, std::vector<std::size_t>> same;
        for (std::size_t at = 0; at < figures_.size(); ++at) {
            Interruptible::heed(16);
            const Observation& o = figures_[at].observation;
            same[{figures_[at].indicator, o.body, to_string(o.period), o.basis, o.as_of, o.provisional}].push_back(at);
        }
        for (auto& [of, figures] : same)
            if (figures.size() > 1) same_.push_back(std::move(figures));
        std::sort(same_.begin(), same_.end());
        for (const std::vector<std::size_t>& figures : same_) relate_sources(figures);
    }

    void relate_sources(const std::vector<std::size_t>& figures) {
        const auto in_own_unit = [&](std::size_t at) { return !figures_[at].odd_unit; };
        const auto first_own = std::find_if(figures.begin(), figures.end(), in_own_unit);
        const std::size_t first = first_own == figures.end() ? figures.front() : *first_own;
        std::set<Rational> told{figures_[first].value};
        for (const std::size_t at : figures) {
            Interruptible::heed(16);
            const bool agrees = figures_[at].value == figures_[first].value;
            if (agrees || (in_own_unit(at) && !told.insert(figures_[at].value).second)) continue;
            add({Relation::Kind::text_table, {{std::min(first, at), 1}, {std::max(first, at), -1}}});
        }
    }

    void relate_spans() {
        const std::vector<std::string> sources = figures_.sources();
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            Interruptible::heed(16);
            const Observation& total = figures_[i].observation;
            const int first = static_cast<int>(total.period.first.year());
            const int last = total.period.year();
            if (first == last || figures_[i].indicator->adds_up != Accumulation::sum) continue;
            // Another source is asked only for years that the total's own does not print.
            if (relate_span(i, first, last, total.source)) continue;
            for (const std::string& source : sources) relate_span(i, first, last, source);
        }
    }

    bool relate_span(std::size_t total, int first, int last, const std::string& source) {
        Relation relation{Relation::Kind::span, {{total, 1}}};
        for (int year = first; year <= last; ++year) {
            const std::size_t figure = figures_.find(figures_[total].indicator->id, figures_[total].observation.body,
                                                     year_period(year), source);
            if (figure == Figures::npos) return false;
            relation.terms.push_back({figure, -1});
        }
        add(std::move(relation));
        return true;
    }

    /// The halves, quarters or months that a source has of one year.
    struct PartsOfYear {
        const Indicator* indicator = nullptr;
        std::string body;
        int year = 0, parts = 0;  ///< how many parts a year has
        std::string source;
        auto operator<=>(const PartsOfYear&) const = default;
    };

    /// Years against their parts, as spans against years; of a revised figure only the last. There are far more years
    /// without parts than with them, so that the parts are gone through.
    void relate_parts() {
        std::map<PartsOfYear, std::vector<std::size_t>> all;
        for (std::size_t at = 0; at < figures_.size(); ++at) {
            Interruptible::heed(16);
            const Observation& part = figures_[at].observation;
            const Indicator& indicator = *figures_[at].indicator;
            const int parts = parts_like(part.period);
            if (parts == 0 || indicator.adds_up != Accumulation::sum || indicator.ratio) continue;
            if (figures_.find(indicator.id, part.body, part.period, part.source) == at)
                all[{&indicator, part.body, part.period.year(), parts, part.source}].push_back(at);
        }
        const std::vector<std::string> sources = all.empty() ? std::vector<std::string>() : figures_.sources();
        for (const auto& [of, parts] : all) {
            Interruptible::heed(16);
            if (relate_parts(of, parts, of.source)) continue;
            // Another source is asked only if it has no such parts of its own.
            for (const std::string& source : sources)
                if (!all.contains({of.indicator, of.body, of.year, of.parts, source})) relate_parts(of, parts, source);
        }
    }

    /// Whether the source has a figure of the year.
    bool relate_parts(const PartsOfYear& of, const std::vector<std::size_t>& parts, const std::string& source) {
        const std::size_t total = figures_.find(of.indicator->id, of.body, year_period(of.year), source);
        if (total == Figures::npos) return false;
        Relation relation{Relation::Kind::some_parts, {{total, 1}}};
        for (const std::size_t part : parts)
            if (is_like(figures_[part].observation, figures_[total].observation)) relation.terms.push_back({part, -1});
        if (relation.terms.size() == static_cast<std::size_t>(of.parts) + 1)
            relation.kind = Relation::Kind::parts;
        else if (holds(relation) || !is_never_negative(total))
            return true;  // some parts that are not too much bear nothing out
        add(std::move(relation));
        return true;
    }

    /// How many periods like this one a year has; 0: it is no half, quarter or month.
    static int parts_like(const Period& period) {
        const int year = period.year();
        for (int part = 1; part <= 12 && !period.is_year(); ++part) {
            if (period == month_period(year, part)) return 12;
            if (part <= 4 && period == quarter_period(year, part)) return 4;
            if (part <= 2 && period == half_period(year, part)) return 2;
        }
        return 0;
    }

    /// Figures on another basis, or still to be revised, need not agree.
    static bool is_like(const Observation& part, const Observation& year) {
        return part.basis == year.basis && part.provisional == year.provisional;
    }

    /// Nothing says that a figure cannot be negative but that none is.
    bool is_never_negative(std::size_t figure) const {
        const auto all = figures_.of(figures_[figure].indicator->id);
        return std::all_of(all.begin(), all.end(), [&](std::size_t at) { return figures_[at].value >= 0; });
    }

    void relate_sum(const Sum& sum, const Identity& identity) {
        for (const std::size_t i : figures_.of(sum.total)) {
            const Observation& total = figures_[i].observation;
            if (identity.period && total.period != *identity.period) continue;
            Relation relation{Relation::Kind::sum, {{i, 1}}};
            for (const std::string& part : sum.parts)
                if (const auto at = figures_.find(part, total.body, total.period, total.source); at != Figures::npos)
                    relation.terms.push_back({at, -1});
            if (relation.terms.size() == sum.parts.size() + 1) add(std::move(relation));
        }
    }

    void add(Relation relation) {
        relation.violated = !holds(relation);
        relations_.push_back(std::move(relation));
    }

    /// `reread`: a figure whose printed unit is ignored.
    Rational imbalance(const Relation& relation, std::size_t reread = Figures::npos) const {
        Rational rest = 0;
        for (const Term& term : relation.terms)
            rest += term.sign * (term.figure == reread ? figures_[term.figure].as_if : figures_[term.figure].value);
        return rest;
    }

    bool holds(const Relation& relation, std::size_t reread = Figures::npos) const {
        Rational tolerance = 0;
        // The same figure printed twice must be the same; a sum of rounded parts may differ by their roundings.
        if (relation.kind != Relation::Kind::text_table)
            for (const Term& term : relation.terms)
                tolerance += precision(figures_[term.figure], term.figure == reread);
        const Rational rest = imbalance(relation, reread);
        return (relation.kind == Relation::Kind::some_parts ? Rational(-rest) : Rational(abs(rest))) <= tolerance;
    }

    // ---- a unit that makes everything agree ----

    void find_unit_slips() {
        std::vector<std::vector<Relation*>> violated(figures_.size());
        for (Relation& relation : relations_)
            for (const Term& term : relation.terms)
                if (relation.violated && figures_[term.figure].odd_unit &&
                    (violated[term.figure].empty() || violated[term.figure].back() != &relation))
                    violated[term.figure].push_back(&relation);
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            std::vector<Relation*> cured;
            for (Relation* relation : violated[i]) {
                Interruptible::heed(16);
                if (holds(*relation, i)) cured.push_back(relation);
            }
            if (!cured.empty()) tell_unit_slip(i, cured);
        }
    }

    void tell_unit_slip(std::size_t i, const std::vector<Relation*>& cured) {
        const Printed& figure = figures_[i];
        std::vector<Figure> involved{figure_of(figure)};
        std::vector<Message> equations;
        for (Relation* relation : cured) {
            relation->explained = true;
            equations.emplace_back(equation(*relation, i));
            for (const Term& term : relation->terms)
                if (term.figure != i) involved.push_back(figure_of(figures_[term.figure]));
        }
        figures_.tell_wrong_unit(i);
        findings_.push_back({"unit",
                             Severity::error,
                             {Phrase::finding_unit, {title_of(figure)}},
                             std::move(involved),
                             printed_of(figure),
                             {Phrase::follows_unit,
                              {decimal_text(figure.observation.value) + figure.indicator->unit,
                               joined(Phrase::semicolon, std::move(equations))}},
                             {Phrase::cure_unit, {figure.observation.unit, figure.indicator->unit}},
                             figure.observation.illustrative});
    }

    // ---- which figure is likely wrong ----

    /// Every other source of a figure speaks for it or against it; not one whose unit is told as wrong.
    void weigh_sources() {
        suspicion_.assign(figures_.size(), 0);
        for (const std::vector<std::size_t>& figures : same_) {
            std::map<Rational, int> sources;
            int all = 0;
            for (const std::size_t at : figures) {
                Interruptible::heed(16);
                if (figures_[at].wrong_unit) continue;
                ++sources[figures_[at].value];
                ++all;
            }
            for (const std::size_t at : figures) {
                if (figures_[at].wrong_unit) continue;
                const int own = sources[figures_[at].value];
                suspicion_[at] += (all - own) - (own - 1);
            }
        }
    }

    void weigh_relations() {
        support_.resize(figures_.size());
        for (const Relation& relation : relations_) {
            Interruptible::heed(16);
            if (relation.kind == Relation::Kind::text_table) continue;  // weighed with the other sources
            for (const Term& term : relation.terms) {
                if (!relation.violated) support_[term.figure].push_back(&relation);
                if (!relation.explained) suspicion_[term.figure] += relation.violated ? 1 : -1;
            }
        }
    }

    /// The one figure that at least two relations or sources more speak against than for, and more than against any
    /// other.
    std::optional<std::size_t> suspect(const Relation& relation) const {
        std::vector<std::pair<int, std::size_t>> scores;
        for (const Term& term : relation.terms) scores.emplace_back(suspicion_[term.figure], term.figure);
        std::sort(scores.rbegin(), scores.rend());
        if (scores[0].first < 2 || scores[0].first == scores[1].first) return std::nullopt;
        return scores[0].second;
    }

    /// "936人 = 209人 + 147人 + 34人"; `reread`: a figure whose printed unit is ignored.
    std::string equation(const Relation& relation, std::size_t reread = Figures::npos) const {
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
        for (const Relation* relation : support_[figure]) equations.emplace_back(equation(*relation));
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

    void tell(const Relation& relation) {
        static constexpr std::pair<const char*, Phrase> kinds[] = {{"sum", Phrase::finding_sum},
                                                                   {"span", Phrase::finding_span},
                                                                   {"span", Phrase::finding_parts},
                                                                   {"span", Phrase::finding_some_parts},
                                                                   {"text-table", Phrase::finding_text_table}};
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
        if (relation.kind == Relation::Kind::some_parts) {
            const Printed& year = figures_[relation.terms.front().figure];
            const Rational sum = year.value - imbalance(relation);
            finding.follows = {Phrase::follows_some_parts, {with_unit(sum, *year.indicator), printed_title(year)}};
            finding.cure = {Phrase::cure_some_parts, {}};
            return;
        }
        const auto wrong = suspect(relation);
        const std::size_t subject = wrong.value_or(relation.terms.front().figure);
        const Printed& figure = figures_[subject];
        const std::string implied_value = with_unit(implied(relation, subject), *figure.indicator);
        finding.follows = {Phrase::follows_value, {title_of(figure), implied_value}};
        finding.cure = wrong ? Message{Phrase::cure_suspect, {title_of(figure), printed_of(figure), implied_value}}
                             : Message{Phrase::cure_one_wrong, {}};
        if (!wrong && relation.kind == Relation::Kind::text_table)
            finding.follows = joined(Phrase::semicolon,
                                     {with_support(relation.terms[0].figure), with_support(relation.terms[1].figure)});
    }

    const Plan& plan_;
    Figures& figures_;
    std::vector<Finding>& findings_;
    std::vector<Relation> relations_;
    std::vector<std::vector<std::size_t>> same_;         ///< figures that should be the same, by the first of them
    std::vector<int> suspicion_;                         ///< of each figure: what speaks against it less what for it
    std::vector<std::vector<const Relation*>> support_;  ///< sums that bear each figure out
};

}  // namespace

void check_sums(const Plan& plan, Figures& figures, std::vector<Finding>& findings) { Sums(plan, figures, findings)(); }

}  // namespace libplan::checking
