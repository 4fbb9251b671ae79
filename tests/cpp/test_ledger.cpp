#include <gtest/gtest.h>

#include <set>

#include "reports/ledger.hpp"

namespace libplan {
namespace {

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
