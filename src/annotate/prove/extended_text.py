"""extended_text: open. Form only is checked: a rubric of six points and samples at three levels."""

from __future__ import annotations

from annotate.bodies import ExtendedTextBody
from annotate.diagnostics import Code
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps

_TOTAL, _LEVELS = 6, {"proficient": range(5, 7), "emergent": range(3, 5), "basic": range(3)}


def derive(body: ExtendedTextBody, steps: Steps) -> Proof:
    """Return an open proof: no key follows."""
    most = {one.id: one.points for one in body.rubric}
    if sum(most.values()) != _TOTAL:
        steps.error(Code.RUBRIC, f"the criteria sum to {sum(most.values())}", f"they must sum to {_TOTAL}")
    if {one.level for one in body.samples} != set(_LEVELS):
        steps.error(Code.RUBRIC, "the samples are not at the three levels", f"levels: {', '.join(_LEVELS)}")
    for one in body.samples:
        total = sum(one.scores.values())
        fits = set(one.scores) == set(most) and all(points <= most[name] for name, points in one.scores.items())
        if not fits or total not in _LEVELS.get(one.level, ()):
            message = f"the {one.level} sample's scores ({total}) do not fit the rubric or its level"
            steps.error(Code.RUBRIC, message, "proficient 5-6, emergent 3-4, basic 0-2", one.place)
    for selector in body.evidence:
        steps.say(_("to be used: {quotation}").format(quotation=steps.quote(selector)))
    return steps.proof(Grade.OPEN, None)


def parse(body: ExtendedTextBody, response: Response) -> Key | None:
    """Return an answer as one text."""
    written = response.written
    return (written,) if isinstance(written, str) and written.strip() else None


def grade(body: ExtendedTextBody, item: Item, key: Key, response: Key) -> float:
    """Return 0: only a person can grade it."""
    return 0.0
