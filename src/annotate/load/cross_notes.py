"""docs/apparatus/cross-notes.yaml: notes that join passages."""

from __future__ import annotations

from annotate.diagnostics import Diagnostic
from annotate.load._base import ID, SELECTOR, Entry, ListOf, OneOf, Record, Text, read_list, selector
from annotate.model import CrossNote, Relation

CROSS_NOTE = Record(
    name="a cross-note",
    keys={
        "id": Text(pattern=ID),
        "relation": OneOf(values=Relation),
        "topic": Text(),
        "passages": ListOf(of=SELECTOR),
        "notice": Text(prose=True, about="what to notice"),
        "sources": ListOf(of=Text()),
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
