"""numeric: computed from quantities that are read out of quotations."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from annotate.bodies import NumericBody
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, compute
from annotate.quantities import rounded, shown

_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?", re.ASCII)


def derive(body: NumericBody, steps: Steps) -> Proof:
    """Return the number, scaled and rounded as the item says."""
    arithmetic = body.arithmetic
    value = compute(arithmetic, steps)
    if value is None or isinstance(value, bool) or not arithmetic.scale:
        return steps.proof(Grade.PROVED, None)
    result = rounded(value / Fraction(arithmetic.scale), arithmetic.decimals)
    steps.say(f"{arithmetic.expression} = {shown(result)} {body.unit}".strip())
    return steps.proof(Grade.PROVED, result)


def parse(body: NumericBody, response: Response) -> Key | None:
    """Return a response as a number; commas between thousands are taken."""
    written = response.written
    if not isinstance(written, str) or not _NUMBER.fullmatch(written.strip()):
        return None
    return Decimal(written.strip().replace(",", ""))


def grade(body: NumericBody, item: Item, key: Key, response: Key) -> float:
    """Return 1 within the tolerance."""
    assert isinstance(key, Decimal) and isinstance(response, Decimal)
    return float(abs(key - response) <= body.arithmetic.tolerance)
