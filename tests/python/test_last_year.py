"""Facts of the year before, which schemes compare with (与上年同期比较)."""

from datetime import date

import libplan
from libplan import Event, EventFact, FactDefinition, Item, Observation, Observations, Period

PLAN = libplan.Plan(
    id="p",
    title="规划",
    first_year=2021,
    last_year=2025,
    bodies=[libplan.Body("east", "东山镇", "town"), libplan.Body("west", "西河镇", "town")],
    indicators=[
        libplan.Indicator(
            "rate", "覆盖率", "%", "up", targets=[libplan.Target(2025, libplan.Reach(100))]
        )
    ],
)


def scheme(*facts: FactDefinition, rule: object) -> libplan.Scheme:
    item = Item("item", "与上年比较", 10, rule, fact=facts[0].id)  # type: ignore[arg-type]
    return libplan.Scheme(
        id="s",
        title="办法",
        units="town",
        full=10,
        facts=facts,
        groups=[libplan.Group("g", "组", 10, [item])],
        grades=[libplan.Grade("合格", 0)],
    )


def fact(id: str, source: object, *, last_year: bool = False) -> FactDefinition:
    return FactDefinition(id, id, source, last_year=last_year)  # type: ignore[arg-type]


def column(facts: libplan.Facts, id: str) -> list[float | str]:
    found = next(column for column in facts.columns if column.id == id)
    both = zip(found.values, found.states, strict=True)
    return [value if state == "value" else state for value, state in both]


def accident(id: str, day: date, severity: str, *bodies: str) -> Event:
    return Event(id, day, "accident", severity=severity, bodies=bodies, deaths=2)


EVENTS = [
    accident("e1", date(2021, 12, 31), "一般", "east"),
    accident("e2", date(2021, 1, 1), "较大", "east", "west"),
    accident("e3", date(2022, 1, 1), "一般", "west"),
]


def test_events_of_the_year_before_are_counted_with_their_deaths_and_classes() -> None:
    per_class = libplan.OccurrencesRule(
        [libplan.OccurrenceClass("一般", -1), libplan.OccurrenceClass("较大", -2)]
    )
    compared = scheme(
        fact("before", EventFact("accident"), last_year=True),
        fact("deaths", EventFact("accident", count="deaths")),
        fact("deaths_before", EventFact("accident", count="deaths"), last_year=True),
        rule=per_class,
    )
    records = libplan.Records(events=EVENTS)
    facts = libplan.gather(PLAN, compared, Observations(), records, year=2022)
    assert column(facts, "before") == [2, 1]
    assert column(facts, "before/一般") == [1, 0]
    assert column(facts, "before/较大") == [1, 1]
    assert column(facts, "deaths") == [0, 2]
    assert column(facts, "deaths_before") == [4, 2]


def test_before_the_plan_no_events_are_kept_so_none_are_known() -> None:
    compared = scheme(
        fact("now", EventFact("accident")),
        fact("before", EventFact("accident"), last_year=True),
        rule=libplan.PerUnitRule("before", over=-1),
    )
    records = libplan.Records(events=EVENTS)
    facts = libplan.gather(PLAN, compared, Observations(), records, year=2021)
    assert column(facts, "now") == [2, 1]
    assert column(facts, "before") == ["missing", "missing"]
    assert libplan.assess(compared, facts).totals == (None, None)


def test_indicators_and_controls_of_the_year_before() -> None:
    def figures(*rows: tuple[str, int, float]) -> Observations:
        return Observations(
            [
                Observation("rate", Period(str(year)), body=body, value=value, state="value")
                for body, year, value in rows
            ]
        )

    compared = scheme(
        fact("now", libplan.IndicatorFact("rate")),
        fact("before", libplan.IndicatorFact("rate"), last_year=True),
        fact("control_before", libplan.ControlFact("rate"), last_year=True),
        rule=libplan.AllOrNothingRule("at_least", "before"),
    )
    observed = figures(("east", 2020, 80), ("east", 2021, 81), ("west", 2021, 70))
    records = libplan.Records(controls=figures(("east", 2020, 79), ("east", 2021, 82)))
    facts = libplan.gather(PLAN, compared, observed, records, year=2021)
    assert column(facts, "now") == [81, 70]
    assert column(facts, "before") == [80, "missing"]
    assert column(facts, "control_before") == [79, "missing"]
    assert libplan.assess(compared, facts).totals == (10, None)
