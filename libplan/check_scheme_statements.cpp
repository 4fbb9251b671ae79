#include <algorithm>
#include <cmath>
#include <set>

#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/clause_text.hpp"
#include "libplan/rule_points.hpp"
#include "libplan/rules.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

using clause::Amount;
using clause::Statement;
using Statements = std::vector<Statement>;
using Where = Statement::Where;

// ---- statements: 达到95%得3分 ----

/// The item with its reference, a fact, taken to be a number.
constexpr double assumed_reference = 100;
constexpr double tolerance = 1e-3;

/// The number or the fact that a rule holds its own fact against.
const Reference* reference_in(const Item& item) {
    if (const auto* rule = std::get_if<AllOrNothingRule>(&item.rule)) return &rule->limit;
    if (const auto* rule = std::get_if<ShareRule>(&item.rule)) return &rule->target;
    if (const auto* rule = std::get_if<PerUnitRule>(&item.rule)) return &rule->reference;
    return nullptr;
}

std::optional<double> reference_of(const Item& item) {
    const Reference* reference = reference_in(item);
    if (!reference || !std::holds_alternative<std::string>(*reference)) return std::nullopt;
    return assumed_reference;
}

double points_at(const Item& item, double value) {
    std::vector<double> inputs{value};
    if (reference_of(item)) inputs.push_back(assumed_reference);
    return libplan::points_of(item, inputs, 6, Rounding::half_up).value();
}

/// A limit printed for another quantity, such as times beside a percentage, is not compared.
bool is_in_unit_of(const Questions& questions, const Item& item, const Statement& statement) {
    const std::string_view after_limit = statement.unit;
    const bool is_range = statement.where == Where::between;  // 80–89得8分 goes without the sign
    const FactDefinition* fact = questions.scheme.find_fact(item.fact);
    const std::string unit = fact ? fact->unit : "";
    if (is_range && (unit.empty() || after_limit.empty())) return after_limit.empty();
    return unit.empty() || after_limit.starts_with(unit) || (unit == "%" && after_limit.starts_with("个百分点"));
}

/// A rule over shares of one, whose clause prints them in percent.
bool is_over_shares_of_one(const Item& item) {
    if (const auto* bands = std::get_if<BandsRule>(&item.rule))
        return std::all_of(bands->bands.begin(), bands->bands.end(),
                           [](const Band& band) { return band.edge.from <= 1; });
    const Reference* reference = reference_in(item);
    const auto* number = reference ? std::get_if<double>(reference) : nullptr;
    return number && *number <= 1;
}

/// "全年少4次", "超2人": the value that lies so far from the reference. 少5% may be meant of the reference itself.
std::optional<double> value_from(const Questions& questions, const Item& item, const Statement& statement,
                                 const PerUnitRule& rule) {
    const auto* number = std::get_if<double>(&rule.reference);
    const double reference = number ? *number : assumed_reference;
    const bool in_percent = statement.unit.starts_with("%");
    if (statement.where != Where::at || in_percent || !is_in_unit_of(questions, item, statement)) return std::nullopt;
    return statement.beyond == Amount::Side::over ? reference + *statement.limit : reference - *statement.limit;
}

std::optional<double> limit_of(const Questions& questions, const Item& item, const Statement& statement) {
    const auto* per_unit = std::get_if<PerUnitRule>(&item.rule);
    if (per_unit && statement.limit && statement.beyond != Amount::Side::none &&
        !counts_from_nothing(questions, item, *per_unit))
        return value_from(questions, item, statement, *per_unit);
    const auto reference = reference_of(item);
    if (reference) return statement.limit ? std::nullopt : reference;
    if (!statement.limit || !is_in_unit_of(questions, item, statement)) return std::nullopt;
    const FactDefinition* fact = questions.scheme.find_fact(item.fact);
    const bool scaled = fact && fact->unit.empty() && statement.unit.starts_with("%") && is_over_shares_of_one(item);
    return scaled ? *statement.limit / 100 : *statement.limit;
}

/// "下降3%以上" as the values of a signed rate: -3 and less.
Statement below_zero(Statement statement) {
    static constexpr Where sides[] = {Where::at,    Where::up_to,     Where::from,    Where::below,
                                      Where::above, Where::downwards, Where::upwards, Where::between};
    statement.where = sides[static_cast<int>(statement.where)];
    if (statement.limit) statement.limit = -*statement.limit;
    if (statement.where != Where::between) return statement;
    statement.until = -statement.until;
    std::swap(*statement.limit, statement.until);
    statement.holds_limit = false;
    return statement;
}

bool holds(const Item& item, const Statement& statement, double points) {
    switch (statement.what) {
        case Statement::What::full:
            return points > item.full - tolerance;
        case Statement::What::zero:
            return points < tolerance;
        case Statement::What::points:
            return std::abs(points - statement.points) < tolerance;
        case Statement::What::loses:
            return points < item.full - 1e-9;
    }
    return true;
}

/// What the rule gives at a value, which may lie a little beside the limit that the statement prints.
void tell_statement(Questions& questions, const Item& item, const Statement& statement, double limit, double value) {
    const std::string points = decimal_text(points_at(item, value));
    Message follows{Phrase::follows_points, {statement.words, points}};
    if (value != limit && !reference_of(item)) {
        const bool beside = std::abs(value - limit) < tolerance;
        const Phrase where = !beside         ? Phrase::follows_points_at
                             : value < limit ? Phrase::follows_points_below
                                             : Phrase::follows_points_above;
        follows = {where, {statement.words, decimal_text(beside ? limit : value), points}};
    }
    questions.tell("clause-points", Severity::error, item, Phrase::question_points, std::move(follows),
                   {Phrase::cure_clause, {}});
}

bool is_stepped(const Item& item) {
    const auto* bands = std::get_if<BandsRule>(&item.rule);
    return std::holds_alternative<AllOrNothingRule>(item.rule) || (bands && !bands->interpolate);
}

/// "不低于80%得满分" holds of all that is higher, too; of the points between two bands nothing is known.
std::optional<double> value_beyond(const Statement& statement, double limit, double step) {
    if (statement.what != Statement::What::full && statement.what != Statement::What::zero) return std::nullopt;
    if (statement.where == Where::from) return limit + step;
    if (statement.where == Where::up_to) return limit - step;
    return std::nullopt;
}

/// How far short of a limit the points must be fewer, if the limit is the first that gives full marks: whole steps need
/// a whole one, and what is in proportion is told apart only at some distance.
std::optional<double> distance_short(const Item& item, const Statement& statement, double limit, double step) {
    if (is_stepped(item)) return step;
    if (std::holds_alternative<ShareRule>(item.rule)) return std::abs(limit) / 100;
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    if (!rule) return std::nullopt;
    const bool lower = is_lower_limit(statement.where);
    if ((lower ? rule->under : rule->over) >= 0) return std::nullopt;
    return lower ? rule->per_under.value_or(rule->per) : rule->per;
}

/// Amounts that count from a limit of their own leave open what lies before it.
bool counts_from_elsewhere(const Item& item) {
    const auto amounts = clause::amounts_in(item.clause);
    return std::any_of(amounts.begin(), amounts.end(), [](const Amount& amount) { return amount.from.has_value(); });
}

/// "50%及以下不得分，其间线性计分" where the line starts at 60.
void check_start_of_line(Questions& questions, const Item& item, const Statement& statement, double limit) {
    const auto* rule = std::get_if<BandsRule>(&item.rule);
    if (!rule || !rule->interpolate || rule->coefficients || !is_upper_limit(statement.where)) return;
    const double value = limit + std::max(std::abs(limit) / 100, tolerance);
    const bool goes_on = value < rule->bands.back().edge.from;
    if (goes_on && points_at(item, value) < 1e-9) tell_statement(questions, item, statement, limit, value);
}

/// "达到95%得满分" where the rule gives full marks from 90 on.
void check_looser(Questions& questions, const Item& item, const Statement& statement, double limit, double step) {
    const bool lower = is_lower_limit(statement.where);
    if (statement.what == Statement::What::zero) return check_start_of_line(questions, item, statement, limit);
    if (statement.what != Statement::What::full || !(lower || is_upper_limit(statement.where))) return;
    const auto distance = distance_short(item, statement, limit, step);
    if (!distance || counts_from_elsewhere(item)) return;
    const double value = lower ? limit - *distance : limit + *distance;
    if (points_at(item, value) > item.full - tolerance) tell_statement(questions, item, statement, limit, value);
}

/// Whether the printed value is one that the statement speaks of, in the units it prints.
bool speaks_of(const Statement& statement, double value) {
    if (!statement.limit) return false;
    if (statement.where == Where::between) return value >= *statement.limit && value <= statement.until;
    return is_lower_limit(statement.where)   ? value >= *statement.limit
           : is_upper_limit(statement.where) ? value <= *statement.limit
                                             : value == *statement.limit;
}

/// "80–89%得8分", "80%≤x<90%得8分": in the middle of the band, just within its limits where the clause does not say
/// something else of that, too, and at the lower one if it belongs for certain.
void compare_band(Questions& questions, const Item& item, const Statement& statement, const Statements& all) {
    Statement end = statement;
    end.limit = statement.until;
    const auto low = limit_of(questions, item, statement);
    const auto high = limit_of(questions, item, end);
    const bool counts = is_count(questions, item.fact);
    if (!low || !high || !is_stepped(item) || (counts && *high - *low < 2)) return;
    const double middle = counts ? std::floor((*low + *high) / 2) : (*low + *high) / 2;
    if (!holds(item, statement, points_at(item, middle)))
        return tell_statement(questions, item, statement, *low, middle);
    const double step = counts ? 1 : 1e-6;
    const auto is_alone = [&](double value) {
        return std::count_if(all.begin(), all.end(), [&](const Statement& one) { return speaks_of(one, value); }) == 1;
    };
    if (is_alone(*statement.limit + step) && !holds(item, statement, points_at(item, *low + step)))
        return tell_statement(questions, item, statement, *low, *low + step);
    if (is_alone(statement.until - step) && !holds(item, statement, points_at(item, *high - step)))
        return tell_statement(questions, item, statement, *high, *high - step);
    if (statement.holds_limit && !holds(item, statement, points_at(item, *low)))
        tell_statement(questions, item, statement, *low, *low);
}

void compare(Questions& questions, const Item& item, const Statement& statement, const Statements& all) {
    if (statement.where == Where::between) return compare_band(questions, item, statement, all);
    const auto limit = limit_of(questions, item, statement);
    if (!limit) return;
    const double step = is_count(questions, item.fact) ? 1 : 1e-6;
    const bool up = statement.where == Where::above || statement.where == Where::upwards;
    const bool down = statement.where == Where::below || statement.where == Where::downwards;
    const double value = *limit + (up ? step : down ? -step : 0);
    if (!holds(item, statement, points_at(item, value)))
        return tell_statement(questions, item, statement, *limit, value);
    if (const auto beyond = value_beyond(statement, *limit, step);
        beyond && !holds(item, statement, points_at(item, *beyond)))
        return tell_statement(questions, item, statement, *limit, *beyond);
    const bool strict = statement.where == Where::above || statement.where == Where::below;
    if (strict && is_stepped(item) && holds(item, statement, points_at(item, *limit)))
        return questions.tell("clause-edge", Severity::warning, item, Phrase::question_edge,
                              {Phrase::follows_edge, {statement.words, decimal_text(*limit)}}, {Phrase::cure_edge, {}});
    check_looser(questions, item, statement, *limit, step);
}

/// "连续3年下降加3分"
void check_years(Questions& questions, const Item& item) {
    const FactDefinition* fact = questions.scheme.find_fact(item.fact);
    const auto* rule = std::get_if<AllOrNothingRule>(&item.rule);
    const auto* limit = rule ? std::get_if<double>(&rule->limit) : nullptr;
    const auto years = clause::limits_in(item.clause).years;
    if (!fact || !std::holds_alternative<TrendFact>(fact->source) || !limit || !years || *years == *limit) return;
    questions.tell("clause-points", Severity::error, item, Phrase::question_reference,
                   {Phrase::follows_clause_says,
                    {"连续" + decimal_text(*years) + "年",
                     {Phrase::question_setting, {word_of(rule->comparison), decimal_text(*limit)}}}},
                   {Phrase::cure_clause, {}});
}

/// "以95%为准", "低于95%的，每低1个百分点扣1分"
void check_reference(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<PerUnitRule>(&item.rule);
    const auto* reference = rule ? std::get_if<double>(&rule->reference) : nullptr;
    if (!reference) return;
    const FactDefinition* fact = questions.scheme.find_fact(item.fact);
    const auto tell = [&](double printed, const Message& words) {
        if (std::abs(printed - *reference) > 1e-9)
            questions.tell("clause-points", Severity::error, item, Phrase::question_reference,
                           {Phrase::follows_clause_says,
                            {words, {Phrase::question_setting, {"reference", decimal_text(*reference)}}}},
                           {Phrase::cure_clause, {}});
    };
    if (!fact || fact->unit.empty()) return;
    if (const auto printed = clause::limits_in(item.clause).reference; printed && fact->unit == "%")
        return tell(*printed, {Phrase::said_reference, {decimal_text(*printed)}});
    for (const Amount& amount : clause::amounts_in(item.clause))
        if (amount.from && amount.from_unit.starts_with(fact->unit)) return tell(*amount.from, amount.from_words);
    if (const auto printed = clause::limits_in(item.clause).target; printed && fact->unit == "%")
        tell(*printed, {Phrase::said_target, {decimal_text(*printed)}});
}

void tell_kind(Questions& questions, const Item& item, const std::string& words, Phrase rule) {
    questions.tell("clause-points", Severity::error, item, Phrase::question_points,
                   {Phrase::follows_clause_says, {words, rule}}, {Phrase::cure_clause, {}});
}

/// "未完成的不得分" of a share, "按完成比例得分" of all or nothing.
void check_kind(Questions& questions, const Item& item) {
    const clause::Limits said = clause::limits_in(item.clause);
    if (std::holds_alternative<ShareRule>(item.rule) && !said.all_or_nothing.empty())
        tell_kind(questions, item, said.all_or_nothing, Phrase::rule_is_share);
    if (std::holds_alternative<AllOrNothingRule>(item.rule) && !said.in_proportion.empty())
        tell_kind(questions, item, said.in_proportion, Phrase::rule_is_all_or_nothing);
    const auto* bands = std::get_if<BandsRule>(&item.rule);
    const bool is_no_line = item.clause.find("非线性") != std::string::npos;
    for (const char* line : {"线性", "插值", "内插"})
        if (bands && !bands->interpolate && bands->bands.size() > 1 && !is_no_line &&
            item.clause.find(line) != std::string::npos)
            return tell_kind(questions, item, line, Phrase::rule_is_steps);
}

/// 功效系数法: "60+40×(实际值-不允许值)/(满意值-不允许值)" against bands between which is interpolated.
void check_line(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<BandsRule>(&item.rule);
    const clause::Limits said = clause::limits_in(item.clause);
    if (!said.line || !rule || rule->coefficients || !rule->interpolate || rule->bands.size() != 2) return;
    const Band& low = rule->bands.front();
    const Band& high = rule->bands.back();
    const bool rises = low.points <= high.points;
    const Band& not_allowed = rises ? low : high;
    const Band& satisfactory = rises ? high : low;
    const auto [least, more] = *said.line;
    const auto tell = [&](const std::string& words, double number) {
        questions.tell(
            "clause-points", Severity::error, item, Phrase::question_points,
            {Phrase::follows_clause_says, {words, {Phrase::question_setting, {"bands", decimal_text(number)}}}},
            {Phrase::cure_clause, {}});
    };
    const double share = least / (least + more);
    if (std::abs(not_allowed.points - share * satisfactory.points) > tolerance)
        return tell(said.line_words, not_allowed.points);
    if (said.not_allowed && *said.not_allowed != not_allowed.edge.from)
        return tell("不允许值" + decimal_text(*said.not_allowed), not_allowed.edge.from);
    if (said.satisfactory && *said.satisfactory != satisfactory.edge.from)
        tell("满意值" + decimal_text(*said.satisfactory), satisfactory.edge.from);
}

void tell_band(Questions& questions, const Item& item, std::string_view words, const char* key, double own) {
    questions.tell(
        "clause-points", Severity::error, item, Phrase::question_points,
        {Phrase::follows_clause_says, {std::string(words), {Phrase::question_setting, {key, decimal_text(own)}}}},
        {Phrase::cure_clause, {}});
}

/// "优秀值95%，系数1.0；良好值80%，系数0.8": each coefficient stands behind the value that it begins at.
void check_coefficients(Questions& questions, const Item& item, const BandsRule& rule) {
    const std::string text = clause::plain(item.clause);
    const auto numbers = clause::numbers_in(text);
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        if (!clause::ends(std::string_view(text).substr(0, numbers[i].begin), {"系数", "系数为", "系数取"})) continue;
        const auto band = std::find_if(rule.bands.begin(), rule.bands.end(),
                                       [&](const Band& one) { return one.edge.from == numbers[i - 1].value; });
        if (band == rule.bands.end() || std::abs(band->points - numbers[i].value) < 1e-9) continue;
        const std::size_t begin = numbers[i - 1].begin;
        return tell_band(questions, item, std::string_view(text).substr(begin, numbers[i].end - begin), "coefficient",
                         band->points);
    }
}

/// "发生1起扣1分，发生2起扣3分": what so many cost together.
void check_numbers_of_events(Questions& questions, const Item& item) {
    const std::string text = clause::plain(item.clause);
    const std::string_view all = text;
    const auto numbers = clause::numbers_in(text);
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
        const auto& [count, from, to] = numbers[i];
        const std::string_view before = all.substr(0, from), between = all.substr(to, numbers[i + 1].begin - to);
        const bool counts = clause::ends(before, {"发生", "出现"}) && !clause::ends(before, {"每发生", "每出现"}) &&
                            clause::starts(between, {"起", "次", "件", "人", "例", "宗", "个", "项"});
        constexpr std::size_t longest = 12;  // "起事故的扣", in bytes of UTF-8, and no more
        if (!counts || between.size() > longest || !clause::ends(between, {"扣"}) ||
            !clause::are_points(text, numbers[i + 1]))
            continue;
        const double own = points_at(item, count);
        if (std::abs(own - (item.full - numbers[i + 1].value)) < tolerance) continue;
        const std::string words(all.substr(from, numbers[i + 1].end - from));
        return tell_band(questions, item, "发生" + words + "分", "points", own);
    }
}

void check_bands(Questions& questions, const Item& item) {
    const auto* rule = std::get_if<BandsRule>(&item.rule);
    if (!rule) return;
    if (rule->coefficients)
        check_coefficients(questions, item, *rule);
    else if (is_count(questions, item.fact))
        check_numbers_of_events(questions, item);
}

// ---- clauses that speak of several things ----

bool contains(std::string_view text, std::string_view words) { return text.find(words) != text.npos; }

/// "每起扣2分；瞒报1起的不得分": said once of something that neither the item nor its fact is about.
bool is_of_something_else(const Questions& questions, const Item& item, const Statement& statement) {
    const std::string about = item.title + title_of(questions, item.fact);
    const std::string all = clause::plain(item.clause);
    for (const std::string_view thing : {"瞒报", "谎报", "虚报", "漏报", "迟报", "弄虚作假", "较大", "重大", "特大"}) {
        if (!contains(statement.words, thing) || contains(about, thing)) continue;
        if (all.find(thing) == all.rfind(thing)) return true;
    }
    return false;
}

/// "全部合格且80%以上优秀的": joined to a condition without a number, which is not read.
bool is_joined_to_words(const Statement& statement) {
    constexpr std::string_view joins = "且";
    const std::string& words = statement.words;
    const std::size_t at = words.find(joins);
    if (at == words.npos) return false;
    const auto has_number = [](std::string_view part) { return part.find_first_of("0123456789") != part.npos; };
    return !has_number(std::string_view(words).substr(0, at)) ||
           !has_number(std::string_view(words).substr(at + joins.size()));
}

bool is_same_subject(std::string_view a, std::string_view b) { return contains(a, b) || contains(b, a); }

/// What a clause says of each quantity that it names, all of it together where it names one or none.
std::vector<Statements> by_subject(const Statements& statements) {
    std::vector<Statements> groups;
    for (const Statement& statement : statements) {
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const Statements& group) {
            return is_same_subject(group.front().subject, statement.subject);
        });
        if (same == groups.end())
            groups.push_back({statement});
        else
            same->push_back(statement);
    }
    return groups;
}

bool is_subject_of(const Questions& questions, const Item& item, const Statements& group) {
    const std::string& subject = group.front().subject;
    return is_same_subject(item.title, subject) || is_same_subject(title_of(questions, item.fact), subject);
}

std::vector<Finding> contradictions(const Questions& questions, const Item& item, const Statements& statements) {
    Questions alone{questions.scheme, questions.plan, questions.events};
    std::set<std::optional<double>> told;  // limits: one slip contradicts what the clause says on either side
    for (const Statement& statement : statements) {
        const std::size_t before = alone.findings.size();
        if (!told.contains(statement.limit)) compare(alone, item, statement, statements);
        if (alone.findings.size() > before) told.insert(statement.limit);
    }
    return std::move(alone.findings);
}

/// "培训率不低于90%，合格率不低于85%，得满分": of the item's own quantity nothing is said that is read.
bool speaks_of_others(const Questions& questions, const Item& item, const std::vector<Statements>& groups) {
    const std::string fact = title_of(questions, item.fact);
    const bool is_named = contains(item.clause, item.title) || (!fact.empty() && contains(item.clause, fact));
    return is_named && std::none_of(groups.begin(), groups.end(),
                                    [&](const Statements& group) { return is_subject_of(questions, item, group); });
}

/// A clause quoted whole says of other quantities what other items carry out: what it says of the item's own is
/// compared, or else one that agrees is enough.
std::vector<Finding> contradictions(const Questions& questions, const Item& item, std::vector<Statements> groups) {
    const auto is_own = [&](const Statements& group) { return is_subject_of(questions, item, group); };
    if (std::count_if(groups.begin(), groups.end(), is_own) == 1)
        return contradictions(questions, item, *std::find_if(groups.begin(), groups.end(), is_own));
    if (speaks_of_others(questions, item, groups)) return {};
    std::vector<Finding> first;
    for (const Statements& group : groups) {
        auto found = contradictions(questions, item, group);
        if (found.empty()) return {};
        if (first.empty()) first = std::move(found);
    }
    return first;
}

}  // namespace

void check_clause_statements(Questions& questions, const Item& item) {
    if (std::holds_alternative<MarksRule>(item.rule) || std::holds_alternative<OccurrencesRule>(item.rule)) return;
    Statements statements = clause::statements_in(item.clause);
    std::erase_if(statements, [&](const Statement& one) {
        return is_of_something_else(questions, item, one) || is_joined_to_words(one);
    });
    if (falls_of(questions, item) == Falls::below_zero)
        for (Statement& statement : statements)
            if (statement.falls) statement = below_zero(std::move(statement));
    for (Finding& finding : contradictions(questions, item, by_subject(statements)))
        questions.findings.push_back(std::move(finding));
    check_reference(questions, item);
    check_years(questions, item);
    check_kind(questions, item);
    check_line(questions, item);
    check_bands(questions, item);
}

}  // namespace libplan::questioning
