"""Events and figures: each date and number is the one that its quotation states, and what is lacking is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.across import Event, FactKind, FigureTable, Position, Row, Scale, notes_across
from annotate.chronology import Basis, Dating, dates_differ, datings, is_dated
from annotate.dates import in_words, states
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error
from annotate.edition import Edition
from annotate.model import UNCONFIRMED
from annotate.quantities import read_number

_ORDINAL = re.compile(r"\b([0-9]+)(?:st|nd|rd|th)\b")
_OF_A_POLL = (FactKind.ASKED_BY, FactKind.QUESTION, FactKind.DATE, FactKind.SAMPLE, FactKind.ANSWERS)


def events(edition: Edition) -> Iterator[Diagnostic]:
    """Yield events whose dates do not follow from their quotations, or differ without saying so."""
    for event in edition.across.events:
        found = datings(event, edition)
        unread = [one for dating in found for one in _telling(dating)]
        yield from unread
        if unread or len(found) < len(event.tellings):
            continue  # what follows from it is not told twice
        if not is_dated(event, found):
            message = f"no quotation of '{event.id}' states {in_words(event.date)}"
            hint = "mend the date, quote the words that state it, or name its source under 'date-from'"
            yield error(Code.DATE_DISAGREES, event.place, message, hint)
        else:
            yield from _dispute(event, dates_differ(event, found))


def _telling(dating: Dating) -> Iterator[Diagnostic]:
    words = dating.passage.words
    if dating.telling.undated and dating.when and dating.basis is not Basis.YEAR_FROM_ELSEWHERE:
        message = f"'{words}' is said to be undated, but states {in_words(dating.when)}"
        yield error(Code.DATE_DISAGREES, dating.telling.place, message, "remove 'undated'")
    elif not dating.telling.undated and dating.when is None:
        message = f"no date can be read in '{words}'"
        hint = "quote the words that state it, here or under 'dated-by', or say 'undated: true'"
        yield error(Code.DATE_DISAGREES, dating.telling.place, message, hint)


def _dispute(event: Event, differ: bool) -> Iterator[Diagnostic]:
    if differ and not event.disputed:
        message = f"the dates given for '{event.id}' cannot all be right"
        yield error(Code.DATES_DIFFER, event.place, message, "mend them, or say 'disputed: true'")
    elif event.disputed and not differ:
        message = f"'{event.id}' is said to be disputed, but its dates can all be right"
        yield error(Code.DATES_DIFFER, event.place, message, "give the other date, or remove 'disputed'")


def notes_named(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the ids under `notes` that no note has."""
    apparatus = edition.apparatus
    known = {one.id for one in apparatus.notes} | {one.id for one in apparatus.cross_notes}
    for name, place in notes_across(edition.across):
        if name not in known:
            hint = f"{did_you_mean(name, known)}notes are in docs/apparatus/notes.yaml"
            yield error(Code.BAD_REFERENCE, place, f"there is no note '{name}'", hint)


def scales(edition: Edition) -> Iterator[Diagnostic]:
    """Yield drawings that rest on nothing, or say more than their quotations do."""
    for scale in edition.across.figures.scales:
        yield from _lost(scale, edition)
        for position in scale.positions:
            yield from _stops(scale, position)
            yield from _position(scale, position, edition)


def _lost(scale: Scale, edition: Edition) -> Iterator[Diagnostic]:
    text = edition.by_id.get(scale.reading)
    if text is None:
        hint = f"{did_you_mean(scale.reading, edition.by_id)}Readings: {', '.join(edition.by_id)}"
        yield error(Code.UNKNOWN_READING, scale.place, f"there is no reading '{scale.reading}'", hint)
    elif scale.missing > len(text.reading.figures):
        lost = len(text.reading.figures)
        message = f"'{scale.reading}' has {lost} lost figures, so none is number {scale.missing}"
        yield error(Code.BAD_REFERENCE, scale.place, message, "count the figures in the text's own YAML file")


def _stops(scale: Scale, position: Position) -> Iterator[Diagnostic]:
    known = [stop.id for stop in scale.stops]
    for name in dict.fromkeys((position.first, position.last)):
        if name not in known:
            hint = f"{did_you_mean(name, known)}Stops: {', '.join(known)}"
            yield error(Code.BAD_REFERENCE, position.place, f"there is no stop '{name}'", hint)


def _position(scale: Scale, position: Position, edition: Edition) -> Iterator[Diagnostic]:
    found = edition.found(position.passages)
    if not found and not position.passages:
        message = f"a position of '{position.subject}' rests on no quotation"
        yield error(Code.INCOMPLETE, position.place, message, "add 'passages: [...]'")
    for selector in position.passages:
        if scale.reading in edition.by_id and selector.reading != scale.reading:
            message = f"the drawing '{scale.id}' is made from '{scale.reading}', not from '{selector.reading}'"
            yield error(Code.BAD_REFERENCE, selector.place, message, "quote that reading only")
    when = position.date
    if when and found and len(found) == len(position.passages) and not any(states(one.words, when) for one in found):
        message = f"no quotation of '{position.subject}' states {in_words(when)}"
        yield error(Code.DATE_DISAGREES, position.place, message, "mend the date, or quote the words that state it")


def tables(edition: Edition) -> Iterator[Diagnostic]:
    """Yield figures that are not those of the text, and tables that hide what is lacking or disputed."""
    for table in edition.across.figures.tables:
        yield from _facts(table)
        for row in table.rows:
            yield from _row(row, edition)


def _facts(table: FigureTable) -> Iterator[Diagnostic]:
    for fact in table.facts:
        if bool(fact.at) == bool(fact.lacking):
            message = f"'{table.id}' needs words of the text on '{fact.about.value}', or that it has none"
            yield error(Code.INCOMPLETE, fact.place, message, "give 'at' or 'lacking', not both")
    if table.poll:
        told = {fact.about for fact in table.facts}
        missing = [one.value for one in _OF_A_POLL if one not in told]
        if missing:
            message = f"the poll '{table.id}' says nothing of: {', '.join(missing)}"
            yield error(Code.INCOMPLETE, table.place, message, "quote the text, or say under 'lacking' that it does not")


def _row(row: Row, edition: Edition) -> Iterator[Diagnostic]:
    if bool(row.at) == bool(row.sources):
        message = f"'{row.label}' needs words of a reading, or outside sources"
        yield error(Code.INCOMPLETE, row.place, message, "give 'at' or 'sources', not both")
        return
    passage = edition.passages.get(row.at) if row.at else None
    if passage is None:
        return
    written, read = _number(row.figure), _number(passage.words)
    if written is None or written != read:
        lacking = "one number" if written is None or read is None else f"'{row.figure}'"
        message = f"'{row.figure}' is not the number in '{passage.words}'"
        hint = f"quote words that state {lacking}, and no other"
        yield error(Code.FIGURE_DISAGREES, row.at.place if row.at else row.place, message, hint)
    if not (row.notes or row.remark):
        yield from _doubtful(row, passage.selector.reading, passage.start, passage.end, edition)


def _number(words: str) -> object:
    return read_number(_ORDINAL.sub(r"\1", words))


def _doubtful(row: Row, reading: str, start: int, end: int, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a finding for a figure in a doubtful statement that sends its reader to no note."""
    for statement in edition.apparatus.statements:
        at = edition.passages.get(statement.at)
        if at is None or at.selector.reading != reading or statement.verdict not in UNCONFIRMED:
            continue
        if start < at.end and at.start < end:
            message = f"'{row.figure}' is in a statement that is {statement.verdict.value}, '{statement.id}'"
            yield error(
                Code.CAUTION, row.place, message, "name the note that says so under 'notes', or say it under 'remark'"
            )
