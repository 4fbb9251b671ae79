"""The documentation names everything public, and its commands and code do what they say."""

import contextlib
import io
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from libplan.cli import main
from scheme_folder import PLAN, bodies
from scheme_folder import scheme as scheme_text
from test_readme import tables

import libplan

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "python/docs"
GUIDES = sorted(f"python/docs/guide/{page.name}" for page in DOCS.glob("guide/*.md"))
PAGES = ["README.md", "README.zh.md", *GUIDES]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_reference_names_everything_public_once() -> None:
    directives = re.findall(
        r"^\.\. auto(?:class|function):: (\w+)$",
        "".join(page.read_text("utf-8") for page in DOCS.glob("api/*.md")),
        re.MULTILINE,
    )
    assert sorted(directives) == sorted(set(libplan.__all__) - {"__version__"})


def test_the_reference_names_every_choice() -> None:
    listed = re.findall(r"autodata:: (\w+)", (DOCS / "api/typing.md").read_text("utf-8"))
    others = {"Any", "Callable", "Literal", "Mapping", "PathLike", "Protocol", "Sequence"}
    own = [name for name in vars(libplan.typing) if name[0].isupper() and name not in others]
    assert listed == [name for name in own if not hasattr(libplan, name)]


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    file = ROOT / page
    for link in re.findall(r"\]\(([^)#]+)", file.read_text("utf-8")):
        assert (file.parent / link).exists(), link


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")])
def test_the_commands_of_a_page_run(place: Path, page: str) -> None:
    lines = "".join(blocks(page, "console")).splitlines()
    for line in lines:
        words = shlex.split(line, comments=True)
        if words[:2] == ["$", "libplan"]:
            assert main(words[2:]) in (0, 1), line


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_the_python_of_a_page_runs(place: Path, page: str) -> None:
    """From a fresh start, one block after the other, as whoever pastes them runs them."""
    libplan.init("我的规划")  # the first command of the guide
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for block in blocks(page, "python"):
            exec(block, names)


def built() -> dict[str, Any]:
    names: dict[str, Any] = {}
    for block in blocks("python/docs/guide/code.md", "python"):
        exec(block, names)
    return names


def test_a_plan_in_code_is_the_plan_of_its_file(place: Path) -> None:
    (place / "plan").mkdir()
    (place / "plan/plan.toml").write_text(blocks("python/docs/guide/code.md", "toml")[0], "utf-8")
    plan = built()["plan"]
    assert libplan.read("plan").plan == plan == libplan.read("reading").plan


def test_the_schemes_in_code_are_those_of_the_files(place: Path) -> None:
    in_code = built()
    (place / "schemes").mkdir()
    (place / "plan.toml").write_text(PLAN, "utf-8")
    (place / "overlay.toml").write_text(bodies(towns=1), "utf-8")
    file = place / "schemes/safety.toml"
    passed = '[[grade]]\ntitle = "合格"\nfrom = 0\n'
    for name, table in zip(["control_figures", "accidents", "sheet"], tables(), strict=True):
        file.write_text(scheme_text(table.file, full=table.full, grades=passed), "utf-8")
        (read,) = libplan.read(place).schemes
        assert (read.groups, read.facts) == (in_code[name].groups, in_code[name].facts)
        assert read.full == in_code[name].full
        libplan.write_scheme(in_code[name], file)
        assert libplan.read(place).schemes == (in_code[name],)
