"""docs/apparatus/words.yaml: groups of words on which the texts differ."""

from __future__ import annotations

from annotate.across import Rival, Ruling, Voice, WordGroup
from annotate.diagnostics import Diagnostic
from annotate.load._base import (
    FORM,
    ID,
    SELECTOR,
    Entry,
    ListOf,
    OneOf,
    Record,
    Text,
    form,
    read_list,
    selector,
)
from annotate.model import Form

WORD = Record(
    name="a word",
    keys={
        "word": Text(about="as the page prints it"),
        "forms": ListOf(of=FORM, about="surface forms, as they stand in the texts; without it the word itself"),
    },
    required=("word",),
)
RULING = Record(
    name="a ruling",
    keys={
        "at": SELECTOR,
        "voice": OneOf(values=Voice),
        "reason": Text(about="why the plain rule is wrong here; readers see it"),
    },
    required=("at", "voice", "reason"),
)
GROUP = Record(
    name="a group",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "title": Text(about="the head of the group"),
        "comment": Text(prose=True, about="who uses which word, in neutral words"),
        "words": ListOf(of=WORD, about="the rival words; the longest form wins"),
        "rulings": ListOf(of=RULING, about="passages whose words are the author's own, or quoted, against the rule"),
    },
    required=("id", "title", "comment", "words"),
)


def load(file: str, text: str) -> tuple[tuple[WordGroup, ...], tuple[Diagnostic, ...]]:
    """Return the groups of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "groups", GROUP)
    return tuple(_group(entry) for entry in entries), tuple(to.found)


def _group(entry: Entry) -> WordGroup:
    return WordGroup(
        id=entry.get("id"),
        title=entry.get("title"),
        comment=entry.get("comment"),
        words=tuple(_word(one) for one in entry.get("words")),
        rulings=tuple(_ruling(one) for one in entry.get("rulings", ())),
        place=entry.place,
    )


def _word(entry: Entry) -> Rival:
    forms = tuple(form(one) for one in entry.get("forms", ()))
    return Rival(
        id=entry.get("word"),
        forms=forms or (Form(text=entry.get("word"), fold=False, place=entry.at("word")),),
        place=entry.place,
    )


def _ruling(entry: Entry) -> Ruling:
    return Ruling(
        at=selector(entry.get("at")),
        voice=entry.get("voice"),
        reason=entry.get("reason"),
        place=entry.place,
    )
