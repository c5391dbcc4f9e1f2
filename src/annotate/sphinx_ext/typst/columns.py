"""The last page of what is set in two columns: both are made equally long.

The compiler fills one column and then the other. Once the book is laid out, the block that the second
column of a last page should begin with is known, and a break is put before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from annotate.sphinx_ext.typst._base import Layout, Place

_TOP, _BOTTOM = 70.9, 68.0
"""Points: the margins of such a page."""
_LEAST = 60.0
"""Points: what is shorter than this in all is not divided."""


def turned(layout: Layout, turns: Iterable[str]) -> Iterator[str]:
    """Yield the labels, of those that a column may begin with, before which one is broken."""
    found = ((key, layout.places[key]) for key in turns if key in layout.places)
    for docname, group in groupby(found, lambda pair: pair[0].partition("#")[0]):
        end = layout.ends.get(docname)
        first = layout.places.get(f"{docname}#")
        if end is not None and first is not None and first.page < end.page:
            here = [(_along(place, layout), key) for key, place in group if place.page == end.page]
            yield from _best(here, _along(end, layout), layout.paper[1] - _TOP - _BOTTOM)


def _along(place: Place, layout: Layout) -> float:
    """Return how far from the beginning of its page a place is, one column set below the other."""
    width, height = layout.paper
    return place.y - _TOP + (height - _TOP - _BOTTOM if place.x > width / 2 else 0.0)


def _best(places: list[tuple[float, str]], end: float, column: float) -> Iterator[str]:
    """Yield the label of the block with which the columns are least unequal, if they are less so than they were."""
    if not places or end < _LEAST:
        return
    at, key = min(places, key=lambda one: max(one[0], end - one[0]))
    if at > 0 and max(at, end - at) < min(end, column) - _LEAST / 2:
        yield key
