"""Whatever the text: a workbook shows exactly it, or it is refused with its place."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from package_lint import CHART, MAIN, faults, fromstring, shown, unescaped
from small_plan import contents, parts, small, write

import libplan

ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "examples/qingxin", ROOT / "tests/data/every_rule"]

DANGEROUS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(1)",
    "_x0041_",
    "_x005F_x0041_",
    "https://x.y",
    '=HYPERLINK("http://x")',
    "'",
    '<&>"',
    " a ",
    "a\r\nb",
    "é😀",
    "&amp;",
    "{=1}",
    "\t=1",
]
texts = st.one_of(
    st.sampled_from(DANGEROUS),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
    st.text(st.sampled_from("_x0041F=😀\n&<\"' "), min_size=1, max_size=40),
).filter(lambda text: text.strip() != "" and not {"\ufffe", "\uffff"} & set(text))


def strings_of(file: Path) -> set[str]:
    """The texts of cells as a program shows them: shared strings and results of formulas."""
    package = parts(file)
    found = {shown(node) for node in fromstring(package["xl/sharedStrings.xml"])}
    for name, content in package.items():
        if name.startswith("xl/worksheets/sheet"):
            for node in fromstring(content).iter(MAIN + "c"):
                if node.get("t") == "str":
                    found.add(unescaped(node.findtext(MAIN + "v", "")))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(unit=texts, item=texts, clause=texts, group=texts, grade=texts, scheme=texts, title=texts)
def test_any_text_is_shown_as_it_is_and_is_no_formula(
    tmp_path: Path, title: str, unit: str, **given: str
) -> None:
    folder = small([unit], plan=title, area=title, **given)
    results = libplan.assess_year(folder, year=2018)
    for file in libplan.write_reports(folder, results, out=tmp_path):
        assert faults(file) == []
        if file.name.startswith("汇总"):
            continue
        wanted = {given["item"], given["clause"], given["group"], given["grade"], given["scheme"]}
        assert wanted <= strings_of(file)
        for sheet in load_workbook(file):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":  # ours alone: they read cells, literals and functions
                        assert "cmd|" not in re.sub(r'"(?:[^"]|"")*"', "", str(cell.value))
                        assert "HYPERLINK" not in re.sub(r'"(?:[^"]|"")*"', "", str(cell.value))
        if len(title) <= 255:  # of properties XML keeps line ends as it reads them: one character
            assert load_workbook(file).properties.title == title.replace("\r\n", "\n")
        file.unlink()


@pytest.mark.parametrize("text", ["长" * 32768, "😀" * 16384])
def test_what_is_too_long_for_a_cell_is_refused_not_cut(tmp_path: Path, text: str) -> None:
    with pytest.raises(libplan.InputError) as error:
        write(small(["东镇"], clause=text), tmp_path)
    (problem,) = error.value.problems
    assert re.fullmatch(r"towns-u1-东镇\.xlsx!评分明细!C\d+", str(problem.place))
    assert problem.message.zh.startswith(
        "文字有32768个字符（补充平面的字和表情符号算两个），超过上限32767，请缩短："
    )
    assert problem.message.en.startswith(
        "the text has 32768 characters (those beyond the basic plane and emoji count two), "
        "more than 32767"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["长" * 32767, "😀" * 16383])
def test_what_just_fits_a_cell_is_kept_whole(tmp_path: Path, text: str) -> None:
    (file,) = write(small(["东镇"], clause=text), tmp_path)
    assert text in strings_of(file)
    assert faults(file) == []


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\x00", "\x01", "\x1f"])
def test_what_no_workbook_holds_is_refused_before_it_gets_there(character: str) -> None:
    with pytest.raises(
        ValueError, match=f"^Item.clause：第2个字符是看不见的 U.{ord(character):04X}"
    ):
        small(["东镇"], clause=f"甲{character}乙")


def test_a_german_locale_writes_the_same(tmp_path: Path) -> None:
    code = (
        "import locale, sys, libplan\n"
        "try: locale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')\n"
        "except locale.Error: pass\n"
        "folder = libplan.read(sys.argv[1])\n"
        "results = libplan.assess_year(folder, year=2018)\n"
        "libplan.write_reports(folder, results, out=sys.argv[2], packing=sys.argv[3])"
    )
    folder = libplan.read(PLANS[1])
    results = libplan.assess_year(folder, year=2018)
    for packing in ("own", "library"):
        out = tmp_path / packing
        subprocess.run([sys.executable, "-c", code, str(PLANS[1]), str(out), packing], check=True)
        libplan.write_reports(folder, results, out=tmp_path / "C", packing=packing)  # type: ignore[arg-type]
        assert contents(out) == contents(tmp_path / "C")


@pytest.mark.parametrize("title", ["=1+1", "=cmd|' /C calc'!A0", "a & <b> '\"", "_x0041_"])
def test_the_title_of_a_chart_is_text(tmp_path: Path, title: str) -> None:
    folder = libplan.read(PLANS[0])
    indicators = [each.replace(title=title) for each in folder.plan.indicators]
    folder = folder.replace(plan=folder.plan.replace(indicators=indicators))
    (file, *_) = write(folder, tmp_path, scheme="departments")
    assert faults(file) == []
    charts = [content for name, content in parts(file).items() if name.startswith("xl/charts/")]
    assert len(charts) >= 2
    for content in charts:
        for formula in fromstring(content).iter(CHART + "f"):
            assert re.fullmatch(r"'?[^'!]+'?!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+", formula.text or "")
    drawn = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
    titles = {node.text for content in charts for node in fromstring(content).iter(drawn)}
    assert title in titles
