"""Tables in and out: what the compiled core needs of the libraries of data frames.

They are imported only when a frame of theirs is met or asked for.
"""

import datetime
import decimal
import functools
import math
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from . import _core
from .worded import in_words

# ---- in: called by the core for what has no Arrow capsule ----


def native(table: Any) -> Any:
    """What narwhals wraps; anything else as it is."""
    narwhals = sys.modules.get("narwhals")
    if narwhals is None or not isinstance(table, _narwhals_types(narwhals)):
        return table
    return narwhals.to_native(table)


def _narwhals_types(narwhals: Any) -> tuple[type, ...]:
    """Those of its stable versions are subclasses of them."""
    return (narwhals.DataFrame, narwhals.LazyFrame, narwhals.Series)


def columns_of(table: Any) -> Any:
    """The columns of a table by name, or what has an Arrow capsule; None for what is no table.

    Takes frames of pandas, whose columns come as a list of pairs since two may share a name, frames
    of what narwhals knows, objects with a method ``arrow`` or ``to_arrow``, and sequences of dicts,
    dataclasses, named tuples or records of libplan's own.
    """
    if is_pandas(table):
        return _columns_of_pandas(table)
    if isinstance(table, Mapping):
        return dict(table)
    for method in ("to_arrow", "arrow", "collect"):
        if callable(getattr(table, method, None)) and not isinstance(table, type):
            return getattr(table, method)()
    if isinstance(table, Sequence) and not isinstance(table, (str, bytes)):
        return _columns_of_records(table)
    return _columns_of_unknown_frame(table)


def is_pandas(table: Any) -> bool:
    """Whether it is a frame of pandas; pandas is not imported to tell."""
    return _is_of("pandas", ("DataFrame",), table)


def _is_of(module: str, types: tuple[str, ...], value: Any) -> bool:
    """Whether it is of some types of a library, or of types derived from them."""
    library = sys.modules.get(module)
    return library is not None and any(
        isinstance(value, getattr(library, name, ())) for name in types
    )


def _columns_of_pandas(frame: Any) -> list[tuple[str, Any]]:
    """A named index is a column like others, the numbers of rows are not."""
    levels = [
        (str(name), frame.index.get_level_values(at))
        for at, name in enumerate(frame.index.names)
        if name is not None
    ]
    return [*levels, *((str(name), frame.iloc[:, at]) for at, name in enumerate(frame.columns))]


def unwrapped_column(column: Any) -> tuple[Any, Callable[[], Any] | None]:
    """A column as Arrow, NumPy or Python holds it.

    Of a column of pandas also what makes objects of it, should Arrow have no cells for its type.
    """
    column = native(column)
    pandas = sys.modules.get("pandas")
    if pandas is None or not hasattr(pandas, "Series"):
        return column, None
    if isinstance(column, (pandas.Index, pandas.api.extensions.ExtensionArray)):
        column = pandas.Series(column)
    return _of_pandas(column) if isinstance(column, pandas.Series) else (column, None)


def _of_pandas(column: Any) -> tuple[Any, Callable[[], Any] | None]:
    """Numbers as they lie in memory, objects one by one, everything else by Arrow if it can."""
    import numpy

    if hasattr(column, "sparse") and not isinstance(column.dtype, numpy.dtype):
        return _of_pandas(column.sparse.to_dense())
    if isinstance(column.dtype, numpy.dtype):
        if column.dtype.kind in "iuf":
            return column.to_numpy(), None
        if column.dtype.kind in "Ob":
            return column.tolist(), None
    in_objects = functools.partial(_in_objects, column)
    arrow = None if _has_objects(column) else _in_arrow(column)
    return (in_objects(), None) if arrow is None else (arrow, in_objects)


def _has_objects(column: Any) -> bool:
    """Whether it is of categories that are neither all texts nor all of another type."""
    if not hasattr(column, "cat"):
        return False
    words = column.cat.categories
    return words.dtype == object and not all(isinstance(word, str) for word in words)


def _in_arrow(column: Any) -> Any:
    """What pyarrow makes of a column of pandas; None without pyarrow, and if it cannot."""
    try:
        return _need("pyarrow").array(column)
    except Exception:  # what pyarrow raises is its own affair
        return None


def _in_objects(column: Any) -> Any:
    """The cells of a column of pandas; floats of less than 64 bits in their own width."""
    if hasattr(column, "cat"):
        held, in_objects = unwrapped_column(column.cat.categories)
        words = list(held if in_objects is None else in_objects())
        return [None if code < 0 else words[code] for code in column.cat.codes.tolist()]
    if column.dtype.kind == "f" and column.dtype.itemsize < 8:
        return column.to_numpy(dtype=f"f{column.dtype.itemsize}", na_value=math.nan)
    return column.astype(object).tolist()


def _columns_of_records(rows: Sequence[Any]) -> dict[str, list[Any]] | None:
    fields = [_fields_of(row) for row in rows]
    if any(each is None for each in fields):
        return None
    names = dict.fromkeys(name for each in fields for name in each or ())
    return {name: [(each or {}).get(name) for each in fields] for name in names}


def _fields_of(row: Any) -> Mapping[str, Any] | None:
    if isinstance(row, Mapping):
        return row
    if isinstance(row, _OWN_RECORDS):
        return _fields_of_own(row)
    if hasattr(row, "_asdict"):
        return _without_keywords(row._asdict())
    names = getattr(type(row), "__dataclass_fields__", None)
    return None if names is None else _without_keywords({n: getattr(row, n) for n in names})


def _without_keywords(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fields by the names of columns: no field can be called ``class``."""
    return {"class" if name in ("class_", "severity") else name: fields[name] for name in fields}


_OWN_RECORDS = (
    _core.Event,
    _core.Mark,
    _core.Observation,
    _core.SuppliedFigure,
    _core.TaskReport,
)
_COLUMNS_OF_OWN = {"severity": "class", "faults": "fault", "text_line": "line"}
_WORDS_OF_STATES = {"missing": None, "not_applicable": "不涉及", "not_scored": "未评"}


def _fields_of_own(record: Any) -> Mapping[str, Any]:
    """A record of libplan's as a row of its file, where nothing is an empty cell."""
    fields = {
        _COLUMNS_OF_OWN.get(name, name): getattr(record, name)
        for name, member in vars(type(record)).items()
        if isinstance(member, property) and name not in ("place", "places", "state")
    }
    for name in ("line", "counts_in"):
        fields[name] = fields.get(name) or None
    state = getattr(record, "state", "value")
    if state != "value":
        fields["value"] = _WORDS_OF_STATES[state]
    elif places := getattr(record, "places", 0):
        fields["value"] = _with_places(record.value, places)
    return {name: cell for name, cell in fields.items() if cell is not None}


def _with_places(value: float, places: int) -> Any:
    """A number as printed: 12.50 has more decimals than it takes to tell it."""
    number = decimal.Decimal(_core.decimal_text(value))
    shown = -int(number.as_tuple().exponent)
    return number.quantize(decimal.Decimal(1).scaleb(-places)) if shown < places else value


def _columns_of_unknown_frame(table: Any) -> Any:
    """By narwhals, if it is there and knows the frame."""
    try:
        import narwhals.stable.v2 as narwhals
    except ImportError:
        return None
    frame = narwhals.from_native(table, pass_through=True)
    if isinstance(frame, narwhals.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, narwhals.DataFrame):
        return None
    return {name: frame[name].to_list() for name in frame.columns}


def cells_of(column: Any) -> Iterable[Any] | None:
    """The cells of a column as Python objects; None for what is no column."""
    if _is_of("numpy", ("ndarray",), column):
        return _cells_of_array(column) if column.ndim == 1 else None
    without_order = isinstance(column, (str, bytes, Mapping, set, frozenset))
    return column if isinstance(column, Iterable) and not without_order else None


def _cells_of_array(array: Any) -> Iterable[Any]:
    """Days and times as those of Python; small floats keep their own decimals."""
    if is_masked(array):
        import numpy.ma

        cells = _cells_of_array(numpy.ma.getdata(array))
        hidden = numpy.ma.getmaskarray(array).tolist()
        return [None if out else cell for cell, out in zip(cells, hidden, strict=True)]
    if array.dtype.kind == "M":
        array = array.astype("datetime64[us]")
    return iter(array) if array.dtype.kind == "f" else list(array.tolist())


def is_masked(column: Any) -> bool:
    """Whether it is an array of NumPy that says of its cells whether they count."""
    return _is_of("numpy.ma", ("MaskedArray",), column)


def written(cell: Any) -> Any:
    """A cell as a file would hold it, or a float; None: missing; False: what no cell can be.

    A list of texts is what few columns can hold.
    """
    kind = type(cell).__name__
    if kind in ("NAType", "NaTType"):
        return None
    if isinstance(cell, _core.Period):
        return str(cell)
    if isinstance(cell, bool) or kind in ("bool_", "bool"):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return str.__str__(cell)
    if isinstance(cell, int):
        return int.__str__(cell)
    if isinstance(cell, decimal.Decimal):
        return None if cell.is_nan() else format(cell, "f")
    if isinstance(cell, datetime.datetime):
        return _moment(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, (list, tuple)) or getattr(cell, "ndim", 0) == 1:
        return [str(each) for each in cell]
    return _written_by_name(cell, kind)


def _moment(cell: datetime.datetime) -> str:
    """A day, with the time of it only if there is one, by the clocks of its own zone."""
    if cell.time() == datetime.time():
        return cell.date().isoformat()
    least = "auto" if cell.second or cell.microsecond else "minutes"
    return cell.replace(tzinfo=None).isoformat(" ", timespec=least)


def ahead_of_utc(zone: str, count: int, per_day: int) -> int:
    """How far the clocks of a zone are ahead at a moment of UTC, both in parts of a day."""
    microseconds = count * 86_400_000_000 // per_day
    try:
        moment = _EPOCH + datetime.timedelta(microseconds=microseconds)
        ahead = moment.astimezone(_zone(zone)).utcoffset()
    except OverflowError:  # a year that no calendar of Python has
        return 0
    return 0 if ahead is None else round(ahead.total_seconds()) * per_day // 86_400


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@functools.cache
def _zone(name: str) -> datetime.tzinfo:
    """A zone by its name or as +08:00."""
    if offset := re.fullmatch(r"([+-])(\d\d):?(\d\d)", name):
        sign, hours, minutes = offset.groups()
        ahead = datetime.timedelta(hours=int(hours), minutes=int(minutes))
        return datetime.timezone(ahead if sign == "+" else -ahead)
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        from .folders import _invalid

        raise _invalid(_core.Place(), "table_unreadable", name, code="table") from None


def _written_by_name(cell: Any, kind: str) -> Any:
    if kind == "Period":
        return _period_of_pandas(cell)
    if kind == "float64":
        return float(cell)
    if type(cell).__module__ == "numpy" and getattr(cell, "ndim", 1) == 0:
        number = decimal.Decimal(str(cell))
        return None if number.is_nan() else format(number, "f")
    return False


def _period_of_pandas(period: Any) -> str:
    """By its days where years begin with another month than January: there 2021Q1 is another."""
    if re.fullmatch(r"[DM]|(Q|Y|A)(-DEC)?", period.freqstr):
        return str(period)
    return f"{period.start_time.date()}/{period.end_time.date()}"


def read_csv(path: str | os.PathLike[str]) -> list[tuple[str, list[str]]]:
    """The columns of a CSV file, cells as they are written; an Excel mark at its start is none.

    InputError for another encoding, and for a row with fewer or more cells than the heads.
    """
    import csv  # here, for the sake of a quick ``import libplan``

    from .folders import _invalid

    name = os.path.basename(os.fspath(path))
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            rows = [(lines.line_num, row) for row in lines if any(row)]
    except UnicodeDecodeError:
        raise _invalid(_core.Place(name), "not_utf8_table", code="gbk") from None
    heads = rows[0][1] if rows else []
    for line, row in rows[1:]:
        if len(row) != len(heads):
            phrase = "too_few_cells" if len(row) < len(heads) else "too_many_cells"
            raise _invalid(_core.Place(name, line), phrase, len(row), len(heads), code="cell-count")
    return [(head, [row[at] for _, row in rows[1:]]) for at, head in enumerate(heads)]


def read_parquet(path: str | os.PathLike[str]) -> Any:
    """A Parquet file as a table of the first library that is there."""
    for module, read in (
        ("pyarrow", _parquet_by_pyarrow),
        ("polars", _parquet_by_polars),
        ("duckdb", _parquet_by_duckdb),
    ):
        try:
            __import__(module)
        except ImportError:
            continue
        return read(os.fspath(path))
    raise ImportError(_core.say("table_needs", ["pyarrow"], language=_core.spoken_language()))


def _parquet_by_pyarrow(path: str) -> Any:
    return _need("pyarrow.parquet").read_table(path)


def _parquet_by_polars(path: str) -> Any:
    import polars

    return polars.read_parquet(path)


def _parquet_by_duckdb(path: str) -> Any:
    import duckdb

    return duckdb.read_parquet(path)


# ---- out ----


def _need(module: str) -> Any:
    """A library that is asked for; the error of a missing one says how to install it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        hint = _core.say("table_needs", [module], language=_core.spoken_language())
        raise ImportError(hint, name=module) from None


def to_pandas(table: _core.Table) -> Any:
    """A frame of pandas of any version, without pyarrow: words as categories, points as Decimal."""
    pandas = _need("pandas")
    return pandas.DataFrame({name: _series(pandas, table, name) for name in table.columns})


def _series(pandas: Any, table: _core.Table, name: str) -> Any:
    values, valid, words = table._array(name), table._valid(name), table._words(name)
    if words is not None:
        codes = values.astype("int64")
        if valid is not None:
            codes[~valid] = -1
        return pandas.Categorical.from_codes(codes, words)
    if values is None:
        return _objects(pandas, table._format(name), table[name])
    if valid is None:
        return values
    if values.dtype.kind == "f":
        return _nothing_is_nan(values, valid)
    return pandas.arrays.IntegerArray(values.copy(), ~valid)


def _nothing_is_nan(values: Any, valid: Any) -> Any:
    """The numbers themselves where what is nothing is NaN already."""
    if (values[~valid] != values[~valid]).all():
        return values
    values = values.copy()
    values[~valid] = math.nan
    return values


def _objects(pandas: Any, arrow_format: str, cells: list[Any]) -> Any:
    """Texts and points as they are, flags as booleans, days as dates of pandas."""
    if arrow_format == "b":
        return pandas.array(cells, dtype="boolean")
    if arrow_format == "tdD":
        return pandas.to_datetime(pandas.Series(cells, dtype=object))
    return pandas.Series(cells, dtype=object)


def to_polars(table: _core.Table) -> Any:
    """A frame of polars."""
    return _need("polars").DataFrame(table)


def to_arrow(table: _core.Table) -> Any:
    """A table of pyarrow, whose numbers are those of the results."""
    return _need("pyarrow").table(table)


def to_csv(table: _core.Table, path: str | os.PathLike[str] | None = None) -> str:
    """Text of a CSV file, as plan folders hold them; written to a file as well if one is named."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*(map(_csv_cell, table[name]) for name in table.columns), strict=True))
    if path is not None:
        with open(os.fspath(path), "w", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())
    return text.getvalue()


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and math.isfinite(cell):  # a side without limit is inf
        return _core.decimal_text(cell)
    return cell


def to_text(
    table: _core.Table,
    *,
    columns: Sequence[str] | None = None,
    rows: int = 20,
    width: int | None = None,
) -> str:
    """The first rows in as many columns as fit, or in those asked for; what is left out is named.

    ``width``: that of the terminal if left out.
    """
    width = shutil.get_terminal_size((80, 24)).columns if width is None else width
    lines = [""] * (min(len(table), rows) + 1)
    others = list(table.columns if columns is None else columns)
    while others:
        cells = table._first(others[0], rows)
        is_number = any(isinstance(cell, float | int | decimal.Decimal) for cell in cells)
        words = [" ".join(_core.plain_text(_shown(cell)).splitlines()) for cell in cells]
        column = _aligned([others[0], *words], width // 3, to_the_right=is_number)
        wider = [
            f"{line}  {cell}" if line else cell for line, cell in zip(lines, column, strict=True)
        ]
        if columns is None and lines[0] and _core.display_width(wider[0]) > width:
            break
        lines = wider
        others.pop(0)
    notes = [f"{len(table):,} × {len(table.columns)}"]
    if len(table) > rows:
        notes += [_say("table_first_rows", rows)]
    if others:
        names = textwrap.wrap(", ".join(others), width - 4)
        notes += [_say("table_columns_left_out", len(others)), *(f"    {line}" for line in names)]
    return "\n".join([*(line.rstrip() for line in lines), *notes])


def _say(phrase: str, *words: object) -> str:
    return _core.say(phrase, list(map(str, words)), language=_core.spoken_language())


def _aligned(words: Sequence[str], widest: int, *, to_the_right: bool) -> list[str]:
    """Words of one width, in columns of a terminal; what is longer than the widest is cut."""
    cut = [_cut(word, widest) for word in words]
    broad = max(map(_core.display_width, cut))
    blanks = [" " * (broad - _core.display_width(word)) for word in cut]
    return [b + word if to_the_right else word + b for word, b in zip(cut, blanks, strict=True)]


def _cut(word: str, widest: int) -> str:
    if _core.display_width(word) <= widest:
        return word
    word = word[:widest]  # of a long text not every letter is tried
    while _core.display_width(word) > widest - 1:
        word = word[:-1]
    return word + "…"


def _shown(cell: Any) -> str:
    return "" if cell is None else str(_csv_cell(cell))


def to_html(table: _core.Table, rows: int = 20, most: int = 40_000) -> str:
    """The first rows as HTML that follows the theme of a notebook.

    What is long is cut, and there are no more rows than ``most`` bytes hold.
    """

    def line(cells: Iterable[Any], tag: str) -> str:
        shown = (_core.html_text(_cut(_shown(cell), 100)) for cell in cells)
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in shown) + "</tr>"

    heads = line(table.columns, "th")
    lines: list[str] = []
    for cells in zip(*(table._first(name, rows) for name in table.columns), strict=True):
        lines.append(line(cells, "td"))
        if lines[1:] and sum(len(each.encode()) for each in lines) > most:
            lines.pop()
            break
    notes = [f"{len(table):,} × {len(table.columns)}"]
    if len(table) > len(lines):
        notes.append(_core.html_text(_say("table_first_rows", len(lines))))
    told = "".join(f"<p>{note}</p>" for note in notes)
    return f"<table><thead>{heads}</thead><tbody>{''.join(lines)}</tbody></table>{told}"


# ---- the same kind out as came in ----


@in_words
def measure_frame(
    plan: _core.Plan,
    observations: Any,
    *,
    first_year: int,
    last_year: int,
    as_of: datetime.date | None = None,
) -> Any:
    """Where every series stands in each year, as a frame of the kind that the figures came in.

    ``observations`` is a table as ``libplan.observations`` takes it: a frame of pandas, polars,
    pyarrow, DuckDB or of what narwhals knows gives one of its kind, a dict of columns a dict; for
    anything else the answer is a ``Table``. The columns are those of ``ProgressColumns.table()``.

    >>> plan = libplan.read("examples/qingxin").plan
    >>> figures = {"indicator": ["vehicle_online"], "period": [2018], "value": [99.5]}
    >>> frame = libplan.measure_frame(plan, figures, first_year=2018, last_year=2018)
    >>> frame["value"][frame["indicator"].index("vehicle_online")]
    99.5
    """
    columns = _core.measure_columns(
        plan, observations, first_year=first_year, last_year=last_year, as_of=as_of
    )
    return like(observations, columns.table())


def like(given: Any, table: _core.Table) -> Any:
    """A table as what another one is: pandas for pandas, polars for polars …"""
    inside = native(given)
    if inside is not given:
        return _wrapped(given, like(inside, table))
    if is_pandas(given):
        return table.to_pandas()
    if _is_of("polars", ("DataFrame", "LazyFrame"), given):
        frame = table.to_polars()
        return frame.lazy() if _is_of("polars", ("LazyFrame",), given) else frame
    if type(given).__module__.split(".")[0] == "pyarrow":
        return table.to_arrow()
    if _is_of("duckdb", ("DuckDBPyRelation",), given):
        return _as_relation(given, table)
    if isinstance(given, Mapping):
        return table.to_dict()
    if isinstance(given, str | os.PathLike):
        return table
    return _by_narwhals(given, table)


def _as_relation(given: Any, results: _core.Table) -> Any:
    """On the connection of the given relation, so that the two can be joined.

    A relation does not tell its connection; but a query of it runs there, and finds by their names
    the tables that Python has at hand.
    """
    if not hasattr(given, "query"):
        return _need("duckdb").from_arrow(results)
    return given.query("libplan_given", "select * from results").set_alias("libplan_results")


def _wrapped(given: Any, answer: Any) -> Any:
    """In a frame of narwhals, of the same version of its interface."""
    import importlib

    version = re.match(r"narwhals(\.stable\.v\d+)?", type(given).__module__)
    return importlib.import_module(version[0] if version else "narwhals").from_native(answer)


def _by_narwhals(given: Any, table: _core.Table) -> Any:
    """For frames that narwhals knows, if it is there already."""
    if isinstance(given, (str, os.PathLike, Sequence)) or "narwhals" not in sys.modules:
        return table
    import narwhals.stable.v2 as narwhals

    frame = narwhals.from_native(given, pass_through=True)
    if not isinstance(frame, (narwhals.DataFrame, narwhals.LazyFrame)):
        return table
    answer: Any = narwhals.from_dict(table.to_dict(), backend=frame.implementation)
    if isinstance(frame, narwhals.LazyFrame):
        answer = answer.lazy()
    return answer.to_native()


@in_words
def assess_frame(scheme: _core.Scheme, facts: Any, *, threads: int = 1) -> Any:
    """Total, grade and rank of every unit, as a frame of the kind that the facts came in.

    ``facts`` is a table with a row for each unit, as ``libplan.assess_many`` takes it, or the path
    of one (CSV, Parquet), which is answered by a ``Table``. The answer
    has the same rows in the same order, with its column "unit", if it has one, and the columns
    of ``Scores.table()``; of pandas also its index, so that ``frame["grade"] =
    libplan.assess_frame(scheme, frame)["grade"]`` gives each unit its own grade. Columns that the
    scheme does not know are passed over. InputError if a unit stands twice.

    >>> scheme = libplan.Scheme(
    ...     "s", "办法", "town",
    ...     [libplan.Group("g", "一", 100, [
    ...         libplan.Item("i", "外借", 100, libplan.ShareRule(40), fact="loans")
    ...     ])],
    ...     [libplan.Grade("优秀", 90), libplan.Grade("合格", 0)],
    ...     facts=[libplan.FactDefinition("loans", "外借", libplan.SuppliedFact())],
    ... )
    >>> facts = {"unit": ["east", "west"], "loans": [40, 33.1]}
    >>> libplan.assess_frame(scheme, facts)["grade"]
    ['优秀', '合格']
    """
    if hasattr(facts, "read_all"):  # a stream, which can be read once only
        facts = facts.read_all()
    scores = _core.assess_many(scheme, facts, threads=threads, keep_items=False)
    answer = like(facts, scores.table(scheme, facts=facts))
    return _indexed_as(facts, answer) if is_pandas(facts) else answer


def _indexed_as(given: Any, answer: Any) -> Any:
    """A frame of pandas with the index of the one it answers; what stands in that is no column."""
    answer = answer.drop(columns=[name for name in given.index.names if name in answer.columns])
    answer.index = given.index
    return answer
