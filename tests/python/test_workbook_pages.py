"""What the sheets of a scorecard and of the summary show on paper, in both languages."""

import re
from pathlib import Path

import pytest
from libplan.typing import Language
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from scheme_folder import read, scheme

import libplan

ROOT = Path(__file__).parents[2]
FULL_WIDTH = re.compile("[，；：（）＜＞＝〔〕、]")
TABLE = """
[[fact]]
id = "a"
title = "first"
unit = "%"
supplied = true

[[fact]]
id = "b"
title = "second"
unit = "%"
supplied = true

[[group]]
id = "work"
title = "work"
full = 50
combine = "weighted"

  [[group.item]]
  id = "ia"
  title = "first item"
  full = 30
  clause = "in proportion"
  weight = 0.6
  fact = "a"
  rule = { share_of = 100 }

  [[group.item]]
  id = "ib"
  title = "second item"
  full = 20
  clause = "in proportion"
  weight = 0.4
  fact = "b"
  rule = { share_of = 100 }

[[group]]
id = "extra"
title = "extra"
kind = "bonus"
full = 5

  [[group.item]]
  id = "ic"
  title = "extra item"
  full = 5
  clause = "in proportion"
  fact = "a"
  rule = { share_of = 100 }

[[veto]]
title = "weak"
lowest_of = "work"
below = 10
grade = "不合格"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> libplan.PlanFolder:
    text = scheme(TABLE, full=50, outcome="convert_to = 100")
    return read(tmp_path_factory.mktemp("plan"), text, facts={"a": "80 20", "b": "90 100"})


def book_of(folder: libplan.PlanFolder, out: Path, unit: str, language: Language) -> Workbook:
    results = libplan.assess_year(folder, year=2018)
    files = libplan.write_reports(folder, results, out=out, language=language)
    return load_workbook(next(file for file in files if unit in file.name), data_only=True)


def column_a(sheet: Worksheet) -> dict[str, list[object]]:
    return {str(row[0]): list(row[1:]) for row in sheet.iter_rows(values_only=True) if row[0]}


def test_the_cover_leads_from_the_groups_to_the_total(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    front = column_a(book_of(folder, tmp_path, "u1", "zh")["成绩单"])
    assert front["合计（不含加分、扣分）"][:3] == [50, 50, 42]
    assert front["换算：×100÷50"][2] == 84
    assert front["加上加分"][:3] == [4, None, 88]
    assert front["总得分"][:3] == [100, None, 88]


def test_a_veto_tells_the_figure_of_the_lowest_item(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    front = book_of(folder, tmp_path, "u2", "zh")["成绩单"]
    assert front["A6"].value == "weak：“work”中最低一项得分6，低于10，等级定为不合格"
    front = book_of(folder, tmp_path / "en", "u2", "en")["Scorecard"]
    assert front["A6"].value == "weak: lowest item of “work” 6, below 10, grade set to 不合格"


def test_workings_are_not_printed_and_weights_are_told(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    items = book_of(folder, tmp_path, "u1", "zh")["评分明细"]
    assert re.fullmatch(r"'评分明细'!\$A\$1:\$K\$\d+", items.print_area)
    assert items.page_setup.orientation == "landscape" and items.page_setup.fitToHeight == 0
    assert "权重：first item 0.6、second item 0.4" in [
        row[10] for row in items.iter_rows(values_only=True)
    ]
    # On A4 the table is printed at three quarters of its size at least.
    width = sum(items.column_dimensions[letter].width for letter in "ABCDEFGHIJK")
    assert width * 7 + 55 < 10.69 * 96 / 0.75


def test_what_a_bonus_may_add_is_told_from_full_points(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    book = book_of(folder, tmp_path, "u1", "zh")
    items = list(book["评分明细"].iter_rows())
    shown = {row[1].value: row[3] for row in items if row[1].value}
    assert (shown["extra item"].value, shown["extra item"].number_format) == (5, '"+"General')
    assert "+" not in shown["first item"].number_format
    groups = [row[3] for row in items if str(row[0].value).strip() == "extra"]
    assert [cell.number_format for cell in groups] == ['"+"General']
    notes = "".join(str(cell.value) for row in book["说明与口径"].iter_rows() for cell in row)
    assert "加分项的分值前有“+”：是最多可加的分，不在满分之内" in notes


def test_english_words_have_no_full_width_signs(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    for unit in ("u1", "summary"):
        for sheet in book_of(folder, tmp_path / unit, unit, "en"):
            for row in sheet.iter_rows():
                for cell in row:
                    found = FULL_WIDTH.search(str(cell.value or ""))
                    assert not found, (sheet.title, cell.coordinate, cell.value)


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    worked = libplan.read(ROOT / "examples/qingxin")
    return book_of(worked, tmp_path_factory.mktemp("summary"), "汇总", "zh")


def test_the_notes_of_the_summary_tell_what_is_a_formula(summary: Workbook) -> None:
    notes = {row[0]: str(row[1]) for row in summary["说明与口径"].iter_rows(values_only=True)}
    assert notes["汇总表的公式"].startswith("总得分和各项得分是写出时的数，与各单位的成绩单不相连")
    assert "“控制数进度”随累计实际、控制数和已过月数变" in notes["汇总表的公式"]


def test_every_page_says_which_sheet_it_is_of(summary: Workbook) -> None:
    for sheet in summary:
        assert sheet.oddFooter.center.text == "&A　第 &P 页 共 &N 页"


def test_charts_below_a_table_have_a_page_on_which_they_can_be_read(tmp_path: Path) -> None:
    """Three charts on the page of the table would halve its print; two leave it as it is."""
    worked = libplan.read(ROOT / "examples/qingxin")
    card = book_of(worked, tmp_path, "taihe", "zh")
    assert (len(card["指标进展"]._charts), len(card["重点指标"]._charts)) == (0, 3)
    assert card["重点指标"]["C8"].value == card["指标进展"]["F6"].value == 91.2
    other = book_of(worked, tmp_path / "other", "safety", "zh")
    assert len(other["指标进展"]._charts) == 2 and "重点指标" not in other.sheetnames


def test_a_card_without_indicators_says_so(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    none = folder.replace(plan=folder.plan.replace(indicators=[]))
    told: dict[Language, tuple[str, str]] = {
        "zh": ("指标进展", "没有要衡量的指标：规划中有目标的指标才列在这里"),
        "en": ("Progress", "No indicator to measure: only indicators with a target stand here"),
    }
    for language, (name, words) in told.items():
        sheet = book_of(none, tmp_path / language, "u1", language)[name]
        assert [row[0].value for row in sheet.iter_rows(min_row=4) if row[0].value] == [words]


def test_charts_of_the_summary_have_a_page_of_their_own(summary: Workbook) -> None:
    assert summary["指标进展"]._charts == []
    paths = summary["重点指标"]
    assert len(paths._charts) == 3
    assert (paths.page_setup.fitToWidth, paths.page_setup.fitToHeight) == (None, None) or (
        paths.page_setup.fitToHeight != 0
    )


def test_no_page_breaks_a_chart_of_the_distribution(summary: Workbook) -> None:
    sheet = summary["得分分布"]
    first, second = (chart.anchor._from.row for chart in sheet._charts)
    [page] = [found.id for found in sheet.row_breaks.brk]
    assert first < page <= second
    # A sheet fitted to pages heeds no breaks.
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_no_page_ends_with_a_head(summary: Workbook) -> None:
    for name, heads in (("问题清单", r"\d+\. "), ("规划", "第.章|指标$|任务$|\\d+\\.\\d+ ")):
        sheet = summary[name]
        breaks = [found.id for found in sheet.row_breaks.brk]
        assert len(breaks) >= 2 and not sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not any(re.match(heads, str(sheet.cell(row, 1).value)) for row in breaks)
        if name == "问题清单":  # whole findings
            assert all(re.match(heads, str(sheet.cell(row + 1, 1).value)) for row in breaks)


def test_a_long_title_is_printed_smaller_not_cut(summary: Workbook) -> None:
    """The table of grades is narrow; its scheme may have a title of three lines."""
    title = next(cell for cell in summary["状态与等级占比"]["A"] if "考核办法" in str(cell.value))
    assert title.alignment.shrink_to_fit


def test_tables_of_the_summary_are_even(summary: Workbook) -> None:
    """A name that fits takes one line; what has no limit has a cell all the same."""
    ranking = summary["排名"]
    heights = {
        ranking.row_dimensions[row[0].row].height
        for row in ranking.iter_rows()
        if row[5].value == "名次暂定（另有1家未定）"
    }
    assert len(heights) == 1
    shares = summary["状态与等级占比"]
    for head in (cell for cell in shares["D"] if cell.value == "分数线"):
        row = head.row
        while shares.cell(row, 1).value != "合计":
            row += 1
            assert shares.cell(row, 4).border.bottom.style


def test_nothing_is_clipped_where_judgements_disagree(summary: Workbook) -> None:
    sheet = summary["进度比较"]
    told = [cell for cell in sheet["O"][4:] if cell.value and cell.fill.fill_type == "solid"]
    assert told
    for cell in told:
        assert cell.font.sz == 10 and cell.alignment.wrap_text
        lines = sheet.row_dimensions[cell.row].height / 14.5
        assert lines * sheet.column_dimensions["O"].width > 2 * len(str(cell.value))


def test_points_that_are_not_rounded_yet_show_their_own_decimals(tmp_path: Path) -> None:
    outcome = 'places = 1\nrounded_at = "total"\nrounding = "up"'
    table = re.sub(r"\n *(combine|weight) = .*", "", TABLE)
    folder = read(
        tmp_path, scheme(table, full=50, outcome=outcome), facts={"a": "89.73", "b": "90"}
    )
    (card, *_) = libplan.write_scorecards(
        folder, libplan.assess_year(folder, year=2018), out=tmp_path / "o"
    )
    items = load_workbook(card)["评分明细"]
    shown = {
        items.cell(row, 1).value or items.cell(row, 2).value: items.cell(row, 9).number_format
        for row in range(4, items.max_row + 1)
    }
    assert shown["1"] == "0.000" and shown["2"] == "0.0"  # 26.919 and 18 points
    assert shown["加上加分"] == "0.0000" and shown["总得分"] == "0.0"


def test_no_table_begins_at_the_foot_of_a_page(tmp_path: Path) -> None:
    schemes = [
        scheme(TABLE, full=50).replace('id = "towns"', f'id = "{name}"') for name in ("one", "two")
    ]
    towns = " ".join(["90"] * 36)
    folder = read(tmp_path, *schemes, facts={"a": towns, "b": towns})
    files = libplan.write_reports(
        folder, libplan.assess_year(folder, year=2018), out=tmp_path / "o"
    )
    (summary,) = [file for file in files if file.name.startswith("汇总")]
    ranking = load_workbook(summary)["排名"]
    titles = [
        row for row in range(1, ranking.max_row + 1) if "排名" in str(ranking.cell(row, 1).value)
    ]
    assert len(titles) == 2
    assert [page.id for page in ranking.row_breaks.brk] == [titles[1] - 1]
