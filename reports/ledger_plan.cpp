#include "reports/ledger_columns.hpp"

namespace libplan::ledger {
namespace {

using Name = LedgerSheetName;

// ---- the plan ----

constexpr LedgerColumn plan_columns[] = {
    id_column,
    title_column,
    LedgerColumn("area", "地区", "area"),
    LedgerColumn("first_year", "起始年", "first year", Kind::year).needed(),
    LedgerColumn("last_year", "结束年", "last year", Kind::year).needed(),
    LedgerColumn("baseline_year", "基期年", "baseline year", Kind::year)
        .noted("空着为起始年的上一年", "the year before the first if empty"),
    LedgerColumn("path", "路径", "path", Kind::word)
        .of(paths)
        .noted("各年应达到的水平怎样算：直线（默认）或等比", "how the level of each year is found"),
    LedgerColumn("margin", "容许偏差", "margin", Kind::number)
        .noted("完成程度与应达到的相差几个百分点以内算基本符合，空着为5",
               "percentage points that still count as on track (5)"),
};
constexpr LedgerColumn indicator_columns[] = {
    id_column,
    title_column,
    unit_column,
    LedgerColumn("direction", "方向", "direction", Kind::word).needed().of(directions),
    LedgerColumn("nature", "性质", "nature", Kind::word)
        .of(natures)
        .noted("规划没有写明则空着", "empty if the plan does not say"),
    LedgerColumn("basis", "口径", "basis").noted("数字包括哪些范围；有几个基数时用来选定", "what the figures cover"),
    LedgerColumn("adds_up", "各期汇总", "over periods", Kind::word)
        .of(accumulations)
        .noted("由月、季算全年时：累加、取最后一期（默认）或取平均", "how months and quarters make a year"),
    LedgerColumn("over_bodies", "各单位汇总", "over bodies", Kind::word)
        .of(across_bodies)
        .noted("空着则与各期汇总相同", "as over periods if empty"),
    LedgerColumn("count", "计数", "count", Kind::flag)
        .noted("数的是人、起、个等整件，写“是”", "yes if it counts whole things"),
    LedgerColumn("ratio.numerator", "分子", "numerator")
        .from(LedgerSheetName::indicators)
        .noted("由两个指标相除得出时，分子指标的编号", "the id of the indicator that is divided"),
    LedgerColumn("ratio.denominator", "分母", "denominator")
        .from(LedgerSheetName::indicators)
        .noted("分母指标的编号", "the id of the indicator it is divided by"),
    LedgerColumn("ratio.factor", "倍数", "factor", Kind::number).noted("相除后乘的倍数，空着为1", "times so much (1)"),
    LedgerColumn("limit", "自然界限", "natural limit", Kind::number)
        .noted("数值不可能越过的界限，如 100", "what the figure cannot pass, such as 100"),
    LedgerColumn("responsible", "责任单位", "responsible", Kind::texts)
        .noted("“机构”表里的编号，几个用、隔开", "ids of the sheet Bodies, with commas between them"),
    clause_line,
    clause_text,
    made_up_column,
};
constexpr LedgerColumn baseline_columns[] = {
    of_indicator,
    year_column,
    LedgerColumn("value", "基数", "value", Kind::number).needed(),
    LedgerColumn("basis", "口径", "basis"),
    clause_line,
    clause_text,
    made_up_column,
};
constexpr LedgerColumn target_columns[] = {
    of_indicator,
    LedgerColumn("year", "年份", "year", Kind::year)
        .noted("到哪一年；空着为规划结束年", "when it is due; the last year if empty"),
    LedgerColumn("", "目标形式", "form", Kind::which).needed().of(target_forms),
    LedgerColumn("", "目标数", "number", Kind::of_which)
        .noted("数字；介于写 2至3；快于、同步写指标的编号；持平、杜绝、另行确定空着",
               "a number; 2~3 for within; the id of an indicator for faster_than and in_step_with; empty for hold, "
               "zero, set_later"),
    LedgerColumn("tolerance", "容许误差", "tolerance", Kind::number)
        .noted("持平、左右、同步可以容许的误差", "of hold, about and in_step_with"),
    LedgerColumn("every_year", "每年都要", "every year", Kind::flag)
        .noted("每一年都各自要做到，写“是”", "yes if it holds in each year"),
    clause_line,
    clause_text,
    strength_column,
    extent_column,
    made_up_column,
};
constexpr LedgerColumn task_columns[] = {
    id_column,
    title_column,
    LedgerColumn("section", "章节", "section").or_empty(),
    clause_line,
    clause_text,
    LedgerColumn("deadline", "期限", "deadline", Kind::date)
        .noted("如 2018-12-31；没有期限（长期任务）空着", "like 2018-12-31; empty if it goes on"),
    LedgerColumn("deliverable", "成果", "deliverable"),
    LedgerColumn("serves", "服务的指标", "serves", Kind::texts)
        .noted("“指标”表里的编号，几个用、隔开", "ids of the sheet Indicators, with commas between them"),
    strength_column,
    extent_column,
    made_up_column,
};
constexpr LedgerColumn body_columns[] = {
    id_column,
    title_column,
    LedgerColumn("kind", "种类", "kind", Kind::word).needed().of(body_kinds),
    LedgerColumn("parent", "上级", "parent")
        .from(LedgerSheetName::bodies)
        .noted("上级单位的编号", "the id of the body above"),
    LedgerColumn("class", "类别", "class")
        .noted("分类排名时的类别，如 甲", "units of different classes are ranked apart"),
    made_up_column,
};
constexpr LedgerColumn responsibility_columns[] = {
    LedgerColumn("task", "任务", "task")
        .from(LedgerSheetName::tasks)
        .needed()
        .noted("“任务”表里的编号", "an id of the sheet Tasks"),
    LedgerColumn("lead", "牵头单位", "lead", Kind::texts)
        .or_empty()
        .noted("单位的编号，第一个为主，几个用、隔开", "ids of bodies, the first leads"),
    LedgerColumn("support", "配合单位", "support", Kind::texts),
    LedgerColumn("territorial", "属地单位", "territorial", Kind::texts),
    made_up_column,
};
constexpr LedgerColumn identity_columns[] = {
    LedgerColumn("", "关系", "identity", Kind::which).needed().of(identity_kinds),
    LedgerColumn("total", "合计", "total")
        .from(LedgerSheetName::indicators)
        .noted("合计：总数指标的编号", "sum: the id of the total"),
    LedgerColumn("parts", "各部分", "parts", Kind::texts)
        .noted("合计：各部分指标的编号，用、隔开", "sum: the ids of its parts"),
    LedgerColumn("part", "部分", "part")
        .from(LedgerSheetName::indicators)
        .noted("包含、占比：部分", "subset, share: the part"),
    LedgerColumn("whole", "整体", "whole")
        .from(LedgerSheetName::indicators)
        .noted("包含、占比：整体", "subset, share: the whole"),
    LedgerColumn("result", "结果", "result").from(LedgerSheetName::indicators).noted("比率：结果", "ratio: the result"),
    LedgerColumn("numerator", "分子", "numerator")
        .from(LedgerSheetName::indicators)
        .noted("比率：分子", "ratio: what is divided"),
    LedgerColumn("denominator", "分母", "denominator")
        .from(LedgerSheetName::indicators)
        .noted("比率：分母", "ratio: what it is divided by"),
    LedgerColumn("factor", "倍数", "factor", Kind::number).noted("比率：相除后乘的倍数", "ratio: times so much"),
    LedgerColumn("indicator", "指标", "indicator")
        .from(LedgerSheetName::indicators)
        .noted("变化、趋势：指标的编号", "change, trend: the indicator"),
    LedgerColumn("from", "起始年", "from", Kind::year).noted("变化、趋势", "change, trend"),
    LedgerColumn("to", "结束年", "to", Kind::year).noted("变化、趋势", "change, trend"),
    LedgerColumn("percent", "百分比", "percent", Kind::written)
        .noted("占比、变化：印出的百分数，小数位数照抄", "share, change: as printed, with its decimals"),
    LedgerColumn("claim", "趋势", "claim", Kind::word).of(claims),
    LedgerColumn("period", "期间", "period", Kind::period),
    clause_line,
    clause_text,
};

constexpr LedgerColumn text_columns[] = {
    LedgerColumn("line", "行号", "line", Kind::whole).needed(),
    LedgerColumn("text", "原文", "text")
        .noted("规划原文，一行一格，空行也要有行号",
               "the plan's own text, line by line; empty lines have a number too"),
};

constexpr LedgerSheet plan_sheets[] = {
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
    {Name::text, "规划原文", "Text", "plan.txt", text_columns, "规划原文，供核对所引字句", "the plan's own text"},
};

}  // namespace
}  // namespace libplan::ledger

namespace libplan {

std::span<const LedgerSheet> plan_ledger() { return ledger::plan_sheets; }

}  // namespace libplan
