"""Items with something to choose from, sort or match."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from annotate.bodies import ChoiceBody
from annotate.export._base import add
from annotate.export.qti3._base import Writing, place, say, value, variable


def choice(item: Writing, body: ChoiceBody) -> None:
    """Write one or several of the options."""
    multiple = body.multiple
    asked, right = item.asked, item.asked.key_ids()
    declared = item.declare("identifier", "multiple" if multiple else "single", right)
    if multiple:
        item.map(declared, _less_wrong(item), least=True)
        add(item.set(item.all_or()), "qti-map-response", identifier="RESPONSE")
    else:
        item.set(item.all_or(), "0")
    item.lines()
    _options(item, asked.options, most="0" if multiple else "1")


def _less_wrong(item: Writing) -> dict[str, Fraction]:
    """Return what each option earns: a part of the whole for a right item, as much less for a wrong item."""
    right = item.asked.key_ids()
    return {name: Fraction(1 if name in right else -1, len(right)) for name in item.asked.options}


def _options(item: Writing, texts: Mapping[str, str], most: str) -> None:
    interaction = add(item.body, "qti-choice-interaction", response_identifier="RESPONSE", shuffle="true", max_choices=most)
    for name, text in texts.items():
        add(interaction, "qti-simple-choice", text, identifier=name)


def true_false(item: Writing) -> None:
    """Write true or false."""
    item.declare("identifier", "single", [str(item.asked.key).lower()])
    item.set(item.all_or(), "0")
    item.lines()
    interaction = add(item.body, "qti-choice-interaction", response_identifier="RESPONSE", shuffle="false", max_choices="1")
    add(interaction, "qti-simple-choice", "True", identifier="true")
    add(interaction, "qti-simple-choice", "False", identifier="false")


def order(item: Writing) -> None:
    """Write entries to sort: a share for each two neighbours in the right order.

    An ordered container contains two values when they stand in it side by side; an index
    given as a number is not understood by every player.
    """
    right = item.asked.key_ids()
    item.declare("identifier", "ordered", right)
    rest = item.all_or()
    for earlier, later in combinations(right, 2):
        inside = add(item.add(rest, Fraction(1, len(right) - 1)), "qti-contains")
        variable(inside)
        both = add(inside, "qti-ordered")
        value(both, "identifier", earlier)
        value(both, "identifier", later)
    item.lines()
    interaction = add(item.body, "qti-order-interaction", response_identifier="RESPONSE", shuffle="true")
    for name, text in item.asked.options.items():
        add(interaction, "qti-simple-choice", text, identifier=name)


def match(item: Writing) -> None:
    """Write rows and options; an answer with a row left out earns nothing, as our grader has it."""
    pairs = [f"{row} {option}" for row, option in item.asked.key_pairs().items()]
    declared = item.declare("directedPair", "multiple", pairs)
    item.map(declared, dict.fromkeys(pairs, Fraction(1, len(pairs))))
    rest = item.all_or()
    condition = add(rest, "qti-response-condition")
    case = add(condition, "qti-response-if")
    complete = add(case, "qti-equal", tolerance_mode="exact")
    variable(add(complete, "qti-container-size"))
    value(complete, "integer", str(len(pairs)))
    add(item.set(case), "qti-map-response", identifier="RESPONSE")
    item.set(add(condition, "qti-response-else"), "0")
    item.lines()
    interaction = add(
        item.body, "qti-match-interaction", response_identifier="RESPONSE", shuffle="true",
        max_associations=str(len(pairs)), min_associations=str(len(pairs)),
    )  # fmt: skip
    for texts, most in ((item.asked.rows, "1"), (item.asked.options, "0")):
        some = add(interaction, "qti-simple-match-set")
        for name, text in texts.items():
            add(some, "qti-simple-associable-choice", text, identifier=name, match_max=most)


def hottext(item: Writing) -> None:
    """Write phrases to pick in their passage; below it, where they overlap."""
    declared = item.declare("identifier", "multiple", item.asked.key_ids())
    item.map(declared, _less_wrong(item), least=True)
    add(item.set(item.all_or()), "qti-map-response", identifier="RESPONSE")
    lines = list(item.asked.lines)
    passage = next((line for line in lines if all(text in line.text for text in item.asked.options.values())), None)
    pieces = _cut(passage.text, item.asked.options) if passage else None
    if passage is None or pieces is None:
        item.lost.append("the phrases are picked from a list below the passage, not in it")
        item.lines()
        _options(item, item.asked.options, most="0")
        return
    item.lines([line for line in lines if line is not passage])
    interaction = add(item.body, "qti-hottext-interaction", response_identifier="RESPONSE", max_choices="0")
    where = add(add(interaction, "blockquote"), "p", "“")
    for text, name in pieces:
        if name:
            add(where, "qti-hottext", text, identifier=name)
        else:
            say(where, text)
    place(where, passage)


def _cut(text: str, phrases: Mapping[str, str]) -> list[tuple[str, str]] | None:
    """Return a passage as (words, id of the phrase that they are, or nothing); None when phrases overlap."""
    spans = sorted((text.find(words), len(words), name) for name, words in phrases.items())
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, length, name in spans:
        if start < at:
            return None
        pieces += [(text[at:start], ""), (text[start : start + length], name)]
        at = start + length
    return [*pieces, (text[at:], "")]
