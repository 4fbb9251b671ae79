"""Fonts that hold the characters of a chart, found by their glyphs."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from ..typing import Language
from .charts import tell

# What is looked at first: sans-serif, simplified Chinese before other forms of the characters.
_PREFERRED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei", "PingFang SC", "PingFang HK", "Hiragino Sans GB", "Heiti SC", "SimHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP", "Arial Unicode MS",
    "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "FangSong", "KaiTi",
)  # fmt: skip
_PLACEHOLDERS = ("Last Resort", "LastResort", "Adobe Blank")  # a box for every character
_MOST_NAMED = 12
_CALLER = 6  # from here through paint, _draw, plot and what words its wrong calls


@dataclass(frozen=True)
class Font:
    """Families in the order of fallback; or one file that matplotlib's list does not have."""

    families: tuple[str, ...]
    file: str = ""
    lacks_some: bool = False  # characters of the chart, as the caller was warned

    def give(self, text: Text) -> None:
        """Draws a text in it, at the size it has."""
        if self.lacks_some:
            for method in ("draw", "get_window_extent", "_get_layout"):  # for legends
                drawn = partial(_without_glyph_warnings, getattr(type(text), method), text)
                setattr(text, method, drawn)
        if not self.file:
            text.set_fontfamily(list(self.families))
            return
        size, weight = text.get_fontsize(), text.get_fontweight()
        text.set_fontproperties(FontProperties(fname=self.file, size=size, weight=weight))


def font_for(words: Iterable[str], *, language: Language) -> Font:
    """The font in use if it has every character; else one that has, or several that do together.

    A font installed since matplotlib made its list is found too. Where none has a character, a
    warning names it and tells how to install one.
    """
    needed = {each for text in words for each in text if not each.isspace()}
    usual = tuple(FontProperties().get_family())
    missing = _without(needed, [_file_of(family) for family in usual])
    if not missing:
        return Font(usual)
    if (found := _one_with(needed, _entries())) or (found := _one_with(missing, _entries())):
        return Font((found.name, *usual))
    if file := _new_file_with(needed):
        return Font((), file)
    several, missing = _several_with(missing)
    if missing:
        ordered = sorted(missing, key=lambda each: (not each.isalnum(), each))  # signs say little
        listed = "".join(ordered[:_MOST_NAMED]) + "…" * (len(missing) > _MOST_NAMED)
        warnings.warn(tell("plot_no_font", listed, language=language), stacklevel=_CALLER)
    return Font((*several, *usual), lacks_some=bool(missing))


@contextmanager
def one_warning(font: Font) -> Iterator[None]:
    """Without matplotlib's warning of every single character: that of the chart has named them."""
    if not font.lacks_some:
        yield
        return
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def _without_glyph_warnings(method: Any, text: Text, *arguments: Any, **options: Any) -> Any:
    with one_warning(Font((), lacks_some=True)):
        return method(text, *arguments, **options)


def _file_of(family: str) -> str:
    """The file that a family of rcParams leads to; empty if it is not installed."""
    try:
        named = FontProperties(family=[family])  # a bare word would be read as a pattern
        return str(font_manager.findfont(named, fallback_to_default=False))
    except ValueError:
        return ""


def _without(characters: set[str], files: Iterable[str]) -> set[str]:
    """The characters that none of the files has."""
    left = set(characters)
    for file in files:
        if left and file:
            left -= _held(file, left)
    return left


def _held(file: str, characters: set[str]) -> set[str]:
    try:
        font = FT2Font(file)
        return {each for each in characters if font.get_char_index(ord(each))}
    except (OSError, RuntimeError):  # damaged, gone, or in a format that FreeType refuses
        return set()


def _entries() -> list[FontEntry]:
    """Upright fonts of matplotlib's list, the preferred first, then those of middling weight."""

    def order(entry: FontEntry) -> tuple[int, int, str]:
        known = entry.name in _PREFERRED
        weight = entry.weight if isinstance(entry.weight, int) else 400
        return (
            _PREFERRED.index(entry.name) if known else len(_PREFERRED),
            abs(weight - 400),
            entry.name,
        )

    upright = (
        entry
        for entry in font_manager.fontManager.ttflist
        if entry.style == "normal" and not entry.name.startswith(_PLACEHOLDERS)
    )
    return sorted(upright, key=order)


def _one_with(characters: set[str], entries: Iterable[FontEntry]) -> FontEntry | None:
    tried: set[str] = set()
    for entry in entries:
        file = str(entry.fname)
        if file not in tried and _held(file, characters) == characters:
            return entry
        tried.add(file)
    return None


def _new_file_with(characters: set[str]) -> str:
    """A file on the machine that matplotlib's list, made once and kept, does not have."""
    listed = {str(entry.fname) for entry in font_manager.fontManager.ttflist}
    for file in sorted(_files() - listed):
        if _held(file, characters) == characters:
            return file
    return ""


def _files() -> set[str]:
    return {str(file) for file in font_manager.findSystemFonts()}


def _several_with(missing: set[str]) -> tuple[list[str], set[str]]:
    """Families that together have as many of the characters as there are fonts for."""
    chosen: list[str] = []
    left = set(missing)
    held = [(entry.name, _held(file, left)) for file, entry in _by_file()]
    while left:
        name, most = max(held, key=lambda each: len(each[1] & left), default=("", set()))
        if not most & left:
            break
        chosen.append(name)
        left -= most
    return chosen, left


def _by_file() -> Iterator[tuple[str, FontEntry]]:
    tried: set[str] = set()
    for entry in _entries():
        if str(entry.fname) not in tried:
            tried.add(str(entry.fname))
            yield str(entry.fname), entry


def without_markup() -> dict[str, object]:
    """rcParams under which a text is drawn as it stands: "$" and "_" are themselves."""
    return {"text.usetex": False, "text.parse_math": False, "axes.unicode_minus": False}
