# ruff: noqa: E501  (departures are quoted whole)
"""Rows, columns and sheets of a scorecard that were inserted, deleted, moved, copied or renamed."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from recalculate import recalculated

import libplan

EVERY_RULE = Path(__file__).parents[1] / "data/every_rule"
FRONT, ITEMS, PROGRESS = "成绩单", "评分明细", "指标进展"
FOLDER = libplan.read(EVERY_RULE)
RESULTS = libplan.assess_year(FOLDER, year=2018)


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = libplan.write_reports(FOLDER, RESULTS, out=tmp_path_factory.mktemp("cards"))
    return next(file for file in files if file.name == "every-u1-东镇.xlsx")


def reconcile(book: Workbook, folder: Path) -> libplan.Reconciliation:
    book.save(folder / "a.xlsx")
    return libplan.reconcile(folder / "a.xlsx", FOLDER, RESULTS)


def told(departures: tuple[libplan.Departure, ...]) -> list[str]:
    return [
        f"{str(each.place).split('.xlsx!')[1]} [{each.code}] {each.message.zh}"
        for each in departures
    ]


def codes(departures: tuple[libplan.Departure, ...]) -> set[str]:
    return {each.code for each in departures}


def row_of(sheet: Worksheet, title: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == title)


def values_of(sheet: Worksheet, row: int) -> list[object]:
    return [sheet.cell(row, column).value for column in range(1, sheet.max_column + 1)]


def put(sheet: Worksheet, row: int, values: list[object]) -> None:
    for column, value in enumerate(values, 1):
        sheet.cell(row, column).value = value  # type: ignore[assignment]


def unmerged(sheet: Worksheet) -> Worksheet:
    """Rows that are moved cell by cell leave merged ranges where they are."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    return sheet


def test_an_inserted_row_is_named_although_no_formula_moved(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    sheet = unmerged(book[ITEMS])
    row = row_of(sheet, "现场检查")
    sheet.insert_rows(row)
    found = reconcile(book, tmp_path)
    assert told(found.departures) == [
        f"{ITEMS}!A{row} [row-inserted] 这里插入了空行：请删去",
    ]
    # What stands below and what refers to it means other cells now.
    assert codes(found.consequences) == {"formula-unmoved", "name"}
    assert any(each.place.sheet == FRONT for each in found.consequences)
    assert found.inputs == ()


def test_an_inserted_row_with_something_in_it(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    sheet = unmerged(book[ITEMS])
    row = row_of(sheet, "现场检查")
    sheet.insert_rows(row)
    sheet.cell(row, 2).value = "另加项目"
    sheet.cell(row, 9).value = 5
    found = reconcile(book, tmp_path)
    assert told(found.departures) == [
        f"{ITEMS}!A{row} [row-inserted] 这一行是插入的（另加项目），不属于成绩单：请删去",
    ]


def moved_references(formula: str, row: int, inside: bool) -> str:
    """The formula as a spreadsheet program rewrites it when a row is inserted among the items."""

    def moved(match: re.Match[str]) -> str:
        sheet, cells = match[1] or "", match[2]
        if not (ITEMS in sheet or (inside and not sheet)):
            return match[0]
        return sheet + re.sub(
            r"(\$?[A-Z]+\$?)(\d+)", lambda m: f"{m[1]}{int(m[2]) + (int(m[2]) >= row)}", cells
        )

    parts = re.split(r'("[^"]*")', formula)
    pattern = (
        r"('[^']+'!)?(?<![A-Za-z_0-9.])(\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)(?![\d(])"
    )
    return "".join(
        part if at % 2 else re.sub(pattern, moved, part) for at, part in enumerate(parts)
    )


def test_an_inserted_row_is_named_where_all_formulas_moved(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    row = row_of(book[ITEMS], "现场检查")
    unmerged(book[ITEMS]).insert_rows(row)
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = moved_references(cell.value, row, sheet.title == ITEMS)
    for name in book.defined_names.values():
        name.attr_text = moved_references(name.attr_text, row, False)
    book.save(tmp_path / "a.xlsx")
    out = recalculated([tmp_path / "a.xlsx"], tmp_path)
    found = libplan.reconcile(out / "a.xlsx", FOLDER, RESULTS)
    assert told(found.departures) == [f"{ITEMS}!A{row} [row-inserted] 这里插入了空行：请删去"]
    assert told(found.consequences) == []


def test_a_deleted_row_is_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    sheet = unmerged(book[ITEMS])
    row = row_of(sheet, "现场检查")
    sheet.delete_rows(row)
    found = reconcile(book, tmp_path)
    assert told(found.departures) == [
        f"{ITEMS}!A{row} [row-deleted] “现场检查”这一行被删去了，应在这里：请重新写出这份工作簿",
    ]


def test_a_moved_row_is_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    sheet = unmerged(book[ITEMS])
    row = row_of(sheet, "现场检查")
    values = values_of(sheet, row)
    put(sheet, row, values_of(sheet, row + 1))
    put(sheet, row + 1, values)
    found = reconcile(book, tmp_path)
    [departure] = found.departures
    assert departure.code == "row-moved" and departure.place.sheet == ITEMS
    assert departure.place.line in (row, row + 1)
    assert re.fullmatch(r"“.*”这一行挪动过，应在第\d+行：请挪回去", departure.message.zh)


def test_a_copied_row_is_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    sheet = unmerged(book[ITEMS])
    row = row_of(sheet, "现场检查")
    values = values_of(sheet, row)
    sheet.insert_rows(row + 1)
    put(sheet, row + 1, values)
    found = reconcile(book, tmp_path)
    [departure] = found.departures
    assert departure.code == "row-copied"
    assert departure.place.line in (row, row + 1)
    assert departure.message.zh.startswith("这一行是从第") and "“现场检查”复制来的" in str(
        departure.message.zh
    )


def test_exchanged_heads_are_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    sheet = book[ITEMS]
    sheet["D3"].value, sheet["E3"].value = sheet["E3"].value, sheet["D3"].value
    assert told(reconcile(book, tmp_path).departures) == [
        f"{ITEMS}!D3 [head] 列名调换过：这一列应是“分值”，“实际值”是E列的列名",
        f"{ITEMS}!E3 [head] 列名调换过：这一列应是“实际值”，“分值”是D列的列名",
    ]


def test_an_inserted_column_is_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    unmerged(book[ITEMS]).insert_cols(7)
    found = reconcile(book, tmp_path)
    assert told(found.departures) == [f"{ITEMS}!G3 [column-inserted] 这里插入了空列：请删去"]
    assert codes(found.consequences) == {"formula-unmoved", "name"}


def test_a_deleted_column_is_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    unmerged(book[ITEMS]).delete_cols(3)
    found = reconcile(book, tmp_path)
    assert told(found.departures)[:1] == [
        f"{ITEMS}!C3 [column-deleted] “评分标准”这一列被删去了，应在这里：请重新写出这份工作簿"
    ]
    assert codes(found.departures) == {"column-deleted"}


def test_exchanged_columns_are_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    sheet = unmerged(book[ITEMS])
    for row in range(3, sheet.max_row + 1):
        clause, item = sheet.cell(row, 3), sheet.cell(row, 2)
        clause.value, item.value = item.value, clause.value
    found = reconcile(book, tmp_path)
    [departure] = found.departures
    assert departure.code == "column-moved" and departure.place.column in (2, 3)


def test_a_renamed_sheet_is_named_and_read_all_the_same(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    book[ITEMS].title = "明细"
    found = reconcile(book, tmp_path)
    assert told(found.departures) == ["明细 [sheet-renamed] 表名由“评分明细”改成了“明细”：请改回来"]
    assert found.cells > 800


def test_a_sheet_that_is_missing_or_added_is_named(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    del book[PROGRESS]
    book.create_sheet("我的草稿")["A1"].value = 1
    assert told(reconcile(book, tmp_path).departures) == [
        f"{PROGRESS} [sheet] 缺少这张表",
        "我的草稿 [sheet-added] 这张表不是程序写的，是后加的",
    ]


def test_a_name_that_means_another_cell_is_told(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    name = book.defined_names["grade_1"]
    was = name.attr_text
    name.attr_text = was.replace("$I$", "$H$")
    [departure] = reconcile(book, tmp_path).departures
    assert departure.code == "name"
    assert departure.message.zh == f"名称“grade_1”应指向 {was}；现指向 {name.attr_text}"
