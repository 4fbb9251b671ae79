"""Workbooks as files: sound packages, many at once, nothing half-written."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from package_lint import faults
from small_plan import contents, parts, small, write

import libplan

ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "examples/qingxin", ROOT / "tests/data/every_rule"]


@pytest.fixture(scope="module", params=PLANS, ids=lambda path: path.name)
def year(request: pytest.FixtureRequest) -> tuple[libplan.PlanFolder, libplan.YearResults]:
    folder = libplan.read(request.param)
    return folder, libplan.assess_year(folder, year=2018)


# ---- sound packages ----


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_workbook_is_a_sound_package(
    year: tuple[libplan.PlanFolder, libplan.YearResults], tmp_path: Path, language: str
) -> None:
    files = libplan.write_reports(*year, out=tmp_path, language=language)  # type: ignore[arg-type]
    assert {file.name: found for file in files if (found := faults(file))} == {}


SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (SHEET, r"<v>0\.\d+</v>", "<v>nan</v>", "holds nan, no finite number"),
        (SHEET, r"<v>0\.\d+</v>", "<v>1,5</v>", "holds 1,5, no finite number"),
        (SHEET, r't="s"><v>\d+<', 't="s"><v>99999<', "shows string 99999"),
        (SHEET, r' s="\d+"', ' s="999"', "has format 999"),
        (SHEET, r'<row r="2"', '<row r="1"', "row 1 follows row 1"),
        (SHEET, r'<c r="B(\d+)"', r'<c r="A\1"', "after column 1"),
        (SHEET, r'<mergeCell ref="A2:F2"/>', '<mergeCell ref="A1:F2"/>', "merged cells overlap"),
        (SHEET, r'ref="A1:', 'ref="A2:', "outside the dimension"),
        (SHEET, r"<f>[^<]*</f>", "<f>'没有'!A1</f>", "'没有', which is not there"),
        (SHEET, r"<f>[^<]*</f>", "<f>A1+#REF!</f>", "refers to nothing"),
        (SHEET, r"<f>[^<]*</f>", f'<f>"{"长" * 256}"</f>', "literal of 256 characters"),
        (SHEET, r"<sheetData>", "<sheetData>\x0b", "not well formed"),
        (SHEET, r"<sheetData>", "<sheetData>\udcff", "not well formed"),
        (SHEET, r"^", "<!DOCTYPE x>", "DOCTYPE"),
        (SHEET, r'(<cfRule [^>]*dxfId=")\d+', r"\g<1>99", "format 99"),
        (SHEET, r'(<drawing r:id=")[^"]*', r"\1rId9", "relation rId9 is not there"),
        (BOOK, r'name="评分明细"', 'name="成绩单"', "sheet name '成绩单'"),
        (BOOK, r'name="评分明细"', 'name="History"', "sheet name 'History'"),
        (BOOK, r'localSheetId="1"', 'localSheetId="99"', "sheet that is not there"),
        (STYLES, r'(<cellXfs count=")\d+', r"\g<1>1", "count of cellXfs"),
        (STYLES, r'fontId="1"', 'fontId="99"', "fontId 99"),
        ("xl/sharedStrings.xml", r' count="\d+"', ' count="1"', "counts of strings"),
        ("[Content_Types].xml", r'PartName="/xl/workbook.xml"', 'PartName="/x.xml"', "/x.xml"),
        ("xl/_rels/workbook.xml.rels", r"theme/theme1", "theme/theme2", "which is not there"),
        ("xl/charts/chart1.xml", r'ptCount val="\d+"', 'ptCount val="1"', "holds 1 points"),
        ("xl/charts/chart1.xml", r"<c:v>0\.\d+</c:v>", "<c:v>0</c:v>", "where the cells hold"),
    ],
)
def test_the_lint_finds_what_is_planted(
    tmp_path: Path, part: str, old: str, new: str, fault: str
) -> None:
    folder = libplan.read(PLANS[0])
    results = libplan.assess_year(folder, year=2018)
    file = libplan.write_scorecards(folder, results, out=tmp_path, scheme="departments")[0]
    content = parts(file)
    text, times = re.subn(old, new, content[part].decode(), count=1)
    assert times == 1
    content[part] = text.encode("utf-8", "surrogateescape")
    planted = tmp_path / "planted.xlsx"
    with zipfile.ZipFile(planted, "w") as package:
        for name, content_of_part in content.items():
            package.writestr(name, content_of_part)
    assert any(fault in found for found in faults(planted)), faults(planted)


def test_our_packing_holds_the_parts_that_the_library_packs(
    year: tuple[libplan.PlanFolder, libplan.YearResults], tmp_path: Path
) -> None:
    assert libplan.packs_workbooks()
    ours = libplan.write_reports(*year, out=tmp_path / "own")
    for file in libplan.write_reports(*year, out=tmp_path / "library", packing="library"):
        own = tmp_path / "own" / file.name
        assert own in ours
        assert list(parts(own)) == list(parts(file))  # in the same order
        assert parts(own) == parts(file)


def test_without_our_packing_all_is_as_before(tmp_path: Path) -> None:
    """Another module has loaded libxlsxwriter first, so that it packs by itself."""
    code = (
        "import ctypes, sys; ctypes.CDLL('libxlsxwriter.so.4'); import libplan;"
        "folder = libplan.read(sys.argv[1]); assert not libplan.packs_workbooks();"
        "libplan.write_reports(folder, libplan.assess_year(folder, year=2018), out=sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", code, str(PLANS[0]), str(tmp_path)], check=True)
    folder = libplan.read(PLANS[0])
    results = libplan.assess_year(folder, year=2018)
    for file in libplan.write_reports(folder, results, out=tmp_path / "own"):
        assert parts(file) == parts(tmp_path / file.name)


GOLDEN = ROOT / "tests/golden/scorecard"


def test_the_parts_of_a_small_workbook_are_the_accepted_ones(tmp_path: Path) -> None:
    """LIBPLAN_GOLDEN=accept accepts what is written now; then look at the difference."""
    (file,) = write(small(["东镇"]), tmp_path)
    written = {
        name: content.decode().replace("><", ">\n<").replace("\r\n", "\n") + "\n"
        for name, content in parts(file).items()
    }
    if os.environ.get("LIBPLAN_GOLDEN") == "accept":
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in written.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8")
    accepted = {
        str(path.relative_to(GOLDEN)): path.read_text(encoding="utf-8")
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }
    assert sorted(written) == sorted(accepted)
    for name in written:
        assert written[name].splitlines() == accepted[name].splitlines(), name


def test_a_workbook_prints_on_a4(tmp_path: Path) -> None:
    folder = libplan.read(PLANS[0])
    results = libplan.assess_year(folder, year=2018)
    file = libplan.write_scorecards(folder, results, out=tmp_path, scheme="departments")[0]
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    pdf = file.with_suffix(".pdf").read_bytes()
    pages = re.findall(rb"/Type/Page/[^>]*/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    sizes = {tuple(sorted(round(float(side)) for side in page)) for page in pages}
    assert len(pages) >= 4  # each sheet has one at least
    assert all(abs(short - 595) <= 1 and abs(long - 842) <= 1 for short, long in sizes), sizes


# ---- many at once ----


def test_threads_change_no_byte(
    year: tuple[libplan.PlanFolder, libplan.YearResults], tmp_path: Path
) -> None:
    for threads in (1, 2, 5):
        libplan.write_reports(*year, out=tmp_path / str(threads), threads=threads)
    assert contents(tmp_path / "1") == contents(tmp_path / "2") == contents(tmp_path / "5")


def test_scorecards_of_one_scheme(tmp_path: Path) -> None:
    folder = libplan.read(PLANS[0])
    results = libplan.assess_year(folder, year=2018)
    files = libplan.write_scorecards(folder, results, out=tmp_path, scheme="towns")
    assert files == sorted(tmp_path.iterdir(), key=files.index)
    assert {file.name.split("-")[0] for file in files} == {"towns"}
    with pytest.raises(KeyError, match="towns"):
        libplan.write_scorecards(folder, results, out=tmp_path, scheme="town")


def test_progress_is_told_here_file_by_file(tmp_path: Path) -> None:
    told = []
    write(
        small([f"第{number}镇" for number in range(50)]),
        tmp_path,
        threads=4,
        progress=lambda done, total: told.append((done, total, threading.get_ident())),
    )
    assert told == [(number, 50, threading.get_ident()) for number in range(1, 51)]


def test_what_progress_raises_ends_the_work(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise RuntimeError("genug")

    with pytest.raises(RuntimeError, match="genug"):
        write(small([f"第{number}镇" for number in range(2000)]), tmp_path, progress=stop)
    written = list(tmp_path.iterdir())
    assert 3 <= len(written) < 1000
    assert all(file.suffix == ".xlsx" and not faults(file) for file in written[:20])


SLOW_BATCH = """
import signal, sys, libplan
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what runs in the background
sys.path.insert(0, sys.argv[1])
from small_plan import small, write
from pathlib import Path
folder = small([f"第{number}镇" for number in range(int(sys.argv[3]))])
print("ready", flush=True)
write(folder, Path(sys.argv[2]), progress=lambda done, total: print(done, flush=True))
"""


def batch(out: Path, units: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SLOW_BATCH, str(Path(__file__).parent), str(out), str(units)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert process.stdout.readline() == "1\n"
    return process


def test_ctrl_c_ends_the_work_at_once(tmp_path: Path) -> None:
    process = batch(tmp_path, 20_000)
    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    _, errors = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in errors
    assert time.monotonic() - start < 5  # a fraction of a second where nothing else runs
    assert 0 < len(list(tmp_path.glob("*.xlsx"))) < 20_000
    assert list(tmp_path.glob("*.part")) == []


def test_units_that_fail_are_told_together_and_the_others_written(tmp_path: Path) -> None:
    folder = small([f"第{number}镇" for number in range(1, 7)])
    for number in (2, 5):
        (tmp_path / f"towns-u{number}-第{number}镇.xlsx").mkdir()
    with pytest.raises(OSError) as error:
        write(folder, tmp_path)
    assert error.value.message.zh == (  # type: ignore[attr-defined]
        "6个文件中有2个没有写出，其余已写好：\n  towns-u2-第2镇.xlsx：无法写入"
        "\n  towns-u5-第5镇.xlsx：无法写入"
    )
    assert error.value.message.en == (  # type: ignore[attr-defined]
        "2 of 6 files were not written, the others were:\n  towns-u2-第2镇.xlsx: cannot be written"
        "\n  towns-u5-第5镇.xlsx: cannot be written"
    )
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert len(written) == 4
    assert [found for file in written if (found := faults(file))] == []


def test_where_no_file_can_be_written_none_is_said_to_be(tmp_path: Path) -> None:
    folder = small([f"第{number}镇" for number in range(1, 13)])
    for number in range(1, 13):
        (tmp_path / f"towns-u{number}-第{number}镇.xlsx").mkdir()
    with pytest.raises(OSError) as error:
        write(folder, tmp_path)
    told = error.value.message  # type: ignore[attr-defined]
    assert told.zh.startswith("12个文件都没有写出：\n  towns-u1-第1镇.xlsx：无法写入\n")
    assert told.zh.endswith("towns-u10-第10镇.xlsx：无法写入\n  ……另有2个")
    assert told.en.startswith("none of 12 files was written:\n  towns-u1-第1镇.xlsx: cannot be")
    assert told.en.endswith("\n  … and 2 more")


def test_a_unit_whose_text_cannot_be_written_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(libplan.InputError) as error:
        write(small(["东镇", "西" * 32767]), tmp_path)
    problem = error.value.problems[0]
    assert re.fullmatch(r"towns-u2-西+\.xlsx!成绩单", str(problem.place).rpartition("!")[0])
    assert problem.text("zh").partition(": ")[2].startswith("错误[cell-text] 文字有32778个字符")
    assert problem.text("en").partition(": ")[2].startswith("error[cell-text] the text has 32778 ")
    assert [path.name for path in tmp_path.iterdir()] == ["towns-u1-东镇.xlsx"]


@pytest.mark.parametrize(
    ("ids", "titles", "names"),
    [
        (["a", "A"], ["镇", "镇"], ["towns-a-镇", "towns-A-镇-2"]),
        (["a"], ['东/西\\:*?"<>|#%镇'], ["towns-a-东_西__________镇"]),
        (["a", "b"], ["镇. ", "镇\n"], ["towns-a-镇._", "towns-b-镇_"]),
        (["a-b", "a"], ["c", "b-c"], ["towns-a-b-c", "towns-a-b-c-2"]),
        (["长" * 70], ["名"], ["towns-" + "长" * 58]),
    ],
)
def test_names_of_files_are_safe_everywhere(
    tmp_path: Path, ids: list[str], titles: list[str], names: list[str]
) -> None:
    files = write(small(titles, ids=ids), tmp_path)
    assert [file.name for file in files] == [name + ".xlsx" for name in names]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(file.name for file in files)


def test_names_are_no_devices(tmp_path: Path) -> None:
    folder = small(["镇"])
    scheme = folder.schemes[0].replace(id="CON.1")
    (file,) = write(folder.replace(schemes=[scheme]), tmp_path)
    assert file.name == "_CON.1-u1-镇.xlsx"


# ---- nothing half-written ----


def test_a_kill_leaves_whole_files(tmp_path: Path) -> None:
    """The old file or the new one, and at most its .part, which the next run takes over."""
    write(small([f"旧{number}镇" for number in range(300)]), tmp_path)
    titles = {path.name: path.name.replace("旧", "第") for path in tmp_path.iterdir()}
    for old, new in titles.items():  # so that the second run writes over them
        (tmp_path / old).rename(tmp_path / new)
    for attempt in range(4):
        process = batch(tmp_path, 300)
        time.sleep(0.03 * attempt)
        process.kill()
        process.communicate()
        for file in tmp_path.glob("*.xlsx"):
            assert faults(file) == []
    fresh = small([f"第{number}镇" for number in range(300)])
    write(fresh, tmp_path)
    write(fresh, tmp_path / "fresh")
    assert list(tmp_path.glob("*.part")) == []
    for file in (tmp_path / "fresh").iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_a_full_disk(tmp_path: Path) -> None:
    """As the system tells it where files may not grow: nothing is left, old files stay."""
    (old,) = write(small(["东镇"]), tmp_path)
    before = old.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError) as error:
            write(small(["东镇"]), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    told = error.value.message  # type: ignore[attr-defined]
    assert told.zh == f"无法写入 {old}：磁盘空间不足，请清理后再试；原有文件没有改动"
    assert told.en == (
        f"cannot write {old}: the disk is full; make room and try again; "
        "what was there is unchanged"
    )
    assert contents(tmp_path) == {old.name: before}


@pytest.mark.parametrize(
    ("write_plan", "name"), [(libplan.write_workbook, "plan.xlsx"), (libplan.write_folder, "plan")]
)
def test_a_plan_on_a_full_disk(
    write_plan: Callable[[libplan.PlanFolder, Path], None], name: str, tmp_path: Path
) -> None:
    folder = libplan.read(PLANS[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="磁盘空间不足"):
            write_plan(folder, tmp_path / name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Path:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(mounted)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a disk")
    yield mounted  # type: ignore[misc]
    subprocess.run(["umount", str(mounted)], check=True)


def test_a_disk_that_fills_up(tiny_disk: Path) -> None:
    with pytest.raises(OSError) as error:
        write(small([f"第{number}镇" for number in range(20)]), tiny_disk, threads=1)
    assert "磁盘空间不足" in error.value.message.zh  # type: ignore[attr-defined]
    assert all(file.suffix == ".xlsx" and not faults(file) for file in tiny_disk.iterdir())


def test_a_file_that_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "towns-u1-东镇.xlsx"
    folder.mkdir()
    with pytest.raises(OSError) as error:
        write(small(["东镇"]), tmp_path)
    told = error.value.message  # type: ignore[attr-defined]
    assert told.zh == (f"无法写入 {folder}：这是一个文件夹，请改用别的文件名，或移走这个文件夹")
    assert told.en == (
        f"cannot write {folder}: it is a folder; choose another file name, or move the folder away"
    )
    assert list(tmp_path.iterdir()) == [folder]


def test_a_file_that_another_program_writes(tmp_path: Path) -> None:
    with (tmp_path / "towns-u1-东镇.xlsx.part").open("w") as other:
        flock(other, LOCK_EX)
        with pytest.raises(OSError) as error:
            write(small(["东镇"]), tmp_path)
    told = error.value.message  # type: ignore[attr-defined]
    file = tmp_path / "towns-u1-东镇.xlsx"
    assert told.zh == f"无法写入 {file}：另一个程序正在写这个文件，请等它写完再试"
    assert (
        told.en
        == f"cannot write {file}: another program is writing it; try again when it has finished"
    )
    write(small(["东镇"]), tmp_path)  # what a killed run has left is taken over
    assert [path.name for path in tmp_path.iterdir()] == ["towns-u1-东镇.xlsx"]
