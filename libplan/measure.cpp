#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>

#include "libplan/demand.hpp"
#include "libplan/interrupt.hpp"
#include "libplan/yardstick.hpp"
#include "libplan/year_parts.hpp"

namespace libplan {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Doubles between two others, both included: intervals as the inner loop wants them.
struct DoubleRange {
    double lowest = infinity, highest = -infinity;
    bool contains(double value) const { return (value >= lowest) & (value <= highest); }
};

DoubleRange doubles_in(const Interval& interval) {
    return {interval.lower_open ? std::nextafter(interval.lower, infinity) : interval.lower,
            interval.upper_open ? std::nextafter(interval.upper, -infinity) : interval.upper};
}

/// The doubles whose decimal readings lie beyond a limit. The order of doubles is that of their readings, so only the
/// double nearest to the limit has to be compared exactly.
DoubleRange beyond(const Fraction& limit, bool upward, bool strict) {
    const double nearest = limit.nearest();
    const auto side = upward ? Fraction::reading(nearest) <=> limit : limit <=> Fraction::reading(nearest);
    const bool belongs = side > 0 || (side == 0 && !strict);
    return doubles_in(upward ? Interval{.lower = nearest, .lower_open = !belongs}
                             : Interval{.upper = nearest, .upper_open = !belongs});
}

struct StatusWithReason {
    Status status = Status::unknown;
    Reason reason = Reason::no_path;
};

/// Judges the figures of one indicator in one year. What a figure comes to depends on four questions only, so all
/// answers are known beforehand.
class Judge {
public:
    Judge(const Plan& plan, const Demands& demands, const Demand& demand, const Asked& asked,
          const Asked& finally_asked)
        : demands_(demands), demand_(demand) {
        const Target* aim = demands.aim();
        const bool before_due = demands.final_year() && demand.year < *demands.final_year();
        open_ = asked.undecidable;
        if (before_due && !is_spot(demands.final_targets()) && finally_asked.interval && !finally_asked.undecidable)
            early_ = doubles_in(*(finally_ = finally_asked.interval));
        has_pace_ = aim && !holds_every_year(*aim) && demand.year < aim->year && demands.way() && demand.required;
        spot_ = !demand.stated && before_due && is_spot(demands.final_targets());
        if (has_pace_) find_limits(plan);
        for (std::size_t answers = 0; answers < verdicts_.size(); ++answers)
            verdicts_[answers] =
                verdict((answers & 1) != 0, (answers & 2) != 0, (answers & 4) != 0, (answers & 8) != 0);
    }

    /// What is met as far as it can be decided is not met for that.
    std::int8_t told(bool met) const { return met && open_ ? std::int8_t{-1} : static_cast<std::int8_t>(met); }

    StatusWithReason operator()(double value, bool met) const {
        const auto bit = [](bool yes, int at) { return static_cast<std::size_t>(yes) << at; };
        return verdicts_[bit(met, 0) | bit(early_.contains(value), 1) | bit(ahead_.contains(value), 2) |
                         bit(kept_.contains(value), 3)];
    }

    /// All that a figure is judged by, but for what is asked of the year.
    Yardstick told() const {
        Yardstick told{.is_decided = !open_, .early = finally_, .way = demands_.way()};
        if (has_pace_) {
            told.required = demand_.required->nearest();
            told.ahead = Interval{ahead_.lowest, ahead_.highest};
            told.kept = Interval{kept_.lowest, kept_.highest};
        }
        for (std::size_t answers = 0; answers < verdicts_.size(); ++answers)
            told.statuses[answers] = verdicts_[answers].status;
        return told;
    }

private:
    /// Staying within limits is never done early: it lasts until the end.
    static bool is_spot(const std::vector<const Target*>& targets) {
        return std::all_of(targets.begin(), targets.end(), [](const Target* target) {
            return std::holds_alternative<Within>(target->form) || std::holds_alternative<About>(target->form) ||
                   holds_every_year(*target);
        });
    }

    /// A lead of `margin` percentage points of the way over what the path asks for, as figures.
    void find_limits(const Plan& plan) {
        const Fraction start = Fraction::reading(demands_.way()->first);
        const Fraction length = Fraction::reading(demands_.way()->second) - start;
        const Fraction slack = length * Fraction::reading(plan->margin) / 100;
        Fraction required = *demand_.required;
        // Roots are not exact; eleven decimals of the way are.
        if (plan->path == Path::geometric && !demand_.milestone) {
            const Rational share = ((required - start) / length).rational();
            const boost::multiprecision::cpp_int unit = 100'000'000'000;
            required = start + length * Fraction(Rational(round_scaled(share, 11, Rounding::half_up), unit));
        }
        const bool upward = length > Fraction(0);
        ahead_ = beyond(required + slack, upward, true);
        kept_ = beyond(required - slack, upward, false);
    }

    StatusWithReason verdict(bool met, bool early, bool ahead, bool kept) const {
        if (demand_.stated && !met) return {Status::behind, Reason::missed};
        if (open_ && (demand_.stated || !has_pace_)) return {Status::unknown, *open_};
        if (early) return {Status::achieved_early, Reason::early};
        if (has_pace_)
            return {ahead                       ? Status::ahead
                    : kept || demand_.milestone ? Status::on_track
                                                : Status::behind,
                    demand_.stated ? Reason::met_pace : Reason::pace};
        if (met) return {Status::on_track, Reason::met};
        if (spot_) return {Status::unknown, Reason::not_due};
        if (demands_.has_rival_baselines()) return {Status::unknown, Reason::rival_baselines};
        if (!demands_.baseline()) return {Status::unknown, Reason::no_path};
        return {Status::behind, Reason::missed};
    }

    const Demands& demands_;
    const Demand& demand_;
    std::optional<Reason> open_;  ///< why one of the targets cannot be decided
    bool has_pace_ = false, spot_ = false;
    std::optional<Interval> finally_;  ///< what `early_` holds
    DoubleRange early_, ahead_, kept_;
    std::array<StatusWithReason, 16> verdicts_;
};

/// Shares of the way from one value to another, each the double nearest to the exact share. Where all three are whole
/// at some power of ten, both differences are exact, and the quotient is rounded once.
class Shares {
public:
    explicit Shares(const std::pair<double, double>& way) : way_(way) {
        for (double power = 1; power <= 1e6; power *= 10) {
            const auto start = whole_at(way.first, power);
            const auto end = whole_at(way.second, power);
            if (!start || !end || std::max(std::abs(*start), std::abs(*end)) > spare) continue;
            power_ = power;
            start_ = static_cast<double>(*start);
            length_ = static_cast<double>(*end - *start);
        }
    }

    double operator()(double value) const {
        constexpr double rounder = 6755399441055744;  // 1.5 × 2^52: adding it leaves no room for decimals
        const double whole = (value * power_ + rounder) - rounder;
        const bool plain = (std::abs(whole) < 1e15) & (whole / power_ == value);
        return plain ? (whole - start_) / length_ + 0.0 : exact(value);  // + 0.0: no negative zero
    }

private:
    static constexpr std::int64_t spare = 100'000'000'000'000;  ///< so that values may be ten times as large

    [[gnu::noinline]] double exact(double value) const {
        const Fraction start = Fraction::reading(way_.first);
        return ((Fraction::reading(value) - start) / (Fraction::reading(way_.second) - start)).nearest();
    }

    std::pair<double, double> way_;
    double power_ = nothing, start_ = 0, length_ = 1;
};

class Measuring {
public:
    Measuring(const Plan& plan, const Observations& observations, int first_year, int last_year,
              const std::optional<Date>& as_of)
        : plan_(plan), observations_(observations), as_of_(as_of) {
        columns_.first_year = first_year;
        columns_.last_year = last_year;
        for (const Body& body : plan->bodies)
            if (body.id != body.parent) parents_.insert(body.parent);
    }

    ProgressColumns operator()() {
        list_series();
        make_room();
        take_figures();
        for (std::size_t i = 0; i < indicators_.size(); ++i) {
            const std::size_t area = starts_[i];
            const std::size_t end = starts_[i + 1];
            complete(*indicators_[i], area, end);
            const Demands of_area(plan_, *indicators_[i], Demands::Scope::area);
            const bool alike = of_area.bind_each_body();
            judge(of_area, area, alike ? end : area + 1);
            if (!alike && area + 1 < end) judge(Demands(plan_, *indicators_[i], Demands::Scope::bodies), area + 1, end);
        }
        tell_doubts();
        return std::move(columns_);
    }

private:
    // ---- the series: the whole area, then the bodies that report the indicator or the numerator it is made of ----

    void list_series() {
        position_.assign(observations_.series().size(), no_series);
        for (const Indicator& indicator : plan_->indicators) {
            if (indicator.targets.empty()) continue;
            starts_.push_back(columns_.series());
            columns_.indicators.push_back(indicator.id);
            indicators_.push_back(&indicator);
            auto reported = observations_.series_of(indicator.id);
            const bool own = !reported.empty() || !indicator.ratio;
            if (!own) reported = observations_.series_of(indicator.ratio->numerator);
            add_series({}, nullptr);
            for (const std::uint32_t number : reported) {
                const std::string& body = observations_.word(observations_.series()[number].body);
                const std::size_t at = body.empty() ? starts_.back() : columns_.series();
                const auto& series = observations_.series()[number];
                if (!body.empty()) add_series(body, &series);
                if (own && in_unit_of(indicator, series))
                    position_[number] = static_cast<std::uint32_t>(at);
                else if (own)
                    composed_[at] = 1;  // each figure has to be converted
            }
        }
        starts_.push_back(columns_.series());
    }

    bool in_unit_of(const Indicator& indicator, const Observations::Series& series) const {
        const std::string& unit = observations_.word(series.unit);
        return series.one_unit && (unit.empty() || unit == indicator.unit);
    }

    void add_series(std::string_view body, const Observations::Series* reported) {
        composed_.push_back(0);
        const std::size_t known = reported ? reported->body + std::size_t{1} : 0;  // 0: the whole area
        if (body_codes_.size() <= known) body_codes_.resize(known + 1, no_series);
        if (body_codes_[known] == no_series) {
            body_codes_[known] = static_cast<std::uint32_t>(columns_.bodies.size());
            columns_.bodies.emplace_back(body);
            has_parts_.push_back(parents_.contains(body));
        }
        columns_.indicator.push_back(static_cast<std::uint32_t>(indicators_.size() - 1));
        columns_.body.push_back(body_codes_[known]);
    }

    const std::string& body_of(std::size_t series) const { return columns_.bodies[columns_.body[series]]; }

    void make_room() {
        const std::size_t cells = columns_.series() * columns_.years();
        const auto resize = [&](auto&... each) { (each.resize(cells), ...); };
        resize(columns_.state, columns_.value, columns_.lower, columns_.upper, columns_.lower_open, columns_.upper_open,
               columns_.met, columns_.required, columns_.completion, columns_.status, columns_.reason);
        columns_.provisional.assign(cells, 0);
        columns_.illustrative.assign(cells, 0);
        std::fill(columns_.state.begin(), columns_.state.end(), unseen);
    }

    // ---- figures: one pass over the rows, then what has no single row of its own ----

    static constexpr std::uint32_t no_series = static_cast<std::uint32_t>(-1);
    static constexpr State unseen{254}, several{255};  ///< while the rows are gone through

    void take_figures() {
        const auto of_rows = observations_.series_of_rows();
        const auto years = observations_.years();
        const auto values = observations_.values();
        const auto states = observations_.states();
        const auto flags = observations_.flags();
        const std::size_t series = columns_.series();
        const std::size_t span = columns_.years();
        const std::uint32_t* const positions = position_.data();
        State* const cell_states = columns_.state.data();
        double* const cell_values = columns_.value.data();
        std::uint8_t* const provisional = columns_.provisional.data();
        std::uint8_t* const illustrative = columns_.illustrative.data();
        for (std::size_t row = 0; row < of_rows.size(); ++row) {
            const std::size_t position = positions[of_rows[row]];
            if (position == no_series) continue;
            const auto year = static_cast<std::size_t>(years[row] - columns_.first_year);
            if (year >= span) {
                if (years[row] == Observations::no_year) take_part(row, position);
                continue;
            }
            const std::uint8_t flag = flags[row];
            if ((flag & (Observations::has_basis | Observations::has_as_of)) != 0 && !counts(row, position)) continue;
            const std::size_t cell = year * series + position;
            cell_states[cell] = cell_states[cell] == unseen ? states[row] : several;
            cell_values[cell] = values[row];
            provisional[cell] = (flag & Observations::provisional) != 0;
            illustrative[cell] = (flag & Observations::illustrative) != 0;
        }
    }

    /// A figure of a part of a year, or of a span of days.
    void take_part(std::size_t row, std::size_t position) {
        composed_[position] = 1;
        const Period& period = observations_.period(row);
        const auto year = static_cast<std::size_t>(period.year() - columns_.first_year);
        if (period.first.year() != period.last.year() || year >= columns_.years() || !counts(row, position)) return;
        if (parts_.empty()) parts_.resize(columns_.state.size());
        parts_[year * columns_.series() + position].add(period, observations_.values()[row],
                                                        observations_.states()[row], observations_.flags()[row],
                                                        observations_.basis_code(row));
    }

    bool counts(std::size_t row, std::size_t series) const {
        return observations_.counts(row, indicators_[columns_.indicator[series]]->basis, as_of_);
    }

    /// The figure of a year that has none of its own.
    Taken made_of_parts(const Indicator& indicator, std::size_t series, int year) const {
        if (!parts_.empty() && !indicator.ratio)
            if (const auto total = parts_[columns_.at(series, year)].total(indicator.adds_up)) return *total;
        return take(indicator, series, year);
    }

    Taken take(const Indicator& indicator, std::size_t series, int year) const {
        Interruptible::heed();
        return value_of(plan_, observations_, indicator, body_of(series), year_period(year), as_of_);
    }

    /// Fills in the figures that are computed.
    void complete(const Indicator& indicator, std::size_t begin, std::size_t end) {
        bool made_up = indicator.illustrative;
        for (const Baseline& baseline : indicator.baselines) made_up |= baseline.illustrative;
        for (int year = columns_.first_year; year <= columns_.last_year; ++year) {
            const std::size_t first = columns_.at(0, year);
            State* const states = columns_.state.data() + first;
            for (std::size_t series = begin; series < end; ++series) {
                if (states[series] == State::value) continue;
                if (states[series] == several)
                    put(first + series, take(indicator, series, year));
                else if (states[series] == unseen && is_computed(indicator, series))
                    put(first + series, made_of_parts(indicator, series, year));
                else if (states[series] == unseen)
                    states[series] = State::missing;
                if (states[series] != State::value) columns_.value[first + series] = nothing;
            }
            std::uint8_t* const illustrative = columns_.illustrative.data() + first;
            if (made_up) std::fill(illustrative + begin, illustrative + end, std::uint8_t{1});
        }
        if (!is_cumulative(indicator)) return;
        for (std::size_t series = begin; series < end; ++series) accumulate(indicator, series, made_up);
    }

    bool is_computed(const Indicator& indicator, std::size_t series) const {
        return composed_[series] != 0 || indicator.ratio ||
               (across_bodies(indicator) != AcrossBodies::none && has_parts_[columns_.body[series]] != 0);
    }

    void put(std::size_t cell, const Taken& taken) {
        columns_.state[cell] = taken.state;
        columns_.value[cell] = taken.value;
        columns_.provisional[cell] = taken.provisional;
        columns_.illustrative[cell] = taken.illustrative;
        if (taken.doubt)
            doubts_[cell] = *taken.doubt;
        else
            doubts_.erase(cell);
    }

    /// Turns the years' figures into what has been done since the plan began. A year without a figure leaves the sum
    /// unknown from there on; one that it does not apply to is left out.
    void accumulate(const Indicator& indicator, std::size_t series, bool made_up) {
        Fraction sum;
        Taken all{.state = State::not_applicable, .illustrative = made_up};
        const auto add = [&](const Taken& year) {
            const bool unknown = all.state == State::missing || all.state == State::not_scored;
            if (unknown || year.state == State::not_applicable) return;
            all.state = year.state;
            all.doubt = year.doubt;
            all.provisional |= year.provisional;
            all.illustrative |= year.illustrative;
            if (year.state == State::value) sum = sum + Fraction::reading(year.value);
        };
        for (int year = plan_->first_year; year < columns_.first_year; ++year) add(take(indicator, series, year));
        for (int year = columns_.first_year; year <= columns_.last_year; ++year) {
            const std::size_t cell = columns_.at(series, year);
            if (year < plan_->first_year) {
                put(cell, {.value = nothing, .illustrative = made_up});
                continue;
            }
            add({columns_.state[cell],
                 columns_.value[cell],
                 columns_.provisional[cell] != 0,
                 columns_.illustrative[cell] != 0,
                 doubt_of(cell),
                 {}});
            all.value = all.state == State::value ? sum.nearest() : nothing;
            put(cell, all);
        }
    }

    std::optional<Reason> doubt_of(std::size_t cell) const {
        const auto doubt = doubts_.find(cell);
        return doubt == doubts_.end() ? std::nullopt : std::optional(doubt->second);
    }

    // ---- judging ----

    void judge(const Demands& demands, std::size_t begin, std::size_t end) {
        for (int year = columns_.first_year; year <= columns_.last_year; ++year) {
            if (year < plan_->first_year)
                leave_undecided(Reason::before_plan, columns_.at(begin, year), columns_.at(end, year));
            else if (demands.none())
                leave_undecided(Reason::not_shared_out, columns_.at(begin, year), columns_.at(end, year));
            else
                judge(demands, demands.in(year), begin, end);
        }
    }

    void judge(const Demands& demands, const Demand& demand, std::size_t begin, std::size_t end) {
        if (demands.rest_on_figures(demand.targets) || demands.rest_on_figures(demands.final_targets())) {
            for (std::size_t series = begin; series < end; ++series) {
                const auto footing = [&](const Target& target) {
                    return footing_of_series(demands.indicator(), target, series, demand.year);
                };
                judge_all(demands, demand, demands.asked(demand.targets, demand.year, footing),
                          demands.finally_asked(demand.year, footing), series, series + 1);
            }
        } else {
            const Asked& last = demands.finally_asked();
            const bool same = demand.targets == demands.final_targets();
            judge_all(demands, demand, same ? last : demands.asked(demand.targets, demand.year), last, begin, end);
        }
    }

    Footing footing_of_series(const Indicator& indicator, const Target& target, std::size_t series, int year) const {
        return footing_of(plan_, observations_, indicator, target, body_of(series), year, as_of_);
    }

    void judge_all(const Demands& demands, const Demand& demand, const Asked& asked, const Asked& finally_asked,
                   std::size_t from, std::size_t to) {
        const std::size_t begin = columns_.at(from, demand.year);
        const std::size_t end = columns_.at(to, demand.year);
        if (!asked.interval) {
            leave_undecided(*asked.undecidable, begin, end);
        } else {
            fill(begin, end, *asked.interval);
            judge_cells(Judge(plan_, demands, demand, asked, finally_asked), doubles_in(*asked.interval), begin, end);
        }
        const bool asks = demand.required &&
                          (demand.milestone || !demands.looser_than_baseline() || holds_every_year(*demands.aim()));
        std::fill(columns_.required.data() + begin, columns_.required.data() + end,
                  asks ? demand.required->nearest() : nothing);
        if (demands.way())
            share_cells(Shares(*demands.way()), begin, end);
        else
            std::fill(columns_.completion.data() + begin, columns_.completion.data() + end, nothing);
    }

    /// Figures that contradict one another count as missing; the reason tells so.
    void tell_doubts() {
        for (const auto& [cell, doubt] : doubts_)
            if (columns_.reason[cell] == Reason::no_observation) columns_.reason[cell] = doubt;
    }

    // The two inner loops: on copies and plain pointers, which no store into a column of bytes can change.

    void judge_cells(const Judge judge, const DoubleRange admissible, std::size_t begin, std::size_t end) {
        const double* const values = columns_.value.data();
        const State* const states = columns_.state.data();
        std::int8_t* const mets = columns_.met.data();
        Status* const statuses = columns_.status.data();
        Reason* const reasons = columns_.reason.data();
        for (std::size_t cell = begin; cell < end; ++cell) {
            const bool known = states[cell] == State::value;
            const bool met = admissible.contains(values[cell]);
            const StatusWithReason verdict =
                known ? judge(values[cell], met) : StatusWithReason{Status::unknown, reason_without(states[cell])};
            mets[cell] = known ? judge.told(met) : std::int8_t{-1};
            statuses[cell] = verdict.status;
            reasons[cell] = verdict.reason;
        }
    }

    void share_cells(const Shares share, std::size_t begin, std::size_t end) {
        const double* const values = columns_.value.data();
        double* const completions = columns_.completion.data();
        for (std::size_t cell = begin; cell < end; ++cell)
            completions[cell] = std::isnan(values[cell]) ? nothing : share(values[cell]);
    }

    static Reason reason_without(State state) {
        return state == State::not_applicable ? Reason::not_applicable
               : state == State::not_scored   ? Reason::not_scored
                                              : Reason::no_observation;
    }

    void fill(std::size_t begin, std::size_t end, const Interval& interval) {
        std::fill(columns_.lower.data() + begin, columns_.lower.data() + end, interval.lower);
        std::fill(columns_.upper.data() + begin, columns_.upper.data() + end, interval.upper);
        std::fill(columns_.lower_open.data() + begin, columns_.lower_open.data() + end, interval.lower_open);
        std::fill(columns_.upper_open.data() + begin, columns_.upper_open.data() + end, interval.upper_open);
    }

    /// Why a target cannot be decided at all matters more than that a figure is missing.
    void leave_undecided(Reason reason, std::size_t begin, std::size_t end) {
        fill(begin, end, {.lower = nothing, .upper = nothing});
        for (std::size_t cell = begin; cell < end; ++cell) {
            columns_.met[cell] = -1;
            columns_.status[cell] = Status::unknown;
            columns_.reason[cell] = reason;
            columns_.required[cell] = nothing;
            columns_.completion[cell] = nothing;
        }
    }

    const Plan& plan_;
    const Observations& observations_;
    const std::optional<Date>& as_of_;
    ProgressColumns columns_;
    std::vector<const Indicator*> indicators_;
    std::vector<std::size_t> starts_;      ///< the first series of each indicator, and the end
    std::vector<std::uint32_t> position_;  ///< of each series of the observations among ours
    std::vector<std::uint32_t> body_codes_;
    std::set<std::string_view> parents_;    ///< bodies whose figures may be made up of others'
    std::vector<std::uint8_t> has_parts_;   ///< the same, of the bodies of the columns
    std::map<std::size_t, Reason> doubts_;  ///< of cells that are missing for it
    std::vector<YearParts> parts_;          ///< of each cell; empty: no figure of a part of a year
    std::vector<std::uint8_t> composed_;    ///< series with figures of other periods than years, or in other units
};

template <class Number>
bool same(const Column<Number>& a, const Column<Number>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(Number)) == 0);
}

}  // namespace

bool ProgressColumns::operator==(const ProgressColumns& o) const {
    return first_year == o.first_year && last_year == o.last_year && indicators == o.indicators && bodies == o.bodies &&
           same(indicator, o.indicator) && same(body, o.body) && same(state, o.state) && same(value, o.value) &&
           same(lower, o.lower) && same(upper, o.upper) && same(lower_open, o.lower_open) &&
           same(upper_open, o.upper_open) && same(met, o.met) && same(required, o.required) &&
           same(completion, o.completion) && same(status, o.status) && same(reason, o.reason) &&
           same(provisional, o.provisional) && same(illustrative, o.illustrative);
}

std::optional<bool> Yardstick::met(double value) const {
    const bool inside = admissible.contains(value);
    return inside && !is_decided ? std::nullopt : std::optional(inside);
}

Status Yardstick::status(double value) const {
    const auto holds = [&](const std::optional<Interval>& range) { return range && range->contains(value); };
    const bool answers[questions] = {admissible.contains(value), holds(early), holds(ahead), holds(kept)};
    std::size_t index = 0;
    for (std::size_t question = 0; question < questions; ++question)
        index |= static_cast<std::size_t>(answers[question]) << question;
    return statuses[index];
}

std::optional<double> Yardstick::completion(double value) const {
    return way ? std::optional(Shares(*way)(value)) : std::nullopt;
}

std::optional<Yardstick> yardstick(const Plan& plan, const Observations& observations, const Reading& reading) {
    if (reading.year < plan->first_year) return std::nullopt;
    const Indicator& indicator = *plan.find_indicator(reading.indicator);
    const Demands of_area(plan, indicator, Demands::Scope::area);
    const bool alike = reading.body.empty() || of_area.bind_each_body();
    const Demands own(plan, indicator, alike ? Demands::Scope::area : Demands::Scope::bodies);
    if (own.none()) return std::nullopt;
    const Demand demand = own.in(reading.year);
    const auto footing = [&](const Target& target) {
        return footing_of(plan, observations, indicator, target, reading.body, reading.year, std::nullopt);
    };
    const bool rests = own.rest_on_figures(demand.targets) || own.rest_on_figures(own.final_targets());
    const Asked last = rests ? own.finally_asked(demand.year, footing) : own.finally_asked();
    const Asked asked = rests                                   ? own.asked(demand.targets, demand.year, footing)
                        : demand.targets == own.final_targets() ? last
                                                                : own.asked(demand.targets, demand.year);
    if (!asked.interval) return std::nullopt;
    Yardstick told = Judge(plan, own, demand, asked, last).told();
    told.admissible = *asked.interval;
    return told;
}

ProgressColumns measure_columns(const Plan& plan, const Observations& observations, int first_year, int last_year,
                                const std::optional<Date>& as_of) {
    if (last_year < first_year || last_year - first_year >= 1000)
        throw InputError(
            {{"years", {}, {Phrase::years_in_order, {std::to_string(first_year), std::to_string(last_year)}}, {}}});
    return Measuring(plan, observations, first_year, last_year, as_of)();
}

}  // namespace libplan
