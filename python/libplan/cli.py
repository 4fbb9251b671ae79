"""The command line: ``libplan check FOLDER`` and ``libplan assess FOLDER --year Y --out DIR``."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import _core
from ._core import say


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns 0 if all is well, 1 if ``check`` found contradictions, 2 if input cannot be read or
    output cannot be written.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except _core.InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        print(say("cli_problems", [str(len(error.problems))]), file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(say("cli_interrupted"), file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="libplan", description="规划的核对与年度考核")
    parser.add_argument("--version", action="version", version=_core.__version__)
    commands = parser.add_subparsers(required=True, metavar="{check,assess}")
    check = commands.add_parser("check", help="核对规划中印出的数字 / check the printed figures")
    check.set_defaults(run=_check)
    assess = commands.add_parser("assess", help="年度考核并写出工作簿 / assess a year")
    assess.add_argument("--year", type=int, required=True, help="考核年度 / the year")
    assess.add_argument("--out", required=True, help="输出文件夹 / output folder")
    assess.set_defaults(run=_assess)
    for command in (check, assess):
        command.add_argument("folder", help="规划文件夹 / plan folder")
        command.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")
    return parser


def _contradictions(findings: tuple[dict[str, Any], ...]) -> int:
    return sum(finding["severity"] == "error" for finding in findings)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _check(options: argparse.Namespace) -> int:
    folder = _core.read(options.folder)
    findings = _core.check(folder)
    if options.json:
        _print_json({"findings": findings})
    else:
        print(_core.findings_text(folder) if findings else say("cli_all_well"))
    return 1 if _contradictions(findings) else 0


def _assess(options: argparse.Namespace) -> int:
    folder = _core.read(options.folder)
    if not folder.first_year <= options.year <= folder.last_year:
        years = [str(year) for year in (options.year, folder.first_year, folder.last_year)]
        print(say("cli_year", years), file=sys.stderr)
        return 2
    results = _core.assess_year(folder, year=options.year)
    with _bar() as progress:
        files = _core.write_reports(folder, results, out=options.out, progress=progress)
    contradictions = _contradictions(results.findings)
    if contradictions:
        print(say("cli_contradictions", [str(contradictions)]), file=sys.stderr)
    if options.json:
        _print_json(
            {
                "year": options.year,
                "findings": results.findings,
                "progress": results.progress,
                "scorecards": results.scorecards,
                "files": [str(file) for file in files],
            }
        )
    else:
        print(_core.results_text(folder, results))
        print(say("cli_written", [str(len(files)), str(options.out)]))
    return 0


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
