"""GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotate.geodata._base import Line, Shape, shape


def of_geojson(data: Any) -> Iterator[Shape]:
    """Yield the features of a collection."""
    for feature in data["features"]:
        yield shape(feature.get("properties"), tuple(parts(feature["geometry"])))


def parts(geometry: dict[str, Any]) -> Iterator[Line]:
    """Yield the lines of a geometry, the rings of its polygons among them."""
    match geometry["type"]:
        case "LineString":
            yield _points(geometry["coordinates"])
        case "MultiLineString" | "Polygon":
            yield from (_points(line) for line in geometry["coordinates"])
        case "MultiPolygon":
            yield from (_points(ring) for polygon in geometry["coordinates"] for ring in polygon)
        case "GeometryCollection":
            for one in geometry["geometries"]:
                yield from parts(one)
        case other:
            raise ValueError(other)


def _points(line: Sequence[Any]) -> Line:
    return tuple((float(point[0]), float(point[1])) for point in line)
