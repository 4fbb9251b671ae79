#pragma once
#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libplan/problem.hpp"

namespace libplan {

using Date = std::chrono::year_month_day;

/// A span of whole days: "2018", "2018H1", "2018Q3", "2018-09", "2011/2015" or "2017-12-01/2018-11-30".
struct Period {
    Date first{};
    Date last{};
    bool operator==(const Period&) const = default;
    bool is_year() const;
    int year() const { return static_cast<int>(last.year()); }
};
Period year_period(int year);
/// The parts of a year that are reported on their own: "2018H1", "2018Q3", "2018-09".
Period half_period(int year, int half);
Period quarter_period(int year, int quarter);
Period month_period(int year, int month);
std::optional<Period> parse_period(std::string_view text);
std::optional<Date> parse_date(std::string_view text);
std::string to_string(const Period& period);
std::string to_string(const Date& date);

/// The words of the plan behind a record, and the line of the plan's text they stand on.
struct Clause {
    int line = 0;
    std::string text;
    bool operator==(const Clause&) const = default;
};

enum class BodyKind { department, town, district, enterprise, zone };

struct Body {
    std::string id, title;
    BodyKind kind = BodyKind::department;
    std::string parent;
    std::string rank_class;  ///< units of different classes are ranked apart
    bool illustrative = false;
    Place place;
    bool operator==(const Body&) const = default;
};

enum class Direction { down, up };            ///< which way is better
enum class Nature { binding, anticipatory };  ///< 约束性 / 预期性
/// How an indicator adds up over periods; a mean weighs each part by its months.
enum class Accumulation { sum, last, mean };
/// How it adds up over the bodies below an area: a stock (4家, 9家) is the last of the year, but the sum of the towns.
enum class AcrossBodies { sum, mean, none };

struct Baseline {
    int year = 0;
    double value = 0;
    std::string basis;
    Clause clause;
    bool illustrative = false;
    Place place;
    bool operator==(const Baseline&) const = default;
};

/// The forms of a target; each resolves to an admissible interval (see progress.hpp).
struct ReducePercent {
    double percent = 0;
    bool operator==(const ReducePercent&) const = default;
};
struct RaisePercent {
    double percent = 0;
    bool operator==(const RaisePercent&) const = default;
};
/// By percentage points of a rate, not by a percentage of it.
struct ReducePoints {
    double points = 0;
    bool operator==(const ReducePoints&) const = default;
};
struct RaisePoints {
    double points = 0;
    bool operator==(const RaisePoints&) const = default;
};
struct Reach {
    double level = 0;
    bool operator==(const Reach&) const = default;
};
struct AtMost {
    double limit = 0;
    bool strict = false;
    bool operator==(const AtMost&) const = default;
};
struct AtLeast {
    double limit = 0;
    bool strict = false;
    bool operator==(const AtLeast&) const = default;
};
/// Not worse than the baseline, or by no more than a tolerance.
struct Hold {
    std::optional<double> tolerance{};
    bool operator==(const Hold&) const = default;
};
struct Zero {
    bool operator==(const Zero&) const = default;
};
struct Within {
    double lower = 0, upper = 0;
    bool operator==(const Within&) const = default;
};
struct Cumulative {
    double total = 0;
    bool operator==(const Cumulative&) const = default;
};
/// 左右: decidable only with a tolerance.
struct About {
    double level = 0;
    std::optional<double> tolerance;
    bool operator==(const About&) const = default;
};
/// A change each year against the year before: at least so much up (positive) or down (negative).
struct StepPerYear {
    double step = 0;
    bool operator==(const StepPerYear&) const = default;
};
/// 持续下降, 持续上升: each year beyond the year before.
struct Keeps {
    Direction direction = Direction::down;
    bool operator==(const Keeps&) const = default;
};
/// 年均增长: at least so many percent a year on average since the baseline; every_year: against the year before.
struct GrowthPerYear {
    double percent = 0;
    bool operator==(const GrowthPerYear&) const = default;
};
/// 快于, 与…同步: growth since the baseline (every_year: since the year before) against another indicator's over the
/// same years; in step: not slower, or within a tolerance in percentage points.
struct ComparedWith {
    std::string indicator;
    bool faster = true;
    std::optional<double> tolerance;
    bool operator==(const ComparedWith&) const = default;
};
/// 各年度另行确定: stated when the year comes.
struct SetLater {
    bool operator==(const SetLater&) const = default;
};
using TargetForm =
    std::variant<ReducePercent, RaisePercent, ReducePoints, RaisePoints, Reach, AtMost, AtLeast, Hold, Zero, Within,
                 About, Cumulative, StepPerYear, Keeps, GrowthPerYear, ComparedWith, SetLater>;

/// How strongly the plan commits itself, strongest first: 杜绝, 坚决遏制, 有效遏制, 防范 (预防, 防止), 减少 (降低,
/// 下降), 力争 (争取), 探索 (试点).
enum class Strength { eliminate, curb_firmly, curb, prevent, reduce, strive, explore };
Phrase phrase_of(Strength strength);
/// How much of something the plan wants done, most first: 全部 (所有, 全覆盖, 100%), 基本, 逐步, 推动 (推进).
enum class Extent { all, mostly, gradually, promote };
Phrase phrase_of(Extent extent);
/// The strength or extent of a clause's wording, by the strongest of these words in it; none if it holds none.
std::optional<Strength> strength_of(std::string_view clause);
std::optional<Extent> extent_of(std::string_view clause);

struct Target {
    int year = 0;             ///< the year it is due; 0: the last of the plan, which a Plan puts here
    bool every_year = false;  ///< holds in each year of the plan on its own
    TargetForm form{};
    Clause clause{};
    std::optional<Strength> strength{};  ///< as given; else a Plan reads it from the clause
    std::optional<Extent> extent{};      ///< likewise
    bool illustrative = false;
    Place place{};
    bool operator==(const Target&) const = default;
};

/// An indicator made of two others: numerator / denominator × factor, e.g. deaths per 亿元; rounded half up to four
/// decimals.
struct RatioOf {
    std::string numerator, denominator;
    double factor = 1;
    bool operator==(const RatioOf&) const = default;
};

struct Indicator {
    std::string id, title, unit;
    Direction direction = Direction::down;
    std::optional<Nature> nature{};  ///< none: the plan does not say
    std::string basis;               ///< what the figures cover; chooses among rival baselines
    Accumulation adds_up = Accumulation::last;
    std::optional<AcrossBodies> over_bodies{};  ///< none: as it adds up over periods; the last figure not at all
    bool count = false;  ///< counts whole things, so limits from percentages are floored or ceiled
    std::optional<RatioOf> ratio;
    std::optional<double>
        limit;  ///< a natural limit (100 %) that the figure cannot pass; paces near it are judged milder
    std::vector<Baseline> baselines;
    std::vector<Target> targets;  ///< in the order of years
    std::vector<std::string> responsible;
    Clause clause;
    bool illustrative = false;
    Place place;
    bool operator==(const Indicator&) const = default;
};

/// How an indicator adds up over bodies, given or not.
AcrossBodies across_bodies(const Indicator& indicator);
/// One of its targets is a sum since the plan began; its figures are then added up over the years.
bool is_cumulative(const Indicator& indicator);

struct Task {
    std::string id, title, section;
    Clause clause;
    std::optional<Date> deadline;  ///< none: continuing 持续推进
    std::string deliverable;
    std::vector<std::string> serves;
    std::optional<Strength> strength{};  ///< as given; else a Plan reads it from the clause
    std::optional<Extent> extent{};      ///< likewise
    bool illustrative = false;
    Place place;
    bool operator==(const Task&) const = default;
};

struct Responsibility {
    std::string task;
    std::vector<std::string> lead;  ///< the first leads
    std::vector<std::string> support;
    std::vector<std::string> territorial;  ///< 属地: where the task is carried out
    bool illustrative = false;
    Place place;
    bool operator==(const Responsibility&) const = default;
};

/// What should hold between printed figures.
struct Sum {
    std::string total;
    std::vector<std::string> parts;
    bool operator==(const Sum&) const = default;
};
struct Subset {
    std::string part, whole;
    bool operator==(const Subset&) const = default;
};
struct Share {
    std::string part, whole;
    double percent = 0;
    std::string percent_text;  ///< as printed: "17.50" claims more than "17.5"
    bool operator==(const Share&) const = default;
};
struct Ratio {
    std::string result, numerator, denominator;
    double factor = 1;
    bool operator==(const Ratio&) const = default;
};
enum class Claim { rising, falling, zero, not_rising, not_falling };
/// "比2010年下降11%": a printed change in percent between two years, negative if down.
struct Change {
    std::string indicator;
    int from = 0, to = 0;
    double percent = 0;
    std::string percent_text;  ///< as printed: "-11.0" claims more than "-11"
    bool operator==(const Change&) const = default;
};
struct Trend {
    std::string indicator;
    int from = 0, to = 0;
    Claim claim = Claim::rising;
    bool operator==(const Trend&) const = default;
};
struct Identity {
    std::variant<Sum, Subset, Share, Ratio, Change, Trend> form;
    std::optional<Period> period;
    Clause clause;
    Place place;
    bool operator==(const Identity&) const = default;
};

enum class Path { linear, geometric };

struct PlanParts {
    std::string id, title, area;
    int first_year = 0, last_year = 0;
    int baseline_year = 0;  ///< 0: the year before the first, which a Plan puts here
    Path path = Path::linear;
    double margin = 5;              ///< percentage points of the way that still count as on track
    std::vector<std::string> text;  ///< the lines of the plan's own text, if given
    std::vector<Body> bodies;
    std::vector<Indicator> indicators;
    std::vector<Task> tasks;
    std::vector<Responsibility> responsibilities;
    std::vector<Identity> identities;
    Place place;
    bool operator==(const PlanParts&) const = default;
};

/// Everything wrong with the parts taken together: missing, duplicate and unknown ids, years outside the plan, numbers
/// that mean nothing (NaN, a reduction by 150 %), quotes not in the text …
std::vector<Problem> problems_of(const PlanParts& parts);

/// A valid plan; constructing one from parts with problems throws InputError. Targets are put in the order of years,
/// and what follows from the parts (the baseline year, strengths and extents from clauses, percentages as printed) is
/// filled in.
class Plan {
public:
    explicit Plan(PlanParts parts);
    const PlanParts* operator->() const { return &parts_; }
    const PlanParts& parts() const { return parts_; }
    const Indicator* find_indicator(std::string_view id) const;
    const Body* find_body(std::string_view id) const;
    const Task* find_task(std::string_view id) const;
    const Responsibility* responsibility_for(std::string_view task) const;
    bool operator==(const Plan&) const = default;

private:
    PlanParts parts_;
};

/// Throws InputError for a year outside the plan, of which nothing is asked.
void require_year(const Plan& plan, int year);

}  // namespace libplan
