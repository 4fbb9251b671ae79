"""Recalculates workbooks with LibreOffice and compares each formula with the result it carries."""

import re
import subprocess
import zipfile
from pathlib import Path

from openpyxl import load_workbook

HARD_RECALCULATION = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">
<value>0</value></prop></item></oor:items>"""


def recalculated(files: list[Path], folder: Path) -> Path:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(HARD_RECALCULATION)
    out = folder / "recalculated"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    subprocess.run(command + [str(file) for file in files], check=True, capture_output=True)
    return out


def differences(files: list[Path], folder: Path) -> tuple[int, list[str]]:
    """How many formulas there are, and those whose recalculated value is not the one they carry."""
    out = recalculated(files, folder)
    formulas = 0
    found = []
    for file in files:
        written = load_workbook(file, data_only=True)
        again = load_workbook(out / file.name, data_only=True)
        for sheet in load_workbook(file):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type != "f":
                        continue
                    formulas += 1
                    ours = written[sheet.title][cell.coordinate].value
                    theirs = again[sheet.title][cell.coordinate].value
                    if not same(ours, theirs):
                        found.append(f"{file.name}!{sheet.title}!{cell.coordinate} {ours} {theirs}")
    return formulas, found


def same(ours: object, theirs: object) -> bool:
    if ours in ("", None) and theirs in ("", None):
        return True
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-9
    return ours == theirs


def plant_wrong_cache(file: Path, target: Path) -> Path:
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                text = content.decode()
                content = re.sub(r"(</f><v>)[^<]*", r"\g<1>0.123", text, count=1).encode()
            copy.writestr(name, content)
    return target
