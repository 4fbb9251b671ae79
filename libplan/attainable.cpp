#include "libplan/attainable.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/match.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"

namespace libplan::questioning {
namespace {

constexpr std::size_t most_totals = 2000;  // tried one by one

/// Points that lie whole steps apart, both ends included; nothing if they are too many.
std::vector<Rational> steps(Rational from, const Rational& to, const Rational& by) {
    std::vector<Rational> points;
    if (by == 0) return {std::move(from)};
    for (; by > 0 ? from < to : from > to; from += by) {
        if (points.size() > most_totals) return {};
        points.push_back(from);
    }
    points.push_back(to);
    return points;
}

/// All points an item can give; nothing if they are too many.
class PointsOfItem {
public:
    PointsOfItem(const Questions& questions, const Item& item)
        : questions_(questions), item_(item), full_(decimal_reading(item.full)) {}

    std::vector<Rational> operator()() const {
        return std::visit([this](const auto& rule) { return of(rule); }, item_.rule);
    }

private:
    std::vector<Rational> of(const AllOrNothingRule&) const { return {0, full_}; }
    std::vector<Rational> of(const BandsRule& rule) const {
        if (rule.interpolate) return any();
        std::vector<Rational> points;
        for (const Band& band : rule.bands)
            points.push_back(decimal_reading(band.points) * (rule.coefficients ? full_ : Rational(1)));
        if (rule.below) points.push_back(decimal_reading(*rule.below));
        return points;
    }
    std::vector<Rational> of(const MarksRule& rule) const {
        if (rule.step <= 0 || !rule.scorers.empty() || rule.deduct_to) return any();
        return steps(0, decimal_reading(highest_of(rule, item_.full)), decimal_reading(rule.step));
    }
    std::vector<Rational> of(const PerUnitRule& rule) const {
        const bool counts = is_count(questions_, item_.fact) && rule.per == 1 && rule.per_under.value_or(1) == 1;
        const double ceiling = ceiling_of(rule, item_.full);
        if ((!counts_steps(rule) && !counts) || std::isinf(ceiling)) return any();
        const Rational start = decimal_reading(start_of(rule.start, item_.full));
        std::vector<Rational> points;
        for (const double by : {rule.over, rule.under}) {
            const auto side = steps(start, decimal_reading(by < 0 ? rule.floor : ceiling), decimal_reading(by));
            if (side.empty()) return {};
            points.insert(points.end(), side.begin(), side.end());
        }
        return points;
    }
    std::vector<Rational> of(const ShareRule&) const { return any(); }
    std::vector<Rational> of(const OccurrencesRule&) const { return any(); }

    /// Everything between the fewest and the most, as far as it is printed.
    std::vector<Rational> any() const {
        const Outcome& outcome = questions_.scheme->outcome;
        const auto [fewest, most] = points_range(item_);
        if (outcome.rounded_at != RoundedAt::item || std::isinf(fewest) || std::isinf(most)) return {};
        return steps(decimal_reading(fewest), decimal_reading(most), Rational(1, powers_of_ten[outcome.places]));
    }

    const Questions& questions_;
    const Item& item_;
    Rational full_;
};

/// Tries every combination of what the items can come to, through the tree that scores units.
class Totals {
public:
    explicit Totals(const Questions& questions) : questions_(questions), tree_(questions.scheme.ready().tree) {
        facts_.assign(tree_.facts().size(), 0);
        fact_states_.assign(tree_.facts().size(), State::not_scored);
        states_.assign(tree_.items().size(), State::value);
        points_.assign(tree_.items().size(), 0);
    }

    std::set<Points> operator()() {
        const bool limited = std::any_of(tree_.groups().begin(), tree_.groups().end(), [](const Group* group) {
            return !group->only_for.empty() || !group->not_for.empty();
        });
        if (limited || !list()) return {};
        choose(0);
        const auto& vetoes = questions_.scheme->vetoes;
        if (std::any_of(vetoes.begin(), vetoes.end(),
                        [](const Veto& veto) { return veto.effect == Veto::Effect::zero; }))
            totals_.insert(Points{});
        return std::move(totals_);
    }

private:
    bool list() {
        const Outcome& outcome = questions_.scheme->outcome;
        std::size_t all = 1;
        for (const Item* item : tree_.items()) {
            std::vector<Rational> points = PointsOfItem(questions_, *item)();
            if (points.empty()) return false;
            if (missing_of(*item, outcome) == WhenMissing::zero) points.push_back(0);
            for (Rational& one : points) one = in_millionths(one);
            std::sort(points.begin(), points.end());
            points.erase(std::unique(points.begin(), points.end()), points.end());
            all *= points.size() + 1;  // or it does not apply
            if (all > most_totals) return false;
            choices_.push_back(std::move(points));
        }
        return true;
    }
    Rational in_millionths(const Rational& points) const {
        const Outcome& outcome = questions_.scheme->outcome;
        if (outcome.rounded_at != RoundedAt::item) return points * Points::per_point;
        return Exact::of(round_points(points, outcome.places, outcome.rounding));
    }

    void choose(std::size_t item) {
        if (item == choices_.size()) return add();
        states_[item] = State::value;
        for (const Rational& points : choices_[item]) {
            points_[item] = points;
            choose(item + 1);
        }
        states_[item] = State::not_applicable;
        choose(item + 1);
    }

    void add() {
        const Outcome& outcome = questions_.scheme->outcome;
        for (const bool open_holds : {false, true}) {
            const UnitItems<Exact> items{states_, points_, facts_, fact_states_, open_holds};
            Exact exact;
            tree_.evaluate(exact, items, total_);
            if (total_.applicable.units == 0) return;
            const Rational value = tree_.total_of(exact, total_.base, total_.applicable, total_.bonus, total_.penalty);
            totals_.insert(Exact::round_units(value, outcome.places, outcome.rounding));
        }
    }

    const Questions& questions_;
    const Tree& tree_;
    std::vector<std::vector<Rational>> choices_;  ///< the points of each item
    std::vector<State> states_, fact_states_;
    std::vector<Rational> points_;
    std::vector<double> facts_;
    Tree::Total<Exact> total_;
    std::set<Points> totals_;
};

}  // namespace

std::set<Points> attainable_totals(const Questions& questions) { return Totals(questions)(); }

}  // namespace libplan::questioning
