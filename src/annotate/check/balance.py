"""How much the edition says about each text: a table for the editor's eye, not a finding."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.edition import Edition
from annotate.model import Verdict
from annotate.size import size

_CORRECTED = frozenset({Verdict.CONTRADICTED, Verdict.ARITHMETIC_PROBLEM, Verdict.OUTDATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What stands beside one text: its words, and counts for each 1,000 of them.

    `judged` is false in an edition that judges no statement and mirrors no item: then notes alone are said.
    """

    reading: str
    words: int
    notes: float
    corrections: float
    framing: float
    judged: bool = True

    def __str__(self) -> str:
        said = f"{self.reading}: {self.words} words; per 1,000 words {self.notes:.1f} notes"
        return (
            f"{said}, {self.corrections:.1f} corrected statements, {self.framing:.1f} framing items" if self.judged else said
        )


def balance(edition: Edition) -> tuple[Share, ...]:
    """Return the share of each text, in the order of the readings."""
    rows = []
    items = [item for one in edition.sets for item in one.items]
    judged = bool(edition.apparatus.statements) or any(item.framing for item in items)
    for text in edition.texts:
        words = size(text)
        scale = 1000 / words if words else 0.0
        corrected = (one for one in edition.apparatus.statements if one.verdict in _CORRECTED)
        rows.append(
            Share(
                reading=text.id,
                words=words,
                notes=len(text.footnotes) * scale,
                corrections=sum(one.at.reading == text.id for one in corrected) * scale,
                framing=sum(bool(item.framing) and text.id in item.readings for item in items) * scale,
                judged=judged,
            )
        )
    return tuple(rows)
