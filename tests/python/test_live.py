"""Scorecards are live: their formulas say what the engine says, also after inputs are changed.

tests/data/every_rule uses every kind of rule, of group and of step; its figures lie on ties, on
edges, and in cells that are empty, pending or not applicable.
"""

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from recalculate import differences, plant_wrong_cache, recalculated, same
from scheme_folder import read, scheme

import libplan

ROOT = Path(__file__).parents[2]
EVERY_RULE = ROOT / "tests/data/every_rule"
FRONT, ITEMS, NOTES, CLASS = "成绩单", "评分明细", "说明与口径", "同组数据"
POINTS, REASON, KEPT = 9, 11, (19, 20, 21)  # columns of the items
Change = Callable[[dict[str, str]], str]


def written(folder: Path, out: Path) -> dict[str, Path]:
    read = libplan.read(folder)
    files = libplan.write_reports(read, libplan.assess_year(read, year=2018), out=out)
    return {file.name: file for file in files}


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written(EVERY_RULE, tmp_path_factory.mktemp("every_rule"))


def cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):
                yield cell


def label(sheet: Worksheet, row: int) -> str:
    return str(sheet.cell(row, 1).value or "")


# ---- as written ----


def test_recalculation_finds_what_the_engine_wrote(
    workbooks: dict[str, Path], tmp_path: Path
) -> None:
    formulas, found = differences(list(workbooks.values()), tmp_path)
    assert formulas > 3000
    assert found == []


def test_recalculation_catches_a_wrong_result(workbooks: dict[str, Path], tmp_path: Path) -> None:
    wrong = plant_wrong_cache(workbooks["every-u1-东镇.xlsx"], tmp_path / "wrong.xlsx")
    _, found = differences([wrong], tmp_path)
    assert found


def test_the_numbers_of_a_scorecard_are_formulas_but_for_inputs_and_limits(
    workbooks: dict[str, Path],
) -> None:
    for name, file in workbooks.items():
        if name.startswith("汇总"):
            continue
        book = load_workbook(file)
        named = {place.attr_text.split("!")[1] for place in book.defined_names.values()}
        given = []
        for cell in cells(book[ITEMS]):
            coordinate = f"${cell.column_letter}${cell.row}"
            if cell.column in (POINTS, POINTS + 1) and isinstance(cell.value, int | float):
                if coordinate not in named:
                    given.append(label(book[ITEMS], cell.row))
        assert all("名额" in words for words in given), (name, given)


def test_the_notes_say_what_does_not_follow(workbooks: dict[str, Path]) -> None:
    sheet = load_workbook(workbooks["every-u1-东镇.xlsx"])[NOTES]
    notes = "".join(str(cell.value) for cell in cells(sheet))
    for words in ("名次", "名额", "同组平均死亡人数", "另一办法的总得分", "不涉及", "grade_1"):
        assert words in notes


def test_cards_of_the_engine_and_of_the_workbook_agree(workbooks: dict[str, Path]) -> None:
    results = libplan.assess_year(libplan.read(EVERY_RULE), year=2018)
    for assessment in results.assessments:
        for unit in assessment.units:
            name = f"{assessment.scheme.id}-{unit.id}-{unit.title}.xlsx"
            front = load_workbook(workbooks[name], data_only=True)[FRONT]
            total, grade = front.cell(5, 1).value, front.cell(5, 3).value
            card = assessment.scorecard(unit.id)
            assert grade == (card.grade or "未定"), name
            assert same(total, float(card.total) if card.state == "value" else "未定"), name


# ---- after changes ----


def changed(folder: Path, target: Path, change: Change) -> Path:
    """A copy of a plan folder with other figures and marks."""
    shutil.copytree(folder, target)
    for name in ("facts.csv", "marks.csv"):
        with (target / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        changes = [change(row) for row in rows]
        for row, value in zip(rows, changes, strict=True):
            row["value"] = value
        with (target / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return target


def figures(folder: Path) -> dict[tuple[str, str, str], str]:
    found = {}
    for name, column in (("facts.csv", "fact"), ("marks.csv", "item")):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row[column], row["body"], row.get("scorer", "")] = row["value"]
    return found


def key(row: dict[str, str]) -> tuple[str, str, str]:
    return row.get("fact") or row["item"], row["body"], row.get("scorer", "")


def of_the_next_town(row: dict[str, str]) -> str:
    """Towns of one class exchange their figures."""
    what, body, scorer = key(row)
    following = {"u1": "u2", "u2": "u3", "u3": "u4", "u4": "u1", "u5": "u5", "u6": "u6"}
    return figures(EVERY_RULE).get((what, following[body], scorer), row["value"])


def left_undone(row: dict[str, str]) -> str:
    """One figure in four is missing, pending or not applicable."""
    what, body, _ = key(row)
    if row["value"] in ("不涉及", "未评") or what == "accidents_item":
        return row["value"]
    return {0: "", 1: "未评", 2: "不涉及"}.get(sum(map(ord, what + body)) % 12, row["value"])


def completed(row: dict[str, str]) -> str:
    """Nothing is missing any more."""
    if key(row)[0] == "accidents_item":
        return row["value"]
    return {"": "1", "未评": "1.5", "不涉及": "2"}.get(row["value"], row["value"])


def bring_inputs(old: Workbook, new: Workbook) -> int:
    """Types the inputs of one workbook into another, with what only the engine can say."""
    typed = 0
    there = new[ITEMS]
    for cell in cells(old[ITEMS]):
        other = there[cell.coordinate]
        if cell.data_type == "f" or other.data_type == "f" or cell.value == other.value:
            continue
        words = label(there, cell.row)
        if cell.column in (5, 6, 7, 8, REASON, *KEPT) or (
            cell.column == POINTS and "名额" in words
        ):
            cell.value = other.value
            typed += 1
    for cell in cells(old[CLASS]) if CLASS in old.sheetnames else ():
        cell.value = new[CLASS][cell.coordinate].value
    return typed


def results_of(book: Workbook, values: Workbook) -> list[tuple[str, int, object]]:
    """What the formulas of the front page and of the items give, row by row."""
    found: list[tuple[str, int, object]] = []
    for name in (FRONT, ITEMS):
        for row in book[name].iter_rows():
            formulas = [cell for cell in row if cell.data_type == "f"]
            found += [
                (
                    name if name == FRONT else f"{name}!{cell.coordinate}",
                    cell.column or 0,
                    values[name][cell.coordinate].value,
                )
                for cell in formulas
            ]
    return found


@pytest.mark.parametrize("change", [of_the_next_town, left_undone, completed])
def test_changed_inputs_give_what_the_engine_gives(
    workbooks: dict[str, Path], tmp_path: Path, change: Change
) -> None:
    fresh = written(changed(EVERY_RULE, tmp_path / "plan", change), tmp_path / "fresh")
    typed, typed_into = 0, {}
    (tmp_path / "typed").mkdir()
    for name, file in workbooks.items():
        if name.startswith("汇总"):
            continue
        book = load_workbook(file)
        typed += bring_inputs(book, load_workbook(fresh[name]))
        typed_into[name] = tmp_path / "typed" / name
        book.save(typed_into[name])
    assert typed > 30
    out = recalculated(list(typed_into.values()), tmp_path)
    for name, file in typed_into.items():
        ours = results_of(load_workbook(file), load_workbook(out / name, data_only=True))
        engines = results_of(load_workbook(fresh[name]), load_workbook(fresh[name], data_only=True))
        wrong = [
            (found, expected)
            for found, expected in zip(ours, engines, strict=True)
            if found[:2] != expected[:2] or not same(found[2], expected[2])
        ]
        assert wrong == [], name


PROGRESS = "指标进展"
QINGXIN = ROOT / "examples/qingxin"


RATIO = """
[[fact]]
id = "done"
title = "产量"
unit = "万元"
supplied = true

[[fact]]
id = "asked"
title = "任务"
unit = "万元"
supplied = true

[[fact]]
id = "rate"
title = "完成率"
unit = "%"
ratio_of = "done"
denominator = "asked"

[[group]]
id = "g"
title = "一"
full = 100

  [[group.item]]
  id = "i"
  title = "完成情况"
  full = 100
  clause = "每低1个百分点扣1分，按比例计"
  fact = "rate"
  rule = { per = 1, reference = 100, under = -1 }
"""


def test_a_ratio_follows_the_cells_it_is_made_of(tmp_path: Path) -> None:
    folder = read(tmp_path / "plan", scheme(RATIO), facts={"done": "60", "asked": "80"})
    results = libplan.assess_year(folder, year=2018)
    card = next(
        file
        for file in libplan.write_reports(folder, results, out=tmp_path / "out")
        if not file.name.startswith("汇总")
    )
    expected = {
        (88, 80): 100, (1, 3): 33.33, (2, 3): 66.67, (5, 0): "未定", ("", 80): "未定",
        (-200, -100): "未定", ("未评", 80): "未定",
        (60, "不涉及"): "不涉及", ("未评", "不涉及"): "不涉及", (7, 80): 8.75,
    }  # fmt: skip
    files = []
    for number, figures in enumerate(expected):
        book = load_workbook(card)
        for title, value in zip(("产量", "任务"), figures, strict=True):
            [cell] = [c for c in cells(book[ITEMS]) if c.column == 1 and c.value == title]
            book[ITEMS].cell(cell.row, 5).value = None if value == "" else value
        files.append(tmp_path / f"{number}.xlsx")
        book.save(files[-1])
    place = recalculated(files, tmp_path / "again")
    for file, (figures, total) in zip(files, expected.items(), strict=True):
        again = place / file.name
        assert same(load_workbook(again, data_only=True)[FRONT].cell(5, 1).value, total), figures
        assert libplan.reconcile(again, folder, results).departures == (), figures


# ---- facts of the class ----

SUPPLIED = """
[[fact]]
id = "{id}"
title = "{id}"
unit = "万元"
supplied = true
"""
OF_CLASS = """
[[fact]]
id = "{id}"
title = "{id}"
unit = "万元"
class_of = "{of}"
{how}
"""
TAKES = {
    "highest": 'take = "highest"',
    "lowest": 'take = "lowest"',
    "mean": 'take = "mean"',
    "mean_1": 'take = "mean"\nplaces = 1',
    "rank": 'take = "rank"',
    "rank_down": 'take = "rank"\ndirection = "down"',
    "position": 'take = "position"',
    "position_down": 'take = "position"\ndirection = "down"\nplaces = 4',
}
ITEM = """
  [[group.item]]
  id = "item_{id}"
  title = "item_{id}"
  full = 10
  clause = "按比例计"
  fact = "{id}"
  rule = {{ per = 1, reference = 3, over = -0.1, under = -0.1 }}
"""
GROUP = '\n[[group]]\nid = "g"\ntitle = "一"\nfull = 100\n'


def class_table() -> str:
    """Facts of the class of a figure, of a ratio and of a bracket, and what is made of a rank."""
    facts = SUPPLIED.format(id="own") + SUPPLIED.format(id="asked")
    facts += OF_CLASS.format(id="rate", of="", how="").replace(
        'class_of = ""', 'ratio_of = "own"\ndenominator = "asked"'
    )
    for take, how in TAKES.items():
        facts += OF_CLASS.format(id=take, of="own", how=how)
    facts += OF_CLASS.format(id="rate_rank", of="rate", how=TAKES["rank"])
    made = "brackets = [{ from = 0, value = 5 }, { from = 2, value = 1 }]"
    facts += OF_CLASS.format(id="mark", of="", how=made).replace(
        'class_of = ""', 'bracket_of = "rank"'
    )
    return facts + GROUP + "".join(ITEM.format(id=id) for id in (*TAKES, "rate_rank", "mark"))


def results_shown(file: Path) -> list[object]:
    """Figures, references and points of the items, the total and the grade."""
    book = load_workbook(file, data_only=True)
    rows = book[ITEMS].iter_rows(min_row=4)
    found = [row[column].value for row in rows for column in (4, 5, 8)]
    return found + [book[FRONT].cell(5, column).value for column in (1, 3)]


OWN = ("80", "50", "10", "37.3", "空", "未评", "不涉及")
OTHERS = (
    "50 50 30.5",
    "50 50 50",
    "50 空 30",
    "50 未评 30",
    "不涉及 不涉及 不涉及",
    "空 未评 不涉及",
    "空 7 -3",
    "",
)


@pytest.mark.parametrize("missing", ["open", "zero"])
def test_facts_of_the_class_follow_the_own_figure(tmp_path: Path, missing: str) -> None:
    table = scheme(class_table(), outcome=f'missing = "{missing}"')

    def card(
        name: str, own: str, others: str
    ) -> tuple[Path, libplan.PlanFolder, libplan.YearResults]:
        towns = 1 + len(others.split())
        figures = {"own": f"{own} {others}", "asked": " ".join(["60"] * towns)}
        folder = read(tmp_path / "plans" / name, table, facts=figures, towns=towns)
        results = libplan.assess_year(folder, year=2018)
        out = tmp_path / "cards" / name
        files = libplan.write_scorecards(folder, results, out=out)
        return next(file for file in files if "u1" in file.name), folder, results

    expected = {}
    for i, others in enumerate(OTHERS):
        before, folder, results = card(f"{i}", "40", others)
        for j, own in enumerate(OWN):
            book = load_workbook(before)
            assert book[CLASS].sheet_state == "hidden"
            [cell] = [
                cell
                for cell in cells(book[ITEMS])
                if cell.column == 5 and not cell.protection.locked and cell.value == 40
            ]
            cell.value = None if own == "空" else float(own) if own[0].isdigit() else own
            file = tmp_path / f"{i}-{j}.xlsx"
            book.save(file)
            expected[file] = (card(f"{i}-{j}", own, others)[0], folder, results, own, others)
    out = recalculated(list(expected), tmp_path / "again")
    for file, (fresh, folder, results, own, others) in expected.items():
        ours, engines = results_shown(out / file.name), results_shown(fresh)
        wrong = [
            (found, wanted)
            for found, wanted in zip(ours, engines, strict=True)
            if not same(found, wanted)
        ]
        assert wrong == [], (own, others)
        found = libplan.reconcile(out / file.name, folder, results)
        assert found.departures == (), (own, others)
        assert not [
            each
            for each in found.consequences
            if each.place.sheet == ITEMS and each.place.column < POINTS
        ], (own, others)


def test_what_of_the_class_rests_on_the_others_stays_and_is_told(tmp_path: Path) -> None:
    """The places of the others change with the own figure, and so would a mean of them."""
    table = (
        SUPPLIED.format(id="own")
        + OF_CLASS.format(id="position", of="own", how=TAKES["position"])
        + OF_CLASS.format(id="mean_position", of="position", how=TAKES["mean"])
        + GROUP.replace("100", "20")
        + ITEM.format(id="mean_position")
        + ITEM.format(id="position")
    )
    folder = read(tmp_path / "plan", scheme(table, full=20), facts={"own": "3 1 2"})
    results = libplan.assess_year(folder, year=2018)
    card = libplan.write_scorecards(folder, results, out=tmp_path / "out")[0]
    book = load_workbook(card)
    mean, position = (
        next(row[4] for row in book[ITEMS].iter_rows() if row[1].value == f"item_{fact}")
        for fact in ("mean_position", "position")
    )
    assert mean.value == 50 and position.data_type == "f"
    assert position.number_format == "General"  # decimals that come with a change are shown
    [told] = [
        words for row in book[NOTES].iter_rows() if "取自其他" in (words := str(row[1].value))
    ]
    assert told == "取自其他单位或其他考核的数：mean_position"
    assert [row[0].value for row in book[CLASS].iter_rows(min_row=2)] == ["own", 1, 2]
    [own] = [cell for cell in cells(book[ITEMS]) if not cell.protection.locked and cell.column == 5]
    own.value = 5
    book.save(tmp_path / "typed.xlsx")
    again = recalculated([tmp_path / "typed.xlsx"], tmp_path / "again") / "typed.xlsx"
    after = load_workbook(again, data_only=True)
    words = "输入已改：排名、等级名额、取自其他单位或其他考核的数、文字说明未随之更新（灰色斜体）"
    assert after[ITEMS]["F2"].value == words
    assert after[ITEMS][position.coordinate].value == 100
    assert after[ITEMS][mean.coordinate].value == 50
    found = libplan.reconcile(again, folder, results)
    assert found.departures == ()
    stale = [
        (each.found, each.expected)
        for each in found.consequences
        if each.code == "stale" and each.place.sheet == ITEMS and each.place.column == 5
    ]
    assert stale == [("50", "41.6667")]


def linked_rows(book: Workbook) -> list[tuple[int, str]]:
    """Rows of the progress page whose figure is an input of the items, with its cell there."""
    rows = []
    for row in range(4, book[PROGRESS].max_row + 1):
        found = re.match(rf"=IF\('{ITEMS}'!([A-Z]+\d+)=", str(book[PROGRESS].cell(row, 6).value))
        if found:
            rows.append((row, found[1]))
    return rows


def test_the_progress_page_follows_the_inputs_of_the_items(tmp_path: Path) -> None:
    """Each figure stands in one input cell; what follows from it is what libplan says of it."""
    folder = libplan.read(QINGXIN)
    results = libplan.assess_year(folder, year=2018)
    files = libplan.write_scorecards(folder, results, out=tmp_path / "cards")
    typed_into, expected = [], {}
    (tmp_path / "typed").mkdir()
    for file in files:
        book = load_workbook(file)
        assert all(cell.protection.locked for cell in cells(book[PROGRESS]))
        for number, (row, cell) in enumerate(linked_rows(book)):
            value = (1, 61, 100)[number % 3]
            if book[ITEMS][cell].value in (None, value):
                continue
            book[ITEMS][cell].value = value
            expected[file.name, row] = value
        typed_into.append(tmp_path / "typed" / file.name)
        book.save(typed_into[-1])
    assert expected
    out = recalculated(typed_into, tmp_path)
    for (name, row), value in expected.items():
        sheet = load_workbook(out / name, data_only=True)[PROGRESS]
        told = [sheet.cell(row, column).value for column in range(1, 14)]
        assert told[5] == value
        lower, upper = told[3], told[4]
        if told[10] != "—":
            met = (lower is None or value >= lower) and (upper is None or value <= upper)
            assert told[10] == ("是" if met else "否"), (name, told)
        assert told[12] == "输入已改，这里的文字需重算"
    for file in typed_into:
        found = libplan.reconcile(out / file.name, folder, results)
        assert found.departures == (), file.name
