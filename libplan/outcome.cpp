#include "libplan/outcome.hpp"

#include <algorithm>
#include <numeric>

#include "libplan/unit_classes.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

class Publishing {
public:
    Publishing(const Tree& tree, const FactsView& facts, Scores& scores)
        : tree_(tree), scheme_(tree.parts()), facts_(facts), scores_(scores), classes_(facts) {
        scores_.grades.assign(facts.size, -1);
        scores_.ranks.assign(facts.size, 0);
        for (const TieBreak& tie : scheme_.outcome.tie_breaks) add_tie_break(tie);
    }

    void operator()() {
        scores_.earned = scores_.totals;
        for (const Step step : scheme_.outcome.order) {
            if (step == Step::veto) zero();
            if (step == Step::grade) grade();
            if (step == Step::demote) demote();
            if (step == Step::quota) hold_to_quotas();
            if (step == Step::rank) rank();
        }
    }

private:
    // ---- vetoes and grades ----

    bool is_known(std::size_t unit) const { return scores_.total_states[unit] == State::value; }

    bool vetoed(std::size_t unit, std::size_t veto) const { return (scores_.vetoes[unit] >> veto & 1) != 0; }

    void zero() {
        for (std::size_t i = 0; i < scheme_.vetoes.size(); ++i)
            if (scheme_.vetoes[i].effect == Veto::Effect::zero)
                for (std::size_t unit = 0; unit < facts_.size; ++unit)
                    if (vetoed(unit, i)) scores_.totals[unit] = {};
    }

    void grade() {
        const GradeEdges edges(scheme_);
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (is_known(unit)) scores_.grades[unit] = edges.of(scores_.totals[unit]);
    }

    void demote() {
        for (std::size_t i = 0; i < scheme_.vetoes.size(); ++i)
            for (std::size_t unit = 0; unit < facts_.size; ++unit)
                if (vetoed(unit, i))
                    scores_.grades[unit] = grade_after(scheme_, scheme_.vetoes[i], scores_.grades[unit]);
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (scores_.open_vetoes[unit] != 0)
                scores_.grades[unit] = grade_in_doubt(scheme_, scores_.open_vetoes[unit], scores_.grades[unit]);
    }

    // ---- order of units ----

    struct Key {
        std::vector<std::int64_t> points;  ///< of an item or a group
        const FactsView::Column* fact = nullptr;
        bool fewer = true;
    };

    void add_tie_break(const TieBreak& tie) {
        Key key{.points = {}, .fact = nullptr, .fewer = tie.fewer};
        if (const auto node = tree_.numbers().find(tie.of); node != tree_.numbers().end()) {
            if (scores_.items.empty())
                throw InputError({{"tie-break", tie.place, {Phrase::ties_need_items, {tie.of}}, {}}});
            const auto& points =
                node->second.group ? scores_.groups[node->second.index] : scores_.items[node->second.index].points;
            for (const Points own : points) key.points.push_back(own.units);
        } else {
            key.fact = facts_.find(tie.of);
        }
        keys_.push_back(std::move(key));
    }

    /// Whether a unit stands before another with the same total: −1, or after: 1, or beside: 0.
    int tie_broken(std::size_t a, std::size_t b) const {
        for (const Key& key : keys_) {
            if (key.fact) {  // what is not known stands behind what is
                const bool knows_a = state_of(*key.fact, a) == State::value;
                const bool knows_b = state_of(*key.fact, b) == State::value;
                if (knows_a != knows_b) return knows_a ? -1 : 1;
                if (!knows_a) continue;
            }
            const double x = key.fact ? key.fact->values[a] : static_cast<double>(key.points[a]);
            const double y = key.fact ? key.fact->values[b] : static_cast<double>(key.points[b]);
            if (x < y) return key.fewer ? -1 : 1;
            if (x > y) return key.fewer ? 1 : -1;
        }
        return 0;
    }
    bool beside(std::size_t a, std::size_t b) const {
        return scores_.totals[a] == scores_.totals[b] && tie_broken(a, b) == 0;
    }

    /// How far known totals lie behind the best, in steps of the last place, which they are whole numbers of.
    struct Spread {
        Points best{std::numeric_limits<std::int64_t>::min()};
        Points worst{std::numeric_limits<std::int64_t>::max()};
        std::int64_t step = 1;
        std::size_t units = 0;
        std::uint64_t behind(Points total) const { return static_cast<std::uint64_t>((best - total).units / step); }
        std::uint64_t most() const { return behind(worst); }
    };
    Spread spread() const {
        Spread spread;
        spread.step = powers_of_ten[6 - scheme_.outcome.places];
        for (std::size_t unit = 0; unit < facts_.size; ++unit) {
            if (!is_known(unit)) continue;
            ++spread.units;
            spread.best = std::max(spread.best, scores_.totals[unit]);
            spread.worst = std::min(spread.worst, scores_.totals[unit]);
        }
        return spread;
    }

    /// Units with a known total, class by class, best first. Totals are sorted by their digits, which is faster than
    /// comparing them; equals stay in the order of the units.
    std::vector<std::uint32_t> ordered(const Spread& spread) const {
        std::vector<std::uint32_t> units;
        units.reserve(spread.units);
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (is_known(unit)) units.push_back(static_cast<std::uint32_t>(unit));
        if (units.empty()) return units;
        const std::uint64_t most = spread.most();
        std::vector<std::uint32_t> room(units.size());
        constexpr int digit = 16;  // bits
        constexpr std::uint64_t mask = (1U << digit) - 1;
        for (int shift = 0; shift < 64 && most >> shift != 0; shift += digit)
            sort_by([&](std::uint32_t unit) { return spread.behind(scores_.totals[unit]) >> shift & mask; },
                    std::min(most >> shift, mask) + 1, units, room);
        if (classes_.count() > 1)
            sort_by([&](std::uint32_t unit) { return classes_.of(unit); }, classes_.count(), units, room);
        if (!keys_.empty()) break_ties(units);
        return units;
    }

    /// Sorts by a number below `count`; what has the same number keeps its order.
    template <class Number>
    static void sort_by(const Number& number, std::size_t count, std::vector<std::uint32_t>& units,
                        std::vector<std::uint32_t>& room) {
        std::vector<std::uint32_t> next(count + 1);
        for (const std::uint32_t unit : units) ++next[number(unit) + 1];
        std::partial_sum(next.begin(), next.end(), next.begin());
        for (const std::uint32_t unit : units) room[next[number(unit)]++] = unit;
        units.swap(room);
    }

    void break_ties(std::vector<std::uint32_t>& units) const {
        const auto same = [&](std::uint32_t a, std::uint32_t b) {
            return scores_.totals[a] == scores_.totals[b] && classes_.of(a) == classes_.of(b);
        };
        for (auto first = units.begin(); first != units.end();) {
            const auto end = std::find_if(first, units.end(), [&](std::uint32_t unit) { return !same(*first, unit); });
            std::stable_sort(first, end, [this](std::uint32_t a, std::uint32_t b) { return tie_broken(a, b) < 0; });
            first = end;
        }
    }

    /// Competition ranking: 1, 2, 2, 4.
    void rank() {
        const Spread spread = this->spread();
        if (spread.units == 0) return;
        if (keys_.empty() && spread.most() < most_counted / classes_.count()) return rank_by_counting(spread);
        const auto units = ordered(spread);
        std::size_t first = 0;  // of the class
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (classes_.of(units[i]) != classes_.of(units[first])) first = i;
            const bool tied = i > first && beside(units[i - 1], units[i]);
            scores_.ranks[units[i]] = tied ? scores_.ranks[units[i - 1]] : static_cast<std::int32_t>(i - first + 1);
        }
    }

    static constexpr std::size_t most_counted = std::size_t{1} << 20;  // different totals, which the cache holds

    /// Where only totals rank and few are different, those above each are counted.
    void rank_by_counting(const Spread& spread) {
        const std::size_t places = spread.most() + 1;
        const auto step = static_cast<double>(spread.step);
        const auto place = [&](std::size_t unit) {  // doubles hold these whole numbers, and divide faster
            const double behind = static_cast<double>((spread.best - scores_.totals[unit]).units) / step;
            return classes_.of(unit) * places + static_cast<std::size_t>(static_cast<std::int64_t>(behind));
        };
        std::vector<std::int32_t> ranks(classes_.count() * places);
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (is_known(unit)) ++ranks[place(unit)];
        for (auto first = ranks.begin(); first != ranks.end(); first += static_cast<std::ptrdiff_t>(places))
            std::exclusive_scan(first, first + static_cast<std::ptrdiff_t>(places), first, 1);
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (is_known(unit)) scores_.ranks[unit] = ranks[place(unit)];
    }

    // ---- quotas ----

    void hold_to_quotas() {
        if (scheme_.outcome.quotas.empty()) return;
        const auto units = ordered(spread());
        // The highest grade first: whom it has no place for takes one of the next.
        std::vector<Quota> quotas = scheme_.outcome.quotas;
        std::stable_sort(quotas.begin(), quotas.end(), [this](const Quota& a, const Quota& b) {
            return grade_named(scheme_, a.grade) < grade_named(scheme_, b.grade);
        });
        for (const Quota& quota : quotas)
            for (std::size_t first = 0; first < units.size();) {
                std::size_t end = first;
                while (end < units.size() && classes_.of(units[end]) == classes_.of(units[first])) ++end;
                if (quota.rank_class.empty() || class_named(units[first], quota.rank_class))
                    hold(quota, {units.data() + first, end - first});
                first = end;
            }
    }

    bool class_named(std::size_t unit, std::string_view name) const { return classes_.name(classes_.of(unit)) == name; }

    /// Those whose total is open belong to the class too.
    std::size_t units_in_class(std::uint32_t rank_class) const {
        std::size_t units = 0;
        for (std::size_t unit = 0; unit < facts_.size; ++unit) units += classes_.of(unit) == rank_class ? 1 : 0;
        return units;
    }

    /// Those beyond the quota fall to the next grade; equals at its edge all fall, so that it is never exceeded.
    void hold(const Quota& quota, std::span<const std::uint32_t> units) {
        const int grade = grade_named(scheme_, quota.grade);
        std::vector<std::uint32_t> holders;
        for (const std::uint32_t unit : units)
            if (scores_.grades[unit] == grade) holders.push_back(unit);
        std::size_t kept = std::min(places_of(quota, units_in_class(classes_.of(units.front()))), holders.size());
        while (kept > 0 && kept < holders.size() && beside(holders[kept - 1], holders[kept])) --kept;
        for (std::size_t i = kept; i < holders.size(); ++i) ++scores_.grades[holders[i]];
    }

    const Tree& tree_;
    const SchemeParts& scheme_;
    const FactsView& facts_;
    Scores& scores_;
    UnitClasses classes_;
    std::vector<Key> keys_;
};

}  // namespace

GradeEdges::GradeEdges(const SchemeParts& scheme) {
    for (const Grade& grade : scheme.grades)
        lowest_.push_back(exact_points(grade.edge.from) + Points{grade.edge.above ? 1 : 0});
}

int GradeEdges::of(Points total) const {
    for (std::size_t i = 0; i < lowest_.size(); ++i)
        if (total >= lowest_[i]) return static_cast<int>(i);
    return static_cast<int>(lowest_.size()) - 1;
}

std::int32_t grade_after(const SchemeParts& scheme, const Veto& veto, std::int32_t grade) {
    const auto last = static_cast<std::int32_t>(scheme.grades.size()) - 1;
    const auto named = static_cast<std::int32_t>(grade_named(scheme, veto.grade));
    switch (veto.effect) {
        case Veto::Effect::grade:
            return grade < 0 && named != last ? grade : std::max(grade, named);
        case Veto::Effect::bar_top:
            return grade < 0 ? grade : std::max(grade, std::min(1, last));
        case Veto::Effect::one_down:
            return grade < 0 ? grade : std::min(grade + 1, last);
        case Veto::Effect::zero:
            break;
    }
    return grade;
}

std::int32_t grade_in_doubt(const SchemeParts& scheme, std::uint64_t open_vetoes, std::int32_t grade) {
    for (std::size_t i = 0; i < scheme.vetoes.size(); ++i)
        if ((open_vetoes >> i & 1) != 0 && grade_after(scheme, scheme.vetoes[i], grade) != grade) return -1;
    return grade;
}

Message effect_of(const SchemeParts& scheme, const Veto& veto) {
    static constexpr Phrase effects[] = {Phrase::effect_grade, Phrase::effect_zero, Phrase::effect_bar_top,
                                         Phrase::effect_one_down};
    return {effects[static_cast<int>(veto.effect)],
            {veto.effect == Veto::Effect::bar_top ? scheme.grades.front().title : veto.grade}};
}

std::size_t places_of(const Quota& quota, std::size_t units_in_class) {
    if (quota.count) return static_cast<std::size_t>(std::max(0, *quota.count));
    const Rational places = Rational(units_in_class) * decimal_reading(*quota.percent) / 100;
    return static_cast<std::size_t>(round_scaled(places, 0, Rounding::truncate));
}

namespace {

/// The grade of a unit before quotas; −1 is open, or not to be told from the one after vetoes that follow them.
int grade_before_quotas(const Assessment& assessment, std::size_t unit) {
    const SchemeParts& scheme = assessment.scheme.parts();
    if (assessment.total_states[unit] != State::value) return -1;
    int grade = GradeEdges(scheme).of(assessment.totals[unit]);
    const auto& order = scheme.outcome.order;
    const auto demoted = std::find(order.begin(), order.end(), Step::demote);
    if (demoted == order.end() || assessment.vetoes[unit] == 0) return grade;
    if (std::find(demoted, order.end(), Step::quota) == order.end()) return -1;
    for (std::size_t i = 0; i < scheme.vetoes.size(); ++i)
        if ((assessment.vetoes[unit] >> i & 1) != 0) grade = grade_after(scheme, scheme.vetoes[i], grade);
    return grade;
}

}  // namespace

std::string quota_words(const Assessment& assessment, std::size_t unit, int before, int after, Language language) {
    const SchemeParts& scheme = assessment.scheme.parts();
    const auto title = [&](int grade) { return scheme.grades[static_cast<std::size_t>(grade)].title; };
    const auto& units = assessment.facts.units;
    const std::string& own_class = units[unit].rank_class;
    const auto size =
        std::count_if(units.begin(), units.end(), [&](const Unit& other) { return other.rank_class == own_class; });
    std::size_t places = 0;
    for (const Quota& quota : scheme.outcome.quotas)
        if (quota.grade == title(before) && (quota.rank_class.empty() || quota.rank_class == own_class))
            places = places_of(quota, static_cast<std::size_t>(size));
    return say(language, Phrase::step_quota, std::to_string(after - before), title(after), title(before),
               std::to_string(places));
}

std::string quota_words(const Assessment& assessment, std::size_t unit, Language language) {
    if (assessment.scheme->outcome.quotas.empty() || assessment.grades[unit] < 0) return {};
    const int before = grade_before_quotas(assessment, unit);
    if (before < 0 || assessment.grades[unit] <= before) return {};
    return quota_words(assessment, unit, before, assessment.grades[unit], language);
}

int grade_named(const SchemeParts& scheme, std::string_view title) {
    for (std::size_t i = 0; i < scheme.grades.size(); ++i)
        if (scheme.grades[i].title == title) return static_cast<int>(i);
    return -1;
}

void publish(const Tree& tree, const FactsView& facts, Scores& scores) { Publishing(tree, facts, scores)(); }

}  // namespace libplan
