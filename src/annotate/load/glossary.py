"""docs/apparatus/glossary.yaml: terms, their surface forms and glosses."""

from __future__ import annotations

from enum import StrEnum

from annotate.diagnostics import Diagnostic
from annotate.load._base import FORM, ID, Entry, ListOf, OneOf, Record, Text, form, read_list
from annotate.model import Category, Pronunciation, Term


class Basis(StrEnum):
    """What a gloss without sources rests on."""

    TEXTS = "texts"


TERM = Record(
    name="a term",
    keys={
        "id": Text(pattern=ID, about="used in addresses, and to refer to the term"),
        "headword": Text(about="as the glossary prints it"),
        "category": OneOf(values=Category),
        "forms": ListOf(of=FORM, about="surface forms, as they stand in the texts"),
        "definition": Text(prose=True, about="opens with one plain sentence of at most 30 words"),
        "naming": Text(prose=True, about="names in dispute, spellings"),
        "pronunciation": Record(
            name="a pronunciation",
            about="how the headword is said",
            keys={
                "text": Text(about="as it is printed"),
                "source": Text(about="id of the outside source that says so"),
            },
            required=("text", "source"),
        ),
        "aliases": ListOf(of=Text(), about="other names and spellings to search by; they need not stand in a text"),
        "language": Text(about="of a foreign headword, as in hy"),
        "sources": ListOf(of=Text(), about="ids of outside sources that the definition rests on"),
        "see": ListOf(of=Text(), about="ids of other terms"),
        "basis": OneOf(values=Basis),
    },
    required=("id", "headword", "category", "forms", "definition"),
)


def load(file: str, text: str) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """Return the terms of a glossary file, and what is wrong with it."""
    entries, to = read_list(file, text, "terms", TERM)
    return tuple(_term(entry) for entry in entries), tuple(to.found)


def _term(entry: Entry) -> Term:
    said = entry.get("pronunciation", None)
    return Term(
        id=entry.get("id"),
        headword=entry.get("headword"),
        category=entry.get("category"),
        forms=tuple(form(one) for one in entry.get("forms")),
        definition=entry.get("definition"),
        naming=entry.get("naming", None),
        pronunciation=Pronunciation(text=said.get("text"), source=said.get("source")) if said else None,
        language=entry.get("language"),
        sources=entry.get("sources", ()),
        see=entry.get("see", ()),
        aliases=entry.get("aliases", ()),
        from_texts=entry.get("basis", None) is Basis.TEXTS,
        place=entry.place,
    )
