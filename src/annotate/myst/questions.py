"""The page of all questions, and the instructor's page of teacher's notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.edition import Edition
from annotate.interface import N_, _
from annotate.model import Question
from annotate.myst._base import (
    Line,
    Page,
    directive,
    front_matter,
    heading,
    one_line,
    paragraph,
    prose,
    question_lines,
)
from annotate.recall import once

_INTRODUCTION = N_(
    "Questions on one reading also stand below that reading. Each says what it practises, its level "
    "in the revised Bloom taxonomy, and its depth of knowledge (DOK, 1 to 4)."
)


def questions_page(edition: Edition) -> Page:
    """Return every question: first those across readings, then reading by reading."""
    asked = [one for question in edition.apparatus.questions for one in question.passages]
    parts = (edition.apparatus.questions, edition.found(asked), edition.established, edition.shared)
    return once("questions", parts, lambda: Page(name="questions", lines=tuple(_questions(edition))))


def _questions(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "questions")])
    yield from heading(1, _("Questions"))
    yield from paragraph(_(_INTRODUCTION))
    for title, questions in _groups(edition):
        yield from heading(2, title)
        for question in questions:
            yield from question_lines(question, edition)


def _groups(edition: Edition) -> Iterator[tuple[str, Sequence[Question]]]:
    across = tuple(one for one in edition.apparatus.questions if len(one.readings) != 1)
    if across:
        yield _("Across readings"), across
    for text in edition.texts:
        questions = edition.questions_on(text.id)
        if questions:
            by = text.reading.establishment
            yield f"{by.siglum}: {by.title.text}", questions


def teaching_notes_page(edition: Edition) -> Page:
    """Return the teacher's notes: a page of the instructor's edition only."""
    return Page(name="instructor/teaching-notes", lines=tuple(_notes(edition)))


def _notes(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "instructor")])
    yield from heading(1, _("Teacher's notes on the questions"))
    for title, questions in _groups(edition):
        yield from heading(2, title)
        for question in questions:
            if question.teacher:
                yield from question_lines(question, edition)
                body = list(prose(question.teacher))
                yield from directive("teacher-note", question.id, [], body, question.teacher.place)


def instructor_index() -> Page:
    """Return the head page of the instructor's part."""
    return Page(name="instructor/index", lines=tuple(_index()))


def _index() -> Iterator[Line]:
    yield from front_matter([("kind", "instructor")])
    yield from heading(1, _("For the instructor"))
    yield from paragraph(one_line(_("These pages are in the instructor's edition only.")))
    yield Line(text="```{toctree}")
    yield Line(text="teaching-notes")
    yield Line(text="keys")
    yield Line(text="sources")
    yield Line(text="```")
