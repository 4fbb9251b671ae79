#pragma once
// Private: what the words of a clause say in numbers. Only what is certain is read; the rest of a clause is left alone.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libplan/scheme.hpp"

namespace libplan::clause {

/// Without blanks, and with ordinary digits and signs: "９０％" is "90%". A blank that alone parts two numbers, as in
/// "80-89 8分", becomes a comma.
std::string plain(std::string_view words);

/// "每超1人扣2分": points for each unit over or under something, or for each occurrence.
struct Amount {
    enum class Side { none, over, under, both } side = Side::none;
    double per = 1;
    double points = 0;           ///< negative: taken off
    bool both_ways = false;      ///< added and taken off: 增减1个百分点±0.5分
    std::string words;           ///< the amount itself
    std::string counted;         ///< what follows the number of units: "人", "个百分点"
    std::string subject;         ///< what it is given for, as far as it is said: "较大及以上事故", "死亡"
    std::optional<double> from;  ///< 超过3次的，每超1次: what it counts from, and what follows that number
    std::string from_unit, from_words;
    bool of_deaths = false;  ///< 每死亡1人
    bool falls = false;      ///< 每少下降1个百分点: the side is of what falls and not of the fall, here over
    bool in_percent = false;
};
std::vector<Amount> amounts_in(std::string_view clause);

/// "低于90%不得分", "达到95%得3分": the points on one side of a limit.
struct Statement {
    enum class Where { at, from, up_to, above, below, upwards, downwards, between } where = Where::at;
    enum class What { full, zero, points, loses } what = What::full;
    std::optional<double> limit;               ///< none: a reference called by its name, such as 控制数
    double until = 0;                          ///< between: the upper limit
    bool holds_limit = false;                  ///< between: the lower limit belongs for certain, as in 80%≤x<90%
    Amount::Side beyond = Amount::Side::none;  ///< 全年少4次: the limit is how far from the reference
    std::string unit;                          ///< what follows the limit: "%得3分"
    double points = 0;
    bool falls = false;  ///< 同比下降3%以上: the limit is how far something falls
    std::string words;
    std::string subject;  ///< the quantity it is of, if it or one before it names any: 培训率
};
std::vector<Statement> statements_in(std::string_view clause);

inline bool is_lower_limit(Statement::Where where) {
    return where == Statement::Where::from || where == Statement::Where::above || where == Statement::Where::upwards;
}
inline bool is_upper_limit(Statement::Where where) {
    return where == Statement::Where::up_to || where == Statement::Where::below || where == Statement::Where::downwards;
}

/// "80–89", "90以上": printed bands, points such as 扣0.5—2分 and years left out; lowest first. 以上 ends nowhere.
struct Range {
    double from = 0, to = 0;
    std::string unit;
    std::string words;
};
std::vector<Range> ranges_in(std::string_view clause);

/// What a clause says of the limits of an item's points.
struct Limits {
    bool until_nothing = false;         ///< 扣完为止
    bool no_ceiling = false;            ///< 不封顶
    std::optional<double> most_gain;    ///< 加2分封顶
    std::optional<double> most_points;  ///< 12分封顶, 计满7分为止, 累计不超过3分
    std::optional<double> most_loss;    ///< 累计扣分以5分为限; 累计不超过5分 of what only takes off
    std::optional<double> least;        ///< 最低2分
    std::optional<double> full;         ///< 满分15分, 本项分值15分, (15分)
    std::optional<double> start;        ///< 基准分10分
    std::optional<double> reference;    ///< 以90%为准, 基准值90%
    std::optional<double> target;       ///< 目标值为95%
    std::optional<double> times_rate;   ///< 完成率×8分
    std::optional<std::pair<double, double>> line;  ///< 60+40×(实际值-不允许值)/(满意值-不允许值)
    std::string line_words;
    std::optional<double> satisfactory, not_allowed;  ///< 满意值90%, 不允许值50%
    std::string in_proportion;                        ///< 按完成比例得分
    std::string all_or_nothing;  ///< 未完成的不得分, and no part of the way is given anything
    std::optional<std::pair<double, double>> deduction;  ///< 扣0.5—2分
    std::optional<std::pair<double, double>> marks;      ///< 在0—8分内评分
    std::vector<double> parts;                           ///< 2分+1分+1分
    bool parts_in_words = false;  ///< 制度30分+责任40分, 建立制度得30分，落实责任得40分
    bool parts_gained = false;    ///< 得30分: together they may be more than the full points
    std::string parts_words;
    std::optional<double> start_share;                    ///< 得80%标准分
    std::optional<double> most_share;                     ///< 不超过标准分的1.2倍
    std::optional<double> instead;                        ///< 没有下达任务的：按基本分60%计
    std::optional<std::pair<double, double>> conversion;  ///< 100分折算30分
    std::optional<double> rate_converted;                 ///< 按完成比例折算20分
    std::string conversion_words;
    std::vector<double> coefficients;  ///< 系数0.3/0.2/0.3/0.2, 按3:7计算
    std::string coefficients_words;
    std::optional<double> years;                      ///< 连续3年
    bool below_zero = false, not_below_zero = false;  ///< 可倒扣, 不倒扣
    std::optional<double> most_below_zero;            ///< 最多倒扣5分
    std::vector<Steps> steps;                         ///< what it says of a part of a step
    bool adds = false, takes_off = false;             ///< any word of adding, of taking off
};
Limits limits_in(std::string_view clause);

/// "自评占30%", "自评30%、考核组70%": a part of the whole, in percent; without 占 only if they sum to 100.
struct Share {
    std::string words;
    double percent = 0;
};
std::vector<Share> shares_in(std::string_view clause);

/// "国家5分、省3分": the points printed right behind a class, if there is one number for it.
std::optional<Amount> worth_of(std::string_view clause, std::string_view name);
/// "≥10人全部扣完", "重大及以上事故不得分": what costs all there is, with what it is said of.
std::vector<Amount> total_losses_in(std::string_view clause);
/// "3–5人", "≥10人": the people that words of a clause are about.
std::optional<Range> people_in(std::string_view words);

/// "3起以上", "低于60分": from where on something is so.
struct Threshold {
    double limit = 0;
    bool upwards = true;
    enum class Edge { belongs, outside, unsaid } edge = Edge::belongs;  ///< the limit itself; 以上 leaves it open
    bool is_condition = false;  ///< 低于60分的: what is punished, and not what is asked for
    std::string words;
};
/// The only number of the clause with this unit, whatever it is compared with.
std::optional<Threshold> threshold_in(std::string_view clause, std::string_view unit);

/// "超过控制数的", "超过控制指标20%的": a limit that is called by its name, as so many percent beyond it.
struct NamedThreshold {
    Threshold threshold;
    std::optional<double> percent;
};
/// What the clause says of the limit that has one of these names, as far as no other number comes in.
std::vector<NamedThreshold> named_thresholds_in(std::string_view clause, const std::vector<std::string>& names);

/// 事故, 投诉, 逾期 …, but not what is done about them: 投诉办结率.
bool names_mishap(std::string_view words);

/// 同比下降, 降幅, 每少降1个百分点.
bool speaks_of_fall(std::string_view words);

bool says_any(std::string_view words, std::initializer_list<std::string_view> of);

}  // namespace libplan::clause
