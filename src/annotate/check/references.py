"""Everything that is referred to exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotate.across import sources_across
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error
from annotate.edition import Edition
from annotate.model import CrossNote, Note, Place, Statement, Term
from annotate.prose import Reference, quotation, references

_ADDRESS = re.compile(r"https?://\S+")


def unknown_sources(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the source ids under `sources` that no source has."""
    known = {one.id for one in edition.apparatus.sources}
    apparatus = edition.apparatus
    entries: tuple[Term | Note | CrossNote | Statement, ...]
    entries = (*apparatus.terms, *apparatus.notes, *apparatus.cross_notes, *apparatus.statements)
    for entry in entries:
        yield from _unknown(entry.sources, known, entry.place)
    for term in apparatus.terms:
        if term.pronunciation:
            yield from _unknown((term.pronunciation.source,), known, term.place)
    for name, place in sources_across(edition.across):
        yield from _unknown((name,), known, place)


def _unknown(ids: Sequence[str], known: set[str], place: Place) -> Iterator[Diagnostic]:
    for one in ids:
        if one not in known:
            hint = f"{did_you_mean(one, known)}add it to docs/apparatus/sources.yaml"
            yield error(Code.UNKNOWN_SOURCE, place, f"there is no source '{one}'", hint)


def addresses(edition: Edition) -> Iterator[Diagnostic]:
    """Yield addresses that a browser should not be sent to."""
    named = [(one.url, one.place) for one in edition.apparatus.sources]
    named += [(text.reading.establishment.url, text.reading.establishment.place) for text in edition.texts]
    settings = edition.apparatus.settings
    if settings.place:
        named.append((settings.base_url, settings.place))
    for url, place in named:
        if url and not _ADDRESS.fullmatch(url):
            yield error(Code.BAD_ADDRESS, place, f"'{url}' is no address of a page", "write it as https://...")


def unknown_terms(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the ids under `see` that no term has."""
    known = {term.id for term in edition.apparatus.terms}
    for term in edition.apparatus.terms:
        for one in term.see:
            if one not in known:
                hint = f"{did_you_mean(one, known)}remove it, or write the entry"
                yield error(Code.UNKNOWN_TERM, term.place, f"there is no term '{one}'", hint)


def unknown_readings(edition: Edition) -> Iterator[Diagnostic]:
    """Yield questions on readings that do not exist: no page would print them."""
    known = [text.id for text in edition.texts]
    for question in edition.apparatus.questions:
        for one in question.readings:
            if one not in known:
                hint = f"{did_you_mean(one, known)}Readings: {', '.join(known)}"
                yield error(Code.UNKNOWN_READING, question.place, f"there is no reading '{one}'", hint)


def roles_in_prose(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the roles in an editor's prose and pages that point at nothing."""
    yield from _quotations_and_blocks(edition)
    yield from _entries(edition)


def _entries(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the roles that name a question or an exercise which does not exist."""
    known = {
        "reading:question": {one.id for one in edition.apparatus.questions},
        "reading:item": {item.id for one in edition.sets for item in one.items},
    }
    for told in edition.told:
        for one in references(told.prose, whole_file=told.whole_file):
            if one.role in known and one.target not in known[one.role]:
                what = "question" if one.role == "reading:question" else "exercise"
                hint = f"{did_you_mean(one.target, known[one.role])}write {{{one.role}}}`id`"
                yield error(Code.BAD_REFERENCE, one.place, f"there is no {what} '{one.target}'", hint)


def _quotations_and_blocks(edition: Edition) -> Iterator[Diagnostic]:
    terms = {term.id for term in edition.apparatus.terms}
    sources = {one.id for one in edition.apparatus.sources}
    blocks = {
        f"{text.id}:{block.id[1:] if block.id.startswith('p') else block.id}"
        for text in edition.texts
        for block in text.reading.blocks
    }
    names = {one.id for one in edition.apparatus.names}
    for told in edition.told:
        for one in references(told.prose, whole_file=told.whole_file):
            if one.role == "reading:name" and one.target not in names:
                hint = f"{did_you_mean(one.target, names)}write {{reading:name}}`visible words <id>`"
                yield error(Code.UNKNOWN_NAME, one.place, f"there is no name '{one.target}'", hint)
            yield from _role(one, terms, sources, blocks)


def _role(one: Reference, terms: set[str], sources: set[str], blocks: set[str]) -> Iterator[Diagnostic]:
    match one.role:
        case "gloss" if one.target not in terms:
            hint = f"{did_you_mean(one.target, terms)}write {{gloss}}`visible words <term-id>`"
            yield error(Code.UNKNOWN_TERM, one.place, f"there is no term '{one.target}'", hint)
        case "reading:source" if one.target not in sources:
            hint = f"{did_you_mean(one.target, sources)}add it to docs/apparatus/sources.yaml"
            yield error(Code.UNKNOWN_SOURCE, one.place, f"there is no source '{one.target}'", hint)
        case "reading:par" if one.target not in blocks:
            hint = f"{did_you_mean(one.target, blocks)}write {{reading:par}}`reading:number`"
            yield error(Code.BAD_REFERENCE, one.place, f"there is no paragraph '{one.target}'", hint)
        case "reading:quote" if quotation(one) is None:
            message = f"'{one.words or one.target}' is not a quotation with its reading"
            hint = "write {reading:quote}`the words <reading>`, or <reading omitted>"
            yield error(Code.BAD_REFERENCE, one.place, message, hint)
