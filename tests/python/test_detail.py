"""A row for every unit and item."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from package_lint import faults, unescaped
from small_plan import parts, small

import libplan

ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "examples/qingxin", ROOT / "tests/data/every_rule"]


@pytest.fixture(scope="module", params=PLANS, ids=lambda path: path.name)
def year(request: pytest.FixtureRequest) -> tuple[libplan.PlanFolder, libplan.YearResults]:
    folder = libplan.read(request.param)
    return folder, libplan.assess_year(folder, year=2018)


def detail_rows(file: Path) -> list[tuple[object, ...]]:
    return [row for sheet in load_workbook(file) for row in sheet.iter_rows(values_only=True)]


def test_detail_has_a_row_for_every_unit_and_item(
    year: tuple[libplan.PlanFolder, libplan.YearResults], tmp_path: Path
) -> None:
    for assessment in year[1].assessments:
        libplan.write_detail(assessment, tmp_path / "明细.xlsx")
        assert faults(tmp_path / "明细.xlsx") == []
        heads, *rows = detail_rows(tmp_path / "明细.xlsx")
        assert heads == (
            *("单位代码", "单位", "组别", "类别", "项目代码", "考核项目", "分值"),
            *("考核得分", "扣分", "状态"),
        )
        states = {
            "value": "有得分",
            "missing": "缺数据",
            "not_applicable": "不涉及",
            "not_scored": "未评",
        }
        expected = [
            (unit.id, unit.title, line.item.id, line.item.title, states[line.state])
            for unit in assessment.units
            for line in assessment.scorecard(unit.id).lines
        ]
        assert [(row[0], row[1], row[4], row[5], row[9]) for row in rows] == expected
        for row, line in zip(
            rows,
            (line for unit in assessment.units for line in assessment.scorecard(unit.id).lines),
            strict=True,
        ):
            assert row[7] == (float(line.points) if line.state == "value" else None)


def test_points_in_csv_are_written_as_they_are_told(
    year: tuple[libplan.PlanFolder, libplan.YearResults], tmp_path: Path
) -> None:
    for assessment in year[1].assessments:
        libplan.write_detail(assessment, tmp_path / "a.csv")
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
        lines = [line for unit in assessment.units for line in assessment.scorecard(unit.id).lines]
        for row, line in zip(rows, lines, strict=True):
            told = f"{float(line.points):.6f}".rstrip("0").rstrip(".")
            assert row[7] == (told if line.state == "value" else "")


def test_detail_goes_on_to_further_sheets_and_is_packed_as_the_library_does(tmp_path: Path) -> None:
    folder = small([f"第{number}镇 <&>" for number in range(25)], item=" _x0041_\n=1+1 ")
    (assessment,) = libplan.assess_year(folder, year=2018).assessments
    for packing in ("own", "library"):
        libplan.write_detail(
            assessment,
            tmp_path / f"{packing}.xlsx",
            rows_per_sheet=11,
            packing=packing,
            language="en",
        )
    own, library = parts(tmp_path / "own.xlsx"), parts(tmp_path / "library.xlsx")
    assert own == library
    assert faults(tmp_path / "own.xlsx") == []
    book = load_workbook(tmp_path / "own.xlsx")
    assert book.sheetnames == ["Detail", "Detail 2", "Detail 3"]
    assert [sheet.max_row for sheet in book] == [11, 11, 6]
    assert {unescaped(sheet.cell(2, 6).value) for sheet in book} == {" _x0041_\n=1+1 "}


def test_detail_as_csv_is_safe_to_open(tmp_path: Path) -> None:
    folder = small(["=cmd|' /C calc'!A0", '东"镇,', "+镇", "-镇", "@镇", "\t镇"], item="某项\n工作")
    (assessment,) = libplan.assess_year(folder, year=2018).assessments
    libplan.write_detail(assessment, tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith("\ufeff单位代码,单位,组别,".encode())
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    assert [row[1] for row in rows] == [
        "'=cmd|' /C calc'!A0", '东"镇,', "'+镇", "'-镇", "'@镇", "'\t镇",
    ]  # fmt: skip
    assert {row[5] for row in rows} == {"某项\n工作"}
    assert [row[7] for row in rows] == ["90.5", "89.5", "88.5", "87.5", "86.5", "85.5"]


def test_what_detail_cannot_write(tmp_path: Path) -> None:
    (assessment,) = libplan.assess_year(small(["长" * 32768]), year=2018).assessments
    with pytest.raises(libplan.InputError) as error:
        libplan.write_detail(assessment, tmp_path / "a.xlsx")
    assert (
        error.value.problems[0]
        .text("zh")
        .startswith(
            "a.xlsx!u1: 错误[cell-text] 文字有32768个字符（补充平面的字和表情符号算两个），"
            "超过上限32767"
        )
    )
    (assessment,) = libplan.assess_year(small(), year=2018).assessments
    with pytest.raises(libplan.InputError) as error:
        libplan.write_detail(assessment, "a.txt")
    assert error.value.problems[0].text("zh") == "错误[file-kind] a.txt 应以 .xlsx 或 .csv 结尾"
    assert (
        error.value.problems[0].text("en") == "error[file-kind] a.txt should end in .xlsx or .csv"
    )
    with pytest.raises(libplan.InputError) as error:
        libplan.write_detail(assessment, tmp_path / "a.xlsx", rows_per_sheet=1)
    assert error.value.problems[0].text("zh") == (
        "错误[rows] 每张工作表的行数应在2到1048576之间，写的是 1"
    )
    assert error.value.problems[0].text("en") == (
        "error[rows] rows of a sheet should be 2 to 1048576, not 1"
    )
    assert list(tmp_path.iterdir()) == []


def test_what_progress_of_detail_raises_leaves_nothing(tmp_path: Path) -> None:
    (assessment,) = libplan.assess_year(
        small([f"{n}镇" for n in range(40_000)]), year=2018
    ).assessments

    def stop(done: int, total: int) -> None:
        raise RuntimeError(f"{done} of {total}")

    with pytest.raises(RuntimeError, match="16384 of 40000"):
        libplan.write_detail(assessment, tmp_path / "a.xlsx", progress=stop)
    assert list(tmp_path.iterdir()) == []
