"""Makes the data file of a map from a large one.

    python -m annotate.locator.crop --extent WEST SOUTH EAST NORTH -o OUT KIND=FILE ...

FILE is GeoJSON, or TopoJSON with one object. KIND is land (polygons; their coast lines come
with them), river or border. Of borders each line whose class (`FEATURECLA`, as in Natural
Earth) is not simply an international boundary is written as disputed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotate.files import write_if_changed
from annotate.locator._base import Extent, Position, clip_line, clip_ring, parts, simplified

_AGREED = ("international boundary", "land")
_CLASS = ("FEATURECLA", "featurecla")


def crop(files: Sequence[tuple[str, str]], extent: Extent, tolerance: float, digits: int) -> str:
    """Return the features of (kind, text of a file) within an extent as GeoJSON text."""
    rows = []
    for kind, text in files:
        for made, points in _cropped(kind, json.loads(text), extent):
            line = simplified(points, tolerance)
            shown = [[round(x, digits), round(y, digits)] for x, y in line]
            if len(shown) < (4 if made == "land" else 2):
                continue
            shape = {"type": "Polygon", "coordinates": [shown]} if made == "land" else {
                "type": "LineString", "coordinates": shown,
            }  # fmt: skip
            rows.append({"type": "Feature", "properties": {"kind": made}, "geometry": shape})
    features = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def _cropped(kind: str, data: Any, extent: Extent) -> Iterator[tuple[str, tuple[Position, ...]]]:
    """Yield (kind of line, points) of what a file holds within the extent."""
    for feature in _features(data):
        made = kind
        if kind == "border" and not _is_agreed(feature.get("properties") or {}):
            made = "disputed"
        for points in parts(feature["geometry"]):
            if kind == "land":
                if ring := clip_ring(points, extent):
                    yield "land", ring
                yield from (("coast", part) for part in clip_line(points, extent))
            else:
                yield from ((made, part) for part in clip_line(points, extent))


def _is_agreed(properties: dict[str, Any]) -> bool:
    said = next((str(properties[key]) for key in _CLASS if properties.get(key)), "")
    return said.lower().removesuffix("(verify)").removesuffix("(please verify)").strip() in _AGREED


def _features(data: Any) -> Iterator[dict[str, Any]]:
    if data["type"] == "FeatureCollection":
        yield from data["features"]
        return
    (whole,) = data["objects"].values()
    for one in whole.get("geometries", [whole]):
        yield {"properties": one.get("properties"), "geometry": _topo(one, data)}


def _topo(one: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return a TopoJSON geometry as GeoJSON (topojson-specification, section 2.1)."""

    def line(indices: Sequence[int]) -> list[Position]:
        points: list[Position] = []
        for index in indices:
            arc = _arc(data, index) if index >= 0 else _arc(data, ~index)[::-1]
            points += arc[1:] if points else arc
        return points

    match one["type"]:
        case "LineString":
            made: Any = line(one["arcs"])
        case "MultiLineString" | "Polygon":
            made = [line(part) for part in one["arcs"]]
        case _:
            made = [[line(ring) for ring in polygon] for polygon in one["arcs"]]
    return {"type": one["type"], "coordinates": made}


def _arc(data: dict[str, Any], index: int) -> list[Position]:
    (kx, ky), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in data["arcs"][index]:
        x, y = x + dx, y + dy
        points.append((x * kx + tx, y * ky + ty))
    return points


def main(arguments: Sequence[str] | None = None) -> None:
    """Crop the named files and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extent", nargs=4, type=float, required=True)
    parser.add_argument("--tolerance", type=float, default=0.01, help="degrees; points closer are dropped")
    parser.add_argument("--digits", type=int, default=3, help="decimals of a degree that are kept")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("files", nargs="+", metavar="KIND=FILE")
    given = parser.parse_args(arguments)
    named = [one.partition("=") for one in given.files]
    read = [(kind, Path(file).read_text(encoding="utf-8")) for kind, _, file in named]
    write_if_changed(given.output, crop(read, tuple(given.extent), given.tolerance, given.digits))


if __name__ == "__main__":
    main()
