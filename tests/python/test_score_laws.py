"""Laws of scoring that hold for any scheme and any facts.

First of all the engine gives the digits of score_reference.py, which works in fractions, unit by
unit, and knows nothing of the engine.
"""

import gc
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scheme_folder import assess_one, bodies, scheme
from score_cases import (
    FULLS,
    MILLION,
    STATES,
    UNITS,
    Case,
    cases,
    expected,
    facts_of,
    numbers,
    positive,
    scored,
    weights,
)
from score_reference import (
    MISSING,
    NOT_APPLICABLE,
    NOT_SCORED,
    Cell,
    Refused,
    Result,
    columns_of,
    evaluate,
    groups_of,
    items_of,
)

import libplan


def checked(examples: int) -> settings:
    """A failing case shows its table whole; making it smaller would take minutes."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=examples, deadline=None, phases=phases, suppress_health_check=health
    )


@checked(150)
@given(cases())
def test_the_engine_gives_the_digits_of_a_careful_clerk(case: Case) -> None:
    scores = scored(case)
    items = items_of(case.scheme)
    for unit, result in enumerate(expected(case)):
        for number, item in enumerate(items):
            node = result.nodes[item.id]
            states = scores.states(number)
            assert STATES[states[unit] if len(states) else 0] == node.state, item.id
            if node.state == "value":
                points = Fraction(int(scores.points(number)[unit]), MILLION)
                assert abs(points - node.points) < Fraction(1, MILLION), item.id
        assert STATES[scores.total_states[unit]] in total_states_of(result)
        assert Fraction(int(scores.applicable[unit]), MILLION) == result.applicable
        if not result.complete:
            assert scores.ranks[unit] == 0
            continue
        assert abs(scores.unrounded[unit] - float(result.unrounded)) < 1e-9
        assert Fraction(int(scores.earned[unit]), MILLION) == result.earned
        assert Fraction(int(scores.totals[unit]), MILLION) == result.total
        assert {at for at in range(64) if int(scores.vetoes[unit]) >> at & 1} == result.vetoes
        open_vetoes = {at for at in range(64) if int(scores.open_vetoes[unit]) >> at & 1}
        assert open_vetoes == result.open_vetoes
        assert scores.grades[unit] == (-1 if result.grade is None else result.grade)
        assert scores.ranks[unit] == result.rank


def total_states_of(result: Result) -> set[str]:
    """What the total may be: the clerk does not tell what a condition waits for."""
    if result.complete:
        return {"value"}
    if not result.is_open and not result.applicable:
        return {"not_applicable"}
    if "not_scored" in result.waits:
        return {"not_scored"}
    return {"missing", "not_scored"}


# ---- laws that need no second evaluator ----


def same_scores(one: libplan.Scores, other: libplan.Scores, items: int) -> bool:
    columns = "totals earned unrounded scored applicable total_states grades vetoes ranks".split()
    pairs = [(getattr(one, name), getattr(other, name)) for name in columns]
    pairs += [(one.points(item), other.points(item)) for item in range(items)]
    pairs += [(one.states(item), other.states(item)) for item in range(items)]
    return all(np.array_equal(left, right) for left, right in pairs)


@checked(12)
@given(cases(), st.integers(1, 700), st.integers(2, 5))
def test_neither_threads_nor_blocks_change_a_digit(case: Case, block: int, threads: int) -> None:
    copies = 60
    columns = {name: cells * copies for name, cells in case.columns.items()}
    many = Case(case.scheme, columns, case.classes * copies)
    items = len(items_of(case.scheme))
    one = scored(many)
    assert same_scores(one, scored(many, threads=threads, block=block), items)
    if not case.scheme.outcome.tie_breaks:  # they may read the points of an item
        lean = scored(many, threads=threads, block=block, keep_items=False)
        assert same_scores(one, lean, 0)
        with pytest.raises(IndexError, match="没有第0项"):
            lean.points(0)


@checked(25)
@given(cases())
def test_columns_and_units_are_assessed_alike(case: Case) -> None:
    scores, assessment = scored(case), libplan.assess(case.scheme, facts_of(case))
    titles = [grade.title for grade in case.scheme.grades]
    for unit in range(UNITS):
        state = STATES[scores.total_states[unit]]
        total = Decimal(int(scores.totals[unit])).scaleb(-6)
        grade, rank = int(scores.grades[unit]), int(scores.ranks[unit])
        assert assessment.totals[unit] == (total if state == "value" else None)
        assert assessment.ranks[unit] == (rank or None)
        assert assessment.grades[unit] == (titles[grade] if grade >= 0 else None)
        card = assessment.scorecard(f"u{unit}")
        assert card.state == state and card.unrounded == scores.unrounded[unit]
        assert len(card.vetoes) == int(scores.vetoes[unit]).bit_count()
        for item, line in enumerate(card.lines):
            assert line.points == Decimal(int(scores.points(item)[unit])).scaleb(-6)


def shuffled(group: libplan.Group, order: Any) -> libplan.Group:
    items, groups = list(group.items), [shuffled(inner, order) for inner in group.groups]
    order.shuffle(items)
    order.shuffle(groups)
    return group.replace(items=items, groups=groups)


@checked(30)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(case: Case, order: Any) -> None:
    groups = [shuffled(group, order) for group in case.scheme.groups]
    order.shuffle(groups)
    one = scored(case)
    other = scored(Case(case.scheme.replace(groups=groups), case.columns, case.classes))
    for name in ("totals", "earned", "scored", "applicable", "total_states", "grades", "ranks"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


def scheme_of(*groups: libplan.Group, **more: Any) -> libplan.Scheme:
    """A scheme of one or more groups with every fact they read."""
    table = groups_of(groups)
    facts = {name for group in table for item in group.items for name in facts_read(item)}
    facts |= {
        name
        for group in table
        for conditions in group.zero_when
        for condition in conditions
        for name in facts_asked(condition)
    }
    facts |= {
        name
        for veto in more.get("vetoes", ())
        for conditions in (veto.when, *veto.unless)
        for condition in conditions
        for name in facts_asked(condition)
    }
    facts |= set(more.pop("facts", ()))
    full = sum((Fraction(repr(group.full)) for group in groups if group.kind == "base"), Fraction())
    definitions = [
        libplan.FactDefinition(name, name, libplan.SuppliedFact()) for name in sorted(facts)
    ]
    grades = more.pop("grades", [libplan.Grade("好", 60.0), libplan.Grade("差", 0.0)])
    return libplan.Scheme(
        "s", "办法", "town", groups, grades, full=float(full), facts=definitions, **more
    )


def facts_read(item: libplan.Item) -> list[str]:
    if isinstance(item.rule, libplan.MarksRule):
        return []
    if isinstance(item.rule, libplan.OccurrencesRule):
        return [item.fact]
    return columns_of(item)


def facts_asked(condition: libplan.Condition) -> list[str]:
    of = [condition.of] if condition.subject == "fact" else []
    return of + ([condition.limit] if isinstance(condition.limit, str) else [])


def item_of(rule: Any, full: float = 10.0, id: str = "i", **more: Any) -> libplan.Item:
    fact = "" if isinstance(rule, libplan.MarksRule) else more.pop("fact", "f")
    return libplan.Item(id, id, full, rule, fact=fact, clause="按办法", **more)


def one_item(rule: Any, full: float = 10.0, **outcome: Any) -> libplan.Scheme:
    group = libplan.Group("g", "组", full, [item_of(rule, full)])
    return scheme_of(group, outcome=libplan.Outcome(**outcome))


roundings = st.builds(
    dict,
    places=st.integers(0, 6),
    rounding=st.sampled_from(["half_up", "half_even", "truncate", "up"]),
    rounded_at=st.sampled_from(["item", "group", "total"]),
)
shares = st.sampled_from([0.0, 0.125, 0.35, 0.6, 1.0])
rising_bands = st.builds(
    lambda limits, points, interpolate: libplan.BandsRule(
        [libplan.Band(limit, 10 * each) for limit, each in zip(limits, points, strict=True)],
        interpolate=interpolate,
        below=0.0,
    ),
    st.lists(numbers, min_size=3, max_size=3, unique=True).map(sorted),
    st.lists(shares, min_size=3, max_size=3).map(sorted),
    st.booleans(),
)
# Rules under which a larger fact is never worse.
rising_rules = st.one_of(
    rising_bands,
    st.builds(libplan.ShareRule, positive),
    st.builds(libplan.AllOrNothingRule, st.sampled_from(["at_least", "above"]), numbers),
    st.builds(
        libplan.PerUnitRule,
        numbers,
        per=positive,
        per_under=st.none() | positive,
        over=st.sampled_from([0.0, 0.5, 0.35]),
        under=st.sampled_from([0.0, -0.5, -0.125]),
        start=st.sampled_from([None, 0.0, 4.0]),
        floor=st.sampled_from([-3.0, 0.0]),
        ceiling=st.sampled_from([None, 8.0, math.inf]),
        steps=st.sampled_from(["proportional", "whole", "begun"]),
    ),
)


@checked(120)
@given(rising_rules, st.lists(numbers, min_size=2, max_size=40), roundings)
def test_better_facts_never_lower_the_points(
    rule: Any, facts: list[float], outcome: dict[str, Any]
) -> None:
    scores = libplan.assess_many(one_item(rule, **outcome), {"f": np.array(sorted(facts))})
    for column in (scores.points(0), scores.totals, scores.unrounded, -scores.grades):
        assert (np.diff(column) >= 0).all()
    if isinstance(rule, libplan.PerUnitRule):
        assert scores.points(0).min() >= rule.floor * MILLION
        ceiling = 10.0 if rule.ceiling is None else rule.ceiling
        assert scores.points(0).max() <= max(ceiling, rule.floor) * MILLION


@checked(120)
@given(
    st.lists(st.sampled_from([-1.0, -0.35, -2.5]), min_size=1, max_size=3),
    st.sampled_from(["each", "worst"]),
    st.sampled_from([0.0, -1.5, -4.0]),
    st.lists(st.integers(0, 4).map(float), min_size=6, max_size=6),
)
def test_more_occurrences_never_raise_the_points(
    points: list[float], counts: Any, cap: float, before: list[float]
) -> None:
    classes = [libplan.OccurrenceClass(f"c{at}", each) for at, each in enumerate(points)]
    rule = libplan.OccurrencesRule(classes, counts=counts, cap=cap)
    columns = {
        f"f/c{at}": np.array([before[at], before[at] + before[at + 3]]) for at in range(len(points))
    }
    scores = libplan.assess_many(one_item(rule), columns)
    less, more = scores.points(0)
    assert more <= less
    assert not cap or min(more, less) >= (10 + cap) * MILLION


@checked(50)
@given(cases())
def test_limits_hold(case: Case) -> None:
    scores, outcome = scored(case), case.scheme.outcome
    for number, item in enumerate(items_of(case.scheme)):
        rule: Any = item.rule
        low, high = 0.0, item.full
        if isinstance(rule, libplan.BandsRule):
            continue  # its bands are its limits
        if isinstance(rule, libplan.PerUnitRule):
            low, high = rule.floor, item.full if rule.ceiling is None else rule.ceiling
        if isinstance(rule, libplan.OccurrencesRule):
            low = rule.floor
        is_value = scores.states(number) == 0 if len(scores.states(number)) else slice(None)
        points = scores.points(number)[is_value]
        if not len(points):
            continue
        # Rounding may leave a limit with more places than the points.
        slack = MILLION * 10**-outcome.places if outcome.rounded_at == "item" else 1
        assert points.min() > min(low, 0.0) * MILLION - slack
        assert points.max() < high * MILLION + slack
    whole = scores.total_states == 0
    if (
        outcome.order.index("veto") == outcome.order.index("cap") + 1
        if "cap" in outcome.order
        else 0
    ):
        published = scores.unrounded[whole]
        assert (published >= outcome.floor).all()
        assert outcome.cap is None or (published <= outcome.cap).all()
    assert ((scores.grades[whole] >= 0) & (scores.ranks[whole] >= 1)).all()


best_rules = st.sampled_from(
    [
        (libplan.ShareRule(3.0), 3.0),
        (libplan.ShareRule(0.7), 0.71),
        (libplan.AllOrNothingRule("equals", 0.1), 0.1),
        (libplan.PerUnitRule(10.0, over=-2.0, under=1.0), 9.99),
        (libplan.PerUnitRule(90.0, over=0.5, under=-0.5, start=0.3, steps="whole"), 130.0),
        (libplan.BandsRule([libplan.Band(0.0, 0.0),
                            libplan.Band(libplan.Edge(9.0, above=True), 1.0)],
                           coefficients=True), 9.01),
        (libplan.BandsRule([libplan.Band(0.1, 0.3), libplan.Band(0.7, 1.0)],
                           interpolate=True, coefficients=True, below=0.0), 0.7),
    ]
)  # fmt: skip
combines = st.sampled_from(["sum", "weighted", "mean", "highest", "lowest", "largest_loss"])


@checked(120)
@given(
    st.lists(st.tuples(best_rules, st.sampled_from(FULLS), weights), min_size=1, max_size=5),
    combines,
    roundings,
)
def test_the_best_facts_give_full_marks(
    parts: list[Any], combine: Any, outcome: dict[str, Any]
) -> None:
    items = [
        item_of(
            rule, full, f"i{at}", fact=f"f{at}", weight=weight if combine == "weighted" else 1.0
        )
        for at, ((rule, _), full, weight) in enumerate(parts)
    ]
    full = float(sum(Fraction(repr(item.full)) for item in items))
    group = libplan.Group("g", "组", full, items, combine=combine)
    scheme = scheme_of(
        group,
        outcome=libplan.Outcome(**{**outcome, "places": 6}),
        grades=[libplan.Grade("好", full), libplan.Grade("差", 0.0)],
    )
    columns = {f"f{at}": np.array([best]) for at, ((_, best), _, _) in enumerate(parts)}
    scores = libplan.assess_many(scheme, columns)
    assert Fraction(int(scores.totals[0]), MILLION) == Fraction(repr(full))
    assert scores.grades[0] == 0


@checked(120)
@given(
    st.lists(st.tuples(st.sampled_from(FULLS), shares, st.booleans()), min_size=2, max_size=6),
    st.sampled_from([None, 100.0, 30.0]),
    st.booleans(),
)
def test_rescaling_keeps_the_rate(
    parts: list[tuple[float, float, bool]], convert_to: float | None, inside: bool
) -> None:
    """What applies, and what of it was got, decide alone: 实得 ÷ 应得."""
    items = [item_of(libplan.MarksRule(), full, f"i{at}") for at, (full, _, _) in enumerate(parts)]
    full = sum(Fraction(repr(item.full)) for item in items)
    group = libplan.Group("g", "组", float(full), items, rescale=inside)
    outcome = libplan.Outcome(convert_to=convert_to, places=6)
    scheme = scheme_of(group, outcome=outcome)
    columns = {
        f"i{at}.team": np.array([round(full * share, 6)])  # as marks are given
        for at, (full, share, _) in enumerate(parts)
    }
    states = {
        f"i{at}.team": np.array([0 if applies else 2], np.uint8)
        for at, (_, _, applies) in enumerate(parts)
    }
    scores = libplan.assess_many(scheme, columns, states=states)
    applies = [(Fraction(repr(full)), share) for full, share, applies in parts if applies]
    assert scores.total_states[0] == (0 if applies else 2)
    if not applies:
        return
    got = sum(
        Fraction(Decimal(repr(float(columns[f"i{at}.team"][0]))))
        for at, (_, _, applies) in enumerate(parts)
        if applies
    )
    rate = got / sum(full for full, _ in applies)
    top = full if convert_to is None else Fraction(convert_to)
    assert abs(Fraction(int(scores.totals[0]), MILLION) - rate * top) <= Fraction(1, 2 * MILLION)
    assert Fraction(int(scores.applicable[0]), MILLION) == (
        full if inside else sum(full for full, _ in applies)
    )


def left_open(group: libplan.Group) -> libplan.Group:
    """Nothing that is missing counts as zero, and nothing voids the group."""
    return group.replace(
        zero_when=[],
        items=[item.replace(missing="open") for item in group.items],
        groups=[left_open(inner) for inner in group.groups],
    )


@checked(50)
@given(cases(), st.randoms(use_true_random=False))
def test_what_is_open_comes_out_within_its_range(case: Case, order: Any) -> None:
    """However the open cells are filled in, the total lies between the limits that were told."""
    groups = [left_open(group) for group in case.scheme.groups]
    outcome = case.scheme.outcome.replace(missing="open")
    case = Case(case.scheme.replace(groups=groups, outcome=outcome), case.columns, case.classes)
    assessment = libplan.assess(case.scheme, facts_of(case))
    for unit, total in enumerate(assessment.totals):
        if total is not None:
            continue
        possible = assessment.scorecard(f"u{unit}").possible
        filled = {}
        for name, cells in case.columns.items():
            known = [cell for cell in cells if isinstance(cell, Fraction)] or [Fraction(0)]
            is_open = cells[unit] in (MISSING, NOT_SCORED)
            filled[name] = [order.choice(known) if is_open else cells[unit]]
        one = Case(case.scheme, filled, [case.classes[unit]])
        (result,) = expected(one)
        if result.complete:
            assert possible is not None
            places = Fraction(1, 10**case.scheme.outcome.places)
            assert Fraction(possible.lowest) - places < result.total
            assert possible.highest == math.inf or (
                result.total < Fraction(possible.highest) + places
            )


# ---- what Python sees ----


def test_views_are_read_only_share_memory_and_outlive_the_scores() -> None:
    scheme = one_item(libplan.ShareRule(8.0), missing="zero")
    columns = {"f": np.array([1.0, math.nan, 8.0])}
    scores = libplan.assess_many(scheme, columns)
    names = "totals earned unrounded scored applicable total_states grades vetoes ranks".split()
    types = dict(zip(names, "i8 i8 f8 i8 i8 u1 i4 u8 i4".split(), strict=True))
    views = {name: getattr(scores, name) for name in names}
    views |= {"points": scores.points(0), "states": scores.states(0)}
    types |= {"points": "i8", "states": "u1"}
    for name, view in views.items():
        assert view.dtype == np.dtype(types[name]) and view.shape == (3,), name
        assert not view.flags.writeable and not view.flags.owndata, name
        with pytest.raises(ValueError, match="read-only"):
            view[0] = 1
        with pytest.raises(ValueError, match="WRITEABLE"):
            view.flags.writeable = True
    assert np.shares_memory(views["totals"], scores.totals)
    assert len(scores) == 3
    with pytest.raises(AttributeError):
        scores.totals = views["totals"]  # type: ignore[misc]
    with pytest.raises(IndexError, match="没有第1项"):
        scores.points(1)
    columns["f"][:] = 0  # the scores are no view of the facts
    del scores, columns
    gc.collect()
    churn = [np.ones(1000) for _ in range(100)]
    assert len(churn) == 100
    assert views["totals"].tolist() == [1_250_000, 0, 10_000_000]
    assert views["points"].tolist() == [1_250_000, 0, 10_000_000]
    assert views["states"].tolist() == [0, 1, 0]
    assert views["ranks"].tolist() == [2, 3, 1]


def test_no_units_give_no_scores() -> None:
    scores = libplan.assess_many(one_item(libplan.ShareRule(8.0)), {"f": np.array([])})
    assert len(scores) == 0 and scores.totals.tolist() == [] == scores.points(0).tolist()


good = np.array([1.0, 2.0])
flags = np.array([0, 0], np.uint8)
WRONG_COLUMNS: dict[str, tuple[type[Exception], dict[str, Any], dict[str, Any], str, str]] = {
    "no column": (
        ValueError,
        {},
        {},
        "缺少列“f”：计分要用到它",
        'the column "f" is missing: scoring needs it',
    ),
    "unknown name": (
        ValueError,
        {"F": good, "r": good},
        {},
        "缺少列“f”：计分要用到它；“F”是不是写错了",
        'the column "f" is missing: scoring needs it; is "F" a misprint of it?',
    ),
    "wrong length": (
        ValueError,
        {"f": good, "r": np.array([1.0])},
        {},
        "列“r”有1个值，应有2个，每个单位一个",
        'the column "r" has 1 values where 2 are needed, one for each unit',
    ),
    "a table": (
        TypeError,
        {"f": np.ones((2, 2)), "r": good},
        {},
        "列“f”应是一维连续的 float64 数组",
        'the column "f" should be one contiguous row of float64',
    ),
    "every other": (
        TypeError,
        {"f": np.ones(4)[::2], "r": good},
        {},
        "列“f”应是一维连续的 float64 数组",
        'the column "f" should be one contiguous row of float64',
    ),
    "infinite": (
        ValueError,
        {"f": np.array([1.0, math.inf]), "r": good},
        {},
        "列“f”第2行的值是无穷大；缺数据请写 NaN",
        'row 2 of the column "f" is infinite; NaN means missing',
    ),
    "states as numbers": (
        TypeError,
        {"f": good, "r": good},
        {"states": {"f": good}},
        "列“f”应是一维连续的 uint8 数组",
        'the column "f" should be one contiguous row of uint8',
    ),
    "states that are not a number": (
        TypeError,
        {"f": good, "r": good},
        {"states": {"f": np.array([0.0, math.nan])}},
        "列“f”应是一维连续的 uint8 数组",
        'the column "f" should be one contiguous row of uint8',
    ),
    "an unknown state": (
        ValueError,
        {"f": good, "r": good},
        {"states": {"f": np.array([0, 4], np.uint8)}},
        "列“f”的状态应为0到3：有值、缺数据、不涉及、未评",
        'the states of the column "f" should be 0 to 3: value, missing, not applicable, not scored',
    ),
    "states too short": (
        ValueError,
        {"f": good, "r": good},
        {"states": {"f": flags[:1]}},
        "列“f”有1个状态，应有2个，每个单位一个",
        'the column "f" has 1 states where 2 are needed, one for each unit',
    ),
    "states of no column": (
        ValueError,
        {"f": good, "r": good},
        {"states": {"g": flags}},
        "给了“g”的状态，却没有这一列",
        'states are given of "g", which is no column',
    ),
    "classes": (
        ValueError,
        {"f": good, "r": good},
        {"classes": ["甲"]},
        "给了1个类别，应有2个，每个单位一个",
        "1 classes are given where 2 are needed, one for each unit",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wrong", WRONG_COLUMNS)
def test_wrong_columns_are_told(monkeypatch: pytest.MonkeyPatch, wrong: str, language: str) -> None:
    monkeypatch.setenv("LIBPLAN_LANG", language)
    error, columns, more, zh, en = WRONG_COLUMNS[wrong]
    with pytest.raises(error) as caught:
        libplan.assess_many(one_item(libplan.ShareRule("r")), columns, **more)
    head = {"zh": "错误[column] ", "en": "error[column] "}[language]
    assert str(caught.value).removeprefix(head) == {"zh": zh, "en": en}[language]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "#2的“i”缺数据，本办法不允许缺。请补上；确实不适用的写“不涉及”"),
        (
            "en",
            "#2 lacks the facts of “i”, which this scheme does not allow. Supply them; "
            "write “N/A” where they do not apply",
        ),
    ],
)
def test_a_missing_cell_may_be_refused(
    monkeypatch: pytest.MonkeyPatch, language: str, text: str
) -> None:
    monkeypatch.setenv("LIBPLAN_LANG", language)
    scheme = one_item(libplan.ShareRule(8.0), missing="refuse")
    with pytest.raises(libplan.InputError) as caught:
        libplan.assess_many(scheme, {"f": np.array([1.0, math.nan, 2.0])})
    (problem,) = caught.value.problems
    assert problem.code == "missing-fact"
    assert getattr(problem.message, language) == text and text in str(caught.value)
    columns = {"f": [Fraction(1), MISSING, Fraction(2)]}
    with pytest.raises(Refused):
        evaluate(scheme, columns, ["", "", ""])
    # What does not apply, or is not scored yet, is not missing.
    states = {"f": np.array([0, 2, 3], np.uint8)}
    scores = libplan.assess_many(scheme, {"f": np.array([1.0, math.nan, math.nan])}, states=states)
    assert scores.total_states.tolist() == [0, 2, 3]


# ---- the same from files, and explained ----


def cells_of(facts: libplan.Facts) -> dict[str, list[Cell]]:
    return {
        column.id: [
            Fraction(Decimal(repr(value))) if state == "value" else state
            for value, state in zip(column.values, column.states, strict=True)
        ]
        for column in facts.columns
    }


def read_again(assessment: libplan.Assessment) -> list[Result]:
    units = assessment.units
    return evaluate(
        assessment.scheme,
        cells_of(assessment.facts),
        [unit.id for unit in units],
        [unit.rank_class for unit in units],
    )


def assert_agrees(assessment: libplan.Assessment) -> None:
    titles = [grade.title for grade in assessment.scheme.grades]
    for unit, result in enumerate(read_again(assessment)):
        total = assessment.totals[unit]
        assert (total is not None) == result.complete
        if total is not None:
            grade = None if result.grade is None else titles[result.grade]
            assert (Fraction(total), assessment.grades[unit], assessment.ranks[unit]) == (
                result.total,
                grade,
                result.rank,
            )
        for line in assessment.scorecard(assessment.units[unit].id).lines:
            node = result.nodes[line.item.id]
            assert line.state == node.state
            if line.state == "value":
                assert abs(Fraction(line.points) - node.points) < Fraction(1, MILLION)


@pytest.mark.parametrize(("folder", "years"), [("qingxin", (2017, 2018)), ("ecology", (2018,))])
def test_the_examples_come_out_as_the_clerk_says(folder: str, years: tuple[int, ...]) -> None:
    read = libplan.read(Path(__file__).parents[2] / "examples" / folder)
    for year in years:
        for assessment in libplan.assess_year(read, year=year).assessments:
            assert_agrees(assessment)


TABLE = """
[[fact]]
id = "done"
title = "完成率"
unit = "%"
supplied = true

[[fact]]
id = "asked"
title = "要求"
unit = "%"
supplied = true

[[fact]]
id = "accidents"
title = "事故"
events = "accident"

[[fact]]
id = "praise"
title = "表彰"
supplied = true

[[group]]
id = "work"
title = "一、工作"
full = 60
floor = 5
zero_when = [[{ fact = "done", below = 10 }, { rate_of = "work", below = 20 }]]

  [[group.item]]
  id = "share"
  title = "完成率"
  full = 20
  clause = "按完成比例计分"
  fact = "done"
  rule = { share_of = "asked" }

  [[group.item]]
  id = "steps"
  title = "超额"
  full = 15
  clause = "每超过2个百分点加1.5分，每少0.5个百分点扣0.35分"
  fact = "done"

    [group.item.rule]
    per = 2
    per_under = 0.5
    steps = "whole"
    reference = "asked"
    start = 7.5
    over = 1.5
    under = -0.35

  [[group.group]]
  id = "levels"
  title = "（一）水平"
  full = 25
  combine = "weighted"
  rescale = true

    [[group.group.item]]
    id = "curve"
    title = "功效"
    full = 10
    weight = 0.7
    clause = "档间线性"
    fact = "done"

      [group.group.item.rule]
      interpolate = true
      below = 0.125
      bands = [
        { from = 33.3, coefficient = 0.4 },
        { from = 66.6, coefficient = 0.85 },
        { from = 90, coefficient = 1 },
      ]

    [[group.group.item]]
    id = "visit"
    title = "现场"
    full = 5
    weight = 0.3
    clause = "几方评分"
    only_for = ["沿海", "u4"]
    rule = { marks = true, scorers = { self = 0.3, team = 0.4 } }

[[group]]
id = "safety"
title = "二、安全"
full = 40

  [[group.item]]
  id = "events"
  title = "事故"
  full = 40
  clause = "一般每起扣1.5分，较大每起扣6分、每死亡1人再扣0.35分，累计不超过20分"
  fact = "accidents"
  rule = { occurrences = { "一般" = -1.5, "较大" = { points = -6, per_death = -0.35 } }, cap = -20 }

[[group]]
id = "bonus"
title = "三、加分"
full = 3
kind = "bonus"
cap = 2.5

  [[group.item]]
  id = "praised"
  title = "表彰"
  full = 3
  clause = "每次加0.75分"
  fact = "praise"
  not_applicable = "zero"
  rule = { per = 1, start = 0, over = 0.75 }

[[veto]]
title = "死亡"
points_of = "events"
below = 30
grade = "不合格"
"""


@pytest.mark.parametrize("rounded_at", ["item", "group", "total"])
@pytest.mark.parametrize("rounding", ["half_up", "half_even", "truncate", "up"])
def test_a_table_read_from_files_comes_out_as_the_clerk_says(
    tmp_path: Path, rounded_at: str, rounding: str
) -> None:
    outcome = (
        f'places = 1\nrounded_at = "{rounded_at}"\nrounding = "{rounding}"\nmissing = "zero"\n'
        'cap = 101.5\norder = ["rescale", "convert", "bonus", "penalty", "cap", "veto", "grade", '
        '"demote", "quota", "rank"]\n[[tie_break]]\nfewer = "asked"\n'
    )
    assessment = assess_one(
        tmp_path,
        scheme(TABLE, outcome=outcome),
        overlay=bodies(8, ["沿海", "内陆"] * 4),
        facts={
            "done": "90 66.6 33.3 33.29 9.99 100 50 不涉及",
            "asked": "90 70 33.8 33.3 90 90 0 80",
            "praise": "0 1 2 3 4 5 空 不涉及",
        },
        events="\n".join(
            f"e{number},2018-05-0{number + 1},accident,{severity},{towns},{deaths}"
            for number, (severity, towns, deaths) in enumerate(
                [
                    ("一般", "u1;u3", 1),
                    ("较大", "u2", 3),
                    ("较大", "u3;u2;u4", 5),
                    ("较大", "u4", 9),
                    ("一般", "u4;u5", 2),
                ]
            )
        ),
        marks="\n".join(
            f"visit,u{unit},2018,{scorer},{mark}"
            for unit, (own, team) in enumerate([(5, 4), (0, 0), (2.5, 1.25), (0.1, 3.3)], 1)
            for scorer, mark in (("self", own), ("team", team))
            if unit != 2
        ),
    )
    assert_agrees(assessment)
    assert None not in assessment.totals


@checked(25)
@given(cases(), st.randoms(use_true_random=False))
def test_a_difference_is_split_without_remainder(case: Case, order: Any) -> None:
    later = {name: order.sample(cells, len(cells)) for name, cells in case.columns.items()}
    cases_of_both = [case, Case(case.scheme, later, case.classes)]
    before, after = (libplan.assess(each.scheme, facts_of(each)) for each in cases_of_both)
    was, becomes = (expected(each) for each in cases_of_both)
    for unit in range(2):
        change = libplan.compare(before, after, f"u{unit}")
        if not (was[unit].complete and becomes[unit].complete):
            assert change.difference is None and not change.parts
            continue
        difference = becomes[unit].total - was[unit].total
        assert change.difference is not None and Fraction(change.difference) == difference
        assert sum((Fraction(part.points) for part in change.parts), Fraction()) == difference
        assert change.beyond_items is not None
        items = sum((Fraction(item.difference or 0) for item in change.items), Fraction())
        assert items + Fraction(change.beyond_items) == difference


@checked(30)
@given(cases())
def test_every_way_to_a_grade_gets_there(case: Case) -> None:
    assessment = libplan.assess(case.scheme, facts_of(case))
    for goal, grade in enumerate(case.scheme.grades[:2]):
        answer = libplan.reach(assessment, "u0", grade=grade.title)
        ways = [*answer.alone, *([answer.together] if answer.together else [])]
        for way in ways[:4]:
            columns = {name: list(cells) for name, cells in case.columns.items()}
            for move in way.moves:
                was = columns[move.fact][0]
                if move.from_value is None:
                    assert was == "missing"
                else:
                    assert was == Fraction(Decimal(repr(move.from_value)))
                columns[move.fact][0] = Fraction(Decimal(repr(move.to_value)))
            result = expected(Case(case.scheme, columns, case.classes))[0]
            assert result.complete and result.grade is not None and result.grade <= goal
            assert result.total == Fraction(way.total)


# ---- where the engine is known to differ from the clerk ----


def as_evaluated(scheme: libplan.Scheme, columns: dict[str, list[Cell]]) -> bool:
    """Whether the engine publishes the clerk's totals and grades."""
    case = Case(scheme, columns, [""] * len(next(iter(columns.values()))))
    scores = scored(case)
    return all(
        (Fraction(int(total), MILLION), int(grade)) == (result.total, result.grade)
        for total, grade, result in zip(scores.totals, scores.grades, expected(case), strict=True)
        if result.complete
    ) and [state == 0 for state in scores.total_states] == [one.complete for one in expected(case)]


def cells(*values: str) -> list[Cell]:
    return [value if value in STATES else Fraction(value) for value in values]


@pytest.mark.parametrize("rounded_at", ["group", "total"])
def test_whole_steps_are_counted_in_decimals(rounded_at: str) -> None:
    rule = libplan.PerUnitRule(0.3, per=0.1, over=-1.0, steps="whole")
    scheme = one_item(rule, 15.0, rounded_at=rounded_at)
    assert as_evaluated(scheme, {"f": cells("0.6")})  # 12, as the item says; the total says 13


def test_a_step_in_doubt_leaves_the_rest_of_a_group_exact() -> None:
    """In doubles 7.5 × 4.65 ÷ 9.3 is a little less than 3.75."""
    rule = libplan.PerUnitRule(0.3, per=0.1, over=-1.0, steps="whole")
    steps = item_of(rule, 15.0, "s", fact="s")
    share = item_of(libplan.ShareRule(9.3), 7.5, "t", fact="t")
    for rounding in ("truncate", "half_up", "half_even", "up"):
        for rounded_at in ("group", "total"):
            outcome = libplan.Outcome(rounding=rounding, rounded_at=rounded_at)
            scheme = scheme_of(libplan.Group("g", "组", 22.5, [steps, share]), outcome=outcome)
            columns = {"s": cells("0.6", "0.65", "15.3"), "t": cells("4.65", "4.65", "4.65")}
            assert as_evaluated(scheme, columns)


def test_an_interpolated_step_is_a_step() -> None:
    edges = [libplan.Edge(30.0), libplan.Edge(30.0, above=True), libplan.Edge(50.0)]
    bands = [libplan.Band(edge, each) for edge, each in zip(edges, (2.0, 6.0, 10.0), strict=True)]
    scheme = one_item(libplan.BandsRule(bands, interpolate=True, below=0.0))
    assert as_evaluated(scheme, {"f": cells("29.99", "30", "30.01", "40", "50")})


@pytest.mark.parametrize("more", [{"combine": "mean"}, {"rescale": True}])
def test_a_share_for_what_does_not_apply_is_rounded_like_points(more: dict[str, Any]) -> None:
    share = libplan.NotApplicable(rescale=False, share=0.5)
    items = [item_of(libplan.ShareRule(1.0), 0.33, id, not_applicable=share) for id in ("a", "b")]
    plain = libplan.Group("g", "组", 0.66, items)
    assert as_evaluated(scheme_of(plain), {"f": cells(NOT_APPLICABLE)})  # 0.17 + 0.17
    assert as_evaluated(scheme_of(plain.replace(**more)), {"f": cells(NOT_APPLICABLE)})


def test_a_group_that_does_not_apply_has_no_floor() -> None:
    items = [item_of(libplan.ShareRule(1.0), 10.0, id, fact=id) for id in ("a", "b")]
    groups = [
        libplan.Group("g", "组", 10.0, items[:1], floor=2.0),
        libplan.Group("h", "组", 10.0, items[1:]),
    ]
    columns = {"a": cells(NOT_APPLICABLE), "b": cells("0.5")}
    voided = groups[0].replace(rescale=True)
    assert as_evaluated(scheme_of(voided, groups[1]), columns)  # 5 of 10: 10 of 20
    assert as_evaluated(scheme_of(*groups), columns)  # the engine gives 14


@pytest.mark.parametrize(("counts", "sign"), [("highest", 1), ("worst", -1)])
def test_only_the_class_worth_most_counts(counts: Any, sign: int) -> None:
    classes = [libplan.OccurrenceClass("轻", sign * 1.0), libplan.OccurrenceClass("重", sign * 4.0)]
    scheme = one_item(libplan.OccurrencesRule(classes, counts=counts, start=5.0))
    assert as_evaluated(scheme, {"f/轻": cells("1", "0", "1"), "f/重": cells("0", "1", "1")})


CASE = [libplan.Condition("fact", "case", "above", 0.0)]


def test_a_veto_switched_off_leaves_nothing_open() -> None:
    unless = [[libplan.Condition("fact", "cleared", "equals", 1.0)]]
    vetoes = [libplan.Veto("事故", CASE, effect="zero", unless=unless)]
    scheme = one_item(libplan.ShareRule(8.0))
    scheme = scheme_of(*scheme.groups, vetoes=vetoes)
    assert as_evaluated(scheme, {"f": cells("8"), "case": cells(MISSING), "cleared": cells("1")})


def test_a_condition_on_what_does_not_apply_leaves_nothing_open() -> None:
    item = item_of(libplan.ShareRule(8.0))
    void = [[libplan.Condition("fact", "case", "above", "limit")]]
    scheme = scheme_of(libplan.Group("g", "组", 10.0, [item], zero_when=void))
    columns = {"f": cells("8"), "case": cells(NOT_APPLICABLE)}
    assert as_evaluated(scheme, {**columns, "limit": cells("1")})
    assert as_evaluated(scheme, {**columns, "limit": cells(MISSING)})


def test_a_quota_is_a_percentage_of_the_class() -> None:
    outcome = libplan.Outcome(quotas=[libplan.Quota("好", percent=30.0)])
    group = one_item(libplan.ShareRule(100.0), 100.0).groups[0]
    work = cells(*(str(99 - unit) for unit in range(9)), MISSING)
    assert as_evaluated(scheme_of(group, outcome=outcome), {"f": work})  # three of ten


def test_ranks_do_not_depend_on_the_order_of_units() -> None:
    outcome = libplan.Outcome(tie_breaks=[libplan.TieBreak("t")])
    group = one_item(libplan.ShareRule(100.0), 100.0).groups[0]
    scheme = scheme_of(group, outcome=outcome, facts=["t"])
    ranks = []
    for order in ([0, 1, 2], [0, 2, 1], [2, 1, 0]):
        ties = np.array([3.0, math.nan, 1.0])[order]
        scores = libplan.assess_many(scheme, {"f": np.full(3, 90.0), "t": ties})
        ranks.append({unit: int(scores.ranks[at]) for at, unit in enumerate(order)})
    assert ranks[0] == ranks[1] == ranks[2]


@pytest.mark.parametrize("limit", ["cap", "floor"])
def test_limits_with_too_many_decimals_are_refused_with_the_scheme(limit: str) -> None:
    with pytest.raises(libplan.InputError):
        one_item(libplan.ShareRule(8.0), **{limit: 0.1234567})
