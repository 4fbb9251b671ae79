#include <algorithm>
#include <set>

#include "checking.hpp"
#include "libplan/words.hpp"
#include "parks.hpp"

namespace libplan {
namespace {

using namespace testing;

using Titles = std::multiset<std::string>;

std::vector<Finding> findings_of(const std::filesystem::path& folder) {
    const PlanFolder read = read_folder(folder);
    return check(read.plan, read.figures, read.observations, read.records.controls);
}

std::string title_of(const Finding& finding) { return finding.code + " " + text(finding.title, Language::zh); }

Titles titles_of(const std::vector<Finding>& findings) {
    Titles titles;
    for (const Finding& finding : findings) titles.insert(title_of(finding));
    return titles;
}

/// The whole finding, one line for each thing a reader sees.
std::string story(const Finding& finding, Language language) {
    std::string words =
        finding.code + " " + std::string(word_of(finding.severity)) + " " + text(finding.title, language) + "\n";
    for (const Figure& figure : finding.figures)
        words += "- " + text(figure.title, language) + " | " + figure.printed + " | " +
                 std::to_string(figure.text_line) + " | " + to_string(figure.place) + "\n";
    return words + text(finding.printed, language) + "\n" + text(finding.follows, language) + "\n" +
           text(finding.cure, language) + "\n";
}

const Finding& finding_titled(const std::vector<Finding>& findings, const std::string& title) {
    const auto found =
        std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return title_of(f) == title; });
    if (found == findings.end()) throw std::invalid_argument("not found: " + title);
    return *found;
}

// ---- tests/data/parks ----

TEST(Parks, EveryPlantedContradictionIsFoundAndNothingElse) {
    Titles expected;
    for (const Planted& contradiction : planted())
        expected.insert(contradiction.findings.begin(), contradiction.findings.end());
    EXPECT_EQ(titles_of(findings_of(parks_folder)), expected);
}

TEST(Parks, CuringOneContradictionRemovesExactlyItsFindings) {
    const Titles all = titles_of(findings_of(parks_folder));
    for (const Planted& contradiction : planted()) {
        const FolderCopy copy(parks_folder);
        for (const Edit& edit : contradiction.cure) copy.change(edit);
        Titles rest = all;
        for (const std::string& title : contradiction.findings) rest.erase(rest.find(title));
        EXPECT_EQ(titles_of(findings_of(copy.path())), rest) << contradiction.findings.front();
    }
}

TEST(Parks, TheSoundPlanIsTheSameWithoutTheContradictions) {
    EXPECT_EQ(titles_of(findings_of(parks_sound_folder)), Titles());
    const FolderCopy copy(parks_folder);
    for (const Planted& contradiction : planted())
        for (const Edit& edit : contradiction.cure) copy.change(edit);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(copy.path()))
        if (entry.is_regular_file()) {
            const auto file = std::filesystem::relative(entry.path(), copy.path());
            EXPECT_EQ(contents(parks_sound_folder / file), contents(entry.path())) << file;
        }
}

TEST(Parks, ErrorsAreToldBeforeWarningsAndNotes) {
    const auto findings = findings_of(parks_folder);
    EXPECT_TRUE(std::is_sorted(findings.begin(), findings.end(),
                               [](const Finding& a, const Finding& b) { return a.severity < b.severity; }));
    EXPECT_EQ(findings.back().severity, Severity::note);
}

TEST(Parks, EachFindingTellsFiguresPlacesAndCure) {
    const char* const stories[] = {
        R"(unit error 2019年 公园绿地面积（正文）：单位无法换算
- 2019年 公园绿地面积（正文） | 24600亩 | 7 | figures.csv:40
24600亩
无法与其他数字核对
请用 公顷 为单位填写
)",
        R"(unit error 2019年 养护支出（正文）：单位写错
- 2019年 养护支出（正文） | 3860元 | 6 | figures.csv:36
- 2019年 公园投入（正文） | 15204万元 | 6 | figures.csv:34
- 2019年 建设支出（正文） | 11344万元 | 6 | figures.csv:35
3860元
按 3860万元 计则与其余数字相符：15204万元 = 11344万元 + 3860万元
请将单位 元 改为 万元
)",
        R"(text-table error 2020年 养护人员（正文）：同一数字两处不一致
- 2020年 养护人员（正文） | 860人 | 9 | figures.csv:47
- 2020年 养护人员（表1） | 806人 | 10 | figures.csv:48
2020年 养护人员（正文） 860人；2020年 养护人员（表1） 806人
2020年 养护人员（正文） 860人，没有其他数字印证；2020年 养护人员（表1） 806人，有 806人 = 500人 + 306人 印证
至少一处有误，请核对原始资料后更正
)",
        R"(span error 2018—2020年 新增绿地面积（正文）：多年合计与各年之和不符
- 2018—2020年 新增绿地面积（正文） | 124.0公顷 | 4 | figures.csv:15
- 2018年 新增绿地面积（正文） | 40.5公顷 | 4 | figures.csv:18
- 2019年 新增绿地面积（正文） | 83.2公顷 | 4 | figures.csv:21
- 2020年 新增绿地面积（正文） | 45.3公顷 | 4 | figures.csv:24
2018—2020年 新增绿地面积（正文） 124.0公顷；2018年 新增绿地面积（正文） 40.5公顷；2019年 新增绿地面积（正文） 83.2公顷；2020年 新增绿地面积（正文） 45.3公顷
由其余数字推得 2019年 新增绿地面积（正文） 应为 38.2公顷
请核对原始资料；其余数字无误时，应将 2019年 新增绿地面积（正文） 由 83.2公顷 改为 38.2公顷
)",
        R"(span error 2018—2020年 植树数量（正文）：多年合计与各年之和不符
- 2018—2020年 植树数量（正文） | 41.0万株 | 5 | figures.csv:30
- 2018年 植树数量（正文） | 12.5万株 | 5 | figures.csv:27
- 2019年 植树数量（正文） | 13.1万株 | 5 | figures.csv:28
- 2020年 植树数量（正文） | 14.4万株 | 5 | figures.csv:29
2018—2020年 植树数量（正文） 41.0万株；2018年 植树数量（正文） 12.5万株；2019年 植树数量（正文） 13.1万株；2020年 植树数量（正文） 14.4万株
由其余数字推得 2018—2020年 植树数量（正文） 应为 40万株
至少一处有误，请核对原始资料后更正
)",
        R"(sum error 2020年 公园数量（正文）：合计与分项之和不符
- 2020年 公园数量（正文） | 126个 | 3 | figures.csv:10
- 2020年 综合公园数量（正文） | 22个 | 3 | figures.csv:11
- 2020年 社区公园数量（正文） | 36个 | 3 | figures.csv:12
- 2020年 口袋公园数量（正文） | 66个 | 3 | figures.csv:13
2020年 公园数量（正文） 126个；2020年 综合公园数量（正文） 22个；2020年 社区公园数量（正文） 36个；2020年 口袋公园数量（正文） 66个
由其余数字推得 2020年 公园数量（正文） 应为 124个
至少一处有误，请核对原始资料后更正
)",
        R"(sum error 2019年 新增绿地面积（正文）：合计与分项之和不符
- 2019年 新增绿地面积（正文） | 83.2公顷 | 4 | figures.csv:21
- 2019年 新建公园面积（正文） | 28.0公顷 | 4 | figures.csv:22
- 2019年 新增街旁绿地面积（正文） | 10.2公顷 | 4 | figures.csv:23
2019年 新增绿地面积（正文） 83.2公顷；2019年 新建公园面积（正文） 28.0公顷；2019年 新增街旁绿地面积（正文） 10.2公顷
由其余数字推得 2019年 新增绿地面积（正文） 应为 38.2公顷
请核对原始资料；其余数字无误时，应将 2019年 新增绿地面积（正文） 由 83.2公顷 改为 38.2公顷
)",
        R"(subset error 2020年 无障碍公园数量（正文）：其中数大于总数
- 2020年 无障碍公园数量（正文） | 130个 | 3 | figures.csv:14
- 2020年 公园数量（正文） | 126个 | 3 | figures.csv:10
2020年 无障碍公园数量（正文） 130个；2020年 公园数量（正文） 126个
2020年 无障碍公园数量（正文） 应不超过 126个
至少一处有误，请核对原始资料后更正
)",
        R"(share error 2020年 综合公园数量（正文）：占比与数字不符
- 综合公园数量占公园数量的19.5% | “综合公园占公园总数的19.5%” | 3 | identities.toml:21:1
- 2020年 综合公园数量（正文） | 22个 | 3 | figures.csv:11
- 2020年 公园数量（正文） | 126个 | 3 | figures.csv:10
综合公园数量占公园数量的19.5%
22个 ÷ 126个 = 17.5%
请核对占比的分子、分母和年份；按所列数字应为 17.5%
)",
        R"(ratio error 2020年 人均公园绿地面积（正文）：比率与分子分母不符
- 2020年 人均公园绿地面积（正文） | 14.60平方米 | 7 | figures.csv:43
- 2020年 公园绿地面积（正文） | 1680公顷 | 7 | figures.csv:41
- 2020年 常住人口（正文） | 120万人 | 7 | figures.csv:42
2020年 人均公园绿地面积（正文） 14.60平方米
1680公顷 ÷ 120万人 × 1 = 14平方米
请核对分子、分母和单位；按所列数字应为 14平方米
)",
        R"(trend error 入园人次：趋势的说法与数字不符
- 入园人次 2018—2020年逐年上升 | “游客量逐年上升” | 8 | identities.toml:33:1
- 2018年 入园人次（正文） | 820万人次 | 8 | figures.csv:44
- 2019年 入园人次（正文） | 905万人次 | 8 | figures.csv:45
- 2020年 入园人次（正文） | 760万人次 | 8 | figures.csv:46
入园人次 2018—2020年逐年上升
2019年 905万人次 → 2020年 760万人次
请改为与数字相符的说法；各年数据的最小二乘斜率为每年 -30万人次
)",
        R"(rival-baselines warning 公园投诉量：基数有多个，口径不同
- 2020年 公园投诉量（12345热线） | 420件 | 12 | plan.toml:146:3
- 2020年 公园投诉量（园林部门受理） | 150件 | 12 | plan.toml:147:3
12345热线 420件；园林部门受理 150件
各基数推出的要求不同：以420件为基数，2025年应≤336件；以150件为基数，2025年应≤120件
请为该指标写明口径（plan.toml 的 basis，工作簿“指标”表的“口径”），选定一个基数
)",
        R"(zero-base warning 游乐设施事故：基数为零，按百分比增减没有意义
- 2025年 游乐设施事故 | 游乐设施事故下降10% | 14 | plan.toml:168:12
游乐设施事故下降10%
目标值无法算出
请改用绝对数目标（at_most 或 zero）
)",
        R"(off-path warning 照明用电量：2023年中期目标不在通往期末目标的任何路径上
- 2023年 照明用电量 | 照明用电量下降5% | 15 | plan.toml:178:3
- 2025年 照明用电量 | 照明用电量下降20% | 15 | plan.toml:179:3
2023年：照明用电量下降5%；2025年：照明用电量下降20%
2023年按直线路径应为 12%，按等比路径应为 12.53%
请核对中期目标和期末目标；有意先慢后快或先快后慢则不必改
)",
        R"(no-baseline note 灌溉用水量：目标以基数为准，但没有给出基数
- 2025年 灌溉用水量 | 下降15% | 13 | plan.toml:158:12
下降15%
目标值无法算出
请补充基数（plan.toml 或 overlay.toml 的 baseline，工作簿的“基数”表）
)",
    };
    const auto findings = findings_of(parks_folder);
    ASSERT_EQ(findings.size(), std::size(stories));
    for (std::size_t i = 0; i < findings.size(); ++i) EXPECT_EQ(story(findings[i], Language::zh), stories[i]);
}

TEST(Parks, FindingsSpeakEnglishToo) {
    const auto findings = findings_of(parks_folder);
    EXPECT_EQ(story(finding_titled(findings, "share 2020年 综合公园数量（正文）：占比与数字不符"), Language::en),
              R"(share error 综合公园数量, 2020 (正文): the share does not follow from the figures
- 综合公园数量 is 19.5% of 公园数量 | “综合公园占公园总数的19.5%” | 3 | identities.toml:21:1
- 综合公园数量, 2020 (正文) | 22个 | 3 | figures.csv:11
- 公园数量, 2020 (正文) | 126个 | 3 | figures.csv:10
综合公园数量 is 19.5% of 公园数量
22个 / 126个 = 17.5%
check what the share is of; these figures give 17.5%
)");
}

// ---- examples/qingxin ----

TEST(WorkedPlan, FindsTheseContradictionsAndNothingElse) {
    const std::vector<std::string> expected = {
        "unit 2015年 道路交通直接经济损失（正文）：单位写错",
        "text-table 2013年 受伤人数（正文）：同一数字两处不一致",
        "text-table 2013年 直接经济损失（正文）：同一数字两处不一致",
        "sum 2013年 直接经济损失（正文）：合计与分项之和不符",
        "share 2011—2015年 道路交通事故起数（表）：占比与数字不符",
        "share 2011—2015年 火灾事故起数（表）：占比与数字不符",
        "trend 生产安全事故起数：趋势的说法与数字不符",
        "trend 直接经济损失：趋势的说法与数字不符",
        "trend 生产安全事故起数：趋势的说法与数字不符",
        "rival-baselines 生产安全事故起数：基数有多个，口径不同",
        "rival-baselines 生产安全事故死亡人数：基数有多个，口径不同",
        "no-baseline 亿元国内生产总值生产安全事故死亡率：目标以基数为准，但没有给出基数",
        "no-baseline 营运车辆万车死亡率：目标以基数为准，但没有给出基数",
        "no-body 3项有目标的指标没有责任单位",
    };
    std::vector<std::string> found;
    for (const Finding& finding : findings_of(worked_plan_folder)) found.push_back(title_of(finding));
    EXPECT_EQ(found, expected);
}

// ---- checks on plans made up here ----

TEST(Check, RoundedPartsMayDifferByTheirRoundings) {
    const PlanParts plan = parts({indicator("all", "公顷"), indicator("a", "公顷"), indicator("b", "公顷")},
                                 {identity(Sum{"all", {"a", "b"}})});
    const auto with_total = [&](double total) {
        return check_figures(
                   plan, {printed("all", "2015", total, 1), printed("a", "2015", 1.1, 1), printed("b", "2015", 2.2, 1)})
            .size();
    };
    EXPECT_EQ(with_total(3.3), 0U);
    EXPECT_EQ(with_total(3.4), 0U);  // 1.14 + 2.24 = 3.38
    EXPECT_EQ(with_total(3.5), 1U);
}

// 1.61亿元 is known to 50万元 either way.
/// The findings of a year's figure beside figures of its parts, in 万元.
std::vector<Finding> beside_parts(double year, const std::vector<std::pair<std::string, double>>& figures,
                                  Accumulation adds_up = Accumulation::sum, std::string source = "正文") {
    Indicator made = indicator("n", "万元");
    made.adds_up = adds_up;
    Observations all;
    all.add(printed("n", "2018", year));
    for (const auto& [period, value] : figures) all.add(printed("n", period, value, 0, "", source));
    std::vector<Finding> found;
    for (Finding& finding : check(Plan(parts({made})), {}, all))
        if (finding.code == "span") found.push_back(std::move(finding));
    return found;
}

std::vector<std::pair<std::string, double>> months_of(double each, int count = 12) {
    std::vector<std::pair<std::string, double>> all;
    for (int month = 1; month <= count; ++month)
        all.emplace_back((month < 10 ? "2018-0" : "2018-") + std::to_string(month), each);
    return all;
}

TEST(Check, TheMonthsQuartersAndHalvesOfAYearAddUpToIt) {
    using Told = std::vector<std::string>;
    const auto months = beside_parts(300, months_of(30));
    ASSERT_EQ(months.size(), 1u);
    EXPECT_EQ(text(months[0].title, Language::zh), "2018年 n（正文）：全年与各部分之和不符");
    EXPECT_EQ(text(months[0].title, Language::en), "n, 2018 (正文): the year is not the sum of its parts");
    EXPECT_EQ(months[0].figures.size(), 13u);
    EXPECT_EQ(text(months[0].follows, Language::zh), "由其余数字推得 2018年 n（正文） 应为 360万元");
    EXPECT_EQ(text(months[0].cure, Language::zh), "至少一处有误，请核对原始资料后更正");
    EXPECT_EQ(beside_parts(360, months_of(30)).size(), 0u);
    EXPECT_EQ(told(beside_parts(300, {{"2018H1", 100}, {"2018H2", 150}}), "span"),
              Told{"2018年 n（正文）：全年与各部分之和不符 | 2018年 n（正文） 300万元；2018年上半年 n（正文） 100万元；"
                   "2018年下半年 n（正文） 150万元 | 由其余数字推得 2018年 n（正文） 应为 250万元 | "
                   "至少一处有误，请核对原始资料后更正"});
    EXPECT_EQ(beside_parts(300, {{"2018Q1", 1}, {"2018Q2", 1}, {"2018Q3", 1}, {"2018Q4", 1}}).size(), 1u);
    EXPECT_EQ(beside_parts(300, months_of(30), Accumulation::last).size(), 0u);
    EXPECT_EQ(beside_parts(300, months_of(30), Accumulation::mean).size(), 0u);
    EXPECT_EQ(beside_parts(300, months_of(30), Accumulation::sum, "月报").size(), 1u);  // of another source
}

TEST(Check, SomePartsOfAYearDoNotExceedIt) {
    using Told = std::vector<std::string>;
    const auto one = beside_parts(300, {{"2018-03", 900}});
    EXPECT_EQ(
        told(one, "span"),
        Told{"2018年 n（正文）：年内几部分之和已超过全年 | 2018年 n（正文） 300万元；2018年3月 n（正文） 900万元 | "
             "所列各部分已有 900万元，而 2018年 n（正文） 300万元 | "
             "至少一处有误，请核对：各部分应填当月（季、半年）的数，不填累计数"});
    EXPECT_EQ(
        told(one, "span", Language::en),
        Told{"n, 2018 (正文): some parts of the year exceed the whole year | n, 2018 (正文) 300万元; n, month 3 of "
             "2018 (正文) 900万元 | these parts come to 900万元 already, but n, 2018 (正文) 300万元 | at least one "
             "is wrong: check them; each part holds its own figure, not the total so far"});
    EXPECT_EQ(beside_parts(300, months_of(30, 10)).size(), 0u);
    EXPECT_EQ(beside_parts(300, months_of(30, 11)).size(), 1u);
    // Where figures are below zero, later parts may make up for it.
    EXPECT_EQ(beside_parts(300, {{"2018-02", -20}, {"2018-03", 900}}).size(), 0u);
}

TEST(Check, PartsOfAYearOnAnotherBasisOrStillToBeRevisedProveNothing) {
    Indicator made = indicator("n", "万元");
    made.adds_up = Accumulation::sum;
    const auto spans = [&](const Observation& part) {
        Observations all;
        all.add(printed("n", "2018", 300));
        all.add(part);
        return told(check(Plan(parts({made})), {}, all), "span").size();
    };
    Observation part = printed("n", "2018H1", 900);
    EXPECT_EQ(spans(part), 1u);
    part.provisional = true;
    EXPECT_EQ(spans(part), 0u);
    part.provisional = false;
    part.basis = "另一口径";
    EXPECT_EQ(spans(part), 0u);
}

TEST(Check, TheRoundingOfALargerUnitCountsInTheIndicatorsOwn) {
    const PlanParts plan = parts({indicator("all", "万元"), indicator("a", "万元"), indicator("b", "万元")},
                                 {identity(Sum{"all", {"a", "b"}})});
    const auto with_part = [&](double part) {
        return check_figures(plan, {printed("all", "2015", 1.61, 2, "亿元"), printed("a", "2015", 12200, 1, "万元"),
                                    printed("b", "2015", part, 1, "万元")})
            .size();
    };
    EXPECT_EQ(with_part(3850.0), 0U);
    EXPECT_EQ(with_part(3950.1), 0U);
    EXPECT_EQ(with_part(3950.2), 1U);
    EXPECT_EQ(with_part(3849.8), 1U);
}

TEST(Check, CountsAreExactUnlessPrintedInALargerUnit) {
    const PlanParts plan = parts({indicator("all", "人", true), indicator("a", "人", true), indicator("b", "人", true)},
                                 {identity(Sum{"all", {"a", "b"}})});
    EXPECT_EQ(check_figures(plan, {printed("all", "2015", 1.2, 1, "万人"), printed("a", "2015", 7000),
                                   printed("b", "2015", 5300)})
                  .size(),
              0U);
    EXPECT_EQ(
        check_figures(plan, {printed("all", "2015", 12001), printed("a", "2015", 7000), printed("b", "2015", 5000)})
            .size(),
        1U);
}

TEST(Check, SharesMayBeRoundedOrCutOff) {
    const auto with_share = [](double percent, const char* words) {
        const PlanParts plan = parts({indicator("all", "起", true), indicator("a", "起", true)},
                                     {identity(Share{"a", "all", percent, words}, year_period(2015))});
        return check_figures(plan, {printed("all", "2015", 45), printed("a", "2015", 8)}).size();
    };
    EXPECT_EQ(with_share(17.78, "17.78"), 0U);  // 8/45 = 17.777…
    EXPECT_EQ(with_share(17.77, "17.77"), 0U);
    EXPECT_EQ(with_share(17.8, "17.8"), 0U);
    EXPECT_EQ(with_share(18, "18"), 0U);
    EXPECT_EQ(with_share(17.79, "17.79"), 1U);
    EXPECT_EQ(with_share(17.76, "17.76"), 1U);
    EXPECT_EQ(with_share(19, "19"), 1U);
    EXPECT_EQ(with_share(18.0, "18.0"), 1U);
}

TEST(Check, APartMayBeTheWhole) {
    const PlanParts plan = parts({indicator("all", "起", true), indicator("a", "起", true)},
                                 {identity(Subset{"a", "all"}, year_period(2015))});
    const auto with_part = [&](const char* year, double part) {
        return check_figures(plan, {printed("all", year, 8), printed("a", year, part)}).size();
    };
    EXPECT_EQ(with_part("2015", 8), 0U);
    EXPECT_EQ(with_part("2015", 9), 1U);
    EXPECT_EQ(with_part("2014", 9), 0U);  // the identity speaks of 2015 only
}

TEST(Check, RatiosMayBeRoundedOrCutOff) {
    const auto with_ratio = [](double ratio, int places) {
        const PlanParts plan =
            parts({indicator("rate", "人/亿元"), indicator("deaths", "人", true), indicator("gdp", "万元")},
                  {identity(Ratio{"rate", "deaths", "gdp", 10000})});
        return check_figures(plan, {printed("rate", "2015", ratio, places), printed("deaths", "2015", 31),
                                    printed("gdp", "2015", 235.5, 1, "亿元")})
            .size();
    };
    EXPECT_EQ(with_ratio(0.132, 3), 0U);  // 31/235.5 = 0.13163…
    EXPECT_EQ(with_ratio(0.131, 3), 0U);
    EXPECT_EQ(with_ratio(0.133, 3), 1U);
    EXPECT_EQ(with_ratio(0.130, 3), 1U);
}

TEST(Check, OneFigureOfTwoPlacesMustBeTheSameInEachUnit) {
    const PlanParts plan = parts({indicator("road", "公里")});
    const auto against = [&](double value, const char* unit) {
        return check_figures(plan,
                             {printed("road", "2015", 12.5, 1, "公里"), printed("road", "2015", value, 0, unit, "表")})
            .size();
    };
    EXPECT_EQ(against(12500, "米"), 0U);
    EXPECT_EQ(against(12.5, "千米"), 0U);
    EXPECT_EQ(against(12501, "米"), 1U);
}

TEST(Check, ClaimsOfATrend) {
    const auto broken = [](Claim claim, double a, double b, double c) {
        const PlanParts plan = parts({indicator("n", "起", true)}, {identity(Trend{"n", 2013, 2015, claim})});
        const auto findings =
            check_figures(plan, {printed("n", "2013", a), printed("n", "2014", b), printed("n", "2015", c)});
        return findings.empty() ? std::string() : text(findings.at(0).follows, Language::zh);
    };
    EXPECT_EQ(broken(Claim::rising, 1, 2, 3), "");
    EXPECT_EQ(broken(Claim::rising, 1, 2, 2), "2014年 2起 → 2015年 2起");
    EXPECT_EQ(broken(Claim::falling, 3, 2, 1), "");
    EXPECT_EQ(broken(Claim::falling, 1, 2, 3), "2013年 1起 → 2014年 2起；2014年 2起 → 2015年 3起");
    EXPECT_EQ(broken(Claim::zero, 0, 0, 0), "");
    EXPECT_EQ(broken(Claim::zero, 0, 1, 0), "2014年为 1起");
    EXPECT_EQ(broken(Claim::not_rising, 2, 2, 1), "");
    EXPECT_EQ(broken(Claim::not_rising, 2, 3, 1), "2013年 2起 → 2014年 3起");
    EXPECT_EQ(broken(Claim::not_falling, 1, 1, 2), "");
    EXPECT_EQ(broken(Claim::not_falling, 2, 1, 3), "2013年 2起 → 2014年 1起");
}

}  // namespace
}  // namespace libplan
