# ruff: noqa: E501  (errors are quoted whole)
"""Tables in and out: every library of data frames, the same results; errors by name."""

import dataclasses
import datetime
import gc
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
    ],
    "period": [pyarrow.string(), pyarrow.int16(), pyarrow.uint64(), pyarrow.float64()],
    "value": [
        pyarrow.float64(),
        pyarrow.float32(),
        pyarrow.float16(),
        pyarrow.decimal128(10, 4),
        pyarrow.decimal256(50, 2),
        pyarrow.string(),
    ],
}


def as_type(cells: list[Any], kind: Any) -> Any:
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


def test_rows_that_stand_twice_and_infinite_values() -> None:
    table = {"indicator": ["rate"] * 2, "period": [2018] * 2, "value": [1.5, 2.5]}
    [told] = problems(table)
    assert told.startswith("observations:2:indicator: 错误[duplicate-row] 与第1行重复")
    [told] = problems({"indicator": ["rate"], "period": [2018], "value": [float("inf")]})
    assert told.startswith("observations:1:value: 错误[bad-number] 列“value”应为数字，写的是“inf”")


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
    with pytest.raises(FileNotFoundError):
        libplan.observations("no/such.csv")


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
    assert isinstance(measured(COLUMNS), dict)
    assert isinstance(measured(columns_as_observations()), libplan.Table)
    assert measured(COLUMNS)["value"] == measured(pyarrow.table(COLUMNS))["value"].to_pylist()


def columns_as_observations() -> Observations:
    return libplan.observations(COLUMNS, plan=plan())


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
    def refuse(*_: Any, **__: Any) -> None:
        raise ImportError("pyarrow")

    monkeypatch.setattr(pandas.DataFrame, "__arrow_c_stream__", refuse)
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
