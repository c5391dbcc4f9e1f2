"""The overview of the timeline: a lane for each reading, the years along it, across or downwards.

A year is as long as what is drawn in it needs; years in which nothing is drawn are left out,
and the line is broken there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from annotate.across import EventKind, Precision, When
from annotate.chronology import datings, written
from annotate.dates import in_words
from annotate.draw._base import INK, LINK, PAPER, SIZE, drawing, element, escape, line, text
from annotate.edition import Edition
from annotate.interface import _

_LONG, _SHORT, _GAP = 74.0, 38.0, 12.0
_LEAST = 520.0  # a drawing that is narrower would be blown up by the page
_TRACK, _PAD, _DOT = 9.0, 6.0, 4.0
_UPRIGHT_SIZE = 15.0
_WIDE = 0.75  # of a bold capital, in parts of its height
_PAGE, _WIDEST_TRACK = 0.82, 24.0
"""Width of what is printed on a page, as a share of its height; no track is wider."""
_CLEAR = 45  # days that a dot covers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    lane: int
    when: When
    words: str
    hollow: bool
    writing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    year: int
    start: float
    length: float
    broken: bool


def timeline(edition: Edition, *, upright: bool, page: bool = False) -> str:
    """Return the overview; upright it is narrow, and time runs downwards; for a page it is as wide as one."""
    marks = tuple(_marks(edition))
    last = max((mark.when.last or mark.when.first for mark in marks), default=date(2000, 1, 1))
    years = tuple(_years(marks, last) if upright else _stretched(tuple(_years(marks, last))))
    tracks = _tracks(marks, last, len(edition.texts))
    lanes = [
        max(1, 1 + max((track for (lane, track) in tracks if lane == one), default=0)) for one in range(len(edition.texts))
    ]
    sigla = [text.reading.establishment.siglum for text in edition.texts]
    made = _Sheet(years=years, lanes=lanes, sigla=sigla, upright=upright)
    if page:
        made = replace(made, track=_wide_track(made))
    shapes = [*made.frame()]
    for mark, (lane, track) in zip(marks, tracks, strict=True):
        shapes.append(made.mark(mark, lane, track, last))
    name = "timeline-page" if page else "timeline-upright" if upright else "timeline"
    about = _about(marks, sigla)
    return drawing(name, _("Overview of the timeline"), about, *made.size(), shapes, size=made.letters)


def _wide_track(sheet: _Sheet) -> float:
    """Return the width of a track with which an upright overview fills a page."""
    room = _PAGE * sheet.size()[1] - sheet.size()[0]
    return max(_TRACK, min(_WIDEST_TRACK, _TRACK + room / max(1, sum(sheet.lanes))))


def _about(marks: Sequence[_Mark], sigla: Sequence[str]) -> str:
    told = sum(not mark.writing for mark in marks)
    first = min((mark.when.first.year for mark in marks), default=0)
    last = max(((mark.when.last or mark.when.first).year for mark in marks), default=0)
    return _(
        "A lane for each of the readings {sigla}; {count} mentions of events from {first} to {last}. "
        "The list on this page has each of them with its date, its words and its place."
    ).format(sigla=", ".join(sigla), count=told, first=first, last=last)


def _marks(edition: Edition) -> Iterator[_Mark]:
    lanes = {text.id: lane for lane, text in enumerate(edition.texts)}
    for event in edition.across.events:
        seen = set()
        for dating in datings(event, edition):
            when = dating.when or event.date
            if not dating.telling.at.omitted and (dating.reading, when.text) not in seen:
                seen.add((dating.reading, when.text))
                words = f"{in_words(when)}: {event.title}"
                expected = event.kind is EventKind.EXPECTATION
                yield _Mark(lane=lanes[dating.reading], when=when, words=words, hollow=dating.when is None or expected)
    for one in written(edition):
        if one.when:
            words = _("{date}: the text was written").format(date=in_words(one.when))
            yield _Mark(lane=lanes[one.text.id], when=one.when, words=words, hollow=False, writing=True)


def _years(marks: Sequence[_Mark], last: date) -> Iterator[_Year]:
    """Yield the years in which a mark begins or ends, and the last, each with its place along the line."""
    fine = {
        day.year
        for mark in marks
        if mark.when.precision is not Precision.YEAR
        for day in (mark.when.first, mark.when.last or last)
        if "-" in mark.when.text
    }
    wanted = sorted({day.year for mark in marks for day in (mark.when.first, mark.when.last or last)})
    at = 0.0
    for before, year in zip([None, *wanted], wanted, strict=False):
        broken = before is not None and year - before > 1
        at += _GAP if broken else 0
        length = _LONG if year in fine else _SHORT
        yield _Year(year=year, start=at, length=length, broken=broken)
        at += length


def _stretched(years: Sequence[_Year]) -> Iterator[_Year]:
    """Yield the years, all of them longer when there are few."""
    own = sum(one.length for one in years)
    gaps = _GAP * sum(one.broken for one in years)
    by = max(1.0, (_LEAST - gaps) / own) if own else 1.0
    at = 0.0
    for one in years:
        at += _GAP if one.broken else 0
        yield replace(one, start=at, length=one.length * by)
        at += one.length * by


def _tracks(marks: Sequence[_Mark], last: date, lanes: int) -> list[tuple[int, int]]:
    """Return, for each mark, its lane and the track in it: marks that meet get tracks of their own."""
    ends: list[list[date]] = [[] for _ in range(lanes)]
    placed: dict[int, tuple[int, int]] = {}
    for index, mark in sorted(enumerate(marks), key=lambda pair: (pair[1].when.first, pair[0])):
        free = ends[mark.lane]
        end = mark.when.last or last
        track = next((at for at, until in enumerate(free) if until < mark.when.first), len(free))
        free[track : track + 1] = [date.fromordinal(end.toordinal() + (_CLEAR if mark.when.first == end else 2))]
        placed[index] = (mark.lane, track)
    return [placed[index] for index in range(len(marks))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    years: Sequence[_Year]
    lanes: Sequence[int]
    sigla: Sequence[str]
    upright: bool
    track: float = _TRACK

    @property
    def letters(self) -> float:
        """The size of the letters: larger where the drawing is shown smaller."""
        return _UPRIGHT_SIZE if self.upright else SIZE

    @property
    def _side(self) -> float:
        """The room for the names on the side that time begins at."""
        longest = max((len(siglum) for siglum in self.sigla), default=0)
        return 42.0 if self.upright else max(58.0, longest * SIZE * _WIDE + 8)

    @property
    def _top(self) -> float:
        return 24.0

    def _along(self, day: date, *, end: bool = False) -> float:
        year = next(one for one in reversed(self.years) if one.year <= day.year)
        if year.year < day.year:
            return year.start + year.length
        days = 366 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 365
        return year.start + year.length * ((day - date(day.year, 1, 1)).days + end) / days

    @property
    def _least(self) -> float:
        """The room that the name of a lane needs."""
        return max((len(siglum) for siglum in self.sigla), default=0) * self.letters * 0.62 if self.upright else SIZE

    def _lane(self, lane: int) -> float:
        return sum(max(count * self.track, self._least) + 2 * _PAD for count in self.lanes[:lane])

    @property
    def _length(self) -> float:
        return self.years[-1].start + self.years[-1].length if self.years else 0.0

    def size(self) -> tuple[float, float]:
        """Return the width and height."""
        across = self._lane(len(self.lanes))
        if self.upright:
            return self._side + across + 2, self._top + self._length + 8
        return self._side + self._length + 8, self._top + across + 2

    def _point(self, along: float, across: float) -> tuple[float, float]:
        if self.upright:
            return self._side + across, self._top + along
        return self._side + along, self._top + across

    def frame(self) -> Iterator[str]:
        """Yield the years and the lanes with their names."""
        whole = self._lane(len(self.lanes))
        for year in self.years:
            if year.broken:
                yield line(*self._point(year.start - _GAP / 2, 0), *self._point(year.start - _GAP / 2, whole), dashed=True)
            yield line(*self._point(year.start, 0), *self._point(year.start, whole))
            x, y = self._point(year.start, 0)
            if self.upright:
                yield text(self._side - 6, y + self.letters * 0.85, f"{year.year}", "end", quiet=True)
            else:
                yield text(x + 1, self._top - 8, f"{year.year}", quiet=True)
        for lane, siglum in enumerate(self.sigla):
            across = self._lane(lane)
            yield line(*self._point(0, across), *self._point(self._length, across))
            middle = (across + self._lane(lane + 1)) / 2
            if self.upright:
                yield text(self._side + middle, self._top - 8, siglum, "middle", bold=True)
            else:
                yield text(self._side - 6, self._top + middle + SIZE / 3, siglum, "end", bold=True)
        yield line(*self._point(0, whole), *self._point(self._length, whole))

    def mark(self, mark: _Mark, lane: int, track: int, last: date) -> str:
        """Return a dot for a day, a bar for what is longer; a diamond for the writing of a text."""
        pad = (self._lane(lane + 1) - self._lane(lane) - self.lanes[lane] * self.track) / 2
        across = self._lane(lane) + pad + (track + 0.5) * self.track
        begin = self._along(mark.when.first)
        end = self._along(mark.when.last or last, end=True)
        colour = INK if mark.writing else LINK
        name = ("writing" if mark.writing else "told") + (" hollow" if mark.hollow else "")
        look: dict[str, str | float] = {
            "class_": name,
            "fill": PAPER if mark.hollow else colour,
            "stroke": colour,
            "stroke_width": 1.4,
        }
        tip = element("title", escape(mark.words))
        if mark.when.first == mark.when.last:
            x, y = self._point((begin + end) / 2, across)
            if mark.writing:
                return self._diamond(x, y, tip, look)
            return element("circle", tip, cx=x, cy=y, r=_DOT, **look)
        thick = min(self.track - 4.0, 2 * _DOT + 2) if mark.when.last else 2.4
        (x1, y1), (x2, y2) = self._point(begin + 0.8, across - thick / 2), self._point(end - 0.8, across + thick / 2)
        size = {"width": max(abs(x2 - x1), 2.4), "height": max(abs(y2 - y1), 2.4)}
        bar = element("rect", tip, x=min(x1, x2), y=min(y1, y2), rx=1.2, **size, **look)
        if not mark.writing:
            return bar
        x, y = self._point(begin + _DOT, across)
        return bar + self._diamond(x, y, "", look)

    @staticmethod
    def _diamond(x: float, y: float, tip: str, look: Mapping[str, str | float]) -> str:
        size = _DOT * 1.3
        corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
        return element("polygon", tip, points=points, **look)
