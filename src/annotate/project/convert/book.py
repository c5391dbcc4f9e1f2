"""A book in one file of plain text: Project Gutenberg's header and licence, and its chapters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from annotate.project.convert._base import Converted

_START = re.compile(r"^\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG.*?\*{3}[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^(?:\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)", re.MULTILINE | re.IGNORECASE)
_FACT = re.compile(r"^(Title|Author|Language|Release date|Credits): *(.+(?:\n {3,}.+)*)", re.MULTILINE | re.IGNORECASE)
_NUMBER = r"(?:[IVXLCDM]+|\d{1,3}|(?:THE )?(?:FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)|[IVXLCDM]+(?= *[-–—:]))"
_PATTERNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^[ \t]*\n[ \t]*(?P<head>(?:CHAPTER|Chapter) {_NUMBER}(?:[.:,—– -].*)?)[ \t]*$",
        rf"^[ \t]*\n[ \t]*(?P<head>(?:LETTER|Letter|CANTO|Canto|BOOK|Book|PART|Part|ACT|Act|SECTION|Section|STAVE|Stave) {_NUMBER}(?:[.:,—– -].*)?)[ \t]*$",
        r"^[ \t]*\n[ \t]*(?P<head>[IVXLC]+\.?(?: [A-Z][^a-z\n]{2,60})?)[ \t]*$",
    )
)
_LEAST = 400
_LANGUAGES = {
    "english": "en", "french": "fr", "german": "de", "italian": "it", "spanish": "es", "portuguese": "pt",
    "dutch": "nl", "russian": "ru", "finnish": "fi", "latin": "la", "greek": "el", "hebrew": "he", "arabic": "ar",
}  # fmt: skip


def is_gutenberg(text: str) -> bool:
    """Return whether a text has the line that begins a book of Project Gutenberg."""
    return _START.search(text) is not None


def from_book(text: str) -> list[Converted]:
    """Return a book's chapters, without the header and licence of Project Gutenberg where it has them.

    Lines are kept as they are. What stands before the first chapter is a text of its own when
    it is more than a title page and contents.
    """
    start, end, facts = _body(text)
    heads = _chapters(text, start, end)
    dropped = []
    if start:
        dropped.append(f"lines 1-{_line(text, start) - 1}: the header of Project Gutenberg")
    if end < len(text):
        dropped.append(f"lines {_line(text, end)}-{_line(text, len(text))}: the licence of Project Gutenberg")
    how = "taken from a book of Project Gutenberg" if start else "taken from a book"
    if len(heads) < 2:
        return [Converted(text=_trimmed(text[start:end]), dropped=tuple(dropped), facts=facts, how=how)]
    first = heads[0][0]
    front = text[start:first]
    if front.strip():
        dropped.append(f"lines {_line(text, start)}-{_line(text, first) - 1}: what stands before the first chapter")
    return [
        Converted(
            text=_trimmed(text[at:stop]),
            dropped=tuple(dropped) if number == 0 else (),
            facts={**facts, "title": name},
            how=f"{how}, lines {_line(text, at)}-{_line(text, at + len(text[at:stop].rstrip()))}",
            part=f"{number + 1:0{len(str(len(heads)))}}",
        )
        for number, ((at, name), (stop, _)) in enumerate(pairwise([*heads, (end, "")]))
    ]


def _body(text: str) -> tuple[int, int, dict[str, str]]:
    opened = _START.search(text)
    if opened is None:
        return 0, len(text), {}
    closed = _END.search(text, opened.end())
    said = {match[1].lower(): " ".join(match[2].split()) for match in _FACT.finditer(text, 0, opened.start())}
    facts = {key: said[key] for key in ("title", "author") if key in said}
    if language := _LANGUAGES.get(said.get("language", "").lower()):
        facts["language"] = language
    start = opened.end()
    while start < len(text) and text[start] in "\r\n":
        start += 1
    return start, closed.start() if closed else len(text), facts


def _chapters(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return (offset, heading) of each chapter: lines of one form with enough text behind each."""
    body = text[:end].replace("\r\n", " \n")  # as long as it was
    for pattern in _PATTERNS:
        found = [(match.start("head"), " ".join(match["head"].split())) for match in pattern.finditer(body, start)]
        kept = _with_text(found, end)
        if len(kept) > 1:
            return kept
    return []


def _with_text(found: Sequence[tuple[int, str]], end: int) -> list[tuple[int, str]]:
    """Leave out headings that another follows at once: those are a table of contents."""
    return [one for one, following in pairwise([*found, (end, "")]) if following[0] - one[0] >= _LEAST]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _trimmed(text: str) -> str:
    return text.strip("\r\n") + "\n"
