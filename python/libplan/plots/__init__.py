"""``plot()`` and ``echarts()`` of indicators, progress, assessments, scorecards and comparisons.

``plot()`` draws with matplotlib (``pip install "libplan[plot]"``), ``echarts()`` gives the same
chart as an option of ECharts: pure data for ``json.dumps``. Both speak ``language``; scorecards
and comparisons their own, unless another is asked for.

>>> import json, libplan
>>> plan = libplan.Plan("p", "阅读规划", 2021, 2023, indicators=[
...     libplan.Indicator("loans", "图书外借", "万册", "up",
...                       baselines=[libplan.Baseline(2020, 30)],
...                       targets=[libplan.Target(2023, libplan.Reach(36))])])
>>> figures = libplan.Observations([libplan.Observation("loans", libplan.Period("2021"), 33)])
>>> option = plan.indicator("loans").echarts(plan, figures)
>>> option["title"]["text"]
'图书外借：实际与应达值（万册）'
>>> len(json.dumps(option)) > 0
True
>>> ax = plan.indicator("loans").plot(plan, figures)
>>> ax.get_title(loc="left")
'图书外借：实际与应达值（万册）'
>>> ax.figure.savefig("loans.png")  # doctest: +SKIP

``plot()`` returns matplotlib's Axes, which show themselves at the end of a notebook's cell; with
``ax=`` it draws on yours. Fonts are chosen by the characters that are drawn; nothing global is
changed, and pyplot is not used.
"""

from __future__ import annotations

from .. import _core
from ..worded import in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any, Literal

    from matplotlib.axes import Axes

    from ..typing import Language
    from .charts import BarChart, Board, Chart, HeatMap, PathChart, Waterfall


# -- indicators


def indicator_plot(
    self: _core.Indicator,
    plan: _core.Plan | _core.PlanFolder | None = None,
    observations: _core.Observations | None = None,
    *,
    body: str = "",
    as_of: date | None = None,
    ax: Axes | None = None,
    language: Language = "zh",
) -> Axes:
    """Draws actual against required, year by year, with the band of admissible values.

    ``plan`` is a plan, with the figures as ``observations``, or a plan folder, which holds both:
    ``folder.plan.indicator("deaths").plot(folder)``. Without them only what is asked is drawn.
    ``body``: of one body instead of the whole area; ``as_of``: by what was known that day; ``ax``:
    axes to draw on. Years without a figure are gaps, and named. Returns the axes. KeyError for an
    unknown body, ImportError without matplotlib.
    """
    return _draw(_indicator_chart(self, plan, observations, body, as_of, language), ax, language)


def indicator_echarts(
    self: _core.Indicator,
    plan: _core.Plan | _core.PlanFolder | None = None,
    observations: _core.Observations | None = None,
    *,
    body: str = "",
    as_of: date | None = None,
    language: Language = "zh",
) -> dict[str, Any]:
    """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""
    return _option(_indicator_chart(self, plan, observations, body, as_of, language))


def _indicator_chart(
    indicator: _core.Indicator,
    plan: _core.Plan | _core.PlanFolder | None,
    observations: _core.Observations | None,
    body: str,
    as_of: date | None,
    language: Language,
) -> PathChart:
    from .paths import indicator_chart

    return indicator_chart(indicator, plan, observations, body=body, as_of=as_of, language=language)


# -- readings and progress


def reading_plot(self: _core.Reading, *, ax: Axes | None = None, language: Language = "zh") -> Axes:
    """Draws the year's figure against what is required and admissible, and the final target.

    ``ax``: axes to draw on. Returns the axes. ImportError without matplotlib. The years before are
    not part of a reading: ``plan.indicator(reading.indicator).plot(folder)`` draws them all.
    """
    return _draw(_reading_chart(self, "", language), ax, language)


def reading_echarts(self: _core.Reading, *, language: Language = "zh") -> dict[str, Any]:
    """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""
    return _option(_reading_chart(self, "", language))


def _reading_chart(reading: _core.Reading, body_title: str, language: Language) -> PathChart:
    from .paths import reading_chart

    return reading_chart(reading, body_title, language=language)


def progress_plot(
    self: _core.Progress,
    indicator: str | None = None,
    *,
    body: str = "",
    plan: _core.Plan | _core.PlanFolder | None = None,
    most: int = 40,
    ax: Axes | None = None,
    language: Language = "zh",
) -> Axes:
    """Draws the board of statuses, or with the id of an ``indicator`` its reading.

    A status has words, shape and colour. ``body``: of one body instead of the whole area. ``plan``,
    a plan or its folder, names bodies; with a folder the reading stands among those of the years
    before. ``most``: of more rows those behind are drawn, and the note tells how many there are.
    ``ax``: axes to draw on. Returns the axes. KeyError for an unknown indicator or body,
    ImportError without matplotlib.
    """
    return _draw(_progress_chart(self, indicator, body, plan, most, language), ax, language)


def progress_echarts(
    self: _core.Progress,
    indicator: str | None = None,
    *,
    body: str = "",
    plan: _core.Plan | _core.PlanFolder | None = None,
    most: int = 40,
    language: Language = "zh",
) -> dict[str, Any]:
    """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""
    return _option(_progress_chart(self, indicator, body, plan, most, language))


def _progress_chart(
    progress: _core.Progress,
    indicator: str | None,
    body: str,
    plan: _core.Plan | _core.PlanFolder | None,
    most: int,
    language: Language,
) -> PathChart | Board:
    from .boards import progress_board
    from .paths import indicator_chart

    known = plan.plan if isinstance(plan, _core.PlanFolder) else plan
    titles: Mapping[str, str] = {each.id: each.title for each in known.bodies} if known else {}
    if indicator is None:
        return progress_board(progress, body, titles, most=_at_least_one(most), language=language)
    reading = progress.reading(indicator, body)
    if not isinstance(plan, _core.PlanFolder):
        return _reading_chart(reading, titles.get(body, ""), language)
    of_plan = plan.plan.indicator(indicator)
    return indicator_chart(
        of_plan, plan, None, body=body, last_year=progress.year, language=language
    )


# -- assessments and scorecards


def assessment_plot(
    self: _core.Assessment,
    kind: Literal["rates", "losses"] = "rates",
    *,
    units: Sequence[str] | None = None,
    by: Literal["item", "group", "rule"] | None = None,
    most: int = 40,
    ax: Axes | None = None,
    language: Language = "zh",
) -> Axes:
    """Draws the rates of all items and units as a heat map, or with "losses" the points lost.

    Of the heat map colour is the rate, and the points are written in; what has no points is
    hatched and named. ``units``: ids of those to draw, in this order, else all by their totals.
    ``by``: what losses are added up for: items (or None), top groups or kinds of rules.
    ``most``: of more units the best and the worst are drawn, of more items those with the lowest
    rates, of more losses the greatest; the notes tell of the others. ``ax``: axes to draw on.
    Returns the axes. KeyError for an unknown unit, ImportError without matplotlib.
    """
    return _draw(_assessment_chart(self, kind, units, by, most, language), ax, language)


def assessment_echarts(
    self: _core.Assessment,
    kind: Literal["rates", "losses"] = "rates",
    *,
    units: Sequence[str] | None = None,
    by: Literal["item", "group", "rule"] | None = None,
    most: int = 40,
    language: Language = "zh",
) -> dict[str, Any]:
    """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""
    return _option(_assessment_chart(self, kind, units, by, most, language))


def _assessment_chart(
    assessment: _core.Assessment,
    kind: Literal["rates", "losses"],
    units: Sequence[str] | None,
    by: Literal["item", "group", "rule"] | None,
    most: int,
    language: Language,
) -> HeatMap | BarChart:
    from .points import assessment_losses, heat_map

    most = _at_least_one(most)
    if by is not None:
        _one_of("by", by, ("item", "group", "rule"))
    if _one_of("kind", kind, ("rates", "losses")) == "rates":
        if by is not None:
            words = _core.say("plot_by_of_losses", [repr(by)], language=_core.spoken_language())
            raise ValueError(words)
        return heat_map(assessment, units, most=most, language=language)
    return assessment_losses(assessment, by or "item", units, most=most, language=language)


def scorecard_plot(
    self: _core.Scorecard,
    *,
    most: int = 40,
    ax: Axes | None = None,
    language: Language | None = None,
) -> Axes:
    """Draws the points lost item by item, the most first, then what is still open.

    ``most``: how many bars; a note adds up the others. ``ax``: axes to draw on. Returns the axes.
    ImportError without matplotlib.
    """
    language = language or self.language
    return _draw(_scorecard_chart(self, most, language), ax, language)


def scorecard_echarts(
    self: _core.Scorecard, *, most: int = 40, language: Language | None = None
) -> dict[str, Any]:
    """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""
    return _option(_scorecard_chart(self, most, language or self.language))


def _scorecard_chart(card: _core.Scorecard, most: int, language: Language) -> BarChart:
    from .points import card_losses

    return card_losses(card, most=_at_least_one(most), language=language)


# -- comparisons


def change_plot(
    self: _core.TotalChange,
    *,
    by: Literal["cause", "item"] = "cause",
    most: int = 12,
    ax: Axes | None = None,
    language: Language | None = None,
) -> Axes:
    """Draws the way from the earlier total to the later one as a waterfall.

    The steps, by cause or by item, add up to the difference exactly and are labelled with the exact
    points; a total that is open is drawn as the range within which it may lie. ``most``: the sum of
    the smaller steps beyond is one step. ``ax``: axes to draw on. Returns the axes. ImportError
    without matplotlib.
    """
    language = language or self.language
    return _draw(_change_chart(self, by, most, language), ax, language)


def change_echarts(
    self: _core.TotalChange,
    *,
    by: Literal["cause", "item"] = "cause",
    most: int = 12,
    language: Language | None = None,
) -> dict[str, Any]:
    """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""
    return _option(_change_chart(self, by, most, language or self.language))


def _change_chart(
    change: _core.TotalChange, by: Literal["cause", "item"], most: int, language: Language
) -> Waterfall:
    from .points import waterfall

    _one_of("by", by, ("cause", "item"))
    return waterfall(change, by, most=_at_least_one(most), language=language)


def side_by_side_plot(
    self: _core.SideBySide,
    *,
    body: str = "",
    most: int = 40,
    ax: Axes | None = None,
    language: Language = "zh",
) -> Axes:
    """Draws the board of each reading judged in every way, and where the ways disagree.

    ``body``: of one body instead of the whole area. ``most``: of more rows those behind are drawn,
    and the note tells how many there are. ``ax``: axes to draw on. Returns the axes. ImportError
    without matplotlib.
    """
    return _draw(_side_by_side_chart(self, body, most, language), ax, language)


def side_by_side_echarts(
    self: _core.SideBySide, *, body: str = "", most: int = 40, language: Language = "zh"
) -> dict[str, Any]:
    """What ``plot`` draws as an option of ECharts: pure data, which ``json.dumps`` takes."""
    return _option(_side_by_side_chart(self, body, most, language))


def _side_by_side_chart(
    side_by_side: _core.SideBySide, body: str, most: int, language: Language
) -> Board:
    from .boards import side_by_side_board

    return side_by_side_board(side_by_side, body, most=_at_least_one(most), language=language)


# -- drawing


def _draw(chart: Chart, ax: Axes | None, language: Language) -> Axes:
    try:
        import matplotlib
    except ImportError as error:
        words = _core.say("plot_needs_matplotlib", language=_core.spoken_language())
        raise ImportError(words, name="matplotlib") from error
    del matplotlib
    from .figure import paint

    return paint(chart, ax, language=language)


def _option(chart: Chart) -> dict[str, Any]:
    from .echarts import option

    return option(chart)


def _one_of(name: str, given: str, choices: Sequence[str]) -> str:
    """ValueError with the choices for anything else."""
    if given not in choices:
        language = _core.spoken_language()
        listed = _core.say("listed", language=language).join(choices)
        raise ValueError(_core.say("field_type", [name, listed, repr(given)], language=language))
    return given


def _at_least_one(most: int) -> int:
    if not isinstance(most, int) or most < 1:
        language = _core.spoken_language()
        wanted = _core.say("plot_at_least_one", language=language)
        raise ValueError(_core.say("field_type", ["most", wanted, repr(most)], language=language))
    return most


_METHODS = {
    _core.Indicator: (indicator_plot, indicator_echarts),
    _core.Reading: (reading_plot, reading_echarts),
    _core.Progress: (progress_plot, progress_echarts),
    _core.Assessment: (assessment_plot, assessment_echarts),
    _core.Scorecard: (scorecard_plot, scorecard_echarts),
    _core.TotalChange: (change_plot, change_echarts),
    _core.SideBySide: (side_by_side_plot, side_by_side_echarts),
}
for _owner, _methods in _METHODS.items():
    for _name, _method in zip(("plot", "echarts"), _methods, strict=True):
        _method.__name__ = _name
        _method.__qualname__ = f"{_owner.__name__}.{_name}"
        setattr(_owner, _name, in_words(_method))  # type: ignore[arg-type]  # they differ
