"""Several files of a plan folder changed together: all of them, or none."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .folders import _file_error, _telling

# Files that are about to take their places; while it stands, `read` refuses the plan folder.
_COMPLETE = ".libplan-collect"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps others from changing a folder in the same way at the same time."""
    with _telling("file_unreadable", folder):
        opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _file_error(error.errno or errno.EAGAIN, "collect_busy", folder) from error
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(opened)


def complete(folder: Path) -> list[str]:
    """Puts in place what a run that was cut short had written, and returns the names."""
    aside = folder / _COMPLETE
    if not aside.is_dir():
        return []
    with _telling("cannot_write", folder):
        names = sorted(path.name for path in aside.iterdir())
        for name in names:
            (aside / name).replace(folder / name)
        _sync(folder)
        aside.rmdir()
    return names


def put_in_place(folder: Path, changed: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Replaces files of a folder.

    They are written aside, and once all are complete put in place one after another: a run that is
    cut short before has changed nothing, one that is cut short after is told by ``read`` and
    completed by the next. Where one cannot be put in place the others are taken back; ``before``
    holds what they were.
    """
    aside = _written_aside(folder, changed)
    placed: list[str] = []
    try:
        for name in changed:
            (aside / name).replace(folder / name)
            placed.append(name)
    except OSError as error:
        _take_back(folder, placed, before)
        shutil.rmtree(aside)
        failed = folder / next(name for name in changed if name not in placed)
        raise _file_error(error.errno or errno.EIO, "collect_undone", failed) from error
    _sync(folder)
    aside.rmdir()


def _written_aside(folder: Path, changed: Mapping[str, bytes]) -> Path:
    part = folder / f"{_COMPLETE}.part"
    with _telling("cannot_write", folder):
        try:
            shutil.rmtree(part, ignore_errors=True)  # of a run that was cut short
            part.mkdir()
            for name, content in changed.items():
                _write(part / name, content)
                if (folder / name).exists():
                    (part / name).chmod((folder / name).stat().st_mode & 0o777)
            _sync(part)
            return part.rename(folder / _COMPLETE)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)
            raise
        finally:
            _sync(folder)


def _take_back(folder: Path, placed: list[str], before: Mapping[str, bytes]) -> None:
    for name in placed:
        if name not in before:
            (folder / name).unlink()
            continue
        old = folder / f".{name}.old"
        _write(old, before[name])
        old.chmod((folder / name).stat().st_mode & 0o777)
        old.replace(folder / name)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """So that what was renamed in it lasts."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
