"""The visible lines of a source, and how it breaks them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from annotate.ledger._base import FoundCut, Line, first_offset, trim
from annotate.model import Layout
from annotate.source import SourceText

_SHORTEST_WRAP, _LONGEST_WRAP = 50, 110
_ENOUGH_LINES = 4


def visible_lines(source: SourceText, cuts: Sequence[FoundCut]) -> tuple[Line, ...]:
    """Return one Line for each line of the source; `cuts` in order. Linear in both."""
    lines = []
    at = 0
    first = first_offset(source)
    for begin, end in source.lines:
        start = max(begin, first)
        while at < len(cuts) and cuts[at].end <= start:
            at += 1
        lines.append(_visible(source.text, start, max(start, end), cuts, at))
    return tuple(lines)


def _visible(text: str, start: int, end: int, cuts: Sequence[FoundCut], at: int) -> Line:
    """Trim a line, and trim it again behind each omission that stands at one of its ends."""
    mine = []
    while at < len(cuts) and cuts[at].start < end:
        mine.append(cuts[at])
        at += 1
    start, end = trim(text, start, end)
    for cut in mine:
        if cut.start <= start < cut.end:
            start, end = trim(text, min(cut.end, end), end)
    for cut in reversed(mine):
        if cut.start < end <= cut.end:
            start, end = trim(text, start, max(start, cut.start))
    return Line(start=start, end=end, cut=bool(mine))


def detect_layout(lines: Sequence[Line]) -> Layout:
    """Return WRAPPED when the inner lines of most blocks are of one page's width, else LINES.

    Verse is never guessed: an editor says so.
    """
    inner = [line.end - line.start for line, following in pairwise(lines) if not line.blank and not following.blank]
    if len(inner) < _ENOUGH_LINES or max(line.end - line.start for line in lines) > _LONGEST_WRAP:
        return Layout.LINES
    fitting = sum(1 for length in inner if length >= _SHORTEST_WRAP)
    wrapped = fitting >= 0.8 * len(inner) and median(inner) >= _SHORTEST_WRAP
    return Layout.WRAPPED if wrapped else Layout.LINES
