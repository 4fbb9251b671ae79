"""The commands that answer questions about one unit: show, explain, compare, reach."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from libplan.cli import main
from small_plan import small

import libplan

PLAN = str(Path(__file__).parents[2] / "examples/qingxin")
FOLDER = libplan.read(PLAN)
UNIT = "heyun"
TOWNS = next(scheme.title for scheme in FOLDER.schemes if scheme.units == "town")
UNITS = [
    f"{unit.id} {unit.title}"
    for assessment in libplan.assess_year(FOLDER, year=2018).assessments
    for unit in assessment.units
]
LISTED, LISTED_EN = "、".join(UNITS[:12]), ", ".join(UNITS[:12])


def told(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    out, error = capfd.readouterr()
    return status, out, error


def as_json(capfd: pytest.CaptureFixture[str], *arguments: str) -> Any:
    status, out, error = told(capfd, *arguments, "--json")
    assert (status, error) == (0, "")
    return json.loads(out)


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def assessment(year: int) -> libplan.Assessment:
    results = libplan.assess_year(FOLDER, year=year)
    return next(a for a in results.assessments if UNIT in [unit.id for unit in a.units])


COMMANDS = [
    ["show", PLAN],
    ["explain", PLAN, UNIT, "--year", "2018"],
    ["compare", PLAN, UNIT, "--year", "2018"],
    ["reach", PLAN, UNIT, "--year", "2018", "--grade", "优秀"],
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_eighty_columns_are_enough(
    capfd: pytest.CaptureFixture[str], command: list[str], language: str
) -> None:
    status, out, error = told(capfd, *command, "--lang", language)
    assert (status, error) == (0, "") and len(out.splitlines()) > 10
    assert max(map(columns, out.splitlines())) <= 80


def test_a_folder_without_a_name_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert told(capfd, "show", "", "--lang", "zh") == (2, "", '找不到文件夹 ""，请核对路径\n')
    _, _, error = told(capfd, "show", "", "--lang", "en")
    assert error == 'there is no folder "": check the path\n'


def test_show_tells_the_whole_plan(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = told(capfd, *COMMANDS[0])
    assert out == libplan.plan_text(FOLDER.plan)
    shown = as_json(capfd, *COMMANDS[0])
    assert [each["id"] for each in shown["indicators"]] == [i.id for i in FOLDER.plan.indicators]
    assert [each["id"] for each in shown["tasks"]] == [t.id for t in FOLDER.plan.tasks]
    assert [each["id"] for each in shown["schemes"]] == [s.id for s in FOLDER.schemes]


def test_explain_tells_every_point(capfd: pytest.CaptureFixture[str]) -> None:
    card = assessment(2018).scorecard(UNIT)
    _, out, _ = told(capfd, *COMMANDS[1])
    assert out == libplan.scorecard_text(card) + "\n"
    assert f"{card.unit.title}" in out and f"{float(card.total):g}" in out
    (told_card,) = as_json(capfd, *COMMANDS[1])
    assert told_card["total"] == float(card.total)
    assert [line["words"] for line in told_card["items"]] == [line.words for line in card.lines]


def test_compare_is_with_the_year_before_unless_another_is_named(
    capfd: pytest.CaptureFixture[str],
) -> None:
    change = libplan.compare(assessment(2017), assessment(2018), UNIT)
    _, out, _ = told(capfd, *COMMANDS[2])
    assert out == libplan.change_text(change) + "\n"
    assert told(capfd, *COMMANDS[2], "--from", "2017") == (0, out, "")
    (told_change,) = as_json(capfd, *COMMANDS[2])
    assert (told_change["from"], told_change["to"]) == (2017, 2018)
    assert [part["cause"] for part in told_change["causes"]] == [p.cause for p in change.parts]
    assert as_json(capfd, *COMMANDS[2], "--from", "2016")[0]["from"] == 2016


def test_reach_a_grade_or_a_rank(capfd: pytest.CaptureFixture[str]) -> None:
    answer = libplan.reach(assessment(2018), UNIT, grade="优秀")
    _, out, _ = told(capfd, *COMMANDS[3])
    assert out == libplan.reach_text(answer) + "\n"
    (told_answer,) = as_json(capfd, *COMMANDS[3])
    assert told_answer["grade"] == "优秀" and told_answer["reached"] == answer.reached
    assert (told_answer["state"], told_answer["open"]) == ("value", False)
    assert told_answer["notes"] == list(answer.notes)
    for told_item, item in zip(told_answer["open_points"], answer.items, strict=True):
        points = (item.full, item.points, item.lost, item.open)
        assert [told_item[name] for name in ("full", "points", "lost", "open")] == [
            *map(float, points)
        ]
    assert any(item.lost > 0 for item in answer.items)
    (by_rank,) = as_json(capfd, *COMMANDS[3][:-2], "--rank", "1")
    assert by_rank["rank"] == 1


@pytest.mark.parametrize(
    ("command", "zh", "en"),
    [
        (
            ["explain", PLAN, "heyum", "--year", "2018"],
            "没有编号为“heyum”的单位，您是否想写“heyun”？\n",
            'there is no body "heyum": did you mean "heyun"?\n',
        ),
        (
            ["explain", PLAN, UNIT, "--year", "2018", "--scheme", "villages"],
            "没有编号为“villages”的评分办法，现有：departments、towns\n",
            'there is no scheme "villages"; there are departments, towns\n',
        ),
        (
            ["compare", PLAN, UNIT, "--year", "2016"],
            "2016年是规划的第一年，没有上一年可比，请写更晚的 --year\n",
            "2016 is the first year of the plan, with none before it to compare with: "
            "give a later --year\n",
        ),
        (
            ["compare", PLAN, UNIT, "--year", "2017", "--from", "2018"],
            "--from 应早于 --year，写的是 2018 和 2017\n",
            "--from should be before --year, not 2018 and 2017\n",
        ),
        (
            ["compare", PLAN, UNIT, "--year", "2018", "--from", "2015"],
            "2015年不在规划期2016—2020年内\n",
            "2015 is outside the plan, 2016 to 2020\n",
        ),
        (
            ["explain", PLAN, "禾去镇", "--year", "2018"],
            "没有编号为“禾去镇”的单位，您是否想写“禾云镇”？\n",
            'there is no body "禾去镇": did you mean "禾云镇"?\n',
        ),
        (
            ["explain", PLAN, "qingxin", "--year", "2018"],
            f"“qingxin”不由任何评分办法考核，考核的单位有：{LISTED}……共20个\n",
            f'no scheme assesses "qingxin"; those assessed: {LISTED_EN} … 20 in all\n',
        ),
        (
            ["explain", PLAN, "街道办", "--year", "2018"],
            f"没有编号或名称为“街道办”的单位，考核的单位有：{LISTED}……共20个\n",
            'there is no unit with the id or title "街道办"; '
            f"those assessed: {LISTED_EN} … 20 in all\n",
        ),
        (
            ["explain", PLAN, UNIT, "--year", "2018", "--scheme", "departments"],
            "“heyun”不由评分办法“departments”考核，考核它的是：towns\n",
            'the scheme "departments" does not assess "heyun"; these do: towns\n',
        ),
        (
            ["reach", PLAN, UNIT, "--year", "2018", "--rank", "9"],
            f"按评分办法“{TOWNS}”一起排名的只有8个单位，没有第9名\n",
            f'by the scheme "{TOWNS}" only 8 units are ranked together, '
            "so that there is no rank 9\n",
        ),
        (
            ["reach", PLAN, UNIT, "--year", "2018"],
            "--grade 和 --rank 要写一个，也只能写一个\n",
            "give either --grade or --rank\n",
        ),
        (
            ["reach", PLAN, UNIT, "--year", "2018", "--grade", "优"],
            f"评分办法“{TOWNS}”没有等级“优”，只有：优秀、良好、合格、不合格\n",
            f'the scheme "{TOWNS}" has no grade "优", only: 优秀, 良好, 合格, 不合格\n',
        ),
    ],
)
def test_slips_are_told(
    capfd: pytest.CaptureFixture[str], command: list[str], zh: str, en: str
) -> None:
    assert told(capfd, *command) == (2, "", zh)
    assert told(capfd, *command, "--lang", "en") == (2, "", en)


def test_a_unit_is_named_by_id_or_title(capfd: pytest.CaptureFixture[str]) -> None:
    by_id = told(capfd, *COMMANDS[1])
    assert told(capfd, "explain", PLAN, "禾云镇", "--year", "2018") == by_id


def test_a_title_of_several_units_is_asked_about(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    libplan.write_folder(small(["东镇", "东镇"]), tmp_path / "plan")
    asked = ["explain", str(tmp_path / "plan"), "东镇", "--year", "2018"]
    assert told(capfd, *asked) == (2, "", "有几个单位叫“东镇”，请写编号：u1、u2\n")
    asked += ["--lang", "en"]
    assert told(capfd, *asked)[2] == 'several units are called "东镇", give the id: u1, u2\n'


def test_a_plan_without_schemes_assesses_nobody(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plan"
    libplan.write_plan(libplan.Plan("p", "规划", 2021, 2025), folder)
    asked = ["explain", str(folder), "east", "--year", "2022"]
    assert told(capfd, *asked) == (
        2,
        "",
        f"{folder} 里没有评分办法（schemes/*.toml），没有单位可以考核\n",
    )
