#include "libplan/reach.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

#include "libplan/moves.hpp"
#include "libplan/outcome.hpp"
#include "libplan/rules.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

using Row = std::vector<double>;  ///< a value for each movable fact

/// The scheme as far as it judges a unit by itself.
Scheme without_others(const Scheme& scheme) {
    SchemeParts parts = scheme.parts();
    parts.outcome.quotas.clear();
    parts.outcome.tie_breaks.clear();
    return Scheme(std::move(parts));
}

Facts facts_of_class(const Facts& facts, std::size_t unit, std::size_t& place) {
    Facts own{.year = facts.year, .units = {}, .columns = {}, .illustrative = facts.illustrative};
    std::vector<std::size_t> members;
    for (std::size_t other = 0; other < facts.units.size(); ++other) {
        if (facts.units[other].rank_class != facts.units[unit].rank_class) continue;
        if (other == unit) place = members.size();
        members.push_back(other);
        own.units.push_back(facts.units[other]);
    }
    for (const FactColumn& column : facts.columns) {
        FactColumn part{column.id, {}, {}};
        for (const std::size_t member : members) {
            part.values.push_back(column.values[member]);
            part.states.push_back(state_of(column, member));
        }
        own.columns.push_back(std::move(part));
    }
    return own;
}

/// A unit among its class, whose facts can be tried out.
class Trial {
public:
    Trial(const Assessment& assessment, std::size_t unit, const Goal& goal, const std::vector<MovableFact>& facts)
        : scheme_(assessment.scheme),
          lenient_(without_others(assessment.scheme)),
          goal_(goal),
          facts_(facts),
          own_(facts_of_unit(assessment.facts, unit)),
          class_(facts_of_class(assessment.facts, unit, place_)),
          own_view_(view_of(own_)),
          class_view_(view_of(class_)) {
        if (const auto* title = std::get_if<std::string>(&goal)) grade_ = grade_named(scheme_, *title);
        needed_ = lowest_total(scheme_);
        least_ = lowest_total(lenient_);
    }
    Trial(const Trial&) = delete;

    /// How a unit stands by itself; the smaller of two stands better.
    struct Standing {
        int grade = 0;  ///< of a goal that is a grade
        Points minus_total;
        int vetoes = 0;
        Points minus_earned;
        bool open = false;
        std::uint64_t vetoing = 0;
        auto key() const { return std::tuple(open, grade, minus_total, vetoes, minus_earned); }
        Points total() const { return -minus_total; }
        Points earned() const { return -minus_earned; }
    };

    Standing standing(const Row& row) {
        for (std::size_t i = 0; i < facts_.size(); ++i) own_.columns[facts_[i].column].values[0] = row[i];
        const Scores scores = score(lenient_, own_view_, {.block = 8});
        Standing standing;
        standing.grade = grade_ >= 0 ? scores.grades[0] : 0;
        standing.minus_total = -scores.totals[0];
        standing.minus_earned = -scores.earned[0];
        standing.vetoing = scores.vetoes[0];
        standing.vetoes = std::popcount(scores.vetoes[0]);
        standing.open = scores.complete[0] == 0;
        return standing;
    }

    /// Whether the goal is reached, scored among the class.
    bool reaches(const Row& row) {
        const Standing alone = standing(row);
        if (alone.open || !least_ || alone.total() < *least_) return false;
        for (std::size_t i = 0; i < facts_.size(); ++i) class_.columns[facts_[i].column].values[place_] = row[i];
        return is_met(score(scheme_, class_view_));
    }

    const std::optional<Points>& needed() const { return needed_; }

    /// Whether a veto alone keeps even the best total from the goal.
    bool blocks(std::size_t veto) {
        const Points best = candidates(now(scheme_)).back();
        return !published_as(scheme_, best, std::uint64_t{1} << veto);
    }

private:
    bool is_met(const Scores& scores) const {
        if (scores.complete[place_] == 0) return false;
        if (grade_ >= 0) return scores.grades[place_] >= 0 && scores.grades[place_] <= grade_;
        return scores.ranks[place_] > 0 && scores.ranks[place_] <= std::get<int>(goal_);
    }

    Scores now(const Scheme& scheme) const { return score(scheme, class_view_); }

    /// Whether the goal is reached with a total, all others as they are.
    bool published_as(const Scheme& scheme, Points total, std::uint64_t vetoes) const {
        Scores scores = now(scheme);
        scores.totals = scores.earned;
        scores.totals[place_] = total;
        scores.vetoes[place_] = vetoes;
        scores.complete[place_] = 1;
        publish(Tree(scheme), class_view_, scores);
        return is_met(scores);
    }

    /// Published totals at which something changes, lowest first.
    std::vector<Points> candidates(const Scores& scores) const {
        const std::int64_t step = powers_of_ten[6 - scheme_->outcome.places];
        std::vector<Points> totals;
        const auto add = [&](Points limit) {
            const std::int64_t rest = (limit.units % step + step) % step;
            const Points up{limit.units + (rest == 0 ? 0 : step - rest)};
            totals.push_back(up);
            totals.push_back({up.units + step});
        };
        add(exact_points(scheme_->outcome.floor));
        for (const Grade& grade : scheme_->grades) add(exact_points(grade.edge.from));
        for (std::size_t other = 0; other < class_.units.size(); ++other)
            if (other != place_ && scores.complete[other] != 0) add(scores.totals[other]);
        std::sort(totals.begin(), totals.end());
        totals.erase(std::unique(totals.begin(), totals.end()), totals.end());
        return totals;
    }

    /// A higher total never stands worse, so the lowest is found by halving.
    std::optional<Points> lowest_total(const Scheme& scheme) const {
        const std::vector<Points> totals = candidates(now(scheme));
        const auto found = std::partition_point(totals.begin(), totals.end(),
                                                [&](Points total) { return !published_as(scheme, total, 0); });
        return found == totals.end() ? std::nullopt : std::optional(*found);
    }

    const Scheme& scheme_;
    Scheme lenient_;
    const Goal& goal_;
    const std::vector<MovableFact>& facts_;
    std::size_t place_ = 0;
    Facts own_, class_;
    FactsView own_view_, class_view_;
    int grade_ = -1;
    std::optional<Points> needed_, least_;
};

/// The facts that have moved, in the order they were taken.
struct Taken {
    std::size_t fact = 0;
    std::int64_t position = 0;
};

class Searching {
public:
    Searching(const std::vector<MovableFact>& facts, Trial& trial) : facts_(facts), trial_(trial) {
        for (const MovableFact& fact : facts) start_.push_back(fact.from);
    }

    const Row& start() const { return start_; }

    /// The fewest steps of one fact that reach the goal, the others as in the row.
    std::optional<std::int64_t> smallest(std::size_t fact, const Row& row) {
        const auto up = smallest_towards(fact, row, true);
        const auto down = smallest_towards(fact, row, false);
        if (!up || !down) return up ? up : down;
        return steps(fact, *up) < steps(fact, *down) ? up : down;
    }

    /// One of these facts alone, the one with the fewest steps; else several of them.
    std::optional<std::vector<Taken>> fewest_steps(const std::vector<std::size_t>& facts) {
        std::optional<Taken> best;
        for (const std::size_t fact : facts) {
            const auto [entry, added] = alone_.try_emplace(fact);
            if (added) entry->second = smallest(fact, start_);
            if (entry->second && (!best || steps(fact, *entry->second) < steps(best->fact, best->position)))
                best = Taken{fact, *entry->second};
        }
        if (best) return std::vector{*best};
        return facts.size() > 1 ? combined(facts) : std::nullopt;
    }

    /// Greedy: the facts that give most first, each at its best, until the goal is reached.
    std::optional<std::vector<Taken>> combined(const std::vector<std::size_t>& facts) {
        Row row = start_;
        std::vector<Taken> taken;
        bool better = true;
        while (better) {
            better = false;
            for (const std::size_t fact : most_first(facts, row)) {
                const std::int64_t position = best_position(fact, row);
                Row moved = row;
                moved[fact] = value(fact, position);
                if (!(trial_.standing(moved).key() < trial_.standing(row).key())) continue;
                row = std::move(moved);
                std::erase_if(taken, [&](const Taken& before) { return before.fact == fact; });
                taken.push_back({fact, position});
                better = true;
                if (trial_.reaches(row)) return put_back(std::move(taken), std::move(row));
            }
        }
        best_row_ = row;
        return std::nullopt;
    }

    /// Where the last combination that did not reach the goal ended.
    const Row& best_row() const { return best_row_; }

    Row moved(const std::vector<Taken>& taken) const {
        Row row = start_;
        for (const Taken& one : taken) row[one.fact] = value(one.fact, one.position);
        return row;
    }

private:
    double value(std::size_t fact, std::int64_t position) const { return facts_[fact].at(position); }

    std::int64_t steps(std::size_t fact, std::int64_t position) const {
        const MovableFact& own = facts_[fact];
        return position >= own.ceil ? position - own.floor : own.ceil - position;
    }

    bool reaches(std::size_t fact, std::int64_t position, Row& row) {
        row[fact] = value(fact, position);
        return trial_.reaches(row);
    }

    std::optional<std::int64_t> smallest_towards(std::size_t fact, Row row, bool up) {
        const MovableFact& own = facts_[fact];
        std::vector<std::int64_t> stops;
        for (const std::int64_t stop : own.stops)
            if (up ? stop > own.floor : stop < own.ceil) stops.push_back(stop);
        if (!up) std::reverse(stops.begin(), stops.end());
        std::int64_t before = up ? own.floor : own.ceil;
        for (const std::int64_t stop : stops) {
            if (reaches(fact, stop, row)) return first_between(fact, before, stop, row);
            before = stop;
        }
        return std::nullopt;
    }

    /// Between two stops nothing changes its direction: halving finds where the goal begins.
    std::int64_t first_between(std::size_t fact, std::int64_t misses, std::int64_t hits, Row& row) {
        if (std::max(misses, hits) <= facts_[fact].gap_to && std::min(misses, hits) >= 0) return hits;
        while (std::abs(hits - misses) > 1) {
            const std::int64_t middle = misses + (hits - misses) / 2;
            (reaches(fact, middle, row) ? hits : misses) = middle;
        }
        return hits;
    }

    std::int64_t best_position(std::size_t fact, Row row) {
        const MovableFact& own = facts_[fact];
        std::int64_t best = own.floor;
        auto best_key = trial_.standing(row).key();
        bool moved = false;
        for (const std::int64_t stop : own.stops) {
            row[fact] = value(fact, stop);
            const auto key = trial_.standing(row).key();
            if (key < best_key || (moved && key == best_key && steps(fact, stop) < steps(fact, best))) {
                best = stop;
                best_key = key;
                moved = true;
            }
        }
        return best;
    }

    std::vector<std::size_t> most_first(const std::vector<std::size_t>& facts, const Row& row) {
        using Key = decltype(trial_.standing(row).key());
        std::vector<std::pair<Key, std::size_t>> order;
        for (const std::size_t fact : facts) {
            Row moved = row;
            moved[fact] = value(fact, best_position(fact, row));
            order.emplace_back(trial_.standing(moved).key(), fact);
        }
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<std::size_t> sorted;
        for (const auto& [key, fact] : order) sorted.push_back(fact);
        return sorted;
    }

    /// Last taken first, each as far back as the goal allows.
    std::vector<Taken> put_back(std::vector<Taken> taken, Row row) {
        for (std::size_t i = taken.size(); i-- > 0;) {
            const std::size_t fact = taken[i].fact;
            row[fact] = start_[fact];
            if (trial_.reaches(row)) {
                taken.erase(taken.begin() + static_cast<std::ptrdiff_t>(i));
                continue;
            }
            if (const auto position = smallest(fact, row)) taken[i].position = *position;
            row[fact] = value(fact, taken[i].position);
        }
        return taken;
    }

    const std::vector<MovableFact>& facts_;
    Trial& trial_;
    Row start_, best_row_;
    std::map<std::size_t, std::optional<std::int64_t>> alone_;
};

class Answering {
public:
    Answering(const Assessment& assessment, std::size_t unit, const Goal& goal, Language language)
        : assessment_(assessment),
          unit_(unit),
          goal_(goal),
          language_(language),
          card_(scorecard(assessment, unit, language)) {}

    Attainment operator()() {
        describe();
        facts_ = movable_facts(assessment_, unit_);
        Trial trial(assessment_, unit_, goal_, facts_);
        Searching search(facts_, trial);
        answer_.needed = trial.needed();
        if (!card_.complete) {
            tell_open();
            return std::move(answer_);
        }
        answer_.reached = trial.reaches(search.start());
        if (!answer_.reached) find_ways(trial, search);
        return std::move(answer_);
    }

private:
    void describe() {
        answer_.unit = card_.unit;
        answer_.year = card_.year;
        answer_.scheme = card_.scheme;
        answer_.illustrative = card_.illustrative;
        if (const auto* title = std::get_if<std::string>(&goal_))
            answer_.grade = *title;
        else
            answer_.rank = std::get<int>(goal_);
        if (card_.complete) answer_.total = card_.total;
        for (const ScorecardLine& line : card_.lines) {
            const bool open = leaves_open(line.state, missing_of(line.item, assessment_.scheme->outcome));
            answer_.items.push_back(
                {line.item.id, line.item.title, line.points, line.full, line.lost, open ? line.full : Points{}});
        }
    }

    void tell_open() {
        const PossibleRange range = card_.possible.value_or(PossibleRange{});
        const bool hopeless = answer_.needed && range.highest < answer_.needed->value();
        answer_.obstacles.push_back(hopeless ? say(language_, Phrase::reach_open_hopeless, decimal_text(range.lowest),
                                                   decimal_text(range.highest), to_string(*answer_.needed))
                                             : say(language_, Phrase::reach_open, decimal_text(range.lowest),
                                                   std::isinf(range.highest) ? "∞" : decimal_text(range.highest)));
    }

    void find_ways(Trial& trial, Searching& search) {
        if (!answer_.needed) {
            answer_.obstacles.push_back(say(language_, Phrase::reach_no_total));
            return;
        }
        for (const Item* item : assessment_.scheme.items())
            if (const auto taken = search.fewest_steps(facts_of(*item)))
                answer_.alone.push_back(way(trial, search, *taken, item));
        if (!answer_.alone.empty()) return;
        std::vector<std::size_t> all(facts_.size());
        for (std::size_t fact = 0; fact < all.size(); ++fact) all[fact] = fact;
        if (const auto taken = search.combined(all))
            answer_.together = way(trial, search, *taken, nullptr);
        else
            tell_obstacles(trial, trial.standing(search.best_row()));
    }

    std::vector<std::size_t> facts_of(const Item& item) const {
        const auto inputs = inputs_of(item);
        std::vector<std::size_t> facts;
        for (std::size_t i = 0; i < facts_.size(); ++i)
            if (std::find(inputs.begin(), inputs.end(), facts_[i].id) != inputs.end()) facts.push_back(i);
        return facts;
    }

    Way way(Trial& trial, const Searching& search, const std::vector<Taken>& taken, const Item* item) const {
        Way way;
        if (item) {
            way.item = item->id;
            way.title = item->title;
        }
        std::vector<Message> words;
        for (const Taken& one : taken) {
            const MovableFact& fact = facts_[one.fact];
            way.moves.push_back(
                {fact.id, column_title(assessment_.scheme, fact.id, language_), fact.from, fact.at(one.position)});
            words.emplace_back(moved_words(way.moves.back()));
        }
        way.total = trial.standing(search.moved(taken)).total();
        way.gained = way.total - card_.total;
        way.words = say(language_, Phrase::way_words, text(joined(Phrase::semicolon, std::move(words)), language_),
                        to_string(card_.total), to_string(way.total));
        return way;
    }

    std::string moved_words(const FactMove& move) const {
        const auto figure = [&](double value) {
            return figure_words(assessment_.scheme, move.fact, value, State::value, language_);
        };
        return say(language_, Phrase::figure_moved, move.title, figure(move.from), figure(move.to));
    }

    /// With every fact at its best.
    void tell_obstacles(Trial& trial, const Trial::Standing& best) {
        std::size_t told = 0;  // in the words of the scorecard, which lists the vetoes that apply
        for (std::size_t i = 0; i < assessment_.scheme->vetoes.size(); ++i) {
            const bool applies = (assessment_.vetoes[unit_] >> i & 1) != 0;
            const std::string words = applies ? card_.vetoes[told++] : assessment_.scheme->vetoes[i].title;
            if ((best.vetoing >> i & 1) != 0 && trial.blocks(i))
                answer_.obstacles.push_back(say(language_, Phrase::reach_veto, words));
        }
        if (best.earned() < *answer_.needed)
            answer_.obstacles.push_back(say(language_, Phrase::reach_not_enough, to_string(best.earned()),
                                            to_string(*answer_.needed - best.earned())));
        if (answer_.obstacles.empty())
            answer_.obstacles.push_back(say(language_, Phrase::reach_no_way, to_string(best.total())));
    }

    const Assessment& assessment_;
    std::size_t unit_;
    const Goal& goal_;
    Language language_;
    Scorecard card_;
    std::vector<MovableFact> facts_;
    Attainment answer_;
};

void refuse_unknown(const Scheme& scheme, const Goal& goal) {
    if (const auto* title = std::get_if<std::string>(&goal); title && grade_named(scheme, *title) < 0)
        throw std::out_of_range("reach: there is no grade '" + *title + "'");
    if (const auto* rank = std::get_if<int>(&goal); rank && *rank < 1)
        throw std::invalid_argument(say(Language::zh, Phrase::rank_from_one, std::to_string(*rank)));
}

}  // namespace

Attainment reach(const Assessment& assessment, std::size_t unit, const Goal& goal, Language language) {
    refuse_unknown(assessment.scheme, goal);
    return Answering(assessment, unit, goal, language)();
}

}  // namespace libplan
