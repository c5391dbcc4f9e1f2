"""An object of TopoJSON (topojson-specification 1.0.0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotate.geodata._base import Line, Position, Shape, shape


def of_topojson(data: Any, name: str) -> Iterator[Shape]:
    """Yield the geometries of an object of a topology; it needs no name where it is the only one."""
    objects = data["objects"]
    if not name and len(objects) > 1:
        raise ValueError(f"say which of its objects is meant: {', '.join(objects)}")
    whole = objects[name] if name else next(iter(objects.values()))
    for one in whole.get("geometries", [whole]):
        yield shape(one.get("properties"), tuple(_lines(one, data)))


def _lines(one: dict[str, Any], data: Any) -> Iterator[Line]:
    """Yield lines put together from shared arcs (section 2.1.4); ~index is an arc walked backwards."""
    match one["type"]:
        case "LineString":
            rows: Any = [one["arcs"]]
        case "MultiLineString" | "Polygon":
            rows = one["arcs"]
        case "MultiPolygon":
            rows = [ring for polygon in one["arcs"] for ring in polygon]
        case other:
            raise ValueError(other)
    yield from (_joined(row, data) for row in rows)


def _joined(indices: Sequence[int], data: Any) -> Line:
    points: list[Position] = []
    for index in indices:
        arc = _arc(data, index) if index >= 0 else _arc(data, ~index)[::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def _arc(data: dict[str, Any], index: int) -> list[Position]:
    (kx, ky), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in data["arcs"][index]:
        x, y = x + dx, y + dy
        points.append((x * kx + tx, y * ky + ty))
    return points
