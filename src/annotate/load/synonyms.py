"""docs/apparatus/synonyms.yaml: words that a search takes for each other."""

from __future__ import annotations

from annotate.diagnostics import Diagnostic
from annotate.load._base import ListOf, Record, Text, read_list
from annotate.model import Synonyms

SYNONYMS = Record(
    name="a group of synonyms",
    keys={"words": ListOf(of=Text(), about="words or phrases; a search for one finds the others too")},
    required=("words",),
)


def load(file: str, text: str) -> tuple[tuple[Synonyms, ...], tuple[Diagnostic, ...]]:
    """Return the groups of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "synonyms", SYNONYMS)
    return tuple(Synonyms(words=entry.get("words"), place=entry.place) for entry in entries), tuple(to.found)
