"""The notebooks run from top to bottom and print what is stored in them.

``LIBPLAN_GOLDEN=accept pytest tests/python/test_notebooks.py`` stores what they show now.
"""

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "examples/notebooks").glob("*.ipynb"))
TITLES = ["第一次考核", "编一套评分办法", "从 pandas 到成绩单", "解释一次变化"]


def texts(cell: Any) -> list[str]:
    """What a cell prints and shows as text; pages are shown beside their text."""
    return [
        output.text if output.output_type == "stream" else output.data["text/plain"]
        for output in cell.get("outputs", [])
    ]


def pages(notebook: Any) -> list[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [page for output in outputs if (page := output.get("data", {}).get("text/html"))]


def run(file: Path, start: Path) -> Any:
    notebook = nbformat.read(file, as_version=4)
    client = NotebookClient(  # a busy machine sends in pieces what a cell prints
        notebook,
        resources={"metadata": {"path": str(start)}},
        record_timing=False,
        coalesce_streams=True,
    )
    client.execute()  # raises if a cell fails
    return notebook


def store(notebook: Any, file: Path) -> None:
    """Nothing of the machine goes into the file."""
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, file)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_prints_what_is_stored_in_it(file: Path) -> None:
    stored = nbformat.read(file, as_version=4)
    notebook = run(file, file.parent)
    if os.environ.get("LIBPLAN_GOLDEN") == "accept":
        store(notebook, file)
        stored = notebook
    for before, now in zip(stored.cells, notebook.cells, strict=True):
        assert texts(before) == texts(now), now.source
    assert all(page.startswith(('<div class="libplan"', "<div>\n<style")) for page in pages(stored))
    assert len(pages(stored)) == len(pages(notebook)) > 0


def test_a_notebook_runs_wherever_in_the_repository_it_starts() -> None:
    run(NOTEBOOKS[0], ROOT)
    assert len(list((ROOT / ".build/notebook-2018").glob("*.xlsx"))) == 21


def test_the_stored_notebooks_are_valid_in_both_languages_and_of_no_machine() -> None:
    for file, title in zip(NOTEBOOKS, TITLES, strict=True):
        notebook = nbformat.read(file, as_version=4)
        nbformat.validate(notebook)
        words = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        assert words.startswith(f"# {title}")
        assert "\n*" in words  # English notes
        content = file.read_text("utf-8")
        assert str(ROOT) not in content
        assert file.stat().st_size < 500_000
