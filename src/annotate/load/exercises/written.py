"""Items with a response of one's own: text_entry, numeric, order, short_answer, extended_text."""

from __future__ import annotations

import re

from annotate.bodies import (
    Criterion,
    ExtendedTextBody,
    NumericBody,
    OrderBody,
    OrderEntry,
    Point,
    Reject,
    Sample,
    ShortAnswerBody,
    TextEntryBody,
)
from annotate.diagnostics import Code
from annotate.load._base import SELECTOR, Entry, Findings, ListOf, Number, Record, Text, Written, selector
from annotate.load.exercises._base import ARITHMETIC, READ, SELECTORS, WORDS, BodyType, arithmetic, several

# ---- text_entry ---------------------------------------------------------------------------


def _text_entry(entry: Entry, to: Findings) -> TextEntryBody:
    return TextEntryBody(
        quotation=selector(entry.get("quotation")), cloze=entry.get("cloze"), accept=entry.get("accept", ())
    )


TEXT_ENTRY = BodyType(
    keys={
        "quotation": SELECTOR,
        "cloze": Text(about="the quotation with ____ for each gap"),
        "accept": ListOf(of=WORDS, about="for each gap, other words to take"),
    },
    required=("quotation", "cloze"),
    make=_text_entry,
)

# ---- numeric ------------------------------------------------------------------------------


def _numeric(entry: Entry, to: Findings) -> NumericBody:
    return NumericBody(arithmetic=arithmetic(entry, entry.get("expression"), to), unit=entry.get("unit"))


NUMERIC = BodyType(
    keys={**ARITHMETIC, "expression": Text(), "unit": Text()},
    required=("quantities", "expression"),
    make=_numeric,
)

# ---- order --------------------------------------------------------------------------------

_ENTRY = Record(name="an entry", keys={"id": Text(), "text": Text(), "date": READ}, required=("id", "text", "date"))


def _order(entry: Entry, to: Findings) -> OrderBody:
    return OrderBody(
        entries=tuple(
            OrderEntry(
                id=one.get("id"),
                text=one.get("text"),
                at=selector(one.get("date")),
                read=one.get("date").get("read"),
                place=one.place,
            )
            for one in entry.get("entries")
        )
    )


ORDER = BodyType(keys={"entries": ListOf(of=_ENTRY)}, required=("entries",), make=_order)

# ---- short_answer -------------------------------------------------------------------------

_POINT = Record(
    name="a point",
    keys={
        "id": Text(),
        "text": Text(),
        "patterns": ListOf(of=Text(), about="words; one of them shows the point"),
        "evidence": SELECTOR,
    },
    required=("id", "text", "patterns", "evidence"),
)
_REJECT = Record(name="a rejection", keys={"pattern": Text(), "reason": Text()}, required=("pattern", "reason"))


def _short_answer(entry: Entry, to: Findings) -> ShortAnswerBody:
    return ShortAnswerBody(
        points=tuple(
            Point(
                id=one.get("id"),
                text=one.get("text"),
                patterns=one.get("patterns"),
                evidence=selector(one.get("evidence")),
                place=one.place,
            )
            for one in entry.get("needed")
        ),
        rejects=tuple(Reject(pattern=one.get("pattern"), reason=one.get("reason")) for one in entry.get("reject", ())),
    )


SHORT_ANSWER = BodyType(
    keys={"needed": ListOf(of=_POINT, about="points that an answer can make"), "reject": ListOf(of=_REJECT)},
    required=("needed",),
    make=_short_answer,
)

# ---- extended_text ------------------------------------------------------------------------

_CRITERION = Record(
    name="a criterion",
    keys={"id": Text(), "text": Text(), "points": Number(low=1, high=6)},
    required=("id", "text", "points"),
)
_SAMPLE = Record(
    name="a sample",
    keys={
        "level": Text(about="proficient, emergent or basic; each of them once or more"),
        "text": Text(prose=True),
        "scores": Written(about="points for each criterion"),
    },
    required=("level", "text", "scores"),
)


_POINTS = re.compile(r"[0-9]{1,2}")


def _sample(one: Entry, to: Findings) -> Sample:
    scores, place = one.get("scores")
    pairs = scores if isinstance(scores, tuple) and all(isinstance(pair, tuple) for pair in scores) else ()
    if not pairs or not all(_POINTS.fullmatch(points) for _, points in pairs):
        to.error(Code.WRONG_TYPE, place, "'scores' must give points for each criterion", "as in {claim: 2}")
        pairs = ()
    return Sample(
        level=one.get("level"),
        text=one.get("text"),
        scores={name: int(points) for name, points in pairs},
        place=one.place,
    )


def _extended_text(entry: Entry, to: Findings) -> ExtendedTextBody:
    return ExtendedTextBody(
        rubric=tuple(
            Criterion(id=one.get("id"), text=one.get("text"), points=one.get("points")) for one in entry.get("rubric")
        ),
        samples=tuple(_sample(one, to) for one in entry.get("samples")),
        evidence=several(entry, "evidence"),
    )


EXTENDED_TEXT = BodyType(
    keys={"rubric": ListOf(of=_CRITERION), "samples": ListOf(of=_SAMPLE), "evidence": SELECTORS},
    required=("rubric", "samples"),
    make=_extended_text,
)
