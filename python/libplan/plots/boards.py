"""Boards of statuses: the progress of a year, and a year judged in every way."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from .. import _core
from ..typing import Disagreement, Language, PaceClass
from .charts import Board, BoardCell, Tone, plain, tell
from .paths import DASH, TONES, optional, percent_words, required_point, state_words, tones_of

PACE_TONES: dict[PaceClass, Tone] = {
    "achieved": "good",
    "on_track": "good",
    "accelerate": "fair",
    "limited": "bad",
    "deterioration": "bad",
    "undefined": "unknown",
}
_URGENT: dict[Tone, int] = {"bad": 0, "unknown": 1, "fair": 2, "good": 3}
_Row = TypeVar("_Row")


def progress_board(
    progress: _core.Progress,
    body: str,
    titles: Mapping[str, str],
    *,
    most: int,
    language: Language,
) -> Board:
    """The indicators of the whole area, or of a body, each with its figures and its status."""
    own = [each for each in progress.readings if each.body == body]
    if not own and not body:
        own = list(progress.readings)
    elif not own:
        raise KeyError(str(_body_unknown(body, progress)))
    heads = ("head_value", "head_required", "head_asked", "head_completion", "head_status")
    title = tell("progress_title", progress.year, language=language)
    if body:
        title = tell("plot_of_body", title, titles.get(body, body), language=language)
    drawn, notes = _most_urgent(own, [TONES[each.status] for each in own], most, language)
    beside = len(progress.readings) - len(own)
    if beside and not body:
        notes.append(tell("readings_of_bodies", beside, language=language))
    if any(each.illustrative for each in own):
        notes.append(tell("plot_illustrative", language=language))
    return Board(
        title,
        tuple(_row_title(each, titles.get(each.body, ""), body, language) for each in drawn),
        tuple(tell(head, language=language) for head in heads),
        tuple(_progress_cells(each, language) for each in drawn),
        tuple(tones_of([each.status for each in own], language, counted=True)),
        tuple(notes or ([] if own else [tell("plot_nothing", language=language)])),
    )


def side_by_side_board(
    side_by_side: _core.SideBySide, body: str, *, most: int, language: Language
) -> Board:
    """Each reading judged in every way."""
    own = [each for each in side_by_side.judgements if each.reading.body == body]
    if not own and not body:
        own = list(side_by_side.judgements)
    heads = (
        "head_on_linear", "head_on_geometric", "head_pace_class", "head_disagreement",
    )  # fmt: skip
    title = tell("side_by_side_title", side_by_side.year, language=language)
    if body and own:
        title = tell("plot_of_body", title, own[0].body_title or body, language=language)
    worst = [
        min((TONES[each.linear], TONES[each.geometric]), key=lambda tone: _URGENT[tone])
        for each in own
    ]
    drawn, notes = _most_urgent(own, worst, most, language)
    beside = len(side_by_side.judgements) - len(own)
    if beside and not body:
        notes.append(tell("readings_of_bodies", beside, language=language))
    if any(each.reading.illustrative for each in own):
        notes.append(tell("plot_illustrative", language=language))
    return Board(
        title,
        tuple(_row_title(each.reading, each.body_title, body, language) for each in drawn),
        tuple(tell(head, language=language) for head in heads),
        tuple(_judgement_cells(each, language) for each in drawn),
        tuple(tones_of([each.reading.status for each in own], language, counted=True)),
        tuple(notes or ([] if own else [tell("plot_nothing", language=language)])),
    )


def _most_urgent(
    rows: Sequence[_Row], tones: Sequence[Tone], most: int, language: Language
) -> tuple[list[_Row], list[str]]:
    """All rows in their order; of too many those behind, and a note that tells."""
    if len(rows) <= most:
        return list(rows), []
    order = sorted(range(len(rows)), key=lambda index: (_URGENT[tones[index]], index))
    note = tell("plot_rows_left_out", len(rows), most, language=language)
    return [rows[index] for index in sorted(order[:most])], [note]


def _progress_cells(reading: _core.Reading, language: Language) -> tuple[BoardCell, ...]:
    value = optional(reading.value)
    required = required_point(reading.required, value)
    completion = reading.completion
    figures = (
        state_words(reading.state, language) if value is None else f"{value:f}",
        required.words if required else DASH,
        _asked_words(reading, language),
        DASH if completion is None else percent_words(completion),
    )
    status = BoardCell(tell("status_" + reading.status, language=language), TONES[reading.status])
    return (*(BoardCell(words) for words in figures), status)


def _asked_words(reading: _core.Reading, language: Language) -> str:
    asked = str(reading.admissible or "")
    if not asked or reading.stated:
        return asked or DASH
    return tell("asked_finally", asked, language=language)


def _judgement_cells(judgement: _core.Judgement, language: Language) -> tuple[BoardCell, ...]:
    paths = [
        BoardCell(tell("status_" + status, language=language), TONES[status])
        for status in (judgement.linear, judgement.geometric)
    ]
    pace = BoardCell(DASH)
    if judgement.pace is not None:
        known = judgement.pace.compound
        pace = BoardCell(tell("pace_" + known, language=language), PACE_TONES[known])
    differ = [_difference(judgement, each, language) for each in judgement.disagreements]
    return (*paths, pace, BoardCell(tell("semicolon", language=language).join(differ) or DASH))


def _difference(judgement: _core.Judgement, disagreement: Disagreement, language: Language) -> str:
    pace = judgement.pace
    compound, linear = (pace.compound, pace.linear) if pace else ("undefined", "undefined")
    between = {
        "paths": ("status_" + judgement.linear, "status_" + judgement.geometric),
        "growth": ("pace_" + compound, "pace_" + linear),
        "verdict": ("status_" + judgement.reading.status, "pace_" + compound),
    }[disagreement]
    words = [tell(phrase, language=language) for phrase in between]
    return tell("disagree_" + disagreement, *words, language=language)


def _row_title(reading: _core.Reading, body_title: str, of_body: str, language: Language) -> str:
    """The indicator, and the body unless the whole board is of it."""
    title = plain(reading.title or reading.indicator)
    if reading.unit:
        title = tell("with_detail", title, reading.unit, language=language)
    if reading.body and reading.body != of_body:
        title = tell("plot_of_body", title, body_title or reading.body, language=language)
    return title


def _body_unknown(body: str, progress: _core.Progress) -> str:
    known = sorted({each.body for each in progress.readings if each.body})
    message = _core.unknown_id(body, "kind_body", known)
    spoken: Literal["zh", "en"] = _core.spoken_language()
    return str(getattr(message, spoken))
