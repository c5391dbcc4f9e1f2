"""What the item types share: quantities, choices, and how a body is made from an entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotate.bodies import Arithmetic, Body, Choice, Quantity
from annotate.diagnostics import Code
from annotate.load._base import (
    SELECTOR,
    Entry,
    Findings,
    ListOf,
    MapOf,
    Number,
    Record,
    Shape,
    Text,
    selector,
)
from annotate.model import Selector

_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,12})?")
WORDS = ListOf(of=Text())
SELECTORS = ListOf(of=SELECTOR)
READ = Record(
    name="a quantity",
    keys={**SELECTOR.keys, "read": Text(about="the number or date within the quotation")},
    required=("reading", "exact", "read"),
)
CHOICES = ListOf(
    of=Record(
        name="a choice",
        keys={
            "id": Text(),
            "text": Text(),
            "reading": Text(about="the reading that the choice stands for"),
            "value": Text(about="the number that the choice stands for"),
            "query": ListOf(of=Text(), about="words to look for in the readings"),
            "supports": ListOf(of=SELECTOR, about="quotations that make it right"),
            "refutes": ListOf(of=SELECTOR, about="quotations that make it wrong"),
            "elsewhere": SELECTOR,
            "absent": ListOf(of=Text(), about="words that stand in none of the readings"),
            "definition-of": Text(about="the term whose gloss the choice is"),
            "within": Text(about="words of the row's quotation"),
        },
        required=("id", "text"),
    )
)
ARITHMETIC: Mapping[str, Shape] = {
    "quantities": MapOf(of=READ, about="numbers read out of quotations, by name"),
    "scale": Text(about="the result is divided by it"),
    "round": Number(low=0, high=9, about="decimals"),
    "tolerance": Text(about="absolute"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyType:
    """A type's own keys, those it must have, and how its body is made."""

    keys: Mapping[str, Shape]
    required: tuple[str, ...]
    make: Callable[[Entry, Findings], Body | None]


def number(entry: Entry, key: str, default: str, to: Findings) -> Decimal:
    """Return a number that is written as text, exactly."""
    written = entry.get(key, default)
    if _DECIMAL.fullmatch(written):
        return Decimal(written)
    to.error(Code.WRONG_TYPE, entry.at(key), f"'{written}' is not a number", "write it as 72.5")
    return Decimal(default)


def one_of(entry: Entry, names: Sequence[str], to: Findings) -> None:
    """Find an entry that says more than one of several things, of which one only could count."""
    said = [name for name in names if entry.get(name, None)]
    if len(said) > 1:
        to.error(Code.UNKNOWN_KEY, entry.at(said[1]), f"'{said[1]}' cannot stand beside '{said[0]}'", "keep one")


def optional(entry: Entry, key: str) -> Selector | None:
    """Return the selector under a key, if there is one."""
    one = entry.get(key, None)
    return selector(one) if one else None


def several(entry: Entry, key: str) -> tuple[Selector, ...]:
    """Return the selectors under a key."""
    return tuple(selector(one) for one in entry.get(key, ()))


def arithmetic(entry: Entry, expression: str, to: Findings) -> Arithmetic:
    """Return the expression of an entry with its quantities."""
    scale, tolerance = number(entry, "scale", "1", to), number(entry, "tolerance", "0", to)
    if scale <= 0:
        to.error(Code.WRONG_TYPE, entry.at("scale"), f"'{scale}' is no scale", "a number above 0")
    if tolerance < 0:
        to.error(Code.WRONG_TYPE, entry.at("tolerance"), f"'{tolerance}' is no tolerance", "a number from 0")
    return Arithmetic(
        quantities=tuple(
            Quantity(name=name, at=selector(one), read=one.get("read")) for name, one in entry.get("quantities", ())
        ),
        expression=expression,
        scale=scale if scale > 0 else Decimal(1),
        decimals=entry.get("round", None),
        tolerance=max(tolerance, Decimal(0)),
        place=entry.place,
    )


def choices(entry: Entry, to: Findings) -> tuple[Choice, ...]:
    """Return the choices of an entry."""
    return tuple(_choice(one, to) for one in entry.get("choices", ()))


def _choice(one: Entry, to: Findings) -> Choice:
    return Choice(
        id=one.get("id"),
        text=one.get("text"),
        reading=one.get("reading"),
        value=number(one, "value", "0", to) if one.get("value") else None,
        query=one.get("query", ()),
        supports=several(one, "supports"),
        refutes=several(one, "refutes"),
        elsewhere=optional(one, "elsewhere"),
        absent=one.get("absent", ()),
        definition_of=one.get("definition-of"),
        within=one.get("within"),
        place=one.place,
    )
