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

/// A span of whole days: "2018", "2011/2015" or "2017-12-01/2018-11-30".
struct Period {
    Date first{};
    Date last{};
    bool operator==(const Period&) const = default;
    bool is_year() const;
    int year() const { return static_cast<int>(last.year()); }
};
Period year_period(int year);
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
enum class Accumulation { sum, last, mean };  ///< how an indicator adds up over periods

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
struct Hold {
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
using TargetForm = std::variant<ReducePercent, Reach, AtMost, AtLeast, Hold, Zero, Within, Cumulative>;

struct Target {
    int year = 0;             ///< the year it is due
    bool every_year = false;  ///< holds in each year of the plan on its own
    TargetForm form;
    Clause clause;
    bool illustrative = false;
    Place place;
    bool operator==(const Target&) const = default;
};

struct Indicator {
    std::string id, title, unit;
    Direction direction = Direction::down;
    Nature nature = Nature::anticipatory;
    std::string basis;  ///< what the figures cover; chooses among rival baselines
    Accumulation adds_up = Accumulation::last;
    bool count = false;  ///< counts whole things, so limits from percentages are floored or ceiled
    std::vector<Baseline> baselines;
    std::vector<Target> targets;  ///< in the order of years
    std::vector<std::string> responsible;
    Clause clause;
    bool illustrative = false;
    Place place;
    bool operator==(const Indicator&) const = default;
};

struct Task {
    std::string id, title, section;
    Clause clause;
    std::optional<Date> deadline;  ///< none: continuing 持续推进
    std::string deliverable;
    std::vector<std::string> serves;
    bool illustrative = false;
    Place place;
    bool operator==(const Task&) const = default;
};

struct Responsibility {
    std::string task;
    std::vector<std::string> lead;  ///< the first leads
    std::vector<std::string> support;
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
    std::string percent_text;
    bool operator==(const Share&) const = default;
};
struct Ratio {
    std::string result, numerator, denominator;
    double factor = 1;
    bool operator==(const Ratio&) const = default;
};
enum class Claim { rising, falling, zero, not_rising, not_falling };
struct Trend {
    std::string indicator;
    int from = 0, to = 0;
    Claim claim = Claim::rising;
    bool operator==(const Trend&) const = default;
};
struct Identity {
    std::variant<Sum, Subset, Share, Ratio, Trend> form;
    std::optional<Period> period;
    Clause clause;
    Place place;
    bool operator==(const Identity&) const = default;
};

enum class Path { linear, geometric };

struct PlanParts {
    std::string id, title, area;
    int first_year = 0, last_year = 0, baseline_year = 0;
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

/// Everything wrong with the parts taken together: duplicate and unknown ids, years outside the plan, quotes not in the
/// text …
std::vector<Problem> problems_of(const PlanParts& parts);

/// A valid plan; constructing one from parts with problems throws InputError.
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

}  // namespace libplan
