"""Feedback of practice items: the solution with any answer, and what is wrong with a foreseen mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from annotate.bodies import ExtendedTextBody, ShortAnswerBody
from annotate.export._base import Element, add, response_words
from annotate.export.qti3._base import Writing, value, variable
from annotate.items import Key


def told(item: Writing) -> bool:
    """Return whether there is anything to tell."""
    return bool(item.asked.solution or item.asked.mistakes)


def feedback(item: Writing) -> None:
    """Show the solution with any answer, and what is wrong with a mistake that was foreseen."""
    if not told(item):
        return
    shown = add(add(item.rules, "qti-set-outcome-value", identifier="FEEDBACK"), "qti-multiple")
    value(shown, "identifier", "solution")
    foreseen = [(list(_given(item, key)), why) for key, why in item.asked.mistakes]
    rest = [
        f"Not {response_words(item.asked, key)}: {why}"
        for (key, why), (conditions, _) in zip(item.asked.mistakes, foreseen, strict=True)
        if not conditions
    ]
    if any(conditions for conditions, _ in foreseen):
        rules = item.unless_empty()
        for index, (conditions, why) in enumerate(foreseen, start=1):
            if conditions:
                _mistake(rules, f"mistake-{index}", conditions)
                _modal(item, f"mistake-{index}", [why])
    _modal(item, "solution", (*item.asked.solution, *rest) or ["See the mistakes."])


def _mistake(rules: Element, name: str, conditions: Sequence[Element]) -> None:
    case = add(add(rules, "qti-response-condition"), "qti-response-if")
    add(case, "qti-and").extend(conditions)
    more = add(add(case, "qti-set-outcome-value", identifier="FEEDBACK"), "qti-multiple")
    variable(more, "FEEDBACK")
    value(more, "identifier", name)


def _modal(item: Writing, name: str, words: Sequence[str]) -> None:
    modal = add(item.root, "qti-modal-feedback", outcome_identifier="FEEDBACK", identifier=name, show_hide="show")
    content = add(modal, "qti-content-body")
    for said in words:
        add(content, "p", said)


def _given(item: Writing, key: Key) -> Iterator[Element]:
    """Yield the conditions under which a response is this one; none for an answer in free words."""
    if isinstance(item.asked.item.body, ShortAnswerBody | ExtendedTextBody):
        return
    values = key if isinstance(key, tuple) else (str(key).lower() if isinstance(key, bool) else f"{key:f}",)
    written = [" ".join(each) if isinstance(each, tuple) else str(each) for each in values]
    for name, (kind, cardinality) in item.kinds.items():
        if kind == "directedPair":  # a container of pairs cannot be compared in every player
            return
        if cardinality == "single":
            yield _same(name, kind, written.pop(0))
        else:
            yield _same_all(name, kind, cardinality, written)


def _same(name: str, kind: str, text: str) -> Element:
    tag = {"string": "qti-string-match", "float": "qti-equal"}.get(kind, "qti-match")
    attributes = {"qti-string-match": {"case-sensitive": "false"}, "qti-equal": {"tolerance-mode": "exact"}}
    same = ElementTree.Element(tag, attributes.get(tag, {}))
    variable(same, name)
    value(same, kind, text)
    return same


def _same_all(name: str, kind: str, cardinality: str, texts: Sequence[str]) -> Element:
    same = ElementTree.Element("qti-match")
    variable(same, name)
    where = add(same, f"qti-{cardinality}")
    for each in texts:
        value(where, kind, each)
    return same
