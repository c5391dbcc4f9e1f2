"""Ready sets: of each reading a ten-minute quiz, a homework and an essay task, out of the exercises there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annotate.diagnostics import Code, Diagnostic, warning
from annotate.edition import Edition
from annotate.items import Item, ItemType
from annotate.model import Bloom
from annotate.pack._base import Ready, alone_on, counted, minutes
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
    quiz = _quiz(edition, items)
    rest = [one for one in items if one not in quiz and one.type is not ItemType.EXTENDED_TEXT]
    homework = _homework(edition, rest)
    essay = [one for one in _assigned_first(items) if one.type is ItemType.EXTENDED_TEXT][:1]
    yield _ready("quiz", reading, quiz, edition, _short(quiz, QUIZ_MINUTES))
    yield _ready("homework", reading, homework, edition, _short(homework, HOMEWORK_MINUTES))
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


def _short(items: Sequence[Item], wanted: int) -> str:
    if not items:
        return "there is no exercise on this text alone that fits"
    if 2 * minutes(items) < wanted:
        return f"the exercises on this text alone that fit take only {counted(minutes(items), 'minute')}"
    return ""


def _no_essay(edition: Edition, reading: str) -> str:
    others = [
        f"{item.id} ({', '.join(map(edition.siglum, item.readings))}; {counted(item.minutes, 'minute')})"
        for one in edition.sets
        for item in one.items
        if item.type is ItemType.EXTENDED_TEXT and reading in item.readings
    ]
    said = "there is no essay task on this text alone"
    return f"{said}; with other texts there is {' and '.join(others)}" if others else said


def _ready(kind: str, reading: str, items: Sequence[Item], edition: Edition, lack: str) -> Ready:
    return Ready(kind=kind, reading=reading, items=tuple(items), remarks=tuple(_remarks(items, edition)), lack=lack)


def _remarks(items: Sequence[Item], edition: Edition) -> Iterator[str]:
    open_ones = sum(one.is_practice for one in items)
    if open_ones:
        which = "It is" if len(items) == 1 else f"{open_ones} of its {len(items)} tasks are"
        yield f"{which} for practice: the key is in the reader, openly."
    if pairs := [f"{item.id} with {name}" for item in items for name in _counterparts(item, items, edition)]:
        yield f"Halves of a pair on different texts: {', '.join(pairs)}. Hand out both halves or neither."


def _counterparts(item: Item, items: Sequence[Item], edition: Edition) -> Iterator[str]:
    """Yield the other halves of an item's pair that are not among the items."""
    here = {one.id for one in items}
    for one in edition.sets:
        yield from (
            other.id
            for other in one.items
            if item.framing and other.framing == item.framing and other.id not in here
        )
