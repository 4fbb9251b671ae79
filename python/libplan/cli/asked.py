"""What a command was asked for: its options, the language, and the plan it reads."""

import argparse
from typing import NamedTuple

from .. import _core
from ..typing import Language
from ..watching import Bar, bar
from .output import complain
from .parser import WrongUsage


class Asked(NamedTuple):
    options: argparse.Namespace
    language: Language

    def say(self, phrase: str, *words: object) -> str:
        return _core.say(phrase, [str(word) for word in words], language=self.language)

    def watched(self, phrase: str) -> Bar:
        """A bar for long work, closed at the end of its block; it shows nothing if asked so."""
        title = self.say(phrase)
        return Bar(title) if self.options.quiet else bar(title)

    def read(self) -> _core.PlanFolder:
        with self.watched("bar_read") as progress:
            return _core.read(
                self.options.folder, encoding=self.options.encoding, progress=progress
            )

    def read_for(self, year: int) -> _core.PlanFolder:
        """The plan, of which the year must be."""
        folder = self.read()
        self.require_year(folder.plan, year)
        return folder

    def require_year(self, plan: _core.Plan, year: int) -> None:
        if not plan.first_year <= year <= plan.last_year:
            raise WrongUsage(self.say("cli_year", year, plan.first_year, plan.last_year))

    def note(self, phrase: str, *words: object) -> None:
        """Something beside the result, on standard error."""
        if not self.options.quiet:
            complain(self.say(phrase, *words))

    def numbers(self) -> _core.ReportNumbers:
        given = {name: getattr(self.options, name) for name in ("places", "rounding")}
        given = {name: value for name, value in given.items() if value is not None}
        return _core.ReportNumbers(shares_of_100=self.options.shares_sum_to_100, **given)

    def listed(self, words: list[str], most: int = 12) -> str:
        """Words with what stands between them in a sentence; the first ones of many."""
        separator = "、" if self.language == "zh" else ", "
        shown = separator.join(words[:most])
        return shown if len(words) <= most else self.say("cli_and_more", shown, len(words))
