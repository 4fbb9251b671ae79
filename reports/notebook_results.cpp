#include <algorithm>
#include <limits>
#include <numeric>

#include "reports/notebook.hpp"
#include "reports/notebook_parts.hpp"

namespace libplan {
namespace {

/// The entries of some units; a column may be left out altogether.
template <class Values>
Values picked(const Values& all, const std::vector<std::size_t>& units) {
    Values some;
    if (all.empty()) return some;
    for (const std::size_t unit : units) some.push_back(all[unit]);
    return some;
}

/// An assessment of some of its units, as it stands: nothing is ranked anew.
Assessment only(const Assessment& all, const std::vector<std::size_t>& units) {
    Facts facts{all.facts.year, picked(all.facts.units, units), {}, all.facts.illustrative};
    for (const FactColumn& column : all.facts.columns)
        facts.columns.push_back({column.id, picked(column.values, units), picked(column.states, units)});
    Assessment some(all.scheme, std::move(facts));
    for (const Scores::ItemColumn& item : all.items)
        some.items.push_back({picked(item.points, units), picked(item.states, units)});
    for (const auto& group : all.groups) some.groups.push_back(picked(group, units));
    some.scored = picked(all.scored, units);
    some.applicable = picked(all.applicable, units);
    some.totals = picked(all.totals, units);
    some.unrounded = picked(all.unrounded, units);
    some.earned = picked(all.earned, units);
    some.total_states = picked(all.total_states, units);
    some.grades = picked(all.grades, units);
    some.vetoes = picked(all.vetoes, units);
    some.open_vetoes = picked(all.open_vetoes, units);
    some.ranks = picked(all.ranks, units);
    return some;
}

/// The units ranked first, where there are too many to show; those that are open come last.
std::vector<std::size_t> first_units(const Assessment& all) {
    std::vector<std::size_t> order(all.facts.units.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t unit) {
        const int rank = all.ranks[unit];
        return std::pair(rank == 0 ? std::numeric_limits<int>::max() : rank, unit);
    };
    std::partial_sort(order.begin(), order.begin() + most_shown, order.end(),
                      [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    order.resize(most_shown);
    return order;
}

std::string points_words(const std::optional<Points>& points) { return points ? to_string(*points) : "—"; }

}  // namespace

Pages pages_of(const Assessment& assessment, Language language) {
    const std::size_t units = assessment.facts.units.size();
    if (units <= most_shown) return {layout_ranking(assessment, language)};
    Sheet page = layout_ranking(only(assessment, first_units(assessment)), language);
    page.left_out = units - most_shown;
    return {std::move(page)};
}

Pages pages_of(const Scores& scores, Language language) {
    const std::size_t units = scores.totals.size();
    std::size_t settled = 0;
    Points highest;
    Points lowest;
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (scores.total_states[unit] != State::value) continue;
        highest = settled == 0 ? scores.totals[unit] : std::max(highest, scores.totals[unit]);
        lowest = settled == 0 ? scores.totals[unit] : std::min(lowest, scores.totals[unit]);
        ++settled;
    }
    Sheet page =
        titled_page(say(language, Phrase::scores_title, std::to_string(units)), {12, 14, 14, 14, 12}, false, language);
    const std::string none = "—";
    add_line(page,
             say(language, Phrase::scores_contents, std::to_string(settled), std::to_string(units - settled),
                 settled == 0 ? none : to_string(highest), settled == 0 ? none : to_string(lowest)),
             Look::subtitle);
    add_heads(
        page,
        {Phrase::head_number, Phrase::head_total, Phrase::head_points, Phrase::head_applicable, Phrase::head_rank},
        language);
    const std::size_t count = std::min(units, most_shown);
    const auto points = [](Points of) { return number(of.value(), Look::points, decimals_of(of.value())); };
    for (std::size_t unit = 0; unit < count; ++unit) {
        const State state = scores.total_states[unit];
        const Cell unknown = words(say(language, phrase_of_unknown(state)), Look::muted);
        page.rows.push_back({{number(static_cast<double>(unit), Look::number, 0),
                              state == State::value ? points(scores.totals[unit]) : unknown,
                              points(scores.scored[unit]), points(scores.applicable[unit]),
                              scores.ranks[unit] == 0 ? unknown : number(scores.ranks[unit], Look::number, 0)}});
    }
    page.left_out = units - count;
    return {std::move(page)};
}

Pages pages_of(const Scorecard& card) { return {layout_losses(card)}; }

Pages pages_of(const TotalChange& change) { return {layout_change(change)}; }

Pages pages_of(const ItemChange& change) {
    const Language language = change.language;
    Sheet page = titled_page(change.title.empty() ? change.item : change.title, {14, 14, 60}, false, language);
    add_heads(page, {Phrase::head_when, Phrase::head_points, Phrase::head_reason}, language);
    const std::string difference = points_words(change.difference);
    const Look look = change.difference && change.difference->units < 0   ? Look::bad
                      : change.difference && change.difference->units > 0 ? Look::good
                                                                          : Look::text;
    page.rows.push_back({{words(say(language, Phrase::change_from), Look::text),
                          words(points_words(change.before), Look::text), words(change.before_words, Look::wrapped)}});
    page.rows.push_back({{words(say(language, Phrase::change_to), Look::text),
                          words(points_words(change.after), Look::text), words(change.after_words, Look::wrapped)}});
    page.rows.push_back({{words(say(language, Phrase::head_difference), Look::text), words(difference, look),
                          words("", Look::wrapped)}});
    return {std::move(page)};
}

Pages pages_of(const Attainment& answer) { return {layout_reach(answer)}; }

Pages pages_of(const YearResults& results, Language language) {
    Pages pages = pages_of(results.progress, language);
    for (const Assessment& assessment : results.assessments)
        for (Sheet& page : pages_of(assessment, language)) pages.push_back(std::move(page));
    pages.push_back(layout_shares(results.progress, results.assessments, language));
    for (Sheet& page : pages_of(results.findings, language)) pages.push_back(std::move(page));
    return pages;
}

}  // namespace libplan
