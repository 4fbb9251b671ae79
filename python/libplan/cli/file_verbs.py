"""Commands that make and take in files: init, convert, roll, template, collect, reconcile."""

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from .. import _core, folders, forms
from ..paths import as_text, on_disk
from .asked import Asked
from .output import Answer, Line, folded
from .records import collection_record, reconciliation_record, said


def init(asked: Asked) -> Answer:
    options = asked.options
    given = {name: getattr(options, name) for name in ("title", "first_year", "last_year")}
    given = {name: value for name, value in given.items() if value is not None}
    target = options.folder
    if options.excel and not os.path.splitext(target)[1].lower().startswith((".xls", ".et")):
        target += ".xlsx"
    made = folders.init(target, example=options.example, language=asked.language, **given)
    is_empty = folders.is_workbook(made) and not options.example
    return Answer(
        lambda: {"folder": as_text(made)},
        lambda page: (_to_fill_in if is_empty else _first_steps)(asked, made),
        is_result=False,
    )


def _to_fill_in(asked: Asked, made: Path) -> str:
    book = as_text(made)
    return f"{asked.say('cli_init_excel_empty', book)}\n  libplan check {_quoted(book)}\n"


def _first_steps(asked: Asked, made: Path) -> str:
    folder = as_text(made)
    year = _core.read_aside(made).plan.first_year
    workbook = folders.is_workbook(made)
    there = Path(on_disk(folder)).resolve()
    name = as_text(there.stem if workbook else there.name)
    out = os.path.normpath(Path(folder, "..", f"{name}-{year}"))
    return "\n".join(
        [
            asked.say("cli_init_excel_done" if workbook else "cli_init_done", folder),
            f"  libplan check {_quoted(folder)}",
            f"  libplan assess {_quoted(folder)} --year {year} --out {_quoted(out)}",
            "",
        ]
    )


def _quoted(word: str) -> str:
    """For a shell; unlike shlex, Chinese needs no quotes."""
    return word if re.fullmatch(r"[\w./+-]+", word) else shlex.quote(word)


def roll(asked: Asked) -> Answer:
    options = asked.options
    supplies = folders.roll(
        options.folder,
        options.to,
        year=options.year,
        language=asked.language,
        encoding=options.encoding,
    )
    to = as_text(options.to)
    list_file = as_text(folders.supply_list(options.to, asked.language))
    return Answer(
        lambda: {"folder": to, "supply": [supply._asdict() for supply in supplies]},
        lambda page: "\n".join(
            [
                _core.plain_text(Path(on_disk(list_file)).read_text(encoding="utf-8")),
                asked.say("cli_roll_done", to, list_file),
                "",
            ]
        ),
    )


def convert(asked: Asked) -> Answer:
    options = asked.options
    made = folders.convert(
        options.folder, options.to, language=asked.language, encoding=options.encoding
    )
    to = as_text(made)
    return Answer(
        lambda: {"to": to},
        lambda page: asked.say("cli_convert_done", to, options.folder) + "\n",
        is_result=False,
    )


def _unit_ids(folder: _core.PlanFolder, named: list[str] | None) -> list[str] | None:
    """The ids of bodies named by their ids or titles; what is neither stays, to be told."""
    if named is None:
        return None
    ids = {body.id for body in folder.plan.bodies}
    called = {name: [b.id for b in folder.plan.bodies if b.title == name] for name in named}
    return [name if name in ids or len(called[name]) != 1 else called[name][0] for name in named]


def template(asked: Asked) -> Answer:
    options = asked.options
    folder = asked.read_for(options.year)
    with asked.watched("bar_templates") as bar:
        files = _core.write_templates(
            folder,
            year=options.year,
            out=options.out,
            units=_unit_ids(folder, options.unit),
            scorers=options.scorer or (),
            scheme=options.scheme,
            language=asked.language,
            progress=bar,
        )
    return Answer(
        lambda: {"files": [as_text(path) for path in files]},
        lambda page: asked.say("cli_written", len(files), as_text(options.out)) + "\n",
        is_result=False,
    )


def collect(asked: Asked) -> Answer:
    options = asked.options
    with asked.watched("bar_collect") as bar:
        try:
            merged = forms.collect(
                options.folder,
                options.filled,
                year=options.year,
                replace=options.replace,
                encoding=options.encoding,
                progress=bar,
            )
        except forms.MergedAllTheSame as late:
            merged = late.collection
    return Answer(
        lambda: collection_record(merged, asked.language),
        lambda page: folded(_merged_lines(asked, merged), page),
    )


def _merged_lines(asked: Asked, merged: forms.Collection) -> list[str | Line]:
    collected = merged.collected
    filled = sum(form.filled for form in collected.forms)
    asked_for = sum(form.asked for form in collected.forms)
    lines: list[str | Line] = []
    if merged.completed:
        lines.append(asked.say("collect_resumed", asked.listed(list(merged.completed))))
    lines.append(asked.say("collect_read", len(collected.forms), f"{filled}/{asked_for}"))
    if merged.added + merged.filled + merged.replaced == 0:
        lines.append(asked.say("collect_nothing"))
    else:
        counts = (merged.added, merged.filled, merged.replaced, merged.unchanged)
        lines.append(asked.say("collect_done", *counts))
    if merged.replacements:
        lines.append(asked.say("collect_replaced", len(merged.replacements)))
        lines += [_replacement_line(asked, each) for each in merged.replacements]
    if collected.missing:
        lines.append(asked.say("collect_missing", len(collected.missing)))
        lines += _notice_lines(asked, collected.missing)
    if collected.notices:
        lines.append(asked.say("collect_notices"))
        lines += _notice_lines(asked, collected.notices)
    return lines


def _replacement_line(asked: Asked, replaced: forms.Replacement) -> Line:
    what, before, now = (said(part, asked.language) for part in replaced[:3])
    if replaced.cleared:
        cleared = [said(words, asked.language) for words in replaced.cleared]
        now += asked.say("collect_cleared", asked.listed(cleared))
    place = str(replaced.place)
    return Line("  " + asked.say("collect_replacement", what, before, now, place), place)


def reconcile(asked: Asked) -> Answer:
    options = asked.options
    folder = asked.read() if options.year is None else asked.read_for(options.year)
    results = None if options.year is None else _core.assess_year(folder, year=options.year)
    found = _core.reconcile(options.workbook, folder, results)
    return Answer(
        lambda: reconciliation_record(found, asked.language),
        lambda page: folded(_departure_lines(asked, found), page),
        1 if found.departures or found.consequences else 0,
    )


def _departure_lines(asked: Asked, found: _core.Reconciliation) -> list[str | Line]:
    file, departures, inputs = as_text(found.file), len(found.departures), len(found.inputs)
    lines: list[str | Line]
    if not found.unit:
        said_of = "reconcile_summary_found" if departures else "reconcile_summary_well"
        lines = [asked.say(said_of, file, found.cells, departures)]
    elif not departures and found.consequences:
        lines = [asked.say("reconcile_stale", file, found.cells, inputs, len(found.consequences))]
    elif departures:
        lines = [asked.say("reconcile_found", file, found.cells, departures, inputs)]
    elif inputs:
        lines = [asked.say("reconcile_inputs", file, found.cells, inputs)]
    else:
        lines = [asked.say("reconcile_well", file, found.cells)]
    lines += _notice_lines(asked, found.departures)
    stale = [each for each in found.consequences if each.code == "stale"]
    follows = [each for each in found.consequences if each.code != "stale"]
    for head, part in (
        ("reconcile_inputs_head", found.inputs),
        ("reconcile_follows_head", follows),
        ("reconcile_stale_head", stale),
    ):
        if part:
            lines += [asked.say(head, len(part)), *_notice_lines(asked, part)]
    if found.without_results:
        lines.append(asked.say("reconcile_no_results", found.without_results))
    return lines


def _notice_lines(asked: Asked, notices: Sequence[_core.Notice | _core.Departure]) -> list[Line]:
    return [
        Line("  " + asked.say("notice_line", place, said(notice.message, asked.language)), place)
        for notice in notices
        for place in [str(notice.place)]
    ]
