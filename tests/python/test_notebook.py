"""The notebook of the worked plan runs from top to bottom, wherever in the repository it starts."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "examples/qingxin.ipynb"


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.cell_type == "markdown" or (cell.outputs, cell.execution_count) == ([], None)


@pytest.mark.parametrize("start", [".", "examples", "tests/python"])
def test_the_notebook_runs_and_shows_its_results(start: str) -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(notebook, resources={"metadata": {"path": str(ROOT / start)}})
    client.execute()  # raises if a cell fails
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pages = [
        output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})
    ]
    printed = "".join(output.text for output in outputs if output.output_type == "stream")
    shown = ["安全生产“十三五”规划", "数字核对", "2018年指标进展", "计分规则"]
    shown += ["排名", "考核成绩单", "2018年指标进展"]
    for page, words in zip(pages, shown, strict=True):
        assert page.startswith('<div class="libplan"')
        assert words in page
    assert "扣" in printed and "21 个工作簿" in printed
    assert len(list((ROOT / ".build/notebook-2018").glob("*.xlsx"))) == 21
