"""Commands that answer questions about one unit: explain, compare, reach."""

from .. import _core
from ..paths import as_text
from .asked import Asked
from .output import Answer
from .parser import WrongUsage
from .records import attainment_record, change_record, said, scorecard_record


def explain(asked: Asked) -> Answer:
    folder = asked.read_for(asked.options.year)
    assessments, unit = _assessments(asked, folder, asked.options.year)
    cards = [each.scorecard(unit, language=asked.language) for each in assessments]
    return Answer(
        lambda: [scorecard_record(each, unit, asked.language) for each in assessments],
        lambda page: "".join(_core.scorecard_text(card, **page._asdict()) + "\n" for card in cards),
    )


def compare(asked: Asked) -> Answer:
    year = asked.options.year
    before = year - 1 if asked.options.before is None else asked.options.before
    if before >= year:
        raise WrongUsage(asked.say("cli_from_not_before", before, year))
    folder = asked.read_for(year)
    if asked.options.before is None and year == folder.plan.first_year:
        raise WrongUsage(asked.say("cli_no_year_before", year))
    asked.require_year(folder.plan, before)
    earlier, unit = _assessments(asked, folder, before)
    later, unit = _assessments(asked, folder, year)
    of_scheme = {assessment.scheme.id: assessment for assessment in earlier}
    changes = {
        each.scheme.id: _core.compare(
            of_scheme[each.scheme.id], each, unit, language=asked.language
        )
        for each in later
    }
    return Answer(
        lambda: [change_record(change, scheme) for scheme, change in changes.items()],
        lambda page: "".join(
            _core.change_text(change, **page._asdict()) + "\n" for change in changes.values()
        ),
    )


def reach(asked: Asked) -> Answer:
    options = asked.options
    if (options.grade is None) == (options.rank is None):
        raise WrongUsage(asked.say("cli_grade_or_rank"))
    folder = asked.read_for(options.year)
    assessments, unit = _assessments(asked, folder, options.year)
    for assessment in assessments:
        _require_goal(asked, assessment, unit)
    answers = {
        assessment.scheme.id: _core.reach(
            assessment, unit, grade=options.grade, rank=options.rank, language=asked.language
        )
        for assessment in assessments
    }
    return Answer(
        lambda: [attainment_record(answer, scheme) for scheme, answer in answers.items()],
        lambda page: "".join(
            _core.reach_text(answer, **page._asdict()) + "\n" for answer in answers.values()
        ),
    )


def _require_goal(asked: Asked, assessment: _core.Assessment, unit: str) -> None:
    """A grade that the scheme gives, or a rank that there can be."""
    options, title = asked.options, assessment.scheme.title
    grades = [grade.title for grade in assessment.scheme.grades]
    if options.grade is not None and options.grade not in grades:
        raise WrongUsage(asked.say("cli_no_grade", title, options.grade, asked.listed(grades)))
    classes = {each.id: each.rank_class for each in assessment.units}
    units = list(classes.values()).count(classes[unit])
    if options.rank is not None and options.rank > units:
        raise WrongUsage(asked.say("rank_beyond", title, units, options.rank))


def _assessments(
    asked: Asked, folder: _core.PlanFolder, year: int
) -> tuple[list[_core.Assessment], str]:
    """A year's assessments of the unit that is asked for, and its id."""
    if not folder.schemes:
        raise WrongUsage(asked.say("cli_no_schemes", as_text(asked.options.folder)))
    schemes = [scheme.id for scheme in folder.schemes]
    only = asked.options.scheme
    if only is not None and only not in schemes:
        raise _unknown(asked, only, "kind_scheme", schemes)
    assessments = list(_core.assess_year(folder, year=year).assessments)
    unit = _unit_id(asked, folder, assessments)
    of_unit = [each for each in assessments if unit in [one.id for one in each.units]]
    if only is None:
        return of_unit, unit
    chosen = [each for each in of_unit if each.scheme.id == only]
    if not chosen:
        assessed_by = asked.listed([each.scheme.id for each in of_unit])
        raise WrongUsage(asked.say("cli_unit_elsewhere", unit, only, assessed_by))
    return chosen, unit


def _unit_id(asked: Asked, folder: _core.PlanFolder, assessments: list[_core.Assessment]) -> str:
    """The id of a unit that is named by its id or its title."""
    named = str(asked.options.unit)
    titles = {unit.id: unit.title for each in assessments for unit in each.units}
    if named in titles:
        return named
    own = {body.id: body.title for body in folder.plan.bodies}  # without what tells them apart
    called = [id for id, title in titles.items() if named in (title, own[id])]
    if len(called) == 1:
        return called[0]
    if called:
        raise WrongUsage(asked.say("cli_unit_twice", named, asked.listed(called)))
    listed = asked.listed([f"{id} {title}" for id, title in titles.items()])
    if any(named in (body.id, body.title) for body in folder.plan.bodies):
        raise WrongUsage(asked.say("cli_unit_unassessed", named, listed))
    if _core.nearest(named, [*titles, *titles.values()]):
        raise _unknown(asked, named, "kind_body", [*titles, *titles.values()])
    raise WrongUsage(asked.say("cli_unit_unknown", named, listed))


def _unknown(asked: Asked, id: str, kind: str, known: list[str]) -> WrongUsage:
    return WrongUsage(said(_core.unknown_id(id, kind, known), asked.language))
