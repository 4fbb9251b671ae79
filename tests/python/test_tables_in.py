# ruff: noqa: E501  (errors are quoted whole)
"""Tables in, by whatever route: the same digits, the same nulls; what cannot be read is told."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

import libplan

duckdb = pytest.importorskip("duckdb")
narwhals = pytest.importorskip("narwhals")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")


def figures(table: Any) -> list[tuple[float, str, int]]:
    return [(each.value, each.state, each.places) for each in libplan.observations(table)]


def frame(values: Any, *, mixed: bool) -> Any:
    """``mixed``: a column of objects of several types stands beside the values."""
    periods: list[Any] = ["2021", 2022] if mixed else ["2021", "2022"]
    return pandas.DataFrame({"indicator": ["a", "a"], "period": periods, "value": values})


NARROW = np.array([0.1, 35.7], "f4")


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize(
    "values",
    [
        NARROW,
        pandas.array([0.1, 35.7], "Float32"),
        pandas.Categorical(NARROW),
        pandas.arrays.SparseArray(NARROW),
        pandas.array([0.1, 35.7], pandas.ArrowDtype(pyarrow.float32())),
    ],
    ids=["float32", "Float32", "categories", "sparse", "float[pyarrow]"],
)
@pytest.mark.parametrize("with_arrow", [True, False])
def test_floats_of_32_bits_keep_their_own_decimals(
    values: Any, mixed: bool, with_arrow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if pandas.__version__ < "2" and isinstance(values.dtype, pandas.CategoricalDtype):
        pytest.skip("pandas 1 widens categories to 64 bits: their 32-bit decimals are lost in it")
    table = frame(values, mixed=mixed)
    if not with_arrow:
        monkeypatch.setattr("libplan.tables._in_arrow", lambda column: None)
    assert figures(table) == [(0.1, "value", 1), (35.7, "value", 1)]


@pytest.mark.parametrize("mixed", [False, True])
def test_decimals_that_are_objects_keep_their_places(mixed: bool) -> None:
    values = [Decimal("1.50"), Decimal("2.00")]
    assert figures(frame(values, mixed=mixed)) == [(1.5, "value", 2), (2, "value", 2)]
    column = {"indicator": ["a", "a"], "period": [2021, 2022], "value": pandas.Series(values)}
    assert figures(column) == [(1.5, "value", 2), (2, "value", 2)]


@pytest.mark.parametrize("kind", ["f8", "f4", "i8", "u1", object])
def test_what_is_masked_is_nothing(kind: Any) -> None:
    values = np.ma.masked_array([1, 2, 3], [False, True, False], dtype=kind)
    table = {"indicator": ["a"] * 3, "period": [2021, 2022, 2023], "value": values}
    told = [(1, "value", 0), (None, "missing", 0), (3, "value", 0)]
    assert figures(table) == told
    every_second = np.ma.masked_array(np.arange(6), np.arange(6) == 2, dtype=kind)[::2]
    assert [state for _, state, _ in figures({**table, "value": every_second})] == [
        "value",
        "missing",
        "value",
    ]
    days = np.ma.masked_array(np.array(["2021-03-04"] * 2, "M8[D]"), [True, False])
    read = libplan.observations(
        {"indicator": ["a"] * 2, "period": [2021, 2022], "as_of": days, "value": [1, 2]}
    )
    assert [each.as_of and each.as_of.isoformat() for each in read] == [None, "2021-03-04"]


def test_arrays_of_duckdb_are_masked() -> None:
    query = "select * from (values ('a', 2021, 1.5), ('a', 2022, null)) t(indicator, period, value)"
    assert [state for _, state, _ in figures(duckdb.sql(query).fetchnumpy())] == [
        "value",
        "missing",
    ]


SCHEME = libplan.Scheme(
    "s", "办法", "town",
    [libplan.Group("g", "一", 100, [
        libplan.Item("i", "外借", 100, libplan.ShareRule(40), fact="loans")
    ])],
    [libplan.Grade("优秀", 90), libplan.Grade("合格", 0)],
    facts=[libplan.FactDefinition("loans", "外借", libplan.SuppliedFact())],
)  # fmt: skip
LOANS = {"unit": ["east", "west"], "loans": [40.0, 20.0]}


def test_masked_facts_are_missing() -> None:
    loans = np.ma.masked_array([40.0, 1e300], [False, True])
    scores = libplan.assess_many(SCHEME, {"loans": loans})
    assert scores.total_states.tolist() == [0, 1]


# ---- what was taken already ----


@pytest.mark.parametrize("interface", ["__arrow_c_stream__", "__arrow_c_array__"])
def test_data_that_somebody_took_are_refused(interface: str) -> None:
    batch = pyarrow.record_batch({"indicator": ["a"], "period": ["2021"], "value": [1.5]})
    taken = getattr(batch, interface)()

    def give(self: Any, requested_schema: Any = None) -> Any:
        return taken

    table = type("Taken", (), {interface: give})()
    assert len(libplan.observations(table)) == 1
    with pytest.raises(libplan.InputError) as refused:
        libplan.observations(table)
    assert (
        str(refused.value)
        == "observations: 错误[table] 这份 Arrow 数据已经被读走，不能再读：请重新取一份"
    )
    column = pyarrow.array([1.5])
    taken = getattr(
        pyarrow.chunked_array([column]) if "stream" in interface else column, interface
    )()
    table = {
        "indicator": ["a"],
        "period": ["2021"],
        "value": type("Taken", (), {interface: give})(),
    }
    assert len(libplan.observations(table)) == 1
    with pytest.raises(libplan.InputError, match="已经被读走"):
        libplan.observations(table)


# ---- frames of other classes ----


class OwnFrame(pandas.DataFrame):
    """A frame as other libraries derive them."""

    @property
    def _constructor(self) -> Any:
        return OwnFrame


def test_frames_derived_from_those_of_pandas_are_frames_of_pandas() -> None:
    answer = libplan.assess_frame(SCHEME, OwnFrame(LOANS, index=["x", "y"]))
    assert isinstance(answer, pandas.DataFrame)
    assert list(answer.index) == ["x", "y"]
    assert list(answer["grade"]) == ["优秀", "合格"]


@pytest.mark.parametrize("version", ["narwhals", "narwhals.stable.v1", "narwhals.stable.v2"])
@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, pyarrow.table])
def test_frames_of_narwhals_are_answered_as_such(version: str, make: Any) -> None:
    interface = pytest.importorskip(version)
    given = interface.from_native(make(LOANS))
    answer = libplan.assess_frame(SCHEME, given)
    assert type(answer) is type(given)
    assert isinstance(narwhals.to_native(answer), type(narwhals.to_native(given)))
    assert answer["grade"].to_list() == ["优秀", "合格"]
    narrow = pandas.DataFrame({"indicator": ["a"], "period": [2021], "value": [Decimal("1.50")]})
    assert figures(interface.from_native(narrow)) == [(1.5, "value", 2)]


# ---- results that do not belong together ----


def test_scores_have_a_table_by_their_own_scheme_alone() -> None:
    scores = libplan.assess_many(SCHEME, LOANS)
    table = scores.table(SCHEME.replace(title="另一个名称"), facts=LOANS)
    assert table["grade"] == ["优秀", "合格"]
    with pytest.raises(libplan.InputError) as refused:
        scores.table(SCHEME.replace(grades=[libplan.Grade("好", 0)]))
    assert str(refused.value) == (
        "错误[other-results] 这些得分的等级是优秀、合格，这个评分办法的等级是好：请给评分时用的评分办法，或用它再评一次"
    )
    with pytest.raises(libplan.InputError) as refused:
        scores.table(SCHEME, facts={"unit": ["east"], "loans": [40.0]})
    assert str(refused.value) == (
        "facts: 错误[other-results] 这张事实表有1行，得分有2行：请给评分时用的那张表"
    )


def test_items_are_counted_from_0() -> None:
    scores = libplan.assess_many(SCHEME, LOANS)
    for item in (-1, 1):
        with pytest.raises(IndexError) as refused:
            scores.points(item)
        assert str(refused.value) == f"没有第{item}项：这些得分有1项，从0数起"
    without = libplan.assess_many(SCHEME, LOANS, keep_items=False)
    with pytest.raises(IndexError) as refused:
        without.states(0)
    assert str(refused.value) == "没有第0项：评分时没有保留各项得分（keep_items=False），请再评一次"
    with pytest.raises(TypeError) as wrong:
        scores.points("一")  # type: ignore[arg-type]
    assert str(wrong.value) == "points.item 应为 int，写的是 '一'"


# ---- tables out ----


def test_flags_have_one_type_whatever_is_in_them() -> None:
    plan = libplan.read("examples/qingxin").plan
    nothing = libplan.measure(plan, [], year=2018).table().to_pandas()
    some = libplan.measure(plan, libplan.read("examples/qingxin").observations, year=2018)
    for each in (nothing, some.table().to_pandas()):
        assert str(each["met"].dtype) == "boolean"
        assert str(each["illustrative"].dtype) == "boolean"


LISTS = "应为一个文字、数字、日期或 None：请拆成几行（如 explode），一行写一个值"


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (dict, ("[31.5]", "[33.1, 35]")),
        (pandas.DataFrame, ("[31.5]", "[33.1, 35]")),
        (lambda rows: polars.DataFrame(rows, strict=False), ("[31.5]", "[33.1,35]")),
        (pyarrow.table, ("[31.5]", "[33.1,35]")),
        (
            lambda rows: pandas.DataFrame(rows | {"value": [np.array([1]), np.array([2])]}),
            ("array([1])", "array([2])"),
        ),
    ],
)
def test_a_list_is_no_cell(make: Any, shown: tuple[str, str]) -> None:
    rows = {"indicator": ["a", "a"], "period": [2021, 2022], "value": [[31.5], [33.1, 35]]}
    with pytest.raises(libplan.InputError) as error:
        libplan.observations(make(rows))
    assert str(error.value) == "\n".join(
        f"observations:{row}:value: 错误[cell-type] 列“value”这一格是一串值 {cell}，{LISTS}"
        for row, cell in enumerate(shown, 1)
    )


@pytest.mark.parametrize("make", [dict, pandas.DataFrame, polars.DataFrame, pyarrow.table])
def test_the_units_of_an_event_may_be_a_list(make: Any) -> None:
    event = {
        "id": ["e"],
        "kind": ["事故"],
        "date": ["2022-03-01"],
        "class": ["一般"],
        "bodies": [["east", "west"]],
    }
    assert libplan.records(events=make(event)).events[0].bodies == ("east", "west")
    with pytest.raises(libplan.InputError, match="events:1:class: .*列“class”这一格是一串值"):
        libplan.records(events=make(event | {"class": [["一般"]]}))


def test_a_fact_is_no_list() -> None:
    group = libplan.Group(
        "g", "一", 100, [libplan.Item("i", "项", 100, libplan.ShareRule(40), fact="f")]
    )
    fact = libplan.FactDefinition("f", "数", libplan.SuppliedFact())
    scheme = libplan.Scheme("s", "办法", "town", [group], [libplan.Grade("合格", 0)], facts=[fact])
    for make in (dict, pandas.DataFrame, polars.DataFrame, pyarrow.table):
        with pytest.raises(libplan.InputError, match="facts:1:f: .*这一格是一串值"):
            libplan.assess_frame(scheme, make({"unit": ["east"], "f": [[40.0]]}))
