"""Where points are and where they were lost: heat map, losses, and the waterfall of a change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from math import isinf
from typing import Literal

from .. import _core
from ..typing import Language
from .charts import (
    Bar,
    BarChart,
    CellKind,
    HeatCell,
    HeatMap,
    Step,
    StepKind,
    Waterfall,
    number_words,
    plain,
    signed,
    tell,
)

LossesBy = Literal["item", "group", "rule"]
ChangeBy = Literal["cause", "item"]

_MOST_VALUES = 1600  # cells in which points are still written
_RULES: dict[type, str] = {
    _core.MarksRule: "plot_rule_marks",
    _core.AllOrNothingRule: "plot_rule_all_or_nothing",
    _core.ShareRule: "plot_rule_share",
    _core.PerUnitRule: "plot_rule_per_unit",
    _core.BandsRule: "plot_rule_bands",
    _core.OccurrencesRule: "plot_rule_occurrences",
}


# -- heat map


def heat_map(
    assessment: _core.Assessment, units: Sequence[str] | None, *, most: int, language: Language
) -> HeatMap:
    """Rates of points: items down in the order of the scheme, units across, best total first."""
    scheme = assessment.scheme
    notes: list[str] = []
    chosen = _chosen_units(assessment, units, most, notes, language)
    cards = [assessment.scorecard(id, language=language) for id in chosen]
    outside = {item.id for group in scheme.groups for item in _outside_items(group)}
    lines = list(zip(*(card.lines for card in cards), strict=True))
    lines = _chosen_items(lines, most, notes, language)
    cells = tuple(tuple(_heat_cell(line, outside, language) for line in row) for row in lines)
    kinds: list[tuple[CellKind, str]] = []
    for kind in ("missing", "not_applicable", "not_scored"):
        if any(cell.kind == kind for row in cells for cell in row):
            kinds.append((kind, tell("state_" + kind, language=language)))
    with_values = len(cells) * len(cards) <= _MOST_VALUES
    notes.insert(0, tell("plot_rates_note", language=language))
    if any(cell.kind == "outside" for row in cells for cell in row):
        notes.append(tell("plot_outside_note", language=language))
    if not with_values:
        notes.append(tell("plot_values_left_out", language=language))
    if assessment.facts.illustrative:
        notes.append(tell("plot_illustrative", language=language))
    return HeatMap(
        tell("plot_rates_title", scheme.title, assessment.facts.year, language=language),
        tuple(
            tell("with_detail", row[0].item.title, number_words(row[0].full), language=language)
            for row in lines
        ),
        tuple(plain(card.unit.title or card.unit.id) for card in cards),
        cells,
        tell("head_rate", language=language),
        tuple(kinds),
        with_values,
        tuple(notes if cells else [tell("plot_nothing", language=language)]),
    )


def _chosen_units(
    assessment: _core.Assessment,
    units: Sequence[str] | None,
    most: int,
    notes: list[str],
    language: Language,
) -> list[str]:
    """The units by their totals, those that are open last; of too many the best and the worst."""
    if units is not None:
        return list(units)
    totals = assessment.totals
    order = sorted(
        range(len(totals)), key=lambda index: (totals[index] is None, -(totals[index] or 0), index)
    )
    if len(order) > most:
        best = (most + 1) // 2
        worst = most - best
        arguments = (len(order), best, worst)
        notes.append(tell("plot_units_left_out", *arguments, language=language))
        settled = [index for index in order if totals[index] is not None] or order
        order = settled[:best] + (settled[max(best, len(settled) - worst) :] if worst else [])
    return [assessment.units[index].id for index in order]


def _outside_items(group: _core.Group, kind: str = "base") -> Iterator[_core.Item]:
    """Items of bonus and penalty groups, which stand outside the full marks."""
    kind = group.kind if kind == "base" else kind
    if kind != "base":
        yield from group.items
    for inner in group.groups:
        yield from _outside_items(inner, kind)


_ItemLines = tuple[_core.ScorecardLine, ...]


def _chosen_items(
    rows: list[_ItemLines], most: int, notes: list[str], language: Language
) -> list[_ItemLines]:
    """All items; of too many those with the lowest mean rates, in the order of the scheme."""
    if len(rows) <= most:
        return rows

    def mean_rate(row: _ItemLines) -> Decimal:
        rates = [line.points / line.full for line in row if line.state == "value" and line.full]
        return sum(rates, Decimal(0)) / len(rates) if rates else Decimal(2)

    order = sorted(range(len(rows)), key=lambda index: (mean_rate(rows[index]), index))
    notes.append(tell("plot_items_left_out", len(rows), most, language=language))
    return [rows[index] for index in sorted(order[:most])]


def _heat_cell(line: _core.ScorecardLine, outside: set[str], language: Language) -> HeatCell:
    if line.state != "value":
        return HeatCell(tell("state_" + line.state, language=language), line.state)
    if line.item.id in outside or line.full <= 0:
        return HeatCell(number_words(line.points), "outside")
    rate = round(line.points / line.full, 6)
    return HeatCell(number_words(line.points), "rate", rate)


# -- points lost


def card_losses(card: _core.Scorecard, *, most: int, language: Language) -> BarChart:
    """Points lost item by item, then what is still open."""
    lost = [
        Bar(plain(line.item.title), line.lost, number_words(line.lost))
        for line in card.lines
        if line.lost > 0
    ]
    still_open = [
        Bar(
            plain(line.item.title),
            line.full,
            tell("plot_at_stake", number_words(line.full), language=language),
            is_open=True,
        )
        for line in card.lines
        if line.state in ("missing", "not_scored") and line.lost <= 0
    ]
    sum_lost = sum((bar.value for bar in lost), Decimal(0))
    title = tell(
        "plot_lost_card", card.unit.title, card.year, number_words(sum_lost), language=language
    )
    notes = [*_gains(card.lines, language), *_left_out(card.lines, language)]
    notes += [tell("plot_named", tell("head_veto", language=language), veto, language=language)
              for veto in card.vetoes]  # fmt: skip
    return _bar_chart(title, lost, still_open, notes, card.illustrative, most, language)


def assessment_losses(
    assessment: _core.Assessment, by: LossesBy, units: Sequence[str] | None, *,
    most: int, language: Language,
) -> BarChart:  # fmt: skip
    """Points lost by all units together: by item, by top group or by kind of rule."""
    ids = [unit.id for unit in assessment.units] if units is None else list(units)
    names = _loss_names(assessment.scheme, by, language)
    sums: dict[str, _Loss] = {}
    for index, id in enumerate(ids):
        for line in assessment.scorecard(id, language=language).lines:
            name = names[line.item.id]
            loss = sums.setdefault(name, _Loss())
            if line.lost > 0:
                loss.lost += line.lost
                loss.units.add(index)
            elif line.state in ("missing", "not_scored"):
                loss.at_stake += line.full
    lost = [
        Bar(plain(name), loss.lost, _loss_words(loss, language))
        for name, loss in sums.items()
        if loss.lost
    ]
    still_open = [
        Bar(
            plain(name),
            loss.at_stake,
            tell("plot_at_stake", number_words(loss.at_stake), language=language),
            is_open=True,
        )
        for name, loss in sums.items()
        if loss.at_stake and not loss.lost
    ]
    total = number_words(sum((bar.value for bar in lost), Decimal(0)))
    scheme, year = assessment.scheme.title, assessment.facts.year
    title = tell("plot_lost_all", scheme, year, len(ids), total, language=language)
    return _bar_chart(title, lost, still_open, [], assessment.facts.illustrative, most, language)


@dataclass
class _Loss:
    lost: Decimal = Decimal(0)
    at_stake: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        self.units: set[int] = set()


def _loss_words(loss: _Loss, language: Language) -> str:
    words = tell("plot_lost_by", number_words(loss.lost), len(loss.units), language=language)
    if not loss.at_stake:
        return words
    return tell("plot_open_items", words, number_words(loss.at_stake), language=language)


def _loss_names(scheme: _core.Scheme, by: LossesBy, language: Language) -> dict[str, str]:
    """What each item is counted under."""
    if by == "rule":
        return {
            item.id: tell(_RULES[type(item.rule)], language=language) for item in scheme.items()
        }
    if by == "group":
        return {item.id: group.title for group in scheme.groups for item in _items_of(group)}
    titles = [item.title for item in scheme.items()]
    return {
        item.id: item.title
        if titles.count(item.title) == 1
        else tell("with_detail", item.title, item.id, language=language)
        for item in scheme.items()
    }


def _items_of(group: _core.Group) -> Iterator[_core.Item]:
    yield from group.items
    for inner in group.groups:
        yield from _items_of(inner)


def _gains(lines: Sequence[_core.ScorecardLine], language: Language) -> list[str]:
    gained = [line for line in lines if line.lost < 0]
    if not gained:
        return []
    total = number_words(-sum((line.lost for line in gained), Decimal(0)))
    return [tell("plot_gained", total, _titles(gained, language), language=language)]


def _left_out(lines: Sequence[_core.ScorecardLine], language: Language) -> list[str]:
    left_out = [line for line in lines if line.state == "not_applicable" and line.lost <= 0]
    if not left_out:
        return []
    head = tell("state_not_applicable", language=language)
    return [tell("plot_named", head, _titles(left_out, language), language=language)]


def _titles(lines: Sequence[_core.ScorecardLine], language: Language) -> str:
    return tell("listed", language=language).join(line.item.title for line in lines)


def _bar_chart(
    title: str,
    lost: list[Bar],
    still_open: list[Bar],
    notes: list[str],
    illustrative: bool,
    most: int,
    language: Language,
) -> BarChart:
    """The longest first; what is beyond ``most`` is counted and added up in a note."""
    bars: list[Bar] = []
    for part, phrase in ((lost, "plot_rest_lost"), (still_open, "plot_rest_open")):
        ordered = sorted(part, key=lambda bar: -bar.value)
        bars += ordered[:most]
        if rest := ordered[most:]:
            points = number_words(sum((bar.value for bar in rest), Decimal(0)))
            notes = [tell(phrase, len(rest), points, language=language), *notes]
    if not lost:
        notes = [tell("no_losses", language=language), *notes]
    if illustrative:
        notes = [*notes, tell("plot_illustrative", language=language)]
    axis = tell("plot_lost_axis", language=language)
    open_name = tell("plot_at_stake_axis", language=language)
    return BarChart(title, axis, open_name, tuple(bars), tuple(notes))


# -- waterfall


def waterfall(
    change: _core.TotalChange, by: ChangeBy, *, most: int, language: Language
) -> Waterfall:
    """From the earlier total to the later one, cause by cause or item by item."""
    notes: list[str] = []
    parts = _parts(change, by, notes, most, language)
    title, total, label_before, label_after = _waterfall_words(change, language)
    steps = _side(label_before, change.before, change.possible_before, language)
    if change.before is not None:
        level = change.before
        for label, points in parts:
            kind: StepKind = "gain" if points >= 0 else "loss"
            steps.append(Step(plain(label), level, level + points, kind, signed(points)))
            level += points
    steps += _side(label_after, change.after, change.possible_after, language)
    if change.open_words:
        notes.insert(0, plain(change.open_words))
    elif total:
        notes.insert(0, total)
    if change.scheme_before != change.scheme_after:
        notes.append(plain(f"{change.scheme_before} → {change.scheme_after}"))
    if change.illustrative:
        notes.append(tell("plot_illustrative", language=language))
    lowest, highest = _limits(steps)
    if lowest > 0:
        notes.append(tell("plot_axis_cut", number_words(lowest), language=language))
    return Waterfall(
        title,
        tell("plot_points_axis", language=language),
        tuple(steps),
        lowest,
        highest,
        {
            "total": tell("head_total", language=language),
            "open": tell("plot_total_open", language=language),
            "gain": tell("plot_gain", language=language),
            "loss": tell("plot_loss", language=language),
        },
        tuple(notes or [tell("plot_nothing", language=language)]),
    )  # fmt: skip


def _waterfall_words(change: _core.TotalChange, language: Language) -> tuple[str, str, str, str]:
    """Title, the totals in words (empty while one is open), and what each side is called.

    Of one year, as scored by two schemes, the sides are before and after.
    """
    unit, then, now = change.unit.title, change.year_before, change.year_after
    totals: list[str] = []
    if change.before is not None and change.after is not None and change.difference is not None:
        totals = [number_words(change.before), number_words(change.after)]
        totals.append(signed(change.difference))
    if then == now:
        return (
            tell("change_title_same_year", unit, now, language=language),
            tell("change_total_same_year", *totals, language=language) if totals else "",
            tell("change_from", language=language),
            tell("change_to", language=language),
        )
    return (
        tell("change_title", unit, now, then, language=language),
        tell("change_total", then, totals[0], now, *totals[1:], language=language)
        if totals
        else "",
        tell("head_total_of", then, language=language),
        tell("head_total_of", now, language=language),
    )


def _side(
    label: str, total: Decimal | None, possible: _core.PossibleRange | None, language: Language
) -> list[Step]:
    """The total of one side, or within which it lies while it is open."""
    if total is not None:
        return [Step(label, Decimal(0), total, "total", number_words(total))]
    if possible is None:
        return []
    lowest = Decimal(_core.decimal_text(possible.lowest))
    if isinf(possible.highest):
        return [Step(label, lowest, lowest, "open", f"≥{number_words(lowest)}")]
    highest = Decimal(_core.decimal_text(possible.highest))
    words = f"{number_words(lowest)}–{number_words(highest)}"
    return [Step(label, lowest, highest, "open", words)]


def _limits(steps: Sequence[Step]) -> tuple[Decimal, Decimal]:
    """The axis: from zero, or from a round number below all totals where they differ by little."""
    levels = [step.end for step in steps]
    levels += [step.start for step in steps if step.kind == "open"]
    low, high = min([*levels, Decimal(0)]), max([*levels, Decimal(0)])
    reach = max(levels, default=Decimal(1)) - min(levels, default=Decimal(0)) or Decimal(1)
    if len(levels) > 1 and min(levels) > 3 * reach:
        low = min(levels) - reach
        unit = Decimal(10) ** reach.adjusted()
        low = (low / unit).to_integral_value(ROUND_FLOOR) * unit
    room = (high - low or Decimal(1)) / 8
    return low - (room if low < 0 else 0), high + (room if high > 0 or low == high else 0)


def _parts(
    change: _core.TotalChange, by: ChangeBy, notes: list[str], most: int, language: Language
) -> list[tuple[str, Decimal]]:
    """What moved the total; together exactly the difference, nothing while a side is open."""
    if change.difference is None:
        return []
    if by == "cause":
        parts = [(tell("cause_" + part.cause, language=language), part.points)
                 for part in change.parts]  # fmt: skip
    else:
        parts = [(item.title, item.difference or Decimal(0)) for item in change.items]
        beyond = change.beyond_items or Decimal(0)
        parts.append((tell("change_beyond", language=language), beyond))
    moved = [part for part in parts if part[1]]
    if len(moved) < len(parts):
        notes.append(tell("plot_same_left_out", len(parts) - len(moved), language=language))
    if len(moved) <= most:
        return moved
    order = sorted(range(len(moved)), key=lambda index: (-abs(moved[index][1]), index))
    kept = [moved[index] for index in sorted(order[: most - 1])]
    rest = sum((moved[index][1] for index in order[most - 1 :]), Decimal(0))
    label = tell("plot_small_changes", len(moved) - len(kept), language=language)
    return [*kept, (label, rest)]
