"""Long work: who watches is told, Ctrl-C and errors of watchers end it cleanly, logs tell it."""

import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from forms import VALUE, fill
from libplan.interrupts import uninterrupted
from nbclient import NotebookClient
from small_plan import small

import libplan
from libplan import watching

HERE = Path(__file__).parent
MANY = 60
FOLDER = small([f"{n}镇" for n in range(MANY)])
RESULTS = libplan.assess_year(FOLDER, year=2018)
Work = Callable[[Path, object], object]


def large_table(folder: Path, rows: int) -> Path:
    """A plan folder with a long table of observations."""
    plan = libplan.Plan(
        "p",
        "规划",
        2016,
        2020,
        bodies=[libplan.Body("b", "镇", "town")],
        indicators=[libplan.Indicator("i", "指标", "个", "up")],
    )
    libplan.write_plan(plan, folder)
    with (folder / "observations.csv").open("w") as table:
        table.write("indicator,body,period,value,source\n")
        table.writelines(f"i,b,2016,5,{n}\n" for n in range(rows))
    return folder


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_forms(place: Path, progress: object) -> object:
    libplan.write_templates(FOLDER, year=2018, out=place / "forms")
    return libplan.read_workbooks(
        place / "forms",
        FOLDER,
        year=2018,
        progress=progress,  # type: ignore[arg-type]
    )


LONG: dict[str, Work] = {
    "write_reports": lambda place, progress: libplan.write_reports(
        FOLDER,
        RESULTS,
        out=place / "out",
        progress=progress,  # type: ignore[arg-type]
    ),
    "write_scorecards": lambda place, progress: libplan.write_scorecards(
        FOLDER,
        RESULTS,
        out=place / "out",
        progress=progress,  # type: ignore[arg-type]
    ),
    "write_detail": lambda place, progress: libplan.write_detail(
        RESULTS.assessments[0],
        place / "detail.csv",
        progress=progress,  # type: ignore[arg-type]
    ),
    "write_templates": lambda place, progress: libplan.write_templates(
        FOLDER,
        year=2018,
        out=place / "out",
        progress=progress,  # type: ignore[arg-type]
    ),
    "read_workbooks": read_forms,
    "read": lambda place, progress: libplan.read(
        large_table(place / "plan", 20_000),
        progress=progress,  # type: ignore[arg-type]
    ),
    "observations": lambda place, progress: libplan.observations(
        dict.fromkeys(("indicator", "source"), range(20_000))
        | {"period": [2018] * 20_000, "value": [5] * 20_000},
        progress=progress,  # type: ignore[arg-type]
    ),
    "records": lambda place, progress: libplan.records(
        controls=large_table(place / "plan", 20_000) / "observations.csv",
        facts={
            "fact": ["f"] * 9000,
            "body": range(9000),
            "year": [2018] * 9000,
            "value": [1] * 9000,
        },
        progress=progress,  # type: ignore[arg-type]
    ),
}
long_work = pytest.mark.parametrize("work", LONG.values(), ids=LONG)


@long_work
def test_who_watches_is_told_of_everything(work: Work, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    work(tmp_path, lambda done, total: told.append((done, total)))
    assert told == sorted(set(told)) and len({total for _, total in told}) == 1
    last, total = told[-1]
    assert 0 < last == total


@long_work
@pytest.mark.parametrize("progress", [None, False, True], ids=str)
def test_nothing_is_shown_where_nobody_looks(
    work: Work, progress: object, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    work(tmp_path, progress)
    assert capfd.readouterr() == ("", "")


@long_work
def test_what_cannot_watch_is_refused(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, words in (
        ("zh", "progress 应为 True、False、None 或函数 progress(done, total)，写的是 7"),
        (
            "en",
            "progress should be True, False, None or a function progress(done, total), not 7",
        ),
    ):
        monkeypatch.setenv("LIBPLAN_LANG", language)
        with pytest.raises(TypeError) as refused:
            work(tmp_path / language, 7)
        assert str(refused.value) == words


class Enough(Exception):
    pass


@long_work
def test_what_a_watcher_raises_ends_the_work(work: Work, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Enough(done)

    with pytest.raises(Enough):
        work(tmp_path, stop)
    assert not list(tmp_path.rglob("*.part*")) and not list(tmp_path.glob("detail*"))
    for file in tmp_path.glob("out/*.xlsx"):
        assert file.read_bytes()[-22:-18] == b"PK\x05\x06"  # a whole package


@long_work
def test_true_shows_a_bar_and_closes_it(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    class Seen(watching.Bar):
        def _open(self, total: int) -> None:
            seen.append(self.title)

        def _show(self, done: int, total: int) -> None:
            seen.append(done)

        def _close(self) -> None:
            seen.append("closed")

    monkeypatch.setattr(watching, "_PATIENCE", 0)
    monkeypatch.setattr(watching, "bar", Seen)
    monkeypatch.setenv("LIBPLAN_LANG", "zh")
    work(tmp_path, True)
    title, *numbers, end = seen
    assert title in ("写工作簿", "写明细", "写填报表", "读填报表", "读取规划")
    assert numbers == sorted(numbers, key=int) and numbers and end == "closed"  # type: ignore[call-overload]


def test_what_is_done_soon_shows_no_bar() -> None:
    opened: list[int] = []

    class Seen(watching.Bar):
        def _open(self, total: int) -> None:
            opened.append(total)

    with Seen("") as bar:
        bar(1, 2)
    assert opened == []


# ---- Ctrl-C ----

INTERRUPTED = """
import os, signal, sys, threading
from pathlib import Path
sys.path.insert(0, {here!r})
import libplan, test_long_work as t
place = Path({place!r})
def interrupt(done, total):
    if done * 20 > total:  # on its way
        os.kill(os.getpid(), signal.SIGINT)
{work}
"""
SIGNALLED = {
    "scorecards": """
folder = t.small([f"{n}镇" for n in range(3000)])
results = libplan.assess_year(folder, year=2018)
libplan.write_scorecards(folder, results, out=place / "out", progress=interrupt)
""",
    "forms": """
folder = t.small([f"{n}镇" for n in range(3000)])
libplan.write_templates(folder, year=2018, out=place / "out", progress=interrupt)
""",
    "detail": """
folder = t.small([f"{n}镇" for n in range(200_000)])
results = libplan.assess_year(folder, year=2018)
libplan.write_detail(results.assessments[0], place / "detail.xlsx", progress=interrupt)
""",
    "read": """
t.large_table(place / "plan", 1_000_000)
libplan.read(place / "plan", progress=interrupt)
""",
}


@pytest.mark.parametrize("work", SIGNALLED.values(), ids=SIGNALLED)
def test_ctrl_c_ends_the_work_and_leaves_nothing_half_done(work: str, tmp_path: Path) -> None:
    script = INTERRUPTED.format(here=str(HERE), place=str(tmp_path), work=work)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode in (-signal.SIGINT, 130), done.stderr
    assert done.stderr.rstrip().endswith("KeyboardInterrupt")
    assert not list(tmp_path.rglob("*.part*")) and not list(tmp_path.glob("detail*"))
    written = list(tmp_path.glob("out/*.xlsx"))
    assert len(written) < 3000
    for file in written:
        assert file.read_bytes()[-22:-18] == b"PK\x05\x06"


UNWATCHED = """
import os, signal, sys, threading, time
from pathlib import Path
import numpy as np
sys.path.insert(0, {here!r})
import libplan, test_long_work as t
place = Path({place!r})
{ready}
def work():
    began = time.perf_counter()
    {work}
    return time.perf_counter() - began
whole = work()
began = time.perf_counter()
threading.Timer(whole / 8, os.kill, [os.getpid(), signal.SIGINT]).start()
try:
    work()
except KeyboardInterrupt:
    print((time.perf_counter() - began) / whole)
"""
LONG_UNWATCHED = {
    "assess_many": (
        """
scheme = libplan.Scheme("s", "办法", "town", [libplan.Group("g", "一", 100, [
    libplan.Item(f"i{n}", f"项{n}", 10, libplan.ShareRule(60), fact="f") for n in range(10)
], combine="weighted")], [libplan.Grade("合格", 0)],
    facts=[libplan.FactDefinition("f", "事实", libplan.SuppliedFact())])
columns = {"f": np.tile(np.arange(100.0), 10_000)}
""",
        "libplan.assess_many(scheme, columns, threads=2, keep_items=False)",
    ),
    "observations": (
        "n = 400_000\n"
        'table = {"indicator": ["a"] * n, "period": [2000 + i % 20 for i in range(n)],'
        ' "value": np.arange(float(n)), "source": [str(i) for i in range(n)]}',
        "libplan.observations(table)",
    ),
    "assess_year": (
        'folder = t.small([f"{n}镇" for n in range(60_000)])',
        "libplan.assess_year(folder, year=2018)",
    ),
    "measure_columns": (
        """
towns = [libplan.Body(f"u{n}", f"{n}镇", "town") for n in range(20_000)]
loans = libplan.Indicator("a", "外借", "册", "up", adds_up="sum")
plan = libplan.Plan("p", "规划", 2021, 2025, indicators=[loans], bodies=towns)
table = {"indicator": ["a"] * 200_000, "body": [f"u{n % 20_000}" for n in range(200_000)],
         "period": [f"{2021 + n // 40_000}H{1 + n // 20_000 % 2}" for n in range(200_000)],
         "value": np.arange(200_000.0)}
""",
        "libplan.measure_columns(plan, table, first_year=2021, last_year=2025)",
    ),
    "check": (
        """
loans = libplan.Indicator("a", "外借", "册", "up", adds_up="sum")
towns = [libplan.Body(f"u{n}", f"{n}镇", "town") for n in range(400)]
plan = libplan.Plan("p", "规划", 2021, 2025, indicators=[loans], bodies=towns)
months = [f"{year}-{month:02}" for year in range(2021, 2026) for month in range(1, 13)]
table = {"indicator": ["a"] * 24_000, "body": [f"u{n % 400}" for n in range(24_000)],
         "period": [months[n // 400] for n in range(24_000)], "value": [100.0] * 24_000}
figures = libplan.observations(table, plan=plan)
""",
        "libplan.check(plan, figures)",
    ),
    "by_unit": (
        """
items = [libplan.Item(f"i{n}", f"项{n}", 10, libplan.ShareRule(60), fact="f") for n in range(10)]
scheme = libplan.Scheme("s", "办法", "town", [libplan.Group("g", "一", 100, items)],
    [libplan.Grade("合格", 0)],
    facts=[libplan.FactDefinition("f", "事实", libplan.SuppliedFact())])
units = [libplan.Unit(f"u{n}", f"{n}镇") for n in range(3000)]
missing = libplan.FactColumn("f", [0] * 3000, ["missing"] * 3000)
assessment = libplan.assess(scheme, libplan.Facts(2022, units, [missing]))
""",
        "assessment.by_unit()",
    ),
    "write_workbook": (
        'folder = t.small([f"{n}镇" for n in range(20_000)])',
        'libplan.write_workbook(folder, place / "plan.xlsx")',
    ),
}


@pytest.mark.parametrize(("ready", "work"), LONG_UNWATCHED.values(), ids=LONG_UNWATCHED)
def test_ctrl_c_is_heard_where_nobody_watches(ready: str, work: str, tmp_path: Path) -> None:
    """Soon after it came: well before the work would have ended."""
    script = UNWATCHED.format(here=str(HERE), place=str(tmp_path), ready=ready, work=work)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 0.1 < float(done.stdout) < 0.75


WHENEVER = """
import os, signal, threading, time
from pathlib import Path
import libplan
count, file = 40_000, Path({place!r}) / "plan.xlsx"
figure = libplan.Indicator("i", "指标", "个", "up")
plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[figure])
table = {{"indicator": ["i"] * count, "period": [2016] * count, "value": [5.5] * count,
         "source": [f"来源{{n}}" for n in range(count)]}}
folder = libplan.PlanFolder(plan, observations=libplan.observations(table, plan=plan))
def seconds():
    began = time.perf_counter()
    libplan.write_workbook(folder, file)
    return time.perf_counter() - began
whole = seconds()
file.unlink()
longest, heard = 0, 0
for moment in range(1, 8):
    came = []
    def interrupt():
        came.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)
    timer = threading.Timer(whole * moment / 8, interrupt)
    timer.start()
    try:
        seconds()
        timer.cancel()
    except KeyboardInterrupt:
        longest = max(longest, time.perf_counter() - came[0])
        heard += 1
        # Heard once the file was in its place it changes nothing any more.
        assert not file.exists() or libplan.read(file).observations == folder.observations
    file.unlink(missing_ok=True)
    assert not list(file.parent.iterdir())
print(heard, longest / whole)
"""


def test_ctrl_c_is_heard_at_any_moment_of_writing_a_plan_workbook(tmp_path: Path) -> None:
    """Laid out, written, packed and read again: in none of it does anybody wait long."""
    done = subprocess.run(
        [sys.executable, "-c", WHENEVER.format(place=str(tmp_path))],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    heard, longest = done.stdout.split()
    assert int(heard) > 3 and float(longest) < 0.3
    assert done.stderr == ""  # the library below says nothing of what was given up


def test_ctrl_c_leaves_a_folder_as_it_was_when_forms_are_read(tmp_path: Path) -> None:
    libplan.write_folder(FOLDER, tmp_path / "plan")
    forms = libplan.write_templates(FOLDER, year=2018, out=tmp_path / "forms")
    fill(forms[0], forms[0], {"mark|i|self|2018": {VALUE: 88}})
    before = contents(tmp_path / "plan")

    def interrupt(done: int, total: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        libplan.collect(tmp_path / "plan", tmp_path / "forms", year=2018, progress=interrupt)
    assert contents(tmp_path / "plan") == before


def test_ctrl_c_while_tables_change_places_waits_for_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libplan.write_folder(FOLDER, tmp_path / "plan")
    forms = libplan.write_templates(FOLDER, year=2018, out=tmp_path / "forms")
    fill(forms[0], forms[0], {"mark|i|self|2018": {VALUE: 88}})
    replace = Path.replace

    def interrupted(part: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt) as late:
        libplan.collect(tmp_path / "plan", forms[0], year=2018)
    collection = getattr(late.value, "collection")  # noqa: B009
    assert (collection.added, collection.replaced) == (1, 0)
    assert "i,u1,2018,self,88" in (tmp_path / "plan/marks.csv").read_text(encoding="utf-8")
    assert not [name for name in contents(tmp_path / "plan") if "part" in name.name]


def test_ctrl_c_is_held_back_and_comes() -> None:
    reached = False
    with pytest.raises(KeyboardInterrupt):
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            reached = True
    assert reached and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_command_says_that_it_was_interrupted(tmp_path: Path) -> None:
    folder = large_table(tmp_path / "plan", 1_000_000)
    command = "import os, signal, threading, sys; from libplan.cli import main; "
    command += "threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start(); "
    command += "sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", command, "show", str(folder)],
        capture_output=True,
        text=True,
        env=os.environ | {"LIBPLAN_LANG": "zh"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "已中断。\n")


def test_ctrl_c_before_a_command_has_begun(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from libplan import cli

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "parser_of", interrupted)
    assert cli.main(["show", "."]) == 130
    assert capsys.readouterr() == ("", "已中断。\n")


# ---- bars in a notebook ----

CELLS = [
    "import libplan.watching as w; w._PATIENCE = 0",
    "with w.bar('写工作簿') as bar:\n    bar(1, 4)\n    bar(3, 4)",
]


@pytest.mark.parametrize("tqdm", [True, False], ids=["tqdm", "without"])
def test_a_notebook_shows_a_bar(tqdm: bool) -> None:
    hidden = "" if tqdm else "import sys; sys.modules['tqdm'] = sys.modules['tqdm.auto'] = None\n"
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in [hidden + CELLS[0], CELLS[1]]]
    )
    NotebookClient(notebook).execute()
    outputs = notebook.cells[1].outputs
    if tqdm:
        pytest.importorskip("tqdm")
        assert any("写工作簿" in str(output) for output in outputs)
        assert "Warning" not in str(outputs)
    else:
        (line,) = outputs
        assert line.data["text/plain"] == ""  # "写工作簿 75%" until it was closed


# ---- the log ----


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [re.sub(r"\d+\.\d{3} s", "T s", message) for message in caplog.messages]


def test_the_log_tells_what_was_read_and_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBPLAN_LANG", "en")
    with caplog.at_level(logging.INFO, "libplan"):
        libplan.write_folder(FOLDER, tmp_path / "plan")
        folder = libplan.read(tmp_path / "plan")
        results = libplan.assess_year(folder, year=2018)
        cards = libplan.write_scorecards(folder, results, out=tmp_path / "out")
        libplan.write_detail(results.assessments[0], tmp_path / "d.csv")
        libplan.write_workbook(folder, tmp_path / "p.xlsx")
        libplan.write_scheme(folder.schemes[0], tmp_path / "s.toml")
        libplan.write_plan(folder.plan, tmp_path / "q")
        forms = libplan.write_templates(folder, year=2018, out=tmp_path / "forms", units=["u1"])
        libplan.reconcile(cards[0], folder, results)
        fill(forms[0], forms[0], {"mark|i|self|2018": {VALUE: 88}})
        libplan.collect(tmp_path / "plan", forms, year=2018)
    assert told(caplog) == [
        f"wrote {tmp_path}/plan; T s",
        f"read {tmp_path}/plan: 0 indicators, 0 tasks, 0 figures, 1 schemes, 60 marks; T s",
        "assessed 2018: 1 schemes, 60 units, 0 findings; T s",
        f"wrote 60 files in {tmp_path}/out; T s",
        f"wrote {tmp_path}/d.csv; T s",
        f"wrote {tmp_path}/p.xlsx; T s",
        f"wrote {tmp_path}/s.toml; T s",
        f"wrote {tmp_path}/q; T s",
        f"wrote 1 files in {tmp_path}/forms; T s",
        *(message for message in told(caplog) if message.startswith("reconciled")),
        f"read {tmp_path}/plan: 0 indicators, 0 tasks, 0 figures, 1 schemes, 60 marks; T s",
        "read 1 forms: 2 of 2 cells filled in; T s",
        f"merged into {tmp_path}/plan: 1 added, 0 filled, 0 replaced, 1 unchanged",
    ]
    assert {record.name for record in caplog.records} == {"libplan"}
    with caplog.at_level(logging.DEBUG, "libplan"):
        written = libplan.write_scorecards(FOLDER, RESULTS, out=tmp_path / "out")
    assert [str(file) for file in written] == [
        record.getMessage() for record in caplog.records if record.levelname == "DEBUG"
    ]


def test_the_library_sets_nothing_up(tmp_path: Path) -> None:
    script = f"""
import sys, libplan
folder = libplan.read({str(large_table(tmp_path / "plan", 10))!r})
assert "logging" not in sys.modules and "rich" not in sys.modules and "tqdm" not in sys.modules
import logging
libplan.read({str(tmp_path / "plan")!r})
logger = logging.getLogger("libplan")
assert [type(each) for each in logger.handlers] == [logging.NullHandler]
assert (logger.level, logger.propagate, logging.root.handlers) == (logging.NOTSET, True, [])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
