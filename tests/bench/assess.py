"""How fast schemes score columns of units, beside NumPy and polars: tests/bench/assess.py [--small]

1,000,000 units × 100 items of mixed rules; everything is measured in one run on one machine: work
of one thread in processor time, however busy the machine is, several threads by the clock. Two
NumPy opponents work in chunks that fit the cache, in place, and give the same digits here. One
takes it that figures have two decimals, so that a nudge of a millionth of the last place settles
every tie: nothing holds it to that. The other keeps the promise for any figure, and recomputes
what lies near a tie in whole numbers where they show few decimals. polars has the nudge of the
first. Needs numpy and polars (``pip install numpy polars``).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt
import polars

import libplan

Column = npt.NDArray[np.float64]
Columns = dict[str, Column]
CHUNK = 8192  # units: what NumPy works on stays in the cache
NUDGE = 0.5 + 1e-6
GRADES = {"不合格": 0, "合格": 60, "良好": 70, "优秀": 80}  # percent of the full marks


def rates(chance: np.random.Generator, units: int) -> Column:
    return chance.integers(0, 12_001, units) / 100.0


def counts(chance: np.random.Generator, units: int) -> Column:
    return chance.integers(0, 16, units).astype(np.float64)


def marks(chance: np.random.Generator, units: int) -> Column:
    return chance.integers(0, 21, units) / 2.0


@dataclass(frozen=True)
class Kind:
    """One kind of item, of ten points: in a scheme file, in NumPy and in polars.

    ``numpy`` fills the first buffer with the points before rounding; the second is room.
    """

    rule: str
    columns: dict[str, Callable[[np.random.Generator, int], Column]]
    numpy: Callable[[list[Column], Column, Column], object]
    polars: Callable[[list[polars.Expr]], polars.Expr]
    fact: str = "supplied = true"


def in_numpy_per_unit(columns: list[Column], points: Column, room: Column) -> None:
    np.subtract(columns[0], columns[1], out=room)
    np.maximum(room, 0, out=points)
    np.multiply(points, -0.45, out=points)
    np.minimum(room, 0, out=room)
    np.multiply(room, -0.15, out=room)
    np.add(points, room, out=points)
    np.add(points, 8, out=points)
    np.clip(points, 0, 10, out=points)


def in_numpy_whole_steps(columns: list[Column], points: Column, room: Column) -> None:
    np.subtract(90, columns[0], out=points)
    np.maximum(points, 0, out=points)
    np.multiply(points, 0.5, out=points)
    np.add(points, 1e-9, out=points)
    np.floor(points, out=points)
    np.multiply(points, -0.75, out=points)
    np.add(points, 10, out=points)
    np.maximum(points, 0, out=points)


def in_numpy_bands(columns: list[Column], points: Column, room: Column) -> None:
    points.fill(0)
    for limit, own in ((60, 4), (80, 7), (95, 10)):
        np.copyto(points, own, where=columns[0] >= limit)


def in_numpy_interpolated(columns: list[Column], points: Column, room: Column) -> None:
    points[:] = np.interp(columns[0], [40, 60, 80, 110], [0, 4, 7, 10])


def in_numpy_share(columns: list[Column], points: Column, room: Column) -> None:
    np.multiply(columns[0], 0.1, out=points)
    np.clip(points, 0, 10, out=points)


def in_numpy_all_or_nothing(columns: list[Column], points: Column, room: Column) -> None:
    np.multiply(columns[0] <= columns[1], 10, out=points)


def in_numpy_marks(columns: list[Column], points: Column, room: Column) -> None:
    points[:] = columns[0]


def in_numpy_occurrences(columns: list[Column], points: Column, room: Column) -> None:
    np.multiply(columns[0], -0.25, out=points)
    np.multiply(columns[1], -1.5, out=room)
    np.add(points, room, out=points)
    np.add(points, 10, out=points)
    np.maximum(points, 0, out=points)


def in_polars_per_unit(columns: list[polars.Expr]) -> polars.Expr:
    gap = columns[0] - columns[1]
    return (8 + gap.clip(lower_bound=0) * -0.45 + gap.clip(upper_bound=0) * -0.15).clip(0, 10)


def in_polars_bands(columns: list[polars.Expr]) -> polars.Expr:
    points = polars.when(columns[0] >= 95).then(10.0).when(columns[0] >= 80).then(7.0)
    return points.when(columns[0] >= 60).then(4.0).otherwise(0.0)


def in_polars_interpolated(columns: list[polars.Expr]) -> polars.Expr:
    value = columns[0].clip(40, 110)
    low, middle, high = (value - 40) * 0.2, 4 + (value - 60) * 0.15, 7 + (value - 80) * 0.1
    return polars.when(value < 60).then(low).when(value < 80).then(middle).otherwise(high)


KINDS = [
    Kind(
        '{ per = 1, reference = "{id}r", start = 8, over = -0.45, under = 0.15, ceiling = 10, '
        'steps = "proportional" }',
        {"{id}": rates, "{id}r": rates},
        in_numpy_per_unit,
        in_polars_per_unit,
    ),
    Kind(
        '{ per = 2, reference = 90, under = -0.75, steps = "whole" }',
        {"{id}": rates},
        in_numpy_whole_steps,
        lambda c: (((90 - c[0]).clip(lower_bound=0) * 0.5 + 1e-9).floor() * -0.75 + 10).clip(
            lower_bound=0
        ),
    ),
    Kind(
        "{ bands = [{ from = 0, points = 0 }, { from = 60, points = 4 }, "
        "{ from = 80, points = 7 }, { from = 95, points = 10 }] }",
        {"{id}": rates},
        in_numpy_bands,
        in_polars_bands,
    ),
    Kind(
        "{ bands = [{ from = 40, points = 0 }, { from = 60, points = 4 }, "
        "{ from = 80, points = 7 }, { from = 110, points = 10 }], interpolate = true, below = 0 }",
        {"{id}": rates},
        in_numpy_interpolated,
        in_polars_interpolated,
    ),
    Kind(
        "{ share_of = 100 }",
        {"{id}": rates},
        in_numpy_share,
        lambda c: (c[0] * 0.1).clip(0, 10),
    ),
    Kind(
        '{ all_or_nothing = true, at_most = "{id}r" }',
        {"{id}": counts, "{id}r": counts},
        in_numpy_all_or_nothing,
        lambda c: (c[0] <= c[1]).cast(polars.Float64) * 10,
    ),
    Kind("{ marks = true }", {"{id}_item.team": marks}, in_numpy_marks, lambda c: c[0], fact=""),
    Kind(
        '{ occurrences = { "一般" = -0.25, "较大" = -1.5 } }',
        {"{id}/一般": counts, "{id}/较大": counts},
        in_numpy_occurrences,
        lambda c: (10 + c[0] * -0.25 + c[1] * -1.5).clip(lower_bound=0),
        fact='events = "accident"',
    ),
]


@dataclass(frozen=True)
class Line:
    """An item of the table: its kind and the columns it reads."""

    kind: Kind
    id: str

    @property
    def columns(self) -> list[str]:
        return [name.replace("{id}", self.id) for name in self.kind.columns]

    def facts(self) -> str:
        if not self.kind.fact:
            return ""
        ids = [self.id] if "events" in self.kind.fact else self.columns
        return "".join(f'[[fact]]\nid = "{id}"\ntitle = "{id}"\n{self.kind.fact}\n' for id in ids)

    def item(self) -> str:
        fact = f'fact = "{self.id}"\n' if self.kind.fact else ""
        rule = self.kind.rule.replace("{id}", self.id)
        return (
            f'[[group.item]]\nid = "{self.id}_item"\ntitle = "项目{self.id}"\nfull = 10\n'
            f'clause = "示例"\n{fact}rule = {rule}\n'
        )


def table_of(items: int) -> list[Line]:
    return [Line(KINDS[number % len(KINDS)], f"f{number}") for number in range(items)]


def scheme_of(table: list[Line]) -> libplan.Scheme:
    """Ten groups, one after the other."""
    full = 10 * len(table)
    text = f'[scheme]\nid = "s"\ntitle = "办法"\nunits = "town"\nfull = {full}\n'
    text += "".join(line.facts() for line in table)
    size = max(1, len(table) // 10)
    for first in range(0, len(table), size):
        own = table[first : first + size]
        text += f'[[group]]\nid = "g{first}"\ntitle = "部分"\nfull = {10 * len(own)}\n'
        text += "".join(line.item() for line in own)
    for title, share in reversed(GRADES.items()):
        text += f'[[grade]]\ntitle = "{title}"\nfrom = {full * share / 100:g}\n'
    plan = '[plan]\nid = "p"\ntitle = "规划"\nfirst_year = 2016\nlast_year = 2020\n'
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "schemes").mkdir()
        (folder / "plan.toml").write_text(plan, "utf-8")
        (folder / "overlay.toml").write_text('[[body]]\nid = "u"\ntitle = "镇"\nkind = "town"\n')
        (folder / "schemes/s.toml").write_text(text, "utf-8")
        return libplan.read(folder).schemes[0]


def figures(table: list[Line], units: int) -> Columns:
    chance = np.random.default_rng(2018)
    return {
        name: make(chance, units)
        for line in table
        for name, make in zip(line.columns, line.kind.columns.values(), strict=True)
    }


# ---- the opponents ----


@dataclass
class Result:
    """Points in hundredths."""

    items: npt.NDArray[np.int64] | None
    totals: npt.NDArray[np.int64]
    grades: npt.NDArray[np.int64]
    ranks: npt.NDArray[np.int64]


def grades_and_ranks(
    totals: npt.NDArray[np.int64], items: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Totals are few different whole numbers, so counting them ranks them."""
    limits = [10 * items * share for share in GRADES.values()]
    grades = len(limits) - np.searchsorted(limits, totals, side="right")
    above = np.cumsum(np.bincount(totals)[::-1])[::-1]
    return grades, above[totals] - np.bincount(totals)[totals] + 1


def prove_few_decimals(ties: npt.NDArray[np.int64], own: list[Column], first: int) -> None:
    """What lies near a tie lies on it if the figures have few decimals; here all have."""
    for column in own:
        figures = column[first + ties]
        if (np.rint(figures * 1e4) / 1e4 != figures).any():
            raise ArithmeticError("more than four decimals: needs fractions, one by one")


def in_numpy(table: list[Line], columns: Columns, keep_items: bool, proves: bool = False) -> Result:
    units = len(next(iter(columns.values())))
    totals = np.empty(units, np.int64)
    items = np.empty((len(table), units), np.int64) if keep_items else None
    buffers = [np.empty(CHUNK) for _ in range(4)]
    work = [(line.kind.numpy, [columns[name] for name in line.columns]) for line in table]
    for first in range(0, units, CHUNK):
        last = min(first + CHUNK, units)
        points, room, total, near = (buffer[: last - first] for buffer in buffers)
        total.fill(0)
        for number, (fill, own) in enumerate(work):
            fill([column[first:last] for column in own], points, room)
            np.multiply(points, 100, out=points)
            if proves:
                np.add(points, 0.5, out=room)
                np.rint(room, out=near)
                np.subtract(room, near, out=room)
                np.abs(room, out=room)
                prove_few_decimals(np.flatnonzero(room < 1e-9), own, first)
            np.add(points, NUDGE, out=points)
            np.floor(points, out=points)
            np.add(total, points, out=total)
            if items is not None:
                np.copyto(items[number, first:last], points, casting="unsafe")
        np.copyto(totals[first:last], total, casting="unsafe")
    return Result(items, totals, *grades_and_ranks(totals, len(table)))


def in_polars(table: list[Line], frame: polars.DataFrame, keep_items: bool) -> polars.DataFrame:
    points = [
        (line.kind.polars([polars.col(name) for name in line.columns]) * 100 + NUDGE)
        .floor()
        .cast(polars.Int64)
        .alias(line.id)
        for line in table
    ]
    lazy = frame.lazy().select(points)
    lazy = lazy.with_columns(polars.sum_horizontal(polars.all()).alias("total"))
    lazy = lazy.with_columns(
        polars.col("total").rank("min", descending=True).alias("rank"),
        polars.sum_horizontal(
            polars.col("total") >= 10 * len(table) * share for share in GRADES.values()
        ).alias("grade"),
    )
    return (lazy if keep_items else lazy.select("total", "rank", "grade")).collect()


# ---- measuring ----


def seconds(
    work: Callable[[], object], times: int, clock: Callable[[], float] = time.thread_time
) -> float:
    taken = []
    for _ in range(times):
        start = clock()
        work()
        taken.append(clock() - start)
    return statistics.median(taken)


def assert_same(table: list[Line], scores: libplan.Scores, others: Result) -> None:
    """Every digit of every unit, not only of a sample."""
    assert (scores.totals == others.totals * 10_000).all()
    assert (scores.ranks == others.ranks).all() and (scores.grades == others.grades).all()
    if others.items is not None:
        for number in range(len(table)):
            assert (scores.points(number) == others.items[number] * 10_000).all(), table[number]


def beside_the_others(units: int, times: int) -> None:
    table = table_of(100)
    scheme = scheme_of(table)
    columns = figures(table, units)
    frame = polars.DataFrame(columns)
    size = sum(column.nbytes for column in columns.values()) / 1e9
    reading = seconds(lambda: [column.sum() for column in columns.values()], times)
    assert_same(table, libplan.assess_many(scheme, columns), in_numpy(table, columns, True))
    print(f"{units:,} units × {len(table)} items, {len(columns)} columns, {size:.2f} GB")
    print(f"np.sum of the columns      {reading * 1e3:8.1f} ms {size / reading:6.2f} GB/s")
    for keep in (True, False):
        print("points of every item kept" if keep else "totals, grades and ranks only")

        def ours(threads: int, keep: bool = keep) -> object:
            return libplan.assess_many(scheme, columns, threads=threads, keep_items=keep)

        def numpy(proves: bool, keep: bool = keep) -> object:
            return in_numpy(table, columns, keep, proves)

        def lazily(keep: bool = keep) -> object:
            return in_polars(table, frame, keep)

        for clock, name in ((time.thread_time, "thread"), (time.perf_counter, "clock")):
            threads = 1 if clock is time.thread_time else 2
            taken = seconds(partial(ours, threads), times, clock)
            others = [seconds(partial(numpy, proves), times, clock) for proves in (False, True)]
            print(
                f"  assess_many, {threads} thread{'s' if threads > 1 else ' '}   "
                f"{taken * 1e3:8.1f} ms {size / taken:6.2f} GB/s ({name} time); np.sum "
                f"×{reading / taken:.2f}"
            )
            for title, other in zip(("NumPy, nudged", "NumPy, proved"), others, strict=True):
                print(f"  {title}            {other * 1e3:8.1f} ms: ×{other / taken:.2f}")
        held: list[object] = []

        def beside_held(held: list[object] = held, ours: Callable[[int], object] = ours) -> None:
            held.append(ours(2))

        anew = seconds(beside_held, 3, time.perf_counter)
        held.clear()
        print(
            f"  assess_many, 2 threads   {anew * 1e3:8.1f} ms in memory that held no result before"
        )
        other = seconds(lazily, times, time.perf_counter)
        print(
            f"  polars, {polars.thread_pool_size()} threads        {other * 1e3:8.1f} ms: "
            f"×{other / taken:.2f}"
        )


def memory(name: str) -> int:
    """VmRSS, or VmHWM since it was last set back, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def beyond_in_and_out(units: int) -> None:
    table = table_of(20)
    scheme = scheme_of(table)
    columns = figures(table, units)
    libplan.assess_many(scheme, {name: column[:1000] for name, column in columns.items()})
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    scores = libplan.assess_many(scheme, columns, threads=2)
    peak = memory("VmHWM")
    names = ["totals", "earned", "unrounded", "scored", "applicable", "total_states", "grades"]
    names += ["vetoes", "open_vetoes", "ranks"]
    out = sum(getattr(scores, name).nbytes for name in names)
    out += sum(scores.points(number).nbytes for number in range(len(table)))
    out += units * 8 * len(scheme.groups)  # the points of the groups
    print(
        f"memory beyond in and out   {(peak - before - out) / 1e6:8.1f} MB "
        f"({units:,} units × {len(table)} items, two threads)"
    )


def linearly(sizes: list[int]) -> None:
    table = table_of(16)
    scheme = scheme_of(table)
    columns = figures(table, sizes[-1])
    for units in sizes:
        own = {name: column[:units] for name, column in columns.items()}
        taken = seconds(partial(libplan.assess_many, scheme, own, keep_items=False), 3)
        print(
            f"{units:>12,} units × {len(table)} {taken * 1e3:10.1f} ms "
            f"{taken / units * 1e9:7.1f} ns each"
        )


def one_unit() -> None:
    table = table_of(60)
    scheme = scheme_of(table)
    columns = figures(table, 1)
    facts = libplan.Facts(
        year=2018,
        units=[libplan.Unit("u", "镇")],
        columns=[libplan.FactColumn(id, [float(own[0])], ["value"]) for id, own in columns.items()],
    )
    for name, work in (
        ("assess_many", lambda: libplan.assess_many(scheme, columns)),
        ("assess", lambda: libplan.assess(scheme, facts)),
    ):
        print(f"one unit of 60 items       {seconds(work, 501) * 1e6:8.1f} µs from Python, {name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", type=int, help="of this many units, in a process of its own")
    parser.add_argument("--small", action="store_true", help="100,000 units, up to 1,000,000")
    chosen = parser.parse_args()
    if chosen.memory:
        beyond_in_and_out(chosen.memory)
        sys.exit()
    small = chosen.small
    beside_the_others(100_000 if small else 1_000_000, 7 if small else 3)
    memory_of = str(200_000 if small else 1_000_000)
    subprocess.run([sys.executable, "-P", __file__, "--memory", memory_of], check=True)
    linearly(
        [size // (10 if small else 1) for size in (1_000_000, 2_000_000, 5_000_000, 10_000_000)]
    )
    one_unit()
