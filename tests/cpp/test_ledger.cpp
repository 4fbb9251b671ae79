#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "libplan/write_folder.hpp"
#include "reports/ledger.hpp"
#include "reports/plan_workbook.hpp"

namespace libplan {
namespace {

class Kept : public ::testing::TestWithParam<const char*> {};

TEST_P(Kept, AsFilesAndAsALedgerItIsTheSame) {
    const PlanFolder folder = read_folder(std::filesystem::path(LIBPLAN_SOURCE_DIR) / GetParam());
    EXPECT_EQ(difference(folder, read_texts(texts_of(folder))), "");
    const auto file = std::filesystem::temp_directory_path() /
                      ("libplan-ledger-" + std::to_string(std::hash<std::string>{}(GetParam())) + ".xlsx");
    for (const Language language : {Language::zh, Language::en}) {
        write_plan_workbook(folder, file, language);
        EXPECT_EQ(difference(folder, read_plan(file)), "");
    }
    std::filesystem::remove(file);
}

INSTANTIATE_TEST_SUITE_P(Plans, Kept,
                         ::testing::Values("examples/qingxin", "examples/ecology", "tests/data/parks",
                                           "tests/data/every_rule"));

TEST(Ledger, EverySheetAndColumnIsNamedInBothLanguagesAndOnce) {
    std::set<std::string_view> sheets;
    for (const LedgerSheet& sheet : ledger_sheets()) {
        EXPECT_TRUE(sheets.insert(sheet.zh).second) << sheet.zh;
        EXPECT_TRUE(sheets.insert(sheet.en).second) << sheet.en;
        EXPECT_FALSE(sheet.note_zh.empty() || sheet.note_en.empty()) << sheet.zh;
        std::set<std::string_view> heads;
        for (const LedgerColumn& column : sheet.columns) {
            EXPECT_FALSE(column.zh.empty() || column.en.empty()) << sheet.zh;
            EXPECT_TRUE(heads.insert(column.zh).second) << sheet.zh << "!" << column.zh;
            EXPECT_TRUE(heads.insert(column.en).second) << sheet.zh << "!" << column.en;
            EXPECT_EQ(column.note_zh.empty(), column.note_en.empty()) << sheet.zh << "!" << column.zh;
        }
    }
}

TEST(Ledger, WordsOfAChoiceAreNamedInBothLanguagesAndOnce) {
    for (const LedgerSheet& sheet : ledger_sheets())
        for (const LedgerColumn& column : sheet.columns) {
            std::set<std::string_view> chinese, own;
            for (const LedgerWord& word : column.words) {
                EXPECT_TRUE(chinese.insert(word.zh).second) << word.zh;
                EXPECT_TRUE(own.insert(word.word).second) << word.word;
            }
            for (const LedgerKey& key : column.keys) {
                EXPECT_TRUE(chinese.insert(key.zh).second) << key.zh;
                EXPECT_TRUE(own.insert(key.key).second) << key.key;
            }
        }
}

TEST(Ledger, SheetsStandInTheOrderOfTheirNames) {
    for (std::size_t i = 0; i < ledger_sheets().size(); ++i)
        EXPECT_EQ(static_cast<std::size_t>(ledger_sheets()[i].name), i);
}

}  // namespace
}  // namespace libplan
