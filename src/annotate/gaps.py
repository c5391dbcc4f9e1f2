"""Quotations with gaps: what was removed."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.quote import fold

GAP = "____"


def removed_words(quotation: str, cloze: str) -> tuple[str, ...] | None:
    """Return what stands in a quotation where its cloze has ____, or None if they do not fit.

    The cloze must be the quotation, word for word, but for the gaps, and fit in one way only.
    """
    parts, words = fold(cloze).strip().split(GAP), fold(quotation).strip()
    if len(parts) < 2 or not words.startswith(parts[0]) or not words.endswith(parts[-1]):
        return None
    earliest = _gaps(words, parts)
    latest = _gaps(words[::-1], [part[::-1] for part in reversed(parts)])
    if earliest is None or latest is None:
        return None
    if earliest != [(len(words) - end, len(words) - start) for start, end in reversed(latest)]:
        return None
    return tuple(words[start:end].strip() for start, end in earliest)


def _gaps(words: str, parts: Sequence[str]) -> list[tuple[int, int]] | None:
    """Return where the gaps are when each part between them stands as early as it can."""
    gaps, at = [], len(parts[0])
    for part in parts[1:-1]:
        found = words.find(part, at + 1)
        if found < 0:
            return None
        gaps.append((at, found))
        at = found + len(part)
    end = len(words) - len(parts[-1])
    return [*gaps, (at, end)] if at < end else None
