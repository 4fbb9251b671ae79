#include <gtest/gtest.h>
#include <stdlib.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <random>

#include "reports/file_names.hpp"
#include "reports/sheet_rows.hpp"
#include "reports/workbook.hpp"
#include "reports/workbook_check.hpp"
#ifdef LIBPLAN_PACKS_PARTS
#include "unpacked.hpp"
#endif

namespace libplan {
namespace {

/// A folder of its own that is gone with the test.
class Workbooks : public ::testing::Test {
protected:
    Workbooks() {
        std::string pattern = (std::filesystem::temp_directory_path() / "libplan-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
    }
    ~Workbooks() override { std::filesystem::remove_all(folder_); }

    static Sheet sheet(std::string name, std::vector<Cell> cells = {}) {
        Sheet made;
        made.name = std::move(name);
        made.widths = {10, 10};
        made.rows.push_back({std::move(cells)});
        return made;
    }

    static Cell cell(std::variant<std::monostate, std::string, double> value) {
        Cell made;
        made.value = std::move(value);
        return made;
    }

    /// What is wrong with the sheets, in Chinese; nothing is left behind where something is.
    std::vector<std::string> refused(const std::vector<Sheet>& sheets, Language language = Language::zh) {
        std::vector<std::string> told;
        try {
            write_workbook(folder_ / "a.xlsx", sheets, {});
        } catch (const InputError& error) {
            for (const Problem& problem : error.problems()) told.push_back(to_string(problem, language));
            EXPECT_TRUE(std::filesystem::is_empty(folder_));
        }
        return told;
    }

    using Said = std::vector<std::string>;
    std::filesystem::path folder_;
};

TEST(WorkbookTexts, NameTheCharacterThatNoWorkbookHolds) {
    for (const auto& [words, name] : {std::pair{"西\x07镇", "U+0007"}, {"西\xEF\xBF\xBE镇", "U+FFFE"}}) {
        const auto fault = text_fault(words);
        ASSERT_TRUE(fault);
        EXPECT_EQ(text(*fault, Language::zh).find("文字中有工作簿不能保存的字符" + std::string(name)), 0U);
    }
    EXPECT_FALSE(text_fault("一\r\n\t二"));
}

TEST_F(Workbooks, OurPackingTakesEffect) { EXPECT_TRUE(packs_workbooks()); }

TEST_F(Workbooks, NamesOfSheetsThatExcelRefuses) {
    const auto of = [&](const std::string& name) { return refused({sheet(name)}); };
    EXPECT_EQ(of(""), Said{"a.xlsx!: 错误[sheet-name] 工作表没有名称"});
    for (const std::string name : {"a/b", "a:b", "a[b", "'a", "a'", "a\nb", "_x0041_"})
        EXPECT_EQ(of(name).size(), 1u) << name;
    EXPECT_EQ(of("hISTORY"), Said{"a.xlsx!hISTORY: 错误[sheet-name] 工作表名“hISTORY”由 Excel 保留，请换一个"});
    EXPECT_EQ(refused({sheet("Ab"), sheet("aB")}, Language::en),
              Said{"a.xlsx!aB: error[sheet-name] the sheet name \"aB\" is there twice (upper and lower case are the "
                   "same); choose another"});
}

// Excel counts UTF-16 units: an emoji is two.
TEST_F(Workbooks, LengthOfNamesOfSheets) {
    std::string name, emoji;
    for (int i = 0; i < 31; ++i) name += "镇";
    for (int i = 0; i < 15; ++i) emoji += "😀";
    EXPECT_EQ(refused({sheet(name), sheet(emoji + "x")}), Said{});
    std::filesystem::remove(folder_ / "a.xlsx");
    for (const std::string& longer : {name + "镇", emoji + "😀"}) {
        const auto told = refused({sheet(longer)});
        ASSERT_EQ(told.size(), 1u);
        EXPECT_NE(told[0].find("文字有32个字符（补充平面的字和表情符号算两个），超过上限31，请缩短"), std::string::npos)
            << told[0];
    }
}

TEST_F(Workbooks, FormulasThatAreTooLong) {
    Cell long_one = cell(1.0);
    long_one.formula = std::string(8192, '1');
    EXPECT_EQ(refused({sheet("甲", {long_one})}, Language::en),
              Said{"a.xlsx!甲!A1: error[cell-formula] the formula of this cell has 8192 characters, more than Excel's "
                   "8191: it adds up too many groups, items or bands; divide them into groups"});
}

TEST_F(Workbooks, SheetsThatAreTooLarge) {
    Sheet high = sheet("甲"), wide = sheet("乙", {cell("一")});
    high.rows.resize(1'048'577);
    wide.rows[0].cells[0].span = 16'385;
    EXPECT_EQ(refused({high, wide}, Language::en),
              (Said{"a.xlsx!甲: error[sheet-size] the sheet would have 1048577 rows and 0 columns, more than 1048576 "
                    "and 16384; keep the plan as a folder instead",
                    "a.xlsx!乙: error[sheet-size] the sheet would have 1 rows and 16385 columns, more than 1048576 "
                    "and 16384; keep the plan as a folder instead"}));
}

TEST_F(Workbooks, NumbersThatAreNone) {
    EXPECT_EQ(refused({sheet("甲", {cell(1.0), cell(std::nan(""))}), sheet("乙", {cell(-HUGE_VAL)})}),
              (Said{"a.xlsx!甲!B1: 错误[cell-number] NaN不是有限的数，工作簿不能保存",
                    "a.xlsx!乙!A1: 错误[cell-number] ∞不是有限的数，工作簿不能保存"}));
}

TEST_F(Workbooks, BytesThatAreNoText) {
    EXPECT_EQ(refused({sheet("甲", {cell("a\xFF"
                                         "b")})}),
              Said{"a.xlsx!甲!A1: 错误[cell-text] 文字不是有效的UTF-8编码，请改正：a?b"});
    EXPECT_EQ(refused({sheet("甲", {cell(std::string("a\0b", 3))})}, Language::en),
              Said{"a.xlsx!甲!A1: error[cell-text] the text has the character U+0000, which a workbook cannot hold; "
                   "delete it: a b"});
}

TEST_F(Workbooks, LinksThatStartPrograms) {
    const auto of = [&](const std::string& link) {
        Cell made = cell("链接");
        made.set({.link = link});
        return refused({sheet("甲", {made})}).size();
    };
    for (const char* link : {"javascript:alert(1)", "file:///etc/passwd", "cmd:calc", "external:../b.xlsx",
                             "external:C:\\b.xlsx", "external:\\\\server\\b", "external:http://x", "external:", "x"})
        EXPECT_EQ(of(link), 1u) << link;
    for (const char* link :
         {"http://x.cn", "https://x.cn/a?b=c", "mailto:a@b.cn", "internal:'甲'!A1", "external:b.xlsx"})
        EXPECT_EQ(of(link), 0u) << link;
}

TEST_F(Workbooks, NamesOfCells) {
    const auto of = [&](const std::string& name) {
        Sheet made = sheet("甲", {cell(1.0)});
        made.names = {{name, "='甲'!$A$1"}};
        return refused({made});
    };
    EXPECT_EQ(of("a b"), Said{"a.xlsx!甲: 错误[defined-name] 名称“a b”不能用作单元格的名字"});
    for (const char* name : {"", "A1", "abc12", "R1C1", "r", "C", "c3", "1a", "a-b", ".a"})
        EXPECT_EQ(of(name).size(), 1u) << name;
    for (const char* name : {"grade_1", "limit1", "名单_1", "total", "r_1"}) EXPECT_EQ(of(name), Said{}) << name;
}

#ifdef LIBPLAN_PACKS_PARTS
/// A sheet with everything the painter knows.
Sheet full_sheet() {
    Sheet made;
    made.name = "全 '部' 1";
    made.widths = {20, 10, 10, 30};
    made.landscape = true;
    made.header_row = 1;
    for (int look = 0; look <= static_cast<int>(Look::aside); ++look) {
        Row row;
        for (const std::variant<std::monostate, std::string, double>& value :
             {std::variant<std::monostate, std::string, double>{}, {" 文字 <&>\r\n_x0041_"}, {look * 0.1 - 1}, {""}}) {
            Cell each;
            each.value = value;
            each.look = static_cast<Look>(look);
            each.places = look % 3;
            each.percent = look % 4 == 0;
            row.cells.push_back(std::move(each));
        }
        row.height = look % 5 * 7.5;
        made.rows.push_back(std::move(row));
    }
    made.rows.insert(made.rows.begin() + 3, Row{});
    made.rows.push_back({{}, 15});
    Cell merged;
    merged.value = 1.0 / 3;
    merged.formula = "IF(A1<\"甲\",1/3,\"=1\")";
    merged.span = 4;
    made.rows.push_back({{merged}});
    merged.value = "";
    made.rows.push_back({{merged}});
    Cell link;
    link.value = "看这里";
    link.set({.link = "https://x.cn/?a=1&b=2"});
    Cell bare = link;
    bare.value = "";
    made.rows.push_back({{link, bare}});
    Chart chart;
    chart.kind = Chart::Kind::line;
    chart.title = "=标题";
    chart.value_axis = "=单位";
    chart.description = "说明";
    chart.series = {{"=名", 1, 2, 0, 9, {}, false}};
    made.charts.push_back(std::move(chart));
    made.data_bars.push_back({0, 5, 2});
    made.highlights.push_back({0, 5, 1, "A1=\"x\""});
    made.names = {{"limit_1", "='全 ''部'' 1'!$A$1"}};
    using Validation = Sheet::Validation;
    made.validations = {{.kind = Validation::Kind::list, .last_row = 9, .formula = "'全 ''部'' 1'!$A$1:$A$9"},
                        {.kind = Validation::Kind::number, .column = 1, .lowest = -0.5, .highest = 1.0 / 3},
                        {.kind = Validation::Kind::day, .first_row = 2, .last_row = 2, .column = 2, .highest = 43465},
                        {.kind = Validation::Kind::formula,
                         .column = 3,
                         .formula = "IF(D1<\"甲\",1,\"_x0041_\")",
                         .title = std::string(40, 'a'),
                         .prompt = "可填：\"甲\" & <乙>\n_x0041_",
                         .error = std::string(300, '\'')}};
    made.printed_columns = 3;
    return made;
}

// Rows, texts and packing are ours; they are what the library's own are.
TEST_F(Workbooks, PartsAreThoseOfTheLibrary) {
    Sheet tall;
    tall.name = "高";
    Cell noted = cell("甲");
    noted.set({.comment = "批注"});
    tall.rows = {{{}, 30}, {{noted}, 45}};
    WorkbookOptions by_us{"标题 & <b>", "某区"};
    WorkbookOptions by_library = by_us;
    by_library.packing = Packing::library;
    for (const std::vector<Sheet>& sheets :
         {std::vector<Sheet>{full_sheet()}, {sheet("空")}, {tall}, {tall, full_sheet(), sheet("数", {cell(1.5)})}}) {
        write_workbook(folder_ / "own.xlsx", sheets, by_us);
        write_workbook(folder_ / "library.xlsx", sheets, by_library);
        const auto own = testing::parts_of(folder_ / "own.xlsx");
        const auto library = testing::parts_of(folder_ / "library.xlsx");
        EXPECT_EQ(own.size(), library.size());
        for (const auto& [name, text] : library) {
            ASSERT_TRUE(own.contains(name)) << name;
            EXPECT_EQ(own.at(name), text) << name;
        }
    }
}
#endif

TEST(Text, WhatLooksLikeAnEscapeIsEscaped) {
    EXPECT_EQ(escaped("_x0041_"), "_x005F_x0041_");
    EXPECT_EQ(escaped("_x0041_x0042_"), "_x005F_x0041_x005F_x0042_");
    EXPECT_EQ(escaped("_x004G_ _x41_ _X0041_"), "_x004G_ _x41_ _X0041_");
    EXPECT_EQ(escaped("a\r\nb"), "a_x000D_\nb");
}

// The parts are compared with those of the library in Python; here the digits, for many more numbers.
TEST(SheetRows, NumbersAsTheLibraryPrintsThem) {
    std::mt19937_64 random(7);
    for (int i = 0; i < 200000; ++i) {
        double number;
        std::uint64_t bits = random();
        std::memcpy(&number, &bits, sizeof number);
        if (i % 2 == 0) number = std::round(std::ldexp(static_cast<double>(bits >> 11), -30)) / 100;
        if (!std::isfinite(number)) continue;
        char printed[64];
        std::snprintf(printed, sizeof printed, "%.16G", number);
        std::string ours;
        append_number(ours, number);
        ASSERT_EQ(ours, printed);
    }
    for (const double number : {0.0, -0.0, 1e15, 1e16, -1e14, 123456789012345678.0, 0.1 + 0.2, 5e-324}) {
        char printed[64];
        std::snprintf(printed, sizeof printed, "%.16G", number);
        std::string ours;
        append_number(ours, number);
        EXPECT_EQ(ours, printed);
    }
}

TEST(FileNames, SafeEverywhere) {
    EXPECT_EQ(safe_file_name("towns-a-东镇", ".xlsx"), "towns-a-东镇.xlsx");
    EXPECT_EQ(safe_file_name("NUL", ".xlsx"), "_NUL.xlsx");
    EXPECT_EQ(safe_file_name("com1.镇", ".xlsx"), "_com1.镇.xlsx");
    EXPECT_EQ(safe_file_name("common", ".xlsx"), "common.xlsx");
    EXPECT_EQ(safe_file_name("a/b\\c:d*e?f\"g<h>i|j#k%l\nm", ".xlsx"), "a_b_c_d_e_f_g_h_i_j_k_l_m.xlsx");
    EXPECT_EQ(safe_file_name("a. ", ".xlsx"), "a._.xlsx");
    EXPECT_EQ(safe_file_name(" .a", ".xlsx"), "_.a.xlsx");
    EXPECT_EQ(safe_file_name("", ".xlsx"), "_.xlsx");
    // Read from the right, this name would end in another extension.
    EXPECT_EQ(safe_file_name("a\u202Exslx.exe", ".xlsx"), "a_xslx.exe.xlsx");
    EXPECT_EQ(safe_file_name("东\u200F镇\u2066\uFEFF\u061C", ".xlsx"), "东_镇___.xlsx");
    EXPECT_EQ(safe_file_name("a\xFF"
                             "b",
                             ".xlsx"),
              "a_b.xlsx");
    EXPECT_EQ(safe_file_name(std::string(300, 'a'), ".xlsx").size(), 185u);
}

}  // namespace
}  // namespace libplan
