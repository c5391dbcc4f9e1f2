"""Items to tasks: forms A, B, ... by a stream keyed by seed, form and item.

The letters of a key are computed after the shuffle; no form changes a key's truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from annotate.bodies import (
    ChoiceBody,
    ExtendedTextBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TextEntryBody,
    TrueFalseBody,
)
from annotate.edition import Edition
from annotate.interface import _, speaking
from annotate.items import Item, Key
from annotate.ledger import pieces
from annotate.model import Passage
from annotate.myst.exercises import GRADES, key_words, printed_response
from annotate.plain import place, plain_paragraphs
from annotate.quote import fold
from annotate.shuffle import letters, shuffled
from annotate.worksheet._base import Excerpt, Form, Task

_LINE = 8
"""Words that a hand puts on a line."""


def make_forms(items: Sequence[Item], edition: Edition, *, title: str, seed: str, forms: int) -> tuple[Form, ...]:
    """Return forms A, B, ... of the same items; each differs from those before it, if it can."""
    with speaking(edition.apparatus.settings.language):
        return _forms(items, edition, title, seed, forms)


def _forms(items: Sequence[Item], edition: Edition, title: str, seed: str, forms: int) -> tuple[Form, ...]:
    made: list[Form] = []
    orders: list[tuple[str, ...]] = []
    for index in range(forms):
        letter = chr(ord("A") + index)
        order = shuffled((item.id for item in items), f"{seed}:{letter}", "items")
        while order in orders and len(orders) < len(order):
            order = (*order[1:], order[0])
        orders.append(order)
        by_id = {item.id: item for item in items}
        tasks = tuple(_task(by_id[name], number, edition, f"{seed}:{letter}") for number, name in enumerate(order, start=1))
        made.append(
            Form(
                title=title,
                letter=letter,
                seed=seed,
                language=edition.apparatus.settings.language,
                minutes=sum(item.minutes for item in items),
                points=sum(item.points for item in items),
                tasks=tasks,
            )
        )
    return tuple(made)


def _task(item: Item, number: int, edition: Edition, form: str) -> Task:
    proof, _found = edition.proofs[item.id]
    key = proof.key
    body = item.body
    rubric = body.rubric if isinstance(body, ExtendedTextBody) else ()
    given = _given(item, edition, form)
    return Task(
        number=number,
        id=item.id,
        type=item.type,
        practice=item.is_practice,
        points=item.points,
        prompt=plain_paragraphs(item.prompt, edition),
        excerpts=tuple(_excerpts(item, edition)),
        how=given.how,
        statement=given.statement,
        unit=given.unit,
        rows=given.rows,
        options=given.options,
        columns=given.columns,
        room=_room(item),
        answer=key_words(item, key, form, edition) if key is not None else "",
        right=_right(item, key, form) if key is not None else (),
        grade=_(GRADES[proof.grade]),
        steps=proof.steps,
        solution=plain_paragraphs(item.solution, edition),
        rubric=tuple((one.text, one.points) for one in rubric),
    )


def _right(item: Item, key: Key, form: str) -> tuple[str, ...]:
    printed = printed_response(item, key, form)
    return (printed,) if isinstance(printed, str) else tuple(printed)


# ---- room to write ------------------------------------------------------------------------


def _room(item: Item) -> int:
    """Return lines to write on: by the type, and twice what the longest good sample takes.

    In coarse steps, and never by the key: a line more or less would tell.
    """
    match item.body:
        case ShortAnswerBody():
            return _lines((str(one.written) for one in item.responses.right), 3)
        case ExtendedTextBody(samples=samples):
            return max(12, _lines((one.text.text for one in samples), 4))
        case TextEntryBody() | OrderBody():
            return 1
        case NumericBody():
            return 3
    return 0


def _lines(samples: Iterable[str], step: int) -> int:
    words = max((len(sample.split()) for sample in samples), default=0)
    return step * max(1, ceil(2 * words / _LINE / step))


# ---- what is asked about ------------------------------------------------------------------


def _excerpts(item: Item, edition: Edition) -> Iterator[Excerpt]:
    body = item.body
    for selector in item.passages:
        if selector in edition.passages and not (isinstance(body, HottextBody) and selector == body.passage):
            yield _excerpt(edition.passages[selector], edition)
    if isinstance(body, HottextBody) and body.passage in edition.passages:
        marked = tuple(one.text for one in body.candidates)
        yield _excerpt(edition.passages[body.passage], edition, marked)


def _excerpt(passage: Passage, edition: Edition, marked: tuple[str, ...] = ()) -> Excerpt:
    text = edition.by_id[passage.selector.reading]
    by = text.reading.establishment
    return Excerpt(
        siglum=by.siglum,
        where=place(passage, edition),
        language=by.language,
        parts=tuple(_parts(passage, edition)),
        marked=marked,
    )


def _parts(passage: Passage, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield a passage by the paragraphs that it runs through; what may not be printed as its lemma."""
    number = passage.first[1:] if passage.first.startswith("p") else ""
    words = edition.printable(passage)
    text = edition.by_id[passage.selector.reading]
    if words != passage.words or passage.first == passage.last:
        yield number, words
        return
    for block in text.reading.blocks:
        first, last = max(block.start, passage.start), min(block.end, passage.end)
        if first < last:
            read = pieces(text.reading, text.source, first, last)
            number = block.id[1:] if block.id.startswith("p") else ""
            yield number, fold("".join(piece.text for piece in read)).strip()


# ---- what is to be done -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What stands between prompt and answer: how to do it, what to judge, rows, options, columns."""

    how: str = ""
    statement: str = ""
    unit: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()


def _given(item: Item, edition: Edition, form: str) -> _Given:
    match item.body:
        case ChoiceBody(choices=entries, multiple=multiple):
            how = _("More than one may be right.") if multiple else _("Choose one.")
            return _Given(how=how, options=_lettered({one.id: one.text for one in entries}, item, form))
        case TrueFalseBody(statement=statement):
            return _Given(statement=statement)
        case TextEntryBody(cloze=cloze):
            return _Given(statement=cloze)
        case NumericBody(unit=unit):
            return _Given(unit=unit)
        case OrderBody(entries=happenings):
            options = _lettered({one.id: one.text for one in happenings}, item, form)
            return _Given(how=_("Put in order, earliest first."), options=options)
        case MatchBody(rows=rows, choices=choices):
            texts = {row.id: row.text for row in rows}
            order = shuffled(texts, form, f"{item.id} rows")
            return _Given(
                how=_("Write the right letter beside each number."),
                rows=tuple((str(index), texts[name]) for index, name in enumerate(order, start=1)),
                options=_lettered({one.id: one.text for one in choices}, item, form),
            )
        case HottextBody(candidates=candidates):
            return _Given(options=_lettered({one.id: one.text for one in candidates}, item, form))
        case GridBody(statement=statement, columns=columns, rows=lines):
            return _Given(
                statement=statement,
                rows=tuple((edition.siglum(row.reading), "") for row in lines),
                columns=tuple(_(column.value.replace("-", " ")) for column in columns),
            )
    return _Given()


def _lettered(texts: dict[str, str], item: Item, form: str) -> tuple[tuple[str, str], ...]:
    order = shuffled(texts, form, item.id)
    return tuple((letter, texts[name]) for name, letter in letters(order).items())
