#include <atomic>
#include <cmath>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>

#include "libplan/derived_facts.hpp"
#include "libplan/interrupt.hpp"
#include "libplan/item_kernel.hpp"
#include "libplan/outcome.hpp"
#include "libplan/ready_scheme.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/threads.hpp"
#include "libplan/unit_classes.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

using FactColumnView = FactsView::Column;

constexpr std::size_t most_cached_points = std::size_t{1} << 21;

/// One column of facts as a thread goes through its blocks. Its values are taken to lie in the usual range; once a
/// block was looked at, in one somewhat wider than what lay there; and a block is looked at only if they do not.
struct ColumnRoom {
    std::size_t looked_at = none;              ///< the block that was looked at last
    Range range;                               ///< of the values in it
    bool regular = true;                       ///< all of them are values
    Range taken = ReadyScheme::usual_range();  ///< for granted
    std::size_t changes = 0;                   ///< of what is taken for granted
    bool trusted = true;                       ///< no value was unknown
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

/// The error bound of an item while what is taken for granted of its columns does not change.
struct BoundRoom {
    std::size_t changes = 0;
    ItemBound bound;
};

/// The units that an item or a group is not for.
struct Exempt {
    std::vector<std::uint8_t> class_applies;  ///< empty: to every class
    std::vector<std::size_t> units;           ///< by id, sorted
};

/// What the tree reads of one unit, and what it makes of it.
template <class A>
struct UnitRoom {
    std::vector<State> states, fact_states;
    std::vector<typename A::Number> points;
    std::vector<double> facts;
    Tree::Total<A> total;
    UnitItems<A> view() const { return {states, points, facts, fact_states, false}; }
};

/// Columns of the same length in one piece of memory.
template <class Value>
class EvenColumns {
public:
    EvenColumns(std::size_t columns, std::size_t length) : length_(length), values_(columns * length) {}
    Value* operator[](std::size_t column) { return values_.data() + column * length_; }
    const Value* operator[](std::size_t column) const { return values_.data() + column * length_; }

private:
    std::size_t length_;
    std::vector<Value> values_;
};

/// Room that a thread reuses for block after block.
struct Scratch {
    Scratch(const ReadyScheme& ready, std::size_t block, bool keeps_items)
        : columns(ready.columns.size()),
          items(ready.items.size()),
          ranges(ready.input_count, ReadyScheme::usual_range()),
          inputs(ready.input_count),
          doubts(block),
          units(keeps_items         ? 0
                : ready.reads_items ? ready.items.size()
                                    : 1,
                block),
          values(ready.parts.outcome.rounded_at == RoundedAt::item ? 0 : ready.items.size(), block),
          errors(ready.items.size()),
          states(ready.items.size()),
          groups(ready.groups.size(), block),
          kinds(3, block),
          applicable(block),
          open(block) {
        for (std::size_t item = 0; item < items.size(); ++item) items[item].bound = ready.items[item].usual;
    }
    std::vector<ColumnRoom> columns;
    std::vector<BoundRoom> items;
    std::vector<Range> ranges;          ///< taken for granted, of the inputs of all items
    std::vector<const double*> inputs;  ///< of all items, in the block at hand
    std::vector<std::uint8_t> doubts;
    EvenColumns<std::int64_t> units;  ///< where points are not kept: per item, if anything reads them
    EvenColumns<double> values;       ///< per item, where it is not rounded
    std::vector<double> errors;
    std::vector<std::vector<State>> states;   ///< per item; empty: all are values
    EvenColumns<std::int64_t> groups, kinds;  ///< base, bonus and penalty blocks in kinds
    std::vector<std::int64_t> applicable;
    std::vector<State> open;
    UnitRoom<Fast> fast;
};

class Scoring {
public:
    Scoring(const Scheme& scheme, const FactsView& facts, const ScoringOptions& options)
        : scheme_(scheme),
          ready_(scheme.ready()),
          tree_(ready_.tree),
          outcome_(scheme->outcome),
          facts_(facts),
          options_(options) {
        check_units(facts);
        const std::size_t all = (facts.size + lane_group - 1) / lane_group * lane_group;
        options_.block =
            std::clamp(options.block / lane_group * lane_group, lane_group, std::clamp(all, lane_group, largest_block));
        streams_ = options_.keep_items && !ready_.reads_items && facts.size > largest_block &&
                   facts.size * ready_.items.size() > most_cached_points;
        take_columns();
        check_names();
        for (const ReadyItem& item : ready_.items) item_exempt_.push_back(exempt(item.limits));
    }

    Scores operator()() {
        allocate();
        const std::size_t blocks = (facts_.size + options_.block - 1) / options_.block;
        in_threads(blocks, [&](std::atomic<std::size_t>& next) {
            Scratch scratch(ready_, options_.block, options_.keep_items);
            for (std::size_t block = next++; block < blocks; block = next++) {
                Interruptible::heed(options_.block);
                score_block_of(scratch, block);
            }
            finish_streaming();
        });
        tell_refused();
        publish(tree_, facts_, scores_);
        return std::move(scores_);
    }

private:
    // ---- getting ready ----

    /// Of columns with the same name the first counts.
    void take_columns() {
        columns_.resize(ready_.columns.size());
        for (const FactColumnView& column : facts_.columns)
            if (const auto number = ready_.column_numbers.find(column.id); number != ready_.column_numbers.end())
                if (!columns_[number->second]) columns_[number->second] = &column;
        for (std::size_t number = 0; number < columns_.size(); ++number) {
            if (columns_[number])
                check_length(*columns_[number]);
            else if (ready_.columns[number].required)
                throw column_error(lacking(ready_.columns[number].id));
        }
    }

    /// Without ids of units a name that is no class of theirs could be one of them.
    void check_names() const {
        if (!facts_.units.empty() || facts_.size == 0) return;
        const auto check = [&](const std::vector<std::string>& names) {
            for (const std::string& name : names)
                if (std::find(facts_.class_names.begin(), facts_.class_names.end(), name) == facts_.class_names.end())
                    throw column_error({Phrase::names_unknown, {name}});
        };
        const auto check_limits = [&](std::span<const UnitNames> limits) {
            for (const UnitNames& names : limits) {
                check(*names.only_for);
                check(*names.not_for);
            }
        };
        for (const ReadyItem& item : ready_.items) check_limits(item.limits);
        check_limits(ready_.groups);
        for (const Veto& veto : scheme_->vetoes) check(veto.only_for);
    }

    void check_length(const FactColumnView& column) const {
        if (column.values.size() != facts_.size)
            throw column_error(
                {Phrase::column_length,
                 {std::string(column.id), std::to_string(column.values.size()), std::to_string(facts_.size)}});
        if (!column.states.empty() && column.states.size() != facts_.size)
            throw column_error(
                {Phrase::column_states_length,
                 {std::string(column.id), std::to_string(column.states.size()), std::to_string(facts_.size)}});
    }

    /// A column that is not given, or the one it would be computed from.
    Message lacking(const std::string& id) const {
        std::string_view needed = id;
        while (const FactDefinition* fact = scheme_.find_fact(needed)) {
            const auto made = made_of(*fact);
            const auto absent =
                std::find_if(made.begin(), made.end(), [this](std::string_view of) { return !facts_.find(of); });
            if (absent == made.end()) break;
            needed = *absent;
        }
        if (needed != id) return {Phrase::column_missing_for, {std::string(needed), id}};
        std::vector<std::string> ids;
        for (const FactColumnView& column : facts_.columns) ids.emplace_back(column.id);
        std::sort(ids.begin(), ids.end());
        const std::string near = nearest(id, ids);
        return near.empty() ? Message{Phrase::column_missing, {id}} : Message{Phrase::column_missing_near, {id, near}};
    }

    Exempt exempt(std::span<const UnitNames> limits) const {
        Exempt from;
        if (limits.empty()) return from;
        const auto applies = [&](std::string_view id, std::string_view rank_class) {
            return std::all_of(limits.begin(), limits.end(),
                               [&](const UnitNames& names) { return names.hold(id, rank_class); });
        };
        if (facts_.units.empty()) {
            for (const std::string_view name : facts_.class_names) from.class_applies.push_back(applies({}, name));
            if (facts_.class_names.empty()) from.class_applies.push_back(applies({}, {}));
            return from;
        }
        for (std::size_t unit = 0; unit < facts_.size; ++unit)
            if (!applies(facts_.units[unit].id, facts_.units[unit].rank_class)) from.units.push_back(unit);
        return from;
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
        const std::size_t threads = std::min(thread_count(options_.threads), tasks);
        for (std::size_t i = 1; i < threads; ++i) others.emplace_back(guarded);
        guarded();
        for (std::thread& thread : others) thread.join();
        if (failed) std::rethrow_exception(failed);
    }

    void allocate() {
        const std::size_t size = facts_.size;
        scores_.scored.resize(size);
        scores_.applicable.resize(size);
        scores_.totals.resize(size);
        scores_.unrounded.resize(size);
        scores_.total_states.assign(size, State::value);
        for (Column<std::uint64_t>* bits : {&scores_.vetoes, &scores_.open_vetoes}) {
            bits->assign(scheme_->vetoes.empty() ? size : 0, 0);
            bits->resize(size);
        }
        if (!options_.keep_items) return;
        scores_.items.resize(ready_.items.size());
        scores_.groups.resize(ready_.groups.size());
        for (Scores::ItemColumn& item : scores_.items) item.points.resize(size);
        for (Column<Points>& group : scores_.groups) group.resize(size);
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
        for (std::size_t group = 0; group < ready_.groups.size(); ++group)
            std::fill_n(scratch.groups[group], block.size, std::int64_t{0});
        for (std::size_t item = 0; item < ready_.items.size(); ++item) score_item(scratch, block, item);
        for (const std::size_t column : ready_.condition_columns) look_at(scratch, block, column);
        if (ready_.adds_up)
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
        const FactColumnView& column = *columns_[number];
        own.range = range_of(column.values.subspan(block.first, block.size), own.regular);
        if (!std::isfinite(own.range.most)) throw infinite_value(column.id, column.values);
        own.trusted = own.regular;
        if (own.regular) take_for_granted(own);
        own.regular = own.regular && all_are_values(column, block);
    }

    static void take_for_granted(ColumnRoom& column) {
        const Range wider = widened(column.range);
        if (column.changes == 0) {  // what was usual proved too wide or too narrow
            column.taken = wider;
            column.changes = 1;
            return;
        }
        const bool smaller = column.range.least > 0 && (column.taken.least == 0 || wider.least < column.taken.least);
        if (wider.most <= column.taken.most && !smaller) return;
        if (smaller) column.taken.least = wider.least;
        column.taken.most = std::max(column.taken.most, wider.most);
        column.taken.error = std::max(column.taken.error, wider.error);
        ++column.changes;
    }

    static bool all_are_values(const FactColumnView& column, const Block& block) {
        if (column.states.empty()) return true;
        State highest = State::value;
        for (const State state : column.states.subspan(block.first, block.size)) highest = std::max(highest, state);
        if (highest > State::not_scored) throw column_error({Phrase::column_states, {std::string(column.id)}});
        return highest == State::value;
    }

    bool applies(const Exempt& exempt, std::size_t unit) const {
        if (!exempt.class_applies.empty() &&
            exempt.class_applies[facts_.classes.empty() ? 0 : facts_.classes[unit]] == 0)
            return false;
        return exempt.units.empty() || !std::binary_search(exempt.units.begin(), exempt.units.end(), unit);
    }

    State state_of(std::size_t item, std::size_t unit) const {
        const ReadyItem& own = ready_.items[item];
        if (!applies(item_exempt_[item], unit)) return State::not_applicable;
        const FactColumnView* decision = columns_[own.decision];
        if (decision && libplan::state_of(*decision, unit) == State::not_applicable) return State::not_applicable;
        // Of two inputs without a value, one that must not be missing is told; else what is not yet scored will come.
        const bool refuses = missing_of(*own.item, outcome_) == WhenMissing::refuse;
        const State decisive = refuses ? State::missing : State::not_scored;
        State state = State::value;
        for (const std::size_t input : own.inputs) {
            const State of_input = libplan::state_of(*columns_[input], unit);
            if (of_input == State::not_applicable) return of_input;
            if (state == State::value || of_input == decisive) state = of_input;
        }
        return state;
    }

    std::int64_t* units_of(Scratch& scratch, const Block& block, std::size_t item) {
        static_assert(sizeof(Points) == sizeof(std::int64_t));
        if (options_.keep_items) return &scores_.items[item].points[block.first].units;
        return scratch.units[ready_.reads_items ? item : 0];
    }

    /// Returns whether all that the item reads are values.
    bool score_values(Scratch& scratch, const Block& block, std::size_t item, std::int64_t* units) {
        const ReadyItem& own = ready_.items[item];
        BoundRoom& room = scratch.items[item];
        const std::span<const double*> inputs(scratch.inputs.data() + own.first_input, own.inputs.size());
        const std::span<Range> taken(scratch.ranges.data() + own.first_input, own.inputs.size());
        const bool rounds = outcome_.rounded_at == RoundedAt::item;
        std::size_t changes = 0;
        bool trusts = rounds;  // else the bound is kept as narrow as the block allows
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            inputs[i] = columns_[own.inputs[i]]->values.data() + block.first;
            changes += scratch.columns[own.inputs[i]].changes;
            trusts = trusts && scratch.columns[own.inputs[i]].trusted;
        }
        if (trusts && room.changes != changes) {
            for (std::size_t i = 0; i < inputs.size(); ++i) taken[i] = scratch.columns[own.inputs[i]].taken;
            room.bound = bound_of(*own.item, taken, outcome_.places);
            room.changes = changes;
        }
        ItemBlock work{.item = *own.item,
                       .bands = own.bands,
                       .inputs = inputs,
                       .ranges = taken,
                       .bound = room.bound,
                       .size = block.size,
                       .places = rounds ? outcome_.places : 6,
                       .rounding = outcome_.rounding,
                       .next = {}};
        const std::size_t after = item + 1 < ready_.items.size() ? item + 1 : 0;
        const std::vector<std::size_t>& next = ready_.items[after].inputs;
        for (std::size_t i = 0; i < std::min(next.size(), std::size(work.next)); ++i)
            work.next[i] = columns_[next[i]]->values.data() + block.first + (after == 0 ? block.size : 0);
        const BlockPoints to{rounds ? nullptr : scratch.values[item], units, scratch.groups[own.group],
                             scratch.doubts.data(), streams_};
        bool regular = true;
        if (trusts && room.bound.settles && score_block(work, to, true).inside) {
            for (const std::size_t input : own.inputs) regular = all_are_values(*columns_[input], block) && regular;
            return regular;
        }
        std::vector<Range> ranges;
        for (const std::size_t input : own.inputs) {
            look_at(scratch, block, input);
            ranges.push_back(scratch.columns[input].range);
            regular = regular && scratch.columns[input].regular;
        }
        const ItemBound bound = bound_of(*own.item, ranges, work.places);
        const BlockScored scored = score_block(
            {work.item, work.bands, work.inputs, ranges, bound, work.size, work.places, work.rounding, {}}, to, false);
        scratch.errors[item] = scored.steps_in_doubt ? std::numeric_limits<double>::infinity() : bound.error;
        return regular;
    }

    /// Whether the deciding scorer left nothing out.
    bool decided(Scratch& scratch, const Block& block, std::size_t decision) const {
        if (!columns_[decision]) return true;
        look_at(scratch, block, decision);
        return scratch.columns[decision].regular;
    }

    void score_item(Scratch& scratch, const Block& block, std::size_t item) {
        const ReadyItem& own = ready_.items[item];
        std::int64_t* units = units_of(scratch, block, item);
        bool regular = score_values(scratch, block, item, units);
        // An item of marks mostly reads the decision, and then has been looked at.
        const bool reads_decision = std::find(own.inputs.begin(), own.inputs.end(), own.decision) != own.inputs.end();
        if (!reads_decision) regular = decided(scratch, block, own.decision) && regular;
        scratch.states[item].clear();
        if (regular && item_exempt_[item].class_applies.empty() && item_exempt_[item].units.empty()) return;
        std::int64_t* sums = scratch.groups[own.group];
        scratch.states[item].resize(block.size);
        State* kept = options_.keep_items ? kept_states(item) : nullptr;
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            const State state = state_of(item, block.first + unit);
            scratch.states[item][unit] = state;
            if (kept) kept[block.first + unit] = state;
            if (state == State::value) continue;
            const std::int64_t instead = state == State::not_applicable ? tree_.instead_of(item).units : 0;
            sums[unit] = changed_by(sums[unit], units[unit], instead);
            units[unit] = instead;
            if (state == State::missing && missing_of(*own.item, outcome_) == WhenMissing::refuse)
                refuse({block.first + unit, item, Refused::Of::item});
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
        std::fill_n(scratch.open.begin(), size, State::value);
        std::fill_n(scratch.applicable.begin(), size, std::int64_t{0});
        for (std::size_t kind = 0; kind < 3; ++kind) std::fill_n(scratch.kinds[kind], size, std::int64_t{0});
        for (std::size_t group = tree_.groups().size(); group-- > 0;) {  // parts before the group they are in
            std::int64_t* sums = scratch.groups[group];
            const Group& own = *tree_.groups()[group];
            for (std::size_t i = 0; i < own.items.size(); ++i) {
                const std::size_t item = tree_.first_item(group) + i;
                const std::int64_t full = kind_of(group) == GroupKind::base ? tree_.item_full(item).units : 0;
                applicable += full;
                if (!scratch.states[item].empty()) all_apply = leave_out(scratch, block, item, full) && all_apply;
            }
            if (own.floor || own.cap) limit(own, sums, size);
            const auto parent = tree_.parent_of_group(group);
            std::int64_t* whole = parent ? scratch.groups[*parent] : scratch.kinds[static_cast<std::size_t>(own.kind)];
            for (std::size_t unit = 0; unit < size; ++unit) whole[unit] += sums[unit];
        }
        finish(scratch, block, applicable, all_apply);
    }

    GroupKind kind_of(std::size_t group) const { return tree_.top_of_group(group).kind; }

    static void limit(const Group& group, std::int64_t* sums, std::size_t size) {
        const std::int64_t floor =
            group.floor ? exact_points(*group.floor).units : std::numeric_limits<std::int64_t>::min();
        const std::int64_t cap = group.cap ? exact_points(*group.cap).units : std::numeric_limits<std::int64_t>::max();
        for (std::size_t unit = 0; unit < size; ++unit) sums[unit] = std::min(std::max(sums[unit], floor), cap);
    }

    /// Takes out of what applies what does not; returns whether all of it does.
    bool leave_out(Scratch& scratch, const Block& block, std::size_t item, std::int64_t full) const {
        const Item& own = *tree_.items()[item];
        const bool rescales = tree_.not_applicable(item).rescale;
        const WhenMissing missing = missing_of(own, outcome_);
        bool all = true;
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            const State state = scratch.states[item][unit];
            if (state == State::not_applicable && rescales) {
                scratch.applicable[unit] -= full;
                all = false;
            }
            if (leaves_open(state, missing)) scratch.open[unit] = more_open(scratch.open[unit], state);
        }
        return all;
    }

    void finish(Scratch& scratch, const Block& block, std::int64_t applicable, bool all_apply) {
        std::memcpy(&scores_.scored[block.first].units, scratch.kinds[0], block.size * sizeof(std::int64_t));
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            const Points applies{applicable + scratch.applicable[unit]};
            scores_.applicable[block.first + unit] = applies;
            scores_.total_states[block.first + unit] = total_state(scratch.open[unit], applies);
        }
        if (all_apply && Points{applicable} == tree_.full() && !outcome_.convert_to)
            simple_totals(scratch, block);
        else
            for (std::size_t unit = 0; unit < block.size; ++unit) exact_total(scratch, block, unit);
        if (!options_.keep_items) return;
        for (std::size_t group = 0; group < scores_.groups.size(); ++group)
            std::memcpy(&scores_.groups[group][block.first].units, scratch.groups[group],
                        block.size * sizeof(std::int64_t));
    }

    static State total_state(State open, Points applicable) {
        return open == State::value && applicable.units == 0 ? State::not_applicable : open;
    }

    /// Whole numbers of rounded steps need no rounding again.
    void simple_totals(const Scratch& scratch, const Block& block) {
        std::int64_t* totals = &scores_.totals[block.first].units;
        std::memcpy(totals, scratch.kinds[0], block.size * sizeof(std::int64_t));
        for (const Step step : outcome_.order) {
            if (is_published(step)) break;
            if (step == Step::bonus || step == Step::penalty) {
                const std::int64_t* points = scratch.kinds[step == Step::bonus ? 1 : 2];
                for (std::size_t unit = 0; unit < block.size; ++unit) totals[unit] += points[unit];
            } else if (step == Step::cap) {
                const std::int64_t floor = tree_.floor().units;
                const std::int64_t cap = outcome_.cap ? tree_.cap().units : std::numeric_limits<std::int64_t>::max();
                for (std::size_t unit = 0; unit < block.size; ++unit)
                    totals[unit] = std::min(std::max(totals[unit], floor), cap);
            }
        }
        for (std::size_t unit = 0; unit < block.size; ++unit)
            scores_.unrounded[block.first + unit] = Points{totals[unit]}.value();
        if (ready_.stays_whole) return;
        for (std::size_t unit = 0; unit < block.size; ++unit)
            if (totals[unit] % powers_of_ten[6 - outcome_.places] != 0) exact_total(scratch, block, unit);
    }

    void exact_total(const Scratch& scratch, const Block& block, std::size_t unit) {
        const std::size_t at = block.first + unit;
        const Points base{scratch.kinds[0][unit]};
        const Points bonus{scratch.kinds[1][unit]};
        const Points penalty{scratch.kinds[2][unit]};
        const Points applicable = scores_.applicable[at];
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
            for (const std::size_t input : ready_.items[item].inputs)
                inputs.push_back(columns_[input]->values[block.first + unit]);
            return exact_points_of(*tree_.items()[item], inputs) * Points::per_point;
        }
    }

    template <class A>
    void take_facts(UnitRoom<A>& room, std::size_t at) const {
        room.facts.clear();
        room.fact_states.clear();
        for (const std::size_t column : ready_.condition_columns) {
            room.facts.push_back(columns_[column]->values[at]);
            room.fact_states.push_back(libplan::state_of(*columns_[column], at));
        }
    }

    template <class A>
    void take_unit(A& a, UnitRoom<A>& room, Scratch& scratch, const Block& block, std::size_t unit) {
        room.states.clear();
        room.points.clear();
        for (std::size_t item = 0; item < ready_.items.size(); ++item) {
            room.states.push_back(scratch.states[item].empty() ? State::value : scratch.states[item][unit]);
            room.points.push_back(room.states.back() == State::value ? item_number(a, scratch, block, item, unit)
                                                                     : a.of(Points{}));
        }
        take_facts(room, block.first + unit);
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
        scores_.total_states[at] = total_state(result.open, result.applicable);
        if (options_.keep_items)
            for (std::size_t group = 0; group < scores_.groups.size(); ++group)
                scores_.groups[group][at] = a.round_units(result.groups[group].points, 6, outcome_.rounding);
        return a.certain;
    }

    // ---- vetoes: conditions on facts, on points and on the total ----

    void apply_vetoes(Scratch& scratch, const Block& block) {
        for (std::size_t unit = 0; unit < block.size; ++unit) {
            Fast fast;
            if (vetoes_with(fast, scratch.fast, scratch, block, unit)) continue;
            Exact exact;
            UnitRoom<Exact> room;
            vetoes_with(exact, room, scratch, block, unit);
        }
    }

    template <class A>
    bool vetoes_with(A& a, UnitRoom<A>& room, Scratch& scratch, const Block& block, std::size_t unit) {
        const std::size_t at = block.first + unit;
        if (ready_.facts_only)
            take_facts(room, at);
        else
            take_unit(a, room, scratch, block, unit);
        std::uint64_t applying = 0;
        std::uint64_t not_known = 0;
        State may_be_zeroed = State::value;
        bool is_zeroed = false;
        State& total = scores_.total_states[at];
        const auto published = a.of(scores_.totals[at]);
        for (std::size_t i = 0; i < scheme_->vetoes.size(); ++i) {
            const Veto& veto = scheme_->vetoes[i];
            if (!veto.only_for.empty() && !named(veto.only_for, at)) continue;
            // What is recorded goes first: a veto that is switched off leaves nothing open.
            State open_finding = State::value;
            const bool switched_off =
                std::any_of(veto.unless.begin(), veto.unless.end(), [&](const Conditions& conditions) {
                    return tree_.all_hold(a, conditions, room.view(), room.total, published, open_finding);
                });
            if (switched_off) continue;
            State open = State::value;
            const bool holds = tree_.all_hold(a, veto.when, room.view(), room.total, published, open);
            if (!holds && open == State::value) continue;
            open = more_open(open, open_finding);
            const bool zeroes = veto.effect == Veto::Effect::zero && zeroes_;
            if (open == State::value) {
                applying |= std::uint64_t{1} << i;
                is_zeroed = is_zeroed || zeroes;
                continue;
            }
            if (outcome_.missing == WhenMissing::refuse && lacks_fact(veto, at)) refuse({at, i, Refused::Of::veto});
            not_known |= std::uint64_t{1} << i;
            if (zeroes) may_be_zeroed = more_open(may_be_zeroed, open);
        }
        if (is_zeroed && total != State::not_applicable && zeroes_first(outcome_)) total = State::value;
        if (!is_zeroed && total != State::not_applicable) total = more_open(total, may_be_zeroed);
        scores_.vetoes[at] = applying;
        scores_.open_vetoes[at] = not_known;
        return a.certain;
    }

    bool lacks_fact(const Veto& veto, std::size_t unit) const {
        return lacks_fact(veto.when, unit) ||
               std::any_of(veto.unless.begin(), veto.unless.end(),
                           [&](const Conditions& conditions) { return lacks_fact(conditions, unit); });
    }
    bool lacks_fact(const Conditions& conditions, std::size_t unit) const {
        const auto is_missing = [&](const std::string& id) {
            const auto number = ready_.column_numbers.find(id);
            const FactColumnView* column = number == ready_.column_numbers.end() ? nullptr : columns_[number->second];
            return column && libplan::state_of(*column, unit) == State::missing;
        };
        return std::any_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
            const auto* limit = std::get_if<std::string>(&condition.limit);
            return (condition.subject == Condition::Subject::fact && is_missing(condition.of)) ||
                   (limit && is_missing(*limit));
        });
    }

    bool named(const std::vector<std::string>& names, std::size_t unit) const {
        if (!facts_.units.empty()) return names_unit(names, facts_.units[unit].id, facts_.units[unit].rank_class);
        if (facts_.class_names.empty()) return false;
        return names_unit(names, {}, facts_.class_names[facts_.classes.empty() ? 0 : facts_.classes[unit]]);
    }

    // ---- facts that must not be missing ----

    struct Refused {
        enum class Of { item, veto };
        std::size_t unit, number;
        Of of;
        auto operator<=>(const Refused&) const = default;
    };

    void refuse(const Refused& refused) {
        const std::lock_guard lock(mutex_);
        if (refused_.size() < 1000) refused_.push_back(refused);
    }

    void tell_refused() {
        if (refused_.empty()) return;
        std::sort(refused_.begin(), refused_.end());
        refused_.erase(std::unique(refused_.begin(), refused_.end()), refused_.end());
        std::vector<Problem> problems;
        for (const Refused& each : refused_) {
            const std::string name =
                facts_.units.empty() ? "#" + std::to_string(each.unit + 1) : facts_.units[each.unit].title;
            const auto problem = [&](const auto& part) {
                return Problem{"missing-fact", part.place, {Phrase::missing_refused, {name, part.title}}, {}};
            };
            problems.push_back(each.of == Refused::Of::item ? problem(*tree_.items()[each.number])
                                                            : problem(scheme_->vetoes[each.number]));
        }
        throw InputError(std::move(problems));
    }

    const Scheme& scheme_;
    const ReadyScheme& ready_;
    const Tree& tree_;
    const Outcome& outcome_;
    const FactsView& facts_;
    ScoringOptions options_;
    std::vector<const FactColumnView*> columns_;  ///< by their numbers; none: not given
    std::vector<Exempt> item_exempt_;
    const bool zeroes_ = std::find(outcome_.order.begin(), outcome_.order.end(), Step::veto) != outcome_.order.end();
    bool streams_ = false;  ///< points go to memory past the cache, which they would not fit into
    Scores scores_;
    std::mutex mutex_;  ///< of what threads share: kept states, refused facts
    std::vector<Refused> refused_;
};

}  // namespace

Scores::Scores() = default;
Scores::Scores(const Scores&) = default;
Scores::Scores(Scores&&) noexcept = default;
Scores& Scores::operator=(const Scores&) = default;
Scores& Scores::operator=(Scores&&) noexcept = default;
Scores::~Scores() = default;

const FactsView::Column* FactsView::find(std::string_view id) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const FactColumnView& column) { return column.id == id; });
    return found == columns.end() ? nullptr : &*found;
}

Scores score(const Scheme& scheme, const FactsView& facts, const ScoringOptions& options) {
    return Scoring(scheme, facts, options)();
}

}  // namespace libplan
