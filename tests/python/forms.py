"""Forms and scorecards as people hand them back: filled in, saved by others, tampered with."""

import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

FORM, TASKS, LISTS = "填报", "任务进展", "字典"
HEADER = 4  # row of the heads
TITLE, CLAUSE, DATE, VALUE, STATE, CHECK, FILE, LINK, REMARK, KEY = 2, 3, 6, 7, 8, 9, 10, 11, 12, 13


class Words(str):
    """Words that are no formula, whatever they begin with."""


Typed = Mapping[str, Mapping[int, object]]


def row_of(sheet: Worksheet, key: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, KEY).value == key)


def fill(form: Path, target: Path, typed: Typed) -> Path:
    """Types into the cells of rows, by their keys: "mark|field|team|2018".

    A negative column stands for the number format of its cell.
    """
    book = load_workbook(form)
    for key, cells in typed.items():
        sheet = book[TASKS if key.startswith("report|") else FORM]
        for column, value in cells.items():
            cell = sheet.cell(row_of(sheet, key), abs(column))
            if column < 0:  # the number format, of which a date needs none
                cell.number_format = str(value)
                continue
            cell.value = value
            if isinstance(value, Words):
                cell.data_type = "s"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def saved_by_libreoffice(files: list[Path], folder: Path) -> list[Path]:
    profile = folder / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved")]
    subprocess.run(command + [str(file) for file in files], check=True, capture_output=True)
    return [folder / "saved" / file.name for file in files]


def rewritten(file: Path, target: Path, change: Callable[[str, str], str]) -> Path:
    """A copy whose parts are changed as text."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        zipfile.ZipFile(file) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name.endswith((".xml", ".rels")):
                content = change(name, content.decode()).encode()
            copy.writestr(name, content)
    return target
