"""Claims and words: each cell rests on what it says, each value is read, each ruling is needed."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.across import Cell, Claim, Figure, Rival, Stance
from annotate.compare import SPEAKING, by_date, stance_words, value
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error
from annotate.edition import Edition, Text
from annotate.quantities import read_date, whole
from annotate.rivals import covers, occurrences
from annotate.terms import form_key


def claims(edition: Edition) -> Iterator[Diagnostic]:
    """Yield what does not fit in the cells of the comparison."""
    for claim in edition.across.claims:
        if claim.happened and read_date(claim.happened) is None:
            message = f"'{claim.happened}' is no date"
            yield error(Code.BAD_STANCE, claim.place, message, "write 2024-02-23, 2024-02 or 2024")
        given = {cell.reading: cell for cell in claim.cells}
        for cell in claim.cells:
            if cell.reading not in edition.by_id:
                yield from _unknown(cell, edition)
            elif cell.stance in SPEAKING:
                yield from _speaking(claim, cell)
            else:
                yield from _not_speaking(claim, cell, edition.by_id[cell.reading], edition)
        for text in edition.texts:
            if text.id not in given:
                yield from _not_given(claim, text, edition)


def _unknown(cell: Cell, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a cell on no reading; one with quotations is told of by these."""
    if not cell.quotes:
        hint = f"{did_you_mean(cell.reading, edition.by_id)}Readings: {', '.join(edition.by_id)}"
        yield error(Code.UNKNOWN_READING, cell.place, f"there is no reading '{cell.reading}'", hint)


def _speaking(claim: Claim, cell: Cell) -> Iterator[Diagnostic]:
    if not cell.quotes:
        message = f"the claim '{claim.id}' does not quote what '{cell.reading}' {cell.stance.value}"
        yield error(Code.NO_CELL, cell.place, message, "add 'quotes: [...]'")


def _not_speaking(claim: Claim, cell: Cell, text: Text, edition: Edition) -> Iterator[Diagnostic]:
    said = f"the claim '{claim.id}' calls '{cell.reading}' {stance_words(cell.stance)}"
    if cell.quotes or cell.figure:
        hint = "remove the quotation and the value, or say asserts, contradicts or qualifies"
        yield error(Code.NO_CELL, cell.place, f"{said} and quotes it", hint)
    if cell.stance is not (found := by_date(claim, text)):
        dates = text.reading.establishment.date
        about = f"an event of {claim.happened}" if claim.happened else "no dated event"
        message = f"{said}, but by its dates it is {stance_words(found)}"
        hint = f"the claim is about {about}; the text is from {_bounds(dates.earliest, dates.latest)}"
        yield error(Code.BAD_STANCE, cell.place, message, hint)
    yield from _absent(claim, cell.absent or claim.absent, cell.stance, text, edition, cell)


def _bounds(earliest: str, latest: str) -> str:
    return f"{earliest or 'an unknown day'} to {latest or 'an unknown day'}"


def _not_given(claim: Claim, text: Text, edition: Edition) -> Iterator[Diagnostic]:
    yield from _absent(claim, claim.absent, by_date(claim, text), text, edition, None)


def _absent(
    claim: Claim, words: tuple[str, ...], stance: Stance, text: Text, edition: Edition, cell: Cell | None
) -> Iterator[Diagnostic]:
    """Yield what speaks against the silence of a reading; one written before may hold any words."""
    if stance is Stance.WRITTEN_BEFORE:
        return
    place = cell.place if cell else claim.place
    if not words:
        message = f"the claim '{claim.id}' does not say by what '{text.id}' is known to be silent"
        yield error(Code.NO_CELL, place, message, "add 'absent: [...]', words of which it holds none, or quote it")
    for one in words:
        if not edition.evidence.stands_in(one, text.id):
            continue
        if cell is None:
            message = f"the claim '{claim.id}' has no cell for '{text.id}', where '{one}' stands"
            yield error(Code.NO_CELL, place, message, "say what the reading does, and quote it")
        else:
            message = f"the claim '{claim.id}' calls '{text.id}' {stance_words(stance)}, but '{one}' stands there"
            yield error(Code.BAD_STANCE, place, message, "quote it, or name other words under 'absent'")


def values(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the values that cannot be read, or not be compared with their neighbours."""
    for claim in edition.across.claims:
        first: Figure | None = None
        for cell in claim.cells:
            if cell.figure is None:
                continue
            yield from _readable(cell, cell.figure, edition)
            first = first or cell.figure
            if (cell.figure.is_date, cell.figure.unit) != (first.is_date, first.unit):
                message = f"the claim '{claim.id}' compares {_kind(first)} with {_kind(cell.figure)}"
                yield error(Code.BAD_VALUE, cell.figure.place, message, "give all values of a claim one unit")


def _kind(figure: Figure) -> str:
    return "a date" if figure.is_date else f"a number of '{figure.unit}'"


def _readable(cell: Cell, figure: Figure, edition: Edition) -> Iterator[Diagnostic]:
    quotations = edition.found(cell.quotes)
    if quotations and not any(whole(figure.words, passage.words) for passage in quotations):
        message = f"'{figure.words}' does not stand in the quotation of '{cell.reading}'"
        yield error(Code.BAD_VALUE, figure.place, message, "a value is part of what is quoted")
    elif value(figure) is None:
        what, example = ("date", "September 2023") if figure.is_date else ("number", "$290 million")
        message = f"'{figure.words}' states no single {what}"
        yield error(Code.BAD_VALUE, figure.place, message, f"quote one {what}, as in '{example}'")


def words(edition: Edition) -> Iterator[Diagnostic]:
    """Yield forms that two words of a group claim, and rulings that change nothing."""
    for group in edition.across.word_groups:
        owner: dict[str, Rival] = {}
        for word in group.words:
            for form in word.forms:
                taken = owner.setdefault(form_key(form), word)
                if taken is not word:
                    message = f"'{form.text}' is a form of '{taken.id}' and of '{word.id}'"
                    yield error(Code.SHARED_FORM, form.place, message, "leave it to one of them")
        for ruling in group.rulings:
            if ruling.at not in edition.passages:
                continue
            reading = edition.by_id[ruling.at.reading]
            here = occurrences(group, reading, edition)
            if not any(covers(ruling, one, edition) and one.by_rule is not ruling.voice for one in here):
                message = f"the ruling that this is {ruling.voice.value} changes nothing"
                hint = "quote a passage that holds a word of the group, or remove the ruling"
                yield error(Code.BAD_RULING, ruling.at.place, message, hint)
