"""docs/apparatus/questions.yaml: questions on one reading or across several."""

from __future__ import annotations

from annotate.diagnostics import Diagnostic
from annotate.load._base import (
    ID,
    SELECTOR,
    Entry,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    read_list,
    selector,
)
from annotate.model import Bloom, Question, QuestionKind

QUESTION = Record(
    name="a question",
    keys={
        "id": Text(pattern=ID, about="used in addresses"),
        "readings": ListOf(of=Text(), about="ids; a question on one reading stands below it too"),
        "kind": OneOf(values=QuestionKind),
        "bloom": OneOf(values=Bloom),
        "dok": Number(low=1, high=4, about="Webb's depth of knowledge"),
        "prompt": Text(prose=True, about="the question"),
        "passages": ListOf(of=SELECTOR, about="printed below the question"),
        "teacher": Text(prose=True, about="for the instructor's edition only"),
    },
    required=("id", "readings", "kind", "bloom", "dok", "prompt"),
)


def load(file: str, text: str) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """Return the questions of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "questions", QUESTION)
    return tuple(_question(entry) for entry in entries), tuple(to.found)


def _question(entry: Entry) -> Question:
    return Question(
        id=entry.get("id"),
        readings=entry.get("readings"),
        kind=entry.get("kind"),
        bloom=entry.get("bloom"),
        dok=entry.get("dok"),
        prompt=entry.get("prompt"),
        passages=tuple(selector(one) for one in entry.get("passages", ())),
        teacher=entry.get("teacher", None),
        place=entry.place,
    )
