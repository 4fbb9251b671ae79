"""The examples in docstrings give what they print, and every public function has one."""

import doctest
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import libplan

ROOT = Path(__file__).parents[2]
RECORDS = ["Plan", "Indicator", "Target", "Task", "Observation", "Scheme", "Item", "Facts"]


def documented() -> Iterator[tuple[str, str]]:
    """Every public name, and the methods of classes, with their docstrings."""
    for name in libplan.__all__:
        value = getattr(libplan, name)
        yield name, inspect.getdoc(value) or ""
        if isinstance(value, type):
            for method, function in vars(value).items():
                if callable(function) and not method.startswith("_"):
                    yield f"{name}.{method}", inspect.getdoc(function) or ""


EXAMPLES = {name: words for name, words in documented() if ">>> " in words}


def test_every_public_function_has_an_example() -> None:
    functions = [name for name in libplan.__all__ if inspect.isroutine(getattr(libplan, name))]
    assert [name for name in [*functions, *RECORDS, "InputError"] if name not in EXAMPLES] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_what_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    example = doctest.DocTestParser().get_doctest(
        EXAMPLES[name], {"libplan": libplan}, name, None, None
    )
    told: list[str] = []
    doctest.DocTestRunner().run(example, out=told.append)
    assert not told, "".join(told)
