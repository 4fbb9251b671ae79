"""Paths as file functions take them and as people read them, whatever the locale."""

import os


def on_disk(path: str | os.PathLike[str]) -> str:
    """A path as file functions take it: one that the locale has no form for stands in UTF-8."""
    name = os.fspath(path)
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "surrogateescape"))
    return name


def as_text(path: str | os.PathLike[str]) -> str:
    """A path as people read it: UTF-8 that the locale hides is shown, and ? where it is none."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
