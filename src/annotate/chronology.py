"""The dates of events, read out of their quotations and compared; what is drawn and listed in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotate.across import Event, Position, Telling, When
from annotate.dates import apart, differ, in_words, order, parse, read, states
from annotate.edition import Edition, Text
from annotate.interface import _
from annotate.model import Passage

_OWN_YEAR = 3


class Basis(StrEnum):
    """What the date of a telling was read out of."""

    OWN = "own"
    OTHER_WORDS = "other-words"
    YEAR_FROM_ELSEWHERE = "year-from-elsewhere"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """A telling at its place, with the date that its words state: none where they state none."""

    telling: Telling
    passage: Passage
    by: Passage | None
    when: When | None
    basis: Basis

    @property
    def reading(self) -> str:
        """The id of the reading that tells of it."""
        return self.telling.at.reading


def datings(event: Event, edition: Edition) -> tuple[Dating, ...]:
    """Return the tellings of an event that were found, each with its date."""
    made = []
    for telling in event.tellings:
        passage = edition.passages.get(telling.at)
        by = edition.passages.get(telling.dated_by) if telling.dated_by else None
        if passage and (by or not telling.dated_by):
            when, basis = _read(event, passage, by)
            made.append(Dating(telling=telling, passage=passage, by=by, when=when, basis=basis))
    return tuple(made)


def _read(event: Event, passage: Passage, by: Passage | None) -> tuple[When | None, Basis]:
    """Return what a quotation states, else what the other one does, else with the year from elsewhere."""
    if when := _one(event, passage.words):
        return when, Basis.OWN
    if by:
        elsewhere = read(by.words)
        year = elsewhere[0].first.year if len(elsewhere) == 1 else None
        if when := _one(event, passage.words, year) or _one(event, by.words):
            return when, Basis.OTHER_WORDS
    if event.date_from:
        for words in (passage.words, by.words if by else ""):
            if when := _one(event, words, event.date.first.year):
                return when, Basis.YEAR_FROM_ELSEWHERE
    return None, Basis.NONE


def _one(event: Event, words: str, year: int | None = None) -> When | None:
    """Return the date that words state: the event's where they can mean that, else the only one."""
    if states(words, event.date, year):
        return event.date
    found = read(words, year)
    return found[0] if len(found) == 1 else None


def is_dated(event: Event, found: Sequence[Dating]) -> bool:
    """Return whether an event's own date is that of a reading, or has a source."""
    return bool(event.date_from) or any(one.when == event.date for one in found)


def dates_differ(event: Event, found: Sequence[Dating]) -> bool:
    """Return whether dates given for an event cannot both be right: of two readings, or of one and a source.

    Sources may differ among themselves: there may have been several occasions.
    """
    told = [event.date, *(one.when for one in found if one.when)]
    return differ(told) or any(apart(one.date, when) for one in event.elsewhere for when in told)


def in_order(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return events by date; of those that begin together the less exact first, then as in the file."""
    return tuple(sorted(events, key=lambda one: order(one.date)))


def periods(events: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """Yield events in order under headings: a year of its own where it has three, else a run of years."""
    years: dict[int, list[Event]] = {}
    for event in in_order(events):
        years.setdefault(event.date.first.year, []).append(event)
    run: list[int] = []
    for year in (*years, None):
        if year is not None and len(years[year]) < _OWN_YEAR:
            run.append(year)
            continue
        if run:
            name = f"{run[0]}" if len(run) == 1 else _("{first} to {last}").format(first=run[0], last=run[-1])
            yield name, tuple(event for one in run for event in years[one])
            run = []
        if year is not None:
            yield f"{year}", tuple(years[year])


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """When a text was written, as far as its establishment says; `when` is None where it cannot be drawn."""

    text: Text
    when: When | None


def written(edition: Edition) -> tuple[Written, ...]:
    """Return when each text was written: dated ones in order, then the others."""
    made = [Written(text=text, when=_written(text)) for text in edition.texts]
    dated = [(one.when, one) for one in made if one.when]
    dated.sort(key=lambda pair: order(pair[0]))
    return (*(one for _, one in dated), *(one for one in made if one.when is None))


def _written(text: Text) -> When | None:
    date = text.reading.establishment.date
    if not date.earliest:
        return None if date.latest else parse(date.text)
    if date.earliest == date.latest:
        return parse(date.earliest)
    return parse(f"{date.earliest}/{date.latest or '..'}")


def words_of(position: Position) -> str:
    """Return whose position it is, and when or how: Ferry, 1903 to 1911."""
    when = in_words(position.date) if position.date else ""
    return ", ".join(part for part in (position.subject, when, position.label) if part)
