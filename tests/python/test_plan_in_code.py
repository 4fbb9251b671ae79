# ruff: noqa: E501  (errors are quoted whole)
"""Plans built in code: nonsense is refused with the record's name, and no file is blamed for it."""

import pickle
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import libplan

WETLAND = "没有编号为“湿地保有量”的指标，您是否想写“wetland”？"  # a title for an id
AIR_DAYS = "没有编号为“优良天数比率”的考核项目，您是否想写“air_days”？"
ECOLOGY = Path(__file__).parents[2] / "examples/ecology"


def refused(*indicators: libplan.Indicator, **more: object) -> list[tuple[str, str]]:
    with pytest.raises(libplan.InputError) as error:
        libplan.Plan("p", "规划", 2016, 2020, indicators=indicators, **more)  # type: ignore[arg-type]
    return [(problem.text("zh"), problem.text("en")) for problem in error.value.problems]


def indicator(form: object = None, **more: object) -> libplan.Indicator:
    targets = [] if form is None else [libplan.Target(2020, form)]  # type: ignore[arg-type]
    return libplan.Indicator("x", "某指标", "起", "down", targets=targets, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "zh", "en"),
    [
        (
            libplan.Within(5, 2),
            "错误[limits] 指标“x”的 within 下限5大于上限2",
            'error[limits] within of indicator "x": the lower limit 5 is above the upper, 2',
        ),
        (
            libplan.About(5, -1),
            "错误[number] 指标“x”的 tolerance 应不小于0，写的是 -1",
            'error[number] tolerance of indicator "x" should be 0 or more, not -1',
        ),
        (
            libplan.AtMost(float("nan")),
            "错误[number] 指标“x”的 at_most 应是有限的数，写的是 nan",
            'error[number] at_most of indicator "x" should be a finite number, not nan',
        ),
    ],
)
def test_a_target_that_means_nothing(form: object, zh: str, en: str) -> None:
    assert refused(indicator(form)) == [(zh, en)]


def test_a_baseline_that_is_no_number() -> None:
    baseline = libplan.Baseline(2015, float("nan"))
    assert refused(indicator(baselines=[baseline])) == [
        (
            "错误[number] 指标“x”的 value 应是有限的数，写的是 nan",
            'error[number] value of indicator "x" should be a finite number, not nan',
        )
    ]


def test_a_factor_of_zero_and_a_negative_margin() -> None:
    ratio = libplan.RatioOf("y", "y", 0)
    other = libplan.Indicator("y", "另一指标", "起", "down")
    assert [zh for zh, _ in refused(indicator(ratio=ratio), other, margin=-5.0)] == [
        "错误[number] 规划“p”的 margin 应不小于0，写的是 -5",
        "错误[number] 指标“x”的 factor 应大于0，写的是 0",
    ]
    assert [en for _, en in refused(margin=float("nan"))] == [
        'error[number] margin of plan "p" should be a finite number, not nan'
    ]


def test_a_record_without_an_id_and_a_target_without_a_year() -> None:
    nameless = libplan.Indicator("", "某指标", "起", "down")
    late = indicator().replace(targets=[libplan.Target(1999, libplan.AtMost(5))])
    assert refused(nameless, late) == [
        (
            "错误[empty-id] 指标没有编号（id），请补上",
            "error[empty-id] indicator without an id: give it one",
        ),
        (
            "错误[year] 1999年不在规划期2016—2020年内",
            "error[year] 1999 is outside the plan, 2016 to 2020",
        ),
    ]


def test_the_baseline_year_is_the_year_before_the_first() -> None:
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[indicator(libplan.AtMost(5))])
    assert plan.baseline_year == 2015
    assert plan == plan.replace(baseline_year=2015)
    assert pickle.loads(pickle.dumps(plan)).baseline_year == 2015
    values = libplan.Observations(
        [libplan.Observation("x", libplan.Period("2018"), 4.0, state="value")]
    )
    assert libplan.measure(plan, values, year=2018).reading("x").time_gone == pytest.approx(0.6)


def test_a_plan_changed_in_code_blames_no_line_of_its_file() -> None:
    plan = libplan.read(ECOLOGY).plan
    with pytest.raises(libplan.InputError) as error:
        plan.replace(first_year=2030)
    assert error.value.problems[0].text("zh") == "错误[years] 规划起始年2030晚于结束年2020，请核对"
    again = plan.replace(title="另一个规划")
    assert str(again.place) == ""
    assert [str(i.place) for i in again.indicators] == [str(i.place) for i in plan.indicators]
    assert str(plan.indicators[0].place).startswith("plan.toml:")


def test_a_year_outside_the_plan_is_not_assessed() -> None:
    with pytest.raises(libplan.InputError) as error:
        libplan.assess_year(libplan.read(ECOLOGY), year=1999)
    (problem,) = error.value.problems
    assert problem.text("zh") == "错误[year] 1999年不在规划期2016—2020年内"
    assert problem.text("en") == "error[year] 1999 is outside the plan, 2016 to 2020"


@pytest.mark.parametrize("year", [0, -3, 2015, 2021, 99999])
def test_nothing_is_told_of_a_year_outside_the_plan(year: int) -> None:
    folder = libplan.read(ECOLOGY)
    plan, figures, records = folder.plan, folder.observations, folder.records
    group = libplan.Group("g", "一", 100, [libplan.Item("i", "项", 100, libplan.MarksRule())])
    none = libplan.Scheme("s", "办法", "town", [group], [libplan.Grade("合格", 0)])
    for call in (
        lambda: libplan.measure(plan, figures, year=year),
        lambda: libplan.measure_columns(plan, figures, first_year=year, last_year=2018),
        lambda: libplan.measure_columns(plan, figures, first_year=2018, last_year=year),
        lambda: libplan.measure_frame(plan, {}, first_year=year, last_year=year),
        lambda: libplan.gather(plan, none, figures, records, year=year),
        lambda: libplan.side_by_side(plan, figures, records.controls, year=year),
        lambda: libplan.against_controls(
            plan, figures, records.controls, as_of="2018-12-31", year=year
        ),
        lambda: libplan.required_value(plan, plan.indicators[0], year),
    ):
        with pytest.raises(libplan.InputError) as error:
            call()
        assert str(error.value) == f"错误[year] {year}年不在规划期2016—2020年内"


def test_strength_and_extent_by_name() -> None:
    assert libplan.strength_of("坚决遏制重特大火灾") == "curb_firmly"
    assert libplan.extent_of("基本实现有效控制") == "mostly"
    assert libplan.extent_of("加强管理") is None
    target = libplan.Target(2020, libplan.Zero(), strength="strive", extent="promote")
    assert (target.strength, target.extent) == ("strive", "promote")
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[indicator().replace(targets=[target])])
    assert plan.indicators[0].targets == (target,)


def test_a_change_remembers_its_decimals() -> None:
    change = libplan.Change("x", 2010, 2015, -11.0, percent_text="-11.0")
    assert change.percent_text == "-11.0"
    assert pickle.loads(pickle.dumps(change)) == change


def test_later_figures_and_control_figures_are_checked() -> None:
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[indicator(count=True)])

    def figures(**values: float) -> libplan.Observations:
        return libplan.Observations(
            [
                libplan.Observation("x", libplan.Period(period[1:]), value, state="value")
                for period, value in values.items()
            ]
        )

    none = libplan.Observations()
    (jump,) = libplan.check(plan, none, figures(y2016=100, y2018=12000))
    assert (jump.code, jump.title.zh) == ("jump", "2018年 某指标：与前后数字相差悬殊")
    assert jump.follows.zh == "是 2016年 某指标 的 120 倍"
    assert jump.title.en == "某指标, 2018: far from the figures around it"
    assert jump.follows.en == "120 times 某指标, 2016"
    (jump,) = libplan.check(plan, none, figures(y2017=100), controls=figures(y2018=1000))
    assert jump.title.zh == "2018年 某指标（控制数）：与前后数字相差悬殊"
    assert jump.title.en == "某指标, 2018 (control figure): far from the figures around it"
    assert libplan.check(plan, figures(y2017=100)) == ()


def rivals(values: list[float]) -> list[libplan.Finding]:
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[indicator()])
    figures = libplan.Observations(
        [libplan.Observation("x", 2018, value, source=f"表{n}") for n, value in enumerate(values)]
    )
    return [each for each in libplan.check(plan, figures) if each.code == "text-table"]


def test_each_other_number_of_many_sources_is_told_once() -> None:
    (odd,) = rivals([5, 5, 6])
    assert odd.printed.zh == "2018年 某指标（表0） 5起；2018年 某指标（表2） 6起"
    assert odd.cure.zh == (
        "请核对原始资料；其余数字无误时，应将 2018年 某指标（表2） 由 6起 改为 5起"
    )
    (first,) = rivals([6, 5, 5])
    assert first.follows.zh == "由其余数字推得 2018年 某指标（表0） 应为 5起"
    assert [each.printed.zh.split("；")[1] for each in rivals([5, 6, 7, 6, 5])] == [
        "2018年 某指标（表1） 6起",
        "2018年 某指标（表2） 7起",
    ]
    assert rivals([5] * 5) == []


def test_thousands_of_sources_take_no_longer_than_they_are_many() -> None:
    began = time.perf_counter()
    assert len(rivals([n % 2000 for n in range(20_000)])) == 1999
    assert time.perf_counter() - began < 20  # pairs of all would take hours


@pytest.mark.parametrize(
    ("form", "zh", "en"),
    [
        (libplan.RaisePercent(10), "+10%", "+10%"),
        (libplan.RaisePoints(3), "上升3个百分点", "up 3 percentage points"),
        (libplan.Hold(), "持平", "hold"),
    ],
)
@pytest.mark.parametrize("clause", ["", "某指标"])
def test_a_target_without_a_clause_is_told_by_its_form(
    form: libplan.RaisePercent, zh: str, en: str, clause: str
) -> None:
    asked = indicator().replace(targets=[form], clause=clause, baselines=[])
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[asked])
    found = libplan.check(plan, libplan.Observations())
    lacking = next(each for each in found if each.code == "no-baseline")
    assert (lacking.printed.zh, lacking.printed.en) == (zh, en)


# ---- what may be said in few words ----


def test_a_form_alone_is_a_target_for_the_last_year_of_the_plan() -> None:
    assert indicator().replace(targets=[libplan.AtMost(5)]).targets[0].year == 0
    short = indicator().replace(
        targets=[libplan.AtMost(5), libplan.Target(2018, libplan.AtMost(8))]
    )
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[short])
    full = [libplan.Target(2018, libplan.AtMost(8)), libplan.Target(2020, libplan.AtMost(5))]
    assert plan.indicator("x").targets == tuple(full)


def test_words_alone_are_a_clause() -> None:
    target = libplan.Target(2020, libplan.Zero(), clause="杜绝")
    assert target.clause == libplan.Clause(0, "杜绝")
    assert target.replace(clause=libplan.Clause(3, "杜绝")).clause.line == 3


@pytest.mark.parametrize("words", [2018, "2018", libplan.Period("2018")])
def test_a_year_and_words_are_a_period(words: "int | str | libplan.Period") -> None:
    assert libplan.Observation("x", words, 4).period == libplan.Period("2018")
    assert libplan.Identity(libplan.Sum("x", ["y"]), words).period == libplan.Period(2018)


def test_words_that_are_no_period_are_told_with_the_field() -> None:
    with pytest.raises(ValueError, match=r"^Observation.period：“2018Q5”不是期间，应写成 2018、"):
        libplan.Observation("x", "2018Q5", 4)
    with pytest.raises(TypeError, match=r"^Observation.period 应为 Period，写的是 2018.5$"):
        libplan.Observation("x", 2018.5, 4)  # type: ignore[arg-type]


def test_a_day_may_be_words() -> None:
    task = libplan.Task("t", "任务", deadline="2020-12-31")
    assert task == libplan.Task("t", "任务", deadline=date(2020, 12, 31))
    with pytest.raises(ValueError, match="^Task.deadline：“2020-13-01”不是日期"):
        task.replace(deadline="2020-13-01")


def test_a_condition_alone_needs_no_list() -> None:
    one, other = (libplan.Condition("fact", fact, "at_least", 1) for fact in "ab")
    group = libplan.Group("g", "组", 10, zero_when=[one, [one, other]])
    assert group.zero_when == ((one,), (one, other))
    assert libplan.Veto("否决", one, unless=[other]) == libplan.Veto(
        "否决", [one], unless=[[other]]
    )


def test_bands_stand_in_any_order() -> None:
    bands = [libplan.Band(90, 20), libplan.Band(80, 10), libplan.Band(0, 0)]
    assert libplan.BandsRule(bands) == libplan.BandsRule(bands[::-1])


def test_steps_of_anything_but_one_have_to_be_stated() -> None:
    def scheme(rule: libplan.PerUnitRule) -> libplan.Scheme:
        item = libplan.Item("i", "甲", 10, rule, fact="f")
        fact = libplan.FactDefinition("f", "数", libplan.SuppliedFact())
        group = libplan.Group("g", "一", 10, [item])
        return libplan.Scheme(
            "s", "办法", "town", [group], [libplan.Grade("合格", 0)], full=10, facts=[fact]
        )

    with pytest.raises(libplan.InputError, match="steps"):
        scheme(libplan.PerUnitRule(10, per=2, under=-1))
    scheme(libplan.PerUnitRule(10, per=2, under=-1, steps="proportional"))


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        (libplan.AllOrNothingRule("at_most", float("nan")), "limit"),
        (libplan.ShareRule(float("inf")), "share_of"),
        (libplan.PerUnitRule(float("nan"), over=-1), "reference"),
        (libplan.PerUnitRule(10, over=float("nan")), "over"),
        (libplan.BandsRule([libplan.Band(0, float("nan"))]), "points"),
        (libplan.OccurrencesRule([libplan.OccurrenceClass("一般", float("-inf"))]), "points"),
    ],
)
def test_a_rule_of_no_number_is_refused(rule: Any, key: str) -> None:
    item = libplan.Item("i", "甲", 10, rule, fact="f")
    with pytest.raises(libplan.InputError, match=f"{key} 应是有限的数"):
        libplan.Scheme(
            "s",
            "办法",
            "town",
            [libplan.Group("g", "一", 10, [item])],
            [libplan.Grade("合格", 0)],
            full=10,
            facts=[libplan.FactDefinition("f", "数", libplan.SuppliedFact())],
        )


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (libplan.RatioFact("f", "g", factor=float("nan")), "factor"),
        (libplan.BracketFact("f", [libplan.Bracket(0, float("inf"))]), "value"),
        (libplan.EventFact("a", faults=[libplan.FaultWeight("主要", float("nan"))]), "fault"),
        (None, "limit"),
    ],
)
def test_a_fact_or_a_veto_of_no_number_is_refused(source: Any, key: str) -> None:
    facts = [libplan.FactDefinition(id, "数", libplan.SuppliedFact()) for id in "fg"]
    veto = libplan.Veto(
        "否决", libplan.Condition("fact", "f", "at_least", float("nan")), effect="zero"
    )
    item = libplan.Item("i", "甲", 10, libplan.ShareRule(5), fact="f")
    with pytest.raises(libplan.InputError, match=f"{key} 应是有限的数"):
        libplan.Scheme(
            "s",
            "办法",
            "town",
            [libplan.Group("g", "一", 10, [item])],
            [libplan.Grade("合格", 0)],
            full=10,
            facts=[*facts, *([libplan.FactDefinition("h", "数", source)] if source else [])],
            vetoes=[] if source else [veto],
        )


def folder_in_code() -> libplan.PlanFolder:
    plan = libplan.Plan(
        "p",
        "规划",
        2016,
        2020,
        bodies=[libplan.Body("a", "甲镇", "town"), libplan.Body("b", "乙局", "department")],
        indicators=[indicator(libplan.AtMost(3))],
    )
    item = libplan.Item("i", "甲", 5, libplan.MarksRule(step=0.5))
    group = libplan.Group("g", "一", 5, [item])
    scheme = libplan.Scheme("s", "办法", "town", [group], [libplan.Grade("合格", 0)], full=5)
    return libplan.PlanFolder(plan, schemes=[scheme])


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([libplan.Mark("i", "a", 2018, "team", 46)], "46"),
        ([libplan.Mark("i", "a", 2018, "team", 3.2)], "每档0.5分，写的是3.2分"),
        ([libplan.Mark("j", "a", 2018, "team", 3)], "没有编号为“j”的考核项目"),
        ([libplan.Mark("i", "c", 2018, "team", 3)], "没有编号为“c”的单位"),
        ([libplan.Mark("i", "b", 2018, "team", 3)], "“b”不是“办法”考核的单位"),
        ([libplan.Mark("i", "a", 2022, "team", 3)], "2022年不在规划期"),
        ([libplan.Mark("i", "a", 2018, "team", n) for n in (3, 4)], "marks:2:item: 错误"),
    ],
)
def test_marks_given_as_records_are_held_against_plan_and_scheme(
    marks: list[libplan.Mark], told: str
) -> None:
    folder = folder_in_code()
    with pytest.raises(libplan.InputError) as refused:
        folder.replace(records=libplan.Records(marks=marks))
    assert told in str(refused.value)
    with pytest.raises(libplan.InputError):
        libplan.PlanFolder(
            folder.plan, schemes=folder.schemes, records=libplan.Records(marks=marks)
        )
    right = libplan.Records(marks=[libplan.Mark("i", "a", 2018, "team", 3.5)])
    assert folder.replace(records=right).records == right


def test_observations_given_as_records_are_held_against_the_plan() -> None:
    folder = folder_in_code()
    for id, body in (("y", ""), ("x", "c")):
        figures = libplan.Observations([libplan.Observation(id, 2018, 3, body=body)])
        with pytest.raises(libplan.InputError, match="observations:1:.*unknown-id"):
            folder.replace(observations=figures)


def test_an_open_total_is_no_number() -> None:
    folder = folder_in_code()
    (towns,) = libplan.assess_year(folder, year=2018).assessments
    card = towns.scorecard("a")
    assert card.total is None and card.state == "missing"
    assert pickle.loads(pickle.dumps(card)) == card


def test_a_share_of_what_does_not_apply_is_not_rescaled() -> None:
    assert libplan.NotApplicable(share=0.6) == libplan.NotApplicable(rescale=False, share=0.6)
    assert libplan.NotApplicable().rescale
    with pytest.raises(ValueError, match="不能都写"):
        libplan.NotApplicable(rescale=True, share=0.6)


def test_arguments_the_wrong_way_round_are_told() -> None:
    folder = libplan.read("examples/qingxin")
    with pytest.raises(TypeError, match="check_scheme.scheme"):
        libplan.check_scheme(folder.plan, folder.scheme("towns"))  # type: ignore[arg-type]


def test_options_are_given_by_name() -> None:
    with pytest.raises(TypeError) as error:
        libplan.Grade("优秀", 90, libplan.Place())  # type: ignore[misc]
    assert str(error.value) == (
        "Grade() 不写名称的值最多 2 个，给了 3 个；其余请写名称，如 place=…"
    )


# ---- changing one record gives a new plan or scheme ----


def test_one_record_of_a_plan_is_changed_by_its_id() -> None:
    plan = libplan.read(ECOLOGY).plan
    target = libplan.AtLeast(10)
    changed = plan.replace_indicator("wetland", targets=[target])
    assert changed.indicator("wetland").targets == (libplan.Target(2020, target),)
    assert changed.indicators[0] == plan.indicators[0] and changed != plan
    assert plan.replace_indicator("wetland", targets=plan.indicator("wetland").targets) == plan
    assert plan.replace_task("soil_survey", deadline=None).task("soil_survey").deadline is None
    body = plan.bodies[0]
    assert plan.replace_body(body.id, title="新名").body(body.id).title == "新名"


def test_what_a_change_breaks_is_told() -> None:
    plan = libplan.read(ECOLOGY).plan
    with pytest.raises(libplan.InputError) as error:
        plan.replace_indicator("wetland", targets=[libplan.Target(2035, libplan.AtLeast(8))])
    assert "2035年不在规划期2016—2020年内" in str(error.value)
    with pytest.raises(TypeError, match="Indicator.. 没有 target，您是否想写 targets"):
        plan.replace_indicator("wetland", target=[])


def test_one_record_of_a_scheme_is_changed_by_its_id_however_deep_it_stands() -> None:
    inner = libplan.Group("inner", "内", 40, [libplan.Item("b", "乙", 40, libplan.MarksRule())])
    outer = libplan.Group(
        "outer", "外", 100, [libplan.Item("a", "甲", 60, libplan.MarksRule())], groups=[inner]
    )
    facts = [libplan.FactDefinition("f", "数", libplan.SuppliedFact())]
    grades = [libplan.Grade("合格", 0)]
    scheme = libplan.Scheme("s", "办法", "town", [outer], grades, facts=facts)
    assert scheme.item("b").title == "乙" and scheme.group("inner") == inner
    assert scheme.replace_item("b", title="丙").groups[0].groups[0].items[0].title == "丙"
    assert scheme.replace_group("inner", title="新").group("inner").title == "新"
    assert scheme.replace_fact("f", unit="人").fact("f").unit == "人"
    with pytest.raises(libplan.InputError, match="满分"):
        scheme.replace_item("b", full=30)


def test_an_unknown_id_names_the_nearest() -> None:
    folder = libplan.read(ECOLOGY)
    scheme = folder.scheme("cities")
    results = libplan.assess_year(folder, year=2018)
    assert results.assessment("cities").scheme == scheme
    for ask, words in [
        (lambda: folder.plan.replace_indicator("wetlands"), "没有编号为“wetlands”的指标"),
        (lambda: folder.plan.replace_task("soil"), "没有编号为“soil”的任务"),
        (lambda: scheme.item("air_day"), "没有编号为“air_day”的考核项目，您是否想写“air_days”？"),
        (lambda: scheme.group("qualit"), "没有编号为“qualit”的评分分组，您是否想写“quality”？"),
        (lambda: scheme.replace_fact("airs"), "没有编号为“airs”的事实，您是否想写“air”？"),
        (
            lambda: folder.plan.indicator("湿地保有量"),
            WETLAND,
        ),
        (
            lambda: scheme.item("优良天数比率"),
            AIR_DAYS,
        ),
        (lambda: folder.scheme("city"), "没有编号为“city”的评分办法"),
        (lambda: results.assessment("citie"), "没有编号为“citie”的评分办法，您是否想写“cities”？"),
    ]:
        with pytest.raises(KeyError) as error:
            ask()
        assert error.value.args[0].startswith(words)


# ---- what no file could hold ----


def test_ids_that_are_listed_hold_no_separator() -> None:
    def told(id_: str, sign: str) -> tuple[str, str]:
        return (
            f"错误[id-separator] 单位的编号“{id_}”里有“{sign}”，那是几个编号之间的分隔号，请换一个编号",
            f'error[id-separator] the id "{id_}" of the body holds "{sign}", which stands between ids '
            "where several are listed: choose another",
        )

    for sign in (";", "；", "、", "，", ",", " "):
        id_ = f"a{sign}b"
        assert refused(bodies=[libplan.Body(id_, "甲", "town")]) == [told(id_, sign)]
    with_spaces = libplan.Indicator("a b,c", "甲", "件", "up")
    assert libplan.Plan("p", "规划", 2016, 2020, indicators=[with_spaces]).indicator("a b,c")
    assert refused(tasks=[libplan.Task("t;1", "任务")])[0][0].startswith(
        "错误[id-separator] 任务的"
    )


BELL = "第{}个字符是看不见的 {}，工作簿不能保存，请删去这个字符"


@pytest.mark.parametrize(
    ("build", "field", "at", "character"),
    [
        (lambda: libplan.Plan("p", "规划\x07", 2021, 2025), "Plan.title", 3, "U+0007"),
        (lambda: libplan.Body("east", "东\ud800镇"), "Body.title", 2, "U+D800"),
        (lambda: libplan.Indicator("a", "甲", "\x00件", "up"), "Indicator.unit", 1, "U+0000"),
        (
            lambda: libplan.Indicator("a", "甲", "件", "up", responsible=["x", "y\x1b"]),
            "Indicator.responsible[1]",
            2,
            "U+001B",
        ),
        (lambda: libplan.Clause(3, "到\ufffe2025年"), "Clause.text", 2, "U+FFFE"),
        (lambda: libplan.Task("t", "任务", clause="加强\x0b"), "Task.clause", 3, "U+000B"),
        (lambda: libplan.Item("i", "项\x08", 10, libplan.MarksRule()), "Item.title", 2, "U+0008"),
        (lambda: libplan.Grade("优\x01", 90), "Grade.title", 2, "U+0001"),
        (
            lambda: libplan.Mark("i", "east", 2022, "team", 3, note="好\x0c"),
            "Mark.note",
            2,
            "U+000C",
        ),
        (
            lambda: libplan.Body("east", "东镇").replace(title="东\x1f镇"),
            "Body.title",
            2,
            "U+001F",
        ),
        (lambda: libplan.Message("\x7f\x02"), "Message.words", 2, "U+0002"),
    ],
)
def test_no_text_holds_what_no_workbook_can(
    build: Callable[[], object], field: str, at: int, character: str
) -> None:
    with pytest.raises(ValueError) as error:
        build()
    assert str(error.value) == f"{field}：{BELL.format(at, character)}"


def test_texts_hold_line_ends_and_whatever_can_be_seen() -> None:
    words = "第一行\r\n\t第二行𠮷\u200b\x7f"
    assert libplan.Clause(1, words).text == words


def test_identities_and_comparisons_say_what_files_say() -> None:
    x, y = indicator(), libplan.Indicator("y", "乙", "起", "down")
    assert refused(x, y, identities=[libplan.Identity(libplan.Sum("x", []))]) == [
        (
            "错误[identity] 合计“x”没有组成部分（parts），请补上",
            'error[identity] the sum "x" has no parts: name them',
        )
    ]
    assert refused(indicator(libplan.ComparedWith("y", tolerance=1)), y) == [
        (
            "错误[tolerance] 指标“x”要快于另一指标（faster），不能再有允许偏差（tolerance）：请去掉它，或改为同步（faster=False）",
            'error[tolerance] indicator "x" is to grow faster than another, which has no tolerance: '
            "leave it out, or say faster=False",
        )
    ]


@pytest.mark.parametrize(
    ("value", "words"), [(1.7976931348623157e308, "1.7976931348623157e+308"), (5e-324, "5e-324")]
)
def test_numbers_have_as_many_digits_as_files_can_hold(value: float, words: str) -> None:
    assert refused(indicator(libplan.Reach(value))) == [
        (
            f"错误[number] 指标“x”的 reach 应是0，或绝对值在1e-100与1e100之间，写的是 {words}",
            f'error[number] reach of indicator "x" should be 0, or between 1e-100 and 1e100 in size, '
            f"not {words}",
        )
    ]


def test_an_id_is_replaced_where_nothing_refers_to_it() -> None:
    plan = libplan.Plan(
        "p", "规划", 2016, 2020, indicators=[indicator()], bodies=[libplan.Body("a", "甲", "town")],
        tasks=[libplan.Task("t", "任务", serves=["x"])],
    )  # fmt: skip
    assert plan.replace_body("a", id="b").body("b").title == "甲"
    assert plan.replace_task("t", id="u").task("u").title == "任务"
    with pytest.raises(libplan.InputError) as error:
        plan.replace_indicator("x", id="z")
    assert str(error.value) == "错误[unknown-id] 没有编号为“x”的指标，您是否想写“z”？"
    scheme = libplan.read(ECOLOGY).schemes[0]
    item = scheme.items()[-1]
    assert scheme.replace_item(item.id, id="other").item("other") == item.replace(id="other")


def test_a_wrong_call_of_a_method_is_told_as_one_of_a_record() -> None:
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[indicator()])
    for call, words in (
        (lambda: plan.replace_indicator(title="甲"), "replace_indicator() 缺少 which"),
        (lambda: plan.replace_task(3), "replace_task.which 应为 str，写的是 3"),
        (lambda: plan.replace_body("a", "b"), "replace_body() 最多给 1 个值，给了 2 个"),
    ):
        with pytest.raises(TypeError) as error:
            call()  # type: ignore[no-untyped-call]
        assert str(error.value) == words


def test_chapters_with_names_stand_in_the_order_of_the_plan() -> None:
    sections = ["二、设施", "三、队伍", "二、设施", "一、总则"]
    plan = libplan.Plan(
        "p",
        "规划",
        2021,
        2025,
        tasks=[
            libplan.Task(f"t{at}", f"任务{at}", section=section)
            for at, section in enumerate(sections)
        ],
    )
    heads = [line for line in libplan.plan_text(plan).splitlines() if "、" in line]
    assert heads == ["二、设施（任务2项）", "三、队伍（任务1项）", "一、总则（任务1项）"]
