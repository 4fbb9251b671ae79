# ruff: noqa: E501  (errors are quoted whole)
"""Results of one folder beside the plan of another: refused by name, never drawn."""

from collections.abc import Callable
from pathlib import Path

import pytest

import libplan

ROOT = Path(__file__).parents[2]
QINGXIN = libplan.read(ROOT / "examples/qingxin")
ECOLOGY = libplan.read(ROOT / "examples/ecology")
OURS = libplan.assess_year(QINGXIN, year=2018)
OTHERS = libplan.assess_year(ECOLOGY, year=2018)


def first_told(work: Callable[[], object]) -> str:
    with pytest.raises(libplan.InputError) as refused:
        work()
    assert {problem.code for problem in refused.value.problems} == {"other-results"}
    return str(refused.value).split("\n")[0]


def told(kind: str, id_: str) -> str:
    return f"错误[other-results] 这些结果不是由这个规划得出的：其中的{kind}“{id_}”规划里没有，请用这个规划再考核一次"


def test_results_of_another_folder_are_not_written(tmp_path: Path) -> None:
    first = OTHERS.progress.readings[0].indicator
    for work in (
        lambda: libplan.write_reports(QINGXIN, OTHERS, out=tmp_path / "o"),
        lambda: libplan.write_scorecards(QINGXIN, OTHERS, out=tmp_path / "o"),
        lambda: libplan.results_text(QINGXIN, OTHERS),
    ):
        assert first_told(work) == told("指标", first)
    first_told(lambda: libplan.write_reports(ECOLOGY, OURS, out=tmp_path / "o"))
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("part", ["progress", "assessments", "tasks", "side_by_side"])
def test_each_part_of_results_belongs_to_the_folder(tmp_path: Path, part: str) -> None:
    mixed = OURS.replace(**{part: getattr(OTHERS, part)})
    first_told(lambda: libplan.write_reports(QINGXIN, mixed, out=tmp_path / "o"))


def test_what_was_taken_out_of_the_plan_is_named(tmp_path: Path) -> None:
    plan = QINGXIN.plan
    last = plan.tasks[-1].id
    fewer = plan.replace(
        tasks=plan.tasks[:-1],
        responsibilities=[each for each in plan.responsibilities if each.task != last],
    )
    changed = QINGXIN.replace(plan=fewer, records=libplan.Records())
    assert first_told(lambda: libplan.write_reports(changed, OURS, out=tmp_path)) == told(
        "任务", last
    )
    board = OURS.tasks.replace(orphan_tasks=["zzz"])
    assert first_told(lambda: libplan.tasks_text(plan, board)) == told("任务", "zzz")
    assert first_told(lambda: libplan.tasks_text(ECOLOGY.plan, OURS.tasks)) == told(
        "任务", OURS.tasks.tasks[0].task
    )
    schemes = QINGXIN.replace(schemes=[QINGXIN.scheme("towns")])
    assert first_told(lambda: libplan.results_text(schemes, OURS)) == told(
        "评分办法", "departments"
    )


def test_a_plan_that_differs_elsewhere_will_do() -> None:
    renamed = QINGXIN.replace(plan=QINGXIN.plan.replace(title="新名称"))
    assert libplan.results_text(renamed, OURS) == libplan.results_text(QINGXIN, OURS)
