"""Ready sets: of each reading a ten-minute quiz, a homework and an essay task, out of the exercises there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annotate.diagnostics import Code, Diagnostic, warning
from annotate.edition import Edition
from annotate.interface import _
from annotate.items import Item, ItemType
from annotate.model import Bloom
from annotate.pack._base import Ready, alone_on, counted, minutes, open_keys
from annotate.worksheet import Wanted, choose

QUIZ_MINUTES, HOMEWORK_MINUTES = 10, 20
_BY_HAND = frozenset({ItemType.SHORT_ANSWER, ItemType.EXTENDED_TEXT})
_LEVELS = list(Bloom)


def ready_sets(edition: Edition) -> tuple[Ready, ...]:
    """Return the ready sets of every reading in the order of the texts; the same for the same exercises."""
    return tuple(one for text in edition.texts for one in _of(edition, text.id))


def lacking(edition: Edition, sets: Sequence[Ready]) -> Iterator[Diagnostic]:
    """Yield a finding for each ready set that is short or cannot be made."""
    for one in sets:
        if one.lack:
            by = edition.by_id[one.reading].reading.establishment
            message = f"the {one.kind} on reading '{one.reading}' is lacking: {one.lack}"
            yield warning(Code.NO_READY_SET, by.place, message, "write exercises on this reading alone, or do without")


def _of(edition: Edition, reading: str) -> Iterator[Ready]:
    items = alone_on(edition, reading)
    quiz, no_quiz = _long_enough(_quiz(edition, items), QUIZ_MINUTES)
    rest = [one for one in items if one not in quiz and one.type is not ItemType.EXTENDED_TEXT]
    homework, no_homework = _long_enough(_homework(edition, rest), HOMEWORK_MINUTES)
    essay = [one for one in _assigned_first(items) if one.type is ItemType.EXTENDED_TEXT][:1]
    yield _ready("quiz", reading, quiz, edition, no_quiz)
    yield _ready("homework", reading, homework, edition, no_homework)
    yield _ready("essay", reading, essay, edition, "" if essay else _no_essay(edition, reading))


def _quiz(edition: Edition, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return what a program can grade, of many types, up to the level of analysis; practice only to fill up."""
    fitting = [one for one in items if one.type not in _BY_HAND and _LEVELS.index(one.level) <= _LEVELS.index(Bloom.ANALYZE)]
    assigned = _spread([one for one in fitting if not one.is_practice])
    practice = _spread([one for one in fitting if one.is_practice])
    chosen = _chosen(edition, assigned, QUIZ_MINUTES)
    return chosen if 2 * minutes(chosen) >= QUIZ_MINUTES else _chosen(edition, [*assigned, *practice], QUIZ_MINUTES)


def _homework(edition: Edition, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return tasks above remembering, assigned ones and the higher levels first."""
    above = [one for one in items if one.level is not Bloom.REMEMBER]
    order = sorted(above, key=lambda one: (one.is_practice, bool(one.framing), -_LEVELS.index(one.level)))
    return _chosen(edition, order, HOMEWORK_MINUTES)


def _chosen(edition: Edition, order: Sequence[Item], at_most: int) -> tuple[Item, ...]:
    if not order:
        return ()
    return choose(edition, Wanted(ids=[one.id for one in order], minutes=at_most), "")


def _spread(items: Sequence[Item]) -> list[Item]:
    """Return items so that the first of each type come before the second; those that belong to a pair last."""
    single = [one for one in items if not one.framing]
    seen: Counter[ItemType] = Counter()
    rank: dict[str, int] = {}
    for one in single:
        rank[one.id] = seen[one.type]
        seen[one.type] += 1
    return [*sorted(single, key=lambda one: rank[one.id]), *(one for one in items if one.framing)]


def _assigned_first(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda one: one.is_practice)


def _long_enough(items: tuple[Item, ...], wanted: int) -> tuple[tuple[Item, ...], str]:
    """Return a set that fills half of its time or more; else none, and why."""
    if not items:
        return (), _("there is no exercise on this text alone that fits")
    if 2 * minutes(items) < wanted:
        said = _("the exercises on this text alone that fit take only {minutes}")
        return (), said.format(minutes=counted(minutes(items), "minute"))
    return items, ""


def _no_essay(edition: Edition, reading: str) -> str:
    others = [
        f"{item.id} ({', '.join(map(edition.siglum, item.readings))}; {counted(item.minutes, 'minute')})"
        for one in edition.sets
        for item in one.items
        if item.type is ItemType.EXTENDED_TEXT and reading in item.readings
    ]
    if not others:
        return _("there is no essay task on this text alone")
    return _("there is no essay task on this text alone; with other texts there is: {items}").format(items=", ".join(others))


def _ready(kind: str, reading: str, items: Sequence[Item], edition: Edition, lack: str) -> Ready:
    return Ready(kind=kind, reading=reading, items=tuple(items), remarks=tuple(_remarks(items, edition)), lack=lack)


def _remarks(items: Sequence[Item], edition: Edition) -> Iterator[str]:
    if said := open_keys(items):
        yield said
    pairs = [
        _("{item} with {other}").format(item=item.id, other=name)
        for item in items
        for name in _counterparts(item, items, edition)
    ]
    if pairs:
        said = _("Halves of a pair on different texts: {pairs}. Hand out both halves or neither.")
        yield said.format(pairs=", ".join(pairs))


def _counterparts(item: Item, items: Sequence[Item], edition: Edition) -> Iterator[str]:
    """Yield the other halves of an item's pair that are not among the items."""
    here = {one.id for one in items}
    for one in edition.sets:
        yield from (
            other.id for other in one.items if item.framing and other.framing == item.framing and other.id not in here
        )
