"""Every value worth looking at shows itself in a notebook and when printed, whatever it holds."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from html_page import CHARACTERS, page
from hypothesis import given, settings
from hypothesis import strategies as st
from libplan._core import display_width

import libplan

FOLDER = libplan.read(Path(__file__).parents[2] / "examples/qingxin")
RESULTS = libplan.assess_year(FOLDER, year=2018)
DEPARTMENTS, TOWNS = RESULTS.assessments
HOSTILE = "<script>alert(1)</script>&\" onload='x' \u202eEVIL\u2066 \x7f\x9b31m {0} {99} ]]> <!--"


def printed(value: Any) -> str:
    """The printed table of a value, after what holds for all of them."""
    text = str(value)
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None
    for line in text.splitlines()[:-1]:  # the last may count what is left out
        assert display_width(line) <= 80
    return text


# ---- what is shown ----


def test_an_indicator_shows_its_course_and_each_clause() -> None:
    indicator = libplan.Indicator(
        "deaths",
        "死亡人数",
        "人",
        "down",
        nature="binding",
        baselines=[libplan.Baseline(2015, 31, clause=libplan.Clause(3, "31人"))],
        targets=[
            libplan.Target(2018, libplan.ReducePercent(7)),
            libplan.Target(2020, libplan.AtMost(27)),
        ],
        count=True,
    )
    shown = page(indicator)
    assert shown.rows[0] == ["死亡人数（人）"]
    assert any("方向：越低越好；性质：约束性" in row[0] for row in shown.rows)
    assert ["2015", "基数 31人", "—"] in shown.rows
    assert ["2018", "2018年下降7%", "≤28"] in shown.rows
    assert shown.notes == ["原文第3行：31人"]
    assert shown.drawings == ["2015年31人；2018年应达28人；2020年应达27人"]


def test_a_reading_draws_its_course_against_the_path() -> None:
    reading = RESULTS.progress.reading("road_hazard_control")
    shown = page(reading)
    assert shown.drawings == [
        "；".join(
            f"{year.year}年"
            + (f"{year.value:g}%" if year.value is not None else f"应达{year.required:g}%")
            + (
                f"（应达{year.required:g}%）"
                if year.value is not None and year.required not in (None, year.value)
                else ""
            )
            for year in reading.course
            if year.value is not None or year.required is not None
        )
    ]
    assert [year.year for year in reading.course][-1] == FOLDER.plan.last_year
    measured = next(year for year in reading.course if year.year == 2018)
    assert (measured.value, measured.required) == (reading.value, reading.required)
    assert all(year.value is None for year in reading.course if year.year > 2018)


def test_progress_counts_its_statuses_and_draws_a_course_for_each_indicator() -> None:
    shown = page(RESULTS.progress)
    readings = [r for r in RESULTS.progress.readings if not r.body]
    behind = sum(r.status == "behind" for r in readings)
    assert f"指标{len(readings)}项：" in shown.rows[1][0] and f"滞后{behind}" in shown.rows[1][0]
    drawable = [r for r in readings if sum(y.value is not None for y in r.course) > 1]
    assert len(shown.drawings) >= len(drawable) > 10


def test_a_scheme_is_a_scoring_table_that_marks_what_is_unusual() -> None:
    scheme = DEPARTMENTS.scheme
    shown = page(scheme)
    items = [item for group in scheme.groups for item in group.items]
    for item in items:
        row = next(row for row in shown.rows if row[0] == item.title)
        assert row[2] == item.clause
    for grade in scheme.grades:
        assert any(row[0] == grade.title for row in shown.rows)
    for veto in scheme.vetoes:
        assert any(row[0] == veto.title and row[3] == veto.clause for row in shown.rows)
    changed = scheme.replace(outcome=scheme.outcome.replace(places=1, rounding="truncate"))
    rows = page(changed).rows
    assert ["小数位数", "◆ 1", "2"] in rows
    assert ["取舍", "◆ 截尾", "四舍五入"] in rows
    assert ["取舍之处", "逐项", "逐项"] in rows


def test_findings_come_as_a_tuple_that_shows_itself() -> None:
    findings = libplan.check(FOLDER.plan, FOLDER.figures, FOLDER.observations)
    assert isinstance(findings, tuple) and type(findings) is libplan.Findings
    assert type(findings[:3]) is libplan.Findings and findings[:3] == tuple(findings)[:3]
    assert type(findings[:1] + findings[3:]) is libplan.Findings
    assert isinstance(findings[0], libplan.Finding)
    assert repr(findings) == f"<Findings: {len(findings)}>"
    words = page(findings).words
    assert f"数字核对：发现问题{len(findings)}项" in words
    assert str(findings[0].title) in words and findings[0].code in page(findings[0]).words
    errors = sum(finding.severity == "error" for finding in findings)
    assert f"错误{errors}" in words
    assert "数字核对" in printed(findings)
    assert libplan.Findings([1, 2])._repr_html_() is None
    assert libplan.Findings(f for f in findings if f.severity == "note")[-1:] == findings[-1:]


def test_problems_are_shown_with_place_and_cure() -> None:
    with pytest.raises(libplan.InputError) as caught:
        libplan.Plan(id="", title="", first_year=2020, last_year=2016)
    problems = caught.value.problems
    assert type(problems) is libplan.Problems
    shown = page(problems)
    assert f"输入有{len(problems)}个问题" in shown.words
    for problem in problems:
        assert problem.message.zh in shown.words


def test_a_board_names_tasks_and_bodies_by_their_titles() -> None:
    board = RESULTS.tasks
    shown = page(board)
    late = next(task for task in board.tasks if task.standing == "at_risk")
    row = next(row for row in shown.rows if row[0].startswith(late.title))
    assert row[2] == "▼ 有风险"
    assert next(load.title for load in board.loads) in shown.words
    assert late.reason.zh in shown.notes


def test_a_folder_tells_how_far_the_plan_is_and_what_it_holds() -> None:
    shown = page(FOLDER)
    assert f"{FOLDER.plan.title}：规划文件夹" in shown.words
    assert "2018年指标进展" in shown.words or "年指标进展" in shown.words
    for scheme in FOLDER.schemes:
        assert scheme.title in shown.words
    assert len(shown.drawings) > 10


def test_a_scorecard_holds_each_loss_against_the_words_of_its_clause() -> None:
    card = TOWNS.scorecard(TOWNS.units[0].id)
    lost = sorted((line for line in card.lines if line.lost > 0), key=lambda line: -line.lost)
    words = page(card).words
    at = 0
    for line in lost:
        at = words.index(f"条文：{line.item.clause}", at) + 1
    clauses = [line.item.clause for line in card.lines if line.item.clause]
    assert words.count("条文：") == len(clauses) and page(card).notes == []


def test_an_item_that_changed_shows_both_sides() -> None:
    before = libplan.assess_year(FOLDER, year=2017).assessments[1]
    change = libplan.compare(before, TOWNS, unit=TOWNS.units[0].id)
    item = next(each for each in change.items if each.difference)
    shown = page(item)
    assert shown.rows[0] == [item.title]
    assert [row[1] for row in shown.rows[2:4]] == [f"{item.before:f}", f"{item.after:f}"]
    assert page(change).rows[0][0].startswith(TOWNS.units[0].title)


def test_a_value_prints_as_a_table_and_is_one_line_inside_another() -> None:
    class Printer:
        def __init__(self, depth: int) -> None:
            self.stack = [0] * depth
            self.printed = ""

        def text(self, words: str) -> None:
            self.printed += words

    alone, inside = Printer(1), Printer(2)
    RESULTS.progress._repr_pretty_(alone, False)
    RESULTS.progress._repr_pretty_(inside, False)
    assert alone.printed == str(RESULTS.progress)
    assert inside.printed == repr(RESULTS.progress)
    assert "\n" not in repr(RESULTS.progress)
    head = next(line for line in str(TOWNS).splitlines() if "总得分" in line)
    column = display_width(head[: head.index("等级")])
    for line in str(TOWNS).splitlines():
        if not line.startswith(" ") and (grade := re.search("不?合格|良好|优秀", line)):
            assert display_width(line[: grade.start()]) == column


def test_notebooks_speak_the_language_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBPLAN_LANG", "en")
    assert "Progress of the indicators in 2018" in page(RESULTS.progress).words
    assert "differs from the default" in page(TOWNS.scheme).words
    assert str(RESULTS.progress).startswith("Progress of the indicators in 2018")


SHOWN: list[tuple[str, Callable[[], Any]]] = [
    ("plan", lambda: FOLDER.plan),
    ("folder", lambda: FOLDER),
    ("indicator", lambda: FOLDER.plan.indicators[0]),
    ("indicators", lambda: FOLDER.plan.indicators),
    ("target", lambda: FOLDER.plan.indicators[0].targets[0]),
    ("task", lambda: FOLDER.plan.tasks[0]),
    ("tasks", lambda: FOLDER.plan.tasks),
    ("scheme", lambda: TOWNS.scheme),
    ("observations", lambda: FOLDER.observations),
    ("figures", lambda: FOLDER.figures),
    ("reading", lambda: RESULTS.progress.readings[0]),
    ("progress", lambda: RESULTS.progress),
    ("side by side", lambda: RESULTS.side_by_side),
    (
        "columns",
        lambda: libplan.measure_columns(
            FOLDER.plan, FOLDER.observations, first_year=2016, last_year=2020
        ),
    ),
    ("board", lambda: RESULTS.tasks),
    ("assessment", lambda: TOWNS),
    ("scorecard", lambda: TOWNS.scorecard(TOWNS.units[1].id)),
    ("attainment", lambda: libplan.reach(TOWNS, TOWNS.units[1].id, grade="优秀")),
    ("year", lambda: RESULTS),
    ("findings", lambda: RESULTS.findings),
    ("series", lambda: libplan.Series("down", 2015, 31, 2018, 30, target=27, target_year=2020)),
]


@pytest.mark.parametrize("make", [make for _, make in SHOWN], ids=[name for name, _ in SHOWN])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_value_is_shown(
    make: Callable[[], Any], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBPLAN_LANG", language)
    value = make()
    shown = page(value)
    assert shown.rows
    assert len(printed(value).splitlines()) > 1 or isinstance(
        value, libplan.Target | libplan.Series
    )


# ---- whatever they hold ----

WORDS = st.text(CHARACTERS, max_size=40) | st.sampled_from(
    [HOSTILE, "]]>", "<!--", "&#0;", "\r\n", "第一章 甲"]
)
NUMBERS = st.floats() | st.integers(-(10**6), 10**6).map(float)
COUNTS = st.integers(-(2**31), 2**31 - 1)
YEARS = st.integers(2000, 2030) | COUNTS
POINTS = st.decimals(-1000, 1000, places=3)
STATUSES = st.sampled_from(["achieved_early", "ahead", "on_track", "behind", "unknown"])
STANDINGS = st.sampled_from(
    ["overdue", "at_risk", "not_started", "in_progress", "continuing", "done"]
)
SEVERITIES = st.sampled_from(["error", "warning", "note"])
INTERVALS = st.builds(libplan.Interval, lower=st.floats(), upper=st.floats())
MESSAGES = WORDS.map(libplan.Message)
PLACES = st.builds(libplan.Place, WORDS, st.integers(0, 10**6), st.integers(0, 99), WORDS)
CLAUSES = st.builds(libplan.Clause, COUNTS, WORDS)
FORMS = st.one_of(
    st.builds(libplan.ReducePercent, NUMBERS),
    st.builds(libplan.RaisePoints, NUMBERS),
    st.builds(libplan.Reach, NUMBERS),
    st.builds(libplan.AtMost, NUMBERS),
    st.builds(libplan.Within, NUMBERS, NUMBERS),
    st.builds(libplan.About, NUMBERS, st.none() | NUMBERS),
    st.builds(libplan.GrowthPerYear, NUMBERS),
    st.builds(libplan.StepPerYear, NUMBERS),
    st.builds(libplan.ComparedWith, WORDS),
    st.just(libplan.Zero()),
    st.just(libplan.SetLater()),
    st.just(libplan.Hold()),
)


def few(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, max_size=4)


TARGETS = st.builds(libplan.Target, YEARS, FORMS, every_year=st.booleans(), clause=CLAUSES)
INDICATORS = st.builds(
    libplan.Indicator,
    WORDS,
    WORDS,
    WORDS,
    st.sampled_from(["up", "down"]),
    basis=WORDS,
    count=st.booleans(),
    limit=st.none() | NUMBERS,
    baselines=few(st.builds(libplan.Baseline, YEARS, NUMBERS, basis=WORDS, clause=CLAUSES)),
    targets=few(TARGETS),
    clause=CLAUSES,
    illustrative=st.booleans(),
)
TASKS = st.builds(
    libplan.Task,
    WORDS,
    WORDS,
    section=WORDS,
    clause=CLAUSES,
    deadline=st.none() | st.dates(),
    deliverable=WORDS,
    serves=few(WORDS),
)
COURSES = few(
    st.builds(
        libplan.CourseYear,
        YEARS,
        value=st.none() | NUMBERS,
        required=st.none() | NUMBERS,
        admissible=st.none() | INTERVALS,
    )
)
READINGS = st.builds(
    libplan.Reading,
    WORDS,
    body=st.sampled_from(["", "b"]),
    year=YEARS,
    title=WORDS,
    unit=WORDS,
    value=st.none() | NUMBERS,
    required=st.none() | NUMBERS,
    completion=st.none() | NUMBERS,
    admissible=st.none() | INTERVALS,
    status=STATUSES,
    reason=MESSAGES,
    illustrative=st.booleans(),
    course=COURSES,
)
OBSERVATIONS = few(
    st.builds(
        libplan.Observation,
        WORDS,
        st.just(libplan.Period("2018")),
        value=st.floats(allow_nan=False, allow_infinity=False),
        body=WORDS,
        places=st.integers(0, 6),
        unit=WORDS,
        source=WORDS,
        text_line=st.integers(0, 99),
    )
    | st.builds(
        libplan.Observation,
        WORDS,
        st.just(libplan.Period("2018-09")),
        state=st.sampled_from(["missing", "not_applicable", "not_scored"]),
    )
).map(libplan.Observations)
FINDINGS = st.builds(
    libplan.Finding,
    WORDS,
    severity=SEVERITIES,
    title=MESSAGES,
    figures=few(
        st.builds(
            libplan.Figure, MESSAGES, printed=WORDS, text_line=st.integers(0, 99), place=PLACES
        )
    ),
    printed=MESSAGES,
    follows=MESSAGES,
    cure=MESSAGES,
    illustrative=st.booleans(),
)
PROBLEMS = st.builds(libplan.Problem, WORDS, PLACES, MESSAGES, WORDS)
NOTICES = st.builds(libplan.Notice, WORDS, place=PLACES, message=MESSAGES)
DEPARTURES = few(
    st.builds(libplan.Departure, WORDS, place=PLACES, expected=WORDS, found=WORDS, message=MESSAGES)
)
TRACKED = st.builds(
    libplan.TrackedTask,
    WORDS,
    standing=STANDINGS,
    percent=NUMBERS,
    days_left=st.none() | COUNTS,
    reason=MESSAGES,
    parts=few(
        st.builds(libplan.TaskPart, WORDS, WORDS, st.sampled_from(["first_lead", "support"]))
    ),
    title=WORDS,
)
LOADS = st.builds(
    libplan.BodyLoad,
    WORDS,
    first_lead=COUNTS,
    joint_lead=COUNTS,
    done=COUNTS,
    overdue=COUNTS,
    title=WORDS,
)
UNITS = st.builds(libplan.Unit, WORDS, WORDS, rank_class=WORDS)
LINES = st.builds(
    libplan.ScorecardLine,
    item=st.builds(
        libplan.Item, WORDS, WORDS, NUMBERS, clause=WORDS, rule=st.just(libplan.MarksRule())
    ),
    state=st.sampled_from(["value", "missing", "not_applicable", "not_scored"]),
    points=POINTS,
    full=POINTS,
    lost=POINTS,
    words=WORDS,
)
CHANGES = st.builds(
    libplan.ItemChange,
    WORDS,
    WORDS,
    before=st.none() | POINTS,
    after=st.none() | POINTS,
    difference=st.none() | POINTS,
    before_words=WORDS,
    after_words=WORDS,
)
WAYS = st.builds(
    libplan.Way,
    item=WORDS,
    title=WORDS,
    moves=few(st.builds(libplan.FactMove, WORDS, WORDS, st.none() | NUMBERS, NUMBERS)),
    total=POINTS,
    gained=POINTS,
    words=WORDS,
)
VALUES = st.one_of(
    INDICATORS,
    few(INDICATORS).map(libplan.Indicators),
    TARGETS,
    TASKS,
    few(TASKS).map(libplan.Tasks),
    READINGS,
    st.builds(libplan.Progress, YEARS, readings=few(READINGS)),
    st.builds(
        libplan.SideBySide,
        YEARS,
        judgements=few(
            st.builds(
                libplan.Judgement, READINGS, body_title=WORDS, linear=STATUSES, pace_reason=MESSAGES
            )
        ),
        controls=few(
            st.builds(
                libplan.ControlReading,
                WORDS,
                body=WORDS,
                months_gone=COUNTS,
                actual=st.none() | NUMBERS,
                control=NUMBERS,
                title=WORDS,
            )
        ),
    ),
    OBSERVATIONS,
    st.builds(
        libplan.Series,
        st.sampled_from(["up", "down"]),
        YEARS,
        NUMBERS,
        YEARS,
        NUMBERS,
        target=st.none() | NUMBERS,
        target_year=YEARS,
    ),
    FINDINGS,
    few(FINDINGS).map(libplan.Findings),
    PROBLEMS,
    few(PROBLEMS).map(libplan.Problems),
    NOTICES,
    few(NOTICES).map(libplan.Notices),
    st.builds(
        libplan.Collected,
        forms=few(st.builds(libplan.FilledForm, WORDS, WORDS, asked=COUNTS, filled=COUNTS)),
        missing=few(NOTICES),
        notices=few(NOTICES),
    ),
    st.builds(
        libplan.Reconciliation, WORDS, WORDS, WORDS, YEARS, departures=DEPARTURES, inputs=DEPARTURES
    ),
    st.builds(
        libplan.TaskBoard, st.dates(), at_risk_days=COUNTS, tasks=few(TRACKED), loads=few(LOADS)
    ),
    st.builds(
        libplan.Scorecard,
        unit=UNITS,
        lines=few(LINES),
        total=POINTS,
        state=st.sampled_from(["value", "missing", "not_applicable", "not_scored"]),
        grade=WORDS,
        vetoes=few(WORDS),
        open_vetoes=few(WORDS),
        rank=COUNTS,
        scheme=WORDS,
        year=YEARS,
        full=NUMBERS,
    ),
    CHANGES,
    st.builds(
        libplan.TotalChange,
        UNITS,
        year_before=YEARS,
        year_after=YEARS,
        scheme_before=WORDS,
        scheme_after=WORDS,
        items=few(CHANGES),
        open_words=WORDS,
    ),
    st.builds(
        libplan.Attainment,
        UNITS,
        year=YEARS,
        scheme=WORDS,
        grade=WORDS,
        rank=COUNTS,
        reached=st.booleans(),
        open=st.booleans(),
        total=st.none() | POINTS,
        needed=st.none() | POINTS,
        items=few(
            st.builds(
                libplan.ItemRoom, WORDS, WORDS, points=POINTS, full=POINTS, lost=POINTS, open=POINTS
            )
        ),
        alone=few(WAYS),
        together=st.none() | WAYS,
        obstacles=few(WORDS),
        notes=few(WORDS),
    ),
)


@settings(max_examples=400, deadline=None)
@given(VALUES)
def test_no_value_fails_to_show_itself(value: Any) -> None:
    shown = page(value)
    assert "<script" not in value._repr_html_()
    assert shown.rows or not shown.words.strip()
    text = str(value)
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, WORDS, NUMBERS, st.integers(0, 3))
def test_no_scheme_fails_to_show_itself(
    title: str, item: str, clause: str, number: float, kind: int
) -> None:
    rule = [
        libplan.MarksRule(step=number),
        libplan.PerUnitRule(per=number, reference=0, over=number),
        libplan.BandsRule(
            [libplan.Band(number, 1), libplan.Band(libplan.Edge(number, above=True), 2)]
        ),
        libplan.OccurrencesRule([libplan.OccurrenceClass(item, number)]),
    ][kind]
    fact = libplan.FactDefinition("f", title, libplan.SuppliedFact(), unit=item)
    only = libplan.Item("i", item, 10, clause=clause, fact="f" if kind else "", rule=rule)
    try:
        scheme = libplan.Scheme(
            "s",
            title,
            "town",
            full=10,
            facts=[fact],
            groups=[libplan.Group("g", title, 10, items=[only])],
            grades=[libplan.Grade(item, 5), libplan.Grade(title, 0)],
        )
    except libplan.InputError:
        return  # no scheme, so nothing to show
    assert "<script" not in scheme._repr_html_()
    page(scheme)
    printed(scheme)


HUGE = 100_000


@pytest.mark.parametrize(
    "value",
    [
        libplan.Observations(
            [
                libplan.Observation("安全指标", libplan.Period("2018"), value=n, body=f"b{n}")
                for n in range(HUGE)
            ]
        ),
        libplan.Progress(
            2018,
            readings=[libplan.Reading(f"i{n}", title="指标" * 9, value=1.0) for n in range(HUGE)],
        ),
        libplan.Findings([libplan.Finding("sum", title=libplan.Message("总数不符" * 9))] * HUGE),
        libplan.Problems([libplan.Problem("bad", message=libplan.Message("错" * 99))] * HUGE),
        libplan.Notices([libplan.Notice("moved", message=libplan.Message("移动"))] * HUGE),
        libplan.Tasks([libplan.Task("t", "任务" * 20)] * HUGE),
        libplan.Indicators([libplan.Indicator("i", "指标" * 20, "个", "up")] * HUGE),
        libplan.TaskBoard(
            datetime.date(2018, 12, 31),
            tasks=[libplan.TrackedTask("t", standing="overdue", title="任务")] * HUGE,
            loads=[libplan.BodyLoad("b", title="单位")] * HUGE,
        ),
        libplan.Reconciliation(
            "a.xlsx", "s", "u", 2018, departures=[libplan.Departure("words")] * HUGE
        ),
        libplan.Collected(forms=[libplan.FilledForm("a.xlsx", "b", asked=2, filled=1)] * HUGE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_huge_is_cut_and_counted(value: Any) -> None:
    shown = page(value)
    left_out = sum(int(n) for n in re.findall(r"……还有(\d+)行没有显示", shown.words))
    assert left_out > HUGE * 0.9
    text = printed(value)
    assert len(text.splitlines()) < 1000 and "行没有显示" in text
