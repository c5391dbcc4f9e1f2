"""The glossary: each term with its gloss and every paragraph where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotate.edition import Edition
from annotate.interface import N_, _
from annotate.model import MarkPolicy, Term
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
from annotate.recall import once

_CATEGORY = {"reading-aid": "reading aid"}
_MARKED = {
    MarkPolicy.SECTION: N_("Terms are marked at their first use in each section of a reading."),
    MarkPolicy.TEXT: N_("Terms are marked at their first use in each reading."),
    MarkPolicy.ALL: N_("Terms are marked wherever they stand."),
}


def glossary_page(edition: Edition) -> Page:
    """Return the glossary, in alphabetical order of headwords."""
    parts = (edition.apparatus.terms, [(text.id, text.uses) for text in edition.texts], edition.shared)
    return once("glossary", parts, lambda: Page(name="glossary", lines=tuple(_page(edition))))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "glossary")])
    yield from heading(1, _("Glossary"))
    marked = _MARKED[edition.apparatus.settings.mark]
    yield from paragraph(f"{_(marked)} {_('Each entry lists every paragraph in which the term stands.')}")
    places = _places(edition)
    headwords = {term.id: term.headword for term in edition.apparatus.terms}
    for term in sorted(edition.apparatus.terms, key=lambda one: (one.headword.casefold(), one.id)):
        yield from _entry(term, edition, places.get(term.id, {}), headwords)


def _places(edition: Edition) -> dict[str, dict[str, list[str]]]:
    """Return, for each term, links to its paragraphs by reading, each once, in order."""
    places: dict[str, dict[str, list[str]]] = {}
    for text in edition.texts:
        for use in text.uses:
            links = places.setdefault(use.term, {}).setdefault(text.id, [])
            link = par(text.id, use.block)
            if link not in links:
                links.append(link)
    return places


def _entry(term: Term, edition: Edition, places: Mapping[str, list[str]], headwords: Mapping[str, str]) -> Iterator[Line]:
    category = _(_CATEGORY.get(term.category.value, term.category.value))
    options = [("headword", term.headword), ("category", category)]
    if term.language:
        options.append(("language", term.language))
    body: list[Line] = [*prose(term.definition)]
    if term.naming:
        body.append(Line(text=_("Names:"), origin=term.naming.place))
        body.extend(prose(term.naming))
    if term.pronunciation:
        said = term.pronunciation
        body.extend(paragraph(f"{_('Said:')} {one_line(said.text)} {role('reading:source', said.source)}"))
    body.extend(sources_line(term.sources, edition, term.definition))
    see = [role("gloss", headwords[one], one) for one in term.see if one in headwords]
    if see:
        body.extend(paragraph(f"{_('See also:')} {'; '.join(see)}"))
    uses = [", ".join(links) for links in places.values()]
    if uses:
        body.extend(paragraph(f"{_('Stands in:')} {'; '.join(uses)}"))
    yield from directive("gloss-entry", term.id, options, body, term.place)
