"""Segments to lines of MyST: the pages of an edition."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.across import Figures
from annotate.edition import Edition
from annotate.interface import speaking
from annotate.myst._base import Line, Page, from_raw_target
from annotate.myst._base import one_line as plain_line
from annotate.myst.comparison import comparison_page
from annotate.myst.exercises import exercises_page, keys_page
from annotate.myst.figures import figures_page
from annotate.myst.glossary import glossary_page
from annotate.myst.names import names_page
from annotate.myst.questions import instructor_index, questions_page, teaching_notes_page
from annotate.myst.reading import reading_page
from annotate.myst.sources import instructor_sources_page, sources_page
from annotate.myst.texts import note_on_the_texts
from annotate.myst.timeline import timeline_page
from annotate.myst.words import words_page
from annotate.shelf import Shelf

__all__ = ["Line", "Page", "from_raw_target", "instructor_pages", "plain_line", "student_pages"]


def student_pages(edition: Edition, shelf: Shelf | None = None) -> tuple[Page, ...]:
    """Return the generated pages that both editions have; they are the same in both."""
    with speaking(edition.apparatus.settings.language):
        return tuple(_student_pages(edition, shelf))


def _student_pages(edition: Edition, shelf: Shelf | None) -> Iterator[Page]:
    yield from (reading_page(text, edition, shelf) for text in edition.texts)
    yield from (
        glossary_page(edition),
        questions_page(edition),
        *((exercises_page(edition),) if edition.sets else ()),
        *((names_page(edition),) if edition.apparatus.names else ()),
        *((timeline_page(edition),) if edition.across.events else ()),
        *((figures_page(edition),) if edition.across.figures != Figures() else ()),
        *((comparison_page(edition),) if edition.across.claims else ()),
        *((words_page(edition),) if edition.across.word_groups else ()),
        sources_page(edition),
        note_on_the_texts(edition),
    )


def instructor_pages(edition: Edition) -> tuple[Page, ...]:
    """Return the pages that only the instructor's edition has."""
    with speaking(edition.apparatus.settings.language):
        return (
            instructor_index(),
            teaching_notes_page(edition),
            keys_page(edition),
            instructor_sources_page(edition),
        )
