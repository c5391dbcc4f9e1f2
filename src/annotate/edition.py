"""An edition put together: readings, apparatus, and every quotation at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotate.anchor import Anchors
from annotate.diagnostics import Diagnostic
from annotate.model import Apparatus, CrossNote, Note, Passage, Prose, Question, Reading, Selector
from annotate.prose import quotation, references
from annotate.source import SourceText
from annotate.terms import Lexicon, Use, find_uses
from annotate.weave import NoteMark, mark_offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note or cross-note as it is printed under one reading: number from 1."""

    number: int
    note: Note | CrossNote
    here: tuple[Passage, ...]
    elsewhere: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A reading with all that stands in it; `marks` are (source offset, note mark)."""

    reading: Reading
    source: SourceText
    uses: tuple[Use, ...]
    footnotes: tuple[Footnote, ...]
    marks: tuple[tuple[int, NoteMark], ...]

    @property
    def id(self) -> str:
        """The reading's id."""
        return self.reading.id


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Everything the pages are made from."""

    apparatus: Apparatus
    texts: tuple[Text, ...]
    passages: Mapping[Selector, Passage]
    pages: tuple[Prose, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Text]:
        """The texts by their ids."""
        return {text.id: text for text in self.texts}

    def prose(self) -> Iterator[tuple[Prose, bool]]:
        """Yield every piece of editor's prose, and whether it is a whole file."""
        return prose_of(self.apparatus, self.pages, [text.reading for text in self.texts])

    def siglum(self, reading: str) -> str:
        """Return the siglum of a reading."""
        return self.by_id[reading].reading.establishment.siglum

    def found(self, selectors: Sequence[Selector]) -> tuple[Passage, ...]:
        """Return the passages of those selectors that resolved."""
        return tuple(self.passages[one] for one in selectors if one in self.passages)


def assemble(
    readings: Sequence[tuple[Reading, SourceText]], apparatus: Apparatus, pages: Sequence[Prose]
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Resolve every quotation, find every term, number every note."""
    anchors = Anchors({reading.id: (reading, source) for reading, source in readings})
    passages: dict[Selector, Passage] = {}
    problems: list[Diagnostic] = []
    for selector in _selectors(apparatus, pages, [reading for reading, _ in readings]):
        passage, found = anchors.find(selector)
        problems.extend(found)
        if passage:
            passages[selector] = passage
    lexicon = Lexicon(apparatus.terms)
    texts = tuple(
        _text(reading, source, apparatus, passages, lexicon) for reading, source in readings
    )
    return Edition(apparatus=apparatus, texts=texts, passages=passages, pages=tuple(pages)), tuple(problems)


def _selectors(
    apparatus: Apparatus, pages: Sequence[Prose], readings: Sequence[Reading]
) -> Iterator[Selector]:
    yield from (note.at for note in apparatus.notes)
    for one in apparatus.cross_notes:
        yield from one.passages
    for question in apparatus.questions:
        yield from question.passages
    for prose, whole in prose_of(apparatus, pages, readings):
        for reference in references(prose, whole_file=whole):
            if reference.role == "reading:quote" and (selector := quotation(reference)):
                yield selector


def prose_of(
    apparatus: Apparatus, pages: Sequence[Prose], readings: Sequence[Reading] = ()
) -> Iterator[tuple[Prose, bool]]:
    """Yield every piece of editor's prose, and whether it is a whole file."""
    for reading in readings:
        if reading.establishment.about:
            yield reading.establishment.about, False
    for term in apparatus.terms:
        yield term.definition, False
        if term.naming:
            yield term.naming, False
    yield from ((note.text, False) for note in apparatus.notes)
    yield from ((one.notice, False) for one in apparatus.cross_notes)
    for question in apparatus.questions:
        yield question.prompt, False
        if question.teacher:
            yield question.teacher, False
    yield from ((page, True) for page in pages)


def _text(
    reading: Reading, source: SourceText, apparatus: Apparatus,
    passages: Mapping[Selector, Passage], lexicon: Lexicon,
) -> Text:
    footnotes = tuple(_footnotes(reading, source, apparatus, passages))
    marks = [
        (mark_offset(source, passage, reading), NoteMark(note=one.note.id, number=one.number))
        for one in footnotes
        for passage in one.here
        if not passage.selector.omitted
    ]
    return Text(
        reading=reading,
        source=source,
        uses=find_uses(reading, source, lexicon, apparatus.settings.mark),
        footnotes=footnotes,
        marks=tuple(sorted(marks, key=lambda mark: (mark[0], mark[1].number))),
    )


def _footnotes(
    reading: Reading, source: SourceText, apparatus: Apparatus, passages: Mapping[Selector, Passage]
) -> Iterator[Footnote]:
    """Yield the notes that stand under a reading, numbered by their first mark."""
    drafts = []
    notes: tuple[Note | CrossNote, ...] = (*apparatus.notes, *apparatus.cross_notes)
    for note in notes:
        selectors = (note.at,) if isinstance(note, Note) else note.passages
        found = [passages[one] for one in selectors if one in passages]
        here = tuple(one for one in found if one.selector.reading == reading.id)
        if here:
            elsewhere = tuple(one for one in found if one.selector.reading != reading.id)
            first = min(mark_offset(source, one, reading) for one in here)
            drafts.append((first, note.id, note, here, elsewhere))
    drafts.sort(key=lambda draft: draft[:2])
    for number, (_, _, note, here, elsewhere) in enumerate(drafts, start=1):
        yield Footnote(number=number, note=note, here=here, elsewhere=elsewhere)


def questions_on(apparatus: Apparatus, reading: str) -> tuple[Question, ...]:
    """Return the questions that stand under one reading: those on it alone."""
    return tuple(one for one in apparatus.questions if one.readings == (reading,))
