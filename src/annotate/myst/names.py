"""Who, what, where: the index of names, with every paragraph in which each stands, and its map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from annotate.edition import Edition
from annotate.interface import N_, _
from annotate.locator import LegendRow, describe, legend, on_borders
from annotate.model import LocatorMap, Name, NameKind
from annotate.myst._base import (
    Line,
    Page,
    directive,
    front_matter,
    heading,
    one_line,
    par,
    paragraph,
    prose,
    role,
    sources_line,
)
from annotate.names import Mention, headword
from annotate.recall import once

PICTURE = "map.svg"
_HEADINGS = {
    NameKind.PERSON: N_("People"),
    NameKind.ORGANISATION: N_("Organisations"),
    NameKind.DOCUMENT: N_("Treaties and documents"),
    NameKind.PLACE: N_("Places"),
    NameKind.EVENT: N_("Events"),
    NameKind.CONCEPT: N_("Concepts"),
}


_INTRODUCTION = N_(
    "Every name of the readings, with each paragraph in which it stands. "
    "A number behind a paragraph says how often. Headings and bylines are counted too. "
    "Names in matter that is left out of a reading are not listed. Programs find the names; a passage that means "
    "somebody without a name is listed only where an editor has said so."
)


def names_page(edition: Edition) -> Page:
    """Return the index of names, by kind and in alphabetical order."""
    apparatus = edition.apparatus
    headwords = [(term.id, term.headword) for term in apparatus.terms]
    parts = (apparatus.names, apparatus.map, headwords, edition.mentions, edition.shared)
    return once("index-of-names", parts, lambda: Page(name="index-of-names", lines=tuple(_page(edition))))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "names")])
    yield from heading(1, _("Who, what, where"))
    yield from paragraph(_(_INTRODUCTION))
    if edition.apparatus.map:
        yield from _map(edition.apparatus.map, edition)
    for kind, title in _HEADINGS.items():
        names = [one for one in edition.apparatus.names if one.kind is kind]
        names.sort(key=lambda one: (_sorted_as(headword(one, edition.apparatus)), one.id))
        if names:
            yield from heading(2, _(title))
            yield from _letters(names, edition)
            for name in names:
                yield from _entry(name, edition)


def _sorted_as(words: str) -> str:
    """Return what a headword is sorted by: without case, and without quotation marks before it."""
    return words.casefold().lstrip("“‘\"'(")


def _letters(names: Sequence[Name], edition: Edition) -> Iterator[Line]:
    """Yield links to the first name of each letter, where there are enough to jump over."""
    by_letter = groupby(names, key=lambda one: _sorted_as(headword(one, edition.apparatus))[:1].upper())
    links = [role("reading:name", letter, next(group).id) for letter, group in by_letter]
    if len(names) >= 8:
        body = list(paragraph(" ".join(links)))
        yield from directive("letters", "", [], body)


# ---- the map ------------------------------------------------------------------------------


def _map(one: LocatorMap, edition: Edition) -> Iterator[Line]:
    yield from heading(2, "Map", one.place)
    said = [
        "Shows places named in the texts. Not a statement on borders.",
        f"As of {one_line(one.as_of)}.",
        on_borders(one),
    ]
    caption = [*paragraph(" ".join(each for each in said if each)), *prose(one.credit)]
    yield from directive("picture", PICTURE, [("alt", f"{one.title}. {describe(one)}")], caption, one.place)
    for row in legend(one):
        yield from _border(row)
    yield Line(text="")
    shown = {place.name for place in one.places}
    names = [name for name in edition.apparatus.names if name.id in shown]
    for name in sorted(names, key=lambda each: _sorted_as(headword(each, edition.apparatus))):
        if at := name.at:
            words = role("reading:name", headword(name, edition.apparatus), name.id)
            point = f" (point: {one_line(at.label)})" if at.label else ""
            where = f"{_degrees(at.lat, 'N', 'S')}, {_degrees(at.lon, 'E', 'W')}"
            yield Line(text=f"- {words}{point}: {where} {role('reading:source', at.source)}", origin=at.place)
    yield Line(text="")


def _border(row: LegendRow) -> Iterator[Line]:
    """Yield what a line of the legend means, as an item of a list."""
    kind = "dashed" if row.dashes else "solid"
    first, *rest = [*prose(row.about)] or [Line(text="")]
    yield Line(text=f"- {one_line(row.words)} ({kind} line). {first.text}".rstrip(), origin=first.origin)
    yield from (line._replace(text=f"  {line.text}".rstrip()) for line in rest)


def _degrees(value: float, ahead: str, behind: str) -> str:
    return f"{abs(value):.2f}° {ahead if value >= 0 else behind}"


# ---- an entry -----------------------------------------------------------------------------


def _entry(name: Name, edition: Edition) -> Iterator[Line]:
    body = [*prose(name.about)]
    if name.naming:
        body.append(Line(text=_("Names:"), origin=name.naming.place))
        body.extend(prose(name.naming))
    body.extend(sources_line(name.sources, edition, name.about))
    terms = {term.id: term.headword for term in edition.apparatus.terms}
    if name.gloss in terms:
        body.extend(paragraph(f"{_('Glossary:')} {role('gloss', terms[name.gloss], name.gloss)}"))
    body.extend(_stands_in(edition.mentions.get(name.id, ()), edition))
    options = [("headword", headword(name, edition.apparatus))]
    yield from directive("name-entry", name.id, options, body, name.place)


def _stands_in(mentions: Sequence[Mention], edition: Edition) -> Iterator[Line]:
    """Yield the places of a name, a row for each reading."""
    for reading, group in groupby(mentions, key=lambda one: one.reading):
        here = list(group)
        places = [par(reading, one.block) + (f" ({one.times})" if one.times > 1 else "") for one in here]
        times = sum(one.times for one in here)
        count = ", " + _("{times} times").format(times=times) if times > 1 else ""
        yield Line(text=f"- {one_line(edition.siglum(reading))}{count}: {', '.join(places)}")
    if mentions:
        yield Line(text="")
