"""Every id is given once."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.across import FigureTable, Scale
from annotate.check._base import repeated
from annotate.diagnostics import Code, Diagnostic, error
from annotate.edition import Edition


def duplicate_ids(edition: Edition) -> Iterator[Diagnostic]:
    """Yield what is named twice: readings, sigla, terms, notes, questions, sources."""
    apparatus = edition.apparatus
    yield from repeated((text.reading.establishment for text in edition.texts), "readings")
    yield from repeated(apparatus.terms, "terms")
    yield from repeated((*apparatus.notes, *apparatus.cross_notes), "notes")
    yield from repeated(apparatus.questions, "questions")
    yield from repeated(apparatus.sources, "sources")
    yield from repeated(apparatus.statements, "statements")
    yield from repeated(edition.sets, "sets")
    yield from repeated((item for one in edition.sets for item in one.items), "items")
    figures = edition.across.figures
    yield from repeated(edition.across.events, "events")
    drawn: tuple[Scale | FigureTable, ...] = (*figures.scales, *figures.tables)
    yield from repeated(drawn, "figures")
    yield from repeated(edition.across.claims, "claims")
    yield from repeated(edition.across.word_groups, "groups of words")
    sigla: dict[str, str] = {}
    for text in edition.texts:
        by = text.reading.establishment
        if by.siglum in sigla:
            message = f"the siglum '{by.siglum}' is that of '{sigla[by.siglum]}' too"
            yield error(Code.DUPLICATE_ID, by.place, message, "give each text a siglum of its own")
        sigla.setdefault(by.siglum, by.id)
