"""The reference roles in an editor's Markdown, found without parsing all of it.

Code fences and code spans are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotate.model import Place, Prose, Selector
from annotate.quote import fold

_ROLE = re.compile(
    r"\{(?P<role>gloss|reading:quote|reading:source|reading:par)\}(?P<ticks>`+)(?P<content>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|(?P<fence>^(?P<bars>`{3,}|~{3,})(?!\{).*?^(?P=bars))"
    r"|(?P<code>(?<![`}])(?P<span>`+)(?!`).+?(?<!`)(?P=span)(?!`))",
    re.DOTALL | re.MULTILINE,
)
_TARGET = re.compile(r"(?P<words>.*\S)\s+<(?P<target>[^<>]*)>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One reference role: its words (empty where the role has none), target and place."""

    role: str
    words: str
    target: str
    place: Place


def references(prose: Prose, *, whole_file: bool = False) -> Iterator[Reference]:
    """Yield the reference roles of a text.

    With `whole_file` the places are exact; else every place is that of the YAML value,
    whose folded lines cannot be traced back.
    """
    for match in _ROLE.finditer(prose.text):
        if not match["role"]:
            continue
        content = fold(match["content"])
        split = _TARGET.fullmatch(content)
        words, target = (split["words"], split["target"]) if split else ("", content.strip())
        place = _place(prose, match.start(), match.end()) if whole_file else prose.place
        yield Reference(role=match["role"], words=words, target=target, place=place)


def _place(prose: Prose, start: int, end: int) -> Place:
    def position(offset: int) -> tuple[int, int]:
        before = prose.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    line, column = position(start)
    end_line, end_column = position(end)
    return Place(
        file=prose.place.file, line=line, column=column, end_line=end_line, end_column=end_column
    )


def quotation(reference: Reference) -> Selector | None:
    """Return the selector of a reading:quote role, or None when it is not of its form."""
    reading, _, where = reference.target.partition(" ")
    if not reference.words or not reading or where not in ("", "omitted"):
        return None
    return Selector(
        reading=reading, exact=reference.words, omitted=where == "omitted", place=reference.place
    )
