# ruff: noqa: E501  (errors are quoted whole)
"""Several forms of one unit, forms read on their own, and what is merged whole or not at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from forms import FILE, FORM, LISTS, REMARK, STATE, VALUE, fill, row_of, saved_by_libreoffice
from libplan.cli import main
from openpyxl import load_workbook

import libplan

pytestmark = pytest.mark.usefixtures("unfolded")

ROOT = Path(__file__).parents[2]
EVERY_RULE = ROOT / "tests/data/every_rule"
QINGXIN = ROOT / "examples/qingxin"
TEAM, SELF = "mark|field|team|2018", "mark|field|self|2018"
COUNT = "figure|accidents_actual|2018"
DEATHS = "observation|deaths|2018"


@pytest.fixture(scope="module")
def folder() -> libplan.PlanFolder:
    return libplan.read(EVERY_RULE)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EVERY_RULE, tmp_path / "plan"))


def form_of(
    folder: libplan.PlanFolder, out: Path, unit: str = "u1", *scorers: libplan.typing.Scorer
) -> Path:
    return libplan.write_templates(folder, year=2018, out=out, units=[unit], scorers=scorers)[0]


def faults(*files: Path, folder: libplan.PlanFolder | None = None) -> list[str]:
    with pytest.raises(libplan.InputError) as told:
        libplan.read_workbooks(files, folder)
    return [
        f"{str(problem.place).rpartition('/')[2]} [{problem.code}] {problem.message.zh}"
        for problem in told.value.problems
    ]


# ---- several forms of one unit ----


def test_forms_of_one_unit_for_several_scorers_merge(plan: Path, tmp_path: Path) -> None:
    folder = libplan.read(plan)
    out = tmp_path / "forms"
    own, team = form_of(folder, out, "u1", "self"), form_of(folder, out, "u1", "team")
    assert (own.name, team.name) == ("填报-u1-东镇-2018-自评.xlsx", "填报-u1-东镇-2018-考核组.xlsx")
    fill(own, own, {SELF: {VALUE: 4}, COUNT: {VALUE: 7}})
    fill(team, team, {TEAM: {VALUE: 2}})
    merged = libplan.collect(plan, out, year=2018, replace=True)
    assert merged.replaced == 3
    assert [(form.body, form.scorers) for form in merged.collected.forms] == [
        ("u1", ("team",)),
        ("u1", ("self",)),
    ]
    after = libplan.read(plan).records
    assert {
        (mark.scorer, mark.value)
        for mark in after.marks
        if (mark.item, mark.body) == ("field", "u1")
    } == {("self", 4), ("team", 2)}
    assert [
        figure.value
        for figure in after.figures
        if (figure.fact, figure.body) == ("accidents_actual", "u1")
    ] == [7]


def test_a_form_of_a_team_asks_neither_for_figures_nor_for_tasks(tmp_path: Path) -> None:
    form = form_of(libplan.read(QINGXIN), tmp_path, "police", "team")
    book = load_workbook(form)
    assert book.sheetnames == [FORM, "填表说明", LISTS]
    keys = [book[FORM].cell(row, 13).value for row in range(5, book[FORM].max_row + 1)]
    assert all(str(key).startswith(("group|", "mark|")) for key in keys)


def test_the_same_scorer_twice_is_told(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    own = form_of(folder, tmp_path, "u1", "self")
    every = form_of(folder, tmp_path / "all", "u1")
    [told] = faults(own, every)
    assert told == (
        f"填报-u1-东镇-2018.xlsx [unit-twice] “东镇”交了两份填报表，另一份是 {own}，都要填“现场检查”（自评）：请只留一份"
    )
    copy = Path(shutil.copy(own, tmp_path / "副本.xlsx"))
    assert "副本.xlsx [unit-twice]" in faults(own, copy)[0]


def test_what_two_forms_of_a_unit_say_of_a_task_must_agree(tmp_path: Path) -> None:
    folder = libplan.read(QINGXIN)
    one, two = (
        libplan.write_templates(
            folder, year=2018, out=tmp_path, units=["police"], scheme=scheme, scorers=["self"]
        )[0]
        for scheme in ("departments", "towns")
    )
    task = next(
        str(row[12].value)
        for row in load_workbook(one)["任务进展"].iter_rows(min_row=5)
        if row[12].value
    )
    done = {6: "2018-12-20", VALUE: "已完成", STATE: 100}
    fill(one, one, {task: done})
    fill(two, two, {task: done})
    collected = libplan.read_workbooks([one, two], folder)
    assert len(collected.reports) == 1
    assert not any(
        "还没有填" in each.message.zh and task.split("|")[1] in each.message.zh
        for each in collected.missing
    )
    fill(two, two, {task: {VALUE: "进行中", STATE: 60}})
    [told] = faults(one, two)
    assert "[forms-differ]" in told and "在两份填报表里不一样：这里是进行中，60%，" in told
    assert f"{one.name}!任务进展!G" in told and "是已完成，100%：" in told


# ---- figures of indicators ----


def test_figures_of_indicators_are_asked_for_and_merged(plan: Path, tmp_path: Path) -> None:
    folder = libplan.read(plan)
    form = form_of(folder, tmp_path)
    sheet = load_workbook(form)[FORM]
    row = row_of(sheet, DEATHS)
    assert [sheet.cell(row, column).value for column in (2, 4, 5, 6, 7)] == [
        "生产安全事故死亡人数",
        "人",
        "2018年",
        "不小于0的整数（人）",
        6,
    ]
    filled = fill(form, tmp_path / "a.xlsx", {DEATHS: {VALUE: 5, REMARK: "年报"}})
    with pytest.raises(libplan.InputError, match="“生产安全事故死亡人数”已有6，填报表写的是5"):
        libplan.collect(plan, filled, year=2018)
    merged = libplan.collect(plan, filled, year=2018, replace=True)
    [replaced] = merged.replacements
    assert (replaced.what.zh, replaced.before.zh, replaced.now.zh) == (
        "“生产安全事故死亡人数”（东镇，2018）",
        "6",
        "5",
    )
    figures = libplan.read(plan).observations
    [own] = [
        each
        for each in figures
        if (each.indicator, each.body, str(each.period)) == ("deaths", "u1", "2018")
    ]
    assert (own.value, own.source) == (5, "年报")
    told = faults(fill(form, tmp_path / "b.xlsx", {DEATHS: {VALUE: 5.5}}))
    assert told == [
        f"b.xlsx!{FORM}!G{row} [bad-count] “生产安全事故死亡人数”应填不小于0的整数，写的是“5.5”"
    ]


def test_the_figure_that_counts_is_the_one_replaced(plan: Path, tmp_path: Path) -> None:
    """Of two figures of one indicator the later revision counts."""
    table = plan / "observations.csv"
    lines = [
        line + ("," if at else ",as_of")
        for at, line in enumerate(table.read_text("utf-8").splitlines())
    ]
    lines.append("deaths,u1,2018,7,示例,2019-03-01")
    table.write_text("\n".join(lines) + "\n", "utf-8")
    form = form_of(libplan.read(plan), tmp_path)
    assert (
        load_workbook(form)[FORM].cell(row_of(load_workbook(form)[FORM], DEATHS), VALUE).value == 7
    )
    libplan.collect(plan, fill(form, form, {DEATHS: {VALUE: 8}}), year=2018, replace=True)
    assert "deaths,u1,2018,8,,2019-03-01" in table.read_text("utf-8")
    assert "deaths,u1,2018,6,示例," in table.read_text("utf-8")


SOURCED = "deaths,u1,2018,6,2021年统计公报,12,"


@pytest.fixture
def sourced(plan: Path) -> Path:
    """A folder whose figure of deaths comes from a line of a bulletin."""
    table = plan / "observations.csv"
    head, *rows = table.read_text("utf-8").splitlines()
    assert head == "indicator,body,period,value,illustrative"
    parts = [row.rsplit(",", 1) for row in rows if not row.startswith("deaths,u1,2018")]
    rows = [f"{figure},,,{made_up}" for figure, made_up in parts]
    lines = ["indicator,body,period,value,source,line,illustrative", *rows, SOURCED]
    table.write_text("\n".join(lines) + "\n", "utf-8")
    return plan


CLEARED = "“生产安全事故死亡人数”（东镇，2018）：6 → 5（原来源“2021年统计公报”、行号“12”不再适用，已清空）"


def test_a_new_figure_does_not_take_over_the_source_of_the_old_one(
    sourced: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    form = form_of(libplan.read(sourced), tmp_path)
    filled = fill(form, tmp_path / "a.xlsx", {DEATHS: {VALUE: 5}})
    [saved] = saved_by_libreoffice([filled], tmp_path)
    assert [
        (each.value, each.source)
        for each in libplan.read_workbooks(saved).observations
        if (each.indicator, str(each.period)) == ("deaths", "2018")
    ] == [(5, "")]
    command = ["collect", str(sourced), str(filled), "--year", "2018", "--replace"]
    assert main(command) == 0
    row = row_of(load_workbook(form)[FORM], DEATHS)
    assert f"  {CLEARED}（{filled}!填报!G{row}）\n" in capfd.readouterr().out
    lines = (sourced / "observations.csv").read_text("utf-8").splitlines()
    assert lines[-1] == "deaths,u1,2018,5,,,"
    libplan.read(sourced)
    assert main(command) == 0
    assert "没有要并入的，文件没有改动" in capfd.readouterr().out


def test_what_was_cleared_is_told_to_programs(
    sourced: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    form = form_of(libplan.read(sourced), tmp_path)
    fill(form, form, {DEATHS: {VALUE: 5}})
    command = ["collect", str(sourced), str(form), "--year", "2018", "--replace", "--lang", "en"]
    assert main([*command, "--json"]) == 0
    [replaced] = json.loads(capfd.readouterr().out)["replacements"]
    assert replaced["cleared"] == ['source "2021年统计公报"', 'line "12"']


def test_evidence_of_a_new_figure_stands_without_the_old_source(
    sourced: Path, tmp_path: Path
) -> None:
    form = form_of(libplan.read(sourced), tmp_path)
    filled = fill(form, tmp_path / "a.xlsx", {DEATHS: {VALUE: 5, FILE: "更正函.pdf"}})
    merged = libplan.collect(sourced, filled, year=2018, replace=True)
    assert [words.zh for words in merged.replacements[0].cleared] == ["行号“12”"]
    lines = (sourced / "observations.csv").read_text("utf-8").splitlines()
    assert lines[-1] == "deaths,u1,2018,5,附件：更正函.pdf,,"


def test_a_figure_that_stays_keeps_its_source(sourced: Path, tmp_path: Path) -> None:
    form = form_of(libplan.read(sourced), tmp_path)
    assert libplan.collect(sourced, form, year=2018).replaced == 0
    assert SOURCED in (sourced / "observations.csv").read_text("utf-8").splitlines()
    more = fill(form, tmp_path / "a.xlsx", {DEATHS: {FILE: "公报.pdf"}})
    assert libplan.collect(sourced, more, year=2018).filled == 1
    lines = (sourced / "observations.csv").read_text("utf-8").splitlines()
    assert lines[-1] == "deaths,u1,2018,6,2021年统计公报；附件：公报.pdf,12,"


@pytest.mark.parametrize(
    ("before", "replace", "now"),
    [
        ("6,示例,示例数据", True, "5,,年报"),  # neither made up nor from where the other was
        (",示例,", False, "5,,年报"),  # an empty row that is filled in
        ("5,示例,年报", False, "5,示例,年报"),  # nothing came in
    ],
)
def test_a_value_that_comes_in_is_no_longer_made_up(
    plan: Path, tmp_path: Path, before: str, replace: bool, now: str
) -> None:
    table = plan / "observations.csv"
    head, *rows = table.read_text("utf-8").splitlines()
    rows = [f"{row}," for row in rows if not row.startswith("deaths,u1,2018")]
    lines = [head + ",source", *rows, f"deaths,u1,2018,{before}"]
    table.write_text("\n".join(lines) + "\n", "utf-8")
    form = form_of(libplan.read(plan), tmp_path)
    filled = fill(form, form, {DEATHS: {VALUE: 5, REMARK: "年报"}})
    libplan.collect(plan, filled, year=2018, replace=replace)
    assert f"deaths,u1,2018,{now}" in table.read_text("utf-8").splitlines()


# ---- forms by themselves ----


def test_a_form_can_be_read_without_the_plan(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    libplan.write_template(folder, "every", "u1", year=2018, out=tmp_path)
    form = next(tmp_path.iterdir())
    assert form.name == "填报-u1-东镇-2018-every.xlsx"
    fill(form, form, {TEAM: {VALUE: 2.5}})
    [saved] = saved_by_libreoffice([form], tmp_path)
    alone = libplan.read_workbooks(tmp_path)
    known = libplan.read_workbooks(form, folder, year=2018)
    other = libplan.read_workbooks(saved)
    assert alone.marks == known.marks == other.marks
    assert alone.figures == known.figures == other.figures
    assert alone.missing == known.missing
    [one] = alone.forms
    assert (one.plan, one.body, one.title, one.year, one.scheme) == (
        "every-rule",
        "u1",
        "东镇",
        2018,
        "every",
    )
    [told] = faults(fill(form, tmp_path / "b.xlsx", {TEAM: {VALUE: 6}}))
    assert "[mark-range] 项目“现场检查”应评0到5分，写的是6分" in told


def test_one_form_of_a_unit_and_a_scheme(folder: libplan.PlanFolder, tmp_path: Path) -> None:
    with pytest.raises(libplan.InputError, match="没有编号为“towns”的评分办法，现有：every、"):
        libplan.write_template(folder, "towns", "u1", year=2018, out=tmp_path)
    with pytest.raises(libplan.InputError, match="评分办法“every”不考核“示例区”"):
        libplan.write_template(folder, "every", "district", year=2018, out=tmp_path)
    assert list(tmp_path.iterdir()) == []


# ---- written by the thousand ----


def test_threads_write_the_same_forms_and_progress_can_stop_them(
    folder: libplan.PlanFolder, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    one = libplan.write_templates(folder, year=2018, out=tmp_path / "1", threads=1)
    many = libplan.write_templates(
        folder, year=2018, out=tmp_path / "4", threads=4, progress=lambda *told: seen.append(told)
    )
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in many]
    assert sorted(set(seen))[-1] == (6, 6)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        libplan.write_templates(folder, year=2018, out=tmp_path / "no", progress=stop)


# ---- units of one name ----


def test_units_of_one_name_are_told_apart(plan: Path, tmp_path: Path) -> None:
    overlay = plan / "overlay.toml"
    overlay.write_text(overlay.read_text("utf-8").replace('"西镇"', '"东镇"'), "utf-8")
    folder = libplan.read(plan)
    form = form_of(folder, tmp_path)
    assert load_workbook(form)[FORM]["A1"].value == "东镇（u1）2018年度考核填报表"
    results = libplan.assess_year(folder, year=2018)
    words = libplan.results_text(folder, results, width=200)
    assert "东镇（u1）" in words and "东镇（u2）" in words
    files = libplan.write_reports(folder, results, out=tmp_path / "out")
    summary = next(file for file in files if file.name.startswith("汇总"))
    shown = {
        str(cell.value)
        for sheet in load_workbook(summary).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {"东镇（u1）", "东镇（u2）"} <= shown and "东镇" not in shown


# ---- all tables or none ----

KILLED = """
import os, sys
from pathlib import Path
import libplan
from libplan import forms, together
renames = 0
replace = Path.replace
def dying(self, target):
    global renames
    renames += 1
    if renames == int(sys.argv[3]):
        os._exit(9)
    return replace(self, target)
Path.replace = dying
libplan.collect(sys.argv[1], sys.argv[2], year=2018, replace=True)
"""
FILLED = {SELF: {VALUE: 4}, COUNT: {VALUE: 7}, DEATHS: {VALUE: 5}}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_merge_that_is_cut_short_is_told_and_completed(
    plan: Path, tmp_path: Path, at: int, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = Path(shutil.copytree(plan, tmp_path / "whole"))
    form = form_of(libplan.read(plan), tmp_path / "forms")
    fill(form, form, FILLED)
    libplan.collect(whole, form, year=2018, replace=True)
    command = [sys.executable, "-c", KILLED, str(plan), str(form), str(at)]
    assert subprocess.run(command).returncode == 9
    with pytest.raises(libplan.InputError) as told:
        libplan.read(plan)
    assert told.value.problems[0].text("zh") == (
        ".libplan-collect: 错误[merge-unfinished] 上次 libplan collect 没有做完，几张表可能只并入了一部分："
        "再运行一次 libplan collect，会先把它做完"
    )
    assert main(["collect", str(plan), str(form), "--year", "2018"]) == 0
    assert "上次没有做完的并入已先做完：" in capfd.readouterr().out
    assert contents(plan) == contents(whole)


def test_a_table_that_cannot_be_replaced_takes_back_the_others(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan / "facts.csv").unlink()
    form = form_of(libplan.read(plan), tmp_path)
    fill(form, form, FILLED)
    before = contents(plan)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "observations.csv" and self.parent.name == ".libplan-collect":
            raise PermissionError(13, "no")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(PermissionError) as told:
        libplan.collect(plan, form, year=2018, replace=True)
    assert str(told.value).endswith(f"无法写入 {plan}/observations.csv，规划文件夹保持原样")
    assert contents(plan) == before
    libplan.read(plan)


def test_two_merges_at_once_are_told(plan: Path, tmp_path: Path) -> None:
    from libplan import together

    form = form_of(libplan.read(plan), tmp_path)
    with (
        together.alone(plan),
        pytest.raises(BlockingIOError, match="另一个 libplan collect 正在改动"),
    ):
        libplan.collect(plan, form, year=2018)


# ---- remarks ----


def test_a_remark_that_says_something_else_is_not_lost_unsaid(plan: Path, tmp_path: Path) -> None:
    first = fill(
        form_of(libplan.read(plan), tmp_path / "1"), tmp_path / "a.xlsx", {TEAM: {REMARK: "初评"}}
    )
    assert libplan.collect(plan, first, year=2018).filled == 1
    form = form_of(libplan.read(plan), tmp_path / "2")
    longer = fill(form, tmp_path / "b.xlsx", {TEAM: {REMARK: "初评，已复核"}})
    assert libplan.collect(plan, longer, year=2018).filled == 1
    other = fill(form, tmp_path / "c.xlsx", {TEAM: {REMARK: "重评"}})
    with pytest.raises(
        libplan.InputError, match="“现场检查”已有“初评，已复核”，填报表写的是“重评”"
    ):
        libplan.collect(plan, other, year=2018)
    merged = libplan.collect(plan, other, year=2018, replace=True)
    assert [(each.before.zh, each.now.zh) for each in merged.replacements] == [
        ("“初评，已复核”", "“重评”")
    ]
