"""The map itself: SVG that takes its colours from the page and is the same on every run.

The projection is equirectangular, true to scale along the middle parallel: on a map of a few
degrees nothing else would look different.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from annotate.files import MARKER
from annotate.locator._base import Position, clip_line, clip_ring
from annotate.model import Apparatus, LineKind, LocatorMap, MapLine, MapPlace, Name, Side
from annotate.names import headword

WIDTH = 360
_SIZE, _LEADING, _DOT = 12, 13.5, 2.8
_LOOK = {
    LineKind.COAST: 'fill="none" stroke="currentColor" stroke-width="0.8" stroke-opacity="0.65"',
    LineKind.RIVER: 'fill="none" stroke="currentColor" stroke-width="0.5" stroke-opacity="0.45"',
    LineKind.BORDER: 'fill="none" stroke="currentColor" stroke-width="0.9" stroke-opacity="0.8"',
    LineKind.DISPUTED: (
        'fill="none" stroke="currentColor" stroke-width="0.9" stroke-opacity="0.8" stroke-dasharray="4 3"'
    ),
}
_LABEL = {
    Side.RIGHT: (6.0, 0.0, "start"),
    Side.LEFT: (-6.0, 0.0, "end"),
    Side.ABOVE: (0.0, -1.0, "middle"),
    Side.BELOW: (0.0, 1.0, "middle"),
    Side.OVER: (0.0, 0.0, "middle"),
}


def draw(apparatus: Apparatus) -> str:
    """Return the map of an apparatus as SVG text, or nothing when it has none."""
    one = apparatus.map
    return "".join(f"{line}\n" for line in _svg(one, apparatus)) if one else ""


def describe(one: LocatorMap) -> str:
    """Return what the lines of a map are, in a sentence for those who do not see it."""
    shown = "Coast lines and the places" if any(line.kind is LineKind.COAST for line in one.lines) else "The places"
    return f"{shown} of the list beside it. {on_borders(one)}".rstrip()


def on_borders(one: LocatorMap) -> str:
    """Return a sentence on the borders of a map, or nothing when all of them are agreed."""
    kinds = {line.kind for line in one.lines}
    if LineKind.DISPUTED in kinds:
        return "Lines in dispute are dashed."
    return "" if LineKind.BORDER in kinds else "No borders are drawn."


def located(at: MapPlace, names: Sequence[Name]) -> tuple[float, float] | None:
    """Return latitude and longitude of a place on the map, or None when it has none."""
    if at.lat is not None and at.lon is not None and (not at.name or at.side is Side.OVER):
        return at.lat, at.lon
    point = next((name.at for name in names if name.id == at.name), None)
    return (point.lat, point.lon) if point else None


class _Scale:
    def __init__(self, one: LocatorMap) -> None:
        self.west, self.north = one.west, one.north
        self.x = WIDTH / (one.east - one.west)
        self.y = self.x / math.cos(math.radians((one.south + one.north) / 2))
        self.height = round((one.north - one.south) * self.y)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.x, (self.north - lat) * self.y


def _svg(one: LocatorMap, apparatus: Apparatus) -> Iterator[str]:
    scale = _Scale(one)
    yield f"<!-- {MARKER} -->"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="locator-map" viewBox="0 0 {WIDTH} {scale.height}" '
        f'role="img" aria-labelledby="map-title map-desc" font-size="{_SIZE}" fill="currentColor">'
    )
    yield f'<title id="map-title">{escape(one.title)}</title>'
    yield f'<desc id="map-desc">{escape(describe(one))}</desc>'
    extent = (one.west, one.south, one.east, one.north)
    areas = [line for line in one.lines if line.kind is LineKind.LAND]
    rings = [replace(line, points=ring) for line in areas if (ring := clip_ring(line.points, extent))]
    if land := _path(rings, scale):
        sea = f"M0 0H{WIDTH}V{scale.height}H0Z{land}"  # the frame without the land: no second colour is needed
        yield f'<path class="map-water" d="{sea}" fill-opacity="0.12" fill-rule="evenodd"/>'
    for kind, look in _LOOK.items():
        lines = [line for line in one.lines if line.kind is kind]
        inside = [
            MapLine(kind=kind, points=part) for line in lines for part in clip_line(line.points, extent)
        ]
        if inside:
            yield f'<path class="map-{kind.value}" d="{_path(inside, scale)}" {look}/>'
    for place in one.places:
        if where := located(place, apparatus.names):
            yield from _mark(place, _words(place, apparatus), scale.at(where[1], where[0]))
    frame = 'fill="none" stroke="currentColor" stroke-opacity="0.4"'
    yield f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{scale.height - 1}" {frame}/>'
    yield "</svg>"


def _path(lines: Sequence[MapLine], scale: _Scale) -> str:
    return "".join(_stroke(line.points, scale, closed=line.kind is LineKind.LAND) for line in lines)


def _stroke(points: Sequence[Position], scale: _Scale, *, closed: bool) -> str:
    drawn = (scale.at(*point) for point in points)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn) + ("Z" if closed else "")


def _words(at: MapPlace, apparatus: Apparatus) -> str:
    if not at.name:
        return at.words
    name = next(one for one in apparatus.names if one.id == at.name)
    own = name.at.label if name.at and at.side is not Side.OVER else ""
    return own or headword(name, apparatus)


def _mark(at: MapPlace, words: str, where: Position) -> Iterator[str]:
    """Yield a point and its label; a label of two names, parted by a stroke, has two lines."""
    x, y = where
    across, down, anchor = _LABEL[at.side]
    lines = words.replace(" / ", " /\n").split("\n")
    if at.side is not Side.OVER:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"/>'
    extra = (len(lines) - 1) * _LEADING
    base = y + at.shift + _SIZE * 0.34 + down * _LEADING - (extra if at.side is Side.ABOVE else 0)
    if at.side in (Side.RIGHT, Side.LEFT, Side.OVER):
        base -= extra / 2
    kind = "sea" if not at.name else "area" if at.side is Side.OVER else "point"
    style = {"sea": ' font-style="italic" fill-opacity="0.85"', "area": ' letter-spacing="0.6"', "point": ""}
    for index, line in enumerate(lines):
        yield (
            f'<text class="map-{kind}" x="{x + across:.1f}" y="{base + index * _LEADING:.1f}" '
            f'text-anchor="{anchor}"{style[kind]}>{escape(line)}</text>'
        )
