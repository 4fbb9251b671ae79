#include "libplan/reach.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include "libplan/derived_facts.hpp"
#include "libplan/outcome.hpp"
#include "libplan/rules.hpp"
#include "libplan/searching.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/veto_words.hpp"

namespace libplan {
namespace {

constexpr std::size_t most_named = 5;              ///< units whose totals are open
constexpr std::size_t most_combinations = 20'000;  ///< of several facts

class Answering {
public:
    Answering(const Assessment& assessment, std::size_t unit, const Goal& goal, Language language)
        : assessment_(assessment),
          unit_(unit),
          goal_(goal),
          language_(language),
          changeable_(assessment.scheme),
          card_(scorecard(assessment, unit, language)) {
        answer_.language = language;
    }

    Attainment operator()() {
        describe();
        facts_ = movable_facts(assessment_, unit_);
        Trial trial(assessment_, unit_, goal_, facts_);
        Searching search(facts_, trial);
        answer_.needed = trial.needed();
        answer_.reached = trial.reaches(search.start());
        if (card_.state != State::value)
            tell_open(!trial.moves_others());
        else if (!answer_.reached)
            find_ways(trial, search);
        if (is_grade_in_doubt() && !answer_.open) tell_open_vetoes(answer_.notes);
        add_notes(trial);
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
        answer_.state = card_.state;
        if (card_.state == State::value) answer_.total = card_.total;
        for (const ScorecardLine& line : card_.lines) {
            const bool open = leaves_open(line.state, missing_of(line.item, assessment_.scheme->outcome));
            answer_.items.push_back(
                {line.item.id, line.item.title, line.points, line.full, line.lost, open ? line.full : Points{}});
        }
    }

    bool is_grade_in_doubt() const {
        return card_.state == State::value && !answer_.grade.empty() && card_.grade.empty();
    }

    void tell_open_vetoes(std::vector<std::string>& lines) const {
        for (const std::string& veto : card_.open_vetoes) lines.push_back(say(language_, Phrase::veto_in_doubt, veto));
        if (!card_.grade_without_veto.empty() && is_grade_in_doubt())
            lines.push_back(
                say(language_, Phrase::reach_without_veto, to_string(card_.total), card_.grade_without_veto));
    }

    /// `is_bound`: no total under the one that is needed will do.
    void tell_open(bool is_bound) {
        tell_open_vetoes(answer_.obstacles);
        if (card_.state == State::not_applicable) {
            answer_.obstacles.push_back(say(language_, Phrase::reach_nothing_applies));
            return;
        }
        const PossibleRange range = card_.possible.value_or(PossibleRange{});
        const bool hopeless = is_bound && answer_.needed && range.highest < answer_.needed->value();
        answer_.open = !hopeless;
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
        if (answer_.alone.empty()) {
            std::vector<std::size_t> all(facts_.size());
            std::iota(all.begin(), all.end(), std::size_t{0});
            const bool is_far = !trial.moves_others() && trial.highest_possible() < answer_.needed->value();
            const auto taken = search.combined(all, is_far ? 0 : most_combinations);
            if (!confirmed(taken))
                tell_obstacles(trial, search.best(), is_far || (search.was_complete() && combines_freely(trial)));
            else if (taken->size() > 1)
                answer_.together = way(trial, search, *taken, nullptr);
            else
                add_alone_where_read(trial, search, *taken);
        }
    }

    /// One fact moves: each item that reads it reaches the goal by it.
    void add_alone_where_read(Trial& trial, const Searching& search, const std::vector<Placed>& taken) {
        for (const Item* item : assessment_.scheme.items()) {
            const auto facts = facts_of(*item);
            if (std::find(facts.begin(), facts.end(), taken.front().fact) != facts.end())
                answer_.alone.push_back(way(trial, search, taken, item));
        }
    }

    /// Whether the best that can be is among the combinations of stops: each fact serves one item alone.
    bool combines_freely(const Trial& trial) const {
        return rewards_points(assessment_.scheme) && !trial.moves_others() &&
               std::all_of(facts_.begin(), facts_.end(), [this](const MovableFact& fact) {
                   const auto items = assessment_.scheme.items();
                   return fact.rewards_points && !fact.stops_at_zero &&
                          std::count_if(items.begin(), items.end(), [&](const Item* item) {
                              const auto behind = changeable_.behind(*item);
                              return std::find(behind.begin(), behind.end(), fact.id) != behind.end();
                          }) == 1;
               });
    }

    // ---- what the answer rests on besides ----

    void add_notes(const Trial& trial) {
        if (trial.needs_ties() && !answer_.reached) {
            std::vector<Message> ties;
            for (const TieBreak& tie : assessment_.scheme->outcome.tie_breaks) ties.emplace_back(title_of(tie.of));
            answer_.notes.push_back(say(language_, Phrase::reach_tied, to_string(*answer_.needed),
                                        text(joined(Phrase::listed, std::move(ties)), language_)));
        } else if (answer_.rank > 0 && answer_.needed && !answer_.reached) {  // a grade has a limit of its own
            note_lost_ties();
        }
        if (answer_.rank == 0 && assessment_.scheme->outcome.quotas.empty()) return;
        if (trial.moves_others() && !answer_.reached)
            answer_.notes.push_back(say(language_, Phrase::reach_others_move));
        note_open_units();
    }

    /// One step less would be level with others, behind whom the tie-breaks place the unit.
    void note_lost_ties() {
        const Outcome& outcome = assessment_.scheme->outcome;
        const Points level = *answer_.needed - Points{powers_of_ten[6 - outcome.places]};
        std::vector<Message> others, ties;
        for (std::size_t other = 0; other < assessment_.facts.units.size(); ++other) {
            const Unit& unit = assessment_.facts.units[other];
            if (other != unit_ && unit.rank_class == card_.unit.rank_class && assessment_.ranks[other] > 0 &&
                assessment_.totals[other] == level)
                others.emplace_back(unit.title);
        }
        for (const TieBreak& tie : outcome.tie_breaks) ties.emplace_back(title_of(tie.of));
        if (others.empty() || others.size() > most_named || ties.empty()) return;
        answer_.notes.push_back(say(language_, Phrase::reach_ties_lost, to_string(level),
                                    text(joined(Phrase::listed, std::move(others)), language_),
                                    text(joined(Phrase::listed, std::move(ties)), language_),
                                    to_string(*answer_.needed)));
    }

    void note_open_units() {
        std::vector<Message> open;
        for (std::size_t other = 0; other < assessment_.facts.units.size(); ++other) {
            const Unit& unit = assessment_.facts.units[other];
            const State state = assessment_.total_states[other];
            if (other != unit_ && unit.rank_class == card_.unit.rank_class && leaves_open(state, WhenMissing::open))
                open.emplace_back(unit.title);
        }
        if (open.empty()) return;
        const std::string count = std::to_string(open.size());
        if (open.size() > most_named) {
            open.erase(open.begin() + most_named, open.end());
            open.emplace_back("…");
        }
        answer_.notes.push_back(
            say(language_, Phrase::reach_others_open, count, text(joined(Phrase::listed, std::move(open)), language_)));
    }

    /// Of an item, a group or a fact.
    std::string title_of(const std::string& id) const {
        for (const Item* item : assessment_.scheme.items())
            if (item->id == id) return item->title;
        for (const Group* group : assessment_.scheme.groups())
            if (group->id == id) return group->title;
        return column_title(assessment_.scheme, id, language_);
    }

    std::vector<std::size_t> facts_of(const Item& item) const {
        const auto behind = changeable_.behind(item);
        std::vector<std::size_t> facts;
        for (std::size_t i = 0; i < facts_.size(); ++i)
            if (std::find(behind.begin(), behind.end(), facts_[i].id) != behind.end()) facts.push_back(i);
        return facts;
    }

    Way way(Trial& trial, const Searching& search, const std::vector<Placed>& taken, const Item* item) {
        Way way;
        if (item) {
            way.item = item->id;
            way.title = item->title;
        }
        std::vector<Message> words;
        for (const Placed& one : taken) {
            const MovableFact& fact = facts_[one.fact];
            way.moves.push_back(
                {fact.id, column_title(assessment_.scheme, fact.id, language_), fact.from, fact.at(one.position)});
            words.emplace_back(moved_words(way.moves.back()));
            if (!search.is_nearest(one)) note_far(way.moves.back().title);
            if (const auto deaths = gone_with(one, taken)) {
                way.moves.push_back(
                    {deaths->id, column_title(assessment_.scheme, deaths->id, language_), deaths->from, 0});
                words.emplace_back(moved_words(way.moves.back()));
            }
        }
        way.total = trial.standing(search.moved(taken)).total;
        way.gained = way.total - card_.total;
        way.words = say(language_, Phrase::way_words, text(joined(Phrase::semicolon, std::move(words)), language_),
                        to_string(card_.total), to_string(way.total));
        return way;
    }

    /// The dead of events that are to be none.
    const MovableFact* gone_with(const Placed& one, const std::vector<Placed>& taken) const {
        const auto deaths = one.position == 0 ? deaths_of(one.fact, facts_) : std::nullopt;
        const bool moves_itself =
            std::any_of(taken.begin(), taken.end(), [&](const Placed& other) { return other.fact == deaths; });
        return deaths && !moves_itself && facts_[*deaths].from > 0 ? &facts_[*deaths] : nullptr;
    }

    void note_far(const std::string& title) {
        const std::string words = say(language_, Phrase::reach_far, title);
        if (std::find(answer_.notes.begin(), answer_.notes.end(), words) == answer_.notes.end())
            answer_.notes.push_back(words);
    }

    std::string moved_words(const FactMove& move) const {
        const auto figure = [&](double value, State state) {
            return figure_words(assessment_.scheme, move.fact, value, state, language_);
        };
        return say(language_, move.from ? Phrase::figure_moved : Phrase::figure_supplied, move.title,
                   figure(move.from.value_or(0), move.from ? State::value : State::missing),
                   figure(move.to, State::value));
    }

    /// What items that count for nothing lack besides the facts that were moved: a reference, a divisor.
    std::vector<Message> lacking() const {
        std::vector<Message> titles;
        std::set<std::string> told;
        const Facts& all = assessment_.facts;
        const std::function<void(const std::string&)> look = [&](const std::string& id) {
            const FactDefinition* fact = assessment_.scheme.find_fact(id);
            const auto made = fact ? made_of(*fact) : std::vector<std::string_view>();
            for (const std::string_view of : made) look(std::string(of));
            const FactColumn* column = all.find(id);
            const bool is_moved =
                std::any_of(facts_.begin(), facts_.end(), [&](const MovableFact& movable) { return movable.id == id; });
            if (made.empty() && fact && column && state_of(*column, unit_) == State::missing && !is_moved &&
                told.insert(id).second)
                titles.emplace_back(fact->title);
        };
        for (const ScorecardLine& line : card_.lines)
            if (line.state == State::missing)
                for (const auto& input : line.inputs) look(input.first);
        return titles;
    }

    /// Groups that count nothing for facts that no item reads, and that stay therefore; whether there are any.
    bool tell_zeroed() {
        const std::size_t before = answer_.obstacles.size();
        const Scheme& scheme = assessment_.scheme;
        const Workings steps = workings(assessment_, unit_);
        const auto stays = [this](const Condition& condition) {
            return condition.subject == Condition::Subject::fact &&
                   std::none_of(facts_.begin(), facts_.end(),
                                [&](const MovableFact& fact) { return fact.id == condition.of; });
        };
        const auto groups = scheme.groups();
        for (std::size_t group = 0; group < groups.size(); ++group)
            for (std::size_t i = 0; i < groups[group]->zero_when.size(); ++i) {
                const Conditions& when = groups[group]->zero_when[i];
                const ConditionsWorking& working = steps.groups[group].zero_when[i];
                if (working.hold == Verdict::yes && std::all_of(when.begin(), when.end(), stays))
                    answer_.obstacles.push_back(say(language_, Phrase::reach_zeroed, groups[group]->title,
                                                    conditions_words(scheme, when, working, language_)));
            }
        return answer_.obstacles.size() > before;
    }

    /// Why the best that was found is not enough, and whether there can be nothing better.
    void tell_obstacles(Trial& trial, const Trial::Standing& best, bool is_best) {
        const std::vector<Message> missing = lacking();
        if (!missing.empty()) {
            answer_.open = true;
            answer_.obstacles.push_back(
                say(language_, Phrase::reach_lacking, text(joined(Phrase::listed, missing), language_)));
        }
        if (is_grade_in_doubt() && best.earned >= *answer_.needed) {
            tell_open_vetoes(answer_.obstacles);
            answer_.open = true;
            return;
        }
        std::size_t told = 0;  // in the words of the scorecard, which lists the vetoes that apply
        for (std::size_t i = 0; i < assessment_.scheme->vetoes.size(); ++i) {
            const bool applies = (assessment_.vetoes[unit_] >> i & 1) != 0;
            const std::string words = applies ? card_.vetoes[told++] : assessment_.scheme->vetoes[i].title;
            if ((best.vetoes >> i & 1) != 0 && trial.blocks(i))
                answer_.obstacles.push_back(say(language_, Phrase::reach_veto, words));
        }
        const bool is_zeroed = tell_zeroed();
        if (!is_best)
            for (const MovableFact& fact : facts_)
                if (fact.stops_at_zero)
                    answer_.notes.push_back(say(language_, Phrase::reach_stops_at_zero,
                                                column_title(assessment_.scheme, fact.id, language_)));
        if (best.earned < *answer_.needed && is_best)
            answer_.obstacles.push_back(
                say(language_, missing.empty() && !is_zeroed ? Phrase::reach_not_enough : Phrase::reach_not_enough_else,
                    to_string(best.earned), to_string(*answer_.needed - best.earned)));
        else if (best.earned < *answer_.needed || (answer_.obstacles.empty() && !is_best))
            answer_.obstacles.push_back(say(language_, Phrase::reach_not_found, to_string(best.total)));
        else if (answer_.obstacles.empty())
            answer_.obstacles.push_back(say(language_, Phrase::reach_no_way, to_string(best.total)));
    }

    const Assessment& assessment_;
    std::size_t unit_;
    const Goal& goal_;
    Language language_;
    Changeable changeable_;
    Scorecard card_;
    std::vector<MovableFact> facts_;
    Attainment answer_;
};

void refuse_rank(const Assessment& assessment, std::size_t unit, int rank) {
    if (rank < 1) throw ArgumentError({Phrase::rank_from_one, {std::to_string(rank)}});
    const std::vector<Unit>& units = assessment.facts.units;
    const auto rivals = std::count_if(units.begin(), units.end(),
                                      [&](const Unit& other) { return other.rank_class == units.at(unit).rank_class; });
    if (rank > rivals)
        throw ArgumentError(
            {Phrase::rank_beyond, {assessment.scheme->title, std::to_string(rivals), std::to_string(rank)}});
}

void refuse_unknown(const Assessment& assessment, std::size_t unit, const Goal& goal) {
    const auto* title = std::get_if<std::string>(&goal);
    if (title && grade_named(assessment.scheme.parts(), *title) < 0)
        throw std::out_of_range("reach: there is no grade '" + *title + "'");
    if (const auto* rank = std::get_if<int>(&goal)) refuse_rank(assessment, unit, *rank);
}

}  // namespace

Attainment reach(const Assessment& assessment, std::size_t unit, const Goal& goal, Language language) {
    refuse_unknown(assessment, unit, goal);
    return Answering(assessment, unit, goal, language)();
}

}  // namespace libplan
