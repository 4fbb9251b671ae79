"""Forms that units filled in, merged into the plan folder: ``collect``."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from . import _core, together
from .csv_rows import HEADS, WORDS, Difference, Table
from .folders import _contents, _file_error, is_workbook
from .interrupts import uninterrupted
from .paths import as_text, on_disk
from .typing import Encoding, Watcher
from .worded import in_words

_STATES = {"missing": "", "not_applicable": "不涉及", "not_scored": "未评"}
_STATE_PHRASES = {
    "不涉及": "state_not_applicable",
    "N/A": "state_not_applicable",
    "未评": "state_not_scored",
    "pending": "state_not_scored",
}


class Replacement(NamedTuple):
    """Something that ``collect`` replaced: what it is, what it was, and what the form says.

    ``cleared`` tells what was said beside the old value, such as its source, and is no longer said.
    """

    what: _core.Message
    before: _core.Message
    now: _core.Message
    place: _core.Place
    cleared: tuple[_core.Message, ...] = ()


class Collection(NamedTuple):
    """What ``collect`` merged into a plan folder.

    ``added`` rows were new, ``filled`` ones were empty, ``replaced`` ones said something else,
    which ``replacements`` tell, ``unchanged`` ones said the same already. ``completed`` names the
    tables of an earlier merge that was cut short and had to be completed first.
    """

    collected: _core.Collected
    added: int
    filled: int
    replaced: int
    unchanged: int
    replacements: tuple[Replacement, ...] = ()
    completed: tuple[str, ...] = ()


class MergedAllTheSame(KeyboardInterrupt):
    """Ctrl-C that came while the tables took their places: ``collection`` tells what is there."""

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self.collection = collection


@in_words
def collect(
    folder: str | os.PathLike[str],
    filled: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    year: int,
    replace: bool = False,
    threads: int = 0,
    encoding: Encoding = "utf-8",
    progress: Watcher = None,
) -> Collection:
    """Reads forms that were filled in and merges them into the tables of a plan folder.

    ``marks.csv``, ``facts.csv``, ``observations.csv`` and ``reports.csv`` gain rows, and rows
    without a value get one; what is not filled in changes nothing, and neither does a report on a
    task that stands as it was sent out. What was said beside a value that is replaced is cleared
    unless the form says something else. InputError, with nothing
    written, for any fault of a form, for a value or a remark that differs from the folder's unless
    ``replace`` is given, and for tables that could not be read afterwards; OSError if they cannot
    be written. All tables are changed or none: a run that is cut short in between is told by
    ``read``, and the next one completes it first. ``progress(done, total)`` is called after each
    form, True shows a bar; what it raises, and Ctrl-C, leaves the folder as it was. Ctrl-C that
    comes while the tables take their places raises a KeyboardInterrupt with the ``collection``.

    >>> libplan.write_folder(libplan.read("examples/qingxin"), "规划")
    >>> folder = libplan.read("规划")
    >>> forms = libplan.write_templates(folder, year=2019, out="填报", units=["taihe"])
    >>> collection = libplan.collect("规划", forms, year=2019)
    >>> collection.added, collection.collected.missing != ()
    (0, True)
    """
    source = Path(on_disk(folder))
    if is_workbook(source):
        raise _file_error(errno.ENOTDIR, "ledger_collect", source)
    if not source.is_dir():
        raise _file_error(errno.ENOENT, "folder_missing", source)
    with together.alone(source):
        completed = together.complete(source)
        held = _core.read(source, encoding=encoding)
        collected = _core.read_workbooks(
            filled, held, year=year, threads=threads, progress=progress
        )
        contents = _contents(source, encoding)
        merge = _Merge(held, contents, encoding, replace=replace)
        for row in merge.rows(collected):
            merge.take(row)
        if merge.problems:
            raise _input_error(merge.problems)
        counts = {name: merge.count(name) for name in ("added", "filled", "replaced", "unchanged")}
        collection = Collection(
            collected,
            **counts,
            replacements=tuple(merge.replacements),
            completed=tuple(completed),
        )
        changed = merge.changed()
        if changed:
            _read_changed(contents | changed, encoding)
            try:
                with uninterrupted():
                    together.put_in_place(source, changed, contents)
            except KeyboardInterrupt as late:
                raise MergedAllTheSame(collection) from late
    _core.log("log_merged", [as_text(source), *(str(count) for count in counts.values())])
    return collection


def _input_error(problems: Sequence[_core.Problem]) -> _core.InputError:
    error = _core.InputError(_core.problem_texts(problems, language=_core.spoken_language()))
    error.problems = _core.Problems(problems)
    return error


def _read_changed(contents: Mapping[str, bytes], encoding: Encoding) -> None:
    """Reads the folder as it would be."""
    with TemporaryDirectory(prefix="libplan-") as aside:
        for name, content in contents.items():
            file = Path(aside, on_disk(name))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        _core.read_aside(aside, encoding=encoding)


class _Row(NamedTuple):
    """What was filled in, as a row of a table."""

    table: str
    cells: dict[str, str]
    place: _core.Place
    title: str
    which: _core.Message | str  # of several of that title: the scorer, the period, the day
    basis: str = ""


class _Merge:
    """What forms say, put into the tables of a folder."""

    def __init__(
        self,
        held: _core.PlanFolder,
        contents: Mapping[str, bytes],
        encoding: Encoding,
        *,
        replace: bool,
    ) -> None:
        self.problems: list[_core.Problem] = []
        self.replacements: list[Replacement] = []
        self._replace = replace
        self._tables = {name: Table(name, contents.get(name), encoding) for name in HEADS}
        self._items = {item.id: item.title for each in held.schemes for item in each.items()}
        self._facts = {fact.id: fact.title for each in held.schemes for fact in each.facts}
        self._indicators = {each.id: each for each in held.plan.indicators}
        self._tasks = {task.id: task.title for task in held.plan.tasks}
        self._bodies = {body.id: body.title for body in held.plan.bodies}

    def changed(self) -> dict[str, bytes]:
        return {name: table.content() for name, table in self._tables.items() if table.is_changed}

    def count(self, name: str) -> int:
        return sum(getattr(table, name) for table in self._tables.values())

    def take(self, row: _Row) -> None:
        def may_replace(difference: Difference) -> bool:
            before, now = _shown(difference.before), _shown(difference.now)
            if self._replace:
                told = [row.title, self._bodies[row.cells["body"]], row.which]
                what = _core.message("collect_what", told)
                cleared = tuple(
                    _core.message(f"cleared_{name}", [words])
                    for name, words in difference.cleared.items()
                )
                self.replacements.append(Replacement(what, before, now, row.place, cleared))
            else:
                there = _core.Place(row.table, difference.line, difference.column)
                message = _core.message("collect_differs", [row.title, before, now, str(row.place)])
                self.problems.append(
                    _core.Problem("collect-differs", there, message, difference.text)
                )
            return self._replace

        self._tables[row.table].merge(row.cells, may_replace, row.basis)

    def rows(self, collected: _core.Collected) -> Iterator[_Row]:
        for mark in collected.marks:
            cells = {
                "item": mark.item,
                "body": mark.body,
                "year": str(mark.year),
                "scorer": mark.scorer,
                "value": _value(mark),
                "note": _safe(mark.note),
            }
            scorer = _core.message(f"scorer_{mark.scorer}")
            yield _Row("marks.csv", cells, mark.place, self._items[mark.item], scorer)
        for figure in collected.figures:
            cells = {
                "fact": figure.fact,
                "body": figure.body,
                "year": str(figure.year),
                "value": _value(figure),
                "source": _safe(figure.source),
            }
            title = self._facts[figure.fact]
            yield _Row("facts.csv", cells, figure.place, title, str(figure.year))
        for observation in collected.observations:
            period = str(observation.period)
            cells = {
                "indicator": observation.indicator,
                "body": observation.body,
                "period": period,
                "value": _value(observation),
                "source": _safe(observation.source),
            }
            own = self._indicators[observation.indicator]
            yield _Row("observations.csv", cells, observation.place, own.title, period, own.basis)
        for report in collected.reports:
            day = report.date.isoformat()
            cells = {
                "task": report.task,
                "body": report.body,
                "date": day,
                "status": report.status,
                "percent": _core.decimal_text(report.percent),
                "evidence": _safe(report.evidence),
                "note": _safe(report.note),
            }
            yield _Row("reports.csv", cells, report.place, self._tasks[report.task], day)


def _value(record: _core.Mark | _core.SuppliedFigure | _core.Observation) -> str:
    return _STATES.get(record.state) or _core.decimal_text(record.value or 0.0)


def _safe(words: str) -> str:
    """A spreadsheet that opens the table would take such words for a formula."""
    return "'" + words if words.startswith(("=", "+", "-", "@")) else words


def _shown(cells: Mapping[str, str]) -> _core.Message:
    """Cells of a table as a reader of forms knows them."""
    if "status" in cells or "percent" in cells:
        if "status" not in cells:
            return _core.Message(cells["percent"] + "%")
        told = [_shown_cell(name, cell) for name, cell in cells.items()]
        return told[0] if len(told) == 1 else _core.message("collect_report", told)
    return _shown_cell(*next(iter(cells.items())))


def _shown_cell(name: str, cell: str) -> _core.Message:
    if name == "status":
        return _core.message(f"form_{cell}")
    if name in WORDS:
        return _core.message("collect_quoted", [cell])
    if cell in _STATE_PHRASES:
        return _core.message(_STATE_PHRASES[cell])
    return _core.Message(cell)
