"""measure_columns: one kernel for all series and years, told by `measure` reading by reading."""

import gc
import math
import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import libplan
from libplan import Baseline, Body, Indicator, Observation, Observations, Period, Plan, Target

FIRST, LAST = 2016, 2020
BODIES = ("", "a", "b")
WORDS = {
    "no_observation": "没有{}年的数据",
    "not_applicable": "不涉及",
    "not_scored": "{}年的数据尚未评定",
    "not_shared_out": "目标是整个地区的总数",
    "set_later": "目标由各年度另行确定",
    "no_tolerance": "“左右”没有写明容差",
    "no_last_year": "没有{}年的数据可比",
    "zero_base": "基数为零",
    "negative_base": "基数为负数",
    "rival_baselines": "有多个相互矛盾的基数",
    "no_baseline": "规划没有给出基数",
    "no_other": "没有“",
    "missed": "未达到当年要求",
    "early": "已达到",
    "pace": "应达",
    "met": "达到当年要求",
    "met_pace": "应达",
    "not_due": "尚未到期，当年没有要求",
    "no_path": "没有基数，期末目标",
    "rival_bases": "有不同口径的数据",
    "rival_sources": "不同来源的数据不一致",
    "rival_totals": "下属各类单位的合计不一致",
    "other_unit": "不能换算成",
    "before_plan": "此前年份没有要求",
}


def plan(*indicators: Indicator, path: Any = "linear", margin: float = 5) -> Plan:
    return Plan(
        id="p",
        title="规划",
        first_year=FIRST,
        last_year=LAST,
        baseline_year=2015,
        path=path,
        margin=margin,
        bodies=[Body("a", "甲镇", "town"), Body("b", "乙镇", "town")],
        indicators=indicators,
    )


def figure(indicator: str, body: str, year: int, value: float) -> Observation:
    return Observation(indicator, Period(str(year)), value, state="value", body=body)


# ---- any plan, any figures: the columns say what the readings say ----


def observed(
    indicator: str, period: Period, value: float, state: str, body: str, **more: Any
) -> Observation:
    """Only a value has a value."""
    given: dict[str, Any] = {"value": value} if state == "value" else {"state": state}
    return Observation(indicator, period, body=body, **given, **more)


number = st.integers(-2000, 20000).map(lambda n: n / 100)
positive = st.integers(1, 20000).map(lambda n: n / 100)
percent = st.integers(1, 10000).map(lambda n: n / 100)
form = st.one_of(
    percent.map(libplan.ReducePercent),
    positive.map(libplan.RaisePercent),
    positive.map(libplan.ReducePoints),
    positive.map(libplan.RaisePoints),
    number.map(libplan.Reach),
    st.builds(libplan.AtMost, number, strict=st.booleans()),
    st.builds(libplan.AtLeast, number, strict=st.booleans()),
    st.builds(libplan.Hold, st.none() | positive),
    st.just(libplan.Zero()),
    st.just(libplan.Within(20, 30)),
    positive.map(libplan.Cumulative),
    st.builds(libplan.About, number, st.none() | positive),
    number.filter(bool).map(libplan.StepPerYear),
    st.sampled_from(["down", "up"]).map(libplan.Keeps),
    st.integers(-50, 90).map(lambda n: libplan.GrowthPerYear(n / 10)),
    st.just(libplan.ComparedWith("other")),
    st.builds(
        libplan.ComparedWith,
        st.just("other"),
        faster=st.just(False),
        tolerance=st.none() | positive,
    ),
    st.just(libplan.SetLater()),
)
target = st.builds(Target, st.integers(FIRST, LAST), form, every_year=st.booleans())


def whole_baselines(of: Indicator) -> Indicator:
    """Whole things are counted in whole numbers."""
    if not of.count:
        return of
    whole = [each.replace(value=abs(math.floor(each.value))) for each in of.baselines]
    return of.replace(baselines=whole)


indicator = st.builds(
    Indicator,
    st.just("n"),
    st.just("指标"),
    st.just("起"),
    st.sampled_from(["down", "up"]),
    adds_up=st.sampled_from(["last", "sum", "mean"]),
    over_bodies=st.sampled_from([None, "sum", "mean", "none"]),
    count=st.booleans(),
    basis=st.sampled_from(["", "甲口径"]),
    baselines=st.lists(
        st.builds(Baseline, st.just(2015), number, basis=st.sampled_from(["", "甲口径"])),
        max_size=2,
    ),
    targets=st.lists(target, min_size=1, max_size=3),
    illustrative=st.booleans(),
).map(whole_baselines)
observation = st.builds(
    observed,
    st.sampled_from(["n", "n", "n", "other"]),
    st.sampled_from(
        ["2014", "2015", "2016", "2017", "2018", "2019", "2020", "2018H1", "2018H2", "2017-12"]
    ).map(Period),
    number | st.floats(-1e6, 1e6),
    st.sampled_from(["value", "value", "value", "missing", "not_applicable", "not_scored"]),
    st.sampled_from(BODIES),
    basis=st.sampled_from(["", "", "甲口径", "乙口径"]),
    as_of=st.sampled_from([None, None, date(2019, 1, 1), date(2020, 1, 1)]),
    provisional=st.booleans(),
    illustrative=st.booleans(),
    unit=st.sampled_from(["", "", "起", "元", "万元"]),
)


def nothing_or(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


@settings(max_examples=300, deadline=None)
@given(
    indicator,
    st.lists(observation, max_size=25),
    st.sampled_from(["linear", "geometric"]),
    st.sampled_from([None, date(2019, 6, 1)]),
)
def test_every_column_is_what_measure_tells(
    of: Indicator, figures: list[Observation], path: str, as_of: date | None
) -> None:
    other = Indicator(
        "other",
        "别的",
        "元",
        "up",
        baselines=[Baseline(2015, 50)],
        targets=[Target(LAST, libplan.Reach(100))],
    )
    of_plan, all = plan(of, other, path=path), Observations(figures)
    columns = libplan.measure_columns(of_plan, all, first_year=FIRST, last_year=LAST, as_of=as_of)
    for at, year in enumerate(range(FIRST, LAST + 1)):
        readings = libplan.measure(of_plan, all, year=year, as_of=as_of).readings
        assert len(readings) == columns.value.shape[1]
        for series, reading in enumerate(readings):
            cell = at, series
            assert reading.indicator == columns.indicators[columns.indicator[series]]
            assert reading.body == columns.bodies[columns.body[series]]
            assert reading.state == columns.states[columns.state[cell]]
            assert reading.value == nothing_or(columns.value[cell])
            admissible = reading.admissible
            assert (admissible is None) == math.isnan(columns.lower[cell])
            if admissible is not None:
                assert admissible == libplan.Interval(
                    float(columns.lower[cell]),
                    float(columns.upper[cell]),
                    lower_open=bool(columns.lower_open[cell]),
                    upper_open=bool(columns.upper_open[cell]),
                )
            assert reading.met == {1: True, 0: False, -1: None}[int(columns.met[cell])]
            assert reading.required == nothing_or(columns.required[cell])
            assert reading.completion == nothing_or(columns.completion[cell])
            assert reading.status == columns.statuses[columns.status[cell]]
            reason = columns.reasons[columns.reason[cell]]
            words = WORDS[reason]
            if reason == "met" and not reading.stated:
                words = "年的要求"  # of the year that asks, whether it is still to come or gone by
            assert words.split("{}")[-1] in reading.reason.zh
            assert "（）" not in reading.reason.zh
            assert (reason == "missed") == ("未达到当年要求" in reading.reason.zh)
            assert reading.provisional == columns.provisional[cell]
            assert reading.illustrative == columns.illustrative[cell]


def holds_every_year(of: Target) -> bool:
    lasting = (
        libplan.Hold,
        libplan.Zero,
        libplan.StepPerYear,
        libplan.Keeps,
        libplan.ComparedWith,
    )
    return of.every_year or isinstance(of.form, lasting)


@settings(max_examples=300, deadline=None)
@given(indicator, st.lists(observation, max_size=25), st.integers(FIRST, LAST))
def test_targets_of_a_year_are_met_together(
    of: Indicator, figures: list[Observation], year: int
) -> None:
    """Each as if it stood alone: one that is violated decides, one left open leaves it open."""
    other = Indicator("other", "别的", "元", "up", baselines=[Baseline(2015, 50)])
    left_out = (libplan.Cumulative, libplan.SetLater)
    targets = [each for each in of.targets if not isinstance(each.form, left_out)]
    all = Observations(figures)

    def met(of_targets: list[Target]) -> bool | None:
        alone = of.replace(targets=of_targets)
        return libplan.measure(plan(alone, other), all, year=year).readings[0].met

    def is_stated(each: Target) -> bool:
        return year <= each.year if holds_every_year(each) else year == each.year

    stated = [met([each]) for each in targets if is_stated(each)]
    if stated:
        together = False if False in stated else None if None in stated else True
        assert met(targets) == together
        assert met(targets[::-1]) == together


# ---- against exact fractions, ties included ----

hundredths = st.integers(0, 20000).map(lambda n: Decimal(n) / 100)
margins = st.sampled_from([Decimal("0"), Decimal("2.5"), Decimal("5"), Decimal("10")])


def exact_status(
    start: Fraction, end: Fraction, margin: Fraction, year: int, value: Fraction
) -> tuple[str, Fraction]:
    completion = (value - start) / (end - start)
    reached = value <= end if end < start else value >= end
    if reached:
        return ("achieved_early" if year < LAST else "on_track"), completion
    if year == LAST:
        return "behind", completion
    lead = (completion - Fraction(year - 2015, 5)) * 100
    if lead > margin:
        return "ahead", completion
    return ("on_track" if lead >= -margin else "behind"), completion


@settings(max_examples=300, deadline=None)
@given(hundredths, hundredths, margins, st.data())
def test_statuses_are_those_of_exact_fractions(
    start: Decimal, end: Decimal, margin: Decimal, data: st.DataObject
) -> None:
    if start == end:
        end += 1
    expected = {}
    figures = []
    for number in range(40):
        year = data.draw(st.integers(FIRST, LAST))
        tie = start + (end - start) * (
            Decimal(year - 2015) / 5 + data.draw(st.sampled_from([-1, 0, 1])) * margin / 100
        )
        value = data.draw(st.sampled_from([tie, tie + Decimal("1e-6"), tie - Decimal("1e-6"), end]))
        body = f"body{number}"
        figures.append(figure("n", body, year, float(value)))
        arguments = Fraction(start), Fraction(end), Fraction(margin), year, Fraction(value)
        expected[body, year] = exact_status(*arguments)
    of = Indicator(
        "n",
        "指标",
        "%",
        "down" if end < start else "up",
        baselines=[Baseline(2015, float(start))],
        targets=[Target(LAST, libplan.Reach(float(end)))],
    )
    columns = libplan.measure_columns(
        plan(of, margin=float(margin)), Observations(figures), first_year=FIRST, last_year=LAST
    )
    for (body, year), (status, completion) in expected.items():
        series = [columns.bodies[code] for code in columns.body].index(body)
        cell = year - FIRST, series
        assert columns.statuses[columns.status[cell]] == status
        assert columns.completion[cell] == float(completion)  # the double nearest to the fraction


def test_a_lead_of_exactly_the_margin_is_on_track() -> None:
    # In doubles (0.49 − 0.1) / 0.6 − 0.6 is 0.050000000000000044, more than five points.
    of = Indicator(
        "n",
        "指标",
        "%",
        "up",
        baselines=[Baseline(2015, 0.1)],
        targets=[Target(LAST, libplan.Reach(0.7))],
    )
    year_2018 = {"exact": 0.49, "more": 0.490001, "late": 0.43, "later": 0.429999}
    all = Observations([figure("n", body, 2018, value) for body, value in year_2018.items()])
    columns = libplan.measure_columns(plan(of), all, first_year=2018, last_year=2018)
    told = [columns.statuses[code] for code in columns.status[0]]
    assert told == ["unknown", "on_track", "ahead", "on_track", "behind"]
    way = [
        (Fraction(str(value)) - Fraction("0.1")) / Fraction("0.6") for value in year_2018.values()
    ]
    assert columns.completion[0, 1:].tolist() == [float(share) for share in way]


def test_levels_stay_exact_beyond_64_bits() -> None:
    start, percent = Fraction("123.456789"), Fraction("6.54321")
    of = Indicator(
        "n",
        "指标",
        "元",
        "up",
        baselines=[Baseline(2015, float(start))],
        targets=[Target(LAST, libplan.GrowthPerYear(float(percent)))],
    )
    end = float(start * (1 + percent / 100) ** 5)
    all = Observations([figure("n", "a", year, 140.1234567) for year in (2018, 2020)])
    columns = libplan.measure_columns(plan(of), all, first_year=2018, last_year=LAST)
    assert columns.lower[:, 1].tolist() == [end] * 3
    way = Fraction(repr(end)) - start  # the level as it is told
    assert columns.required[0, 1] == float(start + way * Fraction(3, 5))
    assert columns.completion[0, 1] == float((Fraction("140.1234567") - start) / way)
    assert columns.completion[1, 0] != columns.completion[1, 0]  # the area has no figure


# ---- what Python sees ----


def some_columns() -> libplan.ProgressColumns:
    of = Indicator("n", "指标", "%", targets=[Target(LAST, libplan.AtMost(5))], direction="down")
    all = Observations([figure("n", "a", 2016, 4), figure("n", "a", 2017, 6)])
    return libplan.measure_columns(plan(of), all, first_year=2016, last_year=2017)


def test_views_are_read_only_share_memory_and_outlive_the_columns() -> None:
    columns = some_columns()
    value, status = columns.value, columns.status
    assert np.shares_memory(value, columns.value)
    assert value.shape == status.shape == (2, 2) and columns.indicator.shape == (2,)
    with pytest.raises(ValueError):
        value[0, 0] = 1
    with pytest.raises(AttributeError):
        columns.value = value  # type: ignore[misc]
    del columns
    gc.collect()
    assert value[:, 1].tolist() == [4, 6] and np.isnan(value[:, 0]).all()
    assert status.dtype == np.uint8


def test_columns_compare_copy_and_pickle() -> None:
    columns = some_columns()
    assert columns == some_columns() and columns != 1
    assert pickle.loads(pickle.dumps(columns)) == columns
    assert repr(columns) == "<ProgressColumns 2016–2017: 2 series>"
    assert columns.met.tolist() == [[-1, 1], [-1, 0]]
    with pytest.raises(TypeError):
        hash(columns)


def test_reversed_years_are_refused() -> None:
    with pytest.raises(ValueError, match="年份应从先到后，最多1000年；写的是2018—2017"):
        libplan.measure_columns(plan(), Observations(), first_year=2018, last_year=2017)


def test_importing_libplan_does_not_import_numpy() -> None:
    code = "import sys, libplan; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
