"""Results as records: what ``--json`` prints, and what the tables of ``--csv`` are rows of.

Words are in the chosen language, points exact Decimals, None is what is open or does not apply.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from .. import _core
from ..typing import Language


def said(message: _core.Message, language: Language) -> str:
    return str(getattr(message, language))


def finding_record(finding: _core.Finding, language: Language) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": said(finding.title, language),
        "printed": said(finding.printed, language),
        "follows": said(finding.follows, language),
        "cure": said(finding.cure, language),
        "figures": [
            {
                "title": said(figure.title, language),
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


def reading_record(reading: _core.Reading, language: Language) -> dict[str, Any]:
    return {
        "indicator": reading.indicator,
        "title": reading.title,
        "unit": reading.unit,
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
        "reason": said(reading.reason, language),
        "provisional": reading.provisional,
        "illustrative": reading.illustrative,
    }


def scorecard_record(assessment: _core.Assessment, unit: str, language: Language) -> dict[str, Any]:
    card = assessment.scorecard(unit, language=language)
    group_of = {
        item.id: group.title for group in _groups(assessment.scheme.groups) for item in group.items
    }
    return {
        "scheme": assessment.scheme.id,
        "unit": card.unit.id,
        "title": card.unit.title,
        "class": card.unit.rank_class or None,
        "state": card.state,
        "total": card.total if card.state == "value" else None,
        "unrounded": card.unrounded if card.state == "value" else None,
        "possible": _possible(card.possible),
        "grade": card.grade or None,
        "rank": card.rank or None,
        "tied": card.tied,
        "vetoes": list(card.vetoes),
        "open_vetoes": list(card.open_vetoes),
        "steps": [{"words": step.words, "points": step.points} for step in card.steps],
        "items": [
            {
                "id": line.item.id,
                "title": line.item.title,
                "group": group_of[line.item.id],
                "full": line.full,
                "state": line.state,
                "points": line.points if line.state == "value" else None,
                "lost": line.lost,
                "words": line.words,
                "clause": line.item.clause,
            }
            for line in card.lines
        ],
        "illustrative": assessment.facts.illustrative,
    }


def _groups(groups: Iterable[_core.Group]) -> Iterator[_core.Group]:
    for group in groups:
        yield group
        yield from _groups(group.groups)


def _possible(total: _core.PossibleRange | None) -> dict[str, float | None] | None:
    """Of an open total; without an upper end where a bonus has no ceiling."""
    if total is None:
        return None
    return {
        name: None if math.isinf(end) else end
        for name, end in (("lowest", total.lowest), ("highest", total.highest))
    }


def plan_record(folder: _core.PlanFolder, language: Language) -> dict[str, Any]:
    plan = folder.plan
    carried = {each.task: each for each in plan.responsibilities}
    return {
        "id": plan.id,
        "title": plan.title,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "bodies": [
            {"id": body.id, "title": body.title, "kind": body.kind, "parent": body.parent or None}
            for body in plan.bodies
        ],
        "indicators": [
            {
                "id": indicator.id,
                "title": indicator.title,
                "unit": indicator.unit,
                "direction": indicator.direction,
                "nature": indicator.nature,
                "basis": indicator.basis or None,
                "adds_up": indicator.adds_up,
                "over_bodies": indicator.over_bodies,
                "responsible": list(indicator.responsible),
                "targets": [
                    {
                        "year": target.year,
                        "every_year": target.every_year,
                        "form": type(target.form).__name__,
                        "words": _core.target_words(plan, indicator, target, language=language),
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
                "territorial": list(carried[task.id].territorial) if task.id in carried else [],
                "deliverable": task.deliverable or None,
                "serves": list(task.serves),
                "illustrative": task.illustrative,
            }
            for task in plan.tasks
        ],
        "schemes": [{"id": scheme.id, "title": scheme.title} for scheme in folder.schemes],
    }


def notice_record(notice: _core.Notice, language: Language) -> dict[str, Any]:
    message = said(notice.message, language)
    return {"code": notice.code, "place": str(notice.place), "message": message}


def collection_record(merged: Any, language: Language) -> dict[str, Any]:
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
                "what": said(each.what, language),
                "before": said(each.before, language),
                "now": said(each.now, language),
                "cleared": [said(one, language) for one in each.cleared],
                "place": str(each.place),
            }
            for each in merged.replacements
        ],
        "completed": list(merged.completed),
        "missing": [notice_record(notice, language) for notice in collected.missing],
        "notices": [notice_record(notice, language) for notice in collected.notices],
    }


def departure_record(departure: _core.Departure, language: Language) -> dict[str, Any]:
    return {
        "code": departure.code,
        "place": str(departure.place),
        "expected": departure.expected,
        "found": departure.found,
        "message": said(departure.message, language),
    }


def reconciliation_record(found: _core.Reconciliation, language: Language) -> dict[str, Any]:
    return {
        "file": found.file,
        "scheme": found.scheme,
        "unit": found.unit,
        "year": found.year,
        "cells": found.cells,
        "without_results": found.without_results,
        "departures": [departure_record(each, language) for each in found.departures],
        "consequences": [departure_record(each, language) for each in found.consequences],
        "inputs": [departure_record(each, language) for each in found.inputs],
    }


def change_record(change: _core.TotalChange, scheme: str) -> dict[str, Any]:
    return {
        "scheme": scheme,
        "unit": change.unit.id,
        "title": change.unit.title,
        "from": change.year_before,
        "to": change.year_after,
        "before": change.before,
        "after": change.after,
        "difference": change.difference,
        "open": change.open_words or None,
        "causes": [
            {"cause": part.cause, "points": part.points, "words": part.words}
            for part in change.parts
        ],
        "items": [
            {
                "id": item.item,
                "title": item.title,
                "before": item.before,
                "after": item.after,
                "difference": item.difference,
                "before_words": item.before_words,
                "after_words": item.after_words,
            }
            for item in change.items
        ],
        "beyond_items": change.beyond_items,
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
        "total": way.total,
        "words": way.words,
    }


def attainment_record(answer: _core.Attainment, scheme: str) -> dict[str, Any]:
    return {
        "scheme": scheme,
        "unit": answer.unit.id,
        "title": answer.unit.title,
        "year": answer.year,
        "grade": answer.grade or None,
        "rank": answer.rank or None,
        "reached": answer.reached,
        "state": answer.state,
        "open": answer.open,
        "total": answer.total,
        "needed": answer.needed,
        "alone": [_way(way) for way in answer.alone],
        "together": None if answer.together is None else _way(answer.together),
        "obstacles": list(answer.obstacles),
        "notes": list(answer.notes),
        "open_points": [
            {
                "item": item.item,
                "title": item.title,
                "full": item.full,
                "points": item.points,
                "lost": item.lost,
                "open": item.open,
            }
            for item in answer.items
        ],
        "illustrative": answer.illustrative,
    }


def side_by_side_record(judged: _core.SideBySide, language: Language) -> dict[str, Any]:
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
                "reason": said(control.reason, language),
                "illustrative": control.illustrative,
            }
            for control in judged.controls
        ],
    }


def _judgement(judgement: _core.Judgement, language: Language) -> dict[str, Any]:
    pace = judgement.pace
    months = judgement.twelve_months
    return reading_record(judgement.reading, language) | {
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
        "pace_reason": said(judgement.pace_reason, language) or None,
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
        "reason": said(tracked.reason, language),
        "parts": [
            {
                "body": part.body,
                "role": part.role,
                "standing": part.standing,
                "percent": part.percent,
                "report": _report(part.report),
                "reason": said(part.reason, language),
            }
            for part in tracked.parts
        ],
        "illustrative": tracked.illustrative,
    }


def board_record(plan: _core.Plan, board: _core.TaskBoard, language: Language) -> dict[str, Any]:
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


def results_record(
    results: _core.YearResults, files: list[str], language: Language
) -> dict[str, Any]:
    return {
        "year": results.progress.year,
        "findings": [finding_record(finding, language) for finding in results.findings],
        "progress": [reading_record(reading, language) for reading in results.progress.readings],
        "scorecards": [
            scorecard_record(assessment, unit.id, language)
            for assessment in results.assessments
            for unit in assessment.units
        ],
        "files": files,
    }
