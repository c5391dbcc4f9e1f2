"""What the validators share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from annotate.diagnostics import Code, Diagnostic, error, warning
from annotate.items import Item, Waivable
from annotate.model import Place
from annotate.quote import alike

_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)
_ROLE = re.compile(r"\{[a-z:-]+\}`([^`]*?)(?:\s+<[^<>`]*>)?`")


class Identified(Protocol):
    """Anything with an id and a place."""

    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


def repeated(things: Iterable[Identified], what: str) -> Iterator[Diagnostic]:
    """Yield a finding for each thing whose id another thing before it has."""
    first: dict[str, Place] = {}
    for thing in things:
        if thing.id in first:
            other = first[thing.id]
            message = f"two {what} have the id '{thing.id}'"
            yield error(Code.DUPLICATE_ID, thing.place, message, f"the first is in {other.file}:{other.line}")
        else:
            first[thing.id] = thing.place


def waived(item: Item, finding: Waivable, words: str) -> bool:
    """Return whether an item sets aside a finding on these words; a waiver without words, on any."""
    same = (one for one in item.waivers if one.finding == finding)
    return any(not one.words or alike(words) in map(alike, one.words) for one in same)


def idle_waivers(item: Item, finding: Waivable, about: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the waivers of an item that set aside nothing: `about` are the words of all its findings of that kind."""
    there = {alike(words) for words in about}
    for one in item.waivers:
        if one.finding != finding or there.intersection(map(alike, one.words) if one.words else there):
            continue
        named = f" on '{one.words[0]}'" if one.words else ""
        message = f"item '{item.id}' waives a finding{named} that there is not: {finding}"
        yield warning(Code.IDLE_WAIVER, one.place, message, "remove the waiver, or give it the words that the finding names")


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, roles reduced to their words."""
    plain = _ROLE.sub(r"\1", text)
    match = _SENTENCE.match(plain.strip())
    return match.group() if match else plain
