from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, SupportsIndex, overload

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from .typing import (
        Accumulation,
        AcrossBodies,
        BelowTake,
        BodyKind,
        Cause,
        Claim,
        ClassTake,
        Combine,
        Comparison,
        ConditionSubject,
        ControlStanding,
        Direction,
        Disagreement,
        Encoding,
        EventCount,
        Extent,
        FactSource,
        GroupKind,
        IdentityForm,
        IndicatorTake,
        Language,
        Nature,
        OccurrenceCounts,
        PaceClass,
        Packing,
        PathForm,
        ReasonCode,
        Role,
        RoundedAt,
        Rounding,
        Rule,
        Scorer,
        Severity,
        Standing,
        State,
        Status,
        Step,
        Steps,
        Strength,
        Tabular,
        TargetForm,
        TaskStatus,
        TaskTake,
        VetoEffect,
        Watcher,
        WhenMissing,
    )

__version__: str

class _Value:
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Any: ...
    def __deepcopy__(self, memo: dict[Any, Any]) -> Any: ...

class _Shown:
    def _repr_html_(self) -> str: ...
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None: ...

class InputError(ValueError):
    """Everything that is wrong with the input, told at once. ``problems`` is a tuple of
    Problem.

    >>> try:
    ...     libplan.Plan("reading", "阅读规划", 2025, 2021)
    ... except libplan.InputError as error:
    ...     print(error)
    ...     print(error.problems[0].code)
    ...
    错误[years] 规划起始年2025晚于结束年2021，请核对
    years
    """

    problems: Problems

class Message(_Value):
    """Words in both languages; ``str()`` gives the Chinese, whatever the environment.

    >>> folder = libplan.read("examples/qingxin")
    >>> progress = libplan.measure(folder.plan, folder.observations, year=2018)
    >>> print(progress.reading("all_accidents").reason.zh)
    实际315起，达到当年要求<326
    >>> print(progress.reading("all_accidents").reason.en)
    actual 315起, meets this year's <326
    """

    def __init__(self, words: str) -> None: ...
    def __bool__(self) -> bool: ...
    @property
    def zh(self) -> str:
        """The words in Chinese."""
    @property
    def en(self) -> str:
        """The words in English."""

class Place(_Value):
    """Where a record stands: file, line and column, counted from 1; 0 is unknown.

    Of a workbook the sheet as well, with the row as line.
    """

    def __init__(self, file: str = "", line: int = 0, column: int = 0, sheet: str = "") -> None: ...
    @property
    def file(self) -> str:
        """The file, relative to the plan folder; empty for values built in code."""
    @property
    def line(self) -> int:
        """The line, counted from 1; 0 is unknown."""
    @property
    def column(self) -> int:
        """The column in characters, counted from 1; 0 is unknown."""
    @property
    def sheet(self) -> str:
        """The sheet of a workbook; empty for other files."""

class Period(_Value):
    """A span of whole days: "2018", "2018H1", "2018Q3", "2018-09", "2011/2015",
    "2017-12-01/2018-11-30".

    >>> quarter = libplan.Period("2018Q3")
    >>> str(quarter.first), str(quarter.last)
    ('2018-07-01', '2018-09-30')
    >>> libplan.Period(2018)
    """

    def __init__(self, words: str | int) -> None: ...
    @property
    def first(self) -> date:
        """Its first day."""
    @property
    def last(self) -> date:
        """Its last day."""

class Observations(_Value, _Shown):
    """Figures, held in columns; a sequence of Observation. Made of these, or of a table as
    ``observations`` takes it.

    >>> figures = libplan.Observations([libplan.Observation("loans", 2022, 33.1)])
    >>> len(figures), figures[0].value
    (1, 33.1)
    """

    def __init__(self, rows: Sequence[Observation] | Tabular = ...) -> None: ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, row: int) -> Observation: ...
    @overload
    def __getitem__(self, row: slice) -> Observations: ...

class Assessment(_Value, _Shown):
    """Exact points of every unit, in columns.

    >>> towns = libplan.assess_year(libplan.read("examples/qingxin"), year=2018).assessment("towns")
    >>> towns
    <Assessment towns 2018: 8>
    >>> for unit, total, grade in list(zip(towns.units, towns.totals, towns.grades))[:3]:
    ...     print(unit.title, total, grade)
    ...
    太和镇 77.54 合格
    太平镇 81.96 良好
    山塘镇 72.84 合格
    """

    @property
    def scheme(self) -> Scheme:
        """The scheme it was scored by."""
    @property
    def facts(self) -> Facts:
        """The facts that were scored."""
    @property
    def units(self) -> tuple[Unit, ...]:
        """The assessed units."""
    @property
    def totals(self) -> tuple[Decimal | None, ...]:
        """Total of each unit as Decimal, None while open."""
    @property
    def grades(self) -> tuple[str | None, ...]:
        """Grade of each unit after vetoes, None while open."""
    @property
    def ranks(self) -> tuple[int | None, ...]:
        """Competition rank (1, 2, 2, 4) of each unit within its class, None while open."""
    def scorecard(self, unit: str, *, language: Language = "zh") -> Scorecard:
        """The scorecard of a unit by its id; KeyError names the nearest one."""
    def by_unit(self) -> Table:
        """A row for each unit: total, grade, rank, and the lowest and highest total still
        possible while it is open.
        """
    def by_item(self) -> Table:
        """A row for each unit and item, with its points; null while they are open."""
    def ranking(self) -> Table:
        """The units with a total, class by class and the best first."""
    def plot(
        self,
        kind: Literal["rates", "losses"] = "rates",
        *,
        units: Sequence[str] | None = None,
        by: Literal["item", "group", "rule"] | None = None,
        most: int = 40,
        ax: Axes | None = None,
        language: Language = "zh",
    ) -> Axes:
        """Draws the rates of all items and units as a heat map, or with "losses" the points
        lost.

        Of the heat map colour is the rate, and the points are written in; what has no points is
        hatched and named. ``units``: ids of those to draw, in this order, else all by their
        totals. ``by``: what losses are added up for: items (or None), top groups or kinds of
        rules. ``most``: of more units the best and the worst are drawn, of more items those
        with the lowest rates, of more losses the greatest; the notes tell of the others.
        ``ax``: axes to draw on. Returns the axes. KeyError for an unknown unit, ImportError
        without matplotlib.
        """
    def echarts(
        self,
        kind: Literal["rates", "losses"] = "rates",
        *,
        units: Sequence[str] | None = None,
        by: Literal["item", "group", "rule"] | None = None,
        most: int = 40,
        language: Language = "zh",
    ) -> dict[str, Any]:
        """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""

class Scores(_Shown):
    """Columns of points: one entry for each unit, in whole millionths of a point.

    The arrays are read-only views.
    """

    @property
    def totals(self) -> NDArray[np.int64]:
        """Published totals in millionths; meaningful where ``total_states`` is 0."""
    @property
    def earned(self) -> NDArray[np.int64]:
        """Totals before vetoes."""
    @property
    def unrounded(self) -> NDArray[np.float64]:
        """Totals in points before rounding."""
    @property
    def scored(self) -> NDArray[np.int64]:
        """Points got in the base groups, in millionths."""
    @property
    def applicable(self) -> NDArray[np.int64]:
        """Full marks of what applies, in millionths."""
    @property
    def total_states(self) -> NDArray[np.uint8]:
        """Of each total: 0 a value, 1 open because something is missing, 2 not applicable
        (nothing of the scheme applies to the unit), 3 open because something is not yet scored,
        which is told before what is missing.
        """
    @property
    def grades(self) -> NDArray[np.int32]:
        """Index into the scheme's grades, -1 while open."""
    @property
    def vetoes(self) -> NDArray[np.uint64]:
        """A bit for each veto that applies."""
    @property
    def open_vetoes(self) -> NDArray[np.uint64]:
        """A bit for each veto of which it is not known whether it applies."""
    @property
    def ranks(self) -> NDArray[np.int32]:
        """Competition rank within the class, 0 while open."""
    def points(self, item: int) -> NDArray[np.int64]:
        """Points of an item, by its number in the scheme's table, in millionths; IndexError
        beyond its end.
        """
    def states(self, item: int) -> NDArray[np.uint8]:
        """States of an item: 0 value, 1 missing, 2 not applicable, 3 not yet scored; empty if
        all are values.
        """
    def __len__(self) -> int: ...
    def table(self, scheme: Scheme, *, facts: Tabular | None = None) -> Table:
        """A row for each unit. Points are in whole millionths as they are kept, so that no
        column of numbers is copied; ``scheme``, the one that scored, gives the grades their
        names, and the column "unit" of ``facts``, the table that was scored, comes first.
        InputError for a scheme of other grades, and for facts of another length.
        """

class PlanFolder(_Value, _Shown):
    """Everything a plan folder holds; read from files, or built in code from a plan and what
    else there is. ``figures`` and ``observations`` may be tables (see ``observations``), and
    ``records`` a dict of tables: {"marks": …, "events": …}. Whatever is given is held against
    the plan and its schemes as files are; InputError tells all that is wrong.

    >>> plan = libplan.Plan("reading", "阅读规划", 2021, 2025)
    >>> folder = libplan.PlanFolder(plan, records=libplan.Records())
    >>> folder
    <PlanFolder reading: 0 indicators, 0 tasks, 0 schemes>
    >>> folder.replace(plan=plan.replace(title="全民阅读规划")).plan.title
    '全民阅读规划'
    """

    def __init__(
        self,
        plan: Plan,
        *,
        figures: Observations | Tabular = ...,
        observations: Observations | Tabular = ...,
        schemes: Sequence[Scheme] = ...,
        records: Records | Mapping[str, Tabular] = ...,
    ) -> None: ...
    @property
    def plan(self) -> Plan:
        """The plan itself."""
    @property
    def figures(self) -> Observations:
        """Figures as the plan prints them (figures.csv), which ``check`` holds against each
        other.
        """
    @property
    def observations(self) -> Observations:
        """Later figures (observations.csv), by which ``measure`` tells where the indicators
        stand.
        """
    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """The scoring schemes (``schemes/*.toml``), by file name."""
    @property
    def records(self) -> Records:
        """Control figures, events, task reports and marks, of which the assessed facts are
        gathered.
        """
    def scheme(self, id: str) -> Scheme:
        """The scheme of that id; KeyError names the nearest one."""
    def replace(self, **changes: Any) -> PlanFolder:
        """A copy with some fields changed, by keyword: ``replace(observations=...)``."""

class YearResults(_Value, _Shown):
    """Findings, progress, assessments and tasks of one year."""

    def __init__(
        self,
        progress: Progress,
        *,
        findings: Sequence[Finding] = ...,
        assessments: Sequence[Assessment] = ...,
        tasks: TaskBoard = ...,
        side_by_side: SideBySide = ...,
    ) -> None: ...
    @property
    def progress(self) -> Progress:
        """Where the indicators stand in the year."""
    @property
    def findings(self) -> Findings:
        """What ``check`` finds between the printed figures, errors first."""
    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """One per scheme, in their order."""
    @property
    def tasks(self) -> TaskBoard:
        """Where the tasks stand, as of the last day of the year."""
    @property
    def side_by_side(self) -> SideBySide:
        """The year judged in every way, and its control figures."""
    def assessment(self, scheme: str) -> Assessment:
        """The assessment by the scheme of that id; KeyError names the nearest one."""
    def replace(self, **changes: Any) -> YearResults:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Problem(_Value, _Shown):
    """One thing that is wrong with the input."""

    def __init__(
        self,
        code: str,
        place: Place = ...,
        message: Message = ...,
        source_line: str = ...,
    ) -> None: ...
    @property
    def code(self) -> str:
        """A stable name for this kind of problem, e.g. "unknown-id"."""
    @property
    def place(self) -> Place:
        """Where it stands; without a file for values built in code."""
    @property
    def message(self) -> Message:
        """What is wrong and the cure, in both languages."""
    @property
    def source_line(self) -> str:
        """The line of the file, for the caret; empty if there is none."""
    def text(self, language: Language = "zh") -> str:
        """file:line:column, what is wrong and the cure; then the line and a caret."""
    def replace(self, **changes: Any) -> Problem:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ReducePercent(_Value):
    """Down by a percentage of the baseline."""

    def __init__(
        self,
        percent: float,
    ) -> None: ...
    @property
    def percent(self) -> float:
        """Percent of the baseline: 11 is 11 %."""
    def replace(self, **changes: Any) -> ReducePercent:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class RaisePercent(_Value):
    """Up by a percentage of the baseline."""

    def __init__(
        self,
        percent: float,
    ) -> None: ...
    @property
    def percent(self) -> float:
        """Percent of the baseline: 10 is 10 %."""
    def replace(self, **changes: Any) -> RaisePercent:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ReducePoints(_Value):
    """Down by percentage points."""

    def __init__(
        self,
        points: float,
    ) -> None: ...
    @property
    def points(self) -> float:
        """Percentage points, of an indicator in percent."""
    def replace(self, **changes: Any) -> ReducePoints:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class RaisePoints(_Value):
    """Up by percentage points."""

    def __init__(
        self,
        points: float,
    ) -> None: ...
    @property
    def points(self) -> float:
        """Percentage points, of an indicator in percent."""
    def replace(self, **changes: Any) -> RaisePoints:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class About(_Value):
    """About a level (左右): decidable only with a tolerance either side."""

    def __init__(
        self,
        level: float,
        tolerance: float | None = ...,
    ) -> None: ...
    @property
    def level(self) -> float:
        """In the indicator's unit."""
    @property
    def tolerance(self) -> float | None:
        """Either side, in the indicator's unit; None: undecidable."""
    def replace(self, **changes: Any) -> About:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class StepPerYear(_Value):
    """A change each year against the year before: at least so much up, or down if negative."""

    def __init__(
        self,
        step: float,
    ) -> None: ...
    @property
    def step(self) -> float:
        """A year, in the indicator's unit; negative is down."""
    def replace(self, **changes: Any) -> StepPerYear:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Keeps(_Value):
    """Each year beyond the year before (持续下降, 持续上升)."""

    def __init__(
        self,
        direction: Direction,
    ) -> None: ...
    @property
    def direction(self) -> Direction:
        """ "down": each year below the year before; "up": above it."""
    def replace(self, **changes: Any) -> Keeps:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class GrowthPerYear(_Value):
    """At least so many percent a year on average since the baseline."""

    def __init__(
        self,
        percent: float,
    ) -> None: ...
    @property
    def percent(self) -> float:
        """Percent a year: 6.5 is 6.5 %."""
    def replace(self, **changes: Any) -> GrowthPerYear:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ComparedWith(_Value):
    """Growth since the baseline against another indicator's: faster, or in step (not slower, or
    within a tolerance in percentage points).
    """

    def __init__(
        self,
        indicator: str,
        *,
        faster: bool = ...,
        tolerance: float | None = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the other indicator."""
    @property
    def faster(self) -> bool:
        """True: growth above the other's (快于); false: in step with it (同步)."""
    @property
    def tolerance(self) -> float | None:
        """In step: within so many percentage points of the other's growth; None: not below it."""
    def replace(self, **changes: Any) -> ComparedWith:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class SetLater(_Value):
    """Left to each year's own plan (各年度另行确定)."""

    def __init__(self) -> None: ...
    def replace(self, **changes: Any) -> SetLater:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class RatioOf(_Value):
    """An indicator made of two others: numerator / denominator × factor."""

    def __init__(
        self,
        numerator: str,
        denominator: str,
        factor: float = ...,
    ) -> None: ...
    @property
    def numerator(self) -> str:
        """Id of the indicator above the line."""
    @property
    def denominator(self) -> str:
        """Id of the indicator below the line."""
    @property
    def factor(self) -> float:
        """What the quotient is multiplied by: 10000 for a rate per ten thousand. Rounded half
        up to four decimals.
        """
    def replace(self, **changes: Any) -> RatioOf:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Change(_Value):
    """A printed change in percent between two years, negative if down."""

    def __init__(
        self,
        indicator: str,
        from_year: int,
        to_year: int,
        percent: float,
        *,
        percent_text: str = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def from_year(self) -> int:
        """The year compared with."""
    @property
    def to_year(self) -> int:
        """The year that changed."""
    @property
    def percent(self) -> float:
        """As printed, in percent; negative is down."""
    @property
    def percent_text(self) -> str:
        """The percentage with its decimals as printed, e.g. "-11.0"."""
    def replace(self, **changes: Any) -> Change:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Reach(_Value):
    """Reach a level, from the side the indicator's direction says."""

    def __init__(
        self,
        level: float,
    ) -> None: ...
    @property
    def level(self) -> float:
        """In the indicator's unit."""
    def replace(self, **changes: Any) -> Reach:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class AtMost(_Value):
    """At most a limit, or below it if strict."""

    def __init__(
        self,
        limit: float,
        *,
        strict: bool = ...,
    ) -> None: ...
    @property
    def limit(self) -> float:
        """In the indicator's unit."""
    @property
    def strict(self) -> bool:
        """True: below the limit; met exactly is not met (低于)."""
    def replace(self, **changes: Any) -> AtMost:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class AtLeast(_Value):
    """At least a limit, or above it if strict."""

    def __init__(
        self,
        limit: float,
        *,
        strict: bool = ...,
    ) -> None: ...
    @property
    def limit(self) -> float:
        """In the indicator's unit."""
    @property
    def strict(self) -> bool:
        """True: above the limit; met exactly is not met (高于)."""
    def replace(self, **changes: Any) -> AtLeast:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Hold(_Value):
    """No worse than the baseline (持平), in every year."""

    def __init__(self, tolerance: float | None = ...) -> None: ...
    @property
    def tolerance(self) -> float | None:
        """How much worse still counts, in the indicator's unit; None: not at all."""
    def replace(self, **changes: Any) -> Hold:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Zero(_Value):
    """None at all (杜绝), in every year; it has no degree of completion."""

    def __init__(self) -> None: ...
    def replace(self, **changes: Any) -> Zero:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Within(_Value):
    """Within two limits, both included."""

    def __init__(
        self,
        lower: float,
        upper: float,
    ) -> None: ...
    @property
    def lower(self) -> float:
        """The lowest value that meets it, in the indicator's unit."""
    @property
    def upper(self) -> float:
        """The highest value that meets it, in the indicator's unit."""
    def replace(self, **changes: Any) -> Within:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Cumulative(_Value):
    """A sum over the years of the plan."""

    def __init__(
        self,
        total: float,
    ) -> None: ...
    @property
    def total(self) -> float:
        """The sum since the plan began, in the indicator's unit."""
    def replace(self, **changes: Any) -> Cumulative:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Sum(_Value):
    """A total that its parts add up to."""

    def __init__(
        self,
        total: str,
        parts: Sequence[str],
    ) -> None: ...
    @property
    def total(self) -> str:
        """Id of the indicator that is the total."""
    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of the indicators that add up to it."""
    def replace(self, **changes: Any) -> Sum:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Subset(_Value):
    """A part that cannot exceed its whole."""

    def __init__(
        self,
        part: str,
        whole: str,
    ) -> None: ...
    @property
    def part(self) -> str:
        """Id of the indicator that is the part."""
    @property
    def whole(self) -> str:
        """Id of the indicator that is the whole."""
    def replace(self, **changes: Any) -> Subset:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Share(_Value):
    """A printed percentage of a whole."""

    def __init__(
        self,
        part: str,
        whole: str,
        percent: float,
        *,
        percent_text: str = ...,
    ) -> None: ...
    @property
    def part(self) -> str:
        """Id of the indicator that is the part."""
    @property
    def whole(self) -> str:
        """Id of the indicator that is the whole."""
    @property
    def percent(self) -> float:
        """As printed: 25.4 is 25.4 %."""
    @property
    def percent_text(self) -> str:
        """The percentage with its decimals as printed, e.g. "25.40"."""
    def replace(self, **changes: Any) -> Share:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Ratio(_Value):
    """result = numerator / denominator × factor."""

    def __init__(
        self,
        result: str,
        numerator: str,
        denominator: str,
        factor: float = ...,
    ) -> None: ...
    @property
    def result(self) -> str:
        """Id of the indicator that is the result."""
    @property
    def numerator(self) -> str:
        """Id of the indicator above the line."""
    @property
    def denominator(self) -> str:
        """Id of the indicator below the line."""
    @property
    def factor(self) -> float:
        """What the quotient is multiplied by."""
    def replace(self, **changes: Any) -> Ratio:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Trend(_Value):
    """A claim about how figures moved between two years."""

    def __init__(
        self,
        indicator: str,
        from_year: int,
        to_year: int,
        claim: Claim,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def from_year(self) -> int:
        """The first year of the claim."""
    @property
    def to_year(self) -> int:
        """The last year of the claim."""
    @property
    def claim(self) -> Claim:
        """ "rising", "falling", "zero", "not_rising" or "not_falling", from each year to the
        next.
        """
    def replace(self, **changes: Any) -> Trend:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Identity(_Value):
    """What should hold between printed figures.

    >>> libplan.Identity(libplan.Sum("loans", ["adults", "children"]), period=2020)
    """

    def __init__(
        self,
        form: IdentityForm,
        period: Period | str | int | None = ...,
        *,
        clause: Clause | str = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def form(self) -> IdentityForm:
        """What should hold: Sum, Subset, Share, Ratio, Change or Trend."""
    @property
    def period(self) -> Period | None:
        """The period it holds for; None: every period that has the figures."""
    @property
    def clause(self) -> Clause:
        """The plan's words behind it, and their line."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Identity:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Clause(_Value):
    """A line of the plan's text (from 1) and the words quoted from it."""

    def __init__(
        self,
        line: int,
        text: str,
    ) -> None: ...
    @property
    def line(self) -> int:
        """Line of the plan's text, counted from 1; 0: no line."""
    @property
    def text(self) -> str:
        """The words quoted from that line."""
    def replace(self, **changes: Any) -> Clause:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Body(_Value):
    """A department, town, district, enterprise or zone.

    >>> libplan.Body("east", "东镇", "town")
    """

    def __init__(
        self,
        id: str,
        title: str,
        kind: BodyKind = ...,
        *,
        parent: str = ...,
        rank_class: str = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def kind(self) -> BodyKind:
        """ "department", "town", "district", "enterprise" or "zone"."""
    @property
    def parent(self) -> str:
        """Id of the body it belongs to, into which its figures roll up; empty: the whole area."""
    @property
    def rank_class(self) -> str:
        """Units of different classes are ranked apart; empty: one class."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Body:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Baseline(_Value):
    """A value that a target is measured from.

    >>> libplan.Baseline(2020, 31.5, clause="2020年外借31.5万册")
    """

    def __init__(
        self,
        year: int,
        value: float,
        *,
        basis: str = ...,
        clause: Clause | str = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def year(self) -> int:
        """The year of the value."""
    @property
    def value(self) -> float:
        """In the indicator's unit."""
    @property
    def basis(self) -> str:
        """What the value covers; chooses among rival baselines by the indicator's basis."""
    @property
    def clause(self) -> Clause:
        """The plan's words behind it, and their line."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Baseline:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Target(_Value, _Shown):
    """What the plan asks of an indicator for a year, or for every year.

    >>> target = libplan.Target(2025, libplan.RaisePercent(10), clause="外借量提高10%")
    >>> target.replace(year=2024)
    """

    def __init__(
        self,
        year: int,
        form: TargetForm,
        *,
        every_year: bool = ...,
        clause: Clause | str = ...,
        strength: Strength | None = ...,
        extent: Extent | None = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def year(self) -> int:
        """The year it is due."""
    @property
    def form(self) -> TargetForm:
        """What is asked; it resolves to an interval of admissible values."""
    @property
    def every_year(self) -> bool:
        """True: holds in each year of the plan on its own."""
    @property
    def clause(self) -> Clause:
        """The plan's words behind it, and their line."""
    @property
    def strength(self) -> Strength | None:
        """How strongly the plan commits, "eliminate" (杜绝) to "explore" (探索); None: see
        ``strength_of(clause.text)``.
        """
    @property
    def extent(self) -> Extent | None:
        """How much of it is wanted, "all" (全部) to "promote" (推动); None: the clause does not
        say.
        """
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Target:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Indicator(_Value, _Shown):
    """What is measured, with its baselines and targets.

    >>> loans = libplan.Indicator("loans", "图书外借", "万册", "up", targets=[libplan.Reach(35)])
    >>> loans.replace(adds_up="sum").adds_up
    'sum'
    """

    def __init__(
        self,
        id: str,
        title: str,
        unit: str,
        direction: Direction,
        *,
        nature: Nature | None = ...,
        basis: str = ...,
        adds_up: Accumulation = ...,
        over_bodies: AcrossBodies | None = ...,
        count: bool = ...,
        ratio: RatioOf | None = ...,
        limit: float | None = ...,
        baselines: Sequence[Baseline] = ...,
        targets: Sequence[Target | TargetForm] = ...,
        responsible: Sequence[str] = ...,
        clause: Clause | str = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def unit(self) -> str:
        """The unit of its values, e.g. "人", "%"."""
    @property
    def direction(self) -> Direction:
        """Which way is better: "down" or "up"."""
    @property
    def nature(self) -> Nature | None:
        """ "binding" (约束性) or "anticipatory" (预期性); None: the plan does not say."""
    @property
    def basis(self) -> str:
        """What its figures cover (口径); chooses among rival baselines."""
    @property
    def adds_up(self) -> Accumulation:
        """How its figures add up over periods: "sum", "last" or "mean"."""
    @property
    def over_bodies(self) -> AcrossBodies | None:
        """How it adds up over the bodies below an area: "sum", "mean" or "none"; None: as over
        periods, a last figure not at all.
        """
    @property
    def count(self) -> bool:
        """True: counts whole things, so that limits from percentages are floored or ceiled."""
    @property
    def ratio(self) -> RatioOf | None:
        """The two indicators it is the quotient of; None: it is reported on its own."""
    @property
    def limit(self) -> float | None:
        """A natural limit, e.g. 100 of a percentage; None: none."""
    @property
    def baselines(self) -> tuple[Baseline, ...]:
        """None, one or several rival ones."""
    @property
    def targets(self) -> tuple[Target, ...]:
        """In the order of their years."""
    @property
    def responsible(self) -> tuple[str, ...]:
        """Ids of the bodies that answer for it."""
    @property
    def clause(self) -> Clause:
        """The plan's words behind it, and their line."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Indicator:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def plot(
        self,
        plan: Plan | PlanFolder | None = None,
        observations: Observations | None = None,
        *,
        body: str = "",
        as_of: date | None = None,
        ax: Axes | None = None,
        language: Language = "zh",
    ) -> Axes:
        """Draws actual against required, year by year, with the band of admissible values.

        ``plan`` is a plan, with the figures as ``observations``, or a plan folder, which holds
        both: ``folder.plan.indicator("deaths").plot(folder)``. Without them only what is asked
        is drawn. ``body``: of one body instead of the whole area; ``as_of``: by what was known
        that day; ``ax``: axes to draw on. Years without a figure are gaps, and named. Returns
        the axes. KeyError for an unknown body, ImportError without matplotlib.
        """
    def echarts(
        self,
        plan: Plan | PlanFolder | None = None,
        observations: Observations | None = None,
        *,
        body: str = "",
        as_of: date | None = None,
        language: Language = "zh",
    ) -> dict[str, Any]:
        """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""

class Task(_Value, _Shown):
    """Something the plan obliges someone to do; no deadline: continuing.

    >>> task = libplan.Task("hall", "建成新馆", deadline="2023-12-31")
    >>> task.deadline
    datetime.date(2023, 12, 31)
    """

    def __init__(
        self,
        id: str,
        title: str,
        *,
        section: str = ...,
        clause: Clause | str = ...,
        deadline: date | str | None = ...,
        deliverable: str = ...,
        serves: Sequence[str] = ...,
        strength: Strength | None = ...,
        extent: Extent | None = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """What is to be done."""
    @property
    def section(self) -> str:
        """Heading of the plan's section it stands in."""
    @property
    def clause(self) -> Clause:
        """The plan's words behind it, and their line."""
    @property
    def deadline(self) -> date | None:
        """The day by which it must be done; None: continuing (持续推进)."""
    @property
    def deliverable(self) -> str:
        """What is to be delivered."""
    @property
    def serves(self) -> tuple[str, ...]:
        """Ids of the indicators it serves."""
    @property
    def strength(self) -> Strength | None:
        """How strongly the plan commits, "eliminate" (杜绝) to "explore" (探索); None: it does
        not say.
        """
    @property
    def extent(self) -> Extent | None:
        """How much of it is wanted, "all" (全部) to "promote" (推动); None: the clause does not
        say.
        """
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Task:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Responsibility(_Value):
    """Who carries a task; the first lead leads.

    >>> libplan.Responsibility("hall", ["culture"], support=["finance"])
    """

    def __init__(
        self,
        task: str,
        lead: Sequence[str],
        *,
        support: Sequence[str] = ...,
        territorial: Sequence[str] = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def task(self) -> str:
        """Id of the task."""
    @property
    def lead(self) -> tuple[str, ...]:
        """Ids of the leads (牵头); the first leads."""
    @property
    def support(self) -> tuple[str, ...]:
        """Ids of the supporting bodies (配合)."""
    @property
    def territorial(self) -> tuple[str, ...]:
        """Ids of the bodies where it is carried out (属地)."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Responsibility:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Plan(_Value, _Shown):
    """A valid plan. Raises InputError with every problem of its parts.

    >>> plan = libplan.Plan(
    ...     "reading", "阅读规划", 2021, 2025,
    ...     bodies=[libplan.Body("east", "东镇", "town")],
    ...     indicators=[
    ...         libplan.Indicator(
    ...             "loans", "图书外借", "万册", "up",
    ...             baselines=[libplan.Baseline(2020, 31.5)],
    ...             targets=[libplan.RaisePercent(10)],
    ...         )
    ...     ],
    ... )
    >>> plan.baseline_year, plan.indicator("loans").targets[0].year
    (2020, 2025)
    >>> plan.replace_indicator("loans", unit="册").indicator("loans").unit
    '册'
    """

    def __init__(
        self,
        id: str,
        title: str,
        first_year: int,
        last_year: int,
        *,
        baseline_year: int = ...,
        area: str = ...,
        path: PathForm = ...,
        margin: float = ...,
        text: Sequence[str] = ...,
        bodies: Sequence[Body] = ...,
        indicators: Sequence[Indicator] = ...,
        tasks: Sequence[Task] = ...,
        responsibilities: Sequence[Responsibility] = ...,
        identities: Sequence[Identity] = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def first_year(self) -> int:
        """The first year of the plan."""
    @property
    def last_year(self) -> int:
        """The last year of the plan, in which targets without a year are due."""
    @property
    def baseline_year(self) -> int:
        """The year targets are measured from."""
    @property
    def area(self) -> str:
        """The area it is for, as shown."""
    @property
    def path(self) -> PathForm:
        """How indicators should move from the baseline through the milestones: "linear" or
        "geometric".
        """
    @property
    def margin(self) -> float:
        """Percentage points of the way, either side of the path, that still count as on track."""
    @property
    def text(self) -> tuple[str, ...]:
        """The lines of the plan's own text, in which clauses are found; empty: not given."""
    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that carry it out."""
    @property
    def indicators(self) -> Indicators:
        """What it measures, with baselines and targets."""
    @property
    def tasks(self) -> Tasks:
        """What it obliges someone to do."""
    @property
    def responsibilities(self) -> tuple[Responsibility, ...]:
        """Who carries which task."""
    @property
    def identities(self) -> tuple[Identity, ...]:
        """What should hold between the figures it prints."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def indicator(self, id: str) -> Indicator:
        """The indicator of that id; KeyError names the nearest one."""
    def body(self, id: str) -> Body:
        """The body of that id; KeyError names the nearest one."""
    def task(self, id: str) -> Task:
        """The task of that id; KeyError names the nearest one."""
    def replace_indicator(self, which: str, /, **changes: Any) -> Plan:
        """A copy in which the indicator of that id has some fields changed, by keyword;
        KeyError names the nearest.
        """
    def replace_body(self, which: str, /, **changes: Any) -> Plan:
        """A copy in which the body of that id has some fields changed, by keyword; KeyError
        names the nearest.
        """
    def replace_task(self, which: str, /, **changes: Any) -> Plan:
        """A copy in which the task of that id has some fields changed, by keyword; KeyError
        names the nearest.
        """
    def replace(self, **changes: Any) -> Plan:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Observation(_Value):
    """One figure. ``body`` empty is the whole area; ``places`` are the decimals as printed;
    ``unit`` empty is the indicator's.

    >>> figure = libplan.Observation("loans", "2022H1", 16.2)
    >>> figure.state
    'value'
    >>> libplan.Observation("loans", 2023, state="not_scored").state
    'not_scored'
    """

    def __init__(
        self,
        indicator: str,
        period: Period | str | int,
        value: float | None = ...,
        *,
        state: State = ...,
        body: str = ...,
        places: int = ...,
        unit: str = ...,
        source: str = ...,
        basis: str = ...,
        as_of: date | str | None = ...,
        text_line: int = ...,
        provisional: bool = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def period(self) -> Period:
        """The period the figure is of."""
    @property
    def value(self) -> float | None:
        """In ``unit``; None unless the state is "value". A value that is given makes the state
        "value".
        """
    @property
    def state(self) -> State:
        """ "value", "missing", "not_applicable" (不涉及) or "not_scored" (未评); "missing"
        unless a value is given.
        """
    @property
    def body(self) -> str:
        """Id of the body; empty: the whole area."""
    @property
    def places(self) -> int:
        """Decimals as printed."""
    @property
    def unit(self) -> str:
        """The unit of the value; empty: the indicator's."""
    @property
    def source(self) -> str:
        """Where the figure comes from, e.g. a yearbook."""
    @property
    def basis(self) -> str:
        """What the figure covers (口径); empty: the indicator's."""
    @property
    def as_of(self) -> date | None:
        """The day it was published; the latest known figure counts. None: known all along."""
    @property
    def text_line(self) -> int:
        """Line of the plan's text it is printed on, counted from 1; 0: none."""
    @property
    def provisional(self) -> bool:
        """True: to be revised (初步数)."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Observation:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Interval(_Value):
    """The values that meet a target; an open side excludes its limit.

    >>> 94.5 in libplan.Interval(95, 100)
    False
    >>> str(libplan.Interval(95, 100))
    '[95, 100]'
    """

    def __init__(
        self,
        lower: float = ...,
        upper: float = ...,
        *,
        lower_open: bool = ...,
        upper_open: bool = ...,
    ) -> None: ...
    @property
    def lower(self) -> float:
        """The lower limit; -inf: none."""
    @property
    def upper(self) -> float:
        """The upper limit; inf: none."""
    @property
    def lower_open(self) -> bool:
        """True: the lower limit itself does not meet it."""
    @property
    def upper_open(self) -> bool:
        """True: the upper limit itself does not meet it."""
    def __contains__(self, value: float) -> bool: ...
    def replace(self, **changes: Any) -> Interval:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class CourseYear(_Value):
    """One year on an indicator's way from its baseline to its last target."""

    def __init__(
        self,
        year: int,
        *,
        value: float | None = ...,
        required: float | None = ...,
        admissible: Interval | None = ...,
    ) -> None: ...
    @property
    def year(self) -> int:
        """The year."""
    @property
    def value(self) -> float | None:
        """What is known of it, up to the year measured; of a cumulative target the sum so far.
        None: nothing.
        """
    @property
    def required(self) -> float | None:
        """What the path through the milestones asks of it; None: no path."""
    @property
    def admissible(self) -> Interval | None:
        """What is asked of it; None: nothing, or undecidable."""
    def replace(self, **changes: Any) -> CourseYear:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Reading(_Value, _Shown):
    """Where one indicator of one body stands in a year. ``completion`` and ``time_gone`` are shares
    (1.0 is all); ``met`` is None where it cannot be decided, and ``reason`` says why."""

    def __init__(
        self,
        indicator: str,
        *,
        body: str = ...,
        year: int = ...,
        state: State = ...,
        value: float | None = ...,
        admissible: Interval | None = ...,
        stated: bool = ...,
        final_interval: Interval | None = ...,
        met: bool | None = ...,
        required: float | None = ...,
        goal: float | None = ...,
        time_gone: float = ...,
        completion: float | None = ...,
        ratio_to_target: float | None = ...,
        status: Status = ...,
        reason: Message = ...,
        provisional: bool = ...,
        illustrative: bool = ...,
        place: Place = ...,
        title: str = ...,
        unit: str = ...,
        course: Sequence[CourseYear] = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def body(self) -> str:
        """Id of the body; empty: the whole area."""
    @property
    def year(self) -> int:
        """The year measured."""
    @property
    def state(self) -> State:
        """Whether there is a value for the year, and why not."""
    @property
    def value(self) -> float | None:
        """Of the year, in ``unit``; of a cumulative target the sum since the plan began. None
        without one.
        """
    @property
    def admissible(self) -> Interval | None:
        """What is asked of this year: common to all targets stated for it, else to the final
        ones. None: undecidable.
        """
    @property
    def stated(self) -> bool:
        """True: the plan states a target for this very year."""
    @property
    def final_interval(self) -> Interval | None:
        """What the last target asks; None: undecidable."""
    @property
    def met(self) -> bool | None:
        """Whether the value lies inside ``admissible``; None: undecidable, and ``reason`` says
        why.
        """
    @property
    def required(self) -> float | None:
        """What the path through the milestones asks of the year, in ``unit``; None: no path."""
    @property
    def goal(self) -> float | None:
        """Where the path leads: the last level, or the total of a sum, in the indicator's unit;
        None: no single level.
        """
    @property
    def time_gone(self) -> float:
        """Share of the time from the baseline to the target's year that is gone, 0 to 1."""
    @property
    def completion(self) -> float | None:
        """Share of the way from the baseline to the target, unclipped: 1.0 is all of it,
        negative is backwards.
        """
    @property
    def ratio_to_target(self) -> float | None:
        """Value over target; of a reduction (1 - r') / (1 - r), where below 1 is better. None:
        undecidable.
        """
    @property
    def status(self) -> Status:
        """ "achieved_early", "ahead", "on_track", "behind" or "unknown"."""
    @property
    def reason(self) -> Message:
        """Why the status is what it is, with its figures, in both languages."""
    @property
    def provisional(self) -> bool:
        """True: rests on figures to be revised (初步数)."""
    @property
    def illustrative(self) -> bool:
        """True: rests on made-up figures (示例)."""
    @property
    def place(self) -> Place:
        """Where the indicator stands in the plan folder; takes no part in equality."""
    @property
    def title(self) -> str:
        """The indicator's name, so that a reading can be read without its plan."""
    @property
    def unit(self) -> str:
        """The indicator's unit."""
    @property
    def course(self) -> tuple[CourseYear, ...]:
        """Year by year from the baseline, or the plan's first year, to its last: what a chart
        of it shows.
        """
    def replace(self, **changes: Any) -> Reading:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def plot(self, *, ax: Axes | None = None, language: Language = "zh") -> Axes:
        """Draws the year's figure against what is required and admissible, and the final
        target.

        ``ax``: axes to draw on. Returns the axes. ImportError without matplotlib. The years
        before are not part of a reading: ``plan.indicator(reading.indicator).plot(folder)``
        draws them all.
        """
    def echarts(self, *, language: Language = "zh") -> dict[str, Any]:
        """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""

class Progress(_Value, _Shown):
    """Where every indicator with a target stands in a year, in plan order."""

    def __init__(
        self,
        year: int,
        *,
        readings: Sequence[Reading] = ...,
    ) -> None: ...
    @property
    def year(self) -> int:
        """The year measured."""
    @property
    def readings(self) -> tuple[Reading, ...]:
        """In plan order, the whole area before bodies."""
    def reading(self, indicator: str, body: str = "") -> Reading:
        """The reading of an indicator, of the whole area or of a body; KeyError names the
        nearest id.
        """
    def replace(self, **changes: Any) -> Progress:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def table(self, *, language: Language = "zh") -> Table:
        """A row for each reading. ``lower`` and ``upper`` are the admissible values."""
    def plot(
        self,
        indicator: str | None = None,
        *,
        body: str = "",
        plan: Plan | PlanFolder | None = None,
        most: int = 40,
        ax: Axes | None = None,
        language: Language = "zh",
    ) -> Axes:
        """Draws the board of statuses, or with the id of an ``indicator`` its reading.

        A status has words, shape and colour. ``body``: of one body instead of the whole area.
        ``plan``, a plan or its folder, names bodies; with a folder the reading stands among
        those of the years before. ``most``: of more rows those behind are drawn, and the note
        tells how many there are. ``ax``: axes to draw on. Returns the axes. KeyError for an
        unknown indicator or body, ImportError without matplotlib.
        """
    def echarts(
        self,
        indicator: str | None = None,
        *,
        body: str = "",
        plan: Plan | PlanFolder | None = None,
        most: int = 40,
        language: Language = "zh",
    ) -> dict[str, Any]:
        """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""

class ProgressColumns(_Shown):
    """Where every series, an indicator of a body, stands in every year of a span. The columns
    are read-only NumPy views of shape (years, series), without a copy; they need NumPy, which
    libplan itself does not.
    """

    __hash__: None  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool: ...
    def __copy__(self) -> ProgressColumns: ...
    def __deepcopy__(self, memo: dict[Any, Any]) -> ProgressColumns: ...
    def __getstate__(self) -> Any: ...
    def __setstate__(self, state: Any) -> None: ...
    @property
    def first_year(self) -> int:
        """The first year judged."""
    @property
    def last_year(self) -> int:
        """The last year judged."""
    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators."""
    @property
    def bodies(self) -> tuple[str, ...]:
        """Ids of the bodies; "" is the whole area."""
    @property
    def states(self) -> tuple[State, ...]:
        """What the codes of ``state`` mean."""
    @property
    def statuses(self) -> tuple[Status, ...]:
        """What the codes of ``status`` mean."""
    @property
    def reasons(self) -> tuple[ReasonCode, ...]:
        """What the codes of ``reason`` mean."""
    @property
    def indicator(self) -> NDArray[np.uint32]:
        """Of each series: its indicator, as an index into ``indicators``."""
    @property
    def body(self) -> NDArray[np.uint32]:
        """Of each series: its body, as an index into ``bodies``; "" is the whole area."""
    @property
    def state(self) -> NDArray[np.uint8]:
        """Codes: indices into ``states``."""
    @property
    def value(self) -> NDArray[np.float64]:
        """In the indicator's unit; of cumulative targets the sum since the plan began. NaN
        where there is none.
        """
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit of the admissible values; -inf where there is none, NaN where that cannot
        be decided.
        """
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit of the admissible values; inf where there is none, NaN where that cannot
        be decided.
        """
    @property
    def lower_open(self) -> NDArray[np.bool_]:
        """Whether the lower limit itself is not admissible."""
    @property
    def upper_open(self) -> NDArray[np.bool_]:
        """Whether the upper limit itself is not admissible."""
    @property
    def met(self) -> NDArray[np.int8]:
        """1 met, 0 not met, -1 undecidable."""
    @property
    def required(self) -> NDArray[np.float64]:
        """What the path through the milestones asks for; NaN without a path."""
    @property
    def completion(self) -> NDArray[np.float64]:
        """Share of the way from the baseline to the target (1.0 is all, not clipped); NaN
        without a way.
        """
    @property
    def status(self) -> NDArray[np.uint8]:
        """Codes: indices into ``statuses``."""
    @property
    def reason(self) -> NDArray[np.uint8]:
        """Codes: indices into ``reasons``."""
    @property
    def provisional(self) -> NDArray[np.bool_]:
        """Rests on figures to be revised."""
    @property
    def illustrative(self) -> NDArray[np.bool_]:
        """Rests on made-up figures."""
    def table(self) -> Table:
        """A row for each year and series; the numbers are those of the columns, without a copy."""

class Figure(_Value):
    """A figure that takes part in a finding, and where it stands."""

    def __init__(
        self,
        title: Message,
        *,
        printed: str = ...,
        text_line: int = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def title(self) -> Message:
        """What and when, in both languages."""
    @property
    def printed(self) -> str:
        """As printed, with its unit."""
    @property
    def text_line(self) -> int:
        """Line of the plan's text, counted from 1; 0: none."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Figure:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Finding(_Value, _Shown):
    """Figures that contradict each other: printed, what follows, and the cure."""

    def __init__(
        self,
        code: str,
        *,
        severity: Severity = ...,
        title: Message = ...,
        figures: Sequence[Figure] = ...,
        printed: Message = ...,
        follows: Message = ...,
        cure: Message = ...,
        illustrative: bool = ...,
        scheme: str = ...,
    ) -> None: ...
    @property
    def code(self) -> str:
        """A stable name for the kind of finding, e.g. "sum", "share", "off-path", "no-lead"."""
    @property
    def severity(self) -> Severity:
        """ "error" (a contradiction), "warning" or "note"."""
    @property
    def title(self) -> Message:
        """What it is about, in both languages."""
    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures involved, with their places."""
    @property
    def printed(self) -> Message:
        """What is printed, in both languages."""
    @property
    def follows(self) -> Message:
        """What follows from the other figures, in both languages."""
    @property
    def cure(self) -> Message:
        """What to do about it, in both languages."""
    @property
    def illustrative(self) -> bool:
        """True: rests on made-up figures (示例)."""
    @property
    def scheme(self) -> str:
        """The id of the scheme it is about; empty: the plan and its figures."""
    def replace(self, **changes: Any) -> Finding:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class IndicatorFact(_Value):
    """A fact read off a measured indicator."""

    def __init__(
        self,
        indicator: str,
        *,
        take: IndicatorTake = ...,
        whole_area: bool = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def take(self) -> IndicatorTake:
        """ "value", "completion" and "ratio_to_target" in percent, "met" (1 or 0), or "target",
        the limit the plan asks of the year.
        """
    @property
    def whole_area(self) -> bool:
        """True: the whole area's figure where the unit has none of its own."""
    def replace(self, **changes: Any) -> IndicatorFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ControlFact(_Value):
    """The control figure given to a body for the year."""

    def __init__(
        self,
        indicator: str,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator whose yearly control figure it is."""
    def replace(self, **changes: Any) -> ControlFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class FaultWeight(_Value):
    """How much of an event counts, by the finding of fault."""

    def __init__(
        self,
        finding: str,
        weight: float,
    ) -> None: ...
    @property
    def finding(self) -> str:
        """The finding of fault, as in events.csv."""
    @property
    def weight(self) -> float:
        """How much of an event counts: 1 whole, 0 not at all."""
    def replace(self, **changes: Any) -> FaultWeight:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class EventFact(_Value):
    """Counted events, their deaths or injuries."""

    def __init__(
        self,
        kind: str,
        *,
        count: EventCount = ...,
        severities: Sequence[str] = ...,
        faults: Sequence[FaultWeight] = ...,
        with_below: bool = ...,
    ) -> None: ...
    @property
    def kind(self) -> str:
        """The kind of event, as in events.csv."""
    @property
    def count(self) -> EventCount:
        """ "events", "deaths" or "injuries"."""
    @property
    def severities(self) -> tuple[str, ...]:
        """Classes that count; none: all."""
    @property
    def faults(self) -> tuple[FaultWeight, ...]:
        """What each finding of fault counts; none: every event counts whole."""
    @property
    def with_below(self) -> bool:
        """True: events of the bodies below count too."""
    def replace(self, **changes: Any) -> EventFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class TaskFact(_Value):
    """How the tasks that a body leads stand."""

    def __init__(
        self,
        *,
        take: TaskTake = ...,
    ) -> None: ...
    @property
    def take(self) -> TaskTake:
        """ "done_percent" of the tasks it leads, "overdue" or "due" ones."""
    def replace(self, **changes: Any) -> TaskFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class SuppliedFact(_Value):
    """Supplied for each unit and year in facts.csv."""

    def __init__(self) -> None: ...
    def replace(self, **changes: Any) -> SuppliedFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class TrendFact(_Value):
    """How many years in a row an indicator fell or rose."""

    def __init__(
        self,
        indicator: str,
        *,
        direction: Direction = ...,
        whole_area: bool = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def direction(self) -> Direction:
        """ "down": years in a row that it fell; "up": that it rose."""
    @property
    def whole_area(self) -> bool:
        """True: the whole area's figure where the unit has none of its own."""
    def replace(self, **changes: Any) -> TrendFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class SchemeFact(_Value):
    """The total of the same unit in another scheme."""

    def __init__(
        self,
        scheme: str,
    ) -> None: ...
    @property
    def scheme(self) -> str:
        """Id of the other scheme."""
    def replace(self, **changes: Any) -> SchemeFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class BelowFact(_Value):
    """How the units directly below stand in another scheme."""

    def __init__(
        self,
        scheme: str,
        *,
        take: BelowTake = ...,
        grade: str = ...,
    ) -> None: ...
    @property
    def scheme(self) -> str:
        """Id of the scheme that assesses the units below."""
    @property
    def take(self) -> BelowTake:
        """ "percent" or "count" of units with the grade or a better one, "mean" or "lowest"
        total.
        """
    @property
    def grade(self) -> str:
        """The grade counted."""
    def replace(self, **changes: Any) -> BelowFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ClassFact(_Value):
    """Another fact's highest, lowest or mean value in the unit's class, or the unit's place in
    it by that fact.
    """

    def __init__(
        self,
        of: str,
        *,
        take: ClassTake = ...,
        direction: Direction = ...,
    ) -> None: ...
    @property
    def of(self) -> str:
        """Id of the fact it is taken of."""
    @property
    def take(self) -> ClassTake:
        """ "highest", "lowest" or "mean" of the class; the unit's "rank" in it: 1, 2, 2, 4; or
        its "position" in percent of the way from the worst value of the class to the best
        (min-max normalization, OECD, Handbook on Constructing Composite Indicators, 2008;
        极值法的功效系数): 100 for all where all are equal.
        """
    @property
    def direction(self) -> Direction:
        """Of a rank or a position: "up", the highest is the best; "down", the lowest."""
    def replace(self, **changes: Any) -> ClassFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class RatioFact(_Value):
    """One fact over another, times a factor; over 0 or less it is missing."""

    def __init__(
        self,
        numerator: str,
        denominator: str,
        *,
        factor: float = ...,
    ) -> None: ...
    @property
    def numerator(self) -> str:
        """Id of the fact above."""
    @property
    def denominator(self) -> str:
        """Id of the fact below."""
    @property
    def factor(self) -> float:
        """Multiplies the quotient; 100 makes a percentage."""
    def replace(self, **changes: Any) -> RatioFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Edge(_Value):
    """A limit; it belongs to what it begins unless ``above``."""

    def __init__(
        self,
        from_value: float,
        *,
        above: bool = ...,
    ) -> None: ...
    @property
    def from_value(self) -> float:
        """The limit, in the unit of what is compared."""
    @property
    def above(self) -> bool:
        """True: the limit itself does not belong (以上不含本数)."""
    def replace(self, **changes: Any) -> Edge:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Bracket(_Value):
    """A number from a size on."""

    def __init__(
        self,
        edge: Edge | float,
        value: float,
    ) -> None: ...
    @property
    def edge(self) -> Edge:
        """From which size on."""
    @property
    def value(self) -> float:
        """The number that holds from there on."""
    def replace(self, **changes: Any) -> Bracket:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class BracketFact(_Value):
    """A number by the size of another fact, lowest bracket first."""

    def __init__(
        self,
        of: str,
        brackets: Sequence[Bracket],
    ) -> None: ...
    @property
    def of(self) -> str:
        """Id of the fact it is taken of."""
    @property
    def brackets(self) -> tuple[Bracket, ...]:
        """Lowest first."""
    def replace(self, **changes: Any) -> BracketFact:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class FactDefinition(_Value):
    """Where the numbers of a fact come from."""

    def __init__(
        self,
        id: str,
        title: str,
        source: FactSource,
        *,
        unit: str = ...,
        last_year: bool = ...,
        part: str = ...,
        places: int | None = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def source(self) -> FactSource:
        """Where its numbers come from."""
    @property
    def unit(self) -> str:
        """The unit of its values, e.g. "人"."""
    @property
    def last_year(self) -> bool:
        """True: the figure of the year before, to compare with."""
    @property
    def part(self) -> str:
        """Of this part of the year alone: "H1", "Q3", "09"; empty: the whole year."""
    @property
    def places(self) -> int | None:
        """Decimals, 0 to 6, that a computed percentage or ratio (None: two) or a mean of the
        class (None: four) is rounded to, half up, before it is used.
        """
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> FactDefinition:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Condition(_Value):
    """One comparison: a fact, or the points, the rate, what applies or the lowest item of a
    node, or the total.

    >>> libplan.Condition("fact", "deaths", "above", "control", times=1.2)
    """

    def __init__(
        self,
        subject: ConditionSubject,
        of: str,
        comparison: Comparison = ...,
        limit: float | str = ...,
        *,
        times: float = ...,
    ) -> None: ...
    @property
    def subject(self) -> ConditionSubject:
        """ "fact", "points_of", "rate_of" (percent), "applicable_of", "lowest_of" or "total"."""
    @property
    def of(self) -> str:
        """Id of the fact, item or group it is taken of."""
    @property
    def comparison(self) -> Comparison:
        """ "at_least", "at_most", "above", "below" or "equals"."""
    @property
    def limit(self) -> float | str:
        """A number, or the id of a fact."""
    @property
    def times(self) -> float:
        """The limit is so many times that number."""
    def replace(self, **changes: Any) -> Condition:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ScorerWeight(_Value):
    """How much a scorer's mark weighs."""

    def __init__(
        self,
        scorer: Scorer,
        weight: float,
    ) -> None: ...
    @property
    def scorer(self) -> Scorer:
        """ "self", "department", "team", "judges", "peers" or "review"."""
    @property
    def weight(self) -> float:
        """Its share of the sum of all weights."""
    def replace(self, **changes: Any) -> ScorerWeight:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class MarksRule(_Value):
    """An assessor's mark, or several scorers' by their weights.

    >>> judges = libplan.MarksRule(
    ...     scorers=[libplan.ScorerWeight("self", 0.3), libplan.ScorerWeight("team", 0.7)]
    ... )
    >>> libplan.points_of(libplan.Item("plan", "年度计划", 10, judges), [10, 8])
    Decimal('8.6')
    """

    def __init__(
        self,
        *,
        step: float = ...,
        scorers: Sequence[ScorerWeight] = ...,
        deduct_from: float | None = ...,
        deduct_to: float | None = ...,
    ) -> None: ...
    @property
    def step(self) -> float:
        """Marks are multiples of it; 0: any."""
    @property
    def scorers(self) -> tuple[ScorerWeight, ...]:
        """Several scorers and their weights; none: the item's scorer alone."""
    @property
    def deduct_from(self) -> float | None:
        """The mark is what is taken off: at least this, or nothing."""
    @property
    def deduct_to(self) -> float | None:
        """At most this is taken off."""
    def replace(self, **changes: Any) -> MarksRule:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class AllOrNothingRule(_Value):
    """Full points where the fact compares so, else none.

    >>> rule = libplan.AllOrNothingRule("at_least", 100)
    >>> item = libplan.Item("training_item", "轮训率", 4, rule, fact="training")
    >>> libplan.points_of(item, [100]), libplan.points_of(item, [99.9])
    (Decimal('4'), Decimal('0'))
    """

    def __init__(
        self,
        comparison: Comparison,
        limit: float | str,
    ) -> None: ...
    @property
    def comparison(self) -> Comparison:
        """How the fact must compare with the limit."""
    @property
    def limit(self) -> float | str:
        """A number, or the id of a fact."""
    def replace(self, **changes: Any) -> AllOrNothingRule:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ShareRule(_Value):
    """Full points × fact / target, between none and full.

    >>> item = libplan.Item("t", "任务完成率", 10, libplan.ShareRule(100), fact="done")
    >>> libplan.points_of(item, [40.91])
    Decimal('4.09')
    """

    def __init__(
        self,
        target: float | str,
    ) -> None: ...
    @property
    def target(self) -> float | str:
        """A number, or the id of a fact."""
    def replace(self, **changes: Any) -> ShareRule:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class PerUnitRule(_Value):
    """Points gained or lost per unit over or under a reference.

    >>> rule = libplan.PerUnitRule("control", over=-2, under=1, ceiling=12)
    >>> item = libplan.Item("deaths_item", "死亡人数", 10, rule, fact="deaths")
    >>> [str(libplan.points_of(item, [deaths, 10])) for deaths in (10, 8, 7, 13, 20)]
    ['10', '12', '12', '4', '0']
    """

    def __init__(
        self,
        reference: float | str,
        *,
        per: float = ...,
        per_under: float | None = ...,
        over: float = ...,
        under: float = ...,
        start: float | None = ...,
        floor: float = ...,
        ceiling: float | None = ...,
        steps: Steps | None = ...,
    ) -> None: ...
    @property
    def reference(self) -> float | str:
        """A number, or the id of a fact, that is compared with."""
    @property
    def per(self) -> float:
        """Size of a unit."""
    @property
    def per_under(self) -> float | None:
        """Size of a unit under the reference; None: the same."""
    @property
    def over(self) -> float:
        """Points for each unit over the reference, negative off."""
    @property
    def under(self) -> float:
        """Points for each unit under the reference, negative off."""
    @property
    def start(self) -> float | None:
        """Points at the reference; None: full."""
    @property
    def floor(self) -> float:
        """Not fewer points."""
    @property
    def ceiling(self) -> float | None:
        """Not more points; None: full; math.inf: no ceiling (不封顶)."""
    @property
    def steps(self) -> Steps | None:
        """What is made of a part of a unit: "proportional", "whole" (only whole units count) or
        "begun" (it counts as a whole one); None: not said, and counted in proportion. Where a
        unit is not 1 it has to be said.
        """
    def replace(self, **changes: Any) -> PerUnitRule:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Band(_Value):
    """Points from a limit on."""

    def __init__(
        self,
        edge: Edge | float,
        points: float,
    ) -> None: ...
    @property
    def edge(self) -> Edge:
        """From which value on."""
    @property
    def points(self) -> float:
        """The points, or with coefficients the share of the full points."""
    def replace(self, **changes: Any) -> Band:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class BandsRule(_Value):
    """Points by band, or on straight lines between the bands' limits.

    >>> rule = libplan.BandsRule([libplan.Band(100, 5), libplan.Band(95, 3), libplan.Band(0, 0)])
    >>> item = libplan.Item("risk_item", "重大风险源管控率", 5, rule, fact="risk")
    >>> [str(libplan.points_of(item, [rate])) for rate in (100, 99.9, 95, 80)]
    ['5', '3', '3', '0']
    """

    def __init__(
        self,
        bands: Sequence[Band],
        *,
        interpolate: bool = ...,
        coefficients: bool = ...,
        below: float | None = ...,
    ) -> None: ...
    @property
    def bands(self) -> tuple[Band, ...]:
        """Lowest first, whatever the order given."""
    @property
    def interpolate(self) -> bool:
        """True: straight lines between the limits (功效系数法)."""
    @property
    def coefficients(self) -> bool:
        """True: bands give shares of the full points."""
    @property
    def below(self) -> float | None:
        """Points under the lowest band; None: those of the lowest."""
    def replace(self, **changes: Any) -> BandsRule:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class OccurrenceClass(_Value):
    """Points per occurrence of a class, and per death in it."""

    def __init__(
        self,
        severity: str,
        points: float,
        *,
        per_death: float = ...,
        deaths_from: float | None = ...,
        deaths_to: float | None = ...,
    ) -> None: ...
    @property
    def severity(self) -> str:
        """The class, as in events.csv."""
    @property
    def points(self) -> float:
        """Points for each occurrence, negative off."""
    @property
    def per_death(self) -> float:
        """And for each death in it."""
    @property
    def deaths_from(self) -> float | None:
        """The class is told by deaths, from this number on; None: by name."""
    @property
    def deaths_to(self) -> float | None:
        """Up to this number; None: no upper limit."""
    def replace(self, **changes: Any) -> OccurrenceClass:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class OccurrencesRule(_Value):
    """Points per counted occurrence, with a cap on the loss.

    >>> rule = libplan.OccurrencesRule(
    ...     [libplan.OccurrenceClass("迟报", -0.5), libplan.OccurrenceClass("漏报", -1)]
    ... )
    >>> item = libplan.Item("late_item", "信息报送", 4, rule, fact="late")
    >>> libplan.points_of(item, [1, 2])
    Decimal('1.5')
    """

    def __init__(
        self,
        classes: Sequence[OccurrenceClass],
        *,
        counts: OccurrenceCounts = ...,
        cap: float = ...,
        start: float | None = ...,
        floor: float = ...,
    ) -> None: ...
    @property
    def classes(self) -> tuple[OccurrenceClass, ...]:
        """In the order of the table."""
    @property
    def counts(self) -> OccurrenceCounts:
        """ "each" occurrence, of the occurrences of each of the "matters" the one worth most,
        only the "highest" class, or only the "worst".
        """
    @property
    def cap(self) -> float:
        """At most so much is lost (negative); 0: no limit."""
    @property
    def start(self) -> float | None:
        """Points without any occurrence; None: full."""
    @property
    def floor(self) -> float:
        """Not fewer points."""
    def replace(self, **changes: Any) -> OccurrencesRule:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class NotApplicable(_Value):
    """What becomes of an item that does not apply: left out, or a share of its full points."""

    def __init__(
        self,
        *,
        rescale: bool = ...,
        share: float = ...,
    ) -> None: ...
    @property
    def rescale(self) -> bool:
        """True: left out, and the rest rescaled."""
    @property
    def share(self) -> float:
        """Else this share of the full points, 0 to 1."""
    def replace(self, **changes: Any) -> NotApplicable:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Item(_Value):
    """One line of a scoring table: clause, fact, rule and full marks.

    >>> rule = libplan.MarksRule(step=0.5)
    >>> item = libplan.Item("fire", "微型消防站", 4, rule, clause="由考核组评分")
    >>> libplan.points_of(item, [3.5])
    Decimal('3.5')
    """

    def __init__(
        self,
        id: str,
        title: str,
        full: float,
        rule: Rule,
        *,
        fact: str = ...,
        clause: str = ...,
        method: str = ...,
        scorer: Scorer = ...,
        not_for: Sequence[str] = ...,
        only_for: Sequence[str] = ...,
        weight: float = ...,
        not_applicable: NotApplicable | None = ...,
        missing: WhenMissing | None = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def full(self) -> float:
        """Full points."""
    @property
    def rule(self) -> Rule:
        """How facts become points."""
    @property
    def fact(self) -> str:
        """Id of the fact it reads; empty for marks."""
    @property
    def clause(self) -> str:
        """The words of the scheme or plan behind it."""
    @property
    def method(self) -> str:
        """How it is examined (考评方式)."""
    @property
    def scorer(self) -> Scorer:
        """Whose mark decides."""
    @property
    def not_for(self) -> tuple[str, ...]:
        """Ids or classes of units it does not apply to."""
    @property
    def only_for(self) -> tuple[str, ...]:
        """Ids or classes of the only units it applies to; none: all."""
    @property
    def weight(self) -> float:
        """In a weighted group."""
    @property
    def not_applicable(self) -> NotApplicable | None:
        """What happens where it does not apply; None: as the scheme says."""
    @property
    def missing(self) -> WhenMissing | None:
        """ "open", "zero" or "refuse" where a fact is missing; None: as the scheme says."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Item:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Group(_Value):
    """A heading of the scoring table: items, then groups.

    >>> sheet = libplan.Group(
    ...     "sheet", "检查评分表", 100,
    ...     zero_when=[libplan.Condition("points_of", "guarantee", "below", 40)],
    ... )
    >>> sheet.zero_when[0][0].limit
    40.0
    """

    def __init__(
        self,
        id: str,
        title: str,
        full: float,
        items: Sequence[Item] = ...,
        *,
        groups: Sequence[Group] = ...,
        kind: GroupKind = ...,
        combine: Combine = ...,
        weight: float = ...,
        floor: float | None = ...,
        cap: float | None = ...,
        rescale: bool = ...,
        zero_when: Sequence[Condition | Sequence[Condition]] = ...,
        not_for: Sequence[str] = ...,
        only_for: Sequence[str] = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def full(self) -> float:
        """Full points."""
    @property
    def items(self) -> tuple[Item, ...]:
        """Its own items, before its groups."""
    @property
    def groups(self) -> tuple[Group, ...]:
        """Groups inside it."""
    @property
    def kind(self) -> GroupKind:
        """ "base", "bonus" or "penalty"; the latter stand outside the full marks."""
    @property
    def combine(self) -> Combine:
        """ "sum", "weighted", "mean", "highest", "lowest" or "largest_loss"."""
    @property
    def weight(self) -> float:
        """In a weighted group."""
    @property
    def floor(self) -> float | None:
        """Not fewer points; None: no limit."""
    @property
    def cap(self) -> float | None:
        """Not more points; None: no limit."""
    @property
    def rescale(self) -> bool:
        """True: what does not apply is made up for inside the group."""
    @property
    def zero_when(self) -> tuple[tuple[Condition, ...], ...]:
        """Any of these, each a sequence of conditions that all hold, voids the group."""
    @property
    def not_for(self) -> tuple[str, ...]:
        """Ids or classes of units it does not apply to."""
    @property
    def only_for(self) -> tuple[str, ...]:
        """Ids or classes of the only units it applies to; none: all."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Group:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Grade(_Value):
    """A grade from a total on.

    >>> libplan.Grade("优秀", libplan.Edge(90, above=True))
    """

    def __init__(
        self,
        title: str,
        edge: Edge | float,
        *,
        place: Place = ...,
    ) -> None: ...
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def edge(self) -> Edge:
        """From which total on."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Grade:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Veto(_Value):
    """What happens whatever the points (一票否决).

    >>> veto = libplan.Veto(
    ...     "发生较大及以上事故", libplan.Condition("fact", "larger", "at_least", 1), grade="不合格"
    ... )
    >>> veto.when[0].of
    'larger'
    """

    def __init__(
        self,
        title: str,
        when: Condition | Sequence[Condition],
        *,
        effect: VetoEffect = ...,
        grade: str = ...,
        unless: Sequence[Condition | Sequence[Condition]] = ...,
        clause: str = ...,
        only_for: Sequence[str] = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def when(self) -> tuple[Condition, ...]:
        """All of these conditions hold."""
    @property
    def effect(self) -> VetoEffect:
        """ "grade", "zero", "bar_top" or "one_down"."""
    @property
    def grade(self) -> str:
        """The grade it sets."""
    @property
    def unless(self) -> tuple[tuple[Condition, ...], ...]:
        """Any of these switches it off."""
    @property
    def clause(self) -> str:
        """The words of the scheme or plan behind it."""
    @property
    def only_for(self) -> tuple[str, ...]:
        """Ids or classes of the only units it applies to; none: all."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Veto:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Quota(_Value):
    """At most so many units of a class may have a grade."""

    def __init__(
        self,
        grade: str,
        *,
        rank_class: str = ...,
        count: int | None = ...,
        percent: float | None = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def grade(self) -> str:
        """The grade that is limited."""
    @property
    def rank_class(self) -> str:
        """Of this class; empty: of each."""
    @property
    def count(self) -> int | None:
        """At most so many units."""
    @property
    def percent(self) -> float | None:
        """At most so many percent of the class, whole units only."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Quota:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class TieBreak(_Value):
    """Decides between equal totals."""

    def __init__(
        self,
        of: str,
        *,
        fewer: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def of(self) -> str:
        """Id of the fact, item or group it is taken of."""
    @property
    def fewer(self) -> bool:
        """True: the smaller value stands first."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> TieBreak:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Window(_Value):
    """The days whose events and reports count for a year."""

    def __init__(
        self,
        *,
        first: str = ...,
        last: str = ...,
        carry_back: Sequence[str] = ...,
        carry_until: str = ...,
    ) -> None: ...
    @property
    def first(self) -> str:
        """First day, "12-01"; after ``last`` it is of the year before."""
    @property
    def last(self) -> str:
        """Last day."""
    @property
    def carry_back(self) -> tuple[str, ...]:
        """Classes of events that still count until ``carry_until``."""
    @property
    def carry_until(self) -> str:
        """Last day they do."""
    def replace(self, **changes: Any) -> Window:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Outcome(_Value):
    """How points become a total, a grade and a rank."""

    def __init__(
        self,
        *,
        places: int = ...,
        rounding: Rounding = ...,
        rounded_at: RoundedAt = ...,
        not_applicable: NotApplicable = ...,
        missing: WhenMissing = ...,
        convert_to: float | None = ...,
        floor: float = ...,
        cap: float | None = ...,
        order: Sequence[Step] = ...,
        quotas: Sequence[Quota] = ...,
        tie_breaks: Sequence[TieBreak] = ...,
        window: Window = ...,
    ) -> None: ...
    @property
    def places(self) -> int:
        """Decimals points are rounded to, 0 to 6."""
    @property
    def rounding(self) -> Rounding:
        """ "half_up", "half_even", "truncate" or "up"."""
    @property
    def rounded_at(self) -> RoundedAt:
        """ "item", "group" or "total": where points are rounded, once."""
    @property
    def not_applicable(self) -> NotApplicable:
        """What happens to items that do not apply."""
    @property
    def missing(self) -> WhenMissing:
        """ "open", "zero" or "refuse" where a fact is missing."""
    @property
    def convert_to(self) -> float | None:
        """Full marks of the published total (折算); None: the scheme's own."""
    @property
    def floor(self) -> float:
        """Not a lower total, at the step "cap": what ``order`` puts behind it can go below."""
    @property
    def cap(self) -> float | None:
        """Not a higher total, at that step; None: no cap."""
    @property
    def order(self) -> tuple[Step, ...]:
        """What is done to the sum of the groups, in this order."""
    @property
    def quotas(self) -> tuple[Quota, ...]:
        """Limits on grades."""
    @property
    def tie_breaks(self) -> tuple[TieBreak, ...]:
        """What decides between equal totals, in this order."""
    @property
    def window(self) -> Window:
        """The days that count for a year."""
    def replace(self, **changes: Any) -> Outcome:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Scheme(_Value, _Shown):
    """A valid scoring scheme. Raises InputError with every problem of its parts.

    >>> scheme = libplan.Scheme(
    ...     "towns", "镇阅读考核", "town",
    ...     [
    ...         libplan.Group("service", "一、服务", 100, [
    ...             libplan.Item(
    ...                 "loans_item", "图书外借", 100, libplan.ShareRule(35),
    ...                 fact="loans", clause="按外借量与35万册之比计分",
    ...             )
    ...         ])
    ...     ],
    ...     [libplan.Grade("优秀", 90), libplan.Grade("合格", 0)],
    ...     facts=[libplan.FactDefinition("loans", "图书外借", libplan.IndicatorFact("loans"))],
    ... )
    >>> scheme.item("loans_item").full
    100.0
    >>> scheme.replace_item("loans_item", rule=libplan.ShareRule(40)).item("loans_item").rule
    ShareRule(target=40.0)
    """

    def __init__(
        self,
        id: str,
        title: str,
        units: BodyKind,
        groups: Sequence[Group],
        grades: Sequence[Grade],
        *,
        full: float = ...,
        classes: Sequence[str] = ...,
        facts: Sequence[FactDefinition] = ...,
        outcome: Outcome = ...,
        vetoes: Sequence[Veto] = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def units(self) -> BodyKind:
        """The kind of bodies it assesses."""
    @property
    def groups(self) -> tuple[Group, ...]:
        """The scoring table."""
    @property
    def grades(self) -> tuple[Grade, ...]:
        """Highest first."""
    @property
    def full(self) -> float:
        """Full points."""
    @property
    def classes(self) -> tuple[str, ...]:
        """Only units of these classes; none: all."""
    @property
    def facts(self) -> tuple[FactDefinition, ...]:
        """What it reads of every unit."""
    @property
    def outcome(self) -> Outcome:
        """How points become a total, a grade and a rank."""
    @property
    def vetoes(self) -> tuple[Veto, ...]:
        """一票否决."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def item(self, id: str) -> Item:
        """The item of that id; KeyError names the nearest one."""
    def group(self, id: str) -> Group:
        """The group of that id, wherever in the table it stands; KeyError names the nearest
        one.
        """
    def fact(self, id: str) -> FactDefinition:
        """The fact of that id; KeyError names the nearest one."""
    def replace_item(self, which: str, /, **changes: Any) -> Scheme:
        """A copy in which the item of that id has some fields changed, by keyword; KeyError
        names the nearest.
        """
    def replace_group(self, which: str, /, **changes: Any) -> Scheme:
        """A copy in which the group of that id has some fields changed, by keyword; KeyError
        names the nearest.
        """
    def replace_fact(self, which: str, /, **changes: Any) -> Scheme:
        """A copy in which the fact of that id has some fields changed, by keyword; KeyError
        names the nearest.
        """
    def replace(self, **changes: Any) -> Scheme:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the table: a group's own, then those of the groups in it."""

class Event(_Value):
    """Something that happened and counts against bodies.

    >>> libplan.Event("e1", "2018-06-01", "accident", severity="一般", bodies=["taihe"], deaths=1)
    """

    def __init__(
        self,
        id: str,
        date: date | str,
        kind: str,
        *,
        severity: str = ...,
        bodies: Sequence[str] = ...,
        faults: Sequence[str] = ...,
        counts_in: int = ...,
        matter: str = ...,
        deaths: float = ...,
        injuries: float = ...,
        title: str = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def date(self) -> date:
        """The day it happened."""
    @property
    def kind(self) -> str:
        """What happened, as schemes name it."""
    @property
    def severity(self) -> str:
        """Its class."""
    @property
    def bodies(self) -> tuple[str, ...]:
        """Ids of the bodies it counts against."""
    @property
    def faults(self) -> tuple[str, ...]:
        """The finding of fault of each body; none: not found yet."""
    @property
    def counts_in(self) -> int:
        """The year it counts in, if not that of its date; 0: that of its date."""
    @property
    def matter(self) -> str:
        """What it is about. Of the events of one matter a rule may count only the one worth
        most; "": of its own.
        """
    @property
    def deaths(self) -> float:
        """People killed."""
    @property
    def injuries(self) -> float:
        """People injured."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Event:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class TaskReport(_Value):
    """How a task stood on a day, as a body reported it; percent 0 to 100."""

    def __init__(
        self,
        task: str,
        body: str,
        date: date | str,
        *,
        status: TaskStatus = ...,
        percent: float = ...,
        evidence: str = ...,
        note: str = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def task(self) -> str:
        """Id of the task."""
    @property
    def body(self) -> str:
        """Id of the body."""
    @property
    def date(self) -> date:
        """The day it tells of."""
    @property
    def status(self) -> TaskStatus:
        """ "not_started", "in_progress" or "done"."""
    @property
    def percent(self) -> float:
        """Done so far, 0 to 100."""
    @property
    def evidence(self) -> str:
        """What shows it."""
    @property
    def note(self) -> str:
        """Remarks."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> TaskReport:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Mark(_Value):
    """A scorer's mark for one item of one body.

    >>> libplan.Mark("t_drill", "taihe", 2018, "team", 1.5).state
    'value'
    """

    def __init__(
        self,
        item: str,
        body: str,
        year: int,
        scorer: Scorer,
        value: float | None = ...,
        *,
        state: State = ...,
        note: str = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def item(self) -> str:
        """Id of the item."""
    @property
    def body(self) -> str:
        """Id of the body."""
    @property
    def year(self) -> int:
        """The year it is of."""
    @property
    def scorer(self) -> Scorer:
        """Who gave it."""
    @property
    def value(self) -> float | None:
        """Points; None unless the state is "value". A value that is given makes it "value"."""
    @property
    def state(self) -> State:
        """ "value", "missing", "not_applicable" (不涉及) or "not_scored" (未评)."""
    @property
    def note(self) -> str:
        """Remarks."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> Mark:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class SuppliedFigure(_Value):
    """A figure supplied for a fact of one body and year."""

    def __init__(
        self,
        fact: str,
        body: str,
        year: int,
        value: float | None = ...,
        *,
        state: State = ...,
        source: str = ...,
        illustrative: bool = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def fact(self) -> str:
        """Id of the fact."""
    @property
    def body(self) -> str:
        """Id of the body."""
    @property
    def year(self) -> int:
        """The year it is of."""
    @property
    def value(self) -> float | None:
        """In the fact's unit; None unless the state is "value". A value that is given makes it
        "value".
        """
    @property
    def state(self) -> State:
        """ "value", "missing", "not_applicable" (不涉及) or "not_scored" (未评)."""
    @property
    def source(self) -> str:
        """Where it comes from."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def place(self) -> Place:
        """Where it stands in the plan folder; takes no part in equality."""
    def replace(self, **changes: Any) -> SuppliedFigure:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Records(_Value):
    """What an assessment is gathered from besides measured indicators; each as records, or as a
    table with the columns of its file.

    >>> records = libplan.Records(marks=[libplan.Mark("t_drill", "taihe", 2018, "team", 1.5)])
    >>> len(records.marks)
    1
    """

    def __init__(
        self,
        *,
        controls: Observations | Tabular = ...,
        events: Sequence[Event] | Tabular = ...,
        reports: Sequence[TaskReport] | Tabular = ...,
        marks: Sequence[Mark] | Tabular = ...,
        figures: Sequence[SuppliedFigure] | Tabular = ...,
    ) -> None: ...
    @property
    def controls(self) -> Observations:
        """Yearly control figures."""
    @property
    def events(self) -> tuple[Event, ...]:
        """What is counted."""
    @property
    def reports(self) -> tuple[TaskReport, ...]:
        """How tasks stand."""
    @property
    def marks(self) -> tuple[Mark, ...]:
        """Scorers' marks."""
    @property
    def figures(self) -> tuple[SuppliedFigure, ...]:
        """Figures supplied for facts."""
    def replace(self, **changes: Any) -> Records:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Unit(_Value):
    """An assessed unit; units of different classes are ranked apart."""

    def __init__(
        self,
        id: str,
        title: str,
        *,
        rank_class: str = ...,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def rank_class(self) -> str:
        """Units of different classes are ranked apart."""
    def replace(self, **changes: Any) -> Unit:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class FactColumn(_Value):
    """A fact of every unit: numbers beside states."""

    def __init__(
        self,
        id: str,
        values: Sequence[float],
        states: Sequence[State],
    ) -> None: ...
    @property
    def id(self) -> str:
        """Its id, by which other records name it."""
    @property
    def values(self) -> tuple[float, ...]:
        """One for each unit; without meaning unless the state is "value"."""
    @property
    def states(self) -> tuple[State, ...]:
        """One for each unit."""
    def replace(self, **changes: Any) -> FactColumn:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Facts(_Value):
    """What is known of every unit of a scheme, in columns.

    >>> facts = libplan.Facts(
    ...     2018,
    ...     [libplan.Unit("east", "东镇"), libplan.Unit("west", "西镇")],
    ...     [libplan.FactColumn("loans", [33.1, 0], ["value", "missing"])],
    ... )
    >>> facts.columns[0].states
    ('value', 'missing')
    """

    def __init__(
        self,
        year: int,
        units: Sequence[Unit],
        columns: Sequence[FactColumn],
        *,
        illustrative: bool = ...,
    ) -> None: ...
    @property
    def year(self) -> int:
        """The year it is of."""
    @property
    def units(self) -> tuple[Unit, ...]:
        """The assessed units."""
    @property
    def columns(self) -> tuple[FactColumn, ...]:
        """One for each fact."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    def replace(self, **changes: Any) -> Facts:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ScorecardLine(_Value):
    """One item of a scorecard; ``words`` tell how the points came about."""

    def __init__(
        self,
        *,
        item: Item = ...,
        state: State = ...,
        points: Decimal = ...,
        full: Decimal = ...,
        lost: Decimal = ...,
        inputs: Sequence[tuple[str, float]] = ...,
        input_states: Sequence[State] = ...,
        marks: Sequence[tuple[Scorer, float]] = ...,
        words: str = ...,
    ) -> None: ...
    @property
    def item(self) -> Item:
        """The item."""
    @property
    def state(self) -> State:
        """ "value", "missing", "not_applicable" (不涉及) or "not_scored" (未评)."""
    @property
    def points(self) -> Decimal:
        """Points got."""
    @property
    def full(self) -> Decimal:
        """Full points."""
    @property
    def lost(self) -> Decimal:
        """Points missing to the full points, in bonus and penalty blocks to none; below zero
        they are gained. Nothing is lost of what is still open.
        """
    @property
    def inputs(self) -> tuple[tuple[str, float], ...]:
        """Fact id and value, in the order the rule reads them."""
    @property
    def input_states(self) -> tuple[State, ...]:
        """Their states."""
    @property
    def marks(self) -> tuple[tuple[Scorer, float], ...]:
        """Each scorer's mark."""
    @property
    def words(self) -> str:
        """The rule applied, with its figures."""
    def replace(self, **changes: Any) -> ScorecardLine:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ChangePart(_Value):
    """How much of a difference comes from one cause; ``words`` tell what changed."""

    def __init__(
        self,
        cause: Cause,
        points: Decimal,
        *,
        words: str = ...,
    ) -> None: ...
    @property
    def cause(self) -> Cause:
        """ "revised_data", "data", "targets", "rules", "classes" or "vetoes"."""
    @property
    def points(self) -> Decimal:
        """What it adds to the total, negative off."""
    @property
    def words(self) -> str:
        """What changed."""
    def replace(self, **changes: Any) -> ChangePart:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ItemChange(_Value, _Shown):
    """One item on both sides; points are None where it is not in the table or still open."""

    def __init__(
        self,
        item: str,
        title: str,
        *,
        before: Decimal | None = ...,
        after: Decimal | None = ...,
        difference: Decimal | None = ...,
        before_words: str = ...,
        after_words: str = ...,
        language: Language = ...,
    ) -> None: ...
    @property
    def item(self) -> str:
        """Id of the item."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def before(self) -> Decimal | None:
        """Points before; None: not in that scheme, or open."""
    @property
    def after(self) -> Decimal | None:
        """Points after; None: not in that scheme, or open."""
    @property
    def difference(self) -> Decimal | None:
        """Points after less points before."""
    @property
    def before_words(self) -> str:
        """How they came about."""
    @property
    def after_words(self) -> str:
        """How they came about."""
    @property
    def language(self) -> Language:
        """Of these words."""
    def replace(self, **changes: Any) -> ItemChange:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class TotalChange(_Value, _Shown):
    """Where the change of a published total comes from: ``parts`` by cause, ``items`` with
    ``beyond_items``; each adds up to ``difference`` exactly. While a side is open there are no
    parts, and ``open_words`` tell which.
    """

    def __init__(
        self,
        unit: Unit,
        *,
        year_before: int = ...,
        year_after: int = ...,
        scheme_before: str = ...,
        scheme_after: str = ...,
        before: Decimal | None = ...,
        after: Decimal | None = ...,
        possible_before: PossibleRange | None = ...,
        possible_after: PossibleRange | None = ...,
        difference: Decimal | None = ...,
        parts: Sequence[ChangePart] = ...,
        items: Sequence[ItemChange] = ...,
        beyond_items: Decimal | None = ...,
        open_words: str = ...,
        illustrative: bool = ...,
        language: Language = ...,
    ) -> None: ...
    @property
    def unit(self) -> Unit:
        """The unit."""
    @property
    def year_before(self) -> int:
        """The earlier year."""
    @property
    def year_after(self) -> int:
        """The later year."""
    @property
    def scheme_before(self) -> str:
        """Title of the earlier scheme."""
    @property
    def scheme_after(self) -> str:
        """Title of the later scheme."""
    @property
    def before(self) -> Decimal | None:
        """The earlier published total."""
    @property
    def after(self) -> Decimal | None:
        """The later published total."""
    @property
    def possible_before(self) -> PossibleRange | None:
        """Within which the earlier total lies while it is open."""
    @property
    def possible_after(self) -> PossibleRange | None:
        """Within which the later total lies while it is open."""
    @property
    def difference(self) -> Decimal | None:
        """Later less earlier."""
    @property
    def parts(self) -> tuple[ChangePart, ...]:
        """By cause; they add up to the difference."""
    @property
    def items(self) -> tuple[ItemChange, ...]:
        """Item by item."""
    @property
    def beyond_items(self) -> Decimal | None:
        """What of the difference lies beyond the items, so that both add up to it."""
    @property
    def open_words(self) -> str:
        """Which sides are open, and within which they lie; empty: none."""
    @property
    def illustrative(self) -> bool:
        """Rests on made-up figures (示例)."""
    @property
    def language(self) -> Language:
        """Of its words."""
    def replace(self, **changes: Any) -> TotalChange:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def table(self) -> Table:
        """A row for each item: its points on both sides and how they came about."""
    def cause_table(self) -> Table:
        """A row for each cause; they add up to the difference."""
    def plot(
        self,
        *,
        by: Literal["cause", "item"] = "cause",
        most: int = 12,
        ax: Axes | None = None,
        language: Language | None = None,
    ) -> Axes:
        """Draws the way from the earlier total to the later one as a waterfall.

        The steps, by cause or by item, add up to the difference exactly and are labelled with
        the exact points; a total that is open is drawn as the range within which it may lie.
        ``most``: the sum of the smaller steps beyond is one step. ``ax``: axes to draw on.
        Returns the axes. ImportError without matplotlib.
        """
    def echarts(
        self,
        *,
        by: Literal["cause", "item"] = "cause",
        most: int = 12,
        language: Language | None = None,
    ) -> dict[str, Any]:
        """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""

class FactMove(_Value):
    """A fact that has to change."""

    def __init__(
        self,
        fact: str,
        title: str,
        from_value: float | None,
        to_value: float,
    ) -> None: ...
    @property
    def fact(self) -> str:
        """Id of the fact."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def from_value(self) -> float | None:
        """What it is; None: missing, and to be supplied."""
    @property
    def to_value(self) -> float:
        """What it would have to be."""
    def replace(self, **changes: Any) -> FactMove:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Way(_Value):
    """Changes of facts that reach a goal, confirmed by scoring them; ``item`` is empty where
    those of several items change.
    """

    def __init__(
        self,
        *,
        item: str = ...,
        title: str = ...,
        moves: Sequence[FactMove] = ...,
        total: Decimal = ...,
        gained: Decimal = ...,
        words: str = ...,
    ) -> None: ...
    @property
    def item(self) -> str:
        """Id of the item, empty for several together."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def moves(self) -> tuple[FactMove, ...]:
        """The facts that change."""
    @property
    def total(self) -> Decimal:
        """The total it leads to."""
    @property
    def gained(self) -> Decimal:
        """Points gained by it."""
    @property
    def words(self) -> str:
        """The same in words."""
    def replace(self, **changes: Any) -> Way:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ItemRoom(_Value):
    """Where an item still has points to give: lost, or not decided yet."""

    def __init__(
        self,
        item: str,
        title: str,
        *,
        points: Decimal = ...,
        full: Decimal = ...,
        lost: Decimal = ...,
        open: Decimal = ...,
    ) -> None: ...
    @property
    def item(self) -> str:
        """Id of the item."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def points(self) -> Decimal:
        """Points got."""
    @property
    def full(self) -> Decimal:
        """Full points."""
    @property
    def lost(self) -> Decimal:
        """Points lost."""
    @property
    def open(self) -> Decimal:
        """Points not decided yet."""
    def replace(self, **changes: Any) -> ItemRoom:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Attainment(_Value, _Shown):
    """What it would take to reach a grade or a rank: the total needed, each item that gets
    there ``alone``, else several ``together``, else the ``obstacles``. ``notes`` say what the
    answer rests on besides.
    """

    def __init__(
        self,
        unit: Unit,
        *,
        year: int = ...,
        scheme: str = ...,
        grade: str = ...,
        rank: int = ...,
        reached: bool = ...,
        state: State = ...,
        open: bool = ...,
        total: Decimal | None = ...,
        needed: Decimal | None = ...,
        items: Sequence[ItemRoom] = ...,
        alone: Sequence[Way] = ...,
        together: Way | None = ...,
        obstacles: Sequence[str] = ...,
        notes: Sequence[str] = ...,
        illustrative: bool = ...,
        language: Language = ...,
    ) -> None: ...
    @property
    def unit(self) -> Unit:
        """The unit."""
    @property
    def year(self) -> int:
        """The year."""
    @property
    def scheme(self) -> str:
        """Title of the scheme."""
    @property
    def grade(self) -> str:
        """The grade asked for; empty: a rank was."""
    @property
    def rank(self) -> int:
        """The rank asked for; None: a grade was."""
    @property
    def reached(self) -> bool:
        """True: it is reached already."""
    @property
    def state(self) -> State:
        """Of the total: "value", "missing" or "not_scored" (open), or "not_applicable"."""
    @property
    def open(self) -> bool:
        """True: it cannot be told yet, for what the obstacles name."""
    @property
    def total(self) -> Decimal | None:
        """The published total; None unless it is a value."""
    @property
    def needed(self) -> Decimal | None:
        """The lowest total that can get there while no veto applies, tie-breaks won; None: no
        total.
        """
    @property
    def items(self) -> tuple[ItemRoom, ...]:
        """Every item with its points, lost and open, in the order of the table."""
    @property
    def alone(self) -> tuple[Way, ...]:
        """The smallest change of each single item that gets there."""
    @property
    def together(self) -> Way | None:
        """Several changes that get there together, if none does alone."""
    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why nothing does, or why it cannot be told yet."""
    @property
    def notes(self) -> tuple[str, ...]:
        """Tie-breaks that matter, units still open that are not counted, figures that were
        tried down to 0 only, and changes that may not be the smallest.
        """
    @property
    def illustrative(self) -> bool:
        """Rests on made-up figures (示例)."""
    @property
    def language(self) -> Language:
        """Of its words."""
    def replace(self, **changes: Any) -> Attainment:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class PossibleRange(_Value):
    """The lowest and highest total still possible: reached where the open items are scored
    apart from each other. Where one missing figure feeds several items, it is a bound that is
    never too narrow.
    """

    def __init__(
        self,
        *,
        lowest: float = ...,
        highest: float = ...,
    ) -> None: ...
    @property
    def lowest(self) -> float:
        """The lowest total still possible."""
    @property
    def highest(self) -> float:
        """The highest; infinite where a bonus has no ceiling."""
    def replace(self, **changes: Any) -> PossibleRange:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ScorecardStep(_Value):
    """A step from the points of the items to the total and the grade."""

    def __init__(self, *, words: str = ..., points: float | None = ...) -> None: ...
    @property
    def words(self) -> str:
        """What is done, or the grade that follows."""
    @property
    def points(self) -> float | None:
        """What stands after it; None where it gives a grade, or points are open or do not apply."""
    def replace(self, **changes: Any) -> ScorecardStep:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Scorecard(_Value, _Shown):
    """One unit's story: every item, the total, the grade and the rank.

    >>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
    >>> card = results.assessment("towns").scorecard("taihe")
    >>> card.total, card.grade, card.rank
    (Decimal('77.54'), '合格', 5)
    >>> worst = max(card.lines, key=lambda line: line.lost)
    >>> print(worst.item.title, worst.lost)
    牵头任务完成 5.91
    """

    def __init__(
        self,
        *,
        unit: Unit = ...,
        index: int = ...,
        lines: Sequence[ScorecardLine] = ...,
        steps: Sequence[ScorecardStep] = ...,
        total: Decimal | None = ...,
        scored: Decimal = ...,
        applicable: Decimal = ...,
        unrounded: float = ...,
        state: State = ...,
        possible: PossibleRange | None = ...,
        grade: str = ...,
        grade_without_veto: str = ...,
        vetoes: Sequence[str] = ...,
        open_vetoes: Sequence[str] = ...,
        rank: int = ...,
        ranked: int = ...,
        tied: bool = ...,
        scheme: str = ...,
        year: int = ...,
        full: float = ...,
        illustrative: bool = ...,
        language: Language = ...,
    ) -> None: ...
    @property
    def unit(self) -> Unit:
        """The unit."""
    @property
    def index(self) -> int:
        """Its number among the units."""
    @property
    def lines(self) -> tuple[ScorecardLine, ...]:
        """One for each item."""
    @property
    def steps(self) -> tuple[ScorecardStep, ...]:
        """How the total and the grade come about from the items, in order; what changes nothing
        is left out.
        """
    @property
    def total(self) -> Decimal | None:
        """The published total; None while it is open or nothing applies."""
    @property
    def scored(self) -> Decimal:
        """Points got in the base groups."""
    @property
    def applicable(self) -> Decimal:
        """Full marks of what applies."""
    @property
    def unrounded(self) -> float:
        """The total before rounding."""
    @property
    def state(self) -> State:
        """Of the total: "value"; "missing" or "not_scored" while it is open, the latter as long
        as something is not yet scored; "not_applicable" if nothing of the scheme applies to the
        unit.
        """
    @property
    def possible(self) -> PossibleRange | None:
        """Of the total, while it is open."""
    @property
    def grade(self) -> str:
        """After vetoes; empty while open."""
    @property
    def grade_without_veto(self) -> str:
        """By the total alone."""
    @property
    def vetoes(self) -> tuple[str, ...]:
        """In words."""
    @property
    def open_vetoes(self) -> tuple[str, ...]:
        """Titles of the vetoes of which it is not known whether they apply; the grade is open
        unless they could not change it.
        """
    @property
    def rank(self) -> int:
        """Within its class; 0 while open."""
    @property
    def ranked(self) -> int:
        """How many units of its class are ranked."""
    @property
    def tied(self) -> bool:
        """True: another unit has the same rank (并列)."""
    @property
    def scheme(self) -> str:
        """Title of the scheme."""
    @property
    def year(self) -> int:
        """The year it is of."""
    @property
    def full(self) -> float:
        """Full points of the published total."""
    @property
    def illustrative(self) -> bool:
        """Made up (示例), and marked so wherever it is shown."""
    @property
    def language(self) -> Language:
        """Of its words."""
    def replace(self, **changes: Any) -> Scorecard:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def plot(
        self, *, most: int = 40, ax: Axes | None = None, language: Language | None = None
    ) -> Axes:
        """Draws the points lost item by item, the most first, then what is still open.

        ``most``: how many bars; a note adds up the others. ``ax``: axes to draw on. Returns the
        axes. ImportError without matplotlib.
        """
    def echarts(self, *, most: int = 40, language: Language | None = None) -> dict[str, Any]:
        """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""

class TaskPart(_Value):
    """One body's part in a task. A lead's part stands by its own reports; whoever supports or
    is territorial sees how the whole task stands. ``report`` is the body's last one.
    """

    def __init__(
        self,
        task: str,
        body: str,
        role: Role,
        *,
        standing: Standing = ...,
        report: TaskReport | None = ...,
        percent: float = ...,
        reason: Message = ...,
        illustrative: bool = ...,
    ) -> None: ...
    @property
    def task(self) -> str:
        """Id of the task."""
    @property
    def body(self) -> str:
        """Id of the body."""
    @property
    def role(self) -> Role:
        """ "first_lead" (首位牵头), "joint_lead" (共同牵头), "support" (配合) or "territorial"
        (属地).
        """
    @property
    def standing(self) -> Standing:
        """ "overdue", "at_risk", "not_started", "in_progress", "continuing" or "done"."""
    @property
    def report(self) -> TaskReport | None:
        """The body's last report; None: it has not reported."""
    @property
    def percent(self) -> float:
        """How much is done, 0 to 100."""
    @property
    def reason(self) -> Message:
        """Why it stands so, in both languages."""
    @property
    def illustrative(self) -> bool:
        """True: rests on made-up records (示例)."""
    def replace(self, **changes: Any) -> TaskPart:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class TrackedTask(_Value):
    """A task as a whole: as far as the lead that is furthest behind, whose last ``report`` and
    ``percent`` are given. ``days_left`` to the deadline count from the as-of date or the day it
    was done; negative is late.
    """

    def __init__(
        self,
        task: str,
        *,
        standing: Standing = ...,
        report: TaskReport | None = ...,
        percent: float = ...,
        days_left: int | None = ...,
        reason: Message = ...,
        parts: Sequence[TaskPart] = ...,
        illustrative: bool = ...,
        title: str = ...,
    ) -> None: ...
    @property
    def task(self) -> str:
        """Id of the task."""
    @property
    def standing(self) -> Standing:
        """ "overdue", "at_risk", "not_started", "in_progress", "continuing" or "done"."""
    @property
    def report(self) -> TaskReport | None:
        """The last report of the lead that is furthest behind; None: it has not reported."""
    @property
    def percent(self) -> float:
        """How much that lead has done, 0 to 100; 0 without a report."""
    @property
    def days_left(self) -> int | None:
        """Days to the deadline, from the as-of date or the day it was done; negative is late.
        None: no deadline.
        """
    @property
    def reason(self) -> Message:
        """Why it stands so, in both languages."""
    @property
    def parts(self) -> tuple[TaskPart, ...]:
        """Leads, support, territorial; each body once, in its strongest role."""
    @property
    def illustrative(self) -> bool:
        """True: rests on made-up records (示例)."""
    @property
    def title(self) -> str:
        """The task's words, so that a board can be read without its plan."""
    def replace(self, **changes: Any) -> TrackedTask:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class BodyLoad(_Value):
    """How many tasks a body carries in each role; done, overdue and at risk count those it
    leads.
    """

    def __init__(
        self,
        body: str,
        *,
        first_lead: int = ...,
        joint_lead: int = ...,
        support: int = ...,
        territorial: int = ...,
        done: int = ...,
        overdue: int = ...,
        at_risk: int = ...,
        title: str = ...,
    ) -> None: ...
    @property
    def body(self) -> str:
        """Id of the body."""
    @property
    def first_lead(self) -> int:
        """Number of tasks it leads first (首位牵头)."""
    @property
    def joint_lead(self) -> int:
        """Number of tasks it leads jointly (共同牵头)."""
    @property
    def support(self) -> int:
        """Number of tasks it supports (配合)."""
    @property
    def territorial(self) -> int:
        """Number of tasks carried out on its ground (属地)."""
    @property
    def done(self) -> int:
        """Number of tasks, of those it leads, whose own part is done."""
    @property
    def overdue(self) -> int:
        """Number of tasks, of those it leads, whose own part is overdue."""
    @property
    def at_risk(self) -> int:
        """Number of tasks, of those it leads, whose own part is at risk."""
    @property
    def title(self) -> str:
        """The body's name."""
    def replace(self, **changes: Any) -> BodyLoad:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class TaskBoard(_Value, _Shown):
    """Where every task stands as of a date, and who carries them."""

    def __init__(
        self,
        as_of: date | str,
        *,
        at_risk_days: int = ...,
        tasks: Sequence[TrackedTask] = ...,
        loads: Sequence[BodyLoad] = ...,
        orphan_tasks: Sequence[str] = ...,
        orphan_indicators: Sequence[str] = ...,
        idle_bodies: Sequence[str] = ...,
        illustrative: bool = ...,
    ) -> None: ...
    @property
    def as_of(self) -> date:
        """The day at whose end the tasks stand so."""
    @property
    def at_risk_days(self) -> int:
        """Days ahead of the deadline that count as at risk."""
    @property
    def tasks(self) -> tuple[TrackedTask, ...]:
        """Every task, in plan order."""
    @property
    def loads(self) -> tuple[BodyLoad, ...]:
        """Of every body, in plan order."""
    @property
    def orphan_tasks(self) -> tuple[str, ...]:
        """Ids of the tasks that no body leads."""
    @property
    def orphan_indicators(self) -> tuple[str, ...]:
        """Ids of the indicators with targets that no body and no task looks after."""
    @property
    def idle_bodies(self) -> tuple[str, ...]:
        """Ids of the bodies without any task."""
    @property
    def illustrative(self) -> bool:
        """True: rests on made-up records (示例)."""
    def task(self, id: str) -> TrackedTask:
        """How the task of that id stands; KeyError names the nearest one."""
    def parts_of(self, body: str) -> tuple[TaskPart, ...]:
        """What a body has to do: what it leads first, the most pressing first."""
    def replace(self, **changes: Any) -> TaskBoard:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def table(self, *, language: Language = "zh") -> Table:
        """A row for each task and body that carries it."""
    def load_table(self) -> Table:
        """A row for each body: how many tasks it carries in each role."""

class Series(_Value, _Shown):
    """One series from a baseline to a value, on the way to a target or just in a direction;
    ``limit`` is a natural limit (100 %); a ``strict`` target met exactly is not reached.
    """

    def __init__(
        self,
        direction: Direction,
        baseline_year: int,
        baseline: float,
        year: int,
        value: float,
        *,
        target: float | None = ...,
        target_year: int = ...,
        limit: float | None = ...,
        strict: bool = ...,
    ) -> None: ...
    @property
    def direction(self) -> Direction:
        """Which way is better: "down" or "up"."""
    @property
    def baseline_year(self) -> int:
        """The year of ``baseline``."""
    @property
    def baseline(self) -> float:
        """The value it started from, in its own unit."""
    @property
    def year(self) -> int:
        """The year of ``value``."""
    @property
    def value(self) -> float:
        """The value it has come to, in its own unit."""
    @property
    def target(self) -> float | None:
        """The value asked for, in its own unit; None: just a direction."""
    @property
    def target_year(self) -> int:
        """The year of ``target``."""
    @property
    def limit(self) -> float | None:
        """A natural limit, e.g. 100 of a percentage, which no series can pass; None: none."""
    @property
    def strict(self) -> bool:
        """True: a target met exactly is not reached (低于, 高于)."""
    def replace(self, **changes: Any) -> Series:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Pace(_Value):
    """How a series moves: growth a year (0.02 is 2 %), what is needed, their ratio, the class
    by compound growth and on a straight path, and the score from -5 to +5.
    """

    def __init__(
        self,
        *,
        growth: float | None = ...,
        needed: float | None = ...,
        ratio: float | None = ...,
        compound: PaceClass = ...,
        linear_ratio: float | None = ...,
        linear: PaceClass = ...,
        score: float | None = ...,
        reason: Message = ...,
    ) -> None: ...
    @property
    def growth(self) -> float | None:
        """Compound growth a year since the baseline: 0.02 is 2 %; None: no rate exists."""
    @property
    def needed(self) -> float | None:
        """Growth a year needed to reach the target: 0.02 is 2 %; None without a target."""
    @property
    def ratio(self) -> float | None:
        """Growth over what is needed: 0.95 is on track; None without a target."""
    @property
    def compound(self) -> PaceClass:
        """The class by compound growth: "achieved", "on_track", "accelerate", "limited",
        "deterioration" or "undefined".
        """
    @property
    def linear_ratio(self) -> float | None:
        """The same ratio on a straight path; None without a target."""
    @property
    def linear(self) -> PaceClass:
        """The class on a straight path; without a target by the mean yearly change in percent
        of the baseline.
        """
    @property
    def score(self) -> float | None:
        """From -5 to +5, by the CAGR method of official statistics (Open SDG); None: undefined."""
    @property
    def reason(self) -> Message:
        """Why the class is undefined, in both languages; else empty."""
    def replace(self, **changes: Any) -> Pace:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class JointPace(_Value):
    """Several series as one: achieved only if all are, else by mean score."""

    def __init__(
        self,
        *,
        compound: PaceClass = ...,
        score: float | None = ...,
    ) -> None: ...
    @property
    def compound(self) -> PaceClass:
        """The class of the mean score; "achieved" only if all series are."""
    @property
    def score(self) -> float | None:
        """The mean of the scores, -5 to +5; None: one of them is undefined."""
    def replace(self, **changes: Any) -> JointPace:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class ControlReading(_Value):
    """Where a yearly control figure stands after ``months_gone`` whole months of its year."""

    def __init__(
        self,
        indicator: str,
        *,
        body: str = ...,
        months_gone: int = ...,
        actual: float | None = ...,
        control: float | None = ...,
        standing: ControlStanding = ...,
        reason: Message = ...,
        illustrative: bool = ...,
        title: str = ...,
        body_title: str = ...,
        unit: str = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def body(self) -> str:
        """Id of the body; empty: the whole area."""
    @property
    def months_gone(self) -> int:
        """Whole months of the year that ended by the day."""
    @property
    def actual(self) -> float | None:
        """From January to the last whole month, in the indicator's unit; None: incomplete."""
    @property
    def control(self) -> float | None:
        """The control figure of the whole year, in the indicator's unit; None: rival ones, as
        ``reason`` tells.
        """
    @property
    def standing(self) -> ControlStanding:
        """ "within_pace" (在进度内), "over_pace" (超进度), "reached" (达到全年控制数), "over"
        (超全年控制数) or "unknown"; of an indicator of which more is better the control figure
        is a task: "behind_pace" (落后于进度) and "under" (未达全年控制数) take the place of the
        other two.
        """
    @property
    def reason(self) -> Message:
        """Why, with its figures, in both languages."""
    @property
    def illustrative(self) -> bool:
        """True: rests on made-up figures (示例)."""
    @property
    def title(self) -> str:
        """The indicator's name."""
    @property
    def body_title(self) -> str:
        """The body's name."""
    @property
    def unit(self) -> str:
        """The indicator's unit."""
    @property
    def used(self) -> float | None:
        """The share of the control figure that is used up; None of a control figure of zero."""
    @property
    def time_gone(self) -> float:
        """The share of the year's months gone (时序进度): 0.5 in June."""
    def replace(self, **changes: Any) -> ControlReading:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Judgement(_Value):
    """One reading judged in every way: the statuses on the straight and on the geometric path,
    and the pace by the CAGR method (None where ``pace_reason`` says why). ``reduction``: the
    ratio to the target is the textbook's (1 − r′) / (1 − r). ``twelve_months`` are the first on
    end that meet the final target (水平法).
    """

    def __init__(
        self,
        reading: Reading,
        *,
        body_title: str = ...,
        reduction: bool = ...,
        linear: Status = ...,
        geometric: Status = ...,
        series: Series | None = ...,
        pace: Pace | None = ...,
        pace_reason: Message = ...,
        twelve_months: Period | None = ...,
    ) -> None: ...
    @property
    def reading(self) -> Reading:
        """Where the indicator stands."""
    @property
    def body_title(self) -> str:
        """The body's name."""
    @property
    def reduction(self) -> bool:
        """True: the ratio to the target is the textbook form of a reduction."""
    @property
    def linear(self) -> Status:
        """Status on the straight path."""
    @property
    def geometric(self) -> Status:
        """Status on the geometric path."""
    @property
    def series(self) -> Series | None:
        """What the pace is judged from; None: there is none."""
    @property
    def pace(self) -> Pace | None:
        """By the CAGR method; None: no series."""
    @property
    def pace_reason(self) -> Message:
        """Why there is no pace."""
    @property
    def twelve_months(self) -> Period | None:
        """The first twelve months on end that meet the target (水平法)."""
    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where ways of judging disagree: 'paths' (the two statuses), 'growth' (compound and
        linear pace), 'verdict' (one calls it well, the other badly).
        """
    def replace(self, **changes: Any) -> Judgement:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class JointJudgement(_Value):
    """The pace of an indicator over the bodies that report it, each a series of its own."""

    def __init__(
        self,
        indicator: str,
        *,
        title: str = ...,
        series: int = ...,
        pace: JointPace = ...,
        illustrative: bool = ...,
    ) -> None: ...
    @property
    def indicator(self) -> str:
        """Id of the indicator."""
    @property
    def title(self) -> str:
        """Its name as shown."""
    @property
    def series(self) -> int:
        """How many bodies report it."""
    @property
    def pace(self) -> JointPace:
        """Their series together."""
    @property
    def illustrative(self) -> bool:
        """Rests on made-up figures (示例)."""
    def replace(self, **changes: Any) -> JointJudgement:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class SideBySide(_Value, _Shown):
    """A year's progress judged in every way, side by side, and its control figures."""

    def __init__(
        self,
        year: int,
        *,
        as_of: date | str | None = ...,
        judgements: Sequence[Judgement] = ...,
        joint: Sequence[JointJudgement] = ...,
        controls: Sequence[ControlReading] = ...,
    ) -> None: ...
    @property
    def year(self) -> int:
        """The year judged."""
    @property
    def as_of(self) -> date | None:
        """By what was known that day; None: all that is known."""
    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """One for each reading."""
    @property
    def joint(self) -> tuple[JointJudgement, ...]:
        """Indicators with several bodies."""
    @property
    def controls(self) -> tuple[ControlReading, ...]:
        """Yearly control figures."""
    @property
    def disagreements(self) -> int:
        """How many readings are judged differently in some way."""
    def replace(self, **changes: Any) -> SideBySide:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""
    def table(self, *, language: Language = "zh") -> Table:
        """A row for each reading, judged in every way."""
    def control_table(self, *, language: Language = "zh") -> Table:
        """A row for each yearly control figure."""
    def plot(
        self, *, body: str = "", most: int = 40, ax: Axes | None = None, language: Language = "zh"
    ) -> Axes:
        """Draws the board of each reading judged in every way, and where the ways disagree.

        ``body``: of one body instead of the whole area. ``most``: of more rows those behind are
        drawn, and the note tells how many there are. ``ax``: axes to draw on. Returns the axes.
        ImportError without matplotlib.
        """
    def echarts(
        self, *, body: str = "", most: int = 40, language: Language = "zh"
    ) -> dict[str, Any]:
        """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""

class ReportNumbers(_Value):
    """How a report shows the percentages and shares it computes: ``places`` decimals (0 to 6),
    ``rounding``, and whether columns of shares sum to exactly 100 (largest remainder). Scores
    are rounded by their scheme.

    >>> libplan.ReportNumbers(places=1, rounding="truncate")
    """

    def __init__(
        self,
        *,
        places: int = ...,
        rounding: Rounding = ...,
        shares_of_100: bool = ...,
    ) -> None: ...
    @property
    def places(self) -> int:
        """Decimals shown."""
    @property
    def rounding(self) -> Rounding:
        """How they are rounded."""
    @property
    def shares_of_100(self) -> bool:
        """True: columns of shares sum to exactly 100 (largest remainder)."""
    def replace(self, **changes: Any) -> ReportNumbers:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

def read(
    folder: str | PathLike[str], *, encoding: Encoding = "utf-8", progress: Watcher = None
) -> PlanFolder:
    """Reads a plan folder, or a workbook (.xlsx) that holds a plan. InputError tells all
    problems of all files or cells; OSError what cannot be opened.

    ``encoding="gbk"`` also reads files in GBK, as Excel saves them. ``progress(done, total)``
    is called now and then, in bytes of the tables; True shows a bar. What it raises, and
    Ctrl-C, ends the reading.

    >>> libplan.read("examples/qingxin")
    <PlanFolder qingxin-2016-2020: 68 indicators, 302 tasks, 2 schemes>
    """

def read_aside(folder: str | PathLike[str], *, encoding: Encoding = "utf-8") -> PlanFolder:
    """As ``read``, for a folder that only lies aside until it is found to be sound: the log says
    nothing of it.
    """

def write_folder(folder: PlanFolder, to: str | PathLike[str]) -> None:
    """Writes a plan folder whose files read back as an equal one, as a person would write them.

    It is there as a whole or not at all. OSError if there is something already (an empty folder
    is welcome) or it cannot be written; InputError for what no file can hold, such as a line
    break in a table.

    >>> folder = libplan.read("examples/ecology")
    >>> libplan.write_folder(folder, "copy")
    >>> libplan.read("copy") == folder
    True
    """

def write_workbook(
    folder: PlanFolder, file: str | PathLike[str], *, language: Language = "zh"
) -> None:
    """Writes or replaces a workbook (.xlsx) that holds what a plan folder holds, a sheet for
    each kind of record, with explanations and drop-downs; ``read`` reads it back as an equal
    one.

    OSError if it cannot be written; InputError for what it cannot hold.

    >>> folder = libplan.read("examples/ecology")
    >>> libplan.write_workbook(folder, "生态.xlsx")
    >>> libplan.read("生态.xlsx") == folder
    True
    """

def write_empty_workbook(
    file: str | PathLike[str],
    *,
    title: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    language: Language = "zh",
) -> None:
    """Writes a workbook to be filled in, as ``init`` starts it."""

def write_plan(plan: Plan, to: str | PathLike[str]) -> None:
    """Writes a plan as a folder of its own: plan.toml and, where needed, overlay.toml,
    identities.toml and plan.txt.

    Errors as of ``write_folder``.

    >>> plan = libplan.Plan("reading", "阅读规划", 2021, 2025)
    >>> libplan.write_plan(plan, "reading")
    >>> libplan.read("reading").plan == plan
    True
    """

def write_scheme(scheme: Scheme, file: str | PathLike[str]) -> None:
    """Writes or replaces the file of one scheme, such as schemes/towns.toml of a plan folder.

    OSError if it cannot be written; InputError for what no file can hold.

    >>> scheme = libplan.read("examples/qingxin").scheme("towns")
    >>> libplan.write_scheme(scheme.replace(title="镇考核办法"), "towns.toml")
    """

def check(
    plan: Plan,
    figures: Observations | Tabular,
    observations: Observations | Tabular = ...,
    controls: Observations | Tabular = ...,
    reports: Sequence[TaskReport] = ...,
) -> Findings:
    """What contradicts itself in a plan and its figures, errors first: totals and parts, shares
    and trends, jumps (in figures, later observations and yearly control figures), targets and
    milestones, circles, dates, tasks or indicators that nobody answers for, and reports of
    tasks that may say a share (0.6) where a percentage belongs. InputError tells all wrong
    columns and cells of tables.

    >>> folder = libplan.read("examples/qingxin")
    >>> findings = libplan.check(folder.plan, folder.figures, folder.observations)
    >>> len(findings)
    14
    >>> print(findings[0].title.zh)
    2015年 道路交通直接经济损失（正文）：单位写错
    >>> print(findings[0].follows.zh)
    按 15.19万元 计则与其余数字相符：270.45万元 = 15.19万元 + 255.26万元
    """

def check_scheme(
    scheme: Scheme, plan: Plan | None = None, events: Sequence[Event] = ...
) -> Findings:
    """What a scheme should be asked about before anybody is scored by it, errors first: clauses
    against rules, and what cannot do what it seems made for. With the plan more is known of its
    facts and units, with the plan and its events also which classes events have.

    >>> folder = libplan.read("examples/qingxin")
    >>> towns = folder.scheme("towns")
    >>> libplan.check_scheme(towns, folder.plan)
    <Findings: 0>
    >>> wrong = towns.replace_item("t_training", clause="轮训率100%得5分，否则不得分")
    >>> [finding.code for finding in libplan.check_scheme(wrong)]
    ['clause-points']
    """

class Table:
    """Results as a table: any library that speaks Arrow takes it as it is
    (``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``duckdb.from_arrow(table)``),
    without a copy of its numbers, which live as long as anybody uses them. Choices are words
    (dictionaries), exact points decimals of 128 bits with six places, days dates; null is
    nothing.
    """

    def __len__(self) -> int: ...
    def __eq__(self, other: object) -> bool: ...
    def __getstate__(self) -> Any: ...
    def __setstate__(self, state: Any) -> None: ...
    __hash__: None  # type: ignore[assignment]
    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
    def __getitem__(self, column: str) -> list[Any]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> Any: ...
    def __arrow_c_schema__(self) -> Any: ...
    def to_dict(self) -> dict[str, list[Any]]:
        """A dict of lists, with None for nothing and Decimal for points."""
    def to_pandas(self) -> Any:
        """A pandas.DataFrame: words as categories, points as Decimal; pyarrow is not needed.
        ImportError without pandas.
        """
    def to_polars(self) -> Any:
        """A polars.DataFrame. ImportError without polars."""
    def to_arrow(self) -> Any:
        """A pyarrow.Table. ImportError without pyarrow."""
    def to_csv(self, path: str | PathLike[str] | None = None) -> str:
        """Text of a CSV file: empty for nothing, points exactly, dates as 2018-12-31. ``path``:
        written there as well, in UTF-8; OSError if it cannot be.
        """
    def text(
        self,
        *,
        columns: Sequence[str] | None = None,
        rows: int = 20,
        width: int | None = None,
    ) -> str:
        """The first ``rows`` as ``print`` shows them, in as many columns as fit in ``width`` (None:
        of the terminal), or in all of ``columns``; what is left out is named. KeyError for a
        column that is not there.
        """
    def _repr_html_(self) -> str: ...
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None: ...
    def _array(self, column: str) -> Any: ...
    def _valid(self, column: str) -> Any: ...
    def _format(self, column: str) -> str: ...
    def _first(self, column: str, rows: int) -> list[Any]: ...
    def _words(self, column: str) -> list[str] | None: ...

def observations(
    table: Tabular,
    *,
    plan: Plan | None = None,
    encoding: Encoding = "utf-8",
    progress: Watcher = None,
) -> Observations:
    """Figures of a table with the columns of observations.csv: an Arrow table, a data frame, a
    dict of columns, a list of records, or the path of a .csv, .xlsx or .parquet file.

    With ``plan`` its ids and years are checked too. ``encoding="gbk"`` reads a .csv file as
    Excel saves it. ``progress(done, total)`` is called now and then, in rows, of a .csv file in
    bytes; True shows a bar. InputError tells all wrong columns and cells.

    >>> figures = libplan.observations({"indicator": ["loans"], "period": [2022], "value": [33.1]})
    >>> figures[0].value
    33.1
    """

def records(
    *,
    controls: Tabular | None = None,
    events: Tabular | None = None,
    reports: Tabular | None = None,
    marks: Tabular | None = None,
    facts: Tabular | None = None,
    plan: Plan | None = None,
    schemes: Sequence[Scheme] = ...,
    encoding: Encoding = "utf-8",
    progress: Watcher = None,
) -> Records:
    """Records of tables with the columns of controls.csv, events.csv, reports.csv, marks.csv
    and facts.csv, as ``observations`` takes them.

    Lists of records such as ``Event`` are tables too. With ``plan``, and with all its
    ``schemes``, they are checked as in a plan folder. ``encoding="gbk"`` reads .csv files as
    Excel saves them, and ``progress`` is as there. InputError tells all wrong columns and cells
    of all of them.

    >>> drill = {"item": "t_drill", "body": "taihe", "year": 2018, "scorer": "team", "value": 1.5}
    >>> libplan.records(marks=[drill]).marks[0].value
    1.5
    """

def findings_table(findings: Sequence[Finding], *, language: Language = "zh") -> Table:
    """A row for each finding, as ``check`` and ``check_scheme`` give them.

    >>> folder = libplan.read("examples/qingxin")
    >>> libplan.findings_table(libplan.check(folder.plan, folder.figures)).to_dict()["code"][:2]
    ['unit', 'text-table']
    """

def measure(
    plan: Plan,
    observations: Observations | Tabular,
    *,
    year: int,
    as_of: date | str | None = None,
) -> Progress:
    """Where every indicator stands in ``year``, by what was known on ``as_of`` (None: all that
    is known): value, admissible interval, required value on the path, status and reason.
    InputError for a year outside the plan.

    >>> folder = libplan.read("examples/qingxin")
    >>> progress = libplan.measure(folder.plan, folder.observations, year=2018)
    >>> reading = progress.reading("vehicle_online")
    >>> reading.value, reading.met, reading.status
    (77.0, False, 'behind')
    >>> print(reading.reason)
    实际77%，应达79.02%，完成48%，时间过去60%
    """

def measure_columns(
    plan: Plan,
    observations: Observations | Tabular,
    *,
    first_year: int,
    last_year: int,
    as_of: date | str | None = None,
) -> ProgressColumns:
    """Where every series stands in each year, in columns: what ``measure`` tells, for tens of
    thousands of series at once. InputError for years outside the plan, or reversed.

    >>> folder = libplan.read("examples/qingxin")
    >>> columns = libplan.measure_columns(
    ...     folder.plan, folder.observations, first_year=2016, last_year=2018
    ... )
    >>> columns
    <ProgressColumns 2016–2018: 148 series>
    >>> columns.value.shape
    (3, 148)
    >>> series = [
    ...     (columns.indicators[indicator], columns.bodies[body])
    ...     for indicator, body in zip(columns.indicator, columns.body)
    ... ]
    >>> of_the_area = columns.status[:, series.index(("vehicle_online", ""))]
    >>> [columns.statuses[code] for code in of_the_area]
    ['ahead', 'ahead', 'behind']
    """

def value_of(
    plan: Plan,
    observations: Observations | Tabular,
    indicator: Indicator,
    period: Period | str | int,
    *,
    body: str = "",
    as_of: date | str | None = None,
) -> float | None:
    """An indicator's figure for a period: its own, else added up from finer periods that tile
    it exactly (a mean weighs them by their months), computed as a ratio, or rolled up from the
    bodies below; None where one of them is missing. KeyError for a body that is not in the
    plan.

    >>> folder = libplan.read("examples/qingxin")
    >>> accidents = folder.plan.indicator("accidents")
    >>> libplan.value_of(folder.plan, folder.observations, accidents, 2018)
    315.0
    """

def extent_of(clause: str) -> Extent | None:
    """How much of something a clause wants done: "all" (全部) down to "promote" (推动); None if
    it does not say.

    >>> libplan.extent_of("基本实现有效控制")
    'mostly'
    """

def strength_of(clause: str) -> Strength | None:
    """How strongly a clause's words commit: "eliminate" (杜绝) down to "explore" (探索); None
    if they do not.

    >>> libplan.strength_of("坚决遏制重特大火灾")
    'curb_firmly'
    """

def pace_of(series: Series) -> Pace:
    """The pace of one series by the CAGR method of official statistics (Open SDG).

    Ratio of growth to what is needed: on track from 95 %, to accelerate from 60 %, limited from
    0 %. Without a target: 1.5, 0.5 and 0 % a year, less near a natural limit. Undefined for
    values of zero or below. Raises InputError for what is no number, and for a target whose
    year is not later than the baseline's.

    >>> series = libplan.Series("up", 2015, 60, 2018, 68, target=80, target_year=2020)
    >>> pace = libplan.pace_of(series)
    >>> pace.compound, round(pace.ratio, 2)
    ('accelerate', 0.72)
    """

def joint_pace_of(series: Sequence[Series]) -> JointPace:
    """The pace of several series together.

    >>> good = libplan.Series("up", 2015, 60, 2018, 80, target=80, target_year=2020)
    >>> slow = good.replace(value=64)
    >>> libplan.joint_pace_of([good, slow]).compound
    'accelerate'
    """

def against_controls(
    plan: Plan,
    observations: Observations | Tabular,
    controls: Observations | Tabular,
    *,
    as_of: date | str,
    year: int | None = None,
) -> tuple[ControlReading, ...]:
    """Every control figure of a year (None: that of ``as_of``) against the months of it that
    are over by that day (时序进度), by what was known then; of revised control figures the
    latest counts. Months, quarters and halves are added up as for any period. Levels, means and
    rates do not grow through the year: they are held against the control figure alone.
    InputError for a year outside the plan.

    >>> folder = libplan.read("examples/qingxin")
    >>> controls = libplan.against_controls(
    ...     folder.plan, folder.observations, folder.records.controls, as_of="2018-12-31"
    ... )
    >>> controls[1].title, controls[1].body_title, controls[1].control, controls[1].standing
    ('生产安全事故起数', '区安全生产监督管理局', 15.0, 'unknown')
    """

def twelve_months_within(
    plan: Plan,
    observations: Observations | Tabular,
    indicator: Indicator,
    interval: Interval,
    *,
    during: Period | str | int,
    body: str = "",
    as_of: date | str | None = None,
) -> Period | None:
    """水平法: the first twelve months on end, also across the turn of a year, whose sum (or
    mean) lies within the interval; of an indicator that adds up to its last figure, each of
    them. None without monthly figures. KeyError for a body that is not in the plan.

    >>> plan = libplan.Plan(
    ...     "p", "规划", 2021, 2025,
    ...     indicators=[libplan.Indicator("visits", "到馆", "万人次", "up", adds_up="sum")],
    ... )
    >>> months = libplan.Observations(
    ...     [libplan.Observation("visits", f"2021-{month:02}", 1.0) for month in range(1, 13)]
    ... )
    >>> libplan.twelve_months_within(
    ...     plan, months, plan.indicator("visits"), libplan.Interval(9, 100), during="2021/2022"
    ... )
    Period('2021')
    """

def side_by_side(
    plan: Plan,
    observations: Observations | Tabular,
    controls: Observations | Tabular,
    *,
    year: int,
    as_of: date | str | None = None,
) -> SideBySide:
    """Judges a year in every way, by what was known on ``as_of`` (None: all that is known).

    Both degrees of completion, the statuses on both paths, the CAGR method with its score, the
    bodies of an indicator taken together, and the control figures against the months of the
    year that are over. InputError for a year outside the plan.

    >>> folder = libplan.read("examples/qingxin")
    >>> board = libplan.side_by_side(
    ...     folder.plan, folder.observations, folder.records.controls, year=2018
    ... )
    >>> len(board.judgements)
    148
    """

def shares_of_100(parts: Sequence[float], *, places: int = 2) -> list[float]:
    """Shares of a sum in percent, rounded so that they sum to exactly 100 (largest remainder,
    Hare-Niemeyer).

    ValueError for a negative part, a sum of zero or places beyond 0 to 15.

    >>> libplan.shares_of_100([1, 1, 1], places=1)
    [33.4, 33.3, 33.3]
    """

def required_value(plan: Plan, indicator: Indicator, year: int) -> float | None:
    """The value that the path from the baseline through the milestones asks of a year; None
    without a path. InputError for a year outside the plan.

    >>> plan = libplan.read("examples/qingxin").plan
    >>> libplan.required_value(plan, plan.indicator("road_hazard_control"), 2019)
    90.28804514474344
    """

def gather(
    plan: Plan,
    scheme: Scheme,
    observations: Observations | Tabular,
    records: Records,
    *,
    year: int,
    earlier: Sequence[Assessment] = (),
) -> Facts:
    """The facts of a year for all bodies that the scheme assesses.

    ``earlier`` are assessments of other schemes, whose totals and grades facts may read;
    ValueError if one that is read is not among them, InputError for a year outside the plan.

    >>> folder = libplan.read("examples/qingxin")
    >>> facts = libplan.gather(
    ...     folder.plan, folder.scheme("towns"), folder.observations, folder.records, year=2018
    ... )
    >>> facts.columns[0].id, facts.columns[0].values[:3]
    ('deaths', (3.0, 1.0, 8.0))
    """

def assess(scheme: Scheme, facts: Facts, *, threads: int = 1) -> Assessment:
    """Scores every unit; the same digits for any number of threads (0: one per processor).

    ValueError if the facts lack a column that the scheme reads or ``threads`` is below 0,
    InputError if a fact is missing that the scheme refuses to miss.

    >>> folder = libplan.read("examples/qingxin")
    >>> towns = folder.scheme("towns")
    >>> facts = libplan.gather(folder.plan, towns, folder.observations, folder.records, year=2018)
    >>> libplan.assess(towns, facts).totals[:2]
    (Decimal('77.54'), Decimal('81.96'))
    """

def compare(
    before: Assessment,
    after: Assessment,
    unit: str,
    *,
    revised: Facts | None = None,
    language: Language = "zh",
) -> TotalChange:
    """Splits the change of one unit's published total exactly.

    By sequential replacement, in this order: revised data (``revised``: the earlier year's
    facts as known now), data, targets (facts that others are held against), rules and weights,
    classes (of the unit, or of others in its class), vetoes. Another order would split
    differently; the sum is the same. Of a total that a veto made nothing while items were open,
    what is open counts 0 before the veto. KeyError for a unit that is not on both sides.

    >>> folder = libplan.read("examples/qingxin")
    >>> towns = folder.scheme("towns")
    >>> facts = libplan.gather(folder.plan, towns, folder.observations, folder.records, year=2018)
    >>> stricter = towns.replace_item("t_guidance", rule=libplan.AllOrNothingRule("at_least", 100))
    >>> before, after = libplan.assess(towns, facts), libplan.assess(stricter, facts)
    >>> change = libplan.compare(before, after, "taihe")
    >>> change.before, change.after, change.difference
    (Decimal('77.54'), Decimal('72.74'), Decimal('-4.8'))
    >>> for part in change.parts:
    ...     print(part.cause, part.points)
    ...
    revised_data 0
    data 0
    targets 0
    rules -4.8
    classes 0
    vetoes 0
    """

def reach(
    assessment: Assessment,
    unit: str,
    *,
    grade: str | None = None,
    rank: int | None = None,
    language: Language = "zh",
) -> Attainment:
    """What it would take a unit to reach a grade (or a better one) or a rank within its class,
    all else staying.

    The facts of items move in steps of their printed precision, marks in their step; references
    and targets stay, and what is missing and counts for nothing can be supplied. A figure falls
    below zero only where a limit that it is held against, or the figure of some unit, does. For
    each item alone: the fewest steps of one of its facts; past 4096 steps of a fact that serves
    several items or meets conditions on points, ``notes`` say that fewer may do. Else several,
    greedily: the facts that give most first, then each put back as far as the goal allows;
    where conditions stand in the way of that, combinations are tried. Every answer has been
    scored, and that nothing does is said only where it follows. KeyError for an unknown unit or
    grade, ValueError for a rank that there cannot be, TypeError unless one of the two is given.

    >>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
    >>> answer = libplan.reach(results.assessment("towns"), "taihe", grade="良好")
    >>> answer.reached, answer.needed
    (False, Decimal('80'))
    >>> for way in answer.alone[:2]:
    ...     print(way.title, way.words)
    ...
    牵头任务完成 牵头任务完成率由40.91%变为65.45%，总分由77.54变为80
    """

def plan_text(
    plan: Plan, *, width: int = 80, language: Language = "zh", colour: bool = False
) -> str:
    """A plan chapter by chapter, its indicators with their targets and its tasks, as text for a
    terminal.

    >>> print(libplan.plan_text(libplan.read("examples/ecology").plan).splitlines()[0])
    “十三五”生态环境保护规划（主要指标）
    """

def scorecard_text(scorecard: Scorecard, *, width: int = 80, colour: bool = False) -> str:
    """One unit's points and where they come from, what was lost first, as text for a terminal,
    in the language of the card.

    >>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
    >>> words = libplan.scorecard_text(results.assessment("towns").scorecard("taihe"))
    >>> print(words.splitlines()[0])
    太和镇2018年度考核成绩单
    """

def change_text(change: TotalChange, *, width: int = 80, colour: bool = False) -> str:
    """Where the change of a total comes from, as text for a terminal, in the language it was
    compared in.

    >>> folder = libplan.read("examples/qingxin")
    >>> towns = folder.scheme("towns")
    >>> facts = libplan.gather(folder.plan, towns, folder.observations, folder.records, year=2018)
    >>> stricter = towns.replace_item("t_guidance", rule=libplan.AllOrNothingRule("at_least", 100))
    >>> before, after = libplan.assess(towns, facts), libplan.assess(stricter, facts)
    >>> change = libplan.compare(before, after, "taihe")
    >>> print(libplan.change_text(change).splitlines()[0])
    太和镇：2018年前后对比
    """

def reach_text(answer: Attainment, *, width: int = 80, colour: bool = False) -> str:
    """What it would take, as text for a terminal, in the language of the answer.

    >>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
    >>> answer = libplan.reach(results.assessment("towns"), "taihe", grade="良好")
    >>> print(libplan.reach_text(answer).splitlines()[0])
    太和镇：怎样评为良好
    """

def assess_many(
    scheme: Scheme,
    columns: Mapping[str, NDArray[np.float64]] | Tabular,
    *,
    states: Mapping[str, NDArray[np.uint8]] = ...,
    classes: Sequence[str] = ...,
    units: Sequence[str] = ...,
    threads: int = 1,
    block: int = 2048,
    keep_items: bool = True,
) -> Scores:
    """Scores columns of facts without copying them.

    ``columns`` maps the ids that the rules read (``Item`` marks: "item.team"; occurrences:
    "fact/class") to contiguous float64 arrays of one length, NaN where a fact is missing; or is
    a table of any kind with these columns, a row for each unit, in which cells may also say
    不涉及 or 未评, and "unit", "title" and "rank_class" tell the units (a column of float64
    without nulls is not copied; other columns that the scheme does not know may stand beside
    them). ``states`` may give uint8 arrays beside them (0 value, 1 missing, 2 not applicable, 3
    not yet scored). ``classes`` names the class of each unit, and ``units`` its id, which is
    asked for where the scheme names units by id. Facts that the scheme makes of others of the
    same units ("class_of", "bracket_of", "ratio_of") are computed from the columns, as
    ``gather`` does; InputError if such a column is given as well, since two figures could
    contradict each other. Neither ``threads`` (0: one per processor) nor ``block`` changes a
    digit. ValueError if a column lacks, is too short or holds an infinite value, or ``threads``
    is below 0.

    >>> import numpy as np
    >>> scheme = libplan.Scheme(
    ...     "s", "办法", "town",
    ...     [libplan.Group("g", "一", 100, [
    ...         libplan.Item("i", "外借", 100, libplan.ShareRule(40), fact="loans")
    ...     ])],
    ...     [libplan.Grade("优秀", 90), libplan.Grade("合格", 0)],
    ...     facts=[libplan.FactDefinition("loans", "外借", libplan.SuppliedFact())],
    ... )
    >>> scores = libplan.assess_many(scheme, {"loans": np.array([40.0, 33.1, np.nan])})
    >>> scores.totals / 1_000_000
    array([100.  ,  82.75,   0.  ])
    >>> scores.total_states
    array([0, 0, 1], dtype=uint8)
    >>> [scheme.grades[code].title if code >= 0 else "未定" for code in scores.grades]
    ['优秀', '合格', '未定']
    """

def track(
    plan: Plan,
    reports: Sequence[TaskReport] | Tabular,
    *,
    as_of: date | str,
    at_risk_days: int = 90,
) -> TaskBoard:
    """Where every task stands at the end of the day ``as_of``, and how many each body carries.

    Done: every lead has last reported it done, for each answers for its own part; supporting
    and territorial bodies need not. Overdue: not done, and the deadline is ``as_of`` or
    earlier. At risk: not done, and the deadline is at most ``at_risk_days`` ahead, or the
    percentage reported is behind the share of the time gone since the plan began by more than
    the plan's margin. Continuing: begun, without a deadline. ValueError for a negative number
    of days.

    >>> folder = libplan.read("examples/qingxin")
    >>> board = libplan.track(folder.plan, folder.records.reports, as_of="2018-12-31")
    >>> sum(task.standing == "at_risk" for task in board.tasks)
    1
    >>> slow = next(task for task in board.tasks if task.standing == "at_risk")
    >>> print(slow.reason)
    离期限2020-12-31还有731天；区安全生产监督管理局尚未开始（2018-12-10报告）；时间已过60%
    """

def tasks_text(
    plan: Plan,
    board: TaskBoard,
    *,
    all: bool = False,
    width: int = 80,
    language: Language = "zh",
    colour: bool = False,
) -> str:
    """Overdue tasks and those at risk (or ``all`` tasks), each with who supports it, where it
    is carried out, what is to come of it and the evidence reported; then the load per body:
    text for a terminal. InputError for a board of another plan.

    >>> folder = libplan.read("examples/qingxin")
    >>> board = libplan.track(folder.plan, folder.records.reports, as_of="2018-12-31")
    >>> print(libplan.tasks_text(folder.plan, board).splitlines()[0])
    超期0项，有风险1项（截至2018-12-31）
    """

def assess_year(folder: PlanFolder, *, year: int) -> YearResults:
    """check, measure, track, gather and assess one year of a plan folder.

    InputError for a year outside the plan, and for a missing fact where its scheme refuses
    that.

    >>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
    >>> len(results.findings), len(results.assessments)
    (14, 2)
    >>> results.assessment("towns")
    <Assessment towns 2018: 8>
    """

def write_reports(
    folder: PlanFolder,
    results: YearResults,
    *,
    out: str | PathLike[str],
    language: Language = "zh",
    numbers: ReportNumbers = ...,
    threads: int = 0,
    progress: Watcher = None,
    packing: Packing = "own",
) -> list[Path]:
    """Writes one workbook per unit and the summary into ``out`` and returns their paths.

    As ``write_scorecards`` does, with the same arguments and errors: each file is written
    aside, synced and renamed.

    >>> folder = libplan.read("examples/ecology")
    >>> results = libplan.assess_year(folder, year=2018)
    >>> files = libplan.write_reports(folder, results, out="out")
    >>> files[-1].name
    '汇总-2018.xlsx'
    """

def write_scorecards(
    folder: PlanFolder,
    results: YearResults,
    *,
    out: str | PathLike[str],
    scheme: str | None = None,
    language: Language = "zh",
    numbers: ReportNumbers = ...,
    threads: int = 0,
    progress: Watcher = None,
    packing: Packing = "own",
) -> list[Path]:
    """Writes one workbook per unit into ``out``, of all schemes or of the one with that id, and
    returns their paths.

    ``numbers`` says how percentages are rounded. ``threads``: how many write at once, 0 for one
    per processor; the bytes are the same. ``progress(done, total)`` is called in this thread,
    after each file; True shows a bar in a terminal or a notebook. What it raises, and Ctrl-C,
    ends the work after the files at hand. Each file is written aside (``NAME.xlsx.part``),
    synced and renamed, so that a name always leads to a whole file. Names are safe on Windows.
    ``packing="library"`` leaves the packing to libxlsxwriter: slower, the same parts. Where
    some files fail the others are written, then one error names all: OSError, or InputError
    where a workbook cannot hold what should go into it, or the results are none of this folder.
    KeyError for an unknown scheme, ValueError for decimals or ``threads`` that there cannot be.

    >>> folder = libplan.read("examples/qingxin")
    >>> results = libplan.assess_year(folder, year=2018)
    >>> files = libplan.write_scorecards(folder, results, out="cards", scheme="towns")
    >>> files[0].name
    'towns-taihe-太和镇.xlsx'
    """

def write_detail(
    assessment: Assessment,
    file: str | PathLike[str],
    *,
    language: Language = "zh",
    rows_per_sheet: int = 1048576,
    progress: Watcher = None,
    packing: Packing = "own",
) -> None:
    """Writes a row for every unit and item of an assessment: ids and titles, group, full
    points, points, points lost and state. As .xlsx or .csv, by the name of the file; in memory
    that does not grow with the rows.

    Rows beyond ``rows_per_sheet`` (heads included, at most 1,048,576) go on to further sheets.
    A .csv is UTF-8 with a mark that Excel knows it by; its texts that a spreadsheet program
    would take for formulas have an apostrophe in front. ``progress(rows, total)`` is called now
    and then, True shows a bar; what it raises, and Ctrl-C, ends the work and leaves nothing.
    OSError if the file cannot be written, InputError for text that a workbook cannot hold and
    for another kind of file.

    >>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
    >>> libplan.write_detail(results.assessment("towns"), "明细.csv")
    >>> with open("明细.csv", encoding="utf-8-sig") as file:
    ...     print(file.readline().strip())
    ...
    单位代码,单位,组别,类别,项目代码,考核项目,分值,考核得分,扣分,状态
    """

def packs_workbooks() -> bool:
    """Whether ``packing="own"`` takes effect in this process; else libxlsxwriter packs, several
    times slower.

    It does not where another extension module had loaded libxlsxwriter before.

    >>> libplan.packs_workbooks() in (True, False)
    True
    """

class Evidence(_Value):
    """What a unit gives as evidence beside a mark, a figure or a task."""

    def __init__(
        self,
        of: str,
        body: str,
        year: int,
        *,
        file: str = ...,
        link: str = ...,
        remark: str = ...,
        place: Place = ...,
    ) -> None: ...
    @property
    def of(self) -> str:
        """The id of the item, fact or task."""
    @property
    def body(self) -> str:
        """The unit."""
    @property
    def year(self) -> int:
        """The year of the mark or the figure."""
    @property
    def file(self) -> str:
        """The name of a file."""
    @property
    def link(self) -> str:
        """An address that begins with http:// or https://."""
    @property
    def remark(self) -> str:
        """What else the unit says."""
    @property
    def place(self) -> Place:
        """Where it stands in the form."""
    def replace(self, **changes: Any) -> Evidence:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Notice(_Value, _Shown):
    """Something to know of a form that is read all the same."""

    def __init__(self, code: str, *, place: Place = ..., message: Message = ...) -> None: ...
    @property
    def code(self) -> str:
        """A stable name, e.g. "row-moved"."""
    @property
    def place(self) -> Place:
        """The workbook, the sheet and the cell."""
    @property
    def message(self) -> Message:
        """What there is to know, in both languages."""
    def replace(self, **changes: Any) -> Notice:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class FilledForm(_Value):
    """A form that was read."""

    def __init__(
        self,
        file: str,
        body: str,
        *,
        title: str = ...,
        plan: str = ...,
        year: int = ...,
        scheme: str = ...,
        scorers: Sequence[Scorer] = ...,
        asked: int = ...,
        filled: int = ...,
    ) -> None: ...
    @property
    def file(self) -> str:
        """The workbook."""
    @property
    def body(self) -> str:
        """The unit that filled it in."""
    @property
    def title(self) -> str:
        """The unit's name."""
    @property
    def plan(self) -> str:
        """The id of the plan."""
    @property
    def year(self) -> int:
        """The assessed year."""
    @property
    def scheme(self) -> str:
        """The only scheme it asks for; empty: all."""
    @property
    def scorers(self) -> tuple[Scorer, ...]:
        """The only scorers whose marks it asks for; empty: the unit's own and those that count."""
    @property
    def asked(self) -> int:
        """How many marks, figures and reports it asks for."""
    @property
    def filled(self) -> int:
        """How many of them are filled in."""
    def replace(self, **changes: Any) -> FilledForm:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Collected(_Value, _Shown):
    """What forms say that were filled in, in the order of the files and of their rows."""

    def __init__(
        self,
        *,
        forms: Sequence[FilledForm] = ...,
        marks: Sequence[Mark] = ...,
        figures: Sequence[SuppliedFigure] = ...,
        observations: Sequence[Observation] = ...,
        reports: Sequence[TaskReport] = ...,
        evidence: Sequence[Evidence] = ...,
        missing: Sequence[Notice] = ...,
        notices: Sequence[Notice] = ...,
    ) -> None: ...
    @property
    def forms(self) -> tuple[FilledForm, ...]:
        """The forms themselves."""
    @property
    def marks(self) -> tuple[Mark, ...]:
        """Marks, as marks.csv holds them; the note tells the evidence."""
    @property
    def figures(self) -> tuple[SuppliedFigure, ...]:
        """Figures, as facts.csv holds them; the source tells the evidence."""
    @property
    def observations(self) -> tuple[Observation, ...]:
        """Figures of indicators, as observations.csv holds them; the source tells the evidence."""
    @property
    def reports(self) -> tuple[TaskReport, ...]:
        """Reports on tasks, as reports.csv holds them; without those that stand as they were sent
        out.
        """
    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence by itself."""
    @property
    def missing(self) -> Notices:
        """What is not filled in yet."""
    @property
    def notices(self) -> Notices:
        """Rows that were moved, sheets that were renamed and the like."""
    def replace(self, **changes: Any) -> Collected:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Departure(_Value):
    """A cell, row, column or sheet of a workbook that is not what libplan would write."""

    def __init__(
        self,
        code: str,
        *,
        place: Place = ...,
        expected: str = ...,
        found: str = ...,
        message: Message = ...,
    ) -> None: ...
    @property
    def code(self) -> str:
        """Of the workbook "sheet" (missing), "sheet-renamed", "sheet-added"; of rows
        "row-inserted", "row-copied", "row-deleted", "row-moved", of columns the same, "head"
        (exchanged); of cells "typed-over", "formula", "result", "words", "extra", "name"; of
        inputs "input" (another than in the plan folder), "input-formula", "input-text" (a
        number stored as text), "input-words", "input-range", "input-format"; of consequences
        "follows", "stale", "formula-unmoved".
        """
    @property
    def place(self) -> Place:
        """The workbook, the sheet and the cell."""
    @property
    def expected(self) -> str:
        """What libplan would write; of an input what the plan folder says."""
    @property
    def found(self) -> str:
        """What stands there."""
    @property
    def message(self) -> Message:
        """Both in words, in both languages."""
    def replace(self, **changes: Any) -> Departure:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

class Reconciliation(_Value, _Shown):
    """A scorecard that was changed by hand, held against what its own inputs give."""

    def __init__(
        self,
        file: str,
        scheme: str,
        unit: str,
        year: int,
        *,
        cells: int = ...,
        without_results: int = ...,
        departures: Sequence[Departure] = ...,
        consequences: Sequence[Departure] = ...,
        inputs: Sequence[Departure] = ...,
    ) -> None: ...
    @property
    def file(self) -> str:
        """The workbook."""
    @property
    def scheme(self) -> str:
        """The scheme it scores by."""
    @property
    def unit(self) -> str:
        """The unit it is about."""
    @property
    def year(self) -> int:
        """The assessed year."""
    @property
    def cells(self) -> int:
        """How many cells were examined."""
    @property
    def without_results(self) -> int:
        """Formulas that were saved without their results, by no spreadsheet program."""
    @property
    def departures(self) -> tuple[Departure, ...]:
        """Cells that depart from what libplan would write."""
    @property
    def consequences(self) -> tuple[Departure, ...]:
        """Cells that are wrong only because of those, or that did not follow changed inputs."""
    @property
    def inputs(self) -> tuple[Departure, ...]:
        """Inputs that are not those of the plan folder."""
    def replace(self, **changes: Any) -> Reconciliation:
        """A copy with some fields changed, by keyword: ``replace(title="...")``."""

def write_templates(
    folder: PlanFolder,
    *,
    year: int,
    out: str | PathLike[str],
    units: Sequence[str] | None = None,
    scorers: Sequence[Scorer] = (),
    scheme: str | None = None,
    language: Language = "zh",
    threads: int = 0,
    progress: Watcher = None,
) -> list[Path]:
    """Writes a form for each unit to fill in into ``out`` and returns their paths.

    A form asks for marks, supplied figures, figures of the indicators that the schemes read of
    the unit, and reports on tasks, each with a place for evidence, and holds what is known
    already. ``units`` are ids, all that the schemes assess if left out; ``scorers`` limits it
    to their marks, and figures and tasks to forms for the unit itself ("self"); ``scheme``
    limits it to one scheme. ``threads`` write at once, 0 for as many as there are processors;
    ``progress(done, total)`` is called after each file, True shows a bar; what it raises, and
    Ctrl-C, ends the work after the files at hand. A form that is there already is never
    overwritten. InputError for a unit, a scheme or a year that is not there, ValueError for
    ``threads`` below 0; OSError if a file cannot be written: the others are, and one error
    names all.

    >>> folder = libplan.read("examples/qingxin")
    >>> files = libplan.write_templates(folder, year=2019, out="forms", units=["taihe"])
    >>> [file.name for file in files]
    ['填报-taihe-太和镇-2019.xlsx']
    """

def write_template(
    folder: PlanFolder,
    scheme: str,
    unit: str,
    *,
    year: int,
    out: str | PathLike[str],
    scorers: Sequence[Scorer] = (),
    language: Language = "zh",
) -> Path:
    """Writes the form in which one unit fills in what one scheme asks of it into the folder
    ``out`` and returns its path.

    InputError and OSError as of ``write_templates``, and for a unit that the scheme does not
    assess.

    >>> folder = libplan.read("examples/qingxin")
    >>> libplan.write_template(folder, "towns", "taihe", year=2019, out="forms").name
    '填报-taihe-太和镇-2019-towns.xlsx'
    """

def read_workbooks(
    files: str | PathLike[str] | Sequence[str | PathLike[str]],
    folder: PlanFolder | None = None,
    *,
    year: int | None = None,
    threads: int = 0,
    progress: Watcher = None,
) -> Collected:
    """Reads forms that were filled in: the workbooks of a folder, one of them, or several.

    A form says itself what it asks for, and is held against what it was when it was sent out;
    with ``folder``, a PlanFolder, also against what the plan asks now, and with ``year``
    against the year. ``threads`` at a time, 0 for as many as there are processors;
    ``progress(done, total)`` is called after each, True shows a bar; what it raises, and
    Ctrl-C, ends the work. Rows are found by what they are, not by where they stand. InputError
    with every fault of all forms by workbook, sheet and cell: no number, out of range, an old
    form, changed words, deleted or copied rows, merged cells, two forms of one unit for the same
    scorer, two that differ, a file that cannot be opened; OSError if it is the only one.

    >>> folder = libplan.read("examples/qingxin")
    >>> forms = libplan.write_templates(folder, year=2019, out="forms", units=["taihe"])
    >>> collected = libplan.read_workbooks(forms, folder, year=2019)
    >>> collected.forms[0].asked, collected.forms[0].filled
    (56, 22)
    """

def reconcile(
    workbook: str | PathLike[str],
    folder: PlanFolder,
    results: YearResults | None = None,
    *,
    numbers: ReportNumbers = ...,
) -> Reconciliation:
    """Scores the inputs of a scorecard that was changed by hand and lists all that departs from
    what libplan would write for them: rows and columns that were inserted, deleted, copied or
    moved, formulas that were typed over, changed words, inputs that no plan folder could hold. A
    summary, which has no inputs, is held against the results.

    ``results`` are those of the plan folder for the year, assessed anew for the year of the
    scorecard if left out. InputError for what is neither of the folder and year; OSError for a
    file that cannot be opened.

    >>> folder = libplan.read("examples/qingxin")
    >>> results = libplan.assess_year(folder, year=2018)
    >>> card = libplan.write_scorecards(folder, results, out="cards", scheme="towns")[0]
    >>> found = libplan.reconcile(card, folder, results)
    >>> found.unit, found.departures
    ('taihe', ())
    """

def findings_text(
    findings: Sequence[Finding], *, width: int = 80, language: Language = "zh", colour: bool = False
) -> str:
    """Findings as text for a terminal; ``width`` in columns, a Chinese character takes two.
    ``colour`` marks heads and what is good or bad by ANSI codes, as in the other texts.

    >>> folder = libplan.read("examples/qingxin")
    >>> findings = libplan.check(folder.plan, folder.figures)
    >>> print(libplan.findings_text(findings[:1], width=60).rstrip())
    数字核对：发现问题1项
    ============================================================
    1. 错误[unit] 2015年 道路交通直接经济损失（正文）：单位写错
    原文      15.19元
    推算      按 15.19万元 计则与其余数字相符：270.45万元 =
              15.19万元 + 255.26万元
    涉及数字  2015年 道路交通直接经济损失（正文） 15.19元
              （figures.csv:66，规划原文第137行）
              2015年 直接经济损失（正文） 270.45万元
              （figures.csv:62，规划原文第137行）
              2015年 火灾直接经济损失（正文） 255.26万元
              （figures.csv:70，规划原文第137行）
    处理      请将单位 元 改为 万元
    """

def results_text(
    folder: PlanFolder,
    results: YearResults,
    *,
    width: int = 80,
    language: Language = "zh",
    numbers: ReportNumbers = ...,
    colour: bool = False,
) -> str:
    """Progress, rankings and shares as text for a terminal. ValueError for decimals that a
    report cannot show, InputError for results that are none of this folder.

    >>> folder = libplan.read("examples/qingxin")
    >>> results = libplan.assess_year(folder, year=2018)
    >>> print(libplan.results_text(folder, results).splitlines()[0])
    2018年指标进展
    """

def side_by_side_text(
    side_by_side: SideBySide,
    *,
    width: int = 80,
    language: Language = "zh",
    numbers: ReportNumbers = ...,
    colour: bool = False,
) -> str:
    """Progress side by side and control figures as text for a terminal. ValueError for decimals
    that a report cannot show.

    >>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
    >>> print(libplan.side_by_side_text(results.side_by_side).splitlines()[0])
    2018年进度比较
    """

def points_of(item: Item, inputs: Sequence[float], *, outcome: Outcome = ...) -> Decimal:
    """The exact points of one item: the fact first, then its reference; occurrences: one count
    per class.

    ValueError if there are more or fewer inputs than the item reads.

    >>> item = libplan.read("examples/qingxin").scheme("towns").item("t_deaths")
    >>> libplan.points_of(item, [12, 10])
    Decimal('6')
    """

def words_of(
    item: Item,
    inputs: Sequence[float],
    *,
    unit: str = "",
    reference: str = "",
    outcome: Outcome = ...,
    kind: GroupKind = "base",
    language: Language = "zh",
) -> str:
    """How the points of one item come about, in words; ``reference`` is what the figure it is
    compared with is called, ``kind`` that of the group it stands in; errors as of
    ``points_of``.

    >>> item = libplan.read("examples/qingxin").scheme("towns").item("t_deaths")
    >>> print(libplan.words_of(item, [12, 10], unit="人"))
    参照值10人，实际12人，超2人，每1人扣2分，扣4分，得6分
    """

def round_decimal(value: float, places: int, *, rounding: Rounding = "half_up") -> float:
    """Rounds the shortest decimal that reads back as ``value``: round_decimal(2.675, 2) is
    2.68.

    ``half_up`` rounds halves away from zero, ``half_even`` is GB/T 8170. ValueError for a value
    that is not finite or places beyond 0 to 15.

    >>> libplan.round_decimal(2.675, 2), round(2.675, 2)
    (2.68, 2.67)
    >>> libplan.round_decimal(2.5, 0, rounding="half_even")
    2.0
    """

def decimal_text(value: float) -> str:
    """The shortest decimal that reads back as ``value``: what its score is computed from."""

def display_width(words: str) -> int:
    """Columns that words take on a terminal; a Chinese character takes two."""

def printed_width(words: str) -> int:
    """The same in a font for Chinese, on a sheet or in a picture: its quotes and dashes take
    two as well.
    """

def html_text(words: str) -> str:
    """Words as HTML shows them: escaped, what cannot be seen named by its code, at most 400
    characters.
    """

def plain_text(words: str) -> str:
    """Words as a terminal may show them: what would move its cursor or turn the direction is
    named by its code.
    """

def spoken_language() -> Language:
    """The language of errors and of what notebooks show: LIBPLAN_LANG, else "en" in an English
    locale, else "zh".

    The environment is asked each time. Results and files depend on it nowhere.
    """

def unknown_id(id: str, kind: str, known: Sequence[str]) -> Message:
    """That there is no such id, with the nearest of those known; ``kind`` is a phrase, e.g.
    "kind_body".
    """

def problem_texts(problems: Sequence[Problem], *, language: Language = "zh") -> str:
    """The first hundred problems, one below the other, and how many more there are."""

def nearest(word: str, known: Sequence[str]) -> str:
    """The one of those known that a mistyped word may have meant, or an empty text."""

def log(phrase: str, arguments: Sequence[str] = ()) -> None:
    """A phrase of the catalogue to the logger "libplan", in the language of the environment."""

def wrapped(words: str, width: int, whole: str = "") -> list[str]:
    """Words as lines of at most ``width`` columns; punctuation clings to the Chinese character it
    follows. What of them is ``whole``, such as a place, is never broken, even where it is wider.
    """

def target_words(
    plan: Plan, indicator: Indicator, target: Target, *, language: Language = "zh"
) -> str:
    """What a target asks for, and by when; in brackets what that comes to from the baseline."""

def message(phrase: str, arguments: Sequence[Message | str] = ()) -> Message:
    """A phrase of the catalogue by name, in both languages."""

def say(phrase: str, arguments: Sequence[str] = (), *, language: Language = "zh") -> str:
    """A phrase of the catalogue by name."""

# libplan.typing gives these unions their public names; importing them here would go in a circle.

class Findings(tuple[Finding, ...]):
    """Findings, as a tuple that a notebook and print() show as one table."""

    def _repr_html_(self) -> str | None: ...
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None: ...
    @overload
    def __getitem__(self, at: SupportsIndex) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> Findings: ...
    def __add__(self, other: tuple[Finding, ...], /) -> Findings: ...  # type: ignore[override]

class Problems(tuple[Problem, ...]):
    """Problems, as a tuple that a notebook and print() show as one table."""

    def _repr_html_(self) -> str | None: ...
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None: ...
    @overload
    def __getitem__(self, at: SupportsIndex) -> Problem: ...
    @overload
    def __getitem__(self, at: slice) -> Problems: ...
    def __add__(self, other: tuple[Problem, ...], /) -> Problems: ...  # type: ignore[override]

class Notices(tuple[Notice, ...]):
    """Notices, as a tuple that a notebook and print() show as one table."""

    def _repr_html_(self) -> str | None: ...
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None: ...
    @overload
    def __getitem__(self, at: SupportsIndex) -> Notice: ...
    @overload
    def __getitem__(self, at: slice) -> Notices: ...
    def __add__(self, other: tuple[Notice, ...], /) -> Notices: ...  # type: ignore[override]

class Indicators(tuple[Indicator, ...]):
    """Indicators, as a tuple that a notebook and print() show as one table."""

    def _repr_html_(self) -> str | None: ...
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None: ...
    @overload
    def __getitem__(self, at: SupportsIndex) -> Indicator: ...
    @overload
    def __getitem__(self, at: slice) -> Indicators: ...
    def __add__(self, other: tuple[Indicator, ...], /) -> Indicators: ...  # type: ignore[override]

class Tasks(tuple[Task, ...]):
    """Tasks, as a tuple that a notebook and print() show as one table."""

    def _repr_html_(self) -> str | None: ...
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None: ...
    @overload
    def __getitem__(self, at: SupportsIndex) -> Task: ...
    @overload
    def __getitem__(self, at: slice) -> Tasks: ...
    def __add__(self, other: tuple[Task, ...], /) -> Tasks: ...  # type: ignore[override]
