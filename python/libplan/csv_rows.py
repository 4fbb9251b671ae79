"""The tables of a plan folder, changed row by row: every other line stays as it is."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .folders import _decoded
from .typing import Encoding

HEADS = {
    "marks.csv": ["item", "body", "year", "scorer", "value", "note"],
    "facts.csv": ["fact", "body", "year", "value", "source"],
    "observations.csv": ["indicator", "body", "period", "value", "source"],
    "reports.csv": ["task", "body", "date", "status", "percent", "evidence", "note"],
}
_KEYS = {
    "marks.csv": ("item", "body", "year", "scorer"),
    "facts.csv": ("fact", "body", "year"),
    "observations.csv": ("indicator", "body", "period"),
    "reports.csv": ("task", "body", "date"),
}
WORDS = ("note", "source", "evidence")  # what is said beside a value


class Difference(NamedTuple):
    """Where a table says something else than the row that is merged."""

    line: int
    column: int
    text: str  # the line
    before: dict[str, str]  # the cells that differ
    now: dict[str, str]
    cleared: dict[str, str]  # what was said beside the old value and not of the new one


class Table:
    """A CSV file whose lines stay as they are, but for the rows that change."""

    def __init__(self, name: str, content: bytes | None, encoding: Encoding) -> None:
        self.name = name
        self.added = self.filled = self.replaced = self.unchanged = 0
        if content is None or not content.strip():
            content = (",".join(HEADS[name]) + "\n").encode()
        text, self._written_in = _decoded(content, encoding)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._lines = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]
        self._head = next(i for i, line in enumerate(self._lines) if line.strip(" \t,"))
        self._heads = _cells(self._lines[self._head])
        self._by_key: dict[tuple[str, ...], list[int]] = {}
        for at in range(self._head + 1, len(self._lines)):
            if self._lines[at].strip(" \t,"):
                self._by_key.setdefault(self._key(self._row(at)), []).append(at)

    @property
    def is_changed(self) -> bool:
        return self.added + self.filled + self.replaced > 0

    def content(self) -> bytes:
        return (self._newline.join(self._lines) + self._newline).encode(self._written_in)

    def merge(
        self, row: Mapping[str, str], may_replace: Callable[[Difference], bool], basis: str = ""
    ) -> None:
        """Adds a row, fills in an empty one, or replaces what differs where that is allowed.

        A value that comes in is no longer made up, and what was said beside the value it replaces
        is not said of it.
        """
        lines = self._by_key.setdefault(self._key(row), [])
        if not lines:
            lines.append(len(self._lines))
            self._lines.append("")
            self._set(lines[0], row)
            self.added += 1
            return
        at = max(lines, key=lambda line: self._rank(line, basis))
        before = self._row(at)
        differs = [
            name
            for name, cell in row.items()
            if not _same(before.get(name, ""), cell) and (cell or name not in WORDS)
        ]
        if not differs:
            self.unchanged += 1
            return
        replaces = [name for name in differs if _replaces(name, before.get(name, ""), row[name])]
        cleared = _cleared(before, row, replaces)
        if not replaces:
            self.filled += 1
        elif may_replace(self._difference(at, replaces, row, cleared)):
            self.replaced += 1
        else:
            return
        changed = {name: row[name] for name in differs} | dict.fromkeys(cleared, "")
        if any(name not in WORDS for name in differs) and before.get("illustrative"):
            changed["illustrative"] = ""
        self._set(at, before | changed)

    def _rank(self, at: int, basis: str) -> tuple[bool, str, int]:
        """Of several figures that one counts: on the basis, then the latest, then the last row."""
        row = self._row(at)
        return row.get("basis", "") == basis, row.get("as_of", ""), at

    def _difference(
        self, at: int, names: Sequence[str], row: Mapping[str, str], cleared: dict[str, str]
    ) -> Difference:
        values = [name for name in names if name not in WORDS] or names
        before = self._row(at)
        return Difference(
            at + 1,
            self._column(at, values[0]),
            self._lines[at],
            {name: before[name] for name in values},
            {name: row[name] for name in values},
            cleared,
        )

    def _key(self, row: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(row.get(name, "") for name in _KEYS[self.name])

    def _row(self, at: int) -> dict[str, str]:
        return dict(zip(self._heads, _cells(self._lines[at]), strict=False))

    def _set(self, at: int, row: Mapping[str, str]) -> None:
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


def _replaces(name: str, before: str, now: str) -> bool:
    """Whether something is lost; words that go on where the others ended say more."""
    return bool(before) and not (name in WORDS and now.startswith(before))


def _cleared(
    before: Mapping[str, str], row: Mapping[str, str], replaces: Sequence[str]
) -> dict[str, str]:
    """What does not go with what is replaced: words with a value, with a source its line."""
    of_value = any(name not in WORDS for name in replaces)
    names = [*WORDS, "line"] if of_value else ["line"] if "source" in replaces else []
    return {name: before[name] for name in names if before.get(name) and not row.get(name)}


def _same(before: str, now: str) -> bool:
    if before == now:
        return True
    try:
        return float(before) == float(now)
    except ValueError:
        other = {"N/A": "不涉及", "pending": "未评"}
        return other.get(before, before) == other.get(now, now)
