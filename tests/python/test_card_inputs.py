# ruff: noqa: E501  (departures are quoted whole)
"""Input cells of a scorecard: what they take, and what is told of what they should not hold."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from recalculate import differences, recalculated
from scheme_folder import read, scheme

import libplan

FRONT, ITEMS = "成绩单", "评分明细"
TABLE = """
[[fact]]
id = "accident"
title = "事故"
unit = "起"
events = "accident"

[[fact]]
id = "late"
title = "迟报"
unit = "次"
events = "late"

[[fact]]
id = "tasks"
title = "任务完成率"
unit = "%"
tasks = "done_percent"

[[fact]]
id = "training"
title = "培训人数"
unit = "人"
supplied = true

[[fact]]
id = "mean"
title = "同组平均培训人数"
unit = "人"
class_of = "training"
take = "mean"

[[group]]
id = "work"
title = "工作"
full = 100

  [[group.item]]
  id = "field"
  title = "现场检查"
  full = 10
  clause = "由考核组评分"
  rule = { marks = true, step = 0.5 }

  [[group.item]]
  id = "slip"
  title = "资料扣分"
  full = 10
  clause = "视情况扣0.5至2分，每档0.5分"
  rule = { marks = true, deduct = [0.5, 2], step = 0.5 }

  [[group.item]]
  id = "accidents"
  title = "事故情况"
  full = 40
  clause = "每起扣10分"
  fact = "accident"
  rule = { occurrences = { "一般" = -10 } }

  [[group.item]]
  id = "task"
  title = "任务"
  full = 20
  clause = "按完成率计分"
  fact = "tasks"
  rule = { share_of = 100 }

  [[group.item]]
  id = "train"
  title = "培训"
  full = 20
  clause = "达到平均数得满分"
  fact = "training"
  rule = { all_or_nothing = true, at_least = "mean" }

[[veto]]
title = "迟报"
fact = "late"
one_down = true

[[veto]]
title = "现场太差"
clause = "现场检查得分率低于40%"
grade = "不合格"
rate_of = "field"
below = 40
"""
MARKS = """
field,u1,2018,team,8
slip,u1,2018,team,1
field,u2,2018,team,9
slip,u2,2018,team,0
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> libplan.PlanFolder:
    return read(
        tmp_path_factory.mktemp("plan"),
        scheme(TABLE),
        facts={"training": "30 20"},
        marks=MARKS,
        events="a1,2018-03-01,accident,一般,u1,0",
    )


@pytest.fixture(scope="module")
def results(folder: libplan.PlanFolder) -> libplan.YearResults:
    return libplan.assess_year(folder, year=2018)


@pytest.fixture(scope="module")
def card(
    folder: libplan.PlanFolder,
    results: libplan.YearResults,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    files = libplan.write_reports(folder, results, out=tmp_path_factory.mktemp("out"))
    return next(file for file in files if "u1" in file.name)


def cell_of(sheet: Worksheet, title: str) -> Any:
    """The input cell of an item, or the first one of a row below its title."""
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == title)
    return next(
        cell for at in range(row, row + 2) if not (cell := sheet.cell(at, 5)).protection.locked
    )


def typed(card: Path, target: Path, values: Mapping[str, object]) -> Path:
    book = load_workbook(card)
    for title, value in values.items():
        cell = cell_of(book[ITEMS], title)
        cell.value = value
        if isinstance(value, str) and not value.startswith("="):
            cell.data_type = "s"
    book.save(target)
    return target


def told(departures: tuple[libplan.Departure, ...]) -> list[str]:
    return [f"[{each.code}] {each.message.zh}" for each in departures]


def test_what_no_plan_folder_could_hold_is_told_with_the_cure(
    folder: libplan.PlanFolder, results: libplan.YearResults, card: Path, tmp_path: Path
) -> None:
    wrong: list[tuple[str, object, str]] = [
        ("现场检查", 11, "[input-range] “现场检查（考核组）”的输入应填0—10分，每档0.5分，写的是11：请改正"),
        ("现场检查", 8.3, "[input-range] “现场检查（考核组）”的输入应填0—10分，每档0.5分，写的是8.3：请改正"),
        ("资料扣分", 0.25, "[input-range] “资料扣分（考核组）”的输入应填扣0或0.5—2分，每档0.5分，写的是0.25：请改正"),
        ("事故情况", -5, "[input-range] “事故（一般）”的输入应填0以上的整数，写的是-5：请改正"),
        ("任务", 150, "[input-range] “任务完成率”的输入应填0—100的数，写的是150：请改正"),
        ("培训", "3", "[input-text] “培训人数”的输入“3”是存成文本的数，公式不把它当数，按缺数据计：请把单元格改成常规格式，重新填写"),
        ("培训", "很多", "[input-words] “培训人数”的输入应填数字（人），或不涉及、未评、空着，写的是“很多”，按缺数据计：请改正"),
        ("培训", "=15+15", "[input-formula] “培训人数”的输入格应直接填数，写的是公式 =15+15（结果30）：请用“选择性粘贴—数值”改成数"),
    ]  # fmt: skip
    files = [
        typed(card, tmp_path / f"{number}.xlsx", {title: value})
        for number, (title, value, _) in enumerate(wrong)
    ]
    out = recalculated(files, tmp_path)
    plain = load_workbook(card)[ITEMS]
    for file, (title, value, words) in zip(files, wrong, strict=True):
        found = libplan.reconcile(out / file.name, folder, results)
        assert told(found.departures) == [words], (title, value)
        cell = cell_of(plain, title).coordinate
        assert str(found.departures[0].place).endswith(f"{file.name}!{ITEMS}!{cell}")


def test_states_and_other_numbers_are_no_fault(
    folder: libplan.PlanFolder, results: libplan.YearResults, card: Path, tmp_path: Path
) -> None:
    values = {"现场检查": "不涉及", "资料扣分": 0.5, "事故情况": "未评", "任务": None, "培训": 12.5}
    file = typed(card, tmp_path / "a.xlsx", values)
    found = libplan.reconcile(recalculated([file], tmp_path) / "a.xlsx", folder, results)
    assert told(found.departures) == []
    assert len(found.inputs) == 5


def test_the_spreadsheet_refuses_the_same(card: Path, tmp_path: Path) -> None:
    """Each validation is put into a cell of its own and computed."""
    cases = {
        "现场检查": {8: True, 10: True, 10.5: False, 8.3: False, -1: False, "未评": True, "N/A": True, "三": False},
        "资料扣分": {0: True, 0.25: False, 0.5: True, 2: True, 2.5: False, "不涉及": True},
        "事故情况": {0: True, 3: True, 2.5: False, -5: False, "pending": True},
        "任务": {100: True, 150: False, "全部": False},
        "培训": {-3.5: True, "很多": False},
    }  # fmt: skip
    expected = []
    book = load_workbook(card)
    sheet = book[ITEMS]
    for title, values in cases.items():
        cell = cell_of(sheet, title)
        [rule] = [
            rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref
        ]
        assert rule.type == "custom" and rule.allow_blank and rule.errorStyle in (None, "stop")
        assert rule.prompt.startswith("可填：") and rule.error.startswith("应填")
        assert len(rule.formula1) <= 255
        for number, (value, admitted) in enumerate(values.items()):
            copy = load_workbook(card)
            cell_of(copy[ITEMS], title).value = value
            first = str(rule.sqref).split(":")[0]
            formula = rule.formula1
            if first != cell.coordinate:
                formula = formula.replace(first, cell.coordinate)
            copy[ITEMS]["Z1"].value = f"={formula}"
            name = f"{title}{number}.xlsx"
            copy.save(tmp_path / name)
            expected.append((name, admitted))
    out = recalculated([tmp_path / name for name, _ in expected], tmp_path)
    found = [
        (name, load_workbook(out / name, data_only=True)[ITEMS]["Z1"].value) for name, _ in expected
    ]
    assert found == expected


# ---- what does not follow ----


def notices(file: Path) -> list[object]:
    book = load_workbook(file, data_only=True)
    front = [row[0].value for row in book[FRONT].iter_rows(max_row=9)]
    return [words for words in (*front, book[ITEMS]["F2"].value) if "输入已改" in str(words)]


def test_a_changed_input_shows_on_both_sheets(card: Path, tmp_path: Path) -> None:
    assert notices(card) == []
    assert differences([card], tmp_path)[1] == []
    words = "输入已改：排名、等级名额、文字说明未随之更新（灰色斜体）"
    values = (9, "未评", None, "8", 8)  # the last is what stood there
    files = [
        typed(card, tmp_path / f"{number}.xlsx", {"现场检查": value})
        for number, value in enumerate(values)
    ]
    out = recalculated(files, tmp_path)
    for file, value in zip(files, values, strict=True):
        assert notices(out / file.name) == ([] if value == 8 else [words, words]), value


def stale_cells(file: Path, sheet: str) -> set[str]:
    """The ranges of the rules that make what is out of date grey and italic."""
    found = set()
    for ranges in load_workbook(file)[sheet].conditional_formatting:
        for rule in ranges.rules:
            if rule.dxf and rule.dxf.font and rule.dxf.font.i:
                found.add(str(ranges.sqref))
    return found


def test_what_is_out_of_date_is_marked(card: Path) -> None:
    assert "D5" in stale_cells(card, FRONT)  # the rank
    last = load_workbook(card)[ITEMS].max_row
    assert stale_cells(card, ITEMS) == {f"K4:K{last}"}  # the mean of the class follows


def test_reconcile_tells_what_did_not_follow_apart(
    folder: libplan.PlanFolder, results: libplan.YearResults, card: Path, tmp_path: Path
) -> None:
    file = typed(card, tmp_path / "a.xlsx", {"现场检查": 3, "培训": 10})
    found = libplan.reconcile(recalculated([file], tmp_path) / "a.xlsx", folder, results)
    assert found.departures == ()
    assert [each.message.zh for each in found.inputs] == [
        "“现场检查（考核组）”输入改过：规划文件夹里是8，工作簿里是3",
        "“培训人数”输入改过：规划文件夹里是30，工作簿里是10",
    ]
    stale = {
        (each.place.sheet, each.place.column): (each.found, each.expected)
        for each in found.consequences
        if each.code == "stale" and "现场" not in each.expected
    }
    assert stale[FRONT, 4] == ("1", "2")  # the rank
    assert (ITEMS, 6) not in stale  # the mean of the class
    words = [each.expected for each in found.consequences if each.place.sheet == ITEMS]
    assert any(each.endswith("扣7分，得3分") for each in words)
    assert {each.code for each in found.consequences} == {"stale", "follows"}


def test_the_front_page_tells_each_veto_as_it_stands(
    folder: libplan.PlanFolder, results: libplan.YearResults, card: Path, tmp_path: Path
) -> None:
    def lines(file: Path) -> list[object]:
        sheet = load_workbook(file, data_only=True)[FRONT]
        return [sheet.cell(row, 1).value for row in (6, 7)]

    assert lines(card) == ["未触发：迟报", "未触发：现场太差"]
    file = typed(card, tmp_path / "a.xlsx", {"现场检查": 3.5})
    book = load_workbook(file)
    late = next(row for row in book[ITEMS].iter_rows() if "迟报" in str(row[0].value))
    late[4].value = 2
    book.save(file)
    out = recalculated([file], tmp_path) / "a.xlsx"
    assert lines(out) == [
        "迟报：迟报2次，达到一票否决线1次，降低一个等级",
        "现场太差：“现场检查”得分率35%，低于40%，等级定为不合格",
    ]
    found = libplan.reconcile(out, folder, results)
    assert found.departures == () and len(found.inputs) == 2
    assert not any(
        each.place.sheet == FRONT and each.place.line in (6, 7) for each in found.consequences
    )


def test_reconcile_and_the_engine_agree_on_vetoes(
    tmp_path: Path, folder: libplan.PlanFolder
) -> None:
    changed = read(
        tmp_path / "plan",
        scheme(TABLE),
        facts={"training": "30 20"},
        marks=MARKS.replace("field,u1,2018,team,8", "field,u1,2018,team,3.5"),
    )
    (assessment,) = libplan.assess_year(changed, year=2018).assessments
    assert assessment.scorecard("u1").vetoes == (
        "现场太差：“现场检查”得分率35%，低于40%，等级定为不合格",
    )
