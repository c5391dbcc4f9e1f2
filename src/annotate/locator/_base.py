"""Lines of a map: read from GeoJSON, cut to an extent, simplified."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotate.geodata import Position, parts
from annotate.model import LineKind, MapLine

Extent = tuple[float, float, float, float]
_KINDS = {kind.value: kind for kind in LineKind}


def read_lines(text: str) -> tuple[MapLine, ...] | None:
    """Return the lines of a GeoJSON collection, or None when it is not what it should be."""
    try:
        data = json.loads(text)
        return tuple(
            MapLine(kind=_KINDS[about["kind"]], points=points, name=str(about.get("name") or ""))
            for feature in data["features"]
            for about in (feature["properties"],)
            for points in parts(feature["geometry"])
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None


# ---- cutting ------------------------------------------------------------------------------


def clip_line(points: Sequence[Position], extent: Extent) -> Iterator[tuple[Position, ...]]:
    """Yield the stretches of a line that lie in an extent (Liang and Barsky, edge by edge)."""
    stretch: list[Position] = []
    for start, end in pairwise(points):
        inside = _inside(start, end, extent)
        if inside is None:
            continue
        if stretch and stretch[-1] != inside[0]:
            yield tuple(stretch)
            stretch = []
        stretch = [*stretch, inside[1]] if stretch else list(inside)
    if len(stretch) > 1:
        yield tuple(stretch)


def _inside(start: Position, end: Position, extent: Extent) -> tuple[Position, Position] | None:
    west, south, east, north = extent
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    low, high = 0.0, 1.0
    for step, room in ((-dx, x - west), (dx, east - x), (-dy, y - south), (dy, north - y)):
        if step == 0 and room < 0:
            return None
        if step < 0:
            low = max(low, room / step)
        elif step > 0:
            high = min(high, room / step)
    if low >= high:
        return None
    first = start if low == 0 else (x + low * dx, y + low * dy)
    return first, end if high == 1 else (x + high * dx, y + high * dy)


def clip_ring(points: Sequence[Position], extent: Extent) -> tuple[Position, ...]:
    """Return the part of a ring that lies in an extent (Sutherland and Hodgman), perhaps empty."""
    west, south, east, north = extent
    ring = list(points[:-1] if points and points[0] == points[-1] else points)
    for axis, edge, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = list(_cut(ring, axis, edge, sign))
    return tuple([*ring, ring[0]]) if ring else ()


def _cut(ring: Sequence[Position], axis: int, edge: float, sign: int) -> Iterator[Position]:
    for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, is_in = (sign * (one[axis] - edge) >= 0 for one in (before, here))
        if was != is_in:
            part = (edge - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + part * (here[1 - axis] - before[1 - axis])
            yield (edge, other) if axis == 0 else (other, edge)
        if is_in:
            yield here


# ---- simplifying --------------------------------------------------------------------------


def simplified(points: Sequence[Position], tolerance: float) -> tuple[Position, ...]:
    """Return a line with those points dropped that lie within `tolerance` (Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        far = max(range(first + 1, last), key=lambda at: away(points[at], points[first], points[last]), default=None)
        if far is not None and away(points[far], points[first], points[last]) > tolerance:
            kept.add(far)
            open_spans += [(first, far), (far, last)]
    return tuple(points[at] for at in sorted(kept))


def away(point: Position, start: Position, end: Position) -> float:
    """Return how far a point is from a straight stretch of line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return float(((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2) ** 0.5)
