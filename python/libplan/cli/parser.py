"""An argument parser that speaks Chinese or English, and knows the slips of Chinese input."""

import argparse
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any, NoReturn

from .. import _core
from ..typing import Language
from .output import complain, terminal_width

_WRONG_USAGE = (
    (r"argument (\S+): expected one argument", "cli_value"),
    (r"argument --places: invalid places value: '(.*)'", "cli_places_number"),
    (r"argument (\S+): invalid year value: (.*)", "cli_year_number"),
    (r"argument (\S+): invalid days value: (.*)", "cli_days"),
    (r"argument (\S+): invalid day value: (.*)", "cli_day"),
    (r"argument (\S+): invalid rank value: (.*)", "cli_rank_number"),
    (r"argument (\S+): ignored explicit argument (.*)", "cli_no_value"),
    (r"argument (\S+): not allowed with argument (\S+)", "cli_not_both"),
    (r"ambiguous option: (\S+) could match (.*)", "cli_ambiguous"),
)
_DASHES = re.compile("^[-‐‑‒–—―−－﹣]+")  # what is typed or pasted for the -- of an option


class WrongUsage(Exception):
    """A choice on the command line that cannot be, told in the chosen language."""


# ---- what options take ----


def year(words: str) -> int:
    if not re.fullmatch("[0-9]{4}", words):
        raise ValueError(words)
    return int(words)


def places(words: str) -> int:
    if not re.fullmatch("[0-6]", words):
        raise ValueError(words)
    return int(words)


def rank(words: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", words):
        raise ValueError(words)
    return int(words)


def days(words: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", words):
        raise ValueError(words)
    return int(words)


def day(words: str) -> date:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
        raise ValueError(words)
    return date.fromisoformat(words)


# ---- the parser ----


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Usage in the chosen language; Chinese characters take two columns."""

    language: Language = "zh"

    def __init__(self, prog: str) -> None:
        usage = _core.say("cli_head_usage", language=self.language)
        wider = _core.display_width(usage) - len(usage)  # than argparse takes it for
        super().__init__(prog, width=terminal_width() - wider)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        if prefix is None:
            prefix = _core.say("cli_head_usage", language=self.language)
        super().add_usage(usage, actions, groups, prefix)

    def _expand_help(self, action: argparse.Action) -> str:
        return action.help or ""  # a percent sign in it is one

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):  # its name stands above already
            commands = self._iter_indented_subactions(action)
            return "".join(self._format_action(command) for command in commands)
        return super()._format_action(action)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = (line for one in text.splitlines() for line in _core.wrapped(one, width))
        return "\n".join(indent + line for line in lines)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _core.wrapped(text, width)


class Parser(argparse.ArgumentParser):
    """Speaks the chosen language; argparse itself speaks English only."""

    language: Language = "zh"
    given: Sequence[str] = ()  # the whole command line

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Formatter)
        self._positionals.title = self._say("cli_head_arguments")
        self._optionals.title = self._say("cli_head_options")
        self.add_argument("-h", "--help", action="help", help=self._say("cli_help_help"))

    @classmethod
    def speak(cls, language: Language, given: Sequence[str]) -> None:
        """For parsers that are made from now on."""
        cls.language = _Formatter.language = language
        cls.given = given

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """What a command does not know is told with the usage of that command."""
        known, extra = super().parse_known_args(args, namespace)
        if extra:
            self.error("unrecognized arguments: " + " ".join(extra))
        return known, extra

    def error(self, message: str) -> NoReturn:
        message = message.encode("utf-8", "replace").decode()
        told = self._stranger() or self._in_words(message)
        words = self._say("cli_usage", [told]).replace("？。", "？").replace("?.", "?")
        complain(self.format_usage().rstrip(), words)
        raise SystemExit(2)

    def _say(self, phrase: str, words: Sequence[str] = ()) -> str:
        return _core.say(phrase, list(words), language=self.language)

    def _stranger(self) -> str:
        """An option that is none, told before what only follows from it."""
        if self._subparsers is not None:
            return ""  # options before the command; those behind it are told by its own parser
        letters = self._option_string_actions
        known = [option for option in letters if option.startswith("--")]
        for word in self.given:
            if not (dashes := _DASHES.match(word)) or dashes.end() == len(word):
                continue
            name = word[dashes.end() :].partition("=")[0]
            is_short = dashes[0] == "-" and all("-" + each in letters for each in name)
            if re.match("[0-9.]", name) or is_short:
                continue
            if dashes[0] == "--" and any(option.startswith("--" + name) for option in known):
                continue
            plain = _half_width(name).lower()
            meant = "--" + plain if "--" + plain in known else _core.nearest("--" + plain, known)
            typed = word.encode("utf-8", "replace").decode()
            if meant:
                return self._say("cli_unknown_near", [typed, meant])
            return self._say("cli_unknown", [typed])
        return ""

    def _in_words(self, message: str) -> str:
        if found := re.fullmatch("unrecognized arguments: (.*)", message, re.DOTALL):
            is_option = found[1].startswith("-")
            return self._say("cli_unknown" if is_option else "cli_surplus", [found[1]])
        if found := re.fullmatch("the following arguments are required: (.*)", message):
            return self._say("cli_required", [self._named(found[1].split(", "))])
        if found := re.fullmatch(
            r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", message, re.DOTALL
        ):
            return self._wrong_choice(*(group.replace("'", "") for group in found.groups()))
        for pattern, phrase in _WRONG_USAGE:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                return self._wrong_value(
                    phrase, [group.replace("'", "") for group in found.groups()]
                )
        return message

    def _named(self, missing: Sequence[str]) -> str:
        """Arguments with what each of them means."""
        words = {_name_of(action): action.help or "" for action in self._actions}
        told = [
            self._say("cli_required_one", [name, words[name]]) if words.get(name) else name
            for name in missing
        ]
        return self._listed(told)

    def _listed(self, words: Sequence[str]) -> str:
        return self._say("listed").join(words)

    def _wrong_choice(self, argument: str, typed: str, choices: str) -> str:
        meant = _core.nearest(typed, choices.split(", ")) if len(typed) > 1 else ""
        listed = self._listed(choices.split(", "))
        if argument == self._say("cli_command"):
            return self._say(
                *(("cli_verb_near", [typed, meant]) if meant else ("cli_verb", [typed, listed]))
            )
        wrong = (
            self._say("cli_choice_near", [typed, meant])
            if meant
            else self._say("cli_choice", [typed, listed])
        )
        return self._say("field_choice", [argument, wrong])

    def _wrong_value(self, phrase: str, words: list[str]) -> str:
        plain = _half_width(words[-1])
        is_day = phrase == "cli_day" and not _is_day(plain)
        if plain != words[-1] and phrase not in ("cli_no_value", "cli_value") and not is_day:
            return self._say("cli_full_width", [words[0], words[-1], plain])
        if phrase == "cli_day":
            words[1] = self._say("bad_date", [words[1]])
        return self._say(phrase, words)


def _half_width(words: str) -> str:
    """As it was meant where an input method typed it full width."""
    return unicodedata.normalize("NFKC", words).translate({ord("—"): "-", ord("–"): "-"})


def _is_day(words: str) -> bool:
    try:
        return bool(day(words))
    except ValueError:
        return False


def _name_of(action: argparse.Action) -> str:
    """As argparse names an argument that is missing."""
    if action.option_strings:
        return "/".join(action.option_strings)
    return str(action.metavar or action.dest)
