#include "libplan/clause.hpp"

#include <algorithm>
#include <charconv>

namespace libplan::clause {
namespace {

using Words = std::initializer_list<std::string_view>;

struct Number {
    double value = 0;
    std::size_t begin = 0, end = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts(std::string_view text, Words with) {
    return std::any_of(with.begin(), with.end(), [&](std::string_view word) { return text.starts_with(word); });
}
bool ends(std::string_view text, Words with) {
    return std::any_of(with.begin(), with.end(), [&](std::string_view word) { return text.ends_with(word); });
}

std::optional<Number> digits_at(std::string_view text, std::size_t at) {
    if (!is_digit(text[at]) || (at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.'))) return std::nullopt;
    Number number{0, at, at};
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number.value);
    number.end = static_cast<std::size_t>(end - text.data());
    return error == std::errc() ? std::optional(number) : std::nullopt;
}

/// 一 … 十, where something is counted: 一个, 两人; not in 一般.
std::optional<Number> numeral_at(std::string_view text, std::size_t at) {
    static constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    const std::string_view rest = text.substr(at);
    if (starts(rest, {"一般", "一定", "一律", "一票"})) return std::nullopt;
    if (rest.starts_with("两")) return Number{2, at, at + 3};
    for (std::size_t i = 0; i < std::size(numerals); ++i)
        if (rest.starts_with(numerals[i])) return Number{static_cast<double>(i + 1), at, at + 3};
    return std::nullopt;
}

std::vector<Number> numbers_in(std::string_view text) {
    std::vector<Number> numbers;
    for (std::size_t at = 0; at < text.size();) {
        auto number = digits_at(text, at);
        if (!number) number = numeral_at(text, at);
        if (number) numbers.push_back(*number);
        at = number ? number->end : at + 1;
    }
    return numbers;
}

bool are_points(std::string_view text, const Number& number) {
    const std::string_view after = text.substr(number.end);
    return after.starts_with("分") && !starts(after, {"分钟", "分之", "分局", "分项"});
}

/// Parts between commas; `sentence` counts what semicolons and full stops part.
struct Part {
    std::string_view words;
    int sentence = 0;
};
std::vector<Part> parts_of(std::string_view text) {
    std::vector<Part> parts;
    int sentence = 0;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        if (end > begin) parts.push_back({text.substr(begin, end - begin), sentence});
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const bool full_stop = starts(rest, {"；", ";", "。", "\n"});
        if (!full_stop && !starts(rest, {"，", ",", "：", ":"})) {
            ++at;
            continue;
        }
        close(at);
        if (full_stop) ++sentence;
        at += static_cast<unsigned char>(rest[0]) < 0x80 ? 1 : 3;
        begin = at;
    }
    close(text.size());
    return parts;
}

/// The word that stands earliest in the text.
std::size_t first_of(std::string_view text, Words words) {
    std::size_t first = text.npos;
    for (const std::string_view word : words) first = std::min(first, text.find(word));
    return first;
}

Amount::Side side_of(std::string_view words) {
    if (says_any(words, {"增减", "升降", "高低"})) return Amount::Side::both;
    const std::size_t neither = first_of(words, {"缺", "漏", "逾", "迟", "不足", "未", "差"});
    const std::size_t over = first_of(words, {"超", "多", "高", "增", "升"});
    const std::size_t under = first_of(words, {"低", "少", "降", "减"});
    if (neither < std::min(over, under) || over == under) return Amount::Side::none;
    return over < under ? Amount::Side::over : Amount::Side::under;
}

/// −1 taken off, +1 added, by the verb before the points; nothing if there is none.
std::optional<int> sign_of(std::string_view before) {
    if (ends(before, {"扣", "减", "扣除", "减去", "扣掉"})) return -1;
    if (ends(before, {"加", "奖", "奖励", "计", "得", "记", "增"})) return 1;
    return std::nullopt;
}

/// The amount that begins with 每 at `from`, and where it ends.
std::optional<std::pair<Amount, std::size_t>> amount_at(std::string_view part, std::size_t from) {
    const std::string_view text = part.substr(from);
    for (const Number& number : numbers_in(text)) {
        if (!are_points(text, number)) continue;
        const std::string_view before = text.substr(0, number.begin);
        Amount amount;
        amount.both_ways = ends(before, {"±", "加减", "增减", "加(减)", "扣(加)", "加(扣)"});
        const auto sign = sign_of(before);
        if (!sign && !amount.both_ways) return std::nullopt;
        const std::string_view unit = before.substr(std::string_view("每").size());
        amount.points = amount.both_ways ? number.value : *sign * number.value;
        amount.side = side_of(unit);
        for (const Number& per : numbers_in(unit)) {
            amount.per = per.value;
            break;
        }
        amount.in_percent = says_any(unit, {"%", "百分点"});
        amount.of_deaths = says_any(unit, {"死亡"});
        amount.words = std::string(text.substr(0, number.end)) + "分";
        amount.subject = unit;
        return std::pair(amount, from + number.end);
    }
    return std::nullopt;
}

Statement::Where where_of(std::string_view words) {
    using Where = Statement::Where;
    if (says_any(words, {"不低于", "不少于", "不小于", "及以上", "≥", "达到"})) return Where::from;
    if (says_any(words, {"不超过", "不高于", "不大于", "不多于", "未超过", "以内", "之内", "数内", "及以下", "≤"}))
        return Where::up_to;
    if (says_any(words, {"超过", "高于", "大于", "多于", ">"})) return Where::above;
    if (says_any(words, {"低于", "少于", "小于", "不足", "未达", "不到", "<"})) return Where::below;
    if (says_any(words, {"以上"})) return Where::upwards;
    if (says_any(words, {"以下"})) return Where::downwards;
    return Where::at;
}

/// What the part gives, and where the words of it begin.
std::optional<std::pair<Statement, std::size_t>> outcome_of(std::string_view part) {
    using What = Statement::What;
    Statement statement;
    if (const auto at = first_of(part, {"不得分", "不予得分", "记零分", "得零分", "计零分"}); at != part.npos) {
        statement.what = What::zero;
        return std::pair(statement, at);
    }
    if (const auto at = first_of(part, {"得满分", "计满分", "得标准分"}); at != part.npos)
        return std::pair(statement, at);
    for (const Number& number : numbers_in(part)) {
        const std::string_view before = part.substr(0, number.begin);
        if (!are_points(part, number) || !ends(before, {"得", "计", "扣"})) continue;
        statement.what = before.ends_with("扣") ? What::loses : What::points;
        statement.points = number.value;
        return std::pair(statement, number.begin - std::string_view("得").size());
    }
    return std::nullopt;
}

std::optional<Statement> statement_of(std::string_view part) {
    if (says_any(part, {"每", "其中", "折"})) return std::nullopt;
    const auto found = outcome_of(part);
    if (!found) return std::nullopt;
    auto [statement, at] = *found;
    const std::string_view before = part.substr(0, at);
    statement.where = where_of(before);
    statement.words = part;
    std::vector<Number> limits;
    for (std::size_t i = 0; i < before.size(); ++i)
        if (const auto number = digits_at(before, i)) limits.push_back(*number);
    if (limits.size() > 1) return std::nullopt;
    if (limits.empty()) return statement.where == Statement::Where::at ? std::nullopt : std::optional(statement);
    statement.limit = limits[0].value;
    statement.unit = before.substr(limits[0].end);
    return statement;
}

constexpr std::string_view dashes[] = {"——", "—", "–", "-", "~", "～", "至"};

/// The number after a dash, and what stands between the two: "%—" in 60%—80%.
std::optional<Number> end_of_range(std::string_view text, std::size_t after) {
    for (const std::string_view dash : dashes) {
        const std::size_t at = text.find(dash, after);
        if (at == text.npos || at - after > 9) continue;
        const std::size_t next = at + dash.size();
        if (next < text.size())
            if (const auto number = digits_at(text, next)) return number;
    }
    return std::nullopt;
}

/// The first character: a unit as far as it tells one range from another.
std::string unit_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    const std::size_t size = static_cast<unsigned char>(text[at]) < 0x80 ? 1 : 3;
    return std::string(text.substr(at, size));
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

}  // namespace

bool says_any(std::string_view words, Words of) {
    return std::any_of(of.begin(), of.end(), [&](std::string_view word) { return words.find(word) != words.npos; });
}

bool names_mishap(std::string_view words) {
    if (says_any(words, {"率", "整改", "办理", "办结", "处置", "处理", "查处", "结案", "治理", "应急", "报送", "上报",
                         "少报"}))
        return false;
    return says_any(words, {"事故", "死亡", "受伤", "伤亡", "火灾", "投诉", "违法", "迟报", "漏报", "瞒报", "逾期",
                            "accident", "death", "injur", "complaint", "late_report"});
}

std::string plain(std::string_view words) {
    std::string text;
    for (std::size_t at = 0; at < words.size();) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(words[at + i]); };
        // Full-width forms U+FF01–U+FF5E are EF BC 81–EF BD 9E; commas and colons are kept, they part the clause.
        const bool full_width = at + 2 < words.size() && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD);
        const int ascii = full_width ? 0x21 + (byte(1) - 0xBC) * 64 + byte(2) - 0x81 : 0;
        if (ascii > 0x20 && ascii < 0x7F) {
            text += static_cast<char>(ascii);
            at += 3;
        } else if (words.substr(at).starts_with("　")) {
            at += 3;
        } else {
            if (words[at] != ' ' && words[at] != '\t') text += words[at];
            ++at;
        }
    }
    return text;
}

std::vector<Amount> amounts_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Amount> amounts;
    std::string context;  // what the sentence was about before a part that begins with 每
    int sentence = -1;
    for (const Part& part : parts_of(text)) {
        if (part.sentence != sentence) context.clear();
        sentence = part.sentence;
        std::size_t last = 0;
        bool any = false;
        for (std::size_t at = part.words.find("每"); at != part.words.npos; at = part.words.find("每", at)) {
            auto found = amount_at(part.words, at);
            if (!found) {
                at += std::string_view("每").size();
                continue;
            }
            const std::string_view before = part.words.substr(last, at - last);
            if (!before.empty()) context = before;
            found->first.subject = context + found->first.subject;
            amounts.push_back(std::move(found->first));
            at = last = found->second;
            any = true;
        }
        if (!any) context = part.words;
    }
    return amounts;
}

std::vector<Statement> statements_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Statement> statements;
    for (const Part& part : parts_of(text))
        if (auto statement = statement_of(part.words)) statements.push_back(std::move(*statement));
    return statements;
}

std::vector<Range> ranges_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Range> ranges;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto from = digits_at(text, at);
        if (!from) continue;
        const auto to = end_of_range(text, from->end);
        if (!to || to->value <= from->value) continue;
        const std::string unit = unit_at(text, to->end);
        const bool points = ends(std::string_view(text).substr(0, from->begin), {"扣", "加", "得", "计", "在"});
        if (!points && !starts(std::string_view(text).substr(to->end), {"年", "月", "日"}))
            ranges.push_back({from->value, to->value, unit, text.substr(from->begin, to->end - from->begin)});
        at = to->end - 1;
    }
    std::stable_sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.from < b.from; });
    return ranges;
}

Limits limits_in(std::string_view clause) {
    const std::string text = plain(clause);
    Limits limits;
    limits.until_nothing = text.find("扣完") != text.npos && text.find("为止") != text.npos;
    limits.no_ceiling = says_any(text, {"不封顶", "上不封顶"});
    limits.most_gain = first_between(text, {"最多加", "累计加", "加分不超过", "加分最多"}, {"分"});
    if (!limits.most_gain) limits.most_gain = first_between(text, {"加", "加分"}, {"分封顶", "分为限", "分为止"});
    if (!limits.most_gain) limits.most_points = first_between(text, {"", "计满"}, {"分封顶"});
    if (!limits.most_points) limits.most_points = first_between(text, {"计满", "加满"}, {"分为止"});
    limits.most_loss = first_between(text, {"最多扣", "累计扣", "扣分不超过", "扣分最多", "累计扣分不超过"}, {"分"});
    if (!limits.most_loss) limits.most_loss = first_between(text, {"扣完", "扣分以", "扣满"}, {"分为限", "分为止"});
    limits.full = first_between(text, {"满分", "满分为", "满分:", "满分是"}, {"分"});
    limits.start = first_between(text, {"基准分", "基准分为", "起评分", "基本分", "基本分为", "基础分"}, {"分"});
    read_parts(text, limits);
    limits.whole_steps = says_any(text, {"每满", "整档", "按整"}) ||
                         (text.find("不足") != text.npos && says_any(text, {"的不计", "不扣分", "不计"}));
    limits.in_proportion = says_any(text, {"按比例计", "按比例扣", "按比例加", "按相应比例"});
    limits.adds = says_any(text, {"加", "奖", "计", "得", "±", "增减"});
    limits.takes_off = says_any(text, {"扣", "减", "±"});
    return limits;
}

}  // namespace libplan::clause
