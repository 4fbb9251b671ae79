#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "libplan/problem.hpp"
#include "reports/text.hpp"
#include "reports/write.hpp"

namespace libplan {
namespace {

const std::filesystem::path worked_plan = std::filesystem::path(LIBPLAN_SOURCE_DIR) / "examples/qingxin";

TEST(WorkedPlan, TellsWhatIsContradictoryInThePrintedText) {
    const PlanFolder folder = read_folder(worked_plan);
    std::multiset<std::string> codes;
    for (const Finding& finding : check(folder.plan, folder.figures)) codes.insert(finding.code);
    EXPECT_EQ(codes.count("unit"), 1u);        // 15.19元
    EXPECT_EQ(codes.count("share"), 2u);       // 81.7% and 18.2%
    EXPECT_EQ(codes.count("trend"), 3u);       // 逐年上升
    EXPECT_EQ(codes.count("text-table"), 2u);  // 271/34 injured, 47.24/153.53 万元
    EXPECT_EQ(codes.count("rival-baselines"), 2u);
}

TEST(WorkedPlan, RivalBaselinesAreUndecidable) {
    const PlanFolder folder = read_folder(worked_plan);
    const Progress progress = measure(folder.plan, folder.observations, 2018);
    EXPECT_EQ(text(progress.find("deaths", "")->reason, Language::zh),
              "有多个相互矛盾的基数（31人 各类安全事故 / 10人 生产经营性道路交通事故），未选定口径，无法判断");
    EXPECT_EQ(progress.find("hazard_declarations", "")->status, Status::ahead);
    EXPECT_EQ(progress.find("fire_death_rate", "")->status, Status::on_track);
}

TEST(WorkedPlan, TextFitsTheTerminal) {
    const PlanFolder folder = read_folder(worked_plan);
    const YearResults results = assess_year(folder, 2018);
    std::string all = paint_text(layout_findings(results.findings, Language::zh));
    for (const Assessment& assessment : results.assessments)
        all += paint_text(layout_ranking(assessment, Language::zh));
    std::istringstream lines(all);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80) << line;
}

std::string problems_of_plan(const std::string& plan) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("libplan-test-" + std::to_string(std::hash<std::string>{}(plan)));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "plan.toml") << plan;
    std::string words;
    try {
        read_folder(folder);
    } catch (const InputError& error) {
        words = error.what();
    }
    std::filesystem::remove_all(folder);
    return words;
}

TEST(BadInput, SaysWhereAndWhatAndTheCure) {
    EXPECT_EQ(
        problems_of_plan("[plan]\nid = \"a\"\ntitel = \"t\"\ntitle = \"t\"\nfirst_year = 2016\nlast_year = 2020\n"),
        "plan.toml:3:1: 错误[unknown-key] 不认识的键“titel”，您是否想写“title”？\n    titel = \"t\"\n    ^");
    const std::string rest = "title = \"t\"\nfirst_year = 2016\nlast_year = 2020\n";
    EXPECT_EQ(problems_of_plan("[plan]\nid ＝ \"a\"\n" + rest),
              "plan.toml:2:4: 错误[full-width] 全角（中文）的 ＝ 应改为半角（英文）的 =\n    id ＝ \"a\"\n       ^");
    EXPECT_EQ(problems_of_plan(""), "plan.toml:1:1: 错误[empty-file] 文件是空的，至少要有 [plan]");
    EXPECT_EQ(problems_of_plan("\xEF\xBB\xBF[plan]\nid = \"a\"\n" + rest),
              "plan.toml:1:1: 错误[bom] 文件开头有 BOM 标记：请用记事本打开，另存为时编码选“UTF-8”，"
              "不选“带有 BOM 的 UTF-8”\n    [plan]\n    ^");
    EXPECT_EQ(problems_of_plan("# \xB9\xE6\xBB\xAE\n"),
              "plan.toml:1:3: 错误[gbk] 文件不是 UTF-8，像是 GBK 编码（Excel 默认）：请用记事本打开，"
              "另存为时编码选“UTF-8”；或用 --encoding gbk 直接读取");
}

}  // namespace
}  // namespace libplan
