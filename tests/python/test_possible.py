"""What an open total can still become, against every way the open items can be scored."""

import itertools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_folder import assess_one, read, scheme

import libplan

GRADES = '[[grade]]\ntitle = "合格"\nfrom = 0\n'
MARKS = "{ marks = true, step = 1 }"


def item(id: str, full: int, rule: str = MARKS) -> str:
    return f"""
[[group.item]]
id = "{id}"
title = "{id}"
full = {full}
clause = "现场评分"
rule = {rule}
"""


def flag(id: str) -> str:
    return f'[[fact]]\nid = "{id}"\ntitle = "{id}"\nsupplied = true\n'


def group(id: str, full: int, items: str, more: str = "") -> str:
    return f'[[group]]\nid = "{id}"\ntitle = "{id}"\nfull = {full}\n{more}\n{items}'


def read_scheme(text: str) -> libplan.Scheme:
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), text).schemes[0]


def possible(scheme: libplan.Scheme, known: Mapping[str, float]) -> tuple[float, float]:
    """Of a unit whose other marks are not yet given."""
    columns = [
        libplan.FactColumn(
            f"{id}.team", [known.get(id, 0)], ["value" if id in known else "missing"]
        )
        for id in ids_of(scheme)
    ]
    unit = libplan.Unit("u", "某镇")
    facts = libplan.Facts(year=2018, units=[unit], columns=columns)
    card = libplan.assess(scheme, facts).scorecard("u")
    if card.state == "value":  # a voided group hides what is open
        return float(card.total), float(card.total)
    assert card.possible is not None
    return card.possible.lowest, card.possible.highest


def ids_of(scheme: libplan.Scheme) -> list[str]:
    def of(groups: Sequence[libplan.Group]) -> list[str]:
        return [
            id for group in groups for id in [*(item.id for item in group.items), *of(group.groups)]
        ]

    return of(scheme.groups)


def reachable(
    scheme: libplan.Scheme, known: Mapping[str, float], marks: Mapping[str, Sequence[float]]
) -> tuple[float, float]:
    """The lowest and the highest total over all marks the open items can get."""
    ways = list(itertools.product(*([known[id]] if id in known else marks[id] for id in marks)))
    columns = {
        f"{id}.team": np.array([float(way[number]) for way in ways])
        for number, id in enumerate(marks)
    }
    scores = libplan.assess_many(scheme, columns)
    assert not scores.total_states.any()
    return scores.totals.min() / 10**6, scores.totals.max() / 10**6


# ---- conditions of every kind, over marks in whole points ----

FULL = {"a": 4, "b": 3, "c": 5, "d": 8}
WHOLE = {id: range(full + 1) for id, full in FULL.items()}
SUBJECTS = [
    *(
        ("points_of", node, top)
        for node, top in [("a", 4), ("b", 3), ("c", 5), ("in", 7), ("g", 12)]
    ),
    *(("rate_of", node, 100) for node in ("a", "in", "g")),
    ("lowest_of", "in", 3),
    ("lowest_of", "g", 5),
]


@st.composite
def conditions(draw: st.DrawFn, subjects: Sequence[tuple[str, str, int]]) -> str:
    def one() -> str:
        kind, node, top = draw(st.sampled_from(subjects))
        comparison = draw(st.sampled_from(["at_least", "at_most", "above", "below", "equals"]))
        limit = draw(st.integers(0, top))
        subject = "total = true" if kind == "total" else f'{kind} = "{node}"'
        return f"{{ {subject}, {comparison} = {limit} }}"

    lists = draw(st.lists(st.lists(st.just(0), min_size=1, max_size=2), min_size=0, max_size=2))
    if not lists:
        return ""
    return (
        f"zero_when = [{', '.join('[' + ', '.join(one() for _ in inner) + ']' for inner in lists)}]"
    )


@settings(deadline=None, max_examples=150)
@given(
    conditions(SUBJECTS),
    conditions([subject for subject in SUBJECTS if subject[1] in ("a", "b", "in")]),
    st.sampled_from(
        ["", 'combine = "highest"', 'combine = "weighted"', 'combine = "largest_loss"']
    ),
    st.sampled_from(["", "convert_to = 50", "places = 0\nconvert_to = 7", 'rounded_at = "total"']),
    st.sets(st.sampled_from(sorted(FULL)), min_size=1),
    st.sampled_from(["", "floor = 2\ncap = 9"]),
    st.data(),
)
def test_the_ends_are_the_lowest_and_the_highest_total_that_marks_can_give(
    outer: str,
    inner: str,
    combine: str,
    outcome: str,
    still_open: set[str],
    limits: str,
    data: st.DataObject,
) -> None:
    parts = item("a", 4) + item("b", 3)
    inside = f'[[group.group]]\nid = "in"\ntitle = "in"\nfull = 7\n{combine}\n{inner}\n'
    inside += parts.replace("[[group.item]]", "[[group.group.item]]")
    text = group("g", 12, item("c", 5) + inside, f"{outer}\n{limits}") + group("h", 8, item("d", 8))
    towns = read_scheme(scheme(text, full=20, outcome=outcome, grades=GRADES))
    known = {
        id: data.draw(st.integers(0, full), label=id)
        for id, full in FULL.items()
        if id not in still_open
    }
    assert possible(towns, known) == reachable(towns, known, WHOLE)


VETOES = [
    ("total = true", 12),
    ('points_of = "a"', 4),
    ('rate_of = "g"', 100),
    ('lowest_of = "g"', 4),
]


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from(VETOES),
    st.sampled_from(VETOES),
    st.sampled_from(["at_least", "at_most", "above", "below", "equals"]),
    st.booleans(),
    st.data(),
)
def test_vetoes_that_zero_the_total_and_what_switches_them_off(
    when: tuple[str, int],
    unless: tuple[str, int],
    comparison: str,
    switches: bool,
    data: st.DataObject,
) -> None:
    limit = data.draw(st.integers(0, when[1]))
    veto = f'[[veto]]\ntitle = "否决"\n{when[0]}\n{comparison} = {limit}\nzero = true\n'
    if switches:
        veto += f"unless = [{{ {unless[0]}, at_least = {data.draw(st.integers(1, unless[1]))} }}]\n"
    text = group("g", 12, item("a", 4) + item("b", 3) + item("c", 5))
    towns = read_scheme(scheme(text + veto, full=12, grades=GRADES))
    marks = {id: WHOLE[id] for id in ("a", "b", "c")}
    assert possible(towns, {"b": 2}) == reachable(towns, {"b": 2}, marks)


# ---- marks of any hundredth ----


@pytest.mark.parametrize(
    ("places", "void", "expected"),
    [
        (2, '{ points_of = "g", at_least = 30 }', (0, 29.99)),
        (1, '{ points_of = "g", at_least = 30 }', (0, 29.9)),
        (2, '{ points_of = "g", above = 30 }', (0, 30)),
        (2, '{ points_of = "g", at_least = 30.005 }', (0, 30)),
        (2, '{ rate_of = "g", at_least = 50 }', (0, 29.99)),
        (2, '{ points_of = "a", at_least = 12.5 }', (0, 52.49)),
        (2, '{ points_of = "a", below = 12.5 }', (0, 60)),
    ],
)
def test_the_highest_total_below_the_points_that_void_a_group(
    places: int, void: str, expected: tuple[float, float]
) -> None:
    items = "".join(item(id, 20, "{ marks = true }") for id in "abc")
    text = group("g", 60, items, f"zero_when = [{void}]")
    towns = read_scheme(scheme(text, full=60, outcome=f"places = {places}", grades=GRADES))
    assert possible(towns, {}) == expected


def test_a_penalty_that_is_voided_for_being_too_large() -> None:
    penalty = 'kind = "penalty"\nzero_when = [{ points_of = "p", at_most = -3 }]'
    item_of = """
[[group.item]]
id = "off"
title = "扣分"
full = 0
clause = "扣分"
fact = "off"
rule = { per = 1, over = -1, start = 0, floor = -5, steps = "whole" }
"""
    text = group("g", 10, item("a", 10)) + group("p", 0, item_of, penalty) + flag("off")
    with tempfile.TemporaryDirectory() as folder:
        of = assess_one(
            Path(folder),
            scheme(text, full=10, grades=GRADES),
            facts={"off": "空"},
            marks="a,u1,2018,team,10",
        )
    found = of.scorecard("u1").possible
    assert found is not None and (found.lowest, found.highest) == (8, 10)


def test_a_ceiling_further_up_limits_what_has_none_of_its_own(tmp_path: Path) -> None:
    bonus = """
[[group.item]]
id = "more"
title = "加分"
full = 0
clause = "加分"
fact = "extra"
rule = { per = 1, over = 1, start = 0, ceiling = "none" }
"""
    text = (
        group("g", 10, item("a", 10))
        + group("extra_points", 0, bonus, 'kind = "bonus"\ncap = 3')
        + flag("extra")
    )
    of = assess_one(
        tmp_path,
        scheme(text, full=10, grades=GRADES),
        facts={"extra": "空"},
        marks="a,u1,2018,team,10",
    )
    found = of.scorecard("u1").possible
    assert found is not None and (found.lowest, found.highest) == (10, 13)


def test_items_that_share_a_missing_fact_give_a_range_never_too_narrow(tmp_path: Path) -> None:
    shared = "".join(
        f"""
[[group.item]]
id = "{id}"
title = "{id}"
full = 10
clause = "按得分计"
fact = "work"
rule = {{ per = 1, reference = 5, start = 5, over = {over}, under = {-over} }}
"""
        for id, over in (("rises", 1), ("falls", -1))
    )
    text = scheme(group("g", 20, shared) + flag("work"), full=20, grades=GRADES)
    of = assess_one(tmp_path, text, facts={"work": "空 0 3 5 10"})
    found = of.scorecard("u1").possible
    assert found is not None
    totals = [float(total) for total in of.totals[1:] if total is not None]
    assert totals == [10] * 4 and found.lowest <= 10 <= found.highest
