"""What shows how far long work has come: ``progress=True`` of ``read``, ``write_reports`` …

A bar of rich on a terminal, of tqdm in a notebook, and nothing elsewhere, so that pipes and logs
stay clean.
"""

import sys
import time
import warnings
from types import TracebackType
from typing import Any

_PATIENCE = 0.3  # seconds: what is done sooner needs no bar, nor the import of what draws one


class Bar:
    """Called with how much of how much is done; shows nothing itself. Closed however work ends."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._start = time.monotonic()
        self._is_open = False

    def __call__(self, done: int, total: int) -> None:
        if not self._is_open:
            if time.monotonic() - self._start < _PATIENCE:
                return
            self._open(total)
            self._is_open = True
        self._show(done, total)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._close()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self, total: int) -> None: ...
    def _show(self, done: int, total: int) -> None: ...
    def _close(self) -> None: ...


def bar(title: str) -> Bar:
    """The bar for where the program runs; ``title`` stands beside it."""
    if _in_notebook():
        return _NotebookBar(title)
    if sys.stderr is not None and sys.stderr.isatty():
        return _TerminalBar(title)
    return Bar(title)


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")  # a kernel has imported it
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


class _TerminalBar(Bar):
    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._progress = Progress(console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task(self.title, total=total)
        self._progress.start()

    def _show(self, done: int, total: int) -> None:
        self._progress.update(self._task, completed=done, total=total)

    def _close(self) -> None:
        self._progress.stop()


class _NotebookBar(Bar):
    """tqdm's bar; without tqdm a line of text that changes in its place."""

    _tqdm: Any = None
    _line: Any = None

    def _open(self, total: int) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # without ipywidgets its bar is a line of text
                from tqdm.auto import tqdm
        except ImportError:
            from IPython.display import display

            self._line = display(self._words(0, total), raw=True, display_id=True)
        else:
            self._tqdm = tqdm(total=total, desc=self.title, leave=False)

    def _show(self, done: int, total: int) -> None:
        if self._tqdm is None:
            self._line.update(self._words(done, total), raw=True)
        else:
            self._tqdm.update(done - self._tqdm.n)

    def _close(self) -> None:
        if self._tqdm is None:
            self._line.update({"text/plain": ""}, raw=True)
        else:
            self._tqdm.close()

    def _words(self, done: int, total: int) -> dict[str, str]:
        return {"text/plain": f"{self.title} {done * 100 // max(total, 1)}%"}
