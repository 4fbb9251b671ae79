"""Commands about a whole plan: show, check, progress, tasks, assess."""

from collections.abc import Sequence

from .. import _core
from ..paths import as_text
from .asked import Asked
from .output import Answer
from .records import (
    board_record,
    finding_record,
    plan_record,
    results_record,
    side_by_side_record,
)


def show(asked: Asked) -> Answer:
    folder = asked.read()
    return Answer(
        lambda: plan_record(folder, asked.language),
        lambda page: _core.plan_text(folder.plan, language=asked.language, **page._asdict()),
    )


def check(asked: Asked) -> Answer:
    folder = asked.read()
    findings = _core.check(
        folder.plan,
        folder.figures,
        folder.observations,
        folder.records.controls,
        folder.records.reports,
    )
    for scheme in folder.schemes:
        findings += _core.check_scheme(scheme, folder.plan, folder.records.events)
    return Answer(
        lambda: {"findings": [finding_record(finding, asked.language) for finding in findings]},
        lambda page: (
            _core.findings_text(findings, language=asked.language, **page._asdict()) + "\n"
            if findings
            else asked.say("cli_all_well") + "\n"
        ),
        1 if _contradictions(findings) else 0,
    )


def progress(asked: Asked) -> Answer:
    options = asked.options
    folder = asked.read_for(options.year)
    judged = _core.side_by_side(
        folder.plan,
        folder.observations,
        folder.records.controls,
        year=options.year,
        as_of=options.as_of,
    )
    return Answer(
        lambda: side_by_side_record(judged, asked.language),
        lambda page: _core.side_by_side_text(
            judged, language=asked.language, numbers=asked.numbers(), **page._asdict()
        ),
    )


def tasks(asked: Asked) -> Answer:
    options = asked.options
    folder = asked.read()
    board = _core.track(
        folder.plan,
        folder.records.reports,
        as_of=options.as_of,
        at_risk_days=options.at_risk_days,
    )
    return Answer(
        lambda: board_record(folder.plan, board, asked.language),
        lambda page: _core.tasks_text(
            folder.plan, board, all=options.all, language=asked.language, **page._asdict()
        ),
    )


def assess(asked: Asked) -> Answer:
    options = asked.options
    folder = asked.read_for(options.year)
    results = _core.assess_year(folder, year=options.year)
    numbers = asked.numbers()
    with asked.watched("bar_reports") as bar:
        files = _core.write_reports(
            folder,
            results,
            out=options.out,
            language=asked.language,
            numbers=numbers,
            progress=bar,
        )
    for phrase, about_schemes in (
        ("cli_contradictions", False),
        ("cli_scheme_contradictions", True),
    ):
        found = [each for each in results.findings if bool(each.scheme) == about_schemes]
        if contradictions := _contradictions(found):
            asked.note(phrase, contradictions)
    return Answer(
        lambda: results_record(results, [as_text(file) for file in files], asked.language),
        lambda page: "\n".join(
            [
                _core.results_text(
                    folder, results, language=asked.language, numbers=numbers, **page._asdict()
                ),
                asked.say("cli_written", len(files), as_text(options.out)),
                "",
            ]
        ),
    )


def _contradictions(findings: Sequence[_core.Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)
