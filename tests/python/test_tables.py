# ruff: noqa: E501  (errors are quoted whole)
"""Tables in and out: every library of data frames, the same results; errors by name."""

import dataclasses
import datetime
import gc
import pickle
import re
import sys
import weakref
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import libplan
from libplan import Baseline, Body, Indicator, Observations, Period, Plan, Target

duckdb = pytest.importorskip("duckdb")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")
from pyarrow import csv as arrow_csv  # noqa: E402
from pyarrow import parquet  # noqa: E402

QINGXIN = Path(__file__).parents[2] / "examples" / "qingxin"
RECORDS = ("controls", "events", "reports", "marks")


def plan(*indicators: Indicator) -> Plan:
    return Plan(
        "p",
        "规划",
        2016,
        2020,
        bodies=[Body("a", "甲镇", "town"), Body("b", "乙镇", "town")],
        indicators=indicators
        or (
            Indicator(
                "rate",
                "比率",
                "%",
                "up",
                baselines=[Baseline(2015, 50)],
                targets=[Target(2020, libplan.Reach(80))],
            ),
            Indicator(
                "cost",
                "费用",
                "万元",
                "down",
                adds_up="sum",
                baselines=[Baseline(2015, 120)],
                targets=[Target(2020, libplan.AtMost(100))],
            ),
        ),
    )


COLUMNS = {
    "indicator": ["rate", "rate", "cost", "rate"],
    "body": ["a", "b", None, "a"],
    "period": ["2018", "2018", "2018", "2019"],
    "value": [61.25, 70.5, 99, None],
}


def columns(table: Any, **more: Any) -> libplan.ProgressColumns:
    return libplan.measure_columns(plan(), table, first_year=2016, last_year=2020, **more)


# ---- the same results from everything ----


def of_dicts(path: Path) -> Any:
    return {name: list(cells) for name, cells in of_polars(path).to_dict(as_series=False).items()}


def of_polars(path: Path) -> Any:
    return polars.read_csv(path, infer_schema_length=None, try_parse_dates=True)


def of_records(path: Path) -> Any:
    return of_polars(path).to_dicts()


def of_pandas(path: Path) -> Any:
    return pandas.read_csv(path)


def of_texts(path: Path) -> Any:
    return pandas.read_csv(path, dtype=str, keep_default_na=False)


def of_objects(path: Path) -> Any:
    return pandas.read_csv(path).astype(object)


def of_pyarrow(path: Path) -> Any:
    return arrow_csv.read_csv(path)


def of_duckdb(path: Path) -> Any:
    return duckdb.read_csv(str(path))


def of_path(path: Path) -> Any:
    return path


@pytest.fixture(scope="module")
def read() -> Any:
    folder = libplan.read(QINGXIN)
    return folder, told(folder)


def told(folder: libplan.PlanFolder) -> list[str]:
    """All that an assessment comes to, to the last digit."""
    results = libplan.assess_year(folder, year=2018)
    words = [libplan.results_text(folder, results), results.progress.table().to_csv()]
    for assessment in results.assessments:
        words += [assessment.by_unit().to_csv(), assessment.by_item().to_csv()]
        words.append(assessment.ranking().to_csv())
    return words


@pytest.mark.parametrize(
    "table",
    [
        of_path,
        of_dicts,
        of_records,
        of_pandas,
        of_texts,
        of_objects,
        of_polars,
        of_pyarrow,
        of_duckdb,
    ],
)
def test_the_same_assessment_from_every_kind_of_table(table: Any, read: Any) -> None:
    folder, expected = read
    built = libplan.PlanFolder(
        folder.plan,
        figures=folder.figures,
        observations=table(QINGXIN / "observations.csv"),
        schemes=folder.schemes,
        records={name: table(QINGXIN / f"{name}.csv") for name in RECORDS},
    )
    assert built.records.events == folder.records.events
    assert told(built) == expected


def test_parquet_and_excel_files(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    parquet.write_table(pyarrow.table(COLUMNS), tmp_path / "figures.parquet")
    book = openpyxl.Workbook()
    book.active.append(["指标", "单位", "期间", "数值"])
    for row in zip(*COLUMNS.values(), strict=True):
        book.active.append([int(cell) if cell == "2018" else cell for cell in row])
    book.save(tmp_path / "figures.xlsx")
    expected = columns(COLUMNS)
    assert columns(tmp_path / "figures.parquet") == expected
    assert columns(str(tmp_path / "figures.xlsx")) == expected


def test_a_cell_of_a_workbook_is_named_by_its_place(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["indicator", "period", "value"], ["rate", "2018", "六十"]):
        book.active.append(row)
    book.save(tmp_path / "figures.xlsx")
    with pytest.raises(libplan.InputError) as refused:
        libplan.observations(tmp_path / "figures.xlsx")
    assert str(refused.value).startswith(f"{tmp_path / 'figures.xlsx'}!Sheet!C2: 错误[bad-number]")


def test_dataclasses_and_named_tuples() -> None:
    @dataclasses.dataclass
    class Row:
        indicator: str
        body: str | None
        period: str
        value: float | None

    class Named(NamedTuple):
        indicator: str
        body: str | None
        period: str
        value: float | None

    expected = columns(COLUMNS)
    for kind in (Row, Named):
        assert columns([kind(*row) for row in zip(*COLUMNS.values(), strict=True)]) == expected


# ---- every layout of Arrow ----

TYPES: dict[str, list[Any]] = {
    "indicator": [
        pyarrow.string(),
        pyarrow.large_string(),
        pyarrow.string_view(),
        pyarrow.dictionary(pyarrow.int8(), pyarrow.string()),
        pyarrow.dictionary(pyarrow.uint32(), pyarrow.large_string()),
        pyarrow.run_end_encoded(pyarrow.int32(), pyarrow.string()),
    ],
    "period": [
        pyarrow.string(),
        pyarrow.int16(),
        pyarrow.uint64(),
        pyarrow.float64(),
        pyarrow.run_end_encoded(pyarrow.int16(), pyarrow.int32()),
    ],
    "value": [
        pyarrow.run_end_encoded(pyarrow.int64(), pyarrow.float64()),
        pyarrow.float64(),
        pyarrow.float32(),
        pyarrow.float16(),
        pyarrow.decimal128(10, 4),
        pyarrow.decimal256(50, 2),
        pyarrow.string(),
    ],
}


def as_type(cells: list[Any], kind: Any) -> Any:
    if pyarrow.types.is_run_end_encoded(kind):
        plain = as_type(cells, kind.value_type)
        return pyarrow.compute.run_end_encode(plain, run_end_type=kind.run_end_type)
    if pyarrow.types.is_float16(kind):
        cells = [None if cell is None else np.float16(cell) for cell in cells]
    elif pyarrow.types.is_decimal(kind):
        cells = [None if cell is None else Decimal(str(cell)) for cell in cells]
    elif pyarrow.types.is_string(kind):
        cells = [None if cell is None else str(cell) for cell in cells]
    elif pyarrow.types.is_dictionary(kind):
        return pyarrow.array(cells, pyarrow.string()).dictionary_encode().cast(kind)
    elif not pyarrow.types.is_large_string(kind) and not pyarrow.types.is_string_view(kind):
        cells = [None if cell is None else float(cell) for cell in cells]
        return pyarrow.array(cells, pyarrow.float64()).cast(kind)
    return pyarrow.array(cells, kind)


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name, kinds in TYPES.items() for kind in kinds], ids=str
)
def test_every_layout_says_the_same(name: str, kind: Any) -> None:
    table = pyarrow.table(COLUMNS)
    table = table.set_column(table.column_names.index(name), name, as_type(COLUMNS[name], kind))
    expected = columns(COLUMNS)
    assert columns(table) == expected
    assert columns(table.select(["value", "period", "body", "indicator"])) == expected
    padded = pyarrow.concat_tables([table, table, table])
    assert columns(padded.slice(4, 4)) == expected  # an offset, without a copy
    chunks = pyarrow.Table.from_batches(table.to_batches(max_chunksize=1))
    assert columns(chunks) == expected
    assert libplan.observations(table) == libplan.observations(chunks)
    measured = libplan.measure_columns(
        plan(), libplan.observations(table), first_year=2016, last_year=2020
    )
    assert measured == expected


def test_no_rows_null_columns_and_single_batches() -> None:
    table = pyarrow.table(COLUMNS)
    assert columns(table.to_batches()[0]) == columns(table)
    none = table.slice(0, 0)
    assert len(libplan.observations(none)) == 0
    assert columns(none) == columns([])
    nulls = table.append_column("source", pyarrow.nulls(4)).append_column("as_of", pyarrow.nulls(4))
    assert columns(nulls) == columns(table)
    assert libplan.observations(nulls) == libplan.observations(table)


def test_dates_flags_and_lists() -> None:
    events = {
        "id": ["e"],
        "date": [datetime.datetime(2018, 5, 4)],
        "kind": ["accident"],
        "class": ["一般"],
        "bodies": [["a", "b"]],
        "illustrative": [True],
    }
    expected = (
        libplan.Event(
            "e", datetime.date(2018, 5, 4), "accident", severity="一般", bodies=["a", "b"]
        )
    ).replace(illustrative=True)
    for table in (
        events,
        pandas.DataFrame(events),
        polars.DataFrame(events),
        pyarrow.table(events),
    ):
        assert libplan.Records(events=table).events == (expected,)


def test_the_four_states_and_exact_decimals() -> None:
    table = {
        "indicator": ["rate"] * 5,
        "period": ["2015", "2016", "2017", "2018", "2019"],
        "value": [0.1 + 0.2, "不涉及", "pending", None, Decimal("12.50")],
    }
    read = libplan.observations(table)
    assert [each.state for each in read] == [
        "value",
        "not_applicable",
        "not_scored",
        "missing",
        "value",
    ]
    assert read[0].value == 0.30000000000000004
    assert (read[4].value, read[4].places) == (12.5, 2)


def test_words_of_ledgers_are_understood() -> None:
    marks = {"项目": ["i"], "单位": ["a"], "年份": [2018], "评分人": ["考核组"], "数值": [8]}
    assert libplan.Records(marks=marks).marks == (libplan.Mark("i", "a", 2018, "team", value=8),)


def test_records_of_ones_own_classes_carry_events() -> None:
    @dataclasses.dataclass
    class Row:
        id: str
        date: str
        kind: str
        class_: str
        bodies: tuple[str, ...]

    class Named(NamedTuple):
        id: str
        date: datetime.date
        kind: str
        severity: str
        bodies: list[str]

    day = datetime.date(2018, 5, 4)
    event = libplan.Event("e", day, "accident", severity="一般", bodies=["a", "b"])
    for row in (
        Row("e", "2018-05-04", "accident", "一般", ("a", "b")),
        Named("e", day, "accident", "一般", ["a", "b"]),
        event,
    ):
        assert libplan.records(events=[row], plan=plan()).events == (event,)


def test_records_of_libplan_are_rows_of_a_table_and_checked_like_them() -> None:
    event = libplan.Event(
        "e", "2018-05-04", "accident", severity="一般", bodies=["a", "b"], faults=["主要", "次要"],
        counts_in=2019, matter="经验", deaths=1, injuries=2, title="事故", illustrative=True,
    )  # fmt: skip
    figures = [
        libplan.Observation("rate", 2018, 61.5, places=2, body="a", as_of="2019-01-05", unit="%"),
        libplan.Observation("cost", 2018, state="not_scored", text_line=3, provisional=True),
    ]
    mark = libplan.Mark("i", "a", 2018, "team", 8.25, note="好")
    no_mark = libplan.Mark("i", "b", 2018, "team", state="not_applicable")
    fact = libplan.SuppliedFigure("f", "a", 2018, 0.1 + 0.2, source="年报")
    read = libplan.records(events=[event], controls=figures, marks=[mark, no_mark], facts=[fact])
    assert (read.events, read.marks, read.figures) == ((event,), (mark, no_mark), (fact,))
    assert list(read.controls) == figures
    assert list(libplan.PlanFolder(plan(), observations=figures).observations) == figures
    with pytest.raises(libplan.InputError) as refused:
        libplan.PlanFolder(plan(), observations=[figures[0].replace(body="c")])
    assert str(refused.value) == (
        "observations:1:body: 错误[unknown-id] 没有编号为“c”的单位，您是否想写“a”？"
    )


# Before pandas 2.2 a year that ends in March is called otherwise.
FISCAL_YEAR = "Y-MAR" if pandas.__version__ >= "2.2" else "A-MAR"


def test_periods_of_pandas_are_what_they_say() -> None:
    table = {"indicator": ["rate"] * 2, "value": [1, 2]}
    for freq, words in (
        ("M", ["2022-03", "1969-11"]),
        ("Q", ["2022Q1", "1969Q4"]),
        ("Y", ["2022", "1969"]),
        (FISCAL_YEAR, ["2021-04-01/2022-03-31", "1969-04-01/1970-03-31"]),
        ("Q-MAR", ["2022Q1", "1969Q4"]),
        ("Q-JAN", ["2022-02-01/2022-04-30", "1969-11-01/1970-01-31"]),
        ("W", ["2022-02-28/2022-03-06", "1969-11-03/1969-11-09"]),
    ):
        frame = pandas.DataFrame(table)
        frame["period"] = pandas.PeriodIndex(["2022-03-04", "1969-11-07"], freq=freq)
        read = libplan.observations(frame)
        assert [each.period for each in read] == [Period(each) for each in words]
        if "-" not in freq and freq != "W":
            assert libplan.observations(pyarrow.Table.from_pandas(frame)) == read
    frame["as_of"] = pandas.PeriodIndex(["2022-03-04", "1969-11-07"], freq="D")
    assert [each.as_of.isoformat() for each in libplan.observations(frame)] == [
        "2022-03-04",
        "1969-11-07",
    ]
    with pytest.raises(libplan.InputError, match="pandas.period.W-SUN"):
        libplan.observations(pyarrow.Table.from_pandas(frame))


def test_zeros_that_fill_up_a_scale_are_no_precision() -> None:
    exact = Decimal("-0.1")
    for kind in (pyarrow.decimal128(38, 18), pyarrow.decimal256(70, 40), pyarrow.decimal128(4, 1)):
        cells = [exact, Decimal("33.2"), Decimal(0), Decimal(120), None]
        table = pyarrow.table(
            {
                "indicator": ["rate"] * 5,
                "period": list(range(2016, 2021)),
                "value": pyarrow.array(cells, kind),
            }
        )
        read = libplan.observations(table)
        assert [each.value for each in read][:4] == [-0.1, 33.2, 0, 120]
        assert [each.places for each in read][:4] == [1, 1, 0, 0]
    one = {"indicator": ["rate"], "period": [2018]}
    filled = libplan.observations(one | {"value": [Decimal("33.200000000000000000")]})
    assert (filled[0].value, filled[0].places) == (33.2, 1)
    assert libplan.observations(one | {"value": [Decimal("12.50")]})[0].places == 2
    [told] = problems(one | {"value": [Decimal("33.20000000000000001")]})
    assert "超过15位有效数字" in told


def test_moments_are_days_by_their_own_clocks() -> None:
    def as_of(moments: Any) -> Any:
        return {"indicator": ["rate"], "period": [2018], "value": [1], "as_of": moments}

    midnight = pandas.DatetimeIndex(["2022-03-04"], tz="Asia/Shanghai")
    day = datetime.date(2022, 3, 4)
    for moments in (
        midnight,
        pyarrow.array(midnight),
        pyarrow.array([datetime.datetime(2022, 3, 3, 16)], pyarrow.timestamp("s", "+08:00")),
        polars.Series([datetime.datetime(2022, 3, 4)]).dt.replace_time_zone("America/New_York"),
    ):
        assert libplan.observations(as_of(moments))[0].as_of == day
    assert libplan.observations(pandas.DataFrame(as_of(midnight)))[0].as_of == day
    for moment, words in (
        ("2022-03-04 10:30", "2022-03-04 10:30"),
        ("2022-03-04 00:00:05", "2022-03-04 00:00:05"),
        ("1969-03-04 10:30:00.25", "1969-03-04 10:30:00.25"),
    ):
        for zone in (None, "Asia/Shanghai"):
            frame = pandas.DataFrame(as_of(pandas.DatetimeIndex([moment], tz=zone)))
            [told] = problems(frame)
            assert told.startswith(f"observations:1:as_of: 错误[bad-date] “{words}”不是日期")


def test_a_row_that_is_null_as_a_whole_holds_nothing() -> None:
    rows = pyarrow.StructArray.from_arrays(
        [pyarrow.array(["rate", "rate"]), pyarrow.array([2017, 2018]), pyarrow.array([1.5, 2.5])],
        ["indicator", "period", "value"],
        mask=pyarrow.array([False, True]),
    )
    assert problems(rows) == [
        "observations:2:indicator: 错误[empty-cell] 列“indicator”这一格不能空着",
        "observations:2:period: 错误[empty-cell] 列“period”这一格不能空着",
    ]
    assert len(libplan.observations(rows.slice(0, 1))) == 1


# ---- what is wrong is told by name, all at once ----


def problems(table: Any, **more: Any) -> list[str]:
    with pytest.raises(libplan.InputError) as refused:
        columns(table, **more)
    return str(refused.value).split("\n")


def test_wrong_columns() -> None:
    table = {"indicator": ["rate"], "peroid": ["2018"], "value": [1], "remark": [""]}
    assert problems(table) == [
        "observations: 错误[unknown-column] 不认识的列“peroid”，您是否想写“period”？（可用的列：indicator、"
        "period、value、body、unit、source、basis、as_of、line、provisional、illustrative）",
        "observations: 错误[unknown-column] 不认识的列“remark”，请改正或删去（可用的列：indicator、"
        "period、value、body、unit、source、basis、as_of、line、provisional、illustrative）",
    ]
    assert problems({"indicator": ["rate"], "value": [1]}) == [
        "observations: 错误[missing-column] 表头缺少列“period”，请补上"
    ]


@pytest.mark.parametrize("make", [dict, pandas.DataFrame, polars.DataFrame, pyarrow.table])
def test_wrong_cells(make: Any) -> None:
    table = {
        "indicator": ["rate", "rat", "rate", "rate"],
        "body": ["a", "a", "c", "a"],
        "period": ["2018", "2018", "2018", "18年"],
        "value": ["6o.5", "1", "2", "3"],
    }
    assert problems(make(table)) == [
        "observations:1:value: 错误[bad-number] 列“value”应为数字，写的是“6o.5”：只写数字和小数点，不写千分位逗号、单位、百分号",
        "observations:2:indicator: 错误[unknown-id] 没有编号为“rat”的指标，您是否想写“rate”？",
        "observations:3:body: 错误[unknown-id] 没有编号为“c”的单位，您是否想写“a”？",
        "observations:4:period: 错误[bad-period] “18年”不是期间，应写成 2018、2018H1、2018Q3、2018-09、2011/2015 或 2017-12-01/2018-11-30 这样",
    ]


def test_cells_of_wrong_types_are_told_with_all_else() -> None:
    table = {
        "indicator": ["rate", "rate", b"rate", "rate"],
        "period": ["18年", {}, "2018", "2019"],
        "value": [1, 2, 3, "6o"],
    }
    told = [
        "observations:1:period: 错误[bad-period] “18年”不是期间，应写成 2018、2018H1、2018Q3、2018-09、2011/2015 或 2017-12-01/2018-11-30 这样",
        "observations:2:period: 错误[cell-type] 列“period”这一格是 {}，应为文字、数字、日期或 None",
        "observations:3:indicator: 错误[cell-type] 列“indicator”这一格是 b'rate'，应为文字、数字、日期或 None",
        "observations:4:value: 错误[bad-number] 列“value”应为数字，写的是“6o”：只写数字和小数点，不写千分位逗号、单位、百分号",
    ]
    assert problems(table) == told
    with pytest.raises(libplan.InputError) as refused:
        libplan.observations(table)
    assert str(refused.value).split("\n") == told


def test_columns_that_stand_twice() -> None:
    frame = pandas.DataFrame(COLUMNS)
    twice = pandas.concat([frame, frame[["value"]] + 1], axis=1)
    told = ["observations: 错误[duplicate-column] 列“value”出现了两次，请删去一列"]
    assert problems(twice) == told
    assert (
        problems(
            pyarrow.table([["rate"]] + [[2018]] * 3, ["indicator", "period", "value", "value"])
        )
        == told
    )
    assert problems(frame.rename(columns={"body": "数值"})) == told


def test_a_title_in_the_place_of_an_id_is_told_the_id() -> None:
    table = {"indicator": ["比率"], "body": ["乙镇"], "period": [2018], "value": [1]}
    assert problems(table) == [
        "observations:1:indicator: 错误[unknown-id] 没有编号为“比率”的指标，您是否想写“rate”？",
        "observations:1:body: 错误[unknown-id] 没有编号为“乙镇”的单位，您是否想写“b”？",
    ]


def test_rows_that_stand_twice_and_infinite_values() -> None:
    table = {"indicator": ["rate"] * 2, "period": [2018] * 2, "value": [1.5, 2.5]}
    [told] = problems(table)
    assert told.startswith("observations:2:indicator: 错误[duplicate-row] 与第1行重复")
    [told] = problems({"indicator": ["rate"], "period": [2018], "value": [float("inf")]})
    assert told.startswith("observations:1:value: 错误[bad-number] 列“value”应为数字，写的是“inf”")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("named", ["basis", "source"])
def test_the_order_of_two_rows_decides_nothing(named: str, order: tuple[int, int]) -> None:
    """Neither measuring nor gathering takes whichever figure stands later."""
    indicator = libplan.Indicator(
        "water", "水质达标率", "%", "up", targets=[libplan.Target(2020, libplan.Reach(90))]
    )
    body = libplan.Body("east", "东镇", "town")
    plan = libplan.Plan("p", "规划", 2016, 2020, bodies=[body], indicators=[indicator])
    item = libplan.Item(
        "i",
        "水质",
        100,
        libplan.AllOrNothingRule("at_least", 90),
        fact="water",
        clause="达到90%得满分",
    )
    scheme = libplan.Scheme(
        "s",
        "办法",
        "town",
        [libplan.Group("g", "一", 100, [item])],
        [libplan.Grade("合格", 0)],
        full=100,
        facts=[
            libplan.FactDefinition("water", "水质达标率", libplan.IndicatorFact("water"), unit="%")
        ],
    )
    rows = [(91.0, ""), (95.0, "国控断面")]
    table = {
        "indicator": ["water"] * 2,
        "body": ["east"] * 2,
        "period": ["2018"] * 2,
        "value": [rows[at][0] for at in order],
        named: [rows[at][1] for at in order],
    }
    assert libplan.measure(plan, table, year=2018).reading("water", "east").value is None
    columns = libplan.measure_columns(plan, table, first_year=2018, last_year=2018)
    assert np.isnan(columns.value).all()
    facts = libplan.gather(plan, scheme, table, libplan.Records(), year=2018)
    assert facts.columns[0].states == ("missing",)


def test_of_later_figures_a_line_of_the_text_makes_no_other_row() -> None:
    table = {
        "indicator": ["rate"] * 2,
        "period": ["2018"] * 2,
        "value": ["1.5", "2.5"],
        "line": ["3", "4"],
    }
    [told] = problems(table)
    assert told.startswith("observations:2:indicator: 错误[duplicate-row] 与第1行重复")


def test_what_is_no_table() -> None:
    assert problems(3) == [
        "observations: 错误[table] 3 不是表，应为数据框、Arrow 表、列名到各列的字典、一串记录，或 CSV、Excel、Parquet 文件"
    ]
    assert problems({"indicator": ["rate"], "period": ["2018", "2019"], "value": [1]}) == [
        "observations: 错误[column-length] 列“indicator”有1行，列“period”有2行，应当一样多"
    ]
    table = pyarrow.table(COLUMNS | {"value": [{"a": 1}] * 4})
    assert problems(table) == [
        "observations: 错误[column-type] 列“value”的类型（Arrow 格式“+s”）读不了：应为文字、数字、日期或是否"
    ]
    for name in ("no/such.csv", "no/such.parquet", "no/such.xlsx"):
        with pytest.raises(FileNotFoundError, match=f"找不到文件 {name}，请核对路径"):
            libplan.observations(name)
    one = {"indicator": ["rate"], "period": [2018], "value": [1]}
    assert problems(pandas.Series([1])) == [
        "observations: 错误[table] 单独一列 不是表，应为数据框、Arrow 表、列名到各列的字典、一串记录，或 CSV、Excel、Parquet 文件"
    ]
    assert problems(one | {"indicator": {"rate"}}) == [
        "observations: 错误[column-type] 列“indicator”应是一列值，给的是 {'rate'}"
    ]
    assert problems(one | {"indicator": ["rate\ud800"]}) == [
        "observations:1:indicator: 错误[cell-text] 列“indicator”这一格 'rate\\ud800' 里有残缺的字符（不能写成 UTF-8），请重新输入"
    ]
    assert problems(pandas.DataFrame)[0].startswith("observations: 错误[table] <class ")


def test_a_file_that_is_damaged_or_of_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no more")
    [told] = problems(tmp_path / "broken.parquet")
    assert told.startswith("broken.parquet: 错误[table] 这张表读不了：")
    (tmp_path / "gbk.csv").write_bytes(
        "indicator,period,value,source\nrate,2018,1,年报\n".encode("gbk")
    )
    [told] = [line for line in problems(tmp_path / "gbk.csv") if "错误" in line]
    assert 'libplan.observations 或 libplan.records 加 encoding="gbk"' in told
    read = libplan.observations(tmp_path / "gbk.csv", encoding="gbk", plan=plan())
    assert read[0].source == "年报"
    with pytest.raises(libplan.InputError, match='encoding="gbk"'):
        libplan.records(marks=tmp_path / "gbk.csv")


def test_tables_of_a_folder_are_told_together() -> None:
    folder = libplan.read(QINGXIN)
    marks = {"item": ["no"], "body": ["safety"], "year": [2018], "scorer": ["tean"], "value": [1]}
    with pytest.raises(libplan.InputError) as refused:
        folder.replace(
            observations={"indicator": ["deathz"], "period": [2018], "value": [1]},
            records={"marks": marks},
        )
    assert [problem.place.file for problem in refused.value.problems] == [
        "marks",
        "marks",
        "observations",
    ]


# ---- large tables come to the same as records ----

cell = st.tuples(
    st.sampled_from(["rate", "cost"]),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["2016", "2017", "2017H1", "2017H2", "2018-01", "2018"]),
    st.sampled_from([None, datetime.date(2018, 1, 1), datetime.date(2019, 1, 1)]),
)


@settings(max_examples=200)
@given(
    st.dictionaries(cell, st.integers(0, 9999).map(lambda n: n / 100) | st.none(), max_size=25),
    st.sampled_from([None, datetime.date(2018, 6, 1)]),
    st.integers(1, 7),
)
def test_figures_that_count_measure_as_all_do(
    figures: dict[Any, Any], as_of: datetime.date | None, chunk: int
) -> None:
    rows = [
        {"indicator": i, "body": b, "period": p, "as_of": d, "value": value}
        for (i, b, p, d), value in figures.items()
    ]
    schema = pyarrow.schema(
        {
            "indicator": pyarrow.string(),
            "body": pyarrow.string(),
            "period": pyarrow.string(),
            "as_of": pyarrow.date32(),
            "value": pyarrow.float64(),
        }
    )
    table = pyarrow.Table.from_pylist(rows, schema)
    table = pyarrow.Table.from_batches(table.to_batches(max_chunksize=chunk), schema)
    assert columns(table, as_of=as_of) == columns(libplan.observations(table), as_of=as_of)


ROWS = 600_012


def revisions() -> dict[str, Any]:
    """So many rows, in any order, that threads share them; of one body the later ones alone know."""
    periods = ["2016", "2017", "2018", "2017H1", "2017H2", "2018-01"]
    cells = [(i, b, p) for b in ("", "a", "b") for i in ("rate", "cost") for p in periods]
    count = ROWS // len(cells)
    chance = np.random.default_rng(2016)
    each = chance.permutation(len(cells) * count)
    each = np.concatenate([each[each < 24 * count], each[each >= 24 * count]])
    days = np.datetime64("1990-01-01") + each % count
    columns = zip(*(cells[at] for at in each // count), strict=True)
    values = np.round(chance.uniform(0, 100, each.size), 2)
    return dict(zip(("indicator", "body", "period"), columns, strict=True)) | {
        "as_of": days,
        "value": values,
    }


def test_what_threads_share_comes_to_the_same_as_its_records() -> None:
    table = pyarrow.table(revisions())
    for as_of in (None, datetime.date(2010, 6, 1), datetime.date(1980, 1, 1)):
        assert columns(table, as_of=as_of) == columns(libplan.observations(table), as_of=as_of)
    assert np.nanmax(columns(table).value) > 0


@pytest.mark.parametrize(("row", "again"), [(0, ROWS - 1), (1, 2), (ROWS - 1000, ROWS - 1)])
def test_a_figure_that_stands_twice_is_found_whoever_meets_it(row: int, again: int) -> None:
    rows = np.arange(ROWS)
    rows[again] = row
    table = pyarrow.table(revisions()).take(rows)
    with pytest.raises(libplan.InputError) as told:
        columns(table)
    with pytest.raises(libplan.InputError) as read:
        libplan.observations(table)
    assert str(told.value) == str(read.value)
    assert "[duplicate" in str(told.value)


# ---- out ----


def assessment() -> libplan.Assessment:
    return libplan.assess_year(libplan.read(QINGXIN), year=2018).assessments[0]


def test_tables_are_taken_by_every_library() -> None:
    table = assessment().by_unit()
    rows = table.to_dict()
    assert rows["total"] == list(assessment().totals)
    assert rows["grade"] == list(assessment().grades)
    assert rows["rank"] == list(assessment().ranks)
    assert table.to_arrow().to_pydict() | {"total": rows["total"]} == rows
    assert pyarrow.table(table).schema.field("total").type == pyarrow.decimal128(19, 6)
    assert table.to_polars()["total"].to_list() == rows["total"]
    assert polars.DataFrame(table)["grade"].to_list() == rows["grade"]
    assert table.to_pandas()["total"].tolist() == rows["total"]
    fetched = duckdb.from_arrow(table).fetchall()
    assert [row[table.columns.index("total")] for row in fetched] == rows["total"]
    names = pyarrow.schema(table)
    assert names.names == list(table.columns)


def test_tables_compare_by_content_and_pickle() -> None:
    results = libplan.assess_year(libplan.read(QINGXIN), year=2018)
    for table in (
        assessment().by_unit(),
        assessment().by_item(),
        results.progress.table(),
        columns(COLUMNS).table(),
        libplan.findings_table([]),
    ):
        again = pickle.loads(pickle.dumps(table))
        assert again == table and again.to_dict() == table.to_dict()
        assert pyarrow.table(again) == pyarrow.table(table)
    assert assessment().by_unit() == assessment().by_unit() != assessment().ranking()
    assert assessment().by_unit() != results.assessments[1].by_unit()
    assert (table == 3) is False


def test_a_dictionary_has_each_word_once() -> None:
    for scheme in libplan.assess_year(libplan.read(QINGXIN), year=2018).assessments:
        table = scheme.by_item()
        for name in table.columns:
            words = table._words(name)
            assert words is None or len(words) == len(set(words)), name
        assert (
            table.to_pandas()["group"].tolist()
            == table["group"]
            == table.to_polars()["group"].to_list()
        )
    twins = assessment().facts.replace(
        units=[unit.replace(title="同名镇") for unit in assessment().facts.units]
    )
    by_item = libplan.assess(assessment().scheme, twins).by_item()
    assert set(by_item.to_pandas()["unit_title"]) == {"同名镇"}


def test_hidden_characters_are_shown_by_their_codes() -> None:
    unit = libplan.Unit("u", "甲\x7f乙\x9b<b>")
    html = (
        libplan.assess(
            scheme_of_loans(),
            libplan.Facts(2022, [unit], [libplan.FactColumn("loans", [1], ["value"])]),
        )
        .by_unit()
        ._repr_html_()
    )
    assert "甲[U+007F]乙[U+009B]&lt;b&gt;" in html


def test_a_table_of_long_words_stays_small_in_a_notebook() -> None:
    units = [libplan.Unit(f"u{at}", "<长>" * 5000) for at in range(60)]
    facts = libplan.Facts(2022, units, [libplan.FactColumn("loans", [1] * 60, ["value"] * 60)])
    table = libplan.assess(scheme_of_loans(), facts).by_unit()
    html = table._repr_html_()
    assert "长…</td>" in html
    assert "<p>60 × 13</p><p>以上是前20行，更多可用 print(table.text(rows=...)) 看</p>" in html
    assert len(html.encode()) < 50_000
    facts = facts.replace(units=[unit.replace(rank_class=unit.title) for unit in units])
    html = libplan.assess(scheme_of_loans(), facts).by_unit()._repr_html_()
    assert len(html.encode()) < 50_000


def test_progress_as_a_table_says_what_its_columns_say() -> None:
    measured = columns(COLUMNS)
    table = measured.table()
    assert len(table) == measured.value.size
    frame = table.to_pandas()
    assert np.array_equal(frame["value"], measured.value.ravel(), equal_nan=True)
    words = [measured.statuses[code] for code in measured.status.ravel()]
    assert frame["status"].tolist() == words == table.to_polars()["status"].to_list()
    assert table["met"] == [None if met < 0 else met == 1 for met in measured.met.ravel().tolist()]
    assert table["body"][: measured.body.size] == [measured.bodies[code] for code in measured.body]
    for reading, row in zip(
        libplan.measure(plan(), COLUMNS, year=2018).readings,
        table.to_arrow().filter(pyarrow.compute.field("year") == 2018).to_pylist(),
        strict=True,
    ):
        assert (reading.value, reading.status, reading.met) == (
            row["value"],
            row["status"],
            row["met"],
        )


def address(array: Any) -> int:
    return int(array.__array_interface__["data"][0])


def test_numbers_go_out_without_a_copy_and_outlive_everything() -> None:
    measured = columns(COLUMNS)
    value = measured.value
    table = measured.table()
    arrow = table.to_arrow()
    assert arrow["value"].chunk(0).buffers()[1].address == address(value)
    assert arrow["status"].chunk(0).indices.buffers()[1].address == address(measured.status)
    assert not value.flags.writeable and not table._array("value").flags.writeable
    copy = arrow["value"].to_pylist()
    owner = weakref.ref(table)
    view = table._array("value")
    del measured, table, value
    gc.collect()
    assert owner() is None
    assert arrow["value"].to_pylist() == copy
    assert [None if np.isnan(each) else each for each in view.tolist()] == copy


def test_a_frame_gives_one_of_its_kind() -> None:
    import narwhals.stable.v2 as narwhals

    def measured(table: Any) -> Any:
        return libplan.measure_frame(plan(), table, first_year=2018, last_year=2018)

    frame = pandas.DataFrame(COLUMNS)
    assert isinstance(measured(frame), pandas.DataFrame)
    assert isinstance(measured(polars.DataFrame(COLUMNS)), polars.DataFrame)
    assert isinstance(measured(polars.LazyFrame(COLUMNS)), polars.LazyFrame)
    assert isinstance(measured(pyarrow.table(COLUMNS)), pyarrow.Table)
    assert isinstance(measured(duckdb.from_arrow(pyarrow.table(COLUMNS))), duckdb.DuckDBPyRelation)
    assert isinstance(measured(narwhals.from_native(frame)), narwhals.DataFrame)
    lazy = narwhals.from_native(polars.LazyFrame(COLUMNS))
    assert isinstance(measured(lazy), narwhals.LazyFrame)
    assert isinstance(measured(COLUMNS), dict)
    assert isinstance(measured(columns_as_observations()), libplan.Table)
    assert measured(COLUMNS)["value"] == measured(pyarrow.table(COLUMNS))["value"].to_pylist()


def columns_as_observations() -> Observations:
    return libplan.observations(COLUMNS, plan=plan())


def scheme_of_loans() -> libplan.Scheme:
    item = libplan.Item("i", "外借", 100, libplan.ShareRule(40), fact="loans")
    return libplan.Scheme(
        "s",
        "办法",
        "town",
        [libplan.Group("g", "一", 100, [item])],
        [libplan.Grade("优秀", 90), libplan.Grade("合格", 0)],
        facts=[libplan.FactDefinition("loans", "外借", libplan.SuppliedFact())],
    )


LOANS = {"unit": ["a", "b", "c", "d"], "loans": [40.0, 33.1, None, 10.0]}


def test_each_unit_of_a_pandas_frame_keeps_its_own_grade() -> None:
    frame = pandas.DataFrame(LOANS)
    expected = dict(zip("abcd", ["优秀", "合格", None, "合格"], strict=True))
    for facts in (
        frame,
        frame.sort_values("loans"),
        frame[frame["unit"] != "a"],
        frame.set_index("unit"),
        frame.assign(part=[2, 1, 2, 1]).set_index(["part", "unit"]).sort_index(),
        pandas.concat([frame[:2], frame[2:]], keys=["x", "y"]),
    ):
        answer = libplan.assess_frame(scheme_of_loans(), facts)
        assert answer.index.equals(facts.index)
        graded = facts.copy()
        graded["grade"] = answer["grade"]
        again = libplan.assess_frame(scheme_of_loans(), graded)
        assert again["grade"].tolist() == answer["grade"].tolist()
        units = graded.reset_index()
        grades = [None if pandas.isna(grade) else grade for grade in units["grade"]]
        assert grades == [expected[unit] for unit in units["unit"]]


def test_a_unit_without_a_total_has_none_before_rounding_either() -> None:
    for table in (LOANS, pyarrow.table(LOANS), polars.DataFrame(LOANS), pandas.DataFrame(LOANS)):
        answer = libplan.assess_frame(scheme_of_loans(), table)
        state, unrounded, total = (
            list(answer[name]) for name in ("state", "unrounded", "total_millionths")
        )
        assert str(state[2]) == "missing"
        assert str(unrounded[2]) in ("None", "nan") and str(total[2]) in ("None", "<NA>")
        assert [str(unrounded[row]) for row in (0, 1, 3)] == ["100.0", "82.75", "25.0"]
    whole = libplan.assess_frame(scheme_of_loans(), LOANS)
    facts = libplan.Facts(
        2022,
        [libplan.Unit("a", "甲"), libplan.Unit("b", "乙")],
        [libplan.FactColumn("loans", [40, 0], ["value", "not_applicable"])],
    )
    assert libplan.assess(scheme_of_loans(), facts).by_unit()["unrounded"] == [100, None]
    assert whole["unrounded"] == [100, 82.75, None, 25]


def test_a_row_without_a_unit_stays_without_one() -> None:
    units = ["a", None, "c", ""]
    for kind in (dict, polars.DataFrame, pyarrow.table, pandas.DataFrame):
        answer = libplan.assess_frame(scheme_of_loans(), kind(LOANS | {"unit": units}))
        column = answer["unit"]
        cells = column.to_pylist() if kind is pyarrow.table else list(column)
        told = [None if pandas.isna(unit) else unit for unit in cells]
        assert told == ["a", None, "c", None]


def test_cells_that_are_printed_move_no_cursor() -> None:
    facts = libplan.Facts(
        2022,
        [libplan.Unit("a", "甲\x9b2J\u202e乙\n丙")],
        [libplan.FactColumn("loans", [40], ["value"])],
    )
    heads, row, size, *_ = str(libplan.assess(scheme_of_loans(), facts).by_unit()).splitlines()
    assert "甲" in row and "丙" in row and size.startswith("1 × ") and heads.startswith("unit")
    assert not set("\x9b\u202e") & set(row)


def test_columns_that_a_scheme_does_not_know_are_passed_over() -> None:
    scheme = scheme_of_loans()
    expected = libplan.assess_frame(scheme, LOANS)
    more = LOANS | {
        "grade": ["优秀"] * 4,
        "remark": ["好", None, "一般", ""],
        "visits": [1, 2, 3, 4],
    }
    for kind in (dict, pandas.DataFrame, polars.DataFrame, pyarrow.table):
        answer = libplan.assess_frame(scheme, kind(more))
        assert list(answer["rank"]) == list(libplan.assess_frame(scheme, kind(LOANS))["rank"])
    assert libplan.assess_frame(scheme, more) == expected
    misprint = {"loan" if name == "loans" else name: cells for name, cells in more.items()}
    with pytest.raises(libplan.InputError) as refused:
        libplan.assess_frame(scheme, misprint)
    assert str(refused.value) == "错误[column] 缺少列“loans”：计分要用到它；“loan”是不是写错了"
    with pytest.raises(libplan.InputError) as wrong:
        libplan.assess_frame(
            scheme, LOANS | {"unit": ["a", "b", "a", "b"], "loans": ["四十"] + [1] * 3}
        )
    assert str(wrong.value).split("\n") == [
        "facts:1:loans: 错误[bad-number] 列“loans”应为数字，写的是“四十”：只写数字和小数点，不写千分位逗号、单位、百分号",
        "facts:3:unit: 错误[duplicate-row] 单位“a”与第1行重复，每个单位只能有一行",
        "facts:4:unit: 错误[duplicate-row] 单位“b”与第2行重复，每个单位只能有一行",
    ]
    frame = pandas.DataFrame(LOANS)
    with pytest.raises(libplan.InputError, match="duplicate-column.*列“loans”出现了两次"):
        libplan.assess_frame(scheme, pandas.concat([frame, frame["loans"]], axis=1))


def test_numbers_of_any_kind_are_scored() -> None:
    expected = libplan.assess_many(scheme_of_loans(), {"loans": np.array([40.0, 2.5])})
    for kind in (np.float32, np.float16):
        assert (
            libplan.assess_many(scheme_of_loans(), {"loans": np.array([40, 2.5], kind)}) == expected
        )
    whole = libplan.assess_many(scheme_of_loans(), {"loans": np.array([40, 2])})
    assert whole.totals.tolist() == [100_000_000, 5_000_000]


def test_a_relation_is_answered_on_its_own_connection() -> None:
    own = duckdb.connect()
    own.execute("create table towns as select 'a' as unit, 40 as loans union all select 'b', 33.1")
    towns = own.sql("select * from towns")
    answer = libplan.assess_frame(scheme_of_loans(), towns)
    gc.collect()
    joined = towns.join(answer, "unit").order("unit").project("unit, loans, grade").fetchall()
    assert [(unit, float(loans), grade) for unit, loans, grade in joined] == [
        ("a", 40, "优秀"),
        ("b", 33.1, "合格"),
    ]
    with pytest.raises(libplan.InputError, match="facts: 错误.table."):
        libplan.assess_frame(scheme_of_loans(), own.execute("select * from towns"))
    stream = pyarrow.table(LOANS).to_reader()
    assert libplan.assess_frame(scheme_of_loans(), stream)["unit"].to_pylist() == LOANS["unit"]


def test_facts_of_a_frame_are_scored() -> None:
    expected = assessment()
    scheme, facts = expected.scheme, expected.facts
    table = {"unit": [unit.id for unit in facts.units]}
    table |= {"rank_class": [unit.rank_class for unit in facts.units]}
    words = {"not_applicable": "不涉及", "not_scored": "未评"}
    for column in facts.columns:
        cells = zip(column.values, column.states, strict=True)
        table[column.id] = [
            value if state == "value" else words.get(state) for value, state in cells
        ]
    scored = libplan.assess_frame(scheme, pandas.DataFrame(table))
    assert scored["unit"].tolist() == table["unit"]
    totals = [pandas.NA if total is None else int(total * 10**6) for total in expected.totals]
    assert scored["total_millionths"].tolist() == totals
    assert polars.DataFrame(expected.by_unit())["grade"].to_list() == list(expected.grades)
    with pytest.raises(libplan.InputError) as refused:
        libplan.assess_many(scheme, pandas.DataFrame(table).assign(deaths="一人"))
    assert (
        str(refused.value)
        .split("\n")[0]
        .startswith("facts:1:deaths: 错误[bad-number] 列“deaths”应为数字，写的是“一人”")
    )


def test_pandas_is_read_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("libplan.tables._in_arrow", lambda column: None)
    frame = pandas.DataFrame(COLUMNS)
    assert columns(frame) == columns(COLUMNS)
    indexed = frame.set_index(["indicator", "period"])
    assert columns(indexed) == columns(COLUMNS)
    frame["period"] = pandas.PeriodIndex(frame["period"], freq="Y")
    frame["body"] = frame["body"].astype("category")
    assert columns(frame) == columns(COLUMNS)
    assert columns(frame[frame["value"] > 0]) == columns(
        {name: cells[:3] for name, cells in COLUMNS.items()}
    )


def test_importing_libplan_imports_no_library_of_frames() -> None:
    import subprocess

    script = "import sys, libplan; print([m for m in sys.modules if m.split('.')[0] in {}])".format(
        {"pandas", "polars", "pyarrow", "narwhals", "duckdb", "numpy"}
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_periods_and_points_of_libplan_itself() -> None:
    table = {"indicator": ["rate"], "period": [Period("2018")], "value": [Decimal("61.5")]}
    assert libplan.observations(table)[0].period == Period("2018")


def test_facts_of_units_come_from_files(tmp_path: Path) -> None:
    scheme = scheme_of_loans()
    expected = libplan.assess_frame(scheme, LOANS)
    pandas.DataFrame(LOANS).to_csv(tmp_path / "事实.csv", index=False)
    pandas.DataFrame(LOANS).to_csv(tmp_path / "excel.csv", index=False, encoding="utf-8-sig")
    pandas.DataFrame(LOANS).to_parquet(tmp_path / "事实.parquet")
    for name in ("事实.csv", "excel.csv", "事实.parquet"):
        answer = libplan.assess_frame(scheme, tmp_path / name)
        assert answer["grade"] == expected["grade"]
        assert answer["total_millionths"] == expected["total_millionths"]
    with pytest.raises(FileNotFoundError, match="找不到文件 .*没有.csv，您是否想写|找不到文件"):
        libplan.assess_frame(scheme, tmp_path / "没有这样一个.csv")
    (tmp_path / "ragged.csv").write_text("unit,loans\neast,1,200\nwest,900\n")
    (tmp_path / "twice.csv").write_text("unit,loans,loans\neast,1,200\n")
    (tmp_path / "gbk.csv").write_bytes("unit,loans\n东镇,1\n".encode("gbk"))
    for name, told in (
        ("ragged", "ragged.csv:2: 错误[cell-count] 这一行有3格，表头只有2格"),
        ("twice", "列“loans”出现了两次"),
        ("gbk", "gbk.csv: 错误[gbk] 文件不是 UTF-8，像是 GBK 编码（Excel 默认）"),
    ):
        with pytest.raises(libplan.InputError, match=re.escape(told)):
            libplan.assess_frame(scheme, tmp_path / f"{name}.csv")
    with pytest.raises(libplan.InputError, match="Excel 请先读成数据框"):
        libplan.assess_frame(scheme, tmp_path / "事实.xlsx")


def test_a_list_without_records_is_no_record() -> None:
    empty = libplan.records(events=[], marks=(), facts=[])
    assert empty == libplan.Records()
    plan = libplan.Plan("p", "规划", 2021, 2025)
    assert libplan.PlanFolder(plan, records={"events": []}).records == libplan.Records()


def test_a_figure_of_nothing_shows_itself() -> None:
    assert "value=0.0" in repr(libplan.Mark("i", "b", 2018, "self", 0))
    assert "value" not in repr(libplan.Mark("i", "b", 2018, "self")).replace("state", "")


def test_parts_of_a_year_on_two_bases_make_no_year() -> None:
    indicator = libplan.Indicator(
        "x", "甲", "万册", "up", adds_up="sum", targets=[libplan.AtLeast(30)]
    )
    plan = libplan.Plan("p", "规划", 2021, 2025, indicators=[indicator])
    halves = [
        {"indicator": "x", "period": f"2022H{half}", "value": 20, "basis": basis}
        for half, basis in ((1, "甲"), (2, "乙"))
    ]
    for rows in (halves, halves[::-1]):
        (reading,) = libplan.measure(plan, rows, year=2022).readings
        assert (reading.value, reading.status) == (None, "unknown")
        assert "未选定口径" in reading.reason.zh
        columns = libplan.measure_columns(plan, rows, first_year=2022, last_year=2022)
        assert np.isnan(columns.value).all()
    same = [row | {"basis": "甲"} for row in halves]
    assert libplan.measure(plan, same, year=2022).readings[0].value == 40


def test_full_points_are_not_negative() -> None:
    with pytest.raises(libplan.InputError, match="full 应不小于0"):
        libplan.Scheme(
            "s", "办法", "town",
            [libplan.Group("g", "一", -5, [libplan.Item("i", "外借", -5, libplan.MarksRule())])],
            [libplan.Grade("合格", 0)],
        )  # fmt: skip
