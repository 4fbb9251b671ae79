"""What plots show: the content of the axes and of the options, exact, named and in every font."""

import doctest
import io
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import numpy as np
import pytest
from html_page import CHARACTERS
from hypothesis import given, settings
from hypothesis import strategies as st
from libplan.plots import fonts
from libplan.plots.charts import wrapped
from libplan.plots.palette import TONE_COLOURS, components, contrast
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from nbclient import NotebookClient

import libplan

ROOT = Path(__file__).parents[2]
FOLDER = libplan.read(ROOT / "examples/qingxin")
RESULTS = libplan.assess_year(FOLDER, year=2018)
DEPARTMENTS, TOWNS = RESULTS.assessments
CARD = DEPARTMENTS.scorecard(DEPARTMENTS.units[-1].id)  # open, with items that do not apply
HOSTILE = "<b>$\\frac{1}{2}$ a_b^2 {0} {a|b} %d & \u202eEVIL\x9b"

SMALL = libplan.Plan(
    "p",
    "阅读规划",
    2021,
    2025,
    indicators=[
        libplan.Indicator(
            "loans",
            "图书外借",
            "万册",
            "up",
            baselines=[libplan.Baseline(2020, 30.5)],
            targets=[
                libplan.Target(2023, libplan.AtLeast(33)),
                libplan.Target(2025, libplan.Reach(36.5)),
            ],
        )
    ],
)
LOANS = SMALL.indicator("loans")
FIGURES = libplan.Observations(
    [
        libplan.Observation("loans", libplan.Period("2021"), 31.25),
        libplan.Observation("loans", libplan.Period("2022"), state="not_scored"),
        libplan.Observation("loans", libplan.Period("2023"), 32.5, provisional=True),
    ]
)
CHANGE = libplan.TotalChange(
    libplan.Unit("u", "东镇"),
    year_before=2017,
    year_after=2018,
    scheme_before="办法",
    scheme_after="办法",
    before=Decimal("71.55"),
    after=Decimal("76.2"),
    difference=Decimal("4.65"),
    parts=[
        libplan.ChangePart("revised_data", Decimal("-0.5")),
        libplan.ChangePart("data", Decimal("6.15")),
        libplan.ChangePart("targets", Decimal("0")),
        libplan.ChangePart("rules", Decimal("-1")),
    ],
    items=[
        libplan.ItemChange(
            "a", "甲", before=Decimal(1), after=Decimal("3.5"), difference=Decimal("2.5")
        ),
        libplan.ItemChange("b", "乙", before=Decimal(4), after=Decimal(4), difference=Decimal(0)),
    ],
    beyond_items=Decimal("2.15"),
)
EVERY: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = [
    (LOANS, (SMALL, FIGURES), {}),
    (LOANS, (), {}),
    (FOLDER.plan.indicator("town_inspectors"), (FOLDER,), {}),
    (RESULTS.progress.readings[0], (), {}),
    (RESULTS.progress, ("vehicle_online",), {"plan": FOLDER}),
    (RESULTS.progress, (), {}),
    (RESULTS.progress, (), {"body": "taihe", "plan": FOLDER}),
    (RESULTS.side_by_side, (), {}),
    (DEPARTMENTS, (), {}),
    (TOWNS, ("losses",), {"by": "rule"}),
    (CARD, (), {}),
    (CHANGE, (), {}),
    (CHANGE, (), {"by": "item"}),
    (libplan.Progress(2018), (), {}),
    (libplan.SideBySide(2018), (), {}),
    (libplan.Scorecard(unit=libplan.Unit("u", "东镇")), (), {}),
    (libplan.TotalChange(libplan.Unit("u", "东镇")), (), {}),
]


def words_of(ax: Axes) -> list[str]:
    """Every text that is drawn, lines joined."""
    found = [text for text in ax.findobj(Text) if isinstance(text, Text)]
    return [text.get_text().replace("\n", "") for text in found if text.get_text()]


def notes_of(ax: Axes) -> list[str]:
    return ax.get_xlabel().split("\n")


def saved(ax: Axes, kind: str = "png") -> bytes:
    """The file; a character without a glyph, and any other warning, is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        file = io.BytesIO()
        ax.get_figure(root=True).savefig(file, format=kind)  # type: ignore[union-attr]
    return file.getvalue()


def cells_of(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("thing", "arguments", "options"), EVERY)
def test_every_plot_can_be_saved_and_said_as_json(
    thing: Any, arguments: tuple[Any, ...], options: dict[str, Any], language: str
) -> None:
    ax = thing.plot(*arguments, **options, language=language)
    assert saved(ax).startswith(b"\x89PNG")
    assert b"<svg" in saved(ax, "svg")
    option = thing.echarts(*arguments, **options, language=language)
    again = json.loads(json.dumps(option, allow_nan=False))
    assert again == option
    title = "".join(ax.get_title(loc="left").split())
    assert "".join(option["title"]["text"].split()) == title
    told = "".join(option["title"]["subtext"].split("\n"))
    assert told.replace(" ", "") in "".join(notes_of(ax)).replace(" ", "")


# -- actual against required


def test_actual_and_required_stand_at_their_years_and_gaps_are_named() -> None:
    ax = LOANS.plot(SMALL, FIGURES)
    lines = {str(line.get_label()): np.asarray(line.get_ydata()) for line in ax.lines}
    np.testing.assert_array_equal(lines["实际"], [30.5, 31.25, np.nan, 32.5, np.nan, np.nan])
    np.testing.assert_array_equal(lines["应达值"], [30.5, 31.33, 32.17, 33, 34.75, 36.5])
    assert [mark.get_text() for mark in ax.get_xticklabels()][:2] == ["2020\n基数", "2021"]
    words = words_of(ax)
    assert {"30.5", "31.25", "32.5", "31.33", "36.5"} <= set(words)
    assert "没有数的年份：2022年未评、2024年缺数据、2025年缺数据" in notes_of(ax)
    assert "初步数：2023年" in notes_of(ax)
    assert any(note.startswith("2023年滞后：实际32.5万册") for note in notes_of(ax))


def test_the_admissible_band_is_that_of_the_plan() -> None:
    ax = LOANS.plot(SMALL, FIGURES)
    top = ax.get_ylim()[1]
    bands = {
        round(bar.get_x() + 0.5): (bar.get_y(), bar.get_y() + bar.get_height(), bar.get_hatch())
        for bar in cells_of(ax)
    }
    assert bands == {
        1: (36.5, top, "//"),
        2: (36.5, top, "//"),
        3: (33, top, None),
        4: (36.5, top, "//"),
        5: (36.5, top, None),
    }
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()][:2] == [
        "当年要求",
        "期末要求（当年没有单列）",
    ]


def test_an_indicator_can_be_drawn_from_a_folder_by_body_and_as_known_on_a_day() -> None:
    indicator = FOLDER.plan.indicator("road_hazard_control")
    ax = indicator.plot(FOLDER, body="taiping")
    assert ax.get_title(loc="left") == "乡道及以上公路安全隐患治理率，太平镇：实际与应达值（%）"
    assert "78.5" in words_of(ax)
    with pytest.raises(KeyError, match="taiping"):
        indicator.plot(FOLDER, body="taipin")
    with pytest.raises(TypeError, match="PlanFolder 里已有数据"):
        indicator.plot(FOLDER, FIGURES)
    with pytest.raises(TypeError, match="还要给规划"):
        indicator.echarts(observations=FIGURES)


def test_an_indicator_by_itself_shows_what_is_asked_and_says_what_is_missing() -> None:
    ax = LOANS.plot()
    assert any("indicator.plot(folder)" in note for note in notes_of(ax))
    assert "36.5" in words_of(ax)
    assert "没有给数据，只画要求" in notes_of(LOANS.plot(SMALL))


def test_a_reading_stands_beside_the_final_target() -> None:
    reading = RESULTS.progress.reading("vehicle_online")
    for ax in (reading.plot(), RESULTS.progress.plot("vehicle_online")):
        assert [mark.get_text() for mark in ax.get_xticklabels()] == ["2018", "期末目标"]
        assert {"77", "79.02", "90"} <= set(words_of(ax))
    years = RESULTS.progress.plot("vehicle_online", plan=FOLDER)
    actual = next(line for line in years.lines if line.get_label() == "实际")
    np.testing.assert_array_equal(actual.get_ydata(), [65, 72, 76, 77, np.nan, np.nan])
    with pytest.raises(KeyError, match="vehicle_online"):
        RESULTS.progress.plot("vehicle_onlin")


# -- boards


def test_a_status_has_words_shape_and_colour() -> None:
    ax = RESULTS.progress.plot()
    whole = [each for each in RESULTS.progress.readings if not each.body]
    words = words_of(ax)
    counts = {"提前实现": 4, "快于预期": 5, "基本符合预期": 13, "滞后": 6, "未知": 12}
    assert {name: words.count(name) for name in counts} == counts
    assert sum(counts.values()) == len(whole)
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [
        "提前实现 4、快于预期 5",
        "基本符合预期 13",
        "滞后 6",
        "未知 12",
    ]
    shapes = {
        (tuple(map(tuple, mark.get_paths()[0].vertices)), to_hex(mark.get_edgecolor()[0]))
        for mark in ax.collections
        if len(mark.get_paths()) == 1 and len(mark.get_offsets()) == 1
    }
    assert len({colour for _, colour in shapes}) == 4
    filled = [mark for mark in ax.collections if len(mark.get_offsets()) == 1]
    unknown = [each for each in filled if to_hex(each.get_edgecolor()[0]) == "#767676"]
    assert {to_hex(each.get_facecolor()[0]) for each in unknown} == {"#ffffff"}  # hollow
    assert "另有各单位的读数108条" in notes_of(ax)


def test_a_board_that_is_too_long_shows_those_behind_and_tells() -> None:
    ax = RESULTS.progress.plot(most=6)
    assert words_of(ax).count("滞后") == 6
    assert "共40项，画出6项，先画滞后的" in notes_of(ax)
    with pytest.raises(ValueError, match="most 应为 1以上的整数，写的是 0"):
        RESULTS.progress.plot(most=0)
    with pytest.raises(KeyError, match="taihe"):
        RESULTS.progress.plot(body="taih")


def test_side_by_side_names_where_the_ways_disagree() -> None:
    words = words_of(RESULTS.side_by_side.plot())
    assert {"直线路径", "等比路径", "增速判断", "不一致"} <= set(words)
    assert words.count("直线基本符合预期、等比快于预期") == 2


# -- heat map


def test_the_heat_map_holds_the_points_of_every_unit_and_item() -> None:
    ax = DEPARTMENTS.plot()
    texts = {
        (round(x), round(y)): text.get_text().replace("\n", "")
        for text in ax.texts
        for x, y in [text.get_position()]
    }
    totals = DEPARTMENTS.totals
    order = sorted(range(12), key=lambda unit: (totals[unit] is None, -(totals[unit] or 0)))
    colours = {(round(c.get_x() + 0.5), round(c.get_y() + 0.5)): c for c in cells_of(ax)}
    for column, unit in enumerate(order):
        card = DEPARTMENTS.scorecard(DEPARTMENTS.units[unit].id)
        for row, line in enumerate(card.lines):
            cell = colours[column, row]
            if line.state == "value":
                assert Decimal(texts[column, row]) == line.points
                assert cell.get_hatch() is None
            else:
                state = {"missing": "缺数据", "not_applicable": "不涉及"}[line.state]
                assert texts[column, row] == state
                assert cell.get_hatch() == {"缺数据": "xxx", "不涉及": "///"}[state]
                assert to_rgba(cell.get_facecolor())[3] == 0
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["缺数据", "不涉及"]
    full, none = colours[0, 0].get_facecolor(), colours[0, 29].get_facecolor()
    assert to_hex(full) == "#3f8fc6" and to_hex(none) == "#a63603"


def large(units: int, items: int) -> libplan.Assessment:
    rows = [libplan.Item(f"i{n}", f"第{n}项", 5, libplan.MarksRule()) for n in range(items)]
    group = libplan.Group("g", "组", 5 * items, rows)
    scheme = libplan.Scheme("s", "办法", "town", [group], [libplan.Grade("好", 0)], full=5 * items)
    towns = [libplan.Unit(f"u{n}", f"第{n}镇") for n in range(units)]
    columns = [
        libplan.FactColumn(
            f"i{n}.team", [(unit * 7 + n) % 11 / 2 for unit in range(units)], ["value"] * units
        )
        for n in range(items)
    ]
    return libplan.assess(scheme, libplan.Facts(2018, towns, columns))


def test_a_large_heat_map_is_thinned_and_tells_how() -> None:
    assessment = large(300, 60)
    ax = assessment.plot()
    assert len(cells_of(ax)) == 40 * 40
    assert "共300个单位，画出总得分最高的20个和最低的20个" in notes_of(ax)
    assert "共60个项目，画出平均得分率最低的40个" in notes_of(ax)
    best = max(range(300), key=lambda unit: (assessment.totals[unit], -unit))
    assert ax.get_xticklabels()[0].get_text() == assessment.units[best].title
    whole = assessment.plot(most=300)
    assert len(cells_of(whole)) == 300 * 60
    assert not list(whole.texts) and "格子太多，没有写出得分" in notes_of(whole)
    assert len(cells_of(assessment.plot(units=["u5"]))) == 40
    with pytest.raises(KeyError, match="u5"):
        assessment.plot(units=["u555"])


# -- points lost


def test_the_bars_of_a_scorecard_are_its_losses() -> None:
    ax = CARD.plot()
    lost = sorted((line.lost for line in CARD.lines if line.lost > 0), reverse=True)
    bars = cells_of(ax)
    assert [Decimal(str(bar.get_width())) for bar in bars[: len(lost)]] == lost
    assert [bar.get_hatch() for bar in bars] == [None] * len(lost) + ["///"]
    assert [Decimal(text.get_text()) for text in ax.texts[: len(lost)]] == lost
    assert ax.texts[-1].get_text() == "未定，满分4"
    assert ax.get_title(loc="left") == "区文化旅游局2018年度失分：共15分"
    assert "不涉及：设施设备检查" in notes_of(ax)
    assert "另得2分：生产安全事故死亡人数" in notes_of(ax)


@pytest.mark.parametrize("by", ["item", "group", "rule"])
def test_losses_of_all_units_add_up_however_they_are_sorted(by: Any) -> None:
    cards = [DEPARTMENTS.scorecard(unit.id) for unit in DEPARTMENTS.units]
    whole = sum((line.lost for card in cards for line in card.lines if line.lost > 0), Decimal(0))
    option = DEPARTMENTS.echarts("losses", by=by)
    (series,) = option["series"]
    assert sum(Decimal(str(bar["value"])) for bar in series["data"]) == whole == Decimal("257.22")
    widths = [bar.get_width() for bar in cells_of(DEPARTMENTS.plot("losses", by=by))]
    assert widths == [bar["value"] for bar in series["data"]]
    few = DEPARTMENTS.plot("losses", by=by, most=2)
    left = whole - sum((Decimal(str(width)) for width in widths[:2]), Decimal(0))
    assert f"没有画出的{len(widths) - 2}项共失{left}分" in notes_of(few)


def test_a_choice_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="kind 应为 rates、losses，写的是 'loss'"):
        DEPARTMENTS.plot("loss")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="ax 应为 matplotlib.axes.Axes，写的是 <Figure"):
        CHANGE.plot(ax=Figure())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="by 应为 cause、item"):
        CHANGE.echarts(by="unit")  # type: ignore[arg-type]
    for draw in (DEPARTMENTS.plot, DEPARTMENTS.echarts):
        with pytest.raises(ValueError) as refused:
            draw(by="rule")
        assert str(refused.value) == (
            'by 只用于 plot("losses")：请写 plot("losses", by=\'rule\')，或去掉 by'
        )


def test_what_is_no_plan_is_told_what_goes_there() -> None:
    indicator = FOLDER.plan.indicator("deaths")
    for draw in (indicator.plot, indicator.echarts):
        with pytest.raises(TypeError) as refused:
            draw(FOLDER.observations)  # type: ignore[arg-type]
        words = str(refused.value)
        assert words.startswith("plot() 的第一个参数应为 PlanFolder 或 Plan，写的是 <")
        assert words.endswith("；数据写在第二个：plot(plan, observations)，或写 plot(folder)")


@pytest.mark.filterwarnings("ignore")  # of matplotlib, that words of 300 digits leave no room
def test_figures_near_the_largest_of_all_are_drawn() -> None:
    targets = [libplan.Target(2021, libplan.Reach(3)), libplan.Target(2025, libplan.Within(1, 2))]
    far = libplan.Indicator(
        "i", "指标", "个", "up", baselines=[libplan.Baseline(2020, 0)], targets=targets
    )
    plan = libplan.Plan("p", "规划", 2021, 2025, indicators=[far])
    figures = libplan.Observations(
        [libplan.Observation("i", 2021, 1.7e308), libplan.Observation("i", 2022, -1.7e308)]
    )
    progress = libplan.measure(plan, figures, year=2022)
    for ax in (
        plan.indicator("i").plot(plan, figures),
        progress.readings[0].plot(),
        progress.plot(),
    ):
        ax.figure.savefig(io.BytesIO())
    json.dumps(plan.indicator("i").echarts(plan, figures), allow_nan=False)


# -- waterfall

POINTS = st.decimals(-50, 50, places=6, allow_nan=False)


@given(POINTS, st.lists(POINTS, max_size=6))
@settings(max_examples=40, deadline=None)
def test_the_steps_of_a_change_lead_exactly_from_one_total_to_the_other(
    before: Decimal, parts: list[Decimal]
) -> None:
    causes: Sequence[Any] = ["revised_data", "data", "targets", "rules", "classes", "vetoes"]
    change = libplan.TotalChange(
        libplan.Unit("u", "东镇"),
        year_before=2017,
        year_after=2018,
        before=before,
        after=before + sum(parts),
        difference=sum(parts, Decimal(0)),
        parts=[libplan.ChangePart(c, p) for c, p in zip(causes, parts, strict=False)],
    )
    base, heights = (each["data"] for each in change.echarts()["series"][:2])
    labels = [Decimal(each["label"]["formatter"]) for each in heights]
    assert sum(labels[1:-1], labels[0]) == labels[-1] == change.after
    level = before
    for low, height, step in list(zip(base, heights, labels, strict=True))[1:-1]:
        ends = sorted((level, level + step))
        assert Decimal(str(low)) == ends[0]
        assert Decimal(str(height["value"])) == ends[1] - ends[0]
        level += step
    bars = cells_of(change.plot())
    assert [bar.get_y() for bar in bars] == [float(low) for low in base]
    assert [bar.get_height() for bar in bars] == pytest.approx([h["value"] for h in heights])


def test_a_waterfall_is_labelled_with_exact_decimals_and_says_where_its_axis_starts() -> None:
    ax = CHANGE.plot()
    assert [text.get_text() for text in ax.texts] == ["71.55", "-0.5", "+6.15", "-1", "76.2"]
    assert notes_of(ax)[:2] == ["2017年71.55分，2018年76.2分，相差+4.65分", "没有变化的1项没有画"]
    assert notes_of(ax)[-1] == "纵轴从64分画起，没有从零起" and ax.get_ylim()[0] == 64
    assert [bar.get_hatch() for bar in cells_of(ax)] == [None, "///", None, "///", None]
    by_item = [text.get_text() for text in CHANGE.plot(by="item").texts]
    assert by_item == ["71.55", "+2.5", "+2.15", "76.2"]
    few = [text.get_text() for text in CHANGE.plot(most=2).texts]
    assert few == ["71.55", "+6.15", "-1.5", "76.2"]


def test_a_waterfall_of_one_year_leads_from_before_to_after() -> None:
    ax = CHANGE.replace(year_before=2018).plot()
    assert ax.get_title(loc="left").endswith("：2018年前后对比")
    names = [label.get_text() for label in ax.get_xticklabels()]
    assert (names[0], names[-1]) == ("之前", "之后")
    assert notes_of(ax)[0] == "之前71.55分，之后76.2分，相差+4.65分"
    assert CHANGE.replace(year_before=2018).echarts()["xAxis"]["data"] == names


def test_an_open_total_is_drawn_as_the_range_in_which_it_may_lie() -> None:
    words = "2017年的总分未定，可能在63.05至81.05之间；暂不能分解"
    open_change = CHANGE.replace(
        before=None,
        possible_before=libplan.PossibleRange(lowest=63.05, highest=81.05),
        difference=None,
        parts=[],
        items=[],
        open_words=words,
    )
    ax = open_change.plot()
    assert [text.get_text() for text in ax.texts] == ["63.05–81.05", "76.2"]
    assert notes_of(ax)[0] == words
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2017年总得分", "2018年总得分"]
    bars = cells_of(ax)
    assert (bars[0].get_y(), bars[0].get_height()) == (63.05, pytest.approx(18))
    assert [bar.get_hatch() for bar in bars] == ["///", None]
    legend = ax.get_legend()
    assert legend and [text.get_text() for text in legend.get_texts()] == [
        "总得分", "总得分未定，可能的范围"
    ]  # fmt: skip
    base, heights = (each["data"] for each in open_change.echarts()["series"][:2])
    assert (base[0], heights[0]["value"]) == (63.05, 18)
    assert [each["label"]["formatter"] for each in heights] == ["63.05–81.05", "76.2"]
    assert "decal" in heights[0]["itemStyle"] and "decal" not in heights[1]["itemStyle"]


def test_an_open_total_without_an_upper_end_says_so() -> None:
    without_end = libplan.PossibleRange(lowest=63.05, highest=float("inf"))
    change = CHANGE.replace(before=None, possible_before=without_end, difference=None, parts=[])
    assert [text.get_text() for text in change.plot().texts] == ["≥63.05", "76.2"]


# -- fonts, markup, languages


def test_the_font_holds_every_character_that_is_drawn() -> None:
    ax = DEPARTMENTS.plot()
    for text in ax.findobj(Text):
        assert isinstance(text, Text)
        files = [
            font_manager.findfont(font_manager.FontProperties(family=[family]))
            for family in text.get_fontfamily()
        ]
        held = [FT2Font(file) for file in files]
        for character in text.get_text().replace("\n", ""):
            assert any(font.get_char_index(ord(character)) for font in held), character


def test_a_font_that_holds_all_is_left_as_it_is() -> None:
    with matplotlib.rc_context({"font.family": "DejaVu Serif"}):
        assert fonts.font_for(["plain words"], language="zh") == fonts.Font(("DejaVu Serif",))
        chosen = fonts.font_for(["汉字"], language="zh").families
        assert chosen[-1] == "DejaVu Serif" and len(chosen) == 2


def latin_only() -> list[font_manager.FontEntry]:
    return [each for each in font_manager.fontManager.ttflist if each.name == "DejaVu Sans"]


def test_without_a_font_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_entries", latin_only)
    monkeypatch.setattr(fonts, "_files", set)
    with pytest.warns(UserWarning, match="图中会是方框：万.*apt install fonts-noto-cjk") as told:
        ax = LOANS.plot(SMALL, FIGURES)
    assert [each.filename for each in told] == [__file__]
    assert saved(ax)  # whose boxes matplotlib does not tell once more, one by one
    with pytest.warns(UserWarning, match="which will be boxes: 万.*apt install fonts-noto-cjk"):
        LOANS.plot(SMALL, FIGURES, language="en")


def test_a_font_installed_since_matplotlib_made_its_list_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "_entries", latin_only)
    known = font_manager.fontManager.ttflist
    monkeypatch.setattr(font_manager.fontManager, "ttflist", latin_only())
    ax = LOANS.plot(SMALL, FIGURES)
    file = ax.title.get_fontproperties().get_file()
    assert any(str(entry.fname) == str(file) for entry in known)
    saved(ax)


def test_markup_in_words_is_drawn_as_it_stands() -> None:
    indicator = LOANS.replace(title=HOSTILE, unit="$x_1$")
    ax = indicator.plot()
    shown = "<b>$\\frac{1}{2}$ a_b^2 {0} {a|b} %d & [U+202E]EVIL[U+009B]：实际与应达值（$x_1$）"
    assert ax.get_title(loc="left").replace("\n", "") == shown.replace("\n", "")
    assert ax.get_ylabel() == "$x_1$"
    assert all(not text.get_parse_math() for text in ax.findobj(Text) if isinstance(text, Text))
    saved(ax)
    with matplotlib.rc_context({"text.usetex": True}):
        saved(indicator.plot())


@given(st.text(CHARACTERS, max_size=80), st.text(CHARACTERS, max_size=12))
@settings(max_examples=25, deadline=None)
def test_no_words_break_a_plot(title: str, unit: str) -> None:
    reading = RESULTS.progress.readings[0].replace(title=title, unit=unit)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reading.plot()
        libplan.Progress(2018, readings=[reading]).plot()
    json.dumps(libplan.Progress(2018, readings=[reading]).echarts(), allow_nan=False)


@given(st.text(max_size=60), st.integers(2, 20), st.integers(1, 4))
def test_wrapped_words_fit_and_lose_nothing_unsaid(words: str, width: int, lines: int) -> None:
    parts = wrapped(words, width, lines).split("\n") if words.strip() else []
    assert len(parts) <= max(lines, words.count("\n") + lines)
    if not any(part.endswith("…") for part in parts):
        assert "".join("".join(parts).split()) == "".join(words.split())


def test_words_break_where_chinese_does() -> None:
    assert wrapped("各类事故死亡总人数（人/万人）", 18, 3) == "各类事故死亡总人数\n（人/万人）"
    assert wrapped("失分：共257.22分", 12, 3) == "失分：共\n257.22分"
    assert wrapped("一二三四五六七八", 6, 2) == "一二三\n四五…"


def test_english_plots_speak_english() -> None:
    small = LOANS.replace(title="Loans", unit="1000")
    plan = SMALL.replace(indicators=[small])
    for words in words_of(small.plot(plan, FIGURES, language="en")):
        assert words.isascii() or set(words) <= set("≥≤—") | set(map(chr, range(128))), words


# -- nothing else is touched


def test_no_global_setting_is_touched() -> None:
    import matplotlib.pyplot as plt

    before = dict(matplotlib.rcParams)
    listed = list(font_manager.fontManager.ttflist)
    state = set(vars(font_manager.fontManager))
    figures, backend = plt.get_fignums(), matplotlib.get_backend()
    for thing, arguments, options in EVERY:
        thing.plot(*arguments, **options)
    assert dict(matplotlib.rcParams) == before
    assert font_manager.fontManager.ttflist == listed
    assert set(vars(font_manager.fontManager)) == state
    assert (plt.get_fignums(), matplotlib.get_backend()) == (figures, backend)


def test_a_plot_can_be_drawn_on_axes_of_ones_own() -> None:
    figure = Figure(figsize=(9, 6), facecolor="#101014")
    first, second = figure.subplots(1, 2)
    first.set_facecolor("#101014")
    assert CHANGE.plot(ax=first) is first
    assert LOANS.plot(SMALL, FIGURES, ax=second) is second
    for text in first.findobj(Text):
        assert isinstance(text, Text)
        colour = to_rgba(text.get_color())[:3]
        assert not text.get_text() or contrast(colour, components("#101014")) >= 4.5
    saved(first)


def test_tones_stay_apart_from_light_and_dark_paper() -> None:
    for colour in TONE_COLOURS.values():
        for paper in ("#FFFFFF", "#15181C"):
            assert contrast(components(colour), components(paper)) >= 3


def test_the_examples_of_the_docstring_run() -> None:
    assert doctest.testmod(libplan.plots).failed == 0


def run(program: str, **environment: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-P", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return finished.stdout.strip()


def test_matplotlib_is_imported_only_to_draw() -> None:
    program = """
import sys, libplan
reading = libplan.Reading("a", year=2018, value=3.0, state="value")
reading.echarts()
print("matplotlib" in sys.modules)
reading.plot()
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""
    assert run(program).split() == ["False", "True", "False"]


def test_without_matplotlib_the_cure_is_told() -> None:
    program = """
import sys, libplan
sys.modules["matplotlib"] = None
try:
    libplan.Progress(2018).plot()
except ImportError as error:
    print(error.name, error)
"""
    words = '画图要用 matplotlib，请先运行：pip install "libplan[plot]"（echarts() 不需要它）'
    assert run(program) == f"matplotlib {words}"
    assert run(program, LIBPLAN_LANG="en").startswith("matplotlib drawing needs matplotlib; run:")


def test_a_plot_shows_itself_in_a_notebook() -> None:
    cell = nbformat.v4.new_code_cell(
        "import libplan\nlibplan.Reading('a', year=2018, value=3.0, state='value').plot()"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, resources={"metadata": {"path": str(ROOT)}}).execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "execute_result"
    assert output.data["image/png"].startswith("iVBOR")
    assert output.metadata["image/png"]["width"] > 300


def test_an_indicator_by_itself_that_names_no_years_is_told() -> None:
    with pytest.raises(TypeError) as refused:
        libplan.Indicator("x", "外借", "件", "up").plot()
    assert str(refused.value) == (
        "“外借”没有基数也没有目标，单凭它不知道画哪几年：请写 plot(folder) 或 "
        "plot(plan, observations)"
    )


# -- ECharts

GOLDEN: dict[str, tuple[Any, tuple[Any, ...], dict[str, Any]]] = {
    "path": (LOANS, (SMALL, FIGURES), {}),
    "board": (RESULTS.progress, (), {"most": 5}),
    "heat_map": (DEPARTMENTS, (), {"units": ["tourism", "education"]}),
    "losses": (CARD, (), {}),
    "waterfall": (CHANGE, (), {}),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_options_are_the_accepted_ones(name: str) -> None:
    """LIBPLAN_GOLDEN=accept accepts what is written now; then draw it and look."""
    thing, arguments, options = GOLDEN[name]
    option = thing.echarts(*arguments, **options)
    file = ROOT / f"tests/golden/echarts/{name}.json"
    if os.environ.get("LIBPLAN_GOLDEN") == "accept":
        written = json.dumps(option, ensure_ascii=False, indent=1, allow_nan=False)
        file.write_text(written + "\n", encoding="utf-8")
    assert option == json.loads(file.read_text(encoding="utf-8"))


def test_options_hold_figures_with_the_digits_that_are_printed() -> None:
    series = {each.get("name"): each for each in LOANS.echarts(SMALL, FIGURES)["series"]}
    actual = series["实际"]["data"]
    assert [each and each["value"] for each in actual] == [30.5, 31.25, None, 32.5, None, None]
    assert all(each is None or each["label"]["formatter"] == str(each["value"]) for each in actual)
    heat = DEPARTMENTS.echarts()
    assert heat["visualMap"][0]["dimension"] == 2
    rated = heat["series"][0]["data"]
    assert all(0 <= each["value"][2] <= 1 for each in rated)
    states = {each["name"]: len(each["data"]) for each in heat["series"][1:]}
    assert states == {"不涉及": 3, "缺数据": 1}
