"""Charts as options of ECharts: pure data, which ``json.dumps`` takes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from .charts import (
    BarChart,
    Board,
    CellKind,
    Chart,
    HeatMap,
    PathChart,
    Point,
    StepKind,
    Tone,
    Waterfall,
    wrapped,
)
from .palette import (
    BAND,
    DARK_INK,
    LINE,
    RATES,
    STATE,
    STATE_PAPER,
    TONE_COLOURS,
    TOTAL,
    ink_on,
    rate_colour,
)

Option = dict[str, Any]

_SYMBOLS: dict[Tone, Option] = {
    "good": {"symbol": "triangle"},
    "fair": {"symbol": "circle"},
    "bad": {"symbol": "path://M0,0L10,0L5,9Z"},
    "unknown": {"symbol": "emptyCircle"},
}
_CLEAR = {"color": "transparent"}
_STACK = {"stackStrategy": "all"}  # what is below zero does not stack apart
_STRIPES = {"color": "rgba(118,118,118,0.6)", "dashArrayX": [1, 0], "dashArrayY": [2, 5]}
_DECALS: dict[CellKind, Option] = {
    "missing": {"symbol": "rect", "rotation": 0.785, **_STRIPES},
    "not_applicable": {"symbol": "rect", "rotation": -0.785, **_STRIPES},
    "not_scored": {"symbol": "circle", "symbolSize": 0.6, "color": "rgba(118,118,118,0.6)",
                   "dashArrayX": [[6, 6], [0, 6, 6, 0]], "dashArrayY": [6, 0]},
}  # fmt: skip
_LABEL = 34  # columns of a label before it goes on in the next line


def option(chart: Chart) -> Option:
    """The option that draws a chart."""
    match chart:
        case PathChart():
            return _path(chart)
        case Board():
            return _board(chart)
        case HeatMap():
            return _heat_map(chart)
        case BarChart():
            return _bars(chart)
        case Waterfall():
            return _waterfall(chart)


def number(value: Decimal | None) -> int | float | None:
    """The number that JSON writes with the same digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _path(chart: PathChart) -> Option:
    series: list[Option] = []
    for stated, name in ((True, "asked"), (False, "asked_later")):
        spans = [span if span and span.stated == stated else None for span in chart.spans]
        if not any(spans):
            continue
        base: list[Any] = []
        height: list[Any] = []
        for span in spans:
            if span is None:
                base.append(None)
                height.append(None)
                continue
            low = chart.lowest if span.lower is None else span.lower
            high = chart.highest if span.upper is None else span.upper
            base.append(number(low))
            height.append({"value": number(high - low), "name": span.words})
        look: Option = {"color": BAND, "opacity": 0.34 if stated else 0.14,
                        "borderColor": BAND, "borderWidth": 1}  # fmt: skip
        if not stated:
            look["decal"] = {"symbol": "rect", "rotation": -0.785, **_STRIPES}
        frame: Option = {"type": "bar", "stack": name, "barWidth": "100%", "barGap": "-100%",
                         "silent": True, "tooltip": {"show": False}, **_STACK}  # fmt: skip
        series.append({**frame, "itemStyle": _CLEAR, "data": base})
        series.append({**frame, "name": _name_of(chart, name), "itemStyle": look, "data": height})
    if any(chart.required):
        series.append(_required_line(chart))
    if any(chart.actual):
        series.append(_actual_line(chart))
    for tone, words in chart.tones:
        series.append(_legend_only(tone, words))
    return {
        **_frame(chart.title, chart.notes),
        "legend": _legend([each["name"] for each in series if "name" in each]),
        "xAxis": {"type": "category", "data": list(chart.labels), "axisTick": {"show": False}},
        "yAxis": {
            "type": "value", "name": chart.unit, "min": number(chart.lowest),
            "max": number(chart.highest), **({"minInterval": 1} if chart.is_whole() else {}),
            "axisLabel": {"showMinLabel": False, "showMaxLabel": False},
        },
        "series": series,
    }  # fmt: skip


def _name_of(chart: PathChart, name: str) -> str:
    return {str(key): words for key, words in chart.names.items()}[name]


def _required_line(chart: PathChart) -> Option:
    return {
        "name": chart.names["required"],
        "type": "line",
        "symbol": "rect",
        "symbolSize": [9, 2],
        "color": LINE,
        "lineStyle": {"type": "dashed", "width": 1.5},
        "label": {"show": True, "color": LINE},
        "data": [
            None if each is None else _labelled(each, above=_is_higher(each, other))
            for each, other in zip(chart.required, chart.actual, strict=True)
        ],
    }


def _actual_line(chart: PathChart) -> Option:
    data: list[Any] = []
    for each, other in zip(chart.actual, chart.required, strict=True):
        if each is None:
            data.append(None)
            continue
        above = other is None or each.value >= other.value
        data.append(_labelled(each, above=above))
    return {
        "name": chart.names["actual"],
        "type": "line",
        "symbol": "rect",
        "symbolSize": 8,
        "color": LINE,
        "lineStyle": {"width": 2},
        "label": {"show": True},
        "data": data,
    }


def _is_higher(one: Point, other: Point | None) -> bool:
    return other is None or one.value > other.value


def _labelled(point: Point, *, above: bool) -> Option:
    item: Option = {
        "value": number(point.value),
        "label": {"show": bool(point.words), "formatter": point.words,
                  "position": "top" if above else "bottom"},
    }  # fmt: skip
    if point.tone:
        item |= {**_SYMBOLS[point.tone], "symbolSize": 10}
        item["itemStyle"] = {"color": TONE_COLOURS[point.tone]}
    return item


def _legend_only(tone: Tone, words: str) -> Option:
    """A series without points, so that the legend explains a shape."""
    return {"name": words, "type": "scatter", "color": TONE_COLOURS[tone], "data": [],
            **_SYMBOLS[tone]}  # fmt: skip


def _board(chart: Board) -> Option:
    plain: list[Option] = []
    judged: dict[Tone, list[list[Any]]] = {tone: [] for tone, _ in chart.tones}
    for row, cells in enumerate(chart.cells):
        for at, cell in enumerate(cells):
            words = wrapped(cell.words, 20, 3)
            if cell.tone is not None:
                judged.setdefault(cell.tone, []).append([at, row, words])
                continue
            middle = {"distance": -6 - 7 * words.count("\n")}
            plain.append({"value": [at, row, words], "label": middle})
    names = dict(chart.tones)
    series = [
        {
            "name": names.get(tone, tone),
            "type": "scatter",
            **_SYMBOLS[tone],
            "symbolSize": 12,
            "symbolOffset": [-36, 0],
            "color": TONE_COLOURS[tone],
            "label": {"show": True, "position": "right", "formatter": "{@[2]}"},
            "data": entries,
        }
        for tone, entries in judged.items()
    ]
    series.append(
        {
            "type": "scatter",
            "symbolSize": 0.1,
            "label": {"show": True, "position": "top", "formatter": "{@[2]}"},
            "data": plain,
        }
    )
    return {
        **_frame(chart.title, chart.notes, above=20),
        "legend": _legend([words for _, words in chart.tones]),
        "xAxis": _heads(chart.heads),
        "yAxis": _rows(chart.rows),
        "series": series,
    }


def _heat_map(chart: HeatMap) -> Option:
    rated: list[Any] = []
    others: dict[CellKind, list[Any]] = {}
    for row, cells in enumerate(chart.cells):
        for at, cell in enumerate(cells):
            if cell.rate is None:
                others.setdefault(cell.kind, []).append([at, row, 0, cell.words])
                continue
            shade = min(max(cell.rate, Decimal(0)), Decimal(1))
            ink = ink_on(rate_colour(float(shade)))
            rated.append({"value": [at, row, number(shade), cell.words], "label": {"color": ink}})
    label: Option = {"show": chart.with_values, "formatter": "{@[3]}", "fontSize": 10}
    series: list[Option] = [
        {"name": chart.rate_name, "type": "heatmap", "label": label, "data": rated}
    ]
    names = dict(chart.kinds)
    for kind, entries in others.items():
        if entries:
            look: Option = {"color": STATE_PAPER, "borderColor": STATE, "borderWidth": 1}
            if kind in _DECALS:
                look["decal"] = _DECALS[kind]
            series.append({"name": names.get(kind, kind), "type": "heatmap", "itemStyle": look,
                           "label": {**label, "color": DARK_INK, "textBorderWidth": 3,
                                     "textBorderColor": STATE_PAPER}, "data": entries})  # fmt: skip
    return {
        **_frame(chart.title, chart.notes, above=20, right=90),
        "xAxis": _heads(chart.columns),
        "yAxis": _rows(chart.rows),
        "visualMap": [
            {"type": "continuous", "min": 0, "max": 1, "dimension": 2, "seriesIndex": 0,
             "inRange": {"color": list(RATES)}, "text": [f"{chart.rate_name} 100%", "0%"],
             "right": 8, "top": "middle", "calculable": False},
            *({"type": "continuous", "show": False, "min": 0, "max": 1, "seriesIndex": index,
               "dimension": 2, "inRange": {"color": [STATE_PAPER]}}
              for index in range(1, len(series))),
        ],
        "series": series,
    }  # fmt: skip


def _bars(chart: BarChart) -> Option:
    data = [
        {
            "value": number(bar.value),
            "label": {"formatter": bar.words},
            "itemStyle": _open_look() if bar.is_open else {"color": TONE_COLOURS["bad"]},
        }
        for bar in chart.bars
    ]
    return {
        **_frame(chart.title, chart.notes, above=20),
        "xAxis": {"type": "value", "name": chart.axis, "nameLocation": "middle", "nameGap": 26,
                  "boundaryGap": [0, "25%"]},
        "yAxis": _rows([bar.label for bar in chart.bars]),
        "series": [
            {"type": "bar", "name": chart.axis, "barWidth": "66%", "data": data,
             "label": {"show": True, "position": "right"}}
        ],
    }  # fmt: skip


def _open_look() -> Option:
    return {"color": "rgba(128,128,128,0.15)", "borderColor": TONE_COLOURS["unknown"],
            "decal": {"symbol": "rect", "rotation": -0.785, **_STRIPES}}  # fmt: skip


def _waterfall(chart: Waterfall) -> Option:
    looks: dict[StepKind, Option] = {
        "total": {"color": TOTAL},
        "open": _open_look(),
        "gain": {"color": TONE_COLOURS["fair"]},
        "loss": {
            "color": TONE_COLOURS["bad"],
            "decal": {"symbol": "rect", "rotation": -0.785, **_STRIPES,
                      "color": "rgba(255,255,255,0.5)"},
        },
    }  # fmt: skip
    frame: Option = {"type": "bar", "stack": "steps", "barWidth": "62%", **_STACK}
    base = [number(min(step.start, step.end)) for step in chart.steps]
    heights = [
        {
            "value": number(abs(step.end - step.start)),
            "itemStyle": looks[step.kind],
            "label": {
                "formatter": step.words,
                "position": "top" if max(step.start, step.end) > 0 else "bottom",
            },
        }
        for step in chart.steps
    ]
    series: list[Option] = [
        {**frame, "silent": True, "itemStyle": _CLEAR, "tooltip": {"show": False}, "data": base},
        {**frame, "label": {"show": True}, "data": heights},
    ]
    kinds = [kind for kind in looks if any(step.kind == kind for step in chart.steps)]
    series += [
        {**frame, "name": chart.names[kind], "itemStyle": looks[kind], "data": []}
        for kind in kinds  # so that the legend explains them
    ]
    labels = [wrapped(step.label, 14, 4) for step in chart.steps]
    return {
        **_frame(chart.title, chart.notes),
        "legend": _legend([each["name"] for each in series if "name" in each]),
        "xAxis": {"type": "category", "data": labels, "axisLabel": {"interval": 0}},
        "yAxis": {
            "type": "value", "name": chart.axis, "min": number(chart.lowest),
            "max": number(chart.highest),
            "axisLabel": {"showMinLabel": chart.lowest >= 0, "showMaxLabel": False},
        },
        "series": series,
    }  # fmt: skip


# -- what all charts have


def _frame(title: str, notes: Sequence[str], *, above: int = 54, right: int = 24) -> Option:
    """Title and notes, and room ``above`` and right of the axes, in pixels."""
    lines = [line for note in notes for line in wrapped(note, 110, 4).split("\n")]
    heading = wrapped(title, 70, 3)
    below = 24 * (heading.count("\n") + 1) + 17 * len(lines)
    return {
        "title": {"text": heading, "subtext": "\n".join(lines), "left": 8, "top": 4,
                  "textStyle": {"fontSize": 16}, "subtextStyle": {"lineHeight": 17}},
        "grid": {"left": 12, "right": right, "bottom": 36, "top": below + above,
                 "containLabel": True},
        "tooltip": {"trigger": "item"},
        "aria": {"enabled": True},
    }  # fmt: skip


def _legend(names: Sequence[str]) -> Option:
    return {"data": list(names), "bottom": 4, "left": 8, "type": "scroll", "itemWidth": 18,
            "itemHeight": 11}  # fmt: skip


def _heads(heads: Sequence[str]) -> Option:
    return {
        "type": "category", "position": "top", "data": [wrapped(head, 8, 4) for head in heads],
        "axisLabel": {"interval": 0, "fontSize": 11}, "axisTick": {"show": False},
        "axisLine": {"show": False},
    }  # fmt: skip


def _rows(rows: Sequence[str]) -> Option:
    return {
        "type": "category", "inverse": True, "data": [wrapped(row, _LABEL, 3) for row in rows],
        "axisLabel": {"interval": 0}, "axisTick": {"show": False},
    }  # fmt: skip
