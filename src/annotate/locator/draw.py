"""The map itself: SVG that takes its colours from the page and is the same on every run.

The projection is equirectangular, true to scale along the middle parallel: on a map of a few
degrees nothing else would look different.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from annotate.files import MARKER
from annotate.geodata import Position
from annotate.interface import _, speaking
from annotate.locator._base import Extent, clip_line, clip_ring
from annotate.model import Apparatus, LineKind, LocatorMap, MapLine, MapPlace, Name, Prose, Side
from annotate.names import headword

WIDTH = 360
_SIZE, _LEADING, _DOT = 12, 13.5, 2.8
_LOOK = {
    LineKind.COAST: 'fill="none" stroke="currentColor" stroke-width="0.8" stroke-opacity="0.65"',
    LineKind.RIVER: 'fill="none" stroke="currentColor" stroke-width="0.5" stroke-opacity="0.45"',
    LineKind.BORDER: 'fill="none" stroke="currentColor" stroke-width="0.7" stroke-opacity="0.6"',
    LineKind.DISPUTED: 'fill="none" stroke="currentColor" stroke-width="1.2"',
}
_DASHES = ("4.5 2.5", "1.2 1.8", "8 2 1.2 2", "2.5 4")
_ROW, _SAMPLE = 15.0, 34
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
    with speaking(apparatus.settings.language):
        return "".join(f"{line}\n" for line in _svg(one, apparatus)) if one else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """Borders of one name on a map: what they are called, what is said of them, how they are dashed."""

    words: str
    name: str
    about: Prose | None
    dashes: str


def legend(one: LocatorMap) -> tuple[LegendRow, ...]:
    """Return the kinds of border that a map shows: the agreed ones, then each kind of line in dispute."""
    extent = (one.west, one.south, one.east, one.north)
    drawn = [line for line in one.lines if any(clip_line(line.points, extent))]
    noted = {note.name: note for note in one.notes}
    agreed = [""] if any(line.kind is LineKind.BORDER for line in drawn) else []
    named = {line.name for line in drawn if line.kind is LineKind.DISPUTED}
    there = [name for name in dict.fromkeys([*noted, *(line.name for line in drawn)]) if name in named]
    rows = []
    for number, name in enumerate([*agreed, *there], start=-len(agreed)):
        note = noted.get(name)
        solid = number < 0
        kind = _("Border") if solid else _("Line in dispute")
        words = _("“{words}”").format(words=name) if name else (note.words if note and solid else "") or kind
        dashes = "" if solid else _DASHES[number % len(_DASHES)]
        about = note.about if note and (name or solid) else None
        rows.append(LegendRow(words=words, name=name, about=about, dashes=dashes))
    return tuple(rows)


def describe(one: LocatorMap) -> str:
    """Return what the lines of a map are, in a few sentences for those who do not see it."""
    coast = any(line.kind is LineKind.COAST for line in one.lines)
    shown = _("Coast lines and the places of the list beside it.") if coast else _("The places of the list beside it.")
    return f"{shown} {on_borders(one)}".rstrip()


def on_borders(one: LocatorMap) -> str:
    """Return a sentence on the borders of a map, or nothing when all of them are agreed."""
    rows = legend(one)
    if named := [row.words for row in rows if row.dashes and row.name]:
        return _("Lines in dispute are dashed; their names in the data are {names}.").format(names=", ".join(named))
    if any(row.dashes for row in rows):
        return _("Lines in dispute are dashed.")
    return "" if rows else _("No borders are drawn.")


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
    rows = legend(one)
    below = round(scale.height + (_ROW * len(rows) + 5 if rows else 0))
    yield f"<!-- {MARKER} -->"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="locator-map" viewBox="0 0 {WIDTH} {below}" '
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
    for kind in (LineKind.COAST, LineKind.RIVER):
        yield from _lines([line for line in one.lines if line.kind is kind], kind, "", scale, extent)
    for row in rows:
        kind = LineKind.DISPUTED if row.dashes else LineKind.BORDER
        here = [line for line in one.lines if line.kind is kind and (line.name == row.name or not row.dashes)]
        yield from _lines(here, kind, row.dashes, scale, extent)
    for place in one.places:
        if where := located(place, apparatus.names):
            yield from _mark(place, _words(place, apparatus), scale.at(where[1], where[0]))
    frame = 'fill="none" stroke="currentColor" stroke-opacity="0.4"'
    yield f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{scale.height - 1}" {frame}/>'
    for number, row in enumerate(rows, start=1):
        yield from _legend_row(row, scale.height + _ROW * number)
    yield "</svg>"


def _lines(lines: Sequence[MapLine], kind: LineKind, dashes: str, scale: _Scale, extent: Extent) -> Iterator[str]:
    inside = [MapLine(kind=kind, points=part) for line in lines for part in clip_line(line.points, extent)]
    if inside:
        yield f'<path class="map-{kind.value}" d="{_path(inside, scale)}" {_look(kind, dashes)}/>'


def _look(kind: LineKind, dashes: str) -> str:
    return f'{_LOOK[kind]} stroke-dasharray="{dashes}"' if dashes else _LOOK[kind]


def _legend_row(row: LegendRow, y: float) -> Iterator[str]:
    look = _look(LineKind.DISPUTED if row.dashes else LineKind.BORDER, row.dashes)
    yield f'<path class="map-legend" d="M1 {y - 4:.1f}H{_SAMPLE}" {look}/>'
    yield f'<text class="map-legend" x="{_SAMPLE + 7}" y="{y:.1f}" font-size="11">{escape(row.words)}</text>'


def _path(lines: Sequence[MapLine], scale: _Scale) -> str:
    return "".join(_stroke(line.points, scale, closed=line.kind is LineKind.LAND) for line in lines)


def _stroke(points: Sequence[Position], scale: _Scale, *, closed: bool) -> str:
    drawn = (scale.at(*point) for point in points)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn) + ("Z" if closed else "")


def _words(at: MapPlace, apparatus: Apparatus) -> str:
    if at.words or not at.name:
        return at.words
    name = next(one for one in apparatus.names if one.id == at.name)
    own = name.at.label if name.at and at.side is not Side.OVER else ""
    return own or headword(name, apparatus)


def _mark(at: MapPlace, words: str, where: Position) -> Iterator[str]:
    """Yield a point and its label; one of two names, parted by a stroke, has two lines, as has one that says so."""
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
