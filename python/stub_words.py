"""Writes the docstrings of the compiled module into its stub, where editors look for them.

Run it after a docstring in ``bindings/`` has changed and the package is installed:
``python -P python/stub_words.py``; then ``ruff format python/libplan/_core.pyi``.
"""

import ast
import inspect
import unicodedata
from collections.abc import Iterator
from pathlib import Path

STUB = Path(__file__).parent / "libplan/_core.pyi"
WIDTH = 100

Definition = ast.ClassDef | ast.FunctionDef


def words_of(name: str, thing: object) -> str:
    """The docstring, without the signature that pybind11 puts before that of a function."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    return "\n".join(line for line in lines if not line.startswith(f"{name}(")).strip()


def columns(words: str) -> int:
    return len(words) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)


def docstring(words: str, indent: int) -> list[str]:
    """A docstring as lines of a file, wrapped paragraph by paragraph; examples stay as they are."""
    margin = " " * indent
    start = '""" ' if words.startswith('"') else '"""'
    lines: list[str] = []
    for paragraph in words.replace("\\", "\\\\").split("\n\n"):
        if paragraph.startswith(">>> "):
            lines += [*((margin + line).rstrip() for line in paragraph.split("\n")), ""]
            continue
        line = margin + start if not lines else margin
        for word in paragraph.split():
            space = "" if line in (margin, margin + start) else " "
            if columns(line + space + word) > WIDTH - 4:
                lines.append(line)
                line, space = margin, ""
            line += space + word
        lines += [line, ""]
    if len(lines) == 2 and not lines[0].endswith('"'):
        return [lines[0] + '"""']
    return [*lines[:-1], margin + '"""']


def definitions(body: list[ast.stmt], owner: object) -> Iterator[tuple[Definition, str]]:
    """The public definitions of a stub that do not say what the module says, with its words."""
    for node in body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        declared = vars(owner).get(node.name)
        words = words_of(node.name, declared)
        if words.split() != (ast.get_docstring(node) or "").split():
            yield node, words
        if isinstance(node, ast.ClassDef):
            yield from definitions(node.body, declared)


def with_words(stub: str, module: object) -> str:
    """The stub with the docstrings of the module."""
    lines = stub.splitlines()
    found = list(definitions(ast.parse(stub).body, module))
    for node, words in sorted(found, key=lambda each: -each[0].body[0].lineno):
        first = node.body[0]
        start, end = first.lineno - 1, first.end_lineno or first.lineno
        told = docstring(words, node.col_offset + 4)
        if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
            lines[start:start] = [*told, ""] if isinstance(node, ast.ClassDef) else told
        elif first.value.value is not ...:
            lines[start:end] = told
        elif lines[start].strip() == "...":
            lines[start:end] = told
        else:  # def name(self) -> str: ...
            lines[start] = lines[start].removesuffix(" ...")
            lines[end:end] = told
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from libplan import _core

    STUB.write_text(with_words(STUB.read_text(encoding="utf-8"), _core), encoding="utf-8")
