#include "reports/form.hpp"

#include <algorithm>

namespace libplan {

std::string_view title_of(const FormColumn& column, Language language) {
    return language == Language::zh ? column.zh : column.en;
}
std::string_view note_of(const FormColumn& column, Language language) {
    return language == Language::zh ? column.note_zh : column.note_en;
}
std::string_view note_of(const FormSheet& sheet, Language language) {
    return language == Language::zh ? sheet.note_zh : sheet.note_en;
}
std::string_view shown(const FormWord& word, Language language) {
    return language == Language::zh ? word.zh : word.word;
}
std::string_view shown(const FormKey& key, Language language) { return language == Language::zh ? key.zh : key.key; }

namespace {

using Kind = FormKind;

// ---- words ----

constexpr FormWord directions[] = {{"down", "越低越好"}, {"up", "越高越好"}};
constexpr FormWord natures[] = {{"binding", "约束性"}, {"anticipatory", "预期性"}};
constexpr FormWord accumulations[] = {{"sum", "累加"}, {"last", "取最后一期"}, {"mean", "取平均"}};
constexpr FormWord across_bodies[] = {{"sum", "累加"}, {"mean", "取平均"}, {"none", "不汇总"}};
constexpr FormWord strengths[] = {{"eliminate", "杜绝"}, {"curb_firmly", "坚决遏制"}, {"curb", "有效遏制"},
                                  {"prevent", "防范"},   {"reduce", "减少"},          {"strive", "力争"},
                                  {"explore", "探索"}};
constexpr FormWord extents[] = {{"all", "全部"}, {"mostly", "基本"}, {"gradually", "逐步"}, {"promote", "推动"}};
constexpr FormWord paths[] = {{"linear", "等差"}, {"geometric", "等比"}};
constexpr FormWord body_kinds[] = {
    {"department", "部门"}, {"town", "乡镇"}, {"district", "区县"}, {"enterprise", "企业"}, {"zone", "功能区"}};
constexpr FormWord claims[] = {{"rising", "逐年上升"},
                               {"falling", "逐年下降"},
                               {"zero", "为零"},
                               {"not_rising", "没有上升"},
                               {"not_falling", "没有下降"}};
constexpr FormWord statuses[] = {{"not_started", "未启动"}, {"in_progress", "进行中"}, {"done", "已完成"}};
constexpr FormWord scorers[] = {{"self", "自评"},       {"department", "部门评分"}, {"team", "考核组评分"},
                                {"judges", "专家评分"}, {"peers", "互评"},          {"review", "复核"}};
constexpr FormWord ways[] = {{"falling", "持续下降"}, {"rising", "持续上升"}};
constexpr FormWord deadlines[] = {{"continuing", "长期"}};
constexpr FormWord takes[] = {{"value", "数值"},   {"completion", "完成程度"}, {"ratio_to_target", "与目标之比"},
                              {"met", "是否达标"}, {"target", "目标值"},       {"percent", "占比"},
                              {"count", "个数"},   {"mean", "平均"},           {"lowest", "最低"},
                              {"highest", "最高"}};
constexpr FormWord event_counts[] = {{"events", "起数"}, {"deaths", "死亡人数"}, {"injuries", "受伤人数"}};
constexpr FormWord task_takes[] = {{"done_percent", "完成率"}, {"overdue", "超期数"}, {"due", "到期数"}};
constexpr FormWord group_kinds[] = {{"base", "基本分"}, {"bonus", "加分"}, {"penalty", "扣分"}};
constexpr FormWord combines[] = {{"sum", "求和"},       {"weighted", "加权"}, {"mean", "平均"},
                                 {"highest", "取最高"}, {"lowest", "取最低"}, {"largest_loss", "只扣最重的一项"}};
constexpr FormWord not_applicables[] = {{"rescale", "折算"}, {"full", "得满分"}, {"zero", "不得分"}};
constexpr FormWord missings[] = {{"open", "暂不定"}, {"zero", "不得分"}, {"refuse", "不许缺"}};
constexpr FormWord roundings[] = {
    {"half_up", "四舍五入"}, {"half_even", "五成双"}, {"truncate", "截尾"}, {"up", "进一"}};
constexpr FormWord rounded_ats[] = {{"item", "逐项"}, {"group", "逐组"}, {"total", "总分"}};
constexpr FormWord steps[] = {
    {"rescale", "折算缺项"}, {"convert", "换算满分"}, {"bonus", "加分"},  {"penalty", "扣分"}, {"cap", "封顶"},
    {"veto", "一票否决"},    {"grade", "定等级"},     {"demote", "降等"}, {"quota", "名额"},   {"rank", "排名"}};
constexpr FormWord ceilings[] = {{"none", "不封顶"}};
constexpr FormWord counts[] = {{"each", "逐起"}, {"highest", "只按最高"}, {"worst", "就高不就低"}};
constexpr FormWord uses[] = {{"zero_when", "本组记零"}, {"and", "否决须同时"}, {"unless", "否决除外"}};

// ---- keys one of which is chosen ----

constexpr FormKey target_forms[] = {{"reduce_percent", "比基数下降百分之"},
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
constexpr FormKey identity_kinds[] = {{"sum", "合计"},   {"subset", "包含"}, {"share", "占比"},
                                      {"ratio", "比率"}, {"change", "变化"}, {"trend", "趋势"}};
constexpr FormKey sources[] = {{"indicator", "指标", Kind::text},      {"control", "控制数", Kind::text},
                               {"events", "事件", Kind::text},         {"tasks", "任务", Kind::word, task_takes},
                               {"supplied", "另行提供", Kind::flag},   {"trend", "连续升降年数", Kind::text},
                               {"scheme", "另一办法总分", Kind::text}, {"units_below", "下级单位", Kind::text},
                               {"class_of", "同类单位", Kind::text},   {"bracket_of", "分级取值", Kind::text}};
constexpr FormKey edges[] = {{"from", "及以上"}, {"above", "以上不含"}};
constexpr FormKey band_points[] = {{"points", "得分"}, {"coefficient", "系数"}};
constexpr FormKey comparisons[] = {{"at_least", "不低于", Kind::reference},
                                   {"at_most", "不超过", Kind::reference},
                                   {"above", "高于", Kind::reference},
                                   {"below", "低于", Kind::reference},
                                   {"equals", "等于", Kind::reference}};
constexpr FormKey subjects[] = {{"fact", "事实", Kind::text},
                                {"points_of", "得分", Kind::text},
                                {"rate_of", "得分率", Kind::text},
                                {"applicable_of", "适用分值", Kind::text},
                                {"lowest_of", "组内最低得分", Kind::text},
                                {"total", "总分", Kind::flag}};
constexpr FormKey effects[] = {{"grade", "定为等级", Kind::text},
                               {"zero", "总分记零", Kind::flag},
                               {"bar_top", "不得评最高等级", Kind::flag},
                               {"one_down", "降一等", Kind::flag}};
constexpr FormKey rules[] = {{"marks", "评分", Kind::flag},           {"all_or_nothing", "达到得满分", Kind::flag},
                             {"share_of", "按比例", Kind::reference}, {"per", "每超每少", Kind::number},
                             {"bands", "分档", Kind::flag},           {"occurrences", "按起", Kind::flag}};
constexpr FormKey ties[] = {{"fewer", "少者在前", Kind::text}, {"more", "多者在前", Kind::text}};

// ---- columns that many sheets share ----

constexpr FormColumn id_column = FormColumn("id", "编号", "id")
                                     .needed()
                                     .noted("自己定的短编号，别处用它指这一行，不能重复",
                                            "a short id of your own, by which other sheets name this row");
constexpr FormColumn title_column = FormColumn("title", "名称", "title").needed();
constexpr FormColumn unit_column = FormColumn("unit", "计量单位", "unit");
constexpr FormColumn made_up_column = FormColumn("illustrative", "示例", "illustrative", Kind::made_up)
                                          .noted("虚构的内容写“示例”，真实的空着", "示例 if it is made up, else empty");
constexpr FormColumn clause_line = FormColumn("clause.line", "原文行号", "clause line", Kind::whole)
                                       .noted("所引原句在规划原文的第几行", "the line of the plan's text");
constexpr FormColumn clause_text =
    FormColumn("clause.text", "原文", "clause").noted("照抄规划原文的字句", "the words of the plan");
constexpr FormColumn strength_column = FormColumn("strength", "力度", "strength", Kind::word)
                                           .of(strengths)
                                           .noted("空着则从原文读出", "read from the clause if empty");
constexpr FormColumn extent_column = FormColumn("extent", "程度", "extent", Kind::word)
                                         .of(extents)
                                         .noted("空着则从原文读出", "read from the clause if empty");
constexpr FormColumn of_indicator = FormColumn("indicator", "指标", "indicator", Kind::link)
                                        .needed()
                                        .noted("“指标”表里的编号", "an id of the sheet Indicators");
constexpr FormColumn of_scheme = FormColumn("scheme", "办法", "scheme", Kind::link)
                                     .noted("“评分办法”表里的编号；只有一个办法时可以空着",
                                            "an id of the sheet Schemes; may be empty if there is one scheme only");
constexpr FormColumn of_fact =
    FormColumn("fact", "事实", "fact", Kind::link).needed().noted("“事实”表里的编号", "an id of the sheet Facts");
constexpr FormColumn of_item =
    FormColumn("item", "项目", "item", Kind::link).needed().noted("“评分项目”表里的编号", "an id of the sheet Items");
constexpr FormColumn edge_column =
    FormColumn("", "起点", "edge", Kind::which)
        .needed()
        .of(edges)
        .noted("“及以上”含本数，“以上不含”不含本数", "from includes the limit, above does not");
constexpr FormColumn limit_column = FormColumn("", "界限", "limit", Kind::of_which);
constexpr FormColumn subject_column = FormColumn("", "看什么", "subject", Kind::which).needed().of(subjects);
constexpr FormColumn subject_id =
    FormColumn("", "对象编号", "of", Kind::of_which)
        .noted("事实、项目或组的编号；看总分时空着", "the id of a fact, an item or a group; empty for the total");
constexpr FormColumn comparison_column =
    FormColumn("", "比较", "comparison", Kind::which)
        .of(comparisons)
        .noted("看事实时空着表示发生即算（至少1）", "empty with a fact: at least 1");
constexpr FormColumn compared_with =
    FormColumn("", "界限", "limit", Kind::of_which).noted("数字，或事实的编号", "a number, or the id of a fact");
constexpr FormColumn times_column =
    FormColumn("times", "倍数", "times", Kind::number).noted("界限的多少倍，空着为1倍", "so many times the limit");
constexpr FormColumn only_for =
    FormColumn("only_for", "只适用于", "only for", Kind::texts)
        .noted("单位的编号或类别，几个用、隔开", "ids or classes of units, with commas between them");
constexpr FormColumn not_for =
    FormColumn("not_for", "不适用于", "not for", Kind::texts)
        .noted("单位的编号或类别，几个用、隔开", "ids or classes of units, with commas between them");
constexpr FormColumn body_column =
    FormColumn("body", "单位", "body")
        .noted("“机构”表里的编号；空着表示全域", "an id of the sheet Bodies; empty for the whole area");
constexpr FormColumn own_body =
    FormColumn("body", "单位", "body").needed().noted("“机构”表里的编号", "an id of the sheet Bodies");
constexpr FormColumn period_column =
    FormColumn("period", "期间", "period", Kind::period)
        .needed()
        .noted("如 2018、2018H1、2018Q3、2018-09、2011/2015", "like 2018, 2018H1, 2018Q3, 2018-09, 2011/2015");
constexpr FormColumn value_column =
    FormColumn("value", "数值", "value", Kind::value)
        .noted("数字；缺数据空着，或写 不涉及、未评", "a number; empty if missing, or N/A, pending");
constexpr FormColumn year_column = FormColumn("year", "年份", "year", Kind::year).needed();

// ---- the plan ----

constexpr FormColumn plan_columns[] = {
    id_column,
    title_column,
    FormColumn("area", "地区", "area"),
    FormColumn("first_year", "起始年", "first year", Kind::year).needed(),
    FormColumn("last_year", "结束年", "last year", Kind::year).needed(),
    FormColumn("baseline_year", "基期年", "baseline year", Kind::year)
        .noted("空着为起始年的上一年", "the year before the first if empty"),
    FormColumn("path", "路径", "path", Kind::word)
        .of(paths)
        .noted("各年应达到的水平怎样算：等差（默认）或等比", "how the level of each year is found"),
    FormColumn("margin", "容许偏差", "margin", Kind::number)
        .noted("完成程度与应达到的相差几个百分点以内算基本符合，空着为5",
               "percentage points that still count as on track (5)"),
};
constexpr FormColumn indicator_columns[] = {
    id_column,
    title_column,
    unit_column,
    FormColumn("direction", "方向", "direction", Kind::word).needed().of(directions),
    FormColumn("nature", "性质", "nature", Kind::word)
        .of(natures)
        .noted("规划没有写明则空着", "empty if the plan does not say"),
    FormColumn("basis", "口径", "basis").noted("数字包括哪些范围；有几个基数时用来选定", "what the figures cover"),
    FormColumn("adds_up", "各期汇总", "over periods", Kind::word)
        .of(accumulations)
        .noted("由月、季算全年时：累加、取最后一期（默认）或取平均", "how months and quarters make a year"),
    FormColumn("over_bodies", "各单位汇总", "over bodies", Kind::word)
        .of(across_bodies)
        .noted("空着则与各期汇总相同", "as over periods if empty"),
    FormColumn("count", "计数", "count", Kind::flag)
        .noted("数的是人、起、个等整件，写“是”", "yes if it counts whole things"),
    FormColumn("ratio.numerator", "分子", "numerator")
        .noted("由两个指标相除得出时，分子指标的编号", "the id of the indicator that is divided"),
    FormColumn("ratio.denominator", "分母", "denominator")
        .noted("分母指标的编号", "the id of the indicator it is divided by"),
    FormColumn("ratio.factor", "倍数", "factor", Kind::number).noted("相除后乘的倍数，空着为1", "times so much (1)"),
    FormColumn("limit", "自然界限", "natural limit", Kind::number)
        .noted("数值不可能越过的界限，如 100", "what the figure cannot pass, such as 100"),
    FormColumn("responsible", "责任单位", "responsible", Kind::texts)
        .noted("“机构”表里的编号，几个用、隔开", "ids of the sheet Bodies, with commas between them"),
    clause_line,
    clause_text,
    made_up_column,
};
constexpr FormColumn baseline_columns[] = {
    of_indicator,
    year_column,
    FormColumn("value", "基数", "value", Kind::number).needed(),
    FormColumn("basis", "口径", "basis"),
    clause_line,
    clause_text,
    made_up_column,
};
constexpr FormColumn target_columns[] = {
    of_indicator,
    FormColumn("year", "年份", "year", Kind::year)
        .noted("到哪一年；空着为规划结束年", "when it is due; the last year if empty"),
    FormColumn("", "目标形式", "form", Kind::which).needed().of(target_forms),
    FormColumn("", "目标数", "number", Kind::of_which)
        .noted("数字；介于写 2至3；快于、同步写指标的编号；持平、杜绝、另行确定空着",
               "a number; 2~3 for within; the id of an indicator for faster_than and in_step_with; empty for hold, "
               "zero, set_later"),
    FormColumn("tolerance", "容许误差", "tolerance", Kind::number)
        .noted("持平、左右、同步可以容许的误差", "of hold, about and in_step_with"),
    FormColumn("every_year", "每年都要", "every year", Kind::flag)
        .noted("每一年都各自要做到，写“是”", "yes if it holds in each year"),
    clause_line,
    clause_text,
    strength_column,
    extent_column,
    made_up_column,
};
constexpr FormColumn task_columns[] = {
    id_column,
    title_column,
    FormColumn("section", "章节", "section").needed(),
    clause_line,
    clause_text,
    FormColumn("deadline", "期限", "deadline", Kind::date)
        .noted("如 2018-12-31；没有期限（长期任务）空着", "like 2018-12-31; empty if it goes on"),
    FormColumn("deliverable", "成果", "deliverable"),
    FormColumn("serves", "服务的指标", "serves", Kind::texts)
        .noted("“指标”表里的编号，几个用、隔开", "ids of the sheet Indicators, with commas between them"),
    strength_column,
    extent_column,
    made_up_column,
};
constexpr FormColumn body_columns[] = {
    id_column,
    title_column,
    FormColumn("kind", "种类", "kind", Kind::word).needed().of(body_kinds),
    FormColumn("parent", "上级", "parent").noted("上级单位的编号", "the id of the body above"),
    FormColumn("class", "类别", "class")
        .noted("分类排名时的类别，如 甲", "units of different classes are ranked apart"),
    made_up_column,
};
constexpr FormColumn responsibility_columns[] = {
    FormColumn("task", "任务", "task").needed().noted("“任务”表里的编号", "an id of the sheet Tasks"),
    FormColumn("lead", "牵头单位", "lead", Kind::texts)
        .needed()
        .noted("单位的编号，第一个为主，几个用、隔开", "ids of bodies, the first leads"),
    FormColumn("support", "配合单位", "support", Kind::texts),
    FormColumn("territorial", "属地单位", "territorial", Kind::texts),
    made_up_column,
};
constexpr FormColumn identity_columns[] = {
    FormColumn("", "关系", "identity", Kind::which).needed().of(identity_kinds),
    FormColumn("total", "合计", "total").noted("合计：总数指标的编号", "sum: the id of the total"),
    FormColumn("parts", "各部分", "parts", Kind::texts)
        .noted("合计：各部分指标的编号，用、隔开", "sum: the ids of its parts"),
    FormColumn("part", "部分", "part").noted("包含、占比：部分", "subset, share: the part"),
    FormColumn("whole", "整体", "whole").noted("包含、占比：整体", "subset, share: the whole"),
    FormColumn("result", "结果", "result").noted("比率：结果", "ratio: the result"),
    FormColumn("numerator", "分子", "numerator").noted("比率：分子", "ratio: what is divided"),
    FormColumn("denominator", "分母", "denominator").noted("比率：分母", "ratio: what it is divided by"),
    FormColumn("factor", "倍数", "factor", Kind::number).noted("比率：相除后乘的倍数", "ratio: times so much"),
    FormColumn("indicator", "指标", "indicator").noted("变化、趋势：指标的编号", "change, trend: the indicator"),
    FormColumn("from", "起始年", "from", Kind::year).noted("变化、趋势", "change, trend"),
    FormColumn("to", "结束年", "to", Kind::year).noted("变化、趋势", "change, trend"),
    FormColumn("percent", "百分比", "percent", Kind::written)
        .noted("占比、变化：印出的百分数，小数位数照抄", "share, change: as printed, with its decimals"),
    FormColumn("claim", "趋势", "claim", Kind::word).of(claims),
    FormColumn("period", "期间", "period", Kind::period),
    clause_line,
    clause_text,
};

// ---- records ----

constexpr FormColumn named_indicator =
    FormColumn("indicator", "指标", "indicator").needed().noted("“指标”表里的编号", "an id of the sheet Indicators");
constexpr FormColumn source_column = FormColumn("source", "来源", "source");
constexpr FormColumn figure_columns[] = {
    named_indicator,
    body_column,
    period_column,
    value_column,
    FormColumn("places", "小数位数", "decimals", Kind::whole)
        .noted("印出的小数位数；末尾没有0时空着", "decimals as printed, where the figure ends in zeros"),
    unit_column,
    source_column,
    FormColumn("basis", "口径", "basis"),
    FormColumn("as_of", "发布日期", "as of", Kind::date).noted("修订时用来分先后", "tells revisions apart"),
    FormColumn("line", "原文行号", "line", Kind::whole),
    FormColumn("provisional", "初步", "provisional", Kind::provisional)
        .noted("初步数写“初步”", "初步 if it is to be revised"),
    made_up_column,
};
constexpr FormColumn event_columns[] = {
    id_column,
    FormColumn("date", "日期", "date", Kind::date).needed(),
    FormColumn("kind", "种类", "kind")
        .needed()
        .noted("与“事实”表里所统计的事件相同，如 accident", "as the sheet Facts names the events it counts"),
    FormColumn("class", "等级", "class").noted("如 一般、较大", "as the sheet Occurrences names it"),
    FormColumn("bodies", "单位", "bodies", Kind::texts)
        .noted("单位的编号，几个用、隔开", "ids of bodies, with commas between them"),
    FormColumn("deaths", "死亡人数", "deaths", Kind::number),
    FormColumn("injuries", "受伤人数", "injuries", Kind::number),
    FormColumn("fault", "责任认定", "fault", Kind::texts).noted("与单位一一对应，用、隔开", "one for each body"),
    FormColumn("counts_in", "计入年度", "counts in", Kind::year)
        .noted("不计入发生当年时填写", "if not in the year of its date"),
    FormColumn("title", "说明", "title"),
    made_up_column,
};
constexpr FormColumn report_columns[] = {
    FormColumn("task", "任务", "task").needed().noted("“任务”表里的编号", "an id of the sheet Tasks"),
    own_body,
    FormColumn("date", "日期", "date", Kind::date).needed(),
    FormColumn("status", "状态", "status", Kind::word).needed().of(statuses),
    FormColumn("percent", "进度", "percent", Kind::number).noted("0到100", "0 to 100"),
    FormColumn("evidence", "佐证", "evidence"),
    FormColumn("note", "备注", "note"),
    made_up_column,
};
constexpr FormColumn mark_columns[] = {
    FormColumn("item", "项目", "item").needed().noted("“评分项目”表里的编号", "an id of the sheet Items"),
    own_body,
    year_column,
    FormColumn("scorer", "评分人", "scorer", Kind::word).needed().of(scorers),
    value_column,
    FormColumn("note", "备注", "note"),
    made_up_column,
};
constexpr FormColumn supplied_columns[] = {
    FormColumn("fact", "事实", "fact").needed().noted("“事实”表里的编号", "an id of the sheet Facts"),
    own_body,
    year_column,
    value_column,
    source_column,
    made_up_column,
};
constexpr FormColumn text_columns[] = {
    FormColumn("line", "行号", "line", Kind::whole).needed(),
    FormColumn("text", "原文", "text")
        .noted("规划原文，一行一格，空行也要有行号",
               "the plan's own text, line by line; empty lines have a number too"),
};

// ---- schemes ----

constexpr FormColumn scheme_columns[] = {
    FormColumn("scheme.id", "编号", "id").needed(),
    FormColumn("scheme.title", "名称", "title").needed(),
    FormColumn("scheme.units", "考核对象", "units", Kind::word).needed().of(body_kinds),
    FormColumn("scheme.classes", "只考核类别", "classes", Kind::texts),
    FormColumn("scheme.full", "满分", "full", Kind::number).noted("空着为100", "100 if empty"),
    FormColumn("outcome.places", "小数位数", "decimals", Kind::whole).noted("空着为2", "2 if empty"),
    FormColumn("outcome.rounding", "取舍", "rounding", Kind::word).of(roundings),
    FormColumn("outcome.rounded_at", "取舍之处", "rounded at", Kind::word).of(rounded_ats),
    FormColumn("outcome.not_applicable", "不涉及的项目", "not applicable", Kind::word_or_number)
        .of(not_applicables)
        .noted("折算、得满分、不得分，或满分的几成如 0.6", "or a share of the full points, such as 0.6"),
    FormColumn("outcome.missing", "缺数据", "missing", Kind::word).of(missings),
    FormColumn("outcome.convert_to", "换算为", "convert to", Kind::number)
        .noted("总分换算成多少分制", "full marks of the published total"),
    FormColumn("outcome.floor", "总分下限", "floor", Kind::number),
    FormColumn("outcome.cap", "总分上限", "cap", Kind::number),
    FormColumn("outcome.order", "先后", "order", Kind::word_list)
        .of(steps)
        .noted("各步的先后，用、隔开；空着为默认顺序", "the steps in their order; the usual one if empty"),
    FormColumn("window.first", "考核期首日", "window first", Kind::month_day).noted("如 12-01", "like 12-01"),
    FormColumn("window.last", "考核期末日", "window last", Kind::month_day).noted("如 11-30", "like 11-30"),
    FormColumn("window.carry_back", "计回等级", "carry back", Kind::texts),
    FormColumn("window.carry_until", "计回截止日", "carry until", Kind::month_day),
    FormColumn("scheme.illustrative", "示例", "illustrative", Kind::made_up),
};
constexpr FormColumn fact_columns[] = {
    of_scheme,
    id_column,
    title_column,
    unit_column,
    FormColumn("", "来自", "source", Kind::which).needed().of(sources),
    FormColumn("", "来自何处", "of", Kind::of_which)
        .noted("指标、事件种类、办法或事实的编号；来自任务的写 完成率、超期数、到期数",
               "the id of an indicator, a kind of events, a scheme or a fact; of tasks: done_percent, overdue, due"),
    FormColumn("take", "取什么", "take", Kind::word).of(takes),
    FormColumn("count", "数什么", "count", Kind::word).of(event_counts),
    FormColumn("class", "事件等级", "class", Kind::texts).noted("只数这些等级，几个用、隔开", "only these classes"),
    FormColumn("with_below", "含下级", "with below", Kind::flag),
    FormColumn("whole_area", "全域", "whole area", Kind::flag),
    FormColumn("direction", "方向", "direction", Kind::word)
        .of(directions)
        .noted("连续升降年数：越低越好数下降，越高越好数上升", "of a trend"),
    FormColumn("grade", "等级", "grade").noted("下级单位：达到这个等级的", "of units below"),
    FormColumn("last_year", "取上一年", "last year", Kind::flag),
    FormColumn("part", "一年中的一段", "part").noted("H1、Q3 或 09", "H1, Q3 or 09"),
};
constexpr FormColumn fault_columns[] = {
    of_scheme,
    of_fact,
    FormColumn("", "责任认定", "finding").needed(),
    FormColumn("", "折算", "weight", Kind::number).needed().noted("计几起，如 0.5", "counts so much, such as 0.5"),
};
constexpr FormColumn bracket_columns[] = {
    of_scheme, of_fact, edge_column, limit_column, FormColumn("value", "取值", "value", Kind::number).needed(),
};
constexpr FormColumn group_columns[] = {
    of_scheme,
    FormColumn("group", "上级组", "group above", Kind::link)
        .noted("上一级组的编号；最上一级空着", "the id of the group it stands in; empty at the top"),
    id_column,
    title_column,
    FormColumn("full", "满分", "full", Kind::number).needed(),
    FormColumn("kind", "种类", "kind", Kind::word).of(group_kinds),
    FormColumn("combine", "合并", "combine", Kind::word).of(combines),
    FormColumn("weight", "权重", "weight", Kind::number),
    FormColumn("floor", "下限", "floor", Kind::number),
    FormColumn("cap", "上限", "cap", Kind::number),
    FormColumn("rescale", "组内折算", "rescale", Kind::flag),
    not_for,
    only_for,
};
constexpr FormColumn item_columns[] = {
    of_scheme,
    FormColumn("group", "所在组", "group", Kind::link)
        .needed()
        .noted("“评分组”表里的编号", "an id of the sheet Groups"),
    id_column,
    title_column,
    FormColumn("full", "满分", "full", Kind::number).needed(),
    FormColumn("clause", "评分办法原文", "clause").needed(),
    FormColumn("method", "考核方式", "method"),
    FormColumn("scorer", "评分人", "scorer", Kind::word).of(scorers),
    FormColumn("weight", "权重", "weight", Kind::number),
    not_for,
    only_for,
    FormColumn("not_applicable", "不涉及时", "not applicable", Kind::word_or_number).of(not_applicables),
    FormColumn("missing", "缺数据时", "missing", Kind::word).of(missings),
    FormColumn("fact", "依据的事实", "fact")
        .noted("“事实”表里的编号；由人评分的空着", "an id of the sheet Facts; empty where somebody gives marks"),
    FormColumn("rule", "规则", "rule", Kind::which)
        .needed()
        .of(rules)
        .noted("分档、按起、几方评分的细则写在各自的表里", "bands, occurrences and scorers stand on their own sheets"),
    FormColumn("rule", "规则数", "rule number", Kind::of_which)
        .noted("按比例：目标；每超每少：几个单位算一次", "share_of: the target; per: the size of a step"),
    FormColumn("rule.step", "评分档距", "step", Kind::number).noted("评分", "marks").where("marks"),
    FormColumn("rule.deduct", "扣分幅度", "deduct", Kind::range)
        .noted("评分：如 0.5至2", "marks: like 0.5~2")
        .where("marks"),
    FormColumn("rule", "比较", "comparison", Kind::which)
        .of(comparisons)
        .noted("达到得满分", "all_or_nothing")
        .where("all_or_nothing"),
    FormColumn("rule", "界限", "limit", Kind::of_which)
        .noted("数字，或事实的编号", "a number, or the id of a fact")
        .where("all_or_nothing"),
    FormColumn("rule.per_under", "少几个算一次", "per under", Kind::number).noted("每超每少", "per").where("per"),
    FormColumn("rule.reference", "与谁比", "reference", Kind::reference)
        .noted("每超每少：数字，或事实的编号", "per: a number, or the id of a fact")
        .where("per"),
    FormColumn("rule.over", "每超得分", "over", Kind::number)
        .noted("每超每少：扣分写负数", "per: negative if points are lost")
        .where("per"),
    FormColumn("rule.under", "每少得分", "under", Kind::number)
        .noted("每超每少：扣分写负数", "per: negative if points are lost")
        .where("per"),
    FormColumn("rule.start", "起始分", "start", Kind::number)
        .noted("每超每少、按起：空着为满分", "per, occurrences: full points if empty"),
    FormColumn("rule.floor", "最低分", "floor", Kind::number).noted("每超每少、按起", "per, occurrences"),
    FormColumn("rule.ceiling", "最高分", "ceiling", Kind::word_or_number)
        .of(ceilings)
        .noted("每超每少：空着为满分，或写 不封顶", "per: full points if empty, or none")
        .where("per"),
    FormColumn("rule.whole_steps", "只计整档", "whole steps", Kind::flag)
        .noted("每超每少：不足一档不计写“是”，按比例计写“否”", "per: yes or no")
        .where("per"),
    FormColumn("rule.interpolate", "档间线性", "interpolate", Kind::flag).noted("分档", "bands").where("bands"),
    FormColumn("rule.below", "最低档以下", "below", Kind::number)
        .noted("分档：低于最低一档的得分", "bands: points under the lowest")
        .where("bands"),
    FormColumn("rule.counts", "怎样计起", "counts", Kind::word)
        .of(counts)
        .noted("按起", "occurrences")
        .where("occurrences"),
    FormColumn("rule.cap", "扣分上限", "loss limit", Kind::number)
        .noted("按起：写负数", "occurrences: negative")
        .where("occurrences"),
};
constexpr FormColumn band_columns[] = {
    of_scheme,
    of_item,
    edge_column,
    limit_column,
    FormColumn("", "得什么", "gives", Kind::which)
        .needed()
        .of(band_points)
        .noted("得分，或满分的系数", "points, or a share of the full points"),
    FormColumn("", "多少", "number", Kind::of_which),
};
constexpr FormColumn occurrence_columns[] = {
    of_scheme,
    of_item,
    FormColumn("", "等级", "class").needed(),
    FormColumn("deaths", "死亡人数", "deaths", Kind::range)
        .noted("按死亡人数分级时填写，如 3至5；没有上限只写 10",
               "where classes go by deaths: like 3~5, or 10 without an upper limit"),
    FormColumn("points", "每起得分", "points", Kind::number).noted("扣分写负数", "negative if points are lost"),
    FormColumn("per_death", "每死亡1人", "per death", Kind::number).noted("扣分写负数", "negative if points are lost"),
};
constexpr FormColumn scorer_columns[] = {
    of_scheme,
    of_item,
    FormColumn("", "评分人", "scorer", Kind::word).needed().of(scorers),
    FormColumn("", "权重", "weight", Kind::number).needed(),
};
constexpr FormColumn grade_columns[] = {
    of_scheme,
    title_column,
    edge_column,
    limit_column,
};
constexpr FormColumn veto_columns[] = {
    of_scheme,
    FormColumn("id", "编号", "id")
        .noted("“条件”表用它指这一条；没有别的条件可以空着", "by which the sheet Conditions names it"),
    title_column,
    subject_column,
    subject_id,
    comparison_column,
    compared_with,
    times_column,
    FormColumn("", "后果", "effect", Kind::which).needed().of(effects),
    FormColumn("", "等级", "grade", Kind::of_which).noted("定为等级时填写", "of the effect grade"),
    FormColumn("clause", "原文", "clause"),
    only_for,
};
constexpr FormColumn condition_columns[] = {
    of_scheme,
    FormColumn("use", "用于", "use", Kind::word).needed().of(uses),
    FormColumn("of", "组或否决", "group or veto", Kind::link)
        .needed()
        .noted("“评分组”或“一票否决”表里的编号", "an id of the sheet Groups or Vetoes"),
    FormColumn("together", "同时成立", "together", Kind::whole)
        .noted("号码相同的几行要同时成立；空着则单独成立", "rows with the same number hold together"),
    subject_column,
    subject_id,
    comparison_column,
    compared_with,
    times_column,
};
constexpr FormColumn quota_columns[] = {
    of_scheme,
    FormColumn("grade", "等级", "grade").needed(),
    FormColumn("class", "类别", "class"),
    FormColumn("count", "个数", "count", Kind::whole),
    FormColumn("percent", "百分比", "percent", Kind::number),
};
constexpr FormColumn tie_columns[] = {
    of_scheme,
    FormColumn("", "先后", "order", Kind::which).needed().of(ties),
    FormColumn("", "看什么", "of", Kind::of_which)
        .noted("事实、项目或组的编号", "the id of a fact, an item or a group"),
};

using Name = FormSheetName;
constexpr FormSheet all_sheets[] = {
    {Name::plan, "规划", "Plan", "plan", plan_columns, "规划本身，只有一行", "the plan itself: one row"},
    {Name::indicators, "指标", "Indicators", "indicator", indicator_columns, "规划的指标", "the plan's indicators"},
    {Name::baselines, "基数", "Baselines", "baseline", baseline_columns, "各指标的基数", "where indicators start"},
    {Name::targets, "目标", "Targets", "target", target_columns, "各指标的目标", "where indicators should go"},
    {Name::tasks, "任务", "Tasks", "task", task_columns, "规划的任务", "the plan's tasks"},
    {Name::bodies, "机构", "Bodies", "body", body_columns, "部门、乡镇等单位", "departments, towns and so on"},
    {Name::responsibilities, "责任分工", "Responsibilities", "responsibility", responsibility_columns, "谁承担哪项任务",
     "who carries which task"},
    {Name::identities, "核对关系", "Identities", "", identity_columns, "规划印出的数字之间应当成立的关系",
     "what should hold between printed figures"},
    {Name::figures, "印出的数字", "Figures", "figures.csv", figure_columns, "规划正文印出的数字",
     "figures as the plan prints them"},
    {Name::observations, "观测值", "Observations", "observations.csv", figure_columns, "以后各期的数字",
     "later figures"},
    {Name::controls, "控制数", "Controls", "controls.csv", figure_columns, "每年下达的控制数",
     "yearly control figures"},
    {Name::events, "事件", "Events", "events.csv", event_columns, "逐起统计的事件", "what is counted one by one"},
    {Name::reports, "任务报告", "Reports", "reports.csv", report_columns, "各单位报告的任务进度", "how tasks stand"},
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
    {Name::marks, "评分", "Marks", "marks.csv", mark_columns, "各方给出的评分", "marks that were given"},
    {Name::supplied, "事实数据", "Supplied figures", "facts.csv", supplied_columns, "另行提供的事实",
     "figures supplied for facts"},
    {Name::text, "规划原文", "Text", "plan.txt", text_columns, "规划原文，供核对所引字句", "the plan's own text"},
};

}  // namespace

std::span<const FormSheet> form_sheets() { return all_sheets; }

const FormSheet& form_sheet(FormSheetName name) {
    return *std::find_if(std::begin(all_sheets), std::end(all_sheets),
                         [&](const FormSheet& sheet) { return sheet.name == name; });
}

}  // namespace libplan
