"""docs/apparatus/statements.yaml: checkable statements of the texts, and what was found about them."""

from __future__ import annotations

from annotate.diagnostics import Diagnostic
from annotate.load._base import ID, SELECTOR, Entry, ListOf, OneOf, Record, Text, read_list, selector
from annotate.model import Statement, Verdict

STATEMENT = Record(
    name="a statement",
    keys={
        "id": Text(pattern=ID, about="used in an item's `caution`"),
        "at": SELECTOR,
        "says": Text(about="the statement in short"),
        "verdict": OneOf(values=Verdict, about="what was found about it elsewhere"),
        "sources": ListOf(of=Text(), about="ids of outside sources"),
    },
    required=("id", "at", "says", "verdict"),
)


def load(file: str, text: str) -> tuple[tuple[Statement, ...], tuple[Diagnostic, ...]]:
    """Return the statements of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "statements", STATEMENT)
    return tuple(_statement(entry) for entry in entries), tuple(to.found)


def _statement(entry: Entry) -> Statement:
    return Statement(
        id=entry.get("id"),
        at=selector(entry.get("at")),
        says=entry.get("says"),
        verdict=entry.get("verdict"),
        sources=entry.get("sources", ()),
        place=entry.place,
    )
