"""Items to tasks: forms A, B, ... by a stream keyed by seed, form and item.

The letters of a key are computed after the shuffle; no form changes a key's truth.
"""

from __future__ import annotations

from collections.abc import Sequence

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
from annotate.items import Item
from annotate.myst.exercises import GRADES, key_words
from annotate.plain import place, plain_paragraphs
from annotate.shuffle import letters, shuffled
from annotate.worksheet._base import Form, Task

_ROOM = {
    TextEntryBody: 1,
    NumericBody: 3,
    OrderBody: 1,
    GridBody: 0,
    ShortAnswerBody: 6,
    ExtendedTextBody: 18,
}


def make_forms(
    items: Sequence[Item], edition: Edition, *, title: str, seed: str, forms: int
) -> tuple[Form, ...]:
    """Return forms A, B, ... of the same items; each differs from those before it, if it can."""
    made: list[Form] = []
    orders: list[tuple[str, ...]] = []
    for index in range(forms):
        letter = chr(ord("A") + index)
        order = shuffled((item.id for item in items), f"{seed}:{letter}", "items")
        while order in orders and len(orders) < len(order):
            order = (*order[1:], order[0])
        orders.append(order)
        by_id = {item.id: item for item in items}
        tasks = tuple(
            _task(by_id[name], number, edition, f"{seed}:{letter}")
            for number, name in enumerate(order, start=1)
        )
        made.append(
            Form(
                title=title,
                letter=letter,
                seed=seed,
                minutes=sum(item.minutes for item in items),
                points=sum(item.points for item in items),
                tasks=tasks,
            )
        )
    return tuple(made)


def _task(item: Item, number: int, edition: Edition, form: str) -> Task:
    proof, _ = edition.proofs[item.id]
    given, rows, options = _given(item, edition, form)
    rubric: tuple[str, ...] = ()
    if isinstance(item.body, ExtendedTextBody):
        rubric = tuple(f"{one.text} ({one.points})" for one in item.body.rubric)
    return Task(
        number=number,
        id=item.id,
        points=item.points,
        prompt=plain_paragraphs(item.prompt, edition),
        quotes=tuple(f"“{edition.printable(one)}” ({place(one, edition)})" for one in edition.found(item.passages)),
        given=given,
        rows=rows,
        options=options,
        room=_ROOM.get(type(item.body), 0),
        answer=key_words(item, proof.key, form, edition) if proof.key is not None else "",
        grade=GRADES[proof.grade],
        steps=proof.steps,
        solution=plain_paragraphs(item.solution, edition),
        rubric=rubric,
    )


_Given = tuple[tuple[str, ...], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


def _given(item: Item, edition: Edition, form: str) -> _Given:
    """Return (paragraphs, numbered or named rows, lettered options) of a task."""
    match item.body:
        case ChoiceBody(choices=entries, multiple=multiple):
            how = "More than one may be right." if multiple else "Choose one."
            return (how,), (), _boxed({one.id: one.text for one in entries}, item, form)
        case TrueFalseBody(statement=statement):
            return (f"“{statement}”", "☐ True   ☐ False"), (), ()
        case TextEntryBody(cloze=cloze):
            return (f"“{cloze}”",), (), ()
        case NumericBody(unit=unit):
            return (f"Answer in: {unit}",) if unit else (), (), ()
        case OrderBody(entries=entries):
            texts = {one.id: one.text for one in entries}
            return ("Put in order, earliest first.",), (), _lettered(texts, item, form)
        case MatchBody(rows=rows, choices=choices):
            texts = {row.id: row.text for row in rows}
            order = shuffled(texts, form, f"{item.id} rows")
            named = tuple((f"{index} ___", texts[name]) for index, name in enumerate(order, start=1))
            return (
                ("Write the right letter beside each number.",),
                named,
                _lettered({one.id: one.text for one in choices}, item, form),
            )
        case HottextBody(candidates=candidates, passage=passage):
            found = edition.passages.get(passage)
            words = (f"“{edition.printable(found)}” ({place(found, edition)})",) if found else ()
            return words, (), _boxed({one.id: one.text for one in candidates}, item, form)
        case GridBody(statement=statement, columns=columns, rows=rows):
            boxes = "   ".join(f"☐ {column.value.replace('-', ' ')}" for column in columns)
            return (f"“{statement}”",), tuple((edition.siglum(row.reading), boxes) for row in rows), ()
        case _:
            return (), (), ()


def _boxed(texts: dict[str, str], item: Item, form: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"☐ {letter}", words) for letter, words in _lettered(texts, item, form))


def _lettered(texts: dict[str, str], item: Item, form: str) -> tuple[tuple[str, str], ...]:
    order = shuffled(texts, form, item.id)
    return tuple((letter, texts[name]) for name, letter in letters(order).items())
