"""The whole job as a user runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from recalculate import differences, plant_wrong_cache

import libplan

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples/qingxin"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from libplan.cli import main; sys.exit(main())"]
        + list(arguments),
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = libplan.read(PLAN)
    results = libplan.assess_year(folder, year=2018)
    return libplan.write_reports(folder, results, out=tmp_path_factory.mktemp("out"))


def test_the_package_is_the_installed_one() -> None:
    assert libplan.__file__ is not None


def test_check_finds_contradictions_and_exits_1() -> None:
    done = run("check", str(PLAN), "--json")
    assert done.returncode == 1
    codes = [finding["code"] for finding in json.loads(done.stdout)["findings"]]
    assert codes.count("text-table") == 2


def test_assess_goes_on_and_exits_0(tmp_path: Path) -> None:
    done = run("assess", str(PLAN), "--year", "2018", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "考核照常进行" in done.stderr
    assert len(list(tmp_path.glob("*.xlsx"))) == 21


def test_the_json_of_a_year_says_what_its_readings_say(tmp_path: Path) -> None:
    done = run("assess", str(PLAN), "--year", "2018", "--out", str(tmp_path), "--json")
    told = json.loads(done.stdout)["progress"]
    readings = libplan.assess_year(libplan.read(PLAN), year=2018).progress.readings
    for reading, row in zip(readings, told, strict=True):
        final = None if reading.final_interval is None else str(reading.final_interval)
        assert row["final_interval"] == final
        assert row["ratio_to_target"] == reading.ratio_to_target
        assert row["provisional"] is reading.provisional
    assert any(row["final_interval"] for row in told)
    assert any(row["ratio_to_target"] for row in told)


def test_a_missing_folder_is_told_without_a_traceback() -> None:
    done = run("check", "没有这个文件夹")
    assert done.returncode == 2
    assert done.stderr == "找不到文件夹 没有这个文件夹，请核对路径\n"


def test_example_script(tmp_path: Path) -> None:
    script = str(ROOT / "examples/assess.py")
    done = subprocess.run(
        [sys.executable, script, str(PLAN), "2018", str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_equal_input_gives_equal_bytes(workbooks: list[Path], tmp_path: Path) -> None:
    folder = libplan.read(PLAN)
    results = libplan.assess_year(folder, year=2018)
    for path in libplan.write_reports(folder, results, out=tmp_path):
        twin = next(other for other in workbooks if other.name == path.name)
        assert path.read_bytes() == twin.read_bytes()


def test_every_sheet_says_that_it_is_illustrative(workbooks: list[Path]) -> None:
    for path in workbooks[:-1]:
        for sheet in load_workbook(path):
            texts = [str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row]
            assert any("示例" in text for text in texts), (path.name, sheet.title)


def test_recalculation_finds_no_difference(workbooks: list[Path], tmp_path: Path) -> None:
    formulas, found = differences(workbooks, tmp_path)
    assert formulas > 1000
    assert found == []


def test_recalculation_catches_a_wrong_result(workbooks: list[Path], tmp_path: Path) -> None:
    wrong = plant_wrong_cache(workbooks[0], tmp_path / "wrong.xlsx")
    _, found = differences([wrong], tmp_path)
    assert found
