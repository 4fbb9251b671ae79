"""What a notebook shows of plans and results: whole, safe and small, whatever they hold."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from html_page import CHARACTERS, page
from hypothesis import given, settings
from hypothesis import strategies as st

import libplan

FOLDER = libplan.read(Path(__file__).parents[2] / "examples/qingxin")
RESULTS = libplan.assess_year(FOLDER, year=2018)
DEPARTMENTS, TOWNS = RESULTS.assessments
HOSTILE = "<script>alert(1)</script>&\" onload='x' \u202eEVIL\u2066 \x9b {0} {99}"


def one_item(unit: str, item: str = "安全培训", units: int = 1) -> libplan.Assessment:
    """An assessment of bodies by one marked item."""
    rule = libplan.MarksRule(step=0.5)
    group = libplan.Group(
        id="g", title=item, full=100, items=[libplan.Item(id="i", title=item, full=100, rule=rule)]
    )
    scheme = libplan.Scheme(
        id="s",
        title=item,
        units="department",
        groups=[group],
        grades=[libplan.Grade(title=item, edge=0)],
    )
    facts = libplan.Facts(
        year=2018,
        units=[libplan.Unit(id=f"u{n}", title=unit) for n in range(units)],
        columns=[
            libplan.FactColumn(
                id="i.team", values=[float(n % 100) for n in range(units)], states=["value"] * units
            )
        ],
    )
    return libplan.assess(scheme, facts)


def plan_of(titles: Iterable[str], section: str = "1.1") -> libplan.Plan:
    return libplan.Plan(
        id="p",
        title="计划",
        first_year=2016,
        last_year=2020,
        tasks=[
            libplan.Task(id=f"t{n}", title=title, section=section) for n, title in enumerate(titles)
        ],
    )


def test_the_plan_is_shown_whole_and_folded_by_chapter() -> None:
    shown = page(FOLDER.plan)
    html = FOLDER.plan._repr_html_()
    summaries = re.findall(r"<summary>(.*?)</summary>", html)
    assert summaries[:2] == [
        "第二章 “十三五”时期安全生产总体要求（指标8项，任务2项）",
        "第三章 健全完善安全生产责任体系（任务18项）",
    ]
    assert len(summaries) == 12
    assert "没有显示" not in shown.words
    for task in FOLDER.plan.tasks:
        assert task.title in shown.words
    assert ["5.1 强化交通安全监管"] in shown.rows
    assert [
        "生产安全事故死亡人数（人）",
        "31（2015年，各类安全事故）；10（2015年，生产经营性道路交通事故）",
        "2018年下降7%；2020年下降11%",
    ] in shown.rows


def test_progress_says_every_status_in_words_and_shape() -> None:
    shown = page(RESULTS.progress)
    readings = [r for r in RESULTS.progress.readings if not r.body]
    shapes = {"achieved_early": "▲ 提前实现", "ahead": "▲ 快于预期", "on_track": "● 基本符合预期"}
    shapes |= {"behind": "▼ 滞后", "unknown": "○ 未知"}
    for reading in readings:
        row = next(
            row for row in shown.rows if row[0].startswith(f"{reading.title}（{reading.unit}）")
        )
        assert row[5] == shapes[reading.status]
        # The report rounds percentages in its own way, so the words before them must agree.
        assert row[6].split("完成")[0] == str(reading.reason).split("完成")[0]
    assert {r.status for r in readings} >= {"behind", "unknown"}
    others = len(RESULTS.progress.readings) - len(readings)
    assert [f"另有各单位的读数{others}条"] in shown.rows


def test_the_notebook_and_the_terminal_show_the_same_cells() -> None:
    terminal = libplan.results_text(FOLDER, RESULTS, width=400)
    for shown in (page(RESULTS.progress), page(DEPARTMENTS), page(TOWNS)):
        for row in shown.rows[2:]:
            for cell in row:
                if cell == "走势" or cell.startswith("走势："):
                    continue
                assert re.sub("^[▲●▼○] ", "", cell) in terminal


def test_a_ranking_shows_every_unit_with_its_total() -> None:
    shown = page(TOWNS)
    for unit, total in zip(TOWNS.units, TOWNS.totals, strict=True):
        row = next(row for row in shown.rows if row[1:2] == [f"{unit.title}〔示例〕"])
        assert row[3] == ("未定" if total is None else f"{total:.2f}")


@pytest.mark.parametrize("assessment", RESULTS.assessments)
def test_a_scorecard_tells_losses_most_first_and_why(assessment: libplan.Assessment) -> None:
    for unit in assessment.units:
        card = assessment.scorecard(unit.id)
        shown = page(card)
        lost = sorted((line for line in card.lines if line.lost > 0), key=lambda line: -line.lost)
        start = next(n for n, row in enumerate(shown.rows) if row[0].startswith("失分项目"))
        assert shown.rows[start] == [
            f"失分项目，共扣{sum(line.lost for line in lost).normalize():f}分"
        ]
        for line, row in zip(lost, shown.rows[start + 1 :], strict=False):
            clause = f"条文：{line.item.clause}" if line.item.clause else ""
            assert (row[0], row[5]) == (line.item.title, line.words + clause)
            assert float(row[3]) == float(line.lost)
        for line in card.lines:
            assert sum(row[0] == line.item.title for row in shown.rows) == 1


def test_what_is_still_open_counts_as_no_loss() -> None:
    assessment = one_item("清新区")
    facts = assessment.facts.replace(
        columns=[libplan.FactColumn(id="i.team", values=[0], states=["not_scored"])]
    )
    card = libplan.assess(assessment.scheme, facts).scorecard("u0")
    assert card.lines[0].lost == 0
    shown = page(card)
    assert ["没有失分"] in shown.rows
    assert ["尚不能计分的项目"] in shown.rows
    assert ["安全培训", "100", "○ 未评", "—", "—", "尚未评分"] in shown.rows


def test_results_of_a_year_are_shown_together() -> None:
    words = page(RESULTS).words
    assert f"数字核对：发现问题{len(RESULTS.findings)}项" in words
    assert "2018年指标进展" in words
    for assessment in RESULTS.assessments:
        assert f"{assessment.scheme.title}（2018年）排名" in words


def test_hostile_words_are_only_words() -> None:
    spelled = "<script>alert(1)</script>&\" onload='x' [U+202E]EVIL[U+2066] [U+009B] {0} {99}"
    reading = libplan.Reading(indicator="i", title=HOSTILE, unit=HOSTILE, value=1e308)
    assessment = one_item(HOSTILE, HOSTILE)
    for value in (
        plan_of([HOSTILE]),
        plan_of([HOSTILE], HOSTILE),
        libplan.Progress(year=2018, readings=[reading]),
        assessment,
        assessment.scorecard("u0"),
    ):
        html = value._repr_html_()
        assert "\u202e" not in html and "\x9b" not in html
        words = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        assert spelled in words.replace("&amp;", "&")
        assert "<script" not in html


def test_huge_results_are_cut_and_counted() -> None:
    assessment = one_item("镇", units=2000)
    shown = page(assessment)
    painted = sum(row[1:2] == ["镇"] for row in shown.rows)
    assert painted > 150
    assert shown.rows[-1] == [f"……还有{2000 - painted}行没有显示"]


def test_of_a_huge_plan_the_longest_chapters_are_cut_first() -> None:
    tasks = [libplan.Task(id=f"a{n}", title=f"长{n}", section="1.1") for n in range(2000)]
    tasks += [libplan.Task(id=f"b{n}", title=f"短{n}", section="2.1") for n in range(20)]
    plan = libplan.Plan(id="p", title="计划", first_year=2016, last_year=2020, tasks=tasks)
    words = page(plan).words
    assert all(f"短{n}" in words for n in range(20))
    assert "第一章（任务2000项）" in words
    assert re.search(r"……还有1\d\d\d行没有显示", words)
    many = [libplan.Task(id=f"c{n}", title="任务", section=f"附则{n}") for n in range(2000)]
    assert "行没有显示" in page(plan.replace(tasks=many)).words


def test_a_very_long_title_is_cut() -> None:
    assert "长" * 400 + "…" in page(plan_of(["长" * 100_000])).words


def test_empty_values_are_shown() -> None:
    assert "计划" in page(plan_of([])).words
    assert "2018年指标进展" in page(libplan.Progress(year=2018)).words
    assert "排名" in page(one_item("无", units=0)).words
    assert "0年度考核成绩单" in page(libplan.Scorecard()).words


WORDS = st.text(CHARACTERS, max_size=60) | st.sampled_from(
    [HOSTILE, "]]>", "<!--", "&#0;", "第一章 甲", "\r\n"]
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nothing_makes_a_page_fail(data: st.DataObject) -> None:
    number = st.floats() | st.none()
    readings = st.builds(
        libplan.Reading,
        indicator=WORDS,
        body=st.sampled_from(["", "b"]),
        title=WORDS,
        unit=WORDS,
        value=number,
        completion=number,
        admissible=st.builds(libplan.Interval, lower=st.floats(), upper=st.floats()),
        status=st.sampled_from(["achieved_early", "ahead", "on_track", "behind", "unknown"]),
    )
    page(libplan.Progress(year=2018, readings=data.draw(st.lists(readings, max_size=8))))
    text = data.draw(st.lists(WORDS | st.just("第二章 乙"), max_size=8))
    tasks = [
        libplan.Task(id=f"t{n}", title=title or "无", section=data.draw(WORDS))
        for n, title in enumerate(data.draw(st.lists(WORDS, max_size=8)))
    ]
    try:
        plan = libplan.Plan(
            id="p",
            title=data.draw(WORDS),
            first_year=2016,
            last_year=2020,
            text=text,
            tasks=tasks,
        )
    except libplan.InputError:
        return  # not a plan, so nothing to show
    page(plan)


@settings(max_examples=100, deadline=None)
@given(unit=WORDS, item=WORDS, units=st.integers(0, 5))
def test_no_title_makes_a_scorecard_fail(unit: str, item: str, units: int) -> None:
    try:
        assessment = one_item(unit, item, units)
    except libplan.InputError:
        return
    page(assessment)
    for each in assessment.units:
        page(assessment.scorecard(each.id))
