#include "libplan/workings.hpp"
#include "libplan/yardstick.hpp"
#include "parks.hpp"
#include "reports/cells.hpp"
#include "reports/reconcile.hpp"
#include "reports/text.hpp"
#include "reports/write.hpp"

namespace libplan {
namespace {

using namespace testing;

/// 13 of 32 indicators on track, the others behind.
Progress thirty_two() {
    Progress progress{.year = 2018, .readings = {}};
    for (int i = 0; i < 32; ++i) {
        Reading reading;
        reading.status = i < 13 ? Status::on_track : Status::behind;
        progress.readings.push_back(reading);
    }
    Reading of_a_body;  // not an indicator of its own
    of_a_body.body = "town";
    progress.readings.push_back(of_a_body);
    return progress;
}

/// "40.63% 59.38% | 100.01%"
std::string shares(const ReportNumbers& numbers) {
    const Sheet sheet = layout_shares(thirty_two(), {}, Language::zh, numbers);
    std::string words;
    for (const Row& row : sheet.rows) {
        if (row.cells.size() != 3 || !std::holds_alternative<double>(row.cells[2].value)) continue;
        const double share = std::get<double>(row.cells[2].value);
        if (share == 0) continue;
        words += words.empty() ? "" : " ";
        words += decimal_text(round_decimal(share * 100, numbers.places)) + "%";
    }
    return words;
}

// domain.md, rounding in bulletins: half up (13/32 → 40.63 %), truncation, and columns forced to sum to 100 all occur.
TEST(ReportNumbers, SharesOfStatuses) {
    EXPECT_EQ(shares({}), "40.63% 59.38% 100.01%");
    EXPECT_EQ(shares({.rounding = Rounding::half_even}), "40.62% 59.38% 100%");
    EXPECT_EQ(shares({.rounding = Rounding::truncate}), "40.62% 59.37% 99.99%");
    EXPECT_EQ(shares({.shares_of_100 = true}), "40.63% 59.37% 100%");
    EXPECT_EQ(shares({.places = 0}), "41% 59% 100%");
    EXPECT_EQ(shares({.places = 0, .rounding = Rounding::truncate, .shares_of_100 = true}), "41% 59% 100%");
}

// "下降17.77%" for −8/45.
TEST(ReportNumbers, CompletionAndTheReasonBesideIt) {
    Reading reading;
    reading.title = "事故起数";
    reading.completion = -8.0 / 45;
    reading.time_gone = 2.0 / 3;
    reading.reason = {Phrase::reason_pace, {"53起", "40起", "-17.8", "66.7"}};
    const auto told = [&](const ReportNumbers& numbers) {
        const Sheet sheet = layout_progress({.year = 2018, .readings = {reading}}, Language::zh, numbers);
        return paint_text(sheet, 200);
    };
    EXPECT_NE(told({}).find("-17.78%"), std::string::npos);
    EXPECT_NE(told({}).find("完成-17.78%，时间过去66.67%"), std::string::npos);
    const std::string cut = told({.rounding = Rounding::truncate});
    EXPECT_EQ(cut.find("17.78"), std::string::npos);
    EXPECT_NE(cut.find("完成-17.77%，时间过去66.66%"), std::string::npos);
}

TEST(ReportNumbers, TheReportSaysHowItRounds) {
    EXPECT_EQ(words_of(ReportNumbers{}, Language::zh), "百分比保留2位小数，四舍五入；占比各自取舍，合计可能不等于100%");
    EXPECT_EQ(words_of(ReportNumbers{1, Rounding::half_even, true}, Language::zh),
              "百分比保留1位小数，四舍六入五成双（GB/T 8170）；占比按最大余数法凑足100%");
    EXPECT_EQ(words_of(ReportNumbers{0, Rounding::truncate, false}, Language::en),
              "Percentages: 0 decimals, cut off; shares rounded one by one");
    PlanParts parts;
    parts.id = parts.title = "p";
    const Sheet notes = layout_notes(Plan(parts), Language::zh, {.places = 3});
    EXPECT_NE(paint_text(notes).find("百分比保留3位小数"), std::string::npos);
}

TEST(ReportNumbers, DecimalsThatNoReportShowsAreRefused) {
    for (const int places : {-1, 7}) {
        const ReportNumbers numbers{.places = places, .shares_of_100 = true};
        EXPECT_THROW(layout_shares(thirty_two(), {}, Language::zh, numbers), std::invalid_argument);
    }
}

// ---- scorecards and the summary ----

const Sheet& named(const std::vector<Sheet>& sheets, const std::string& name) {
    for (const Sheet& sheet : sheets)
        if (sheet.name == name) return sheet;
    throw std::out_of_range(name);
}

/// The first row with these words; cells beyond merged ones are counted by column.
const Row& row_with(const Sheet& sheet, const std::string& words) {
    for (const Row& row : sheet.rows)
        for (const Cell& cell : row.cells)
            if (shown(cell) == words) return row;
    throw std::out_of_range(words);
}

std::string all_words(const Sheet& sheet) {
    std::string all;
    for (const Row& row : sheet.rows)
        for (const Cell& cell : row.cells) all += shown(cell) + "\n";
    return all;
}

bool tells(const Sheet& sheet, const std::string& words) { return all_words(sheet).find(words) != std::string::npos; }

/// A plan folder with its results of 2018, and the sheets of its cards and its summary.
struct Reported {
    explicit Reported(const std::filesystem::path& path)
        : folder(read_folder(path)), results(assess_year(folder, 2018)) {}

    ReportInputs inputs() const {
        ReportInputs inputs{folder.plan, folder.observations, results.progress, results.findings};
        inputs.notes = &notes;
        return inputs;
    }
    std::vector<Sheet> card(std::size_t assessment, const std::string& unit) const {
        const Assessment& own = results.assessments.at(assessment);
        for (std::size_t i = 0; i < own.facts.units.size(); ++i)
            if (own.facts.units[i].id == unit) return layout_scorecard(inputs(), own, i);
        throw std::out_of_range(unit);
    }

    PlanFolder folder;
    YearResults results;
    MarkNotes notes = notes_of(folder.records.marks, 2018);
};

// What the formulas of 指标进展 ask must be what the engine asked.
TEST(ProgressPage, StatusesFollowFromTheFigure) {
    for (const auto& path : {worked_plan_folder, parks_folder, parks_sound_folder, data_folder / "every_rule",
                             data_folder / "../../examples/ecology"}) {
        const PlanFolder folder = read_folder(path);
        std::size_t judged = 0;
        for (int year = folder.plan->first_year; year <= folder.plan->last_year; ++year)
            for (const Reading& reading : measure(folder.plan, folder.observations, year).readings) {
                if (!reading.value) continue;
                const auto own = yardstick(folder.plan, folder.observations, reading);
                const std::string where = path.string() + " " + reading.indicator + " " + reading.body;
                EXPECT_EQ(own ? own->status(*reading.value) : Status::unknown, reading.status) << where << year;
                EXPECT_EQ(own ? own->met(*reading.value) : std::nullopt, reading.met) << where << year;
                EXPECT_EQ(own ? own->completion(*reading.value) : std::nullopt, reading.completion) << where << year;
                judged += own.has_value();
            }
        EXPECT_GT(judged, 0U) << path;
    }
}

TEST(ProgressPage, AFigureIsTypedInAtOnePlaceOnly) {
    const Reported reported(worked_plan_folder);
    std::size_t linked = 0;
    for (const Assessment& assessment : reported.results.assessments)
        for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit) {
            const auto sheets = layout_scorecard(reported.inputs(), assessment, unit);
            const Sheet& progress = named(sheets, "指标进展");
            for (const Row& row : progress.rows)
                for (const Cell& cell : row.cells) {
                    EXPECT_NE(cell.look, Look::input);
                    linked += cell.formula.starts_with("IF('评分明细'!");
                }
            for (const Sheet::Highlight& mark : progress.highlights) EXPECT_EQ(mark.column, 11);
        }
    EXPECT_GT(linked, 0U);
}

TEST(ProgressPage, WhatIsTypedInDecidesTheStatus) {
    const Reported reported(worked_plan_folder);
    for (Assessment assessment : reported.results.assessments) {
        const FactDefinition* fact = nullptr;
        for (const FactDefinition& each : assessment.scheme->facts) {
            const auto* source = std::get_if<IndicatorFact>(&each.source);
            if (source && source->indicator == "rotation_training") fact = &each;
        }
        if (!fact) continue;
        for (FactColumn& column : assessment.facts.columns)
            if (column.id == fact->id) column.values.assign(column.values.size(), 1), column.states.clear();
        for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit) {
            const auto sheets = layout_scorecard(reported.inputs(), assessment, unit, {fact->id});
            const Sheet& progress = named(sheets, "指标进展");
            for (const Row& row : progress.rows) {
                if (row.cells.size() < 14 || row.cells[12].formula.empty() || shown(row.cells[5]) != "1") continue;
                EXPECT_EQ(shown(row.cells[10]), "否");
                EXPECT_EQ(shown(row.cells[11]), "滞后");
                EXPECT_EQ(shown(row.cells[12]), "输入已改，这里的文字需重算");
            }
            EXPECT_TRUE(tells(progress, "输入已改：排名"));
        }
    }
}

TEST(FrontPage, AnOpenTotalLeavesItsStepsOpenAndSaysWhatIsMissing) {
    const FolderCopy copy(worked_plan_folder);
    copy.change({"marks.csv", "d_system,police,2018,team,3,", "d_system,police,2018,team,未评,"});
    const Reported reported(copy.path());
    const auto sheets = reported.card(0, "police");
    const Sheet& front = named(sheets, "成绩单");
    for (const Row& row : front.rows)
        if (!row.cells.empty() && shown(row.cells[0]).starts_with("折算")) {
            EXPECT_EQ(shown(row.cells[3]), "未定");
        }
    EXPECT_EQ(shown(row_with(front, "总得分").cells[0]), "总得分");
    EXPECT_TRUE(tells(front, "未评（1项）："));
    EXPECT_TRUE(tells(front, "总分可能在"));
    for (const Row& row : front.rows)
        if (row.cells.size() == 6 && shown(row.cells[3]) == "未定" && row.cells[3].look != Look::figure) {
            EXPECT_TRUE(shown(row.cells[4]) == "未定" || shown(row.cells[4]).empty()) << shown(row.cells[0]);
        }
    // The others of its class cannot be sure of their ranks.
    const Assessment& own = reported.results.assessments[0];
    const RankClass ranks = rank_class_of(own, 0);
    if (ranks.open > 0) {
        const auto other = layout_scorecard(reported.inputs(), own, own.facts.units[0].id == "police" ? 1 : 0);
        EXPECT_TRUE(tells(named(other, "成绩单"), "暂定"));
        EXPECT_TRUE(tells(named(other, "成绩单"), "家未定）"));
    }
    EXPECT_NE(paint_text(layout_ranking(own, Language::zh)).find("名次暂定"), std::string::npos);
}

TEST(Scorecards, WhatAScorerNotedStandsBesideThePoints) {
    const FolderCopy copy(worked_plan_folder);
    copy.change({"marks.csv", "d_system,safety,2018,team,1.5,,", "d_system,safety,2018,team,1.5,台账不全,"});
    copy.change({"marks.csv", "d_system,safety,2018,self,1.5,,", "d_system,safety,2018,self,1.5,自己的话,"});
    const auto sheets = Reported(copy.path()).card(0, "safety");
    EXPECT_TRUE(tells(named(sheets, "评分明细"), "考核组说明：台账不全"));
    EXPECT_FALSE(tells(named(sheets, "评分明细"), "自己的话"));
}

TEST(Scorecards, InputsOfManyDecimalsAreTold) {
    const FolderCopy copy(data_folder / "every_rule");
    EXPECT_FALSE(tells(named(Reported(copy.path()).card(0, "u1"), "说明与口径"), "小数过多"));
    copy.change({"facts.csv", "accidents_actual,u1,2018,3,示例", "accidents_actual,u1,2018,89.3571428571,示例"});
    EXPECT_TRUE(tells(named(Reported(copy.path()).card(0, "u1"), "说明与口径"), "＝89.3571428571。公式先保留10位小数"));
}

// Groups stand as the engine has them: not applicable, open, or with their points.
TEST(Matrix, GroupsAreTheEnginesOwn) {
    for (const auto& path : {worked_plan_folder, data_folder / "every_rule"}) {
        const Reported reported(path);
        const auto sheets = layout_summary(reported.inputs(), reported.results.assessments);
        for (std::size_t i = 0; i < reported.results.assessments.size(); ++i) {
            const Assessment& assessment = reported.results.assessments[i];
            const Sheet& matrix = named(sheets, "单位×项目" + std::to_string(i + 1));
            std::size_t group = 0;
            for (const Row& row : matrix.rows) {
                if (row.cells.size() < 4 || row.cells[1].look != Look::group) continue;
                double sum = 0, whole = 0;
                for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit) {
                    const PartWorking part = workings(assessment, unit).groups[group].result;
                    const Cell& cell = row.cells[4 + unit];
                    if (!part.applies) {
                        EXPECT_EQ(shown(cell), "不涉及");
                    } else if (part.open) {
                        EXPECT_EQ(shown(cell), "未定");
                    } else {
                        EXPECT_EQ(std::get<double>(cell.value), assessment.groups[group][unit].value());
                        sum += std::get<double>(cell.value);
                        whole += part.full;
                    }
                }
                if (whole > 0)
                    EXPECT_NEAR(std::get<double>(row.cells[3].value), sum / whole, 1e-12);
                else
                    EXPECT_EQ(shown(row.cells[3]), "—");
                ++group;
            }
            EXPECT_EQ(group, assessment.groups.size());
        }
    }
}

/// The sheet 单位×项目1 of a scheme of one item that so many units are assessed by.
Sheet matrix_of(std::size_t units) {
    std::string bodies;
    for (std::size_t i = 0; i < units; ++i) {
        const std::string number = std::to_string(i);
        bodies += "[[body]]\nid = \"u" + number + "\"\ntitle = \"企业" + number + "\"\nkind = \"enterprise\"\n";
    }
    const PlanFolder folder = read_texts(
        {{"plan.toml", "[plan]\nid = \"p\"\ntitle = \"规划\"\nfirst_year = 2016\nlast_year = 2020\n"},
         {"overlay.toml", bodies},
         {"schemes/s.toml",
          "[scheme]\nid = \"s\"\ntitle = \"办法\"\nunits = \"enterprise\"\nfull = 10\n[[group]]\nid = \"g\"\n"
          "title = \"工作\"\nfull = 10\n[[group.item]]\nid = \"i\"\ntitle = \"台账\"\nfull = 10\n"
          "clause = \"由考核组评分\"\nrule = { marks = true }\n[[grade]]\ntitle = \"合格\"\nfrom = 0\n"}});
    const YearResults results = assess_year(folder, 2018);
    const auto sheets =
        layout_summary({folder.plan, folder.observations, results.progress, results.findings}, results.assessments);
    return named(sheets, "单位×项目1");
}

// A sheet has 16,384 columns: four heads, and of each unit its points and what applies to it.
TEST(Matrix, UnitsThatASheetHasNoRoomForAreTold) {
    EXPECT_EQ(matrix_of(2).widths.size(), 4u + 2 * 2);
    static_assert(4 + 2 * 8190 == 16384);
    const Sheet none = matrix_of(8191);
    EXPECT_EQ(none.widths.size(), 1u);
    EXPECT_TRUE(tells(none, "本办法考核8191个单位，一张表最多排8190个，没有排出"));
}

TEST(Vetoes, UnitsInDoubtAreListed) {
    const Reported reported(data_folder / "every_rule");
    const auto sheets = layout_summary(reported.inputs(), reported.results.assessments);
    std::size_t in_doubt = 0;
    for (const Assessment& assessment : reported.results.assessments)
        for (std::size_t veto = 0; veto < assessment.scheme->vetoes.size(); ++veto)
            for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit)
                if ((assessment.open_vetoes[unit] >> veto & 1) != 0) {
                    const Row& row = row_with(named(sheets, "一票否决"), assessment.scheme->vetoes[veto].title);
                    EXPECT_NE(shown(row.cells[6]).find(assessment.facts.units[unit].title), std::string::npos);
                    ++in_doubt;
                }
    EXPECT_GT(in_doubt, 0U);
}

// What is written is what reconcile lays out anew, notes of scorers and open totals included.
TEST(Scorecards, NothingDepartsInWhatWasWritten) {
    const FolderCopy copy(worked_plan_folder);
    copy.change({"marks.csv", "d_system,police,2018,team,3,,", "d_system,police,2018,team,未评,等复核,"});
    const Reported reported(copy.path());
    for (const Language language : {Language::zh, Language::en}) {
        WriteOptions options;
        options.language = language;
        for (const auto& file : write_scorecards(reported.folder, reported.results, copy.path() / "out",
                                                 reported.results.assessments[0].scheme->id, options)) {
            const Reconciliation found = reconcile(file, reported.folder, reported.results);
            EXPECT_TRUE(found.departures.empty() && found.consequences.empty() && found.inputs.empty()) << file;
            EXPECT_GT(found.cells, 200U);
        }
    }
}

}  // namespace
}  // namespace libplan
