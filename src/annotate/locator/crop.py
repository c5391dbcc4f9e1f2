"""Makes the data file of a map from large ones.

    python -m annotate.locator.crop --extent WEST SOUTH EAST NORTH -o OUT KIND=FILE ...

FILE is GeoJSON, TopoJSON or a GeoPackage; FILE:LAYER names a layer of it, or an object. KIND is
land (polygons; their coast lines come with them), river, border, or countries (polygons; the
lines along which two of them meet are borders). Of borders each line whose class (`FEATURECLA`,
as in Natural Earth) is not simply an international boundary is written as disputed, with the
name that the data gives it; where a line between countries runs along one, it is left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import dist
from pathlib import Path

from annotate.files import write_if_changed
from annotate.geodata import Line, Position, Shape, between, joined, read_shapes
from annotate.locator._base import Extent, away, clip_line, clip_ring, simplified

_AGREED = ("international boundary", "land")
_KINDS = ("land", "river", "border", "countries")
_TOUCH = 3
_Cut = tuple[str, str, Line]
"""Kind and name of a line, and its points."""


def crop(given: Sequence[tuple[str, Sequence[Shape]]], extent: Extent, tolerance: float, digits: int) -> str:
    """Return the features of (kind, shapes) within an extent as GeoJSON text."""
    rows = []
    for kind, name, points in _cut(given, extent, tolerance):
        shown = [[round(x, digits), round(y, digits)] for x, y in simplified(points, tolerance)]
        if len(shown) < (4 if kind == "land" else 2):
            continue
        area = kind == "land"
        shape = {"type": "Polygon" if area else "LineString", "coordinates": [shown] if area else shown}
        about = {"kind": kind, "name": name} if name else {"kind": kind}
        rows.append({"type": "Feature", "properties": about, "geometry": shape})
    features = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def _cut(given: Sequence[tuple[str, Sequence[Shape]]], extent: Extent, tolerance: float) -> Iterator[_Cut]:
    """Yield what there is within the extent, the lines in dispute last."""
    disputed: dict[str, list[Line]] = {}
    for kind, shapes in given:
        for shape in shapes if kind != "countries" else ():
            if kind == "land":
                yield from _land(shape, extent)
            elif kind == "border" and not _is_agreed(shape):
                disputed.setdefault(shape.name, []).extend(shape.lines)
            else:
                yield from ((kind, "", part) for line in shape.lines for part in clip_line(line, extent))
    lines = [(name, part) for name, some in disputed.items() for line in joined(some) for part in clip_line(line, extent)]
    claimed = [edge for _, line in lines for edge in pairwise(line)]
    for shapes in (shapes for kind, shapes in given if kind == "countries"):
        for line in between([one for one in shapes if _is_near(one, extent)]):
            for part in clip_line(line, extent):
                yield from (("border", "", rest) for rest in _clear_of(claimed, part, tolerance))
    yield from (("disputed", name, line) for name, line in lines)


def _is_near(shape: Shape, extent: Extent) -> bool:
    west, south, east, north = extent
    return any(west <= x <= east and south <= y <= north for line in shape.lines for x, y in line)


def _land(shape: Shape, extent: Extent) -> Iterator[_Cut]:
    for points in shape.lines:
        if ring := clip_ring(points, extent):
            yield "land", "", ring
        yield from (("coast", "", part) for part in clip_line(points, extent))


def _is_agreed(shape: Shape) -> bool:
    return shape.sort.lower().removesuffix("(verify)").removesuffix("(please verify)").strip() in _AGREED


def _clear_of(claimed: Sequence[tuple[Position, Position]], line: Line, tolerance: float) -> Iterator[Line]:
    """Yield the stretches of a line that do not run along one in dispute; to touch one is not to run along it."""

    def is_claimed(edge: tuple[Position, Position]) -> bool:
        (x, y), (u, v) = edge
        places = ((x + u) / 2, (y + v) / 2), *edge
        return all(any(away(at, *one) <= tolerance for one in claimed) for at in places)

    kept: list[Position] = []
    for along, group in groupby(pairwise(line), is_claimed):
        edges = list(group)
        if along and sum(dist(*edge) for edge in edges) > _TOUCH * tolerance:
            if kept:
                yield tuple(kept)
            kept = []
        else:
            kept += [*([] if kept else edges[0][:1]), *(end for _, end in edges)]
    if kept:
        yield tuple(kept)


def main(arguments: Sequence[str] | None = None) -> None:
    """Crop the named files and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extent", nargs=4, type=float, required=True)
    parser.add_argument("--tolerance", type=float, default=0.01, help="degrees; points closer are dropped")
    parser.add_argument("--digits", type=int, default=3, help="decimals of a degree that are kept")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("files", nargs="+", metavar="KIND=FILE")
    given = parser.parse_args(arguments)
    named = [(kind, file) for kind, _, file in (one.partition("=") for one in given.files)]
    if wrong := [kind for kind, file in named if kind not in _KINDS or not file]:
        parser.error(f"'{wrong[0]}' is no KIND=FILE; kinds: {', '.join(_KINDS)}")
    try:
        read = [(kind, read_shapes(file)) for kind, file in named]
    except (ValueError, OSError) as problem:
        parser.error(str(problem))
    write_if_changed(given.output, crop(read, tuple(given.extent), given.tolerance, given.digits))


if __name__ == "__main__":
    main()
