"""Which words of a text an edition may print: all of it, excerpts, or none.

`publish: excerpt` prints the passages that the apparatus is anchored to, `reference` no words
but the lemma of a note. Short quotations are the editor's in both. What a program prints of a
text it takes from `visible`; what an editor writes is looked through for `runs` of words that
are withheld.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annotate.languages import JOINED
from annotate.ledger import pieces
from annotate.model import Reading
from annotate.quote import Piece, fold
from annotate.source import SourceText

Spans = tuple[tuple[int, int], ...]

ELLIPSIS = "[…]"
LONGEST_QUOTATION = 30
"""Words that an editor may quote in one piece from a text that may not be printed."""
RUN = 8
"""Words in a row that no page may hold of what is withheld."""
_WORD = re.compile(rf"[{JOINED}]|[^\W{JOINED}]+")
_SINGLE = re.compile(rf"[{JOINED}]")
_PART = re.compile(rf"(?:[{JOINED}][^\w\s]*){{1,2}}\s*|[^\s{JOINED}]+\s*")
_HEAD, _TAIL = 3, 2


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return spans in order, those that touch as one."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        elif start < end:
            made.append((start, end))
    return tuple(made)


def covers(spans: Spans | None, start: int, end: int) -> bool:
    """Return whether [start, end) lies within one of the spans; None covers everything."""
    if spans is None:
        return True
    index = bisect_right(spans, start, key=lambda one: one[0]) - 1
    return index >= 0 and end <= spans[index][1]


def split(spans: Spans | None, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield [start, end) in stretches, each with whether the spans cover it."""
    at = start
    for first, last in () if spans is None else spans:
        if last <= at or first >= end:
            continue
        if at < first:
            yield at, first, False
        at = min(end, last)
        yield max(start, first), at, True
    if at < end:
        yield at, end, spans is None


def visible(reading: Reading, source: SourceText, spans: Spans | None, start: int, end: int) -> list[Piece]:
    """Return what may be printed of [start, end), an ellipsis for each stretch that may not.

    A stretch without a letter or digit is no words, and is printed.
    """
    made: list[Piece] = []
    for first, last, shown in split(spans, start, end):
        read = pieces(reading, source, first, last)
        words = "".join(piece.text for piece in read)
        if shown or not _WORD.search(words):
            made += read
            continue
        head, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        made.append(Piece(text=f"{head}{ELLIPSIS}{tail}", start=first, end=last, replaced=True))
    return made


def lemma(words: str) -> str:
    """Return the first and last words of a passage, by which it is found in a text that one has elsewhere."""
    parts = _PART.findall(fold(words).strip())
    if len(parts) <= _HEAD + _TAIL + 1:
        return "".join(parts)
    return f"{''.join(parts[:_HEAD]).strip()} … {''.join(parts[-_TAIL:])}"


def length(words: str) -> int:
    """Return how many words a quotation has: what stands between white space, or each two characters of a joined script."""
    return len(_PART.findall(fold(words)))


def runs(words: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every run of RUN words of a text, case folded, with the offset at which it begins."""
    row = [(match.start(), match.group().casefold()) for match in _WORD.finditer(words)]
    for at, end in _stretches([word for _, word in row]):
        yield row[at][0], tuple(word for _, word in row[at:end])


def _stretches(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the runs of RUN words are in a row of words: of one-character words of joined scripts there are twice as many."""
    weights = [1 if _SINGLE.fullmatch(word) else 2 for word in words]
    end = whole = 0
    for at, weight in enumerate(weights):
        while whole < 2 * RUN and end < len(weights):
            whole, end = whole + weights[end], end + 1
        if whole < 2 * RUN:
            return
        yield at, end
        whole -= weight


def withheld_runs(source: SourceText, allowed: Spans) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Return the runs of a source that touch nothing allowed, and those that lie in what is allowed."""
    words: Sequence[tuple[int, int, str]] = [
        (match.start(), match.end(), match.group().casefold()) for match in _WORD.finditer(source.text)
    ]
    free = [covers(allowed, start, end) for start, end, _ in words]
    hidden, printed = set(), set()
    for at, end in _stretches([word for _, _, word in words]):
        run = tuple(word for _, _, word in words[at:end])
        if not any(free[at:end]):
            hidden.add(run)
        elif all(free[at:end]):
            printed.add(run)
    return frozenset(hidden), frozenset(printed)
