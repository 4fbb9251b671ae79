"""Random plan folders: all forms of targets and records, and words that files trip over."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

import libplan

YEARS = range(2016, 2021)
# Formulas for a careless spreadsheet, quotes of both widths, signs of lists, escapes, numbers.
HOSTILE = (
    "=1+2",
    "+8613800",
    "-3",
    "@here",
    '说"好"',
    "“十三五”规划",
    "a,b；c、d",
    "反斜杠\\n",
    "007",
    "1e5",
    "2018-09",
    "#不是注释",
    "_x0041_",
    "TRUE",
    "😀",
    "不涉及",
)
words = st.sampled_from((*HOSTILE, "县城", "Town hall", "", ""))
titles = st.sampled_from((*HOSTILE, "指标", "一个较长的名称，有逗号"))
numbers = st.one_of(
    st.integers(0, 10**9).map(float),
    st.integers(0, 10**6).map(lambda n: n / 100),
    st.integers(1, 10**6).map(lambda n: n / 10**7),
)
positive = numbers.map(lambda number: number + 0.01)
flags = st.booleans()
years = st.sampled_from(list(YEARS))
dates = st.dates(date(2016, 1, 1), date(2020, 12, 31))
clauses = st.one_of(
    st.just(libplan.Clause(0, "")),
    st.builds(libplan.Clause, st.just(0), st.sampled_from(("杜绝事故", "基本覆盖", *HOSTILE))),
)
strengths = st.sampled_from((None, "curb", "strive"))
extents = st.sampled_from((None, "all", "promote"))
places = st.integers(0, 3)


def forms(indicator: str) -> st.SearchStrategy[Any]:
    """Any form of target; one that compares names another indicator."""
    tolerances = st.none() | numbers
    return st.one_of(
        st.builds(libplan.ReducePercent, st.sampled_from([0.5, 11.0, 100.0])),
        st.builds(libplan.RaisePercent, positive),
        st.builds(libplan.ReducePoints, positive),
        st.builds(libplan.RaisePoints, positive),
        st.builds(libplan.Reach, numbers),
        st.builds(libplan.AtMost, numbers, strict=flags),
        st.builds(libplan.AtLeast, numbers, strict=flags),
        st.builds(libplan.Hold, tolerances),
        st.just(libplan.Zero()),
        st.builds(
            lambda low, more: libplan.Within(low, low + more),
            st.integers(-5, 5).map(float),
            st.just(1.5),
        ),
        st.builds(libplan.About, numbers, tolerances),
        st.builds(libplan.Cumulative, positive),
        st.builds(libplan.StepPerYear, st.sampled_from([-0.5, 2.0])),
        st.builds(libplan.Keeps, st.sampled_from(["down", "up"])),
        st.builds(libplan.GrowthPerYear, st.sampled_from([6.5, -2.0])),
        st.builds(libplan.ComparedWith, st.just(indicator), faster=st.just(True)),
        st.builds(
            libplan.ComparedWith, st.just(indicator), faster=st.just(False), tolerance=tolerances
        ),
        st.just(libplan.SetLater()),
    )


def targets(other: str) -> st.SearchStrategy[libplan.Target]:
    return st.builds(
        libplan.Target,
        year=years,
        form=forms(other),
        every_year=flags,
        clause=clauses,
        strength=strengths,
        extent=extents,
        illustrative=flags,
    )


def indicators(id: str, other: str) -> st.SearchStrategy[libplan.Indicator]:
    return st.builds(
        libplan.Indicator,
        id=st.just(id),
        title=titles,
        unit=st.just("个"),
        direction=st.sampled_from(["down", "up"]),
        nature=st.sampled_from([None, "binding", "anticipatory"]),
        basis=words,
        adds_up=st.sampled_from(["sum", "last", "mean"]),
        over_bodies=st.sampled_from([None, "sum", "none"]),
        ratio=st.none() | st.just(libplan.RatioOf(other, other, 1.5)),
        limit=st.none() | numbers,
        baselines=st.lists(
            st.builds(
                libplan.Baseline,
                st.just(2015),
                numbers,
                basis=words,
                clause=clauses,
                illustrative=flags,
            ),
            max_size=2,
        ),
        targets=st.lists(targets(other), max_size=3),
        responsible=st.sampled_from([(), ("east",), ("east", "a:b")]),
        clause=clauses,
        illustrative=flags,
    )


def identities() -> st.SearchStrategy[libplan.Identity]:
    form = st.one_of(
        st.just(libplan.Sum("i1", ("i2",))),
        st.just(libplan.Subset("i1", "i2")),
        st.builds(
            libplan.Share,
            st.just("i1"),
            st.just("i2"),
            st.just(17.5),
            percent_text=st.sampled_from(["", "17.50"]),
        ),
        st.just(libplan.Ratio("i1", "i2", "i2", 100.0)),
        st.just(libplan.Change("i1", 2016, 2018, -11.0, percent_text="-11.0")),
        st.builds(
            libplan.Trend,
            st.just("i2"),
            st.just(2016),
            st.just(2018),
            st.sampled_from(["rising", "zero"]),
        ),
    )
    period = st.just(libplan.Period("2018"))
    return st.builds(libplan.Identity, form=form, period=period, clause=clauses)


def figures(ids: list[str]) -> st.SearchStrategy[libplan.Observations]:
    periods = ["2018", "2018H1", "2018Q3", "2018-09", "2016/2018", "2017-12-01/2018-11-30"]
    one = st.builds(
        libplan.Observation,
        indicator=st.sampled_from(ids),
        period=st.sampled_from(periods).map(libplan.Period),
        value=numbers,
        places=places,
        body=st.sampled_from(["", "east"]),
        unit=st.sampled_from(["", "个"]),
        basis=words,
        as_of=st.none() | dates,
        text_line=st.integers(0, 3),
        provisional=flags,
        illustrative=flags,
    )
    without = st.builds(
        libplan.Observation,
        indicator=st.sampled_from(ids),
        period=st.sampled_from(periods).map(libplan.Period),
        state=st.sampled_from(["missing", "not_applicable", "not_scored"]),
    )

    def unlike(rows: list[libplan.Observation]) -> libplan.Observations:
        """Rows that say the same thing twice are refused, so each has a source of its own."""
        return libplan.Observations([row.replace(source=f"表{i}") for i, row in enumerate(rows)])

    return st.lists(st.one_of(one, without), max_size=6).map(unlike)


events = st.lists(
    st.builds(
        libplan.Event,
        id=st.just(""),
        date=dates,
        kind=st.just("accident"),
        severity=st.sampled_from(["一般", "较大"]),
        bodies=st.sampled_from([("east",), ("east", "west")]),
        deaths=st.integers(0, 9).map(float),
        injuries=st.integers(0, 9).map(float),
        counts_in=st.sampled_from([0, 2018]),
        matter=words,
        title=words,
        illustrative=flags,
    ),
    max_size=3,
).map(lambda all: [event.replace(id=f"e{i}") for i, event in enumerate(all)])


@st.composite
def folders(draw: Any) -> libplan.PlanFolder:
    """A plan with its figures and events."""
    plan = libplan.Plan(
        "p",
        draw(titles),
        YEARS[0],
        YEARS[-1],
        area=draw(words),
        path=draw(st.sampled_from(["linear", "geometric"])),
        margin=draw(numbers),
        text=draw(st.sampled_from([(), ("第一行", "", "=第三行", "")])),
        bodies=[
            libplan.Body("east", draw(titles), "town", illustrative=draw(flags)),
            libplan.Body("west", draw(titles), "town", parent="east", rank_class="甲"),
            libplan.Body("a:b", draw(titles), "department"),
        ],
        indicators=[draw(indicators("i1", "i2")), draw(indicators("i2", "i1").map(bare))],
        tasks=draw(
            st.lists(
                st.builds(
                    libplan.Task,
                    id=st.just("t1"),
                    title=titles,
                    section=titles,
                    clause=clauses,
                    deadline=st.none() | dates,
                    deliverable=words,
                    serves=st.sampled_from([(), ("i1", "i2")]),
                    strength=strengths,
                    extent=extents,
                    illustrative=flags,
                ),
                max_size=1,
            )
        ),
        identities=draw(st.lists(identities(), max_size=4)),
    )
    return libplan.PlanFolder(
        plan,
        figures=draw(figures(["i1", "i2"])),
        observations=draw(figures(["i1", "i2"])),
        records=libplan.Records(controls=draw(figures(["i1"])), events=draw(events)),
    )


def bare(indicator: libplan.Indicator) -> libplan.Indicator:
    """What others are made of or compared with is not itself made of them."""
    kept = [t for t in indicator.targets if not isinstance(t.form, libplan.ComparedWith)]
    return indicator.replace(ratio=None, targets=kept)
