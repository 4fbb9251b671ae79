"""Which commands there are, what each takes and where it is carried out."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any, get_args

from .. import _core
from ..typing import Encoding, Language, Rounding, Scorer
from . import file_verbs, plan_verbs, unit_verbs
from .parser import Parser, day, days, places, rank, year
from .tables import table_names

_EXAMPLES = {
    "init": ("init FOLDER", "init --excel {plan}.xlsx --title {title}"),
    "show": ("show FOLDER", "show FOLDER --table targets > targets.csv"),
    "check": ("check FOLDER", "check FOLDER --csv > findings.csv"),
    "progress": ("progress FOLDER --year 2018", "progress FOLDER --year 2018 --as-of 2018-06-30"),
    "tasks": ("tasks FOLDER --as-of 2018-12-31 --all",),
    "assess": ("assess FOLDER --year 2018 --out DIR",),
    "explain": ("explain FOLDER UNIT --year 2018",),
    "compare": ("compare FOLDER UNIT --year 2018 --from 2016",),
    "reach": (
        "reach FOLDER UNIT --year 2018 --grade {grade}",
        "reach FOLDER UNIT --year 2018 --rank 3",
    ),
    "template": ("template FOLDER --year 2018 --out DIR --scorer self",),
    "collect": ("collect FOLDER DIR --year 2018",),
    "reconcile": ("reconcile FOLDER CARD.xlsx --year 2018",),
    "roll": ("roll FOLDER NEW --year 2019",),
    "convert": ("convert FOLDER {plan}.xlsx", "convert {plan}.xlsx FOLDER"),
}
_FIRST_STEPS = (
    "init {plan}",
    "check {plan}",
    "assess {plan} --year 2021 --out {out}",
    "explain {plan} east --year 2021",
)
_NAMES = {
    "zh": {"plan": "规划", "title": "示范县规划", "grade": "优秀", "out": "成绩单"},
    "en": {"plan": "plan", "title": "Reading", "grade": "GRADE", "out": "scorecards"},
}


def parser_of(language: Language, given: Sequence[str]) -> argparse.ArgumentParser:
    Parser.speak(language, given)
    return _Commands(language).parser


class _Commands:
    def __init__(self, language: Language) -> None:
        self._language = language
        self.parser = Parser(
            prog="libplan",
            description=self._told("cli_about"),
            epilog="\n".join(
                [
                    *self._lines("cli_first_time", _FIRST_STEPS),
                    "",
                    self._told("cli_more"),
                    self._told("cli_exit"),
                ]
            ),
        )
        self.parser.add_argument(
            "--version",
            action="version",
            version=_core.__version__,
            help=self._told("cli_help_version"),
        )
        self._add_common(self.parser)
        self.parser.set_defaults(run=None, verbose=0, quiet=False)
        self._commands = self.parser.add_subparsers(
            title=self._told("cli_head_commands"), metavar=self._told("cli_command"), dest="verb"
        )
        self._add_plan_verbs()
        self._add_unit_verbs()
        self._add_form_verbs()
        self._add_folder_verbs()

    def _told(self, phrase: str, words: Sequence[str] = ()) -> str:
        return _core.say(phrase, list(words), language=self._language)

    def _lines(self, head: str, commands: Sequence[str]) -> list[str]:
        names = _NAMES[self._language]
        return [
            self._told(head),
            *("  libplan " + command.format_map(names) for command in commands),
        ]

    def _verb(
        self, name: str, run: Callable[..., Any], *, folder: str = "cli_help_convert_from"
    ) -> argparse.ArgumentParser:
        """A command that takes a plan first, with what all of them take."""
        command: argparse.ArgumentParser = self._commands.add_parser(
            name,
            help=self._told(f"cli_{name}"),
            description=self._told(f"cli_{name}"),
            epilog="\n".join(self._lines("cli_head_examples", _EXAMPLES[name])),
        )
        command.set_defaults(run=run)
        command.add_argument("folder", metavar="FOLDER", help=self._told(folder))
        return command

    def _finish(self, name: str, command: argparse.ArgumentParser) -> None:
        """The options that stand last in the help."""
        if name != "init":
            encodings = get_args(Encoding)
            command.add_argument(
                "--encoding",
                choices=encodings,
                default=encodings[0],
                help=self._told("cli_help_encoding"),
            )
        names = table_names(name)
        listed = ("、" if self._language == "zh" else ", ").join(names)
        machine = command.add_mutually_exclusive_group()
        machine.add_argument("--json", action="store_true", help=self._told("cli_help_json"))
        machine.add_argument("--csv", action="store_true", help=self._told("cli_help_csv"))
        command.add_argument(
            "--table", choices=names, metavar="TABLE", help=self._told("cli_help_table", [listed])
        )
        self._add_common(command)

    def _add_common(self, command: argparse.ArgumentParser) -> None:
        """What may stand before the command as well as behind it."""
        loudness = command.add_mutually_exclusive_group()
        loudness.add_argument(
            "-v",
            "--verbose",
            action="count",
            default=argparse.SUPPRESS,
            help=self._told("cli_help_verbose"),
        )
        loudness.add_argument(
            "-q",
            "--quiet",
            action="store_true",
            default=argparse.SUPPRESS,
            help=self._told("cli_help_quiet"),
        )
        command.add_argument("--lang", choices=get_args(Language), help=self._told("cli_help_lang"))

    def _year(
        self,
        command: argparse.ArgumentParser,
        told: str = "cli_help_year",
        *,
        required: bool = True,
    ) -> None:
        command.add_argument(
            "--year", type=year, required=required, metavar="YEAR", help=self._told(told)
        )

    def _numbers(self, command: argparse.ArgumentParser) -> None:
        """How the percentages are rounded that a report computes."""
        command.add_argument(
            "--places",
            type=places,
            metavar="N",
            help=self._told("cli_help_places"),
        )
        command.add_argument(
            "--rounding",
            choices=get_args(Rounding),
            metavar="MODE",
            help=self._told("cli_help_rounding"),
        )
        command.add_argument(
            "--shares-sum-to-100", action="store_true", help=self._told("cli_help_shares")
        )

    def _add_plan_verbs(self) -> None:
        init = self._verb("init", file_verbs.init, folder="cli_help_new_folder")
        init.add_argument("--title", help=self._told("cli_help_title"))
        init.add_argument(
            "--first-year", type=year, metavar="YEAR", help=self._told("cli_help_first_year")
        )
        init.add_argument(
            "--last-year", type=year, metavar="YEAR", help=self._told("cli_help_last_year")
        )
        init.add_argument("--excel", action="store_true", help=self._told("cli_help_excel"))
        init.add_argument("--example", action="store_true", help=self._told("cli_help_example"))
        self._finish("init", init)
        self._finish("show", self._verb("show", plan_verbs.show))
        self._finish("check", self._verb("check", plan_verbs.check))
        progress = self._verb("progress", plan_verbs.progress)
        self._year(progress, "cli_help_progress_year")
        progress.add_argument(
            "--as-of", type=day, metavar="DATE", help=self._told("cli_help_known_on")
        )
        self._numbers(progress)
        self._finish("progress", progress)
        tasks = self._verb("tasks", plan_verbs.tasks)
        tasks.add_argument(
            "--as-of", type=day, required=True, metavar="DATE", help=self._told("cli_help_as_of")
        )
        tasks.add_argument(
            "--at-risk-days",
            type=days,
            default=90,
            metavar="DAYS",
            help=self._told("cli_help_at_risk_days"),
        )
        tasks.add_argument("--all", action="store_true", help=self._told("cli_help_all"))
        self._finish("tasks", tasks)
        assess = self._verb("assess", plan_verbs.assess)
        self._year(assess)
        assess.add_argument("--out", required=True, metavar="DIR", help=self._told("cli_help_out"))
        self._numbers(assess)
        self._finish("assess", assess)

    def _add_unit_verbs(self) -> None:
        explain = self._unit_verb("explain", unit_verbs.explain)
        self._finish("explain", explain)
        compare = self._unit_verb("compare", unit_verbs.compare)
        compare.add_argument(
            "--from", dest="before", type=year, metavar="YEAR", help=self._told("cli_help_from")
        )
        self._finish("compare", compare)
        reach = self._unit_verb("reach", unit_verbs.reach)
        reach.add_argument("--grade", help=self._told("cli_help_grade"))
        reach.add_argument("--rank", type=rank, metavar="N", help=self._told("cli_help_rank"))
        self._finish("reach", reach)

    def _unit_verb(self, name: str, run: Callable[..., Any]) -> argparse.ArgumentParser:
        command = self._verb(name, run)
        command.add_argument("unit", metavar="UNIT", help=self._told("cli_help_unit"))
        self._year(command)
        command.add_argument("--scheme", metavar="ID", help=self._told("cli_help_scheme"))
        return command

    def _add_form_verbs(self) -> None:
        template = self._verb("template", file_verbs.template)
        self._year(template)
        template.add_argument(
            "--out", required=True, metavar="DIR", help=self._told("cli_help_out")
        )
        template.add_argument(
            "--unit", action="append", metavar="ID", help=self._told("cli_help_template_unit")
        )
        template.add_argument(
            "--scorer",
            action="append",
            choices=get_args(Scorer),
            metavar="SCORER",
            help=self._told("cli_help_scorer"),
        )
        template.add_argument("--scheme", metavar="ID", help=self._told("cli_help_form_scheme"))
        self._finish("template", template)
        collect = self._verb("collect", file_verbs.collect, folder="cli_help_folder")
        collect.add_argument("filled", metavar="FILLED", help=self._told("cli_help_filled"))
        self._year(collect)
        collect.add_argument("--replace", action="store_true", help=self._told("cli_help_replace"))
        self._finish("collect", collect)
        reconcile = self._verb("reconcile", file_verbs.reconcile)
        reconcile.add_argument("workbook", metavar="CARD", help=self._told("cli_help_workbook"))
        self._year(reconcile, required=False)  # the scorecard tells it
        self._finish("reconcile", reconcile)

    def _add_folder_verbs(self) -> None:
        roll = self._verb("roll", file_verbs.roll)
        roll.add_argument("to", metavar="TO", help=self._told("cli_help_new_folder"))
        self._year(roll, "cli_help_roll_year")
        self._finish("roll", roll)
        convert = self._verb("convert", file_verbs.convert)
        convert.add_argument("to", metavar="TO", help=self._told("cli_help_convert_to"))
        self._finish("convert", convert)
