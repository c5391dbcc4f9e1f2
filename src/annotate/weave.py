"""Terms, notes and emendations over a block, as one row of segments.

Policy for spans that cross. A passage is not an element: its note mark is a point behind
its last word (and behind the punctuation that closes it), so that passages may cross each
other, and blocks, freely. What is an element (an emended word, a marked term, the mark of
an original note) never nests: an emendation beats a term, the longest term beats a
shorter. A point that would fall inside such an element moves behind it.
What an edition may not print is one `Withheld` for each stretch; points stay where they are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.ledger import pieces
from annotate.model import Block, Change, Passage, Reading
from annotate.rights import Spans, covers, split
from annotate.source import SourceText
from annotate.terms import Use

_CLOSING = ".,;:!?)]”»…\"'"
_SIGN = re.compile(r"[^\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
"""One sign of a text: white space as JavaScript's `\\s` has it, which finds the passage again in the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Plain words of the reading; white space and line ends as in the source."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWords:
    """Words of the reading that a glossary entry explains; white space as in the source."""

    text: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmendedWords:
    """Words that stand for other words of the source."""

    text: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Words of the reading that the edition may not print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The number of a note, behind its passage.

    `length` counts the signs between the passage's first word and the mark, without white space.
    """

    note: str
    number: int
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CutMark:
    """A sign that something stood here which the edition omits."""

    cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SicMark:
    """[sic], where an edition prints it."""

    reason: str


Point = NoteMark | CutMark | SicMark
Woven = Words | TermWords | EmendedWords | Withheld | Point


def mark_offset(source: SourceText, passage: Passage, reading: Reading) -> int:
    """Return the source offset behind a passage where its note mark stands."""
    at = passage.end
    block = next((one for one in reading.blocks if one.id == passage.last), None)
    stop = block.end if block else at
    text = source.text
    while at < stop and not _in_cut(reading, at):
        if text[at] in _CLOSING or (text[at] == "’" and not text[at + 1 : at + 2].isalpha()):
            at += 1
        else:
            break
    return at


def signs(reading: Reading, source: SourceText, start: int, end: int) -> int:
    """Return how many signs the reading has in [start, end), white space not counted."""
    if start >= end:
        return 0
    return sum(len(_SIGN.findall(piece.text)) for piece in pieces(reading, source, start, end))


def _in_cut(reading: Reading, offset: int) -> bool:
    return any(cut.start <= offset < cut.end for cut in reading.cuts)


def points_of(reading: Reading, marks: Sequence[tuple[int, NoteMark]]) -> tuple[tuple[int, Point], ...]:
    """Return every point of a reading in order: note marks, inner omissions, printed [sic]."""
    points: list[tuple[int, int, Point]] = [(at, 2, mark) for at, mark in marks]
    for index, cut in enumerate(reading.cuts, start=1):
        if cut.inside:
            points.append((cut.start, 1, CutMark(cut=cut_id(index))))
    if reading.establishment.print_sic:
        for change in reading.changes:
            if change.emendation.sic:
                points.append((change.end, 0, SicMark(reason=change.emendation.reason)))
    points.sort(key=lambda one: (one[0], one[1], one[2].number if isinstance(one[2], NoteMark) else 0))
    return tuple((at, point) for at, _, point in points)


def cut_id(index: int) -> str:
    """Return the id of a reading's omission number `index`, from 1."""
    return f"omitted-{index}"


def weave(
    block: Block,
    reading: Reading,
    source: SourceText,
    uses: Sequence[Use],
    points: Sequence[tuple[int, Point]],
    shown: Spans | None = None,
) -> tuple[Woven, ...]:
    """Return a block as segments in order; their words joined are the block's reading text.

    `uses` and `points` are those of the block; with `shown` only those stretches are printed.
    """
    atoms: list[Use | Change] = [*_changes(block, reading), *(use for use in uses if use.marked)]
    atoms = sorted((one for one in atoms if covers(shown, one.start, one.end)), key=lambda one: one.start)
    row = _row(block, reading, source, atoms, deque(points), shown)
    return tuple(row if shown is None else _each_gap_once(row))


def _changes(block: Block, reading: Reading) -> Iterator[Change]:
    return (one for one in reading.changes if one.block == block.id and not one.emendation.sic)


def _row(
    block: Block,
    reading: Reading,
    source: SourceText,
    atoms: Sequence[Use | Change],
    points: deque[tuple[int, Point]],
    shown: Spans | None,
) -> Iterator[Woven]:
    at = block.start
    for atom in atoms:
        yield from _plain(reading, source, at, atom.start, points, shown)
        yield _atom(atom, reading, source)
        at = atom.end
        while points and points[0][0] <= at:
            offset, point = points.popleft()
            if isinstance(atom, Use) and isinstance(point, NoteMark) and point.length:
                point = replace(point, length=point.length + signs(reading, source, offset, at))
            yield point
    yield from _plain(reading, source, at, block.end, points, shown)
    for _, point in points:
        yield point


def _plain(
    reading: Reading, source: SourceText, start: int, end: int, points: deque[tuple[int, Point]],
    shown: Spans | None,
) -> Iterator[Woven]:  # fmt: skip
    """Yield the words of [start, end), interrupted by the points that stand in it."""
    at = start
    while points and points[0][0] <= end:
        offset, point = points.popleft()
        yield from _words(reading, source, at, offset, shown)
        at = max(at, offset)
        yield point
    yield from _words(reading, source, at, end, shown)


def _words(reading: Reading, source: SourceText, start: int, end: int, shown: Spans | None) -> Iterator[Words | Withheld]:
    for first, last, seen in split(shown, start, end):
        read = pieces(reading, source, first, last)
        text = "".join(piece.text for piece in read)
        if not text:
            continue
        if seen or not any(character.isalnum() for character in text):
            yield Words(text=text, start=read[0].start)
            continue
        if blank := text[: len(text) - len(text.lstrip())]:
            yield Words(text=blank, start=first)
        yield Withheld()
        if blank := text[len(text.rstrip()) :]:
            yield Words(text=blank, start=last - len(blank))


def _each_gap_once(row: Iterator[Woven]) -> Iterator[Woven]:
    """Yield a row in which a stretch that is withheld shows once, whatever points stand in it."""
    gap = False
    held: list[Words] = []
    for one in row:
        if isinstance(one, Withheld):
            if not gap:
                yield one
            gap, held = True, []
        elif gap and isinstance(one, Words) and not any(character.isalnum() for character in one.text):
            held.append(one)
        else:
            if not isinstance(one, Point):
                yield from held
                gap, held = False, []
            yield one


def _atom(atom: Use | Change, reading: Reading, source: SourceText) -> TermWords | EmendedWords:
    if isinstance(atom, Use):
        read = pieces(reading, source, atom.start, atom.end)
        return TermWords(text="".join(piece.text for piece in read), term=atom.term)
    one = atom.emendation
    return EmendedWords(text=one.replacement or "", source=source.text[atom.start : atom.end], reason=one.reason)
