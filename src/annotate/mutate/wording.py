"""What students read, corrupted: names, dates and negations in prompts and options, and any word at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from annotate.bodies import ChoiceBody, GridBody, MatchBody, OrderBody, TrueFalseBody
from annotate.edition import Edition
from annotate.items import Item
from annotate.mutate._base import Mutants, put

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?:-[A-Z][a-z]+)*\b|\b[A-Z]{2,6}\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_NOT = re.compile(r"\s\*{0,2}(?:not|never|no longer)\*{0,2}(?=\s)")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|does|do|did|can|will|may|must|should)(?=\s)")
_WORD = re.compile(r"\w{4,}")
_EACH = 3


def names(item: Item, edition: Edition) -> Mutants:
    """Yield the item with a name in its prompt or options replaced by another name of the readings."""
    pool = _pool(edition)

    def other(found: re.Match[str]) -> str:
        known = [one for one in pool if one[:4] != found[0][:4]]
        return known[_draw(item.id, found[0]) % len(known)] if known else found[0]

    yield from _changed(item, _NAME, other)


def _pool(edition: Edition) -> list[str]:
    texts = " ".join(edition.evidence.readings.values())
    small = set(re.findall(r"\b[a-z]+\b", texts))
    return sorted({name for name in _NAME.findall(texts) if name not in _MONTHS and name.lower() not in small})


def dates(item: Item, edition: Edition) -> Mutants:
    """Yield the item with a year or month in its prompt or options changed."""
    yield from _changed(item, _YEAR, lambda found: str(int(found[0]) + 1))
    yield from _changed(item, _MONTH, lambda found: _MONTHS[(_MONTHS.index(found[0]) + 1) % 12])


def negations(item: Item, edition: Edition) -> Mutants:
    """Yield the item with a negation in its prompt or options dropped, or one put in."""
    for what, words, make in _strings(item):
        if found := _NOT.search(words):
            yield f"{what} without '{found[0].strip()}'", make(words[: found.start()] + words[found.end() :])
        elif found := _last(_VERB, words):
            yield f"{what} with 'not'", make(f"{words[: found.end()]} not{words[found.end() :]}")


def any_word(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one word of its prompt replaced by a word of the readings: the held-out class."""
    pool = _WORD.findall(next(iter(edition.evidence.readings.values()), ""))
    found = list(_WORD.finditer(item.prompt.text))
    if not pool or not found:
        return
    draw = _draw(item.id, "")
    match, word = found[draw % len(found)], pool[draw // 7 % len(pool)]
    if word != match.group():
        text = item.prompt.text[: match.start()] + word + item.prompt.text[match.end() :]
        yield f"'{match.group()}' became '{word}'", replace(item, prompt=replace(item.prompt, text=text))


def _changed(item: Item, pattern: re.Pattern[str], other: Callable[[re.Match[str]], str]) -> Mutants:
    for what, words, make in _strings(item):
        for found in list(pattern.finditer(words))[:_EACH]:
            new = other(found)
            if new != found[0]:
                text = words[: found.start()] + new + words[found.end() :]
                yield f"{what}: '{new}' for '{found[0]}'", make(text)


def _strings(item: Item) -> Iterator[tuple[str, str, Callable[[str], Item]]]:
    """Yield what students read of an item: a name for it, its words, and the item with other words."""
    yield "prompt", item.prompt.text, lambda text: replace(item, prompt=replace(item.prompt, text=text))
    match item.body:
        case ChoiceBody(choices=parts) | MatchBody(choices=parts) | OrderBody(entries=parts):
            for one in parts:
                yield f"option '{one.id}'", one.text, _with_text(item, one)
        case TrueFalseBody(statement=words) | GridBody(statement=words):
            body = item.body
            yield "statement", words, lambda text: replace(item, body=replace(body, statement=text))


def _with_text(item: Item, one: object) -> Callable[[str], Item]:
    return lambda text: replace(item, body=put(item.body, one, replace(one, text=text)))  # type: ignore[type-var]


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    found = list(pattern.finditer(words))
    return found[-1] if found else None


def _draw(*seed: str) -> int:
    return int.from_bytes(hashlib.sha256("\x1f".join(seed).encode()).digest()[:8], "big")
