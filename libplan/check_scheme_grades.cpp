#include <algorithm>
#include <cmath>
#include <set>

#include "libplan/attainable.hpp"
#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/outcome.hpp"

namespace libplan::questioning {
namespace {

std::string edge_words(const Edge& edge) { return (edge.above ? "above = " : "from = ") + decimal_text(edge.from); }

/// The totals that have a grade, on the grid of printed totals; empty where low exceeds high.
Span totals_with(const SchemeParts& parts, std::size_t grade) {
    const double step = std::pow(10.0, -parts.outcome.places);
    const auto first = [&](const Edge& edge) {
        double least = round_decimal(edge.from, parts.outcome.places, Rounding::up);
        if (edge.above && least <= edge.from) least += step;
        return least;
    };
    const bool lowest = grade + 1 == parts.grades.size();
    return {lowest ? -infinite : first(parts.grades[grade].edge),
            grade == 0 ? infinite : first(parts.grades[grade - 1].edge) - step};
}

bool meets(const Span& a, const Span& b) {
    constexpr double tolerance = 1e-9;
    return a.low <= b.high + tolerance && b.low <= a.high + tolerance && a.low <= a.high + tolerance;
}

/// Grades that units fall to whatever their total: by a veto or beyond a quota.
std::set<std::size_t> fallen_to(const SchemeParts& parts) {
    std::set<std::size_t> grades;
    const std::size_t last = parts.grades.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        for (const Veto& veto : parts.vetoes) {
            const bool named = veto.effect == Veto::Effect::grade && veto.grade == parts.grades[i].title;
            const bool below_top = veto.effect == Veto::Effect::bar_top && i == std::min<std::size_t>(1, last);
            const bool down = veto.effect == Veto::Effect::one_down && i > 0;
            if (named || below_top || down || (veto.effect == Veto::Effect::zero && i == last)) grades.insert(i);
        }
        for (const Quota& quota : parts.outcome.quotas)
            if (i > 0 && quota.grade == parts.grades[i - 1].title) grades.insert(i);
    }
    return grades;
}

void tell_grade(Questions& questions, const Grade& grade, const char* code, Phrase title, Message follows) {
    questions.tell(
        code, Severity::warning, {title, {grade.title}}, {figure(grade.title, edge_words(grade.edge), grade.place)},
        {Phrase::printed_grade, {grade.title, edge_words(grade.edge)}}, std::move(follows), {Phrase::cure_grade, {}});
}

bool any_has(const SchemeParts& parts, const std::set<Points>& totals, std::size_t grade) {
    const GradeEdges edges(parts);
    return std::any_of(totals.begin(), totals.end(),
                       [&](Points total) { return edges.of(total) == static_cast<int>(grade); });
}

/// The totals on either side of those that are asked for.
Message nearest_totals(const std::set<Points>& totals, const Span& asked) {
    std::optional<Points> under, over;
    for (const Points total : totals)
        if (total.value() < asked.low)
            under = total;
        else if (!over)
            over = total;
    if (under && over) return {Phrase::follows_between_totals, {to_string(*under), to_string(*over)}};
    return {Phrase::follows_totals, {to_string(*totals.begin()), to_string(*totals.rbegin())}};
}

}  // namespace

/// A grade's title may print its band: 良好（80–89分）. Totals in whole points leave no hole between 89 and 90.
void check_grade_ranges(Questions& questions) {
    const auto& grades = questions.scheme->grades;
    const double step = std::pow(10.0, -questions.scheme->outcome.places);
    for (std::size_t i = 1; i < grades.size(); ++i) {
        const auto upper = clause::ranges_in(grades[i - 1].title);
        const auto lower = clause::ranges_in(grades[i].title);
        if (upper.size() != 1 || lower.size() != 1 || std::isinf(lower[0].to)) continue;
        const double gap = upper[0].from - lower[0].to;
        const bool hole = gap > step + 1e-9;
        if (!hole && gap >= 0) continue;
        questions.tell(hole ? "printed-hole" : "printed-overlap", Severity::warning,
                       {hole ? Phrase::question_printed_hole : Phrase::question_printed_overlap, {grades[i].title}},
                       {figure(grades[i].title, edge_words(grades[i].edge), grades[i].place),
                        figure(grades[i - 1].title, edge_words(grades[i - 1].edge), grades[i - 1].place)},
                       {Phrase::printed_two, {lower[0].words, upper[0].words}},
                       hole ? Message(Phrase::follows_printed_hole,
                                      {lower[0].words, upper[0].words, decimal_text((lower[0].to + upper[0].from) / 2)})
                            : Message(Phrase::follows_printed_overlap, {lower[0].words, upper[0].words}),
                       {Phrase::cure_printed, {}});
    }
}

void check_grades(Questions& questions) {
    const SchemeParts& parts = questions.scheme.parts();
    if (!has_step(questions.scheme, Step::grade)) return;
    const Span all = totals_of(questions, true);
    const Span own = totals_of(questions, false);
    const auto fallen = fallen_to(parts);
    const auto listed = attainable_totals(questions);
    for (std::size_t i = 0; i < parts.grades.size(); ++i) {
        if (fallen.contains(i)) continue;
        const Span totals = totals_with(parts, i);
        if (!meets(totals, all))
            tell_grade(questions, parts.grades[i], "grade-unreachable", Phrase::question_grade_unreachable,
                       {Phrase::follows_totals, {bound_words(all.low), bound_words(all.high)}});
        else if (totals.low > own.high + 1e-9)
            tell_grade(questions, parts.grades[i], "grade-bonus", Phrase::question_grade_bonus,
                       {Phrase::follows_without_bonus, {bound_words(own.high)}});
        else if (!listed.empty() && !any_has(parts, listed, i))
            tell_grade(questions, parts.grades[i], "grade-unreachable", Phrase::question_grade_unreachable,
                       nearest_totals(listed, totals));
    }
}

}  // namespace libplan::questioning
