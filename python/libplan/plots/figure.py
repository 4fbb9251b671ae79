"""Figures of the right size, in a font that holds their characters, that show themselves."""

import io
from collections.abc import Iterable
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from .._core import printed_width, say, spoken_language
from ..typing import Language
from .charts import BarChart, Board, Chart, HeatMap, PathChart, Waterfall, words_in
from .fonts import font_for, one_warning, without_markup
from .painter import COLUMN, Painter, board_widths, row_labels


class Picture(Axes):
    """Axes that show themselves in a notebook; ``.figure.savefig("name.png")`` saves them."""

    name = "libplan"

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """Twice as fine as it is shown, for dense screens."""
        figure = self.get_figure(root=True)
        assert figure is not None
        with io.BytesIO() as file:
            figure.savefig(file, format="png", dpi=2 * 80, bbox_inches="tight")
            content = file.getvalue()
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        return content, {"width": width // 2, "height": height // 2}


def paint(chart: Chart, ax: Axes | None, *, language: Language) -> Axes:
    """Draws a chart on axes of its own, or on those given."""
    if not isinstance(ax, Axes | None):
        words = ["ax", "matplotlib.axes.Axes", repr(ax)]
        raise TypeError(say("field_type", words, language=spoken_language()))
    font = font_for(words_in(chart), language=language)
    settings: dict[Any, Any] = without_markup()
    if font.families:
        settings["font.family"] = list(font.families)
    with rc_context(settings), one_warning(font):
        on = _new_axes(_size(chart)) if ax is None else ax
        columns = int(_width(on, _beside(chart)) / COLUMN)
        painter = Painter(on, columns, 1 if ax is None else _shrink(ax, chart))
        painter.draw(chart)
        for text in [*on.findobj(Text), *painter.beside]:
            assert isinstance(text, Text)
            text.set_parse_math(False)
            text.set_usetex(False)
            font.give(text)
    return on


def _new_axes(size: tuple[float, float]) -> Axes:
    figure = Figure(figsize=size, layout="constrained")
    return figure.add_subplot(axes_class=Picture)


def _size(chart: Chart) -> tuple[float, float]:
    """Inches that leave room for every label."""
    match chart:
        case PathChart():
            return (max(6.6, min(14.0, 2.2 + 1.15 * len(chart.labels))), 4.8)
        case Board():
            labels = row_labels(chart.rows)
            lines = max((label.count("\n") + 1 for label in labels), default=1)
            across = max(6.0, _widest(labels) + 0.4 + sum(board_widths(chart)))
            return (across, 1.9 + (0.22 + 0.1 * lines) * len(labels))
        case HeatMap():
            across = _widest(row_labels(chart.rows)) + max(0.62 * len(chart.columns), 3.2) + 1.2
            return (max(6.0, across), 2.4 + max(0.26 * len(chart.rows), 1.2))
        case BarChart():
            labels = row_labels(bar.label for bar in chart.bars)
            lines = sum(label.count("\n") + 1 for label in labels)
            return (8.6, 1.9 + 0.14 * lines + 0.18 * max(len(labels), 2))
        case Waterfall():
            return (max(6.6, min(16.0, 1.6 + 1.1 * len(chart.steps))), 4.8)


def _beside(chart: Chart) -> float:
    """Inches that stand left and right of the axes."""
    match chart:
        case PathChart() | Waterfall():
            return 0.95
        case Board():
            return _widest(row_labels(chart.rows)) + 0.3
        case HeatMap():
            return _widest(row_labels(chart.rows)) + 1.0
        case BarChart():
            return _widest(row_labels(bar.label for bar in chart.bars)) + 0.3


def _widest(labels: Iterable[str]) -> float:
    return COLUMN * max(
        (printed_width(line) for each in labels for line in each.split("\n")), default=0
    )


def _width(ax: Axes, beside: float) -> float:
    """Inches that the words above and below the axes may take."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    if isinstance(ax, Picture):
        return float(figure.get_size_inches()[0]) - beside
    return float(ax.get_window_extent().width / figure.dpi)


def _shrink(ax: Axes, chart: Chart) -> float:
    """By how much the rows of a chart are lower on these axes than its words need."""
    rows = len(chart.bars if isinstance(chart, BarChart) else getattr(chart, "rows", ()))
    figure = ax.get_figure(root=True)
    assert figure is not None
    height = ax.get_window_extent().height / figure.dpi * 72
    return float(min(1.0, max(0.4, height / max(rows, 1) / 15)))
