"""What a reader's search looks through: a record for each block, term, name, note, question and exercise.

Made from what the student's pages print and from nothing else; of an exercise only what is asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.bodies import GridBody, TextEntryBody, TrueFalseBody
from annotate.edition import Edition, Text
from annotate.files import MARKER
from annotate.interface import N_, _, speaking
from annotate.items import Item
from annotate.model import Block, BlockKind, Category, CrossNote, Name, NameKind, Note, Prose, Term
from annotate.myst.exercises import item_numbers
from annotate.names import forms_of, headword
from annotate.plain import plain_paragraphs
from annotate.quote import fold
from annotate.recall import once
from annotate.rights import ELLIPSIS

_NAMES_ONE_THING = frozenset({Category.PERSON, Category.ORGANISATION, Category.PLACE, Category.EVENT, Category.LAW})
_ABBREVIATION = re.compile(r"\s*\(([^()]*)\)")
_SHORT = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*[A-Z]\w*")
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_NOTE, _CROSS_NOTE, _EXERCISE = N_("Note {number}"), N_("Cross-note {number}, {relation}"), N_("Exercise {number}")
_MARKS = "“”‘’\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something that can be found: its kind, its place, what it is called and what it says."""

    kind: str
    page: str
    at: str
    readings: tuple[str, ...]
    title: str
    text: str


def search_data(edition: Edition) -> str:
    """Return the JSON that a search is made from, a row a line: readings, names, synonyms, records.

    A name has its place (an entry of the glossary or of the index of names), its headword, what it is
    called, and by which of these names all of them are found.
    """
    readings = [[text.id, edition.siglum(text.id), text.reading.establishment.title.text] for text in edition.texts]
    with speaking(edition.apparatus.settings.language):
        rows = [*(row for text in edition.texts for row in _rows_of(text)), *_rows(_added(edition))]
    terms = edition.apparatus.terms
    names: list[list[object]] = [[f"term-{term.id}", term.headword, called(term), asked_by(term)] for term in terms]
    names += [_indexed(name, edition) for name in edition.apparatus.names]
    synonyms = [group.words for group in edition.apparatus.synonyms]
    parts: Mapping[str, Iterable[object]] = {"readings": readings, "names": names, "synonyms": synonyms}
    lines = {key: [_AS_JSON(row) for row in value] for key, value in parts.items()} | {"records": rows}
    body = ",\n".join(f'"{key}": {_lines(value)}' for key, value in lines.items())
    return f'{{"marker": {json.dumps(MARKER)},\n{body}}}\n'


def _lines(rows: Sequence[str]) -> str:
    written = ",\n".join(rows)
    return f"[\n{written}\n]" if written else "[]"


def _rows_of(text: Text) -> list[str]:
    return once(f"search {text.id}", text, lambda: _rows(_blocks(text)))


def _rows(found: Iterable[Record]) -> list[str]:
    return [_AS_JSON([one.kind, one.page, one.at, one.readings, one.title, one.text]) for one in found]


def records(edition: Edition) -> Iterator[Record]:
    """Yield every record: the readings in their order, then what the editor adds."""
    for text in edition.texts:
        yield from _blocks(text)
    yield from _added(edition)


def _added(edition: Edition) -> Iterator[Record]:
    yield from (_about(text, edition) for text in edition.texts)
    for term in edition.apparatus.terms:
        words = _plain(edition, term.definition, term.naming)
        yield Record(kind="term", page="glossary", at=f"term-{term.id}", readings=(), title=term.headword, text=words)
    for name in edition.apparatus.names:
        words = _plain(edition, name.about, name.naming) or "; ".join(_forms(name, edition))
        title = headword(name, edition.apparatus)
        yield Record(kind="name", page="index-of-names", at=f"name-{name.id}", readings=(), title=title, text=words)
    yield from _notes(edition)
    for question in edition.apparatus.questions:
        kind = _(question.kind.value.replace("-", " "))
        yield Record(
            kind="question",
            page="questions",
            at=f"question-{question.id}",
            readings=question.readings,
            title=f"{kind[:1].upper()}{kind[1:]}",
            text=_plain(edition, question.prompt),
        )
    numbers = item_numbers(edition)
    for one in edition.sets:
        for item in one.items:
            yield _exercise(item, numbers[item.id], edition)


def _about(text: Text, edition: Edition) -> Record:
    """Return what is said of a text before it: its title, who wrote it, where and when."""
    by = text.reading.establishment
    stated = [f"{words.rstrip('.')}." for words in (by.author.value, by.outlet.value, by.date.text, by.genre) if words]
    words = " ".join([*stated, _plain(edition, by.about)]).strip()
    return Record(
        kind="page", page=f"readings/{text.id}", at="about-this-text", readings=(text.id,), title=by.title.text, text=words
    )


def _blocks(text: Text) -> Iterator[Record]:
    """Yield the blocks of a reading; a paragraph's title is the heading above it."""
    section = ""
    for block in text.reading.blocks:
        words = _words(block, text)
        heading = block.kind is BlockKind.HEADING
        if words == ELLIPSIS:
            continue
        yield Record(
            kind="text",
            page=f"readings/{text.id}",
            at=block.id,
            readings=(text.id,),
            title="" if heading else section,
            text=words,
        )
        if heading and not block.is_title:
            section = words


def _words(block: Block, text: Text) -> str:
    return fold("".join(piece.text for piece in text.visible(block.start, block.end))).strip()


def _notes(edition: Edition) -> Iterator[Record]:
    """Yield each note once, at the first reading that it stands under."""
    places: dict[str, list[str]] = {}
    notes: dict[str, tuple[int, Note | CrossNote]] = {}
    for text in edition.texts:
        for one in text.footnotes:
            places.setdefault(one.note.id, []).append(text.id)
            notes.setdefault(one.note.id, (one.number, one.note))
    for name, (number, note) in notes.items():
        if isinstance(note, CrossNote):
            relation = _(note.relation.value.replace("-", " "))
            title, words = _(_CROSS_NOTE).format(number=number, relation=relation), _plain(edition, note.notice)
            words = f"{note.topic}. {words}" if note.topic else words
        else:
            title, words = _(_NOTE).format(number=number), _plain(edition, note.text)
        yield Record(
            kind="note",
            page=f"readings/{places[name][0]}",
            at=f"note-{name}",
            readings=tuple(places[name]),
            title=title,
            text=words,
        )


def _exercise(item: Item, number: int, edition: Edition) -> Record:
    """Return what an exercise asks: its prompt and the words that are to be judged or filled in."""
    asked = ""
    match item.body:
        case TrueFalseBody(statement=words) | GridBody(statement=words) | TextEntryBody(cloze=words):
            asked = words
    return Record(
        kind="exercise",
        page="exercises",
        at=f"item-{item.id}",
        readings=item.readings,
        title=_(_EXERCISE).format(number=number),
        text=fold(f"{_plain(edition, item.prompt)} {asked}").strip(),
    )


def _plain(edition: Edition, *parts: Prose | None) -> str:
    return " ".join(words for part in parts for words in plain_paragraphs(part, edition))


def called(term: Term) -> list[str]:
    """Return by what names a term is asked for: its headword, forms and aliases."""
    bare = _ABBREVIATION.sub("", term.headword).strip()
    short = [found for found in _ABBREVIATION.findall(term.headword) if _SHORT.fullmatch(found)]
    parts = [bare] if term.category in _NAMES_ONE_THING else bare.split(", ")
    forms = [form.text.strip(_MARKS) for form in term.forms]
    return list(dict.fromkeys([*parts, *short, *forms, *term.aliases]))


def asked_by(term: Term) -> list[str]:
    """Return those names of a term by which a search finds all its names.

    The forms of a concept are different words for it; only its aliases stand for the others.
    """
    return called(term) if term.category in _NAMES_ONE_THING else list(term.aliases)


def _indexed(name: Name, edition: Edition) -> list[object]:
    """Return the row of an entry of the index: its forms, and a person's name as it is written in a text.

    What the glossary already leads from one to the other is not said again.
    """
    title = headword(name, edition.apparatus)
    forms = _forms(name, edition)
    glossed = next((called(term) for term in edition.apparatus.terms if term.id == name.gloss), [])
    new = [form for form in forms if form not in glossed]
    names = forms if name.forms else list(dict.fromkeys([*forms, *glossed]))
    return [f"name-{name.id}", title, names, forms if new and name.kind is not NameKind.CONCEPT else []]


def _forms(name: Name, edition: Edition) -> list[str]:
    """Return by what names an entry of the index is asked for."""
    bare = _ABBREVIATION.sub("", headword(name, edition.apparatus)).strip()
    if name.kind is NameKind.PERSON:
        bare = " ".join(reversed(bare.split(", ")))
    forms = [form.text.strip(_MARKS) for form in forms_of(name, edition.apparatus)]
    return list(dict.fromkeys([bare, *forms]))
