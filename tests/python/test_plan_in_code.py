"""Plans built in code: nonsense is refused with the record's name, and no file is blamed for it."""

import pickle
from pathlib import Path

import pytest

import libplan

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
    late = indicator().replace(targets=[libplan.Target(0, libplan.AtMost(5))])
    assert refused(nameless, late) == [
        (
            "错误[empty-id] 指标没有编号（id），请补上",
            "error[empty-id] indicator without an id: give it one",
        ),
        (
            "错误[year] 0年不在规划期2016—2020年内",
            "error[year] 0 is outside the plan, 2016 to 2020",
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
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[indicator()])

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
