# ruff: noqa: E501  (clauses and questions are quoted whole)
"""What a scheme is asked about: each slip planted alone, beside the nearest thing that is right."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import scheme_folder
from scheme_folder import bodies, scheme

import libplan

GRADES = '\n[[grade]]\ntitle = "合格"\nfrom = 6\n\n[[grade]]\ntitle = "不合格"\nfrom = 0\n'
DEATHS = 'events = "accident"\ncount = "deaths"'
RATE = 'indicator = "done"'


def fact(id: str = "x", unit: str = "%", source: str = "supplied = true") -> str:
    return f'[[fact]]\nid = "{id}"\ntitle = "{id}"\nunit = "{unit}"\n{source}\n\n'


def item(
    rule: str,
    clause: str = "按办法计分",
    more: str = "",
    id: str = "i",
    of: str = "x",
    full: float = 10,
) -> str:
    return (
        f'[[group.item]]\nid = "{id}"\ntitle = "{id}"\nfull = {full}\nclause = "{clause}"\n'
        f'fact = "{of}"\nrule = {rule}\n{more}\n\n'
    )


def group(more: str = "", id: str = "g", full: float = 10) -> str:
    return f'[[group]]\nid = "{id}"\ntitle = "{id}"\nfull = {full}\n{more}\n\n'


def one(
    rule: str, clause: str, unit: str = "%", source: str = "supplied = true", more: str = ""
) -> str:
    """A scheme of one item over the fact x."""
    return fact("x", unit, source) + more + group() + item(rule, clause)


SHARE = "{ share_of = 100 }"
BANDS = (
    "{ bands = [{ from = 0, points = 0 }, { from = 80, points = 8 }, { from = 90, points = 10 }] }"
)
WORKED = one(SHARE, "按完成率乘以标准分计分")


def veto(condition: str) -> str:
    return WORKED + fact("z", "起", 'events = "z"') + f'[[veto]]\ntitle = "否决"\n{condition}\n'


def weighted(first: float, second: float) -> str:
    return (
        fact()
        + group('combine = "weighted"')
        + item(SHARE, more=f"weight = {first}")
        + item(SHARE, id="j", more=f"weight = {second}")
    )


def block(kind: str, rule: str, full: float = 5) -> str:
    return (
        WORKED
        + fact("y", "项")
        + group(f'kind = "{kind}"', "block", full)
        + item(rule, id="p", of="y", full=full)
    )


@dataclass(frozen=True)
class Slip:
    """A table with a slip and the nearest sound one; what is asked of the first in each language."""

    slip: str
    sound: str
    zh: str
    en: str
    grades: str = GRADES
    overlay: str = field(default_factory=lambda: bodies(2))
    events: str = ""


def questions(folder: libplan.PlanFolder, language: str) -> str:
    return "\n\n".join(
        "\n".join([
            f"{finding.code} {finding.severity} {getattr(finding.title, language)}",
            getattr(finding.printed, language),
            getattr(finding.follows, language),
            getattr(finding.cure, language),
        ])
        for scheme in folder.schemes
        for finding in libplan.check_scheme(scheme, folder.plan, folder.records.events)
    )  # fmt: skip


SLIPS = {
    # SLIPS
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_asked_about_and_the_sound_scheme_is_left_alone(
    tmp_path: Path, name: str
) -> None:
    slip = SLIPS[name]

    def read(table: str, folder: str) -> libplan.PlanFolder:
        return scheme_folder.read(
            tmp_path / folder,
            scheme(table, full=10, grades=slip.grades),
            overlay=slip.overlay,
            events=slip.events,
        )

    asked = read(slip.slip, "slip")
    assert questions(asked, "zh") == slip.zh
    assert questions(asked, "en") == slip.en
    assert all(
        finding.figures[0].place.line > 0
        for one in asked.schemes
        for finding in libplan.check_scheme(one, asked.plan, asked.records.events)
    )
    assert questions(read(slip.sound, "sound"), "zh") == ""
