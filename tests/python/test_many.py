# ruff: noqa: E501  (rules and errors are quoted whole)
"""Columns of many units: facts made of others come from the columns, with the digits of gather."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_folder import bodies, read, scheme

import libplan

FACTS = """
[[fact]]
id = "rate"
title = "完成率"
supplied = true

[[fact]]
id = "best"
title = "同类最高"
class_of = "rate"
take = "highest"

[[fact]]
id = "worst"
title = "同类最低"
class_of = "rate"
take = "lowest"

[[fact]]
id = "mean"
title = "同类平均"
class_of = "rate"
take = "mean"

[[fact]]
id = "asked"
title = "应完成"
bracket_of = "mean"
brackets = [{ from = 0, value = 10 }, { above = 50, value = 8 }, { from = 80, value = 6 }]

[[group]]
id = "g"
title = "一、完成"
full = 80
"""
ITEM = """
  [[group.item]]
  id = "by_{0}"
  title = "比{0}"
  full = 20
  clause = "与{0}比较"
  fact = "rate"
  rule = {{ per = 1, reference = "{0}", start = 10, over = 0.01, under = -0.01, floor = -1e6, ceiling = "none" }}
"""
TAKEN = ("best", "worst", "mean", "asked")
TABLE = FACTS + "".join(ITEM.format(id) for id in TAKEN)
STATES = {"value": 0, "missing": 1, "not_applicable": 2, "not_scored": 3}


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> libplan.Scheme:
    folder = read(tmp_path_factory.mktemp("towns"), scheme(TABLE, full=80, outcome="places = 6"))
    return folder.schemes[0]


def points(scores: libplan.Scores, items: int = 4) -> list[list[int]]:
    return [scores.points(item).tolist() for item in range(items)]


# ---- the same digits as gather ----


@pytest.mark.parametrize(
    "cells",
    [
        "0.1 0.2 0.3 50 50.0001 80",
        "空 33.33 不涉及 80.00005 未评 12.5",
        "空 空 空 33.3 33.3 33.35",
        "未评 1.23456789 0.1 999999999.5 不涉及 空",
    ],
)
def test_facts_of_the_class_and_of_brackets_are_those_of_gather(tmp_path: Path, cells: str) -> None:
    classes = ["甲", "乙", "甲", "乙", "丙", "甲"]
    folder = read(
        tmp_path,
        scheme(TABLE, full=80, outcome="places = 6"),
        overlay=bodies(6, classes),
        facts={"rate": cells},
    )
    (assessment,) = libplan.assess_year(folder, year=2018).assessments
    rate = next(column for column in assessment.facts.columns if column.id == "rate")
    scores = libplan.assess_many(
        folder.schemes[0],
        {"rate": np.array(rate.values)},
        states={"rate": np.array([STATES[state] for state in rate.states], np.uint8)},
        classes=classes,
    )
    for number, item in enumerate(f"by_{id}" for id in TAKEN):
        lines = [
            next(line for line in assessment.scorecard(unit.id).lines if line.item.id == item)
            for unit in assessment.units
        ]
        assert scores.points(number).tolist() == [int(line.points * 10**6) for line in lines]
        states = scores.states(number).tolist() or [0] * 6
        assert states == [STATES[line.state] for line in lines]
    totals = [None if total is None else int(total * 10**6) for total in assessment.totals]
    assert totals == [
        total if state == 0 else None
        for total, state in zip(scores.totals.tolist(), scores.total_states, strict=True)
    ]
    assert [rank or 0 for rank in assessment.ranks] == scores.ranks.tolist()


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.decimals(0, 100, places=2).map(float),
            st.floats(0, 1e6, allow_subnormal=False),
            st.integers(0, 10**9).map(float),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_a_mean_is_the_exact_mean_of_the_decimals_rounded_once(
    towns: libplan.Scheme, rates: list[float]
) -> None:
    mean = sum(Fraction(repr(rate)) for rate in rates) / len(rates)
    shown = Decimal(math.floor(mean * 10**4 + Fraction(1, 2))).scaleb(-4)
    assert shown.quantize(Decimal("0.0001"), ROUND_HALF_UP) == shown
    scores = libplan.assess_many(towns, {"rate": np.array(rates)})
    expected = Fraction(repr(float(shown)))
    for rate, got in zip(rates, scores.points(2).tolist(), strict=True):
        gap = Fraction(repr(rate)) - expected
        own = 10 + gap / 100
        limited = max(own, Fraction(-(10**6)))
        assert got == math.copysign(math.floor(abs(limited) * 10**6 + Fraction(1, 2)), limited), (
            rate,
            shown,
        )


def test_classes_stand_apart_and_a_figure_that_may_come_leaves_its_class_open(
    towns: libplan.Scheme,
) -> None:
    rate = np.array([10.0, 20.0, np.nan, 40.0, np.nan])
    classes = ["甲", "甲", "甲", "乙", "丙"]
    scores = libplan.assess_many(towns, {"rate": rate}, classes=classes, threads=2, block=4)
    assert scores.total_states.tolist() == [1, 1, 1, 0, 1]
    assert [row[3] / 10**6 for row in points(scores)] == [10, 10, 10, 10.3]
    left_out = np.array([0, 0, 2, 0, 2], np.uint8)
    scores = libplan.assess_many(towns, {"rate": rate}, states={"rate": left_out}, classes=classes)
    assert scores.total_states.tolist()[:2] == [0, 0]


def test_what_is_missing_takes_no_part_in_a_class_where_it_counts_for_nothing(
    towns: libplan.Scheme,
) -> None:
    rate = np.array([10.0, 20.0, np.nan, 40.0, np.nan])
    towns = towns.replace(outcome=towns.outcome.replace(missing="zero"))
    scores = libplan.assess_many(
        towns, {"rate": rate}, classes=["甲", "甲", "甲", "乙", "丙"], threads=2, block=4
    )
    # 甲: best 20, worst 10, mean 15 → asked 10; 乙: 40 each, asked 10
    assert [[p / 10**6 for p in row[:2]] for row in points(scores)] == [
        [9.9, 10], [10, 10.1], [9.95, 10.05], [10, 10.1],
    ]  # fmt: skip
    assert [row[3] / 10**6 for row in points(scores)] == [10, 10, 10, 10.3]
    assert scores.total_states.tolist() == [0, 0, 0, 0, 0]
    assert scores.states(0).tolist() == [0, 0, 1, 0, 1]


def test_a_class_without_any_figure_has_none_for_its_units(tmp_path: Path) -> None:
    table = FACTS + ITEM.format("mean").replace('fact = "rate"', 'fact = "other"')
    table = table.replace("full = 80", "full = 20").replace(
        "[[group]]", '[[fact]]\nid = "other"\ntitle = "其他"\nsupplied = true\n[[group]]'
    )
    (towns,) = read(tmp_path, scheme(table, full=20)).schemes
    columns = {"rate": np.array([1.0, np.nan, np.nan]), "other": np.array([2.0, 2.0, 2.0])}
    states = {"rate": np.array([2, 3, 0], np.uint8)}
    scores = libplan.assess_many(towns, columns, states=states)
    assert scores.states(0).tolist() == [1, 1, 1] and scores.total_states.all()


# ---- what is given as well, or not at all ----


def test_a_figure_that_is_computed_cannot_be_given_as_well(towns: libplan.Scheme) -> None:
    rate = np.array([10.0, 20.0])
    with pytest.raises(libplan.InputError) as caught:
        libplan.assess_many(towns, {"rate": rate, "mean": rate, "asked": rate})
    mean, asked = caught.value.problems
    assert (mean.code, mean.place.file, mean.place.line) == ("fact-derived", "schemes/0.toml", 27)
    assert mean.message.zh == (
        "“mean”由“rate”算出，不能另外给出：请去掉“mean”这一列；若要自己给出，把这个 [[fact]] 改成 supplied = true"
    )
    assert asked.message.en == (
        '"asked" is computed from "mean" and cannot be given as well: leave out the column "asked"; to '
        "give it yourself, write supplied = true in this [[fact]]"
    )


def test_what_is_computed_names_the_column_it_needs(tmp_path: Path) -> None:
    other = '[[fact]]\nid = "other"\ntitle = "其他"\nsupplied = true\n[[group]]'
    item = ITEM.format("asked").replace('fact = "rate"', 'fact = "other"')
    table = FACTS.replace("[[group]]", other).replace("full = 80", "full = 20") + item
    (towns,) = read(tmp_path, scheme(table, full=20)).schemes
    with pytest.raises(ValueError, match="缺少列“rate”：“asked”要由它算出"):
        libplan.assess_many(towns, {"other": np.array([1.0])})


def test_columns_that_do_not_fit_are_refused_before_anything_is_made_of_them(
    towns: libplan.Scheme,
) -> None:
    with pytest.raises(ValueError, match="列“rate”第2行的值是无穷大；缺数据请写 NaN"):
        libplan.assess_many(towns, {"rate": np.array([1.0, np.inf])})
    with pytest.raises(ValueError, match="列“rate”有2个值，应有3个，每个单位一个"):
        libplan.assess_many(towns, {"other": np.zeros(3), "rate": np.zeros(2)})
    with pytest.raises(ValueError, match="列“rate”有2个状态，应有3个，每个单位一个"):
        libplan.assess_many(towns, {"rate": np.zeros(3)}, states={"rate": np.zeros(2, np.uint8)})


def test_a_class_of_one_hundred_thousand_units_is_exact(towns: libplan.Scheme) -> None:
    chance = np.random.default_rng(2018)
    rate = np.round(chance.uniform(0, 100, 100_000), 2)
    scores = libplan.assess_many(towns, {"rate": rate}, classes=["甲", "乙"] * 50_000)
    hundredths = np.rint(rate * 100).astype(np.int64)
    for own in (0, 1):
        mean = Fraction(int(hundredths[own::2].sum()), 50_000 * 100)
        shown = Fraction(math.floor(mean * 10**4 + Fraction(1, 2)), 10**4)
        for unit in range(own, 1000, 97 * 2):
            gap = Fraction(int(hundredths[unit]), 100) - shown
            assert scores.points(2)[unit] == round((10 + gap / 100) * 10**6)


# ---- ties, and what lies beside them ----

ROUNDED = """
[[fact]]
id = "rate"
title = "完成率"
supplied = true

[[group]]
id = "g"
title = "一、完成"
full = 31

  [[group.item]]
  id = "share"
  title = "按比例"
  full = 7
  clause = "按完成比例计分"
  fact = "rate"
  rule = { share_of = 80 }

  [[group.item]]
  id = "steps"
  title = "整档"
  full = 10
  clause = "每低于50%0.3个百分点扣0.15分，不足一档不计"
  fact = "rate"
  rule = { per = 0.3, reference = 50, under = -0.15, floor = -100, steps = "whole" }

  [[group.item]]
  id = "proportion"
  title = "按比例扣"
  full = 7
  clause = "每低于50%1个百分点扣0.35分，按比例计"
  fact = "rate"
  rule = { per = 1, reference = 50, under = -0.35, floor = -100, steps = "proportional" }

  [[group.item]]
  id = "between"
  title = "档间"
  full = 7
  clause = "档间线性"
  fact = "rate"
  rule = { bands = [{ from = 0, points = 1 }, { from = 30, points = 4 }, { from = 60, points = 7 }], interpolate = true }
"""


def rounded(points: Fraction, rounding: str) -> int:
    """In hundredths."""
    size = abs(points) * 100
    below = size.numerator // size.denominator
    rest = size - below
    up = {
        "half_up": rest >= Fraction(1, 2),
        "half_even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1),
        "truncate": False,
        "up": rest > 0,
    }[rounding]
    return (1 if points >= 0 else -1) * (below + up)


@pytest.mark.parametrize("rounding", ["half_up", "half_even", "truncate", "up"])
def test_ties_and_their_neighbours_are_rounded_exactly(tmp_path: Path, rounding: str) -> None:
    outcome = f'rounding = "{rounding}"'
    (towns,) = read(tmp_path, scheme(ROUNDED, full=31, outcome=outcome)).schemes
    on = np.arange(0, 8000) / 100  # of these many give ties
    rates = np.concatenate([on, np.nextafter(on, 99), np.nextafter(on, -99)[1:], on + 1e-7])
    scores = libplan.assess_many(towns, {"rate": rates})
    for unit, rate in enumerate(rates.tolist()):
        exact = Fraction(repr(rate))
        short = max(50 - exact, Fraction(0))
        steps = short / Fraction("0.3")
        assert [scores.points(item)[unit] // 10**4 for item in range(4)] == [
            rounded(min(7 * exact / 80, Fraction(7)), rounding),
            rounded(10 - (steps.numerator // steps.denominator) * Fraction("0.15"), rounding),
            rounded(7 - short * Fraction("0.35"), rounding),
            rounded(min(1 + max(exact, Fraction(0)) / 10, Fraction(7)), rounding),
        ], rate


def test_units_named_by_id_need_their_ids() -> None:
    items = [
        libplan.Item("a", "甲", 50, rule=libplan.MarksRule(), only_for=["u"]),
        libplan.Item("b", "乙", 50, rule=libplan.MarksRule()),
    ]
    scheme = libplan.Scheme(
        "s", "办法", "town", groups=[libplan.Group("g", "一", 100, items=items)], full=100,
        grades=[libplan.Grade("合格", libplan.Edge(0.0))],
    )  # fmt: skip
    columns = {"a.team": np.array([25.0, np.nan]), "b.team": np.array([40.0, 40.0])}
    with pytest.raises(ValueError) as caught:
        libplan.assess_many(scheme, columns, classes=["A", "B"])
    assert str(caught.value) == (
        "错误[column] 评分办法对“u”另有规定，而给出的类别里没有它：请用 classes= 给出各单位的类别；"
        "“u”若是一个单位的编号，再用 units= 给出各单位的编号"
    )
    scores = libplan.assess_many(scheme, columns, classes=["A", "B"], units=["u", "v"])
    assert (scores.totals / 10**6).tolist() == [65, 80]
    with pytest.raises(ValueError, match="给了1个单位编号，应有2个"):
        libplan.assess_many(scheme, columns, units=["u"])


def test_of_a_table_without_facts_the_missing_columns_are_told() -> None:
    items = [libplan.Item("a", "甲", 100, libplan.ShareRule(40), fact="loans")]
    scheme = libplan.Scheme(
        "s", "办法", "town", [libplan.Group("g", "一", 100, items)], [libplan.Grade("合格", 0)],
        facts=[libplan.FactDefinition("loans", "外借", libplan.SuppliedFact())],
    )  # fmt: skip
    with pytest.raises(ValueError) as caught:
        libplan.assess_many(scheme, {"unit": ["east", "west"]})
    assert str(caught.value) == "错误[column] 缺少列“loans”：计分要用到它"
