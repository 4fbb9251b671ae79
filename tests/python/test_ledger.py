"""A plan kept in a workbook: read as its files would be, and every slip told by its cell."""

import datetime
import fcntl
import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from forms import saved_by_libreoffice
from hypothesis import HealthCheck, given, settings
from libplan.cli import main
from plan_cases import folders
from score_cases import CLASSES, Case, cases

import libplan

ROOT = Path(__file__).parents[2]
FOLDERS = [
    "examples/qingxin",
    "examples/ecology",
    "tests/data/parks",
    "tests/data/parks_sound",
    "tests/data/every_rule",
]
SOUND = ROOT / "tests/data/parks_sound"
Edit = Callable[[Any], object]


# ---- the same values, whatever way they went ----


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_becomes_a_workbook_and_a_folder_again(
    name: str, language: Any, tmp_path: Path
) -> None:
    folder = libplan.read(ROOT / name)
    book = libplan.convert(ROOT / name, tmp_path / "规划.xlsx", language=language)
    assert libplan.read(book) == folder
    assert libplan.read(libplan.convert(book, tmp_path / "again")) == folder


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(folders())
def test_any_plan_is_kept(folder: libplan.PlanFolder) -> None:
    with tempfile.TemporaryDirectory() as place:
        libplan.write_workbook(folder, Path(place, "p.xlsx"))
        assert libplan.read(Path(place, "p.xlsx")) == folder


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_any_scheme_is_kept(case: Case) -> None:
    bodies = [libplan.Body(name, name, "town", parent="", rank_class=name) for name in CLASSES]
    plan = libplan.Plan("p", "规划", 2016, 2020, bodies=bodies)
    plan = plan.replace(indicators=[libplan.Indicator("i", "指标", "个", "up")])
    folder = libplan.PlanFolder(plan, schemes=[case.scheme])
    with tempfile.TemporaryDirectory() as place:
        libplan.write_workbook(folder, Path(place, "p.xlsx"), language="en")
        assert libplan.read(Path(place, "p.xlsx")) == folder


def test_every_setting_of_a_computed_fact_is_kept(tmp_path: Path) -> None:
    sources: dict[str, tuple[libplan.typing.FactSource, int | None]] = {
        "rate": (libplan.RatioFact("x", "x", factor=1), 4),
        "rank": (libplan.ClassFact("x", take="rank", direction="down"), None),
        "mean": (libplan.ClassFact("x"), 0),
        "done": (libplan.TaskFact(), 1),
    }
    facts = [libplan.FactDefinition("x", "数", libplan.SuppliedFact())] + [
        libplan.FactDefinition(id, id, source, places=places)
        for id, (source, places) in sources.items()
    ]
    items = [libplan.Item(f"i{id}", id, 10, libplan.ShareRule(100), fact=id) for id in sources]
    scheme = libplan.Scheme(
        "s", "办法", "town", [libplan.Group("g", "一", 40, items)], [libplan.Grade("合格", 0)],
        full=40, facts=facts,
    )  # fmt: skip
    plan = libplan.Plan("p", "规划", 2016, 2020, bodies=[libplan.Body("a", "甲镇", "town")])
    folder = libplan.PlanFolder(plan, schemes=[scheme])
    libplan.write_workbook(folder, tmp_path / "p.xlsx")
    libplan.write_folder(folder, tmp_path / "p")
    assert libplan.read(tmp_path / "p.xlsx") == libplan.read(tmp_path / "p") == folder


@pytest.mark.parametrize("name", FOLDERS)
def test_other_programs_may_save_it(name: str, tmp_path: Path) -> None:
    folder = libplan.read(ROOT / name)
    libplan.write_workbook(folder, tmp_path / "own.xlsx")
    openpyxl.load_workbook(tmp_path / "own.xlsx").save(tmp_path / "openpyxl.xlsx")
    assert libplan.read(tmp_path / "openpyxl.xlsx") == folder
    [office] = saved_by_libreoffice([tmp_path / "own.xlsx"], tmp_path)
    assert libplan.read(office) == folder


def test_results_are_the_same_and_name_the_cells(tmp_path: Path) -> None:
    """Findings of a plan with contradictions point at the workbook, and say the same."""
    files = ROOT / "tests/data/parks"
    libplan.convert(files, tmp_path / "公园.xlsx")
    kept, folder = libplan.read(tmp_path / "公园.xlsx"), libplan.read(files)

    def found(read: libplan.PlanFolder) -> tuple[libplan.Finding, ...]:
        return libplan.check(read.plan, read.figures, read.observations)

    assert [finding.code for finding in found(kept)] == [finding.code for finding in found(folder)]
    assert str(kept.plan.indicators[0].place) == "公园.xlsx!指标!A2"
    assert str(kept.figures[0].place) == "公园.xlsx!印出的数字!A2"
    assert str(kept.schemes[0].facts[0].place) == "公园.xlsx!事实!A2"
    assert str(kept.records.marks[0].place) == "公园.xlsx!评分!A2"
    places = {str(figure.place) for finding in found(kept) for figure in finding.figures}
    assert any(place.startswith("公园.xlsx!印出的数字!A") for place in places)


def test_equal_plans_give_equal_bytes(tmp_path: Path) -> None:
    folder = libplan.read(SOUND)
    for name in ("a.xlsx", "b.xlsx"):
        libplan.write_workbook(folder, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# ---- what clerks type ----


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return libplan.convert(SOUND, tmp_path_factory.mktemp("sound") / "规划.xlsx")


def edited(sound: Path, tmp_path: Path, *edits: Edit) -> Path:
    book = openpyxl.load_workbook(sound)
    for edit in edits:
        edit(book)
    book.save(tmp_path / "规划.xlsx")
    return tmp_path / "规划.xlsx"


def put(sheet: str, head: str, row: int, value: object, number_format: str | None = None) -> Edit:
    """Types a value under a head."""

    def edit(book: Any) -> None:
        column = next(cell.column for cell in book[sheet][1] if cell.value == head)
        cell = book[sheet].cell(row, column)
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edit


def row_again(sheet: str, row: int) -> Edit:
    """Copies a row into the first empty one."""

    def edit(book: Any) -> None:
        empty = next(
            at for at in range(2, 999) if all(cell.value is None for cell in book[sheet][at])
        )
        for cell in book[sheet][row]:
            book[sheet].cell(empty, cell.column).value = cell.value

    return edit


def below(sheet: str, **typed: object) -> Edit:
    """Types into the first empty row, by heads."""

    def edit(book: Any) -> None:
        empty = next(
            at for at in range(2, 999) if all(cell.value is None for cell in book[sheet][at])
        )
        for head, value in typed.items():
            put(sheet, head, empty, value)(book)

    return edit


@pytest.mark.parametrize(
    "typed",
    [
        (put("观测值", "数值", 2, "３００"),),  # full width, as text
        (put("观测值", "数值", 2, "300"), put("观测值", "期间", 2, "２０２２")),
        (put("观测值", "数值", 2, " 300件 "),),
        (put("观测值", "数值", 8, 0.84, "0%"),),  # of an indicator in percent
        (put("任务报告", "日期", 2, datetime.date(2022, 6, 1), "yyyy-mm-dd"),),
        (put("任务报告", "日期", 2, "2022年6月1日"),),
        (put("任务报告", "日期", 2, "2022/6/1"),),
        (put("规划", "起始年", 2, "2021年"),),
        (put("指标", "计数", 2, "TRUE"),),
        (lambda book: book.create_sheet("备注一").append(["自己的话"]),),
        (lambda book: book.move_sheet("评分", -5),),
        (lambda book: book["机构"].append([None, " ", None]),),
    ],
)
def test_what_is_meant_is_read(sound: Path, tmp_path: Path, typed: tuple[Edit, ...]) -> None:
    assert libplan.read(edited(sound, tmp_path, *typed)) == libplan.read(SOUND)


def title_row(book: Any) -> None:
    book["指标"].insert_rows(1, 2)
    book["指标"]["A1"] = "滨江市指标一览表"
    book["指标"].merge_cells("A1:F1")


SLIPS: list[tuple[Edit, str, str, str, str]] = []


def slip(edit: Edit, cell: str, code: str, zh: str, en: str) -> None:
    """What is typed, and what is said of which cell."""
    SLIPS.append((edit, cell, code, zh, en))


slip(
    put("指标", "名称", 1, "名字"),
    "指标!B1",
    "unknown-column",
    "不认识的列“名字”，您是否想写“名称”？",
    'unknown column "名字": did you mean "名称"?',
)
slip(
    put("观测值", "指标", 3, "watr"),
    "观测值!A3",
    "unknown-id",
    "没有编号为“watr”的指标，您是否想写“water”？",
    'there is no indicator "watr": did you mean "water"?',
)
slip(
    put("目标", "指标", 2, "complaint"),
    "目标!A2",
    "unknown-id",
    "工作表“指标”里没有“complaint”，您是否想写“complaints”？",
    'the sheet "指标" has no "complaint": did you mean "complaints"?',
)
slip(
    put("观测值", "数值", 2, "约300"),
    "观测值!D2",
    "bad-number",
    "列“数值”应为数字，写的是“约300”：一格只写一个数字，单位和说明写在别处",
    'column "数值" should be a number, not "约300": one number in a cell, units and remarks '
    "elsewhere",
)
slip(
    row_again("机构", 3),
    "机构!A13",
    "duplicate-id",
    "编号“garden”重复，前一处在 规划.xlsx!机构!A3",
    'id "garden" stands twice, first at 规划.xlsx!机构!A3',
)
slip(
    put("任务报告", "日期", 2, "6月初"),
    "任务报告!C2",
    "bad-date",
    "“6月初”不是日期，应写成 2018-12-31 这样",
    '"6月初" is not a date like 2018-12-31',
)
slip(
    lambda book: book.remove(book["指标"]),
    "",
    "missing-sheet",
    "缺少工作表“指标”：请补上，或用 libplan init --excel 新建一个空白工作簿对照",
    'the sheet "指标" is missing: add it, or start an empty workbook with libplan init '
    "--excel and compare",
)
slip(
    lambda book: book.remove(book["评分"]),
    "",
    "missing-sheet",
    "缺少工作表“评分”，建这个工作簿时有它：误删的请从原来的文件复制回来；确实不要的，留一张同名的空表",
    'the sheet "评分", which this workbook was made with, is missing: copy it back from an earlier '
    "file, or leave an empty sheet of that name if it is not wanted",
)
slip(
    lambda book: setattr(book["观测值"], "title", "观察值"),
    "观察值",
    "unknown-sheet",
    "不认识的工作表“观察值”，您是否想写“观测值”？",
    'unknown sheet "观察值": did you mean "观测值"?',
)
slip(
    title_row,
    "指标!A1",
    "title-row",
    "第1行应是列名，写的是“滨江市指标一览表”，列名在第3行：请删去上面的2行",
    'the first row should hold the heads, not "滨江市指标一览表"; they stand in row 3: '
    "delete the 2 rows above",
)
slip(
    put("评分项目", "满分", 3, 0.95, "0%"),
    "评分项目!E3",
    "percent",
    "列“满分”是百分比格式，显示为 95%：请把单元格格式改为“常规”，写 95",
    'column "满分" is formatted as a percentage and shows 95%: format the cell as General '
    "and write 95",
)
slip(
    put("观测值", "期间", 2, datetime.date(2022, 9, 1), "yyyy-mm"),
    "观测值!C2",
    "date-cell",
    "列“期间”不是日期，表格软件却把这一格当成了日期（2022-09-01）：请把单元格格式改为“文本"
    "”，再重新填写",
    'column "期间" is no date, but the spreadsheet took the cell for one (2022-09-01): '
    "format it as Text and type it again",
)
slip(
    put("指标", "方向", 2, "上升"),
    "指标!D2",
    "wrong-word",
    "“方向”不能是“上升”，应为：越低越好、越高越好",
    '"方向" cannot be "上升"; it is one of: 越低越好, 越高越好',
)
slip(
    put("指标", "名称", 2, None),
    "指标!B2",
    "empty-cell",
    "列“名称”这一格不能空着",
    'column "名称" cannot be empty',
)
slip(
    put("评分组", "办法", 2, "town"),
    "评分组!A2",
    "unknown-id",
    "工作表“评分办法”里没有“town”，您是否想写“towns”？",
    'the sheet "评分办法" has no "town": did you mean "towns"?',
)
slip(
    put("评分", "数值", 2, 99),
    "评分!E2",
    "mark-range",
    "项目“养护台账”应评0到10分，写的是99分",
    'the mark for "养护台账" is 0 to 10, not 99',
)
slip(
    put("评分项目", "满分", 2, 9.5),
    "评分组!E2",
    "points-sum",
    "“部门履职”满分100分，各部分之和为69.5分，两者应相等",
    '"部门履职" has 100 points, its parts sum to 69.5: they should agree',
)
slip(
    put("观测值", "数值", 2, "=100+200"),
    "观测值!D2",
    "no-result",
    "这一格是公式，但没有算出的结果：请在表格软件里打开并保存一次，或直接填写数值",
    "the cell is a formula without a result: open and save the workbook once in a "
    "spreadsheet program, or type the value",
)
slip(
    put("观测值", "数值", 2, "#REF!"),
    "观测值!D2",
    "error-cell",
    "这一格是错误值 #REF!，请改正",
    "the cell holds the error #REF!: correct it",
)
slip(
    put("目标", "目标数", 2, None),
    "目标!D2",
    "empty-cell",
    "列“目标数”这一格不能空着",
    'column "目标数" cannot be empty',
)
slip(
    put("目标", "原文行号", 2, 999),
    "目标!G2",
    "clause-line",
    "引用第999行，但规划原文只有18行",
    "line 999 is quoted, but the plan's text has 18 lines",
)
slip(
    lambda book: book["指标"].__setitem__("Z3", "备注一下"),
    "指标!Z3",
    "no-head",
    "这一列没有列名，却写了“备注一下”：请补上列名，或清空这一列",
    '"备注一下" stands in a column without a head: name the column or clear it',
)
slip(
    row_again("观测值", 2),
    "观测值!A30",
    "duplicate-row",
    "与第2行重复（指标、单位、期间、来源都相同），请只留一行；如果是修订，请填“发布日期”列",
    "the same indicator, body, period and source as in row 2: keep one; for a revision fill "
    'in "发布日期"',
)
slip(
    put("评分项目", "依据的事实", 2, "coverag"),
    "评分项目!N2",
    "unknown-fact",
    "工作表“事实”里没有“coverag”，请核对，或在那里补一行",
    'the sheet "事实" has no "coverag": check it, or add a row there',
)
slip(
    put("评分项目", "每超得分", 2, -3),
    "评分项目!W2",
    "idle-cell",
    "列“每超得分”在这一行不起作用，写了“-3”：请清空，或核对这一行的种类",
    'column "每超得分" means nothing in this row, but holds "-3": clear it, or check what '
    "kind of row this is",
)
slip(
    put("事实", "等级", 2, "优秀"),
    "事实!O2",
    "idle-cell",
    "列“等级”在这一行不起作用，写了“优秀”：请清空，或核对这一行的种类",
    'column "等级" means nothing in this row, but holds "优秀": clear it, or check what '
    "kind of row this is",
)
slip(
    put("任务报告", "单位", 3, "finance"),
    "任务报告!B3",
    "not-carried",
    "“finance”不承担任务“care”，它的报告不会算数：请核对，或在“责任分工”表里加上",
    '"finance" does not carry task "care", so its report counts for nothing: check it, or '
    'add it on the sheet "责任分工"',
)
slip(
    row_again("规划", 2),
    "规划!A3",
    "one-plan",
    "“规划”只能有一行",
    '"规划" has one row only',
)
slip(
    put("规划原文", "行号", 3, 7),
    "规划原文!A3",
    "text-line",
    "行号应依次为 1、2、3……，这里应为 2，写的是“7”",
    'the lines are numbered 1, 2, 3 …; here 2 is needed, not "7"',
)
slip(
    put("一票否决", "看什么", 2, "总分"),
    "一票否决!E2",
    "idle-cell",
    "列“对象编号”在这一行不起作用，写了“larger”：请清空，或核对这一行的种类",
    'column "对象编号" means nothing in this row, but holds "larger": clear it, or check what kind '
    "of row this is",
)
slip(
    lambda book: book["观测值"].merge_cells("D3:D4"),
    "观测值!D3",
    "merged",
    "D3:D4 是合并的单元格，只有第一格有内容：请取消合并，每一格都填上",
    "D3:D4 is merged, and only its first cell holds something: unmerge it and fill in each cell",
)
slip(
    put("评分项目", "比较", 9, None),
    "评分项目!S9",
    "empty-cell",
    "列“比较”这一格不能空着",
    'column "比较" cannot be empty',
)
slip(
    put("评分项目", "规则数", 3, 2),
    "评分项目!AB3",
    "empty-cell",
    "列“不足一档”这一格不能空着",
    'column "不足一档" cannot be empty',
)
slip(
    put("观测值", "期间", 2, "2022年"),
    "观测值!C2",
    "bad-period",
    "“2022年”应写成 2022",
    '"2022年" should be written 2022',
)


slip(
    put("评分项目", "扣分幅度", 4, "2至0.5"),
    "评分项目!R4",
    "deduct",
    "列“扣分幅度”应为由小到大的两个数，如 0.5至2，都不超过满分30",
    'column "扣分幅度" should be two numbers like 0.5~2, the lower first, neither above the full '
    "30 points",
)
slip(
    put("事件", "责任认定", 2, "主要"),
    "事件!H2",
    "fault-count",
    "“责任认定”有1个，“单位”有2个，应一一对应；没有认定的留空，如“主要、”",
    '"责任认定" names 1, "单位" 2: they should match one by one; leave out what is not found yet, '
    'as in "main,"',
)


slip(
    put("观测值", "指标", 31, "注：以上数据来自统计局"),
    "观测值!A31",
    "lone-words",
    "这一行只写了“注：以上数据来自统计局”，别的都空着：是附言的，请移到旁注的表（表名以“备注”开头）或删去；"
    "是一条记录的，请填上“期间”",
    'this row says only "注：以上数据来自统计局": a remark belongs on a sheet of your own notes '
    '(named "Notes…"), or nowhere; of a record, fill in "期间" too',
)
# A title in place of an id.
slip(
    put("评分项目", "所在组", 2, "部门履职"),
    "评分项目!B2",
    "unknown-id",
    "工作表“评分组”里没有“部门履职”，您是否想写“all”？",
    'the sheet "评分组" has no "部门履职": did you mean "all"?',
)
slip(
    put("评分", "项目", 2, "养护台账"),
    "评分!A2",
    "unknown-id",
    "工作表“评分项目”里没有“养护台账”，您是否想写“t_ledger”？",
    'the sheet "评分项目" has no "养护台账": did you mean "t_ledger"?',
)
slip(
    put("机构", "名称", 20, "填表人：张三"),
    "机构!B20",
    "lone-words",
    "这一行只写了“填表人：张三”，别的都空着：是附言的，请移到旁注的表（表名以“备注”开头）或删去；"
    "是一条记录的，请填上“编号”、“种类”",
    'this row says only "填表人：张三": a remark belongs on a sheet of your own notes (named '
    '"Notes…"), or nowhere; of a record, fill in "编号", "种类" too',
)
slip(
    lambda book: book["观测值"].__setitem__("Z40", "数据来自统计局"),
    "观测值!Z40",
    "no-head",
    "这一列没有列名，却写了“数据来自统计局”：请补上列名，或清空这一列",
    '"数据来自统计局" stands in a column without a head: name the column or clear it',
)
# A row that sums up the others.
slip(
    below("观测值", 指标="合 计：", 数值="=SUM(D2:D29)"),
    "观测值!A30",
    "sum-row",
    "这一行是“合 计：”，不是一条记录：请删去这一行",
    'this row says "合 计：" and is no record: delete the row',
)
slip(
    below("评分组", 名称="Total", 满分=200),
    "评分组!D6",
    "sum-row",
    "这一行是“Total”，不是一条记录：请删去这一行",
    'this row says "Total" and is no record: delete the row',
)
slip(
    below("评分项目", 办法="总计", 满分="=SUM(E2:E13)"),
    "评分项目!A14",
    "sum-row",
    "这一行是“总计”，不是一条记录：请删去这一行",
    'this row says "总计" and is no record: delete the row',
)
slip(
    below("观测值", 指标="water", 单位="合计", 期间=2022, 数值=95),
    "观测值!B30",
    "sum-row",
    "“合计”不是单位：是合计行的，请删去这一行；是全域的数的，请把“单位”空着",
    '"合计" is no body: delete the row if it sums up others; leave "单位" empty if it is the '
    "figure of the whole area",
)
# Full-width letters.
slip(
    put("任务报告", "任务", 2, "ｐｏｃｋｅｔｓ"),
    "任务报告!A2",
    "full-width",
    "全角（中文）的 ｐｏｃｋｅｔｓ 应改为半角（英文）的 pockets",
    "full-width ｐｏｃｋｅｔｓ should be pockets",
)
slip(
    put("评分", "项目", 2, "ｔ_ｌｅｄｇｅｒ"),
    "评分!A2",
    "full-width",
    "全角（中文）的 ｔ_ｌｅｄｇｅｒ 应改为半角（英文）的 t_ledger",
    "full-width ｔ_ｌｅｄｇｅｒ should be t_ledger",
)
slip(
    put("责任分工", "配合单位", 2, "ｆｉｎａｎｃｅ"),
    "责任分工!C2",
    "unknown-id",
    "没有编号为“ｆｉｎａｎｃｅ”的单位，您是否想写“finance”？",
    'there is no body "ｆｉｎａｎｃｅ": did you mean "finance"?',
)
slip(
    put("评分项目", "依据的事实", 2, "ｎｅｗ＿ｐａｒｋｓ"),
    "评分项目!N2",
    "unknown-fact",
    "工作表“事实”里没有“ｎｅｗ＿ｐａｒｋｓ”，您是否想写“new_parks”？",
    'the sheet "事实" has no "ｎｅｗ＿ｐａｒｋｓ": did you mean "new_parks"?',
)
# A title with full-width brackets in place of an id is no id in full-width characters.
slip(
    put("任务报告", "单位", 2, "西城街道（办事处）"),
    "任务报告!B2",
    "unknown-id",
    "没有编号为“西城街道（办事处）”的单位，请核对，或补上",
    'there is no body "西城街道（办事处）": check it, or add it',
)
for none in ("—", "无", "－"):
    slip(
        put("观测值", "数值", 2, none),
        "观测值!D2",
        "bad-number",
        f"列“数值”应为数字，写的是“{none}”：没有数据就空着，不涉及写“不涉及”，还没有评写“未评”",
        f'column "数值" should be a number, not "{none}": leave it empty where there is no figure; '
        "不涉及 is not applicable, 未评 not yet scored",
    )


@pytest.mark.parametrize(("edit", "cell", "code", "zh", "en"), SLIPS)
def test_a_slip_is_told_by_its_cell(
    sound: Path, tmp_path: Path, edit: Edit, cell: str, code: str, zh: str, en: str
) -> None:
    with pytest.raises(libplan.InputError) as error:
        libplan.read(edited(sound, tmp_path, edit))
    place = f"规划.xlsx!{cell}" if cell else "规划.xlsx"
    assert [(problem.text("zh"), problem.text("en")) for problem in error.value.problems] == [
        (f"{place}: 错误[{code}] {zh}", f"{place}: error[{code}] {en}")
    ]


def test_no_mark_is_held_against_a_rule_that_could_not_be_read(tmp_path: Path) -> None:
    item = libplan.Item("i", "某项工作", 100, libplan.MarksRule())
    notice = libplan.Item("notice", "通报", 0, libplan.MarksRule(deduct_from=0.5, deduct_to=2))
    groups = [
        libplan.Group("g", "一、工作", 100, [item]),
        libplan.Group("p", "二、扣分", 0, [notice], kind="penalty"),
    ]
    scheme = libplan.Scheme("s", "办法", "town", groups, [libplan.Grade("合格", 0)], full=100)
    plan = libplan.Plan("p", "规划", 2016, 2020, bodies=[libplan.Body("a", "甲镇", "town")])
    marks = [
        libplan.Mark("i", "a", 2018, "team", 90),
        libplan.Mark("notice", "a", 2018, "team", 1.5),
    ]
    folder = libplan.PlanFolder(plan, schemes=[scheme], records=libplan.Records(marks=marks))
    libplan.write_workbook(folder, tmp_path / "own.xlsx")
    wrong_range = put("评分项目", "扣分幅度", 3, "0.5-2")
    too_high = put("评分", "数值", 2, 101)

    def told(*edits: Edit) -> list[str]:
        with pytest.raises(libplan.InputError) as error:
            libplan.read(edited(tmp_path / "own.xlsx", tmp_path, *edits))
        return [problem.text("zh") for problem in error.value.problems]

    of_range = (
        "规划.xlsx!评分项目!R3: 错误[bad-range] 列“扣分幅度”应为一个数或由小到大的两个数，如 3至5，"
        "写的是“0.5-2”"
    )
    assert told(wrong_range) == [of_range]
    of_mark = "规划.xlsx!评分!E2: 错误[mark-range] 项目“某项工作”应评0到100分，写的是101分"
    assert told(wrong_range, too_high) == [of_range, of_mark]


def test_on_paper_only_rows_in_use_stand_and_what_names_a_row_on_every_page(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(libplan.convert(ROOT / "examples/qingxin", tmp_path / "b.xlsx"))
    bodies, quotas, items = book["机构"], book["名额"], book["评分项目"]
    assert bodies.print_area == "'机构'!$A$1:$F$22"
    assert [bodies.cell(row, 1).value for row in (22, 23)] == ["shitan", None]
    assert bodies.cell(23, 1).number_format == "@"  # ready to be typed into all the same
    # None yet: a page to write on, and nothing else.
    assert not quotas.print_area and quotas.max_row == 21
    assert str(bodies.page_setup.paperSize) == bodies.PAPERSIZE_A4
    assert (items.page_setup.fitToWidth, items.print_title_cols) == (2, "$A:$D")
    assert str(items.page_setup.paperSize) == items.PAPERSIZE_A3
    assert items.freeze_panes == "E2"
    tasks = book["任务"]
    clause = next(cell.column_letter for cell in tasks[1] if cell.value == "原文")
    long = next(cell for cell in tasks[clause] if len(str(cell.value)) > 40)
    assert long.alignment.wrap_text and tasks.row_dimensions[long.row].height > 30


def test_the_text_of_a_new_workbook_speaks_of_no_files(tmp_path: Path) -> None:
    libplan.init(tmp_path / "规划.xlsx", example=True)
    book = openpyxl.load_workbook(tmp_path / "规划.xlsx")
    first = (
        "（示例）这里放规划原文，一段一行；指标、目标和任务用行号和原句引用它。以下全文是虚构的。"
    )
    assert book["规划原文"]["B2"].value == first
    assert not any(
        ".toml" in str(cell.value) for row in book["规划原文"].iter_rows() for cell in row
    )


def test_a_new_workbook_is_empty_and_says_what_to_fill_in_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "规划.xlsx"
    status, told = run(capsys, "init", "--excel", path)
    assert status == 0
    assert told == (
        f"已建立 {path}，里面还没有内容：“说明”表讲先填什么、怎么填。填好后：\n"
        f"  libplan check {path}\n"
    )
    book = openpyxl.load_workbook(path)
    notes = book["说明"]
    assert notes["A1"].value == "规划工作簿"
    assert str(notes["A2"].value).startswith("先填“规划”表第2行，再填“指标”")
    names = {sheet.title for sheet in book} - {"说明", "字典"}
    assert len(names) == 30
    for name in names:
        sheet = book[name]
        assert not [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value], name
        assert all(cell.value and cell.comment for cell in sheet[1]), name
        assert len(sheet.data_validations.dataValidation) > 0, name
    status, told = run(capsys, "check", path)
    assert (status, told) == (
        2,
        "规划.xlsx!规划!A2: 错误[empty-cell] 列“编号”这一格不能空着\n"
        "规划.xlsx!规划!B2: 错误[empty-cell] 列“名称”这一格不能空着\n"
        "规划.xlsx!规划!D2: 错误[empty-cell] 列“起始年”这一格不能空着\n"
        "规划.xlsx!规划!E2: 错误[empty-cell] 列“结束年”这一格不能空着\n"
        "共4个问题。\n",
    )


def test_what_is_known_of_a_plan_stands_in_its_new_workbook(tmp_path: Path) -> None:
    path = libplan.init(
        tmp_path / "p.xlsx", title="=某县规划", first_year=2026, last_year=2030, language="en"
    )
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(path)
    assert [str(problem.place) for problem in refused.value.problems] == ["p.xlsx!Plan!A2"]
    book = openpyxl.load_workbook(path)
    assert [cell.value for cell in book["Plan"][2]][:5] == [None, "=某县规划", None, 2026, 2030]
    assert book["Plan"]["B2"].data_type == "s"
    book["Plan"]["A2"] = "county"
    book.save(path)
    plan = libplan.read(path).plan
    assert (plan.id, plan.title, plan.first_year, plan.last_year) == (
        *("county", "=某县规划"),
        *(2026, 2030),
    )


def test_an_empty_plan_row_is_told_beside_what_is_filled_in(sound: Path, tmp_path: Path) -> None:
    def without_plan(book: Any) -> None:
        book["规划"].delete_rows(2)

    with pytest.raises(libplan.InputError) as refused:
        libplan.read(edited(sound, tmp_path, without_plan))
    places = [str(problem.place).split("!", 1)[1] for problem in refused.value.problems]
    assert places == ["规划!A2", "规划!B2", "规划!D2", "规划!E2"]


def test_a_new_workbook_with_the_example_holds_what_the_folder_does(tmp_path: Path) -> None:
    book = libplan.init(tmp_path / "规划.xlsx", example=True)
    assert libplan.read(book) == libplan.read(libplan.init(tmp_path / "规划"))
    assert libplan.read(book).plan.title == "示例县公共阅读服务规划"


def test_a_sheet_that_is_not_wanted_may_be_empty_or_never_have_been(
    sound: Path, tmp_path: Path
) -> None:
    def empty(book: Any) -> None:
        del book["评分"]
        book.create_sheet("评分")

    assert libplan.read(edited(sound, tmp_path, empty)).records.marks == ()

    def by_hand(book: Any) -> None:
        del book["评分"], book["字典"]

    assert libplan.read(edited(sound, tmp_path, by_hand)).records.marks == ()


def test_a_form_or_a_scorecard_is_told_for_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = libplan.read(ROOT / "tests/data/every_rule")
    form = libplan.write_templates(folder, year=2018, out=tmp_path, units=["u1"])[0]
    status, told = run(capsys, "check", form)
    assert (status, told) == (
        2,
        f"{form.name}: 错误[no-plan] 这是填报表（东镇，2018年），不是保存规划的工作簿："
        f"填好后用 libplan collect 规划文件夹 {form.name} --year 2018 收\n共1个问题。\n",
    )
    results = libplan.assess_year(folder, year=2018)
    card = libplan.write_scorecards(folder, results, out=tmp_path, scheme="every")[0]
    with pytest.raises(libplan.InputError, match="这是成绩单（u1，2018年），不是保存规划的工作簿"):
        libplan.read(card)


BLANKS = [" 前后有空格 ", "　全角空格", "结尾　", '" 引号里 "', '"引号"', '""', "\u00a0x", "行\n"]


@pytest.mark.parametrize("words", BLANKS)
def test_blanks_around_words_are_kept(words: str, tmp_path: Path) -> None:
    before = libplan.read(SOUND)
    first, *others = before.plan.indicators
    plan = before.plan.replace(title=words, indicators=[first.replace(title=words), *others])
    folder = before.replace(plan=plan)
    libplan.write_workbook(folder, tmp_path / "p.xlsx")
    assert libplan.read(tmp_path / "p.xlsx") == folder
    libplan.convert(tmp_path / "p.xlsx", tmp_path / "p")
    assert libplan.read(tmp_path / "p") == folder
    [office] = saved_by_libreoffice([tmp_path / "p.xlsx"], tmp_path)
    assert libplan.read(office) == folder


def test_a_long_read_hears_that_it_should_stop(tmp_path: Path) -> None:
    """By the time of the processor, so that a busy machine does not matter."""
    folder = libplan.read(SOUND)
    [first, *_] = folder.observations
    many = [
        first.replace(period=libplan.Period(f"{year}-{month:02}"), source=f"来源{i}")
        for i in range(300)
        for year in range(2015, 2021)
        for month in range(1, 13)
    ]
    book = tmp_path / "p.xlsx"
    libplan.write_workbook(folder.replace(observations=libplan.Observations(many)), book)
    before = time.process_time()
    libplan.read(book)
    whole = time.process_time() - before

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    others = signal.signal(signal.SIGVTALRM, stop)
    try:
        before = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, whole / 10)
        with pytest.raises(KeyboardInterrupt):
            libplan.read(book)
        assert time.process_time() - before < whole * 0.6
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, others)


def test_slips_are_told_together_in_the_order_of_the_sheets(sound: Path, tmp_path: Path) -> None:
    edits = (
        put("评分", "数值", 2, 99),
        put("指标", "方向", 3, "?"),
        put("观测值", "指标", 3, "watr"),
        put("指标", "名称", 2, None),
    )
    with pytest.raises(libplan.InputError) as error:
        libplan.read(edited(sound, tmp_path, *edits))
    assert [str(problem.place) for problem in error.value.problems] == [
        "规划.xlsx!指标!B2",
        "规划.xlsx!指标!D3",
        "规划.xlsx!观测值!A3",
        "规划.xlsx!评分!E2",
    ]


def codes(sound: Path, tmp_path: Path, *edits: Edit) -> list[str]:
    with pytest.raises(libplan.InputError) as error:
        libplan.read(edited(sound, tmp_path, *edits))
    return [f"{str(each.place).partition('!')[2]} {each.code}" for each in error.value.problems]


def test_a_row_with_a_slip_is_asked_for_its_ids_all_the_same(sound: Path, tmp_path: Path) -> None:
    """And the slips of other sheets are told too where a part of a scheme finds no place."""
    figure = [put("观测值", "指标", 3, "watr"), put("观测值", "期间", 3, None)]
    assert codes(sound, tmp_path, *figure) == ["观测值!A3 unknown-id", "观测值!C3 empty-cell"]
    stray = put("评分项目", "所在组", 2, None)
    assert codes(sound, tmp_path, *figure, stray) == [
        "观测值!A3 unknown-id",
        "观测值!C3 empty-cell",
        "评分项目!B2 empty-cell",
    ]
    fact = put("评分项目", "依据的事实", 2, "coverag")
    assert codes(sound, tmp_path, stray, fact) == [
        "评分项目!B2 empty-cell",
        "评分项目!N2 unknown-id",
    ]
    other = put("评分项目", "依据的事实", 3, "coverag")
    assert codes(sound, tmp_path, stray, other) == [
        "评分项目!B2 empty-cell",
        "评分项目!N3 unknown-id",
    ]
    astray = put("评分项目", "办法", 2, "园林办法")
    assert codes(sound, tmp_path, astray) == ["评分项目!A2 unknown-id"]
    unknown = put("评分项目", "所在组", 2, "g99")
    assert codes(sound, tmp_path, *figure, unknown)[-1] == "评分项目!B2 unknown-id"


def test_what_follows_from_a_slip_is_not_told_as_well(sound: Path, tmp_path: Path) -> None:
    """Whom a scheme assesses, what a rule reads, which heads there are."""
    assert codes(sound, tmp_path, put("机构", "种类", 3, "县")) == ["机构!C3 wrong-word"]
    for row in (2, 3, 4):
        assert codes(sound, tmp_path, put("评分项目", "规则", row, None)) == [
            f"评分项目!O{row} empty-cell"
        ]
    wrong = put("评分项目", "规则", 2, "每超每小")
    assert codes(sound, tmp_path, wrong) == ["评分项目!O2 wrong-word"]
    merged = lambda book: book["评分项目"].merge_cells("C1:D1")  # noqa: E731
    assert codes(sound, tmp_path, merged) == ["评分项目!C1 merged"]


def test_a_percentage_of_a_weight_is_the_part_it_names(tmp_path: Path) -> None:
    """Where 50% of a limit would be 50, of a weight, a coefficient or a share it is 0.5."""
    every = ROOT / "tests/data/every_rule"
    book = libplan.convert(every, tmp_path / "every.xlsx")
    sheets = openpyxl.load_workbook(book)
    shown = 0
    heads = {
        "评分组": ("权重",), "评分项目": ("权重", "不涉及时"), "评分权重": ("权重",),
        "分档": ("多少",), "条件": ("倍数",), "责任折算": ("折算",),
    }  # fmt: skip
    for name, of in heads.items():
        for column in sheets[name].iter_cols():
            if column[0].value not in of:
                continue
            for cell in column[1:]:
                points = name == "分档" and sheets[name].cell(cell.row, 5).value != "系数"
                if isinstance(cell.value, int | float) and not points:
                    shown += 1
                    cell.number_format = "0%"
                    if shown % 3 == 0:
                        cell.value, cell.number_format = f"{cell.value * 100:.10g}%", "@"
    sheets.save(book)
    assert shown > 8
    assert libplan.read(book) == libplan.read(every)


def test_a_percentage_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """Of a quota and of how far a task is."""
    every = ROOT / "tests/data/every_rule"
    book = libplan.convert(every, tmp_path / "every.xlsx")
    sheets = openpyxl.load_workbook(book)
    column = next(cell.column for cell in sheets["名额"][1] if cell.value == "百分比")
    [quota] = [row for row in sheets["名额"].iter_rows(min_row=2) if row[column - 1].value == 34]
    quota[column - 1].value, quota[column - 1].number_format = 0.34, "0%"
    sheets.save(book)
    assert libplan.read(book) == libplan.read(every)
    quota[column - 1].value, quota[column - 1].number_format = "34%", "@"
    sheets.save(book)
    assert libplan.read(book) == libplan.read(every)


def test_what_a_run_that_was_killed_left_goes_with_the_next(tmp_path: Path) -> None:
    folder = libplan.read(SOUND)
    (tmp_path / "p.xlsx.part").write_bytes(b"half a workbook")
    (tmp_path / "q.xlsx.part").write_bytes(b"of somebody else")
    libplan.write_workbook(folder, tmp_path / "p.xlsx")
    assert {path.name for path in tmp_path.iterdir()} == {"p.xlsx", "q.xlsx.part"}
    for left in (tmp_path / ".libplan-p/folder/schemes", tmp_path / ".libplan-s.toml"):
        left.mkdir(parents=True)
        (left / "scheme").write_text("half a scheme")
    libplan.write_folder(folder, tmp_path / "p")
    libplan.write_scheme(folder.schemes[0], tmp_path / "s.toml")
    assert {path.name for path in tmp_path.iterdir()} == {"p", "p.xlsx", "q.xlsx.part", "s.toml"}
    assert libplan.read(tmp_path / "p") == folder


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    folder = libplan.read(SOUND)
    aside = tmp_path / ".libplan-p"
    aside.mkdir()
    (aside / "folder").write_text("being written")
    opened = os.open(aside, os.O_RDONLY)
    fcntl.flock(opened, fcntl.LOCK_EX)
    try:
        with pytest.raises(OSError, match="正在写"):
            libplan.write_folder(folder, tmp_path / "p")
        assert [path.name for path in aside.iterdir()] == ["folder"]
    finally:
        os.close(opened)


def test_an_english_ledger_tells_its_own_heads(tmp_path: Path) -> None:
    book = libplan.convert(SOUND, tmp_path / "plan.xlsx", language="en")
    sheets = openpyxl.load_workbook(book)
    sheets["Indicators"]["D2"] = "upwards"
    sheets.save(book)
    with pytest.raises(libplan.InputError) as error:
        libplan.read(book)
    assert error.value.problems[0].text("en") == (
        'plan.xlsx!Indicators!D2: error[wrong-word] "direction" cannot be "upwards"; it is one of: '
        "down, up"
    )


def test_with_one_scheme_rows_need_not_name_it(tmp_path: Path) -> None:
    book = libplan.convert(ROOT / "examples/ecology", tmp_path / "p.xlsx")
    sheets = openpyxl.load_workbook(book)
    for name in ("事实", "评分组", "评分项目", "等级"):
        for row in range(2, sheets[name].max_row + 1):
            sheets[name].cell(row, 1).value = None
    sheets.save(book)
    assert libplan.read(book) == libplan.read(ROOT / "examples/ecology")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").write_text("id,title\n")
    with pytest.raises(libplan.InputError):
        libplan.read(tmp_path / "p.xlsx")
    with pytest.raises(FileNotFoundError):
        libplan.read(tmp_path / "q.xlsx")


# ---- the command line ----


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    status = main([str(word) for word in words])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_a_ledger_is_started_checked_assessed_and_carried_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "规划.xlsx"
    status, told = run(capsys, "init", "--excel", "--example", tmp_path / "规划")
    assert status == 0
    assert told.splitlines()[0] == (
        f"已建立 {book}：带“示例”二字的行是虚构的，请换成自己的内容。接下来："
    )
    assert run(capsys, "check", book) == (0, "没有发现问题。\n")
    assert run(capsys, "assess", book, "--year", 2021, "--out", tmp_path / "out")[0] == 0
    status, told = run(capsys, "roll", book, tmp_path / "明年.xlsx", "--year", 2022)
    assert status == 0
    assert told.splitlines()[-1] == (
        f"已写入 {tmp_path}/明年.xlsx，清单在 {tmp_path}/明年-待补清单.md。"
    )
    assert len(libplan.read(tmp_path / "明年.xlsx").records.marks) > len(
        libplan.read(book).records.marks
    )


@pytest.mark.parametrize("name", ["p.xls", "p.csv", "p.ods", "p.XLSM"])
def test_convert_takes_no_other_kind_of_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(libplan.InputError, match=r"应以 \.xlsx 结尾，或者是一个文件夹"):
        libplan.convert(SOUND, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_convert_says_what_it_did_and_overwrites_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "p.xlsx"
    assert run(capsys, "convert", SOUND, book) == (0, f"已写出 {book}，读回来与 {SOUND} 相同\n")
    assert run(capsys, "convert", SOUND, book) == (
        2,
        f"{book} 已经存在，不会覆盖；请换一个名字，或先把它移走\n",
    )
    assert run(capsys, "--lang", "en", "convert", book, tmp_path / "p") == (
        0,
        f"Wrote {tmp_path}/p, which reads back the same as {book}\n",
    )
    assert libplan.read(tmp_path / "p") == libplan.read(SOUND)


def test_forms_are_not_merged_into_a_workbook(
    capsys: pytest.CaptureFixture[str], sound: Path, tmp_path: Path
) -> None:
    before = sound.read_bytes()
    status, told = run(capsys, "collect", sound, tmp_path, "--year", 2022)
    assert (status, told) == (
        2,
        f"填报表汇总进规划文件夹，不改动工作簿 {sound}：请先用 libplan convert 把它转成文件夹\n",
    )
    assert sound.read_bytes() == before


def test_a_workbook_that_cannot_be_written_leaves_nothing(sound: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError) as error:
        libplan.write_workbook(libplan.read(sound), tmp_path / "none/p.xlsx")
    assert f"无法写入 {tmp_path}/none/p.xlsx" in str(error.value)
    long = libplan.read(SOUND)
    long = long.replace(plan=long.plan.replace(title="a" * 40_000))
    with pytest.raises(libplan.InputError) as refused:
        libplan.write_workbook(long, tmp_path / "p.xlsx")
    assert refused.value.problems[0].code == "cell-text"
    assert list(tmp_path.iterdir()) == []
