#include "libplan/reach.hpp"

#include <algorithm>
#include <cmath>

#include "libplan/outcome.hpp"
#include "libplan/rules.hpp"
#include "libplan/trial.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

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
        if (is_open()) {
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
        if (card_.state == State::value) answer_.total = card_.total;
        for (const ScorecardLine& line : card_.lines) {
            const bool open = leaves_open(line.state, missing_of(line.item, assessment_.scheme->outcome));
            answer_.items.push_back(
                {line.item.id, line.item.title, line.points, line.full, line.lost, open ? line.full : Points{}});
        }
    }

    bool is_open() const { return card_.state != State::value || (!answer_.grade.empty() && card_.grade.empty()); }

    void tell_open() {
        for (const std::string& veto : card_.open_vetoes)
            answer_.obstacles.push_back(say(language_, Phrase::veto_in_doubt, veto));
        if (card_.state == State::value) return;
        if (card_.state == State::not_applicable) {
            answer_.obstacles.push_back(say(language_, Phrase::reach_nothing_applies));
            return;
        }
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
        const auto confirmed = [&](const auto& taken) { return taken && trial.reaches_in_class(search.moved(*taken)); };
        for (const Item* item : assessment_.scheme.items())
            if (const auto taken = search.fewest_steps(facts_of(*item)); confirmed(taken))
                answer_.alone.push_back(way(trial, search, *taken, item));
        if (!answer_.alone.empty()) return;
        std::vector<std::size_t> all(facts_.size());
        for (std::size_t fact = 0; fact < all.size(); ++fact) all[fact] = fact;
        if (const auto taken = search.combined(all); confirmed(taken))
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
        way.total = trial.standing(search.moved(taken)).total;
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
            if ((best.vetoes >> i & 1) != 0 && trial.blocks(i))
                answer_.obstacles.push_back(say(language_, Phrase::reach_veto, words));
        }
        if (best.earned < *answer_.needed)
            answer_.obstacles.push_back(say(language_, Phrase::reach_not_enough, to_string(best.earned),
                                            to_string(*answer_.needed - best.earned)));
        if (answer_.obstacles.empty())
            answer_.obstacles.push_back(say(language_, Phrase::reach_no_way, to_string(best.total)));
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
    if (const auto* title = std::get_if<std::string>(&goal); title && grade_named(scheme.parts(), *title) < 0)
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
