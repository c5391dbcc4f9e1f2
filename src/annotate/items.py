"""The records of exercises: items, their bodies by type, keys and proofs.

Types are named as in QTI. A key never decides anything by itself: the author writes it,
the program derives it again from quoted spans, and the two must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TypeVar

from annotate.bodies import Body
from annotate.model import Bloom, Place, Prose, Selector

_T = TypeVar("_T")
_PLAIN = frozenset({"str", "int", "float", "bool", "Place", "tuple[str, ...]"})
"""Types of fields, as they are written, that hold no record to be looked for."""


class ItemType(StrEnum):
    """What a student is asked to do."""

    CHOICE = "choice"
    TRUE_FALSE = "true_false"
    TEXT_ENTRY = "text_entry"
    NUMERIC = "numeric"
    ORDER = "order"
    MATCH = "match"
    HOTTEXT = "hottext"
    GRID = "grid"
    SHORT_ANSWER = "short_answer"
    EXTENDED_TEXT = "extended_text"


class Use(StrEnum):
    """Practice items carry their keys openly; those of assigned items are the instructor's."""

    PRACTICE = "practice"
    ASSIGNED = "assigned"


class Skill(StrEnum):
    """What an item practises (Digital Inquiry Group)."""

    SOURCING = "sourcing"
    CONTEXTUALIZATION = "contextualization"
    CORROBORATION = "corroboration"
    CLOSE_READING = "close-reading"


class Grade(StrEnum):
    """How a key follows from spans."""

    PROVED = "proved"
    EVIDENCED = "evidenced"
    OPEN = "open"


Key = tuple[str, ...] | tuple[tuple[str, str], ...] | bool | Decimal
"""A key or response: ids or words in order, pairs of ids, a truth value, or a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A sample response as it was written: words, a list of words, or pairs."""

    written: str | tuple[str, ...] | tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A wrong response that is to be expected, and what leads to it."""

    response: Response
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """Samples that the grader must take, must refuse, and cannot read."""

    right: tuple[Response, ...] = ()
    wrong: tuple[Response, ...] = ()
    invalid: tuple[Response, ...] = ()


class Waivable(StrEnum):
    """Warnings that an editor may set aside for an item."""

    LEXICAL = "lexical"
    GIVEAWAY = "giveaway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A warning that an editor has looked at and set aside, with the reason."""

    finding: Waivable
    reason: str
    words: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An exercise. `key` is as its author wrote it, None where it was not read or not given."""

    id: str
    type: ItemType
    use: Use
    readings: tuple[str, ...]
    prompt: Prose
    passages: tuple[Selector, ...]
    level: Bloom
    dok: int
    skill: Skill
    points: int
    minutes: int
    hint: Prose | None
    solution: Prose | None
    mistakes: tuple[Mistake, ...]
    caution: tuple[str, ...]
    framing: str
    waivers: tuple[Waiver, ...]
    responses: Responses
    body: Body
    key: Response | None
    place: Place

    @property
    def is_practice(self) -> bool:
        """True when its key is in the page openly."""
        return self.use is Use.PRACTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSet:
    """A file of items."""

    id: str
    title: str
    items: tuple[Item, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a key follows: the derived key (None when nothing follows), its grade, the steps in words."""

    item: str
    grade: Grade
    key: Key | None
    steps: tuple[str, ...]


def selectors_in(thing: object) -> Iterator[Selector]:
    """Yield every selector in a record, however deep."""
    return iter(_inside(thing, Selector))


def prose_in(thing: object) -> Iterator[Prose]:
    """Yield every piece of editor's prose in a record, however deep."""
    return iter(_inside(thing, Prose))


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return where a record of some kind may hold others: not in words, numbers or places."""
    return tuple(each.name for each in fields(kind) if each.type not in _PLAIN) if is_dataclass(kind) else ()


def _inside(thing: object, wanted: type[_T]) -> list[_T]:
    """Return what of one type is in a record, in order; nothing within what is wanted is looked at."""
    found: list[_T] = []
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, wanted):
            found.append(one)
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        else:
            kind: type = type(one)
            waiting.extend([getattr(one, name) for name in reversed(_fields(kind))])
    return found
