"""Items in whose answer something is written: words, a number, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

from annotate.bodies import NumericBody, ShortAnswerBody, TextEntryBody
from annotate.export._base import FOLDED, Element, accepted, add
from annotate.export.qti3._base import Writing, say, value, variable
from annotate.gaps import GAP


def gaps(item: Writing, body: TextEntryBody) -> None:
    """Gaps with a mapping each; an answer with an empty gap earns nothing, as our grader has it."""
    assert item.asked.key is not None
    taken = accepted(body, item.asked.key)
    names = [f"RESPONSE{index}" for index in range(1, len(taken) + 1)] if len(taken) > 1 else ["RESPONSE"]
    for name, words in zip(names, taken, strict=True):
        declared = item.declare("string", "single", words[:1], name=name)
        item.map(declared, dict.fromkeys(words, Fraction(1, len(taken))), words=True)
    total = item.set(item.unless_empty())
    total = add(total, "qti-sum") if len(names) > 1 else total
    for name in names:
        add(total, "qti-map-response", identifier=name)
    item.lines(item.asked.lines[:-1])
    first, *parts = body.cloze.split(GAP)
    quoted = add(add(item.body, "blockquote"), "p", f"“{first}")
    for name, part in zip(names, parts, strict=True):
        add(quoted, "qti-text-entry-interaction", response_identifier=name).tail = part
    say(quoted, "”")
    item.lost.append(FOLDED)


def numeric(item: Writing, body: NumericBody) -> None:
    """Write a number with its tolerance and unit."""
    assert isinstance(item.asked.key, Decimal)
    key, tolerance = format(item.asked.key, "f"), body.arithmetic.tolerance
    item.declare("float", "single", [key])
    mode = {"tolerance-mode": "exact"}
    if tolerance:
        mode = {"tolerance-mode": "absolute", "tolerance": f"{tolerance:f} {tolerance:f}"}
    near = ElementTree.Element("qti-equal", mode)
    variable(near)
    value(near, "float", key)
    item.set(item.all_or(near), "0")
    item.lines()
    where = add(item.body, "p", "Answer: ")
    add(where, "qti-text-entry-interaction", response_identifier="RESPONSE").tail = f" {body.unit}".rstrip()


def short_answer(item: Writing, body: ShortAnswerBody) -> None:
    """Write an answer in which words are looked for, point by point."""
    item.declare("string", "single")
    needed = [point for point in body.points if point.id in item.asked.key_ids()]
    rest = item.unless_empty()
    if body.rejects:
        condition = add(rest, "qti-response-condition")
        spoilt = add(condition, "qti-response-if")
        _holds(add(spoilt, "qti-or"), [each.pattern for each in body.rejects])
        item.set(spoilt, "0")
        rest = add(condition, "qti-response-else")
    for point in needed:
        _holds(item.add(rest, Fraction(1, len(needed))), point.patterns)
    item.lines()
    _write_here(item)
    _rubric(item)


def _holds(where: Element, patterns: Sequence[str]) -> None:
    for pattern in patterns:
        inside = add(where, "qti-substring", case_sensitive="false")
        value(inside, "string", pattern)
        variable(inside)


def extended(item: Writing) -> None:
    """Write an answer that a person grades."""
    item.declare("string", "single")
    item.lines()
    _write_here(item)
    _rubric(item)


def _write_here(item: Writing) -> None:
    """Add a field; how long an answer is expected to be would tell of the key."""
    add(item.body, "qti-extended-text-interaction", response_identifier="RESPONSE")


def _rubric(item: Writing) -> None:
    block = add(item.body, "qti-rubric-block", use="scoring", view="scorer")
    content = add(block, "qti-content-body")
    for words in item.asked.grader:
        add(content, "p", words)
