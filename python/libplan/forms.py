"""Forms that units filled in, merged into the plan folder: ``collect``."""

import csv
import errno
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from . import _core
from .folders import _contents, _decoded, _file_error, _telling, is_workbook
from .interrupts import uninterrupted
from .paths import as_text, on_disk
from .typing import Encoding, Watcher

_STATES = {"missing": "", "not_applicable": "不涉及", "not_scored": "未评"}
_HEADS = {
    "marks.csv": ["item", "body", "year", "scorer", "value", "note"],
    "facts.csv": ["fact", "body", "year", "value", "source"],
    "reports.csv": ["task", "body", "date", "status", "percent", "evidence", "note"],
}
_KEYS = {
    "marks.csv": ("item", "body", "year", "scorer"),
    "facts.csv": ("fact", "body", "year"),
    "reports.csv": ("task", "body", "date"),
}
_WORDS = ("note", "source", "evidence")  # what is said beside a value


class Collection(NamedTuple):
    """What ``collect`` merged into a plan folder.

    ``added`` rows were new, ``filled`` ones were empty, ``replaced`` ones said something else,
    ``unchanged`` ones said the same already.
    """

    collected: _core.Collected
    added: int
    filled: int
    replaced: int
    unchanged: int


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

    ``marks.csv``, ``facts.csv`` and ``reports.csv`` gain rows, and rows without a value get one;
    what is not filled in changes nothing. ``progress(done, total)`` is called after each form, True
    shows a bar; what it raises, and Ctrl-C, leaves the folder as it was. InputError, with nothing
    written, for any fault of a form, for a value that differs from the folder's unless ``replace``
    is given, and for tables that could not be read afterwards; OSError if they cannot be written.

    >>> libplan.write_folder(libplan.read("examples/qingxin"), "规划")
    >>> folder = libplan.read("规划")
    >>> forms = libplan.write_templates(folder, year=2019, out="填报", units=["taihe"])
    >>> collection = libplan.collect("规划", forms, year=2019)
    >>> collection.added, len(collection.collected.missing)
    (0, 50)
    """
    source = Path(on_disk(folder))
    if is_workbook(source):
        raise _file_error(errno.ENOTDIR, "ledger_collect", source)
    held = _core.read(source, encoding=encoding)
    collected = _core.read_workbooks(filled, held, year=year, threads=threads, progress=progress)
    contents = _contents(source, encoding)
    tables = {
        name: _Table(name, contents.get(name), encoding, heads) for name, heads in _HEADS.items()
    }
    problems: list[_core.Problem] = []
    for name, row, place, title in _rows(held, collected):
        problem = tables[name].merge(row, place, title, replace=replace)
        if problem:
            problems.append(problem)
    if problems:
        raise _input_error(problems)
    changed = {name: table.content() for name, table in tables.items() if table.is_changed}
    if changed:
        _publish(source, contents, changed, encoding)
    counts = [
        sum(getattr(table, count) for table in tables.values())
        for count in ("added", "filled", "replaced", "unchanged")
    ]
    _core.log("log_merged", [as_text(source), *(str(count) for count in counts)])
    return Collection(collected, *counts)


def _input_error(problems: Sequence[_core.Problem]) -> _core.InputError:
    language = _core.spoken_language()
    error = _core.InputError("\n".join(problem.text(language) for problem in problems))
    error.problems = _core.Problems(problems)
    return error


class _Row(NamedTuple):
    table: str
    cells: dict[str, str]
    place: _core.Place
    title: str


def _rows(held: _core.PlanFolder, collected: _core.Collected) -> Iterator[_Row]:
    """What was filled in, as rows of the tables."""
    items = {item.id: item.title for scheme in held.schemes for item in scheme.items()}
    facts = {fact.id: fact.title for scheme in held.schemes for fact in scheme.facts}
    tasks = {task.id: task.title for task in held.plan.tasks}
    for mark in collected.marks:
        cells = {
            "item": mark.item,
            "body": mark.body,
            "year": str(mark.year),
            "scorer": mark.scorer,
            "value": _value(mark),
            "note": _safe(mark.note),
        }
        yield _Row("marks.csv", cells, mark.place, items[mark.item])
    for figure in collected.figures:
        cells = {
            "fact": figure.fact,
            "body": figure.body,
            "year": str(figure.year),
            "value": _value(figure),
            "source": _safe(figure.source),
        }
        yield _Row("facts.csv", cells, figure.place, facts[figure.fact])
    for report in collected.reports:
        cells = {
            "task": report.task,
            "body": report.body,
            "date": report.date.isoformat(),
            "status": report.status,
            "percent": _core.decimal_text(report.percent),
            "evidence": _safe(report.evidence),
            "note": _safe(report.note),
        }
        yield _Row("reports.csv", cells, report.place, tasks[report.task])


def _value(record: _core.Mark | _core.SuppliedFigure) -> str:
    return _STATES.get(record.state) or _core.decimal_text(record.value or 0.0)


def _safe(words: str) -> str:
    """A spreadsheet that opens the table would take such words for a formula."""
    return "'" + words if words.startswith(("=", "+", "-", "@")) else words


class _Table:
    """A CSV file whose lines stay as they are, but for the rows that change."""

    def __init__(
        self, name: str, content: bytes | None, encoding: Encoding, heads: list[str]
    ) -> None:
        self.name = name
        self.added = self.filled = self.replaced = self.unchanged = 0
        if content is None or not content.strip():
            content = (",".join(heads) + "\n").encode()
        text, self._written_in = _decoded(content, encoding)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._lines = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]
        self._head = next(i for i, line in enumerate(self._lines) if line.strip(" \t,"))
        self._heads = _cells(self._lines[self._head])
        self._by_key: dict[tuple[str, ...], int] = {}
        for at in range(self._head + 1, len(self._lines)):
            if self._lines[at].strip(" \t,"):
                self._by_key[self._key(self._row(at))] = at

    @property
    def is_changed(self) -> bool:
        return self.added + self.filled + self.replaced > 0

    def content(self) -> bytes:
        return (self._newline.join(self._lines) + self._newline).encode(self._written_in)

    def merge(
        self, row: dict[str, str], place: _core.Place, title: str, *, replace: bool
    ) -> _core.Problem | None:
        at = self._by_key.get(self._key(row))
        if at is None:
            self._by_key[self._key(row)] = len(self._lines)
            self._lines.append("")
            self._set(len(self._lines) - 1, row)
            self.added += 1
            return None
        before = self._row(at)
        differs = [
            name
            for name, cell in row.items()
            if not _same(before.get(name, ""), cell) and (cell or name not in _WORDS)
        ]
        if not differs:
            self.unchanged += 1
            return None
        of_value = [name for name in differs if before.get(name) and name not in _WORDS]
        if of_value and not replace:
            told = [title, _shown(before, of_value), _shown(row, of_value), str(place)]
            column = self._column(at, of_value[0])
            there = _core.Place(self.name, at + 1, column)
            message = _core.message("collect_differs", told)
            return _core.Problem("collect-differs", there, message, self._lines[at])
        self._set(at, before | {name: row[name] for name in differs})
        if of_value:
            self.replaced += 1
        else:
            self.filled += 1
        return None

    def _key(self, row: dict[str, str]) -> tuple[str, ...]:
        return tuple(row.get(name, "") for name in _KEYS[self.name])

    def _row(self, at: int) -> dict[str, str]:
        return dict(zip(self._heads, _cells(self._lines[at]), strict=False))

    def _set(self, at: int, row: dict[str, str]) -> None:
        for name, cell in row.items():
            if cell and name not in self._heads:
                self._add_column(name)
        written = io.StringIO()
        csv.writer(written, lineterminator="").writerow(row.get(name, "") for name in self._heads)
        self._lines[at] = written.getvalue()

    def _add_column(self, name: str) -> None:
        self._heads.append(name)
        self._lines[self._head] += "," + name
        for at in range(self._head + 1, len(self._lines)):
            if self._lines[at].strip(" \t,"):
                self._lines[at] += ","

    def _column(self, at: int, name: str) -> int:
        """Where a cell starts in its line, for the caret."""
        before = io.StringIO()
        cells = _cells(self._lines[at])[: self._heads.index(name)]
        csv.writer(before, lineterminator="").writerow(cells)
        return len(before.getvalue()) + 2


def _cells(line: str) -> list[str]:
    return next(csv.reader([line]), [])


def _same(before: str, now: str) -> bool:
    if before == now:
        return True
    try:
        return float(before) == float(now)
    except ValueError:
        other = {"N/A": "不涉及", "pending": "未评"}
        return other.get(before, before) == other.get(now, now)


def _shown(row: dict[str, str], names: Sequence[str]) -> str:
    return " ".join(row[name] for name in names)


def _publish(
    source: Path, contents: dict[str, bytes], changed: dict[str, bytes], encoding: Encoding
) -> None:
    """Reads the folder as it would be, then puts the changed tables in their places."""
    with TemporaryDirectory(prefix="libplan-") as aside:
        for name, content in (contents | changed).items():
            file = Path(aside, on_disk(name))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        _core.read_aside(aside, encoding=encoding)
    with uninterrupted(), _telling("cannot_write", source):
        parts: dict[Path, Path] = {}
        try:
            for name, content in changed.items():
                parts[source / name] = _written_aside(source / name, content)
            for target, part in parts.items():
                part.replace(target)
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)


def _written_aside(target: Path, content: bytes) -> Path:
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _file_error(error.errno or errno.EIO, "cannot_write", target) from error
    return part
