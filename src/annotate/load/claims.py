"""docs/apparatus/claims.yaml: claims, and what each reading does to them."""

from __future__ import annotations

from annotate.across import Cell, Claim, Figure, Stance
from annotate.diagnostics import Code, Diagnostic
from annotate.load._base import ID, Entry, Findings, ListOf, MapOf, OneOf, Record, Text, TextOr, read_list
from annotate.model import Selector

QUOTE = Record(
    name="a quotation",
    keys={
        "exact": Text(about="the words themselves"),
        "prefix": Text(about="words directly before, to tell two places apart"),
        "suffix": Text(about="words directly after"),
    },
    required=("exact",),
)
FIGURE = Record(
    name="a value",
    keys={
        "number": Text(about="the number as the quotation words it, as in $12 billion or three decades"),
        "unit": Text(about="of the number; numbers of one claim have one unit"),
        "date": Text(about="the day, month or year as the quotation words it"),
    },
)
CELL = Record(
    name="a cell",
    keys={
        "stance": OneOf(values=Stance),
        "quotes": ListOf(of=TextOr(record=QUOTE, bare="exact"), about="passages of the reading that show the stance"),
        "absent": ListOf(of=Text(), about="of a silent reading: words of which it holds none"),
        "value": FIGURE,
        "note": Text(prose=True, about="what to know about this cell"),
        "dependent": Text(prose=True, about="why this is no independent witness; it is then not counted"),
    },
    required=("stance",),
)
CLAIM = Record(
    name="a claim",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "topic": Text(about="the head under which the claim is printed"),
        "statement": Text(about="what is at issue, in neutral words"),
        "happened": Text(about="day, month or year (ISO) of the event that the claim is about"),
        "absent": ListOf(of=Text(), about="words by which a reading without a cell is known to be silent: it holds none"),
        "cells": MapOf(of=CELL, about="by the id of the reading"),
        "note": Text(prose=True, about="printed below the statement"),
        "sources": ListOf(of=Text(), about="ids of outside sources that the date or the note rests on"),
    },
    required=("id", "topic", "statement", "cells"),
)


def load(file: str, text: str) -> tuple[tuple[Claim, ...], tuple[Diagnostic, ...]]:
    """Return the claims of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "claims", CLAIM)
    return tuple(_claim(entry, to) for entry in entries), tuple(to.found)


def _claim(entry: Entry, to: Findings) -> Claim:
    return Claim(
        id=entry.get("id"),
        topic=entry.get("topic"),
        statement=entry.get("statement"),
        cells=tuple(_cell(reading, one, to) for reading, one in entry.get("cells")),
        happened=entry.get("happened"),
        absent=entry.get("absent", ()),
        note=entry.get("note", None),
        sources=entry.get("sources", ()),
        place=entry.place,
    )


def _cell(reading: str, entry: Entry, to: Findings) -> Cell:
    value = entry.get("value", None)
    return Cell(
        reading=reading,
        stance=entry.get("stance"),
        quotes=tuple(_quote(reading, one) for one in entry.get("quotes", ())),
        absent=entry.get("absent", ()),
        figure=_figure(value, to) if value else None,
        note=entry.get("note", None),
        dependent=entry.get("dependent", None),
        place=entry.place,
    )


def _quote(reading: str, entry: Entry) -> Selector:
    return Selector(
        reading=reading,
        exact=entry.get("exact"),
        prefix=entry.get("prefix"),
        suffix=entry.get("suffix"),
        place=entry.at("exact"),
    )


def _figure(entry: Entry, to: Findings) -> Figure | None:
    if ("number" in entry.values) == ("date" in entry.values):
        to.error(Code.MISSING_KEY, entry.place, "a value is either a number or a date", "give one of them")
        return None
    is_date = "date" in entry.values
    key = "date" if is_date else "number"
    return Figure(words=entry.get(key), unit=entry.get("unit"), is_date=is_date, place=entry.at(key))
