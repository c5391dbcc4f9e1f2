"""What the mutations share: a record with one thing in it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from annotate.items import Item
from annotate.model import Selector

Mutants = Iterator[tuple[str, Item]]
"""What was done, and the item after it."""

MOST = 6
"""How many quotations, samples or words of one item are changed at most, each by itself."""


def put(thing: Any, old: Any, new: Any) -> Any:
    """Return a record with a value replaced wherever it stands, however deep."""
    if type(thing) is type(old) and thing == old:
        return new
    if isinstance(thing, tuple):
        return tuple(put(one, old, new) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{each.name: put(getattr(thing, each.name), old, new) for each in fields(thing)})
    return thing


def with_selector(item: Item, old: Selector, new: Selector) -> Item:
    """Return an item with a selector replaced wherever it stands."""
    changed: Item = put(item, old, new)
    return changed


def some(selectors: dict[Selector, None], most: int = MOST) -> list[Selector]:
    """Return the first few of an item's selectors."""
    return list(selectors)[:most]
