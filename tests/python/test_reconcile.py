# ruff: noqa: E501  (departures are quoted whole)
"""Scorecards that come back changed are computed anew; every cell that departs is told."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from forms import rewritten, saved_by_libreoffice
from libplan.cli import main
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from recalculate import recalculated

import libplan

pytestmark = pytest.mark.usefixtures("unfolded")

ROOT = Path(__file__).parents[2]
EVERY_RULE = ROOT / "tests/data/every_rule"
FRONT, ITEMS, NOTES = "成绩单", "评分明细", "说明与口径"
FOLDER = libplan.read(EVERY_RULE)
RESULTS = libplan.assess_year(FOLDER, year=2018)


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    files = libplan.write_reports(FOLDER, RESULTS, out=tmp_path_factory.mktemp("cards"))
    return {file.name: file for file in files if not file.name.startswith("汇总")}


@pytest.fixture(scope="module")
def card(cards: dict[str, Path]) -> Path:
    return cards["every-u1-东镇.xlsx"]


def reconcile(file: Path) -> libplan.Reconciliation:
    return libplan.reconcile(file, FOLDER, RESULTS)


def told(departures: tuple[libplan.Departure, ...]) -> list[str]:
    return [
        f"{str(each.place).split('.xlsx!')[1]} [{each.code}] {each.message.zh}"
        for each in departures
    ]


def test_nothing_departs_in_what_libplan_wrote(cards: dict[str, Path]) -> None:
    for file in cards.values():
        found = reconcile(file)
        assert found == libplan.reconcile(file, FOLDER)  # the scorecard knows its year
        assert (found.departures, found.inputs, found.without_results) == ((), (), 0), file.name
        assert found.cells > 200


def test_every_scorecard_of_the_worked_plan_agrees(tmp_path: Path) -> None:
    folder = libplan.read(ROOT / "examples/qingxin")
    results = libplan.assess_year(folder, year=2018)
    for language in ("zh", "en"):
        files = libplan.write_reports(folder, results, out=tmp_path / language, language=language)
        for file in files[:-1]:
            found = libplan.reconcile(file, folder, results)
            assert (found.departures, found.inputs) == ((), ()), file.name


def test_nothing_departs_in_what_libreoffice_recalculated_and_saved(
    cards: dict[str, Path], tmp_path: Path
) -> None:
    out = recalculated(list(cards.values()), tmp_path)
    for name in cards:
        found = reconcile(out / name)
        assert told(found.departures) == [] and told(found.inputs) == [], name


def input_cell(sheet: Worksheet) -> Any:
    """The first pale yellow cell with a number."""
    return next(
        cell
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and isinstance(cell.value, int | float)
    )


def formula_row(sheet: Worksheet, title: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == title)


def test_typed_over_formulas_are_found(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    cached = load_workbook(card, data_only=True)
    row = formula_row(book[ITEMS], "现场检查")
    before = cached[ITEMS].cell(row, 9).value
    book[ITEMS].cell(row, 9).value = 5
    book[FRONT]["A5"].value = 99
    total = cached[FRONT]["A5"].value
    target = tmp_path / "a.xlsx"
    book.save(target)
    found = reconcile(target)
    assert told(found.departures) == [
        f"{FRONT}!A5 [typed-over] 公式被改成了常数：应为公式，结果{total}；现为99",
        f"{ITEMS}!I{row} [typed-over] 公式被改成了常数：应为公式，结果{before}；现为5",
    ]
    assert found.without_results > 100  # openpyxl keeps no results


def test_a_formula_that_gives_something_else_is_found(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    row = formula_row(book[ITEMS], "现场检查")
    book[ITEMS].cell(row, 9).value = "=4.5"
    book.save(tmp_path / "a.xlsx")
    [departure] = reconcile(tmp_path / "a.xlsx").departures
    assert departure.code == "formula" and departure.found == "4.5"
    assert departure.message.zh.startswith(
        "公式被改过：应为 =IF("
    ) and departure.message.zh.endswith("；现为 =4.5")


def test_results_that_were_typed_over_are_found(card: Path, tmp_path: Path) -> None:
    def change(name: str, text: str) -> str:
        if name != "xl/worksheets/sheet1.xml":
            return text
        return re.sub(r'(<c r="A5"[^>]*><f>[^<]*</f><v>)[^<]*', r"\g<1>100", text)

    found = reconcile(rewritten(card, tmp_path / "a.xlsx", change))
    [departure] = found.departures
    assert (departure.code, departure.found) == ("result", "100")
    assert str(departure.place).endswith(f"a.xlsx!{FRONT}!A5")
    assert (
        departure.message.en
        == f"the result differs: it should be {departure.expected} and is now 100"
    )


def test_changed_words_and_cells_that_were_added_are_found(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    row = formula_row(book[ITEMS], "现场检查")
    book[ITEMS].cell(row, 3).value = "从宽打分"
    book[ITEMS].cell(book[ITEMS].max_row + 3, 2).value = "另加5分"
    last = book[ITEMS].max_row
    book.save(tmp_path / "a.xlsx")
    assert told(reconcile(tmp_path / "a.xlsx").departures) == [
        f"{ITEMS}!C{row} [words] 文字不同：应为“考核组现场打分”；现为“从宽打分”",
        f"{ITEMS}!B{last} [extra] 这里应是空的；现为另加5分",
    ]


def test_changed_inputs_are_taken_and_told_apart(card: Path, tmp_path: Path) -> None:
    book = load_workbook(card)
    cell = input_cell(book[ITEMS])
    before = cell.value
    cell.value = before + 1
    book.save(tmp_path / "a.xlsx")
    out = recalculated([tmp_path / "a.xlsx"], tmp_path)
    found = reconcile(out / "a.xlsx")
    [changed] = found.inputs
    assert str(changed.place).endswith(f"!{ITEMS}!{cell.coordinate}")
    assert (float(changed.expected), float(changed.found)) == (before, before + 1)
    # What follows from the input agrees; words that are no formulas still tell of the old one.
    assert {each.code for each in found.departures} <= {"input-range"}
    assert {each.code for each in found.consequences} <= {"stale", "follows"}


def test_a_formula_that_was_typed_over_is_told_apart_from_what_follows(
    card: Path, tmp_path: Path
) -> None:
    book = load_workbook(card)
    row = formula_row(book[ITEMS], "现场检查")
    book[ITEMS].cell(row, 9).value = 1.25
    book.save(tmp_path / "a.xlsx")
    found = reconcile(recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx")
    [departure] = found.departures
    assert departure.code == "typed-over" and departure.found == "1.25"
    assert {each.code for each in found.consequences} == {"follows"}
    total = next(each for each in found.consequences if str(each.place).endswith(f"!{FRONT}!A5"))
    assert total.message.zh == f"随之改变：应为{total.expected}；现为{total.found}"


def test_what_follows_by_a_name_is_no_departure_of_its_own(card: Path, tmp_path: Path) -> None:
    """The grade reads its limit by a name, and the limit was changed."""
    book = load_workbook(card)
    name, limit = next(
        (name, each) for name, each in book.defined_names.items() if NOTES in str(each.attr_text)
    )
    [(sheet, cell)] = limit.destinations
    book[sheet][cell.replace("$", "")].value = 12345
    book.save(tmp_path / "a.xlsx")
    found = reconcile(recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx")
    assert [each.place.sheet for each in found.departures] == [sheet], name


def test_a_figure_that_the_card_kept_is_told_when_it_was_changed(
    card: Path, tmp_path: Path
) -> None:
    book = load_workbook(card)
    typed = input_cell(book[ITEMS])
    kept = book[ITEMS].cell(typed.row, 19)
    assert kept.value == typed.value
    kept.value += 1
    book.save(tmp_path / "a.xlsx")
    found = reconcile(recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx")
    assert [each.code for each in found.departures if each.code == "kept"] == ["kept"]
    departure = next(each for each in found.departures if each.code == "kept")
    assert departure.message.zh.endswith("文件夹后来改过，或这一格被改过")
    assert str(departure.place).endswith(f"!{ITEMS}!{kept.coordinate}")


def test_vetoes_that_new_inputs_trigger_are_told_as_the_engine_does(
    card: Path, tmp_path: Path
) -> None:
    """The front page has a line for each veto."""
    book = load_workbook(card)
    for row in book[ITEMS].iter_rows():
        for cell in row:
            if not cell.protection.locked and isinstance(cell.value, int | float):
                cell.value += 3
    book.save(tmp_path / "a.xlsx")
    found = reconcile(recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx")
    assert {each.code for each in found.departures} <= {"input-range"}
    lines = [
        str(row[0].value)
        for row in load_workbook(tmp_path / "recalculated/a.xlsx", data_only=True)[FRONT].iter_rows(
            min_row=6, max_row=9
        )
    ]
    assert sum("，达到一票否决线" in line or "，超过" in line for line in lines) > 1
    stale = [each for each in found.consequences if each.code == "stale"]
    numbers = [each for each in stale if each.found.replace(".", "").isdigit()]
    assert numbers == []  # all that the units' own figures decide follows in the workbook


def test_what_is_no_scorecard_of_the_folder_is_refused(card: Path, tmp_path: Path) -> None:
    form = libplan.write_templates(FOLDER, year=2018, out=tmp_path, units=["u1"])[0]
    with pytest.raises(
        libplan.InputError, match="这是填报表，不是成绩单：填好的填报表用 libplan collect 收"
    ):
        reconcile(form)
    with pytest.raises(
        libplan.InputError, match="这是成绩单，不是填报表：改过的成绩单用 libplan reconcile 核对"
    ):
        libplan.read_workbooks(card, FOLDER, year=2018)
    other = libplan.read(ROOT / "examples/qingxin")
    with pytest.raises(libplan.InputError, match="它属于规划“"):
        libplan.reconcile(card, other, libplan.assess_year(other, year=2018))
    with pytest.raises(libplan.InputError, match="它是2018年的，这里核对的是2017年"):
        libplan.reconcile(card, FOLDER, libplan.assess_year(FOLDER, year=2017))

    book = load_workbook(card)
    cell = input_cell(book[ITEMS])
    cell.value = "很多"
    book.save(tmp_path / "a.xlsx")
    [departure] = reconcile(tmp_path / "a.xlsx").departures
    assert departure.code == "input-words" and departure.found == "很多"
    assert "写的是“很多”，按缺数据计：请改正" in str(departure.message.zh)


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return libplan.write_reports(FOLDER, RESULTS, out=tmp_path_factory.mktemp("summary"))[-1]


def test_a_summary_is_held_against_the_plan_folder(summary: Path, tmp_path: Path) -> None:
    [saved] = saved_by_libreoffice([summary], tmp_path)
    for file in (summary, saved):
        found = reconcile(file)
        assert found == libplan.reconcile(file, FOLDER)
        assert (found.scheme, found.unit, found.year) == ("", "", 2018)
        assert (told(found.departures), found.inputs, found.consequences) == ([], (), ())
        assert found.cells > 500
    book = load_workbook(summary)
    book["单位×项目1"]["E6"].value = 3.21
    book["排名"]["B5"].value = "别的镇"
    book.save(tmp_path / "a.xlsx")
    departures = reconcile(tmp_path / "a.xlsx").departures
    places = [str(each.place).split(".xlsx!")[1] for each in departures]
    assert [place for place in places if place in ("排名!B5", "单位×项目1!E6")] == places


def test_a_summary_without_schemes_opens_on_what_there_is_and_is_recognised(tmp_path: Path) -> None:
    folder = FOLDER.replace(schemes=(), records=libplan.Records())
    results = libplan.assess_year(folder, year=2018)
    [file] = libplan.write_reports(folder, results, out=tmp_path)
    book = load_workbook(file)
    assert book.sheetnames[0] == "指标进展" and "排名" not in book.sheetnames
    [saved] = saved_by_libreoffice([file], tmp_path)
    for each in (file, saved):
        assert libplan.reconcile(each, folder).departures == ()
    book["指标进展"]["A4"].value = "别的指标"
    book.save(tmp_path / "a.xlsx")
    [departure] = libplan.reconcile(tmp_path / "a.xlsx", folder).departures
    assert departure.code == "words" and departure.found == "别的指标"


def test_an_english_summary_of_the_worked_plan_agrees(tmp_path: Path) -> None:
    folder = libplan.read(ROOT / "examples/qingxin")
    results = libplan.assess_year(folder, year=2018)
    file = libplan.write_reports(folder, results, out=tmp_path, language="en")[-1]
    assert libplan.reconcile(file, folder, results).departures == ()


def test_a_summary_is_told_for_what_it_is(
    summary: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(libplan.InputError, match="这是汇总，不是填报表"):
        libplan.read_workbooks(summary, FOLDER, year=2018)
    with pytest.raises(libplan.InputError, match="这是2018年的汇总，不是保存规划的工作簿"):
        libplan.read(summary)
    assert main(["reconcile", str(EVERY_RULE), str(summary)]) == 0
    out, _ = capfd.readouterr()
    assert re.fullmatch(r".*：与规划文件夹的结果对照，\d+个单元格全部相符。\n", out)
    book = load_workbook(summary)
    book["排名"]["B5"].value = "别的镇"
    book.save(tmp_path / "a.xlsx")
    assert main(["reconcile", str(EVERY_RULE), str(tmp_path / "a.xlsx")]) == 1
    out, _ = capfd.readouterr()
    assert re.match(r".*：与规划文件夹的结果对照，核对了\d+个单元格，1处不符。\n", out)


def test_the_command_tells_departures_and_says_when_there_are_none(
    card: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["reconcile", str(EVERY_RULE), str(card)]) == 0
    out, _ = capfd.readouterr()
    assert re.fullmatch(r".*：按其中的输入重新计算，\d+个单元格全部相符。\n", out)
    book = load_workbook(card)
    book[FRONT]["A5"].value = 99
    book.save(tmp_path / "a.xlsx")
    command = ["reconcile", str(EVERY_RULE), str(tmp_path / "a.xlsx"), "--year", "2018"]
    assert main(command) == 1
    out, _ = capfd.readouterr()
    assert "1处不符" in out and "a.xlsx!成绩单!A5：公式被改成了常数" in out
    assert main([*command, "--json"]) == 1
    out, _ = capfd.readouterr()
    [departure] = json.loads(out)["departures"]
    assert departure["code"] == "typed-over" and departure["found"] == "99"


def test_a_renamed_copy_is_still_recognised(card: Path, tmp_path: Path) -> None:
    [saved] = saved_by_libreoffice([Path(shutil.copy(card, tmp_path / "改名.xlsx"))], tmp_path)
    assert reconcile(saved).unit == "u1"
