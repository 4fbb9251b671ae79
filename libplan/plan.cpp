#include "libplan/plan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <span>

#include "libplan/interrupt.hpp"
#include "libplan/match.hpp"
#include "libplan/points.hpp"

namespace libplan {
namespace {

template <class Record>
const Record* find_by_id(const std::vector<Record>& records, std::string_view id) {
    const auto found =
        std::find_if(records.begin(), records.end(), [&](const Record& record) { return record.id == id; });
    return found == records.end() ? nullptr : &*found;
}

std::optional<int> parse_number(std::string_view text, std::size_t digits) {
    int value = 0;
    if (text.size() != digits) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

/// Whether a file can hold a number in plain digits: those of a plan are far from these limits.
bool has_digits_in_files(double number) {
    constexpr double least = 1e-100, most = 1e100;
    return number == 0 || (std::abs(number) >= least && std::abs(number) <= most);
}

/// What a number has to be; each is told as a phrase of its own.
bool is_what_it_should_be(double number, Phrase rule) {
    if (!std::isfinite(number)) return false;
    switch (rule) {
        case Phrase::number_above_zero:
            return number > 0;
        case Phrase::number_growth:
            return number > -100;
        case Phrase::number_not_zero:
            return number != 0;
        case Phrase::number_not_negative:
            return number >= 0;
        case Phrase::number_reduction:
            return number > 0 && number <= 100;
        case Phrase::number_count:
            return number >= 0 && number == std::floor(number);
        default:
            return true;
    }
}

/// A check over all records of a plan, collecting what is wrong.
class PlanValidation {
public:
    explicit PlanValidation(const PlanParts& parts) : parts_(parts) {
        for (const Indicator& indicator : parts.indicators) indicators_.push_back(indicator.id);
        for (const Body& body : parts.bodies) bodies_.push_back(body.id);
        for (const Task& task : parts.tasks) tasks_.push_back(task.id);
    }

    std::vector<Problem> operator()() {
        if (parts_.first_year != 0 && parts_.last_year != 0 && parts_.first_year > parts_.last_year)
            add("years", parts_.place,
                {Phrase::years_reversed, {std::to_string(parts_.first_year), std::to_string(parts_.last_year)}});
        number(named(Phrase::kind_plan, parts_.id), "margin", parts_.margin, Phrase::number_not_negative, parts_.place);
        if (parts_.id.empty()) add("empty-id", parts_.place, {Phrase::empty_id, {Phrase::kind_plan}});
        unique(parts_.indicators, Phrase::kind_indicator);
        unique(parts_.bodies, Phrase::kind_body);
        unique(parts_.tasks, Phrase::kind_task);
        for (const Body& body : parts_.bodies)
            if (!body.parent.empty()) known(body.parent, Phrase::kind_body, body.place);
        tell_parent_cycles();
        for (const Indicator& indicator : parts_.indicators) check(indicator);
        for (const Task& task : parts_.tasks) {
            quoted(task.clause, task.place);
            for (const std::string& id : task.serves) known(id, Phrase::kind_indicator, task.place);
        }
        for (const Responsibility& responsibility : parts_.responsibilities) check(responsibility);
        tell_shared_tasks();
        for (const Identity& identity : parts_.identities) check(identity);
        return std::move(problems_);
    }

private:
    void add(std::string code, const Place& place, Message message) {
        problems_.push_back({std::move(code), place, std::move(message), {}});
    }

    template <class Record>
    void unique(const std::vector<Record>& records, Phrase kind) {
        std::map<std::string_view, const Record*> seen;
        for (const Record& record : records) {
            if (record.id.empty()) {
                add("empty-id", record.place, {Phrase::empty_id, {kind}});
                continue;
            }
            tell_separators(record.id, kind, record.place);
            const auto [first, added] = seen.try_emplace(record.id, &record);
            if (added) continue;
            const std::string place = to_string(first->second->place);  // none of a record built in code
            add("duplicate-id", record.place,
                place.empty() ? Message{Phrase::duplicate_id_unplaced, {record.id}}
                              : Message{Phrase::duplicate_id, {record.id, place}});
        }
    }

    /// Ids that files list in one cell cannot hold what stands between them, nor what is taken for a slip of that.
    void tell_separators(const std::string& id, Phrase kind, const Place& place) {
        static constexpr std::string_view separators[] = {";", "；", "、", "，", ",", " "};
        const std::span<const std::string_view> own(separators, kind == Phrase::kind_body ? 6 : 1);
        for (const std::string_view separator : own) {
            if (id.find(separator) == std::string::npos) continue;
            return add("id-separator", place, {Phrase::id_separator, {kind, id, std::string(separator)}});
        }
    }

    static std::string number_words(double value) {
        if (std::isfinite(value) && has_digits_in_files(value)) return decimal_text(value);
        std::array<char, 32> text;  // nan, inf, and what would take hundreds of digits
        return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
    }

    /// How a problem names a record: "指标“deaths”".
    static Message named(Phrase kind, const std::string& id) { return {Phrase::named_record, {kind, id}}; }

    void number(const Message& record, const char* key, double value, Phrase rule, const Place& place) {
        const bool is_right = is_what_it_should_be(value, rule);
        if (is_right && has_digits_in_files(value)) return;
        const Phrase told = !std::isfinite(value) ? Phrase::number_finite : is_right ? Phrase::number_magnitude : rule;
        add("number", place, {Phrase::wrong_number, {record, key, told, number_words(value)}});
    }

    void number(const Message& record, const char* key, const std::optional<double>& value, Phrase rule,
                const Place& place) {
        if (value) number(record, key, *value, rule, place);
    }

    /// The numbers of a target, by the keys they have in files.
    void check_numbers(const Indicator& indicator, const Target& target) {
        const auto check = [&](const char* key, const auto& value, Phrase rule) {
            number(named(Phrase::kind_indicator, indicator.id), key, value, rule, target.place);
        };
        std::visit(
            Match{
                [&](const ReducePercent& f) { check("reduce_percent", f.percent, Phrase::number_reduction); },
                [&](const RaisePercent& f) { check("raise_percent", f.percent, Phrase::number_above_zero); },
                [&](const ReducePoints& f) { check("reduce_points", f.points, Phrase::number_above_zero); },
                [&](const RaisePoints& f) { check("raise_points", f.points, Phrase::number_above_zero); },
                [&](const Reach& f) { check("reach", f.level, Phrase::number_finite); },
                [&](const AtMost& f) { check(f.strict ? "below" : "at_most", f.limit, Phrase::number_finite); },
                [&](const AtLeast& f) { check(f.strict ? "above" : "at_least", f.limit, Phrase::number_finite); },
                [&](const Within& f) {
                    check("within", f.lower, Phrase::number_finite);
                    check("within", f.upper, Phrase::number_finite);
                    if (f.lower > f.upper)
                        add("limits", target.place,
                            {Phrase::limits_reversed,
                             {named(Phrase::kind_indicator, indicator.id), decimal_text(f.lower),
                              decimal_text(f.upper)}});
                },
                [&](const About& f) {
                    check("about", f.level, Phrase::number_finite);
                    check("tolerance", f.tolerance, Phrase::number_not_negative);
                },
                [&](const Cumulative& f) { check("cumulative", f.total, Phrase::number_above_zero); },
                [&](const StepPerYear& f) { check("step_per_year", f.step, Phrase::number_not_zero); },
                [&](const GrowthPerYear& f) { check("growth_per_year", f.percent, Phrase::number_growth); },
                [&](const Hold& f) { check("tolerance", f.tolerance, Phrase::number_not_negative); },
                [&](const ComparedWith& f) {
                    check("tolerance", f.tolerance, Phrase::number_not_negative);
                    if (f.faster && f.tolerance)
                        add("tolerance", target.place, {Phrase::tolerance_faster, {indicator.id}});
                },
                [](const auto&) {},
            },
            target.form);
    }

    /// Two responsibilities for one task would leave open which of them counts.
    void tell_shared_tasks() {
        std::map<std::string_view, const Responsibility*> seen;
        for (const Responsibility& responsibility : parts_.responsibilities) {
            const auto [first, added] = seen.try_emplace(responsibility.task, &responsibility);
            if (added || responsibility.task.empty()) continue;
            const std::string place = to_string(first->second->place);
            add("duplicate-responsibility", responsibility.place,
                {Phrase::duplicate_responsibility,
                 {responsibility.task, place.empty() ? Message() : Message(Phrase::first_place, {place})}});
        }
    }

    void each_once(const std::vector<std::string>& bodies, const Responsibility& responsibility) {
        std::set<std::string_view> seen;
        for (const std::string& body : bodies)
            if (!body.empty() && !seen.insert(body).second)
                add("duplicate-body", responsibility.place, {Phrase::duplicate_body, {body, responsibility.task}});
    }

    /// Each circle once, told at the first of its bodies.
    void tell_parent_cycles() {
        std::map<std::string_view, const Body*> bodies;
        for (const Body& body : parts_.bodies)
            if (!body.id.empty()) bodies.try_emplace(body.id, &body);
        std::set<std::string_view> done;
        for (const Body& start : parts_.bodies) {
            Interruptible::heed();
            std::vector<std::string_view> way;
            std::string_view at = start.id;
            while (bodies.contains(at) && !done.contains(at) && std::find(way.begin(), way.end(), at) == way.end()) {
                way.push_back(at);
                at = bodies[at]->parent;
            }
            const auto loop = std::find(way.begin(), way.end(), at);
            if (loop != way.end()) {
                std::string words;
                for (auto id = loop; id != way.end(); ++id) words += std::string(*id) + " → ";
                add("parent-cycle", bodies[at]->place, {Phrase::parent_cycle, {words + std::string(at)}});
            }
            done.insert(way.begin(), way.end());
        }
    }

    void known(const std::string& id, Phrase kind, const Place& place) {
        const auto& ids = kind == Phrase::kind_body ? bodies_ : kind == Phrase::kind_task ? tasks_ : indicators_;
        if (id.empty() || std::find(ids.begin(), ids.end(), id) != ids.end()) return;
        const std::string titled = kind == Phrase::kind_body   ? id_titled(parts_.bodies, id)
                                   : kind == Phrase::kind_task ? id_titled(parts_.tasks, id)
                                                               : id_titled(parts_.indicators, id);
        add("unknown-id", place,
            !titled.empty()                   ? Message{Phrase::unknown_id_near, {id, kind, titled}}
            : are_several_ids_in_one(id, ids) ? Message{Phrase::ids_in_one, {id, kind}}
                                              : unknown_id(id, kind, ids));
    }

    /// Whoever writes a title where an id belongs is told the id of that title.
    template <class Record>
    static std::string id_titled(const std::vector<Record>& records, const std::string& title) {
        for (const Record& record : records)
            if (record.title == title) return record.id;
        return {};
    }

    /// "coverage opening_hours", "coverage/opening_hours"
    static bool are_several_ids_in_one(const std::string& words, const std::vector<std::string>& ids) {
        std::size_t begin = 0, count = 0;
        for (std::size_t end = 0; begin <= words.size(); begin = end + 1, ++count) {
            end = std::min(words.find_first_of(" /,;|", begin), words.size());
            if (std::find(ids.begin(), ids.end(), words.substr(begin, end - begin)) == ids.end()) return false;
        }
        return count > 1;
    }

    void quoted(const Clause& clause, const Place& place) {
        if (parts_.text.empty() || clause.line == 0) return;
        const auto lines = static_cast<int>(parts_.text.size());
        if (clause.line > lines)
            add("clause-line", place, {Phrase::clause_line, {std::to_string(clause.line), std::to_string(lines)}});
        else if (parts_.text[static_cast<std::size_t>(clause.line - 1)].find(clause.text) == std::string::npos)
            add("clause-text", place, {Phrase::clause_text, {clause.text, std::to_string(clause.line)}});
    }

    void check(const Indicator& indicator) {
        quoted(indicator.clause, indicator.place);
        for (const std::string& id : indicator.responsible) known(id, Phrase::kind_body, indicator.place);
        if (indicator.ratio)
            for (const std::string& id : {indicator.ratio->numerator, indicator.ratio->denominator}) {
                known(id, Phrase::kind_indicator, indicator.place);
                if (id == indicator.id) add("self", indicator.place, {Phrase::refers_to_itself, {id}});
            }
        const Message record = named(Phrase::kind_indicator, indicator.id);
        if (indicator.ratio)
            number(record, "factor", indicator.ratio->factor, Phrase::number_above_zero, indicator.place);
        for (const Baseline& baseline : indicator.baselines) {
            quoted(baseline.clause, baseline.place);
            number(record, "value", baseline.value, indicator.count ? Phrase::number_count : Phrase::number_finite,
                   baseline.place);
        }
        for (const Target& target : indicator.targets) {
            quoted(target.clause, target.place);
            check_numbers(indicator, target);
            if (const auto* compared = std::get_if<ComparedWith>(&target.form)) {
                known(compared->indicator, Phrase::kind_indicator, target.place);
                if (compared->indicator == indicator.id)
                    add("self", target.place, {Phrase::refers_to_itself, {indicator.id}});
            }
            const bool years_are_known =
                parts_.first_year != 0 && parts_.last_year != 0 && parts_.first_year <= parts_.last_year;
            if (years_are_known && (target.year < parts_.first_year || target.year > parts_.last_year))
                outside(target.year, target.place);
        }
    }

    void outside(int year, const Place& place) {
        add("year", place,
            {Phrase::year_outside,
             {std::to_string(year), std::to_string(parts_.first_year), std::to_string(parts_.last_year)}});
    }

    void check(const Responsibility& responsibility) {
        known(responsibility.task, Phrase::kind_task, responsibility.place);
        for (const std::string& id : responsibility.lead) known(id, Phrase::kind_body, responsibility.place);
        for (const std::string& id : responsibility.support) known(id, Phrase::kind_body, responsibility.place);
        for (const std::string& id : responsibility.territorial) known(id, Phrase::kind_body, responsibility.place);
        for (const auto* bodies : {&responsibility.lead, &responsibility.support, &responsibility.territorial})
            each_once(*bodies, responsibility);
    }

    void check(const Identity& identity) {
        quoted(identity.clause, identity.place);
        for (const std::string& id : ids_of(identity)) known(id, Phrase::kind_indicator, identity.place);
        const Message record = named(Phrase::kind_identity, ids_of(identity).front());
        if (const auto* sum = std::get_if<Sum>(&identity.form); sum && sum->parts.empty())
            add("identity", identity.place, {Phrase::identity_without_parts, {sum->total}});
        if (const auto* share = std::get_if<Share>(&identity.form))
            number(record, "percent", share->percent, Phrase::number_not_negative, identity.place);
        if (const auto* change = std::get_if<Change>(&identity.form))
            number(record, "percent", change->percent, Phrase::number_finite, identity.place);
        if (const auto* ratio = std::get_if<Ratio>(&identity.form))
            number(record, "factor", ratio->factor, Phrase::number_above_zero, identity.place);
    }

    static std::vector<std::string> ids_of(const Identity& identity) {
        if (const auto* sum = std::get_if<Sum>(&identity.form)) {
            auto ids = sum->parts;
            ids.push_back(sum->total);
            return ids;
        }
        if (const auto* subset = std::get_if<Subset>(&identity.form)) return {subset->part, subset->whole};
        if (const auto* share = std::get_if<Share>(&identity.form)) return {share->part, share->whole};
        if (const auto* ratio = std::get_if<Ratio>(&identity.form))
            return {ratio->result, ratio->numerator, ratio->denominator};
        if (const auto* change = std::get_if<Change>(&identity.form)) return {change->indicator};
        return {std::get<Trend>(identity.form).indicator};
    }

    const PlanParts& parts_;
    std::vector<std::string> indicators_, bodies_, tasks_;
    std::vector<Problem> problems_;
};

}  // namespace

bool Period::is_year() const { return *this == year_period(static_cast<int>(first.year())); }

Period year_period(int year) {
    const std::chrono::year y{year};
    return {y / std::chrono::January / 1, y / std::chrono::December / 31};
}

Period month_period(int year, int month) {
    const std::chrono::year_month at{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}};
    return {at / 1, at / std::chrono::last};
}
Period quarter_period(int year, int quarter) {
    return {month_period(year, 3 * quarter - 2).first, month_period(year, 3 * quarter).last};
}
Period half_period(int year, int half) {
    return {month_period(year, 6 * half - 5).first, month_period(year, 6 * half).last};
}

namespace {

/// The value of the first of some words, in the order of their strength, that a clause holds.
template <class Value, std::size_t count>
std::optional<Value> first_said(std::string_view clause, const std::pair<std::string_view, Value> (&words)[count]) {
    for (const auto& [word, value] : words)
        if (clause.find(word) != clause.npos) return value;
    return std::nullopt;
}

/// 基本 is no extent in front of these: 基本原则, 基本公共服务.
std::string without_basics(std::string clause) {
    static constexpr std::string_view basics[] = {"原则", "公共", "药物", "农田", "医疗", "养老", "情况",
                                                  "信息", "知识", "条件", "要求", "制度", "技能", "单元"};
    for (const std::string_view noun : basics) {
        const std::string words = "基本" + std::string(noun);
        for (auto at = clause.find(words); at != clause.npos; at = clause.find(words)) clause.erase(at, words.size());
    }
    return clause;
}

/// A target without a year is due when the plan ends.
void date_targets(PlanParts& parts) {
    for (Indicator& indicator : parts.indicators)
        for (Target& target : indicator.targets)
            if (target.year == 0) target.year = parts.last_year;
}

/// What follows from the parts of a plan, filled in.
void fill_in(PlanParts& parts) {
    if (parts.baseline_year == 0) parts.baseline_year = parts.first_year - 1;
    const auto read_clause = [](auto& record) {
        if (!record.strength) record.strength = strength_of(record.clause.text);
        if (!record.extent) record.extent = extent_of(record.clause.text);
    };
    for (Indicator& indicator : parts.indicators) {
        std::stable_sort(indicator.targets.begin(), indicator.targets.end(),
                         [](const Target& a, const Target& b) { return a.year < b.year; });
        for (Target& target : indicator.targets) {
            // What a target does not quote itself, its indicator may.
            const bool quotes = !target.clause.text.empty();
            read_clause(target);
            if (!quotes && !target.strength) target.strength = strength_of(indicator.clause.text);
            if (!quotes && !target.extent) target.extent = extent_of(indicator.clause.text);
        }
    }
    for (Task& task : parts.tasks) read_clause(task);
    for (Identity& identity : parts.identities) {
        const auto print = [](auto& claim) {
            if (claim.percent_text.empty()) claim.percent_text = decimal_text(claim.percent);
        };
        if (auto* share = std::get_if<Share>(&identity.form)) print(*share);
        if (auto* change = std::get_if<Change>(&identity.form)) print(*change);
    }
}

}  // namespace

std::optional<Strength> strength_of(std::string_view clause) {
    static constexpr std::pair<std::string_view, Strength> words[] = {
        {"杜绝", Strength::eliminate}, {"坚决遏制", Strength::curb_firmly}, {"遏制", Strength::curb},
        {"防范", Strength::prevent},   {"预防", Strength::prevent},         {"防止", Strength::prevent},
        {"严防", Strength::prevent},   {"减少", Strength::reduce},          {"降低", Strength::reduce},
        {"下降", Strength::reduce},    {"力争", Strength::strive},          {"争取", Strength::strive},
        {"探索", Strength::explore},   {"试点", Strength::explore}};
    return first_said(clause, words);
}

std::optional<Extent> extent_of(std::string_view clause) {
    static constexpr std::pair<std::string_view, Extent> words[] = {
        {"全部", Extent::all},    {"所有", Extent::all},       {"全覆盖", Extent::all},   {"100%", Extent::all},
        {"基本", Extent::mostly}, {"逐步", Extent::gradually}, {"推动", Extent::promote}, {"推进", Extent::promote}};
    return first_said(without_basics(std::string(clause)), words);
}

Phrase phrase_of(Strength strength) {
    static constexpr Phrase phrases[] = {
        Phrase::strength_eliminate, Phrase::strength_curb_firmly, Phrase::strength_curb,   Phrase::strength_prevent,
        Phrase::strength_reduce,    Phrase::strength_strive,      Phrase::strength_explore};
    return phrases[static_cast<int>(strength)];
}

Phrase phrase_of(Extent extent) {
    static constexpr Phrase phrases[] = {Phrase::extent_all, Phrase::extent_mostly, Phrase::extent_gradually,
                                         Phrase::extent_promote};
    return phrases[static_cast<int>(extent)];
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = parse_number(text.substr(0, 4), 4);
    const auto month = parse_number(text.substr(5, 2), 2);
    const auto day = parse_number(text.substr(8, 2), 2);
    if (!year || !month || !day) return std::nullopt;
    const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

namespace {

std::optional<Period> parse_year_or_part(std::string_view text) {
    const auto year = parse_number(text.substr(0, 4), 4);
    if (!year) return std::nullopt;
    if (text.size() == 4) return year_period(*year);
    const auto within = [](std::optional<int> part, int last) { return part && *part >= 1 && *part <= last; };
    if (text.size() == 6 && (text[4] == 'H' || text[4] == 'Q')) {
        const auto part = parse_number(text.substr(5), 1);
        if (!within(part, text[4] == 'H' ? 2 : 4)) return std::nullopt;
        return text[4] == 'H' ? half_period(*year, *part) : quarter_period(*year, *part);
    }
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto month = parse_number(text.substr(5), 2);
    return within(month, 12) ? std::optional(month_period(*year, *month)) : std::nullopt;
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return parse_year_or_part(text);
    const auto first = text.substr(0, slash);
    const auto last = text.substr(slash + 1);
    std::optional<Period> period;
    if (const auto a = parse_number(first, 4), b = parse_number(last, 4); a && b)
        period = Period{year_period(*a).first, year_period(*b).last};
    else if (const auto c = parse_date(first), d = parse_date(last); c && d)
        period = Period{*c, *d};
    return period && period->first <= period->last ? period : std::nullopt;
}

std::string to_string(const Date& date) {
    const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
           two(static_cast<unsigned>(date.day()));
}

std::string to_string(const Period& period) {
    const int first = static_cast<int>(period.first.year());
    if (period.is_year()) return std::to_string(first);
    for (int part = 1; part <= 12; ++part) {
        const std::string number = std::to_string(part);
        if (part <= 2 && period == half_period(first, part)) return std::to_string(first) + "H" + number;
        if (part <= 4 && period == quarter_period(first, part)) return std::to_string(first) + "Q" + number;
        if (period == month_period(first, part)) return std::to_string(first) + (part < 10 ? "-0" : "-") + number;
    }
    if (period.first == year_period(first).first && period.last == year_period(period.year()).last)
        return std::to_string(first) + "/" + std::to_string(period.year());
    return to_string(period.first) + "/" + to_string(period.last);
}

std::vector<Problem> problems_of(const PlanParts& parts) { return PlanValidation(parts)(); }

Plan::Plan(PlanParts parts) : parts_(std::move(parts)) {
    date_targets(parts_);
    if (auto problems = problems_of(parts_); !problems.empty()) throw InputError(std::move(problems));
    fill_in(parts_);
}

const Indicator* Plan::find_indicator(std::string_view id) const { return find_by_id(parts_.indicators, id); }
void require_year(const Plan& plan, int year) {
    if (year >= plan->first_year && year <= plan->last_year) return;
    throw InputError({{"year",
                       {},
                       {Phrase::year_outside,
                        {std::to_string(year), std::to_string(plan->first_year), std::to_string(plan->last_year)}},
                       {}}});
}

const Body* Plan::find_body(std::string_view id) const { return find_by_id(parts_.bodies, id); }
const Task* Plan::find_task(std::string_view id) const { return find_by_id(parts_.tasks, id); }

const Responsibility* Plan::responsibility_for(std::string_view task) const {
    const auto found = std::find_if(parts_.responsibilities.begin(), parts_.responsibilities.end(),
                                    [&](const Responsibility& responsibility) { return responsibility.task == task; });
    return found == parts_.responsibilities.end() ? nullptr : &*found;
}

AcrossBodies across_bodies(const Indicator& indicator) {
    if (indicator.over_bodies) return *indicator.over_bodies;
    return indicator.adds_up == Accumulation::sum    ? AcrossBodies::sum
           : indicator.adds_up == Accumulation::mean ? AcrossBodies::mean
                                                     : AcrossBodies::none;
}

bool is_cumulative(const Indicator& indicator) {
    return std::any_of(indicator.targets.begin(), indicator.targets.end(),
                       [](const Target& target) { return std::holds_alternative<Cumulative>(target.form); });
}

}  // namespace libplan
