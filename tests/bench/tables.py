"""How fast large tables become progress, beside polars: tests/bench/tables.py [ROWS]

Ten million figures of 20,000 series (200 indicators × 100 bodies) in Arrow: once yearly figures
with a hundred revisions each, once monthly ones with eight, to be added up. Polars does the same
grouping (the latest revision of each figure, sums of years) and the same arithmetic (what the path
asks, completion, met, status) in the fastest of its forms; its arithmetic is in doubles, and says
no reasons. Everything is measured in one run on one machine: medians by the clock, and ratios.
Then: results of a million units go out through Arrow, and the time to import libplan. Needs numpy,
polars and pyarrow.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow

import libplan

INDICATORS, BODIES, FIRST, LAST = 200, 100, 2016, 2020
YEARS = LAST - FIRST + 1
KEYS = ["indicator", "body", "period"]


def seconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of all threads' processor time."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def plan(adds_up: Any) -> libplan.Plan:
    return libplan.Plan(
        "p",
        "规划",
        FIRST,
        LAST,
        bodies=[libplan.Body(f"town{n}", f"乡镇{n}", "town") for n in range(BODIES)],
        indicators=[
            libplan.Indicator(
                f"i{n}",
                f"指标{n}",
                "万元",
                "up",
                adds_up=adds_up,
                baselines=[libplan.Baseline(FIRST - 1, 40 + n / 10)],
                targets=[libplan.Target(LAST, libplan.Reach(60 + n / 10), every_year=False)],
                over_bodies="none",
            )
            for n in range(INDICATORS)
        ],
    )


def figures(rows: int, periods: list[str]) -> pl.DataFrame:
    """Revision after revision, in each all series and periods."""
    cells = INDICATORS * BODIES * len(periods)
    at = np.arange(rows)
    cell, revision = at % cells, at // cells
    chance = np.random.default_rng(2016)
    ids = {
        "indicator": ([f"i{n}" for n in range(INDICATORS)], cell // (BODIES * len(periods))),
        "body": ([f"town{n}" for n in range(BODIES)], cell // len(periods) % BODIES),
        "period": (periods, cell % len(periods)),
    }
    frame = {
        name: pl.Series(words, dtype=pl.Categorical).gather(codes.astype(np.uint32))
        for name, (words, codes) in ids.items()
    }
    days = np.datetime64("2021-01-01") + revision
    values = np.round(chance.uniform(2, 8 if len(periods) > YEARS else 90, rows), 2)
    return pl.DataFrame({**frame, "as_of": days, "value": values})


TARGETS = pl.DataFrame(
    {
        "indicator": [f"i{n}" for n in range(INDICATORS)],
        "baseline": 40 + np.arange(INDICATORS) / 10,
        "target": 60 + np.arange(INDICATORS) / 10,
    }
)


def latest(frame: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    """The latest revision of every figure, in every form that polars has."""
    return {
        "group_by, value at arg_max": frame.group_by(KEYS).agg(
            pl.col("value").get(pl.col("as_of").arg_max())
        ),
        "group_by, sort_by": frame.group_by(KEYS).agg(pl.col("value").sort_by("as_of").last()),
        "sort, unique": frame.sort("as_of", maintain_order=True).unique(KEYS, keep="last"),
    }


def judged(latest: pl.LazyFrame) -> pl.LazyFrame:
    year = pl.col("period").cast(pl.String).str.head(4).cast(pl.Int32).alias("year")
    totals = latest.group_by("indicator", "body", year).agg(pl.col("value").sum())
    share = (pl.col("year") - (FIRST - 1)) / YEARS
    length = pl.col("target") - pl.col("baseline")
    lead = ((pl.col("value") - pl.col("baseline")) / length - share) * 100
    return (
        totals.with_columns(pl.col("indicator").cast(pl.String))
        .join(TARGETS.lazy(), on="indicator")
        .with_columns(
            required=pl.col("baseline") + length * share,
            completion=(pl.col("value") - pl.col("baseline")) / length,
            met=pl.col("value") >= pl.col("target"),
            lead=lead.round(9),
        )
        .with_columns(
            status=pl.when(pl.col("met") & (pl.col("year") < LAST))
            .then(0)
            .when(pl.col("year") == LAST)
            .then(pl.when(pl.col("met")).then(2).otherwise(3))
            .when(pl.col("lead") > 5)
            .then(1)
            .when(pl.col("lead") >= -5)
            .then(2)
            .otherwise(3)
        )
    )


def fastest(frame: pl.DataFrame) -> tuple[str, str, pl.DataFrame]:
    """The best form of polars, found out once each."""
    tried = []
    for name in latest(frame.lazy()):
        for engine in ("in-memory", "streaming"):
            start = time.perf_counter()
            result = judged(latest(frame.lazy())[name]).collect(engine=engine)
            tried.append((time.perf_counter() - start, name, engine, result))
            print(f"    polars, {name}, {engine}: {tried[-1][0]:.2f} s")
    _, name, engine, result = min(tried, key=lambda one: one[0])
    return name, engine, result


def resident(what: str) -> int:
    """Memory of this process in bytes: VmRSS is held now, VmHWM was at the peak."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


def progress(frame: pl.DataFrame, adds_up: str, what: str) -> None:
    ours_plan = plan(adds_up)
    arrow = pyarrow.table(frame)

    def ours() -> libplan.ProgressColumns:
        return libplan.measure_columns(ours_plan, arrow, first_year=FIRST, last_year=LAST)

    before = resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    columns = ours()
    grown = resident("VmHWM") - before
    size = arrow.nbytes
    print(f"{what}: {frame.height:,} rows, {size / 1e6:.0f} MB")
    form, engine, result = fastest(frame)
    same = result.sort("year").join(
        columns.table().to_polars().with_columns(pl.col("indicator", "body").cast(pl.String)),
        left_on=["indicator", pl.col("body").cast(pl.String), "year"],
        right_on=["indicator", "body", "year"],
    )
    agree = (same["value"] - same["value_right"]).abs().max()
    our, their = [], []
    for _ in range(5):  # in turn, so that both meet the same machine
        our.append(taken(ours))
        their.append(taken(lambda: judged(latest(frame.lazy())[form]).collect(engine=engine)))
    print(f"  polars: {form}, {engine}")
    for at, clock in enumerate(("by the clock", "processor time of all threads")):
        mine, best = (statistics.median(one[at] for one in each) for each in (our, their))
        print(f"  {clock}: libplan {mine:.3f} s, polars {best:.3f} s, ×{best / mine:.1f}")
    print(f"  series × years {same.height:,}, values differ by at most {agree:.1e}")
    print(f"  memory beyond the input at its peak: {grown / size:.2f} of it")


def out_of_an_assessment(units: int) -> None:
    small = libplan.assess_year(libplan.read("examples/qingxin"), year=2018).assessments[0]
    scheme, facts = small.scheme, small.facts
    columns = {
        column.id: np.resize(np.array(column.values, dtype=float), units)
        for column in facts.columns
    }
    scores = libplan.assess_many(scheme, columns, keep_items=False)
    table = scores.table(scheme)
    arrow = pyarrow.table(table)
    for name, array in (("total_millionths", scores.totals), ("unrounded", scores.unrounded)):
        shared = arrow[name].chunk(0).buffers()[1].address
        assert shared == array.__array_interface__["data"][0], name
    out = seconds(lambda: pyarrow.table(table))
    print(f"{units:,} units out through Arrow: {out * 1000:.2f} ms, no column of numbers copied")


def importing() -> None:
    def start(code: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True), 15)

    bare, ours = start("pass"), start("import libplan")
    print(f"import libplan: {(ours - bare) * 1000:.0f} ms over bare Python")


def main(rows: int) -> None:
    years = [str(year) for year in range(FIRST, LAST + 1)]
    months = [f"{year}-{month:02}" for year in range(FIRST, LAST + 1) for month in range(1, 13)]
    for periods, adds_up, what in (
        (years, "last", "yearly figures, revised"),
        (months, "sum", "monthly figures, revised and added up"),
    ):
        frame = figures(rows, periods)
        progress(frame, adds_up, f"{what}, dictionaries")
        progress(frame.with_columns(pl.col(KEYS).cast(pl.String)), adds_up, f"{what}, strings")
    out_of_an_assessment(1_000_000)
    importing()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
