"""Colours that stay apart for the colour-blind and on light and dark paper; shapes beside them.

The tones are those of the tables in a notebook (▲ good, ● fair, ▼ bad, ○ unknown), each at least
3 to 1 against white and against near black.
"""

from .charts import Tone

TONE_COLOURS: dict[Tone, str] = {
    "good": "#009E73",
    "fair": "#0072B2",
    "bad": "#D55E00",
    "unknown": "#767676",
}
LINE = "#6B7F91"
BAND = "#56B4E9"
TOTAL = "#6B7F91"
STATE = "#B8BEC4"
STATE_PAPER = "#F1F3F5"
# Rates from 0 to 1, evenly spaced: orange is low, pale is 80 %, blue is full.
RATES = ("#A63603", "#D9620F", "#F0964A", "#F9CFA5", "#E3E9EF", "#3F8FC6")
DARK_INK, LIGHT_INK = "#1F2328", "#E3E6EA"
DARK_MUTED, LIGHT_MUTED = "#566878", "#9FB0BF"


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance of red, green and blue from 0 to 1, as WCAG has it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in colour]  # fmt: skip
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG has it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def components(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of "#RRGGBB", from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def rate_colour(rate: float) -> tuple[float, float, float]:
    """The colour of a rate; below 0 and above 1 that of the end."""
    place = min(max(rate, 0.0), 1.0) * (len(RATES) - 1)
    at = min(int(place), len(RATES) - 2)
    low, high = components(RATES[at]), components(RATES[at + 1])
    share = place - at
    red, green, blue = (a + (b - a) * share for a, b in zip(low, high, strict=True))
    return red, green, blue


def ink_on(colour: tuple[float, float, float]) -> str:
    """Dark or light, whichever is read more easily."""
    return DARK_INK if luminance(colour) > 0.2 else LIGHT_INK


def muted_on(colour: tuple[float, float, float]) -> str:
    """A quieter ink, which is still read."""
    return DARK_MUTED if ink_on(colour) == DARK_INK else LIGHT_MUTED
