"""The scoring tables of README.md: clauses, worked figures and files are read from there."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from scheme_folder import assess_one, scheme, totals

import libplan

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


@dataclass(frozen=True)
class Table:
    clause: str
    rows: dict[str, list[str]]  # by title; a unit in each column
    file: str

    @property
    def full(self) -> float:
        return float(re.findall(r"^full = (.+)$", self.file, re.MULTILINE)[0])

    @property
    def units(self) -> int:
        return len(self.rows["得分"])


def tables() -> list[Table]:
    pattern = r"^> (.+)\n\n((?:\|.+\n)+)\n```toml\n((?:.*\n)+?)```"
    return [
        Table(
            clause,
            {
                cells[0]: cells[1:]
                for line in rows.splitlines()
                if (cells := [cell.strip() for cell in line.strip("|").split("|")])[0] != "---"
            },
            file,
        )
        for clause, rows, file in re.findall(pattern, README, re.MULTILINE)
    ]


def accidents_of(table: Table) -> str:
    """One event for each number of deaths, and none for 0."""
    row = table.rows.get("各起事故死亡人数") or table.rows["死亡人数"]
    return "\n".join(
        f"e{unit}{number},2018-06-01,accident,一般,u{unit},{deaths}"
        for unit, cell in enumerate(row, 1)
        for number, deaths in enumerate(cell.split("、"))
    )


def marks_of(table: Table) -> str:
    ids = dict(re.findall(r'id = "(.+)"\n *title = "(.+)"\n *full = .+\n *clause', table.file))
    return "\n".join(
        f"{id},u{unit},2018,team,{mark}"
        for id, title in ids.items()
        for unit, mark in enumerate(table.rows[title], 1)
    )


def controls_of(table: Table) -> str:
    return "\n".join(
        f"deaths,u{unit},2018,{control}" for unit, control in enumerate(table.rows["控制数"], 1)
    )


def test_there_are_three_tables_with_their_clauses_in_their_files() -> None:
    assert len(tables()) == 3
    for table in tables():
        assert f'clause = "{table.clause}"' in table.file


@pytest.mark.parametrize("number", range(3))
def test_a_table_gives_the_points_that_are_printed_above_it(tmp_path: Path, number: int) -> None:
    table = tables()[number]
    records = {
        0: lambda: {"events": accidents_of(table), "controls": controls_of(table)},
        1: lambda: {"events": accidents_of(table)},
        2: lambda: {"marks": marks_of(table)},
    }[number]()
    passed = '[[grade]]\ntitle = "合格"\nfrom = 0\n'
    text = scheme(table.file, full=table.full, grades=passed)
    of = assess_one(tmp_path, text, towns=table.units, **records)
    assert totals(of) == " ".join(table.rows["得分"])
    assert libplan.check_scheme(of.scheme) == ()
