#pragma once
// Private: the words that cells may hold, and the columns that several sheets of a ledger share.
#include "reports/ledger.hpp"

namespace libplan::ledger {

using Kind = LedgerKind;

// ---- words ----

inline constexpr LedgerWord directions[] = {{"down", "越低越好"}, {"up", "越高越好"}};
inline constexpr LedgerWord natures[] = {{"binding", "约束性"}, {"anticipatory", "预期性"}};
inline constexpr LedgerWord accumulations[] = {{"sum", "累加"}, {"last", "取最后一期"}, {"mean", "取平均"}};
inline constexpr LedgerWord across_bodies[] = {{"sum", "累加"}, {"mean", "取平均"}, {"none", "不汇总"}};
inline constexpr LedgerWord strengths[] = {{"eliminate", "杜绝"}, {"curb_firmly", "坚决遏制"}, {"curb", "有效遏制"},
                                           {"prevent", "防范"},   {"reduce", "减少"},          {"strive", "力争"},
                                           {"explore", "探索"}};
inline constexpr LedgerWord extents[] = {
    {"all", "全部"}, {"mostly", "基本"}, {"gradually", "逐步"}, {"promote", "推动"}};
inline constexpr LedgerWord paths[] = {{"linear", "直线"}, {"geometric", "等比"}};
inline constexpr LedgerWord body_kinds[] = {
    {"department", "部门"}, {"town", "乡镇"}, {"district", "区县"}, {"enterprise", "企业"}, {"zone", "功能区"}};
inline constexpr LedgerWord claims[] = {{"rising", "逐年上升"},
                                        {"falling", "逐年下降"},
                                        {"zero", "为零"},
                                        {"not_rising", "没有上升"},
                                        {"not_falling", "没有下降"}};
inline constexpr LedgerWord statuses[] = {{"not_started", "未开始"}, {"in_progress", "进行中"}, {"done", "已完成"}};
inline constexpr LedgerWord scorers[] = {{"self", "自评"},   {"department", "部门"}, {"team", "考核组"},
                                         {"judges", "评委"}, {"peers", "有关单位"},  {"review", "复核"}};
inline constexpr LedgerWord ways[] = {{"falling", "持续下降"}, {"rising", "持续上升"}};
inline constexpr LedgerWord deadlines[] = {{"continuing", "长期"}};
inline constexpr LedgerWord takes[] = {
    {"value", "数值"},   {"completion", "完成程度"}, {"ratio_to_target", "与目标之比"},
    {"met", "是否达标"}, {"target", "目标值"},       {"percent", "占比"},
    {"count", "个数"},   {"mean", "平均"},           {"lowest", "最低"},
    {"highest", "最高"}, {"rank", "名次"},           {"position", "相对位置"}};
inline constexpr LedgerWord event_counts[] = {{"events", "起数"}, {"deaths", "死亡人数"}, {"injuries", "受伤人数"}};
inline constexpr LedgerWord task_takes[] = {{"done_percent", "完成率"}, {"overdue", "超期数"}, {"due", "到期数"}};
inline constexpr LedgerWord group_kinds[] = {{"base", "基本分"}, {"bonus", "加分"}, {"penalty", "扣分"}};
inline constexpr LedgerWord combines[] = {{"sum", "求和"},      {"weighted", "加权"},
                                          {"mean", "平均"},     {"highest", "取最高"},
                                          {"lowest", "取最低"}, {"largest_loss", "只扣最重的一项"}};
inline constexpr LedgerWord not_applicables[] = {{"rescale", "折算"}, {"full", "得满分"}, {"zero", "不得分"}};
inline constexpr LedgerWord missings[] = {{"open", "暂不定"}, {"zero", "不得分"}, {"refuse", "不许缺"}};
inline constexpr LedgerWord roundings[] = {
    {"half_up", "四舍五入"}, {"half_even", "五成双"}, {"truncate", "截尾"}, {"up", "进一"}};
inline constexpr LedgerWord rounded_ats[] = {{"item", "逐项"}, {"group", "逐组"}, {"total", "总分"}};
inline constexpr LedgerWord steps[] = {
    {"rescale", "折算缺项"}, {"convert", "换算满分"}, {"bonus", "加分"},  {"penalty", "扣分"}, {"cap", "封顶"},
    {"veto", "一票否决"},    {"grade", "定等级"},     {"demote", "降等"}, {"quota", "名额"},   {"rank", "排名"}};
inline constexpr LedgerWord ceilings[] = {{"none", "不封顶"}};
inline constexpr LedgerWord parts_of_steps[] = {{"proportional", "按比例"}, {"whole", "不计"}, {"begun", "按一档计"}};
inline constexpr LedgerWord counts[] = {
    {"each", "逐起"}, {"matters", "同一事项按最高"}, {"highest", "只按最高"}, {"worst", "就高不就低"}};
inline constexpr LedgerWord uses[] = {{"zero_when", "本组记零"}, {"and", "否决须同时"}, {"unless", "否决除外"}};

// ---- keys one of which is chosen ----

inline constexpr LedgerKey target_forms[] = {{"reduce_percent", "比基数下降百分之"},
                                             {"raise_percent", "比基数提高百分之"},
                                             {"reduce_points", "下降百分点"},
                                             {"raise_points", "提高百分点"},
                                             {"reach", "达到"},
                                             {"at_most", "不超过"},
                                             {"at_least", "不低于"},
                                             {"below", "低于"},
                                             {"above", "高于"},
                                             {"hold", "持平", Kind::flag},
                                             {"zero", "杜绝", Kind::flag},
                                             {"within", "介于", Kind::range},
                                             {"about", "左右"},
                                             {"cumulative", "累计"},
                                             {"step_per_year", "每年增减"},
                                             {"keeps", "持续", Kind::word, ways},
                                             {"growth_per_year", "年均增长百分之"},
                                             {"faster_than", "快于指标", Kind::text},
                                             {"in_step_with", "与指标同步", Kind::text},
                                             {"set_later", "另行确定", Kind::flag}};
inline constexpr LedgerKey identity_kinds[] = {{"sum", "合计"},   {"subset", "包含"}, {"share", "占比"},
                                               {"ratio", "比率"}, {"change", "变化"}, {"trend", "趋势"}};
inline constexpr LedgerKey sources[] = {
    {"indicator", "指标", Kind::text},      {"control", "控制数", Kind::text},
    {"events", "事件", Kind::text},         {"tasks", "任务", Kind::word, task_takes},
    {"supplied", "另行提供", Kind::flag},   {"trend", "连续升降年数", Kind::text},
    {"scheme", "另一办法总分", Kind::text}, {"units_below", "下级单位", Kind::text},
    {"class_of", "同类单位", Kind::text},   {"bracket_of", "分级取值", Kind::text},
    {"ratio_of", "两数之比", Kind::text}};
inline constexpr LedgerKey edges[] = {{"from", "及以上"}, {"above", "以上不含"}};
inline constexpr LedgerKey band_points[] = {{"points", "得分"}, {"coefficient", "系数", Kind::share}};
inline constexpr LedgerKey comparisons[] = {{"at_least", "不低于", Kind::reference},
                                            {"at_most", "不超过", Kind::reference},
                                            {"above", "高于", Kind::reference},
                                            {"below", "低于", Kind::reference},
                                            {"equals", "等于", Kind::reference}};
inline constexpr LedgerKey subjects[] = {{"fact", "事实", Kind::text},
                                         {"points_of", "得分", Kind::text},
                                         {"rate_of", "得分率", Kind::text},
                                         {"applicable_of", "适用分值", Kind::text},
                                         {"lowest_of", "组内最低得分", Kind::text},
                                         {"total", "总分", Kind::flag}};
inline constexpr LedgerKey effects[] = {{"grade", "定为等级", Kind::text},
                                        {"zero", "总分记零", Kind::flag},
                                        {"bar_top", "不得评最高等级", Kind::flag},
                                        {"one_down", "降一等", Kind::flag}};
inline constexpr LedgerKey rules[] = {
    {"marks", "评分", Kind::flag},           {"all_or_nothing", "达到得满分", Kind::flag},
    {"share_of", "按比例", Kind::reference}, {"per", "每超每少", Kind::number},
    {"bands", "分档", Kind::flag},           {"occurrences", "按起", Kind::flag}};
inline constexpr LedgerKey ties[] = {{"fewer", "少者在前", Kind::text}, {"more", "多者在前", Kind::text}};

// ---- columns that many sheets share ----

inline constexpr LedgerColumn id_column = LedgerColumn("id", "编号", "id")
                                              .needed()
                                              .noted("自己定的短编号，别处用它指这一行，不能重复",
                                                     "a short id of your own, by which other sheets name this row");
inline constexpr LedgerColumn title_column = LedgerColumn("title", "名称", "title").needed();
inline constexpr LedgerColumn unit_column = LedgerColumn("unit", "计量单位", "unit");
inline constexpr LedgerColumn made_up_column =
    LedgerColumn("illustrative", "示例", "illustrative", Kind::made_up)
        .noted("虚构的内容写“示例”，真实的空着", "示例 if it is made up, else empty");
inline constexpr LedgerColumn clause_line = LedgerColumn("clause.line", "原文行号", "clause line", Kind::whole)
                                                .noted("所引原句在规划原文的第几行", "the line of the plan's text");
inline constexpr LedgerColumn clause_text =
    LedgerColumn("clause.text", "原文", "clause").or_empty().noted("照抄规划原文的字句", "the words of the plan");
inline constexpr LedgerColumn strength_column = LedgerColumn("strength", "力度", "strength", Kind::word)
                                                    .of(strengths)
                                                    .noted("空着则从原文读出", "read from the clause if empty");
inline constexpr LedgerColumn extent_column = LedgerColumn("extent", "程度", "extent", Kind::word)
                                                  .of(extents)
                                                  .noted("空着则从原文读出", "read from the clause if empty");
inline constexpr LedgerColumn of_indicator = LedgerColumn("indicator", "指标", "indicator", Kind::link)
                                                 .from(LedgerSheetName::indicators)
                                                 .needed()
                                                 .noted("“指标”表里的编号", "an id of the sheet Indicators");
inline constexpr LedgerColumn of_scheme =
    LedgerColumn("scheme", "办法", "scheme", Kind::link)
        .from(LedgerSheetName::schemes)
        .noted("“评分办法”表里的编号；只有一个办法时可以空着",
               "an id of the sheet Schemes; may be empty if there is one scheme only");
inline constexpr LedgerColumn of_fact = LedgerColumn("fact", "事实", "fact", Kind::link)
                                            .from(LedgerSheetName::facts)
                                            .needed()
                                            .noted("“事实”表里的编号", "an id of the sheet Facts");
inline constexpr LedgerColumn of_item = LedgerColumn("item", "项目", "item", Kind::link)
                                            .from(LedgerSheetName::items)
                                            .needed()
                                            .noted("“评分项目”表里的编号", "an id of the sheet Items");
inline constexpr LedgerColumn edge_column =
    LedgerColumn("", "起点", "edge", Kind::which)
        .needed()
        .of(edges)
        .noted("“及以上”含本数，“以上不含”不含本数", "from includes the limit, above does not");
inline constexpr LedgerColumn limit_column = LedgerColumn("", "界限", "limit", Kind::of_which);
inline constexpr LedgerColumn subject_column = LedgerColumn("", "看什么", "subject", Kind::which).needed().of(subjects);
inline constexpr LedgerColumn subject_id =
    LedgerColumn("", "对象编号", "of", Kind::of_which)
        .noted("事实、项目或组的编号；看总分时空着", "the id of a fact, an item or a group; empty for the total");
inline constexpr LedgerColumn comparison_column =
    LedgerColumn("", "比较", "comparison", Kind::which)
        .of(comparisons)
        .noted("看事实时空着表示发生即算（至少1）", "empty with a fact: at least 1");
inline constexpr LedgerColumn compared_with =
    LedgerColumn("", "界限", "limit", Kind::of_which).noted("数字，或事实的编号", "a number, or the id of a fact");
inline constexpr LedgerColumn times_column =
    LedgerColumn("times", "倍数", "times", Kind::share).noted("界限的多少倍，空着为1倍", "so many times the limit");
inline constexpr LedgerColumn only_for =
    LedgerColumn("only_for", "只适用于", "only for", Kind::texts)
        .noted("单位的编号或类别，几个用、隔开", "ids or classes of units, with commas between them");
inline constexpr LedgerColumn not_for =
    LedgerColumn("not_for", "不适用于", "not for", Kind::texts)
        .noted("单位的编号或类别，几个用、隔开", "ids or classes of units, with commas between them");
inline constexpr LedgerColumn body_column =
    LedgerColumn("body", "单位", "body")
        .from(LedgerSheetName::bodies)
        .noted("“机构”表里的编号；空着表示全域", "an id of the sheet Bodies; empty for the whole area");
inline constexpr LedgerColumn own_body = LedgerColumn("body", "单位", "body")
                                             .from(LedgerSheetName::bodies)
                                             .needed()
                                             .noted("“机构”表里的编号", "an id of the sheet Bodies");
inline constexpr LedgerColumn period_column =
    LedgerColumn("period", "期间", "period", Kind::period)
        .needed()
        .noted("如 2018、2018H1、2018Q3、2018-09、2011/2015", "like 2018, 2018H1, 2018Q3, 2018-09, 2011/2015");
inline constexpr LedgerColumn value_column =
    LedgerColumn("value", "数值", "value", Kind::value)
        .noted("数字；缺数据空着，或写 不涉及、未评", "a number; empty if missing, or N/A, pending");
inline constexpr LedgerColumn year_column = LedgerColumn("year", "年份", "year", Kind::year).needed();

}  // namespace libplan::ledger
