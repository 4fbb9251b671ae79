"""The worked plan against its text: nothing printed is left out, nothing quoted is invented."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import libplan

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples/qingxin"
FOLDER = libplan.read(PLAN)
TEXT = (PLAN / "plan.txt").read_text(encoding="utf-8").splitlines()


def line(number: int) -> str:
    return TEXT[number - 1]


def test_every_figure_of_2011_to_2015_in_the_text_is_written_down() -> None:
    number = r"(\d+(?:\.\d+)?)(?:起|人|万元|元|%)"
    printed = Counter(float(found) for found in re.findall(number, line(137)))
    printed[3] -= 1  # "死亡3人以上" defines a class
    printed -= Counter([81.7, 18.2])  # shares stand in identities.toml
    written = Counter(
        figure.value
        for figure in (FOLDER.figures[row] for row in range(len(FOLDER.figures)))
        if figure.text_line == 137 and figure.value != 0
    )
    assert written == printed
    shares = [i.form.percent for i in FOLDER.plan.identities if isinstance(i.form, libplan.Share)]
    assert shares == [81.7, 18.2]


def test_every_figure_of_the_table_is_written_down() -> None:
    table = {n: line(n).strip() for n in range(148, 207)}
    printed = {n: float(cell) for n, cell in table.items() if re.fullmatch(r"[\d.]+", cell)}
    written = {
        figure.text_line: figure.value
        for figure in (FOLDER.figures[row] for row in range(len(FOLDER.figures)))
        if figure.source == "表"
    }
    assert written == printed


def test_each_section_of_chapters_3_to_13_has_a_task_or_a_target() -> None:
    heads = [
        n
        for n in range(311, len(TEXT) + 1)
        if re.match(r"第[一二三四五六七八九十]+[章节]\s", line(n))
    ]
    clauses = [task.clause.line for task in FOLDER.plan.tasks]
    clauses += [t.clause.line for i in FOLDER.plan.indicators for t in i.targets]
    clauses += [i.clause.line for i in FOLDER.plan.indicators if i.targets]
    empty = []
    for head, following in zip(heads, [*heads[1:], len(TEXT) + 1], strict=True):
        only_an_introduction = "章" in line(head)[:4] and any(
            "节" in line(n)[:5] for n in heads if head < n <= following
        )
        if not only_an_introduction and not any(head <= at < following for at in clauses):
            empty.append(line(head))
    assert len(heads) > 45
    assert empty == []


def test_each_quoted_clause_occurs_in_the_text() -> None:
    plan = FOLDER.plan
    quotes = [record.clause for record in (*plan.tasks, *plan.indicators, *plan.identities)]
    quotes += [t.clause for i in plan.indicators for t in (*i.targets, *i.baselines)]
    quoted = [clause for clause in quotes if clause.line]
    assert len(quoted) > 350
    assert [clause.text for clause in quoted if clause.text not in line(clause.line)] == []


def test_all_37_targets_and_the_tasks_have_bodies() -> None:
    plan = FOLDER.plan
    assert sum(bool(indicator.targets) for indicator in plan.indicators) == 37
    led = {r.task for r in plan.responsibilities if r.lead}
    assert {task.id for task in plan.tasks} == led


def edited(source: Path, copy: Path, file: str, before: str, after: str) -> Path:
    shutil.copytree(source, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(before) == 1
    (copy / file).write_text(text.replace(before, after), encoding="utf-8")
    return copy


def test_a_share_is_held_to_the_decimals_it_is_written_with(tmp_path: Path) -> None:
    sound = ROOT / "tests/data/parks_sound"  # 22 of 126 is 17.46 %
    folder = libplan.read(sound)
    assert libplan.check(folder.plan, folder.figures) == ()
    edit = edited(sound, tmp_path / "p", "identities.toml", "percent = 17.5", "percent = 17.50")
    folder = libplan.read(edit)
    (finding,) = libplan.check(folder.plan, folder.figures)
    assert (finding.code, finding.printed.zh) == ("share", "综合公园数量占公园数量的17.50%")


def test_a_mark_between_two_steps_is_told(tmp_path: Path) -> None:
    ecology = ROOT / "examples/ecology"
    edit = edited(ecology, tmp_path / "p", "marks.csv", "team,16.5,", "team,16.3,")
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(edit)
    assert str(refused.value) == (
        "marks.csv:3:19: 错误[mark-step] 项目“责任落实”每档0.5分，写的是16.3分，不在档上\n"
        "    duty,yi,2018,team,16.3,,示例\n"
        "                      ^"
    )
