"""What every format of map data comes down to: shapes made of lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Position = tuple[float, float]
Line = tuple[Position, ...]
_NAME, _CLASS = "name", "featurecla"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A feature as its lines, the rings of its polygons among them: (longitude, latitude), in degrees.

    `name` and `sort` are what the data calls it, and its class (`FEATURECLA`, as in Natural
    Earth), or empty.
    """

    name: str
    sort: str
    lines: tuple[Line, ...]


def shape(properties: Mapping[str, object] | None, lines: tuple[Line, ...]) -> Shape:
    """Return a shape with what its properties say of it; their names are read without case."""
    said = {key.lower(): value for key, value in (properties or {}).items()}
    name, sort = (str(said.get(key) or "") for key in (_NAME, _CLASS))
    return Shape(name=name, sort=sort, lines=lines)
