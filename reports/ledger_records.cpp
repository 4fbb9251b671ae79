#include "reports/ledger_columns.hpp"

namespace libplan::ledger {
namespace {

using Name = LedgerSheetName;

// ---- records ----

constexpr LedgerColumn named_indicator = LedgerColumn("indicator", "指标", "indicator")
                                             .from(LedgerSheetName::indicators)
                                             .needed()
                                             .noted("“指标”表里的编号", "an id of the sheet Indicators");
constexpr LedgerColumn source_column = LedgerColumn("source", "来源", "source");
constexpr LedgerColumn figure_columns[] = {
    named_indicator,
    body_column,
    period_column,
    value_column,
    LedgerColumn("places", "小数位数", "decimals", Kind::whole)
        .noted("印出的小数位数；末尾没有0时空着", "decimals as printed, where the figure ends in zeros"),
    unit_column,
    source_column,
    LedgerColumn("basis", "口径", "basis"),
    LedgerColumn("as_of", "发布日期", "as of", Kind::date).noted("修订时用来分先后", "tells revisions apart"),
    LedgerColumn("line", "原文行号", "line", Kind::whole),
    LedgerColumn("provisional", "初步", "provisional", Kind::provisional)
        .noted("初步数写“初步”", "初步 if it is to be revised"),
    made_up_column,
};
constexpr LedgerColumn event_columns[] = {
    id_column,
    LedgerColumn("date", "日期", "date", Kind::date).needed(),
    LedgerColumn("kind", "种类", "kind")
        .needed()
        .noted("与“事实”表里所统计的事件相同，如 accident", "as the sheet Facts names the events it counts"),
    LedgerColumn("class", "等级", "class").noted("如 一般、较大", "as the sheet Occurrences names it"),
    LedgerColumn("bodies", "单位", "bodies", Kind::texts)
        .noted("单位的编号，几个用、隔开", "ids of bodies, with commas between them"),
    LedgerColumn("deaths", "死亡人数", "deaths", Kind::number),
    LedgerColumn("injuries", "受伤人数", "injuries", Kind::number),
    LedgerColumn("fault", "责任认定", "fault", Kind::texts).noted("与单位一一对应，用、隔开", "one for each body"),
    LedgerColumn("counts_in", "计入年度", "counts in", Kind::year)
        .noted("不计入发生当年时填写", "if not in the year of its date"),
    LedgerColumn("matter", "事项", "matter")
        .noted("同一事项的几条写同样的字，评分办法可以只按最高的一条计",
               "the same words for events of one matter, of which a scheme may count the highest only"),
    LedgerColumn("title", "说明", "title"),
    made_up_column,
};
constexpr LedgerColumn report_columns[] = {
    LedgerColumn("task", "任务", "task")
        .from(LedgerSheetName::tasks)
        .needed()
        .noted("“任务”表里的编号", "an id of the sheet Tasks"),
    own_body,
    LedgerColumn("date", "日期", "date", Kind::date).needed(),
    LedgerColumn("status", "状态", "status", Kind::word).needed().of(statuses),
    LedgerColumn("percent", "进度", "percent", Kind::percent).noted("0到100", "0 to 100"),
    LedgerColumn("evidence", "佐证", "evidence"),
    LedgerColumn("note", "备注", "note"),
    made_up_column,
};
constexpr LedgerColumn mark_columns[] = {
    LedgerColumn("item", "项目", "item")
        .from(LedgerSheetName::items)
        .needed()
        .noted("“评分项目”表里的编号", "an id of the sheet Items"),
    own_body,
    year_column,
    LedgerColumn("scorer", "评分人", "scorer", Kind::word).needed().of(scorers),
    value_column,
    LedgerColumn("note", "备注", "note"),
    made_up_column,
};
constexpr LedgerColumn supplied_columns[] = {
    LedgerColumn("fact", "事实", "fact")
        .from(LedgerSheetName::facts)
        .needed()
        .noted("“事实”表里的编号", "an id of the sheet Facts"),
    own_body,
    year_column,
    value_column,
    source_column,
    made_up_column,
};

constexpr LedgerSheet record_sheets[] = {
    {Name::figures, "印出的数字", "Figures", "figures.csv", figure_columns, "规划正文印出的数字",
     "figures as the plan prints them"},
    {Name::observations, "观测值", "Observations", "observations.csv", figure_columns, "以后各期的数字",
     "later figures"},
    {Name::controls, "控制数", "Controls", "controls.csv", figure_columns, "每年下达的控制数",
     "yearly control figures"},
    {Name::events, "事件", "Events", "events.csv", event_columns, "逐起统计的事件", "what is counted one by one"},
    {Name::reports, "任务报告", "Reports", "reports.csv", report_columns, "各单位报告的任务进度", "how tasks stand"},
    {Name::marks, "评分", "Marks", "marks.csv", mark_columns, "各方给出的评分", "marks that were given"},
    {Name::supplied, "事实数据", "Supplied figures", "facts.csv", supplied_columns, "另行提供的事实",
     "figures supplied for facts"},
};

}  // namespace
}  // namespace libplan::ledger

namespace libplan {

std::span<const LedgerSheet> records_ledger() { return ledger::record_sheets; }

}  // namespace libplan
