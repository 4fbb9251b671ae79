#include <atomic>
#include <cmath>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>

#ifdef __linux__
#include <sys/mman.h>
#endif

#include "libplan/derived_facts.hpp"
#include "libplan/item_kernel.hpp"
#include "libplan/outcome.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

using Column = FactsView::Column;

/// One column of facts as a thread goes through its blocks. Values of one column are much alike: once a block was
/// looked at, others are taken to lie in a range that is somewhat wider, and looked at only if one does not.
struct ColumnRoom {
    std::size_t looked_at = none;  ///< the block that was looked at last
    Range range;                   ///< of the values in it
    bool regular = true;           ///< all of them are values
    Range taken = widened({});     ///< for granted
    std::size_t changes = 0;       ///< of what is taken for granted
    bool trusted = false;          ///< something is, as no value was unknown
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

/// The error bound of an item while what is taken for granted of its columns does not change.
struct ItemRoom {
    std::size_t changes = ColumnRoom::none;
    std::vector<Range> taken;
    ItemBound bound;
    std::vector<const double*> inputs;  ///< in the block at hand
};

/// An item with the columns it reads.
struct ItemPlan {
    const Item* item = nullptr;
    std::vector<std::size_t> inputs;
    std::optional<std::size_t> decision;      ///< the deciding scorer's marks: 不涉及 there leaves the item out
    std::vector<std::uint8_t> class_applies;  ///< empty: to every class
    std::vector<std::size_t> exempt;          ///< units, by id, sorted
    std::size_t group = 0;
    std::vector<BandLine> bands;
};

/// What the tree reads of one unit, and what it makes of it.
template <class A>
struct UnitRoom {
    std::vector<State> states, fact_states;
    std::vector<typename A::Number> points;
    std::vector<double> facts;
    std::vector<std::uint8_t> group_applies;
    Tree::Total<A> total;
    UnitItems<A> view() const { return {states, points, group_applies, facts, fact_states, false}; }
};

/// Room that a thread reuses for block after block.
struct Scratch {
    Scratch(const Tree& tree, const std::vector<ItemPlan>& plans, std::size_t column_count, std::size_t block)
        : columns(column_count),
          items(tree.items().size()),
          doubts(block),
          units(tree.items().size(), std::vector<std::int64_t>()),
          values(tree.items().size()),
          errors(tree.items().size()),
          states(tree.items().size()),
          groups(tree.groups().size(), std::vector<std::int64_t>(block)),
          kinds(3, std::vector<std::int64_t>(block)),
          applicable(block),
          open(block) {
        const Outcome& outcome = tree.scheme()->outcome;
        for (std::size_t item = 0; item < plans.size(); ++item) {
            items[item].taken.resize(plans[item].inputs.size());
            items[item].inputs.resize(plans[item].inputs.size());
            if (outcome.rounded_at != RoundedAt::item) values[item].resize(block);
        }
    }
    std::vector<ColumnRoom> columns;
    std::vector<ItemRoom> items;
    std::vector<std::uint8_t> doubts;
    std::vector<std::vector<std::int64_t>> units;  ///< where points are not kept: per item, if anything reads them
    std::vector<std::vector<double>> values;       ///< per item, where it is not rounded
    std::vector<double> errors;
    std::vector<std::vector<State>> states;                ///< per item; empty: all are values
    std::vector<std::vector<std::int64_t>> groups, kinds;  ///< base, bonus and penalty blocks in kinds
    std::vector<std::int64_t> applicable;
    std::vector<std::uint8_t> open;
    UnitRoom<Fast> fast;
};

class Scoring {
public:
    Scoring(const Scheme& scheme, const FactsView& facts, const ScoringOptions& options)
        : scheme_(scheme), outcome_(scheme->outcome), facts_(facts), options_(options), tree_(scheme) {
        const std::size_t all = (facts.size + lane_group - 1) / lane_group * lane_group;
        options_.block =
            std::clamp(options.block / lane_group * lane_group, lane_group, std::clamp(all, lane_group, largest_block));
        for (const Column& column : facts.columns) given_.push_back(&column);
        std::stable_sort(given_.begin(), given_.end(), [](const Column* a, const Column* b) { return a->id < b->id; });
        for (std::size_t group = 0; group < tree_.groups().size(); ++group)
            for (const Item& item : tree_.groups()[group]->items) items_.push_back(plan_of(item, group));
        for (const Group* group : tree_.groups()) plan_group(*group);
        for (const std::string& id : tree_.facts()) condition_columns_.push_back(column_number(id));
        stays_whole_ = all_limits_are_whole();
        adds_up_ = tree_.plain() && !limited_groups_;
        reads_items_ = !adds_up_ || !std::all_of(scheme_->vetoes.begin(), scheme_->vetoes.end(), asks_for_facts_only);
    }

    Scores operator()() {
        allocate();
        const std::size_t blocks = (facts_.size + options_.block - 1) / options_.block;
        in_threads(blocks, [&](std::atomic<std::size_t>& next) {
            Scratch scratch(tree_, items_, columns_.size(), options_.block);
            for (std::size_t block = next++; block < blocks; block = next++) score_block_of(scratch, block);
        });
        tell_refused();
        publish(tree_, facts_, scores_);
        return std::move(scores_);
    }

private:
    // ---- getting ready ----

    const Column* given(std::string_view id) const {
        const auto found =
            std::lower_bound(given_.begin(), given_.end(), id,
                             [](const Column* column, std::string_view other) { return column->id < other; });
        return found != given_.end() && (*found)->id == id ? *found : nullptr;
    }

    /// A column that is not given, or the one it would be computed from.
    Message lacking(const std::string& id) const {
        const std::string* needed = &id;
        while (const FactDefinition* fact = scheme_.find_fact(*needed)) {
            const std::string* of = made_of(*fact);
            if (!of || given(*of)) break;
            needed = of;
        }
        if (needed != &id) return {Phrase::column_missing_for, {*needed, id}};
        std::vector<std::string> ids;
        for (const Column* column : given_) ids.emplace_back(column->id);
        const std::string near = nearest(id, ids);
        return near.empty() ? Message{Phrase::column_missing, {id}} : Message{Phrase::column_missing_near, {id, near}};
    }

    std::size_t column_number(const std::string& id) {
        const Column* column = given(id);
        if (!column) throw column_error(lacking(id));
        const std::string size = std::to_string(facts_.size);
        if (column->values.size() != facts_.size)
            throw column_error({Phrase::column_length, {id, std::to_string(column->values.size()), size}});
        if (!column->states.empty() && column->states.size() != facts_.size)
            throw column_error({Phrase::column_states_length, {id, std::to_string(column->states.size()), size}});
        const auto [entry, added] = column_numbers_.try_emplace(column, columns_.size());
        if (added) columns_.push_back(column);
        return entry->second;
    }

    ItemPlan plan_of(const Item& item, std::size_t group) {
        ItemPlan plan;
        plan.item = &item;
        plan.group = group;
        plan.bands = band_lines(item);
        for (const std::string& id : inputs_of(item)) plan.inputs.push_back(column_number(id));
        const std::string decision = item.id + "." + std::string(word_of(item.scorer));
        if (given(decision)) plan.decision = column_number(decision);
        std::vector<Names> limits{{&item.not_for, &item.only_for}};
        for (std::optional<std::size_t> at = group; at; at = tree_.parent_of_group(*at))
            limits.push_back({&tree_.groups()[*at]->not_for, &tree_.groups()[*at]->only_for});
        plan_units(limits, plan);
        return plan;
    }

    void plan_group(const Group& group) {
        ItemPlan plan;
        plan_units({{&group.not_for, &group.only_for}}, plan);
        groups_.push_back(std::move(plan));
        limited_groups_ = limited_groups_ || !group.not_for.empty() || !group.only_for.empty();
    }

    /// The units a line of the table is for.
    struct Names {
        const std::vector<std::string>*not_for, *only_for;
        bool limited() const { return !not_for->empty() || !only_for->empty(); }
        bool hold(std::string_view id, std::string_view rank_class) const {
            return (only_for->empty() || names_unit(*only_for, id, rank_class)) &&
                   !names_unit(*not_for, id, rank_class);
        }
    };

    /// Sums of rounded items are whole steps of the last place, and so is the total if no limit lies between them.
    bool all_limits_are_whole() const {
        const auto whole = [&](Points points) { return points.units % powers_of_ten[6 - outcome_.places] == 0; };
        const auto limit = [&](const std::optional<double>& points) { return !points || whole(exact_points(*points)); };
        bool all = whole(tree_.floor()) && limit(outcome_.cap);
        for (const Group* group : tree_.groups()) all = all && limit(group->floor) && limit(group->cap);
        for (std::size_t item = 0; item < tree_.items().size(); ++item) all = all && whole(tree_.item_full(item));
        return all;
    }

    /// What stands in a group is for no other units than the group.
    void plan_units(const std::vector<Names>& limits, ItemPlan& plan) const {
        if (std::none_of(limits.begin(), limits.end(), [](const Names& names) { return names.limited(); })) return;
        const auto applies = [&](std::string_view id, std::string_view rank_class) {
            return std::all_of(limits.begin(), limits.end(),
                               [&](const Names& names) { return names.hold(id, rank_class); });
        };
        if (facts_.units.empty()) {
            for (const std::string_view name : facts_.class_names) plan.class_applies.push_back(applies({}, name));
            if (facts_.class_names.empty()) plan.class_applies.push_back(applies({}, {}));
            return;
        }
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (!applies(facts_.units[unit].id, facts_.units[unit].rank_class)) plan.exempt.push_back(unit);
    }

    /// Columns of many units are asked for in large pages: finding a small one for every 512 units takes longer than
    /// scoring them.
    template <class Value>
    static void make_room(std::vector<Value>& column, std::size_t size) {
        column.reserve(size);
#ifdef __linux__
        constexpr std::uintptr_t page = 4096;
        const auto start = reinterpret_cast<std::uintptr_t>(column.data());
        const std::uintptr_t first = (start + page - 1) / page * page;
        const std::uintptr_t last = (start + size * sizeof(Value)) / page * page;
        if (last > first + (std::uintptr_t{1} << 21))
            madvise(column.data() + (first - start) / sizeof(Value), last - first, MADV_HUGEPAGE);
#endif
        column.resize(size);
    }

    /// Threads that take one of so many tasks after the other, by a common count.
    template <class Work>
    void in_threads(std::size_t tasks, const Work& work) const {
        std::atomic<std::size_t> next{0};
        std::exception_ptr failed;
        std::mutex mutex;
        const auto guarded = [&] {
            try {
                work(next);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failed = std::current_exception();
                next = tasks;
            }
        };
        std::vector<std::thread> others;
        const auto threads = static_cast<std::size_t>(std::max(1, options_.threads));
        for (std::size_t i = 1; i < std::min(threads, tasks); ++i) others.emplace_back(guarded);
        guarded();
        for (std::thread& thread : others) thread.join();
        if (failed) std::rethrow_exception(failed);
    }

    void allocate() {
        const std::size_t size = facts_.size;
        make_room(scores_.scored, size);
        make_room(scores_.applicable, size);
        make_room(scores_.totals, size);
        make_room(scores_.unrounded, size);
        scores_.complete.assign(size, 1);
        make_room(scores_.vetoes, size);
        make_room(scores_.grades, size);
        if (!options_.keep_items) return;
        scores_.items.resize(items_.size());
        scores_.groups.resize(tree_.groups().size());
        // The system clears new memory as it is first touched, which takes as long as scoring: threads share it too.
        const std::size_t columns = items_.size() + scores_.groups.size();
        in_threads(size > options_.block ? columns : 1, [&](std::atomic<std::size_t>& next) {
            for (std::size_t i = next++; i < columns; i = next++)
                make_room(i < items_.size() ? scores_.items[i].points : scores_.groups[i - items_.size()], size);
        });
    }

    /// The kept states of an item, made when the first unit is not a value.
    State* kept_states(std::size_t item) {
        const std::lock_guard lock(mutex_);
        if (scores_.items[item].states.empty()) scores_.items[item].states.resize(facts_.size);
        return scores_.items[item].states.data();
    }

    // ---- a block ----

    struct Block {
        std::size_t number = 0, first = 0, size = 0;
    };

    void score_block_of(Scratch& scratch, std::size_t number) {
        const std::size_t first = number * options_.block;
        const Block block{number, first, std::min(options_.block, facts_.size - first)};
        for (auto& sums : scratch.groups) std::fill_n(sums.begin(), block.size, std::int64_t{0});
        for (std::size_t item = 0; item < items_.size(); ++item) score_item(scratch, block, item);
        for (const std::size_t column : condition_columns_) look_at(scratch, block, column);
        if (adds_up_)
            add_up(scratch, block);
        else
            for (std::size_t unit = 0; unit < block.size; ++unit) score_unit(scratch, block, unit);
        if (!scheme_->vetoes.empty()) apply_vetoes(scratch, block);
    }

    // ---- columns of a block ----

    void look_at(Scratch& scratch, const Block& block, std::size_t number) const {
        ColumnRoom& own = scratch.columns[number];
        if (own.looked_at == block.number) return;
        own.looked_at = block.number;
        own.regular = true;
        const Column& column = *columns_[number];
        own.range = range_of(column.values.subspan(block.first, block.size), own.regular);
        if (!std::isfinite(own.range.most)) throw column_error({Phrase::column_not_finite, {std::string(column.id)}});
        own.trusted = own.regular;
        if (own.regular) take_for_granted(own);
        own.regular = own.regular && all_are_values(column, block);
    }

    static void take_for_granted(ColumnRoom& column) {
        const Range wider = widened(column.range);
        const bool smaller = column.range.least > 0 && (column.taken.least == 0 || wider.least < column.taken.least);
        if (wider.most <= column.taken.most && !smaller) return;
        if (smaller) column.taken.least = wider.least;
        column.taken.most = std::max(column.taken.most, wider.most);
        column.taken.error = std::max(column.taken.error, wider.error);
        ++column.changes;
    }

    static bool all_are_values(const Column& column, const Block& block) {
        if (column.states.empty()) return true;
        State highest = State::value;
        for (const State state : column.states.subspan(block.first, block.size)) highest = std::max(highest, state);
        if (highest > State::not_scored) throw column_error({Phrase::column_states, {std::string(column.id)}});
        return highest == State::value;
    }

    static bool applies(const ItemPlan& plan, const FactsView& facts, std::size_t unit) {
        if (!plan.class_applies.empty() && plan.class_applies[facts.classes.empty() ? 0 : facts.classes[unit]] == 0)
            return false;
        return plan.exempt.empty() || !std::binary_search(plan.exempt.begin(), plan.exempt.end(), unit);
    }

    State state_of(const ItemPlan& plan, std::size_t unit) const {
        if (!applies(plan, facts_, unit)) return State::not_applicable;
        if (plan.decision && libplan::state_of(*columns_[*plan.decision], unit) == State::not_applicable)
            return State::not_applicable;
        // Of two inputs without a value, one that must not be missing is told; else what is not yet scored will come.
        const bool refuses = missing_of(*plan.item, outcome_) == WhenMissing::refuse;
        const State decisive = refuses ? State::missing : State::not_scored;
        State state = State::value;
        for (const std::size_t input : plan.inputs) {
            const State own = libplan::state_of(*columns_[input], unit);
            if (own == State::not_applicable) return own;
            if (state == State::value || own == decisive) state = own;
        }
        return state;
    }

    std::int64_t* units_of(Scratch& scratch, const Block& block, std::size_t item) {
        static_assert(sizeof(Points) == sizeof(std::int64_t));
        if (options_.keep_items) return &scores_.items[item].points[block.first].units;
        std::vector<std::int64_t>& units = scratch.units[reads_items_ ? item : 0];
        units.resize(options_.block);
        return units.data();
    }

    /// Returns whether all that the item reads are values.
    bool score_values(Scratch& scratch, const Block& block, std::size_t item, std::int64_t* units) {
        const ItemPlan& plan = items_[item];
        ItemRoom& room = scratch.items[item];
        const bool rounds = outcome_.rounded_at == RoundedAt::item;
        std::size_t changes = 0;
        bool trusts = rounds;  // else the bound is kept as narrow as the block allows
        for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
            room.inputs[i] = columns_[plan.inputs[i]]->values.data() + block.first;
            changes += scratch.columns[plan.inputs[i]].changes;
            trusts = trusts && scratch.columns[plan.inputs[i]].trusted;
        }
        if (trusts && room.changes != changes) {
            for (std::size_t i = 0; i < plan.inputs.size(); ++i) room.taken[i] = scratch.columns[plan.inputs[i]].taken;
            room.bound = bound_of(*plan.item, room.taken, outcome_.places);
            room.changes = changes;
        }
        ItemBlock work{.item = *plan.item,
                       .bands = plan.bands,
                       .inputs = room.inputs,
                       .ranges = room.taken,
                       .bound = room.bound,
                       .size = block.size,
                       .places = rounds ? outcome_.places : 6,
                       .rounding = outcome_.rounding,
                       .next = {}};
        const std::size_t after = item + 1 < items_.size() ? item + 1 : 0;
        const std::vector<std::size_t>& next = items_[after].inputs;
        for (std::size_t i = 0; i < std::min(next.size(), std::size(work.next)); ++i)
            work.next[i] = columns_[next[i]]->values.data() + block.first + (after == 0 ? block.size : 0);
        const BlockPoints to{rounds ? nullptr : scratch.values[item].data(), units, scratch.groups[plan.group].data(),
                             scratch.doubts.data()};
        bool regular = true;
        if (trusts && room.bound.settles && score_block(work, to, true).inside) {
            for (const std::size_t input : plan.inputs) regular = all_are_values(*columns_[input], block) && regular;
            return regular;
        }
        std::vector<Range> ranges;
        for (const std::size_t input : plan.inputs) {
            look_at(scratch, block, input);
            ranges.push_back(scratch.columns[input].range);
            regular = regular && scratch.columns[input].regular;
        }
        const ItemBound bound = bound_of(*plan.item, ranges, work.places);
        const BlockScored scored = score_block(
            {work.item, work.bands, work.inputs, ranges, bound, work.size, work.places, work.rounding, {}}, to, false);
        scratch.errors[item] = scored.steps_in_doubt ? std::numeric_limits<double>::infinity() : bound.error;
        return regular;
    }

    void score_item(Scratch& scratch, const Block& block, std::size_t item) {
        const ItemPlan& plan = items_[item];
        std::int64_t* units = units_of(scratch, block, item);
        bool regular = score_values(scratch, block, item, units);
        if (plan.decision) {
            look_at(scratch, block, *plan.decision);
            regular = regular && scratch.columns[*plan.decision].regular;
        }
        scratch.states[item].clear();
        if (regular && plan.class_applies.empty() && plan.exempt.empty()) return;
        std::int64_t* sums = scratch.groups[plan.group].data();
        scratch.states[item].resize(block.size);
        State* kept = options_.keep_items ? kept_states(item) : nullptr;
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            const State state = state_of(plan, block.first + unit);
            scratch.states[item][unit] = state;
            if (kept) kept[block.first + unit] = state;
            if (state == State::value) continue;
            const std::int64_t instead = state == State::not_applicable ? tree_.instead_of(item).units : 0;
            sums[unit] = changed_by(sums[unit], units[unit], instead);
            units[unit] = instead;
            if (state == State::missing && missing_of(*plan.item, outcome_) == WhenMissing::refuse)
                refuse(item, block.first + unit);
        }
    }

    /// A sum once a part of it has other points; the part may be anything before.
    static std::int64_t changed_by(std::int64_t sum, std::int64_t before, std::int64_t after) {
        const auto bits = [](std::int64_t points) { return static_cast<std::uint64_t>(points); };
        return static_cast<std::int64_t>(bits(sum) - bits(before) + bits(after));
    }

    // ---- adding up in columns: sums of rounded items are whole numbers ----

    void add_up(Scratch& scratch, const Block& block) {
        const std::size_t size = block.size;
        std::int64_t applicable = 0;
        bool all_apply = true;
        std::fill_n(scratch.open.begin(), size, std::uint8_t{0});
        std::fill_n(scratch.applicable.begin(), size, std::int64_t{0});
        for (auto& sums : scratch.kinds) std::fill_n(sums.begin(), size, std::int64_t{0});
        for (std::size_t group = tree_.groups().size(); group-- > 0;) {  // parts before the group they are in
            std::vector<std::int64_t>& sums = scratch.groups[group];
            const Group& own = *tree_.groups()[group];
            for (std::size_t i = 0; i < own.items.size(); ++i) {
                const std::size_t item = tree_.first_item(group) + i;
                const std::int64_t full = kind_of(group) == GroupKind::base ? tree_.item_full(item).units : 0;
                applicable += full;
                if (!scratch.states[item].empty()) all_apply = leave_out(scratch, block, item, full) && all_apply;
            }
            if (own.floor || own.cap) limit(own, sums, size);
            const auto parent = tree_.parent_of_group(group);
            auto& whole = parent ? scratch.groups[*parent] : scratch.kinds[static_cast<std::size_t>(own.kind)];
            for (std::size_t unit = 0; unit < size; ++unit) whole[unit] += sums[unit];
        }
        finish(scratch, block, applicable, all_apply);
    }

    GroupKind kind_of(std::size_t group) const { return tree_.top_of_group(group).kind; }

    static void limit(const Group& group, std::vector<std::int64_t>& sums, std::size_t size) {
        const std::int64_t floor =
            group.floor ? exact_points(*group.floor).units : std::numeric_limits<std::int64_t>::min();
        const std::int64_t cap = group.cap ? exact_points(*group.cap).units : std::numeric_limits<std::int64_t>::max();
        for (std::size_t unit = 0; unit < size; ++unit) sums[unit] = std::min(std::max(sums[unit], floor), cap);
    }

    /// Takes out of what applies what does not; returns whether all of it does.
    bool leave_out(Scratch& scratch, const Block& block, std::size_t item, std::int64_t full) const {
        const Item& own = *tree_.items()[item];
        const bool rescales = not_applicable_of(own, outcome_).rescale;
        const WhenMissing missing = missing_of(own, outcome_);
        bool all = true;
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            const State state = scratch.states[item][unit];
            if (state == State::not_applicable && rescales) {
                scratch.applicable[unit] -= full;
                all = false;
            }
            if (leaves_open(state, missing)) scratch.open[unit] = 1;
        }
        return all;
    }

    void finish(Scratch& scratch, const Block& block, std::int64_t applicable, bool all_apply) {
        const bool simple = all_apply && Points{applicable} == tree_.full() && !outcome_.convert_to;
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            const std::int64_t blocks[3] = {scratch.kinds[0][unit], scratch.kinds[1][unit], scratch.kinds[2][unit]};
            const std::size_t at = block.first + unit;
            const Points applies{applicable + scratch.applicable[unit]};
            scores_.scored[at] = {blocks[0]};
            scores_.applicable[at] = applies;
            if (scratch.open[unit] != 0 || applies.units == 0) scores_.complete[at] = 0;
            if (simple && simple_total(at, blocks)) continue;
            exact_total(at, {blocks[0]}, applies, {blocks[1]}, {blocks[2]});
        }
        if (!options_.keep_items) return;
        for (std::size_t group = 0; group < scores_.groups.size(); ++group)
            std::memcpy(&scores_.groups[group][block.first].units, scratch.groups[group].data(),
                        block.size * sizeof(std::int64_t));
    }

    /// Whole numbers of rounded steps need no rounding again.
    bool simple_total(std::size_t at, const std::int64_t (&blocks)[3]) {
        std::int64_t total = blocks[0];
        for (const Step step : outcome_.order) {
            if (is_published(step)) break;
            if (step == Step::bonus) total += blocks[1];
            if (step == Step::penalty) total += blocks[2];
            if (step == Step::cap) {
                total = std::max(total, tree_.floor().units);
                if (outcome_.cap) total = std::min(total, tree_.cap().units);
            }
        }
        if (!stays_whole_ && total % powers_of_ten[6 - outcome_.places] != 0) return false;
        scores_.totals[at] = {total};
        scores_.unrounded[at] = scores_.totals[at].value();
        return true;
    }

    void exact_total(std::size_t at, Points base, Points applicable, Points bonus, Points penalty) {
        Small small;
        const auto total = tree_.total_of(small, small.of(base), applicable, small.of(bonus), small.of(penalty));
        const Points rounded = small.fits ? small.round_units(total, outcome_.places, outcome_.rounding) : Points{};
        if (small.fits) {
            scores_.totals[at] = rounded;
            scores_.unrounded[at] =
                static_cast<double>(total.over) / static_cast<double>(total.under) / Points::per_point;
            return;
        }
        Exact exact;
        const Rational same = tree_.total_of(exact, exact.of(base), applicable, exact.of(bonus), exact.of(penalty));
        scores_.totals[at] = exact.round_units(same, outcome_.places, outcome_.rounding);
        scores_.unrounded[at] = to_double(Rational(same / Points::per_point));
    }

    // ---- one unit after the other: everything that is not a sum of rounded items ----

    void score_unit(Scratch& scratch, const Block& block, std::size_t unit) {
        Fast fast;
        if (score_unit_with(fast, scratch.fast, scratch, block, unit)) return;
        Exact exact;
        UnitRoom<Exact> room;
        score_unit_with(exact, room, scratch, block, unit);
    }

    template <class A>
    typename A::Number item_number(A& a, Scratch& scratch, const Block& block, std::size_t item, std::size_t unit) {
        if (outcome_.rounded_at == RoundedAt::item) return a.of({units_of(scratch, block, item)[unit]});
        if constexpr (std::is_same_v<A, Fast>) {
            return a.multiply(Bounded{scratch.values[item][unit], scratch.errors[item]},
                              a.read(static_cast<double>(Points::per_point)));
        } else {
            std::vector<double> inputs;
            for (const std::size_t input : items_[item].inputs)
                inputs.push_back(columns_[input]->values[block.first + unit]);
            return exact_points_of(*tree_.items()[item], inputs) * Points::per_point;
        }
    }

    template <class A>
    void take_facts(UnitRoom<A>& room, std::size_t at) const {
        room.facts.clear();
        room.fact_states.clear();
        for (const std::size_t column : condition_columns_) {
            room.facts.push_back(columns_[column]->values[at]);
            room.fact_states.push_back(libplan::state_of(*columns_[column], at));
        }
    }

    template <class A>
    void take_unit(A& a, UnitRoom<A>& room, Scratch& scratch, const Block& block, std::size_t unit) {
        room.states.clear();
        room.points.clear();
        room.group_applies.clear();
        for (std::size_t item = 0; item < items_.size(); ++item) {
            room.states.push_back(scratch.states[item].empty() ? State::value : scratch.states[item][unit]);
            room.points.push_back(room.states.back() == State::value ? item_number(a, scratch, block, item, unit)
                                                                     : a.of(Points{}));
        }
        take_facts(room, block.first + unit);
        if (limited_groups_)
            for (const ItemPlan& group : groups_)
                room.group_applies.push_back(applies(group, facts_, block.first + unit) ? 1 : 0);
        tree_.evaluate(a, room.view(), room.total);
    }

    template <class A>
    bool score_unit_with(A& a, UnitRoom<A>& room, Scratch& scratch, const Block& block, std::size_t unit) {
        take_unit(a, room, scratch, block, unit);
        const auto& result = room.total;
        const auto total = tree_.total_of(a, result.base, result.applicable, result.bonus, result.penalty);
        const std::size_t at = block.first + unit;
        scores_.totals[at] = a.round_units(total, outcome_.places, outcome_.rounding);
        scores_.scored[at] = a.round_units(result.base, 6, outcome_.rounding);
        scores_.applicable[at] = result.applicable;
        // The doubles themselves stay, even where a rounding had to be settled exactly: they do not depend on the
        // block.
        if constexpr (std::is_same_v<A, Fast>) {
            scores_.unrounded[at] = total.value / Points::per_point;
        } else {
            const double exact = to_double(Rational(total / Points::per_point));
            const bool near = std::abs(scores_.unrounded[at] - exact) <= 1e-9 * std::max(1.0, std::abs(exact));
            if (!near) scores_.unrounded[at] = exact;
        }
        scores_.complete[at] = !result.open && result.applicable.units != 0;
        if (options_.keep_items)
            for (std::size_t group = 0; group < scores_.groups.size(); ++group)
                scores_.groups[group][at] = a.round_units(result.groups[group].points, 6, outcome_.rounding);
        return a.certain;
    }

    // ---- vetoes: conditions on facts, on points and on the total ----

    static bool asks_for_facts_only(const Veto& veto) {
        const auto asks = [](const Conditions& conditions) {
            return std::all_of(conditions.begin(), conditions.end(), [](const Condition& condition) {
                return condition.subject == Condition::Subject::fact && condition.times == 1;
            });
        };
        return asks(veto.when) && std::all_of(veto.unless.begin(), veto.unless.end(), asks);
    }

    void apply_vetoes(Scratch& scratch, const Block& block) {
        const bool facts_only = std::all_of(scheme_->vetoes.begin(), scheme_->vetoes.end(), asks_for_facts_only);
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            Fast fast;
            if (vetoes_with(fast, scratch.fast, scratch, block, unit, facts_only)) continue;
            Exact exact;
            UnitRoom<Exact> room;
            vetoes_with(exact, room, scratch, block, unit, facts_only);
        }
    }

    template <class A>
    bool vetoes_with(A& a, UnitRoom<A>& room, Scratch& scratch, const Block& block, std::size_t unit, bool facts_only) {
        const std::size_t at = block.first + unit;
        if (facts_only)
            take_facts(room, at);
        else
            take_unit(a, room, scratch, block, unit);
        std::uint64_t applying = 0;
        bool known = true;
        const auto published = a.of(scores_.totals[at]);
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i) {
            const Veto& veto = scheme_->vetoes[i];
            if (!veto.only_for.empty() && !named(veto.only_for, at)) continue;
            // What is recorded goes first: a veto that is switched off leaves nothing open.
            const bool switched_off =
                std::any_of(veto.unless.begin(), veto.unless.end(), [&](const Conditions& conditions) {
                    bool decided = true;
                    return tree_.all_hold(a, conditions, room.view(), room.total, published, decided);
                });
            if (switched_off) continue;
            if (tree_.all_hold(a, veto.when, room.view(), room.total, published, known))
                applying |= std::uint64_t{1} << i;
        }
        scores_.vetoes[at] = applying;
        if (!known) scores_.complete[at] = 0;
        return a.certain;
    }

    bool named(const std::vector<std::string>& names, std::size_t unit) const {
        if (!facts_.units.empty()) return names_unit(names, facts_.units[unit].id, facts_.units[unit].rank_class);
        if (facts_.class_names.empty()) return false;
        return names_unit(names, {}, facts_.class_names[facts_.classes.empty() ? 0 : facts_.classes[unit]]);
    }

    // ---- facts that must not be missing ----

    void refuse(std::size_t item, std::size_t unit) {
        const std::lock_guard lock(mutex_);
        if (refused_.size() < 1000) refused_.emplace_back(unit, item);
    }

    void tell_refused() {
        if (refused_.empty()) return;
        std::sort(refused_.begin(), refused_.end());
        std::vector<Problem> problems;
        for (const auto& [unit, item] : refused_) {
            const std::string name = facts_.units.empty() ? "#" + std::to_string(unit + 1) : facts_.units[unit].title;
            problems.push_back({"missing-fact",
                                tree_.items()[item]->place,
                                {Phrase::missing_refused, {name, tree_.items()[item]->title}},
                                {}});
        }
        throw InputError(std::move(problems));
    }

    const Scheme& scheme_;
    const Outcome& outcome_;
    const FactsView& facts_;
    ScoringOptions options_;
    Tree tree_;
    std::vector<const Column*> given_;  ///< sorted by id
    std::unordered_map<const Column*, std::size_t> column_numbers_;
    std::vector<const Column*> columns_;
    std::vector<ItemPlan> items_, groups_;
    bool limited_groups_ = false;
    bool adds_up_ = false;      ///< in columns
    bool reads_items_ = false;  ///< what is done to a unit, besides adding up
    bool stays_whole_ = false;
    std::vector<std::size_t> condition_columns_;
    Scores scores_;
    std::mutex mutex_;  ///< of what threads share: kept states, refused facts
    std::vector<std::pair<std::size_t, std::size_t>> refused_;
};

}  // namespace

const FactsView::Column* FactsView::find(std::string_view id) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return column.id == id; });
    return found == columns.end() ? nullptr : &*found;
}

Scores score(const Scheme& scheme, const FactsView& facts, const ScoringOptions& options) {
    return Scoring(scheme, facts, options)();
}

}  // namespace libplan
