"""A book in one file of plain text: Project Gutenberg's header and licence, and its chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotate.project.convert._base import Converted

_START = re.compile(r"^\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG.*?\*{3}[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_END = re.compile(
    r"^(?:\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)", re.MULTILINE | re.IGNORECASE
)
_FACT = re.compile(r"^(Title|Author|Language|Release date|Credits): *(.+(?:\n {3,}.+)*)", re.MULTILINE | re.IGNORECASE)
_NUMBER = (
    r"(?:[IVXLCDM]+|\d{1,3}|(?:THE )?(?:FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|"
    r"EIGHT|NINE|TEN|ELEVEN|TWELVE|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)|[^\W\d_]{3,12}(?=[.:]|$))"
)
_CHAPTERS = "CHAPTER Chapter KAPITEL Kapitel CHAPITRE Chapitre CAPÍTULO Capítulo CAPITOLO Capitolo ГЛАВА Глава РОЗДІЛ Розділ BÖLÜM Bölüm HOOFDSTUK Hoofdstuk"
_OTHERS = (
    "LETTER Letter CANTO Canto BOOK Book PART Part ACT Act SECTION Section STAVE Stave BUCH Buch TEIL Teil LIVRE Livre PARTIE Partie "
    "LIBRO Libro PARTE Parte ЧАСТЬ Часть КНИГА Книга ПИСЬМО Письмо"
)
_PATTERNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        *(
            rf"^[ \t]*\n[ \t]*(?P<head>(?:{'|'.join(names.split())}) {_NUMBER}(?:[.:,—– -].*)?)[ \t]*$"
            for names in (_CHAPTERS, _OTHERS)
        ),
        r"^[ \t]*\n[ \t]*(?P<head>[IVXLC]+\.?(?: [A-Z][^a-z\n]{2,60})?)[ \t]*$",
    )
)
_CONTENTS = re.compile(
    r"^[ \t]*(?:(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|índice|indice|содержание|оглавление)[.:]?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_MOST_LISTED = 200
_LEAST = 40
"""So many characters behind a heading are its text: a line of contents has another at once."""
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
    rows, behind = _contents(body, start)
    for pattern in _PATTERNS:
        kept = _with_text(
            [(match.start("head"), " ".join(match["head"].split())) for match in pattern.finditer(body, behind)], body
        )
        if len(kept) > 1:
            return kept
    return _with_text(list(_listed(body, rows, behind)), body)


def _contents(body: str, start: int) -> tuple[list[str], int]:
    """Return the lines of a table of contents, up to a blank line, and where it ends; none and the start without one."""
    head = _CONTENTS.search(body, start)
    if not head:
        return [], start
    behind = re.compile(r"\S.*?(?=\n[ \t]*\n|\Z)", re.DOTALL).search(body, head.end())
    return ([row.strip() for row in behind.group().split("\n")], behind.end()) if behind else ([], start)


def _listed(body: str, rows: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """Yield the lines that the contents name, where each stands again by itself, in that order."""
    for name in [re.sub(r"[ .\t]*\d*$", "", row) for row in rows][:_MOST_LISTED]:
        pattern = r"\s+".join(map(re.escape, name.split()))
        found = (
            re.compile(rf"^[ \t]*\n[ \t]*(?P<head>{pattern})[.:]?[ \t]*$", re.MULTILINE).search(body, at) if name else None
        )
        if found is None:
            return
        yield found.start("head"), name
        at = found.end()


def _with_text(found: Sequence[tuple[int, str]], body: str) -> list[tuple[int, str]]:
    """Leave out headings that another follows at once: those are a table of contents."""
    ends = [*(at for at, _ in found[1:]), len(body)]
    return [
        (at, name)
        for (at, name), stop in zip(found, ends, strict=False)
        if len(body[at:stop].strip()) - len(name) >= _LEAST and "\n" in body[at:stop].strip()
    ]


def chapter_like(text: str) -> tuple[str, ...]:
    """Return the headings at which a text could be cut, if there are several."""
    start, end, _ = _body(text)
    heads = _chapters(text, start, end)
    return tuple(name for _, name in heads) if len(heads) > 1 else ()


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _trimmed(text: str) -> str:
    return text.strip("\r\n") + "\n"
