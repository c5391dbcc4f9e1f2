"""docs/apparatus/names.yaml: people, organisations, documents, places: the index of names."""

from __future__ import annotations

from enum import StrEnum

from annotate.diagnostics import Code, Diagnostic
from annotate.load._base import (
    ID,
    SELECTOR,
    Entry,
    Findings,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    read_list,
    selector,
)
from annotate.model import Form, Name, NameKind, Point


class Basis(StrEnum):
    """What an identification without sources rests on."""

    TEXTS = "texts"


POINT = Record(
    name="a point",
    about="where a place lies, for the map",
    keys={
        "lat": Number(low=-90, high=90, decimal=True, about="degrees, north of the equator"),
        "lon": Number(low=-180, high=180, decimal=True, about="degrees, east of Greenwich"),
        "source": Text(about="id of the outside source that gives the coordinates"),
        "label": Text(about="what the map calls the point, if not the headword"),
    },
    required=("lat", "lon", "source"),
)
NAME = Record(
    name="a name",
    keys={
        "id": Text(pattern=ID, about="used in addresses, as name-ID"),
        "kind": OneOf(values=NameKind),
        "headword": Text(about="as the index prints it; without it, the headword of the glossary entry"),
        "gloss": Text(about="id of the glossary entry, to which the index links"),
        "forms": ListOf(of=Text(), about="the words as they stand in the texts; without them, those of the gloss"),
        "about": Text(prose=True, about="who or what this is, in one line; not what the glossary says already"),
        "naming": Text(prose=True, about="names in dispute, spellings"),
        "sources": ListOf(of=Text(), about="ids of outside sources that the identification rests on"),
        "basis": OneOf(values=Basis),
        "except": ListOf(of=SELECTOR, about="passages in which the words mean something else"),
        "also": ListOf(of=SELECTOR, about="passages that mean this name in other words"),
        "at": POINT,
    },
    required=("id", "kind"),
)


def load(file: str, text: str) -> tuple[tuple[Name, ...], tuple[Diagnostic, ...]]:
    """Return the names of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "names", NAME)
    whole = [entry for entry in entries if _is_whole(entry, to)]
    return tuple(_name(entry) for entry in whole), tuple(to.found)


def _is_whole(entry: Entry, to: Findings) -> bool:
    """Return whether an entry has headword and forms, its own or those of a glossary entry."""
    missing = [key for key in ("headword", "forms") if not entry.get(key) and not entry.get("gloss")]
    for key in missing:
        hint = f"add '{key}: ...', or 'gloss: ...' to take that of the glossary"
        to.error(Code.MISSING_KEY, entry.place, f"a name without a gloss lacks '{key}'", hint)
    return not missing


def _name(entry: Entry) -> Name:
    place = entry.at("forms")
    return Name(
        id=entry.get("id"),
        kind=entry.get("kind"),
        headword=entry.get("headword"),
        forms=tuple(Form(text=words, fold=False, place=place) for words in entry.get("forms", ())),
        gloss=entry.get("gloss"),
        about=entry.get("about", None),
        naming=entry.get("naming", None),
        sources=entry.get("sources", ()),
        from_texts=entry.get("basis", None) is Basis.TEXTS,
        exceptions=tuple(selector(one) for one in entry.get("except", ())),
        also=tuple(selector(one) for one in entry.get("also", ())),
        at=_point(entry.get("at", None)),
        place=entry.place,
    )


def _point(at: Entry | None) -> Point | None:
    if at is None:
        return None
    return Point(lat=at.get("lat"), lon=at.get("lon"), source=at.get("source"), label=at.get("label"), place=at.place)
