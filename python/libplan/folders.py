"""Plan folders: started by ``init``, carried into another year by ``roll``."""

import csv
import errno
import io
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from . import _core
from .interrupts import uninterrupted
from .paths import as_text, on_disk
from .typing import Encoding, Language, Scorer, SupplyKind
from .worded import in_words

_TEMPLATES = [
    "plan.toml",
    "plan.txt",
    "overlay.toml",
    "identities.toml",
    "figures.csv",
    "observations.csv",
    "controls.csv",
    "events.csv",
    "reports.csv",
    "marks.csv",
    "schemes/towns.toml",
    "schemes/departments.toml",
]
_README = "说明.md"
_EXAMPLE = ("示例县公共阅读服务规划", 2021, 2025)
_OTHER_TABLES = {".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv", ".toml"}
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SCORERS: tuple[Scorer, ...] = ("self", "department", "team")


class Supply(NamedTuple):
    """One thing that must be supplied for a year: a figure of an indicator or of a fact, a control
    figure, a mark or a report.

    ``id`` is the indicator, fact, item or task; ``body`` is empty for the whole area. ``last`` is
    the figure, control figure or mark of the year before, ``actual`` what a control figure was
    held against then; figures are in the unit of the indicator or fact.
    """

    kind: SupplyKind
    id: str
    body: str
    year: int
    scorer: Scorer | None = None
    last: float | None = None
    actual: float | None = None


@in_words
def init(
    folder: str | os.PathLike[str],
    *,
    title: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    example: bool = False,
    language: Language = "zh",
) -> Path:
    """Starts a plan folder whose files explain themselves; all its content is made up (示例).

    A name that ends in .xlsx starts a workbook instead, with heads in ``language``: an empty one
    to fill in, with explanations and drop-downs, or with ``example`` one that holds what the
    folder would. Left out, ``title`` and the years are those of the example (2021 to 2025), and
    empty in an empty workbook.
    InputError for years that cannot be or a title that is not UTF-8; OSError if the folder is
    not empty, the workbook exists or either cannot be written.

    >>> folder = libplan.init("我的规划", title="某县阅读规划", first_year=2021, last_year=2025)
    >>> libplan.read(folder).plan.title
    '某县阅读规划'
    """
    _core.say("listed", language=language)  # refuses one that is not spoken
    target = _named_as_it_is(folder)
    is_empty = is_workbook(target) and not example
    if not is_empty:
        named, first, last = _EXAMPLE
        title = named if title is None else title
        first_year = first if first_year is None else first_year
        last_year = last if last_year is None else last_year
    if title is not None and title != title.encode("utf-8", "replace").decode():
        raise _invalid(_core.Place(), "title_not_utf8", code="title")
    for year in (first_year, last_year):
        if year is not None and not 1900 <= year <= 9999:
            raise _invalid(_core.Place(), "mark_year", year)
    if first_year is not None and last_year is not None and first_year > last_year:
        raise _invalid(_core.Place(), "years_reversed", first_year, last_year)
    with _telling("cannot_write", target):
        if is_workbook(target):
            _require_nothing(target)
        elif target.exists() and not (target.is_dir() and _is_empty(target)):
            raise _file_error(errno.EEXIST, "folder_not_empty", target)
    if title is None or first_year is None or last_year is None or is_empty:
        with _telling("cannot_write", target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _core.write_empty_workbook(
                target,
                title=title or "",
                first_year=first_year,
                last_year=last_year,
                language=language,
            )
        return target
    contents = _example(title, first_year, last_year)
    if is_workbook(target):
        _write_workbook(target, contents, language)
    else:
        with _logged(target):
            _write(target, contents)
    return target


def _example(title: str, first_year: int, last_year: int) -> dict[str, bytes]:
    """The files of the made-up plan."""
    words = {
        "@earlier@": str(first_year - 2),
        "@before@": str(first_year - 1),
        "@first@": str(first_year),
        "@next@": str(first_year + 1),
        "@last@": str(last_year),
        "@title@": json.dumps(title, ensure_ascii=False).replace("\x7f", "\\u007f"),
    }

    def filled(name: str) -> bytes:
        text = (Path(__file__).parent / "templates" / name).read_text(encoding="utf-8")
        for mark, word in words.items():  # the title last: what it says is not filled in
            text = text.replace(mark, word)
        return text.encode()

    return {name: filled(name) for name in _TEMPLATES} | {_README: filled("readme.md")}


@in_words
def convert(
    source: str | os.PathLike[str],
    to: str | os.PathLike[str],
    *,
    language: Language = "zh",
    encoding: Encoding = "utf-8",
) -> Path:
    """Turns a plan folder into a workbook, or a workbook into a plan folder; ``to`` ends in .xlsx
    if it is to be a workbook, whose heads are in ``language``.

    What is written reads back as the same values; remarks in TOML files are not among them.
    InputError for bad input; OSError if ``to`` exists or cannot be written.

    >>> workbook = libplan.convert("examples/ecology", "生态.xlsx")
    >>> libplan.read(workbook) == libplan.read("examples/ecology")
    True
    """
    target = _named_as_it_is(to)
    held = _core.read(on_disk(source), encoding=encoding)
    if is_workbook(target):
        _require_nothing(target)
        _core.write_workbook(held, target, language=language)
    else:
        _core.write_folder(held, target)
    return target


def _named_as_it_is(to: str | os.PathLike[str]) -> Path:
    """Where a plan is to be written; InputError for the name of a kind of file that holds none."""
    target = Path(on_disk(to))
    if target.suffix.lower() in _OTHER_TABLES:
        raise _invalid(_core.Place(), "convert_kind", as_text(target), code="file-kind")
    return target


def is_workbook(path: str | os.PathLike[str]) -> bool:
    """Whether a plan is read from or written to a workbook: a name that ends in .xlsx."""
    return Path(path).suffix.lower() == ".xlsx" and not Path(path).is_dir()


def _require_nothing(target: Path) -> None:
    if os.path.lexists(target):
        raise _file_error(errno.EEXIST, "folder_exists", target)


def _write_workbook(target: Path, contents: Mapping[str, bytes], language: Language) -> None:
    """A workbook that holds what a plan folder with these files would."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="libplan-") as aside:
        _write(Path(aside, "plan"), contents)
        held = _core.read_aside(Path(aside, "plan"))
    with _telling("cannot_write", target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _core.write_workbook(held, target, language=language)


@in_words
def roll(
    folder: str | os.PathLike[str],
    to: str | os.PathLike[str],
    *,
    year: int,
    language: Language = "zh",
    encoding: Encoding = "utf-8",
) -> list[Supply]:
    """Carries a plan folder into another year and returns what must be supplied for it.

    All files are copied as they are, but for the years in the commands of 说明.md;
    ``controls.csv`` and ``marks.csv`` gain empty rows for the year, a scheme's ``year`` moves on,
    and the list is written beside them (待补清单.md or to-supply.md). A plan kept in a workbook is
    read from there, and a name ``to`` that ends in .xlsx makes one. With ``encoding="gbk"`` files
    in GBK are read too; they stay in GBK.
    InputError for a year outside the plan or not after the last one with data;
    OSError if ``to`` exists or cannot be written.

    >>> supplies = libplan.roll("examples/ecology", "生态-2019", year=2019)
    >>> print(supplies[0].kind, supplies[0].id, supplies[0].last)
    observation good_air_days 79.3
    """
    source, target = Path(on_disk(folder)), Path(on_disk(to))
    if is_workbook(source) or is_workbook(target):
        return _roll_workbook(source, target, year, language, encoding)
    held = _core.read(source, encoding=encoding)
    plan = held.plan
    if not plan.first_year <= year <= plan.last_year:
        raise _invalid(plan.place, "year_outside", year, plan.first_year, plan.last_year)
    last, place = max(_years_with_data(held), key=lambda found: found[0], default=(year - 1, None))
    if place and year <= last:
        raise _invalid(place, "roll_not_later", year, last)
    if os.path.lexists(target):
        raise _file_error(errno.EEXIST, "folder_exists", target)
    if target.resolve().is_relative_to(source.resolve()):
        raise _file_error(errno.EINVAL, "folder_inside", target, source)

    supplies = _supplies(held, year, last)
    contents = _contents(source, encoding)
    if _README in contents:
        contents[_README] = _commands_of_year(contents[_README], year, last)
    for name, kind in (("controls.csv", "control"), ("marks.csv", "mark")):
        rows = [_row(supply, held, last) for supply in supplies if supply.kind == kind]
        if rows:
            contents[name] = _with_rows(contents[name], rows, encoding)
    text = _text(held, supplies, year, last, language)
    list_file = _core.say("supply_file", language=language)
    with _logged(target):
        _write(target, contents | {list_file: text.encode()}, encoding)
    return supplies


def supply_list(to: str | os.PathLike[str], language: Language) -> Path:
    """Where ``roll`` writes what must be supplied: in the folder, or beside the workbook."""
    name = _core.say("supply_file", language=language)
    target = Path(on_disk(to))
    return target.with_name(f"{target.stem}-{name}") if is_workbook(target) else target / name


def _roll_workbook(
    source: Path, target: Path, year: int, language: Language, encoding: Encoding
) -> list[Supply]:
    """Carries a plan on that is kept, or to be kept, in a workbook."""
    from tempfile import TemporaryDirectory

    listed = supply_list(target, language)
    for made in (target, listed):
        if is_workbook(target):
            _require_nothing(made)
    held = _core.read(source, encoding=encoding)
    with TemporaryDirectory(prefix="libplan-") as aside:
        before, after = Path(aside, "before"), Path(aside, "after")
        _core.write_folder(held, before)
        supplies = roll(before, after, year=year, language=language)
        if is_workbook(target):
            _core.write_workbook(_core.read_aside(after), target, language=language)
        else:
            _core.write_folder(_core.read_aside(after), target)
        with _telling("cannot_write", listed):
            listed.write_bytes((after / _core.say("supply_file", language=language)).read_bytes())
    return supplies


def _commands_of_year(text: bytes, year: int, last: int) -> bytes:
    """The commands that it explains, for the year and the one after it."""
    moved = {str(last): str(year), str(year): str(year + 1)}

    def later(found: re.Match[bytes]) -> bytes:
        named = found[1].decode()
        return b"--year " + moved.get(named, named).encode()

    return re.sub(rb"--year ([0-9]{4})", later, text)


# ---- errors and files -------------------------------------------------------------------------


def _invalid(
    place: _core.Place, phrase: str, *words: object, code: str = "year"
) -> _core.InputError:
    message = _core.message(phrase, [str(word) for word in words])
    problem = _core.Problem(code, place, message)
    error = _core.InputError(problem.text(_core.spoken_language()))
    error.problems = _core.Problems([problem])
    return error


def _file_error(code: int, phrase: str, *paths: Path) -> OSError:
    message = _core.message(phrase, [as_text(path) for path in paths])
    error = OSError(code, getattr(message, _core.spoken_language()))
    error.message = message  # type: ignore[attr-defined]
    return error


_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def _telling(phrase: str, path: Path) -> Iterator[None]:
    """Says in both languages what the system says in its own."""
    try:
        yield
    except OSError as error:
        if hasattr(error, "message"):
            raise
        full = phrase == "cannot_write" and error.errno in _DISK_FULL
        raise _file_error(
            error.errno or errno.EIO, "cannot_write_full" if full else phrase, path
        ) from error


@contextmanager
def _logged(target: Path) -> Iterator[None]:
    """Lets the log tell what was written and how long it took."""
    start = time.monotonic()
    yield
    _core.log("log_wrote", [as_text(target), f"{time.monotonic() - start:.3f}"])


def _write(target: Path, contents: Mapping[str, bytes], encoding: Encoding = "utf-8") -> None:
    """Writes a folder aside, reads it, and only then puts it where it belongs."""
    with _telling("cannot_write", target):
        empty = target.is_dir()
        target.parent.mkdir(parents=True, exist_ok=True)
        with _aside((target if empty else target.parent) / _aside_name(target)) as aside:
            made = aside / "folder"
            for name, content in contents.items():
                file = made / on_disk(name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            _core.read_aside(made, encoding=encoding)
            if empty:
                with uninterrupted():
                    for path in list(made.iterdir()):
                        path.rename(target / path.name)
            else:
                made.rename(target)


def _aside_name(target: Path) -> str:
    return f".libplan-{target.name}"


def _is_empty(folder: Path) -> bool:
    """But for what a run that was killed may have left, which goes when the folder is written."""
    return {path.name for path in folder.iterdir()} <= {_aside_name(folder)}


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """An empty folder that is locked, so that nobody else makes the same, and removed in the end.

    What a run that was killed left in it goes.
    """
    import fcntl  # here, for the sake of a quick ``import libplan``
    import shutil

    path.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in path.iterdir():
            shutil.rmtree(left)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(lock)


def _decoded(content: bytes, encoding: Encoding) -> tuple[str, str]:
    """A text that could be read, and the encoding it is in: of those asked for GBK some are UTF-8.

    GB18030 holds all of GBK.
    """
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        if encoding != "gbk":
            raise
        return content.decode("gb18030"), "gb18030"


def _contents(folder: Path, encoding: Encoding) -> dict[str, bytes]:
    """The files of a plan folder, without workbooks, hidden files and earlier lists."""
    lists = [_core.say("supply_file", language=language) for language in _LANGUAGES]
    import tomllib

    with _telling("file_unreadable", folder):
        paths = [path for path in folder.iterdir() if path.is_file()]
        paths = [path for path in paths if as_text(path.name) not in lists]
        paths = [path for path in paths if path.name[0] not in ".~" and path.suffix != ".xlsx"]
        paths += (folder / "schemes").glob("*.toml")
    plan, _ = _decoded((folder / "plan.toml").read_bytes(), encoding)
    text = Path(on_disk(tomllib.loads(plan)["plan"].get("text", "")))
    if len(text.parts) > 1 and not text.is_absolute() and ".." not in text.parts:
        paths.append(folder / text)  # the plan's text may lie in a folder of its own
    contents = {}
    for path in sorted(paths):
        with _telling("file_unreadable", path):
            contents[path.relative_to(folder).as_posix()] = path.read_bytes()
    return contents


def _with_rows(content: bytes, rows: Sequence[Mapping[str, str]], encoding: Encoding) -> bytes:
    """A table with rows below those it has, which stay as they are."""
    text, written_in = _decoded(content, encoding)
    newline = "\r\n" if "\r\n" in text else "\n"
    heads = next(csv.reader([text.split("\n", 1)[0].rstrip("\r")]))
    added = io.StringIO()
    if not text.endswith("\n"):
        added.write(newline)
    table = csv.DictWriter(added, heads, extrasaction="ignore", lineterminator=newline)
    table.writerows(rows)
    return content + added.getvalue().encode(written_in)


def _row(supply: Supply, held: _core.PlanFolder, last: int) -> dict[str, str]:
    if supply.kind == "mark":
        return {
            "item": supply.id,
            "body": supply.body,
            "year": str(supply.year),
            "scorer": str(supply.scorer),
        }
    control = _of_year(held.records.controls, last)[supply.id, supply.body]
    return {
        "indicator": supply.id,
        "body": supply.body,
        "period": str(supply.year),
        "unit": control.unit,
        "basis": control.basis,
    }


# ---- what must be supplied --------------------------------------------------------------------


def _rows(observations: _core.Observations) -> Iterator[_core.Observation]:
    return (observations[row] for row in range(len(observations)))


def _years_with_data(held: _core.PlanFolder) -> Iterator[tuple[int, _core.Place]]:
    for observations in (held.observations, held.records.controls):
        for observation in _rows(observations):
            yield observation.period.last.year, observation.place
    for event in held.records.events:
        yield event.date.year, event.place
    for report in held.records.reports:
        yield report.date.year, report.place
    for mark in held.records.marks:
        yield mark.year, mark.place


def _of_year(
    observations: _core.Observations, year: int
) -> dict[tuple[str, str], _core.Observation]:
    """The figure that counts for each indicator and body: the latest, then the later row."""
    whole = _core.Period(str(year))
    found: dict[tuple[str, str], _core.Observation] = {}
    for observation in _rows(observations):
        key = (observation.indicator, observation.body)
        before = found.get(key)
        if observation.period == whole and (
            before is None or (observation.as_of or date.min) >= (before.as_of or date.min)
        ):
            found[key] = observation
    return found


def _value(record: _core.Observation | _core.Mark | None) -> float | None:
    return record.value if record and record.state == "value" else None


def _supplies(held: _core.PlanFolder, year: int, last: int) -> list[Supply]:
    return [
        *_missing_figures(held, year, last),
        *_missing_facts(held, year, last),
        *_missing_controls(held, year, last),
        *(
            Supply("mark", mark.item, mark.body, year, scorer=mark.scorer, last=_value(mark))
            for mark in held.records.marks
            if mark.year == last
        ),
        *_missing_reports(held, year),
    ]


def _missing_figures(held: _core.PlanFolder, year: int, last: int) -> Iterator[Supply]:
    """Of each indicator with a target or that a scheme reads, for each body that had one; else for
    the units of the scheme, or for the whole area."""
    bodies: dict[str, dict[str, None]] = {}
    for observation in _rows(held.observations):
        bodies.setdefault(observation.indicator, {})[observation.body] = None
    read = _read_by_schemes(held)
    figures = _of_year(held.observations, last)
    wanted: dict[str, None] = {}
    for indicator in held.plan.indicators:
        if not indicator.targets and indicator.id not in read:
            continue
        if indicator.ratio and indicator.id not in bodies:  # it follows from its parts
            wanted |= dict.fromkeys([indicator.ratio.numerator, indicator.ratio.denominator])
        else:
            wanted[indicator.id] = None
    units = _units(held)
    for id in wanted:
        for body in bodies.get(id) or read.get(id) or [""]:
            figure = figures.get((id, body))
            value = _value(figure) if figure and figure.unit in ("", units[id]) else None
            if value is None:  # it may add up from parts of the year
                indicator = held.plan.indicator(id)
                value = _core.value_of(held.plan, held.observations, indicator, last, body=body)
            yield Supply("observation", id, body, year, last=value)


def _assessed(held: _core.PlanFolder, scheme: _core.Scheme) -> list[str]:
    """The units that a scheme assesses; its classes may name single units."""
    named = set(scheme.classes)
    return [
        body.id
        for body in held.plan.bodies
        if body.kind == scheme.units and (not named or named & {body.id, body.rank_class})
    ]


def _read_by_schemes(held: _core.PlanFolder) -> dict[str, list[str]]:
    """The indicators whose figures schemes read, each with the units it is read of."""
    read: dict[str, list[str]] = {}
    for scheme in held.schemes:
        units = _assessed(held, scheme)
        for fact in scheme.facts:
            source = fact.source
            if not isinstance(source, _core.IndicatorFact | _core.TrendFact):
                continue
            if isinstance(source, _core.TrendFact) or source.take != "target":
                own = read.setdefault(source.indicator, [])
                own += [unit for unit in units if not source.whole_area and unit not in own]
    return read


def _missing_facts(held: _core.PlanFolder, year: int, last: int) -> Iterator[Supply]:
    """Of each supplied fact, for the units of its scheme."""
    figures = {
        (figure.fact, figure.body): figure.value
        for figure in held.records.figures
        if figure.year == last
    }
    told = set()
    for scheme in held.schemes:
        for fact in scheme.facts:
            if isinstance(fact.source, _core.SuppliedFact) and not fact.last_year:
                for unit in _assessed(held, scheme):
                    if (fact.id, unit) not in told:
                        told.add((fact.id, unit))
                        value = figures.get((fact.id, unit))
                        yield Supply("fact", fact.id, unit, year, last=value)


def _missing_controls(held: _core.PlanFolder, year: int, last: int) -> Iterator[Supply]:
    actuals = _actuals(held, last)
    converted = {
        (reading.indicator, reading.body): reading.control
        for reading in _core.against_controls(
            held.plan, held.observations, held.records.controls, as_of=date.max, year=last
        )
    }
    units = _units(held)
    for (indicator, body), control in _of_year(held.records.controls, last).items():
        value = _value(control)
        if value is not None and control.unit not in ("", units[indicator]):
            value = converted[indicator, body]
        yield Supply(
            "control",
            indicator,
            body,
            year,
            last=value,
            actual=actuals.get((indicator, body)),
        )


def _units(held: _core.PlanFolder) -> dict[str, str]:
    return {indicator.id: indicator.unit for indicator in held.plan.indicators}


def _actuals(held: _core.PlanFolder, year: int) -> dict[tuple[str, str], float]:
    """What each control figure was held against: the facts of the items that refer to it."""
    actuals: dict[tuple[str, str], float] = {}
    for scheme in held.schemes:
        controls = {
            fact.id: fact.source.indicator
            for fact in scheme.facts
            if isinstance(fact.source, _core.ControlFact) and not fact.last_year
        }
        if any(isinstance(f.source, _core.SchemeFact | _core.BelowFact) for f in scheme.facts):
            continue  # nothing in it can be known before the other schemes' totals are
        facts = _core.gather(held.plan, scheme, held.observations, held.records, year=year)
        columns = {column.id: column for column in facts.columns}
        for item in scheme.items():
            indicator = controls.get(str(_reference(item.rule)))
            if indicator is None or item.fact not in columns:
                continue
            column = columns[item.fact]
            for unit, value, state in zip(facts.units, column.values, column.states, strict=True):
                if state == "value":
                    actuals[indicator, unit.id] = value
    return actuals


def _reference(rule: object) -> float | str | None:
    match rule:
        case _core.AllOrNothingRule():
            return rule.limit
        case _core.ShareRule():
            return rule.target
        case _core.PerUnitRule():
            return rule.reference
    return None


def _missing_reports(held: _core.PlanFolder, year: int) -> Iterator[Supply]:
    """Of each task, from each lead that has not reported it done."""
    latest: dict[tuple[str, str], _core.TaskReport] = {}
    for report in held.records.reports:
        before = latest.get((report.task, report.body))
        if before is None or report.date >= before.date:
            latest[report.task, report.body] = report
    for responsibility in held.plan.responsibilities:
        for body in responsibility.lead:
            report_of = latest.get((responsibility.task, body))
            if report_of is None or report_of.status != "done":
                yield Supply("report", responsibility.task, body, year)


# ---- the list as text, which is Markdown too --------------------------------------------------


def _text(
    held: _core.PlanFolder, supplies: Sequence[Supply], year: int, last: int, language: Language
) -> str:
    writer = _Text(held, supplies, year, last, language)
    return "\n".join(writer.lines()) + "\n"


class _Text:
    """The list in one language, no line wider than 80 columns."""

    def __init__(
        self,
        held: _core.PlanFolder,
        supplies: Sequence[Supply],
        year: int,
        last: int,
        language: Language,
    ) -> None:
        self._held = held
        self._supplies = supplies
        self._year = year
        self._last = last
        self._language = language
        self._bodies = {body.id: body.title for body in held.plan.bodies}
        self._bodies[""] = self._say("supply_area")

    def _say(self, phrase: str, *words: object) -> str:
        return _core.say(phrase, [str(word) for word in words], language=self._language)

    def lines(self) -> Iterator[str]:
        yield "# " + self._say("supply_title", self._year)
        yield ""
        intro = self._say("supply_intro", self._year, self._last)
        yield from self._wrapped("", re.split("(?<= )", intro))
        yield from self._section("observation", "supply_observations", self._figures)
        if any(supply.kind == "fact" for supply in self._supplies):
            yield from self._section("fact", "supply_facts", self._facts)
        yield from self._section("control", "supply_controls", self._controls)
        yield from self._section("mark", "supply_marks", self._marks)
        yield from self._section("report", "supply_reports", self._reports)
        kinds = self._kinds()
        if kinds:
            yield from ["", "## " + self._say("supply_events"), ""]
            yield from self._wrapped("- ", self._listed(kinds))

    def _section(
        self, kind: SupplyKind, phrase: str, told: Callable[[Sequence[Supply]], Iterator[str]]
    ) -> Iterator[str]:
        supplies = [supply for supply in self._supplies if supply.kind == kind]
        yield from ["", "## " + self._say(phrase, len(supplies)), ""]
        if supplies:
            yield from told(supplies)
        else:
            yield self._say("supply_none")

    def _figures(self, supplies: Sequence[Supply]) -> Iterator[str]:
        yield from self._by_title(self._held.plan.indicators, supplies, self._with_last)

    def _facts(self, supplies: Sequence[Supply]) -> Iterator[str]:
        facts = [fact for scheme in self._held.schemes for fact in scheme.facts]
        yield from self._by_title(facts, supplies, self._with_last)

    def _controls(self, supplies: Sequence[Supply]) -> Iterator[str]:
        yield from self._by_title(self._held.plan.indicators, supplies, self._with_control)

    def _by_title(
        self,
        named: Iterable[_core.Indicator | _core.FactDefinition],
        supplies: Sequence[Supply],
        told: Callable[[Supply], str],
    ) -> Iterator[str]:
        titles = {one.id: (one.title, one.unit) for one in named}
        for id, group in _grouped(supplies, "id").items():
            title, unit = titles[id]
            head = self._say("supply_last", title, unit) if unit else title
            entry = self._say("supply_entry", f"{id} {head}", "")
            yield from self._wrapped("- ", [entry, *self._listed([told(s) for s in group])])

    def _with_last(self, supply: Supply) -> str:
        body = self._bodies[supply.body]
        if supply.last is None:
            return body
        return self._say("supply_last", body, _core.decimal_text(supply.last))

    def _with_control(self, supply: Supply) -> str:
        body = self._bodies[supply.body]
        if supply.last is None:
            return body
        control = _core.decimal_text(supply.last)
        if supply.actual is None:
            return self._say("supply_last", body, self._say("supply_control", control))
        actual = _core.decimal_text(supply.actual)
        return self._say("supply_last", body, self._say("supply_control_actual", control, actual))

    def _marks(self, supplies: Sequence[Supply]) -> Iterator[str]:
        """By scorer; items marked for the same bodies stand together."""
        schemes = self._held.schemes
        titles = {item.id: item.title for s in schemes for item in s.items()}
        scorers = [scorer for scorer in _SCORERS if any(s.scorer == scorer for s in supplies)]
        for scorer in scorers:
            yield from [""] * (scorer != scorers[0])
            yield from ["### " + self._say(f"supply_{scorer}"), ""]
            items: dict[tuple[str, ...], list[str]] = {}
            of_scorer = [supply for supply in supplies if supply.scorer == scorer]
            for id, group in _grouped(of_scorer, "id").items():
                items.setdefault(tuple(s.body for s in group), []).append(titles.get(id, id))
            for bodies, named in items.items():
                who = self._listed([self._bodies[body] for body in bodies])
                who[-1] = self._say("supply_entry", who[-1], "")
                yield from self._wrapped("- ", [*who, *self._listed(named)])

    def _reports(self, supplies: Sequence[Supply]) -> Iterator[str]:
        tasks = {task.id: task for task in self._held.plan.tasks}

        def told(supply: Supply) -> str:
            deadline = tasks[supply.id].deadline
            if deadline is None or deadline.year > self._year:
                return supply.id
            return self._say("supply_due", supply.id, deadline)

        for body, group in _grouped(supplies, "body").items():
            head = self._say("supply_tasks", self._bodies[body], len(group))
            entry = self._say("supply_entry", head, "")
            yield from self._wrapped("- ", [entry, *self._listed([told(s) for s in group])])

    def _kinds(self) -> list[str]:
        """The kinds of events that schemes count, with how many there were."""
        facts = [fact for scheme in self._held.schemes for fact in scheme.facts]
        kinds = {f.source.kind: 0 for f in facts if isinstance(f.source, _core.EventFact)}
        for event in self._held.records.events:
            if event.date.year == self._last and event.kind in kinds:
                kinds[event.kind] += 1
        return [self._say("supply_kind", kind, count) for kind, count in kinds.items()]

    def _listed(self, words: Sequence[str]) -> list[str]:
        """Words, each but the last with the mark that separates it from the next."""
        separator = self._say("listed")
        return [word + separator for word in words[:-1]] + list(words[-1:])

    def _wrapped(self, start: str, words: Sequence[str], width: int = 80) -> Iterator[str]:
        """Lines that break between words; a word wider than a line breaks anywhere."""
        indent = " " * len(start)
        line = start
        for word in words:
            if line.strip() != start.strip() and _width(line + word) > width:
                yield line.rstrip()
                line = indent
            for character in word:
                if _width(line + character) > width and not character.isspace():
                    yield line.rstrip()
                    line = indent
                line += character
        yield line.rstrip()


def _width(line: str) -> int:
    return _core.display_width(line.rstrip())


def _grouped(supplies: Sequence[Supply], field: str) -> dict[str, list[Supply]]:
    groups: dict[str, list[Supply]] = {}
    for supply in supplies:
        groups.setdefault(getattr(supply, field), []).append(supply)
    return groups
