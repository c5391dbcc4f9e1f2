"""What the last build wrote of each reading, taken again when it would be woven from the same.

Below build/.cache stands, for each page, a digest of all that it is woven from, and digests of the page and of its
origins. Page and origins stand where they were written. A page that bears another digest than when it was woven, a tool or a
Python of another version, a file that is missing or broken: each means that the page is woven anew. Nothing that comes
from exercises is kept here, nor anything made from it.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from annotate.files import keep_if_possible, plain_bytes
from annotate.stamp import tool

ORIGINS = "_annotate/origins.json"
_FROM_EXERCISES = '"exercises/'


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A page as it was written: its text, and the row of its origins."""

    content: str
    origins: str


def key(*parts: object) -> str:
    """Return a digest of records: equal only for equal ones, though equal ones may have two."""
    return hashlib.sha256(pickle.dumps(parts, pickle.HIGHEST_PROTOCOL)).hexdigest()


class Shelf:
    """The pages of one project that may be taken again, and those that may be with the next build."""

    def __init__(self, root: Path) -> None:
        self._docs = root / "docs"
        self._path = root / "build" / ".cache" / "woven.json"
        self._keys: dict[str, str] = {}

    def take(self, name: str, key: str) -> Written | None:
        """Return a page as it was written, if it was woven from what has this key; else note the key for the next time."""
        self._keys[name] = key
        made = self._before.get(name)
        if not isinstance(made, list) or made[:1] != [key]:
            return None
        try:
            content = plain_bytes(self._docs / f"{name}.md")
        except OSError:
            return None
        found = Written(content=content.decode("utf-8", "replace"), origins=self._origins.get(name, ""))
        return found if made == _entry(key, found) else None

    def keep(self, pages: Mapping[str, Written]) -> None:
        """Note what was written of the pages that `take` was asked for."""
        now = {name: made for name, made in self._before.items() if name in pages}
        now |= {name: _entry(key, pages[name]) for name, key in self._keys.items() if name in pages}
        now = {name: made for name, made in now.items() if _FROM_EXERCISES not in pages[name].origins}
        if now != self._before:
            keep_if_possible(self._path, json.dumps({"tool": self._tool, "pages": now}, separators=(",", ":")))

    @cached_property
    def _tool(self) -> str:
        return tool()

    @cached_property
    def _before(self) -> Mapping[str, list[str]]:
        try:
            kept = json.loads(plain_bytes(self._path))
            return dict(kept["pages"]) if self._tool and kept["tool"] == self._tool else {}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}

    @cached_property
    def _origins(self) -> Mapping[str, str]:
        try:
            return dict(rows(plain_bytes(self._docs / ORIGINS).decode()))
        except (OSError, ValueError):
            return {}


def _entry(key: str, page: Written) -> list[str]:
    return [key, *(hashlib.sha256(one.encode()).hexdigest() for one in (page.content, page.origins))]


def rows(text: str) -> Iterator[tuple[str, str]]:
    """Yield each page of a file of origins, as `build` writes it: a page a line."""
    for line in text.splitlines():
        name, colon, row = line.partition(": ")
        if colon and name.startswith('"') and row.startswith("["):
            yield name.strip('"'), row.removesuffix(",")
