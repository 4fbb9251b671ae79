"""The tables of ``--csv``: flat views of the records that ``--json`` prints, under the same names.

What a record nests in one of its fields becomes columns such as ``pace_growth``, several ids stand
in one cell with ``;`` between them, as in the files of a plan folder.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from .. import _core

Record = Mapping[str, Any]


class Table(NamedTuple):
    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[Record]]


def csv_text(table: Table, record: Any) -> str:
    """A table as RFC 4180 has it, with exact decimals."""
    written = io.StringIO()
    writer = csv.writer(written)  # CRLF at the end of lines
    writer.writerow(table.columns)
    for row in table.rows(record):
        writer.writerow([_cell(_value(row, column)) for column in table.columns])
    return written.getvalue()


def _value(row: Record, column: str) -> object:
    if column in row:
        return row[column]
    outer, _, inner = column.partition("_")
    nested = row.get(outer)
    return None if nested is None else nested[inner]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return _core.decimal_text(value)
    if isinstance(value, list):
        return _safe(";".join(str(each) for each in value))
    return _safe(str(value))


def _safe(words: str) -> str:
    """A spreadsheet would take such words for a formula; a number it takes for what it is."""
    is_number = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", words)
    risky = words.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    return "'" + words if risky and not is_number else words


# ---- which rows of a record a table takes ----


def _of(name: str) -> Callable[[Any], Iterable[Record]]:
    return lambda record: record[name]


def _itself(record: Any) -> Iterator[Record]:
    yield record


def _each(records: Any) -> Iterable[Record]:
    return records  # type: ignore[no-any-return]


def _inside(name: str, **above: str) -> Callable[[Any], Iterator[Record]]:
    """The rows in a field of each record, with fields of the record itself by other names."""

    def rows(records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            for row in record[name]:
                yield {**row, **{own: record[field] for own, field in above.items()}}

    return rows


def _below(
    outer: str, rows: Callable[[Any], Iterable[Record]]
) -> Callable[[Any], Iterable[Record]]:
    return lambda record: rows(record[outer])


def _moves(answers: Iterable[Record]) -> Iterator[Record]:
    for answer in answers:
        ways = [("alone", way) for way in answer["alone"]]
        if answer["together"] is not None:
            ways.append(("together", answer["together"]))
        for kind, way in ways:
            for move in way["moves"]:
                yield {
                    **{name: answer[name] for name in ("scheme", "unit")},
                    **{"way": kind, "item": way["item"], "total": way["total"]},
                    **move,
                }


def _scored(scorecards: Iterable[Record]) -> Iterator[Record]:
    for card in scorecards:
        yield {**card, **(card["possible"] or {"lowest": None, "highest": None})}


def _files(record: Record) -> Iterator[Record]:
    return ({"file": file} for file in record["files"])


def _places(record: Record) -> Iterator[Record]:
    for finding in record["findings"]:
        yield {**finding, "places": [figure["place"] for figure in finding["figures"]]}


def _figures(record: Record) -> Iterator[Record]:
    for number, finding in enumerate(record["findings"], start=1):
        for figure in finding["figures"]:
            yield {"finding": number, "code": finding["code"], **figure}


# ---- the tables of each verb, the first of which is printed unless another is named ----

_READING = (
    *("indicator", "title", "unit", "body", "year", "state", "value", "admissible"),
    *("final_interval", "met", "required", "time_gone", "completion", "ratio_to_target", "status"),
)
_UNDER = ("reason", "provisional", "illustrative")
_FINDINGS = Table(
    ("code", "severity", "title", "printed", "follows", "cure", "places", "illustrative"), _places
)
_ITEM = ("group", "full", "state", "points", "lost", "words", "clause")
_TOTALS = (
    "scheme",
    "unit",
    "title",
    "class",
    "state",
    "total",
    "unrounded",
    "lowest",
    "highest",
    "grade",
    "rank",
    "tied",
    "vetoes",
    "open_vetoes",
)
_items = _inside("items", scheme="scheme", unit="unit", illustrative="illustrative")
_ITEMS = Table(("scheme", "unit", "id", "title", *_ITEM, "illustrative"), _items)
_SCORED = Table((*_TOTALS, "illustrative"), _scored)
_NOTICE = ("code", "place", "message")
_DEPARTURE = ("code", "place", "expected", "found", "message")

TABLES: Mapping[str, Mapping[str, Table]] = {
    "init": {"folder": Table(("folder",), _itself)},
    "convert": {"to": Table(("to",), _itself)},
    "roll": {
        "supply": Table(("kind", "id", "body", "year", "scorer", "last", "actual"), _of("supply"))
    },
    "show": {
        "indicators": Table(
            (
                *("id", "title", "unit", "direction", "nature", "basis", "adds_up", "over_bodies"),
                *("responsible", "illustrative"),
            ),
            _of("indicators"),
        ),
        "targets": Table(
            ("indicator", "title", "unit", "year", "every_year", "form", "words", "clause"),
            _below("indicators", _inside("targets", indicator="id", title="title", unit="unit")),
        ),
        "tasks": Table(
            (
                *("id", "title", "section", "deadline", "lead", "support", "territorial"),
                *("deliverable", "serves", "illustrative"),
            ),
            _of("tasks"),
        ),
        "bodies": Table(("id", "title", "kind", "parent"), _of("bodies")),
        "schemes": Table(("id", "title"), _of("schemes")),
    },
    "check": {
        "findings": _FINDINGS,
        "figures": Table(("finding", "code", "title", "printed", "text_line", "place"), _figures),
    },
    "progress": {
        "judgements": Table(
            (
                *_READING,
                *("ratio_form", "status_linear", "status_geometric"),
                *("pace_growth", "pace_needed", "pace_ratio", "pace_class"),
                *("pace_linear_ratio", "pace_linear_class", "pace_score", "pace_reason"),
                *("twelve_months", "disagreements", *_UNDER),
            ),
            _of("judgements"),
        ),
        "controls": Table(
            (
                *("indicator", "title", "body", "months_gone", "actual", "control", "used"),
                *("time_gone", "standing", "reason", "illustrative"),
            ),
            _of("controls"),
        ),
        "joint": Table(
            ("indicator", "title", "series", "class", "score", "illustrative"), _of("joint")
        ),
    },
    "tasks": {
        "tasks": Table(
            (
                *("task", "title", "deadline", "deliverable", "serves", "standing", "percent"),
                *("days_left", "report_body", "report_date", "report_status", "report_evidence"),
                *("report_note", "reason", "illustrative"),
            ),
            _of("tasks"),
        ),
        "parts": Table(
            (
                *("task", "title", "body", "role", "standing", "percent"),
                *("report_date", "report_status", "report_evidence", "report_note", "reason"),
            ),
            _below("tasks", _inside("parts", task="task", title="title")),
        ),
        "loads": Table(
            (
                *("body", "first_lead", "joint_lead", "support", "territorial"),
                *("done", "overdue", "at_risk"),
            ),
            _of("loads"),
        ),
    },
    "assess": {
        "totals": _SCORED._replace(rows=_below("scorecards", _scored)),
        "items": _ITEMS._replace(rows=_below("scorecards", _items)),
        "progress": Table((*_READING, *_UNDER), _of("progress")),
        "findings": _FINDINGS,
        "files": Table(("file",), _files),
    },
    "explain": {
        "items": _ITEMS,
        "steps": Table(
            ("scheme", "unit", "words", "points"), _inside("steps", scheme="scheme", unit="unit")
        ),
        "totals": _SCORED,
    },
    "compare": {
        "causes": Table(
            ("scheme", "unit", "from", "to", "cause", "points", "words"),
            _inside("causes", scheme="scheme", unit="unit", **{"from": "from", "to": "to"}),
        ),
        "items": Table(
            (
                *("scheme", "unit", "from", "to", "id", "title", "before", "after", "difference"),
                *("before_words", "after_words"),
            ),
            _inside("items", scheme="scheme", unit="unit", **{"from": "from", "to": "to"}),
        ),
        "totals": Table(
            (
                *("scheme", "unit", "title", "from", "to", "before", "after", "difference"),
                *("beyond_items", "open", "illustrative"),
            ),
            _each,
        ),
    },
    "reach": {
        "answers": Table(
            (
                *("scheme", "unit", "title", "year", "grade", "rank", "reached", "state"),
                *("open", "total", "needed", "obstacles", "notes", "illustrative"),
            ),
            _each,
        ),
        "moves": Table(
            ("scheme", "unit", "way", "item", "fact", "title", "from", "to", "total"), _moves
        ),
        "open_points": Table(
            ("scheme", "unit", "item", "title", "full", "points", "lost", "open"),
            _inside("open_points", scheme="scheme", unit="unit"),
        ),
    },
    "template": {"files": Table(("file",), _files)},
    "collect": {
        "forms": Table(("file", "unit", "scorers", "asked", "filled"), _of("forms")),
        "replacements": Table(("what", "before", "now", "cleared", "place"), _of("replacements")),
        "missing": Table(_NOTICE, _of("missing")),
        "notices": Table(_NOTICE, _of("notices")),
        "merged": Table(("added", "filled", "replaced", "unchanged"), _itself),
    },
    "reconcile": {
        "departures": Table(_DEPARTURE, _of("departures")),
        "consequences": Table(_DEPARTURE, _of("consequences")),
        "inputs": Table(_DEPARTURE, _of("inputs")),
    },
}


def table_names(verb: str) -> Sequence[str]:
    return list(TABLES[verb])
