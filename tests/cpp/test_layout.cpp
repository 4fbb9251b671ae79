#include "parks.hpp"
#include "reports/layout.hpp"
#include "reports/text.hpp"

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

}  // namespace
}  // namespace libplan
