"""Where an indicator stands: actual against required, year by year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import isfinite

from .. import _core
from ..calls import quoted
from ..typing import Language, State, Status
from .charts import PathChart, Point, Span, Tone, plain, tell

TONES: dict[Status, Tone] = {
    "achieved_early": "good",
    "ahead": "good",
    "on_track": "fair",
    "behind": "bad",
    "unknown": "unknown",
}
DASH = "—"


def indicator_chart(
    indicator: _core.Indicator,
    plan: _core.Plan | _core.PlanFolder | None,
    observations: _core.Observations | None,
    *,
    body: str = "",
    as_of: date | None = None,
    last_year: int | None = None,
    language: Language,
) -> PathChart:
    """An indicator year by year, from its baseline to the end of the plan."""
    notes: list[str] = []
    if isinstance(plan, _core.PlanFolder):
        if observations is not None:
            raise TypeError(_core.say("plot_plan_twice", language=_core.spoken_language()))
        observations, plan = plan.observations, plan.plan
    elif plan is not None and not isinstance(plan, _core.Plan):
        raise TypeError(_core.say("plot_takes", [quoted(plan)], language=_core.spoken_language()))
    elif plan is None:
        if observations is not None:
            raise TypeError(
                _core.say("plot_figures_without_plan", language=_core.spoken_language())
            )
        if not indicator.targets and not indicator.baselines:
            words = _core.say("plot_no_years", [indicator.title], language=_core.spoken_language())
            raise TypeError(words)
        indicator, plan = _plan_of_one(indicator, notes, language)
    elif observations is None:
        notes.append(tell("plot_only_path", language=language))
    if body:
        plan.body(body)  # KeyError for an unknown one
    indicator = plan.indicator(indicator.id)
    figures = _core.Observations() if observations is None else observations
    readings = [
        _reading(plan, figures, indicator, body, year, as_of)
        for year in range(plan.first_year, plan.last_year + 1)
    ]
    if not indicator.targets:
        notes.append(tell("plot_no_target", language=language))
    if observations is None:
        readings = [reading.replace(reason=_core.Message("")) for reading in readings]
    shown = _PathLabels(language)
    baseline = None if body else _baseline(indicator, plan)
    if baseline is not None:
        shown.add_baseline(baseline, on_path=any(each.required is not None for each in readings))
    for reading in readings:
        shown.add(reading, with_value=last_year is None or reading.year <= last_year)
    title = indicator.title
    if body:
        title = tell("plot_of_body", title, plan.body(body).title, language=language)
    told = [each for each in readings if last_year is None or each.year <= last_year]
    return shown.chart(title, indicator.unit, told, notes, missing_years=observations is not None)


def reading_chart(reading: _core.Reading, body_title: str, *, language: Language) -> PathChart:
    """One year, and what is asked in the end."""
    shown = _PathLabels(language)
    shown.add(reading)
    shown.add_goal(reading)
    title = reading.title or reading.indicator
    if reading.body:
        title = tell("plot_of_body", title, body_title or reading.body, language=language)
    return shown.chart(title, reading.unit, [reading], [])


def _plan_of_one(
    indicator: _core.Indicator, notes: list[str], language: Language
) -> tuple[_core.Indicator, _core.Plan]:
    """The least plan that holds an indicator by itself."""
    notes.append(tell("plot_no_plan", language=language))
    own = [t for t in indicator.targets if not isinstance(t.form, _core.ComparedWith)]
    if len(own) < len(indicator.targets):
        notes.append(tell("plot_other_left_out", language=language))
    no_clause = _core.Clause(0, "")
    alone = indicator.replace(
        ratio=None,
        responsible=(),
        clause=no_clause,
        targets=[target.replace(clause=no_clause) for target in own],
        baselines=[baseline.replace(clause=no_clause) for baseline in indicator.baselines],
    )
    base = max((each.year for each in alone.baselines), default=None)
    due = [target.year for target in own]
    last = max(due, default=base or 1)
    first = min(base + 1, last) if base is not None else min(due, default=last)
    plan = _core.Plan(
        "plan", "plan", first, last, baseline_year=first - 1 if base is None else base,
        indicators=[alone],
    )  # fmt: skip
    return alone, plan


def _reading(
    plan: _core.Plan,
    figures: _core.Observations,
    indicator: _core.Indicator,
    body: str,
    year: int,
    as_of: date | None,
) -> _core.Reading:
    """As ``measure`` tells it; of an indicator without targets its figure alone."""
    for reading in _core.measure(plan, figures, year=year, as_of=as_of).readings:
        if (reading.indicator, reading.body) == (indicator.id, body):
            return reading
    value = _core.value_of(
        plan, figures, indicator, _core.Period(str(year)), body=body, as_of=as_of
    )
    return _core.Reading(
        indicator.id,
        body=body,
        year=year,
        state="missing" if value is None else "value",
        value=value,
        title=indicator.title,
        unit=indicator.unit,
        illustrative=indicator.illustrative,
    )


def _baseline(indicator: _core.Indicator, plan: _core.Plan) -> _core.Baseline | None:
    """The one that the path starts from: the only one, or the one on the indicator's basis."""
    own = [
        each
        for each in indicator.baselines
        if len(indicator.baselines) == 1 or (indicator.basis and each.basis == indicator.basis)
    ]
    cumulative = any(isinstance(target.form, _core.Cumulative) for target in indicator.targets)
    usable = len(own) == 1 and not cumulative and own[0].year < plan.first_year
    return own[0] if usable else None


class _PathLabels:
    """Collects a path chart label by label."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.labels: list[str] = []
        self.actual: list[Point | None] = []
        self.required: list[Point | None] = []
        self.spans: list[Span | None] = []

    def add_baseline(self, baseline: _core.Baseline, *, on_path: bool) -> None:
        value = decimal(baseline.value)
        self.labels.append(f"{baseline.year}\n{tell('head_baseline', language=self.language)}")
        self.actual.append(Point(value, f"{value:f}"))
        self.required.append(Point(value, "") if on_path else None)
        self.spans.append(None)

    def add(self, reading: _core.Reading, *, with_value: bool = True) -> None:
        value = optional(reading.value) if with_value else None
        self.labels.append(str(reading.year))
        self.actual.append(
            None if value is None else Point(value, f"{value:f}", TONES[reading.status])
        )
        self.required.append(required_point(reading.required, value))
        self.spans.append(_span(reading.admissible, stated=reading.stated))

    def add_goal(self, reading: _core.Reading) -> None:
        if reading.goal is None and reading.final_interval is None:
            return
        self.labels.append(tell("head_final", language=self.language))
        self.actual.append(None)
        self.required.append(required_point(reading.goal, None))
        self.spans.append(_span(reading.final_interval, stated=False))

    def chart(
        self,
        title: str,
        unit: str,
        readings: Sequence[_core.Reading],
        notes: Sequence[str],
        *,
        missing_years: bool = True,
    ) -> PathChart:
        lowest, highest = self._limits()
        say = self._say
        return PathChart(
            say("chart_path", title, unit) if unit else plain(title),
            plain(unit),
            tuple(self.labels),
            tuple(self.actual),
            tuple(self.required),
            tuple(self.spans),
            lowest,
            highest,
            {
                "actual": say("head_value"),
                "required": say("head_required"),
                "asked": say("head_asked"),
                "asked_later": say("plot_asked_later"),
            },
            tuple(tones_of([r.status for r in readings if r.value is not None], self.language)),
            (*notes, *self._notes(readings, missing_years)),
        )

    def _say(self, phrase: str, *arguments: object) -> str:
        return tell(phrase, *arguments, language=self.language)

    def _notes(self, readings: Sequence[_core.Reading], missing_years: bool) -> list[str]:
        notes: list[str] = []
        between = self._say("listed")
        judged = [each for each in readings if each.value is not None] or list(readings)
        if judged and (reason := getattr(judged[-1].reason, self.language)):
            status = self._say("status_" + judged[-1].status)
            notes.append(self._say("plot_year_status", judged[-1].year, status, reason))
        gaps = [
            self._say("plot_no_figure", each.year, state_words(each.state, self.language))
            for each in readings
            if each.value is None
        ]
        if gaps and missing_years:
            notes.append(self._say("plot_gaps", between.join(gaps)))
        if provisional := [str(each.year) for each in readings if each.provisional]:
            notes.append(self._say("plot_provisional", between.join(provisional)))
        if any(each.illustrative for each in readings):
            notes.append(self._say("plot_illustrative"))
        return notes

    def _limits(self) -> tuple[Decimal, Decimal]:
        """The axis: room for all figures and for the words beside them."""
        held = [each.value for each in (*self.actual, *self.required) if each]
        for span in self.spans:
            if span:
                held += [each for each in (span.lower, span.upper) if each is not None]
        low, high = min(held, default=Decimal(0)), max(held, default=Decimal(1))
        reach = high - low or abs(high) / 2 or Decimal(1)
        low, high = low - reach / 6, high + reach / 6
        return Decimal(f"{low:.4g}"), Decimal(f"{high:.4g}")


def required_point(value: float | None, beside: Decimal | None) -> Point | None:
    """Rounded as in the tables, to two decimals, or to those of the figure beside it."""
    if value is None:
        return None
    exponent = beside.as_tuple().exponent if beside is not None else 0
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    shown = decimal(_core.round_decimal(value, places))
    return Point(shown, f"{shown:f}")


def _span(interval: _core.Interval | None, *, stated: bool) -> Span | None:
    if interval is None:
        return None
    lower = decimal(interval.lower) if isfinite(interval.lower) else None
    upper = decimal(interval.upper) if isfinite(interval.upper) else None
    return Span(lower, upper, stated, str(interval), interval.lower_open, interval.upper_open)


# -- figures


def decimal(value: float) -> Decimal:
    """The decimal reading of a figure: the shortest that reads back the same."""
    read = Decimal(_core.decimal_text(value))
    return Decimal(f"{read:f}")


def optional(value: float | None) -> Decimal | None:
    return None if value is None else decimal(value)


def percent_words(share: float) -> str:
    if not isfinite(share * 100):
        return DASH
    return f"{decimal(_core.round_decimal(share * 100, 2)):f}%"


def state_words(state: State, language: Language) -> str:
    return DASH if state == "value" else tell("state_" + state, language=language)


def tones_of(
    statuses: Sequence[Status], language: Language, *, counted: bool = False
) -> list[tuple[Tone, str]]:
    """The tones of statuses, each with the statuses it stands for."""
    counts = Counter(statuses)
    words: dict[Tone, list[str]] = {}
    for status, tone in TONES.items():
        if counts[status]:
            name = tell("status_" + status, language=language)
            if counted:
                name = tell("plot_counted", name, counts[status], language=language)
            words.setdefault(tone, []).append(name)
    between = tell("listed", language=language)
    return [(tone, between.join(names)) for tone, names in words.items()]
