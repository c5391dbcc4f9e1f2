"""An edition put together: readings, apparatus, and every quotation at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from annotate.across import Across, prose_across, selectors_across
from annotate.anchor import Anchors
from annotate.bodies import HottextBody
from annotate.diagnostics import Diagnostic
from annotate.interface import speaking
from annotate.items import ItemSet, Proof, selectors_in
from annotate.ledger import reading_text
from annotate.model import (
    Apparatus,
    CrossNote,
    MarkPolicy,
    Note,
    Passage,
    Prose,
    Publish,
    Question,
    Reading,
    Selector,
)
from annotate.names import Mention, find_names
from annotate.prove import Texts, prove
from annotate.quote import Piece, fold
from annotate.recall import once, recall, same
from annotate.review import Seal
from annotate.rights import Spans, covers, lemma, merged, visible
from annotate.shelf import key
from annotate.source import SourceText
from annotate.terms import BentLexicon, Lexicon, Lexicons, Use, find_uses
from annotate.told import Told, quoted, quoted_openly, tell
from annotate.weave import NoteMark, mark_offset, signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note or cross-note as it is printed under one reading: number from 1."""

    number: int
    note: Note | CrossNote
    here: tuple[Passage, ...]
    elsewhere: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A reading with all that stands in it; `marks` are (source offset, note mark).

    `shown` are the stretches of the source whose words may be printed; None for all of them.
    """

    reading: Reading
    source: SourceText
    uses: tuple[Use, ...]
    footnotes: tuple[Footnote, ...]
    marks: tuple[tuple[int, NoteMark], ...]
    shown: Spans | None = None

    @property
    def id(self) -> str:
        """The reading's id."""
        return self.reading.id

    def visible(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """Return what may be printed of [start, end) of the source, an ellipsis for what may not.

        Whatever is made of a text's words beside its page (search, exports) is made of these.
        """
        stop = len(self.source.text) if end is None else end
        return visible(self.reading, self.source, self.shown, start, stop)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Everything the pages are made from."""

    apparatus: Apparatus
    texts: tuple[Text, ...]
    passages: Mapping[Selector, Passage]
    pages: tuple[Prose, ...]
    sets: tuple[ItemSet, ...] = ()
    seals: Mapping[str, Seal] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    across: Across = field(default_factory=Across)

    @cached_property
    def by_id(self) -> Mapping[str, Text]:
        """The texts by their ids."""
        return {text.id: text for text in self.texts}

    @cached_property
    def by_siglum(self) -> Mapping[str, str]:
        """The ids of the texts by their sigla, white space folded."""
        return {fold(text.reading.establishment.siglum).strip(): text.id for text in self.texts}

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every piece of editor's prose."""
        readings = [text.reading for text in self.texts]
        across = (Told(prose=prose) for prose in prose_across(self.across))
        return (*tell(self.apparatus, self.pages, readings, self.sets), *across)

    @cached_property
    def shared(self) -> tuple[object, ...]:
        """What the page of any reading is made from beside the reading and its notes and questions.

        Of each reading siglum, language, and what may be printed, by which quotations of it are printed;
        settings, ids of outside sources, drawn figures.
        """
        by = ((one.shown, one.reading.establishment) for one in self.texts)
        named = tuple((each.id, each.siglum, each.language, each.publish, shown) for shown, each in by)
        sources = tuple(one.id for one in self.apparatus.sources)
        return same("shared", (named, self.apparatus.settings, sources, self.across.figures))

    @cached_property
    def shared_key(self) -> str:
        """A digest of that, and of the forms of all terms."""
        forms = [(term.id, [(one.text, one.fold) for one in term.forms]) for term in self.apparatus.terms]
        return key(self.shared, forms)

    @cached_property
    def evidence(self) -> Texts:
        """What the proofs of keys look into."""
        return Texts(
            passages=self.passages,
            readings={text.id: self._folded[text.id] for text in self.texts},
            latest={text.id: text.reading.establishment.date.latest for text in self.texts},
            glosses={term.id: term.definition.text for term in self.apparatus.terms},
            sigla={text.id: text.reading.establishment.siglum for text in self.texts},
        )

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {text.id: recall(_folded, text.reading, text.source) for text in self.texts}

    @cached_property
    def proofs(self) -> Mapping[str, tuple[Proof, tuple[Diagnostic, ...]]]:
        """The proof of each item's key and what was found wrong with it; no key is looked at."""
        with speaking(self.apparatus.settings.language):
            return {item.id: prove(item, self.evidence) for one in self.sets for item in one.items}

    @cached_property
    def _questions(self) -> Mapping[str, tuple[Question, ...]]:
        by_reading: dict[str, list[Question]] = {}
        for one in self.apparatus.questions:
            if len(one.readings) == 1:
                by_reading.setdefault(one.readings[0], []).append(one)
        return {name: tuple(found) for name, found in by_reading.items()}

    def questions_on(self, reading: str) -> tuple[Question, ...]:
        """Return the questions that stand under one reading: those on it alone."""
        return self._questions.get(reading, ())

    def siglum(self, reading: str) -> str:
        """Return the siglum of a reading."""
        return self.by_id[reading].reading.establishment.siglum

    def printable(self, passage: Passage) -> str:
        """Return a passage's words as they may be printed: all of them, or its first and last ones."""
        shown = self.by_id[passage.selector.reading].shown
        return passage.words if covers(shown, passage.start, passage.end) else lemma(passage.words)

    @cached_property
    def established(self) -> tuple[object, ...]:
        """The readings with their sources."""
        return same("established", tuple((one.reading, one.source) for one in self.texts))

    @cached_property
    def looked_across(self) -> tuple[object, ...]:
        """What pages across readings are made from beside their own records."""
        found = self.found(tuple(selectors_across(self.across)))
        return same("looked across", (self.established, found, self.shared))

    @cached_property
    def noted(self) -> tuple[object, ...]:
        """Which notes stand under which reading."""
        return tuple((text.id, tuple(one.note.id for one in text.footnotes)) for text in self.texts)

    @cached_property
    def shown_in_items(self) -> tuple[Passage, ...]:
        """The passages that exercises print."""
        return self.found([one for each in self.sets for one in recall(_shown_in_set, each)])

    def found(self, selectors: Sequence[Selector]) -> tuple[Passage, ...]:
        """Return the passages of those selectors that resolved."""
        return tuple(self.passages[one] for one in selectors if one in self.passages)


def _folded(reading: Reading, source: SourceText) -> str:
    return fold(reading_text(reading, source))


def assemble(
    readings: Sequence[tuple[Reading, SourceText]],
    apparatus: Apparatus,
    pages: Sequence[Prose],
    sets: Sequence[ItemSet] = (),
    across: Across | None = None,
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Resolve every quotation, find every term, number every note."""
    anchors = Anchors({reading.id: (reading, source) for reading, source in readings})
    passages: dict[Selector, Passage] = {}
    problems: list[Diagnostic] = []
    across = across or Across()
    told = tuple(tell(apparatus, pages, [reading for reading, _ in readings], sets))
    beside = [
        *selectors_across(across),
        *(selector for prose in prose_across(across) for selector in quoted(prose)),
    ]
    for selector in (*_selectors(apparatus, sets, told), *beside):
        passage, found = anchors.find(selector)
        problems.extend(found)
        if passage:
            passages[selector] = passage
    lexicons = recall(Lexicons, apparatus.terms)
    notes = _notes_by_reading(apparatus, passages)
    openly = (*beside, *_shown_to_students(apparatus, sets), *quoted_openly(told))
    printed = [passages[one] for one in openly if one in passages]
    texts = tuple(
        _withholding(
            _recalled(
                reading,
                source,
                lexicons.of(reading.establishment.language),
                apparatus.settings.mark,
                notes.get(reading.id, ()),
            ),
            printed,
        )
        for reading, source in readings
    )
    edition = Edition(
        apparatus=apparatus,
        texts=texts,
        passages=passages,
        pages=tuple(pages),
        sets=_in_reading_order(sets, [text.id for text in texts]),
        mentions=find_names(apparatus, readings, passages),
        across=across,
    )
    return edition, tuple(problems)


def _in_reading_order(sets: Sequence[ItemSet], readings: Sequence[str]) -> tuple[ItemSet, ...]:
    """Return the sets that are mostly on one reading in the order of the readings, then the others."""

    def place(one: ItemSet) -> tuple[int, str]:
        alone = Counter(item.readings[0] for item in one.items if len(item.readings) == 1)
        name, times = alone.most_common(1)[0] if alone else ("", 0)
        mostly = name in readings and 2 * times > len(one.items)
        return (readings.index(name) if mostly else len(readings), one.id)

    return tuple(sorted(sets, key=place))


def _selectors(apparatus: Apparatus, sets: Sequence[ItemSet], told: Iterable[Told]) -> Iterator[Selector]:
    yield from (note.at for note in apparatus.notes)
    for note in apparatus.cross_notes:
        yield from note.passages
    for question in apparatus.questions:
        yield from question.passages
    yield from (statement.at for statement in apparatus.statements)
    for name in apparatus.names:
        yield from (*name.exceptions, *name.also)
    for each in sets:
        yield from recall(_selectors_in, each)
    for one in told:
        yield from one.quoted()


def _selectors_in(one: ItemSet) -> tuple[Selector, ...]:
    return tuple(selectors_in(one.items))


def _shown_to_students(apparatus: Apparatus, sets: Sequence[ItemSet]) -> Iterator[Selector]:
    """Yield the passages that an excerpt prints: never those that only the key of an item rests on."""
    yield from (note.at for note in apparatus.notes)
    yield from (passage for note in apparatus.cross_notes for passage in note.passages)
    yield from (passage for question in apparatus.questions for passage in question.passages)
    for each in sets:
        yield from recall(_shown_in_set, each)


def _shown_in_set(one: ItemSet) -> tuple[Selector, ...]:
    found: list[Selector] = []
    for item in one.items:
        found += item.passages
        if isinstance(item.body, HottextBody):
            found.append(item.body.passage)
    return tuple(found)


def _withholding(text: Text, printed: Sequence[Passage]) -> Text:
    """Return a text with what of it may be printed: its title, and of an excerpt the passages."""
    by = text.reading.establishment
    if by.publish is Publish.FULL:
        return text
    title = fold(by.title.text).strip()
    blocks = ((one.start, one.end) for one in text.reading.blocks)
    spans = [span for span in blocks if fold(text.source.text[slice(*span)]).strip() == title]
    if by.publish is Publish.EXCERPT:
        spans += [(use.start, use.end) for use in text.uses if use.marked]
        mine = (one for one in printed if one.selector.reading == text.id and not one.selector.omitted)
        spans += [(one.start, one.end) for one in mine]
        return replace(text, shown=merged(spans))
    marks = tuple((at, replace(mark, length=0)) for at, mark in text.marks)  # their passages are not there
    return replace(text, shown=merged(spans), marks=marks)


def _recalled(reading: Reading, *given: Any) -> Text:
    return once(f"text {reading.id}", (reading, *given), lambda: _text(reading, *given))


def _text(
    reading: Reading, source: SourceText, lexicon: Lexicon | BentLexicon, policy: MarkPolicy,
    notes: Sequence[_Noted],
) -> Text:  # fmt: skip
    footnotes = tuple(_footnotes(reading, source, notes))
    marks = [
        _mark(one, passage, reading, source) for one in footnotes for passage in one.here if not passage.selector.omitted
    ]
    return Text(
        reading=reading,
        source=source,
        uses=recall(find_uses, reading, source, lexicon, policy),
        footnotes=footnotes,
        marks=tuple(sorted(marks, key=lambda mark: (mark[0], mark[1].number))),
    )


def _mark(footnote: Footnote, passage: Passage, reading: Reading, source: SourceText) -> tuple[int, NoteMark]:
    """Return the mark behind a passage, and its offset."""
    at = mark_offset(source, passage, reading)
    length = signs(reading, source, passage.start, at)
    return at, NoteMark(note=footnote.note.id, number=footnote.number, length=length)


_Noted = tuple[Note | CrossNote, list[Passage]]
"""A note, and its passages in all readings."""


def _notes_by_reading(apparatus: Apparatus, passages: Mapping[Selector, Passage]) -> Mapping[str, Sequence[_Noted]]:
    """Return, for each reading, the notes that have a passage in it."""
    by_reading: dict[str, list[_Noted]] = {}
    notes: tuple[Note | CrossNote, ...] = (*apparatus.notes, *apparatus.cross_notes)
    for note in notes:
        selectors = (note.at,) if isinstance(note, Note) else note.passages
        found = [passages[one] for one in selectors if one in passages]
        for reading in dict.fromkeys(one.selector.reading for one in found):
            by_reading.setdefault(reading, []).append((note, found))
    return by_reading


def _footnotes(reading: Reading, source: SourceText, notes: Sequence[_Noted]) -> Iterator[Footnote]:
    """Yield the notes that stand under a reading, numbered by their first mark."""
    drafts = []
    for note, found in notes:
        here = tuple(one for one in found if one.selector.reading == reading.id)
        elsewhere = tuple(one for one in found if one.selector.reading != reading.id)
        first = min(mark_offset(source, one, reading) for one in here)
        drafts.append((first, note.id, note, here, elsewhere))
    drafts.sort(key=lambda draft: draft[:2])
    for number, (_, _, note, here, elsewhere) in enumerate(drafts, start=1):
        yield Footnote(number=number, note=note, here=here, elsewhere=elsewhere)
