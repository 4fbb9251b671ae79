"""Model, measure, assess and report government plans.

``read`` a plan folder, ``check`` its printed figures, ``assess_year`` and ``write_reports``.
"""

from ._core import (
    InputError,
    PlanFolder,
    YearResults,
    __version__,
    assess_year,
    check,
    findings_text,
    read,
    results_text,
    write_reports,
)

__all__ = [
    "InputError",
    "PlanFolder",
    "YearResults",
    "__version__",
    "assess_year",
    "check",
    "findings_text",
    "read",
    "results_text",
    "write_reports",
]
