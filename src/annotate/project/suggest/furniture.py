"""Lines that may not be the author's: page furniture that is still read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotate.edition import Edition
from annotate.model import BlockKind
from annotate.project._base import furniture
from annotate.project.suggest._base import Suggestion, What
from annotate.quote import fold

_SHORT = 120


def page_furniture(edition: Edition) -> Iterator[Suggestion]:
    """Yield blocks that read like a web page's own, or that stand in several texts or twice in one."""
    places: dict[str, list[str]] = defaultdict(list)
    for text in edition.texts:
        for block in text.reading.blocks:
            words = fold(text.source.text[block.start : block.end])
            if len(words) <= _SHORT and block.kind is not BlockKind.VERSE:
                places[words].append(text.reading.establishment.siglum)
    for text in edition.texts:
        by = text.reading.establishment
        for block in text.reading.blocks:
            words = fold(text.source.text[block.start : block.end])
            if block.is_title or words == fold(by.title.text):
                continue
            why = furniture(words)
            again = places.get(words, [])
            if len(again) > 1:
                why = f"{why}; " if why else ""
                why += f"the same line stands {len(again)} times: {', '.join(dict.fromkeys(again))}"
            if not why:
                continue
            first, _ = text.source.position(block.start)
            last, _ = text.source.position(block.end - 1)
            lines = f"{first}" if first == last else f"{first}-{last}"
            yield Suggestion(
                what=What.FURNITURE,
                score=1.0 + len(again),
                file=by.place.file,
                key="omissions",
                entry={"lines": lines, "check": words[:60].strip(), "kind": "page-furniture", "reason": "TODO: say why."},
                evidence=(f"line {first}: '{words[:100]}'", why),
            )
