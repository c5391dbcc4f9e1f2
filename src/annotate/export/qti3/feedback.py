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
    said = list(item.asked.solution)
    for index, (key, why) in enumerate(item.asked.mistakes, start=1):
        conditions = list(_given(item, key))
        if not conditions:
            said.append(f"Not {response_words(item.asked, key)}: {why}")
            continue
        case = add(add(item.rules, "qti-response-condition"), "qti-response-if")
        add(case, "qti-and").extend(conditions)
        more = add(add(case, "qti-set-outcome-value", identifier="FEEDBACK"), "qti-multiple")
        variable(more, "FEEDBACK")
        value(more, "identifier", f"mistake-{index}")
        _modal(item, f"mistake-{index}", [why])
    _modal(item, "solution", said or ["See the mistakes."])


def _modal(item: Writing, name: str, words: Sequence[str]) -> None:
    modal = add(
        item.root, "qti-modal-feedback", outcome_identifier="FEEDBACK", identifier=name, show_hide="show"
    )
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
        tag = {"string": "qti-string-match", "float": "qti-equal"}.get(kind, "qti-match")
        attributes = {"qti-string-match": {"case-sensitive": "false"}, "qti-equal": {"tolerance-mode": "exact"}}
        same = ElementTree.Element(tag, attributes.get(tag, {}))
        variable(same, name)
        mine = [written.pop(0)] if cardinality == "single" else written
        where = same if cardinality == "single" else add(same, f"qti-{cardinality}")
        for each in mine:
            value(where, kind, each)
        yield same


