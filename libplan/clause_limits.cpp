#include <algorithm>
#include <limits>

#include "libplan/clause.hpp"
#include "libplan/clause_text.hpp"
#include "libplan/points.hpp"
#include "libplan/utf8.hpp"

namespace libplan::clause {
namespace {

constexpr std::string_view dashes[] = {"——", "—", "–", "-", "~", "～", "至"};

/// Nothing, or the unit of the number before the dash: "%", "万元", "%(含)".
bool can_stand_before_dash(std::string_view words) {
    constexpr std::size_t longest = 9;
    return words.size() <= longest && std::none_of(words.begin(), words.end(), is_digit) &&
           !says_any(words, {",", "，", ";", "；", "。", ":", "：", "、", "得", "扣", "加", "计"});
}

/// The number after a dash, and what stands between the two: "%—" in 60%—80%.
std::optional<Number> end_of_range(std::string_view text, std::size_t after) {
    for (const std::string_view dash : dashes) {
        const std::size_t at = text.find(dash, after);
        if (at == text.npos || !can_stand_before_dash(text.substr(after, at - after))) continue;
        const std::size_t next = at + dash.size();
        if (next < text.size())
            if (const auto number = digits_at(text, next)) return number;
    }
    return std::nullopt;
}

/// The first character of the unit, as far as it tells one range from another; none where a sentence goes on.
std::string unit_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.empty() || starts(rest, {"得", "为", "的", "计", "记", "扣", "加", "之", "及", "以", "内",
                                      "间", "、", "，", "；", "。", ",",  ";",  ":",  "(",  ")"}))
        return {};
    const std::size_t size = static_cast<unsigned char>(rest[0]) < 0x80 ? 1 : 3;
    return std::string(rest.substr(0, size));
}

/// 扣0.5—2分 and 在0—3分内评分 are points, 第3–5条 and 2016—2020年 no values at all.
bool is_band(std::string_view before, std::string_view after) {
    if (ends(before, {"扣", "加", "得", "计", "记", "评", "第"})) return false;
    if (before.ends_with("在") && after.starts_with("分")) return false;
    return !starts(after, {"年", "月", "日"});
}

/// "80–89", or "80%–89%" where both ends have the sign.
std::string words_of_range(std::string_view text, const Number& from, const Number& to) {
    const bool both = text[from.end] == '%' && text.substr(to.end).starts_with("%");
    return std::string(text.substr(from.begin, to.end - from.begin)) + (both ? "%" : "");
}

/// "90%以上": open above.
std::optional<Range> open_range(std::string_view text, const Number& from) {
    const std::size_t at = text.find("以上", from.end);
    if (at == text.npos || !can_stand_before_dash(text.substr(from.end, at - from.end))) return std::nullopt;
    const std::size_t end = at + std::string_view("以上").size();
    if (!is_band(text.substr(0, from.begin), text.substr(from.end))) return std::nullopt;
    return Range{from.value, std::numeric_limits<double>::infinity(), unit_at(text, from.end),
                 std::string(text.substr(from.begin, end - from.begin))};
}

/// Where 以上 opens below a printed band, it repeats it: 80%以上得8分，90–100%得10分.
void drop_repeated(std::vector<Range>& ranges) {
    double highest = -std::numeric_limits<double>::infinity();
    for (const Range& range : ranges)
        if (range.to < std::numeric_limits<double>::infinity()) highest = std::max(highest, range.from);
    std::erase_if(ranges, [&](const Range& range) {
        return range.to == std::numeric_limits<double>::infinity() && range.from <= highest;
    });
    std::stable_sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.from < b.from; });
}

/// Of what stands before, the first that a number follows.
std::optional<double> first_between(std::string_view text, Words before, Words after) {
    const auto numbers = numbers_in(text);
    for (const std::string_view words : before)
        for (const Number& number : numbers)
            if (text.substr(0, number.begin).ends_with(words) && starts(text.substr(number.end), after))
                return number.value;
    return std::nullopt;
}

/// "分+", or "分+责任" where each has its name: what stands between two points that are added.
bool is_added(std::string_view between, bool& in_words) {
    if (!between.starts_with("分+")) return false;
    const std::string_view name = between.substr(std::string_view("分+").size());
    if (!name.empty()) in_words = true;
    return std::none_of(name.begin(), name.end(), is_digit) &&
           !says_any(name, {"，", ",", "；", ";", "。", "(", ")", "：", ":", "每", "扣"});
}

/// 2分+1分+1分
void read_parts(std::string_view text, Limits& limits) {
    std::vector<Number> run;
    bool in_words = false;
    const auto close = [&] {
        if (run.size() > 1 && limits.parts.empty()) {
            for (const Number& number : run) limits.parts.push_back(number.value);
            limits.parts_words = std::string(text.substr(run.front().begin, run.back().end - run.front().begin)) + "分";
            limits.parts_in_words = in_words;
        }
        run.clear();
        in_words = false;
    };
    for (const Number& number : numbers_in(text)) {
        if (!are_points(text, number)) continue;
        if (run.empty() || !is_added(text.substr(run.back().end, number.begin - run.back().end), in_words)) close();
        run.push_back(number);
    }
    close();
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
    std::vector<std::string_view> parts;
    for (auto end = text.find(at); end != text.npos; end = text.find(at)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + at.size());
    }
    parts.push_back(text);
    return parts;
}

/// "30分、40分、20分"
std::string listed(const std::vector<double>& points) {
    std::string words;
    for (const double one : points) words += (words.empty() ? "" : "、") + decimal_text(one) + "分";
    return words;
}

/// The points that end a part, the only number in it: "建立制度得30分", "制度健全(30分)"; nothing if it has others.
std::optional<double> points_at_end(std::string_view part) {
    if (part.ends_with(")")) part.remove_suffix(1);
    const auto numbers = numbers_in(part);
    const auto points = [&](const Number& number) { return are_points(part, number); };
    if (std::count_if(numbers.begin(), numbers.end(), points) != 1 || !points(numbers.back())) return std::nullopt;
    const Number& last = numbers.back();
    if (!is_digit(part[last.begin]) || last.begin == 0 || !part.substr(last.end).ends_with("分")) return std::nullopt;
    if (std::any_of(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(last.begin), is_digit))
        return std::nullopt;
    return part.substr(last.end) == std::string_view("分") ? std::optional(last.value) : std::nullopt;
}

/// "建立制度得30分，落实责任得40分": what is listed with its points, if nothing in the clause says that this is not
/// all.
void read_listed(std::string_view text, Limits& limits) {
    if (!limits.parts.empty() || says_any(text, {"其余", "其他", "另",     "加分",   "最高",   "最多", "不超过", "满分",
                                                 "封顶", "否则", "折",     "每",     "以上",   "以下", "达到",   "率",
                                                 "级",   "奖",   "标准分", "基本分", "基准分", "视情", "酌情",   "%"}))
        return;
    std::vector<double> points;
    bool gained = false;
    for (const Part& sentence : parts_of(text))
        for (const std::string_view part : split(sentence.words, "、")) {
            const auto numbers = numbers_in(part);
            const bool has_points = std::any_of(numbers.begin(), numbers.end(),
                                                [&](const Number& number) { return are_points(part, number); });
            if (!has_points || says_any(part, {"扣", "减"})) continue;
            const auto one = points_at_end(part);
            if (!one) return;
            points.push_back(*one);
            gained = gained || !part.ends_with(")");
        }
    if (points.size() < 2) return;
    limits.parts = std::move(points);
    limits.parts_in_words = true;
    limits.parts_gained = gained;
    limits.parts_words = listed(limits.parts);
}

/// What the words before the points say is done with them, and the words without that: "最高加", "累计不超过".
enum class Verb { none, adds, takes_off, gives };
Verb take_verb(std::string_view& words) {
    static constexpr std::pair<std::string_view, Verb> verbs[] = {
        {"奖励", Verb::adds},      {"加分", Verb::adds},      {"奖", Verb::adds},      {"加", Verb::adds},
        {"扣减", Verb::takes_off}, {"扣分", Verb::takes_off}, {"扣", Verb::takes_off}, {"得", Verb::gives},
        {"计", Verb::gives},       {"记", Verb::gives}};
    for (const auto& [verb, does] : verbs)
        if (words.ends_with(verb)) {
            words.remove_suffix(verb.size());
            if (words.ends_with("可")) words.remove_suffix(std::string_view("可").size());
            return does;
        }
    return Verb::none;
}

/// "加分累计不超过5分", "（上限2分）" behind 加1分: what the words around a limit speak of.
Verb verb_in(std::string_view words) {
    const std::size_t adds = std::max(words.rfind("加") + 1, words.rfind("奖") + 1);
    const std::size_t takes_off = words.rfind("扣") + 1;
    if (adds == takes_off) return Verb::none;
    return adds > takes_off ? Verb::adds : Verb::takes_off;
}

/// Whether a clause takes points off for one thing and never adds any.
bool only_takes_off(std::string_view text) {
    const auto numbers = numbers_in(text);
    const auto adds = [&](const Number& number) {
        return are_points(text, number) && ends(text.substr(0, number.begin), {"加", "奖", "奖励"});
    };
    if (says_any(text, {"加分"}) || std::any_of(numbers.begin(), numbers.end(), adds)) return false;
    const auto amounts = amounts_in(text);
    return amounts.size() == 1 && amounts[0].points < 0;
}

/// Whether the words around points say that these are the most there can be. 最多 and the like want their verb, or
/// 不超过, behind them: "最高10分" may be what the best gets.
bool is_most(std::string_view before, std::string_view after, Verb verb) {
    for (const std::string_view is : {"为", "是", ":"})
        if (before.ends_with(is)) before.remove_suffix(is.size());
    if (after.starts_with("的")) return false;  // 得分不超过60分的
    if (ends(before, {"不超过", "不得超过", "上限"})) return true;
    if (starts(after, {"封顶", "为限"})) return true;
    if (verb == Verb::none && ends(before, {"扣完", "扣满", "计满", "加满", "以"})) return starts(after, {"为止"});
    if (starts(after, {"扣完为止", "扣完即止"})) return true;
    const Words most = {"最高", "最多", "至多", "最高累计"};
    if (verb != Verb::none) return ends(before, most) || (verb != Verb::gives && ends(before, {"累计"}));
    return ends(before, most) && says_any(before, {"加分", "扣分"});
}

/// Limits of one occurrence or of a total: "每次最多扣2分", "总分不超过100分".
bool is_of_part_or_total(std::string_view before) {
    return says_any(before, {"每", "单项", "单次", "单个", "单起", "一次", "各项", "各类", "总分", "总得分"});
}

/// 最高加5分, 加分累计不超过5分, 以5分为限: the most that is added, given or taken off, each if it is said first so.
void read_most(std::string_view text, Limits& limits) {
    for (const Part& part : parts_of(text)) {
        std::size_t last = 0;
        for (const Number& number : numbers_in(part.words)) {
            if (!are_points(part.words, number)) continue;
            const std::string_view whole = part.words.substr(last, number.begin - last);
            const std::string_view after = part.words.substr(number.end + std::string_view("分").size());
            const std::string_view earlier = part.words.substr(0, last);
            last = number.end;
            std::string_view before = whole;
            Verb verb = take_verb(before);
            if (!is_most(before, after, verb) || is_of_part_or_total(whole)) continue;
            if (verb == Verb::none) verb = verb_in(whole);
            if (verb == Verb::none && starts(after, {"扣完"})) verb = Verb::takes_off;
            if (verb == Verb::none) verb = verb_in(earlier);
            if (verb == Verb::none && only_takes_off(text)) verb = Verb::takes_off;
            auto& most = verb == Verb::takes_off ? limits.most_loss
                         : verb == Verb::adds    ? limits.most_gain
                                                 : limits.most_points;
            if (!most) most = number.value;
        }
    }
}

/// "扣0.5—2分", if the clause says only one.
std::optional<std::pair<double, double>> deduction_in(std::string_view text) {
    std::vector<std::pair<double, double>> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto from = digits_at(text, at);
        if (!from || !ends(text.substr(0, from->begin), {"扣", "扣分", "扣除", "扣减"})) continue;
        const auto to = end_of_range(text, from->end);
        if (to && are_points(text, *to)) found.emplace_back(from->value, to->value);
    }
    return found.size() == 1 ? std::optional(found[0]) : std::nullopt;
}

/// "在0—8分内评分", if the clause prints one range of marks and neither adds nor takes off.
std::optional<std::pair<double, double>> marks_in(std::string_view text) {
    if (says_any(text, {"扣", "加"})) return std::nullopt;
    std::vector<std::pair<double, double>> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto from = digits_at(text, at);
        const auto to = from ? end_of_range(text, from->end) : std::nullopt;
        if (!to || !are_points(text, *to)) continue;
        const std::string_view after = text.substr(to->end + std::string_view("分").size());
        if (ends(text.substr(0, from->begin), {"在", "按"}) ||
            starts(after, {"内", "之内", "之间", "以内", "范围内", "打分", "评分", "赋分"}))
            found.emplace_back(from->value, to->value);
        at = to->end;
    }
    return found.size() == 1 ? std::optional(found[0]) : std::nullopt;
}

/// "100分折算30分", "得分/100×20分", "按完成比例折算20分"
void read_conversion(std::string_view text, Limits& limits) {
    const auto numbers = numbers_in(text);
    for (const Number& number : numbers) {
        std::string_view before = text.substr(0, number.begin);
        for (const std::string_view to : {"为", "成"})
            if (before.ends_with(to)) before.remove_suffix(to.size());
        if (!are_points(text, number) || !ends(before, {"率折算", "比例折算", "程度折算", "率折合", "比例折合"}))
            continue;
        limits.rate_converted = number.value;
        limits.conversion_words = std::string(text.substr(before.rfind("折"), number.end - before.rfind("折"))) + "分";
        return;
    }
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        const Number& whole = numbers[i - 1];
        const Number& part = numbers[i];
        const std::string_view between = text.substr(whole.end, part.begin - whole.end);
        const bool divided = text.substr(0, whole.begin).ends_with("/") && (between == "×" || between == "*");
        const bool converted = between == "分折算" || between == "分折算为" || between == "分折算成" ||
                               between == "分折合" || between == "分折合为" || between == "分换算为";
        if ((!divided && !converted) || !are_points(text, part)) continue;
        limits.conversion = {whole.value, part.value};
        limits.conversion_words = std::string(text.substr(whole.begin, part.end - whole.begin)) + "分";
        return;
    }
}

/// "系数0.3/0.2/0.3/0.2", "按3:7计算"
void read_coefficients(std::string_view text, Limits& limits) {
    const auto numbers = numbers_in(text);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!ends(text.substr(0, numbers[i].begin), {"系数", "系数为", "权重", "权重为", "按", "按照", "比例为"}))
            continue;
        const auto joins = [&](std::size_t at) {
            const std::string_view between = text.substr(numbers[at].end, numbers[at + 1].begin - numbers[at].end);
            return between == "/" || between == ":" || between == "∶";
        };
        std::size_t last = i;
        while (last + 1 < numbers.size() && joins(last)) ++last;
        if (last == i) continue;
        for (std::size_t k = i; k <= last; ++k) limits.coefficients.push_back(numbers[k].value);
        limits.coefficients_words = text.substr(numbers[i].begin, numbers[last].end - numbers[i].begin);
        return;
    }
}

/// "可倒扣，最多倒扣5分", "不倒扣"
void read_below_zero(std::string_view text, Limits& limits) {
    if (text.find("倒扣") == text.npos || says_any(text, {"总分"})) return;
    limits.not_below_zero = says_any(text, {"不倒扣", "不得倒扣", "不可倒扣", "不能倒扣", "不予倒扣", "不实行倒扣"});
    limits.below_zero = !limits.not_below_zero;
    limits.most_below_zero = first_between(
        text, {"最多倒扣", "最高倒扣", "至多倒扣", "最多可倒扣", "倒扣不超过", "倒扣最多", "倒扣以", "倒扣最高"},
        {"分"});
}

/// "≤2分", a part of its own: the most there is.
std::optional<double> most_alone(std::string_view text) {
    for (const Part& part : parts_of(text)) {
        const auto most = first_between(part.words, {"≤"}, {"分"});
        if (most && part.words.starts_with("≤") && part.words.ends_with("分")) return most;
    }
    return std::nullopt;
}

/// "不足2%的不计": what is said of less than the step of an amount; empty if nothing is.
std::string_view said_of_part_of_step(std::string_view text) {
    const std::size_t at = first_of(text, {"不足", "不满", "不到", "未满"});
    if (at == text.npos) return {};
    std::string_view rest = text.substr(at + std::string_view("不足").size());
    rest = rest.substr(0, first_of(rest, {"；", ";", "。"}));
    const auto numbers = numbers_in(rest);
    if (numbers.empty() || numbers[0].begin != 0 || rest.substr(numbers[0].end).starts_with("档")) return rest;
    const std::string_view unit = rest.substr(numbers[0].end);
    const bool is_time = starts(unit, {"年", "个月", "月", "天", "日"});  // 任职不足一年的
    const auto amounts = amounts_in(text);
    const bool is_step = std::any_of(amounts.begin(), amounts.end(), [&](const Amount& amount) {
        const bool same_time = !amount.counted.empty() && unit.starts_with(unit_at(amount.counted, 0));
        return amount.per == numbers[0].value && (!is_time || same_time);
    });
    return is_step ? rest : std::string_view();
}

/// "不足1个百分点的按1个百分点计", "不足2%按一档扣": what is said of a part of a step.
bool counts_as_one(std::string_view said) {
    if (says_any(said, {"按整档"})) return true;
    const auto numbers = numbers_in(said);
    const std::string_view unit = numbers.empty() ? said : said.substr(numbers[0].end);
    return std::any_of(numbers.begin(), numbers.end(), [&](const Number& number) {
        const std::string_view after = said.substr(number.end);
        const std::string_view own = after.substr(0, first_of(after, {"计", "算", "扣", "加"}));
        return ends(said.substr(0, number.begin), {"按", "视为", "算作"}) &&
               (own == "档" || (number.value == numbers[0].value && unit.starts_with(own)));
    });
}

/// "(10分)" that begins or ends a clause, with no other points in brackets; where it ends one, what stands before is
/// taken off, so that it is not what a part is worth.
std::optional<double> full_in_brackets(std::string_view text) {
    std::optional<Number> bracketed;
    bool only_losses = true;
    for (const Number& number : numbers_in(text)) {
        if (!are_points(text, number)) continue;
        const std::string_view before = text.substr(0, number.begin);
        const bool in_brackets =
            before.ends_with("(") && text.substr(number.end + std::string_view("分").size()).starts_with(")");
        if (in_brackets && bracketed) return std::nullopt;
        if (in_brackets) bracketed = number;
        if (!in_brackets && !ends(before, {"扣", "减"})) only_losses = false;
    }
    if (!bracketed) return std::nullopt;
    const bool begins = bracketed->begin == 1;
    const bool ends_it = bracketed->end + std::string_view("分)").size() == text.size();
    return begins || (ends_it && only_losses) ? std::optional(bracketed->value) : std::nullopt;
}

/// "分值8分", if the clause says so once, at the beginning of a part.
std::optional<double> full_alone(std::string_view text) {
    const std::string_view name = "分值";
    const auto at = text.find(name);
    if (at == text.npos || text.find(name, at + 1) != text.npos) return std::nullopt;
    if (at > 0 && !ends(text.substr(0, at), {"，", ",", "。", ";", "(", "该项", "此项"})) return std::nullopt;
    return first_between(text, {"分值", "分值为", "分值:"}, {"分"});
}

/// "最低2分", a part of its own.
std::optional<double> least_alone(std::string_view text) {
    for (const Part& part : parts_of(text)) {
        const auto numbers = numbers_in(part.words);
        if (numbers.size() != 1 || !part.words.ends_with("分") || !are_points(part.words, numbers[0])) continue;
        const std::string_view before = part.words.substr(0, numbers[0].begin);
        if (before == "最低" || before == "最低得" || before == "最低为" || before == "最低计") return numbers[0].value;
    }
    return std::nullopt;
}

/// "基准值80%", if the clause has only one.
std::optional<double> base_value(std::string_view text) {
    const std::string_view name = "基准值";
    const auto at = text.find(name);
    if (at == text.npos || text.find(name, at + 1) != text.npos) return std::nullopt;
    return first_between(text, {"基准值", "基准值为", "基准值是", "基准值:"}, {"%"});
}

/// "重大及以上事故", what a total loss is said of.
bool is_grade_of_accidents(std::string_view words) {
    for (const std::string_view lead : {"凡", "发生", "出现", "1起", "一起"})
        if (words.starts_with(lead)) words.remove_prefix(lead.size());
    return starts(words, {"一般", "较大", "重大", "特大", "特别重大"}) &&
           !says_any(words, {"未", "没有", "无", "不", "每"}) && numbers_in(words).empty();
}

}  // namespace

std::optional<Range> people_in(std::string_view words) {
    const std::string text = plain(words);
    for (const Range& range : ranges_in(text))
        if (range.unit == "人") return range;
    if (const auto from = first_between(text, {"≥"}, {"人"}))
        return Range{*from, std::numeric_limits<double>::infinity(), "人", "≥" + decimal_text(*from) + "人"};
    return std::nullopt;
}

namespace {

/// Where the points of a class begin: behind 级 and 加, and behind what is awarded: 国家级表彰加5分.
std::size_t behind_class(std::string_view text, std::size_t at) {
    for (const std::string_view more :
         {"级", "党委政府", "政府", "表彰", "表扬", "奖励", "荣誉", "奖项", "通报", "的", "加", "得", "计", "奖", "扣"})
        if (text.substr(at).starts_with(more)) at += more.size();
    return at;
}

}  // namespace

std::optional<Amount> worth_of(std::string_view clause, std::string_view name) {
    const std::string text = plain(clause);
    std::vector<Amount> found;
    for (auto at = text.find(name); !name.empty() && at != text.npos; at = text.find(name, at + 1)) {
        if (ends(std::string_view(text).substr(0, at), {"全", "本", "我", "各", "及"})) continue;  // 全市排名
        const std::size_t begin = behind_class(text, at + name.size());
        const auto number = begin < text.size() ? digits_at(text, begin) : std::nullopt;
        if (!number || !starts(std::string_view(text).substr(number->end), {"分", "、", "/", "，"})) continue;
        Amount amount;
        amount.points = number->value;
        amount.words = text.substr(at, number->end - at) + (are_points(text, *number) ? "分" : "");
        amount.both_ways = true;  // a penalty's points are printed without a sign, too
        found.push_back(std::move(amount));
    }
    return found.size() == 1 ? std::optional(std::move(found[0])) : std::nullopt;
}

std::vector<Amount> total_losses_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Amount> losses;
    for (const Part& part : parts_of(text)) {
        const std::size_t all = first_of(part.words, {"全部扣完", "全部扣除", "全部扣光", "全扣"});
        const std::size_t none = first_of(part.words, {"不得分", "不予得分", "得零分", "计零分", "记零分"});
        const std::size_t at = std::min(all, none);
        if (at == part.words.npos || at == 0) continue;
        if (none < all && !is_grade_of_accidents(part.words.substr(0, at))) continue;
        Amount amount;
        amount.words = part.words;
        amount.subject = part.words.substr(0, at);
        losses.push_back(std::move(amount));
    }
    return losses;
}

std::vector<Range> ranges_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Range> ranges;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto from = digits_at(text, at);
        if (!from) continue;
        const auto to = end_of_range(text, from->end);
        if (to && to->value > from->value) {
            if (is_band(std::string_view(text).substr(0, from->begin), std::string_view(text).substr(to->end)))
                ranges.push_back({from->value, to->value, unit_at(text, to->end), words_of_range(text, *from, *to)});
            at = to->end - 1;
        } else if (auto open = open_range(text, *from)) {
            ranges.push_back(std::move(*open));
        }
    }
    drop_repeated(ranges);
    return ranges;
}

namespace {

std::optional<double> times_rate(std::string_view text) {
    for (const Number& number : numbers_in(text)) {
        const std::string_view before = text.substr(0, number.begin), after = text.substr(number.end);
        if (after.starts_with("%") || starts(after, {"+", "×", "*", "/"})) continue;
        for (const std::string_view full : {"", "标准分", "满分", "分值", "本项分值"})
            for (const std::string_view sign : {"×", "*", "乘以", "乘"})
                for (const std::string_view rate : {"率", "比例", "程度"})
                    if (before.ends_with(std::string(rate) + std::string(sign) + std::string(full)))
                        return number.value;
    }
    return std::nullopt;
}

/// 功效系数法: "60+40×(": what the value that is not allowed gets, and what is added up to the satisfactory one.
void read_line(std::string_view text, Limits& limits) {
    const auto numbers = numbers_in(text);
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
        const std::string_view between = text.substr(numbers[i].end, numbers[i + 1].begin - numbers[i].end);
        if (between != "+" || !starts(text.substr(numbers[i + 1].end), {"×(", "*(", "×[", "*["})) continue;
        limits.line = {numbers[i].value, numbers[i + 1].value};
        limits.line_words = text.substr(numbers[i].begin, numbers[i + 1].end - numbers[i].begin);
    }
    limits.satisfactory = first_between(text, {"满意值", "满意值为", "满意值:"}, {""});
    limits.not_allowed = first_between(text, {"不允许值", "不允许值为", "不允许值:"}, {""});
}

std::string first_said(std::string_view text, Words words) {
    for (const std::string_view word : words)
        if (text.find(word) != text.npos) return std::string(word);
    return {};
}

/// Whether what is not reached gets nothing or its share.
void read_kind(std::string_view text, Limits& limits) {
    limits.in_proportion = first_said(
        text, {"按完成比例得分", "按完成比例计分", "按完成率得分", "按完成率计分", "按比例得分", "按实际完成比例"});
    if (says_any(text, {"按比例", "比例得分", "比例计", "每", "酌情", "视情"})) return;
    limits.all_or_nothing = first_said(text, {"未完成的不得分", "未完成不得分", "未达到的不得分", "未达标的不得分",
                                              "未达标不得分", "未完成目标的不得分", "未完成任务的不得分"});
}

}  // namespace

Limits limits_in(std::string_view clause) {
    const std::string text = plain(clause);
    Limits limits;
    limits.until_nothing =
        (text.find("扣完") != text.npos && text.find("为止") != text.npos) || says_any(text, {"直至扣完", "直到扣完"});
    limits.no_ceiling = says_any(text, {"不封顶", "上不封顶"});
    read_most(text, limits);
    if (!limits.most_gain && !limits.most_points) limits.most_points = most_alone(text);
    limits.least = least_alone(text);
    limits.full =
        first_between(text, {"满分", "满分为", "满分:", "满分是", "本项分值", "本项分值为", "本项分值:"}, {"分"});
    if (!limits.full) limits.full = full_alone(text);
    if (!limits.full) limits.full = full_in_brackets(text);
    limits.start = first_between(text, {"基准分", "基准分为", "起评分", "基本分", "基本分为", "基础分"}, {"分"});
    read_parts(text, limits);
    read_listed(text, limits);
    read_conversion(text, limits);
    read_coefficients(text, limits);
    read_below_zero(text, limits);
    limits.marks = marks_in(text);
    limits.years = first_between(text, {"连续"}, {"年"});
    limits.start_share = first_between(text, {"达到目标得", "达到目标的得", "达到目标值得", "完成目标得", "达标得"},
                                       {"%标准分", "%的标准分", "%基本分", "%的基本分"});
    limits.most_share = first_between(text, {"不超过标准分的", "不超过标准分", "不超过基本分的"}, {"倍"});
    if (says_any(text, {"没有", "无", "不涉及", "未下达"}))
        limits.instead = first_between(text, {"按基本分", "按基本分的", "按标准分", "按标准分的", "按满分的"}, {"%计"});
    limits.deduction = deduction_in(text);
    limits.reference = first_between(text, {"以"}, {"%为准", "%为基准", "%为基数", "%为目标"});
    if (!limits.reference) limits.reference = base_value(text);
    for (const Part& part : parts_of(text))  // not in 每低于目标值2%
        if (starts(part.words, {"目标值", "目标为", "年度目标"}))
            limits.target =
                first_between(part.words, {"目标值为", "目标值", "目标为", "年度目标为", "年度目标值为"}, {"%"});
    limits.times_rate = times_rate(text);
    read_line(text, limits);
    read_kind(text, limits);
    const std::string_view part_of_step = said_of_part_of_step(text);
    const bool as_one = counts_as_one(part_of_step) || (!part_of_step.empty() && says_any(text, {"含不足", "含不满"}));
    if (says_any(text, {"按比例计", "按比例扣", "按比例加", "按相应比例"}) || says_any(part_of_step, {"按比例折算"}))
        limits.steps.push_back(Steps::proportional);
    if ((!as_one && says_any(text, {"每满", "整档", "按整"})) ||
        says_any(part_of_step, {"不计", "不扣", "不加", "舍去"}))
        limits.steps.push_back(Steps::whole);
    if (as_one) limits.steps.push_back(Steps::begun);
    limits.adds = says_any(text, {"加", "奖", "计", "得", "±", "增减"});
    limits.takes_off = says_any(text, {"扣", "减", "±"});
    return limits;
}

std::vector<Share> shares_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Share> shares, bare;
    double sum = 0;
    for (const Part& part : parts_of(text))
        for (const std::string_view words : split(part.words, "、")) {
            const auto numbers = numbers_in(words);
            if (numbers.size() != 1 || !words.substr(numbers[0].end).starts_with("%")) continue;
            const std::string_view after = words.substr(numbers[0].end);
            const std::size_t signs = after.starts_with("%)") ? 2 : 1;
            const bool said = says_any(words, {"占", "权重", "比重"});
            (said ? shares : bare).push_back({std::string(words.substr(0, numbers[0].end + signs)), numbers[0].value});
            sum += numbers[0].value;
        }
    constexpr double whole = 100;
    if (sum == whole) shares.insert(shares.end(), bare.begin(), bare.end());
    return shares;
}

}  // namespace libplan::clause
