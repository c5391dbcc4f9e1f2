"""Lines out of pieces: the edges that two areas share, and pieces that meet end to end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from annotate.geodata._base import Line, Position, Shape


def between(shapes: Iterable[Shape]) -> Iterator[Line]:
    """Yield the lines along which two areas meet, each once, from one meeting point of areas to the next.

    Edges are the same if their ends are, as they are where areas were cut out of one topology.
    """
    areas = tuple(shapes)
    owners: dict[frozenset[Position], set[int]] = defaultdict(set)
    for number, area in enumerate(areas):
        for ring in area.lines:
            for edge in pairwise(ring):
                owners[frozenset(edge)].add(number)
    drawn: set[frozenset[Position]] = set()
    for area in areas:
        for ring in area.lines:
            yield from _stretches(ring, owners, drawn)


def _stretches(ring: Line, owners: dict[frozenset[Position], set[int]], drawn: set[frozenset[Position]]) -> Iterator[Line]:
    stretch: list[Position] = []
    of: set[int] = set()
    for start, end in pairwise(ring):
        edge = frozenset((start, end))
        here = owners[edge] if len(edge) == 2 and edge not in drawn else set()
        if stretch and here != of:
            yield tuple(stretch)
            stretch.clear()
        if len(here) > 1:
            stretch.append(end) if stretch else stretch.extend((start, end))
            drawn.add(edge)
            of = here
    if stretch:
        yield tuple(stretch)


def joined(pieces: Iterable[Line]) -> Iterator[Line]:
    """Yield the longest lines that pieces make, put together where just two of them meet."""
    left = [piece for piece in pieces if len(piece) > 1]
    ends = Counter(end for piece in left for end in (piece[0], piece[-1]))
    while left:
        line = left.pop(0)
        while (end := line[-1]) != line[0] and ends[end] == 2 and (found := _starting(end, left)):
            line += found[1:]
        while (end := line[0]) != line[-1] and ends[end] == 2 and (found := _starting(end, left)):
            line = found[:0:-1] + line
        yield line


def _starting(end: Position, left: list[Line]) -> Line:
    """Take the piece that has this end out of those left and return it from there on, or nothing."""
    for at, piece in enumerate(left):
        if end in (piece[0], piece[-1]):
            del left[at]
            return piece if piece[0] == end else piece[::-1]
    return ()
