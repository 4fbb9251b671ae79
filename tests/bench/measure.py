"""How fast series are measured and figures read, beside NumPy and polars: tests/bench/measure.py

200 indicators × 100 bodies × 5 years: 100,000 statuses, and as many lines of observations.csv.
Everything is measured in one run on one machine; medians, and ratios to the alternative. Needs
numpy and polars (``pip install numpy polars``).
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import polars

import libplan

FIRST, LAST, MARGIN = 2016, 2020, 5
YEARS = range(FIRST, LAST + 1)
BODIES = ["", *(f"town{number}" for number in range(1, 100))]
KINDS = [
    "reduce_percent",
    "at_most",
    "at_least",
    "reach",
    "reduce_points",
    "hold",
    "within",
    "zero",
]


def milliseconds(
    work: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter
) -> tuple[float, float]:
    taken = []
    for _ in range(times):
        start = clock()
        work()
        taken.append((clock() - start) * 1000)
    return statistics.median(taken), min(taken)


def indicator_text(number: int) -> str:
    """Rates with a baseline of about fifty and a target of one of the common forms."""
    baseline = 40 + number / 10
    form = {
        "reduce_percent": "reduce_percent = 12.5",
        "at_most": f"at_most = {baseline - 8.25}",
        "at_least": f"at_least = {baseline + 9.75}",
        "reach": f"reach = {baseline + 10.5}",
        "reduce_points": "reduce_points = 6.2",
        "hold": "hold = true",
        "within": f"within = [{baseline - 3}, {baseline + 3}]",
        "zero": "zero = true",
    }[KINDS[number % len(KINDS)]]
    direction = "up" if KINDS[number % len(KINDS)] in ("at_least", "reach") else "down"
    return f"""
[[indicator]]
id = "i{number}"
title = "指标{number}"
unit = "%"
direction = "{direction}"
[[indicator.baseline]]
year = 2015
value = {baseline}
[[indicator.target]]
year = 2020
{form}
"""


def write_folder(folder: Path) -> None:
    chance = random.Random(2016)
    plan = "".join(indicator_text(number) for number in range(200))
    head = f'[plan]\nid = "p"\ntitle = "规划"\nfirst_year = {FIRST}\nlast_year = {LAST}\n'
    (folder / "plan.toml").write_text(
        f"{head}baseline_year = 2015\nmargin = {MARGIN}\n{plan}", "utf-8"
    )
    bodies = (f'[[body]]\nid = "{id}"\ntitle = "乡镇{id}"\nkind = "town"\n' for id in BODIES[1:])
    (folder / "overlay.toml").write_text("".join(bodies), "utf-8")
    lines = ["indicator,body,period,value,unit,source,illustrative"]
    lines += (
        f"i{number},{body},{year},{round(chance.uniform(20, 80), 2)},%,{year}年统计年鉴,示例"
        for number in range(200)
        for body in BODIES
        for year in YEARS
    )
    (folder / "observations.csv").write_text("\n".join(lines) + "\n", "utf-8")


class InNumPy:
    """The same arithmetic on arrays already laid out: doubles only, no reasons, no exact ties."""

    def __init__(self, columns: libplan.ProgressColumns) -> None:
        shape = len(YEARS), len(columns.indicators), len(BODIES)
        self.value = columns.value.reshape(shape).copy()
        self.known = columns.state.reshape(shape) == columns.states.index("value")
        last = columns.required.reshape(shape)[-1:, :, :1]
        self.lower = columns.lower.reshape(shape)[:1, :, :1].copy()
        self.upper = columns.upper.reshape(shape)[:1, :, :1].copy()
        self.baseline = (40 + np.arange(200) / 10).reshape(1, 200, 1)
        self.length = np.where(last == self.baseline, np.nan, last - self.baseline)
        self.share = (np.array(YEARS) - 2015).reshape(-1, 1, 1) / 5
        self.spot = (np.arange(200) % len(KINDS) == KINDS.index("within")).reshape(1, 200, 1)
        self.early = np.isin(np.arange(200) % len(KINDS), [0, 1, 2, 3, 4]).reshape(1, 200, 1)

    def __call__(self) -> tuple[np.ndarray, ...]:
        required = self.baseline + self.length * self.share
        completion = (self.value - self.baseline) / self.length
        lead = np.round((completion - self.share) * 100, 9)
        met = (self.value >= self.lower) & (self.value <= self.upper)
        pace = np.where(lead > MARGIN, 1, np.where(lead >= -MARGIN, 2, 3))
        status = np.where(np.isnan(lead), np.where(met, 2, 3), pace)
        status = np.where(met & self.early, 0, status)
        status = np.where(self.spot & ~met, 4, status)
        status[-1] = np.where(met[-1], 2, 3)
        status = np.where(self.known, status, 4).astype(np.uint8)
        return required, completion, met, status


def measuring(folder: libplan.PlanFolder) -> None:
    plan, observations = folder.plan, folder.observations

    def ours() -> libplan.ProgressColumns:
        return libplan.measure_columns(plan, observations, first_year=FIRST, last_year=LAST)

    columns = ours()
    theirs = InNumPy(columns)
    same = (theirs()[-1].reshape(columns.status.shape) == columns.status).mean()
    print(f"series × years        {columns.value.shape[1]} × {columns.value.shape[0]}")
    (our_median, our_best), (their_median, their_best) = (
        milliseconds(ours, 201, time.thread_time),  # one thread, however busy the machine is
        milliseconds(theirs, 201, time.thread_time),
    )
    print(f"measure_columns       {our_median:7.2f} ms (best {our_best:.2f})")
    print(f"NumPy, arrays laid out{their_median:7.2f} ms (best {their_best:.2f})")
    print(f"ratio                 ×{their_median / our_median:6.2f}; same statuses: {same:.1%}")


def reading(path: Path) -> None:
    ours, our_best = milliseconds(lambda: libplan.read(path), 15)
    theirs, their_best = milliseconds(lambda: polars.read_csv(path / "observations.csv"), 15)
    print(f"libplan.read          {ours:7.1f} ms (best {our_best:.1f})")
    print(f"polars.read_csv       {theirs:7.1f} ms (best {their_best:.1f}), the table alone")
    print(f"over polars           {ours - theirs:7.1f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        write_folder(Path(temporary))
        reading(Path(temporary))
        measuring(libplan.read(temporary))
