"""docs/apparatus/events.yaml: dated events that the readings tell of, and the words that date them."""

from __future__ import annotations

from annotate.across import Event, EventKind, OutsideDate, Telling
from annotate.diagnostics import Code, Diagnostic
from annotate.load._base import (
    ID,
    SELECTOR,
    Entry,
    Findings,
    Flag,
    ListOf,
    OneOf,
    Record,
    Text,
    date_of,
    read_list,
    selector,
)

EVENT = Record(
    name="an event",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "title": Text(about="what happened, in neutral words"),
        "kind": OneOf(values=EventKind, about="happening, if left out"),
        "date": Text(about="as the readings give it: 1828, 2022-09, 2024-02-23, 1997/2021 or 1993/.."),
        "approximate": Flag(about="true, where a date is about right"),
        "disputed": Flag(about="true, where two of the dates given cannot both be right"),
        "date-from": ListOf(
            of=Text(), about="ids of outside sources of the date, where no reading gives it, or not the year"
        ),
        "tellings": ListOf(
            of=Record(
                name="a telling",
                keys={
                    "at": SELECTOR,
                    "dated-by": SELECTOR,
                    "undated": Flag(about="true, where the reading gives no date for it"),
                },
                required=("at",),
            ),
            about="where readings tell of it, at least one; the date is read out of the quotation `at`, "
            "or out of `dated-by`",
        ),
        "elsewhere": ListOf(
            of=Record(
                name="an outside date",
                keys={
                    "date": Text(about="in the same form"),
                    "sources": ListOf(of=Text(), about="ids of outside sources"),
                },
                required=("date", "sources"),
            ),
            about="other or more exact dates that outside sources give",
        ),
        "remark": Text(prose=True, about="what a reader should know of the date"),
        "notes": ListOf(of=Text(), about="ids of notes and cross-notes on it"),
    },
    required=("id", "title", "date", "tellings"),
)


def load(file: str, text: str) -> tuple[tuple[Event, ...], tuple[Diagnostic, ...]]:
    """Return the events of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "events", EVENT)
    events = (_event(entry, to) for entry in entries)
    return tuple(one for one in events if one), tuple(to.found)


def _event(entry: Entry, to: Findings) -> Event | None:
    when = date_of(entry, to)
    if not entry.get("tellings"):
        message = f"no reading tells of the event '{entry.get('id')}'"
        to.error(Code.MISSING_KEY, entry.at("tellings"), message, "quote one that does, or remove it")
    elif when:
        return Event(
            id=entry.get("id"),
            title=entry.get("title"),
            kind=entry.get("kind", EventKind.HAPPENING),
            date=when,
            approximate=entry.get("approximate", False),
            disputed=entry.get("disputed", False),
            date_from=entry.get("date-from", ()),
            tellings=tuple(_telling(one) for one in entry.get("tellings")),
            elsewhere=tuple(_elsewhere(entry, to)),
            remark=entry.get("remark", None),
            notes=entry.get("notes", ()),
            place=entry.place,
        )
    return None


def _telling(entry: Entry) -> Telling:
    dated_by = entry.get("dated-by", None)
    return Telling(
        at=selector(entry.get("at")),
        dated_by=selector(dated_by) if dated_by else None,
        undated=entry.get("undated", False),
        place=entry.get("at").at("exact"),
    )


def _elsewhere(entry: Entry, to: Findings) -> list[OutsideDate]:
    return [
        OutsideDate(date=when, sources=one.get("sources"), place=one.place)
        for one in entry.get("elsewhere", ())
        if (when := date_of(one, to))
    ]
