"""docs/apparatus/notes.yaml: textual and explanatory notes."""

from __future__ import annotations

from annotate.diagnostics import Diagnostic
from annotate.load._base import ID, SELECTOR, Entry, ListOf, OneOf, Record, Text, read_list, selector
from annotate.model import Contested, Note, NoteKind

NOTE = Record(
    name="a note",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "kind": OneOf(values=NoteKind),
        "at": SELECTOR,
        "text": Text(prose=True, about="the note"),
        "sources": ListOf(of=Text(), about="ids of outside sources that the note rests on"),
        "contested": Record(
            name="'contested'",
            about="for a note on a live dispute",
            keys={
                "sides": ListOf(of=Text(), about="the sides that the note must hear, as in edition.yaml"),
                "lacking": Text(about="what was not seen of one of them; readers see it"),
            },
            required=("sides",),
        ),
    },
    required=("id", "kind", "at", "text"),
)


def load(file: str, text: str) -> tuple[tuple[Note, ...], tuple[Diagnostic, ...]]:
    """Return the notes of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "notes", NOTE)
    return tuple(_note(entry) for entry in entries), tuple(to.found)


def _note(entry: Entry) -> Note:
    contested = entry.get("contested", None)
    return Note(
        id=entry.get("id"),
        kind=entry.get("kind"),
        at=selector(entry.get("at")),
        text=entry.get("text"),
        sources=entry.get("sources", ()),
        contested=Contested(sides=contested.get("sides"), lacking=contested.get("lacking"), place=contested.place)
        if contested
        else None,
        place=entry.place,
    )
