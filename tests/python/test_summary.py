"""The summary workbook: what it says of all units at once, and that its sheets agree."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from recalculate import differences, recalculated
from scheme_folder import read, scheme

import libplan

QINGXIN = Path(__file__).parents[2] / "examples/qingxin"
RANKING, DISTRIBUTION, VETOES, CHANGES = "排名", "得分分布", "一票否决", "比上年变化"


@pytest.fixture(scope="module")
def folder() -> libplan.PlanFolder:
    return libplan.read(QINGXIN)


@pytest.fixture(scope="module")
def results(folder: libplan.PlanFolder) -> libplan.YearResults:
    return libplan.assess_year(folder, year=2018)


@pytest.fixture(scope="module")
def file(
    folder: libplan.PlanFolder,
    results: libplan.YearResults,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    out = tmp_path_factory.mktemp("summary")
    return next(
        path
        for path in libplan.write_reports(folder, results, out=out)
        if path.name.startswith("汇总")
    )


@pytest.fixture(scope="module")
def summary(file: Path) -> Workbook:
    return load_workbook(file, data_only=True)


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def below(sheet: Worksheet, head: str) -> list[list[object]]:
    """The rows under the first row with a head, up to an empty one."""
    all_rows = rows(sheet)
    first = next(i for i, row in enumerate(all_rows) if head in row) + 1
    end = next((i for i in range(first, len(all_rows)) if not any(all_rows[i])), len(all_rows))
    return all_rows[first:end]


def test_every_formula_of_the_summary_recalculates(file: Path, tmp_path: Path) -> None:
    formulas, found = differences([file], tmp_path)
    assert formulas > 200
    assert found == []


def test_the_matrix_ends_in_what_the_ranking_says(
    summary: Workbook, results: libplan.YearResults
) -> None:
    for number, assessment in enumerate(results.assessments, 1):
        table = rows(summary[f"单位×项目{number}"])
        outcome = {row[0]: row[4:] for row in table if row[0] in ("总得分", "等级", "名次")}
        for at, unit in enumerate(assessment.units):
            card = assessment.scorecard(unit.id)
            total = float(card.total) if card.state == "value" else "未定"
            assert outcome["总得分"][at] == total
            assert outcome["等级"][at] == (card.grade or "未定")
            assert outcome["名次"][at] == (card.rank or "未定")


def test_groups_of_the_matrix_hold_their_items(
    summary: Workbook, results: libplan.YearResults
) -> None:
    for number, assessment in enumerate(results.assessments, 1):
        table = rows(summary[f"单位×项目{number}"])
        titles = [str(row[1]).strip("　") for row in table if row[1]]
        for group in assessment.scheme.groups:
            assert group.title in titles
            assert titles.index(group.title) < titles.index(group.items[0].title)


def test_groups_and_rates_follow_what_is_typed_into_the_matrix(file: Path, tmp_path: Path) -> None:
    book = load_workbook(file)
    sheet = book["单位×项目1"]
    items = [row for row in range(4, sheet.max_row) if isinstance(sheet.cell(row, 1).value, int)]
    row = next(r for r in items if all(isinstance(c.value, int | float) for c in sheet[r][4:8]))
    sheet.cell(row, 5).value = "未评"
    head = max(r for r in range(4, row) if sheet.cell(r, 1).value is None)
    book.save(tmp_path / "a.xlsx")
    out = recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx"
    after = load_workbook(out, data_only=True)["单位×项目1"]
    assert after.cell(head, 5).value == "未定"
    units = sum(1 for cell in after[3][4:] if cell.value and "应得" not in str(cell.value))
    points = [after.cell(row, 5 + at).value for at in range(units)]
    given = [point for point in points if isinstance(point, int | float)]
    full = sheet.cell(row, 3).value * len(given)
    assert after.cell(row, 4).value == pytest.approx(sum(given) / full)


def where_not_applicable_is_typed(
    held: libplan.PlanFolder, item: str, folder: Path
) -> tuple[Worksheet, int]:
    """The matrix after 不涉及 was typed for the first unit and all recalculated; the item's row."""
    files = libplan.write_reports(held, libplan.assess_year(held, year=2018), out=folder / "o")
    [file] = [file for file in files if file.name.startswith("汇总")]
    assert differences([file], folder / "again")[1] == []
    book = load_workbook(file)
    sheet = book["单位×项目1"]
    row = next(row[0].row for row in sheet.iter_rows() if row[1].value == item)
    sheet.cell(row, 5).value = "不涉及"
    book.save(folder / "typed.xlsx")
    out = recalculated([folder / "typed.xlsx"], folder) / "typed.xlsx"
    return load_workbook(out, data_only=True)["单位×项目1"], row


def test_what_applies_follows_a_cell_that_becomes_not_applicable(tmp_path: Path) -> None:
    """Beside the matrix, where full marks are not the same for all units."""
    table = """
[[fact]]
id = "a"
title = "培训"
supplied = true
[[fact]]
id = "b"
title = "演练"
supplied = true
[[group]]
id = "g"
title = "工作"
full = 100
  [[group.group]]
  id = "inner"
  title = "安全"
  full = 100
    [[group.group.item]]
    id = "ia"
    title = "培训率"
    full = 60
    clause = "按比例计分"
    fact = "a"
    rule = { share_of = 100 }
    [[group.group.item]]
    id = "ib"
    title = "演练率"
    full = 40
    clause = "按比例计分"
    fact = "b"
    rule = { share_of = 100 }
"""
    held = read(tmp_path, scheme(table), facts={"a": "90 80", "b": "50 不涉及"})
    after, row = where_not_applicable_is_typed(held, "　　培训率", tmp_path)
    applicable = [[after.cell(r, 7).value, after.cell(r, 8).value] for r in range(row - 2, row + 2)]
    assert applicable == [[40, 60], [40, 60], [None, 60], [40, None]]
    rates = [after.cell(r, 4).value for r in range(row - 2, row + 2)]
    assert rates == [pytest.approx(rate) for rate in (0.68, 0.68, 0.8, 0.5)]


def test_what_applies_follows_where_all_applied_when_it_was_written(tmp_path: Path) -> None:
    held = read(tmp_path, scheme(TWO_YEARS), facts={"a": "90 80", "b": "50 60"})
    after, row = where_not_applicable_is_typed(held, "　培训率", tmp_path)
    rates = [after.cell(r, 4).value for r in range(row - 1, row + 2)]
    # The group: 20 of 40 points, and 72 of 100.
    assert rates == [pytest.approx(rate) for rate in (92 / 140, 0.8, 0.55)]


def test_classes_are_ranked_in_the_order_of_the_plan(tmp_path: Path) -> None:
    units = [
        libplan.Body(f"u{n}", f"单位{n}", "town", rank_class=name)
        for n, name in enumerate(("城区", "县", "城区"))
    ]
    item = libplan.Item("i", "工作", 100, libplan.MarksRule())
    of = libplan.Scheme(
        "s", "办法", "town", [libplan.Group("g", "一", 100, [item])], [libplan.Grade("合格", 0)]
    )
    marks = [libplan.Mark("i", f"u{n}", 2018, "team", 80 + n) for n in range(3)]
    plan = libplan.Plan("p", "规划", 2016, 2020, bodies=units)
    held = libplan.PlanFolder(plan, schemes=[of], records=libplan.Records(marks=marks))
    files = libplan.write_reports(held, libplan.assess_year(held, year=2018), out=tmp_path)
    [file] = [file for file in files if file.name.startswith("汇总")]
    ranked = [row[:3] for row in rows(load_workbook(file, data_only=True)[RANKING])][-3:]
    assert ranked == [[1, "单位2", "城区"], [2, "单位0", "城区"], [1, "单位1", "县"]]


def test_counts_of_statuses_and_grades_are_counted_where_they_stand(
    file: Path, tmp_path: Path
) -> None:
    book = load_workbook(file)
    shares = book["状态与等级占比"]
    counts = [row[1].value for row in shares.iter_rows() if row[1].value is not None]
    assert not [count for count in counts if isinstance(count, int | float)]
    ranking = load_workbook(file, data_only=True)["排名"]
    grade = next(
        cell
        for cell in ranking["E"]
        if cell.value == "合格" and str(book["排名"][cell.coordinate].value).startswith("=")
    )
    book["排名"].cell(grade.row, 4).value = 100  # the grade follows the total
    book.save(tmp_path / "a.xlsx")
    out = recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx"
    before = load_workbook(file, data_only=True)["状态与等级占比"]
    after = load_workbook(out, data_only=True)["状态与等级占比"]
    moved = {
        row[0].value: after.cell(row[0].row, 2).value - row[1].value
        for row in before.iter_rows()
        if isinstance(row[1].value, int | float) and after.cell(row[0].row, 2).value != row[1].value
    }
    assert moved == {"优秀": 1, "合格": -1}
    ranks = load_workbook(out, data_only=True)["排名"]
    assert (ranks.cell(grade.row, 1).value, ranks.cell(grade.row, 5).value) == (1, "优秀")


def test_grades_follow_the_limits_beside_their_counts(
    file: Path, results: libplan.YearResults, tmp_path: Path
) -> None:
    book = load_workbook(file)
    names = {name: book.defined_names[name].attr_text for name in book.defined_names}
    for number, assessment in enumerate(results.assessments, 1):
        for at, grade in enumerate(assessment.scheme.grades[:-1], 1):
            cell = names[f"grade_{number}_{at}"].split("!")[1].replace("$", "")
            assert book["状态与等级占比"][cell].value == grade.edge.from_value
    best = names["grade_1_1"].split("!")[1].replace("$", "")
    book["状态与等级占比"][best].value = 0
    book.save(tmp_path / "a.xlsx")
    after = load_workbook(recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx", data_only=True)
    first = results.assessments[0]
    told = {str(row[1].value): row[4].value for row in after["排名"].iter_rows()}
    for index, unit in enumerate(first.units):
        title = next(name for name in told if name.startswith(unit.title))
        vetoed = first.scorecard(unit.id).vetoes or first.scorecard(unit.id).open_vetoes
        if first.totals[index] is not None and not vetoed:
            assert told[title] == first.scheme.grades[0].title


def test_a_grade_that_a_quota_decides_is_told_beside_it(tmp_path: Path) -> None:
    item = libplan.Item("a", "项目", 100, rule=libplan.MarksRule())
    scheme = libplan.Scheme(
        "s", "办法", "town", groups=[libplan.Group("g", "一", 100, items=[item])],
        grades=[libplan.Grade("优秀", 90.0), libplan.Grade("合格", 0.0)],
        outcome=libplan.Outcome(quotas=[libplan.Quota("优秀", count=1)]),
    )  # fmt: skip
    plan = libplan.Plan(
        "p", "规划", 2016, 2020,
        bodies=[libplan.Body("d", "区", "district")]
        + [libplan.Body(f"t{n}", f"镇{n}", "town", parent="d") for n in range(2)],
    )  # fmt: skip
    marks = {"item": ["a"] * 2, "body": ["t0", "t1"], "year": [2018] * 2, "value": [95, 94]}
    folder = libplan.PlanFolder(
        plan, schemes=[scheme], records={"marks": marks | {"scorer": ["team"] * 2}}
    )
    results = libplan.assess_year(folder, year=2018)
    written = libplan.write_reports(folder, results, out=tmp_path)
    words = "“优秀”名额1个，没有排上，下调1级：合格"
    file = next(path for path in written if "汇总" in path.name)
    ranking = load_workbook(file, data_only=True)["排名"]
    assert [row[5].value for row in ranking.iter_rows() if row[4].value == "合格"] == [words]
    card = load_workbook(next(path for path in written if "t1" in path.name))
    assert words in [row[0].value for row in card.worksheets[0].iter_rows()]
    assert differences(written, tmp_path / "again")[1] == []


def test_remarks_of_the_ranking_follow_the_totals(tmp_path: Path) -> None:
    towns = [libplan.Body(f"t{n}", f"镇{n}", "town", parent="d") for n in range(4)]
    plan = libplan.Plan(
        "p", "规划", 2016, 2020, bodies=[libplan.Body("d", "区", "district"), *towns]
    )
    item = libplan.Item("a", "项目", 100, rule=libplan.MarksRule())
    scheme = libplan.Scheme(
        "s", "办法", "town", [libplan.Group("g", "一", 100, [item])], [libplan.Grade("合格", 0.0)]
    )
    marks = [
        libplan.Mark("a", f"t{n}", 2018, "team", value) for n, value in enumerate((95, 94, 93))
    ]
    held = libplan.PlanFolder(plan, schemes=[scheme], records=libplan.Records(marks=marks))
    results = libplan.assess_year(held, year=2018)
    [file] = [f for f in libplan.write_reports(held, results, out=tmp_path) if "汇总" in f.name]

    def remarks(of: Path) -> dict[str, object]:
        sheet = load_workbook(of, data_only=True)[RANKING]
        rows_of = (row for row in rows(sheet) if str(row[1]).startswith("镇"))
        return {str(row[1]): row[5] or "" for row in rows_of}

    so_far = "名次暂定（另有1家未定）"
    assert remarks(file) == {"镇0": so_far, "镇1": so_far, "镇2": so_far, "镇3": "缺数据"}
    book = load_workbook(file)
    at = {row[1].value: row[3] for row in book[RANKING].iter_rows()}
    at["镇1"].value = 95
    book.save(tmp_path / "tied.xlsx")
    at["镇3"].value = 93
    book.save(tmp_path / "all.xlsx")
    place = recalculated([tmp_path / "tied.xlsx", tmp_path / "all.xlsx"], tmp_path / "again")
    tied = f"并列；{so_far}"
    expected = {"镇0": tied, "镇1": tied, "镇2": so_far, "镇3": "缺数据"}
    assert remarks(place / "tied.xlsx") == expected
    assert set(remarks(place / "all.xlsx").values()) == {"并列"}


def test_the_matrix_is_shaded_by_rate(file: Path) -> None:
    sheet = load_workbook(file)["单位×项目1"]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    assert [rule.formula[0].split("<")[1] for rule in rules] == [
        "ROUND(Q4*0.6,10))",  # beside the table: the full marks of what applies to the unit
        "ROUND(Q4*0.85,10))",
    ]


def test_the_distribution_counts_every_settled_total(
    summary: Workbook, results: libplan.YearResults
) -> None:
    sheet = summary[DISTRIBUTION]
    assessment = results.assessments[0]
    totals = sorted(float(total) for total in assessment.totals if total is not None)
    found = below(sheet, "最高")[0]
    assert found[1:4] == [len(assessment.units), len(totals), totals[-1]]
    assert found[6] == totals[0]
    counts = [row[1] for row in below(sheet, "得分率") if row[1] is not None]
    expected = [0] * 5
    for total in totals:
        expected[sum(total >= limit for limit in (60, 70, 80, 90))] += 1
    assert counts == expected


def test_vetoes_name_the_units_they_hit(summary: Workbook, results: libplan.YearResults) -> None:
    told = {(row[0], row[1]): row for row in below(summary[VETOES], "一票否决情形")}
    hit = 0
    for assessment in results.assessments:
        cards = [assessment.scorecard(unit.id) for unit in assessment.units]
        for veto in assessment.scheme.vetoes:
            row = told[assessment.scheme.title, veto.title]
            units = [card.unit.title for card in cards if veto.title in "".join(card.vetoes)]
            in_doubt = [card.unit.title for card in cards if veto.title in card.open_vetoes]
            assert row[4:7] == [len(units), "、".join(units) or "—", "、".join(in_doubt) or "—"]
            hit += len(units)
    assert hit > 0


TWO_YEARS = """
[[fact]]
id = "a"
title = "培训"
supplied = true

[[fact]]
id = "b"
title = "检查"
supplied = true

[[group]]
id = "g"
title = "工作"
full = 100

  [[group.item]]
  id = "ia"
  title = "培训率"
  full = 60
  clause = "按比例计分"
  fact = "a"
  rule = { share_of = 100 }

  [[group.item]]
  id = "ib"
  title = "检查率"
  full = 40
  clause = "按比例计分"
  fact = "b"
  rule = { share_of = 100 }
"""


def test_changes_hold_this_year_against_the_one_before(tmp_path: Path) -> None:
    small = read(
        tmp_path / "plan",
        scheme(TWO_YEARS),
        facts={"a": "100 50 80", "b": "90 100 50"},
        last_year={"a": "90 100 80", "b": "90 100 空"},
    )
    results = libplan.assess_year(small, year=2018)
    files = libplan.write_reports(small, results, out=tmp_path / "out")
    file = next(path for path in files if path.name.startswith("汇总"))
    told = {row[0]: row[1:] for row in rows(load_workbook(file, data_only=True)[CHANGES])}
    assert told["单位"][:3] == ["2017年总得分", "2018年总得分", "增减"]
    assert told["第1镇"] == [90, 96, 6, "优秀", "优秀", 2, 1, 1, "培训率 +6"]
    assert told["第2镇"] == [100, 70, -30, "优秀", "合格", 1, 2, -1, "培训率 −30"]
    assert told["第3镇"] == ["未定", 68, "—", "未定", "合格", "未定", 3, "—", None]
    assert differences([file], tmp_path)[1] == []


def test_the_first_year_has_nothing_to_compare_with(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    first = libplan.assess_year(folder, year=folder.plan.first_year)
    files = libplan.write_reports(folder, first, out=tmp_path)
    book = load_workbook(next(path for path in files if path.name.startswith("汇总")))
    assert CHANGES not in book.sheetnames


def test_formulas_of_ranks_read_classes_and_unknown_figures_as_they_are(tmp_path: Path) -> None:
    """Classes are no patterns, letters are not alike, and what is not known stands last."""
    classes = [">50万人", ">50万人", "<50万人", "A类*", "A类*重点", "A类*", "a类*", ""]
    towns = [
        libplan.Body(f"u{i}", f"第{i}镇", "town", rank_class=own) for i, own in enumerate(classes)
    ]
    deaths = [3, "missing", 2, "not_scored", 1, 2, 5, "not_applicable"]
    scheme = libplan.Scheme(
        "s",
        "办法",
        "town",
        [libplan.Group("g", "组", 100, [libplan.Item("i", "项", 100, libplan.MarksRule())])],
        [libplan.Grade("合格", 0)],
        full=100,
        facts=[libplan.FactDefinition("k", "死亡", libplan.SuppliedFact())],
        outcome=libplan.Outcome(tie_breaks=[libplan.TieBreak("k", fewer=True)]),
    )
    figures = [
        libplan.SuppliedFigure("k", town.id, 2018, state=of)
        if isinstance(of, str)
        else libplan.SuppliedFigure("k", town.id, 2018, of)
        for town, of in zip(towns, deaths, strict=True)
    ]
    marks = [libplan.Mark("i", town.id, 2018, "team", 90) for town in towns]
    plan = libplan.Plan("p", "试验规划", 2016, 2020, bodies=towns)
    small = libplan.PlanFolder(
        plan, schemes=[scheme], records=libplan.Records(figures=figures, marks=marks)
    )
    files = libplan.write_reports(
        small, libplan.assess_year(small, year=2018), out=tmp_path / "out"
    )
    file = next(path for path in files if path.name.startswith("汇总"))
    beside = {row[1]: row[6] for row in rows(load_workbook(file, data_only=True)[RANKING])[3:]}
    assert [beside[town.title] for town in towns] == [3, None, 2, "未评", 1, 2, 5, "不涉及"]
    assert differences(files, tmp_path)[1] == []


def test_formulas_of_many_bands_and_grades_can_be_computed(tmp_path: Path) -> None:
    bands = [libplan.Band(i, i / 10) for i in range(101)]
    grades = [libplan.Grade(f"第{i}等", 100 - i) for i in range(101)]
    groups = [
        libplan.Group(
            f"g{i}",
            f"组{i}",
            10,
            [
                libplan.Item(
                    f"i{i}",
                    "项",
                    10,
                    libplan.BandsRule(bands[::2] if i == 0 else bands, interpolate=i == 0),
                    fact="f",
                )
            ],
        )
        for i in range(10)
    ]
    facts = [libplan.FactDefinition("f", "事实", libplan.SuppliedFact())]
    scheme = libplan.Scheme("s", "办法", "town", groups, grades, full=100, facts=facts)
    plan = libplan.Plan("p", "试验规划", 2016, 2020, bodies=[libplan.Body("a", "甲镇", "town")])
    small = libplan.PlanFolder(
        plan,
        schemes=[scheme],
        records=libplan.Records(figures=[libplan.SuppliedFigure("f", "a", 2018, 33.5)]),
    )
    files = libplan.write_reports(
        small, libplan.assess_year(small, year=2018), out=tmp_path / "out"
    )
    assert differences(files, tmp_path)[1] == []


# What the path asks, a limit and a status follow from the ends of the way wherever that is true.
WAYS = """
[plan]
id = "p"
title = "规划"
first_year = 2021
last_year = 2025
path = "{path}"
"""
INDICATOR = """
[[indicator]]
id = "{id}"
title = "{id}"
unit = "{unit}"
direction = "{direction}"
count = {count}
baseline = [{{ year = 2020, value = {baseline} }}]
target = [{target}]
"""
OF_WAYS = {
    "reach": ("up", "%", "false", 20, "{ year = 2025, reach = 30 }"),
    "milestone": (
        "up",
        "%",
        "false",
        20,
        "{ year = 2023, reach = 26 }, { year = 2025, reach = 30 }",
    ),
    "growth": ("up", "亿元", "false", 100, "{ year = 2025, growth_per_year = 6.5 }"),
    "fewer": ("down", "起", "true", 409, "{ year = 2025, reduce_percent = 12.5 }"),
    "points": ("up", "%", "false", 20, "{ year = 2025, raise_points = 11.7 }"),
    "corridor": ("up", "%", "false", 20, "{ year = 2025, within = [30, 40] }"),
}
FIGURES = {"reach": 25, "milestone": 25, "growth": 121, "fewer": 380, "points": 25, "corridor": 25}


def ways(
    folder: Path,
    path: str,
    changed: Mapping[str, str] = MappingProxyType({}),
    figures: Mapping[str, float] = MappingProxyType({}),
) -> tuple[Path, libplan.Progress]:
    folder.mkdir()
    text = WAYS.format(path=path)
    for id, (direction, unit, count, baseline, target) in OF_WAYS.items():
        text += INDICATOR.format(
            id=id, direction=direction, unit=unit, count=count, baseline=baseline,
            target=changed.get(id, target),
        )  # fmt: skip
    (folder / "plan.toml").write_text(text, "utf-8")
    rows = "".join(f"{id},2022,{value}\n" for id, value in {**FIGURES, **figures}.items())
    (folder / "observations.csv").write_text("indicator,period,value\n" + rows, "utf-8")
    held = libplan.read(folder)
    results = libplan.assess_year(held, year=2022)
    [file] = libplan.write_reports(held, results, out=folder / "out")
    return file, results.progress


@pytest.mark.parametrize("path", ["linear", "geometric"])
def test_paths_follow_the_ends_of_the_way_or_say_that_they_do_not(
    path: str, tmp_path: Path
) -> None:
    file, _ = ways(tmp_path / "before", path)
    formulas, found = differences([file], tmp_path)
    assert (formulas > 40, found) == (True, [])
    book = load_workbook(file)
    sheet = book["指标进展"]
    rows = {sheet.cell(row, 1).value.split("（")[0]: row for row in range(4, 4 + len(OF_WAYS))}
    for id in ("reach", "points", "milestone"):
        sheet.cell(rows[id], 8).value = 36  # the target
    book.save(tmp_path / "a.xlsx")
    out = recalculated([tmp_path / "a.xlsx"], tmp_path) / "a.xlsx"
    after = load_workbook(out, data_only=True)["指标进展"]
    of_reach = {"reach": "{ year = 2025, reach = 36 }", "points": "{ year = 2025, reach = 36 }"}
    _, progress = ways(tmp_path / "after", path, of_reach)
    for id in of_reach:
        reading = progress.reading(id)
        status = {"ahead": "快于预期", "on_track": "基本符合预期", "behind": "滞后"}[reading.status]
        assert after.cell(rows[id], 7).value == pytest.approx(reading.required)
        assert after.cell(rows[id], 12).value == status
        assert after.cell(rows[id], 4).value == 36 and after.cell(rows[id], 11).value == "否"
    assert [after.cell(rows["milestone"], column).value for column in (7, 12)] == ["需重算"] * 2


def test_judgements_side_by_side_follow_the_figures(tmp_path: Path) -> None:
    typed = [
        {"reach": 29.5, "milestone": 21, "growth": 90, "fewer": 352, "points": 20},
        {"reach": 31, "milestone": 22.5, "growth": 128, "fewer": 420, "points": 28.25},
    ]
    files = {}
    for path in ("linear", "geometric"):
        file, _ = ways(tmp_path / f"before-{path}", path)
        for number, figures in enumerate(typed):
            book = load_workbook(file)
            for row in range(4, 4 + len(OF_WAYS)):
                id = str(book["指标进展"].cell(row, 1).value).split("（")[0]
                if id in figures:
                    book["指标进展"].cell(row, 6).value = figures[id]
            name = f"{path}-{number}"
            book.save(tmp_path / f"{name}.xlsx")
            fresh, _ = ways(tmp_path / f"after-{name}", path, figures=figures)
            files[tmp_path / f"{name}.xlsx"] = (path, figures, fresh)
    out = recalculated(list(files), tmp_path)
    for file, (path, figures, fresh) in files.items():
        judgements_follow(out / file.name, fresh, path, figures)


def judgements_follow(again: Path, written: Path, path: str, figures: Mapping[str, float]) -> None:
    """All but the status on the other path and words, which say that they do not."""
    after = load_workbook(again, data_only=True)
    fresh = load_workbook(written, data_only=True)["进度比较"]
    other_path = 9 if path == "linear" else 8
    typed = 0
    for found, expected in zip(after["进度比较"].iter_rows(), fresh.iter_rows(), strict=True):
        id = str(expected[0].value).split("（")[0]
        if id not in OF_WAYS:
            continue
        told = [cell.value for cell in found]
        wanted = [cell.value for cell in expected]
        if id in figures:
            typed += 1
            assert told[3] == wanted[3] or told[3] == "需重算"
            assert told[other_path - 1] == "需重算"
            assert told[14:] == ["输入已改，这里的文字需重算"] * 2
            told[3] = wanted[3]
            told[other_path - 1] = wanted[other_path - 1]
            told[14:] = wanted[14:]
        assert told == pytest.approx(wanted), (again.name, id)
    assert typed == 5
    assert after["进度比较"]["A2"].value == "输入已改，这里的文字需重算"
    words = [after["指标进展"].cell(row, 13).value for row in range(4, 4 + len(OF_WAYS))]
    assert words.count("输入已改，这里的文字需重算") == 5


CONTROLS = """
[plan]
id = "p"
title = "规划"
first_year = 2016
last_year = 2020

[[indicator]]
id = "deaths"
title = "死亡"
unit = "人"
direction = "down"
adds_up = "sum"

[[indicator]]
id = "trained"
title = "培训"
unit = "人次"
direction = "up"
adds_up = "sum"

[[indicator]]
id = "rate"
title = "负担"
unit = "%"
direction = "down"
adds_up = "last"
"""


def test_control_figures_follow_their_cells(tmp_path: Path) -> None:
    """The share used, the year gone, how it stands, the words and the count of each."""
    (tmp_path / "plan.toml").write_text(CONTROLS, "utf-8")
    rows_of = "indicator,period,value\ndeaths,2018,{}\ntrained,2018,{}\nrate,2018,{}\n"
    (tmp_path / "observations.csv").write_text(rows_of.format(9, 80, 12), "utf-8")
    (tmp_path / "controls.csv").write_text(rows_of.format(12, 100, 12), "utf-8")
    held = libplan.read(tmp_path)
    [file] = libplan.write_reports(held, libplan.assess_year(held, year=2018), out=tmp_path / "out")
    written = load_workbook(file, data_only=True)["控制数进度"]
    assert written["A2"].value == "控制数3个：在进度内1个，达到全年控制数1个，未达全年控制数1个"
    reached = {
        str(cells.sqref): rule.dxf.fill.bgColor.rgb
        for cells, rules in load_workbook(file)[
            "控制数进度"
        ].conditional_formatting._cf_rules.items()
        for rule in rules
        if "达到全年控制数" in rule.formula[0] and "未" not in rule.formula[0]
    }
    assert len(set(reached.values())) == 2  # what more is better of, and the others
    assert reached["H6"] != reached["H5"] == reached["H7"]
    words = "累计{}人，全年控制数{}人，占{}，时序进度{}%"
    cases = {
        # so far, control figure, months gone: used, year gone, standing, in words
        (7, 12, 6): (0.5833, 0.5, "超进度", words.format(7, 12, "58.33%", 50)),
        (6, 12, 6): (0.5, 0.5, "在进度内", words.format(6, 12, "50%", 50)),
        (12, 12, 10): (1, 0.8333, "达到全年控制数", words.format(12, 12, "100%", 83.33)),
        (13, 12, 10): (1.0833, 0.8333, "超全年控制数", words.format(13, 12, "108.33%", 83.33)),
        (0, 0, 6): ("—", 0.5, "在进度内", words.format(0, 0, "—", 50)),
        ("—", 12, 6): ("—", 0.5, "未知", "输入已改，这里的文字需重算"),
    }
    others = {
        5: {(49, 100, 6): "落后于进度", (50, 100, 6): "在进度内", (99, 100, 12): "未达全年控制数",
            (100, 100, 3): "达到全年控制数"},
        6: {(11, 12, 3): "在进度内", (12.5, 12, 3): "超全年控制数"},
    }  # fmt: skip
    files = []
    for number, (typed, _) in enumerate(cases.items()):
        book = load_workbook(file)
        sheet = book["控制数进度"]
        for row, figures in [(5, typed)] + [
            (row + 1, list(of)[number % len(of)]) for row, of in others.items()
        ]:
            for column, value in zip((3, 4, 6), figures, strict=True):
                sheet.cell(row, column).value = value
        files.append(tmp_path / f"{number}.xlsx")
        book.save(files[-1])
    place = recalculated(files, tmp_path / "again")
    for number, (path, expected) in enumerate(zip(files, cases.values(), strict=True)):
        sheet = load_workbook(place / path.name, data_only=True)["控制数进度"]
        assert [sheet.cell(5, column).value for column in (5, 7, 8, 9)] == list(expected)
        standings = [expected[2]]
        for row, of in others.items():
            standings.append(list(of.values())[number % len(of)])
            assert sheet.cell(row + 1, 8).value == standings[-1]
        told = str(sheet["A2"].value)
        assert told.startswith("控制数3个：")
        assert all(f"{each}{standings.count(each)}个" in told for each in standings)


def test_many_units_take_several_pages_across(tmp_path: Path) -> None:
    table = """
[[fact]]
id = "a"
title = "培训"
supplied = true
[[group]]
id = "g"
title = "工作"
full = 100
  [[group.item]]
  id = "ia"
  title = "培训率"
  full = 100
  clause = "按比例计分"
  fact = "a"
  rule = { share_of = 100 }
"""
    held = read(tmp_path, scheme(table), facts={"a": " ".join(["95"] * 45)})
    files = libplan.write_reports(held, libplan.assess_year(held, year=2018), out=tmp_path / "o")
    [summary] = [file for file in files if file.name.startswith("汇总")]
    sheet = load_workbook(summary)["单位×项目1"]
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (3, "$A:$D")
    assert "A1:S1" in sheet.merged_cells  # a title that no page cuts
    ranking = load_workbook(summary)["排名"]
    assert ranking.print_title_rows == "$3:$3"
    assert not ranking.print_area  # all that is not hidden
    assert ranking.page_setup.fitToHeight == 0  # two pages, not one in small print


def test_a_matrix_that_can_be_read_on_one_page_has_one(file: Path) -> None:
    for name, paper in (("单位×项目1", "A3"), ("单位×项目2", "A4")):
        sheet = load_workbook(file)[name]
        setup = sheet.page_setup
        assert str(setup.paperSize) == getattr(Worksheet, f"PAPERSIZE_{paper}")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and setup.fitToHeight is None


def test_full_marks_beside_the_matrix_are_hidden(file: Path) -> None:
    sheet = load_workbook(file)["单位×项目1"]
    hidden = {
        column
        for name, each in sheet.column_dimensions.items()
        if each.hidden
        for column in range(each.min, each.max + 1)
    }
    full = {cell.column for cell in sheet[3] if cell.value and "应得分" in str(cell.value)}
    assert full and hidden == full


def test_a_few_rows_have_no_page_of_their_own(tmp_path: Path) -> None:
    """Two items more than fit are printed a little smaller.

    How much goes on a page follows from the widths of Calibri, which Excel has; where LibreOffice
    takes another font for it, more does.
    """

    def printed(items: int) -> tuple[int, int]:
        """The pages that the items are squeezed onto, 0: none; and those of the whole card."""
        table = '[[fact]]\nid = "a"\ntitle = "培训"\nsupplied = true\n'
        table += f'[[group]]\nid = "g"\ntitle = "工作"\nfull = {items}\n'
        for number in range(items):
            table += (
                f'[[group.item]]\nid = "i{number}"\ntitle = "第{number}项"\nfull = 1\n'
                'clause = "按比例计分"\nfact = "a"\nrule = { share_of = 100 }\n'
            )
        grades = '[[grade]]\ntitle = "合格"\nfrom = 0\n'
        text = scheme(table, full=items, grades=grades)
        held = read(tmp_path / str(items), text, facts={"a": "95"})
        results = libplan.assess_year(held, year=2018)
        files = libplan.write_reports(held, results, out=tmp_path / f"{items}-out")
        [card] = [file for file in files if not file.name.startswith("汇总")]
        squeezed = load_workbook(card)["评分明细"].page_setup.fitToHeight
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        run = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run([*run, str(card)], check=True, capture_output=True, timeout=120)
        pdf = (tmp_path / f"{card.stem}.pdf").read_bytes()
        return squeezed, len(re.findall(rb"/Type/Page/", pdf))

    (whole, fitting), (squeezed, spilling), (left, longer) = printed(26), printed(28), printed(36)
    assert (whole, squeezed, left) == (0, 2, 0)
    assert fitting == spilling <= longer
