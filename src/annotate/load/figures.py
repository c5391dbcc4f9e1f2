"""docs/apparatus/figures.yaml: drawings made from a text's own words, and tables of its figures."""

from __future__ import annotations

from annotate.across import Fact, FactKind, Figures, FigureTable, Position, Row, Scale, Standing, Stop
from annotate.diagnostics import Diagnostic
from annotate.load._base import (
    ID,
    SELECTOR,
    Entry,
    Findings,
    Flag,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    date_of,
    read,
    selector,
)
from annotate.marked import read_yaml

_NOTES = ListOf(of=Text(), about="ids of notes and cross-notes that bear on it")
_REMARK = Text(prose=True, about="what a reader should know of it")
_STOP = Record(
    name="a stop",
    keys={
        "id": Text(pattern=ID),
        "name": Text(about="the place on the scale, in words"),
        "head": Text(about="printed above the drawing"),
    },
    required=("id", "name"),
)
_POSITION = Record(
    name="a position",
    keys={
        "subject": Text(about="whose position it is"),
        "label": Text(about="when or how, in words, where there is no date"),
        "standing": OneOf(values=Standing, about="held, if left out"),
        "from": Text(about="id of a stop"),
        "to": Text(about="id of another stop: where a band ends, or a move leads"),
        "date": Text(about="as the quotations give it, in ISO form"),
        "passages": ListOf(of=SELECTOR, about="the words that it rests on, at least one"),
        "remark": _REMARK,
        "notes": _NOTES,
    },
    required=("subject", "from", "passages"),
)
_SCALE = Record(
    name="a scale",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "title": Text(about="printed above the drawing"),
        "reading": Text(about="id of the reading whose words it is made from"),
        "missing": Number(low=1, high=99, about="which of the reading's lost figures it stands for"),
        "about": Text(prose=True, about="what the drawing is and is not"),
        "stops": ListOf(of=_STOP, about="places on the scale, from one end to the other"),
        "positions": ListOf(of=_POSITION, about="what is drawn, a row each"),
    },
    required=("id", "title", "reading", "about", "stops", "positions"),
)
_FACT = Record(
    name="a fact",
    keys={
        "about": OneOf(values=FactKind),
        "at": SELECTOR,
        "lacking": Text(about="in place of `at`: that the text does not say it"),
        "elsewhere": Text(prose=True, about="what outside sources say of it"),
    },
    required=("about",),
)
_ROW = Record(
    name="a row",
    keys={
        "label": Text(about="what is counted"),
        "figure": Text(about="the number with its unit; it is read out of the quotation, and must agree"),
        "at": SELECTOR,
        "sources": ListOf(of=Text(), about="in place of `at`: outside sources of a figure that the text lacks"),
        "remark": _REMARK,
        "notes": _NOTES,
    },
    required=("label", "figure"),
)
_TABLE = Record(
    name="a table",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "title": Text(about="printed above the table"),
        "topic": Text(about="a heading; tables of one topic stand together"),
        "poll": Flag(about="true for a poll: its facts must be complete"),
        "about": Text(prose=True, about="what belongs before the table"),
        "facts": ListOf(of=_FACT, about="what one should know of the figures before using them"),
        "rows": ListOf(of=_ROW, about="the figures"),
    },
    required=("id", "title", "topic", "rows"),
)
FIGURES = Record(
    name="the file",
    keys={
        "scales": ListOf(of=_SCALE, about="drawings of positions on a scale"),
        "tables": ListOf(of=_TABLE, about="tables of figures"),
    },
)


def load(file: str, text: str) -> tuple[Figures, tuple[Diagnostic, ...]]:
    """Return what a file holds, and what is wrong with it."""
    node, problems = read_yaml(file, text)
    to = Findings(list(problems))
    entry = read(FIGURES, node, to) if node is not None else None
    if entry is None:
        return Figures(), tuple(to.found)
    figures = Figures(
        scales=tuple(_scale(one, to) for one in entry.get("scales", ())),
        tables=tuple(_table(one) for one in entry.get("tables", ())),
    )
    return figures, tuple(to.found)


def _scale(entry: Entry, to: Findings) -> Scale:
    return Scale(
        id=entry.get("id"),
        title=entry.get("title"),
        reading=entry.get("reading"),
        missing=entry.get("missing", 0),
        about=entry.get("about"),
        stops=tuple(Stop(id=one.get("id"), name=one.get("name"), head=one.get("head")) for one in entry.get("stops")),
        positions=tuple(_position(one, to) for one in entry.get("positions")),
        place=entry.place,
    )


def _position(entry: Entry, to: Findings) -> Position:
    first = entry.get("from")
    return Position(
        subject=entry.get("subject"),
        label=entry.get("label"),
        standing=entry.get("standing", Standing.HELD),
        first=first,
        last=entry.get("to", first),
        date=date_of(entry, to) if "date" in entry.values else None,
        passages=tuple(selector(one) for one in entry.get("passages")),
        remark=entry.get("remark", None),
        notes=entry.get("notes", ()),
        place=entry.place,
    )


def _table(entry: Entry) -> FigureTable:
    return FigureTable(
        id=entry.get("id"),
        title=entry.get("title"),
        topic=entry.get("topic"),
        poll=entry.get("poll", False),
        about=entry.get("about", None),
        facts=tuple(_fact(one) for one in entry.get("facts", ())),
        rows=tuple(_row(one) for one in entry.get("rows")),
        place=entry.place,
    )


def _fact(entry: Entry) -> Fact:
    at = entry.get("at", None)
    return Fact(
        about=entry.get("about"),
        at=selector(at) if at else None,
        lacking=entry.get("lacking"),
        elsewhere=entry.get("elsewhere", None),
        place=entry.place,
    )


def _row(entry: Entry) -> Row:
    at = entry.get("at", None)
    return Row(
        label=entry.get("label"),
        figure=entry.get("figure"),
        at=selector(at) if at else None,
        sources=entry.get("sources", ()),
        remark=entry.get("remark", None),
        notes=entry.get("notes", ()),
        place=entry.place,
    )
