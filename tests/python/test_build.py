"""Third parties: the system's first; one missing is named as a Debian package or downloaded.

The downloads come from a folder of archives, which is made here in the layout of the real ones.
"""

import json
import re
import shlex
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]


class Library(NamedTuple):
    package: str  # Debian's name
    hide: str  # the option under which the configuration does not find the installed one
    source: str  # a file of ours that includes it
    archives: dict[str, str]  # the pins and the file names of the archives
    headers: list[str]  # what its header paths contain


LIBRARIES = {
    "Eigen": Library(
        "libeigen3-dev",
        "-DCMAKE_DISABLE_FIND_PACKAGE_Eigen3=ON",
        "libplan/analysis.cpp",
        {"EIGEN": "eigen-3.4.0.tar.gz"},
        ["/Eigen/"],
    ),
    "toml++": Library(
        "libtomlplusplus-dev",
        "-DLIBPLAN_TOMLPLUSPLUS_INCLUDE=",
        "libplan/read_toml.cpp",
        {"TOMLPLUSPLUS": "tomlplusplus-3.3.0.tar.gz"},
        ["/toml++/"],
    ),
    "Boost": Library(
        "libboost-dev",
        "-DLIBPLAN_BOOST_INCLUDE=",
        "libplan/points.cpp",
        {
            "BOOST_MULTIPRECISION": "boost_multiprecision-1.90.0.tar.gz",
            "BOOST_CONFIG": "boost_config-1.90.0.tar.gz",
        },
        ["/boost/multiprecision/", "/boost/config"],
    ),
    "libxlsxwriter": Library(
        "libxlsxwriter-dev",
        "-DLIBPLAN_XLSXWRITER_INCLUDE=",
        "reports/workbook.cpp",
        {"XLSXWRITER": "libxlsxwriter-1.1.4.tar.gz"},
        ["/xlsxwriter.h"],
    ),
    "GoogleTest": Library(
        "libgtest-dev",
        "-DCMAKE_DISABLE_FIND_PACKAGE_GTest=ON",
        "tests/cpp/test_points.cpp",
        {"GOOGLETEST": "googletest-1.12.1.tar.gz"},
        ["/gtest/"],
    ),
}
each_library = pytest.mark.parametrize("library", LIBRARIES.values(), ids=list(LIBRARIES))


def configure(build: Path, *options: str) -> tuple[bool, str]:
    """Whether it succeeded, and all it said, with single spaces because CMake breaks lines."""
    done = subprocess.run(
        ["cmake", "-S", ROOT, "-B", build, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return done.returncode == 0, " ".join(done.stdout.split())


def included(build: Path, source: str) -> list[Path]:
    """The headers that the compiler finds for one source file under the configured command."""
    commands = json.loads((build / "compile_commands.json").read_text("utf-8"))
    command = next(shlex.split(c["command"]) for c in commands if c["file"] == str(ROOT / source))
    output = command.index("-o")
    del command[output : output + 2]
    rule = subprocess.run([*command, "-M"], check=True, capture_output=True, encoding="utf-8")
    return [Path(word) for word in rule.stdout.replace("\\\n", " ").split()[1:]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where the include folders of the header-only libraries of this system are."""
    build = tmp_path_factory.mktemp("installed")
    success, said = configure(build)
    assert success, said
    folders = {}
    for name, header in [
        ("Eigen", "Eigen/Dense"),
        ("toml++", "toml++/toml.h"),
        ("Boost", "boost/multiprecision/cpp_int.hpp"),
    ]:
        found = included(build, LIBRARIES[name].source)
        path = next(path for path in found if path.as_posix().endswith("/" + header))
        folders[name] = path.parents[header.count("/")]
    return folders


def stand_in(folder: Path) -> Path:
    """A source tree in the layout of libxlsxwriter's. It compiles, but not without a warning."""
    for file in ["md5/md5", "minizip/ioapi", "minizip/zip", "tmpfileplus/tmpfileplus"]:
        source = folder / "third_party" / f"{file}.c"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text("static int unused(void) { return 0; }\n")
    (folder / "src").mkdir()
    (folder / "src/workbook.c").write_text('#include "xlsxwriter.h"\n')
    (folder / "include").mkdir()
    (folder / "include/xlsxwriter.h").write_text("int stand_in(void);\n")
    return folder


@pytest.fixture
def mirror(installed: dict[str, Path], tmp_path: Path) -> Path:
    """A folder with an archive for each pin."""
    boost = installed["Boost"] / "boost"
    contents = {
        "EIGEN": {"Eigen": installed["Eigen"] / "Eigen"},
        "TOMLPLUSPLUS": {"include/toml++": installed["toml++"] / "toml++"},
        "BOOST_MULTIPRECISION": {"include/boost/multiprecision": boost / "multiprecision"},
        "BOOST_CONFIG": {f"include/boost/{n}": boost / n for n in ["config", "config.hpp"]},
        "XLSXWRITER": {"": stand_in(tmp_path / "xlsxwriter")},
        "GOOGLETEST": {"": Path("/usr/src/googletest")},  # of Debian's libgtest-dev
    }
    folder = tmp_path / "mirror"
    folder.mkdir()
    for library in LIBRARIES.values():
        for pin, archive in library.archives.items():
            with tarfile.open(folder / archive, "w:gz", compresslevel=1) as tar:
                for name, path in contents[pin].items():
                    tar.add(path, f"{archive.removesuffix('.tar.gz')}/{name}")
    return folder


def download(library: Library, mirror: Path, build: Path, *options: str) -> tuple[bool, str]:
    """Configures without the installed library but with the mirror's archives, rightly pinned."""
    pins = [
        f"-DLIBPLAN_{pin}_SHA256={sha256((mirror / archive).read_bytes()).hexdigest()}"
        for pin, archive in library.archives.items()
    ]
    zlib = [f"-DZLIB_LIBRARY={mirror / 'libz.a'}", f"-DZLIB_INCLUDE_DIR={mirror}"]
    source = ["-DLIBPLAN_DOWNLOAD=ON", f"-DLIBPLAN_DOWNLOAD_MIRROR={mirror}"]
    return configure(build, library.hide, *source, *pins, *zlib, *options)


@each_library
def test_a_missing_library_is_answered_by_its_debian_package(
    library: Library, tmp_path: Path
) -> None:
    success, said = configure(tmp_path, library.hide)
    assert not success
    assert f"sudo apt-get install {library.package}" in said
    assert "-DLIBPLAN_DOWNLOAD=ON" in said


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("ZIP", "libzip-dev"),
        ("DEFLATE", "libdeflate-dev"),
        ("EXPAT", "libexpat1-dev"),
        ("Z", "zlib1g-dev"),
    ],
)
def test_a_missing_library_of_the_system_is_answered_by_its_package_alone(
    name: str, package: str, tmp_path: Path
) -> None:
    success, said = configure(tmp_path, f"-DLIBPLAN_{name}_LIBRARY=")
    assert not success
    assert f"sudo apt-get install {package}" in said
    assert "LIBPLAN_DOWNLOAD" not in said


@each_library
def test_a_missing_library_is_taken_from_the_mirror(
    library: Library, mirror: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    success, said = download(library, mirror, build)
    assert success, said
    headers = included(build, library.source)
    for part in library.headers:
        of_library = [path for path in headers if part in path.as_posix()]
        assert of_library
        assert all(path.is_relative_to(build / "_deps") for path in of_library)


def test_the_mirror_may_be_a_url(mirror: Path, tmp_path: Path) -> None:
    url = f"-DLIBPLAN_DOWNLOAD_MIRROR={mirror.as_uri()}"
    success, said = download(LIBRARIES["toml++"], mirror, tmp_path / "build", url)
    assert success, said


@each_library
def test_an_archive_with_another_hash_is_refused(
    library: Library, mirror: Path, tmp_path: Path
) -> None:
    for pin, archive in library.archives.items():
        wrong = f"-DLIBPLAN_{pin}_SHA256={sha256(b'another').hexdigest()}"
        success, said = download(library, mirror, tmp_path / pin, wrong)
        assert not success
        assert re.search(rf"SHA256 hash of \S*{archive} does not match expected value", said)


def test_the_pins_are_those_of_upstream_unless_overridden(mirror: Path, tmp_path: Path) -> None:
    """The archives made here are not upstream's, so the built-in pins must refuse them."""
    for library in LIBRARIES.values():
        success, said = configure(
            tmp_path / library.package,
            library.hide,
            "-DLIBPLAN_DOWNLOAD=ON",
            f"-DLIBPLAN_DOWNLOAD_MIRROR={mirror}",
        )
        assert not success
        assert "does not match expected value" in said


def test_fetched_sources_are_compiled_without_warnings_as_errors(
    mirror: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    strict = ["-DCMAKE_COMPILE_WARNING_AS_ERROR=ON", "-DCMAKE_C_FLAGS=-Wall"]
    success, said = download(LIBRARIES["libxlsxwriter"], mirror, build, *strict)
    assert success, said
    done = subprocess.run(
        ["cmake", "--build", build, "--target", "libplan_xlsxwriter"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    assert "-Wunused-function" in done.stdout


def test_fetched_libxlsxwriter_asks_for_zlib(mirror: Path, tmp_path: Path) -> None:
    missing = "-DCMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON"
    success, said = download(LIBRARIES["libxlsxwriter"], mirror, tmp_path / "build", missing)
    assert not success
    assert "sudo apt-get install zlib1g-dev" in said
    assert "-DLIBPLAN_DOWNLOAD=ON" not in said  # it is on, and would not help


def test_fetched_libxlsxwriter_is_installed_with_libplan(mirror: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    success, said = download(LIBRARIES["libxlsxwriter"], mirror, build)
    assert success, said
    exported = next((build / "CMakeFiles").rglob("libplanTargets.cmake")).read_text("utf-8")
    assert "add_library(libplan::xlsxwriter STATIC IMPORTED)" in exported
    assert r"\$<LINK_ONLY:z>" in exported
    assert str(tmp_path) not in exported
    assert "XLSXWRITER" not in (build / "libplanConfig.cmake").read_text("utf-8")


def test_a_fetched_libxlsxwriter_packs_by_itself(mirror: Path, tmp_path: Path) -> None:
    success, said = download(LIBRARIES["libxlsxwriter"], mirror, tmp_path / "fetched")
    assert success, said
    assert "PACKS_PARTS" not in (tmp_path / "fetched/compile_commands.json").read_text("utf-8")


def public_headers() -> list[str]:
    sets = re.findall(
        r"FILE_SET HEADERS [^)]* FILES([^)]*)\)", (ROOT / "CMakeLists.txt").read_text("utf-8")
    )
    return [header for files in sets for header in files.split()]


@pytest.mark.parametrize("header", public_headers())
def test_public_headers_include_only_std_and_each_other(header: str) -> None:
    text = (ROOT / header).read_text("utf-8")
    for file in re.findall(r"^\s*#\s*include\s*(\S+)", text, re.MULTILINE):
        public = file.strip('"') in public_headers()
        words = re.fullmatch(r'"libplan/\w+\.def"', file)  # lists of words, which include nothing
        standard = re.fullmatch(r"<[a-z_]+>", file)
        assert public or words or standard, f"{header} includes {file}"
