"""Charts drawn on matplotlib's axes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil, nan
from typing import Any, Literal

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from .._core import printed_width
from .charts import (
    BarChart,
    Board,
    BoardCell,
    CellKind,
    Chart,
    HeatCell,
    HeatMap,
    PathChart,
    Step,
    StepKind,
    Tone,
    Waterfall,
    wrapped,
)
from .palette import (
    BAND,
    LINE,
    RATES,
    STATE,
    TONE_COLOURS,
    TOTAL,
    contrast,
    ink_on,
    muted_on,
    rate_colour,
)

_MARKERS: dict[Tone, str] = {"good": "^", "fair": "o", "bad": "v", "unknown": "o"}
_HATCHES: dict[CellKind, str] = {"missing": "xxx", "not_applicable": "///", "not_scored": "..."}
_SMALL, _NORMAL, _TITLE = 8.0, 9.0, 12.0
COLUMN = _NORMAL * 0.55 / 72  # inches that one column of words takes


def _place(value: Decimal) -> float:
    """Where a figure is drawn: not so far out that matplotlib cannot reckon with it."""
    most = 1e300
    return max(-most, min(float(value), most))


def row_labels(labels: Iterable[str]) -> list[str]:
    return [wrapped(label, 34, 3) for label in labels]


def board_widths(chart: Board) -> list[float]:
    """Inches of each column, by its longest words."""
    return [
        0.35
        + COLUMN * min(26, max(map(printed_width, [head, *(row[at].words for row in chart.cells)])))
        + (0.2 if any(row[at].tone for row in chart.cells) else 0)
        for at, head in enumerate(chart.heads)
    ]


def plain_number(value: float, _position: int = 0) -> str:
    """A mark of an axis: neither an offset nor a power of ten apart."""
    return f"{value:.10g}"


class Painter:
    """Draws on axes, with words above and below that are so many columns wide.

    ``shrink``: by how much words in rows are smaller, for want of height. ``beside`` are texts
    outside the axes, of a colour bar.
    """

    def __init__(self, ax: Axes, columns: int, shrink: float) -> None:
        self.shrink = shrink
        self.ax = ax
        self.columns = columns
        self.ink = _ink(ax)
        self.paper = ax.get_facecolor()
        self.muted = muted_on(to_rgba(self.paper)[:3])
        self.beside: list[Text] = []

    def draw(self, chart: Chart) -> None:
        match chart:
            case PathChart():
                self._path(chart)
            case Board():
                self._board(chart)
            case HeatMap():
                self._heat_map(chart)
            case BarChart():
                self._bars(chart)
            case Waterfall():
                self._waterfall(chart)

    # -- actual against required

    def _path(self, chart: PathChart) -> None:
        ax = self.ax
        handles: list[Any] = [*self._bands(chart, stated=True), *self._bands(chart, stated=False)]
        places = range(len(chart.labels))
        required = [nan if each is None else _place(each.value) for each in chart.required]
        actual = [nan if each is None else _place(each.value) for each in chart.actual]
        if any(chart.required):
            handles += ax.plot(places, required, "--", color=LINE, marker="_", ms=9, lw=1.4,
                               label=chart.names["required"], zorder=2)  # fmt: skip
        if any(chart.actual):
            handles += ax.plot(places, actual, "-", color=self.ink, lw=1.6, zorder=3,
                               label=chart.names["actual"])  # fmt: skip
        for at, point in enumerate(chart.actual):
            if point:
                self._shape(at, _place(point.value), point.tone, 46)
        handles += [self._tone_handle(tone, words) for tone, words in chart.tones]
        self._figures(chart)
        ax.set_xlim(-0.5, len(chart.labels) - 0.5)
        ax.set_ylim(_place(chart.lowest), _place(chart.highest))
        ax.set_xticks(list(places), [wrapped(label, 14, 3) for label in chart.labels])
        if chart.is_whole():
            ax.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        self._value_axis(wrapped(chart.unit, 30, 2))
        self._frame(chart.title, chart.notes, handles)

    def _bands(self, chart: PathChart, *, stated: bool) -> list[Patch]:
        """Admissible values, up to the edge where there is no limit; strict limits are dashed."""
        look: dict[str, Any] = {
            "facecolor": to_rgba(BAND, 0.34 if stated else 0.10),
            "edgecolor": to_rgba(BAND, 0.55),
            "hatch": None if stated else "//",
            "linewidth": 0,
        }
        own = [(at, each) for at, each in enumerate(chart.spans) if each and each.stated == stated]
        for at, span in own:
            low = _place(chart.lowest if span.lower is None else span.lower)
            high = _place(chart.highest if span.upper is None else span.upper)
            self.ax.bar(at, high - low, 1, low, zorder=0, **look)
            if span.lower is not None:
                self._limit(at, low, span.lower_open)
            if span.upper is not None:
                self._limit(at, high, span.upper_open)
        name = chart.names["asked" if stated else "asked_later"]
        return [Patch(label=name, **look)] if own else []

    def _limit(self, at: int, level: float, is_open: bool) -> None:
        style: Literal["--", "-"] = "--" if is_open else "-"
        self.ax.hlines(level, at - 0.5, at + 0.5, BAND, style, lw=1.6, zorder=1)

    def _value_axis(self, name: str) -> None:
        self.ax.yaxis.set_major_formatter(FuncFormatter(plain_number))
        self.ax.set_ylabel(name, fontsize=_NORMAL, color=self.ink)
        self.ax.grid(axis="y", color=LINE, alpha=0.25, lw=0.6)
        self.ax.set_axisbelow(True)

    def _figures(self, chart: PathChart) -> None:
        """Figures beside the points: the higher above its point, the lower below."""
        for at, (actual, required) in enumerate(zip(chart.actual, chart.required, strict=True)):
            above = actual is not None and (required is None or actual.value >= required.value)
            if actual:
                self._figure(at, _place(actual.value), actual.words, above, self.ink)
            if required and required.words:
                self._figure(at, _place(required.value), required.words, not above, self.muted)

    def _figure(self, x: float, y: float, words: str, above: bool, colour: Any) -> None:
        self.ax.annotate(
            words, (x, y), (0, 7 if above else -7), textcoords="offset points", ha="center",
            va="bottom" if above else "top", fontsize=_SMALL, color=colour, zorder=5,
            path_effects=[withStroke(linewidth=2.5, foreground=self.paper)],
        )  # fmt: skip

    # -- boards

    def _board(self, chart: Board) -> None:
        ax = self.ax
        widths = board_widths(chart)
        lefts = [sum(widths[:at]) for at in range(len(widths) + 1)]
        for row, cells in enumerate(chart.cells):
            for at, cell in enumerate(cells):
                self._board_cell(row, lefts[at], widths[at], cell)
        rows = len(chart.rows)
        ax.hlines([row + 0.5 for row in range(rows - 1)], 0, lefts[-1], LINE, lw=0.4, alpha=0.5)
        middles = [left + width / 2 for left, width in zip(lefts, widths, strict=False)]
        self._grid_labels(chart.rows, middles, [wrapped(head, 26, 2) for head in chart.heads])
        ax.set_xlim(0, lefts[-1])
        handles = [self._tone_handle(tone, words) for tone, words in chart.tones]
        self._frame(chart.title, chart.notes, handles, heads=True, bare=True)

    def _board_cell(self, row: int, left: float, width: float, cell: BoardCell) -> None:
        words = wrapped(cell.words, 26, 2)
        if cell.tone is None:
            self._words(left + width / 2, row, words, "center")
            return
        tile = Rectangle((left + 0.04, row - 0.42), width - 0.08, 0.84, lw=0, zorder=0,
                         facecolor=to_rgba(TONE_COLOURS[cell.tone], 0.16))  # fmt: skip
        self.ax.add_patch(tile)
        self._shape(left + 0.2, row, cell.tone, 40 * self.shrink**2)
        self._words(left + 0.36, row, words, "left")

    def _grid_labels(
        self, rows: Sequence[str], places: Sequence[float], heads: Sequence[str]
    ) -> None:
        """Rows from the top down, heads above."""
        self.ax.set_ylim(max(len(rows), 1) - 0.5, -0.5)
        self.ax.set_yticks(range(len(rows)), row_labels(rows))
        self.ax.set_xticks(places, heads)
        self.ax.xaxis.tick_top()

    # -- heat map

    def _heat_map(self, chart: HeatMap) -> None:
        for row, cells in enumerate(chart.cells):
            for at, cell in enumerate(cells):
                self._heat_cell(at, row, cell, chart.with_values)
        columns = len(chart.columns)
        self._grid_labels(
            chart.rows, range(columns), [wrapped(each, 8, 4) for each in chart.columns]
        )
        self.ax.set_xlim(-0.5, max(columns, 1) - 0.5)
        handles = [Patch(facecolor="none", edgecolor=STATE, hatch=_HATCHES[kind], label=words)
                   for kind, words in chart.kinds]  # fmt: skip
        self._frame(chart.title, chart.notes, handles, heads=True, bare=True)
        if chart.cells:
            self._rate_bar(chart.rate_name)

    def _heat_cell(self, at: int, row: int, cell: HeatCell, with_value: bool) -> None:
        fill: Any = "none"
        ink = self.ink
        if cell.rate is not None:
            fill = rate_colour(float(cell.rate))
            ink = ink_on(fill)
        self.ax.add_patch(Rectangle((at - 0.5, row - 0.5), 1, 1, lw=0.5, zorder=1, edgecolor=STATE,
                                    facecolor=fill, hatch=_HATCHES.get(cell.kind)))  # fmt: skip
        if not with_value:
            return
        if cell.kind in _HATCHES:
            self._words(at, row, wrapped(cell.words, 8, 2), "center", _SMALL - 1, on_paper=True)
        else:
            self._words(at, row, cell.words, "center", _SMALL, ink)

    def _rate_bar(self, name: str) -> None:
        figure = self.ax.get_figure()
        assert figure is not None
        colours = LinearSegmentedColormap.from_list("libplan rates", list(RATES))
        bar = figure.colorbar(ScalarMappable(Normalize(0, 1), colours), ax=self.ax, fraction=0.03,
                              pad=0.015, aspect=30)  # fmt: skip
        marks = [0, 0.2, 0.4, 0.6, 0.8, 1]
        bar.set_ticks(marks, labels=[f"{mark * 100:.0f}%" for mark in marks])
        bar.ax.tick_params(labelsize=_SMALL, colors=self.ink)
        bar.ax.set_title(name, fontsize=_SMALL, color=self.ink)
        bar.outline.set_visible(False)
        self.beside += [text for text in bar.ax.findobj(Text) if isinstance(text, Text)]

    # -- bars

    def _bars(self, chart: BarChart) -> None:
        ax = self.ax
        open_bars = [bar for bar in chart.bars if bar.is_open]
        for row, bar in enumerate(chart.bars):
            look = self._open_look() if bar.is_open else {"color": TONE_COLOURS["bad"]}
            ax.barh(row, float(bar.value), 0.66, **look)
            ax.annotate(bar.words, (float(bar.value), row), (5, 0), textcoords="offset points",
                        va="center", fontsize=_SMALL * self.shrink, color=self.ink)  # fmt: skip
        ax.set_yticks(range(len(chart.bars)), row_labels(bar.label for bar in chart.bars))
        ax.set_ylim(max(len(chart.bars), 1) - 0.4, -0.6)
        longest = max((float(bar.value) for bar in chart.bars), default=1.0) or 1.0
        words = max((printed_width(bar.words) for bar in chart.bars), default=0)
        ax.set_xlim(0, longest * (1.06 + 0.016 * words))
        ax.xaxis.set_major_formatter(FuncFormatter(plain_number))
        ax.grid(axis="x", color=LINE, alpha=0.25, lw=0.6)
        ax.set_axisbelow(True)
        handles = []
        if open_bars:
            handles = [Patch(color=TONE_COLOURS["bad"], label=chart.axis),
                       Patch(label=chart.open_name, **self._open_look())]  # fmt: skip
        self._frame(chart.title, chart.notes, handles, axis=chart.axis if chart.bars else "")

    def _open_look(self) -> dict[str, Any]:
        return {"facecolor": "none", "edgecolor": TONE_COLOURS["unknown"], "hatch": "///"}

    # -- waterfall

    def _waterfall(self, chart: Waterfall) -> None:
        ax = self.ax
        for at, step in enumerate(chart.steps):
            self._step(at, step)
            if at + 1 < len(chart.steps) and "open" not in (step.kind, chart.steps[at + 1].kind):
                ax.hlines(float(step.end), at + 0.31, at + 0.69, LINE, lw=0.9)
        ax.set_ylim(float(chart.lowest), float(chart.highest))
        if chart.lowest < 0:
            ax.axhline(0, color=LINE, lw=0.9)
        ax.set_xlim(-0.6, max(len(chart.steps), 1) - 0.4)
        ax.set_xticks(range(len(chart.steps)), [wrapped(step.label, 14, 4) for step in chart.steps])
        self._value_axis(chart.axis)
        kinds = {step.kind for step in chart.steps}
        handles = [Patch(label=words, **self._step_look(kind))
                   for kind, words in chart.names.items() if kind in kinds]  # fmt: skip
        self._frame(chart.title, chart.notes, handles)

    def _step(self, at: int, step: Step) -> None:
        """A bar with its words above it; below it where all of it is below zero."""
        low, high = sorted((float(step.start), float(step.end)))
        self.ax.bar(at, high - low, 0.62, low, zorder=2, **self._step_look(step.kind))
        above = high > 0 or low == high
        self.ax.annotate(
            step.words, (at, high if above else low), (0, 4 if above else -4), ha="center",
            textcoords="offset points", va="bottom" if above else "top", fontsize=_NORMAL,
            color=self.ink, zorder=4,
        )  # fmt: skip

    def _step_look(self, kind: StepKind) -> dict[str, Any]:
        if kind == "open":
            return self._open_look()
        colours = {"total": TOTAL, "gain": TONE_COLOURS["fair"], "loss": TONE_COLOURS["bad"]}
        return {"facecolor": colours[kind], "edgecolor": self.paper, "lw": 0.8,
                "hatch": "///" if kind == "loss" else None}  # fmt: skip

    # -- what all charts have

    def _shape(self, x: float, y: float, tone: Tone | None, size: float) -> None:
        if tone is None:
            self.ax.scatter([x], [y], size, marker="s", color=LINE, zorder=4)
            return
        colour = TONE_COLOURS[tone]
        inside = self.paper if tone == "unknown" else colour
        self.ax.scatter([x], [y], size, marker=_MARKERS[tone], facecolor=[inside],
                        edgecolor=colour, linewidth=1.4, zorder=4)  # fmt: skip

    def _tone_handle(self, tone: Tone, words: str) -> Line2D:
        colour = TONE_COLOURS[tone]
        inside = self.paper if tone == "unknown" else colour
        return Line2D([], [], ls="none", marker=_MARKERS[tone], ms=7, mfc=inside, mec=colour,
                      mew=1.4, label=words)  # fmt: skip

    def _words(
        self, x: float, y: float, words: str, side: str, size: float = _NORMAL,
        ink: Any = None, on_paper: bool = False,
    ) -> None:  # fmt: skip
        text = self.ax.text(x, y, words, ha=side, va="center", fontsize=size * self.shrink,
                            color=self.ink if ink is None else ink, zorder=5)  # fmt: skip
        if on_paper:
            text.set_path_effects([withStroke(linewidth=3, foreground=self.paper)])

    def _frame(
        self, title: str, notes: Sequence[str], handles: Sequence[Any], *,
        axis: str = "", heads: bool = False, bare: bool = False,
    ) -> None:  # fmt: skip
        """Title, legend under it, notes below the axes."""
        ax = self.ax
        rows = self._legend(handles, heads)
        ax.set_title(
            wrapped(title, int(self.columns * _NORMAL / _TITLE), 3), fontsize=_TITLE, loc="left",
            color=self.ink, pad=8 + rows * 17 + (_heads_height(ax) if heads else 0),
        )  # fmt: skip
        lines = [wrapped(note, self.columns, 4) for note in notes]
        ax.set_xlabel("\n".join([axis, *lines] if axis else lines), fontsize=_SMALL, loc="left",
                      color=self.ink, linespacing=1.5)  # fmt: skip
        ax.xaxis.set_label_position("bottom")
        if not ax.has_data():
            ax.set_xticks([])
            ax.set_yticks([])
            ax.set_ylabel("")
            bare = True
        ax.tick_params(labelsize=_NORMAL, colors=self.ink, length=0 if bare else 3)
        ax.tick_params(axis="y", labelsize=_NORMAL * self.shrink)
        for name, spine in ax.spines.items():
            spine.set_visible(not bare and name in ("left", "bottom"))
            spine.set_color(LINE)

    def _legend(self, handles: Sequence[Any], heads: bool) -> int:
        """How many rows it takes."""
        if not handles:
            return 0
        labels = [printed_width(handle.get_label()) + 9 for handle in handles]
        rows = next(rows for rows in range(1, len(labels) + 1)
                    if rows == len(labels) or _packed(labels, rows) <= self.columns)  # fmt: skip
        height = _heads_height(self.ax) if heads else 0
        figure = self.ax.get_figure(root=True)
        assert figure is not None
        above = ScaledTranslation(0, (height + 3) / 72, figure.dpi_scale_trans)
        self.ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1),
                       bbox_transform=self.ax.transAxes + above, borderaxespad=0,
                       ncols=ceil(len(labels) / rows), frameon=False, fontsize=_NORMAL,
                       labelcolor=self.ink, handletextpad=0.5, borderpad=0.2)  # fmt: skip
        return rows


def _packed(widths: Sequence[int], rows: int) -> int:
    """The width of labels that stand in columns of so many rows."""
    return sum(max(widths[at : at + rows]) for at in range(0, len(widths), rows))


def _heads_height(ax: Axes) -> float:
    """Points that the heads above the axes take."""
    lines = max((text.get_text().count("\n") + 1 for text in ax.get_xticklabels()), default=0)
    return 6 + 13.0 * lines


def _ink(ax: Axes) -> Any:
    """The colour of words: that of rcParams if it is read on the paper of the figure, else ours."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    red, green, blue, alpha = to_rgba(figure.get_facecolor())
    usual = rcParams["text.color"]
    if alpha < 0.5 or contrast(to_rgba(usual)[:3], (red, green, blue)) >= 4.5:
        return usual
    return ink_on((red, green, blue))
