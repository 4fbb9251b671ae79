"""What a notebook shows, parsed; and what must hold of every page."""

import re
from html.parser import HTMLParser
from typing import Protocol

from hypothesis import strategies as st

# What texts may hold: neither surrogates nor controls but tabs and line ends.
CHARACTERS = st.characters(
    exclude_categories=["Cs"],
    exclude_characters=[*(chr(c) for c in range(32) if c not in (9, 10, 13)), "\ufffe", "\uffff"],
)


class Shown(Protocol):
    def _repr_html_(self) -> str | None: ...


class Page(HTMLParser):
    """Checks on the way that tags are known and balanced, and keeps the words."""

    VOID = {"br", "col"}
    DRAWN = {"rect", "path", "circle"}
    KNOWN = VOID | set("div style table colgroup tbody tr th td details summary svg title".split())
    ATTRIBUTES = set(
        "class lang style scope colspan width height open role aria-hidden fill fill-opacity d"
        " cx cy r stroke stroke-width stroke-opacity stroke-dasharray".split()
    )

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.words = ""
        self.drawings: list[str] = []
        self.notes: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.KNOWN, tag
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag == "title":
            self.drawings.append("")
        if tag == "div" and "td" in self.open:
            self.notes.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.DRAWN, tag
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words += data
        if "svg" in self.open:
            self.drawings[-1] += data
        elif "td" in self.open and self.open[-1] == "div":
            self.notes[-1] += data
        elif self.rows and {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def page(value: Shown) -> Page:
    """The parsed page of a value, after what holds for all of them."""
    html = value._repr_html_()
    assert html is not None
    assert len(html.encode()) < 50_000
    assert re.search(r"<script|javascript:|https?:|\burl\(|@import", html, re.I) is None
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html) is None
    classes = re.findall(r'class="([^"]*)"', html)
    assert all(name.startswith("libplan") for names in classes for name in names.split())
    parsed = Page(html)
    assert parsed.attributes <= Page.ATTRIBUTES
    return parsed
