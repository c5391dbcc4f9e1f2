"""A scale with the positions that a text describes: a row each, from one end to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.across import Position, Scale, Standing
from annotate.chronology import words_of
from annotate.draw._base import INK, LINK, PAPER, SHADE, drawing, element, line, text, wrapped
from annotate.interface import _

_WIDTH, _EDGE, _ROW, _ROOM, _LETTERS = 360.0, 8.0, 26.0, 46, 14.0


def scale(drawn: Scale) -> str:
    """Return the drawing of a scale."""
    stops = {stop.id: index for index, stop in enumerate(drawn.stops)}
    heads = _heads(drawn)
    top = 8 + _LETTERS * 1.25 * max((len(lines) for _, _, lines in heads), default=0)
    shapes: list[str] = []
    y = top + 6
    for position in drawn.positions:
        if position.first in stops and position.last in stops:
            rows, y = _row(position, y, [_at(stops[one], len(stops)) for one in (position.first, position.last)])
            shapes += rows
    zones = [*_zones(heads, top, y), *(_ticks(len(stops), top, y))]
    return drawing(f"scale-{drawn.id}", drawn.title, _about(drawn), _WIDTH, y + 6, [*zones, *shapes], size=_LETTERS)


def _about(drawn: Scale) -> str:
    names = ", ".join(stop.name for stop in drawn.stops)
    return _("From left to right: {names}. {count} positions; the table below has each with its words.").format(
        names=names, count=len(drawn.positions)
    )


def _at(stop: int, count: int) -> float:
    return _EDGE + (_WIDTH - 2 * _EDGE) * (stop + 0.5) / count


def _heads(drawn: Scale) -> list[tuple[float, float, list[str]]]:
    """Return the zones that heads open: left edge, right edge, lines of the head."""
    begun = [index for index, stop in enumerate(drawn.stops) if stop.head]
    step = (_WIDTH - 2 * _EDGE) / max(1, len(drawn.stops))
    zones = []
    for index, following in zip(begun, [*begun[1:], len(drawn.stops)], strict=True):
        left, right = _EDGE + index * step, _EDGE + following * step
        zones.append((left, right, wrapped(drawn.stops[index].head, max(6, int((right - left) / (_LETTERS * 0.58))))))
    return zones


def _zones(heads: Sequence[tuple[float, float, list[str]]], top: float, bottom: float) -> Iterator[str]:
    for index, (left, right, lines) in enumerate(heads):
        if index % 2 == 0:
            yield element("rect", x=left, y=0.0, width=right - left, height=bottom + 6, class_="zone", fill=SHADE)
        for row, words in enumerate(lines):
            yield text((left + right) / 2, _LETTERS * 1.25 * (row + 1), words, "middle", bold=True)


def _ticks(count: int, top: float, bottom: float) -> Iterator[str]:
    for stop in range(count):
        yield line(_at(stop, count), top, _at(stop, count), bottom, dashed=True)


def _row(position: Position, y: float, ends: Sequence[float]) -> tuple[list[str], float]:
    """Return the shapes of one position, and where the next row begins."""
    shapes = []
    for words in wrapped(words_of(position), _ROOM):
        y += _LETTERS * 1.25
        shapes.append(text(_EDGE, y, words))
    y += _ROW / 2
    shapes += _mark(position.standing, ends[0], ends[1], y)
    return shapes, y + _ROW / 2


def _mark(standing: Standing, first: float, last: float, y: float) -> Iterator[str]:
    look: dict[str, str | float] = {"class_": "told", "fill": LINK, "stroke": LINK, "stroke_width": 1.6}
    hollow: dict[str, str | float] = {**look, "class_": "told hollow", "fill": PAPER}
    match standing:
        case Standing.KEPT_OUT:
            size = 5.0
            for sign in (1, -1):
                yield element("line", x1=last - size, y1=y - size * sign, x2=last + size, y2=y + size * sign,
                              class_="stroke", stroke=INK, stroke_width=2.2)  # fmt: skip
        case Standing.MOVED:
            way = 1 if last >= first else -1
            yield element("circle", cx=first, cy=y, r=5.0, **hollow)
            yield element("line", x1=first + 6 * way, y1=y, x2=last - 8 * way, y2=y, **look)
            points = f"{last:.1f},{y:.1f} {last - 10 * way:.1f},{y - 6:.1f} {last - 10 * way:.1f},{y + 6:.1f}"
            yield element("polygon", points=points, **look)
        case Standing.HELD if first != last:
            left, right = min(first, last), max(first, last)
            yield element("rect", x=left - 6, y=y - 5, width=right - left + 12, height=10.0, rx=5.0, **look)
        case Standing.HELD | Standing.SOUGHT:
            yield element("circle", cx=first, cy=y, r=6.0, **(hollow if standing is Standing.SOUGHT else look))
