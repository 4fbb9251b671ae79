#include "reports/ledger_columns.hpp"

namespace libplan::ledger {
namespace {

using Name = LedgerSheetName;

// ---- schemes ----

constexpr LedgerColumn scheme_columns[] = {
    LedgerColumn("scheme.id", "编号", "id").needed(),
    LedgerColumn("scheme.title", "名称", "title").needed(),
    LedgerColumn("scheme.units", "考核对象", "units", Kind::word).needed().of(body_kinds),
    LedgerColumn("scheme.classes", "只考核类别", "classes", Kind::texts),
    LedgerColumn("scheme.full", "满分", "full", Kind::number).noted("空着为100", "100 if empty"),
    LedgerColumn("outcome.places", "小数位数", "decimals", Kind::whole).noted("空着为2", "2 if empty"),
    LedgerColumn("outcome.rounding", "取舍", "rounding", Kind::word).of(roundings),
    LedgerColumn("outcome.rounded_at", "取舍之处", "rounded at", Kind::word).of(rounded_ats),
    LedgerColumn("outcome.not_applicable", "不涉及的项目", "not applicable", Kind::word_or_share)
        .of(not_applicables)
        .noted("折算、得满分、不得分，或满分的几成如 0.6", "or a share of the full points, such as 0.6"),
    LedgerColumn("outcome.missing", "缺数据", "missing", Kind::word).of(missings),
    LedgerColumn("outcome.convert_to", "换算为", "convert to", Kind::number)
        .noted("总分换算成多少分制", "full marks of the published total"),
    LedgerColumn("outcome.floor", "总分下限", "floor", Kind::number),
    LedgerColumn("outcome.cap", "总分上限", "cap", Kind::number),
    LedgerColumn("outcome.order", "先后", "order", Kind::word_list)
        .of(steps)
        .noted("各步的先后，用、隔开；空着为默认顺序", "the steps in their order; the usual one if empty"),
    LedgerColumn("window.first", "考核期首日", "window first", Kind::month_day).noted("如 12-01", "like 12-01"),
    LedgerColumn("window.last", "考核期末日", "window last", Kind::month_day).noted("如 11-30", "like 11-30"),
    LedgerColumn("window.carry_back", "计回等级", "carry back", Kind::texts),
    LedgerColumn("window.carry_until", "计回截止日", "carry until", Kind::month_day),
    LedgerColumn("scheme.illustrative", "示例", "illustrative", Kind::made_up),
};
constexpr LedgerColumn fact_columns[] = {
    of_scheme,
    id_column,
    title_column,
    unit_column,
    LedgerColumn("", "来自", "source", Kind::which).needed().of(sources),
    LedgerColumn("", "来自何处", "of", Kind::of_which)
        .noted("指标、事件种类、办法或事实的编号；来自任务的写 完成率、超期数、到期数",
               "the id of an indicator, a kind of events, a scheme or a fact; of tasks: done_percent, overdue, due"),
    LedgerColumn("denominator", "除以", "denominator").noted("两数之比：除以哪个事实", "of a ratio: the fact below"),
    LedgerColumn("factor", "再乘以", "factor", Kind::number).noted("两数之比：空着为100", "of a ratio: 100 if empty"),
    LedgerColumn("take", "取什么", "take", Kind::word).of(takes),
    LedgerColumn("count", "数什么", "count", Kind::word).of(event_counts),
    LedgerColumn("class", "事件等级", "class", Kind::texts).noted("只数这些等级，几个用、隔开", "only these classes"),
    LedgerColumn("with_below", "含下级", "with below", Kind::flag),
    LedgerColumn("whole_area", "全域", "whole area", Kind::flag),
    LedgerColumn("direction", "方向", "direction", Kind::word)
        .of(directions)
        .noted("连续升降年数：越低越好数下降，越高越好数上升；名次：越低越好的，最低为第1", "of a trend, of a rank"),
    LedgerColumn("grade", "等级", "grade").noted("下级单位：达到这个等级的", "of units below"),
    LedgerColumn("last_year", "取上一年", "last year", Kind::flag),
    LedgerColumn("part", "一年中的一段", "part").noted("H1、Q3 或 09", "H1, Q3 or 09"),
    LedgerColumn("places", "小数位数", "decimals", Kind::whole)
        .noted("算出来的百分数、平均数取几位小数", "of computed percentages and means"),
};
constexpr LedgerColumn fault_columns[] = {
    of_scheme,
    of_fact,
    LedgerColumn("", "责任认定", "finding").needed(),
    LedgerColumn("", "折算", "weight", Kind::share).needed().noted("计几起，如 0.5", "counts so much, such as 0.5"),
};
constexpr LedgerColumn bracket_columns[] = {
    of_scheme, of_fact, edge_column, limit_column, LedgerColumn("value", "取值", "value", Kind::number).needed(),
};
constexpr LedgerColumn group_columns[] = {
    of_scheme,
    LedgerColumn("group", "上级组", "group above", Kind::link)
        .from(LedgerSheetName::groups)
        .noted("上一级组的编号；最上一级空着", "the id of the group it stands in; empty at the top"),
    id_column,
    title_column,
    LedgerColumn("full", "满分", "full", Kind::number).needed(),
    LedgerColumn("kind", "种类", "kind", Kind::word).of(group_kinds),
    LedgerColumn("combine", "合并", "combine", Kind::word).of(combines),
    LedgerColumn("weight", "权重", "weight", Kind::share),
    LedgerColumn("floor", "下限", "floor", Kind::number),
    LedgerColumn("cap", "上限", "cap", Kind::number),
    LedgerColumn("rescale", "组内折算", "rescale", Kind::flag),
    not_for,
    only_for,
};
constexpr LedgerColumn item_columns[] = {
    of_scheme,
    LedgerColumn("group", "所在组", "group", Kind::link)
        .from(LedgerSheetName::groups)
        .needed()
        .noted("“评分组”表里的编号", "an id of the sheet Groups"),
    id_column,
    title_column,
    LedgerColumn("full", "满分", "full", Kind::number).needed(),
    LedgerColumn("clause", "评分办法原文", "clause").or_empty(),
    LedgerColumn("method", "考核方式", "method"),
    LedgerColumn("scorer", "评分人", "scorer", Kind::word).of(scorers),
    LedgerColumn("weight", "权重", "weight", Kind::share),
    not_for,
    only_for,
    LedgerColumn("not_applicable", "不涉及时", "not applicable", Kind::word_or_share).of(not_applicables),
    LedgerColumn("missing", "缺数据时", "missing", Kind::word).of(missings),
    LedgerColumn("fact", "依据的事实", "fact")
        .from(LedgerSheetName::facts)
        .noted("“事实”表里的编号；由人评分的空着", "an id of the sheet Facts; empty where somebody gives marks"),
    LedgerColumn("rule", "规则", "rule", Kind::which)
        .needed()
        .of(rules)
        .noted("分档、按起、几方评分的细则写在各自的表里", "bands, occurrences and scorers stand on their own sheets"),
    LedgerColumn("rule", "规则数", "rule number", Kind::of_which)
        .noted("按比例：目标；每超每少：几个单位算一次", "share_of: the target; per: the size of a step"),
    LedgerColumn("rule.step", "评分档距", "step", Kind::number).noted("评分", "marks").where("marks"),
    LedgerColumn("rule.deduct", "扣分幅度", "deduct", Kind::range)
        .noted("评分：如 0.5至2", "marks: like 0.5~2")
        .where("marks"),
    LedgerColumn("rule", "比较", "comparison", Kind::which)
        .of(comparisons)
        .noted("达到得满分", "all_or_nothing")
        .where("all_or_nothing"),
    LedgerColumn("rule", "界限", "limit", Kind::of_which)
        .noted("数字，或事实的编号", "a number, or the id of a fact")
        .where("all_or_nothing"),
    LedgerColumn("rule.per_under", "少几个算一次", "per under", Kind::number).noted("每超每少", "per").where("per"),
    LedgerColumn("rule.reference", "与谁比", "reference", Kind::reference)
        .noted("每超每少：数字，或事实的编号", "per: a number, or the id of a fact")
        .where("per"),
    LedgerColumn("rule.over", "每超得分", "over", Kind::number)
        .noted("每超每少：扣分写负数", "per: negative if points are lost")
        .where("per"),
    LedgerColumn("rule.under", "每少得分", "under", Kind::number)
        .noted("每超每少：扣分写负数", "per: negative if points are lost")
        .where("per"),
    LedgerColumn("rule.start", "起始分", "start", Kind::number)
        .noted("每超每少、按起：空着为满分", "per, occurrences: full points if empty"),
    LedgerColumn("rule.floor", "最低分", "floor", Kind::number).noted("每超每少、按起", "per, occurrences"),
    LedgerColumn("rule.ceiling", "最高分", "ceiling", Kind::word_or_number)
        .of(ceilings)
        .noted("每超每少：空着为满分，或写 不封顶", "per: full points if empty, or none")
        .where("per"),
    LedgerColumn("rule.steps", "不足一档", "part of a step", Kind::word)
        .of(parts_of_steps)
        .noted("每超每少", "per")
        .where("per"),
    LedgerColumn("rule.interpolate", "档间线性", "interpolate", Kind::flag).noted("分档", "bands").where("bands"),
    LedgerColumn("rule.below", "最低档以下", "below", Kind::number)
        .noted("分档：低于最低一档的得分", "bands: points under the lowest")
        .where("bands"),
    LedgerColumn("rule.counts", "怎样计起", "counts", Kind::word)
        .of(counts)
        .noted("按起", "occurrences")
        .where("occurrences"),
    LedgerColumn("rule.cap", "扣分上限", "loss limit", Kind::number)
        .noted("按起：写负数", "occurrences: negative")
        .where("occurrences"),
};
constexpr LedgerColumn band_columns[] = {
    of_scheme,
    of_item,
    edge_column,
    limit_column,
    LedgerColumn("", "得什么", "gives", Kind::which)
        .needed()
        .of(band_points)
        .noted("得分，或满分的系数", "points, or a share of the full points"),
    LedgerColumn("", "多少", "number", Kind::of_which),
};
constexpr LedgerColumn occurrence_columns[] = {
    of_scheme,
    of_item,
    LedgerColumn("", "等级", "class").needed(),
    LedgerColumn("deaths", "死亡人数", "deaths", Kind::range)
        .noted("按死亡人数分级时填写，如 3至5；没有上限只写 10",
               "where classes go by deaths: like 3~5, or 10 without an upper limit"),
    LedgerColumn("points", "每起得分", "points", Kind::number).noted("扣分写负数", "negative if points are lost"),
    LedgerColumn("per_death", "每死亡1人", "per death", Kind::number)
        .noted("扣分写负数", "negative if points are lost"),
};
constexpr LedgerColumn scorer_columns[] = {
    of_scheme,
    of_item,
    LedgerColumn("", "评分人", "scorer", Kind::word).needed().of(scorers),
    LedgerColumn("", "权重", "weight", Kind::share).needed(),
};
constexpr LedgerColumn grade_columns[] = {
    of_scheme,
    title_column,
    edge_column,
    limit_column,
};
constexpr LedgerColumn veto_columns[] = {
    of_scheme,
    LedgerColumn("id", "编号", "id")
        .noted("“条件”表用它指这一条；没有别的条件可以空着", "by which the sheet Conditions names it"),
    title_column,
    subject_column,
    subject_id,
    comparison_column,
    compared_with,
    times_column,
    LedgerColumn("", "后果", "effect", Kind::which).needed().of(effects),
    LedgerColumn("", "等级", "grade", Kind::of_which).noted("定为等级时填写", "of the effect grade"),
    LedgerColumn("clause", "原文", "clause"),
    only_for,
};
constexpr LedgerColumn condition_columns[] = {
    of_scheme,
    LedgerColumn("use", "用于", "use", Kind::word).needed().of(uses),
    LedgerColumn("of", "组或否决", "group or veto", Kind::link)
        .needed()
        .noted("“评分组”或“一票否决”表里的编号", "an id of the sheet Groups or Vetoes"),
    LedgerColumn("together", "同时成立", "together", Kind::whole)
        .noted("号码相同的几行要同时成立；空着则单独成立", "rows with the same number hold together"),
    subject_column,
    subject_id,
    comparison_column,
    compared_with,
    times_column,
};
constexpr LedgerColumn quota_columns[] = {
    of_scheme,
    LedgerColumn("grade", "等级", "grade").needed(),
    LedgerColumn("class", "类别", "class"),
    LedgerColumn("count", "个数", "count", Kind::whole),
    LedgerColumn("percent", "百分比", "percent", Kind::percent).noted("三成写 30", "30 for three in ten"),
};
constexpr LedgerColumn tie_columns[] = {
    of_scheme,
    LedgerColumn("", "先后", "order", Kind::which).needed().of(ties),
    LedgerColumn("", "看什么", "of", Kind::of_which)
        .noted("事实、项目或组的编号", "the id of a fact, an item or a group"),
};

constexpr LedgerSheet scheme_sheets[] = {
    {Name::schemes, "评分办法", "Schemes", "", scheme_columns, "评分办法，每个一行", "one row for each scoring scheme"},
    {Name::facts, "事实", "Facts", "fact", fact_columns, "评分所依据的事实从哪里来", "what schemes read of every unit"},
    {Name::faults, "责任折算", "Faults", "fault", fault_columns, "来自事件的事实：各种责任认定计几起",
     "of facts from events: how much a finding of fault counts"},
    {Name::brackets, "分级取值", "Brackets", "brackets", bracket_columns, "来自分级取值的事实：各级取什么数",
     "of facts by size: the value of each bracket"},
    {Name::groups, "评分组", "Groups", "group", group_columns, "评分表的大类和小类",
     "the headings of the scoring table"},
    {Name::items, "评分项目", "Items", "item", item_columns, "评分表的各个项目", "the items of the scoring table"},
    {Name::bands, "分档", "Bands", "rule.bands", band_columns, "规则为分档的项目：由低到高各档",
     "of rules by bands, the lowest first"},
    {Name::occurrences, "按起计分", "Occurrences", "rule.occurrences", occurrence_columns,
     "规则为按起的项目：各等级得几分", "of rules by occurrence: the points of each class"},
    {Name::scorers, "评分权重", "Scorers", "rule.scorers", scorer_columns, "几方评分的项目：各方的权重",
     "of marks by several: their weights"},
    {Name::grades, "等级", "Grades", "grade", grade_columns, "等级，由高到低", "the grades, highest first"},
    {Name::vetoes, "一票否决", "Vetoes", "veto", veto_columns, "一票否决", "what happens whatever the points"},
    {Name::conditions, "条件", "Conditions", "", condition_columns, "组记零的条件，以及一票否决另外的条件",
     "what voids a group, and further conditions of vetoes"},
    {Name::quotas, "名额", "Quotas", "quota", quota_columns, "各等级的名额", "how many units may have a grade"},
    {Name::tie_breaks, "并列", "Tie breaks", "tie_break", tie_columns, "总分相同时依次看什么",
     "what decides between equal totals"},
};

}  // namespace
}  // namespace libplan::ledger

namespace libplan {

std::span<const LedgerSheet> schemes_ledger() { return ledger::scheme_sheets; }

}  // namespace libplan
