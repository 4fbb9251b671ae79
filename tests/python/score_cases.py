"""Random schemes, and facts that fall on their edges, ties and halves: a case holds both."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st
from score_reference import (
    MISSING,
    NOT_APPLICABLE,
    NOT_SCORED,
    Cell,
    Result,
    evaluate,
    groups_of,
    items_of,
)

import libplan

STATES = ("value", MISSING, NOT_APPLICABLE, NOT_SCORED)
UNITS = 12
CLASSES = ("甲", "乙")
FULLS = (1.0, 2.0, 0.5, 3.0, 10.0, 7.5, 0.3, 15.0)
MILLION = 10**6

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass
class Case:
    """A scheme, and facts in columns."""

    scheme: libplan.Scheme
    columns: dict[str, list[Cell]]
    classes: list[str]

    def __repr__(self) -> str:
        """What a failure shows: the whole table, and a line for each column."""
        cells = {name: " ".join(map(str, cells)) for name, cells in self.columns.items()}
        columns = "".join(f"\n  {name}: {line}" for name, line in cells.items())
        table = "".join(f"\n  {group!r}" for group in groups_of(self.scheme.groups))
        items = "".join(f"\n  {item!r}" for item in items_of(self.scheme))
        return f"{self.scheme!r}{table}{items}{columns}\n  {' '.join(self.classes)}"


# ---- random schemes whose facts fall where it matters ----

hundredths = st.integers(-300, 3000).map(lambda n: n / 100)
tenths = st.integers(-30, 300).map(lambda n: n / 10)
wholes = st.integers(-3, 30).map(float)
numbers = st.one_of(wholes, tenths, hundredths)
positive = st.sampled_from([1.0, 2.0, 0.5, 0.1, 3.0, 0.25, 0.07, 5.0])
amounts = st.sampled_from([-1.0, -0.5, 0.5, 1.0, 2.0, -2.0, 0.05, -0.35, 0.0, 1.5, 0.125])
weights = st.sampled_from([1.0, 1.0, 2.0, 0.5, 0.3, 20.0])


class Drawing:
    """Draws a scheme, and remembers at which values of every column something happens."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.critical: dict[str, set[Fraction]] = {}
        self.facts: list[str] = []
        self.decisive: set[str] = set()  # facts that conditions ask for
        self.limits: set[str] = set()  # and those they hold them against: always known
        self.missing = self.pick("open", "open", "zero")
        self.rounded_at = self.pick("item", "item", "group", "total")
        # A share of the points of what does not apply, in no more places than are kept.
        self.has_shares = draw(st.booleans())
        self.nodes = 0

    def pick(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def fact(self, *critical: float) -> str:
        name = f"f{len(self.facts)}"
        self.facts.append(name)
        self.note(name, *critical)
        return name

    def note(self, column: str, *critical: float) -> None:
        values = {Fraction(Decimal(repr(value))) for value in critical}
        self.critical.setdefault(column, set()).update(values)

    def id(self) -> str:
        self.nodes += 1
        return f"n{self.nodes}"

    def reference(self, *critical: float) -> float | str:
        """A number, or a fact that supplies it."""
        number: float = critical[0]
        return self.fact(*critical) if self.draw(st.booleans()) else number

    def edges(self, least: int) -> list[libplan.Edge]:
        limits = sorted(self.draw(st.lists(numbers, min_size=least, max_size=4)))
        edges = []
        for limit in limits:
            same = [edge for edge in edges if edge.from_value == limit]
            if len(same) == 2 or (same and same[0].above):
                continue
            edges.append(libplan.Edge(limit, above=bool(same) or self.draw(st.booleans())))
        return edges

    def rule(self, id: str, full: float) -> tuple[Any, str]:
        """A rule, and the fact it reads."""
        kind = self.pick("marks", "marks", "all", "share", "unit", "unit", "bands", "occurrences")
        return getattr(self, f"{kind}_rule")(id, full)  # type: ignore[no-any-return]

    def marks_rule(self, id: str, full: float) -> tuple[Any, str]:
        step = self.pick(0.0, full / 4)
        scorers = self.pick((), ("self", "team"), ("team", "judges", "peers"))
        for scorer in scorers or ("team",):
            self.note(f"{id}.{scorer}", 0.0, full, full / 4, full / 2, *(() if step else (0.01,)))
        weighted = [libplan.ScorerWeight(scorer, self.draw(weights)) for scorer in scorers]
        if not self.pick(False, False, True):
            return libplan.MarksRule(step=step, scorers=weighted), ""
        return libplan.MarksRule(
            step=step, scorers=weighted, deduct_from=full / 4, deduct_to=full
        ), ""

    def all_rule(self, id: str, full: float) -> tuple[Any, str]:
        limit = self.draw(numbers)
        comparison = self.pick("at_least", "at_most", "above", "below", "equals")
        return libplan.AllOrNothingRule(comparison, self.reference(limit)), self.fact(limit)

    def share_rule(self, id: str, full: float) -> tuple[Any, str]:
        target = self.draw(numbers)
        parts = (target, target / 2, target / 8)
        return libplan.ShareRule(self.reference(target, 0.0)), self.fact(*parts)

    def unit_rule(self, id: str, full: float) -> tuple[Any, str]:
        per, per_under = self.draw(positive), self.draw(st.none() | positive)
        at = self.draw(numbers)
        steps = (-2, -1, 0, 1, 2, 3)
        rule = libplan.PerUnitRule(
            self.reference(at),
            per=per,
            per_under=per_under,
            over=self.draw(amounts),
            under=self.draw(amounts),
            start=self.pick(None, 0.0, full / 2, 0.125),
            floor=self.pick(0.0, -5.0, -0.25),
            ceiling=self.pick(None, math.inf, full + 1, full / 2),
            steps=self.pick("proportional", "whole", "begun"),
        )
        sizes = (per, per_under or per)
        fact = self.fact(*(round(at + step * size, 4) for size in sizes for step in steps))
        return rule, fact

    def bands_rule(self, id: str, full: float) -> tuple[Any, str]:
        edges = self.edges(1)
        shares = self.draw(
            st.lists(
                st.sampled_from([0.0, 0.25, 0.6, 1.0, 0.125, 0.35]),
                min_size=len(edges),
                max_size=len(edges),
            )
        )
        coefficients = self.draw(st.booleans())
        below = self.pick(0.0, full / 8)
        if edges[0].from_value <= 0:
            below = self.pick(None, below)
        # A share of the points may have more than six decimals; a number of points has a few.
        points = shares if coefficients else [round(share * full, 3) for share in shares]
        bands = [libplan.Band(edge, each) for edge, each in zip(edges, points, strict=True)]
        limits = [edge.from_value for edge in edges]
        middles = [round((a + b) / 2, 4) for a, b in zip(limits, limits[1:], strict=False)]
        interpolate = len(set(limits)) == len(limits) and self.draw(st.booleans())
        rule = libplan.BandsRule(
            bands, interpolate=interpolate, coefficients=coefficients, below=below
        )
        return rule, self.fact(*limits, *middles)

    def occurrences_rule(self, id: str, full: float) -> tuple[Any, str]:
        gain = self.draw(st.booleans())
        counts = self.pick("each", "matters", "highest" if gain else "worst")
        fact = self.fact(0.0)
        classes = []
        for severity in ("一般", "较大", "重大")[: self.pick(1, 2, 3)]:
            points = self.pick(0.3, 1.0, 2.5, 6.0, 0.0) * (1 if gain else -1)
            per_death = self.pick(0.0, -0.35) if counts in ("each", "matters") else 0.0
            classes.append(libplan.OccurrenceClass(severity, points, per_death=per_death))
            self.note(f"{fact}/{severity}", 0.0, 1.0, 2.0, 0.3)
            if per_death:
                self.note(f"{fact}/{severity}/deaths", 0.0, 1.0, 9.0)
        rule = libplan.OccurrencesRule(
            classes,
            counts=counts,
            cap=self.pick(0.0, -1.5, -5.0),
            start=self.pick(None, 0.0, full / 2),
            floor=self.pick(0.0, -3.0),
        )
        return rule, fact

    def item(self) -> libplan.Item:
        id, full = self.id(), self.pick(*FULLS)
        rule, fact = self.rule(id, full)
        shares = [libplan.NotApplicable(rescale=True)]
        if self.has_shares:
            shares += [
                libplan.NotApplicable(rescale=False, share=share) for share in (0.0, 0.6, 1.0)
            ]
        return libplan.Item(
            id,
            id,
            full,
            rule,
            fact=fact,
            clause="按办法",
            not_for=self.pick((), (), (), (CLASSES[0],)),
            only_for=self.pick((), (), (), (CLASSES[1],)),
            not_applicable=self.pick(None, None, *shares),
            missing=self.pick(None, None, "open", "zero"),
        )

    def group(self, kind: str = "base", depth: int = 0) -> libplan.Group:
        id = self.id()
        items = [self.item() for _ in range(self.pick(1, 2, 3))]
        inner = [self.group(kind, depth + 1) for _ in range(self.pick(0, 0, 1) if depth < 2 else 0)]
        combine = self.pick(
            "sum", "sum", "sum", "weighted", "mean", "highest", "lowest", "largest_loss"
        )
        if combine == "weighted":
            items = [part.replace(weight=self.draw(weights)) for part in items]
            inner = [part.replace(weight=self.draw(weights)) for part in inner]
        whole = float(sum(Fraction(repr(part.full)) for part in [*items, *inner]))
        full = whole if combine == "sum" else self.pick(*FULLS)
        group = libplan.Group(
            id,
            id,
            full,
            items,
            groups=inner,
            kind=kind,  # type: ignore[arg-type]
            combine=combine,
            floor=self.pick(None, 0.0, -2.0, *([] if combine == "sum" else [0.125])),
            cap=self.pick(None, None, full, full / 2),
            rescale=self.pick(False, False, True),
            not_for=self.pick((), (), (), (CLASSES[1],)),
        )
        inside = [id, *(item.id for item in items), *(each.id for each in inner)]
        holders = [id, *(each.id for each in inner)]
        zero_when = [
            [self.condition(inside, holders, full) for _ in range(self.pick(1, 2))]
            for _ in range(self.pick(0, 0, 0, 1, 2))
        ]
        return group.replace(zero_when=zero_when)

    def condition(
        self, nodes: list[str], groups: list[str], full: float, total: bool = False
    ) -> libplan.Condition:
        subject = self.pick(
            "fact", "points_of", "rate_of", "applicable_of", "lowest_of", *(["total"] * total)
        )
        comparison = self.pick("at_least", "at_most", "above", "below", "equals")
        if subject == "fact":
            fact = self.fact(0.0, 1.0, 2.4)
            limit = self.reference(1.0, 2.0)
            times = self.pick(1.0, 1.2)
            self.decisive.add(fact)
            self.limits |= {limit} if isinstance(limit, str) else set()
            return libplan.Condition(subject, fact, comparison, limit, times=times)
        limits: dict[str, tuple[float, ...]] = {
            "points_of": (0.0, full / 2, full),
            "rate_of": (66.7, 50.0, 100.0),
            "applicable_of": (full, full / 2),
            "lowest_of": (0.0, 0.5),
            "total": (0.0, full / 2, full),
        }
        of = "" if subject == "total" else self.pick(*(groups if subject == "lowest_of" else nodes))
        limit = self.reference(self.pick(*limits[subject]), *limits[subject])
        self.limits |= {limit} if isinstance(limit, str) else set()
        return libplan.Condition(subject, of, comparison, limit)

    def scheme(self) -> libplan.Scheme:
        groups = [self.group() for _ in range(self.pick(1, 2))]
        full = float(sum(Fraction(repr(group.full)) for group in groups))
        groups += [self.group("bonus")] * self.pick(0, 0, 1)
        groups += [self.group("penalty")] * self.pick(0, 0, 1)
        order = ["rescale", "convert", "bonus", "penalty", "cap"]
        if self.pick(False, True):
            order = self.draw(st.permutations(order))[: self.pick(5, 5, 4)]
        order += ["veto", "grade", "demote", "quota", "rank"]
        convert_to = self.pick(None, 100.0)
        top = convert_to or full
        grades = [
            libplan.Grade("优", libplan.Edge(round(top * 0.5, 2), above=self.draw(st.booleans()))),
            libplan.Grade("良", libplan.Edge(round(top * 0.4, 2), above=self.draw(st.booleans()))),
            libplan.Grade("中", libplan.Edge(round(top * 0.25, 2), above=self.draw(st.booleans()))),
            libplan.Grade("差", libplan.Edge(0.0)),
        ]
        nodes = [node for group in groups for node in names_in(group)]
        holders = [group.id for group in groups]
        vetoes = []
        for effect in self.draw(
            st.lists(st.sampled_from(["grade", "zero", "bar_top", "one_down"]), max_size=2)
        ):
            when = [self.condition(nodes, holders, top, True) for _ in range(self.pick(1, 2))]
            unless = [[self.condition(nodes, holders, top, True)]] * self.pick(0, 1)
            vetoes.append(
                libplan.Veto(
                    effect,
                    when,
                    effect=effect,  # type: ignore[arg-type]
                    grade=self.pick("中", "差") if effect == "grade" else "",
                    unless=unless,
                    only_for=self.pick((), (), (CLASSES[0],)),
                )
            )
        tie_breaks = [libplan.TieBreak(nodes[-1], fewer=self.draw(st.booleans()))] * self.pick(
            0, 0, 1
        )
        outcome = libplan.Outcome(
            places=self.pick(2, 3) if self.has_shares else self.pick(0, 1, 2),
            rounding=self.pick("half_up", "half_up", "half_even", "truncate", "up"),
            rounded_at=self.rounded_at,
            not_applicable=libplan.NotApplicable(rescale=not self.has_shares),
            missing=self.missing,
            convert_to=convert_to,
            floor=self.pick(0.0, -2.5),
            cap=self.pick(None, top, round(top * 0.9, 2)),
            order=order,
            tie_breaks=tie_breaks,
        )
        return libplan.Scheme(
            "s",
            "办法",
            "town",
            groups,
            grades,
            full=full,
            facts=[
                libplan.FactDefinition(name, name, libplan.SuppliedFact()) for name in self.facts
            ],
            outcome=outcome,
            vetoes=vetoes,
        )

    def cells(self, units: int, states: bool) -> dict[str, list[Cell]]:
        """Most cells are where something happens, or a hundredth beside it."""
        # Hundreds of cells are not worth a choice of Hypothesis each.
        chance = random.Random(self.draw(st.integers(0, 2**32)))
        columns: dict[str, list[Cell]] = {}
        for column, critical in self.critical.items():
            near = [value + Fraction(n, 100) for value in critical for n in (-1, 1)]
            is_amount = "." in column or "/" in column
            cells: list[Cell] = [*critical, *critical, *([] if is_amount else near)]
            cells = sorted(cells)
            decides = column in self.decisive and self.missing == "zero"
            if states and not decides and column not in self.limits:
                cells += [MISSING, NOT_APPLICABLE, NOT_SCORED]
            columns[column] = [chance.choice(cells) for _ in range(units)]
        return columns


def names_in(group: libplan.Group) -> list[str]:
    inner = [name for each in group.groups for name in names_in(each)]
    return [group.id, *(item.id for item in group.items), *inner]


@st.composite
def cases(draw: Draw) -> Case:
    drawing = Drawing(draw)
    scheme = drawing.scheme()
    # What a veto leaves open although a finding switches it off has a test of its own.
    certain = any(veto.unless for veto in scheme.vetoes)
    columns = drawing.cells(UNITS, not certain and draw(st.booleans()))
    classes = [CLASSES[at % 3 == 0] for at in range(UNITS)]
    return Case(scheme, columns, classes)


def arrays(columns: dict[str, list[Cell]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """NumPy columns of values and of states."""
    values = {
        name: np.array([math.nan if isinstance(cell, str) else float(cell) for cell in cells])
        for name, cells in columns.items()
    }
    states = {
        name: np.array(
            [STATES.index(cell) if isinstance(cell, str) else 0 for cell in cells], np.uint8
        )
        for name, cells in columns.items()
    }
    return values, states


def facts_of(case: Case) -> libplan.Facts:
    """The same with units that have ids: u0, u1, …"""
    units = [
        libplan.Unit(f"u{at}", f"单位{at}", rank_class=each) for at, each in enumerate(case.classes)
    ]
    columns = [
        libplan.FactColumn(
            name,
            [math.nan if isinstance(cell, str) else float(cell) for cell in cells],
            [cell if isinstance(cell, str) else "value" for cell in cells],  # type: ignore[misc]
        )
        for name, cells in case.columns.items()
    ]
    return libplan.Facts(2018, units, columns)


def scored(case: Case, **options: Any) -> libplan.Scores:
    values, states = arrays(case.columns)
    return libplan.assess_many(case.scheme, values, states=states, classes=case.classes, **options)


def expected(case: Case) -> list[Result]:
    return evaluate(case.scheme, case.columns, [""] * len(case.classes), case.classes)
