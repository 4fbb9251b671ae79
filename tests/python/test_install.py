"""A separate program finds the installed libplan with find_package and does the whole job."""

import shutil
import subprocess
from pathlib import Path

import pytest

import libplan

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples/qingxin"

PROJECT = """
cmake_minimum_required(VERSION 3.24)
project(separate LANGUAGES CXX)
find_package(libplan 0.1 REQUIRED)
add_executable(separate main.cpp)
target_link_libraries(separate PRIVATE libplan::reports)
"""

PROGRAM = r"""
#include <iostream>

#include "libplan/read.hpp"
#include "reports/workbook.hpp"
#include "reports/write.hpp"

int main(int, char** argv) {
    const libplan::PlanFolder folder = libplan::read_folder(argv[1]);
    const libplan::YearResults results = libplan::assess_year(folder, 2018);
    std::cout << results.findings.size() << '\n';
    const libplan::Sheet sheet = libplan::layout_findings(results.findings, libplan::Language::zh);
    libplan::write_workbook(argv[2], {sheet}, {});
}
"""


def run(*command: str | Path) -> str:
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the C++ side of what pip built is installed, with nothing of the build tree."""
    folder = tmp_path_factory.mktemp("installed")
    run("cmake", "--install", ".build/wheel", "--component", "development", "--prefix", folder)
    return folder


def configure(source: Path, prefix: Path, *options: str) -> subprocess.CompletedProcess[str]:
    source.mkdir(exist_ok=True)
    (source / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
    (source / "main.cpp").write_text(PROGRAM, encoding="utf-8")
    return subprocess.run(
        ["cmake", "-S", source, "-B", source / "build", f"-DCMAKE_PREFIX_PATH={prefix}", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def test_a_separate_program_builds_against_the_installed_copy(prefix: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"  # an installed copy may be moved as a whole
    shutil.copytree(prefix, moved)
    done = configure(tmp_path / "separate", moved)
    assert done.returncode == 0, done.stdout
    run("cmake", "--build", tmp_path / "separate/build")
    workbook = tmp_path / "findings.xlsx"
    said = run(tmp_path / "separate/build/separate", PLAN, workbook)
    folder = libplan.read(PLAN)
    assert said == f"{len(libplan.check(folder.plan, folder.figures))}\n"
    assert workbook.read_bytes().startswith(b"PK")


def test_another_minor_version_is_not_taken(prefix: Path, tmp_path: Path) -> None:
    source = tmp_path / "separate"
    assert configure(source, prefix).returncode == 0
    (source / "CMakeLists.txt").write_text(PROJECT.replace("libplan 0.1", "libplan 0.2"))
    done = subprocess.run(["cmake", source / "build"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "version: 0.1" in done.stderr


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("XLSXWRITER", "libxlsxwriter-dev"),
        ("ZIP", "libzip-dev"),
        ("DEFLATE", "libdeflate-dev"),
        ("EXPAT", "libexpat1-dev"),
    ],
)
def test_a_missing_library_is_answered_by_its_debian_package(
    prefix: Path, tmp_path: Path, library: str, package: str
) -> None:
    done = configure(tmp_path / "separate", prefix, f"-DLIBPLAN_{library}_LIBRARY=")
    assert done.returncode != 0
    assert f"sudo apt-get install {package}" in " ".join(done.stdout.split())


def test_nothing_of_the_build_tree_is_named_in_what_is_installed(prefix: Path) -> None:
    for file in prefix.rglob("*.cmake"):
        assert str(ROOT) not in file.read_text(encoding="utf-8"), file


def test_installed_headers_lie_in_one_folder(prefix: Path) -> None:
    assert [path.name for path in (prefix / "include").iterdir()] == ["libplan"]
