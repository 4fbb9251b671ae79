#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "libplan/points.hpp"
#include "packing.hpp"
#include "reports/cell_values.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {
namespace {

using testing::book_of;
using testing::packed;
using testing::Parts;

StoredWorkbook read(const Parts& parts) { return read_workbook(packed(parts), "a.xlsx"); }
StoredWorkbook read_rows(const std::string& rows, const Parts& others = {}) { return read(book_of(rows, others)); }

/// What stands in a cell, with its kind before it.
std::string told(const StoredCell* cell) {
    if (!cell) return "nothing";
    const std::string mark = cell->is_formula ? "=" + std::string(cell->formula) + " " : "";
    if (const auto* text = std::get_if<std::string_view>(&cell->value)) return mark + "text " + std::string(*text);
    if (const auto* number = std::get_if<double>(&cell->value)) return mark + "number " + decimal_text(*number);
    if (const auto* truth = std::get_if<bool>(&cell->value)) return mark + (*truth ? "true" : "false");
    if (const auto* error = std::get_if<CellError>(&cell->value)) return mark + "error " + std::string(error->code);
    return mark + "empty";
}

/// Each problem as "code | Chinese | English".
template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const InputError& error) {
        const Problem& problem = error.problems().at(0);
        EXPECT_EQ(error.problems().size(), 1U);
        EXPECT_EQ(problem.place.file, "a.xlsx");
        return problem.code + " | " + text(problem.message, Language::zh) + " | " + text(problem.message, Language::en);
    }
    return "read";
}
std::string refusal_of(const std::string& bytes) {
    return refusal([&] { read_workbook(bytes, "a.xlsx"); });
}
std::string refusal_of_rows(const std::string& rows, const Parts& others = {}) {
    return refusal_of(packed(book_of(rows, others)));
}
std::string code_of(const std::string& told) { return told.substr(0, told.find(' ')); }

// ---- what is stored ----

TEST(WorkbookReader, ReadsEveryKindOfCell) {
    const auto book = read_rows(
        R"(<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t xml:space="preserve"> 乙 </t></is></c>)"
        R"(<c r="D2"><v>1.50</v></c><c r="E2" t="n"><v>+2E1</v></c><c r="F2" t="b"><v>1</v></c>)"
        R"(<c r="G2" t="e"><v>#DIV/0!</v></c><c r="H2" t="str"><f>A1&amp;"x"</f><v>x</v></c>)"
        R"(<c r="I2"><f>1+1</f><v>2</v></c><c r="J2"><f>1+1</f></c><c r="K2" s="3"/><c r="L2" t="str"><f>""</f><v/></c>)"
        R"(<c r="M2" t="d"><v>2018-12-31T00:00:00</v></c></row>)");
    const StoredSheet& sheet = book.sheets.at(0);
    EXPECT_EQ(sheet.name, "表");
    const std::vector<std::string> expected{
        "nothing",          "text 甲",       "text  乙 ",  "number 1.5", "number 20",   "true",        "error #DIV/0!",
        "=A1&\"x\" text x", "=1+1 number 2", "=1+1 empty", "nothing",    "=\"\" text ", "number 43465"};
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_EQ(told(sheet.find(1, static_cast<int>(i))), expected[i]) << i;
    EXPECT_EQ(sheet.find(1, 12)->format, CellFormat::date);
    EXPECT_EQ(to_string(book.place(sheet, 6, 2)), "a.xlsx!表!C7");
    EXPECT_EQ(to_string(book.place(sheet)), "a.xlsx!表");
}

TEST(WorkbookReader, CountsOnWhereRowsAndCellsHaveNoNumbers) {
    const auto book = read_rows(
        "<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
        "<row r=\"9\"><c><v>5</v></c></row><row><c><v>6</v></c></row>");
    std::string places;
    for (const StoredCell& cell : book.sheets[0].cells) places += cell_reference(cell.row + 1, cell.column + 1) + " ";
    EXPECT_EQ(places, "A1 D1 E1 A2 A9 A10 ");
}

TEST(WorkbookReader, SortsCellsThatStandOutOfOrder) {
    const auto book = read_rows(
        R"(<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>)");
    std::string values;
    for (const StoredCell& cell : book.sheets[0].cells) values += told(&cell) + " ";
    EXPECT_EQ(values, "number 1 number 3 number 4 ");
}

TEST(WorkbookReader, JoinsRichTextAndLeavesReadingAidsOut) {
    const auto book = read_rows(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>)",
        {{"xl/sharedStrings.xml",
          R"(<sst><si><r><rPr><b/></rPr><t>区</t></r><r><t xml:space="preserve"> 局</t></r><rPh sb="0" eb="1"><t>qu</t></rPh><phoneticPr/></si><si><t>_x0041_ _x005F_x0041_ _xD83D__xDE00_ _xD83D_ _x00e9_ _xZZZZ_</t></si></sst>)"}});
    EXPECT_EQ(told(book.sheets[0].find(0, 0)), "text 区 局");
    EXPECT_EQ(told(book.sheets[0].find(0, 1)), "text A _x0041_ 😀 _xD83D_ é _xZZZZ_");
    EXPECT_EQ(told(book.sheets[0].find(0, 2)), "text 甲乙");
}

TEST(WorkbookReader, ReadsPrefixedNamesAndOtherPlacesOfTheParts) {
    const auto book = read_rows(
        "",
        {{"_rels/.rels",
          R"(<p:Relationships xmlns:p="p"><p:Relationship Id="x" Type="a/officeDocument" Target="\XL\Book.xml"/></p:Relationships>)"},
         {"xl/book.xml",
          R"(<x:workbook xmlns:x="x" xmlns:r="r"><x:workbookPr date1904="true"/><x:sheets><x:sheet name="一" r:id="a" state="veryHidden"/><x:sheet name="图" r:id="b"/></x:sheets><x:definedNames><x:definedName name="满分">'一'!$A$1</x:definedName></x:definedNames></x:workbook>)"},
         {"xl/_rels/book.xml.rels",
          R"(<Relationships><Relationship Id="a" Type="t/worksheet" Target="../data/one.xml"/><Relationship Id="b" Type="t/chartsheet" Target="c.xml"/></Relationships>)"},
         {"data/one.xml",
          R"(<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData><x:extLst><x:f>no cell</x:f></x:extLst></x:worksheet>)"}});
    ASSERT_EQ(book.sheets.size(), 2U);
    EXPECT_TRUE(book.sheets[0].hidden);
    EXPECT_TRUE(book.dates_from_1904);
    EXPECT_EQ(told(book.sheets[0].find(0, 0)), "number 7");
    EXPECT_EQ(book.names, (std::vector<std::pair<std::string, std::string>>{{"满分", "'一'!$A$1"}}));
}

TEST(WorkbookReader, TellsDatesAndPercentagesByTheirFormats) {
    const auto book = read_rows(
        R"(<row r="1"><c r="A1" s="0"><v>1</v></c><c r="B1" s="1"><v>1</v></c><c r="C1" s="2"><v>1</v></c><c r="D1" s="3"><v>1</v></c><c r="E1" s="4"><v>1</v></c><c r="F1" s="5"><v>1</v></c><c r="G1" s="6"><v>1</v></c><c r="H1" s="7"><v>1</v></c></row>)",
        {{"xl/styles.xml",
          R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="0.0%;[Red]-0.0%"/><numFmt numFmtId="166" formatCode="[Red]0.00&quot;day&quot;\d_s"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="49"/></cellXfs></styleSheet>)"}});
    const CellFormat expected[] = {CellFormat::general, CellFormat::percent, CellFormat::date, CellFormat::date,
                                   CellFormat::percent, CellFormat::general, CellFormat::date, CellFormat::text};
    for (int i = 0; i < 8; ++i) EXPECT_EQ(book.sheets[0].find(0, i)->format, expected[i]) << i;
}

// ---- what is refused ----

TEST(WorkbookReader, RefusesWhatIsNoWorkbook) {
    EXPECT_EQ(refusal_of("单位,得分\n东镇,90\n"),
              "no-workbook | 这不是 Excel 工作簿（.xlsx），请在 Excel 或 WPS 里打开，另存为 .xlsx | no Excel workbook "
              "(.xlsx): open it in a spreadsheet program and save it as .xlsx");
    EXPECT_EQ(
        refusal_of(""),
        "workbook-truncated | 文件是空的，可能没有传完，请重新取得 | the file is empty: it may not have been sent "
        "completely; get it again");
    const std::string office = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
    EXPECT_EQ(
        refusal_of(office),
        "workbook-old | 这是旧格式的工作簿（.xls、.et），请在 Excel 或 WPS 里打开，另存为 .xlsx | a workbook of the "
        "old format (.xls): open it and save it as .xlsx");
    EXPECT_EQ(
        refusal_of(packed({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}})),
        "no-workbook | 这是 .ods 工作簿，请打开后另存为 .xlsx | an OpenDocument workbook (.ods): open it and save it "
        "as .xlsx");
    EXPECT_EQ(code_of(refusal_of(packed({{"a.txt", "a"}}))), "no-workbook");
    EXPECT_EQ(code_of(refusal_of_rows("", {{"xl/workbook.xml", "<document/>"}})), "no-workbook");
    EXPECT_EQ(
        code_of(refusal_of_rows(
            "",
            {{"[Content_Types].xml",
              R"(<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>)"}})),
        "workbook-old");
}

TEST(WorkbookReader, RefusesEncryptedWorkbooks) {
    std::string office = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
    for (const char c : std::string("EncryptedPackage")) (office += c) += '\0';
    EXPECT_EQ(
        refusal_of(office),
        "workbook-encrypted | 工作簿有打开密码，读不了：请打开后去掉密码，再保存 | the workbook is encrypted: open it, "
        "remove the password and save it again");
    std::string locked = packed(book_of(""));
    for (std::size_t at = locked.find("PK\1\2"); at != std::string::npos; at = locked.find("PK\1\2", at + 4))
        locked[at + 8] = static_cast<char>(locked[at + 8] | 1);  // the flag of an encrypted part
    EXPECT_EQ(code_of(refusal_of(locked)), "workbook-encrypted");
}

TEST(WorkbookReader, RefusesMacrosAndLinks) {
    const std::string macros =
        "workbook-macros | 工作簿带有宏，不予读取：请另存为不带宏的 .xlsx | the workbook holds macros and is not read: "
        "save "
        "it as .xlsx without macros";
    EXPECT_EQ(refusal_of_rows("", {{"xl/vbaProject.bin", "x"}}), macros);
    EXPECT_EQ(
        refusal_of_rows(
            "", {{"[Content_Types].xml",
                  R"(<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>)"}}),
        macros);
    EXPECT_EQ(
        refusal_of_rows(
            "",
            {{"xl/workbook.xml",
              R"(<workbook><sheets/><externalReferences><externalReference id="r9"/></externalReferences></workbook>)"}}),
        "workbook-links | 工作簿引用了别的工作簿，不予读取：请在“数据—编辑链接”里断开链接，再保存 | the workbook "
        "refers "
        "to other workbooks and is not read: break the links (Data, Edit Links) and save it again");
}

TEST(WorkbookReader, RefusesTruncatedFilesAtAnyLength) {
    const std::string whole = packed(book_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    EXPECT_EQ(refusal_of(whole), "read");
    for (std::size_t length = 2; length < whole.size(); length += 7)
        EXPECT_EQ(refusal_of(whole.substr(0, length)),
                  "workbook-truncated | 文件不完整，可能没有传完或没有存完，请重新取得 | the file is cut off: it may "
                  "not have "
                  "been sent or saved completely; get it again")
            << length;
}

TEST(WorkbookReader, RefusesFlippedBits) {
    const std::string whole = packed(book_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    const std::size_t content = whole.find("xl/worksheets/sheet1.xml") + 24 + 20;
    std::string flipped = whole;
    flipped[content] = static_cast<char>(flipped[content] ^ 4);
    EXPECT_EQ(code_of(refusal_of(flipped)), "workbook-damaged");
}

TEST(WorkbookReader, RefusesBombsInNoTimeAndLittleMemory) {
    const auto start = std::chrono::steady_clock::now();
    const std::string spaces(std::size_t{70} << 20, ' ');
    const std::string bomb =
        packed(book_of("", {{"xl/worksheets/sheet1.xml", "<worksheet>" + spaces + "</worksheet>"}}));
    const auto packed_in = std::chrono::steady_clock::now() - start;
    EXPECT_LT(bomb.size(), std::size_t{1} << 20);
    EXPECT_EQ(
        refusal_of(bomb),
        "workbook-bomb | “xl/worksheets/sheet1.xml”解压后大得不合常理，不予读取 | \"xl/worksheets/sheet1.xml\" is "
        "unreasonably large once unpacked and is not read");
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2 * packed_in);
    const std::string small(std::size_t{2} << 20, ' ');
    EXPECT_EQ(code_of(refusal_of_rows("", {{"xl/styles.xml", "<a>" + small + "</a>"}})), "workbook-bomb");

    // One that says that it is small.
    std::string liar = bomb;
    for (std::size_t at = liar.find("PK\1\2"); at != std::string::npos; at = liar.find("PK\1\2", at + 4))
        if (liar.compare(at + 46, 24, "xl/worksheets/sheet1.xml") == 0)
            liar.replace(at + 24, 4, std::string("\0\4\0\0", 4));
    EXPECT_EQ(code_of(refusal_of(liar)), "workbook-damaged");
}

TEST(WorkbookReader, RefusesTooLargeAFileUnread) {
    const auto file = std::filesystem::temp_directory_path() / "libplan_large.xlsx";
    std::ofstream(file).close();
    std::filesystem::resize_file(file, std::uintmax_t{3} << 30);
    try {
        read_workbook(file);
        ADD_FAILURE();
    } catch (const InputError& error) {
        EXPECT_EQ(text(error.problems()[0].message, Language::en),
                  "the file has 3072 MB, more than the 20 MB that are read: a workbook of this kind is never so large; "
                  "check it");
    }
    std::filesystem::remove(file);
    EXPECT_THROW(read_workbook(file), FileError);
    EXPECT_THROW(read_workbook(std::filesystem::temp_directory_path()), FileError);
    EXPECT_THROW(read_workbook(std::filesystem::path("/dev/zero")), FileError);
}

TEST(WorkbookReader, RefusesDoctypesWithoutExpandingThem) {
    const std::string laughs =
        R"(<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>)";
    EXPECT_EQ(
        refusal_of_rows("", {{"xl/worksheets/sheet1.xml", laughs}}),
        "workbook-doctype | “xl/worksheets/sheet1.xml”里有 DOCTYPE 声明，不予读取：请用 Excel 或 WPS 重新保存 | "
        "\"xl/worksheets/sheet1.xml\" declares a DOCTYPE and is not read: save it again with a spreadsheet program");
}

TEST(WorkbookReader, RefusesDeepNesting) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a" + std::to_string(i % 977) + ">";
    EXPECT_EQ(refusal_of_rows(deep),
              "workbook-deep | “xl/worksheets/sheet1.xml”的层次深得不合常理，不予读取 | \"xl/worksheets/sheet1.xml\" "
              "is nested "
              "unreasonably deep and is not read");
}

TEST(WorkbookReader, SparseSheetsCostNothing) {
    const auto book = read_rows(R"(<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>)");
    EXPECT_EQ(book.sheets[0].cells.size(), 1U);
    EXPECT_EQ(told(book.sheets[0].find(1'048'575, 16'383)), "number 1");
}

TEST(WorkbookReader, RefusesPartsThatStandTwice) {
    std::string twice = packed(book_of("", {{"xl/Workbook.xml", "<workbook/>"}}));
    EXPECT_EQ(
        refusal_of(twice),
        "workbook-part-twice | 压缩包里有两个“xl/Workbook.xml”，不知以哪个为准：请用 Excel 或 WPS 重新保存 | the "
        "package "
        "holds \"xl/Workbook.xml\" twice, and which one counts is unknown: save it again with a spreadsheet program");
}

TEST(WorkbookReader, TellsWhatIsDamaged) {
    const auto damage = [](const std::string& rows) {
        const std::string told = refusal_of_rows(rows);
        const auto from = told.find("：") + std::string("：").size();
        return told.substr(from, told.find("），") - from);
    };
    EXPECT_EQ(damage("<row r=\"0\"/>"), "没有单元格“0”");
    EXPECT_EQ(damage("<row><c r=\"A1048577\"><v>1</v></c></row>"), "没有单元格“A1048577”");
    EXPECT_EQ(damage("<row><c r=\"XFE1\"><v>1</v></c></row>"), "没有单元格“XFE1”");
    EXPECT_EQ(damage("<row><c r=\"a1\"><v>1</v></c></row>"), "没有单元格“a1”");
    EXPECT_EQ(damage("<row><c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row>"), "单元格B2出现了两次");
    EXPECT_EQ(damage("<row><c r=\"B2\"><v>inf</v></c></row>"), "单元格B2的值“inf”读不出来");
    EXPECT_EQ(damage("<row><c r=\"B2\"><v>1,5</v></c></row>"), "单元格B2的值“1,5”读不出来");
    EXPECT_EQ(damage("<row><c r=\"B2\" t=\"d\"><v>yesterday</v></c></row>"), "单元格B2的值“yesterday”读不出来");
    EXPECT_EQ(damage("<row><c r=\"B2\" t=\"s\"><v>1</v></c></row>"), "单元格B2引用的文字1不存在");
    EXPECT_EQ(damage("<row><c r=\"B2\" t=\"inlineStr\"><is><t>" + std::string(200'000, 'x') + "</t></is></c></row>"),
              "有一段文字超过32767个字符");
    EXPECT_EQ(damage("\n<row>"), "第2行不合 XML 的写法");
    EXPECT_EQ(
        refusal_of_rows("", {{"xl/_rels/workbook.xml.rels", "<Relationships/>"}}),
        "workbook-damaged | 工作簿已损坏（表：缺少这一部分），请用 Excel 或 WPS 打开、修复并重新保存 | the workbook is "
        "damaged (表: the part is missing): open it with a spreadsheet program, let it be repaired and save it again");
}

// ---- what is meant ----

StoredCell cell(std::variant<std::monostate, std::string_view, double, bool, CellError> value,
                CellFormat format = CellFormat::general) {
    StoredCell made;
    made.value = value;
    made.format = format;
    return made;
}

std::string number(std::string_view words, std::string_view unit = "") {
    const auto value = number_in(cell(words), unit);
    return value ? decimal_text(*value) : "none";
}

TEST(CellValues, ReadsNumbersAsPeopleWriteThem) {
    EXPECT_EQ(number("12.5"), "12.5");
    EXPECT_EQ(number(" １２．５　"), "12.5");
    EXPECT_EQ(number("−3"), "-3");
    EXPECT_EQ(number("+3"), "3");
    EXPECT_EQ(number("1,234,567.25"), "1234567.25");
    EXPECT_EQ(number("1，234"), "1234");
    EXPECT_EQ(number("3.5万", "元"), "35000");
    EXPECT_EQ(number("3.5万元", "元"), "35000");
    EXPECT_EQ(number("3.5 亿", "元"), "350000000");
    EXPECT_EQ(number("3.5万元", "万元"), "3.5");
    EXPECT_EQ(number("12人", "人"), "12");
    EXPECT_EQ(number("95%", "%"), "95");
    EXPECT_EQ(number("９５．７％", "%"), "95.7");
    EXPECT_EQ(number("95", "%"), "95");
    EXPECT_EQ(number(".5"), "0.5");
}

TEST(CellValues, RefusesWhatIsNoNumberOrCouldBeTwo) {
    for (const char* words : {"", "—", "十二", "1,5", "1,2345", ",123", "12,34,567", "1 234", "1.2.3", "1e5", "0x1",
                              "nan", "12人", "95%", "1234567890123456", "1.5-2"})
        EXPECT_EQ(number(words), "none") << words;
    EXPECT_EQ(number("3.5万", "万元"), "none");
    EXPECT_EQ(number("95%", "元"), "none");
    EXPECT_FALSE(number_in(cell(true)));
    EXPECT_FALSE(number_in(cell(CellError{"#N/A"})));
    EXPECT_FALSE(number_in(cell(std::monostate())));
    EXPECT_FALSE(number_in(cell(43465.0, CellFormat::date)));
    EXPECT_FALSE(number_in(cell(0.95, CellFormat::percent), "元"));
}

TEST(CellValues, ReadsStoredNumbersWithTheDigitsThatAreShown) {
    EXPECT_EQ(number_in(cell(0.57, CellFormat::percent), "%"), 57.0);
    EXPECT_EQ(number_in(cell(0.1 + 0.2)), 0.3);
    EXPECT_EQ(number_in(cell(-1234567.25)), -1234567.25);
    EXPECT_EQ(number_in(cell(0.0)), 0.0);
}

TEST(CellValues, ReadsDays) {
    const auto day = [](const StoredCell& from, bool of_1904 = false) {
        const auto date = date_in(from, of_1904);
        return date ? to_string(*date) : "none";
    };
    for (const char* words : {"2018-12-31", "2018/12/31", "2018.12.31", "2018年12月31日", " ２０１８－１２－３１ "})
        EXPECT_EQ(day(cell(words)), "2018-12-31") << words;
    for (const char* words :
         {"2018-13-01", "2018-02-29", "31/12/2018", "2018-12", "2018-12/31", "18-12-31", "2018-12-31x"})
        EXPECT_EQ(day(cell(words)), "none") << words;
    EXPECT_EQ(day(cell(43465.0, CellFormat::date)), "2018-12-31");
    EXPECT_EQ(day(cell(43465.75, CellFormat::date)), "2018-12-31");
    EXPECT_EQ(day(cell(42003.0, CellFormat::date), true), "2018-12-31");
    EXPECT_EQ(day(cell(59.0, CellFormat::date)), "1900-02-28");
    EXPECT_EQ(day(cell(60.0, CellFormat::date)), "none");
    EXPECT_EQ(day(cell(61.0, CellFormat::date)), "1900-03-01");
    EXPECT_EQ(day(cell(43465.0)), "none");
    EXPECT_EQ(serial_of(*parse_date("2018-12-31")), 43465);
    EXPECT_EQ(serial_of(*parse_date("1900-02-28")), 59);
    EXPECT_EQ(serial_of(*parse_date("2018-12-31"), true), 42003);
}

TEST(CellValues, ReadsTexts) {
    EXPECT_EQ(text_in(cell("　 甲 \n")), "甲");
    EXPECT_EQ(text_in(cell(2018.0)), "2018");
    EXPECT_EQ(text_in(cell(std::monostate())), "");
}

}  // namespace
}  // namespace libplan
