"""Corrupts items one small thing at a time and reports what the check notices.

A mutant counts as killed when the check finds an error or warning that it does not find in
the item as it is. The held-out class `wording` replaces one word of a visible string by
another word of the readings: no checker can know, so it is reported apart, with the review
lock and without it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from annotate.anchor import Anchors
from annotate.bodies import (
    ChoiceBody,
    GridBody,
    HottextBody,
    MatchBody,
    OrderBody,
    ShortAnswerBody,
)
from annotate.check import KEY_VALIDATORS
from annotate.diagnostics import Diagnostic
from annotate.edition import Edition
from annotate.items import Item, ItemSet, Response, Responses, selectors_in
from annotate.model import Passage, Prose, Selector
from annotate.prove import parse
from annotate.review import digest

Mutants = Iterator[tuple[str, Item]]
_MOST = 6
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """How many mutants of one kind were made of one type of item, and which survived."""

    type: str
    name: str
    total: int
    killed: int
    survivors: tuple[str, ...]


def mutate(edition: Edition) -> tuple[Class, ...]:
    """Return the table: per item type and class of mutation, how many the check kills."""
    judge = _Judge(edition)
    counts: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for item in (item for one in edition.sets for item in one.items):
        for name, made in (*_CLASSES.items(), ("neighbour", _neighbours)):
            for words, mutant in made(item, edition):
                noticed = judge.notices(item, mutant)
                fine = noticed if name != "neighbour" else not noticed
                counts.setdefault((item.type.value, name), []).append((f"{item.id}: {words}", fine))
        for words, mutant in _wording(item, edition):
            counts.setdefault((item.type.value, "wording"), []).append(
                (f"{item.id}: {words}", judge.notices(item, mutant))
            )
            locked = digest(mutant) != digest(item)
            counts.setdefault((item.type.value, "wording, with lock"), []).append(
                (f"{item.id}: {words}", locked)
            )
    return tuple(
        Class(
            type=kind,
            name=name,
            total=len(rows),
            killed=sum(fine for _, fine in rows),
            survivors=tuple(words for words, fine in rows if not fine),
        )
        for (kind, name), rows in sorted(counts.items())
    )


class _Judge:
    """Runs the checks on one item at a time; readings are indexed once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.anchors = Anchors({text.id: (text.reading, text.source) for text in edition.texts})
        self.before: dict[str, frozenset[tuple[str, str]]] = {}

    def notices(self, item: Item, mutant: Item) -> bool:
        """Return whether the check finds more in the mutant than in the item."""
        if item.id not in self.before:
            self.before[item.id] = self._findings(item)
        return bool(self._findings(mutant) - self.before[item.id])

    def _findings(self, item: Item) -> frozenset[tuple[str, str]]:
        passages: dict[Selector, Passage] = {}
        found: list[Diagnostic] = []
        for selector in selectors_in(item):
            passage, problems = self.anchors.find(selector)
            found.extend(problems)
            if passage:
                passages[selector] = passage
        alone = ItemSet(id="mutant", title="", items=(replace(item, framing=""),), place=item.place)
        small = Edition(
            apparatus=self.edition.apparatus,
            texts=self.edition.texts,
            passages=passages,
            pages=(),
            sets=(alone,),
        )
        small.__dict__["_folded"] = self.edition._folded  # the readings are the same
        for validator in KEY_VALIDATORS:
            found.extend(validator(small))
        return frozenset((one.code.slug, one.message) for one in found)


# ---- mutations ----------------------------------------------------------------------------


def _keys(item: Item, edition: Edition) -> Mutants:
    """Yield the item under other well-formed keys."""
    if item.key is None:
        return
    key = parse(item, item.key)
    for written in _other_keys(item, edition):
        response = Response(written=written, place=item.key.place)
        if parse(item, response) not in (None, key):
            yield f"key {written}", replace(item, key=response)


def _other_keys(item: Item, edition: Edition) -> Iterator[Any]:
    match item.body, item.key.written if item.key else "":
        case ChoiceBody(choices=choices, multiple=multiple), _:
            yield from ([one.id] if multiple else one.id for one in choices)
        case OrderBody(entries=entries), _:
            ids = tuple(one.id for one in entries)
            yield from (ids[at:] + ids[:at] for at in range(len(ids)))
            yield tuple(reversed(ids))
        case HottextBody(candidates=candidates), _:
            yield from ((one.id,) for one in candidates)
        case MatchBody(choices=choices), tuple() as pairs:
            yield from _swapped(pairs, [one.id for one in choices])
        case GridBody(columns=columns), tuple() as pairs:
            yield from _swapped(pairs, [one.value for one in columns])
        case ShortAnswerBody(points=points), _:
            yield from ((one.id,) for one in points)
        case _, ("true" | "false") as said:
            yield "false" if said == "true" else "true"
        case _, str() as said:
            yield from _other_words(said, edition)
        case _, tuple() as said:
            yield from ((*said[:at], f"{said[at]}s", *said[at + 1 :]) for at in range(len(said)))


def _swapped(pairs: Sequence[Any], values: Sequence[str]) -> Iterator[Any]:
    for at, (name, value) in enumerate(pairs):
        for other in values:
            if other != value:
                yield tuple(sorted((*pairs[:at], (name, other), *pairs[at + 1 :])))


def _other_words(said: str, edition: Edition) -> Iterator[str]:
    try:
        number = Decimal(said)
    except ArithmeticError:
        yield f"{said}s"
        yield said.rsplit(" ", 1)[0] if " " in said else f"un{said}"
    else:
        yield from (str(number + 1), str(number * 10), str(number / 10), str(-number))


def _evidence(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one quotation damaged: a word dropped, a figure or quotation mark changed."""
    for selector in _some(dict.fromkeys(selectors_in(item))):
        words = selector.exact.split()
        changes = {
            "a word dropped": " ".join((*words[: len(words) // 2], *words[len(words) // 2 + 1 :])),
            "a figure changed": _DIGIT.sub(
                lambda found: str((int(found.group()) + 1) % 10), selector.exact, count=1
            ),
            "straight marks": selector.exact.replace("’", "'").replace("“", '"').replace("”", '"'),
        }
        for what, exact in changes.items():
            if exact not in (selector.exact, ""):
                yield (
                    f"{what} in '{selector.exact[:40]}'",
                    _with(item, selector, replace(selector, exact=exact)),
                )


def _sources(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one quotation said to stand in another reading."""
    names = [text.id for text in edition.texts]
    for selector in _some(dict.fromkeys(selectors_in(item))):
        other = names[(names.index(selector.reading) + 1) % len(names)] if selector.reading in names else ""
        if other and other != selector.reading:
            yield f"{selector.reading} for {other}", _with(item, selector, replace(selector, reading=other))


def _samples(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one sample under the wrong heading."""
    held = item.responses
    for one in held.right[:_MOST]:
        yield f"right '{one.written}' as wrong", _answered(item, wrong=(*held.wrong, one))
    for one in held.wrong[:_MOST]:
        yield f"wrong '{one.written}' as right", _answered(item, right=(*held.right, one))
    for one in held.invalid[:_MOST]:
        yield f"invalid '{one.written}' as right", _answered(item, right=(*held.right, one))


def _answered(item: Item, **changes: tuple[Response, ...]) -> Item:
    responses: Responses = replace(item.responses, **changes)
    return replace(item, responses=responses)


def _numbers(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one figure of its computation changed: expression, reading, scale, value."""
    for path, value in _figures(item.body):
        if isinstance(value, Decimal):
            yield f"{path} {value * 10}", replace(item, body=_set(item.body, value, value * 10))
        elif isinstance(value, str) and _DIGIT.search(value):
            changed = _DIGIT.sub(lambda found: str((int(found.group()) + 1) % 10), value, count=1)
            yield f"{path} '{changed}'", replace(item, body=_set(item.body, value, changed))


def _figures(thing: object, path: str = "") -> Iterator[tuple[str, str | Decimal]]:
    """Yield what a body computes with: expressions, words to read, scales and values."""
    if isinstance(thing, tuple):
        for one in thing:
            yield from _figures(one, path)
    elif is_dataclass(thing) and not isinstance(thing, Selector):
        for each in fields(thing):
            value = getattr(thing, each.name)
            if each.name in ("expression", "read", "scale", "value") and isinstance(value, str | Decimal):
                yield each.name, value
            else:
                yield from _figures(value, each.name)


def _neighbours(item: Item, edition: Edition) -> Mutants:
    """Yield changes that mean nothing: white space in a quotation or prompt, another id."""
    yield "another id", replace(item, id=f"{item.id}-x")
    prompt = Prose(text=item.prompt.text.replace(" ", "  ", 1), place=item.prompt.place)
    yield "blanks in the prompt", replace(item, prompt=prompt)
    for selector in _some(dict.fromkeys(selectors_in(item)), most=2):
        if " " in selector.exact:
            spaced = replace(selector, exact=selector.exact.replace(" ", "\n  ", 1))
            yield f"white space in '{selector.exact[:40]}'", _with(item, selector, spaced)


def _wording(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one word of its prompt replaced by a word of the readings."""
    pool = _WORD.findall(next(iter(edition.evidence.readings.values()), ""))
    found = list(_WORD.finditer(item.prompt.text))
    if not pool or not found:
        return
    draw = int.from_bytes(hashlib.sha256(item.id.encode()).digest()[:8], "big")
    match, word = found[draw % len(found)], pool[draw // 7 % len(pool)]
    if word != match.group():
        text = item.prompt.text[: match.start()] + word + item.prompt.text[match.end() :]
        prompt = Prose(text=text, place=item.prompt.place)
        yield f"'{match.group()}' became '{word}'", replace(item, prompt=prompt)


_CLASSES: dict[str, Callable[[Item, Edition], Mutants]] = {
    "key": _keys,
    "evidence": _evidence,
    "source": _sources,
    "samples": _samples,
    "numbers": _numbers,
}


def _some(selectors: dict[Selector, None], most: int = _MOST) -> list[Selector]:
    return list(selectors)[:most]


def _with(item: Item, old: Selector, new: Selector) -> Item:
    """Return an item with a selector replaced wherever it stands."""
    changed: Item = _set(item, old, new)
    return changed


def _set(thing: Any, old: Any, new: Any) -> Any:
    if type(thing) is type(old) and thing == old:
        return new
    if isinstance(thing, tuple):
        return tuple(_set(one, old, new) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(
            thing, **{each.name: _set(getattr(thing, each.name), old, new) for each in fields(thing)}
        )
    return thing


# ---- the table ----------------------------------------------------------------------------


def table(classes: Sequence[Class], *, survivors: bool = False) -> str:
    """Return the classes as a table for people, totals last."""
    rows = [f"{one.type:14} {one.name:20} {one.killed:5} of {one.total}" for one in classes]
    for name in dict.fromkeys(one.name for one in classes):
        some = [one for one in classes if one.name == name]
        rows.append(
            f"{'all types':14} {name:20} {sum(one.killed for one in some):5} of {sum(one.total for one in some)}"
        )
    if survivors:
        rows += [f"survives: {one.name}: {words}" for one in classes for words in one.survivors]
    return "\n".join(rows)


def below_baseline(classes: Sequence[Class], path: Path) -> list[str]:
    """Return what is worse than the baseline file has it: {class: least share killed}."""
    if not path.exists():
        return []
    try:
        least = json.loads(path.read_text(encoding="utf-8"))
        shares = {str(name): float(share) for name, share in least.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return [f"{path.name} is not of the form {{class: least share killed}}"]
    known = {*_CLASSES, "neighbour", "wording", "wording, with lock"}
    worse = [f"{name}: there is no such class" for name in shares if name not in known]
    for name, share in shares.items():
        total = sum(one.total for one in classes if one.name == name)
        killed = sum(one.killed for one in classes if one.name == name)
        if total and killed / total < share:
            worse.append(f"{name}: {killed} of {total} killed, at least {share:.0%} expected")
    return worse
