"""Values built in code: states, equality, hashing, copies, pickles, and what their fields say."""

import ast
import copy
import inspect
import pickle
import runpy
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import libplan
from libplan import _core, calls

PLAN = Path(__file__).parents[2] / "examples/ecology"
YEAR = libplan.Period("2018")


def parks() -> libplan.Plan:
    return libplan.Plan(
        id="parks",
        title="公园规划",
        first_year=2016,
        last_year=2020,
        baseline_year=2015,
        bodies=[libplan.Body("east", "东镇", "town"), libplan.Body("west", "西镇", "town")],
        indicators=[
            libplan.Indicator(
                "area",
                "绿地",
                "亩",
                "up",
                baselines=[libplan.Baseline(2015, 100)],
                targets=[libplan.Target(2020, libplan.Reach(200))],
            )
        ],
    )


def towns() -> libplan.Scheme:
    item = libplan.Item("upkeep", "养护", 20, libplan.MarksRule(), scorer="team")
    return libplan.Scheme(
        id="towns",
        title="各镇考核",
        units="town",
        groups=[libplan.Group("care", "管护", 20, [item])],
        grades=[libplan.Grade("好", 15), libplan.Grade("差", 0)],
        full=20,
    )


def folder_in_code() -> libplan.PlanFolder:
    return libplan.PlanFolder(
        parks(),
        observations=libplan.Observations([libplan.Observation("area", YEAR, 160)]),
        schemes=[towns()],
        records=libplan.Records(
            marks=[
                libplan.Mark("upkeep", "east", 2018, "team", 18),
                libplan.Mark("upkeep", "west", 2018, "team", 12.5),
            ]
        ),
    )


def test_a_year_is_assessed_without_files(tmp_path: Path) -> None:
    folder = folder_in_code()
    results = libplan.assess_year(folder, year=2018)
    reading = results.progress.reading("area")
    assert (reading.value, reading.required, reading.status) == (160, 160, "on_track")
    assert results.assessments[0].totals == (Decimal(18), Decimal("12.5"))
    assert results.assessments[0].grades == ("好", "差")
    text = libplan.results_text(folder, results)
    assert "绿地" in text and "西镇" in text
    files = libplan.write_reports(folder, results, out=tmp_path)
    assert [file.name for file in files] == [
        "towns-east-东镇.xlsx",
        "towns-west-西镇.xlsx",
        "汇总-2018.xlsx",
    ]


def test_a_plan_alone_is_a_folder() -> None:
    folder = libplan.PlanFolder(parks())
    assert (
        len(folder.observations) == 0
        and folder.schemes == ()
        and folder.figures == (libplan.Observations())
    )
    assert libplan.assess_year(folder, year=2018).progress.reading("area").state == "missing"
    with pytest.raises(TypeError, match="PlanFolder.. 没有 observation，您是否想写 observations？"):
        libplan.PlanFolder(parks(), observation=1)  # type: ignore[call-arg]


def test_the_state_of_an_observation() -> None:
    def state(observation: libplan.Observation | libplan.Mark) -> tuple[str, float | None]:
        return observation.state, observation.value

    given = libplan.Observation("area", YEAR, 5)
    assert state(given) == ("value", 5)
    assert state(libplan.Observation("area", YEAR, value=0)) == ("value", 0)
    assert state(libplan.Observation("area", YEAR, 5, state="value")) == ("value", 5)
    assert state(libplan.Observation("area", YEAR)) == ("missing", None)
    assert state(libplan.Observation("area", YEAR, None)) == ("missing", None)
    assert state(libplan.Observation("area", YEAR, state="not_scored")) == ("not_scored", None)
    assert state(libplan.Mark("upkeep", "east", 2018, "team", 18)) == ("value", 18)

    none = given.replace(state="not_applicable")
    assert state(none) == ("not_applicable", None)
    assert state(none.replace(value=7)) == ("value", 7)
    assert state(none.replace(source="年报")) == ("not_applicable", None)
    assert state(given.replace(source="年报")) == ("value", 5)
    assert state(given.replace(value=None)) == ("missing", None)
    assert none.replace(value=none.value) == none
    assert state(given.replace(value=None, state="not_scored")) == ("not_scored", None)
    for wrong in (
        {"value": None, "state": "value"},
        {"value": 3, "state": "missing"},
        {"state": "value"},
        {"value": float("nan")},
    ):
        with pytest.raises(ValueError):
            none.replace(**wrong)
    for each in (given, none):
        assert pickle.loads(pickle.dumps(each)) == each


def every_value() -> list[object]:
    folder = libplan.read(PLAN)
    results = libplan.assess_year(folder, year=2018)
    return [
        folder,
        folder_in_code(),
        folder.plan,
        folder.figures,
        folder.observations,
        folder.observations[0],
        folder.schemes[0],
        folder.records,
        results,
        results.progress,
        results.progress.readings[0],
        results.progress.readings[0].reason,
        results.tasks,
        results.assessments[0],
        results.assessments[0].facts,
        results.assessments[0].scorecard("jia"),
        libplan.Period("2018H1"),
        libplan.Place("plan.toml", 2, 3),
        libplan.Series("up", 2015, 100, 2018, 133.1),
        *results.findings,
        *folder.records.events,
        *folder.records.reports,
        *folder.records.marks,
    ]


def test_values_compare_hash_copy_and_pickle() -> None:
    for one, other in zip(every_value(), every_value(), strict=True):
        assert one == other and not one != other, one
        assert hash(one) == hash(other), one
        for same in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
            assert same == one and hash(same) == hash(one)
        assert one != object() and one != 1


def test_replace_gives_a_changed_copy() -> None:
    card = libplan.assess_year(folder_in_code(), year=2018).assessments[0].scorecard("east")
    assert card.replace(total=Decimal("90.5")).total == Decimal("90.5")
    assert card.total == Decimal(18)
    with pytest.raises(TypeError, match="Scorecard.. 没有 totl，您是否想写 total？"):
        card.replace(totl=1)


def test_values_that_differ_are_unequal() -> None:
    folder = folder_in_code()
    other = folder.replace(
        observations=libplan.Observations([libplan.Observation("area", YEAR, 170)])
    )
    assert other.plan == folder.plan and other != folder
    assert hash(other.observations) != hash(folder.observations)
    results, others = (libplan.assess_year(each, year=2018) for each in (folder, other))
    assert results != others and results.assessments == others.assessments
    same = results.replace(progress=others.progress, side_by_side=others.side_by_side)
    assert same == others
    assert len({folder.observations, other.observations, folder_in_code().observations}) == 2


def opened(value: object) -> tuple[Callable[..., object], type, int, tuple[object, ...]]:
    """The parts of a pickle: how it is rebuilt, of what, its version and its fields."""
    rebuild, arguments, (version, fields), *_ = value.__reduce_ex__(2)  # type: ignore[misc]
    return rebuild, arguments[0], version, fields


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_pickle_of_another_version_is_refused(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBPLAN_LANG", language)
    told = {
        "zh": "：保存它的 pickle 出自另一版本的 libplan，请用那个版本读取，或重新计算后再保存",
        "en": ": pickled by another version of libplan; "
        "read it with that version, or compute it anew and pickle it again",
    }
    for value in every_value():
        rebuild, kind, version, fields = opened(value)
        assert version == 2
        for state in ((1, fields), (3, fields), fields, (), ("2", fields), (version, fields, 0)):
            fresh = rebuild(kind)
            with pytest.raises(ValueError) as refused:
                fresh.__setstate__(state)  # type: ignore[attr-defined]
            assert str(refused.value) == kind.__name__ + told[language]
        fresh = rebuild(kind)
        fresh.__setstate__((version, fields))  # type: ignore[attr-defined]
        assert fresh == value


def words_of(name: str, thing: object) -> str:
    """The docstring, without the signature that pybind11 puts before it."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    return "\n".join(line for line in lines if not line.startswith(f"{name}(")).strip()


def silent_parts(kind: type) -> list[str]:
    return [
        name
        for name, part in vars(kind).items()
        if not name.startswith("_") and not words_of(name, part)
    ]


def test_every_public_name_says_what_it_means() -> None:
    names = [*libplan.__all__, *(name for name in dir(_core) if not name.startswith("_"))]
    for name in names:
        if name != "__version__":
            assert words_of(name, getattr(libplan, name, getattr(_core, name, None))), name
    kinds = {name: kind for name, kind in vars(_core).items() if inspect.isclass(kind)}
    silent = {name: silent_parts(kind) for name, kind in kinds.items()}
    assert {name: parts for name, parts in silent.items() if parts} == {}


def test_the_stub_says_the_same() -> None:
    file = Path(__file__).parents[2] / "python/stub_words.py"
    tool = runpy.run_path(str(file))
    stub = (file.parent / "libplan/_core.pyi").read_text(encoding="utf-8")
    differ = [node.name for node, _ in tool["definitions"](ast.parse(stub).body, _core)]
    assert differ == [], "python -P python/stub_words.py brings the stub in step"


def test_the_stub_takes_the_same() -> None:
    """pybind11 shows `inspect`, and so stubtest, nothing of what its functions take."""
    stub = Path(__file__).parents[2] / "python/libplan/_core.pyi"
    differ = {}
    for place, of_stub, of_module in signatures(ast.parse(stub.read_text(encoding="utf-8"))):
        if of_stub != of_module:
            differ[place] = (of_stub, of_module)
    assert differ == {}


Parameters = list[
    tuple[str, bool, bool]
]  # name, whether by keyword alone, whether left out at will


def signatures(stub: ast.Module) -> Iterator[tuple[str, Parameters, Parameters]]:
    """Functions, methods and constructors, as the stub says and as the module does."""
    for node in stub.body:
        if isinstance(node, ast.FunctionDef):
            compiled = getattr(_core, node.name)
            yield node.name, of_stub(node), of_module(calls.signature(compiled))
        elif isinstance(node, ast.ClassDef) and hasattr(_core, node.name):
            yield from signatures_of(node, getattr(_core, node.name))


def signatures_of(node: ast.ClassDef, kind: type) -> Iterator[tuple[str, Parameters, Parameters]]:
    for method in node.body:
        if not isinstance(method, ast.FunctionDef) or method.decorator_list:
            continue
        place = f"{node.name}.{method.name}"
        if method.name == "__init__" and hasattr(kind, "_takes"):
            yield place, of_stub(method)[1:], of_module(calls.constructor(kind))
        elif not method.name.startswith("_"):
            wrapped = getattr(getattr(kind, method.name), "__wrapped__", None)
            if hasattr(wrapped, "__signature__"):  # plots are written in Python
                yield place, of_stub(method), of_module(wrapped.__signature__)


def of_stub(function: ast.FunctionDef) -> Parameters:
    takes = function.args
    places = [each.arg for each in (*takes.posonlyargs, *takes.args)]
    names = [each.arg for each in takes.kwonlyargs]
    needed = len(places) - len(takes.defaults)
    by_place = [(name, False, at >= needed) for at, name in enumerate(places)]
    return by_place + [
        (name, True, default is not None)
        for name, default in zip(names, takes.kw_defaults, strict=True)
    ]


def of_module(takes: inspect.Signature) -> Parameters:
    return [
        (each.name, each.kind is each.KEYWORD_ONLY, each.default is not each.empty)
        for each in takes.parameters.values()
        if each.kind is not each.VAR_KEYWORD
    ]


def test_properties_say_their_unit() -> None:
    assert libplan.Reading.completion.__doc__ == (
        "Share of the way from the baseline to the target, unclipped: "
        "1.0 is all of it, negative is backwards."
    )
    assert libplan.RaisePoints.points.__doc__ == "Percentage points, of an indicator in percent."
    assert libplan.TrackedTask.days_left.__doc__ == (
        "Days to the deadline, from the as-of date or the day it was done; negative is late. "
        "None: no deadline."
    )
