"""A wrong call of a function says what is wrong with it, in the words of records."""

import inspect
import os
import pickle
import pydoc
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import numpy
import pytest

import libplan

ECOLOGY = Path(__file__).parents[2] / "examples/ecology"
FOLDER = libplan.read(ECOLOGY)
PLAN = FOLDER.plan


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (
            lambda: libplan.assess_year(FOLDER, 2018),  # type: ignore[misc]
            "assess_year() 不写名称的值最多 1 个，给了 2 个；其余请写名称，如 year=…",
            "assess_year() takes at most 1 values without a name, not 2; name the others, as in "
            "year=...",
        ),
        (
            lambda: libplan.assess_year(FOLDER),  # type: ignore[call-arg]
            "assess_year() 缺少 year",
            "assess_year() needs year",
        ),
        (
            lambda: libplan.assess_year(FOLDER, year="2018"),  # type: ignore[arg-type]
            "assess_year.year 应为 int，写的是 '2018'",
            "assess_year.year should be int, not '2018'",
        ),
        (
            lambda: libplan.assess_year(FOLDER, yaer=2018),  # type: ignore[call-arg]
            "assess_year() 没有 yaer，您是否想写 year？",
            "assess_year() has no yaer; did you mean year?",
        ),
        (
            lambda: libplan.check(PLAN, FOLDER.figures, figures=FOLDER.figures),  # type: ignore[misc]
            "check.figures 给了两次",
            "check.figures is given twice",
        ),
        (
            lambda: libplan.strength_of("甲", "乙"),  # type: ignore[call-arg]
            "strength_of() 最多给 1 个值，给了 2 个",
            "strength_of() takes at most 1 values, not 2",
        ),
        (
            lambda: libplan.measure(3, FOLDER.observations, year=2018),  # type: ignore[arg-type]
            "measure.plan 应为 Plan，写的是 3",
            "measure.plan should be Plan, not 3",
        ),
        (
            lambda: libplan.measure(PLAN, FOLDER.observations, year=2018, as_of=3),  # type: ignore[arg-type]
            "measure.as_of 应为 date 或 None，写的是 3",
            "measure.as_of should be date or None, not 3",
        ),
    ],
)
def test_a_wrong_call(
    monkeypatch: pytest.MonkeyPatch, call: Callable[[], object], zh: str, en: str
) -> None:
    for language, words in (("zh", zh), ("en", en)):
        monkeypatch.setenv("LIBPLAN_LANG", language)
        with pytest.raises(TypeError) as error:
            call()
        assert str(error.value) == words


CONSTRUCTED = (
    libplan.Message,
    libplan.Observations,
    libplan.Period,
    libplan.Place,
    libplan.PlanFolder,
)
COMPUTED = (libplan.Assessment, libplan.ProgressColumns, libplan.Scores, libplan.Table)


def test_what_a_constructor_takes_can_be_asked() -> None:
    assert [str(inspect.signature(each)) for each in CONSTRUCTED] == [
        "(words)",
        "(rows=...)",
        "(words)",
        "(file=..., line=..., column=..., sheet=...)",
        "(plan, *, figures=..., observations=..., schemes=..., records=...)",
    ]
    for name in libplan.__all__:
        value = getattr(libplan, name)
        if isinstance(value, type) and not issubclass(value, Exception) and value not in COMPUTED:
            assert inspect.signature(value) is not None, name


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (lambda: libplan.Period(), "Period() 缺少 words", "Period() needs words"),  # type: ignore[call-arg]
        (
            lambda: libplan.Period(word=2018),  # type: ignore[call-arg]
            "Period() 没有 word，您是否想写 words？",
            "Period() has no word; did you mean words?",
        ),
        (
            lambda: libplan.Period(2018, 2020),  # type: ignore[call-arg]
            "Period() 最多给 1 个值，给了 2 个",
            "Period() takes at most 1 values, not 2",
        ),
        (
            lambda: libplan.Period(None),  # type: ignore[arg-type]
            "Period.words 应为 str 或 int，写的是 None",
            "Period.words should be str or int, not None",
        ),
        (
            lambda: libplan.Message(3),  # type: ignore[arg-type]
            "Message.words 应为 str，写的是 3",
            "Message.words should be str, not 3",
        ),
        (
            lambda: libplan.Place("plan.toml", "12"),  # type: ignore[arg-type]
            "Place.line 应为 int，写的是 '12'",
            "Place.line should be int, not '12'",
        ),
        (
            lambda: libplan.Place(collumn=3),  # type: ignore[call-arg]
            "Place() 没有 collumn，您是否想写 column？",
            "Place() has no collumn; did you mean column?",
        ),
        (
            lambda: libplan.Observations(row=[]),  # type: ignore[call-arg]
            "Observations() 没有 row，您是否想写 rows？",
            "Observations() has no row; did you mean rows?",
        ),
        (
            lambda: libplan.PlanFolder(PLAN, FOLDER.figures),  # type: ignore[call-arg,misc]
            "PlanFolder() 不写名称的值最多 1 个，给了 2 个；其余请写名称，如 figures=…",
            "PlanFolder() takes at most 1 values without a name, not 2; name the others, as in "
            "figures=...",
        ),
        (
            lambda: libplan.PlanFolder("plan"),  # type: ignore[arg-type]
            "PlanFolder.plan 应为 Plan，写的是 'plan'",
            "PlanFolder.plan should be Plan, not 'plan'",
        ),
        (
            lambda: libplan.Assessment(1, 2),  # type: ignore[call-arg]
            "Assessment 是计算得出的，不能自己构造：请用 assess(scheme, facts)",
            "Assessment is computed and not made by hand: it comes from assess(scheme, facts)",
        ),
        (
            lambda: libplan.Scores(),
            "Scores 是计算得出的，不能自己构造：请用 assess_many(scheme, facts)",
            "Scores is computed and not made by hand: it comes from assess_many(scheme, facts)",
        ),
        (
            lambda: libplan.ProgressColumns(),
            "ProgressColumns 是计算得出的，不能自己构造：请用 "
            "measure_columns(plan, observations, first_year=..., last_year=...)",
            "ProgressColumns is computed and not made by hand: it comes from "
            "measure_columns(plan, observations, first_year=..., last_year=...)",
        ),
        (
            lambda: libplan.Table({"unit": ["east"]}),  # type: ignore[call-arg]
            "Table 是计算得出的，不能自己构造：请用 progress.table(), assessment.by_unit(), ...",
            "Table is computed and not made by hand: it comes from progress.table(), "
            "assessment.by_unit(), ...",
        ),
    ],
)
def test_a_wrong_call_of_a_class(
    monkeypatch: pytest.MonkeyPatch, call: Callable[[], object], zh: str, en: str
) -> None:
    test_a_wrong_call(monkeypatch, call, zh, en)


def test_words_that_are_no_day_are_told_as_such() -> None:
    wrong = r"“2018-12-32”不是日期，应写成 2018-12-31 这样$"
    with pytest.raises(ValueError, match="^" + wrong):
        libplan.track(PLAN, [], as_of="2018-12-32")
    with pytest.raises(ValueError, match="^" + wrong):
        libplan.measure(PLAN, FOLDER.observations, year=2018, as_of="2018-12-32")
    with pytest.raises(ValueError, match="^Task.deadline：" + wrong):
        libplan.Task("t", "任务", deadline="2018-12-32")


def test_an_edge_may_be_a_number() -> None:
    with pytest.raises(TypeError, match="^Grade.edge 应为 float 或 Edge，写的是 '九十'$"):
        libplan.Grade("优秀", "九十")  # type: ignore[arg-type]


def test_what_a_call_takes_can_be_asked() -> None:
    assert str(inspect.signature(libplan.read)) == (
        "(folder: os.PathLike | str | bytes, *, encoding: str = 'utf-8', progress: object = None)"
        " -> libplan._core.PlanFolder"
    )
    card = inspect.signature(libplan.Assessment.scorecard)
    assert list(card.parameters) == ["self", "unit", "language"]
    bound = inspect.signature(libplan.assess_year(FOLDER, year=2018).assessments[0].scorecard)
    assert list(bound.parameters) == ["unit", "language"]
    assert bound.parameters["language"].default == "zh"
    for name in libplan.__all__:
        value = getattr(libplan, name)
        for told in (value, *vars(value).values()) if isinstance(value, type) else (value,):
            if type(told) is type(libplan.read):
                assert inspect.signature(told).parameters is not None, told
    assert "points_of" in pydoc.render_doc(libplan)
    assert inspect.isfunction(libplan.read) and inspect.isfunction(libplan.PlanFolder.scheme)


def test_what_a_call_takes_can_be_asked_of_typing() -> None:
    assert typing.get_type_hints(libplan.read) == {
        "folder": os.PathLike | str | bytes,
        "encoding": str,
        "progress": object,
        "return": libplan.PlanFolder,
    }
    for name in libplan.__all__:
        value = getattr(libplan, name)
        for told in (value, *vars(value).values()) if isinstance(value, type) else (value,):
            if not inspect.isfunction(told) or told.__module__ != "libplan":
                continue
            takes = inspect.signature(told)
            shown = {p.name: p.annotation for p in takes.parameters.values()}
            shown |= {"return": takes.return_annotation}
            written = {n: a for n, a in shown.items() if a is not inspect.Parameter.empty}
            assert inspect.get_annotations(told) == written, told


def test_a_double_of_a_function_takes_what_the_function_takes() -> None:
    with mock.patch("libplan.read", autospec=True):
        libplan.read("x", encoding="gbk")
        with pytest.raises(TypeError):
            libplan.read(1, 2, 3, foo=4)  # type: ignore[call-overload]


def test_a_double_of_a_method_gets_the_value_it_is_called_on() -> None:
    with mock.patch.object(libplan.PlanFolder, "scheme", autospec=True) as double:
        FOLDER.scheme("towns")
        with pytest.raises(TypeError):
            FOLDER.scheme()  # type: ignore[call-arg]
    double.assert_called_once_with(FOLDER, "towns")
    with mock.patch.object(libplan.PlanFolder, "scheme") as plain:
        FOLDER.scheme("towns")
    plain.assert_called_once_with("towns")
    assert FOLDER.scheme(FOLDER.schemes[0].id) == FOLDER.schemes[0]


def test_what_is_called_in_turn_may_fail_in_its_own_words(tmp_path: Path) -> None:
    seen: list[int] = []

    def watch(done: int, total: int) -> None:
        seen.append(done)
        libplan._core.check(1)  # type: ignore[call-arg,arg-type]

    with pytest.raises(TypeError, match="incompatible function arguments"):
        libplan.read(ECOLOGY, progress=watch)
    assert len(seen) == 1
    with pytest.raises(TypeError, match=r"packs_workbooks\(\) 最多给 0 个值，给了 1 个"):
        libplan.packs_workbooks(1)  # type: ignore[call-arg]


@pytest.mark.parametrize("protocol", range(6))
def test_values_pickle_by_every_protocol(protocol: int) -> None:
    for value in (libplan.Period(2018), PLAN, FOLDER.observations, libplan.AtMost(3)):
        assert pickle.loads(pickle.dumps(value, protocol)) == value


def test_a_period_is_a_year_however_it_is_counted() -> None:
    assert libplan.Period(2018.0) == libplan.Period(2018) == libplan.Period("2018")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Period.words 应为 str 或 int，写的是 2018.5"):
        libplan.Period(2018.5)  # type: ignore[arg-type]


def test_functions_can_be_handed_to_other_processes() -> None:
    for function in (libplan.read, libplan.Assessment.scorecard, libplan.roll):
        assert pickle.loads(pickle.dumps(function)) is function
    method = FOLDER.scheme
    assert pickle.loads(pickle.dumps(method)).__self__ == FOLDER


def test_names_that_are_imported_late_are_listed() -> None:
    assert set(libplan.__all__) <= set(dir(libplan))


def test_other_type_errors_stay_what_they_are() -> None:
    with pytest.raises(TypeError, match="grade（等级）或 rank"):
        libplan.reach(libplan.assess_year(FOLDER, year=2018).assessments[0], "x")
    assert libplan.read.__name__ == "read" and libplan.read.__doc__


def test_figures_are_a_sequence() -> None:
    figures = FOLDER.observations
    assert figures[-1] == figures[len(figures) - 1]
    assert list(figures[1:3]) == [figures[1], figures[2]] and len(figures[:0]) == 0
    assert isinstance(figures[::2], libplan.Observations)
    with pytest.raises(IndexError, match=f"^没有第{len(figures)}个：共{len(figures)}个，从0数起$"):
        figures[len(figures)]
    with pytest.raises(TypeError, match="应为 int 或 slice，写的是 'loans'$"):
        figures["loans"]  # type: ignore[call-overload]


def test_a_table_has_columns_by_name_alone() -> None:
    table = libplan.measure(PLAN, FOLDER.observations, year=2018).table()
    with pytest.raises(KeyError, match="不认识的列“statsu”，您是否想写“status”？"):
        table["statsu"]
    with pytest.raises(KeyError, match="没有“得分”这一列，只有：indicator、title、"):
        table["得分"]
    with pytest.raises(TypeError, match="应为 str，写的是 0$"):
        table[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("period", "kind", "words"),
    [
        ("2018x", ValueError, "“2018x”不是期间，应写成 2018、2018H1"),
        (0, ValueError, "“0”不是期间"),
        (2018.5, TypeError, "value_of.period 应为 str 或 int，写的是 2018.5"),
        (None, TypeError, "value_of.period 应为 str 或 int，写的是 None"),
    ],
)
def test_what_is_no_period_in_a_call(period: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind) as error:
        libplan.value_of(PLAN, FOLDER.observations, PLAN.indicators[0], period)
    assert str(error.value).startswith(words)


@pytest.mark.parametrize("year", [2018, 2018.0, numpy.int64(2018), numpy.float64(2018), "2018"])
def test_a_year_is_a_period_as_whatever_whole_number_it_is_held(year: Any) -> None:
    air = PLAN.indicator("good_air_days")
    assert libplan.value_of(PLAN, FOLDER.observations, air, year) == 79.3
    months = libplan.twelve_months_within(
        PLAN, FOLDER.observations, air, libplan.Interval(0, 1), during=year
    )
    assert months is None


def test_the_value_of_a_body_that_is_not_there_is_not_just_missing() -> None:
    air = PLAN.indicator("good_air_days")
    with pytest.raises(KeyError, match="没有编号为“jiaa”的单位，您是否想写“jia”？"):
        libplan.value_of(PLAN, FOLDER.observations, air, 2018, body="jiaa")
    with pytest.raises(KeyError, match="“甲市”.*“jia”"):
        libplan.twelve_months_within(
            PLAN,
            FOLDER.observations,
            air,
            libplan.Interval(0, 1),
            during=2018,
            body="甲市",
        )


def test_what_has_no_order_is_no_sequence() -> None:
    with pytest.raises(TypeError, match="Event.bodies：集合没有先后，请给列表，写的是 {'taihe'}"):
        libplan.Event("e", "2018-01-01", "accident", bodies={"taihe"})  # type: ignore[arg-type]
    event = {"id": "e", "date": "2018-01-01", "kind": "accident", "class": ""}
    with pytest.raises(libplan.InputError, match="events:1:bodies"):
        libplan.records(events=[event | {"bodies": {"taihe"}}])


@pytest.mark.parametrize(
    ("call", "place"),
    [
        (lambda: libplan.shares_of_100({1, 2}), "shares_of_100.parts"),  # type: ignore[arg-type]
        (
            lambda: libplan.joint_pace_of(series=frozenset({1, 2})),  # type: ignore[arg-type]
            "joint_pace_of.series",
        ),
        (
            lambda: libplan.write_template(FOLDER, "s", "x", year=2018, out="x", scorers={"self"}),  # type: ignore[arg-type]
            "write_template.scorers",
        ),
    ],
)
def test_what_has_no_order_is_no_sequence_of_a_call(call: Callable[[], object], place: str) -> None:
    with pytest.raises(TypeError, match=f"^{place}：集合没有先后，请给列表，写的是 "):
        call()


def test_a_mapping_is_no_sequence() -> None:
    with pytest.raises(TypeError, match="^shares_of_100.parts 应为 一列 float，写的是 {1: 2}$"):
        libplan.shares_of_100({1: 2})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (
            lambda: libplan.measure_frame(PLAN, {}, first_year=2018, lastyear=2018),  # type: ignore[call-arg]
            "measure_frame() 没有 lastyear，您是否想写 last_year？",
            "measure_frame() has no lastyear; did you mean last_year?",
        ),
        (
            lambda: libplan.roll("x", "y"),  # type: ignore[call-arg]
            "roll() 缺少 year",
            "roll() needs year",
        ),
        (
            lambda: libplan.roll("x", "y", 2019),  # type: ignore[misc,call-arg]
            "roll() 不写名称的值最多 2 个，给了 3 个；其余请写名称，如 year=…",
            "roll() takes at most 2 values without a name, not 3; name the others, as in year=...",
        ),
        (
            lambda: libplan.roll("x", 2019, year=2019),  # type: ignore[arg-type]
            "roll.to 应为 str 或 Path，写的是 2019",
            "roll.to should be str or Path, not 2019",
        ),
        (
            lambda: libplan.roll(ECOLOGY, "y", year="2019"),  # type: ignore[arg-type]
            "roll.year 应为 int，写的是 '2019'",
            "roll.year should be int, not '2019'",
        ),
        (
            lambda: libplan.convert(5, "y"),  # type: ignore[arg-type]
            "convert.source 应为 str 或 Path，写的是 5",
            "convert.source should be str or Path, not 5",
        ),
        (
            lambda: libplan.collect(ECOLOGY, 5, year=2019),  # type: ignore[arg-type]
            "collect.filled 应为 str 或 Path 或 一列 str 或 Path，写的是 5",
            "collect.filled should be str or Path or a sequence of str or Path, not 5",
        ),
        (
            lambda: libplan.measure_frame(PLAN, {}, first_year="2018", last_year=2018),  # type: ignore[arg-type]
            "measure_frame.first_year 应为 int，写的是 '2018'",
            "measure_frame.first_year should be int, not '2018'",
        ),
        (
            lambda: libplan.assess_frame("办法", {}),  # type: ignore[arg-type]
            "assess_frame.scheme 应为 Scheme，写的是 '办法'",
            "assess_frame.scheme should be Scheme, not '办法'",
        ),
        (
            lambda: PLAN.indicators[0].plot(PLAN, observation=1),  # type: ignore[call-arg]
            "plot() 没有 observation，您是否想写 observations？",
            "plot() has no observation; did you mean observations?",
        ),
    ],
)
def test_a_wrong_call_of_a_function_of_python(
    monkeypatch: pytest.MonkeyPatch, call: Callable[[], object], zh: str, en: str
) -> None:
    test_a_wrong_call(monkeypatch, call, zh, en)


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (
            lambda: libplan.round_decimal(2.5, 0, rounding="down"),  # type: ignore[arg-type]
            "round_decimal.rounding：没有“down”这个选择，只有：half_up、half_even、truncate、up",
            'round_decimal.rounding: there is no choice "down", only: half_up, half_even, '
            "truncate, up",
        ),
        (
            lambda: libplan.plan_text(PLAN, language="fr"),  # type: ignore[arg-type]
            "plan_text.language：没有“fr”这个选择，只有：zh、en",
            'plan_text.language: there is no choice "fr", only: zh, en',
        ),
        (
            lambda: FOLDER.plan.indicators[0].plot(language="fr"),  # type: ignore[arg-type]
            "plot.language：没有“fr”这个选择，只有：zh、en",
            'plot.language: there is no choice "fr", only: zh, en',
        ),
        (
            lambda: libplan.write_templates(FOLDER, year=2018, out="o", scorers=["self", "boss"]),  # type: ignore[list-item]
            "write_templates.scorers：没有“boss”这个选择，只有："
            "self、department、team、judges、peers、review",
            'write_templates.scorers: there is no choice "boss", only: '
            "self, department, team, judges, peers, review",
        ),
        (
            lambda: libplan.measure(PLAN, (), year=2018).table(language="fr"),  # type: ignore[arg-type]
            "table.language：没有“fr”这个选择，只有：zh、en",
            'table.language: there is no choice "fr", only: zh, en',
        ),
        (
            lambda: libplan.init("规划", language="fr"),  # type: ignore[arg-type]
            "init.language：没有“fr”这个选择，只有：zh、en",
            'init.language: there is no choice "fr", only: zh, en',
        ),
    ],
)
def test_a_choice_that_there_is_not_is_told_with_the_option(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: Callable[[], object],
    zh: str,
    en: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, words in (("zh", zh), ("en", en)):
        monkeypatch.setenv("LIBPLAN_LANG", language)
        with pytest.raises(ValueError) as error:
            call()
        assert str(error.value) == words
    assert not list(tmp_path.iterdir())


def test_a_file_is_named_and_no_number(tmp_path: Path) -> None:
    table = libplan.findings_table([])
    with pytest.raises(TypeError):
        table.to_csv(1)  # type: ignore[arg-type]
    with pytest.raises(TypeError) as error:
        libplan.read_workbooks(5)  # type: ignore[arg-type]
    assert str(error.value) == "read_workbooks.files 应为 Path 或 str 或 一列 Path 或 str，写的是 5"


def test_an_attribute_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match="^Plan 没有 titel，您是否想写 title？$") as error:
        PLAN.titel  # type: ignore[attr-defined]  # noqa: B018
    assert error.value.name == "titel"
    with pytest.raises(AttributeError, match="^Period 没有 zzz$"):
        libplan.Period(2018).zzz  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="^libplan 没有 reed，您是否想写 read？$"):
        libplan.reed  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(PLAN, "__array__")
