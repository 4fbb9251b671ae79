"""Writing forms, and reading filled ones beside openpyxl.

``python tests/bench/collect.py [--forms 1000]``

One plan with a 60-item scheme; every form is another file. All that is compared is read in this
one run: libplan reads and checks every cell of a form, openpyxl reads the cells alone.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

import libplan

ITEMS, GROUPS = 60, 6

PLAN = """
[plan]
id = "bench"
title = "示例"
area = "示例区"
first_year = 2016
last_year = 2020
baseline_year = 2015
"""


def scheme() -> str:
    lines = [
        '[scheme]\nid = "towns"\ntitle = "考核办法"\nunits = "town"\n'
        "full = 100\nillustrative = true\n"
    ]
    for group in range(GROUPS):
        head = f'[[group]]\nid = "g{group}"\ntitle = "第{group + 1}类"\n'
        lines.append(f"{head}full = {ITEMS // GROUPS * 5}\n")
        for item in range(ITEMS // GROUPS):
            lines.append(
                f'  [[group.item]]\n  id = "i{group}_{item}"\n'
                f'  title = "第{group + 1}类第{item + 1}项工作"\n'
                f'  full = 5\n  clause = "按要求完成得满分，每缺一项材料扣0.5分，扣完为止"\n'
                "  rule = { marks = true, step = 0.5 }\n"
            )
    lines.append('[[grade]]\ntitle = "优秀"\nfrom = 90\n[[grade]]\ntitle = "合格"\nfrom = 0\n')
    return "\n".join(lines).replace("full = 100", f"full = {ITEMS * 5}", 1)


def plan(folder: Path, units: int) -> Path:
    (folder / "schemes").mkdir(parents=True)
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    bodies = [f'[[body]]\nid = "t{i}"\ntitle = "第{i}镇"\nkind = "town"\n' for i in range(units)]
    (folder / "overlay.toml").write_text("illustrative = true\n" + "\n".join(bodies), "utf-8")
    (folder / "schemes/towns.toml").write_text(scheme(), "utf-8")
    marks = [
        f"i{g}_{i},t{unit},2018,team,{(unit + g + i) % 11 / 2}"
        for unit in range(units)
        for g in range(GROUPS)
        for i in range(ITEMS // GROUPS)
    ]
    rows = "\n".join(["item,body,year,scorer,value", *marks])
    (folder / "marks.csv").write_text(rows + "\n", "utf-8")
    return folder


def seconds(action: Callable[[], object], clock: Callable[[], float], repeats: int = 3) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(repeats):
        start = clock()
        action()
        best = min(best, clock() - start)
    return best


def cells_of(file: Path) -> int:
    book = load_workbook(file, read_only=True, data_only=True)
    count = sum(1 for sheet in book.worksheets for row in sheet.iter_rows() for _ in row)
    book.close()
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--openpyxl", type=int, default=40, help="how many of them openpyxl reads")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = libplan.read(plan(Path(place, "plan"), options.forms))

        def write(threads: int) -> tuple[list[Path], float, float]:
            """The files, and the seconds of the clock and of the processor."""
            clock, processor = time.perf_counter(), time.process_time()
            files = libplan.write_templates(
                folder,
                year=2018,
                out=Path(place, f"forms-{threads}"),
                scorers=["team"],
                threads=threads,
            )
            return list(files), time.perf_counter() - clock, time.process_time() - processor

        _, alone, _ = write(1)
        files, written, worked = write(2)
        collected = libplan.read_workbooks(files, folder, year=2018, threads=1)
        assert len(collected.marks) == ITEMS * options.forms and not collected.missing

        def ours(threads: int, clock: Callable[[], float]) -> float:
            def read() -> None:
                libplan.read_workbooks(files, folder, year=2018, threads=threads)

            return seconds(read, clock) / len(files)

        one = ours(1, time.process_time)
        clocked = ours(1, time.perf_counter) / ours(2, time.perf_counter)
        some = files[: options.openpyxl]

        def load() -> None:
            for file in some:
                load_workbook(file, data_only=True)

        def stream() -> None:
            for file in some:
                cells_of(file)

        theirs = seconds(load, time.process_time) / len(some)
        streamed = seconds(stream, time.process_time) / len(some)
        size = files[0].stat().st_size
        for threads in (1, 2):
            shutil.rmtree(Path(place, f"forms-{threads}"))
    print(f"forms of {ITEMS} items, {size / 1024:.1f} KB each")
    print(
        f"{len(files)} written in {written:.2f} s on two threads, {alone:.2f} s on one; "
        f"{worked / len(files) * 1e3:.2f} ms of a processor each"
    )
    print(f"libplan, one thread      {one * 1e3:7.3f} ms a form")
    print(f"libplan, two threads     {clocked:.1f} times as fast")
    print(f"openpyxl, cells alone    {theirs * 1e3:7.2f} ms, {theirs / one:.1f} times as long")
    print(f"openpyxl, read-only      {streamed * 1e3:7.2f} ms, {streamed / one:.1f} times as long")


if __name__ == "__main__":
    main()
