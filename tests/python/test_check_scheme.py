# ruff: noqa: E501  (findings are quoted whole)
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
    assert {finding.scheme for finding in findings} == {"towns"}
    assert findings == libplan.check_scheme(
        folder.scheme("towns"), folder.plan, folder.records.events
    )


@pytest.mark.usefixtures("unfolded")
def test_an_assessment_counts_the_clauses_of_schemes_apart(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = write_changed(tmp_path / "plan", "under = 1, ceiling = 22", "under = 1")
    asked = ["assess", str(folder), "--year", "2021", "--out", str(tmp_path / "out")]
    assert main(asked) == 0
    of_scheme = "注意：评分办法有1处条文与规则不一，考核照常进行。详见 libplan check。"
    assert capfd.readouterr().err.splitlines() == [of_scheme]
    with (folder / "identities.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[subset]]\npart = "parks"\nwhole = "parks_accessible"\n')
    assert main(asked) == 0
    assert capfd.readouterr().err.splitlines() == [
        "注意：规划中的数字有1处矛盾，考核照常进行。详见 libplan check。",
        of_scheme,
    ]
    assert main([*asked, "--lang", "en"]) == 0
    assert capfd.readouterr().err.splitlines() == [
        "Note: 1 contradiction in the plan's figures; going on. See libplan check.",
        "Note: 1 clause of the schemes at odds with the rules; going on. See libplan check.",
    ]


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
    stated = towns.read_text("utf-8").replace(rule, rule + ', steps = "proportional"')
    towns.write_text(stated, "utf-8")
    assert codes(libplan.read(folder)) == []


def told(folder: libplan.PlanFolder, language: str) -> str:
    """Every question: code, what, where it stands, what follows and the cure."""
    return "\n\n".join(
        "\n".join([
            f"{finding.code} {finding.severity} {getattr(finding.title, language)}",
            f"{finding.figures[0].place.file}:{finding.figures[0].place.line}",
            getattr(finding.printed, language),
            getattr(finding.follows, language),
            getattr(finding.cure, language),
        ])
        for scheme in folder.schemes
        for finding in libplan.check_scheme(scheme, folder.plan)
    )  # fmt: skip


QUOTA = '[[quota]]\ngrade = "优秀"\n{}\n\n[[veto]]'


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        (
            "rule = { all_or_nothing = true, at_least = 80 }",
            "rule = { all_or_nothing = true, at_most = 80 }",
            (
                "clause-points error 投资完成率：条文与规则的得分不符\n"
                "schemes/towns.toml:92\n"
                "不低于80%得满分，否则不得分\n"
                "条文说“不低于80%得满分”，规则在略高于 80 处给 0 分\n"
                "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实\n"
                "\n"
                "rewards-worse warning 投资完成率：变差反而得分高\n"
                "schemes/towns.toml:92\n"
                "不低于80%得满分，否则不得分\n"
                "“投资完成率”以高为好，规则却让它越低得分越多\n"
                "请核对加扣的方向，以及指标的 direction"
            ),
            (
                "clause-points error 投资完成率: the rule does not give what the clause says\n"
                "schemes/towns.toml:92\n"
                "不低于80%得满分，否则不得分\n"
                'the clause says "不低于80%得满分", just above 80 the rule gives 0\n'
                "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer\n"
                "\n"
                "rewards-worse warning 投资完成率: getting worse is rewarded\n"
                "schemes/towns.toml:92\n"
                "不低于80%得满分，否则不得分\n"
                'higher "投资完成率" is better, but the rule gives more points for less of it\n'
                "check the signs of the rule, and the indicator's direction"
            ),
        ),
        (
            "[[veto]]",
            QUOTA.format("count = 4"),
            (
                "quota-loose warning 等级“优秀”的限额：不起作用\n"
                "schemes/towns.toml:152\n"
                "count = 4\n"
                "同类单位最多只有 4 个\n"
                "请核对限额和单位的分类"
            ),
            (
                'quota-loose warning quota of "优秀": it never binds\n'
                "schemes/towns.toml:152\n"
                "count = 4\n"
                "the largest class has only 4 units\n"
                "check the quota and the classes of the units"
            ),
        ),
        (
            "[[veto]]",
            QUOTA.format("percent = 100"),
            (
                "quota-loose warning 等级“优秀”的限额：不起作用\n"
                "schemes/towns.toml:152\n"
                "percent = 100\n"
                "所有单位都在限额之内\n"
                "请核对限额和单位的分类"
            ),
            (
                'quota-loose warning quota of "优秀": it never binds\n'
                "schemes/towns.toml:152\n"
                "percent = 100\n"
                "every unit is within it\n"
                "check the quota and the classes of the units"
            ),
        ),
        (
            "[[veto]]",
            QUOTA.format('percent = 20\nclass = "城区"'),
            (
                "quota-none warning 等级“优秀”的限额：一个名额也没有\n"
                "schemes/towns.toml:152\n"
                "percent = 20\n"
                "同类单位有 4 个，取整后名额为 0\n"
                "请核对限额和单位的分类"
            ),
            (
                'quota-none warning quota of "优秀": it leaves no place at all\n'
                "schemes/towns.toml:152\n"
                "percent = 20\n"
                "with 4 units in the class the places round down to 0\n"
                "check the quota and the classes of the units"
            ),
        ),
    ],
)
def test_a_question_is_told_in_both_languages(
    tmp_path: Path, old: str, new: str, zh: str, en: str
) -> None:
    folder = libplan.read(write_changed(tmp_path, old, new))
    assert (told(folder, "zh"), told(folder, "en")) == (zh, en)
