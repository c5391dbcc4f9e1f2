"""How a key follows from quoted spans, and how a response is graded: one module for each type."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from annotate.diagnostics import Diagnostic
from annotate.items import Item, ItemType, Key, Proof, Response
from annotate.prove import (
    choice,
    extended_text,
    grid,
    hottext,
    match,
    numeric,
    order,
    short_answer,
    text_entry,
    true_false,
)
from annotate.prove._base import Steps, Texts

__all__ = ["Texts", "grade", "parse", "prove"]

_TYPES: dict[ItemType, ModuleType] = {
    ItemType.CHOICE: choice,
    ItemType.TRUE_FALSE: true_false,
    ItemType.TEXT_ENTRY: text_entry,
    ItemType.NUMERIC: numeric,
    ItemType.ORDER: order,
    ItemType.MATCH: match,
    ItemType.HOTTEXT: hottext,
    ItemType.GRID: grid,
    ItemType.SHORT_ANSWER: short_answer,
    ItemType.EXTENDED_TEXT: extended_text,
}


def prove(item: Item, texts: Texts) -> tuple[Proof, tuple[Diagnostic, ...]]:
    """Derive an item's key anew, without looking at the author's; return the proof and findings."""
    steps = Steps(item=item, texts=texts)
    proof: Proof = _TYPES[item.type].derive(item.body, steps)
    return proof, tuple(steps.found)


def parse(item: Item, response: Response) -> Key | None:
    """Return a response in the form of the item's key, or None when it is invalid."""
    key: Any = _TYPES[item.type].parse(item.body, response)
    return key  # type: ignore[no-any-return]


def grade(item: Item, key: Key, response: Response) -> float:
    """Return the share of the points, 0 to 1, that a response earns under a key; invalid earns 0."""
    given = parse(item, response)
    if given is None:
        return 0.0
    return float(_TYPES[item.type].grade(item.body, item, key, given))
