"""Exact matching of a quotation in a text.

Each run of white space counts as one space, in the quotation and in the text; nothing
else is folded (no case, no quotation marks, no Unicode normalisation). Exact words come
first, prefix and suffix break ties, as in the W3C TextQuoteSelector and hypothesis'
``match-quote``; unlike there, nothing fuzzy ever decides.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_RUN = re.compile(r"\s\s+")
"""White space that becomes shorter when it is folded."""
_WORD = re.compile(r"\w+")
_NEAR, _LONG = 0.6, 1000
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": ".", "\u00a0": " "})


def fold(text: str) -> str:
    """Return `text` with each run of white space as one space."""
    folded = " ".join(text.split())
    if len(folded) == len(text):
        return folded
    return f"{' ' * text[0].isspace()}{folded}{' ' * bool(folded and text[-1].isspace())}"


_MARKS = str.maketrans("’‘“”", "''\"\"")


def alike(text: str) -> str:
    """Return words for comparing what students read or write: white space and quotation marks folded.

    Never for a quotation: there a straight mark is not a curly one.
    """
    return fold(text).strip().translate(_MARKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that stands for source offsets [start, end).

    Character i of `text` is source offset start + i, unless the text replaces the stretch
    as a whole (`replaced`).
    """

    text: str
    start: int
    end: int
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Searchable:
    """A text made of pieces, folded, that knows where each of its characters comes from."""

    folded: str
    _starts: tuple[int, ...] = field(repr=False)
    _raw: tuple[int, ...] = field(repr=False)
    _pieces: tuple[Piece, ...] = field(repr=False)
    _piece_starts: tuple[int, ...] = field(repr=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets [start, end) of the folded stretch [start, end)."""
        first = self._origin(self._unfold(start), last=False)
        return first, self._origin(self._unfold(end - 1), last=True)

    def _unfold(self, index: int) -> int:
        run = bisect_right(self._starts, index) - 1
        return self._raw[run] + index - self._starts[run]

    def _origin(self, raw: int, *, last: bool) -> int:
        which = bisect_right(self._piece_starts, raw) - 1
        piece = self._pieces[which]
        if piece.replaced:
            return piece.end if last else piece.start
        return piece.start + raw - self._piece_starts[which] + (1 if last else 0)


def searchable(pieces: Sequence[Piece]) -> Searchable:
    """Join pieces and fold their white space; linear in the text.

    Only white space that folding shortens begins a new run of offsets.
    """
    kept = [piece for piece in pieces if piece.text]
    raw = "".join(piece.text for piece in kept)
    piece_starts, at = [], 0
    for piece in kept:
        piece_starts.append(at)
        at += len(piece.text)
    folded = fold(raw)
    starts, origins, shorter = [0], [0], 0
    for match in _RUN.finditer(raw) if len(folded) < len(raw) else ():
        shorter += match.end() - match.start() - 1
        starts.append(match.end() - shorter)
        origins.append(match.end())
    return Searchable(folded, tuple(starts), tuple(origins), tuple(kept), tuple(piece_starts))


def matches(text: Searchable, exact: str, prefix: str = "", suffix: str = "") -> tuple[tuple[int, int], ...]:
    """Return every place, as folded offsets [start, end), where the quotation stands."""
    wanted, before, after = fold(exact), fold(prefix), fold(suffix)
    if not wanted.strip():
        return ()
    found = []
    for start in _occurrences(text.folded, wanted):
        end = start + len(wanted)
        if before and not text.folded.endswith(before, 0, start):
            continue
        if after and not text.folded.startswith(after, end):
            continue
        found.append((start, end))
    return tuple(found)


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def propose(text: Searchable, exact: str) -> str:
    """Return words of `text` that an editor may have meant by `exact`, or nothing.

    First the same words under other quotation marks, dashes or case; then the stretch that
    shares the most words in order. A proposal is only ever shown, never taken.
    """
    wanted = fold(exact).strip()
    if not wanted:
        return ""
    alike = text.folded.translate(_ALIKE)
    plain = wanted.translate(_ALIKE)
    for haystack, needle in ((alike, plain), (alike.lower(), plain.lower())):
        if len(haystack) == len(text.folded) and (at := haystack.find(needle)) >= 0:
            return text.folded[at : at + len(wanted)]
    return _nearest(text.folded, wanted)


def _nearest(text: str, wanted: str) -> str:
    words = [match.span() for match in _WORD.finditer(text)]
    wanted_words = _WORD.findall(wanted.lower())
    if not wanted_words or not words:
        return ""
    pool = set(wanted_words)
    width = min(len(wanted_words), len(words))
    hits = [1 if text[a:b].lower() in pool else 0 for a, b in words]
    running = sum(hits[:width])
    best, best_at = running, 0
    for index in range(width, len(words)):
        running += hits[index] - hits[index - width]
        at = index - width + 1
        if (running, hits[at]) > (best, hits[best_at]):
            best, best_at = running, at
    candidate = text[words[best_at][0] : words[best_at + width - 1][1]]
    return candidate if _alike(wanted.lower(), candidate.lower()) else ""


def _alike(one: str, other: str) -> bool:
    """Compare letter by letter, and word by word what is long: the matcher's time is quadratic."""
    rows: tuple[Sequence[str], Sequence[str]] = (one, other)
    if len(one) > _LONG:
        rows = (one.split(), other.split())
    return difflib.SequenceMatcher(None, *rows, autojunk=False).ratio() >= _NEAR
