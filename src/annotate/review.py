"""The review lock: whoever looks at an item's wording seals it; any later change asks for another look.

No program can judge wording. The lock holds a digest of prompt, options, key and evidence,
who looked, and when. A digest of a key can be guessed back, so the lock stands where the
keys stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from annotate.items import Item
from annotate.model import Place

FILE = "exercises/review-lock.json"
_UNSEALED = frozenset({"place", "waivers"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What an item was when somebody looked at it."""

    digest: str
    reviewer: str
    date: str


def digest(item: Item) -> str:
    """Return the digest of everything in an item that a student or grader can notice."""
    return hashlib.sha256("\x1e".join(_parts(item)).encode("utf-8")).hexdigest()


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
        yield " ".join(str(thing).split())


def read_lock(path: Path) -> dict[str, Seal]:
    """Return the seals in a lock file by item id; nothing when there is none or it is broken."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        return {name: Seal(**seal) for name, seal in found.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def lock_text(seals: Mapping[str, Seal]) -> str:
    """Return a lock file, one item a line so that merges are easy."""
    rows = (
        f"  {json.dumps(name)}: {json.dumps({'digest': seal.digest, 'reviewer': seal.reviewer, 'date': seal.date}, ensure_ascii=False)}"
        for name, seal in sorted(seals.items())
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"
