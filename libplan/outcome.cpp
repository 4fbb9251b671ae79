#include "libplan/outcome.hpp"

#include <cmath>
#include <numeric>

namespace libplan {
namespace {

bool reaches(Points total, const Edge& edge) {
    const Points limit = exact_points(edge.from);
    return edge.above ? total > limit : total >= limit;
}

class Publishing {
public:
    Publishing(const Tree& tree, const FactsView& facts, Scores& scores)
        : tree_(tree), scheme_(tree.scheme()), facts_(facts), scores_(scores) {
        scores_.grades.assign(facts.size, -1);
        scores_.ranks.assign(facts.size, 0);
        find_classes();
        for (const TieBreak& tie : scheme_->outcome.tie_breaks) add_tie_break(tie);
    }

    void operator()() {
        scores_.earned = scores_.totals;
        for (const Step step : scheme_->outcome.order) {
            if (step == Step::veto) zero();
            if (step == Step::grade) grade();
            if (step == Step::demote) demote();
            if (step == Step::quota) hold_to_quotas();
            if (step == Step::rank) rank();
        }
    }

private:
    // ---- classes ----

    void find_classes() {
        classes_ = facts_.classes;
        class_names_ = facts_.class_names;
        if (facts_.units.empty() || !classes_.empty()) return;
        std::map<std::string_view, std::uint32_t> numbers;
        for (const Unit& unit : facts_.units) {
            const auto [entry, added] =
                numbers.try_emplace(unit.rank_class, static_cast<std::uint32_t>(numbers.size()));
            if (added) class_names_.push_back(unit.rank_class);
            own_classes_.push_back(entry->second);
        }
        classes_ = own_classes_;
    }
    std::uint32_t class_of(std::size_t unit) const { return classes_.empty() ? 0 : classes_[unit]; }

    // ---- vetoes and grades ----

    bool vetoed(std::size_t unit, std::size_t veto) const { return (scores_.vetoes[unit] >> veto & 1) != 0; }

    void zero() {
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i)
            if (scheme_->vetoes[i].effect == Veto::Effect::zero)
                for (std::size_t unit = 0; unit < facts_.size; ++unit)
                    if (vetoed(unit, i)) scores_.totals[unit] = {};
    }

    void grade() {
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (scores_.complete[unit] != 0) scores_.grades[unit] = grade_index(scheme_, scores_.totals[unit]);
    }

    void demote() {
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i)
            for (std::size_t unit = 0; unit < facts_.size; ++unit)
                if (vetoed(unit, i))
                    scores_.grades[unit] = grade_after(scheme_, scheme_->vetoes[i], scores_.grades[unit]);
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
                throw std::invalid_argument("score: ties are broken by the points of '" + tie.of + "': keep_items");
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
            const double x = key.fact ? key.fact->values[a] : static_cast<double>(key.points[a]);
            const double y = key.fact ? key.fact->values[b] : static_cast<double>(key.points[b]);
            if (x < y) return key.fewer ? -1 : 1;
            if (x > y) return key.fewer ? 1 : -1;
        }
        return 0;
    }
    bool before(std::size_t a, std::size_t b) const {
        if (class_of(a) != class_of(b)) return class_of(a) < class_of(b);
        if (scores_.totals[a] != scores_.totals[b]) return scores_.totals[a] > scores_.totals[b];
        return tie_broken(a, b) < 0;
    }
    bool beside(std::size_t a, std::size_t b) const {
        return scores_.totals[a] == scores_.totals[b] && tie_broken(a, b) == 0;
    }

    /// Units with a known total, class by class, best first.
    std::vector<std::uint32_t> ordered() const {
        std::vector<std::uint32_t> units;
        units.reserve(facts_.size);
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (scores_.complete[unit] != 0) units.push_back(static_cast<std::uint32_t>(unit));
        std::stable_sort(units.begin(), units.end(), [this](std::uint32_t a, std::uint32_t b) { return before(a, b); });
        return units;
    }

    /// Competition ranking: 1, 2, 2, 4.
    void rank() {
        const auto units = ordered();
        std::size_t first = 0;  // of the class
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (class_of(units[i]) != class_of(units[first])) first = i;
            const bool tied = i > first && beside(units[i - 1], units[i]);
            scores_.ranks[units[i]] = tied ? scores_.ranks[units[i - 1]] : static_cast<std::int32_t>(i - first + 1);
        }
    }

    // ---- quotas ----

    void hold_to_quotas() {
        if (scheme_->outcome.quotas.empty()) return;
        const auto units = ordered();
        for (const Quota& quota : scheme_->outcome.quotas)
            for (std::size_t first = 0; first < units.size();) {
                std::size_t end = first;
                while (end < units.size() && class_of(units[end]) == class_of(units[first])) ++end;
                if (quota.rank_class.empty() || class_named(units[first], quota.rank_class))
                    hold(quota, {units.data() + first, end - first});
                first = end;
            }
    }

    bool class_named(std::size_t unit, std::string_view name) const {
        return !class_names_.empty() && class_names_[class_of(unit)] == name;
    }

    std::size_t places_in(const Quota& quota, std::size_t size) const {
        if (quota.count) return static_cast<std::size_t>(std::max(0, *quota.count));
        const Rational places = Rational(size) * decimal_reading(*quota.percent) / 100;
        return static_cast<std::size_t>(round_scaled(places, 0, Rounding::truncate));
    }

    /// Those beyond the quota fall to the next grade; equals at its edge all fall, so that it is never exceeded.
    void hold(const Quota& quota, std::span<const std::uint32_t> units) {
        const int grade = grade_named(scheme_, quota.grade);
        std::vector<std::uint32_t> holders;
        for (const std::uint32_t unit : units)
            if (scores_.grades[unit] == grade) holders.push_back(unit);
        std::size_t kept = std::min(places_in(quota, units.size()), holders.size());
        while (kept > 0 && kept < holders.size() && beside(holders[kept - 1], holders[kept])) --kept;
        for (std::size_t i = kept; i < holders.size(); ++i) ++scores_.grades[holders[i]];
    }

    const Tree& tree_;
    const Scheme& scheme_;
    const FactsView& facts_;
    Scores& scores_;
    std::span<const std::uint32_t> classes_;
    std::vector<std::uint32_t> own_classes_;
    std::vector<std::string_view> class_names_;
    std::vector<Key> keys_;
};

}  // namespace

int grade_index(const Scheme& scheme, Points total) {
    for (std::size_t i = 0; i < scheme->grades.size(); ++i)
        if (reaches(total, scheme->grades[i].edge)) return static_cast<int>(i);
    return static_cast<int>(scheme->grades.size()) - 1;
}

std::int32_t grade_after(const Scheme& scheme, const Veto& veto, std::int32_t grade) {
    const auto last = static_cast<std::int32_t>(scheme->grades.size()) - 1;
    switch (veto.effect) {
        case Veto::Effect::grade:
            return std::max(grade, grade_named(scheme, veto.grade));
        case Veto::Effect::bar_top:
            return grade < 0 ? grade : std::max(grade, std::min(1, last));
        case Veto::Effect::one_down:
            return grade < 0 ? grade : std::min(grade + 1, last);
        case Veto::Effect::zero:
            break;
    }
    return grade;
}

int grade_named(const Scheme& scheme, std::string_view title) {
    for (std::size_t i = 0; i < scheme->grades.size(); ++i)
        if (scheme->grades[i].title == title) return static_cast<int>(i);
    return -1;
}

void publish(const Tree& tree, const FactsView& facts, Scores& scores) { Publishing(tree, facts, scores)(); }

}  // namespace libplan
