#include "libplan/trial.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "libplan/derived_facts.hpp"
#include "libplan/outcome.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/rules.hpp"
#include "libplan/unit_facts.hpp"

namespace libplan {
namespace {

constexpr std::size_t most_rows = 1024;  ///< scored together

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

/// A unit as often as rows are tried at once.
Facts repeated(const Facts& facts, std::size_t unit) {
    Facts many{.year = facts.year, .units = {}, .columns = {}, .illustrative = facts.illustrative};
    many.units.assign(most_rows, facts.units[unit]);
    for (const FactColumn& column : facts.columns)
        many.columns.push_back(
            {column.id, std::vector(most_rows, column.values[unit]), std::vector(most_rows, state_of(column, unit))});
    return many;
}

FactsView first_units(const Facts& facts, std::size_t count) {
    FactsView view;
    view.size = count;
    view.units = std::span(facts.units).first(count);
    for (const FactColumn& column : facts.columns)
        view.columns.push_back(
            {column.id, std::span(column.values).first(count), std::span(column.states).first(count)});
    return view;
}

bool reads_any(const Item& item, const std::vector<MovableFact>& facts, const Changeable& changeable) {
    const auto behind = changeable.behind(item);
    return std::any_of(facts.begin(), facts.end(), [&](const MovableFact& fact) {
        return std::find(behind.begin(), behind.end(), fact.id) != behind.end();
    });
}

bool reads_any(const Group& group, const std::vector<MovableFact>& facts, const Changeable& changeable) {
    return std::any_of(group.items.begin(), group.items.end(),
                       [&](const Item& item) { return reads_any(item, facts, changeable); }) ||
           std::any_of(group.groups.begin(), group.groups.end(),
                       [&](const Group& inner) { return reads_any(inner, facts, changeable); });
}

}  // namespace

Trial::Ground::Ground(const Scheme& scheme, Facts of_class)
    : facts(std::move(of_class)), scores(score(scheme, view_of(facts))), view(view_of(facts)) {}

Trial::Trial(const Assessment& assessment, std::size_t unit, const Goal& goal, const std::vector<MovableFact>& facts)
    : scheme_(assessment.scheme),
      lenient_(without_others(assessment.scheme)),
      goal_(goal),
      facts_(facts),
      own_(repeated(assessment.facts, unit)),
      class_(facts_of_class(assessment.facts, unit, place_)),
      class_view_(view_of(class_)),
      one_class_(class_view_),
      now_(assessment.scheme, class_) {
    find_made();
    for (std::size_t count = 0; count < facts.size(); ++count)
        if (const auto deaths = deaths_of(count, facts)) with_deaths_.emplace_back(count, *deaths);
    if (const auto* title = std::get_if<std::string>(&goal)) grade_ = grade_named(scheme_.parts(), *title);
    Ground won(scheme_, class_);
    win_ties(won);
    needed_ = lowest_total(scheme_, won);
    least_ = lowest_total(lenient_, now_);
    needs_ties_ = needed_ && needed_ != lowest_total(scheme_, now_);
}

Trial::Standing::Key Trial::Standing::key() const {
    return {open, grade, behind, -total, ties, std::popcount(vetoes), -earned, -in_items};
}

std::vector<Trial::Standing> Trial::standings(const std::vector<Row>& rows) {
    std::vector<Standing> standings;
    standings.reserve(rows.size());
    const bool has_rivals = moves_others();
    std::vector<Points> behind(most_rows);
    for (std::size_t first = 0; first < rows.size(); first += most_rows) {
        const std::size_t count = std::min(most_rows, rows.size() - first);
        for (std::size_t at = 0; at < count; ++at) {
            put(rows[first + at], at, own_);
            if (made_.empty()) continue;
            put_in_class(rows[first + at]);
            if (has_rivals) behind[at] = behind_rivals();
            for (const Made& made : made_) {
                own_.columns[made.column].values[at] = class_.columns[made.column].values[place_];
                own_.columns[made.column].states[at] = class_.columns[made.column].states[place_];
            }
        }
        const Scores scores = score(lenient_, first_units(own_, count));
        for (std::size_t at = 0; at < count; ++at) {
            standings.push_back(standing_of(scores, at));
            standings.back().behind = behind[at];
        }
    }
    return standings;
}

/// What the rivals that stand before the unit, or level with it, are ahead of it by: also where its own total stays the
/// same, theirs may fall.
Points Trial::behind_rivals() const {
    const Scores scores = score(lenient_, class_view_);
    Points behind;
    for (std::size_t other = 0; other < class_.units.size(); ++other) {
        if (other == place_ || scores.total_states[other] != State::value) continue;
        const Points ahead = scores.totals[other] - scores.totals[place_];
        if (ahead.units >= 0) behind += ahead + Points{1};
    }
    return behind;
}

void Trial::put(const Row& row, std::size_t at, Facts& facts) const {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        FactColumn& column = facts.columns[facts_[i].column];
        column.values[at] = row[i];
        column.states[at] = std::isnan(row[i]) ? State::missing : State::value;
    }
    // Where nothing happened nobody died.
    for (const auto& [count, deaths] : with_deaths_)
        if (row[count] == 0 && facts_[count].from > 0) facts.columns[facts_[deaths].column].values[at] = 0;
}

void Trial::find_made() {
    std::set<std::string_view> moving;
    for (const MovableFact& fact : facts_) moving.insert(fact.id);
    const auto column_of = [&](std::string_view id) {
        const auto found = std::find_if(class_.columns.begin(), class_.columns.end(),
                                        [&](const FactColumn& column) { return column.id == id; });
        return static_cast<std::size_t>(found - class_.columns.begin());
    };
    for (const FactDefinition& fact : scheme_->facts) {
        Made made{&fact, column_of(fact.id), {}};
        bool moves = false;
        for (const std::string_view of : made_of(fact)) {
            made.of.push_back(column_of(of));
            moves |= moving.contains(of);
        }
        const auto is_there = [&](std::size_t column) { return column < class_.columns.size(); };
        if (!moves || !is_there(made.column) || !std::all_of(made.of.begin(), made.of.end(), is_there)) continue;
        moving.insert(fact.id);
        made_.push_back(std::move(made));
    }
}

bool Trial::moves_others() const {
    const bool has_rivals = grade_ < 0 || !scheme_->outcome.quotas.empty();
    return has_rivals && std::any_of(made_.begin(), made_.end(), [](const Made& made) {
               return std::holds_alternative<ClassFact>(made.definition->source);
           });
}

/// With what is made of the facts, for all units of the class.
void Trial::put_in_class(const Row& row) {
    put(row, place_, class_);
    for (const Made& made : made_) {
        std::vector<FactsView::Column> of;
        for (const std::size_t column : made.of) of.push_back(class_view_.columns[column]);
        const FactColumn now = derived_fact(*made.definition, of, one_class_, scheme_->outcome.missing);
        // In place: views point at the columns.
        std::copy(now.values.begin(), now.values.end(), class_.columns[made.column].values.begin());
        std::copy(now.states.begin(), now.states.end(), class_.columns[made.column].states.begin());
    }
}

/// The grade with every veto in doubt applied: the lowest while the total is open or a quota may lower it.
int Trial::sure_grade(const Scores& scores, std::size_t row) const {
    const int last = static_cast<int>(scheme_->grades.size()) - 1;
    if (scores.grades[row] >= 0) return scores.grades[row];
    if (scores.total_states[row] != State::value || !scheme_->outcome.quotas.empty()) return last;
    std::int32_t grade = GradeEdges(scheme_.parts()).of(scores.totals[row]);
    for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i) {
        const Veto& veto = scheme_->vetoes[i];
        const bool in_doubt = (scores.open_vetoes[row] >> i & 1) != 0;
        if (in_doubt && veto.effect == Veto::Effect::zero) return last;
        if (in_doubt || (scores.vetoes[row] >> i & 1) != 0) grade = grade_after(scheme_.parts(), veto, grade);
    }
    return grade;
}

Trial::Standing Trial::standing_of(const Scores& scores, std::size_t row) const {
    Standing standing{.open = scores.total_states[row] != State::value,
                      .grade = grade_ >= 0 ? sure_grade(scores, row) : 0,
                      .behind = {},
                      .total = scores.totals[row],
                      .earned = scores.earned[row],
                      .ties = {},
                      .vetoes = scores.vetoes[row],
                      .in_items = {}};
    for (const TieBreak& tie : scheme_->outcome.tie_breaks) standing.ties.push_back(tie_of(tie, scores, row));
    for (const Scores::ItemColumn& item : scores.items)
        if (item.state(row) == State::value) standing.in_items += item.points[row];
    return standing;
}

double Trial::tie_of(const TieBreak& tie, const Scores& scores, std::size_t row) const {
    const NodeNumbers& nodes = scheme_.ready().tree.numbers();
    double value = 0;
    if (const auto node = nodes.find(tie.of); node != nodes.end()) {
        const auto [group, index] = std::pair(node->second.group, node->second.index);
        value = static_cast<double>((group ? scores.groups[index][row] : scores.items[index].points[row]).units);
    } else {
        const FactColumn* column = own_.find(tie.of);
        if (!column || state_of(*column, row) != State::value) return std::numeric_limits<double>::infinity();
        value = column->values[row];
    }
    return tie.fewer ? value : -value;
}

std::optional<std::size_t> Trial::first_reaching(const std::vector<Row>& rows) {
    const bool asks_class = !scheme_->outcome.quotas.empty() || !scheme_->outcome.tie_breaks.empty() || moves_others();
    const std::vector<Standing> alone = standings(rows);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!may_reach(alone[row])) continue;
        if (!asks_class) return row;
        const bool is_short = needed_ && alone[row].total < *needed_ && !moves_others();  // whatever the ties
        if (!is_short && reaches_in_class(rows[row])) return row;
    }
    return std::nullopt;
}

/// As the unit stands by itself: its class can only take from it.
bool Trial::may_reach(const Standing& alone) const {
    if (alone.open) return false;
    const bool others_move = grade_ < 0 && moves_others();
    if (!others_move && (!least_ || alone.total < *least_)) return false;
    return grade_ < 0 || alone.grade <= grade_;
}

bool Trial::reaches_in_class(const Row& row) {
    put_in_class(row);
    return is_met(score(scheme_, class_view_));
}

bool Trial::blocks(std::size_t veto) const {
    const Points best = candidates(now_.scores).back();
    return !published_as(scheme_, now_, best, std::uint64_t{1} << veto);
}

double Trial::highest_possible() const {
    Facts open = facts_of_unit(class_, place_);
    for (const MovableFact& fact : facts_) open.columns[fact.column].states[0] = State::not_scored;
    for (const Made& made : made_) open.columns[made.column].states[0] = State::not_scored;
    return possible_range(assess(lenient_, open), 0).highest;
}

bool Trial::is_met(const Scores& scores) const {
    if (scores.total_states[place_] != State::value) return false;
    if (grade_ >= 0) return sure_grade(scores, place_) <= grade_;
    return scores.ranks[place_] > 0 && scores.ranks[place_] <= std::get<int>(goal_);
}

/// What cannot change stays as it is, and goes before what can where it stands before it.
void Trial::win_ties(Ground& ground) const {
    constexpr std::int64_t beyond = std::int64_t{1} << 52;  // whole in a double
    const NodeNumbers& nodes = scheme_.ready().tree.numbers();
    const Changeable changeable(scheme_);
    for (const TieBreak& tie : scheme_->outcome.tie_breaks) {
        if (const auto node = nodes.find(tie.of); node == nodes.end()) {
            for (const Made& made : made_)
                if (made.definition->id == tie.of)
                    ground.facts.columns[made.column].values[place_] =
                        static_cast<double>(tie.fewer ? -beyond : beyond);
            for (const MovableFact& fact : facts_)
                if (fact.id == tie.of) {
                    FactColumn& column = ground.facts.columns[fact.column];
                    column.values[place_] = fact.at(tie.fewer ? fact.lowest : fact.highest);
                    column.states[place_] = State::value;
                }
        } else if (const std::size_t index = node->second.index; node->second.group) {
            if (reads_any(*scheme_.groups()[index], facts_, changeable))
                ground.scores.groups[index][place_] = {tie.fewer ? -beyond : beyond};
        } else if (const Item& item = *scheme_.items()[index]; reads_any(item, facts_, changeable)) {
            const auto [fewest, most] = points_range(item);
            const double best = tie.fewer ? fewest : most;
            ground.scores.items[index].points[place_] =
                std::isinf(best) ? Points{best < 0 ? -beyond : beyond} : Points{std::llround(best * Points::per_point)};
        }
    }
}

/// Whether the goal is reached with a total, all others as they are.
bool Trial::published_as(const Scheme& scheme, const Ground& ground, Points total, std::uint64_t vetoes) const {
    Scores scores = ground.scores;
    scores.totals = scores.earned;
    scores.totals[place_] = total;
    scores.vetoes[place_] = vetoes;
    scores.open_vetoes[place_] = 0;
    scores.total_states[place_] = State::value;
    publish(scheme.ready().tree, ground.view, scores);
    return is_met(scores);
}

/// Published totals at which something changes, lowest first.
std::vector<Points> Trial::candidates(const Scores& scores) const {
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
        if (other != place_ && scores.total_states[other] == State::value) add(scores.totals[other]);
    std::sort(totals.begin(), totals.end());
    totals.erase(std::unique(totals.begin(), totals.end()), totals.end());
    return totals;
}

/// A higher total never stands worse, so the lowest is found by halving.
std::optional<Points> Trial::lowest_total(const Scheme& scheme, const Ground& ground) const {
    const std::vector<Points> totals = candidates(ground.scores);
    const auto found = std::partition_point(totals.begin(), totals.end(),
                                            [&](Points total) { return !published_as(scheme, ground, total, 0); });
    return found == totals.end() ? std::nullopt : std::optional(*found);
}

}  // namespace libplan
