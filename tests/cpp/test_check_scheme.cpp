#include <algorithm>
#include <functional>
#include <limits>

#include "libplan/clause.hpp"
#include "libplan/words.hpp"
#include "parks.hpp"

namespace libplan {
namespace {

using namespace testing;

constexpr double no_limit = std::numeric_limits<double>::infinity();

/// The whole finding, one line for each thing a reader sees.
std::string question_story(const Finding& finding, Language language) {
    std::string words =
        finding.code + " " + std::string(word_of(finding.severity)) + " " + text(finding.title, language) + "\n";
    return words + text(finding.printed, language) + "\n" + text(finding.follows, language) + "\n" +
           text(finding.cure, language);
}

std::string stories(const std::vector<Finding>& findings, Language language) {
    std::string all;
    for (const Finding& finding : findings) all += (all.empty() ? "" : "\n\n") + question_story(finding, language);
    return all;
}

Item worded(std::string fact, double full, Rule rule, std::string clause) {
    Item made;
    made.id = "item";
    made.title = "项目";
    made.fact = std::move(fact);
    made.full = full;
    made.rule = std::move(rule);
    made.clause = std::move(clause);
    return made;
}

/// Forty points by marks and sixty by one item; facts of several kinds, each of them used by a tie-break.
SchemeParts parts_with(Item one) {
    SchemeParts parts;
    parts.id = parts.title = "办法";
    Group group;
    group.id = group.title = "组";
    Item marks = worded("", 100 - one.full, MarksRule{}, "由考核组评分");
    marks.id = marks.title = "评分";
    group.items = {marks, std::move(one)};
    group.full = 100;
    parts.groups = {group};
    parts.grades = {{"优秀", 90}, {"合格", 60}, {"不合格", 0}};
    parts.facts = {{"deaths", "死亡人数", "人", EventFact{"accident", EventFact::Count::deaths, {}}, {}},
                   {"control", "控制数", "人", SuppliedFact{}, {}},
                   {"rate", "覆盖率", "%", SuppliedFact{}, {}},
                   {"done", "任务完成率", "%", TaskFact{}, {}},
                   {"accidents", "事故", "起", EventFact{"accident"}, {}},
                   {"common", "一般事故", "起", EventFact{"accident", EventFact::Count::events, {"一般"}}, {}},
                   {"large", "较大事故", "起", EventFact{"accident", EventFact::Count::events, {"较大"}}, {}},
                   {"cases", "信访件", "件", SuppliedFact{}, {}},
                   {"fires", "火灾", "起", SuppliedFact{}, {}},
                   {"more", "比上年增减", "起", SuppliedFact{}, {}},
                   {"years", "连续下降年数", "年", TrendFact{"intensity"}, {}},
                   {"praise", "表彰", "次", EventFact{"praise", EventFact::Count::events, {}}, {}}};
    for (const FactDefinition& fact : parts.facts) parts.outcome.tie_breaks.push_back({fact.id, true, {}});
    return parts;
}

SchemeParts usual() { return parts_with(worded("rate", 60, ShareRule{}, "按比例计分")); }

SchemeParts changed(const std::function<void(SchemeParts&)>& change) {
    SchemeParts parts = usual();
    change(parts);
    return parts;
}

SchemeParts per_unit(std::string fact, double full, PerUnitRule rule, std::string clause) {
    return parts_with(worded(std::move(fact), full, std::move(rule), std::move(clause)));
}
SchemeParts bands(BandsRule rule, std::string clause) {
    return parts_with(worded("rate", 5, std::move(rule), std::move(clause)));
}
SchemeParts occurrences(OccurrencesRule rule, std::string clause, std::string fact = "deaths") {
    return parts_with(worded(std::move(fact), 5, std::move(rule), std::move(clause)));
}

/// Classes told by deaths.
SchemeParts by_deaths(std::vector<OccurrenceClass> classes, std::string clause = "", std::string fact = "accidents") {
    return parts_with(worded(std::move(fact), 35, OccurrencesRule{.classes = std::move(classes)}, std::move(clause)));
}

/// Two parts of a group that counts them by weight, the second a group in it if so asked.
SchemeParts weighted(double first, double second, bool inner = false) {
    SchemeParts parts = usual();
    Group& group = parts.groups[0];
    group.combine = Combine::weighted;
    group.items[0].weight = first;
    group.items[1].weight = second;
    if (!inner) return parts;
    Group part;
    part.id = part.title = "内组";
    part.full = group.items[1].full;
    part.weight = second;
    part.items = {group.items[1]};
    part.items[0].weight = 1;
    group.groups = {part};
    group.items.pop_back();
    return parts;
}

Group block(GroupKind kind, std::optional<double> floor, std::optional<double> cap) {
    Group group;
    group.id = group.title = "加扣分";
    group.kind = kind;
    group.floor = floor;
    group.cap = cap;
    const double full = kind == GroupKind::bonus ? 5 : 0;
    const double points = kind == GroupKind::bonus ? 1 : -1;
    group.items = {
        worded("praise", full,
               OccurrencesRule{.classes = {{"省级", points}}, .start = 0, .floor = std::min(0.0, points * 5)}, "")};
    group.items[0].id = group.items[0].title = "加扣分项";
    return group;
}

Veto veto(Conditions when, Veto::Effect effect = Veto::Effect::grade, std::string grade = "不合格") {
    Veto made;
    made.title = "否决";
    made.when = std::move(when);
    made.effect = effect;
    made.grade = std::move(grade);
    return made;
}
Condition of_fact(std::string fact, Comparison comparison, Reference limit) {
    return {Condition::Subject::fact, std::move(fact), comparison, std::move(limit)};
}

/// Something a scheme is asked about, and the nearest thing that is right.
struct Question {
    SchemeParts asked, sound;
    std::string zh, en;
};

const Conditions one_death = {of_fact("deaths", Comparison::at_least, 1.0)};

std::vector<Question> questions() {
    using Effect = Veto::Effect;
    return {
        {per_unit("deaths", 18, {.reference = "control", .over = -1}, "每超1人扣2分，扣完为止"),
         per_unit("deaths", 18, {.reference = "control", .over = -2}, "每超1人扣2分，扣完为止"),
         R"(clause-amount error 项目：条文与规则的分值不符
每超1人扣2分，扣完为止
条文说“每超1人扣2分”，规则写的是 over = -1
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-amount error 项目: the rule does not give the points of the clause
每超1人扣2分，扣完为止
the clause says "每超1人扣2分", the rule over = -1
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("rate", 18, {.reference = "control", .under = 2, .ceiling = 20, .steps = Steps::proportional},
                  "每低1个百分点扣2分"),
         per_unit("rate", 18, {.reference = "control", .under = -2, .steps = Steps::proportional},
                  "每低1个百分点扣2分"),
         R"(clause-sign error 项目：条文与规则一加一扣
每低1个百分点扣2分
条文说“每低1个百分点扣2分”，规则写的是 under = 2
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-sign error 项目: the clause adds where the rule takes off, or the other way round
每低1个百分点扣2分
the clause says "每低1个百分点扣2分", the rule under = 2
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("deaths", 18, {.reference = "control", .over = -2}, "每超1人扣2分，每少1人加1分"),
         per_unit("deaths", 18, {.reference = "control", .over = -2, .under = 1, .ceiling = 20},
                  "每超1人扣2分，每少1人加1分"),
         R"(clause-amount warning 项目：条文与规则的分值不符
每超1人扣2分，每少1人加1分
条文说“每少1人加1分”，规则写的是 under = 0
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-amount warning 项目: the rule does not give the points of the clause
每超1人扣2分，每少1人加1分
the clause says "每少1人加1分", the rule under = 0
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("deaths", 18, {.reference = "control", .over = -2, .under = 1, .ceiling = 20}, "每超1人扣2分"),
         per_unit("deaths", 18, {.reference = "control", .over = -2, .under = 1, .ceiling = 20},
                  "每超1人扣2分，每少1人加1分"),
         R"(clause-silent warning 项目：规则有条文没有说的加扣分
每超1人扣2分
条文没有说到 under = 1
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-silent warning 项目: the rule gives or takes what the clause does not speak of
每超1人扣2分
the clause does not speak of under = 1
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("rate", 18, {.per = 1, .reference = 90.0, .under = -1, .steps = Steps::whole}, "每低于目标值2%扣1分"),
         per_unit("rate", 18, {.per = 2, .reference = 90.0, .under = -1, .steps = Steps::whole}, "每低于目标值2%扣1分"),
         R"(clause-amount error 项目：条文与规则的分值不符
每低于目标值2%扣1分
条文说“每低于目标值2%扣1分”，规则写的是 under = -1
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-amount error 项目: the rule does not give the points of the clause
每低于目标值2%扣1分
the clause says "每低于目标值2%扣1分", the rule under = -1
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("deaths", 18, {.reference = "control", .over = -1, .under = 0.5, .ceiling = 20},
                  "每超1人扣1分，每少死亡1人扣0.5分"),
         per_unit("deaths", 18, {.reference = "control", .over = -1, .under = 0.5, .ceiling = 20},
                  "每超1人扣1分，每少死亡1人加0.5分"),
         R"(misprint warning 项目：条文的加扣可能印错
每超1人扣1分，每少死亡1人扣0.5分
“每少死亡1人扣0.5分”把变好当作扣分，可能是“加”之误；规则写的是 under = 0.5
请向印发单位核实；条文照录不改，规则写明所采用的理解)",
         R"(misprint warning 项目: adding and taking off may be misprinted in the clause
每超1人扣1分，每少死亡1人扣0.5分
"每少死亡1人扣0.5分" takes points off for getting better, perhaps a misprint for adding; the rule says under = 0.5
ask its issuer; keep the clause as printed and let the rule say how it is read)"},
        {occurrences({.classes = {{"一般", -1}, {"较大", -3}}}, "一般事故每起扣1分，较大事故每起扣2分"),
         occurrences({.classes = {{"一般", -1}, {"较大", -2}}}, "一般事故每起扣1分，较大事故每起扣2分"),
         R"(clause-amount error 项目：条文与规则的分值不符
一般事故每起扣1分，较大事故每起扣2分
条文说“每起扣2分”，规则写的是 较大 = -3
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-amount error 项目: the rule does not give the points of the clause
一般事故每起扣1分，较大事故每起扣2分
the clause says "每起扣2分", the rule 较大 = -3
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("deaths", 10, {.reference = "control", .over = -2, .under = 1, .ceiling = 13},
                  "每超1人扣2分；每少1人加1分，加2分封顶"),
         per_unit("deaths", 10, {.reference = "control", .over = -2, .under = 1, .ceiling = 12},
                  "每超1人扣2分；每少1人加1分，加2分封顶"),
         R"(clause-limit error 项目：条文与规则的限额不符
每超1人扣2分；每少1人加1分，加2分封顶
条文说“最多加2分”，规则写的是 ceiling = 13
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-limit error 项目: the rule does not keep the limits of the clause
每超1人扣2分；每少1人加1分，加2分封顶
the clause says "at most 2 points added", the rule ceiling = 13
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("deaths", 10, {.reference = "control", .over = -2, .under = 1, .ceiling = 12},
                  "每超1人扣2分；每少1人加1分，不封顶"),
         per_unit("deaths", 10, {.reference = "control", .over = -2, .under = 1, .ceiling = no_limit},
                  "每超1人扣2分；每少1人加1分，不封顶"),
         R"(clause-limit error 项目：条文与规则的限额不符
每超1人扣2分；每少1人加1分，不封顶
条文说“不封顶”，规则写的是 ceiling = 12
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-limit error 项目: the rule does not keep the limits of the clause
每超1人扣2分；每少1人加1分，不封顶
the clause says "no ceiling", the rule ceiling = 12
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("deaths", 10, {.reference = "control", .over = -2, .floor = 4}, "每超1人扣2分，扣完为止"),
         per_unit("deaths", 10, {.reference = "control", .over = -2, .floor = 0}, "每超1人扣2分，扣完为止"),
         R"(clause-limit error 项目：条文与规则的限额不符
每超1人扣2分，扣完为止
条文说“扣完为止”，规则写的是 floor = 4
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-limit error 项目: the rule does not keep the limits of the clause
每超1人扣2分，扣完为止
the clause says "down to nothing", the rule floor = 4
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {occurrences({.classes = {{"一般", -1}}, .cap = -3}, "每起扣1分，累计扣分以4分为限"),
         occurrences({.classes = {{"一般", -1}}, .cap = -4}, "每起扣1分，累计扣分以4分为限"),
         R"(clause-limit error 项目：条文与规则的限额不符
每起扣1分，累计扣分以4分为限
条文说“最多扣4分”，规则写的是 最多扣 3 分
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-limit error 项目: the rule does not keep the limits of the clause
每起扣1分，累计扣分以4分为限
the clause says "at most 4 points off", the rule at most 3 points off
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {per_unit("rate", 15, {.reference = 90.0, .over = 1, .under = -1, .start = 12, .steps = Steps::proportional},
                  "满分15分，基准分10分，每增减1%±1分"),
         per_unit("rate", 15, {.reference = 90.0, .over = 1, .under = -1, .start = 10, .steps = Steps::proportional},
                  "满分15分，基准分10分，每增减1%±1分"),
         R"(clause-limit error 项目：条文与规则的限额不符
满分15分，基准分10分，每增减1%±1分
条文说“基准分10分”，规则写的是 start = 12
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-limit error 项目: the rule does not keep the limits of the clause
满分15分，基准分10分，每增减1%±1分
the clause says "10 points to start from", the rule start = 12
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {parts_with(worded("", 5, MarksRule{}, "满分4分")), parts_with(worded("", 4, MarksRule{}, "满分4分")),
         R"(clause-limit error 项目：条文与规则的限额不符
满分4分
条文说“满分4分”，规则写的是 full = 5
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-limit error 项目: the rule does not keep the limits of the clause
满分4分
the clause says "full 4 points", the rule full = 5
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {parts_with(worded("", 5, MarksRule{}, "2分+1分+1分")), parts_with(worded("", 4, MarksRule{}, "2分+1分+1分")),
         R"(sub-points error 项目：分项之和与满分不符
2分+1分+1分
2分+1分+1分 合计 4 分，满分是 5 分
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(sub-points error 项目: the parts in the clause do not sum to the full points
2分+1分+1分
2分+1分+1分 sum to 4, the full points are 5
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {bands({.bands = {{0, 0}, {90, 2}, {95, 5}}}, "95%得5分，90%得3分，低于90%不得分"),
         bands({.bands = {{0, 0}, {90, 3}, {95, 5}}}, "95%得5分，90%得3分，低于90%不得分"),
         R"(clause-points error 项目：条文与规则的得分不符
95%得5分，90%得3分，低于90%不得分
条文说“90%得3分”，规则在此处给 2 分
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-points error 项目: the rule does not give what the clause says
95%得5分，90%得3分，低于90%不得分
the clause says "90%得3分", there the rule gives 2
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {parts_with(worded("rate", 5, AllOrNothingRule{Comparison::at_most, 80.0}, "不低于80%得满分")),
         parts_with(worded("rate", 5, AllOrNothingRule{Comparison::at_least, 80.0}, "不低于80%得满分")),
         R"(clause-points error 项目：条文与规则的得分不符
不低于80%得满分
条文说“不低于80%得满分”，规则在略高于 80 处给 0 分
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-points error 项目: the rule does not give what the clause says
不低于80%得满分
the clause says "不低于80%得满分", just above 80 the rule gives 0
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {occurrences({.classes = {{"省级", 3}, {"市级", -1}}, .counts = OccurrencesRule::Counts::highest, .start = 2},
                     "", "praise"),
         occurrences({.classes = {{"省级", 3}, {"市级", 1}}, .counts = OccurrencesRule::Counts::highest, .start = 2},
                     "", "praise"),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
市级 = -1 不起作用：counts = highest 只计一类，用不到它
请核对 counts：highest 只计加分，worst 只计扣分)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
市级 = -1 does nothing: counts = highest never chooses it
check counts: highest chooses among gains, worst among losses)"},
        {parts_with(worded("deaths", 5, AllOrNothingRule{Comparison::below, "control"}, "不超过控制数得满分")),
         parts_with(worded("deaths", 5, AllOrNothingRule{Comparison::at_most, "control"}, "不超过控制数得满分")),
         R"(clause-points error 项目：条文与规则的得分不符
不超过控制数得满分
条文说“不超过控制数得满分”，规则在此处给 0 分
请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实)",
         R"(clause-points error 项目: the rule does not give what the clause says
不超过控制数得满分
the clause says "不超过控制数得满分", there the rule gives 0
hold clause and rule against the original and correct the slip; if the original says so, ask its issuer)"},
        {parts_with(worded("rate", 5, AllOrNothingRule{Comparison::at_least, 80.0}, "超过80%得满分")),
         parts_with(worded("rate", 5, AllOrNothingRule{Comparison::above, 80.0}, "超过80%得满分")),
         R"(clause-edge warning 项目：界限归哪一边，条文与规则不一
超过80%得满分
条文说“超过80%得满分”，不含 80；规则却把 80 也算在内
请核对界限是否含本数，改写 from 与 above，或 at_least 与 above)",
         R"(clause-edge warning 项目: clause and rule differ on which side the limit belongs to
超过80%得满分
the clause says "超过80%得满分", without 80 itself; the rule counts 80 in
check whether the limit belongs, and choose between from and above, or at_least and above)"},
        {per_unit("rate", 18, {.per = 2, .reference = 90.0, .under = -1, .steps = Steps::proportional},
                  "每低2%扣1分，不足2%的不计"),
         per_unit("rate", 18, {.per = 2, .reference = 90.0, .under = -1, .steps = Steps::whole},
                  "每低2%扣1分，不足2%的不计"),
         R"(steps error 项目：不足一档怎么算，条文与规则不一
每低2%扣1分，不足2%的不计
条文只计整档，规则按比例计（steps = "proportional"）
请核对原文；条文抄得不错则写 steps = "whole")",
         R"(steps error 项目: clause and rule differ on what less than a whole step counts
每低2%扣1分，不足2%的不计
the clause counts whole steps only, the rule in proportion (steps = "proportional")
check the original; if the clause is right write steps = "whole")"},
        {per_unit("rate", 18, {.per = 2, .reference = 90.0, .under = -1, .steps = Steps::whole},
                  "每低2%扣1分，按比例计"),
         per_unit("rate", 18, {.per = 2, .reference = 90.0, .under = -1, .steps = Steps::proportional},
                  "每低2%扣1分，按比例计"),
         R"(steps error 项目：不足一档怎么算，条文与规则不一
每低2%扣1分，按比例计
条文按比例计，规则只计整档（steps = "whole"）
请核对原文；条文抄得不错则写 steps = "proportional")",
         R"(steps error 项目: clause and rule differ on what less than a whole step counts
每低2%扣1分，按比例计
the clause counts in proportion, the rule whole steps only (steps = "whole")
check the original; if the clause is right write steps = "proportional")"},
        {per_unit("rate", 18, {.reference = 90.0, .under = -1}, "每低1%扣1分"),
         per_unit("rate", 18, {.reference = 90.0, .under = -1, .steps = Steps::proportional}, "每低1%扣1分"),
         R"(steps note 项目：不足一档怎么算没有写明
每低1%扣1分
条文没有说，规则也没有写 steps，现按比例计
请在规则里写明 steps："proportional" 按比例，"whole" 只计整档，"begun" 不足一档按一档计)",
         R"(steps note 项目: what less than a whole step costs is not said
每低1%扣1分
neither the clause nor the rule (steps) says so; it is counted in proportion
say it in the rule: steps = "proportional" counts in proportion, "whole" whole steps only, "begun" a step begun as a whole one)"},
        {bands({.bands = {{0, 0}, {80, 3}, {90, 5}}}, "覆盖率80–89%为良，90–100%为优"),
         bands({.bands = {{0, 0}, {80, 3}, {90, 5}}}, "覆盖率80–90%（不含）为良，90–100%为优"),
         R"(printed-hole warning 项目：所印分档有空缺
覆盖率80–89%为良，90–100%为优
80–89 与 90–100 之间，89.5 不属于任何一档
请向印发单位核实界限归哪一档，并核对规则是否照此写)",
         R"(printed-hole warning 项目: the printed bands leave a hole
覆盖率80–89%为良，90–100%为优
between 80–89 and 90–100, 89.5 belongs to no band
ask its issuer which band the limit belongs to, and check that the rule says so)"},
        {bands({.bands = {{0, 0}, {80, 3}, {90, 5}}}, "覆盖率80–92%为良，90–100%为优"),
         bands({.bands = {{0, 0}, {80, 3}, {90, 5}}}, "覆盖率80–90%为良，90–100%为优，含下限"),
         R"(printed-overlap warning 项目：所印分档有重叠
覆盖率80–92%为良，90–100%为优
80–92 与 90–100 有一段同属两档
请向印发单位核实界限归哪一档，并核对规则是否照此写)",
         R"(printed-overlap warning 项目: the printed bands overlap
覆盖率80–92%为良，90–100%为优
80–92 and 90–100 have values in common
ask its issuer which band the limit belongs to, and check that the rule says so)"},
        {bands({.bands = {{0, 0}, {80, 3}, {90, 5}}}, "覆盖率80–90%为良，90–100%为优"),
         bands({.bands = {{0, 0}, {80, 3}, {90, 5}}}, "覆盖率80–90%为良，90–100%为优，以上包括本数"),
         R"(printed-overlap note 项目：所印分档有重叠
覆盖率80–90%为良，90–100%为优
90 同属 80–90 与 90–100，条文没有说含不含本数
请向印发单位核实界限归哪一档，并核对规则是否照此写)",
         R"(printed-overlap note 项目: the printed bands overlap
覆盖率80–90%为良，90–100%为优
90 belongs to both 80–90 and 90–100; the clause does not say which
ask its issuer which band the limit belongs to, and check that the rule says so)"},
        {changed([](SchemeParts& p) {
             p.grades = {{"优秀（90–100分）", 90}, {"合格（60–89分）", 60}, {"不合格", 0}};
         }),
         changed([](SchemeParts& p) {
             p.grades = {{"优秀（90–100分）", 90}, {"合格（60–89.99分）", 60}, {"不合格", 0}};
         }),
         R"(printed-hole warning 合格（60–89分）：所印分档有空缺
60–89；90–100
60–89 与 90–100 之间，89.5 不属于任何一档
请向印发单位核实界限归哪一档，并核对规则是否照此写)",
         R"(printed-hole warning 合格（60–89分）: the printed bands leave a hole
60–89; 90–100
between 60–89 and 90–100, 89.5 belongs to no band
ask its issuer which band the limit belongs to, and check that the rule says so)"},
        {bands({.bands = {{{0, true}, 1}, {80, 5}}}, ""), bands({.bands = {{0, 1}, {80, 5}}}, ""),
         R"(band-edge warning 项目：最低一档不含本数
（没有条文）
0 本身不属于任何一档，现按最低一档计 1 分
请把最低一档写成 from = 0，或写明 below)",
         R"(band-edge warning 项目: the lowest band does not hold its own limit
(no clause)
0 itself belongs to no band; it gets the 1 points of the lowest
write the lowest band as from = 0, or say below)"},
        {per_unit("deaths", 10, {.reference = "control", .over = -2, .under = 1}, ""),
         per_unit("deaths", 10, {.reference = "control", .over = -2, .under = 1, .ceiling = 11}, ""),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
under = 1 不起作用：起点 10 分已到上限 10 分
请写明 ceiling，如 12；不封顶写 "none")",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
under = 1 does nothing: it starts at 10, not below the ceiling 10
give a ceiling such as 12, or "none")"},
        {per_unit("rate", 10, {.reference = 90.0, .over = 1, .under = -1, .start = 0}, ""),
         per_unit("rate", 10, {.reference = 90.0, .over = 1, .under = -1, .start = 1}, ""),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
under = -1 不起作用：起点 0 分已不高于下限 0 分
请核对 start 和 floor；扣分项应有分可扣)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
under = -1 does nothing: it starts at 0, not above the floor 0
check start and floor: there should be something to lose)"},
        {per_unit("deaths", 10, {.reference = 0.0, .over = -2, .under = 1, .ceiling = 12}, ""),
         per_unit("deaths", 10, {.reference = 1.0, .over = -2, .under = 1, .ceiling = 12}, ""),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
under = 1 不起作用：“死亡人数”最少为 0
请核对 reference，或去掉用不到的一侧)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
under = 1 does nothing: "死亡人数" is at least 0
check the reference, or leave out the side that is never reached)"},
        {per_unit("done", 10, {.reference = 100.0, .over = 1, .under = -1, .ceiling = 12}, ""),
         per_unit("done", 10, {.reference = 99.0, .over = 1, .under = -1, .ceiling = 12}, ""),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
over = 1 不起作用：“任务完成率”最多为 100
请核对 reference，或去掉用不到的一侧)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
over = 1 does nothing: "任务完成率" is at most 100
check the reference, or leave out the side that is never reached)"},
        {occurrences({.classes = {{"省级", 3}, {"市级", -1}}, .counts = OccurrencesRule::Counts::worst, .start = 0}, "",
                     "praise"),
         occurrences({.classes = {{"省级", 3}, {"市级", -1}}, .start = 0}, "", "praise"),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
省级 = 3 不起作用：counts = worst 只计一类，用不到它
请核对 counts：highest 只计加分，worst 只计扣分)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
省级 = 3 does nothing: counts = worst never chooses it
check counts: highest chooses among gains, worst among losses)"},
        {occurrences({.classes = {{"一般", -1, -1}}, .counts = OccurrencesRule::Counts::worst}, ""),
         occurrences({.classes = {{"一般", -1, -1}}}, ""),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
一般 = per_death 不起作用：counts 不是 each 时不按死亡人数计
请去掉 per_death，或改为 counts = "each")",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
一般 = per_death does nothing: deaths are counted only with counts = each
leave out per_death, or write counts = "each")"},
        {occurrences({.classes = {{"省级", 3}}}, "", "praise"),
         occurrences({.classes = {{"省级", 3}}, .start = 0}, "", "praise"),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
省级 = 3 不起作用：起点 5 分已到上限 5 分
请写明 start，如 start = 0)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
省级 = 3 does nothing: it starts at 5, not below the ceiling 5
give a start, such as start = 0)"},
        {parts_with(worded("deaths", 5, AllOrNothingRule{Comparison::at_most, -1.0}, "")),
         parts_with(worded("deaths", 5, AllOrNothingRule{Comparison::at_most, 0.0}, "")),
         R"(constant warning 项目：各单位得分都一样
（没有条文）
无论数字如何，得分不变
请核对规则的界限和分值)",
         R"(constant warning 项目: every unit gets the same points
(no clause)
whatever the figures, the points are the same
check the limits and points of the rule)"},
        {per_unit("deaths", 10, {.reference = "control", .over = 1, .ceiling = 12}, ""),
         per_unit("praise", 10, {.reference = "control", .over = 1, .ceiling = 12}, ""),
         R"(rewards-worse warning 项目：变差反而得分高
（没有条文）
“死亡人数”以低为好，规则却让它越高得分越多
请核对加扣的方向，以及指标的 direction)",
         R"(rewards-worse warning 项目: getting worse is rewarded
(no clause)
lower "死亡人数" is better, but the rule gives more points for more of it
check the signs of the rule, and the indicator's direction)"},
        {parts_with(worded("done", 5, AllOrNothingRule{Comparison::at_most, 80.0}, "")),
         parts_with(worded("rate", 5, AllOrNothingRule{Comparison::at_most, 80.0}, "")),
         R"(rewards-worse warning 项目：变差反而得分高
（没有条文）
“任务完成率”以高为好，规则却让它越低得分越多
请核对加扣的方向，以及指标的 direction)",
         R"(rewards-worse warning 项目: getting worse is rewarded
(no clause)
higher "任务完成率" is better, but the rule gives more points for less of it
check the signs of the rule, and the indicator's direction)"},
        {occurrences({.classes = {{"一般", 1}}, .start = 0}, ""),
         occurrences({.classes = {{"一般", 1}}, .start = 0}, "", "praise"),
         R"(rewards-worse warning 项目：变差反而得分高
（没有条文）
“死亡人数”以低为好，规则却让它越高得分越多
请核对加扣的方向，以及指标的 direction)",
         R"(rewards-worse warning 项目: getting worse is rewarded
(no clause)
lower "死亡人数" is better, but the rule gives more points for more of it
check the signs of the rule, and the indicator's direction)"},
        {by_deaths({{"较大", -6, 0, 3, 5}, {"重大", -10, 0, 7}}),
         by_deaths({{"较大", -6, 0, 3, 6}, {"重大", -10, 0, 7}}),
         R"(deaths-hole warning 项目：死亡人数的分档有空缺
（没有条文）
死亡 6 人的事故在“较大”与“重大”之间，不属于任何一档，一分不扣
请核对这两档的 deaths：后一档应从前一档止处的下一人起)",
         R"(deaths-hole warning 项目: the ranges of deaths leave a hole
(no clause)
an accident with 6 deaths lies between "较大" and "重大", belongs to neither and costs nothing
check deaths of the two: the one should begin with the number after that where the other ends)"},
        {by_deaths({{"较大", -6, 0, 3, 6}, {"重大", -10, 0, 6}}),
         by_deaths({{"较大", -6, 0, 3, 5}, {"重大", -10, 0, 6}}),
         R"(deaths-overlap warning 项目：死亡人数的分档有重叠
（没有条文）
死亡 6 人的事故同属“较大”与“重大”，一起事故扣两次
请核对这两档的 deaths：后一档应从前一档止处的下一人起)",
         R"(deaths-overlap warning 项目: the ranges of deaths overlap
(no clause)
an accident with 6 deaths belongs to both "较大" and "重大" and is charged twice
check deaths of the two: the one should begin with the number after that where the other ends)"},
        {by_deaths({{"较大", -6, 0, 3, 5}, {"重大", -10, 0, 6, 9}}),
         by_deaths({{"较大", -6, 0, 3, 5}, {"重大", -10, 0, 6}}),
         R"(deaths-open warning 项目：死亡人数超过最高一档的没有规定
（没有条文）
死亡 10 人及以上的事故不属于任何一档，一分不扣
请核对最高一档；不设上限写 deaths = [6]，更多的另成一档则补上)",
         R"(deaths-open warning 项目: nothing is said of more deaths than the highest range holds
(no clause)
an accident with 10 deaths or more belongs to no class and costs nothing
check the highest range: without an upper limit it is deaths = [6]; add the range for more deaths if there is one)"},
        {by_deaths({{"较大", -6, 0, 3, 6}, {"重大", -10, 0, 9, 9}}),
         by_deaths({{"较大", -6, 0, 3, 8}, {"重大", -10, 0, 9}}),
         R"(deaths-hole warning 项目：死亡人数的分档有空缺
（没有条文）
死亡 7—8 人的事故在“较大”与“重大”之间，不属于任何一档，一分不扣
请核对这两档的 deaths：后一档应从前一档止处的下一人起

deaths-open warning 项目：死亡人数超过最高一档的没有规定
（没有条文）
死亡 10 人及以上的事故不属于任何一档，一分不扣
请核对最高一档；不设上限写 deaths = [9]，更多的另成一档则补上)",
         R"(deaths-hole warning 项目: the ranges of deaths leave a hole
(no clause)
an accident with 7 to 8 deaths lies between "较大" and "重大", belongs to neither and costs nothing
check deaths of the two: the one should begin with the number after that where the other ends

deaths-open warning 项目: nothing is said of more deaths than the highest range holds
(no clause)
an accident with 10 deaths or more belongs to no class and costs nothing
check the highest range: without an upper limit it is deaths = [9]; add the range for more deaths if there is one)"},
        {by_deaths({{"较大", -6, -1, 3, 9}, {"重大", -10, 0, 10}}),
         by_deaths({{"较大", -6, -1, 3, 9}, {"重大", -15, 0, 10}}),
         R"(rewards-worse warning 项目：变差反而得分高
（没有条文）
死亡 10 人的事故只扣 10 分，死亡 9 人的却扣 15 分
请核对各类的扣分)",
         R"(rewards-worse warning 项目: getting worse is rewarded
(no clause)
an accident with 10 deaths costs only 10 points, one with 9 costs 15
check what each class costs)"},
        {occurrences({.classes = {{"一般", -4}, {"较大", -3}}}, "", "accidents"),
         occurrences({.classes = {{"一般", -3}, {"较大", -4}}}, "", "accidents"),
         R"(rewards-worse warning 项目：变差反而得分高
（没有条文）
“较大”比“一般”严重，每起只扣 3 分，“一般”却扣 4 分
请核对各类的扣分)",
         R"(rewards-worse warning 项目: getting worse is rewarded
(no clause)
"较大" is graver than "一般", but costs only 3 points against 4
check what each class costs)"},
        {bands({.bands = {{0, 0}, {60, 4}, {80, 3}, {90, 5}}}, ""),
         bands({.bands = {{0, 0}, {60, 3}, {80, 5}, {90, 4}}}, ""),
         R"(rewards-worse warning 项目：变差反而得分高
（没有条文）
到了 80 得分由 4 变为 3，与前后各档的升降相反，以高为好、以低为好都说不通
请核对各档的 points)",
         R"(rewards-worse warning 项目: getting worse is rewarded
(no clause)
at 80 the points go from 4 to 3, against the bands before and after; whichever way is better, one of them is wrong
check the points of the bands)"},
        {weighted(1, 0), weighted(2, 1),
         R"(weight-zero warning 项目：权重为 0
按比例计分
在“组”中不占比重，得分高低都不影响合计
请写明 weight；不计分的可去掉)",
         R"(weight-zero warning 项目: its weight is 0
按比例计分
it has no share in "组": whatever it gives, the sum is the same
give it a weight, or leave it out if it does not count)"},
        {weighted(1, 0, true), weighted(2, 1, true),
         R"(weight-zero warning 内组：权重为 0
weight = 0
在“组”中不占比重，得分高低都不影响合计
请写明 weight；不计分的可去掉)",
         R"(weight-zero warning 内组: its weight is 0
weight = 0
it has no share in "组": whatever it gives, the sum is the same
give it a weight, or leave it out if it does not count)"},
        {occurrences({.classes = {{"一般", -1}, {"较大", -2}}}, "", "common"),
         occurrences({.classes = {{"一般", -1}}}, "", "common"),
         R"(never-bites warning 项目：加扣分不起作用
（没有条文）
较大 = -2 不起作用：“一般事故”只计类别 一般
请核对事实的 class，或从 occurrences 中去掉这一类)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
(no clause)
较大 = -2 does nothing: "一般事故" counts only the class 一般
check the class of the fact, or leave this class out of occurrences)"},
        {per_unit("fires", 10, {.reference = 0.0, .over = -2, .under = 2, .ceiling = 12}, "每多1起扣2分，每少1起加2分"),
         per_unit("more", 10, {.reference = 0.0, .over = -2, .under = 2, .ceiling = 12}, "每多1起扣2分，每少1起加2分"),
         R"(never-bites warning 项目：加扣分不起作用
每多1起扣2分，每少1起加2分
under = 2 不起作用：“火灾”最少为 0
请核对 reference，或去掉用不到的一侧)",
         R"(never-bites warning 项目: a gain or a loss that cannot happen
每多1起扣2分，每少1起加2分
under = 2 does nothing: "火灾" is at least 0
check the reference, or leave out the side that is never reached)"},
        {changed([](SchemeParts& p) { p.groups.push_back(block(GroupKind::bonus, {}, 6)); }),
         changed([](SchemeParts& p) { p.groups.push_back(block(GroupKind::bonus, {}, 4)); }),
         R"(limit-unused note 加扣分：上下限用不到
cap = 6
各项合计在 0 到 5 之间，cap = 6 不会起作用
请核对 cap 和各项的分值；多余的可去掉)",
         R"(limit-unused note 加扣分: a limit that is never reached
cap = 6
its parts give 0 to 5, so cap = 6 does nothing
check cap and the points of the parts; leave it out if it is not needed)"},
        {changed([](SchemeParts& p) { p.groups.push_back(block(GroupKind::bonus, {}, 0)); }),
         changed([](SchemeParts& p) { p.groups.push_back(block(GroupKind::bonus, {}, 1)); }),
         R"(limit-always warning 加扣分：得分总被上下限截断
cap = 0
各项合计最低为 0，cap = 0 总起作用，各单位得分都一样
请核对 cap 和各项的分值；多余的可去掉)",
         R"(limit-always warning 加扣分: a limit that always cuts
cap = 0
its parts give at least 0, so cap = 0 always cuts and every unit gets the same
check cap and the points of the parts; leave it out if it is not needed)"},
        {changed([](SchemeParts& p) { p.groups.push_back(block(GroupKind::penalty, 0, {})); }),
         changed([](SchemeParts& p) { p.groups.push_back(block(GroupKind::penalty, -3, {})); }),
         R"(limit-always warning 加扣分：得分总被上下限截断
floor = 0
各项合计最高为 0，floor = 0 总起作用，各单位得分都一样
请核对 floor 和各项的分值；多余的可去掉)",
         R"(limit-always warning 加扣分: a limit that always cuts
floor = 0
its parts give at most 0, so floor = 0 always holds and every unit gets the same
check floor and the points of the parts; leave it out if it is not needed)"},
        {changed([](SchemeParts& p) {
             p.grades = {{"优秀", 105}, {"合格", 60}, {"不合格", 0}};
         }),
         changed([](SchemeParts& p) {
             p.grades = {{"优秀", 100}, {"合格", 60}, {"不合格", 0}};
         }),
         R"(grade-unreachable warning 等级“优秀”：没有单位能够得到
优秀：from = 105
总分在 0 到 100 之间
请核对等级的分数线和满分)",
         R"(grade-unreachable warning grade "优秀": no unit can have it
优秀: from = 105
totals are 0 to 100
check the limit of the grade against the full points)"},
        {changed([](SchemeParts& p) {
             p.grades = {{"优秀", 103}, {"合格", 60}, {"不合格", 0}};
             p.groups.push_back(block(GroupKind::bonus, {}, {}));
         }),
         changed([](SchemeParts& p) {
             p.grades = {{"优秀", 100}, {"合格", 60}, {"不合格", 0}};
             p.groups.push_back(block(GroupKind::bonus, {}, {}));
         }),
         R"(grade-bonus warning 等级“优秀”：不加分就得不到
优秀：from = 103
不计加分，总分最高为 100
请核对等级的分数线和满分)",
         R"(grade-bonus warning grade "优秀": only a bonus reaches it
优秀: from = 103
without a bonus the total is at most 100
check the limit of the grade against the full points)"},
        {changed([](SchemeParts& p) { p.vetoes = {veto({of_fact("deaths", Comparison::at_most, -1.0)})}; }),
         changed([](SchemeParts& p) { p.vetoes = {veto({of_fact("deaths", Comparison::at_least, 1.0)})}; }),
         R"(veto-never warning 一票否决“否决”：不会生效
死亡人数 at_most = -1
条件不可能成立：死亡人数 at_most = -1
请核对条件的界限和方向（at_least、at_most）)",
         R"(veto-never warning veto "否决": it never applies
死亡人数 at_most = -1
the condition cannot hold: 死亡人数 at_most = -1
check the limit and the direction of the condition (at_least, at_most))"},
        {changed([](SchemeParts& p) { p.vetoes = {veto({of_fact("done", Comparison::above, 100.0)})}; }),
         changed([](SchemeParts& p) { p.vetoes = {veto({of_fact("done", Comparison::below, 100.0)})}; }),
         R"(veto-never warning 一票否决“否决”：不会生效
任务完成率 above = 100
条件不可能成立：任务完成率 above = 100
请核对条件的界限和方向（at_least、at_most）)",
         R"(veto-never warning veto "否决": it never applies
任务完成率 above = 100
the condition cannot hold: 任务完成率 above = 100
check the limit and the direction of the condition (at_least, at_most))"},
        {changed([](SchemeParts& p) {
             p.vetoes = {veto({of_fact("rate", Comparison::above, 3.0), of_fact("rate", Comparison::below, 3.0)})};
         }),
         changed([](SchemeParts& p) {
             p.vetoes = {veto({of_fact("rate", Comparison::above, 3.0), of_fact("rate", Comparison::below, 4.0)})};
         }),
         R"(veto-never warning 一票否决“否决”：不会生效
覆盖率 above = 3；覆盖率 below = 3
条件不可能成立：覆盖率 above = 3；覆盖率 below = 3
请核对条件的界限和方向（at_least、at_most）)",
         R"(veto-never warning veto "否决": it never applies
覆盖率 above = 3; 覆盖率 below = 3
the condition cannot hold: 覆盖率 above = 3; 覆盖率 below = 3
check the limit and the direction of the condition (at_least, at_most))"},
        {changed([](SchemeParts& p) { p.vetoes = {veto({of_fact("deaths", Comparison::at_least, 0.0)})}; }),
         changed([](SchemeParts& p) { p.vetoes = {veto({of_fact("deaths", Comparison::above, 0.0)})}; }),
         R"(veto-always warning 一票否决“否决”：总是生效
死亡人数 at_least = 0
条件总是成立：死亡人数 at_least = 0
请核对条件的界限和方向（at_least、at_most）)",
         R"(veto-always warning veto "否决": it always applies
死亡人数 at_least = 0
the condition always holds: 死亡人数 at_least = 0
check the limit and the direction of the condition (at_least, at_most))"},
        {changed([](SchemeParts& p) {
             p.vetoes = {veto(one_death)};
             p.vetoes[0].unless = {one_death};
         }),
         changed([](SchemeParts& p) {
             p.vetoes = {veto(one_death)};
             p.vetoes[0].unless = {{of_fact("rate", Comparison::equals, 1.0)}};
         }),
         R"(veto-never warning 一票否决“否决”：不会生效
死亡人数 at_least = 1
条件成立时 unless 也成立，总被解除：死亡人数 at_least = 1
请核对 unless，它应当另有条件)",
         R"(veto-never warning veto "否决": it never applies
死亡人数 at_least = 1
whenever it holds, unless holds too and switches it off: 死亡人数 at_least = 1
check unless: it should ask for something else)"},
        {changed([](SchemeParts& p) { p.vetoes = {veto(one_death, Effect::grade, "优秀")}; }),
         changed([](SchemeParts& p) { p.vetoes = {veto(one_death, Effect::grade, "合格")}; }),
         R"(veto-idle warning 一票否决“否决”：生效也没有后果
死亡人数 at_least = 1
等级最高只到“优秀”，定级或降级后不变
请核对否决的后果)",
         R"(veto-idle warning veto "否决": it changes nothing
死亡人数 at_least = 1
the top grade is "优秀"; the effect leaves every grade as it is
check the effect of the veto)"},
        {changed([](SchemeParts& p) {
             p.vetoes = {veto(one_death), veto({of_fact("deaths", Comparison::at_least, 3.0)}, Effect::bar_top)};
             p.vetoes[1].title = "三人";
         }),
         changed([](SchemeParts& p) {
             p.vetoes = {veto(one_death, Effect::bar_top), veto({of_fact("deaths", Comparison::at_least, 3.0)})};
         }),
         R"(veto-hidden warning 一票否决“三人”：已被更重的一条覆盖
死亡人数 at_least = 3
它成立时“否决”必定成立，后果不比它轻
请核对两条的条件和后果；重复的可去掉)",
         R"(veto-hidden warning veto "三人": a stronger one covers it
死亡人数 at_least = 3
whenever it holds "否决" holds too, with an effect no lighter
check the conditions and effects of both; leave out what is not needed)"},
        {changed([](SchemeParts& p) { p.outcome.tie_breaks.pop_back(); }), usual(),
         R"(fact-unused note 表彰：没有项目使用
praise
没有项目、条件、其他事实或并列规则用到它
请核对是否漏写了项目；用不到的事实 praise 可去掉)",
         R"(fact-unused note 表彰: nothing uses it
praise
no item, condition, other fact or tie-break reads it
check whether an item is missing; else leave out the fact praise)"},
        {changed([](SchemeParts& p) {
             p.outcome.quotas = {{"优秀", "", {}, 100, {}}};
         }),
         changed([](SchemeParts& p) {
             p.outcome.quotas = {{"优秀", "", {}, 30, {}}};
         }),
         R"(quota-loose warning 等级“优秀”的限额：不起作用
percent = 100
所有单位都在限额之内
请核对限额和单位的分类)",
         R"(quota-loose warning quota of "优秀": it never binds
percent = 100
every unit is within it
check the quota and the classes of the units)"},
        {changed([](SchemeParts& p) {
             p.outcome.places = 1;
             p.groups[0].items[0].rule = MarksRule{.step = 0.25};
         }),
         changed([](SchemeParts& p) {
             p.outcome.places = 1;
             p.groups[0].items[0].rule = MarksRule{.step = 0.5};
         }),
         R"(rounding warning 评分：得分的小数比保留的位数多
由考核组评分
得分有 2 位小数，places = 1，每次都被舍入
请核对分值，或写 places = 2)",
         R"(rounding warning 评分: its points have more decimals than are kept
由考核组评分
its points have 2 decimals, places = 1 rounds them each time
check the points, or write places = 2)"},
        {changed([](SchemeParts& p) {
             p.outcome.not_applicable = {false, 0};
             for (Item& i : p.groups[0].items) i.rule = MarksRule{.step = 0.5};
         }),
         changed([](SchemeParts& p) {
             p.outcome.not_applicable = {false, 0};
             for (Item& i : p.groups[0].items) i.rule = MarksRule{};
         }),
         R"(rounding note 办法：保留的小数位用不到
places = 2
各项得分最多 1 位小数
无碍得分；可写 places = 1)",
         R"(rounding note 办法: decimals are kept that never occur
places = 2
points have at most 1 decimal
no points are affected; places = 1 says the same)"},
        {changed([](SchemeParts& p) {
             p.outcome.order = {Step::rank};
             p.outcome.convert_to = 50;
             p.outcome.cap = 50;
             p.outcome.quotas = {{"优秀", "", 3, {}, {}}};
             p.vetoes = {veto(one_death), veto(one_death, Effect::zero)};
             p.vetoes[0].only_for = {"a"};
             p.vetoes[1].only_for = {"b"};
             p.groups.push_back(block(GroupKind::bonus, {}, {}));
         }),
         usual(),
         R"(order-step warning order 缺少“bonus”一步
有加分组（kind = "bonus"）
没有“bonus”，它不会起作用
请在 order 中加上“bonus”

order-step warning order 缺少“convert”一步
写了 convert_to
没有“convert”，它不会起作用
请在 order 中加上“convert”

order-step warning order 缺少“cap”一步
写了总分上限 cap
没有“cap”，它不会起作用
请在 order 中加上“cap”

order-step warning order 缺少“veto”一步
有总分记零的一票否决
没有“veto”，它不会起作用
请在 order 中加上“veto”

order-step warning order 缺少“demote”一步
有定级或降级的一票否决
没有“demote”，它不会起作用
请在 order 中加上“demote”

order-step warning order 缺少“quota”一步
写了等级限额
没有“quota”，它不会起作用
请在 order 中加上“quota”

order-step warning order 缺少“grade”一步
列出了等级
没有“grade”，它不会起作用
请在 order 中加上“grade”)",
         R"(order-step warning order lacks the step "bonus"
there are bonus groups (kind = "bonus")
without "bonus" it has no effect
add "bonus" to order

order-step warning order lacks the step "convert"
convert_to is given
without "convert" it has no effect
add "convert" to order

order-step warning order lacks the step "cap"
a cap of the total is given
without "cap" it has no effect
add "cap" to order

order-step warning order lacks the step "veto"
there are vetoes that set the total to zero
without "veto" it has no effect
add "veto" to order

order-step warning order lacks the step "demote"
there are vetoes that set or lower grades
without "demote" it has no effect
add "demote" to order

order-step warning order lacks the step "quota"
quotas are given
without "quota" it has no effect
add "quota" to order

order-step warning order lacks the step "grade"
grades are given
without "grade" it has no effect
add "grade" to order)"},
        {changed([](SchemeParts& p) { p.outcome.order.pop_back(); }), usual(),
         R"(order-step warning order 缺少“rank”一步
写了并列时的先后
没有“rank”，它不会起作用
请在 order 中加上“rank”)",
         R"(order-step warning order lacks the step "rank"
tie-breaks are given
without "rank" it has no effect
add "rank" to order)"},
        {changed([](SchemeParts& p) {
             p.outcome.order = {Step::demote, Step::quota, Step::grade, Step::veto, Step::rank};
             p.outcome.quotas = {{"优秀", "", 3, {}, {}}};
             p.vetoes = {veto(one_death), veto(one_death, Effect::zero)};
             p.vetoes[0].only_for = {"a"};
             p.vetoes[1].only_for = {"b"};
         }),
         changed([](SchemeParts& p) {
             p.outcome.order = {Step::veto, Step::grade, Step::demote, Step::quota, Step::rank};
             p.outcome.quotas = {{"优秀", "", 3, {}, {}}};
             p.vetoes = {veto(one_death), veto(one_death, Effect::zero)};
             p.vetoes[0].only_for = {"a"};
             p.vetoes[1].only_for = {"b"};
         }),
         R"(order-late warning order 中“veto”应在“grade”之前
order 列出的先后
“veto”在“grade”之后，“grade”时看不到它的结果
请在 order 中把“veto”移到“grade”之前

order-late warning order 中“grade”应在“demote”之前
order 列出的先后
“grade”在“demote”之后，“demote”时看不到它的结果
请在 order 中把“grade”移到“demote”之前

order-late warning order 中“grade”应在“quota”之前
order 列出的先后
“grade”在“quota”之后，“quota”时看不到它的结果
请在 order 中把“grade”移到“quota”之前)",
         R"(order-late warning in order, "veto" should stand before "grade"
the steps as listed in order
"veto" comes after "grade", which does not see its result
move "veto" before "grade" in order

order-late warning in order, "grade" should stand before "demote"
the steps as listed in order
"grade" comes after "demote", which does not see its result
move "grade" before "demote" in order

order-late warning in order, "grade" should stand before "quota"
the steps as listed in order
"grade" comes after "quota", which does not see its result
move "grade" before "quota" in order)"},
    };
}

TEST(SchemeQuestions, EachIsToldInBothLanguagesAndTheNearestSoundSchemeIsLeftAlone) {
    for (const Question& question : questions()) {
        const auto findings = check(Scheme(question.asked));
        EXPECT_EQ(stories(findings, Language::zh), question.zh);
        EXPECT_EQ(stories(findings, Language::en), question.en);
        EXPECT_EQ(stories(check(Scheme(question.sound)), Language::zh), "") << question.zh;
    }
}

TEST(SchemeQuestions, TheExamplesRaiseNone) {
    const auto root = std::filesystem::path(LIBPLAN_SOURCE_DIR);
    for (const auto& folder :
         {root / "examples/qingxin", root / "examples/ecology", parks_folder, parks_sound_folder}) {
        const PlanFolder read = read_folder(folder);
        for (const Scheme& scheme : read.schemes)
            EXPECT_EQ(stories(check(scheme, read.plan), Language::zh), "") << folder << scheme->id;
    }
}

TEST(SchemeQuestions, FindingsKnowTheirPlaceAndErrorsComeFirst) {
    SchemeParts parts = per_unit("deaths", 18, {.reference = "control", .over = -1}, "每超1人扣2分，满分20分");
    parts.groups[0].items[1].place = {"schemes/towns.toml", 12, 3};
    parts.facts.push_back({"unused", "多余", "", SuppliedFact{}, {"schemes/towns.toml", 5, 1}});
    parts.illustrative = true;
    const auto findings = check(Scheme(parts));
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(to_string(findings[0].figures.at(0).place), "schemes/towns.toml:12:3");
    EXPECT_EQ(findings[0].figures.at(0).printed, "每超1人扣2分，满分20分");
    EXPECT_EQ(to_string(findings[2].figures.at(0).place), "schemes/towns.toml:5:1");
    EXPECT_TRUE(findings[0].illustrative);
    EXPECT_TRUE(std::is_sorted(findings.begin(), findings.end(),
                               [](const Finding& a, const Finding& b) { return a.severity < b.severity; }));
}

/// With a plan the direction of its indicators and the number of units are known.
TEST(SchemeQuestions, ThePlanTellsDirectionsAndUnits) {
    PlanParts plan;
    plan.id = plan.title = "规划";
    plan.first_year = 2016;
    plan.last_year = 2020;
    for (const char* id : {"a", "b", "c"}) plan.bodies.push_back({id, id, BodyKind::department, {}, {}, false, {}});
    Indicator indicator;
    indicator.id = "intensity";
    indicator.title = "排放强度";
    indicator.direction = Direction::down;
    plan.indicators = {indicator};
    SchemeParts parts = parts_with(worded("intensity", 5, AllOrNothingRule{Comparison::at_least, 3.0}, ""));
    parts.facts.push_back({"intensity", "排放强度", "", IndicatorFact{"intensity"}, {}});
    const auto codes = [&] {
        std::vector<std::string> all;
        for (const Finding& finding : check(Scheme(parts), Plan(plan))) all.push_back(finding.code);
        return all;
    };
    EXPECT_EQ(codes(), std::vector<std::string>({"rewards-worse"}));
    EXPECT_EQ(check(Scheme(parts)).size(), 0U);
    std::get<AllOrNothingRule>(parts.groups[0].items[1].rule).comparison = Comparison::at_most;
    EXPECT_EQ(codes(), std::vector<std::string>());
    parts.outcome.quotas = {{"优秀", "", 3, {}, {}}};
    EXPECT_EQ(codes(), std::vector<std::string>({"quota-loose"}));
    parts.outcome.quotas = {{"优秀", "", {}, 30, {}}};
    EXPECT_EQ(codes(), std::vector<std::string>({"quota-none"}));
    parts.outcome.quotas = {{"优秀", "", {}, 34, {}}};
    EXPECT_EQ(codes(), std::vector<std::string>());
}

/// Published wordings from real schemes, with the rules that carry them out.
TEST(SchemeQuestions, PublishedWordingsWithTheirRulesRaiseNone) {
    const SchemeParts sound[] = {
        per_unit("deaths", 18, {.reference = "control", .over = -2, .under = 2, .ceiling = no_limit},
                 "每超1人扣2分,每少死亡1人加2分;扣完该项基本分为止;控制目标加分不封顶"),
        per_unit(
            "rate", 30,
            {.per = 2, .per_under = 1, .reference = 60.0, .over = 1, .under = -2, .ceiling = 40, .steps = Steps::whole},
            "每超过两个百分点加1分,加分10分封顶;每少一个百分点扣2分,扣完为止 (基准分30分)"),
        per_unit("rate", 10,
                 {.reference = "control", .over = 0.5, .under = -0.5, .start = 8, .steps = Steps::proportional},
                 "达到目标得80%标准分;每增减1个百分点±0.5分"),
        per_unit("deaths", 1, {.reference = 0.0, .over = -0.25, .floor = 0}, "每缺1项扣0.25分,扣完1分为止"),
        per_unit("praise", 7, {.reference = 0.0, .over = 2, .start = 0}, "每项自创活动计2分,计满7分为止"),
        per_unit("deaths", 30, {.reference = "control", .over = -1},
                 "与上年同期比较:每多一起扣0.2分,每多死亡一人扣1分"),
        occurrences({.classes = {{"一般", -0.5}, {"较大", -3}, {"特别重大", -5}}, .cap = -5},
                    "一般事故每起扣0.5分，较大事故每起扣3分，特别重大事故每起扣5分，累计扣分以5分为限"),
        occurrences({.classes = {{"较大", -6, -1}}}, "3–5人较大:每死亡1人扣1分,每起加扣6分"),
        by_deaths({{"小", -1, 0, 1}, {"大", -5, 0, 3}}, "每起扣1分，死亡3人以上的另扣5分"),
        by_deaths({{"较大", -6, 0, 3, 9}}, "", "large"),
        parts_with(worded(
            "accidents", 5,
            OccurrencesRule{.classes = {{"甲", -1, 0, 1}, {"乙", -3, 0, 3}}, .counts = OccurrencesRule::Counts::worst},
            "")),
        occurrences({.classes = {{"一般", -1}, {"重大", -5}, {"特别重大", -5}}}, "", "accidents"),
        bands({.bands = {{0, 5}, {1, 3}, {2, 0}}}, "没有发生得5分，发生1件扣2分，发生2件扣5分"),
        bands({.bands = {{0, 0}, {60, 5}, {90, 3}}}, ""),
        bands({.bands = {{0, 5}, {60, 3}, {90, 5}}}, ""),
        parts_with(worded("", 10, MarksRule{}, "查阅资料、现场核查，由考核组在0—10分内评分")),
        parts_with(worded("", 10, MarksRule{}, "优秀得10分，良好得8分，合格得6分")),
        parts_with(worded("", 40, MarksRule{}, "建立制度得30分，落实责任得40分，开展检查得30分")),
        parts_with(worded("", 60, MarksRule{}, "制度健全（30分），责任落实（20分），检查到位（10分），缺一项扣5分")),
        parts_with(worded("", 6, MarksRule{}, "获国家表彰得5分，获省表彰得3分，获市表彰得1分")),
        per_unit("deaths", 10, {.reference = 0.0, .over = -2}, "发生1起事故扣5分，死亡1人扣2分"),
        parts_with(worded("", 60, MarksRule{}, "自评占20分，现场考评占30分，其余由专家评定")),
        per_unit("cases", 10, {.reference = 0.0, .over = -1, .floor = -5}, "每件扣1分，可倒扣，最多倒扣5分"),
        per_unit("cases", 10, {.reference = 0.0, .over = -1, .floor = -20}, "每件扣1分，可倒扣"),
        per_unit("cases", 10, {.reference = 0.0, .over = -1}, "每件扣1分，扣完为止，不倒扣"),
        bands({.bands = {{0, 0}, {60, 2}, {80, 3}, {90, 5}}}, "≥90%，5分；80%≤x<90%，3分；60%≤x<80%，2分；<60%，0分"),
        bands({.bands = {{0, 0}, {{60, true}, 2}, {{80, true}, 5}}, .below = 0},
              "2018年完成率高于60%低于80%的得2分，60%以下的不得分"),
        parts_with(worded("", 4, MarksRule{}, "会议2分+台账1分+演练1分，根据实际情况扣0.5—2分")),
        parts_with(worded("", 4, MarksRule{}, "2分+1分+1分")),
        bands({.bands = {{0, 1}, {{30, true}, 3}, {{35, true}, 5}}}, "＞35%得5分;＞30%得3分"),
        parts_with(
            worded("deaths", 50, AllOrNothingRule{Comparison::at_most, "control"}, "不超过控制数得满分;超过不得分")),
    };
    for (const SchemeParts& parts : sound)
        EXPECT_EQ(stories(check(Scheme(parts)), Language::zh), "") << parts.groups[0].items[1].clause;
}

/// A clause with its rule, what of the rule is changed, and what is asked then.
struct Miscopied {
    Item sound;
    std::function<void(Item&)> slip;
    std::string asked;
};

template <class RuleKind>
std::function<void(Item&)> in_rule(std::function<void(RuleKind&)> change) {
    return [change](Item& one) { change(std::get<RuleKind>(one.rule)); };
}
std::function<void(Item&)> per(std::function<void(PerUnitRule&)> change) { return in_rule(std::move(change)); }
std::function<void(Item&)> class_of(std::size_t number, std::function<void(OccurrenceClass&)> change) {
    return in_rule<OccurrencesRule>([=](OccurrencesRule& rule) { change(rule.classes[number]); });
}
std::function<void(Item&)> full(double points) {
    return [points](Item& one) { one.full = points; };
}

/// The clauses that real assessments print, each with one number of its rule miscopied.
std::vector<Miscopied> miscopied() {
    const std::string deaths_clause = "3–5人：每死亡1人扣1分，每起加扣6分；6–9人：每人1分，每起加扣10分；≥10人全部扣完";
    const Item by_deaths = worded(
        "accidents", 35,
        OccurrencesRule{.classes = {{"3—5人", -6, -1, 3, 5}, {"6—9人", -10, -1, 6, 9}, {"10人以上", -35, 0, 10}}},
        deaths_clause);
    const Item within =
        worded("deaths", 50, AllOrNothingRule{Comparison::at_most, "control"}, "实际发生数≤控制数得标准分;大于不得分");
    const Item over =
        worded("deaths", 2, PerUnitRule{.reference = "control", .over = -0.5}, "死亡人数不超得2分,每超1人扣0.5分");
    const Item both =
        worded("deaths", 18, PerUnitRule{.reference = "control", .over = -2, .under = 2, .ceiling = no_limit},
               "每超1人扣2分,每少死亡1人加2分;扣完该项基本分为止;控制目标加分不封顶");
    const Item last_year = worded("deaths", 30, PerUnitRule{.reference = "control", .over = -1},
                                  "与上年同期比较:每多一起扣0.2分,每多死亡一人扣1分");
    const Item none =
        worded("cases", 20, PerUnitRule{.reference = 0.0, .over = -20}, "没有发生得基本分，发生1件扣20分");
    const Item lacking =
        worded("cases", 1, PerUnitRule{.reference = 0.0, .over = -0.25}, "每缺1项扣0.25分,扣完1分为止");
    const Item praise =
        worded("cases", 7, PerUnitRule{.reference = 0.0, .over = 2, .start = 0}, "每1项自创活动计2分,计满7分为止");
    const Item points = worded(
        "rate", 30,
        PerUnitRule{
            .per = 2, .per_under = 1, .reference = 60.0, .over = 1, .under = -2, .ceiling = 40, .steps = Steps::whole},
        "每超过两个百分点加1分,加分10分封顶;每少一个百分点扣2分,扣完为止(基准分30分)");
    const Item target = worded("rate", 10,
                               PerUnitRule{.reference = "control",
                                           .over = 0.5,
                                           .under = -0.5,
                                           .start = 8,
                                           .ceiling = 12,
                                           .steps = Steps::proportional},
                               "达到目标得80%标准分;每增减1个百分点±0.5分;不超过标准分的1.2倍");
    const Item graded = worded("rate", 3, BandsRule{.bands = {{0, 1}, {{30, true}, 2}, {{35, true}, 3}}},
                               "＞35%（A）3分；＞30%（B）2分；≤30%（C）1分");
    const Item ranges = worded("rate", 10, BandsRule{.bands = {{0, 0}, {60, 6}, {80, 8}, {90, 10}}},
                               "≥90%，10分；80%≤x<90%，8分；60%≤x<80%，6分；<60%，0分");
    const Item dashes =
        worded("rate", 10, BandsRule{.bands = {{0, 0}, {80, 8}, {90, 10}}}, "80–90%（不含）得8分，90–100%得10分");
    Item task = worded("done", 10, ShareRule{100.0}, "没有下达任务的：按基本分60%计");
    task.not_applicable = NotApplicable{false, 0.6};
    const Item special = worded("rate", 20, ShareRule{100.0}, "专项检查得分/100×20分");
    const Item fire = worded("rate", 30, ShareRule{100.0}, "消防部分100分折算30分");
    const Item scorers = worded(
        "", 10,
        MarksRule{
            .scorers = {{Scorer::self, 0.3}, {Scorer::team, 0.2}, {Scorer::judges, 0.3}, {Scorer::department, 0.2}}},
        "自评、考核组、评委、各有关单位分别评分，系数0.3/0.2/0.3/0.2");
    const Item highest = worded(
        "praise", 5,
        OccurrencesRule{
            .classes = {{"国家", 5}, {"省", 3}, {"市", 1}}, .counts = OccurrencesRule::Counts::highest, .start = 0},
        "国家5分、省3分、市1分；同项内容按最高级别计分");
    Item highest_of_all = highest;
    highest_of_all.clause = "国家5分、省3分、市1分；按最高级别计分";
    const Item news =
        worded("praise", 2, OccurrencesRule{.classes = {{"国家", 0.3}, {"省", 0.2}, {"市", 0.1}}, .start = 0},
               "每条信息国家0.3、省0.2、市0.1分，≤2分");
    const Item trend =
        worded("years", 3, AllOrNothingRule{Comparison::at_least, 3.0}, "死亡人数控制指标连续3年下降加3分");
    const Item faults = worded("cases", 30, PerUnitRule{.reference = 0.0, .over = -15}, "重大扣分项每发现1项扣15分");
    const Item below_zero =
        worded("cases", 10, PerUnitRule{.reference = 0.0, .over = -1, .floor = -5}, "每件扣1分，可倒扣，最多倒扣5分");
    const Item marks = worded("", 8, MarksRule{}, "由考核组在0—8分内评分");
    return {
        {within, in_rule<AllOrNothingRule>([](AllOrNothingRule& rule) { rule.comparison = Comparison::below; }),
         "clause-points 条文说“实际发生数≤控制数得标准分”，规则在此处给 0 分"},
        {over, per([](PerUnitRule& rule) { rule.over = -1; }),
         "clause-amount 条文说“每超1人扣0.5分”，规则写的是 over = -1"},
        {over, full(3), "clause-points 条文说“死亡人数不超得2分”，规则在此处给 3 分"},
        {both, per([](PerUnitRule& rule) { rule.over = -1; }),
         "clause-amount 条文说“每超1人扣2分”，规则写的是 over = -1"},
        {both, per([](PerUnitRule& rule) { rule.under = 1; }),
         "clause-amount 条文说“每少死亡1人加2分”，规则写的是 under = 1"},
        {both, per([](PerUnitRule& rule) { rule.ceiling = 20; }),
         "clause-limit 条文说“不封顶”，规则写的是 ceiling = 20"},
        {both, per([](PerUnitRule& rule) { rule.floor = 2; }), "clause-limit 条文说“扣完为止”，规则写的是 floor = 2"},
        {last_year, per([](PerUnitRule& rule) { rule.over = -0.2; }),
         "clause-amount 条文说“每多死亡一人扣1分”，规则写的是 over = -0.2"},
        {by_deaths, class_of(0, [](OccurrenceClass& one) { one.per_death = -2; }),
         "clause-amount 条文说“每死亡1人扣1分”，规则写的是 3—5人 per_death = -2"},
        {by_deaths, class_of(0, [](OccurrenceClass& one) { one.points = -8; }),
         "clause-amount 条文说“每起加扣6分”，规则写的是 3—5人 = -8"},
        {by_deaths, class_of(1, [](OccurrenceClass& one) { one.per_death = -2; }),
         "clause-amount 条文说“每人1分”，规则写的是 6—9人 per_death = -2"},
        {by_deaths, class_of(2, [](OccurrenceClass& one) { one.points = -30; }),
         "clause-amount 条文说“≥10人全部扣完”，规则写的是 10人以上 = -30"},
        {by_deaths, class_of(0, [](OccurrenceClass& one) { one.deaths_to = 6; }),
         "clause-limit 条文说“3–5人”，规则写的是 3—5人 deaths = [3, 6]\n"
         "deaths-overlap 死亡 6 人的事故同属“3—5人”与“6—9人”，一起事故扣两次"},
        {none, per([](PerUnitRule& rule) { rule.over = -12; }),
         "clause-amount 条文说“发生1件扣20分”，规则写的是 over = -12"},
        {lacking, per([](PerUnitRule& rule) { rule.over = -0.5; }),
         "clause-amount 条文说“每缺1项扣0.25分”，规则写的是 over = -0.5"},
        {lacking, full(2), "clause-limit 条文说“最多扣1分”，规则写的是 最多扣 2 分"},
        {praise, per([](PerUnitRule& rule) { rule.over = 1; }),
         "clause-amount 条文说“每1项自创活动计2分”，规则写的是 over = 1"},
        {praise, full(8), "clause-limit 条文说“7分封顶”，规则写的是 ceiling = 8"},
        {points, per([](PerUnitRule& rule) { rule.per = 1; }),
         "clause-amount 条文说“每超过两个百分点加1分”，规则写的是 over = 1"},
        {points, per([](PerUnitRule& rule) { rule.under = -1; }),
         "clause-amount 条文说“每少一个百分点扣2分”，规则写的是 under = -1"},
        {points, per([](PerUnitRule& rule) { rule.ceiling = 45; }),
         "clause-limit 条文说“最多加10分”，规则写的是 ceiling = 45"},
        {points, per([](PerUnitRule& rule) { rule.start = 28; }),
         "clause-limit 条文说“基准分30分”，规则写的是 start = 28\n"
         "clause-limit 条文说“最多加10分”，规则写的是 ceiling = 40"},
        {target, per([](PerUnitRule& rule) { rule.start = 7; }),
         "clause-limit 条文说“得80%标准分”，规则写的是 start = 7"},
        {target, per([](PerUnitRule& rule) { rule.ceiling = 13; }),
         "clause-limit 条文说“不超过标准分的1.2倍”，规则写的是 ceiling = 13"},
        {target, per([](PerUnitRule& rule) { rule.over = 0.6; }),
         "clause-amount 条文说“每增减1个百分点±0.5分”，规则写的是 over = 0.6"},
        {graded, in_rule<BandsRule>([](BandsRule& rule) { rule.bands[1].points = 1.5; }),
         "clause-points 条文说“>30%(B)2分”，规则在略高于 30 处给 1.5 分"},
        {ranges, in_rule<BandsRule>([](BandsRule& rule) { rule.bands[2].points = 7; }),
         "clause-points 条文说“80%≤x<90%，8分”，规则在 85 处给 7 分"},
        {ranges, in_rule<BandsRule>([](BandsRule& rule) { rule.bands[2].edge.above = true; }),
         "clause-points 条文说“80%≤x<90%，8分”，规则在此处给 6 分"},
        {ranges, in_rule<BandsRule>([](BandsRule& rule) { rule.bands[3].edge.from = 95; }),
         "clause-points 条文说“≥90%，10分”，规则在此处给 8 分"},
        {dashes, in_rule<BandsRule>([](BandsRule& rule) { rule.bands[1].points = 7; }),
         "clause-points 条文说“80–90%(不含)得8分”，规则在 85 处给 7 分"},
        {task, [](Item& one) { one.not_applicable->share = 0.5; },
         "clause-limit 条文说“没有任务的按60%计”，规则写的是 not_applicable = 0.5"},
        {special, in_rule<ShareRule>([](ShareRule& rule) { rule.target = 80.0; }),
         "clause-limit 条文说“100×20分”，规则写的是 share_of = 80、full = 20"},
        {fire, full(20), "clause-limit 条文说“100分折算30分”，规则写的是 share_of = 100、full = 20"},
        {scorers, in_rule<MarksRule>([](MarksRule& rule) {
             rule.scorers[0].weight = 0.4;
             rule.scorers[2].weight = 0.2;
         }),
         "clause-weight 条文说“0.3/0.2/0.3/0.2”，规则写的是 scorers = 0.4/0.2/0.2/0.2"},
        {highest, class_of(2, [](OccurrenceClass& one) { one.points = 2; }),
         "clause-amount 条文说“市1分”，规则写的是 市 = 2"},
        {highest_of_all,
         in_rule<OccurrencesRule>([](OccurrencesRule& rule) { rule.counts = OccurrencesRule::Counts::each; }),
         "clause-counts 条文说“按最高级别计”，规则写的是 counts = each"},
        {news, class_of(1, [](OccurrenceClass& one) { one.points = 0.25; }),
         "clause-amount 条文说“省0.2”，规则写的是 省 = 0.25"},
        {news, full(3), "clause-limit 条文说“2分封顶”，规则写的是 ceiling = 3"},
        {trend, in_rule<AllOrNothingRule>([](AllOrNothingRule& rule) { rule.limit = 2.0; }),
         "clause-points 条文说“连续3年”，规则写的是 at_least = 2"},
        {faults, per([](PerUnitRule& rule) { rule.over = -10; }),
         "clause-amount 条文说“每发现1项扣15分”，规则写的是 over = -10"},
        {below_zero, per([](PerUnitRule& rule) { rule.floor = 0; }),
         "clause-limit 条文说“最多倒扣5分”，规则写的是 floor = 0"},
        {worded("cases", 10, PerUnitRule{.reference = 0.0, .over = -1, .floor = -5}, "每件扣1分，可倒扣"),
         per([](PerUnitRule& rule) { rule.floor = 0; }), "clause-limit 条文说“可倒扣”，规则写的是 floor = 0"},
        {worded("cases", 10, PerUnitRule{.reference = 0.0, .over = -1}, "每件扣1分，不倒扣"),
         per([](PerUnitRule& rule) { rule.floor = -5; }), "clause-limit 条文说“不倒扣”，规则写的是 floor = -5"},
        {marks, full(10), "clause-limit 条文说“0—8分”，规则写的是 full = 10"},
        {worded("", 90, MarksRule{}, "建立制度得30分，落实责任得40分，开展检查得20分"), full(95),
         "sub-points 30分、40分、20分 合计 90 分，满分是 95 分"},
        {worded("", 90, MarksRule{}, "制度健全（30分），责任落实（40分），检查到位（20分）"), full(95),
         "sub-points 30分、40分、20分 合计 90 分，满分是 95 分"},
        {worded("", 90, MarksRule{}, "制度30分+责任40分+检查20分"), full(95),
         "sub-points 30分+责任40分+检查20分 合计 90 分，满分是 95 分"},
    };
}

TEST(SchemeQuestions, ClausesOfRealAssessmentsWithOneNumberOfTheirRuleMiscopiedAreAsked) {
    for (Miscopied& one : miscopied()) {
        EXPECT_EQ(stories(check(Scheme(parts_with(one.sound))), Language::zh), "") << one.sound.clause;
        one.slip(one.sound);
        std::string asked;
        for (const Finding& finding : check(Scheme(parts_with(one.sound))))
            asked += (asked.empty() ? "" : "\n") + finding.code + " " + text(finding.follows, Language::zh);
        EXPECT_EQ(asked, one.asked) << one.sound.clause;
    }
}

/// A clause over a fact, the rule that carries it out, and a rule that does not with what is asked of it; none: the
/// rule is all there is to tell.
struct Wording {
    std::string clause;
    FactDefinition fact;
    Rule sound;
    std::optional<Rule> slip{};
    std::string asked{};
    double full = 10;
};

FactDefinition supplied(std::string title, std::string unit) {
    return {"f", std::move(title), std::move(unit), SuppliedFact{}, {}};
}
FactDefinition blamed(std::vector<FaultWeight> faults) {
    return {"f", "事故", "起", EventFact{"accident", EventFact::Count::events, {}, std::move(faults)}, {}};
}

AllOrNothingRule limit(Comparison comparison, Reference from) { return {comparison, std::move(from)}; }

/// Points for each occurrence of a class; those that add begin at nothing.
OccurrencesRule classes(std::vector<OccurrenceClass> counted) {
    const bool adds = counted.front().points > 0;
    return {.classes = std::move(counted), .start = adds ? std::optional(0.0) : std::nullopt};
}

OccurrencesRule by_matters(std::vector<OccurrenceClass> counted) {
    OccurrencesRule rule = classes(std::move(counted));
    rule.counts = OccurrencesRule::Counts::matters;
    return rule;
}

/// The findings of a scheme, one line each.
std::string asked_of(const SchemeParts& parts) {
    std::string all;
    for (const Finding& finding : check(Scheme(parts)))
        all += (all.empty() ? "" : "\n") + finding.code + " " + std::string(word_of(finding.severity)) + " " +
               text(finding.follows, Language::zh);
    return all;
}

std::string asked_of(const Wording& wording, const Rule& rule) {
    Item one = worded("f", wording.full, rule, wording.clause);
    SchemeParts parts = parts_with(one);
    parts.facts.push_back(wording.fact);
    parts.facts.push_back({"r", "控制数", wording.fact.unit, SuppliedFact{}, {}});
    for (const char* fact : {"f", "r"}) parts.outcome.tie_breaks.push_back({fact, true, {}});
    return asked_of(parts);
}

std::vector<Wording> wordings() {
    using enum Comparison;
    const FactDefinition rate = supplied("覆盖率", "%");
    const FactDefinition cases = supplied("投诉", "起");
    const FactDefinition growth = supplied("增长率", "%");
    const FactDefinition honours{"f", "表彰", "次", EventFact{"praise"}, {}};
    const FactDefinition accidents = blamed({});
    return {
        // Limits with 等于, and limits that are not to be passed.
        {"完成率大于等于95%得满分，小于95%不得分", rate, limit(at_least, 95.0), limit(above, 95.0),
         "clause-points error 条文说“完成率大于等于95%得满分”，规则在此处给 0 分"},
        {"高于或等于90%得满分", rate, limit(at_least, 90.0), limit(above, 90.0),
         "clause-points error 条文说“高于或等于90%得满分”，规则在此处给 0 分"},
        {"发案率小于等于3%得满分，大于3%小于等于5%得5分，大于5%不得分", rate,
         BandsRule{.bands = {{0, 10}, {{3, true}, 5}, {{5, true}, 0}}},
         BandsRule{.bands = {{0, 10}, {{3, true}, 6}, {{5, true}, 0}}},
         "clause-points error 条文说“大于3%小于等于5%得5分”，规则在 4 处给 6 分"},
        {"全年投诉不得超过3起，得10分；超过的不得分", cases, limit(at_most, 3.0), limit(at_most, 4.0),
         "clause-points error 条文说“全年投诉不得超过3起，得10分，超过的不得分”，规则在 4 处给 10 分"},
        {"没有超过3起得满分，超过3起不得分", cases, limit(at_most, 3.0), limit(below, 3.0),
         "clause-points error 条文说“没有超过3起得满分”，规则在此处给 0 分"},
        {"未超过3起得满分", cases, limit(at_most, 3.0), limit(below, 3.0),
         "clause-points error 条文说“未超过3起得满分”，规则在此处给 0 分"},
        {"覆盖率不得低于90%，得10分，否则不得分", rate, limit(at_least, 90.0), limit(at_least, 85.0),
         "clause-points error 条文说“覆盖率不得低于90%，得10分，否则不得分”，规则在略低于 90 处给 10 分"},
        {"未突破控制数的得满分，突破的不得分", cases, limit(at_most, "r"), limit(below, "r"),
         "clause-points error 条文说“未突破控制数的得满分”，规则在此处给 0 分"},
        {"95%（含）以上得满分，95%以下不得分", rate, limit(at_least, 95.0), limit(above, 95.0),
         "clause-points error 条文说“95%(含)以上得满分”，规则在此处给 0 分"},
        {"90%以上（含90%）得满分", rate, limit(at_least, 90.0), limit(above, 90.0),
         "clause-points error 条文说“90%以上(含90%)得满分”，规则在此处给 0 分"},
        {"90%（不含）以上得满分", rate, limit(above, 90.0), limit(at_least, 90.0),
         "clause-edge warning 条文说“90%(不含)以上得满分”，不含 90；规则却把 90 也算在内"},
        {"95%（含）以上的得10分，80%（含）—95%的得8分，80%以下的不得分", rate,
         BandsRule{.bands = {{0, 0}, {80, 8}, {95, 10}}}, BandsRule{.bands = {{0, 0}, {{80, true}, 8}, {95, 10}}},
         "clause-points error 条文说“80%(含)—95%的得8分”，规则在此处给 0 分"},
        // Amounts in other units, and with a comma.
        {"每少1亿元扣1分", supplied("投资", "万元"),
         PerUnitRule{.per = 10000, .reference = "r", .under = -1, .steps = Steps::proportional},
         PerUnitRule{.per = 1000, .reference = "r", .under = -1, .steps = Steps::proportional},
         "clause-amount error 条文说“每少1亿元扣1分”，规则写的是 under = -1（per = 1000）"},
        {"每少1百万元扣1分", supplied("投资", "万元"),
         PerUnitRule{.per = 100, .reference = "r", .under = -1, .steps = Steps::proportional}},
        {"每增加10,000元得1分", supplied("收入", "元"),
         PerUnitRule{.per = 10000, .over = 1, .start = 0, .steps = Steps::proportional},
         PerUnitRule{.per = 1000, .over = 1, .start = 0, .steps = Steps::proportional},
         "clause-amount error 条文说“每增加10000元得1分”，规则写的是 over = 1（per = 1000）"},
        // Clauses quoted whole, and what they say of something else.
        {"培训率达到90%以上得10分，合格率达到85%以上得5分", supplied("培训率", "%"), limit(at_least, 90.0),
         limit(at_least, 95.0), "clause-points error 条文说“培训率达到90%以上得10分”，规则在此处给 0 分"},
        {"培训率达到90%以上得10分，合格率达到85%以上得5分", supplied("指标", "%"), limit(at_least, 90.0),
         limit(at_least, 95.0), "clause-points error 条文说“培训率达到90%以上得10分”，规则在此处给 0 分"},
        {"培训率不低于90%，合格率不低于85%，得满分", supplied("培训率", "%"), limit(at_least, 90.0)},
        {"每起扣2分，扣完为止；瞒报1起的不得分", cases, PerUnitRule{.over = -2}, PerUnitRule{.over = -1},
         "clause-amount error 条文说“每起扣2分”，规则写的是 over = -1"},
        {"每季度检查不少于1次，每少1次扣2.5分，全年少4次的不得分", supplied("检查", "次"),
         PerUnitRule{.reference = 4.0, .under = -2.5}, PerUnitRule{.reference = 4.0, .under = -2.5, .floor = 2},
         "clause-points error 条文说“全年少4次的不得分”，规则在此处给 2 分"},
        {"每超1人扣5分，超2人不得分", supplied("人数", "人"), PerUnitRule{.reference = "r", .over = -5},
         PerUnitRule{.reference = "r", .over = -5, .floor = 1},
         "clause-points error 条文说“超2人不得分”，规则在此处给 1 分"},
        // 0 with two sides.
        {"与上年相比每下降1个百分点扣1分", growth, PerUnitRule{.under = -1, .steps = Steps::proportional},
         PerUnitRule{.under = -2, .steps = Steps::proportional},
         "clause-amount error 条文说“每下降1个百分点扣1分”，规则写的是 under = -2"},
        {"每少报1次扣1分", supplied("少报", "次"), PerUnitRule{.over = -1}, PerUnitRule{.over = -2},
         "clause-amount error 条文说“每少报1次扣1分”，规则写的是 over = -2"},
        {"每后移一名减1分", supplied("名次", "名"), PerUnitRule{.reference = 1.0, .over = -1},
         PerUnitRule{.reference = 1.0, .over = -2},
         "clause-amount error 条文说“每后移一名减1分”，规则写的是 over = -2"},
        {"排名每下降1位扣0.5分", supplied("排名", "位"), PerUnitRule{.reference = 1.0, .over = -0.5},
         PerUnitRule{.reference = 1.0, .over = -1},
         "clause-amount error 条文说“每下降1位扣0.5分”，规则写的是 over = -1"},
        // Occurrences.
        {"3—5人每起扣6分，6—9人每起扣10分", blamed({{"次责", 0.5}}),
         classes({{"3—5人", -6, 0, 3, 5}, {"6—9人", -10, 0, 6, 9}, {"10人以上", -10, 0, 10, {}}}),
         classes({{"3—5人", -6, 0, 3, 5}, {"6—9人", -9, 0, 6, 9}, {"10人以上", -10, 0, 10, {}}}),
         "clause-amount error 条文说“每起扣10分”，规则写的是 6—9人 = -9"},
        {"死亡1人扣2分，重伤1人扣1分", accidents, classes({{"死亡", -2}, {"重伤", -1}}),
         classes({{"死亡", -3}, {"重伤", -1}}), "clause-amount error 条文说“死亡1人扣2分”，规则写的是 死亡 = -3"},
        {"全年发生重伤1人扣1分，死亡1人扣3分", accidents, classes({{"死亡", -3}, {"重伤", -1}})},
        {"国家5分、省3分、市1分；同一内容按最高级别计分", honours, by_matters({{"国家", 5}, {"省", 3}, {"市", 1}}),
         by_matters({{"国家", 5}, {"省", 3}, {"市", 2}}), "clause-amount error 条文说“市1分”，规则写的是 市 = 2"},
        {"国家5分、省3分、市1分；同一内容按最高级别计分", honours, by_matters({{"国家", 5}, {"省", 3}, {"市", 1}}),
         classes({{"国家", 5}, {"省", 3}, {"市", 1}}),
         "clause-counts warning 条文说“按最高级别计”，规则写的是 counts = each"},
        {"国家5分、省3分、市1分，同一事项不重复加分", honours, by_matters({{"国家", 5}, {"省", 3}, {"市", 1}}),
         classes({{"国家", 5}, {"省", 3}, {"市", 1}}),
         "clause-counts warning 条文说“不重复加分”，规则写的是 counts = each"},
        {"国家5分、省3分、市1分；按最高级别计分", honours,
         OccurrencesRule{
             .classes = {{"国家", 5}, {"省", 3}, {"市", 1}}, .counts = OccurrencesRule::Counts::highest, .start = 0},
         by_matters({{"国家", 5}, {"省", 3}, {"市", 1}}),
         "clause-counts error 条文说“按最高级别计”，规则写的是 counts = matters", 5},
        {"每低1个百分点扣0.2分（含不足1个百分点）", rate,
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::begun},
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::proportional},
         R"(steps error 条文不足一档按一档计，规则按比例计（steps = "proportional"）)"},
        {"每低5%扣0.2分，不满5%的不扣", rate,
         PerUnitRule{.per = 5, .reference = 100.0, .under = -0.2, .steps = Steps::whole},
         PerUnitRule{.per = 5, .reference = 100.0, .under = -0.2, .steps = Steps::begun},
         R"(steps error 条文只计整档，规则不足一档按一档计（steps = "begun"）)"},
        {"每低5%扣0.2分，不到5%的按5%扣分", rate,
         PerUnitRule{.per = 5, .reference = 100.0, .under = -0.2, .steps = Steps::begun},
         PerUnitRule{.per = 5, .reference = 100.0, .under = -0.2, .steps = Steps::whole},
         R"(steps error 条文不足一档按一档计，规则只计整档（steps = "whole"）)"},
        {"一般事故1起扣2分，较大事故1起扣5分", accidents, classes({{"一般", -2}, {"较大", -5}}),
         classes({{"一般", -2}, {"较大", -3}}), "clause-amount error 条文说“较大事故1起扣5分”，规则写的是 较大 = -3"},
        {"发生一般事故1起扣2分，较大事故1起扣5分，重大及以上事故不得分", accidents,
         classes({{"一般", -2}, {"较大", -5}, {"重大", -10}, {"特别重大", -10}}),
         classes({{"一般", -2}, {"较大", -5}, {"重大", -8}, {"特别重大", -10}}),
         "clause-amount error 条文说“重大及以上事故不得分”，规则写的是 重大 = -8"},
        {"国家级加5分，省级加3分，市级加1分", honours, classes({{"国家级", 5}, {"省级", 3}, {"市级", 1}}),
         classes({{"国家级", 3}, {"省级", 5}, {"市级", 1}}),
         "clause-amount error 条文说“国家级加5分”，规则写的是 国家级 = 3\n"
         "clause-amount error 条文说“省级加3分”，规则写的是 省级 = 5"},
        {"国家级得5分，省级得3分，市级得1分", honours, classes({{"国家", 5}, {"省", 3}, {"市", 1}}),
         classes({{"国家", 5}, {"省", 3}, {"市", 2}}), "clause-amount error 条文说“市级得1分”，规则写的是 市 = 2"},
        {"", accidents, OccurrencesRule{.classes = {{"一般", -2}}, .cap = -10},
         OccurrencesRule{.classes = {{"一般", -2}}, .cap = -15},
         "never-bites warning cap = -15 不起作用：最多扣 10 分"},
        // Steps, references and limits of an item's points.
        {"每低1个百分点扣0.2分，不足1个百分点的按比例折算", rate,
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::proportional},
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::whole},
         R"(steps error 条文按比例计，规则只计整档（steps = "whole"）)"},
        {"每低1个百分点扣0.2分，不足1个百分点的不计", rate,
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::whole},
         PerUnitRule{.reference = 100.0, .under = -0.2}, "steps error 条文只计整档，规则没有写 steps，现按比例计"},
        {"每低1个百分点扣0.2分，不足1个百分点的按1个百分点计", rate,
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::begun},
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::whole},
         R"(steps error 条文不足一档按一档计，规则只计整档（steps = "whole"）)"},
        {"每超1%扣0.2分，不足1%按1%计算", rate, PerUnitRule{.reference = 100.0, .over = -0.2, .steps = Steps::begun},
         PerUnitRule{.reference = 100.0, .over = -0.2, .steps = Steps::proportional},
         R"(steps error 条文不足一档按一档计，规则按比例计（steps = "proportional"）)"},
        {"每超2个百分点扣0.2分，不足2个百分点的按一档扣分", rate,
         PerUnitRule{.per = 2, .reference = 100.0, .over = -0.2, .steps = Steps::begun},
         PerUnitRule{.per = 2, .reference = 100.0, .over = -0.2, .steps = Steps::proportional},
         R"(steps error 条文不足一档按一档计，规则按比例计（steps = "proportional"）)"},
        {"每低1个百分点扣0.2分，任职不足一年的按比例折算", rate,
         PerUnitRule{.reference = 100.0, .under = -0.2, .steps = Steps::whole}},
        {"基准值80%，基准分5分，每增加1个百分点，加0.5分；每减少1个百分点，减0.5分；最高10分，最低0分", rate,
         PerUnitRule{.reference = 80.0, .over = 0.5, .under = -0.5, .start = 5, .steps = Steps::proportional},
         PerUnitRule{.reference = 85.0, .over = 0.5, .under = -0.5, .start = 5, .steps = Steps::proportional},
         "clause-points error 条文说“以80%为准”，规则写的是 reference = 85"},
        {"基准分5分，每增加1个百分点，加0.5分；每减少1个百分点，减0.5分；最高10分，最低2分", rate,
         PerUnitRule{
             .reference = 80.0, .over = 0.5, .under = -0.5, .start = 5, .floor = 2, .steps = Steps::proportional},
         PerUnitRule{.reference = 80.0, .over = 0.5, .under = -0.5, .start = 5, .steps = Steps::proportional},
         "clause-limit error 条文说“最低2分”，规则写的是 floor = 0"},
        // A blank between two numbers parts them.
        {"90-100 10分；80-90　8分；60-80  6分；0-60 0分，含下限", supplied("满意度", "分"),
         BandsRule{.bands = {{0, 0}, {60, 6}, {80, 8}, {90, 10}}},
         BandsRule{.bands = {{0, 0}, {60, 6}, {80, 7}, {90, 10}}},
         "clause-points error 条文说“80-90，8分”，规则在 85 处给 7 分"},
        {"每增加10 000元得1分", supplied("收入", "元"),
         PerUnitRule{.per = 10000, .over = 1, .start = 0, .steps = Steps::proportional}},
        {"每超 1 人 扣 2 分", supplied("人数", "人"), PerUnitRule{.reference = "r", .over = -2},
         PerUnitRule{.reference = "r", .over = -1}, "clause-amount error 条文说“每超1人扣2分”，规则写的是 over = -1"},
        // Places counted from an end of a ranking.
        {"前3名得10分，后2名不得分，其余得6分", supplied("名次", "名"), BandsRule{.bands = {{0, 10}, {4, 6}, {7, 0}}}},
        {"后3名得0分，其余得10分", supplied("名次", "名"), BandsRule{.bands = {{0, 10}, {8, 0}}}},
        {"排名后20%的不得分", rate, BandsRule{.bands = {{0, 10}, {{80, true}, 0}}}},
        {"末3位不得分", supplied("位次", "位"), BandsRule{.bands = {{0, 10}, {8, 0}}}},
        {"倒数第1名不得分", supplied("名次", "名"), BandsRule{.bands = {{0, 10}, {8, 0}}}},
        {"排名前30%得10分，后30%得6分，其余得8分", rate, BandsRule{.bands = {{0, 6}, {30, 8}, {70, 10}}}},
        {"在全市排前30%的得10分，中间40%的得8分，后30%的得6分", rate,
         BandsRule{.bands = {{0, 10}, {{30, true}, 8}, {{70, true}, 6}}}},
        // How far something falls: below 0 in a growth rate, as it is in a rate of falling.
        {"能耗同比下降3%以上得10分，否则不得分", supplied("能耗增速", "%"), limit(at_most, -3.0), limit(at_most, -2.0),
         "clause-points error 条文说“能耗同比下降3%以上得10分，否则不得分”，规则在略高于 -3 处给 10 分"},
        {"能耗同比下降3%以上得10分，否则不得分", supplied("能耗下降率", "%"), limit(at_least, 3.0),
         limit(at_least, 2.0),
         "clause-points error 条文说“能耗同比下降3%以上得10分，否则不得分”，规则在略低于 3 处给 10 分"},
        {"能耗同比下降3%以上得满分，每少下降1个百分点扣2分", supplied("能耗增速", "%"),
         PerUnitRule{.reference = -3.0, .over = -2, .steps = Steps::proportional},
         PerUnitRule{.reference = -3.0, .over = -1, .steps = Steps::proportional},
         "clause-amount error 条文说“每少下降1个百分点扣2分”，规则写的是 over = -1"},
        {"能耗同比下降3%以上得满分，每低1个百分点扣2分", supplied("能耗增速", "%"),
         PerUnitRule{.reference = -3.0, .over = -2, .steps = Steps::proportional},
         PerUnitRule{.reference = -3.0, .over = -1, .steps = Steps::proportional},
         "clause-amount error 条文说“每低1个百分点扣2分”，规则写的是 over = -1"},
        {"能耗同比下降3%以上得满分，每少下降1个百分点扣2分", supplied("能耗下降率", "%"),
         PerUnitRule{.reference = 3.0, .under = -2, .steps = Steps::proportional},
         PerUnitRule{.reference = 3.0, .under = -1, .steps = Steps::proportional},
         "clause-amount error 条文说“每少下降1个百分点扣2分”，规则写的是 under = -1"},
        {"PM2.5浓度每少下降1微克扣2分", supplied("PM2.5浓度", "微克"),
         PerUnitRule{.reference = "r", .over = -2, .steps = Steps::proportional},
         PerUnitRule{.reference = "r", .over = -1, .steps = Steps::proportional},
         "clause-amount error 条文说“每少下降1微克扣2分”，规则写的是 over = -1"},
        {"死亡人数同比下降10%以上得10分，下降0—10%得6分，上升不得分", supplied("死亡人数同比增速", "%"),
         BandsRule{.bands = {{-100, 10}, {{-10, true}, 6}, {{0, true}, 0}}},
         BandsRule{.bands = {{-100, 10}, {{-10, true}, 5}, {{0, true}, 0}}},
         "clause-points error 条文说“下降0—10%得6分”，规则在 -5 处给 5 分"},
        {"增速低于-3%得10分，否则不得分", supplied("能耗增速", "%"), limit(below, -3.0), limit(below, -2.0),
         "clause-edge warning 条文说“增速低于-3%得10分”，不含 -3；规则却把 -3 也算在内"},
        // A comma before the points.
        {"每超1人，扣2分", supplied("人数", "人"), PerUnitRule{.reference = "r", .over = -2},
         PerUnitRule{.reference = "r", .over = -1}, "clause-amount error 条文说“每超1人，扣2分”，规则写的是 over = -1"},
        {"每超过控制数1人，扣2分", supplied("人数", "人"), PerUnitRule{.reference = "r", .over = -2},
         PerUnitRule{.reference = "r", .over = -1},
         "clause-amount error 条文说“每超过控制数1人，扣2分”，规则写的是 over = -1"},
        {"超1人，扣2分", supplied("人数", "人"), PerUnitRule{.reference = "r", .over = -2},
         PerUnitRule{.reference = "r", .over = -1}, "clause-amount error 条文说“超1人，扣2分”，规则写的是 over = -1"},
        {"人数超过控制数的，每增加1人，扣减2分", supplied("人数", "人"), PerUnitRule{.reference = "r", .over = -2},
         PerUnitRule{.reference = "r", .over = -1},
         "clause-amount error 条文说“每增加1人，扣减2分”，规则写的是 over = -1"},
        {"每发生1起，扣5分", accidents, classes({{"一般", -5}}), classes({{"一般", -2}}),
         "clause-amount error 条文说“每发生1起，扣5分”，规则写的是 一般 = -2"},
        {"发生1起的，扣5分", accidents, classes({{"一般", -5}}), classes({{"一般", -2}}),
         "clause-amount error 条文说“发生1起的，扣5分”，规则写的是 一般 = -2"},
        {"每低1个百分点，相应扣1分，按比例计", rate,
         PerUnitRule{.reference = 90.0, .under = -1, .steps = Steps::proportional},
         PerUnitRule{.reference = 90.0, .under = 1, .ceiling = 20, .steps = Steps::proportional},
         "clause-sign error 条文说“每低1个百分点，相应扣1分”，规则写的是 under = 1"},
        {"每月召开1次会议，得2分，每少1次，扣0.5分", supplied("会议", "次"),
         PerUnitRule{.reference = 12.0, .under = -0.5}},
        {"每季度检查1次得2分，每少1次扣2.5分", supplied("检查", "次"), PerUnitRule{.reference = 4.0, .under = -2.5}},
        {"资料不全的，扣2分；每少报1次，扣1分", supplied("少报", "次"), PerUnitRule{.over = -1}},
        {"每完成1项，计2分", supplied("活动", "项"), PerUnitRule{.over = 2, .start = 0},
         PerUnitRule{.over = 3, .start = 0}, "clause-amount error 条文说“每完成1项，计2分”，规则写的是 over = 3"},
        // Both ends of a printed band.
        {"达到90%的得10分，80%—90%的得6分，80%以下不得分", rate, BandsRule{.bands = {{0, 0}, {80, 6}, {90, 10}}},
         BandsRule{.bands = {{0, 0}, {82, 6}, {90, 10}}},
         "clause-points error 条文说“80%—90%的得6分”，规则在略高于 80 处给 0 分"},
        {"达到90%的得10分，80%—90%的得6分，80%以下不得分", rate, BandsRule{.bands = {{0, 0}, {80, 6}, {90, 10}}},
         BandsRule{.bands = {{0, 0}, {80, 6}, {87, 10}}},
         "clause-points error 条文说“80%—90%的得6分”，规则在略低于 90 处给 10 分"},
        {"80%（不含）—90%得6分，超过90%得10分，80%及以下不得分", rate,
         BandsRule{.bands = {{0, 0}, {{80, true}, 6}, {{90, true}, 10}}}},
        {"3—5起得6分，2起以下得10分，6起以上不得分", cases, BandsRule{.bands = {{0, 10}, {3, 6}, {6, 0}}},
         BandsRule{.bands = {{0, 10}, {3, 6}, {4, 5}, {6, 0}}},
         "clause-points error 条文说“3—5起得6分”，规则在 4 处给 5 分"},
        // Occurrences of one class, and honours with what they are for.
        {"每起扣6分，每死亡1人扣1分", accidents, classes({{"一般", -6, -1}}), classes({{"一般", -6, -2}}),
         "clause-amount error 条文说“每死亡1人扣1分”，规则写的是 一般 per_death = -2"},
        {"每起扣6分，另每死亡1人扣1分", accidents, classes({{"一般", -6, -1}}), classes({{"一般", -5, -1}}),
         "clause-amount error 条文说“每起扣6分”，规则写的是 一般 = -5"},
        {"每起扣2分，每死亡1人扣1分", accidents, classes({{"一般", -2}})},
        {"一般事故每起扣2分，较大事故每起扣5分", accidents, classes({{"较大", -5}})},
        {"获国家级表彰加5分，获省级表彰加3分，获市级表彰加2分", honours,
         classes({{"国家级", 5}, {"省级", 3}, {"市级", 2}}), classes({{"国家级", 5}, {"省级", 3}, {"市级", 1}}),
         "clause-amount error 条文说“市级表彰加2分”，规则写的是 市级 = 1"},
        {"在全市排名加1分，国家级加5分，市级加2分", honours, classes({{"国家级", 5}, {"市级", 2}})},
        {"国家5分，省3分，不重复计分", honours, by_matters({{"国家", 5}, {"省", 3}}), classes({{"国家", 5}, {"省", 3}}),
         "clause-counts warning 条文说“不重复计分”，规则写的是 counts = each"},
        {"国家5分，省3分，已在其他项目加分的不重复计分", honours, classes({{"国家", 5}, {"省", 3}})},
        // The most there is, said without a verb.
        {"每次加1分，累计不超过3分", supplied("表扬", "次"), PerUnitRule{.over = 1, .start = 0, .ceiling = 3},
         PerUnitRule{.over = 1, .start = 0, .ceiling = 5}, "clause-limit error 条文说“3分封顶”，规则写的是 ceiling = 5",
         3},
        {"每次加1分，最高不超过3分", supplied("表扬", "次"), PerUnitRule{.over = 1, .start = 0, .ceiling = 3},
         PerUnitRule{.over = 1, .start = 0, .ceiling = 5}, "clause-limit error 条文说“3分封顶”，规则写的是 ceiling = 5",
         3},
        {"每次加1分（上限3分）", supplied("表扬", "次"), PerUnitRule{.over = 1, .start = 0, .ceiling = 3},
         PerUnitRule{.over = 1, .start = 0, .ceiling = 5},
         "clause-limit error 条文说“最多加3分”，规则写的是 ceiling = 5", 3},
        {"每次扣1分，5分封顶", cases, PerUnitRule{.over = -1, .floor = 5}, PerUnitRule{.over = -1},
         "clause-limit error 条文说“最多扣5分”，规则写的是 最多扣 10 分"},
        {"每次扣1分，以5分为限", cases, PerUnitRule{.over = -1, .floor = 5}, PerUnitRule{.over = -1},
         "clause-limit error 条文说“最多扣5分”，规则写的是 最多扣 10 分"},
        {"每次扣1分，累计不超过5分", cases, PerUnitRule{.over = -1, .floor = 5}, PerUnitRule{.over = -1},
         "clause-limit error 条文说“最多扣5分”，规则写的是 最多扣 10 分"},
        {"每次扣1分，5分扣完为止", cases, PerUnitRule{.over = -1, .floor = 5}, PerUnitRule{.over = -1},
         "clause-limit error 条文说“最多扣5分”，规则写的是 最多扣 10 分"},
        {"每次扣1分，直至扣完", cases, PerUnitRule{.over = -1}, PerUnitRule{.over = -1, .floor = -5},
         "clause-limit error 条文说“扣完为止”，规则写的是 floor = -5"},
        {"每少1次扣1分；参会迟到的，每次扣0.5分，累计不超过2分", supplied("会议", "次"),
         PerUnitRule{.reference = 12.0, .under = -1}},
        {"每起扣1分，每起最多扣1分", cases, PerUnitRule{.over = -1}},
        {"每起扣1分，得分不超过6分的通报批评", cases, PerUnitRule{.over = -1}},
        {"每起扣1分，加上其他项目总分不超过100分", cases, PerUnitRule{.over = -1}},
        {"基准分5分，每增加1个百分点加0.5分，每减少1个百分点减0.5分，上限10分，最低0分", rate,
         PerUnitRule{.reference = 80.0, .over = 0.5, .under = -0.5, .start = 5, .steps = Steps::proportional}},
        {"每超1起扣1分，每少1起加1分，12分封顶", supplied("起数", "起"),
         PerUnitRule{.reference = "r", .over = -1, .under = 1, .ceiling = 12}},
        // What is better, by its name.
        {"", supplied("任务完成率", "%"), limit(at_least, 60.0), limit(below, 60.0),
         "rewards-worse warning “任务完成率”以高为好，规则却让它越低得分越多"},
        {"", supplied("不合格率", "%"), limit(below, 60.0)},
        {"合格率超过105%的，每超1个百分点扣1分", supplied("合格率", "%"),
         PerUnitRule{.reference = 105.0, .over = -1, .steps = Steps::proportional}},
        {"", supplied("预算完成率", "%"), BandsRule{.bands = {{0, 0}, {95, 10}, {{105, true}, 5}}}},
    };
}

TEST(SchemeQuestions, WordingsAreReadAsTheyAreMeantAndWhatContradictsThemIsAsked) {
    for (const Wording& wording : wordings()) {
        EXPECT_EQ(asked_of(wording, wording.sound), "") << wording.clause << wording.fact.title;
        EXPECT_EQ(asked_of(wording, wording.slip.value_or(wording.sound)), wording.asked) << wording.clause;
    }
}

/// A comma, or a blank in its place, leaves the holes between printed bands to be told.
TEST(SchemeQuestions, ABlankBetweenNumbersIsNotReadAsOneNumber) {
    const Wording printed{"90分以上 10分；80-89 8分；60-79 6分；60分以下 0分", supplied("满意度", "分"),
                          BandsRule{.bands = {{0, 0}, {60, 6}, {80, 8}, {90, 10}}}};
    EXPECT_EQ(asked_of(printed, printed.sound),
              "printed-hole warning 60-79 与 80-89 之间，79.5 不属于任何一档\n"
              "printed-hole warning 80-89 与 90分以上 之间，89.5 不属于任何一档");
    EXPECT_EQ(clause::plain("90-100 10分　8 分"), "90-100，10分8分");
}

/// The weights of two scorers, however a clause prints them.
TEST(SchemeQuestions, SharesOfScorersAreReadWithAndWithoutTheirVerb) {
    const auto asked = [](const char* clause, double self) {
        return asked_of(
            parts_with(worded("", 10, MarksRule{.scorers = {{Scorer::self, self}, {Scorer::team, 1 - self}}}, clause)));
    };
    const auto told = [](const char* self, const char* team) {
        return std::string("clause-weight error 条文说“") + self +
               "”，规则写的是 self = 0.4\nclause-weight error 条文说“" + team + "”，规则写的是 team = 0.6";
    };
    const std::pair<const char*, std::string> clauses[] = {
        {"自评占30%、考核组占70%", told("自评占30%", "考核组占70%")},
        {"自评30%、考核组70%", told("自评30%", "考核组70%")},
        {"自评（30%）、考核组（70%）", told("自评(30%)", "考核组(70%)")},
        {"自评与考核组按3:7计算", "clause-weight error 条文说“3:7”，规则写的是 scorers = 0.4/0.6"},
        {"自评与考核组评分按3：7加权", "clause-weight error 条文说“3:7”，规则写的是 scorers = 0.4/0.6"}};
    for (const auto& [clause, found] : clauses) {
        EXPECT_EQ(asked(clause, 0.3), "") << clause;
        EXPECT_EQ(asked(clause, 0.4), found) << clause;
    }
    EXPECT_EQ(asked("自评材料齐全率达到95%，考核组占60%", 0.4), "");
    EXPECT_EQ(asked("自评得分低于考核组评分20%的，重新自评", 0.4), "");
    EXPECT_EQ(asked("自评、考核组评分，17:30前报送", 0.4), "");
}

/// Full points as a clause about a rate or about marks prints them.
TEST(SchemeQuestions, FullPointsAreReadWhereverAClausePrintsThem) {
    const FactDefinition fact = supplied("完成率", "%");
    const std::tuple<const char*, Rule, const char*> clauses[] = {
        {"按完成比例折算20分", ShareRule{100.0}, "折算20分"},
        {"按完成率折算为20分", ShareRule{100.0}, "折算为20分"},
        {"完成率乘以标准分20分", ShareRule{100.0}, "完成率×20分"},
        {"分值20分。每低1个百分点扣1分，按比例计",
         PerUnitRule{.reference = 100.0, .under = -1, .steps = Steps::proportional}, "满分20分"}};
    for (const auto& [clause, rule, said] : clauses) {
        Wording wording{clause, fact, rule};
        wording.full = 20;
        EXPECT_EQ(asked_of(wording, rule), "") << clause;
        wording.full = 10;
        EXPECT_EQ(asked_of(wording, rule), std::string("clause-limit error 条文说“") + said + "”，规则写的是 full = 10")
            << clause;
    }
    const auto marked = [](double full) { return asked_of(parts_with(worded("", full, MarksRule{}, "按0-8分打分"))); };
    EXPECT_EQ(marked(8), "");
    EXPECT_EQ(marked(10), "clause-limit error 条文说“0—8分”，规则写的是 full = 10");
    EXPECT_EQ(asked_of({"第一部分分值6分，第二部分分值4分", fact, ShareRule{100.0}}, ShareRule{100.0}), "");
    EXPECT_EQ(asked_of({"完成率×100分，再折算", fact, ShareRule{100.0}}, ShareRule{100.0}), "");
}

/// Bands that begin at 0, of what can be below.
TEST(SchemeQuestions, WhatIsBelowZeroIsAskedWhereTheLowestBandGivesPoints) {
    const auto asked = [](const char* title, BandsRule rule) {
        return asked_of({"", supplied(title, "%"), rule}, rule);
    };
    const BandsRule rises{.bands = {{0, 5}, {{5, true}, 10}}};
    EXPECT_EQ(asked("工业增加值增速", rises),
              "below-zero warning “工业增加值增速”可以低于 0，低于 0 的现在也按最低一档计 5 分");
    EXPECT_EQ(asked("利润总额", rises), "below-zero warning “利润总额”可以低于 0，低于 0 的现在也按最低一档计 5 分");
    for (const double below : {0.0, 5.0})
        EXPECT_EQ(asked("工业增加值增速", {.bands = {{0, 5}, {{5, true}, 10}}, .below = below}), "");
    EXPECT_EQ(asked("工业增加值增速", {.bands = {{0, 0}, {{5, true}, 10}}}), "");
    EXPECT_EQ(asked("工业增加值增速", {.bands = {{-100, 0}, {0, 5}, {{5, true}, 10}}}), "");
    EXPECT_EQ(asked("能耗增速", {.bands = {{0, 10}, {{5, true}, 0}}}), "");
    EXPECT_EQ(asked("覆盖率", rises), "");
}

/// Full points that stand at the beginning or the end of a clause, if it is quoted by one item only.
TEST(SchemeQuestions, FullPointsStandAtEitherEndOfAClause) {
    const auto asked = [](const char* clause, double full) {
        return asked_of(per_unit("cases", full, {.over = -2}, clause));
    };
    for (const char* clause : {"本项分值12分。每缺1项扣2分", "（12分）每缺1项扣2分", "每缺1项扣2分（12分）"}) {
        EXPECT_EQ(asked(clause, 12), "") << clause;
        EXPECT_EQ(asked(clause, 10), "clause-limit error 条文说“满分12分”，规则写的是 full = 10") << clause;
    }
    EXPECT_EQ(asked("制度健全得6分，每缺1项扣2分（4分）", 10), "");
    SchemeParts shared = per_unit("cases", 10, {.over = -2}, "（12分）每缺1项扣2分");
    shared.groups[0].items[0].clause = shared.groups[0].items[1].clause;
    EXPECT_EQ(asked_of(shared), "");
}

/// A veto with a clause, and one that its clause contradicts.
struct VetoWording {
    std::string clause;
    Veto sound, slip;
    std::string asked;
};

Condition of_total(Comparison comparison, double points) { return {Condition::Subject::total, "", comparison, points}; }
Condition times(Condition condition, double factor) {
    condition.times = factor;
    return condition;
}

std::string asked_of_veto(Veto one, const std::string& clause) {
    one.clause = clause;
    return asked_of(changed([&](SchemeParts& parts) { parts.vetoes = {one}; }));
}

TEST(SchemeQuestions, TheWordsOfAVetoTellItsDirectionItsEdgeAndItsEffect) {
    using enum Comparison;
    using Effect = Veto::Effect;
    const auto accidents = [](Comparison comparison, double number) {
        return veto({of_fact("accidents", comparison, number)});
    };
    const auto deaths = [](Comparison comparison, double by = 1) {
        return veto({times(of_fact("deaths", comparison, "control"), by)});
    };
    const auto share = [](double percent) {
        return veto({{Condition::Subject::rate, "item", below, percent}}, Effect::bar_top, "");
    };
    const Conditions beyond = {of_fact("deaths", above, "control")};
    const VetoWording all[] = {
        {"总分低于60分的，确定为不合格", veto({of_total(below, 60)}), veto({of_total(above, 60)}),
         "条文说“总分低于60分的”，规则写的是 above = 60"},
        {"总分未达到60分的为不合格", veto({of_total(below, 60)}), veto({of_total(at_least, 60)}),
         "条文说“总分未达到60分的为不合格”，规则写的是 at_least = 60"},
        {"死亡人数超过控制数的，定为不合格", deaths(above), deaths(below),
         "条文说“死亡人数超过控制数的”，规则写的是 below = control"},
        {"死亡人数超过控制数的，定为不合格", deaths(above), deaths(at_least),
         "条文说“死亡人数超过控制数的”，规则写的是 at_least = control"},
        {"死亡达到控制数的，定为不合格", deaths(at_least), deaths(at_most),
         "条文说“死亡达到控制数的”，规则写的是 at_most = control"},
        {"死亡人数不得超过控制数，超过的定为不合格", deaths(above), deaths(at_least),
         "条文说“死亡人数不得超过控制数”，规则写的是 at_least = control"},
        {"死亡人数超过控制指标20%的，定为不合格", deaths(above, 1.2), deaths(above, 1.1),
         "条文说“死亡人数超过控制指标20%的”，规则写的是 times = 1.1"},
        {"发生事故超过3起的，定为不合格", accidents(above, 3), accidents(at_least, 3),
         "条文说“发生事故超过3起的”，规则写的是 at_least = 3"},
        {"事故超3起的，定为不合格", accidents(above, 3), accidents(at_least, 3),
         "条文说“事故超3起的”，规则写的是 at_least = 3"},
        {"发生3起以上（不含3起）事故的，定为不合格", accidents(above, 3), accidents(at_least, 3),
         "条文说“发生3起以上(不含3起)事故的”，规则写的是 at_least = 3"},
        {"发生事故2起（含）以上的，定为不合格", accidents(at_least, 2), accidents(above, 2),
         "条文说“发生事故2起(含)以上的”，规则写的是 above = 2"},
        {"发生3起以上（含3起）事故的，定为不合格", accidents(at_least, 3), accidents(above, 3),
         "条文说“发生3起以上(含3起)事故的”，规则写的是 above = 3"},
        {"任一项得分低于该项分值60%的，不得评为优秀", share(60), share(50),
         "条文说“任一项得分低于该项分值60%的”，规则写的是 below = 50"},
        {"死亡人数超过控制数的，考核等次降低一个档次", veto(beyond, Effect::one_down, ""),
         veto(beyond, Effect::bar_top, ""), "条文说“降低一个档”，规则写的是 bar_top = true"},
        {"死亡人数超过控制数的，当年考核按零分计算", veto(beyond, Effect::zero, ""), veto(beyond, Effect::one_down, ""),
         "条文说“按零分计”，规则写的是 one_down = true"},
        {"死亡人数超过控制数的，取消评优资格", veto(beyond, Effect::bar_top, ""), veto(beyond, Effect::one_down, ""),
         "条文说“取消评优”，规则写的是 one_down = true"},
    };
    for (const VetoWording& one : all) {
        EXPECT_EQ(asked_of_veto(one.sound, one.clause), "") << one.clause;
        EXPECT_EQ(asked_of_veto(one.slip, one.clause), "clause-veto error " + one.asked) << one.clause;
    }
    // What is asked for, and what is excepted, may stand the other way round.
    EXPECT_EQ(asked_of_veto(veto({of_total(below, 60)}), "总分应达到60分，否则定为不合格"), "");
    EXPECT_EQ(asked_of_veto(veto({of_total(below, 60)}), "定为不合格，总分60分以上的除外"), "");
    EXPECT_EQ(asked_of_veto(veto({of_total(below, 60)}), "总分60分以上的方可评为合格，否则定为不合格"), "");
    EXPECT_EQ(asked_of_veto(veto(beyond, Effect::one_down, ""), "取消其当年评先评优资格，降低一个等次"), "");
    EXPECT_EQ(asked_of_veto(veto(beyond), "一票否决，取消评优资格"), "");
    EXPECT_EQ(asked_of_veto(veto(beyond, Effect::one_down, ""), "该项得零分，考核等次降低一个档次"), "");
}

/// "经认定无责任的除外": something has to switch the veto off.
TEST(SchemeQuestions, WhomAVetoExceptsNeedsUnless) {
    const Veto plain = veto({of_fact("accidents", Comparison::at_least, 1.0)});
    Veto excepting = plain;
    excepting.unless = {{of_fact("rate", Comparison::equals, 1.0)}};
    const std::pair<const char*, const char*> clauses[] = {
        {"发生事故的，定为不合格，经认定无责任的除外", "经认定无责任的除外"},
        {"发生事故的（无责任的除外），定为不合格", "发生事故的(无责任的除外)"},
        {"发生事故的，定为不合格；认定为无责的不在此限", "认定为无责的不在此限"}};
    for (const auto& [clause, said] : clauses) {
        EXPECT_EQ(asked_of_veto(excepting, clause), "") << clause;
        EXPECT_EQ(asked_of_veto(plain, clause),
                  std::string("clause-veto warning 条文说“") + said + "”，规则写的是 没有 unless");
    }
    EXPECT_EQ(asked_of_veto(plain, "除外出培训期间的，发生事故定为不合格"), "");
    const auto counted = [&](FactDefinition fact) {
        SchemeParts parts = changed([&](SchemeParts& p) {
            p.facts.push_back(fact);
            p.vetoes = {veto({of_fact("f", Comparison::at_least, 1.0)})};
            p.vetoes[0].clause = clauses[0].first;
        });
        return asked_of(parts);
    };
    EXPECT_EQ(counted(blamed({{"无责", 0}})), "");
    EXPECT_EQ(counted(supplied("有责任的事故", "起")), "");
}

TEST(SchemeQuestions, PlacesFromTheEndAreNoLimitOfAVeto) {
    const auto asked = [](const char* clause) {
        return asked_of(changed([&](SchemeParts& p) {
            p.facts.push_back(supplied("名次", "名"));
            p.vetoes = {veto({of_fact("f", Comparison::at_least, 8.0)}, Veto::Effect::bar_top, "")};
            p.vetoes[0].clause = clause;
        }));
    };
    for (const char* clause : {"排名后3名的，不得评优", "排名末3名的，不得评优", "排名在第8名及以后的，不得评优"})
        EXPECT_EQ(asked(clause), "") << clause;
}

/// One veto for each half of a clause.
TEST(SchemeQuestions, VetoesThatShareAClauseCarryOutAPartOfItEach) {
    const char* clause = "全年累计死亡3人及以上，定为不合格等次；死亡1—2人的，评为合格";
    SchemeParts parts = changed([&](SchemeParts& p) {
        p.vetoes = {veto({of_fact("deaths", Comparison::at_least, 3.0)}),
                    veto({of_fact("deaths", Comparison::at_least, 1.0)}, Veto::Effect::bar_top, "")};
        for (Veto& one : p.vetoes) one.clause = clause;
        p.vetoes[1].title = "死亡";
    });
    EXPECT_EQ(asked_of(parts), "");
    parts.vetoes.erase(parts.vetoes.begin());
    parts.vetoes[0].effect = Veto::Effect::one_down;
    EXPECT_EQ(asked_of(parts), "clause-veto error 条文说“定为不合格”，规则写的是 one_down = true");
}

/// No accident is half of one.
TEST(SchemeQuestions, ACountIsNeverBetweenTwoNumbers) {
    EXPECT_EQ(asked_of_veto(veto({of_fact("accidents", Comparison::equals, 1.0)}), ""), "");
    EXPECT_EQ(asked_of_veto(veto({of_fact("accidents", Comparison::equals, 1.5)}), ""),
              "veto-never warning 条件不可能成立：事故 equals = 1.5");
    EXPECT_EQ(asked_of_veto(veto({of_fact("rate", Comparison::equals, 1.5)}), ""), "");
}

/// Whom only_for lets in and not_for sends out again.
TEST(SchemeQuestions, NamesThatExcludeEachOtherLeaveNobody) {
    const auto asked = [](std::vector<std::string> only_for, std::vector<std::string> not_for) {
        return asked_of(changed([&](SchemeParts& parts) {
            parts.groups[0].items[1].only_for = only_for;
            parts.groups[0].items[1].not_for = not_for;
        }));
    };
    EXPECT_EQ(asked({"甲", "乙"}, {"乙"}), "");
    EXPECT_EQ(asked({"甲"}, {"甲", "乙"}), "nobody warning 被考核的单位都被 not_for 或 only_for 排除在外");
}

/// What the sentence of a veto asks for, whatever else it says 以上 of.
TEST(SchemeQuestions, TheNumberOfAVetoIsTheOneBeforeItsUnit) {
    const auto codes = [](const char* clause, Comparison comparison, double limit) {
        SchemeParts parts = changed([&](SchemeParts& p) {
            p.vetoes = {veto({of_fact("accidents", comparison, limit)})};
            p.vetoes[0].clause = clause;
        });
        std::string all;
        for (const Finding& finding : check(Scheme(parts))) all += finding.code + " ";
        return all;
    };
    for (const char* one : {"发生一起较大以上事故的，实行一票否决", "发生1起较大及以上生产安全事故的，一票否决",
                            "发生1起及以上较大事故的，一票否决"}) {
        EXPECT_EQ(codes(one, Comparison::at_least, 1), "") << one;
        EXPECT_EQ(codes(one, Comparison::at_least, 2), "clause-veto ") << one;
        EXPECT_EQ(codes(one, Comparison::at_least, 3), "clause-veto ") << one;
    }
    // 以上 behind the number itself may leave it out.
    EXPECT_EQ(codes("发生2起以上较大事故的，一票否决", Comparison::at_least, 2), "");
    EXPECT_EQ(codes("发生2起以上较大事故的，一票否决", Comparison::above, 2), "");
    EXPECT_EQ(codes("发生2起以上较大事故的，一票否决", Comparison::at_least, 4), "clause-veto ");
}

/// Graver accidents than the highest range may be left to another item or to a veto.
TEST(SchemeQuestions, DeathsCountedElsewhereLeaveNoRangeOpen) {
    const auto codes = [](const SchemeParts& parts) {
        std::string all;
        for (const Finding& finding : check(Scheme(parts))) all += finding.code + " ";
        return all;
    };
    SchemeParts parts = by_deaths({{"较大", -6, 0, 3, 9}});
    EXPECT_EQ(codes(parts), "deaths-open ");
    SchemeParts vetoed = parts;
    vetoed.vetoes = {veto({of_fact("accidents", Comparison::at_least, 5.0)})};
    EXPECT_EQ(codes(vetoed), "");
    SchemeParts shared = parts;
    shared.groups[0].items[0].full = 55;
    Item other = worded("accidents", 10, OccurrencesRule{.classes = {{"重大", -10}}}, "");
    other.id = other.title = "重大事故";
    shared.groups[0].items.push_back(other);
    EXPECT_EQ(codes(shared), "");
}

TEST(Clause, NumbersAreReadFromFullWidthAndFromChineseNumerals) {
    const auto amounts = clause::amounts_in("每超过两个百分点加１分；每少一人扣０．５分，每增减1%±0.5分");
    ASSERT_EQ(amounts.size(), 3U);
    EXPECT_EQ(amounts[0].per, 2);
    EXPECT_EQ(amounts[0].points, 1);
    EXPECT_EQ(amounts[1].points, -0.5);
    EXPECT_EQ(amounts[1].side, clause::Amount::Side::under);
    EXPECT_TRUE(amounts[2].both_ways);
    EXPECT_EQ(clause::ranges_in("2016—2020年").size(), 0U);
    EXPECT_EQ(clause::ranges_in("根据实际情况扣0.5—2分").size(), 0U);
    EXPECT_EQ(clause::ranges_in("80–89分为良好，90～100分为优秀").size(), 2U);
    EXPECT_EQ(clause::amounts_in("每次会议10分钟").size(), 0U);
    EXPECT_TRUE(clause::names_mishap("每少死亡1人扣0.5分"));
    EXPECT_FALSE(clause::names_mishap("投诉办结率"));
    EXPECT_FALSE(clause::names_mishap("每少查处1起违法行为扣1分"));
    EXPECT_EQ(clause::plain("1,000,000元,100人，2,50"), "1000000元,100人，2,50");
}

}  // namespace
}  // namespace libplan
