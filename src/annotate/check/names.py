"""The index of names and its map: every form stands somewhere, every place can be shown."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.check._base import repeated
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error, warning
from annotate.edition import Edition
from annotate.locator import located
from annotate.model import LineKind, LocatorMap, MapPlace, Prose
from annotate.names import forms_of
from annotate.prose import references
from annotate.terms import form_key


def entries(edition: Edition) -> Iterator[Diagnostic]:
    """Yield ids given twice, glossary entries and sources that do not exist, and unsourced lines."""
    names = edition.apparatus.names
    terms = {term.id for term in edition.apparatus.terms}
    sources = {one.id for one in edition.apparatus.sources}
    yield from repeated(names, "names")
    for name in names:
        if name.gloss and name.gloss not in terms:
            hint = f"{did_you_mean(name.gloss, terms)}remove it, or write the entry"
            yield error(Code.UNKNOWN_TERM, name.place, f"there is no term '{name.gloss}'", hint)
        cited = (*name.sources, *((name.at.source,) if name.at else ()))
        for one in (each for each in cited if each not in sources):
            hint = f"{did_you_mean(one, sources)}add it to docs/apparatus/sources.yaml"
            yield error(Code.UNKNOWN_SOURCE, name.place, f"there is no source '{one}'", hint)
        if name.about and not name.sources and not name.from_texts and not _rests(name.about):
            message = f"the line on '{name.id}' names no source"
            yield error(Code.UNSOURCED, name.about.place, message, "add 'sources: [...]' or 'basis: texts'")


def _rests(about: Prose) -> bool:
    return any(one.role in ("reading:quote", "reading:source") for one in references(about))


def forms(edition: Edition) -> Iterator[Diagnostic]:
    """Yield forms that two names claim, forms that stand nowhere, and idle exceptions."""
    owner: dict[str, str] = {}
    for name in edition.apparatus.names:
        own = forms_of(name, edition.apparatus)
        for form in own:
            taken = owner.setdefault(form_key(form), name.id)
            if taken != name.id:
                place = form.place if name.forms else name.place
                message = f"'{form.text}' is a form of the names '{taken}' and '{name.id}'"
                yield error(Code.SHARED_FORM, place, message, "leave it to one of them")
        words = {each for one in edition.mentions.get(name.id, ()) for each in one.words}
        for form in name.forms:
            if not any(_is_of(each, form.text) for each in words):
                message = f"the form '{form.text}' of '{name.id}' stands in no reading, or only within longer forms"
                yield warning(Code.UNUSED_FORM, form.place, message, "mend it, or remove it")
        if not words and not name.forms:
            message = f"no form of '{name.id}' stands in a reading"
            yield warning(Code.UNUSED_FORM, name.place, message, "give it forms, or remove it")


def _is_of(words: str, form: str) -> bool:
    """Return whether words that stand in a reading are a form, its plural, or it at a sentence start."""
    return words.removesuffix("s").lower() == form.removesuffix("s").lower()


def exceptions(edition: Edition) -> Iterator[Diagnostic]:
    """Yield exceptions that leave nothing out."""
    lexicon_of = {name.id: forms_of(name, edition.apparatus) for name in edition.apparatus.names}
    for name in edition.apparatus.names:
        for selector in name.exceptions:
            passage = edition.passages.get(selector)
            if passage and not any(form.text in passage.words for form in lexicon_of[name.id]):
                message = f"the exception '{selector.exact}' holds no form of '{name.id}'"
                yield warning(Code.UNUSED_FORM, selector.place, message, "quote the words that are not meant")


def shown_on_map(edition: Edition) -> Iterator[Diagnostic]:
    """Yield what the map cannot show: unknown names, places without coordinates or outside its edges."""
    one = edition.apparatus.map
    if one is None:
        return
    if one.west >= one.east or one.south >= one.north:
        hint = "west is less than east, south less than north"
        yield error(Code.OFF_MAP, one.place, "the extent of the map is empty", hint)
        return
    drawn = {line.name for line in one.lines if line.kind is LineKind.DISPUTED}
    for note in one.notes:
        if note.name and note.name not in drawn:
            hint = f"{did_you_mean(note.name, sorted(drawn))}write it as the data file has it"
            yield error(Code.OFF_MAP, note.place, f"the map has no line '{note.name}'", hint)
    known = [name.id for name in edition.apparatus.names]
    for place in one.places:
        if place.name and place.name not in known:
            hint = f"{did_you_mean(place.name, known)}add it to docs/apparatus/names.yaml"
            yield error(Code.UNKNOWN_NAME, place.place, f"there is no name '{place.name}'", hint)
        else:
            yield from _off(place, one, edition)


def _off(place: MapPlace, one: LocatorMap, edition: Edition) -> Iterator[Diagnostic]:
    called = place.name or place.words
    where = located(place, edition.apparatus.names)
    if where is None:
        message = f"the name '{called}' has no coordinates"
        yield error(Code.OFF_MAP, place.place, message, "add 'at: {lat, lon, source}' in names.yaml")
    elif not (one.south <= where[0] <= one.north and one.west <= where[1] <= one.east):
        message = f"'{called}' lies outside the map"
        yield error(Code.OFF_MAP, place.place, message, "widen the extent, or leave the place out")
