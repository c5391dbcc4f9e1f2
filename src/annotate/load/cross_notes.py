"""docs/apparatus/cross-notes.yaml: notes that join passages."""

from __future__ import annotations

from annotate.diagnostics import Diagnostic
from annotate.load._base import ID, SELECTOR, Entry, ListOf, OneOf, Record, Text, read_list, selector
from annotate.model import CrossNote, Relation

CROSS_NOTE = Record(
    name="a cross-note",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "relation": OneOf(values=Relation),
        "topic": Text(about="a few words, printed as the head of the note"),
        "passages": ListOf(of=SELECTOR, about="two or more; the note stands below each reading that they are from"),
        "notice": Text(prose=True, about="what to notice"),
        "sources": ListOf(of=Text(), about="ids of outside sources that the note rests on"),
    },
    required=("id", "relation", "topic", "passages", "notice"),
)


def load(file: str, text: str) -> tuple[tuple[CrossNote, ...], tuple[Diagnostic, ...]]:
    """Return the cross-notes of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "cross-notes", CROSS_NOTE)
    return tuple(_cross_note(entry) for entry in entries), tuple(to.found)


def _cross_note(entry: Entry) -> CrossNote:
    return CrossNote(
        id=entry.get("id"),
        relation=entry.get("relation"),
        topic=entry.get("topic"),
        passages=tuple(selector(one) for one in entry.get("passages")),
        notice=entry.get("notice"),
        sources=entry.get("sources", ()),
        place=entry.place,
    )
