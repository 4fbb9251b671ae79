"""Where a command's words go: results to standard output, everything else to standard error."""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TextIO

from .. import _core
from .tables import Table, csv_text


class Page(NamedTuple):
    """What texts for people are laid out for."""

    width: int
    colour: bool


class Answer(NamedTuple):
    """What a command has to say: a record for machines, a text for people, the exit status.

    Either is made only when it is asked for.
    ``text`` ends with a line end, unless it is empty. A text that only says what was done is left
    out where the command is asked to be quiet.
    """

    record: Callable[[], Any]
    text: Callable[[Page], str]
    status: int = 0
    is_result: bool = True


class Line(NamedTuple):
    """A line that names a place, which is to be searched and copied and so stays whole."""

    words: str
    place: str


def print_text(answer: Answer) -> None:
    sys.stdout.write(answer.text(_page(sys.stdout)))


def print_json(answer: Answer) -> None:
    """Points are printed with their own digits: a float shows the shortest that reads back."""
    _print_data(json.dumps(answer.record(), ensure_ascii=False, indent=1, default=float) + "\n")


def print_csv(answer: Answer, table: Table) -> None:
    _print_data(csv_text(table, answer.record()))


def folded(lines: Iterable[str | Line], page: Page) -> str:
    """Lines as wide as the page; what goes on below begins where its line does."""
    text = ""
    for line in lines:
        words, place = (line, "") if isinstance(line, str) else line
        indent = " " * (len(words) - len(words.lstrip(" ")))
        words, place = _core.plain_text(words.removeprefix(indent)), _core.plain_text(place)
        for part in _core.wrapped(words, max(page.width - len(indent), 2), place):
            text += indent + part + "\n"
    return text


def complain(*lines: str) -> None:
    """Tells what is wrong on standard error; of what files hold nothing acts on the terminal."""
    if sys.stderr is None:  # closed
        return
    words = "\t".join(_core.plain_text(part) for part in "\n".join(lines).split("\t"))
    if _is_coloured(sys.stderr):
        words = re.sub(r"(错误|error)\[[^\]]*\]", "\033[1;31m\\g<0>\033[0m", words)
        words = re.sub(r"(?m)^( +)(\^+)$", "\\1\033[1;31m\\2\033[0m", words)
    print(words, file=sys.stderr)


def terminal_width() -> int:
    """Of the terminal or COLUMNS, else 80; beyond 120 lines are hard to read."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, 40), 120)


def _page(stream: TextIO) -> Page:
    return Page(terminal_width(), _is_coloured(stream))


def _is_coloured(stream: TextIO) -> bool:
    """See https://no-color.org and https://force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _print_data(words: str) -> None:
    """In UTF-8, whatever the locale, unless somebody reads along."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        sys.stdout.write(words)
        return
    sys.stdout.flush()
    buffer.write(words.encode("utf-8", "replace"))
    buffer.flush()
