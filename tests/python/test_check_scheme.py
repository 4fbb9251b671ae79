"""What a scheme is asked about, from Python and from the command line."""

from pathlib import Path

import pytest
from libplan.cli import main

import libplan

ROOT = Path(__file__).parents[2]
PARKS = ROOT / "tests/data/parks_sound"


def codes(folder: libplan.PlanFolder) -> list[str]:
    return [
        finding.code
        for scheme in folder.schemes
        for finding in libplan.check_scheme(scheme, folder.plan)
    ]


def write_changed(to: Path, old: str, new: str) -> Path:
    for file in PARKS.rglob("*"):
        if file.is_file():
            copy = to / file.relative_to(PARKS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    towns = to / "schemes/towns.toml"
    words = towns.read_text("utf-8")
    assert old in words
    towns.write_text(words.replace(old, new), "utf-8")
    return to


@pytest.mark.parametrize("folder", ["examples/qingxin", "examples/ecology", "tests/data/parks"])
def test_the_examples_raise_no_question(folder: str) -> None:
    assert codes(libplan.read(ROOT / folder)) == []


def test_a_new_folder_raises_no_question(tmp_path: Path) -> None:
    libplan.init(tmp_path / "plan", title="规划", first_year=2021, last_year=2025)
    assert codes(libplan.read(tmp_path / "plan")) == []


def test_the_command_tells_a_clause_that_contradicts_its_rule(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = write_changed(tmp_path, "over = -5", "over = -4")
    assert main(["check", str(folder)]) == 1
    told = capfd.readouterr().out
    assert "事故起数：条文与规则的分值不符" in told
    assert "条文说“每超1起扣5分”，规则写的是 over = -4" in told
    assert "schemes/towns.toml:55:3" in told


def test_the_findings_of_a_year_hold_those_of_its_schemes(tmp_path: Path) -> None:
    folder = libplan.read(write_changed(tmp_path, "under = 1, ceiling = 22", "under = 1"))
    findings = libplan.assess_year(folder, year=2021).findings
    assert [finding.code for finding in findings] == ["clause-limit", "never-bites"]
    (limit, never) = findings
    assert limit.follows.en == 'the clause says "at most 2 points added", the rule ceiling = 20'
    assert never.follows.zh == "under = 1 不起作用：起点 20 分已到上限 20 分"
    assert never.figures[0].place.file == "schemes/towns.toml"


def test_steps_of_one_per_cent_say_what_less_than_a_step_costs(tmp_path: Path) -> None:
    rule = "rule = { per = 1, reference = 90, under = -1"
    old = (
        "rule = { bands = [ { from = 0, points = 0 }, { from = 85, points = 4 }, "
        "{ from = 90, points = 7 }, { from = 95, points = 10 } ] }"
    )
    folder = write_changed(tmp_path / "a", old, rule + " }")
    towns = folder / "schemes/towns.toml"
    clause = "95%得10分，90%得7分，85%得4分，低于85%不得分"
    towns.write_text(towns.read_text("utf-8").replace(clause, "以90%为准，每低1%扣1分"), "utf-8")
    assert codes(libplan.read(folder)) == ["steps"]
    stated = towns.read_text("utf-8").replace(rule, rule + ", whole_steps = false")
    towns.write_text(stated, "utf-8")
    assert codes(libplan.read(folder)) == []
