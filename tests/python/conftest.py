"""The tests speak Chinese wherever they run, unless they say otherwise.

Random cases are the same in every run, so that a change is not judged by chance;
``LIBPLAN_HYPOTHESIS=explore`` draws new ones.
"""

import os

import pytest
from hypothesis import settings
from openpyxl.worksheet.merge import MergedCellRange

os.environ["LIBPLAN_LANG"] = "zh"
settings.register_profile("same", derandomize=True)
settings.register_profile("explore")
settings.load_profile(os.environ.get("LIBPLAN_HYPOTHESIS", "same"))

# Borders of merged cells take openpyxl half of the time in which it opens a workbook, and no test
# looks at them.
MergedCellRange.format = lambda _: None


@pytest.fixture
def unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of commands stay whole, however long the paths in them are here."""
    monkeypatch.setattr("libplan.cli.output.terminal_width", lambda: 10_000)
