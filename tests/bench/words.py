"""Whether a tool printed what stands on the pages: words of the MyST files against words of what was built.

A tool that leaves pages out, or prints its own complaints in their place, is not fast.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.bench.figures import FailedError

LEAST = 0.99
_WORD = re.compile(r"\w+")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
DATA = re.compile(r"^ *(:{3,})\{practice-data\}.*?^ *\1$", re.MULTILINE | re.DOTALL)
"""What scripts read, and no reader."""
_FRAME = re.compile(r"^ *(?::{3,}.*|:[\w-]+:.*|`{3,}.*)$", re.MULTILINE)
_ROLE = re.compile(r"\{[\w:-]+\}(`+)(.+?)\1", re.DOTALL)
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "span", "strong", "sub", "sup"}
_OF_WORDS = {"paragraph", "heading", "tableCell", "mystRole", "strong", "emphasis", "link", "span"}
_UNSEEN = {"script", "style", "template"}


def shown(role: str) -> str:
    """Return the words of a role's text before its target."""
    return role.rpartition(" <")[0] or role


def of_source(text: str) -> Counter[str]:
    """Return the words that a MyST file of ours has a reader see: no frames, no targets."""
    text = _FRAME.sub("", DATA.sub("", _FRONT.sub("", text)))
    text = _ROLE.sub(lambda match: shown(match[2]), text)
    return Counter(_WORD.findall(re.sub(r"\\(?=\W)", "", text)))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.unseen += tag in _UNSEEN
        if tag not in _INLINE:
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN
        if tag not in _INLINE:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(data)


def of_html(page: str) -> Counter[str]:
    """Return the words of a page in HTML."""
    parser = _Text()
    parser.feed(page)
    parser.close()
    return Counter(_WORD.findall("".join(parser.found)))


def of_values(tree: Any) -> Counter[str]:
    """Return the words of a page as mystmd keeps it: those in its values."""
    return Counter(_WORD.findall(_text(tree)))


def _text(node: Any) -> str:
    if isinstance(node.get("value"), str):
        return str(node["value"])
    within = "" if node.get("type") in _OF_WORDS else " "
    return within.join(_text(child) for child in node.get("children", []))


def names(pages: Path) -> list[str]:
    """Return the pages in the order of the contents: without the home page, readings first."""
    found = [path.relative_to(pages).with_suffix("").as_posix() for path in pages.rglob("*.md")]
    return sorted((one for one in found if one != "index"), key=lambda one: ("/" not in one, one))


def kept(pages: Path, printed: Callable[[str], Counter[str]]) -> float:
    """Return which share of the words of all generated pages was printed, each on its page.

    Raise FailedError when it is too small to compare times. `printed` returns the words of a page by its name.
    """
    asked = missing = 0
    for name in names(pages):
        expected = of_source((pages / f"{name}.md").read_text(encoding="utf-8"))
        try:
            lost = expected - printed(name)
        except FileNotFoundError:
            lost = expected
        asked += expected.total()
        missing += lost.total()
    share = 1 - missing / asked if asked else 0.0
    if share < LEAST:
        raise FailedError(f"it printed {share:.0%} of the words on the pages, so its time says nothing")
    return share
