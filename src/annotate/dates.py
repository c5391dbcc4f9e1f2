"""Dates as exact as they are known: their ISO form, how they are read, said and compared.

The form is a part of EDTF (ISO 8601-2): a year, a month, a day, and intervals of them, open
ones too. What is approximate or disputed is said beside a date, not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from annotate.across import Precision, When
from annotate.interface import N_, _
from annotate.quantities import MONTH_NAMED, read_date

_POINT = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_YEAR = re.compile(r"(?<![\d/.,$€£])[12]\d{3}(?![\d,]|\.\d)")
_HALF = re.compile(r"\b(first|second) half of ([12]\d{3})\b")
_FROM_TO = re.compile(
    r"\b([12]\d{3})\s?[-–]\s?([12]\d{3})\b|\bfrom\b[^.;]*?\b([12]\d{3})\b[^.;]*?\bto\b[^.;]*?\b([12]\d{3})\b"
)
_OPENS = re.compile(r"\b(since|after|from|began|begun|post)\b", re.IGNORECASE)


def parse(text: str) -> When | None:
    """Return the date that an ISO form means, or None when it is none: 2022-09, 1997/2021, 1993/.."""
    first, slash, last = text.partition("/")
    start = _point(first)
    if start is None:
        return None
    if not slash:
        return When(text=text, first=start[0], last=start[1], precision=_PRECISIONS[len(text)])
    end = (None, None) if last == ".." else _point(last)
    if end is None or (end[0] is not None and end[0] <= start[0]):
        return None
    return When(text=text, first=start[0], last=end[1], precision=Precision.INTERVAL)


def _point(text: str) -> tuple[date, date] | None:
    return read_date(text) if _POINT.fullmatch(text) else None


def read(words: str, year: int | None = None) -> tuple[When, ...]:
    """Return the dates that words state: one as a rule, none, or each of several years.

    `year` is that of a month or day that names none.
    """
    if half := _HALF.search(words):
        months = "01/{0}-06" if half[1] == "first" else "07/{0}-12"
        return _whens([f"{half[2]}-{months.format(half[2])}"])
    if span := _FROM_TO.search(words):
        return _whens([f"{span[1] or span[3]}/{span[2] or span[4]}"])
    years = list(dict.fromkeys(_YEAR.findall(words)))
    if year and not years and MONTH_NAMED.search(words):
        return read(f"{words} {year:04}")
    if found := read_date(words):
        part = found[0] < found[1] and found[0].month == found[1].month and found != read_date(_text(*found))
        return _whens([f"{found[0]}/{found[1]}" if part else _text(*found)])
    return () if MONTH_NAMED.search(words) else _whens(years)


def _whens(texts: Iterable[str]) -> tuple[When, ...]:
    return tuple(when for text in texts if (when := parse(text)))


def _text(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    return first.isoformat()[:7] if first.month == last.month else first.isoformat()[:4]


def states(words: str, when: When, year: int | None = None) -> bool:
    """Return whether words state a date: that one, or for an open interval its beginning."""
    found = read(words, year)
    if when.last is None:
        beginning = when.text.removesuffix("/..")
        return bool(_OPENS.search(words)) and any(one.text == beginning for one in found)
    return any(one.text == when.text for one in found)


def in_words(when: When) -> str:
    """Return a date as one says it: September 2023, 23 February 2024, 1997 to 2021, from 1993."""
    first, slash, last = when.text.partition("/")
    if not slash:
        return _point_in_words(first)
    if last == "..":
        return _("from {date}").format(date=_point_in_words(first))
    begin = _point_in_words(first)
    for length in (7, 4):
        if len(first) > length and first[:length] == last[:length]:
            begin = begin.removesuffix(_point_in_words(first[:length])).strip()
            break
    return _("{first} to {last}").format(first=begin, last=_point_in_words(last))


def span_in_words(first: date, last: date) -> str:
    """Return the day, month or year from a first day to a last as one says it."""
    return _point_in_words(_text(first, last))


def _point_in_words(text: str) -> str:
    year, *rest = text.split("-")
    month = [_(_MONTHS[int(rest[0]) - 1])] if rest else []
    day = [_("{day}").format(day=int(rest[1]))] if len(rest) == 2 else []
    return " ".join([*day, *month, str(int(year))])


def apart(one: When, other: When) -> bool:
    """Return whether two dates cannot both be right: they have no day in common."""
    return (one.last is not None and one.last < other.first) or (other.last is not None and other.last < one.first)


def within(one: When, other: When) -> bool:
    """Return whether a date is another one, or more exact than it."""
    return other.first <= one.first and (other.last is None or (one.last is not None and one.last <= other.last))


def differ(whens: Iterable[When]) -> bool:
    """Return whether any two of several dates cannot both be right."""
    return any(apart(one, other) for one, other in combinations(whens, 2))


def order(when: When) -> tuple[date, int]:
    """Return what dates are sorted by: the first day, of equal ones the less exact first."""
    return when.first, -((when.last or date.max) - when.first).days
