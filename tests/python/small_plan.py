"""A plan folder built in code with one marked item, in which every text can be given."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import libplan


def small(units: Sequence[str] = ("东镇", "西镇"), **more: object) -> libplan.PlanFolder:
    """A plan folder built in code, with one item that is marked; every text can be given."""
    words: dict[str, object] = {
        "plan": "规划",
        "area": "某区",
        "item": "某项工作",
        "clause": "由考核组评分",
    }
    words |= {"group": "一、工作", "grade": "合格", "scheme": "办法", "ids": None} | more
    ids = words["ids"] or [f"u{number}" for number, _ in enumerate(units, 1)]
    bodies = [libplan.Body(id, title, kind="town") for id, title in zip(ids, units, strict=True)]
    item = libplan.Item("i", words["item"], 100, libplan.MarksRule(), clause=words["clause"])
    scheme = libplan.Scheme(
        "towns",
        words["scheme"],
        "town",
        [libplan.Group("g", words["group"], 100, [item])],
        [libplan.Grade(words["grade"], 0)],
        full=100,
    )
    marks = [libplan.Mark("i", id, 2018, "team", 90.5 - n % 7) for n, id in enumerate(ids)]
    plan = libplan.Plan("p", words["plan"], 2016, 2020, area=words["area"], bodies=bodies)
    return libplan.PlanFolder(plan, schemes=[scheme], records=libplan.Records(marks=marks))


def write(folder: libplan.PlanFolder, out: Path, **options: object) -> list[Path]:
    results = libplan.assess_year(folder, year=2018)
    return libplan.write_scorecards(folder, results, out=out, **options)  # type: ignore[arg-type]


def parts(file: Path) -> dict[str, bytes]:
    """The parts of a workbook, in their order."""
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
