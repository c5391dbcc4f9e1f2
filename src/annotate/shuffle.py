"""A shuffle that anyone can repeat: a SHA-256 stream keyed by form and item.

Ids are sorted first, so that the order in which an author wrote them tells nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

PAGE = "page"
"""The form of the reader's own pages."""


def shuffled(ids: Iterable[str], form: str, item: str) -> tuple[str, ...]:
    """Return ids in the order of a form, the same for the same form, item and ids (Fisher-Yates)."""
    order = sorted(ids)
    numbers = _stream(f"{form}\x1f{item}")
    for last in range(len(order) - 1, 0, -1):
        at = next(numbers) % (last + 1)
        order[last], order[at] = order[at], order[last]
    return tuple(order)


def _stream(key: str) -> Iterator[int]:
    """Yield numbers of 64 bits; the bias of a remainder of them is below 10**-17."""
    counter = 0
    while True:
        digest = hashlib.sha256(f"{key}\x1f{counter}".encode()).digest()
        for at in range(0, 32, 8):
            yield int.from_bytes(digest[at : at + 8], "big")
        counter += 1


def letters(ids: Iterable[str]) -> dict[str, str]:
    """Return the letter printed before each id: A, B, C ..."""
    return {name: chr(ord("A") + index) for index, name in enumerate(ids)}
