"""A small plan folder around one scheme file, with the units u1, u2, … of a made-up district."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import libplan

PLAN = """\
[plan]
id = "safety-2016-2020"
title = "安全生产规划"
first_year = 2016
last_year = 2020

[[indicator]]
id = "deaths"
title = "生产安全事故死亡人数"
unit = "人"
direction = "down"
adds_up = "sum"
count = true
target = [{ year = 2018, at_most = 12, every_year = true }]

[[indicator]]
id = "done"
title = "任务完成率"
unit = "%"
direction = "up"
target = [{ year = 2018, reach = 80, every_year = true }]
"""
GRADES = """
[[grade]]
title = "优秀"
from = 90

[[grade]]
title = "良好"
from = 80

[[grade]]
title = "合格"
from = 60

[[grade]]
title = "不合格"
from = 0
"""
HEADERS = {
    "observations": "indicator,body,period,value",
    "controls": "indicator,body,period,value",
    "events": "id,date,kind,class,bodies,deaths",
    "facts": "fact,body,year,value",
    "marks": "item,body,year,scorer,value",
}


def scheme(table: str, *, full: float = 100, outcome: str = "", grades: str = GRADES) -> str:
    """A scheme file whose facts, groups and vetoes are `table`."""
    head = f'[scheme]\nid = "towns"\ntitle = "考核办法"\nunits = "town"\nfull = {full}\n'
    return f"{head}\n[outcome]\n{outcome}\n{table}\n{grades}"


def bodies(towns: int, classes: Sequence[str] = (), parents: Mapping[int, str] = {}) -> str:
    """The district, its two cities and towns u1, u2, …"""
    text = '[[body]]\nid = "district"\ntitle = "全区"\nkind = "district"\n'
    for number in range(1, towns + 1):
        text += f'\n[[body]]\nid = "u{number}"\ntitle = "第{number}镇"\nkind = "town"\n'
        text += f'parent = "{parents.get(number, "district")}"\n'
        if classes:
            text += f'class = "{classes[number - 1]}"\n'
    return text


def read(
    folder: Path,
    *schemes: str,
    overlay: str = "",
    facts: Mapping[str, str] = {},
    last_year: Mapping[str, str] = {},
    towns: int = 0,
    **tables: str,
) -> libplan.PlanFolder:
    """Writes the files and reads them.

    `facts` are the figures of u1, u2, … for 2018 and `last_year` for 2017, 空 for an empty cell; a
    table without a header gets the usual one.
    """
    rows = [
        f"{fact},u{number},{year},{'' if value == '空' else value}"
        for year, figures in ((2018, facts), (2017, last_year))
        for fact, values in figures.items()
        for number, value in enumerate(values.split(), 1)
    ]
    tables = {**tables, "facts": "\n".join(rows)}
    towns = towns or max([len(values.split()) for values in facts.values()], default=1)
    files = {"plan.toml": PLAN, "overlay.toml": overlay or bodies(towns)}
    for number, text in enumerate(schemes):
        files[f"schemes/{number}.toml"] = text
    for name, text in tables.items():
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            continue
        own_header = lines[0].split(",")[0] == HEADERS[name].split(",")[0]
        files[f"{name}.csv"] = "\n".join([*([] if own_header else [HEADERS[name]]), *lines]) + "\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return libplan.read(folder)


def assessed(
    folder: Path, *schemes: str, year: int = 2018, **given: object
) -> tuple[libplan.Assessment, ...]:
    """Reads a folder and assesses the year by each of its schemes."""
    return libplan.assess_year(read(folder, *schemes, **given), year=year).assessments  # type: ignore[arg-type]


def assess_one(folder: Path, text: str, year: int = 2018, **given: object) -> libplan.Assessment:
    (assessment,) = assessed(folder, text, year=year, **given)
    return assessment


def plain(number: Decimal | None) -> str:
    """13.50 → 13.5; what is open is 未定."""
    return "未定" if number is None else f"{number.normalize():f}"


def points(assessment: libplan.Assessment, item: str) -> str:
    """The points of an item, unit by unit."""
    all_points = []
    for unit in assessment.units:
        lines = assessment.scorecard(unit.id).lines
        all_points.append(next(plain(line.points) for line in lines if line.item.id == item))
    return " ".join(all_points)


def totals(assessment: libplan.Assessment) -> str:
    return " ".join(plain(total) for total in assessment.totals)


def grades(assessment: libplan.Assessment) -> str:
    return " ".join(grade or "未定" for grade in assessment.grades)


def ranks(assessment: libplan.Assessment) -> str:
    return " ".join(str(rank or "未定") for rank in assessment.ranks)
