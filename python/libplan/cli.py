"""The command line: ``libplan init``, ``check``, ``tasks``, ``assess`` and ``roll``."""

import argparse
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, get_args

from . import _core
from .typing import Encoding, Language


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns 0 if all is well, 1 if ``check`` found contradictions, 2 if input cannot be read or
    output cannot be written.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    language = _language(given)
    options = _parser(language).parse_args(given)
    try:
        return int(options.run(options, language))
    except _core.InputError as error:
        _complain(*(problem.text(language) for problem in error.problems))
        _complain(_core.say("cli_problems", [str(len(error.problems))], language=language))
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        message = getattr(error, "message", None)
        _complain(str(getattr(message, language) if message else error.strerror or error))
        return 2
    except KeyboardInterrupt:
        _complain(_core.say("cli_interrupted", language=language))
        return 130


def _complain(*lines: str) -> None:
    print("\n".join(lines), file=sys.stderr)


def _language(arguments: Sequence[str]) -> Language:
    """``--lang``, else ``LIBPLAN_LANG``, else the locale: English only if it says so.

    Known before the rest of the command line, for its errors.
    """
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang")
    try:
        asked = early.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        asked = None
    for chosen in (asked, os.environ.get("LIBPLAN_LANG")):
        if chosen in get_args(Language):
            return "en" if chosen == "en" else "zh"
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, names), "").startswith("en") else "zh"


_WRONG_USAGE = (
    (r"unrecognized arguments: (.*)", "cli_unknown"),
    (r"argument --(?:first-|last-)?year: invalid int value: '(.*)'", "cli_year_number"),
    (r"the following arguments are required: (.*)", "cli_required"),
    (r"argument (\S+): expected one argument", "cli_value"),
    (r"argument \S+: invalid choice: '(.*)' \(choose from (.*)\)", "cli_choice"),
)


class _Parser(argparse.ArgumentParser):
    """Tells a wrong command line in the chosen language; argparse itself speaks English only."""

    language: Language = "zh"

    def error(self, message: str) -> NoReturn:
        for pattern, phrase in _WRONG_USAGE:
            if found := re.fullmatch(pattern, message):
                words = [group.replace("'", "") for group in found.groups()]
                message = _core.say(phrase, words, language=self.language)
        _complain(
            self.format_usage().rstrip(), _core.say("cli_usage", [message], language=self.language)
        )
        raise SystemExit(2)


def _parser(language: Language) -> argparse.ArgumentParser:
    def told(phrase: str) -> str:
        return _core.say(phrase, language=language)

    _Parser.language = language
    parser = _Parser(prog="libplan", description=told("cli_about"))
    parser.add_argument("--version", action="version", version=_core.__version__)
    names = "{init,check,tasks,assess,roll}"
    commands = parser.add_subparsers(required=True, metavar=names, dest="command")
    init = commands.add_parser("init", help=told("cli_init"), description=told("cli_init"))
    init.add_argument("--title", help=told("cli_help_title"))
    init.add_argument("--first-year", type=int, help=told("cli_help_first_year"))
    init.add_argument("--last-year", type=int, help=told("cli_help_last_year"))
    init.set_defaults(run=_init)
    check = commands.add_parser("check", help=told("cli_check"), description=told("cli_check"))
    check.set_defaults(run=_check)
    tasks = commands.add_parser("tasks", help=told("cli_tasks"), description=told("cli_tasks"))
    tasks.add_argument(
        "--as-of",
        type=lambda words: _day(words, language),
        required=True,
        metavar="DATE",
        help=told("cli_help_as_of"),
    )
    tasks.add_argument(
        "--at-risk-days",
        type=int,
        default=90,
        metavar="DAYS",
        help=told("cli_help_at_risk_days"),
    )
    tasks.set_defaults(run=_tasks)
    assess = commands.add_parser("assess", help=told("cli_assess"), description=told("cli_assess"))
    assess.add_argument("--year", type=int, required=True, help=told("cli_help_year"))
    assess.add_argument("--out", required=True, help=told("cli_help_out"))
    assess.set_defaults(run=_assess)
    roll = commands.add_parser("roll", help=told("cli_roll"), description=told("cli_roll"))
    roll.add_argument("--year", type=int, required=True, help=told("cli_help_roll_year"))
    roll.set_defaults(run=_roll)
    init.add_argument("folder", help=told("cli_help_new_folder"))
    for command in (check, tasks, assess, roll):
        command.add_argument("folder", help=told("cli_help_folder"))
    roll.add_argument("to", help=told("cli_help_new_folder"))
    for command in (check, tasks, assess):
        encodings = get_args(Encoding)
        command.add_argument(
            "--encoding", choices=encodings, default=encodings[0], help=told("cli_help_encoding")
        )
    for command in (init, check, tasks, assess, roll):
        command.add_argument("--json", action="store_true", help=told("cli_help_json"))
        command.add_argument("--lang", choices=get_args(Language), help=told("cli_help_lang"))
    return parser


def _init(options: argparse.Namespace, language: Language) -> int:
    from . import folders

    given = {name: getattr(options, name) for name in ("title", "first_year", "last_year")}
    given = {name: value for name, value in given.items() if value is not None}
    folder = str(folders.init(options.folder, **given))
    plan = _core.read(folder).plan
    if options.json:
        _print_json({"folder": folder})
        return 0
    print(_core.say("cli_init_done", [folder], language=language))
    year = plan.first_year
    out = os.path.normpath(Path(folder, "..", f"{Path(folder).resolve().name}-{year}"))
    print(f"  libplan check {_quoted(folder)}")
    print(f"  libplan assess {_quoted(folder)} --year {year} --out {_quoted(out)}")
    return 0


def _quoted(word: str) -> str:
    """For a shell; unlike shlex, Chinese needs no quotes."""
    return word if re.fullmatch(r"[\w./+-]+", word) else shlex.quote(word)


def _roll(options: argparse.Namespace, language: Language) -> int:
    from . import folders

    supplies = folders.roll(options.folder, options.to, year=options.year, language=language)
    if options.json:
        _print_json({"folder": options.to, "supply": [supply._asdict() for supply in supplies]})
        return 0
    supply_file = Path(options.to, _core.say("supply_file", language=language))
    print(supply_file.read_text(encoding="utf-8"))
    print(_core.say("cli_roll_done", [options.to, str(supply_file)], language=language))
    return 0


def _check(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    findings = _core.check(folder.plan, folder.figures)
    for scheme in folder.schemes:
        findings += _core.check_scheme(scheme, folder.plan)
    if options.json:
        _print_json({"findings": [_finding(finding, language) for finding in findings]})
    elif findings:
        print(_core.findings_text(findings, language=language))
    else:
        print(_core.say("cli_all_well", language=language))
    return 1 if _contradictions(findings) else 0


def _day(words: str, language: Language) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _core.say("bad_date", [words], language=language)
        ) from None


def _tasks(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    board = _core.track(
        folder.plan,
        folder.records.reports,
        as_of=options.as_of,
        at_risk_days=options.at_risk_days,
    )
    if options.json:
        _print_json(_board(folder.plan, board, language))
    else:
        print(_core.tasks_text(folder.plan, board, language=language), end="")
    return 0


def _assess(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    plan = folder.plan
    if not plan.first_year <= options.year <= plan.last_year:
        years = [str(year) for year in (options.year, plan.first_year, plan.last_year)]
        _complain(_core.say("cli_year", years, language=language))
        return 2
    results = _core.assess_year(folder, year=options.year)
    with _bar() as progress:
        files = _core.write_reports(
            folder, results, out=options.out, language=language, progress=progress
        )
    contradictions = _contradictions(results.findings)
    if contradictions:
        _complain(_core.say("cli_contradictions", [str(contradictions)], language=language))
    if options.json:
        _print_json(_results(results, [str(file) for file in files], language))
    else:
        print(_core.results_text(folder, results, language=language))
        written = [str(len(files)), str(options.out)]
        print(_core.say("cli_written", written, language=language))
    return 0


def _contradictions(findings: Sequence[_core.Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)


# ---- JSON: words in the chosen language, exact points as text-free numbers, null where open ----


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _text(message: _core.Message, language: Language) -> str:
    return str(getattr(message, language))


def _finding(finding: _core.Finding, language: Language) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": _text(finding.title, language),
        "printed": _text(finding.printed, language),
        "follows": _text(finding.follows, language),
        "cure": _text(finding.cure, language),
        "figures": [
            {
                "title": _text(figure.title, language),
                "printed": figure.printed,
                "text_line": figure.text_line or None,
                "place": str(figure.place),
            }
            for figure in finding.figures
        ],
        "illustrative": finding.illustrative,
    }


def _reading(reading: _core.Reading, language: Language) -> dict[str, Any]:
    return {
        "indicator": reading.indicator,
        "body": reading.body or None,
        "year": reading.year,
        "state": reading.state,
        "value": reading.value,
        "admissible": None if reading.admissible is None else str(reading.admissible),
        "met": reading.met,
        "required": reading.required,
        "time_gone": reading.time_gone,
        "completion": reading.completion,
        "status": reading.status,
        "reason": _text(reading.reason, language),
        "illustrative": reading.illustrative,
    }


def _scorecard(assessment: _core.Assessment, unit: str, language: Language) -> dict[str, Any]:
    card = assessment.scorecard(unit, language=language)
    return {
        "scheme": assessment.scheme.id,
        "unit": card.unit.id,
        "title": card.unit.title,
        "class": card.unit.rank_class or None,
        "total": float(card.total) if card.complete else None,
        "grade": card.grade or None,
        "rank": card.rank or None,
        "tied": card.tied,
        "vetoes": list(card.vetoes),
        "items": [
            {
                "id": line.item.id,
                "title": line.item.title,
                "full": float(line.full),
                "state": line.state,
                "points": float(line.points) if line.state == "value" else None,
                "words": line.words,
                "clause": line.item.clause,
            }
            for line in card.lines
        ],
        "illustrative": assessment.facts.illustrative,
    }


def _report(report: _core.TaskReport | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return {
        "body": report.body,
        "date": report.date.isoformat(),
        "status": report.status,
        "percent": report.percent,
        "evidence": report.evidence or None,
        "note": report.note or None,
    }


def _tracked(plan: _core.Plan, tracked: _core.TrackedTask, language: Language) -> dict[str, Any]:
    task = plan.task(tracked.task)
    return {
        "task": task.id,
        "title": task.title,
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "deliverable": task.deliverable or None,
        "serves": list(task.serves),
        "standing": tracked.standing,
        "percent": tracked.percent,
        "days_left": tracked.days_left,
        "report": _report(tracked.report),
        "reason": _text(tracked.reason, language),
        "parts": [
            {
                "body": part.body,
                "role": part.role,
                "standing": part.standing,
                "percent": part.percent,
                "report": _report(part.report),
                "reason": _text(part.reason, language),
            }
            for part in tracked.parts
        ],
        "illustrative": tracked.illustrative,
    }


def _board(plan: _core.Plan, board: _core.TaskBoard, language: Language) -> dict[str, Any]:
    return {
        "as_of": board.as_of.isoformat(),
        "at_risk_days": board.at_risk_days,
        "tasks": [_tracked(plan, tracked, language) for tracked in board.tasks],
        "loads": [
            {
                "body": load.body,
                "first_lead": load.first_lead,
                "joint_lead": load.joint_lead,
                "support": load.support,
                "territorial": load.territorial,
                "done": load.done,
                "overdue": load.overdue,
                "at_risk": load.at_risk,
            }
            for load in board.loads
        ],
        "orphan_tasks": list(board.orphan_tasks),
        "orphan_indicators": list(board.orphan_indicators),
        "idle_bodies": list(board.idle_bodies),
        "illustrative": board.illustrative,
    }


def _results(results: _core.YearResults, files: list[str], language: Language) -> dict[str, Any]:
    return {
        "year": results.progress.year,
        "findings": [_finding(finding, language) for finding in results.findings],
        "progress": [_reading(reading, language) for reading in results.progress.readings],
        "scorecards": [
            _scorecard(assessment, unit.id, language)
            for assessment in results.assessments
            for unit in assessment.units
        ],
        "files": files,
    }


@contextmanager
def _bar() -> Iterator[Any]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total: bar.update(task, completed=done, total=total)
