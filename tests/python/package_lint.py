"""What makes a spreadsheet program refuse or repair a workbook, beyond what a schema can say.

``faults(path)`` lists it, each with its part; an empty list is a sound package.
"""

import math
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError, fromstring

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
ROWS, COLUMNS, TEXT, FORMULA, LITERAL = 1_048_576, 16_384, 32_767, 8_192, 255
LINKS = ("http://", "https://", "mailto:")
ORDER = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection autoFilter
mergeCells conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup
headerFooter rowBreaks colBreaks drawing legacyDrawing tableParts extLst""".split()

Range = tuple[int, int, int, int]  # first row, first column, last row, last column; from 1


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cell(reference: str) -> tuple[int, int]:
    """(7, 3) of C7; of $C$7 too. ValueError for what is none."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)", reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if row > ROWS or column > COLUMNS:
        raise ValueError(reference)
    return row, column


def area(reference: str) -> Range:
    first, _, last = reference.partition(":")
    top, left = cell(first)
    bottom, right = cell(last or first)
    if top > bottom or left > right:
        raise ValueError(reference)
    return top, left, bottom, right


def overlap(a: Range, b: Range) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def unescaped(text: str) -> str:
    """What a spreadsheet program shows of a text: _x0041_ is A."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def shown(element: Element) -> str:
    """The text of a shared or inline string, runs together."""
    return unescaped("".join(part.text or "" for part in element.iter(MAIN + "t")))


@dataclass
class Package:
    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def tell(self, part: str, words: str) -> None:
        self.found.append(f"{part}: {words}")

    def attempt(self, part: str, what: str, check: Callable[[], object]) -> None:
        """Tells what a reference or a number is not."""
        try:
            check()
        except (ValueError, LookupError, TypeError) as error:
            self.tell(part, f"{what} {error}")

    @property
    def sheets(self) -> list[Element]:
        return list(self.trees["xl/workbook.xml"].iter(MAIN + "sheet"))

    @property
    def sheet_names(self) -> list[str]:
        return [sheet.get("name", "") for sheet in self.sheets]


def faults(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as file:
            if (broken := file.testzip()) is not None:
                return [f"{broken}: damaged"]
            names = file.namelist()
            package = Package({name: file.read(name) for name in names})
    except zipfile.BadZipFile as error:
        return [f"no package: {error}"]
    for name, times in Counter(name.lower() for name in names).items():
        if times > 1 or name.startswith("/") or ".." in name:
            package.tell(name, "is there twice, or leads elsewhere")
    parse(package)
    if package.found:
        return package.found
    for check in (
        content_types,
        relations,
        names_of_sheets,
        defined_names,
        styles,
        strings,
        sheets,
        charts,
    ):
        check(package)
    return package.found


def parse(package: Package) -> None:
    for name, content in package.parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            if "<!DOCTYPE" in content.decode("utf-8"):
                package.tell(name, "has a DOCTYPE")
            package.trees[name] = fromstring(content)
        except (UnicodeDecodeError, ParseError) as error:
            package.tell(name, f"is not well formed: {error}")
    for needed in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml"):
        if needed not in package.parts:
            package.tell(needed, "is missing")


def content_types(package: Package) -> None:
    types = package.trees["[Content_Types].xml"]
    defaults = {node.get("Extension") for node in types if node.tag.endswith("Default")}
    overrides = Counter(node.get("PartName", "") for node in types if node.tag.endswith("Override"))
    for name, times in overrides.items():
        if times > 1 or name[1:] not in package.parts:
            package.tell("[Content_Types].xml", f"{name} is named twice, or not there")
    for name in package.parts:
        typed = "/" + name in overrides or name.rsplit(".", 1)[-1] in defaults
        generic = name.startswith("xl/") and name.endswith(".xml") and "/" + name not in overrides
        if name != "[Content_Types].xml" and (not typed or generic):
            package.tell("[Content_Types].xml", f"{name} has no type")


def source_of(rels: str) -> str:
    """xl/_rels/workbook.xml.rels belongs to xl/workbook.xml."""
    path = PurePosixPath(rels)
    return str(path.parent.parent / path.name.removesuffix(".rels")).removeprefix("./")


def target_of(rels: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps: list[str] = []
    for step in (PurePosixPath(source_of(rels)).parent / target).parts:
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def relations(package: Package) -> None:
    known: dict[str, set[str]] = {}
    for rels, tree in package.trees.items():
        if not rels.endswith(".rels"):
            continue
        source = source_of(rels)
        if rels != "_rels/.rels" and source not in package.parts:
            package.tell(rels, "belongs to no part")
        ids = [node.get("Id", "") for node in tree]
        if len(set(ids)) != len(ids):
            package.tell(rels, "has an id twice")
        known[source] = set(ids)
        for node in tree:
            target = node.get("Target", "")
            if node.get("TargetMode") == "External":
                link(package, rels, target)
            elif target_of(rels, target) not in package.parts:
                package.tell(rels, f"leads to {target}, which is not there")
    for name, tree in package.trees.items():
        for node in tree.iter():
            for attribute, value in node.attrib.items():
                if attribute.startswith(RELATION) and value not in known.get(name, set()):
                    package.tell(name, f"relation {value} is not there")


def link(package: Package, part: str, target: str) -> None:
    """To the world by three schemes; else to a file beside this one."""
    if not target.startswith(LINKS) and re.search(r"[:/\\#]", target):
        package.tell(part, f"link {target} leads to a program or to another folder")


def names_of_sheets(package: Package) -> None:
    part = "xl/workbook.xml"
    folded = Counter(name.casefold() for name in package.sheet_names)
    for name in package.sheet_names:
        bad = not name or utf16(name) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name)
        if bad or name.casefold() == "history" or folded[name.casefold()] > 1:
            package.tell(part, f"sheet name {name!r}")
    ids = [sheet.get("sheetId") for sheet in package.sheets]
    if len(set(ids)) != len(ids) or not ids:
        package.tell(part, "sheet ids")


def check_formula(package: Package, part: str, formula: str) -> None:
    if utf16(formula) >= FORMULA:
        package.tell(part, f"formula of {utf16(formula)} characters")
    for literal in re.findall(r'"((?:[^"]|"")*)"', formula):
        if utf16(literal.replace('""', '"')) > LITERAL:
            package.tell(part, f"literal of {utf16(literal)} characters in a formula")
    without = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    for quoted, bare in re.findall(r"'((?:[^']|'')+)'!|([^\s'!(),+*/<>=&:-]+)!", without):
        name = quoted.replace("''", "'") or bare
        if name not in package.sheet_names and name != "#REF":
            package.tell(part, f"formula refers to the sheet {name!r}, which is not there")
    for reference in re.findall(r"\$?[A-Z]{1,3}\$?[0-9]{1,8}(?![A-Za-z0-9_(])", without):
        if re.search(r"[A-Za-z0-9_.]" + re.escape(reference), without) is None:
            package.attempt(part, "formula refers to", lambda reference=reference: cell(reference))
    if "#REF!" in without:
        package.tell(part, "formula refers to nothing")


def defined_names(package: Package) -> None:
    part = "xl/workbook.xml"
    seen = set()
    for node in package.trees[part].iter(MAIN + "definedName"):
        name, local = node.get("name", ""), node.get("localSheetId")
        if local is not None and int(local) >= len(package.sheets):
            package.tell(part, f"name {name} belongs to a sheet that is not there")
        if (name.casefold(), local) in seen or not re.fullmatch(r"[A-Za-z_][\w.]*", name):
            package.tell(part, f"name {name!r}")
        seen.add((name.casefold(), local))
        check_formula(package, part, node.text or "")


def children(tree: Element, tag: str) -> list[Element]:
    group = tree.find(MAIN + tag)
    return [] if group is None else list(group)


def styles(package: Package) -> None:
    part = "xl/styles.xml"
    tree = package.trees[part]
    for group in tree:
        count = group.get("count")
        if count is not None and int(count) != len(list(group)):
            package.tell(part, f"count of {group.tag.removeprefix(MAIN)}")
    own = {int(node.get("numFmtId", "")) for node in children(tree, "numFmts")}
    limits = {tag + "Id": len(children(tree, tag + "s")) for tag in ("font", "fill", "border")}
    limits["xfId"] = len(children(tree, "cellStyleXfs"))
    for node in children(tree, "cellXfs") + children(tree, "cellStyleXfs"):
        for attribute, limit in limits.items():
            if int(node.get(attribute, "0")) >= limit:
                package.tell(part, f"{attribute} {node.get(attribute)} is not there")
        number = int(node.get("numFmtId", "0"))
        if number >= 164 and number not in own:
            package.tell(part, f"number format {number} is not there")


def strings(package: Package) -> None:
    part = "xl/sharedStrings.xml"
    tree = package.trees.get(part)
    texts = [] if tree is None else list(tree)
    used = 0
    for name, sheet in sheet_parts(package):
        for node in sheet.iter(MAIN + "c"):
            if node.get("t") != "s":
                continue
            used += 1
            index = node.findtext(MAIN + "v", "")
            if not index.isdigit() or int(index) >= len(texts):
                package.tell(name, f"{node.get('r')} shows string {index}, which is not there")
    if tree is not None:
        if (tree.get("count"), tree.get("uniqueCount")) != (str(used), str(len(texts))):
            package.tell(part, "counts of strings")
        for node in texts:
            if utf16(shown(node)) > TEXT:
                package.tell(part, f"text of {utf16(shown(node))} characters")


def sheet_parts(package: Package) -> Iterator[tuple[str, Element]]:
    for name, tree in package.trees.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            yield name, tree


def sheets(package: Package) -> None:
    for name, tree in sheet_parts(package):
        tags = [node.tag.removeprefix(MAIN) for node in tree]
        if [tag for tag in ORDER if tag in tags] != list(dict.fromkeys(tags)):
            package.tell(name, f"order of {tags}")
        rows_and_cells(package, name, tree)
        merges(package, name, tree)
        columns(package, name, tree)
        ranges(package, name, tree)
        validations(package, name, tree)
        links(package, name, tree)


def rows_and_cells(package: Package, part: str, tree: Element) -> None:
    formats = len(children(package.trees["xl/styles.xml"], "cellXfs"))
    bounds = tree.find(MAIN + "dimension")
    inside = area(bounds.get("ref", "")) if bounds is not None else (1, 1, ROWS, COLUMNS)
    last_row = 0
    for row in children(tree, "sheetData"):
        number = int(row.get("r", "0"))
        if number <= last_row or number > ROWS:
            package.tell(part, f"row {number} follows row {last_row}")
        last_row, last_column = number, 0
        for node in row:
            reference = node.get("r", "")
            try:
                at = cell(reference)
            except ValueError:
                package.tell(part, f"cell {reference!r}")
                continue
            if at[0] != number or at[1] <= last_column:
                package.tell(part, f"cell {reference} in row {number} after column {last_column}")
            last_column = at[1]
            if not overlap(inside, (*at, *at)):
                package.tell(part, f"cell {reference} lies outside the dimension")
            if int(node.get("s", "0")) >= formats:
                package.tell(
                    part, f"cell {reference} has format {node.get('s')}, which is not there"
                )
            content(package, part, node)


def content(package: Package, part: str, node: Element) -> None:
    where, kind, value = node.get("r"), node.get("t", "n"), node.findtext(MAIN + "v")
    if kind not in ("n", "s", "str", "b", "e", "inlineStr"):
        package.tell(part, f"{where} is of kind {kind}")
    if kind == "n" and value is not None:
        plain = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", value)
        if plain is None or not math.isfinite(float(value)):
            package.tell(part, f"{where} holds {value}, no finite number")
    if kind == "inlineStr" and utf16(shown(node)) > TEXT:
        package.tell(part, f"{where} has a text of {utf16(shown(node))} characters")
    formula = node.findtext(MAIN + "f")
    if formula is not None:
        check_formula(package, f"{part}!{where}", unescaped(formula))


def merges(package: Package, part: str, tree: Element) -> None:
    group = children(tree, "mergeCells")
    areas = []
    for node in group:
        try:
            areas.append(area(node.get("ref", "")))
        except ValueError as error:
            package.tell(part, f"merged cells {error}")
    if group and tree.find(MAIN + "mergeCells").get("count") != str(len(group)):  # type: ignore[union-attr]
        package.tell(part, "count of mergeCells")
    for i, one in enumerate(areas):
        if one[:2] == one[2:]:
            package.tell(part, f"a single cell {one} is merged")
        if any(overlap(one, other) for other in areas[:i]):
            package.tell(part, f"merged cells overlap at {one}")
    covered = {(r, c) for a in areas for r in range(a[0], a[2] + 1) for c in range(a[1], a[3] + 1)}
    covered -= {one[:2] for one in areas}
    for node in tree.iter(MAIN + "c"):
        if len(node) and cell(node.get("r", "")) in covered:
            package.tell(part, f"{node.get('r')} holds something under merged cells")


def columns(package: Package, part: str, tree: Element) -> None:
    last = 0
    for node in children(tree, "cols"):
        first, end = int(node.get("min", "0")), int(node.get("max", "0"))
        if first <= last or end < first or end > COLUMNS:
            package.tell(part, f"columns {first} to {end}")
        last = end


def ranges(package: Package, part: str, tree: Element) -> None:
    rules = len(children(package.trees["xl/styles.xml"], "dxfs"))
    for node in tree.iter():
        for attribute in ("ref", "sqref"):
            for reference in node.get(attribute, "").split():
                package.attempt(part, "range", lambda reference=reference: area(reference))
        if node.tag == MAIN + "cfRule" and int(node.get("dxfId", "0")) >= max(rules, 1):
            package.tell(part, f"rule has format {node.get('dxfId')}, which is not there")
        if node.tag == MAIN + "formula":
            check_formula(package, part, node.text or "")


def validations(package: Package, part: str, tree: Element) -> None:
    for node in children(tree, "dataValidations"):
        listed = node.findtext(MAIN + "formula1") or ""
        if node.get("type") == "list" and listed.startswith('"') and utf16(listed) - 2 > LITERAL:
            package.tell(part, f"list of {utf16(listed) - 2} characters")
        for attribute, most in (
            ("promptTitle", 32),
            ("prompt", 255),
            ("errorTitle", 32),
            ("error", 255),
        ):
            if utf16(unescaped(node.get(attribute, ""))) > most:
                package.tell(part, f"{attribute} is longer than {most}")


def links(package: Package, part: str, tree: Element) -> None:
    for node in children(tree, "hyperlinks"):
        location = node.get("location")
        if location is None:
            continue
        sheet, _, reference = location.rpartition("!")
        name = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
        if node.get(RELATION + "id") is None and name not in package.sheet_names:
            package.tell(part, f"link to {location}, which is not there")
        package.attempt(part, "link to", lambda reference=reference: area(reference))


def charts(package: Package) -> None:
    for name, tree in package.trees.items():
        if not name.startswith("xl/charts/"):
            continue
        for node in tree.iter(CHART + "f"):
            check_formula(package, name, node.text or "")
        for source in (*tree.iter(CHART + "numRef"), *tree.iter(CHART + "strRef")):
            reference = (source.findtext(CHART + "f") or "").rpartition("!")[2]
            for count in source.iter(CHART + "ptCount"):
                top, left, bottom, right = area(reference.replace("$", ""))
                if int(count.get("val", "")) != (bottom - top + 1) * (right - left + 1):
                    package.tell(name, f"{reference} holds {count.get('val')} points")
            package.attempt(name, "figures", partial(charted, package, name, source))


def charted(package: Package, part: str, source: Element) -> None:
    """Viewers that cannot calculate draw the figures in a chart: they are those of its cells."""
    formula = source.findtext(CHART + "f") or ""
    sheet, _, reference = formula.rpartition("!")
    top, left, bottom, right = area(reference.replace("$", ""))
    cells = held(package, sheet.removeprefix("'").removesuffix("'").replace("''", "'"))
    places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    numbers = source.tag == CHART + "numRef"
    of_cells = {i: cells[at] for i, at in enumerate(places) if cells.get(at, "") != ""}
    if numbers:
        of_cells = {i: value for i, value in of_cells.items() if isinstance(value, float)}
    of_chart = {
        int(point.get("idx", "")): float(text) if numbers else unescaped(text)
        for point in source.iter(CHART + "pt")
        if (text := point.findtext(CHART + "v")) is not None
    }
    if of_chart != of_cells:
        package.tell(part, f"{formula} shows {of_chart}, where the cells hold {of_cells}")


def held(package: Package, sheet: str) -> dict[tuple[int, int], str | float]:
    """What stands in the cells of a sheet."""
    ids = {node.get("name"): node.get(RELATION + "id") for node in package.sheets}
    targets = {node.get("Id"): node.get("Target", "") for node in package.trees[BOOK_RELATIONS]}
    texts = list(package.trees.get("xl/sharedStrings.xml", ()))
    cells: dict[tuple[int, int], str | float] = {}
    for node in package.trees["xl/" + targets[ids[sheet]]].iter(MAIN + "c"):
        value, kind = node.findtext(MAIN + "v"), node.get("t", "n")
        if value is None:
            continue
        text = shown(texts[int(value)]) if kind == "s" else unescaped(value)
        cells[cell(node.get("r", ""))] = float(value) if kind == "n" else text
    return cells
