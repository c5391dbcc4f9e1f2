"""Which words of an old text are which of the new one.

Runs of four words that stand once in each text are paired, the longest row of pairs in
order is kept (patience diff's idea), and each pair is extended over equal words on both
sides. What changed places is outside the row, so it has no counterpart. Near-linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

_TOKEN = re.compile(r"\S+")
_RUN = 4


class Alignment:
    """An old and a new text, both with white space folded, word by word."""

    def __init__(self, old: str, new: str) -> None:
        self._old = [match.span() for match in _TOKEN.finditer(old)]
        self._new = [match.span() for match in _TOKEN.finditer(new)]
        self._starts = [start for start, _ in self._old]
        self._pairs = _aligned([old[a:b] for a, b in self._old], [new[a:b] for a, b in self._new])

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the old stretch [start, end) stands now, or None when its ends are not known.

        An end that has no counterpart is put behind the nearest word before it, or before the
        nearest behind it, that has one.
        """
        first = max(0, bisect_left(self._starts, start + 1) - 1)
        last = max(first, bisect_left(self._starts, end) - 1)
        if first in self._pairs:
            index = self._pairs[first]
            head = self._new[index][0] + start - self._old[first][0]
        else:
            before = next((self._pairs[at] for at in range(first - 1, -1, -1) if at in self._pairs), -1)
            index = before + 1
            head = self._new[index][0] if index < len(self._new) else -1
        if last in self._pairs:
            tail = self._new[self._pairs[last]][1] - (self._old[last][1] - end)
        else:
            behind = next((self._pairs[at] for at in range(last + 1, len(self._old)) if at in self._pairs), len(self._new))
            tail = self._new[behind - 1][1] if behind else -1
        return (head, tail) if 0 <= head < tail else None

    def whole(self, start: int, end: int) -> bool:
        """Return whether every word of an old stretch has its counterpart."""
        first = max(0, bisect_left(self._starts, start + 1) - 1)
        last = max(first, bisect_left(self._starts, end) - 1)
        return all(at in self._pairs for at in range(first, last + 1))


def _aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    anchors = [(-1, -1), *_in_order(_unique_pairs(old, new)), (len(old), len(new))]
    for index, (one, other) in enumerate(anchors):
        low = anchors[index - 1] if index else (-1, -1)
        high = anchors[index + 1] if index + 1 < len(anchors) else (len(old), len(new))
        a, b = one, other
        while a + 1 < high[0] and b + 1 < high[1] and old[a + 1] == new[b + 1]:
            a, b = a + 1, b + 1
            pairs[a] = b
        a, b = one, other
        while a - 1 > low[0] and b - 1 > low[1] and a - 1 not in pairs and old[a - 1] == new[b - 1]:
            a, b = a - 1, b - 1
            pairs[a] = b
        if 0 <= one < len(old):
            pairs[one] = other
    return _monotonous(pairs)


def _monotonous(pairs: dict[int, int]) -> dict[int, int]:
    """Drop a pair that an extension from the other side has overtaken."""
    kept: dict[int, int] = {}
    highest = -1
    for one in sorted(pairs):
        if pairs[one] > highest:
            kept[one] = highest = pairs[one]
    return kept


def _unique_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return, in the order of the old text, where runs begin that stand once in both."""
    there, here = _once(new), _once(old)
    return sorted((at, there[run]) for run, at in here.items() if run in there)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    twice = set()
    for at in range(len(words) - _RUN + 1):
        run = tuple(words[at : at + _RUN])
        if run in found:
            twice.add(run)
        found[run] = at
    return {run: at for run, at in found.items() if run not in twice}


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs that ascend in both texts."""
    tails: list[int] = []
    at_tail: list[int] = []
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        slot = bisect_left(tails, there)
        before.append(at_tail[slot - 1] if slot else -1)
        if slot == len(tails):
            tails.append(there)
            at_tail.append(index)
        else:
            tails[slot], at_tail[slot] = there, index
    row, at = [], at_tail[-1] if at_tail else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]
