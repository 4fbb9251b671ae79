#include <algorithm>
#include <limits>

#include "libplan/clause.hpp"
#include "libplan/clause_text.hpp"

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

std::optional<double> number_between(std::string_view text, std::string_view before, Words after) {
    for (const Number& number : numbers_in(text))
        if (text.substr(0, number.begin).ends_with(before) && starts(text.substr(number.end), after))
            return number.value;
    return std::nullopt;
}

std::optional<double> first_between(std::string_view text, Words before, Words after) {
    for (const std::string_view words : before)
        if (const auto number = number_between(text, words, after)) return number;
    return std::nullopt;
}

/// 2分+1分+1分
void read_parts(std::string_view text, Limits& limits) {
    std::vector<Number> run;
    const auto close = [&] {
        if (run.size() > 1 && limits.parts.empty()) {
            for (const Number& number : run) limits.parts.push_back(number.value);
            limits.parts_words = std::string(text.substr(run.front().begin, run.back().end - run.front().begin)) + "分";
        }
        run.clear();
    };
    for (const Number& number : numbers_in(text)) {
        if (!are_points(text, number)) continue;
        const bool follows =
            !run.empty() && text.substr(run.back().end, number.begin - run.back().end) == std::string_view("分+");
        if (!follows) close();
        run.push_back(number);
    }
    close();
}

/// Every word of one list before every word of another, then a number and 分.
std::optional<double> points_after(std::string_view text, Words first, Words second) {
    for (const std::string_view one : first)
        for (const std::string_view other : second)
            if (const auto number = number_between(text, std::string(one) + std::string(other), {"分"})) return number;
    return std::nullopt;
}

/// 最高加5分, 加分累计不超过5分, 加分以5分为限
std::optional<double> most_of(std::string_view text, Words verbs, Words nouns) {
    if (const auto most = points_after(
            text, {"最高", "最多", "至多", "累计", "最高可", "最多可", "累计最高", "累计最多", "最高累计"}, verbs))
        return most;
    if (const auto most = points_after(text, nouns,
                                       {"不超过", "累计不超过", "合计不超过", "总额不超过", "最多", "最高", "最多为",
                                        "最高为", "上限", "上限为", "累计最多", "累计最高"}))
        return most;
    for (const std::string_view noun : nouns)
        if (const auto most = number_between(text, std::string(noun) + "以", {"分为限", "分为止", "分封顶"}))
            return most;
    return std::nullopt;
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

/// "不足2%的不计": what is less than the step of an amount.
bool drops_part_of_step(std::string_view text) {
    const std::size_t at = text.find("不足");
    if (at == text.npos) return false;
    std::string_view rest = text.substr(at + std::string_view("不足").size());
    rest = rest.substr(0, first_of(rest, {"；", ";", "。"}));
    if (!says_any(rest, {"不计", "不扣", "不加", "舍去"})) return false;
    const auto numbers = numbers_in(rest);
    if (numbers.empty() || numbers[0].begin != 0 || rest.substr(numbers[0].end).starts_with("档")) return true;
    const auto amounts = amounts_in(text);
    return std::any_of(amounts.begin(), amounts.end(),
                       [&](const Amount& amount) { return amount.per == numbers[0].value; });
}

}  // namespace

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

Limits limits_in(std::string_view clause) {
    const std::string text = plain(clause);
    Limits limits;
    limits.until_nothing = text.find("扣完") != text.npos && text.find("为止") != text.npos;
    limits.no_ceiling = says_any(text, {"不封顶", "上不封顶"});
    limits.most_gain = most_of(text, {"加", "奖", "奖励", "加分"}, {"加分"});
    if (!limits.most_gain) limits.most_gain = first_between(text, {"加", "加分"}, {"分封顶", "分为限", "分为止"});
    if (!limits.most_gain) limits.most_points = points_after(text, {"最高", "最多", "至多"}, {"得", "计", "记"});
    if (!limits.most_gain && !limits.most_points) limits.most_points = first_between(text, {"", "计满"}, {"分封顶"});
    if (!limits.most_gain && !limits.most_points)
        limits.most_points = first_between(text, {"计满", "加满"}, {"分为止"});
    limits.most_loss = most_of(text, {"扣", "扣减", "扣分"}, {"扣分", "累计扣分"});
    if (!limits.most_loss) limits.most_loss = first_between(text, {"扣完", "扣满"}, {"分为限", "分为止"});
    limits.full = first_between(text, {"满分", "满分为", "满分:", "满分是"}, {"分"});
    limits.start = first_between(text, {"基准分", "基准分为", "起评分", "基本分", "基本分为", "基础分"}, {"分"});
    read_parts(text, limits);
    limits.deduction = deduction_in(text);
    limits.reference = first_between(text, {"以"}, {"%为准", "%为基准", "%为基数", "%为目标"});
    limits.whole_steps = says_any(text, {"每满", "整档", "按整"}) || drops_part_of_step(text);
    limits.in_proportion = says_any(text, {"按比例计", "按比例扣", "按比例加", "按相应比例"});
    limits.adds = says_any(text, {"加", "奖", "计", "得", "±", "增减"});
    limits.takes_off = says_any(text, {"扣", "减", "±"});
    return limits;
}

std::vector<Share> shares_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Share> shares;
    for (const Part& part : parts_of(text)) {
        std::size_t last = 0;
        for (const Number& number : numbers_in(part.words)) {
            const std::string_view before = part.words.substr(last, number.begin - last);
            last = number.end;
            if (!part.words.substr(number.end).starts_with("%")) continue;
            if (ends(before, {"占", "占比", "占比为", "权重", "权重为"}))
                shares.push_back({std::string(before), number.value});
        }
    }
    return shares;
}

}  // namespace libplan::clause
