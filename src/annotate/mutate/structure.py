"""What decides a key, corrupted: the key, its quotations and where they point, samples, the computation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from annotate.bodies import (
    Arithmetic,
    ByQuantity,
    ChoiceBody,
    Comparison,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TrueFalseBody,
)
from annotate.edition import Edition
from annotate.items import Item, Response, Responses, selectors_in
from annotate.model import Selector
from annotate.mutate._base import MOST, Mutants, put, some, with_selector
from annotate.prove import parse
from annotate.quantities import NotComputable, evaluate

_DIGIT = re.compile(r"\d")
_OPERATOR = re.compile(r"\s([-+*/<>])\s")
_OTHER = {"+": "-", "-": "+", "*": "/", "/": "*", "<": ">", ">": "<"}
_UNITS = ("years", "percent", "percentage points", "million US dollars", "billion US dollars", "soldiers")


def keys(item: Item, edition: Edition) -> Mutants:
    """Yield the item under other well-formed keys."""
    if item.key is None:
        return
    key = parse(item, item.key)
    for written in _other_keys(item):
        response = Response(written=written, place=item.key.place)
        if parse(item, response) not in (None, key):
            yield f"key {written}", replace(item, key=response)


def _other_keys(item: Item) -> Iterator[Any]:
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
            yield from _other_words(said)
        case _, tuple() as said:
            yield from ((*said[:at], f"{said[at]}s", *said[at + 1 :]) for at in range(len(said)))


def _swapped(pairs: Sequence[Any], values: Sequence[str]) -> Iterator[Any]:
    for at, (name, value) in enumerate(pairs):
        for other in values:
            if other != value:
                yield tuple(sorted((*pairs[:at], (name, other), *pairs[at + 1 :])))


def _other_words(said: str) -> Iterator[str]:
    try:
        number = Decimal(said)
    except ArithmeticError:
        yield f"{said}s"
        yield said.rsplit(" ", 1)[0] if " " in said else f"un{said}"
    else:
        yield from (str(number + 1), str(number * 10), str(number / 10), str(-number))


def evidence(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one quotation damaged: a word dropped, a figure or quotation mark changed."""
    for selector in some(dict.fromkeys(selectors_in(item))):
        words = selector.exact.split()
        changes = {
            "a word dropped": " ".join((*words[: len(words) // 2], *words[len(words) // 2 + 1 :])),
            "a figure changed": _next_digit(selector.exact),
            "straight marks": selector.exact.replace("’", "'").replace("“", '"').replace("”", '"'),
        }
        for what, exact in changes.items():
            if exact not in (selector.exact, ""):
                changed = with_selector(item, selector, replace(selector, exact=exact))
                yield f"{what} in '{selector.exact[:40]}'", changed


def sources(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one quotation said to stand in another reading."""
    names = [text.id for text in edition.texts]
    for selector in some(dict.fromkeys(selectors_in(item))):
        other = names[(names.index(selector.reading) + 1) % len(names)] if selector.reading in names else ""
        if other and other != selector.reading:
            changed = with_selector(item, selector, replace(selector, reading=other))
            yield f"{selector.reading} for {other}", changed


def samples(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one sample under the wrong heading."""
    held = item.responses
    for one in held.right[:MOST]:
        yield f"right '{one.written}' as wrong", _answered(item, wrong=(*held.wrong, one))
    for one in held.wrong[:MOST]:
        yield f"wrong '{one.written}' as right", _answered(item, right=(*held.right, one))
    for one in held.invalid[:MOST]:
        yield f"invalid '{one.written}' as right", _answered(item, right=(*held.right, one))


def _answered(item: Item, **changes: tuple[Response, ...]) -> Item:
    responses: Responses = replace(item.responses, **changes)
    return replace(item, responses=responses)


def numbers(item: Item, edition: Edition) -> Mutants:
    """Yield the item with one figure of its computation changed: words read, scale, value."""
    for name, value in _figures(item.body):
        if isinstance(value, Decimal):
            yield f"{name} {value * 10}", replace(item, body=put(item.body, value, value * 10))
        elif _DIGIT.search(value):
            changed = _next_digit(value)
            yield f"{name} '{changed}'", replace(item, body=put(item.body, value, changed))


def _figures(thing: object) -> Iterator[tuple[str, str | Decimal]]:
    """Yield what a body computes with: expressions, words to read, scales and values."""
    if isinstance(thing, tuple):
        for one in thing:
            yield from _figures(one)
    elif is_dataclass(thing) and not isinstance(thing, Selector):
        for each in fields(thing):
            value = getattr(thing, each.name)
            if each.name in ("expression", "read", "scale", "value") and isinstance(value, str | Decimal):
                yield each.name, value
            else:
                yield from _figures(value)


def expressions(item: Item, edition: Edition) -> Mutants:
    """Yield the item with an operator of its expression exchanged, or two quantities."""
    arithmetic = _arithmetic(item)
    if arithmetic is None:
        return
    said = arithmetic.expression
    changed = [said[: at.start(1)] + _OTHER[at[1]] + said[at.end(1) :] for at in _OPERATOR.finditer(said)]
    names = [one.name for one in arithmetic.quantities]
    if len(names) > 1:
        turn = dict(zip(names, (*names[1:], names[0]), strict=True))
        changed.append(re.sub(r"\w+", lambda word: turn.get(word[0], word[0]), said))
    for other in changed:
        if _value(other, names) != _value(said, names):
            yield f"'{other}' for '{said}'", replace(item, body=put(item.body, said, other))


def _value(expression: str, names: Sequence[str]) -> Fraction | bool | None:
    """Return what an expression gives for a few odd numbers: 100 - a - b and 100 - b - a are the same."""
    try:
        return evaluate(expression, {name: Fraction(7 + 6 * at) for at, name in enumerate(names)})
    except NotComputable:
        return None


def units(item: Item, edition: Edition) -> Mutants:
    """Yield the item with its unit exchanged, and its options in another unit."""
    if isinstance(item.body, NumericBody) and item.body.unit:
        for other in _UNITS:
            if other != item.body.unit:
                yield f"unit {other}", replace(item, body=replace(item.body, unit=other))
    elif isinstance(item.body, ChoiceBody) and isinstance(item.body.rule, ByQuantity):
        for one in item.body.choices:
            text = re.sub(r"(?<=[0-9] )\D+$", "months", one.text.replace("€", "$"))
            if text != one.text:
                yield f"option '{text}'", replace(item, body=put(item.body, one, replace(one, text=text)))


def _arithmetic(item: Item) -> Arithmetic | None:
    match item.body:
        case NumericBody(arithmetic=found):
            return found
        case ChoiceBody(rule=ByQuantity(arithmetic=found)) | TrueFalseBody(rule=Comparison(arithmetic=found)):
            return found
    return None


def _next_digit(words: str) -> str:
    return _DIGIT.sub(lambda found: str((int(found.group()) + 1) % 10), words, count=1)
