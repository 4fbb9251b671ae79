# ruff: noqa: E501  (errors are quoted whole)
"""Forms: written for each unit, filled in, handed back, read, and merged into the plan folder."""

import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from forms import (
    CHECK,
    CLAUSE,
    DATE,
    FILE,
    FORM,
    HEADER,
    KEY,
    LINK,
    LISTS,
    REMARK,
    STATE,
    TASKS,
    VALUE,
    Typed,
    Words,
    fill,
    rewritten,
    row_of,
    saved_by_libreoffice,
)
from libplan.cli import main
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from recalculate import recalculated

import libplan

pytestmark = pytest.mark.usefixtures("unfolded")

ROOT = Path(__file__).parents[2]
EVERY_RULE = ROOT / "tests/data/every_rule"
QINGXIN = ROOT / "examples/qingxin"
TEAM = "mark|field|team|2018"
SELF = "mark|scorers|self|2018"
DEDUCTED = "mark|discretion|team|2018"
COUNT, DEBT = "figure|accidents_actual|2018", "figure|debt|2018"


@pytest.fixture(scope="module")
def folder() -> libplan.PlanFolder:
    return libplan.read(EVERY_RULE)


@pytest.fixture(scope="module")
def forms(folder: libplan.PlanFolder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("forms")
    files = libplan.write_templates(folder, year=2018, out=out)
    return {file.name.split("-")[1]: file for file in files}


@pytest.fixture(scope="module")
def qingxin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form that was sent out before anybody had reported."""
    out = tmp_path_factory.mktemp("qingxin")
    folder = libplan.read(QINGXIN)
    folder = folder.replace(records=folder.records.replace(reports=()))
    return libplan.write_templates(folder, year=2018, out=out, units=["police"])[0]


def keys(book: Workbook, sheet: str = FORM) -> list[str]:
    cells = [book[sheet].cell(row, KEY).value for row in range(HEADER + 1, book[sheet].max_row + 1)]
    return [str(cell) for cell in cells if cell and not str(cell).startswith("group")]


# ---- what is written ----


def test_a_form_is_written_for_every_assessed_unit(forms: dict[str, Path]) -> None:
    assert list(forms) == ["u1", "u2", "u3", "u4", "u5", "u6"]
    assert forms["u1"].name == "填报-u1-东镇-2018.xlsx"


def test_a_form_asks_for_marks_and_figures_and_holds_what_is_known(forms: dict[str, Path]) -> None:
    book = load_workbook(forms["u1"])
    assert book.sheetnames == [FORM, "填表说明", LISTS]
    assert book[LISTS].sheet_state == "hidden"
    sheet = book[FORM]
    asked = keys(book)
    assert {TEAM, SELF, DEDUCTED, "figure|accidents_actual|2018"} <= set(asked)
    assert sheet.cell(row_of(sheet, TEAM), VALUE).value == 4.5
    assert sheet.cell(row_of(sheet, TEAM), KEY - 7).value == "0—5分"
    assert sheet.cell(row_of(sheet, DEDUCTED), KEY - 7).value == "扣0或0.5—2分"
    assert sheet.column_dimensions["M"].hidden
    assert sheet.row_dimensions[HEADER].height == 36  # two lines


def test_a_year_that_its_quarters_make_up_is_not_asked_for(tmp_path: Path) -> None:
    """Filled in beside them it could only contradict them."""
    accidents = libplan.Indicator("accidents", "事故起数", "起", "down", adds_up="sum", count=True)
    item = libplan.Item("i", "事故", 10, libplan.PerUnitRule(over=-1, reference=0), fact="a")
    scheme = libplan.Scheme(
        "s",
        "办法",
        "town",
        [libplan.Group("g", "组", 10, [item])],
        [libplan.Grade("合格", 0)],
        full=10,
        facts=[libplan.FactDefinition("a", "事故起数", libplan.IndicatorFact("accidents"))],
    )
    plan = libplan.Plan(
        "p",
        "规划",
        2016,
        2020,
        bodies=[libplan.Body("u1", "东镇", "town"), libplan.Body("u2", "西镇", "town")],
        indicators=[accidents],
    )
    quarters = [("u1", 1), ("u1", 2), ("u1", 3), ("u1", 4), ("u2", 1), ("u2", 2)]
    known = libplan.PlanFolder(
        plan,
        schemes=[scheme],
        observations=[
            libplan.Observation("accidents", f"2018Q{quarter}", 1, body=body)
            for body, quarter in quarters
        ],
    )
    [form] = libplan.write_templates(known, year=2018, out=tmp_path)
    assert keys(load_workbook(form)) == ["observation|accidents|2018"]
    assert form.name == "填报-u2-西镇-2018.xlsx"
    assert libplan.assess_year(known, year=2018).assessments[0].totals[0] == 6


def test_marks_of_some_scorers_only(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    file = libplan.write_templates(
        folder, year=2018, out=tmp_path, units=["u1"], scorers=["self"], language="en"
    )[0]
    book = load_workbook(file)
    marks = [key for key in keys(book, "Fill in") if key.startswith("mark|")]
    assert marks and all("|self|" in key for key in marks)
    assert not any(key.startswith("report|") for key in keys(book, "Fill in"))
    assert file.name == "fill-in-u1-东镇-2018-self.xlsx"
    assert book["Fill in"]["A1"].value == "东镇: figures and marks for 2018 (self)"
    with zipfile.ZipFile(file) as package:
        assert (
            "&amp;C&amp;A · page &amp;P of &amp;N"
            in package.read("xl/worksheets/sheet1.xml").decode()
        )


def test_only_input_cells_can_be_changed(forms: dict[str, Path], qingxin: Path) -> None:
    for book in (load_workbook(forms["u1"]), load_workbook(qingxin)):
        for name in {FORM, TASKS} & set(book.sheetnames):
            sheet = book[name]
            assert sheet.protection.sheet and not sheet.protection.formatColumns
            unlocked = {
                cell.column
                for row in sheet.iter_rows()
                for cell in row
                if not cell.protection.locked
            }
            first = {DATE} if name == TASKS else set()
            assert unlocked == first | {VALUE, STATE, FILE, LINK, REMARK}


def test_each_input_says_what_it_takes(forms: dict[str, Path], qingxin: Path) -> None:
    seen = set()
    for file in (forms["u1"], qingxin):
        book = load_workbook(file)
        for sheet in book.worksheets:
            for rule in sheet.data_validations.dataValidation:
                seen.add(rule.type)
                assert 0 < len(rule.promptTitle) <= 32 and 0 < len(rule.prompt) <= 255
                assert 0 < len(rule.error) <= 255 and rule.showErrorMessage
                if rule.type == "list":
                    assert rule.formula1.startswith(f"'{LISTS}'!$")
    assert seen == {"list", "custom", "date", "decimal"}


def test_the_form_tells_how_much_is_filled_in(forms: dict[str, Path], tmp_path: Path) -> None:
    asked = len(keys(load_workbook(forms["u5"])))
    before = load_workbook(forms["u5"], data_only=True)[FORM]
    known = int(before["A3"].value.split("已填")[1].split("项")[0])
    assert 0 < known < asked
    filled = fill(
        forms["u5"],
        tmp_path / "filled.xlsx",
        {SELF: {VALUE: 9}, TEAM: {VALUE: 7}, DEDUCTED: {VALUE: 1, STATE: "未评"}},
    )
    sheet = load_workbook(recalculated([filled], tmp_path) / filled.name, data_only=True)[FORM]
    checks = {key: sheet.cell(row_of(sheet, key), 9).value for key in (SELF, TEAM, DEDUCTED)}
    assert checks == {SELF: "√", TEAM: "请核对", DEDUCTED: "只填一格"}
    assert sheet["A3"].value == f"填报进度：已填{known - 1}项，共{asked}项"
    assert sheet["D3"].value == pytest.approx((known - 1) / asked, abs=1e-4)


def test_unknown_units_and_years_are_told(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    with pytest.raises(libplan.InputError, match="没有编号为“u11”的单位，您是否想写“u1”？"):
        libplan.write_templates(folder, year=2018, out=tmp_path / "out", units=["u2", "u11"])
    with pytest.raises(libplan.InputError, match="2031年不在规划期"):
        libplan.write_templates(folder, year=2031, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_form_that_is_there_is_never_overwritten(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    first = libplan.write_templates(folder, year=2018, out=tmp_path, units=["u4"])[0]
    before = first.read_bytes()
    with pytest.raises(
        FileExistsError, match="已经存在，不会覆盖：填过的表先用 libplan collect 收"
    ):
        libplan.write_templates(folder, year=2018, out=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [first.name]
    assert first.read_bytes() == before


def test_who_is_asked_for_nothing_gets_no_form(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    district = next(body for body in folder.plan.bodies if body.kind == "district")
    with pytest.raises(libplan.InputError, match=f"“{district.title}”没有要填报的内容"):
        libplan.write_templates(folder, year=2018, out=tmp_path, units=[district.id])
    with pytest.raises(libplan.InputError, match="没有编号为“evry”的评分办法，您是否想写“every”"):
        libplan.write_templates(folder, year=2018, out=tmp_path, scheme="evry")
    assert list(tmp_path.iterdir()) == []


# ---- what comes back ----


def read(folder: libplan.PlanFolder, *files: Path, threads: int = 1) -> libplan.Collected:
    return libplan.read_workbooks(files, folder, year=2018, threads=threads)


def marks_of(collected: libplan.Collected) -> dict[tuple[str, str, str], float | str]:
    return {
        (mark.item, mark.body, mark.scorer): mark.value if mark.state == "value" else mark.state
        for mark in collected.marks
    }


def test_a_form_that_nobody_touched_says_what_the_folder_says(
    folder: libplan.PlanFolder, forms: dict[str, Path]
) -> None:
    collected = read(folder, *forms.values(), threads=2)
    ours = {
        (mark.item, mark.body, mark.scorer): mark.value if mark.state == "value" else mark.state
        for mark in folder.records.marks
        if mark.year == 2018 and mark.state != "missing"
    }
    read_back = marks_of(collected)
    assert read_back and all(ours[key] == value for key, value in read_back.items())
    assert collected.notices == ()
    assert sum(form.asked - form.filled for form in collected.forms) == len(collected.missing)


ALL_WAYS: Typed = {
    TEAM: {
        VALUE: "４．５",
        FILE: "检查记录.pdf",
        LINK: "HTTPS://example.org/1",
        REMARK: "两次\n检查",
    },
    SELF: {VALUE: " 9.5分 "},
    DEDUCTED: {VALUE: None, STATE: "不涉及"},
    "figure|accidents_actual|2018": {VALUE: "1,234"},
}


def check_all_ways(collected: libplan.Collected) -> None:
    marks = marks_of(collected)
    assert marks["field", "u1", "team"] == 4.5
    assert marks["scorers", "u1", "self"] == 9.5
    assert marks["discretion", "u1", "team"] == "not_applicable"
    assert {figure.fact: figure.value for figure in collected.figures}["accidents_actual"] == 1234
    mark = next(mark for mark in collected.marks if (mark.item, mark.scorer) == ("field", "team"))
    assert mark.note == "两次 检查；附件：检查记录.pdf；链接：HTTPS://example.org/1"
    evidence = next(each for each in collected.evidence if each.of == "field")
    assert (evidence.file, evidence.link) == ("检查记录.pdf", "HTTPS://example.org/1")
    assert str(mark.place).endswith(".xlsx!填报!" + f"G{mark.place.line}")


def test_what_other_programs_saved_reads_the_same(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    filled = fill(forms["u1"], tmp_path / "东镇.xlsx", ALL_WAYS)
    [saved] = saved_by_libreoffice([filled], tmp_path)
    ours, theirs = read(folder, filled), read(folder, saved)
    check_all_ways(ours)
    check_all_ways(theirs)
    assert (ours.marks, ours.figures, ours.evidence) == (
        theirs.marks,
        theirs.figures,
        theirs.evidence,
    )
    assert ours.missing == theirs.missing


def test_reports_on_tasks(qingxin: Path, tmp_path: Path) -> None:
    folder = libplan.read(QINGXIN)
    tasks = keys(load_workbook(qingxin), TASKS)
    typed: Typed = {
        tasks[0]: {DATE: datetime(2018, 12, 20), VALUE: "进行中", STATE: 60, REMARK: "已发文"},
        tasks[1]: {DATE: "2018年12月21日", VALUE: "已完成", STATE: "100%", FILE: "总结.docx"},
        tasks[2]: {DATE: datetime(2018, 12, 20), VALUE: "未开始"},
    }
    filled = fill(qingxin, tmp_path / "police.xlsx", typed)
    [saved] = saved_by_libreoffice([filled], tmp_path)
    for file in (filled, saved):
        told = [
            (report.date, report.status, report.percent, report.evidence, report.note)
            for report in libplan.read_workbooks([file], folder, year=2018).reports
        ]
        assert told == [
            (date(2018, 12, 20), "in_progress", 60, "", "已发文"),
            (date(2018, 12, 21), "done", 100, "附件：总结.docx", ""),
            (date(2018, 12, 20), "not_started", 0, "", ""),
        ]


def with_reports(folder: Path, *rows: str) -> Path:
    head = "task,body,date,status,percent,evidence,note,illustrative"
    (folder / "reports.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    return folder


REPORTED = (
    "duty_lists,police,2017-12-20,in_progress,40,,,",
    "duty_lists,police,2018-06-30,in_progress,60,附件：总结.docx,已发文,",
    "duty_lists,police,2019-03-01,in_progress,90,,,",  # after the year of the form
    "t5.1.1,police,2018-12-10,done,,,,",  # done need not say so in percent
    "t5.1.2,police,2018-12-10,in_progress,30,简报,,示例",
)
DUTY, DONE, MADE_UP = (f"report|{task}|2018" for task in ("duty_lists", "t5.1.1", "t5.1.2"))


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    return with_reports(Path(shutil.copytree(QINGXIN, tmp_path / "reported")), *REPORTED)


def test_a_form_holds_the_latest_report_on_each_task(reported: Path, tmp_path: Path) -> None:
    [form] = libplan.write_templates(
        libplan.read(reported), year=2018, out=tmp_path / "out", units=["police"]
    )
    sheet = load_workbook(form, data_only=True)[TASKS]

    def cells(task: str) -> list[object]:
        row = row_of(sheet, task)
        return [
            sheet.cell(row, column).value
            for column in (DATE, VALUE, STATE, CHECK, FILE, LINK, REMARK)
        ]

    day = datetime(2018, 12, 10)
    assert cells(DUTY) == [
        *(datetime(2018, 6, 30), "进行中", 60, "√", "附件：总结.docx", None, "已发文")
    ]
    assert cells(DONE) == [day, "已完成", 100, "√", None, None, None]
    assert cells(MADE_UP) == [day, "进行中", 30, "√", None, None, None]
    asked = len(keys(load_workbook(form), TASKS))
    assert sheet["A3"].value == f"填报进度：已填3项，共{asked}项"


def test_a_report_that_is_known_is_neither_missing_nor_merged_again(
    reported: Path, tmp_path: Path
) -> None:
    [form] = libplan.write_templates(
        libplan.read(reported), year=2018, out=tmp_path / "out", units=["police"]
    )
    [saved] = saved_by_libreoffice([form], tmp_path)
    before = (reported / "reports.csv").read_bytes()
    for file in (form, saved):
        merged = libplan.collect(reported, file, year=2018)
        assert merged.collected.reports == merged.collected.evidence == ()
        assert (merged.added, merged.filled, merged.replaced) == (0, 0, 0)
        missing = {notice.message.zh for notice in merged.collected.missing}
        assert "任务“制定并公开权力清单和责任清单”还没有填" not in missing
        assert "任务“加强城乡道路交通安全管理机制”还没有填" not in missing
        assert sum(form.asked - form.filled for form in merged.collected.forms) == len(
            merged.collected.missing
        )
    assert (reported / "reports.csv").read_bytes() == before


def test_a_new_report_does_not_take_over_what_was_said_of_the_old_one(
    reported: Path, tmp_path: Path
) -> None:
    [form] = libplan.write_templates(
        libplan.read(reported), year=2018, out=tmp_path / "out", units=["police"]
    )
    typed: Typed = {
        DUTY: {DATE: datetime(2018, 12, 20), VALUE: "已完成", STATE: 100},
        MADE_UP: {DATE: None, VALUE: None, STATE: None},
        DONE: {REMARK: "验收通过"},
    }
    merged = libplan.collect(reported, fill(form, tmp_path / "a.xlsx", typed), year=2018)
    assert (merged.added, merged.filled, merged.replaced) == (1, 1, 0)
    lines = (reported / "reports.csv").read_text("utf-8").splitlines()
    assert lines[1:] == [
        *REPORTED[:3],
        "t5.1.1,police,2018-12-10,done,100,,验收通过,",
        REPORTED[4],
        "duty_lists,police,2018-12-20,done,100,,,",
    ]
    title = libplan.read(reported).plan.task("t5.1.2").title
    row = row_of(load_workbook(form)[TASKS], MADE_UP)
    [cleared] = [
        notice for notice in merged.collected.missing if str(notice.place).endswith(f"进展!G{row}")
    ]
    assert cleared.message.zh == (
        f"任务“{title}”留空，规划文件夹里仍是2018-12-10的报告：进行中，30%"
    )
    assert cleared.message.en == (
        f'the task "{title}" is empty; the plan folder still holds the report of 2018-12-10: '
        "in progress, 30 %"
    )


def test_days_are_counted_from_1904_where_the_workbook_says_so(
    qingxin: Path, tmp_path: Path
) -> None:
    task = keys(load_workbook(qingxin), TASKS)[0]
    typed: Typed = {task: {DATE: datetime(2014, 12, 30), VALUE: "已完成", REMARK: "验收通过"}}
    filled = fill(qingxin, tmp_path / "a.xlsx", typed)

    def change(name: str, text: str) -> str:
        if name == "xl/workbook.xml":
            return text.replace("<workbookPr", '<workbookPr date1904="1"')
        return text

    changed = rewritten(filled, tmp_path / "b.xlsx", change)
    [report] = libplan.read_workbooks([changed], libplan.read(QINGXIN), year=2018).reports
    assert (report.date, report.status, report.note) == (date(2018, 12, 31), "done", "验收通过")


def faults(folder: libplan.PlanFolder, *files: Path) -> list[str]:
    with pytest.raises(libplan.InputError) as told:
        read(folder, *files)
    return [
        f"{str(problem.place).rpartition('/')[2]} [{problem.code}] {problem.message.zh} | {problem.message.en}"
        for problem in told.value.problems
    ]


BAD_CELLS = [
    (
        {TEAM: {VALUE: "五"}},
        'G [number] “现场检查”应填0—5分，写的是“五” | "现场检查" takes 0 to 5, not "五"',
    ),
    (
        {TEAM: {VALUE: 5.5}},
        'G [mark-range] 项目“现场检查”应评0到5分，写的是5.5分 | the mark for "现场检查" is 0 to 5, not 5.5',
    ),
    (
        {DEDUCTED: {VALUE: 0.2}},
        "G [mark-range] “酌情扣分”扣分应在0.5到2之间，不扣写 0，这里是0.2 | "
        '"酌情扣分" takes off 0.5 to 2 points, or 0; here it is 0.2',
    ),
    (
        {TEAM: {VALUE: "=1+3"}},
        "G [formula] “现场检查”这一格是公式，应直接填数：请用“选择性粘贴—数值”改成数 | "
        '"现场检查" is a formula here and should be a number: paste it as a value',
    ),
    (
        {TEAM: {VALUE: 4, STATE: "未评"}},
        "G [both] “现场检查”填了数，又填了没有数的原因“未评”：请只留一格 | "
        '"现场检查" has a number, and "未评" as why there is none: keep one of them',
    ),
    (
        {TEAM: {VALUE: None, STATE: "没做"}},
        'H [state] “现场检查”没有数的原因应是“不涉及”或“未评”，写的是“没做” | "现场检查": why there is no '
        'number should be "not applicable" or "pending", not "没做"',
    ),
    (
        {TEAM: {REMARK: "=A1"}},
        'L [formula] “现场检查”这一格是公式，应是文字：请重新填写 | "现场检查" has a formula here where words belong: write them anew',
    ),
    (
        {TEAM: {FILE: "a_x0007_b"}},
        'J [control-character] “现场检查”的这段文字里有看不见的控制字符，请删去重写 | a text of "现场检查" holds invisible control characters: delete it and write it anew',
    ),
    (
        {TEAM: {LINK: "javascript:alert(1)"}},
        "K [link] “现场检查”的佐证链接应以 http:// 或 https:// 开头，写的是“javascript:alert(1)” | the link of "
        '"现场检查" should begin with http:// or https://, not "javascript:alert(1)"',
    ),
    (
        {COUNT: {VALUE: "−3起"}},
        'G [bad-count] “事故起数”应填不小于0的整数，写的是“−3起” | "事故起数" takes a whole number from 0, not "−3起"',
    ),
    (
        {COUNT: {VALUE: 3.7}},
        'G [bad-count] “事故起数”应填不小于0的整数，写的是“3.7” | "事故起数" takes a whole number from 0, not "3.7"',
    ),
    (
        {DEBT: {VALUE: "3.5万"}},
        "G [number] “债务余额”的单位已经是“万元”，写的是“3.5万”：请只写数，不再写“万”“亿” | "
        '"债务余额" is counted in 万元 already, but says "3.5万": write the number alone',
    ),
    (
        {DEBT: {VALUE: 1e300}},
        "G [long-number] “债务余额”的数“1E+300”超过15位有效数字，请核对 | "
        '"债务余额" is given as "1E+300", with more than 15 significant digits: check it',
    ),
    (
        {DEBT: {VALUE: 0.5, -VALUE: "0%"}},
        'G [number] “债务余额”应填数字（万元），写的是“50%” | "债务余额" takes a number (万元), not "50%"',
    ),
    (
        {TEAM: {VALUE: "无"}},
        "G [none] “现场检查”没有数的，这一格留空，在右边一格选原因（不涉及或未评），写的是“无” | "
        '"现场检查" says "无": if there is no number, leave the cell empty and choose why in the next one (not applicable or pending)',
    ),
    (
        {TEAM: {VALUE: datetime(2018, 1, 2)}},
        'G [number] “现场检查”应填0—5分，写的是“2018-01-02” | "现场检查" takes 0 to 5, not "2018-01-02"',
    ),
]


@pytest.mark.parametrize(("typed", "expected"), BAD_CELLS)
def test_a_cell_that_cannot_be_is_told_with_the_cure(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path, typed: Typed, expected: str
) -> None:
    filled = fill(forms["u1"], tmp_path / "a.xlsx", typed)
    row = row_of(load_workbook(filled)[FORM], next(iter(typed)))
    column, words = expected.split(" ", 1)
    assert faults(folder, filled) == [f"a.xlsx!填报!{column}{row} {words}"]


def test_choices_of_english_forms_are_read_in_any_letters(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    [form] = libplan.write_templates(folder, year=2018, out=tmp_path, units=["u1"], language="en")
    book = load_workbook(form)
    sheet = book.worksheets[0]
    sheet.cell(row_of(sheet, TEAM), VALUE).value = None
    sheet.cell(row_of(sheet, TEAM), STATE).value = "Not Applicable"
    sheet.cell(row_of(sheet, COUNT), VALUE).value = "PENDING"
    book.save(tmp_path / "a.xlsx")
    collected = read(folder, tmp_path / "a.xlsx")
    assert marks_of(collected)["field", "u1", "team"] == "not_applicable"
    states = {figure.fact: figure.state for figure in collected.figures}
    assert states["accidents_actual"] == "not_scored"


BAD_REPORTS = [
    ({VALUE: "进行中"}, ["F [no-date]"], "还要填截至日期，如 2018-12-31"),
    ({DATE: datetime(2018, 12, 1)}, ["G [no-status]"], "还要填状态"),
    ({DATE: "上月底", VALUE: "已完成"}, ["F [date]"], "应是日期，如 2018-12-31，写的是“上月底”"),
    ({DATE: "2031-12-01", VALUE: "已完成"}, ["F [year]"], "2031年不在规划期2016—2020年内"),
    ({DATE: "2019-12-01", VALUE: "已完成"}, ["F [year]"], "晚于本表的2018年：请核对年份"),
    ({DATE: "2018-12-01", VALUE: "快了"}, ["G [status]"], "写的是“快了”"),
    ({DATE: "2018-12-01", VALUE: "已完成", STATE: 90}, ["H [percent]"], "进度应为100或空着"),
    ({DATE: "2018-12-01", VALUE: "进行中", STATE: 190}, ["H [percent]"], "应填0到100的数"),
    (
        {DATE: 43102, -DATE: "General", VALUE: "已完成"},
        ["F [date]"],
        "应是日期，如 2018-12-31，写的是“43102”",
    ),
    (
        {DATE: datetime(2018, 12, 1), VALUE: "进行中", STATE: datetime(2018, 1, 2)},
        ["H [percent]"],
        "写的是“2018-01-02”",
    ),
]


@pytest.mark.parametrize(("typed", "places", "words"), BAD_REPORTS)
def test_a_report_that_cannot_be_is_told(
    qingxin: Path, tmp_path: Path, typed: dict[int, object], places: list[str], words: str
) -> None:
    task = keys(load_workbook(qingxin), TASKS)[0]
    filled = fill(qingxin, tmp_path / "a.xlsx", {task: typed})
    told = faults(libplan.read(QINGXIN), filled)
    row = row_of(load_workbook(filled)[TASKS], task)
    assert len(told) == len(places)
    for line, place in zip(told, places, strict=True):
        column, code = place.split(" ")
        assert line.startswith(f"a.xlsx!任务进展!{column}{row} {code}") and words in line


def tampered(form: Path, target: Path, change: object) -> Path:
    book = load_workbook(form)
    assert callable(change)
    change(book)
    book.save(target)
    return target


def test_a_workbook_that_is_open_elsewhere_is_read_and_told(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    form = shutil.copy(forms["u1"], tmp_path / "a.xlsx")
    for trace in ("~$a.xlsx", ".~lock.a.xlsx#"):
        (tmp_path / trace).write_bytes(b"clerk")
        [notice] = libplan.read_workbooks(form, folder, year=2018).notices
        assert str(notice.place).endswith("a.xlsx") and notice.code == "open-elsewhere"
        assert str(notice.message.en) == (
            f"may still be open in a spreadsheet program ({trace} lies beside it), and what was saved last is read: if more is to come, save and close it and collect again"
        )
        (tmp_path / trace).unlink()
    (tmp_path / "~$a.xlsx").write_bytes(b"clerk")
    with pytest.raises(libplan.InputError) as error:
        libplan.read_workbooks(tmp_path / "~$a.xlsx", folder, year=2018)
    assert str(error.value.problems[0].message.zh) == (
        "这是表格软件打开工作簿时留在旁边的文件，不是填报表：请收 a.xlsx"
    )


def test_a_plan_workbook_among_forms_is_told_for_what_it_is(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    libplan.write_workbook(folder, tmp_path / "plan.xlsx")
    with pytest.raises(libplan.InputError, match="这是保存规划的工作簿，不是填报表"):
        libplan.read_workbooks(tmp_path / "plan.xlsx", folder, year=2018)


def test_merged_cells_are_told_as_that(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    def merge(book: Workbook) -> None:
        sheet = book[FORM]
        row = row_of(sheet, TEAM)
        sheet.cell(row, VALUE).value = 4
        sheet.merge_cells(f"G{row}:G{row + 1}")
        sheet.merge_cells(f"J{row + 3}:L{row + 3}")
        sheet.merge_cells(f"P{row + 4}:P{row + 6}")  # beside the form

    merged = tampered(forms["u1"], tmp_path / "a.xlsx", merge)
    row = row_of(load_workbook(merged)[FORM], TEAM)
    assert faults(folder, merged) == [
        f"a.xlsx!填报!{first} [merged] {cells} 是合并的单元格，只留得下一个内容：请取消合并，每一格写各自的内容 | "
        f"{cells} is merged into one cell, which holds one thing only: unmerge it and write in each cell what belongs there"
        for first, cells in (
            (f"G{row}", f"G{row}:G{row + 1}"),
            (f"J{row + 3}", f"J{row + 3}:L{row + 3}"),
        )
    ]


@pytest.mark.parametrize(
    ("language", "sheet", "head", "span"),
    [
        ("zh", "填报", "评分人或时段", "2021-12-01至2022-11-30"),
        ("en", "Fill in", "By or period", "2021-12-01 to 2022-11-30"),
    ],
)
def test_a_span_of_days_can_be_read_on_paper_and_comes_back(
    language: libplan.typing.Language, sheet: str, head: str, span: str, tmp_path: Path
) -> None:
    place = libplan.init(tmp_path / "plan", first_year=2022)
    with (place / "schemes/towns.toml").open("a", encoding="utf-8") as scheme:
        scheme.write('\n[window]\nfirst = "12-01"\nlast = "11-30"\n')
    plan = libplan.read(place)
    [form] = libplan.write_templates(
        plan, year=2022, out=tmp_path / "sent", units=["east"], language=language
    )
    book = load_workbook(form)
    page = book[sheet]
    assert page.cell(HEADER, 5).value == head
    key = "observation|coverage|2021-12-01/2022-11-30"
    row = row_of(page, key)
    period = page.cell(row, 5)
    assert period.value == span
    assert period.alignment.wrap_text and not period.alignment.shrink_to_fit
    assert page.column_dimensions["E"].width >= 16  # a date and a word in a line
    page.cell(row, VALUE).value = 81
    (tmp_path / "back").mkdir()
    book.save(tmp_path / "back/a.xlsx")
    back = libplan.read_workbooks(tmp_path / "back", plan, year=2022)
    assert [(o.indicator, str(o.period), o.value) for o in back.observations] == [
        ("coverage", "2021-12-01/2022-11-30", 81)
    ]


def test_forms_that_were_tampered_with_are_told_for_what_they_are(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    def told(change: object) -> list[str]:
        return faults(folder, tampered(forms["u1"], tmp_path / "a.xlsx", change))

    row = row_of(load_workbook(forms["u1"])[FORM], TEAM)

    def edit(book: Workbook) -> None:
        book[FORM].cell(row, CLAUSE).value = "考核组现场打分，从宽"

    assert told(edit) == [
        f"a.xlsx!填报!C{row} [row-edited] “现场检查”这一行的“评分标准”被改过：发出时是“考核组现场打分”，现在是“考核组现场打分，从宽”，请改回来 | "
        '"Clause" in the row of "现场检查" was changed: it was sent out as "考核组现场打分" and is "考核组现场打分，从宽" now; change it back'
    ]

    def of_another_scorer(book: Workbook) -> None:
        book[FORM].cell(row, 5).value = "自评"

    assert told(of_another_scorer) == [
        f"a.xlsx!填报!E{row} [row-edited] “现场检查”这一行的“评分人或时段”被改过：发出时是“考核组”，现在是“自评”，请改回来 | "
        '"By or period" in the row of "现场检查" was changed: it was sent out as "考核组" and is "自评" now; change it back'
    ]

    def of_another_heading(book: Workbook) -> None:
        book[FORM]["A5"].value = "随便填填"

    [heading] = told(of_another_heading)
    assert heading.startswith("a.xlsx!填报!A5 [row-edited] ") and "现在是“随便填填”" in heading

    def of_another_unit(book: Workbook) -> None:
        book[FORM]["A1"].value = "南镇2018年度考核填报表"

    assert told(of_another_unit) == [
        "a.xlsx!填报!A1 [title-edited] 标题发出时是“东镇2018年度考核填报表”，现在是“南镇2018年度考核填报表”：请用原来发出的"
        '文件填写，不要把一个单位的表改给另一个单位用 | the title was "东镇2018年度考核填报表" when the form was sent out and is '
        '"南镇2018年度考核填报表" now: fill in the file that was sent out, and do not make a form out for another unit'
    ]

    def insert(book: Workbook) -> None:
        book[FORM].insert_rows(row)
        book[FORM].cell(row, VALUE).value = 3

    assert told(insert) == [
        f"a.xlsx!填报!G{row} [row-inserted] 这一行是插入的，里面填的不知属于哪一项：请填在原有的行里，删去这一行 | this row was "
        "inserted, and what it says belongs to no item: use the rows that were there, and delete it"
    ]
    assert told(lambda book: book[FORM].delete_rows(row)) == [
        f"a.xlsx!填报!B{row} [row-deleted] “现场检查”这一行被删去了，原来应在这里：请用原来发出的文件填写 | the row of "
        '"现场检查", which belongs here, was deleted: fill in the file that was sent out'
    ]

    def copy(book: Workbook) -> None:
        sheet = book[FORM]
        last = sheet.max_row + 1
        for column in range(1, KEY + 2):
            sheet.cell(last, column).value = sheet.cell(row, column).value

    [twice] = told(copy)
    assert f"[row-twice] “现场检查”这一行与第{row}行是同一项，是复制出来的：请删去一行" in twice
    assert told(lambda book: book[FORM].insert_cols(3))[0].startswith(
        "a.xlsx!填报 [columns-changed] “填报”表里增删过列，已经对不上"
    )

    def swap_heads(book: Workbook) -> None:
        sheet = book[FORM]
        sheet["G4"].value, sheet["H4"].value = sheet["H4"].value, sheet["G4"].value

    swapped = told(swap_heads)
    assert [line.split(" ")[:2] for line in swapped] == [
        ["a.xlsx!填报!G4", "[heads-changed]"],
        ["a.xlsx!填报!H4", "[heads-changed]"],
    ]
    assert "列名应为“填报数”，现为“没有数的原因”：列被调换或改过" in swapped[0]

    def other_lists(book: Workbook) -> None:
        sheet = book[LISTS]
        next(cell for row in sheet for cell in row if cell.value == "考核组现场打分").value = "从宽"

    assert told(other_lists)[0].startswith("a.xlsx!字典 [lists-changed] 隐藏的“字典”表被改过")

    def without_sheet(book: Workbook) -> None:
        del book[FORM]

    def without_keys(book: Workbook) -> None:
        book[FORM].delete_cols(KEY)

    assert told(without_keys)[0].startswith("a.xlsx!填报 [columns-changed] “填报”表里增删过列")

    assert told(without_sheet)[0].startswith(
        "a.xlsx [sheet-missing] 填报表里没有“填报”表，可能被删去了"
    )

    def without_lists(book: Workbook) -> None:
        del book[LISTS]

    assert told(without_lists)[0].startswith(
        "a.xlsx [no-form] 这不是 libplan template 发出的填报表"
    )


def test_what_does_no_harm_is_noted(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    def rename_and_move(book: Workbook) -> None:
        sheet = book[FORM]
        sheet.title = "填报（终稿）"
        first, second = row_of(sheet, SELF), row_of(sheet, TEAM)
        for column in range(1, KEY + 2):
            a, b = sheet.cell(first, column), sheet.cell(second, column)
            a.value, b.value = b.value, a.value

    moved = tampered(forms["u1"], tmp_path / "a.xlsx", rename_and_move)
    collected = read(folder, moved)
    assert [notice.code for notice in collected.notices][0] == "sheet-renamed"
    assert "row-moved" in [notice.code for notice in collected.notices]
    assert collected.notices[0].message.zh == "表名由“填报”改成了“填报（终稿）”，仍按原来的读"
    assert marks_of(collected) == marks_of(read(folder, forms["u1"]))

    spaced = tampered(forms["u1"], tmp_path / "b.xlsx", lambda book: book[FORM].insert_rows(8, 2))
    collected = read(folder, spaced)
    assert [notice.message.zh for notice in collected.notices] == [
        "这一行上面插入了空行，不影响读取"
    ]
    assert marks_of(collected) == marks_of(read(folder, forms["u1"]))


def test_a_copy_of_the_sheet_is_not_read_in_its_place(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    def copy(book: Workbook) -> None:
        sheet = book.copy_worksheet(book[FORM])
        sheet.title = "填报 (2)"
        book.move_sheet(sheet, -len(book.sheetnames) + 1)  # where Excel puts it
        sheet.cell(row_of(sheet, TEAM), VALUE).value = 1

    collected = read(folder, tampered(forms["u1"], tmp_path / "a.xlsx", copy))
    assert marks_of(collected) == marks_of(read(folder, forms["u1"]))
    [notice] = collected.notices
    assert notice.message.zh == "“填报 (2)”不是填报表里的表，里面写的没有读取"


def test_only_the_rows_that_moved_are_noted(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    def noted(change: Callable[[Worksheet], object]) -> list[str]:
        moved = tampered(forms["u1"], tmp_path / "a.xlsx", lambda book: change(book[FORM]))
        collected = read(folder, moved)
        assert marks_of(collected) == marks_of(read(folder, forms["u1"]))
        return [
            f"{str(notice.place).rpartition('/')[2]} {notice.message.zh}"
            for notice in collected.notices
        ]

    def put_in_order(sheet: Worksheet, first: int, rows: list[int]) -> None:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        columns = range(1, KEY + 2)
        held = [[sheet.cell(row, column).value for column in columns] for row in rows]
        for row, cells in enumerate(held, first):
            for column, value in zip(columns, cells, strict=True):
                sheet.cell(row, column).value = value

    def exchange(sheet: Worksheet) -> None:
        put_in_order(sheet, 6, [14, *range(7, 14), 6])

    def move_down(sheet: Worksheet) -> None:
        put_in_order(sheet, 6, [*range(7, 15), 6])

    titles = [load_workbook(forms["u1"])[FORM].cell(row, 2).value for row in (6, 14)]
    assert None not in titles
    told = "a.xlsx!填报!B{} “{}”这一行挪动过位置，仍按原来的项目读".format
    assert noted(exchange) == [told(6, titles[1]), told(14, titles[0])]
    assert noted(move_down) == [told(14, titles[0])]


def test_what_is_not_read_is_noted(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    def scribble(book: Workbook) -> None:
        book[FORM]["P9"].value = "此项有异议"
        book[FORM]["Q12"].value = "另见来函"
        book.create_sheet("我的笔记").append(["待办"])

    (tmp_path / "in/旧").mkdir(parents=True)
    scribbled = tampered(forms["u1"], tmp_path / "in/a.xlsx", scribble)
    shutil.copy(forms["u2"], tmp_path / "in/旧/b.xlsx")
    (tmp_path / "in/解压.xlsx").mkdir()
    for other in ("现场照片.jpg", "a.docx", "~$a.xlsx", "~$no-more.xlsx"):
        (tmp_path / "in" / other).write_bytes(b"x")
    collected = libplan.read_workbooks(tmp_path / "in", folder, year=2018)
    assert [
        f"{str(notice.place).rpartition('/')[2]} [{notice.code}] {notice.message.zh}"
        for notice in collected.notices
    ] == [
        "a.xlsx!填报!P9 [beside-form] 填报表右边有2格写了字（从“此项有异议”起），没有读取：要说的话请写在“说明”列",
        "a.xlsx!我的笔记 [sheet-extra] “我的笔记”不是填报表里的表，里面写的没有读取",
        "a.xlsx [open-elsewhere] 可能还在表格软件里打开着（旁边有 ~$a.xlsx），读的是上次保存的：没有保存完的，请存好关闭后再收一次",
        "解压.xlsx [folder] 这是文件夹，不是工作簿，没有读取",
        "in [other-files] 有2个文件不是工作簿（.xlsx），没有读取，如 a.docx",
        "旧 [subfolder] 子文件夹里有1个工作簿，没有读取：要收的请移到上一层文件夹",
    ]
    assert marks_of(collected) == marks_of(read(folder, scribbled))


def test_words_without_a_number_are_not_lost_unsaid(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    link = "https://example.org/1"
    for words, column in (
        ({REMARK: "见附件"}, "L"),
        ({LINK: link, REMARK: "见附件"}, "K"),
        ({FILE: "附件.pdf", LINK: link}, "J"),
    ):
        typed: Typed = {TEAM: {VALUE: None, **words}}
        alone = fill(forms["u1"], tmp_path / "a.xlsx", typed)
        [notice] = read(folder, alone).notices
        row = row_of(load_workbook(alone)[FORM], TEAM)
        assert str(notice.place).endswith(f"a.xlsx!填报!{column}{row}")
    assert notice.code == "words-alone"
    assert notice.message.zh == (
        "“现场检查”没有填数，也没有选原因，写下的佐证和说明没有地方保存：请补填，或选“不涉及”“未评”"
    )


SHARE = "figure|share|2018"


def test_a_percentage_below_one_is_asked_about(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    observed = "observation|done|2018"
    typed: Typed = {SHARE: {VALUE: 0.85}, observed: {VALUE: "0.8"}, DEBT: {VALUE: 0.85}}
    small = fill(forms["u1"], tmp_path / "a.xlsx", typed)
    sheet = load_workbook(small)[FORM]
    told = {
        f"{str(notice.place).rpartition('!')[2]} [{notice.code}] {notice.message.zh}"
        for notice in read(folder, small).notices
    }
    assert told == {
        f"G{row_of(sheet, SHARE)} [small-percent] "
        "“整改完成率”写的是0.85，按0.85%读；如果是85%，请写85",
        f"G{row_of(sheet, observed)} [small-percent] "
        "“任务完成率”写的是0.8，按0.8%读；如果是80%，请写80",
    }
    for value in (0, 1, "85%"):
        plain = fill(forms["u1"], tmp_path / "b.xlsx", {SHARE: {VALUE: value}})
        assert read(folder, plain).notices == ()


def test_a_percentage_that_was_below_one_before_may_be_so_again(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    last_year = libplan.SuppliedFigure("share", "u1", 2017, 0.7)
    figures = (*folder.records.figures, last_year)
    observed = (*folder.observations, libplan.Observation("done", 2017, 0.9, body="u1"))
    known = folder.replace(
        records=folder.records.replace(figures=figures),
        observations=libplan.Observations(observed),
    )
    [form] = libplan.write_templates(known, year=2018, out=tmp_path, units=["u1"])
    typed: Typed = {SHARE: {VALUE: 0.85}, "observation|done|2018": {VALUE: 0.8}}
    small = fill(form, tmp_path / "a.xlsx", typed)
    assert libplan.read_workbooks(small).notices == ()
    assert read(known, small).notices == ()


def test_a_percentage_beyond_0_to_100_is_asked_about(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    observed = "observation|done|2018"
    odd = fill(forms["u1"], tmp_path / "a.xlsx", {SHARE: {VALUE: -5}, observed: {VALUE: "120%"}})
    sheet = load_workbook(odd)[FORM]
    collected = read(folder, odd)
    assert [
        f"{str(notice.place).rpartition('!')[2]} [{notice.code}] {notice.message.zh} | {notice.message.en}"
        for notice in collected.notices
    ] == [
        f"G{row_of(sheet, SHARE)} [odd-percent] “整改完成率”写的是-5%，不在0到100%之间，仍按-5%读：如果写错了，请改正 | "
        '"整改完成率" is -5%, which is not between 0 and 100%, and is read as that: correct it if it is a slip',
        f"G{row_of(sheet, observed)} [odd-percent] “任务完成率”写的是120%，不在0到100%之间，仍按120%读：如果写错了，请改正 | "
        '"任务完成率" is 120%, which is not between 0 and 100%, and is read as that: correct it if it is a slip',
    ]
    assert [figure.value for figure in collected.figures if figure.fact == "share"] == [-5]

    last_year = libplan.SuppliedFigure("share", "u1", 2017, 104.5)
    figures = (*folder.records.figures, last_year)
    observations = (*folder.observations, libplan.Observation("done", 2017, 110, body="u1"))
    known = folder.replace(
        records=folder.records.replace(figures=figures),
        observations=libplan.Observations(observations),
    )
    [form] = libplan.write_templates(known, year=2018, out=tmp_path / "known", units=["u1"])
    again = fill(form, tmp_path / "b.xlsx", {SHARE: {VALUE: -5}, observed: {VALUE: "120%"}})
    assert libplan.read_workbooks(again).notices == ()


def with_limit(folder: libplan.PlanFolder, direction: str) -> libplan.PlanFolder:
    limit = 100 if direction == "up" else 20
    plan = folder.plan.replace_indicator("done", limit=limit, direction=direction)
    return folder.replace(plan=plan)


@pytest.mark.parametrize(
    ("direction", "beyond", "within", "takes"),
    [
        ("up", 120, 100, ("不超过100的数", "a number up to 100")),
        ("down", 19.5, 20, ("不低于20的数", "a number from 20 on")),
    ],
)
def test_a_natural_limit_of_the_plan_holds_in_forms(
    folder: libplan.PlanFolder,
    tmp_path: Path,
    direction: str,
    beyond: float,
    within: float,
    takes: tuple[str, str],
) -> None:
    observed = "observation|done|2018"
    limited = with_limit(folder, direction)
    [form] = libplan.write_templates(limited, year=2018, out=tmp_path, units=["u1"])
    sheet = load_workbook(form)[FORM]
    row = row_of(sheet, observed)
    assert sheet.cell(row, DATE).value == takes[0]
    [asked] = [each for each in sheet.data_validations.dataValidation if f"G{row}" in each.sqref]
    limit = {"up": f"G{row}<=100", "down": f"G{row}>=20"}[direction]
    assert asked.formula1 == f"IF(ISNUMBER(G{row}),AND({limit}),FALSE)"
    odd = fill(form, tmp_path / "a.xlsx", {observed: {VALUE: beyond}})
    told = f'“任务完成率”应填{takes[0]}，写的是“{beyond}” | "任务完成率" takes {takes[1]}, not "{beyond}"'
    assert faults(limited, odd) == [f"a.xlsx!填报!G{row} [natural-limit] {told}"]
    good = fill(form, tmp_path / "b.xlsx", {observed: {VALUE: within}})
    assert read(limited, good).notices == ()

    others = [each for each in folder.observations if (each.body, each.indicator) != ("u1", "done")]
    figure = libplan.Observation("done", 2018, beyond, body="u1")
    known = limited.replace(observations=libplan.Observations([*others, figure]))
    [form] = libplan.write_templates(known, year=2018, out=tmp_path / "known", units=["u1"])
    assert load_workbook(form, data_only=True)[FORM].cell(row, CHECK).value == "请核对"


def test_the_same_unit_twice_another_year_another_plan(
    folder: libplan.PlanFolder, forms: dict[str, Path], qingxin: Path, tmp_path: Path
) -> None:
    again = shutil.copy(forms["u1"], tmp_path / "东镇（修改）.xlsx")
    [told] = faults(folder, forms["u1"], Path(again))
    assert told.startswith("东镇（修改）.xlsx [unit-twice] “东镇”交了两份填报表，另一份是 ")
    with pytest.raises(libplan.InputError, match="填报表是2018年的，这里收的是2017年"):
        libplan.read_workbooks([forms["u1"]], folder, year=2017)
    assert (
        faults(folder, qingxin)[0].endswith(
            'the form belongs to the plan "qingxin", not to "every"'
        )
        or "[form-plan]" in faults(folder, qingxin)[0]
    )


def test_an_old_form_is_told_row_by_row(forms: dict[str, Path], tmp_path: Path) -> None:
    changed = shutil.copytree(EVERY_RULE, tmp_path / "plan")
    scheme = Path(changed, "schemes/every.toml")
    text = scheme.read_text("utf-8").replace("考核组现场打分", "考核组现场打分，少一处扣1分")
    scheme.write_text(text, "utf-8")
    told = faults(libplan.read(changed), forms["u1"])
    assert len(told) == 2  # the marks of the team and of the unit itself
    assert all(
        "[form-old] “现场检查”发出之后，评分办法已改（现为：考核组现场打分，少一处扣1分；可填：0—5分）"
        in each
        for each in told
    )


def test_every_fault_of_every_form_is_told_at_once(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    one = fill(forms["u1"], tmp_path / "1.xlsx", {TEAM: {VALUE: 6}, SELF: {VALUE: "x"}})
    two = fill(forms["u2"], tmp_path / "2.xlsx", {TEAM: {VALUE: -1}})
    three = tmp_path / "3.xlsx"
    three.write_bytes(forms["u3"].read_bytes()[:3000])
    assert sorted(line.split(" ")[1] for line in faults(folder, one, two, three)) == [
        "[mark-range]",
        "[mark-range]",
        "[number]",
        "[workbook-truncated]",
    ]


def test_a_folder_without_workbooks_and_a_file_that_is_not_there(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    with pytest.raises(FileNotFoundError, match="没有工作簿"):
        libplan.read_workbooks(tmp_path, folder, year=2018)
    with pytest.raises(FileNotFoundError, match="找不到文件 .*b.xlsx，请核对路径"):
        libplan.read_workbooks([tmp_path / "b.xlsx"], folder, year=2018)


def test_a_file_that_cannot_be_opened_hides_no_faults_of_the_others(
    folder: libplan.PlanFolder, forms: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/快捷方式.xlsx").symlink_to("gone.xlsx")
    bad = fill(forms["u1"], tmp_path / "in/b.xlsx", {TEAM: {VALUE: "五"}})
    row = row_of(load_workbook(bad)[FORM], TEAM)
    with pytest.raises(libplan.InputError) as told:
        libplan.read_workbooks(tmp_path / "in", folder, year=2018)
    place = str(tmp_path / "in/快捷方式.xlsx")
    assert [(problem.code, str(problem.message.zh)) for problem in told.value.problems] == [
        ("number", "“现场检查”应填0—5分，写的是“五”"),
        ("file", f"找不到文件 {place}，请核对路径"),
    ]
    assert [str(problem.place) for problem in told.value.problems] == [f"{bad}!填报!G{row}", place]


def test_threads_give_the_same_and_reading_can_be_stopped(
    folder: libplan.PlanFolder, forms: dict[str, Path]
) -> None:
    files = list(forms.values())
    assert read(folder, *files, threads=1) == read(folder, *files, threads=3)
    seen: list[tuple[int, int]] = []
    libplan.read_workbooks(files, folder, year=2018, progress=lambda *told: seen.append(told))
    assert seen[-1] == (6, 6)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        libplan.read_workbooks(files, folder, year=2018, progress=stop)


# ---- into the plan folder ----


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EVERY_RULE, tmp_path / "plan"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_what_is_filled_in_goes_into_the_tables(
    plan: Path, forms: dict[str, Path], tmp_path: Path
) -> None:
    fill(forms["u5"], tmp_path / "filled/河街.xlsx", {SELF: {VALUE: 8.5, REMARK: Words("=1+1")}})
    before = libplan.read(plan)
    merged = libplan.collect(plan, tmp_path / "filled", year=2018)
    assert (merged.added, merged.filled, merged.replaced) == (0, 1, 0)
    after = libplan.read(plan)
    changed = set(after.records.marks) - set(before.records.marks)
    [mark] = changed
    assert (mark.item, mark.body, mark.scorer, mark.value) == ("scorers", "u5", "self", 8.5)
    assert mark.note == "'=1+1"
    old = (EVERY_RULE / "marks.csv").read_text("utf-8").splitlines()
    new = (plan / "marks.csv").read_text("utf-8").splitlines()
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 1
    assert contents(plan).keys() == contents(EVERY_RULE).keys()
    assert libplan.collect(plan, tmp_path / "filled", year=2018).filled == 0


def test_tables_that_are_not_there_are_made(
    plan: Path, forms: dict[str, Path], tmp_path: Path
) -> None:
    (plan / "marks.csv").unlink()
    merged = libplan.collect(plan, forms["u1"], year=2018)
    assert merged.added > 5 and merged.replaced == 0
    ours = {mark for mark in libplan.read(EVERY_RULE).records.marks if mark.body == "u1"}
    assert {(m.item, m.scorer, m.value) for m in libplan.read(plan).records.marks} <= {
        (m.item, m.scorer, m.value) for m in ours
    }


def test_what_differs_is_refused_unless_it_is_to_be_replaced(
    plan: Path, forms: dict[str, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    filled = fill(
        forms["u1"], tmp_path / "a.xlsx", {TEAM: {VALUE: 3}, SELF: {STATE: "未评", VALUE: None}}
    )
    before = contents(plan)
    assert main(["collect", str(plan), str(filled), "--year", "2018"]) == 2
    _, error = capfd.readouterr()
    line = row_of(load_workbook(filled)[FORM], TEAM)
    assert (
        "marks.csv:2:20: 错误[collect-differs] “现场检查”已有4.5，填报表写的是3"
        f"（{filled}!填报!G{line}）：请核实；要以填报表为准，加 --replace" in error
    )
    assert contents(plan) == before
    assert main(["collect", str(plan), str(filled), "--year", "2018", "--replace"]) == 0
    out, _ = capfd.readouterr()
    self_line = row_of(load_workbook(filled)[FORM], SELF)
    assert "替换2项" in out
    assert f"  “多方评分”（东镇，自评）：10 → 未评（{filled}!填报!G{self_line}）\n" in out
    assert f"  “现场检查”（东镇，考核组）：4.5 → 3（{filled}!填报!G{line}）\n" in out
    marks = {(m.item, m.body, m.scorer): m for m in libplan.read(plan).records.marks}
    assert marks["field", "u1", "team"].value == 3
    assert marks["scorers", "u1", "self"].state == "not_scored"


def test_one_fault_and_nothing_is_written(
    plan: Path, forms: dict[str, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(forms["u5"], tmp_path / "in/1.xlsx", {SELF: {VALUE: 8}})
    fill(forms["u6"], tmp_path / "in/2.xlsx", {TEAM: {VALUE: "很好", STATE: None}})
    before = contents(plan)
    command = ["collect", str(plan), str(tmp_path / "in"), "--year", "2018", "--lang", "en"]
    assert main(command) == 2
    _, error = capfd.readouterr()
    assert "2.xlsx!填报!G" in error and 'takes 0 to 5, not "很好"' in error
    assert contents(plan) == before


def test_collect_says_what_is_missing(
    plan: Path, forms: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", str(plan), str(forms["u5"]), "--year", "2018"]) == 0
    out, _ = capfd.readouterr()
    assert "没有要并入的，文件没有改动" in out and "“多方评分”还没有填（自评）" in out


def test_a_place_can_be_copied_from_narrow_lines(
    plan: Path,
    forms: dict[str, Path],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("libplan.cli.output.terminal_width", lambda: 40)
    row = row_of(load_workbook(forms["u5"])[FORM], SELF)
    assert main(["collect", str(plan), str(forms["u5"]), "--year", "2018"]) == 0
    assert (
        f"  {forms['u5']}!填报!G{row}：\n  “多方评分”还没有填（自评）\n" in capfd.readouterr().out
    )


def test_what_was_cleared_in_a_form_stays_in_the_folder_and_is_told(
    plan: Path, forms: dict[str, Path], tmp_path: Path
) -> None:
    not_scored = fill(forms["u1"], tmp_path / "a.xlsx", {DEDUCTED: {VALUE: None, STATE: "不涉及"}})
    libplan.collect(plan, not_scored, year=2018, replace=True)
    cleared = fill(
        forms["u1"],
        tmp_path / "b.xlsx",
        {SELF: {VALUE: None}, DEBT: {VALUE: None}, DEDUCTED: {VALUE: None}},
    )
    before = contents(plan)
    merged = libplan.collect(plan, cleared, year=2018)
    assert contents(plan) == before
    told = {notice.message.zh for notice in merged.collected.missing}
    assert {
        "“多方评分”（自评）留空，规划文件夹里仍是10",
        "“债务余额”（数字（万元））留空，规划文件夹里仍是500",
        "“酌情扣分”（考核组）留空，规划文件夹里仍是不涉及",
        "“酌情扣分”还没有填（自评）",
    } <= told
    alone = {notice.message.zh for notice in libplan.read_workbooks(cleared).missing}
    assert "“多方评分”还没有填（自评）" in alone  # what a folder holds a form alone does not know


# ---- hostile files, in bounded memory ----


HOSTILE = """
import resource, sys, libplan
folder = libplan.read(sys.argv[1])
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    libplan.read_workbooks([sys.argv[2]], folder, year=2018, threads=1)
except libplan.InputError as error:
    print(error.problems[0].code)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held)
"""


def test_a_bomb_takes_neither_time_nor_memory(forms: dict[str, Path], tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(forms["u1"]) as source,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            padding = b" " * (60 << 20) if name.endswith("sheet1.xml") else b""
            copy.writestr(name, source.read(name) + padding)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", HOSTILE, str(EVERY_RULE), str(bomb)],
        check=True,
        capture_output=True,
        text=True,
    )
    code, kilobytes = done.stdout.split()
    assert code == "workbook-bomb" and int(kilobytes) < 20_000
    assert time.perf_counter() - start < 30
