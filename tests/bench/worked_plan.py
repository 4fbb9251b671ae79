"""How long the worked plan takes, beside what a user would pick instead: tests/bench/worked_plan.py

Everything is measured in one run on one machine; medians, and ratios to the alternative.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook

import libplan

PLAN = Path(__file__).parents[2] / "examples/qingxin"
YEAR = 2018


def milliseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def python(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def imports() -> None:
    bare, ours, peer = (
        milliseconds(python(code), 15) for code in ("pass", "import libplan", "import openpyxl")
    )
    print(f"import libplan        {ours - bare:7.1f} ms over bare Python ({bare:.1f} ms)")
    print(f"import openpyxl       {peer - bare:7.1f} ms over bare Python")
    heavy = "import sys, libplan; print({'numpy', 'pandas', 'rich'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True)
    print(f"heavy modules loaded by it: {loaded.stdout.decode().strip().replace('set()', 'none')}")


def computing() -> None:
    folder = libplan.read(PLAN)
    reading = milliseconds(lambda: libplan.read(PLAN), 20)
    figures = (folder.figures, folder.observations, folder.records.controls)
    checking = milliseconds(lambda: libplan.check(folder.plan, *figures), 20)
    together = milliseconds(lambda: libplan.assess_year(libplan.read(PLAN), year=YEAR), 20)
    print(f"read                  {reading:7.1f} ms")
    print(f"check                 {checking:7.1f} ms")
    print(f"read … assess         {together:7.1f} ms")


def whole_job() -> None:
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-c", "from libplan.cli import main; main()", "assess"]
        command += [str(PLAN), "--year", str(YEAR), "--out", out]
        job = milliseconds(lambda: subprocess.run(command, check=True, capture_output=True), 5)
        books = [load_workbook(path) for path in sorted(Path(out).glob("*.xlsx"))]
        cells = [
            [[(c.coordinate, c.value) for row in sheet for c in row if c.value] for sheet in book]
            for book in books
        ]

        def by_openpyxl() -> None:
            for number, sheets in enumerate(cells):
                book = Workbook()
                for sheet in sheets:
                    page = book.create_sheet()
                    for coordinate, value in sheet:
                        page[coordinate] = value
                book.save(Path(out) / f"{number}.xlsx")

        folder = libplan.read(PLAN)
        results = libplan.assess_year(folder, year=YEAR)
        ours = milliseconds(lambda: libplan.write_reports(folder, results, out=out), 5)
        theirs = milliseconds(by_openpyxl, 3)
    print(f"libplan assess        {job:7.0f} ms, from files to {len(books)} workbooks")
    print(f"write_reports         {ours:7.0f} ms")
    print(
        f"openpyxl, same cells  {theirs:7.0f} ms without any format or chart: ×{theirs / ours:.1f}"
    )


if __name__ == "__main__":
    imports()
    computing()
    whole_job()
