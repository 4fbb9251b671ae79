"""``--csv`` and ``--json`` of every command: a flat table, or everything, and nothing beside it."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from libplan.cli import main
from libplan.cli.tables import TABLES

import libplan

PLAN = str(Path(__file__).parents[2] / "examples/qingxin")
EVERY_RULE = str(Path(__file__).parents[1] / "data/every_rule")
FOLDER = libplan.read(PLAN)
RESULTS = libplan.assess_year(FOLDER, year=2018)
YEAR = ("--year", "2018")
UNIT = "heyun"

READING = (
    "indicator,title,unit,body,year,state,value,admissible,final_interval,met,required,time_gone,"
    "completion,ratio_to_target,status"
)
HEADS = {
    ("show", "indicators"): (
        "id,title,unit,direction,nature,basis,adds_up,over_bodies,responsible,illustrative"
    ),
    ("show", "targets"): "indicator,title,unit,year,every_year,form,words,clause",
    ("show", "tasks"): (
        "id,title,section,deadline,lead,support,territorial,deliverable,serves,illustrative"
    ),
    ("show", "bodies"): "id,title,kind,parent",
    ("show", "schemes"): "id,title",
    ("check", "findings"): "code,severity,title,printed,follows,cure,places,illustrative",
    ("check", "figures"): "finding,code,title,printed,text_line,place",
    ("progress", "judgements"): (
        f"{READING},ratio_form,status_linear,status_geometric,pace_growth,pace_needed,pace_ratio,"
        "pace_class,pace_linear_ratio,pace_linear_class,pace_score,pace_reason,twelve_months,"
        "disagreements,reason,provisional,illustrative"
    ),
    ("progress", "controls"): (
        "indicator,title,body,months_gone,actual,control,used,time_gone,standing,reason,"
        "illustrative"
    ),
    ("progress", "joint"): "indicator,title,series,class,score,illustrative",
    ("tasks", "tasks"): (
        "task,title,deadline,deliverable,serves,standing,percent,days_left,report_body,"
        "report_date,report_status,report_evidence,report_note,reason,illustrative"
    ),
    ("tasks", "parts"): (
        "task,title,body,role,standing,percent,report_date,report_status,report_evidence,"
        "report_note,reason"
    ),
    ("tasks", "loads"): ("body,first_lead,joint_lead,support,territorial,done,overdue,at_risk"),
    (
        "assess",
        "totals",
    ): (
        "scheme,unit,title,class,state,total,unrounded,lowest,highest,grade,rank,tied,vetoes,"
        "open_vetoes,illustrative"
    ),
    ("assess", "items"): (
        "scheme,unit,id,title,group,full,state,points,lost,words,clause,illustrative"
    ),
    ("assess", "progress"): f"{READING},reason,provisional,illustrative",
    ("assess", "findings"): "code,severity,title,printed,follows,cure,places,illustrative",
    ("assess", "files"): "file",
    ("explain", "items"): (
        "scheme,unit,id,title,group,full,state,points,lost,words,clause,illustrative"
    ),
    ("explain", "steps"): "scheme,unit,words,points",
    (
        "explain",
        "totals",
    ): (
        "scheme,unit,title,class,state,total,unrounded,lowest,highest,grade,rank,tied,vetoes,"
        "open_vetoes,illustrative"
    ),
    ("compare", "causes"): "scheme,unit,from,to,cause,points,words",
    ("compare", "items"): (
        "scheme,unit,from,to,id,title,before,after,difference,before_words,after_words"
    ),
    ("compare", "totals"): (
        "scheme,unit,title,from,to,before,after,difference,beyond_items,open,illustrative"
    ),
    ("reach", "answers"): (
        "scheme,unit,title,year,grade,rank,reached,state,open,total,needed,obstacles,notes,"
        "illustrative"
    ),
    ("reach", "moves"): "scheme,unit,way,item,fact,title,from,to,total",
    ("reach", "open_points"): "scheme,unit,item,title,full,points,lost,open",
    ("template", "files"): "file",
    ("collect", "forms"): "file,unit,scorers,asked,filled",
    ("collect", "replacements"): "what,before,now,cleared,place",
    ("collect", "missing"): "code,place,message",
    ("collect", "notices"): "code,place,message",
    ("collect", "merged"): "added,filled,replaced,unchanged",
    ("reconcile", "departures"): "code,place,expected,found,message",
    ("reconcile", "consequences"): "code,place,expected,found,message",
    ("reconcile", "inputs"): "code,place,expected,found,message",
    ("roll", "supply"): "kind,id,body,year,scorer,last,actual",
    ("init", "folder"): "folder",
    ("convert", "to"): "to",
}
OPTIONS: dict[str, list[str]] = {
    "show": [],
    "check": [],
    "progress": [*YEAR],
    "tasks": ["--as-of", "2018-12-31"],
    "explain": [UNIT, *YEAR],
    "compare": ["u1", *YEAR],
    "reach": ["market", *YEAR, "--grade", "优秀"],
    "template": [*YEAR, "--out", "@forms"],
    "assess": [*YEAR, "--out", "@out"],
    "collect": ["@filled", *YEAR],
    "reconcile": ["@card", *YEAR],
    "roll": ["@next", "--year", "2020"],
    "convert": ["@plan.xlsx"],
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms as they are sent out, and a scorecard."""
    place = tmp_path_factory.mktemp("filled")
    libplan.write_templates(FOLDER, year=2018, out=place / "forms")
    libplan.write_scorecards(FOLDER, RESULTS, out=place / "cards")
    return place


def command(verb: str, tmp_path: Path, filled: Path) -> list[str]:
    if verb == "init":
        return ["init", str(tmp_path / "new")]
    folder = EVERY_RULE if verb == "compare" else PLAN
    if verb == "collect":
        folder = str(shutil.copytree(PLAN, tmp_path / "plan"))
    card = next((filled / "cards").glob(f"*{UNIT}*.xlsx"))
    places = {"@filled": str(filled / "forms"), "@card": str(card)}
    words = (
        places.get(word) or (str(tmp_path / word[1:]) if word[0] == "@" else word)
        for word in OPTIONS[verb]
    )
    return [verb, folder, *words]


def test_every_table_is_known_here() -> None:
    tables = {(verb, name) for verb, tables in TABLES.items() for name in tables}
    assert tables == set(HEADS)


@pytest.mark.parametrize(("verb", "name"), HEADS, ids=lambda word: str(word))
def test_a_table_is_all_that_is_printed(
    verb: str, name: str, tmp_path: Path, filled: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status = main([*command(verb, tmp_path, filled), "--table", name])
    out, errors = capfdbinary.readouterr()
    assert status == (1 if verb == "check" else 0), errors.decode()
    assert errors == b"" or verb == "assess"
    assert out.startswith(HEADS[verb, name].encode() + b"\r\n") and out.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(out.decode(), newline=""))
    assert ",".join(head) == HEADS[verb, name]
    assert all(len(row) == len(head) for row in rows)
    if verb != "reconcile":
        assert rows or name in ("joint", "notices", "controls", "replacements")


@pytest.mark.parametrize("verb", TABLES)
def test_json_is_all_that_is_printed(
    verb: str, tmp_path: Path, filled: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main([*command(verb, tmp_path, filled), "--json"])
    out, errors = capfdbinary.readouterr()
    json.loads(out)
    assert errors == b"" or verb == "assess"


def rows(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    main(list(arguments))
    return list(csv.DictReader(io.StringIO(capfd.readouterr().out, newline="")))


def test_points_are_exact(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["assess", PLAN, *YEAR, "--out", str(tmp_path)]
    cards = {
        (assessment.scheme.id, unit.id): assessment.scorecard(unit.id)
        for assessment in RESULTS.assessments
        for unit in assessment.units
    }
    totals = rows(capfd, *asked, "--csv")
    assert [(row["scheme"], row["unit"]) for row in totals] == list(cards)
    for row, card in zip(totals, cards.values(), strict=True):
        assert row["total"] == (f"{card.total:f}" if card.state == "value" else "")
        assert (row["grade"], row["title"]) == (card.grade, card.unit.title)
        assert row["rank"] == (str(card.rank) if card.rank else "")
    lines = [line for card in cards.values() for line in card.lines]
    for row, line in zip(rows(capfd, *asked, "--table", "items"), lines, strict=True):
        assert row["points"] == (f"{line.points:f}" if line.state == "value" else "")
        assert (row["id"], row["state"], row["words"]) == (line.item.id, line.state, line.words)


def test_csv_and_json_say_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    main(["progress", PLAN, *YEAR, "--json"])
    told = json.loads(capfd.readouterr().out)["judgements"]
    for row, record in zip(rows(capfd, "progress", PLAN, *YEAR, "--csv"), told, strict=True):
        for name in ("value", "required", "completion"):
            cell = row[name]
            assert (float(cell) if cell else None) == record[name]
            assert "e" not in cell
        assert row["status"] == record["status"]
        assert row["illustrative"] == ("true" if record["illustrative"] else "false")
        pace = record["pace"] or {"score": None}
        assert (float(row["pace_score"]) if row["pace_score"] else None) == pace["score"]


@pytest.mark.parametrize("before", ["2017", "2016"])
def test_causes_and_items_add_up_to_the_change(
    before: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = ["compare", EVERY_RULE, "u2", *YEAR, "--from", before, "--table"]
    causes, items = (rows(capfd, *asked, name) for name in ("causes", "items"))
    decided = [row for row in rows(capfd, *asked, "totals") if row["difference"]]
    assert len(decided) == 2
    for total in decided:
        difference = Decimal(total["difference"])
        assert difference == Decimal(total["after"]) - Decimal(total["before"])
        of_scheme = [row for row in causes if row["scheme"] == total["scheme"]]
        assert sum(Decimal(row["points"]) for row in of_scheme) == difference
        by_item = [row["difference"] for row in items if row["scheme"] == total["scheme"]]
        assert sum(map(Decimal, by_item)) + Decimal(total["beyond_items"]) == difference


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A plan whose words a spreadsheet would take for formulas."""
    folder = tmp_path / "plan"
    libplan.init(folder)
    overlay = folder / "overlay.toml"
    text = overlay.read_text(encoding="utf-8")
    titles = [body.title for body in libplan.read(folder).plan.bodies]
    for title, bad in zip(titles, ("=1+1", '-2+\\"甲,乙\\"', "@SUM(A1)"), strict=False):
        text = text.replace(f'title = "{title}"', f'title = "{bad}"', 1)
    overlay.write_text(text, encoding="utf-8")
    return folder


def test_words_are_no_formulas(hostile: Path, capfd: pytest.CaptureFixture[str]) -> None:
    titles = [row["title"] for row in rows(capfd, "show", str(hostile), "--table", "bodies")]
    assert titles[:3] == ["'=1+1", '\'-2+"甲,乙"', "'@SUM(A1)"]
    main(["show", str(hostile), "--json"])
    bodies = json.loads(capfd.readouterr().out)["bodies"]
    assert [body["title"] for body in bodies[:3]] == ["=1+1", '-2+"甲,乙"', "@SUM(A1)"]


def test_a_negative_number_stays_a_number() -> None:
    from libplan.cli.tables import Table, csv_text

    table = Table(("a", "b", "c", "d", "e"), lambda record: [record])
    record: dict[str, Any] = {
        "a": -0.5,
        "b": "-12.5",
        "c": Decimal("-3"),
        "d": None,
        "e": ["甲", "乙"],
    }
    assert csv_text(table, record) == "a,b,c,d,e\r\n-0.5,-12.5,-3,,甲;乙\r\n"
    assert csv_text(table, record | {"a": 1e-7, "d": True}).endswith(
        "0.0000001,-12.5,-3,true,甲;乙\r\n"
    )


def test_a_table_without_rows_has_its_heads(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = libplan.Plan("p", "规划", 2021, 2025)
    libplan.write_plan(plan, tmp_path / "plan")
    for name in ("indicators", "targets", "tasks", "schemes"):
        assert main(["show", str(tmp_path / "plan"), "--table", name]) == 0
        assert capfd.readouterr().out == HEADS["show", name] + "\r\n"


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_tables_are_utf8_in_any_locale(encoding: str, form: str) -> None:
    def run(**more: str) -> bytes:
        asked = [sys.executable, "-m", "libplan", "show", PLAN, form]
        return subprocess.run(asked, capture_output=True, check=True, env=os.environ | more).stdout

    plain = run(PYTHONIOENCODING="utf-8")
    assert run(PYTHONIOENCODING=encoding) == plain and "安全" in plain.decode()


@pytest.mark.parametrize(
    ("options", "zh", "en"),
    [
        (
            ["--json", "--csv"],
            "命令写法有误：--csv 和 --json 只能写一个。用 --help 查看用法",
            "wrong command line: give either --csv or --json, not both. See --help",
        ),
        (
            ["--json", "--table", "tasks"],
            "--json 和 --table 只能写一个",
            "give either --json or --table, not both",
        ),
        (
            ["--table", "task"],
            "命令写法有误：--table：没有“task”这个选择，您是否想写 tasks？用 --help 查看用法",
            'wrong command line: --table: there is no choice "task": did you mean tasks? '
            "See --help",
        ),
        (
            ["--table", "marks"],
            "命令写法有误：--table：没有“marks”这个选择，只有：indicators、targets、tasks、bodies、schemes。"
            "用 --help 查看用法",
            'wrong command line: --table: there is no choice "marks", only: '
            "indicators, targets, tasks, bodies, schemes. See --help",
        ),
    ],
)
def test_what_cannot_be_printed(
    options: list[str], zh: str, en: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for language, words in (("zh", zh), ("en", en)):
        asked = ["show", PLAN, *options, "--lang", language]

        try:
            code = main(asked)
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, errors = capfd.readouterr()
        assert (code, out, errors.rstrip("\n").rsplit("\n", 1)[-1]) == (2, "", words)


def test_the_guide_names_every_table() -> None:
    guide = Path(__file__).parents[2] / "python/docs/guide/commands.md"
    listed = (
        guide.read_text(encoding="utf-8")
        .split("| Command | Tables of `--csv`")[1]
        .split("\n\n")[0]
        .splitlines()[2:]
    )
    told = dict(line.strip("| ").split(" | ") for line in listed)
    assert told.pop("init, convert") == "folder; to"
    assert told == {
        verb: ", ".join(tables)
        for verb, tables in TABLES.items()
        if verb not in ("init", "convert")
    }


def test_a_table_writes_itself_to_a_file(tmp_path: Path) -> None:
    table = RESULTS.progress.table()
    assert table.to_csv(tmp_path / "进展.csv") == table.to_csv()
    assert (tmp_path / "进展.csv").read_text("utf-8") == table.to_csv()
    with pytest.raises(FileNotFoundError):
        table.to_csv(tmp_path / "none/进展.csv")


def test_a_table_prints_what_fits_and_names_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ranking = RESULTS.assessment("towns").ranking()
    *rows, size = str(ranking).splitlines()
    assert rows[0].split() == list(ranking.columns)
    assert size == f"{len(ranking)} × {len(ranking.columns)}"
    assert [row.split()[-1] for row in rows[1:]] == [
        str(cell) for cell in ranking[ranking.columns[-1]]
    ]
    wide = RESULTS.progress.table()
    lines = str(wide).splitlines()
    assert all(libplan._core.display_width(line) <= 80 for line in lines)
    assert lines[21:24] == [
        f"{len(wide)} × {len(wide.columns)}",
        "以上是前20行，更多可用 print(table.text(rows=...)) 看",
        "还有17列放不下，可用 print(table.text(columns=[...])) 看：",
    ]
    told = lines[0].split()
    assert "  ".join([*told, *", ".join(lines[24:]).replace(",", " ").split()]) == "  ".join(
        wide.columns
    )
    assert repr(wide).startswith("<Table: ")
    monkeypatch.setenv("COLUMNS", "200")
    assert len(str(wide).splitlines()[0].split()) > len(told)
    monkeypatch.setenv("LIBPLAN_LANG", "en")
    assert " more columns, which print(table.text(columns=[...])) shows:" in str(wide)


def test_a_table_shows_the_columns_and_rows_asked_for() -> None:
    table = RESULTS.progress.table()
    heads, first, second, *notes = table.text(
        columns=["status", "reason", "indicator"], rows=2
    ).splitlines()
    assert heads.split() == ["status", "reason", "indicator"]
    assert notes[0] == f"{len(table)} × {len(table.columns)}" and len(notes) == 2
    assert first.split()[0] == table["status"][0] and second.split()[0] == table["status"][1]
    assert len(table.text(rows=1000, width=60).splitlines()) > len(table)
    with pytest.raises(KeyError, match="status"):
        table.text(columns=["statsu"])
