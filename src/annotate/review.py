"""The review lock: whoever looks at an item's wording seals it; any later change asks for another look.

No program can judge wording. The lock holds a digest of prompt, options, key and evidence,
who looked, and when. A digest of a key can be guessed back, so the lock stands where the
keys stand.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from annotate.diagnostics import Code, Diagnostic, error, whole_file
from annotate.items import Item
from annotate.model import Place
from annotate.quote import alike

FILE = "exercises/review-lock.json"
_UNSEALED = frozenset({"place", "waivers"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What an item was when somebody looked at it."""

    digest: str
    reviewer: str
    date: str


def digest(item: Item) -> str:
    """Return the digest of everything in an item that a student or grader can notice.

    White space, the form of quotation marks and the item's own id mean nothing to them.
    """
    parts = _parts(replace(item, id=""))
    return hashlib.sha256("\x1e".join(parts).encode("utf-8")).hexdigest()


def _parts(thing: object) -> Iterator[str]:
    if isinstance(thing, Place):
        return
    if isinstance(thing, tuple):
        yield f"({len(thing)}"
        for one in thing:
            yield from _parts(one)
    elif isinstance(thing, Mapping):
        yield from _parts(tuple(sorted(thing.items())))
    elif is_dataclass(thing):
        for each in fields(thing):
            if each.name not in _UNSEALED:
                yield each.name
                yield from _parts(getattr(thing, each.name))
    else:
        yield alike(str(thing))


_LARGEST = 20_000_000


def read_lock(path: Path) -> tuple[dict[str, Seal], tuple[Diagnostic, ...]]:
    """Return the seals in a lock file by item id, and what is wrong with it; nothing when there is none."""
    if not os.path.lexists(path):
        return {}, ()
    try:
        if (
            not path.is_file()
            or path.stat().st_size > _LARGEST
            or not path.resolve().is_relative_to(path.parents[1].resolve())
        ):
            raise OSError
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        return {name: _seal(seal) for name, seal in found.items()}, ()
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        message = "the review lock cannot be read, so nothing counts as looked at"
        hint = "take it from the last commit, or remove it and seal every item: annotate review"
        return {}, (error(Code.REVIEW, whole_file(FILE), message, hint),)


def _seal(written: Any) -> Seal:
    seal = Seal(**written)
    if not all(isinstance(one, str) for one in (seal.digest, seal.reviewer, seal.date)):
        raise TypeError
    return seal


def lock_text(seals: Mapping[str, Seal]) -> str:
    """Return a lock file, one item a line so that merges are easy."""
    rows = (
        f"  {json.dumps(name)}: {json.dumps({'digest': seal.digest, 'reviewer': seal.reviewer, 'date': seal.date}, ensure_ascii=False)}"
        for name, seal in sorted(seals.items())
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"
