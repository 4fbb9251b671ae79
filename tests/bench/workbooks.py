"""How long workbooks take, beside what a user would pick instead: tests/bench/workbooks.py

One scorecard of a 60-item scheme with two charts, the same cells, formulas with their results,
formats, merges, page set-up, conditional formats and charts by each library, in one run. XlsxWriter
and openpyxl write into memory, ours into files in memory (/dev/shm) and on the disk.
"""

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from libplan.typing import Packing
from openpyxl.cell.cell import MergedCell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

import libplan

YEAR = 2018
PLAN = """[plan]
id = "safety-2016-2020"
title = "安全生产规划"
first_year = 2016
last_year = 2020
baseline_year = 2015

[[indicator]]
id = "deaths"
title = "生产安全事故死亡人数"
unit = "人"
direction = "down"
adds_up = "sum"
count = true
baseline = [{ year = 2015, value = 20 }]
target = [{ year = 2020, reduce_percent = 30 }]
"""
GRADES = (("优秀", 108), ("良好", 96), ("合格", 72), ("不合格", 0))


# ---- the content ----


def item(number: int) -> tuple[str, str]:
    """An item of the scheme, and the fact it reads."""
    head = f'\n  [[group.item]]\n  id = "i{number}"\n  title = "第{number + 1}项工作落实情况"\n'
    head += "  full = 2\n"
    if number % 3 == 0:
        return head + '  clause = "由考核组评分"\n  rule = { marks = true, step = 0.1 }\n', ""
    unit = "%" if number % 3 == 1 else "起"
    fact = f'\n[[fact]]\nid = "f{number}"\ntitle = "第{number + 1}项指标"\n'
    fact += f'unit = "{unit}"\nsupplied = true\n'
    rule = (
        f'  clause = "按完成比例乘以标准分"\n  fact = "f{number}"\n  rule = {{ share_of = 100 }}\n'
    )
    if number % 3 == 2:
        rule = f'  clause = "每发生1起扣0.5分，扣完为止"\n  fact = "f{number}"\n'
        rule += "  rule = { per = 1, reference = 0, over = -0.5, floor = 0 }\n"
    return head + rule, fact


def write_plan(folder: Path, units: int, items: int = 60) -> None:
    """A plan folder with one scheme of items in groups of ten, and the figures of its towns."""
    facts = groups = ""
    rows, marks = ["fact,body,year,value"], ["item,body,year,scorer,value"]
    for number in range(items):
        if number % 10 == 0:
            group = number // 10 + 1
            groups += f'\n[[group]]\nid = "g{group}"\ntitle = "第{group}方面工作"\nfull = 20\n'
        words, fact = item(number)
        groups, facts = groups + words, facts + fact
        for unit in range(1, units + 1):
            if number % 3 == 0:
                marks.append(f"i{number},t{unit},{YEAR},team,{(unit * 7 + number) % 21 / 10}")
            else:
                most = 101 if number % 3 == 1 else 6
                rows.append(f"f{number},t{unit},{YEAR},{(unit * 13 + number * 7) % most}")
    head = '[scheme]\nid = "towns"\ntitle = "乡镇年度考核办法"\nunits = "town"\n'
    head += f"full = {2 * items}\n"
    grades = "".join(f'\n[[grade]]\ntitle = "{title}"\nfrom = {low}\n' for title, low in GRADES)
    bodies = '[[body]]\nid = "district"\ntitle = "全区"\nkind = "district"\n'
    for unit in range(1, units + 1):
        bodies += f'\n[[body]]\nid = "t{unit}"\ntitle = "第{unit}镇"\nkind = "town"\n'
        bodies += 'parent = "district"\n'
    files = {
        "plan.toml": PLAN,
        "overlay.toml": bodies,
        "schemes/towns.toml": head + facts + groups + grades,
        "observations.csv": "indicator,body,period,value\ndeaths,,2016,19\ndeaths,,2017,18\n"
        "deaths,,2018,16\n",
        "facts.csv": "\n".join(rows) + "\n",
        "marks.csv": "\n".join(marks) + "\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@dataclass
class Page:
    """A sheet as any library can write it."""

    name: str
    widths: list[float]
    heights: dict[int, float]
    cells: list[tuple[int, int, Any, Any, int]]  # row, column, value, cached result, format
    merges: list[tuple[int, int, int, int]]


def pages_of(file: Path) -> tuple[list[Page], dict[int, dict[str, Any]]]:
    formulas, results = openpyxl.load_workbook(file), openpyxl.load_workbook(file, data_only=True)
    formats: dict[int, dict[str, Any]] = {}
    pages = []
    for sheet in formulas:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, MergedCell) or not (cell.has_style or cell.value is not None):
                    continue
                style = hash(cell._style)
                formats.setdefault(style, format_of(cell))
                result = results[sheet.title][cell.coordinate].value
                cells.append((cell.row - 1, cell.column - 1, cell.value, result, style))
        widths = [
            sheet.column_dimensions[openpyxl.utils.get_column_letter(i + 1)].width
            for i in range(sheet.max_column)
        ]
        heights = {at - 1: row.height for at, row in sheet.row_dimensions.items() if row.height}
        merges = [
            (m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1)
            for m in sheet.merged_cells.ranges
        ]
        pages.append(Page(sheet.title, widths, heights, cells, merges))
    return pages, formats


def format_of(cell: Any) -> dict[str, Any]:
    """The properties of a cell by the names of XlsxWriter."""
    found: dict[str, Any] = {
        "font_name": cell.font.name,
        "font_size": cell.font.sz,
        "bold": bool(cell.font.b),
        "num_format": cell.number_format,
        "text_wrap": bool(cell.alignment.wrap_text),
        "align": cell.alignment.horizontal or "",
        "valign": "vcenter",
    }
    if cell.font.color is not None and isinstance(cell.font.color.rgb, str):
        found["font_color"] = "#" + cell.font.color.rgb[-6:]
    if cell.fill.fill_type == "solid":
        found["bg_color"] = "#" + cell.fill.fgColor.rgb[-6:]
    if cell.border.left.style:
        found |= {"border": 7, "border_color": "#9FB3C8"}
    return found


# ---- the alternatives ----


def by_xlsxwriter(pages: list[Page], formats: dict[int, dict[str, Any]]) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    made = {key: book.add_format(properties) for key, properties in formats.items()}
    for number, page in enumerate(pages):
        sheet = book.add_worksheet(page.name)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第&P页 共&N页")
        sheet.hide_gridlines(2)
        for column, width in enumerate(page.widths):
            sheet.set_column(column, column, width)
        for row, height in page.heights.items():
            sheet.set_row(row, height)
        merged = {(first, left): (last, right) for first, left, last, right in page.merges}
        for row, column, value, result, key in page.cells:
            if (row, column) in merged:
                sheet.merge_range(row, column, *merged[row, column], "", made[key])
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(row, column, value, made[key], "" if result is None else result)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, made[key])
            elif value is None:
                sheet.write_blank(row, column, None, made[key])
            else:
                sheet.write_number(row, column, value, made[key])
        if number == 0:
            bars = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True}
            sheet.conditional_format(8, 4, 13, 4, bars)
            chart = book.add_chart({"type": "bar"})
            series = {"categories": [page.name, 8, 0, 13, 0], "values": [page.name, 8, 4, 13, 4]}
            chart.add_series(series | {"name": "得分率", "data_labels": {"value": True}})
            sheet.insert_chart(17, 0, chart)
        if number == 2:
            chart = book.add_chart({"type": "line"})
            for column, name in ((1, "要求"), (2, "实际")):
                chart.add_series(
                    {
                        "name": name,
                        "categories": [page.name, 7, 0, 11, 0],
                        "values": [page.name, 7, column, 11, column],
                    }
                )
            sheet.insert_chart(6, 4, chart)
    book.close()
    return memory.getvalue()


def by_openpyxl(pages: list[Page], formats: dict[int, dict[str, Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    styles = {}
    for key, found in formats.items():
        style = NamedStyle(name=str(key))
        style.font = Font(name=found["font_name"], size=found["font_size"], bold=found["bold"])
        style.alignment = Alignment(
            horizontal=found["align"] or None, vertical="center", wrap_text=found["text_wrap"]
        )
        style.number_format = found["num_format"]
        if "bg_color" in found:
            style.fill = PatternFill("solid", fgColor=found["bg_color"][1:])
        if "border" in found:
            side = Side(style="hair", color="9FB3C8")
            style.border = Border(left=side, right=side, top=side, bottom=side)
        styles[key] = str(key)
        book.add_named_style(style)
    for number, page in enumerate(pages):
        sheet = book.create_sheet(page.name)
        for column, width in enumerate(page.widths):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].width = width
        for row, height in page.heights.items():
            sheet.row_dimensions[row + 1].height = height
        for row, column, value, _, key in page.cells:
            cell = sheet.cell(row + 1, column + 1, value)
            cell.style = styles[key]
        for first, left, last, right in page.merges:
            sheet.merge_cells(None, first + 1, left + 1, last + 1, right + 1)
        if number in (0, 2):
            chart = BarChart() if number == 0 else LineChart()
            first, last = (9, 14) if number == 0 else (8, 12)
            for column in (5,) if number == 0 else (2, 3):
                chart.add_data(Reference(sheet, min_col=column, min_row=first, max_row=last))
            chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
            sheet.add_chart(chart, "A18" if number == 0 else "E7")
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


# ---- measuring ----


def milliseconds(
    work: Callable[[], object], times: int, clock: Callable[[], float] = time.process_time
) -> float:
    """The median; in processor time, which other work on the machine disturbs least."""
    taken = []
    for _ in range(times):
        start = clock()
        work()
        taken.append((clock() - start) * 1000)
    return statistics.median(taken)


def say(what: str, took: float, than: float) -> None:
    print(f"{what:<58}{took:9.2f} ms  ×{took / than:.1f}")


def scorecards(units: int) -> None:
    """Each per scorecard; ratios to one thread of ours."""
    print(f"one scorecard of 60 items, mean of {units}; ours includes the layout")
    with (
        tempfile.TemporaryDirectory() as name,
        tempfile.TemporaryDirectory(dir="/dev/shm") as memory,
    ):
        write_plan(Path(name, "plan"), units)
        folder = libplan.read(Path(name, "plan"))
        results = libplan.assess_year(folder, year=YEAR)
        out = Path(memory, "out")

        def ours(
            threads: int,
            packing: Packing = "own",
            out: Path = out,
            clock: Callable[[], float] = time.process_time,
        ) -> float:
            def work() -> object:
                return libplan.write_scorecards(
                    folder, results, out=out, threads=threads, packing=packing
                )

            work()
            return milliseconds(work, 7, clock) / units

        one = ours(1)
        say("libplan, one thread, processor time", one, one)
        say("packed by libxlsxwriter, one thread, processor time", ours(1, "library"), one)
        files = sorted(out.iterdir())
        pages, formats = pages_of(files[0])
        cells = sum(len(page.cells) for page in pages)
        took = milliseconds(lambda: by_xlsxwriter(pages, formats), 15)
        say(f"XlsxWriter in memory, the {cells} cells, processor time", took, one)
        took = milliseconds(lambda: by_openpyxl(pages, formats), 5)
        say("openpyxl in memory, processor time", took, one)
        finished = [file.read_bytes() for file in files]

        def copy() -> None:
            for file, content in zip(files, finished, strict=True):
                aside = file.with_suffix(".part")
                aside.write_bytes(content)
                aside.rename(file)

        say("floor: the finished bytes, written and renamed", milliseconds(copy, 7) / units, one)
        for threads in (1, 2):
            took = ours(threads, clock=time.perf_counter)
            say(f"libplan, {threads} threads, by the clock, in memory", took, one)
            took = ours(threads, out=Path(name, "out"), clock=time.perf_counter)
            say(f"libplan, {threads} threads, by the clock, on the disk, synced", took, one)


# ---- a row for every unit and item ----

DETAIL = """
import resource, sys, time, libplan
folder = libplan.read(sys.argv[1])
(assessment,) = libplan.assess_year(folder, year=2018).assessments
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, start = peak(), time.perf_counter()
libplan.write_detail(assessment, sys.argv[2], packing=sys.argv[3])
print(time.perf_counter() - start, peak() - before)
"""


def detail_by_xlsxwriter(rows: int, file: Path) -> float:
    texts = ("t1234", "第1234镇", "一类", "第3方面工作", "i17", "第18项工作落实情况")
    start = time.perf_counter()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    text, number = book.add_format({"border": 7}), book.add_format({"num_format": "0.00"})
    sheet = book.add_worksheet("明细")
    for row in range(rows):
        for column, words in enumerate(texts):
            sheet.write_string(row, column, words, text)
        sheet.write_number(row, 6, 2, number)
        sheet.write_number(row, 7, row % 200 / 100, number)
        sheet.write_number(row, 8, (200 - row % 200) / 100, number)
        sheet.write_string(row, 9, "有得分", text)
    book.close()
    return time.perf_counter() - start


def detail(units: int) -> None:
    rows = units * 100
    print(f"{rows:,} rows × 10 columns, one thread, on the disk")
    with tempfile.TemporaryDirectory() as name:
        write_plan(Path(name, "plan"), units, 100)
        first = None
        for file, packing in (("own.xlsx", "own"), ("own.csv", "own"), ("library.xlsx", "library")):
            command = [sys.executable, "-c", DETAIL, Path(name, "plan"), Path(name, file), packing]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            took, memory = map(float, told.split())
            first = first or took
            what = f"write_detail {file}, {memory:.0f} MB"
            print(f"{what:<58}{took:9.2f} s  ×{took / first:.1f}")
        took = detail_by_xlsxwriter(rows, Path(name, "peer.xlsx"))
        print(f"{'XlsxWriter, constant_memory':<58}{took:9.2f} s  ×{took / first:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=200, help="scorecards in a batch")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the detail")
    parser.add_argument("--plan", type=Path, help="only write a plan folder for workbooks.cpp here")
    options = parser.parse_args()
    if options.plan:
        write_plan(options.plan, options.units)
        sys.exit()
    scorecards(options.units)
    detail(options.rows // 100)
