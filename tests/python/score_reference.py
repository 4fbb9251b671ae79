"""A second, plain reading of what a scheme says: unit by unit, in fractions, without any hurry.

It follows the words of python/docs/guide/schemes.md, scheme.hpp and the stub and shares no code
with libplan: schemes are all it takes from there. A cell of facts is a fraction, or the word for
why there is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf
from typing import Any

import libplan

Cell = Fraction | str
Columns = Mapping[str, Sequence[Cell]]
MISSING, NOT_APPLICABLE, NOT_SCORED = "missing", "not_applicable", "not_scored"
PUBLISHING = ("veto", "grade", "demote", "quota", "rank")


class Refused(Exception):
    """A fact is missing that the scheme does not allow to be missing."""


@dataclass
class Points:
    """What an item or a group comes to."""

    points: Fraction = Fraction(0)
    full: Fraction = Fraction(0)  # of what applies
    applies: bool = True
    is_open: bool = False
    waits: frozenset[str] = frozenset()  # the states of open items it rests on
    state: str = "value"

    @property
    def rate(self) -> Fraction:
        return self.points / self.full

    @property
    def counts(self) -> bool:
        return self.applies and not self.is_open


@dataclass
class Result:
    """What becomes of one unit."""

    nodes: dict[str, Points] = field(default_factory=dict)
    scored: Fraction = Fraction(0)
    applicable: Fraction = Fraction(0)
    unrounded: Fraction = Fraction(0)
    earned: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    complete: bool = True
    is_open: bool = False  # before vetoes
    waits: frozenset[str] = frozenset()
    open_vetoes: set[int] = field(default_factory=set)
    grade: int | None = None
    vetoes: set[int] = field(default_factory=set)
    rank: int | None = None


def exact(number: float) -> Fraction:
    """The decimal that is written, not the double it is kept in."""
    return Fraction(Decimal(repr(number)))


def rounded(number: Fraction, places: int, rounding: str) -> Fraction:
    size = abs(number) * 10**places
    whole = floor(size)
    rest = size - whole
    more = {
        "half_up": rest >= Fraction(1, 2),
        "half_even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1),
        "truncate": False,
        "up": rest > 0,
    }[rounding]
    return Fraction(whole + more, 10**places) * (-1 if number < 0 else 1)


def within(number: Fraction, lower: float | None, upper: float | None) -> Fraction:
    if lower is not None:
        number = max(number, exact(lower))
    return number if upper is None or upper == inf else min(number, exact(upper))


def compares(left: Fraction, comparison: str, right: Fraction) -> bool:
    return {
        "at_least": left >= right,
        "at_most": left <= right,
        "above": left > right,
        "below": left < right,
        "equals": left == right,
    }[comparison]


def begun(edge: libplan.Edge, number: Fraction) -> bool:
    return compares(number, "above" if edge.above else "at_least", exact(edge.from_value))


# ---- rules ----


def columns_of(item: libplan.Item) -> list[str]:
    """The columns that an item's rule reads."""
    rule: Any = item.rule
    if isinstance(rule, libplan.MarksRule):
        scorers = [each.scorer for each in rule.scorers] or [item.scorer]
        return [f"{item.id}.{scorer}" for scorer in scorers]
    if isinstance(rule, libplan.OccurrencesRule):
        read = []
        for each in rule.classes:
            read.append(f"{item.fact}/{each.severity}")
            if each.per_death:
                read.append(f"{item.fact}/{each.severity}/deaths")
        return read
    against = getattr(rule, "reference", getattr(rule, "target", getattr(rule, "limit", 0.0)))
    return [item.fact, *([against] if isinstance(against, str) else [])]


def points_by_rule(item: libplan.Item, facts: Mapping[str, Fraction]) -> Fraction:
    rule: Any = item.rule
    full = exact(item.full)

    def reference(of: float | str) -> Fraction:
        return facts[of] if isinstance(of, str) else exact(of)

    if isinstance(rule, libplan.MarksRule):
        marks = [facts[column] for column in columns_of(item)]
        weights = [exact(each.weight) for each in rule.scorers] or [Fraction(1)]
        mark = sum(w * m for w, m in zip(weights, marks, strict=True)) / sum(weights)
        return within(full - mark if rule.deduct_to is not None else mark, 0, item.full)
    if isinstance(rule, libplan.AllOrNothingRule):
        holds = compares(facts[item.fact], rule.comparison, reference(rule.limit))
        return full if holds else Fraction(0)
    if isinstance(rule, libplan.ShareRule):
        target = reference(rule.target)
        if target <= 0:  # nothing to take a share of: it is reached, or it is not
            return full if facts[item.fact] >= target else Fraction(0)
        return within(full * facts[item.fact] / target, 0, item.full)
    if isinstance(rule, libplan.PerUnitRule):
        distance = facts[item.fact] - reference(rule.reference)
        size, each = (rule.per, rule.over) if distance >= 0 else (rule.per_under, rule.under)
        units = abs(distance) / exact(rule.per if size is None else size)
        if rule.steps in ("whole", "begun"):
            units = Fraction(floor(units) if rule.steps == "whole" else ceil(units))
        start = full if rule.start is None else exact(rule.start)
        ceiling = item.full if rule.ceiling is None else rule.ceiling
        return within(start + units * exact(each), rule.floor, ceiling)
    if isinstance(rule, libplan.BandsRule):
        return points_by_band(rule, full, facts[item.fact])
    assert isinstance(rule, libplan.OccurrencesRule)
    change = Fraction(0)
    worth = []
    for each in rule.classes:
        count = facts[f"{item.fact}/{each.severity}"]
        change += count * exact(each.points)
        if each.per_death:
            change += facts[f"{item.fact}/{each.severity}/deaths"] * exact(each.per_death)
        if count > 0:
            worth.append(min(count, Fraction(1)) * exact(each.points))
    if rule.counts in ("highest", "worst"):
        change = (max if rule.counts == "highest" else min)([Fraction(0), *worth])
    if rule.cap:
        change = max(change, exact(rule.cap))
    start = full if rule.start is None else exact(rule.start)
    return within(start + change, rule.floor, item.full)


def points_by_band(rule: libplan.BandsRule, full: Fraction, number: Fraction) -> Fraction:
    points = [exact(band.points) * (full if rule.coefficients else 1) for band in rule.bands]
    reached = [at for at, band in enumerate(rule.bands) if begun(band.edge, number)]
    if not reached:
        return points[0] if rule.below is None else exact(rule.below)
    at = reached[-1]
    if not rule.interpolate or at + 1 == len(points):
        return points[at]
    lower, upper = (exact(band.edge.from_value) for band in rule.bands[at : at + 2])
    if lower == upper:  # a step: the limit itself, and what lies above it
        return points[at]
    return points[at] + (points[at + 1] - points[at]) * (number - lower) / (upper - lower)


# ---- one unit ----


class OneUnit:
    """The table filled in for one unit."""

    def __init__(self, scheme: libplan.Scheme, facts: Mapping[str, Cell], id: str, of_class: str):
        self.scheme, self.facts, self.id, self.of_class = scheme, facts, id, of_class
        self.result = Result()
        self.fill_in()

    def is_for(self, node: Any) -> bool:
        names = {self.id, self.of_class} - {""}
        if getattr(node, "only_for", ()) and not names & set(node.only_for):
            return False
        return not names & set(getattr(node, "not_for", ()))

    def round_at(self, where: str, points: Fraction) -> Fraction:
        outcome = self.scheme.outcome
        if outcome.rounded_at != where:
            return points
        return rounded(points, outcome.places, outcome.rounding)

    def item(self, item: libplan.Item, excluded: bool, kind: str) -> Points:
        outcome = self.scheme.outcome
        full = exact(item.full)
        cells = {column: self.facts[column] for column in columns_of(item)}
        words = [cell for cell in cells.values() if isinstance(cell, str)]
        if excluded or NOT_APPLICABLE in words:
            by_scheme = outcome.not_applicable if kind == "base" else libplan.NotApplicable()
            instead = item.not_applicable or by_scheme
            if instead.rescale:
                return Points(applies=False, state=NOT_APPLICABLE)
            share = self.round_at("item", full * exact(instead.share))
            return Points(share, full, state=NOT_APPLICABLE)
        if words:
            missing = item.missing or outcome.missing
            if MISSING in words and missing == "refuse":
                raise Refused
            state = NOT_SCORED if NOT_SCORED in words else MISSING  # it will come
            is_open = state == NOT_SCORED or missing == "open"
            waits = frozenset({state} if is_open else ())
            return Points(full=full, is_open=is_open, waits=waits, state=state)
        points = points_by_rule(item, cells)  # type: ignore[arg-type]
        return Points(self.round_at("item", points), full)

    def group(self, group: libplan.Group, excluded: bool, kind: str) -> Points:
        excluded = excluded or not self.is_for(group)
        parts = []
        for item in group.items:
            of_item = self.item(item, excluded or not self.is_for(item), kind)
            self.result.nodes[item.id] = of_item
            parts.append((of_item, exact(item.weight)))
        for inner in group.groups:
            parts.append((self.group(inner, excluded, kind), exact(inner.weight)))
        parts = [(part, weight) for part, weight in parts if part.applies]
        own = Points(applies=bool(parts), full=exact(group.full))
        self.result.nodes[group.id] = own
        if not own.applies:
            own.full = Fraction(0)
            return own
        own.is_open = any(part.is_open for part, _ in parts)
        own.waits = frozenset().union(*(part.waits for part, _ in parts))
        if group.combine == "sum":
            own.points = sum((part.points for part, _ in parts), Fraction(0))
            own.full = sum((part.full for part, _ in parts), Fraction(0))
            if group.rescale and own.full:
                own.points *= exact(group.full) / own.full
                own.full = exact(group.full)
        elif group.combine == "largest_loss":
            own.points = own.full - max(part.full - part.points for part, _ in parts)
        else:
            rates = [(part.rate, weight) for part, weight in parts]
            if group.combine == "weighted":
                rate = sum(rate * w for rate, w in rates) / sum(w for _, w in rates)
            elif group.combine == "mean":
                rate = sum(rate for rate, _ in rates) / len(rates)
            else:
                rate = (max if group.combine == "highest" else min)(rate for rate, _ in rates)
            own.points = own.full * rate
        own.points = within(own.points, group.floor, group.cap)
        voided = self.any_holds(group.zero_when)
        if voided:
            own.points = Fraction(0)
            own.is_open, own.waits = False, frozenset()
        elif voided is None:
            own.is_open = True
        return own

    # Conditions: True, False, or None where what is not known decides.

    def holds(self, condition: libplan.Condition) -> bool | None:
        limit: Cell = (
            condition.limit if isinstance(condition.limit, str) else exact(condition.limit)
        )
        if isinstance(limit, str):
            limit = self.facts[limit]
        subject = self.subject(condition)
        if NOT_APPLICABLE in (subject, limit):
            return False
        if isinstance(subject, str) or isinstance(limit, str):
            settled = self.scheme.outcome.missing == "zero" and NOT_SCORED not in (subject, limit)
            return False if settled else None
        return compares(subject, condition.comparison, limit * exact(condition.times))

    def falls(self, condition: libplan.Condition, known: Fraction) -> bool:
        limit = condition.limit
        number = self.facts[limit] if isinstance(limit, str) else exact(limit)
        if isinstance(number, str):
            return False
        return compares(known, condition.comparison, number * exact(condition.times))

    def subject(self, condition: libplan.Condition) -> Cell:
        if condition.subject == "fact":
            return self.facts[condition.of]
        if condition.subject == "total":
            return self.result.earned if self.result.complete else NOT_SCORED
        node = self.result.nodes[condition.of]
        if condition.subject == "applicable_of":
            return node.full
        if not node.applies:
            return NOT_APPLICABLE
        if condition.subject == "lowest_of":
            items = [self.result.nodes[item.id] for item in own_items(self.scheme, condition.of)]
            known = [item.points for item in items if item.applies and not item.is_open]
            if any(item.applies and item.is_open for item in items):
                # What is open can only lower the lowest.
                falls = condition.comparison in ("at_most", "below")
                return (
                    min(known)
                    if falls and known and self.falls(condition, min(known))
                    else NOT_SCORED
                )
            return min(known, default=NOT_APPLICABLE)
        if node.is_open:
            return NOT_SCORED
        if condition.subject == "rate_of" and not node.full:
            return NOT_APPLICABLE
        return node.points if condition.subject == "points_of" else node.rate * 100

    def all_hold(self, conditions: Sequence[libplan.Condition]) -> bool | None:
        found = [self.holds(condition) for condition in conditions]
        return False if False in found else None if None in found else True

    def any_holds(self, several: Sequence[Sequence[libplan.Condition]]) -> bool | None:
        found = [self.all_hold(conditions) for conditions in several]
        return True if True in found else None if None in found else False

    def fill_in(self) -> None:
        result, outcome = self.result, self.scheme.outcome
        blocks = {"base": Fraction(0), "bonus": Fraction(0), "penalty": Fraction(0)}
        for group in self.scheme.groups:
            of_group = self.group(group, False, group.kind)
            of_group.points = self.round_at("group", of_group.points)
            if of_group.is_open:
                result.complete = False
                result.is_open = True
                result.waits |= of_group.waits
            blocks[group.kind] += of_group.points
            if group.kind == "base":
                result.applicable += of_group.full
        result.scored = blocks["base"]
        if not result.applicable:
            result.complete = False
        number = blocks["base"]
        full = exact(self.scheme.full)
        for step in outcome.order:
            if step in PUBLISHING:
                break  # the total is published: it changes no more
            if step == "rescale" and result.applicable:
                number = number * full / result.applicable
            elif step == "convert" and outcome.convert_to is not None:
                number = number * exact(outcome.convert_to) / full
            elif step in ("bonus", "penalty"):
                number += blocks[step]
            elif step == "cap":
                number = within(number, outcome.floor, outcome.cap)
        result.unrounded = number
        result.earned = rounded(number, outcome.places, outcome.rounding)
        result.total = result.earned
        self.judge()

    def judge(self) -> None:
        result, outcome = self.result, self.scheme.outcome
        if "veto" in outcome.order or "demote" in outcome.order:
            for at, veto in enumerate(self.scheme.vetoes):
                if veto.only_for and not self.is_for(veto):
                    continue
                when, off = self.all_hold(veto.when), self.any_holds(veto.unless)
                if off is True:
                    continue  # only what is recorded switches off
                if when is True and off is False:
                    result.vetoes.add(at)
                elif when is not False:
                    result.open_vetoes.add(at)
        effects = [self.scheme.vetoes[at] for at in sorted(result.vetoes)]
        doubts = [self.scheme.vetoes[at] for at in sorted(result.open_vetoes)]
        if "veto" in outcome.order:
            if any(veto.effect == "zero" for veto in effects):
                result.total = Fraction(0)
                first = next(step for step in outcome.order if step in PUBLISHING)
                settled = first == "veto" and (result.is_open or result.applicable)
                result.complete = result.complete or bool(settled)
            elif any(veto.effect == "zero" for veto in doubts):
                result.complete = False
        if not result.complete:
            return
        titles = [grade.title for grade in self.scheme.grades]
        last = len(titles) - 1
        reached = [
            at for at, grade in enumerate(self.scheme.grades) if begun(grade.edge, result.total)
        ]
        at = reached[0] if reached else last

        def after(veto: libplan.Veto, at: int) -> int:
            if veto.effect == "grade":
                return max(at, titles.index(veto.grade))
            if veto.effect == "one_down":
                return min(at + 1, last)
            return max(at, min(1, last)) if veto.effect == "bar_top" else at

        for veto in effects:  # each acts on what those before it left
            at = after(veto, at)
        result.grade = None if any(after(veto, at) != at for veto in doubts) else at


def groups_of(groups: Sequence[libplan.Group]) -> list[libplan.Group]:
    """Every group, a parent before its parts."""
    return [each for group in groups for each in (group, *groups_of(group.groups))]


def own_items(scheme: libplan.Scheme, id: str) -> tuple[libplan.Item, ...]:
    return next(group.items for group in groups_of(scheme.groups) if group.id == id)


def items_of(scheme: libplan.Scheme) -> list[libplan.Item]:
    """Every item in the order of the table."""
    return [item for group in groups_of(scheme.groups) for item in group.items]


# ---- all units ----


def evaluate(
    scheme: libplan.Scheme, columns: Columns, ids: Sequence[str], classes: Sequence[str] = ()
) -> list[Result]:
    rank_classes = classes or [""] * len(ids)
    units = [
        OneUnit(scheme, {name: cells[at] for name, cells in columns.items()}, id, of_class)
        for at, (id, of_class) in enumerate(zip(ids, rank_classes, strict=True))
    ]
    for of_class in set(rank_classes):
        members = [unit for unit in units if unit.of_class == of_class and unit.result.complete]
        every = sum(each == of_class for each in rank_classes)
        if "quota" in scheme.outcome.order:
            keep_quotas(scheme, members, of_class, every)
        if "rank" in scheme.outcome.order:
            for unit in members:
                unit.result.rank = 1 + sum(stands_before(scheme, other, unit) for other in members)
    return [unit.result for unit in units]


def stands_before(scheme: libplan.Scheme, one: OneUnit, other: OneUnit) -> bool:
    if one.result.total != other.result.total:
        return one.result.total > other.result.total
    for tie in scheme.outcome.tie_breaks:
        mine, theirs = tie_value(one, tie.of), tie_value(other, tie.of)
        if (mine is None) != (theirs is None):
            return theirs is None  # what is not known stands behind what is
        if mine is not None and theirs is not None and mine != theirs:
            return (mine < theirs) == tie.fewer
    return False


def tie_value(unit: OneUnit, of: str) -> Fraction | None:
    node = unit.result.nodes.get(of)
    if node:  # points are kept in millionths
        return rounded(node.points, 6, unit.scheme.outcome.rounding)
    value = unit.facts[of]
    return value if isinstance(value, Fraction) else None


def keep_quotas(
    scheme: libplan.Scheme, members: Sequence[OneUnit], of_class: str, every: int
) -> None:
    titles = [grade.title for grade in scheme.grades]
    for at, title in enumerate(titles):
        for quota in scheme.outcome.quotas:
            if quota.grade != title or quota.rank_class not in ("", of_class):
                continue
            limits = [] if quota.count is None else [quota.count]
            if quota.percent is not None:
                limits.append(floor(exact(quota.percent) * every / 100))
            holders = [unit for unit in members if unit.result.grade == at]
            # Equals stand or fall together: a unit stays if all up to its equals find room.
            ahead = {
                id(unit): sum(not stands_before(scheme, unit, other) for other in holders)
                for unit in holders
            }
            for unit in holders:
                if limits and ahead[id(unit)] > min(limits):
                    unit.result.grade = at + 1
