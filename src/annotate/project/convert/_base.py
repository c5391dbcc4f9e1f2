"""What the converters share: the parts of a document, and the plain text made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotate.model import BlockKind
from annotate.quote import fold
from annotate.source import FORBIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block of a document: what it is, its words, and the level of a heading."""

    kind: BlockKind
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the document says that lines of the plain text are."""

    first: int
    last: int
    kind: BlockKind
    level: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A plain text, what is known of it, and what was dropped on the way to it.

    `facts` are proposals for its YAML by key (title, author, date, url, language, outlet).
    `part` names it among several texts of one file.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    dropped: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    how: str = ""
    part: str = ""


def assemble(parts: Sequence[Part]) -> tuple[str, tuple[Mark, ...]]:
    """Return parts as plain text, one line a block but for verse, and what its lines are."""
    rows: list[str] = []
    marks = []
    before = None
    for part in parts:
        lines = [line for line in map(_line, part.text.split("\n")) if line]
        if not lines:
            continue
        if rows and not (part.kind is before is BlockKind.LIST_ITEM):
            rows.append("")
        if part.kind is not BlockKind.VERSE:
            lines = [" ".join(lines)]
        if part.kind in (BlockKind.HEADING, BlockKind.QUOTATION, BlockKind.VERSE):
            first = len(rows) + 1
            marks.append(Mark(first=first, last=first + len(lines) - 1, kind=part.kind, level=part.level, words=lines[0]))
        rows += lines
        before = part.kind
    return "".join(f"{row}\n" for row in rows), tuple(marks)


def _line(text: str) -> str:
    return FORBIDDEN.sub("", fold(text)).strip()
