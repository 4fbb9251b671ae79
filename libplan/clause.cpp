#include "libplan/clause.hpp"

#include <algorithm>
#include <charconv>

#include "libplan/clause_text.hpp"
#include "libplan/utf8.hpp"

namespace libplan::clause {

bool starts(std::string_view text, Words with) {
    return std::any_of(with.begin(), with.end(), [&](std::string_view word) { return text.starts_with(word); });
}
bool ends(std::string_view text, Words with) {
    return std::any_of(with.begin(), with.end(), [&](std::string_view word) { return text.ends_with(word); });
}

namespace {

/// The minus of "≤-3%" or "为-3%"; that of 80-90 stands between two numbers.
bool is_sign(std::string_view text, std::size_t at) {
    return text[at] == '-' &&
           ends(text.substr(0, at), {"≤", "≥", "<", ">", "=", "于", "为", "到", "达", "过", "在", "—", "–", "~", "至"});
}

}  // namespace

std::optional<Number> digits_at(std::string_view text, std::size_t at) {
    if (!is_digit(text[at]) || (at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.'))) return std::nullopt;
    Number number{0, at, at};
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number.value);
    number.end = static_cast<std::size_t>(end - text.data());
    if (at > 0 && is_sign(text, at - 1)) number = {-number.value, at - 1, number.end};
    return error == std::errc() ? std::optional(number) : std::nullopt;
}

namespace {

/// 一 … 十, where something is counted: 一个, 两人; not in 一般.
std::optional<Number> numeral_at(std::string_view text, std::size_t at) {
    static constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    if (text[at] != '\xE4' && text[at] != '\xE5') return std::nullopt;  // all begin so, and few other characters
    const std::string_view rest = text.substr(at);
    if (starts(rest, {"一般", "一定", "一律", "一票"})) return std::nullopt;
    if (rest.starts_with("两")) return Number{2, at, at + 3};
    for (std::size_t i = 0; i < std::size(numerals); ++i)
        if (rest.starts_with(numerals[i])) return Number{static_cast<double>(i + 1), at, at + 3};
    return std::nullopt;
}

}  // namespace

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

std::vector<Part> parts_of(std::string_view text) {
    std::vector<Part> parts;
    int sentence = 0;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        if (end > begin) parts.push_back({text.substr(begin, end - begin), sentence});
    };
    for (std::size_t at = 0; at < text.size();) {
        at = std::min(text.find_first_of(";\n,:\xE3\xEF", at), text.size());  // what any of them begins with
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

std::size_t first_of(std::string_view text, Words words) {
    std::size_t first = text.npos;
    for (const std::string_view word : words) first = std::min(first, text.find(word));
    return first;
}

namespace {

Amount::Side side_of(std::string_view words) {
    if (says_any(words, {"增减", "升降", "高低"})) return Amount::Side::both;
    if (says_any(words, {"少下降", "少降", "少减"})) return Amount::Side::over;  // what falls less is more
    if (says_any(words, {"多下降", "多降", "多减"})) return Amount::Side::under;
    const std::size_t neither = first_of(words, {"缺", "漏", "逾", "迟", "不足", "未", "差"});
    const std::size_t over = first_of(words, {"超", "多", "高", "增", "升"});
    const std::size_t under = first_of(words, {"低", "少", "降", "减"});
    if (neither < std::min(over, under) || over == under) return Amount::Side::none;
    return over < under ? Amount::Side::over : Amount::Side::under;
}

/// −1 taken off, +1 added, by the verb before the points; nothing if there is none.
std::optional<int> sign_of(std::string_view before) {
    if (ends(before, {"扣", "减", "扣除", "扣减", "减去", "扣掉"})) return -1;
    if (ends(before, {"加", "奖", "奖励", "计", "得", "记", "增"})) return 1;
    return std::nullopt;
}

/// 每后移一名减1分: 减 is what happens to the points, no side of anything.
std::string_view without_verb(std::string_view unit) {
    for (const std::string_view verb : {"减", "增"})
        if (unit.ends_with(verb)) unit.remove_suffix(verb.size());
    return unit;
}

/// "每月召开1次会议得2分": how often it is done, and not so much for each; 每月少报1次 is.
bool is_frequency(std::string_view unit, int sign) {
    return sign > 0 && starts(unit, {"年", "半年", "月", "季", "周", "日", "天", "旬", "学期"}) &&
           !numbers_in(unit).empty() && !says_any(unit, {"缺", "漏", "少", "超", "多", "未", "迟", "逾"});
}

/// 每下降1位: the number of a rank goes up where the rank goes down.
bool is_of_rank(std::string_view unit, std::string_view counted) {
    return says_any(unit, {"位次", "名次"}) ||
           (starts(counted, {"位", "名"}) && says_any(unit, {"降", "升", "移", "退", "提高"}));
}

/// The amount that begins at `from`, with 每 or without, and where it ends.
std::optional<std::pair<Amount, std::size_t>> amount_at(std::string_view part, std::size_t from) {
    const std::string_view text = part.substr(from);
    const std::size_t lead = text.starts_with("每") ? std::string_view("每").size() : 0;
    for (const Number& number : numbers_in(text)) {
        if (!are_points(text, number)) continue;
        const std::string_view before = text.substr(0, number.begin);
        Amount amount;
        amount.both_ways = ends(before, {"±", "加减", "增减", "加(减)", "扣(加)", "加(扣)"});
        const auto sign = sign_of(before);
        if (!sign && !amount.both_ways) return std::nullopt;
        const std::string_view unit = before.substr(lead);
        if (lead > 0 && is_frequency(unit, sign.value_or(0))) return std::nullopt;
        amount.counted = unit;
        amount.points = amount.both_ways ? number.value : *sign * number.value;
        amount.side = side_of(amount.both_ways ? unit : without_verb(unit));
        for (const Number& per : numbers_in(unit)) {
            amount.per = per.value;
            amount.counted = unit.substr(per.end);
            break;
        }
        if (is_of_rank(unit, amount.counted)) amount.side = Amount::Side::none;
        amount.falls = speaks_of_fall(without_verb(unit));
        amount.in_percent = says_any(unit, {"%", "百分点"});
        amount.of_deaths = says_any(unit, {"死亡"}) || (amount.counted.starts_with("人") && !says_any(unit, {"伤"}));
        amount.words = std::string(text.substr(0, number.end)) + "分";
        amount.subject = unit;
        return std::pair(amount, from + number.end);
    }
    return std::nullopt;
}

/// "每人1分" after "每死亡1人扣1分": the verb is not said again, so that the sign is not known.
std::optional<std::pair<Amount, std::size_t>> amount_without_verb(std::string_view part, std::size_t from,
                                                                  const std::vector<Amount>& before) {
    const std::string_view text = part.substr(from);
    const auto numbers = numbers_in(text);
    if (before.empty() || numbers.empty() || !are_points(text, numbers[0])) return std::nullopt;
    const std::string_view unit = text.substr(0, numbers[0].begin);
    if (unit != "每人" && unit != "每起" && unit != "每件" && unit != "每次") return std::nullopt;
    Amount amount;
    amount.points = numbers[0].value;
    amount.both_ways = true;
    amount.counted = amount.subject = unit.substr(std::string_view("每").size());
    amount.of_deaths = amount.counted == "人";
    amount.words = std::string(text.substr(0, numbers[0].end)) + "分";
    return std::pair(amount, from + numbers[0].end);
}

bool has_points(std::string_view part) {
    const auto numbers = numbers_in(part);
    return std::any_of(numbers.begin(), numbers.end(), [&](const Number& number) { return are_points(part, number); });
}

/// "扣2分", "相应加1分": points and what is done with them, behind a comma.
bool begins_with_points(std::string_view part, std::string_view before) {
    const auto numbers = numbers_in(part);
    if (numbers.empty() || !are_points(part, numbers[0])) return false;
    std::string_view verb = part.substr(0, numbers[0].begin);
    for (const std::string_view lead : {"则", "均", "各", "相应", "应", "予以", "给予", "再", "另"})
        if (verb.starts_with(lead)) verb.remove_prefix(lead.size());
    for (const std::string_view own : {"扣", "扣除", "扣减", "减", "减去", "加", "奖", "奖励"})
        if (verb == own) return true;
    return before.find("每") != before.npos && (verb == "得" || verb == "计" || verb == "记");
}

/// Parts of a clause, with the points that only a comma parts from what they are for: "每超1人，扣2分".
std::vector<Part> parts_with_points(std::string_view text) {
    std::vector<Part> parts;
    for (const Part& part : parts_of(text)) {
        const bool goes_on = !parts.empty() && parts.back().sentence == part.sentence &&
                             !has_points(parts.back().words) && begins_with_points(part.words, parts.back().words);
        if (!goes_on) {
            parts.push_back(part);
            continue;
        }
        std::string_view& words = parts.back().words;
        words = {words.data(), static_cast<std::size_t>(part.words.data() + part.words.size() - words.data())};
    }
    return parts;
}

/// 较大事故1起扣5分
bool begins_with_severity(std::string_view part) { return starts(part, {"一般", "较大", "重大", "特大", "特别重大"}); }
/// Begins with something that happens: 发生1件扣12分.
bool is_of_occurrence(std::string_view part) {
    return begins_with_severity(part) ||
           starts(part, {"发生", "发现", "出现", "死亡", "缺", "漏报", "迟报", "瞒报", "逾期", "未报"});
}
/// Two numbers, the second of them points: so many for so much.
std::optional<double> units_of_pair(std::string_view part) {
    const auto numbers = numbers_in(part);
    if (numbers.size() != 2 || !are_points(part, numbers[1]) || are_points(part, numbers[0])) return std::nullopt;
    return numbers[0].value;
}
/// "发生1起扣5分，发生2起扣12分": not so much for each.
bool is_ladder(std::string_view text) {
    const auto parts = parts_with_points(text);
    return std::any_of(parts.begin(), parts.end(), [](const Part& part) {
        return is_of_occurrence(part.words) && units_of_pair(part.words).value_or(1) != 1;
    });
}

/// "少死亡1人扣0.5分", "发生1件扣12分": one more, one fewer or one that happens, where 每 is left out.
std::optional<Amount> amount_without_each(std::string_view part, bool by_occurrence) {
    const bool compares =
        starts(part, {"超", "多", "高", "增", "升", "低", "少", "降", "减"}) && !says_any(part, {"于", "过", "不"});
    const bool occurs = by_occurrence && is_of_occurrence(part) &&
                        !says_any(part, {"起以上", "件以上", "次以上", "项以上", "及以上的"});
    if ((!compares && !occurs) || units_of_pair(part) != 1) return std::nullopt;
    auto found = amount_at(part, 0);
    return found ? std::optional(std::move(found->first)) : std::nullopt;
}

/// Any of the words with one of the endings: 大于等于, 高于或等于; 不得超过, 没有超过.
bool says_joined(std::string_view words, Words first, Words second) {
    for (const std::string_view one : first)
        for (const std::string_view other : second)
            if (words.find(std::string(one) + std::string(other)) != words.npos) return true;
    return false;
}

Statement::Where compared_in(std::string_view words) {
    using Where = Statement::Where;
    const Words or_equal = {"等于", "或等于", "或者等于"};
    const Words negations = {"不", "未", "没有", "不得", "不能", "不应", "不可", "未能", "不许", "不准"};
    const Words more = {"超过", "超出", "突破", "高于", "大于", "多于"};
    const Words less = {"低于", "少于", "小于"};
    if (says_any(words, {"未达", "未能达", "达不到", "没达到", "没有达到", "不达"})) return Where::below;
    if (says_joined(words, {"大于", "高于", "多于"}, or_equal) || says_joined(words, negations, less))
        return Where::from;
    if (says_joined(words, less, or_equal) || says_joined(words, negations, more)) return Where::up_to;
    if (says_any(words, {"及以上", "≥", "达到"})) return Where::from;
    if (says_any(words, {"不超", "未超", "以内", "之内", "数内", "及以下", "≤"})) return Where::up_to;
    if (says_any(words, more) || says_any(words, {">"})) return Where::above;
    if (says_any(words, less) || says_any(words, {"不足", "不满", "不到", "<"})) return Where::below;
    if (says_any(words, {"以上"})) return Where::upwards;
    if (says_any(words, {"以下"})) return Where::downwards;
    return Where::at;
}

/// "(含)", "(含90%)", but not "(含税)".
bool has_mark(std::string_view words, std::string_view mark) {
    for (auto at = words.find(mark); at != words.npos; at = words.find(mark, at + 1)) {
        const std::string_view rest = words.substr(at + mark.size());
        if (rest.empty() || is_digit(rest[0]) || starts(rest, {")", "本"})) return true;
    }
    return false;
}

/// Where the limit lies in what is said of it; 95%(含)以上 and 3起以上(不含3起) leave no doubt of the limit itself.
Statement::Where where_of(std::string_view words) {
    using Where = Statement::Where;
    const Where where = compared_in(words);
    const bool within = has_mark(words, "(含");
    const bool without = has_mark(words, "(不含");
    if (within == without) return where;
    if (is_lower_limit(where)) return within ? Where::from : Where::above;
    if (is_upper_limit(where)) return within ? Where::up_to : Where::below;
    return where;
}

/// "≥90%，10分", "90%以上10分": points without a verb, behind what they are given for.
std::optional<std::pair<Statement, std::size_t>> bare_outcome_of(std::string_view part) {
    const auto numbers = numbers_in(part);
    if (numbers.empty() || !are_points(part, numbers.back())) return std::nullopt;
    const std::string_view before = part.substr(0, numbers.back().begin);
    const std::string_view after = part.substr(numbers.back().end + std::string_view("分").size());
    if (!after.empty() && !after.starts_with("(")) return std::nullopt;
    if (!before.empty() && !ends(before, {"%", ")", "，", ",", "：", ":", "以上", "以下", "以内", "元"}))
        return std::nullopt;
    Statement statement;
    statement.what = Statement::What::points;
    statement.points = numbers.back().value;
    return std::pair(statement, numbers.back().begin);
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
    return bare_outcome_of(part);
}

/// Numbers in digits: limits are printed so; a year is none.
std::vector<Number> digits_in(std::string_view text) {
    std::vector<Number> numbers;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (const auto number = digits_at(text, i); number && !starts(text.substr(number->end), {"年", "月", "日"}))
            numbers.push_back(*number);
    return numbers;
}

/// The number repeats a limit to say whether it belongs: "90%以上(含90%)".
bool repeats_limit(std::string_view text, const Number& number) {
    return ends(text.substr(0, number.begin), {"(含", "(不含"});
}

/// "后3名", "前30%": counted from an end of a ranking, so that the place or the value is not printed.
bool counts_from_end(std::string_view text, const Number& number) {
    const std::string_view before = text.substr(0, number.begin);
    if (ends(before, {"后", "末", "末位", "末尾", "倒数", "倒数第"})) return true;
    return text.substr(number.end).starts_with("%") && ends(before, {"前", "中间", "居中"});
}

/// Limits in what comes before the points.
std::vector<Number> limits_before(std::string_view before) {
    std::vector<Number> limits = digits_in(before);
    if (limits.size() > 1)
        limits.erase(std::remove_if(limits.begin() + 1, limits.end(),
                                    [&](const Number& number) { return repeats_limit(before, number); }),
                     limits.end());
    return limits;
}

/// "超过3次的，每超1次扣1分" counts from 3次.
void read_from(std::string_view context, Amount& amount) {
    const Statement::Where where = where_of(context);
    const auto limits = digits_in(context);
    const bool beyond = (where == Statement::Where::above && amount.side == Amount::Side::over) ||
                        (where == Statement::Where::below && amount.side == Amount::Side::under);
    if (!beyond || limits.size() != 1 || outcome_of(context)) return;
    amount.from = limits[0].value;
    amount.from_unit = context.substr(limits[0].end);
    amount.from_words = context;
}

Statement::Where other_side(Statement::Where where) {
    using Where = Statement::Where;
    static constexpr Where sides[] = {Where::at,   Where::below,     Where::above,   Where::up_to,
                                      Where::from, Where::downwards, Where::upwards, Where::between};
    return sides[static_cast<int>(where)];
}

/// The statement that 否则 or 超过的 goes on from: the one with the outermost limit, if all have theirs on one side.
const Statement* outermost(const std::vector<Statement>& before) {
    const Statement* outer = nullptr;
    for (const Statement& one : before) {
        if (!is_lower_limit(one.where) && !is_upper_limit(one.where)) return nullptr;
        if (outer && (is_lower_limit(one.where) != is_lower_limit(outer->where) || !one.limit || !outer->limit))
            return nullptr;
        const bool further = outer && (*one.limit < *outer->limit) == is_lower_limit(one.where);
        if (!outer || further) outer = &one;
    }
    return outer;
}

/// Says 否则, 超过的, 达不到的 and nothing more.
bool goes_on(std::string_view before) {
    if (starts(before, {"否则", "反之"})) return true;
    for (const std::string_view tail : {"一律", "均", "则", "的", "者"})
        if (before.ends_with(tail)) before.remove_suffix(tail.size());
    for (const std::string_view word : {"超过", "超出", "超", "高于", "大于", "低于", "少于", "小于", "不足", "不到",
                                        "未达到", "未达标", "未完成", "达不到", "不达标", "突破", "其余", "其他"})
        if (before == word) return true;
    return false;
}

/// What lies beyond the limit of a statement before: "不低于90%得满分，否则不得分".
std::optional<Statement> continued(Statement statement, std::string_view part, const std::vector<Statement>& before) {
    const Statement* outer = outermost(before);
    if (!outer) return std::nullopt;
    statement.limit = outer->limit;
    statement.unit = outer->unit;
    statement.subject = outer->subject;
    statement.falls = outer->falls;
    statement.where = other_side(outer->where);
    statement.words = outer->words + "，" + std::string(part);
    return statement;
}

/// "80%≤x": the sign behind the limit tells the side of what follows it.
std::optional<Statement::Where> where_before_sign(std::string_view after_limit) {
    using Where = Statement::Where;
    if (after_limit.starts_with("%")) after_limit.remove_prefix(1);
    static constexpr std::pair<std::string_view, Where> signs[] = {
        {"≤", Where::from}, {"<", Where::above}, {"≥", Where::up_to}, {">", Where::below}};
    for (const auto& [sign, where] : signs)
        if (after_limit.starts_with(sign)) return where;
    return std::nullopt;
}

/// What follows a limit, if anything does before a comma.
std::string_view unit_of(std::string_view after_limit) {
    return starts(after_limit, {"，", ","}) ? std::string_view() : after_limit;
}

/// "80–89%", "80%≤x<90%", "≥80%且<90%": two limits of one quantity, the lower first.
std::optional<Statement> between(Statement statement, std::string_view part, std::string_view before,
                                 const std::vector<Number>& limits) {
    std::string_view middle = before.substr(limits[0].end, limits[1].begin - limits[0].end);
    const std::string_view after = before.substr(limits[1].end);
    const bool same_unit = middle.starts_with("%") == after.starts_with("%");
    if (middle.starts_with("%")) middle.remove_prefix(1);
    const bool holds_lower = middle.starts_with("(含)");  // 80%(含)—90%
    for (const std::string_view mark : {"(含)", "(不含)"})
        if (middle.starts_with(mark)) middle.remove_prefix(mark.size());
    const bool is_range = middle == "-" || middle == "–" || middle == "—" || middle == "——" || middle == "~" ||
                          middle == "～" || middle == "至";
    const bool compares = same_unit && says_any(middle, {"≤", "<", "以上", "且", "不足", "低于", "小于"});
    if ((!is_range && !compares) || limits[0].value >= limits[1].value) return std::nullopt;
    statement.where = Statement::Where::between;
    statement.limit = limits[0].value;
    statement.until = limits[1].value;
    statement.holds_limit = holds_lower || middle.starts_with("≤") || ends(before.substr(0, limits[0].begin), {"≥"});
    statement.unit = unit_of(after);
    statement.words = part;
    return statement;
}

/// "培训率" of "培训率达到90%": the quantity that is named before a limit.
std::string_view subject_before(std::string_view words) {
    const std::string_view subject =
        words.substr(0, first_of(words, {"达", "大于", "小于", "高于", "低于", "多于", "少于", "超", "不", "未", "没有",
                                         "在", "为", "≥", "≤", ">", "<", "=", "以"}));
    return ends(subject, {"率", "度", "数", "量", "额", "比例", "比重", "成绩"}) ? subject : std::string_view();
}

/// "全年少4次", "超2人": how far from the reference, where nothing else compares.
Amount::Side beyond_reference(std::string_view before_limit) {
    if (ends(before_limit, {"最少", "最低", "最多", "最高", "至少", "至多"})) return Amount::Side::none;
    if (ends(before_limit, {"少", "低", "差"})) return Amount::Side::under;
    return ends(before_limit, {"超", "多", "高"}) ? Amount::Side::over : Amount::Side::none;
}

/// "低于目标1个百分点以上": how far from what has a name; whether a fact tells that or where it is, the words do not
/// say.
bool is_distance_from_named(std::string_view before_limit) {
    const Words comparing = {"低于", "高于", "少于", "多于", "超过", "超出", "低", "高", "超", "少"};
    const Words named = {"目标", "平均", "上年", "去年", "控制", "计划", "任务",
                         "标准", "基准", "全市", "全区", "全县", "全省"};
    const std::size_t compared = first_of(before_limit, comparing);
    return compared != before_limit.npos && says_any(before_limit.substr(compared), named);
}

std::optional<Statement> statement_of(std::string_view part, const std::vector<Statement>& earlier) {
    if (says_any(part, {"每", "其中", "折"})) return std::nullopt;
    const auto found = outcome_of(part);
    if (!found) return std::nullopt;
    auto [statement, at] = *found;
    const std::string_view before = part.substr(0, at);
    const auto limits = limits_before(before);
    const auto from_end = [&](const Number& limit) { return counts_from_end(before, limit); };
    if (std::any_of(limits.begin(), limits.end(), from_end)) return std::nullopt;
    statement.falls = speaks_of_fall(before);
    statement.subject = subject_before(limits.empty() ? before : before.substr(0, limits[0].begin));
    if (limits.size() == 2) return between(statement, part, before, limits);
    if (limits.size() > 2) return std::nullopt;
    if (limits.empty() && goes_on(before) && !earlier.empty()) return continued(statement, part, earlier);
    if (!limits.empty() && is_distance_from_named(before.substr(0, limits[0].begin))) return std::nullopt;
    statement.where = where_of(before);
    statement.words = part;
    if (limits.empty()) return statement.where == Statement::Where::at ? std::nullopt : std::optional(statement);
    statement.limit = limits[0].value;
    statement.beyond = beyond_reference(before.substr(0, limits[0].begin));
    statement.unit = unit_of(before.substr(limits[0].end));
    if (const auto turned = where_before_sign(statement.unit)) statement.where = *turned;
    return statement;
}

/// The condition and the points it gets where a comma parts them: "≥90%，10分".
std::string_view with_condition(std::string_view condition, std::string_view part) {
    const auto points = outcome_of(part);
    const bool is_all = part.ends_with("分") && numbers_in(part).size() <= 1;
    if (condition.empty() || !points || points->second != 0 || !is_all) return part;
    return {condition.data(), static_cast<std::size_t>(part.data() + part.size() - condition.data())};
}

}  // namespace

bool says_any(std::string_view words, Words of) {
    return std::any_of(of.begin(), of.end(), [&](std::string_view word) { return words.find(word) != words.npos; });
}

bool speaks_of_fall(std::string_view words) {
    return says_any(words, {"下降", "降低", "降幅", "减少", "减幅", "少降", "多降", "少减", "多减"});
}

bool names_mishap(std::string_view words) {
    if (says_any(words, {"率", "整改", "办理", "办结", "处置", "处理", "查处", "结案", "治理", "应急", "报送", "上报",
                         "少报"}))
        return false;
    return says_any(words, {"事故", "死亡", "受伤", "伤亡", "火灾", "投诉", "违法", "迟报", "漏报", "瞒报", "逾期",
                            "accident", "death", "injur", "complaint", "late_report"});
}

namespace {

/// The comma of 10,000.
bool parts_thousands(std::string_view words, std::size_t at) {
    constexpr std::size_t group = 3;
    std::size_t before = at, after = at + 1;
    while (before > 0 && is_digit(words[before - 1])) --before;
    while (after < words.size() && is_digit(words[after])) ++after;
    return words[at] == ',' && before < at && at - before <= group && after - at - 1 == group;
}

/// The ordinary character for one that is printed in full width or in another way, and how many bytes it stands for;
/// commas are kept as they are printed.
std::pair<char, std::size_t> ordinary(std::string_view words) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(words[i]); };
    if (words.starts_with("　")) return {' ', 3};
    if (words.starts_with("−")) return {'-', 3};
    // Full-width forms U+FF01–U+FF5E are EF BC 81–EF BD 9E.
    const bool full_width = words.size() > 2 && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD);
    const int ascii = full_width ? 0x21 + (byte(1) - 0xBC) * 64 + byte(2) - 0x81 : 0;
    if (ascii > 0x20 && ascii < 0x7F && ascii != ',') return {static_cast<char>(ascii), 3};
    return {words[0] == '\t' ? ' ' : words[0], 1};
}

}  // namespace

std::string plain(std::string_view words) {
    std::string text;
    bool blank = false;
    for (std::size_t at = 0; at < words.size();) {
        const auto [character, size] = ordinary(words.substr(at));
        if (character == ' ') {
            blank = true;
        } else if (!parts_thousands(words, at)) {
            const bool between_numbers = blank && !text.empty() && is_digit(text.back()) && is_digit(character);
            const bool is_thousand = words.substr(at).starts_with("000");
            if (between_numbers && !is_thousand) text += "，";  // 80-89 8分, but not 10 000元
            text += character;
            blank = false;
        }
        at += size;
    }
    return text;
}

std::vector<Amount> amounts_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Amount> amounts;
    const bool by_occurrence = !is_ladder(text);
    std::string context;  // what the sentence was about before a part that begins with 每
    int sentence = -1;
    for (const Part& part : parts_with_points(text)) {
        if (part.sentence != sentence) context.clear();
        sentence = part.sentence;
        std::size_t last = 0;
        bool any = false;
        for (std::size_t at = part.words.find("每"); at != part.words.npos; at = part.words.find("每", at)) {
            auto found = amount_at(part.words, at);
            if (!found) found = amount_without_verb(part.words, at, amounts);
            if (!found) {
                at += std::string_view("每").size();
                continue;
            }
            const std::string_view before = part.words.substr(last, at - last);
            if (!before.empty()) context = before;
            read_from(context, found->first);
            found->first.subject = context + found->first.subject;
            amounts.push_back(std::move(found->first));
            at = last = found->second;
            any = true;
        }
        if (!any)
            if (auto amount = amount_without_each(part.words, by_occurrence)) {
                if (!begins_with_severity(part.words) && !outcome_of(context))
                    amount->subject = context + amount->subject;
                amounts.push_back(std::move(*amount));
                any = true;
            }
        if (!any) context = part.words;
    }
    return amounts;
}

std::vector<Statement> statements_in(std::string_view clause) {
    const std::string text = plain(clause);
    std::vector<Statement> statements;
    std::string_view condition;  // a part with a limit that may get its points in the next one
    int sentence = -1;
    for (const Part& part : parts_of(text)) {
        if (part.sentence != sentence) condition = {};
        sentence = part.sentence;
        const std::string_view words = with_condition(condition, part.words);
        if (auto statement = statement_of(words, statements)) {
            if (words.size() > part.words.size())
                statement->words = std::string(condition) + "，" + std::string(part.words);
            if (statement->subject.empty() && !statements.empty()) statement->subject = statements.back().subject;
            statements.push_back(std::move(*statement));
        }
        const bool asks = !outcome_of(part.words) && !digits_in(part.words).empty() &&
                          !says_any(part.words, {"满分", "基准分", "基本分", "标准分", "总分"});
        condition = asks ? part.words : std::string_view();
    }
    return statements;
}

namespace {

/// 以上 that does not follow the unit is of something else: 一起较大以上事故.
std::string without_bounds(std::string_view words, bool leave_out) {
    std::string text(words);
    for (const std::string_view bound : {"以上", "以下"})
        for (auto at = text.find(bound); leave_out && at != text.npos; at = text.find(bound))
            text.erase(at, bound.size());
    return text;
}

}  // namespace

namespace {

Threshold threshold(Statement::Where where, double limit, std::string_view part, std::string_view after) {
    using Where = Statement::Where;
    using Edge = Threshold::Edge;
    Threshold found{limit, !is_upper_limit(where), Edge::belongs, false, std::string(part)};
    if (where == Where::above || where == Where::below) found.edge = Edge::outside;
    if (where == Where::upwards || where == Where::downwards) found.edge = Edge::unsaid;
    found.is_condition = where != Where::at && says_any(after, {"的"}) &&
                         !says_any(part, {"不得", "不应", "不能", "不可", "不许", "不准", "应当", "必须", "要求",
                                          "确保", "控制在", "除外", "方可", "才能", "才可", "可以", "可评", "例外"});
    return found;
}

}  // namespace

std::optional<Threshold> threshold_in(std::string_view clause, std::string_view unit) {
    using Where = Statement::Where;
    const std::string text = plain(clause);
    std::optional<Threshold> found;
    for (const Part& part : parts_of(text)) {
        const auto numbers = numbers_in(part.words);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const std::string_view after = part.words.substr(numbers[i].end);
            if (!after.starts_with(unit) || after.substr(unit.size()).starts_with("等")) continue;  // 降一个等级
            if (counts_from_end(part.words, numbers[i])) return std::nullopt;
            if (found && found->limit == numbers[i].value && repeats_limit(part.words, numbers[i])) continue;
            if (found) return std::nullopt;
            const std::size_t from = i == 0 ? 0 : numbers[i - 1].end;
            const std::size_t to = i + 1 == numbers.size() ? part.words.size() : numbers[i + 1].begin;
            const bool bounded =
                starts(after.substr(unit.size()), {"以上", "以下", "及以上", "及以下", "(含)以上", "(含)以下"});
            const bool passes = part.words.substr(0, numbers[i].begin).ends_with("超");
            const Where where =
                passes ? Where::above : where_of(without_bounds(part.words.substr(from, to - from), !bounded));
            found = threshold(where, numbers[i].value, part.words, after);
        }
    }
    return found;
}

std::vector<NamedThreshold> named_thresholds_in(std::string_view clause, const std::vector<std::string>& names) {
    const std::string text = plain(clause);
    std::vector<NamedThreshold> found;
    for (const Part& part : parts_of(text))
        for (const std::string& name : names) {
            const auto at = part.words.find(name);
            if (name.empty() || at == part.words.npos) continue;
            const std::string_view after = part.words.substr(at + name.size());
            const auto numbers = numbers_in(part.words);
            const auto where = where_of(part.words);
            const bool by_percent = numbers.size() == 1 && where == Statement::Where::above &&
                                    numbers[0].begin == at + name.size() &&
                                    part.words.substr(numbers[0].end).starts_with("%");
            if (where == Statement::Where::at || (!numbers.empty() && !by_percent)) continue;
            found.push_back(
                {threshold(where, 0, part.words, after), by_percent ? std::optional(numbers[0].value) : std::nullopt});
            break;
        }
    return found;
}

}  // namespace libplan::clause
