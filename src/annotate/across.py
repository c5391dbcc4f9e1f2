"""The records of the pages that look across readings: events, drawn scales, tables of figures, claims, words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from annotate.model import Form, Place, Prose, Selector


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as exact as it is known: its first and last day; no last day when it is open.

    `text` is its ISO form: 1828, 2022-09, 2024-02-23, 1997/2021, 2022-09/.. (as in EDTF).
    """

    text: str
    first: date
    last: date | None
    precision: Precision


class EventKind(StrEnum):
    """What is dated: something that happened or lasted, a figure of that time, or an expectation."""

    HAPPENING = "happening"
    FIGURE = "figure"
    EXPECTATION = "expectation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Where a reading tells of an event; `dated_by` are other words of it that hold the date."""

    at: Selector
    dated_by: Selector | None
    undated: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideDate:
    """What sources outside the texts give as the date."""

    date: When
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated happening with the quotations that date it."""

    id: str
    title: str
    kind: EventKind
    date: When
    approximate: bool
    disputed: bool
    date_from: tuple[str, ...]
    tellings: tuple[Telling, ...]
    elsewhere: tuple[OutsideDate, ...]
    remark: Prose | None
    notes: tuple[str, ...]
    place: Place


class Standing(StrEnum):
    """How a position stands on a scale: held, moved to, sought, or kept out of."""

    HELD = "held"
    MOVED = "moved"
    SOUGHT = "sought"
    KEPT_OUT = "kept-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place on a scale; `head` is printed above the drawing where it is given."""

    id: str
    name: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a text puts something on a scale, from stop to stop, and the words that say so."""

    subject: str
    label: str
    standing: Standing
    first: str
    last: str
    date: When | None
    passages: tuple[Selector, ...]
    remark: Prose | None
    notes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A drawing made from a text's own words; `missing` is the lost figure that it stands for."""

    id: str
    title: str
    reading: str
    missing: int
    about: Prose
    stops: tuple[Stop, ...]
    positions: tuple[Position, ...]
    place: Place


class FactKind(StrEnum):
    """What one should know of a figure before using it."""

    ASKED_BY = "asked-by"
    QUESTION = "question"
    DATE = "date"
    SAMPLE = "sample"
    ANSWERS = "answers"
    GIVEN_BY = "given-by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something about a table of figures: what the text says of it or that it does not, and others."""

    about: FactKind
    at: Selector | None
    lacking: str
    elsewhere: Prose | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure with the words that hold it, or with the outside sources that give it."""

    label: str
    figure: str
    at: Selector | None
    sources: tuple[str, ...]
    remark: Prose | None
    notes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """Figures that belong together, with what is known of them; tables of one topic stand together."""

    id: str
    title: str
    topic: str
    poll: bool
    about: Prose | None
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything in docs/apparatus/figures.yaml."""

    scales: tuple[Scale, ...] = ()
    tables: tuple[FigureTable, ...] = ()


class Stance(StrEnum):
    """What a reading does to a claim, or why it does nothing."""

    ASSERTS = "asserts"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"
    SILENT = "silent"
    WRITTEN_BEFORE = "written-before"
    DATE_UNKNOWN = "date-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number or a date in the words of a quotation; a number may have a unit."""

    words: str
    unit: str
    is_date: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one reading does to a claim, and by which words; it holds none of the words `absent`."""

    reading: str
    stance: Stance
    quotes: tuple[Selector, ...]
    absent: tuple[str, ...]
    figure: Figure | None
    note: Prose | None
    dependent: Prose | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A row of the comparison; `happened` is the date (ISO or empty) of the event it is about."""

    id: str
    topic: str
    statement: str
    cells: tuple[Cell, ...]
    happened: str
    absent: tuple[str, ...]
    note: Prose | None
    sources: tuple[str, ...]
    place: Place


class Voice(StrEnum):
    """Whose words a passage is counted with."""

    OWN = "own"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An editor's decision whose words a passage is, where the plain rule is wrong."""

    at: Selector
    voice: Voice
    reason: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """One of several words for a thing, found by its forms."""

    id: str
    forms: tuple[Form, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class WordGroup:
    """Words on which the texts differ."""

    id: str
    title: str
    comment: Prose
    words: tuple[Rival, ...]
    rulings: tuple[Ruling, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """What the pages that look across readings are made from."""

    events: tuple[Event, ...] = ()
    figures: Figures = Figures()
    claims: tuple[Claim, ...] = ()
    word_groups: tuple[WordGroup, ...] = ()


def selectors_across(across: Across) -> Iterator[Selector]:
    """Yield every quotation of these records."""
    for event in across.events:
        for telling in event.tellings:
            yield from (one for one in (telling.at, telling.dated_by) if one)
    for scale in across.figures.scales:
        for position in scale.positions:
            yield from position.passages
    for table in across.figures.tables:
        yield from (one.at for one in table.facts if one.at)
        yield from (one.at for one in table.rows if one.at)
    yield from (quote for claim in across.claims for cell in claim.cells for quote in cell.quotes)
    yield from (ruling.at for group in across.word_groups for ruling in group.rulings)


def prose_across(across: Across) -> Iterator[Prose]:
    """Yield every piece of editor's prose of these records."""
    found = [event.remark for event in across.events]
    for scale in across.figures.scales:
        found += [scale.about, *(one.remark for one in scale.positions)]
    for table in across.figures.tables:
        found += [table.about, *(one.elsewhere for one in table.facts), *(one.remark for one in table.rows)]
    for claim in across.claims:
        found += [claim.note, *(prose for cell in claim.cells for prose in (cell.note, cell.dependent))]
    found += [group.comment for group in across.word_groups]
    yield from (prose for prose in found if prose)


def sources_across(across: Across) -> Iterator[tuple[str, Place]]:
    """Yield the id of every outside source that these records name, with the place."""
    for event in across.events:
        yield from ((one, event.place) for one in event.date_from)
        yield from ((one, given.place) for given in event.elsewhere for one in given.sources)
    for table in across.figures.tables:
        yield from ((one, row.place) for row in table.rows for one in row.sources)
    for claim in across.claims:
        yield from ((one, claim.place) for one in claim.sources)


def notes_across(across: Across) -> Iterator[tuple[str, Place]]:
    """Yield the id of every note that these records name, with the place."""
    for event in across.events:
        yield from ((one, event.place) for one in event.notes)
    for scale in across.figures.scales:
        yield from ((one, position.place) for position in scale.positions for one in position.notes)
    for table in across.figures.tables:
        yield from ((one, row.place) for row in table.rows for one in row.notes)
