// Formulas of scorecards and of the summary in cases that the examples do not have.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "libplan/read.hpp"
#include "libplan/step_formula.hpp"
#include "reports/cells.hpp"
#include "reports/plan_workbook.hpp"
#include "reports/reconcile.hpp"
#include "reports/write.hpp"

namespace libplan {
namespace {

/// A small plan with the scheme and the facts of a test.
struct SmallPlan {
    SmallPlan(const std::string& scheme, const std::string& facts, const std::string& bodies)
        : folder(
              read_texts({{"plan.toml",
                           "[plan]\nid = \"p\"\ntitle = \"试验规划\"\nfirst_year = 2016\nlast_year = 2020\n"
                           "baseline_year = 2015\n[[indicator]]\nid = \"x\"\ntitle = \"产值\"\nunit = \"万元\"\n"
                           "direction = \"up\"\nbaseline = [{ year = 2015, value = 100 }]\n"
                           "target = [{ reach = 120 }]\n"},
                          {"overlay.toml", bodies},
                          {"observations.csv", "indicator,body,period,value\nx,a,2018,110\nx,b,2018,103\n"},
                          {"facts.csv", "fact,body,year,value\n" + facts},
                          {"schemes/s.toml", "[scheme]\nid = \"s\"\ntitle = \"办法\"\nunits = \"town\"\n" + scheme}})),
          results(assess_year(folder, 2018)) {}

    ReportInputs inputs() const { return {folder.plan, folder.observations, results.progress, results.findings}; }
    const Assessment& assessment() const { return results.assessments.at(0); }
    Sheet ranking() const { return layout_summary(inputs(), results.assessments).front(); }
    Sheet items(std::size_t unit) const { return layout_scorecard(inputs(), assessment(), unit)[1]; }

    PlanFolder folder;
    YearResults results;
};

std::string town_table(const std::string& id, const std::string& rank_class = {}) {
    return "[[body]]\nid = \"" + id + "\"\ntitle = \"镇" + id + "\"\nkind = \"town\"\n" +
           (rank_class.empty() ? std::string() : "class = \"" + rank_class + "\"\n");
}

std::string group_table(const std::string& items) {
    return "[[group]]\nid = \"g\"\ntitle = \"组\"\nfull = 100\n" + items + "[[grade]]\ntitle = \"合格\"\nfrom = 0\n";
}

constexpr const char* supplied_fact = "[[fact]]\nid = \"f\"\ntitle = \"事实\"\nsupplied = true\n";
constexpr const char* share_item =
    "[[group.item]]\nid = \"i\"\ntitle = \"项\"\nfull = 100\nclause = \"\"\nfact = \"f\"\nrule = { share_of = 100 }\n";

const Cell& cell_with(const Sheet& sheet, const std::string& words, std::size_t column) {
    for (const Row& row : sheet.rows)
        for (std::size_t i = 0; i < std::min<std::size_t>(row.cells.size(), 3); ++i)
            if (shown(row.cells[i]) == words) return row.cells.at(column);
    throw std::out_of_range(words);
}

TEST(Ranking, AFigureThatIsNotKnownStandsBehindThoseThatAre) {
    const SmallPlan plan(
        std::string("full = 100\n") + supplied_fact + "[[fact]]\nid = \"k\"\ntitle = \"死亡\"\nsupplied = true\n" +
            group_table(share_item) + "[[tie_break]]\nfewer = \"k\"\n",
        "f,a,2018,90\nf,b,2018,90\nf,c,2018,90\nf,d,2018,90\nk,a,2018,3\nk,c,2018,不涉及\nk,d,2018,未评\n",
        town_table("a") + town_table("b") + town_table("c") + town_table("d"));
    const Sheet ranking = plan.ranking();
    EXPECT_EQ(shown(cell_with(ranking, "镇a", 6)), "3");
    EXPECT_EQ(shown(cell_with(ranking, "镇b", 6)), "");
    EXPECT_EQ(shown(cell_with(ranking, "镇c", 6)), "不涉及");
    EXPECT_EQ(shown(cell_with(ranking, "镇d", 6)), "未评");
    EXPECT_EQ(cell_with(ranking, "镇a", 0).formula,
              "IF(ISNUMBER(D4),SUMPRODUCT(EXACT(C4:C7,C4)*ISNUMBER(D4:D7)*((D4:D7>D4)+(D4:D7=D4)*"
              "(ISNUMBER(G4:G7)*(1-ISNUMBER(G4)+ISNUMBER(G4)*(G4:G7<G4)))))+1,\"未定\")");
    EXPECT_EQ(shown(cell_with(ranking, "镇a", 0)), "1");
    for (const char* unknown : {"镇b", "镇c", "镇d"}) EXPECT_EQ(shown(cell_with(ranking, unknown, 0)), "2") << unknown;
}

TEST(Ranking, ClassesAreNoPatterns) {
    const SmallPlan plan(std::string("full = 100\n") + supplied_fact + group_table(share_item),
                         "f,a,2018,90\nf,b,2018,80\n", town_table("a", ">50万人") + town_table("b", "A类*"));
    EXPECT_EQ(cell_with(plan.ranking(), "镇a", 0).formula,
              "IF(ISNUMBER(D4),SUMPRODUCT(EXACT(C4:C5,C4)*ISNUMBER(D4:D5)*(D4:D5>D4))+1,\"未定\")");
}

TEST(ItemFormulas, WhatIsStillToBeScoredComesBeforeWhatIsMissing) {
    const SmallPlan plan(
        "full = 100\n" + std::string(supplied_fact) + "[[fact]]\nid = \"c\"\ntitle = \"控制\"\nsupplied = true\n" +
            group_table("[[group.item]]\nid = \"i\"\ntitle = \"项\"\nfull = 100\nclause = \"\"\nfact = \"f\"\n"
                        "rule = { share_of = \"c\" }\n"),
        "c,a,2018,未评\nf,b,2018,3\nc,b,2018,4\n", town_table("a") + town_table("b"));
    EXPECT_EQ(plan.assessment().items[0].states[0], State::not_scored);
    const Cell& points = cell_with(plan.items(0), "项", 8);
    EXPECT_EQ(shown(points), "未评");
    EXPECT_NE(points.formula.find("IF(COUNT(E5,F5)=2,"), std::string::npos) << points.formula;
    EXPECT_NE(points.formula.find("IF(OR(OR(E5=\"未评\",E5=\"pending\"),OR(F5=\"未评\",F5=\"pending\")),\"未评\","),
              std::string::npos)
        << points.formula;
}

TEST(ItemFormulas, FactsOfProgressFollowTheFigure) {
    std::string facts;
    for (const char* take : {"value", "completion", "ratio_to_target", "met"})
        facts += std::string("[[fact]]\nid = \"") + take + "\"\ntitle = \"" + take +
                 "\"\nindicator = \"x\"\ntake = \"" + take + "\"\n";
    std::string items;
    for (const char* fact : {"completion", "value", "ratio_to_target", "met"})
        items += std::string("[[group.item]]\nid = \"i_") + fact + "\"\ntitle = \"项" + fact +
                 "\"\nfull = 25\nclause = \"\"\nfact = \"" + fact + "\"\nrule = { share_of = 100 }\n";
    const SmallPlan plan("full = 100\n" + facts + group_table(items), "", town_table("a") + town_table("b"));
    const Sheet sheet = plan.items(1);
    EXPECT_EQ(cell_with(sheet, "项value", 4).look, Look::input);
    EXPECT_EQ(shown(cell_with(sheet, "项completion", 4)), "15");
    EXPECT_EQ(cell_with(sheet, "项completion", 4).formula,
              "IF(ISNUMBER(E6),ROUND(ROUND((E6-100)/(120-100)*100,10),2),IF(E6=\"\",\"\",E6))");
    EXPECT_EQ(shown(cell_with(sheet, "项ratio_to_target", 4)), "85.83");
    EXPECT_EQ(cell_with(sheet, "项ratio_to_target", 4).formula,
              "IF(ISNUMBER(E6),ROUND(ROUND(E6/120*100,10),2),IF(E6=\"\",\"\",E6))");
    EXPECT_EQ(shown(cell_with(sheet, "项met", 4)), "0");
    EXPECT_TRUE(cell_with(sheet, "项met", 4).formula.starts_with("IF(ISNUMBER(E6),IF(AND(E6>=120),1,0)"));
    const auto folder = std::filesystem::temp_directory_path() / "libplan-following";
    for (const auto& file : write_scorecards(plan.folder, plan.results, folder)) {
        const Reconciliation found = reconcile(file, plan.folder, plan.results);
        EXPECT_TRUE(found.departures.empty() && found.inputs.empty()) << file;
    }
    std::filesystem::remove_all(folder);
}

TEST(StepFormula, ManyStepsDoNotNestDeep) {
    std::vector<FormulaStep> steps;
    for (int i = 0; i < 200; ++i) steps.push_back({"A1>=" + std::to_string(i), std::to_string(i)});
    const auto depth_of = [](const std::string& formula) {
        int depth = 0, deepest = 0;
        for (const char c : formula) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = std::max(deepest, depth);
        }
        return deepest;
    };
    EXPECT_LT(depth_of(step_formula(steps, "0")), 40);
    EXPECT_EQ(step_formula({}, "0"), "0");
    EXPECT_EQ(step_formula(std::span(steps).first(2), "x"), "IF(A1>=1,1,IF(A1>=0,0,x))");
}

TEST(CellList, ManyCellsAreFewArguments) {
    EXPECT_EQ(cell_list({"A1", "A2"}), "A1,A2");
    const std::string many = cell_list(std::vector<std::string>(600, "A1"));
    EXPECT_TRUE(many.starts_with("(A1,A1"));
    EXPECT_EQ(std::count(many.begin(), many.end(), '('), 3);
    EXPECT_EQ(any_holds({"A1=1"}), "OR(A1=1)");
    EXPECT_TRUE(any_holds(std::vector<std::string>(600, "A1=1")).starts_with("OR(OR(A1=1,"));
}

TEST(FrontPage, LongTitlesOfGroupsAreWrapped) {
    const std::string title = "一个名称很长很长的评分组，成绩单的第一栏一行放不下，要换行才能看全";
    std::string scheme = "full = 100\n" + std::string(supplied_fact) + group_table(share_item);
    scheme.replace(scheme.find("title = \"组\""), std::string("title = \"组\"").size(), "title = \"" + title + "\"");
    const SmallPlan plan(scheme, "f,a,2018,90\nf,b,2018,80\n", town_table("a") + town_table("b"));
    const Sheet front = layout_scorecard(plan.inputs(), plan.assessment(), 0).front();
    EXPECT_EQ(cell_with(front, title, 0).look, Look::wrapped);
    for (const Row& row : front.rows)
        if (!row.cells.empty() && shown(row.cells[0]) == title) {
            EXPECT_EQ(row.height, 0);
        }
    EXPECT_EQ(shown(cell_with(front, "失分较多的项目", 1)), "扣分");
}

TEST(Ledger, WhatAFileHoldsEmptyAWorkbookDoesToo) {
    const FolderTexts texts{
        {"plan.toml",
         "[plan]\nid = \"p\"\ntitle = \"规划\"\nfirst_year = 2016\nlast_year = 2020\n[[task]]\nid = \"t\"\ntitle = "
         "\"任务\"\n"
         "section = \"\"\nclause = { line = 3, text = \"\" }\n"},
        {"overlay.toml", town_table("a") + "[[responsibility]]\ntask = \"t\"\nlead = []\nsupport = [\"a\"]\n"},
        {"schemes/s.toml", "[scheme]\nid = \"s\"\ntitle = \"办法\"\nunits = \"town\"\nfull = 100\n" +
                               std::string(supplied_fact) + group_table(share_item)}};
    const PlanFolder folder = read_texts(texts);
    const auto file = std::filesystem::temp_directory_path() / "libplan-empty-cells.xlsx";
    write_plan_workbook(folder, file, Language::zh);
    EXPECT_TRUE(read_plan(file) == folder);
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace libplan
