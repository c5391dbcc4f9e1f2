"""What a careful edition owes its readers: plain glosses, sources, both sides, restraint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.check._base import first_sentence
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error, warning
from annotate.edition import Edition
from annotate.model import NoteKind, Relation
from annotate.prose import references
from annotate.size import size
from annotate.terms import form_key

LONGEST_OPENING = 30


def glosses(edition: Edition) -> Iterator[Diagnostic]:
    """Yield glosses that open at length or rest on nothing."""
    for term in edition.apparatus.terms:
        words = len(first_sentence(term.definition.text).split())
        if words > LONGEST_OPENING:
            message = f"the gloss of '{term.id}' opens with a sentence of {words} words"
            hint = f"say what it is in at most {LONGEST_OPENING}"
            yield warning(Code.LONG_GLOSS, term.definition.place, message, hint)
        if not term.sources and not term.from_texts:
            message = f"the gloss of '{term.id}' names no source"
            yield error(Code.UNSOURCED, term.place, message, "add 'sources: [...]' or 'basis: texts'")


def unwritten(edition: Edition) -> Iterator[Diagnostic]:
    """Yield placeholders that nobody has written over."""
    said = [(one.prose.text, one.prose.place) for one in edition.told if not one.whole_file]
    for by in (text.reading.establishment for text in edition.texts):
        said += [(one.reason, one.place) for one in by.omissions]
        said += [(one.reason, one.place) for one in by.emendations]
    for words, place in said:
        if re.match(r"TODO\b", words.strip()) or words.strip() in ("...", "…"):
            message = f"this is not written yet: '{words.strip()[:60]}'"
            yield warning(Code.UNWRITTEN, place, message, "write it, or take the entry out")


def notes_rest_on_something(edition: Edition) -> Iterator[Diagnostic]:
    """Yield explanatory notes with neither a source nor a quotation."""
    for note in edition.apparatus.notes:
        quotes = any(one.role == "reading:quote" for one in references(note.text))
        if note.kind is NoteKind.EXPLANATORY and not note.sources and not quotes:
            message = f"the note '{note.id}' names no source and quotes no reading"
            yield warning(Code.UNSOURCED, note.place, message, "add 'sources: [...]'")


def both_sides(edition: Edition) -> Iterator[Diagnostic]:
    """Yield contested notes that hear one side and do not say which is lacking."""
    side_of = {one.id: one.side for one in edition.apparatus.sources}
    for note in edition.apparatus.notes:
        if note.contested is None or note.contested.lacking:
            continue
        heard = {side_of.get(one, "") for one in note.sources}
        silent = [side for side in note.contested.sides if side not in heard]
        if silent:
            message = f"the note '{note.id}' cites no source of: {', '.join(silent)}"
            hint = "cite one, or say under 'lacking' what was not seen"
            yield error(Code.ONE_SIDED, note.contested.place, message, hint)


def known_sides(edition: Edition) -> Iterator[Diagnostic]:
    """Yield sides that the edition's settings do not list."""
    sides = set(edition.apparatus.settings.sides)

    def hint(side: str) -> str:
        listed = ", ".join(sorted(sides)) or "none"
        return f"{did_you_mean(side, sides)}Sides in docs/apparatus/edition.yaml: {listed}"

    for one in edition.apparatus.sources:
        if one.side and one.side not in sides:
            yield error(Code.UNKNOWN_SIDE, one.place, f"there is no side '{one.side}'", hint(one.side))
    for note in edition.apparatus.notes:
        for side in note.contested.sides if note.contested else ():
            if side not in sides:
                yield error(Code.UNKNOWN_SIDE, note.place, f"there is no side '{side}'", hint(side))


def cross_notes_join(edition: Edition) -> Iterator[Diagnostic]:
    """Yield cross-notes with fewer than two passages, or across readings as internal."""
    for one in edition.apparatus.cross_notes:
        readings = {selector.reading for selector in one.passages}
        if len(one.passages) < 2:
            message = f"the cross-note '{one.id}' has fewer than two passages"
            yield error(Code.ONE_READING, one.place, message, "add a passage, or make it a note")
        elif one.relation is Relation.INTERNAL_CONTRADICTION and len(readings) > 1:
            message = f"the cross-note '{one.id}' is internal but joins {len(readings)} readings"
            yield error(Code.ONE_READING, one.place, message, "say 'relation: contradicts'")


def forms(edition: Edition) -> Iterator[Diagnostic]:
    """Yield forms that two terms claim, and terms that stand nowhere."""
    owner: dict[str, str] = {}
    for term in edition.apparatus.terms:
        for form in term.forms:
            taken = owner.setdefault(form_key(form), term.id)
            if taken != term.id:
                message = f"'{form.text}' is a form of '{taken}' and of '{term.id}'"
                yield error(Code.SHARED_FORM, form.place, message, "leave it to one of them")
    used = {use.term for text in edition.texts for use in text.uses}
    for term in edition.apparatus.terms:
        if term.id not in used:
            message = f"no form of '{term.id}' stands in a reading"
            yield warning(Code.UNUSED_TERM, term.place, message, "mend the forms, or remove the entry")


def budget(edition: Edition) -> Iterator[Diagnostic]:
    """Yield readings that carry more terms and notes per 100 words than the edition allows."""
    allowed = edition.apparatus.settings.budget
    for text in edition.texts:
        words = size(text)
        marks = sum(use.marked for use in text.uses) + len(text.marks)
        if words and (rate := 100 * marks / words) > allowed:
            by = text.reading.establishment
            message = f"'{by.id}' carries {rate:.1f} terms and notes per 100 words"
            hint = f"the edition allows {allowed:g}; remove some, or raise 'budget'"
            yield warning(Code.BUDGET, by.place, message, hint)
