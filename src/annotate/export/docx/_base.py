"""What a Word document is made of here: paragraphs in styles, lists that Word numbers, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from annotate.export._base import Element

TASKS = "task"
"""The list that the headings of tasks are numbered in, by their style."""
UNCOUNTED = "none"
"""What takes a heading out of that list."""
LISTS: Mapping[str, tuple[str, str]] = {
    TASKS: ("decimal", "%1"),
    "row": ("decimal", "%1"),
    "option": ("upperLetter", "%1"),
    "box": ("upperLetter", "☐ %1"),
    "step": ("bullet", "–"),
}
"""The lists by name: how Word counts, and what it writes before an entry."""
WIDTH = 9638
"""The width of what is written on a page, in twentieths of a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph: its words, the id of its style, the list that it is an entry of.

    `first` begins the list anew; `language` is that of the words, where it is another than the document's.
    """

    words: str
    style: str = ""
    listed: str = ""
    first: bool = False
    strong: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: rows of cells, the shares of the columns; with `head` the first row is repeated on each page.

    `lines` are where borders stand: around `all` cells, or `below` them.
    """

    rows: Sequence[Sequence[Sequence[Paragraph]]]
    shares: Sequence[int]
    head: bool = False
    lines: str = "all"


Block = Paragraph | Table


def w(parent: Element, tag: str, **values: str) -> Element:
    """Add an element of Word's own names."""
    return ElementTree.SubElement(parent, f"w:{tag}", {f"w:{name}": value for name, value in values.items()})
