"""How a plain text is laid out, and why it looks so: a proposal that the draft carries."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from annotate.ledger.lines import detect_layout, visible_lines
from annotate.model import Layout
from annotate.project._base import Laid
from annotate.source import SourceText

_MARKED = re.compile(r"(?:[•‣◦*+–—-]|\d{1,3}[.)])\s")
_NARROWEST, _WIDEST = 40, 110
_FEW = 3


def layout_of(source: SourceText) -> Laid:
    """Return what the lines of a text are, with the reason, and how sure it is."""
    plain = detect_layout(visible_lines(source, ()))
    rows = [source.text[start:end].rstrip() for start, end in source.lines]
    inner = [(line, after) for line, after in pairwise(rows) if line.strip() and after.strip()]
    if plain is Layout.WRAPPED:
        return Laid(
            layout=plain, reason=f"most of {len(inner)} lines that another follows are of one page's width", confidence=0.9
        )
    prose = [(line, after) for line, after in inner if not line.startswith((" ", "\t")) and not _MARKED.match(line)]
    going_on = [after for line, after in prose if line[-1] not in '.!?:”"' and after.lstrip()[:1].islower()]
    widths = [len(line) for line, _ in prose]
    if (
        len(going_on) >= _FEW
        and len(going_on) >= 0.35 * len(prose)
        and median(widths) >= _NARROWEST
        and max(widths) <= _WIDEST
    ):
        sure = round(min(0.9, 0.5 + len(going_on) / len(prose) / 2), 1)
        reason = f"{len(going_on)} of {len(prose)} lines end within a sentence, and the next goes on with a small letter"
        return Laid(layout=Layout.WRAPPED, reason=reason, confidence=sure)
    if not inner:
        return Laid(layout=Layout.LINES, reason="blank lines part all its lines", confidence=0.9)
    if max(map(len, rows)) > _WIDEST:
        return Laid(layout=Layout.LINES, reason="lines are longer than a page is wide", confidence=0.9)
    return Laid(layout=Layout.LINES, reason="the lines are too few, or too uneven, to be those of a page", confidence=0.5)
