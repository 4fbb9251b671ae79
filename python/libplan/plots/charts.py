"""What a chart shows, computed once: ``paint`` and ``echarts`` draw the same content."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Literal

from .._core import printed_width, say
from ..typing import Language

Tone = Literal["good", "fair", "bad", "unknown"]
CellKind = Literal["rate", "outside", "missing", "not_applicable", "not_scored"]
StepKind = Literal["total", "open", "gain", "loss"]


@dataclass(frozen=True)
class Point:
    """A figure of one year, as it is written, and how it stands; no tone: it is not judged."""

    value: Decimal
    words: str
    tone: Tone | None = None


@dataclass(frozen=True)
class Span:
    """Admissible values of one year; None: no limit on that side.

    ``stated``: the plan asks it of this very year, else in the end.
    """

    lower: Decimal | None
    upper: Decimal | None
    stated: bool
    words: str
    lower_open: bool = False
    upper_open: bool = False


@dataclass(frozen=True)
class PathChart:
    """Actual against required, label by label; None where there is nothing."""

    title: str
    unit: str
    labels: tuple[str, ...]
    actual: tuple[Point | None, ...]
    required: tuple[Point | None, ...]
    spans: tuple[Span | None, ...]
    lowest: Decimal
    highest: Decimal
    names: dict[Literal["actual", "required", "asked", "asked_later"], str]
    tones: tuple[tuple[Tone, str], ...]
    notes: tuple[str, ...] = ()

    def is_whole(self) -> bool:
        """Whether all figures are: then no mark of the axis lies between two of them."""
        points = [each.value for each in (*self.actual, *self.required) if each]
        edges = [edge for span in self.spans if span for edge in (span.lower, span.upper)]
        figures = [*points, *(edge for edge in edges if edge is not None)]
        return all(figure == figure.to_integral_value() for figure in figures)


@dataclass(frozen=True)
class BoardCell:
    """Words, and if they are a status its tone."""

    words: str
    tone: Tone | None = None


@dataclass(frozen=True)
class Board:
    """Statuses in rows and columns; ``tones`` says what each means and how often it occurs."""

    title: str
    rows: tuple[str, ...]
    heads: tuple[str, ...]
    cells: tuple[tuple[BoardCell, ...], ...]
    tones: tuple[tuple[Tone, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeatCell:
    """The points of a unit for an item, in words; ``rate`` only of kind "rate"."""

    words: str
    kind: CellKind
    rate: Decimal | None = None


@dataclass(frozen=True)
class HeatMap:
    """Items down, units across; ``kinds`` names what is not coloured by rate."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    rate_name: str
    kinds: tuple[tuple[CellKind, str], ...]
    with_values: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bar:
    """Points lost, or at stake where they are open."""

    label: str
    value: Decimal
    words: str
    is_open: bool = False


@dataclass(frozen=True)
class BarChart:
    """Bars one below the other, the longest first."""

    title: str
    axis: str
    open_name: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """From one level to another; a total stands on zero, one that is open between its ends."""

    label: str
    start: Decimal
    end: Decimal
    kind: StepKind
    words: str


@dataclass(frozen=True)
class Waterfall:
    """Steps that lead from one total to another."""

    title: str
    axis: str
    steps: tuple[Step, ...]
    lowest: Decimal
    highest: Decimal
    names: dict[StepKind, str]
    notes: tuple[str, ...] = ()


Chart = PathChart | Board | HeatMap | BarChart | Waterfall


def words_in(content: object) -> Iterator[str]:
    """Every text of a chart."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, tuple):
        for part in content:
            yield from words_in(part)
    elif isinstance(content, dict):
        yield from words_in(tuple(content.values()))
    elif is_dataclass(content):
        for field in fields(content):
            yield from words_in(getattr(content, field.name))


def tell(phrase: str, *arguments: object, language: Language) -> str:
    """A phrase of the catalogue; the user's own words in it are made ``plain``."""
    return say(phrase, [plain(str(each)) for each in arguments], language=language)


def plain(words: str) -> str:
    """Words on one line, with characters that cannot be seen named: "[U+202E]"."""
    return "".join(
        each if each.isprintable() else " " if each in "\n\r\t" else f"[U+{ord(each):04X}]"
        for each in words
    )


def wrapped(words: str, width: int, lines: int) -> str:
    """Words on several lines of at most ``width`` columns; what is beyond ``lines`` is cut by "…".

    Chinese breaks anywhere but before closing and after opening marks; numbers and Latin words stay
    whole, unless a line cannot hold them.
    """
    parts: list[str] = []
    rest = words.strip()
    while rest and len(parts) < lines:
        end = _break_of(rest, _fitting(rest, width))
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rest:
        parts[-1] = parts[-1][: max(1, _fitting(parts[-1], width - 1))] + "…"
    return "\n".join(parts)


_CLOSING, _OPENING = "，。、；：！？）》〉】〕”’,.;:!?)]}%‰℃", "（《〈【〔“‘([{"


def _break_of(words: str, fitting: int) -> int:
    """Where a line ends, at most after so many characters."""
    if fitting >= len(words):
        return len(words)
    for end in range(fitting, 0, -1):
        last, following = words[end - 1], words[end]
        in_word = _in_word(last) and _in_word(following)
        if not in_word and following not in _CLOSING and last not in _OPENING:
            return end
    return fitting


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "+-._/$()")


def _fitting(words: str, width: int) -> int:
    """How many characters fit; at least one."""
    used = 0
    for count, each in enumerate(words):
        used += printed_width(each)
        if used > width:
            return max(1, count)
    return len(words)


def number_words(value: Decimal) -> str:
    """A decimal without needless zeros: "0.5", "120"."""
    return f"{value.normalize():f}" if value else "0"


def signed(value: Decimal) -> str:
    """With its sign: "+2.5", "-1", "0"."""
    return ("+" if value > 0 else "") + number_words(value)
