"""Every id is given once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from annotate.across import FigureTable, Scale
from annotate.check._base import repeated
from annotate.diagnostics import Code, Diagnostic, error
from annotate.edition import Edition
from annotate.load._base import RESERVED_ID
from annotate.prose import targets


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


def ids_in_prose(edition: Edition) -> Iterator[Diagnostic]:
    """Yield ids that an editor's prose gives and that are those of paragraphs, notes, terms and the rest."""
    apparatus, across = edition.apparatus, edition.across
    kinds: dict[str, Iterable[Any]] = {
        "term": apparatus.terms, "note": (*apparatus.notes, *apparatus.cross_notes), "question": apparatus.questions,
        "source": apparatus.sources, "name": apparatus.names, "event": across.events, "claim": across.claims,
        "item": [item for one in edition.sets for item in one.items],
    }  # fmt: skip
    taken = {f"{kind}-{one.id}" for kind, ones in kinds.items() for one in ones}
    for told in edition.told:
        for name in () if told.whole_file else targets(told.prose):
            if name in taken or RESERVED_ID.fullmatch(name):
                message = f"the target '({name})=' has an id that the reader gives itself"
                yield error(Code.BAD_ID, told.prose.place, message, f"name it otherwise, as in '(on-{name})='")
