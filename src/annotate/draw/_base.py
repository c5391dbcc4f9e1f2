"""SVG written directly: the same bytes from the same data, readable without a style sheet.

Each shape has plain colours as attributes, for a file by itself and for paper; a page that
holds the drawing gives the classes its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotate.files import MARKER

INK, QUIET, RULE, SHADE, LINK, PAPER = "#1d1b18", "#5c574e", "#b9b2a3", "#f0ebdf", "#0b4f8a", "#ffffff"
SIZE = 13.0
_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def escape(text: str) -> str:
    """Return text as it can stand in an element or in a quoted attribute."""
    return re.sub(r'[&<>"]', lambda match: _SPECIAL[match.group()], _NOT_IN_XML.sub("", text))


def number(value: float) -> str:
    """Return a length with at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def element(name: str, words: str = "", /, **attributes: str | float) -> str:
    """Return an element; `_` in a name of an attribute stands for `-`, a last one is dropped."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{words}</{name}>" if words else f"<{name}{given}/>"


def text(x: float, y: float, words: str, anchor: str = "start", *, bold: bool = False, quiet: bool = False) -> str:
    """Return one line of words."""
    weight: dict[str, str] = {"font_weight": "600"} if bold else {}
    name, colour = ("quiet", QUIET) if quiet else ("ink", INK)
    return element("text", escape(words), x=x, y=y, class_=name, fill=colour, text_anchor=anchor, **weight)


def line(x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> str:
    """Return a thin line."""
    more: dict[str, str] = {"stroke_dasharray": "2 4"} if dashed else {}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="rule", stroke=RULE, stroke_width=1, **more)


def drawing(
    name: str, title: str, about: str, width: float, height: float, shapes: Iterable[str], *, size: float = SIZE
) -> str:
    """Return a whole SVG file with its title and description, which name it for who cannot see it."""
    head = element(
        "svg", "\n",
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}", role="img", class_="drawing",
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc",
        font_family="Source Serif 4, Georgia, serif", font_size=size,
    ).removesuffix("</svg>")  # fmt: skip
    told = [element("title", escape(title), id=f"{name}-title"), element("desc", escape(about), id=f"{name}-desc")]
    body = "\n".join([*told, *shapes])
    return f"<!-- {MARKER} -->\n{head}{body}\n</svg>\n"


def wrapped(words: str, width: int) -> list[str]:
    """Return words as lines of at most so many characters, longer words whole."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
