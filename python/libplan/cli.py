"""The command line: ``libplan init``, ``show``, ``check``, ``progress`` and so on."""

import argparse
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, get_args

from . import _core
from .paths import as_text, on_disk
from .typing import Encoding, Language, Scorer


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns 0 if all is well, 1 if ``check`` found contradictions or ``reconcile`` departures, 2 if
    input cannot be read or output cannot be written.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = [_as_typed(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    language = _language(given)
    options = _parser(language).parse_args(given)
    try:
        return int(options.run(options, language))
    except _core.InputError as error:
        _complain(*(problem.text(language) for problem in error.problems))
        writes = options.command in ("init", "assess", "template", "collect", "roll", "convert")
        count = [str(len(error.problems))]
        _complain(
            _core.say("cli_problems" if writes else "cli_problems_read", count, language=language)
        )
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except _WrongChoice as error:
        _complain(str(error))
        return 2
    except OSError as error:
        message = getattr(error, "message", None)
        _complain(str(getattr(message, language) if message else error.strerror or error))
        return 2
    except KeyboardInterrupt:
        _complain(_core.say("cli_interrupted", language=language))
        return 130


class _WrongChoice(Exception):
    """An id or a grade on the command line that the folder does not know."""


def _complain(*lines: str) -> None:
    print("\n".join(lines), file=sys.stderr)


def _as_typed(word: str) -> str:
    """A word of the command line; a C locale hides the UTF-8 in it."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _language(arguments: Sequence[str]) -> Language:
    """``--lang``, anywhere, else the language of the environment.

    Known before the rest of the command line, for its errors.
    """
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang")
    try:
        asked = early.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        asked = None
    if asked in get_args(Language):
        return "en" if asked == "en" else "zh"
    return _core.spoken_language()


_BULLETIN_ROUNDINGS = ("half_up", "half_even", "truncate")
_WRONG_USAGE = (
    (r"unrecognized arguments: (.*)", "cli_unknown"),
    (r"the following arguments are required: (.*)", "cli_required"),
    (r"argument (\S+): expected one argument", "cli_value"),
    (r"argument \S+: invalid choice: (.*) \(choose from (.*)\)", "cli_choice"),
    (r"argument --places: invalid int value: '(.*)'", "cli_places_number"),
    (r"argument (\S+): invalid _year value: (.*)", "cli_year_number"),
    (r"argument (\S+): invalid _days value: (.*)", "cli_days"),
    (r"argument (\S+): invalid _day value: (.*)", "cli_day"),
    (r"argument (\S+): invalid _rank value: (.*)", "cli_rank_number"),
    (r"argument (\S+): ignored explicit argument (.*)", "cli_no_value"),
    (r"ambiguous option: (\S+) could match (.*)", "cli_ambiguous"),
)


class _Formatter(argparse.HelpFormatter):
    """Usage in the chosen language."""

    language: Language = "zh"

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        if prefix is None:
            prefix = _core.say("cli_head_usage", language=self.language)
        super().add_usage(usage, actions, groups, prefix)

    def _expand_help(self, action: argparse.Action) -> str:
        return action.help or ""  # a percent sign in it is one


class _Parser(argparse.ArgumentParser):
    """Speaks the chosen language; argparse itself speaks English only."""

    language: Language = "zh"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Formatter)
        self._positionals.title = _core.say("cli_head_arguments", language=self.language)
        self._optionals.title = _core.say("cli_head_options", language=self.language)
        told = _core.say("cli_help_help", language=self.language)
        self.add_argument("-h", "--help", action="help", help=told)

    def error(self, message: str) -> NoReturn:
        message = message.encode("utf-8", "replace").decode()
        for pattern, phrase in _WRONG_USAGE:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                words = [group.replace("'", "") for group in found.groups()]
                if phrase == "cli_day":
                    words[1] = _core.say("bad_date", [words[1]], language=self.language)
                message = _core.say(phrase, words, language=self.language)
        _complain(
            self.format_usage().rstrip(), _core.say("cli_usage", [message], language=self.language)
        )
        raise SystemExit(2)


def _year(words: str) -> int:
    if not re.fullmatch("[0-9]{4}", words):
        raise ValueError(words)
    return int(words)


def _rank(words: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", words):
        raise ValueError(words)
    return int(words)


def _days(words: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", words):
        raise ValueError(words)
    return int(words)


def _day(words: str) -> date:
    return date.fromisoformat(words)


def _parser(language: Language) -> argparse.ArgumentParser:
    def told(phrase: str) -> str:
        return _core.say(phrase, language=language)

    _Parser.language = _Formatter.language = language
    parser = _Parser(prog="libplan", description=told("cli_about"))
    parser.add_argument(
        "--version", action="version", version=_core.__version__, help=told("cli_help_version")
    )
    names = "{init,show,check,progress,tasks,assess,explain,compare,reach,"
    names += "template,collect,reconcile,roll,convert}"
    commands = parser.add_subparsers(
        required=True, title=told("cli_head_commands"), metavar=names, dest="command"
    )
    init = commands.add_parser("init", help=told("cli_init"), description=told("cli_init"))
    init.add_argument("--title", help=told("cli_help_title"))
    init.add_argument("--first-year", type=_year, help=told("cli_help_first_year"))
    init.add_argument("--last-year", type=_year, help=told("cli_help_last_year"))
    init.add_argument("--excel", action="store_true", help=told("cli_help_excel"))
    init.set_defaults(run=_init)
    show = commands.add_parser("show", help=told("cli_show"), description=told("cli_show"))
    show.set_defaults(run=_show)
    check = commands.add_parser("check", help=told("cli_check"), description=told("cli_check"))
    check.set_defaults(run=_check)
    progress = commands.add_parser(
        "progress", help=told("cli_progress"), description=told("cli_progress")
    )
    progress.add_argument("--year", type=_year, required=True, help=told("cli_help_progress_year"))
    progress.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help=told("cli_help_known_on"),
    )
    progress.set_defaults(run=_progress)
    tasks = commands.add_parser("tasks", help=told("cli_tasks"), description=told("cli_tasks"))
    tasks.add_argument(
        "--as-of",
        type=_day,
        required=True,
        metavar="DATE",
        help=told("cli_help_as_of"),
    )
    tasks.add_argument(
        "--at-risk-days",
        type=_days,
        default=90,
        metavar="DAYS",
        help=told("cli_help_at_risk_days"),
    )
    tasks.add_argument("--all", action="store_true", help=told("cli_help_all"))
    tasks.set_defaults(run=_tasks)
    assess = commands.add_parser("assess", help=told("cli_assess"), description=told("cli_assess"))
    assess.add_argument("--year", type=_year, required=True, help=told("cli_help_year"))
    assess.add_argument("--out", required=True, help=told("cli_help_out"))
    assess.set_defaults(run=_assess)
    explain = commands.add_parser(
        "explain", help=told("cli_explain"), description=told("cli_explain")
    )
    explain.set_defaults(run=_explain)
    compare = commands.add_parser(
        "compare", help=told("cli_compare"), description=told("cli_compare")
    )
    compare.add_argument("--from", dest="before", type=_year, help=told("cli_help_from"))
    compare.set_defaults(run=_compare)
    reach = commands.add_parser("reach", help=told("cli_reach"), description=told("cli_reach"))
    reach.add_argument("--grade", help=told("cli_help_grade"))
    reach.add_argument("--rank", type=_rank, help=told("cli_help_rank"))
    reach.set_defaults(run=_reach)
    roll = commands.add_parser("roll", help=told("cli_roll"), description=told("cli_roll"))
    roll.add_argument("--year", type=_year, required=True, help=told("cli_help_roll_year"))
    roll.set_defaults(run=_roll)
    template, collect, reconcile = _form_parsers(commands, told)
    convert = commands.add_parser(
        "convert", help=told("cli_convert"), description=told("cli_convert")
    )
    convert.set_defaults(run=_convert)
    init.add_argument("folder", help=told("cli_help_new_folder"))
    reading = (
        *(show, check, progress, tasks, assess, explain, compare, reach),
        *(template, collect, reconcile, roll, convert),
    )
    for command in reading:
        takes = "cli_help_folder" if command is collect else "cli_help_convert_from"
        command.add_argument("folder", help=told(takes))
    for command in (explain, compare, reach):
        command.add_argument("unit", help=told("cli_help_unit"))
        command.add_argument("--year", type=_year, required=True, help=told("cli_help_year"))
        command.add_argument("--scheme", help=told("cli_help_scheme"))
    collect.add_argument("filled", help=told("cli_help_filled"))
    reconcile.add_argument("workbook", help=told("cli_help_workbook"))
    roll.add_argument("to", help=told("cli_help_new_folder"))
    convert.add_argument("to", help=told("cli_help_convert_to"))
    for command in (progress, assess):
        command.add_argument("--places", type=int, choices=range(7), help=told("cli_help_places"))
        command.add_argument(
            "--rounding", choices=_BULLETIN_ROUNDINGS, help=told("cli_help_rounding")
        )
        command.add_argument(
            "--shares-sum-to-100", action="store_true", help=told("cli_help_shares")
        )
    for command in reading:
        encodings = get_args(Encoding)
        command.add_argument(
            "--encoding", choices=encodings, default=encodings[0], help=told("cli_help_encoding")
        )
    for command in (init, *reading):
        command.add_argument("--json", action="store_true", help=told("cli_help_json"))
    for speaking in (parser, init, *reading):
        speaking.add_argument("--lang", choices=get_args(Language), help=told("cli_help_lang"))
    return parser


def _form_parsers(commands: Any, told: Callable[[str], str]) -> list[argparse.ArgumentParser]:
    made = [
        commands.add_parser(name, help=told(f"cli_{name}"), description=told(f"cli_{name}"))
        for name in ("template", "collect", "reconcile")
    ]
    template, collect, reconcile = made
    for command, run in ((template, _template), (collect, _collect), (reconcile, _reconcile)):
        year_is_told = command is reconcile  # by the scorecard
        command.add_argument(
            "--year", type=_year, required=not year_is_told, help=told("cli_help_year")
        )
        command.set_defaults(run=run)
    template.add_argument("--out", required=True, help=told("cli_help_out"))
    template.add_argument("--unit", action="append", help=told("cli_help_template_unit"))
    template.add_argument(
        "--scorer", action="append", choices=get_args(Scorer), help=told("cli_help_scorer")
    )
    template.add_argument("--scheme", help=told("cli_help_form_scheme"))
    collect.add_argument("--replace", action="store_true", help=told("cli_help_replace"))
    return made


def _init(options: argparse.Namespace, language: Language) -> int:
    from . import folders

    given = {name: getattr(options, name) for name in ("title", "first_year", "last_year")}
    given = {name: value for name, value in given.items() if value is not None}
    target = options.folder
    if options.excel and not folders.is_workbook(target):
        target += ".xlsx"
    made = folders.init(target, language=language, **given)
    folder = as_text(made)
    plan = _core.read(made).plan
    if options.json:
        _print_json({"folder": folder})
        return 0
    workbook = folders.is_workbook(made)
    done = "cli_init_excel_done" if workbook else "cli_init_done"
    print(_core.say(done, [folder], language=language))
    year = plan.first_year
    there = Path(on_disk(folder)).resolve()
    name = as_text(there.stem if workbook else there.name)
    out = os.path.normpath(Path(folder, "..", f"{name}-{year}"))
    print(f"  libplan check {_quoted(folder)}")
    print(f"  libplan assess {_quoted(folder)} --year {year} --out {_quoted(out)}")
    return 0


def _quoted(word: str) -> str:
    """For a shell; unlike shlex, Chinese needs no quotes."""
    return word if re.fullmatch(r"[\w./+-]+", word) else shlex.quote(word)


def _roll(options: argparse.Namespace, language: Language) -> int:
    from . import folders

    supplies = folders.roll(
        options.folder,
        options.to,
        year=options.year,
        language=language,
        encoding=options.encoding,
    )
    to = as_text(options.to)
    if options.json:
        _print_json({"folder": to, "supply": [supply._asdict() for supply in supplies]})
        return 0
    supply_file = as_text(folders.supply_list(options.to, language))
    print(Path(on_disk(supply_file)).read_text(encoding="utf-8"))
    print(_core.say("cli_roll_done", [to, supply_file], language=language))
    return 0


def _convert(options: argparse.Namespace, language: Language) -> int:
    from . import folders

    to = as_text(
        folders.convert(options.folder, options.to, language=language, encoding=options.encoding)
    )
    if options.json:
        _print_json({"to": to})
    else:
        print(_core.say("cli_convert_done", [to, options.folder], language=language))
    return 0


def _show(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    if options.json:
        _print_json(_folder(folder, language))
    else:
        print(_core.plan_text(folder.plan, language=language), end="")
    return 0


def _check(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    findings = _core.check(
        folder.plan, folder.figures, folder.observations, folder.records.controls
    )
    for scheme in folder.schemes:
        findings += _core.check_scheme(scheme, folder.plan)
    if options.json:
        _print_json({"findings": [_finding(finding, language) for finding in findings]})
    elif findings:
        print(_core.findings_text(findings, language=language))
    else:
        print(_core.say("cli_all_well", language=language))
    return 1 if _contradictions(findings) else 0


def _numbers(options: argparse.Namespace) -> _core.ReportNumbers:
    given = {name: getattr(options, name) for name in ("places", "rounding")}
    given = {name: value for name, value in given.items() if value is not None}
    return _core.ReportNumbers(shares_of_100=options.shares_sum_to_100, **given)


def _outside(plan: _core.Plan, year: int, language: Language) -> bool:
    if plan.first_year <= year <= plan.last_year:
        return False
    years = [str(each) for each in (year, plan.first_year, plan.last_year)]
    _complain(_core.say("cli_year", years, language=language))
    return True


def _progress(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    if _outside(folder.plan, options.year, language):
        return 2
    judged = _core.side_by_side(
        folder.plan,
        folder.observations,
        folder.records.controls,
        year=options.year,
        as_of=options.as_of,
    )
    if options.json:
        _print_json(_side_by_side(judged, language))
    else:
        words = _core.side_by_side_text(judged, language=language, numbers=_numbers(options))
        print(words, end="")
    return 0


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
        print(_core.tasks_text(folder.plan, board, all=options.all, language=language), end="")
    return 0


def _assess(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    if _outside(folder.plan, options.year, language):
        return 2
    results = _core.assess_year(folder, year=options.year)
    numbers = _numbers(options)
    with _bar() as progress:
        files = _core.write_reports(
            folder,
            results,
            out=options.out,
            language=language,
            numbers=numbers,
            progress=progress,
        )
    contradictions = _contradictions(results.findings)
    if contradictions:
        _complain(_core.say("cli_contradictions", [str(contradictions)], language=language))
    if options.json:
        _print_json(_results(results, [as_text(file) for file in files], language))
    else:
        print(_core.results_text(folder, results, language=language, numbers=numbers))
        written = [str(len(files)), as_text(options.out)]
        print(_core.say("cli_written", written, language=language))
    return 0


def _known(id: str, kind: str, known: Sequence[str], language: Language) -> str:
    """An id of the command line, if it is one."""
    if id in known:
        return id
    raise _WrongChoice(_text(_core.unknown_id(id, kind, known), language))


def _assessments_of(
    folder: _core.PlanFolder, options: argparse.Namespace, year: int, language: Language
) -> list[_core.Assessment]:
    """A year's assessments of the unit that is asked for."""
    if options.scheme is not None:
        _known(options.scheme, "kind_scheme", [each.id for each in folder.schemes], language)
    assessments = [
        assessment
        for assessment in _core.assess_year(folder, year=year).assessments
        if options.scheme in (None, assessment.scheme.id)
    ]
    units = [unit.id for assessment in assessments for unit in assessment.units]
    _known(options.unit, "kind_body", units, language)
    return [
        assessment
        for assessment in assessments
        if any(unit.id == options.unit for unit in assessment.units)
    ]


def _explain(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    if _outside(folder.plan, options.year, language):
        return 2
    assessments = _assessments_of(folder, options, options.year, language)
    if options.json:
        _print_json([_scorecard(each, options.unit, language) for each in assessments])
        return 0
    for assessment in assessments:
        card = assessment.scorecard(options.unit, language=language)
        print(_core.scorecard_text(card, language=language))
    return 0


def _compare(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    before = options.year - 1 if options.before is None else options.before
    if any(_outside(folder.plan, year, language) for year in (before, options.year)):
        return 2
    earlier = {
        assessment.scheme.id: assessment
        for assessment in _assessments_of(folder, options, before, language)
    }
    changes = [
        _core.compare(earlier[later.scheme.id], later, options.unit, language=language)
        for later in _assessments_of(folder, options, options.year, language)
    ]
    if options.json:
        _print_json([_change(change) for change in changes])
        return 0
    for change in changes:
        print(_core.change_text(change, language=language))
    return 0


def _reach(options: argparse.Namespace, language: Language) -> int:
    if (options.grade is None) == (options.rank is None):
        raise _WrongChoice(_core.say("cli_grade_or_rank", language=language))
    folder = _core.read(options.folder, encoding=options.encoding)
    if _outside(folder.plan, options.year, language):
        return 2
    answers = []
    for assessment in _assessments_of(folder, options, options.year, language):
        grades = [grade.title for grade in assessment.scheme.grades]
        if options.grade is not None and options.grade not in grades:
            listed = ("、" if language == "zh" else ", ").join(grades)
            told = [assessment.scheme.title, options.grade, listed]
            raise _WrongChoice(_core.say("cli_no_grade", told, language=language))
        answers.append(
            _core.reach(
                assessment,
                options.unit,
                grade=options.grade,
                rank=options.rank,
                language=language,
            )
        )
    if options.json:
        _print_json([_attainment(answer) for answer in answers])
        return 0
    for answer in answers:
        print(_core.reach_text(answer, language=language))
    return 0


# ---- forms and scorecards that come back -------------------------------------------------------


def _template(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    if _outside(folder.plan, options.year, language):
        return 2
    with _bar() as bar:
        files = _core.write_templates(
            folder,
            year=options.year,
            out=options.out,
            units=options.unit,
            scorers=options.scorer or (),
            scheme=options.scheme,
            language=language,
            progress=bar,
        )
    if options.json:
        _print_json({"files": [as_text(path) for path in files]})
        return 0
    out = as_text(options.out)
    print(_core.say("cli_written", [str(len(files)), out], language=language))
    return 0


def _collect(options: argparse.Namespace, language: Language) -> int:
    from . import forms

    with _bar() as bar:
        merged = forms.collect(
            options.folder,
            options.filled,
            year=options.year,
            replace=options.replace,
            encoding=options.encoding,
            progress=bar,
        )
    collected = merged.collected
    if options.json:
        _print_json(_collection(merged, language))
        return 0
    if merged.completed:
        tables = ("、" if language == "zh" else ", ").join(merged.completed)
        print(_core.say("collect_resumed", [tables], language=language))
    filled = sum(form.filled for form in collected.forms)
    asked = sum(form.asked for form in collected.forms)
    told = [str(len(collected.forms)), f"{filled}/{asked}"]
    print(_core.say("collect_read", told, language=language))
    if merged.added + merged.filled + merged.replaced == 0:
        print(_core.say("collect_nothing", language=language))
    else:
        counts = [merged.added, merged.filled, merged.replaced, merged.unchanged]
        print(_core.say("collect_done", [str(count) for count in counts], language=language))
    if merged.replacements:
        told = [str(len(merged.replacements))]
        print(_core.say("collect_replaced", told, language=language))
        for each in merged.replacements:
            parts = [_text(part, language) for part in each[:3]]
            told = [*parts, str(each.place)]
            print("  " + _core.say("collect_replacement", told, language=language))
    if collected.missing:
        told = [str(len(collected.missing))]
        print(_core.say("collect_missing", told, language=language))
        _print_notices(collected.missing, language)
    if collected.notices:
        print(_core.say("collect_notices", language=language))
        _print_notices(collected.notices, language)
    return 0


def _print_notices(notices: Sequence[_core.Notice | _core.Departure], language: Language) -> None:
    for notice in notices:
        told = [str(notice.place), _text(notice.message, language)]
        print("  " + _core.say("notice_line", told, language=language))


def _reconcile(options: argparse.Namespace, language: Language) -> int:
    folder = _core.read(options.folder, encoding=options.encoding)
    results = None
    if options.year is not None:
        if _outside(folder.plan, options.year, language):
            return 2
        results = _core.assess_year(folder, year=options.year)
    found = _core.reconcile(options.workbook, folder, results)
    if options.json:
        _print_json(_reconciliation(found, language))
        return 1 if found.departures else 0
    told = [as_text(found.file), str(found.cells)]
    if found.departures:
        told += [str(len(found.departures)), str(len(found.inputs))]
        print(_core.say("reconcile_found", told, language=language))
    elif found.inputs:
        told.append(str(len(found.inputs)))
        print(_core.say("reconcile_inputs", told, language=language))
    else:
        print(_core.say("reconcile_well", told, language=language))
    _print_notices(found.departures, language)
    _print_notices(found.inputs, language)
    if found.without_results:
        told = [str(found.without_results)]
        print(_core.say("reconcile_no_results", told, language=language))
    return 1 if found.departures else 0


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


def _interval(interval: _core.Interval | None) -> str | None:
    return None if interval is None else str(interval)


def _reading(reading: _core.Reading, language: Language) -> dict[str, Any]:
    return {
        "indicator": reading.indicator,
        "body": reading.body or None,
        "year": reading.year,
        "state": reading.state,
        "value": reading.value,
        "admissible": _interval(reading.admissible),
        "final_interval": _interval(reading.final_interval),
        "met": reading.met,
        "required": reading.required,
        "time_gone": reading.time_gone,
        "completion": reading.completion,
        "ratio_to_target": reading.ratio_to_target,
        "status": reading.status,
        "reason": _text(reading.reason, language),
        "provisional": reading.provisional,
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


def _folder(folder: _core.PlanFolder, language: Language) -> dict[str, Any]:
    plan = folder.plan
    carried = {each.task: each for each in plan.responsibilities}
    return {
        "id": plan.id,
        "title": plan.title,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "bodies": [{"id": body.id, "title": body.title, "kind": body.kind} for body in plan.bodies],
        "indicators": [
            {
                "id": indicator.id,
                "title": indicator.title,
                "unit": indicator.unit,
                "direction": indicator.direction,
                "nature": indicator.nature,
                "targets": [
                    {
                        "year": target.year,
                        "every_year": target.every_year,
                        "form": type(target.form).__name__,
                        "clause": target.clause.text or None,
                    }
                    for target in indicator.targets
                ],
                "illustrative": indicator.illustrative,
            }
            for indicator in plan.indicators
        ],
        "tasks": [
            {
                "id": task.id,
                "title": task.title,
                "section": task.section,
                "deadline": None if task.deadline is None else task.deadline.isoformat(),
                "lead": list(carried[task.id].lead) if task.id in carried else [],
                "support": list(carried[task.id].support) if task.id in carried else [],
                "illustrative": task.illustrative,
            }
            for task in plan.tasks
        ],
        "schemes": [{"id": scheme.id, "title": scheme.title} for scheme in folder.schemes],
    }


def _told(notice: _core.Notice, language: Language) -> dict[str, Any]:
    message = _text(notice.message, language)
    return {"code": notice.code, "place": str(notice.place), "message": message}


def _collection(merged: Any, language: Language) -> dict[str, Any]:
    collected: _core.Collected = merged.collected
    return {
        "forms": [
            {
                "file": form.file,
                "unit": form.body,
                "scorers": list(form.scorers),
                "asked": form.asked,
                "filled": form.filled,
            }
            for form in collected.forms
        ],
        "added": merged.added,
        "filled": merged.filled,
        "replaced": merged.replaced,
        "unchanged": merged.unchanged,
        "replacements": [
            {
                "what": _text(each.what, language),
                "before": _text(each.before, language),
                "now": _text(each.now, language),
                "place": str(each.place),
            }
            for each in merged.replacements
        ],
        "completed": list(merged.completed),
        "missing": [_told(notice, language) for notice in collected.missing],
        "notices": [_told(notice, language) for notice in collected.notices],
    }


def _departure(departure: _core.Departure, language: Language) -> dict[str, Any]:
    return {
        "code": departure.code,
        "place": str(departure.place),
        "expected": departure.expected,
        "found": departure.found,
        "message": _text(departure.message, language),
    }


def _reconciliation(found: _core.Reconciliation, language: Language) -> dict[str, Any]:
    return {
        "file": found.file,
        "scheme": found.scheme,
        "unit": found.unit,
        "year": found.year,
        "cells": found.cells,
        "without_results": found.without_results,
        "departures": [_departure(each, language) for each in found.departures],
        "inputs": [_departure(each, language) for each in found.inputs],
    }


def _points(points: Any) -> float | None:
    return None if points is None else float(points)


def _change(change: _core.TotalChange) -> dict[str, Any]:
    return {
        "unit": change.unit.id,
        "title": change.unit.title,
        "from": change.year_before,
        "to": change.year_after,
        "before": _points(change.before),
        "after": _points(change.after),
        "difference": _points(change.difference),
        "open": change.open_words or None,
        "causes": [
            {"cause": part.cause, "points": float(part.points), "words": part.words}
            for part in change.parts
        ],
        "items": [
            {
                "id": item.item,
                "title": item.title,
                "before": _points(item.before),
                "after": _points(item.after),
                "difference": _points(item.difference),
                "before_words": item.before_words,
                "after_words": item.after_words,
            }
            for item in change.items
        ],
        "beyond_items": _points(change.beyond_items),
        "illustrative": change.illustrative,
    }


def _way(way: _core.Way) -> dict[str, Any]:
    return {
        "item": way.item or None,
        "title": way.title,
        "moves": [
            {
                "fact": move.fact,
                "title": move.title,
                "from": move.from_value,
                "to": move.to_value,
            }
            for move in way.moves
        ],
        "total": float(way.total),
        "words": way.words,
    }


def _attainment(answer: _core.Attainment) -> dict[str, Any]:
    return {
        "unit": answer.unit.id,
        "title": answer.unit.title,
        "year": answer.year,
        "scheme": answer.scheme,
        "grade": answer.grade or None,
        "rank": answer.rank or None,
        "reached": answer.reached,
        "total": _points(answer.total),
        "needed": _points(answer.needed),
        "alone": [_way(way) for way in answer.alone],
        "together": None if answer.together is None else _way(answer.together),
        "obstacles": list(answer.obstacles),
        "open_points": [
            {"item": item.item, "title": item.title, "open": float(item.open)}
            for item in answer.items
        ],
        "illustrative": answer.illustrative,
    }


def _side_by_side(judged: _core.SideBySide, language: Language) -> dict[str, Any]:
    return {
        "year": judged.year,
        "as_of": judged.as_of.isoformat() if judged.as_of else None,
        "disagreements": judged.disagreements,
        "judgements": [_judgement(judgement, language) for judgement in judged.judgements],
        "joint": [
            {
                "indicator": joint.indicator,
                "title": joint.title,
                "series": joint.series,
                "class": joint.pace.compound,
                "score": joint.pace.score,
                "illustrative": joint.illustrative,
            }
            for joint in judged.joint
        ],
        "controls": [
            {
                "indicator": control.indicator,
                "title": control.title,
                "body": control.body or None,
                "months_gone": control.months_gone,
                "actual": control.actual,
                "control": control.control,
                "used": control.used,
                "time_gone": control.time_gone,
                "standing": control.standing,
                "reason": _text(control.reason, language),
                "illustrative": control.illustrative,
            }
            for control in judged.controls
        ],
    }


def _judgement(judgement: _core.Judgement, language: Language) -> dict[str, Any]:
    pace = judgement.pace
    months = judgement.twelve_months
    return _reading(judgement.reading, language) | {
        "title": judgement.reading.title,
        "ratio_to_target": judgement.reading.ratio_to_target,
        "ratio_form": "reduction" if judgement.reduction else "level",
        "status_linear": judgement.linear,
        "status_geometric": judgement.geometric,
        "pace": None
        if pace is None
        else {
            "growth": pace.growth,
            "needed": pace.needed,
            "ratio": pace.ratio,
            "class": pace.compound,
            "linear_ratio": pace.linear_ratio,
            "linear_class": pace.linear,
            "score": pace.score,
        },
        "pace_reason": _text(judgement.pace_reason, language) or None,
        "twelve_months": None if months is None else str(months),
        "disagreements": list(judgement.disagreements),
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


if __name__ == "__main__":
    sys.exit(main())
