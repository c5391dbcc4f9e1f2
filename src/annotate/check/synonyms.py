"""Groups of synonyms help a search."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.diagnostics import Code, Diagnostic, warning
from annotate.edition import Edition


def idle_synonyms(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the groups by which nothing is found that would not be found without them."""
    if not edition.apparatus.synonyms:
        return
    told = (one.prose.text for one in edition.told if one.public)
    words = "\n".join((*edition.evidence.readings.values(), *told)).casefold()
    for group in edition.apparatus.synonyms:
        listed = ", ".join(group.words)
        if len({word.casefold() for word in group.words}) < 2:
            message = f"the group '{listed}' has fewer than two words"
            yield warning(Code.IDLE_SYNONYMS, group.place, message, "add a synonym, or remove the group")
        elif not any(word.casefold() in words for word in group.words):
            message = f"none of '{listed}' stands in the edition"
            yield warning(Code.IDLE_SYNONYMS, group.place, message, "add a word that stands there")
